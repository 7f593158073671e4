"""What chance gives of brokerage: moments of the roles where ties fall at random, by the sizes of the groups.

Source: Gould & Fernandez (1989), Structures of mediation, Sociological Methodology 19, 89-126; the variances of a
whole network as ``brokerage`` of the R package sna 2.7 has them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: The five roles and their total, in the order of ``kg.network.analyses.brokerage.roles.ROLES``.
_ROLES = 6


class Moments:
    """Expected counts of the roles and their standard deviations in random networks of a density.

    Args:
        nodes: how many nodes have a group.
        ties: how many ordered pairs of them are tied.
        sizes: how many nodes each group has.
        symmetric: whether the random networks are undirected.
    """

    def __init__(self, nodes: int, ties: int, sizes: Floats, symmetric: bool) -> None:
        self.nodes = float(nodes)
        self.sizes = sizes
        self.symmetric = symmetric
        self.density = ties / (nodes * (nodes - 1)) if nodes > 1 else math.nan
        self.brokered = self.density**2 * (1 - self.density)

    def of_members(self) -> tuple[Floats, Floats]:
        """Expected count and standard deviation of a member of each group, groups x 6 each."""
        n, whole = self.sizes, self.nodes
        others = whole - n
        squares, cubes = (n**2).sum() - n**2, (n**3).sum() - n**3
        # Of the outsiders' pairs: those within a group, and those between; then those of them that share an end.
        inside, inside_shared = squares - others, cubes - 3 * squares + 2 * others
        between = others**2 - squares
        # sum over groups b other than a of n_b r (r - 1), where r = N - n_a - n_b is who is in a third group
        between_shared = others**3 - 2 * others * squares + cubes - between
        own = n - 1
        pairs = [own * (own - 1), inside, own * others, own * others, between, (whole - 1) * (whole - 2) + 0 * n]
        crossing = own * others * (others - 1) + others * own * (own - 1)
        shared = [
            2 * own * (own - 1) * (own - 2),
            2 * inside_shared,
            crossing,
            crossing,
            2 * between_shared,
            2 * (whole - 1) * (whole - 2) * (whole - 3) + 0 * n,
        ]
        table = np.column_stack(pairs).reshape(len(n), _ROLES)
        overlap = np.column_stack(shared).reshape(len(n), _ROLES)
        expected = self.brokered * table
        variance = expected * (1 - self.brokered) + overlap * (self.density * (1 - self.density)) ** 3
        return expected, self._deviation(variance)

    def of_network(self) -> tuple[Floats, Floats]:
        """Expected count and standard deviation of the whole network, 1 x 6 each."""
        expected = self.brokered * self._triples().reshape(1, _ROLES)
        if self.symmetric:
            return expected, np.full(expected.shape, math.nan)
        return expected, self._deviation(expected * (1 - self.brokered) + self._overlaps())

    def _triples(self) -> Floats:
        n, whole = self.sizes, self.nodes
        one, crossing = (n * (n - 1) * (n - 2)).sum(), (n * (n - 1) * (whole - n)).sum()
        total = whole * (whole - 1) * (whole - 2)
        return np.array([one, crossing, crossing, crossing, total - one - 3 * crossing, total])

    def _overlaps(self) -> Floats:
        """Covariances of two-paths: by a tie in both, by one that closes the other, by one that neither has."""
        d, n, whole = self.density, self.sizes, self.nodes
        shared, closing, missing = (d * (1 - d)) ** 3, d**4 * (1 - d) ** 2, d**5 * (1 - d)

        def alike(size: Any) -> Any:
            paths = size * (size - 1) * (size - 2)
            return paths * ((4 * size - 10) * shared - 4 * (size - 3) * closing + (size - 3) * missing)

        pairs, rest = n * (n - 1), whole - n
        # sum over groups b other than a of n_b (2 n_a + 2 n_b - 6)
        tied = rest * (2 * n - 6) + 2 * ((n**2).sum() - n**2)
        itinerant = (pairs * (tied * shared + rest * (rest - 1) * missing)).sum()
        crossing = (pairs * rest * ((whole - 3) * shared + (n - 2) * missing)).sum()
        p1, p2, p3, p4 = ((n**power).sum() for power in (1, 2, 3, 4))
        # sums over three different groups: of their product, and of that with one size squared
        plain = p1**3 - 3 * p1 * p2 + 2 * p3
        squared = p2 * p1**2 - p2**2 - 2 * p3 * p1 + 2 * p4
        both = (4 * whole - 2) * plain - 8 * squared
        liaison = both * (shared - closing) + ((whole - 1) * plain - 2 * squared) * missing
        return np.array([alike(n).sum(), itinerant, crossing, crossing, liaison, alike(whole)])

    def _deviation(self, variance: Floats) -> Floats:
        factor = np.array([2, 2, 1, 1, 2, 2]) if self.symmetric else 1
        with np.errstate(invalid="ignore"):
            deviation: Floats = np.sqrt(variance * factor)
        return deviation
