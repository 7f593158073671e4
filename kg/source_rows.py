"""The rows of a sheet that is a source, by their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.grids import Book, GridRow
from kg.source_place import Rows


def own_sheet(book: Book, titles: Iterable[str]) -> Book:
    """A book with the sheets alone that a source is; as it is where its titles name none of them.

    An import calls a sheet of a workbook ``Table deals.xlsx (Europe)``.

    Args:
        book: the book.
        titles: those of the source, in any language.
    """
    if len(book.grids) == 1:
        return book
    known = [title.rstrip() for title in titles]
    named = [grid for grid in book.grids if any(title.endswith(f" ({grid.sheet})") for title in known)]
    return replace(book, grids=tuple(named)) if named else book


class Sheet:
    """The rows of a book by their numbers; of a book with several sheets, those of all.

    Args:
        book: the book.
    """

    def __init__(self, book: Book) -> None:
        self._rows: defaultdict[int, list[GridRow]] = defaultdict(list)
        for grid in book.grids:
            for row in grid.rows:
                self._rows[row.number].append(row)
        #: The number of the last row that holds something.
        self.last = max(self._rows, default=0)

    def texts(self, rows: Rows) -> list[str]:
        """Rows as people see them, cells apart by bars; one text a row and sheet that has it."""
        return [
            " | ".join(cell.seen for cell in (row.cells[rows.column - 1 : rows.column] if rows.column else row.cells))
            for number in range(rows.first, min(rows.last, self.last) + 1)
            for row in self._rows.get(number, ())
        ]
