"""What only begins, spans of school years and of phases, and spans of both days of a month: read or proposed whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "起止时间", "进展", "投资额（万元）", "签约日期")


def imported(folder: Path, span: str, stage: str = "运营中", signed: str = "2016-03-01") -> Imported:
    """A sheet of one row with a span, beside others that were signed until 2021."""
    rows = [("北岸学院合作", "嘉善县", "上海市", span, stage, "", signed)]
    rows += [("南岸协议", "海盐县", "闵行区", "", "已签约", "", day) for day in ("2019-01-05", "2021-12-05")]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    return import_sheet(sheet, folder / "made")


def stages(folder: Path) -> list[tuple[str, str, str]]:
    rows = table(folder / "made", "stages")
    return [(row["stage"], row["as_of"], row["precision"]) for row in rows if row["place"] == "row=2"]


@pytest.mark.parametrize(
    ("span", "day", "precision"),
    [
        *(
            ("2017.9-", "2017-09-30", "month"),
            ("2021.4—", "2021-04-30", "month"),
            ("2017-07/..", "2017-07-31", "month"),
        ),
        *(("2019–", "2019-12-31", "year"), ("2019-05-03/", "2019-05-03", "day"), ("2019..", "2019-12-31", "year")),
        *(("2018年5月起，长期", "2018-05-31", "month"), ("since 2018, open-ended", "2018-12-31", "year")),
        ("desde agosto de 2018, sem prazo", "2018-08-31", "month"),
    ],
)
def test_what_only_begins_is_read_with_an_open_end(span: str, day: str, precision: str, tmp_path: Path) -> None:
    done = imported(tmp_path, span)
    assert [one.path for one in done.account.questions if one.path[:2] == ("answers", "date")] == []
    assert ("operating", day, precision) in stages(tmp_path)


def test_two_years_alone_are_no_open_end(tmp_path: Path) -> None:
    asked = [one.path for one in imported(tmp_path, "2018/19").account.questions]
    assert ("answers", "date", "2018/19") in asked


@pytest.mark.parametrize(
    ("span", "first"),
    [
        *(("AY 2018/19 to AY 2020/21", "2018..2021"), ("2018/19–2020/21学年", "2018..2021")),
        *(("FY 2017/18 - FY 2020/21", "2017..2021"), ("school years 2018/19 to 2020/21", "2018..2021")),
        *(("一期2018-2019，二期2020-2021", "2018..2021"), ("phase 1 2018-2019, phase 2 2020-2021", "2018..2021")),
    ],
)
def test_the_whole_span_of_school_years_and_phases_is_proposed_first(span: str, first: str, tmp_path: Path) -> None:
    done = imported(tmp_path, span)
    (asked,) = [one for one in done.account.questions if one.path == ("answers", "date", span)]
    assert asked.options[0].answer == first


@pytest.mark.parametrize("span", ["2018年9月1日至30日", "2018-09-01 – 2018-09-30", "2018-09-01/2018-09-30"])
def test_both_days_of_a_month_are_its_beginning_and_its_end(span: str, tmp_path: Path) -> None:
    imported(tmp_path, span, "已完成")
    assert ("completed", "2018-09-30", "day") in stages(tmp_path)


def test_a_month_alone_is_no_end(tmp_path: Path) -> None:
    imported(tmp_path, "2018年9月", "已完成")
    assert ("completed", "2018-09-30", "month") not in stages(tmp_path)


def test_a_beginning_is_that_of_the_term_though_it_was_signed_by_that_day(tmp_path: Path) -> None:
    imported(tmp_path, "2018年5月起，长期", "", "2018年5月")
    (row,) = [one for one in table(tmp_path / "made", "partnerships") if one["place"] == "row=2"]
    assert (row["period_start"], row["period_start_precision"]) == ("2018-05-01", "month")
    assert "period_end" not in row


def test_an_answer_for_spans_that_ended_is_not_for_what_names_no_end(tmp_path: Path) -> None:
    settings = tmp_path / "deals.csv.kg.yaml"
    settings.write_text("sheets: {deals: {begun: {起止时间: operating}}}\n", encoding="utf-8")
    done = imported(tmp_path, "since 2018", "已完成")
    assert ("sheets", "deals", "begun_open", "起止时间") in [one.path for one in done.account.questions]
    assert [stage for stage, *_ in stages(tmp_path)] == ["signed", "completed"]
    settings.write_text("sheets: {deals: {begun_open: {起止时间: operating}}}\n", encoding="utf-8")
    imported(tmp_path, "since 2018", "已完成")
    assert ("operating", "2018-12-31", "year") in stages(tmp_path)


def test_what_one_answer_holds_for_is_shown_with_its_question(tmp_path: Path) -> None:
    rows = [(f"北岸合作{at}", "嘉善县", "上海市", f"201{at}–2018", "已完成", "", "2019-05-01") for at in range(8)]
    rows += [(f"南岸合作{at}", "海盐县", "闵行区", f"201{at}-2017", "已完成", "", "2019-05-02") for at in range(6)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    (asked,) = [one for one in done.account.questions if one.path[2:3] == ("begun",)]
    assert all(f"{row[3]} (row {at})" in asked.text.en for at, row in enumerate(rows, 2))
