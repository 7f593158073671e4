"""Digits in the spellings of many countries, and Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal

#: A run of digits with whatever may part them.
ARABIC = re.compile(r"[0-9](?:[0-9.,'’]| (?=[0-9]{3}(?![0-9])))*(?<![.,'’ ])|\.[0-9]+")

_VALUES = dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {
    "两": 2,
    "兩": 2,
    "幺": 1,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_SIGNS = "".join((*_VALUES, *_TENS, *_SMALL, *_LARGE, "点", "點"))
#: A run of Chinese numerals: it begins with a digit, or with ten as in 十二.
CHINESE = re.compile(f"[{''.join((*_VALUES, *_TENS))}十拾][{_SIGNS}]*")

_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'’ ])[0-9]{3})(?:\1[0-9]{3})*")
#: Groups of two, and three at the end, as in India.
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")


def arabic(token: str, decimal_comma: bool | None = None) -> tuple[list[Decimal], bool]:
    """What a run of digits may be.

    Args:
        token: the digits with their signs, as ``ARABIC`` finds them.
        decimal_comma: whether the comma parts the whole from the rest; ``None`` where that is not known.

    Returns:
        the values, the likeliest first, none if it is no number; and whether the first one is sure.

    >>> arabic("1,500"), arabic("1.500")
    (([Decimal('1500')], True), ([Decimal('1500'), Decimal('1.500')], False))
    """
    signs = [sign for sign in token if not sign.isdigit()]
    if not signs:
        return [Decimal(token)], True
    last = signs[-1]
    if last in "'’ " or len(set(signs)) == 1 != len(signs):
        # One sign that stands more than once parts groups of three; so does a space or an apostrophe.
        grouped = _GROUPED.fullmatch(token) or _INDIAN.fullmatch(token)
        return ([Decimal(re.sub("[^0-9]", "", token))], _fits(last, decimal_comma)) if grouped else ([], False)
    whole, _, rest = token.rpartition(last)
    if len(signs) > 1:
        grouped = _GROUPED.fullmatch(whole) or _INDIAN.fullmatch(whole)
        if not grouped or last in whole or not rest:
            return [], False
        number = Decimal(f"{re.sub('[^0-9]', '', whole)}.{rest}")
        return [number], decimal_comma is None or decimal_comma == (last == ",")
    return _one_sign(whole, last, rest, decimal_comma)


def _fits(sign: str, decimal_comma: bool | None) -> bool:
    """Whether a sign may part groups where it is known what parts the whole from the rest."""
    return decimal_comma is None or sign not in ".," or (sign == ",") != decimal_comma


def _one_sign(whole: str, sign: str, rest: str, decimal_comma: bool | None) -> tuple[list[Decimal], bool]:
    point = Decimal(f"{whole or '0'}.{rest}")
    grouped = Decimal(whole + rest) if len(rest) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0" else None
    if decimal_comma is not None:
        if decimal_comma == (sign == ","):
            return [point], True
        return ([grouped], True) if grouped is not None else ([point], False)
    if sign == ",":
        return ([grouped], True) if grouped is not None else ([point], False)
    return ([grouped, point], False) if grouped is not None else ([point], True)


def chinese(token: str) -> Decimal | None:
    """The value of Chinese numerals; ``None`` where they are none, or could be two.

    >>> chinese("一百二十万"), chinese("二〇一七"), chinese("三点五亿"), chinese("两千三")
    (Decimal('1200000'), Decimal('2017'), Decimal('350000000.0'), None)
    """
    token = token.replace("點", "点")
    if "点" in token:
        whole, _, rest = token.partition("点")
        scale = Decimal(1)
        while rest and rest[-1] in _LARGE:
            scale *= _LARGE[rest[-1]]
            rest = rest[:-1]
        before = chinese(whole) if whole else None
        if before is None or not rest or any(sign not in _VALUES for sign in rest):
            return None
        return Decimal(f"{before}.{''.join(str(_VALUES[sign]) for sign in rest)}") * scale
    if all(sign in _VALUES for sign in token):
        # Signs in a row are digits, as of a year; a single one is itself.
        return Decimal("".join(str(_VALUES[sign]) for sign in token))
    return _sections(token)


def _sections(token: str) -> Decimal | None:
    """The value of numerals with words for powers: sections below ten thousand, each with the power behind it."""
    total = last = 0
    least = 10**16
    for part in _SECTION.findall(token):
        numerals, large = part
        held = _section(numerals, whole=bool(large) or not total)
        if held is None:
            return None
        if not large:
            return Decimal(total + held)
        power = _LARGE[large]
        if not numerals:
            if power != 10**8 or least != 10**4 or not last:
                return None
            last, total = 0, total + last * (power - 1)  # 万亿: ten thousand of them
        elif power >= least or not held:
            return None
        else:
            last, total = held * power, total + held * power
        least = power
    return Decimal(total)


_SECTION = re.compile(f"(?=.)([^{''.join(_LARGE)}]*)([{''.join(_LARGE)}]?)")


def _section(numerals: str, *, whole: bool) -> int | None:
    """Numerals below ten thousand; of a whole number, or of what stands behind a larger power."""
    total, digit, least, zero = 0, 0, 10**4, False
    for sign in numerals:
        if sign in _SMALL:
            power = _SMALL[sign]
            if power >= least or (not digit and (power != 10 or total)):
                return None
            total, digit, least, zero = total + (digit or 1) * power, 0, power, False
        elif digit or (sign in _TENS and least <= 10):
            return None  # two digits in a row among words for powers
        elif sign in _TENS:
            total, least = total + _TENS[sign], 10
        else:
            digit, zero = _VALUES[sign], zero or _VALUES[sign] == 0
    # 两千三 is 2,300 where people speak, and 一万二 12,000: only 零, or ten before it, makes a last digit one.
    if digit and not zero and least != 10 and not (whole and least == 10**4):
        return None
    return total + digit
