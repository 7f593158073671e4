"""When something was signed first, and when again, where one cell says both: signed 2010, renewed in May 2016."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from kg.intake.sheets.asking import Option
from kg.intake.sheets.cells import day_of, shown_period
from kg.nearest import in_both_scripts
from kg.notations import Period, Read
from kg.text import Text

#: What says that something was signed once more, and that it was signed.
_AGAIN = re.compile(
    in_both_scripts(
        r"续签|续约|续订|再签|重签|再次签[署订约]|renew(?:ed|al)|re-?signed|extended|prolonged|verlängert|erneuert|renouvelée?"
        r"|reconduite?|renovad[oa]|prorrogad[oa]|rinnovat[oa]|odnowion[oa]|продл[её]н[оа]?"
    ),
    re.I,
)
_SIGNED = re.compile(
    in_both_scripts(
        r"首次签[署订约]|首签|初签|初次签[署订约]|签[署订约]|签|于|first|originally|initially|signed|signature|concluded|zuerst|unterzeichnet"
        r"|signée?|firmad[oa]|assinad[oa]|firmat[oa]|подписано?"
    ),
    re.I,
)
_PARTS = re.compile(in_both_scripts(r"[,，;；/、\n(（]|\band\b|\bthen\b|(?<=[0-9日月年签])(?:后|并)"))
#: What stands between two years that are from when to when.
_STROKE = re.compile(r"[/／(（]|(?<=[0-9年])\s*[-–—~～至到]\s*(?=[0-9])")
#: What is longer is a text.
_LONGEST = 100
#: What parts the days of an answer that has each signing: ..2009; 2016.
_EACH = re.compile(r"\s*[;；]\s*")
_ALL = Text("all of them: signed first, and renewed", "全部：首次签署及续签")
_ALL_DAYS, _EACH_DAY = Text("signed on each of them", "各日均有签署"), Text("one of them", "其中之一")
_ALL_TIME = Text("from the first to the last", "自第一个至最后一个")
_FIRST, _LATER = Text("when it was signed first", "首次签署的时间"), Text("when it was renewed", "续签的时间")


def perhaps(text: str, read_part: Callable[[str], Read[Period]]) -> tuple[Option, ...]:
    """The days of a cell that says when something was signed and when it was renewed, to be proposed; else nothing.

    All of them come first: neither the time between two nor the year of a limit alone is what it says.

    Args:
        text: the cell.
        read_part: reads a day alone.
    """
    parts = [part.strip(" .。()（）") for part in _PARTS.split(text)] if len(text) <= _LONGEST else []
    parts = [part for part in parts if any(map(str.isdigit, part))]
    is_again = _AGAIN.search(text) is not None
    if len(parts) < 2:
        return ()
    is_list, are_years = _STROKE.search(text) is None, not is_again
    found: dict[str, Option] = {}
    by: list[date] = []
    for part in parts:
        bare = _SIGNED.sub(" ", _AGAIN.sub(" ", part)).strip(" :：")
        value = read_part(re.sub(r"^(?:in|on|at|im|am|en|em|в) ", "", bare)).value
        # Years with a stroke between are from when to when; those of a list, 2016; 2021, may be a signing each.
        if value is None or not (is_again or _is_one_day(value) or (is_list and _is_one_year(value))):
            return ()
        are_years = are_years and _is_one_year(value)
        shown = shown_period(value)
        by.append(day_of(value).as_of)
        told = _EACH_DAY if not is_again else _LATER if _AGAIN.search(part) else _FIRST
        found.setdefault(shown, Option(shown, told))
    told = _ALL if is_again else _ALL_DAYS
    each: tuple[Option, ...] = (Option("; ".join(found), told),) if len(found) > 1 and by == sorted(by) else ()
    if each and are_years:
        first, last = next(iter(found)), list(found)[-1]
        each = (*each, Option(f"{first}..{last}", _ALL_TIME))
    return (*each, *found.values()) if each or is_again else ()


def _is_one_year(value: Period) -> bool:
    """Whether a span is one year."""
    return value.start is not None and value.end is not None and day_of(value).precision == "year"


def _is_one_day(value: Period) -> bool:
    """Whether a span is one day or one month."""
    return value.start is not None and value.end is not None and day_of(value).precision in ("day", "month")


def each_of(answer: str) -> list[str]:
    """The days of an answer that has one or several, the first signing first.

    >>> each_of("..2009; 2016-05"), each_of("2016"), each_of("")
    (['..2009', '2016-05'], ['2016'], [''])
    """
    return [part for part in _EACH.split(answer.strip()) if part] or [""]
