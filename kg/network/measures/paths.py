"""Shortest paths: how often they run through a node, and how near it is to the others.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.measures.centrality`` do. A
tie twice as strong is half as long (distance = 1/strength), after Newman (2001), Phys. Rev. E 64,
016132. What is here is exact; ``kg.network.measures.sampling`` estimates the same of networks too large for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.errors import UsageError
from kg.network.forms.compiled import many_threads, rustworkx_graph, steady
from kg.network.forms.graphs import SAME
from kg.network.forms.sparse import kept, network_of
from kg.network.measures import brandes
from kg.network.measures.levels import counted_levels
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.directed import DirectedNetwork
    from kg.network.forms.sparse import Network, SparseNetwork

    Vector = NDArray[np.float64]


class Nearness(NamedTuple):
    """One number a node of each.

    Attributes:
        reached: how many nodes it reaches, itself included.
        total: the sum of its distances to them.
        inverse: the sum of the reciprocals of these distances.
    """

    reached: Vector
    total: Vector
    inverse: Vector


def betweenness(network: Network) -> dict[Any, float]:
    """The share of shortest paths between other nodes that run through a node, over ``distance``.

    For n nodes, the sum over pairs of the fraction of their shortest paths that pass the node,
    divided by (n-1)(n-2)/2. A tie twice as strong is half as long, so a broker with strong ties
    lies on more paths. Paths count as equally short when their lengths differ by no more than one part in 10^12,
    so that 0.1 + 0.2 equals 0.3; networkx and NetworKit ask for the same floating-point number. An isolate has 0; so
    has every node of a graph of one or two nodes.

    Computed by rustworkx where all ties are equally long, which uses all processors for networks of more than 1,000
    nodes; the values are then given to 12 significant digits, as the order of sums differs from run to run. Else by
    ``kg.network.measures.brandes``, in one search with both kinds of closeness.

    Raises:
        UsageError: if ties differ so much in strength that the lengths of paths cannot be told apart.

    Complexity: O(n m + n² log n).

    Source: Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1),
    35-41; computed after Brandes (2001), J. Math. Sociology 25(2), 163-177; lengths as reciprocals
    after Newman (2001), Phys. Rev. E 64, 016132.

    >>> import networkx as nx
    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    arrays = network_of(network)
    if len(arrays) < 3 or not arrays.strength.nnz:
        return dict.fromkeys(arrays.nodes, 0.0)
    if arrays.one_length is not None:
        return arrays.by_node(_unweighted_betweenness(arrays))
    return arrays.by_node(searched(arrays).passed)


def closeness(network: Network) -> dict[Any, float]:
    """How near a node is to all it can reach, over ``distance``.

    For a node that reaches r others at total distance d in a graph of n nodes: (r / d) times
    r / (n-1), so that a node in a small component does not pass for central. An isolate has 0.
    The values are not bound to 1, as strong ties are shorter than 1.

    Complexity: O(n m + n² log n).

    Source: Sabidussi (1966), The centrality index of a graph, Psychometrika 31(4), 581-603; the
    second factor after Wasserman & Faust (1994), Social Network Analysis, p. 201.

    >>> import networkx as nx
    >>> closeness(nx.path_graph(3))
    {0: 0.6666666666666666, 1: 1.0, 2: 0.6666666666666666}
    """
    arrays = network_of(network)
    found = nearness(arrays)
    return arrays.by_node(closeness_of_totals(found.total, found.reached, max(len(arrays), 2)))


def harmonic(network: Network) -> dict[Any, float]:
    """The sum of 1/distance from a node to all others, 0 for those that it cannot reach.

    Where closeness needs a factor for disconnected networks, this does not. An isolate has 0.

    Complexity: O(n m + n² log n).

    Source: Marchiori & Latora (2000), Harmony in the small-world, Physica A 285, 539-546; Boldi & Vigna
    (2014), Axioms for centrality, Internet Mathematics 10, 222-262. The sum, not divided by n - 1.

    >>> import networkx as nx
    >>> harmonic(nx.path_graph(3))
    {0: 1.5, 1: 2.0, 2: 1.5}
    """
    arrays = network_of(network)
    return arrays.by_node(nearness(arrays).inverse)


