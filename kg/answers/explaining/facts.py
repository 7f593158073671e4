"""What the graph has of a thing itself, as named facts: what an explanation says before it comes to claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.answers.explaining.subjects import Subject
from kg.answers.records import (
    ClaimRecord,
    Code,
    Figure,
    ParticipationRecord,
    PartyRecord,
    Passage,
    PersonRecord,
    ProgrammeRecord,
    Record,
    Records,
    SourceRecord,
    StageRecord,
    StatementRecord,
)
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact; its values are names in both languages, or texts that are the same in either."""

    name: Text
    values: tuple[Text | str, ...]


def facts(records: Records, thing: Subject) -> list[Fact]:
    """The facts of a thing that have a value.

    Args:
        records: the graph's records.
        thing: the thing.
    """
    return [Fact(name, values) for name, values in _Facts(records).of(thing.record) if values]


_Found = Iterator[tuple[Text, tuple[Text | str, ...]]]


class _Facts:
    """Names and values, one method a kind of thing."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def of(self, record: object) -> _Found:
        if isinstance(record, PartyRecord):
            yield from self._party(record)
        elif isinstance(record, PersonRecord):
            yield Text("Post", "职务"), (record.post,)
            yield Text("Body", "所在单位"), self._names([record.body])
        elif isinstance(record, ProgrammeRecord):
            yield Text("Owner", "所属方"), self._names(record.owners)
            yield Text("Period", "期间"), _period(record.period_start, record.period_end)
        elif isinstance(record, SourceRecord):
            yield from _source(record)
        elif isinstance(record, Passage):
            yield Text("Source", "来源"), (record.label,)
            yield (Text("Place", "位置") if record.place else Text("Code points", "码点")), _text(record.where)
            yield Text("SHA-256", "SHA-256"), _text(record.sha256)
        elif isinstance(record, Code):
            yield Text("Part of", "上位代码"), self._names(record.broader)
        elif isinstance(record, ParticipationRecord):
            yield Text("Partnership", "合作"), self._names([record.partnership])
            yield Text("Party", "参与方"), self._names([record.party])
            yield Text("Then named", "当时名称"), self._names([record.named])
            yield Text("At", "参与地"), self._names(record.places)
            yield Text("Role", "角色"), _code(record.role)
        elif isinstance(record, ClaimRecord):
            yield from self._claim(record)

    def _party(self, record: PartyRecord) -> _Found:
        yield Text("Class", "类别"), self._class(record)
        yield Text("Type", "类型"), _code(record.kind or record.level)
        yield Text("Official code", "行政区划代码"), _text(record.code)
        yield Text("Also called", "别名"), record.alt
        yield Text("Stands since and until", "存续期间"), _period(record.valid_from, record.valid_to)
        yield Text("Before that", "此前为"), tuple(self._before(record))
        yield Text("Now", "现为"), self._names([record.current])
        yield Text("Followed by", "后继"), self._names(() if record.current else record.successors)
        yield Text("Directly in", "直接隶属"), self._names(record.regions)
        within = [iri for iri in record.within if iri != record.iri and iri not in record.regions]
        yield Text("Rolls up to", "汇总至"), self._names(within)
        yield Text("Run or branded by", "主管或冠名方"), self._names(record.affiliated_with)

    def _before(self, record: PartyRecord) -> Iterable[Text]:
        """What is this party now, each with its code and its days."""
        for before in self._records.parties.values():
            if before.current == record.iri:
                days = f"{before.valid_from or '…'} – {before.valid_to or '…'}"
                dated = before.valid_from or before.valid_to
                told = ", ".join(filter(None, (before.id, before.code, days if dated else "")))
                yield Text(f"{before.label.en} ({told})", f"{before.label.zh}（{told}）")

    def _claim(self, record: ClaimRecord) -> _Found:
        yield Text("About", "所述对象"), self._names([record.about])
        if isinstance(record, Figure):
            yield from self._figure(record)
        if isinstance(record, StageRecord):
            yield Text("Stage", "进展"), _code(record.stage)
        if isinstance(record, StatementRecord):
            yield Text("Towards", "对方"), self._names(record.counterparts)
            yield Text("Sector", "领域"), tuple(code.label for code in record.sectors)
        yield Text("As of", "截至"), _text(record.as_of)
        yield Text("Precision of the date", "日期精度"), _code(record.precision)
        yield Text("How the time is known", "时间依据"), _code(record.time_basis)
        yield Text("Says who", "陈述者"), self._names([record.asserted_by])

    def _figure(self, record: Figure) -> _Found:
        yield Text("Class", "类别"), self._class(record)
        yield Text("Measure", "指标"), _code(record.measure)
        yield Text("As written", "原文写法"), _text(record.original_text)
        yield Text("In base units", "基本单位数值"), (record.value, *_code(record.unit))
        yield Text("Bound", "数值限定"), _code(record.bound)
        yield Text("Out of", "总数"), _text(record.out_of)
        yield Text("Kind of capital", "资本类型"), _code(record.capital_kind)
        yield Text("Period", "期间"), _period(record.period_start, record.period_end)
        yield Text("From", "来自"), self._names(record.origin)
        yield Text("To", "流向"), self._names(record.destination)
        yield Text("Through", "经由"), self._names(record.via)
        yield Text("Sector", "领域"), tuple(code.label for code in record.sectors)
        yield Text("Set by", "出自"), self._names(record.programmes)

    def _class(self, record: Record) -> tuple[Text, ...]:
        return (self._records.classes[record.cls],) if record.cls in self._records.classes else ()

    def _names(self, iris: Iterable[str]) -> tuple[Text, ...]:
        return tuple(self._records.label(iri) for iri in iris if iri)


def _source(record: SourceRecord) -> _Found:
    yield Text("Publisher", "发布者"), (record.publisher,) if record.publisher.en else ()
    yield Text("Issued", "发布日期"), _text(record.issued)
    yield Text("Language", "语言"), _text(record.language)
    yield Text("Address", "网址"), _text(record.url)
    yield Text("Archived copy", "存档副本"), _text(record.archived)
    yield Text("SHA-256", "SHA-256"), _text(record.sha256)
    yield Text("Code points", "码点数"), _text("" if record.characters is None else str(record.characters))


def _text(text: Text | str) -> tuple[Text | str, ...]:
    return (text,) if text else ()


def _code(code: Code | None) -> tuple[Text, ...]:
    return (code.label,) if code else ()


def _period(start: str, end: str) -> tuple[Text, ...]:
    if not (start or end):
        return ()
    text = f"{start or '…'} – {end or '…'}"
    return (Text(text, text),)
