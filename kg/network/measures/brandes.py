"""Shortest paths from many nodes at once: how far all others are, and which of them they run through.

Brandes (2001), J. Math. Sociology 25(2), 163-177, adds up what passes a node from the far ends of the paths to their
start. Here the ties that shortest paths use are found for a batch of starts by one comparison of arrays, and followed
level by level for all of them together, each once on the way out and once on the way back: so the time is that of
finding distances and of the ties in use. One search serves betweenness and both kinds of closeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.network.forms.graphs import SAME
from kg.network.forms.sparse import SparseNetwork, kept
from kg.network.measures.contraction import contracted
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
#: The share of nodes from which paths must be searched for a contraction of the network to be worth while.
_MOST = 0.5
#: Of so many ties a path may be for its length to be the same, whatever the order in which it is summed up.
_SUMMED = 2_000


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
    ties = _BothWays(lengths) if isinstance(arrays, SparseNetwork) else _OneWay(lengths)
    for some, far in _far(arrays, lengths, sources):
        passed, steps = _by_lengths(some, far, *ties.in_use(far))
        if steps > _SUMMED:
            far = _distances(lengths, some)
            passed, _ = _by_lengths(some, far, *ties.in_use(far))
        yield Searched(some, far, passed)


def batches_of(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[Places]:
    """Nodes to search from, so many at a time as memory lets."""
    most = max(1, min(_AT_ONCE, _TIES_AT_ONCE // max(arrays.lengths.nnz, 1)))
    for start in range(0, len(sources), most):
        yield np.asarray(sources[start : start + most], dtype=np.int64)


def distances(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[tuple[Places, Vector]]:
    """How far each node (a column) is from some nodes (a row), a batch at a time; infinite where no path leads.

    Args:
        arrays: the network.
        sources: places of nodes.
    """
    return _far(arrays, arrays.lengths, sources)


def _far(
    arrays: SparseNetwork | DirectedNetwork, lengths: Any, sources: Sequence[int]
) -> Iterator[tuple[Places, Vector]]:
    """The same by some lengths: from many nodes of a network without directions by way of its core."""
    batches = list(batches_of(arrays, sources))
    are_many = isinstance(arrays, SparseNetwork) and len(sources) >= _MOST * len(arrays)
    short = contracted(lengths, _among_all) if are_many else None
    if short is None:
        yield from ((some, _distances(lengths, some)) for some in batches)
        return
    together = max(1, short.at_once // len(batches[0]))
    for start in range(0, len(batches), together):
        some = batches[start : start + together]
        far = short.distances(np.concatenate(some))
        for part, rows in zip(some, np.split(far, np.cumsum([len(part) for part in some])[:-1], axis=1), strict=True):
            yield part, np.ascontiguousarray(rows.T)


def _among_all(lengths: Any) -> Vector:
    """How far all nodes are from each other."""
    return _distances(_in_use(lengths, are_both_ways=True), np.arange(lengths.shape[0]))


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
    return _in_use(arrays.lengths, are_both_ways=isinstance(arrays, SparseNetwork))


def _in_use(lengths: Any, *, are_both_ways: bool) -> Any:
    """Lengths without those of ties that no shortest path takes, as in ``lengths_in_use``."""
    partners = np.diff(lengths.indptr)
    hubs = np.sort(np.argsort(-partners, kind="stable")[:_LANDMARKS])
    tails, heads = np.repeat(np.arange(len(partners)), partners), lengths.indices
    there = _distances(lengths, hubs)
    # In a network with directions the way to a hub is another than the way from it.
    back = there if are_both_ways else _distances(lengths.T.tocsr(), hubs)
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


class _OneWay:
    """The ties of a network with directions, as they are looked through for those that shortest paths use.

    Args:
        lengths: as ``Network.lengths``.
    """

    def __init__(self, lengths: Any) -> None:
        ties = lengths.tocoo()
        self._tails, self._heads, self._lengths = ties.row, ties.col, ties.data

    def in_use(self, far: Vector) -> tuple[Places, Places]:
        """Where the ties in use lead, those of one node after the other, and how many each node has of them.

        Args:
            far: as ``Searched.far``; node v of search s is number s * n + v in what is returned.
        """
        many, size = far.shape
        near, end = far.take(self._tails, axis=1), far.take(self._heads, axis=1)
        used = near < end
        near += self._lengths
        end *= 1 + SAME
        used &= near <= end
        search, tie = np.divmod(np.flatnonzero(used), max(len(self._tails), 1))
        going = np.bincount(search * size + self._tails[tie], minlength=many * size)
        return search * size + self._heads[tie], going


class _BothWays:
    """The ties of a network without directions, each looked at once: it may be used from either end, never from both.

    Args:
        lengths: as ``Network.lengths``.
    """

    def __init__(self, lengths: Any) -> None:
        ties = lengths.tocoo()
        once = ties.row < ties.col
        #: The ends of each tie and its length, by the first end; and which is the next by the second.
        self._low, self._high, self._lengths = ties.row[once], ties.col[once], ties.data[once]
        self._by_high = np.lexsort((self._low, self._high))

    def in_use(self, far: Vector) -> tuple[Places, Places]:
        """The same as of ``_OneWay``, in the same order.

        Args:
            far: as there.
        """
        many, size = far.shape
        with np.errstate(invalid="ignore"):  # both ends may be out of reach
            further = far.take(self._high, axis=1)
            further -= far.take(self._low, axis=1)
        # What may be in use: ends differ by its length, but for rounding.
        finite = far[np.isfinite(far)].max(initial=0.0)
        least = self._lengths - 4 * SAME * (finite + self._lengths)
        up = self._used(far, further >= least, self._low, self._high, self._lengths)
        by_high = self._by_high
        down = (further <= -least).take(by_high, axis=1)
        back = self._used(far, down, self._high[by_high], self._low[by_high], self._lengths[by_high])
        # Those of a node by where they lead: first to lower numbers, and so the second kind.
        going_up, going_back = (np.bincount(tails, minlength=many * size) for tails, _ in (up, back))
        leads = np.empty(len(up[0]) + len(back[0]), dtype=np.int64)
        leads[np.arange(len(back[0])) + (np.cumsum(going_up) - going_up)[back[0]]] = back[1]
        leads[np.arange(len(up[0])) + np.cumsum(going_back)[up[0]]] = up[1]
        return leads, going_up + going_back

    @staticmethod
    def _used(far: Vector, may_be: Any, tails: Any, heads: Any, lengths: Vector) -> tuple[Places, Places]:
        """The numbers of the ends of ties in use, of those that may be; by the first end, if ties are."""
        search, tie = np.divmod(np.flatnonzero(may_be), max(len(tails), 1))
        search *= far.shape[1]
        tail, head = search + tails[tie], search + heads[tie]
        near, end = far.take(tail), far.take(head)
        used = (near < end) & (near + lengths[tie] <= end * (1 + SAME))
        return tail[used], head[used]


def _by_lengths(sources: Places, far: Vector, leads: Places, going: Places) -> tuple[Vector, int]:
    """What passes each node, a row a search; and of how many ties the longest path is.

    Args:
        sources: where paths begin.
        far: as ``Searched.far``.
        leads: where the ties in use lead, as ``_OneWay.in_use`` gives it.
        going: how many of them begin at each node.
    """
    many, size = far.shape
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
    return _without_sources(passed, sources), len(steps)


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
