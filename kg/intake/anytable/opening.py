"""A file to a table, by its ending, or else by what its first bytes are."""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from kg.errors import SourceError
from kg.extras import require
from kg.findings import Finding, Severity
from kg.grids import Book, Grid, GridCell, read_book
from kg.grids.delimited import is_text
from kg.grids.delimiters import found_delimiter
from kg.grids.encodings import read_as
from kg.grids.signatures import check_table
from kg.intake.anytable.json_documents import LargeJson, parsed
from kg.intake.anytable.merged import filled_down
from kg.intake.anytable.merged import remarks as merged
from kg.intake.anytable.model import AnyTable, Cell, of_number
from kg.intake.anytable.nested import Shape, records, way_to
from kg.intake.anytable.packing import content, inner_name, opened, readable
from kg.intake.anytable.xml_documents import LargeXml, whole
from kg.text import Text

#: How many bytes a document may have that is read at once.
_MOST_AT_ONCE = 1_000_000_000
#: How many bytes a document may have that is held in memory as a whole; a larger one is gone through row by row.
MOST_HELD = 64_000_000
_CHUNK = 1 << 20
#: Rows of more cells than that are no names with a sign in them.
_WIDE = 2
#: How many rows of a sheet are looked at for its headings.
_HEADINGS_WITHIN = 20


def open_table(path: Path, rows: str = "", sheet: str = "", encoding: str = "") -> AnyTable:
    """A table of any format.

    Args:
        path: CSV, TSV, XLSX, XLS, ODS, JSON, JSON Lines, XML or Parquet, also packed as ``.gz``, ``.zip`` or ``.zst``.
        rows: of JSON and XML, the path to what the rows are, ``$.projects[*].partners[*]`` or ``/projects/project``.
        sheet: of a workbook, the sheet; the first that has rows if empty.
        encoding: of CSV, TSV and other delimited text, what somebody says that it is in, as ``checked_encoding``
            has it; found from its bytes if empty. Other formats say it themselves.

    Raises:
        SourceError: if it cannot be read, has no header, or is not in the encoding.
    """
    with readable(path):
        ending = PurePath(inner_name(path)).suffix.lower()
        with opened(path) as file:
            start = file.read(64)
    check_table(path, start)
    reader = _READERS.get(ending) or _by_content(start)
    with readable(path):
        if reader is _delimited:
            return _delimited(path, rows, sheet, encoding)
        table = reader(path, rows, sheet)
    return replace(table, remarks=[*table.remarks, _unused(path)]) if encoding else table


def _unused(path: Path) -> Finding:
    """What is said of a file that says its encoding itself, where somebody else says one."""
    told = Text(
        "The encoding that was said is of CSV and TSV alone; this file says its own.",
        "所说明的编码只用于 CSV 与 TSV；本文件自带编码。",
    )
    return Finding(Severity.INFO, "encoding", told.en, told.zh, file=path.name)


def _by_content(start: bytes) -> Callable[[Path, str, str], AnyTable]:
    begin = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _book
    if start.startswith(b"PAR1"):
        return _parquet
    return {b"{": _json, b"[": _json, b"<": _xml}.get(begin, _delimited)


