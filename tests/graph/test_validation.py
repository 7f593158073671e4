"""From the engine's results to findings: words, columns, order."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import assets
from kg.errors import QueryError, SourceError
from kg.findings import Finding, Severity, sort_key
from kg.graph.store import TripleStore
from kg.graph.validation import load_shapes, validate

PREFIXES = """
@prefix : <http://example.org/> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:Deal rdfs:subClassOf :Thing .
:one a :Deal ; :day "2017-02-30"^^xsd:date ; :size -4 ; :party :nobody .
:two a :Deal ; :day "2017-02-03"^^xsd:date ; :size 4 ; :party :one .
"""


def parsed(turtle: str) -> TripleStore:
    store = TripleStore()
    store.add(quad.triple for quad in ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE))
    return store


def findings(shapes: str, data: str = DATA) -> list[Finding]:
    return validate(parsed(data), parsed(shapes))


def test_finding_of_a_property_shape() -> None:
    shapes = """
    :deal a sh:NodeShape ; sh:targetClass :Thing ; sh:property :deal-day .
    :deal-day sh:path :day ; sh:datatype xsd:date ; pk:column "day" ; sh:severity sh:Warning ;
        sh:message "There is no such day."@en , "没有这一天。"@zh .
    """
    assert findings(shapes) == [
        Finding(
            severity=Severity.WARNING,
            code="deal-day",
            message_en="There is no such day.",
            message_zh="没有这一天。",
            field="day",
            value="2017-02-30",
            node="http://example.org/one",
        )
    ]


def test_a_shape_whose_iri_ends_in_a_slash_has_a_code() -> None:
    shapes = """
    <http://example.org/deal-shape/> a sh:NodeShape ; sh:targetNode :one ; sh:nodeKind sh:Literal .
    """
    (finding,) = findings(shapes)
    assert finding.code == "deal-shape"
    assert finding.message_en == "This does not satisfy sh:nodeKind of the shape deal-shape."


def test_severities() -> None:
    for name, severity in {"Violation": "violation", "Warning": "warning", "Info": "info"}.items():
        shapes = f":S sh:targetNode :one ; sh:path :nothing ; sh:minCount 1 ; sh:severity sh:{name} ."
        assert [finding.severity for finding in findings(shapes)] == [severity]
    own = ":S sh:targetNode :one ; sh:path :nothing ; sh:minCount 1 ; sh:severity :Disaster ."
    assert findings(own)[0].severity is Severity.VIOLATION


def test_constraint_speaks_before_its_shape() -> None:
    shapes = """
    :S a sh:NodeShape ; sh:targetClass :Deal ; pk:column "size" ;
        sh:message "Shape."@en , "形状。"@zh ; sh:sparql :query .
    :query sh:message "Size {?value} of {$this} at {?path}; {?more} {?unknown}."@en ; pk:column "amount" ;
        sh:select '''SELECT $this (<http://example.org/size> AS ?path) ?value ?more WHERE
                     { $this <http://example.org/size> ?value FILTER(?value < 0) BIND("more" AS ?more) }''' .
    """
    (finding,) = findings(shapes)
    assert finding.message_en == ("Size -4 of http://example.org/one at http://example.org/size; more {?unknown}.")
    assert finding.message_zh == "形状。"
    assert (finding.code, finding.field, finding.value) == ("S", "amount", "-4")


def test_query_speaks_before_its_constraint() -> None:
    shapes = """
    :S a sh:NodeShape ; sh:targetNode :one ; sh:sparql [ sh:message "Constraint."@en , "约束。"@zh ;
        sh:select "SELECT $this ?message WHERE { BIND('查询。'@zh AS ?message) }" ] .
    """
    (finding,) = findings(shapes)
    assert (finding.message_en, finding.message_zh) == ("Constraint.", "查询。")


def test_placeholders_in_core_messages() -> None:
    shapes = (
        ':S sh:targetClass :Deal ; sh:path :size ; sh:minInclusive 0 ; sh:message "{?value} on {$this}, {?path}." .'
    )
    (finding,) = findings(shapes)
    assert finding.message_en == "-4 on http://example.org/one, http://example.org/size."


def test_value_is_not_read_as_a_placeholder() -> None:
    data = ':one :text "{$this}" .'
    shapes = ':S sh:targetNode :one ; sh:path :text ; sh:maxLength 2 ; sh:message "Too long: {?value}."@en .'
    assert findings(shapes, data)[0].message_en == "Too long: {$this}."


def test_default_messages() -> None:
    (finding,) = findings(":S sh:targetNode :one ; sh:path :nothing ; sh:minCount 1 .")
    assert finding.message_en == "This does not satisfy sh:minCount of the shape S."
    assert finding.message_zh == "此处不符合形状S的约束sh:minCount。"


def test_nameless_shape_has_the_code_of_its_parent() -> None:
    shapes = ":deal a sh:NodeShape ; sh:targetClass :Deal ; sh:property [ sh:path :party ; sh:class :Deal ] ."
    (finding,) = findings(shapes)
    assert (finding.code, finding.value) == ("deal", "http://example.org/nobody")
    alone = "[] sh:targetClass :Deal ; sh:path :party ; sh:class :Deal ."
    assert findings(alone)[0].code == "ClassConstraintComponent"


def test_several_columns() -> None:
    shapes = ':S sh:targetNode :one ; sh:path :nothing ; sh:minCount 1 ; pk:column "b" , "a" .'
    assert findings(shapes)[0].field == "a, b"


def test_each_finding_once_and_sorted() -> None:
    shapes = """
    :P sh:path :size ; sh:maxInclusive -9 ; sh:severity sh:Info .
    :Q sh:path :day ; sh:maxCount 0 .
    :S a sh:NodeShape ; sh:targetClass :Deal ; sh:property :P , :Q .
    :T a sh:NodeShape ; sh:targetClass :Thing ; sh:property :P .
    """
    found = findings(shapes)
    assert len(found) == 4
    assert found == sorted(found, key=sort_key)
    assert found[0].severity is Severity.VIOLATION


def test_nothing_wrong() -> None:
    assert findings(":S sh:targetClass :Deal ; sh:path :size ; sh:minCount 1 .") == []
    assert validate(TripleStore(), TripleStore()) == []


def test_errors_pass_through() -> None:
    with pytest.raises(SourceError, match="sh:js"):
        findings(":S sh:targetClass :Deal ; sh:js [] .")
    with pytest.raises(QueryError, match="SERVICE"):
        findings(
            ":S a sh:NodeShape ; sh:targetClass :Deal ; sh:sparql "
            "[ sh:select 'SELECT $this WHERE { SERVICE <http://example.org/> { $this ?p ?o } }' ] ."
        )


def test_load_shapes(tmp_path: Path) -> None:
    """Blank nodes of two files stay apart, also where the files give them one name."""
    for name, path in {"one": ":day", "two": ":size"}.items():
        text = f"{PREFIXES} :{name} a sh:NodeShape ; sh:targetClass :Deal ; sh:property _:p . _:p sh:path {path} ."
        (tmp_path / f"{name}.ttl").write_text(text + " _:p sh:maxCount 0 .", encoding="utf-8")
    shapes = load_shapes(sorted(tmp_path.glob("*.ttl")))
    assert [finding.code for finding in validate(parsed(DATA), shapes)] == ["one", "one", "two", "two"]


def test_load_shapes_that_are_no_turtle(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text(":S a", encoding="utf-8")
    with pytest.raises(SourceError, match=r"bad\.ttl"):
        load_shapes([tmp_path / "bad.ttl"])
    with pytest.raises(SourceError, match=r"missing\.ttl"):
        load_shapes([tmp_path / "missing.ttl"])


def test_bundled_shapes_speak_both_languages() -> None:
    """The ontology alone breaks no rule; a claim about nothing breaks some, and each is told in two languages."""
    data = TripleStore()
    for part in ("modules", "codelists"):
        for path in assets.ontology_files(part, ".ttl"):
            data.load(path)
    assert validate(data) == []
    claim = ox.NamedNode("http://example.org/claim")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    data.add([ox.Triple(claim, kind, ox.NamedNode("https://w3id.org/partnership-kg/ont#Achievement"))])
    found = validate(data)
    assert {finding.field for finding in found} >= {"about", "as_of", "measure", "value"}
    assert all(finding.message_en and finding.message_zh and finding.node == claim.value for finding in found)
    assert not any("This does not satisfy" in finding.message_en for finding in found)
