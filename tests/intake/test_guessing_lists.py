"""Drafts of mappings for tables with ids, short names and places beside the names of who takes part."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.support import Outcome

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


def counted(graph: KnowledgeGraph, pattern: str) -> int:
    return int(str(next(iter(graph.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")))[0]))


def workbook(path: Path, rows: list[tuple[str, ...]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_ids_beside_names_are_no_further_parties(run: Callable[..., Outcome], tmp_path: Path) -> None:
    for heading in ("Signatory IDs", "SignatoryIDs", "Party numbers", "Register of partners"):
        head = tuple(heading if one == "Signatory IDs" else one for one in PACTS[0])
        workbook(tmp_path / "pacts.xlsx", [head, *PACTS[1:]])
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
