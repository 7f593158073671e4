"""An amount of each year is a figure of one year, and never of the whole span, whatever is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from kg.intake.sheets.yearly import up_to
from kg.notations import quantity, recurrence, recurring
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("Title", "Party A", "Party B", "Status", "Amount (EUR)", "Signed on", "Start", "End")


def imported(
    tmp_path: Path, cell: str, answer: str = "", status: str = "planned", headings: tuple[str, ...] = HEADINGS
) -> Imported:
    """One partnership from July 2021 to December 2026, and one that dates the sheet to June 2024."""
    rows = [
        ("Quay", "Hamburg", "Shanghai", status, cell, "2021-05-04", "2021-07-01", "2026-12-31"),
        ("Dock", "Bremen", "Shanghai", "planned", "", "2024-06-01", "", ""),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    settings = Settings.read(file_beside(sheet))
    for path, said in {
        **{("answers", "party", name): f"region {code}" for name, code in (("Hamburg", "de-hh"), ("Bremen", "de-hb"))},
        **({("answers", "amount", cell): answer} if answer else {}),
        ("as_of",): "2024-06-01",
        ("sheets", "deals", "columns", headings[4]): "amount totalInvestment",
    }.items():
        settings.set(path, said)
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    return import_sheet(sheet, tmp_path / "made")


def figures(tmp_path: Path) -> list[tuple[str, ...]]:
    columns = ("class", "value", "unit", "period_start", "period_end")
    return [tuple(row.get(column, "") for column in columns) for row in table(tmp_path / "made", "observations")]


#: Twelve months from the first of July 2021, and one.
A_YEAR, A_MONTH = ("2021-07-01", "2022-06-30"), ("2021-07-01", "2021-07-31")


@pytest.mark.parametrize(
    ("cell", "answer", "value", "unit", "span"),
    [
        ("每年500万元", "5000000 CNY", "5000000", "CNY", A_YEAR),
        ("EUR 40k a year", "40000 EUR", "40000", "EUR", A_YEAR),
        ("200,000 EUR p.a.", "200000 EUR", "200000", "EUR", A_YEAR),
        ("EUR 40k a year for five years", "EUR 40k a year", "40000", "EUR", A_YEAR),
        ("EUR 3k per month", "3000 EUR", "3000", "EUR", A_MONTH),
        # Five and a half years of 40,000: somebody has added them up.
        ("EUR 40k a year", "220000 EUR", "220000", "EUR", ("2021-07-01", "2026-12-31")),
        ("共2750万元，每年500万元", "27500000 CNY", "27500000", "CNY", ("2021-07-01", "2026-12-31")),
    ],
)
def test_an_answer_that_repeats_the_amount_counts_for_one_year(
    tmp_path: Path, cell: str, answer: str, value: str, unit: str, span: tuple[str, str]
) -> None:
    asked = imported(tmp_path, cell)
    assert figures(tmp_path) == []
    assert [one.path[-1] for one in asked.account.questions if one.path[:2] == ("answers", "amount")] == [cell]
    done = imported(tmp_path, cell, answer)
    assert figures(tmp_path) == [("Target", value, unit, *span)]
    told = [text for row in done.account.rows for _, text in row.remarks if "is no sum" in text.en]
    if span == ("2021-07-01", "2026-12-31"):
        assert told == []
        return
    assert [text.en.endswith(f"{span[0]} to {span[1]} alone, and is no sum") for text in told] == [True]
    assert f"{span[0]}至{span[1]}" in told[0].zh
    (row,) = table(tmp_path / "made", "observations")
    assert cell in row["note_en"]
    assert cell in row["note_zh"]
    (quay,) = [one for one in table(tmp_path / "made", "partnerships") if one.get("name_en") == "Quay"]
    assert cell in quay.get("note_en", "") + quay.get("note_zh", "")


@pytest.mark.parametrize(
    ("heading", "span"),
    [
        ("Annual budget (EUR)", A_YEAR),
        ("年度经费（欧元）", A_YEAR),
        ("2023年度预算（欧元）", ("2023-01-01", "2023-12-31")),
        # The sum of three, and of five.
        ("三年投资（欧元）", ("2021-07-01", "2026-12-31")),
        ("5年投资（欧元）", ("2021-07-01", "2026-12-31")),
        ("2021-2025年度预算（欧元）", ("2021-07-01", "2026-12-31")),
    ],
)
def test_a_heading_says_it_for_all_its_cells_unasked(tmp_path: Path, heading: str, span: tuple[str, str]) -> None:
    headings = (*HEADINGS[:4], heading, *HEADINGS[5:])
    imported(tmp_path, "40000", headings=headings)
    assert figures(tmp_path) == [("Target", "40000", "EUR", *span)]


def test_of_what_runs_a_year_that_is_not_over_by_the_day_of_the_figure_is_promised(tmp_path: Path) -> None:
    # It holds by the day of signing, before the first year has begun.
    imported(tmp_path, "EUR 40k a year", "40000 EUR", status="operating")
    assert figures(tmp_path) == [("Target", "40000", "EUR", *A_YEAR)]


def test_without_a_span_it_is_the_year_of_the_row(tmp_path: Path) -> None:
    headings = HEADINGS[:-2]
    sheet = write_csv(
        tmp_path / "deals.csv",
        [
            ("甲项目", "嘉善县", "上海市", "规划", "每年500万元", "2021-05-04"),
            ("乙项目", "平湖市", "金山区", "规划", "", "2024-06-01"),
        ],
        headings,
    )
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "amount", "每年500万元"), "5000000 CNY")
    settings.set(("as_of",), "2024-06-01")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, tmp_path / "made")
    assert figures(tmp_path) == [("Target", "5000000", "CNY", "2021-01-01", "2021-12-31")]


def test_the_question_says_in_both_languages_what_an_answer_counts_for(tmp_path: Path) -> None:
    done = imported(tmp_path, "每年500万元")
    (asked,) = [one for one in done.account.questions if one.path[:2] == ("answers", "amount")]
    assert "counts for one year alone" in asked.text.en
    assert "只计一年" in asked.text.zh
    assert not asked.is_safe


@pytest.mark.parametrize(
    ("heading", "step"),
    [
        ("Annual budget (EUR)", "year"),
        ("Budget, once a year", "year"),
        ("EUR m p.a.", "year"),
        ("万元/年", "year"),
        ("租金（元/月）", "month"),
        ("Semi-annual fee", "half-year"),
        ("Förderung halbjährlich", "half-year"),
        ("Bi-annual budget", ""),
        ("Fee, twice a year", ""),
        ("PA budget", ""),
        ("Fund (PA)", ""),
        ("Investment (RMB)/Year signed", ""),
        ("投资额/年份", ""),
        ("产量/月份", ""),
        ("资金/日期", ""),
        ("Amount in a year-end", ""),
    ],
)
def test_what_sounds_like_each_year_and_is_not_is_not_taken(heading: str, step: str) -> None:
    assert recurrence(heading) == step


@pytest.mark.parametrize("cell", ["EUR 2m twice a year", "EUR 5m bi-annually", "EUR 4m three times a year"])
def test_an_amount_that_comes_several_times_a_year_is_asked(cell: str) -> None:
    assert recurring(cell) == ()
    assert quantity(cell).value is None


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2024-02-28", "2023-03-01"),
        ("2024-02-29", "2023-03-01"),
        ("2023-02-28", "2022-03-01"),
        ("2024-06-30", "2023-07-01"),
    ],
)
def test_a_year_up_to_a_day_is_a_year(last: str, first: str) -> None:
    year = up_to(date.fromisoformat(last), "year")
    assert (year.first.isoformat(), year.last.isoformat()) == (first, last)
    assert (year.last - year.first).days in (364, 365)
