"""The first and the last day of a span, and how exactly each is said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from kg.intake.sheets import cells, spans
from kg.intake.sheets.cells import Day
from kg.notations import Period, end_of

#: What says that a date is only near.
_SAYS_ABOUT = re.compile(r"^(?:大约|约|ca?\b|circa\b|around\b|about\b|approx|~)|(?:左右|前后)$", re.I)


def is_about(value: Period, text: str) -> bool:
    """Whether a cell says of a date that it is only near."""
    return value.bound == "about" and _SAYS_ABOUT.search(text.strip()) is not None


def is_some_time(value: Period) -> bool:
    """Whether a time of some weeks or months is no part of the calendar, so that something may have begun within it."""
    if value.start is None or value.end is None or spans.is_of_years(value):
        return False
    return not cells.is_calendar_part(value.start, value.end)


def exactness(value: Period, text: str) -> dict[str, str]:
    """How exactly a cell says the first and the last day of a time; nothing where it says only about when.

    Args:
        value: what the cell means.
        text: what it says: of c. 2018 no year is sure; the end of 2018 is in that.
    """
    if is_about(value, text):
        return {}
    first, last = value.ends or (value.precision, value.precision)
    found = {"start": _precision_of(value.start, first)} if value.start else {}
    return found | ({"end": last_of(replace(value, precision=last)).precision} if value.end else {})


def begins_within(day: Day) -> tuple[date, str] | None:
    """The first day of what begins within a span over a new year, and how exactly it is said; ``None`` of other spans.

    The day by which it has begun is in the year after: winter semester 2007/08 begins in October. Of a season within a
    year that day is in the part of the calendar that all of it is in.

    Args:
        day: the day of the span, as its limit.
    """
    if day.since is None or day.since.year == day.as_of.year or (day.as_of - day.since).days < _A_MONTH:
        return None
    # Whoever answers a semester by its first and its last day names no day on which something began.
    whole = day.since.day == 1 and end_of(day.as_of, "month") == day.as_of
    return day.since, _precision_of(day.since, "month" if day.precision == "day" and whole else day.precision)


#: What is shorter goes over a new year by a few days: a week.
_A_MONTH = 28


def is_one(value: Period) -> bool:
    """Whether a span is a day or a month alone: that is when it begins, and not all of the time that it takes."""
    day = cells.day_of(value)
    return day.precision in ("day", "month") and day.plain and not _names_both_ends(value)


def _names_both_ends(value: Period) -> bool:
    """Whether a span says its first and its last day, or month, though these bound one part of the calendar."""
    if value.start is None or value.end is None or value.start == value.end:
        return False
    fine = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4}
    return fine.get(value.precision, 0) < fine.get(cells.day_of(value).precision, 0)


def ends_of_span(value: Period) -> dict[str, Day]:
    """The days on which a span begins and ends, by role; what is one part of the calendar says when it begins."""
    if value.start is None:
        return {"end": replace(cells.day_of(value), plain=True)} if value.end else {}
    if value.end is not None and cells.day_of(value).plain and not _names_both_ends(value):
        return {"start": cells.day_of(value)}
    first, last = value.ends or (value.precision, "")
    begins = replace(cells.day_of(Period(value.start, None, _precision_of(value.start, first))), plain=True)
    if value.end is None:
        return {"start": begins}
    return {"start": begins, "end": last_of(replace(value, precision=last or begins.precision))}


def last_of(value: Period) -> Day:
    """The day of an end that is no limit, as fine as it is said where that part of the calendar ends with it."""
    assert value.end is not None, "what says until when has an end"
    of_it = cells.day_of(Period(value.end, None, value.precision))
    return Day(value.end, of_it.precision if of_it.as_of == value.end else "day", plain=True)


def _precision_of(first: date, precision: str) -> str:
    """How fine the beginning of a span is said: of 2017年8月至2018年底 the end is as coarse as a year, and not this."""
    if cells.is_calendar_part(first, end_of(first, precision)):
        return precision
    return "month" if first.day == 1 else "day"
