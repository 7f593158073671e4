"""Encodings of one byte a character, told apart by which languages the words in them can be.

Any bytes are letters in nearly all of these encodings, so that decoding tells nothing. What tells is that a word is of
one script, has no sign within and no capital behind a small letter, and has the letters of some one language: `mìsto`
may be Italian, `pøíspìvek` is nothing. Where several encodings make words of the bytes, and different ones, that is
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from math import log
from unicodedata import normalize

#: The letters beyond a to z of languages, the commonest first, and how often tables are in the language.
_LATIN = {
    "cp1252": (
        ("üäöß", 4), ("éèêàçôîâûëïœùüÿæ", 4), ("óíáéñúüºª", 4), ("ãáéçíóêõâúàôºª", 3), ("àèòìùéºª", 3),
        ("äöåé", 3), ("øåæéöü", 3), ("ëéïöüó", 2), ("óàéèíçúòïü", 1), ("áíöðéóúþæý", 0.3), ("ëç", 0.3),
    ),
    "cp1250": (
        ("łóąęśżćńź", 4), ("íáéýřěščžůúťňďó", 4), ("áéöóőüíúű", 4), ("ăîâţş", 3), ("áíéýčšžúľôňťäďóĺŕ", 2),
        ("čšžćđ", 3), ("üäöß", 2),
    ),
    "cp1254": (("ıüşçğöâîû", 2),),
    "cp1257": (("ėšųįžūąčę", 2), ("āīēšūņļžģķč", 2), ("äõüöšž", 2), ("łóąęśżćńź", 0.3)),
}  # fmt: skip
_CYRILLIC = (("абвгдежзийклмнопрстуфхцчшщъыьэюяё", 4), ("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", 3))
_SOUTHERN = (("абвгдђежзијклљмнњопрстћуфхцчџш", 1), ("абвгдежзіўйклмнопрстуфхцчшыьэюяё", 1))
_GREEK = (("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", 3),)
_HEBREW = (("אבגדהוזחטיךכלםמןנסעףפץצקרשת", 2),)
_ARABIC = (("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ", 2),)
_ALPHABETS: Mapping[str, Sequence[tuple[str, float]]] = {
    **_LATIN,
    "cp1251": (*_CYRILLIC, *_SOUTHERN),
    "iso8859-2": _LATIN["cp1250"],
    "koi8-r": _CYRILLIC[:1],
    "mac_roman": _LATIN["cp1252"],
    "cp850": _LATIN["cp1252"],
    "cp852": _LATIN["cp1250"],
    "cp1253": _GREEK,
    "cp1255": _HEBREW,
    "cp1256": _ARABIC,
}
#: How much rarer tables are in an encoding than in the commonest; least of all in an older standard beside Windows'.
_RARE = {"cp1252": log(5), **dict.fromkeys(("iso8859-2", "koi8-r", "mac_roman", "cp850", "cp852"), log(0.05))}
#: A word and what goes on within; whatever else has a byte of its own stands between words.
_HIGH = re.compile(rb"[\x80-\xff][A-Za-z\x80-\xff]{0,60}")
_BEFORE = re.compile(rb"[A-Za-z]*\Z")
_LONGEST = 40
#: Signs that stand beside words: quotes, dashes, a degree, a currency; powers behind a unit only.
_SIGNS = re.compile("[\u00a0«»‹›“”„‘’‚•–—…©®™°§€†‡№·]+|(?<=\\b[mk]m)[²³]|(?<=\\bm)[²³]|\\A[£¥¢¤±×÷¼½¾²³¹¿¡]\\Z")
#: How likely a word is that no language has, and the least of a language that no other word is in.
_NO_WORD, _STRANGE = 1e-7, 0.02
#: How likely a sign is where a letter might stand: at the edge of a word, and an apostrophe within; any other within.
_EASY_SIGN, _A_SIGN = 0.6, 0.05
_VOWELS = frozenset("aeiouyıøæœ")
#: Where another reading of all bytes is less likely than the best by this much, the best is sure.
_SURE = 7.0
#: So many words are looked at, of so many that are met.
_MOST_WORDS, _MOST_SEEN = 3_000, 100_000
#: So much of a reading's words are of some language, if it is to be thought of.
_LEAST_OF_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read bytes.

    Attributes:
        encoding: its name, as Python has it.
        words: some words that another reading has otherwise, as they are in this one.
    """

    encoding: str
    words: tuple[str, ...] = ()


def single_byte_readings(content: bytes, words: Sequence[bytes]) -> list[str]:
    """The encodings of one byte in which all bytes are words, the likeliest first; those alone that are not far behind.

    Args:
        content: the text, which is not UTF-8.
        words: its words, as ``words_with_letters`` has them.

    >>> text = "Uniwersytet Łódzki, Żywiec, Świętochłów".encode("cp1250")
    >>> single_byte_readings(text, words_with_letters(text))[0]
    'cp1250'
    """
    scored = []
    for encoding in _ALPHABETS:
        found = _decoded(words, encoding)
        if found is not None:
            share, score = _score(found, encoding)
            scored.append((share, score + _RARE.get(encoding, 0.0), encoding))
    fitting = [one for one in scored if one[0] >= _LEAST_OF_WORDS]
    if not fitting:
        return []
    best = max(score for _, score, _ in fitting)
    # Of two that are as likely the first of the list is taken: the sort keeps their order.
    near = sorted((one for one in fitting if one[1] > best - _SURE), key=lambda one: -round(one[1], 6))
    return [encoding for _, _, encoding in near if decodes(content, encoding)]


