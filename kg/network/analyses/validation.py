"""How well the scores of ``suggestions`` find ties that are known, each left out in turn."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.analyses.scores import SAME, TWO_MODE_DEFAULT, checked_score, may_ask, pair_scores
from kg.network.forms.graphs import measurable, node_order
from kg.network.measures.communities import SEED
from kg.results.numbers import rounded, shown
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.analyses.scores import Partners
    from kg.network.forms.graphs import Graph

#: A score is called better than chance if chance does as well in no more than this share of the draws.
SIGNIFICANT = 0.05
#: How often chance is drawn.
_DRAWS = 9999


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


def validate(
    graph: Graph, *, by: str | None = None, k: int = 10, ties: int = 500, seed: int = SEED
) -> Validation | None:
    """Leave out one known tie at a time, and see whether the score would have suggested it.

    Args:
        graph: an undirected graph.
        by: as in ``kg.network.analyses.suggestions.suggest``.
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
        raise UsageError(
            Text(
                f"k is {k} and ties is {ties}; both must be 1 or more.", f"k 为{k}，ties 为{ties}；二者均须为1或以上。"
            )
        )
    graph = measurable(graph)
    by = checked_score(graph, by)
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
    score = pair_scores(partners, first, second, two_modes)[by]
    rival = pair_scores(partners, rivals[0], rivals[1], two_modes)[by]
    # All others than these have nobody in common with it, and so a score of 0.
    near = set().union(*(partners[other] for other in partners[first])) if by != "preferential_attachment" else nodes
    if two_modes:
        near = set().union(*(partners[other] for other in near))
    against = [pair_scores(partners, first, other, two_modes)[by] for other in near if may_ask(graph, first, other)]
    candidates = _number_of_candidates(graph, nodes, first) + 1
    partners[first].add(second)
    partners[second].add(first)
    every = sorted([score, *against, *([0.0] * (candidates - 1 - len(against)))], reverse=True)
    certain, shared, part = _places(every, k)
    last = every[min(k, candidates) - 1]
    hit = part if abs(score - last) <= SAME else float(score > last)
    beaten = 0.5 if abs(score - rival) <= SAME else float(score > rival)
    return _Tried(beaten, hit, candidates, certain, shared, part)


def _places(every: list[float], k: int) -> tuple[int, int, float]:
    """How many are among the first ``k`` for certain, how many share the last of these places, with what chance each.

    >>> _places([5.0, 3.0, 3.0, 3.0, 1.0], 2)
    (1, 3, 0.3333333333333333)
    """
    last = every[min(k, len(every)) - 1]
    certain = sum(value > last + SAME for value in every)
    shared = sum(abs(value - last) <= SAME for value in every)
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
    return float((1 + np.count_nonzero(totals >= observed - SAME * len(results))) / (1 + _DRAWS))


def _number_of_candidates(graph: Graph, nodes: list[Any], node: Any) -> int:
    mode = graph.nodes[node].get("bipartite")
    same = 1 if mode is None else sum(graph.nodes[other].get("bipartite") == mode for other in nodes)
    return len(nodes) - same - len(graph[node])


def _untied(graph: Graph, nodes: list[Any], chance: random.Random) -> list[Any]:
    """A random pair of nodes without a tie, which might have one."""
    while True:
        pair = chance.sample(nodes, 2)
        if may_ask(graph, *pair):
            return pair


def _possible_pairs(graph: Graph) -> int:
    """How many pairs might have a tie: all, but those of one mode in a network of two."""
    modes = [mode for _, mode in graph.nodes(data="bipartite")]
    within = (modes.count(mode) for mode in set(modes) - {None})
    return math.comb(len(modes), 2) - sum(math.comb(many, 2) for many in within)


def validation_record(checked: Validation | None) -> dict[str, Any] | None:
    """A validation for machines."""
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


def validation_remarks(checked: Validation | None) -> list[Text]:
    """A validation in words: better than chance only if its test says so."""
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
