"""Every measure against networkx, or against an independent computation, on networks made at random."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kg.errors import UsageError
from kg.network.forms import compiled, triangles
from kg.network.forms.directed import DirectedNetwork
from kg.network.forms.graphs import measurable
from kg.network.forms.sparse import SparseNetwork, network_of, summed
from kg.network.forms.variants import Stack, Variants
from kg.network.measures import brandes, centrality, holes, paths, sampling, structure
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


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12), st.integers(1, 40), st.integers(1, 3), st.integers(1, 40), st.data())
def test_sums_over_shared_partners(size: int, at_once: int, nodes: int, gathered: int, data: st.DataObject) -> None:
    """Against the product of whole matrices, however few are looked at in one go."""
    ties = [pair for pair in itertools.combinations(range(size), 2) if data.draw(st.booleans())]
    left, right = np.zeros((size, size)), np.zeros((size, size))
    for number, (a, b) in enumerate(ties):
        left[a, b], left[b, a], right[a, b], right[b, a] = number + 1, number + 2, 2 * number + 1, 3 * number + 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triangles, "_AT_ONCE", at_once)
        patch.setattr(triangles, "_NODES_AT_ONCE", nodes)
        patch.setattr(triangles, "_GATHERED", gathered)
        found = triangles.sums_over_shared(csr_array(left), csr_array(right))
        once = list(triangles.triangles(csr_array(left)))
    assert np.array_equal(found.toarray(), (left @ right) * (left > 0))
    assert found.nnz == 2 * len(ties)
    of_nodes = nx.triangles(nx.Graph(ties)) if ties else {}
    assert 3 * sum(len(some.first) for some in once) == sum(of_nodes.values())


def hubs(size: int, seed: int) -> Any:
    """Parts with two hubs each, to which most are tied strongly, and by which most other ties are no shortest way."""
    chance = np.random.default_rng(seed)
    graph = nx.disjoint_union(nx.gnm_random_graph(size, 5 * size, seed=seed), nx.gnm_random_graph(20, 60, seed=seed))
    graph.add_edges_from((hub, node) for hub in (0, 1) for node in range(2, size))
    graph.add_edges_from((size, node) for node in range(size + 1, size + 20))
    for a, b, data in graph.edges(data=True):
        strong = min(a, b) in (0, 1, size)
        data["strength"] = float(chance.choice([3, 4, 6])) if strong else float(chance.choice([1 / 3, 1.5, 2, 2.5, 3]))
    return graph


@pytest.mark.parametrize("seed", range(3))
def test_searches_without_ties_that_no_path_takes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last bit, also where a detour is as long as the tie (3 and 6 by way of a hub, and 2)."""
    arrays = network_of(hubs(160, seed))
    assert brandes.lengths_in_use(arrays).nnz < 0.8 * arrays.lengths.nnz
    short = list(brandes.searches(arrays, range(len(arrays))))
    monkeypatch.setattr(brandes, "_WORTHWHILE", 1000)
    for ours, all_ties in zip(short, brandes.searches(arrays, range(len(arrays))), strict=True):
        assert np.array_equal(ours.far, all_ties.far)
        assert np.array_equal(ours.passed, all_ties.passed)
    same(paths.betweenness(arrays), exact_betweenness(hubs_with_lengths(seed)))


def hubs_with_lengths(seed: int) -> Any:
    graph = hubs(160, seed)
    for _, _, data in graph.edges(data=True):
        data["distance"] = 1 / data["strength"]
    return graph


def test_searches_with_directions_leave_out_what_no_path_takes() -> None:
    """The way by the hub is short in one direction only."""
    graph = nx.MultiDiGraph()
    for node in range(1, 140):
        graph.add_edge(node, 0, weight=10.0)
        graph.add_edge(0, node, weight=10.0 if node % 2 else 0.1)
        graph.add_edge(node, node % 139 + 1, weight=1.0)
    arrays = DirectedNetwork.of(graph)
    used = brandes.lengths_in_use(arrays)
    left = set(zip(*(ends.tolist() for ends in used.nonzero()), strict=True))
    # To an odd node 0.2 by the hub instead of 1; to an even one from the hub 1.1 by the odd one before it.
    short = {(a, b) for a, b in graph.edges() if b == 0 or (b % 2 if a == 0 else not b % 2)}
    assert short <= left
    assert not {(a, b) for a, b in left if a and b % 2}
    (far,) = (found.far for found in brandes.searches(arrays, [5]))
    assert (far[0, 6], far[0, 7]) == (pytest.approx(1.0), pytest.approx(0.2))


@pytest.mark.parametrize("seed", [14, 21, 24, 34])
def test_many_variants_of_separate_pairs_and_threes(seed: int) -> None:
    """Of such networks, as small sheets make them, scipy's solver for two eigenvalues sometimes returns none."""
    pieces = [2, 2, 3, 2, 2, 3, 2, 2, 3, 2, 2, 1, 2, 1, 2, 2, 2, 4, 2]
    start = np.cumsum([0, *pieces])
    order = np.argsort(np.random.default_rng(seed).permutation(sum(pieces)))
    ties, weights = [], []
    for begin, piece in zip(start.tolist(), pieces, strict=False):
        of_piece = {2: [(0, 1, 1.0)], 3: [(0, 1, 0.5), (0, 2, 0.5), (1, 2, 0.5)]}
        for a, b, weight in of_piece.get(
            piece, [(0, 1, 0.5), (0, 3, 0.5), (1, 2, 1.0), (1, 3, 0.5)] if piece > 3 else []
        ):
            ties.append((int(order[begin + a]), int(order[begin + b])))
            weights.append(weight)
    tails, heads = np.array(ties).T
    keep = np.ones((1, len(ties)), dtype=bool)
    nodes = tuple(range(sum(pieces)))
    stack = Stack.of(Variants(nodes, tails[None], heads[None], np.array(weights)[None], keep, np.arange(len(ties))))
    (found,) = centrality.stacked_eigenvector(stack)
    # The four lead alone: the largest root of their characteristic polynomial is 1.3407.
    expected = centrality.eigenvector(stack.network(0))
    assert found == pytest.approx(list(expected.values()), abs=1e-9)
    assert {int(order[start[17] + place]) for place in range(4)} == set(np.flatnonzero(found > 1e-6).tolist())


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
