"""Rankings with what they rest on: how far each rank holds when part of the data is left out.

A centrality is always a number, and numbers can always be sorted; whether the order means anything is
another matter. So each ranking is made again without each source, each stage of pledge, each open-ended
or ambiguous record, and many times without a random share of the partnerships; and each value stands beside
what taking part in as many partnerships would give by chance.

Ranks are those of a league table: nodes with the same value share the best of their places, and the next
place is as much lower as there are nodes that share it (1, 2, 2, 4). In an interval a shared place counts from the
best to the worst of those that share it: a leader that all others have drawn level with leads no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError, listed
from kg.nearest import no_such
from kg.network.analyses.ranking.carriers import Carrier, Stated, find_carriers
from kg.network.analyses.ranking.league import SAME, last_places, places
from kg.network.analyses.ranking.nulls import null_networks, two_sided
from kg.network.forms.labels import label
from kg.network.forms.table import TieTable
from kg.network.forms.variants import Variants
from kg.network.measures.batches import measure_variants
from kg.network.measures.communities import SEED
from kg.network.measures.register import MEASURES
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: The checks that leave out a part of the data that has a name, and the one that leaves out a random part.
SOURCE, STAGE, RECORD, RANDOM = "source", "stage", "record", "random"
KINDS = (SOURCE, STAGE, RECORD)
#: Nodes x ties x variants above which searching shortest paths from every node takes hours.
_ENDLESS = 1e11
#: Ties that are drawn at once for null networks.
_DRAWN = 4_000_000
#: The middle share of the resamples that a rank interval holds, in per cent.
LEVEL = 95
#: The share left out with which what is left varies as much as partnerships drawn anew: the mean of n/2 of n values
#: drawn without replacement has a variance of (1 - 1/2) / (n/2) = 1/n of theirs, as that of n new ones has.
ANEW = 0.5


@dataclass(frozen=True, slots=True)
class Scenario:
    """A part of the data that is left out, and the partnerships that fall with it.

    Attributes:
        kind: ``source``, ``stage`` or ``record``.
        key: the IRI of the source, stage or record.
        name: what it is called, in both languages.
        falls: the partnerships that nothing else supports.
    """

    kind: str
    key: str
    name: Text
    falls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checks:
    """How a ranking is checked.

    Attributes:
        resamples: how often a random share of the partnerships is left out; 0 for never.
        share: which share, between 0 and 1; at least one partnership and at most all but one. ``ANEW``, a half, is
            the share with which ranks vary as much as if all partnerships were drawn anew, each by itself; the interval
            then covers the rank in what they are drawn from. With any other share the interval covers the rank in the
            whole of which this share is missing at random: a tenth makes intervals that are far too narrow for the
            former (tests/bench/coverage.py).
        nulls: how many networks are drawn in which only who takes part in what is by chance; 0 for none.
        seed: of all that is drawn.
        carriers: whether to search the passages that carry each first place.

    Raises:
        UsageError: if a number is negative, or the share is not between 0 and 1.
    """

    resamples: int = 1000
    share: float = ANEW
    nulls: int = 200
    seed: int = SEED
    carriers: bool = True

    def __post_init__(self) -> None:
        for name in ("resamples", "share", "nulls", "seed"):
            value = getattr(self, name)
            if not isinstance(value, Real if name == "share" else Integral):
                raise UsageError(Text(f"{name} is {value!r}. Give a number.", f"{name} 为 {value!r}。请给出数。"))
        if self.resamples < 0 or self.nulls < 0 or self.seed < 0:
            raise UsageError(
                Text(
                    f"The numbers of resamples ({self.resamples}), of null networks ({self.nulls}) and the seed "
                    f"({self.seed}) must be 0 or more.",
                    f"重抽样次数（{self.resamples}）、零模型网络数（{self.nulls}）与种子（{self.seed}）须为0或以上。",
                )
            )
        if not 0 < self.share < 1:
            raise UsageError(
                Text(
                    f"The share that is left out is {self.share}. Give one between 0 and 1, such as 0.5.",
                    f"略去的比例为{self.share}。请给出0与1之间的数，如0.5。",
                )
            )

    @property
    def anew(self) -> bool:
        """Whether the resamples stand for partnerships that are drawn anew, not for some that are missing."""
        return self.share == ANEW


@dataclass(frozen=True)
class MeasureRanking:
    """One measure's ranking; every list is in the order of ``Ranking.nodes``.

    Attributes:
        name: the measure.
        values: the values; NaN where the measure is not defined.
        ranks: the places, from 1; 0 where the measure is not defined.
        intervals: check to n x 2 places: the best and the worst when each source, stage or record is left
            out, or those between which 95 % of the random resamples lie; shared places count from the best to the
            worst of them. A check that could not be made is not there.
        leads: share of the random resamples in which the node is alone in the first place; ``None`` without resamples.
        z: how many standard deviations the value is above the mean of the null networks; NaN where those do not vary.
            It is no probability: null distributions are skewed.
        p: how often the node's value is as extreme in null networks, as ``nulls.two_sided`` says; of that node alone,
            and so too small for one that was chosen for its value.
        null_firsts: the value in the first place of each null network, whoever has it there; NaN where none has one.
        winners: a scenario to the nodes in the first place without it.
        carrier: the passages whose loss changes who leads; ``None`` where nobody leads alone, or none were found.
    """

    name: str
    values: Floats
    ranks: Integers
    intervals: Mapping[str, Integers]
    leads: Floats | None
    z: Floats
    p: Floats
    null_firsts: Floats
    winners: tuple[tuple[Scenario, tuple[int, ...]], ...]
    carrier: Carrier | None = None

    def leaders(self) -> tuple[int, ...]:
        """The nodes in the first place."""
        return tuple(np.flatnonzero(self.ranks == 1).tolist())


@dataclass(frozen=True)
class Ranking:
    """The nodes of a network, ranked by several measures.

    Attributes:
        nodes: the nodes, sorted.
        labels: node to its names.
        measures: one ranking a measure.
        checks: how they were checked.
        dropped: how many partnerships each random resample leaves out; 0 if none was made.
        partnerships: how many the network has.
        empty: the scenarios without which no tie is left, so that there is nothing to rank.
        scenarios: all of them.
        about: the attributes of the network.
        stated: the partnerships, sorted, with what they are called and where they are stated.
    """

    nodes: tuple[Any, ...]
    labels: Mapping[Any, Text]
    measures: tuple[MeasureRanking, ...]
    checks: Checks
    dropped: int
    partnerships: int
    empty: tuple[Scenario, ...]
    scenarios: tuple[Scenario, ...]
    about: Mapping[str, Any] = field(default_factory=dict)
    stated: tuple[tuple[str, Stated], ...] = ()

    def first_p(self, measure: MeasureRanking) -> float | None:
        """How often the first value is as extreme in null networks, each with its own leader; ``None`` without any."""
        leaders = measure.leaders()
        if not leaders or not len(measure.null_firsts):
            return None
        return float(two_sided(measure.values[[leaders[0]]], measure.null_firsts[:, np.newaxis])[0])


def rank(
    network: Graph | TieTable,
    names: Iterable[str] | None = None,
    scenarios: Sequence[Scenario] = (),
    checks: Checks | None = None,
    stated: Mapping[str, Stated] | None = None,
) -> Ranking:
    """Rank the nodes of a network, and check how far the ranks hold.

    Every node stays in every variant, without ties if need be, so that ranks compare; a partnership's
    weight does not change when another one is left out.

    Args:
        network: a projection: one edge a pair and partnership, or the arrays of one.
        names: the measures' names; those that say that they are ``ranked`` if ``None``.
        scenarios: what may be left out, from ``kg.network.projection.reliance`` or made by hand.
        checks: how to check; as ``Checks()`` says if ``None``.
        stated: partnership to where it is stated, from ``kg.network.projection.reliance``; each one's loss is counted
            by itself if it is not there.

    Returns:
        each measure's values, ranks from 1 (equals share the first of theirs), and an interval of ranks for each check.

    Raises:
        UsageError: if a measure is unknown or has no order, or the graph is directed.

    Source: Politis & Romano (1994), Large sample confidence regions based on subsamples under minimal assumptions,
    Annals of Statistics 22, 2031-2050, and, for half of them, McCarthy (1969), Pseudo-replication: half samples,
    Review of the International Statistical Institute 37, 239-264: without replacement, as a partnership is there or
    not; Borgatti, Carley & Krackhardt (2006), On the robustness of centrality measures under conditions of imperfect
    data, Social Networks 28, 124-136.

    >>> import networkx as nx
    >>> found = rank(nx.star_graph(3), ["degree"], checks=Checks(resamples=10, nulls=0))
    >>> found.measures[0].ranks.tolist(), found.measures[0].intervals["random"].tolist()[0]
    ([1, 2, 2, 2], [1, 2])
    """
    checks = checks or Checks()
    wanted = rankable_names(ranked_by_default() if names is None else names)
    ties = network if isinstance(network, TieTable) else TieTable.of(network)
    keep, dropped = resampled(len(ties.partnerships), checks)
    falls = [ties.kept_without(scenario.falls) for scenario in scenarios]
    left = [bool(kept.any()) for kept in falls]
    chosen = np.array([kept for kept, some in zip(falls, left, strict=True) if some] or np.empty((0, keep.shape[1])))
    _refuse_endless(ties, wanted, len(keep) + len(chosen) + checks.nulls)
    rows = np.concatenate([np.ones((1, keep.shape[1]), dtype=bool), chosen.astype(bool), keep])
    values = measure_variants(Variants.of(ties, rows), wanted)
    nulls = _nulls(ties, wanted, checks)
    usable = [scenario for scenario, some in zip(scenarios, left, strict=True) if some]
    made = tuple(ranked_by_values(name, values[name], usable, nulls.get(name)) for name in wanted)
    empty = tuple(scenario for scenario, some in zip(scenarios, left, strict=True) if not some)
    if checks.carriers:
        made = _carried(ties, made, stated or {})
    return Ranking(
        tuple(ties.nodes),
        {node: label(ties.attributes.get(node, {}), node) for node in ties.nodes},
        made,
        checks,
        dropped,
        len(ties.partnerships),
        empty,
        tuple(scenarios),
        dict(ties.about),
        stated=tuple((name, (stated or {}).get(name, Stated(Text(name, name)))) for name in ties.partnerships),
    )


def ranked_by_default() -> list[str]:
    """What is ranked by if nothing is said."""
    return [name for name, item in MEASURES.items() if item.ranked]


def rankable_names(names: Iterable[str]) -> list[str]:
    """The names of measures, each once.

    Raises:
        UsageError: if one is not that of a measure, or its values have no order.
    """
    wanted = list(dict.fromkeys(listed(names, "measures")))
    known = [name for name, item in MEASURES.items() if item.rankable]
    for name in wanted:
        if name in MEASURES and not MEASURES[name].rankable:
            raise UsageError(
                Text(
                    f"{name!r} gives numbers of groups, which have no order. Use one of: {', '.join(known)}.",
                    f"“{name}”给出的是组号，没有次序。请用其中之一：{', '.join(known)}。",
                )
            )
        if name not in known:
            raise no_such(Text("measure", "指标"), name, known)
    return wanted


def _refuse_endless(ties: TieTable, wanted: list[str], variants: int) -> None:
    """Refuse what would take hours, before it begins."""
    slow = [name for name in wanted if MEASURES[name].by_paths]
    quick = [name for name in ranked_by_default() if not MEASURES[name].by_paths]
    size = len(ties.nodes)
    if not slow or size * min(len(ties.weights), size * size) * variants <= _ENDLESS:
        return
    raise UsageError(
        Text(
            f"To measure {', '.join(slow)} {variants:,} times on {size:,} nodes would take hours. Give fewer "
            "--resamples "
            f"and --nulls, measures that follow no paths (-m {', '.join(quick)}), or a coarser --level.",
            f"在{size:,}个节点上将 {', '.join(slow)} 测算{variants:,}次需数小时。请减少 --resamples 与 --nulls，"
            f"改用不走路径的指标（-m {', '.join(quick)}），或用更粗的 --level。",
        )
    )


def _nulls(ties: TieTable, wanted: list[str], checks: Checks) -> dict[str, Floats]:
    """Measures of networks in which who takes part in what is drawn; what a partnership weighs stays with it."""
    many = len(ties.weights)
    if many < 2 or not checks.nulls:
        return {}
    step = max(1, _DRAWN // many)
    parts: dict[str, list[Floats]] = {name: [] for name in wanted}
    for start in range(0, checks.nulls, step):
        count = min(step, checks.nulls - start)
        # Draws of their own, other than those of the resamples.
        tails, heads = null_networks(ties, count, [checks.seed, 1, start])
        every = np.ones((1, len(ties.partnerships)), dtype=bool)
        columns = (tails, heads, ties.weights[None], every, ties.partnership)
        drawn = Variants(tuple(ties.nodes), *columns, ties.attributes)
        for name, values in measure_variants(drawn, wanted).items():
            parts[name].append(values)
    return {name: np.concatenate(found) for name, found in parts.items()}


def _carried(
    ties: TieTable, rankings: tuple[MeasureRanking, ...], stated: Mapping[str, Stated]
) -> tuple[MeasureRanking, ...]:
    """Rankings with what carries their first places."""
    leaders = {each.name: each.leaders()[0] for each in rankings if len(each.leaders()) == 1 < len(ties.nodes)}
    found = find_carriers(ties, leaders, stated)
    return tuple(replace(each, carrier=found.get(each.name)) for each in rankings)


def resampled(size: int, checks: Checks) -> tuple[NDArray[np.bool_], int]:
    """R x P: which of the partnerships each resample keeps; and how many it leaves out.

    Args:
        size: how many partnerships there are.
        checks: how many resamples are made, and of what share.
    """
    # Of an odd number the larger half, so that intervals are rather too wide than too narrow.
    dropped = min(max(1, math.floor(checks.share * size + 0.5)), size - 1)
    if dropped < 1 or not checks.resamples:
        return np.ones((0, size), dtype=bool), 0
    draw = np.random.default_rng(checks.seed)
    keep = np.ones((checks.resamples, size), dtype=bool)
    for row in keep:
        row[np.argpartition(draw.random(size), dropped - 1)[:dropped]] = False
    return keep, dropped


def ranked_by_values(name: str, values: Floats, scenarios: Sequence[Scenario], nulls: Floats | None) -> MeasureRanking:
    """A measure's ranking from its values.

    Args:
        name: the measure.
        values: one row of the whole, one a scenario, the rest of resamples.
        scenarios: as in ``rank``.
        nulls: values in null networks; ``None`` without any.
    """
    best, worst = (each(values, low_first=MEASURES[name].low_first) for each in (places, last_places))
    many = 1 + len(scenarios)
    intervals = {}
    for kind in KINDS:
        rows = [place for place, scenario in enumerate(scenarios, start=1) if scenario.kind == kind]
        if rows:
            intervals[kind] = np.column_stack([best[rows].min(axis=0), worst[rows].max(axis=0)])
    drawn = best[many:]
    if len(drawn):
        ends = (100 - LEVEL) / 2
        low = np.percentile(drawn, ends, axis=0, method="lower")
        intervals[RANDOM] = np.column_stack([low, np.percentile(worst[many:], 100 - ends, axis=0, method="higher")])
    alone = worst[many:] == 1
    firsts = (tuple(np.flatnonzero(row == 1).tolist()) for row in best[1:many])
    return MeasureRanking(
        name,
        values[0],
        np.where(np.isnan(values[0]), 0, best[0]),
        intervals,
        alone.mean(axis=0) if len(drawn) else None,
        _z(values[0], nulls),
        two_sided(values[0], np.empty((0, 0)) if nulls is None else nulls),
        _firsts(nulls, MEASURES[name].low_first),
        tuple(zip(scenarios, firsts, strict=True)),
    )


def _firsts(nulls: Floats | None, low_first: bool) -> Floats:
    """The first value of each null network."""
    if nulls is None or not nulls.size:
        return np.empty(0)
    ahead = np.where(np.isnan(nulls), np.inf, nulls).min(axis=1) if low_first else np.fmax.reduce(nulls, axis=1)
    found: Floats = np.where(np.isinf(ahead), np.nan, ahead)
    return found


def _z(values: Floats, nulls: Floats | None) -> Floats:
    if nulls is None or not nulls.size:
        return np.full(len(values), np.nan)
    known = ~np.isnan(nulls).any(axis=0)
    mean, spread = np.zeros(len(values)), np.zeros(len(values))
    mean[known], spread[known] = nulls[:, known].mean(axis=0), nulls[:, known].std(axis=0)
    varies = spread > SAME * np.maximum(np.abs(mean), np.abs(np.nan_to_num(values)))
    z: Floats = np.divide(values - mean, spread, out=np.full(len(values), np.nan), where=varies)
    return z
