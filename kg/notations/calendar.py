"""Days, months and other spans of the calendar, and words for them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kg.notations.model import Period

#: Months by their names and short names in English.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
#: The year before the first of an era.
ERAS = {"民国": 1911, "民國": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
#: The years that are read as years: others are more likely another number.
FIRST_YEAR, LAST_YEAR = 1800, 2199


def is_year(number: int) -> bool:
    """Whether a number is likely a year."""
    return FIRST_YEAR <= number <= LAST_YEAR


def day(year: int, month: int, number: int) -> Period | None:
    """A day; ``None`` if there is none."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found, found, "day")


def months(year: int, first: int, last: int, precision: str = "month") -> Period | None:
    """Whole months of a year, both counted; ``None`` if there are none such."""
    if not (1 <= year <= 9999 and 1 <= first <= last <= 12):
        return None
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def part_of_month(year: int, month: int, part: str) -> Period | None:
    """The first, the middle or the last third of a month, or its beginning or end, by the Chinese word."""
    whole = months(year, month, month)
    if whole is None or whole.end is None:
        return None
    first, last = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, whole.end.day)}.get(part, (1, whole.end.day))
    return Period(date(year, month, first), date(year, month, last), "month")


def quarter(year: int, number: int) -> Period | None:
    """A quarter of a year."""
    return months(year, 3 * number - 2, 3 * number, "quarter") if 1 <= number <= 4 else None


def half(year: int, number: int) -> Period | None:
    """A half of a year."""
    return months(year, 6 * number - 5, 6 * number, "half") if number in (1, 2) else None


def year_of(number: int) -> Period | None:
    """A whole year."""
    return months(number, 1, 12, "year")


def serial(number: int, epoch_1904: bool) -> date | None:
    """The day of a spreadsheet's serial number.

    Args:
        number: days since the beginning.
        epoch_1904: whether they count from 1904-01-01; else from 1900-01-01, with the 29 February 1900 that
            spreadsheets count and that never was.
    """
    begin = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30) if number > 60 else date(1899, 12, 31)
    try:
        return begin + timedelta(days=number)
    except OverflowError:
        return None
