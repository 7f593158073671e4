"""Which group each node of a projection is in: by region at a level, by sector, by kind, or by a table.

Measures of groups take a plain mapping; here it is made, the same way for every projection.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import assets, vocabulary
from kg.errors import SourceError, UsageError
from kg.graph.queryfile import QueryFile
from kg.graph.store import Row, Store
from kg.graph.terms import NamedNode
from kg.nearest import folded, thing_id
from kg.network.forms.graphs import node_order
from kg.network.forms.partition import Grouping
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph

_PARENT = NamedNode(vocabulary.PK + "parentRegion")
#: What ``by`` may be besides a level of region and the path of a table.
OWN = ("sector", "kind")


def grouping(store: Store, graph: MultiGraph, by: str) -> Grouping:
    """The groups of a projection's nodes.

    Args:
        store: the graph that the projection was made from.
        graph: the projection.
        by: a level of region (``province``, ``city``, ``county`` …): the innermost region of that level
            that the node is, or lies in; ``sector``: the sector with the largest share of its ties;
            ``kind``: the node's class; or the path of a CSV file with the columns ``node`` (an id, or
            a name in either language) and ``group``.

    Returns:
        a node that lies in no such region, has no sector, or is not in the table, has no group.

    Raises:
        UsageError: if ``by`` is none of these.
        SourceError: if the file cannot be read, or names no node of the network.
    """
    if by == "sector":
        return _by_sector(graph, code_names(store))
    if by == "kind":
        kinds = {node: data["kind"] for node, data in graph.nodes(data=True) if data.get("kind")}
        return Grouping(by, kinds, code_names(store))
    if by.lower().endswith(".csv"):
        return _by_table(graph, Path(by))
    return _by_level(store, graph, by)


def kin(store: Store, iri: str) -> frozenset[str]:
    """The regions that a region lies in, at any depth, and those that lie in it; none of what is no region."""
    found: set[str] = set()
    for is_above in (True, False):
        waiting = [iri]
        while waiting:
            node = NamedNode(waiting.pop())
            near = store.triples(node, _PARENT) if is_above else store.triples(None, _PARENT, node)
            ends = (triple.object if is_above else triple.subject for triple in near)
            new = {end.value for end in ends if isinstance(end, NamedNode)} - found - {iri}
            found |= new
            waiting += new
    return frozenset(found)


def code_names(store: Store) -> dict[str, Text]:
    """The names of sectors and of classes, by their codes."""
    return _names(_records(store, "code-names"), "code")


def _by_level(store: Store, graph: MultiGraph, level: str) -> Grouping:
    try:
        rows = _records(store, "groups", level=level)
    except UsageError as error:
        raise UsageError(
            Text(
                f"There are no groups by {level!r}. Use {', '.join(OWN)}, a level of region such as province or county "
                "(`kg codes level` names them), or a file ending in .csv with the columns node and group.",
                f"没有按“{level}”的分组。请用 {', '.join(OWN)}、地区层级如 province、county（`kg codes level` "
                "列出），或以 .csv 结尾、含 node 与 group 两列的文件。",
            )
        ) from error
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        regions[_value(row, "thing")].add(_value(row, "group"))
    # Of a zone inside a district of the same level the zone is the innermost: the district holds another of them.
    innermost = {
        node: sorted(region for region in found if not any(region in regions[other] for other in found - {region}))
        for node in graph
        if (found := regions.get(node, set()))
    }
    groups = {node: found[0] for node, found in innermost.items() if found}
    return Grouping(level, groups, _names(rows, "group"), sum(len(found) > 1 for found in innermost.values()))


def _by_sector(graph: MultiGraph, names: Mapping[str, Text]) -> Grouping:
    weights: defaultdict[Any, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for a, b, data in graph.edges(data=True):
        codes = sorted(filter(None, str(data.get("sector") or "").split(";")))
        for code in codes:
            for node in {a, b}:
                weights[node][code].append(float(data.get("weight", 1.0)) / len(codes))
    groups, several = {}, 0
    for node in sorted(weights, key=node_order):
        sums = {code: round(sum(sorted(found)), 9) for code, found in weights[node].items()}
        largest = sorted(code for code, value in sums.items() if value == max(sums.values()))
        groups[node] = largest[0]
        several += len(largest) > 1
    return Grouping("sector", groups, names, several)


def _by_table(graph: MultiGraph, path: Path) -> Grouping:
    nodes = _by_name(graph)
    groups: dict[Any, str] = {}
    for number, row in _read(path):
        name, group = (row["node"] or "").strip(), (row["group"] or "").strip()
        found = nodes.get(name) or nodes.get(folded(name), set())
        if len(found) != 1:
            what = (
                Text(f"{name!r} is the name of {len(found)} nodes", f"“{name}”是{len(found)}个节点的名称")
                if found
                else Text(f"{name!r} is no node of this network", f"“{name}”不是该网络的节点")
            )
            raise SourceError(
                Text(
                    f"{path}, row {number}, column node: {what.en}. Give a node's id or its name.",
                    f"{path}，第{number}行，node 栏：{what.zh}。请写节点的 id 或名称。",
                )
            )
        (node,) = found
        if groups.setdefault(node, group) != group:
            raise SourceError(
                Text(
                    f"{path}, row {number}: {name!r} is in two groups, {groups[node]!r} and {group!r}.",
                    f"{path}，第{number}行：“{name}”在两个组中：“{groups[node]}”与“{group}”。",
                )
            )
    return Grouping(str(path), {node: group for node, group in groups.items() if group})


def _by_name(graph: MultiGraph) -> dict[str, set[Any]]:
    """Everything that a node may be called, to the nodes that are called so."""
    nodes: defaultdict[str, set[Any]] = defaultdict(set)
    for node, data in graph.nodes(data=True):
        for name in {str(node), thing_id(str(node)), data.get("label_en"), data.get("label_zh")} - {None, ""}:
            nodes[folded(str(name))].add(node)
    for node in graph:
        nodes[str(node)] = {node}  # an id is nobody else's name
    return nodes


def _read(path: Path) -> list[tuple[int, dict[str, str | None]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"node", "group"} - set(reader.fieldnames or ())
            if missing:
                raise SourceError(
                    Text(
                        f"{path}: has no column {min(missing)!r}. It needs the columns node and group.",
                        f"{path}：没有列“{min(missing)}”。须有 node 与 group 两列。",
                    )
                )
            return [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error}). It must be a CSV file in UTF-8.",
                f"{path}：无法读取（{error}）。须为 UTF-8 的 CSV 文件。",
            )
        ) from error


def _names(rows: list[Row], key: str) -> dict[str, Text]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        names = found[_value(row, key)]
        name, language = _value(row, "name"), getattr(row.get("name"), "language", None) or ""
        if name:
            # Of two names in one language the same one is taken every time.
            names[language] = min(names.get(language, name), name)
    spare = {code: names.get("en") or names.get("zh") or names.get("") or code for code, names in found.items()}
    return {code: Text(names.get("en", spare[code]), names.get("zh", spare[code])) for code, names in found.items()}


def _records(store: Store, topic: str, **values: str) -> list[Row]:
    return QueryFile.load(assets.ontology_folder() / "records" / f"network-{topic}.rq").run(store, values)


def _value(row: Row, name: str) -> str:
    return str(getattr(row.get(name), "value", ""))
