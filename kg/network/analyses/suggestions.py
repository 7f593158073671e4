"""Partners to consider: whom a node is not tied to, but might be, and why.

A candidate is any node without a tie to the one that asks. It is scored by what the two have in
common, and told with its reasons. That two have common partners says that a tie would be usual, not
that it would be good: ``validate`` says how well the scores find ties that are known.

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
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.nearest import local_name
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
#: Those of a network of two modes, where nobody has a partner in common with a candidate.
TWO_MODE_SCORES = ("three_paths", "preferential_attachment")
#: What candidates are ranked by unless another is named; in a network of two modes ``TWO_MODE_DEFAULT``.
DEFAULT_SCORE = "resource_allocation"
TWO_MODE_DEFAULT = "three_paths"
#: A score is called better than chance if chance does as well in no more than this share of the draws.
SIGNIFICANT = 0.05
#: How often chance is drawn.
_DRAWS = 9999
#: Stages of a partnership that is planned and not yet agreed.
PLANNED = frozenset({"planned", "negotiating"})
#: How many names a reason holds.
_MOST_NAMES = 5
#: What is said of those that two nodes have in common, in a network of one mode and of two.
_COMMON = ("Common partners: {}.", "共同合作对象：{}。")
_THREE_PATHS = ("Has partners that share partners with the one that asks: {}.", "其合作对象与本方有共同合作对象：{}。")
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


@dataclass(frozen=True, slots=True)
class Validation:
    """How well a score finds ties that are known, each left out in turn.

    Attributes:
        score: which score.
        ties: how many ties were tried.
        auc: chance that a left-out tie scores higher than two nodes without a tie that might have one
            (equal counts half); 0.5 is no better than chance.
        precision: share of left-out ties that are expected among the first ``k`` candidates of one of their
            ends, where candidates of equal score are in random order.
        random_precision: the same if all candidates were in random order.
        k: how many candidates count as found.
        p: how often chance finds as large a share: (1 + draws that do) / (1 + draws); in each draw, any of its
            candidates with equal chance takes the place of each left-out one.
    """

    score: str
    ties: int
    auc: float
    precision: float
    random_precision: float
    k: int
    p: float


def suggest(
    graph: Graph,
    node: Any,
    *,
    by: str | None = None,
    limit: int | None = 10,
    profiles: Mapping[Any, Profile] | None = None,
    names: Mapping[str, Text] | None = None,
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

    Raises:
        UsageError: if the node is not in the network, or the network has no such score.

    >>> import networkx as nx
    >>> [(found.node, found.common) for found in suggest(nx.path_graph(4), 0)]
    [(2, (1,))]
    """
    graph = measurable(graph)
    by = _checked_score(graph, by)
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
    """All scores of two nodes: those of ``SCORES``, or of ``TWO_MODE_SCORES`` in a network of two modes.

    >>> import networkx as nx
    >>> scores(nx.path_graph(3), 0, 2)["resource_allocation"]
    0.5
    """
    graph = measurable(graph)
    return _scores({node: set(graph[node]) for node in graph}, first, second, _two_modes(graph))


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


def validate(
    graph: Graph, *, by: str | None = None, k: int = 10, ties: int = 500, seed: int = SEED
) -> Validation | None:
    """Leave out one known tie at a time, and see whether the score would have suggested it.

    Args:
        graph: an undirected graph.
        by: as in ``suggest``.
        k: how many first candidates count as found. Candidates of equal score are in random order: of g of
            which f come among the first ``k``, the left-out one is found with chance f / g.
        ties: how many ties are tried at most, drawn at random.
        seed: of the drawing.

    Returns:
        ``None`` if there are no ties, or all nodes are tied to each other, or to all of the other mode.

    Raises:
        UsageError: if the network has no such score, or ``k`` or ``ties`` is below 1.

    >>> import networkx as nx
    >>> pairs = nx.Graph((2 * pair, 2 * pair + 1) for pair in range(8))  # 15 candidates alike, of which 10 count
    >>> round(validate(pairs).precision, 3)
    0.667
    """
    if k < 1 or ties < 1:
        raise UsageError(f"k is {k} and ties is {ties}; both must be 1 or more.")
    graph = measurable(graph)
    by = _checked_score(graph, by)
    nodes = sorted(graph, key=node_order)
    edges = sorted(
        (tuple(sorted(edge, key=node_order)) for edge in graph.edges()), key=lambda e: list(map(node_order, e))
    )
    if not edges or len(edges) == _possible_pairs(graph):
        return None
    chance = random.Random(seed)  # noqa: S311 - drawing a sample, not a secret
    drawn = chance.sample(edges, min(ties, len(edges)))
    partners: Partners = {node: set(graph[node]) for node in nodes}
    results = [_left_out(graph, partners, nodes, edge, by, k, chance) for edge in drawn]
    wins = math.fsum(tried.beaten for tried in results) / len(results)
    hits = math.fsum(tried.hit for tried in results) / len(results)
    luck = math.fsum(min(1.0, k / tried.candidates) for tried in results) / len(results)
    return Validation(by, len(results), wins, hits, luck, k, _p_value(results, seed))


