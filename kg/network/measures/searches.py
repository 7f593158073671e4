"""Searches for shortest paths from nodes drawn at random, component by component, and what the draws sum up to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import brandes, paths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

#: Of the bound of Bardenet & Maillard (2015): 7/3 + 3/sqrt(2).
_KAPPA = 7 / 3 + 3 / math.sqrt(2)


class Tally:
    """Sums of one number a node over the draws, and of its square.

    Args:
        size: how many nodes there are.
    """

    def __init__(self, size: int) -> None:
        self.count, self.sum, self.squares = 0, np.zeros(size), np.zeros(size)

    def add(self, values: Vector) -> None:
        """Some draws more, a row each."""
        self.count += len(values)
        self.sum += values.sum(axis=0)
        self.squares += (values**2).sum(axis=0)

    @property
    def mean(self) -> Vector:
        """The mean of the draws."""
        found: Vector = self.sum / max(self.count, 1)
        return found

    @property
    def variance(self) -> Vector:
        """Their variance."""
        found: Vector = np.maximum(self.squares / max(self.count, 1) - self.mean**2, 0)
        return found

    def standard_error(self, size: int) -> float:
        """The largest standard error of the means, of so many that might be drawn."""
        if self.count >= size or not self.count:
            return 0.0
        return math.sqrt(float(self.variance.max(initial=0.0)) / self.count * (1 - self.count / size))


def empirical_bound(tally: Tally, size: int, span: float, delta: float) -> Vector | float:
    """How far the mean of draws without replacement is off at most, to one side, by how much they differ.

    Args:
        tally: the draws.
        size: how many might be drawn.
        span: the difference of the largest and the smallest value that there may be.
        delta: with which probability it may be further off all the same.

    Source: Bardenet & Maillard (2015), Concentration inequalities for sampling without replacement, Bernoulli 21(3),
    1361-1385, theorem 4.3.
    """
    count = tally.count
    if size == 1 or count >= size:
        return 0.0
    left = 1 - (count - 1) / size if 2 * count <= size else (1 - count / size) * (1 + 1 / count)
    rare = math.log(5 / delta)
    found: Vector = np.sqrt(2 * left * rare * tally.variance / count) + _KAPPA * span * rare / count
    return found


class Searches:
    """The searches in one component: from how many of its nodes so far, and what they sum up to.

    Args:
        arrays: the network.
        places: the component's nodes.
        chance: what they are drawn by.
    """

    def __init__(self, arrays: SparseNetwork, places: NDArray[np.int64], chance: np.random.Generator) -> None:
        self.places, self.size = places, len(places)
        self.passed, self.total, self.inverse = (Tally(self.size) for _ in range(3))
        #: No distance in the component is longer.
        self.longest = 0.0 if self.size == 1 else math.inf
        self.strongest = 0.0
        self._order = chance.permutation(self.size)
        if self.size > 1:
            self._part = _part(arrays, places)
            paths.check_lengths(self._part)
            self.strongest = float(1 / self._part.lengths.data.min())

    @property
    def searched(self) -> int:
        """From how many nodes paths were searched."""
        return self.passed.count

    @property
    def exact(self) -> bool:
        """Whether they were searched from all nodes, or there are none."""
        return self.size == 1 or self.searched >= self.size

    def search(self, draws: float) -> None:
        """Go on until so many nodes were drawn, or enough for the same bound, or all."""
        if self.size == 1:
            return
        wanted = min(math.ceil((self.size / (self.size - 1)) ** 2 * draws), self.size)
        sources = self._order[self.searched : wanted]
        for found in brandes.searches(self._part, np.sort(sources).tolist()):
            far = found.far
            self.passed.add(found.passed)
            self.total.add(far)
            self.inverse.add(np.divide(1, far, out=np.zeros(far.shape), where=far > 0))
            # Two nodes are no further apart than by way of one from which all were searched.
            self.longest = min(self.longest, 2 * float(far.max(axis=1).min()))

    def reached(self, events: float) -> float:
        """The bound by Hoeffding for so many means at once, as a share of what each may be."""
        widened = self.size / (self.size - 1)
        return widened * math.sqrt(math.log(events) / (2 * self.searched))


def _part(arrays: SparseNetwork, places: NDArray[np.int64]) -> SparseNetwork:
    if len(places) == len(arrays):
        return arrays
    distance = None if arrays.distance is None else arrays.distance[places][:, places]
    return SparseNetwork(tuple(places.tolist()), arrays.strength[places][:, places], distance=distance)
