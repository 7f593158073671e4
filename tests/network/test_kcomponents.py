"""k-components against a search of all subsets."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.network.kcomponents import k_component_number


def brute(graph: Any) -> dict[Any, int]:
    """For each node the greatest connectivity of any part with it."""
    numbers = dict.fromkeys(graph, 0)
    for size in range(2, len(graph) + 1):
        for nodes in itertools.combinations(graph, size):
            connectivity = nx.node_connectivity(graph.subgraph(nodes))
            for node in nodes:
                numbers[node] = max(numbers[node], connectivity)
    return numbers


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 7), st.data())
def test_equal_to_the_best_subset(size: int, data: st.DataObject) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for a, b in itertools.combinations(range(size), 2):
        if data.draw(st.booleans()):
            graph.add_edge(a, b)
    assert k_component_number(graph) == brute(graph)


def test_zachary() -> None:
    """Ten members cannot be parted without four others (the largest k of the club, as networkx's tests have it)."""
    found = k_component_number(nx.Graph(nx.karate_club_graph().edges()))
    assert {node for node, k in found.items() if k == 4} == {0, 1, 2, 3, 7, 8, 13, 30, 32, 33}
    assert found[11] == 1


def test_what_is_too_large_is_not_known() -> None:
    """A clique of 5 with a tail: of the clique more than 2 is not computed, the tail is known."""
    graph = nx.lollipop_graph(5, 2)
    assert k_component_number(graph, limit=4) == {**dict.fromkeys(range(5)), 5: 1, 6: 1}
    assert k_component_number(graph) == {**dict.fromkeys(range(5), 4), 5: 1, 6: 1}
