"""Each shape against one graph that is right and at least one change that makes it wrong.

A case is a SPARQL update of the right graph, and names every shape that must then report, with its node: a shape that
stays silent fails the test, and so does one that speaks out of turn. pySHACL, the reference engine, judges the right
graph, and of a wrong one the shapes that must report; that no other does is said by kg's own engine, which
tests/graph holds against pySHACL, and which takes a hundredth of its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.plugins.sparql import processor
from rdflib.term import Node

from kg.graph import shacl
from kg.graph.store import TripleStore
from kg.graph.validation import load_shapes
from tests.ontology.shape_cases import (
    CASES,
    CODE,
    EXAMPLE,
    GOOD,
    LISTS,
    ONTOLOGY,
    PK,
    PREFIXES,
    SH,
    SHAPE,
    SKOS,
    Case,
    part,
)


def with_super_types(data: Graph) -> Graph:
    """The data and the modules in one graph, each thing also of the classes above its class, as the rules make it."""
    graph = part("modules") + data
    for thing, kind in data.subject_objects(RDF.type):
        for above in part("modules").transitive_objects(kind, RDFS.subClassOf):
            if above in PK:
                graph.add((thing, RDF.type, above))
    return graph


@cache
def good() -> Graph:
    """The right graph, with the codes it uses and no others: a code list of hundreds would only cost time."""
    head = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    data = Graph().parse(data=head + GOOD, format="turtle")
    used = {term for term in data.objects() if isinstance(term, URIRef) and str(term).startswith(CODE)}
    spare = "capital-kind/foreign date-precision/year level/county level/town measure/area unit/USD unit/company"
    spare += " unit/ratio measure/coverage measure/growthRate"
    used |= {URIRef(CODE + code) for code in spare.split()}
    for code in sorted(used):
        for triple in part("codelists").triples((code, None, None)):
            data.add(triple)
        for _, _, scheme in part("codelists").triples((code, SKOS.inScheme, None)):
            data.add((scheme, RDF.type, SKOS.ConceptScheme))
            data.remove((code, SKOS.broader, None))
    return data


Findings = dict[str, set[str]]


def findings(data: Graph, shapes: Iterable[URIRef] = ()) -> Findings:
    """What pySHACL reports by these shapes, or by all: shape -> nodes, both by their local names."""
    _, report, _ = pyshacl.validate(
        data, shacl_graph=part("shapes"), allow_warnings=False, use_shapes=sorted(shapes) or None
    )
    assert isinstance(report, Graph)
    found: Findings = {}
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        _told(found, str(shape), str(report.value(result, SH.focusNode)))
        severity = report.value(result, SH.resultSeverity)
        assert severity == part("shapes").value(shape, SH.severity), f"{shape} reports as {severity}"
    return found


def findings_of_kg(data: Graph) -> Findings:
    """What kg's own engine reports by all shapes."""
    store = TripleStore()
    store.add(quad.triple for quad in ox.parse(data.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES))
    found: Findings = {}
    for result in shacl.validate(store, shapes_of_kg()):
        _told(found, str(getattr(result.source_shape, "value", "")), str(getattr(result.focus, "value", "")))
    return found


@cache
def shapes_of_kg() -> TripleStore:
    return load_shapes(sorted((ONTOLOGY / "shapes").glob("*.ttl")))


def _told(found: Findings, shape: str, node: str) -> None:
    found.setdefault(shape.removeprefix(str(SHAPE)), set()).add(node.removeprefix(str(EXAMPLE)).removeprefix(CODE))


def used_with(shape: URIRef) -> set[URIRef]:
    """A shape, those with targets that lead to it, and all that these lead to: pySHACL forgets what it is not told."""
    shapes, leads = (
        part("shapes"),
        (
            SH.property
            | SH.node
            | SH["or"]
            | SH["and"]
            | SH["not"]
            | SH.xone
            | SH.qualifiedValueShape
            | RDF.first
            | RDF.rest
        ),
    )
    tops = {one for one in shapes.subjects(leads * "*", shape) if is_target(one)}
    below = {one for top in tops for one in shapes.objects(top, leads * "*")}
    return {one for one in below if isinstance(one, URIRef) and (one, RDF.type, None) in shapes}


def is_target(shape: Node) -> bool:
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    return any((shape, kind, None) in part("shapes") for kind in kinds)


def reporting_shapes() -> set[str]:
    """The shapes that can appear as the source of a finding."""
    nested = {f"in-{name}-scheme" for name in LISTS}
    return {str(shape).removeprefix(str(SHAPE)) for shape in part("shapes").subjects(SH.severity)} - nested


@pytest.fixture(scope="module", autouse=True)
def queries_are_parsed_once() -> Iterator[None]:
    """pySHACL hands rdflib the text of a constraint anew for every node; parsing it is nearly all the time there is.

    The shapes, which are the same for every case, kg reads and makes queries of once, too.
    """
    parsed = cache(processor.prepareQuery)
    run = processor.SPARQLProcessor.query

    def query(self: processor.SPARQLProcessor, text: Any, *rest: Any, **more: Any) -> Any:
        return run(self, parsed(text) if isinstance(text, str) else text, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor.SPARQLProcessor, "query", query)
        patch.setattr(shacl, "ShapesGraph", cache(shacl.ShapesGraph))
        patch.setattr(shacl, "_compiled", cache(shacl._compiled))
        yield


def test_nothing_is_reported_on_a_graph_that_is_right() -> None:
    data = with_super_types(good())
    assert findings(data) == findings_of_kg(data) == {}


def test_nothing_is_reported_on_the_ontology_and_its_code_lists() -> None:
    data = with_super_types(part("codelists"))
    assert findings(data) == findings_of_kg(data) == {}


@pytest.mark.parametrize("wrong", CASES, ids=lambda wrong: "+".join(wrong.reports))
def test_what_is_wrong_is_reported_and_nothing_else(wrong: Case) -> None:
    data = Graph() + good()
    before = set(data)
    data.update("".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + wrong.update)
    assert set(data) != before, "the update changes nothing"
    data, reports = with_super_types(data), {shape: set(nodes.split()) for shape, nodes in wrong.reports.items()}
    assert findings_of_kg(data) == reports
    asked = {one for shape in reports for one in used_with(SHAPE[shape])}
    told = findings(data, asked)
    assert {shape: told.get(shape) for shape in reports} == reports
    assert set(told) == set(reports)


def test_every_shape_has_a_case() -> None:
    assert reporting_shapes() == {shape for wrong in CASES for shape in wrong.reports}
