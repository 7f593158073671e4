"""Two networks of the same kind side by side: two periods, two sectors, two sides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.analyses.ranking.league import places
from kg.network.analyses.ranking.rankings import rankable_names
from kg.network.forms.graphs import node_order
from kg.network.forms.labels import NODE, label
from kg.network.forms.sparse import SparseNetwork
from kg.network.forms.table import TieTable
from kg.network.measures.register import MEASURES
from kg.results.numbers import rounded, shown
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

#: What is compared if nothing is said.
COMPARED = ("degree", "strength", "betweenness")
#: How many ties a remark names; ``about`` has all.
_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two networks as a whole.

    Attributes:
        name: what tells it from the other one.
        label: the same for people.
        nodes: how many nodes it has.
        ties: how many pairs are tied.
        partnerships: how many partnerships tie them.
        density: share of the pairs that are tied; ``None`` with fewer than two nodes.
        strength: the sum of the strengths of all ties.
    """

    name: str
    label: Text
    nodes: int
    ties: int
    partnerships: int
    density: float | None
    strength: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A node by one measure in both networks; ``None`` where it is not in one, or has no value there."""

    node: Any
    values: tuple[float | None, float | None]
    ranks: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two rankings are, over the nodes that both have.

    Attributes:
        nodes: how many those are.
        spearman: Spearman's rank correlation; ``None`` with fewer than two nodes, or where one side has all alike.
        kendall: Kendall's tau-b; ``None`` as there.
    """

    nodes: int
    spearman: float | None
    kendall: float | None


@dataclass(frozen=True)
class Comparison:
    """Two networks compared.

    Attributes:
        sides: the two as wholes.
        standings: measure to one entry a node that either has, the first of the second network first.
        agreements: measure to how alike the two rankings are.
        kept: pairs that are tied in both; pairs are sorted, and each list of them.
        new: pairs that only the second ties.
        lost: pairs that only the first ties.
        inside: the nodes of each network.
        labels: node to its names.
    """

    sides: tuple[Side, Side]
    standings: Mapping[str, tuple[Standing, ...]]
    agreements: Mapping[str, Agreement]
    kept: tuple[tuple[Any, Any], ...]
    new: tuple[tuple[Any, Any], ...]
    lost: tuple[tuple[Any, Any], ...]
    inside: tuple[frozenset[Any], frozenset[Any]]
    labels: Mapping[Any, Text]

    @property
    def jaccard(self) -> float | None:
        """Pairs tied in both, as a share of those tied in either; ``None`` if there are none."""
        union = len(self.kept) + len(self.new) + len(self.lost)
        return len(self.kept) / union if union else None


def compare(
    first: Graph,
    second: Graph,
    names: Iterable[str] | None = None,
    called: tuple[str, str] = ("first", "second"),
    labels: tuple[Text, Text] = (Text("first", "第一个"), Text("second", "第二个")),
) -> Comparison:
    """Compare two networks whose nodes are known by the same names.

    Args:
        first: a projection.
        second: another.
        names: the measures' names; ``COMPARED`` if ``None``.
        called: what tells the two apart.
        labels: the same for people.

    Returns:
        the ties that both have, that are new and that are lost, and by each measure how alike the two rankings are:
        rank correlations from -1 to 1.

    Raises:
        UsageError: if a measure is unknown or has no order, or a graph is directed.

    Source: Spearman (1904), Am. J. Psychology 15, 72-101; Kendall (1945), The treatment of ties in ranking
    problems, Biometrika 33, 239-251 (tau-b); Jaccard (1912), New Phytologist 11, 37-50.

    >>> import networkx as nx
    >>> found = compare(nx.path_graph(3), nx.star_graph(3), ["degree"])
    >>> found.kept, found.new, found.lost, found.jaccard
    (((0, 1),), ((0, 2), (0, 3)), ((1, 2),), 0.25)
    """
    graphs = (first, second)
    wanted = rankable_names(COMPARED if names is None else names)
    tables = [TieTable.of(graph) for graph in graphs]
    pairs = [_pairs(table) for table in tables]
    named = {node: label(graph.nodes[node], node) for graph in graphs for node in graph}
    networks = [SparseNetwork.of(graph) for graph in graphs]
    standings = {name: _standings(name, networks) for name in wanted}
    return Comparison(
        (
            _side(called[0], labels[0], networks[0], first, len(tables[0].partnerships)),
            _side(called[1], labels[1], networks[1], second, len(tables[1].partnerships)),
        ),
        standings,
        {name: _agreement(rows) for name, rows in standings.items()},
        _sorted(pairs[0] & pairs[1]),
        _sorted(pairs[1] - pairs[0]),
        _sorted(pairs[0] - pairs[1]),
        (frozenset(first), frozenset(second)),
        named,
    )


