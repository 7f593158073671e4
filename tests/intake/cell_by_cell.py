"""What is to be said of a table, row by row and cell by cell: slow and plain, to hold the reading of columns to.

The words of what is wrong with one cell are those of ``Column.read``; which rows and cells are looked at, in which
order, and what is said of whole rows and of references stands here once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kg.findings import Severity
from kg.intake import schema
from kg.intake.tables.model import Cell, Row
from kg.intake.tables.values import Column


class Said(NamedTuple):
    """What is said of a cell or a row."""

    row: int
    code: str
    field: str
    value: str


def read_rows(table: str, labels: Sequence[str], lines: Sequence[Sequence[str]]) -> tuple[list[Row], list[Said]]:
    """The rows below a header, and what is said of them.

    Args:
        table: the table's name.
        labels: its columns, in the order of the file.
        lines: the texts of each row.
    """
    fields = schema.table_schema(table)["fields"]
    columns = {field["name"]: Column(field) for field in fields if field["name"] in labels}
    firsts: dict[tuple[str, ...], int] = {}
    rows: list[Row] = []
    said: list[Said] = []
    for number, line in enumerate(lines, 2):
        if not any(text.strip() for text in line):
            continue
        said += _of_width(number, line, labels)
        made, wrong = _cells(number, dict(zip(labels, line, strict=False)), columns, said)
        wrong |= {*labels[len(line) :]}
        row = Row(number, made)
        rows.append(row)
        said += _of_evidence(row, wrong, {field["name"] for field in fields})
        key = tuple(row.value(name) for name in schema.key_columns(table))
        if all(key) and firsts.setdefault(key, number) != number:
            code = "duplicate-key" if len(key) > 1 else "duplicate-id"
            said.append(Said(number, code, schema.key_columns(table)[-1], ", ".join(key)))
    return rows, said


def _of_width(number: int, line: Sequence[str], labels: Sequence[str]) -> Iterator[Said]:
    for text in line[len(labels) :]:
        yield Said(number, "extra-cell", "", text)
    if len(line) < len(labels):
        yield Said(number, "missing-cell", labels[len(line)], "")


def _cells(
    number: int, texts: dict[str, str], columns: dict[str, Column], said: list[Said]
) -> tuple[dict[str, Cell], set[str]]:
    """The cells of a row, and which columns have a wrong one; what is wrong is added to what is said."""
    made, wrong = {}, set()
    for name, column in columns.items():
        if name not in texts:
            continue
        cell, problem = column.read(texts[name])
        if cell:
            made[name] = cell
        if problem:
            said.append(Said(number, problem.code, name, texts[name][:200]))
            if problem.severity is Severity.VIOLATION:
                wrong.add(name)
    return made, wrong


def _of_evidence(row: Row, wrong: set[str], names: set[str]) -> Iterator[Said]:
    if not set(schema.EVIDENCE) <= names:
        return
    if "place" in row.cells and ("start" in row.cells or "end" in row.cells):
        yield Said(row.number, "evidence-twice", "place", row.value("place"))
    source, start, end, place = (name in row.cells or name in wrong for name in schema.EVIDENCE)
    empty = [] if source or not (start or end or place) else ["source"]
    empty += [name for name, there, other in (("start", start, end), ("end", end, start)) if other and not there]
    if empty:
        yield Said(row.number, "incomplete-evidence", ", ".join(empty), "")


def dangling(tables: dict[str, list[Row]]) -> Iterator[tuple[str, Said]]:
    """The references to nothing, by table, row, column and value."""
    ids = {name: {row.value("id") for row in rows if row.value("id")} for name, rows in tables.items()}
    for name, rows in tables.items():
        fields: list[dict[str, Any]] = schema.table_schema(name)["fields"]
        for row in rows:
            for field in fields:
                for value in row.cells[field["name"]].values if field["name"] in row.cells else ():
                    targets = field.get(schema.REFERENCES, ())
                    known = {(one, name) for one in targets for name in ids.get(one, ())}
                    written = {
                        f"{schema.KIND_OF_TABLE[one]}/{name}" if len(targets) > 1 else name for one, name in known
                    }
                    if targets and value not in written:
                        yield name, Said(row.number, "dangling-reference", field["name"], value[:200])
