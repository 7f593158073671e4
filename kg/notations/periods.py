"""Days and periods as people write them: 2017年7月28日, 28.7.2017, 2017Q1, 1-6月, since 2015, 平成29年."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.notations import calendar, digits, words
from kg.notations.calendar import MONTHS, is_year
from kg.notations.model import LONGEST, Hints, Period, Read, plain, shown
from kg.text import Text

_Found = Period | Read[Period] | None

_NUMERAL = "[0-9]{1,4}|[〇零一二三四五六七八九十廿卅元]{1,4}"
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = re.compile(
    r"(?:^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)"
    r"|(?:[ (]*(?:星期|周|礼拜)[一二三四五六日天]\)?$)"
)
_TIME = re.compile(r"[t ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)? ?(?:[ap]m|z|[+-][0-9]{2}:?[0-9]{2})?$")
_ABOUT = re.compile(r"^(?:大约|约|around|about|circa|ca\.?|c\.) *|(?<=[0-9年月日])(?:左右|前后)$")
_OPEN_END = (
    re.compile(
        r"^(?:since|from|as of|starting(?: in| from)?|after|自|从|由) *(?P<in>.+?)"
        r"(?: *(?:起|以来|至今|开始|onwards?))?$"
    ),
    re.compile(
        r"^(?P<in>.+?) *(?:起至今|起|以来|至今|开始|[-–—~至到] *今|[-–—] *(?:present|now|today)?|onwards?|"
        r" to (?:present|date|now))$"
    ),
)
_UNTIL = re.compile(
    r"^(?:by|until|till|up to|through|as at|截至|截止到|截止|至|到) *(?P<in>.+?)(?: *(?:为止|止|底前|前))?$"
)
_BEFORE = (
    re.compile(r"^(?:before|prior to|earlier than) *(?P<in>.+)$"),
    re.compile(r"^(?P<in>.+?)(?:之前|以前|前)$"),
)
#: What stands between the ends of a span: first what is nothing else, then the hyphen, which dates hold too.
_BETWEEN = re.compile(r" *(?:--|[–—~〜至到]| to | until ) *")
_HYPHEN = re.compile(r" *- *")


def period(text: str, hints: Hints = Hints()) -> Read[Period]:  # noqa: B008
    """What a day or a period means.

    Args:
        text: the text of a cell, or a passage.
        hints: what is known of its sheet and row.

    Returns:
        the period; or that there is none; or a question, with what it may be. Of an empty text, none of these.

    >>> period("2017年上半年").value
    Period(start=datetime.date(2017, 1, 1), end=datetime.date(2017, 6, 30), precision='half', bound='exact')
    >>> period("7/8/2017").about
    'day-first'
    """
    told = plain(text)
    if not told:
        return Read()
    low = told.lower().strip(" ,;，。；") if len(told) <= LONGEST else ""
    if told.lower() in words.NONE:
        return Read(none_said=True)
    if not low or low in words.UNKNOWN:
        return _asked(text)
    bound = "exact"
    bare = _ABOUT.sub("", low)
    if bare != low:
        low, bound = bare, "about"
    found = _spanning(_TIME.sub("", _WEEKDAY.sub("", low)).strip(), text, hints)
    if isinstance(found, Period):
        return Read(replace(found, bound=bound))
    return found or _asked(text)


def _asked(text: str, about: str = "", *proposals: Period | None) -> Read[Period]:
    said = shown(text)
    questions = {
        "": Text(f"When is {said!r}?", f"“{said}”是何时？"),
        "day-first": Text(f"Does the day or the month come first in {said!r}?", f"“{said}”中日在前还是月在前？"),
        "year": Text(f"Of which year is {said!r}?", f"“{said}”是哪一年？"),
    }
    kept = tuple(dict.fromkeys(item for item in proposals if item is not None))
    return Read(question=questions[about], proposals=kept, about=about)


def _spanning(low: str, text: str, hints: Hints) -> _Found:
    """A period, a span of two, or one that is open."""
    if (found := _single(low, text, hints)) is not None:
        return found
    for between in (*_BETWEEN.finditer(low), *_HYPHEN.finditer(low)):
        first, second = low[: between.start()], low[between.end() :]
        if first and second and (spanned := _range(first, second, text, hints)) is not None:
            return spanned
    return _open(low, text, hints)


def _open(low: str, text: str, hints: Hints) -> _Found:
    """A period without a first or a last day."""
    made: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[Period], _Found]], ...] = (
        (_OPEN_END, lambda inner: Period(inner.start, None, inner.precision)),
        (_BEFORE, _day_before),
        ((_UNTIL,), lambda inner: Period(None, inner.end, inner.precision)),
    )
    for patterns, make in made:
        for match in filter(None, (pattern.match(low) for pattern in patterns)):
            if isinstance(inner := _single(match["in"], text, hints), Period):
                if low.startswith("after "):
                    return _asked(text, "", Period(inner.end, None, inner.precision))
                return make(inner)
    return None


def _day_before(inner: Period) -> Period | None:
    if inner.start is None or inner.start.toordinal() == 1:
        return None
    return Period(None, inner.start.fromordinal(inner.start.toordinal() - 1), inner.precision)


def _range(first: str, second: str, text: str, hints: Hints) -> _Found:
    """A span from the first to the second: 2015-2020, 2017.7-2018.6, 2017年3月-6月, 3-6 May 2017 is none."""
    later = _single(second, text, hints)
    earlier = _single(first, text, hints)
    if not isinstance(later, Period) and isinstance(earlier, Period) and earlier.start is not None:
        # 2017年3月至6月: the second takes the year of the first.
        later = _single(second, text, replace(hints, year=earlier.start.year))
        if not isinstance(later, Period) and re.fullmatch("[0-9]{2}", second) and earlier.precision == "year":
            later = calendar.year_of(earlier.start.year // 100 * 100 + int(second))  # 2015-17
    if not isinstance(earlier, Period) and isinstance(later, Period) and later.start is not None:
        earlier = _single(first, text, replace(hints, year=later.start.year))
    if isinstance(earlier, Read):
        return earlier
    if not isinstance(earlier, Period) or not isinstance(later, Period):
        return later if isinstance(later, Read) else None
    if earlier.start is None or later.end is None or earlier.start > later.end:
        return _asked(text)
    precision = earlier.precision if earlier.precision == later.precision else "day"
    coarsest = max((earlier.precision, later.precision), key=_COARSENESS.index)
    return Period(earlier.start, later.end, precision if precision != "day" else coarsest)


_COARSENESS = ("day", "month", "quarter", "half", "year")


def _single(low: str, text: str, hints: Hints) -> _Found:
    """One day, month, quarter, half or year."""
    for pattern, make in _FORMS:
        match = pattern.fullmatch(low)
        if match:
            return make(match, text, hints)
    return None


def _number(said: str) -> int:
    if said == "元":
        return 1  # the first year of an era
    if said.isascii():
        return int(said)
    value = digits.chinese(said)
    return int(value) if value is not None else -1


def _year(said: str) -> int:
    """A year in digits of either kind; -1 where it is none."""
    number = _number(said) if said.isascii() or len(said) == 4 else -1
    return number if is_year(number) else -1


def _ymd(match: re.Match[str], text: str, _: Hints) -> _Found:
    year = _year(match["y"])
    return (calendar.day(year, _number(match["m"]), _number(match["d"])) if year > 0 else None) or _asked(text)


def _ym(match: re.Match[str], text: str, _: Hints) -> _Found:
    year, month = _year(match["y"]), _number(match["m"])
    if year > 0 and match.re is _YM and not 1 <= month <= 12:
        return None  # 2015-20
    return (calendar.months(year, month, month) if year > 0 else None) or _asked(text)


def _y(match: re.Match[str], text: str, _: Hints) -> _Found:
    year = _year(match["y"])
    return calendar.year_of(year) if year > 0 else _asked(text)


def _era(match: re.Match[str], text: str, _: Hints) -> _Found:
    year = calendar.ERAS[match["era"]] + _number(match["y"])
    month, day = match["m"], match["d"]
    if month is None:
        return calendar.year_of(year) or _asked(text)
    if day is None:
        return calendar.months(year, _number(month), _number(month)) or _asked(text)
    return calendar.day(year, _number(month), _number(day)) or _asked(text)


def _numbers_last_year(match: re.Match[str], text: str, hints: Hints) -> _Found:
    one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
    day_first, month_first = calendar.day(year, two, one), calendar.day(year, one, two)
    if not is_year(year):
        return _asked(text)
    if match["s"] == "." and day_first is not None:
        return day_first  # with full stops, the day comes first everywhere
    if day_first and month_first and day_first != month_first:
        if hints.day_first is None:
            return _asked(text, "day-first", day_first, month_first)
        return day_first if hints.day_first else month_first
    found = day_first or month_first
    if found is None or (hints.day_first is not None and found != (day_first if hints.day_first else month_first)):
        return _asked(text, "", found)
    return found


def _short_year(match: re.Match[str], text: str, hints: Hints) -> _Found:
    """Three numbers of two digits each: a question always."""
    one, two, three = int(match["a"]), int(match["b"]), int(match["y"])
    century = 2000 if three < 70 else 1900
    orders = [calendar.day(century + three, two, one), calendar.day(century + three, one, two)]
    if hints.day_first is False:
        orders.reverse()
    return _asked(text, "", *orders)


def _serial(match: re.Match[str], text: str, hints: Hints) -> _Found:
    found = calendar.serial(int(match[0]), hints.epoch_1904)
    return _asked(text, "", Period(found, found, "day") if found else None)


def _digits_only(match: re.Match[str], text: str, _: Hints) -> _Found:
    found = calendar.day(int(match["y"]), int(match["m"]), int(match["d"])) if is_year(int(match["y"])) else None
    return found or _asked(text)


def _named_month(match: re.Match[str], text: str, hints: Hints) -> _Found:
    month = MONTHS[match["n"]]
    said = match.groupdict()
    year = int(said["y"]) if said.get("y") else hints.year
    if year is None:
        return _asked(text, "year")
    if not is_year(year):
        return _asked(text)
    found = calendar.day(year, month, int(said["d"])) if said.get("d") else calendar.months(year, month, month)
    return found or _asked(text)


def _part(match: re.Match[str], text: str, hints: Hints) -> _Found:
    """A quarter, a half or some months, of a year that may not be said."""
    said = match.groupdict()
    year = _year(said["y"]) if said.get("y") else hints.year
    if year is None:
        return _asked(text, "year")
    made: Period | None = None
    if said.get("q"):
        made = calendar.quarter(year, _number(said["q"]))
    elif said.get("h"):
        made = calendar.half(year, {"上": 1, "下": 2}.get(said["h"]) or _number(said["h"]))
    elif said.get("d"):
        made = calendar.day(year, _number(said["m"]), _number(said["d"]))
    elif said.get("m"):
        month, last = _number(said["m"]), _number(said.get("l") or said["m"])
        if said.get("p"):
            made = calendar.part_of_month(year, month, said["p"])
        else:
            named = {3: "quarter", 6: "half"} if month == 1 else {}
            made = calendar.months(year, month, last, named.get(last, "month"))
    return made or _asked(text)


def _quarters(match: re.Match[str], text: str, hints: Hints) -> _Found:
    year = _year(match["y"]) if match["y"] else hints.year
    if year is None:
        return _asked(text, "year")
    return calendar.months(year, 1, 3 * _number(match["qs"]), "quarter") or _asked(text)


def _about_year(match: re.Match[str], text: str, _: Hints) -> _Found:
    """The beginning or the end of a year: the year is sure, and the rest is about."""
    year = _year(match["y"])
    found = calendar.year_of(year) if year > 0 else None
    return found or _asked(text)


def _question(match: re.Match[str], text: str, _: Hints) -> _Found:
    """A financial year, which begins on another day in each country."""
    year = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    return _asked(text, "", calendar.year_of(year))


_YM = re.compile(r"(?P<y>[0-9]{4}) ?[-/.] ?(?P<m>[0-9]{1,2})")
_YEAR_ZH = "(?P<y>[0-9]{4}|[〇零一二三四五六七八九]{4}) ?年(?:度)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, Hints], _Found]], ...] = tuple(
    (re.compile(pattern) if isinstance(pattern, str) else pattern, make)
    for pattern, make in (
        (r"(?P<y>[0-9]{4}) ?[-/.] ?(?P<m>[0-9]{1,2}) ?[-/.] ?(?P<d>[0-9]{1,2})\.?", _ymd),
        (rf"{_YEAR_ZH} ?(?P<m>{_NUMERAL}) ?月 ?(?P<d>{_NUMERAL}) ?[日号]?", _ymd),
        (_YM, _ym),
        (rf"{_YEAR_ZH} ?(?P<m>{_NUMERAL}) ?月(?:份)?(?P<p>)?", _ym),
        (rf"(?:{_YEAR_ZH})?(?P<m>{_NUMERAL}) ?月(?:份)? ?(?P<p>上旬|中旬|下旬|初|底|末|中|中上旬)", _part),
        (rf"(?:{_YEAR_ZH}|(?P<yy>$^)) ?(?:年?底|年?末|年?初|年?中|底|末|初|中|内)", _about_year),
        (r"(?:the )?(?:end|beginning|start|middle|early|mid|late)[ -](?:of )?(?P<y>[0-9]{4})", _about_year),
        (r"(?P<y>[0-9]{4})(?: ?年(?:度)?)?", _y),
        (rf"{_YEAR_ZH}", _y),
        (
            rf"(?P<era>{'|'.join(calendar.ERAS)}) ?(?P<y>{_NUMERAL}) ?年"
            rf"(?: ?(?P<m>{_NUMERAL}) ?月(?: ?(?P<d>{_NUMERAL}) ?日)?)?",
            _era,
        ),
        (r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", _digits_only),
        (r"(?P<y>[0-9]{4})(?P<m>0[1-9]|1[0-2])", _ym),
        (r"(?P<m>[0-9]{1,2}) ?[/.] ?(?P<y>[0-9]{4})", _ym),
        (r"(?P<a>[0-9]{1,2}) ?(?P<s>[-/.]) ?(?P<b>[0-9]{1,2}) ?(?P=s) ?(?P<y>[0-9]{4})", _numbers_last_year),
        (r"(?P<a>[0-9]{1,2}) ?(?P<s>[-/.]) ?(?P<b>[0-9]{1,2}) ?(?P=s) ?(?P<y>[0-9]{2})", _short_year),
        (r"[0-9]{5}", _serial),
        (
            rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? ?(?:of )?[ -]?(?P<n>{_MONTH_NAMES})\.?,?[ -]?(?P<y>[0-9]{{4}})",
            _named_month,
        ),
        (rf"(?P<n>{_MONTH_NAMES})\.? ?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>[0-9]{{4}})", _named_month),
        (rf"(?P<n>{_MONTH_NAMES})\.?,?[ -]?(?:of )?(?P<y>[0-9]{{4}})", _named_month),
        (rf"(?P<y>[0-9]{{4}})[ -](?P<n>{_MONTH_NAMES})\.?", _named_month),
        (rf"(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<n>{_MONTH_NAMES})", _named_month),
        (rf"(?P<n>{_MONTH_NAMES})\.? (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?", _named_month),
        (rf"(?P<n>{_MONTH_NAMES})", _named_month),
        (r"(?P<y>[0-9]{4})[ -/]?q(?P<q>[1-4])", _part),
        (r"q(?P<q>[1-4])(?:[ -/]?(?P<y>[0-9]{4}))?", _part),
        (r"(?P<y>[0-9]{4})[ -/]?h(?P<h>[12])", _part),
        (r"h(?P<h>[12])(?:[ -/]?(?P<y>[0-9]{4}))?", _part),
        (rf"(?:{_YEAR_ZH} ?)?(?:第)?(?P<q>[1-4一二三四]) ?季度?", _part),
        (rf"(?:{_YEAR_ZH} ?)?前(?P<qs>[二三2-3两]) ?个?季度", _quarters),
        (rf"(?:{_YEAR_ZH} ?)?(?P<h>[上下]) ?半年", _part),
        (rf"(?:{_YEAR_ZH} ?)?(?P<m>{_NUMERAL}) ?(?:月)?(?:份)? ?[-–—~〜至到] ?(?P<l>{_NUMERAL}) ?月(?:份)?", _part),
        (rf"(?P<m>{_NUMERAL}) ?月(?:份)? ?(?P<d>{_NUMERAL}) ?[日号]", _part),
        (rf"(?P<m>{_NUMERAL}) ?月(?:份)?", _part),
        (r"(?:fy|financial year|fiscal year|财年) ?(?P<y>[0-9]{4}|[0-9]{2})", _question),
        (r"(?P<y>[0-9]{4}) ?(?:财年|财政年度)", _question),
    )
)


def readings(text: str, hints: Hints = Hints()) -> Iterator[Period]:  # noqa: B008
    """All that a text may mean, the sure reading or else the proposals."""
    found = period(text, hints)
    if found.value is not None:
        yield found.value
    yield from found.proposals
