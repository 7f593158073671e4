"""Null networks: what they keep, and that all of them are as likely, against all that there are."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chisquare

from kg.network.analyses.ranking.nulls import null_networks
from kg.network.analyses.ranking.rankings import Checks, rank
from kg.network.forms.table import TieTable

#: Below this a test of evenness fails: once in 1,000 seeds, and the seed is fixed.
RARE = 0.001


def pairs(*ends: tuple[int, int]) -> TieTable:
    """A network of partnerships of two."""
    tails, heads = np.array(ends).T
    names = tuple(f"p{number:03}" for number in range(len(ends)))
    nodes = tuple(range(int(np.max(ends)) + 1))
    return TieTable(nodes, names, tails, heads, np.arange(len(ends)), np.ones(len(ends))).ordered()


def cliques(*members: Sequence[int]) -> TieTable:
    """A network of partnerships of any number of parties, each tied to each."""
    rows = [(a, b, number) for number, some in enumerate(members) for a, b in itertools.combinations(sorted(some), 2)]
    tails, heads, whose = np.array(rows).T
    names = tuple(f"p{number:03}" for number in range(len(members)))
    nodes = tuple(range(max(max(some) for some in members) + 1))
    return TieTable(nodes, names, tails, heads, whose, np.ones(len(rows))).ordered()


def members_of(table: TieTable, tails: np.ndarray, heads: np.ndarray) -> tuple[tuple[int, ...], ...]:
    """Who takes part in each partnership of a draw."""
    found: list[set[int]] = [set() for _ in table.partnerships]
    for tail, head, number in zip(tails.tolist(), heads.tolist(), table.partnership.tolist(), strict=True):
        found[number] |= {tail, head}
    return tuple(tuple(sorted(each)) for each in found)


def every(sizes: tuple[int, ...], left: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """All ways to fill partnerships of some sizes, each node taking part so often, none twice in one."""
    if not sizes:
        if not any(left):
            yield ()
        return
    for some in itertools.combinations([node for node, more in enumerate(left) if more], sizes[0]):
        rest = tuple(more - (node in some) for node, more in enumerate(left))
        for others in every(sizes[1:], rest):
            yield (some, *others)


@cache
def draws(count: int = 20_000) -> dict[str, tuple[TieTable, np.ndarray, np.ndarray]]:
    return {name: (table, *null_networks(table, count, 5)) for name, table in NETWORKS.items()}


#: A hub that takes part in all but one or two, whose halves mostly meet each other if they are matched blindly.
NETWORKS = {
    "a hub among pairs": pairs((0, 1), (0, 2), (0, 3), (0, 1), (2, 3), (0, 4)),
    "a hub with half of all halves": pairs((0, 1), (0, 2), (0, 1), (0, 3)),
    "a hub among several": cliques((0, 1, 2), (0, 1), (0, 3), (2, 3, 4), (0, 4)),
    "no hub": cliques((0, 1, 2), (3, 4), (1, 3), (0, 4)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_is_as_likely(name: str) -> None:
    """All networks with these numbers are enumerated, and the draws spread evenly over them (chi-square)."""
    table, tails, heads = draws()[name]
    sizes = tuple(map(len, members_of(table, table.tails, table.heads)))
    own = Counter(itertools.chain.from_iterable(members_of(table, table.tails, table.heads)))
    known = list(every(sizes, tuple(own[node] for node in range(len(table.nodes)))))
    found = Counter(members_of(table, *row) for row in zip(tails, heads, strict=True))
    assert set(found) <= set(known)
    assert len(known) > 3
    assert chisquare([found[each] for each in known]).pvalue > RARE


def test_two_ties_of_four_nodes() -> None:
    """Each with one: three matchings, each in a third of the draws."""
    tails, heads = null_networks(pairs((0, 1), (2, 3)), 3000, 7)
    partner = [
        int(head[list(tail).index(0)] if 0 in tail else tail[list(head).index(0)])
        for tail, head in zip(tails.tolist(), heads.tolist(), strict=True)
    ]
    for other in (1, 2, 3):
        assert partner.count(other) / 3000 == pytest.approx(1 / 3, abs=0.04)  # standard error 0.009


def test_nothing_but_who_takes_part_is_drawn() -> None:
    """Numbers of partnerships, sizes of partnerships, and how a partnership ties its parties (here a star of three)."""
    draw = np.random.default_rng(5)
    star = [
        (number, int(hub), int(leaf))
        for number in range(40)
        for hub, *leaves in [draw.permutation(12)[:4]]
        for leaf in leaves
    ]
    whose, tails, heads = np.array(star).T
    names = tuple(f"p{number:03}" for number in range(40))
    table = TieTable(tuple(range(12)), names, tails, heads, whose, np.ones(len(star)))
    before = Counter(itertools.chain.from_iterable(members_of(table, tails, heads)))
    seen = set()
    for row in zip(*null_networks(table, 100, 1), strict=True):
        members = members_of(table, *row)
        assert set(map(len, members)) == {4}
        assert Counter(itertools.chain.from_iterable(members)) == before
        assert all(len(set(row[0][3 * number : 3 * number + 3].tolist())) == 1 for number in range(40))
        seen.add(members)
    assert len(seen) == 100


def test_of_two_modes_the_second_keeps_its_ties() -> None:
    graph: nx.MultiGraph = nx.MultiGraph(bipartite=True)
    graph.add_nodes_from("abcde", bipartite=0)
    graph.add_nodes_from("xyz", bipartite=1)
    for number, (party, sector) in enumerate(zip("abcdeabc", "xxxyyzzx", strict=True)):
        graph.add_edge(party, sector, f"p{number}", partnership=f"p{number}", weight=1.0)
    table = TieTable.of(graph)
    tails, heads = null_networks(table, 50, 3)
    assert (heads == table.heads).all()
    assert all(sorted(row) == sorted(table.tails.tolist()) for row in tails.tolist())
    assert len({tuple(row) for row in tails.tolist()}) > 40


def test_triangles_of_partnerships_of_three_are_in_the_null() -> None:
    """Five partnerships of three that share no party: every node's partners are tied, in all null networks too.

    So its clustering is 1 in each: chance can do no other. As ten, or fifteen, ties of two it would be nearly none.
    """
    ranking = rank(
        nx.MultiGraph(
            (a, b, f"p{number}", {"partnership": f"p{number}", "weight": 0.5})
            for number in range(5)
            for a, b in itertools.combinations(range(3 * number, 3 * number + 3), 2)
        ),
        ["clustering", "closeness"],
        checks=Checks(resamples=0, nulls=99),
    )
    for measure in ranking.measures:
        assert measure.p.tolist() == [1.0] * 15


def test_a_hub_that_takes_part_in_nearly_all_of_many() -> None:
    """It has 300 of 400 ties, so that nearly every blind matching ties it to itself."""
    draw = np.random.default_rng(3)
    ends = [(0, int(other)) for other in draw.integers(1, 20, 300)]
    ends += list(zip(draw.integers(1, 20, 100).tolist(), draw.integers(20, 30, 100).tolist(), strict=True))
    table = pairs(*ends)
    degrees = np.bincount(np.concatenate([table.tails, table.heads]), minlength=30).tolist()
    for tail, head in zip(*null_networks(table, 20, 4), strict=True):
        assert (tail != head).all()
        assert np.bincount(np.concatenate([tail, head]), minlength=30).tolist() == degrees
