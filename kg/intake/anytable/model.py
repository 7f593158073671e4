"""A table of any format: named columns, and rows that are gone through as often as need be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.findings import Finding

#: A text, empty where there is nothing; or several, where the format has lists.
Cell = str | tuple[str, ...]


class Figure(str):
    """The text of a cell that is a number in its file, whose point can only be a decimal sign: 4.527."""

    __slots__ = ()


class Figures:
    """Texts that may group thousands by a point, and whether the file has them as numbers or as texts.

    Attributes:
        numbers: those that some cell has as a number.
        texts: those that some cell has as a text.
    """

    def __init__(self) -> None:
        self.numbers: set[str] = set()
        self.texts: set[str] = set()

    def see(self, cell: object) -> None:
        """Look at a cell."""
        # Most cells are of another length, or have no point there.
        if isinstance(cell, str) and 4 < len(cell) < 10 and cell[-4] == ".":
            (self.numbers if isinstance(cell, Figure) else self.texts).add(str(cell))


@dataclass(frozen=True, slots=True)
class AnyTable:
    """A table.

    Attributes:
        names: the columns' names as the file has them.
        rows: the rows from the first on, a cell a column; a blank line is an empty one.
        first: the first row's number: 2 below a line of headings, 1 where rows are objects.
        lists: of columns that come from a list of several objects within a row, the list's path: two of one do not tell
            which of their values belong together.
        head: the columns of what stands once in a document, around all rows.
        steps: the names on the path to the rows, of JSON and XML: ``("projects",)``.
        remarks: what must be known of how the file was read.
        figures: what its cells have as numbers; ``None`` where the format has texts alone.
    """

    names: Sequence[str]
    rows: Callable[[], Iterator[Sequence[Cell]]]
    first: int = 2
    lists: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[Finding] = ()
    steps: tuple[str, ...] = ()
    head: Collection[str] = ()
    figures: Figures | None = None
