"""Cells of several sectors: two in a cell, and two in one answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "领域", "签约日期")


def imported(folder: Path, cell: str, answer: str = "") -> Imported:
    sheet = write_csv(folder / "deals.csv", [("甲项目", "嘉善县", "上海市", cell, "2017-07-28")], HEADINGS)
    said = f'answers: {{sector: {{"{cell}": "{answer}"}}}}\n' if answer else ""
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(sheet, folder / "deals")


def sectors(folder: Path) -> list[str]:
    return by_name(folder / "deals")["甲项目"]["sectors"].split(";")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("物流、旅游", ["logistics", "tourism"]),
        ("logistics; tourism", ["logistics", "tourism"]),
        ("物流 旅游", ["logistics", "tourism"]),
        ("物流　旅游　教育", ["logistics", "tourism", "education"]),
        ("logistics / tourism", ["logistics", "tourism"]),
    ],
)
def test_two_in_a_cell_are_two(cell: str, codes: list[str], tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert not [one for one in done.account.questions if one.path[:2] == ("answers", "sector")]
    assert sectors(tmp_path) == codes


@pytest.mark.parametrize(
    "answer", ["electronicCommerce; logistics", "electronicCommerce；物流", "electronicCommerce, logistics"]
)
def test_two_in_one_answer_are_two(answer: str, tmp_path: Path) -> None:
    cell = "跨境样本 物流"
    (asked,) = [one for one in imported(tmp_path, cell).account.questions if one.path[:2] == ("answers", "sector")]
    assert asked.path[2] == cell
    done = imported(tmp_path, cell, answer)
    assert not [one for one in done.account.questions if one.path[:2] == ("answers", "sector")]
    assert sectors(tmp_path) == ["electronicCommerce", "logistics"]


def test_an_answer_of_which_one_is_no_code_stays_open(tmp_path: Path) -> None:
    done = imported(tmp_path, "跨境样本", "logistics; nonsense")
    (asked,) = [one for one in done.account.questions if one.path[:2] == ("answers", "sector")]
    assert "logistics; nonsense" in asked.text.en
    assert sectors(tmp_path) == ["crossSector"]


def test_that_several_may_be_answered_is_said(tmp_path: Path) -> None:
    rows = [
        ("甲项目", "嘉善县", "上海市", "跨境样本", "2017-07-28"),
        ("乙项目", "嘉善县", "上海市", "域外样本", "2017-07-28"),
    ]
    import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "deals")
    told = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "several with ; between" in told
    assert "多个以;分隔" in told
