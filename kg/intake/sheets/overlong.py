"""Rows of delimited files that a comma in an amount has parted: RMB 1,000,000 without quotes is three cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.grids import Grid, GridCell, GridRow
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.layout import Layout
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.text import Text

#: The answer that leaves a row as it stands.
_AS_IT_STANDS = "as it stands"
_ENDS_IN_DIGITS = re.compile(r"(?:^|[^0-9.,])[0-9]{1,3}$")
#: A range is whole before a comma: 300-400,100 is none.
_RANGE = re.compile(r"[0-9]\s*(?:[-–—~～至]|to)\s*[0-9]{1,3}$")
_GOES_ON = re.compile(r"[0-9]{3}(?![0-9])(?:\.[0-9]+)?[^0-9]*")
_OF_NUMBERS = ("amount", "number", "id")


@dataclass(slots=True)
class Overlong:
    """A table whose rows fit its headings.

    Attributes:
        grid: the table, with cells joined as people say.
        asked: what is asked of rows, by their numbers; they wait.
    """

    grid: Grid
    asked: dict[int, Question] = field(default_factory=dict)


def fitted(grid: Grid, layout: Layout, words: Words, answers: Mapping[str, str]) -> Overlong:
    """A delimited table with its rows as long as its headings, as far as people say how.

    A column without a heading in which most rows have something is one: its rows are as they should be.

    Args:
        grid: the table; of a workbook, where no comma parts cells, nothing is asked.
        layout: where its headings and rows are.
        words: what headings may say.
        answers: what people have said of rows.
    """
    if grid.sheet:
        return Overlong(grid)
    headed = [heading for heading in layout.headings if heading.text != f"({heading.letters})"]
    width = 1 + max((heading.place for heading in headed), default=-1)
    roles = {heading.place: recognised(heading.text, words).partition(" ")[0] for heading in headed}
    whole = {line.number for line in layout.lines if not line.left_out}
    longer = [row.number for row in grid.rows if row.number in whole and len(row.cells) > width]
    has_more_columns = len(longer) > 1 and 2 * len(longer) > len(whole)
    found = Overlong(grid)
    counted = _counted(grid, whole, width)
    said = {folded(name): answer for name, answer in answers.items()}
    rows: list[GridRow] = []
    for row in grid.rows:
        ways = tuple(_ways(row, width, roles, counted)) if row.number in whole else ()
        is_longer = row.number in longer and not has_more_columns
        if ways or is_longer:
            name = called(" | ".join(cell.text.strip() for cell in row.cells))
            answer = said.get(folded(name), "")
            joined = next((way for way in ways if folded(way.joined) == folded(answer)), None)
            if joined is not None:
                row = joined.row
            elif folded(answer) != _AS_IT_STANDS:
                found.asked[row.number] = _question(name, row, width, ways, sure=row.number in longer)
                row = replace(row, cells=row.cells[:width])
        rows.append(row)
    if rows != list(grid.rows):
        found.grid = replace(grid, rows=tuple(rows))
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    joined: str
    row: GridRow


def _counted(grid: Grid, whole: set[int], width: int) -> dict[int, int]:
    """How many rows that fit have a bare number in each column."""
    fit = [row for row in grid.rows if row.number in whole and len(row.cells) <= width]
    return {
        place: sum(len(row.cells) > place and row.cells[place].text.strip().isdecimal() for row in fit)
        for place in range(width)
    }


def _ways(row: GridRow, width: int, roles: Mapping[int, str], counted: Mapping[int, int]) -> Iterator[_Way]:
    """How a row may be joined: at an amount, with what has three digits behind it, or with as much as it takes."""
    texts = [cell.text.strip() for cell in row.cells]
    more = len(texts) - width
    for place in (place for place, role in roles.items() if role == "amount" and place < len(texts) - 1):
        count = _parted(texts, place, roles)
        if count and more <= 0 and _is_as_it_stands(texts, place, roles, counted):
            continue
        if more > 0 and count != more:
            # A comma may be a decimal one too: EUR 1,5 Mio.
            count = more if more == 1 and texts[place][-1:].isdigit() and texts[place + 1][:1].isdigit() else 0
        if count:
            joined = ",".join(texts[place : place + count + 1])
            rest = row.cells[place + count + 1 :]
            yield _Way(joined, replace(row, cells=(*row.cells[:place], GridCell(joined, "text"), *rest)))


def _is_as_it_stands(texts: Sequence[str], place: int, roles: Mapping[int, str], counted: Mapping[int, int]) -> bool:
    """Whether a row that fits the headings has a number of its own behind an amount: 300-400 and 100 teachers.

    No number of its own begins with a nought: RMB 1 and 000. A bare number in a column of words is none either.
    """
    behind = texts[place + 1]
    if _RANGE.search(texts[place]):
        return True
    return not behind.startswith("0") and (not roles.get(place + 1) or counted.get(place + 1, 0) > 1)


def _parted(texts: Sequence[str], place: int, roles: Mapping[int, str]) -> int:
    """How many cells behind an amount go on with it."""
    count = 0
    if not _ENDS_IN_DIGITS.search(texts[place]):
        return 0
    for other in range(place + 1, len(texts)):
        if roles.get(other) in _OF_NUMBERS or not _GOES_ON.fullmatch(texts[other]):
            break
        count += 1
        if not texts[other].isdigit():
            break
    return count


def _question(name: str, row: GridRow, width: int, ways: Sequence[_Way], *, sure: bool) -> Question:
    extra = [cell.text.strip() for cell in row.cells[width:] if cell.text.strip()]
    if extra:
        shown = " | ".join(extra)
        text = Text(
            f"Row {row.number} has more cells than there are headings; behind the last one stands {shown!r}. An amount "
            "with commas needs quotes. Which is it?",
            f"第{row.number}行的单元格多于表头，末栏之后还有“{shown}”。含逗号的数额须加引号。应为哪一个？",
        )
    else:
        text = Text(
            f"Row {row.number}: a comma seems to part an amount. Which is it?",
            f"第{row.number}行：数额似被逗号拆开。应为哪一个？",
        )
    options = (
        *(Option(way.joined, Text(f"one amount: {way.joined}", f"一个数额：{way.joined}")) for way in ways),
        Option(_AS_IT_STANDS, Text("the row is right as it stands", "该行无误")),
    )
    return Question(("answers", "cells", name), text, options, holds=True, unsure=not sure or len(ways) != 1)
