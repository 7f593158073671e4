"""Amounts that come back: which of a text's amounts is that of each year or month, and of no longer span."""

from __future__ import annotations

import re

from kg.nearest import folded
from kg.notations import rates
from kg.notations.model import Hints, Quantity
from kg.notations.plain import LONGEST, plain
from kg.notations.quantities import quantity

#: The year of headings such as 年度经费 and 年产值; 三年投资 is the sum of three.
_OF_A_YEAR = re.compile(
    r"(?<![一二三四五六七八九十两几多])(?<!(?<![0-9]{3})[0-9])年"
    r"(?:度|产[值量能]|营业额|销售额|租金|收入|投资|预算|经费|费用|吞吐量|贸易额|交易额)"
)
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_CLAUSES = re.compile(r"[;、()\n]|,(?![0-9])")


def recurrence(text: str) -> str:
    """How often what a heading speaks of comes: ``year``, ``half-year``, ``quarter``, ``month``, ``week``, ``day``.

    Args:
        text: a heading, or any short text.

    Returns:
        the word; empty where it says nothing of the kind.

    >>> recurrence("Annual budget (EUR)"), recurrence("年度经费（万元）"), recurrence("投资额（万元）")
    ('year', 'year', '')
    """
    shown = folded(plain(text[:LONGEST]))
    said = rates.said(shown)[0]
    # 2021-2025年度预算 is the sum of five.
    return said or ("year" if _OF_A_YEAR.search(shown) and len(_YEARS.findall(shown)) < 2 else "")


def recurring(text: str, hints: Hints = Hints()) -> tuple[tuple[Quantity, str], ...]:  # noqa: B008 - it cannot be changed
    """The amounts of a text that come back, each with how often.

    Args:
        text: as it stands in a cell.
        hints: what is known of the column, the row or the sheet.

    >>> [(str(one.value), step) for one, step in recurring("共1500万元，每年500万元")]
    [('5000000', 'year')]
    """
    if len(text) > LONGEST:
        return ()
    found: list[tuple[Quantity, str]] = []
    before = ""
    for clause in _CLAUSES.split(plain(text)):
        step, start, end = rates.said(folded(clause))
        whole, edge = rates.apart(folded(clause))
        if edge and not step:
            step, start, end = edge, len(whole), len(clause)
        if step:
            # Words such as 每年 stand before their number, words such as "a year" behind it.
            sides = (clause[:start], clause[end:])
            sides = sides[::-1] if re.match("[每年月季日]", folded(clause)[start:end]) else sides
            meant = next((some for side in (*sides, before) if (some := _amounts(side, hints))), ())
            found += [(one, step) for one in meant]
        before = clause if _amounts(clause, hints) else before
    return tuple(dict.fromkeys(found))


def _amounts(text: str, hints: Hints) -> tuple[Quantity, ...]:
    if not text.strip():
        return ()
    read = quantity(text.strip(" :"), hints)
    return (read.value,) if read.value else read.proposals
