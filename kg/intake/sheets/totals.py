"""Rows that sum others: whether what they say agrees with the rows as they were read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from kg.intake.sheets import cells, commas
from kg.intake.sheets.blocks import Block, blocks
from kg.intake.sheets.drafts import BROKEN, NOTHING, Sheet
from kg.intake.sheets.known_of_amounts import unit_cell, with_unit
from kg.intake.sheets.layout import Layout, Line
from kg.notations import Quantity
from kg.text import Text

_DIGITS = re.compile(r"[0-9][0-9,，]*(?:\.([0-9]*))?")
#: What a sum of a spreadsheet's own numbers may be off.
_NOISE = Decimal("1e-9")


def compared(layout: Layout, sheet: Sheet, not_made: Collection[int]) -> Iterator[tuple[Line, str, Text]]:
    """What each row of totals says of a column, beside what the rows come to: row, heading, remark.

    Args:
        layout: the table.
        sheet: what it was read as, with the amounts of its rows.
        not_made: the rows that are in no graph so far: they wait for an answer, or are left out as void.
    """
    for line, groups in blocks(layout, sheet):
        for place in sheet.columns("amount"):
            if place in line.cells and not NOTHING.fullmatch(line.text(place)):
                told = _compared(sheet, line, place, groups, not_made)
                each = [row for row in groups[-1].lines if (row.number, place) in sheet.each_time]
                yield line, sheet.headings[place], told + _no_addends(each, place)


def _compared(sheet: Sheet, line: Line, place: int, groups: Sequence[Block], not_made: Collection[int]) -> Text:
    """What a total says of a column, beside what the rows that are in the graph come to, and the others with them.

    Args:
        sheet: what the sheet was read as.
        line: the row of totals.
        place: the column.
        groups: the rows that it may be of, the likeliest last.
        not_made: the rows that are in no graph.
    """
    cell, text = line.cells[place], line.text(place)
    if cell.kind in BROKEN:
        return BROKEN[cell.kind]
    total = _read(sheet, line, place)
    if total is None:
        return Text(f"{text[:60]!r} is not one amount: not compared", f"“{text[:60]}”不是一个数额，未予核对")
    made = [[row for row in group.lines if row.number not in not_made] for group in groups]
    told = [_Sum(sheet, group, place, total) for group in made]
    others = [_having(sheet, group.lines, place, not_made) for group in groups]
    whole = [
        _Sum(sheet, group.lines, place, total) if other else one
        for group, one, other in zip(groups, told, others, strict=True)
    ]
    for group, one, other, both in zip(groups, told, others, whole, strict=True):
        which = group.which
        if one.agrees(text, total) and not one.left_out:
            return Text(
                f"agrees with the rows{which.en}: {one.shown}", f"与{which.zh}各行之和相符：{one.shown}"
            ) + _without(other, place)
        if other and both.agrees(text, total) and not both.left_out:
            return Text(
                f"agrees with the rows{which.en}: {both.shown}; {one.shown} of it is made",
                f"与{which.zh}各行之和相符：{both.shown}；其中已录入{one.shown}",
            ) + _without(other, place)
    one, other, which = told[-1], others[-1], groups[-1].which
    if not total.unit and one.units > 1:
        return Text(
            f"{text[:60]!r} names no unit, and the rows are in several: not compared",
            f"“{text[:60]}”未注明单位，而各行单位不一，未予核对",
        )
    said = cells.shown_quantity(total)
    if one.left_out:
        return Text(
            f"says {said}; the rows{which.en} come to {one.shown} without {one.which.en}, open or in another unit",
            f"写为{said}；{which.zh}各行之和为{one.shown}，{one.which.zh}待定或单位不同，未计入",
        ) + _without(other, place)
    return Text(
        f"says {said}, but the rows{which.en} come to {one.shown}", f"写为{said}，而{which.zh}各行之和为{one.shown}"
    ) + _without(other, place)


def _read(sheet: Sheet, line: Line, place: int) -> Quantity | None:
    """What a cell says by itself that no partnership has; ``None`` where that is not one amount."""
    hints, text = sheet.hints(place), line.text(place)
    if said := unit_cell(sheet, line, place)[1]:
        hints = with_unit(sheet, said, hints) or hints
    return cells.amount_in(text, commas.told(text, hints, sheet.commas), "").value


def _having(sheet: Sheet, lines: Sequence[Line], place: int, not_made: Collection[int]) -> list[Line]:
    """The rows that are in no graph and have an amount; one that was never looked at, as it is void, is read here."""
    found = [line for line in lines if line.number in not_made and not NOTHING.fullmatch(line.text(place))]
    for line in found:
        if (line.number, place) not in sheet.amounts:
            sheet.amounts[line.number, place] = _read(sheet, line, place)
    return found


def _without(lines: Sequence[Line], place: int) -> Text:
    """That rows are not in the sum of what is made, by their numbers; nothing where there are none."""
    if not lines:
        return Text()
    which = _named(lines, place)
    return Text(
        f"; not made, and not in it: {which.en}, which wait or are left out",
        f"；未录入而不计：{which.zh}，待回答或已略去",
    )


def _no_addends(lines: Sequence[Line], place: int) -> Text:
    """That amounts of rows come back each year or the like and are in no sum; nothing where there are none."""
    if not lines:
        return Text()
    which = _named(lines, place)
    return Text(
        f"; amounts per year or the like are no part of a total: {which.en}",
        f"；按年（月等）计的数额不计入合计：{which.zh}",
    )


#: How many cells are named that are in no sum, and how much of each.
_MOST_NAMED, _MOST_SHOWN = 5, 24


def _named(lines: Sequence[Line], place: int) -> Text:
    """Cells that are in no sum, by their rows and with what they say."""
    shown = [(line.number, line.text(place)[:_MOST_SHOWN]) for line in lines[:_MOST_NAMED]]
    en = ", ".join(f"row {number} ({text})" for number, text in shown)
    zh = "、".join(f"第{number}行（{text}）" for number, text in shown)
    if more := len(lines) - len(shown):
        return Text(f"{en} and {more} more", f"{zh}等{len(lines)}行")
    return Text(en, zh)


class _Sum:
    """What the amounts of some rows in one column come to, and how many of them are in no sum."""

    def __init__(self, sheet: Sheet, lines: Sequence[Line], place: int, total: Quantity) -> None:
        cells_of = ((line, (line.number, place)) for line in lines)
        having = [line for line, at in cells_of if at in sheet.amounts and at not in sheet.each_time]
        read = [sheet.amounts[line.number, place] for line in having]
        units = {one.unit for one in read if one is not None}
        unit = total.unit or (units.pop() if len(units) == 1 else "")
        added = [one for one in read if one is not None and one.unit == unit]
        missed = [line for line, one in zip(having, read, strict=True) if one is None or one.unit != unit]
        self.left_out = len(missed)
        self.which = _named(missed, place)
        self.units = len(units | {unit})
        low = sum((one.value for one in added), Decimal(0))
        high = sum((one.value if one.upper is None else one.upper for one in added), Decimal(0))
        bounds = {one.bound for one in added}
        above, below = bool(bounds & {"atLeast", "moreThan"}), bool(bounds & {"upTo", "lessThan"})
        bound = (
            "about" if (above and below) or "about" in bounds else "atLeast" if above else "upTo" if below else "exact"
        )
        self.shown = cells.shown_quantity(Quantity(low, unit, bound, high if high > low else None))
        # What is at least so much may be any more.
        self.low = Decimal("-Infinity") if below else low
        self.high = Decimal("Infinity") if above else high

    def agrees(self, text: str, total: Quantity) -> bool:
        """Whether a total is the sum, as finely as it is written."""
        match = _DIGITS.search(text)
        number = Decimal(re.sub("[,，]", "", match[0]).rstrip(".")) if match else Decimal(0)
        scale = abs(total.value / number) if number else Decimal(1)
        finest = scale.scaleb(-len(match[1] or "")) / 2 if match else Decimal(0)
        slack = max(finest, abs(total.value) * _NOISE) if match and match[1] is not None else abs(total.value) * _NOISE
        return self.low - slack <= total.value <= self.high + slack
