"""Groups of nodes that are tied among themselves more than to others.

Functions take a graph as those of ``kg.network.centrality`` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.network.ties import STRENGTH, measurable, node_order

if TYPE_CHECKING:
    from kg.network.ties import Graph

#: The seed of every random choice, unless another is given.
SEED = 20170728


def community(graph: Graph, resolution: float = 1.0, seed: int = SEED) -> dict[Any, int]:
    """The number of the community that a node belongs to, found by the Louvain method, by ``strength``.

    Communities are numbered from 1 by size, the largest first, then by their smallest node, so the
    same graph gets the same numbers in whatever order its nodes and ties were added. The partition
    is a good one, not always the best: modularity has many near-equal optima, and another seed may
    find another. An isolate is a community of its own.

    Args:
        graph: an undirected graph.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        seed: of the order in which nodes are moved.

    Source: Blondel, Guillaume, Lambiotte & Lefebvre (2008), Fast unfolding of communities in large
    networks, J. Stat. Mech., P10008; modularity after Newman & Girvan (2004), Phys. Rev. E 69,
    026113.

    >>> community(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]))
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2}
    """
    graph = measurable(graph)
    groups = _louvain(graph, resolution, seed)
    numbers = {node: number for number, group in enumerate(sorted(groups, key=_rank), start=1) for node in group}
    return {node: numbers[node] for node in graph}


def _louvain(graph: Graph, resolution: float, seed: int) -> list[list[Any]]:
    """The communities, each sorted, from a copy in which neither names nor order of nodes tell."""
    nodes = sorted(graph, key=node_order)
    place = {node: index for index, node in enumerate(nodes)}
    copy: Graph = nx.Graph()
    copy.add_nodes_from(range(len(nodes)))
    ties = ((*sorted((place[a], place[b])), data[STRENGTH]) for a, b, data in graph.edges(data=True))
    copy.add_weighted_edges_from(sorted(ties), weight=STRENGTH)
    if copy.number_of_edges() == 0:
        return [[node] for node in nodes]
    found = nx.community.louvain_communities(copy, weight=STRENGTH, resolution=resolution, seed=seed)
    return [[nodes[index] for index in sorted(group)] for group in found]


def _rank(group: list[Any]) -> tuple[int, tuple[str, Any]]:
    return -len(group), node_order(group[0])
