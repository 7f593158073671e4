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
    sides = sides_of(found)
    said = _said_sides(topics, sides)
    here, tails, heads = _with_places(ties, [sides.get(node) for node in ties.nodes], said)
    party = np.array([found is not None for found in here], dtype=bool)
    placed = np.array([bool(found) or found is None for found in here], dtype=bool)
    crosses = placed[tails] & placed[heads] & ~_on_one_side(here, tails, heads)
    if party.all():
        return crosses
    both = party[tails] & party[heads]
    return crosses & (both | _crossing_partnerships(topics, ties, sides, said)[ties.partnership])


def sides_of(found: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """The sides of each node, by its IRI, as a boundary answers; none where it is on none."""
    sides: dict[str, set[str]] = {}
    for node, side in zip(found["node"], found["side"], strict=True):
        sides.setdefault(node[1:-1], set()).update((side,) if side else ())
    return sides


def _said_sides(topics: Topics, sides: Mapping[str, set[str]]) -> dict[tuple[str, str], set[str]]:
    """Partnership and party to the sides of the places with which the party takes part, where it has several.

    Where it is not said which of them does, it is on a side only if all of them are on the same.
    """
    said: dict[tuple[str, str], set[str]] = {}
    for partnership, party, place in zip(*topics.columns("said").values(), strict=True):
        said.setdefault((partnership[1:-1], party[1:-1]), set()).update(sides.get(place[1:-1], ()))
    return said | unsaid_sides(topics, sides)


def unsaid_sides(topics: Topics, sides: Mapping[str, set[str]]) -> dict[tuple[str, str], set[str]]:
    """Partnership and party to the sides that all places of the party share, where it is not said which takes part.

    Args:
        topics: the places of the parties of each partnership.
        sides: as ``sides_of`` gives them.
    """
    found: dict[tuple[str, str], list[frozenset[str]]] = {}
    for partnership, party, place in zip(*topics.columns("unplaced").values(), strict=True):
        found.setdefault((partnership[1:-1], party[1:-1]), []).append(frozenset(sides.get(place[1:-1], ())))
    return {pair: set(kinds[0]) if len(set(kinds)) == 1 else set() for pair, kinds in found.items()}


def _with_places(
    ties: TieTable, here: list[set[str] | None], said: Mapping[tuple[str, str], set[str]]
) -> tuple[list[set[str] | None], Any, Any]:
    """Sides and ends, in which a party is another end wherever a partnership says with which place it takes part."""
    if not said:
        return here, ties.tails, ties.heads
    node, partnership = ({name: i for i, name in enumerate(names)} for names in (ties.nodes, ties.partnerships))
    size = np.int64(max(len(ties.nodes), 1))
    found = {
        partnership[tied] * size + node[party]: there
        for (tied, party), there in said.items()
        if tied in partnership and party in node
    }
    if not found:
        return here, ties.tails, ties.heads
    keys = np.array(sorted(found), dtype=np.int64)
    ends = []
    for end in (ties.tails, ties.heads):
        key = ties.partnership * size + end
        place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        ends.append(np.where(keys[place] == key, len(here) + place, end))
    return [*here, *(found[key] for key in keys.tolist())], *ends


def _on_one_side(here: Sequence[set[str] | None], tails: Any, heads: Any) -> Any:
    """Which ties have ends that share a side."""
    from scipy.sparse import csr_array

    number: dict[str, int] = {}
    rows = [(row, number.setdefault(side, len(number))) for row, found in enumerate(here) for side in found or ()]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    on = csr_array((np.ones(table.shape[1]), (table[0], table[1])), shape=(len(here), max(len(number), 1)))
    if np.diff(on.indptr).max(initial=0) <= 1:
        side = np.full(len(here), -1)
        side[table[0]] = table[1]
        return (side[tails] == side[heads]) & (side[tails] >= 0)
    return np.asarray(on[tails].multiply(on[heads]).sum(axis=1)).ravel() > 0


def _crossing_partnerships(
    topics: Topics, ties: TieTable, sides: Mapping[str, set[str]], said: Mapping[tuple[str, str], set[str]]
) -> Any:
    """Which partnerships have parties on two sides."""
    found = topics.columns("parties")
    kinds: dict[str, set[frozenset[str]]] = {}
    for partnership, party in zip(found["partnership"], found["party"], strict=True):
        there = said.get((partnership[1:-1], party[1:-1]))
        kinds.setdefault(partnership[1:-1], set()).add(
            frozenset(sides.get(party[1:-1], ()) if there is None else there)
        )
    return np.array(
        [
            any(a and b and a.isdisjoint(b) for a, b in combinations(kinds.get(name, ()), 2))
            for name in ties.partnerships
        ],
        dtype=bool,
    )
