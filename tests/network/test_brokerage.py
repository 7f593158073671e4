"""Gould-Fernandez brokerage: by two-path pattern, against brute force, and its moments against enumeration."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.network.analyses.brokerage import roles as module
from kg.network.analyses.brokerage.roles import ROLES, SNA_NAMES, Brokerage, Roles, brokerage
from kg.network.forms.sparse import SparseNetwork


def role(source: Any, broker: Any, target: Any) -> str:
    """The role by its pattern."""
    if source == target:
        return "coordinator" if broker == source else "itinerant"
    return {source: "representative", target: "gatekeeper"}.get(broker, "liaison")


def brute(graph: Any, groups: dict[Any, Any]) -> dict[Any, Counter[str]]:
    """Three nested loops over a graph read as directed."""
    ties = set(graph.edges()) | (set() if graph.is_directed() else {(b, a) for a, b in graph.edges()})
    found: dict[Any, Counter[str]] = {node: Counter() for node in groups}
    for i, j, k in itertools.permutations(sorted(groups), 3):
        if (i, j) in ties and (j, k) in ties and (i, k) not in ties:
            found[j].update([role(groups[i], groups[j], groups[k]), "total"])
    return found


def by_node(found: Brokerage) -> dict[Any, Roles]:
    return {broker.node: broker.roles for broker in found.brokers}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("AAB", "representative"),
        ("ABB", "gatekeeper"),
        ("ABC", "liaison"),
    ],
)
def test_one_path_is_one_role(groups: str, expected: str) -> None:
    graph = nx.DiGraph([(1, 2), (2, 3)])
    found = brokerage(graph, dict(zip((1, 2, 3), groups, strict=True)))
    counts = by_node(found)[2].count
    assert counts == {name: int(name in (expected, "total")) for name in ROLES}
    assert by_node(found)[1].count == dict.fromkeys(ROLES, 0)
    assert found.network.count == counts
    assert found.directed
    graph.add_edge(1, 3)  # the direct tie closes the pair: nobody brokers
    assert brokerage(graph, dict(zip((1, 2, 3), groups, strict=True))).network.count["total"] == 0


def test_the_names_of_sna() -> None:
    assert SNA_NAMES["representative"] == "b_IO"  # A -> A -> B in sna 2.7
    assert SNA_NAMES["gatekeeper"] == "b_OI"  # A -> B -> B
    assert list(SNA_NAMES.values()) == ["w_I", "w_O", "b_IO", "b_OI", "b_O", "t"]


def test_undirected_ties_run_both_ways() -> None:
    """A star of b with a1, a2, b2, c: 12 ordered pairs of its points, none tied."""
    graph = nx.Graph([("b", "a1"), ("b", "a2"), ("b", "b2"), ("b", "c")])
    found = by_node(brokerage(graph, {"a1": "A", "a2": "A", "b": "B", "b2": "B", "c": "C"}))["b"]
    # a1-a2 both ways; from b2 to a1, a2, c, and back; a1-c and a2-c both ways.
    assert found.count == dict(zip(ROLES, (0, 2, 3, 3, 4, 12), strict=True))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Any, dict[int, int]]:
    size = draw(st.integers(0, 9))
    graph = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))()
    graph.add_nodes_from(range(size))
    node = st.integers(0, max(size - 1, 0))
    if size:
        graph.add_edges_from(draw(st.lists(st.tuples(node, node), max_size=40)))
    return graph, {index: draw(st.integers(0, 3)) for index in range(size)}


@given(networks())
def test_equal_to_brute_force(drawn: tuple[Any, dict[int, int]]) -> None:
    graph, groups = drawn
    found = brokerage(graph, groups)
    expected = brute(graph, groups)
    assert {node: +Counter(roles.count) for node, roles in by_node(found).items()} == expected
    assert +Counter(found.network.count) == sum(expected.values(), Counter())
    of_groups: dict[int, Counter[str]] = {group: Counter() for group in groups.values()}
    for node, counts in expected.items():
        of_groups[groups[node]] += counts
    assert {group.group: +Counter(group.count) for group in found.groups} == of_groups


def test_blocks_do_not_change_the_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnm_random_graph(60, 400, seed=5, directed=True)
    groups = {node: node % 4 for node in graph}
    whole = brokerage(graph, groups)
    monkeypatch.setattr(module, "_AT_ONCE", 300)
    assert brokerage(graph, groups) == whole


def test_arrays_are_the_same_network() -> None:
    graph = nx.gnm_random_graph(30, 80, seed=2)
    groups = {node: node % 3 for node in graph}
    assert brokerage(SparseNetwork.of(graph), groups) == brokerage(graph, groups)


def enumerated(
    groups: list[int], density: float, directed: bool
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Mean and variance of every node's counts over all graphs on so many nodes, each weighted by its chance."""
    nodes = range(len(groups))
    pairs = list(itertools.permutations(nodes, 2) if directed else itertools.combinations(nodes, 2))
    means: list[Counter[str]] = [Counter() for _ in nodes]
    squares: list[Counter[str]] = [Counter() for _ in nodes]
    for present in itertools.product((False, True), repeat=len(pairs)):
        graph = (nx.DiGraph if directed else nx.Graph)(list(itertools.compress(pairs, present)))
        chance = math.prod(density if tie else 1 - density for tie in present)
        for node, counts in brute(graph, dict(enumerate(groups))).items():
            for name, count in counts.items():
                means[node][name] += chance * count
                squares[node][name] += chance * count**2
    variances = [{name: squares[node][name] - means[node][name] ** 2 for name in ROLES} for node in nodes]
    return [{name: mean[name] for name in ROLES} for mean in means], variances


