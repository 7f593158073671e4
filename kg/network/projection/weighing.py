"""What partnerships weigh: as a whole, shared among all pairs, or in parts that belong to some pairs only.

A weight selects ``?partnership ?factor``; several rows of one partnership are added. It may also select ``?from`` and
``?to``, parties of the partnership: such a part, told from others by ``?part``, is on the ties between what stands for
them and on no other. Of rows with an ``?alternative``, those of the one with the largest sum count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.errors import QueryError
from kg.graph.columns import places, value
from kg.network.forms.graphs import LEAST, MOST
from kg.network.forms.joining import Members
from kg.network.forms.table import TieTable
from kg.text import Text


@dataclass(frozen=True)
class Directed:
    """A part of a partnership's weight that belongs to the ties of some pairs of parties.

    Attributes:
        partnership: its place among the partnerships.
        amount: what it weighs, for all those ties together.
        pairs: the parties at the two ends, as terms.
    """

    partnership: int
    amount: float
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Weighed:
    """What each of some partnerships weighs.

    Attributes:
        factor: all of it, as an array; 0 where a partnership has no weight of that kind.
        general: what of it belongs to all pairs.
        directed: the rest.
    """

    factor: Any
    general: Any
    directed: tuple[Directed, ...] = ()


def weighed(name: str, rows: Mapping[str, list[str]], partnerships: Sequence[str]) -> Weighed:
    """Read a weight's answer.

    Args:
        name: the weight's, for errors.
        rows: its answer, as columns of terms.
        partnerships: the names of those that are weighed, sorted.

    Returns:
        each partnership's factor, in their order: all of it, what of it belongs to all pairs, and the rest by pair.

    Raises:
        QueryError: if a factor is no number, or is too large.
    """
    place = places(rows["partnership"], partnerships)
    numbers = np.array([number(name, value(token)) for token in rows["factor"]], dtype=np.float64)
    size = len(place)
    alternative, part, tail, head = (rows.get(key) or [""] * size for key in ("alternative", "part", "from", "to"))
    # One amount a part, however many pairs of parties it names.
    parts: dict[tuple[int, str, str], tuple[float, set[tuple[str, str]]]] = {}
    for row in range(size):
        if place[row] < 0:
            continue
        known = parts.setdefault((int(place[row]), alternative[row], part[row] or str(row)), (numbers[row], set()))
        if tail[row] and head[row]:
            known[1].add((value(tail[row]), value(head[row])))
    chosen = _largest(parts)
    general, whole, directed = np.zeros(len(partnerships)), np.zeros(len(partnerships)), []
    for (partnership, choice, _), (amount, pairs) in parts.items():
        if chosen[partnership] != choice:
            continue
        whole[partnership] += amount
        if pairs:
            directed.append(Directed(partnership, amount, tuple(sorted(pairs))))
        else:
            general[partnership] += amount
    if (largest := whole.max(initial=0)) > MOST:
        raise QueryError(
            Text(
                f"The weight {name} returns {largest:g}. Weights must not exceed {MOST:g}.",
                f"权重 {name} 返回{largest:g}。权重不得超过{MOST:g}。",
            )
        )
    # What is less than can be summed counts as nothing, and those partnerships are said to have no weight.
    enough = whole >= LEAST
    return Weighed(np.where(enough, whole, 0), np.where(enough, general, 0), tuple(directed))


def _largest(parts: Mapping[tuple[int, str, str], tuple[float, set[tuple[str, str]]]]) -> dict[int, str]:
    """Of each partnership the alternative with the largest sum; of equals, the first by name."""
    sums: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (partnership, choice, _), (amount, _) in sorted(parts.items(), key=lambda item: item[0]):
        sums[partnership][choice] += amount
    return {number: min(found, key=lambda choice: (-found[choice], choice)) for number, found in sums.items()}


def with_directed(ties: TieTable, weights: Weighed, members: Members, parties: Mapping[int, str]) -> TieTable:
    """Ties that weigh what belongs to all pairs, with what belongs to some added to those; none without weight.

    Args:
        ties: all ties of the partnerships, each weighing its share of 1.
        weights: what the partnerships weigh.
        members: who takes part in what.
        parties: the term of each number of a party in ``members``.
    """
    amounts = ties.weights * weights.general[ties.partnership]
    concerned = {item.partnership for item in weights.directed}
    nodes: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for node, partnership, party in zip(members.node, members.partnership, members.party, strict=True):
        if int(partnership) in concerned:
            nodes[int(partnership), parties.get(int(party), "")].add(int(node))
    rows = np.flatnonzero(np.isin(ties.partnership, list(concerned)))
    tied = {
        (int(ties.partnership[row]), *sorted((int(ties.tails[row]), int(ties.heads[row])))): int(row) for row in rows
    }
    for item in weights.directed:
        found = {
            tied.get((item.partnership, *sorted((one, other))), -1)
            for tail, head in item.pairs
            for one in nodes.get((item.partnership, tail), ())
            for other in nodes.get((item.partnership, head), ())
        } - {-1}
        for row in sorted(found):
            amounts[row] += item.amount / len(found)
    kept = amounts > 0
    return TieTable(
        ties.nodes, ties.partnerships, ties.tails[kept], ties.heads[kept], ties.partnership[kept], amounts[kept]
    )


def number(name: str, factor: str) -> float:
    """What a weight returns, as a number.

    Raises:
        QueryError: if it is none.
    """
    try:
        return float(factor or 0)
    except ValueError:
        raise QueryError(
            Text(
                f"The weight {name} returns {factor!r}. Weights must be numbers.",
                f"权重 {name} 返回 {factor!r}。权重须为数。",
            )
        ) from None
