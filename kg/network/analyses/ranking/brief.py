"""The rankings that a page shows: as many checks as its time allows, at every size, and what was left out in words.

How many resamples there are goes by nodes, ties and scenarios alone, never by a clock, so that the page is the same on
every machine. A small network is checked whole; a larger one by fewer resamples; where following shortest paths so
often would take too long, measures that follow none are checked by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.network.analyses.ranking.carriers import Stated
from kg.network.analyses.ranking.rankings import Checks, MeasureRanking, Ranking, Scenario, rank, ranked_by_default
from kg.network.measures.register import MEASURES
from kg.network.measures.work import DISTANCES, UNEQUAL
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import Graph
    from kg.network.forms.table import TieTable

#: Resamples of a network that is checked whole, and the fewest that make an interval: of 20 it is from end to end.
MOST, LEAST = 200, 20
#: CPU seconds that the checks of one network may take, about.
_SECONDS = 1.0
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
    """

    names: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    checks: Checks
    remark: Text = _NOTHING


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
    >>> large.names, large.checks.resamples
    (('degree',), 156)
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
    return _fewer(quick, (), min(max(many, LEAST), MOST), [name for name in chosen if name not in quick], some)


def _fewer(
    names: tuple[str, ...], scenarios: tuple[Scenario, ...], resamples: int, untried: Sequence[str], some: bool
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
    if untried:
        titles = [MEASURES[name].title for name in untried]
        told.append(
            Text(
                f"{', '.join(title.en for title in titles)}: no interval, as every half would be searched anew "
                "(`kg rank` does).",
                f"{'、'.join(title.zh for title in titles)}：未给出区间，因每次都须重新搜索最短路径（见 `kg rank`）。",
            )
        )
    remark = Text(" ".join(each.en for each in told), "".join(each.zh for each in told))
    return Plan(names, scenarios, Checks(resamples=resamples, nulls=0, carriers=False), remark)


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
    return rank(network, made.names, made.scenarios, made.checks, stated), made.remark


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
