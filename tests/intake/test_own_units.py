"""Currencies that a folder of one's own adds: amounts in one are read as those in any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_totals import sums
from tests.support import Outcome

CODES = """@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix unit: <https://w3id.org/partnership-kg/code/unit/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
unit:XUZ a skos:Concept ;
    skos:inScheme <https://w3id.org/partnership-kg/code/unit> ;
    skos:topConceptOf <https://w3id.org/partnership-kg/code/unit> ;
    skos:notation "XUZ" ; pk:sign "UZ" ;
    skos:prefLabel "unit of account"@en , "记账单位"@zh ;
    skos:definition "A unit."@en , "单位。"@zh ;
    pk:unitKind "money" ; pk:currency true ; pk:wholeNumber false .
"""
ROWS = [
    ("1", "Tide", "University of Ostbruck", "University of Velmar", "1,000", "XUZ"),
    ("2", "Wave", "University of Ostbruck", "University of Velmar", "250.50", "EUR"),
    ("3", "Reef", "University of Ostbruck", "University of Velmar", "2 million", "UZ"),
]


def own(folder: Path) -> tuple[str, str]:
    (folder / "own" / "codelists").mkdir(parents=True)
    (folder / "own" / "codelists" / "more.ttl").write_text(CODES, encoding="utf-8")
    return "--ontology", "own"


def graph_of(run: Callable[..., Outcome], folder: Path, *more: str) -> dict[str, object]:
    import kg

    answer = run("map", "t.csv", "m.rq", "--check", "--out", "g.nq", *more)
    assert answer.code == 0, answer.err
    return dict(sums(kg.open(folder / "g.nq")))


def test_a_currency_of_ones_own_beside_others(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", ROWS, ("id", "Title", "Uni A", "Uni B", "Amount", "Currency"))
    options = own(tmp_path)
    assert run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq", *options).code == 0
    assert graph_of(run, tmp_path, *options) == {"XUZ": 2_001_000, "EUR": 250.5}
    # Without the folder nobody knows it, and that is told.
    answer = run("map", "t.csv", "m.rq", "--partial")
    assert "in 2 rows an amount was refused" in answer.err


def test_a_currency_of_ones_own_in_a_heading(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [(*row[:4], text) for row, text in zip(ROWS, ("3.5", "1,250", "4"), strict=True)]
    write_csv(tmp_path / "t.csv", rows, ("id", "Title", "Uni A", "Uni B", "Budget (XUZ million)"))
    options = own(tmp_path)
    told = run("map", "--guess", "t.csv", "--issued", "2024-05-06", "--out", "m.rq", *options)
    assert "Budget_XUZ_million: what 'XUZ million' in its heading counts is not understood" in told.err
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8").replace("(XXX)", "(XUZ million)")
    told_of = ("?figure", "?amountText")
    lines = [
        line.replace("  # ", "  ", 1) if any(one in line for one in told_of) else line for line in draft.split("\n")
    ]
    (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
    assert graph_of(run, tmp_path, *options) == {"XUZ": 1_257_500_000}
