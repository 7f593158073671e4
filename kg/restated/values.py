"""The page of an earlier build with the values of now, where few things have other values, days, notes or names.

Such a value stands once in the page's data, in the record of its thing. What else of a page goes by it is looked at one
by one: the rankings by what queries they rest on, sums and targets by the figures that one could be compared with, the
order of claims by their days, and the tables that records share. Where any of them may be another then, the page is
drawn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from kg.answers.records import bilingual, read_source, said_in
from kg.files.steps import Steps
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode, Term
from kg.knowledge_graph import KnowledgeGraph
from kg.page.payload import source_json
from kg.page.recorded import shown_text
from kg.page.repacking import Row
from kg.restated.anew import Anew
from kg.restated.codes import CodeTable
from kg.restated.earlier_page import Otherwise, changed, ranks_as_then
from kg.restated.figures import MEASURED, TARGET, Figures
from kg.restated.packs import Packs
from kg.restated.rows import (
    ABOUT,
    AS_OF,
    CITED,
    CLAIM,
    EVIDENCE,
    KINDS,
    OPEN_ENDED,
    PARTICIPATION,
    PASSAGES,
    PREF_LABEL,
    ROLE,
    STAGE,
    STATEMENT,
    TYPE,
    Change,
    Rows,
    changes_of,
)
from kg.restated.things import (
    ASSERTED_BY,
    SOURCE,
    Things,
    Whole,
    counts_after,
    must_be_whole,
    wholes_of,
)
from kg.vocabulary import DCTERMS, OA, PK, RDF, SCHEMA, SKOS


def _properties(*iris: str) -> frozenset[NamedNode]:
    return frozenset(map(NamedNode, iris))


_SECTOR, _KIND, _PARTY_KIND, _CURRENT_STAGE = (
    NamedNode(PK + name) for name in ("sector", "statementKind", "institutionKind", "currentStage")
)
_PARTNERSHIP = PK + "Partnership"
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
#: What is told of passages, and of their places in a source.
_OF_PASSAGES = _properties(
    TYPE.value,
    PK + "url",
    PK + "sha256",
    RDF + "value",
    DCTERMS + "conformsTo",
    *(OA + own for own in ("hasSource", "hasSelector", "start", "end")),
)
#: What a statement or a claim about a stage has in its record, or that of its partnership, and nothing else goes by.
_OF_CLAIMS = frozenset((*_TOLD, EVIDENCE, ASSERTED_BY, PREF_LABEL, AS_OF, STAGE, _KIND, _SECTOR))
#: Those of them to which a story may lead.
_OF_STORIES = frozenset((AS_OF, STAGE, _KIND, _SECTOR))
#: Properties whose values may be put in place of others.
_LOOKED_AT = frozenset(
    (
        *(NamedNode(PK + name) for name in {**_COMPARED, **_SPELLING}),
        *_TOLD,
        *_OF_SOURCES,
        _SECTOR,
        ASSERTED_BY,
        EVIDENCE,
        _KIND,
        _PARTY_KIND,
        MEASURED,
        _CURRENT_STAGE,
        STAGE,
        ROLE,
    )
)
_PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?")


def only_values(steps: Steps, base: str) -> bool:
    """Whether nothing has changed but values by which no thing is or is not one of its kind, whole claims and sources.

    Args:
        steps: with what has changed in the graph.
        base: the IRI under which things live.
    """
    try:
        changes = changes_of(steps)
        wholes = wholes_of(changes, base)
    except Otherwise:
        return False
    return all(
        change.subject in wholes
        or change.relation in (_OF_PASSAGES if _is_of_passage(change.subject, base) else _LOOKED_AT)
        for change in changes
    )


def counts(store: RememberingStore, steps: Steps, before: Mapping[str, int]) -> dict[str, int] | None:
    """How many things of each kind there are, triples apart; ``None`` where they are to be counted.

    Args:
        store: the graph of now.
        steps: with what has changed in it.
        before: how many there were in the earlier build.
    """
    if not only_values(steps, store.base):
        return None
    changes = changes_of(steps)
    wholes = wholes_of(changes, store.base)
    try:
        must_be_whole(store, wholes, changes)
    except Otherwise:
        return None
    return counts_after(before, wholes.values())


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
    wholes = wholes_of(changes, store.base)

    def named(change: Change) -> set[str]:
        one = wholes.get(change.subject)
        return {one.kind} if one else _kinds_of(store, change.subject)

    others = all(
        not named(change).isdisjoint((SOURCE, STATEMENT)) for change in changes if change.relation == PREF_LABEL
    )
    if not ranks_as_then(steps, store, others_are_renamed=others):
        return None

    def put(data: dict[str, Any]) -> None:
        must_be_whole(store, wholes, changes)
        if wholes and knowledge.story_files():
            raise Otherwise
        _Restating(store, data, changes, wholes, has_story=bool(knowledge.story_files())).put_all()

    return changed(knowledge, store, steps, put)


class _Restating:
    """Puts values of now into the data of an earlier page.

    Args:
        store: the graph of now.
        data: the page's data.
        changes: all that has changed.
        wholes: the things that have come and gone.
        has_story: whether the page leads through a story, whose links are checked against what the page has.
    """

    def __init__(
        self,
        store: RememberingStore,
        data: dict[str, Any],
        changes: Iterable[Change],
        wholes: Mapping[NamedNode, Whole],
        *,
        has_story: bool,
    ) -> None:
        self._store = store
        self._data = data
        self._has_story = has_story
        self._wholes = wholes
        self._rows = Rows(store, data, changes)
        self._packed = self._rows.packed
        self._codes = CodeTable(store, data, self._packed)
        self._packs = Packs(data, self._rows, self._codes)
        self._figures = Figures(store, data, self._rows)
        self._things = Things(store, data, self._rows, self._figures, wholes)

    def put_all(self) -> None:
        """Put everything into the data.

        Raises:
            Otherwise: if anything else of the page may be another then.
        """
        self._things.put_sources()
        for group in KINDS:
            self._things.put(group, lambda group, iri: self._anew.of_group(group, iri))
        for change in self._rows.changes:
            if change.subject not in self._wholes:
                self._put(change)
        self._figures.settle()
        for deal in sorted(self._deals, key=str):
            self._put_partnership_anew(deal)
        for statement in sorted(self._statements - self._wholes.keys(), key=str):
            place, _ = self._rows.of_group("statements", statement)
            self._packed.replace("statements", place, self._anew.of_group("statements", statement.value))
        self._packs.settle()
        self._codes.settle()
        self._packed.settle()
        self._things.must_have_sources()

    @cached_property
    def _anew(self) -> Anew:
        named = [subject for deal in self._deals for subject in self._rows.subjects(None, deal)]
        come = (one.thing for one in self._wholes.values() if one.has_come)
        return Anew(self._store, self._rows, self._codes, (*come, *self._statements, *self._deals, *named))

    @cached_property
    def _deals(self) -> set[NamedNode]:
        """The partnerships of which other stages are claimed, or are claimed otherwise."""
        claims = self._changed(CLAIM)
        deals = {deal for claim in claims for deal in self._rows.then_or_now(claim, ABOUT)}
        return {deal for deal in deals if isinstance(deal, NamedNode)}

    @cached_property
    def _statements(self) -> set[NamedNode]:
        """The statements that are there and are others."""
        return {one for one in self._changed(STATEMENT) if self._rows.objects(one, TYPE)}

    def _changed(self, kind: str) -> set[NamedNode]:
        subjects = {change.subject for change in self._rows.changes}
        return {subject for subject in subjects if kind in self._rows.kinds(subject)}

    def _put_partnership_anew(self, deal: NamedNode) -> None:
        """Put in the record of a partnership as it is now."""
        place, row = self._rows.keyed(deal)
        record = self._anew.of_partnership(deal.value)
        # Of several classes it has the one with the fewest members, and all of them are not known here.
        if record.get("class") != self._packed.value(row, "class"):
            raise Otherwise
        self._packed.replace("partnerships", place, record)

    def _put(self, change: Change) -> None:
        """Put one value into the data; the records of stages and statements are made anew."""
        kinds = _kinds_of(self._store, change.subject)
        if _is_of_passage(change.subject, self._store.base):
            self._must_be_whole(change)
        elif not kinds.isdisjoint((CLAIM, STATEMENT)):
            if change.relation not in _OF_CLAIMS or (self._has_story and change.relation in _OF_STORIES):
                raise Otherwise
        elif SOURCE in kinds:
            self._put_of_source(change)
        else:
            self._put_value(change, kinds)

    def _put_value(self, change: Change, kinds: set[str]) -> None:
        if change.relation == EVIDENCE:
            self._put_passages(change, kinds)
        elif change.relation == ASSERTED_BY:
            self._must_be_cited(change.subject)
        elif change.relation in _TOLD:
            self._put_told(change, kinds)
        elif not kinds.isdisjoint(KINDS["figures"]):
            self._put_of_figure(change)
        else:
            self._put_of_partnership(change, kinds)

    def _row(self, thing: NamedNode, kinds: set[str]) -> Row:
        """The record of a thing."""
        if not kinds.isdisjoint(KINDS["figures"]):
            return self._rows.of_group("figures", thing)[1]
        if PARTICIPATION in kinds:
            return self._rows.of_participation(thing)[1]
        return self._rows.keyed(thing)[1]

    def _put_told(self, change: Change, kinds: set[str]) -> None:
        """Put in a note, a doubt, or whether what is told is all there is."""
        row = self._row(change.subject, kinds)
        field, behind = _TOLD[change.relation]
        old, new = (_told(field, terms) for terms in (self._rows.before(*change.of), self._rows.objects(*change.of)))
        if self._packed.value(row, field) != old:
            raise Otherwise
        self._packed.put_behind(row, field, new, behind)

    def _must_be_whole(self, change: Change) -> None:
        """See to it that a passage has come or gone as a whole: what else rests on it is as it was."""
        if bool(change.gone) == bool(change.come):
            raise Otherwise
        now = {triple.predicate for triple in self._store.triples(change.subject)}
        if now != (self._rows.came(change.subject) if change.come else set()):
            raise Otherwise

    def _must_be_cited(self, claim: NamedNode) -> None:
        """See to it that a claim is the word of a source that it is stated in, then and now: that is told nowhere."""
        for found in (self._rows.before, self._rows.objects):
            said = list(found(claim, ASSERTED_BY))
            passages = [each for each in found(claim, EVIDENCE) if isinstance(each, NamedNode)]
            cited = {source for passage in passages for source in found(passage, CITED)}
            if len(said) != 1 or said[0] not in cited:
                raise Otherwise

    def _put_passages(self, change: Change, kinds: set[str]) -> None:
        """Put in where something is stated."""
        row, before = self._row(change.subject, kinds), self._rows.before(*change.of)
        if not self._packed.has_plain_passages or len(self._packed.value(row, "evidence") or ()) != len(before):
            raise Otherwise
        if self._rows.before(change.subject, ASSERTED_BY) or self._rows.objects(change.subject, ASSERTED_BY):
            self._must_be_cited(change.subject)
        self._packed.put_passages(row, self._rows.passages(change.subject))

    def _put_of_source(self, change: Change) -> None:
        """Put in what is told of a source, where no claim is told to be its word."""
        if change.relation not in _OF_SOURCES or self._has_story:
            raise Otherwise
        self._things.must_be_cited(change.subject)
        place, source = read_source(self._store, change.subject.value)
        self._data["sources"][place] = source_json(source)

    def _put_of_partnership(self, change: Change, kinds: set[str]) -> None:
        if _PARTNERSHIP in kinds and change.relation == _CURRENT_STAGE:
            if change.subject not in self._deals:
                self._put_code(change, self._rows.keyed(change.subject)[1], "stage")
        elif _PARTNERSHIP in kinds and change.relation == _SECTOR:
            self._put_sector(change)
        elif PARTICIPATION in kinds and change.relation == ROLE:
            self._put_code(change, self._rows.of_participation(change.subject)[1], "role")
        elif change.relation == _PARTY_KIND:
            self._put_kind_of_party(change)
        else:
            raise Otherwise

    def _put_kind_of_party(self, change: Change) -> None:
        """Put in what kind of institution a party is, by which it may lie beside others on an island."""
        number, row = self._rows.keyed(change.subject)
        self._put_code(change, row, "kind")
        self._packs.has_another_kind(number)

    def _put_measure(self, change: Change) -> None:
        """Put in what a figure measures; how a target stands goes by more of that than by other figures."""
        if TARGET in _kinds_of(self._store, change.subject):
            raise Otherwise
        self._figures.changed.add(change.subject)
        self._put_code(change, self._rows.of_group("figures", change.subject)[1], "measure")

    def _put_of_figure(self, change: Change) -> None:
        if change.relation == MEASURED:
            self._put_measure(change)
            return
        name = change.relation.value.removeprefix(PK)
        if name in _COMPARED:
            self._figures.changed.add(change.subject)
        elif name not in _SPELLING:
            raise Otherwise
        if name == "value" and not all(map(_PLAIN.fullmatch, change.texts)):
            raise Otherwise
        _, row = self._rows.of_group("figures", change.subject)
        self._put_text(change, row, {**_COMPARED, **_SPELLING}[name])

    def _put_sector(self, change: Change) -> None:
        """Put in a sector of a partnership."""
        _, row = self._rows.keyed(change.subject)
        new = self._new_codes(change, row, "sectors")
        self._packed.put(row, "sectors", new)
        self._packs.has_other_sectors(row)

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
            [self._codes.number(iri) for iri in sorted(_iri(term) for term in terms)]
            for terms in (self._rows.before(*change.of), set(self._rows.objects(*change.of)))
        )
        had = self._packed.value(row, field)
        if self._has_story or not new or (had if isinstance(had, list) else [had]) != old:
            raise Otherwise
        return new

    def _put_text(self, change: Change, row: Row, field: str) -> None:
        """Put a text in place of that which has gone, where the record has that."""
        gone, come = change.texts
        if len(self._rows.objects(*change.of)) != 1 or self._packed.value(row, field) != gone:
            raise Otherwise
        self._packed.put(row, field, come)


def _is_of_passage(thing: NamedNode, base: str) -> bool:
    """Whether a thing is a passage, or its place in a source."""
    return thing.value.startswith(base + PASSAGES)


def _kinds_of(store: RememberingStore, thing: NamedNode) -> set[str]:
    """The classes of a thing of now, by IRI."""
    return {str(triple.object)[1:-1] for triple in store.triples(thing, TYPE)}


def _iri(term: Term) -> str:
    if not isinstance(term, NamedNode):
        raise Otherwise
    return term.value


def _told(field: str, terms: Collection[Term]) -> Any:
    """What a record has of these terms in a field, ``None`` for nothing."""
    if field != "open":
        return shown_text(bilingual(list(map(said_in, terms))))
    if len(terms) > 1:
        raise Otherwise
    return [said_in(term)[1] in ("true", "1") for term in terms] == [True] or None
