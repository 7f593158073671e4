"""JSON-LD with the published context: nothing is lost, nothing is fetched, and every term of the ontology is in it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import OWL, RDF, RDFS

from kg import vocabulary
from kg.errors import DataError
from kg.graph.writing.jsonld import jsonld
from kg.knowledge_graph import KnowledgeGraph
from tests.graph.test_canonical import iris, literals

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
CONTEXT: dict[str, Any] = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]

#: Properties whose terms read their values in each of the ways there are.
PROPERTIES = [
    ox.NamedNode(vocabulary.PK + name)
    for name in ("about", "asOf", "openEnded", "value", "characters", "publisher", "post", "sha256", "Claim")
] + [ox.NamedNode(vocabulary.RDF + "type"), ox.NamedNode(vocabulary.SKOS + "prefLabel")]
dates = st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode(vocabulary.XSD + "date")))
numbers = st.integers(-(10**18), 10**18).map(ox.Literal)
classes = st.sampled_from([vocabulary.PK + "Claim", vocabulary.SKOS + "Concept", vocabulary.PK + "nothing"])
values = st.one_of(iris, literals, dates, numbers, classes.map(ox.NamedNode))
graphs = st.one_of(st.just(ox.DefaultGraph()), iris)
quads = st.builds(ox.Quad, iris, st.one_of(iris, st.sampled_from(PROPERTIES)), values, graphs)


def read(text: str) -> set[ox.Quad]:
    return set(ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))


@settings(max_examples=200, deadline=None)
@given(st.lists(quads, max_size=12))
def test_any_quads_survive_whatever_the_terms_expect(made: list[ox.Quad]) -> None:
    text = "".join(jsonld(made))
    stored = ox.Store()
    stored.extend(made)
    assert read(text) == set(stored)
    shuffled = list(made)
    random.Random(0).shuffle(shuffled)
    assert "".join(jsonld(shuffled)) == text


def test_rdflib_reads_what_was_written() -> None:
    """One value of each kind under each property: rdflib's reader is another one than Oxigraph's."""
    xsd = vocabulary.XSD
    objects = [
        ox.Literal("plain"),
        ox.Literal("词", language="zh"),
        ox.Literal("word", language="en"),
        ox.Literal("2017-07-28", datatype=ox.NamedNode(xsd + "date")),
        ox.Literal("4240000000", datatype=ox.NamedNode(xsd + "decimal")),
        ox.Literal("0.7", datatype=ox.NamedNode(xsd + "decimal")),
        ox.Literal("12345678901234567890", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("3698", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("true", datatype=ox.NamedNode(xsd + "boolean")),
        ox.NamedNode("http://x/a"),
        ox.NamedNode(vocabulary.CODE + "stage/signed"),
    ]
    made = [
        ox.Quad(ox.NamedNode(f"http://x/s{index}"), predicate, value)
        for predicate in PROPERTIES
        for index, value in enumerate(objects)
    ]
    lines = "".join(f"{quad} .\n" for quad in made)
    ours = rdflib.Graph().parse(data="".join(jsonld(made)), format="json-ld")
    assert set(ours) == set(rdflib.Graph().parse(data=lines, format="nt"))


def test_every_class_and_property_of_the_ontology_is_in_the_context() -> None:
    ontology = rdflib.Graph()
    for path in (ONTOLOGY / "modules").glob("*.ttl"):
        ontology.parse(path)
    expanded = {
        (value["@id"] if isinstance(value, dict) else value).replace("pk:", vocabulary.PK): value
        for value in CONTEXT.values()
        if value != 1.1
    }
    terms = {
        term
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        for term in ontology.subjects(RDF.type, kind)
        if str(term).startswith(vocabulary.PK)
    }
    assert len(terms) > 70
    for term in terms:
        name = str(term).removeprefix(vocabulary.PK)
        assert name in CONTEXT, f"{name}: add it to ontology/context.jsonld"
        reading = expanded[str(term)].get("@type") if isinstance(expanded[str(term)], dict) else None
        assert (reading == "@id") == ((term, RDF.type, OWL.ObjectProperty) in ontology), name
        ranged = str(ontology.value(term, RDFS.range) or "")
        if ranged.startswith(vocabulary.XSD) and not ranged.endswith("#string"):
            assert reading == ranged.replace(vocabulary.XSD, "xsd:"), name


def test_the_context_says_nothing_of_terms_that_the_ontology_has_not() -> None:
    ontology = "".join(path.read_text(encoding="utf-8") for path in (ONTOLOGY / "modules").glob("*.ttl"))
    for name, value in CONTEXT.items():
        iri = value.get("@id", "") if isinstance(value, dict) else str(value)
        if iri.startswith("pk:"):
            assert f"\n{iri} a owl:" in ontology, name


def test_the_context_has_the_prefixes_that_the_package_writes() -> None:
    for prefix, namespace in vocabulary.PREFIXES.items():
        # A list and the property that takes its codes share a name: stage:signed, and pk:stage.
        assert CONTEXT[f"code-{prefix}" if prefix in vocabulary.CODE_LISTS else prefix] == namespace


def test_the_context_of_an_export_is_written_out(knowledge: KnowledgeGraph) -> None:
    document = json.loads(knowledge.export("json-ld"))
    assert document["@context"].items() >= CONTEXT.items()
    rest = {name: value for name, value in document["@context"].items() if name not in CONTEXT}
    assert all(value.startswith(vocabulary.DEFAULT_BASE) for value in rest.values())
    texts = [text for text in json.dumps(document["@context"]).split('"') if text.startswith("http")]
    assert all(text.endswith(("/", "#")) for text in texts), "a namespace, never a document to fetch"


def test_the_export_is_the_graph_as_a_build_writes_it(knowledge: KnowledgeGraph, built: Path) -> None:
    written = set(ox.parse(path=str(built / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    text = knowledge.export("json-ld")
    assert read(text) == written
    haiyan = next(node for node in json.loads(text)["@graph"] if node["id"] == "id-region:cn-jiaxing-haiyan")
    assert haiyan["prefLabel"]["zh"] == "海盐县"
    assert haiyan["parentRegion"] == "id-region:cn-jiaxing"
    for line in text.splitlines()[text.splitlines().index('"@graph": [') + 1 : -1]:
        node = json.loads(line.removesuffix(","))
        assert list(node) == sorted(node)


def test_what_json_ld_would_misread_is_refused() -> None:
    for iri in ("pk:x", "urn:x"):
        quad = ox.Quad(ox.NamedNode(iri), ox.NamedNode("http://x/p"), ox.Literal("a"))
        if iri == "urn:x":
            assert read("".join(jsonld([quad]))) == {quad}
        else:
            with pytest.raises(DataError, match="prefix"):
                list(jsonld([quad]))
    with pytest.raises(DataError, match="blank node"):
        list(jsonld([ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://x/p"), ox.Literal("a"))]))
