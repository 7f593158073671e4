"""An amount of each year is kept as one of each year, and never as the sum of a span, whatever is answered."""

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
    columns = ("class", "measure", "value", "unit", "period_start", "period_end")
    return [tuple(row.get(column, "") for column in columns) for row in table(tmp_path / "made", "observations")]


#: The span of the row, and what measures an amount of each of its years.
SPAN, EACH, SUM = ("2021-07-01", "2026-12-31"), "amountPerYear", "totalInvestment"


@pytest.mark.parametrize(
    ("cell", "answer", "measure", "value", "unit"),
    [
        ("每年500万元", "5000000 CNY", EACH, "5000000", "CNY"),
        ("每年500万元", "5000000 CNY a year", EACH, "5000000", "CNY"),
        ("EUR 40k a year", "40000 EUR", EACH, "40000", "EUR"),
        ("€0.9m a year", "900000 EUR a year", EACH, "900000", "EUR"),
        ("200,000 EUR p.a.", "200000 EUR", EACH, "200000", "EUR"),
        ("EUR 40k a year for five years", "EUR 40k a year", EACH, "40000", "EUR"),
        ("EUR 3k per month", "3000 EUR", EACH, "36000", "EUR"),
        ("€1.2m per quarter", "1200000 EUR a quarter", EACH, "4800000", "EUR"),
        # Five and a half years of 40,000: somebody has added them up.
        ("EUR 40k a year", "220000 EUR", SUM, "220000", "EUR"),
        ("共2750万元，每年500万元", "27500000 CNY", SUM, "27500000", "CNY"),
    ],
)
def test_an_answer_that_repeats_the_amount_is_one_of_each_year(
    tmp_path: Path, cell: str, answer: str, measure: str, value: str, unit: str
) -> None:
    asked = imported(tmp_path, cell)
    assert figures(tmp_path) == []
    assert [one.path[-1] for one in asked.account.questions if one.path[:2] == ("answers", "amount")] == [cell]
    done = imported(tmp_path, cell, answer)
    assert figures(tmp_path) == [("Target", measure, value, unit, *(SPAN if measure == EACH else ("", "")))]
    told = [text for row in done.account.rows for _, text in row.remarks if "is no sum" in text.en]
    if measure == SUM:
        assert told == []
        return
    assert [(EACH in text.en, EACH in text.zh, cell in text.zh) for text in told] == [(True, True, True)]
    (row,) = table(tmp_path / "made", "observations")
    assert cell in row["note_en"]
    assert cell in row["note_zh"]
    (quay,) = [one for one in table(tmp_path / "made", "partnerships") if one.get("name_en") == "Quay"]
    assert cell in quay.get("note_en", "") + quay.get("note_zh", "")


@pytest.mark.parametrize(
    ("heading", "measure", "span"),
    [
        ("Annual budget (EUR)", EACH, SPAN),
        ("年度经费（欧元）", EACH, SPAN),
        ("2023年度预算（欧元）", SUM, ("2023-01-01", "2023-12-31")),
        # The sum of three, and of five.
        ("三年投资（欧元）", SUM, SPAN),
        ("5年投资（欧元）", SUM, SPAN),
        ("2021-2025年度预算（欧元）", SUM, SPAN),
    ],
)
def test_a_heading_says_it_for_all_its_cells_unasked(
    tmp_path: Path, heading: str, measure: str, span: tuple[str, str]
) -> None:
    headings = (*HEADINGS[:4], heading, *HEADINGS[5:])
    imported(tmp_path, "40000", headings=headings)
    assert figures(tmp_path) == [("Target", measure, "40000", "EUR", *span)]


def test_of_what_runs_an_amount_of_each_year_is_promised_too(tmp_path: Path) -> None:
    imported(tmp_path, "EUR 40k a year", "40000 EUR a year", status="operating")
    assert figures(tmp_path) == [("Target", EACH, "40000", "EUR", *SPAN)]


@pytest.mark.parametrize("signed", ["2021-05-04", "before 2015"])
def test_without_a_span_no_year_is_made_up(tmp_path: Path, signed: str) -> None:
    headings = HEADINGS[:-2]
    sheet = write_csv(
        tmp_path / "deals.csv",
        [
            ("甲项目", "嘉善县", "上海市", "规划", "每年500万元", signed),
            ("乙项目", "平湖市", "金山区", "规划", "", "2024-06-01"),
        ],
        headings,
    )
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "amount", "每年500万元"), "5000000 CNY")
    settings.set(("as_of",), "2024-06-01")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, tmp_path / "made")
    assert figures(tmp_path) == [("Target", EACH, "5000000", "CNY", "", "")]


def test_the_question_says_in_both_languages_what_an_answer_counts_for(tmp_path: Path) -> None:
    done = imported(tmp_path, "每年500万元")
    (asked,) = [one for one in done.account.questions if one.path[:2] == ("answers", "amount")]
    assert "no sum" in asked.text.en
    assert "不是合计" in asked.text.zh
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
