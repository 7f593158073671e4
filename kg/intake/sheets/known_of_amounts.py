"""What is known of the unit and the signs of an amount: of its column, its row, the column beside it and its note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.intake import schema
from kg.intake.sheets import cells, commas, units
from kg.intake.sheets.asking import Question
from kg.intake.sheets.drafts import NOTHING, Draft, Sheet, currencies
from kg.intake.sheets.layout import Line
from kg.nearest import in_both_scripts
from kg.notations import Hints, heading_hints, quantity
from kg.text import Text

#: The unit of a row's amount in its note: 单位：亿元, 金额为人民币, 以美元计, unit: million GBP, amounts are in USD m.
_UNIT_NOTED = re.compile(
    in_both_scripts(
        r"(?:单位|币种|货币|金额|数额|款项)\s*[:：为是]\s*([^\s，,。；;、()（）]{1,8})"
        r"|单位\s*([^\s，,。；;、()（）:：为是][^\s，,。；;、()（）]{0,7})"
        r"|[以按用]\s*([^\s，,。；;、()（）以按用]{1,8}?)\s*(?:计价|计算|结算|计)"
    )
    + r"|\b(?:units?|currency|amount in|in)\s*[:：]\s*([^.;,()]{1,24})"
    r"|\b(?:amounts?|sums?|figures?|values?)\s+(?:(?:is|are|given|stated)\s+){0,2}in\s+([^.;,()]{1,24})",
    re.I,
)
_A_WHOLE_NOTE = re.compile(r"\A[（(]?([^\s，,。；;、:：()（）]{1,8}|[A-Za-z]{1,8}(?: [A-Za-z]{1,8}){0,2})[）)]?\Z")
_A_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十]")
_MOST_OF_NOTES = 1000


def known_of(draft: Draft, line: Line, place: int, text: str) -> Hints:
    """What is known of a cell: what its column, the sheet, its row and the cell itself say of its unit and signs.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says, or what it is to be read as.
    """
    cell, hints = line.cells[place], draft.sheet.hints(place)
    if cell.kind == "number" and not cell.shown:
        # A program wrote it, with a point before the decimals.
        hints = replace(hints, decimal_comma=False)
    hints = _of_cell(draft.sheet, place, text, _beside(draft, line, place, hints))
    return commas.told(text, hints, draft.sheet.commas)


def _of_cell(sheet: Sheet, place: int, text: str, hints: Hints) -> Hints:
    """What is known of a cell that may name its own unit: what is said of those that name none is none of its own."""
    heading = sheet.headings[place]
    if not hints.scale or sheet.heading_says(place).unit:
        return hints
    if _says_unit(text):
        return replace(hints, scale=0)
    return replace(hints, cell_scale=True) if sheet.unit_said(heading).scale else hints


def _beside(draft: Draft, line: Line, place: int, hints: Hints) -> Hints:
    """What is known of a cell, with the unit that the column beside it says for its row."""
    sheet = draft.sheet
    if (of_cell := units.said_of_cell(draft, line, place)) and of_cell != units.NOT_KNOWN:
        return with_unit(sheet, of_cell, hints) or hints
    unit, text = unit_cell(sheet, line, place)
    if not text:
        return _noted_unit(draft, line, place, hints)
    known = with_unit(sheet, text, hints)
    if known is None and sheet.settings.get("sheets", sheet.name, "units", text) != units.NOT_KNOWN:
        asked = Text(f"Which unit or currency is {text[:60]!r}?", f"“{text[:60]}”是什么单位或币种？")
        options = (*currencies(sheet.seen.get(place, ())), units.LEFT_OUT)
        draft.leave_open(line, unit, Question(("sheets", sheet.name, "units", text), asked, options, unsure=True))
    return known or hints


def answer_refused(draft: Draft, line: Line, place: int, text: str) -> Text:
    """Why the answer for one cell cannot be used: it is no unit, or may have been meant for another cell; else empty.

    Of a cell that names its own unit for sure no answer is needed.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
    """
    said = units.said_of_cell(draft, line, place)
    if said and with_unit(draft.sheet, said, Hints()) is None:
        heading = draft.sheet.headings[place]
        return Text(f"{said[:60]!r} is no unit for {heading!r}", f"“{said[:60]}”不是“{heading}”可用的单位")
    value = None if said else quantity(text).value
    return Text() if value is not None and value.unit else units.is_lost(draft, line, place)


def unit_cell(sheet: Sheet, line: Line, place: int) -> tuple[int, str]:
    """The column of units of a column of amounts, and what it says in a row.

    It stands behind the column, or is the only one, and then of columns whose heading names no unit. A currency is no
    unit of an area or of jobs.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        place: the column of amounts.

    Returns:
        the column, -1 if there is none; and the text, empty where it says nothing of these amounts.
    """
    amounts, columns = sheet.columns("amount"), sheet.columns("unit")
    behind = [unit for unit in columns if unit > place and not any(place < other < unit for other in amounts)]
    if not behind and (len(columns) != 1 or sheet.heading_says(place).unit):
        return -1, ""
    unit = (behind or columns)[0]
    text = line.text(unit)
    return unit, "" if NOTHING.fullmatch(text) or not _may_be_in(sheet, place, text) else text


def _may_be_in(sheet: Sheet, place: int, text: str) -> bool:
    """Whether what a column is read as can be measured in a unit; of money, where the text is none that is known."""
    kinds, measure = schema.unit_kinds(sheet.ontology), sheet.readings[place].detail
    known = with_unit(sheet, text, Hints())
    if known is None or not known.unit:
        return kinds.get(f"measure/{measure}") == "money"
    return cells.fitting(known.unit, measure, kinds)


def with_unit(sheet: Sheet, text: str, hints: Hints) -> Hints | None:
    """What is known of a cell, with a unit that stands beside it; ``None`` where the text is no unit.

    Args:
        sheet: the sheet, in which somebody may have said what the text stands for.
        text: what stands beside the cell.
        hints: what is known of the cell without it.
    """
    found = sheet.unit_said(text)
    found = found if found.unit else heading_hints(f"({text})")
    if not found.unit and not found.scale:
        return None
    scale = found.scale or hints.scale
    if not found.unit:
        return replace(hints, scale=scale)
    return replace(hints, unit=found.unit, in_base=found.in_base, of_unit=found.of_unit, scale=scale)


def _noted_unit(draft: Draft, line: Line, place: int, hints: Hints) -> Hints:
    """What is known of a cell, with the unit that its row's note says; that of a heading stands, which is told."""
    sheet = draft.sheet
    noted, found = _unit_in(line.text(other)[:_MOST_OF_NOTES] for other in sheet.columns("note"))
    if not noted or (found.unit, found.scale) == (hints.unit, hints.scale):
        return hints
    if not cells.fitting(found.unit, sheet.readings[place].detail, schema.unit_kinds(sheet.ontology)):
        return hints  # it is that of another column
    if sheet.heading_says(place).unit or _says_unit(line.text(place)):
        draft.say(line, place, Text(f"its note names another unit: {noted}", f"备注另写单位：{noted}"))
        return hints
    draft.say(line, place, Text(f"in the unit that its note says: {noted}", f"单位按备注：{noted}"))
    return replace(hints, unit=found.unit, in_base=found.in_base, of_unit=found.of_unit, scale=found.scale)


def _unit_in(notes: Iterable[str]) -> tuple[str, Hints]:
    """The words of a row's notes that say the unit of its amount, and that; empty where none do."""
    for note in notes:
        # A note that is a unit and nothing else says whose it is by where it stands.
        ways = [*_UNIT_NOTED.finditer(note), *_A_WHOLE_NOTE.finditer(note.strip())]
        for match in ways:
            said = next(group for group in match.groups() if group)
            found = heading_hints(f"({said.strip()})") if not _A_NUMBER.search(said) else Hints()
            if found.unit:
                return match[0].strip(), found
    return "", Hints()


def _says_unit(text: str) -> bool:
    read = quantity(text)
    return any(one.unit for one in (read.value, *read.proposals) if one is not None)
