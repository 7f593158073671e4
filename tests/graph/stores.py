"""A store on another engine, which shares no code with Oxigraph's: rdflib's graph, and rdflib's SPARQL.

It shows that ``kg.graph.store.Store`` asks for nothing that only Oxigraph has. It is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.operators import register_custom_function, unregister_custom_function
from rdflib.plugins.sparql.sparql import SPARQLError

from kg import vocabulary
from kg.assets import BUNDLED
from kg.errors import QueryError
from kg.graph import formats
from kg.graph.functions import Function, Given, query_functions
from kg.graph.guard import check_query
from kg.graph.store import Answer, Row, Solutions, Triples
from kg.graph.terms import BlankNode, Literal, NamedNode, Term, Triple

_DEFAULT = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
_STRING = vocabulary.XSD + "string"


def to_rdflib(term: Term) -> Any:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def from_rdflib(term: Any) -> Any:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None)


class _Guarded(rdflib.Graph):
    """What a user is given: its queries pass the guard."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        check_query(query_object)
        try:
            return super().query(query_object, *args, **kwargs)
        except Exception as error:
            raise QueryError(f"The query is not valid SPARQL: {error}. Correct it at that place.") from error


class _Solutions(Solutions):
    def __init__(self, result: rdflib.query.Result) -> None:
        self._result = result
        self.names = tuple(str(name) for name in result.vars or ())

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return (tuple(from_rdflib(row.get(name)) for name in self._result.vars or ()) for row in self._result.bindings)

    def serialize(self, form: str) -> bytes:
        content = self._result.serialize(format="json")
        assert content is not None
        made = ox.parse_query_results(content, format=formats.RESULTS["json"]).serialize(format=formats.RESULTS[form])
        assert made is not None
        return made


class _Triples(Triples):
    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    def __iter__(self) -> Iterator[Triple]:
        return (Triple(*map(from_rdflib, triple)) for triple in self._graph)

    def ntriples(self) -> bytes:
        return "".join(f"{triple} .\n" for triple in self).encode("utf-8")


class RdflibStore:
    """Triples in an ``rdflib.Dataset``."""

    def __init__(self, base: str = vocabulary.DEFAULT_BASE) -> None:
        self.base = base
        self.ontology = BUNDLED
        self._dataset = rdflib.Dataset(default_union=False)
        self._graph = self._dataset.graph(_DEFAULT)

    def __len__(self) -> int:
        return len(self._graph)

    @property
    def rdflib(self) -> rdflib.Graph:
        graph = _Guarded(self._graph.store, _DEFAULT, bind_namespaces="none")
        for prefix, iri in vocabulary.prefixes(self.base).items():
            graph.bind(prefix, iri)
        return graph

    def triples(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,  # noqa: A002 - RDF's name
    ) -> Iterator[Triple]:
        pattern = [None if term is None else to_rdflib(term) for term in (subject, predicate, object)]
        return (Triple(*map(from_rdflib, triple)) for triple in self._graph.triples(pattern))  # type: ignore[arg-type]

    def query(
        self,
        text: str,
        parameters: Mapping[str, Given] | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> Answer:
        check_query(text)
        with _callable({**query_functions(parameters or {}), **(functions or {})}):
            try:
                result = self._dataset.query(text, initNs=vocabulary.prefixes(self.base))
                if result.type == "ASK":
                    return bool(result.askAnswer)
                if result.type == "SELECT":
                    assert result.bindings is not None  # they are found here, while the functions are known
                    return _Solutions(result)
            except Exception as error:  # pyparsing's, and bare ones
                raise QueryError(f"The query is not valid SPARQL: {error}. Correct it at that place.") from error
        assert result.graph is not None
        return _Triples(result.graph)

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        answer = self.query(text, parameters)
        if not isinstance(answer, Solutions):
            raise QueryError("A SELECT query is needed here.")
        return [dict(zip(answer.names, row, strict=True)) for row in answer]

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        answer = self.query(text, parameters)
        if not isinstance(answer, Solutions):
            raise QueryError("A SELECT query is needed here.")
        rows = list(answer)
        return {name: [_tsv(row[place]) for row in rows] for place, name in enumerate(answer.names)}

    def ask(self, text: str, parameters: Mapping[str, Given] | None = None) -> bool:
        answer = self.query(text, parameters)
        if not isinstance(answer, bool):
            raise QueryError("An ASK query is needed here.")
        return answer

    def construct(self, text: str, parameters: Mapping[str, Given] | None = None) -> Triples:
        answer = self.query(text, parameters)
        if not isinstance(answer, Triples):
            raise QueryError("A CONSTRUCT query is needed here.")
        return answer

    def ntriples(self) -> bytes:
        return "".join(f"{triple} .\n" for triple in self.triples()).encode("utf-8")

    def load(self, path: Path) -> None:
        self.add(list(formats.parse(path)))

    def load_ntriples(self, content: bytes) -> None:
        self.add(quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))

    def add(self, triples: Iterable[Triple], graph: NamedNode | None = None) -> None:
        place = self._graph if graph is None else self._dataset.graph(to_rdflib(graph))
        for triple in triples:
            place.add(tuple(map(to_rdflib, (triple.subject, triple.predicate, triple.object))))  # type: ignore[arg-type]

    def remove(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            self._graph.remove(tuple(map(to_rdflib, (triple.subject, triple.predicate, triple.object))))  # type: ignore[arg-type]

    def snapshot(self) -> RdflibStore:
        copy = RdflibStore(self.base)
        copy.add(self.triples())
        return copy


def _tsv(term: Term | None) -> str:
    """A term as SPARQL 1.1 TSV spells it: numbers and truth values bare, as Oxigraph does."""
    if term is None:
        return ""
    bare = ("integer", "decimal", "double", "boolean")
    if isinstance(term, Literal) and term.datatype.value in {vocabulary.XSD + name for name in bare}:
        return term.value
    return str(term)


@contextmanager
def _callable(functions: Mapping[str, Function]) -> Iterator[None]:
    def called(function: Function) -> Any:
        def call(*terms: Any) -> Any:
            found = function(*map(from_rdflib, terms))
            if found is None:
                raise SPARQLError("no value")
            return to_rdflib(found)

        return call

    names = [rdflib.URIRef(iri) for iri in functions]
    for iri, function in functions.items():
        register_custom_function(rdflib.URIRef(iri), called(function), override=True)
    try:
        yield
    finally:
        for name in names:
            unregister_custom_function(name)
