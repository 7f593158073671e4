"""Rows that sum the others or say nothing of a partnership: they are no rows that columns are told by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.intake.anytable import AnyTable, Cell
from kg.intake.sheets.layout import says_total
from kg.intake.sheets.words import words

#: A number with its signs, blanks and unit: 4 146,25 or 12.5 %, and no name.
_NUMBER = re.compile(r"[-+]?[^\w]{0,3}[0-9][0-9.,'’\s]*[^\w]{0,3}[A-Z€$£¥元%]{0,4}")
#: In so many of its first cells a row says that it is a total.
_FIRST = 2


def without_totals(table: AnyTable) -> AnyTable:
    """A table with a blank line for each row that sums others."""

    def rows() -> Iterator[Sequence[Cell]]:
        return (() if of_total(row) else row for row in table.rows())

    return replace(table, rows=rows)


def of_total(row: Sequence[Cell]) -> list[int]:
    """The places where a row says that it is a total, if but for that it has numbers alone; none of another row."""
    filled = [place for place, cell in enumerate(row) if cell]
    if 2 * len(filled) > len(row) + 1:
        return []
    cells = {place: cell for place in filled if isinstance(cell := row[place], str)}
    said = [place for place in filled[:_FIRST] if place in cells and _says_total(cells[place])]
    others = [cell for place, cell in cells.items() if place not in said]
    is_total = len(cells) == len(filled) and all(_NUMBER.fullmatch(one.strip()[:60]) for one in others)
    return said if is_total else []


@lru_cache(10_000)
def _says_total(text: str) -> bool:
    return says_total(text, words())


def of_nobody(rows: Iterator[tuple[int, Sequence[Cell]]], named: Collection[int]) -> dict[int, Sequence[Cell]]:
    """The rows that have none of some columns, or no more there than that they are a total.

    Args:
        rows: the rows with their numbers.
        named: the places of what tells partnerships apart, or of who takes part.
    """
    found: dict[int, Sequence[Cell]] = {}
    for number, row in rows:
        if not any(row):
            continue
        has = [place for place in named if row[place]]
        if not has or (len(has) <= _FIRST and set(has) <= set(of_total(row))):
            found[number] = row
    return found


def standing_in(rows: Collection[Sequence[int]], liked: Collection[int], most: int) -> list[int]:
    """The places of a few columns of which each of some rows has one; empty where that takes too many.

    Args:
        rows: the places that each row has.
        liked: places that are taken before others.
        most: how many there may be.
    """
    found, left = list[int](), [set(one) for one in rows]
    while left and len(found) < most:
        places = sorted(set().union(*left), key=lambda at: (-sum(at in one for one in left), at not in liked, at))
        found.append(places[0])
        left = [one for one in left if places[0] not in one]
    return [] if left else found
