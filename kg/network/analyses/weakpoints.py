"""Where the network is thin: what is lost when a node withdraws, or when a single tie breaks.

Functions take an undirected networkx graph as those of ``kg.network.measures.centrality`` do. Which
partnerships a tie stands for is read from the edges of a projection; where they do not say, each tie
counts as one. A partnership of which two parties or more remain goes on without the one that leaves.

Source: articulation points, bridges and their parts by depth-first search, Hopcroft & Tarjan (1973),
Algorithm 447, Communications of the ACM 16(6), 372-378.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import UsageError
from kg.network.forms.graphs import STRENGTH, measurable, node_order
from kg.network.forms.labels import NODE, named, names_remark, node_record
from kg.results.numbers import rounded
from kg.results.report import Column, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is lost when a node withdraws.

    Attributes:
        node: the node.
        articulation: whether its withdrawal splits what it holds together.
        partners: how many lose their tie with it.
        strength: how much strength those ties have.
        partnerships: how many partnerships it takes part in, of those that tie something.
        ended: how many of them end, as fewer than two others remain.
        parts: into how many parts the rest of its component falls; 0 for an isolate, 1 if it holds.
        cut_off: how many nodes end up outside the largest of them.
        pairs: how many pairs of others can then no longer reach each other.
        stranded: how many of its partners have no tie left.
    """

    node: Any
    articulation: bool
    partners: int
    strength: float
    partnerships: int
    ended: int
    parts: int
    cut_off: int
    pairs: int
    stranded: int


