"""A copy of a sheet with a coloured column of remarks, to work through in a spreadsheet program."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.files import write_file
from kg.grids.model import Book, Grid, Unreadable
from kg.grids.packed import BROKEN, Packed
from kg.grids.writing import MOST_ROWS, saved, write_cell, write_text
from kg.text import Text

HEADING = Text("remarks of kg", "kg 批注")
_NO_RESULTS = Text(
    "The copy has its formulas without their results, until a spreadsheet program opens and saves it.",
    "副本中的公式不含计算结果，用电子表格软件打开并保存后即有。",
)
_COLOUR, _WIDTH = "FFF2CC", 60
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MOST_IN_TITLE = 31


def write_marked_copy(book: Book, remarks: Mapping[tuple[str, int], Sequence[Text]], out: Path) -> tuple[Text, ...]:
    """Write a workbook with what was read, and beside each row what there is to say of it.

    An XLSX or XLSM workbook is copied with its formats and formulas; of another file the cells are written anew.

    Args:
        book: what was read.
        remarks: sheet and row to what is said of it. Rows of sheets that the book does not have are left out.
        out: the file to write, which ends in ``.xlsx``.

    Returns:
        what is lost in the copy: the stored results of formulas, which a spreadsheet program works out anew.

    Raises:
        UsageError: if a sheet has more rows than one of Excel, or the file is to be the one that was read.
        SourceError: if the file cannot be written.
    """
    if out.exists() and book.path.exists() and out.samefile(book.path):
        raise UsageError(
            Text(
                f"{out}: is the sheet itself. Name another file for the copy.",
                f"{out}：就是原表。请为副本另取文件名。",
            )
        )
    copy = _copied(book) or _made(book)
    for grid, page in zip(book.grids, copy.worksheets, strict=False):
        said = {row: texts for (sheet, row), texts in remarks.items() if sheet == grid.sheet and texts}
        if said:
            _mark(page, grid, said)
    write_file(out, saved(copy))
    formulas = any(cell.data_type == "f" for page in copy.worksheets for row in page.iter_rows() for cell in row)
    return (_NO_RESULTS,) if formulas else ()


def _copied(book: Book) -> Any | None:
    """The workbook as openpyxl has it; none if the file is none that it reads, or has changed since."""
    from openpyxl import load_workbook

    try:
        content = book.path.read_bytes()
        if book.path.suffix.lower() not in (".xlsx", ".xlsm") or hashlib.sha256(content).hexdigest() != book.sha256:
            return None
        with Packed(book.path), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            copy = load_workbook(book.path)
    except (*BROKEN, SyntaxError, TypeError, AttributeError, Unreadable):
        return None
    return copy if [page.title for page in copy.worksheets] == [grid.sheet for grid in book.grids] else None


def _made(book: Book) -> Any:
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for number, grid in enumerate(book.grids, 1):
        title = _NOT_IN_TITLE.sub(" ", grid.sheet)[:_MOST_IN_TITLE].strip("' ") or f"Sheet{number}"
        page = made.create_sheet(title)  # openpyxl puts a number behind a title that is there
        if grid.rows and grid.rows[-1].number > MOST_ROWS:
            raise UsageError(
                Text(
                    f"{book.path}: has more rows than the {MOST_ROWS:,} of a sheet of Excel; no copy can be marked.",
                    f"{book.path}：行数超过 Excel 工作表的 {MOST_ROWS:,} 行，无法生成带批注的副本。",
                )
            )
        for row in grid.rows:
            for column, cell in enumerate(row.cells, 1):
                if cell.kind != "empty":
                    write_cell(page.cell(row.number, column), cell)
            if row.hidden:
                page.row_dimensions[row.number].hidden = True
        for top, left, bottom, right in grid.merged:
            page.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
        if grid.hidden and number > 1:
            page.sheet_state = "hidden"
    return made


def _mark(page: Any, grid: Grid, said: Mapping[int, Sequence[Text]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    fill = PatternFill("solid", fgColor=_COLOUR)
    wide = max([len(row.cells) for row in grid.rows] + [right + 1 for *_, right in grid.merged], default=0)
    column = wide + 1
    page.column_dimensions[get_column_letter(column)].width = _WIDTH
    if 1 not in said:
        head = page.cell(1, column)
        write_text(head, HEADING.name("both"))
        head.font, head.fill = Font(bold=True), fill
    for row, texts in sorted(said.items()):
        cell = page.cell(row, column)
        write_text(cell, "\n".join(text.in_language("both", between="\n") for text in texts))
        cell.fill = fill
        cell.alignment = Alignment(wrap_text=True, vertical="top")
