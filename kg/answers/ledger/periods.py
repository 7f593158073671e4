"""Periods of figures: what lies inside what, and what a person types for one."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.errors import UsageError
from kg.text import Text, typed

_PIECE = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|([0-9]{2})(?:-([0-9]{2}))?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day as ISO texts, which sort as days do; empty where one is not given."""

    start: str = ""
    end: str = ""

    @classmethod
    def of(cls, start: str, end: str) -> Period:
        """The period between two dates of the graph; what is no date counts as not given."""
        return _period(start, end)

    def __bool__(self) -> bool:
        return bool(self.start or self.end)

    @property
    def is_closed(self) -> bool:
        """Whether both its days are given, in order."""
        return bool(self.start and self.end and self.start <= self.end)

    def holds(self, other: Period) -> bool:
        """Whether another period, both its days given, lies in this one."""
        return self.is_closed and other.is_closed and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether they share a day, as far as their days are given."""
        begins_in_time = not (self.start and other.end) or self.start <= other.end
        return begins_in_time and (not (self.end and other.start) or other.start <= self.end)

    def has(self, day: str) -> bool:
        """Whether a day lies in it."""
        return bool(day) and (not self.start or self.start <= day) and (not self.end or day <= self.end)

    def follows(self, other: Period) -> bool:
        """Whether it begins on the day after the other one ends."""
        return self.start == (date.fromisoformat(other.end) + timedelta(days=1)).isoformat()

    def days(self) -> int:
        """How many days a closed period has."""
        return (date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1


@lru_cache(maxsize=65_536)
def _period(start: str, end: str) -> Period:
    return Period(start if _is_day(start) else "", end if _is_day(end) else "")


def read_period(text: str) -> Period:
    """A period as a person types it.

    >>> read_period("2017-H1"), read_period("2016..2017-03")
    (Period(start='2017-01-01', end='2017-06-30'), Period(start='2016-01-01', end='2017-03-31'))

    Raises:
        UsageError: if it is none, or ends before it begins.
    """
    first, dots, last = text.strip().partition("..")
    start, end = _piece(text, first), _piece(text, last if dots else first)
    if start.start > end.end:
        raise UsageError(
            Text(
                f"The period {typed(text)!r} ends before it begins. Write the earlier date first.",
                f"期间“{typed(text)}”的终点早于起点。请先写较早的日期。",
            )
        )
    return Period(start.start, end.end)


def _piece(whole: str, text: str) -> Period:
    match = _PIECE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        year, half, quarter, month, day = (int(group) if group else 0 for group in match.groups())
        if day:
            only = date(year, month, day).isoformat()
            return Period(only, only)
        first, last = _months(half, quarter, month)
        if match[4] and not month:
            raise ValueError
        return Period(
            date(year, first, 1).isoformat(), date(year, last, calendar.monthrange(year, last)[1]).isoformat()
        )
    except ValueError:
        raise UsageError(
            Text(
                f"The period {typed(whole)!r} is none. Write it like 2017, 2017-H1, 2017-Q1, 2017-03, 2017-07-28 or "
                "2016-01-01..2017-06-30.",
                f"“{typed(whole)}”不是期间。请写作 2017、2017-H1、2017-Q1、2017-03、2017-07-28 或 "
                "2016-01-01..2017-06-30。",
            )
        ) from None


def _months(half: int, quarter: int, month: int) -> tuple[int, int]:
    if half:
        return 6 * half - 5, 6 * half
    if quarter:
        return 3 * quarter - 2, 3 * quarter
    return (month, month) if month else (1, 12)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
