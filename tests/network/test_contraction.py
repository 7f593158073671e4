"""Distances by way of a core: those of Dijkstra's searches, and betweenness to the last path."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import brandes, contraction, paths
from tests.network.exact import exact_betweenness

#: Strengths of which many paths are equally long: 1/2 and 1/3 and 1/6 make 1.
STRENGTHS = (1.0, 2.0, 3.0, 6.0, 0.5, 7.0)


def network(graph: Any) -> SparseNetwork:
    for _, _, data in graph.edges(data=True):
        data["distance"] = 1 / data["strength"]
    return SparseNetwork.of(graph)


def random_network(size: int, ties: int, seed: int) -> tuple[Any, SparseNetwork]:
    """Most nodes have few partners, some have none, and some are apart from the rest."""
    chance = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(size, ties, seed=seed)
    graph = nx.disjoint_union(graph, nx.random_labeled_tree(max(size // 5, 1), seed=seed))
    for _, _, data in graph.edges(data=True):
        data["strength"] = float(chance.choice(STRENGTHS))
    return graph, network(graph)


def by_core(arrays: SparseNetwork) -> contraction.Contraction | None:
    return contraction.contracted(arrays.lengths, lambda lengths: np.asarray(dijkstra(lengths)))


@settings(max_examples=60, deadline=None)
@given(
    size=st.integers(1, 40),
    ties=st.integers(0, 90),
    seed=st.integers(0, 10_000),
    partners=st.integers(1, 8),
    held=st.sampled_from([1, 300, 4_000_000]),
)
def test_as_far_and_as_much_between_as_by_searches_from_all(
    size: int, ties: int, seed: int, partners: int, held: int
) -> None:
    graph, arrays = random_network(size, ties, seed)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"_LEAST": 1, "_PARTNERS": partners, "_CORE": 1.0, "_HELD": held}.items():
            patch.setattr(contraction, name, value)
        made = by_core(arrays)
        assert made is not None
        assert sorted([*made.order, *made.core.tolist()]) == list(range(len(arrays)))
        far = made.distances(np.arange(len(arrays)))
        between = paths.betweenness(arrays)
    assert np.allclose(far, dijkstra(arrays.lengths), rtol=1e-14, atol=0)
    exact = exact_betweenness(graph)
    assert all(between[node] == pytest.approx(float(exact[node]), rel=1e-9, abs=1e-12) for node in graph)


def test_large_networks_are_searched_by_way_of_their_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """A core of few; what passes a node is the same to the last bit, as the same ties are in use."""
    _, arrays = random_network(1500, 3600, 7)
    made = by_core(arrays)
    assert made is not None
    assert len(made.core) < 0.4 * len(arrays)
    ours = list(brandes.searches(arrays, range(len(arrays))))
    monkeypatch.setattr(brandes, "contracted", lambda *_: None)
    for one, other in zip(ours, brandes.searches(arrays, range(len(arrays))), strict=True):
        assert np.array_equal(one.sources, other.sources)
        assert np.allclose(one.far, other.far, rtol=1e-14, atol=0)
        assert np.array_equal(one.passed, other.passed)


def test_dense_and_small_networks_are_left_whole() -> None:
    dense, small = nx.gnp_random_graph(420, 0.3, seed=1), nx.path_graph(60)
    for graph in (dense, small):
        nx.set_edge_attributes(graph, 1.0, "strength")
        assert by_core(network(graph)) is None


def test_trees_have_no_core_and_long_paths_are_summed_up_from_their_start() -> None:
    """Between the two ends of a path of n nodes, node i lies between i (n - 1 - i) pairs."""
    size = 2_600
    graph = nx.path_graph(size)
    chance = np.random.default_rng(3)
    for _, _, data in graph.edges(data=True):
        data["strength"] = float(chance.uniform(0.5, 7))
    arrays = network(graph)
    made = by_core(arrays)
    assert made is not None
    assert not len(made.core)
    (found, *_) = brandes.searches(arrays, range(size))
    assert np.array_equal(found.far, dijkstra(arrays.lengths, indices=found.sources))
    between = paths.betweenness(arrays)
    pairs = (size - 1) * (size - 2) / 2
    assert all(between[node] == pytest.approx(node * (size - 1 - node) / pairs, rel=1e-12) for node in range(size))
