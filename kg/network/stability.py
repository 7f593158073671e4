"""Communities that hold: the Leiden method, run with many seeds, and how far the runs agree.

Modularity has many near-equal optima, so that a single partition says nothing of itself. Here the
partition is that of the run which agrees best with the others, and each node is told how often it
stays with its group.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.communities import SEED
from kg.network.partition import ties_of
from kg.network.sparse import network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.sparse import Network, SparseNetwork

    Labels = NDArray[np.int64]

#: From which mean agreement of the runs (adjusted Rand index) on a partition holds, and holds in the main.
HOLDS, HOLDS_MAINLY = 0.9, 0.7
#: How often Leiden goes over the network; it stops sooner where nothing moves.
_ITERATIONS = 10


@dataclass(frozen=True, slots=True)
class Stability:
    """Communities of a network, and how far they can be trusted.

    Attributes:
        community: node to the number of its community, the largest being 1.
        stays: node to the share of the other runs in which it is in the group that matches its
            community best (by the Jaccard index).
        runs: how many runs there were.
        method: ``leiden``, or ``louvain`` where NetworKit is not installed.
        modularity: of this partition; ``None`` without ties.
        modularities: the least and the greatest of the runs.
        counts: the least and the greatest number of communities.
        rand: mean adjusted Rand index between two runs: 1 if all agree, about 0 if by chance only.
        variation: mean variation of information between two runs, divided by the logarithm of the
            number of nodes: 0 if all agree, at most 1.
    """

    community: dict[Any, int]
    stays: dict[Any, float]
    runs: int
    method: str
    modularity: float | None
    modularities: tuple[float, float] | None
    counts: tuple[int, int]
    rand: float
    variation: float


def leiden(network: Network, resolution: float = 1.0, seed: int = SEED) -> dict[Any, int]:
    """The number of the community that a node belongs to, by the Leiden method, by ``strength``.

    Numbers go by size, the largest first, then by the smallest node. One thread, so that the same
    seed gives the same partition. An isolate is a community of its own. Where NetworKit is not
    installed, the Louvain method is used instead.

    Args:
        network: an undirected graph or its arrays.
        resolution: above 1 for smaller communities, below 1 for larger ones.
        seed: of the order in which nodes are moved.

    Source: Traag, Waltman & van Eck (2019), From Louvain to Leiden: guaranteeing well-connected
    communities, Scientific Reports 9, 5233; Nguyen (2021), parallel version in NetworKit.

    >>> import networkx as nx
    >>> leiden(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]))
    {'a': 1, 'b': 1, 'c': 1, 'd': 2, 'e': 2}
    """
    arrays = network_of(network)
    return dict(zip(arrays.nodes, (_runs(arrays, resolution, [seed])[0] + 1).tolist(), strict=True))


def stable_communities(network: Network, runs: int = 20, resolution: float = 1.0, seed: int = SEED) -> Stability:
    """Leiden communities with their stability over seeds.

    Args:
        network: an undirected graph or its arrays.
        runs: how many runs, 2 or more; with the seeds ``seed``, ``seed + 1`` …
        resolution: as in ``leiden``.
        seed: the first seed.

    Returns:
        the partition of the run with the highest mean adjusted Rand index against the others; of
        equal ones, that of the higher modularity, then the earlier.

    Raises:
        UsageError: if there are fewer than two runs.

    Source: Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218; Meilă
    (2007), Comparing clusterings, Journal of Multivariate Analysis 98, 873-895.

    >>> import networkx as nx
    >>> stable_communities(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(4)), runs=3).rand
    1.0
    """
    if runs < 2:
        raise UsageError(f"{runs} runs tell nothing of stability. Give 2 or more.")
    arrays = network_of(network)
    found = _runs(arrays, resolution, range(seed, seed + runs))
    rand, variation = _agreement(found)
    qualities = [modularity(arrays, labels, resolution) for labels in found]
    means = (rand.sum(axis=1) - 1) / (runs - 1)
    best = max(range(runs), key=lambda run: (round(means[run], 9), round(qualities[run] or 0.0, 9), -run))
    others = np.triu_indices(runs, 1)
    counts = [int(labels.max(initial=-1)) + 1 for labels in found]
    known = [quality for quality in qualities if quality is not None]
    return Stability(
        dict(zip(arrays.nodes, (found[best] + 1).tolist(), strict=True)),
        dict(zip(arrays.nodes, _stays(found, best).tolist(), strict=True)),
        runs,
        "leiden" if find_spec("networkit") else "louvain",
        qualities[best],
        (min(known), max(known)) if known else None,
        (min(counts), max(counts)),
        float(rand[others].mean()),
        float(variation[others].mean()),
    )


def modularity(network: SparseNetwork, labels: Labels, resolution: float = 1.0) -> float | None:
    """Newman and Girvan's modularity of a partition, by strength; ``None`` without ties.

    Args:
        network: the arrays.
        labels: one a node, in the order of the nodes.
        resolution: the weight of what chance would give.

    Source: Newman & Girvan (2004), Phys. Rev. E 69, 026113.
    """
    tails, heads, weights = ties_of(network)
    total = float(weights.sum())
    if not total:
        return None
    inside = float(weights[labels[tails] == labels[heads]].sum()) / total
    strength = np.asarray(network.strength.sum(axis=1)).ravel()
    shares = np.bincount(labels, strength) / (2 * total)
    return float(inside - resolution * (shares**2).sum())


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Agreement of two partitions of the same nodes, corrected for chance: 1 if they are equal.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """

    def pairs(counts: Any) -> float:
        return float((counts * (counts - 1.0)).sum() / 2)

    if not len(first):
        return 1.0
    table, rows, columns = _table(first, second)
    both, one, other = pairs(table), pairs(rows), pairs(columns)
    every = len(first) * (len(first) - 1) / 2
    chance = one * other / every if every else 0.0
    largest = (one + other) / 2
    return (both - chance) / (largest - chance) if largest != chance else 1.0


