"""Measures of structure as tables: results of the families with names, headings and remarks.

Each function takes a projection, measures it, and says in plain words what the numbers do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.network.analyses import brokerage as brokers
from kg.network.analyses import communities as stable
from kg.network.analyses import dependence as hanging
from kg.network.analyses import mixing as mixed
from kg.network.analyses import multiplex as layered
from kg.network.analyses import suggestions as suggested
from kg.network.analyses import weakpoints as weak
from kg.network.forms.sparse import network_of
from kg.network.forms.ties import measurable
from kg.results.numbers import rounded, shown
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.partition import Grouping
    from kg.network.forms.ties import Graph, MultiGraph

#: How many names a remark holds; ``about`` has all.
_MOST_NAMES = 20
_NODE = Column("node", "Node", "节点")
_GROUP = Column("group", "Group", "分组")
_ROLE_NAMES = {
    "coordinator": ("Coordinator A-A-A", "协调人 A-A-A"),
    "itinerant": ("Itinerant A-B-A", "顾问 A-B-A"),
    "representative": ("Representative A-A-B", "代表人 A-A-B"),
    "gatekeeper": ("Gatekeeper A-B-B", "守门人 A-B-B"),
    "liaison": ("Liaison A-B-C", "联络人 A-B-C"),
    "total": ("Total", "合计"),
}


def brokerage_report(graph: Graph, grouping: Grouping) -> Report:
    """Roles of every node, those who broker most first; ``about`` has the groups and the whole network."""
    found = brokers.brokerage(graph, grouping.groups)
    ranked = sorted(found.brokers, key=lambda broker: -broker.roles.count["total"])
    rows = tuple(
        (_label(graph, broker.node), _group(grouping, broker.group), *_role_cells(broker.roles)) for broker in ranked
    )
    about = {
        "density": rounded(found.density),
        "network": _roles_record(found.network),
        "groups": [
            {**_group_record(grouping, group.group), "size": group.size, "count": dict(group.count)}
            for group in found.groups
        ],
    }
    columns = (_NODE, _GROUP, *(column for role in brokers.ROLES for column in _role_columns(role)))
    return Report(columns, rows, (*_grouping_remarks(graph, grouping), *_brokerage_remarks(found)), about, found)


def mixing_report(graph: Graph, grouping: Grouping) -> Report:
    """Ties between each two groups, with the E-I index; ``about`` has what is of the whole network."""
    network = network_of(graph)
    matrix = mixed.mixing_matrix(network, grouping.groups)
    index = mixed.ei_index(network, grouping.groups)
    heavy = mixed.ei_index(network, grouping.groups, weighted=True)
    others = tuple(Column(f"ties_{_short(group)}", *_group(grouping, group)[1:]) for group in matrix.groups)
    columns = (
        _GROUP,
        Column("internal", "Internal ties", "组内联系"),
        Column("external", "External ties", "组间联系"),
        Column("ei_index", "E-I index", "E-I 指数"),
        Column("ei_index_strength", "E-I index by strength", "E-I 指数（按强度）"),
        *others,
    )
    rows = tuple(
        (
            _group(grouping, group),
            int(index.groups[group].internal),
            int(index.groups[group].external),
            index.groups[group].index,
            heavy.groups[group].index,
            *matrix.ties[place],
        )
        for place, group in enumerate(matrix.groups)
    )
    about = {
        "ei_index": rounded(index.network.index),
        "ei_index_strength": rounded(heavy.network.index),
        "assortativity": rounded(mixed.assortativity(network, grouping.groups)),
        "assortativity_strength": rounded(mixed.assortativity(network, grouping.groups, weighted=True)),
        "permutation_test": _test_record(index.test),
        "strength": [[rounded(value) for value in row] for row in matrix.strength],
        "nodes": [
            {
                **_node_record(graph, node),
                "external": int(found.external),
                "internal": int(found.internal),
                "ei_index": rounded(found.index),
            }
            for node, found in index.nodes.items()
        ],
    }
    remarks = (*_grouping_remarks(graph, grouping), *_mixing_remarks(about, index))
    return Report(columns, rows, remarks, about, index)


def dependence_report(graph: Graph) -> Report:
    """How far each node hangs on one counterpart, those that do most first."""
    graph = measurable(graph)
    found = hanging.dependence(graph)
    ranked = sorted(found, key=lambda row: (row.hhi is None, -(row.hhi or 0), -row.strength))
    columns = (
        _NODE,
        Column("partners", "Partners", "合作对象数"),
        Column("strength", "Strength", "强度"),
        Column("hhi", "HHI", "赫芬达尔指数（HHI）"),
        Column("hhi_normalised", "HHI, normalised", "HHI（标准化）"),
        Column("effective_partners", "Effective partners", "有效合作对象数"),
        Column("largest", "Largest counterpart", "最大合作对象"),
        Column("share", "Its share", "所占份额"),
        Column("equals", "Others as large", "并列数"),
    )
    rows = tuple(
        (
            _label(graph, row.node),
            row.partners,
            row.strength,
            row.hhi,
            row.normalised,
            row.effective,
            None if row.largest is None else _label(graph, row.largest),
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


def multiplex_report(graph: MultiGraph, by: str, names: Mapping[str, tuple[str, str]]) -> Report:
    """How each node spreads over the layers of the network."""
    found = layered.multiplex(graph, by)
    rows = sorted(layered.activity(found), key=lambda row: -row.overlapping)
    columns = (
        _NODE,
        Column("layers", "Layers", "涉及层数"),
        Column("overlapping_degree", "Overlapping degree", "重叠度"),
        Column("participation", "Participation coefficient", "参与系数"),
        Column("main", "Main layer", "主要层"),
    )
    overlap = layered.edge_overlap(found)
    about = {
        "layers": {name: len(ties) for name, ties in found.layers.items()},
        "without_layer": found.without_layer,
        "mean_edge_overlap": rounded(sum(overlap.values()) / len(overlap)) if overlap else None,
        "layer_overlap": [
            {"layer": first, "other": second, "share": rounded(share)}
            for (first, second), share in layered.layer_overlap(found).items()
            if first != second
        ],
    }
    return Report(
        columns,
        tuple(
            (
                _label(graph, row.node),
                len(row.degrees),
                row.overlapping,
                row.participation,
                None if row.main is None else Named(row.main, *names.get(row.main, (row.main, row.main))),
            )
            for row in rows
        ),
        tuple(_layer_remarks(found)),
        about,
        found,
    )


def withdrawals_report(graph: Graph) -> Report:
    """What is lost when each node withdraws, alone; ``about`` has the ties that alone join two parts."""
    graph = measurable(graph)
    found = weak.withdrawals(graph)
    thin = weak.bridges(graph)
    about = {
        "articulation_points": sum(row.articulation for row in found),
        "bridges": [
            {
                **{f"source_{key}": value for key, value in _node_record(graph, bridge.ends[0]).items()},
                **{f"target_{key}": value for key, value in _node_record(graph, bridge.ends[1]).items()},
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
    losses = weak.withdrawal(graph, node)
    about = {
        "parts": [[_node_record(graph, other) for other in part] for part in losses.parts],
        "stranded": [_node_record(graph, other) for other in losses.stranded],
    }
    cut_off = [other for part in losses.parts[1:] for other in part]
    remarks = [
        _named(graph, cut_off, "Cut off from the largest part that remains", "与剩余的最大部分断开"),
        _named(graph, losses.stranded, "Left without a tie", "失去全部联系"),
    ]
    if not losses.withdrawal.articulation:
        remarks.insert(0, Text("The rest holds together without it.", "缺少该节点，其余部分仍然连通。"))
    told = tuple(remark for remark in remarks if remark is not None)
    return Report(_WITHDRAWAL, (_withdrawal_row(graph, losses.withdrawal),), told, about, losses)


def communities_report(graph: Graph, runs: int, resolution: float) -> Report:
    """The community of each node, and how far the partition holds over seeds."""
    graph = measurable(graph)
    found = stable.stable_communities(graph, runs, resolution)
    columns = (
        _NODE,
        Column("community", "Community", "社群"),
        Column("stays", "Stays in it", "稳定度"),
    )
    nodes = sorted(graph, key=lambda node: found.community[node])
    rows = tuple((_label(graph, node), found.community[node], found.stays[node]) for node in nodes)
    about = {
        "method": found.method,
        "runs": found.runs,
        "communities": max(found.community.values(), default=0),
        "communities_least": found.counts[0],
        "communities_most": found.counts[1],
        "modularity": rounded(found.modularity),
        "adjusted_rand": rounded(found.rand),
        "variation_of_information": rounded(found.variation),
        "holds": found.rand >= stable.HOLDS,
    }
    return Report(columns, rows, tuple(_stability_remarks(found)), about, found)


def suggestions_report(
    graph: Graph, node: Any, by: str, limit: int | None, names: Mapping[str, tuple[str, str]]
) -> Report:
    """Partners that a node might consider, each with its reasons, and how good such suggestions are."""
    profiles = suggested.sector_profiles(graph)
    graph = measurable(graph)
    found = suggested.suggest(graph, node, by=by, limit=limit, profiles=profiles, names=names)
    columns = (
        Column("node", "Candidate", "候选对象"),
        *(Column(name, *_SCORE_NAMES[name], brief=name in (by, "common_neighbours")) for name in suggested.SCORES),
        Column("reasons", "Reasons", "理由"),
    )
    rows = tuple(
        (
            _label(graph, item.node),
            *(item.scores[name] for name in suggested.SCORES),
            Text(" ".join(reason.en for reason in item.reasons), "".join(reason.zh for reason in item.reasons)),
        )
        for item in found
    )
    checked = suggested.validate(graph, by=by)
    about = {"score": by, "validation": _validation_record(checked)}
    return Report(columns, rows, tuple(_validation_remarks(checked)), about, found)


_SCORE_NAMES = {
    "common_neighbours": ("Common partners", "共同合作对象数"),
    "adamic_adar": ("Adamic-Adar", "Adamic-Adar 指数"),
    "resource_allocation": ("Resource allocation", "资源分配指数"),
    "preferential_attachment": ("Preferential attachment", "优先连接指数"),
}
_WITHDRAWAL = (
    _NODE,
    Column("articulation", "Holds parts together", "关节点"),
    Column("partners", "Partners", "合作对象数"),
    Column("partnerships", "Partnerships", "合作项数"),
    Column("ended", "Partnerships that end", "终止的合作"),
    Column("strength", "Strength lost", "损失强度"),
    Column("parts", "Parts that remain", "剩余部分数"),
    Column("cut_off", "Nodes cut off", "断开的节点"),
    Column("pairs", "Pairs disconnected", "断开的节点对"),
    Column("stranded", "Nodes left without ties", "失去全部联系的节点"),
)


def _withdrawal_row(graph: Graph, row: weak.Withdrawal) -> tuple[Any, ...]:
    return (
        _label(graph, row.node),
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


def _role_columns(role: str) -> Iterable[Column]:
    en, zh = _ROLE_NAMES[role]
    yield Column(role, en, zh)
    yield Column(f"{role}_expected", f"{en}, expected", f"{zh}（期望值）", brief=False)
    yield Column(f"{role}_sd", f"{en}, standard deviation", f"{zh}（标准差）", brief=False)
    pattern = en.rpartition(" ")[2]  # short, as a terminal shows it beside the count
    yield Column(f"{role}_z", f"z {pattern}", f"z 值 {zh.rpartition(' ')[2]}")


def _role_cells(roles: brokers.Roles) -> list[Any]:
    parts = (roles.count, roles.expected, roles.sd, roles.z)
    return [part[role] for role in brokers.ROLES for part in parts]


def _roles_record(roles: brokers.Roles) -> dict[str, Any]:
    parts = {"count": roles.count, "expected": roles.expected, "sd": roles.sd, "z": roles.z}
    return {name: {role: rounded(value) for role, value in part.items()} for name, part in parts.items()}


def _brokerage_remarks(found: brokers.Brokerage) -> list[Text]:
    told = []
    if len(found.groups) == 1:
        told.append(
            Text(
                "All nodes are in one group: whoever brokers is a coordinator.",
                "所有节点同属一组：居间者都是协调人。",
            )
        )
    if not found.directed and found.brokers:
        told.append(
            Text(
                "Ties have no direction, so every pair counts both ways, and representative equals gatekeeper. z is "
                "that of R sna, which takes the two ways for independent: except for these two roles it is too "
                "large by a factor of about 1.4.",
                "联系没有方向，每对节点按两个方向各计一次，代表人与守门人相等。z 值与 R 软件包 sna 一致，"
                "该算法视两个方向为相互独立：除上述两种角色外，z 值约偏大至 1.4 倍。",
            )
        )
    return told


def _mixing_remarks(about: Mapping[str, Any], index: mixed.EIIndex) -> list[Text]:
    told = []
    if about["ei_index"] is not None:
        value, together = shown(about["ei_index"]), shown(about["assortativity"]) or "-"
        told.append(
            Text(
                f"E-I index of the network: {value} (1 if all ties cross groups, -1 if none does); "
                f"assortativity {together}.",
                f"全网 E-I 指数：{value}（全部为组间联系时为 1，全部为组内联系时为 -1）；同配系数 {together}。",
            )
        )
    if index.test is not None:
        chance = "differs" if index.test.two_sided < 0.05 else "does not differ"
        zh = "有显著差异" if index.test.two_sided < 0.05 else "没有显著差异"
        expected, share = shown(rounded(index.test.expected)), shown(rounded(index.test.two_sided))
        told.append(
            Text(
                f"If groups were dealt out by chance it would be {expected} on average; the observed one {chance} "
                f"from that (p = {share}, {index.test.permutations} permutations).",
                f"若随机分组，平均为 {expected}；观测值与之{zh}（p = {share}，置换 {index.test.permutations} 次）。",
            )
        )
    return told


def _stability_remarks(found: stable.Stability) -> list[Text]:
    if found.modularity is None:
        return [Text("There are no ties: every node is a community of its own.", "没有联系：每个节点自成一个社群。")]
    score, runs = shown(round(found.rand, 2)), found.runs
    span = f"{found.counts[0]}" if found.counts[0] == found.counts[1] else f"{found.counts[0]}-{found.counts[1]}"
    if found.rand >= stable.HOLDS:
        said = ("The partition holds", "该划分稳定")
    elif found.rand >= stable.HOLDS_MAINLY:
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


def _validation_record(checked: suggested.Validation | None) -> dict[str, Any] | None:
    if checked is None:
        return None
    return {
        "ties": checked.ties,
        "auc": rounded(checked.auc),
        "k": checked.k,
        "precision_at_k": rounded(checked.precision),
        "random_precision_at_k": rounded(checked.random_precision),
    }


def _validation_remarks(checked: suggested.Validation | None) -> list[Text]:
    if checked is None:
        return []
    better = checked.auc > 0.6 and checked.precision > checked.random_precision
    auc, hit, luck = (shown(round(value, 2)) for value in (checked.auc, checked.precision, checked.random_precision))
    en = "It finds known ties better than chance" if better else "It hardly finds known ties better than chance"
    zh = "该得分识别已知联系的能力优于随机" if better else "该得分识别已知联系的能力与随机相差无几"
    return [
        Text(
            f"{en}: of {checked.ties} known ties, each left out in turn, a share of {hit} comes among the first "
            f"{checked.k} candidates (by chance {luck}); AUC {auc} (by chance 0.5). "
            "A suggestion is a reason to look, not advice.",
            f"{zh}：逐一略去 {checked.ties} 条已知联系，进入前 {checked.k} 名候选的比例为 {hit}（随机为 {luck}）；"
            f"AUC 为 {auc}（随机为 0.5）。候选仅供参考，不构成建议。",
        )
    ]


def _layer_remarks(found: layered.Multiplex) -> Iterable[Text]:
    if found.without_layer:
        yield Text(
            f"{found.without_layer} ties name no layer and are in none.",
            f"有 {found.without_layer} 条联系未注明所属的层，未计入。",
        )
    if len(found.layers) < 2:
        yield Text(
            "There are fewer than two layers: a participation coefficient is not defined.",
            "不足两层：参与系数无定义。",
        )


def _grouping_remarks(graph: Graph, grouping: Grouping) -> Iterable[Text]:
    without = sum(node not in grouping.groups for node in graph)
    if without:
        yield Text(
            f"{without} of {len(graph)} nodes have no group by {grouping.by} and are left out with their ties.",
            f"{len(graph)} 个节点中有 {without} 个没有分组（{grouping.by}），连同其联系均未计入。",
        )
    if grouping.several:
        yield Text(
            f"{grouping.several} nodes could be in several groups by {grouping.by}; they are in the first by id.",
            f"有 {grouping.several} 个节点可归入多个分组（{grouping.by}），取标识符排序最前的一个。",
        )


def _test_record(test: mixed.PermutationTest | None) -> dict[str, Any] | None:
    if test is None:
        return None
    names = ("permutations", "expected", "sd", "low", "high", "two_sided")
    return {name: rounded(getattr(test, name)) for name in names}


def _named(graph: Graph, nodes: Iterable[Any], en: str, zh: str) -> Text | None:
    labels = [_label(graph, node) for node in nodes]
    if not labels:
        return None
    shown_ones, more = labels[:_MOST_NAMES], len(labels) > _MOST_NAMES
    return Text(
        f"{en} ({len(labels)}): {', '.join(label.en for label in shown_ones)}{' …' if more else '.'}",
        f"{zh}（{len(labels)}）：{'、'.join(label.zh for label in shown_ones)}{'等。' if more else '。'}",
    )


def _label(graph: Graph, node: Any) -> Named:
    data = graph.nodes[node]
    return Named(node, data.get("label_en", str(node)), data.get("label_zh", str(node)))


def _node_record(graph: Graph, node: Any) -> dict[str, Any]:
    return dict(zip(("node", "label_en", "label_zh"), _label(graph, node), strict=True))


def _group(grouping: Grouping, group: Any) -> Named:
    return Named(group, *grouping.names.get(group, (str(group), str(group))))


def _group_record(grouping: Grouping, group: Any) -> dict[str, Any]:
    return dict(zip(("group", "label_en", "label_zh"), _group(grouping, group), strict=True))


def _short(group: Any) -> str:
    return str(group).rpartition("/")[2]
