"""A sheet while it is read: cells come in any order, and what must be known of it is counted on the way."""

from __future__ import annotations

from functools import partial

from kg.findings import Finding, Severity
from kg.grids.model import EMPTY, Area, Grid, GridCell, GridRow
from kg.grids.remarks import letters, listed, remark
from kg.text import Text

#: How many columns a sheet may have, and how many places its rows may have together, empty ones counted.
MOST_COLUMNS, MOST_PLACES = 16_384, 50_000_000


class Sheet:
    """A sheet that is being filled.

    Args:
        name: its name.
        hidden: whether the workbook hides it.
    """

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.epoch_1904 = False
        self.merged: list[Area] = []
        self._rows: dict[int, list[GridCell]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row: list[GridCell] = []
        self._places = 0

    def begin_row(self, number: int, *, hidden: bool = False) -> None:
        """What comes next is in this row; one that was begun before goes on."""
        self._row = self._rows.setdefault(number, [])
        if hidden:
            self._hidden_rows.add(number)

    def put(self, column: int, cell: GridCell) -> None:
        """Put a cell into the row that was begun.

        Raises:
            ValueError: if the sheet becomes larger than any that is meant.
        """
        row = self._row
        if cell is EMPTY:
            return
        more = column + 1 - len(row)
        if more > 0:
            self._places += more
            if self._places > MOST_PLACES:
                raise ValueError(f"the sheet {self.name!r} has more than {MOST_PLACES:,} cells")
            row.extend([EMPTY] * more)
        row[column] = cell

    def hide_columns(self, first: int, end: int) -> None:
        """Note that columns from one on up to, and without, another one are hidden."""
        self._hidden_columns.update(range(first, min(end, MOST_COLUMNS)))

    def grid(self, file: str) -> Grid:
        """The sheet as a grid."""
        rows = tuple(
            GridRow(number, tuple(cells), number in self._hidden_rows)
            for number, cells in sorted(self._rows.items())
            if cells
        )
        hidden = frozenset(self._hidden_columns)
        return Grid(file, self.name, rows, self.hidden, tuple(sorted(self.merged)), self.epoch_1904, hidden)

    def remarks(self, grid: Grid) -> list[Finding]:
        """What must be known of it."""
        note = partial(remark, file=grid.file, sheet=self.name)
        said = []
        if self.hidden and grid.rows:
            said.append(
                note("hidden-sheet", Text(f"The sheet {self.name!r} is hidden.", f"工作表“{self.name}”被隐藏。"))
            )
        if rows := [row.number for row in grid.rows if row.hidden]:
            text = Text(f"Rows are hidden, and read too: {listed(rows)}.", f"有隐藏行，也已读取：{listed(rows)}。")
            said.append(note("hidden-rows", text, row=rows[0]))
        width = max((len(row.cells) for row in grid.rows), default=0)
        if columns := [letters(column) for column in sorted(self._hidden_columns) if column < width]:
            text = Text(f"Columns are hidden: {listed(columns)}.", f"有隐藏列：{listed(columns)}。")
            said.append(note("hidden-columns", text))
        return said + _without_value(grid, note)


def _without_value(grid: Grid, note: partial[Finding]) -> list[Finding]:
    """Cells that hold no value where a person sees one, or sees an error."""
    places: dict[str, list[tuple[str, int, str]]] = {"formula": [], "error": []}
    for row in grid.rows:
        for column, cell in enumerate(row.cells):
            if cell.kind in places:
                places[cell.kind].append((f"{letters(column)}{row.number}", row.number, cell.text))
    said = []
    for kind, found in places.items():
        if found:
            names = listed([place for place, _, _ in found])
            text, fix = _TOLD[kind]
            filled = Text(text.en.format(names), text.zh.format(names))
            first = found[0]
            code = {"formula": "formula-without-value", "error": "formula-error"}[kind]
            said.append(note(code, filled, fix, row=first[1], value=first[2], severity=Severity.WARNING))
    return said


_TOLD = {
    "formula": (
        Text("Formulas without a stored result: {}.", "公式没有保存计算结果：{}。"),
        Text("Open the workbook in a spreadsheet program and save it there.", "请用电子表格软件打开并保存一次。"),
    ),
    "error": (
        Text("Cells that hold an error: {}.", "单元格的内容是错误值：{}。"),
        Text("Correct the formulas, or write the values.", "请更正公式，或直接填写数值。"),
    ),
}
