"""Cells that only say "as above", and names with the mark of a footnote, in tables that a draft maps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.intake.sheets.written import write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Town", "Country", "Partner town", "Partner country", "Since")
ROWS = (
    ("Lyon", "France", "Birmingham", "United Kingdom", "1951"),
    ("〃", "〃", "Milan*", "Italy", "1967"),
    ('"', "France", "Gent [2]", "Belgium", "1989"),
    ("Nantes", "France", "Cardiff¹", "United Kingdom", "1964"),
    ("idem", "同上", "Saarbrücken", "Germany", "1965"),
)


def test_what_is_as_above_is_what_stands_there_and_a_footnote_is_no_name(run: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "towns.csv", ROWS, HEADINGS)
    drafted = run("map", "--guess", "towns.csv", "--issued", "2024-05-06", "--out", "towns.rq")
    assert "Town, Country: cells that only say 'as above'" in drafted.err
    text = (tmp_path / "towns.rq").read_text(encoding="utf-8")
    assert '#: as_above: ["Town", "Country"]\n' in text
    assert text.count("\n") < 40
    made = run("map", "towns.csv", "towns.rq", "--out", "towns.nq", "--check")
    assert made.code == 0, made.err
    assert "'Milan*' (row 3) as 'Milan'; 'Gent [2]' (row 4) as 'Gent'; 'Cardiff¹' (row 5) as 'Cardiff'" in made.err
    found = kg.open(tmp_path / "towns.nq").query(
        "SELECT ?a ?b { ?p a pk:Project ; pk:hasParty ?x, ?y . ?x skos:prefLabel ?a . ?y skos:prefLabel ?b ."
        " FILTER(?a IN ('Lyon'@en, 'Nantes'@en) && ?x != ?y) }"
    )
    assert {(str(a), str(b)) for a, b in found} == {
        ("Lyon", "Birmingham"),
        ("Lyon", "Milan"),
        ("Lyon", "Gent"),
        ("Nantes", "Cardiff"),
        ("Nantes", "Saarbrücken"),
    }


@pytest.mark.parametrize("said", ["Town", "{Town: yes}", "[[Town]]"])
def test_another_form_of_the_line_is_refused(run: Run, tmp_path: Path, said: str) -> None:
    write_csv(tmp_path / "towns.csv", ROWS, HEADINGS)
    run("map", "--guess", "towns.csv", "--issued", "2024-05-06", "--out", "towns.rq")
    text = (tmp_path / "towns.rq").read_text(encoding="utf-8")
    (tmp_path / "towns.rq").write_text(text.replace('["Town", "Country"]', said), encoding="utf-8")
    done = run("map", "towns.csv", "towns.rq", "--out", "towns.nq")
    assert done.code == 1
    assert "It takes a list of columns: as_above: [A, B]" in done.err
    assert not (tmp_path / "towns.nq").exists()
