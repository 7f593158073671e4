"""Whether the first nodes of estimated measures are told apart, on networks of which the first ones are known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from kg.network.forms.sparse import SparseNetwork
from kg.network.measures import paths, sampling
from kg.network.measures.register import remarks


def stars() -> Any:
    """Three hubs of 200 leaves each, tied to each other: by all three measures the hubs are the first."""
    graph: Any = nx.Graph([(0, 1), (1, 2), (0, 2)])
    graph.add_edges_from((leaf % 3, leaf) for leaf in range(3, 603))
    return graph


def test_hubs_are_told_apart_from_the_rest_and_not_from_each_other() -> None:
    """The three hubs are alike, so that none of their places can be certain however many are searched."""
    found = sampling.sample(stars(), epsilon=0.1, top=3)
    assert found.sources < 603
    assert [(each.name, each.told, each.certain) for each in found.separations] == [
        ("betweenness", True, 0),
        ("closeness", True, 0),
        ("harmonic", True, 0),
    ]


def test_on_a_grid_the_first_are_not_told_apart_and_the_sample_is_raised_to_its_budget() -> None:
    """The four-fold symmetry of a grid makes every node's value that of three others: 10 of 400 are never apart."""
    grid = nx.convert_node_labels_to_integers(nx.grid_2d_graph(20, 20))
    before = sampling.sample(grid, epsilon=0.2, top=10)
    after = sampling.sample(grid, epsilon=0.2, top=10, budget=300 * grid.number_of_edges())
    assert not any(each.told or each.certain for each in (*before.separations, *after.separations))
    assert before.sources < 200 < after.sources <= 302  # 300 (400/399)² = 301.5
    assert after.epsilon < before.epsilon <= 0.2


@pytest.mark.parametrize("seed", range(3))
def test_harmonic_closeness_is_within_its_bound(seed: int) -> None:
    """Against the exact values, with ties of strengths up to 2."""
    graph: Any = nx.gnm_random_graph(700, 1500, seed=seed)
    for a, b, data in graph.edges(data=True):
        data["strength"] = (0.5, 1.0, 2.0)[(a + b) % 3]
    found, exact = sampling.sample(graph, epsilon=0.12, seed=seed), paths.harmonic(graph)
    off = max(abs(found.harmonic[node] - exact[node]) for node in graph)
    assert 0 < off <= found.harmonic_error <= 0.12 * 2 * 700


def test_searched_from_all_it_is_exact_and_without_a_bound() -> None:
    graph = stars()
    found = sampling.sample(graph, budget=1e9, top=10)  # the tenth is a leaf, one of hundreds: never told apart
    assert found.sources == 603
    assert (found.harmonic_error, found.standard_error) == (0, 0)
    assert found.harmonic == pytest.approx(paths.harmonic(graph))


def test_what_is_not_told_apart_is_said_in_both_languages() -> None:
    grid = replace(SparseNetwork.of(nx.convert_node_labels_to_integers(nx.grid_2d_graph(30, 30))), budget=0.001)
    (told,) = (each for each in remarks(grid, ["betweenness"]) if "Hoeffding" in each.en)
    assert "Betweenness: do not rely on who the first 20 are." in told.en
    assert "0 of the 20 places are certain" in told.en
    assert "中介中心度：前 20 名不可轻信" in told.zh
    assert "Closeness: do not rely" not in told.en
    assert "Harmonic closeness is off by at most" in told.en
    assert "调和接近中心度误差不超过" in told.zh
