"""Shortest paths from many nodes at once: how far all others are, and which of them they run through.

Brandes (2001), J. Math. Sociology 25(2), 163-177, adds up what passes a node from the far ends of the paths to their
start. Here the ties that shortest paths use are found for a batch of starts by one comparison of arrays, and followed
level by level for all of them together, each once on the way out and once on the way back: so the time is that of
Dijkstra's searches and of the ties in use. One search serves betweenness and both kinds of closeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.network.forms.graphs import SAME
from kg.network.forms.sparse import SparseNetwork, kept
from kg.numbers import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.directed import DirectedNetwork

    Vector = NDArray[np.float64]
    Places = NDArray[np.int64]

#: From so many nodes paths are searched at once, and of so many ties: few enough for the cache of a core.
_AT_ONCE, _TIES_AT_ONCE = 64, 800_000
#: By way of how many hubs a shorter way is looked for, and how many searches for each of them make that worth while.
_LANDMARKS, _WORTHWHILE = 16, 8


class Searched(NamedTuple):
    """What the searches from some nodes found; a row a search, a column a node.

    Attributes:
        sources: the nodes that they began at.
        far: how far each node is; infinite where no path leads.
        passed: how much of the shortest paths to all others runs through each node.
    """

    sources: Places
    far: Vector
    passed: Vector


def searches(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[Searched]:
    """The shortest paths from some nodes, a batch at a time, in their order.

    Args:
        arrays: a network whose lengths ``kg.network.measures.paths.check_lengths`` lets pass.
        sources: places of nodes.
    """
    batches = batches_of(arrays, sources)
    if isinstance(arrays, SparseNetwork) and (length := arrays.one_length) is not None:
        for some in batches:
            levels, passed = _by_levels(arrays.strength, some)
            yield Searched(some, np.where(levels < 0, np.inf, levels * length), passed)
        return
    lengths = arrays.lengths if len(sources) < _WORTHWHILE * _LANDMARKS else lengths_in_use(arrays)
    both = lengths.tocoo()
    for some in batches:
        far = _distances(lengths, some)
        yield Searched(some, far, _by_lengths(some, far, both.row, both.col, both.data))


def batches_of(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[Places]:
    """Nodes to search from, so many at a time as memory lets."""
    most = max(1, min(_AT_ONCE, _TIES_AT_ONCE // max(arrays.lengths.nnz, 1)))
    for start in range(0, len(sources), most):
        yield np.asarray(sources[start : start + most], dtype=np.int64)


def distances_from(arrays: SparseNetwork | DirectedNetwork, sources: Places) -> Vector:
    """How far each node (a column) is from each of some nodes (a row); infinite where no path leads."""
    return _distances(arrays.lengths, sources)


@kept
def lengths_in_use(arrays: SparseNetwork | DirectedNetwork) -> Any:
    """The lengths of a network without ties that no shortest path takes, since the way by way of a hub is shorter.

    Of a network that projects share among many partners half the ties are such. No distance and no shortest path is
    another without them, to the last bit: what is left out is longer than a detour by more than rounding may come to.

    Args:
        arrays: a network whose lengths ``kg.network.measures.paths.check_lengths`` lets pass.

    Returns:
        a matrix of the same form with fewer entries; the very lengths if none goes.
    """
    lengths = arrays.lengths
    partners = np.diff(lengths.indptr)
    hubs = np.sort(np.argsort(-partners, kind="stable")[:_LANDMARKS])
    tails, heads = np.repeat(np.arange(len(partners)), partners), lengths.indices
    there = _distances(lengths, hubs)
    # In a network with directions the way to a hub is another than the way from it.
    back = there if isinstance(arrays, SparseNetwork) else _distances(lengths.T.tocsr(), hubs)
    detour = np.full(lengths.nnz, np.inf)
    for to, on in zip(back, there, strict=True):
        np.minimum(detour, to.take(tails) + on.take(heads), out=detour)
    finite = np.where(np.isfinite(there), there, 0.0).max(initial=0.0)
    finite_back = np.where(np.isfinite(back), back, 0.0).max(initial=0.0)
    # Paths count as equally long that differ by SAME of their length, and none of those here is longer than both.
    used = lengths.data <= detour + 4 * SAME * (finite + finite_back)
    if used.all():
        return lengths
    found = lengths.copy()
    found.indptr = np.concatenate([[0], np.cumsum(used)])[lengths.indptr].astype(lengths.indptr.dtype)
    found.indices, found.data = lengths.indices[used], lengths.data[used]
    return found


def _distances(lengths: Any, sources: Places) -> Vector:
    from scipy.sparse.csgraph import dijkstra

    found: Vector = dijkstra(lengths, indices=sources)
    return found


def _by_levels(ties: Any, sources: Places) -> tuple[Any, Vector]:
    """Where all ties are equally long: how many ties away each node is, -1 if out of reach, and what passes it.

    Args:
        ties: a symmetric ``csr_array`` whose entries alone are read.
        sources: where paths begin.
    """
    many, size = len(sources), ties.shape[0]
    degrees = np.diff(ties.indptr)
    levels = np.full(many * size, -1, dtype=np.int32)
    paths = np.zeros(many * size)
    level, front, steps = 0, np.arange(many) * size + sources, []
    levels[front], paths[front] = 0, 1.0
    while len(front):
        node = front % size
        count = degrees[node]
        front, node, count = front[count > 0], node[count > 0], count[count > 0]
        if not len(front):
            break
        begin = np.cumsum(count) - count
        ends = ties.indices[runs(ties.indptr[node], begin, count)] + np.repeat(front - node, count)
        new = np.flatnonzero(levels[ends] < 0)
        level += 1
        ends, starts = ends[new], np.repeat(np.arange(len(front)), count)[new]
        levels[ends] = level
        np.add.at(paths, ends, paths[front][starts])
        steps.append((front, starts, ends))
        front = _once(ends, paths)
    passed = np.zeros(many * size)
    for front, starts, ends in reversed(steps):
        passed[front] = paths[front] * np.bincount(starts, (1 + passed[ends]) / paths[ends], len(front))
    return levels.reshape(many, size), _without_sources(passed, sources)


def _by_lengths(sources: Places, far: Vector, tails: Any, heads: Any, lengths: Vector) -> Vector:
    """What passes each node, a row a search.

    Args:
        sources: where paths begin.
        far: as ``Searched.far``.
        tails: one end of each tie, ascending.
        heads: the other.
        lengths: how long it is.
    """
    many, size = far.shape
    near, end = far.take(tails, axis=1), far.take(heads, axis=1)
    used = near < end
    near += lengths
    end *= 1 + SAME
    used &= near <= end
    search, tie = np.divmod(np.flatnonzero(used), max(len(tails), 1))
    del near, end, used
    # Node v of search s is number s * n + v; the ties in use are sorted by their tail.
    leads = search * size + heads[tie]
    going = np.bincount(search * size + tails[tie], minlength=many * size)
    first = np.cumsum(going) - going
    coming = np.bincount(leads, minlength=many * size)
    paths, steps = np.zeros(many * size), []
    front = np.arange(many) * size + sources
    paths[front] = 1.0
    while len(front := front[going[front] > 0]):
        count = going[front]
        begin = np.cumsum(count) - count
        ends = leads[runs(first[front], begin, count)]
        steps.append((front, begin, ends))
        np.add.at(paths, ends, np.repeat(paths[front], count))
        np.subtract.at(coming, ends, 1)
        front = _once(ends[coming[ends] == 0], paths)  # what all shortest paths have come to
    passed = np.zeros(many * size)
    for front, begin, ends in reversed(steps):
        # A node's share is its number of paths times what its successors have for each of theirs.
        passed[front] = paths[front] * np.add.reduceat((1 + passed[ends]) / paths[ends], begin)
    return _without_sources(passed, sources)


def _once(places: Places, among: Vector) -> Places:
    """Places, each once, in the order of where it comes last.

    Args:
        places: some, and some of them again.
        among: what they are places in.
    """
    number = np.arange(len(places))
    last = np.empty(len(among), dtype=np.int64)  # what is read of it was written before
    last[places] = number
    found: Places = places[last[places] == number]
    return found


def _without_sources(passed: Vector, sources: Places) -> Vector:
    """Rows of what passes each node; nothing passes the node that paths begin at."""
    found = passed.reshape(len(sources), -1)
    found[np.arange(len(sources)), sources] = 0.0
    return found
