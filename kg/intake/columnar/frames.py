"""Solutions as columns: what rows have in their cells, and how columns are joined by their row.

Terms are spelt as N-Triples has them; an unbound one is empty. A column holds each of its different terms once, the
unbound one first, and a number a solution that says which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

#: An array of places, ``int64``.
Places = Any


@dataclass(frozen=True, slots=True)
class Column:
    """Terms of one variable.

    Attributes:
        terms: the different terms; the first is the unbound one.
        places: the place in ``terms`` of each solution's term, ``int64``.
    """

    terms: Sequence[str]
    places: Places

    def take(self, places: Places) -> Column:
        """The same of some solutions."""
        return Column(self.terms, self.places[places])

    @classmethod
    def of(cls, terms: Sequence[str]) -> Column:
        """A column from a term a solution."""
        found = list(dict.fromkeys(("", *terms)))
        place = {term: number for number, term in enumerate(found)}
        return cls(found, np.fromiter(map(place.__getitem__, terms), dtype=np.int64, count=len(terms)))


@dataclass(frozen=True, slots=True)
class Cells:
    """The filled cells of one column of a table.

    Attributes:
        column: the terms, one a cell.
        rows: the place of each cell's row in the batch, ascending; ``None`` where there is one cell for each row, which
            may be the unbound one.
    """

    column: Column
    rows: Places | None = None

    def of(self, rows: Places, count: int) -> tuple[Places, Places]:
        """For some rows, which of them have a cell, once a cell, and the place of its term.

        Args:
            rows: places of rows in the batch.
            count: how many rows the batch has.
        """
        if self.rows is None:
            places = self.column.places[rows]
            kept = np.flatnonzero(places)
            return kept, places[kept]
        kept, cells = matched(rows, self.rows, count)
        return kept, self.column.places[cells]

    def filled(self, count: int) -> Any:
        """Whether each row has a cell, as an array of truth values."""
        if self.rows is None:
            return self.column.places > 0
        found = np.zeros(count, dtype=bool)
        found[self.rows] = True
        return found


@dataclass(frozen=True, slots=True)
class Frame:
    """Solutions.

    Attributes:
        rows: the place of each solution's row in the batch.
        columns: variable name to its terms.
    """

    rows: Places
    columns: Mapping[str, Column]

    def take(self, places: Places) -> Frame:
        """Some of the solutions; one may be taken several times."""
        return Frame(self.rows[places], {name: column.take(places) for name, column in self.columns.items()})

    def also(self, name: str, column: Column) -> Frame:
        """The same with one more variable."""
        return Frame(self.rows, {**self.columns, name: column})

    def joined(self, other: Frame, count: int, *, outer: bool = False) -> Frame:
        """Each solution with each of another frame that has the same row.

        Args:
            other: its variables are others.
            count: how many rows the batch has.
            outer: keep the solutions to which nothing is joined, as OPTIONAL does.
        """
        order = np.argsort(other.rows, kind="stable")
        left, right = matched(self.rows, other.rows[order], count)
        right = order[right]
        columns = {name: column.take(left) for name, column in self.columns.items()}
        columns |= {name: column.take(right) for name, column in other.columns.items()}
        frame = Frame(self.rows[left], columns)
        if not outer:
            return frame
        alone = np.setdiff1d(np.arange(len(self.rows)), left)
        if not len(alone):
            return frame
        places = {name: column.take(alone).places for name, column in self.columns.items()}
        nothing = np.zeros(len(alone), dtype=np.int64)
        return Frame(
            np.concatenate([frame.rows, self.rows[alone]]),
            {
                name: Column(column.terms, np.concatenate([column.places, places.get(name, nothing)]))
                for name, column in frame.columns.items()
            },
        )


def matched(rows: Places, others: Places, count: int) -> tuple[Places, Places]:
    """Pairs of places at which two lists hold the same row.

    Args:
        rows: rows in any order.
        others: rows in ascending order.
        count: how many rows there are.
    """
    numbers = np.bincount(others, minlength=count)
    begins = np.cumsum(numbers) - numbers
    many = numbers[rows]
    left = np.repeat(np.arange(len(rows)), many)
    within = np.arange(len(left)) - np.repeat(np.cumsum(many) - many, many)
    return left, begins[rows[left]] + within


def different(columns: Sequence[Column]) -> tuple[Places, Places]:
    """The different solutions of some columns.

    Returns:
        a solution of each kind, and of each solution which kind it is.
    """
    key = columns[0].places
    size = len(columns[0].terms)
    for column in columns[1:]:
        if size * len(column.terms) > 2**62:
            _, key = np.unique(key, return_inverse=True)
            size = len(key) + 1
        key = key * len(column.terms) + column.places
        size *= len(column.terms)
    if len(columns) == 1 or size <= 4 * len(key):
        return _few(key, size)
    _, first, kind = np.unique(key, return_index=True, return_inverse=True)
    return first, kind.reshape(-1)


def _few(key: Places, size: int) -> tuple[Places, Places]:
    """As ``different``, of numbers that are small; without sorting them."""
    first = np.full(size, -1, dtype=np.int64)
    first[key[::-1]] = np.arange(len(key))[::-1]
    there = first >= 0
    number = np.cumsum(there) - 1
    return first[there], number[key]
