"""Partners to consider: whom a node is not tied to, but might be, and why.

A candidate is any node without a tie to the one that asks. It is scored by what the two have in
common, and told with its reasons. That two have common partners says that a tie would be usual, not
that it would be good: ``validate`` says how well the scores find ties that are known.

Strength is not read. Sources: common neighbours after Newman (2001), Phys. Rev. E 64, 025102;
Adamic & Adar (2003), Social Networks 25(3), 211-230; resource allocation after Zhou, Lü & Zhang (2009),
Eur. Phys. J. B 71, 623-630; preferential attachment after Barabási & Albert (1999), Science 286;
compared by Liben-Nowell & Kleinberg (2007), J. Am. Soc. Inf. Sci. Technol. 58(7), 1019-1031.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.network.forms.graphs import measurable, node_order
from kg.network.forms.labels import label, named
from kg.network.measures.communities import SEED
from kg.results.numbers import rounded, shown
from kg.results.report import Column, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

    Partners = dict[Any, set[Any]]

#: The scores by name, in the order of tables.
SCORES = ("common_neighbours", "adamic_adar", "resource_allocation", "preferential_attachment")
#: What candidates are ranked by unless another is named.
DEFAULT_SCORE = "resource_allocation"
#: Stages of a partnership that is planned and not yet agreed.
PLANNED = frozenset({"planned", "negotiating"})
#: How many names a reason holds.
_MOST_NAMES = 5
#: Scores that differ by less are equal: sums of the same in another order.
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Profile:
    """In which sectors, services or whatever else a node is active, and for which it only has plans."""

    active: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partner to consider.

    Attributes:
        node: the candidate.
        scores: by the names in ``SCORES``.
        common: the partners of both, sorted.
        offers: what the candidate is active in and the asking node is not; sorted.
        seeks: the other way round.
        both_plan: what both have plans for.
        reasons: the same in sentences; empty if nothing speaks for it.
    """

    node: Any
    scores: Mapping[str, float]
    common: tuple[Any, ...]
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    both_plan: tuple[str, ...] = ()
    reasons: tuple[Text, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Validation:
    """How well a score finds ties that are known, each left out in turn.

    Attributes:
        score: which score.
        ties: how many ties were tried.
        auc: chance that a left-out tie scores higher than two nodes without a tie (equal counts half);
            0.5 is no better than chance.
        precision: share of left-out ties that are among the first ``k`` candidates of one of their ends.
        random_precision: the same if candidates were in random order.
        k: how many candidates count as found.
    """

    score: str
    ties: int
    auc: float
    precision: float
    random_precision: float
    k: int


def suggest(
    graph: Graph,
    node: Any,
    *,
    by: str = DEFAULT_SCORE,
    limit: int | None = 10,
    profiles: Mapping[Any, Profile] | None = None,
    names: Mapping[str, Text] | None = None,
) -> list[Suggestion]:
    """Partners that a node might consider, those with the highest score first.

    Candidates of equal score are ordered by what they complement (``both_plan``, then ``offers`` and
    ``seeks`` together), then by node. Nodes that nothing speaks for are not suggested, nor are those of
    another mode in a network of two modes; there, candidates are of the mode opposite to the node's,
    and no two of them can have a common partner, so that only profiles speak for them.

    Args:
        graph: an undirected graph.
        node: who asks.
        by: one of ``SCORES``.
        limit: how many at most; all if ``None``.
        profiles: node to what it is active in and plans; ``sector_profiles`` makes them.
        names: code to its names, for the reasons.

    Raises:
        UsageError: if the node is not in the network, or there is no such score.

    >>> import networkx as nx
    >>> [(found.node, found.common) for found in suggest(nx.path_graph(4), 0)]
    [(2, (1,))]
    """
    _check_score(by)
    graph = measurable(graph)
    if node not in graph:
        raise UsageError(
            f"{node!r} is not a node of this network. `kg measure` lists its nodes; another level or projection may "
            "have it."
        )
    partners: Partners = {other: set(graph[other]) for other in graph}
    known = profiles or {}
    candidates = sorted((other for other in graph if _may_ask(graph, node, other)), key=node_order)
    found = [_suggestion(graph, partners, node, other, known, names or {}) for other in candidates]
    found = [item for item in found if item.reasons]
    found.sort(
        key=lambda item: (
            -item.scores[by],
            -len(item.both_plan),
            -len(item.offers) - len(item.seeks),
            node_order(item.node),
        )
    )
    return found[:limit]


def scores(graph: Graph, first: Any, second: Any) -> dict[str, float]:
    """All scores of two nodes.

    >>> import networkx as nx
    >>> scores(nx.path_graph(3), 0, 2)["resource_allocation"]
    0.5
    """
    graph = measurable(graph)
    return _scores({node: set(graph[node]) for node in graph}, first, second)


def sector_profiles(graph: Graph, by: str = "sector") -> dict[Any, Profile]:
    """What each node is active in, and plans, as the ties of a projection say.

    Args:
        graph: a projection, whose edges have ``stage`` and the attribute that ``by`` names, of codes
            joined by ``;``.
        by: that attribute.

    Returns:
        of every node its profile; what it is active in already is not among its plans.
    """
    active: dict[Any, set[str]] = {node: set() for node in graph}
    planned: dict[Any, set[str]] = {node: set() for node in graph}
    for a, b, data in graph.edges(data=True):
        codes = set(filter(None, str(data.get(by) or "").split(";")))
        into = planned if data.get("stage") in PLANNED else active
        into[a] |= codes
        into[b] |= codes
    return {node: Profile(frozenset(active[node]), frozenset(planned[node] - active[node])) for node in graph}


def validate(
    graph: Graph, *, by: str = DEFAULT_SCORE, k: int = 10, ties: int = 500, seed: int = SEED
) -> Validation | None:
    """Leave out one known tie at a time, and see whether the score would have suggested it.

    Args:
        graph: an undirected graph.
        by: one of ``SCORES``.
        k: how many first candidates count as found. Among candidates of equal score the left-out one
            takes the middle place.
        ties: how many ties are tried at most, drawn at random.
        seed: of the drawing.

    Returns:
        ``None`` if there are no ties, or all nodes are tied to each other.

    Raises:
        UsageError: if there is no such score, or ``k`` or ``ties`` is below 1.
    """
    _check_score(by)
    if k < 1 or ties < 1:
        raise UsageError(f"k is {k} and ties is {ties}; both must be 1 or more.")
    graph = measurable(graph)
    nodes = sorted(graph, key=node_order)
    edges = sorted(
        (tuple(sorted(edge, key=node_order)) for edge in graph.edges()), key=lambda e: list(map(node_order, e))
    )
    if not edges or 2 * len(edges) == len(nodes) * (len(nodes) - 1):
        return None
    chance = random.Random(seed)  # noqa: S311 - drawing a sample, not a secret
    drawn = chance.sample(edges, min(ties, len(edges)))
    partners: Partners = {node: set(graph[node]) for node in nodes}
    results = [_left_out(graph, partners, nodes, edge, by, k, chance) for edge in drawn]
    wins, hits, luck = (math.fsum(column) / len(results) for column in zip(*results, strict=True))
    return Validation(by, len(results), wins, hits, luck, k)


def _left_out(
    graph: Graph, partners: Partners, nodes: list[Any], edge: tuple[Any, ...], by: str, k: int, chance: random.Random
) -> tuple[float, float, float]:
    """Of one tie: does it beat an untied pair; is it found from a randomly chosen end; the same by luck."""
    first, second = chance.sample(edge, 2)
    rivals = _untied(partners, nodes, chance)
    partners[first].discard(second)
    partners[second].discard(first)
    score, rival = _scores(partners, first, second)[by], _scores(partners, *rivals)[by]
    # All others than these have nobody in common with it, and so a score of 0.
    near = set().union(*(partners[other] for other in partners[first])) if by != "preferential_attachment" else nodes
    against = [_scores(partners, first, other)[by] for other in near if _may_ask(graph, first, other)]
    others = _number_of_candidates(graph, nodes, first)
    against_nothing = others - len(against)
    place = sum(value > score + _SAME for value in against)
    equal = sum(abs(value - score) <= _SAME for value in against) + (against_nothing if score <= _SAME else 0)
    partners[first].add(second)
    partners[second].add(first)
    beaten = 0.5 if abs(score - rival) <= _SAME else float(score > rival)
    return beaten, float(place + equal / 2 < k), min(1.0, k / (others + 1))


def _may_ask(graph: Graph, node: Any, other: Any) -> bool:
    """Whether the two are not tied, and not of one mode in a network of two."""
    mode = graph.nodes[node].get("bipartite")
    same_mode = mode is not None and graph.nodes[other].get("bipartite") == mode
    return other != node and other not in graph[node] and not same_mode


def _number_of_candidates(graph: Graph, nodes: list[Any], node: Any) -> int:
    mode = graph.nodes[node].get("bipartite")
    same = 1 if mode is None else sum(graph.nodes[other].get("bipartite") == mode for other in nodes)
    return len(nodes) - same - len(graph[node])


def _untied(partners: Partners, nodes: list[Any], chance: random.Random) -> list[Any]:
    """A random pair of nodes without a tie."""
    while True:
        pair = chance.sample(nodes, 2)
        if pair[1] not in partners[pair[0]]:
            return pair


def _check_score(by: str) -> None:
    if by not in SCORES:
        raise UsageError(f"There is no score {by!r}. Use one of: {', '.join(SCORES)}.")


def _scores(partners: Partners, first: Any, second: Any) -> dict[str, float]:
    degrees = sorted(len(partners[node]) for node in partners[first] & partners[second])
    return {
        "common_neighbours": float(len(degrees)),
        "adamic_adar": math.fsum(1 / math.log(degree) for degree in degrees),
        "resource_allocation": math.fsum(1 / degree for degree in degrees),
        "preferential_attachment": float(len(partners[first]) * len(partners[second])),
    }


def _suggestion(
    graph: Graph,
    partners: Partners,
    node: Any,
    other: Any,
    profiles: Mapping[Any, Profile],
    names: Mapping[str, Text],
) -> Suggestion:
    common = tuple(sorted(partners[node] & partners[other], key=node_order))
    mine, theirs = profiles.get(node, Profile()), profiles.get(other, Profile())
    offers = tuple(sorted(theirs.active - mine.active))
    seeks = tuple(sorted(mine.active - theirs.active)) if theirs.active else ()
    both_plan = tuple(sorted(mine.planned & theirs.planned))
    labels = {partner: label(graph.nodes[partner], partner) for partner in common}
    reasons = (
        _reason(common, labels, "Common partners: {}.", "共同合作对象：{}。"),
        _reason(offers, names, "Active where the one that asks is not: {}.", "对方已开展、本方尚未涉及的领域：{}。"),
        _reason(seeks, names, "Not active where the one that asks is: {}.", "本方已开展、对方尚未涉及的领域：{}。"),
        _reason(both_plan, names, "Both plan: {}.", "双方均有规划：{}。"),
    )
    return Suggestion(
        other, _scores(partners, node, other), common, offers, seeks, both_plan, tuple(filter(None, reasons))
    )


def _reason(codes: Sequence[Any], names: Mapping[Any, Text], en: str, zh: str) -> Text | None:
    if not codes:
        return None
    known = [names.get(code, Text(str(code), str(code))) for code in codes[:_MOST_NAMES]]
    more = len(codes) - len(known)
    return Text(
        en.format(", ".join(name.en for name in known) + (f" and {more} more" if more else "")),
        zh.format("、".join(name.zh for name in known) + (f"等 {len(codes)} 个" if more else "")),
    )


def suggestions_report(graph: Graph, node: Any, by: str, limit: int | None, names: Mapping[str, Text]) -> Report:
    """Partners that a node might consider, each with its reasons, and how good such suggestions are."""
    profiles = sector_profiles(graph)
    graph = measurable(graph)
    found = suggest(graph, node, by=by, limit=limit, profiles=profiles, names=names)
    columns = (
        Column("node", Text("Candidate", "候选对象")),
        *(Column(name, _SCORE_NAMES[name], brief=name in (by, "common_neighbours")) for name in SCORES),
        Column("reasons", Text("Reasons", "理由")),
    )
    rows = tuple(
        (
            named(graph.nodes, item.node),
            *(item.scores[name] for name in SCORES),
            Text(" ".join(reason.en for reason in item.reasons), "".join(reason.zh for reason in item.reasons)),
        )
        for item in found
    )
    checked = validate(graph, by=by)
    about = {"score": by, "validation": _validation_record(checked)}
    return Report(columns, rows, tuple(_validation_remarks(checked)), about, found)


_SCORE_NAMES = {
    "common_neighbours": Text("Common partners", "共同合作对象数"),
    "adamic_adar": Text("Adamic-Adar", "Adamic-Adar 指数"),
    "resource_allocation": Text("Resource allocation", "资源分配指数"),
    "preferential_attachment": Text("Preferential attachment", "优先连接指数"),
}


def _validation_record(checked: Validation | None) -> dict[str, Any] | None:
    if checked is None:
        return None
    return {
        "ties": checked.ties,
        "auc": rounded(checked.auc),
        "k": checked.k,
        "precision_at_k": rounded(checked.precision),
        "random_precision_at_k": rounded(checked.random_precision),
    }


def _validation_remarks(checked: Validation | None) -> list[Text]:
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
