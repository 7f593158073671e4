"""What a cell that cannot be read may mean: the same value in the spelling that its column needs.

A proposal is made from the value itself, and only where a person would read it in one way, or in two that both
are named. Nothing is put right unasked: a proposal stands in a finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

#: How long a text may be for which anything is proposed: what is longer is no date and no number.
_LONGEST = 60

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_CHINESE_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
#: A time of day behind a date, as databases write it.
_TIME = r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?(?:Z|[+-][0-9]{2}:?[0-9]{2}))?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})\s*[-/.年]\s*([0-9]{{1,2}})\s*[-/.月]\s*([0-9]{{1,2}})\s*[日号]?{_TIME}")
_DIGITS_ONLY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})\s*[-/.]\s*([0-9]{{1,2}})\s*[-/.]\s*([0-9]{{4}}){_TIME}")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]+)\.?,?[\s-]+([0-9]{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?")
_YEAR_ONLY = re.compile(r"([0-9]{4})\s*年?")

_SCALES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "億": 8} | {
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "兆": 12,
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
}
_GROUPED = r"[0-9]{1,3}(?:[, \u00a0\u202f'][0-9]{3})+(?:\.[0-9]+)?"
_AMOUNT = re.compile(
    rf"(?:[^\W\d_]{{3}} ?|[$€£¥￥] ?)?([+-]?(?:{_GROUPED}|[0-9]+(?:\.[0-9]+)?))\s*([十百千万萬亿億兆]*|[a-z]*)"
    r"\s*(?:元|人民币|美元|欧元|rmb|cny|usd|eur)?",
    re.IGNORECASE,
)

_TRUE = ("yes", "y", "t", "on", "是", "对", "真", "有", "√", "✓")
_FALSE = ("no", "n", "f", "off", "否", "不", "假", "无", "×", "✗")


def days(text: str) -> list[str]:
    """The days that a date may mean, in ISO 8601; two where day and month may be either.

    >>> days("2026年11月24日"), days("24/11/2026"), days("1/6/2021"), days("24 Nov 2026")
    (['2026-11-24'], ['2026-11-24'], ['2021-06-01', '2021-01-06'], ['2026-11-24'])
    """
    plain = _plain(text)
    found = [day for day in map(_day, _readings(plain)) if day]
    return list(dict.fromkeys(found))


def first_of_period(text: str) -> tuple[str, str] | None:
    """The first day of a month or a year, and which of the two it is; ``None`` if the text names neither.

    >>> first_of_period("2026年11月"), first_of_period("2026")
    (('2026-11-01', 'month'), ('2026-01-01', 'year'))
    """
    plain = _plain(text)
    if match := _YEAR_ONLY.fullmatch(plain):
        day = _day((int(match[1]), 1, 1))
        return (day, "year") if day else None
    if match := _MONTH_ONLY.fullmatch(plain):
        day = _day((int(match[1]), int(match[2]), 1))
        return (day, "month") if day else None
    return None


def numbers(text: str) -> list[str]:
    """The number that a text with separators, a scale or a currency may mean: one or none.

    >>> numbers("45亿元"), numbers("1,839.5"), numbers("7.3 bn"), numbers("about 5")
    (['4500000000'], ['1839.5'], ['7300000000'], [])
    """
    match = _AMOUNT.fullmatch(_plain(text))
    if match is None or match[2].lower() not in _SCALES:
        return []
    plain = re.sub("[, \u00a0\u202f']", "", match[1])
    value = Decimal(plain).scaleb(_SCALES[match[2].lower()])
    return [format(value.normalize() if value == value.to_integral_value() else value, "f")]


def booleans(text: str) -> list[str]:
    """``true`` or ``false``, where a text says as much.

    >>> booleans("是"), booleans("No"), booleans("perhaps")
    (['true'], ['false'], [])
    """
    plain = _plain(text).lower()
    return ["true"] if plain in _TRUE else ["false"] if plain in _FALSE else []


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


def _plain(text: str) -> str:
    """One width, digits 0 to 9; empty if it is too long to be a date or a number."""
    if len(text) > _LONGEST:
        return ""
    signs = []
    for sign in text.strip():
        digit = unicodedata.decimal(sign, None)
        signs.append(sign if digit is None else str(digit))
    plain = unicodedata.normalize("NFKC", "".join(signs)).strip()
    if re.search("[年月]", plain):
        plain = re.sub("[〇零一二三四五六七八九十]+", lambda match: _chinese_number(match[0]), plain)
    return re.sub("(?<=[0-9])_(?=[0-9])", "", plain)


def _chinese_number(text: str) -> str:
    """A year digit by digit, a month or a day up to 99 with 十."""
    if "十" not in text:
        return "".join(str(_CHINESE_DIGITS[sign]) for sign in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str((_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0))


def _readings(plain: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day, as the text may mean them."""
    if match := _YEAR_FIRST.fullmatch(plain) or _DIGITS_ONLY.fullmatch(plain):
        yield int(match[1]), int(match[2]), int(match[3])
    elif match := _YEAR_LAST.fullmatch(plain):
        yield int(match[3]), int(match[2]), int(match[1])
        yield int(match[3]), int(match[1]), int(match[2])
    elif match := _DAY_MONTH.fullmatch(plain):
        yield int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1])
    elif match := _MONTH_DAY.fullmatch(plain):
        yield int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2])


def _day(parts: tuple[int, int, int]) -> str:
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""
