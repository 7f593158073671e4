"""From a thing or a tie back to its claims and where each is stated: ``explain``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from kg.answers.records import (
    ClaimRecord,
    Figure,
    Label,
    PartnershipRecord,
    Passage,
    Record,
    Records,
    StatementRecord,
)
from kg.answers.tables import one_line
from kg.errors import UsageError

_NUMBER = re.compile(r"([+-]?)([0-9]{1,400})((?:\.[0-9]+)?)")
_Item = TypeVar("_Item", bound=Record)


@dataclass(frozen=True)
class Explanation:
    """Everything behind a thing, or behind the tie of two.

    Attributes:
        ends: the IRIs that were asked for, one or two.
        partnerships: the partnerships that tie them; for one thing, those it takes part in or is.
        figures: figures about the thing, or about what goes between the two, that belong to none of
            the partnerships.
        statements: statements about the thing, or by one end towards the other.
        records: the records that all of this is taken from.
    """

    ends: tuple[str, ...]
    partnerships: tuple[PartnershipRecord, ...]
    figures: tuple[Figure, ...]
    statements: tuple[StatementRecord, ...]
    records: Records

    @property
    def is_empty(self) -> bool:
        """Whether the graph says nothing of it."""
        return not (self.partnerships or self.figures or self.statements)

    def text(self, language: str = "both") -> str:
        """The explanation as lines of text.

        Args:
            language: ``en``, ``zh`` or ``both``.
        """
        return "\n".join(_Writer(self, language).lines()) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """The explanation for programs, as JSON's types; names in both languages."""
        return {
            "ends": [{"iri": end, **asdict(self.records.label(end))} for end in self.ends],
            "partnerships": [_json(item) for item in self.partnerships],
            "figures": [_json(item) for item in self.figures],
            "statements": [_json(item) for item in self.statements],
        }


def explain(records: Records, first: str, second: str | None = None) -> Explanation:
    """Everything the graph says of a thing, or of the tie between two parties.

    Args:
        records: the graph's records.
        first: the IRI of a party, partnership, programme, figure or statement.
        second: the IRI of another party; a region stands for every party in it.

    Raises:
        UsageError: if both are the same.
    """
    if first == second:
        raise UsageError(f"A tie has two different ends, and both are {records.label(first).en}. Name another.")
    if second is not None:
        partnerships = records.ties(first, second)
        between = [*records.flows(first, second), *_figures_between(records, first, second)]
        said = _statements_between(records, first, second)
        return Explanation((first, second), partnerships, _others(between, partnerships), said, records)
    if first in records.partnerships:
        return Explanation((first,), (records.partnerships[first],), (), (), records)
    if first in records.figures:
        return Explanation((first,), (), (records.figures[first],), (), records)
    if first in records.statements:
        return Explanation((first,), (), (), (records.statements[first],), records)
    partnerships = _partnerships_of(records, first)
    members = records.members(first)
    subjects = sorted(members | _programmes_of(records, members))
    figures = [figure for iri in subjects for figure in records.about(iri)[0]]
    statements = [item for iri in subjects for item in records.about(iri)[1]]
    set_by = [figure for figure in records.figures.values() if first in figure.programmes]
    said_by = [item for item in records.statements.values() if item.asserted_by == first]
    return Explanation(
        (first,),
        partnerships,
        _others([*figures, *set_by], partnerships),
        tuple(_distinct([*statements, *said_by])),
        records,
    )


def _partnerships_of(records: Records, iri: str) -> tuple[PartnershipRecord, ...]:
    if iri in records.parties:
        return records.partnerships_of(iri)
    return tuple(item for item in records.partnerships.values() if iri in item.programmes)


def _figures_between(records: Records, first: str, second: str) -> Iterator[Figure]:
    """Figures about one end that name the other as origin, destination or channel."""
    for one, other in ((first, second), (second, first)):
        far = records.members(other)
        for iri in sorted(records.members(one)):
            for figure in records.about(iri)[0]:
                if far & {*figure.origin, *figure.destination, *figure.via}:
                    yield figure


def _statements_between(records: Records, first: str, second: str) -> tuple[StatementRecord, ...]:
    ends = (records.members(first), records.members(second))
    subjects = [members | _programmes_of(records, members) for members in ends]
    return tuple(
        item
        for item in records.statements.values()
        if any(
            item.about in near and far & set(item.counterparts)
            for near, far in zip(subjects, reversed(ends), strict=True)
        )
    )


