"""What the figures of one kind amount to in a target's period: the whole of it, a part so far, or nothing.

A figure is read at its period, or for want of one at its as-of day. Several claims of one period are one reading.
Readings of a flow are added only where their periods do not overlap, so that a first quarter is never added to the
first half that it lies in, whether or not anybody said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from kg.answers.ledger.bounds import Interval, combined, number
from kg.answers.ledger.periods import Period
from kg.answers.records import EXACT, OPEN, Code, Figure, Limits


@dataclass(frozen=True, slots=True)
class Nature:
    """When figures of a measure, in a unit, may be added and compared; what the code lists say."""

    additive: bool = False
    stock_flow: str = ""
    lower_is_better: bool = False
    whole: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether figures of periods and subjects apart may be added: additive flows, and nothing else."""
        return self.additive and self.stock_flow == "flow"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more claims say of one period, or the sum of several periods.

    Attributes:
        period: from the first day to the last; a stock's has one day.
        interval: where the true figure lies.
        value: the figure as stated, or the sum; ``None`` where claims of one period differ.
        figures: the claims.
        disagree: whether claims of one period cannot all be true.
        limits: those of ``value``; ``None`` where no single bound says them.
        bound: the bound that all the claims have; ``None`` where they have none, or differ, or are a sum.
    """

    period: Period
    interval: Interval
    value: Fraction | None
    figures: tuple[Figure, ...]
    disagree: bool
    limits: Limits | None
    bound: Code | None = None


def limits_of(figure: Figure) -> Limits:
    """The limits that a figure's bound sets; a figure without one is exact."""
    return figure.bound.limits if figure.bound else EXACT


def result_to(result: Reading | None) -> str:
    """The last day that a result is for, or as of which it is claimed; empty without one."""
    if result is None:
        return ""
    return result.period.end or max((figure.as_of for figure in result.figures), default="")


def interval_of(figure: Figure, nature: Nature) -> Interval | None:
    """Where the true figure lies; ``None`` if its value is no number."""
    value = number(figure.value)
    return None if value is None else Interval.of(value, limits_of(figure), whole=nature.whole)


def extent(figure: Figure, nature: Nature) -> Period:
    """The period that a figure is for; for a stock, the day it stands at."""
    period = Period.of(figure.period_start, figure.period_end)
    as_of = Period.of(figure.as_of, figure.as_of)
    if nature.stock_flow == "stock":
        return Period(period.end, period.end) if period.end else as_of
    return period


def read(figures: Iterable[Figure], nature: Nature) -> list[Reading]:
    """One reading a period, and a day where no period is given, in order; figures without a number are passed over."""
    by_period: dict[tuple[Period, str], list[Figure]] = {}
    for figure in figures:
        if number(figure.value) is not None:
            period = extent(figure, nature)
            by_period.setdefault((period, "" if period else figure.as_of), []).append(figure)
    return [_reading(place[0], by_period[place], nature) for place in sorted(by_period)]


def _reading(period: Period, figures: Sequence[Figure], nature: Nature) -> Reading:
    figures = sorted(figures, key=lambda figure: figure.iri)
    intervals = [interval for figure in figures if (interval := interval_of(figure, nature)) is not None]
    interval, disagree = combined(intervals)
    spoken = {(number(figure.value), limits_of(figure)) for figure in figures}
    if len(spoken) > 1:
        exact = interval.low if interval.low == interval.high else None
        return Reading(period, interval, exact, tuple(figures), disagree, interval.limits)
    value, limits = next(iter(spoken))
    bounds = {figure.bound for figure in figures}
    return Reading(
        period, interval, value, tuple(figures), disagree, limits, next(iter(bounds)) if len(bounds) == 1 else None
    )


def added(readings: Sequence[Reading]) -> Reading:
    """The sum of readings of periods, or of subjects, that do not overlap."""
    if len(readings) == 1:
        return readings[0]
    interval = readings[0].interval
    for reading in readings[1:]:
        interval = interval + reading.interval
    values = [reading.value for reading in readings]
    known = [value for value in values if value is not None]
    return Reading(
        Period(min(r.period.start for r in readings), max(r.period.end for r in readings)),
        interval,
        sum(known, Fraction(0)) if len(known) == len(values) else None,
        tuple(figure for reading in readings for figure in reading.figures),
        any(reading.disagree for reading in readings),
        _limits_of_sum([reading.limits for reading in readings], interval),
    )


def _limits_of_sum(limits: Sequence[Limits | None], interval: Interval) -> Limits | None:
    """The limits of a sum; where limits on either side cancel out, no bound says what is left."""
    limited = {each for each in limits if each != EXACT}
    return interval.limits if len(limited) < 2 or interval.limits != OPEN else None


def so_far(readings: Sequence[Reading], within: Period) -> Reading | None:
    """The readings inside a period that cover most of it and do not overlap, added; of equals, the fewest.

    Weighted interval scheduling (J. Kleinberg, E. Tardos, Algorithm Design, 2006, section 6.1), by days covered.
    """
    inside = sorted((r for r in readings if within.holds(r.period)), key=lambda r: (r.period.end, r.period.start))
    if not inside:
        return None
    ends = [reading.period.end for reading in inside]
    best: list[tuple[int, int, int]] = [(0, 0, -1)]  # days, minus the number of readings, the last reading
    for index, reading in enumerate(inside):
        before = _ended_before(ends, reading.period.start)
        days, fewer, _ = best[before]
        taken = (days + reading.period.days(), fewer - 1, index)
        best.append(max(best[index], taken, key=lambda choice: choice[:2]))
    return added(_chosen(inside, ends, best))


def _chosen(inside: Sequence[Reading], ends: Sequence[str], best: Sequence[tuple[int, int, int]]) -> list[Reading]:
    chosen: list[Reading] = []
    place = len(inside)
    while best[place][2] >= 0:
        reading = inside[best[place][2]]
        chosen.append(reading)
        place = _ended_before(ends, reading.period.start)
    return chosen[::-1]


def _ended_before(ends: Sequence[str], day: str) -> int:
    from bisect import bisect_left

    return bisect_left(ends, day)


def covers(reading: Reading, whole: Period, parts: Mapping[Period, Reading]) -> bool:
    """Whether a sum of periods leaves no day of the whole out.

    Args:
        reading: the sum.
        whole: the period to be covered.
        parts: the readings that it may be a sum of, by period.
    """
    if (reading.period.start, reading.period.end) != (whole.start, whole.end):
        return False
    used = set(reading.figures)
    pieces = sorted(period for period, part in parts.items() if used.issuperset(part.figures))
    return all(later.follows(earlier) for earlier, later in pairwise(pieces))
