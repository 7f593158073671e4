"""Which party a column of places is of: no sign is what stands in front of all columns; a place lies in one country."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_totals import drafted, guessed
from tests.support import Outcome

#: Own towns, and each's two or three abroad, in which country and since when.
HEADINGS = ("ref", "Twin town", "Country", "Town", "Concluded")
TWINS = [
    ("11", "Osterlund", "Sweden", "Marlow Bay", "1990-03-01"),
    ("12", "Valdorno", "Italy", "Marlow Bay", "1994-05-17"),
    ("13", "Kirschau am Bach", "Germany", "Marlow Bay", "1999-10-02"),
    ("14", "Osterlund", "Sweden", "Pine Hollow", "2004-07-21"),
    ("15", "Château-sur-Lirre", "France", "Pine Hollow", "2010-06-30"),
]
FOREIGN = {
    ("Osterlund", "Sweden"),
    ("Valdorno", "Italy"),
    ("Kirschau am Bach", "Germany"),
    ("Château-sur-Lirre", "France"),
}


def parties(graph: KnowledgeGraph) -> dict[str, set[str]]:
    """Each party by its name, with the countries that it is in."""
    found: dict[str, set[str]] = {}
    asked = """SELECT DISTINCT ?p ?n ?c { ?x pk:party ?p . ?p skos:prefLabel ?n
        OPTIONAL { ?p pk:parentRegion ?c } }"""
    for _, name, land in graph.query(asked):
        found.setdefault(str(name), set()).update({str(land).rpartition("/")[2]} if land else ())
    return found


def ties(graph: KnowledgeGraph) -> set[frozenset[str]]:
    """The names of those that take part in one partnership."""
    found: dict[str, set[str]] = {}
    for project, name in graph.query("SELECT ?o ?n { ?x pk:partnership ?o ; pk:party/skos:prefLabel ?n }"):
        found.setdefault(str(project), set()).add(str(name))
    return set(map(frozenset, found.values()))


def as_nodes(folder: Path) -> str:
    """The twins as an answer of GraphQL."""
    edges = [{"cursor": row[0], "node": dict(zip(HEADINGS, row, strict=True))} for row in TWINS]
    (folder / "t.json").write_text(json.dumps({"data": {"links": {"edges": edges}}}), encoding="utf-8")
    return "t.json"


def as_records(folder: Path) -> str:
    """The twins as records of a portal of open data, within two objects each."""
    rows = [
        {"id": n, "record": {"size": 9, "fields": dict(zip(HEADINGS, row, strict=True))}} for n, row in enumerate(TWINS)
    ]
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return "t.jsonl"


def as_export(folder: Path) -> str:
    """The twins as a sheet, of which each heading begins with the name of the form."""
    return write_csv(folder / "t.csv", TWINS, [f"form7 {one}" for one in HEADINGS]).name


@pytest.mark.parametrize("made", [as_nodes, as_records, as_export])
def test_what_stands_in_front_of_all_columns_gives_no_town_a_country(
    run: Callable[..., Outcome], tmp_path: Path, made: Callable[[Path], str]
) -> None:
    graph, _ = drafted(run, tmp_path, made(tmp_path))
    found = parties(graph)
    assert {name: len(lands) for name, lands in found.items()} == {
        **{name: 1 for name, _ in FOREIGN},
        "Marlow Bay": 0,
        "Pine Hollow": 0,
    }
    assert ties(graph) == {frozenset((row[1], row[3])) for row in TWINS}


def test_a_partner_region_in_german_has_the_country_beside_it(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("Tirol", "Sichuan", "China", "3.5.1998"),
        ("Tirol", "Hokkaidō", "Japan", "19.11.2001"),
        ("Kärnten", "Guangxi", "China", "28.2.2006"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("Bundesland", "Partnerprovinz", "Staat", "Unterzeichnung"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == {
        "Tirol": set(),
        "Kärnten": set(),
        "Sichuan": {"cn"},
        "Guangxi": {"cn"},
        "Hokkaidō": {"jp"},
    }
    assert ties(graph) == {frozenset(row[:2]) for row in rows}


def test_a_region_that_would_lie_in_several_countries_is_placed_in_none_and_told(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [
        ("1", "Tirol", "SC-4", "China"),
        ("2", "Tirol", "HO-1", "Japan"),
        ("3", "Kärnten", "GX-2", "China"),
        ("4", "Kärnten", "BZ-9", "Italy"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("No", "Province", "Counter code", "Country"))
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "Province: not placed in Country, as one region would lie in several countries (Tirol: China, Japan" in said
    assert "warning" in said
    assert "the draft takes it for nobody's." in said
    lines = draft.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith("# Not sure: Province: not placed"))
    assert any(line.startswith("# 存疑：Province：未据 Country 定位") for line in lines[at + 1 :])
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert parties(graph) == {"Tirol": set(), "Kärnten": set()}


def test_towns_of_one_name_stay_two_where_a_registry_has_one_in_each_country(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [
        ("Osterlund", "Cambridge", "United Kingdom"),
        ("Osterlund", "Valencia", "Spain"),
        ("Marlow Bay", "Cambridge", "United States"),
        ("Pine Hollow", "Valencia", "Venezuela"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("Town", "Sister city", "Country"))
    graph, said = drafted(run, tmp_path, "t.csv")
    assert parties(graph)["Cambridge"] == {"gb", "us"}
    assert parties(graph)["Valencia"] == {"es", "ve"}
    assert "not placed" not in said


def test_towns_of_japan_are_tied_to_those_abroad_and_lie_in_their_prefecture(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [
        ("岡山県", "松里町", "ドイツ", "バイエルン州", "ブラムベルク市", "平成4年4月1日"),
        ("岡山県", "青浜市", "フランス", "オクシタニー", "リール・シュル・ヴァル", "昭和60年11月3日"),
        ("山口県", "青浜市", "ドイツ", "ヘッセン州", "ノイドルフ市", "令和2年10月12日"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("都道府県", "市町村名", "相手国", "相手州", "相手都市名", "締結年月日"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert ties(graph) == {frozenset((row[1], row[4])) for row in rows}
    # Of the two 青浜市 each lies in a prefecture of its own.
    asked = "SELECT DISTINCT ?p { ?x pk:party ?p }"
    assert len(list(graph.query(asked))) == 6
    found = parties(graph)
    assert found["ノイドルフ市"] == found["ブラムベルク市"] == {"de"}
    assert found["青浜市"] == found["松里町"] == set()
    days = graph.query("SELECT ?d { ?x pk:asOf ?d }")
    assert {str(day) for (day,) in days} == {"1992-04-01", "1985-11-03", "2020-10-12"}


def test_what_a_town_lies_in_is_no_party_beside_it(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("浙江省", "杭州市", "奥斯特伦", "1990"),
        ("浙江省", "宁波市", "瓦尔多诺", "1992"),
        ("江苏省", "苏州市", "马洛湾", "1993"),
        ("江苏省", "无锡市", "松谷", "1996"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("上级", "本级", "外地", "年份"))
    draft, _ = guessed(run, tmp_path, "t.csv")
    assert "row:本级 ?cell1 ; row:外地 ?cell2" in draft


def test_a_state_of_a_country_is_no_stage_and_a_column_that_is_mostly_empty_not_the_one_party(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    states = ("Queensland", "Victoria", "Tasmania", "Queensland", "Victoria")
    lands = ("Jiangsu", "Hunan", "Fujian", "Hunan", "Yunnan")
    rows = [
        (f"L{n}", state, land, "Marlow Bay Trust" if n == 2 else "", "active" if n % 2 else "completed")
        for n, (state, land) in enumerate(zip(states * 2, lands * 2, strict=True))
    ]
    write_csv(
        tmp_path / "t.csv", rows, ("Letter ID", "Australian State", "Chinese Province", "Further partner", "Status")
    )
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert ties(graph) == {frozenset(filter(None, row[1:4])) for row in rows}
    stages = graph.query("SELECT ?o ?s { ?c pk:about ?o ; pk:stage ?s }")
    assert sorted(str(stage).rpartition("/")[2] for _, stage in stages) == ["completed"] * 5 + ["operating"] * 5


def test_a_part_of_germany_is_a_party_beside_its_partner_of_the_same_level(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    rows = [("1", "Sachsen", "Zhejiang"), ("2", "Hessen", "Sichuan"), ("3", "Sachsen", "Hokkaido")]
    write_csv(tmp_path / "t.csv", rows, ("Nr", "Land", "Partner"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert ties(graph) == {frozenset(row[1:]) for row in rows}


LINKS = [
    ("Osterlund", "Sweden", "Marlow Bay", "Canada", "1990"),
    ("Valdorno", "Italy", "Pine Hollow", "Canada", "2001"),
]
BOTH = [*LINKS, *((*row[2:4], *row[:2], row[4]) for row in LINKS)]


def as_answer(folder: Path) -> str:
    """The links as a query service gives them in CSV: a thing's address, and its label."""
    rows = [
        (
            f"http://x.example/entity/Q{hash_of(row[0])}",
            *row[:2],
            f"http://x.example/entity/Q{hash_of(row[2])}",
            *row[2:],
        )
        for row in BOTH
    ]
    heads = ("town", "townLabel", "countryLabel", "sister", "sisterLabel", "sisterCountryLabel", "since")
    return write_csv(folder / "t.csv", rows, heads).name


