"""Layers of a network, by hand after Battiston, Nicosia and Latora."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.network.analyses.multiplex import activity, edge_overlap, layer_overlap, multiplex


def ties() -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", "p1", sector="health;port", weight=1.0)
    graph.add_edge("b", "a", "p2", sector="health", weight=0.5)
    graph.add_edge("b", "c", "p3", sector="port", weight=1.0)
    graph.add_edge("c", "d", "p4", sector="", weight=1.0)
    graph.add_edge("d", "d", "p5", sector="port", weight=1.0)
    return graph


def test_by_hand() -> None:
    """b has one partner in health and two in port: o = 3, P = 2/1 (1 - (1 + 4)/9) = 8/9."""
    found = multiplex(ties())
    assert found.layers == {"health": {("a", "b"): 1.0}, "port": {("a", "b"): 0.5, ("b", "c"): 1.0}}
    assert found.without_layer == 1
    rows = {row.node: row for row in activity(found)}
    assert rows["b"].degrees == {"health": 1, "port": 2}
    assert rows["b"].overlapping == 3
    assert rows["b"].participation == pytest.approx(8 / 9)
    assert rows["b"].main == "port"
    assert (rows["a"].participation, rows["a"].main) == (1, "health")  # evenly spread; of equal layers the first
    assert rows["c"].participation == 0
    assert (rows["d"].overlapping, rows["d"].participation, rows["d"].main) == (0, None, None)
    assert edge_overlap(found) == {("a", "b"): 2, ("b", "c"): 1}
    assert layer_overlap(found) == {
        ("health", "health"): 1,
        ("health", "port"): 1,
        ("port", "health"): 0.5,
        ("port", "port"): 1,
    }


def test_three_layers() -> None:
    """One partner in each of two layers of three: P = 3/2 (1 - 1/2) = 3/4."""
    graph = nx.MultiGraph([("a", "b", {"kind": "x"}), ("a", "c", {"kind": "y"}), ("c", "d", {"kind": "z"})])
    assert activity(multiplex(graph, "kind"))[0].participation == pytest.approx(3 / 4)


def test_fewer_than_two_layers() -> None:
    assert [row.participation for row in activity(multiplex(nx.MultiGraph([("a", "b", {"sector": "x"})])))] == [
        None,
        None,
    ]
    assert activity(multiplex(nx.MultiGraph())) == []
    assert multiplex(nx.MultiGraph([(0, 1)])).without_layer == 1


def test_directed_graphs_are_refused() -> None:
    with pytest.raises(UsageError, match="no direction"):
        multiplex(nx.MultiDiGraph([(1, 2)]))
