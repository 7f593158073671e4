"""Shortest paths: how often they run through a node, and how near it is to the others.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.centrality`` do. A
tie twice as strong is half as long (distance = 1/strength), after Newman (2001), Phys. Rev. E 64,
016132.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.sparse import network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.sparse import Network, SparseNetwork

    Vector = NDArray[np.float64]

# From so many nodes distances are searched at once: it bounds the memory, not the result.
_AT_ONCE = 64


def betweenness(network: Network) -> dict[Any, float]:
    """The share of shortest paths between other nodes that run through a node, over ``distance``.

    For n nodes, the sum over pairs of the fraction of their shortest paths that pass the node,
    divided by (n-1)(n-2)/2. A tie twice as strong is half as long, so a broker with strong ties
    lies on more paths. Paths count as equally short when their floating-point lengths are equal, as
    in networkx. An isolate has 0; so has every node of a graph of one or two nodes.

    Source: Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1),
    35-41; computed after Brandes (2001), J. Math. Sociology 25(2), 163-177; lengths as reciprocals
    after Newman (2001), Phys. Rev. E 64, 016132.

    >>> import networkx as nx
    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    arrays = network_of(network)
    size = len(arrays)
    passed = np.zeros(size)
    if size > 2 and arrays.strength.nnz:
        tails = np.repeat(np.arange(size), arrays.degrees)
        for source, distances in _distances(arrays):
            passed += _dependencies(source, distances, arrays.lengths, tails)
        # Each pair was counted from both of its ends.
        passed /= (size - 1) * (size - 2)
    return arrays.by_node(passed)


def closeness(network: Network) -> dict[Any, float]:
    """How near a node is to all it can reach, over ``distance``.

    For a node that reaches r others at total distance d in a graph of n nodes: (r / d) times
    r / (n-1), so that a node in a small component does not pass for central. An isolate has 0.
    The values are not bound to 1, as strong ties are shorter than 1.

    Source: Sabidussi (1966), The centrality index of a graph, Psychometrika 31(4), 581-603; the
    second factor after Wasserman & Faust (1994), Social Network Analysis, p. 201.

    >>> import networkx as nx
    >>> closeness(nx.path_graph(3))
    {0: 0.6666666666666666, 1: 1.0, 2: 0.6666666666666666}
    """
    arrays = network_of(network)
    values = np.zeros(len(arrays))
    for source, distances in _distances(arrays) if arrays.strength.nnz else ():
        near = distances[np.isfinite(distances)]
        reached, total = len(near) - 1, float(near.sum())
        if reached:
            values[source] = reached / total * (reached / (len(arrays) - 1))
    return arrays.by_node(values)


def _distances(arrays: SparseNetwork) -> Iterator[tuple[int, Vector]]:
    """Each node's number, and how far it is to every node; infinite where no path leads."""
    from scipy.sparse.csgraph import dijkstra

    size = len(arrays)
    for start in range(0, size, _AT_ONCE):
        sources = range(start, min(start + _AT_ONCE, size))
        yield from zip(sources, dijkstra(arrays.lengths, indices=list(sources)), strict=True)


def _dependencies(source: int, distances: Vector, lengths: Any, tails: NDArray[np.int64]) -> Vector:
    """How much of the shortest paths from a node run through each other node (Brandes 2001, theorem 6)."""
    steps = _steps(distances, lengths, tails)
    paths = [0.0] * len(distances)
    paths[source] = 1.0
    for tail, head in steps:
        paths[head] += paths[tail]
    passed = [0.0] * len(distances)
    for tail, head in reversed(steps):
        passed[tail] += paths[tail] / paths[head] * (1 + passed[head])
    passed[source] = 0.0
    return np.array(passed)


def _steps(distances: Vector, lengths: Any, tails: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The ties, as tail and head, that shortest paths use; by the distance of their heads.

    A tie is one if its tail's distance and its length add up to its head's: exactly, as that sum is
    the very one that the search took the smallest of.
    """
    near, far = distances[tails], distances[lengths.indices]
    used = np.flatnonzero((near + lengths.data == far) & (near < far))
    used = used[np.argsort(far[used], kind="stable")]
    return list(zip(tails[used].tolist(), lengths.indices[used].tolist(), strict=True))
