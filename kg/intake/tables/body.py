"""The rows below a table's header, column by column; each mistake with its place, row after row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Protocol

from kg.findings import Severity
from kg.intake import schema
from kg.intake.tables.model import ColumnCells, ColumnRows
from kg.intake.tables.problems import Problem
from kg.intake.tables.values import Column
from kg.text import Text

#: A row as it is in the file; a cell that a workbook has no text for is what is wrong with it.
Cells = Sequence[str | Problem]


class Add(Protocol):
    """Notes what is wrong, and where."""

    def __call__(self, problem: Problem, row: int = 0, field: str = "", value: str = "") -> None:
        """As ``Problem.at`` has it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the rows of a table are read by.

    Attributes:
        columns: all columns of the table, by name, in the order of its schema.
        labels: those that the file has, in its order; in a workbook one may be nameless.
        key: the columns that tell rows apart.
        is_workbook: whether empty cells at the end of a row need not be there.
    """

    columns: Mapping[str, Column]
    labels: Sequence[str]
    key: Sequence[str]
    is_workbook: bool

    def present(self) -> list[tuple[int, Column]]:
        """The columns that the file has and where they stand, in the order of the schema, as a row has its cells."""
        return [(self.labels.index(name), column) for name, column in self.columns.items() if name in self.labels]


def read_body(lines: Sequence[tuple[int, Cells]], layout: Layout, add: Add) -> ColumnRows:
    """Read the rows below a header.

    Args:
        lines: the rows with their numbers in the file; blank ones are passed over.
        layout: what they are read by.
        add: is told what is wrong, row after row, in each first how wide it is, then its cells, then the whole row.

    Returns:
        the rows; what is wrong is left out.
    """
    lines = [line for line in lines if not _is_blank(line[1])]
    return _Body(lines, layout, add).rows()


class _Body:
    """Rows that are being read; whole columns first, so that only rows in which something is wrong need a look."""

    def __init__(self, lines: Sequence[tuple[int, Cells]], layout: Layout, add: Add) -> None:
        self._numbers, self._given = [number for number, _ in lines], [cells for _, cells in lines]
        self._layout, self._add = layout, add
        self._present = layout.present()
        self._nameless = [index for index, label in enumerate(layout.labels) if not label]
        self._cells: dict[str, ColumnCells] = {}
        self._problems: dict[str, tuple[Cells, Mapping[str | Problem, Problem]]] = {}

    def rows(self) -> ColumnRows:
        """The rows."""
        width = len(self._layout.labels)
        uneven = [row for row, wide in enumerate(map(len, self._given)) if wide != width]
        turned: Sequence[Cells] = list(zip(*self._of_one_width(uneven), strict=True)) or [()] * width
        wrong = {*uneven, *(row for index in self._nameless for row, cell in enumerate(turned[index]) if cell)}
        for index, column in self._present:
            cells, problems = column.read_all(turned[index])
            if cells is not None:
                self._cells[column.name] = cells
            if problems:
                self._problems[column.name] = turned[index], problems
                wrong.update(row for row, text in enumerate(turned[index]) if text in problems)
        first = self._repeated()
        for row in sorted({*wrong, *self._unclear_evidence(), *first}):
            self._check_row(row, first.get(row))
        return ColumnRows(self._numbers, self._cells)

    def _of_one_width(self, uneven: Sequence[int]) -> Sequence[Cells]:
        """The rows, as wide as the header: in a text file, a cell that is missing is marked as such."""
        width = len(self._layout.labels)
        filling: str | Problem = "" if self._layout.is_workbook else MISSING
        filled = list(self._given) if uneven else self._given
        for row in uneven:
            filled[row] = [*filled[row][:width], *[filling] * (width - len(filled[row]))]
        return filled

    def _check_row(self, row: int, first: int | None) -> None:
        """Say what is wrong with a row; ``first`` is the row that had its key before."""
        number = self._numbers[row]
        self._check_width(row)
        wrong: set[str] = set()
        for name, (texts, problems) in self._problems.items():
            text = texts[row]
            problem = problems.get(text)
            if problem is None:
                continue
            if isinstance(text, Problem):
                if text is not MISSING:
                    self._add(text, number, name)
            else:
                self._add(problem, number, name, text)
            if isinstance(text, Problem) or problem.severity is Severity.VIOLATION:
                wrong.add(name)
        self._check_evidence(row, wrong)
        if first is not None:
            self._add_repeated(row, first)

    def _check_width(self, row: int) -> None:
        """Say that a row has more cells than the header, or fewer."""
        number, cells = self._numbers[row], self._given[row]
        labels, is_workbook = self._layout.labels, self._layout.is_workbook
        extra = [*(cells[index] for index in self._nameless if index < len(cells)), *cells[len(labels) :]]
        for cell in [cell for cell in extra if cell or not is_workbook]:
            fix = Text(
                "Give the column a name in the header, or empty the cell.", "请在表头中为该栏命名，或清空该单元格。"
            )
            self._add(
                Problem(
                    "extra-cell",
                    Text("The row has more cells than the header.", "该行单元格多于表头。"),
                    fix if is_workbook else Text("Quote a text that holds a comma.", "含逗号的文字请加引号。"),
                ),
                number,
                value=(cell.value or "") if isinstance(cell, Problem) else cell,
            )
        if len(cells) < len(labels) and not is_workbook:
            self._add(MISSING, number, labels[len(cells)])

    def _unclear_evidence(self) -> list[int]:
        """Rows that say in part, or twice, where they are stated; the mapping would pass over it."""
        if not set(schema.EVIDENCE) <= set(self._layout.columns):
            return []
        import numpy as np  # not before a table is read

        source, start, end, place = (
            self._cells[name].places > 0 if name in self._cells else np.zeros(len(self._given), dtype=bool)
            for name in schema.EVIDENCE
        )
        twice, offsets = place & (start | end), start | end
        found: list[int] = np.flatnonzero(twice | (start != end) | ~source & (offsets | place)).tolist()
        return found

    def _check_evidence(self, row: int, wrong: Collection[str]) -> None:
        """Say where a row tells in part, or twice, where it is stated; of a wrong cell that is not said."""
        if not set(schema.EVIDENCE) <= set(self._layout.columns):
            return
        number = self._numbers[row]
        cells = {name: self._values(name, row) for name in schema.EVIDENCE}
        if cells[schema.PLACE] and (cells[schema.START] or cells[schema.END]):
            self._add(_TWICE, number, schema.PLACE, ";".join(cells[schema.PLACE]))
        source, start, end, place = (bool(cells[name]) or name in wrong for name in schema.EVIDENCE)
        empty = [name for name, filled in ((schema.START, start), (schema.END, end)) if not filled and start != end]
        if not source and (start or end or place):
            empty.insert(0, schema.SOURCE)
        if not empty:
            return
        self._add(
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

    def _values(self, name: str, row: int) -> tuple[str, ...]:
        """The values of a cell; none if it is empty."""
        column = self._cells.get(name)
        return column.values[column.places[row]] if column else ()

    def _repeated(self) -> dict[int, int]:
        """Rows whose key a row before them has, with the first such row; no key has an empty cell in it."""
        columns = [self._cells.get(name) for name in self._layout.key]
        texts = []
        for column in columns:
            if column is None:
                return {}
            firsts = ["", *(values[0] for values in column.values[1:])]
            texts.append(list(map(firsts.__getitem__, column.places.tolist())))
        keys = list(zip(*texts, strict=True))
        if len(set(keys)) == len(keys):
            return {}
        first: dict[tuple[str, ...], int] = {}
        filled = compress(enumerate(keys), map(all, keys))
        return {row: before for row, key in filled if (before := first.setdefault(key, row)) != row}

    def _add_repeated(self, row: int, first: int) -> None:
        key = self._layout.key
        shown, single = ", ".join(self._values(name, row)[0] for name in key), len(key) == 1
        number, before = self._numbers[row], self._numbers[first]
        self._add(
            Problem(
                "duplicate-id" if single else "duplicate-key",
                Text(
                    f"{' + '.join(key)} {shown!r} is already in row {before}.",
                    f"{'、'.join(key)} {shown!r} 已出现在第 {before} 行。",
                ),
                Text("Give this row an id of its own.", "请为该行另写一个 id。")
                if single
                else Text("Keep one of the two rows.", "请只保留其中一行。"),
            ),
            number,
            key[-1],
            shown,
        )


#: Stands in for a cell that is missing at the end of a row.
MISSING = Problem(
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


def _is_blank(cells: Cells) -> bool:
    first = cells[0] if cells else ""
    # An id, nearly always, which settles it.
    if first and isinstance(first, str) and not first.isspace():
        return False
    return not any(cell and (isinstance(cell, Problem) or cell.strip()) for cell in cells)
