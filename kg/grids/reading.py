"""A file to a book: by what its bytes are, whatever its name says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import SourceError
from kg.findings import Finding
from kg.grids.delimited import read_delimited
from kg.grids.model import Book
from kg.grids.packed import BROKEN, Packed
from kg.grids.sheets import Sheet
from kg.grids.xlsx import read_xlsx
from kg.text import Text

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_book(path: Path) -> Book:
    """Read all sheets of a spreadsheet, or the table of a delimited file.

    Args:
        path: an XLSX, XLSM, ODS or XLS workbook, or a text whose cells are separated by commas, semicolons, tabs or
            bars, in UTF-8, UTF-16, GB 18030, Big5 or Windows-1252.

    Returns:
        the sheets, and what must be known of how they were read.

    Raises:
        SourceError: if the file cannot be read, is damaged, or is none of these.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise SourceError(
            Text(
                f"{path}: cannot be read ({reason}). Check the path and its permissions.",
                f"{path}：无法读取（{reason}）。请检查路径与权限。",
            )
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith((_ZIP, _COMPOUND)):
        sheets = _sheets(path)
        grids = tuple(sheet.grid(path.name) for sheet in sheets)
        remarks: list[Finding] = []
        for sheet, grid in zip(sheets, grids, strict=True):
            remarks += sheet.remarks(grid)
        return Book(path, digest, grids, tuple(remarks))
    grid, said = read_delimited(path, content)
    return Book(path, digest, (grid,), tuple(said))


def _sheets(path: Path) -> list[Sheet]:
    try:
        with Packed(path) as packed:
            return read_xlsx(packed)
    except SourceError:
        raise
    except (*BROKEN, StopIteration) as error:
        reason = str(error)[:200].rstrip(".")
        raise SourceError(
            Text(
                f"{path}: is damaged, or no workbook ({reason}). Open it in a spreadsheet program and save it again.",
                f"{path}：已损坏，或不是工作簿（{reason}）。请用电子表格软件打开后重新保存。",
            )
        ) from error
