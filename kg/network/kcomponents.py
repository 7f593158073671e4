"""How many nodes must go before a group falls apart: k-components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.network.ties import measurable

if TYPE_CHECKING:
    from kg.network.ties import Graph

#: With more nodes than this in one biconnected core nothing is computed: the search takes minutes and more.
LIMIT = 200


def k_component_number(graph: Graph, limit: int = LIMIT) -> dict[Any, int | None]:
    """The largest k for which a node is in a k-component: a part that holds unless k nodes withdraw from it.

    An isolate has 0, a node in a component of two or more at least 1, one on a circle at least 2. Only
    nodes of the 3-core can have 3 or more. If the largest biconnected part of that has more nodes than
    ``limit``, 3 or more is not computed, and every node in it has ``None``: at least 2, but how much is
    not known. Strength is not read.

    Args:
        graph: an undirected graph.
        limit: how large a part is still searched.

    Source: White & Harary (2001), The cohesiveness of blocks in social networks: node connectivity and
    conditional density, Sociological Methodology 31, 305-359; computed after Moody & White (2003),
    American Sociological Review 68(1), 103-127, as networkx does.

    >>> k_component_number(nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]))
    {1: 2, 2: 2, 3: 2, 4: 1}
    """
    graph = measurable(graph)
    numbers: dict[Any, int | None] = {node: min(1, degree) for node, degree in graph.degree()}
    for block in nx.biconnected_components(graph):
        if len(block) > 2:
            numbers.update(dict.fromkeys(block, 2))
    for block in list(nx.biconnected_components(nx.k_core(graph, 3))):
        if len(block) > limit:
            numbers.update(dict.fromkeys(block))
        elif len(block) > 3:
            _deepen(graph.subgraph(block), numbers)
    return numbers


def _deepen(block: Graph, numbers: dict[Any, int | None]) -> None:
    for k, parts in nx.k_components(block).items():
        for node in {node for part in parts for node in part}:
            known = numbers[node]
            numbers[node] = None if known is None else max(known, k)
