"""Drafts of mappings: which of several columns of numbers is the amount of a partnership; each sum by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_totals import guessed
from tests.support import Outcome, counted

FIGURES = "SELECT DISTINCT ?x ?v ?u { ?x pk:value ?v ; pk:unit ?u }"
#: Three loans of four institutions.
LOANS = [
    ("L1", "Harbour loan", "Oakby Bank", "Port of Marlow"),
    ("L2", "Dam loan", "Oakby Bank", "Grimton Water Board"),
    ("L3", "Tram loan", "Farnby Bank", "Port of Marlow"),
]
HEAD = ("id", "title", "lender", "borrower")


def drafted(run: Callable[..., Outcome], folder: Path, name: str) -> tuple[KnowledgeGraph, str]:
    """The graph of a table by its draft as it is, built; and all that was said."""
    _, said = guessed(run, folder, name)
    answer = run("map", name, "m.rq", "--check", "--out", "g.nq")
    assert answer.code == 0, answer.err
    assert run("build", "g.nq", "--out", "built").code == 0
    return kg.open(folder / "built" / "graph.nq"), said + answer.err


def sums(graph: KnowledgeGraph) -> dict[str, Decimal]:
    """The sum of all figures by unit."""
    found: dict[str, Decimal] = {}
    for row in graph.query(FIGURES):
        unit = str(row[2]).rpartition("/")[2]
        found[unit] = found.get(unit, Decimal()) + Decimal(str(row[1]))
    return found


def loans(folder: Path, head: Sequence[str], *cells: Sequence[str]) -> str:
    """A table of the loans with more columns."""
    rows = [(*loan, *more) for loan, more in zip(LOANS, cells, strict=True)]
    return write_csv(folder / "t.csv", rows, (*HEAD, *head)).name


@pytest.mark.parametrize("amount", [("Currency", "Amount"), ("Original Currency", "Amount (Original Currency)")])
@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Commitment Year", ("2001", "2002", "2003")),
        ("Budget year", ("2001", "2002", "2003")),
        ("Year of commitment", ("2001", "2002", "2003")),
        ("Funding year", ("FY2001", "FY2002", "FY2003")),
        ("Cost centre", ("1000", "1001", "1002")),
        ("Budget line", ("500", "501", "502")),
        ("Grant period", ("3", "3", "4")),
        ("Number of grants", ("3", "3", "4")),
        ("EU co-financing rate (%)", ("85", "50", "85")),
        ("EU funding rate", ("85 %", "50 %", "85 %")),
        ("Funding", ("85%", "50%", "85%")),
        ("Funding", ("2001", "2002", "2003")),
        ("Total projects", ("12", "7", "4")),
        ("Total number of towns", ("12", "7", "4")),
        ("Taux de financement", ("85", "50", "85")),
        ("投资年度", ("2001", "2002", "2003")),
        ("出资比例", ("85", "50", "85")),
        ("预算科目", ("500", "501", "502")),
    ],
)
def test_years_rates_and_lines_of_a_budget_are_no_money_beside_an_amount(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, cells: tuple[str, ...], amount: tuple[str, str]
) -> None:
    name = loans(tmp_path, (heading, *amount), *zip(cells, ("USD", "EUR", "USD"), ("1000", "2500", "30"), strict=True))
    graph, _ = drafted(run, tmp_path, name)
    assert sums(graph) == {"USD": Decimal(1030), "EUR": Decimal(2500)}
    assert counted(graph, "?x a pk:Target") == 3


def test_a_rate_alone_is_no_money(run: Callable[..., Outcome], tmp_path: Path) -> None:
    graph, said = drafted(run, tmp_path, loans(tmp_path, ("Funding rate (%)",), ("85",), ("50",), ("85",)))
    assert sums(graph) == {}
    assert "Columns that nobody reads: Funding rate (%)." in said


def test_numbers_that_may_all_be_years_are_asked(run: Callable[..., Outcome], tmp_path: Path) -> None:
    name = loans(tmp_path, ("Funding", "Currency"), ("2015", "EUR"), ("2016", "EUR"), ("2017", "EUR"))
    draft, said = guessed(run, tmp_path, name)
    assert "Funding: all of its numbers may be years, so that no amount is read." in said
    assert "# Funding: all of its numbers may be years. To read it all the same take off the #" in draft
    graph, _ = drafted(run, tmp_path, name)
    assert sums(graph) == {}
    # A heading with its currency says what they are.
    name = loans(tmp_path, ("Funding (EUR)",), ("2015",), ("2016",), ("2017",))
    graph, _ = drafted(run, tmp_path, name)
    assert sums(graph) == {"EUR": Decimal(6048)}


@pytest.mark.parametrize(
    ("others", "whole"),
    [
        (("Previous budget (EUR)",), "Budget (EUR)"),
        (("Cost per loan (EUR)",), "Total value (EUR)"),
        (("Unit cost (EUR)", "Average cost (EUR)"), "Cost (EUR)"),
        (("Lender budget (EUR)", "Borrower budget (EUR)"), "Total budget (EUR)"),
        (("人均投资（欧元）",), "总投资（欧元）"),
        (("上年预算（欧元）",), "预算（欧元）"),
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_the_amount_of_the_whole_is_taken_wherever_it_stands(
    run: Callable[..., Outcome], tmp_path: Path, others: tuple[str, ...], whole: str, *, is_last: bool
) -> None:
    head = (*others, whole) if is_last else (whole, *others)
    rows = []
    for amount in ("700", "80", "9"):
        less = tuple("5" for _ in others)
        rows.append((*less, amount) if is_last else (amount, *less))
    graph, _ = drafted(run, tmp_path, loans(tmp_path, head, *rows))
    assert sums(graph) == {"EUR": Decimal(789)}


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Cost per student (EUR)", "the amount of one of many by its heading, and not of the whole"),
        ("单价（欧元）", "the amount of one of many by its heading, and not of the whole"),
        ("Previous budget (EUR)", "the amount of an earlier time by its heading"),
        ("原预算（欧元）", "the amount of an earlier time by its heading"),
    ],
)
def test_the_amount_of_each_or_of_before_is_asked_where_no_other_is(
    run: Callable[..., Outcome], tmp_path: Path, heading: str, why: str
) -> None:
    name = loans(tmp_path, (heading,), ("70",), ("8",), ("9",))
    draft, said = guessed(run, tmp_path, name)
    assert f": {why}, so that no amount is read. The draft says how to read it." in said
    assert f": {why}. To read it all the same take off the # here and below" in draft
    graph, _ = drafted(run, tmp_path, name)
    assert sums(graph) == {}


@pytest.mark.parametrize(
    "heading",
    ["EU share (EUR)", "Budget per year (EUR)", "Funding 2020 (EUR)", "原币金额（欧元）", "Total aid (EUR)"],
)
def test_what_only_sounds_so_is_read(run: Callable[..., Outcome], tmp_path: Path, heading: str) -> None:
    graph, _ = drafted(run, tmp_path, loans(tmp_path, (heading,), ("70",), ("8",), ("9",)))
    assert sums(graph) == {"EUR": Decimal(87)}


PARTNERS = ("Project code", "Project name", "Lead partner", "Lead partner budget (EUR)", "Partner 2")
PROJECTS = [
    ("R1", "Tides", "Oakby University", "100", "Marlow College", "50", "150"),
    ("R2", "Dunes", "Farnby University", "200", "Marlow College", "70", "270"),
]


def test_the_budget_of_one_partner_is_not_that_of_the_project(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = (*PARTNERS, "Partner 2 budget (EUR)", "Total budget (EUR)")
    write_csv(tmp_path / "t.csv", PROJECTS, head)
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert sums(graph) == {"EUR": Decimal(420)}


@pytest.mark.parametrize("heading", ["Partner 2 budget (EUR)", "Partner 2 contribution (EUR)"])
def test_budgets_of_partners_without_a_total_are_asked(
    run: Callable[..., Outcome], tmp_path: Path, heading: str
) -> None:
    head = [*PARTNERS, heading]
    head[3] = heading.replace("Partner 2", "Lead partner")
    write_csv(tmp_path / "t.csv", [row[:-1] for row in PROJECTS], head)
    draft, said = guessed(run, tmp_path, "t.csv")
    assert "the amount of one party by its heading, and no column has that of the partnership" in said
    assert "Lead_partner" in said
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert sums(graph) == {}
    # Both lines are there to be read: what is behind each # is the mapping.
    lines = [
        line.removeprefix("  # ") if "?figure" in line or "?amountText" in line else line for line in draft.split("\n")
    ]
    (tmp_path / "m.rq").write_text("\n".join(lines), encoding="utf-8")
    answer = run("map", "t.csv", "m.rq", "--check", "--out", "h.nq")
    assert answer.code == 0, answer.err
    assert sums(kg.open(tmp_path / "h.nq")) in ({"EUR": Decimal(120)}, {"EUR": Decimal(300)})


def test_what_a_donor_gives_is_given_to_the_whole(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("D1", "Wells", "Oakby Aid", "Marlow Council", "900"),
        ("D2", "Roads", "Oakby Aid", "Grimton Council", "80"),
    ]
    write_csv(tmp_path / "t.csv", rows, ("id", "title", "Donor", "Recipient", "Donor contribution (USD)"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert sums(graph) == {"USD": Decimal(980)}


def test_amounts_with_blanks_and_signs_are_no_institutions(run: Callable[..., Outcome], tmp_path: Path) -> None:
    head = ("Lp.", "Tytuł projektu", "Numer umowy", "Nazwa beneficjenta", "Partnerzy projektu")
    rows = [
        ("1", "Latarnia", "U.01-24-0001/15", "Uniwersytet Oakby", "Fundacja Marlow", "1 513 342,13", "1 286 340,81 zł"),
        ("2", "Molo", "U.01-24-0002/15", "Uniwersytet Oakby", "Fundacja Farnby", "513 342,10", "286 340,00 zł"),
    ]
    write_csv(tmp_path / "t.csv", rows, (*head, "Wartość projektu (zł)", "Dofinansowanie UE"))
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert sums(graph) == {"PLN": Decimal("2026684.23")}
    assert counted(graph, "?x a pk:Institution") == 3
    assert counted(graph, "?x a pk:Participation") == 4
    assert counted(graph, "?x a pk:Project") + counted(graph, "?x a pk:Agreement") == 2


@pytest.mark.parametrize("number", ["1 286 340,81", "€ 5 000", "2'500.00 CHF", "12 500 Kč", "1.000 Ft"])
def test_a_column_of_numbers_is_nobody_however_they_are_written(
    run: Callable[..., Outcome], tmp_path: Path, number: str
) -> None:
    rows = [("A1", "Oakby University", "Marlow College", number), ("A2", "Farnby University", "Marlow College", number)]
    write_csv(tmp_path / "t.csv", rows, ("id", "X", "Y", "Z"))
    draft, _ = guessed(run, tmp_path, "t.csv")
    assert "row:Z ?cell" not in draft
    assert "row:X ?cell" in draft


def test_several_amounts_in_one_cell_are_asked_and_said_to_be_several(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    made = [
        {
            "id": f"P{number}",
            "title": f"Wells {number}",
            "donor": "Oakby Aid",
            "recipient": f"Marlow {number} Council",
            "transaction": [{"value": 100 * number}, {"value": 7}],
            "currency": "EUR",
        }
        for number in (1, 2, 3)
    ]
    (tmp_path / "t.json").write_text(json.dumps(made), encoding="utf-8")
    draft, said = guessed(run, tmp_path, "t.json")
    assert "one amount a partnership" not in said
    assert "transaction_value: several different amounts in one cell" in said
    assert "# transaction_value: several different amounts in one cell" in draft
    graph, _ = drafted(run, tmp_path, "t.json")
    assert sums(graph) == {}


def test_agencies_of_a_loan_take_part_and_codes_and_further_amounts_do_not(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    """The form in which loans of development banks are published: years, three amounts, agencies in lists."""
    head = (
        "Record ID", "Recipient", "Recipient ISO-3", "Commitment Year", "Title", "Funding Agencies",
        "Implementing Agencies", "Amount (Original Currency)", "Original Currency", "Amount (Constant USD 2021)",
    )  # fmt: skip
    rows = [
        ("1", "Ghana", "GHA", "2020", "Dam", "Oakby Bank", "Marlow Ltd|Brenn Ltd", "500", "CNY", "80.5"),
        ("2", "Kenya", "KEN", "2014", "Rail", "Oakby Bank", "Marlow Ltd", "70", "USD", "75.5"),
        ("3", "Ghana", "GHA", "2018", "Port", "Farnby Bank", "Corva Ltd|Brenn Ltd", "9", "USD", "9.9"),
        ("4", "Kenya", "KEN", "2019", "Road", "Farnby Bank", "Corva Ltd", "", "USD", ""),
    ]
    write_csv(tmp_path / "t.csv", rows, head)
    graph, _ = drafted(run, tmp_path, "t.csv")
    assert sums(graph) == {"CNY": Decimal(500), "USD": Decimal(79)}
    assert counted(graph, "?x a pk:Institution") == 5
    assert counted(graph, "?x a pk:AdministrativeRegion") == 2
    assert counted(graph, "?x a pk:Participation") == 4 + 4 + 6
