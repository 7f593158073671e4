"""Centrality: how much a node matters by its ties. A networkx graph in, one number a node out.

Every function takes an undirected graph as ``kg.network.ties.measurable`` does: ties of a node with
itself are not counted, edges without ``strength`` or ``distance`` count as 1. An empty graph gives
an empty dictionary.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.network.ties import DISTANCE, STRENGTH, measurable, node_order

if TYPE_CHECKING:
    from kg.network.ties import Graph

    Vector = np.ndarray[Any, np.dtype[np.float64]]
    Indices = np.ndarray[Any, np.dtype[np.int64]]

# Up to here the dense solver is as fast as the sparse one, and cannot fail to converge.
_DENSE = 400
# From so many nodes distances are searched at once: it bounds the memory, not the result.
_AT_ONCE = 64
# Components whose leading eigenvalues differ by less than this, relatively, share the lead.
_SAME_EIGENVALUE = 1e-10


def degree(graph: Graph) -> dict[Any, int]:
    """How many partners a node has, however many partnerships it shares with each.

    Source: Freeman (1978), Centrality in social networks: conceptual clarification, Social
    Networks 1(3), 215-239; the count, not divided by n - 1. An isolate has 0.

    >>> degree(nx.star_graph(3))
    {0: 3, 1: 1, 2: 1, 3: 1}
    """
    graph = measurable(graph)
    return {node: graph.degree(node) for node in graph}


def strength(graph: Graph) -> dict[Any, float]:
    """The sum of the strengths of a node's ties.

    Source: Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), The architecture of complex
    weighted networks, PNAS 101(11), 3747-3752. With weights of 1/(n-1) it is the number of the
    node's partnerships that tie it to all their other nodes: Newman (2001), Phys. Rev. E 64,
    016132. An isolate has 0.

    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", strength=1.5)
    >>> graph.add_edge("a", "c", strength=0.5)
    >>> strength(graph)
    {'a': 2.0, 'b': 1.5, 'c': 0.5}
    """
    graph = measurable(graph)
    return {node: math.fsum(data[STRENGTH] for data in graph.adj[node].values()) for node in graph}


def betweenness(graph: Graph) -> dict[Any, float]:
    """The share of shortest paths between other nodes that run through a node, over ``distance``.

    For n nodes, the sum over pairs of the fraction of their shortest paths that pass the node,
    divided by (n-1)(n-2)/2. A tie twice as strong is half as long, so a broker with strong ties
    lies on more paths. Paths count as equally short when their floating-point lengths are equal, as
    in networkx. An isolate has 0; so has every node of a graph of one or two nodes.

    Source: Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1),
    35-41; computed after Brandes (2001), J. Math. Sociology 25(2), 163-177; lengths as reciprocals
    after Newman (2001), Phys. Rev. E 64, 016132.

    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    graph = measurable(graph)
    size = len(graph)
    passed = np.zeros(size)
    if size > 2 and graph.number_of_edges():
        ties = _Ties.of(graph)
        for source, distances in _distances(ties.lengths):
            passed += _dependencies(source, distances, ties)
        # Each pair was counted from both of its ends.
        passed /= (size - 1) * (size - 2)
    return dict(zip(graph, passed.tolist(), strict=True))


def closeness(graph: Graph) -> dict[Any, float]:
    """How near a node is to all it can reach, over ``distance``.

    For a node that reaches r others at total distance d in a graph of n nodes: (r / d) times
    r / (n-1), so that a node in a small component does not pass for central. An isolate has 0.
    The values are not bound to 1, as strong ties are shorter than 1.

    Source: Sabidussi (1966), The centrality index of a graph, Psychometrika 31(4), 581-603; the
    second factor after Wasserman & Faust (1994), Social Network Analysis, p. 201.

    >>> closeness(nx.path_graph(3))
    {0: 0.6666666666666666, 1: 1.0, 2: 0.6666666666666666}
    """
    graph = measurable(graph)
    values = dict.fromkeys(graph, 0.0)
    if graph.number_of_edges() == 0:
        return values
    nodes = list(graph)
    for source, distances in _distances(_matrix(graph, nodes, DISTANCE)):
        near = distances[np.isfinite(distances)]
        reached, total = len(near) - 1, float(near.sum())
        if reached:
            values[nodes[source]] = reached / total * (reached / (len(nodes) - 1))
    return values


def pagerank(graph: Graph) -> dict[Any, float]:
    """The share of time that a random walk spends at a node, following ties by their strength.

    With probability 0.15 the walk jumps to any node, and always does from an isolate. The values
    sum to 1; isolates get their share of the jumps.

    Source: Brin & Page (1998), The anatomy of a large-scale hypertextual Web search engine,
    Computer Networks 30, 107-117. Solved to 1e-14 a node; networkx stops at 1e-6.

    >>> pagerank(nx.path_graph(2))
    {0: 0.5, 1: 0.5}
    """
    return dict(nx.pagerank(measurable(graph), alpha=0.85, weight=STRENGTH, tol=1e-14, max_iter=1000))


