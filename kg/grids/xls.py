"""A workbook of Excel before 2007 (XLS) to grids, by xlrd: of the readers of this format the one that tells of hidden
rows, merged cells and errors.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
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
    with xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()) as book:
        return _sheets(book, xlrd)


def _sheets(book: Any, xlrd: Any) -> list[Sheet]:
    formats = [_format(book, style) for style in book.xf_list]
    sheets = []
    pages = book.sheets()
    without_result = _without_result(book, pages, xlrd)
    for page in pages:
        sheet = Sheet(page.name, hidden=page.visibility != 0)
        sheet.epoch_1904 = book.datemode == 1
        for number in range(page.nrows):
            told = page.rowinfo_map.get(number)
            sheet.begin_row(number + 1, hidden=bool(told and told.hidden))
            for column, cell in enumerate(page.row(number)):
                made = _made(cell, formats, sheet.epoch_1904, xlrd.error_text_from_code)
                formula = without_result.get((page.number, number, column)) if made is EMPTY else None
                sheet.put(column, GridCell(formula, "formula") if formula else made)
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


#: Records of BIFF: a formula (of three versions), the beginning of a part, and its end.
_FORMULA, _BEGIN, _END = (0x0006, 0x0206, 0x0406), (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
#: Where the result of a formula stands in its record, and where the formula; what a result is that is no number.
_RESULT, _LENGTH, _TOKENS = slice(6, 14), slice(20, 22), 22
_NO_NUMBER, _EMPTY_TEXT = b"\xff\xff", 3


def _without_result(book: Any, pages: list[Any], xlrd: Any) -> dict[tuple[int, int, int], str]:
    """The formulas that nobody has worked out, by sheet, row and column from 0; none where one has a result.

    What writes such files without working anything out stores an empty text with each formula. In a file that a
    spreadsheet program has saved, some other formula has a result, and an empty one is empty.
    """
    found: dict[tuple[int, int, int], str] = {}
    for page in pages:
        for data in _formulas(book, page.number):
            row, column = struct.unpack("<HH", data[:4])
            result = data[_RESULT]
            if result[6:] != _NO_NUMBER or result[0] != _EMPTY_TEXT:
                return {}
            found[page.number, row, column] = "=" + _spelt(book, data, xlrd)
    return found


def _formulas(book: Any, number: int) -> Iterator[bytes]:
    """The records of the formulas of a sheet; none of a file whose bytes the library does not keep (before 1995)."""
    content, at, depth = book.mem, book._sh_abs_posn[number], 0
    while content is not None and at + 4 <= len(content):
        code, length = struct.unpack("<HH", content[at : at + 4])
        depth += (code in _BEGIN) - (code == _END)
        if code in _FORMULA and depth == 1 and length >= _TOKENS:
            yield bytes(content[at + 4 : at + 4 + length])
        if depth <= 0:
            return
        at += 4 + length


def _spelt(book: Any, data: bytes, xlrd: Any) -> str:
    """A formula as people write it; empty where the library cannot spell it."""
    row, column = struct.unpack("<HH", data[:4])
    (length,) = struct.unpack("<H", data[_LENGTH])
    try:
        spelt = xlrd.formula.decompile_formula(
            book, data[_TOKENS : _TOKENS + length], length, xlrd.formula.FMLA_TYPE_CELL, browx=row, bcolx=column
        )
    except Exception:  # whatever it raises, the cell is told without the words of its formula
        return ""
    return str(spelt or "")
