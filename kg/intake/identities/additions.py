"""What names of one thing have of a place beside it: what is added behind, and what a country or region is called too.

Universität Musterstadt i. Br. is as likely Universität Musterstadt as another one, and what begins with 哈萨克斯坦 may
begin with 哈萨克. Nothing of this makes two names one: they are proposed as one, and somebody judges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from kg.intake.identities.keys import parted, plain
from kg.intake.identities.kinds import kind_words
from kg.intake.identities.places import Places, is_han
from kg.intake.identities.spelling import stop_words
from kg.intake.identities.words import rows
from kg.intake.registries import RegisteredRegion, find_cities, matches, registries

#: Words between a name and the town where it is, in a few languages; "of" is a part of the name.
_IN = frozenset(plain(word) for word in ("in", "zu", "bei", "à", "a", "en", "em", "i", "w", "v", "ve", "at", "near"))
#: A country's code behind a sign: Université d'Exemple/CH.
_CODE_BEHIND = re.compile(r"(?P<name>.*\S)\s*/\s*(?P<code>[A-Z]{2,3})")
#: Words that say that a country is a state.
_STATES = frozenset(("republic", "kingdom", "republik", "republique", "republica"))
_MOST_WORDS, _LEAST_LETTERS, _LEAST_HAN, _MOST_HAN = 6, 4, 2, 9
#: How the place of a name that is told by its region's id is written in a core: a sign that no word has.
_SIGN = "@"


def without_addition(stem: str, places: Places) -> tuple[str, str]:
    """A plain name without what it adds of its place at its end, and that; both empty where it adds nothing.

    Args:
        stem: the name, plain and without a legal form.
        places: the regions that are known.

    >>> without_addition("universitat freiburg i br", Places({})), without_addition("universitat freiburg", Places({}))
    (('universitat freiburg', 'im breisgau'), ('', ''))
    >>> without_addition("musterklinik in ulm", Places({})), without_addition("universitat in ulm", Places({}))
    (('musterklinik', 'ulm'), ('', ''))
    """
    for ending, said in _additions().items():
        rest = stem.removesuffix(f" {ending}")
        if rest != stem and _is_more_than_a_kind(rest):
            return rest, said
    words = stem.split(" ")
    for at in range(max(1, len(words) - 4), len(words) - 1):
        rest, place = " ".join(words[:at]), " ".join(words[at + 1 :])
        if words[at] in _IN and is_place(place, places) and _is_more_than_a_kind(rest):
            return rest, place
    return "", ""


def place_behind(name: str, places: Places) -> tuple[str, str]:
    """A name without a country's code, or a place behind its legal form, and that, plain; both empty without one.

    >>> place_behind("Université d'Exemple/CH", Places({})), place_behind("Muster GmbH Ulm", Places({}))
    (("Université d'Exemple", 'ch'), ('Muster GmbH', 'ulm'))
    """
    if (match := _CODE_BEHIND.fullmatch(name)) and match["code"].lower() in _regions():
        return match["name"], plain(match["code"])
    words = name.split(" ")
    for at in range(max(2, len(words) - 3), len(words)):
        head, place = " ".join(words[:at]), plain(" ".join(words[at:]))
        if parted(head)[1] and not is_han(place or " ") and is_place(place, places):
            return head, place
    return "", ""


def addition_said(text: str) -> str:
    """One spelling for what a name adds of its place, given plain as it stands in brackets; else the text itself.

    >>> addition_said("saale"), addition_said("i br"), addition_said("leipzig")
    ('an der saale', 'im breisgau', 'leipzig')
    """
    return _in_brackets().get(text) or _additions().get(text, text)


def is_place(text: str, places: Places) -> bool:
    """Whether a plain text is the name of a region, or of a city of the world."""
    return len(text) > 1 and (text in places or _is_city(text))


def are_one_place(one: str, other: str) -> bool:
    """Whether two plain names are of one country or region: 哈萨克 and 哈萨克斯坦, schweiz and ch."""
    ids = [_called().get(name) or _known_code(name) for name in (one, other)]
    return bool(ids[0]) and ids[0] == ids[1]


def renamed(words: Sequence[str]) -> tuple[str, ...]:
    """Words with the id of a country or region in place of what it is called; empty where they name none.

    A name in Han is one word, of which the beginning is looked at.

    >>> renamed(("ministry", "water", "republic", "kazakhstan")), renamed(("哈萨克水资源委员会",))
    (('ministry', 'water', '@kz'), ('@kz水资源委员会',))
    >>> renamed(("energieagentur", "nrw")), renamed(("acme", "works"))
    (('energieagentur', '@de-nw'), ())
    """
    if len(words) == 1 and is_han(words[0] or " "):
        text = words[0]
        found = ((at, _called().get(text[:at], "")) for at in range(min(_MOST_HAN, len(text) - 2), _LEAST_HAN - 1, -1))
        return next(((f"{_SIGN}{one}{text[at:]}",) for at, one in found if one), ())
    made = tuple(_renamed_words(words))
    return made if made != tuple(words) and len(made) > 1 else ()


def _renamed_words(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        counts = range(min(_MOST_WORDS, len(words) - at), 0, -1)
        # What says that it is a state stands before its name in full as well.
        skips = 1 if words[at] in _STATES else 0
        runs = ((skip + n, " ".join(words[at + skip : at + skip + n])) for skip in range(skips + 1) for n in counts)
        count, one = next(((count, _called()[run]) for count, run in runs if run in _called()), (1, ""))
        yield f"{_SIGN}{one}" if one else words[at]
        at += count


def _is_more_than_a_kind(text: str) -> bool:
    told = [word for word in text.split(" ") if word not in stop_words()]
    return bool(told) and len(text) >= _LEAST_LETTERS and kind_words(" ".join(told))[0] != " ".join(told)


@lru_cache(20_000)
def _is_city(text: str) -> bool:
    return len(text) > 1 and bool(find_cities(text))


def _known_code(text: str) -> str:
    return text if len(text) == 2 and text in _regions() else ""


@cache
def _regions() -> Mapping[str, RegisteredRegion]:
    return {one.id: one for registry in registries().values() for one in registry.regions.values()}


@cache
def _additions() -> Mapping[str, str]:
    """What names add of their place, plain, each with its first spelling; the longest first."""
    found: dict[str, str] = {}
    for row in rows("place-additions"):
        words = [plain(word) for word in row["words"].split("|")]
        found |= dict.fromkeys(words, words[0])
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _in_brackets() -> Mapping[str, str]:
    return {
        plain(word): plain(row["words"].split("|")[0])
        for row in rows("place-additions")
        for word in row["brackets"].split("|")
        if word
    }


@cache
def _called() -> Mapping[str, str]:
    """What countries, and regions of the first level elsewhere, are called, plain, with the id; none that two are."""
    regions = _regions()
    found: dict[str, set[str]] = {}
    countries = {thing for thing, one in regions.items() if one.level == "country"}
    first = {thing for thing, one in regions.items() if countries & {*one.parents} and "cn" not in one.parents}
    listed = ((row["region"], row["names"].split("|")) for row in rows("other-names"))
    known = ((thing, [*regions[thing].names]) for thing in chain(countries, first))
    for own, names in chain(known, listed):
        if own == "cn" and not all(map(str.isascii, names)):
            names = [name for name in names if name.isascii()]
        for name in names:
            text = plain(name)
            if not is_han(text):
                text = " ".join(word for word in text.split(" ") if word not in stop_words())
            found.setdefault(text, set()).add(min((own, *matches(own))))
    return {text: min(ids) for text, ids in found.items() if len(ids) == 1 and len(text) > 1}
