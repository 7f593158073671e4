"""Rows to triples: the worked example triple by triple, and the way back from a thing to its row."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

import kg
from kg.findings import Finding, Severity
from kg.graph.store import TripleStore
from kg.intake.load import locate, read_packages
from kg.intake.mapping import BATCH, Place, Trace, load_mapping, map_package
from kg.intake.package import read_package
from kg.intake.schema import table_names
from kg.vocabulary import CODE, PK, PROV
from tests.support import ID, EditablePackage

pk, oa, code, thing = (rdflib.Namespace(iri) for iri in (PK, "http://www.w3.org/ns/oa#", CODE, ID))
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, datatype: str) -> rdflib.Literal:
    return rdflib.Literal(text, datatype=rdflib.URIRef(XSD + datatype), normalize=False)


@pytest.fixture(scope="module")
def mapped(example: Path) -> tuple[rdflib.Graph, Trace]:
    """What the mapping makes, before anything is derived."""
    store, trace = TripleStore(), Trace()
    package, findings = read_package(example)
    assert findings == []
    map_package(package, store, trace)
    return store.rdflib, trace


def about(graph: rdflib.Graph, path: str) -> set[tuple[str, object]]:
    """Predicates, by their local names, and objects of a thing."""
    pairs = graph.predicate_objects(thing[path])
    return {(str(predicate).rpartition("/")[2].rpartition("#")[2], value) for predicate, value in pairs}


SIGNED, PLANNED = thing["evidence/example/0-97"], thing["evidence/example/98-142"]


def test_a_partnership(mapped: tuple[rdflib.Graph, Trace]) -> None:
    name = "exampleton-sampleford-logistics"
    participations = {
        ("participation", thing[f"participation/{name}/region-xx-exampleton"]),
        ("participation", thing[f"participation/{name}/institution-port-of-sampleford"]),
    }
    found = about(mapped[0], f"partnership/{name}")
    assert found - {(p, o) for p, o in found if p == "prefLabel"} == participations | {
        ("type", pk.Agreement),
        ("agreementKind", code["agreement-kind/framework"]),
        ("sector", code["sector/logistics"]),
        ("evidence", SIGNED),
    }
    assert {label.language for label in mapped[0].objects(thing[f"partnership/{name}"], SKOS.prefLabel)} == {"en", "zh"}  # type: ignore[union-attr]


def test_a_participation(mapped: tuple[rdflib.Graph, Trace]) -> None:
    assert about(mapped[0], "participation/exampleton-sampleford-logistics/region-xx-exampleton") == {
        ("type", pk.Participation),
        ("partnership", thing["partnership/exampleton-sampleford-logistics"]),
        ("party", thing["region/xx-exampleton"]),
        ("role", code["role/signatory"]),
        ("evidence", SIGNED),
    }


def test_a_stage(mapped: tuple[rdflib.Graph, Trace]) -> None:
    assert about(mapped[0], "stage/exampleton-sampleford-logistics-signed") == {
        ("type", pk.StageClaim),
        ("about", thing["partnership/exampleton-sampleford-logistics"]),
        ("stage", code["stage/signed"]),
        ("asOf", typed("2024-03-12", "date")),
        ("asOfPrecision", code["date-precision/day"]),
        ("timeBasis", code["time-basis/stated"]),
        ("assertedBy", thing["source/example"]),
        ("evidence", SIGNED),
    }


def test_a_figure(mapped: tuple[rdflib.Graph, Trace]) -> None:
    assert about(mapped[0], "observation/exampleton-sampleford-containers-2025") == {
        ("type", pk.Target),
        ("about", thing["partnership/exampleton-sampleford-logistics"]),
        ("measure", code["measure/containerThroughput"]),
        ("value", typed("20000", "decimal")),
        ("bound", code["bound/exact"]),
        ("unit", code["unit/TEU"]),
        ("periodStart", typed("2025-01-01", "date")),
        ("periodEnd", typed("2025-12-31", "date")),
        ("asOf", typed("2024-03-13", "date")),
        ("asOfPrecision", code["date-precision/day"]),
        ("timeBasis", code["time-basis/assumed"]),
        ("assertedBy", thing["source/example"]),
        ("originalText", rdflib.Literal("20,000")),
        ("evidence", PLANNED),
    }


def test_a_passage(mapped: tuple[rdflib.Graph, Trace]) -> None:
    from kg.intake.worked_example import EXAMPLE_TEXT
    from kg.source_text import sha256

    assert about(mapped[0], "evidence/example/98-142") == {
        ("type", pk.Evidence),
        ("hasSource", thing["source/example"]),
        ("hasSelector", thing["evidence/example/98-142/selector"]),
        ("sha256", rdflib.Literal(sha256(EXAMPLE_TEXT[98:142]))),
    }
    # Oxigraph keeps every kind of integer as xsd:integer.
    assert about(mapped[0], "evidence/example/98-142/selector") == {
        ("type", oa.TextPositionSelector),
        ("start", typed("98", "integer")),
        ("end", typed("142", "integer")),
    }


def test_the_way_back_does_not_get_into_the_graph(mapped: tuple[rdflib.Graph, Trace]) -> None:
    graph, trace = mapped
    assert set(graph.objects(None, rdflib.URIRef(PROV + "wasDerivedFrom"))) == set()
    assert trace.find(f"{ID}region/xx-sampleford") == Place("mine/regions.csv", "regions", 4)
    assert trace.find(f"{ID}stage/exampleton-sampleford-logistics-signed") == Place("mine/stages.csv", "stages", 2)
    assert trace.find(f"{ID}evidence/example/98-142") == Place("mine/evidence.csv", "evidence", 3)
    assert trace.find(f"{ID}region/nowhere") is None
    for subject in set(graph.subjects(RDF.type)):
        assert trace.find(str(subject)), subject


def test_cells_with_several_values_and_languages(package: EditablePackage) -> None:
    package.set("regions", 3, "alt_zh", "甲;乙 ; 甲;")
    package.set("regions", 3, "note_en", "a; b")
    package.set("partnerships", 2, "sectors", "logistics;health")
    package.set("observations", 2, "asserted_by", "institution/port-of-sampleford")
    package.set("observations", 2, "out_of", "25000.50")
    graph = kg.build(package.folder).graph
    region = thing["region/xx-exampleton"]
    assert set(graph.objects(region, SKOS.altLabel)) == {
        rdflib.Literal("甲", lang="zh"),
        rdflib.Literal("乙", lang="zh"),
    }
    assert set(graph.objects(region, SKOS.note)) == {rdflib.Literal("a; b", lang="en")}
    sectors = set(graph.objects(thing["partnership/exampleton-sampleford-logistics"], pk.sector))
    assert sectors == {code["sector/logistics"], code["sector/health"]}
    figure = thing["observation/exampleton-sampleford-containers-2025"]
    assert set(graph.objects(figure, pk.assertedBy)) == {thing["institution/port-of-sampleford"]}
    assert [float(value) for value in graph.objects(figure, pk.outOf)] == [25000.5]  # type: ignore[arg-type]


def test_values_keep_every_digit(package: EditablePackage) -> None:
    for text in ("12345678901234567890", "0.123456789012345678", "1839000000", "7.3", "0"):
        package.set("observations", 2, "value", text)
        graph = kg.build(package.folder).graph
        (value,) = graph.objects(thing["observation/exampleton-sampleford-containers-2025"], pk.value)
        assert str(value) == text


def test_every_table_has_its_mapping() -> None:
    assert [load_mapping(name).name for name in table_names()] == list(table_names())


def test_more_rows_than_one_batch(package: EditablePackage) -> None:
    header, *rows = package.rows("regions")
    many = [[f"xx-{i}", *rows[1][1:]] for i in range(BATCH + 5)]
    package.write("regions", [header, *rows, *many])
    store, trace = TripleStore(), Trace()
    read, findings = read_package(package.folder)
    assert findings == []
    map_package(read, store, trace)
    (row,) = store.select("SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a pk:AdministrativeRegion }")
    assert int(row["n"].value) == BATCH + 8  # type: ignore[union-attr]
    assert trace.find(f"{ID}region/xx-{BATCH + 4}") == Place("mine/regions.csv", "regions", BATCH + 9)


def test_one_passage_cited_by_many_rows_does_not_slow_the_mapping(package: EditablePackage) -> None:
    """Each row notes the passage it cites; looking for it among all earlier ones would be quadratic."""
    trace = Trace()
    for row in range(200_000):
        trace.add(f"{ID}evidence/example/0-97", Place("mine/stages.csv", "stages", row))
    assert trace.find(f"{ID}evidence/example/0-97") == Place("mine/stages.csv", "stages", 0)


# From a finding of the graph to the row


def finding(node: str, field: str, value: str = "") -> Finding:
    return Finding(Severity.WARNING, "shape", "A sentence.", field=field, value=value, node=ID + node)


def test_a_finding_is_led_back_to_its_row_and_column(package: EditablePackage) -> None:
    packages, _ = read_packages([package.folder])
    store, trace = TripleStore(), Trace()
    map_package(packages[0], store, trace)
    found = locate(
        [
            finding("region/xx-exampleton", "gist_en, name_en, name_zh, title_en", "示例市"),
            finding("region/xx-sampleford", "level, parent", f"{ID}region/xx"),
            finding("region/xx", "latitude, start", "7"),
            finding("observation/exampleton-sampleford-containers-2025", "period_end, period_start", "2025-01-01"),
            finding("region/unknown", "parent", "x"),
            finding("dataset/mine", "title", "x"),
        ],
        trace,
        packages,
    )
    assert {(item.node.removeprefix(ID), item.file, item.row, item.field) for item in found} == {
        ("region/xx-exampleton", "mine/regions.csv", 3, "name_zh"),
        ("region/xx-sampleford", "mine/regions.csv", 4, "parent"),
        ("region/xx", "mine/regions.csv", 2, "latitude, start"),
        ("observation/exampleton-sampleford-containers-2025", "mine/observations.csv", 2, "period_start"),
        ("region/unknown", "", 0, "parent"),
        ("dataset/mine", "mine/datapackage.json", 1, "title"),
    }
