"""Many cells of a table's file overwritten at once, each by its row's number; every other byte stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.intake.tables.appending import bare_cell, cells_of_records, file_content, opened
from kg.text import Text

#: For a row's number and a column's name: what the cell holds, and what it is to hold.
Edits = Mapping[int, Mapping[str, tuple[str, str]]]


def overwritten(path: Path, resource: Mapping[str, Any], columns: Sequence[str], edits: Edits) -> bytes:
    """A table's file with other values in some of its cells.

    Args:
        path: the file.
        resource: the table's entry in ``datapackage.json``, which says how the file is written.
        columns: the names of the table's columns.
        edits: the new values; none has a delimiter, a quote or a line end in it.

    Returns:
        the file's new content.

    Raises:
        SourceError: if the file is a workbook, is written as no cell can be put into it, or has another value there
            than it is to have: it was changed meanwhile.
    """
    content, dialect = opened(path, resource, columns, file_content(path))
    quote, delimiter = dialect.quote, dialect.delimiter or ","
    records = list(cells_of_records(content, delimiter, quote))
    names = [bare_cell(content[start:end], quote) for start, end in records[0]] if records else []
    changes: list[tuple[int, int, str]] = []
    for number, cells in edits.items():
        spans = records[number - 1] if number <= len(records) else []
        for column, (old, new) in cells.items():
            at = names.index(column) if column in names else len(spans)
            if at >= len(spans) or bare_cell(content[slice(*spans[at])], quote) != old:
                raise _changed_meanwhile(path, number, column, old)
            changes.append((*spans[at], new))
    for start, end, new in sorted(changes, reverse=True):
        marks = quote if quote and content[start:end].strip().startswith(quote) else ""
        content = f"{content[:start]}{marks}{new}{marks}{content[end:]}"
    return content.encode(dialect.encoding)


def _changed_meanwhile(path: Path, number: int, column: str, old: str) -> SourceError:
    return SourceError(
        Text(
            f"{path}, row {number}, field {column}: does not hold {old!r} as it was read. Nothing was written. Run the "
            "command again; if that does not help, save the table as plain CSV.",
            f"{path}，第{number}行，{column}栏：其值不是读入时的“{old}”。未写入任何内容。请重新运行；若仍如此，请将该表存为"
            "普通 CSV。",
        )
    )
