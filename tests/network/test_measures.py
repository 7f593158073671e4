"""Measures against hand-worked values, networkx and the published values of well-known networks."""

from __future__ import annotations

import math
import random
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kg.errors import UsageError
from kg.network.measures import centrality, communities, holes, paths, structure
from kg.network.measures.register import MEASURES, measure, remarks
from kg.results.numbers import rounded, shown
from tests.network.exact import exact_betweenness


def weighted(kind: str) -> Any:
    """Networks of the shapes that measures trip over, with strengths."""
    shapes: dict[str, Any] = {
        "random": nx.gnm_random_graph(40, 90, seed=1),
        "disconnected": nx.disjoint_union(nx.gnm_random_graph(15, 40, seed=2), nx.path_graph(4)),
        "isolates": nx.gnm_random_graph(30, 20, seed=3),
        "tree": nx.balanced_tree(2, 4),
        "complete": nx.complete_graph(6),
        "single": nx.empty_graph(1),
        "no ties": nx.empty_graph(5),
        "empty": nx.empty_graph(0),
    }
    graph = shapes[kind]
    chance = random.Random(7)
    for _, _, data in graph.edges(data=True):
        data["strength"] = chance.choice([0.25, 0.5, 1.0, 2.0, 3.5])
        data["distance"] = 1 / data["strength"]
    return graph


KINDS = ["random", "disconnected", "isolates", "tree", "complete", "single", "no ties", "empty"]


@pytest.mark.parametrize("kind", KINDS)
def test_equal_to_networkx(kind: str) -> None:
    graph = weighted(kind)
    near = {"abs": 1e-9, "rel": 1e-9}
    assert centrality.degree(graph) == dict(graph.degree())
    assert centrality.strength(graph) == pytest.approx(dict(graph.degree(weight="strength")), **near)
    assert paths.betweenness(graph) == pytest.approx(exact_betweenness(graph), **near)
    assert paths.closeness(graph) == pytest.approx(nx.closeness_centrality(graph, distance="distance"), **near)
    assert centrality.pagerank(graph) == pytest.approx(
        nx.pagerank(graph, weight="strength", tol=1e-15, max_iter=5000), **near
    )
    assert structure.core_number(graph) == nx.core_number(graph)
    if graph.number_of_edges():  # networkx fails on an empty graph
        defined = {node: value for node, value in holes.constraint(graph).items() if value is not None}
        expected = nx.constraint(graph, weight="strength")
        assert defined == pytest.approx({node: v for node, v in expected.items() if not math.isnan(v)}, **near)