def comparison_report(found: Comparison) -> Report:
    """A comparison as a table: one row a measure and node, the first of the second network first."""
    sides = [side.label for side in found.sides]
    columns = (
        Column("measure", Text("Measure", "指标"), brief=len(found.standings) > 1),
        NODE,
        Column("first", Text(f"Value, {sides[0].en}", f"数值（{sides[0].zh}）")),
        Column("second", Text(f"Value, {sides[1].en}", f"数值（{sides[1].zh}）")),
        Column("change", Text("Change", "变化"), brief=False),
        Column("rank_first", Text(f"Rank, {sides[0].en}", f"名次（{sides[0].zh}）")),
        Column("rank_second", Text(f"Rank, {sides[1].en}", f"名次（{sides[1].zh}）")),
        Column("places_gained", Text("Places gained", "名次上升")),
        Column("presence", Text("In which", "出现于"), brief=False),
    )
    rows = tuple(_row(found, name, standing) for name, rows in found.standings.items() for standing in rows)
    return Report(columns, rows, tuple(_remarks(found)), _about(found), found)


def _standings(name: str, networks: list[SparseNetwork]) -> tuple[Standing, ...]:
    values, ranks = [], []
    for network in networks:
        column = MEASURES[name].function(network)
        array = np.array([[math.nan if value is None else value for value in column.values()]], dtype=np.float64)
        ordered = places(array, low_first=MEASURES[name].low_first)[0].tolist() if len(column) else []
        values.append(column)
        ranks.append(
            {node: rank for (node, value), rank in zip(column.items(), ordered, strict=True) if value is not None}
        )
    nodes = {node for network in networks for node in network.nodes}
    found = [
        Standing(node, (values[0].get(node), values[1].get(node)), (ranks[0].get(node), ranks[1].get(node)))
        for node in nodes
    ]
    last = len(nodes) + 1
    return tuple(sorted(found, key=lambda row: (row.ranks[1] or last, row.ranks[0] or last, node_order(row.node))))


def _agreement(rows: Iterable[Standing]) -> Agreement:
    both = [row.ranks for row in rows if None not in row.ranks]
    first, second = ([ranks[place] for ranks in both] for place in (0, 1))
    if len(set(first)) < 2 or len(set(second)) < 2:
        return Agreement(len(both), None, None)
    from scipy.stats import kendalltau, spearmanr

    return Agreement(len(both), float(spearmanr(first, second).statistic), float(kendalltau(first, second).statistic))


def _side(name: str, label: Text, network: SparseNetwork, graph: Graph, partnerships: int) -> Side:
    size, ties = len(network), network.strength.nnz // 2
    possible = _possible(graph)
    return Side(
        name,
        label,
        size,
        ties,
        partnerships,
        ties / possible if possible else None,
        float(network.strength.sum()) / 2,
    )


def _possible(graph: Graph) -> int:
    """How many pairs could be tied; in a network of two modes only those of one with the other."""
    if graph.graph.get("bipartite"):
        upper = sum(bool(mode) for _, mode in graph.nodes(data="bipartite"))
        return upper * (len(graph) - upper)
    return len(graph) * (len(graph) - 1) // 2


def _pairs(ties: TieTable) -> set[tuple[Any, Any]]:
    ends = zip(np.minimum(ties.tails, ties.heads).tolist(), np.maximum(ties.tails, ties.heads).tolist(), strict=True)
    return {(ties.nodes[low], ties.nodes[high]) for low, high in ends}