def variation_of_information(first: Labels, second: Labels) -> float:
    """How much is not known of one partition if the other is, and the other way round, in nats.

    >>> variation_of_information(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    0.0
    """

    def entropy(counts: Any) -> float:
        shares = counts / len(first)
        return float(-(shares * np.log(shares)).sum())

    if not len(first):
        return 0.0
    table, rows, columns = _table(first, second)
    return max(0.0, 2 * entropy(table) - entropy(rows) - entropy(columns))


def _table(first: Labels, second: Labels) -> tuple[Labels, Labels, Labels]:
    """How many nodes two partitions' groups share, where they share any, and how many each group has."""
    pairs = first * (second.max() + 1) + second
    shared = np.unique(pairs, return_counts=True)[1]
    return shared, np.unique(first, return_counts=True)[1], np.unique(second, return_counts=True)[1]


def _agreement(found: list[Labels]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    runs = len(found)
    rand, variation = np.eye(runs), np.zeros((runs, runs))
    whole = np.log(max(len(found[0]), 2))
    for a in range(runs):
        for b in range(a):
            rand[a, b] = rand[b, a] = adjusted_rand(found[a], found[b])
            variation[a, b] = variation[b, a] = variation_of_information(found[a], found[b]) / whole
    return rand, variation


def _stays(found: list[Labels], best: int) -> NDArray[np.float64]:
    kept = np.zeros(len(found[best]))
    for run, labels in enumerate(found):
        if run != best:
            kept += _matching(found[best], labels)[found[best]] == labels
    return kept / (len(found) - 1)


def _matching(own: Labels, other: Labels) -> Labels:
    """For each group of ``own`` the group of ``other`` that it shares most with; of equal ones the first."""
    from scipy.sparse import coo_array

    if not len(own):
        return own
    shared = coo_array((np.ones(len(own)), (own, other))).tocsr().tocoo()
    row, column = shared.row, shared.col
    jaccard = shared.data / (np.bincount(own)[row] + np.bincount(other)[column] - shared.data)
    order = np.lexsort((column, -jaccard, row))
    first = np.unique(row[order], return_index=True)[1]
    matched: Labels = column[order][first].astype(np.int64)
    return matched


def _runs(network: SparseNetwork, resolution: float, seeds: Any) -> list[Labels]:
    if not network.strength.nnz:
        return [np.arange(len(network), dtype=np.int64) for _ in seeds]
    raw = _leiden(network, resolution, seeds) if find_spec("networkit") else _louvain(network, resolution, seeds)
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
    import networkit as nk

    tails, heads, weights = ties_of(network)
    graph = nk.GraphFromCoo((weights, (tails, heads)), n=len(network), weighted=True, directed=False)
    with _one_thread(nk):
        for seed in seeds:
            nk.setSeed(seed, False)
            run = nk.community.ParallelLeiden(graph, randomize=True, iterations=_ITERATIONS, gamma=resolution)
            yield run.run().getPartition().getVector()


@contextmanager
def _one_thread(nk: Any) -> Iterator[None]:
    # With several threads the order of moves, and with it the partition, is another every time.
    threads = nk.getMaxNumberOfThreads()
    nk.setNumberOfThreads(1)
    try:
        yield
    finally:
        nk.setNumberOfThreads(threads)


def _louvain(network: SparseNetwork, resolution: float, seeds: Any) -> Iterator[Any]:
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    ends = zip(*(column.tolist() for column in ties_of(network)), strict=True)
    graph.add_weighted_edges_from(ends)
    for seed in seeds:
        labels = np.empty(len(network), dtype=np.int64)
        for number, group in enumerate(nx.community.louvain_communities(graph, resolution=resolution, seed=seed)):
            labels[list(group)] = number
        yield labels
