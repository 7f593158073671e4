"""What chance gives: networks in which every node keeps its ties, and only whom they lead to is drawn.

Source: Bollobás (1980), A probabilistic proof of an asymptotic formula for the number of labelled regular
graphs, European J. Combinatorics 1, 311-316; Fosdick, Larremore, Nishimura & Ugander (2018), Configuring
random graph models with fixed degree sequences, SIAM Review 60(2), 315-355.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: Values that differ by less than this share of the larger are the same.
_SAME = 1e-9
#: What is as rare by chance is called other than chance.
SIGNIFICANT = 0.05
#: Of fewer draws none can be that rare: 2 / (1 + draws) is above it.
FEWEST = 39

#: How many matchings are drawn before ties of nodes with themselves are undone one by one.
_DRAWS = 20
#: How often all such ties exchange an end at once.
_EXCHANGES = 20


def configurations(
    tails: Integers, heads: Integers, count: int, seed: int | list[int], two_modes: bool = False
) -> tuple[Integers, Integers]:
    """Draws from the configuration model of a multigraph: every node keeps how many ties it has.

    The ties are cut in halves, and the halves are matched at random. Several ties of a pair are allowed,
    as several partnerships are; ties of a node with itself are not. A matching with such a tie is drawn again, so
    that all without are as likely; where a few draws do not do, such ties exchange an end with ties drawn at
    random until there are none, which is always possible as the network itself has none, and makes the draws
    nearly even.

    Args:
        tails: one end of each of m ties, none of a node with itself.
        heads: the other end.
        count: how many draws.
        seed: of the draws.
        two_modes: whether ties run between two modes, ``tails`` being of the one and ``heads`` of the other;
            then they do in every draw.

    Returns:
        the ends of the ties: two arrays of count x m.

    >>> tails, heads = configurations(np.array([0, 0, 0]), np.array([1, 2, 3]), count=1, seed=1)
    >>> sorted(map(sorted, zip(tails[0].tolist(), heads[0].tolist())))
    [[0, 1], [0, 2], [0, 3]]
    """
    draw = np.random.default_rng(seed)
    ties = len(tails)
    found = np.empty((2, count, ties), dtype=np.int64)
    for row in range(count):
        if two_modes:
            found[:, row] = tails, heads[draw.permutation(ties)]
        else:
            found[:, row] = _matched(np.concatenate([tails, heads]), draw)
    return found[0], found[1]


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


def _matched(halves: Integers, draw: Any) -> tuple[Integers, Integers]:
    for _ in range(_DRAWS):
        tails, heads = draw.permutation(halves).reshape(2, -1)
        if (tails != heads).all():
            break
    for _ in range(_EXCHANGES):
        looped = tails == heads
        ties, others = np.flatnonzero(looped), np.flatnonzero(~looped)
        if not len(ties) or len(others) < len(ties):
            break
        chosen = draw.permutation(others)[: len(ties)]
        heads[ties], tails[chosen] = tails[chosen], heads[ties]
    # Those that are left, as where one node has most of the ties, one by one: every exchange leaves one less.
    for tie in np.flatnonzero(tails == heads):
        node = tails[tie]
        if heads[tie] != node:  # undone with another one
            continue
        others = np.flatnonzero((tails != node) & (heads != node))
        other = others[draw.integers(len(others))]
        heads[tie], tails[other] = tails[other], node
    return tails, heads
