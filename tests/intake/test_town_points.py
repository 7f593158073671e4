"""Where towns are, looked up in the registries by a mapping: on the map of the page, or told why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError
from tests.support import Outcome

TWINS = (
    "Town,Country,Twin town,Twin country,Since\n"
    "Boston,United Kingdom,Heidelberg,Germany,1950\n"
    "Boston,United States,Kraków,Poland,1951\n"
    "Birmingham,United States,Lyon,France,1952\n"
    "Nowherebridge,France,Brno,Czech Republic,1953\n"
)
POINTS = (
    "SELECT ?n ?c ?lat { ?r a pk:Region ; skos:prefLabel ?n ; pk:parentRegion/skos:prefLabel ?c ; wgs84:lat ?lat "
    "FILTER(LANG(?c) = 'en') }"
)


def drafted(run: Callable[..., Outcome], folder: Path, text: str) -> Outcome:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "-o", "m.rq").code == 0
    assert (folder / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    return run("map", "t.csv", "m.rq", "--check", "-o", "g.nq")


def test_towns_of_a_draft_are_where_the_registries_have_them(run: Callable[..., Outcome], tmp_path: Path) -> None:
    done = drafted(run, tmp_path, TWINS)
    assert done.code == 0, done.err
    found = {(str(n), str(c)): round(float(str(lat)), 1) for n, c, lat in kg.open(tmp_path / "g.nq").query(POINTS)}
    assert found == {
        ("Boston", "United Kingdom"): 53.0,
        ("Boston", "United States"): 42.4,
        ("Heidelberg", "Germany"): 49.4,
        ("Kraków", "Poland"): 50.1,
        ("Lyon", "France"): 45.7,
        ("Brno", "Czechia"): 49.2,
    }
    said = " ".join(done.err.split())
    assert (
        "t.csv, row 4, field Town Several towns there have the name, and none is taken: Birmingham, United States (gn-"
        in said
    )
    assert "No registry has a town of the name there, so that it is on no map: Nowherebridge, France" in said


def test_what_a_town_lies_in_tells_which_is_meant(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert drafted(run, tmp_path, TWINS).code == 0
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    for name in ("latitude", "longitude"):
        call = f'fn:city(?text1, "{name}", ?key1)'
        assert call in draft
        draft = draft.replace(call, f'COALESCE(fn:city(?text1, "{name}", ?key1, "Alabama"), {call})')
    (tmp_path / "m.rq").write_text(draft, encoding="utf-8")
    assert run("map", "t.csv", "m.rq", "-o", "g.nq").code == 0
    found = {str(n): round(float(str(lat)), 1) for n, _, lat in kg.open(tmp_path / "g.nq").query(POINTS)}
    assert found["Birmingham"] == 33.5
    (tmp_path / "m.rq").write_text(draft.replace('"latitude"', '"latitud"'), encoding="utf-8")
    with pytest.raises(QueryError, match=r"calls fn:city with 'latitud', .* Did you mean latitude"):
        kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq")


def test_a_small_town_is_found_in_its_state_whatever_large_one_has_the_name(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = ["Town,Country,State", "Dallas,United States,Oregon", "Dallas,United States,Texas"]
    (tmp_path / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "m.rq").write_text(
        "#: title: {en: M, zh: M}\n#: question: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?r a pk:Region ; skos:prefLabel ?state ; wgs84:lat ?lat } WHERE { ?row row:Town ?town ; "
        'row:Country ?country ; row:State ?state . BIND(fn:id("region", ?state) AS ?r) '
        'BIND(xsd:decimal(fn:city(?town, "latitude", ?country, ?state)) AS ?lat) }\n',
        encoding="utf-8",
    )
    done = run("map", "t.csv", "m.rq", "-o", "g.nq")
    assert done.code == 0, done.err
    assert "No registry has a town" not in done.err
    lat = "SELECT ?n ?lat { ?r a pk:Region ; skos:prefLabel ?n ; wgs84:lat ?lat }"
    found = {str(n): round(float(str(lat)), 1) for n, lat in kg.open(tmp_path / "g.nq").query(lat)}
    assert found == {"Oregon": 44.9, "Texas": 32.8}


def test_regions_of_codes_have_points_too(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [f"P{n},Deal {n},Alpha University {n},NUTS,DE712,2020-01-0{n}" for n in range(1, 4)]
    text = "\n".join(["Project ID,Title,Partner name,Scheme,NUTS code,Start date", *rows])
    assert drafted(run, tmp_path, text).code == 0
    assert "nutsLat1" in (tmp_path / "m.rq").read_text(encoding="utf-8")
    lat = 'SELECT ?lat { ?r wgs84:lat ?lat ; skos:prefLabel ?n FILTER(CONTAINS(?n, "Frankfurt")) }'
    assert [round(float(str(row[0])), 1) for row in kg.open(tmp_path / "g.nq").query(lat)] == [50.1]


def test_a_draft_says_how_towns_have_the_ids_of_the_registries(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert drafted(run, tmp_path, TWINS).code == 0
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    first = 'fn:id("region", fn:city(?text{0}, "id", ?key{0}))'
    assert f"put {first.format(1)} first into the COALESCE of ?party1 (and so for ?party2)." in draft
    for number in (1, 2):
        call = f'COALESCE(fn:id("region", ?text{number}, ?key{number})'
        assert call in draft
        draft = draft.replace(call, call.replace("COALESCE(", f"COALESCE({first.format(number)}, "))
    (tmp_path / "m.rq").write_text(draft, encoding="utf-8")
    done = run("map", "t.csv", "m.rq", "--check", "-o", "g.nq")
    assert done.code == 0, done.err
    regions = "SELECT ?n ?p { ?p a pk:Region ; skos:prefLabel ?n ; pk:level level:city FILTER(LANG(?n) = 'en') }"
    found = sorted((str(name), str(one).partition("/region/")[2]) for name, one in kg.open("g.nq").query(regions))
    # Of two Birminghams none is taken, and no registry has Nowherebridge.
    assert found == [
        ("Birmingham", "Birmingham/United%20States"),
        ("Boston", "gn-2655138"),
        ("Boston", "gn-4930956"),
        ("Brno", "gn-3078610"),
        ("Heidelberg", "gn-2907911"),
        ("Kraków", "gn-3094802"),
        ("Lyon", "gn-2996944"),
        ("Nowherebridge", "Nowherebridge/France"),
    ]
