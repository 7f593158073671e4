"""Drafts of mappings: where lettered parties are, tables of one party a row, and a second amount; totals by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_book, write_csv
from tests.support import Outcome, counted

SEATS = (
    "SELECT ?n ?l { ?x a pk:Institution ; skos:prefLabel ?n ; pk:locatedIn/skos:prefLabel ?l FILTER(LANG(?l) = 'en') }"
)
PAIRS = [
    ("1", "Piers", "Alba University", "Germany", "Corva Ltd", "France"),
    ("2", "Locks", "Dorn Ltd", "France", "Brenn AG", "Poland"),
]


def drafted(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[KnowledgeGraph, str, str]:
    """The graph of a table by its draft as it is, which passes the checks; what the draft said, and the mapping."""
    guessed = run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq")
    assert guessed.code == 0, guessed.err
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    assert (folder / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    return kg.open(folder / "g.nq"), guessed.err, answer.err


def seats(graph: KnowledgeGraph) -> dict[str, str]:
    return {str(name.value): str(place.value) for name, place in graph.query(SEATS)}


@pytest.mark.parametrize(
    "head",
    [
        ("partner a", "country a", "partner b", "country b"),
        ("partner 1", "country 1", "partner 2", "country 2"),
        ("Partner A", "Country of partner A", "Partner B", "Country of partner B"),
        ("party a", "country of party a", "party b", "country of party b"),
        ("organisation1", "country1", "organisation2", "country2"),
        ("first party", "first country", "second party", "second country"),
    ],
)
def test_countries_beside_lettered_parties(run: Callable[..., Outcome], tmp_path: Path, head: tuple[str, ...]) -> None:
    own = {PAIRS[0][2]: "Germany", PAIRS[0][4]: "France", PAIRS[1][2]: "France", PAIRS[1][4]: "Poland"}
    for order in ((0, 1, 2, 3), (0, 2, 1, 3), (1, 3, 0, 2)):
        rows = [(*row[:2], *(row[2 + place] for place in order), "2010-01-02") for row in PAIRS]
        write_csv(tmp_path / "t.csv", rows, ("id", "title", *(head[place] for place in order), "signed"))
        graph, _, said = drafted(run, tmp_path, "t.csv")
        assert seats(graph) == own
        assert counted(graph, "?x a pk:Participation") == 4
        assert "nobody reads" not in said


def test_countries_beside_lettered_parties_in_chinese(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "甲一大学", "德国", "乙一公司", "法国", "2010-01-02"),
        ("2", "甲二大学", "法国", "乙二公司", "波兰", "2011-01-02"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("编号", "甲方", "甲方国家", "乙方", "乙方国家", "签约日期"))
    graph, _, _ = drafted(run, tmp_path, "t.csv")
    assert seats(graph) == {"甲一大学": "Germany", "乙一公司": "France", "甲二大学": "France", "乙二公司": "Poland"}


def test_towns_and_countries_beside_lettered_parties(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        (*one[:3], town, one[3], one[4], other, one[5], "2010-01-02")
        for one, (town, other) in zip(PAIRS, [("Bremen", "Lyon"), ("Lyon", "Łódź")], strict=True)
    ]
    head = ("id", "title", "partner a", "city a", "country a", "partner b", "city b", "country b", "signed")
    write_csv(tmp_path / "t.csv", rows, head)
    graph, _, said = drafted(run, tmp_path, "t.csv")
    towns = dict(
        graph.query("SELECT ?n ?l { ?x a pk:Institution ; skos:prefLabel ?n ; pk:locatedIn/skos:prefLabel ?l }")
    )
    assert {str(name.value): str(town.value) for name, town in towns.items()} == {
        "Alba University": "Bremen",
        "Corva Ltd": "Lyon",
        "Dorn Ltd": "Lyon",
        "Brenn AG": "Łódź",
    }
    assert "nobody reads" not in said


def test_a_table_of_one_party_a_row_is_told_so(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(str(n), "Law", f"{name} University", "ES", "2010-01-02") for n, name in enumerate(("Oakby", "Marlow"))]
    write_csv(tmp_path / "t.csv", rows, ("No", "Faculty", "Partner university", "Country", "Signed"))
    _, said, told = drafted(run, tmp_path, "t.csv")
    assert "Partner_university: the one party of each partnership" in said
    assert "Partner_university: the one party of each partnership" in (tmp_path / "m.rq").read_text(encoding="utf-8")
    assert "None of the 2 partnerships has a second party" in told
    # Towns with a list of others beside it that is not read.
    towns = [
        ("Oakby", "Pennby, France (1960); Lyon, France (1961)"),
        ("Marlow", "Kobe, Japan (1960); Łódź, Poland (1961)"),
    ]
    write_csv(tmp_path / "t.csv", towns, ("City", "Sister cities"))
    _, said, told = drafted(run, tmp_path, "t.csv")
    assert "City: the one party of each partnership" in said
    assert "None of the 2 partnerships has a second party" in told


def test_several_rows_or_parties_of_a_partnership_are_no_such_table(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    of_one = ("1", "Piers", "Oakby University", "ES", "2010-01-02")
    rows = [of_one, (*of_one[:2], "Marlow University", *of_one[3:]), ("2", "Locks", *of_one[2:])]
    write_csv(tmp_path / "t.csv", rows, ("project id", "title", "partner", "country", "signed"))
    graph, said, told = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Participation") == 3
    assert "the one party" not in said
    assert "second party" not in told


@pytest.mark.parametrize(
    ("first", "second", "sums"),
    [
        ("committed EUR", "disbursed EUR", (300, 120)),
        ("total budget (EUR)", "partner share (EUR)", (300, 120)),
        ("budget EUR thousand", "grant EUR", (300_000, 120)),
    ],
)
def test_a_second_amount_is_read_by_uncommenting(
    run: Callable[..., Outcome], tmp_path: Path, first: str, second: str, sums: tuple[int, int]
) -> None:
    rows = [
        (*PAIRS[0][:3], PAIRS[0][4], "100", "50", "2019-01-02"),
        (*PAIRS[1][:3], PAIRS[1][4], "200", "70", "2020-01-02"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "partner a", "partner b", first, second, "signed"))
    graph, _, _ = drafted(run, tmp_path, "t.csv")
    amounts = [Decimal(str(row[0])) for row in graph.query("SELECT ?v { ?x pk:value ?v }")]
    assert sum(amounts) == sums[0]
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    assert "has amounts too" in draft
    lines = [line.replace("# ", "", 1) if "?also_" in line else line for line in draft.splitlines()]
    (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
    answer = run("map", "t.csv", "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    read = [Decimal(str(row[0])) for row in kg.open(tmp_path / "g.nq").query("SELECT ?v { ?x pk:value ?v }")]
    assert (len(read), sum(read)) == (4, sum(sums))
    assert "nobody reads" not in answer.err


def test_the_country_of_the_partner_in_german(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Alpha", "Hochschule Wald", "Universität Rost", "Polen", "01.02.2019", "31.01.2022"),
        ("2", "Beta", "Hochschule Wald", "Institut Vann", "Tschechien", "01.03.2020", "28.02.2023"),
        ("3", "Gamma", "Hochschule Elm", "Institut Brenn", "Österreich", "15.05.2021", "14.05.2024"),
    ]
    head = ("Projekt-Nr.", "Projekttitel", "Antragsteller", "Partner", "Land des Partners", "Beginn", "Ende")
    write_csv(tmp_path / "t.csv", rows, head)
    graph, said, told = drafted(run, tmp_path, "t.csv")
    assert seats(graph) == {"Universität Rost": "Poland", "Institut Vann": "Czechia", "Institut Brenn": "Austria"}
    assert counted(graph, "?x a pk:Participation") == 6  # 3 projects of 2
    assert counted(graph, "?x a pk:Institution") == 5
    assert "nobody reads" not in told
    assert "Land_des_Partners: taken" not in said


IN_COUNTRIES = "SELECT ?n ?l { ?x skos:prefLabel ?n ; pk:parentRegion/skos:prefLabel ?l FILTER(LANG(?l) = 'en') }"
TOWNS = [
    ("1", "Augsburg", "Bourges", "Frankreich", "1967", ""),
    ("2", "Augsburg", "Dayton", "USA", "1964", ""),
    ("3", "Halle", "Oulu", "Finnland", "1968", "2015"),
    ("4", "Frankfurt", "Lyon", "Frankreich", "1960", ""),
]


@pytest.mark.parametrize(
    "head",
    [
        ("Nr", "Stadt", "Partnerstadt", "Land", "Jahr", "beendet"),
        ("No", "City", "Partner city", "Country", "Year", "ended"),
        ("No", "Town", "Twin town", "Country", "Year", "ended"),
    ],
)
def test_the_country_behind_two_towns_is_that_of_the_other(
    run: Callable[..., Outcome], tmp_path: Path, head: tuple[str, ...]
) -> None:
    write_csv(tmp_path / "t.csv", TOWNS, head)
    graph, said, told = drafted(run, tmp_path, "t.csv")
    found = sorted((str(town), str(land)) for town, land in graph.query(IN_COUNTRIES))
    assert found == [("Bourges", "France"), ("Dayton", "United States"), ("Lyon", "France"), ("Oulu", "Finland")]
    assert counted(graph, "?x a pk:Participation") == 8
    ends = [str(end) for (end,) in graph.query("SELECT ?d { ?p pk:periodEnd ?d }")]
    assert ends == ["2015-12-31"]
    if head[2] == "Partner city":  # a year that nothing says the meaning of is told
        assert f"Columns that nobody reads: {head[4]}." in told
    else:
        assert f"{head[4]}: taken for when the towns became twins" in said
        signed = graph.query("SELECT ?d { ?c pk:stage stage:signed ; pk:asOf ?d }")
        assert sorted(str(day) for (day,) in signed) == ["1960-12-31", "1964-12-31", "1967-12-31", "1968-12-31"]


def test_land_above_areas_is_no_country(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "Alba University", "Corva Ltd", "12 ha", "2010-01-02")]
    rows += [("2", "Dorn Ltd", "Brenn AG", "3 ha", "2011-01-02")]
    write_csv(tmp_path / "t.csv", rows, ("No", "Partner A", "Partner B", "Land", "Signed"))
    graph, _, told = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:AdministrativeRegion") == 0
    assert "Columns that nobody reads: Land." in told


OPERATIONS = [
    ("OP-1", "Green piers", "Lundton Agency", "Lübeck", "DE", "Lübeck Harbour Authority", "10"),
    ("OP-1", "Green piers", "Lundton Agency", "Odense", "DK", "University College Odense", "20"),
    ("OP-2", "Blue locks", "Lundton Agency", "Odense", "DK", "University College Odense", "30"),
    ("OP-2", "Blue locks", "Lundton Agency", "Kiel", "DE", "Kiel Harbour Authority", "40"),
    ("OP-3", "Red buoys", "Marlton Agency", "Kiel", "DE", "Kiel Harbour Authority", "50"),
    ("OP-3", "Red buoys", "Marlton Agency", "Lübeck", "DE", "Lübeck Harbour Authority", "60"),
]
OF_OPERATIONS = ("Operation No.", "Title", "Lead beneficiary", "Location (municipality)", "Country", "Partner", "Grant")


def towns_of(
    run: Callable[..., Outcome], folder: Path, rows: Sequence[Sequence[str]]
) -> tuple[set[tuple[str, str]], str]:
    """Which organisation of a draft is in which town, and what was said."""
    write_csv(folder / "o.csv", rows, OF_OPERATIONS)
    guessed = run("map", "--guess", "o.csv", "--issued", "2024-05-06", "-o", "m.rq")
    assert guessed.code == 0, guessed.err
    checked = run("map", "o.csv", "m.rq", "--check", "-o", "g.nq")
    assert checked.code == 0, checked.err
    assert (folder / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    found = kg.open(folder / "g.nq").query(
        "SELECT ?o ?t { ?i a pk:Institution ; skos:prefLabel ?o ; pk:locatedIn/skos:prefLabel ?t }"
    )
    return {(str(one), str(town)) for one, town in found}, guessed.err + checked.err


def test_places_are_those_of_who_changes_with_them(run: Callable[..., Outcome], tmp_path: Path) -> None:
    found, said = towns_of(run, tmp_path, OPERATIONS)
    assert found == {
        ("Lübeck Harbour Authority", "Lübeck"),
        ("University College Odense", "Odense"),
        ("Kiel Harbour Authority", "Kiel"),
    }
    assert "Partner: taken for institutions" in said
    assert "Where they are: Location_municipality, Country." in said
    assert "Columns that nobody reads" not in said.replace("nobody reads: Grant.", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda row: (*row[:3], "Kiel" if row[0] == "OP-1" else row[3], *row[4:]),  # where the project is
        lambda row: (*row[:3], row[3] if row[0] != "OP-2" else "Malmö", *row[4:]),  # a partner in two towns
    ],
)
def test_places_of_a_project_are_nobodys(
    run: Callable[..., Outcome], tmp_path: Path, change: Callable[..., Any]
) -> None:
    found, said = towns_of(run, tmp_path, [change(row) for row in OPERATIONS])
    assert found == set()
    assert "Location (municipality), Country" in said


@pytest.mark.parametrize(
    ("above", "issued"),
    [
        (["List of operations", "State: 31 March 2024"], "2024-03-31"),
        (["Übersicht (Stand: 30.04.2024)"], "2024-04-30"),
        (["合作项目一览", "截至2024年5月31日"], "2024-05-31"),
        # Of two days none is taken, and a title with a year states none.
        (["State: 31 March 2024", "State: 30 April 2024"], ""),
        (["Programme 2021-2027"], ""),
    ],
)
def test_the_day_stated_above_a_table_is_that_of_its_issue(
    run: Callable[..., Outcome], tmp_path: Path, above: Sequence[str], issued: str
) -> None:
    rows = [[text] for text in above] + [["id", "Partner A", "Partner B", "Start", "Status"]]
    rows += [["1", "Alba University", "Corva Ltd", "2020-05-01", "active"]]
    rows += [["2", "Dorn University", "Brenn AG", "2021-06-01", "active"]]
    write_book(tmp_path / "o.xlsx", list=rows)
    guessed = run("map", "--guess", "o.xlsx", "-o", "m.rq")
    assert guessed.code == 0, guessed.err
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    if not issued:  # nothing but beginnings, which date no stage
        assert '"YYYY-MM-DD"' in draft
        return
    assert f'"{issued}"' in draft
    assert "as stated above the headings" in draft
    assert run("map", "o.xlsx", "m.rq", "--check", "-o", "g.nq").code == 0
    days = kg.open(tmp_path / "g.nq").query("SELECT ?d { ?c a pk:StageClaim ; pk:asOf ?d }")
    assert [str(day) for (day,) in days] == [issued] * 2
