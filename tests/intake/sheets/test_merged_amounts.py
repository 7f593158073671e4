"""An amount in one cell over the rows of several partnerships is asked: of each, or of all together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import by_name, options, remarks, table, write_book

HEADINGS = ["项目", "甲方", "乙方", "投资额（万元）", "签约日期"]
ROWS: list[list[Any]] = [
    ["甲项目", "嘉善县", "青浦区", 1000, "2019-01-01"],
    ["乙项目", "平湖市", "金山区", None, None],
    ["丙项目", "海盐县", "闵行区", 50, "2019-03-01"],
    ["合计", "", "", 1050, ""],
]


def said(folder: Path, answer: str) -> None:
    text = f"sheets:\n  deals:\n    merged:\n      投资额（万元）: {answer}\n"
    (folder / "deals.xlsx.kg.yaml").write_text(text, encoding="utf-8")


def figures(folder: Path) -> list[tuple[str, str]]:
    """The amounts that are made, each with the row that it is from."""
    return [(row["value"], row["place"]) for row in table(folder, "observations")]


def test_an_amount_over_several_rows_is_asked_and_no_row_has_it(tmp_path: Path) -> None:
    made = write_book(tmp_path / "deals.xlsx", merged=("D2:D3", "E2:E3"), deals=[HEADINGS, *ROWS])
    done = import_sheet(tmp_path / "deals.xlsx", made, accept=True)
    assert options(done, "sheets", "deals", "merged", "投资额（万元）") == ["all", "each"]
    assert figures(made) == [("500000", "row=4")]
    # The day over both rows is that of each.
    assert [row["as_of"] for row in table(made, "stages")] == ["2019-01-01", "2019-01-01", "2019-03-01"]


def test_an_amount_of_all_rows_together_is_in_their_notes_and_once_in_a_total(tmp_path: Path) -> None:
    made = write_book(tmp_path / "deals.xlsx", merged=("D2:D3", "E2:E3"), deals=[HEADINGS, *ROWS])
    said(tmp_path, "all")
    done = import_sheet(tmp_path / "deals.xlsx", made)
    assert figures(made) == [("500000", "row=4")]
    assert by_name(made)["甲项目"]["note_zh"] == "投资额（万元）：1000（与乙项目合计）"
    assert by_name(made)["乙项目"]["note_zh"] == "投资额（万元）：1000（与甲项目合计）"
    assert "agrees with the rows: 10500000 CNY" in remarks(done, 5).en


def test_an_amount_of_each_row_is_that_of_each_and_told(tmp_path: Path) -> None:
    made = write_book(tmp_path / "deals.xlsx", merged=("D2:D3", "E2:E3"), deals=[HEADINGS, *ROWS])
    said(tmp_path, "each")
    done = import_sheet(tmp_path / "deals.xlsx", made)
    assert figures(made) == [("10000000", "row=2"), ("10000000", "row=3"), ("500000", "row=4")]
    assert "says 10500000 CNY, but the rows come to 20500000 CNY" in remarks(done, 5).en


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("就业岗位", 200), ("用地面积（亩）", 30), ("合同金额（万美元）", "2-3"), ("占地面积（公顷）", 5)],
)
def test_other_quantities_over_several_rows_are_asked_too(heading: str, cell: object, tmp_path: Path) -> None:
    rows = [
        ["项目", "甲方", "乙方", heading],
        ["甲项目", "嘉善县", "青浦区", cell],
        ["乙项目", "平湖市", "金山区", None],
    ]
    made = write_book(tmp_path / "deals.xlsx", merged=("D2:D3",), deals=rows)
    (tmp_path / "deals.xlsx.kg.yaml").write_text("as_of: 2020-01-01\n", encoding="utf-8")
    done = import_sheet(tmp_path / "deals.xlsx", made)
    assert options(done, "sheets", "deals", "merged", heading) == ["all", "each"]
    assert figures(made) == []


def test_rows_of_one_partnership_have_one_amount_unasked(tmp_path: Path) -> None:
    """The name over both rows makes them one."""
    merged = ("A2:A3", "D2:D3", "E2:E3")
    made = write_book(tmp_path / "deals.xlsx", merged=merged, deals=[HEADINGS, *ROWS[:3]])
    done = import_sheet(tmp_path / "deals.xlsx", made)
    assert not [one for one in done.account.questions if one.path[2:3] == ("merged",)]
    assert figures(made) == [("10000000", "row=2"), ("500000", "row=4")]
