"""A day or a span in words."""

from __future__ import annotations

from kg.notations.model import Hints, Period, Read
from kg.notations.plain import without_value
from kg.text import Text


def period(text: str, hints: Hints = Hints()) -> Read[Period]:  # noqa: B008 - it cannot be changed
    """What a date means."""
    nothing = without_value(text)
    if nothing is not None:
        return nothing
    return Read(question=Text("The text is not a date that is understood.", "无法识别这个日期。"))
