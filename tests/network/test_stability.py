"""Leiden communities and how far they hold: published values, brute force, and networks that have none."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.network.analyses import communities as stability
from kg.network.analyses.communities import adjusted_rand, stable_communities, variation_of_information
from kg.network.forms import compiled
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.communities import leiden


def two_cliques() -> Any:
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(4))
    graph.add_edge(0, 5)
    return graph


def test_zachary_has_the_published_optimum() -> None:
    """The greatest modularity of the club is 0.4198, with four communities (Brandes et al. 2008, IEEE TKDE 20(2))."""
    graph = nx.Graph(nx.karate_club_graph().edges())
    found = stable_communities(graph)
    assert found.modularity == pytest.approx(0.4197896, abs=1e-6)
    assert found.counts == (4, 4)
    assert (found.rand, found.variation) == (1, 0)
    assert set(found.stays.values()) == {1}
    groups = [{node for node, number in found.community.items() if number == n} for n in range(1, 5)]
    assert nx.community.modularity(graph, groups) == pytest.approx(found.modularity)
    assert sorted(map(len, groups), reverse=True) == list(map(len, groups))


def test_strength_is_read() -> None:
    """A ring of four: which two pairs hold together is told by strength alone."""
    graph = nx.Graph()
    for a, b, strength in ((0, 1, 1.0), (1, 2, 9.0), (2, 3, 1.0), (3, 0, 9.0)):
        graph.add_edge(a, b, strength=strength)
    assert leiden(graph) == {0: 1, 1: 2, 2: 2, 3: 1}


def test_the_same_seed_is_the_same_partition_whatever_the_threads_and_the_order() -> None:
    import networkit as nk

    graph = nx.gnm_random_graph(300, 900, seed=4)
    first = leiden(graph, seed=5)
    shuffled = nx.Graph()
    shuffled.add_nodes_from(reversed(range(300)))
    shuffled.add_edges_from((b, a) for a, b in reversed(list(graph.edges())))
    before = nk.getMaxNumberOfThreads()
    try:
        nk.setNumberOfThreads(2)
        assert leiden(shuffled, seed=5) == first
        assert nk.getMaxNumberOfThreads() == 2  # as it was
    finally:
        nk.setNumberOfThreads(before)
    assert leiden(SparseNetwork.of(graph), seed=5) == first


def test_a_ring_has_no_communities_that_hold() -> None:
    """However it is cut, a ring turned by one node is as good: seeds must disagree."""
    found = stable_communities(nx.cycle_graph(60))
    assert found.rand < stability.HOLDS_MAINLY
    assert found.variation > 0.05
    assert min(found.stays.values()) < 1


def test_without_networkit_it_is_louvain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "has_networkit", lambda: False)
    found = stable_communities(two_cliques(), runs=3)
    assert found.method == "louvain"
    assert found.community == {node: 1 if node < 5 else 2 for node in range(9)}


@pytest.mark.parametrize("size", [0, 1, 4])
def test_without_ties_each_is_alone(size: int) -> None:
    found = stable_communities(nx.empty_graph(size), runs=2)
    assert found.community == {node: node + 1 for node in range(size)}
    assert (found.modularity, found.modularities, found.rand, found.counts) == (None, None, 1, (size, size))


def test_one_run_is_refused() -> None:
    with pytest.raises(UsageError, match="2 or more"):
        stable_communities(nx.path_graph(3), runs=1)


PARTITIONS = st.integers(2, 8).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 3), min_size=size, max_size=size)] * 2)
)


@given(PARTITIONS)
def test_agreement_by_brute_force(drawn: tuple[list[int], list[int]]) -> None:
    first, second = drawn
    pairs = list(itertools.combinations(range(len(first)), 2))
    a = [first[i] == first[j] for i, j in pairs]
    b = [second[i] == second[j] for i, j in pairs]
    both, chance = sum(map(all, zip(a, b, strict=True))), sum(a) * sum(b) / len(pairs)
    largest = (sum(a) + sum(b)) / 2
    expected = (both - chance) / (largest - chance) if largest != chance else 1
    labels = np.array(first), np.array(second)
    assert adjusted_rand(*labels) == pytest.approx(expected)

    def entropy(values: list[Any]) -> float:
        return -sum(n / len(values) * math.log(n / len(values)) for n in Counter(values).values())

    joint = entropy(list(zip(first, second, strict=True)))
    assert variation_of_information(*labels) == pytest.approx(2 * joint - entropy(first) - entropy(second), abs=1e-9)


def test_a_node_that_changes_sides_is_told() -> None:
    """Two cliques and one node with a tie to each: whichever side it takes, the others stay."""
    graph = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    graph.add_edges_from([(12, 0), (12, 6)])
    found = stable_communities(graph, runs=40)
    assert all(found.stays[node] == 1 for node in range(12))
    assert 0 < found.stays[12] < 1
