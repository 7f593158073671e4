"""Triangles of a network, and what is summed over them: for a tie, over the third nodes that both its ends are tied to.

Each triangle is found once, from its node with the fewest partners, after Chiba & Nishizeki (1985), Arboricity and
subgraph listing algorithms, SIAM J. Computing 14(1), 210-223, and Latapy (2008), Main-memory triangle computations,
Theoretical Computer Science 407, 458-473: the time is that of the ties times the square root of their number at most,
where a product of matrices takes the sum of the squared degrees, which hubs make large.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kg.numbers import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]

#: How many pairs of ties that meet are looked at in one go, and from how many nodes: few enough for a core's cache.
_AT_ONCE, _NODES_AT_ONCE = 500_000, 32
#: From so many triangles on they are summed; fewer are gathered first.
_GATHERED = 2_000_000


class Triangles(NamedTuple):
    """Some triangles, each with its three ties as places among the entries of the matrix, above or below the diagonal.

    Attributes:
        first: from the corner with the fewest partners to the next.
        second: from it to the one with the most.
        third: from the one between to the one with the most.
    """

    first: Places
    second: Places
    third: Places


def sums_over_shared(left: Any, right: Any) -> Any:
    """The product of two matrices where there are ties: entry (i, j) is the sum over q of left (i, q) right (q, j).

    Args:
        left: a ``csr_array`` of n x n with sorted indices, whose pattern is symmetric and has nothing on the diagonal.
        right: another one of the same pattern.

    Returns:
        a matrix of the same pattern; 0 stands where two tied nodes share none.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> ties = csr_array(np.array([[0, 1, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0.0]]))
    >>> sums_over_shared(ties, ties).toarray().astype(int).tolist()
    [[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 0]]
    """
    found = left.copy()
    found.data = np.zeros(left.nnz)
    back = _the_other_way(left)
    for there in _gathered(triangles(left)):
        again = Triangles(*(back[ties] for ties in there))
        # Of the corners a, b, c: an entry with two letters, and by way of the third.
        for entry, to, on in (
            (there.first, there.second, again.third),  # ab by ac, cb
            (again.first, there.third, again.second),  # ba by bc, ca
            (there.second, there.first, there.third),  # ac by ab, bc
            (again.second, again.third, again.first),  # ca by cb, ba
            (there.third, again.first, there.second),  # bc by ba, ac
            (again.third, again.second, there.first),  # cb by ca, ab
        ):
            found.data += np.bincount(entry, left.data[to] * right.data[on], left.nnz)
    return found


def triangles(ties: Any) -> Iterator[Triangles]:
    """All triangles, each once, some at a time.

    Args:
        ties: as ``left`` of ``sums_over_shared``; its values are not read.
    """
    size, partners = ties.shape[0], np.diff(ties.indptr)
    rank = np.empty(size, dtype=np.int64)
    rank[np.lexsort((np.arange(size), partners))] = np.arange(size)
    tails, heads = rank[np.repeat(np.arange(size), partners)], rank[ties.indices]
    # Each tie from the end with fewer partners, by that end: then no node has many.
    up = np.flatnonzero(tails < heads)
    up = up[np.argsort(tails[up], kind="stable")]
    tails, heads = tails[up], heads[up]
    count = np.bincount(tails, minlength=size)
    first = np.concatenate([[0], np.cumsum(count)])
    meeting = count[heads]
    work = np.concatenate([[0], np.cumsum(meeting)])[first]
    place = np.full(_NODES_AT_ONCE * size, -1, dtype=np.int64)
    start = 0
    while start < size:
        end = int(np.searchsorted(work, work[start] + _AT_ONCE, side="right")) - 1
        end = min(max(end, start + 1), start + _NODES_AT_ONCE, size)
        some = np.arange(first[start], first[end])
        row = (tails[some] - start) * size
        place[row + heads[some]] = some
        count_on = meeting[some]
        second = runs(first[heads[some]], np.cumsum(count_on) - count_on, count_on)
        third = place[np.repeat(row, count_on) + heads[second]]
        closed = np.flatnonzero(third >= 0)
        yield Triangles(up[np.repeat(some, count_on)[closed]], up[third[closed]], up[second[closed]])
        place[row + heads[some]] = -1
        start = end


def _gathered(found: Iterator[Triangles]) -> Iterator[Triangles]:
    """The same, more at a time: a sum over few costs as much as one over as many as there are ties."""
    waiting: list[Triangles] = []
    many = 0
    for some in found:
        waiting.append(some)
        many += len(some.first)
        if many >= _GATHERED:
            yield Triangles(*(np.concatenate(ties) for ties in zip(*waiting, strict=True)))
            waiting, many = [], 0
    if many:
        yield Triangles(*(np.concatenate(ties) for ties in zip(*waiting, strict=True)))


def _the_other_way(ties: Any) -> Places:
    """For the entry (i, j) of a symmetric pattern the place of (j, i)."""
    rows = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    found: Places = np.empty(ties.nnz, dtype=np.int64)
    found[np.lexsort((rows, ties.indices))] = np.arange(ties.nnz)
    return found
