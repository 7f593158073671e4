"""The engine's results beside those of pySHACL, which is the reference, over plain rdflib graphs."""

from __future__ import annotations

import logging
from collections import Counter

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

from kg.graph import shacl
from kg.graph.store import TripleStore

PREFIXES = """
@prefix : <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EX = "http://example.org/"

# rdflib tells of every ill-typed literal, and the tests are full of them.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)

Row = tuple[str | None, ...]


def parsed(turtle: str) -> TripleStore:
    store = TripleStore()
    store.add(quad.triple for quad in ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE))
    return store


def as_rdflib(store: TripleStore) -> rdflib.Graph:
    """The same graph in rdflib: with the literals as Oxigraph keeps them, and the same blank nodes."""
    graph = rdflib.Graph()
    for triple in store.triples():
        graph.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    return graph


def _to_rdflib(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # rdflib holds "a" and "a"^^xsd:string to be two terms; RDF 1.1 and Oxigraph do not.
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(term.value, datatype=None if plain else term.datatype.value, normalize=False)


def expected(data: TripleStore, shapes: TripleStore) -> Counter[Row]:
    """What pySHACL reports. ``advanced`` is off and nothing is inferred: the data hold their own ontology."""
    _, report, _ = pyshacl.validate(
        as_rdflib(data), shacl_graph=as_rdflib(shapes), advanced=False, inference="none", max_validation_depth=40
    )
    assert isinstance(report, rdflib.Graph)
    node = report.value(predicate=RDF.type, object=SH.ValidationReport)
    columns = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceShape)
    columns += (SH.sourceConstraintComponent, SH.sourceConstraint)
    results = report.objects(node, SH.result)
    return Counter(tuple(_spelled(report.value(result, column)) for column in columns) for result in results)


def _spelled(term: rdflib.term.Node | None) -> str | None:
    return None if term is None else f"_:{term}" if isinstance(term, rdflib.BNode) else term.n3()


def found(data: TripleStore, shapes: TripleStore) -> Counter[Row]:
    return Counter(
        tuple(
            None if term is None else str(term)
            for term in (
                result.focus,
                result.path,
                result.value,
                result.severity,
                result.source_shape,
                result.component,
                result.constraint,
            )
        )
        for result in shacl.validate(data, shapes)
    )


def assert_same(data: TripleStore, shapes: TripleStore, count: int | None = None) -> None:
    """The same results as pySHACL; ``count`` guards against both finding nothing."""
    ours, theirs = found(data, shapes), expected(data, shapes)
    assert ours == theirs
    if count is not None:
        assert ours.total() == count
