"""Days and years of other calendars: Islamic (1442H), Persian (1396), Buddhist (2560), of Minguo (106.7.1).

Years of the Islamic calendar begin with a new moon that is seen: they are counted here by its tables of thirty years,
by which a day may be one or two off. All that is read here is proposed and asked, also a bare year that may be of two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from kg.nearest import folded
from kg.notations.model import Period
from kg.notations.points import Found
from kg.notations.tables import table
from kg.text import Text

_ISLAMIC = Text(
    "The year is perhaps of the Islamic calendar, of which a day may be one or two off.",
    "年份可能为伊斯兰历，换算可能有一两日之差。",
)
_PERSIAN = Text("The year is perhaps of the Persian calendar.", "年份可能为波斯历（伊朗历）。")
_BUDDHIST = Text("The year is perhaps of the Buddhist era.", "年份可能为佛历。")
_MINGUO = Text("The year is perhaps that of the Republic of China.", "年份可能为民国纪年。")
_ERA = Text("The year is perhaps of a Japanese era.", "年份可能为日本年号。")

#: The day before the first of the Islamic calendar by its tables, 16 July 622 in that of Caesar.
_BEFORE_ISLAMIC = date(622, 7, 18)
#: A new year's day of the Persian calendar, and its leap years within thirty-three, as they have been since 1210.
_NOWRUZ, _OF_NOWRUZ, _LEAP = date(2021, 3, 21), 1400, frozenset((1, 5, 9, 13, 17, 22, 26, 30))
#: The years of each that a sheet may speak of, and up to which a bare one is rather Persian.
_FIRST, _LAST, _RATHER_PERSIAN = 1300, 1460, 1410
_OUR_TIME = (1900, 2100)

_MARK_ISLAMIC = r"(?:a\.? ?h\.?|h|hijri|ه\u0640?(?: ?\.? ?ق\.?)?|هجري(?:ة|ه)?|هجرية)"
_MARK_PERSIAN = r"(?:s\.? ?h\.?|h\.? ?s\.?|a\.? ?p\.?|ه\u0640?\.? ?ش\.?|ش|شمسی|شمسي|هجری شمسی)"
_YEAR = r"(?P<y>1[34][0-9]{2})"
_LED = r"(?:(?:year|سال|سنة|عام) ?)?"
_FORMS = (
    rf"{_LED}{_YEAR}",
    rf"(?P<d>[0-9]{{1,2}}) ?[-/.] ?(?P<m>[0-9]{{1,2}}) ?[-/.] ?{_YEAR}",
    rf"{_YEAR} ?[-/.] ?(?P<m>[0-9]{{1,2}})(?: ?[-/.] ?(?P<d>[0-9]{{1,2}}))?",
    rf"(?:(?P<d>[0-9]{{1,2}}) )?(?P<mon>[^0-9]{{2,20}}?),? {_YEAR}",
)
#: Two years, of which the second one may be cut short to what is no month: 1396-1397, 1396/97, 1399/00.
_BETWEEN = re.compile(rf"{_LED}(1[34][0-9]{{2}}) ?[-/~] ?(1[34][0-9]{{2}}|1[3-9]|[2-9][0-9]|00)")
_THAI_YEAR = re.compile(r"(?<![0-9])2[45][0-9]{2}(?![0-9])")
_ROC = re.compile(r"(?P<y>1[0-3][0-9])(?: ?年| ?[./-] ?(?P<m>1[0-2]|0?[1-9])(?: ?[./-] ?(?P<d>[0-3]?[0-9]))?| ?年.+)")
#: R1, H29: an era by its letter, of which one of two digits alone may be anything; H1 and H2 are half-years.
_BY_LETTER = re.compile(r"(?P<era>[rhs令平昭])(?P<y>[0-9]{1,2})(?:[./-](?P<m>1[0-2]|0?[1-9]))?")
_BEFORE_ERA = {"r": (2018, 1, 40), "h": (1988, 3, 31), "s": (1925, 40, 64)}
_BEFORE_ERA |= {"令": (2018, 1, 40), "平": (1988, 1, 31), "昭": (1925, 1, 64)}


@cache
def _months() -> dict[str, tuple[str, int]]:
    rows = table("calendars.csv")
    return {folded(name): (row["calendar"], int(row["month"])) for row in rows for name in row["spellings"].split("|")}


def read(text: str, point: Callable[[str], tuple[Period, ...]]) -> Found | None:
    """What a text may mean by another calendar; ``None`` where it is none of theirs.

    Args:
        text: folded, with the digits 0 to 9; of our calendar nothing sure can be read of it.
        point: reads a text of our calendar, for years that are only counted otherwise.

    >>> [str(day) for day in (_islamic(1442, 1, 1), _islamic(1445, 9, 1), _persian(1396, 1, 1), _persian(1399, 12, 30))]
    ['2020-08-20', '2024-03-11', '2017-03-21', '2021-03-20']
    """
    if _THAI_YEAR.search(text):
        ours = point(_THAI_YEAR.sub(lambda year: str(int(year[0]) - 543), text))
        return Found(ours, _BUDDHIST) if ours else None
    if _ROC.fullmatch(text):
        year = str(int(text[:3]) + 1911)
        ours = point(year + text[3:])
        return Found(ours, _MINGUO) if ours else None
    if match := _BY_LETTER.fullmatch(text):
        before, first, last = _BEFORE_ERA[match["era"]]
        known = first <= int(match["y"]) <= last
        month = f"-{int(match['m']):02}" if match["m"] else ""
        return Found(point(f"{before + int(match['y'])}{month}"), _ERA) if known else None
    bare, marked = text, ""
    for name, mark in (("persian", _MARK_PERSIAN), ("islamic", _MARK_ISLAMIC)):
        way = re.sub(rf"(?<=[0-9]) ?{mark}$|^{mark} ?(?=[0-9])", "", text)
        if way != text:
            bare, marked = way, name
            break
    made = list(dict.fromkeys(_made(bare.strip(), marked)))
    if not made:
        return None
    return Found(tuple(period for _, period in made), _PERSIAN if made[0][0] == "persian" else _ISLAMIC)


def _made(text: str, marked: str) -> Iterator[tuple[str, Period]]:
    """The spans that a text is in each of both calendars, the likelier first, with the years of ours they lie in."""
    if both := _BETWEEN.fullmatch(text):
        first, last = int(both[1]), int(both[2])
        in_full = first - first % 100 + last + (100 if last < first % 100 else 0)
        yield from _made_between(first, last if last > 99 else in_full, marked)
        return
    for form in _FORMS:
        match = re.fullmatch(form, text)
        if match is None:
            continue
        parts = match.groupdict()
        named, month = _months().get(parts.get("mon") or "", ("", None))
        if parts.get("mon") and not named:
            continue
        year, day = int(parts["y"]), int(parts["d"]) if parts.get("d") else None
        month = month or (int(parts["m"]) if parts.get("m") else None)
        for calendar in [named] if named else _likely(year, marked):
            span = _span(calendar, year, month, day)
            yield from ((calendar, each) for each in _with_our_years(span, is_year=month is None))


def _made_between(first: int, last: int, marked: str) -> Iterator[tuple[str, Period]]:
    """From one year to another one in each of both calendars."""
    for calendar in _likely(first, marked):
        start, end = _span(calendar, first, None, None), _span(calendar, last, None, None)
        if start and end and start.start and end.end and first < last:
            yield calendar, Period(start.start, end.end, "year")


def _with_our_years(span: Period | None, *, is_year: bool) -> Iterator[Period]:
    """A span of our time, and of a year both years of ours that it lies in; nothing of another time."""
    if span is None or span.start is None or span.end is None or not _OUR_TIME[0] <= span.start.year <= _OUR_TIME[1]:
        return
    yield span
    for ours in (span.start.year, span.end.year) if is_year else ():
        yield Period(date(ours, 1, 1), date(ours, 12, 31), "year")


def _likely(year: int, marked: str) -> list[str]:
    """The calendars that a year may be of: the one that is said, else first the one by which it is of our time."""
    if not _FIRST <= year <= _LAST:
        return []
    both = ["persian", "islamic"] if year <= _RATHER_PERSIAN else ["islamic", "persian"]
    return [marked] if marked else both


def _span(calendar: str, year: int, month: int | None, day: int | None) -> Period | None:
    """A year, a month or a day of another calendar, in ours; ``None`` where it has none such."""
    first_of = _islamic if calendar == "islamic" else _persian
    if month is not None and not 1 <= month <= 12:
        return None
    start = first_of(year, month or 1, 1)
    following = first_of(year + 1, 1, 1) if month in (None, 12) else first_of(year, (month or 1) + 1, 1)
    end = following - timedelta(days=1)
    if day is None:
        return Period(start, end, "month" if month else "year")
    at = start + timedelta(days=day - 1)
    return Period(at, at, "day") if day >= 1 and at <= end else None


def _islamic(year: int, month: int, day: int) -> date:
    """A day of the Islamic calendar by its tables: thirty years, of which eleven have a day more."""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day
    return _BEFORE_ISLAMIC + timedelta(days=days)


def _persian(year: int, month: int, day: int) -> date:
    """A day of the Persian calendar: six months of 31 days, then months of 30, in leap years the last one too."""
    between = range(min(year, _OF_NOWRUZ), max(year, _OF_NOWRUZ))
    days = sum(366 if one % 33 in _LEAP else 365 for one in between)
    nowruz = _NOWRUZ + timedelta(days=days if year >= _OF_NOWRUZ else -days)
    return nowruz + timedelta(days=31 * (month - 1) - max(0, month - 7) + day - 1)
