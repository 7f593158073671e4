"""What is lost when a node withdraws: the one search against removing each node, and known networks."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.network.analyses.weakpoints import bridges, withdrawal, withdrawals


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    size = draw(st.integers(0, 12))
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    if size:
        node = st.integers(0, size - 1)
        graph.add_edges_from(draw(st.lists(st.tuples(node, node), max_size=18)))
    return graph


def reachable(graph: Any) -> set[tuple[Any, Any]]:
    return {pair for part in nx.connected_components(graph) for pair in itertools.combinations(sorted(part), 2)}


@given(graphs())
def test_equal_to_taking_each_node_away(graph: Any) -> None:
    rows = {row.node: row for row in withdrawals(graph)}
    assert rows.keys() == set(graph)
    before = reachable(graph)
    plain = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    assert {node for node, row in rows.items() if row.articulation} == set(nx.articulation_points(plain))
    for node, row in rows.items():
        without = plain.copy()
        without.remove_node(node)
        lost = {pair for pair in before if node not in pair} - reachable(without)
        assert row.pairs == len(lost)
        parts = [part for part in nx.connected_components(without) if part & nx.node_connected_component(plain, node)]
        assert row.parts == len(parts)
        assert row.cut_off == sum(map(len, parts)) - max(map(len, parts), default=0)
        assert row.stranded == sum(without.degree(other) == 0 for other in plain[node])
        losses = withdrawal(graph, node)
        assert losses.withdrawal == row
        assert sorted(map(len, losses.parts)) == sorted(map(len, parts))


@given(graphs())
def test_bridges_are_those_of_networkx(graph: Any) -> None:
    plain = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    found = bridges(graph)
    assert {bridge.ends for bridge in found} == {tuple(sorted(edge)) for edge in nx.bridges(plain)}
    for bridge in found:
        without = plain.copy()
        without.remove_edge(*bridge.ends)
        sides = [len(nx.node_connected_component(without, end)) for end in bridge.ends]
        assert bridge.pairs == sides[0] * sides[1]
        assert bridge.cut_off == min(sides)


def test_florentine_marriages() -> None:
    """Without the Medici: Acciaiuoli alone, Salviati with Pazzi, and the other 11; 1x2 + 1x11 + 2x11 pairs are cut."""
    graph = nx.florentine_families_graph()
    medici = withdrawal(graph, "Medici")
    assert medici.parts[1:] == (("Pazzi", "Salviati"), ("Acciaiuoli",))
    assert medici.stranded == ("Acciaiuoli",)
    assert (medici.withdrawal.pairs, medici.withdrawal.cut_off, medici.withdrawal.partners) == (35, 3, 6)
    rows = withdrawals(graph)
    assert rows[0].node == "Medici"
    assert {row.node for row in rows if row.articulation} == {"Albizzi", "Guadagni", "Medici", "Salviati"}
    assert len(bridges(graph)) == 5


def test_zachary() -> None:
    """Only the instructor holds the club together: 1 member and a group of 5 have no other way to the 27."""
    rows = [row for row in withdrawals(nx.Graph(nx.karate_club_graph().edges())) if row.articulation]
    assert [(row.node, row.cut_off, row.pairs) for row in rows] == [(0, 6, 27 * 5 + 27 + 5)]


def test_partnerships_that_end() -> None:
    """h and a share a treaty with b, and a project of their own: without h the treaty of three goes on."""
    graph = nx.MultiGraph()
    for pair in ("ha", "hb", "ab"):
        graph.add_edge(*pair, "treaty", partnership="treaty", weight=0.5)
    graph.add_edge("h", "a", "project", partnership="project", weight=1.0)
    row = withdrawal(graph, "h").withdrawal
    assert (row.partners, row.partnerships, row.ended, row.strength, row.articulation) == (2, 2, 1, 2.0, False)
    assert bridges(graph) == []


def test_a_bridge_of_several_partnerships() -> None:
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", "p", weight=1.0)
    graph.add_edge("a", "b", "q", weight=1.0)
    (bridge,) = bridges(graph)
    assert (bridge.ends, bridge.partnerships, bridge.strength) == (("a", "b"), 2, 2.0)


def test_a_long_path_is_no_trouble() -> None:
    """The middle of 5,001 nodes in a row parts 2,500 from 2,500."""
    rows = withdrawals(nx.path_graph(5001))
    assert (rows[0].node, rows[0].pairs) == (2500, 2500 * 2500)


def test_unknown_nodes_are_refused() -> None:
    with pytest.raises(UsageError, match="not a node"):
        withdrawal(nx.path_graph(2), 9)
