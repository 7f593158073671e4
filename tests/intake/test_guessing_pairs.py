"""Drafts of mappings of tables of two countries a row, whatever heads them, and of days as machines count them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.support import Outcome

Run = Callable[..., Outcome]

PAIRS = "SELECT DISTINCT ?p { ?x a pk:Participation ; pk:party ?p }"
SIGNED = "SELECT ?day ?how { ?x pk:stage stage:signed ; pk:asOf ?day ; pk:asOfPrecision ?how }"


def drafted(run: Run, folder: Path, table: str, *more: str) -> tuple[str, kg.KnowledgeGraph, Outcome]:
    """The draft of a table, the graph by it, and what was said of that."""
    (folder / "t.csv").write_text(table, encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq").code == 0
    done = run("map", "t.csv", "m.rq", "--out", "g.nq", "-f", "json", *more)
    return (folder / "m.rq").read_text(encoding="utf-8"), kg.open(folder / "g.nq"), done


@pytest.mark.parametrize(
    ("one", "other", "when", "asked"),
    [
        ("国家一", "国家二", "签署年份", False),
        ("国别一", "国别二", "签订时间", False),
        ("甲国", "乙国", "生效年份", True),
        ("country_1", "country_2", "yrsigned", False),
        ("state_a", "state_b", "entryforceyear", True),
        ("iso3_o", "iso3_d", "yearsigned", False),
        ("reporter", "partner", "eif", True),
        ("Country A", "Country B", "Year", True),
    ],
)
def test_two_countries_and_their_year(run: Run, tmp_path: Path, one: str, other: str, when: str, asked: bool) -> None:
    names = ("JPN", "CHL", "KEN", "PER") if "iso3" in one else ("Japan", "Chile", "Kenya", "Peru")
    table = f"{one},{other},{when}\n{names[0]},{names[1]},1999\n{names[2]},{names[3]},2003\n"
    draft, graph, done = drafted(run, tmp_path, table, "--strict")
    assert done.code == 0, done.out
    assert {str(row[0]).rpartition("/")[2] for row in graph.query(PAIRS)} == {"jp", "cl", "ke", "pe"}
    days = {(str(day), str(how).rpartition("/")[2]) for day, how in graph.query(SIGNED)}
    assert days == (set() if asked else {("1999-12-31", "year"), ("2003-12-31", "year")})
    if asked:
        # What the draft says to do is enough.
        lines = [line.replace("# ", "", 1) if "?claim" in line else line for line in draft.splitlines()]
        (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
        assert run("map", "t.csv", "m.rq", "--strict", "--out", "a.nq").code == 0
        claims = kg.open(tmp_path / "a.nq").query("SELECT ?day { ?x a pk:StageClaim ; pk:asOf ?day }")
        assert {str(row[0]) for row in claims} == {"1999-12-31", "2003-12-31"}


def test_days_counted_since_1970(run: Run, tmp_path: Path) -> None:
    # 2020-01-01 and 1960-01-01 at midnight, 2020-01-01 09:00, all in ms; 2010-01-01 at midnight in s, and an hour later
    days = ("1577836800000", "-315619200000", "1577869200000", "1262304000", "1262307600")
    rows = [f"P{place},Alba Lab {place},Dorn AG,{day}" for place, day in enumerate(days, 1)]
    _, graph, done = drafted(run, tmp_path, "\n".join(["Project,Partner A,Partner B,Signed on", *rows]))
    assert sorted(str(day) for day, _ in graph.query(SIGNED)) == [
        "1960-01-01",
        "2010-01-01",
        "2010-01-01",
        "2020-01-01",
        "2020-01-01",
    ]
    assert run("map", "t.csv", "m.rq", "--strict", "--out", "s.nq").code == 1
    found = {one["code"]: one for one in done.json()["findings"] if one["severity"] == "warning"}
    assert found.keys() == {"day-by-greenwich"}
    told = found["day-by-greenwich"]
    assert (told["row"], told["field"], told["value"]) == (4, "Signed on", days[2])
    assert "1577869200000 (row 4) as 2020-01-01" in told["message_en"]
    assert "2 numbers are taken to count milliseconds or seconds since 1970" in told["message_en"]
    assert "1262307600 (row 6) as 2010-01-01" in told["message_en"]
