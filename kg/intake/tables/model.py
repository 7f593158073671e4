"""What a table is once it has been read: rows of cells in XSD's spelling, none of which changes any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its file as people are told it, its rows, and the columns that the file has."""

    name: str
    file: str
    rows: Sequence[Row]
    columns: tuple[str, ...] = ()
