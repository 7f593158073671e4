"""What chance gives: networks in which only who takes part in what is drawn.

Every node takes part in as many partnerships as it does, every partnership has as many parties, none of them twice, and
ties its parties as it does: so what comes of partnerships of several parties alone, such as triangles, is in the null
networks too. All such networks are as likely. Where every partnership is one of two, this is the configuration model of
a multigraph without ties of a node with itself.

Source: Newman, Strogatz & Watts (2001), Random graphs with arbitrary degree distributions and their applications,
Phys. Rev. E 64, 026118 (the bipartite null); Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz (2014), A fast and
unbiased procedure to randomize ecological binary matrices with fixed row and column totals, Nature Communications 5,
4114 (trades); Carstens (2015), Proof of uniform sampling of binary matrices with fixed row sums and column sums for
the fast Curveball algorithm, Phys. Rev. E 91, 042812; Carstens, Hamann, Meyer, Penschuck, Tran & Wagner (2018),
Parallel and I/O-efficient randomisation of massive networks using global curveball trades, ESA 2018, 11 (all pairs at
once). What is counted as one network: Fosdick, Larremore, Nishimura & Ugander (2018), Configuring random graph models
with fixed degree sequences, SIAM Review 60(2), 315-355; here memberships are told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.table import TieTable

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: Values that differ by less than this share of the larger are the same.
_SAME = 1e-9
#: What is as rare by chance is called other than chance.
SIGNIFICANT = 0.05
#: Of fewer draws none can be that rare: 2 / (1 + draws) is above it.
FEWEST = 39
#: How often all partnerships trade parties, in pairs, before a network counts as drawn; more for many partnerships.
_ROUNDS = 20


def null_networks(ties: TieTable, count: int, seed: int | list[int]) -> tuple[Integers, Integers]:
    """Draws of networks in which only who takes part in which partnership is by chance.

    In a network of two modes the nodes of the first one are drawn, and those of the second stay with their
    partnerships; so these keep their number of ties.

    Args:
        ties: the network; a tie without a partnership is one of its own.
        count: how many draws.
        seed: of the draws.

    Returns:
        the ends of the m ties, in the order in which they stand: two arrays of count x m.

    >>> import networkx as nx
    >>> from kg.network.forms.table import TieTable
    >>> tails, heads = null_networks(TieTable.of(nx.star_graph(3)), count=1, seed=1)
    >>> sorted(map(sorted, zip(tails[0].tolist(), heads[0].tolist())))
    [[0, 1], [0, 2], [0, 3]]
    """
    size = np.int64(max(len(ties.nodes), 1))
    one_mode = ties.mode is None
    whose = np.concatenate([ties.partnership, ties.partnership]) if one_mode else ties.partnership
    ends = np.concatenate([ties.tails, ties.heads]) if one_mode else ties.tails
    # A membership is a node in a partnership, however many ties it has there.
    members, slot = np.unique(whose.astype(np.int64) * size + ends, return_inverse=True)
    drawn = _memberships(members // size, members % size, count, np.random.default_rng(seed))
    tails = drawn[:, slot[: len(ties)]]
    heads = drawn[:, slot[len(ties) :]] if one_mode else np.broadcast_to(ties.heads, tails.shape)
    return tails, heads.astype(np.int64)


def _memberships(whose: Integers, node: Integers, count: int, draw: np.random.Generator) -> Integers:
    """Which node has each membership, in each of the draws; partnership and node being those of the network.

    In a round all partnerships are paired at random. Of a pair those that take part in both stay, and the others are
    dealt out anew among their places in both: a trade, which can be undone as likely as it is made. So the chain has
    every such network as likely in the long run, and it reaches all of them (Carstens 2015).
    """
    many = int(whose.max(initial=-1)) + 1
    found = np.tile(node, (count, 1))
    if not len(node):
        return found
    size = int(node.max()) + 1
    places = np.arange(len(node))
    for _ in range(_ROUNDS + 2 * many.bit_length()):
        pair = np.argsort(np.argsort(draw.random((count, many)), axis=1), axis=1)[:, whose] // 2
        codes = pair * size + found
        order = np.argsort(codes, axis=1, kind="stable")
        alike = np.diff(np.take_along_axis(codes, order, axis=1), axis=1) == 0
        both = np.zeros(found.shape, dtype=bool)
        both[:, 1:] |= alike
        both[:, :-1] |= alike
        stays = np.empty_like(both)
        np.put_along_axis(stays, order, both, axis=1)
        found = _dealt(found, np.where(stays, many + places, pair), draw)
    # Places in a partnership may differ in their ties: who has which is drawn as well.
    return _dealt(found, np.tile(whose, (count, 1)), draw)


def _dealt(found: Integers, group: Integers, draw: np.random.Generator) -> Integers:
    """The nodes of each group in another order, in each row."""
    before = np.argsort(group, axis=1, kind="stable")
    after = np.argsort(group + draw.random(group.shape), axis=1)
    dealt = np.empty_like(found)
    np.put_along_axis(dealt, before, np.take_along_axis(found, after, axis=1), axis=1)
    return dealt


def two_sided(values: Floats, draws: Floats) -> Floats:
    """How often chance gives what is as extreme: twice the smaller of both tails, at most 1.

    A tail is (1 + draws as low, or as high) / (1 + draws), as the value itself is one of those that chance might
    give. A draw without a value counts as extreme.

    Args:
        values: n values; NaN for what has none.
        draws: N x n values of null networks.

    Returns:
        n shares; NaN for what has no value, and for all without draws.

    Source: Phipson & Smyth (2010), Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9, 39.

    >>> two_sided(np.array([5.0, 2.0]), np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])).tolist()
    [0.5, 1.0]
    """
    if not draws.size:
        return np.full(len(values), np.nan)
    near = _SAME * np.maximum(np.abs(draws), np.abs(values))
    none = np.isnan(draws)
    low = ((draws <= values + near) | none).sum(axis=0)
    high = ((draws >= values - near) | none).sum(axis=0)
    p: Floats = np.minimum(1.0, 2 * (1 + np.minimum(low, high)) / (1 + len(draws)))
    return np.where(np.isnan(values), np.nan, p)