@pytest.mark.parametrize("groups", [[1, 1, 1, 1], [1, 1, 2, 2], [1, 1, 2, 3], [1, 1, 1, 2]])
def test_moments_of_nodes_are_those_of_all_directed_graphs(groups: list[int]) -> None:
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)])
    found = brokerage(graph, dict(enumerate(groups)))
    assert found.density == 5 / 12
    means, variances = enumerated(groups, 5 / 12, directed=True)
    for broker, mean, variance in zip(found.brokers, means, variances, strict=True):
        assert broker.roles.expected == pytest.approx(mean, abs=1e-9)
        assert {name: sd**2 for name, sd in broker.roles.sd.items() if sd is not None} == pytest.approx(
            variance, abs=1e-9
        )
        for name in ROLES:
            sd, count = math.sqrt(max(variance[name], 0)), broker.roles.count[name]
            expected = (count - mean[name]) / sd if sd > 1e-9 else None
            assert broker.roles.z[name] == (expected if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("groups", [[1, 1, 1, 1, 1], [1, 1, 2, 2, 3], [1, 1, 1, 2, 2]])
def test_moments_of_nodes_are_those_of_all_undirected_graphs_if_so_asked(groups: list[int]) -> None:
    graph = nx.path_graph(5)
    found = brokerage(graph, dict(enumerate(groups)), symmetric_null=True)
    means, variances = enumerated(groups, 4 / 10, directed=False)
    for broker, mean, variance in zip(found.brokers, means, variances, strict=True):
        assert broker.roles.expected == pytest.approx(mean, abs=1e-9)
        assert {name: sd**2 for name, sd in broker.roles.sd.items() if sd is not None} == pytest.approx(
            variance, abs=1e-9
        )
    assert set(found.network.sd.values()) == {None}


def covariance_sum(groups: list[int], density: float, name: str) -> float:
    """The variance of the whole network's count: over all pairs of two-paths of the role, exactly."""
    paths = [
        path
        for path in itertools.permutations(range(len(groups)), 3)
        if name in (role(*(groups[node] for node in path)), "total")
    ]
    total = 0.0
    for first, second in itertools.product(paths, repeat=2):
        present = {edge for path in (first, second) for edge in itertools.pairwise(path)}
        absent = {(path[0], path[2]) for path in (first, second)}
        both = 0.0 if present & absent else density ** len(present) * (1 - density) ** len(absent)
        total += both - (density**2 * (1 - density)) ** 2
    return total


@pytest.mark.parametrize("groups", [[1, 1, 2, 2, 3], [1, 1, 1, 2, 2], [1, 1, 2, 3, 4, 4]])
def test_moments_of_the_network(groups: list[int]) -> None:
    """Itinerant and liaison are exact. Where sna is not, the difference is what the docstring says is left out."""
    size = len(groups)
    graph = nx.gnm_random_graph(size, size * (size - 1) // 3, seed=1, directed=True)
    found = brokerage(graph, dict(enumerate(groups)))
    d = found.density
    assert d is not None
    paths = Counter(role(*(groups[node] for node in path)) for path in itertools.permutations(range(size), 3))
    for name in ROLES:
        number = paths[name] if name != "total" else size * (size - 1) * (size - 2)
        assert found.network.expected[name] == pytest.approx(number * d**2 * (1 - d))
        sd = found.network.sd[name]
        assert sd is not None
        each = d**4 * (1 - d) ** 2
        # Two-paths that close each other: two others for each; besides, for the two roles between groups, one that
        # closes it or is closed by it: through any third member of the group of two, on either of two sides.
        left_out = {"coordinator": 2 * number, "total": 2 * number, "itinerant": 0, "liaison": 0}.get(name)
        if left_out is None:
            members = Counter(groups)
            left_out = sum(n * (n - 1) * (size - n) * (2 * n - 3) for n in members.values())
        assert sd**2 - each * left_out == pytest.approx(covariance_sum(groups, d, name), abs=1e-9)


def test_who_has_no_group_is_no_part_of_the_network() -> None:
    graph = nx.path_graph(4)
    found = brokerage(graph, {0: "a", 1: "a", 2: "a", 3: None, 9: "b"})
    assert found.without_group == 1
    assert found.density == 4 / 6  # of the path 0-1-2
    assert [broker.node for broker in found.brokers] == [0, 1, 2]
    assert by_node(found)[1].count["coordinator"] == 2


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_without_ties_nobody_brokers(size: int) -> None:
    found = brokerage(nx.empty_graph(size), dict.fromkeys(range(size), "a"))
    assert found.network.count == dict.fromkeys(ROLES, 0)
    assert set(found.network.z.values()) == {None}
    assert found.density == (0 if size > 1 else None)
    assert len(found.brokers) == size


def test_florentine_marriages() -> None:
    """The Medici married into six families, of which two, Ridolfi and Tornabuoni, are tied: 6 x 5 - 2 pairs."""
    graph = nx.florentine_families_graph()
    found = by_node(brokerage(graph, dict.fromkeys(graph, "Florence")))
    assert found["Medici"].count["coordinator"] == found["Medici"].count["total"] == 28
