"""The register of measures, and one table of them all.

The families (``centrality``, ``paths``, ``structure``, ``holes``, ``kcomponents``,
``communities``) hold the functions; here each gets its name, and its title and meaning in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.nearest import no_such
from kg.network.forms.sparse import network_of
from kg.network.measures import centrality, communities, holes, kcomponents, sampling, structure
from kg.results.numbers import Value, shown
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.sparse import Network, SparseNetwork


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, what it means, and the function from a network to node values.

    One that is not ``brief`` is left out where there is no room for all: on the page, and of tables on a terminal.
    """

    name: str
    function: Callable[[Network], dict[Any, Any]]
    title_en: str
    title_zh: str
    definition_en: str
    definition_zh: str
    source: str
    brief: bool = True


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A node with its values, by the names of the measures; ``None`` where a measure is not defined."""

    node: Any
    label_en: str
    label_zh: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class MeasuredNetwork:
    """A network of which every node is measured.

    Attributes:
        title_en: what the network is called, in English.
        title_zh: the same in Chinese.
        rows: as ``measure`` gives them.
        remarks: what a reader of the values must know.
        intervals: node to measure to the ranks between which the node moves when part of the data is left out, as
            ``kg.network.analyses.ranking.report.interval_texts`` gives them; only what was tried.
    """

    title_en: str
    title_zh: str
    rows: tuple[MeasureRow, ...]
    remarks: tuple[Text, ...] = ()
    intervals: Mapping[Any, Mapping[str, str]] = field(default_factory=dict)


_ALL = (
    Measure(
        "degree",
        centrality.degree,
        "Degree",
        "度",
        "Number of partners.",
        "合作对象的数量。",
        "Freeman 1978",
    ),
    Measure(
        "strength",
        centrality.strength,
        "Strength",
        "强度",
        "Sum of the strengths of its ties; a partnership of n gives each pair 1/(n-1).",
        "其各项联系强度之和；n 方参与的一项合作，每对之间计 1/(n-1)。",
        "Barrat et al. 2004; Newman 2001",
    ),
    Measure(
        "betweenness",
        sampling.betweenness,
        "Betweenness",
        "中介中心度",
        "Share of the shortest paths between others that run through it; strong ties are short (length 1/strength).",
        "其他节点之间的最短路径经过该节点的比例；联系越强距离越短（距离 = 1/强度）。",
        "Freeman 1977; Brandes 2001; Newman 2001",
    ),
    Measure(
        "closeness",
        sampling.closeness,
        "Closeness",
        "接近中心度",
        "How near it is to all that it can reach, scaled by how many those are (distance = 1/strength).",
        "与其可达的所有节点的接近程度，并按可达节点所占比例折算（距离 = 1/强度）。",
        "Sabidussi 1966; Wasserman & Faust 1994",
    ),
    Measure(
        "harmonic",
        sampling.harmonic,
        "Harmonic closeness",
        "调和接近中心度",
        "Sum of 1/distance to all others, 0 for those that it cannot reach (distance = 1/strength).",
        "到其他所有节点的距离倒数之和，不可达者计 0（距离 = 1/强度）。",
        "Marchiori & Latora 2000; Boldi & Vigna 2014",
        brief=False,
    ),
    Measure(
        "eigenvector",
        centrality.eigenvector,
        "Eigenvector centrality",
        "特征向量中心度",
        "How strongly it is tied to nodes that are strongly tied themselves; 0 outside the leading component.",
        "与自身联系紧密的节点相联系的程度；主导连通分量之外为 0。",
        "Bonacich 1972",
    ),
    Measure(
        "katz",
        centrality.katz,
        "Katz centrality",
        "卡茨中心度（Katz）",
        "Walks of every length that lead to it, long ones counting less (alpha = 0.85 / largest eigenvalue).",
        "通向该节点的各种长度的游走之多少，越长权重越低（alpha = 0.85 / 最大特征值）。",
        "Katz 1953",
        brief=False,
    ),
    Measure(
        "pagerank",
        centrality.pagerank,
        "PageRank",
        "网页排名值（PageRank）",
        "Share of time that a random walk along the ties spends there (damping 0.85).",
        "沿联系随机游走时停留在该节点的时间比例（阻尼系数 0.85）。",
        "Brin & Page 1998",
    ),
    Measure(
        "hits",
        centrality.hits,
        "HITS",
        "枢纽/权威值（HITS）",
        "How good a hub it is; as ties have no direction, also how good an authority. The values sum to 1.",
        "作为枢纽的程度；由于联系没有方向，也即作为权威的程度。各节点之和为 1。",
        "Kleinberg 1999",
        brief=False,
    ),
    Measure(
        "core",
        structure.core_number,
        "Core number",
        "核数",
        "Largest k such that it lies in a part of the network where each has at least k partners.",
        "该节点所处的、每个节点至少有 k 个合作对象的子网络中 k 的最大值。",
        "Seidman 1983",
    ),
    Measure(
        "k_component",
        kcomponents.k_component_number,
        "k-component number",
        "k-连通分量数",
        "Largest k such that it lies in a part that only k withdrawals can split. Empty where too large to search.",
        "该节点所处的、至少去掉 k 个节点才会断开的部分中 k 的最大值。部分过大无法计算时为空。",
        "White & Harary 2001; Moody & White 2003",
        brief=False,
    ),
    Measure(
        "clustering",
        structure.clustering,
        "Clustering",
        "集聚系数",
        "Share of the pairs of its partners that are tied to each other; strength is not read.",
        "其合作对象两两之间也有联系的比例；不计强度。",
        "Watts & Strogatz 1998",
        brief=False,
    ),
    Measure(
        "constraint",
        holes.constraint,
        "Constraint",
        "约束度",
        "How far its ties lead back to the same partners; low values mean room to broker. Empty without ties.",
        "其联系反复指向相同合作对象的程度；数值越低，居间协调的空间越大。没有联系时为空。",
        "Burt 1992",
    ),
    Measure(
        "effective_size",
        holes.effective_size,
        "Effective size",
        "有效规模",
        "Number of its partners, less those that others of them stand for. Empty without ties.",
        "其合作对象的数量，扣除彼此可以代替的部分。没有联系时为空。",
        "Burt 1992",
        brief=False,
    ),
    Measure(
        "efficiency",
        holes.efficiency,
        "Efficiency",
        "效率",
        "Effective size as a share of the number of partners. Empty without ties.",
        "有效规模占合作对象数量的比例。没有联系时为空。",
        "Burt 1992",
        brief=False,
    ),
    Measure(
        "hierarchy",
        holes.hierarchy,
        "Hierarchy",
        "等级度",
        "How far its constraint comes from a single partner; 0 if all give it equally. Empty below two partners.",
        "其约束来自单一合作对象的程度；各合作对象相同时为 0。合作对象少于两个时为空。",
        "Burt 1992",
        brief=False,
    ),
    Measure(
        "community",
        communities.leiden,
        "Community",
        "社群",
        "Number of its group, the largest being 1; groups are tied among themselves more than to others.",
        "所属社群的编号，最大的社群为 1；社群内部的联系多于对外联系。",
        "Traag et al. 2019",
    ),
)

#: Every measure by its name, in the order in which tables show them.
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}


def measure(network: Network, names: Iterable[str] | None = None) -> list[MeasureRow]:
    """Measure every node.

    Args:
        network: a projection, the simple graph made from one, or its arrays.
        names: the measures' names; all of them if ``None``.

    Returns:
        one row a node, the strongest first, then by IRI. Values are not rounded.

    Raises:
        UsageError: if a name is not that of a measure, or the graph is directed.

    >>> import networkx as nx
    >>> for row in measure(nx.path_graph(3), ["degree", "constraint"]):
    ...     print(row.node, row.values)
    1 {'degree': 2, 'constraint': 0.5}
    0 {'degree': 1, 'constraint': 1.0}
    2 {'degree': 1, 'constraint': 1.0}
    """
    chosen = _chosen(names)
    arrays = network_of(network)  # once, for all of them
    columns = {item.name: item.function(arrays) for item in chosen}
    strengths = columns.get("strength") or centrality.strength(arrays)
    nodes = sorted(arrays.nodes, key=lambda node: -strengths[node])  # stable: of equal ones, by node
    return [_row(arrays, node, columns) for node in nodes]


def measured_network(network: Network) -> MeasuredNetwork:
    """All measures of a network, with its title and what must be known of it.

    Args:
        network: as in ``measure``.
    """
    arrays = network_of(network)  # once, for both
    titles = arrays.about.get("title_en", ""), arrays.about.get("title_zh", "")
    return MeasuredNetwork(*titles, tuple(measure(arrays)), tuple(remarks(arrays)))


def remarks(network: Network, names: Iterable[str] | None = None) -> list[Text]:
    """What a reader of the measures of this network must know; empty if nothing.

    Args:
        network: as in ``measure``; the very arrays that were measured, if it is large, as they keep what
            was estimated.
        names: as in ``measure``.
    """
    arrays = network_of(network)
    parts = int(arrays.parts.max(initial=-1)) + 1
    estimated = sampling.is_sampled(arrays) and not sampling.MEASURES.isdisjoint(MEASURES if names is None else names)
    told = [
        _BIPARTITE if arrays.about.get("bipartite") else None,
        _parts(parts) if parts > 1 else None,
        _sampled(sampling.sampled(arrays)) if estimated else None,
    ]
    return [*left_out_remarks(arrays.about), *(remark for remark in told if remark is not None)]


def left_out_remarks(about: Mapping[str, Any]) -> list[Text]:
    """What of the data is not in a network; empty if nothing.

    Args:
        about: the network's own attributes, as a projection gives them.
    """
    told = [
        _without_weight(about.get("without_weight", 0)),
        _left_out(about.get("left_out", 0)),
        _parties_left_out(about.get("parties_left_out", 0)),
    ]
    return [remark for remark in told if remark is not None]


def _chosen(names: Iterable[str] | None) -> list[Measure]:
    wanted = list(dict.fromkeys(MEASURES if names is None else names))
    for name in wanted:
        if name not in MEASURES:
            raise no_such("measure", name, list(MEASURES))
    return [MEASURES[name] for name in wanted]


def _row(arrays: SparseNetwork, node: Any, columns: dict[str, dict[Any, Value]]) -> MeasureRow:
    data = arrays.attributes.get(node, {})
    values = {name: column[node] for name, column in columns.items()}
    return MeasureRow(node, data.get("label_en", str(node)), data.get("label_zh", str(node)), values)


_BIPARTITE = Text(
    "The network has two modes, and ties run only between them: compare values within a mode. "
    "No partner of a node is a partner of another partner, so clustering is 0, and constraint tells only of "
    "concentration.",
    "该网络有两类节点，联系只存在于两类之间：数值只宜在同类节点之间比较。"
    "节点的合作对象之间没有直接联系，因此集聚系数为 0，约束度只反映集中程度。",
)


def _without_weight(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership has" if count == 1 else f"{count} partnerships have"
    return Text(
        f"{told} nothing to be weighed by, such as an amount in this currency, and {'is' if count == 1 else 'are'} "
        "left out.",
        f"有 {count} 项合作没有所选的权重（如该币种的金额），未计入。",
    )


def _left_out(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership ties" if count == 1 else f"{count} partnerships tie"
    return Text(
        f"{told} nothing in this projection and {'is' if count == 1 else 'are'} left out.",
        f"有 {count} 项合作在该投影中不构成联系，未计入。",
    )


def _parties_left_out(count: int) -> Text | None:
    if not count:
        return None
    told = (
        "1 party of a partnership that is counted has"
        if count == 1
        else f"{count} parties of counted partnerships have"
    )
    return Text(
        f"{told} no node in this projection and {'is' if count == 1 else 'are'} left out of it.",
        f"已计入的合作中，有 {count} 个参与方在该投影中没有对应的节点，未计入。",
    )


def _parts(count: int) -> Text:
    return Text(
        f"The network falls into {count} parts that no tie joins: closeness is scaled by the size of a node's "
        "part, and eigenvector centrality and HITS are 0 outside the leading part.",
        f"该网络分为 {count} 个互不相连的部分：接近中心度已按所在部分的大小折算，"
        "主导部分之外的特征向量中心度与 HITS 为 0。",
    )


def _sampled(found: sampling.Sampled) -> Text:
    sure = f"{1 - found.delta:.0%}"
    error = shown(found.standard_error)
    return Text(
        f"The network is large: betweenness and both kinds of closeness are estimated from {found.sources} nodes drawn "
        f"at random (fixed seed). With a probability of {sure} no node's betweenness is off by more than "
        f"{found.epsilon:g} (Hoeffding's bound); its largest standard error is {error}. Of closeness the mean distance "
        f"is off by at most {found.epsilon:g} of the largest distance.",
        f"该网络规模较大：中介中心度与两种接近中心度由随机抽取（固定种子）的 {found.sources} 个节点估计。"
        f"所有节点的中介中心度误差均不超过 {found.epsilon:g} 的概率为 {sure}（Hoeffding 界）；其最大标准误为 {error}。"
        f"接近中心度所用的平均距离误差不超过最大距离的 {found.epsilon:g}。",
    )
