"""Which ties cross a boundary: filters that say on which side of one each party is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from kg.graph.queryfile import QueryFile
from kg.network.forms.table import TieTable
from kg.network.projection.lookup import Topics


def is_boundary(query: QueryFile) -> bool:
    """Whether a filter says on which side of a boundary parties are, and not which partnerships count."""
    return "?side" in query.sparql.partition("WHERE")[0]


def crosses(topics: Topics, ties: TieTable, found: Mapping[str, list[str]]) -> Any:
    """Which ties run between sides, as a mask. An end that is no party, such as a sector, leaves it to the partnership.

    Args:
        topics: the parties of each partnership.
        ties: the ties.
        found: ``node`` and ``side``, as a boundary answers; a node without a side is on none.
    """
    sides: dict[str, set[str]] = {}
    for node, side in zip(found["node"], found["side"], strict=True):
        sides.setdefault(node[1:-1], set()).update((side,) if side else ())
    here = [sides.get(node) for node in ties.nodes]
    party = np.array([found is not None for found in here], dtype=bool)
    placed = np.array([bool(found) or found is None for found in here], dtype=bool)
    crosses = placed[ties.tails] & placed[ties.heads] & ~_on_one_side(here, ties)
    if party.all():
        return crosses
    both = party[ties.tails] & party[ties.heads]
    return crosses & (both | _crossing_partnerships(topics, ties, sides)[ties.partnership])


def _on_one_side(here: Sequence[set[str] | None], ties: TieTable) -> Any:
    """Which ties have ends that share a side."""
    from scipy.sparse import csr_array

    number: dict[str, int] = {}
    rows = [(row, number.setdefault(side, len(number))) for row, found in enumerate(here) for side in found or ()]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    on = csr_array((np.ones(table.shape[1]), (table[0], table[1])), shape=(len(here), max(len(number), 1)))
    if np.diff(on.indptr).max(initial=0) <= 1:
        side = np.full(len(here), -1)
        side[table[0]] = table[1]
        return (side[ties.tails] == side[ties.heads]) & (side[ties.tails] >= 0)
    return np.asarray(on[ties.tails].multiply(on[ties.heads]).sum(axis=1)).ravel() > 0


def _crossing_partnerships(topics: Topics, ties: TieTable, sides: Mapping[str, set[str]]) -> Any:
    """Which partnerships have parties on two sides."""
    found = topics.columns("parties")
    kinds: dict[str, set[frozenset[str]]] = {}
    for partnership, party in zip(found["partnership"], found["party"], strict=True):
        kinds.setdefault(partnership[1:-1], set()).add(frozenset(sides.get(party[1:-1], ())))
    return np.array(
        [
            any(a and b and a.isdisjoint(b) for a, b in combinations(kinds.get(name, ()), 2))
            for name in ties.partnerships
        ],
        dtype=bool,
    )
