"""What words of time mean: the spans that they may be, counted from the day of publication."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.notations import numerals
from kg.notations.points import MONTHS

#: A first and a last day; ``None`` where the words leave an end open.
Span = tuple[date | None, date | None]
_RELATIVE_YEARS = (
    (("今年", "本年", "当年", "全年", "年内", "this year", "the current year"), 0),
    (("去年", "上年", "上一年", "last year", "the previous year", "previous year"), -1),
    (("明年", "来年", "next year", "the coming year"), 1),
    (("前年", "the year before last"), -2),
    (("后年",), 2),
)
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: A year from which 十三五 and its like are counted: the thirteenth plan began in 2016.
_THIRTEENTH = 2016
#: Names of months that are words as well.
_AMBIGUOUS = frozenset(("may", "mar", "sec", "dec"))
_BEFORE_A_MONTH = re.compile(r"(?:in|since|by|from|of|until|and|to|last|this|next|early|late) $")


_TO_COME = re.compile(
    r"(?:将|拟|计划|力争|预计|有望|争取|定于|确保|到)[^,。;]{0,6}$|"
    r"\b(?:will|by|before|until|due|expected|planned|scheduled|aims?)\b[^,.;]{0,12}$"
)
_NOT_YET = re.compile("[底末初]?(?:之?前|开工|启动)")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of time as they were found.

    Attributes:
        match: what a pattern matched; its groups are what the words say.
        issued: the day of publication.
        before: the year that was named last before them, if any.
    """

    match: re.Match[str]
    issued: date
    before: int | None

    def word(self, name: str) -> str:
        """A group of the match; empty where the pattern has it not, or nothing was said."""
        return self.match.groupdict().get(name) or ""

    def number(self, name: str) -> int:
        """A group as a number, in digits, Chinese numerals or words."""
        word = self.word(name)
        return _ORDINALS.get(word) or (_COUNTS.index(word) if word in _COUNTS else number(word))

    def _is_ahead(self) -> bool:
        """Whether what stands at the words tells of what is to come: 将于12月, by December, 12月前."""
        text, (start, end) = self.match.string, self.match.span()
        return bool(_TO_COME.search(text[max(0, start - 16) : start]) or _NOT_YET.match(text, end))

    def years(self, month: int = 0, day: int = 1) -> list[int]:
        """The year that is said; else the one named before; else the latest in which a day is not to come."""
        said = year_of(self.word("y") or self.word("z"), self.issued)
        if said is not None:
            return [said]
        if self.before is not None:
            return [self.before]
        this = self.issued.year
        if month > self.issued.month:
            # 12月5日 of a July article is last year's, and this year's in a plan.
            return [this] if self._is_ahead() else [this - 1]
        return [this, this - 1] if (month, day) > (self.issued.month, self.issued.day) else [this]


Maker = Callable[[Said], Iterator[Span]]


def number(text: str) -> int:
    """A number in digits or Chinese numerals; 0 where it is none.

    >>> number("12"), number("二〇一七"), number("十一")
    (12, 2017, 11)
    """
    if text.isdecimal():
        return int(text)
    if len(text) == 4 and all(sign in numerals.DIGITS or sign == "〇" for sign in text):
        return int("".join(str(numerals.DIGITS.get(sign, 0)) for sign in text))
    value = numerals.mixed([text.replace("〇", "零")]) if text else None
    return int(value) if value is not None else 0


