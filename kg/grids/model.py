"""What a spreadsheet is once it has been read, whatever its format: sheets of rows of cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.findings import Finding
from kg.text import Text

#: An area of cells: first row, first column, last row, last column; rows from 1, columns from 0.
Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell.

    Attributes:
        text: what it holds. A number is the shortest decimal, without exponent; a date is ISO 8601, with the time
            only where there is one; a truth value is ``true`` or ``false``; an error is as the program writes it.
        kind: ``empty``, ``text``, ``number``, ``boolean``, ``date``, ``error``, or ``formula`` for one whose result
            is not in the file: the text is the formula then.
        shown: a number as its format shows it, where that says more than the number: ``35%``, ``3.5亿元``, ``007``;
            else empty.
        currency: of a number that is shown with the sign of a currency, the code of the one that the file means by it,
            if it says so; else empty. Many currencies have one sign: $, ¥, kr.
    """

    text: str = ""
    kind: str = "empty"
    shown: str = ""
    currency: str = ""

    @property
    def seen(self) -> str:
        """The text that a person sees."""
        return self.shown or self.text


#: A cell with nothing in it.
EMPTY = GridCell()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row.

    Attributes:
        number: its number in the sheet, from 1. In a delimited file records are counted, not lines.
        cells: the cells from the first column on, without empty ones at the end.
        hidden: whether the sheet hides it, be it by a filter.
    """

    number: int
    cells: tuple[GridCell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet.

    Attributes:
        file: the file's name.
        sheet: the sheet's name; empty in a delimited file.
        rows: the rows that hold something, in order; empty ones are left out, and numbers tell of them.
        hidden: whether the workbook hides the sheet.
        merged: the areas of merged cells. Only the first cell of each has the value.
        epoch_1904: whether days are counted from 1904. The dates of the cells are right already; numbers that are
            not formatted as dates are as they are.
        hidden_columns: the columns that the sheet hides, from 0; their cells are in the rows.
    """

    file: str
    sheet: str
    rows: tuple[GridRow, ...]
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    epoch_1904: bool = False
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file with its sheets.

    Attributes:
        path: the file.
        sha256: the hash of its bytes.
        grids: its sheets, in order, also hidden and empty ones.
        remarks: what a reader must know: encoding, delimiter, hidden rows, formulas without a result, errors.
    """

    path: Path
    sha256: str
    grids: tuple[Grid, ...]
    remarks: tuple[Finding, ...] = ()


class Unreadable(Exception):
    """A file that cannot be read.

    Args:
        reason: why, as a sentence's end about "it", without a full stop.
    """

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason
