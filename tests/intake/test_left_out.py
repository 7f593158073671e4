"""Rows that a mapping leaves out on purpose are counted and no fault; rows that are lost for another reason are one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.intake.sheets.written import write_csv
from tests.support import Outcome

HEADER = """#: title: {en: T, zh: 表}
#: question: {en: T, zh: 表}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT { ?p a pk:Project }
WHERE { %s BIND(fn:id("partnership", ?no) AS ?p) }
"""
TABLE = [
    ("No", "Lead", "State", "Amount"),
    ("1", "Alba Lab", "open", "10"),
    ("2", "Corva AS", "open", "20"),
    ("Total", "", "", "30"),
    ("3", "Dorn AG", "shut", "n/a"),
]
#: MINUS is what only the engine does.
ENGINE = ' MINUS { ?row row:No "9" }'


@pytest.mark.parametrize("further", ["", ENGINE], ids=["columns", "engine"])
@pytest.mark.parametrize(
    ("pattern", "left", "lost"),
    [
        ('?row row:No ?no ; row:Lead ?lead . FILTER(?no != "Total")', 1, 0),
        ('?row row:No ?no ; row:State "open"', 1, 1),
        ("?row row:No ?no FILTER EXISTS { ?row row:Lead ?lead }", 1, 0),
        ("?row row:No ?no ; row:Amount ?a FILTER(xsd:integer(?a) < 30)", 1, 1),
        ('?row row:No ?no ; row:Lead ?lead . FILTER(?no != "2")', 1, 1),
        ('{ ?row row:Lead ?lead FILTER(?lead != "Dorn AG") } UNION { ?row row:State "none" } ?row row:No ?no', 1, 1),
        ("?row row:No ?no ; row:Lead ?lead", 0, 1),
    ],
)
def test_what_a_mapping_leaves_out_is_counted(
    run: Callable[..., Outcome], tmp_path: Path, pattern: str, left: int, lost: int, further: str
) -> None:
    write_csv(tmp_path / "t.csv", TABLE[1:], TABLE[0])
    (tmp_path / "m.rq").write_text(HEADER % (pattern + further), encoding="utf-8")
    answer = run("map", "t.csv", "m.rq", "--out", "g.nq", "--strict", "-f", "json", *(["--partial"] if lost else []))
    told = answer.json()
    assert (told["left_out"], told["nothing"], told["gave"]) == (left, lost, 4 - left - lost)
    codes = [one["code"] for one in told["findings"] if one["code"] != "column-unread"]
    assert codes == ["row-without-result"] * (lost > 0)
    assert answer.code == (1 if lost else 0)
    if lost:
        assert run("map", "t.csv", "m.rq", "--out", "g.nq").code == 1


def test_a_draft_of_a_table_with_totals_passes(run: Callable[..., Outcome], tmp_path: Path) -> None:
    """Of all projects, of a country without an id, and of one who takes part."""
    rows = [
        ("Quays", "Bank One", "Kenya", "10", "2010"),
        ("Locks", "Bank One", "Kenya", "20", "2011"),
        ("", "", "Kenya total", "30", ""),
        ("Piers", "Bank Two", "Nepal", "5", "2012"),
        ("", "", "Nepal total", "5", ""),
        ("Grand total", "", "", "35", ""),
    ]
    write_csv(tmp_path / "a.csv", rows, ("Project", "Funder", "Recipient", "Amount (USD million)", "Year"))
    rows = [
        ("Alba Lab", "Corva AS", "Ports", "10"),
        ("Alba Lab", "Dorn AG", "Ports", "20"),
        ("Alba Lab Total", "", "", "30"),
        ("Total Energy Oy", "Dorn AG", "Health", "7"),
    ]
    write_csv(tmp_path / "b.csv", rows, ("Organisation", "Partner", "Topic", "Amount (EUR)"))
    for name, partnerships, parties, left in (("a.csv", 3, 4, 3), ("b.csv", 3, 4, 1)):
        assert run("map", "--guess", name, "--issued", "2020-02-02", "--out", "m.rq").code == 0
        assert run("map", name, "m.rq", "--out", "g.nq", "--check").code == 0
        answer = run("map", name, "m.rq", "--out", "g.nq", "--strict")
        assert answer.code == 0, answer.err
        assert f"{left} left out by the mapping" in answer.err
        graph = kg.open(tmp_path / "g.nq")
        assert len(list(graph.query("SELECT DISTINCT ?x { ?x pk:participation ?y }"))) == partnerships
        assert len(list(graph.query("SELECT DISTINCT ?x { ?y pk:party ?x }"))) == parties


@pytest.mark.parametrize(("cells", "code"), [(("12 Mon", "13 Mon"), 1), (("12 Mon", "2019-03-04"), 0), (("", ""), 0)])
def test_a_day_that_is_read_and_is_in_no_row_is_a_warning(
    run: Callable[..., Outcome], tmp_path: Path, cells: tuple[str, str], code: int
) -> None:
    write_csv(tmp_path / "t.csv", [(str(at), cell) for at, cell in enumerate(cells)], ("No", "Until"))
    pattern = "?row row:No ?no OPTIONAL { ?row row:Until ?text } BIND(STRDT(?text, xsd:date) AS ?made)"
    pattern += ' BIND(IF(REGEX(?text, "^[0-9]{4}-"), ?made, ?none) AS ?until)'
    mapping = HEADER.replace("a pk:Project", "a pk:Project ; pk:periodEnd ?until") % pattern
    (tmp_path / "m.rq").write_text(mapping, encoding="utf-8")
    answer = run("map", "t.csv", "m.rq", "--out", "g.nq", "--strict", "-f", "json")
    (told,) = answer.json()["findings"]
    assert (told["code"], told["severity"]) == ("variable-without-value", "warning" if code else "info")
    assert answer.code == code
