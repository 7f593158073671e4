"""Merged cells of sheets: one cell over several rows is that of each of them, where the rows are of one thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from kg.findings import Finding, Severity
from kg.grids import Grid, GridCell, GridRow
from kg.notations import heading_hints
from kg.text import Text, typed

#: How many cells a message names.
_MOST_NAMED = 5
#: What says of a column of numbers that they are amounts; of any other in the first column they may be ids.
_MONEY = re.compile(
    r"\b(?:amounts?|budgets?|costs?|funding|grants?|values?|investments?|price|sum|total|award|contributions?"
    r"|expenditure|betrag|kosten|montant|coût|importe|monto|valor|costo|importo|kwota|сумма|стоимость|бюджет)\b"
    r"|[额費费价]|金額|资金|預算|预算|投资|投資",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a sheet's merged cells.

    Attributes:
        rows: the rows, with the cells that were filled down.
        counted: of each column that was filled how many cells were.
        left: the others, which stay in their first row: the column, the first row and the last.
    """

    rows: Sequence[GridRow]
    counted: Mapping[int, int] = field(default_factory=dict)
    left: Sequence[tuple[int, int, int]] = ()


def filled_down(grid: Grid, head: GridRow) -> Filled:
    """The rows of a sheet with the cells that are merged over several rows in each of them.

    What a row is of stands in the first column that has such cells: an id, a name. Beside it an amount over the same
    rows is one of that thing. Any other amount is left in its first row: it would be counted once a row.

    Args:
        grid: the sheet.
        head: the row of headings; what is merged above is none of it.
    """
    rows = {row.number: row.cells for row in grid.rows}
    last = max(rows, default=0)
    areas = [
        (top, min(bottom, last), left)
        for top, left, bottom, _ in grid.merged
        if min(bottom, last) > top > head.number and _cell(rows, top, left).text.strip()
    ]
    columns = sorted({left for _, _, left in areas})
    amounts = set(takewhile(lambda place: _are_amounts(rows, head, areas, place), columns))
    keys = [one for one in areas if one[2] == min(set(columns) - amounts, default=-1)]
    of = {row: (top, bottom) for top, bottom, _ in keys for row in range(top, bottom + 1)}
    found: dict[int, dict[int, GridCell]] = {}
    kept = list[tuple[int, int, int]]()
    for top, bottom, left in areas:
        span = of.get(top)
        if span is None or bottom > span[1] or left in amounts:
            kept.append((left, top, bottom))
            continue
        for row in range(top + 1, bottom + 1):
            found.setdefault(row, {})[left] = _cell(rows, top, left)
    counted = Counter(place for row, cells in found.items() if row in rows for place in cells)
    filled = [_with(row, found[row.number]) if row.number in found else row for row in grid.rows]
    return Filled(filled, counted, kept)


def _are_amounts(
    rows: Mapping[int, Sequence[GridCell]], head: GridRow, areas: Sequence[tuple[int, int, int]], place: int
) -> bool:
    """Whether the merged cells of a column are amounts and no ids.

    Numbers are, in the first column those of which the heading says so, or that are not whole.
    """
    mine = [_cell(rows, top, left) for top, _, left in areas if left == place]
    if any(cell.kind != "number" for cell in mine):
        return False
    if place or any("." in cell.text for cell in mine):
        return True
    heading = head.cells[place].text if place < len(head.cells) else ""
    return _MONEY.search(heading) is not None or bool(heading_hints(heading).unit)


def remarks(path: Path, names: Sequence[str], filled: Filled) -> Iterator[Finding]:
    """What is told of the columns in which merged cells were filled down, and of the cells that were not.

    Args:
        path: the file.
        names: the headings.
        filled: as ``filled_down`` gives it.
    """
    if filled.counted:
        columns = ", ".join(names[place] for place in sorted(filled.counted) if place < len(names))[:300]
        told = Text(
            f"Cells that are merged over several rows were read in each of them: {columns}.",
            f"跨多行合并的单元格在各行均已读入：{columns}。",
        )
        yield Finding(Severity.INFO, "merged-cells", told.en, told.zh, file=path.name)
    if filled.left:
        yield _of_left(path, names, filled.left)


def _of_left(path: Path, names: Sequence[str], left: Sequence[tuple[int, int, int]]) -> Finding:
    """That merged cells count in their first row alone, with the first of them."""
    said = [(typed(names[place]) if place < len(names) else "", top, bottom) for place, top, bottom in left]
    en = ", ".join(f"{name} (rows {top} to {bottom})" for name, top, bottom in said[:_MOST_NAMED])
    zh = "、".join(f"{name}（第{top}至{bottom}行）" for name, top, bottom in said[:_MOST_NAMED])
    more = " …" if len(said) > _MOST_NAMED else ""
    is_one = len(said) == 1
    return Finding(
        Severity.INFO,
        "merged-cells",
        f"{len(said):,} merged {'cell was' if is_one else 'cells were'} read in {'its' if is_one else 'their'} first "
        f"row alone, as the other rows are of something else or an amount would count twice: {en}{more}.",
        f"{len(said)}个合并单元格只在首行读入（其余行属于其他对象，或会重复计数）：{zh}{more}。",
        "If it holds for each row, write it in each row.",
        path.name,
        fix_zh="若对每一行都成立，请在每一行填写。",
    )


def _cell(rows: Mapping[int, Sequence[GridCell]], number: int, place: int) -> GridCell:
    cells = rows.get(number, ())
    return cells[place] if place < len(cells) else GridCell()


def _with(row: GridRow, filled: Mapping[int, GridCell]) -> GridRow:
    cells = [*row.cells, *[GridCell()] * (max(filled) + 1 - len(row.cells))]
    return replace(row, cells=tuple(filled.get(place, cell) for place, cell in enumerate(cells)))
