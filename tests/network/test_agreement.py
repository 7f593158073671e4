"""Every measure against networkx, or against an independent computation, on networks made at random."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.network.forms import compiled
from kg.network.forms.graphs import measurable
from kg.network.forms.sparse import SparseNetwork, masked_product, network_of, summed
from kg.network.measures import centrality, holes, paths, sampling, structure
from kg.network.measures.register import MEASURES, measure, measured_network, remarks
from tests.network.exact import exact_betweenness

#: Strengths whose reciprocals add up to ties, exactly and but for rounding; some that never do.
STRENGTHS = st.sampled_from([1 / 3, 0.5, 2 / 3, 1.0, 1.5, 2.0, 3.0, 6.0]) | st.floats(0.01, 100)


@st.composite
def networks(draw: st.DrawFn, most: int = 14, strengths: st.SearchStrategy[float] = STRENGTHS) -> Any:
    """Multigraphs with self-ties and isolates, often in several parts; from none to so many nodes."""
    size = draw(st.integers(0, most))
    graph: Any = nx.MultiGraph()
    graph.add_nodes_from(f"n{place}" for place in range(size))
    if size:
        ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), strengths)
        for a, b, weight in draw(st.lists(ends, max_size=3 * size)):
            graph.add_edge(f"n{a}", f"n{b}", weight=weight)
    return graph


def none_for_nan(values: dict[Any, float]) -> dict[Any, float | None]:
    return {node: None if math.isnan(value) else value for node, value in values.items()}


def same(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    assert found.keys() == expected.keys()
    for node, value in expected.items():
        assert found[node] == (None if value is None else pytest.approx(value, abs=1e-9, rel=1e-9)), node


REFERENCES: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "degree": (centrality.degree, lambda g: dict(g.degree())),
    "strength": (centrality.strength, lambda g: dict(g.degree(weight="strength"))),
    "betweenness": (paths.betweenness, exact_betweenness),
    "closeness": (paths.closeness, lambda g: nx.closeness_centrality(g, distance="distance")),
    "harmonic": (paths.harmonic, lambda g: nx.harmonic_centrality(g, distance="distance")),
    "pagerank": (centrality.pagerank, lambda g: nx.pagerank(g, weight="strength", tol=1e-15, max_iter=5000)),
    "core": (structure.core_number, nx.core_number),
    "clustering": (structure.clustering, nx.clustering),
    "weighted clustering": (
        lambda network: structure.clustering(network, weighted=True),
        lambda g: nx.clustering(g, weight="strength"),
    ),
}
DEFINED_WITH_TIES: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "katz": (
        centrality.katz,
        lambda g: nx.katz_centrality_numpy(g, alpha=centrality.katz_alpha(g), weight="strength"),
    ),
    "constraint": (holes.constraint, lambda g: none_for_nan(nx.constraint(g, weight="strength"))),
    # Named one by one: without names networkx 3.6 divides by the strongest tie of the wrong node of the two.
    "effective size": (
        holes.effective_size,
        lambda g: none_for_nan(nx.effective_size(g, nodes=list(g), weight="strength")),
    ),
}


@settings(max_examples=60, deadline=None)
@given(networks())
def test_equal_to_networkx(graph: Any) -> None:
    plain = measurable(graph)
    for ours, theirs in REFERENCES.values():
        same(ours(graph), theirs(plain))
    if plain.number_of_edges():  # networkx has no answer without
        for ours, theirs in DEFINED_WITH_TIES.values():
            same(ours(graph), theirs(plain))


@settings(max_examples=60, deadline=None)
@given(networks())
def test_without_networkit_too(graph: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "has_networkit", lambda: False)
        for name in ("betweenness", "closeness", "harmonic"):
            ours, theirs = REFERENCES[name]
            same(ours(graph), theirs(measurable(graph)))


@settings(max_examples=60, deadline=None)
@given(networks())
def test_both_forms_of_a_network_have_the_same_values(graph: Any) -> None:
    arrays = SparseNetwork.of(graph)
    assert measure(arrays) == measure(graph)
    assert remarks(arrays) == remarks(graph)
    assert measured_network(arrays) == measured_network(graph)


@settings(max_examples=60, deadline=None)
@given(networks(strengths=st.sampled_from([1.0, 2.0, 3.0])))  # by others, what leads is often a matter of rounding
def test_hits_is_where_hubs_and_authorities_end(graph: Any) -> None:
    """Where Kleinberg's iteration leads from equal starts: their shadow on the leading eigenvectors of A²."""
    arrays = SparseNetwork.of(graph)
    matrix = arrays.strength.toarray()
    found = np.array(list(centrality.hits(arrays).values()))
    if not matrix.any():
        assert not found.any()
        return
    values, vectors = np.linalg.eigh(matrix @ matrix)
    behind = 1 - values / values[-1]
    lead = vectors[:, behind < 1e-10]
    expected = lead @ (lead.T @ np.ones(len(matrix)))
    assert found == pytest.approx(expected / expected.sum(), abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_hierarchy_and_efficiency_by_their_definitions(graph: Any) -> None:
    plain = measurable(graph)
    hierarchy, efficiency, size = holes.hierarchy(graph), holes.efficiency(graph), holes.effective_size(graph)
    for node, partners in plain.degree():
        found = size[node]
        assert efficiency[node] == (None if found is None else pytest.approx(found / partners, abs=1e-12))
        if partners < 2:
            assert hierarchy[node] is None
            continue
        given_by = [nx.local_constraint(plain, node, other, weight="strength") for other in plain[node]]
        mean = sum(given_by) / partners
        disorder = sum(one / mean * math.log(one / mean) for one in given_by)
        assert hierarchy[node] == pytest.approx(disorder / (partners * math.log(partners)), abs=1e-9)


def test_holes_by_hand() -> None:
    """A node with three partners, of which two know each other: Burt's formulas with thirds and halves."""
    graph = nx.Graph([("ego", "a"), ("ego", "b"), ("ego", "c"), ("a", "b")])
    # Each of a and b is redundant with the other by 1/3 of ego's ties.
    assert holes.effective_size(graph)["ego"] == pytest.approx(3 - 2 / 3)
    assert holes.efficiency(graph)["ego"] == pytest.approx(7 / 9)
    # a and b: 1/3 and 1/3 by 1/2 each; c: 1/3.
    given_by = [0.25, 0.25, 1 / 9]
    assert holes.constraint(graph)["ego"] == pytest.approx(11 / 18)
    mean = sum(given_by) / 3
    expected = sum(one / mean * math.log(one / mean) for one in given_by) / (3 * math.log(3))
    assert holes.hierarchy(graph)["ego"] == pytest.approx(expected)
    assert holes.hierarchy(graph)["c"] is None
    assert holes.hierarchy(nx.cycle_graph(5))[0] == 0


def test_clustering_of_the_club() -> None:
    """0.5706 is the mean that Watts and Strogatz's coefficient has in Zachary's club."""
    values = structure.clustering(nx.karate_club_graph())
    assert sum(values.values()) / 34 == pytest.approx(0.5706384782, abs=1e-9)


def test_florentine_families() -> None:
    """Padgett & Ansell's marriages (1993): of the Medici 6 families are one step away, 5 two and 3 three."""
    graph = nx.florentine_families_graph()
    assert paths.harmonic(graph)["Medici"] == pytest.approx(6 + 5 / 2 + 3 / 3)
    # Of their 15 pairs of partners one is married, Ridolfi and Tornabuoni, who stand for each other by a sixth.
    assert structure.clustering(graph)["Medici"] == pytest.approx(1 / 15)
    assert holes.effective_size(graph)["Medici"] == pytest.approx(6 - 2 / 6)
    assert holes.efficiency(graph)["Medici"] == pytest.approx(17 / 18)
    # Without directions hubs, authorities and eigenvector centrality are one; 0.4303 is the latter as printed.
    hits, leading = centrality.hits(graph), centrality.eigenvector(graph)
    assert hits["Medici"] / hits["Guadagni"] == pytest.approx(leading["Medici"] / leading["Guadagni"])
    assert sum(hits.values()) == pytest.approx(1)


def test_zachary_club() -> None:
    """Of Zachary's instructor (1977) 16 members are one step away, 9 two and 8 three: closeness is 33/58."""
    assert paths.harmonic(nx.karate_club_graph())[0] == pytest.approx(16 + 9 / 2 + 8 / 3)


def test_hits_of_two_modes() -> None:
    """A star: the hub leads to three leaves, so that half of all is its own; and a node of another part has none."""
    graph = nx.star_graph(3)
    graph.add_edge("x", "y", strength=0.5)
    found = centrality.hits(graph)
    # From equal starts: the leaves' mean is 1, and so is the hub.
    assert [found[node] for node in range(4)] == pytest.approx([0.25] * 4)
    assert found["x"] == found["y"] == 0


@pytest.mark.parametrize("name", list(MEASURES))
def test_a_directed_network_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no direction"):
        MEASURES[name].function(nx.DiGraph([(1, 2)]))


def test_lengths_of_ones_own_are_kept() -> None:
    graph = nx.Graph()
    for a, b, length in [("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 5.0)]:
        graph.add_edge(a, b, strength=1.0, distance=length)
    assert paths.betweenness(graph) == {"a": 0, "b": 1, "c": 0}
    assert paths.closeness(graph)["a"] == pytest.approx(2 / 3)


def large(size: int, seed: int, lengths: str) -> Any:
    graph = nx.gnm_random_graph(size, 3 * size, seed=seed)
    chance = np.random.default_rng(seed)
    for _, _, data in graph.edges(data=True):
        data["strength"] = {"equal": 2.0, "whole": float(chance.integers(1, 5)), "any": chance.random() + 0.1}[lengths]
        data["distance"] = 1 / data["strength"]
    return graph


@pytest.mark.parametrize("lengths", ["equal", "whole", "any"])
def test_networks_large_enough_for_threads(lengths: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_ONE_THREAD", 100)
    graph = large(250, 3, lengths)
    found = paths.betweenness(graph)
    same(found, exact_betweenness(graph))
    assert found == paths.betweenness(graph)
    same(paths.closeness(graph), nx.closeness_centrality(graph, distance="distance"))


def test_products_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = network_of(large(200, 1, "any"))
    whole = (arrays.strength @ arrays.strength).toarray() * (arrays.strength.toarray() > 0)
    monkeypatch.setattr("kg.network.forms.sparse._AT_ONCE", 50)
    found = masked_product(arrays.strength, arrays.strength, arrays.strength)
    assert found.nnz == arrays.strength.nnz
    assert np.abs(found.toarray() - whole).max() < 1e-12


def test_results_are_kept_with_their_network_only() -> None:
    first, second = (network_of(large(30, seed, "any")) for seed in (1, 2))
    assert holes.hierarchy(first) == holes.hierarchy(first)  # what is kept is not changed
    assert holes.constraint(first) == holes.constraint(large(30, 1, "any")) != holes.constraint(second)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9)), max_size=60))
