"""Sizes beside money: each is what its unit measures, or is asked; and columns of capacities."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import remarks, table, write_csv


def imported(folder: Path, heading: str, *cells: str, money_first: bool = True, said: str = "") -> Imported:
    """A sheet with a column of money and another one of sizes, a row for each of these."""
    both = ("Money", heading) if money_first else (heading, "Money")
    rows = []
    for at, cell in enumerate(cells, 1):
        pair = (f"EUR {at}m", cell) if money_first else (cell, f"EUR {at}m")
        rows.append((f"Deal {at}", "嘉善县", "上海市", "project", *pair, "2018-01-05"))
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    headings = ("Name", "Party A", "Party B", "Type", *both, "Signed")
    return import_sheet(write_csv(folder / "deals.csv", rows, headings), folder / "deals")


def figures(folder: Path, number: int) -> set[tuple[str, str, str]]:
    rows = table(folder / "deals", "observations")
    own = [row for row in rows if row["about"] == f"partnership/deal-{number}"]
    return {(row["measure"], row["value"], row["unit"]) for row in own}


@pytest.mark.parametrize("money_first", [True, False])
@pytest.mark.parametrize("heading", ["How big", "Size", "规模", "Capacity"])
def test_a_size_beside_money_is_a_further_figure(heading: str, money_first: bool, tmp_path: Path) -> None:
    done = imported(tmp_path, heading, "12 MW", "35 ha", money_first=money_first)
    assert not done.account.questions
    assert figures(tmp_path, 1) == {("totalInvestment", "1000000", "EUR"), ("powerCapacity", "12", "MW")}
    assert figures(tmp_path, 2) == {("totalInvestment", "2000000", "EUR"), ("area", "35", "ha")}


@pytest.mark.parametrize(
    ("cell", "answer", "figure"),
    [
        ("650,000 TEU/yr", "650000 TEU a year", ("containerCapacity", "650000", "TEU")),
        ("产能 5万吨/年", "50000 tonne a year", ("massCapacity", "50000", "tonne")),
        ("5万吨/年", "50000 tonne a year", ("massCapacity", "50000", "tonne")),
    ],
)
def test_what_comes_each_year_is_asked_and_is_a_capacity(
    cell: str, answer: str, figure: tuple[str, str, str], tmp_path: Path
) -> None:
    done = imported(tmp_path, "How big", "12 MW", cell)
    (asked,) = [one for one in done.account.questions if one.path[:2] == ("answers", "amount")]
    assert (asked.path[2], asked.options[0].answer) == (cell, answer)
    imported(tmp_path, "How big", "12 MW", cell, said=f'answers: {{amount: {{"{cell}": {answer}}}}}\n')
    assert figure in figures(tmp_path, 2)


def test_what_nothing_measures_is_asked_and_stays_in_the_note(tmp_path: Path) -> None:
    done = imported(tmp_path, "How big", "12 MW", "250 buses")
    assert [one.path[2] for one in done.account.questions] == ["250 buses"]
    (row,) = [one for one in table(tmp_path / "deals", "partnerships") if one["id"] == "deal-2"]
    assert row["note_en"] == "How big: 250 buses"


def test_money_below_sizes_is_no_second_sum(tmp_path: Path) -> None:
    done = imported(tmp_path, "How big", "12 MW", "EUR 9m")
    assert figures(tmp_path, 2) == {("totalInvestment", "2000000", "EUR")}
    told = "money in a column of sizes, beside a column of money: kept in the note"
    assert told in remarks(done).en.split("; ")
    (row,) = [one for one in table(tmp_path / "deals", "partnerships") if one["id"] == "deal-2"]
    assert row["note_en"] == "How big: EUR 9m"


@pytest.mark.parametrize("heading", ["产能", "年产能", "Annual capacity"])
def test_a_capacity_without_units_is_asked_once_for_the_column(heading: str, tmp_path: Path) -> None:
    done = imported(tmp_path, heading, "300", "500")
    (asked,) = [one for one in done.account.questions if one.stops]
    assert [one.answer for one in asked.options][:2] == ["amount massCapacity", "amount powerCapacity"]
    said = f"sheets: {{deals: {{columns: {{{heading}: amount powerCapacity}}, units: {{{heading}: MW}}}}}}\n"
    assert not imported(tmp_path, heading, "300", "500", said=said).account.questions
    assert ("powerCapacity", "300", "MW") in figures(tmp_path, 1)
