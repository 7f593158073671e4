"""What a cell that cannot be read may mean: the same value in the spelling that its column needs.

A proposal is made from the value itself, and only where a person would read it in one way, or in two that both
are named. Nothing is put right unasked: a proposal stands in a finding.

What reads notations is loaded with the first cell that cannot be read: most packages have none.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.notations import Period, Quantity

#: How long a text may be for which a name or a day is proposed.
_LONGEST = 60
#: How many readings of one text a person is asked to choose from.
_MOST = 2

_TRUE = ("yes", "y", "t", "on", "是", "对", "真", "有", "√", "✓")
_FALSE = ("no", "n", "f", "off", "否", "不", "假", "无", "×", "✗")


def days(text: str) -> list[str]:
    """The days that a date may mean, in ISO 8601; two where day and month may be either.

    >>> days("2026年11月24日"), days("24/11/2026"), days("1/6/2021"), days("24 Nov 2026")
    (['2026-11-24'], ['2026-11-24'], ['2021-06-01', '2021-01-06'], ['2026-11-24'])
    """
    return [day.isoformat() for made in _periods(text) if (day := _only_day(made))][:_MOST]


def _only_day(made: Period) -> date | None:
    return made.start if made.precision == "day" and made.start == made.end else None


_NUMBERS = re.compile("[0-9]+")


def first_of_period(text: str) -> tuple[str, str] | None:
    """The first day of a month or a year, and which of the two it is; ``None`` if the text names neither.

    >>> first_of_period("2026年11月"), first_of_period("2026")
    (('2026-11-01', 'month'), ('2026-01-01', 'year'))
    """
    made = next(iter(_periods(text)), None)
    # A day that does not exist names one all the same: 2017-02-30.
    if made is None or not (made.start and made.end) or len(_NUMBERS.findall(text)) > 2:
        return None
    if made.precision in ("month", "year") and made.start.year == made.end.year:
        return made.start.isoformat(), made.precision
    return None


def _periods(text: str) -> tuple[Period, ...]:
    from kg.notations import period

    read = period(text) if len(text) <= _LONGEST else None
    if read is None:
        return ()
    return (read.value,) if read.value else read.proposals


def numbers(text: str) -> list[str]:
    """The number that a text with separators, a scale or a currency may mean; two where it may be either.

    >>> numbers("45亿元"), numbers("1,839.5"), numbers("7.3 bn"), numbers("about 5"), numbers("1.500")
    (['4500000000'], ['1839.5'], ['7300000000'], [], ['1.5', '1500'])
    """
    from kg.notations import quantity

    read = quantity(text)
    found: tuple[Quantity, ...] = (read.value,) if read.value else read.proposals
    # One number in several currencies is one number, and a bound or a range is none.
    said = [format(meant.value, "f") for meant in found if meant.bound == "exact" and meant.upper is None]
    return list(dict.fromkeys(said))[:_MOST]


def booleans(text: str) -> list[str]:
    """``true`` or ``false``, where a text says as much.

    >>> booleans("是"), booleans("No"), booleans("perhaps")
    (['true'], ['false'], [])
    """
    from kg.notations.plain import plain

    said = plain(text).lower() if len(text) <= _LONGEST else ""
    return ["true"] if said in _TRUE else ["false"] if said in _FALSE else []


def identifiers(text: str) -> list[str]:
    """The text as an id: lower case, its words joined by hyphens; nothing if a letter would be lost.

    >>> identifiers("Jiaxing Port_2"), identifiers("嘉兴 2"), identifiers("Łódź")
    (['jiaxing-port-2'], [], [])
    """
    if len(text) > _LONGEST:
        return []
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()
    # A name of which a part would be lost is no id that its owner would know again.
    if any(sign.isalpha() and not sign.isascii() for sign in bare):
        return []
    found = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return [found] if found else []
