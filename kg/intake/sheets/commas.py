"""What a comma or a point between digits is in the amounts of a sheet: one cell's decimals tell little of another's."""

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
#: A number with points that group and a comma before its decimals; a decimal point with a scale of English behind it.
_BOTH_SIGNS = re.compile(r"[0-9]\.[0-9]{3}[,，][0-9]{1,2}(?![0-9])")
_SCALED = re.compile(r"[0-9]\.[0-9]{1,2}\s?(?:k|m|mn|bn|tn|thousand|million|billion|trillion)(?![a-z€])", re.I)
_TEN_THOUSANDS = re.compile("[万萬亿億]")
_CURRENCY = re.compile(r"[a-z]{3,}|[$€£¥￥₹₩₽]", re.I)
#: A point before three digits, which may group thousands: 12.500 €.
_MAY_BE_GROUPED = re.compile(r"(?<![0-9.,，])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,，])")
#: Such a number with a word of English behind it, whose decimals are behind a point.
_IN_ENGLISH = re.compile(r"\.[0-9]{3}(?:m|\s?(?:mn|bn|tn|thousand|million|billion|trillion))(?![a-z€])", re.I)
#: Signs and words of one currency.
_SAME = {
    "$": "usd",
    "€": "eur",
    "euro": "eur",
    "euros": "eur",
    "£": "gbp",
    "¥": "cny",
    "￥": "cny",
    "rmb": "cny",
    "元": "cny",
}


@dataclass(frozen=True, slots=True)
class Commas:
    """How the amounts of a sheet are written.

    Attributes:
        group: whether something in it says that commas group thousands: 万, or 1,000,000.
        decimal: the currencies of amounts with a comma that can only be a decimal one, as they are written, folded.
        shown: whether the sheet shows that its decimals stand behind a comma, or (false) behind a point; ``None`` where
            it shows neither or both.
        points: likewise those of amounts with a point that can only be a decimal one; among them the empty text where
            one has no currency.
    """

    group: bool = False
    shown: bool | None = None
    decimal: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()


def commas_of(headings: Iterable[str], texts: Sequence[str]) -> Commas:
    """How the amounts of a sheet are written.

    Args:
        headings: the headings of its amounts.
        texts: their cells.
    """
    group = any(map(_TEN_THOUSANDS.search, (*headings, *texts))) or any(map(_GROUPED.search, texts))
    decimal = {sign for text in texts if _DECIMAL.search(text) for sign in _signs(text)}
    commas, found = ([text for text in texts if pattern.search(text)] for pattern in (_DECIMAL, _POINT))
    # Beside 1.500.000,00 and 3,75 Mio., € 1.5 bn is one cell in English.
    is_mostly_comma = len(commas) > 1 and any(map(_BOTH_SIGNS.search, commas))
    comma, point = bool(commas), bool([text for text in found if not (is_mostly_comma and _SCALED.search(text))])
    points = {sign for text in texts if _POINT.search(text) for sign in _signs(text) or {""}}
    return Commas(group, None if comma == point else comma, frozenset(decimal), frozenset(points))


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
    comma are decimals whatever else the sheet shows. Nor is the decimal point of other cells its own where three
    digits stand behind it, unless its words have such a point elsewhere: beside 1.2亿元, 12.500 € may be 12,500.

    Args:
        text: what the cell says.
        hints: what its column says of it.
        commas: how the other cells of the sheet use commas.
    """
    if _FEW_BEHIND.search(text) and not _POINT.search(text):
        return replace(hints, decimal_comma=True)
    if hints.decimal_comma is None:
        hints = replace(hints, decimal_comma=None if _may_be_thousands(text, commas) else commas.shown)
    if hints.decimal_comma and may_group(text) and commas.group and not _signs(text) & commas.decimal:
        return replace(hints, decimal_comma=None)
    return hints


def _may_be_thousands(text: str, commas: Commas) -> bool:
    """Whether a text has a point of which what the other cells show does not tell if it groups thousands."""
    if commas.shown is None or not _MAY_BE_GROUPED.search(text) or _TEN_THOUSANDS.search(text):
        return False
    if _IN_ENGLISH.search(text):  # € 1.500 bn beside 1.500.000,00 €
        return commas.shown
    return not commas.shown and not (_signs(text) or {""}) <= commas.points


def _signs(text: str) -> set[str]:
    """The words and signs of a text that may be its currency."""
    return {_SAME.get(sign, sign) for sign in map(str.casefold, _CURRENCY.findall(text))}
