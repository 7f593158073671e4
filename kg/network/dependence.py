"""How far a node hangs on a single counterpart.

Functions take a networkx graph as those of ``kg.network.centrality`` do, or a ``SparseNetwork``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.partition import as_arrays

if TYPE_CHECKING:
    from kg.network.partition import Network
    from kg.network.sparse import SparseNetwork


@dataclass(frozen=True, slots=True)
class Dependence:
    """How a node's strength is spread over its counterparts.

    Attributes:
        node: the node.
        partners: how many counterparts it has.
        strength: the sum of its ties.
        hhi: Herfindahl-Hirschman index, the sum of squared shares: 1 with a single counterpart, 1/k
            with k equal ones. ``None`` without ties, as are all that follow.
        normalised: (hhi - 1/k) / (1 - 1/k): 0 if all k are equal, whatever k is. ``None`` for k < 2.
        effective: 1/hhi, the number of equal counterparts that would give the same index.
        largest: the counterpart with the largest share; of several, the first in the order of nodes.
        share: what part of the strength that one has.
        equals: how many others have as large a share.
    """

    node: Any
    partners: int
    strength: float
    hhi: float | None = None
    normalised: float | None = None
    effective: float | None = None
    largest: Any = None
    share: float | None = None
    equals: int = 0


def dependence(network: Network) -> list[Dependence]:
    """The dependence of every node, in the order of the nodes.

    Source: Hirschman (1945), National Power and the Structure of Foreign Trade, ch. 6; Herfindahl
    (1950), Concentration in the steel industry; effective number after Laakso & Taagepera (1979),
    Comparative Political Studies 12(1), 3-27.

    Raises:
        UsageError: if the graph is directed, or a weight is not a finite number above zero.

    >>> import networkx as nx
    >>> [(row.node, row.hhi, row.largest) for row in dependence(nx.path_graph(3))]
    [(0, 1.0, 1), (1, 0.5, 0), (2, 1.0, 1)]
    """
    arrays = as_arrays(network)
    return [_of(arrays, place) for place in range(len(arrays))]


def _of(network: SparseNetwork, place: int) -> Dependence:
    matrix = network.strength
    row = slice(matrix.indptr[place], matrix.indptr[place + 1])
    values = matrix.data[row]
    partners = len(values)
    if not partners:
        return Dependence(network.nodes[place], 0, 0.0)
    total = float(values.sum())
    shares = values / total
    hhi = float((shares**2).sum())
    largest = int(np.argmax(values))
    # Thirds that are summed in another order differ in their last digit.
    equals = int(np.count_nonzero(values >= values[largest] * (1 - 1e-12))) - 1
    return Dependence(
        network.nodes[place],
        partners,
        total,
        hhi,
        max(0.0, (hhi - 1 / partners) / (1 - 1 / partners)) if partners > 1 else None,
        1 / hhi,
        network.nodes[matrix.indices[row][largest]],
        float(shares[largest]),
        equals,
    )
