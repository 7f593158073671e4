"""What texts that are no plain dates say so surely that nobody need be asked: a week by its number, 2015/16, 去年."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.layout import Line
from kg.intake.sheets.odd_days import beside_this_year
from kg.intake.sheets.readings import OF_ONE_DAY
from kg.intake.sheets.remarks import MayBeWrong
from kg.notations import Hints, Period, Read, period
from kg.notations.nearly import nearly, says_planned, surely
from kg.notations.points import MONTH_OR_YEARS, span

#: How spreadsheets count the days of 1954 to 2064, and those of which sheets mostly speak, as text in a column of days.
SERIAL = re.compile(r"[2-5]\d{4}(\.\d+)?")
_OUR_TIME = (date(1990, 1, 1), timedelta(days=3660))


def with_what_is_sure(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """What is read of a cell with a day that nobody has answered, with what is sure though it is no plain date.

    Args:
        draft: the partnership; what is taken otherwise than it is written is said of its row.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what is read of it so far; what is sure stays.

    Returns:
        the day or the span; else what was read.
    """
    if read.none_said:
        return read
    if read.value is not None:
        taken = _in_its_quarter(read.value)
        if taken is not read.value:
            draft.keep(place, text)  # 年底 says less than a quarter, and not which days
        return Read(taken)
    sheet = draft.sheet
    role = sheet.readings[place].role
    if len(read.proposals) == 1 and _is_serial(draft, line, place, text, read.proposals[0]):
        draft.say(line, place, MayBeWrong(f"{text} is a spreadsheet's number of a day", f"{text}是电子表格的日期序号"))
        return Read(read.proposals[0])
    if role != "span" and read.question == MONTH_OR_YEARS and sheet.order.are_months:
        draft.say(line, place, _A_MONTH)
        return Read(read.proposals[0])
    value = surely(text) if role != "span" else None
    if value is None and sheet.is_day_said:
        value = next(map(_in_its_quarter, beside_this_year(sheet, text, sheet.hints(place))), None)
        if value is not None:
            shown = str(value.start)[:4]
            told = f"by the day of the sheet {text} is {shown}", f"按表格截至日期，“{text}”为{shown}年"
            draft.say(line, place, MayBeWrong(*told))
            draft.keep(place, text)
    if value is None and role not in OF_ONE_DAY and says_planned(text):
        value = _planned(sheet, place, text)
    return read if value is None else Read(value)


_A_MONTH = MayBeWrong(
    "read as a month and not as two years, as others of the sheet written so are months",
    "按年月计，而非两个年份：表中同样写法的其他日期均为年月",
)


def _in_its_quarter(value: Period) -> Period:
    """A year of which a text says its beginning or its end as its first or last quarter: 2017年底, Anfang 2019."""
    if not value.part or value.precision != "year" or value.start is None or value.end is None:
        return value
    quarter = span("quarter", value.start.year, 1 if value.part == "start" else 4)
    return replace(quarter, bound=value.bound, part=value.part)


def _is_serial(draft: Draft, line: Line, place: int, text: str, day: Period) -> bool:
    """Whether a cell is a spreadsheet's own number of a day, whose format does not say so.

    As a number it is one in any column of days; as a text, where the day is one of our time.
    """
    if not SERIAL.fullmatch(text):
        return False
    if line.cells[place].kind == "number":
        return True
    by = draft.sheet.as_of
    first, beyond = _OUR_TIME
    return by is not None and day.start is not None and first <= day.start <= by + beyond


def _planned(sheet: Sheet, place: int, text: str) -> Period | None:
    """The one day, month or year for which a cell says that something is planned: geplant 2022; ``None`` of others."""
    hints: Hints = sheet.hints(place)
    found = nearly(text, hints)
    if len(found) != 1 or found[0].start is None or found[0].end is None:
        return None
    # A text with more than a day and its plan has that day among others.
    ends = {(one.start, one.end) for one in period(text, hints).proposals}
    return _in_its_quarter(found[0]) if (found[0].start, found[0].end) in ends else None
