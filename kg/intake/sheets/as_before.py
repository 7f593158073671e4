"""Cells that say "as above" in rows that were moved: they stay what they were, where another row stands above them now.

Whoever sorts a sheet anew moves such cells away from what they meant. Where the same partnership stands above a row as
at the last import, its cell goes with that one's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.grids import GridCell
from kg.intake.sheets.identifying import Former
from kg.intake.sheets.layout import Layout, Line, meant
from kg.intake.sheets.remarks import MayBeWrong
from kg.text import Text


@dataclass(slots=True)
class Kept:
    """A sheet whose cells say what they said before.

    Attributes:
        layout: the table, with these cells.
        told: what is told of them, by row and column.
    """

    layout: Layout
    told: dict[tuple[int, int], Text] = field(default_factory=dict)


def kept(
    layout: Layout, headings: Mapping[int, str], ids: Mapping[tuple[str, int], str], former: Sequence[Former]
) -> Kept:
    """A table in which cells that say "as above" are as at the last import, where another row is above them now.

    Args:
        layout: the table.
        headings: its columns.
        ids: which row is which partnership.
        former: the partnerships of the file as they were.
    """
    found = Kept(layout)
    if not former or not any(line.as_above for line in layout.lines):
        return found
    of_sheet = sorted((one for one in former if one.key.place[0] == layout.sheet), key=lambda one: one.key.place[1])
    was = {one.id: _Was(headings, one.key.content) for one in of_sheet}
    for above, one in pairwise(of_sheet):
        was[one.id] = _Was(headings, one.key.content, above.id, above.key.content)
    lines, before, above_it = list[Line](), "", Line(layout.sheet, 0, {})
    for line in layout.lines:
        identity = ids.get(line.place, "")
        if identity in was:
            line = _as_it_was(found, line, above_it, was[identity], before)
        elif line.as_above:
            line = replace(line, cells=_with_above(found, line, above_it))
        lines.append(line)
        if not line.left_out:
            above_it, before = line, identity or before
    found.layout = replace(layout, lines=tuple(lines)) if found.told else layout
    return found


@dataclass(frozen=True, slots=True)
class _Was:
    """What a row was at the last import: what it said by heading, and which row stood above it, with what."""

    headings: Mapping[int, str]
    content: Mapping[str, str]
    above: str = ""
    above_said: Mapping[str, str] = field(default_factory=dict)

    def at(self, place: int) -> str:
        return self.content.get(self.headings.get(place, ""), "")

    def went_with(self, place: int, above: str) -> bool:
        """Whether a cell was what the row above it had, which stands there still."""
        said = self.above_said.get(self.headings.get(place, ""), "")
        return above == self.above and bool(said) and self.at(place).startswith(said)


def _with_above(found: Kept, line: Line, above: Line) -> dict[int, GridCell]:
    """The cells of a row, where those that say "as above" go with what stays in the row above."""
    return {
        **line.cells,
        **{
            place: meant(GridCell(text, "text"), above.cells[place])
            for place, text in line.as_above.items()
            if (above.number, place) in found.told and place in above.cells
        },
    }


def _as_it_was(found: Kept, line: Line, above: Line, was: _Was, before: str) -> Line:
    """A row whose cells that say "as above" are as before, or as they are now in the row above it.

    Args:
        found: what is told so far.
        line: the row.
        above: the row above it, as it is read.
        was: what it was at the last import.
        before: which partnership the row above it is.
    """
    cells = _with_above(found, line, above)
    for place, text in line.as_above.items():
        now, then = cells[place].text.strip() if place in cells else "", was.at(place)
        if not then or now == then or was.went_with(place, before):
            continue
        cells[place] = next(_cells(found.layout, place, then), GridCell(then, "text"))
        en, zh = (f"{now[:_SHOWN]!r}", f"“{now[:_SHOWN]}”") if now else ("nothing", "空")
        found.told[line.number, place] = MayBeWrong(
            f"{text!r} stays {then[:_SHOWN]!r}, which it was at the last import: by the row above it now it would be "
            f"{en}. Write in the cell what it is",
            f"“{text}”沿用上次导入时的“{then[:_SHOWN]}”：按现在的上一行应为{zh}。请在单元格中写明",
        )
    return replace(line, cells=cells) if cells != line.cells else line


def _cells(layout: Layout, place: int, text: str) -> Iterator[GridCell]:
    """The cells of a column that have a text, each with how it is shown."""
    return (
        line.cells[place] for line in layout.lines if place in line.cells and line.cells[place].text.strip() == text
    )


#: How much of a cell is shown.
_SHOWN = 60
