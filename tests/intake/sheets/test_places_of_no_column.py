"""A column that somebody reads as the place of parties that no column names: kept, and told."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv


def test_places_of_parties_that_no_column_names_stay_in_the_note(tmp_path: Path) -> None:
    rows = [
        ("甲项目", "嘉善县", "上海市", "青浦区", "2019-03-04"),
        ("乙项目", "平湖市", "金山区", "江苏省", "2020-06-01"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "地点", "签约日期"))
    (tmp_path / "deals.csv.kg.yaml").write_text("sheets: {deals: {columns: {地点: place parties}}}\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    notes = [row.get("note_zh", "") for row in table(tmp_path / "made", "partnerships")]
    assert sorted(notes) == ["地点：江苏省", "地点：青浦区"]
    told = [text.en for row in done.account.rows for column, text in row.remarks if column == "地点"]
    assert told == ["no column is read as `parties`, whose place this would be: kept in the note"] * 2