def eigenvector(graph: Graph) -> dict[Any, float]:
    """How well a node is tied to nodes that are well tied themselves, by ``strength``.

    The leading eigenvector of the whole adjacency matrix, scaled to length 1. On a disconnected
    graph only the component with the largest eigenvalue has values above 0; where several share
    that eigenvalue exactly, the result is the one that the power method reaches from equal starts:
    each component's own vector, in proportion to the sum of its entries. Isolates have 0, and so
    has every node of a graph without ties.

    Source: Bonacich (1972), Factoring and weighting approaches to status scores and clique
    identification, J. Math. Sociology 2(1), 113-120.

    >>> {node: round(value, 6) for node, value in eigenvector(nx.path_graph(3)).items()}
    {0: 0.5, 1: 0.707107, 2: 0.5}
    """
    graph = measurable(graph)
    values = dict.fromkeys(graph, 0.0)
    leading = _leading(graph)
    length = math.sqrt(math.fsum(float(vector.sum()) ** 2 for _, vector in leading))
    for nodes, vector in leading:
        share = float(vector.sum()) / length
        values.update((node, share * float(entry)) for node, entry in zip(nodes, vector, strict=True))
    return values


@dataclass(frozen=True, slots=True)
class _Ties:
    """The ties of a graph as arrays, each in both directions, with its length."""

    lengths: Any  # a sparse matrix
    tails: Indices
    heads: Indices

    @classmethod
    def of(cls, graph: Graph) -> _Ties:
        lengths = _matrix(graph, list(graph), DISTANCE)
        return cls(lengths, np.repeat(np.arange(len(graph)), np.diff(lengths.indptr)), lengths.indices)


def _distances(lengths: Any) -> Iterator[tuple[int, Vector]]:
    """Each node's number, and how far it is to every node; infinite where no path leads."""
    from scipy.sparse.csgraph import dijkstra

    size = lengths.shape[0]
    for start in range(0, size, _AT_ONCE):
        sources = range(start, min(start + _AT_ONCE, size))
        yield from zip(sources, dijkstra(lengths, indices=list(sources)), strict=True)


def _dependencies(source: int, distances: Vector, ties: _Ties) -> Vector:
    """How much of the shortest paths from a node run through each other node (Brandes 2001, theorem 6)."""
    steps = _steps(distances, ties)
    paths = [0.0] * len(distances)
    paths[source] = 1.0
    for tail, head in steps:
        paths[head] += paths[tail]
    passed = [0.0] * len(distances)
    for tail, head in reversed(steps):
        passed[tail] += paths[tail] / paths[head] * (1 + passed[head])
    passed[source] = 0.0
    return np.array(passed)


def _steps(distances: Vector, ties: _Ties) -> list[tuple[int, int]]:
    """The ties, as tail and head, that shortest paths use; by the distance of their heads.

    A tie is one if its tail's distance and its length add up to its head's: exactly, as that sum is
    the very one that the search took the smallest of.
    """
    tails, heads = distances[ties.tails], distances[ties.heads]
    used = np.flatnonzero((tails + ties.lengths.data == heads) & (tails < heads))
    used = used[np.argsort(heads[used], kind="stable")]
    return list(zip(ties.tails[used].tolist(), ties.heads[used].tolist(), strict=True))


def _matrix(graph: Graph, nodes: list[Any], weight: str) -> Any:
    return nx.to_scipy_sparse_array(graph, nodelist=nodes, weight=weight, dtype=np.dtype(float), format="csr")


def _leading(graph: Graph) -> list[tuple[list[Any], Vector]]:
    """The components with the largest eigenvalue: their nodes, and their eigenvectors of length 1."""
    components = [sorted(part, key=node_order) for part in nx.connected_components(graph) if len(part) > 1]
    solved = [(nodes, *_perron(graph, nodes)) for nodes in components]
    largest = max((value for _, value, _ in solved), default=0.0)
    return [(nodes, vector) for nodes, value, vector in solved if value >= largest * (1 - _SAME_EIGENVALUE)]


def _perron(graph: Graph, nodes: list[Any]) -> tuple[float, Vector]:
    """Largest eigenvalue and eigenvector of a connected part; no entry is below 0 (Perron, Frobenius)."""
    from scipy.sparse.linalg import eigsh

    matrix = _matrix(graph, nodes, STRENGTH)
    if len(nodes) <= _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        # A fixed start, since the default one is random; zero tolerance is machine precision.
        values, vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(len(nodes)), tol=0, maxiter=100 * len(nodes))
    vector: Vector = np.abs(vectors[:, -1])
    return float(values[-1]), vector / float(np.linalg.norm(vector))