def words_with_letters(content: bytes) -> list[bytes]:
    """The words of a text that have a byte beyond ASCII, each once."""
    found: dict[bytes, None] = {}
    for match in islice(_HIGH.finditer(content), _MOST_SEEN):
        before = _BEFORE.search(content, max(0, match.start() - _LONGEST), match.start())
        found[(before[0] if before else b"") + match[0]] = None
        if len(found) >= _MOST_WORDS:
            break
    return list(found)


def differing(words: Sequence[bytes], encodings: Sequence[str], most: int = 2) -> list[Reading]:
    """The encodings of which the texts differ, each with some of the words that show it.

    Args:
        words: words with a byte beyond ASCII.
        encodings: what they may be in, the likeliest first.
        most: how many words each shows.

    Returns:
        the first encoding and those that read some word otherwise than it and than one before them; none if there is no
        such word.
    """
    every = {one: [word.decode(one, "replace") for word in words] for one in encodings}
    # What is cut in the middle of a character shows nothing.
    whole = [place for place in range(len(words)) if not any("\ufffd" in text[place] for text in every.values())]
    texts = {one: tuple(text[place] for place in whole) for one, text in every.items()}
    kept: dict[tuple[str, ...], str] = {}
    for one in encodings:
        kept.setdefault(texts[one], one)
    if len(kept) < 2:
        return []
    first = texts[encodings[0]]
    places: list[int] = []
    for other in list(kept)[1:]:
        places += [place for place in range(len(whole)) if first[place] != other[place]][:most]
    shown = list(dict.fromkeys(places))[:most]
    return [Reading(one, tuple(text[place][:60] for place in shown)) for text, one in kept.items()]


def decodes(content: bytes, encoding: str) -> bool:
    """Whether all bytes are characters of an encoding."""
    try:
        content.decode(encoding)
    except UnicodeError:
        return False
    return True


def _decoded(words: Sequence[bytes], encoding: str) -> list[str] | None:
    try:
        return [word.decode(encoding) for word in words]
    except UnicodeError:
        return None


def _score(words: Sequence[str], encoding: str) -> tuple[float, float]:
    """How many of the words are of a language of an encoding, from 0 to 1, and how likely all of them are together."""
    parts = [part for word in words for part in _parts(word)]
    signs = sum(log(_EASY_SIGN if easy else _A_SIGN) for word in words for easy in _signs(word))
    if not parts:
        return 1.0, signs
    alphabets = _alphabets(encoding)
    fits = [[_likely(part, letters) for letters, _ in alphabets] for part in parts]
    # How much of the table is in each language: what most of its words can be.
    many = [_STRANGE * weight * len(parts) for _, weight in alphabets]
    for one in fits:
        whole = sum(one)
        for place, likely in enumerate(one):
            many[place] += alphabets[place][1] * likely / whole if whole else 0.0
    total = sum(many)
    score = sum(log(_NO_WORD + sum(m / total * likely for m, likely in zip(many, one, strict=True))) for one in fits)
    return sum(any(one) for one in fits) / len(fits), score + signs


@cache
def _alphabets(encoding: str) -> tuple[tuple[dict[str, float], float], ...]:
    """The letters of the languages of an encoding, each with its share of them: half as many in the second place."""
    found = []
    for letters, weight in _ALPHABETS[encoding]:
        ranks = {letter: 1 / rank for rank, letter in enumerate(letters, 1)}
        whole = sum(ranks.values())
        is_latin = letters[0] < "\u0250"
        shares = {one: share / whole if is_latin else 1 / len(ranks) for one, share in ranks.items()}
        found.append((shares, weight))
    return tuple(found)


def _parts(word: str) -> Iterator[str]:
    """The words of what stands between two signs of ASCII."""
    for part in _SIGNS.split(word):
        if part and not part.isascii():
            yield part


def _signs(word: str) -> Iterator[bool]:
    """Of each sign in a word, whether one often stands there."""
    for match in _SIGNS.finditer(word):
        is_edge = match.start() == 0 or match.end() == len(word)
        yield from [len(match[0]) < 3 and (is_edge or match[0] == "’")] * len(match[0])


def _likely(word: str, letters: Mapping[str, float]) -> float:
    """How likely the letters of a word are in a language; 0 if it has not all of them."""
    if not word.isalpha() or not _is_cased(word):
        return 0.0
    own = [sign for sign in word.lower() if not sign.isascii() and sign != "\u0307"]
    if not letters.keys() >= set(own):
        return 0.0
    # A script of its own has no Latin letters in its words.
    if ord(min(letters)) > 0x250 and any(sign.isascii() for sign in word):
        return 0.0
    likely = 1.0
    for sign in own:
        likely *= letters[sign]
    # A word of one letter is rarer than a dash.
    return likely * _STRANGE ** (_crowded(word) + (len(word) == 1))


def _crowded(word: str) -> int:
    """How many letters beyond ASCII are consonants between consonants, or vowels between vowels: Lozčre, Plzeòe."""
    plain = "".join(normalize("NFD", sign)[0] for sign in word.lower())
    vowels = "".join("v" if sign in _VOWELS else "c" for sign in plain)
    return sum(
        not sign.isascii() and 0 < place < len(word) - 1 and vowels[place - 1 : place + 2] in ("ccc", "vvv")
        for place, sign in enumerate(word)
    )


def _is_cased(word: str) -> bool:
    """Whether a word is small, in capitals, or begins with one: only letters of ASCII may be mixed otherwise."""
    if word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()):
        return True
    after_small = any(
        after.isupper() and before.islower() and not (after.isascii() and before.isascii())
        for before, after in pairwise(word)
    )
    return not after_small and not (word[:2].isupper() and not word[:2].isascii())
