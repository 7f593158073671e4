"""Partners to consider: scores against networkx, reasons, and what the validation says of itself."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.network.analyses.scores import SCORES
from kg.network.analyses.suggestions import (
    Profile,
    scores,
    sector_profiles,
    suggest,
    suggestions_report,
)
from kg.network.analyses.validation import validate
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


def test_equals_are_in_random_order() -> None:
    """Of 8 pairs one is cut: the 15 others are all alike to its end, and 10 of them are found: 10/15 by any order."""
    pairs = nx.Graph((2 * pair, 2 * pair + 1) for pair in range(8))
    found = validate(pairs)
    assert found is not None
    assert found.precision == pytest.approx(2 / 3)
    assert found.random_precision == pytest.approx(2 / 3)
    assert (found.auc, found.p) == (0.5, 1)  # chance always does as well


def test_chance_finds_a_triangle_once_in_eight() -> None:
    """A triangle and a node apart: the left-out one of 3 ties scores 1 and the other candidate 0, thus 3 hits of 3,
    each of chance 1/2: p is 1/8 (standard error of 9,999 draws: 0.0033). With two such triangles the node to be
    found is one of 4, and 6 of 6 have the chance 4**-6 = 0.00024."""
    graph = nx.complete_graph(3)
    graph.add_node(3)
    found = validate(graph, k=1)
    assert found is not None
    assert (found.ties, found.precision, found.random_precision) == (3, 1, 0.5)
    assert found.p == pytest.approx(1 / 8, abs=0.01)
    two = validate(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3)), k=1)
    assert two is not None
    assert 1e-4 <= two.p < 0.0015


def test_better_than_chance_is_said_by_a_test_only() -> None:
    """All 3 known ties are found either way. Of 11 candidates the right one alone scores, by chance in 11**-3; of 2
    candidates both are among the first 10 whatever they score, so that nothing is shown."""
    graph = nx.disjoint_union(nx.complete_graph(3), nx.empty_graph(10))
    (remark,) = suggestions_report(graph, 0, None, 10, {}).remarks
    assert "It finds known ties better than chance" in remark.en
    assert "Monte Carlo test" in remark.en
    assert "蒙特卡洛检验" in remark.zh
    few = nx.disjoint_union(nx.complete_graph(3), nx.empty_graph(1))
    (remark,) = suggestions_report(few, 0, None, 10, {}).remarks
    assert "It is not shown to find known ties better than chance" in remark.en
    assert "p = 1" in remark.en
    assert "尚无证据" in remark.zh


def two_modes(*ties: tuple[str, str]) -> nx.Graph:
    graph = nx.Graph(ties)
    nx.set_node_attributes(graph, {node: int(node.startswith("s")) for node in graph}, "bipartite")
    return graph


def test_paths_of_three_ties_in_two_modes() -> None:
    """a-s1-b-s2: one path from a to s2, through s1 of degree 3 and b of degree 2. From a to s3: through s1 and c, of
    degrees 3 and 3, and to s4 the same; 1/sqrt(6) and 1/3."""
    graph = two_modes(("a", "s1"), ("b", "s1"), ("b", "s2"), ("c", "s1"), ("c", "s3"), ("c", "s4"))
    found = suggest(graph, "a")
    assert [(item.node, item.common) for item in found] == [("s2", ("b",)), ("s3", ("c",)), ("s4", ("c",))]
    assert [item.scores["three_paths"] for item in found] == pytest.approx([6**-0.5, 1 / 3, 1 / 3])
    assert scores(graph, "a", "s2") == {"three_paths": pytest.approx(6**-0.5), "preferential_attachment": 1}
    assert "share partners with the one that asks: b." in found[0].reasons[0].en
    assert "其合作对象与本方有共同合作对象：b" in found[0].reasons[0].zh


def test_rivals_in_two_modes_are_possible_candidates() -> None:
    """Every tie of 3 by 3 but one of the first end (a, s3): one pair of candidates is left, and is the only rival.
    All paths of three to it are as many or fewer than those of a left-out tie."""
    full = two_modes(*((a, s) for a in "abc" for s in ("s1", "s2", "s3")))
    assert validate(full) is None  # nobody is left to suggest
    full.remove_edge("a", "s3")
    found = validate(full, by="preferential_attachment", k=1)
    assert found is not None
    # a and s3 have 2 partners each: 4. The left-out ties of a or s3 (4 of 8) have 1 x 2 = 2 (the rival then (1 x 2)
    # where they share its end: 2), the 4 others 2 x 2 = 4 against 4: equal, and one half each.
    assert found.auc == 0.5


def test_scores_that_the_network_has_not() -> None:
    with pytest.raises(UsageError, match="two modes, where a node and its candidates never have a common partner"):
        suggest(two_modes(("a", "s1"), ("b", "s1")), "a", by="adamic_adar")
    with pytest.raises(UsageError, match="one mode"):
        validate(nx.path_graph(3), by="three_paths")


def test_a_sector_is_not_told_to_be_active_in_itself() -> None:
    code = "https://example.org/code/sector/education"
    graph = nx.MultiGraph()
    graph.add_nodes_from(["a", "b"], bipartite=0)
    graph.add_nodes_from([code, "port"], bipartite=1)
    for region, sector, name in (("a", "port", "port"), ("b", "port", "port"), ("b", code, "education")):
        graph.add_edge(region, sector, sector=name, stage="signed")
    profiles = sector_profiles(graph)
    assert set(profiles) == {"a", "b"}
    for node in ("a", code):
        (found,) = suggest(graph, node, profiles=profiles)
        assert (found.offers, found.seeks, found.both_plan, len(found.reasons)) == ((), (), (), 1)
