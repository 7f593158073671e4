"""Merged cells of sheets: one cell over several rows is that of each of them, where the rows are of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.findings import Finding, Severity
from kg.grids import Grid, GridCell, GridRow
from kg.text import Text


def filled_down(grid: Grid, headings: int) -> tuple[Sequence[GridRow], Mapping[int, int]]:
    """The rows of a sheet with the cells that are merged over several rows in each of them.

    What a row is of stands in the first column that has such cells: an id, a name. Beside it an amount over the same
    rows is one of that thing. Any other amount is left in its first row: it would be counted once a row.

    Args:
        grid: the sheet.
        headings: the number of the row of headings; what is merged above is none of it.

    Returns:
        the rows; and of each column that was filled how many cells were.
    """
    rows = {row.number: row.cells for row in grid.rows}
    last = max(rows, default=0)
    areas = [
        (top, min(bottom, last), left)
        for top, left, bottom, _ in grid.merged
        if min(bottom, last) > top > headings and _cell(rows, top, left).text.strip()
    ]
    first = min((left for _, _, left in areas), default=0)
    keys = [one for one in areas if one[2] == first]
    if not keys or (first and all(_cell(rows, top, left).kind == "number" for top, _, left in keys)):
        return grid.rows, {}
    of = {row: (top, bottom) for top, bottom, _ in keys for row in range(top, bottom + 1)}
    found: dict[int, dict[int, GridCell]] = {}
    for top, bottom, left in areas:
        span = of.get(top)
        if span is not None and bottom <= span[1]:
            for row in range(top + 1, bottom + 1):
                found.setdefault(row, {})[left] = _cell(rows, top, left)
    counted = Counter(place for row, cells in found.items() if row in rows for place in cells)
    return [_with(row, found[row.number]) if row.number in found else row for row in grid.rows], counted


def remarks(path: Path, names: Sequence[str], counted: Mapping[int, int]) -> Iterator[Finding]:
    """What is told of the columns in which merged cells were filled down.

    Args:
        path: the file.
        names: the headings.
        counted: as ``filled_down`` gives it.
    """
    if counted:
        columns = ", ".join(names[place] for place in sorted(counted) if place < len(names))[:300]
        told = Text(
            f"Cells that are merged over several rows were read in each of them: {columns}.",
            f"跨多行合并的单元格在各行均已读入：{columns}。",
        )
        yield Finding(Severity.INFO, "merged-cells", told.en, told.zh, file=path.name)


def _cell(rows: Mapping[int, Sequence[GridCell]], number: int, place: int) -> GridCell:
    cells = rows.get(number, ())
    return cells[place] if place < len(cells) else GridCell()


def _with(row: GridRow, filled: Mapping[int, GridCell]) -> GridRow:
    cells = [*row.cells, *[GridCell()] * (max(filled) + 1 - len(row.cells))]
    return replace(row, cells=tuple(filled.get(place, cell) for place, cell in enumerate(cells)))
