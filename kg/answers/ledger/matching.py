"""Targets beside achievements: what was planned, what is reported, and what the bounds prove.

One row is one subject, measure, unit, kind of capital, scope (where from, where to, through whom, sectors) and
period. Nothing is added across units, kinds of capital, scopes or subjects in a row; ``kg.answers.ledger.totals`` adds
subjects up to regions, where that is legal. A target's own ``pk:targetFor`` decides which achievement it is compared
with; without one, an achievement of the same row does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

from kg import assets, vocabulary
from kg.answers.ledger.bounds import Verdict, is_ceiling, judge, number
from kg.answers.ledger.periods import Period
from kg.answers.ledger.readings import Nature, Reading, covers, extent, limits_of, read, so_far
from kg.answers.records import OPEN, Figure, Limits, Records
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.text import Text

#: How many other figures of a subject a row points to.
_MOST_RELATED = 20
#: How many it looks at: a row must not cost what the whole ledger does.
_MOST_LOOKED_AT = 200


class Status(StrEnum):
    """How a target stands."""

    MET = "met"
    MISSED = "missed"
    IN_PROGRESS = "inProgress"
    UNDECIDED = "undecided"
    NOT_REPORTED = "notReported"
    NO_TARGET = "noTarget"


STATUSES: Mapping[Status, Text] = {
    Status.MET: Text("met", "已达成"),
    Status.MISSED: Text("missed", "未达成"),
    Status.IN_PROGRESS: Text("in progress", "进行中"),
    Status.UNDECIDED: Text("not decidable", "无法判定"),
    Status.NOT_REPORTED: Text("not reported", "未见报告"),
    Status.NO_TARGET: Text("no target", "无目标"),
}

#: Why a row stands as it does, or why a figure is not in it.
REASONS: Mapping[str, Text] = {
    "aboutTarget": Text(
        "the target is only “about” a number: not decidable without a tolerance",
        "目标为“约”数，无容差则无法判定",
    ),
    "aboutResult": Text(
        "the result is only “about” a number: not decidable without a tolerance", "实绩为“约”数，无容差则无法判定"
    ),
    "openResult": Text("the bound of the result leaves both possible", "实绩的限定使两种可能并存"),
    "disagree": Text("claims of the same period differ", "同一期间的说法不一"),
    "targetsDiffer": Text("there are several targets, and they come out differently", "目标不止一个，结论不一"),
    "partial": Text(
        "the result covers a part of the period so far; nothing is extrapolated", "实绩仅为部分期间，不作外推"
    ),
    "noNumber": Text("the value is no number", "数值不是数字"),
    "noPeriod": Text("no period is stated", "未写期间"),
    "otherUnit": Text("another unit or currency", "单位或币种不同"),
    "otherCapital": Text("another kind of capital", "资本类型不同"),
    "otherScope": Text("other origin, destination, channel or sector", "来源、流向、经由或领域不同"),
    "otherPeriod": Text("another period", "期间不同"),
    "notLinked": Text("not the result that the target is linked to", "并非目标所对应的实绩"),
    "insideAnother": Text("inside another figure, which it is not added to", "包含于另一数据，不重复相加"),
    "superseded": Text("superseded by a later figure for the same thing", "已被就同一事项的较新数据取代"),
    "paired": Text("another side of the same things", "同一批事物的另一指标"),
    "partlyInside": Text("about something that lies only partly in the region", "所述对象仅部分位于该地区"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """What figures of one row have in common, their period apart; codes and parties by IRI."""

    about: str
    measure: str
    unit: str
    capital_kind: str
    origin: tuple[str, ...]
    destination: tuple[str, ...]
    via: tuple[str, ...]
    sectors: tuple[str, ...]

    @classmethod
    def of(cls, figure: Figure) -> Key:
        """A figure's key."""
        return cls(
            figure.about,
            figure.measure.iri if figure.measure else "",
            figure.unit.iri if figure.unit else "",
            figure.capital_kind.iri if figure.capital_kind else "",
            figure.origin,
            figure.destination,
            figure.via,
            tuple(code.iri for code in figure.sectors),
        )


