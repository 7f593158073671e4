"""One point of time in words: a day, a month, a quarter, a half-year or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.notations.model import Hints, Period
from kg.text import Text

SURE = Text()
NO_DATE = Text("The text is not one date.", "这段文字不是一个日期。")
NO_YEAR = Text("The date has no year.", "日期没有年份。")
DAY_OR_MONTH = Text("Day and month may be either way round.", "日与月的先后不明。")
#: What can be read in one way only, and not in the one that is said; by whether the day is first in it.
_AGAINST = {
    True: Text(
        "It can only be read with the day first, and days are said to have the month first.",
        "只能按日在前读取，而已说明日期为月在前。",
    ),
    False: Text(
        "It can only be read with the month first, and days are said to have the day first.",
        "只能按月在前读取，而已说明日期为日在前。",
    ),
}
_TWO_DIGITS = Text("The year has two digits.", "年份只有两位。")
NO_SUCH_DAY = Text("There is no such day.", "没有这一天。")
FAR = Text("The year is far from our time.", "年份离现代过远。")
MONTH_OR_YEARS = Text("It is a month, or two years.", "可能是某月，也可能是两个年份。")
CUT = Text(
    "It is January, or October as a spreadsheet cuts the zero of a number.",
    "可能是1月，也可能是10月（表格会截去数字末尾的零）。",
)
_SERIAL = Text("The number may be a day as spreadsheets count them.", "该数字可能是表格软件的日期序号。")
FISCAL = Text("It is not said when the fiscal year begins.", "未说明财政年度从何时开始。")
_RUN_TOGETHER = Text("The digits may be a month or a number.", "这些数字可能是年月，也可能是一个数。")

#: From the finest to the coarsest, as the code list ``date-precision`` has them.
PRECISIONS = ("day", "month", "quarter", "half", "year")
#: The months in English, from the first on.
NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
#: The names in German and in French, and how they are cut short, folded.
_FURTHER = (
    ("januar", "janner", "jan", "janvier", "janv"),
    ("februar", "feber", "fevrier", "fevr", "fev"),
    ("marz", "maerz", "mrz", "mars"),
    ("avril", "avr"),
    ("mai",),
    ("juni", "juin"),
    ("juli", "juillet", "juil"),
    ("aout",),
    ("sept", "septembre"),
    ("oktober", "okt", "octobre"),
    ("novembre",),
    ("dezember", "dez", "decembre"),
)
MONTHS = {name[:cut]: at for at, name in enumerate(NAMES, 1) for cut in (3, len(name))} | {
    name: at for at, names in enumerate(_FURTHER, 1) for name in names
}
_FIRSTS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "上": 1, "下": 2}
_ORDINAL = "|".join(word for word in _FIRSTS if word not in "上下")

#: The names of all months, the longest first, as a pattern has them.
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MON = rf"(?P<mon>{MONTH})\.?"
_Y, _M, _D = r"(?P<y>[0-9]{4})", r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_DTH = rf"{_D}(?:st|nd|rd|th|er)?"
_YY = r"'?(?P<yy>[0-9]{2})"
_YEAR = rf"(?:{_Y}|{_YY})"
_POINTS = tuple(
    re.compile(pattern)
    for pattern in (
        # Days.
        rf"(?:{_YEAR} ?年 ?)?{_M} ?月 ?{_D} ?[日号]?",
        rf"{_Y}(?P<s>[-/.]) ?{_M}(?P=s) ?{_D}\.?",
        rf"{_Y}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})",
        rf"{_DTH}[- ]?(?:of )?{_MON}(?:,? ?[- ]? ?{_YEAR})?",
        rf"{_DTH}\. ?{_MON} {_Y}",
        rf"{_MON} {_DTH}(?:,? {_YEAR})?",
        rf"{_MON}-{_D}-{_Y}",
        rf"{_D}/{_MON}[/ ]{_YEAR}",
        rf"{_Y}[- ]{_MON}[- ]{_D}",
        # Months.
        rf"(?:{_YEAR} ?年? ?)?{_M} ?月份?",
        rf"{_M} ?月 ?{_Y} ?年?",
        rf"{_MON}(?:,? ?[-/]? ?{_Y})?",
        rf"{_Y}[- ]?{_MON}",
        rf"(?P<m>[0-9]{{1,2}})[-/.]{_Y}",
        # Quarters and half-years.
        rf"(?:{_YEAR} ?年? ?)?第?(?P<q>[1-4])季度?",
        rf"(?:{_Y}[-/ 年]? ?)?q ?(?P<q>[1-4])",
        rf"q ?(?P<q>[1-4])(?: ?[-/,]? ?(?:of )?{_YEAR})",
        rf"(?P<q>[1-4])q[- ]?{_YEAR}",
        rf"(?P<qw>{_ORDINAL})[ -]quarter(?: of|,)?(?: {_Y})?",
        rf"(?:{_YEAR} ?年? ?)?(?P<hw>[上下])半年",
        rf"(?:{_Y}[-/ 年]? ?)?h ?(?P<h>[12])",
        rf"h ?(?P<h>[12])(?: ?[-/,]? ?(?:of )?{_YEAR})",
        rf"(?P<h>[12])h ?[-/]? ?{_YEAR}",
        rf"(?P<hw>first|1st|second|2nd)[ -]half(?: of|,)?(?: {_Y})?",
        # Years.
        rf"(?:the )?(?:calendar )?(?:year )?(?:cy ?)?{_Y} ?(?:年度?)?",
        rf"{_YEAR} ?年度?",
        r"'(?P<yy>[0-9]{2})",
    )
)
_ANY_ORDER = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4})\.?")
_SHORT_YEAR = re.compile(r"'?([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?'?([0-9]{1,2})\.?")
_YEAR_AND_TWO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})")
_MONTH_AND_TWO = re.compile(rf"{_MON}[- /]?'?(?P<yy>[0-9]{{2}})")
_FISCAL_YEAR = re.compile(r"(?:fy|fiscal year|financial year) ?'?([0-9]{4}|[0-9]{2})|([0-9]{4}) ?(?:财年|财政年度)")
_SERIAL_NUMBER = re.compile(r"([2-6][0-9]{4})(?:\.[0-9]+)?")
_MONTHS_TOGETHER = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])")
_MIXED = re.compile(r"([0-9]{4})[-/.年] ?([0-9]{1,2})[-/.月] ?([0-9]{1,2})日?")


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean: one period that is sure, or a doubt and what it may mean."""

    periods: tuple[Period, ...] = ()
    doubt: Text = NO_DATE
    about: str = ""

    @property
    def sure(self) -> bool:
        """Whether it means one period and nothing else."""
        return not self.doubt


