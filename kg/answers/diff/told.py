"""Which triples the changes account for that were told of, so that the rest is counted and nothing changes silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg import vocabulary
from kg.answers.records import Record
from kg.graph.terms import BlankNode, Triple

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
    "places": (_PK + "atPlace",),
    "successors": (vocabulary.DCTERMS + "isReplacedBy",),
    "precision": (_PK + "asOfPrecision",),
    "counterparts": (_PK + "counterpart",),
    "programmes": (_PK + "programme",),
    "sectors": (_PK + "sector",),
    "issued": (vocabulary.DCTERMS + "issued",),
    "language": (vocabulary.DCTERMS + "language",),
}
_EVIDENCE_PREDICATES = frozenset(
    {
        _PK + "evidence",
        vocabulary.RDF + "value",
        vocabulary.DCTERMS + "conformsTo",
        *(vocabulary.OA + name for name in ("hasSource", "hasSelector", "start", "end")),
    }
)
_EVIDENCE_CLASSES = frozenset(
    {_PK + "Evidence", vocabulary.OA + "TextPositionSelector", vocabulary.OA + "FragmentSelector"}
)


class Told:
    """The things and properties of which a change was told. Lives for one ``diff``.

    Args:
        sources: the IRIs of the sources of both graphs, whose hashes are no evidence's.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self._sources = frozenset(sources)
        self._things: set[str] = set()
        self._properties: set[tuple[str, str]] = set()
        self._evidence_moved = False

    def thing(self, iri: str) -> None:
        """Remember that all of a thing is told of."""
        self._things.add(iri)

    def record(self, item: Record, about: str = "") -> bool:
        """Remember that a record is told of; whether it was, or what it is about."""
        was = item.iri in self._things or about in self._things
        self._things.add(item.iri)
        if item.evidence:
            self._evidence_moved = True
        return was

    def field(self, iri: str, name: str) -> None:
        """Remember that a field of a record is told of, by the predicates that it is read from."""
        head, *tail = name.split("_")
        default = (_PK + head + "".join(part.capitalize() for part in tail),)
        self._properties |= {(iri, predicate) for predicate in _PREDICATES.get(name, default)}

    def evidence(self) -> None:
        """Remember that evidence has moved, come or gone."""
        self._evidence_moved = True

    def holds(self, triple: Triple) -> bool:
        """Whether a change that was told holds a triple."""
        if isinstance(triple.subject, BlankNode):
            return False
        subject, predicate = str(getattr(triple.subject, "value", "")), triple.predicate.value
        if subject in self._things or (subject, predicate) in self._properties:
            return True
        if not self._evidence_moved:
            return False
        if predicate == vocabulary.RDF + "type":
            return getattr(triple.object, "value", "") in _EVIDENCE_CLASSES
        is_hash = predicate == _PK + "sha256" and subject not in self._sources
        return is_hash or predicate in _EVIDENCE_PREDICATES
