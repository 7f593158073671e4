"""The one day that counts of what a cell says: the last one of a limit, the one that was answered of a span."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.intake.sheets import cells, spans
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.ends_of_spans import is_about, is_some_time
from kg.intake.sheets.layout import Line
from kg.notations import Period
from kg.notations.points import start_of
from kg.text import Text


def _ask_of_span(draft: Draft, cell: tuple[Line, int, str], value: Period, said: str) -> None:
    """Keep a span in a column that dates one day, and ask which day that is, where nobody has said it."""
    line, place, text = cell
    draft.keep(place, text)
    if not said:
        draft.leave_open(line, place, spans.asked_of(draft.sheet, place, text, value))


def day_of_cell(
    draft: Draft, cell: tuple[Line, int, str], value: Period, *, dates_one_day: bool
) -> tuple[Day | None, dict[str, date | None]]:
    """The day of a cell, and from when to when it says that the partnership runs; no day where it is asked.

    Args:
        draft: the partnership.
        cell: the row, the place and the text.
        value: what the cell means.
        dates_one_day: whether it dates what is done on one day, so that a span in it is none.
    """
    sheet, (line, place, text) = draft.sheet, cell
    day, runs = cells.day_of(value), dict[str, date | None]()
    is_open = sheet.readings[place].role == "start" and not dates_one_day and is_some_time(value)
    if is_open or (dates_one_day and spans.is_of_years(value)):
        said = spans.said_of(sheet, place, text, value)
        if said in ("", spans.LEFT_OUT):
            _ask_of_span(draft, cell, value, said)
            return None, runs
        day = spans.day_in(value, said, sheet.as_of or date(1, 1, 1))
        runs = {"start": value.start, "end": value.end} if said == spans.FIRST else runs
    if not day.plain:
        draft.keep(place, text)
    if is_about(value, text):
        day = replace(day, about=True)
    if day.limit and dates_one_day:
        draft.say(line, place, _limit_said(day))
    return day, runs


def _shown(day: Day) -> str:
    """A day as exactly as it is kept: 2019, 2018-07 to 2018-12, 2017-07."""
    first = start_of(day.as_of, day.precision)
    shown = {"day": 10, "year": 4}.get(day.precision, 7)
    return "..".join(dict.fromkeys((str(first)[:shown], str(day.as_of)[:shown])))


def _limit_said(day: Day) -> Text:
    """What is said of a day that is only a limit, or the last of a span in which something was."""
    by, since = day.until or day.as_of, day.since
    if since is None:
        return Text(f"a limit and no day: at the latest by {by}", f"为时限而非具体日期：最迟{by}")
    return Text(
        f"a span and no day: between {since} and {by}; kept as {_shown(day)}, both days are noted beside it",
        f"为时段而非具体日期：{since}至{by}之间；按{_shown(day)}计，起止日记入备注",
    )