@pytest.mark.parametrize("seed", range(12))
def test_paths_are_those_of_networkx_on_random_graphs(seed: int) -> None:
    """Disconnected ones too, with lengths that add up to ties, also to those that rounding just misses.

    networkx misses those itself when it adds floating-point numbers, so it is given fractions.
    """
    chance = random.Random(seed)
    graph = nx.gnm_random_graph(70 + seed, 40 + 20 * seed, seed=seed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = chance.choice([1 / 3, 0.5, 2 / 3, 1.0, 1.5, 3.0])
        data["distance"] = 1 / data["strength"]
    assert paths.betweenness(graph) == pytest.approx(exact_betweenness(graph), abs=1e-12, rel=1e-9)
    expected = nx.closeness_centrality(graph, distance="distance")
    assert paths.closeness(graph) == pytest.approx(expected, abs=1e-12, rel=1e-9)


@pytest.mark.parametrize("kind", ["random", "tree", "complete"])
def test_eigenvector_equals_networkx_where_it_has_one(kind: str) -> None:
    graph = weighted(kind)
    graph = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
    expected = nx.eigenvector_centrality_numpy(graph, weight="strength")
    assert centrality.eigenvector(graph) == pytest.approx(expected, abs=1e-9)


def test_eigenvector_of_a_large_graph_is_sparse_and_exact() -> None:
    graph = nx.barabasi_albert_graph(900, 3, seed=5)
    values = centrality.eigenvector(graph)
    vector = np.array([values[node] for node in graph])
    matrix = nx.to_numpy_array(graph)
    largest = float(vector @ matrix @ vector)
    assert np.abs(matrix @ vector - largest * vector).max() < 1e-9
    assert vector.min() > 0
    assert values == centrality.eigenvector(graph)


def test_eigenvector_of_disconnected_graphs() -> None:
    # A triangle has 2, a path of three the square root of 2: the triangle leads alone.
    lone = centrality.eigenvector(nx.disjoint_union(nx.complete_graph(3), nx.path_graph(3)))
    assert [lone[node] for node in range(3, 6)] == [0, 0, 0]
    assert lone[0] == pytest.approx(1 / math.sqrt(3))
    # Two edges share the lead, and an isolate has no part in it.
    shared = centrality.eigenvector(nx.Graph([(1, 2), (3, 4)]))
    assert list(shared.values()) == pytest.approx([0.5] * 4)
    # A star of four leaves and an edge of strength 2 both have 2; the power method gives them 3 to √2.
    graph = nx.star_graph(4)
    graph.add_edge("a", "b", strength=2.0)
    found = centrality.eigenvector(graph)
    start = np.ones(len(graph))
    matrix = nx.to_numpy_array(graph, weight="strength", nonedge=0.0) + 10 * np.eye(len(graph))
    for _ in range(2000):
        start = matrix @ start
        start /= np.linalg.norm(start)
    assert [found[node] for node in graph] == pytest.approx(start.tolist(), abs=1e-9)


def test_florentine_families() -> None:
    """Padgett's marriage ties; values as UCINET and Wasserman & Faust print them."""
    graph = nx.florentine_families_graph()
    between = paths.betweenness(graph)
    # The Medici lie between 47.5 of the 91 pairs of the 14 other families, and the Guadagni between 23.17.
    assert between["Medici"] == pytest.approx(47.5 / 91, abs=1e-9)
    assert between["Guadagni"] == pytest.approx(139 / 546, abs=1e-9)
    assert paths.closeness(graph)["Medici"] == pytest.approx(14 / 25, abs=1e-9)
    assert centrality.degree(graph)["Medici"] == 6
    # 0.4303 is printed; networkx's own power iteration stops at 0.430315.
    assert centrality.eigenvector(graph)["Medici"] == pytest.approx(0.430308094, abs=1e-9)
    assert max(centrality.eigenvector(graph).items(), key=lambda item: item[1])[0] == "Medici"
    # Six partners of equal share, one tie among them: Tornabuoni-Ridolfi.
    share = 1 / 6
    expected = 4 * share**2 + 2 * (share + share / 3) ** 2
    assert holes.constraint(graph)["Medici"] == pytest.approx(expected, abs=1e-9)


def test_paths_that_only_rounding_makes_unequal() -> None:
    """a-b-c is 1/10 + 1/5 long and a-c 1/(1+1+1+1/3), both 3/10: the pair a, c has two paths, and b is on one."""
    graph = nx.Graph()
    graph.add_edge("a", "b", strength=10.0)
    graph.add_edge("b", "c", strength=5.0)
    graph.add_edge("a", "c", strength=1.0 + 1.0 + 1.0 + 1 / 3)
    assert paths.betweenness(graph) == {"a": 0.0, "b": 0.5, "c": 0.0}
    # With a length that is no fraction of small numbers between others, another way of computing is taken.
    graph.add_edge("c", "d", strength=2**0.5)
    assert paths.betweenness(graph) == pytest.approx({"a": 0, "b": 1 / 3, "c": 2 / 3, "d": 0}, abs=1e-12)


def test_weighted_karate_club() -> None:
    """Zachary's club by how often two met: 0.395833 is what R igraph says of node 0, and fractions agree."""
    graph = nx.karate_club_graph()
    for _, _, data in graph.edges(data=True):
        data["strength"] = data["weight"]
    found = paths.betweenness(graph)
    assert found[0] == pytest.approx(0.395833, abs=1e-6)
    assert found == pytest.approx(exact_betweenness(graph), abs=1e-12)


def test_ties_too_different_to_be_added() -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1]["strength"], graph.edges[1, 2]["strength"] = 1e20, 1.0
    with pytest.raises(UsageError, match=r"strengths run from 1 to 1e\+20.*minWeight"):
        paths.betweenness(graph)