@dataclass(frozen=True, slots=True)
class Related:
    """A figure that is not in a row or a total, and why: a key of ``REASONS``."""

    figure: Figure
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger.

    Attributes:
        key: subject, measure, unit, kind of capital and scope.
        period: the target's period, or the achievement's where there is no target; empty where none is stated.
        targets: the plans.
        result: what is reported, as one reading; ``None`` where nothing is.
        status: how the plan stands.
        reasons: why, as keys of ``REASONS``.
        related: achievements of the same subject and measure that are not in the result, and why.
    """

    key: Key
    period: Period
    targets: tuple[Figure, ...]
    result: Reading | None
    status: Status
    reasons: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The claims that the row rests on."""
        return self.targets + (self.result.figures if self.result else ())

    @property
    def sample(self) -> Figure:
        """One of its figures, for what all of them have."""
        return self.figures[0]


def natures(store: Store) -> Mapping[str, Nature]:
    """What the code lists say of measures and units, by IRI."""
    found = {}
    for row in QueryFile.load(assets.ontology_folder() / "records" / "ledger-codes.rq").run(store):
        said = {name: str(getattr(term, "value", "")) for name, term in row.items()}
        found[said["concept"]] = Nature(
            said["additive"] == "true",
            said["stockFlow"],
            said["lowerIsBetter"] == "true",
            said["whole"] == "true",
        )
    return found


