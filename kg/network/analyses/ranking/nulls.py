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