def _sorted(pairs: set[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple(sorted(pairs, key=lambda pair: (node_order(pair[0]), node_order(pair[1]))))


def _row(found: Comparison, name: str, standing: Standing) -> tuple[Any, ...]:
    (one, other), (before, after) = standing.values, standing.ranks
    return (
        Named(name, MEASURES[name].title),
        Named(standing.node, found.labels[standing.node]),
        one,
        other,
        None if one is None or other is None else other - one,
        before,
        after,
        None if before is None or after is None else before - after,
        _presence(found, standing.node),
    )


def _presence(found: Comparison, node: Any) -> Text:
    first, second = (node in inside for inside in found.inside)
    if first and second:
        return Text("both", "两者")
    name = found.sides[1 if second else 0].label
    return Text(f"only {name.en}", f"仅{name.zh}")


def _remarks(found: Comparison) -> Iterator[Text]:
    for side in found.sides:
        if not side.nodes:
            yield Text(f"{side.label.en}: nothing is tied.", f"“{side.label.zh}”：没有任何联系。")
            continue
        density = shown(side.density)
        yield Text(
            f"{side.label.en}: nodes {side.nodes}, tied pairs {side.ties}, partnerships {side.partnerships}, "
            f"density {density}, total strength {shown(side.strength)}.",
            f"“{side.label.zh}”：{side.nodes} 个节点，{side.ties} 对联系，{side.partnerships} 项合作，"
            f"密度 {density}，总强度 {shown(side.strength)}。",
        )
    yield from _of_ties(found)
    for name, agreement in found.agreements.items():
        yield _of_ranks(name, agreement)


def _of_ties(found: Comparison) -> Iterator[Text]:
    if found.jaccard is None:
        return
    yield Text(
        f"Of the tied pairs {len(found.kept)} are in both, {len(found.new)} only in {found.sides[1].label.en}, "
        f"{len(found.lost)} only in {found.sides[0].label.en}: Jaccard index {shown(found.jaccard)}.",
        f"联系中，两者共有 {len(found.kept)} 对，仅“{found.sides[1].label.zh}”有 {len(found.new)} 对，"
        f"仅“{found.sides[0].label.zh}”有 {len(found.lost)} 对，Jaccard 指数 {shown(found.jaccard)}。",
    )
    for pairs, side in ((found.new, found.sides[1]), (found.lost, found.sides[0])):
        if pairs:
            named = [(found.labels[a], found.labels[b]) for a, b in pairs[:_MOST_NAMES]]
            more = len(pairs) - len(named)
            en = "; ".join(f"{a.en} – {b.en}" for a, b in named) + (f"; and {more} more" if more else "")
            zh = "；".join(f"{a.zh}–{b.zh}" for a, b in named) + (f"；另有 {more} 对" if more else "")
            yield Text(f"Only in {side.label.en}: {en}.", f"仅“{side.label.zh}”：{zh}。")


def _of_ranks(name: str, found: Agreement) -> Text:
    title = MEASURES[name].title
    if found.spearman is None:
        return Text(
            f"{title.en}: {found.nodes} nodes in both, too few or all alike: the ranks cannot be correlated.",
            f"{title.zh}：两者共有 {found.nodes} 个节点，过少或名次全同，无法计算名次相关。",
        )
    told = f"Spearman {shown(found.spearman)}, Kendall tau-b {shown(found.kendall)}"
    return Text(
        f"{title.en}: ranks of the {found.nodes} nodes in both: {told}.",
        f"{title.zh}：两者共有的 {found.nodes} 个节点的名次相关：{told}。",
    )


def _about(found: Comparison) -> dict[str, Any]:
    first, second = (
        {
            "name": side.name,
            "nodes": side.nodes,
            "ties": side.ties,
            "partnerships": side.partnerships,
            "density": rounded(side.density),
            "strength": rounded(side.strength),
        }
        for side in found.sides
    )
    return {
        "first_network": first,
        "second_network": second,
        "ties": {
            "kept": list(map(list, found.kept)),
            "new": list(map(list, found.new)),
            "lost": list(map(list, found.lost)),
            "jaccard": rounded(found.jaccard),
        },
        "ranks": {
            name: {
                "nodes": each.nodes,
                "spearman": rounded(each.spearman),
                "kendall": rounded(each.kendall),
            }
            for name, each in found.agreements.items()
        },
    }
