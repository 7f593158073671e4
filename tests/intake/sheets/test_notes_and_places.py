"""What is kept and proposed of a row: the language of a note, the day of a source, a year, a seat, a sector."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "领域", "签约日期", "来源", "备注 Note")


def made(tmp_path: Path, **said: str) -> tuple[Path, tuple[Question, ...]]:
    row = {
        "name": "样本项目",
        "party": "嘉善县",
        "partner": "上海市",
        "sector": "医疗",
        "date": "2017-07-28",
        "source": "样本日报",
        "note": "",
    } | said
    others = [("别的项目", "海盐县", "上海市", "医疗", "2018-07-28", "", "")]
    done = import_sheet(write_csv(tmp_path / "s.csv", [tuple(row.values()), *others], HEADINGS), tmp_path / "made")
    return tmp_path / "made", done.account.questions


@pytest.mark.parametrize(
    ("note", "language", "kept"),
    [
        ("30 places a year", "en", "Note: 30 places a year"),
        ("date as in the fax", "en", "Note: date as in the fax"),
        ("partly delayed", "en", "Note: partly delayed"),
        ("分三期", "zh", "备注 Note：分三期"),
        ("合作 协议", "zh", "备注 Note：合作 协议"),
        ("Acme", "zh", "备注 Note：Acme"),
    ],
)
def test_a_note_is_in_the_language_of_its_words(tmp_path: Path, note: str, language: str, kept: str) -> None:
    row = next(row for row in table(made(tmp_path, note=note)[0], "partnerships") if row["name_zh"] == "样本项目")
    assert row[f"note_{language}"] == kept
    assert f"note_{'zh' if language == 'en' else 'en'}" not in row


@pytest.mark.parametrize(
    ("source", "issued"),
    [
        ("样本日报2017年3月5日第2版", "2017-03-05"),
        ("Sample Daily, 5 March 2017", "2017-03-05"),
        ("样本日报", "2018-07-28"),
        ("样本日报2017年3月5日、2016年3月5日", "2018-07-28"),
    ],
)
def test_a_source_is_of_the_day_that_its_title_names(tmp_path: Path, source: str, issued: str) -> None:
    rows = {row.get("title_zh") or row["title_en"]: row for row in table(made(tmp_path, source=source)[0], "sources")}
    assert rows[source]["issued"] == issued
    assert ("note_en" in rows[source]) == (issued == "2018-07-28")


def test_the_year_that_the_row_names_is_proposed_first(tmp_path: Path) -> None:
    _, questions = made(tmp_path, date="1-6月", note="自2016年起")
    (asked,) = [one for one in questions if one.path[-1] == "year"]
    assert asked.likeliest == "2016"


@pytest.mark.parametrize(
    ("partner", "seat"),
    [
        ("瑞士样本有限公司", "ch"),
        ("Port of Rotterdam", "gn-2747891"),
        ("Politecnico di Milano", "nuts-itc4c"),
        ("宿州学院", "cn-341300"),
    ],
)
def test_the_place_within_a_name_is_proposed(tmp_path: Path, partner: str, seat: str) -> None:
    _, questions = made(tmp_path, partner=partner)
    (asked,) = [one for one in questions if one.path == ("answers", "place", partner)]
    assert asked.likeliest == seat
    assert not asked.is_safe


@pytest.mark.parametrize(
    ("sector", "code"),
    [
        ("robotics", "artificialIntelligence"),
        ("机器人", "artificialIntelligence"),
        ("先进制造", "highEndManufacturing"),
    ],
)
def test_a_sector_is_the_one_whose_definition_names_it(tmp_path: Path, sector: str, code: str) -> None:
    row = next(row for row in table(made(tmp_path, sector=sector)[0], "partnerships") if row["name_zh"] == "样本项目")
    assert row["sectors"] == code


@pytest.mark.parametrize("text", ["合计：25项　说明：金额未含税", "Total: 25 projects, without taxes"])
def test_a_sum_in_words_alone_in_its_row_is_a_note_below_the_table(tmp_path: Path, text: str) -> None:
    rows = [
        ("样本项目", "嘉善县", "上海市", "医疗", "2017-07-28", "", ""),
        (text, "", "", "", "", "", ""),
    ]
    done = import_sheet(write_csv(tmp_path / "s.csv", rows, HEADINGS), tmp_path / "made")
    assert [row.outcome for row in done.account.rows] == ["made", "left out"]