def test_karate_club() -> None:
    """Zachary's club, unweighted: centrality as printed in textbooks, and the two halves apart."""
    graph = nx.karate_club_graph()
    assert centrality.degree(graph)[33] == 17
    assert centrality.degree(graph)[0] == 16
    assert paths.betweenness(graph)[0] == pytest.approx(0.43763528138528146, abs=1e-9)
    assert paths.closeness(graph)[0] == pytest.approx(33 / 58, abs=1e-9)
    # networkx's own power iteration stops at 0.373371.
    assert centrality.eigenvector(graph)[33] == pytest.approx(0.37336347029148, abs=1e-9)
    assert centrality.pagerank(graph)[33] == pytest.approx(0.1009, abs=1e-4)
    cores = structure.core_number(graph)
    assert max(cores.values()) == 4
    assert sum(core == 4 for core in cores.values()) == 10
    groups = communities.leiden(graph)
    assert groups[0] != groups[33]
    assert set(groups.values()) == {1, 2, 3, 4}
    sets = [{node for node in graph if groups[node] == number} for number in set(groups.values())]
    # 0.4198 is the largest modularity there is (Brandes et al. 2008); Louvain comes close.
    for _, _, data in graph.edges(data=True):
        data.pop("weight")
    assert 0.41 < nx.community.modularity(graph, sets) <= 0.41979


def test_constraint_by_hand() -> None:
    # b has a with 3 of its 4, and c with 1; a and c know each other with 1.
    graph = nx.Graph()
    graph.add_edge("a", "b", strength=3.0)
    graph.add_edge("b", "c", strength=1.0)
    graph.add_edge("a", "c", strength=1.0)
    graph.add_node("alone")
    found = holes.constraint(graph)
    assert found["b"] == pytest.approx((3 / 4 + 1 / 4 * 1 / 2) ** 2 + (1 / 4 + 3 / 4 * 1 / 4) ** 2)
    assert found["alone"] is None


