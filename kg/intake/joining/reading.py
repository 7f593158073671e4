"""One file of RDF as a part of a larger graph: what of it counts, under names that clash with nobody's.

* Blank nodes become IRIs, since a name like ``_:b0`` is its file's alone, and a build's files have none. The name is
  made of the file's content and of the place in it, so that it is the same at each reading and another in each file.
* What rules derive is left out and derived anew: the current stage of a part need not be that of the whole.
* What the file says of our codes and terms is left out, as the ontology says it; what it says otherwise is counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg import vocabulary
from kg.errors import SourceError
from kg.graph import formats
from kg.graph.library import further_codes
from kg.graph.store import Store
from kg.graph.terms import BlankNode, Literal, NamedNode, Subject, Term, Triple
from kg.intake.schema import KIND_OF_TABLE
from kg.text import Text

#: What relative IRIs are resolved against, so that they are found and refused.
_RELATIVE = "http://relative.invalid/"
#: What the rules alone make (``ontology/rules/``); their other triples, classes and ``pk:subsetOf``, may be typed too.
_DERIVED = frozenset(
    NamedNode(vocabulary.PK + name)
    for name in ("within", "inRegion", "hasParty", "currentParty", "currentStage", "supersededBy")
)
_TYPE = NamedNode(vocabulary.RDF + "type")
_DATA_SET = NamedNode(vocabulary.PK + "DataSet")
_TABLES = {kind: table for table, kind in KIND_OF_TABLE.items()}
_DIGITS = 12


@dataclass(frozen=True)
class Known:
    """What a graph has before anything is joined to it: the ontology's own terms and codes.

    Attributes:
        triples: all that is said of them.
    """

    triples: Collection[Triple]

    @classmethod
    def of(cls, store: Store) -> Known:
        """What a graph has, and the further codes that it would have if something in it used them."""
        further = (triple for triples in further_codes().values() for triple in triples)
        return cls(frozenset((*store.triples(), *further)))

    @cached_property
    def subjects(self) -> frozenset[Subject]:
        """What the ontology speaks of."""
        return frozenset(triple.subject for triple in self.triples if not isinstance(triple.subject, Triple))


@dataclass
class GraphFile:
    """A file of RDF that is joined to others, read once to know what is in it.

    Attributes:
        path: where it is.
        shown: what people are told it is called.
        base: the IRI under which the graph's things live.
        size: how many triples there are in it, each as often as it stands there.
        classes: the classes that it names, with how many things are of each.
        has_own_terms: whether anything is said in the ontology's own terms.
        has_blank_nodes: whether it has any.
        derived: how many derived triples were left out.
        of_ontology: how many triples speak of codes and terms of the ontology.
        redefined: how many triples say of a code or a term of the ontology what the ontology does not.
        data_sets: the IRIs of the data sets that it describes.
        namespaces: the beginnings of the IRIs of what is in the ontology's terms, with how many have each.
        ids: the ids of the graph's things that it describes, by table.
        unknown: the properties and classes that the ontology says nothing of, with how many triples have each.
    """

    path: Path
    shown: str
    base: str
    known: Known
    size: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    has_own_terms: bool = False
    has_blank_nodes: bool = False
    derived: int = 0
    of_ontology: int = 0
    redefined: int = 0
    data_sets: set[str] = field(default_factory=set)
    namespaces: Counter[str] = field(default_factory=Counter)
    ids: dict[str, set[str]] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, path: Path, shown: str, base: str, known: Known) -> GraphFile:
        """Read a file through, without keeping its triples.

        Args:
            path: the file.
            shown: what people are told it is called.
            base: the IRI under which the graph's things live.
            known: the ontology's own terms and codes.

        Returns:
            what the file is: its size, its things and the vocabularies that it is in.

        Raises:
            SourceError: if the file cannot be read, has a syntax error, or names a thing by a relative IRI.
        """
        file = cls(path, shown, base, known)
        for triple in formats.parse(path, _RELATIVE):
            file.size += 1
            file._look(triple)
        return file

    def _look(self, triple: Triple) -> None:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if predicate in _DERIVED:
            self.derived += 1
            return
        if subject in self.known.subjects:
            self.of_ontology += 1
            self.redefined += triple not in self.known.triples
            return
        self.has_blank_nodes |= isinstance(subject, BlankNode) or not isinstance(value, NamedNode | Literal)
        for term in triple:
            if isinstance(term, NamedNode) and term.value.startswith(_RELATIVE):
                raise self._relative(term.value.removeprefix(_RELATIVE))
        named = value if predicate == _TYPE else predicate
        # A class of the model's namespace that it does not have is an error of the checks.
        is_checked = predicate == _TYPE and isinstance(value, NamedNode) and value.value.startswith(vocabulary.PK)
        if isinstance(named, NamedNode) and named not in self.known.subjects and not is_checked:
            self.unknown[named.value] += 1
        if predicate == _TYPE and isinstance(value, NamedNode):
            self._look_at_class(subject, value)
        elif predicate.value.startswith(vocabulary.PK):
            self.has_own_terms = True
        if isinstance(subject, NamedNode):
            self._register(subject.value)

    def _look_at_class(self, subject: Subject | Triple, value: NamedNode) -> None:
        self.classes[value.value] += 1
        if value.value.startswith(vocabulary.PK):
            self.has_own_terms = True
            if isinstance(subject, NamedNode):
                self.namespaces[vocabulary.namespace_of(subject.value)] += 1
                if value == _DATA_SET:
                    self.data_sets.add(subject.value)

    def _register(self, iri: str) -> None:
        if iri.startswith(self.base):
            kind, _, name = iri.removeprefix(self.base).partition("/")
            if kind in _TABLES and name:
                self.ids.setdefault(_TABLES[kind], set()).add(name)

    def _relative(self, name: str) -> SourceError:
        return SourceError(
            Text(
                f"{self.path}: names {name[:200]!r}, which is no whole IRI, and the file has no base. "
                "Write the IRI whole, or say the base: @base, xml:base, or @base in the @context.",
                f"{self.path}：{name[:200]!r} 不是完整的 IRI，而文件没有基准。"
                "请写出完整的 IRI，或注明基准：@base、xml:base，或 @context 中的 @base。",
            )
        )

    def triples(self) -> Iterator[Triple]:
        """What of the file counts, in its order, without blank nodes; the file is read again."""
        naming = _Naming(self._mark) if self.has_blank_nodes else None
        for triple in formats.parse(self.path, _RELATIVE):
            if triple.predicate not in _DERIVED and triple.subject not in self.known.subjects:
                yield triple if naming is None else naming.triple(triple)

    def left_out(self) -> Iterator[Triple]:
        """The derived triples that the file has and that were left out; the file is read again."""
        return (triple for triple in formats.parse(self.path, _RELATIVE) if triple.predicate in _DERIVED)

    @cached_property
    def _mark(self) -> str:
        """What the names of the file's blank nodes begin with."""
        digest = hashlib.sha256()
        with formats.reading(self.path) as file:
            while part := file.read(1 << 20):
                digest.update(part)
        return f"{self.base}genid/{digest.hexdigest()[:_DIGITS]}-"


class _Naming:
    """IRIs for blank nodes, in the order in which they first stand in a file (RDF 1.1 Concepts, 3.5, Skolemization)."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._names: dict[BlankNode, NamedNode] = {}

    def triple(self, triple: Triple) -> Triple:
        """The same triple without blank nodes."""
        subject = triple.subject
        named = self._named(subject) if isinstance(subject, BlankNode) else subject
        return Triple(named, triple.predicate, self._term(triple.object))

    def _term(self, term: Term) -> Term:
        if isinstance(term, BlankNode):
            return self._named(term)
        return self.triple(term) if isinstance(term, Triple) else term

    def _named(self, node: BlankNode) -> NamedNode:
        if node not in self._names:
            self._names[node] = NamedNode(f"{self._mark}{len(self._names) + 1}")
        return self._names[node]
