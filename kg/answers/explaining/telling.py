"""An explanation as lines of text, in either language or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.answers.explaining.copies import Affected, Check, Copies, Copy
from kg.answers.explaining.facts import Fact, facts
from kg.answers.explaining.gathering import Found, Link
from kg.answers.explaining.subjects import KINDS, Resting, Subject
from kg.answers.records import (
    ClaimRecord,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    Passage,
    Record,
    StageRecord,
    StatementRecord,
)
from kg.nearest import kind_and_id, thing_id
from kg.results.tables import one_line
from kg.text import Text

_NUMBER = re.compile(r"([+-]?)([0-9]{1,400})((?:\.[0-9]+)?)")
#: What one figure is to another that it names, and what the other is to it.
_RELATIONS = {
    "subset_of": (Text("Contained in", "包含于"), Text("Contains", "包含")),
    "paired_with": (Text("Stated with", "并列数据"), Text("Stated with", "并列数据")),
    "target_for": (Text("Plan for the result", "对应实绩"), Text("Result of the plan", "对应目标")),
}

#: The kinds of things whose own evidence is told with their facts; that of others is told with their claims.
_TOLD_HERE = ("region", "institution", "programme", "official")


def tell(explanation: Found, copies: Copies, language: str) -> Iterator[str]:
    """An explanation, line by line.

    Args:
        explanation: what there is behind the thing.
        copies: the user's own copies of sources, from which passages are shown.
        language: ``en``, ``zh`` or ``both``.
    """
    return _Writer(explanation, copies, language).lines()


class _Writer:
    """Writes an explanation as lines; one method a kind of thing."""

    def __init__(self, explanation: Found, copies: Copies, language: str) -> None:
        self._explanation = explanation
        self._copies = copies
        self._records = explanation.basis
        self._language = language

    def lines(self) -> Iterator[str]:
        explanation = self._explanation
        yield " — ".join(self._text(item.label) for item in explanation.subjects)
        if not _is_claim(explanation.subjects):
            yield self._counts()
        if len(explanation.subjects) == 1:
            yield from self._facts(explanation.subjects[0])
        for copy in self._copies:
            yield self._copy(copy)
        for partnership in explanation.partnerships:
            yield ""
            yield from self._partnership(partnership)
        yield from self._section("Figures", "数据", [self._figure(item) for item in explanation.figures])
        yield from self._section("Linked figures", "关联数据", [self._link(item) for item in explanation.links])
        yield from self._section("Statements", "表述", [self._statement(item) for item in explanation.statements])
        yield from self._section("Stage claims", "进展陈述", [self._claim(item) for item in explanation.stages])
        yield from self._section("Participations", "参与", [self._part(item) for item in explanation.participations])
        yield from self._section("Parties", "主体", [[self._path(item)] for item in explanation.parties])
        yield from self._section(
            "What rests on it", "所支持的内容", [self._resting(item) for item in explanation.resting]
        )
        for copy in self._copies:
            affected = self._copies.affected(self._records, copy)
            en = f"Affected: what rests on passages of {copy.source.id} that {copy.file} does not have"
            zh = f"受影响的内容：{copy.file}中找不到其引文（{copy.source.id}）"
            yield from self._section(en, zh, [self._affected(item) for item in affected])

    def _facts(self, subject: Subject) -> Iterator[str]:
        kind = KINDS[subject.kind]
        yield f"{self._words('Kind', '种类')}: {self._text(kind)}  {self._id(subject.iri)}"
        for fact in facts(self._records, subject):
            yield f"{self._text(fact.name)}: {self._fact(fact)}"
        if isinstance(subject.record, Record) and subject.kind in _TOLD_HERE:
            yield from (line.strip() for line in self._remarks(subject.record))
            yield f"{self._words('Evidence', '证据')}:{self._places(subject.record.evidence)}"

    def _fact(self, fact: Fact) -> str:
        return ", ".join(one_line(value) if isinstance(value, str) else self._text(value) for value in fact.values)

    def _copy(self, copy: Copy) -> str:
        affected = len(self._copies.affected(self._records, copy))
        name, file = copy.source.id, copy.file
        if not copy.source.sha256:
            told = self._words(
                f"no hash of the source was recorded to compare {file} with; each passage is compared by its own.",
                f"来源未登记哈希值，无法与{file}整体比对；各引文按其自身哈希值核对。",
            )
        elif copy.is_same:
            told = self._words(f"{file} is the text that was encoded.", f"{file}与编码时的文本一致。")
        else:
            told = self._words(
                f"{file} differs from the text that was encoded (SHA-256 {copy.sha256[:12]}… instead of "
                f"{copy.source.sha256[:12]}…).",
                f"{file}与编码时的文本不同（SHA-256为{copy.sha256[:12]}…，应为{copy.source.sha256[:12]}…）。",
            )
        if affected:
            told += " " + self._words(
                f"It lacks the passages of {_number_of(affected, 'record')}, listed below.",
                f"其中找不到{affected}条记录的引文，列于文末。",
            )
        return f"{self._words('Text of', '原文')} {one_line(name)}: {told}"

    def _counts(self) -> str:
        explanation = self._explanation
        if explanation.is_empty and (len(explanation.subjects) == 2 or explanation.subjects[0].record is None):
            return self._words("The graph says nothing of it.", "图谱中没有相关内容。")
        if explanation.subjects[0].kind in ("source", "evidence"):
            if not explanation.resting:
                return self._words("Nothing rests on it.", "没有内容以其为依据。")
            counts = explanation.counts().items()
            return self._words(
                ", ".join(_number_of(number, KINDS[kind].en) for kind, number in counts),
                "，".join(f"{number}项{KINDS[kind].zh}" for kind, number in counts),
            )
        told: tuple[tuple[Sequence[object], str, str, bool], ...] = (
            (explanation.partnerships, "partnership", "合作", True),
            (explanation.figures, "further figure", "其他数据", True),
            (explanation.statements, "statement", "表述", True),
            (explanation.stages, "stage claim", "进展陈述", False),
            (explanation.participations, "participation", "参与", False),
            (explanation.parties, "party", "主体", False),
        )
        shown = [(len(items), en, zh) for items, en, zh, always in told if items or always]
        over = sum(item.current_stage is not None and item.current_stage.ended for item in explanation.partnerships)
        ended = (f" ({over} ended)", f"（其中{over}项已终结）") if over else ("", "")
        first, *rest = shown  # the partnerships
        return self._words(
            ", ".join([_number_of(first[0], first[1]) + ended[0], *(_number_of(number, en) for number, en, _ in rest)]),
            "，".join([f"{first[0]}项{first[2]}{ended[1]}", *(f"{number}项{zh}" for number, _, zh in rest)]),
        )

    def _section(self, en: str, zh: str, blocks: list[list[str]]) -> Iterator[str]:
        if blocks:
            yield ""
            yield self._words(en, zh)
        for block in blocks:
            yield from (f"  {line}" for line in block)

    def _partnership(self, item: PartnershipRecord) -> Iterator[str]:
        kind = item.agreement_kind.label if item.agreement_kind else self._records.classes.get(item.cls)
        yield f"{self._text(item.label)}  [{self._text(kind)}]  {item.path}"
        sectors = ", ".join(self._text(sector.label) for sector in item.sectors)
        yield f"  {self._words('Sector', '领域')}: {sectors}"
        for programme in item.programmes:
            yield f"  {self._words('Programme', '方案')}: {self._name(programme)}"
        for whole in item.part_of:
            yield f"  {self._words('Part of', '所属合作')}: {self._name(whole)}"
        if item.carried_out_in:
            places = ", ".join(self._name(place) for place in item.carried_out_in)
            yield f"  {self._words('Carried out in', '实施地')}: {places}"
        if any(item.term):
            yield f"  {self._words('Term', '期限')}: {self._from_to(*item.term, until=Text('until', '至'))}"
        for part in item.participations:
            yield f"  {self._words('Party', '参与方')}: {self._participant(part)}"
            yield from (f"  {line}" for line in self._remarks(part))
        for stage in item.stages:
            yield f"  {self._words('Stage', '进展')}: {self._reached(stage)}"
            yield from (f"  {line}" for line in self._remarks(stage))
        for figure in item.figures:
            yield from (f"  {line}" for line in self._figure(figure))
        yield from (f"  {line}" for statement in item.statements for line in self._statement(statement))
        yield from self._remarks(item)
        yield f"  {self._words('Evidence', '证据')}:{self._places(item.evidence)}"

    def _participant(self, part: ParticipationRecord) -> str:
        role = f" ({self._text(part.role.label)})" if part.role else ""
        places = ", ".join(self._name(place) for place in part.places)
        at = f" {self._words('at', '参与地')} {places}" if places else ""
        named = f"{self._id(part.named)} {self._name(part.named)}" if part.named else ""
        then = f" [{self._words('then', '当时为')} {named}]" if named else ""
        return f"{self._name(part.party)}{then}{at}{role}{self._places(part.evidence)}"

    def _reached(self, stage: StageRecord) -> str:
        said = f"{self._date(stage)}{self._said_by(stage)}{self._places(stage.evidence)}"
        return f"{self._text(stage.stage.label)}, {said}"

    def _claim(self, stage: StageRecord) -> list[str]:
        return [f"{self._name(stage.about)}: {self._reached(stage)}", *self._remarks(stage)]

    def _part(self, part: ParticipationRecord) -> list[str]:
        return [f"{self._name(part.partnership)}: {self._participant(part)}", *self._remarks(part)]

    def _link(self, link: Link) -> list[str]:
        first = self._explanation.subjects[0].iri
        other, relation = (
            (link.other, _RELATIONS[link.relation][0])
            if link.figure.iri == first
            else (link.figure, _RELATIONS[link.relation][1])
        )
        head, *rest = self._figure(other)
        return [f"{self._text(relation)}: {self._id(other.iri)}", f"  {head}", *(f"  {line}" for line in rest)]

    def _resting(self, item: Resting) -> list[str]:
        thing = item.subject
        return [f"{self._id(thing.iri)}  {self._text(thing.label)}{self._places([item.passage])}"]

    def _affected(self, item: Affected) -> list[str]:
        row = ", ".join(f"{name} {value}" for name, value in item.row.items())
        by_row = item.passage.start is None
        en = f"table {item.table}, row {row}, {'field place' if by_row else 'fields start and end'}"
        zh = f"表{item.table}，行{row}，字段{'place' if by_row else 'start、end'}"
        return [f"{self._text(item.passage.where)}  {self._words(en, zh)}"]

    def _path(self, item: Record) -> str:
        return f"{self._id(item.iri)}  {self._text(item.label)}"

    def _id(self, iri: str) -> str:
        """What to type to mean it: its kind and id, or a code's list and code."""
        if "/participation/" in iri or "/evidence/" in iri:
            return one_line("/".join(iri.rsplit("/", 3)[1:]))
        return one_line(kind_and_id(iri))

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
            f"; {self._words(en, zh)} {', '.join(one_line(thing_id(iri)) for iri in iris)}"
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
        bound = "" if item.bound is None or item.bound.is_exact else f"{self._text(item.bound.label)} "
        out_of = f" / {_grouped(item.out_of)}" if item.out_of else ""
        unit = f" {item.unit.sign or self._text(item.unit.label)}" if item.unit else ""
        spelling = f" ({one_line(item.original_text)})" if item.original_text else ""
        capital = f", {self._text(item.capital_kind.label)}" if item.capital_kind else ""
        return f"{bound}{_grouped(item.value)}{out_of}{unit}{spelling}{capital}"

    def _period(self, item: Figure) -> str:
        if not (item.period_start or item.period_end):
            return self._date(item)
        period = self._from_to(item.period_start, item.period_end, until=Text("by", "至"))
        return f"{period}{self._basis(item)}, {self._words('as of', '截至')} {item.as_of}"

    def _from_to(self, start: str, end: str, until: Text) -> str:
        """What has a beginning, an end or both, in words; ``until`` says of an end alone what it is."""
        if start and end:
            return f"{start} – {end}"
        if end:
            return self._words(f"{until.en} {end}", f"{until.zh}{end}")
        return self._words(f"from {start}", f"自{start}起")

    def _date(self, item: ClaimRecord) -> str:
        return f"{self._words('as of', '截至')} {item.as_of}{self._basis(item)}"

    def _basis(self, item: ClaimRecord) -> str:
        """How the time is known: of the period where there is one, else of the day."""
        return f" ({self._text(item.time_basis.label)})" if item.time_basis else ""

    def _said_by(self, item: ClaimRecord) -> str:
        if item.asserted_by_label is None or item.asserted_by in {passage.source for passage in item.evidence}:
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
        places = [self._place(passage) for passage in evidence]
        return f"  [{'; '.join(places)}]" if places else f"  [{self._words('no source', '无来源')}]"

    def _place(self, passage: Passage) -> str:
        """Where a passage is, and its words if the user's own copy has them."""
        source, place = one_line(thing_id(passage.source)), self._text(passage.where)
        told = f"{source} {place}" if place else source
        cut = self._copies.cut(passage)
        if cut is None:
            return told
        if cut.text is None:
            return f"{told} {self._words('≠ not in this copy', '≠ 此文本中没有')}"
        if cut.check is Check.MOVED:
            told += self._words(f", here {cut.start}-{cut.end}", f"，此文本中为{cut.start}-{cut.end}")
        return f"{told} “{one_line(cut.text)}”"

    def _name(self, iri: str) -> str:
        return self._text(self._records.label(iri))

    def _text(self, label: Text | None) -> str:
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


def _is_claim(subjects: Sequence[Subject]) -> bool:
    """Whether one claim or participation was asked for: there is nothing to count."""
    return len(subjects) == 1 and subjects[0].kind in ("figure", "statement", "stage", "participation")


def _number_of(number: int, name: str) -> str:
    """A number of things, in English.

    >>> _number_of(1, "party"), _number_of(0, "party")
    ('1 party', '0 parties')
    """
    if number == 1:
        return f"1 {name}"
    return f"{number} {name.removesuffix('y')}ies" if name.endswith("ty") else f"{number} {name}s"
