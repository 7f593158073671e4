"""Evidence against a sheet: is the file the one that was recorded, and does it have the rows that are cited?

A row has no hash of its own. The source has one, of the file's bytes as they are: while it fits, row 17 is row 17.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import source_place
from kg.errors import SourceError
from kg.findings import Finding, Severity
from kg.grids import Book
from kg.intake import schema
from kg.intake.package import Package
from kg.intake.tables.model import Row
from kg.source_rows import Sheet, own_sheet
from kg.source_text import sha256_of_file
from kg.text import Text

_SOURCES = "sources"
#: A file that is a workbook by its name is no text that passages could be cut from.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class CitedRows:
    """Rows of a sheet that a row of the package cites.

    Attributes:
        file: the package's file that cites them.
        table: its table.
        row: which of its rows.
        place: the place as it is written there.
        rows: which rows of the sheet that is.
    """

    file: str
    table: str
    row: int
    place: str
    rows: source_place.Rows


def find_sheets(package: Package, path: Path, name: str | None = None) -> Sequence[str]:
    """The ids of the sources that a file is a copy of, if rows of them are cited: each sheet of a workbook is one.

    Args:
        package: the package.
        path: the file.
        name: the id, if the user gave it; it is not doubted here.

    Returns:
        none where no rows of the source are cited, or the file is of no source by its hash: a text may still be.

    Raises:
        SourceError: if the file cannot be read, or is a workbook of no source whose rows are cited.
    """
    cited = {row.value(schema.SOURCE) for _, _, row in _citing(package)}
    digest = sha256_of_file(path)
    known = {row.value("id"): row.value("sha256") for row in _sources(package)}
    found = [source for source, recorded in known.items() if recorded == digest]
    found += [source for source in sorted(cited) if not known.get(source)] if len(cited) == 1 else []
    sheets = [source for source in ([name] if name is not None else found) if source in cited and source in known]
    if sheets or path.suffix.lower() not in _WORKBOOKS:
        return sheets
    told = ", ".join(f"{source} ({known.get(source, '')[:12] or '–'}…)" for source in sorted(cited)) or "–"
    raise SourceError(
        Text(
            f"{path}: its SHA-256 is {digest[:12]}…, and no source of {package.name} whose rows are cited has it; "
            f"such sources: {told}. Use the very file that was encoded, or name the source with --source.",
            f"{path}：其 SHA-256 为{digest[:12]}…，{package.name} 中被引用到行的来源均非此值；此类来源：{told}。"
            "请用编码时的原文件，或以 --source 写明来源。",
        )
    )


def cited_rows(package: Package, source: str) -> list[CitedRows]:
    """What cites rows or cells of a source, in the order of the tables."""
    return [
        CitedRows(file, table, row.number, row.value(schema.PLACE), rows)
        for file, table, row in _citing(package)
        if row.value(schema.SOURCE) == source and (rows := source_place.rows_of(row.value(schema.PLACE)))
    ]


def sheet_of(package: Package, source: str, book: Book) -> Book:
    """A file with the sheets alone that a source is; with all of them where the source does not tell.

    Args:
        package: the package.
        source: the source's id.
        book: the file, read.
    """
    row = next((row for row in _sources(package) if row.value("id") == source), None)
    return own_sheet(book, (row.value("title_zh"), row.value("title_en"))) if row else book


def check_rows(package: Package, source: str, book: Book) -> list[Finding]:
    """Compare the recorded hash of a source with a file's, and the cited rows with its rows.

    Args:
        package: the package.
        source: the id of the source that the file is a copy of.
        book: the file, read.

    Returns:
        a violation if the file is another one than was recorded, or none was; and one for each citation of what the
        file does not have.
    """
    findings = list(_check_hash(package, source, book))
    sheet = Sheet(sheet_of(package, source, book))
    for cited in cited_rows(package, source):
        if problem := _missing(sheet, cited):
            findings.append(_finding(cited.file, cited.table, cited.row, schema.PLACE, cited.place, *problem))
    return findings


def _missing(sheet: Sheet, cited: CitedRows) -> tuple[str, Text, Text] | None:
    """Code, message and fix, where the sheet has not what is cited."""
    last = sheet.last
    if cited.rows.last > last:
        return (
            "row-beyond-table",
            Text(
                f"The sheet ends with row {last}; cited: {source_place.told(cited.place).en}.",
                f"表格止于第{last}行，而所引为{source_place.told(cited.place).zh}。",
            ),
            Text("Correct place; rows are counted from 1, the heading included.", "请改正 place；行从1起计，含表头。"),
        )
    if not any(text.strip(" |") for text in sheet.texts(cited.rows)):
        where = source_place.told(cited.place)
        return (
            "row-empty",
            Text(f"There is nothing in {where.en} of the sheet.", f"表格{where.zh}为空。"),
            Text("Correct place: an empty row states nothing.", "请改正 place：空行不能作为出处。"),
        )
    return None


def _check_hash(package: Package, source: str, book: Book) -> Iterator[Finding]:
    table = package.table(_SOURCES)
    row = next((row for row in _sources(package) if row.value("id") == source), None)
    if table is None or row is None or row.value("sha256") == book.sha256:
        return
    if recorded := row.value("sha256"):
        code, message, fix = (
            "hash-differs",
            Text(
                f"The file is not the one that was recorded for {source}, so its rows may be others.",
                f"该文件不是来源 {source} 所记录的那份，其各行可能已变。",
            ),
            Text(
                f"Use the file that was encoded; or, if this one takes its place, write {book.sha256} here.",
                f"请用编码时的文件；若以此文件取而代之，请在此填写{book.sha256}。",
            ),
        )
    else:
        code, message, fix = (
            "no-hash",
            Text(f"No hash of the sheet {source} was recorded.", f"未记录表格 {source} 的哈希值。"),
            Text(f"Write {book.sha256} here.", f"请在此填写{book.sha256}。"),
        )
    yield _finding(table.file, table.name, row.number, "sha256", recorded, code, message, fix)


def _finding(file: str, table: str, row: int, field: str, value: str, code: str, said: Text, fix: Text) -> Finding:
    return Finding(Severity.VIOLATION, code, said.en, said.zh, fix.en, file, table, row, field, value, fix_zh=fix.zh)


def _citing(package: Package) -> Iterator[tuple[str, str, Row]]:
    for table in package.tables:
        for row in table.rows:
            if source_place.rows_of(row.value(schema.PLACE)):
                yield table.file, table.name, row


def _sources(package: Package) -> list[Row]:
    table = package.table(_SOURCES)
    return list(table.rows) if table else []
