"""A sheet of an XLSX workbook to rows of texts, as CSV would have them.

A spreadsheet makes a number of every code, and a day of every date; here they are texts again. What has no
text, a formula that was never computed or an error, is said and not read as an empty cell. openpyxl reads row
by row; what a sheet says of its own size is not believed (it is wrong in files of several programs).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from kg.findings import Severity
from kg.intake.tables.dialect import Dialect
from kg.intake.tables.problems import Problem, Unreadable, not_a_table
from kg.intake.tables.values import significant
from kg.nearest import did_you_mean, nearest
from kg.text import Text

#: What a file that is no workbook, or a broken one, makes openpyxl raise.
_BROKEN = (BadZipFile, KeyError, IndexError, OSError, SyntaxError, TypeError, ValueError)

#: How many rows of another sheet are looked through for data.
_MOST_LOOKED_THROUGH = 1_000

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")

_Position = tuple[int, int]


class Workbook:
    """A workbook, opened to read one of its sheets.

    Args:
        path: the file.
        dialect: which sheet.

    Raises:
        Unreadable: if the file is no workbook, or has no such sheet.
    """

    def __init__(self, path: Path, dialect: Dialect) -> None:
        self._path = path
        self._named = dialect.sheet
        self._book = _opened(path, computed=True)
        self._sheet = self._find()
        self._sheet.reset_dimensions()

    def rows(self) -> Iterator[list[str | Problem]]:
        """The rows of the sheet, the header's and empty ones included, without the empty cells at their ends.

        Raises:
            Unreadable: if the sheet cannot be read to its end.
        """
        import openpyxl

        errors = frozenset(openpyxl.cell.cell.ERROR_CODES)
        formulas = self._uncomputed()
        try:
            for row, values in enumerate(self._sheet.iter_rows(values_only=True), 1):
                cells: list[str | Problem] = []
                for column, value in enumerate(values, 1):
                    if value is None:
                        formula = formulas.get((row, column)) if formulas else None
                        cells.append(_uncomputed(row, column, formula) if formula else "")
                    elif value.__class__ is str:
                        cells.append(_error(row, column, value) if value in errors else value)
                    else:
                        cells.append(_spelling(value))
                while cells and cells[-1] == "":
                    cells.pop()
                yield cells
        except _BROKEN as error:
            raise not_a_table(str(error).rstrip(".")) from error

    def other_sheets(self) -> Problem | None:
        """A warning where the package does not say which sheet is meant, and others hold data too."""
        if self._named is not None:
            return None
        others = [sheet.title for sheet in self._book.worksheets if sheet is not self._sheet and _has_data(sheet)]
        if not others:
            return None
        own, shown = self._sheet.title, ", ".join(map(repr, others))
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

    def _find(self) -> Any:
        sheets = {sheet.title: sheet for sheet in self._book.worksheets}
        number = self._named or 1
        if isinstance(number, int) and number <= len(sheets):
            return self._book.worksheets[number - 1]
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

    def _uncomputed(self) -> dict[_Position, str]:
        """Formulas without a stored value, by row and column; a stored empty text is a value."""
        if not self._has_formulas():
            return {}
        sheet = _opened(self._path, computed=False)[self._sheet.title]
        sheet.reset_dimensions()
        found = {}
        for written, computed in zip(sheet.iter_rows(), self._sheet.iter_rows(), strict=True):
            for formula, value in zip(written, computed, strict=True):
                # Of a cell whose text is empty, openpyxl keeps the type as the file has it.
                if formula.data_type == "f" and value.value is None and value.data_type != "str":
                    found[formula.row, formula.column] = str(getattr(formula.value, "text", formula.value))
        return found

    def _has_formulas(self) -> bool:
        with ZipFile(self._path) as file:
            sheets = [name for name in file.namelist() if name.startswith("xl/worksheets/")]
            return any(_FORMULA.search(file.read(name)) for name in sheets)


def _opened(path: Path, *, computed: bool) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of what it leaves out (validation, styles), nothing is needed here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, read_only=True, data_only=computed)
    except _BROKEN as error:
        raise not_a_table(str(error).rstrip(".")) from error


def _has_data(sheet: Any) -> bool:
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True), _MOST_LOOKED_THROUGH)
    return any(value is not None and str(value).strip() for row in rows for value in row)


def _spelling(value: object) -> str:
    """The text that a cell which is no text would be in CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return significant(value)
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _place(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def _uncomputed(row: int, column: int, formula: str) -> Problem:
    place = _place(row, column)
    return Problem(
        "formula-without-value",
        Text(
            f"The formula {formula!r} in cell {place} has no stored value.",
            f"单元格 {place} 的公式 {formula!r} 未保存计算结果。",
        ),
        Text(
            "Open the workbook in a spreadsheet program and save it there, or write the value in the formula's place.",
            "请用电子表格程序打开并保存工作簿，或以数值代替公式。",
        ),
        value=formula,
    )


def _error(row: int, column: int, error: str) -> Problem:
    place = _place(row, column)
    return Problem(
        "formula-error",
        Text(f"Cell {place} holds the error {error}.", f"单元格 {place} 的内容是错误值 {error}。"),
        Text(
            "Correct the formula in the workbook, or write the value in its place.",
            "请改正工作簿中的公式，或以数值代替。",
        ),
        value=error,
    )
