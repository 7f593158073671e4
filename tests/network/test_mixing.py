"""E-I index, assortativity and mixing matrix, by hand, against networkx and by dealing out all groups."""

from __future__ import annotations

import itertools
import math
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.network.analyses.mixing import assortativity, ei_index, mixing_matrix
from kg.network.forms.sparse import SparseNetwork

#: a1-a2 of strength 3, a2-b1 of 1, b1-c1 of 2; x has no group, and its tie does not count.
GROUPS = {"a1": "a", "a2": "a", "b1": "b", "c1": "c", "alone": "c"}


@pytest.fixture
def graph() -> Any:
    graph = nx.Graph()
    for a, b, strength in (("a1", "a2", 3.0), ("a2", "b1", 1.0), ("b1", "c1", 2.0), ("x", "a1", 9.0)):
        graph.add_edge(a, b, strength=strength)
    graph.add_node("alone")
    return graph


def test_the_matrix(graph: Any) -> None:
    found = mixing_matrix(graph, GROUPS)
    assert found.groups == ("a", "b", "c")
    assert found.ties == ((1, 1, 0), (1, 0, 1), (0, 1, 0))
    assert found.strength == ((3, 1, 0), (1, 0, 2), (0, 2, 0))
    assert found.without_group == 1
    assert mixing_matrix(SparseNetwork.of(graph), GROUPS) == found


def test_the_index_by_hand(graph: Any) -> None:
    found = ei_index(graph, GROUPS, permutations=0)
    assert found.network.index == pytest.approx((2 - 1) / 3)
    assert {group: balance.index for group, balance in found.groups.items()} == {"a": 0, "b": 1, "c": 1}
    assert {node: balance.index for node, balance in found.nodes.items()} == {
        "a1": -1,
        "a2": 0,
        "b1": 1,
        "c1": 1,
        "alone": None,
    }
    assert found.test is None
    weighted = ei_index(graph, GROUPS, weighted=True, permutations=0)
    assert weighted.network.index == pytest.approx((3 - 3) / 6)
    assert weighted.groups["a"].index == pytest.approx((1 - 3) / 4)


def test_the_permutation_test_is_that_of_all_deals() -> None:
    """Two triangles and a tie between them, dealt in all 720 ways: E-I is -5/7 for the triangles, as low as can be."""
    graph = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    graph.add_edge(0, 3)
    groups = {node: node // 3 for node in graph}
    indices = []
    for deal in itertools.permutations(groups.values()):
        internal = sum(deal[a] == deal[b] for a, b in graph.edges())
        indices.append((7 - 2 * internal) / 7)
    found = ei_index(graph, groups, permutations=4000)
    assert found.network.index == pytest.approx(-5 / 7)
    assert found.test is not None
    assert found.test.expected == pytest.approx(sum(indices) / 720)
    assert found.test.low == pytest.approx(sum(index <= -5 / 7 + 1e-9 for index in indices) / 720, abs=0.02)
    assert found.test.high == 1
    assert found.test.sd == pytest.approx(
        math.sqrt(sum((i - found.test.expected) ** 2 for i in indices) / 720), abs=0.02
    )
    assert found.test.two_sided == 2 * found.test.low
    assert ei_index(graph, groups, permutations=4000) == found  # seeded
    assert ei_index(graph, groups, permutations=4000, seed=1) != found


@st.composite
def grouped(draw: st.DrawFn) -> tuple[Any, dict[int, str]]:
    size = draw(st.integers(2, 9))
    node = st.integers(0, size - 1)
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    for a, b in draw(st.lists(st.tuples(node, node), min_size=1, max_size=25)):
        if a != b:
            graph.add_edge(a, b, strength=draw(st.sampled_from([0.5, 1.0, 3.0])))
    return graph, {index: draw(st.sampled_from("abc")) for index in range(size)}


@given(grouped())
def test_assortativity_is_that_of_networkx(drawn: tuple[Any, dict[int, str]]) -> None:
    graph, groups = drawn
    nx.set_node_attributes(graph, groups, "group")
    found = assortativity(graph, groups)
    tied = {groups[node] for edge in graph.edges() for node in edge}
    if len(tied) < 2:
        assert found is None
    else:
        assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "group"), abs=1e-9)


@given(grouped())
def test_parts_add_up(drawn: tuple[Any, dict[int, str]]) -> None:
    graph, groups = drawn
    found = ei_index(graph, groups, weighted=True, permutations=0)
    total = sum(data["strength"] for _, _, data in graph.edges(data=True))
    assert found.network.external + found.network.internal == pytest.approx(total)
    assert sum(balance.external for balance in found.groups.values()) == pytest.approx(2 * found.network.external)
    assert sum(balance.internal for balance in found.nodes.values()) == pytest.approx(2 * found.network.internal)


def test_zachary() -> None:
    """The club split in two: 11 of 78 ties cross, as counted by networkx's own cut."""
    graph = nx.karate_club_graph()
    groups = nx.get_node_attributes(graph, "club")
    found = ei_index(nx.Graph(graph.edges()), groups)
    crossing = nx.cut_size(graph, [node for node, club in groups.items() if club == "Officer"])
    assert found.network.external == crossing
    assert found.network.external + found.network.internal == 78
    assert assortativity(nx.Graph(graph.edges()), groups) == pytest.approx(
        nx.attribute_assortativity_coefficient(graph, "club")
    )
    assert found.test is not None
    assert found.test.low < 0.01


@pytest.mark.parametrize("graph", [nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(3), nx.Graph([(0, 0)])])
def test_without_ties(graph: Any) -> None:
    groups = dict.fromkeys(graph, "a")
    assert assortativity(graph, groups) is None
    found = ei_index(graph, groups)
    assert found.network.index is None
    assert found.test is None
    assert all(balance.index is None for balance in found.nodes.values())
    assert mixing_matrix(graph, {}).ties == ()
