"""From many ties to one a pair, with strength and distance kept apart."""

from __future__ import annotations

import math
from typing import Any

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.network.forms.graphs import measurable, simple
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.paths import betweenness
from kg.network.measures.register import measure


def test_sums_counts_and_drops_self_ties() -> None:
    several = nx.MultiGraph(projection="x")
    several.add_node("z", label_en="Z")
    for key in ("p3", "p1", "p2"):
        several.add_edge("b", "a", key, partnership=f"iri/{key}", weight=1 / 3)
    several.add_edge("a", "a", "p4", weight=1.0)
    graph = simple(several)
    assert list(graph) == ["a", "b", "z"]
    assert graph.nodes["z"] == {"label_en": "Z"}
    assert graph.edges["a", "b"] == {
        "strength": 1.0,
        "distance": 1.0,
        "count": 3,
        "partnerships": ["iri/p1", "iri/p2", "iri/p3"],
    }
    assert graph.graph == {"projection": "x", "self_ties": 1}
    assert several.number_of_edges() == 4


def test_strength_is_not_read_as_distance() -> None:
    """The trap of DESIGN.md §7: a broker with ties of 10 beside a rival with ties of 1."""
    several = nx.MultiGraph()
    for name, weight in (("broker", 10.0), ("rival", 1.0)):
        several.add_edge("left", name, f"{name}-l", weight=weight)
        several.add_edge(name, "right", f"{name}-r", weight=weight)
    graph = simple(several)
    assert not any("weight" in data for _, _, data in graph.edges(data=True))
    found = betweenness(several)
    assert found["broker"] == pytest.approx(1 / 3)
    assert found["rival"] == 0
    inverted = nx.betweenness_centrality(graph, weight="strength")
    assert inverted["broker"] == 0
    assert inverted["rival"] == pytest.approx(1 / 3)


def test_measurable_leaves_its_argument_alone() -> None:
    graph = nx.Graph([(1, 2), (2, 2)])
    found = measurable(graph)
    assert found.edges[1, 2] == {"strength": 1.0, "distance": 1.0}
    assert not found.has_edge(2, 2)
    assert graph.edges[1, 2] == {}
    assert graph.has_edge(2, 2)
    assert measurable(found) is found


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_weights_are_above_zero(weight: float) -> None:
    graph = nx.MultiGraph()
    graph.add_edge(1, 2, weight=weight)
    with pytest.raises(UsageError, match="above zero"):
        simple(graph)


def test_directed_graphs_are_refused() -> None:
    with pytest.raises(UsageError, match="no direction"):
        measurable(nx.DiGraph([(1, 2)]))


@pytest.mark.parametrize("weights", [(1e308, 1e308), (1e101,), (5e-324,), (1e-200, 1.0)])
@pytest.mark.parametrize("form", [simple, SparseNetwork.of, lambda graph: measure(graph, ["betweenness"])])
def test_weights_out_of_range_are_refused_in_words(weights: tuple[float, ...], form: Any) -> None:
    """Two of 1e308 add up to infinity, and 1/5e-324 is infinite: a betweenness of 1.5 came of it."""
    graph: Any = nx.MultiGraph([("b", "c", {"weight": 1.0})])
    graph.add_edges_from(("a", "b", {"weight": weight}) for weight in weights)
    with pytest.raises(UsageError, match=r"Weights must lie between 1e-100 and 1e\+100"):
        form(graph)


def test_the_largest_and_the_smallest_weights_are_measured() -> None:
    for weight in (1e-100, 1e100):
        graph: Any = nx.MultiGraph([("a", "b", {"weight": weight}), ("b", "c", {"weight": weight})])
        rows = {row.node: row.values for row in measure(graph)}
        assert rows["b"]["betweenness"] == 1.0
        assert rows["b"]["constraint"] == pytest.approx(0.5)
        values = [value for row in rows.values() for value in row.values() if value is not None]
        assert all(math.isfinite(value) for value in values)
