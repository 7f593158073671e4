"""Shortest paths: how often they run through a node, and how near it is to the others.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.measures.centrality`` do. A
tie twice as strong is half as long (distance = 1/strength), after Newman (2001), Phys. Rev. E 64,
016132. What is here is exact; ``kg.network.measures.sampling`` estimates the same of networks too large for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms import compiled
from kg.network.forms.compiled import many_threads, networkit_graph, one_thread, rustworkx_graph, steady
from kg.network.forms.sparse import network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network, SparseNetwork

    Vector = NDArray[np.float64]

# From so many nodes distances are searched at once: it bounds the memory, not the result.
_AT_ONCE = 64


def betweenness(network: Network) -> dict[Any, float]:
    """The share of shortest paths between other nodes that run through a node, over ``distance``.

    For n nodes, the sum over pairs of the fraction of their shortest paths that pass the node,
    divided by (n-1)(n-2)/2. A tie twice as strong is half as long, so a broker with strong ties
    lies on more paths. Paths count as equally short when their lengths, summed from one end, are equal as
    floating-point numbers, as in networkx: 1/3 + 1/6 equals 1/2, 0.1 + 0.2 does not equal 0.3. An isolate has
    0; so has every node of a graph of one or two nodes.

    Computed by rustworkx where all ties are equally long, else by NetworKit, else by scipy. Networks of more
    than 1,000 nodes use all processors; their values are given to 12 significant digits, as the order of sums
    then differs from run to run.

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
    if _one_length(arrays) is not None:
        passed = _unweighted_betweenness(arrays)
    elif compiled.has_networkit():
        passed = _weighted_betweenness(arrays)
    else:
        passed = _searched_betweenness(arrays)
    return arrays.by_node(passed)


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
    return arrays.by_node(_nearness(arrays, "Closeness", _closeness_of))


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
    return arrays.by_node(_nearness(arrays, "HarmonicCloseness", _harmonic_of))


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


def distances(arrays: SparseNetwork, sources: Sequence[int]) -> Iterator[tuple[int, Vector]]:
    """Each source, and how far it is to every node; infinite where no path leads."""
    from scipy.sparse.csgraph import dijkstra

    for start in range(0, len(sources), _AT_ONCE):
        some = sources[start : start + _AT_ONCE]
        yield from zip(some, dijkstra(arrays.lengths, indices=list(some)), strict=True)


def dependencies(arrays: SparseNetwork, sources: Sequence[int]) -> Iterator[Vector]:
    """For each source, how much of the shortest paths from it run through each other node (Brandes 2001)."""
    from scipy.sparse import triu

    upper = triu(arrays.lengths, k=1, format="coo")
    for source, far in distances(arrays, sources):
        yield dependency(source, far, upper)


def dependency(source: int, far: Vector, upper: Any) -> Vector:
    """How much of the shortest paths from a node run through each other node (Brandes 2001, theorem 6).

    Args:
        source: the node.
        far: how far it is to each node.
        upper: the lengths of the ties, each once, as a sparse matrix in coordinates.
    """
    steps = _steps(far, upper)
    paths = [0.0] * len(far)
    paths[source] = 1.0
    for tail, head in steps:
        paths[head] += paths[tail]
    passed = [0.0] * len(far)
    for tail, head in reversed(steps):
        passed[tail] += paths[tail] / paths[head] * (1 + passed[head])
    passed[source] = 0.0
    return np.array(passed)


def _steps(far: Vector, upper: Any) -> list[tuple[int, int]]:
    """The ties, as tail and head, that shortest paths use; by the distance of their heads.

    A tie is one if its tail's distance and its length add up to its head's: exactly, as that sum is
    the very one that the search took the smallest of.
    """
    one, other = far[upper.row], far[upper.col]
    tails, heads = np.minimum(one, other), np.maximum(one, other)
    used = np.flatnonzero((tails + upper.data == heads) & (tails < heads))
    used = used[np.argsort(heads[used], kind="stable")]
    first = one[used] < other[used]
    row, column = upper.row[used], upper.col[used]
    return list(zip(np.where(first, row, column).tolist(), np.where(first, column, row).tolist(), strict=True))


def _one_length(arrays: SparseNetwork) -> float | None:
    """The length of every tie, if all are equally long."""
    lengths = arrays.lengths.data
    return float(lengths[0]) if len(lengths) and (lengths == lengths[0]).all() else None


def _unweighted_betweenness(arrays: SparseNetwork) -> Vector:
    import rustworkx as rx

    several = many_threads(arrays)
    least = 0 if several else len(arrays) + 1
    found: Any = rx.betweenness_centrality(rustworkx_graph(arrays), parallel_threshold=least)
    passed = np.array([found[place] for place in range(len(arrays))])
    return steady(passed) if several else passed


def _weighted_betweenness(arrays: SparseNetwork) -> Vector:
    import networkit as nk

    several = many_threads(arrays)
    graph = networkit_graph(len(arrays), arrays.lengths)
    with one_thread(unless=several):
        passed = np.array(nk.centrality.Betweenness(graph, normalized=True).run().scores())
    return steady(passed) if several else passed


def _searched_betweenness(arrays: SparseNetwork) -> Vector:
    passed = np.zeros(len(arrays))
    for through in dependencies(arrays, range(len(arrays))):
        passed += through
    # Each pair was counted from both of its ends.
    return passed / ((len(arrays) - 1) * (len(arrays) - 2))


def _nearness(arrays: SparseNetwork, algorithm: str, of_distances: Callable[[Vector], float]) -> Vector:
    """A measure of the distances from each node: by NetworKit's algorithm, or without NetworKit by a function.

    What one node has is summed by one thread, so that it is the same however many there are.
    """
    if not arrays.strength.nnz:
        return np.zeros(len(arrays))
    if not compiled.has_networkit():
        return np.array([of_distances(far) for _, far in distances(arrays, range(len(arrays)))])
    import networkit as nk

    length = _one_length(arrays)
    graph = networkit_graph(len(arrays), arrays.lengths, weighted=length is None)
    kind = () if algorithm == "HarmonicCloseness" else (nk.centrality.ClosenessVariant.GENERALIZED,)
    with one_thread(unless=many_threads(arrays)):
        found = np.array(getattr(nk.centrality, algorithm)(graph, False, *kind).run().scores())
    return found / (length or 1.0)


def _closeness_of(far: Vector) -> float:
    near = far[np.isfinite(far)]
    return float(closeness_of_totals(near.sum(), len(near), len(far)))


def _harmonic_of(far: Vector) -> float:
    return float((1 / far[np.isfinite(far) & (far > 0)]).sum())
