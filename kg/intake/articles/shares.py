"""Shares in words: half of it, 一半, 三分之一. What decimals do not keep in full is asked, with the nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.intake.articles.model import Span
from kg.notations import Quantity, Read, quantity

_BOUNDS = {
    "约": "about", "近": "about", "大约": "about", "超过": "moreThan", "超": "moreThan", "逾": "moreThan",
    "不到": "lessThan", "不足": "lessThan", "至少": "atLeast", "about": "about", "around": "about",
    "nearly": "about", "almost": "about",
    "over": "moreThan", "more than": "moreThan", "at least": "atLeast", "less than": "lessThan", "up to": "upTo",
}  # fmt: skip
_BOUND = "|".join(sorted(_BOUNDS, key=len, reverse=True))
_DIGITS = "[一二三四五六七八九十]"
_PARTS = {"third": "三", "quarter": "四", "fourth": "四", "fifth": "五", "tenth": "十"}
_COUNTS = {"a": "一", "one": "一", "two": "二", "three": "三", "four": "四"}
_SHARE = re.compile(
    rf"(?P<bound>(?<![a-z])(?:{_BOUND}) ?)?(?:"
    r"(?P<half>(?<![一二三四五六七八九十大])一半(?!导)|半数|(?<![a-z-])half (?=of |the |its |their |all ))"
    rf"|(?P<under>{_DIGITS}{{1,3}})分之(?P<of>{_DIGITS}{{1,3}})"
    rf"|(?<![a-z-])(?P<count>a|one|two|three|four)[ -](?P<part>third|quarter|fourth|fifth|tenth)s?(?= of )"
    r")(?P<behind>以上)?"
)


def found(alike: str) -> Iterator[tuple[Span, Read[Quantity]]]:
    """The shares of a text, in order.

    Args:
        alike: the text as ``matching`` has it.
    """
    for match in _SHARE.finditer(alike):
        end = match.start() + len(match[0].rstrip())
        bound = "atLeast" if match["behind"] else _BOUNDS.get((match["bound"] or "").strip(), "exact")
        if match["half"]:
            yield Span(match.start(), end), Read(Quantity(Decimal("0.5"), "ratio", bound))
            continue
        under, of = match["under"], match["of"]
        if match["part"]:
            under, of = _PARTS[match["part"]], _COUNTS[match["count"]]
        read = quantity(f"{under}分之{of}")
        if read.proposals:
            yield Span(match.start(), end), read
