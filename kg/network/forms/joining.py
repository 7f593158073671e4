"""From who takes part in what to who is tied to whom, in arrays; knows no RDF.

A partnership of n nodes makes n(n-1)/2 ties, so this is where a projection of a large graph spends its
time, and where no Python object is made a tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import numpy as np

from kg.network.forms.table import TieTable
from kg.numbers import distinct

#: Pairs that are made in one go, so that what is in between stays small beside the result.
_CHUNK = 2_000_000


@dataclass(frozen=True)
class Members:
    """Which node takes part in which partnership, and which party it stands for there; one entry each.

    Attributes:
        nodes: the nodes' names, sorted.
        partnerships: the partnerships' names, sorted.
        node: places in ``nodes``.
        partnership: places in ``partnerships``.
        party: numbers of parties; -1 where the node is no party but belongs to the partnership, as
            a sector does.
        mode: the mode of each entry, 0 or 1; ``None`` in a network of one mode.
        times: how often the party takes part in the partnership; 1 of each, if ``None``.
    """

    nodes: Sequence[str]
    partnerships: Sequence[str]
    node: Any
    partnership: Any
    party: Any
    mode: Any = None
    times: Any = None


def join(members: Members, factor: Any, *, shared: bool, nested: Any = None, crossed: bool = False) -> TieTable:
    """Tie the nodes that take part in the same partnership.

    Two nodes are tied if two different parties stand for them, or one of them is no party. In a network
    of two modes a node of mode 0 is tied to those of mode 1, else each to each.

    Args:
        members: who takes part in what.
        factor: for each of the partnerships, what its ties weigh; none above zero is no tie.
        shared: whether that is shared: 1/(n-1) of it for each pair of n nodes (Newman 2001), or 1/t for
            t nodes of mode 1.
        nested: pairs of places in ``nodes`` that are never tied, as an array of two columns.
        crossed: whether a tie weighs as much more as there are pairs of participants, one for each of its nodes.

    Returns:
        the ties, in no particular order.

    >>> three = Members("abc", "p", *map(np.array, ([0, 1, 2], [0, 0, 0], [5, 6, 6])))
    >>> ties = join(three, np.ones(1), shared=True)
    >>> list(zip(ties.tails.tolist(), ties.heads.tolist(), ties.weights.tolist()))
    [(0, 1, 0.5), (0, 2, 0.5)]
    """
    rows = _rows(members)
    share = np.asarray(factor, dtype=np.float64).copy()
    if shared:
        whole = np.bincount(rows.partnership[rows.mode == 1] if rows.two_modes else rows.partnership, minlength=0)
        size = np.zeros(len(share))
        size[: len(whole)] = whole
        share = share / np.maximum(size if rows.two_modes else size - 1, 1)
    apart = None
    if nested is not None and len(nested):
        # One number a pair, as ``TieTable.pairs`` has them.
        apart = distinct(np.min(nested, axis=1).astype(np.int64) * len(members.nodes) + np.max(nested, axis=1))
    parts = list(_pairs(rows, share, apart, len(members.nodes)))
    tails, heads, partnership = (
        np.concatenate([part[index] for part in parts]) if parts else np.zeros(0, dtype=np.int32) for index in range(3)
    )
    ties = TieTable(members.nodes, members.partnerships, tails, heads, partnership, share[partnership])
    return replace(ties, weights=ties.weights * _crossed(members, ties)) if crossed else ties


def _crossed(members: Members, ties: TieTable) -> Any:
    """For each tie the pairs of participants, one of each node, none with itself.

    n_A n_B for n participants of a node; less the squares of those of a party that stands for both nodes.
    """
    size = np.int64(max(len(members.nodes), 1))
    times = np.ones(len(members.node)) if members.times is None else np.asarray(members.times, dtype=np.float64)
    keys, place = np.unique(members.partnership.astype(np.int64) * size + members.node, return_inverse=True)
    total = np.bincount(place, times, len(keys))
    found = [np.searchsorted(keys, ties.partnership.astype(np.int64) * size + end) for end in (ties.tails, ties.heads)]
    crossed = total[found[0]] * total[found[1]]
    # Which parties stand for several nodes of a partnership: few, so they are looked at one by one.
    both: defaultdict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    groups = np.column_stack([members.partnership, members.party])
    _, group, many = np.unique(groups, axis=0, return_inverse=True, return_counts=True)
    for row in np.flatnonzero((many[group.ravel()] > 1) & (members.party >= 0)).tolist():
        both[int(members.partnership[row]), int(members.party[row])][int(members.node[row])] = float(times[row])
    less: defaultdict[tuple[int, int, int], float] = defaultdict(float)
    for (partnership, _), nodes in both.items():
        for one, other in permutations(nodes, 2):
            less[partnership, one, other] += nodes[one] * nodes[other]
    if less:
        rows = zip(ties.partnership.tolist(), ties.tails.tolist(), ties.heads.tolist(), strict=True)
        crossed = crossed - np.array([less.get(row, 0.0) for row in rows])
    return crossed


@dataclass(frozen=True)
class _Rows:
    """Members, one entry a node and partnership, sorted by partnership, mode and node."""

    partnership: Any
    node: Any
    mode: Any
    sole: Any
    two_modes: bool


def _rows(members: Members) -> _Rows:
    mode = np.zeros(len(members.node), dtype=np.int8) if members.mode is None else members.mode
    order = np.lexsort((members.party, members.node, mode, members.partnership))
    partnership, node, mode, party = (
        column[order] for column in (members.partnership, members.node, mode, members.party)
    )
    first = np.ones(len(order), dtype=bool)
    first[1:] = (partnership[1:] != partnership[:-1]) | (node[1:] != node[:-1]) | (mode[1:] != mode[:-1])
    starts = np.flatnonzero(first)
    # Parties are in order, so the first and the last are one if all are. What is no party has none of its own.
    last = np.append(starts[1:], len(order))[: len(starts)] - 1
    several = (party[starts] != party[last]) | (party[last] < 0)
    sole = np.where(several, -1, party[starts])
    return _Rows(partnership[starts], node[starts], mode[starts], sole, members.mode is not None)


def _pairs(rows: _Rows, share: Any, apart: Any, size: int) -> Iterator[tuple[Any, ...]]:
    begin, count = _partners(rows)
    count = np.where(share[rows.partnership] > 0, count, 0) if len(count) else count
    ends = np.cumsum(count)
    start = 0
    while start < len(count):
        # At least one row, however many partners it has.
        stop = max(int(np.searchsorted(ends, (ends[start - 1] if start else 0) + _CHUNK, side="right")), start + 1)
        left, right = _expanded(begin[start:stop], count[start:stop], start)
        keep = (rows.sole[left] < 0) | (rows.sole[right] < 0) | (rows.sole[left] != rows.sole[right])
        keep &= rows.node[left] != rows.node[right]
        if apart is not None:
            low, high = np.minimum(rows.node[left], rows.node[right]), np.maximum(rows.node[left], rows.node[right])
            keep &= ~np.isin(low * size + high, apart)
        left, right = left[keep], right[keep]
        columns = (rows.node[left], rows.node[right], rows.partnership[left])
        yield tuple(column.astype(np.int32) for column in columns)
        start = stop


def _partners(rows: _Rows) -> tuple[Any, Any]:
    """Where each row's partners begin, and how many there are: the rows after it, or those of mode 1."""
    number = np.arange(len(rows.partnership))
    end = np.searchsorted(rows.partnership, rows.partnership, side="right")
    if not rows.two_modes:
        return number + 1, end - number - 1
    group = rows.partnership * 2 + rows.mode
    begin = np.searchsorted(group, rows.partnership * 2 + 1, side="left")
    return begin, np.where(rows.mode == 0, end - begin, 0)


def _expanded(begin: Any, count: Any, offset: int) -> tuple[Any, Any]:
    """Each row beside each of its partners."""
    left = np.repeat(np.arange(offset, offset + len(count)), count)
    before = np.repeat(np.cumsum(count) - count, count)
    return left, np.repeat(begin, count) + np.arange(len(left)) - before
