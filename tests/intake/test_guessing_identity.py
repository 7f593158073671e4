"""Drafts of mappings: what tells partnerships apart, and what is said where rows of one differ; counts by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_csv
from tests.support import Outcome, counted

#: Three projects of two partners each, two of which have one title.
PROJECTS = [
    ("1001", "Summer school", "Oakby University", "DE", "700", "2010-01-01"),
    ("1001", "Summer school", "Farnby University", "FR", "300", "2010-01-01"),
    ("1002", "Capacity building", "Oakby University", "DE", "500", "2012-01-01"),
    ("1002", "Capacity building", "Marlow College", "PL", "500", "2012-01-01"),
    ("1003", "Summer school", "Marlow College", "PL", "80", "2014-01-01"),
    ("1003", "Summer school", "Grimton College", "FR", "20", "2014-01-01"),
]


def drafted(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[KnowledgeGraph, str]:
    """The graph of a table by its draft as it is, which passes the checks; and all that was said."""
    guessed = run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq")
    assert guessed.code == 0, guessed.err
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    assert (folder / "m.rq").read_text(encoding="utf-8").count("\n") < 40
    return kg.open(folder / "g.nq"), guessed.err + answer.out + answer.err


@pytest.mark.parametrize(
    ("heading", "spelt"),
    [
        ("project", "{}"),
        ("Project", "QX-{}"),
        ("agreement", "{}"),
        ("case", "C/{}"),
        ("grant", "{}"),
        ("award", "{}"),
        ("programme", "{}"),
        ("contract", "K{}"),
        ("项目", "{}"),
        ("projekt", "{}"),
        ("Dossier", "{}"),
    ],
)
def test_a_column_of_ids_comes_before_a_title(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, spelt: str
) -> None:
    rows = [(spelt.format(one[0]), *one[1:]) for one in PROJECTS]
    for place in (0, 2):  # before the title, and behind it
        head = ["title", "partner", "country", "grant EUR", "start"]
        head.insert(place, heading)
        moved = [[*row[1 : place + 1], row[0], *row[place + 1 :]] for row in rows]
        write_csv(tmp_path / "t.csv", moved, head)
        graph, said = drafted(run, tmp_path, "t.csv")
        assert counted(graph, "?x a pk:Partnership") == 3
        assert counted(graph, "?x a pk:Participation") == 6
        assert counted(graph, "?x a pk:Institution") == 4
        assert counted(graph, "?x pk:periodStart ?y") == 3 + 6  # of the partnerships, and of each amount
        amounts = [Decimal(str(row[0])) for row in graph.query("SELECT ?v { ?x pk:value ?v }")]
        assert sum(amounts) == 2100
        assert "may be" not in said
        assert "If they are partnerships of their own" not in said


def test_a_programme_that_has_many_projects_is_none(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("FP7" if one[0] == "1001" else "H2020", f"{one[1]} {one[0]}", *one[2:]) for one in PROJECTS]
    write_csv(tmp_path / "t.csv", rows, ("programme", "title", "partner", "country", "grant EUR", "start"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Partnership") == 3
    assert counted(graph, "?x pk:participation ?y") == 3
    assert counted(graph, "?x a pk:Participation") == 6


def test_an_amount_headed_as_a_grant_is_no_id(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("Piers", "Oakby Ltd", "Corva Ltd", "1000", "EUR", "2010-02-03"),
        ("Locks", "Dorn Ltd", "Corva Ltd", "1000", "EUR", "2011-02-03"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("title", "partner a", "partner b", "grant", "currency", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Partnership") == 2
    assert sum(Decimal(str(row[0])) for row in graph.query("SELECT ?v { ?x pk:value ?v }")) == 2000


def test_agreements_of_one_title_between_others_are_several(run: Callable[..., Outcome], tmp_path: Path) -> None:
    titles = ("Memorandum of Understanding", "Exchange agreement")
    names = ("Oakby", "Farnby", "Marlow", "Grimton")
    rows = [
        (titles[n % 2], f"{names[n % 4]} University", f"{names[n % 3]} College", f"20{10 + n}-02-03") for n in range(6)
    ]
    write_csv(tmp_path / "t.csv", rows, ("agreement", "partner a", "partner b", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Partnership") == 6
    assert counted(graph, "?x a pk:Agreement") == 6
    assert counted(graph, "?x a pk:Participation") == 12
    assert counted(graph, "?x a pk:StageClaim") == 6
    labels = {str(row[0].value) for row in graph.query("SELECT ?n { ?x a pk:Partnership ; skos:prefLabel ?n }")}
    assert labels == set(titles)


def test_a_leader_with_several_partners_is_one_project(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(f"Net {n // 2}", f"Oakby {n // 2} University", f"{'ABCD'[n]} College", "2010-02-03") for n in range(4)]
    write_csv(tmp_path / "t.csv", rows, ("title", "lead", "partner", "signed"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Partnership") == 2
    assert counted(graph, "?x a pk:Participation") == 6


def test_rows_that_are_joined_and_differ_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [one[1:4] + one[5:] for one in PROJECTS]
    for heading in ("start", "end"):
        write_csv(tmp_path / "t.csv", rows, ("title", "partner", "country", heading))
        graph, said = drafted(run, tmp_path, "t.csv")
        assert counted(graph, "?x a pk:Partnership") == 2  # nothing tells the two summer schools apart
        assert f"in 1 of 2 with several rows these differ in {heading}" in said
        assert "Summer school (2: 2010-01-01, 6: 2014-01-01)" in said
        draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
        assert f"# Rows of one title are made one partnership, and differ in {heading}" in draft


def test_two_days_of_one_thing_are_told_by_map(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [one[1:4] + one[5:] for one in PROJECTS]
    write_csv(tmp_path / "t.csv", rows, ("title", "partner", "country", "signed"))
    assert run("map", "--guess", "t.csv", "--out", "m.rq").code == 0
    answer = run("map", "t.csv", "m.rq", "--out", "g.nq")
    assert answer.code == 0
    assert "1 thing has two days as of which they hold" in answer.err
    assert "'2010-01-01' (row 2) and '2014-01-01' (row 6)" in answer.err
    # A file whose days agree says nothing of the kind.
    write_csv(tmp_path / "t.csv", rows[:4], ("title", "partner", "country", "signed"))
    assert "two days" not in run("map", "t.csv", "m.rq", "--out", "g.nq").err
    mapping = (tmp_path / "m.rq").read_text(encoding="utf-8")
    for name, told in (("periodStart", "first days"), ("periodEnd", "last days")):
        write_csv(tmp_path / "t.csv", rows, ("title", "partner", "country", "signed"))
        (tmp_path / "m.rq").write_text(
            mapping.replace("CONSTRUCT {", f"CONSTRUCT {{ ?partnership pk:{name} ?day ."), encoding="utf-8"
        )
        assert f"1 thing has two {told}" in run("map", "t.csv", "m.rq", "--out", "g.nq").err


#: Four projects of two titles, each of two partners; the third column tells them apart.
ACRONYMS = [
    ("North", "Green towns", "TIDE", "Oakby University", "DE", "700"),
    ("North", "Green towns", "TIDE", "Farnby University", "FR", "700"),
    ("North", "Blue towns", "DUNE", "Oakby University", "DE", "20"),
    ("North", "Blue towns", "DUNE", "Marlow College", "PL", "20"),
    ("South", "Green towns", "REEF", "Marlow College", "PL", "3"),
    ("South", "Green towns", "REEF", "Farnby University", "FR", "3"),
    ("South", "Blue towns", "FERN", "Grimton College", "FR", "1000"),
    ("South", "Blue towns", "FERN", "Oakby University", "DE", "1000"),
]


@pytest.mark.parametrize(
    "head",
    [
        ("Programme", "Project title", "Project acronym"),
        ("Call", "Title", "Acronym"),
        ("Aufruf", "Titel", "Akronym"),
        ("Appel", "Intitulé", "Sigle"),
        ("Convocatoria", "Título", "Acrónimo"),
        ("Programme", "项目名称", "项目简称"),
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 1, 0)])
def test_acronyms_tell_projects_of_one_title_apart(
    run: Callable[..., Outcome], tmp_path: Path, head: tuple[str, ...], order: tuple[int, ...]
) -> None:
    rows = [(*(row[place] for place in order), *row[3:]) for row in ACRONYMS]
    heading = (*(head[place] for place in order), "Organisation", "Country", "Budget (EUR)")
    write_csv(tmp_path / "t.csv", rows, heading)
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Project") == 4
    assert counted(graph, "?x a pk:Participation") == 8
    values = graph.query("SELECT DISTINCT ?x ?v { ?x pk:value ?v }")
    assert sum(Decimal(str(value)) for _, value in values) == Decimal(1723)


@pytest.mark.parametrize("heading", ["协定名称", "条约名称", "公约名称"])
def test_the_name_of_a_treaty_is_nobody(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    rows = [("1", "甲协定", "中国;新西兰", "2008-04-07"), ("2", "乙协定", "中国;秘鲁", "2009-04-28")]
    write_csv(tmp_path / "t.csv", rows, ("序号", heading, "缔约方", "签署日期"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Participation") == 4
    assert counted(graph, "?x a pk:Institution") == 0
    names = {str(name) for (name,) in graph.query("SELECT ?n { ?p pk:participation ?x ; skos:prefLabel ?n }")}
    assert names == {"甲协定", "乙协定"}


def test_a_town_is_tied_to_its_twin_and_not_to_its_own_land(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("Hessen", "Gießen", "Winchester", "Vereinigtes Königreich", "1965"),
        ("Sachsen", "Dresden", "Breslau", "Polen", "1959"),
        ("Sachsen", "Leipzig", "Lyon", "Frankreich", "1981"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("Bundesland", "Kommune", "Partnerkommune", "Staat", "seit"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    parties = {str(name) for (name,) in graph.query("SELECT ?n { ?y pk:party ?x . ?x skos:prefLabel ?n }")}
    assert parties.isdisjoint({"Hessen", "Sachsen"})
    assert {"Gießen", "Dresden", "Leipzig", "Winchester", "Breslau", "Lyon"} <= parties


def test_acronyms_that_some_rows_lack_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(row[1], row[2] if number else "", *row[3:]) for number, row in enumerate(ACRONYMS)]
    write_csv(tmp_path / "t.csv", rows, ("Title", "Acronym", "Organisation", "Country", "Budget (EUR)"))
    _, said = drafted(run, tmp_path, "t.csv")
    assert "in 2 of 2 with several rows these differ in Acronym" in said


@pytest.mark.parametrize("heading", ["File", "Dossier", "Tender", "案号"])
def test_files_of_several_rows_are_partnerships_without_a_title(
    run: Callable[..., Outcome], tmp_path: Path, heading: str
) -> None:
    rows = [(f"F-{number // 2}", row[1], *row[3:5]) for number, row in enumerate(ACRONYMS)]
    write_csv(tmp_path / "t.csv", rows, (heading, "Subject", "Organisation", "Country"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x pk:participation ?y") == 4


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Recipient ISO-3", ("GHA", "KEN")),
        ("Recipient ISO2", ("GH", "KE")),
        ("Recipient in capitals", ("GH-1", "KE-2")),
        ("Recipient short name", ("Gha", "Ken")),
    ],
)
def test_a_code_beside_a_name_is_no_second_party(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, codes: tuple[str, str]
) -> None:
    rows = [(f"D{n}", f"Deal {n}", "Bank of Oakby", ("Ghana", "Kenya")[n % 2], codes[n % 2]) for n in range(6)]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Funding agency", "Recipient", heading))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:AdministrativeRegion") == 2
    assert counted(graph, "?x a pk:Participation") == 12


@pytest.mark.parametrize("heading", ["University abroad", "University of exchange"])
def test_a_party_in_capitals_beside_another_one_takes_part(
    run: Callable[..., Outcome], tmp_path: Path, heading: str
) -> None:
    rows = [(f"D{n}", f"Exchange {n}", ("OUX", "FUX")[n % 2], ("MCX", "GCX")[n % 2]) for n in range(4)]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "University", heading))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Institution") == 4
    assert counted(graph, "?x a pk:Participation") == 8


@pytest.mark.parametrize(
    "head",
    [
        ("projectID", "projectAcronym", "name", "shortName", "country"),
        ("Project ID", "Project title", "Partner name", "Short name", "Country"),
        ("Project", "Acronym", "Partner", "Abbreviation", "Country"),
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (0, 2, 3, 1, 4)])
def test_a_short_name_of_an_organisation_is_nobody_and_no_title(
    run: Callable[..., Outcome], tmp_path: Path, head: tuple[str, ...], order: tuple[int, ...]
) -> None:
    made = [
        ("1", "TIDE", "Oakby University", "OU", "Germany"),
        ("1", "TIDE", "Farnby University", "FU", "France"),
        ("2", "DUNE", "Oakby University", "OU", "Germany"),
        ("2", "DUNE", "Marlow University", "MU", "Poland"),
        ("3", "REEF", "Farnby University", "FU", "France"),
        ("3", "REEF", "Marlow University", "MU", "Poland"),
    ]
    write_csv(tmp_path / "t.csv", [[row[place] for place in order] for row in made], [head[place] for place in order])
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "?x a pk:Institution") == 3
    assert counted(graph, "?x pk:participation ?y") == 3
    assert counted(graph, "?x a pk:Participation") == 6
    names = {str(name) for (name,) in graph.query("SELECT ?n { ?x a pk:Project ; skos:prefLabel ?n }")}
    assert not names & {"OU", "FU", "MU"}


def test_that_a_party_leaves_is_no_end_of_a_partnership(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [("1", "TIDE", "Oakby University", "false"), ("1", "TIDE", "Marlow University", "false")]
    write_csv(tmp_path / "t.csv", rows, ("projectID", "projectAcronym", "name", "endOfParticipation"))
    _, said = drafted(run, tmp_path, "t.csv")
    assert "Read the last day as pk:periodEnd" not in said
    assert "Columns that nobody reads: endOfParticipation" in said
