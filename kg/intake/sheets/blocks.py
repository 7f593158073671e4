"""Which rows a row of totals is of: those of its block, those of the name that it gives, or all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import SECTION, Layout, Line
from kg.intake.sheets.lines_alone import section_names
from kg.intake.sheets.said_totals import is_number, says_subtotal, says_total, summed
from kg.nearest import folded
from kg.text import Text

#: How much of a name is shown.
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that a total may be of.

    Attributes:
        lines: the rows.
        which: which they are, where they are not all: behind "the rows" in English, before "各行" in Chinese.
    """

    lines: Sequence[Line]
    which: Text = field(default_factory=Text)


def blocks(layout: Layout, sheet: Sheet) -> Iterator[tuple[Line, list[Block]]]:
    """Each row of totals, with the rows that it may be of, the likeliest last.

    A block begins below the heading of a section and behind a row of totals. A subtotal is of the rows that have
    its name in a cell or above them, else of its block; a total of all rows, and where the sheet has no subtotals
    perhaps of its block.

    Args:
        layout: the table.
        sheet: what it is read as.
    """
    parted = _Parted(layout, sheet)
    for at, line in enumerate(layout.lines):
        if not line.is_total:
            continue
        texts = [text for place in sorted(line.cells) if not is_number(text := line.text(place))]
        said = [text for text in texts if says_total(text, sheet.words) or summed(text, sheet.words)]
        is_part = any(says_subtotal(text, sheet.words) for text in said)
        units = {line.text(place) for place in sheet.columns("unit")}
        beside = [text for text in texts if is_part and text not in units]
        named = parted.named([part for text in said for part in summed(text, sheet.words)] or beside)
        block = parted.block(at)
        if named is not None:
            yield line, [named]
        elif is_part:
            yield line, [block]
        else:
            every = Block(parted.above(at))
            is_last = not any(later.is_total for later in layout.lines[at + 1 :])
            others = [] if parted.has_subtotals else [block]
            yield line, [*others, every] if is_last or not others else [every, block]


class _Parted:
    """The rows of a table by their blocks and sections."""

    def __init__(self, layout: Layout, sheet: Sheet) -> None:
        self._lines = layout.lines
        self._sheet = sheet
        self._rows = [line for line in layout.lines if not line.left_out]
        self._section: dict[int, frozenset[str]] = {}
        self._blocks: dict[int, list[Line]] = {}
        self.has_subtotals = any(
            says_subtotal(line.text(place), sheet.words)
            for line in layout.lines
            if line.is_total
            for place in line.cells
        )
        self._part()

    def _part(self) -> None:
        since, names, before = list[Line](), frozenset[str](), list[Line]()
        taken = set[int]()
        for at, line in enumerate(self._lines):
            if line.is_total:
                # A second total right below one is of the same rows; one above all rows leads them.
                block = since or before
                if not block:
                    block = self._below(at)
                    taken |= {row.number for row in block}
                self._blocks[at] = before = block
                since = []
            elif _heads(line):
                since, before = [], []
                names = section_names(next(iter(line.cells.values())).text)
            elif not line.left_out:
                before = []
                self._section[line.number] = names
                if line.number not in taken:
                    since.append(line)

    def _below(self, at: int) -> list[Line]:
        """The rows right below a total, as far as the next one or the heading of the next section."""
        found = list[Line]()
        for line in self._lines[at + 1 :]:
            if line.is_total or _heads(line):
                break
            if not line.left_out:
                found.append(line)
        return found

    def block(self, at: int) -> Block:
        """The rows of the block of a total, by its place among the lines."""
        lines = self._blocks[at]
        if not lines or lines == self.above(at):
            return Block(lines)
        first = lines[0].number
        return Block(lines, Text(f" of its block, from row {first}", f"本段（自第{first}行起）"))

    def above(self, at: int) -> list[Line]:
        """The rows above a total, by its place among the lines; all of the table where none is above it."""
        number = self._lines[at].number
        return [row for row in self._rows if row.number < number] or self._rows

    def named(self, parts: Sequence[str]) -> Block | None:
        """The rows that have the name of a total in a cell, or in their section's heading; ``None`` for no name."""
        for part in parts:
            name = folded(part)
            rows = [row for row in self._rows if any(folded(row.text(place)) == name for place in row.cells)]
            rows = rows or [row for row in self._rows if name in self._section.get(row.number, ())]
            if rows:
                cells = (row.text(place) for row in rows for place in row.cells)
                shown = next((text for text in cells if folded(text) == name), part)[:_MOST_SHOWN]
                return Block(rows, Text(f" of {shown!r}", f"“{shown}”"))
        return None


def _heads(line: Line) -> bool:
    """Whether a row has one cell alone, of words: the heading of a section, also where it is not known as one."""
    if line.is_total or len(line.cells) != 1 or (line.left_out and line.left_out.en != SECTION.en):
        return False
    (place,) = line.cells
    return any(map(str.isalpha, line.text(place)))
