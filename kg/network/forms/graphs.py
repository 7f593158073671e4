"""Networks as networkx has them: the multigraph of single ties, and the simple graph with one tie a pair.

A multigraph has one edge a partnership, with a ``weight``. The simple graph made from it has one
edge a pair, with two attributes, so that neither is taken for the other:

* ``strength``: how closely two are tied; more is closer. Strength, eigenvector, PageRank,
  constraint and communities read it.
* ``distance``: its reciprocal; more is further. Betweenness and closeness read it.

No edge of it has a ``weight``: networkx reads a weight as a distance in betweenness and closeness,
where a strength passed under that name would turn the answer upside down. Exported multigraphs keep
to the same two names.

``entries`` and ``numbers`` read the ties of a graph into arrays, in one pass over its dictionaries: networkx's own
ways to a matrix make a Python object or two a tie, and on large graphs take longer than most measures do.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Graph = nx.Graph[Any]
    MultiGraph = nx.MultiGraph[Any]

STRENGTH = "strength"
DISTANCE = "distance"
#: Weights that can be summed, squared and turned into lengths without leaving the range of floating-point numbers.
LEAST, MOST = 1e-100, 1e100
#: Paths whose lengths differ by no more than this share of the longer one are equally short.
SAME = 1e-12


def node_order(node: Any) -> tuple[str, Any]:
    """A key that sorts nodes of any sortable types, those of one type by themselves."""
    return type(node).__name__, node


def simple(multigraph: Graph) -> Graph:
    """One edge a pair of nodes, with everything that ties them summed.

    Args:
        multigraph: an undirected graph, one edge a tie, with ``weight`` (1 where missing) and
            ``partnership`` (the edge's key where missing).

    Returns:
        a graph with the same nodes in sorted order and the same graph attributes. Its edges have
        ``strength`` (sum of the weights), ``distance`` (1 / strength), ``partnerships`` (sorted)
        and ``count`` (how many those are). Ties of a node with itself are dropped; the graph
        attribute ``self_ties`` says how many.

    Raises:
        UsageError: if the graph is directed, or a weight is not a finite number above zero.

    >>> several = nx.MultiGraph()
    >>> _ = several.add_edge("a", "b", "p1", weight=1.0)
    >>> _ = several.add_edge("b", "a", "p2", weight=0.5)
    >>> simple(several).edges["a", "b"]
    {'strength': 1.5, 'distance': 0.6666666666666666, 'count': 2, 'partnerships': ['p1', 'p2']}
    """
    refuse_directed(multigraph)
    graph: Graph = nx.Graph(**multigraph.graph)
    graph.add_nodes_from((node, dict(multigraph.nodes[node])) for node in sorted(multigraph, key=node_order))
    ties = _ties_by_pair(multigraph)
    graph.graph["self_ties"] = sum(len(found) for (a, b), found in ties.items() if a == b)
    for a, b in sorted(ties, key=lambda pair: (node_order(pair[0]), node_order(pair[1]))):
        if a != b:
            graph.add_edge(a, b, **_summed(ties[a, b]))
    return graph


def measurable(graph: Graph) -> Graph:
    """The graph as measures need it: undirected, one edge a pair, no ties of a node with itself.

    Args:
        graph: a multigraph of ties, or a simple graph whose edges may have ``strength`` (1 where
            missing) and ``distance`` (1 / strength where missing). A ``weight`` on a simple graph
            is not read, as it does not say which of the two it is.

    Returns:
        the graph itself if it is so already, else a new one; the argument is never changed.

    Raises:
        UsageError: as ``simple`` does.
    """
    refuse_directed(graph)
    if graph.is_multigraph():
        return simple(graph)
    if all(a != b and STRENGTH in data and DISTANCE in data for a, b, data in graph.edges(data=True)):
        return graph
    copy = graph.copy()
    copy.remove_edges_from(list(nx.selfloop_edges(copy)))
    for _, _, data in copy.edges(data=True):
        data[STRENGTH] = positive(data.get(STRENGTH, 1.0))
        data.setdefault(DISTANCE, 1 / data[STRENGTH])
    return copy


def refuse_directed(graph: Graph) -> None:
    """Refuse a graph whose ties have a direction.

    Raises:
        UsageError: if it is one.
    """
    if graph.is_directed():
        raise UsageError(
            Text(
                "This is computed on ties that have no direction: give an undirected graph, e.g. "
                "graph.to_undirected(), "
                "or leave direction out.",
                "此项按无方向的联系计算：请给出无向图，如 graph.to_undirected()，或不写 direction。",
            )
        )


def _ties_by_pair(graph: Graph) -> dict[tuple[Any, Any], list[tuple[str, float]]]:
    ties: defaultdict[tuple[Any, Any], list[tuple[str, float]]] = defaultdict(list)
    for a, b, key, data in keyed_edges(graph):
        pair = (a, b) if node_order(a) <= node_order(b) else (b, a)
        ties[pair].append((str(data.get("partnership", key)), positive(data.get("weight", 1.0))))
    return ties


def keyed_edges(graph: Graph) -> Iterable[tuple[Any, Any, Any, Mapping[str, Any]]]:
    """Ends, key (0 in a simple graph) and attributes of every edge."""
    if isinstance(graph, nx.MultiGraph):
        return graph.edges(keys=True, data=True)
    return ((a, b, 0, data) for a, b, data in graph.edges(data=True))


def positive(weight: Any) -> float:
    """A weight as a number.

    Raises:
        UsageError: if it is not a finite number above zero, or so large or small that sums of such overflow.
    """
    try:
        value = float(weight)
    except (TypeError, ValueError):
        value = math.nan
    if not 0 < value < math.inf:
        raise UsageError(
            Text(
                f"A tie has the weight {weight!r}. Weights must be numbers above zero.",
                f"有联系的权重为{weight!r}。权重须为大于零的数。",
            )
        )
    if not LEAST <= value <= MOST:
        raise UsageError(
            Text(
                f"A tie has the weight {weight!r}. Weights must lie between {LEAST:g} and {MOST:g}, since what is "
                "computed "
                "from others overflows: weigh in another unit.",
                f"有联系的权重为{weight!r}。权重须在{LEAST:g}与{MOST:g}之间，否则计算溢出：请改用其他单位加权。",
            )
        )
    return value


def _summed(ties: list[tuple[str, float]]) -> dict[str, Any]:
    # fsum, since three thirds must make one in whatever order they come.
    strength = math.fsum(weight for _, weight in ties)
    partnerships = sorted({partnership for partnership, _ in ties})
    return {STRENGTH: strength, DISTANCE: 1 / strength, "count": len(partnerships), "partnerships": partnerships}


def in_order(graph: Graph) -> list[Any]:
    """The nodes, sorted; those of one type by themselves."""
    nodes = list(graph)
    # A key for each node takes ten times as long as the comparison that it serves.
    return sorted(nodes) if len({type(node) for node in nodes}) == 1 else sorted(nodes, key=node_order)


def entries(graph: Graph, nodes: Sequence[Any]) -> tuple[Places, Places, list[Any]]:
    """Every tie of two different nodes, once: its ends as places in ``nodes``, the smaller first, and its attributes.

    Args:
        graph: an undirected graph; the parallel edges of a multigraph are ties of their own.
        nodes: its nodes.

    >>> tails, heads, data = entries(nx.path_graph(3), [0, 1, 2])
    >>> tails.tolist(), heads.tolist(), data
    ([0, 1], [1, 2], [{}, {}])
    """
    place = {node: index for index, node in enumerate(nodes)}
    tails = np.array([place[node] for node in graph], dtype=np.int64)
    partners = [found for _, found in graph.adjacency()]
    tails = np.repeat(tails, [len(found) for found in partners])
    heads = np.array([place[node] for found in partners for node in found], dtype=np.int64)
    chosen = tails < heads  # each tie stands at both of its ends
    told = [data for found in partners for data in found.values()]
    found = [data for place, data in zip(chosen.tolist(), told, strict=True) if place]
    tails, heads = tails[chosen], heads[chosen]
    if not isinstance(graph, nx.MultiGraph):
        return tails, heads, found
    many = [len(keyed) for keyed in found]
    return np.repeat(tails, many), np.repeat(heads, many), [data for keyed in found for data in keyed.values()]


def numbers(data: Sequence[dict[str, Any]], name: str, otherwise: float) -> Floats:
    """An attribute of every tie, as numbers above zero.

    Args:
        data: the ties' attributes.
        name: the attribute.
        otherwise: what it is where it is missing; not a number, if that is to be seen.

    Raises:
        UsageError: as ``positive`` does.
    """
    values = [told.get(name, otherwise) for told in data]
    try:
        found = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        found = np.array([positive(value) for value in values])
    for place in np.flatnonzero(~((found >= LEAST) & (found <= MOST))).tolist():
        if name in data[place]:
            positive(values[place])
    return found
