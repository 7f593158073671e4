"""Each shape against one graph that is right and at least one change that makes it wrong.

pySHACL, the reference engine, judges. A case is a SPARQL update of the right graph, and names every shape that must
then report, with its node: a shape that stays silent fails the test, and so does one that speaks out of turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.plugins.sparql import processor

from tests.ontology.shape_cases import (
    CASES,
    CODE,
    EXAMPLE,
    GOOD,
    LISTS,
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


def findings(data: Graph) -> dict[str, set[str]]:
    """What pySHACL reports: shape -> nodes, both by their local names."""
    _, report, _ = pyshacl.validate(with_super_types(data), shacl_graph=part("shapes"), allow_warnings=False)
    assert isinstance(report, Graph)
    found: dict[str, set[str]] = {}
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        node = str(report.value(result, SH.focusNode)).removeprefix(str(EXAMPLE)).removeprefix(CODE)
        found.setdefault(str(shape).removeprefix(str(SHAPE)), set()).add(node)
        severity = report.value(result, SH.resultSeverity)
        assert severity == part("shapes").value(shape, SH.severity), f"{shape} reports as {severity}"
    return found


def reporting_shapes() -> set[str]:
    """The shapes that can appear as the source of a finding."""
    nested = {f"in-{name}-scheme" for name in LISTS}
    return {str(shape).removeprefix(str(SHAPE)) for shape in part("shapes").subjects(SH.severity)} - nested


@pytest.fixture(scope="module", autouse=True)
def queries_are_parsed_once() -> Iterator[None]:
    """pySHACL hands rdflib the text of a constraint anew for every node; parsing it is nearly all the time there is."""
    parsed = cache(processor.prepareQuery)
    run = processor.SPARQLProcessor.query

    def query(self: processor.SPARQLProcessor, text: Any, *rest: Any, **more: Any) -> Any:
        return run(self, parsed(text) if isinstance(text, str) else text, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor.SPARQLProcessor, "query", query)
        yield


def test_nothing_is_reported_on_a_graph_that_is_right() -> None:
    assert findings(good()) == {}


def test_nothing_is_reported_on_the_ontology_and_its_code_lists() -> None:
    assert findings(part("codelists")) == {}


@pytest.mark.parametrize("wrong", CASES, ids=lambda wrong: "+".join(wrong.reports))
def test_what_is_wrong_is_reported_and_nothing_else(wrong: Case) -> None:
    data = Graph() + good()
    before = set(data)
    data.update("".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + wrong.update)
    assert set(data) != before, "the update changes nothing"
    assert findings(data) == {shape: set(nodes.split()) for shape, nodes in wrong.reports.items()}


def test_every_shape_has_a_case() -> None:
    assert reporting_shapes() == {shape for wrong in CASES for shape in wrong.reports}
