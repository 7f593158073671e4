"""Position: how deep in the network a node lies, and how far its partners are tied among themselves.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.measures.centrality`` do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.compiled import rustworkx_graph
from kg.network.forms.sparse import network_of, ones
from kg.network.forms.triangles import sums_over_shared
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.sparse import Network


def core_number(network: Network) -> dict[Any, int]:
    """The largest k for which a node is in a part of the graph where all have k partners or more.

    Strength is not read. An isolate has 0.

    Complexity: O(n + m).

    Source: Seidman (1983), Network structure and minimum degree, Social Networks 5(3), 269-287;
    computed after Batagelj & Zaveršnik (2003), arXiv:cs/0310049.

    >>> import networkx as nx
    >>> core_number(nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]))
    {1: 2, 2: 2, 3: 2, 4: 1}
    """
    import rustworkx as rx

    arrays = network_of(network)
    cores: Any = rx.core_number(rustworkx_graph(arrays))
    return {node: cores[place] for place, node in enumerate(arrays.nodes)}


def clustering(network: Network, weighted: bool = False) -> dict[Any, float]:
    """The share of pairs of a node's partners that are tied to each other.

    A node with fewer than two partners has 0.

    Args:
        network: an undirected graph or its arrays.
        weighted: whether each triangle counts as the geometric mean of its three strengths, each divided
            by the largest of the network, and not as 1.

    Complexity: O(m √m).

    Source: Watts & Strogatz (1998), Collective dynamics of small-world networks, Nature 393, 440-442;
    weighted after Onnela, Saramäki, Kertész & Kaski (2005), Phys. Rev. E 71, 065103.

    >>> import networkx as nx
    >>> clustering(nx.Graph([(1, 2), (1, 3), (2, 3), (1, 4)]))
    {1: 0.3333333333333333, 2: 1.0, 3: 1.0, 4: 0.0}
    """
    arrays = network_of(network)
    ties = ones(arrays.strength)
    if weighted and ties.nnz:
        ties.data = np.cbrt(arrays.strength.data / arrays.strength.data.max())
    closed = sums_over_shared(ties, ties)
    closed.data = closed.data * ties.data
    pairs = np.maximum(arrays.degrees * (arrays.degrees - 1), 1)
    return arrays.by_node(np.asarray(closed.sum(axis=1), dtype=np.float64).ravel() / pairs)


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "core",
        core_number,
        Text("Core number", "核数"),
        Text(
            "Largest k such that it lies in a part of the network where each has at least k partners.",
            "该节点所处的、每个节点至少有 k 个合作对象的子网络中 k 的最大值。",
        ),
        "Seidman 1983",
        complexity="O(n + m)",
        see_also=("k_component", "degree"),
        order=100,
        brief=True,
        whole=True,
        gist=Text("in the dense middle", "处于密集核心"),
    ),
    Measure(
        "clustering",
        clustering,
        Text("Clustering", "集聚系数"),
        Text(
            "Share of the pairs of its partners that are tied to each other; strength is not read.",
            "其合作对象两两之间也有联系的比例；不计强度。",
        ),
        "Watts & Strogatz 1998",
        complexity="O(m √m)",
        see_also=("constraint", "core"),
        order=120,
    ),
)
