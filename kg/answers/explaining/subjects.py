"""What a thing in the graph is, and what rests on it: whatever kind of thing it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.answers.records import (
    ClaimRecord,
    Code,
    Figure,
    ParticipationRecord,
    Passage,
    Record,
    Records,
    SourceRecord,
    StageRecord,
)
from kg.text import Text

#: What each kind of thing is called, by the key that programs see.
KINDS: dict[str, Text] = {
    "region": Text("region", "地区"),
    "institution": Text("institution", "机构"),
    "partnership": Text("partnership", "合作"),
    "programme": Text("programme", "规划方案"),
    "official": Text("official", "官员"),
    "source": Text("source", "来源"),
    "figure": Text("figure", "数据"),
    "statement": Text("statement", "表述"),
    "stage": Text("stage claim", "进展陈述"),
    "participation": Text("participation", "参与"),
    "evidence": Text("passage", "引文"),
    "code": Text("code", "代码"),
    "thing": Text("thing", "事物"),
}


#: Where the records keep the things of each kind, parties apart.
_GROUPS = (
    ("partnership", "partnerships"),
    ("programme", "programmes"),
    ("official", "people"),
    ("source", "sources"),
    ("figure", "figures"),
    ("statement", "statements"),
    ("code", "codes"),
    ("stage", "stages"),
    ("participation", "participations"),
    ("evidence", "passages"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that is asked about; ``kind`` is a key of ``KINDS``, and ``record`` is ``None`` for ``thing`` only."""

    iri: str
    kind: str
    label: Text
    record: Record | SourceRecord | Passage | Code | None


@dataclass(frozen=True, slots=True)
class Resting:
    """A thing that rests on a passage."""

    subject: Subject
    passage: Passage


def subject(records: Records, iri: str) -> Subject:
    """What a thing is; of kind ``thing`` if the records do not know it."""
    if party := records.parties.get(iri):
        return Subject(iri, "region" if party.is_region else "institution", party.label, party)
    for kind, name in _GROUPS:
        # One group after the other: some are only gathered when they are asked for.
        group: Mapping[str, Record | SourceRecord | Passage | Code] = getattr(records, name)
        if iri in group:
            record = group[iri]
            return Subject(iri, kind, _label(records, record), record)
    return Subject(iri, "thing", records.label(iri), None)


def resting_on(records: Records, iri: str) -> list[Resting]:
    """What rests on a source, or on one passage of it, in the order of the passages.

    Args:
        records: the graph's records.
        iri: the IRI of a source or of a passage.
    """
    found = [
        Resting(subject(records, record.iri), passage)
        for record in records.everything
        for passage in record.evidence
        if iri in (passage.source, passage.iri)
    ]
    found.sort(key=lambda item: (item.passage.order, item.subject.iri))
    return found


def claims_by(records: Records, iri: str) -> list[ClaimRecord]:
    """The claims that an official or a body makes, by IRI: stage claims, figures, statements."""
    claims: Iterable[ClaimRecord] = (*records.stages.values(), *records.figures.values(), *records.statements.values())
    return [claim for claim in claims if claim.asserted_by == iri]


def narrower(records: Records, code: str) -> frozenset[str]:
    """A code with all that are parts of it, over any number of steps."""
    found = {code}
    fringe = found
    while fringe:
        fringe = {item.iri for item in records.codes.values() if fringe.intersection(item.broader)} - found
        found = found | fringe
    return frozenset(found)


def using(records: Records, code: str) -> Iterator[Record]:
    """The records that carry a code or a narrower one, as sector, stage, role, measure or any other."""
    wanted = narrower(records, code)
    return (record for record in records.everything if not wanted.isdisjoint(_codes(record)))


def _codes(record: Record) -> Iterator[str]:
    """The codes that a record itself carries, by IRI."""
    for name in type(record).__dataclass_fields__:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Code):
                yield item.iri


def _label(records: Records, record: Record | SourceRecord | Passage | Code) -> Text:
    """A thing's name; of one without a name of its own, what it is of, and which of that it is."""
    if isinstance(record, Passage):
        where = record.where
        return Text.of(f"{record.label.en}, {where.en}", f"{record.label.zh}，{where.zh}") if where else record.label
    if isinstance(record, ParticipationRecord):
        return _joined(records.label(record.partnership), records.label(record.party))
    if isinstance(record, StageRecord):
        return _joined(records.label(record.about), record.stage.label)
    if isinstance(record, Figure) and record.measure:
        return _joined(records.label(record.about), record.measure.label)
    return record.label


def _joined(whole: Text, part: Text) -> Text:
    return Text(f"{whole.en}: {part.en}", f"{whole.zh}：{part.zh}")
