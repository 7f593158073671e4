"""One table's file to its rows: the header, the cells, the key and the evidence, each mistake with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.assets import BUNDLED, Ontology
from kg.findings import Finding, Severity
from kg.intake import schema
from kg.intake.tables import delimited, workbooks
from kg.intake.tables.dialect import WORKBOOKS, Dialect, file_format
from kg.intake.tables.model import Cell, Row, Table
from kg.intake.tables.problems import Problem, Unreadable
from kg.intake.tables.values import Column
from kg.nearest import did_you_mean, nearest
from kg.text import Text

#: A row as it is in the file; a cell that a workbook has no text for is what is wrong with it.
_Cells = Sequence[str | Problem]


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
    rows = tuple(reader.rows())
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
        key = table["primaryKey"]
        self._key = (key,) if isinstance(key, str) else tuple(key)
        self._key_rows: dict[tuple[str, ...], int] = {}
        #: Whether a row says where it is stated.
        self._cites = set(schema.EVIDENCE) <= set(self._columns)
        self.findings: list[Finding] = []
        #: The columns that the file has, known once its header is read.
        self.columns: tuple[str, ...] = ()

    def add(self, problem: Problem, row: int = 0, field: str = "", value: str = "") -> None:
        """Note what is wrong."""
        self.findings.append(problem.at(self._file, self._name, row, field, value))

    def rows(self) -> Iterator[Row]:
        """Each row, also those with errors; wrong cells are left out."""
        try:
            dialect = Dialect.of(self._resource)
            if self._path.stat().st_size == 0:
                self._no_header()
                return
            numbered = _without_comments(enumerate(self._lines(dialect), 1), dialect)
            labels = self._labels(numbered, dialect)
            self.columns = tuple(labels)
            if self._check_labels(labels):
                yield from self._body(numbered, labels, dialect.null_sequence)
        except Unreadable as error:
            self.add(error.problem, error.row)

    def _lines(self, dialect: Dialect) -> Iterator[_Cells]:
        if self._is_workbook:
            workbook = workbooks.Workbook(self._path, dialect)
            doubt = workbook.other_sheets()
            lines: Iterable[_Cells] = workbook.rows()
        else:
            content = self._path.read_bytes()
            text = delimited.decoded(content, dialect.encoding)
            doubt = delimited.doubtful_encoding(content, dialect.encoding)
            lines = delimited.rows(text, dialect, self._columns)
        if doubt:
            self.add(doubt)
        yield from lines

    def _labels(self, numbered: Iterator[tuple[int, _Cells]], dialect: Dialect) -> list[str]:
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

    def _body(self, numbered: Iterator[tuple[int, _Cells]], labels: list[str], null: str) -> Iterator[Row]:
        """The rows below the header."""
        # In the order of the schema, whatever that of the file: so are the cells of a row.
        named = [(labels.index(name), column) for name, column in self._columns.items() if name in labels]
        nameless = [index for index, label in enumerate(labels) if not label]
        last = 0
        lines: list[tuple[int, _Cells]] = []
        for number, cells in numbered:
            if null and null in cells:
                cells = ["" if cell == null else cell for cell in cells]
            if not _is_blank(cells):
                lines.append((number, cells))
            last = number
        # Whole columns first: rows in which nothing is wrong, nearly all of them, need no look at each cell.
        names, known = self._by_column([cells for _, cells in lines], named, len(labels))
        for (number, cells), made in zip(lines, known, strict=True):
            if made is None:
                if len(cells) != len(labels) or nameless:
                    cells = self._check_width(number, cells, labels, nameless)
                yield self._row(number, cells, named)
            else:
                row = Row(number, {name: cell for name, cell in zip(names, made, strict=True) if cell})
                self._check_evidence(number, row.cells, frozenset())
                self._check_key(row)
                yield row
        self._suspect_quote(last)

    def _by_column(
        self, lines: Sequence[_Cells], named: Sequence[tuple[int, Column]], width: int
    ) -> tuple[list[str], Iterator[tuple[Cell | None, ...] | None]]:
        """The cells of each row, read column by column.

        Args:
            lines: the rows as they are in the file.
            named: the columns, and where in a row they stand.
            width: how many cells a row has.

        Returns:
            the names of the columns that hold anything, and the cells of each row by these columns; ``None`` for a row
            with something to be said of it.
        """
        plain = [
            len(cells) == width and not (self._is_workbook and any(isinstance(cell, Problem) for cell in cells))
            for cells in lines
        ]
        # A row of another width is read by itself; empty cells hold its place.
        even = [cells if is_plain else [""] * width for cells, is_plain in zip(lines, plain, strict=True)]
        names: list[str] = []
        columns: list[list[Cell | None]] = []
        turned = list(zip(*even, strict=True)) or [()] * width
        for index, column in named:
            texts = turned[index]
            cells_of, doubtful = column.read_all(dict.fromkeys(texts))
            if doubtful:
                plain = [is_plain and text not in doubtful for is_plain, text in zip(plain, texts, strict=True)]
            if any(cells_of.values()):
                names.append(column.name)
                columns.append([cells_of[text] for text in texts])
        made = zip(*columns, strict=True) if columns else iter([()] * len(lines))
        return names, (cells if is_plain else None for cells, is_plain in zip(made, plain, strict=True))

    def _check_width(self, number: int, cells: _Cells, labels: list[str], nameless: list[int]) -> _Cells:
        """A row with as many cells as the header; those that are missing are marked, so that nothing more is said."""
        extra = [*(cells[index] for index in nameless if index < len(cells)), *cells[len(labels) :]]
        for cell in [cell for cell in extra if cell or not self._is_workbook]:
            fix = Text(
                "Give the column a name in the header, or empty the cell.", "请在表头中为该栏命名，或清空该单元格。"
            )
            self.add(
                Problem(
                    "extra-cell",
                    Text("The row has more cells than the header.", "该行单元格多于表头。"),
                    fix if self._is_workbook else Text("Quote a text that holds a comma.", "含逗号的文字请加引号。"),
                ),
                number,
                value=(cell.value or "") if isinstance(cell, Problem) else cell,
            )
        absent = len(labels) - len(cells)
        if absent <= 0 or self._is_workbook:
            return [*cells[: len(labels)], *[""] * absent]
        self.add(_MISSING, number, labels[len(cells)])
        return [*cells, *[_MISSING] * absent]

    def _row(self, number: int, cells: _Cells, named: list[tuple[int, Column]]) -> Row:
        made: dict[str, Cell] = {}
        wrong: set[str] = set()
        for index, column in named:
            text = cells[index]
            if isinstance(text, Problem):
                wrong.add(column.name)
                if text is not _MISSING:
                    self.add(text, number, column.name)
                continue
            cell, problem = column.read(text)
            if cell:
                made[column.name] = cell
            if problem:
                self.add(problem, number, column.name, text)
                if problem.severity is Severity.VIOLATION:
                    wrong.add(column.name)
        self._check_evidence(number, made, wrong)
        row = Row(number, made)
        self._check_key(row)
        return row

    def _suspect_quote(self, last: int) -> None:
        """A quote that is never closed swallows the rest of the file, so that the last row ends too early."""
        self.findings = [
            replace(
                finding,
                fix=f"{finding.fix[:-1]}, or close a quote that is left open in this row.",
                fix_zh=f"{finding.fix_zh[:-1]}，或补上该行中未闭合的引号。",
            )
            if finding.code == _MISSING.code and finding.row == last
            else finding
            for finding in self.findings
        ]

    def _check_evidence(self, number: int, cells: Mapping[str, Cell], wrong: Collection[str]) -> None:
        """Where a row says in part, or twice, where it is stated; the mapping would pass over it."""
        if not self._cites:
            return
        if (
            not wrong
            and schema.PLACE not in cells
            and ((schema.SOURCE in cells) == (schema.START in cells) == (schema.END in cells))
        ):
            return
        source, start, end, place = (name in cells or name in wrong for name in schema.EVIDENCE)
        if schema.PLACE in cells and (schema.START in cells or schema.END in cells):
            self.add(_TWICE, number, schema.PLACE, ";".join(cells[schema.PLACE].values))
        empty = [name for name, filled in ((schema.START, start), (schema.END, end)) if not filled and start != end]
        if not source and (start or end or place):
            empty.insert(0, schema.SOURCE)
        if not empty:
            return
        self.add(
            Problem(
                "incomplete-evidence",
                Text(
                    f"The row says only in part where it is stated: {' and '.join(empty)} not filled in.",
                    f"该行的出处不完整：{'、'.join(empty)} 未填写。",
                ),
                Text(
                    "Fill in source with start and end, or source with place (row=17, page=3 or a link), or leave all "
                    "four empty.",
                    "请填写 source 与 start、end，或 source 与 place（row=17、page=3 或链接），或四栏全部留空。",
                ),
            ),
            number,
            ", ".join(empty),
        )

    def _check_key(self, row: Row) -> None:
        cells = row.cells
        try:
            found = tuple([cells[name].values[0] for name in self._key])
        except KeyError:  # an empty cell, of which something was said if it must not be
            return
        first = self._key_rows.setdefault(found, row.number)
        if first == row.number:
            return
        shown, single = ", ".join(found), len(self._key) == 1
        self.add(
            Problem(
                "duplicate-id" if single else "duplicate-key",
                Text(
                    f"{' + '.join(self._key)} {shown!r} is already in row {first}.",
                    f"{'、'.join(self._key)} {shown!r} 已出现在第 {first} 行。",
                ),
                Text("Give this row an id of its own.", "请为该行另写一个 id。")
                if single
                else Text("Keep one of the two rows.", "请只保留其中一行。"),
            ),
            row.number,
            self._key[-1],
            shown,
        )


#: Stands in for a cell that is missing at the end of a row.
_MISSING = Problem(
    "missing-cell",
    Text("The row has fewer cells than the header.", "该行单元格少于表头。"),
    Text("Fill the row up with empty cells.", "请用空单元格补齐该行。"),
)


_TWICE = Problem(
    "evidence-twice",
    Text(
        "The row says twice where it is stated: by code points and by place.",
        "该行的出处写了两次：码点与 place 均已填写。",
    ),
    Text("Keep start and end, or keep place.", "请只保留 start 与 end，或只保留 place。"),
)


def _without_comments(numbered: Iterator[tuple[int, _Cells]], dialect: Dialect) -> Iterator[tuple[int, _Cells]]:
    if not dialect.comment_char and not dialect.comment_rows:
        return numbered
    return (
        (number, cells)
        for number, cells in numbered
        if number not in dialect.comment_rows and not _is_comment(cells, dialect.comment_char)
    )


def _is_comment(cells: _Cells, sign: str) -> bool:
    return bool(sign and cells and isinstance(cells[0], str) and cells[0].startswith(sign))


def _is_blank(cells: _Cells) -> bool:
    # An empty cell needs no look, and the first filled one decides.
    return not any(cell and (isinstance(cell, Problem) or cell.strip()) for cell in cells)
