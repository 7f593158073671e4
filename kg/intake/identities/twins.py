"""Names of one thing in Chinese and in English: a list of well-known ones, and pinyin with words translated.

What is found here is only ever proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.intake.identities.keys import key, parted, plain
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import is_han
from kg.intake.identities.spelling import in_full, spelt_out, stop_words
from kg.intake.identities.words import rows
from kg.intake.registries import in_letters, letters_of

#: The shortest and the longest name, without its kind, that is spelt in letters.
_LEAST, _MOST = 4, 30
#: Words of companies that one language has and the other leaves out.
_LITTLE = ("集团", "技术", "科技", "控股", "实业", "股份", "公司")
_LITTLE_EN = frozenset(("group", "technology", "technologies", "tech", "holdings", "holding", "company", "corporation"))
_NUMBERS = {"1": "first", "2": "second", "3": "third", "4": "fourth", "6": "sixth"}
_COMPANY = "company"


def well_known(name: str) -> str:
    """What tells a well-known organisation, of whatever name of it; empty for others.

    >>> well_known("中核集团") == well_known("CNNC") != ""
    True
    """
    return _known().get(key(name), "")


def spelt(name: str) -> Iterator[str]:
    """What a name is in letters and by its kind, in a way that is one for both languages; nothing if it has no kind.

    >>> set(spelt("复旦大学")) & set(spelt("Fudan University"))
    {'fudan university'}
    >>> set(spelt("华东师范大学")) & set(spelt("East China Normal University"))
    {'eastchinanormal university'}
    """
    stem, form = parted(name)
    chinese = is_han(stem[-1:] or " ")
    text = in_full(stem) if chinese else " ".join(spelt_out(stem.split(" ")))
    words, guess = kind_words(text)
    code = _COMPANY if form and guess.kind != "institution" else guess.code
    if not code or (guess.kind == "region" and not form):
        return
    made = _of_han(text.removesuffix(words) if words else text, code) if chinese else _of_words(text, words, code)
    for letters in dict.fromkeys(made):
        if _LEAST <= len(letters) <= _MOST:
            yield f"{letters} {code}"


def _of_han(text: str, code: str) -> Iterator[str]:
    if len(text) > _MOST:
        return
    if code == _COMPANY:
        for word in _LITTLE:
            text = text.removesuffix(word)
    yield in_letters(text)
    parts = re.split(f"({'|'.join(_translations())})", text)
    ways = [_translations().get(part, (in_letters(part),)) for part in parts if part]
    for number in range(max(map(len, ways), default=0)):
        yield "".join(letters_of(way[min(number, len(way) - 1)]) for way in ways)


def _of_words(text: str, words: str, code: str) -> Iterator[str]:
    kind = words.split(" ")
    left = [_NUMBERS.get(word, word) for word in text.split(" ") if word not in kind and word not in stop_words()]
    if code == _COMPANY:
        left = [word for word in left if word not in _LITTLE_EN] or left
    yield letters_of("".join(left))
    # "University of Finance and Economics": the words that both languages have, in the order of both.
    if "and" in text.split(" "):
        both = [word for word in text.split(" ") if word not in kind and word not in ("of", "the", "for")]
        yield letters_of("".join(both))


@cache
def _translations() -> dict[str, tuple[str, ...]]:
    found = {row["zh"]: tuple(row["en"].split(";")) for row in rows("translated")}
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("organisations"):
        first = plain(row["zh"].split(";")[0])
        for name in (*row["zh"].split(";"), *row["en"].split(";")):
            found.setdefault(key(name), first)
    return found