def _delimited(path: Path, rows: str, sheet: str, declared: str = "") -> AnyTable:
    del rows, sheet
    encoding, remarks = _encoding(path, declared)
    with opened(path) as file:
        start = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="").read(2 * _CHUNK)
    if not is_text(start):
        raise SourceError(
            Text(
                f"{path}: is no table. Give CSV, TSV, XLSX, XLS, ODS, JSON, JSON Lines, XML or Parquet, also packed as "
                ".gz, .zip or .zst.",
                f"{path}：不是表格。请提供CSV、TSV、XLSX、XLS、ODS、JSON、JSON Lines、XML或Parquet文件，"
                "可压缩为.gz、.zip或.zst。",
            )
        )
    delimiter = "\t" if PurePath(inner_name(path)).suffix.lower() == ".tsv" else found_delimiter(start)
    if _is_of_one_column(start, delimiter):
        delimiter = ","  # what is in no heading may be in a cell

    def lines() -> Iterator[list[str]]:
        # A cell may be as long as it likes; the default of 131,072 characters is the module's, not CSV's.
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
        with readable(path), opened(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            try:
                yield from csv.reader(text, delimiter=delimiter)
            except csv.Error as error:
                raise SourceError(
                    Text(
                        f"{path}: is not a CSV file ({error}). Save it as CSV.",
                        f"{path}：不是CSV文件（{error}）。请另存为CSV。",
                    )
                ) from error

    is_told = not any(one.severity is Severity.WARNING for one in remarks)
    said = encoding if is_told and not encoding.startswith("utf-") else ""
    first = list(islice(lines(), _HEADINGS_WITHIN))
    place = _below_titles(first)

    def body() -> Iterator[list[str]]:
        return islice(lines(), place + 1, None)

    return AnyTable(
        first[place] if first else [],
        body,
        place + 2,
        remarks=[*remarks, *_titles(path, place + 1)],
        encoding=said,
        above=[text for row in first[:place] for cell in row if (text := cell.strip())],
    )


def _is_of_one_column(start: str, delimiter: str) -> bool:
    """Whether the first row has one cell, and what follows is not as wide throughout as a table below a title.

    Args:
        start: how the text begins.
        delimiter: what parts its cells.
    """
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    widths = [len(row) for row in islice(rows, _HEADINGS_WITHIN) if row]
    below = widths[1:-1] if len(widths) == _HEADINGS_WITHIN else widths[1:]
    return widths[:1] in ([], [1]) and not (len(below) > 1 and len(set(below)) == 1 and below[0] > _WIDE)


def _below_titles(rows: Sequence[Sequence[str]]) -> int:
    """The place of the headings of a delimited text: below titles that a spreadsheet saved with empty cells behind.

    A title without these is left to who made the file: what follows a line of one cell may be cells with commas.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    most = max(filled, default=0)
    place = next((place for place, number in enumerate(filled) if 2 * number > most), 0)
    is_padded = all(not row or len(row) == len(rows[place]) for row in rows[:place])
    return place if is_padded else 0


def _encoding(path: Path, declared: str) -> tuple[str, list[Finding]]:
    """The encoding of a text, whose bytes are all looked at; what decodes as UTF-8 is, if nobody says another."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(path) as file:
        begin = file.read(4)
        try:
            if begin.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or (b"\x00" in begin) or declared:
                raise UnicodeError
            decoder.decode(begin)
            while part := file.read(_CHUNK):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeError:
            pass
        else:
            return "utf-8-sig", []
    found, said = read_as(path, content(path, _MOST_AT_ONCE), declared)
    if found == "utf-8":
        return "utf-8-sig", said
    # With a mark, the name without an end takes it away.
    return "utf-16" if begin.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) else found, said


def _book(path: Path, rows: str, sheet: str) -> AnyTable:
    del rows
    with tempfile.TemporaryDirectory() as folder:
        name = PurePath(inner_name(path)).name
        if name != path.name:
            unpacked = Path(folder) / name
            unpacked.write_bytes(content(path, _MOST_AT_ONCE))
            book = read_book(unpacked)
        else:
            book = read_book(path)
    grid = _grid(path, book, sheet)
    place = _headings(grid)
    others = [one for one in book.grids if one.sheet != grid.sheet and one.rows and not one.hidden]
    beside = {
        one.sheet: [_seen(cell) for cell in one.rows[at].cells] if (at := _headings(one)) >= 0 else [] for one in others
    }
    if place < 0:
        return AnyTable([], lambda: iter(()), remarks=book.remarks, sheet=grid.sheet, beside=beside)
    head = grid.rows[place]
    width = max(len(row.cells) for row in grid.rows[place:])
    names = [_seen(cell) for cell in head.cells]
    names += [""] * (width - len(names))
    filled = filled_down(grid, head)

    def body() -> Iterator[Sequence[Cell]]:
        number = head.number
        for row in filled.rows[place + 1 :]:
            for _ in range(row.number - number - 1):
                yield []  # rows that hold nothing are not in a grid
            number = row.number
            yield [_seen(cell) for cell in row.cells] + [""] * (width - len(row.cells))

    remarks = [*book.remarks, *_titles(path, head.number if place else 1), *merged(path, names, filled)]
    above = [text for row in grid.rows[:place] for cell in row.cells if (text := _seen(cell))]
    return AnyTable(names, body, head.number + 1, remarks=remarks, sheet=grid.sheet, beside=beside, above=above)


def _grid(path: Path, book: Book, sheet: str) -> Grid:
    fitting = [grid for grid in book.grids if (grid.sheet == sheet if sheet else grid.rows and not grid.hidden)]
    if not fitting:
        known = ", ".join(grid.sheet for grid in book.grids)[:600]
        told = (
            Text(f"has no sheet {sheet!r}", f"没有工作表“{sheet}”")
            if sheet
            else Text("has no sheet with rows", "没有含有数据行的工作表")
        )
        raise SourceError(Text(f"{path}: {told.en}. It has: {known}.", f"{path}：{told.zh}。现有：{known}。"))
    return fitting[0]


