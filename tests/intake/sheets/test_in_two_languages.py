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
