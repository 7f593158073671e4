"""Columns that say one thing in two languages: 项目名称 beside Project (EN) names a partnership in each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.intake.registries import find
from kg.intake.sheets.readings import Reading
from kg.text import HAN, Text

_IN_HAN = re.compile(f"[{HAN}]")
#: How headings end of what may be called by what is done, and beside a title is no other title.
_TELLS_MORE = re.compile(r"(?:内容|事项|简介|activity|cooperation|agreement)\s*(?:[(（].*)?$", re.I)
#: Of how many of a hundred names in a column the language must be that of the column.
_NEARLY_ALL = 95
#: How many cells are looked up.
_MOST_CELLS = 200
#: What columns of places are read as.
_PLACES = ("region", "place", "site")


def in_languages(read: Mapping[str, Reading], texts: Mapping[str, Sequence[str]]) -> dict[str, Reading]:
    """Two columns of names as the name in Chinese and the other one, and of two of places the later one as a note.

    Of the second column of places nothing is asked then: it names the same ones.

    Args:
        read: what each column is read as by itself, in the order of the columns.
        texts: the cells of each column that are not blank.
    """
    found = dict(read)
    names = [heading for heading, one in read.items() if one.role == "name" and one.sure and texts.get(heading)]
    if any(_TELLS_MORE.search(heading) for heading in names):
        names = []  # 合作内容 beside Project is what is done
    languages = [_language(texts[heading]) for heading in names]
    if sorted(languages) == ["name_en", "name_zh"] and not any(one.role in languages for one in read.values()):
        for heading, role, other in zip(names, languages, reversed(names), strict=True):
            why = Text(f"its cells; {other!r} has the name in the other language", f"依单元格；另一语言见“{other}”")
            found[heading] = replace(read[heading], role=role, why=why)
    places = [heading for heading, one in read.items() if one.role in _PLACES and texts.get(heading)]
    for first, second in combinations(places, 2):
        if read[first].written == found[second].written and _are_same(texts[first], texts[second]):
            why = Text(
                f"the same as {first!r} in another language: kept in the note",
                f"与“{first}”相同，语言不同：保留在备注中",
            )
            found[second] = Reading("note", why=why)
    return found


def _language(names: Sequence[str]) -> str:
    """Whether the names of a column are in Chinese, as its role; empty where some are and others are not."""
    chinese = 100 * sum(_IN_HAN.search(name) is not None for name in names)
    if chinese >= _NEARLY_ALL * len(names):
        return "name_zh"
    return "name_en" if chinese <= (100 - _NEARLY_ALL) * len(names) else ""


def _are_same(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two columns name the same regions, row by row, and the one alone in Chinese."""
    if len(names) != len(others) or {_language(names), _language(others)} != {"name_zh", "name_en"}:
        return False
    pairs = list(dict.fromkeys(zip(names[:_MOST_CELLS], others[:_MOST_CELLS], strict=True)))
    return all(_ids(name) & _ids(other) for name, other in pairs)


def _ids(name: str) -> set[str]:
    return {one.id for one in find(name)}
