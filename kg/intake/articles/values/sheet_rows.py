"""The rows of a sheet as texts to read: each cell behind its heading, with the unit that the heading names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.grids import Book, GridRow
from kg.notations import heading_hints, quantity
from kg.source_place import Rows


def row_texts(book: Book) -> Callable[[Rows], str]:
    """Gives the text of rows or cells of a sheet.

    A cell that is a bare number has behind it what it means under its heading: ``金额（万元）: 350 (3500000 CNY)``.

    Args:
        book: the sheet, read.
    """
    found: dict[int, list[tuple[GridRow, Sequence[str]]]] = {}
    for grid in book.grids:
        headings: Sequence[str] = ()
        for row in grid.rows:
            if not headings and sum(cell.kind == "text" for cell in row.cells) >= 2:
                headings = [cell.seen for cell in row.cells]
                found.setdefault(row.number, []).append((row, ()))
            else:
                found.setdefault(row.number, []).append((row, headings))

    def text(rows: Rows) -> str:
        lines = (
            _line(row, headings, rows.column)
            for number in range(rows.first, min(rows.last, max(found, default=0)) + 1)
            for row, headings in found.get(number, ())
        )
        return "\n".join(lines)

    return text


def _line(row: GridRow, headings: Sequence[str], column: int) -> str:
    parts = []
    for at, cell in enumerate(row.cells):
        if (column and at != column - 1) or not cell.seen:
            continue
        heading = headings[at] if at < len(headings) else ""
        hints = heading_hints(heading)
        meant = quantity(cell.seen, hints).value if hints.unit or hints.scale else None
        behind = f" ({meant.value:f} {meant.unit})" if meant and meant.unit else ""
        parts.append(f"{heading}: {cell.seen}{behind}" if heading else f"{cell.seen}{behind}")
    return " | ".join(parts)
