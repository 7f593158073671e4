"""Partners to consider: scores against networkx, reasons, and what the validation says of itself."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.network.analyses.suggestions import SCORES, Profile, scores, sector_profiles, suggest, validate
from kg.text import Text


@given(st.integers(2, 12), st.integers(0, 30), st.integers(0, 99))
def test_scores_are_those_of_networkx(size: int, ties: int, seed: int) -> None:
    graph = nx.gnm_random_graph(size, min(ties, size * (size - 1) // 2), seed=seed)
    pairs = [(0, other) for other in range(1, size)]
    for function, name in (
        (nx.adamic_adar_index, "adamic_adar"),
        (nx.resource_allocation_index, "resource_allocation"),
        (nx.preferential_attachment, "preferential_attachment"),
    ):
        for first, second, expected in function(graph, pairs):
            assert scores(graph, first, second)[name] == pytest.approx(expected, abs=1e-9)
    for first, second in pairs:
        assert scores(graph, first, second)["common_neighbours"] == len(list(nx.common_neighbors(graph, first, second)))


@given(st.integers(2, 12), st.integers(0, 30), st.integers(0, 99))
def test_candidates_are_untied_and_ranked(size: int, ties: int, seed: int) -> None:
    graph = nx.gnm_random_graph(size, min(ties, size * (size - 1) // 2), seed=seed)
    for by in SCORES:
        found = suggest(graph, 0, by=by, limit=None)
        ranked = [item.scores[by] for item in found]
        assert ranked == sorted(ranked, reverse=True)
        assert {item.node for item in found} == {
            other
            for other in graph
            if other != 0 and not graph.has_edge(0, other) and set(graph[0]) & set(graph[other])
        }


def planned() -> Any:
    graph = nx.MultiGraph()
    graph.add_node("a", label_en="A city", label_zh="甲市")
    graph.add_node("m", label_en="Middle", label_zh="中县")
    graph.add_edge("a", "m", sector="port", stage="signed")
    graph.add_edge("a", "m", sector="health", stage="planned")
    graph.add_edge("b", "m", sector="rail;port", stage="operating")
    graph.add_edge("b", "m", sector="health", stage="negotiating")
    graph.add_edge("c", "d", sector="knit", stage="signed")
    return graph


def test_reasons_in_both_languages() -> None:
    graph = planned()
    profiles = sector_profiles(graph)
    assert profiles["a"] == Profile(frozenset({"port"}), frozenset({"health"}))
    assert profiles["m"] == Profile(frozenset({"port", "rail"}), frozenset({"health"}))
    names = {"rail": Text("railways", "铁路"), "health": Text("health care", "医疗")}
    first, *others = suggest(graph, "a", profiles=profiles, names=names)
    assert (first.node, first.common, first.offers, first.seeks, first.both_plan) == (
        *("b", ("m",), ("rail",)),
        *((), ("health",)),
    )
    english = " ".join(reason.en for reason in first.reasons)
    chinese = "".join(reason.zh for reason in first.reasons)
    assert all(word in english for word in ("Middle", "railways", "Both plan: health care"))
    assert all(word in chinese for word in ("中县", "铁路", "双方均有规划：医疗"))
    assert [item.node for item in others] == ["c", "d"]  # nobody in common, but complementary
    assert others[0].offers == ("knit",)
    assert others[0].seeks == ("port",)


def test_nothing_speaks_for_it() -> None:
    assert suggest(nx.Graph([(0, 1), (2, 3)]), 0) == []
    assert suggest(nx.empty_graph(2), 0) == []


def test_in_two_modes_only_the_other_is_a_candidate() -> None:
    graph = nx.Graph([("r1", "s1"), ("r2", "s1"), ("r2", "s2")])
    nx.set_node_attributes(graph, {node: int(node.startswith("s")) for node in graph}, "bipartite")
    profiles = {"r1": Profile(frozenset({"x"})), "s2": Profile(frozenset({"y"})), "r2": Profile(frozenset({"z"}))}
    assert [item.node for item in suggest(graph, "r1", profiles=profiles)] == ["s2"]


def test_validation_where_ties_are_certain_to_be_found() -> None:
    """In two cliques of 6 a left-out pair has 4 common partners, a pair across none; 1 of 7 candidates is right."""
    graph = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    for by in ("common_neighbours", "adamic_adar", "resource_allocation"):
        found = validate(graph, by=by, k=1)
        assert found is not None
        assert (found.ties, found.auc, found.precision) == (30, 1, 1)
        assert found.random_precision == pytest.approx(1 / 7)


def test_validation_where_there_is_nothing_to_find() -> None:
    """In a random network scores say nothing: within three standard errors of 0.5 for 400 ties (0.5/20 each)."""
    found = validate(nx.gnm_random_graph(120, 400, seed=3))
    assert found is not None
    assert found.auc == pytest.approx(0.5, abs=0.075)
    assert validate(nx.gnm_random_graph(120, 400, seed=3)) == found


@pytest.mark.parametrize("by", SCORES)
def test_validation_leaves_the_network_as_it_was(by: str) -> None:
    graph = nx.karate_club_graph()
    before = nx.to_dict_of_dicts(graph)
    assert validate(graph, by=by, ties=20) is not None
    assert nx.to_dict_of_dicts(graph) == before


def test_edge_cases_of_validation() -> None:
    assert validate(nx.empty_graph(3)) is None
    assert validate(nx.complete_graph(4)) is None
    assert validate(nx.Graph()) is None
    found = validate(nx.path_graph(3), k=1)
    assert found is not None
    assert found.ties == 2


def test_wrong_calls() -> None:
    with pytest.raises(UsageError, match="not a node"):
        suggest(nx.path_graph(3), 9)
    with pytest.raises(UsageError, match="no score 'katz'"):
        suggest(nx.path_graph(3), 0, by="katz")
    with pytest.raises(UsageError, match="1 or more"):
        validate(nx.path_graph(3), k=0)
