"""The numbers in a text: digits with separators, Chinese numerals, and both together as in 3亿2千万.

Chinese numerals are read by their grammar and not by adding up what stands there, so that what is badly formed, or is
no exact number (三四十: thirty or forty), is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

_FORMS = ("零", "一壹", "二贰两", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
#: Each Chinese digit, with what it stands for.
DIGITS = {sign: digit for digit, signs in enumerate(_FORMS) for sign in signs}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
_SIGNS = "".join((*DIGITS, *_TENS, *_POWERS)) + "万亿"
#: Chinese numerals that stand together; 千瓦, 千米, 百分 and the like are no numerals.
RUN = rf"(?:(?![百千万]分|千[瓦米克])[{_SIGNS}点])+"
#: A number in digits with separators. A blank groups only three digits.
LITERAL = r"(?:[0-9]+(?:[.,'_][0-9]+| [0-9]{3}(?![0-9]))*|\.[0-9]+)(?:e[+-]?[0-9]{1,2}(?![0-9a-z]))?"

_BY_THREE = re.compile(r"[0-9]{1,3}(?:([ '])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_COMMAS = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]+)?")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")


_SCALED = re.compile("([一壹二贰两三叁参四肆五伍六陆七柒八捌九玖十拾]*)([百佰千仟万亿]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """What a number may be: one value if it is sure, several or none if not."""

    values: tuple[Decimal, ...]
    sure: bool = True
    about: str = ""


_NOT_READ = Number((), sure=False)


def literal(text: str, decimal_comma: bool | None, chinese: bool = False) -> Number:
    """The number that digits with separators mean.

    Args:
        text: what ``LITERAL`` matches.
        decimal_comma: what is known of the sheet.
        chinese: whether Chinese words stand at the number, where a point is always a decimal point.

    >>> literal("1.500.000,00", None).values, literal("1.500", None).values
    ((Decimal('1500000.00'),), (Decimal('1.500'), Decimal('1500')))
    """
    digits, _, exponent = text.partition("e")
    found = _separated(digits, decimal_comma, chinese)
    if not exponent:
        return found
    return Number(tuple(value.scaleb(int(exponent)) for value in found.values), found.sure, found.about)


def _separated(text: str, decimal_comma: bool | None, chinese: bool) -> Number:
    if text.isdigit():
        # 007 is a code more often than a number.
        return Number((Decimal(text),), sure=text == "0" or not text.startswith("0"))
    if "_" in text:
        return Number((Decimal(text.replace("_", "")),), sure=False) if text.replace("_", "").isdigit() else _NOT_READ
    if text.count(".") + text.count(",") == 1 and not set(text) & set("' "):
        return _one_separator(text, decimal_comma, chinese)
    if _BY_THREE.fullmatch(text):
        return Number((Decimal(re.sub("[ ']", "", text).replace(",", ".")),))
    if _COMMAS.fullmatch(text):
        return Number((Decimal(text.replace(",", "")),))
    if _DOTS.fullmatch(text):
        return Number((Decimal(text.replace(".", "").replace(",", ".")),))
    return (
        Number((Decimal(text.replace(",", "")),), sure=False)
        if re.fullmatch(r"[0-9]+(,[0-9]{4})+", text)
        else _NOT_READ
    )


def _one_separator(text: str, decimal_comma: bool | None, chinese: bool) -> Number:
    head, separator, tail = text.partition("," if "," in text else ".")
    fraction, whole = Decimal(f"{head or 0}.{tail}"), Decimal(head + tail)
    may_group = len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
    if not may_group:
        if separator == "." or head == "0" or decimal_comma:
            return Number((fraction,), sure=head in ("", "0") or not head.startswith("0"))
        return Number((fraction, whole) if len(tail) == 4 else (fraction,), False, "decimal-comma")
    if separator == "," and decimal_comma:
        # Who writes 1,5 may write £40,000 all the same: three digits behind a comma are asked.
        return Number((fraction, whole), sure=False)
    if separator == ",":
        return Number((whole,))
    if decimal_comma is None and not chinese:
        return Number((fraction, whole), False, "decimal-comma")
    if decimal_comma and chinese:
        return Number((fraction, whole), sure=False)
    return Number((whole if decimal_comma else fraction,))


#: A part of a mixed number: a value in digits, or one Chinese sign.
Part = Decimal | str


def mixed(parts: list[Part]) -> Decimal | None:
    """The number that values in digits and Chinese numerals mean together; ``None`` if they are not well formed.

    Args:
        parts: values of ``literal``, and runs of Chinese numerals.

    >>> [str(mixed([text]).quantize(1)) for text in ("三亿二千万", "两千三")], mixed(["三四十"])
    (['320000000', '2300'], None)
    """
    signs: list[Part] = []
    for part in parts:
        signs.extend(part if isinstance(part, str) else [part])
    if "点" in signs:
        point = _pointed(signs)
        return None if point is None else mixed(point)
    if len(signs) > 1 and all(isinstance(sign, str) and sign in DIGITS for sign in signs):
        return _digit_by_digit("".join(str(sign) for sign in signs))
    return _by_hundred_million(signs)


def scale(parts: list[Part]) -> Decimal | None:
    """By what the units at the end multiply the number before them: a million in 3百万 and in 三百万; ``None`` without.

    >>> scale(["八千万"]), scale([Decimal("1.2"), "万亿"]), scale(["两千三百"])
    (Decimal('1E+7'), Decimal('1E+12'), None)
    """
    last = parts[-1]
    if not isinstance(last, str) or (match := _SCALED.fullmatch(last)) is None:
        return None
    if len(parts) > 2 or (len(parts) == 2) == bool(match[1]):
        return None
    return Decimal(1).scaleb(sum({**_POWERS, "万": 4, "亿": 8}[sign] for sign in match[2]))


def _digit_by_digit(signs: str) -> Decimal | None:
    """二零一七; what is short may be one number or another, as 三四 is three or four."""
    if len(signs) < 4 and "零" not in signs[1:-1]:
        return None
    return Decimal("".join(str(DIGITS[sign]) for sign in signs))


def _pointed(signs: list[Part]) -> list[Part] | None:
    """三点五亿 with 3.5 in place of 三点五."""
    at = signs.index("点")
    whole = _section(signs[:at], last=False)
    rest = signs[at + 1 :]
    digits = []
    while rest and isinstance(rest[0], str) and rest[0] in DIGITS:
        digits.append(str(DIGITS[rest.pop(0)]))  # type: ignore[index]
    if whole is None or not digits or "点" in rest:
        return None
    return [Decimal(f"{whole}.{''.join(digits)}"), *rest]


def _by_hundred_million(signs: list[Part]) -> Decimal | None:
    return _split(signs, "亿", 8)


def _by_ten_thousand(signs: list[Part], last: bool) -> Decimal | None:
    return _split(signs, "万", 4, last)


def _split(signs: list[Part], unit: str, power: int, last: bool = True) -> Decimal | None:
    """A number with one unit in it: what stands before it times the unit, and what stands behind it."""
    below = _by_ten_thousand if unit == "亿" else _section
    if unit not in signs:
        return below(signs, last)
    at = signs.index(unit)
    before, behind = signs[:at], signs[at + 1 :]
    if unit in behind or not before:
        return None
    times = below(before, False)
    if times is None or (times == 0 and (behind or isinstance(before[0], str))):
        return None
    if not behind:
        return times.scaleb(power)
    if times != times.to_integral_value():
        return None
    rest = _behind(behind, power, below)
    return None if rest is None or not 0 < rest < Decimal(10) ** power else times.scaleb(power) + rest


def _behind(signs: list[Part], power: int, below: Callable[[list[Part], bool], Decimal | None]) -> Decimal | None:
    """What stands behind 万 or 亿: 三万五 is 35000, 3万5000 is 35000, and 3万5 may be either."""
    if len(signs) == 1:
        (only,) = signs
        if isinstance(only, Decimal):
            return only if only == only.to_integral_value() and only >= Decimal(10) ** (power - 1) else None
        return Decimal(DIGITS[only]).scaleb(power - 1) if only in DIGITS else None
    return below(signs, True)


def _section(signs: list[Part], last: bool) -> Decimal | None:
    """A number below ten thousand, as in 两千三百零五.

    Args:
        signs: its parts.
        last: whether it ends the number, so that 两千三 is 2300.
    """
    if not signs:
        return None
    if len(signs) > 2 and "零" in signs[1:] and all(isinstance(sign, str) and sign in DIGITS for sign in signs):
        return _digit_by_digit("".join(map(str, signs)))  # 二〇〇 of 二〇〇万
    if isinstance(signs[0], Decimal) and all(sign in _POWERS for sign in signs[1:]):
        # 350百万, as in tables; a row of units multiplies only behind digits.
        powers = [_POWERS[str(sign)] for sign in signs[1:]]
        return signs[0].scaleb(sum(powers)) if len(powers) < 2 else None
    return _Section(last).read(signs)


class _Section:
    """Reads the signs of a number below ten thousand from left to right; its units must fall."""

    def __init__(self, last: bool) -> None:
        self._last = last
        self._total = Decimal(0)
        self._power = 4
        self._digit: Decimal | None = None
        self._zero = False

    def read(self, signs: list[Part]) -> Decimal | None:
        """The number; ``None`` if the signs make none."""
        for sign in signs:
            good = self._unit(_POWERS[sign]) if sign in _POWERS else self._coefficient(sign)  # type: ignore[index]
            if not good:
                return None
        return self._end()

    def _coefficient(self, sign: Part) -> bool:
        if self._digit is not None:
            return False
        if sign == "零":
            self._zero = True
            return True
        if sign in _TENS:
            if self._power <= 1:
                return False
            self._total += _TENS[str(sign)]
            self._power, self._zero = 1, False
            return True
        digit = sign if isinstance(sign, Decimal) else Decimal(DIGITS.get(sign, 10))
        self._digit = digit
        return digit < 10 and digit == digit.to_integral_value()

    def _unit(self, power: int) -> bool:
        if power >= self._power or (self._digit is None and power > 1):
            return False
        self._total += (Decimal(1) if self._digit is None else self._digit).scaleb(power)
        self._power, self._digit, self._zero = power, None, False
        return True

    def _end(self) -> Decimal | None:
        if self._digit is None:
            # A zero that nothing follows is a number only alone.
            return self._total if self._total or (self._zero and self._power == 4) else None
        if self._power in (1, 4) or self._zero:
            return self._total + self._digit
        return self._total + self._digit.scaleb(self._power - 1) if self._last else None
