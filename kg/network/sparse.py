"""A network as arrays: what compiled measures work on, and what large projections are read into.

A networkx graph of a million ties takes gigabytes, since each tie is a dictionary; the same ties are
a few tens of megabytes here. Small networks are made from networkx graphs, large ones straight from
the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.ties import STRENGTH, measurable, node_order

if TYPE_CHECKING:
    from kg.network.ties import Graph


@dataclass(frozen=True)
class SparseNetwork:
    """An undirected network without ties of a node with itself.

    Attributes:
        nodes: the nodes, sorted; node ``i`` is row and column ``i`` of the matrix.
        strength: a symmetric ``scipy.sparse.csr_array`` of n x n 64-bit floats with sorted indices,
            nothing on the diagonal and no stored zeros: entry (i, j) is the summed weight of the
            partnerships of ``nodes[i]`` with ``nodes[j]``.
        about: attributes of the network itself, as a projected networkx graph has them in ``.graph``.
        attributes: node to its attributes (``label_en``, ``label_zh``, ``kind`` …), where known.
    """

    nodes: tuple[Any, ...]
    strength: Any
    about: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.nodes)

    @classmethod
    def of(cls, graph: Graph) -> SparseNetwork:
        """The arrays of a networkx graph.

        Args:
            graph: as measures take it; see ``kg.network.ties.measurable``.

        Raises:
            UsageError: if the graph is directed, or a weight is not a finite number above zero.

        >>> import networkx as nx
        >>> SparseNetwork.of(nx.path_graph(3)).strength.toarray().tolist()
        [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
        """
        from scipy.sparse import csr_array

        graph = measurable(graph)
        nodes = sorted(graph, key=node_order)
        place = {node: index for index, node in enumerate(nodes)}
        ends = [(place[a], place[b], data[STRENGTH]) for a, b, data in graph.edges(data=True)]
        tails = np.fromiter((a for a, _, _ in ends), dtype=np.int64, count=len(ends))
        heads = np.fromiter((b for _, b, _ in ends), dtype=np.int64, count=len(ends))
        values = np.fromiter((value for _, _, value in ends), dtype=np.float64, count=len(ends))
        both = (np.concatenate([tails, heads]), np.concatenate([heads, tails]))
        matrix = csr_array((np.concatenate([values, values]), both), shape=(len(nodes), len(nodes)))
        matrix.sort_indices()
        return cls(tuple(nodes), matrix, graph.graph, dict(graph.nodes(data=True)))
