"""The page of an earlier build with the values of now, where few things have other values, days, notes or names.

Such a value stands once in the page's data, in the record of its thing. What else of a page goes by it is looked at one
by one: the rankings by what queries they rest on, sums and targets by the figures that one could be compared with, the
order of claims by their days, and the tables that records share. Where any of them may be another then, the page is
drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from kg.answers.ledger.adding import MEASURE, STOCK
from kg.answers.ledger.matching import natures
from kg.answers.ledger.readings import Nature
from kg.answers.records import bilingual, read_source, said_in
from kg.earlier_page import Otherwise, changed, ranks_as_then
from kg.files.steps import Steps
from kg.graph.adding import Reason
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode, Term
from kg.knowledge_graph import KnowledgeGraph
from kg.page.payload import shown_text, source_json
from kg.page.repacking import Row
from kg.restated_codes import CodeTable
from kg.restated_rows import (
    ABOUT,
    AS_OF,
    CITED,
    CLAIM,
    EVIDENCE,
    FIGURES,
    OPEN_ENDED,
    PARTICIPATION,
    PREF_LABEL,
    ROLE,
    STAGE,
    STATEMENT,
    TYPE,
    Change,
    Rows,
    changes_of,
)
from kg.vocabulary import DCTERMS, OA, PK, RDF, SCHEMA, SKOS


def _properties(*iris: str) -> frozenset[NamedNode]:
    return frozenset(map(NamedNode, iris))


_MEASURE, _SECTOR, _KIND, _PARTY_KIND, _ASSERTED_BY, _CURRENT_STAGE = (
    NamedNode(PK + name)
    for name in ("measure", "sector", "statementKind", "institutionKind", "assertedBy", "currentStage")
)
_PARTNERSHIP, _SOURCE, _TARGET = PK + "Partnership", PK + "Source", PK + "Target"
#: Properties of figures whose values decide what a figure is compared with, and where they stand in a record.
_COMPARED = {"value": "value", "periodStart": "start", "periodEnd": "end", "asOf": "date"}
#: How somebody wrote a figure, by which nothing goes.
_SPELLING = {"originalText": "spelling"}
#: What is told of anything, by which nothing but rankings goes: where it stands in a record, and what before it.
_TOLD: Mapping[NamedNode, tuple[str, tuple[str, ...]]] = {
    NamedNode(SKOS + "note"): ("note", ("evidence",)),
    NamedNode(PK + "ambiguity"): ("ambiguity", ("evidence", "note")),
    OPEN_ENDED: ("open", ("evidence", "note", "ambiguity")),
}
#: What is told of a source.
_OF_SOURCES = _properties(
    PREF_LABEL.value,
    DCTERMS + "title",
    DCTERMS + "issued",
    DCTERMS + "language",
    SCHEMA + "archivedAt",
    SKOS + "note",
    *(PK + own for own in ("publisher", "url", "sha256", "characters")),
)
#: What passages, and their places in a source, are called below the base, and what is told of them.
_PASSAGES = "evidence/"
_OF_PASSAGES = _properties(
    TYPE.value,
    PK + "url",
    PK + "sha256",
    RDF + "value",
    DCTERMS + "conformsTo",
    *(OA + own for own in ("hasSource", "hasSelector", "start", "end")),
)
#: Properties whose values may be put in place of others.
_LOOKED_AT = frozenset(
    (
        *(NamedNode(PK + name) for name in {**_COMPARED, **_SPELLING}),
        *_TOLD,
        *_OF_SOURCES,
        _SECTOR,
        _ASSERTED_BY,
        EVIDENCE,
        _KIND,
        _PARTY_KIND,
        _MEASURE,
        _CURRENT_STAGE,
        STAGE,
        ROLE,
    )
)
#: What leads from a figure to another one; with the properties that make a figure of one thing hold that of another.
_LINKS = tuple(
    NamedNode(PK + name)
    for name in ("subsetOf", "pairedWith", "targetFor", "supersededBy", "laterReplacedBy", "destination")
)
_AROUND = tuple(NamedNode(PK + name) for name in ("partOf", "destination", "currentParty"))
_PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?")


def only_values(steps: Steps, base: str) -> bool:
    """Whether nothing has changed but values by which no thing is or is not one of its kind, and passages.

    Args:
        steps: with what has changed in the graph.
        base: the IRI under which things live.
    """
    try:
        return all(
            change.relation in (_OF_PASSAGES if _is_of_passage(change.subject, base) else _LOOKED_AT)
            for change in changes_of(steps)
        )
    except Otherwise:
        return False


def page(knowledge: KnowledgeGraph, steps: Steps) -> bytes | None:
    """The page of now; ``None`` where it is to be drawn.

    Args:
        knowledge: the graph.
        steps: the results of the earlier build.
    """
    store = knowledge.store
    if not only_values(steps, store.base) or not isinstance(store, RememberingStore):
        return None  # before the page's data are read
    changes = changes_of(steps)
    kinds = [_kinds(store, change.subject) for change in changes if change.relation == PREF_LABEL]
    others = all(_SOURCE in own or STATEMENT in own for own in kinds)
    if not ranks_as_then(steps, store, others_are_renamed=others):
        return None

    def put(data: dict[str, Any]) -> None:
        restating = _Restating(store, data, changes, has_story=bool(knowledge.story_files()))
        for change in changes:
            restating.put(change)
        restating.codes.settle()
        restating.rows.packed.settle()

    return changed(knowledge, store, steps, put)


class _Restating:
    """Puts values of now into the data of an earlier page.

    Args:
        store: the graph of now.
        data: the page's data.
        changes: all that has changed.
        has_story: whether the page leads through a story, whose links are checked against what the page has.
    """

    def __init__(
        self, store: RememberingStore, data: dict[str, Any], changes: Iterable[Change], *, has_story: bool
    ) -> None:
        self._store = store
        self._data = data
        self._has_story = has_story
        self.rows = Rows(store, data, changes)
        self._packed = self.rows.packed
        self.codes = CodeTable(store, data, self._packed)

    def put(self, change: Change) -> None:
        """Put one value into the data.

        Args:
            change: what has changed.

        Raises:
            Otherwise: if anything else of the page may be another then.
        """
        kinds = _kinds(self._store, change.subject)
        if _is_of_passage(change.subject, self._store.base):
            self._must_be_whole(change)
        elif _SOURCE in kinds:
            self._put_of_source(change)
        elif change.relation == EVIDENCE:
            self._put_passages(change, kinds)
        elif change.relation == _ASSERTED_BY:
            self._must_be_cited(change.subject)
        elif change.relation in _TOLD:
            self._put_told(change, kinds)
        elif not kinds.isdisjoint(FIGURES):
            self._put_of_figure(change)
        elif STATEMENT in kinds:
            self._put_of_statement(change)
        else:
            self._put_of_partnership(change, kinds)

    def _row(self, thing: NamedNode, kinds: set[str]) -> Row:
        """The record of a thing."""
        if not kinds.isdisjoint(FIGURES):
            return self.rows.of_kinds("figures", FIGURES, thing)[1]
        if STATEMENT in kinds:
            return self.rows.of_kinds("statements", (STATEMENT,), thing)[1]
        if CLAIM in kinds:
            return self.rows.of_claim(thing)
        if PARTICIPATION in kinds:
            return self.rows.of_participation(thing)[1]
        return self.rows.keyed(thing)[1]

    def _put_told(self, change: Change, kinds: set[str]) -> None:
        """Put in a note, a doubt, or whether what is told is all there is."""
        row = self._row(change.subject, kinds)
        field, behind = _TOLD[change.relation]
        old, new = (_told(field, terms) for terms in (self.rows.before(*change.of), self.rows.objects(*change.of)))
        if self._packed.value(row, field) != old:
            raise Otherwise
        self._packed.put_behind(row, field, new, behind)

    def _put_of_statement(self, change: Change) -> None:
        place = self.rows.of_kinds("statements", (STATEMENT,), change.subject)
        if change.relation == AS_OF:
            self._put_text(change, place[1], "date")
        elif change.relation == PREF_LABEL:
            self._put_name(change, place[1])
        elif change.relation == _KIND:
            self._put_code(change, place[1], "kind")
        elif change.relation == _SECTOR:
            self._packed.put(place[1], "sectors", self._new_codes(change, place[1], "sectors"))
        else:
            raise Otherwise

    def _must_be_whole(self, change: Change) -> None:
        """See to it that a passage has come or gone as a whole: what else rests on it is as it was."""
        if bool(change.gone) == bool(change.come):
            raise Otherwise
        now = {triple.predicate for triple in self._store.triples(change.subject)}
        if now != (self.rows.came(change.subject) if change.come else set()):
            raise Otherwise

    def _must_be_cited(self, claim: NamedNode) -> None:
        """See to it that a claim is the word of a source that it is stated in, then and now: that is told nowhere."""
        for found in (self.rows.before, self.rows.objects):
            said = list(found(claim, _ASSERTED_BY))
            passages = [each for each in found(claim, EVIDENCE) if isinstance(each, NamedNode)]
            cited = {source for passage in passages for source in found(passage, CITED)}
            if len(said) != 1 or said[0] not in cited:
                raise Otherwise

    def _put_passages(self, change: Change, kinds: set[str]) -> None:
        """Put in where something is stated."""
        row, before = self._row(change.subject, kinds), self.rows.before(*change.of)
        if not self._packed.has_plain_passages or len(self._packed.value(row, "evidence") or ()) != len(before):
            raise Otherwise
        if self.rows.before(change.subject, _ASSERTED_BY) or self.rows.objects(change.subject, _ASSERTED_BY):
            self._must_be_cited(change.subject)
        self._packed.put_passages(row, self.rows.passages(change.subject))

    def _put_name(self, change: Change, row: Row) -> None:
        old, new = self.rows.names(change)
        if self._packed.value(row, "label") != old:
            raise Otherwise
        self._packed.put(row, "label", new)

    def _put_of_source(self, change: Change) -> None:
        """Put in what is told of a source, where no claim is told to be its word."""
        if change.relation not in _OF_SOURCES or self._has_story:
            raise Otherwise
        for claim in self.rows.subjects(_ASSERTED_BY, change.subject):
            passages = self.rows.objects(claim, EVIDENCE)
            if not any(change.subject in self.rows.objects(passage, CITED) for passage in passages):
                raise Otherwise
        place, source = read_source(self._store, change.subject.value)
        self._data["sources"][place] = source_json(source)

    def _put_of_partnership(self, change: Change, kinds: set[str]) -> None:
        if CLAIM in kinds and change.relation == AS_OF and not self._has_story:
            self._put_text(change, self.rows.of_claim(change.subject), "date")
        elif CLAIM in kinds and change.relation == STAGE:
            self._put_code(change, self.rows.of_claim(change.subject), "stage")
        elif _PARTNERSHIP in kinds and change.relation == _CURRENT_STAGE:
            self._put_code(change, self.rows.keyed(change.subject)[1], "stage")
        elif _PARTNERSHIP in kinds and change.relation == _SECTOR:
            self._put_sector(change)
        elif PARTICIPATION in kinds and change.relation == ROLE:
            self._put_code(change, self.rows.of_participation(change.subject)[1], "role")
        elif change.relation == _PARTY_KIND:
            self._put_kind_of_party(change)
        else:
            raise Otherwise

    def _put_kind_of_party(self, change: Change) -> None:
        """Put in what kind of institution a party is, where it does not lie beside others on an island by that."""
        number, row = self.rows.keyed(change.subject)
        if number in self._in_packs:
            raise Otherwise
        self._put_code(change, row, "kind")

    @cached_property
    def _in_packs(self) -> set[int]:
        """The keys of the parties that lie in a pack of an island."""
        packs = (self._packed.value(island, "packs") or () for island in self._packed.rows("islands"))
        return {key for own in packs for pack in own for key in pack[2]}

    def _put_measure(self, change: Change) -> None:
        """Put in what a figure measures; where figures of it are added or not, that is told of the figure too."""
        self._must_stand_alone(change.subject)
        number, row = self.rows.of_kinds("figures", FIGURES, change.subject)
        known = natures(self._store)
        before, now = (
            known.get(_iri(term), Nature())
            for found in (self.rows.before, self.rows.objects)
            for term in sorted(found(*change.of), key=str)[:1]
        )
        if before != now:
            # How a target stands goes by more of the nature of its measure.
            if _TARGET in _kinds(self._store, change.subject) or self._packed.value(row, "unit") is None:
                raise Otherwise
            self._put_apart(number, self._reason(row, before), self._reason(row, now))
        self._put_code(change, row, "measure")

    def _reason(self, row: Row, nature: Nature) -> str:
        """Why a figure is in no sum that stands alone, as ``kg.answers.ledger.adding`` says; empty if it may be."""
        if not nature.additive:
            return MEASURE
        if self._packed.value(row, "bound") is not None:
            return Reason.LIMIT.value
        return "" if nature.adds_up else STOCK

    def _put_apart(self, figure: int, before: str, now: str) -> None:
        """Put in why a figure is in no sum, in place of another reason or none."""
        views = self._data["views"]
        apart = {reason: set(figures) for reason, figures in views["apart"].items()}
        if [reason for reason, figures in apart.items() if figure in figures] != [before] * bool(before):
            raise Otherwise
        if before:
            apart[before].discard(figure)
        if now:
            apart.setdefault(now, set()).add(figure)
        views["apart"] = {reason: sorted(figures) for reason, figures in sorted(apart.items()) if figures}

    def _put_of_figure(self, change: Change) -> None:
        if change.relation == _MEASURE:
            self._put_measure(change)
            return
        name = change.relation.value.removeprefix(PK)
        if name in _COMPARED:
            self._must_stand_alone(change.subject)
        elif name not in _SPELLING:
            raise Otherwise
        if name == "value" and not all(map(_PLAIN.fullmatch, change.texts)):
            raise Otherwise
        _, row = self.rows.of_kinds("figures", FIGURES, change.subject)
        self._put_text(change, row, {**_COMPARED, **_SPELLING}[name])

    def _must_stand_alone(self, figure: NamedNode) -> None:
        """See to it that no sum and no target goes by a figure: there is none that it could be compared with."""
        about = self.rows.one(figure, ABOUT)
        if any(self.rows.objects(figure, link) for link in _LINKS) or self.rows.subjects(None, figure):
            raise Otherwise
        if self.rows.objects(about, _AROUND[0]) or any(self.rows.subjects(link, about) for link in _AROUND):
            raise Otherwise
        measures = self._measured_by(figure)
        for other in self.rows.subjects(ABOUT, about):
            if other != figure and not measures.isdisjoint(self._measured_by(other)):
                raise Otherwise

    def _measured_by(self, figure: NamedNode) -> set[Term]:
        """What a figure measures, then and now."""
        return {*self.rows.before(figure, _MEASURE), *self.rows.objects(figure, _MEASURE)}

    def _put_sector(self, change: Change) -> None:
        """Put in a sector of a partnership."""
        _, row = self.rows.keyed(change.subject)
        new = self._new_codes(change, row, "sectors")
        packed = self._parties_of(row) & self._packed_by_sector()
        foremost = self._foremost_sectors(packed)
        self._packed.put(row, "sectors", new)
        if self._foremost_sectors(packed) != foremost:
            raise Otherwise

    def _put_code(self, change: Change, row: Row, field: str) -> None:
        """Put in a code of which a record has one, such as what a party takes part as."""
        new = self._new_codes(change, row, field)
        if len(new) != 1:
            raise Otherwise
        self._packed.put(row, field, new[0])

    def _new_codes(self, change: Change, row: Row, field: str) -> list[int]:
        """The numbers of the codes that a record has now in a field; there are some, as before.

        Args:
            change: what has changed.
            row: the record.
            field: the field's name.

        Raises:
            Otherwise: if the record had other ones.
        """
        old, new = (
            [self.codes.number(iri) for iri in sorted(_iri(term) for term in terms)]
            for terms in (self.rows.before(*change.of), set(self.rows.objects(*change.of)))
        )
        had = self._packed.value(row, field)
        if self._has_story or not new or (had if isinstance(had, list) else [had]) != old:
            raise Otherwise
        return new

    def _packed_by_sector(self) -> set[int]:
        """The keys of parties that may lie beside others on an island by the sectors of their partnerships."""
        packed = self._packed
        parties = packed.rows("parties")
        found: set[int] = set()
        for island in packed.rows("islands"):
            members = [key for pack in packed.value(island, "packs") or () for key in pack[2]]
            kinds = set()
            for key in members:
                kind, cls = (packed.value(parties[key], field) for field in ("kind", "class"))
                kinds.add(str(cls if kind is None else self.codes.label(kind)))
            if len(kinds) == 1:
                found.update(members)
        return found

    def _parties_of(self, row: Row) -> set[int]:
        return {self._packed.value(part, "party") for part in self._packed.value(row, "parts") or ()}

    def _foremost_sectors(self, parties: set[int]) -> Mapping[int, Any]:
        """The sector that most partnerships of each of some parties have, as ``kg.page.packs`` tells it."""
        counts: dict[int, Counter[tuple[str, str]]] = {party: Counter() for party in parties}
        for row in self._packed.rows("partnerships") if parties else ():
            for party in self._parties_of(row) & parties:
                counts[party].update(_pair(self.codes.label(code)) for code in self._packed.value(row, "sectors") or ())
        return {
            party: min(own, key=lambda label: (-own[label], label[0]), default=None) for party, own in counts.items()
        }

    def _put_text(self, change: Change, row: Row, field: str) -> None:
        """Put a text in place of that which has gone, where the record has that."""
        gone, come = change.texts
        if len(self.rows.objects(*change.of)) != 1 or self._packed.value(row, field) != gone:
            raise Otherwise
        self._packed.put(row, field, come)


def _is_of_passage(thing: NamedNode, base: str) -> bool:
    """Whether a thing is a passage, or its place in a source."""
    return thing.value.startswith(base + _PASSAGES)


def _kinds(store: RememberingStore, thing: NamedNode) -> set[str]:
    """The classes of a thing, by IRI."""
    return {str(triple.object)[1:-1] for triple in store.triples(thing, TYPE)}


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise Otherwise
    return term.value


def _pair(label: Any) -> tuple[str, str]:
    return (label, label) if isinstance(label, str) else (label[0], label[1])


def _told(field: str, terms: Collection[Term]) -> Any:
    """What a record has of these terms in a field, ``None`` for nothing."""
    if field != "open":
        return shown_text(bilingual(list(map(said_in, terms))))
    if len(terms) > 1:
        raise Otherwise
    return [said_in(term)[1] in ("true", "1") for term in terms] == [True] or None
