"""Groups of nodes that are tied among themselves more than to others.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.centrality`` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.network.partition import ties_of
from kg.network.sparse import network_of
from kg.network.ties import STRENGTH

if TYPE_CHECKING:
    from kg.network.sparse import Network, SparseNetwork
    from kg.network.ties import Graph

#: The seed of every random choice, unless another is given.
SEED = 20170728


def community(network: Network, resolution: float = 1.0, seed: int = SEED) -> dict[Any, int]:
    """The number of the community that a node belongs to, found by the Louvain method, by ``strength``.

    Communities are numbered from 1 by size, the largest first, then by their smallest node, so the
    same graph gets the same numbers in whatever order its nodes and ties were added. The partition
    is a good one, not always the best: modularity has many near-equal optima, and another seed may
    find another. An isolate is a community of its own.

    Args:
        network: an undirected graph or its arrays.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        seed: of the order in which nodes are moved.

    Source: Blondel, Guillaume, Lambiotte & Lefebvre (2008), Fast unfolding of communities in large
    networks, J. Stat. Mech., P10008; modularity after Newman & Girvan (2004), Phys. Rev. E 69,
    026113.

    >>> community(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]))
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2}
    """
    arrays = network_of(network)
    groups = sorted(_louvain(arrays, resolution, seed), key=lambda group: (-len(group), group[0]))
    numbers = {place: number for number, group in enumerate(groups, start=1) for place in group}
    return {node: numbers[place] for place, node in enumerate(arrays.nodes)}


def _louvain(arrays: SparseNetwork, resolution: float, seed: int) -> list[list[int]]:
    """The communities as places of nodes, each sorted, from a graph in which neither names nor order of nodes tell."""
    if not arrays.strength.nnz:
        return [[place] for place in range(len(arrays))]
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(len(arrays)))
    ends = zip(*(column.tolist() for column in ties_of(arrays)), strict=True)
    graph.add_weighted_edges_from(ends, weight=STRENGTH)
    found = nx.community.louvain_communities(graph, weight=STRENGTH, resolution=resolution, seed=seed)
    return [sorted(group) for group in found]
