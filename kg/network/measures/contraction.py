"""Distances from all nodes by way of few: nodes with few partners are taken out of a network, the rest is searched.

A node is taken out by tying its partners to each other, as far apart as they are by way of it: so those that stay are
as far apart as before. What is left is a core of the nodes with most partners, in which paths are searched; how far the
others are follows from their partners, in the opposite order, for hundreds of searches by each operation on arrays.
Of a network in which most have few partners, as those of partnerships do, this takes a quarter of the time of a search
from every node.

Source: Geisberger et al. (2008), Contraction hierarchies, WEA 2008, LNCS 5038, 319-333, with nodes in the order of
their number of partners and a core that is left whole; Delling et al. (2013), PHAST, J. Parallel Distrib. Comput.
73(7), 940-952, for distances from all nodes through such an order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Places = NDArray[np.int64]

#: Nodes with more partners than this stay: to tie those to each other would take more time than it saves.
_PARTNERS = 16
#: In networks of fewer nodes there is nothing to save.
_LEAST = 400
#: The share of nodes that may be left at most: of a denser network, all nodes are searched from as well.
_CORE = 0.8
#: Distances that are held at once, all to the core or some to all: 128 MB and 32 MB of floats.
_TO_CORE, _HELD = 16_000_000, 4_000_000


@dataclass(frozen=True, eq=False)
class Contraction:
    """A network of which nodes with few partners were taken out, one after the other.

    Attributes:
        order: the nodes that were taken out, in that order.
        partners: of each, those that it had when it was taken out.
        lengths: how long the ties with them were; a column each.
        core: the nodes that are left, ascending.
        to_core: how far each node of the network (a row) is from each of the core (a column).
    """

    order: Sequence[int]
    partners: Sequence[Places]
    lengths: Sequence[Vector]
    core: Places
    to_core: Vector

    @property
    def at_once(self) -> int:
        """From so many nodes distances are found together."""
        return max(1, _HELD // max(len(self.to_core), 1))

    def distances(self, sources: Places) -> Vector:
        """How far all nodes (a row) are from some of them (a column); infinite where no path leads.

        They differ from those of Dijkstra's searches by rounding alone, as sums are put together in another order.

        Args:
            sources: places of nodes.
        """
        far = np.full((len(self.to_core), len(sources)), np.inf)
        far[sources, np.arange(len(sources))] = 0.0
        upwards = list(zip(self.order, self.partners, self.lengths, strict=True))
        for node, partners, lengths in upwards:
            row = far[node]
            reached = np.flatnonzero(row < np.inf)
            if len(reached) and len(partners):
                there = np.ix_(partners, reached)
                far[there] = np.minimum(far[there], row[reached] + lengths)
        far[self.core] = self.to_core[sources].T
        for node, partners, lengths in reversed(upwards):
            if len(partners):
                by_partner = far[partners]
                by_partner += lengths
                np.minimum(far[node], by_partner.min(axis=0), out=far[node])
        return far


def contracted(lengths: Any, search: Callable[[Any], Vector]) -> Contraction | None:
    """A network without its nodes of few partners; ``None`` where nothing is saved by that.

    Args:
        lengths: the lengths of its ties, a symmetric ``csr_array``.
        search: finds how far all nodes of such a network are from each other.
    """
    size = lengths.shape[0]
    if size < _LEAST:
        return None
    order, tied, left = _taken_out(lengths)
    core = np.setdiff1d(np.arange(size), np.array(order, dtype=np.int64))
    if len(core) > _CORE * size or len(core) * size > _TO_CORE:
        return None
    partners = [np.array([place for place, _ in ties], dtype=np.int64) for ties in tied]
    columns = [np.array([length for _, length in ties], dtype=np.float64)[:, None] for ties in tied]
    to_core = np.full((size, len(core)), np.inf)
    if len(core):
        to_core[core] = search(_matrix(core, left))
    for node, some, column in zip(reversed(order), reversed(partners), reversed(columns), strict=True):
        if len(some):
            to_core[node] = (to_core[some] + column).min(axis=0)
    return Contraction(order, partners, columns, core, to_core)


def _taken_out(lengths: Any) -> tuple[list[int], list[list[tuple[int, float]]], list[dict[int, float]]]:
    """The nodes taken out, in order; what each was tied to when it was; and the ties of all nodes that are left."""
    ends, heads, data = lengths.indptr.tolist(), lengths.indices.tolist(), lengths.data.tolist()
    ties = [dict(zip(heads[start:end], data[start:end], strict=True)) for start, end in pairwise(ends)]
    waiting = [(len(partners), node) for node, partners in enumerate(ties) if len(partners) <= _PARTNERS]
    heapq.heapify(waiting)
    order: list[int] = []
    tied: list[list[tuple[int, float]]] = []
    gone = bytearray(len(ties))
    while waiting:
        count, node = heapq.heappop(waiting)
        if gone[node] or count != len(ties[node]):
            continue  # it has another number of partners by now, and waits with that
        gone[node] = True
        mine = sorted(ties[node].items())
        ties[node] = {}
        order.append(node)
        tied.append(mine)
        for place, (one, length) in enumerate(mine, start=1):
            partners = ties[one]
            del partners[node]
            for other, further in mine[place:]:
                if (detour := length + further) < partners.get(other, np.inf):
                    partners[other] = ties[other][one] = detour
        for one, _ in mine:
            if len(ties[one]) <= _PARTNERS:
                heapq.heappush(waiting, (len(ties[one]), one))
    return order, tied, ties


def _matrix(core: Places, ties: Sequence[dict[int, float]]) -> Any:
    """The lengths of the ties of the core's nodes, as a symmetric ``csr_array``."""
    from scipy.sparse import csr_array

    mine = [sorted(ties[node].items()) for node in core.tolist()]
    heads = np.array([head for row in mine for head, _ in row], dtype=np.int64)
    data = np.array([length for row in mine for _, length in row], dtype=np.float64)
    begins = np.concatenate([[0], np.cumsum([len(row) for row in mine])])
    return csr_array((data, np.searchsorted(core, heads), begins), shape=(len(core), len(core)))
