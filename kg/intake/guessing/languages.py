"""Columns that name one party in two languages: Partner (EN) and Partner (FR), Partner and 合作院校."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.intake.guessing.cells import NAMED_IN, Seen, first_rows, raw_words, tongue_of
from kg.intake.guessing.model import Party
from kg.intake.guessing.words import (
    DOES,
    HAN,
    IN_CHINESE_ONE,
    LANGUAGES,
    NAMES,
    OF_A_PLACE,
    PARTNERS,
    PARTY,
    SAME,
    SIDES,
)
from kg.intake.sheets.name_languages import both_languages
from kg.intake.sheets.twin_columns import are_known_apart, stand_together, tell_languages
from kg.nearest import folded

#: A code of a language has so many letters at most.
_CODE = 3
_NAME_ALONE = re.compile("^(?:名称|全称|名)+$")
#: Languages that are codes of countries too: Partner (DE) may be the one from Germany.
_OF_NO_LAND = frozenset(("en", "zh", "local", "other"))
#: A word of a name that another language keeps: Oakby.
_KEPT = re.compile(r"[A-Z][^\W\d_]{2,}")
#: What columns of titles are read as.
_OF_TITLES = ("name", "name_en", "name_zh")
#: How many names are looked up, and of how many it is told whether they are in two languages.
_MOST_NAMES, _MOST_READ = 40, 500
_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Both:
    """How the names of two columns go with each other.

    Attributes:
        is_one: whether each name of the one nearly always stands with one of the other.
        comes_again: whether some of them do so in several rows.
        shares: whether most have a word of the other.
        han: of each column, whether its names are mostly in Chinese.
    """

    is_one: bool
    comes_again: bool
    shares: bool
    han: tuple[bool, bool]


def one_in_languages(seen: Seen, found: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Of columns of parties those that name the same ones in other languages, by the column that they are of.

    Args:
        seen: the table's columns.
        found: the columns of parties.
    """
    groups: list[list[str]] = []
    for name in found:
        group = next((one for one in groups if all(_are_same(seen, other, name) for other in one)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    also: dict[str, tuple[str, ...]] = {}
    for group in groups:
        # English before others, and what is filled before what is not.
        main = min(group, key=lambda one: (-len(seen.cells.get(one, ())), _language(seen, one) != "en"))
        if len(group) > 1:
            # The one name in Chinese beside the others, or in English, comes first.
            others = sorted((one for one in group if one != main), key=lambda one: scripts(seen, main, one) == {True})
            also[main] = tuple(others)
    return also


def is_name_alone(seen: Seen, name: str) -> bool:
    """Whether a heading says of a column that it has names, and no more: name, name_en, 中文名称."""
    is_said = seen.roles[name] in ("name", "name_en", "name_zh") or "name" in seen.words[name]
    about = [_NAME_ALONE.sub("", word) for word in _about(seen, name)]
    return is_said and "title" not in seen.words[name] and not any(about)


def scripts(seen: Seen, name: str, other: str) -> set[bool]:
    """Whether the names in two columns are both in Chinese letters, or neither is: in all rows, in none, or in some.

    Args:
        seen: the table's columns.
        name: one of the two.
        other: the other one.
    """
    return {bool(HAN.search(left)) is bool(HAN.search(right)) for left, right in _pairs(seen, name, other)}


def with_both_names(seen: Seen, party: Party) -> Party:
    """A party of which most cells have a name in Chinese and one in letters, known as one: 示例大学 Example University.

    Args:
        seen: the table's columns.
        party: the party.
    """
    if party.is_land or party.also or party.separator or party.in_cell or party.is_id:
        return party
    texts = list(dict.fromkeys(seen.texts(party.name)))[:_MOST_READ]
    mixed = [text for text in texts if HAN.search(text) and _LETTER.search(text)]
    # One of them that is one name, as IBM 中国, would be cut as well.
    return replace(party, in_both=2 * len(mixed) > len(texts) and all(all(both_languages(text)) for text in mixed))


def title_in_other(seen: Seen, called: str, free: Sequence[str]) -> str:
    """The column that has the titles of another one in the other language, Chinese or not; empty if none is.

    Args:
        seen: the table's columns.
        called: that of the titles.
        free: the columns that may be it.
    """
    for name in free if called else ():
        if seen.roles[name] not in _OF_TITLES or not seen.are_names(name):
            continue
        are_texts = all(isinstance(cell, str) for cell in seen.cells.get(name, ()))
        if are_texts and tell_languages(seen.headings[called], seen.headings[name]):
            both = _both(seen, called, name)
            if both.is_one and both.han[0] is not both.han[1]:
                return name
    return ""


def _language(seen: Seen, name: str) -> str:
    """The language that a heading says, as a code; ``other`` for the local one; empty if it says none."""
    heading = seen.headings[name]
    if found := NAMED_IN.search(heading):
        return {"英文": "en", "英语": "en", "中文": "zh"}.get(found[1], "other")
    said = raw_words(heading)
    # A German partner is from there; a name that is said to be German, or a partner (German), is so in that language.
    marks = [
        word for place, word in enumerate(said) if word in LANGUAGES and (place or "name" in said or _is_code(word))
    ]
    at_ends = [word for word in marks if not _is_code(word) or word in (said[0], said[-1]) or "name" in said]
    return next((LANGUAGES[word] for word in at_ends[::-1]), "")


def _is_code(word: str) -> bool:
    return len(word) <= _CODE


def _is_of_names(seen: Seen, name: str) -> bool:
    """Whether a heading says of its language that it is that of names, and no country: English, local, German name."""
    heading = seen.headings[name]
    is_name = "name" in raw_words(heading) or bool(NAMED_IN.search(heading))
    return bool(language := _language(seen, name)) and (is_name or language in _OF_NO_LAND)


def _about(seen: Seen, name: str) -> list[str]:
    """The words of a heading without those of its language, and of names."""
    heading = NAMED_IN.sub("", seen.headings[name])
    raw = [word for word in raw_words(heading) if word not in LANGUAGES]
    return [said for word in raw if (said := SAME.get(word, word)) not in NAMES]


def _are_same(seen: Seen, one: str, other: str) -> bool:
    """Whether two columns name the same parties: by their headings, and as their names go with each other."""
    languages = {_language(seen, one), _language(seen, other)}
    about, instead = _about(seen, one), _about(seen, other)
    by_scripts = _is_in_chinese(seen, one) is not _is_in_chinese(seen, other)
    if len(languages) == 1 and not by_scripts:
        return False
    both = _both(seen, one, other)
    if len(languages) > 1 and is_name_alone(seen, one) and is_name_alone(seen, other):
        return True
    if not both.is_one:
        return False
    is_sure = both.shares or any(_is_of_names(seen, name) for name in (one, other))
    if len(languages) > 1 and about == instead:
        return is_sure
    apart = set(about) ^ set(instead)
    if apart & (DOES.keys() | SIDES):
        return False
    if "" not in languages and len(languages) > 1 and set(about) & set(instead) & PARTY:
        return is_sure
    if not by_scripts or not both.comes_again or (both.han[0] is both.han[1] and len(languages) == 1):
        return False
    are_partners = all(_is_plainly_a_partner(seen, name) for name in (one, other))
    return are_partners and not _are_known_apart(seen, one, other)


def _is_in_chinese(seen: Seen, name: str) -> bool:
    return bool(HAN.search(seen.headings[name]))


def _is_plainly_a_partner(seen: Seen, name: str) -> bool:
    """Whether a heading says of its parties that they are partners, and of neither side: Partner, 合作院校."""
    if _is_in_chinese(seen, name):
        heading = NAMED_IN.sub("", seen.headings[name])
        return any(word in heading for word in IN_CHINESE_ONE) and not any(word in heading for word in SIDES)
    about = set(_about(seen, name))
    return bool(about & PARTNERS) and about <= PARTNERS | OF_A_PLACE | {"of"}


def _are_known_apart(seen: Seen, one: str, other: str) -> bool:
    """Whether a registry knows some place of the one column as another one than that beside it."""
    pairs = list(dict.fromkeys(_pairs(seen, one, other)))[:_MOST_NAMES]
    return any(are_known_apart(left, right) for left, right in pairs)


def _pairs(seen: Seen, one: str, other: str) -> list[tuple[str, str]]:
    places = seen.places[one], seen.places[other]
    cells = ((row[places[0]], row[places[1]]) for row in first_rows(seen.table, seen.filled))
    return [(a, b) for a, b in cells if a and b and isinstance(a, str) and isinstance(b, str)]


def _both(seen: Seen, one: str, other: str) -> _Both:
    pairs = _pairs(seen, one, other)
    counted = {(folded(left), folded(right)) for left, right in pairs}
    if not counted or all(left == right for left, right in counted):
        return _Both(is_one=False, comes_again=False, shares=False, han=(False, False))
    kept = sum(bool(set(_KEPT.findall(left)) & set(_KEPT.findall(right))) for left, right in pairs)
    han = tuple(tongue_of([pair[side] for pair in pairs]) == "zh" for side in (0, 1))
    return _Both(stand_together(pairs), len(counted) < len(pairs), 2 * kept > len(pairs), (han[0], han[1]))
