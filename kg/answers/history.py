"""What was claimed of one partnership, in order of date: its stages, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.movement import Movement, movement
from kg.answers.records import ClaimRecord, Code, Figure, PartnershipRecord, Records, StageRecord, as_json
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: How a claim stands to what was claimed before it.
CHANGES = {
    "first": Text("first claim", "首次陈述"),
    "advances": Text("advances", "推进"),
    "repeats": Text("repeats", "重申"),
    "fallsBack": Text("falls back", "回退"),
    "halts": Text("halts", "中止"),
    "resumes": Text("resumes", "恢复"),
    "contradicts": Text("contradicts another source", "与其他来源不一致"),
    "unordered": Text("order not known: the dates overlap", "先后不明：日期时段重叠"),
    "": Text("", ""),
}
_HEADERS = (
    Text("As of", "截至"),
    Text("Precision", "日期精度"),
    Text("Time basis", "时间依据"),
    Text("Stage or figure", "阶段或数据"),
    Text("Change", "变化"),
    Text("Asserted by", "陈述者"),
    Text("Source", "来源"),
    Text("Start", "起"),
    Text("End", "止"),
    Text("Claim", "陈述"),
)


#: What every record has.
_COLUMNS = (
    *("claim", "kind", "class", "as_of", "precision", "time_basis", "stage", "measure", "bound", "value", "unit"),
    *("change", "contradicts", "asserted_by", "sources"),
)
#: What is said where there is no claim.
NO_CLAIM = Text("No claim: no source says how far it is.", "没有陈述：没有来源说明其进展。")
_DISPUTED = Text(
    "Sources disagree as of the latest day; the current stage is the one furthest on.",
    "各来源在最近一日说法不一；当前阶段取其中最靠后者。",
)
_UNORDERED = Text(
    "Of the latest claims it is not known which came first, as the spans of their dates overlap; the current stage is "
    "the one furthest on.",
    "最近的各项陈述因日期时段重叠而先后不明；当前阶段取其中最靠后者。",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim in a history.

    Attributes:
        claim: a stage claim or a figure.
        change: one of ``CHANGES``: how it stands to the stage claimed last before it, or, where another
            voice says something else as of the same day, that it contradicts it. Of figures, whether
            another voice gives the same figure, or another value for it; else empty.
        rivals: the ids of the claims that it contradicts.
    """

    claim: StageRecord | Figure
    change: str
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class History(Tabular):
    """What was claimed of a partnership, oldest first.

    Attributes:
        partnership: the partnership.
        entries: the claims about its stage and its figures, by date; on one day the stage that is
            furthest on comes last of the stages, and figures come after them.
        basis: the records of the graph that all of this is taken from.
    """

    partnership: PartnershipRecord
    entries: tuple[Entry, ...]
    basis: Records

    @property
    def stages(self) -> tuple[Entry, ...]:
        """The entries that are stage claims."""
        return tuple(entry for entry in self.entries if isinstance(entry.claim, StageRecord))

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree on the day that the current stage is taken from."""
        return bool(self.stages) and self.stages[-1].change == "contradicts"

    @property
    def is_undecided(self) -> bool:
        """Whether the dates of the latest claims overlap, and their stages differ."""
        claims = [entry.claim for entry in self.stages]
        latest = [claim for claim in claims if not any(other.follows(claim) for other in claims)]
        stages = {claim.stage for claim in latest if isinstance(claim, StageRecord)}
        return len(stages) > 1 and len({(claim.first_day, claim.as_of) for claim in latest}) > 1

    @property
    def remarks(self) -> tuple[Text, ...]:
        """That nothing is claimed of its stage, that its order is not known, or that sources disagree on it."""
        said = [] if self.stages else [NO_CLAIM]
        if self.is_undecided:
            said.append(_UNORDERED)
        return (*said, _DISPUTED) if self.is_disputed else tuple(said)

    def table(self, language: str = "both", *, figures: bool = False) -> Table:
        """The history for people.

        Args:
            language: ``en``, ``zh`` or ``both``.
            figures: whether figures stand among the stages.
        """
        shown = self.entries if figures else self.stages
        return Table([header.name(language) for header in _HEADERS], [self._row(entry, language) for entry in shown])

    def records(self, *, figures: bool = False) -> list[dict[str, Any]]:
        """One dictionary a claim, for programs.

        Args:
            figures: whether figures stand among the stages.
        """
        return [_record(entry) for entry in (self.entries if figures else self.stages)]

    def _columns(self) -> Sequence[str]:
        return _COLUMNS

    def as_dict(self, *, figures: bool = False) -> dict[str, Any]:
        """The history for programs, as JSON's types; names in both languages.

        Args:
            figures: whether figures stand among the stages.
        """
        stage = self.partnership.current_stage
        return {
            "partnership": {"iri": self.partnership.iri, "id": self.partnership.id, **as_json(self.partnership.label)},
            "current_stage": as_json(stage) if stage else None,
            "disputed": self.is_disputed,
            "entries": [_json(entry) for entry in (self.entries if figures else self.stages)],
        }

    def _row(self, entry: Entry, language: str) -> list[str]:
        claim = entry.claim
        said_by = claim.asserted_by_label or Text("", "")
        sources = dict.fromkeys(self.basis.label(passage.source).name(language) for passage in claim.evidence)
        change = CHANGES[entry.change].name(language)
        return [
            claim.as_of,
            _code(claim.precision, language),
            _code(claim.time_basis, language),
            self._said(claim, language),
            f"{change}: {', '.join(entry.rivals)}" if entry.rivals else change,
            said_by.name(language),
            "; ".join(sources),
            "; ".join(_number(passage.start) for passage in claim.evidence),
            "; ".join(_number(passage.end) for passage in claim.evidence),
            claim.iri.removeprefix(self.partnership.iri.partition("partnership/")[0]),
        ]

    def _said(self, claim: StageRecord | Figure, language: str) -> str:
        if isinstance(claim, StageRecord):
            return claim.stage.label.name(language)
        kind = self.basis.classes.get(claim.cls, Text("", "")).name(language)
        bound = "" if claim.bound is None or claim.bound.is_exact else _code(claim.bound, language)
        unit = (claim.unit.sign if claim.unit else "") or _code(claim.unit, language)
        amount = " ".join(part for part in (bound, claim.value, unit) if part)
        period = " – ".join(day for day in (claim.period_start, claim.period_end) if day)
        return f"{kind}: {_code(claim.measure, language)} = {amount}" + (f", {period}" if period else "")


def history(records: Records, partnership: str) -> History:
    """The history of a partnership.

    Args:
        records: the graph's records.
        partnership: its IRI.
    """
    record = records.partnerships[partnership]
    entries = [*_stage_entries(record.stages), *_figure_entries(record.figures)]
    # Stages were sorted by day and by how far on they are; the sort keeps that order.
    entries.sort(key=lambda entry: (entry.claim.as_of, isinstance(entry.claim, Figure)))
    return History(record, tuple(entries), records)


def _stage_entries(claims: Sequence[StageRecord]) -> list[Entry]:
    entries: list[Entry] = []
    before: Code | None = None
    for place, claim in enumerate(claims):
        rivals = [
            other
            for other in claims
            if other.as_of == claim.as_of and other.stage != claim.stage and _voice(other) != _voice(claim)
        ]
        change = "contradicts" if rivals else _change(before, claim.stage)
        if change in _BACKWARDS and any(_overlap(other, claim) for other in claims[:place]):
            # What is furthest on stays what the next claim is held against, as it is what counts as current.
            change = "unordered"
        else:
            before = claim.stage
        entries.append(Entry(claim, change, tuple(other.id for other in rivals)))
    return entries


#: Steps that are one only if the later date is surely the later one.
_BACKWARDS = (Movement.FALLS_BACK.value, Movement.RESUMES.value)


def _overlap(earlier: StageRecord, later: StageRecord) -> bool:
    """Whether the spans of two dates overlap without being the same; on one day the order of the stages is taken."""
    spans = {(claim.first_day, claim.as_of) for claim in (earlier, later)}
    return len(spans) > 1 and not later.follows(earlier) and earlier.stage != later.stage


def _change(before: Code | None, after: Code) -> str:
    if before is None:
        return "first"
    if before == after:
        return "repeats"
    return movement(before, after).value


def _figure_entries(figures: Iterable[Figure]) -> list[Entry]:
    entries: list[Entry] = []
    ordered = sorted(figures, key=lambda figure: (figure.as_of, figure.iri))
    for number, figure in enumerate(ordered):
        others = [other for other in ordered if _counted(other) == _counted(figure) and _voice(other) != _voice(figure)]
        rivals = tuple(other.id for other in others if other.value != figure.value)
        again = any(other.value == figure.value for other in ordered[:number] if other in others)
        entries.append(Entry(figure, "contradicts" if rivals else "repeats" if again else "", rivals))
    return entries


def _counted(figure: Figure) -> tuple[object, ...]:
    """What a figure counts: two that have this in common are two answers to one question."""
    return (
        figure.cls,
        figure.measure,
        figure.unit,
        figure.capital_kind,
        figure.period_start,
        figure.period_end,
        figure.origin,
        figure.destination,
        figure.via,
    )


def _voice(claim: ClaimRecord) -> tuple[str, frozenset[str]]:
    """Who says it, and where."""
    return claim.asserted_by, frozenset(passage.source for passage in claim.evidence)


def _record(entry: Entry) -> dict[str, Any]:
    claim = entry.claim
    is_stage = isinstance(claim, StageRecord)
    codes = {
        "stage": claim.stage if isinstance(claim, StageRecord) else None,
        "measure": None if isinstance(claim, StageRecord) else claim.measure,
        "bound": None if isinstance(claim, StageRecord) else claim.bound,
        "unit": None if isinstance(claim, StageRecord) else claim.unit,
        "precision": claim.precision,
        "time_basis": claim.time_basis,
    }
    found = {
        "claim": claim.iri,
        "kind": "stage" if is_stage else "figure",
        "class": claim.cls,
        "as_of": claim.as_of,
        "value": None if isinstance(claim, StageRecord) else claim.value,
        "change": entry.change or None,
        "contradicts": list(entry.rivals),
        "asserted_by": claim.asserted_by or None,
        "sources": list(dict.fromkeys(passage.source for passage in claim.evidence)),
        **{name: code.code if code else None for name, code in codes.items()},
    }
    return {name: found[name] for name in _COLUMNS}


def _json(entry: Entry) -> dict[str, Any]:
    kind = "stage" if isinstance(entry.claim, StageRecord) else "figure"
    return {"kind": kind, "change": entry.change, "contradicts": list(entry.rivals), "claim": as_json(entry.claim)}


def _code(code: Code | None, language: str) -> str:
    return code.label.name(language) if code else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
