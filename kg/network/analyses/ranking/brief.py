"""The rankings that a page shows: as many checks as its time allows, at every size, and what was left out in words.

How many resamples there are goes by nodes, ties and scenarios alone, never by a clock, so that the page is the same on
every machine. A small network is checked whole; a larger one by fewer resamples; where following shortest paths so
often would take too long, measures that follow none are checked by themselves, and the others by the fewest resamples,
in each of which paths are searched from a few nodes only: such an interval is rather too wide, as draws of nodes differ
too, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.analyses.ranking.carriers import Stated
from kg.network.analyses.ranking.rankings import (
    Checks,
    MeasureRanking,
    Ranking,
    Scenario,
    rank,
    ranked_by_default,
    ranked_by_values,
    resampled,
)
from kg.network.forms.table import TieTable
from kg.network.forms.variants import Stack, Variants
from kg.network.measures.pivots import by_pivots
from kg.network.measures.register import MEASURES
from kg.network.measures.work import DISTANCES, SEARCH, UNEQUAL
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph

#: Resamples of a network that is checked whole, and the fewest that make an interval: of 20 it is from end to end.
MOST, LEAST = 200, 20
#: CPU seconds that the checks of one network may take, about.
_SECONDS = 1.0
#: From how many nodes paths are searched in each resample of a network that is too large for all: at least and at most.
_FEWEST_PIVOTS, _MOST_PIVOTS = 10, 50
# What a measure that follows no paths costs a node or tie in each variant.
_QUICK = 4e-7


_NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Plan:
    """How one network is checked.

    Attributes:
        names: the measures.
        scenarios: what is left out part by part.
        checks: the rest.
        remark: what was left out, for readers; empty if nothing.
        estimated: further measures, whose ranks are tried on ``LEAST`` halves by paths from ``pivots`` nodes of each.
        pivots: as many.
    """

    names: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    checks: Checks
    remark: Text = _NOTHING
    estimated: tuple[str, ...] = ()
    pivots: int = 0


def plan(nodes: int, ties: int, names: Iterable[str], scenarios: Sequence[Scenario] | None = ()) -> Plan:
    """How a network of so many nodes and ties is checked.

    Args:
        nodes: how many.
        ties: how many; each pair and partnership is one.
        names: names of measures; those that nothing is ranked by unless it is named are left out.
        scenarios: what may be left out part by part; ``None`` if that was not looked up, as there is no time for it.

    >>> plan(20, 100, ["degree", "betweenness"]).checks.resamples
    200
    >>> large = plan(4_000, 12_000, ["degree", "betweenness"])
    >>> large.names, large.checks.resamples, large.estimated, large.pivots
    (('degree',), 156, ('betweenness',), 20)
    """
    usual, parts = ranked_by_default(), tuple(scenarios or ())
    some = scenarios is None or bool(parts)
    chosen = tuple(name for name in names if name in usual)
    quick = tuple(name for name in chosen if not MEASURES[name].by_paths)
    pairs = min(ties, nodes * (nodes - 1) // 2)
    cost = _QUICK * len(quick) * (nodes + ties) + (UNEQUAL + DISTANCES) * nodes * pairs * (len(quick) < len(chosen))
    left = _SECONDS / cost - len(parts) if cost else MOST
    if left >= MOST:
        return Plan(chosen, parts, Checks(resamples=MOST, nulls=0))
    if left >= LEAST:
        return _fewer(chosen, parts, int(left), (), some)
    if _SECONDS / cost >= LEAST:
        return _fewer(chosen, (), int(_SECONDS / cost), (), some)
    many = int(_SECONDS / (_QUICK * max(len(quick), 1) * (nodes + ties)))
    pivots = min(max(int(_SECONDS / (LEAST * SEARCH * pairs)), _FEWEST_PIVOTS), _MOST_PIVOTS)
    by_paths = tuple(name for name in chosen if name not in quick)
    return _fewer(quick, (), min(max(many, LEAST), MOST), by_paths, some, pivots)


def _fewer(
    names: tuple[str, ...],
    scenarios: tuple[Scenario, ...],
    resamples: int,
    estimated: tuple[str, ...],
    some: bool,
    pivots: int = 0,
) -> Plan:
    told = [
        Text(
            f"The network is large: ranks were tried on {resamples} random halves of the partnerships, not {MOST}, and "
            "what carries the first places was not searched.",
            f"该网络规模较大：名次区间仅据 {resamples} 次随机略去一半合作（而非 {MOST} 次）得出，"
            "也未搜寻支撑第一名的原文。",
        )
        if resamples < MOST
        else Text(
            "The network is large: what carries the first places was not searched.",
            "该网络规模较大：未搜寻支撑第一名的原文。",
        )
    ]
    if some and not scenarios:
        told.append(
            Text(
                "No source, stage or doubtful record was left out by itself.",
                "未逐一略去各来源、阶段与存疑记录。",
            )
        )
    if estimated:
        titles = [MEASURES[name].title for name in estimated]
        told.append(
            Text(
                f"{', '.join(title.en for title in titles)}: ranks were tried on {LEAST} random halves, by shortest "
                f"paths from {pivots} nodes drawn in each, so that these intervals are rather too wide (`kg rank` "
                "searches from all).",
                f"{'、'.join(title.zh for title in titles)}：名次区间据 {LEAST} 次随机略去一半合作得出，"
                f"每次仅从随机抽取的 {pivots} 个节点搜索最短路径，故区间偏宽（`kg rank` 从所有节点搜索）。",
            )
        )
    remark = Text(" ".join(each.en for each in told), "".join(each.zh for each in told))
    return Plan(names, scenarios, Checks(resamples=resamples, nulls=0, carriers=False), remark, estimated, pivots)


def brief_ranking(
    network: Graph | TieTable,
    names: Iterable[str],
    scenarios: Sequence[Scenario] | None = (),
    checks: Checks | None = None,
    stated: Mapping[str, Stated] | None = None,
) -> tuple[Ranking, Text] | None:
    """The ranking that the page shows, and what was left out of it; ``None`` where there is nothing to rank by.

    Args:
        network: a projection, or the arrays of one.
        names: as in ``plan``.
        scenarios: likewise.
        checks: as in ``kg.network.analyses.ranking.rankings.rank``; as ``plan`` says if ``None``.
        stated: as there.
    """
    ties = len(network) if not hasattr(network, "number_of_edges") else network.number_of_edges()
    made = plan(len(network.nodes), ties, names, scenarios)
    if checks is not None:
        made = Plan(tuple(name for name in names if name in ranked_by_default()), tuple(scenarios or ()), checks)
    if not made.names or not network.nodes:
        return None
    ranking = rank(network, made.names, made.scenarios, made.checks, stated)
    if made.estimated:
        ties = network if isinstance(network, TieTable) else TieTable.of(network)
        ranking = replace(ranking, measures=(*ranking.measures, *_by_pivots(ties, made)))
    return ranking, made.remark


def _by_pivots(ties: TieTable, made: Plan) -> Iterator[MeasureRanking]:
    """The ranks by measures of paths in some halves of a large network; all are estimated, those of the whole too."""
    checks = replace(made.checks, resamples=LEAST)
    keep, _ = resampled(len(ties.partnerships), checks)
    rows = np.concatenate([np.ones((1, keep.shape[1]), dtype=bool), keep])
    stack = Stack.of(Variants.of(ties, rows))
    found = [
        by_pivots(stack.network(row), made.pivots, np.random.default_rng([checks.seed, 2, row]))
        for row in range(len(rows))
    ]
    for name in made.estimated:
        yield ranked_by_values(name, np.array([values[name] for values in found]), (), None)


def interval_texts(
    network: Graph | TieTable, names: Iterable[str], scenarios: Sequence[Scenario] = (), checks: Checks | None = None
) -> dict[Any, dict[str, str]]:
    """The ranks between which each node moves in all checks together, for readers in a hurry.

    Args:
        network: a projection, or the arrays of one.
        names: names of measures; those that nothing is ranked by unless it is named are left out.
        scenarios: as in ``kg.network.analyses.ranking.rankings.rank``.
        checks: as there; as ``plan`` says if ``None``.

    Returns:
        node to measure to ``2-5``, or ``3`` for a rank that does not move.
    """
    found = brief_ranking(network, names, scenarios, checks)
    return texts_of(found[0]) if found else {}


def texts_of(ranking: Ranking) -> dict[Any, dict[str, str]]:
    """Node to measure to the ranks between which it moves, as ``interval_texts`` gives them."""
    return {
        node: {measure.name: _text(measure, place) for measure in ranking.measures if measure.intervals}
        for place, node in enumerate(ranking.nodes)
    }


def _text(measure: MeasureRanking, place: int) -> str:
    ends = [interval[place] for interval in measure.intervals.values()]
    low, high = min(int(end[0]) for end in ends), max(int(end[1]) for end in ends)
    return f"{low}-{high}" if low != high else str(low)
