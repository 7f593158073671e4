"""Groups of nodes that are tied among themselves more than to others: the Leiden method.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.measures.centrality`` do.
``kg.network.analyses.communities`` says how far the groups can be trusted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.forms import compiled
from kg.network.forms.compiled import networkit, networkit_graph, one_thread
from kg.network.forms.sparse import network_of
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network, SparseNetwork

    Labels = NDArray[np.int64]

#: The seed of every random choice, unless another is given.
SEED = 20170728
# How often Leiden goes over the network; it stops sooner where nothing moves.
_ITERATIONS = 10


def leiden(network: Network, resolution: float = 1.0, seed: int = SEED) -> dict[Any, int]:
    """The number of the community that a node belongs to, by the Leiden method, by ``strength``.

    Numbers go by size, the largest first, then by the smallest node. One thread, so that the same
    seed gives the same partition. An isolate is a community of its own. Where NetworKit is not
    installed, the Louvain method is used instead.

    Args:
        network: an undirected graph or its arrays.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        seed: of the order in which nodes are moved.

    Raises:
        UsageError: if the resolution is not a finite number above zero.

    Complexity: O(m) a round, at most 10 rounds.

    Source: Traag, Waltman & van Eck (2019), From Louvain to Leiden: guaranteeing well-connected
    communities, Scientific Reports 9, 5233; Nguyen (2021), parallel version in NetworKit.

    >>> import networkx as nx
    >>> leiden(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]))
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2}
    """
    arrays = network_of(network)
    return dict(zip(arrays.nodes, (partitions(arrays, resolution, [seed])[0] + 1).tolist(), strict=True))


def modularity(network: SparseNetwork, labels: Labels, resolution: float = 1.0) -> float | None:
    """Newman and Girvan's modularity of a partition, by strength; ``None`` without ties.

    Args:
        network: the arrays.
        labels: one a node, in the order of the nodes.
        resolution: the weight of what chance would give.

    Source: Newman & Girvan (2004), Phys. Rev. E 69, 026113.
    """
    tails, heads, weights = network.ties()
    total = float(weights.sum())
    if not total:
        return None
    inside = float(weights[labels[tails] == labels[heads]].sum()) / total
    strength = np.asarray(network.strength.sum(axis=1)).ravel()
    shares = np.bincount(labels, strength) / (2 * total)
    return float(inside - resolution * (shares**2).sum())


def partitions(network: SparseNetwork, resolution: float, seeds: Any) -> list[Labels]:
    """The partition of each seed, as labels from 0 in the order of the nodes.

    Args:
        network: the network as arrays; its strengths are the weights of modularity.
        resolution: the gamma of modularity, without a unit; above 1 communities are smaller.
        seeds: whole numbers, one for each partition that is wanted.

    Returns:
        as many arrays as seeds, each with as many labels as nodes; 0 is the largest community.

    Raises:
        UsageError: if the resolution is not a finite number above zero.
    """
    if not 0 < resolution < math.inf:
        raise UsageError(
            Text(
                f"The resolution is {resolution}. It must be a number above zero, such as 1.",
                f"分辨率为{resolution}。须为大于零的数，如1。",
            )
        )
    if not network.strength.nnz:
        return [np.arange(len(network), dtype=np.int64) for _ in seeds]
    raw = _leiden(network, resolution, seeds) if compiled.has_networkit() else _louvain(network, resolution, seeds)
    return [_by_size(np.asarray(labels)) for labels in raw]


def _by_size(labels: Labels) -> Labels:
    """Groups numbered from 0 by size, the largest first, then by first node."""
    _, first, own, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    ranked: Labels = number[own.ravel()]
    return ranked


def _leiden(network: SparseNetwork, resolution: float, seeds: Any) -> Iterator[Any]:
    nk = networkit()
    graph = networkit_graph(len(network), network.strength)
    # With several threads the order of moves, and with it the partition, is another every time.
    with one_thread():
        for seed in seeds:
            nk.setSeed(seed, False)
            run = nk.community.ParallelLeiden(graph, randomize=True, iterations=_ITERATIONS, gamma=resolution)
            yield run.run().getPartition().getVector()


def _louvain(network: SparseNetwork, resolution: float, seeds: Any) -> Iterator[Any]:
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    ends = zip(*(column.tolist() for column in network.ties()), strict=True)
    graph.add_weighted_edges_from(ends)
    for seed in seeds:
        labels = np.empty(len(network), dtype=np.int64)
        for number, group in enumerate(nx.community.louvain_communities(graph, resolution=resolution, seed=seed)):
            labels[list(group)] = number
        yield labels


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "community",
        leiden,
        Text("Community", "社群"),
        Text(
            "Number of its group, the largest being 1; groups are tied among themselves more than to others.",
            "所属社群的编号，最大的社群为 1；社群内部的联系多于对外联系。",
        ),
        "Traag et al. 2019",
        complexity="O(m) a round, at most 10 rounds",
        see_also=("core",),
        order=170,
        brief=True,
        whole=True,
        rankable=False,
        gist=Text("number of its group", "所属群的编号"),
    ),
)
