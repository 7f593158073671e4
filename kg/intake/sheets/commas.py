"""What a comma between digits is in the amounts of a sheet: one cell's decimal comma tells nothing of another's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.notations import Hints

_COMMAS = re.compile(r"[,，]\s?([0-9]+)")
#: Commas that group thousands whatever else stands in the sheet.
_GROUPED = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[,，][0-9]{3}){2,}(?![0-9])|[0-9][,，][0-9]{3}\.[0-9]")
#: A comma that can only be a decimal one.
_DECIMAL = re.compile(r"(?<![0-9,，])[0-9]+[,，](?:[0-9]{1,2}|[0-9]{4,})(?![0-9,，])|[0-9]\.[0-9]{3}[,，][0-9]")
#: A comma before one or two digits, and a point that can only be a decimal one.
_FEW_BEHIND = re.compile(r"(?<![0-9,，])[0-9]+[,，][0-9]{1,2}(?![0-9,，])")
_POINT = re.compile(r"(?<![0-9.,，])[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,，])|[0-9][,，][0-9]{3}\.[0-9]")
_TEN_THOUSANDS = re.compile("[万萬亿億]")
_CURRENCY = re.compile(r"[a-z]{3,}|[$€£¥￥₹₩₽]", re.I)


@dataclass(frozen=True, slots=True)
class Commas:
    """How the amounts of a sheet are written.

    Attributes:
        group: whether something in it says that commas group thousands: 万, or 1,000,000.
        decimal: the currencies of amounts with a comma that can only be a decimal one, as they are written, folded.
        shown: whether the sheet shows that its decimals stand behind a comma, or (false) behind a point; ``None`` where
            it shows neither or both.
    """

    group: bool = False
    shown: bool | None = None
    decimal: frozenset[str] = frozenset()


def commas_of(headings: Iterable[str], texts: Sequence[str]) -> Commas:
    """How the amounts of a sheet are written.

    Args:
        headings: the headings of its amounts.
        texts: their cells.
    """
    group = any(map(_TEN_THOUSANDS.search, (*headings, *texts))) or any(map(_GROUPED.search, texts))
    decimal = {sign for text in texts if _DECIMAL.search(text) for sign in _signs(text)}
    comma, point = (any(map(pattern.search, texts)) for pattern in (_DECIMAL, _POINT))
    return Commas(group, None if comma == point else comma, frozenset(decimal))


def may_group(text: str) -> bool:
    """Whether a text has a comma, and three digits behind each.

    >>> may_group("9,800万元"), may_group("EUR 12,5 Mio"), may_group("1200")
    (True, False, False)
    """
    behind = _COMMAS.findall(text)
    return bool(behind) and all(len(digits) == 3 for digits in behind)


def told(text: str, hints: Hints, commas: Commas) -> Hints:
    """What is known of a cell: what the sheet shows, where nobody says more.

    The decimal comma of other cells is none of its own where its commas group by three; one or two digits behind a
    comma are decimals whatever else the sheet shows.

    Args:
        text: what the cell says.
        hints: what its column says of it.
        commas: how the other cells of the sheet use commas.
    """
    if _FEW_BEHIND.search(text) and not _POINT.search(text):
        return replace(hints, decimal_comma=True)
    if hints.decimal_comma is None:
        hints = replace(hints, decimal_comma=commas.shown)
    if hints.decimal_comma and may_group(text) and commas.group and not _signs(text) & commas.decimal:
        return replace(hints, decimal_comma=None)
    return hints


def _signs(text: str) -> set[str]:
    """The words and signs of a text that may be its currency."""
    return {sign.casefold() for sign in _CURRENCY.findall(text)}
