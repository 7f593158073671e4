"""Dates and spans of time in English prose, written out so that ``kg.notations`` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.intake.articles.model import Span
from kg.intake.articles.publishing import Publishing, is_to_come
from kg.notations import Period, Read, period

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTHS = {name: at for at, name in enumerate(_NAMES, 1)} | {name[:3]: at for at, name in enumerate(_NAMES, 1)}
_MONTHS["sept"] = 9
_SHORT = "|".join(sorted((name for name in _MONTHS if len(name) < 5 and name not in ("may", "june", "july")), key=len))
_MON = rf"(?:(?:{'|'.join(_NAMES)})(?![a-z])|(?:{_SHORT})(?![a-z])\.?)"
_Y = r"(?:19|20)[0-9]{2}(?![0-9])(?!,[0-9])"
_D = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:st|nd|rd|th)?"
_TO = r"(?: ?[-–—] ?| to | until | through | and )"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = {word: at for at, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
)}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
#: Whose a part of a year is.
_OF_YEAR = rf"(?:,? (?:of |in )?(?:(?P<y>{_Y})|(?P<ry>(?:this|last|next|the(?: same| current)?|the previous) year)))?"
_AHEAD = (
    r"(?P<ahead>(?:no later than|not later than|as of|as at|by|until|till|since|from|before|after|prior to|up to) )?"
)
#: Before a month alone, so that may and march are no verbs.
_LEAD = (
    r"(?:(?:in|during|of|last|this|next|early|mid|late|throughout|through|between|for|to|and|on|at|around)(?: |-)"
    r"(?:early |mid[- ]|late )?)"
)
_PART = r"(?:(?P<part>early|mid|late)[- ]|(?:the )?(?P<end>end|beginning|start|middle) of )?"
#: What makes four digits a number and no year.
_NO_YEAR = (
    r"(?![a-z0-9%])(?! (?:people|persons|projects|firms|companies|enterprises|jobs|homes|households|villages|towns|"
    r"schools|hospitals|students|workers|residents|experts|staff|units|sites|vehicles|members|yuan|dollars|euros|"
    r"tonnes|hectares|mu|km|kilometres|million|billion|percent|per cent)\b)"
)

_DAY_FIRST = re.compile(
    rf"{_AHEAD}(?<![0-9.,])(?:the )?(?P<d>{_D})(?:{_TO}(?P<d2>{_D}))? (?:of )?(?P<mon>{_MON})"
    rf"(?:,? (?P<y>{_Y}))?(?![a-z0-9])"
)
_MONTH_FIRST = re.compile(
    rf"{_AHEAD}(?P<mon>{_MON}) (?P<d>{_D})(?:{_TO}(?:(?P<mon2>{_MON}) )?(?P<d2>{_D}))?(?:,? (?P<y>{_Y}))?(?![a-z0-9%])"
    r"(?! (?:projects|firms|companies|people|million|billion|percent))"
)
_MONTHS_APART = re.compile(
    rf"(?:from |between )?(?P<mon>{_MON})(?: (?P<y1>{_Y}))?{_TO}(?P<mon2>{_MON})"
    rf"(?:,? (?:of )?(?:(?P<y>{_Y})|(?P<ry>(?:this|last|next) year)))?"
    r"(?! ?[0-9])(?![a-z])"
)
_MONTH = re.compile(
    rf"{_AHEAD}{_PART}(?P<near>last |this |next )?(?P<mon>{_MON})"
    rf"(?:,? (?:of )?(?:(?P<y>{_Y})|(?P<ry>(?:this|last|next) year)))?(?! ?[0-9])(?![a-z-])"
)
_YEARS = re.compile(rf"(?:from |between )?(?<![0-9-/.])(?P<y1>{_Y}){_TO}(?P<y2>{_Y})(?![0-9-])")
_ISO = re.compile(r"(?<![0-9.,-])(?:19|20)[0-9]{2}-(?:1[0-2]|0[1-9])-(?:3[01]|[12][0-9]|0[1-9])(?![0-9-])")
_QUARTER = re.compile(
    rf"{_AHEAD}(?:(?:the )?(?P<q>first|second|third|fourth|last) quarter{_OF_YEAR}(?![a-z])"
    rf"|q(?P<qn>[1-4])(?:,? (?:of )?(?P<qy>{_Y}))?(?![a-z0-9]))"
)
_HALF = re.compile(
    rf"{_AHEAD}(?:(?:the )?(?P<half>first|second|last) half{_OF_YEAR}(?![a-z])(?! (?:of|dozen|hour|million))"
    rf"|h(?P<hn>[12]),? (?P<hy>{_Y}))"
)
#: A year before a part of it: 2023's first half.
_YEAR_BEFORE = re.compile(rf"(?<![0-9])(?P<y>{_Y})(?:'s)? \Z")
_YEAR_END = re.compile(
    rf"(?:(?P<ahead>by|before|until|till|since) |at |the )?(?:the )?year[ -]end(?:,? (?P<y>{_Y}))?(?![a-z])"
)
_FIRST_MONTHS = re.compile(
    rf"(?:the )?first (?P<n>{'|'.join(_COUNTS)}|1[0-2]|[1-9]) (?P<what>months|quarters){_OF_YEAR}(?![a-z])"
)
_YEAR_PART = re.compile(
    rf"{_AHEAD}(?:(?P<part>early|mid|late)[- ]|(?:the )?(?P<end>end|beginning|start|middle|close|turn) of )?"
    rf"(?:(?P<ry>(?:this|last|next) year|the year(?P<before> before last)?)|(?:the year )?(?P<y>{_Y}){_NO_YEAR})(?!-)"
)
_SO_FAR = re.compile(
    r"(?:so far this year|this year so far|(?:this )?year[ -]to[ -]date|"
    r"since the (?:beginning|start) of (?:the|this) year|"
    r"since january 1(?![0-9])(?! ?,? ?(?:19|20)[0-9]{2}))"
)
_NEAR = re.compile(
    r"(?P<day>the day before yesterday|yesterday|today|tomorrow)(?!')|"
    r"(?P<near>last|this|next|earlier this|later this) (?P<unit>month|week|quarter)(?!-)|"
    rf"(?:on |last |this |next )(?P<wd>{'|'.join(_WEEKDAYS)})(?![a-z])(?!,? (?:[0-9]|{_MON}))"
)
_UNTIL_NOW = re.compile(r"(?:so far|to date|as of now|up to now|until now)(?= |[,.;])")

Found = tuple[Span, Read[Period]]
#: Where a date may begin, words before it among it.
_ANY = re.compile(
    r"(?<![a-z0-9])(?:[0-9]|[qh][1-4]|the |no later|not later|as of|as at|by |until |till |since |from |before |after |"
    r"prior |up to|in |during |of |last |this |next |early |mid[- ]|late |end |first |second |third |fourth |between |"
    rf"on |through|for |to |and |at |around |earlier |later |yesterday|today|tomorrow|so far|year|{_MON})"
)


def found(text: str, alike: str, published: Publishing) -> Iterator[Found]:
    """The dates and spans of a text, in order, without overlaps.

    Args:
        text: as it was written; may and march are months in capitals alone.
        alike: the same as ``matching`` has it.
        published: when it was published.
    """
    at = 0
    for match in _ANY.finditer(alike):
        start = match.start()
        if start < at:
            continue
        for pattern, reading in _READINGS:
            one = pattern.match(alike, start)
            if one is None or not _has_capitals(text, one):
                continue
            read = reading(alike, one, published)
            if read is not None:
                at = one.end()
                yield Span(start, at), read
                break


def _has_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether each name of a month or a weekday is written as one."""
    groups = match.groupdict()
    return all(text[match.start(name)].isupper() for name in ("mon", "mon2", "wd") if groups.get(name))


