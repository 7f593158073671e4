"""Numbers as results show them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

Value = float | int | None

#: What large numbers are counted in, the largest first: English by thousands, Chinese by ten thousands.
_SCALES = {
    "en": ((Decimal(10) ** 12, "trn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")),
    "zh": ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
}
#: How many digits a shortened number has at most; one that needs more is written out, since nothing is rounded.
_MOST_DIGITS = 5


def rounded(value: Value) -> Value:
    """A value for output: at most six decimals, and no minus before a zero.

    >>> rounded(2 / 3), rounded(-0.0000001), rounded(3), rounded(None)
    (0.666667, 0.0, 3, None)
    """
    return round(value, 6) + 0.0 if isinstance(value, float) else value


def shown(value: Value) -> str:
    """A value as text, rounded; empty where the measure is not defined.

    >>> shown(0.5), shown(1e-6), shown(4), shown(None)
    ('0.5', '0.000001', '4', '')
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def amount(text: str, language: str) -> str:
    """A number as people read it: ``4.5bn`` in English, ``45亿`` in Chinese; never rounded.

    Args:
        text: the number in digits; what is none is left as it is.
        language: ``en``, ``zh`` or ``both``.

    >>> amount("4500000000", "en"), amount("4500000000", "zh"), amount("4500000000", "both"), amount("33", "en")
    ('4.5bn', '45亿', '4.5bn / 45亿', '33')
    >>> amount("1234567890", "en"), amount("2017-Q1", "en")
    ('1,234,567,890', '2017-Q1')
    """
    if language == "both":
        english, chinese = amount(text, "en"), amount(text, "zh")
        return english if english == chinese else f"{english} / {chinese}"
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    for scale, name in _SCALES[language]:
        if abs(number) >= scale:
            short = (number / scale).normalize()
            if len(short.as_tuple().digits) <= _MOST_DIGITS and short * scale == number:
                return f"{short:f}{name}"
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole.lstrip("+-").isdecimal() and int(whole) else text