@dataclass(frozen=True, slots=True)
class Losses:
    """Who is hit when a node withdraws, by name.

    Attributes:
        withdrawal: the numbers.
        parts: the parts of the rest of its component, the largest first, then by first node; nodes sorted.
        stranded: the partners that have no tie left, sorted.
    """

    withdrawal: Withdrawal
    parts: tuple[tuple[Any, ...], ...]
    stranded: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie that alone joins two parts of the network.

    Attributes:
        ends: its two nodes, sorted.
        strength: its strength.
        partnerships: how many partnerships it stands for.
        cut_off: nodes on the smaller side.
        pairs: pairs of nodes that it alone joins, its ends among them.
    """

    ends: tuple[Any, Any]
    strength: float
    partnerships: int
    cut_off: int
    pairs: int


def withdrawals(graph: Graph) -> list[Withdrawal]:
    """What is lost when each node withdraws, alone; those that cut off most first, then by lost ties.

    One search of the network serves all nodes.

    >>> [(row.node, row.cut_off, row.pairs) for row in withdrawals(nx.path_graph(4))]
    [(1, 1, 2), (2, 1, 2), (0, 0, 0), (3, 0, 0)]
    """
    graph = measurable(graph)
    pieces = _Search(graph).pieces
    members = _members(graph)
    rows = [_withdrawal(graph, node, pieces[node], members) for node in graph]
    return sorted(rows, key=lambda row: (-row.pairs, -row.cut_off, -row.ended, -row.strength, node_order(row.node)))


def withdrawal(graph: Graph, node: Any) -> Losses:
    """What is lost when one node withdraws, with the names of those it hits.

    Raises:
        UsageError: if the node is not in the network.

    >>> withdrawal(nx.path_graph(4), 1).parts
    ((2, 3), (0,))
    """
    graph = measurable(graph)
    if node not in graph:
        raise UsageError(
            Text(
                f"{node!r} is not a node of this network. `kg measure` lists its nodes; another level or "
                "projection may "
                "have it.",
                f"“{node}”不是该网络的节点。`kg measure` 列出其节点；它可能在另一层级或投影中。",
            )
        )
    rest = graph.subgraph(nx.node_connected_component(graph, node) - {node})
    parts = [tuple(sorted(part, key=node_order)) for part in nx.connected_components(rest)]
    parts.sort(key=lambda part: (-len(part), node_order(part[0])))
    stranded = tuple(sorted((other for other in graph[node] if graph.degree(other) == 1), key=node_order))
    row = _withdrawal(graph, node, [len(part) for part in parts], _members(graph))
    return Losses(row, tuple(parts), stranded)


def bridges(graph: Graph) -> list[Bridge]:
    """The ties that alone join two parts, those with most pairs behind them first.

    >>> [(bridge.ends, bridge.pairs) for bridge in bridges(nx.path_graph(3))]
    [((0, 1), 2), ((1, 2), 2)]
    """
    graph = measurable(graph)
    rows = [_bridge(graph, above, below, size, whole) for above, below, size, whole in _Search(graph).bridges]
    return sorted(rows, key=lambda row: (-row.pairs, node_order(row.ends[0]), node_order(row.ends[1])))


def _bridge(graph: Graph, above: Any, below: Any, size: int, whole: int) -> Bridge:
    first, second = sorted((above, below), key=node_order)
    data = graph.edges[first, second]
    return Bridge(
        (first, second),
        data[STRENGTH],
        len(data.get("partnerships", (0,))),
        min(size, whole - size),
        size * (whole - size),
    )


def _withdrawal(graph: Graph, node: Any, pieces: list[int], members: Mapping[Any, set[Any]]) -> Withdrawal:
    ties = graph[node]
    own = {partnership for other, data in ties.items() for partnership in _partnerships(node, other, data)}
    rest = sum(pieces)
    return Withdrawal(
        node,
        len(pieces) > 1,
        len(ties),
        sum(sorted(data[STRENGTH] for data in ties.values())),
        len(own),
        sum(len(members[partnership]) <= 2 for partnership in own),
        len(pieces),
        rest - max(pieces, default=0),
        (rest**2 - sum(size**2 for size in pieces)) // 2,
        sum(graph.degree(other) == 1 for other in ties),
    )


def _members(graph: Graph) -> dict[Any, set[Any]]:
    """Partnership to the nodes that it ties."""
    members: defaultdict[Any, set[Any]] = defaultdict(set)
    for a, b, data in graph.edges(data=True):
        for partnership in _partnerships(a, b, data):
            members[partnership].update((a, b))
    return members


def _partnerships(a: Any, b: Any, data: Mapping[str, Any]) -> list[Any]:
    # A tie that names no partnership is one of its own.
    return data.get("partnerships") or [tuple(sorted((a, b), key=node_order))]


class _Search:
    """One depth-first search: sizes of the parts that each node, or bridge, holds together.

    Below a child from which no tie leads past its parent, all hangs on the parent alone.
    """

    def __init__(self, graph: Graph) -> None:
        self.pieces: dict[Any, list[int]] = {node: [] for node in graph}
        #: Upper end, lower end, nodes below, nodes of the component.
        self.bridges: list[tuple[Any, Any, int, int]] = []
        self._graph = graph
        self._found: dict[Any, int] = {}
        self._low: dict[Any, int] = {}
        self._size: dict[Any, int] = {}
        for root in graph:
            if root not in self._found:
                self._component(root)

    def _component(self, root: Any) -> None:
        order = list(self._walk(root))
        whole = len(order)
        hanging = dict.fromkeys((node for node, _ in order), 0)
        for node, parent in order:  # children come before their parents
            if node != root and hanging[node] < whole - 1:
                self.pieces[node].append(whole - 1 - hanging[node])
            if parent is None:
                continue
            if self._low[node] >= self._found[parent]:
                self.pieces[parent].append(self._size[node])
                hanging[parent] += self._size[node]
            if self._low[node] > self._found[parent]:
                self.bridges.append((parent, node, self._size[node], whole))

    def _walk(self, root: Any) -> Iterator[tuple[Any, Any | None]]:
        """Each node with its parent, after all below it; without recursion, as a path may be long."""
        self._enter(root)
        stack = [(root, None, iter(self._graph[root]))]
        while stack:
            node, parent, partners = stack[-1]
            other = next(partners, _NONE)
            if other is _NONE:
                stack.pop()
                if stack:
                    above = stack[-1][0]
                    self._low[above] = min(self._low[above], self._low[node])
                    self._size[above] += self._size[node]
                yield node, parent if stack else None
            elif other not in self._found:
                self._enter(other)
                stack.append((other, node, iter(self._graph[other])))
            elif other != parent:
                self._low[node] = min(self._low[node], self._found[other])

    def _enter(self, node: Any) -> None:
        self._found[node] = self._low[node] = len(self._found)
        self._size[node] = 1


_NONE = object()


def withdrawals_report(graph: Graph) -> Report:
    """What is lost when each node withdraws, alone; ``about`` has the ties that alone join two parts."""
    graph = measurable(graph)
    found, thin = withdrawals(graph), bridges(graph)
    about = {
        "articulation_points": sum(row.articulation for row in found),
        "bridges": [
            {
                **{f"source_{key}": value for key, value in node_record(graph.nodes, bridge.ends[0]).items()},
                **{f"target_{key}": value for key, value in node_record(graph.nodes, bridge.ends[1]).items()},
                "partnerships": bridge.partnerships,
                "strength": rounded(bridge.strength),
                "cut_off": bridge.cut_off,
                "pairs": bridge.pairs,
            }
            for bridge in thin
        ],
    }
    remark = Text(
        f"{about['articulation_points']} of {len(found)} nodes hold parts of the network together on their own, and "
        f"{len(thin)} of {graph.number_of_edges()} ties do. Partnerships with two or more other parties go on.",
        f"{len(found)} 个节点中有 {about['articulation_points']} 个独自维系着网络的某些部分，"
        f"{graph.number_of_edges()} 条联系中有 {len(thin)} 条如此。其余参与方不少于两个的合作仍将继续。",
    )
    return Report(_WITHDRAWAL, tuple(_withdrawal_row(graph, row) for row in found), (remark,), about, found)


def withdrawal_report(graph: Graph, node: Any) -> Report:
    """What is lost when one node withdraws; the remarks name whom it hits."""
    graph = measurable(graph)
    losses = withdrawal(graph, node)
    about = {
        "parts": [[node_record(graph.nodes, other) for other in part] for part in losses.parts],
        "stranded": [node_record(graph.nodes, other) for other in losses.stranded],
    }
    cut_off = [other for part in losses.parts[1:] for other in part]
    remarks = [
        names_remark(graph.nodes, cut_off, Text("Cut off from the largest part that remains", "与剩余的最大部分断开")),
        names_remark(graph.nodes, losses.stranded, Text("Left without a tie", "失去全部联系")),
    ]
    if not losses.withdrawal.articulation:
        remarks.insert(0, Text("The rest holds together without it.", "缺少该节点，其余部分仍然连通。"))
    told = tuple(remark for remark in remarks if remark is not None)
    return Report(_WITHDRAWAL, (_withdrawal_row(graph, losses.withdrawal),), told, about, losses)


_WITHDRAWAL = (
    NODE,
    Column("articulation", Text("Holds parts together", "关节点")),
    Column("partners", Text("Partners", "合作对象数")),
    Column("partnerships", Text("Partnerships", "合作项数")),
    Column("ended", Text("Partnerships that end", "终止的合作")),
    Column("strength", Text("Strength lost", "损失强度")),
    Column("parts", Text("Parts that remain", "剩余部分数")),
    Column("cut_off", Text("Nodes cut off", "断开的节点")),
    Column("pairs", Text("Pairs disconnected", "断开的节点对")),
    Column("stranded", Text("Nodes left without ties", "失去全部联系的节点")),
)


def _withdrawal_row(graph: Graph, row: Withdrawal) -> tuple[Any, ...]:
    return (
        named(graph.nodes, row.node),
        row.articulation,
        row.partners,
        row.partnerships,
        row.ended,
        row.strength,
        row.parts,
        row.cut_off,
        row.pairs,
        row.stranded,
    )
