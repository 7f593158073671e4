"""Marks of footnotes behind days, amounts and words for what a row is: they are told, and none of the value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kg.intake.sheets.columns import recognised
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.readings import DAYS
from kg.intake.sheets.words import Words

#: Roles of columns in which a raised number or a star is no part of what is said.
_ROLES = frozenset((*DAYS, "amount", "stage", "type", "sector"))
#: The mark of a footnote at the end of a cell or a name.
FOOTNOTE_MARK = re.compile(r"(?<=[^\s*])\s?(?P<mark>[⁰¹²³⁴-⁹]{1,2}⁾?|[*＊†‡§¶]{1,3}|\[[0-9a-z]{1,2}\])\s*$")
#: What is raised behind a unit of length makes one of area or volume of it, but for money: 500 m², € 3m².
_RAISED = re.compile(r"(?:^|[\d\s])[cdk]?m\s?[²³]\s*$")
_OF_MONEY = re.compile(r"^\s*(?:[A-Z]{1,2}\$|[$€£¥￥₩₹]|[A-Z]{3}\b)")
_LONGEST = 200


def without_marks(layout: Layout, said: Mapping[str, str], words: Words) -> Layout:
    """A table whose cells of days, amounts, stages, types and sectors end without the mark of a footnote.

    Args:
        layout: the table.
        said: what somebody has said of columns, by heading.
        words: what headings may say.

    Returns:
        The table; each row has those cells as they stood, too.
    """
    roles = {
        one.place: (said.get(one.text) or recognised(one.text, words)).partition(" ")[0] for one in layout.headings
    }
    places = [place for place, role in roles.items() if role in _ROLES]
    return replace(layout, lines=tuple(_unmarked(line, places) for line in layout.lines))


def _unmarked(line: Line, places: list[int]) -> Line:
    marked = {place: line.text(place) for place in places if mark_in(line.text(place))}
    if not marked:
        return line
    bare = {
        place: replace(line.cells[place], text=FOOTNOTE_MARK.sub("", text), shown="") for place, text in marked.items()
    }
    return replace(line, cells={**line.cells, **bare}, marked=marked)


def mark_in(text: str) -> str:
    """The mark of a footnote at the end of a cell; empty where there is none, or what is raised belongs to a unit.

    Args:
        text: a cell.

    >>> [mark_in(text) for text in ("USD 2m¹", "€3m²", "500 m²", "35*", "2021 [3]", "live²", "signed (1)")]
    ['¹', '²', '', '*', '[3]', '²', '']
    """
    found = FOOTNOTE_MARK.search(text) if len(text) <= _LONGEST else None
    if found is None or (_RAISED.search(text) and not _OF_MONEY.match(text)):
        return ""
    return found["mark"]