def _headings(grid: Grid) -> int:
    """The place of the headings: the first row with as many cells as most have; titles above have fewer. -1 if none."""
    filled = [sum(cell.kind != "empty" for cell in row.cells) for row in grid.rows[:_HEADINGS_WITHIN]]
    most = max(filled, default=0)
    return next((place for place, number in enumerate(filled) if number * 2 > most), -1)


def _titles(path: Path, number: int) -> list[Finding]:
    """What is said of headings that stand below the first row."""
    if number == 1:
        return []
    told = Text(
        f"The headings are in row {number}; what is above was left out.", f"标题行为第{number}行，其上内容未读取。"
    )
    return [Finding(Severity.INFO, "headings", told.en, told.zh, file=path.name, row=number)]


def _seen(cell: GridCell) -> str:
    if cell.kind in ("formula", "error"):
        return ""  # the remarks tell of them
    # Zeros in front are part of a number that is a name.
    text = cell.shown if cell.shown.isdigit() else cell.text
    return of_number(text) if cell.kind == "number" else text


def _json(path: Path, rows: str, sheet: str) -> AnyTable:
    del sheet
    with opened(path) as file:
        start = file.read(MOST_HELD + 1)
    if len(start) > MOST_HELD and json.detect_encoding(start[:4]) in ("utf-8", "utf-8-sig"):
        large = LargeJson(path, rows)
        return _of_records(path, large.records, large.way)
    document = parsed(path, content(path, _MOST_AT_ONCE) if len(start) > MOST_HELD else start)
    return _of_records(path, lambda shape: records(path, document, rows, shape), way_to(path, document, rows))


def _json_lines(path: Path, rows: str, sheet: str) -> AnyTable:
    del sheet

    def found(shape: Shape) -> Iterator[dict[str, Cell]]:
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    document = parsed(path, line, number)
                    yield from records(path, [document], rows, shape)

    return _of_records(path, found)


def _parquet(path: Path, rows: str, sheet: str) -> AnyTable:
    del sheet
    require("parquet")
    import pyarrow as pa
    from pyarrow import parquet

    packed = inner_name(path) != path.name
    source: Any = pa.BufferReader(content(path, _MOST_AT_ONCE)) if packed else str(path)

    def found(shape: Shape) -> Iterator[dict[str, Cell]]:
        for batch in parquet.ParquetFile(source).iter_batches(_MOST_ROWS):
            for one in batch.to_pylist():
                yield from records(path, [one], rows, shape)

    return _of_records(path, found)


_MOST_ROWS = 20_000


def _xml(path: Path, rows: str, sheet: str) -> AnyTable:
    del sheet
    with opened(path) as file:
        is_large = len(file.read(MOST_HELD + 1)) > MOST_HELD
    if is_large:
        large = LargeXml(path, rows)
        return _of_records(path, large.records, large.way)
    document = whole(path)
    return _of_records(path, lambda shape: records(path, document, rows, shape), way_to(path, document, rows))


def _of_records(path: Path, found: Callable[[Shape], Iterator[dict[str, Cell]]], way: Sequence[str] = ()) -> AnyTable:
    """A table of objects: gone through once for the names of its columns, and then for its rows."""
    shape = Shape()
    names: dict[str, None] = {}
    for record in found(shape):
        names.update(dict.fromkeys(record))

    def body() -> Iterator[Sequence[Cell]]:
        with readable(path):
            for record in found(Shape()):
                yield [record.get(name, "") for name in names]

    return AnyTable(
        list(names),
        body,
        1,
        shape.lists,
        shape.ways,
        remarks=[_of_keys(path, *one) for one in shape.keyed.items()],
        steps=tuple(way),
        head=frozenset(shape.head),
        by_key=next(iter(shape.keyed), ""),
    )


def _of_keys(path: Path, way: str, column: str) -> Finding:
    """What is said of objects that stand under their keys.

    Args:
        path: the file.
        way: the path to them.
        column: that of their keys.
    """
    told = Text(
        f"Each object of {way} is a row, with the key that it stands under as column {column}.",
        f"{way} 的每个对象各为一行，其键为列 {column}。",
    )
    return Finding(Severity.INFO, "rows-by-key", told.en, told.zh, file=path.name)


_READERS: dict[str, Callable[[Path, str, str], AnyTable]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".tab"), _delimited),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), _book),
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines),
    ".json": _json,
    ".geojson": _json,
    ".parquet": _parquet,
    ".xml": _xml,
}