def test_every_measure_ignores_self_ties() -> None:
    graph = weighted("random")
    looped = graph.copy()
    looped.add_edges_from((node, node, {"strength": 9.0, "distance": 1 / 9}) for node in list(graph)[:5])
    for item in MEASURES.values():
        assert item.function(looped) == item.function(graph), item.name
    assert looped.has_edge(0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_every_measure_answers_on_every_shape(kind: str) -> None:
    graph = weighted(kind)
    rows = measure(graph)
    assert {row.node for row in rows} == set(graph)
    for row in rows:
        assert list(row.values) == list(MEASURES)
        assert all(value is None or math.isfinite(value) for value in row.values.values())
        assert (row.values["constraint"] is None) == (graph.degree(row.node) == 0)


def test_values_without_ties() -> None:
    row = measure(nx.empty_graph(["only"]))[0]
    assert row.values == {
        "degree": 0,
        "strength": 0.0,
        "betweenness": 0.0,
        "closeness": 0.0,
        "harmonic": 0.0,
        "eigenvector": 0.0,
        "katz": 1.0,
        "pagerank": 1.0,
        "hits": 0.0,
        "core": 0,
        "k_component": 0,
        "clustering": 0.0,
        "constraint": None,
        "effective_size": None,
        "efficiency": None,
        "hierarchy": None,
        "community": 1,
    }


def test_communities_do_not_depend_on_order_or_names() -> None:
    graph = weighted("random")
    expected = communities.leiden(graph)
    shuffled: Any = nx.Graph()
    nodes, edges = list(graph), list(graph.edges(data=True))
    random.Random(3).shuffle(nodes)
    random.Random(4).shuffle(edges)
    shuffled.add_nodes_from(nodes)
    shuffled.add_edges_from((b, a, data) for a, b, data in edges)
    assert communities.leiden(shuffled) == expected
    sizes = [list(expected.values()).count(number) for number in sorted(set(expected.values()))]
    assert sizes == sorted(sizes, reverse=True)


def test_rows_are_sorted_and_labelled() -> None:
    graph = nx.MultiGraph()
    graph.add_node("b", label_en="Bee", label_zh="乙")
    graph.add_edge("a", "b", "p", weight=0.5)
    graph.add_edge("c", "b", "q", weight=0.5)
    rows = measure(graph, ["degree"])
    assert [(row.node, row.label.zh, row.values) for row in rows] == [
        ("b", "乙", {"degree": 2}),
        ("a", "a", {"degree": 1}),
        ("c", "c", {"degree": 1}),
    ]


def test_unknown_measure() -> None:
    with pytest.raises(UsageError, match="no measure 'fame'"):
        measure(nx.path_graph(2), ["fame"])


def test_the_register_is_complete() -> None:
    assert list(MEASURES) == [
        "degree",
        "strength",
        "betweenness",
        "closeness",
        "harmonic",
        "eigenvector",
        "katz",
        "pagerank",
        "hits",
        "core",
        "k_component",
        "clustering",
        "constraint",
        "effective_size",
        "efficiency",
        "hierarchy",
        "community",
    ]
    for item in MEASURES.values():
        assert all((item.title.en, item.title.zh, item.definition.en, item.definition.zh, item.source))


def test_remarks() -> None:
    assert remarks(nx.path_graph(3)) == []
    graph = nx.Graph([(1, 2), (3, 4)], bipartite=True, left_out=1)
    told = remarks(graph)
    assert len(told) == 3
    assert all(remark.en and remark.zh for remark in told)
    assert told[0].en.startswith("1 partnership ties nothing in this projection and is left out: ")
    assert "two modes" in told[1].en
    assert "2 parts" in told[2].en


def test_remarks_count_in_both_languages() -> None:
    one = remarks(nx.Graph([(1, 2)], parties_left_out=1))
    several = remarks(nx.Graph([(1, 2)], partnerships=57, left_out=12, parties_left_out=3))
    assert [(remark.en[:8], "1 个" in remark.zh) for remark in one] == [("1 party ", True)]
    assert "is left out" in one[0].en
    assert [remark.en.split(" of ")[0] for remark in several][1] == "3 parties"
    assert several[0].en.startswith("12 of 57 partnerships tie nothing in this projection and are left out: ")
    assert "12 项" in several[0].zh


def test_rounding_is_for_output_only() -> None:
    assert measure(nx.path_graph(3), ["closeness"])[1].values["closeness"] == 2 / 3
    assert (rounded(2 / 3), shown(2 / 3), shown(-1e-9), shown(None)) == (0.666667, "0.666667", "0", "")


@pytest.mark.parametrize("size", [2, 64, 65, 200])
def test_equal_ties_are_searched_sixty_four_nodes_at_a_time(size: int) -> None:
    """A path of ties of length 1/2 and two isolates: distances and their reciprocals summed by hand."""
    path: Any = nx.path_graph(size)
    nx.set_edge_attributes(path, 2.0, "strength")
    path.add_nodes_from([size, size + 1])
    near, inverse = paths.closeness(path), paths.harmonic(path)
    for node in range(size):
        apart = [abs(node - other) / 2 for other in range(size) if other != node]
        assert near[node] == pytest.approx((size - 1) / sum(apart) * (size - 1) / (size + 1))
        assert inverse[node] == pytest.approx(sum(1 / each for each in apart))
    assert near[size] == inverse[size] == 0
