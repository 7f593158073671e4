"""What the heading of a column says of its cells: 金额（万元）, Amount (USD million)."""

from __future__ import annotations

import re

from kg.notations import words
from kg.notations.model import Hints, plain

_PARTS = re.compile(r"[()\[\]{}/:：,，;；|]|\bin\b|单位", re.IGNORECASE)
_CHINESE_SCALE = re.compile("[十百千万萬亿億]+")
_WORDS = re.compile(r"[a-z.$€£¥]+\$?|\S")


def heading_hints(heading: str) -> Hints:
    """The unit and the scale that a heading names for the numbers below it.

    Args:
        heading: the text of the heading.

    Returns:
        hints; without a unit and a scale where the heading names none, or something that is not understood.

    >>> hints = heading_hints("金额（万元）")
    >>> hints.unit, hints.scale, heading_hints("Budget in USD million").scale
    ('CNY', 4, 6)
    """
    for part in reversed(_PARTS.split(plain(heading))):
        found = _unit_of(part.strip().lower())
        # Without brackets, the last words may say it: Value USD million.
        pieces = part.strip().lower().split(" ")
        found = found or next((said for start in (-2, -1) if (said := _unit_of(" ".join(pieces[start:])))), None)
        if found:
            return Hints(unit=found[0], scale=found[1])
    return Hints()


def _unit_of(part: str) -> tuple[str, int] | None:
    """The unit and the power of ten of a few words, if they are nothing else."""
    scale = 0
    chinese = _CHINESE_SCALE.match(part)
    if chinese:
        scale = sum(words.CHINESE_SCALES[sign] for sign in chinese[0])
        part = part[chinese.end() :].strip()
    unit = ""
    for word in _pieces(part):
        if word in words.CURRENCIES or word.upper() in words.CODES:
            named = words.CURRENCIES.get(word, word.upper())
        elif word in words.UNITS and words.UNITS[word][1] == "1" and not unit:
            named = words.UNITS[word][0]
        elif word == "%":
            return "ratio", -2
        elif word in words.SCALES and not scale:
            scale = words.SCALES[word]
            continue
        else:
            return None
        if unit and unit != named:
            return None
        unit = named
    return (unit, scale) if unit or (scale and chinese is None) else None


def _pieces(part: str) -> list[str]:
    if part in words.CURRENCIES or part in words.UNITS:
        return [part]
    return [word for word in part.split(" ") if word]
