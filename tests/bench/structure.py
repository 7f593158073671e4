"""Measures of structure on 10,000 nodes and 30,000 ties, as ratios to networkx or to plain loops in one run.

python tests/bench/structure.py [NODES TIES]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import networkx as nx

from kg.network.analyses.brokerage.roles import brokerage
from kg.network.analyses.communities import stable_communities
from kg.network.analyses.dependence import dependence
from kg.network.analyses.mixing import assortativity, ei_index
from kg.network.analyses.suggestions import suggest
from kg.network.analyses.validation import validate
from kg.network.analyses.weakpoints import withdrawals
from kg.network.forms.graphs import measurable
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.communities import leiden


def timed(run: Callable[[], Any]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    run()
    return time.process_time() - start


def looped_brokerage(graph: Any, groups: dict[Any, int]) -> dict[Any, Counter[tuple[bool, bool, bool]]]:
    """Open two-paths by which of their three groups are equal, in loops over sets of partners."""
    partners = {node: set(graph[node]) for node in graph}
    found: dict[Any, Counter[tuple[bool, bool, bool]]] = {node: Counter() for node in graph}
    for j, around in partners.items():
        for i in around:
            for k in around:
                if i != k and k not in partners[i]:
                    found[j][groups[i] == groups[j], groups[j] == groups[k], groups[i] == groups[k]] += 1
    return found


def looped_dependence(graph: Any) -> dict[Any, float]:
    """HHI in loops over the partners."""
    found = {}
    for node in graph:
        values = [data["strength"] for data in graph[node].values()]
        total = sum(values)
        found[node] = sum((value / total) ** 2 for value in values) if values else 0.0
    return found


def main() -> None:
    """Time each measure on a network in which a few nodes have most ties, and print the ratios."""
    nodes, ties = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 30_000)
    graph = measurable(nx.barabasi_albert_graph(nodes, max(1, ties // nodes), seed=1))
    groups = {node: node % 30 for node in graph}
    nx.set_node_attributes(graph, groups, "group")
    network = SparseNetwork.of(graph)
    largest = max(degree for _, degree in graph.degree())
    print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} ties; largest degree {largest}")
    for what, ours, theirs in (
        ("brokerage / loops", lambda: brokerage(graph, groups), lambda: looped_brokerage(graph, groups)),
        ("brokerage of arrays / loops", lambda: brokerage(network, groups), lambda: looped_brokerage(graph, groups)),
        ("dependence of arrays / loops", lambda: dependence(network), lambda: looped_dependence(graph)),
        (
            "assortativity of arrays / networkx",
            lambda: assortativity(network, groups),
            lambda: nx.attribute_assortativity_coefficient(graph, "group"),
        ),
        (
            "withdrawals / articulation points and bridges of networkx",
            lambda: withdrawals(graph),
            lambda: (list(nx.articulation_points(graph)), list(nx.bridges(graph))),
        ),
        (
            "Leiden / Louvain of networkx",
            lambda: leiden(network),
            lambda: nx.community.louvain_communities(graph, weight="strength", seed=1),
        ),
    ):
        theirs_took, ours_took = timed(theirs), min(timed(ours) for _ in range(3))
        print(f"{what}: {ours_took:.3f} s / {theirs_took:.3f} s, {theirs_took / ours_took:.1f} times as fast")
    for what, run in (
        ("E-I index with 1,000 permutations", lambda: ei_index(network, groups)),
        ("stability over 20 seeds", lambda: stable_communities(network)),
        ("suggestions for the largest node", lambda: suggest(graph, 0)),
        ("their validation by 500 ties", lambda: validate(graph)),
    ):
        print(f"{what}: {timed(run):.2f} s")


if __name__ == "__main__":
    main()