def _month_first(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    parts = match.groupdict()
    month, day = _month(parts["mon"]), _day(parts["d"])
    last_month = _month(parts["mon2"]) if parts.get("mon2") else month
    last = _day(parts["d2"]) if parts.get("d2") else day
    to_come = is_to_come(alike, *match.span())
    year = int(parts["y"]) if parts["y"] else published.year_of(last_month, last, to_come)
    written = f"{year}年{month}月{day}日"
    if parts.get("d2"):
        return period(f"{written}至{last_month}月{last}日" if last_month != month else f"{written}至{last}日")
    return _sided(match["ahead"], written)


def _months_apart(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    first, last = _month(match["mon"]), _month(match["mon2"])
    year = _year(match, published)
    if year is None:
        year = published.year_of(last, None, is_to_come(alike, *match.span()))
    first_year = int(match["y1"]) if match["y1"] else year - (first > last)
    return period(f"{first_year}年{first}月至{year}年{last}月")


def _one_month(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    year, month = _year(match, published), _month(match["mon"])
    is_said = match["ahead"] or match["near"] or match["part"] or match["end"] or year is not None
    if not is_said and not _LED.search(alike, max(0, match.start() - 12), match.start()):
        return None
    if year is None:
        to_come = match["near"] == "next " or (match["near"] != "last " and _is_to_come(alike, match, month, published))
        year = published.year_of(month, None, to_come)
        if match["near"] == "last " and (year, month) == (published.day.year, published.day.month):
            year -= 1
        if match["near"] == "next " and (year, month) == (published.day.year, published.day.month):
            year += 1
    part = match["part"] or match["end"]
    return _sided(match["ahead"], f"{year}年{month}月{_PARTS.get(part or '', '')}")


def _is_to_come(alike: str, match: re.Match[str], month: int, published: Publishing) -> bool:
    """Whether a month is still to come; one that something is done by, if it is later in the year and nothing was."""
    if is_to_come(alike, *match.span()):
        return True
    deadline = (match["ahead"] or "").strip() in ("by", "until", "till", "before", "no later than", "not later than")
    return deadline and month > published.day.month and not _WAS.search(alike, match.end(), match.end() + 60)


_WAS = re.compile(r"\b(?:had|has|have|was|were)\b")
_LED = re.compile(rf"(?<![a-z]){_LEAD}\Z")
_PARTS = {
    "early": "初",
    "beginning": "初",
    "start": "初",
    "turn": "初",
    "mid": "中",
    "middle": "中",
    "late": "底",
    "end": "底",
    "close": "底",
}


def _years(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    return period(f"{match['y1']}年至{match['y2']}年")


def _iso(_: str, match: re.Match[str], __: Publishing) -> Read[Period] | None:
    return period(match[0])


def _quarter(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    number = int(match["qn"]) if match["qn"] else _ORDINALS[match["q"]]
    year = int(match["qy"]) if match["qy"] else _year(match, published) or _year_before(alike, match.start())
    if year is None:
        year = published.year_of_span(3 * number - 2, is_to_come(alike, *match.span()))
    return _sided(match["ahead"], f"{year}年第{number}季度")


def _half(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    is_second = match["hn"] == "2" if match["hn"] else match["half"] != "first"
    year = int(match["hy"]) if match["hy"] else _year(match, published) or _year_before(alike, match.start())
    if year is None:
        year = published.year_of_span(7 if is_second else 1, is_to_come(alike, *match.span()))
    return _sided(match["ahead"], f"{year}年{'下' if is_second else '上'}半年")


def _year_before(alike: str, at: int) -> int | None:
    before = _YEAR_BEFORE.search(alike, max(0, at - 8), at)
    return int(before["y"]) if before else None


def _year_end(_: str, match: re.Match[str], published: Publishing) -> Read[Period]:
    return _sided(match["ahead"], f"{int(match['y']) if match['y'] else published.day.year}年底")


def _first_months(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    count = int(match["n"]) if match["n"].isdigit() else _COUNTS[match["n"]]
    last = count * (3 if match["what"] == "quarters" else 1)
    if last > 12:
        return None
    year = _year(match, published)
    if year is None:
        year = published.year_of(last, None, is_to_come(alike, *match.span()))
    if match["what"] == "quarters" and count in (2, 3):
        return period(f"{year}年前{count}季度")
    return period(f"{year}年1月至{last}月") if last > 1 else period(f"{year}年1月")


def _year_part(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    year = published.day.year - 2 if match["before"] else _year(match, published)
    part = match["part"] or match["end"]
    bare = not (match["ahead"] or part)
    if match["ry"] and match["ry"].startswith("the year") and not match["before"] and not part:
        return None
    if match["y"] and bare and not _YEAR_LED.search(alike, max(0, match.start() - 12), match.start()):
        return None
    if year is None:
        return None
    return _sided(match["ahead"], f"{year}年{_PARTS.get(part or '', '')}")


#: Before a year alone.
_YEAR_LED = re.compile(
    r"(?:(?<![a-z])(?:in|of|during|for|through|throughout|year|and|to|as early as|around|about|on)|[(/]) ?\Z"
)


def _so_far(_: str, __: re.Match[str], published: Publishing) -> Read[Period] | None:
    return Read(published.so_far())


def _until_now(_: str, __: re.Match[str], published: Publishing) -> Read[Period] | None:
    return Read(published.until_now())


def _near(alike: str, match: re.Match[str], published: Publishing) -> Read[Period] | None:
    if match["day"]:
        return Read(published.days({"yesterday": -1, "today": 0, "tomorrow": 1}.get(match["day"], -2)))
    if match["wd"]:
        away = _WEEKDAYS.index(match["wd"]) - published.day.weekday()
        to_come = match[0].startswith("next") or is_to_come(alike, *match.span())
        # The last such day before publication, or that day itself; the next one behind it.
        return Read(published.days(away + 7 * (away <= 0) if to_come else away - 7 * (away > 0)))
    away = {"last": -1, "next": 1}.get(match["near"], 0)
    if match["unit"] == "week":
        return Read(published.week(away))
    if match["unit"] == "month":
        year, month = published.month(away)
        return period(f"{year}年{month}月")
    year, month = published.month(3 * away)
    return period(f"{year}年第{(month - 1) // 3 + 1}季度")


def _sided(ahead: str | None, written: str) -> Read[Period]:
    """What stands before a date opens it on one side."""
    word = (ahead or "").strip()
    if word in ("since", "from"):
        return period(f"自{written}起")
    if word == "before" or word == "prior to":
        return period(f"截至{written}" if written[-1] in "底初中" else f"早于{written}")
    if word == "after":
        return period(f"after {written}")
    return period(f"截至{written}" if word else written)


def _year(match: re.Match[str], published: Publishing) -> int | None:
    if match["y"]:
        return int(match["y"])
    said = match["ry"]
    if not said:
        return None
    return published.day.year + {"last": -1, "next": 1}.get(said.split()[0], -1 if "previous" in said else 0)


def _month(name: str) -> int:
    return _MONTHS[name.rstrip(".")]


def _day(text: str) -> int:
    return int(re.sub("[a-z]+", "", text))


_READINGS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], Publishing], Read[Period] | None]], ...] = (
    (_SO_FAR, _so_far),
    (_ISO, _iso),
    (_DAY_FIRST, _month_first),
    (_MONTH_FIRST, _month_first),
    (_MONTHS_APART, _months_apart),
    (_YEARS, _years),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_FIRST_MONTHS, _first_months),
    (_MONTH, _one_month),
    (_NEAR, _near),
    (_YEAR_END, _year_end),
    (_YEAR_PART, _year_part),
    (_UNTIL_NOW, _until_now),
)