def point(text: str, hints: Hints) -> Found | None:
    """The point of time that a text names; ``None`` if it names none.

    Args:
        text: folded, with digits for Chinese numerals.
        hints: the year of dates that say none, and whether the day comes first.
    """
    for reading in (_special, _in_any_order):
        if (found := reading(text, hints)) is not None:
            return found
    for pattern in _POINTS:
        if match := pattern.fullmatch(text):
            return _built(match.groupdict(), hints)
    if match := _MIXED.fullmatch(text):
        return Found(_days(_numbers(match.groups())))
    return None


def _special(text: str, hints: Hints) -> Found | None:
    """What looks like a date and may be something else."""
    if match := _YEAR_AND_TWO.fullmatch(text):
        return _year_and_two(*match.groups())
    if match := _MONTH_AND_TWO.fullmatch(text):
        return _month_and_two(MONTHS[match["mon"]], int(match["yy"]), hints)
    if match := _FISCAL_YEAR.fullmatch(text):
        return Found((span("year", _full(int(match[1] or match[2])), 1),), FISCAL)
    if match := _SERIAL_NUMBER.fullmatch(text):
        first = date(1904, 1, 1) if hints.epoch_1904 else date(1899, 12, 30)
        day = first + timedelta(days=int(match[1]))
        return Found((Period(day, day, "day"),), _SERIAL)
    if (match := _MONTHS_TOGETHER.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        short = _days([2000 + int(text[:2]), int(text[2:4]), int(text[4:])])
        return Found((span("month", int(match[1]), int(match[2])), *short), _RUN_TOGETHER)
    return None


def _year_and_two(year_text: str, sign: str, two: str) -> Found | None:
    """2017-07; but 2010-12 is December or three years, and 2017.1 may have been 2017.10."""
    year, other = int(year_text), int(two)
    if not year or not 1 <= other <= 12:
        return None
    month = span("month", year, other)
    if sign == "." and two == "1":
        return Found((month, span("month", year, 10)), CUT)
    if sign != "." and len(two) == 2 and other > year % 100:
        years = Period(date(year, 1, 1), date(year - year % 100 + other, 12, 31), "year")
        return Found((month, years), MONTH_OR_YEARS)
    return _checked(month)


def _month_and_two(month: int, two: int, hints: Hints) -> Found:
    """Jul-17: a month with its year, as two digits are said to be, or a day of a year that is not said."""
    days = _days([hints.year, month, two]) if hints.year else ()
    made = span("month", _full(two), month)
    return Found((made,), SURE) if hints.two_digits else Found((made, *days), _TWO_DIGITS, "two-digits")


def _in_any_order(text: str, hints: Hints) -> Found | None:
    """7/8/2017, and 28/7/17, of which the year is asked as well."""
    if match := _ANY_ORDER.fullmatch(text):
        return _year_last(int(match[1]), int(match[3]), int(match[4]), hints.day_first)
    if match := _SHORT_YEAR.fullmatch(text):
        return _short(match[1], match[3], match[4], hints)
    return None


def _short(one: str, two: str, three: str, hints: Hints) -> Found | None:
    """17.3.5 and 28/7/17: the year first or last, the day first or the month, as somebody says."""
    first = _days([_full(int(one)), int(two), int(three)]) if len(one) == 2 else ()
    year = _full(int(three))
    day_first, month_first = (
        (_days([year, int(two), int(one)]), _days([year, int(one), int(two)])) if len(three) == 2 else ((), ())
    )
    if said := {"ymd": first, "dmy": day_first, "mdy": month_first}.get(hints.short_year):
        return Found(said, SURE)
    ways = tuple(dict.fromkeys((*day_first, *month_first, *first)))
    # 1.2.3 is the number of a chapter.
    return Found(ways, _TWO_DIGITS, "short-year") if ways else None


def _year_last(one: int, two: int, year: int, day_first: bool | None) -> Found:
    ways = _days([year, two, one], [year, one, two])
    if len(ways) != 2:
        # 13/7/2017 where the month was said to come first is a slip, or the answer was.
        against = day_first is not None and (one > 12) is not day_first and one != two
        if not ways or against:
            # Of 31.11.2019 the month is one, whichever stands first.
            months = [month for month in (one, two) if 1 <= month <= 12 < max(one, two) <= 31]
            near = ways or tuple(span("month", year, month) for month in months)
            return Found(near, _AGAINST[one > 12] if ways else NO_SUCH_DAY)
        return _checked(ways[0])
    if day_first is None:
        return Found(ways, DAY_OR_MONTH, "day-first")
    return _checked(ways[0] if day_first else ways[1])


def _built(parts: Mapping[str, str | None], hints: Hints) -> Found:
    """A period from the named parts of a pattern."""
    year_text, short = parts.get("y"), parts.get("yy")
    year = int(year_text) if year_text else _full(int(short)) if short else hints.year
    if year is None:
        return Found((), NO_YEAR, "year")
    if not 1 <= year <= 9999:
        return Found()
    made = _span_of(parts, year)
    if made is None:
        month, day = _month(parts), parts.get("d")
        turned = _days([year, int(day), month]) if month and day else ()
        return Found((span("month", year, month),) if month and month <= 12 else turned, NO_SUCH_DAY)
    return Found((made,), _TWO_DIGITS, "two-digits") if short and not hints.two_digits else _checked(made)


def _span_of(parts: Mapping[str, str | None], year: int) -> Period | None:
    month, day = _month(parts), parts.get("d")
    if day:
        return next(iter(_days([year, month or 0, int(day)])), None)
    if month is not None:
        return span("month", year, month) if 1 <= month <= 12 else None
    for precision, digit, word in (("quarter", "q", "qw"), ("half", "h", "hw")):
        if said := parts.get(digit) or parts.get(word):
            return span(precision, year, int(said) if said.isdigit() else _FIRSTS[said])
    return span("year", year, 1)


def _month(parts: Mapping[str, str | None]) -> int | None:
    if name := parts.get("mon"):
        return MONTHS[name]
    return int(said) if (said := parts.get("m")) else None


def _checked(period: Period) -> Found:
    """A period of our time is sure; one that is far from it may be no date at all."""
    near = period.start is not None and 1800 <= period.start.year <= 2199
    return Found((period,), SURE if near else FAR)


def _full(two: int) -> int:
    """The year that two digits mean most often; four stay."""
    return two if two > 99 else 2000 + two if two < 70 else 1900 + two


def _numbers(parts: Iterable[str]) -> list[int]:
    return [int(part) for part in parts]


def _days(*ways: list[int]) -> tuple[Period, ...]:
    """The days that exist among some, each as year, month and day."""
    found = []
    for year, month, day in ways:
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        found.append(Period(made, made, "day"))
    return tuple(dict.fromkeys(found))


_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def span(precision: str, year: int, which: int) -> Period:
    """A month, a quarter, a half-year or a year.

    Args:
        precision: ``month``, ``quarter``, ``half`` or ``year``.
        year: the year.
        which: which of its kind in the year, from 1; of a year 1.

    >>> span("quarter", 2017, 3).end
    datetime.date(2017, 9, 30)
    """
    start = date(year, (which - 1) * _LENGTHS[precision] + 1, 1)
    return Period(start, end_of(start, precision), precision)


def end_of(day: date, precision: str) -> date:
    """The last day of the month, quarter, half-year or year that a day is in; the day itself for a day.

    Args:
        day: the day.
        precision: a code of ``date-precision``.

    >>> end_of(date(2016, 2, 3), "month"), end_of(date(2017, 5, 1), "half")
    (datetime.date(2016, 2, 29), datetime.date(2017, 6, 30))
    """
    if precision == "day":
        return day
    length = _LENGTHS[precision]
    last = ((day.month - 1) // length + 1) * length
    return date(day.year, last, monthrange(day.year, last)[1])


def start_of(day: date, precision: str) -> date:
    """The first day of the day, month, quarter, half-year or year that a day is in.

    >>> start_of(date(2017, 8, 19), "half")
    datetime.date(2017, 7, 1)
    """
    if precision == "day":
        return day
    length = _LENGTHS[precision]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last one of a month that has no such day.

    >>> months_after(date(2019, 1, 31), 1)
    datetime.date(2019, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_months(first: date, months: int) -> date:
    """The last day of so many months; of one that begins on the 31st, the end of a month that has no such day.

    >>> last_of_months(date(2019, 1, 15), 1), last_of_months(date(2019, 1, 31), 1)
    (datetime.date(2019, 2, 14), datetime.date(2019, 2, 28))
    """
    found = months_after(first, months)
    return found if found.day < first.day else found - timedelta(days=1)


def coarser(*precisions: str) -> str:
    """The coarsest of some precisions."""
    return max(precisions, key=PRECISIONS.index)
