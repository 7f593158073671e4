"""The single ties of a network as arrays, each with the partnership that it is of: what resampling works on.

Where a ``SparseNetwork`` has one entry a pair, here a pair has one entry a partnership, so that partnerships can be
left out one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.ties import node_order, tie_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.ties import Graph

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


@dataclass(frozen=True)
class TieArrays:
    """Ties of two different nodes, in an order of their own.

    Attributes:
        nodes: the nodes, sorted.
        partnerships: the partnerships that tie any two of them, sorted.
        tail: one end of each of m ties, as a place in ``nodes``; in a network of two modes that of the first mode.
        head: the other end.
        partnership: whose tie it is, as a place in ``partnerships``.
        weight: its weight, above 0.
        two_modes: whether ties run between two modes.
        about: the attributes of the network itself.
        attributes: node to its attributes, where known.
    """

    nodes: tuple[Any, ...]
    partnerships: tuple[str, ...]
    tail: Integers
    head: Integers
    partnership: Integers
    weight: Floats
    two_modes: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph) -> TieArrays:
        """The ties of a networkx graph.

        Args:
            graph: a projection, or a graph as measures take it.

        Raises:
            UsageError: if the graph is directed, or a weight is not a finite number above zero.

        >>> import networkx as nx
        >>> TieArrays.of(nx.path_graph(3)).head.tolist()
        [1, 2]
        """
        nodes = sorted(graph, key=node_order)
        rows = list(tie_rows(graph))
        names = sorted({row[2] for row in rows})
        node, partnership = ({name: place for place, name in enumerate(found)} for found in (nodes, names))
        two = bool(graph.graph.get("bipartite"))
        mode = [int(graph.nodes[name].get("bipartite", 0)) for name in nodes] if two else None
        return cls.sorted(
            tuple(nodes),
            tuple(names),
            np.array([node[row[0]] for row in rows], dtype=np.int64),
            np.array([node[row[1]] for row in rows], dtype=np.int64),
            np.array([partnership[row[2]] for row in rows], dtype=np.int64),
            np.array([row[3] for row in rows], dtype=np.float64),
            mode=None if mode is None else np.array(mode, dtype=np.int64),
            about=dict(graph.graph),
            attributes=dict(graph.nodes(data=True)),
        )

    @classmethod
    def sorted(
        cls,
        nodes: tuple[Any, ...],
        partnerships: tuple[str, ...],
        tail: Integers,
        head: Integers,
        partnership: Integers,
        weight: Floats,
        *,
        mode: Integers | None = None,
        about: Mapping[str, Any],
        attributes: Mapping[Any, Mapping[str, Any]],
    ) -> TieArrays:
        """The same ties in the order that every way to make them comes to, so that draws hit the same ones.

        Args:
            nodes: as the attribute.
            partnerships: as the attribute.
            tail: either end.
            head: the other end.
            partnership: as the attribute.
            weight: as the attribute.
            mode: of each node 0 or 1, in a network of two modes.
            about: as the attribute.
            attributes: as the attribute.
        """
        other = tail != head
        tail, head, partnership, weight = tail[other], head[other], partnership[other], weight[other]
        turned = tail > head if mode is None else mode[tail] > mode[head]
        tail, head = np.where(turned, head, tail), np.where(turned, tail, head)
        order = np.lexsort((weight, partnership, head, tail))
        columns = (tail[order], head[order], partnership[order], weight[order])
        return cls(nodes, partnerships, *columns, mode is not None, about, attributes)

    def kept_without(self, falls: frozenset[str]) -> NDArray[np.bool_]:
        """Which partnerships are left when some fall."""
        return np.array([name not in falls for name in self.partnerships], dtype=bool)
