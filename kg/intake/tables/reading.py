"""One table's file to its rows: the header, the cells, the key and the evidence, each mistake with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.tables import delimited, workbooks
from kg.intake.tables.body import MISSING, Cells, Layout, read_body
from kg.intake.tables.dialect import WORKBOOKS, Dialect, file_format
from kg.intake.tables.model import ColumnRows, Row, Table
from kg.intake.tables.problems import Problem, Unreadable
from kg.intake.tables.values import Column
from kg.nearest import did_you_mean, nearest
from kg.text import Text


def read_file(
    folder: Path, resource: Mapping[str, Any], name: str, file: str, ontology: Ontology = BUNDLED
) -> tuple[Table, list[Finding]]:
    """Read a table.

    Args:
        folder: the package's folder.
        resource: the table's entry in ``datapackage.json``; its file is there.
        name: the table's name, one of ``schema.table_names()``.
        file: the file as people are told it.
        ontology: where codes are found.

    Returns:
        the table, with wrong cells left empty and without rows that could not be read; and what is wrong.
    """
    reader = _Reader(folder / str(resource["path"]), resource, name, file, ontology)
    rows = reader.rows()
    if not rows and not any(finding.severity is Severity.VIOLATION for finding in reader.findings):
        reader.add(
            Problem(
                "empty-table",
                Text("The table has a header but no rows.", "该表只有表头，没有数据行。"),
                Text(
                    "Add rows, or take the table out of datapackage.json.",
                    "请添加行，或从 datapackage.json 中删去该表。",
                ),
                Severity.INFO,
            )
        )
    return Table(name, file, rows, reader.columns), reader.findings


class _Reader:
    """Reads one table; what is wrong with it collects in ``findings``."""

    def __init__(self, path: Path, resource: Mapping[str, Any], name: str, file: str, ontology: Ontology) -> None:
        table = schema.table_schema(name)
        self._path = path
        self._resource = resource
        self._name = name
        self._file = file
        self._is_workbook = file_format(path.name) in WORKBOOKS
        self._columns = {field["name"]: Column(field, ontology) for field in table["fields"]}
        self._key = schema.key_columns(name)
        self.findings: list[Finding] = []
        #: The columns that the file has, known once its header is read.
        self.columns: tuple[str, ...] = ()

    def add(self, problem: Problem, row: int = 0, field: str = "", value: str = "") -> None:
        """Note what is wrong."""
        self.findings.append(problem.at(self._file, self._name, row, field, value))

    def rows(self) -> Sequence[Row]:
        """Each row, also those with errors; wrong cells are left out. No row of a file that cannot be read."""
        try:
            dialect = Dialect.of(self._resource)
            if self._path.stat().st_size == 0:
                self._no_header()
                return ()
            numbered = _without_comments(enumerate(self._lines(dialect), 1), dialect)
            labels = self._labels(numbered, dialect)
            self.columns = tuple(labels)
            if self._check_labels(labels):
                return self._body(numbered, labels, dialect.null_sequence)
        except Unreadable as error:
            self.add(error.problem, error.row)
        return ()

    def _lines(self, dialect: Dialect) -> Iterator[Cells]:
        if self._is_workbook:
            workbook = workbooks.Workbook(self._path, dialect)
            doubt = workbook.other_sheets()
            lines: Iterable[Cells] = workbook.rows()
        else:
            content = self._path.read_bytes()
            text = delimited.decoded(content, dialect.encoding)
            doubt = delimited.doubtful_encoding(content, dialect.encoding)
            lines = delimited.rows(text, dialect, self._columns)
        if doubt:
            self.add(doubt)
        return iter(lines)

    def _labels(self, numbered: Iterator[tuple[int, Cells]], dialect: Dialect) -> list[str]:
        """The columns' names; without a header, those that the package's own schema lists, else those of ours."""
        if not dialect.header_rows:
            listed = self._resource.get("schema")
            fields = listed.get("fields") if isinstance(listed, dict) else None
            names = [str(field["name"]) for field in fields or () if isinstance(field, dict) and "name" in field]
            return names or list(self._columns)
        labels: list[str] = []
        for number, cells in numbered:
            if number in dialect.header_rows:
                for index, cell in enumerate(cells):
                    word = "" if isinstance(cell, Problem) else cell.strip()
                    if index >= len(labels):
                        labels.append(word)
                    elif word and word != labels[index]:
                        labels[index] = f"{labels[index]}{dialect.header_join}{word}"
            if number >= dialect.header_rows[-1]:
                break
        return labels

    def _no_header(self) -> None:
        self.add(
            Problem(
                "empty-table",
                Text("The file is empty: it has not even a header.", "文件为空，连表头也没有。"),
                Text(
                    f"Write the header {','.join(self._columns)} and the rows, or take the table out of "
                    "datapackage.json.",
                    f"请写表头 {','.join(self._columns)} 及各行，或从 datapackage.json 中删去该表。",
                ),
            )
        )

    def _check_labels(self, labels: list[str]) -> bool:
        """Whether the header is right. Columns of a workbook without a name are none: a colour makes them up."""
        if not any(labels):
            self._no_header()
            return False
        before = len(self.findings)
        for label in labels:
            if label not in self._columns and not (self._is_workbook and not label):
                self._unknown_column(label)
        for name, column in self._columns.items():
            if name not in labels and not column.may_be_missing:
                self.add(
                    Problem(
                        "missing-column",
                        Text(f"The column {name} is missing.", f"缺少列 {name}。"),
                        Text(
                            "Add the column; its cells may stay empty unless it is required.",
                            "请加上该栏；非必填时单元格可空。",
                        ),
                    ),
                    row=1,
                    field=name,
                )
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            if label or not self._is_workbook:
                said = Text(f"The column {label} stands twice.", f"列 {label} 重复。")
                self.add(Problem("repeated-column", said, Text("Keep one.", "请只保留其一。")), row=1, field=label)
        return len(self.findings) == before

    def _unknown_column(self, label: str) -> None:
        near = did_you_mean(nearest(label, self._columns, most=1))
        self.add(
            Problem(
                "unknown-column",
                Text(f"The table {self._name} has no column {label!r}.", f"表 {self._name} 没有列 {label!r}。"),
                near
                or Text(
                    f"Take it out; the columns are: {', '.join(self._columns)}.",
                    f"请删去该栏；可用的栏：{', '.join(self._columns)}。",
                ),
            ),
            row=1,
            field=label,
            value=label,
        )

    def _body(self, numbered: Iterable[tuple[int, Cells]], labels: Sequence[str], null: str) -> ColumnRows:
        """The rows below the header."""
        lines = list(numbered)
        if null:
            lines = [(number, ["" if cell == null else cell for cell in cells]) for number, cells in lines]
        rows = read_body(lines, Layout(self._columns, labels, self._key, self._is_workbook), self.add)
        self._suspect_quote(lines[-1][0] if lines else 0)
        return rows

    def _suspect_quote(self, last: int) -> None:
        """A quote that is never closed swallows the rest of the file, so that the last row ends too early."""
        self.findings = [
            replace(
                finding,
                fix=f"{finding.fix[:-1]}, or close a quote that is left open in this row.",
                fix_zh=f"{finding.fix_zh[:-1]}，或补上该行中未闭合的引号。",
            )
            if finding.code == MISSING.code and finding.row == last
            else finding
            for finding in self.findings
        ]


def _without_comments(numbered: Iterator[tuple[int, Cells]], dialect: Dialect) -> Iterator[tuple[int, Cells]]:
    if not dialect.comment_char and not dialect.comment_rows:
        return numbered
    return (
        (number, cells)
        for number, cells in numbered
        if number not in dialect.comment_rows and not _is_comment(cells, dialect.comment_char)
    )


def _is_comment(cells: Cells, sign: str) -> bool:
    return bool(sign and cells and isinstance(cells[0], str) and cells[0].startswith(sign))
