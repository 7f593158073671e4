"""A table's file changed record by record: rows put behind, put in another's place, taken out; all else stays.

Where a file was made, or got columns or a last line break for the sake of new rows, it is given back as it was once
they are gone: ``Before`` says how that was, and its hash proves it.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.files import delimited_text
from kg.intake.tables.appending import appended, cells_of_records, file_content, opened
from kg.intake.tables.dialect import Dialect

#: A row's cells that are filled, by the names of columns.
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """How a file was before rows were put into it.

    Attributes:
        sha256: of its bytes; empty where there was no such file.
        columns: how many columns it had.
        ends_line: whether its last line ended in a line break.
    """

    sha256: str = ""
    columns: int = 0
    ends_line: bool = True


class TableFile:
    """A table's file that is being changed; ``content`` is what it is to hold.

    Args:
        path: the file; it need not be there.
        resource: the table's entry in ``datapackage.json``.
        columns: the names of the table's columns, in the order of the schema.
        keys: those that tell rows apart.
        at_first: the columns that a file gets that is made anew; others come when a row fills them.

    Raises:
        SourceError: if it is a workbook, or written as nothing can be written into it.
    """

    def __init__(
        self,
        path: Path,
        resource: Mapping[str, Any],
        columns: Sequence[str],
        keys: Sequence[str],
        at_first: Sequence[str] = (),
    ) -> None:
        self.path = path
        self.content = file_content(path)
        self._resource = resource
        self._columns = columns
        self._keys = tuple(keys)
        self._at_first = at_first
        self._opened()
        #: The columns that the file has on the disk.
        self.names_before = self.names

    def _opened(self) -> None:
        self._text, self._dialect = opened(self.path, self._resource, self._columns, self.content)
        begin = 1 if self._text.startswith("\ufeff") else 0
        quote, delimiter = self._dialect.quote, self._dialect.delimiter or ","
        spans = cells_of_records(self._text[begin:], delimiter, quote) if self._text else ()
        # A blank line has one cell with nothing in it, and is no record.
        self._records = [(cells[0][0] + begin, cells[-1][1] + begin) for cells in spans if cells[0][0] < cells[-1][1]]
        self.names = tuple(name.strip() for name in self._parsed(0)) if self._records else ()
        self._places: dict[tuple[str, ...], int] | None = None

    def _parsed(self, place: int) -> list[str]:
        start, end = self._records[place]
        reader = csv.reader(io.StringIO(self._text[start:end], newline=""), **self._dialect.for_csv())
        return next(reader, [])

    @property
    def before(self) -> Before:
        """How the file is now, to be given back later."""
        if not self.path.is_file():
            return Before()
        ends = self._text.endswith(("\n", "\r")) or not self._text
        return Before(hashlib.sha256(self.content).hexdigest(), len(self.names), ends)

    def find(self, key: tuple[str, ...]) -> int:
        """The place of the row with a key, from 1; 0 if there is none. In a spreadsheet it is one lower down."""
        if self._places is None:
            self._places = {}
            for place in range(len(self._records) - 1, 0, -1):
                cells = self.cells(place)
                self._places[tuple(cells.get(name, "") for name in self._keys)] = place
        return self._places.get(key, 0)

    def cells(self, place: int) -> Cells:
        """The filled cells of a row, by its place from 1."""
        return {name: cell for name, cell in zip(self.names, self._parsed(place), strict=False) if cell}

    def append(self, rows: Sequence[Cells]) -> None:
        """Put rows behind the others."""
        if rows and not self.names and self._at_first:
            self.content, _ = appended(self.path, self._resource, self._at_first, (), self.content)
        if rows:
            self.content, _ = appended(self.path, self._resource, self._columns, rows, self.content)
            self._opened()

    def insert(self, place: int, row: Cells) -> None:
        """Put a row before another; columns that the file lacks are added."""
        self._widen(row)
        start, _ = self._records[place]
        line_end = "\r\n" if "\r\n" in self._text else "\n"
        self._write(start, start, _line([row.get(name, "") for name in self.names], self._dialect) + line_end)

    def _widen(self, row: Cells) -> None:
        if any(name not in self.names for name in row):
            self.append([row])  # adds the columns
            self.remove(len(self._records) - 1)

    def replace(self, place: int, row: Cells) -> None:
        """Put a row in another's place; columns that the file lacks are added."""
        self._widen(row)
        start, end = self._records[place]
        self._write(start, end, _line([row.get(name, "") for name in self.names], self._dialect))

    def remove(self, place: int) -> None:
        """Take a row out, with the line break behind it."""
        start, end = self._records[place]
        for line_end in ("\r\n", "\n", "\r"):
            if self._text.startswith(line_end, end):
                end += len(line_end)
                break
        self._write(start, end, "")

    def _write(self, start: int, end: int, text: str) -> None:
        self.content = (self._text[:start] + text + self._text[end:]).encode(self._dialect.encoding)
        self._opened()

    def put(self, place: int, name: str, raw: str) -> str | None:
        """Put a text into one cell of a row, all other bytes of it as they are.

        Args:
            place: the row's place, from 1.
            name: the column.
            raw: the text, as it is to stand in the file.

        Returns:
            what stood there, quotes included; ``None``, and nothing is changed, where the file has no such cell.
        """
        start, end = self._records[place]
        cells = next(cells_of_records(self._text[start:end], self._dialect.delimiter or ",", self._dialect.quote))
        if name not in self.names or len(cells) != len(self.names):
            return None
        first, last = (start + offset for offset in cells[self.names.index(name)])
        old = self._text[first:last]
        self._write(first, last, raw)
        return old

    def given_back(self, before: Before) -> bytes | None:
        """What the file held before rows were put into it, if all that is left is that; else what it holds now.

        Args:
            before: how it was.

        Returns:
            ``None`` where there was no such file, and no row is left.
        """
        if not before.sha256:
            return None if len(self._records) <= 1 else self.content
        text = self._narrowed(before.columns) if 0 < before.columns < len(self.names) else self._text
        if not before.ends_line:
            text = text.removesuffix("\n").removesuffix("\r")
        found = text.encode(self._dialect.encoding)
        return found if hashlib.sha256(found).hexdigest() == before.sha256 else self.content

    def _narrowed(self, columns: int) -> str:
        """The text without further columns; the same if one of their cells has something."""
        delimiter, quote = self._dialect.delimiter or ",", self._dialect.quote
        begin = 1 if self._text.startswith("\ufeff") else 0
        text, parts, start = self._text[begin:], [self._text[:begin]], 0
        for number, cells in enumerate(cells_of_records(text, delimiter, quote)):
            if len(cells) > columns and cells[0][0] < cells[-1][1]:
                if number and any(first < last for first, last in cells[columns:]):
                    return self._text
                parts.append(text[start : cells[columns - 1][1]])
                start = cells[-1][1]
        return "".join([*parts, text[start:]])


def _line(cells: Sequence[str], dialect: Dialect) -> str:
    return delimited_text([cells], line_end="", **dialect.for_csv())