def superseded(store: Store) -> dict[str, frozenset[str]]:
    """The figures that supersede one, by IRI of the one that is superseded."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for older, _, later in store.triples(None, NamedNode(vocabulary.PK + "supersededBy")):
        if isinstance(older, NamedNode) and isinstance(later, NamedNode):
            found[older.value].add(later.value)
    return {older: frozenset(later) for older, later in found.items()}


def nature_of(figure: Figure, known: Mapping[str, Nature]) -> Nature:
    """When a figure may be added and compared, by its measure and its unit."""
    nature = known.get(figure.measure.iri, Nature()) if figure.measure else Nature()
    whole = known[figure.unit.iri].whole if figure.unit and figure.unit.iri in known else False
    return replace(nature, whole=whole)


def ledger_rows(
    records: Records,
    figures: Sequence[Figure],
    known: Mapping[str, Nature],
    newer: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> list[LedgerRow]:
    """The rows of the ledger, by subject, measure and period.

    Args:
        records: the graph's records; what a target is linked to is looked up there.
        figures: the figures that the ledger is of.
        known: what the code lists say.
        newer: by IRI of a figure that is superseded, those that supersede it; it is in no reading, but beside theirs.
    """
    return _Bookkeeper(records, figures, known, newer).rows()


class _Bookkeeper:
    """Matches achievements to targets. Lives for one ledger."""

    def __init__(
        self,
        records: Records,
        figures: Sequence[Figure],
        known: Mapping[str, Nature],
        newer: Mapping[str, frozenset[str]],
    ) -> None:
        self._records = records
        self._known = known
        self._newer = newer
        self._older: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            for iri in newer.get(figure.iri, ()):
                self._older[iri].append(figure)
        figures = self._figures = [figure for figure in figures if figure.iri not in newer]
        self._linked = {item.iri for figure in records.figures.values() for item in self._current(figure.target_for)}
        self._by_key: defaultdict[Key, list[Figure]] = defaultdict(list)
        self._by_subject: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
        self._used: set[str] = set()
        for figure in figures:
            if not figure.is_target:
                self._by_key[Key.of(figure)].append(figure)
                self._by_subject[figure.about, Key.of(figure).measure].append(figure)

    def rows(self) -> list[LedgerRow]:
        """Rows with a target, then those of achievements that belong to none."""
        planned: defaultdict[tuple[Key, Period], list[Figure]] = defaultdict(list)
        for figure in self._figures:
            if figure.is_target:
                planned[Key.of(figure), Period.of(figure.period_start, figure.period_end)].append(figure)
        rows = [self._planned(key, period, targets) for (key, period), targets in planned.items()]
        rows.extend(self._unplanned())
        rows = [self._with_older(row) for row in rows]
        return sorted(rows, key=lambda row: _order(row, self._records))

    def _with_older(self, row: LedgerRow) -> LedgerRow:
        """A row with what its figures supersede beside it."""
        older = {old.iri: old for figure in row.figures for old in self._older.get(figure.iri, ())}
        gone = tuple(Related(older[iri], "superseded") for iri in sorted(older))
        return replace(row, related=row.related + gone) if gone else row

    def _planned(self, key: Key, period: Period, targets: Sequence[Figure]) -> LedgerRow:
        judged = [self._judged(key, period, target) for target in sorted(targets, key=lambda figure: figure.iri)]
        statuses = {row.status for row in judged}
        # The richest reading is shown; there is more than one only where targets have links of their own.
        shown = max(judged, key=lambda row: len(row.result.figures) if row.result else 0)
        row = replace(shown, targets=tuple(target for one in judged for target in one.targets))
        if len(statuses) > 1:
            row = replace(row, status=Status.UNDECIDED, reasons=("targetsDiffer", *row.reasons))
        self._used.update(figure.iri for one in judged for figure in one.figures)
        self._used.update(item.figure.iri for item in row.related if item.reason == "insideAnother")
        return row

    def _judged(self, key: Key, period: Period, target: Figure) -> LedgerRow:
        nature = nature_of(target, self._known)
        linked = self._current(target.target_for)
        if linked:
            reading, is_whole, reasons = self._linked_reading(key, period, linked, nature)
        else:
            own = [figure for figure in self._by_key.get(key, ()) if figure.iri not in self._linked]
            reading, is_whole = matched(own, period, nature)
            reasons = ()
        row = LedgerRow(key, period, (target,), reading, Status.NOT_REPORTED, reasons)
        if reading is not None and not reasons:
            status, reasons = _stand(target, reading, nature, is_whole=is_whole)
            row = replace(row, status=status, reasons=reasons)
        elif reasons:
            row = replace(row, status=Status.UNDECIDED)
        return replace(row, related=self._related(row, bool(linked))) if row.status is not Status.MET else row

    def _current(self, links: Iterable[str]) -> list[Figure]:
        """The figures that links lead to, or what supersedes them."""
        now = {new for iri in links for new in (iri, *self._newer.get(iri, ()))} - self._newer.keys()
        return [self._records.figures[iri] for iri in sorted(now) if iri in self._records.figures]

    def _linked_reading(
        self, key: Key, period: Period, linked: Sequence[Figure], nature: Nature
    ) -> tuple[Reading | None, bool, tuple[str, ...]]:
        """The achievements that somebody said are the target's, whatever their subject, scope and period."""
        comparable = [figure for figure in linked if Key.of(figure).unit == key.unit]
        self._used.update(figure.iri for figure in linked)
        if not comparable:
            return None, False, ("otherUnit",)
        reading, is_whole = matched(comparable, period, nature)
        if reading is not None:
            return reading, is_whole, ()
        readings = read(comparable, nature)
        if not readings:
            return None, False, ("noNumber",)
        last = max(readings, key=_last_day)
        return last, not period.end or _last_day(last) >= period.end, ()

    def _related(self, row: LedgerRow, has_link: bool) -> tuple[Related, ...]:
        inside = {figure.iri for figure in row.figures}
        others = islice(self._by_subject.get((row.key.about, row.key.measure), ()), _MOST_LOOKED_AT)
        found = [
            Related(figure, _why_not(figure, row, nature_of(figure, self._known), has_link=has_link))
            for figure in others
            if figure.iri not in inside
        ]
        return tuple(sorted(found, key=lambda item: item.figure.iri)[:_MOST_RELATED])

    def _unplanned(self) -> Iterable[LedgerRow]:
        for key, figures in self._by_key.items():
            nature = nature_of(figures[0], self._known)
            for reading in read((figure for figure in figures if figure.iri not in self._used), nature):
                reasons = ("disagree",) if reading.disagree else ()
                wholes = self._wholes(reading, figures, nature)
                yield LedgerRow(key, reading.period, (), reading, Status.NO_TARGET, reasons, wholes)

    def _wholes(self, reading: Reading, figures: Sequence[Figure], nature: Nature) -> tuple[Related, ...]:
        """The figures that a reading is a part of: said to be, or of a period that holds its own."""
        said = {iri for figure in reading.figures for iri in figure.subset_of}
        around = {iri: self._records.figures[iri] for iri in said if iri in self._records.figures}
        if nature.adds_up:
            for figure in islice(figures, _MOST_LOOKED_AT):
                period = extent(figure, nature)
                if period != reading.period and period.holds(reading.period):
                    around[figure.iri] = figure
        return tuple(Related(around[iri], "insideAnother") for iri in sorted(around))


