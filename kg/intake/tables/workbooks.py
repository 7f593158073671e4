"""A sheet of a workbook to rows of texts, as CSV would have them.

A spreadsheet makes a number of every code, and a day of every date; here they are texts again. What has no
text, a formula that was never computed or an error, is said and not read as an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.findings import Severity
from kg.grids.model import Grid, GridCell
from kg.grids.model import Unreadable as Damaged
from kg.grids.reading import read_workbook
from kg.grids.remarks import letters
from kg.intake.tables.dialect import Dialect
from kg.intake.tables.problems import Problem, Unreadable, not_a_table
from kg.nearest import did_you_mean, nearest
from kg.text import Text

#: How much of a formula is shown; it may have thousands of characters.
_MOST_SHOWN = 200


class Workbook:
    """A workbook, opened to read one of its sheets.

    Args:
        path: the file.
        dialect: which sheet.

    Raises:
        Unreadable: if the file is no workbook, or has no such sheet.
    """

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self._named = dialect.sheet
        try:
            self._grids, _ = read_workbook(path, path.read_bytes())
        except Damaged as error:
            raise not_a_table(error.reason) from error
        self._grid = self._find()

    def rows(self) -> Iterator[list[str | Problem]]:
        """The rows of the sheet, the header's and empty ones included, without the empty cells at their ends."""
        last = 0
        for row in self._grid.rows:
            for _ in range(last + 1, row.number):
                yield []
            last = row.number
            yield [_text(row.number, column, cell) for column, cell in enumerate(row.cells)]

    def other_sheets(self) -> Problem | None:
        """A warning where the package does not say which sheet is meant, and others hold data too."""
        if self._named is not None:
            return None
        others = [grid.sheet for grid in self._grids if grid is not self._grid and _has_data(grid)]
        if not others:
            return None
        own, shown = self._grid.sheet, ", ".join(map(repr, others))
        return Problem(
            "other-sheets",
            Text(
                f"The table is read from the sheet {own!r}; there is data in {shown} too.",
                f"读取的是工作表 {own!r}；{'、'.join(map(repr, others))} 中也有数据。",
            ),
            Text(
                f'Name the sheet in datapackage.json, such as "dialect": {{"sheetName": "{own}"}}.',
                f'请在 datapackage.json 中写明工作表，如 "dialect": {{"sheetName": "{own}"}}。',
            ),
            Severity.WARNING,
        )

    def _find(self) -> Grid:
        sheets = {grid.sheet: grid for grid in self._grids}
        number = self._named or 1
        if isinstance(number, int) and number <= len(self._grids):
            return self._grids[number - 1]
        if number in sheets:
            return sheets[str(number)]
        near = did_you_mean(nearest(str(number), sheets))
        said = Text(
            f"The workbook has no sheet {number!r}. It has: {', '.join(sheets)}.",
            f"工作簿中没有工作表 {number!r}，现有：{'、'.join(sheets)}。",
        )
        raise Unreadable(
            Problem(
                "unreadable-table",
                said,
                near or Text("Correct the dialect in datapackage.json.", "请改正 datapackage.json 中的 dialect。"),
            )
        )


def _has_data(grid: Grid) -> bool:
    return any(cell.text.strip() for row in grid.rows for cell in row.cells)


def _text(row: int, column: int, cell: GridCell) -> str | Problem:
    if cell.kind == "date":
        return cell.text[:10]  # a day, whatever the time of it
    if cell.kind == "formula":
        return _uncomputed(f"{letters(column)}{row}", cell.text)
    return _error(f"{letters(column)}{row}", cell.text) if cell.kind == "error" else cell.text


def _uncomputed(place: str, formula: str) -> Problem:
    shown = formula if len(formula) <= _MOST_SHOWN else formula[:_MOST_SHOWN] + "…"
    return Problem(
        "formula-without-value",
        Text(
            f"The formula {shown!r} in cell {place} has no stored value.",
            f"单元格 {place} 的公式 {shown!r} 未保存计算结果。",
        ),
        Text(
            "Open the workbook in a spreadsheet program and save it there, or write the value in the formula's place.",
            "请用电子表格程序打开并保存工作簿，或以数值代替公式。",
        ),
        value=formula,
    )


def _error(place: str, error: str) -> Problem:
    return Problem(
        "formula-error",
        Text(f"Cell {place} holds the error {error}.", f"单元格 {place} 的内容是错误值 {error}。"),
        Text(
            "Correct the formula in the workbook, or write the value in its place.",
            "请改正工作簿中的公式，或以数值代替。",
        ),
        value=error,
    )
