"""The figures as an RDF Data Cube: the constraints of the recommendation, and what the table of figures says."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS

import kg
from kg import vocabulary
from kg.knowledge_graph import KnowledgeGraph
from tests.answers.cube_constraints import CONSTRAINTS
from tests.support import ID, ROOT, EditablePackage

QB = rdflib.Namespace(vocabulary.QB)
CUBE = rdflib.Namespace(vocabulary.CUBE)
THING = rdflib.Namespace(ID)
VALUE = rdflib.URIRef(vocabulary.SDMX_MEASURE + "obsValue")
UNIT = rdflib.URIRef(vocabulary.SDMX_ATTRIBUTE + "unitMeasure")


def store_of(text: str) -> ox.Store:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return store


def breaches(store: ox.Store) -> list[str]:
    prefixes = vocabulary.prefixes()
    return [name for name, ask in CONSTRAINTS.items() if bool(store.query(ask, prefixes=prefixes))]


@pytest.fixture(scope="module")
def text(knowledge: KnowledgeGraph) -> str:
    return knowledge.export("data-cube")


@pytest.fixture(scope="module")
def cube(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, str]]:
    path = ROOT / "data" / "jiaxing-shanghai-2017" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_cube_breaks_no_constraint(text: str) -> None:
    assert breaches(store_of(text)) == []
    assert "HierarchicalCodeList" not in text, "IC-20 and IC-21 would apply"


def test_the_cube_of_no_figures_breaks_none_either(empty: KnowledgeGraph) -> None:
    assert breaches(store_of(empty.export("data-cube"))) == []


SPOILS = {
    "IC-1": "DELETE { ?o qb:dataSet ?d } WHERE { ?o qb:dataSet ?d }",
    "IC-2": "DELETE { ?o qb:structure ?d } WHERE { ?o qb:structure ?d }",
    "IC-3": "DELETE { ?m a qb:MeasureProperty } WHERE { ?m a qb:MeasureProperty }",
    "IC-4": "DELETE { cube:via rdfs:range ?r } WHERE { cube:via rdfs:range ?r }",
    "IC-5": "DELETE { cube:sector qb:codeList ?r } WHERE { cube:sector qb:codeList ?r }",
    "IC-6": "INSERT { ?c qb:componentRequired false } WHERE { ?c qb:componentProperty cube:via }",
    "IC-7": "DELETE { ?d qb:sliceKey ?k } WHERE { ?d qb:sliceKey ?k }",
    "IC-8": "INSERT DATA { cube:byMeasureAndUnit qb:componentProperty cube:colour }",
    "IC-9": "DELETE { ?s qb:sliceStructure ?k } WHERE { ?s qb:sliceStructure ?k }",
    "IC-10": "DELETE { ?s cube:unit ?u } WHERE { ?s a qb:Slice ; cube:unit ?u }",
    "IC-11": "DELETE { ?o cube:origin ?u } WHERE { ?o a qb:Observation ; cube:origin ?u }",
    "IC-12": "DELETE { ?o ?d ?v } INSERT { ?o ?d cube:notStated } WHERE { ?d a qb:DimensionProperty . ?o ?d ?v }",
    "IC-13": "DELETE { ?o sdmx-attribute:unitMeasure ?u } WHERE { ?o sdmx-attribute:unitMeasure ?u }",
    "IC-14": "DELETE { ?o sdmx-measure:obsValue ?u } WHERE { ?o sdmx-measure:obsValue ?u }",
    "IC-18": "INSERT { ?d qb:slice <http://x/s> . <http://x/s> qb:observation <http://x/o> } WHERE { ?d a qb:DataSet }",
    "IC-19": "DELETE { ?c skos:inScheme cube:units } WHERE { ?c skos:inScheme cube:units }",
}


@pytest.mark.parametrize("number", SPOILS)
def test_a_spoilt_cube_breaks_the_constraint(number: str, text: str) -> None:
    """The constraints are ours to have typed: each must be able to find what it is about."""
    store = store_of(text)
    store.update(SPOILS[number], prefixes=vocabulary.prefixes())
    assert any(name.split()[0] == number for name in breaches(store))


def test_every_figure_is_one_observation_with_the_value_of_the_table(
    cube: rdflib.Graph, figures: dict[str, dict[str, str]]
) -> None:
    assert len(set(cube.subjects(RDF.type, QB.Observation))) == len(figures) == 39
    for name, row in figures.items():
        observation = THING[f"observation/{name}/cube"]
        assert cube.value(observation, CUBE.claim) == THING[f"observation/{name}"]
        value = cube.value(observation, VALUE)
        assert isinstance(value, rdflib.Literal)
        assert Decimal(str(value)) == Decimal(row["value"])
        assert value.datatype == rdflib.XSD.decimal
        unit = rdflib.URIRef(f"{vocabulary.CODE}unit/{row['unit']}")
        assert cube.value(observation, CUBE.unit) == cube.value(observation, UNIT) == unit
        assert cube.value(observation, CUBE.kind) == CUBE[row["class"].lower()]
        assert cube.value(observation, CUBE.bound) == rdflib.URIRef(f"{vocabulary.CODE}bound/{row['bound']}")
        assert cube.value(observation, CUBE.source) == THING[f"source/{row['source']}"]


@pytest.mark.parametrize(
    ("dimension", "column", "kind"),
    [
        ("origin", "origin", ""),
        ("destination", "destination", ""),
        ("via", "via", ""),
        ("sector", "sectors", "sector/"),
        ("capitalKind", "capital_kind", "capital-kind/"),
        ("measure", "measure", "measure/"),
    ],
)
def test_a_dimension_says_what_the_table_says_or_that_it_is_not_stated(
    dimension: str, column: str, kind: str, cube: rdflib.Graph, figures: dict[str, dict[str, str]]
) -> None:
    stated = 0
    for name, row in figures.items():
        values = [value for value in row[column].split(";") if value]
        place = (vocabulary.CODE + kind) if kind else ID
        expected = {0: CUBE.notStated, 1: rdflib.URIRef(place + (values or [""])[0])}.get(len(values), CUBE.several)
        assert set(cube.objects(THING[f"observation/{name}/cube"], CUBE[dimension])) == {expected}, name
        stated += bool(values)
    assert stated


def test_periods_are_those_of_the_table(cube: rdflib.Graph) -> None:
    def period(name: str) -> rdflib.term.Node | None:
        return cube.value(THING[f"observation/{name}/cube"], CUBE.period)

    quarter, half = (period(f"port-area-domestic-capital-2017-{span}") for span in ("q1", "h1"))
    assert quarter == THING["cube/period/2017-01-01/2017-03-31"]
    assert half == THING["cube/period/2017-01-01/2017-06-30"]
    # A figure without a period stands for the day that it is as of.
    assert period("financing-circle-financing") == THING["cube/period/2017-03-31"]
    assert {str(label) for label in cube.objects(period("financing-circle-financing"), RDFS.label)} == {
        "as of 2017-03-31",
        "截至2017-03-31",
    }


def test_a_part_leads_to_its_whole(cube: rdflib.Graph) -> None:
    part, whole = (THING[f"observation/port-area-domestic-capital-2017-{span}/cube"] for span in ("q1", "h1"))
    assert cube.value(part, CUBE.within) == whole
    assert (whole, RDF.type, QB.Observation) in cube


def test_slices_hold_what_counts_the_same_in_the_same_unit(
    cube: rdflib.Graph, figures: dict[str, dict[str, str]]
) -> None:
    expected: dict[tuple[str, str], set[str]] = {}
    for name, row in figures.items():
        expected.setdefault((row["measure"], row["unit"]), set()).add(name)
    assert set(cube.subjects(RDF.type, QB.Slice)) == {
        THING[f"cube/slice/{measure}/{unit}"] for measure, unit in expected
    }
    # Said to lie inside another of their slice, or limits of what is otherwise added: read off the table.
    left_out = {"fund-town-projects-jiaxing", "fund-town-capital-jiaxing", "port-area-domestic-capital-2017-q1"}
    left_out |= {"nanhu-capital-from-shanghai-2017", "xiuzhou-promotion-events-2017", "port-area-aerospace-park-area"}
    left_out |= {"xiuzhou-projects-via-shanghai-2017", "xiuzhou-technology-projects-2017"}
    for (measure, unit), names in expected.items():
        slice_ = THING[f"cube/slice/{measure}/{unit}"]
        assert set(cube.objects(slice_, QB.observation)) == {
            THING[f"observation/{name}/cube"] for name in names - left_out
        }
        # How many are left out is said, in both languages.
        said = [str(comment) for comment in cube.objects(slice_, rdflib.RDFS.comment)]
        missing = len(names & left_out)
        assert len(said) == (2 if missing else 0)
        assert all(str(missing) in comment for comment in said)


def test_several_sectors_are_one_code_and_all_of_them_an_attribute(
    bundled_copy: EditablePackage, figures: dict[str, dict[str, str]]
) -> None:
    row = 2 + list(figures).index("fund-town-companies")
    bundled_copy.set("observations", row, "sectors", "finance;health")
    text = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder).export("data-cube")
    assert breaches(store_of(text)) == []
    graph = rdflib.Graph().parse(data=text, format="turtle")
    observation = THING["observation/fund-town-companies/cube"]
    assert set(graph.objects(observation, CUBE.sector)) == {CUBE.several}
    assert {str(code).rpartition("/")[2] for code in graph.objects(observation, CUBE.severalSectors)} == {
        "finance",
        "health",
    }


def test_two_sources_for_one_thing_are_two_observations(tmp_path: Path, bundled_copy: EditablePackage) -> None:
    from tests.second_source import tables, write_package

    write_package(tmp_path / "bulletin-2018", tables())
    both = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder, tmp_path / "bulletin-2018")
    text = both.export("data-cube")
    assert breaches(store_of(text)) == []
    graph = rdflib.Graph().parse(data=text, format="turtle")
    older, newer = (
        THING[f"observation/{name}/cube"] for name in ("port-area-domestic-capital-2017-h1", "bulletin-port-area")
    )
    same = (CUBE.subject, CUBE.measure, CUBE.period, CUBE.origin, CUBE.destination, CUBE.unit, VALUE)
    for dimension in same:
        assert graph.value(older, dimension) == graph.value(newer, dimension)
    assert graph.value(older, CUBE.status) == CUBE.superseded
    assert graph.value(newer, CUBE.status) == CUBE.current