def matched(figures: Sequence[Figure], period: Period, nature: Nature) -> tuple[Reading | None, bool]:
    """What figures of a target's own key amount to in its period.

    Args:
        figures: those of one measure about one thing.
        period: the target's.
        nature: whether the measure is a stock or a flow, and whether its figures add up.

    Returns:
        the reading, or ``None``; and whether it is for the whole period.
    """
    readings = read(figures, nature)
    if nature.stock_flow == "stock":
        return _stock(readings, period)
    parts = {reading.period: reading for reading in readings}
    if period in parts:
        return parts[period], True
    if nature.adds_up:
        sum_ = so_far(readings, period)
        return sum_, sum_ is not None and covers(sum_, period, parts)
    inside = [reading for reading in readings if period.holds(reading.period)]
    return (max(inside, key=_last_day), False) if inside else (None, False)


def _stock(readings: Sequence[Reading], period: Period) -> tuple[Reading | None, bool]:
    """The last reading of a stock by the end of a period; a stock without a period stands at any day."""
    if not period.end:
        return (max(readings, key=_last_day), True) if readings and not period else (None, False)
    fitting = [reading for reading in readings if period.has(reading.period.end)]
    if not fitting:
        return None, False
    last = max(fitting, key=_last_day)
    return last, last.period.end == period.end


def _stand(target: Figure, reading: Reading, nature: Nature, *, is_whole: bool) -> tuple[Status, tuple[str, ...]]:
    """How a target stands, and why; proven by the bounds, or said to be undecided."""
    value, limits = number(target.value), limits_of(target)
    if value is None:
        return Status.UNDECIDED, ("noNumber",)
    verdict = judge(value, limits, reading.interval, lower_is_better=nature.lower_is_better, whole=nature.whole)
    disagree = ("disagree",) if reading.disagree else ()
    if is_whole:
        why = () if disagree or verdict is not Verdict.UNDECIDED else (_open_because(limits, reading),)
        return Status(verdict.value), (*disagree, *why)
    # A flow only grows: what is reached is reached, and a ceiling that is broken stays broken. A stock may fall again.
    final = Verdict.MISSED if is_ceiling(limits, nature.lower_is_better) else Verdict.MET
    if nature.adds_up and verdict is final and not _is_only_below(reading):
        return Status(verdict.value), (*disagree, "partial")
    return Status.IN_PROGRESS, (*disagree, "partial")


def _is_only_below(reading: Reading) -> bool:
    return reading.interval.low is None


def _open_because(limits: Limits, reading: Reading) -> str:
    if reading.limits == OPEN:
        return "aboutResult"
    return "aboutTarget" if limits == OPEN else "openResult"


def _why_not(figure: Figure, row: LedgerRow, nature: Nature, *, has_link: bool) -> str:
    key, period = Key.of(figure), extent(figure, nature)
    tests = (
        ("noNumber", number(figure.value) is None),
        ("otherUnit", key.unit != row.key.unit),
        ("otherCapital", key.capital_kind != row.key.capital_kind),
        ("otherScope", key != row.key),
        ("notLinked", has_link),
        ("noPeriod", not period.is_closed and row.period != period),
        ("insideAnother", row.result is not None and row.result.period.overlaps(period) and row.period.holds(period)),
    )
    return next((reason for reason, applies in tests if applies), "otherPeriod")


def _last_day(reading: Reading) -> str:
    return reading.period.end or max((figure.as_of for figure in reading.figures), default="")


def _order(row: LedgerRow, records: Records) -> tuple[object, ...]:
    figure = row.sample
    return (
        figure.about not in records.parties,
        figure.about,
        row.key.measure,
        row.period,
        row.status is Status.NO_TARGET,
        row.key.unit,
        row.key.capital_kind,
        figure.iri,
    )
