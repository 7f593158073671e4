"""What a table is once it has been read: rows of cells in XSD's spelling, none of which changes any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, overload


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: its values (more than one where the column has a separator) in XSD's spelling."""

    values: tuple[str, ...]
    datatype: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the file, counting from 1 as a spreadsheet does; empty cells are left out."""

    number: int
    cells: Mapping[str, Cell]

    def value(self, name: str) -> str:
        """The first value of a cell; empty if the cell is."""
        cell = self.cells.get(name)
        return cell.values[0] if cell else ""


class ColumnCells:
    """The cells of one column in many rows, each different one once.

    Args:
        datatype: XSD's, that of all of them.
        values: of each different cell its values; the first is the empty cell, which has none.
        places: of each row the place of its cell in ``values``, an array of whole numbers.

    Attributes:
        datatype: as it was given.
        values: likewise.
        places: likewise.
    """

    __slots__ = ("_cells", "datatype", "places", "values")

    def __init__(self, datatype: str, values: Sequence[tuple[str, ...]], places: Any) -> None:
        self.datatype, self.values, self.places = datatype, values, places
        self._cells: list[Cell | None] | None = None

    def cells(self) -> Sequence[Cell | None]:
        """The different cells, as ``values`` has them; there is no empty one."""
        if self._cells is None:
            self._cells = [None, *map(Cell, self.values[1:], repeat(self.datatype))]
        return self._cells

    def part(self, places: slice) -> ColumnCells:
        """The same of some rows, with those of the values that they have."""
        import numpy as np  # not before a table is read

        some = self.places[places]
        have = np.zeros(len(self.values), dtype=bool)
        have[some] = have[0] = True
        number = np.cumsum(have) - 1
        kept = [self.values[place] for place in np.flatnonzero(have).tolist()]
        return ColumnCells(self.datatype, kept, number[some])


class ColumnRows(Sequence[Row]):
    """Rows that are held as columns; each is made when somebody asks for it.

    Args:
        numbers: the rows' numbers in the file.
        columns: the columns that have a cell, by name, in the order in which a row has its cells.

    Attributes:
        numbers: as they were given.
        columns: likewise.
    """

    def __init__(self, numbers: Sequence[int], columns: Mapping[str, ColumnCells]) -> None:
        self.numbers, self.columns = numbers, columns
        self._rows: list[Row] | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        if self._rows is None:
            self._rows = list(self._made())
        return iter(self._rows)

    def _made(self) -> Iterator[Row]:
        names = list(self.columns)
        if not names:
            yield from (Row(number, {}) for number in self.numbers)
            return
        of_column = [map(one.cells().__getitem__, one.places.tolist()) for one in self.columns.values()]
        for number, cells in zip(self.numbers, zip(*of_column, strict=True), strict=True):
            yield Row(number, {name: cell for name, cell in zip(names, cells, strict=True) if cell})

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """One row, or several, which are held as these are."""
        if isinstance(place, slice):
            columns = {name: column.part(place) for name, column in self.columns.items()}
            filled = {name: column for name, column in columns.items() if len(column.values) > 1}
            return ColumnRows(self.numbers[place], filled)
        if self._rows is not None:
            return self._rows[place]
        held = ((name, column.cells()[column.places[place]]) for name, column in self.columns.items())
        return Row(self.numbers[place], {name: cell for name, cell in held if cell})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def different_values(rows: Sequence[Row], name: str) -> Iterable[tuple[str, ...]]:
    """The values of the cells of a column, those of different cells each once, in the order of the rows.

    Args:
        rows: the rows.
        name: the column's name.
    """
    if isinstance(rows, ColumnRows):
        return rows.columns[name].values[1:] if name in rows.columns else ()
    return dict.fromkeys(row.cells[name].values for row in rows if name in row.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its file as people are told it, its rows, and the columns that the file has."""

    name: str
    file: str
    rows: Sequence[Row]
    columns: tuple[str, ...] = ()
