"""The page of an earlier build with the values of now, where few claims or figures state another value or day.

Such a value stands once in the page's data, in its record. What else of a page goes by it is looked at one by one: the
rankings by what queries they rest on, sums and targets by the figures that one could be compared with, the order of
claims by their days, and the tables that records share. Where any of them may be another then, the page is drawn.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.earlier_page import EarlierPage, carry, ranks_as_then
from kg.files.steps import Steps
from kg.graph.nearby import parsed
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import Literal, NamedNode, Term
from kg.knowledge_graph import KnowledgeGraph
from kg.page.packing import code_key
from kg.page.repacking import Packed, Row
from kg.vocabulary import CODE, PK, RDF, SKOS

_TYPE = NamedNode(RDF + "type")
_ABOUT, _MEASURE, _AS_OF, _SECTOR, _STAGE = (
    NamedNode(PK + name) for name in ("about", "measure", "asOf", "sector", "stage")
)
_CLAIM, _STATEMENT, _PARTNERSHIP = (PK + name for name in ("StageClaim", "Statement", "Partnership"))
_FIGURES = (PK + "Achievement", PK + "Target")
#: Properties of figures whose values decide what a figure is compared with, and where they stand in a record.
_COMPARED = {"value": "value", "periodStart": "start", "periodEnd": "end", "asOf": "date"}
#: How somebody wrote a figure, by which nothing goes.
_SPELLING = {"originalText": "spelling"}
#: What leads from a figure to another one; with the properties that make a figure of one thing hold that of another.
_LINKS = tuple(
    NamedNode(PK + name)
    for name in ("subsetOf", "pairedWith", "targetFor", "supersededBy", "laterReplacedBy", "destination")
)
_AROUND = tuple(NamedNode(PK + name) for name in ("partOf", "destination", "currentParty"))
_PLAIN = re.compile(r"-?\d{1,40}(\.\d{1,40})?")
#: So many values may be others; of more the page is drawn.
_MOST = 100


class Otherwise(Exception):
    """Something of the page may be another that is not looked at here."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What a thing has another of: what has gone, and what has come."""

    subject: NamedNode
    relation: NamedNode
    gone: frozenset[Term]
    come: frozenset[Term]

    @property
    def texts(self) -> tuple[str, str]:
        """Both as texts, where one has gone and one has come, neither of them empty.

        Raises:
            Otherwise: if that is not so.
        """
        if len(self.gone) != 1 or len(self.come) != 1:
            raise Otherwise
        (gone,), (come,) = self.gone, self.come
        if not isinstance(gone, Literal) or not isinstance(come, Literal):
            raise Otherwise
        if gone.language or come.language or not gone.value or not come.value:
            raise Otherwise
        return gone.value, come.value


def only_values(steps: Steps) -> bool:
    """Whether nothing has changed but values by which no thing is or is not one of its kind.

    Args:
        steps: with what has changed in the graph.
    """
    try:
        changes = _changes(steps)
    except Otherwise:
        return False
    known = {PK + name for name in {**_COMPARED, **_SPELLING}} | {_SECTOR.value}
    return all(change.relation.value in known for change in changes)


def page(knowledge: KnowledgeGraph, steps: Steps) -> bytes | None:
    """The page of now; ``None`` where it is to be drawn.

    Args:
        knowledge: the graph.
        steps: the results of the earlier build.
    """
    from kg.page.payload import to_script

    store = knowledge.store
    try:
        changes = _changes(steps)
        if not isinstance(store, RememberingStore) or not ranks_as_then(steps, store):
            return None
        earlier = EarlierPage.of(knowledge, steps)
        if earlier is None:
            return None
        data = json.loads(earlier.data)
        restating = _Restating(store, data, changes, has_story=bool(knowledge.story_files()))
        for change in changes:
            restating.put(change)
    except Otherwise:
        return None
    restating.packed.settle()
    carry(steps, store)
    return earlier.with_data(to_script(data))


def _changes(steps: Steps) -> list[_Change]:
    """What things have other values of.

    Raises:
        Otherwise: if so much has changed that the page is drawn as quickly, or that is not known.
    """
    if steps.patch is None or not 0 < len(steps.patch.added) + len(steps.patch.removed) <= _MOST:
        raise Otherwise
    found: dict[tuple[NamedNode, NamedNode], tuple[set[Term], set[Term]]] = {}
    for place, lines in enumerate((steps.patch.removed, steps.patch.added)):
        for triple in parsed(lines):
            if not isinstance(triple.subject, NamedNode):
                raise Otherwise
            found.setdefault((triple.subject, triple.predicate), (set(), set()))[place].add(triple.object)
    changes = [_Change(*of, frozenset(gone), frozenset(come)) for of, (gone, come) in found.items()]
    return sorted(changes, key=lambda change: (change.subject.value, change.relation.value))


