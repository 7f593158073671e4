"""Where the records of things stand in a page's data, as the graph says which things there are.

Records stand in the order of their IRIs, or of their days; so a place is known by what others there are of its kind.
Where that is not certain, as what a record is made of may be in several rows, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg import source_place
from kg.answers.records import name_of, passage_order, said_in, source_places, whole_number
from kg.files.steps import Steps
from kg.graph.nearby import parsed
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import Literal, NamedNode, Term
from kg.page.packing import short_digest
from kg.page.recorded import shown_name
from kg.page.repacking import Packed, PassageRow, Row
from kg.restated.earlier_page import Otherwise
from kg.vocabulary import OA, PK, RDF, SKOS

TYPE = NamedNode(RDF + "type")
ABOUT, AS_OF, STAGE = (NamedNode(PK + name) for name in ("about", "asOf", "stage"))
PREF_LABEL = NamedNode(SKOS + "prefLabel")
STATEMENT, CLAIM, PARTICIPATION = (PK + name for name in ("Statement", "StageClaim", "Participation"))
#: The classes of the things of a group.
KINDS = {"figures": (PK + "Achievement", PK + "Target"), "statements": (STATEMENT,)}
#: What passages, and their places in a source, are called below the base.
PASSAGES = "evidence/"
DEAL, PARTY, ROLE, OPEN_ENDED = (NamedNode(PK + name) for name in ("partnership", "party", "role", "openEnded"))
EVIDENCE, CITED = NamedNode(PK + "evidence"), NamedNode(OA + "hasSource")
_SELECTOR, _SHA256, _URL = NamedNode(OA + "hasSelector"), NamedNode(PK + "sha256"), NamedNode(PK + "url")
_POSITION = (NamedNode(OA + "start"), NamedNode(OA + "end"), NamedNode(RDF + "value"))
#: The groups of records that have keys, by what the IRIs of their things begin with below the base.
_KEYED = {
    "region": "parties",
    "institution": "parties",
    "partnership": "partnerships",
    "programme": "programmes",
    "official": "people",
}
#: So many values may be others; of more the page is drawn.
_MOST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What a thing has another of.

    Attributes:
        subject: the thing.
        relation: the property.
        gone: its values that have gone.
        come: its values that have come.
    """

    subject: NamedNode
    relation: NamedNode
    gone: frozenset[Term]
    come: frozenset[Term]

    @property
    def of(self) -> tuple[NamedNode, NamedNode]:
        """The thing and the property."""
        return self.subject, self.relation

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


def changes_of(steps: Steps) -> list[Change]:
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
    changes = [Change(*of, frozenset(gone), frozenset(come)) for of, (gone, come) in found.items()]
    return sorted(changes, key=lambda change: (change.subject.value, change.relation.value))


