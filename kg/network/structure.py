"""Position: how deep in the network a node lies, and how free its partners leave it.

Functions take a graph as those of ``kg.network.centrality`` do.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.network.ties import STRENGTH, measurable

if TYPE_CHECKING:
    from kg.network.ties import Graph


def core_number(graph: Graph) -> dict[Any, int]:
    """The largest k for which a node is in a part of the graph where all have k partners or more.

    Strength is not read. An isolate has 0.

    Source: Seidman (1983), Network structure and minimum degree, Social Networks 5(3), 269-287;
    computed after Batagelj & Zaveršnik (2003), arXiv:cs/0310049.

    >>> core_number(nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]))
    {1: 2, 2: 2, 3: 2, 4: 1}
    """
    return dict(nx.core_number(measurable(graph)))


def constraint(graph: Graph) -> dict[Any, float | None]:
    """Burt's constraint: how far a node's ties lead back to the same partners, by ``strength``.

    For node i the sum over partners j of (p_ij + sum over q of p_iq p_qj) squared, where p_ij is the
    share of i's strength that j has, and q is any third node. Low values mean many unconnected
    partners, that is, room to broker. A node with one partner who has no other has 1; values above 1
    are possible in small dense groups. It is not defined for an isolate, which gets ``None``.

    Source: Burt (1992), Structural Holes, ch. 2; Burt (2004), Structural holes and good ideas,
    American Journal of Sociology 110(2), 349-399.

    >>> constraint(nx.star_graph(2))
    {0: 0.5, 1: 1.0, 2: 1.0}
    """
    graph = measurable(graph)
    if graph.number_of_edges() == 0:
        return dict.fromkeys(graph)
    found = nx.constraint(graph, weight=STRENGTH)
    return {node: None if math.isnan(found[node]) else float(found[node]) for node in graph}
