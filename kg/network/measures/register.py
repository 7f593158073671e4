"""The register of measures, and one table of them all.

A family is a module of this package (``centrality``, ``sampling``, ``structure`` …) with a tuple ``DECLARED`` of
``Measure``s beside its functions; the register asks every module of the package for it, and every package that has
an entry point ``kg.measures``. So a new measure is one entry in one file, and what tables, rankings, exports and the
page must know of it is in its fields: nowhere else is there a list of measures by name.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from kg.entry_points import Register
from kg.errors import UsageError, listed
from kg.nearest import no_such
from kg.network import measures
from kg.network.forms.compiled import one_thread_of_algebra
from kg.network.forms.directed import DirectedNetwork, has_direction
from kg.network.forms.labels import label
from kg.network.forms.sparse import network_of
from kg.network.measures import centrality, sampling
from kg.network.measures.directed import DIRECTED, in_strength, out_strength
from kg.network.measures.measure import Measure
from kg.network.measures.work import with_budget
from kg.results.numbers import Value, shown
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph
    from kg.network.forms.sparse import Network, SparseNetwork


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A node with its values, by the names of the measures; ``None`` where a measure is not defined."""

    node: Any
    label: Text
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """What carries a first place, for readers.

    Attributes:
        title: the measures by which it is the first place, by their titles.
        told: the passages whose loss changes who leads, in a sentence without their names.
        lost: each partnership that is lost with them, and where it is stated: source, first code point, and the one
            after the last, ``None`` where those are not said; and the place if it is said otherwise.
    """

    title: Text
    told: Text
    lost: tuple[tuple[str, tuple[tuple[str, int | None, int | None, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class MeasuredNetwork:
    """A network of which every node is measured.

    Attributes:
        title: what the network is called.
        rows: as ``measure`` gives them.
        remarks: what a reader of the values must know.
        intervals: node to measure to the ranks between which the node moves when part of the data is left out, as
            ``kg.network.analyses.ranking.brief.interval_texts`` gives them; only what was tried.
        carriers: what carries its first places; only what was tried.
    """

    title: Text
    rows: tuple[MeasureRow, ...]
    remarks: tuple[Text, ...] = ()
    intervals: Mapping[Any, Mapping[str, str]] = field(default_factory=dict)
    carriers: tuple[FirstPlace, ...] = ()


def _declared() -> Iterator[tuple[str, Measure]]:
    """The measures of every module of this package, each with the module that it stands in."""
    for found in pkgutil.iter_modules(measures.__path__, f"{measures.__name__}."):
        for item in getattr(import_module(found.name), "DECLARED", ()):
            yield found.name, item


#: Every measure by its name, in the order in which tables show them.
MEASURES: Register[Measure] = Register(
    "measure", "kg.measures", Measure, _declared, order=lambda item: (item.order, item.name)
)


def read_of_nodes(nodes: Iterable[Any], attributes: Mapping[Any, Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """What measures go by beside the ties: two networks with the same ties and the same of this have the same values.

    Args:
        nodes: the nodes.
        attributes: node to its attributes.

    Returns:
        the attributes that any measure ``reads``, by their names, of one node after another; empty where none does.
    """
    names = sorted({name for item in MEASURES.values() for name in item.reads})
    return [tuple(str(attributes.get(node, {}).get(name, "")) for name in names) for node in nodes] if names else []


def measures_of(network: Network) -> Mapping[str, Measure]:
    """The measures that a network has: those in ``MEASURES``, or of a projection with a direction ``DIRECTED``."""
    return DIRECTED if has_direction(network) else MEASURES


def known(names: Iterable[str], among: Mapping[str, Measure] = MEASURES) -> list[Measure]:
    """The measures of some names, each once.

    Args:
        names: the names.
        among: what there is.

    Raises:
        UsageError: if a name is not that of a measure.
    """
    found = []
    for name in dict.fromkeys(listed(names, "measures")):
        if name not in among:
            if name in MEASURES:
                raise UsageError(
                    Text(
                        f"The measure {name} is of ties without a direction: leave direction out. "
                        f"Of ties with one there are: {', '.join(among)}.",
                        f"指标 {name} 用于无方向的联系：请不写 direction。有方向的可用：{', '.join(among)}。",
                    )
                )
            if name in DIRECTED:
                raise UsageError(
                    Text(
                        f"The measure {name} is of ties with a direction: add the parameter direction=flow.",
                        f"指标 {name} 用于有方向的联系：请加参数 direction=flow。",
                    )
                )
            raise no_such(Text("measure", "指标"), name, list(among))
        found.append(among[name])
    return found


def measure(network: Network, names: Iterable[str] | None = None, *, budget: float | None = None) -> list[MeasureRow]:
    """Measure every node.

    Args:
        network: a projection, the simple graph made from one, or its arrays.
        names: the measures' names; all of them if ``None``.
        budget: CPU seconds that exact shortest paths may take, as ``kg.network.measures.work`` reckons them; above it
            their measures are estimated. Infinite for exact ones; that of the arrays, or 10, if ``None``.

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
    among = measures_of(network)
    chosen = known(among if names is None else names, among)
    if among is DIRECTED:
        return _directed_rows(DirectedNetwork.of(cast("Graph", network)), chosen)
    arrays = with_budget(network_of(network), budget)  # once, for all of them
    with one_thread_of_algebra():
        columns = {item.name: item.function(arrays) for item in chosen}
    strengths = columns.get("strength") or centrality.strength(arrays)
    return _rows(arrays, columns, strengths)


def _directed_rows(arrays: DirectedNetwork, chosen: Iterable[Measure]) -> list[MeasureRow]:
    columns = {item.name: item.function(cast("Any", arrays)) for item in chosen}
    given, taken = out_strength(arrays), in_strength(arrays)
    return _rows(arrays, columns, {node: given[node] + taken[node] for node in arrays.nodes})


def _rows(
    arrays: SparseNetwork | DirectedNetwork, columns: Mapping[str, Mapping[Any, Value]], strengths: Mapping[Any, float]
) -> list[MeasureRow]:
    nodes = sorted(arrays.nodes, key=lambda node: -strengths[node])  # stable: of equal ones, by node
    return [
        MeasureRow(
            node, label(arrays.attributes.get(node, {}), node), {name: column[node] for name, column in columns.items()}
        )
        for node in nodes
    ]


def measured_network(network: Network, budget: float | None = None) -> MeasuredNetwork:
    """All measures of a network, with its title and what must be known of it.

    Args:
        network: as in ``measure``.
        budget: likewise.
    """
    arrays = with_budget(network_of(network), budget)  # once, for both
    title = Text(arrays.about.get("title_en", ""), arrays.about.get("title_zh", ""))
    return MeasuredNetwork(title, tuple(measure(arrays)), tuple(remarks(arrays)))


def renamed(found: MeasuredNetwork, before: SparseNetwork, after: SparseNetwork) -> MeasuredNetwork:
    """The measures of a network as those of another one with the same nodes and ties, which leaves out other data.

    Args:
        found: what was measured.
        before: the network that it was measured in.
        after: the other one.
    """
    title = Text(after.about.get("title_en", ""), after.about.get("title_zh", ""))
    own = len(left_out_remarks(before.about))
    return MeasuredNetwork(title, found.rows, (*left_out_remarks(after.about), *found.remarks[own:]))


def remarks(network: Network, names: Iterable[str] | None = None) -> list[Text]:
    """What a reader of the measures of this network must know; empty if nothing.

    Args:
        network: as in ``measure``; the very arrays that were measured, if it is large, as they keep what
            was estimated.
        names: as in ``measure``.
    """
    if has_direction(network):
        about = cast("Graph", network).graph
        return [*left_out_remarks(about), *([_BIPARTITE_FLOW] if about.get("bipartite") else [])]
    arrays = network_of(network)
    parts = int(arrays.parts.max(initial=-1)) + 1
    chosen = list(MEASURES.values()) if names is None else known(names)
    estimated = [item.name for item in chosen if item.name in sampling.estimated(arrays)]
    found = sampling.sampled(arrays) if estimated else None
    told = [
        _BIPARTITE if arrays.about.get("bipartite") else None,
        _parts(parts) if parts > 1 else None,
        _sampled(found, estimated, arrays) if found else None,
    ]
    return [*left_out_remarks(arrays.about), *(remark for remark in told if remark is not None)]


def left_out_remarks(about: Mapping[str, Any]) -> list[Text]:
    """What of the data is not in a network; empty if nothing.

    Args:
        about: the network's own attributes, as a projection gives them.
    """
    told = [
        _ended(about.get("ended_left_out", 0)),
        _left_out(about.get("left_out", 0), about.get("partnerships", 0)),
        _filtered_out(about.get("filtered_out", 0)),
        _without_weight(about.get("without_weight", 0)),
        _undecided(about.get("undecided_en", ""), about.get("undecided_zh", "")),
        _without_direction(about.get("without_direction", 0)),
        _parties_left_out(about.get("parties_left_out", 0)),
        _rolled_up(about.get("params", {})),
        _place_unsaid(about.get("place_unsaid", 0)),
        _place_split(about.get("place_split", 0)),
        _merged(about.get("merged", 0)),
        _not_there_yet(about.get("not_there_yet", 0)),
        _undated(about.get("undated", 0)),
    ]
    return [remark for remark in told if remark is not None]


_BIPARTITE = Text(
    "The network has two modes, and ties run only between them: compare values within a mode. "
    "No partner of a node is a partner of another partner, so clustering is 0, and constraint tells only of "
    "concentration.",
    "该网络有两类节点，联系只存在于两类之间：数值只宜在同类节点之间比较。"
    "节点的合作对象之间没有直接联系，因此集聚系数为 0，约束度只反映集中程度。",
)


_BIPARTITE_FLOW = Text(
    "The network has two modes, and ties run only between them: compare values within a mode.",
    "该网络有两类节点，联系只存在于两类之间：数值只宜在同类节点之间比较。",
)


def _without_direction(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership does" if count == 1 else f"{count} partnerships do"
    return Text(
        f"{told} not say who gives and who receives, neither by roles nor by figures, and "
        f"{'is' if count == 1 else 'are'} left out.",
        f"有 {count} 项合作未说明谁给出、谁接收（角色与数据均未说明），未计入。",
    )


def _undated(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership has" if count == 1 else f"{count} partnerships have"
    return Text(
        f"{told} no claim with a day, and {'is' if count == 1 else 'are'} in no slice.",
        f"有 {count} 项合作没有注明日期的陈述，不在任何切片中。",
    )


def _ended(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership has ended and is" if count == 1 else f"{count} partnerships have ended and are"
    return Text(
        f"{told} left out; ended=true keeps {'it' if count == 1 else 'them'}.",
        f"有 {count} 项合作已终结，未计入；以 ended=true 可计入。",
    )


def _without_weight(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership has" if count == 1 else f"{count} partnerships have"
    return Text(
        f"{told} nothing to be weighed by, such as an amount in this currency that has come (what is planned does not "
        f"count), and {'is' if count == 1 else 'are'} left out.",
        f"有 {count} 项合作没有所选的权重（如该币种已实现的金额；计划数不计），未计入。",
    )


def _undecided(names_en: str, names_zh: str) -> Text | None:
    if not names_en:
        return None
    return Text(
        f"Of these, some have several amounts, and nothing says whether they add up: {names_en}. Where one is a part "
        "of another, give it subset_of in the table observations; where they add up, add a row with the sum and make "
        "them parts of it.",
        f"其中有的合作写有多个数额，而未说明能否相加：{names_zh}。如其一包含于另一数额，请在observations表中填写subset_of；"
        "如可相加，请另加一行写其和，并以subset_of指向该行。",
    )


#: Levels as a sentence in Chinese has them; one of one's own stays a code.
_LEVELS = {
    "town": "乡镇",
    "county": "区县",
    "city": "地级市",
    "municipality": "直辖市",
    "province": "省级地区",
    "country": "国家",
}


def _rolled_up(params: Mapping[str, str]) -> Text | None:
    if params.get("coarser") != "true" or "level" not in params:
        return None
    level = params["level"]
    levels = "、".join(_LEVELS.get(one, one) for one in level.split(","))
    return Text(
        f"Parties stand at the level {level}; where only a broader region is named, that one stands for the party, and "
        "counts no more than what is said of it as a whole.",
        f"参与方按{levels}归并；仅载明上级地区的，以该上级地区代表，且只计以其整体名义参与的合作。",
    )


def _filtered_out(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership does" if count == 1 else f"{count} partnerships do"
    return Text(f"{told} not pass the filters.", f"有 {count} 项合作未通过筛选。")


def _left_out(count: int, whole: int) -> Text | None:
    if not count:
        return None
    of, among = (f" of {whole}", f"{whole} 项合作中") if whole else ("", "")
    noun = "partnership" if max(count, whole) == 1 else "partnerships"
    return Text(
        f"{count}{of} {noun} {'ties' if count == 1 else 'tie'} nothing in this projection and "
        f"{'is' if count == 1 else 'are'} left out: fewer than two nodes stand for the parties.",
        f"{among}有 {count} 项{'' if among else '合作'}在该投影中不构成联系，未计入：其参与方对应的节点不足两个。",
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


def _place_unsaid(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership has" if count == 1 else f"{count} partnerships have"
    return Text(
        f"{told} a party with several places and {'does' if count == 1 else 'do'} not say which of them takes part: "
        "that party is tied to none of them. Fill in at_place in the table participations.",
        f"有 {count} 项合作的某一参与方有多处所在地而未说明以何处参与，该方不与其中任何一处相连；"
        "请在participations表中填写at_place。",
    )


def _place_split(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership is" if count == 1 else f"{count} partnerships are"
    return Text(
        f"{told} of a region or institution that has been split since, and {'counts' if count == 1 else 'count'} for "
        "it as it was: for which part is not said. Fill in at_place in the table participations.",
        f"有 {count} 项合作的某一参与方后来已拆分，仍按拆分前计，因未说明属于拆分后的哪一部分；"
        "请在participations表中填写at_place。",
    )


def _merged(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership is" if count == 1 else f"{count} partnerships are"
    return Text(
        f"{told} between parties that have been merged into one since, and {'ties' if count == 1 else 'tie'} nothing "
        "any more.",
        f"有 {count} 项合作的各方后来已合并为一，不再构成联系。",
    )


def _not_there_yet(count: int) -> Text | None:
    if not count:
        return None
    told = "1 partnership names" if count == 1 else f"{count} partnerships name"
    return Text(
        f"{told} a party that several were merged into only after this day, and {'counts' if count == 1 else 'count'} "
        "for it: which of them took part is not said.",
        f"有 {count} 项合作的某一参与方在该日之后才由多个主体合并而成，仍按合并后计，因未说明当时是其中哪一个。",
    )


def _parts(count: int) -> Text:
    return Text(
        f"The network falls into {count} parts that no tie joins: closeness is scaled by the size of a node's "
        "part, and eigenvector centrality and HITS are 0 outside the leading part.",
        f"该网络分为 {count} 个互不相连的部分：接近中心度已按所在部分的大小折算，"
        "主导部分之外的特征向量中心度与 HITS 为 0。",
    )


def _sampled(found: sampling.Sampled, asked: Collection[str], arrays: SparseNetwork) -> Text:
    """What is estimated, how far off it may be, and whether the first nodes by what is asked for are told apart."""
    sure = f"{1 - found.delta:.0%}"
    error, epsilon, harmonic = shown(found.standard_error), f"{found.epsilon:.3g}", f"{found.harmonic_error:.3g}"
    told = [_separated(each, found.sources) for each in found.separations if each.name in asked]
    both = len(sampling.estimated(arrays)) > 1
    what = (
        Text("betweenness and both kinds of closeness are", "中介中心度与两种接近中心度")
        if both
        else Text("betweenness is", "中介中心度")
    )
    further = Text(
        f" Of closeness the mean distance is off by at most {epsilon} of the largest distance. Harmonic closeness is "
        f"off by at most {harmonic} (the same bound).",
        f"接近中心度所用的平均距离误差不超过最大距离的 {epsilon}。调和接近中心度误差不超过 {harmonic}（同一界）。",
    )
    return Text(
        f"The network is large: {what.en} estimated from {found.sources} nodes drawn at random (fixed seed), as exact "
        f"values would take more than {arrays.budget:g} s of a processor; --exact computes them, --budget gives more. "
        f"With a probability of {sure} no node's betweenness is off by more than {epsilon} (Hoeffding's bound); its "
        f"largest standard error is {error}.{further.en if both else ''}{''.join(f' {each.en}' for each in told)}",
        f"该网络规模较大：{what.zh}由随机抽取（固定种子）的 {found.sources} 个节点估计，因精确值约需处理器时间"
        f"超过 {arrays.budget:g} 秒；--exact 算出精确值，--budget 可放宽。"
        f"所有节点的中介中心度误差均不超过 {epsilon} 的概率为 {sure}（Hoeffding 界）；其最大标准误为 {error}。"
        f"{further.zh if both else ''}{''.join(each.zh for each in told)}",
    )


def _separated(found: sampling.Separation, sources: int) -> Text:
    """Whether the first nodes by an estimated measure are the first ones."""
    title, top, certain = MEASURES[found.name].title, found.top, found.certain
    if found.told:
        return Text(
            f"{title.en}: the first {top} are told apart from the rest; of their places {certain} are certain.",
            f"{title.zh}：前 {top} 名与其余节点已可区分；其中 {certain} 个名次确定。",
        )
    return Text(
        f"{title.en}: do not rely on who the first {top} are. The error of the estimates exceeds the gaps between "
        f"them, though the sample was raised to {sources} nodes, as far as its budget goes; {certain} of the {top} "
        "places are certain.",
        f"{title.zh}：前 {top} 名不可轻信。样本已在允许的计算量内增至 {sources} 个节点，估计误差仍大于其间的差距；"
        f"{top} 个名次中 {certain} 个确定。",
    )
