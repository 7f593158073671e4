"""Columns by year are amounts of their year alone: what has come, what is planned, and what nobody says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.by_year import parted
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]

BEFORE, BEHIND = ("项目名称", "甲方", "乙方"), ("签约日期", "阶段")


def imported(tmp_path: Path, headings: tuple[str, ...], *cells: tuple[str, ...], unit: str = "") -> Imported:
    """Rows that end on 30 June 2023, of which each has some cells of columns by year."""
    rows = [(f"甲{at}项目", "嘉善县", "上海市", *some, "2021-03-04", "已签约") for at, some in enumerate(cells)]
    rows.append(("末项目", "平湖市", "上海市", *[""] * len(headings), "2023-06-30", "已签约"))
    sheet = write_csv(tmp_path / "deals.csv", rows, (*BEFORE, *headings, *BEHIND))
    if unit:
        settings = Settings.read(file_beside(sheet))
        settings.set(("sheets", "deals", "units", headings[0]), unit)
        file_beside(sheet).write_bytes(settings.written(sheet.name))
    return import_sheet(sheet, tmp_path / "made")


def figures(tmp_path: Path, package: str = "made") -> list[tuple[str, ...]]:
    columns = ("class", "measure", "value", "period_start", "period_end", "as_of")
    return [tuple(row.get(column, "") for column in columns) for row in table(tmp_path / package, "observations")]


def test_each_column_is_of_its_year(tmp_path: Path) -> None:
    headings = ("2021年到位资金（万元）", "2022 disbursed (CNY m)", "2024年计划到位（万元）")
    imported(tmp_path, headings, ("120", "1.5", "300"))
    assert figures(tmp_path) == [
        ("Achievement", "capitalArrived", "1200000", "2021-01-01", "2021-12-31", "2021-12-31"),
        ("Achievement", "capitalArrived", "1500000", "2022-01-01", "2022-12-31", "2022-12-31"),
        ("Target", "capitalArrived", "3000000", "2024-01-01", "2024-12-31", "2021-03-04"),
    ]


def test_of_a_year_that_is_not_over_what_has_come_came_by_the_day_of_the_sheet(tmp_path: Path) -> None:
    imported(tmp_path, ("2023年到位资金（万元）",), ("40",))
    assert figures(tmp_path) == [("Achievement", "capitalArrived", "400000", "2023-01-01", "2023-06-30", "2023-06-30")]


def test_the_ids_of_figures_name_their_years(tmp_path: Path) -> None:
    imported(tmp_path, ("2021年到位资金（万元）", "2022年到位资金（万元）"), ("1", "2"), ("", "5"))
    ids = [row["id"].rpartition("capital-arrived-")[2] for row in table(tmp_path / "made", "observations")]
    assert ids == ["2021", "2022", "2022"]


def test_the_unit_of_all_columns_by_year_is_asked_once(tmp_path: Path) -> None:
    headings = ("2021年到位资金", "2022年到位资金", "2023年到位资金")
    done = imported(tmp_path, headings, ("1", "2", "3"))
    asked = [one.path for one in done.account.questions if not one.optional]
    assert asked == [("sheets", "deals", "units", "2021年到位资金")]
    assert figures(tmp_path) == []
    imported(tmp_path, headings, ("1", "2", "3"), unit="万元")
    assert [row[2] for row in figures(tmp_path)] == ["10000", "20000", "30000"]


def test_columns_that_are_headed_by_a_year_alone_are_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, ("2021", "2022"), ("100", "250"))
    asked = {one.path: [option.answer for option in one.options] for one in done.account.questions if one.stops}
    options = ["amount capitalArrived", "amount totalInvestment", "note"]
    assert asked == {("sheets", "deals", "columns", year): options for year in ("2021", "2022")}


@pytest.mark.parametrize(
    ("heading", "year", "rest"),
    [
        ("2021年到位资金", 2021, "到位资金"),
        ("2019年度投资额（亿元）", 2019, "投资额 （亿元）"),
        ("Disbursed in 2022", 2022, "Disbursed"),
        ("2022", 2022, ""),
        ("截至2021年底到位资金", None, ""),
        ("Paid by 2021", None, ""),
        ("2019-2021 budget", None, ""),
        ("FY2021 grant", None, ""),
        ("2021年以来到位资金", None, ""),
        ("Contract 12021", None, ""),
        ("2021 投资（税后，EUR 1,000）", 2021, "投资 （税后，EUR 1,000）"),
        ("2021年到位资金（累计）", None, ""),
        ("Budget 2021 (2020 prices)", None, ""),
    ],
)
def test_what_a_heading_says_of_a_year(heading: str, year: int | None, rest: str) -> None:
    found = parted(heading)
    assert (found and found.year, found.rest if found else "") == (year, rest)


def test_what_was_signed_in_a_year_is_not_for_that_year(tmp_path: Path) -> None:
    imported(tmp_path, ("2022年签约金额（万元）",), ("500",))
    assert [(row[1], row[3]) for row in figures(tmp_path)] == [("contractedInvestment", "")]


@pytest.mark.parametrize(
    ("heading", "is_target"),
    [
        ("计划到位资金（万元）", True),
        ("预计完成投资（万元）", True),
        ("合同实际到位资金（万元）", False),
        ("已到位资金（万元）", False),
    ],
)
def test_what_is_planned_to_come_has_not(tmp_path: Path, heading: str, is_target: bool) -> None:
    imported(tmp_path, (heading,), ("70",))
    assert [row[0] for row in figures(tmp_path)] == ["Target" if is_target else "Achievement"]


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("2021Q1 投资（万元）", "totalInvestment"),
        ("2021.6 到位资金（万元）", "capitalArrived"),
        ("2021年6月到位资金（万元）", "capitalArrived"),
        ("2021年上半年到位资金（万元）", "capitalArrived"),
        ("2021年到位资金（截至6月，万元）", "capitalArrived"),
        ("2021年第一季度投资（万元）", "totalInvestment"),
        ("2021-22 Budget (EUR m)", "totalInvestment"),
        ("2021/22 budget (EUR m)", "totalInvestment"),
        ("Investment H1 2021 (EUR m)", "totalInvestment"),
        ("Paid March 2021 (EUR m)", "capitalArrived"),
        ("Paid 6/2021 (EUR m)", "capitalArrived"),
    ],
)
def test_what_is_of_no_whole_year_is_asked(tmp_path: Path, heading: str, measure: str) -> None:
    done = imported(tmp_path, (heading,), ("40",))
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path == ("sheets", "deals", "columns", heading)
    assert [option.answer for option in asked.options] == ["note", f"amount {measure}"]


@pytest.mark.parametrize("heading", ["Summary 2019-2021", "Iceland 2021/22", "2021-2022年投资方代码"])
def test_a_time_beside_no_amount_is_not_asked_as_one(tmp_path: Path, heading: str) -> None:
    done = imported(tmp_path, (heading,), ("40",))
    answers = [option.answer for one in done.account.questions if one.stops for option in one.options]
    assert not [answer for answer in answers if answer.startswith("amount")]


def test_of_no_whole_year_nothing_is_recorded_unless_somebody_says_so(tmp_path: Path, run: Run) -> None:
    rows = [("甲项目", "嘉善县", "上海市", "40", "70", "2021-03-04", "已签约")]
    headings = (*BEFORE, "2021.6到位资金（万元）", "2022年到位资金（万元）", *BEHIND)
    write_csv(tmp_path / "deals.csv", [*rows, ("末项目", "平湖市", "上海市", "", "", "2023-06-30", "已签约")], headings)
    assert run("import", "deals.csv", "--accept").code == 0
    assert [(row[2], row[3]) for row in figures(tmp_path, "deals")] == [("700000", "2022-01-01")]
    (partnership,) = [row for row in table(tmp_path / "deals", "partnerships") if row["name_zh"] == "甲项目"]
    assert "2021.6到位资金（万元）：40" in partnership["note_zh"]


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("到位投资（万元）", "capitalArrived"),
        ("Paid budget (EUR m)", "capitalArrived"),
        ("Disbursed contract value (EUR m)", "capitalArrived"),
        ("累计完成投资（万元）", "capitalArrived"),
        ("Actual budget (EUR m)", "totalInvestment"),
    ],
)
def test_what_has_been_paid_of_a_budget_is_what_has_come(tmp_path: Path, heading: str, measure: str) -> None:
    imported(tmp_path, (heading,), ("3",))
    assert [row[:2] for row in figures(tmp_path)] == [("Achievement", measure)]


@pytest.mark.parametrize("heading", ["实际计划投资（万元）", "Actual planned budget (EUR m)"])
def test_what_is_planned_and_has_come_is_asked(tmp_path: Path, heading: str) -> None:
    done = imported(tmp_path, (heading,), ("3",))
    assert ("sheets", "deals", "columns", heading) in [one.path for one in done.account.questions if one.stops]
    assert figures(tmp_path) == []
