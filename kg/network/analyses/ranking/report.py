"""Checked rankings as tables: ranks with their intervals, and what they amount to in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.network.analyses.ranking.carriers import Carrier, Place
from kg.network.analyses.ranking.rankings import (
    KINDS,
    RANDOM,
    MeasureRanking,
    Ranking,
)
from kg.network.analyses.ranking.verdicts import carried, carried_alike, remarks
from kg.network.forms.labels import NODE
from kg.network.measures.register import MEASURES, FirstPlace
from kg.results.report import Column, Interval, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    pass

_CHECKS = {
    "source": Text("Rank without each source", "除去各来源的名次"),
    "stage": Text("Rank without each stage", "除去各阶段的名次"),
    "record": Text("Rank without each doubtful record", "除去各存疑记录的名次"),
    "random": Text("Rank without random ties", "随机略去合作的名次"),
}
_CHANCE = (
    Column("z", Text("z against chance", "相对随机水平的 z 值")),
    Column("p", Text("p against chance (this node alone)", "相对随机水平的 p 值（仅就该节点而言）")),
)


def ranking_report(ranking: Ranking) -> Report:
    """A ranking as a table: one row a measure and node, the first place first."""
    made = [name for name in (*KINDS, RANDOM) if any(name in measure.intervals for measure in ranking.measures)]
    columns = (
        Column("measure", Text("Measure", "指标"), brief=len(ranking.measures) > 1),
        NODE,
        Column("value", Text("Value", "数值")),
        Column("rank", Text("Rank", "名次")),
        *(Column(name, _CHECKS[name]) for name in made),
        *([Column("leads", Text("Share of resamples it leads in", "领先的重抽样占比"))] if RANDOM in made else []),
        *(_CHANCE if ranking.checks.nulls else ()),
    )
    rows = tuple(row for measure in ranking.measures for row in _rows(ranking, measure, made))
    return Report(columns, rows, tuple(remarks(ranking)), _about(ranking), ranking)


def first_places(ranking: Ranking) -> tuple[FirstPlace, ...]:
    """What carries the first places of a ranking, once for all measures that say the same."""
    return tuple(
        FirstPlace(
            title,
            carried(ranking, measure, named=False),
            tuple(
                (
                    iri,
                    tuple(
                        (place.source, place.start, place.end, place.place) for place in stated.places if place.source
                    ),
                )
                for iri, stated in (ranking.stated[number] for number in measure.carrier.falls)
            ),
        )
        for title, measure in carried_alike(ranking)
        if measure.carrier
    )


def _rows(ranking: Ranking, measure: MeasureRanking, made: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    last = len(ranking.nodes) + 1
    for place in sorted(range(len(ranking.nodes)), key=lambda place: (measure.ranks[place] or last, place)):
        node = ranking.nodes[place]
        value, own = float(measure.values[place]), int(measure.ranks[place])
        z, p = float(measure.z[place]), float(measure.p[place])
        yield (
            Named(measure.name, MEASURES[measure.name].title),
            Named(node, ranking.labels[node]),
            None if math.isnan(value) else int(value) if MEASURES[measure.name].whole else value,
            own or None,
            *(_interval(measure, name, place) for name in made),
            *([None if measure.leads is None else float(measure.leads[place])] if RANDOM in made else []),
            *(
                [None if math.isnan(z) else round(z, 2), None if math.isnan(p) else round(p, 4)]
                if ranking.checks.nulls
                else []
            ),
        )


def _interval(measure: MeasureRanking, name: str, place: int) -> Interval | None:
    found = measure.intervals.get(name)
    return None if found is None or not measure.ranks[place] else Interval(*map(int, found[place]))


def _about(ranking: Ranking) -> dict[str, Any]:
    checks = ranking.checks
    return {
        "partnerships": ranking.partnerships,
        "checks": {
            "resamples": checks.resamples if ranking.dropped else 0,
            "share": checks.share,
            "dropped": ranking.dropped,
            "nulls": checks.nulls,
            "seed": checks.seed,
        },
        "assumption": "drawn anew" if checks.anew else "missing at random",
        "first_p": {
            measure.name: None if (p := ranking.first_p(measure)) is None else round(p, 4)
            for measure in ranking.measures
        },
        "carriers": {measure.name: _carrier(ranking, measure.carrier) for measure in ranking.measures},
        "scenarios": [
            {
                "kind": scenario.kind,
                "key": scenario.key,
                "label_en": scenario.name.en,
                "label_zh": scenario.name.zh,
                "partnerships": len(scenario.falls),
            }
            for scenario in ranking.scenarios
        ],
    }


def _carrier(ranking: Ranking, carrier: Carrier | None) -> dict[str, Any] | None:
    """The passages that carry a first place, as programs read them."""
    if carrier is None:
        return None
    lost = [ranking.stated[number] for number in carrier.falls]
    return {
        "passages": [_place(place) for place in carrier.places],
        "partnerships": [
            {
                "partnership": iri,
                "label_en": stated.name.en,
                "label_zh": stated.name.zh,
                "passages": [_place(place) for place in stated.places],
            }
            for iri, stated in lost
        ],
        "first": [ranking.nodes[place] for place in carrier.firsts],
        "exact": carrier.exact,
        "tried": carrier.tried,
        "alike": carrier.alike,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "source": place.source or None,
        "start": place.start,
        "end": place.end,
        "place": place.place or None,
        "partnership": place.whose or None,
    }