def hash_of(name: str) -> int:
    return sum(map(ord, name))


def as_numbered(folder: Path) -> str:
    """The links in both directions, each row with a number of its own."""
    rows = [(f"R{n}", *row) for n, row in enumerate(BOTH)]
    return write_csv(folder / "t.csv", rows, ("ref", "Town", "Country", "Sister town", "Country of it", "Year")).name


@pytest.mark.parametrize("made", [as_answer, as_numbered])
def test_both_directions_of_a_pair_are_one_and_a_thing_is_one_with_its_label(
    run: Callable[..., Outcome], tmp_path: Path, made: Callable[[Path], str]
) -> None:
    graph, said = drafted(run, tmp_path, made(tmp_path))
    assert set(parties(graph)) == {"Osterlund", "Marlow Bay", "Valdorno", "Pine Hollow"}
    assert len(list(graph.query("SELECT DISTINCT ?o { ?x pk:partnership ?o }"))) == len(LINKS)
    assert ties(graph) == {frozenset((row[0], row[2])) for row in LINKS}
    assert ("each pair in both directions" in said) is (made is as_numbered)


@pytest.mark.parametrize(("one", "other"), [("lead", "other"), ("own", "counterpart"), ("A", "B")])
def test_two_objects_of_like_fields_are_two_parties(
    run: Callable[..., Outcome], tmp_path: Path, one: str, other: str
) -> None:
    names = [
        ("Oakby University", "Kenta College"),
        ("Oakby University", "Suwol Academy"),
        ("Farnby Hospital", "Kenta College"),
    ]
    rows = [
        {"no": f"K{n}", one: {"name": left, "country": "Norway"}, other: {"name": right, "country": "Kenya"}}
        for n, (left, right) in enumerate(names)
    ]
    (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    graph, _ = drafted(run, tmp_path, "t.json")
    assert ties(graph) == set(map(frozenset, names))
    placed = graph.query("SELECT DISTINCT ?n ?c { ?x pk:party ?p . ?p skos:prefLabel ?n ; pk:locatedIn ?c }")
    assert {(str(name), str(land).rpartition("/")[2]) for name, land in placed} == {
        *((left, "no") for left, _ in names),
        *((right, "ke") for _, right in names),
    }


def test_headings_without_signs_between_their_words_are_read(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("Z1", "Ministry of Works", "Roads Agency", "10 million USD"),
        ("Z2", "Ministry of Works", "", "5 million USD"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("projectid", "borrowername", "impagency", "totalamt"))
    draft, _ = guessed(run, tmp_path, "t.csv")
    assert "row:projectid ?project" in draft
    assert "row:borrowername ?cell1" in draft
    assert "row:impagency ?cell2" in draft
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert ties(graph) == {frozenset(("Ministry of Works", "Roads Agency")), frozenset(("Ministry of Works",))}
    assert sum(int(float(str(value))) for (value,) in graph.query("SELECT ?v { ?x pk:value ?v }")) == 15_000_000


def test_places_of_a_project_of_two_others_are_asked(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("W1", "Nordia Fund", "Ministry of Works", "Kisumu"),
        ("W1", "Nordia Fund", "Ministry of Works", "Nakuru"),
        ("W2", "Nordia Fund", "Roads Agency", "Kisumu"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("Project ID", "Donor", "Implementer", "Site"))
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "Site: made a party, as the rows of one project name several" in said
    assert "pk:carriedOutIn" in draft
