"""How many nodes are how many ties away, from every node at once: for networks whose ties are equally long.

A bit a node says whether a search has come to it, so that one machine word carries 64 searches: Then et al. (2014), The
more the merrier: efficient multi-source graph traversal, PVLDB 8(4), 449-460. As a tie leads both ways, what is counted
at a node is from how many nodes it is so far, which is how many are so far from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import SparseNetwork

# Words that are gathered at once: few enough for the cache of a core.
_WORDS = 800_000


def counted_levels(arrays: SparseNetwork) -> list[NDArray[np.int64]]:
    """For 1, 2, 3 … ties, how many nodes are just so far from each node.

    >>> import networkx as nx
    >>> from kg.network.forms.sparse import SparseNetwork
    >>> [counts.tolist() for counts in counted_levels(SparseNetwork.of(nx.path_graph(3)))]
    [[1, 2, 1], [1, 0, 1]]
    """
    found: list[NDArray[np.int64]] = []
    at_once = 64 * max(1, _WORDS // max(arrays.strength.nnz, 1))
    for start in range(0, len(arrays), at_once):
        for level, counts in enumerate(_searched(arrays, start, min(start + at_once, len(arrays)))):
            if level == len(found):
                found.append(np.zeros(len(arrays), dtype=np.int64))
            found[level] += counts
    return found


def _searched(arrays: SparseNetwork, start: int, stop: int) -> Iterator[NDArray[np.int64]]:
    """From how many of some nodes each node is 1, 2, 3 … ties away, until none is any further."""
    tied = np.flatnonzero(arrays.degrees)
    runs, partners = arrays.strength.indptr[tied], arrays.strength.indices
    number = np.arange(stop - start)
    seen = np.zeros((len(arrays), -(-len(number) // 64)), dtype=np.uint64)
    seen[start + number, number // 64] = np.uint64(1) << (number % 64).astype(np.uint64)
    reached = seen.copy()
    while len(tied):
        after = np.zeros_like(seen)
        after[tied] = np.bitwise_or.reduceat(reached[partners], runs, axis=0)
        after &= ~seen
        counts = np.bitwise_count(after).sum(axis=1, dtype=np.int64)
        if not counts.any():
            return
        yield counts
        seen |= after
        reached = after
