"""Scores of two nodes without a tie, by what they have in common.

Strength is not read. Sources: common neighbours after Newman (2001), Phys. Rev. E 64, 025102;
Adamic & Adar (2003), Social Networks 25(3), 211-230; resource allocation after Zhou, Lü & Zhang (2009),
Eur. Phys. J. B 71, 623-630; preferential attachment after Barabási & Albert (1999), Science 286;
compared by Liben-Nowell & Kleinberg (2007), J. Am. Soc. Inf. Sci. Technol. 58(7), 1019-1031.

In a network of two modes a node and its candidates can have no common partner. There paths of three ties
are counted, each by 1 / sqrt(d e) with d and e the degrees of the two nodes on its way, after Kovács et al.
(2019), Nature Communications 10, 1240.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

    Partners = dict[Any, set[Any]]

#: The scores by name, in the order of tables.
SCORES = ("common_neighbours", "adamic_adar", "resource_allocation", "preferential_attachment")
#: Those of a network of two modes, where nobody has a partner in common with a candidate.
TWO_MODE_SCORES = ("three_paths", "preferential_attachment")
#: What candidates are ranked by unless another is named; in a network of two modes ``TWO_MODE_DEFAULT``.
DEFAULT_SCORE = "resource_allocation"
TWO_MODE_DEFAULT = "three_paths"
#: Scores that differ by less are equal: sums of the same in another order.
SAME = 1e-12
SCORE_NAMES = {
    "common_neighbours": Text("Common partners", "共同合作对象数"),
    "adamic_adar": Text("Adamic-Adar", "Adamic-Adar 指数"),
    "resource_allocation": Text("Resource allocation", "资源分配指数"),
    "three_paths": Text("Paths of three ties", "三步路径指数"),
    "preferential_attachment": Text("Preferential attachment", "优先连接指数"),
}


def may_ask(graph: Graph, node: Any, other: Any) -> bool:
    """Whether the two are not tied, and not of one mode in a network of two.

    Args:
        graph: the network.
        node: one node of it.
        other: another, or the same, which is never asked.
    """
    mode = graph.nodes[node].get("bipartite")
    same_mode = mode is not None and graph.nodes[other].get("bipartite") == mode
    return other != node and other not in graph[node] and not same_mode


def two_modes_of(graph: Graph) -> bool:
    """Whether a network has two modes."""
    return any(mode is not None for _, mode in graph.nodes(data="bipartite"))


def checked_score(graph: Graph, by: str | None) -> str:
    """A score that the network has; its default if ``None``.

    Raises:
        UsageError: if it has no such score.
    """
    two_modes = two_modes_of(graph)
    known = TWO_MODE_SCORES if two_modes else SCORES
    if by is None:
        return TWO_MODE_DEFAULT if two_modes else DEFAULT_SCORE
    if by in known:
        return by
    choice = Text(f"Use one of: {', '.join(known)}.", f"请用其中之一：{', '.join(known)}。")
    if by in SCORES:
        raise UsageError(
            Text(
                f"The network has two modes, where a node and its candidates never have a common partner: {by!r} "
                "is 0 for "
                f"all of them. {choice.en}",
                f"该网络为二模，节点与其候选之间永无共同伙伴：“{by}”对所有候选均为0。{choice.zh}",
            )
        )
    if by in TWO_MODE_SCORES:
        raise UsageError(
            Text(
                f"{by!r} is a score of networks of two modes, and this one has one mode. {choice.en}",
                f"“{by}”是二模网络的得分，而该网络为单模。{choice.zh}",
            )
        )
    raise UsageError(Text(f"There is no score {by!r}. {choice.en}", f"没有得分“{by}”。{choice.zh}"))


def pair_scores(partners: Partners, first: Any, second: Any, two_modes: bool) -> dict[str, float]:
    """All scores of two nodes: those of ``SCORES``, or of ``TWO_MODE_SCORES`` if there are two modes.

    Args:
        partners: the partners of each node.
        first: a node.
        second: another.
        two_modes: whether ties lead only between two kinds of nodes.

    Returns:
        each score by its name; 0 where the two share nobody.
    """
    attachment = float(len(partners[first]) * len(partners[second]))
    if two_modes:
        paths = sorted(
            len(partners[near]) * len(partners[far])
            for far in partners[second]
            for near in partners[far] & partners[first]
        )
        return {
            "three_paths": math.fsum(1 / math.sqrt(product) for product in paths),
            "preferential_attachment": attachment,
        }
    degrees = sorted(len(partners[node]) for node in partners[first] & partners[second])
    return {
        "common_neighbours": float(len(degrees)),
        "adamic_adar": math.fsum(1 / math.log(degree) for degree in degrees),
        "resource_allocation": math.fsum(1 / degree for degree in degrees),
        "preferential_attachment": attachment,
    }
