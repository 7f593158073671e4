"""The days by which the rows of a sheet show that it holds: what runs has begun, and what is completed has ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.intake.sheets import cells, spans
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import Line
from kg.notations import Period, Read
from kg.notations.nearly import says_planned
from kg.notations.points import start_of

_COMPLETED = "completed"
#: Stages of what has begun, for which a beginning that a row names has come.
BEGUN = ("underConstruction", "trialOperation", "operating", _COMPLETED)


def begun_by(sheet: Sheet, line: Line) -> Iterator[tuple[date, date]]:
    """From when to when each beginning and end of a row is that its stage says has come; of what is planned none.

    What was broken off names the end that was agreed as often as not.

    Args:
        sheet: what the sheet is read as.
        line: the row.
    """
    codes = {
        code
        for place in sheet.columns("stage")
        for code in cells.codes_in(line.text(place), "stage", sheet.words, sheet.answers("stage")).codes
    }
    if not codes & set(BEGUN):
        return
    for place in sheet.columns("start", "span", "end"):
        value = _value(sheet, line, place)
        if value is None:
            continue
        role = sheet.readings[place].role
        if value.start is not None and role != "end":
            begins = cells.day_of(replace(value, end=None)) if role == "span" else cells.day_of(value)
            yield start_of(begins.as_of, begins.precision), begins.as_of
        if value.end is not None and role != "start" and _COMPLETED in codes:
            precision = value.ends[1] if value.ends else value.precision
            ends = cells.day_of(Period(value.end, None, precision))
            yield start_of(ends.as_of, ends.precision), ends.as_of


def _value(sheet: Sheet, line: Line, place: int) -> Period | None:
    """What a cell of beginnings, ends or spans says for sure and not as planned; ``None`` of others."""
    text, hints = line.text(place), sheet.hints(place)
    if not text or says_planned(text) or says_planned(sheet.headings[place]):
        return None

    def part(one: str) -> Read[Period]:
        return cells.day_in(one, hints, "")

    answer = sheet.answer("date", text)
    read = cells.day_in(text, hints, answer)
    return read.value if answer else spans.open_ended(text, read, part).value
