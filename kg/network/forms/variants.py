"""Variants of one network as arrays: what resampling and null models make, before anything is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.sparse import SparseNetwork
from kg.numbers import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.table import TieTable

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Variants:
    """Variants of a network, all with the same nodes.

    Arrays have one row a variant, or a single row that all of them share.

    Attributes:
        nodes: the nodes, sorted.
        tails: one end of each tie, as a place in ``nodes``; R x m or 1 x m.
        heads: the other end; likewise.
        weights: the ties' weights, above 0; likewise.
        keep: which of P partnerships the variant has; R x P or 1 x P.
        partnership: whose tie each is, as a place in ``keep``'s columns; m.
        attributes: node to its attributes, the same in all variants.
    """

    nodes: tuple[Any, ...]
    tails: Integers
    heads: Integers
    weights: Floats
    keep: NDArray[np.bool_]
    partnership: Integers
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, ties: TieTable, keep: NDArray[np.bool_]) -> Variants:
        """What is left of a network when some of its partnerships are not there.

        Args:
            ties: the network.
            keep: R x P: which of its partnerships each variant has.
        """
        columns = (ties.tails[None], ties.heads[None], ties.weights[None], keep, ties.partnership)
        return cls(tuple(ties.nodes), *columns, ties.attributes)

    def __len__(self) -> int:
        return max(len(self.tails), len(self.weights), len(self.keep))

    def rows(self, start: int, stop: int) -> Variants:
        """Some of the variants."""

        def some(column: Any) -> Any:
            return column if len(column) == 1 else column[start:stop]

        tails, heads, weights, keep = map(some, (self.tails, self.heads, self.weights, self.keep))
        return Variants(self.nodes, tails, heads, weights, keep, self.partnership, self.attributes)

    def network(self, row: int) -> SparseNetwork:
        """One variant as a network of its own."""
        return Stack.of(self.rows(row, row + 1)).network(0)

    def strengths(self, pairs: Integers) -> Floats:
        """R x E: what ties each pair of nodes, pairs being given as ``tail * n + head``, the smaller end first.

        The rounding error is carried along, so that three thirds make one: else equal paths could be told apart.
        """
        codes = _codes(self)
        if len(codes) == 1:
            return self._summed(pairs, codes[0])
        total = np.empty((len(self), len(pairs)))
        for row in range(len(self)):
            total[row] = self.rows(row, row + 1)._summed(pairs, codes[row])
        return total

    def _summed(self, pairs: Integers, codes: Integers) -> Floats:
        """The same where all variants have the same ties: the first of every pair at once, then the second …"""
        ties = np.flatnonzero(codes >= 0)
        ties = ties[np.argsort(codes[ties], kind="stable")]
        firsts = np.flatnonzero(np.diff(codes[ties], prepend=-1))
        place = np.searchsorted(pairs, codes[ties])
        turn = np.arange(len(ties)) - np.repeat(firsts, np.diff(np.append(firsts, len(ties))))
        by_turn = np.argsort(turn, kind="stable")
        total, error = np.zeros((len(self), len(pairs))), np.zeros((len(self), len(pairs)))
        for some in np.split(by_turn, np.cumsum(np.bincount(turn))[:-1]) if len(ties) else ():
            chosen = ties[some]
            kept = self.keep[:, self.partnership[chosen]]
            _add(total, error, place[some], np.where(kept, self.weights[:, chosen], 0.0))
        return total + error


def _codes(variants: Variants) -> Integers:
    """Each tie's pair as one number; -1 for a tie of a node with itself."""
    low, high = np.minimum(variants.tails, variants.heads), np.maximum(variants.tails, variants.heads)
    codes: Integers = np.where(low == high, -1, low * len(variants.nodes) + high)
    return codes


# Compared by identity, as a ``SparseNetwork`` is.
@dataclass(frozen=True, eq=False)
class Stack:
    """Variants with one tie a pair, none of a node with itself.

    Attributes:
        nodes: the nodes.
        tails: the smaller end of every pair that may be tied; E places.
        heads: the larger end.
        strength: R variants x E pairs, 0 where a variant does not tie the pair.
        attributes: node to its attributes, the same in all variants.
    """

    nodes: tuple[Any, ...]
    tails: Integers
    heads: Integers
    strength: Floats
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, variants: Variants) -> Stack:
        """Sum what ties each pair."""
        size = max(len(variants.nodes), 1)
        pairs = distinct(_codes(variants))
        pairs = pairs[pairs >= 0]
        return cls(variants.nodes, pairs // size, pairs % size, variants.strengths(pairs), variants.attributes)

    def network(self, row: int) -> SparseNetwork:
        """One variant as a network of its own."""
        from scipy.sparse import csr_array

        tied = np.flatnonzero(self.strength[row])
        ends = (
            np.concatenate([self.tails[tied], self.heads[tied]]),
            np.concatenate([self.heads[tied], self.tails[tied]]),
        )
        values = np.tile(self.strength[row, tied], 2)
        matrix = csr_array((values, ends), shape=(len(self.nodes), len(self.nodes)))
        matrix.sort_indices()
        return SparseNetwork(self.nodes, matrix, attributes=self.attributes)

    def dense(self) -> Floats:
        """R x n x n symmetric matrices of strengths."""
        size = len(self.nodes)
        matrices = np.zeros((len(self.strength), size, size))
        matrices[:, self.tails, self.heads] = self.strength
        matrices[:, self.heads, self.tails] = self.strength
        return matrices


def _add(total: Floats, error: Floats, places: Integers, values: Floats) -> None:
    """Add to some columns, each once, keeping what rounding takes away (Neumaier 1974)."""
    before = total[:, places]
    after = before + values
    error[:, places] += np.where(before >= values, (before - after) + values, (values - after) + before)
    total[:, places] = after
