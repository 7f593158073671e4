"""Rows that sum the others or say nothing of a partnership: they are no rows that columns are told by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.intake.anytable import AnyTable, Cell
from kg.intake.guessing.cells import words_of
from kg.intake.guessing.words import IDENTIFIES
from kg.intake.several import column_name
from kg.intake.sheets.layout import says_total
from kg.intake.sheets.words import words

#: A number with its signs, blanks and unit: 4 146,25 or 12.5 %, and no name.
_NUMBER = re.compile(r"[-+]?[^\w]{0,3}[0-9][0-9.,'’\s]*[^\w]{0,3}[A-Z€$£¥元%]{0,4}")
#: In so many of its first cells a row says that it is a total.
_FIRST = 2


def without_totals(table: AnyTable) -> AnyTable:
    """A table with a blank line for each row that sums others."""
    ids = [place for place, name in enumerate(table.names) if _is_of_ids(name)]

    def rows() -> Iterator[Sequence[Cell]]:
        for row in table.rows():
            is_keyed = bool(row) and any(_says_total(row[place]) for place in ids if place < len(row))
            yield () if is_keyed or _is_total(row) else row

    # Where rows are objects a total is none of them.
    return table if table.first == 1 else replace(table, rows=rows)


def keyed_totals(table: AnyTable, project: str) -> tuple[str, dict[int, str]]:
    """The column of ids in which rows say that they sum others, and these rows, each with what it says.

    Args:
        table: the table.
        project: the column that tells partnerships apart, which is looked at first; empty if there is none.

    Returns:
        the column as a mapping has it, empty where no row says so.
    """
    if table.first == 1:
        return "", {}
    names = [column_name(name) for name in table.names]
    headed = [name for name, heading in zip(names, table.names, strict=True) if _is_of_ids(heading)]
    for name in dict.fromkeys((project, *headed)):
        if names.count(name) != 1 or not name:
            continue
        place = names.index(name)
        rows = enumerate(table.rows(), table.first)
        found = {number: str(row[place]) for number, row in rows if row and _says_total(row[place])}
        if found:
            return name, found
    return "", {}


def _is_of_ids(heading: str) -> bool:
    """Whether a column is headed as one of ids and of nothing more: No., id, 序号."""
    return bool(heading.strip()) and set(words_of(column_name(heading))) <= IDENTIFIES


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and says_total(cell, words())


def _is_total(row: Sequence[Cell]) -> bool:
    """Whether a row says that it is a total, and but for that has numbers alone."""
    filled = [cell for cell in row if cell]
    if not all(isinstance(cell, str) for cell in filled) or 2 * len(filled) > len(row) + 1:
        return False
    said = [place for place, cell in enumerate(filled[:_FIRST]) if isinstance(cell, str) and says_total(cell, words())]
    others = (str(cell) for place, cell in enumerate(filled) if place not in said)
    return bool(said) and all(_NUMBER.fullmatch(one.strip()[:60]) for one in others)


def of_nobody(rows: Iterator[tuple[int, Sequence[Cell]]], named: Collection[int]) -> dict[int, list[int]]:
    """The rows that have none of some columns, each with the places that it has.

    Args:
        rows: the rows with their numbers.
        named: the places of what tells partnerships apart, and of who takes part.
    """
    return {
        number: [place for place, cell in enumerate(row) if cell]
        for number, row in rows
        if any(row) and not any(row[place] for place in named)
    }


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