def test_sums_of_ties_are_those_of_networkx_to_the_last_bit(ties: list[tuple[int, int, int]]) -> None:
    """Or two paths of the same length would be one in the one form and two in the other."""
    apart = [(a, b, 1 / parts) for a, b, parts in ties if a != b]
    graph: Any = nx.MultiGraph()
    for a, b, weight in apart:
        graph.add_edge(a, b, weight=weight)
    columns = [np.array([tie[place] for tie in apart]) for place in range(3)]
    pairs, sums = summed(4, columns[0].astype(np.int64), columns[1].astype(np.int64), columns[2].astype(np.float64))
    found = {tuple(pair): value for pair, value in zip(pairs.tolist(), sums.tolist(), strict=True)}
    assert found == {(min(a, b), max(a, b)): s for a, b, s in measurable(graph).edges(data="strength")}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("lengths", ["equal", "any"])
def test_estimates_are_within_their_bound(seed: int, lengths: str) -> None:
    graph = nx.disjoint_union(large(900, seed, lengths), nx.path_graph(6))
    found = sampling.sample(graph, epsilon=0.1, delta=0.05, seed=seed)
    size = len(largest(graph))
    assert found.sources == math.ceil((size / (size - 1)) ** 2 * math.log(2 * 906 / 0.05) / 0.02)
    exact = paths.betweenness(graph)
    off = max(abs(found.betweenness[node] - exact[node]) for node in graph)
    assert off <= 0.1
    # The bound is for the worst of networks; the standard error says what to expect of this one.
    assert 0 < off < 5 * found.standard_error
    assert found.standard_error < 0.01
    near = paths.closeness(graph)
    assert all(abs(found.closeness[node] - near[node]) < 0.1 * near[node] for node in largest(graph))
    # A part with fewer nodes than draws is exact.
    for name, values in (("betweenness", exact), ("closeness", near), ("harmonic", paths.harmonic(graph))):
        same({node: getattr(found, name)[node] for node in range(900, 906)}, {n: values[n] for n in range(900, 906)})


