"""Bodies that words and commas join in one cell, each of which is whole by its own words: KU Leuven and TU Delft.

Both sides must say what they are: University, Port of, a legal form. What says it once, at one end of all, is one name
with a word within: Kyoto University of Arts and Crafts, Perth and Kinross Council, Kestrel, Finch and Partners LLP.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, permutations

from kg.intake.identities import belongs_before, guess, kind_words, parted, places_in, plain, registered, well_known
from kg.intake.identities.spelling import words_of
from kg.intake.registries import find, find_cities
from kg.intake.sheets.clean_names import LONGEST_NAME, REMEMBERED, is_chinese
from kg.intake.sheets.joints import JOINS_PLACES, goes_on
from kg.intake.sheets.name_languages import both_languages, perhaps_translated
from kg.intake.sheets.naming import sides_by_commas
from kg.intake.sheets.signs_between import DASH
from kg.nearest import folded

#: How much a text is a body by itself: not, perhaps, surely.
_NOT, _PERHAPS, _SURELY = range(3)
#: Kinds that are a part of others as a rule, and those that others are a part of: Institute of Physics, X University.
_OFTEN_PARTS = frozenset(("researchInstitute", "school", "office", "hospital", "culturalInstitution", "platform"))
_HAVE_PARTS = frozenset(("university", "researchInstitute", "office", "hospital", "internationalOrganisation"))
#: What is a university, and a part of one as well.
_COLLEGE = re.compile(r"\b(?:college|school|faculty|fakultät|faculté|facultad|facoltà)\b", re.I)
#: A short form in capitals, and the shortest name of a body.
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{2,}\b")
_LEAST = 4
#: A name in short, which may be a body's beside one that surely is: University of Bordeaux and CNRS.
_IN_SHORT = re.compile(r"[A-ZÄÖÜ]{3,6}(?:[/-][A-ZÄÖÜ]{2,6})?")
_BEFORE_PLACE = re.compile(r"[A-ZÄÖÜ]{3,6} (?P<place>[A-ZÀ-Þ][^\W\d_]+)")
#: The most bodies of one cell, and the most signs of what joins two.
_MOST, _MOST_JOINT = 12, 6


@dataclass(frozen=True, slots=True)
class Listed:
    """The bodies that one cell joins.

    Attributes:
        names: the bodies, as they are written; none where it is one.
        is_sure: whether nobody need be asked.
    """

    names: tuple[str, ...] = ()
    is_sure: bool = False


@lru_cache(REMEMBERED)
def listed_bodies(text: str) -> Listed:
    """The bodies that words and commas part in a name; nothing where it is one by its words.

    Args:
        text: the name, as the cell has it.

    >>> listed_bodies("Ghent University and TU Delft").names, listed_bodies("Kyoto University of Arts and Crafts").names
    (('Ghent University', 'TU Delft'), ())
    >>> listed_bodies("Lanholm University and Leitner Institute")
    Listed(names=('Lanholm University', 'Leitner Institute'), is_sure=False)
    >>> listed_bodies("Institute of Physics, Ghent University").names
    ()
    >>> listed_bodies("Federal Institute of Technology, ETH Zürich").names
    ()
    """
    text = text.strip()
    if len(text) > LONGEST_NAME or well_known(text) or find(text) or all(both_languages(text)):
        return Listed()
    if perhaps_translated(text):
        return Listed()
    for sides, by_words in partings(text):
        if 1 < len(sides) <= _MOST and len({plain(side) for side in sides}) == len(sides):
            how = [_how_whole(side, sides[at + 1 : at + 2]) for at, side in enumerate(sides)]
            short = [at for at, side in enumerate(sides) if not how[at] and is_in_short(side)]
            if short and len(short) < len(sides) and _joins_last(text, sides):
                how = [_PERHAPS if at in short else one for at, one in enumerate(how)]
            if min(how) > _NOT and not _is_part(sides, by_words=by_words):
                return Listed(tuple(sides), min(how) == _SURELY and not _may_be_part(sides, by_words=by_words))
    return Listed()


def partings(text: str) -> Iterator[tuple[list[str], bool]]:
    """What commas and words part in a text together, then words alone and commas alone; and whether words alone do.

    Args:
        text: the text.

    Yields:
        the sides, and whether words alone part them.

    >>> [sides for sides, _ in partings("Acme, Beta and Gamma")]
    [['Acme', 'Beta', 'Gamma'], ['Acme, Beta', 'Gamma'], ['Acme', 'Beta and Gamma']]
    """
    commas = sides_by_commas(text)
    both = [side for piece in commas for side in _by_words(piece)]
    if len(both) > len(commas) > 1:
        yield both, False
    words = _by_words(text)
    if len(words) > 1:
        yield words, True
    if len(commas) > 1:
        yield commas, False


def _by_words(text: str) -> list[str]:
    """What words and signs for and part in a text, but for those that stand within one name."""
    found, start = list[str](), 0
    for joint in JOINS_PLACES.finditer(text):
        sides = [text[start : joint.start()].strip(" ,，"), text[joint.end() :].strip()]
        if all(sides) and not goes_on(joint, sides):
            found.append(sides[0])
            start = joint.end()
    rest = re.sub(r"^(?:and|und|et|y)\s+", "", text[start:].strip(" ,，"), flags=re.I)
    return [*found, rest]


def _joins_last(text: str, sides: Sequence[str]) -> bool:
    """Whether a word or a sign for and stands before the last side: a comma alone may stand before a short form."""
    return JOINS_PLACES.search(text, len(text) - len(sides[-1]) - _MOST_JOINT) is not None


def is_in_short(side: str) -> bool:
    """Whether a text is a short form in capitals, and no place's and no legal form.

    >>> is_in_short("UPV/EHU"), is_in_short("LEITKO"), is_in_short("USA"), is_in_short("LLC"), is_in_short("Leitko")
    (True, True, False, False, False)
    """
    return _IN_SHORT.fullmatch(side) is not None and not find(side) and not belongs_before(side)


def _how_whole(side: str, behind: Sequence[str]) -> int:
    """How much a side is a body by itself.

    Args:
        side: the side.
        behind: the side behind it, if there is one.
    """
    if len(side) < _LEAST:
        return _NOT
    if well_known(side):
        return _SURELY
    stem, form = parted(side)
    if form:
        return _SURELY if set(stem.split()) - _subjects() else _NOT
    said = guess(side, registered())
    if said.kind != "institution" or said.code in ("", "company"):
        return _SURELY if not said.kind and _is_short_before_place(side) else _NOT
    words, _ = kind_words(plain(side))
    rest = plain(side).replace(words, " ", 1).split() if words else plain(side).split()
    if is_chinese(side):
        return (_SURELY if places_in(side, registered()) else _PERHAPS) if any(rest) else _NOT
    return _how_proper(side, rest, behind)


def _is_short_before_place(side: str) -> bool:
    """Whether capitals and a place are all of a name, as schools have them: ETH Zürich."""
    match = _BEFORE_PLACE.fullmatch(side)
    return match is not None and bool(find(match["place"]) or find_cities(match["place"]))


def _how_proper(side: str, rest: Sequence[str], behind: Sequence[str]) -> int:
    """How much a body in letters has a name beside the words for its kind: Ghent University, and no University of Arts.

    Args:
        side: the body.
        rest: its words, plain, without those for its kind.
        behind: the side behind it: one that begins with its kind goes on with nothing.
    """
    own = [word for word in rest if word not in _subjects()]
    if not own:
        return _PERHAPS if any(map(_is_led, behind)) else _NOT
    named = " ".join(own)
    is_placed = bool(places_in(named, registered())) or bool(find_cities(named))
    is_short = _CAPITALS.search(side) is not None and not side.isupper()
    is_after_town = re.match(r"(?:the )?port of ", side, re.I) is not None
    return _SURELY if is_placed or is_short or is_after_town else _PERHAPS


def _is_led(side: str) -> bool:
    """Whether a body begins with the word for its kind: University of Lyon."""
    words, said = kind_words(plain(side))
    return said.kind == "institution" and bool(words) and plain(side).startswith(f"{words} ")


@cache
def _subjects() -> frozenset[str]:
    """Words for what bodies deal with, and small ones, which make no name."""
    small = {*words_of("en", "stop"), *words_of("en", "little")}
    return frozenset(map(plain, (*words_of("en", "subject"), *small)))


def _is_part(sides: Sequence[str], *, by_words: bool) -> bool:
    """Whether a comma stands between a part and the body that it is of, in a list of two."""
    return not by_words and len(sides) == 2 and (_is_part_of(*sides) or _is_its_short_form(*sides))


def _may_be_part(sides: Sequence[str], *, by_words: bool) -> bool:
    return not by_words and any(_is_part_of(*pair) for pair in pairwise(sides))


def _is_its_short_form(name: str, behind: str) -> bool:
    """Whether what stands behind a comma may be the short form of a name of no town: ETH Zürich."""
    return _is_short_before_place(behind) and _how_whole(name, ()) < _SURELY


def _is_part_of(part: str, whole: str) -> bool:
    """Whether a body may be a part of the one behind its comma."""
    inner, outer = (guess(side, registered()).code for side in (part, whole))
    if outer not in _HAVE_PARTS or parted(part)[1]:
        return False
    return inner in _OFTEN_PARTS or _COLLEGE.search(part) is not None


def short_and_full(name: str) -> list[str]:
    """The short form in capitals and the full name that a dash parts in one, whichever comes first; nothing for others.

    >>> short_and_full("LEITMER - Institut Leitner de la Mer"), short_and_full("LEITMER - Odra Institute")
    (['LEITMER', 'Institut Leitner de la Mer'], [])
    >>> short_and_full("Leitner Odra Institute – LOI")
    ['LOI', 'Leitner Odra Institute']
    """
    sides = [side.strip() for side in DASH.split(name)] if len(name) <= LONGEST_NAME else []
    for short, full in permutations(sides, 2) if len(sides) == 2 else ():
        if _IN_CAPITALS.fullmatch(short) and " " in full and _is_spelt_by(full, short):
            return [short, full]
    return []


#: A short form, and how many of its letters begin words of the name at least.
_IN_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3,10}")
_LEAST_BEGUN = 3


def _is_spelt_by(full: str, short: str) -> bool:
    """Whether the letters of a short form stand in a name in their order, some of them at the beginnings of words."""
    letters = iter("".join(re.findall(r"[^\W\d_]+", folded(full))))
    are_in_order = all(letter in letters for letter in folded(short))
    begin = Counter(word[0] for word in re.findall(r"[^\W\d_]+", folded(full)))
    begun = sum((Counter(folded(short)) & begin).values())
    return are_in_order and begun >= _LEAST_BEGUN
