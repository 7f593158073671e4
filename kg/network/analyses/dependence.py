"""How far a node hangs on a single counterpart.

Functions take a networkx graph as those of ``kg.network.measures.centrality`` do, or a ``SparseNetwork``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.graphs import measurable
from kg.network.forms.labels import NODE, named
from kg.network.forms.sparse import network_of
from kg.results.report import Column, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph
    from kg.network.forms.sparse import Network


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
    arrays = network_of(network)
    matrix = arrays.strength
    partners = np.diff(matrix.indptr)
    tied = np.flatnonzero(partners)  # the others have nothing to sum, and would break the sums of their neighbours
    begins = matrix.indptr[tied]
    own = np.repeat(np.arange(len(tied)), partners[tied])
    totals = np.add.reduceat(matrix.data, begins) if len(tied) else np.zeros(0)
    shares = matrix.data / totals[own]
    hhi = np.add.reduceat(shares**2, begins) if len(tied) else totals
    # Thirds that are summed in another order differ in their last digit: what is that near is as large.
    most = np.maximum.reduceat(matrix.data, begins) if len(tied) else totals
    largest = np.flatnonzero(matrix.data >= most[own] * (1 - 1e-12))
    _, first, equals = np.unique(own[largest], return_index=True, return_counts=True)
    rows = [Dependence(node, 0, 0.0) for node in arrays.nodes]
    columns = (tied, partners[tied], totals, hhi, matrix.indices[largest[first]], shares[largest[first]], equals)
    for place, count, total, index, who, share, many in zip(*(column.tolist() for column in columns), strict=True):
        normalised = max(0.0, (index - 1 / count) / (1 - 1 / count)) if count > 1 else None
        rows[place] = Dependence(
            arrays.nodes[place], count, total, index, normalised, 1 / index, arrays.nodes[who], share, many - 1
        )
    return rows


def dependence_report(graph: Graph) -> Report:
    """How far each node hangs on one counterpart, those that do most first."""
    graph = measurable(graph)
    found = dependence(graph)
    ranked = sorted(found, key=lambda row: (row.hhi is None, -(row.hhi or 0), -row.strength))
    columns = (
        NODE,
        Column("partners", Text("Partners", "合作对象数")),
        Column("strength", Text("Strength", "强度")),
        Column("hhi", Text("HHI", "赫芬达尔指数（HHI）")),
        Column("hhi_normalised", Text("HHI, normalised", "HHI（标准化）")),
        Column("effective_partners", Text("Effective partners", "有效合作对象数")),
        Column("largest", Text("Largest counterpart", "最大合作对象")),
        Column("share", Text("Its share", "所占份额")),
        Column("equals", Text("Others as large", "并列数")),
    )
    rows = tuple(
        (
            named(graph.nodes, row.node),
            row.partners,
            row.strength,
            row.hhi,
            row.normalised,
            row.effective,
            None if row.largest is None else named(graph.nodes, row.largest),
            row.share,
            row.equals,
        )
        for row in ranked
    )
    single = sum(row.partners == 1 for row in found)
    remarks = (
        Text(
            f"{single} of {len(found)} nodes have a single counterpart, and so an HHI of 1.",
            f"{len(found)} 个节点中有 {single} 个只有一个合作对象，其 HHI 为 1。",
        ),
    )
    return Report(columns, rows, remarks if single else (), {}, found)
