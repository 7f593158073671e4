"""Numbers as results show them."""

from __future__ import annotations

Value = float | int | None


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
    text = f"{rounded(value):.6f}".rstrip("0").rstrip(".")
    return text or "0"
