"""What a figure with a bound says as an interval, and what that proves against a target.

    exact 5 [5, 5]   at least 5 [5, ∞)   more than 5 (5, ∞)   up to 5 (-∞, 5]   less than 5 (-∞, 5)   about 5 (-∞, ∞)

Which limits a bound sets is said by its code list (``Code.limits``). "About" has no tolerance in any source, so it sets
none and proves nothing by itself. Sums and comparisons are those of interval
arithmetic (R. E. Moore, Interval Analysis, 1966), over fractions, so that no digit is lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kg.answers.records import EXACT, EXCLUDED, INCLUDED, OPEN, Limits

#: Longer spellings are no figure that anybody reports, and would cost time to compute with.
_MOST_DIGITS = 400


class Verdict(StrEnum):
    """What a result proves of a target."""

    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a true figure may lie; ``None`` is no limit on that side."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, value: Fraction, limits: Limits, *, whole: bool = False) -> Interval:
        """The interval of a figure.

        Args:
            value: the figure.
            limits: those that its bound sets; none prove nothing.
            whole: whether only whole numbers count, so that more than 5 is at least 6.
        """
        low = high = value
        low_open, high_open = (side == EXCLUDED for side in limits)
        if whole and low_open:
            low, low_open = Fraction(math.floor(value) + 1), False
        if whole and high_open:
            high, high_open = Fraction(math.ceil(value) - 1), False
        return cls(low if limits.lower else None, high if limits.upper else None, low_open, high_open)

    @property
    def is_empty(self) -> bool:
        """Whether no figure can lie in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_open = max(_low_end(self), _low_end(other))[1:]
        high, high_open = min(_high_end(self), _high_end(other))[1:]
        return Interval(low, high, bool(low_open), not high_open if high is not None else False)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_open = min(_low_end(self), _low_end(other))[1:]
        high, high_open = max(_high_end(self), _high_end(other))[1:]
        return Interval(low, high, bool(low_open), not high_open if high is not None else False)

    def lies_in(self, other: Interval) -> bool:
        """Whether every figure in it is in the other one."""
        return _low_end(self) >= _low_end(other) and _high_end(self) <= _high_end(other)

    @property
    def limits(self) -> Limits | None:
        """The limits that the interval amounts to beside one number; ``None`` where it takes two to say it."""
        if self.low is not None and self.high is not None:
            return EXACT if self.low == self.high else None
        return Limits(
            "" if self.low is None else EXCLUDED if self.low_open else INCLUDED,
            "" if self.high is None else EXCLUDED if self.high_open else INCLUDED,
        )


@lru_cache(maxsize=65_536)
def number(text: str) -> Fraction | None:
    """A figure's value; ``None`` if the text is no decimal number.

    >>> number("0.245"), number("many")
    (Fraction(49, 200), None)
    """
    if len(text) > _MOST_DIGITS or "/" in text or "e" in text.lower():
        return None
    try:
        return Fraction(text)
    except ValueError:
        return None


def decimal_text(value: Fraction) -> str:
    """A sum of decimals, as a decimal with all its digits.

    >>> decimal_text(Fraction("0.1") + Fraction("0.2")), decimal_text(Fraction("-12"))
    ('0.3', '-12')
    """
    places = 0
    scaled = abs(value)
    while scaled.denominator != 1 and places < _MOST_DIGITS:
        scaled, places = scaled * 10, places + 1
    digits = str(math.floor(scaled)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def percent(part: Fraction, whole: Fraction) -> str:
    """A share as a percentage with one place, cut and not rounded, so that 99.96 % is never called 100 %.

    >>> percent(Fraction(8), Fraction(11)), percent(Fraction(9996), Fraction(10000))
    ('72.7', '99.9')
    """
    tenths = math.floor(abs(part / whole) * 1000)
    return f"{'-' if part / whole < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def combined(intervals: Iterable[Interval]) -> tuple[Interval, bool]:
    """What several claims of one figure leave possible.

    Returns:
        what lies in all of them; where nothing does, what holds them all, and ``True``: they disagree.
    """
    together = list(intervals)
    met = together[0]
    for interval in together[1:]:
        met = met.meet(interval)
    if not met.is_empty:
        return met, False
    hull = together[0]
    for interval in together[1:]:
        hull = hull.hull(interval)
    return hull, True


def is_ceiling(limits: Limits, lower_is_better: bool) -> bool:
    """Whether a target is not to be exceeded, rather than to be reached."""
    return bool(limits.upper and not limits.lower) or (lower_is_better and limits == EXACT)


def judge(
    target: Fraction, limits: Limits, result: Interval, *, lower_is_better: bool = False, whole: bool = False
) -> Verdict:
    """What a result proves of a target for the same period.

    A target without a bound is one to be reached, or not to be exceeded where lower is better. One that is only
    "about" a number is neither met nor missed by any result: how far about goes, nobody has said.

    Args:
        target: the planned figure.
        limits: those that its bound sets.
        result: where the achieved figure lies.
        lower_is_better: whether a lower figure is the better one, as for travel time.
        whole: as in ``Interval.of``.
    """
    if limits == OPEN:  # "about", or a bound that no list has
        return Verdict.UNDECIDED
    wanted = limits
    if limits == EXACT:
        wanted = Limits(upper=INCLUDED) if lower_is_better else Limits(lower=INCLUDED)
    goal = Interval.of(target, wanted, whole=whole)
    if result.lies_in(goal):
        return Verdict.MET
    if goal.meet(result).is_empty:
        return Verdict.MISSED
    return Verdict.UNDECIDED


# Ends of intervals as tuples that sort as they lie on the line: what is infinite first, then where, then whether the
# place itself is out (a low end) or in (a high end).


def _low_end(interval: Interval) -> tuple[tuple[int, Fraction, bool], Fraction | None, bool]:
    if interval.low is None:
        return (0, Fraction(0), False), None, False
    return (1, interval.low, interval.low_open), interval.low, interval.low_open


def _high_end(interval: Interval) -> tuple[tuple[int, Fraction, bool], Fraction | None, bool]:
    if interval.high is None:
        return (1, Fraction(0), False), None, False
    return (0, interval.high, not interval.high_open), interval.high, not interval.high_open