def _programmes_of(records: Records, parties: Collection[str]) -> frozenset[str]:
    """The programmes of some parties: what is said of a party's programme is said of the party."""
    return frozenset(item.iri for item in records.programmes.values() if not set(parties).isdisjoint(item.owners))


def _others(figures: Iterable[Figure], partnerships: Iterable[PartnershipRecord]) -> tuple[Figure, ...]:
    """Figures that are not told with their partnership already; each once."""
    told = {figure.iri for partnership in partnerships for figure in partnership.figures}
    return tuple(figure for figure in _distinct(figures) if figure.iri not in told)


def _distinct(items: Iterable[_Item]) -> list[_Item]:
    return list({item.iri: item for item in items}.values())


def _json(value: Any) -> Any:
    return asdict(value)


class _Writer:
    """Writes an explanation as lines; one method a kind of thing."""

    def __init__(self, explanation: Explanation, language: str) -> None:
        self._explanation = explanation
        self._records = explanation.records
        self._language = language

    def lines(self) -> Iterator[str]:
        explanation = self._explanation
        yield " — ".join(self._name(end) for end in explanation.ends)
        yield self._counts()
        for partnership in explanation.partnerships:
            yield ""
            yield from self._partnership(partnership)
        yield from self._section("Figures", "数据", [self._figure(item) for item in explanation.figures])
        yield from self._section("Statements", "表述", [self._statement(item) for item in explanation.statements])

    def _counts(self) -> str:
        explanation = self._explanation
        if explanation.is_empty:
            return self._words("The graph says nothing of it.", "图谱中没有相关内容。")
        counts = (len(explanation.partnerships), len(explanation.figures), len(explanation.statements))
        names = ("partnership", "further figure", "statement")
        return self._words(
            ", ".join(
                f"{number} {name}{'' if number == 1 else 's'}" for number, name in zip(counts, names, strict=True)
            ),
            "{}项合作，{}项其他数据，{}项表述".format(*counts),
        )

    def _section(self, en: str, zh: str, blocks: list[list[str]]) -> Iterator[str]:
        if blocks:
            yield ""
            yield self._words(en, zh)
        for block in blocks:
            yield from (f"  {line}" for line in block)

    def _partnership(self, item: PartnershipRecord) -> Iterator[str]:
        kind = item.agreement_kind.label if item.agreement_kind else self._records.classes.get(item.cls)
        yield f"{self._text(item.label)}  [{self._text(kind)}]  partnership/{item.id}"
        sectors = ", ".join(self._text(sector.label) for sector in item.sectors)
        yield f"  {self._words('Sector', '领域')}: {sectors}"
        for programme in item.programmes:
            yield f"  {self._words('Programme', '方案')}: {self._name(programme)}"
        for whole in item.part_of:
            yield f"  {self._words('Part of', '所属合作')}: {self._name(whole)}"
        for part in item.participations:
            role = f" ({self._text(part.role.label)})" if part.role else ""
            yield f"  {self._words('Party', '参与方')}: {self._name(part.party)}{role}{self._places(part.evidence)}"
            yield from (f"  {line}" for line in self._remarks(part))
        for stage in item.stages:
            yield (
                f"  {self._words('Stage', '进展')}: {self._text(stage.stage.label)}, {self._date(stage)}"
                f"{self._said_by(stage)}{self._places(stage.evidence)}"
            )
            yield from (f"  {line}" for line in self._remarks(stage))
        for figure in item.figures:
            yield from (f"  {line}" for line in self._figure(figure))
        yield from (f"  {line}" for statement in item.statements for line in self._statement(statement))
        yield from self._remarks(item)
        yield f"  {self._words('Evidence', '证据')}:{self._places(item.evidence)}"

    def _figure(self, item: Figure) -> list[str]:
        measure = self._text(item.measure.label) if item.measure else ""
        kind = self._text(self._records.classes.get(item.cls))
        about = "" if item.about in self._records.partnerships else f"{self._name(item.about)} · "
        line = f"{kind}: {about}{measure} = {self._amount(item)}, {self._period(item)}"
        links = [
            f"{self._words(en, zh)} {', '.join(self._name(iri) for iri in iris)}"
            for en, zh, iris in (
                ("from", "来自", item.origin),
                ("to", "流向", item.destination),
                ("via", "经由", item.via),
                ("set by", "出自", item.programmes),
            )
            if iris
        ]
        tail = "".join(f"; {link}" for link in links)
        subset = [
            f"; {self._words(en, zh)} {', '.join(iri.rpartition('/')[2] for iri in iris)}"
            for en, zh, iris in (
                ("contained in", "包含于", item.subset_of),
                ("stated with", "并列", item.paired_with),
                ("plan for", "对应实绩", item.target_for),
            )
            if iris
        ]
        head = f"{line}{tail}{''.join(subset)}{self._said_by(item)}{self._places(item.evidence)}"
        return [head, *self._remarks(item)]

    def _statement(self, item: StatementRecord) -> list[str]:
        kind = self._text(item.kind.label) if item.kind else self._words("Statement", "表述")
        about = f"{self._name(item.about)} · " if item.about else ""
        said = f"{self._date(item)}{self._said_by(item)}{self._places(item.evidence)}"
        return [f"{kind}: {about}{self._text(item.label)}, {said}", *self._remarks(item)]

    def _amount(self, item: Figure) -> str:
        bound = "" if item.bound is None or item.bound.code == "exact" else f"{self._text(item.bound.label)} "
        out_of = f" / {_grouped(item.out_of)}" if item.out_of else ""
        unit = f" {item.unit.code if item.unit.code.isupper() else self._text(item.unit.label)}" if item.unit else ""
        spelling = f" ({one_line(item.original_text)})" if item.original_text else ""
        capital = f", {self._text(item.capital_kind.label)}" if item.capital_kind else ""
        return f"{bound}{_grouped(item.value)}{out_of}{unit}{spelling}{capital}"

    def _period(self, item: Figure) -> str:
        if not (item.period_start or item.period_end):
            return self._date(item)
        start, end = item.period_start, item.period_end
        if start and end:
            period = f"{start} – {end}"
        elif end:
            period = self._words(f"by {end}", f"至{end}")
        else:
            period = self._words(f"from {start}", f"自{start}起")
        return f"{period}{self._basis(item)}, {self._words('as of', '截至')} {item.as_of}"

    def _date(self, item: ClaimRecord) -> str:
        return f"{self._words('as of', '截至')} {item.as_of}{self._basis(item)}"

    def _basis(self, item: ClaimRecord) -> str:
        """How the time is known: of the period where there is one, else of the day."""
        return f" ({self._text(item.time_basis.label)})" if item.time_basis else ""

    def _said_by(self, item: ClaimRecord) -> str:
        if item.asserted_by_label is None or item.asserted_by in self._records.sources:
            return ""
        return f", {self._words('says', '据')} {self._text(item.asserted_by_label)}"

    def _remarks(self, item: Record) -> list[str]:
        lines = []
        if item.open_ended:
            lines.append(f"  {self._words('The source leaves the list open.', '原文未列尽。')}")
        if item.ambiguity:
            lines.append(f"  {self._words('Ambiguous', '歧义')}: {self._words(item.ambiguity.en, item.ambiguity.zh)}")
        if item.note:
            lines.append(f"  {self._words('Note', '注')}: {self._words(item.note.en, item.note.zh)}")
        return lines

    def _places(self, evidence: Iterable[Passage]) -> str:
        places = [_place(passage) for passage in evidence]
        return f"  [{'; '.join(places)}]" if places else f"  [{self._words('no source', '无来源')}]"

    def _name(self, iri: str) -> str:
        return self._text(self._records.label(iri))

    def _text(self, label: Label | None) -> str:
        return "" if label is None else self._words(label.en, label.zh)

    def _words(self, en: str, zh: str) -> str:
        en, zh = one_line(en), one_line(zh)
        if self._language == "both":
            return en if en == zh or not zh else zh if not en else f"{en} {zh}"
        return (zh or en) if self._language == "zh" else (en or zh)


def _grouped(number: str) -> str:
    """A number with separators between its thousands; any other text as it is.

    >>> _grouped("2070000000"), _grouped("-1234.5678"), _grouped("980")
    ('2,070,000,000', '-1,234.5678', '980')
    """
    match = _NUMBER.fullmatch(number)
    return f"{match[1]}{int(match[2]):,}{match[3]}" if match else one_line(number)


def _place(passage: Passage) -> str:
    source = passage.source.rpartition("/")[2]
    if passage.start is None or passage.end is None:
        return source
    return f"{source} {passage.start}-{passage.end}"
