"""Columns are asked before their cells, and no guess about one is taken unasked that nothing bears out."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "合作方资料", "签约日期")
ROWS = (
    ("甲项目", "嘉善县", "上海市", "Zarnova", "2019-03-04"),
    ("乙项目", "平湖市", "金山区", "Qelloria", "2020-06-01"),
)


def test_cells_of_a_column_that_is_asked_are_asked_once_it_is_known(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", ROWS, HEADINGS)
    first = import_sheet(sheet, tmp_path / "made")
    assert [one.path[-2:] for one in first.account.questions] == [("columns", "合作方资料")]
    answers = tmp_path / "deals.csv.kg.yaml"
    answers.write_text(answers.read_text(encoding="utf-8").replace("合作方资料:\n", "合作方资料: party 3\n"), "utf-8")
    then = import_sheet(sheet, tmp_path / "made")
    assert {one.path[-1] for one in then.account.questions if one.path[1] == "party"} == {"Zarnova", "Qelloria"}


def test_accepting_takes_no_column_for_one_of_parties_where_no_cell_is_known_for_one(tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", ROWS, HEADINGS)
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    assert done.taken == []
    assert not done.written
    assert done.account.questions[0].options[0].answer.startswith("part")
    known = [(*row[:3], name, row[4]) for row, name in zip(ROWS, ("闵行区", "青浦区"), strict=True)]
    done = import_sheet(write_csv(tmp_path / "others.csv", known, HEADINGS), tmp_path / "others", accept=True)
    assert done.written
    assert len(table(tmp_path / "others", "participations")) == 6