class _Restating:
    """Puts values of now into the data of an earlier page.

    Args:
        store: the graph of now.
        data: the page's data.
        changes: all that has changed.
        has_story: whether the page leads through a story, whose links are checked against what the page has.
    """

    def __init__(
        self, store: RememberingStore, data: dict[str, Any], changes: Iterable[_Change], *, has_story: bool
    ) -> None:
        self._store = store
        self._data = data
        self._has_story = has_story
        self._before = {(change.subject, change.relation): change for change in changes}
        self.packed = Packed(data)

    def put(self, change: _Change) -> None:
        """Put one value into the data.

        Args:
            change: what has changed.

        Raises:
            Otherwise: if anything else of the page may be another then.
        """
        kinds = {kind.value for kind in self._objects(change.subject, _TYPE)}
        name = change.relation.value.removeprefix(PK)
        if not kinds.isdisjoint(_FIGURES) and name in {**_COMPARED, **_SPELLING}:
            self._put_of_figure(change, name)
        elif _STATEMENT in kinds and change.relation == _AS_OF:
            self._put_text(change, self._record("statements", (_STATEMENT,), change.subject), "date")
        elif _CLAIM in kinds and change.relation == _AS_OF:
            self._put_day(change)
        elif _PARTNERSHIP in kinds and change.relation == _SECTOR:
            self._put_sector(change)
        else:
            raise Otherwise

    def _put_of_figure(self, change: _Change, name: str) -> None:
        if name in _COMPARED:
            self._must_stand_alone(change.subject)
        if name == "value" and not all(map(_PLAIN.fullmatch, change.texts)):
            raise Otherwise
        self._put_text(change, self._record("figures", _FIGURES, change.subject), {**_COMPARED, **_SPELLING}[name])

    def _must_stand_alone(self, figure: NamedNode) -> None:
        """See to it that no sum and no target goes by a figure: there is none that it could be compared with."""
        about = self._one(figure, _ABOUT)
        if any(self._objects(figure, link) for link in _LINKS) or self._subjects(None, figure):
            raise Otherwise
        if self._objects(about, _AROUND[0]) or any(self._subjects(link, about) for link in _AROUND):
            raise Otherwise
        measure = self._one(figure, _MEASURE)
        for other in self._subjects(_ABOUT, about):
            if other != figure and measure in self._objects(other, _MEASURE):
                raise Otherwise

    def _put_day(self, change: _Change) -> None:
        """Put in the day of a claim about a stage; among those of its partnership it stays where it was."""
        deal = self._one(change.subject, _ABOUT)
        claims = [
            claim
            for claim in self._subjects(_ABOUT, deal)
            if NamedNode(_CLAIM) in self._objects(claim, _TYPE) and self._objects(claim, _STAGE)
        ]
        now = {claim: self._day(claim) for claim in claims}
        before = {claim: self._day(claim, before=True) for claim in claims}
        rows = self.packed.value(self._deal(deal)[1], "stages") or []
        place = _place(now, change.subject)
        if self._has_story or len(rows) != len(claims) or place != _place(before, change.subject):
            raise Otherwise
        self._put_text(change, rows[place], "date")

    def _day(self, claim: NamedNode, *, before: bool = False) -> str:
        change = self._before.get((claim, _AS_OF)) if before else None
        days = list(change.gone) if change else self._objects(claim, _AS_OF)
        if len(days) > 1:
            raise Otherwise
        return next((day.value for day in days if isinstance(day, Literal)), "")

    def _put_sector(self, change: _Change) -> None:
        """Put in a sector of a partnership."""
        number, row = self._deal(change.subject)
        now = set(self._objects(change.subject, _SECTOR))
        before = (now - change.come) | change.gone
        if not all(isinstance(term, NamedNode) for term in (*now, *before)):
            raise Otherwise
        codes = self._numbers_of_codes()
        try:
            old, new = ([codes[iri] for iri in sorted(str(term)[1:-1] for term in terms)] for terms in (before, now))
        except KeyError:
            raise Otherwise from None
        if self._has_story or not new or self.packed.value(row, "sectors") != old:
            raise Otherwise
        if not self.packed.has_codes_before("partnerships", number, {*old, *new}):
            raise Otherwise
        packed = self._parties_of(row) & self._packed_by_sector()
        foremost = self._foremost_sectors(packed)
        self.packed.put(row, "sectors", new)
        if self._foremost_sectors(packed) != foremost:
            raise Otherwise

    def _numbers_of_codes(self) -> Mapping[str, int]:
        """The numbers of the page's codes by IRI, where no other code has the same key."""
        concepts = self._store.columns(f"SELECT ?concept WHERE {{ ?concept <{SKOS}inScheme> ?scheme }}")["concept"]
        iris: dict[str, set[str]] = {}
        for iri in (concept[1:-1] for concept in concepts):
            iris.setdefault(code_key(iri), set()).add(iri)
        keys = _written_out(self._data["codes"]["key"])
        return {
            CODE + key: number
            for number, key in enumerate(keys)
            if iris.get(key) == {CODE + key} and keys.count(key) == 1
        }

    def _packed_by_sector(self) -> set[int]:
        """The keys of parties that may lie beside others on an island by the sectors of their partnerships."""
        packed, labels = self.packed, self._data["codes"]["label"]
        parties = packed.rows("parties")
        found: set[int] = set()
        for island in packed.rows("islands"):
            members = [key for pack in packed.value(island, "packs") or () for key in pack[2]]
            kinds = set()
            for key in members:
                kind, cls = (packed.value(parties[key], field) for field in ("kind", "class"))
                kinds.add(str(cls if kind is None else labels[kind]))
            if len(kinds) == 1:
                found.update(members)
        return found

    def _parties_of(self, row: Row) -> set[int]:
        return {self.packed.value(part, "party") for part in self.packed.value(row, "parts") or ()}

    def _foremost_sectors(self, parties: set[int]) -> Mapping[int, Any]:
        """The sector that most partnerships of each of some parties have, as ``kg.page.packs`` tells it."""
        counts: dict[int, Counter[tuple[str, str]]] = {party: Counter() for party in parties}
        labels = [
            (label, label) if isinstance(label, str) else (label[0], label[1]) for label in self._data["codes"]["label"]
        ]
        for row in self.packed.rows("partnerships") if parties else ():
            for party in self._parties_of(row) & parties:
                counts[party].update(labels[code] for code in self.packed.value(row, "sectors") or ())
        return {
            party: min(own, key=lambda label: (-own[label], label[0]), default=None) for party, own in counts.items()
        }

    def _deal(self, deal: NamedNode) -> tuple[int, Row]:
        """A partnership's place among them, and its record."""
        keys = _written_out(self._data["keys"]["partnerships"])
        short = "/".join(deal.value.rsplit("/", 2)[-2:])
        if not deal.value.startswith(self._store.base) or keys.count(short) != 1:
            raise Otherwise
        number = keys.index(short)
        return number, self.packed.rows("partnerships")[number]

    def _record(self, group: str, kinds: Iterable[str], thing: NamedNode) -> Row:
        """The record of a figure or a statement."""
        things: set[str] = set()
        for kind in kinds:
            query = f"SELECT ?thing WHERE {{ ?thing a <{kind}> ; <{_ABOUT.value}> ?about }}"
            things.update(self._store.columns(query)["thing"])
        rows = self.packed.rows(group)
        if len(things) != len(rows) or any(not one.startswith("<") for one in things):
            raise Otherwise
        return rows[sorted(one[1:-1] for one in things).index(thing.value)]

    def _put_text(self, change: _Change, row: Row, field: str) -> None:
        """Put a text in place of that which has gone, where the record has that."""
        gone, come = change.texts
        if len(self._objects(change.subject, change.relation)) != 1 or self.packed.value(row, field) != gone:
            raise Otherwise
        self.packed.put(row, field, come)

    def _one(self, thing: NamedNode, relation: NamedNode) -> NamedNode:
        found = self._objects(thing, relation)
        if len(found) != 1 or not isinstance(found[0], NamedNode):
            raise Otherwise
        return found[0]

    def _objects(self, thing: NamedNode, relation: NamedNode) -> list[Any]:
        return [triple.object for triple in self._store.triples(thing, relation)]

    def _subjects(self, relation: NamedNode | None, thing: NamedNode) -> list[Any]:
        return [triple.subject for triple in self._store.triples(None, relation, thing)]


def _place(days: Mapping[NamedNode, str], claim: NamedNode) -> int:
    """A claim's place by its day, which no other one has."""
    day = days[claim]
    if list(days.values()).count(day) > 1:
        raise Otherwise
    return sum(other < day for other in days.values())


def _written_out(runs: Iterable[tuple[str, list[str]]]) -> list[str]:
    """The keys of a table of keys, as ``packing.by_beginning`` has them."""
    return [begin + end for begin, ends in runs for end in ends]
