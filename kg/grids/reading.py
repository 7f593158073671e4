"""A file to a book: by what its bytes are, whatever its name says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.errors import SourceError
from kg.findings import Finding
from kg.grids.delimited import read_delimited
from kg.grids.model import Book, Grid, Unreadable
from kg.grids.ods import read_ods
from kg.grids.packed import BROKEN, Packed
from kg.grids.sheets import Sheet
from kg.grids.signatures import check_table
from kg.grids.xls import read_xls
from kg.grids.xlsx import read_xlsx
from kg.text import Text

_ZIP, _COMPOUND = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Endings of files that are no sheets: those that a mapping reads, and others.
_FOR_MAPPINGS = (".json", ".jsonl", ".xml", ".parquet")
_OTHER = (*_FOR_MAPPINGS, ".pdf", ".doc", ".docx", ".html", ".htm", ".fods", ".numbers")
_MAPPED = Text("Use `kg map` with a mapping.", "请用 `kg map` 配合映射读取。")
_SAVED = Text(
    "Open it in a spreadsheet program and save it as XLSX, or as CSV UTF-8.",
    "请用电子表格软件打开后另存为 XLSX 或 CSV UTF-8。",
)


def read_book(path: Path, encoding: str = "") -> Book:
    """Read all sheets of a spreadsheet, or the table of a delimited file.

    Args:
        path: an XLSX, XLSM, ODS or XLS workbook, or a text whose cells are separated by commas, semicolons, tabs or
            bars, in UTF-8, UTF-16, GB 18030, Big5 or an encoding of one byte a character.
        encoding: what somebody says that a text is in, as ``checked_encoding`` has it; found from its bytes if empty.

    Returns:
        the sheets, and what must be known of how they were read.

    Raises:
        SourceError: if the file cannot be read, is damaged, or is none of these.
    """
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(
            Text(
                f"{path}: cannot be read ({reason}). Check the path and its permissions.",
                f"{path}：无法读取（{reason}）。请检查路径与权限。",
            )
        ) from error
    check_table(path, content[:64])
    digest = hashlib.sha256(content).hexdigest()
    try:
        if is_workbook(content):
            grids, said = read_workbook(path, content)
            return Book(path, digest, grids, said)
        _refuse_other(path, content)
        grid, told = read_delimited(path, content, encoding)
    except Unreadable as error:
        raise SourceError(
            Text(f"{path}: {error.reason.en}. {_SAVED.en}", f"{path}：{error.reason.zh}。{_SAVED.zh}")
        ) from error
    return Book(path, digest, (grid,), tuple(told))


def is_workbook(content: bytes) -> bool:
    """Whether a file is an archive, as XLSX and ODS are, or a compound document, as XLS is."""
    return content.startswith((*_ZIP, _COMPOUND))


def read_workbook(path: Path, content: bytes) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """The sheets of a workbook, and what must be known of them.

    Args:
        path: the file.
        content: its bytes.

    Raises:
        Unreadable: if it is damaged, protected by a password, too large, or no workbook.
    """
    sheets = _sheets(path, content)
    grids = tuple(sheet.grid(path.name) for sheet in sheets)
    remarks: list[Finding] = []
    for sheet, grid in zip(sheets, grids, strict=True):
        remarks += sheet.remarks(grid)
    return grids, tuple(remarks)


def _sheets(path: Path, content: bytes) -> list[Sheet]:
    try:
        if content.startswith(_COMPOUND):
            return read_xls(content)
        with Packed(path) as packed:
            return read_ods(packed) if "content.xml" in packed else read_xlsx(packed)
    except BROKEN as error:
        raise _damaged(error) from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        # xlrd has a class of errors of its own, and asserts what a damaged file does not keep.
        if not content.startswith(_COMPOUND):
            raise
        raise _damaged(error) from error


def _damaged(error: Exception) -> Unreadable:
    reason = f"{error}"[:200].rstrip(". ") or type(error).__name__
    return Unreadable(
        Text(f"it is damaged, protected, or no workbook ({reason})", f"已损坏、受密码保护，或不是工作簿（{reason}）")
    )


def _refuse_other(path: Path, content: bytes) -> None:
    """A web page or a document under any name, and what is no table by its name, are not read as texts with cells."""
    start = content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    ending = path.suffix.lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"%pdf")) or ending in _OTHER:
        if ending in _FOR_MAPPINGS:
            raise SourceError(Text(f"{path}: is no spreadsheet. {_MAPPED.en}", f"{path}：不是电子表格。{_MAPPED.zh}"))
        raise Unreadable(Text("it is no spreadsheet", "不是电子表格"))
