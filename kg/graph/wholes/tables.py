"""Rows of numbers that stand for terms, a column a variable: joined, left out, kept once.

-1 stands for a variable that a row does not have. A variable that no row has is as good as none; one that some have and
others have not is ``NotHere`` where rows are compared by it, since it would fit anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.wholes.syntax import NotHere
from kg.numbers import among, are_places

#: Rows above which the engine is asked instead.
MOST = 4_000_000

Array = Any


@dataclass(frozen=True)
class Rows:
    """Some rows.

    Attributes:
        size: how many.
        columns: variable to its numbers.
    """

    size: int
    columns: Mapping[str, Array]

    def take(self, chosen: Array) -> Rows:
        """The rows that a mask or places choose."""
        columns = {name: column[chosen] for name, column in self.columns.items()}
        return Rows(_length(chosen, self.size), columns)

    def having(self, name: str, column: Array) -> Rows:
        """With one more column."""
        return Rows(self.size, {**self.columns, name: column})

    def only(self, names: Iterable[str]) -> Rows:
        """With some columns alone; one that is not there has nothing in it."""
        import numpy as np

        nothing = np.full(self.size, -1, dtype=np.int64)
        return Rows(self.size, {name: self.columns.get(name, nothing) for name in names})

    def bound(self, name: str) -> bool:
        """Whether each row has a variable; ``False`` if none has.

        Raises:
            NotHere: if some have it and others have not.
        """
        column = self.columns.get(name)
        if column is None or not self.size:
            return column is not None
        missing = int((column < 0).sum())
        if 0 < missing < self.size:
            raise NotHere(f"{name} is not in every row")
        return not missing


def _length(chosen: Array, size: int) -> int:
    if chosen.dtype == bool:
        return int(chosen.sum())
    return len(chosen) if size else 0


def unit() -> Rows:
    """One row of nothing, which joins with anything."""
    return Rows(1, {})


def shared(one: Rows, other: Rows) -> list[str]:
    """The variables that rows of both have."""
    return [name for name in one.columns if name in other.columns and one.bound(name) and other.bound(name)]


def joined(one: Rows, other: Rows) -> Rows:
    """Each row of one beside each of the other that has the same of what both have."""
    if one.size == 1 and not one.columns:
        return other
    left, right = pairs(one, other)
    return beside(one, other, left, right)


def beside(one: Rows, other: Rows, left: Array, right: Array) -> Rows:
    """Some rows of one, each beside one of the other.

    Args:
        one: rows.
        other: further rows; what both bind is that of ``one``.
        left: the places of rows of ``one``.
        right: for each of them the place of a row of ``other``.
    """
    found = {name: column[left] for name, column in one.columns.items()}
    for name, column in other.columns.items():
        if name not in found or not one.bound(name):
            found[name] = column[right]
    return Rows(len(left), found)


def pairs(one: Rows, other: Rows) -> tuple[Array, Array]:
    """The places of rows that fit each other, in no order."""
    import numpy as np

    names = shared(one, other)
    if not names:
        if one.size * other.size > MOST:
            raise NotHere("too many rows")
        return np.repeat(np.arange(one.size), other.size), np.tile(np.arange(other.size), one.size)
    mine, theirs = keys([one, other], names)
    # No more pairs than rows, and nothing to sort, where the rows of one side are all different.
    if are_places(mine, theirs):
        if (found := _one_each(mine, theirs)) is not None:
            left = np.flatnonzero(found >= 0)
            return left, found[left]
        if (found := _one_each(theirs, mine)) is not None:
            right = np.flatnonzero(found >= 0)
            return found[right], right
    order = np.argsort(theirs, kind="stable")
    sorted_ = theirs[order]
    first, last = np.searchsorted(sorted_, mine, "left"), np.searchsorted(sorted_, mine, "right")
    many = last - first
    total = int(many.sum())
    if total > MOST:
        raise NotHere("too many rows")
    left = np.repeat(np.arange(one.size), many)
    places = np.arange(total) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    return left, order[places]


def _one_each(mine: Array, theirs: Array) -> Array | None:
    """The place of the one number that is the same, for each; -1 for none, and nothing where one comes twice.

    Args:
        mine: numbers that are small enough to be places.
        theirs: those among which they are looked up.
    """
    import numpy as np

    table = np.full(max(int(mine.max(initial=-1)), int(theirs.max(initial=-1))) + 1, -1, dtype=np.int64)
    places = np.arange(len(theirs))
    table[theirs] = places
    return table[mine] if np.array_equal(table[theirs], places) else None


def fits(one: Rows, other: Rows, names: Sequence[str]) -> Array:
    """Which rows of one fit any of the other, by some variables that all have.

    Args:
        one: rows.
        other: further rows.
        names: the variables, which both bind in every row.

    Returns:
        a truth for each row of ``one``.
    """
    mine, theirs = keys([one, other], names)
    found: Array = among(mine, theirs)
    return found


def keys(tables: Sequence[Rows], names: Sequence[str]) -> list[Array]:
    """A number for each row of some tables: the same for rows that have the same of some variables."""
    import numpy as np

    sizes = [rows.size for rows in tables]
    made = np.zeros(sum(sizes), dtype=np.int64)
    for place, name in enumerate(names):
        column = np.concatenate([rows.columns[name] for rows in tables]) + 1
        if not place:
            made = column
            continue
        span, most = int(column.max(initial=0)) + 1, int(made.max(initial=0)) + 1
        if span * most >= 1 << 62:
            made = np.unique(made, return_inverse=True)[1]
        made = made * span + column
    return np.split(made, np.cumsum(sizes)[:-1]) if len(tables) > 1 else [made]


def once(rows: Rows) -> Rows:
    """Each row once."""
    import numpy as np

    if not rows.size or not rows.columns:
        return rows.take(np.arange(min(rows.size, 1)))
    (key,) = keys([rows], list(rows.columns))
    return rows.take(np.unique(key, return_index=True)[1])


def together(tables: Sequence[Rows]) -> Rows:
    """The rows of several tables, one after the other."""
    import numpy as np

    names = list(dict.fromkeys(name for rows in tables for name in rows.columns))
    parts = [rows.only(names) for rows in tables]
    return Rows(
        sum(rows.size for rows in tables),
        {name: np.concatenate([rows.columns[name] for rows in parts]) for name in names},
    )
