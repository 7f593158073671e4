"""Codes by what they are called elsewhere: levels of administration, industrial classes, currencies in any case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef

import kg
from kg.intake import schema
from kg.nearest import folded
from tests.support import EditablePackage

ONTOLOGY = Path(__file__).parents[2] / "ontology"
PK = Namespace("https://w3id.org/partnership-kg/ont#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
CODE = "https://w3id.org/partnership-kg/code/"


def read(part: str, name: str) -> Graph:
    return Graph().parse(ONTOLOGY / part / f"{name}.ttl")


@pytest.mark.parametrize(
    ("said", "level"),
    [("ADM0", "country"), ("adm1", "province"), ("ADM2", "city"), ("ADM3", "county"), ("ADM4", "town"),
     ("NUTS 0", "country"), ("NUTS 1", "province"), ("nuts 2", "city"), ("NUTS 3", "county"),
     ("自治区", "province"), ("自治州", "city"), ("地级市", "city"), ("县级市", "county"), ("旗", "county"),
     ("街道", "town"), ("乡", "town"), ("直辖市", "municipality"), ("Prefecture", "city")],
)  # fmt: skip
def test_a_level_may_be_called_as_others_call_it(said: str, level: str) -> None:
    assert schema.sure_names("level")[folded(said)] == level


@pytest.mark.parametrize(
    ("said", "sector"),
    [("ISIC C29", "C29"), ("NACE C29", "C29"), ("nace h", "H"), ("NACE K", "K"), ("ISIC H491", "H491")],
)
def test_a_sector_may_be_named_by_its_class(said: str, sector: str) -> None:
    found = URIRef(CODE + "sector/" + schema.sure_names("sector")[folded(said)])
    assert sector in {str(value) for value in read("codelists", "sector").objects(found, PK.isic4)}


def test_every_class_of_a_sector_is_aligned_and_no_other() -> None:
    sectors = read("codelists", "sector") + read("further-codes", "sector")
    aligned = read("alignments", "sector")
    said = {(str(code), str(value)) for code, value in sectors.subject_objects(PK.isic4)}
    names = {(str(code), str(name)) for code, name in aligned.subject_objects(SKOS.altLabel)}
    assert {(code, name.removeprefix("ISIC ")) for code, name in names if name.startswith("ISIC ")} == said
    # NACE is ISIC for sections and divisions; what is finer lies in a division.
    nace = "http://data.europa.eu/ux2/nace2/"
    close = {(str(code), str(iri).removeprefix(nace)) for code, iri in aligned.subject_objects(SKOS.closeMatch)}
    broad = {(str(code), str(iri).removeprefix(nace)) for code, iri in aligned.subject_objects(SKOS.broadMatch)}
    assert close == {(code, value[1:] or value) for code, value in said if len(value) <= 3}
    assert broad == {(code, value[1:3]) for code, value in said if len(value) > 3}


def test_currencies_have_minor_units_or_the_year_of_their_end() -> None:
    units = read("alignments", "unit")
    # By hand, from the standard's table.
    digits = {
        "CNY": 2,
        "USD": 2,
        "JPY": 0,
        "KRW": 0,
        "KWD": 3,
        "BHD": 3,
        "TND": 3,
        "CLF": 4,
        "ISK": 0,
        "VND": 0,
        "EUR": 2,
    }
    for code, number in digits.items():
        assert units.value(URIRef(f"{CODE}unit/{code}"), PK.minorUnits).toPython() == number
    for code, year in {"DEM": "2002", "FRF": "2002", "HRK": "2023", "LTL": "2015"}.items():
        assert str(units.value(URIRef(f"{CODE}unit/{code}"), PK.withdrawn)).startswith(year)
    known = set(schema.codes("unit"))
    said = {str(subject).rpartition("/")[2] for subject in units.subjects() if str(subject).startswith(CODE)}
    assert said <= known
    assert all(re.fullmatch("[A-Z]{3}", code) for code in said)
    assert len(said) > 180


def test_alignments_say_nothing_of_codes_that_there_are_not() -> None:
    lists = [path for path in (ONTOLOGY / "alignments").glob("*.ttl") if not path.stem.startswith("term-")]
    assert len(lists) >= 3
    for path in lists:
        said = {str(subject) for subject in Graph().parse(path).subjects() if str(subject).startswith(CODE)}
        assert said <= {f"{CODE}{path.stem}/{code}" for code in schema.codes(path.stem)}


def test_no_graph_carries_alignments(package: EditablePackage) -> None:
    turtle = kg.build(package.folder).turtle()
    assert "data.europa.eu" not in turtle
    assert "ADM1" not in turtle
    assert "minorUnits" not in turtle


def test_a_code_in_another_case_is_meant_or_asked(package: EditablePackage) -> None:
    package.set("observations", 2, "unit", "cny")
    (told,) = [finding for finding in kg.check(package.folder) if finding.value == "cny"]
    assert "CNY" in str(told.fix)
    assert "CNH" not in str(told.fix)
