"""A workbook of Excel before 2007 (XLS) to grids, by xlrd: of the readers of this format the one that tells of hidden
rows, merged cells and errors.
"""

from __future__ import annotations

import io
from typing import Any

from kg.grids.formats import NumberFormat, number_cell, number_format
from kg.grids.model import EMPTY, GridCell
from kg.grids.sheets import Sheet

#: Types of cells, as xlrd numbers them.
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def read_xls(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, in order.

    Args:
        content: the file's bytes.

    Raises:
        Exception: whatever xlrd raises for a file that is damaged or protected by a password.
    """
    import xlrd

    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ValueError("it is protected by a password")
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    formats = [_format(book, style) for style in book.xf_list]
    sheets = []
    for page in book.sheets():
        sheet = Sheet(page.name, hidden=page.visibility != 0)
        sheet.epoch_1904 = book.datemode == 1
        for number in range(page.nrows):
            told = page.rowinfo_map.get(number)
            sheet.begin_row(number + 1, hidden=bool(told and told.hidden))
            for column, cell in enumerate(page.row(number)):
                sheet.put(column, _made(cell, formats, sheet.epoch_1904, xlrd.error_text_from_code))
        for column, told in page.colinfo_map.items():
            if told.hidden:
                sheet.hide_columns(column, column + 1)
        sheet.merged += [(top + 1, left, end, right - 1) for top, end, left, right in page.merged_cells]
        sheets.append(sheet)
    return sheets


def _format(book: Any, style: Any) -> NumberFormat:
    told = book.format_map.get(style.format_key)
    return number_format(style.format_key, told.format_str if told else None)


def _made(cell: Any, formats: list[NumberFormat], from_1904: bool, errors: dict[int, str]) -> GridCell:
    if cell.ctype == _TEXT:
        return GridCell(cell.value, "text") if cell.value else EMPTY
    if cell.ctype in (_NUMBER, _DATE):
        value = cell.value
        written = str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
        return number_cell(written, formats[cell.xf_index], epoch_1904=from_1904)
    if cell.ctype == _BOOLEAN:
        return GridCell("true" if cell.value else "false", "boolean")
    if cell.ctype == _ERROR:
        return GridCell(errors.get(cell.value, "#ERROR"), "error")
    return EMPTY
