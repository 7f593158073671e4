"""Partners to consider: whom a node is not tied to, but might be, and why.

A candidate is any node without a tie to the one that asks. It is scored by what the two have in
common, and told with its reasons. That two have common partners says that a tie would be usual, not
that it would be good: ``validation`` says how well the scores find ties that are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.nearest import local_name
from kg.network.analyses.scores import (
    SCORE_NAMES,
    SCORES,
    TWO_MODE_SCORES,
    checked_score,
    may_ask,
    pair_scores,
    two_modes_of,
)
from kg.network.analyses.validation import validate, validation_record, validation_remarks
from kg.network.forms.graphs import measurable, node_order
from kg.network.forms.labels import label, named
from kg.results.report import Column, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.analyses.scores import Partners
    from kg.network.forms.graphs import Graph

#: Stages of a partnership that is planned and not yet agreed.
PLANNED = frozenset({"planned", "negotiating"})
#: How many names a reason holds.
_MOST_NAMES = 5
#: What is said of those that two nodes have in common, in a network of one mode and of two.
_COMMON = ("Common partners: {}.", "共同合作对象：{}。")
_THREE_PATHS = ("Has partners that share partners with the one that asks: {}.", "其合作对象与本方有共同合作对象：{}。")


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
        scores: by the names in ``SCORES``, or in ``TWO_MODE_SCORES``.
        common: the partners of both, sorted; in a network of two modes the partners of the candidate that
            share a partner with the node that asks.
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


def suggest(
    graph: Graph,
    node: Any,
    *,
    by: str | None = None,
    limit: int | None = 10,
    profiles: Mapping[Any, Profile] | None = None,
    names: Mapping[str, Text] | None = None,
    kin: Collection[Any] = (),
) -> list[Suggestion]:
    """Partners that a node might consider, those with the highest score first.

    Candidates of equal score are ordered by what they complement (``both_plan``, then ``offers`` and
    ``seeks`` together), then by node. Nodes that nothing speaks for are not suggested. In a network of two
    modes candidates are of the mode opposite to the node's, and paths of three ties speak for them.

    Args:
        graph: an undirected graph.
        node: who asks.
        by: one of ``SCORES``, or of ``TWO_MODE_SCORES`` in a network of two modes; the default of either if ``None``.
        limit: how many at most; all if ``None``.
        profiles: node to what it is active in and plans; ``sector_profiles`` makes them. Only two nodes that
            both have one are compared by them.
        names: code to its names, for the reasons.
        kin: nodes that are no candidates, as regions that the node lies in, or that lie in it.

    Raises:
        UsageError: if the node is not in the network, or the network has no such score.

    >>> import networkx as nx
    >>> [(found.node, found.common) for found in suggest(nx.path_graph(4), 0)]
    [(2, (1,))]
    """
    graph = measurable(graph)
    by = checked_score(graph, by)
    if node not in graph:
        raise UsageError(
            Text(
                f"{node!r} is not a node of this network. `kg measure` lists its nodes; another level or "
                "projection may "
                "have it.",
                f"“{node}”不是该网络的节点。`kg measure` 列出其节点；它可能在另一层级或投影中。",
            )
        )
    partners: Partners = {other: set(graph[other]) for other in graph}
    known = profiles or {}
    candidates = sorted((one for one in graph if may_ask(graph, node, one) and one not in kin), key=node_order)
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
    """All scores of two nodes: those of ``SCORES``, or of ``TWO_MODE_SCORES`` in a network of two modes.

    Args:
        graph: a network, undirected; parallel ties count as one.
        first: one node.
        second: another node.

    Returns:
        each score's name with its value, without a unit; the formulas stand with the scores, in
        ``kg.network.analyses.scores``.

    >>> import networkx as nx
    >>> scores(nx.path_graph(3), 0, 2)["resource_allocation"]
    0.5
    """
    graph = measurable(graph)
    return pair_scores({node: set(graph[node]) for node in graph}, first, second, two_modes_of(graph))


def sector_profiles(graph: Graph, by: str = "sector") -> dict[Any, Profile]:
    """What each node is active in, and plans, as the ties of a projection say.

    Args:
        graph: a projection, whose edges have ``stage`` and the attribute that ``by`` names, of codes
            joined by ``;``.
        by: that attribute.

    Returns:
        of every node its profile, but not of one that is itself such a code, as the sector education is: to be
        active in it, or not, says nothing of it. What a node is active in already is not among its plans.
    """
    active: dict[Any, set[str]] = {node: set() for node in graph}
    planned: dict[Any, set[str]] = {node: set() for node in graph}
    for a, b, data in graph.edges(data=True):
        codes = set(filter(None, str(data.get(by) or "").split(";")))
        into = planned if data.get("stage") in PLANNED else active
        into[a] |= codes
        into[b] |= codes
    codes = set().union(*active.values(), *planned.values())
    return {
        node: Profile(frozenset(active[node]), frozenset(planned[node] - active[node]))
        for node in graph
        if node not in codes and local_name(str(node)) not in codes
    }


def _suggestion(
    graph: Graph,
    partners: Partners,
    node: Any,
    other: Any,
    profiles: Mapping[Any, Profile],
    names: Mapping[str, Text],
) -> Suggestion:
    two_modes = graph.nodes[node].get("bipartite") is not None
    if two_modes:
        shared = {far for far in partners[other] if partners[far] & partners[node]}
    else:
        shared = partners[node] & partners[other]
    common = tuple(sorted(shared, key=node_order))
    both = node in profiles and other in profiles
    mine, theirs = (profiles[node], profiles[other]) if both else (Profile(), Profile())
    offers = tuple(sorted(theirs.active - mine.active))
    seeks = tuple(sorted(mine.active - theirs.active)) if theirs.active else ()
    both_plan = tuple(sorted(mine.planned & theirs.planned))
    labels = {partner: label(graph.nodes[partner], partner) for partner in common}
    reasons = (
        _reason(common, labels, *(_THREE_PATHS if two_modes else _COMMON)),
        _reason(offers, names, "Active where the one that asks is not: {}.", "对方已开展、本方尚未涉及的领域：{}。"),
        _reason(seeks, names, "Not active where the one that asks is: {}.", "本方已开展、对方尚未涉及的领域：{}。"),
        _reason(both_plan, names, "Both plan: {}.", "双方均有规划：{}。"),
    )
    return Suggestion(
        other,
        pair_scores(partners, node, other, two_modes),
        common,
        offers,
        seeks,
        both_plan,
        tuple(filter(None, reasons)),
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


def suggestions_report(
    graph: Graph,
    node: Any,
    by: str | None,
    limit: int | None,
    names: Mapping[str, Text],
    kin: Collection[Any] = (),
) -> Report:
    """Partners that a node might consider, each with its reasons, and how good such suggestions are.

    Args:
        graph: a projected network.
        node: for whom partners are sought.
        by: the score that orders them; the usual one of the network if ``None``.
        limit: how many at most; all if ``None``.
        names: what sectors are called, for the reasons.
        kin: the regions that it lies in, and those that lie in it: they are no candidates.

    Returns:
        a row for each candidate, best first; in ``about`` how well the score finds ties that were left out.

    Raises:
        UsageError: if the node or the score is unknown.
    """
    profiles = sector_profiles(graph)
    graph = measurable(graph)
    by = checked_score(graph, by)
    shown_scores = TWO_MODE_SCORES if two_modes_of(graph) else SCORES
    found = suggest(graph, node, by=by, limit=limit, profiles=profiles, names=names, kin=kin)
    columns = (
        Column("node", Text("Candidate", "候选对象")),
        *(Column(name, SCORE_NAMES[name], brief=name in (by, "common_neighbours")) for name in shown_scores),
        Column("reasons", Text("Reasons", "理由")),
    )
    rows = tuple(
        (
            named(graph.nodes, item.node),
            *(item.scores[name] for name in shown_scores),
            Text(" ".join(reason.en for reason in item.reasons), "".join(reason.zh for reason in item.reasons)),
        )
        for item in found
    )
    checked = validate(graph, by=by)
    about = {"score": by, "validation": validation_record(checked)}
    remarks = (*_left_out(graph, node, kin), *validation_remarks(checked))
    return Report(columns, rows, remarks, about, found)


def _left_out(graph: Graph, node: Any, kin: Collection[Any]) -> Iterator[Text]:
    """That regions which a region lies in, or which lie in it, are no partners of it."""
    own = sorted((one for one in graph if one in kin and may_ask(graph, node, one)), key=node_order)
    if own:
        named_ = [label(graph.nodes[one], local_name(str(one))) for one in own[:_MOST_NAMES]]
        more = " …" if len(own) > _MOST_NAMES else ""
        yield Text(
            f"Not suggested, as it lies in them or they in it: {', '.join(one.en for one in named_)}{more}.",
            f"未列入（其所属或所辖地区）：{'、'.join(one.zh for one in named_)}{more}。",
        )
