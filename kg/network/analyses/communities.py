"""Communities that hold: the Leiden method, run with many seeds, and how far the runs agree.

Modularity has many near-equal optima, so that a single partition says nothing of itself. Here the
partition is that of the run which agrees best with the others, and each node is told how often it
stays with its group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.forms import compiled
from kg.network.forms.graphs import measurable
from kg.network.forms.labels import NODE, named
from kg.network.forms.sparse import network_of
from kg.network.measures.communities import SEED, modularity, partitions
from kg.results.numbers import rounded, shown
from kg.results.report import Column, Report
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph
    from kg.network.forms.sparse import Network

    Labels = NDArray[np.int64]

#: From which mean agreement of the runs (adjusted Rand index) on a partition holds, and holds in the main.
HOLDS, HOLDS_MAINLY = 0.9, 0.7


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


def stable_communities(network: Network, runs: int = 20, resolution: float = 1.0, seed: int = SEED) -> Stability:
    """Leiden communities with their stability over seeds.

    Args:
        network: an undirected graph or its arrays.
        runs: how many runs, 2 or more; with the seeds ``seed``, ``seed + 1`` …
        resolution: as in ``kg.network.measures.communities.leiden``.
        seed: the first seed.

    Returns:
        the partition of the run with the highest mean adjusted Rand index against the others; of
        equal ones, that of the higher modularity, then the earlier.

    Raises:
        UsageError: if there are fewer than two runs, or the resolution is not a finite number above zero.

    Source: Hubert & Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218; Meilă
    (2007), Comparing clusterings, Journal of Multivariate Analysis 98, 873-895.

    >>> import networkx as nx
    >>> stable_communities(nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(4)), runs=3).rand
    1.0
    """
    if runs < 2:
        raise UsageError(
            Text(
                f"{runs} runs tell nothing of stability. Give 2 or more.",
                f"运行{runs}次看不出稳定性。请给出2次或以上。",
            )
        )
    arrays = network_of(network)
    found = partitions(arrays, resolution, range(seed, seed + runs))
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
        "leiden" if compiled.has_networkit() else "louvain",
        qualities[best],
        (min(known), max(known)) if known else None,
        (min(counts), max(counts)),
        float(rand[others].mean()),
        float(variation[others].mean()),
    )


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


def communities_report(graph: Graph, runs: int, resolution: float) -> Report:
    """The community of each node, and how far the partition holds over seeds.

    Args:
        graph: a projected network.
        runs: how many seeds the partition is made with.
        resolution: of modularity, above zero; the larger, the more communities.

    Returns:
        a row for each node, with its community and the share of runs in which it stays there; in ``about`` the
        modularity, the adjusted Rand index and the variation of information over the runs.

    Raises:
        UsageError: if the resolution is not a finite number above zero.
    """
    graph = measurable(graph)
    found = stable_communities(graph, runs, resolution)
    columns = (
        NODE,
        Column("community", Text("Community", "社群")),
        Column("stays", Text("Stays in it", "稳定度")),
    )
    nodes = sorted(graph, key=lambda node: found.community[node])
    rows = tuple((named(graph.nodes, node), found.community[node], found.stays[node]) for node in nodes)
    about = {
        "method": found.method,
        "runs": found.runs,
        "communities": max(found.community.values(), default=0),
        "communities_least": found.counts[0],
        "communities_most": found.counts[1],
        "modularity": rounded(found.modularity),
        "adjusted_rand": rounded(found.rand),
        "variation_of_information": rounded(found.variation),
        "holds": found.rand >= HOLDS,
    }
    return Report(columns, rows, tuple(_stability_remarks(found)), about, found)


def _stability_remarks(found: Stability) -> list[Text]:
    if found.modularity is None:
        return [Text("There are no ties: every node is a community of its own.", "没有联系：每个节点自成一个社群。")]
    score, runs = shown(round(found.rand, 2)), found.runs
    span = f"{found.counts[0]}" if found.counts[0] == found.counts[1] else f"{found.counts[0]}-{found.counts[1]}"
    if found.rand >= HOLDS:
        said = ("The partition holds", "该划分稳定")
    elif found.rand >= HOLDS_MAINLY:
        said = (
            "The partition holds in the main; nodes that often change sides are marked by a low share",
            "该划分大体稳定；经常变换社群的节点，其稳定度较低",
        )
    else:
        said = (
            "The partition does not hold: another seed gives other communities. Do not build on it",
            "该划分不稳定：换一个随机种子就会得到不同的社群，不宜据此下结论",
        )
    told = [
        Text(
            f"{said[0]} (adjusted Rand index between {runs} runs: {score}; communities: {span}; "
            f"modularity {shown(rounded(found.modularity))}).",
            f"{said[1]}（{runs} 次运行之间的调整兰德指数：{score}；社群数：{span}；"
            f"模块度 {shown(rounded(found.modularity))}）。",
        )
    ]
    if found.method != "leiden":
        told.append(
            Text(
                "NetworKit is not installed: the Louvain method was used instead of Leiden.",
                "未安装 NetworKit：以 Louvain 方法代替 Leiden 方法。",
            )
        )
    return told