def year_of(word: str, issued: date) -> int | None:
    """The year that a word names: 2017年, 二〇一七年, 去年, last year."""
    if digits := re.match(r"(?:19|20)[0-9]{2}", word):
        return int(digits[0])
    if re.match(r"[〇零一二三四五六七八九]{4}", word):
        return number(word[:4])
    return next((issued.year + shift for names, shift in _RELATIVE_YEARS if word.startswith(names)), None)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of a month to the last of another.

    Args:
        year: the year.
        first: the first month, from 1 to 12.
        last: the last month, which is in it.
    """
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def day(said: Said) -> Iterator[Span]:
    """4月11日, 12 May 2021."""
    month, number = _month(said), said.number("d")
    for year in said.years(month, number):
        yield date(year, month, number), date(year, month, number)
        if said.word("part") in ("since", "from"):
            yield date(year, month, number), said.issued


def days(said: Said) -> Iterator[Span]:
    """5月3日至7日."""
    first, last = said.number("m"), said.number("n") or said.number("m")
    for year in said.years(last, said.number("e")):
        yield date(year, first, said.number("d")), date(year, last, said.number("e"))


def month(said: Said) -> Iterator[Span]:
    """3月, 3月底, May 2021; ``may`` and ``dec`` only where a word before them says so."""
    word = said.word("m")
    if word in _AMBIGUOUS and not said.word("y") and not said.word("part"):
        start = said.match.start()
        if not _BEFORE_A_MONTH.search(said.match.string[max(0, start - 8) : start]):
            return
    for year in said.years(_month(said)):
        yield from _part_of_month(year, _month(said), said.word("part"), said.issued)


def _month(said: Said) -> int:
    return MONTHS.get(said.word("m")) or said.number("m")


def _part_of_month(year: int, month: int, part: str, issued: date) -> Iterator[Span]:
    first, last = months(year, month, month)
    if part in ("起", "以来", "since", "from"):
        yield from ((first, None), (first, issued))
        return
    if part in ("上旬", "中旬", "下旬"):
        begin = ("上旬", "中旬", "下旬").index(part) * 10 + 1
        yield first.replace(day=begin), last if begin == 21 else first.replace(day=begin + 9)
    elif part in ("底", "末", "end", "by the end"):
        yield from ((last, last), (None, last))
    elif part in ("初", "beginning", "start"):
        yield first, first
    yield first, last


def between_months(said: Said) -> Iterator[Span]:
    """1-6月, January to June."""
    first = MONTHS.get(said.word("a")) or said.number("a")
    last = MONTHS.get(said.word("b")) or said.number("b")
    for year in said.years(last):
        if first <= last:
            yield months(year, first, last)


def first_months(said: Said) -> Iterator[Span]:
    """前十个月, the first ten months."""
    for year in said.years(said.number("q")):
        yield months(year, 1, said.number("q"))


def quarter(said: Said) -> Iterator[Span]:
    """一季度, the first quarter, Q1."""
    last = 3 * said.number("q")
    for year in said.years(last):
        yield months(year, last - 2, last)


def first_quarters(said: Said) -> Iterator[Span]:
    """前三季度, the first three quarters."""
    for year in said.years(3 * said.number("q")):
        yield months(year, 1, 3 * said.number("q"))


def half(said: Said) -> Iterator[Span]:
    """上半年, the first half."""
    first = said.word("h") in ("上", "first")
    for year in said.years(6 if first else 12):
        yield months(year, 1, 6) if first else months(year, 7, 12)


def between_years(said: Said) -> Iterator[Span]:
    """2019-2021年, 2019-21."""
    first, last = said.word("a"), said.word("b")
    yield date(int(first), 1, 1), date(int(last if len(last) == 4 else first[:2] + last), 12, 31)


def year(said: Said) -> Iterator[Span]:
    """2017年, 去年底, by the end of 2025, this year; a year that runs may be meant up to now, or from now on."""
    part = said.word("part")
    own = year_of(said.word("y"), said.issued)
    for one in [own] if own is not None else said.years():
        first, last = months(one, 1, 12)
        if part in ("以来", "起", "开始", "since", "from"):
            yield from ((first, said.issued), (first, None))
            continue
        if part in ("底", "末", "年底", "年末", "end", "by", "by the end", "late"):
            yield from ((last, last), (None, last))
        elif part in ("初", "年初", "beginning", "start"):
            yield first, first
        yield first, last
        if one == said.issued.year:
            yield from ((first, said.issued), (said.issued, last))
        elif one > said.issued.year:
            yield from ((None, last), (said.issued, last))


def whole_year(said: Said) -> Iterator[Span]:
    """全年, 年内: of the year named before, or of this."""
    for one in dict.fromkeys((said.before or said.issued.year, said.issued.year)):
        first, last = months(one, 1, 12)
        yield from ((first, last), (last, last))
        if one == said.issued.year:
            yield from ((first, said.issued), (said.issued, last))


def so_far(said: Said) -> Iterator[Span]:
    """今年以来, so far this year."""
    first, last = months(said.issued.year, 1, 12)
    yield from ((first, said.issued), (first, last))


def now(said: Said) -> Iterator[Span]:
    """目前, to date."""
    yield said.issued, said.issued


def five_years(said: Said) -> Iterator[Span]:
    """“十四五”."""
    first = _THIRTEENTH + 5 * (said.number("n") - 13)
    yield date(first, 1, 1), date(first + 4, 12, 31)


def some_years(said: Said) -> Iterator[Span]:
    """近三年, the next five years: with this year or without it, or by the day."""
    number, this = said.number("n"), said.issued
    day = min(this.day, 28)
    for shift in (0, 1):
        if said.word("way") in ("未来", "今后", "next", "coming"):
            yield date(this.year + shift, 1, 1), date(this.year + shift + number - 1, 12, 31)
            yield this, date(this.year + number, this.month, day)
        else:
            yield date(this.year - number + shift, 1, 1), date(this.year - 1 + shift, 12, 31)
            yield date(this.year - number + shift, 1, 1), this
            yield date(this.year - number, this.month, day), this


def relative_month(said: Said) -> Iterator[Span]:
    """上月, 本月18日, last month."""
    shift = {"上": -1, "last": -1, "previous": -1, "下": 1, "next": 1}.get(said.word("w"), 0)
    at = said.issued.year * 12 + said.issued.month - 1 + shift
    first, last = months(at // 12, at % 12 + 1, at % 12 + 1)
    if said.word("d"):
        yield first.replace(day=said.number("d")), first.replace(day=said.number("d"))
        return
    if said.word("part"):
        yield last, last
    yield first, last
    if shift == 0:
        yield first, said.issued


def day_of_month(said: Said) -> Iterator[Span]:
    """18日: the latest that is not to come; a plan may mean this month's."""
    number, this = said.number("d"), said.issued
    at = this.year * 12 + this.month - 1 - (number > this.day)
    yield date(at // 12, at % 12 + 1, number), date(at // 12, at % 12 + 1, number)
    if number > this.day:
        yield this.replace(day=number), this.replace(day=number)


def days_ago(said: Said) -> Iterator[Span]:
    """昨日, yesterday."""
    back = {"昨": 1, "前": 2, "明": -1, "yesterday": 1, "tomorrow": -1}.get(said.word("w") or said.word("v"), 0)
    yield said.issued - timedelta(days=back), said.issued - timedelta(days=back)


def some_time_ago(said: Said) -> Iterator[Span]:
    """三年前, two weeks ago: the day, and the month or year that it lies in."""
    number = 1 if said.word("n") in ("a", "an") else said.number("n")
    this, unit = said.issued, said.word("u")
    if unit in ("year", "年"):
        yield months(this.year - number, 1, 12)
        yield (this.replace(year=this.year - number, day=min(this.day, 28)),) * 2
    elif unit in ("month", "月"):
        at = this.year * 12 + this.month - 1 - number
        yield months(at // 12, at % 12 + 1, at % 12 + 1)
        yield (date(at // 12, at % 12 + 1, min(this.day, 28)),) * 2
    else:
        back = number * (7 if unit in ("week", "周", "星期") else 1)
        yield (this - timedelta(days=back),) * 2


def weekday(said: Said) -> Iterator[Span]:
    """On Tuesday: the last one, the one before, or the next."""
    word = said.word("w")
    wanted = WEEKDAYS.index(word) if word in WEEKDAYS else min("一二三四五六日天".index(word), 6)
    back = (said.issued.weekday() - wanted) % 7
    for ago in (back, back + 7, back - 7):
        yield said.issued - timedelta(days=ago), said.issued - timedelta(days=ago)


def week(said: Said) -> Iterator[Span]:
    """上周, last week."""
    shift = {"上": -7, "last": -7, "下": 7, "next": 7}.get(said.word("w"), 0)
    monday = said.issued - timedelta(days=said.issued.weekday() - shift)
    yield monday, monday + timedelta(days=6)
    # The days of a weekend, and of the one before where the week has just begun.
    yield from ((monday + timedelta(days=back),) * 2 for back in (5, 4, -2, -1))