def closeness_of_totals(total: Any, reached: Any, size: int) -> Any:
    """Closeness of a node, or of an array of nodes, in a network of two nodes or more.

    Args:
        total: the sum of its distances.
        reached: how many nodes it reaches, itself included.
        size: how many nodes the network has.
    """
    others = np.asarray(reached) - 1
    # An isolate reaches none at no distance.
    return others / np.where(others, total, 1) * (others / (size - 1))


def distances(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[tuple[int, Vector]]:
    """Each source, and how far it is to every node; infinite where no path leads."""
    for some, far in brandes.distances(arrays, sources):
        yield from zip(some.tolist(), far, strict=True)


def dependencies(arrays: SparseNetwork | DirectedNetwork, sources: Sequence[int]) -> Iterator[Vector]:
    """For each source, how much of the shortest paths from it run through each other node (Brandes 2001).

    Raises:
        UsageError: as ``betweenness`` does.
    """
    check_lengths(arrays)
    for found in brandes.searches(arrays, sources):
        yield from found.passed


def check_lengths(arrays: SparseNetwork | DirectedNetwork) -> None:
    """Refuse ties of which the short ones are lost beside the long ones.

    Raises:
        UsageError: if the longest tie is so much longer than the shortest that their sum is the longer one.
    """
    lengths = arrays.lengths.data
    if len(lengths) and lengths.min() < SAME * lengths.max():
        raise UsageError(
            Text(
                f"The ties' strengths run from {1 / lengths.max():g} to {1 / lengths.min():g}: such differences "
                "are lost "
                "when the lengths of paths are added. Leave out the weakest ties (minWeight), or weigh by "
                "weight=count.",
                f"联系的强度由{1 / lengths.max():g}至{1 / lengths.min():g}：路径长度相加时会失去这样的差别。"
                "请略去最弱的联系（minWeight），或以 weight=count 加权。",
            )
        )


def _unweighted_betweenness(arrays: SparseNetwork) -> Vector:
    import rustworkx as rx

    several = many_threads(arrays)
    least = 0 if several else len(arrays) + 1
    found: Any = rx.betweenness_centrality(rustworkx_graph(arrays), parallel_threshold=least)
    passed = np.array([found[place] for place in range(len(arrays))])
    return steady(passed) if several else passed


class Paths(NamedTuple):
    """What one search from every node finds.

    Attributes:
        passed: the betweenness of each node.
        nearness: how near it is to the others.
    """

    passed: Vector
    nearness: Nearness


@kept
def searched(arrays: SparseNetwork) -> Paths:
    """Betweenness and both kinds of closeness of a network of three nodes or more, by one search from every node.

    Raises:
        UsageError: as ``betweenness`` does.
    """
    check_lengths(arrays)
    size = len(arrays)
    passed, near = np.zeros(size), _none_near(size)
    for found in brandes.searches(arrays, range(size)):
        passed += found.passed.sum(axis=0)
        _add_near(near, found.sources, found.far)
    # Each pair was counted from both of its ends.
    return Paths(passed / ((size - 1) * (size - 2)), near)


@kept
def nearness(arrays: SparseNetwork) -> Nearness:
    """How far each node is from all others, summed up: one search for closeness and harmonic closeness.

    What one node has is summed by one thread in a fixed order, so that it is the same however many there are.
    """
    size, length = len(arrays), arrays.one_length
    if length is None and searched.has(arrays):
        return searched(arrays).nearness
    near = _none_near(size)
    if length is not None:
        # Whole numbers, which are summed without an error.
        for ties, counts in enumerate(counted_levels(arrays), start=1):
            near.reached[:] += counts
            near.total[:] += ties * counts
            near.inverse[:] += counts / ties
        return Nearness(near.reached, near.total * length, near.inverse / length)
    if arrays.strength.nnz:
        for some, far in brandes.distances(arrays, range(size)):
            _add_near(near, some, far)
    return near


def _none_near(size: int) -> Nearness:
    """Nodes that reach themselves alone."""
    return Nearness(np.ones(size), np.zeros(size), np.zeros(size))


def _add_near(near: Nearness, sources: Any, far: Vector) -> None:
    """Put in how near some nodes are to the others; one at a time, so that sums do not go by how many there are."""
    for source, distances_ in zip(sources.tolist(), far, strict=True):
        reached = distances_[np.isfinite(distances_)]
        others = reached[reached > 0]
        near.reached[source], near.total[source] = len(reached), reached.sum()
        near.inverse[source] = (1 / others).sum()
