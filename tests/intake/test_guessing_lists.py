"""Drafts of mappings for tables with ids, short names and places beside the names of who takes part."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_book, write_csv
from tests.support import Outcome, counted

#: Ids that hold the sign between names, and have another one between them; a town and a country for each party.
PACTS = [
    ("Pact ID", "Title", "Signatories", "Signatory IDs", "Towns", "Countries", "Date signed"),
    ("P|01", "Piers", "Uni Alba | Corva Lab", "Q|1|A || Q|2", "Bremen | Durban", "DE | ZA", "2020-01-02"),
    (
        *("P|02", "Cranes"),
        "Uni Alba | Dorn AG | Corva Lab",
        "Q|1|A || Q|3 || Q|2",
        "Bremen | Cebu | Durban",
        "DE | PH | ZA",
        "2021-03-04",
    ),
    ("P|03", "Locks", "Dorn AG | Brenn KF", "Q|3 || Q|4", "Cebu | Bremen", "PH | DE", "2022-05-06"),
]
MEMBERS = [
    ("9001", "Uni Alba", "UA", "DE"),
    ("9002", "Corva Lab", None, "ZA"),
    ("9003", "Dorn AG", "DAG", "PH"),
]


def drafted(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[KnowledgeGraph, str, Outcome]:
    """A table, mapped by its draft, which is short and passes the checks; with the draft, and what was said."""
    assert run("map", "--guess", name, "--issued", "2024-05-06", "--out", "m.rq").code == 0
    draft = (folder / "m.rq").read_text(encoding="utf-8")
    assert draft.count("\n") < 40
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    return kg.open(folder / "g.nq"), draft, answer


def test_ids_beside_names_are_no_further_parties(run: Callable[..., Outcome], tmp_path: Path) -> None:
    for heading in ("Signatory IDs", "SignatoryIDs", "Party numbers", "Register of partners"):
        head = tuple(heading if one == "Signatory IDs" else one for one in PACTS[0])
        write_book(tmp_path / "pacts.xlsx", Sheet=[head, *PACTS[1:]])
        graph, _, _ = drafted(run, tmp_path, "pacts.xlsx")
        assert counted(graph, "?x a pk:Institution") == 4, heading
        assert counted(graph, "?x a pk:Participation") == 7, heading
        # The id is the party's, whole, and its own town is where each is.
        ids = {str(row[0]).rpartition("/")[2] for row in graph.query("SELECT ?x { ?x a pk:Institution }")}
        assert ids == {"Q%7C1%7CA", "Q%7C2", "Q%7C3", "Q%7C4"}, heading
        where = (
            "SELECT ?n ?t { ?x a pk:Institution ; skos:prefLabel ?n ; pk:locatedIn/skos:prefLabel ?t "
            "FILTER(LANG(?t) = 'en') }"
        )
        assert {(str(row[0]), str(row[1])) for row in graph.query(where)} == {
            *(("Uni Alba", "Bremen"), ("Corva Lab", "Durban"), ("Dorn AG", "Cebu"), ("Brenn KF", "Bremen"))
        }, heading


def test_a_short_name_is_another_name_of_the_party(run: Callable[..., Outcome], tmp_path: Path) -> None:
    for short in ("shortName", "acronym", "abbreviation"):
        rows = [
            {
                "projectID": f"7{number}",
                "title": title,
                "partners": [
                    {"orgId": one, "name": name, short: called, "country": land}
                    for one, name, called, land in (MEMBERS[place] for place in places)
                ],
            }
            for number, (title, places) in enumerate([("Quays", (0, 1)), ("Locks", (0, 1, 2)), ("Piers", (2, 0))])
        ]
        (tmp_path / "p.json").write_text(json.dumps({"projects": rows}), encoding="utf-8")
        graph, _, _ = drafted(run, tmp_path, "p.json")
        assert (counted(graph, "?x a pk:Institution"), counted(graph, "?x a pk:Participation")) == (3, 7), short
        named = "SELECT ?x ?n ?s { ?x a pk:Institution ; skos:prefLabel ?n OPTIONAL { ?x skos:altLabel ?s } }"
        found = {(str(r[0]).rpartition("/")[2], str(r[1]), str(r[2]) if r[2] else None) for r in graph.query(named)}
        assert found == {(one, name, called) for one, name, called, _ in MEMBERS}, short


AMOUNT = """#: title: {en: Sums, zh: 数额}
#: question: {en: What they come to, zh: 数额是多少}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT { ?thing rdfs:label ?no ; pk:value ?value }
WHERE {
  ?row row:no ?no OPTIONAL { ?row row:sum ?text } BIND(fn:id("observation", ?no) AS ?thing)
  BIND(fn:amount(SAID) AS ?value)
}
"""


@pytest.mark.parametrize("said", ["?text", 'CONCAT(?text, " EUR")'])
@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        # One digit or two behind a comma are decimals; beside them a point groups thousands.
        (["551833,13", "4814874,3", "1.250", "7"], ["551833.13", "4814874.3", "1250", "7"]),
        (["1.234.567,50", "2.500", "12,5"], ["1234567.50", "2500", "12.5"]),
        # Decimal points do not tell what the point of another text is.
        (["1234.50", "1.250", "9,750"], ["1234.50", None, "9750"]),
        # Truly either: nothing in the column tells, or what tells one thing is against the cell.
        (["1.250", "80"], [None, "80"]),
        (["551833,13", "12,500", "12,500"], ["551833.13", None, None]),
        # One digit or two behind a comma are decimals whatever else the column shows, as in kg import.
        (["1234.50", "77,5", "1,2 Mio."], ["1234.50", "77.5", "1200000"]),
    ],
)
def test_a_column_tells_what_its_commas_are(
    run: Callable[..., Outcome], tmp_path: Path, cells: list[str], meant: list[str | None], said: str
) -> None:
    write_csv(tmp_path / "sums.csv", [(str(no), cell) for no, cell in enumerate(cells)], ("no", "sum"))
    (tmp_path / "m.rq").write_text(AMOUNT.replace("SAID", said), encoding="utf-8")
    answer = run("map", "sums.csv", "m.rq", "--out", "g.nq", "--format", "json")
    assert answer.code == 0, answer.err
    found = (tmp_path / "g.nq").read_text(encoding="utf-8")
    values = {
        line.split(">")[0].rpartition("/")[2]: line.split('"')[1]
        for line in found.splitlines()
        if "/observation/" in line and "ont#value>" in line
    }
    assert {no: Decimal(one) for no, one in values.items()} == {
        str(no): Decimal(one) for no, one in enumerate(meant) if one
    }
    told = json.loads(answer.out)
    assert told["refused"] == meant.count(None)
    asked = [one for one in told["findings"] if one["code"] == "value-not-understood"]
    # Each different cell once, with its row, and with how to say what it is.
    wrong = {cell: row for row, (cell, one) in reversed(list(enumerate(zip(cells, meant, strict=True), 2))) if not one}
    assert {one["row"] for one in asked} == set(wrong.values())
    assert all("REPLACE(" in one["message_en"] and "It may be" in one["message_en"] for one in asked)
    said_of_rows = run("map", "sums.csv", "m.rq", "--out", "g.nq").err
    many = meant.count(None)
    assert (f"in {many} {'row' if many == 1 else 'rows'} an amount was refused" in said_of_rows) == bool(many)


def test_a_currency_beside_a_refused_amount_is_no_refused_amount(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "sums.csv").write_text("no,sum,currency\na,USD 1.250,USD\nb,USD 80,USD\n", encoding="utf-8")
    query = AMOUNT.replace("SAID", "?text").replace("OPTIONAL", "OPTIONAL { ?row row:currency ?in } OPTIONAL", 1)
    (tmp_path / "m.rq").write_text(query, encoding="utf-8")
    answer = run("map", "sums.csv", "m.rq", "--out", "g.nq", "--format", "json")
    assert (answer.code, json.loads(answer.out)["refused"]) == (0, 1)


def test_amounts_with_a_decimal_comma_are_in_the_draft(run: Callable[..., Outcome], tmp_path: Path) -> None:
    sums = ["551833,13", "4814874,3", "1.250"]
    rows = [(f"P{no}", f"Quay {no}", "Uni Alba", one) for no, one in enumerate(sums)]
    write_csv(tmp_path / "sums.csv", rows, ("project_id", "title", "partner_name", "total cost (EUR)"))
    graph, _, _ = drafted(run, tmp_path, "sums.csv")
    total = next(iter(graph.query("SELECT (SUM(?v) AS ?n) { ?x pk:value ?v }")))[0]
    assert float(str(total)) == pytest.approx(551833.13 + 4814874.3 + 1250)
