"""The records of two graphs compared: each change as a sentence, and which triples it tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg import vocabulary
from kg.answers.ledger.bounds import SIGNS
from kg.answers.ledger.matching import Key
from kg.answers.ledger.readings import bound_of
from kg.answers.records.records import (
    Code,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    Passage,
    Record,
    Records,
    StageRecord,
)
from kg.nearest import local_name
from kg.results.tables import one_line
from kg.text import Text

#: From a name to the text that a sentence has of it: its own in the sentence's language.
Word: TypeAlias = Callable[[Text], str]

#: The kinds of change, in the order in which they are told.
KINDS: Mapping[str, Text] = {
    "source-added": Text("Sources added", "新增来源"),
    "source-withdrawn": Text("Sources withdrawn", "撤回来源"),
    "partnership-added": Text("Partnerships added", "新增合作"),
    "partnership-removed": Text("Partnerships removed", "删除合作"),
    "partnership-renamed": Text("Partnerships renamed", "合作更名"),
    "partnership-new-id": Text("Partnerships with a new id", "合作标识变更"),
    "stage-advanced": Text("Stages advanced", "进展推进"),
    "stage-fell-back": Text("Stages fallen back", "进展倒退"),
    "stage-halted": Text("Partnerships suspended or terminated", "合作暂停或终止"),
    "stage-resumed": Text("Partnerships resumed", "合作恢复"),
    "stage-first": Text("Stages known for the first time", "首次得知进展"),
    "stage-lost": Text("Stages no longer known", "进展不再可知"),
    "stage-contradicted": Text("Stages contradicted", "进展说法相互矛盾"),
    "stage-claim-added": Text("Further claims of a stage", "新增进展陈述"),
    "stage-claim-removed": Text("Claims of a stage removed", "删除进展陈述"),
    "figure-revised": Text("Figures revised", "数据修订"),
    "figure-added": Text("Figures added", "新增数据"),
    "figure-removed": Text("Figures removed", "删除数据"),
    "party-joined": Text("Parties joined", "新增参与方"),
    "party-left": Text("Parties left", "退出参与方"),
    "role-changed": Text("Roles changed", "角色变更"),
    "statement-added": Text("Statements added", "新增表述"),
    "statement-removed": Text("Statements removed", "删除表述"),
    "thing-added": Text("Regions, institutions, officials and programmes added", "新增地区、机构、官员与方案"),
    "thing-removed": Text("Regions, institutions, officials and programmes removed", "删除地区、机构、官员与方案"),
    "label-changed": Text("Names changed", "名称变更"),
    "evidence-added": Text("Further evidence", "新增证据"),
    "evidence-withdrawn": Text("Evidence withdrawn", "撤去证据"),
    "evidence-moved": Text("Evidence moved", "证据位置变更"),
    "record-changed": Text("Other changes of records", "记录的其他变更"),
    "other-triples": Text("Other triples", "其他三元组"),
}

#: Stages that a partnership does not go forward to: their place in the list's order says only that they come last.
_HALTED = frozenset({"suspended", "terminated"})

#: Fields of records that changes of their own kind, or other records, tell.
_TOLD_ELSEWHERE = frozenset(
    {
        *("iri", "id", "label", "evidence", "participations", "stages", "figures", "statements"),
        *("current_stage", "within", "asserted_by_label", "partnership", "party", "role"),
    }
)
_PK, _SKOS = vocabulary.PK, vocabulary.SKOS
#: The predicates of fields that are not called as the field is.
_PREDICATES: Mapping[str, tuple[str, ...]] = {
    "label": (_SKOS + "prefLabel", vocabulary.RDFS + "label", vocabulary.DCTERMS + "title"),
    "alt": (_SKOS + "altLabel",),
    "note": (_SKOS + "note",),
    "cls": (vocabulary.RDF + "type",),
    "kind": (_PK + "institutionKind", _PK + "statementKind"),
    "lat": (vocabulary.WGS84 + "lat",),
    "lon": (vocabulary.WGS84 + "long",),
    "regions": (_PK + "parentRegion", _PK + "locatedIn"),
    "owners": (_PK + "owner",),
    "precision": (_PK + "asOfPrecision",),
    "counterparts": (_PK + "counterpart",),
    "programmes": (_PK + "programme",),
    "sectors": (_PK + "sector",),
    "issued": (vocabulary.DCTERMS + "issued",),
    "language": (vocabulary.DCTERMS + "language",),
}
_EVIDENCE_PREDICATES = frozenset(
    {_PK + "evidence", *(vocabulary.OA + name for name in ("hasSource", "hasSelector", "start", "end"))}
)
_EVIDENCE_CLASSES = frozenset({_PK + "Evidence", vocabulary.OA + "TextPositionSelector"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: a key of ``KINDS``.
        thing: the IRI of what changed; empty for other triples.
        text: the change in words.
        details: the same for programs: what it was and what it is.
    """

    kind: str
    thing: str
    text: Text
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The change for programs."""
        return {"kind": self.kind, "thing": self.thing or None, "en": self.text.en, "zh": self.text.zh, **self.details}


class Comparison:
    """Compares the records of two graphs, and remembers which triples that tells. Lives for one ``diff``."""

    def __init__(self, old: Records, new: Records) -> None:
        self._old = old
        self._new = new
        self._subjects: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        self._evidence_moved = False

    def changes(self) -> list[Change]:
        """Every change that records hold."""
        return [
            *self._sources(),
            *self._partnerships(),
            *self._stages(),
            *self._figures(),
            *self._participations(),
            *self._statements(),
            *self._things(),
            *self._same_things(),
        ]

    def tells(self, triple: ox.Triple) -> bool:
        """Whether a change that was told holds a triple."""
        if isinstance(triple.subject, ox.BlankNode):
            return False
        subject, predicate = str(getattr(triple.subject, "value", "")), triple.predicate.value
        if subject in self._subjects or (subject, predicate) in self._pairs:
            return True
        if not self._evidence_moved:
            return False
        if predicate == vocabulary.RDF + "type":
            return getattr(triple.object, "value", "") in _EVIDENCE_CLASSES
        is_hash = predicate == _PK + "sha256" and not self._is_source(subject)
        return is_hash or predicate in _EVIDENCE_PREDICATES

    def _is_source(self, iri: str) -> bool:
        return iri in self._old.sources or iri in self._new.sources

    # --- Sources and things that come and go ---

    def _sources(self) -> Iterator[Change]:
        for kind, here, there in self._both("source-added", "source-withdrawn"):
            for iri in _only(here.sources, there.sources):
                self._subjects.add(iri)
                self._evidence_moved = True
                yield Change(kind, iri, _named(here.sources[iri].label, iri))

    def _things(self) -> Iterator[Change]:
        for kind, here, there in self._both("thing-added", "thing-removed"):
            for mine, theirs in zip(_things_of(here), _things_of(there), strict=True):
                for iri in _only(mine, theirs):
                    self._told(mine[iri])
                    yield Change(kind, iri, _named(mine[iri].label, iri))

    def _statements(self) -> Iterator[Change]:
        for kind, here, there in self._both("statement-added", "statement-removed"):
            for iri in _only(here.statements, there.statements):
                item = here.statements[iri]
                if not self._told(item, item.about):
                    about = here.label(item.about)
                    yield Change(kind, iri, Text(*map(": ".join, zip(_words(about), _words(item.label), strict=True))))

    def _both(self, added: str, removed: str) -> tuple[tuple[str, Records, Records], ...]:
        return (added, self._new, self._old), (removed, self._old, self._new)

    # --- Partnerships ---

    def _partnerships(self) -> Iterator[Change]:
        added = _only(self._new.partnerships, self._old.partnerships)
        removed = _only(self._old.partnerships, self._new.partnerships)
        moved = _same_names(self._old.partnerships, removed, self._new.partnerships, added)
        for iri in added:
            item = self._new.partnerships[iri]
            self._whole(item)
            if iri in moved:
                text = f"{moved[iri].rpartition('/')[2]} → {item.id}"
                named = Text(*(f"{name}: {one_line(text)}" for name in _words(item.label)))
                yield Change("partnership-new-id", iri, named, {"old": moved[iri], "new": iri})
            else:
                yield Change("partnership-added", iri, self._summary(item, self._new))
        for iri in removed:
            item = self._old.partnerships[iri]
            self._whole(item)
            if iri not in moved.values():
                yield Change("partnership-removed", iri, self._summary(item, self._old))

    def _whole(self, item: PartnershipRecord) -> None:
        """A partnership that comes or goes takes all that is said of it along."""
        for part in (item, *item.participations, *item.stages, *item.figures, *item.statements):
            self._told(part)

    def _summary(self, item: PartnershipRecord, records: Records) -> Text:
        def said(word: Word) -> str:
            parties = ", ".join(word(records.label(party)) for party in item.parties)
            stage = f" [{word(item.current_stage.label)}]" if item.current_stage else ""
            return f"{word(item.label)}{stage}{': ' if parties else ''}{parties}"

        return _both_of(said)

    def _stages(self) -> Iterator[Change]:
        for iri in self._shared_partnerships():
            old, new = self._old.partnerships[iri], self._new.partnerships[iri]
            before, after = {item.iri: item for item in old.stages}, {item.iri: item for item in new.stages}
            added, removed = _only(after, before), _only(before, after)
            if old.current_stage != new.current_stage:
                yield self._moved(old, new)
            contradicted = False
            for claim in (after[name] for name in added):
                self._told(claim)
                others = [item for item in new.stages if item.as_of == claim.as_of and item.stage != claim.stage]
                if others and not contradicted:
                    contradicted = True
                    yield self._contradicted(new, claim, others)
            if added and not contradicted and old.current_stage == new.current_stage:
                yield from (self._claimed("stage-claim-added", new, after[name]) for name in added)
            for name in removed:
                self._told(before[name])
                if old.current_stage == new.current_stage:
                    yield self._claimed("stage-claim-removed", old, before[name])

    def _moved(self, old: PartnershipRecord, new: PartnershipRecord) -> Change:
        before, after = old.current_stage, new.current_stage
        text = _both_of(
            lambda word: f"{word(new.label)}: {_stage_word(before, word)} → {_stage_word(after, word)}{_day(new)}"
        )
        return Change(
            _movement(before, after),
            new.iri,
            text,
            {"old": before.code if before else None, "new": after.code if after else None},
        )

    def _contradicted(self, item: PartnershipRecord, claim: StageRecord, others: Sequence[StageRecord]) -> Change:
        text = _both_of(
            lambda word: (
                f"{word(item.label)}, {claim.as_of}: {word(claim.stage.label)} ≠ "
                + ", ".join(dict.fromkeys(word(other.stage.label) for other in others))
            )
        )
        details = {"claim": claim.iri, "others": [other.iri for other in others]}
        return Change("stage-contradicted", item.iri, text, details)

    def _claimed(self, kind: str, item: PartnershipRecord, claim: StageRecord) -> Change:
        text = _both_of(lambda word: f"{word(item.label)}: {word(claim.stage.label)}, {one_line(claim.as_of)}")
        return Change(kind, item.iri, text, {"claim": claim.iri})

    # --- Figures ---

    def _figures(self) -> Iterator[Change]:
        added = [self._new.figures[iri] for iri in _only(self._new.figures, self._old.figures)]
        removed = [self._old.figures[iri] for iri in _only(self._old.figures, self._new.figures)]
        added = [figure for figure in added if not self._told(figure, figure.about)]
        removed = [figure for figure in removed if not self._told(figure, figure.about)]
        replaced = _replaced(removed, added)
        for before, after in replaced:
            yield self._revised(before, after)
        gone = {figure.iri for pair in replaced for figure in pair}
        yield from (self._figure("figure-added", figure) for figure in added if figure.iri not in gone)
        yield from (self._figure("figure-removed", figure) for figure in removed if figure.iri not in gone)
        for iri in sorted(self._old.figures.keys() & self._new.figures.keys()):
            before, after = self._old.figures[iri], self._new.figures[iri]
            if _amount(before) != _amount(after):
                self._pairs |= {(iri, _PK + name) for name in ("value", "bound", "unit", "outOf", "originalText")}
                yield self._revised(before, after)

    def _revised(self, before: Figure, after: Figure) -> Change:
        about = self._new.label(after.about)
        text = _both_of(
            lambda word: (
                f"{word(about)}, {_measure_word(after, word)}, {_when(after)}: "
                f"{_amount_word(before, word)} → {_amount_word(after, word)}"
            )
        )
        return Change(
            "figure-revised",
            after.iri,
            text,
            {"replaces": before.iri, "old": _amount_json(before), "new": _amount_json(after)},
        )

    def _figure(self, kind: str, figure: Figure) -> Change:
        records = self._new if kind == "figure-added" else self._old
        about = records.label(figure.about)
        text = _both_of(
            lambda word: f"{word(about)}, {_measure_word(figure, word)}, {_when(figure)}: {_amount_word(figure, word)}"
        )
        return Change(kind, figure.iri, text, {"about": figure.about, "value": _amount_json(figure)})

    # --- Parties ---

    def _participations(self) -> Iterator[Change]:
        for iri in self._shared_partnerships():
            old, new = self._old.partnerships[iri], self._new.partnerships[iri]
            before, after = _by_party(old.participations), _by_party(new.participations)
            for part in (*old.participations, *new.participations):
                if _roles(before.get(part.party, ())) != _roles(after.get(part.party, ())):
                    self._told(part)
                    self._pairs.add((iri, _PK + "participation"))
            for party in sorted(before.keys() | after.keys()):
                change = self._taking_part(new, party, before.get(party, []), after.get(party, []))
                if change is not None:
                    yield change

    def _taking_part(
        self,
        item: PartnershipRecord,
        party: str,
        before: Sequence[ParticipationRecord],
        after: Sequence[ParticipationRecord],
    ) -> Change | None:
        if _roles(before) == _roles(after):
            return None
        kind = "party-joined" if not before else "party-left" if not after else "role-changed"
        name = (self._new if after else self._old).label(party)

        def said(word: Word) -> str:
            roles = [", ".join(word(part.role.label) for part in parts if part.role) for parts in (before, after)]
            change = " → ".join(role or "?" for role in roles) if before and after else "".join(roles)
            return f"{word(item.label)}: {word(name)}{f' ({change})' if change else ''}"

        return Change(kind, item.iri, _both_of(said), {"party": party, "old": _roles(before), "new": _roles(after)})

    def _shared_partnerships(self) -> list[str]:
        return sorted(self._old.partnerships.keys() & self._new.partnerships.keys())

    # --- What is there before and after ---

    def _same_things(self) -> Iterator[Change]:
        for mine, theirs in zip(_all_of(self._old), _all_of(self._new), strict=True):
            for iri in sorted(mine.keys() & theirs.keys()):
                yield from self._same(mine[iri], theirs[iri])

    def _same(self, before: Any, after: Any) -> Iterator[Change]:
        if before == after:
            return
        if before.label != after.label:
            kind = "partnership-renamed" if isinstance(after, PartnershipRecord) else "label-changed"
            self._tell(after.iri, "label")
            text = _both_of(lambda word: f"{word(before.label)} → {word(after.label)}")
            yield Change(kind, after.iri, text, {"old": _label_json(before.label), "new": _label_json(after.label)})
        yield from self._evidence(before, after)
        yield from self._other_fields(before, after)

    def _evidence(self, before: Any, after: Any) -> Iterator[Change]:
        old, new = (_places(getattr(item, "evidence", ())) for item in (before, after))
        if old == new:
            return
        self._evidence_moved = True
        gone, come = ([place for place in one if place not in other] for one, other in ((old, new), (new, old)))
        # Where another source says the same, or one that did is withdrawn, the passages that stay have not moved.
        kind, told = "evidence-moved", f"{_spans(old)} → {_spans(new)}"
        if not gone or not come:
            kind, told = ("evidence-withdrawn", _spans(gone)) if gone else ("evidence-added", _spans(come))
        text = _both_of(lambda word: f"{self._called(after, word)}: {told}")
        yield Change(kind, after.iri, text, {"old": old, "new": new})

    def _other_fields(self, before: Any, after: Any) -> Iterator[Change]:
        told = {"value", "bound", "unit", "out_of", "original_text"} if isinstance(after, Figure) else set()
        changed = {
            item.name: (_plain(getattr(before, item.name)), _plain(getattr(after, item.name)))
            for item in fields(after)
            if item.name not in _TOLD_ELSEWHERE and item.name not in told
        }
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if isinstance(after, StageRecord) and before.stage.iri == after.stage.iri:
            changed.pop("stage", None)
        if not changed:
            return
        for name in changed:
            self._tell(after.iri, name)
        names = ", ".join(sorted(changed))
        text = _both_of(lambda word: f"{self._called(after, word)}: {names}")
        details = {name: {"old": pair[0], "new": pair[1]} for name, pair in sorted(changed.items())}
        yield Change("record-changed", after.iri, text, {"fields": details})

    def _called(self, item: Any, word: Word) -> str:
        """What to call a record that has no name: what it is about, and its id."""
        if isinstance(item, ParticipationRecord):
            return f"{word(self._new.label(item.partnership))} – {word(self._new.label(item.party))}"
        about = getattr(item, "about", "")
        return f"{word(self._new.label(about))} ({one_line(item.id)})" if about else word(item.label)

    def _tell(self, iri: str, name: str) -> None:
        head, *tail = name.split("_")
        default = (_PK + head + "".join(part.capitalize() for part in tail),)
        self._pairs |= {(iri, predicate) for predicate in _PREDICATES.get(name, default)}

    def _told(self, item: Record, about: str = "") -> bool:
        """Remember that a record is told of; whether it was, or what it is about."""
        was = item.iri in self._subjects or about in self._subjects
        self._subjects.add(item.iri)
        if item.evidence:
            self._evidence_moved = True
        return was


def _only(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    return sorted(mine.keys() - theirs.keys())


def _things_of(records: Records) -> tuple[Mapping[str, Any], ...]:
    return records.parties, records.people, records.programmes


def _all_of(records: Records) -> tuple[Mapping[str, Any], ...]:
    inner = (
        {part.iri: part for item in records.partnerships.values() for part in item.participations},
        {stage.iri: stage for item in records.partnerships.values() for stage in item.stages},
    )
    return (
        records.sources,
        *_things_of(records),
        records.partnerships,
        records.figures,
        records.statements,
        *inner,
    )


def _same_names(
    old: Mapping[str, PartnershipRecord],
    removed: Iterable[str],
    new: Mapping[str, PartnershipRecord],
    added: Iterable[str],
) -> dict[str, str]:
    """New IRI to old IRI, of partnerships that have all but their id in common; each name once on either side."""
    was: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    is_: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for records, iris, names in ((old, removed, was), (new, added, is_)):
        for iri in iris:
            names[records[iri].label, records[iri].cls, records[iri].parties].append(iri)
    return {iris[0]: was[name][0] for name, iris in is_.items() if len(iris) == 1 and len(was.get(name, ())) == 1}


def _replaced(removed: Iterable[Figure], added: Iterable[Figure]) -> list[tuple[Figure, Figure]]:
    """Figures that went and came for the same subject, measure, unit, scope and period; one on either side."""
    went: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    came: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figures, found in ((removed, went), (added, came)):
        for figure in figures:
            found[figure.cls, Key.of(figure), figure.period_start, figure.period_end].append(figure)
    return [(went[key][0], came[key][0]) for key in came if len(came[key]) == 1 and len(went.get(key, ())) == 1]


def _movement(before: Code | None, after: Code | None) -> str:
    if before is None or after is None:
        return "stage-first" if after is not None else "stage-lost"
    if after.code in _HALTED:
        return "stage-halted"
    if before.code in _HALTED:
        return "stage-resumed"
    return "stage-advanced" if (after.order or 0) > (before.order or 0) else "stage-fell-back"


def _stage_word(code: Code | None, word: Word) -> str:
    return word(code.label) if code else "?"


def _day(item: PartnershipRecord) -> str:
    stage = item.current_stage
    last = max((claim.as_of for claim in item.stages if stage and claim.stage.iri == stage.iri), default="")
    return f", {one_line(last)}" if last else ""


def _amount(figure: Figure) -> tuple[str, ...]:
    return figure.value, bound_of(figure), figure.unit.iri if figure.unit else "", figure.out_of, figure.original_text


def _amount_word(figure: Figure, word: Word) -> str:
    bound = bound_of(figure)
    unit = "" if figure.unit is None else figure.unit.code if figure.unit.code.isupper() else word(figure.unit.label)
    out_of = f" / {figure.out_of}" if figure.out_of else ""
    return one_line(f"{SIGNS.get(bound, bound)}{figure.value}{out_of} {unit}".strip())


def _amount_json(figure: Figure) -> dict[str, str | None]:
    return {
        "value": figure.value,
        "bound": bound_of(figure),
        "unit": figure.unit.code if figure.unit else None,
        "out_of": figure.out_of or None,
    }


def _measure_word(figure: Figure, word: Word) -> str:
    kind = Text("target", "目标") if figure.is_target else Text("result", "实绩")
    return f"{word(figure.measure.label) if figure.measure else '?'} ({word(kind)})"


def _when(figure: Figure) -> str:
    period = [day for day in (figure.period_start, figure.period_end) if day]
    return one_line("..".join(period) or figure.as_of)


def _by_party(parts: Iterable[ParticipationRecord]) -> dict[str, list[ParticipationRecord]]:
    found: dict[str, list[ParticipationRecord]] = {}
    for part in parts:
        found.setdefault(part.party, []).append(part)
    return found


def _roles(parts: Sequence[ParticipationRecord]) -> list[str] | None:
    return sorted(part.role.code if part.role else "" for part in parts) if parts else None


def _places(evidence: Iterable[Passage]) -> list[list[Any]]:
    return [[place.source, place.start, place.end, place.sha256] for place in evidence]


def _spans(places: Iterable[Sequence[Any]]) -> str:
    spans = [f"{one_line(local_name(str(source)))} {start}-{end}" for source, start, end, _ in places]
    return ", ".join(spans) or "–"


def _plain(value: Any) -> Any:
    """A field's value as JSON's types, codes by their IRIs, so that a code's new name is no change of the record."""
    if isinstance(value, Code):
        return value.iri
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Text) or hasattr(value, "zh"):
        return {"en": value.en, "zh": value.zh}
    return value


def _label_json(label: Text) -> dict[str, str]:
    return {"en": label.en, "zh": label.zh}


def _named(label: Text, iri: str) -> Text:
    return _both_of(lambda word: f"{word(label)} ({one_line(local_name(iri))})")


def _words(label: Text) -> tuple[str, str]:
    return one_line(label.en), one_line(label.zh)


def _both_of(said: Callable[[Word], str]) -> Text:
    """A sentence in both languages; names are made to stay on their line, and to obey nobody."""
    return Text(said(lambda label: one_line(label.en)), said(lambda label: one_line(label.zh)))
