"""What was claimed of one partnership, in order of date: its stages, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.movement import movement
from kg.answers.records import ClaimRecord, Code, Figure, PartnershipRecord, Records, StageRecord, as_json
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


@dataclass(frozen=True)
class History:
    """What was claimed of a partnership, oldest first.

    Attributes:
        partnership: the partnership.
        entries: the claims about its stage and its figures, by date; on one day the stage that is
            furthest on comes last of the stages, and figures come after them.
        records: the records that all of this is taken from.
    """

    partnership: PartnershipRecord
    entries: tuple[Entry, ...]
    records: Records

    @property
    def stages(self) -> tuple[Entry, ...]:
        """The entries that are stage claims."""
        return tuple(entry for entry in self.entries if isinstance(entry.claim, StageRecord))

    @property
    def is_disputed(self) -> bool:
        """Whether sources disagree on the day that the current stage is taken from."""
        return bool(self.stages) and self.stages[-1].change == "contradicts"

    def table(self, language: str = "both", *, figures: bool = False) -> Table:
        """The history for people.

        Args:
            language: ``en``, ``zh`` or ``both``.
            figures: whether figures stand among the stages.
        """
        shown = self.entries if figures else self.stages
        return Table([header.name(language) for header in _HEADERS], [self._row(entry, language) for entry in shown])

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
        sources = dict.fromkeys(self.records.label(passage.source).name(language) for passage in claim.evidence)
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
        kind = self.records.classes.get(claim.cls, Text("", "")).name(language)
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
    for claim in claims:
        rivals = [
            other
            for other in claims
            if other.as_of == claim.as_of and other.stage != claim.stage and _voice(other) != _voice(claim)
        ]
        change = "contradicts" if rivals else _change(before, claim.stage)
        entries.append(Entry(claim, change, tuple(other.id for other in rivals)))
        before = claim.stage
    return entries


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


def _json(entry: Entry) -> dict[str, Any]:
    kind = "stage" if isinstance(entry.claim, StageRecord) else "figure"
    return {"kind": kind, "change": entry.change, "contradicts": list(entry.rivals), "claim": as_json(entry.claim)}


def _code(code: Code | None, language: str) -> str:
    return code.label.name(language) if code else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
