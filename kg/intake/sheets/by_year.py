"""Columns by year, 2021年到位资金 beside 2022 disbursed: an amount that each is of, in its year alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.intake.sheets.readings import BRACKETS, Reading
from kg.nearest import folded

_YEAR = r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?![0-9])(?:年度?|財年|财年)?"
#: A year at the beginning or the end of a heading, or all of it.
_FORMS = (
    re.compile(rf"{_YEAR}[\s:：_/|-]*(?P<rest>.*)"),
    re.compile(rf"(?P<rest>.*?)(?:[\s:：_/|-]+in)?[\s:：_/|-]*{_YEAR}"),
)
#: What says that a year is where a sum ends or begins, or is no year of the calendar: 截至2021年底, by 2021, FY2021.
_NO_YEAR = re.compile(
    r"截至|截止|至|到(?=[0-9])|底|末|起|以来|(?<!税)[前后]|累计|cumulative|\b(?:by|to|until|till|since|from|before|after|fy|end|through)\b"
)
#: No heading is as long.
_LONGEST = 300
#: A year in a heading.
A_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august"
_MONTHS += "|september|october|november|december"
#: What says that an amount is of a part of a year, or of a year that is none of the calendar: 2021Q1, 2021.6, 2021/22.
_A_PART = re.compile(
    r"[季月]|[上中下]旬|[上下]半|半年|(?<![a-z])(?:q\s?[1-4]|h\s?[12]|[1-4]\s?q|[12]\s?h)(?![a-z0-9])"
    rf"|\b(?:{_MONTHS}|(?:quarter|half|month|week)(?:s|ly)?)\b"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])年?\s?[.,/_~–—-]?\s?[0-9]"
    r"|(?<![0-9])[0-9]{1,2}\s?[.,/_~–—-]?\s?(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
)
#: How much is signed in a year is not for that year.
_OF_ALL_YEARS = ("contractedInvestment",)
_MORE_THAN_ONE = 2


@dataclass(frozen=True, slots=True)
class OfYear:
    """What a heading says without its year.

    Attributes:
        year: the year.
        rest: the heading without it; empty where it says nothing else.
    """

    year: int
    rest: str

    @property
    def first(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)


def parted(heading: str) -> OfYear | None:
    """A heading's year and the rest; ``None`` where it names none, more than one, a part of one, or one it goes up to.

    What stands in brackets may say so too: 2021年到位资金（截至6月）.

    >>> parted("2021年到位资金"), parted("Disbursed 2022 (EUR m)"), parted("截至2021年底到位资金")
    (OfYear(year=2021, rest='到位资金'), OfYear(year=2022, rest='Disbursed (EUR m)'), None)
    """
    if not names_a_time(heading) or _NO_YEAR.search(folded(heading)) or _A_PART.search(folded(heading)):
        return None
    text, brackets = BRACKETS.sub(" ", heading), " ".join(match[0] for match in BRACKETS.finditer(heading))
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if match and not A_YEAR.search(f"{match['rest']} {brackets}"):
            return OfYear(int(match["year"]), f"{match['rest'].strip()} {brackets}".strip())
    return None


def names_a_time(heading: str) -> bool:
    """Whether a heading names a year, also where its amounts are not of all of that year and of it alone.

    >>> names_a_time("2021Q1 投资"), names_a_time("投资")
    (True, False)
    """
    return len(heading) <= _LONGEST and A_YEAR.search(heading) is not None


def years_of(headings: Mapping[int, str], readings: Mapping[int, Reading]) -> dict[int, OfYear]:
    """The columns of amounts that are of one year each, by place.

    A single column of what was contracted is none: what is signed in a year is not for that year alone.

    Args:
        headings: the headings by place.
        readings: what they are read as.
    """
    found = {
        place: one
        for place, heading in headings.items()
        if readings[place].role == "amount" and (one := parted(heading)) is not None
    }
    return {place: one for place, one in found.items() if _is_of_its_year(place, found, readings)}


def _is_of_its_year(place: int, found: Mapping[int, OfYear], readings: Mapping[int, Reading]) -> bool:
    measure = readings[place].detail
    beside = {one.year for other, one in found.items() if readings[other].detail == measure}
    return len(beside) >= _MORE_THAN_ONE or measure not in _OF_ALL_YEARS
