"""Many variants of one small network, measured at once: what resampling and null models ask for.

A thousand small networks take seconds if each is an object of its own, and a fraction of that as one
stack of matrices. Measures that have no form for stacks, and networks too large for dense matrices, are
measured one by one; the values are the same to 1e-9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.variants import Stack, Variants
from kg.network.measures.paths import SAME
from kg.network.measures.register import MEASURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: Nodes up to which variants are stacked as dense matrices.
_DENSE = 300
#: Directed ties times nodes up to which shortest paths are searched for in a stack: above, one by one is faster.
_PATHS = 2_500
#: Entries of the largest array that a stack may make: 32 MB of floats.
_ENTRIES = 4_000_000
#: Components whose leading eigenvalues differ by less than this, relatively, share the lead.
_SAME_EIGENVALUE = 1e-10


def measure_variants(variants: Variants, names: Iterable[str]) -> dict[str, Floats]:
    """Measure every node of every variant.

    Args:
        variants: R variants of a network of n nodes.
        names: names in ``kg.network.measures.register.MEASURES``.

    Returns:
        name to R x n values, as the measure itself gives them to 1e-9; NaN where it is not defined.
    """
    wanted = list(names)
    found = {name: np.full((len(variants), len(variants.nodes)), np.nan) for name in wanted}
    if not len(variants.nodes):
        return found
    for start, stop in _chunks(variants):
        for name, values in _measured(variants.rows(start, stop), wanted):
            found[name][start:stop] = values
    return found


def _measured(variants: Variants, names: list[str]) -> Iterator[tuple[str, Floats]]:
    stack = Stack.of(variants)
    size, ends = len(stack.nodes), 2 * len(stack.tails)
    dense = size <= _DENSE
    paths: _Paths | None = None
    for name in names:
        if name in _BY_STRENGTH and dense:
            yield name, _BY_STRENGTH[name](stack)
        elif name in _BY_PATHS and dense and size * ends <= _PATHS:
            paths = paths or _Paths.of(stack)
            yield name, _BY_PATHS[name](paths)
        else:
            yield name, _one_by_one(stack, name)


def _chunks(variants: Variants) -> Iterator[tuple[int, int]]:
    """Rows that are measured together, so that what they take in memory is bounded."""
    size, many, ties = len(variants.nodes), len(variants), variants.tails.shape[1]
    # A stack has no more pairs than nodes allow; and as dense matrices or as paths it is the larger.
    pairs = min(ties * len(variants.tails), size * size)
    largest = max(size * size, pairs, min(2 * size * pairs, _PATHS)) if size <= _DENSE else pairs
    step = max(1, _ENTRIES // max(largest, 1))
    for start in range(0, many, step):
        yield start, min(start + step, many)


def _one_by_one(stack: Stack, name: str) -> Floats:
    function = MEASURES[name].function
    values = np.empty((len(stack.strength), len(stack.nodes)))
    for row in range(len(values)):
        found = function(stack.network(row))
        values[row] = [np.nan if found[node] is None else found[node] for node in stack.nodes]
    return values


def _degree(stack: Stack) -> Floats:
    partners: Floats = (stack.dense() > 0).sum(axis=2).astype(np.float64)
    return partners


def _strength(stack: Stack) -> Floats:
    total: Floats = stack.dense().sum(axis=2)
    return total


def _eigenvector(stack: Stack) -> Floats:
    """The vector of ones, projected on the space of the largest eigenvalue.

    Where several components share it, each has its part by the sum of its own vector: what the power
    method, started evenly, comes to.
    """
    values, vectors = np.linalg.eigh(stack.dense())
    largest = values[:, -1:]
    leading = (values >= largest * (1 - _SAME_EIGENVALUE)) & (largest > 0)
    shares = vectors.sum(axis=1) * leading
    projected = np.abs(np.einsum("rij,rj->ri", vectors, shares))
    length = np.linalg.norm(projected, axis=1, keepdims=True)
    unit: Floats = np.divide(projected, length, out=np.zeros_like(projected), where=length > 0)
    return unit


def _pagerank(stack: Stack) -> Floats:
    """Solved, not iterated; what a walk does at a node without ties is the same for all, and falls out in the sum."""
    matrices = stack.dense()
    strength = matrices.sum(axis=1, keepdims=True)
    steps = np.divide(matrices, strength, out=np.zeros_like(matrices), where=strength > 0)
    size = len(stack.nodes)
    visits = np.linalg.solve(np.eye(size) - 0.85 * steps, np.ones((len(matrices), size, 1)))[..., 0]
    shares: Floats = visits / visits.sum(axis=1, keepdims=True)
    return shares


@dataclass(frozen=True)
class _Paths:
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
    def of(cls, stack: Stack) -> _Paths:
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


def _reached_by(near: Floats, lengths: Floats, far: Floats) -> Any:
    """Whether a shortest path to what is far ends with the tie from what is near."""
    return np.isfinite(far) & (near + lengths <= far * (1 + SAME)) & (near < far)


def _betweenness(paths: _Paths) -> Floats:
    size = len(paths.distances)
    return paths.passing() / ((size - 1) * (size - 2)) if size > 2 else paths.passing() * 0.0


def _closeness(paths: _Paths) -> Floats:
    size = len(paths.distances)
    near = np.isfinite(paths.distances)
    reached = (near.sum(axis=2) - 1).T
    total = np.where(near, paths.distances, 0.0).sum(axis=2).T
    mean = np.divide(reached, total, out=np.zeros(total.shape), where=total > 0)
    values: Floats = mean * reached / max(size - 1, 1)
    return values


_BY_STRENGTH: dict[str, Callable[[Stack], Floats]] = {
    "degree": _degree,
    "strength": _strength,
    "eigenvector": _eigenvector,
    "pagerank": _pagerank,
}
_BY_PATHS: dict[str, Callable[[_Paths], Floats]] = {"betweenness": _betweenness, "closeness": _closeness}