class Rows:
    """Finds the records of things.

    Args:
        store: the graph of now.
        data: the page's data.
        changes: all that has changed.
    """

    def __init__(self, store: RememberingStore, data: dict[str, Any], changes: Iterable[Change]) -> None:
        self._store = store
        self._data = data
        #: All that has changed.
        self.changes = list(changes)
        self._changes = {(change.subject, change.relation): change for change in self.changes}
        self._things: dict[str, list[str]] = {}
        self.packed = Packed(data)

    def objects(self, thing: NamedNode, relation: NamedNode) -> list[Any]:
        """What a thing has of a property now."""
        return [triple.object for triple in self._store.triples(thing, relation)]

    def subjects(self, relation: NamedNode | None, thing: NamedNode) -> list[Any]:
        """What has a thing as the value of a property, or of any."""
        return [triple.subject for triple in self._store.triples(None, relation, thing)]

    def one(self, thing: NamedNode, relation: NamedNode) -> NamedNode:
        """The one thing that a thing has of a property.

        Raises:
            Otherwise: if it has not one, or that is no thing.
        """
        found = self.objects(thing, relation)
        if len(found) != 1 or not isinstance(found[0], NamedNode):
            raise Otherwise
        return found[0]

    def before(self, thing: NamedNode, relation: NamedNode) -> set[Term]:
        """What a thing had of a property in the earlier build."""
        change = self._changes.get((thing, relation))
        now = set(self.objects(thing, relation))
        return (now - change.come) | change.gone if change else now

    def then_or_now(self, thing: NamedNode, relation: NamedNode) -> set[Term]:
        """What a thing had of a property in the earlier build, and what it has now."""
        return {*self.before(thing, relation), *self.objects(thing, relation)}

    def had(self, relation: NamedNode, thing: NamedNode) -> set[NamedNode]:
        """What had a thing as the value of a property in the earlier build, and has not now."""
        return {change.subject for change in self.changes if change.relation == relation and thing in change.gone}

    def kinds(self, thing: NamedNode) -> set[str]:
        """The classes of a thing, then and now, by IRI."""
        return {str(term)[1:-1] for term in self.then_or_now(thing, TYPE)}

    def names(self, change: Change) -> tuple[Any, Any]:
        """The name that a thing had in the page, and that it has now.

        Args:
            change: what it has another name by.
        """
        iri = change.subject.value
        before, now = (
            shown_name(name_of({PREF_LABEL.value: sorted(map(said_in, terms))}, iri), iri)
            for terms in (self.before(*change.of), self.objects(*change.of))
        )
        return before, now

    def came(self, thing: NamedNode) -> set[NamedNode]:
        """The properties of which a thing has something that it did not have in the earlier build."""
        return {relation for (subject, relation), change in self._changes.items() if subject == thing and change.come}

    def keyed(self, thing: NamedNode) -> tuple[int, Row]:
        """The place of a party, a partnership, a programme or a person among those of its kind, and its record.

        Raises:
            Otherwise: if it has none that is certain.
        """
        kind, _, _ = thing.value.removeprefix(self._store.base).partition("/")
        group = _KEYED.get(kind)
        if group is None or not thing.value.startswith(self._store.base):
            raise Otherwise
        keys = written_out(self._data["keys"][group])
        short = "/".join(thing.value.rsplit("/", 2)[-2:])
        if keys.count(short) != 1:
            raise Otherwise
        number = keys.index(short)
        return number, self.packed.rows(group)[number]

    def key(self, thing: NamedNode) -> int:
        """The number of the key of a party, a partnership, a programme or a person.

        Args:
            thing: the thing.

        Raises:
            Otherwise: if it has none that is certain.
        """
        short = thing.value.removeprefix(self._store.base)
        if self._keys.get(short) is None or not self.objects(thing, TYPE):
            raise Otherwise
        return self._keys[short]

    def thing(self, key: str) -> NamedNode:
        """The party, the partnership, the programme or the person that has a key.

        Args:
            key: the key.

        Raises:
            Otherwise: if it is not certain which that is.
        """
        found = NamedNode(self._store.base + key)
        self.key(found)
        return found

    @cached_property
    def _keys(self) -> Mapping[str, int]:
        """The numbers of the keys of all groups."""
        groups = dict.fromkeys(_KEYED.values())
        keys = [key for group in groups for key in written_out(self._data["keys"][group])]
        return {key: number for number, key in enumerate(keys)}

    @property
    def has_other_keys(self) -> bool:
        """Whether the page has keys of things of other kinds, which it has in the order in which they are met."""
        return bool(self._data["keys"]["others"])

    def things(self, group: str) -> list[str]:
        """The IRIs of all figures or statements of now, in the order of their records.

        Args:
            group: the group of records.

        Raises:
            Otherwise: if one has no IRI.
        """
        if group not in self._things:
            found: set[str] = set()
            for kind in KINDS[group]:
                query = f"SELECT ?thing WHERE {{ ?thing a <{kind}> ; <{ABOUT.value}> ?about }}"
                found.update(self._store.columns(query)["thing"])
            if any(not one.startswith("<") for one in found):
                raise Otherwise
            self._things[group] = sorted(one[1:-1] for one in found)
        return self._things[group]

    def of_group(self, group: str, thing: NamedNode) -> tuple[int, Row]:
        """The place of a figure or a statement among those of its kind, and its record.

        Args:
            group: the group of records.
            thing: the figure or the statement.

        Raises:
            Otherwise: if it has none that is certain.
        """
        things, rows = self.things(group), self.packed.rows(group)
        if len(things) != len(rows) or thing.value not in things:
            raise Otherwise
        number = things.index(thing.value)
        return number, rows[number]

    def passages(self, thing: NamedNode) -> list[PassageRow]:
        """Where a thing is stated now, in the order in which its record has it.

        Raises:
            Otherwise: if a place is said in several ways.
        """
        found: list[tuple[str, tuple[object, ...], PassageRow]] = []
        for evidence in self.objects(thing, EVIDENCE):
            source = self.one(evidence, CITED)
            selector = self.single(evidence, _SELECTOR)
            start, end, fragment = (
                self._said(selector, relation) if isinstance(selector, NamedNode) else "" for relation in _POSITION
            )
            first, last = whole_number(start), whole_number(end)
            digest, address = self._said(evidence, _SHA256), self._said(evidence, _URL)
            place = source_place.as_written(address or fragment)
            length = last - first if first is not None and last is not None else None
            row = PassageRow(self.sources.get(source.value, -1), first, length, short_digest(digest), place)
            order = (*passage_order(first, last, place), digest)
            found.append((source.value, order, row))
        if any(row.source < 0 or (row.length is None and row.start is not None) for *_, row in found):
            raise Otherwise
        return [row for *_, row in sorted(found, key=lambda each: each[:2])]

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """The places of the sources of now, by IRI."""
        return source_places(self._store)

    def single(self, thing: NamedNode, relation: NamedNode) -> Term | None:
        """What a thing has of a property; ``None`` where it has nothing.

        Raises:
            Otherwise: if it has several.
        """
        found = self.objects(thing, relation)
        if len(found) > 1:
            raise Otherwise
        return found[0] if found else None

    def _said(self, thing: NamedNode, relation: NamedNode) -> str:
        term = self.single(thing, relation)
        return term.value if isinstance(term, Literal | NamedNode) else ""

    def of_participation(self, part: NamedNode) -> tuple[int, Row]:
        """The place of the partnership that a participation is in, and the record of the participation there.

        Raises:
            Otherwise: if it is not certain which that is, as one may be in several rows.
        """
        number, row = self.keyed(self.one(part, DEAL))
        parts = [
            other
            for other in self.subjects(DEAL, self.one(part, DEAL))
            if NamedNode(PARTICIPATION) in self.objects(other, TYPE)
        ]
        rows = self.packed.value(row, "parts") or []
        single = all(
            len(self.objects(other, PARTY)) == 1
            and len(self.objects(other, ROLE)) <= 1
            and len(self.objects(other, OPEN_ENDED)) <= 1
            for other in parts
        )
        if not single or len(rows) != len(parts):
            raise Otherwise
        return number, rows[sorted(other.value for other in parts).index(part.value)]


def written_out(runs: Iterable[tuple[str, list[str]]]) -> list[str]:
    """The keys of a table of keys, as ``packing.by_beginning`` has them."""
    return [begin + end for begin, ends in runs for end in ends]
