"""The records of two graphs compared: each change as a sentence, and which triples it accounts for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import fields
from typing import Any

from kg import source_place
from kg.answers.diff.changes import Change
from kg.answers.diff.told import Told
from kg.answers.diff.wording import (
    Word,
    amount_word,
    beside,
    both_of,
    last_day,
    measure_word,
    named,
    renaming,
    spans,
    stage_word,
    summary,
    when,
)
from kg.answers.ledger.matching import Key
from kg.answers.movement import Movement, movement
from kg.answers.records import (
    Code,
    Figure,
    ParticipationRecord,
    PartnershipRecord,
    Passage,
    Records,
    StageRecord,
    as_json,
)
from kg.results.tables import one_line
from kg.text import Text

#: Fields of a figure that say how much it is.
_AMOUNT = ("value", "bound", "unit", "out_of", "original_text")
#: Fields of records that changes of their own kind, or other records, tell.
_TOLD_ELSEWHERE = frozenset(
    {
        *("iri", "id", "label", "classes", "evidence", "participations", "stages", "figures", "statements"),
        *("current_stage", "within", "asserted_by_label", "partnership", "party", "role"),
        *("current", "named"),
    }
)


class Comparison:
    """Compares the records of two graphs, and remembers which triples that tells. Lives for one ``diff``."""

    def __init__(self, old: Records, new: Records) -> None:
        self._old = old
        self._new = new
        self.told = Told((*old.sources, *new.sources))
        self._moved_rows: dict[str, list[tuple[str, str, str]]] = {}

    def changes(self) -> list[Change]:
        """Every change that records hold."""
        changes = [
            *self._sources(),
            *self._partnerships(),
            *self._stages(),
            *self._figures(),
            *self._participations(),
            *self._statements(),
            *self._things(),
            *self._same_things(),
        ]
        return [*changes, *self._rows_moved({change.thing for change in changes})]

    # --- Sources and things that come and go ---

    def _sources(self) -> Iterator[Change]:
        for kind, here, there in self._both("source-added", "source-withdrawn"):
            for iri in _only(here.sources, there.sources):
                self.told.thing(iri)
                self.told.evidence()
                yield Change(kind, iri, named(here.sources[iri].label, iri))

    def _things(self) -> Iterator[Change]:
        for kind, here, there in self._both("thing-added", "thing-removed"):
            for mine, theirs in zip(_things_of(here), _things_of(there), strict=True):
                for iri in _only(mine, theirs):
                    self.told.record(mine[iri])
                    yield Change(kind, iri, named(mine[iri].label, iri))

    def _statements(self) -> Iterator[Change]:
        for kind, here, there in self._both("statement-added", "statement-removed"):
            for iri in _only(here.statements, there.statements):
                item = here.statements[iri]
                if not self.told.record(item, item.about):
                    about = here.label(item.about)
                    yield Change(kind, iri, beside(about, item.label))

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
                ids = one_line(f"{moved[iri].rpartition('/')[2]} → {item.id}")
                yield Change(
                    "partnership-new-id", iri, beside(item.label, Text(ids, ids)), {"old": moved[iri], "new": iri}
                )
            else:
                yield Change("partnership-added", iri, summary(item, self._new))
        for iri in removed:
            item = self._old.partnerships[iri]
            self._whole(item)
            if iri not in moved.values():
                yield Change("partnership-removed", iri, summary(item, self._old))

    def _whole(self, item: PartnershipRecord) -> None:
        """A partnership that comes or goes takes all that is said of it along."""
        for part in (item, *item.participations, *item.stages, *item.figures, *item.statements):
            self.told.record(part)

    def _stages(self) -> Iterator[Change]:
        for iri in self._shared_partnerships():
            old, new = self._old.partnerships[iri], self._new.partnerships[iri]
            before, after = {item.iri: item for item in old.stages}, {item.iri: item for item in new.stages}
            added, removed = _only(after, before), _only(before, after)
            if old.current_stage != new.current_stage:
                yield self._moved(old, new)
            contradicted = False
            for claim in (after[name] for name in added):
                self.told.record(claim)
                others = [item for item in new.stages if item.as_of == claim.as_of and item.stage != claim.stage]
                if others and not contradicted:
                    contradicted = True
                    yield self._contradicted(new, claim, others)
            if added and not contradicted and old.current_stage == new.current_stage:
                yield from (self._claimed("stage-claim-added", new, after[name]) for name in added)
            for name in removed:
                self.told.record(before[name])
                if old.current_stage == new.current_stage:
                    yield self._claimed("stage-claim-removed", old, before[name])

    def _moved(self, old: PartnershipRecord, new: PartnershipRecord) -> Change:
        before, after = old.current_stage, new.current_stage
        text = both_of(
            lambda word: f"{word(new.label)}: {stage_word(before, word)} → {stage_word(after, word)}{last_day(new)}"
        )
        return Change(
            _step(before, after),
            new.iri,
            text,
            {"old": before.code if before else None, "new": after.code if after else None},
        )

    def _contradicted(self, item: PartnershipRecord, claim: StageRecord, others: Sequence[StageRecord]) -> Change:
        text = both_of(
            lambda word: (
                f"{word(item.label)}, {claim.as_of}: {word(claim.stage.label)} ≠ "
                + ", ".join(dict.fromkeys(word(other.stage.label) for other in others))
            )
        )
        details = {"claim": claim.iri, "others": [other.iri for other in others]}
        return Change("stage-contradicted", item.iri, text, details)

    def _claimed(self, kind: str, item: PartnershipRecord, claim: StageRecord) -> Change:
        text = both_of(lambda word: f"{word(item.label)}: {word(claim.stage.label)}, {one_line(claim.as_of)}")
        return Change(kind, item.iri, text, {"claim": claim.iri})

    # --- Figures ---

    def _figures(self) -> Iterator[Change]:
        added = [self._new.figures[iri] for iri in _only(self._new.figures, self._old.figures)]
        removed = [self._old.figures[iri] for iri in _only(self._old.figures, self._new.figures)]
        added = [figure for figure in added if not self.told.record(figure, figure.about)]
        removed = [figure for figure in removed if not self.told.record(figure, figure.about)]
        replaced = _replaced(removed, added)
        for before, after in replaced:
            yield self._revised(before, after)
        gone = {figure.iri for pair in replaced for figure in pair}
        yield from (self._figure("figure-added", figure) for figure in added if figure.iri not in gone)
        yield from (self._figure("figure-removed", figure) for figure in removed if figure.iri not in gone)
        for iri in sorted(self._old.figures.keys() & self._new.figures.keys()):
            before, after = self._old.figures[iri], self._new.figures[iri]
            if self._amount(before) != self._amount(after):
                for name in _AMOUNT:
                    self.told.field(iri, name)
                yield self._revised(before, after)

    def _revised(self, before: Figure, after: Figure) -> Change:
        about = self._new.label(after.about)
        text = both_of(
            lambda word: (
                f"{word(about)}, {measure_word(after, word)}, {when(after)}: "
                f"{amount_word(before, self._old, word)} → {amount_word(after, self._new, word)}"
            )
        )
        return Change(
            "figure-revised",
            after.iri,
            text,
            {"replaces": before.iri, "old": _amount_json(before, self._old), "new": _amount_json(after, self._new)},
        )

    def _figure(self, kind: str, figure: Figure) -> Change:
        records = self._new if kind == "figure-added" else self._old
        about = records.label(figure.about)
        text = both_of(
            lambda word: (
                f"{word(about)}, {measure_word(figure, word)}, {when(figure)}: {amount_word(figure, records, word)}"
            )
        )
        return Change(kind, figure.iri, text, {"about": figure.about, "value": _amount_json(figure, records)})

    def _amount(self, figure: Figure) -> tuple[str, ...]:
        bound, unit = self._new.bound_of(figure).code, figure.unit.iri if figure.unit else ""
        return figure.value, bound, unit, figure.out_of, figure.original_text

    # --- Parties ---

    def _participations(self) -> Iterator[Change]:
        for iri in self._shared_partnerships():
            old, new = self._old.partnerships[iri], self._new.partnerships[iri]
            before, after = _by_party(old.participations), _by_party(new.participations)
            for part in (*old.participations, *new.participations):
                if _roles(before.get(part.party, ())) != _roles(after.get(part.party, ())):
                    self.told.record(part)
                    self.told.field(iri, "participation")
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

        return Change(kind, item.iri, both_of(said), {"party": party, "old": _roles(before), "new": _roles(after)})

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
            self.told.field(after.iri, "label")
            text = renaming(before.label, after.label)
            yield Change(kind, after.iri, text, {"old": as_json(before.label), "new": as_json(after.label)})
        yield from self._evidence(before, after)
        yield from self._other_fields(before, after)

    def _evidence(self, before: Any, after: Any) -> Iterator[Change]:
        old, new = (_places(getattr(item, "evidence", ())) for item in (before, after))
        if old == new:
            return
        self.told.evidence()
        gone, come = ([place for place in one if place not in other] for one, other in ((old, new), (new, old)))
        if moved := _other_rows(before.evidence, after.evidence):
            # Where a row of a sheet is inserted, all that comes after it cites another row.
            self._moved_rows.setdefault(moved[0], []).append((after.iri, *moved[1:]))
            return
        # Where another source says the same, or one that did is withdrawn, the passages that stay have not moved.
        kind, told = "evidence-moved", f"{spans(old)} → {spans(new)}"
        if not gone or not come:
            kind, told = ("evidence-withdrawn", spans(gone)) if gone else ("evidence-added", spans(come))
        text = both_of(lambda word: f"{self._called(after, word)}: {told}")
        yield Change(kind, after.iri, text, {"old": old, "new": new})

    def _rows_moved(self, changed: Set[str]) -> Iterator[Change]:
        """What cites another row of its source than before, a line for each source; ``changed`` is told besides."""
        for source, moved in sorted(self._moved_rows.items()):
            count = len(moved)
            en = "1 claim cites" if count == 1 else f"{count} claims cite"
            alone = Text("; nothing else changed in them", "，其余未变")
            alone = Text() if changed & {thing for thing, _, _ in moved} else alone
            name = self._new.sources[source].label
            yield Change(
                "evidence-rows-moved",
                source,
                Text(f"{one_line(name.en)}: {en} another row", f"{one_line(name.zh)}：{count}条记录引用的行号改变")
                + alone,
                {"rows": [{"thing": thing, "old": old, "new": new} for thing, old, new in moved]},
            )

    def _other_fields(self, before: Any, after: Any) -> Iterator[Change]:
        told = _AMOUNT if isinstance(after, Figure) else ()
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
            self.told.field(after.iri, name)
        names = ", ".join(sorted(changed))
        text = both_of(lambda word: f"{self._called(after, word)}: {names}")
        details = {name: {"old": pair[0], "new": pair[1]} for name, pair in sorted(changed.items())}
        yield Change("record-changed", after.iri, text, {"fields": details})

    def _called(self, item: Any, word: Word) -> str:
        """What to call a record that has no name: what it is about, and its id."""
        if isinstance(item, ParticipationRecord):
            return f"{word(self._new.label(item.partnership))} – {word(self._new.label(item.party))}"
        about = getattr(item, "about", "")
        return f"{word(self._new.label(about))} ({one_line(item.id)})" if about else word(item.label)


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


#: What the diff calls a step from stage to stage; to stay halted is told with what halts.
_STEPS = {
    Movement.ADVANCES: "stage-advanced",
    Movement.FALLS_BACK: "stage-fell-back",
    Movement.HALTS: "stage-halted",
    Movement.RESUMES: "stage-resumed",
}


def _step(before: Code | None, after: Code | None) -> str:
    if before is None or after is None:
        return "stage-first" if after is not None else "stage-lost"
    return "stage-halted" if after.halted else _STEPS[movement(before, after)]


def _amount_json(figure: Figure, records: Records) -> dict[str, str | None]:
    return {
        "value": figure.value,
        "bound": records.bound_of(figure).code,
        "unit": figure.unit.code if figure.unit else None,
        "out_of": figure.out_of or None,
    }


def _other_rows(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[str, str, str] | None:
    """The source, and the rows before and after, where a record cites rows of a table, and now as many other ones."""
    sources = {place.source for place in (*before, *after)}
    if len(sources) != 1 or len(before) != len(after):
        return None
    if any(source_place.rows_of(place.place) is None for place in (*before, *after)):
        return None
    return sources.pop(), ", ".join(place.place for place in before), ", ".join(place.place for place in after)


def _by_party(parts: Iterable[ParticipationRecord]) -> dict[str, list[ParticipationRecord]]:
    found: dict[str, list[ParticipationRecord]] = {}
    for part in parts:
        found.setdefault(part.party, []).append(part)
    return found


def _roles(parts: Sequence[ParticipationRecord]) -> list[str] | None:
    return sorted(part.role.code if part.role else "" for part in parts) if parts else None


def _places(evidence: Iterable[Passage]) -> list[list[Any]]:
    return [[place.source, place.start, place.end, place.sha256, place.place] for place in evidence]


def _plain(value: Any) -> Any:
    """A field's value as JSON's types, codes by their IRIs, so that a code's new name is no change of the record."""
    if isinstance(value, Code):
        return value.iri
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Text) or hasattr(value, "zh"):
        return {"en": value.en, "zh": value.zh}
    return value
