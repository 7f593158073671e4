"""How far things of a drawing are from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot

Point = Mapping[str, float]


def distance(at: Point, way: Sequence[Point]) -> float:
    """How far a point is from a line through several, in pixels.

    Args:
        at: the point.
        way: those that the line goes through, two at least.
    """

    def to(a: Point, b: Point) -> float:
        dx, dy = b["x"] - a["x"], b["y"] - a["y"]
        t = max(0.0, min(1.0, ((at["x"] - a["x"]) * dx + (at["y"] - a["y"]) * dy) / (dx * dx + dy * dy or 1)))
        return hypot(at["x"] - a["x"] - t * dx, at["y"] - a["y"] - t * dy)

    return min(to(a, b) for a, b in pairwise(way))
