"""The table of ties: one row a pair of nodes and partnership, in arrays.

What a projection is read into, what filters of ties work on, and what resampling leaves partnerships out of. Where
a ``SparseNetwork`` has one entry a pair, here a pair has one row a partnership.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.graphs import STRENGTH, keyed_edges, measurable, node_order, positive, refuse_directed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph

#: A least weight counts as reached if what lacks is no more than rounding.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class TieTable:
    """Ties in arrays, one entry a pair and partnership.

    Attributes:
        nodes: the nodes, sorted; not all of them need be tied.
        partnerships: the partnerships' names, sorted; not all of them need tie.
        tails: one end of each of m ties, as a place in ``nodes``; in a network of two modes that of the first mode.
        heads: the other end.
        partnership: whose tie each is, as a place in ``partnerships``.
        weights: what each weighs; 64-bit floats above zero.
        mode: of each node 0 or 1, in a network of two modes.
        about: the attributes of the network itself.
        attributes: node to its attributes, where known.
        directed: whether each tie goes from its tail to its head.
    """

    nodes: Sequence[Any]
    partnerships: Sequence[str]
    tails: Any
    heads: Any
    partnership: Any
    weights: Any
    mode: Any = None
    about: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)
    directed: bool = False

    def __len__(self) -> int:
        return len(self.tails)

    @classmethod
    def of(cls, graph: Graph) -> TieTable:
        """The ties of a networkx graph, ``ordered``.

        Args:
            graph: a projection, or a graph as measures take it; a tie that names no partnership is one of its own.

        Raises:
            UsageError: if the graph is directed, or a weight is not a finite number above zero.

        >>> import networkx as nx
        >>> TieTable.of(nx.path_graph(3)).heads.tolist()
        [1, 2]
        """
        nodes = sorted(graph, key=node_order)
        rows = list(_rows(graph))
        names = sorted({row[2] for row in rows})
        node, partnership = ({name: place for place, name in enumerate(found)} for found in (nodes, names))
        two = bool(graph.graph.get("bipartite"))
        mode = [int(graph.nodes[name].get("bipartite", 0)) for name in nodes] if two else None
        return cls(
            tuple(nodes),
            tuple(names),
            np.array([node[row[0]] for row in rows], dtype=np.int64),
            np.array([node[row[1]] for row in rows], dtype=np.int64),
            np.array([partnership[row[2]] for row in rows], dtype=np.int64),
            np.array([row[3] for row in rows], dtype=np.float64),
            None if mode is None else np.array(mode, dtype=np.int64),
            dict(graph.graph),
            dict(graph.nodes(data=True)),
        ).ordered()

    def take(self, chosen: Any) -> TieTable:
        """Some of the ties: those of a mask, or of places."""
        return replace(
            self,
            tails=self.tails[chosen],
            heads=self.heads[chosen],
            partnership=self.partnership[chosen],
            weights=self.weights[chosen],
        )

    def sorted(self) -> TieTable:
        """The same ties, by tail, head and partnership."""
        return self.take(np.lexsort((self.partnership, self.heads, self.tails)))

    def ordered(self) -> TieTable:
        """Ties of two different nodes in the order that every way to make them comes to, so that draws hit the same.

        Each has as its tail the node that comes first, or that of the first mode.
        """
        ties = self.take(self.tails != self.heads)
        ends = (ties.tails, ties.heads) if self.mode is None else (self.mode[ties.tails], self.mode[ties.heads])
        turned = ends[0] > ends[1]
        tails, heads = np.where(turned, ties.heads, ties.tails), np.where(turned, ties.tails, ties.heads)
        order = np.lexsort((ties.weights, ties.partnership, heads, tails))
        return replace(ties, tails=tails, heads=heads).take(order)

    def pairs(self) -> Any:
        """A number for the pair of each tie, whichever end is the tail; where ties are directed, one for each way."""
        if self.directed:
            return self.tails.astype(np.int64) * len(self.nodes) + self.heads
        low, high = np.minimum(self.tails, self.heads), np.maximum(self.tails, self.heads)
        return low.astype(np.int64) * len(self.nodes) + high

    def at_least(self, weight: float) -> TieTable:
        """The ties of pairs whose weights add up to so much, or to less by no more than rounding."""
        _, place = np.unique(self.pairs(), return_inverse=True)
        sums = np.bincount(place, self.weights) if len(self) else np.zeros(0)
        return self.take(sums[place] >= weight * (1 - _ROUNDING))

    def kept_without(self, falls: frozenset[str]) -> NDArray[np.bool_]:
        """Which partnerships are left when some fall."""
        return np.array([name not in falls for name in self.partnerships], dtype=bool)


def _rows(graph: Graph) -> Iterator[tuple[Any, Any, str, float]]:
    """Each tie of two different nodes: its ends, the partnership, and the weight."""
    refuse_directed(graph)
    several = graph.is_multigraph()
    for a, b, key, data in keyed_edges(graph if several else measurable(graph)):
        if a != b:
            name = data.get("partnership", f"{a} {b} {key}")
            yield a, b, str(name), positive(data.get("weight" if several else STRENGTH, 1.0))