def largest(graph: Any) -> Any:
    return max(nx.connected_components(graph), key=len)


def test_more_draws_than_nodes_are_no_draws() -> None:
    graph = large(60, 2, "any")
    found = sampling.sample(graph)
    assert found.standard_error == 0
    same(found.betweenness, paths.betweenness(graph))
    same(found.closeness, paths.closeness(graph))
    same(found.harmonic, paths.harmonic(graph))


@pytest.mark.parametrize("wrong", [{"epsilon": 0}, {"delta": 1}, {"epsilon": float("nan")}])
def test_a_bound_that_is_none(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="above 0 and below 1"):
        sampling.sample(nx.path_graph(3), **wrong)


def test_a_large_network_is_estimated_and_says_so() -> None:
    graph: Any = nx.MultiGraph(large(900, 1, "any"))
    for _, _, data in graph.edges(data=True):
        data["weight"] = data["strength"]
    exact = paths.betweenness(graph)
    assert not any("Hoeffding" in remark.en for remark in remarks(graph))
    graph = replace(SparseNetwork.of(graph), budget=0.001)
    told = [remark for remark in remarks(graph) if "Hoeffding" in remark.en]
    assert len(told) == 1
    assert remarks(graph, ["degree"]) == [remark for remark in remarks(graph) if remark not in told]
    assert "95%" in told[0].en
    assert "0.1" in told[0].en
    assert "95%" in told[0].zh
    assert "0.1" in told[0].zh
    found = {row.node: row.values["betweenness"] for row in measure(graph, ["betweenness"])}
    assert found != exact
    assert found == {row.node: row.values["betweenness"] for row in measure(graph, ["betweenness"])}
    assert max(abs(found[node] - exact[node]) for node in exact) < 0.02
