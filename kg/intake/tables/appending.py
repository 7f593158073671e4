"""Rows put behind those of a table's file, which otherwise stays byte for byte as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.files import delimited_text
from kg.intake.tables import delimited
from kg.intake.tables.dialect import WORKBOOKS, Dialect, file_format
from kg.intake.tables.problems import Unreadable
from kg.text import Text


def appended(
    path: Path,
    resource: Mapping[str, Any],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    content: bytes | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """A table's file with further rows.

    Args:
        path: the file; it need not be there yet.
        resource: the table's entry in ``datapackage.json``, which says how the file is written.
        columns: the names of the table's columns; of those that the file lacks, it gets what a new row fills.
        rows: the new rows, by the names of columns.
        content: what the file holds; it is read if ``None``.

    Returns:
        the file's new content, and the columns that it has then.

    Raises:
        SourceError: if the file is a workbook, is written as no row can be put behind, or cannot hold a sign.
    """
    if content is None:
        content = file_content(path)
    text, dialect = opened(path, resource, columns, content)
    names = _header(text, dialect)
    filled = [column for column in columns if any(row.get(column) for row in rows)]
    further = [column for column in (filled if names else columns) if column not in names]
    text = _widened(text, dialect, further) if names else _written([further], dialect, "\n")
    line_end = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith(("\n", "\r")) else line_end
    names = [*names, *further]
    text += _written([[row.get(name, "") for name in names] for row in rows], dialect, line_end)
    try:
        return text.encode(dialect.encoding), tuple(names)
    except UnicodeError as error:
        raise SourceError(
            Text(
                f"{path}: a name has a sign that {dialect.encoding} does not have. Save the file as UTF-8 first.",
                f"{path}：有的名称含 {dialect.encoding} 编码所没有的字符。请先将该文件存为 UTF-8。",
            )
        ) from error


def file_content(path: Path) -> bytes:
    """The bytes of a table's file; none where there is no such file.

    Raises:
        SourceError: if it cannot be read.
    """
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise SourceError(
            Text(f"{path}: cannot be read ({error}). Check the file.", f"{path}：无法读取（{error}）。请检查该文件。")
        ) from error


def opened(path: Path, resource: Mapping[str, Any], columns: Collection[str], content: bytes) -> tuple[str, Dialect]:
    """The text of a table's file that rows can be written into, and how it is written.

    Args:
        path: the file, for what is told of it.
        resource: the table's entry in ``datapackage.json``.
        columns: the names of the table's columns.
        content: the file's bytes.

    Raises:
        SourceError: as ``appended`` does.
    """
    if file_format(path.name) in WORKBOOKS:
        raise SourceError(
            Text(
                f"{path}: is a workbook, which cannot be written here. Save the table as CSV, and name that file in "
                "datapackage.json.",
                f"{path}：是工作簿，无法在此写入。请将该表存为 CSV，并在 datapackage.json 中写明该文件。",
            )
        )
    try:
        dialect = Dialect.of(resource)
        encoding = delimited.actual_encoding(content, dialect.encoding)
        text = content.decode(encoding)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            Text(f"{path}: cannot be read ({error}). Check the file.", f"{path}：无法读取（{error}）。请检查该文件。")
        ) from error
    except Unreadable as error:
        raise SourceError(
            Text(
                f"{path}: {error.problem.text.en} {error.problem.fix.en}",
                f"{path}：{error.problem.text.zh}{error.problem.fix.zh}",
            )
        ) from error
    top = [text.partition("\n")[0].removeprefix("\ufeff")]
    dialect = replace(dialect.completed(top, columns), encoding=encoding)
    if not dialect.is_plain:
        raise SourceError(
            Text(
                f"{path}: has another header than its first row, escapes or comments, and cannot be written here. Take "
                "them out of the dialect in datapackage.json, and of the file.",
                f"{path}：其标题不在首行，或有转义、注释，无法在此写入。请由 datapackage.json 的 dialect "
                "及文件中去掉。",
            )
        )
    return text, dialect


def cells_of_records(content: str, delimiter: str, quote: str) -> Iterator[list[tuple[int, int]]]:
    """Where each cell of each record begins and ends, its quotes included.

    Args:
        content: the text of a file of separated values.
        delimiter: what parts the cells.
        quote: what may surround one; empty if nothing does.

    Returns:
        for each record the beginning and end of its cells, in characters of ``content``.
    """
    end, mark = re.escape(delimiter), re.escape(quote)
    bare = rf"[^{end}\r\n]*"
    quoted = f"{mark}(?:[^{mark}]|{mark}{mark})*{mark}{bare}|" if quote else ""
    cells: list[tuple[int, int]] = []
    for match in re.finditer(rf"({quoted}{bare})({end}|\r\n|\r|\n|\Z)", content):
        cells.append(match.span(1))
        if match[2] != delimiter:
            yield cells
            cells = []


def _header(text: str, dialect: Dialect) -> list[str]:
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), **dialect.for_csv())
    return [name.strip() for name in next(lines, [])]


def _widened(text: str, dialect: Dialect, further: Collection[str]) -> str:
    """The text with further columns: their names behind the header, and as many empty cells behind each record."""
    if not further:
        return text
    delimiter = dialect.delimiter or ","
    ends = [cells[-1][1] for cells in cells_of_records(text, delimiter, dialect.quote) if cells[0][0] < cells[-1][1]]
    parts, start = [], 0
    for number, end in enumerate(ends):
        added = further if number == 0 else [""] * len(further)
        parts += [text[start:end], *(f"{delimiter}{cell}" for cell in added)]
        start = end
    return "".join([*parts, text[start:]])


def _written(rows: Sequence[Sequence[str]], dialect: Dialect, line_end: str) -> str:
    return delimited_text(rows, line_end=line_end, **dialect.for_csv())


def bare_cell(cell: str, quote: str) -> str:
    """A cell as it is written in a file, without its quotation marks, blanks and a byte order mark."""
    plain = cell.removeprefix("\ufeff").strip()
    return plain.strip(quote).strip() if quote else plain