@dataclass(frozen=True, slots=True)
class _Tried:
    """Of one tie: does it beat an untied pair, is it found from an end, and what any candidate would be.

    Of the ``candidates``, the one that was left out among them, ``certain`` are among the first k whatever the
    order of equals, and ``shared`` are equals that are with the chance ``part`` each.
    """

    beaten: float
    hit: float
    candidates: int
    certain: int
    shared: int
    part: float


def _left_out(
    graph: Graph, partners: Partners, nodes: list[Any], edge: tuple[Any, ...], by: str, k: int, chance: random.Random
) -> _Tried:
    """Leave out one tie, and look for it from one of its ends, chosen at random."""
    first, second = chance.sample(edge, 2)
    rivals = _untied(graph, nodes, chance)
    two_modes = by == TWO_MODE_DEFAULT
    partners[first].discard(second)
    partners[second].discard(first)
    score = _scores(partners, first, second, two_modes)[by]
    rival = _scores(partners, rivals[0], rivals[1], two_modes)[by]
    # All others than these have nobody in common with it, and so a score of 0.
    near = set().union(*(partners[other] for other in partners[first])) if by != "preferential_attachment" else nodes
    if two_modes:
        near = set().union(*(partners[other] for other in near))
    against = [_scores(partners, first, other, two_modes)[by] for other in near if _may_ask(graph, first, other)]
    candidates = _number_of_candidates(graph, nodes, first) + 1
    partners[first].add(second)
    partners[second].add(first)
    every = sorted([score, *against, *([0.0] * (candidates - 1 - len(against)))], reverse=True)
    certain, shared, part = _places(every, k)
    last = every[min(k, candidates) - 1]
    hit = part if abs(score - last) <= _SAME else float(score > last)
    beaten = 0.5 if abs(score - rival) <= _SAME else float(score > rival)
    return _Tried(beaten, hit, candidates, certain, shared, part)


def _places(every: list[float], k: int) -> tuple[int, int, float]:
    """How many are among the first ``k`` for certain, how many share the last of these places, with what chance each.

    >>> _places([5.0, 3.0, 3.0, 3.0, 1.0], 2)
    (1, 3, 0.3333333333333333)
    """
    last = every[min(k, len(every)) - 1]
    certain = sum(value > last + _SAME for value in every)
    shared = sum(abs(value - last) <= _SAME for value in every)
    return certain, shared, min(1.0, (k - certain) / shared)


def _p_value(results: Sequence[_Tried], seed: int) -> float:
    """How often chance finds as many: a one-sided Monte Carlo test, after Phipson & Smyth (2010).

    Had the score nothing to say, the left-out one would be any of its candidates with equal chance, so that its hit is
    1 with chance certain / candidates, and ``part`` with chance shared / candidates.
    """
    draw = np.random.default_rng([seed, 1])
    totals = np.zeros(_DRAWS)
    for tried in results:
        place = draw.integers(tried.candidates, size=_DRAWS)
        totals += np.where(place < tried.certain, 1.0, np.where(place < tried.certain + tried.shared, tried.part, 0.0))
    observed = math.fsum(tried.hit for tried in results)
    return float((1 + np.count_nonzero(totals >= observed - _SAME * len(results))) / (1 + _DRAWS))


def _may_ask(graph: Graph, node: Any, other: Any) -> bool:
    """Whether the two are not tied, and not of one mode in a network of two."""
    mode = graph.nodes[node].get("bipartite")
    same_mode = mode is not None and graph.nodes[other].get("bipartite") == mode
    return other != node and other not in graph[node] and not same_mode


def _number_of_candidates(graph: Graph, nodes: list[Any], node: Any) -> int:
    mode = graph.nodes[node].get("bipartite")
    same = 1 if mode is None else sum(graph.nodes[other].get("bipartite") == mode for other in nodes)
    return len(nodes) - same - len(graph[node])


