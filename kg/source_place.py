"""A place in a source without code points: a row or a cell of a table, a page, a part of what an address leads to.

A table's rows are counted as RFC 7111 does, from 1 with the heading as row 1, which is how findings count them too.
Pages are those of RFC 8118. Everything else is an address, or ``#`` and a fragment of the source's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.text import Text

_NUMBER = "([1-9][0-9]{0,8})"
_ROWS = re.compile(f"row={_NUMBER}(?:-{_NUMBER})?")
_CELL = re.compile(f"cell={_NUMBER},{_NUMBER}")
_PAGE = re.compile(f"page={_NUMBER}")
_ADDRESS = re.compile("https?://", re.IGNORECASE)
_BY_NUMBER = re.compile("(row|cell|page)=")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table, both ends included, and one column of them if a cell is meant; all counted from 1."""

    first: int
    last: int
    column: int = 0


def rows_of(place: str) -> Rows | None:
    """The rows that a place means; ``None`` where it is none in a table.

    >>> rows_of("row=17-19"), rows_of("cell=17,3"), rows_of("page=3"), rows_of("row=0")
    (Rows(first=17, last=19, column=0), Rows(first=17, last=17, column=3), None, None)
    """
    if found := _ROWS.fullmatch(place):
        return Rows(int(found[1]), int(found[2] or found[1]))
    if found := _CELL.fullmatch(place):
        return Rows(int(found[1]), int(found[1]), int(found[2]))
    return None


def is_address(place: str) -> bool:
    """Whether a place is an address of its own."""
    return _ADDRESS.match(place) is not None


def as_written(fragment: str) -> str:
    """A fragment, or an address, as the column ``place`` has it: fragments that are no number begin with ``#``.

    >>> as_written("row=17"), as_written("part-2"), as_written("http://a.org"), as_written("")
    ('row=17', '#part-2', 'http://a.org', '')
    """
    return fragment if not fragment or is_address(fragment) or _BY_NUMBER.match(fragment) else f"#{fragment}"


def in_one_form(place: str) -> str:
    """A place as it is kept: a number of rows, a cell or a page without the sign of a fragment before it.

    >>> in_one_form("#row=17"), in_one_form("row=17"), in_one_form("#part")
    ('row=17', 'row=17', '#part')
    """
    return place[1:] if place.startswith("#") and _BY_NUMBER.match(place, 1) else place


def told(place: str) -> Text:
    """A place in words; an address and a fragment as they are.

    >>> told("row=17").en, told("row=17-19").zh, told("cell=17,3").en, told("page=3").zh, told("#part").en
    ('row 17', '第17–19行', 'row 17, column 3', '第3页', '#part')
    """
    if rows := rows_of(place):
        if rows.column:
            return Text(f"row {rows.first}, column {rows.column}", f"第{rows.first}行第{rows.column}列")
        if rows.first == rows.last:
            return Text(f"row {rows.first}", f"第{rows.first}行")
        return Text(f"rows {rows.first}–{rows.last}", f"第{rows.first}–{rows.last}行")
    if found := _PAGE.fullmatch(place):
        return Text(f"page {found[1]}", f"第{found[1]}页")
    return Text(place, place)


def where(start: int | None, end: int | None, place: str) -> Text:
    """Where in a source something is stated, in words: code points as ``30-53``, else ``place``.

    Args:
        start: the first code point, from 0; ``None`` where it is not known.
        end: the code point behind the last; ``None`` where it is not known.
        place: the place otherwise: a page, a row, an address.
    """
    return told(place) if start is None or end is None else Text(f"{start}-{end}", f"{start}-{end}")


def order(place: str) -> tuple[int, int, int, str]:
    """What places of a source are sorted by: row 9 before row 10, and what has no number first."""
    if page := _PAGE.fullmatch(place):
        return int(page[1]), 0, 0, place
    rows = rows_of(place) or Rows(0, 0)
    return rows.first, rows.last, rows.column, place
