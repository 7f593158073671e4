"""Shortest paths in many variants of a small network at once: betweenness and closeness of a stack.

The same as ``kg.network.measures.paths`` has for one network, to 1e-9: distances after Bellman and Ford, which a
stack can do at once where Dijkstra's queue cannot, and the sums over them after Brandes (2001), A faster algorithm
for betweenness centrality, J. Math. Sociology 25(2), 163-177.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.graphs import SAME
from kg.network.forms.sparse import kept

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.variants import Stack

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


def betweenness(stack: Stack) -> Floats:
    """R x n: as ``kg.network.measures.paths.betweenness``."""
    paths = paths_of(stack)
    size = len(paths.distances)
    return paths.passing() / ((size - 1) * (size - 2)) if size > 2 else paths.passing() * 0.0


def closeness(stack: Stack) -> Floats:
    """R x n: as ``kg.network.measures.paths.closeness``."""
    paths = paths_of(stack)
    size = len(paths.distances)
    near = np.isfinite(paths.distances)
    reached = (near.sum(axis=2) - 1).T
    total = np.where(near, paths.distances, 0.0).sum(axis=2).T
    mean = np.divide(reached, total, out=np.zeros(total.shape), where=total > 0)
    values: Floats = mean * reached / max(size - 1, 1)
    return values


def _reached_by(near: Floats, lengths: Floats, far: Floats) -> Any:
    """Whether a shortest path to what is far ends with the tie from what is near."""
    return np.isfinite(far) & (near + lengths <= far * (1 + SAME)) & (near < far)


@dataclass(frozen=True, eq=False)
class StackedPaths:
    """Shortest paths of a stack from every node.

    Ties have both directions and are sorted by head, so that what comes in at a node is one run of them.
    Arrays begin with the node or tie, then the variant, then the node that paths start from.
    """

    tails: Integers
    heads: Integers
    starts: Integers
    lengths: Floats
    distances: Floats

    @classmethod
    def of(cls, stack: Stack) -> StackedPaths:
        """The shortest paths of a stack; a tie is as long as 1 / strength, and endless where a variant lacks it."""
        size, many = len(stack.nodes), len(stack.strength)
        tails = np.concatenate([stack.tails, stack.heads])
        heads = np.concatenate([stack.heads, stack.tails])
        order = np.lexsort((tails, heads))
        with np.errstate(divide="ignore"):
            lengths = (1 / np.tile(stack.strength, 2)).T[order]
        starts = np.flatnonzero(np.diff(heads[order], prepend=-1))
        distances = np.full((size, many, size), np.inf)
        distances[np.arange(size), :, np.arange(size)] = 0.0
        paths = cls(tails[order], heads[order], starts, lengths[:, :, None], distances)
        paths._relax()
        return paths

    def _relax(self) -> None:
        """Bellman and Ford: a distance is the smallest sum of a neighbour's and the tie's, as Dijkstra finds it."""
        reached = self.heads[self.starts]
        while len(self.tails):
            before = self.distances[reached]
            after = np.minimum(before, np.minimum.reduceat(self.distances[self.tails] + self.lengths, self.starts))
            if (after == before).all():
                return
            self.distances[reached] = after

    def passing(self) -> Floats:
        """R x n: the share of shortest paths that pass a node, summed over pairs, each counted twice (Brandes 2001)."""
        size, many, _ = self.distances.shape
        if not len(self.tails):
            return np.zeros((many, size))
        near, far = self.distances[self.tails], self.distances[self.heads]
        paths = self._counts(_reached_by(near, self.lengths, far))
        # Each tie stands beside its reverse, so that what goes out at a node is the same run of them.
        back = _reached_by(far, self.lengths, near)
        weights = np.divide(paths[self.heads], paths[self.tails], out=np.zeros_like(far), where=back)
        passed = np.zeros_like(paths)
        reached = self.heads[self.starts]
        while True:
            after = np.add.reduceat(weights * (1 + passed[self.tails]), self.starts)
            if (after == passed[reached]).all():
                break
            passed[reached] = after
        passed[np.arange(size), :, np.arange(size)] = 0.0
        total: Floats = passed.sum(axis=2).T
        return total

    def _counts(self, used: Any) -> Floats:
        """How many shortest paths lead to each node."""
        paths: Floats = (self.distances == 0).astype(np.float64)
        reached = self.heads[self.starts]
        own = paths[reached]
        while True:
            after = own + np.add.reduceat(paths[self.tails] * used, self.starts)
            if (after == paths[reached]).all():
                return paths
            paths[reached] = after


@kept
def paths_of(stack: Stack) -> StackedPaths:
    """The shortest paths of a stack, once for all measures of them."""
    return StackedPaths.of(stack)
