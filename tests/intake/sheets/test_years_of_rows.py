"""The year of a day that names none: its row's own column first; and no day of a row gives way to an earlier one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import how_far, options, remarks, table, write_book, write_csv

DATED = ("项目名称", "甲方", "乙方", "日期", "年度", "进展")
SIGNED = ("项目名称", "甲方", "乙方", "签约日期", "投资额（万元）", "进展")


def imported(folder: Path, headings: tuple[str, ...], *rows: tuple[str, ...], said: str = "") -> Imported:
    written = [(f"合作{at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", written, headings)
    if said:
        (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(folder / "deals.csv", folder / "made")


def titled(folder: Path, title: str, *rows: tuple[str, ...], name: str = "表") -> Imported:
    """What an import of a sheet below a title says."""
    written = [[f"合作{at}", "嘉善县", "青浦区", *row] for at, row in enumerate(rows, 1)]
    write_book(folder / "deals.xlsx", **{name: [[title], list(SIGNED), *written]})
    return import_sheet(folder / "deals.xlsx", folder / "made")


YEARLY = [("1-6月", "2018", "运行"), ("3月", "2018年", "运行"), ("5月20日", "2019", "运行")]


@pytest.mark.parametrize("said", ["", "sheets:\n  deals:\n    year: 2018\n"])
def test_the_column_of_years_completes_a_day_whatever_is_answered_for_the_sheet(said: str, tmp_path: Path) -> None:
    done = imported(tmp_path, DATED, *YEARLY, said=said)
    assert not [one for one in done.account.questions if one.path[-1] == "year"]
    assert "the year is that of its column '年度'" in remarks(done, 4).en
    found = [how_far(tmp_path / "made", f"合作{at}")[0][1:3] for at in (1, 2, 3)]
    assert found == [("2018-06-30", "half"), ("2018-03-31", "month"), ("2019-05-20", "day")]


@pytest.mark.parametrize("heading", ["年份", "所属年度", "签约年度", "Year", "Jahr", "año"])
def test_such_a_column_is_known_by_its_heading(heading: str, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", heading, "进展")
    imported(tmp_path, headings, ("5月20日", "2019", "已签约"), ("2018-05-01", "2018", "已签约"))
    assert how_far(tmp_path / "made", "合作1") == [("signed", "2019-05-20", "day", "stated")]


def test_when_a_company_was_founded_is_no_year_of_a_day(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "企业成立年份", "进展")
    done = imported(tmp_path, headings, ("5月20日", "1999", "已签约"), ("2018-05-01", "1998", "已签约"))
    assert [one.path[-1] for one in done.account.questions if one.path[2:3] == ("year",)] == ["year"]


def test_an_answer_for_days_without_a_year_is_none_of_rows_whose_other_days_have_one(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "开工日期", "进展")
    rows = [("5月20日", "2016-08-01", "在建"), ("3月", "", "已签约")]
    imported(tmp_path, headings, *rows, said="as_of: 2020-01-01\nsheets:\n  deals:\n    year: 2018\n")
    assert how_far(tmp_path / "made", "合作1")[0] == ("signed", "2016-05-20", "day", "stated")
    assert how_far(tmp_path / "made", "合作2") == [("signed", "2018-03-31", "month", "stated")]


def test_days_that_the_title_completes_tell_the_day_of_the_sheet(tmp_path: Path) -> None:
    rows = [("2020-01-01", "100", "已签约"), ("3月", "200", "已签约"), ("12月5日", "300", "已签约")]
    done = titled(tmp_path, "2020年全市招商项目表", *rows)
    assert not [one for one in done.account.questions if one.path == ("as_of",)]
    days = [row["as_of"] for row in table(tmp_path / "made", "stages")]
    assert days == ["2020-01-01", "2020-03-31", "2020-12-05"]
    assert [row["as_of"] for row in table(tmp_path / "made", "observations")] == days


def test_an_import_does_not_stop_where_the_title_has_the_year_of_all_days(tmp_path: Path) -> None:
    done = titled(tmp_path, "2020年全市招商项目表", ("3月", "100", "签约"), ("5月12日", "200", "签约"))
    assert done.written
    days = [(row["as_of"], row["precision"]) for row in table(tmp_path / "made", "stages")]
    assert days == [("2020-03-31", "month"), ("2020-05-12", "day")]


def test_the_name_of_a_sheet_completes_its_days_too(tmp_path: Path) -> None:
    done = titled(tmp_path, "招商项目表", ("3月", "100", "签约"), name="2020")
    assert done.written
    assert [row["as_of"] for row in table(tmp_path / "made", "stages")] == ["2020-03-31"]


def test_what_was_signed_after_the_day_of_the_sheet_was_not_signed_by_that_day(tmp_path: Path) -> None:
    rows = [("2020-03", "200", "已签约"), ("2020-12-05", "", "运行"), ("2020", "", "已签约")]
    done = imported(tmp_path, SIGNED, *rows, said="as_of: 2020-01-15\n")
    assert not how_far(tmp_path / "made", "合作1")
    assert "it ends after the day of the sheet: kept in the note" in remarks(done, 2).en
    assert not how_far(tmp_path / "made", "合作2")
    assert "it was signed after the day of the sheet, by which it cannot have come so far" in remarks(done, 3).en
    # The year had begun by then.
    assert how_far(tmp_path / "made", "合作3") == [("signed", "2020-01-15", "day", "resolved")]


def test_a_year_in_which_the_stated_day_lies_is_no_later_day(tmp_path: Path) -> None:
    rows = [("2022", "200", "已签约"), ("2010，2022年续签", "", "运行")]
    said = "answers:\n  date:\n    2010，2022年续签: 2010; 2022\n"
    (tmp_path / "deals.xlsx.kg.yaml").write_text(said, encoding="utf-8")
    titled(tmp_path, "合作项目表（截至2022年6月30日）", *rows)
    by = ("signed", "2022-06-30", "day", "resolved")
    assert how_far(tmp_path / "made", "合作1") == [by]
    assert how_far(tmp_path / "made", "合作2")[:2] == [("signed", "2010-12-31", "year", "stated"), by]
    notes = {row.get("note_en") for row in table(tmp_path / "made", "stages") if row["as_of"] == "2022-06-30"}
    assert "The sheet gives a span: between 2022-01-01 and this day." in notes


def test_what_is_asked_of_the_day_of_the_sheet_stands_in_its_file_once(tmp_path: Path) -> None:
    for _ in range(2):
        titled(tmp_path, "合作项目表（截至2022年6月30日）", ("2023年5月", "200", "已签约"))
    said = (tmp_path / "deals.xlsx.kg.yaml").read_text(encoding="utf-8")
    asked = "# By which day does the sheet hold? 2022-06-30 is stated for it, and a row has 2023-05-31.\n"
    assert said.count(asked) == 1
    assert said.index(asked) < said.index("\nas_of:")


def test_a_year_far_to_come_is_no_first_proposal_for_the_day_of_the_sheet(tmp_path: Path) -> None:
    headings = ("Project", "Party A", "Party B", "Signed", "Start of operation", "Status")
    rows = [("2016-01-02", "2030", "operating"), ("2018-01-02", "2019", "operating")]
    done = imported(tmp_path, headings, *rows)
    assert options(done, "as_of") == ["2019-12-31", "2018-01-02", "2030-12-31"]


def test_beginnings_that_the_title_completes_are_proposed_for_the_day_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        ["项目", "甲方", "乙方", "开工时间"],
        ["甲项目", "嘉善县", "青浦区", "3月"],
        ["乙项目", "平湖市", "金山区", "9月5日"],
    ]
    folder = write_book(tmp_path / "deals.xlsx", 表=[["2020年招商项目"], *rows])
    assert options(import_sheet(tmp_path / "deals.xlsx", folder), "as_of") == ["2020-12-31", "2020-09-05"]


def test_no_amount_or_stage_holds_before_its_row_was_signed(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "年度", "签约日期", "投资额（万元）", "到位资金（万元）", "进展")
    rows = [
        ("2019", "2020-05-01", "2000", "500", "在建"),
        ("2020", "2020-07-01", "300", "", "在建"),
        ("2021", "2020-03-02", "400", "10", "已签约"),
        ("2019", "", "600", "", "已签约"),
        ("2018", "2019", "700", "", "洽谈中"),
    ]
    done = imported(tmp_path, headings, *rows)
    assert [row.row for row in done.account.rows if "before the day of signing" in remarks(done, row.row).en] == [2]
    names = {row["id"]: row["name_zh"] for row in table(tmp_path / "made", "partnerships")}
    figures = table(tmp_path / "made", "observations")
    held = {(names[row["about"].partition("/")[2]], row["value"]): row["as_of"] for row in figures}
    # What is agreed holds by the signing; what was paid, by the latest day of the sheet.
    assert held == {
        ("合作1", "20000000"): "2020-05-01",
        ("合作1", "5000000"): "2021-12-31",
        ("合作2", "3000000"): "2020-12-31",
        ("合作3", "4000000"): "2021-12-31",
        ("合作3", "100000"): "2021-12-31",
        ("合作4", "6000000"): "2019-12-31",
        ("合作5", "7000000"): "2018-12-31",
    }
    signed = ("signed", "2020-05-01", "day", "stated")
    assert how_far(tmp_path / "made", "合作1") == [signed, ("underConstruction", "2021-12-31", "day", "assumed")]
    assert "年度：2019" in table(tmp_path / "made", "partnerships")[0]["note_zh"]