def _untied(graph: Graph, nodes: list[Any], chance: random.Random) -> list[Any]:
    """A random pair of nodes without a tie, which might have one."""
    while True:
        pair = chance.sample(nodes, 2)
        if _may_ask(graph, *pair):
            return pair


def _two_modes(graph: Graph) -> bool:
    return any(mode is not None for _, mode in graph.nodes(data="bipartite"))


def _possible_pairs(graph: Graph) -> int:
    """How many pairs might have a tie: all, but those of one mode in a network of two."""
    modes = [mode for _, mode in graph.nodes(data="bipartite")]
    within = (modes.count(mode) for mode in set(modes) - {None})
    return math.comb(len(modes), 2) - sum(math.comb(many, 2) for many in within)


def _checked_score(graph: Graph, by: str | None) -> str:
    two_modes = _two_modes(graph)
    known = TWO_MODE_SCORES if two_modes else SCORES
    if by is None:
        return TWO_MODE_DEFAULT if two_modes else DEFAULT_SCORE
    if by in known:
        return by
    choice = f"Use one of: {', '.join(known)}."
    if by in SCORES:
        raise UsageError(
            f"The network has two modes, where a node and its candidates never have a common partner: {by!r} is 0 for "
            f"all of them. {choice}"
        )
    if by in TWO_MODE_SCORES:
        raise UsageError(f"{by!r} is a score of networks of two modes, and this one has one mode. {choice}")
    raise UsageError(f"There is no score {by!r}. {choice}")


def _scores(partners: Partners, first: Any, second: Any, two_modes: bool) -> dict[str, float]:
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
        other, _scores(partners, node, other, two_modes), common, offers, seeks, both_plan, tuple(filter(None, reasons))
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


def suggestions_report(graph: Graph, node: Any, by: str | None, limit: int | None, names: Mapping[str, Text]) -> Report:
    """Partners that a node might consider, each with its reasons, and how good such suggestions are."""
    profiles = sector_profiles(graph)
    graph = measurable(graph)
    by = _checked_score(graph, by)
    shown_scores = TWO_MODE_SCORES if _two_modes(graph) else SCORES
    found = suggest(graph, node, by=by, limit=limit, profiles=profiles, names=names)
    columns = (
        Column("node", Text("Candidate", "候选对象")),
        *(Column(name, _SCORE_NAMES[name], brief=name in (by, "common_neighbours")) for name in shown_scores),
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
    about = {"score": by, "validation": _validation_record(checked)}
    return Report(columns, rows, tuple(_validation_remarks(checked)), about, found)


_SCORE_NAMES = {
    "common_neighbours": Text("Common partners", "共同合作对象数"),
    "adamic_adar": Text("Adamic-Adar", "Adamic-Adar 指数"),
    "resource_allocation": Text("Resource allocation", "资源分配指数"),
    "three_paths": Text("Paths of three ties", "三步路径指数"),
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
        "p": rounded(checked.p),
    }


def _validation_remarks(checked: Validation | None) -> list[Text]:
    if checked is None:
        return []
    better = checked.p <= SIGNIFICANT
    auc, hit, luck = (shown(round(value, 2)) for value in (checked.auc, checked.precision, checked.random_precision))
    p = shown(round(checked.p, 4))
    en = "It finds known ties better than chance" if better else "It is not shown to find known ties better than chance"
    zh = "该得分识别已知联系的能力优于随机" if better else "尚无证据表明该得分识别已知联系的能力优于随机"
    return [
        Text(
            f"{en}: of {checked.ties} known ties, each left out in turn, a share of {hit} is expected among the first "
            f"{checked.k} candidates, equals in random order (by chance {luck}; one-sided Monte Carlo test of these "
            f"hits, any candidate being as likely, {_DRAWS:,} draws: p = {p}); AUC {auc} (by chance 0.5). "
            "A suggestion is a reason to look, not advice.",
            f"{zh}：逐一略去 {checked.ties} 条已知联系，得分相同者随机排序，进入前 {checked.k} 名候选的期望比例为 {hit}"
            f"（随机为 {luck}；对命中数作单侧蒙特卡洛检验，各候选机会均等，抽取 {_DRAWS:,} 次：p = {p}）；"
            f"AUC 为 {auc}（随机为 0.5）。候选仅供参考，不构成建议。",
        )
    ]
