"""Two columns of one side, the one in Chinese and the other not, name one party in two languages, and not two."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import options, table, write_csv

ROWS = (
    ("稻", "Hunan University of Rice", "湖南稻业大学", "Universitas Padi", "茂物水稻大学", "2021-03-01", "operating"),
    ("茶", "Hangzhou Tea Co., Ltd.", "杭州茶业有限公司", "Padi Group", "帕迪集团", "2021-03-01", "operating"),
    ("茶2", "Hangzhou Tea Co., Ltd.", "杭州茶业有限公司", "Universitas Padi", "茂物水稻大学", "2021-04-01", "signed"),
    ("城", "Suzhou", "苏州市", "City of Milan", "米兰市", "2021-04-01", "signed"),
)
HEADINGS = ("Project", "Partner A (EN)", "甲方", "Partner B (EN)", "乙方", "Signed", "Status")
NAMES = {
    ("湖南稻业大学", "Hunan University of Rice"),
    ("杭州茶业有限公司", "Hangzhou Tea Co., Ltd."),
    ("茂物水稻大学", "Universitas Padi"),
    ("帕迪集团", "Padi Group"),
}


def imported(
    folder: Path, headings: Sequence[str] = HEADINGS, rows: Sequence[Sequence[str]] = ROWS, answers: str = ""
) -> Imported:
    sheet = write_csv(folder / "deals.csv", rows, headings)
    if answers:
        (folder / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def names(folder: Path) -> set[tuple[str, str]]:
    """The institutions of a package by both their names."""
    return {(row.get("name_zh", ""), row.get("name_en", "")) for row in table(folder / "made", "institutions")}


def parties(folder: Path) -> list[int]:
    """How many parties each partnership has."""
    rows = [row["partnership"] for row in table(folder / "made", "participations")]
    return [rows.count(one) for one in dict.fromkeys(rows)]


@pytest.mark.parametrize(
    "headings", [HEADINGS, ("项目", "Party A", "甲方", "Party B", "乙方", "签约时间", "进展")], ids=["en", "zh"]
)
@pytest.mark.parametrize("swapped", [False, True])
def test_one_party_in_two_languages_is_one(headings: Sequence[str], swapped: bool, tmp_path: Path) -> None:
    order = (0, 2, 1, 4, 3, 5, 6) if swapped else range(7)
    done = imported(tmp_path, [headings[at] for at in order], [[row[at] for at in order] for row in ROWS])
    assert parties(tmp_path) == [2, 2, 2, 2]
    assert names(tmp_path) == NAMES
    assert not [one for one in done.account.questions if not one.optional]
    assert any("in two languages" in one.en and "两种语言" in one.zh for one in done.account.notices)
    # What an import has written of its columns is no other answer.
    imported(tmp_path, [headings[at] for at in order], [[row[at] for at in order] for row in ROWS])
    assert parties(tmp_path) == [2, 2, 2, 2]


def test_a_row_with_one_of_the_names_is_of_that_party(tmp_path: Path) -> None:
    rows = [*ROWS, ("茶3", "", "杭州茶业有限公司", "Padi Group", "N/A", "2021-05-01", "signed")]
    imported(tmp_path, rows=rows)
    assert parties(tmp_path) == [2, 2, 2, 2, 2]
    assert names(tmp_path) == NAMES


@pytest.mark.parametrize(
    "cells",
    [("Ulm", "苏州市"), ("Lyon", "杭州市")],
)
def test_places_that_are_known_apart_are_two_parties(cells: tuple[str, str], tmp_path: Path) -> None:
    rows = [*ROWS, ("五", *cells, "Padi Group", "帕迪集团", "2021-05-01", "signed")]
    imported(tmp_path, rows=rows)
    assert parties(tmp_path)[-1] == 3


def test_names_that_change_beside_each_other_are_two_parties(tmp_path: Path) -> None:
    rows = [(*row[:3], *other[3:5], *row[5:]) for row, other in zip(ROWS, (*ROWS[1:], ROWS[0]), strict=True)]
    rows = [(*row[:2], other[2], *row[3:]) for row, other in zip(rows, (*ROWS[2:], *ROWS[:2]), strict=True)]
    done = imported(tmp_path, rows=rows)
    assert parties(tmp_path)[0] == 3
    assert not any("'Partner A (EN)' and" in one.en for one in done.account.notices)


def test_lists_and_answered_names_stay_as_they_are_and_are_told(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        ("五", "Suzhou; Hangzhou Tea Co., Ltd.", "苏州市；杭州茶业有限公司", "Padi Group", "帕迪集团", "2021", ""),
    ]
    answers = "answers:\n  party:\n    帕迪集团: Padi Group\n"
    done = imported(tmp_path, rows=rows, answers=answers)
    told = [one.en for one in done.account.notices if "two parties in row" in one.en]
    assert len(told) == 2
    assert "row 6:" in told[0]
    assert "row 3, 6:" in told[1]


def test_somebody_may_say_that_they_are_two(tmp_path: Path) -> None:
    answers = "sheets:\n  deals:\n    columns:\n      甲方: parties\n"
    done = imported(tmp_path, answers=answers)
    assert parties(tmp_path)[0] == 3
    assert not options(done, "sheets", "deals", "columns", "甲方")


def titles(folder: Path) -> list[tuple[str, str]]:
    """The partnerships of a package by both their names."""
    return [(row.get("name_zh", ""), row.get("name_en", "")) for row in table(folder / "made", "partnerships")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_title_in_two_columns_is_one_in_both_languages(order: tuple[int, int], tmp_path: Path) -> None:
    headings, names_of = ("Project (EN)", "项目名称"), (("Rice lab", "稻米实验室"), ("Tea museum", "茶叶馆"))
    rows = [
        (*(names_of[at][one] for one in order), "苏州市", "Ulm", f"2021-03-0{at + 1}", "operating") for at in range(2)
    ]
    heads = (*(headings[one] for one in order), "Party A", "Party B", "Signed", "Status")
    imported(tmp_path, heads, rows)
    assert titles(tmp_path) == [("稻米实验室", "Rice lab"), ("茶叶馆", "Tea museum")]
    assert not any(row.get("note_zh") or row.get("note_en") for row in table(tmp_path / "made", "partnerships"))
    # What is said of a column stays so.
    answers = "sheets:\n  deals:\n    columns:\n      项目名称: note\n"
    imported(tmp_path, heads, rows, answers)
    assert titles(tmp_path) == [("", "Rice lab"), ("", "Tea museum")]


def test_titles_of_which_neither_column_is_in_one_language_stay(tmp_path: Path) -> None:
    rows = [
        ("Rice lab", "稻米实验室", "苏州市", "Ulm", "2021", "operating"),
        ("茶叶馆", "Tea museum", "苏州市", "Ulm", "2022", "operating"),
    ]
    imported(tmp_path, ("Project", "项目名称", "Party A", "Party B", "Signed", "Status"), rows)
    assert titles(tmp_path) == [("", "Rice lab"), ("茶叶馆", "")]


def test_what_is_done_is_no_title_in_another_language(tmp_path: Path) -> None:
    rows = [
        ("Rice lab", "共建稻米实验室并联合培养人才", "苏州市", "Ulm", "2021", "operating"),
        ("Tea museum", "建设茶叶馆", "苏州市", "Ulm", "2022", "operating"),
    ]
    imported(tmp_path, ("Project", "合作内容", "Party A", "Party B", "Signed", "Status"), rows)
    assert titles(tmp_path) == [("", "Rice lab"), ("", "Tea museum")]


def test_a_country_in_two_columns_by_language_is_asked_once(tmp_path: Path) -> None:
    heads = ("项目", "甲方", "乙方", "签约时间", "进展", "国家", "Country")
    rows = [
        ("稻", "苏州市", "Ulm", "2021-03-01", "运行中", "德国", "Germany"),
        ("茶", "无锡市", "Porto", "2021-03-02", "运行中", "葡萄牙", "Portugal"),
    ]
    done = imported(tmp_path, heads, rows)
    asked = [one.path[-1] for one in done.account.questions if one.path[2:3] == ("columns",)]
    assert asked == ["国家"]
    # Of other countries in each row both are asked.
    swapped = [(*rows[0][:6], "Portugal"), (*rows[1][:6], "Germany")]
    (tmp_path / "deals.csv.kg.yaml").unlink()
    done = imported(tmp_path, heads, swapped)
    asked = [one.path[-1] for one in done.account.questions if one.path[2:3] == ("columns",)]
    assert asked == ["国家", "Country"]
