"""What nodes and groups are called in tables of results: from the attributes of a network to names in two languages.

A projection gives every node and every tie ``label_en`` and ``label_zh``; a graph made by hand may lack them, and
its nodes are then called by what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kg.results.report import Column, Named
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.partition import Grouping

    #: Node to its attributes, as ``graph.nodes`` of networkx and ``attributes`` of the arrays are.
    Nodes = Mapping[Any, Mapping[str, Any]]

NODE = Column("node", Text("Node", "节点"))
GROUP = Column("group", Text("Group", "分组"))
#: How many names a remark holds; ``about`` has all.
_MOST_NAMES = 20


def label(attributes: Mapping[str, Any], otherwise: Any) -> Text:
    """What a node or a tie is called.

    Args:
        attributes: its own, as a projection gives them.
        otherwise: what it is called where they say nothing.

    >>> label({"label_en": "Haiyan County"}, "haiyan")
    Text(en='Haiyan County', zh='haiyan')
    """
    return Text(str(attributes.get("label_en", otherwise)), str(attributes.get("label_zh", otherwise)))


def named(nodes: Nodes, node: Any) -> Named:
    """A node with its names; one that has no attributes is called by itself."""
    return Named(node, label(nodes.get(node, {}), node))


def node_record(nodes: Nodes, node: Any) -> dict[str, Any]:
    """The same as programs read it."""
    found = label(nodes.get(node, {}), node)
    return {"node": node, "label_en": found.en, "label_zh": found.zh}


def group_record(grouping: Grouping, group: Any) -> dict[str, Any]:
    """A group with its names, as programs read it."""
    found = grouping.label(group)
    return {"group": group, "label_en": found.en, "label_zh": found.zh}


def names_remark(nodes: Nodes, chosen: Iterable[Any], what: Text) -> Text | None:
    """A sentence that says how many nodes something is true of, and names them; ``None`` if it is of none.

    Args:
        nodes: node to its attributes.
        chosen: the nodes.
        what: what is true of them.
    """
    labels = [label(nodes.get(node, {}), node) for node in chosen]
    if not labels:
        return None
    told, more = labels[:_MOST_NAMES], len(labels) > _MOST_NAMES
    return Text(
        f"{what.en} ({len(labels)}): {', '.join(name.en for name in told)}{' …' if more else '.'}",
        f"{what.zh}（{len(labels)}）：{'、'.join(name.zh for name in told)}{'等。' if more else '。'}",
    )


def grouping_remarks(nodes: Nodes, grouping: Grouping) -> Iterable[Text]:
    """What a reader must know of the groups: who is in none, and who could be in several."""
    without = sum(node not in grouping.groups for node in nodes)
    if without:
        yield Text(
            f"{without} of {len(nodes)} nodes have no group by {grouping.by} and are left out with their ties.",
            f"{len(nodes)} 个节点中有 {without} 个没有分组（{grouping.by}），连同其联系均未计入。",
        )
    if grouping.several:
        yield Text(
            f"{grouping.several} nodes could be in several groups by {grouping.by}; they are in the first by id.",
            f"有 {grouping.several} 个节点可归入多个分组（{grouping.by}），取标识符排序最前的一个。",
        )
