"""A comma that parts an amount makes no other amount of it: the row is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.test_command import answer
from tests.intake.sheets.written import by_name, table

HEAD = "项目名称,甲方,乙方,签约日期,投资额\n"
GOOD = '医疗合作,嘉善县,上海市,2017-07-28,"RMB 2,000"\n'


def written(tmp_path: Path, text: str) -> Path:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(text, encoding="utf-8")
    return sheet


def values(folder: Path) -> list[str]:
    return [row["value"] for row in table(folder, "observations")]


def test_a_parted_amount_is_asked_and_joined_as_answered(tmp_path: Path) -> None:
    sheet = written(tmp_path, HEAD + GOOD + "科技园,海盐县,闵行区,2016-05-01,RMB 1,000,000\n")
    done = import_sheet(sheet, tmp_path / "made")
    assert values(tmp_path / "made") == ["2000"]
    (asked,) = [one for one in done.account.questions if one.path[1] == "cells"]
    assert "Row 3" in asked.text.en
    assert "000 | 000" in asked.text.en
    assert [option.answer for option in asked.options] == ["RMB 1,000,000", "as it stands"]
    assert [(row.row, row.outcome) for row in done.account.rows] == [(2, "made"), (3, "asked")]
    answer(sheet, asked.path[-1], "RMB 1,000,000")
    import_sheet(sheet, tmp_path / "made")
    assert sorted(values(tmp_path / "made")) == ["1000000", "2000"]


def test_the_one_way_to_join_a_row_is_accepted(tmp_path: Path) -> None:
    import_sheet(written(tmp_path, HEAD + GOOD + "科技园,海盐县,闵行区,2016-05-01,RMB 1,000,000\n"), accept=True)
    assert sorted(values(tmp_path / "deals")) == ["1000000", "2000"]


def test_cells_behind_an_amount_move_back_when_it_is_joined(tmp_path: Path) -> None:
    head = "项目名称,甲方,乙方,投资额,签约日期\n"
    sheet = written(
        tmp_path, head + "医疗合作,嘉善县,上海市,2000元,2017-07-28\n科技园,海盐县,闵行区,US$ 1,500,2016-05-01\n"
    )
    import_sheet(sheet, tmp_path / "made", accept=True)
    assert sorted(values(tmp_path / "made")) == ["1500", "2000"]
    assert {row["as_of"] for row in table(tmp_path / "made", "stages")} == {"2017-07-28", "2016-05-01"}


def test_a_parted_amount_before_an_empty_column_is_asked_and_not_accepted(tmp_path: Path) -> None:
    head = "项目名称,甲方,乙方,签约日期,投资额,备注\n"
    done = import_sheet(
        written(tmp_path, head + GOOD + "科技园,海盐县,闵行区,2016-05-01,RMB 1,000\n"), tmp_path / "made", accept=True
    )
    assert values(tmp_path / "made") == ["2000"]
    assert [one.options[0].answer for one in done.account.questions if one.path[1] == "cells"] == ["RMB 1,000"]


def test_a_row_with_any_further_cell_waits_and_may_be_right_as_it_stands(tmp_path: Path) -> None:
    sheet = written(
        tmp_path, HEAD + GOOD + GOOD.replace("医疗", "教育") + "科技园,海盐县,闵行区,2016-05-01,800元,首批\n"
    )
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    assert "科技园" not in by_name(tmp_path / "made")
    (asked,) = [one for one in done.account.questions if one.path[1] == "cells"]
    answer(sheet, asked.path[-1], "as it stands")
    import_sheet(sheet, tmp_path / "made")
    assert "首批" in by_name(tmp_path / "made")["科技园"]["note_zh"]


def test_a_column_without_a_heading_is_kept(tmp_path: Path) -> None:
    rows = "".join(f"合作{number},海盐县,闵行区,2016-05-01,800元,首批{number}\n" for number in range(3))
    import_sheet(written(tmp_path, HEAD + rows), tmp_path / "made")
    assert "首批2" in by_name(tmp_path / "made")["合作2"]["note_zh"]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        # Whatever the column behind the amount is, the rows have as many cells as there are headings.
        ("投资额（万元）,派出教师", ["300-400,100"]),
        ("投资额（万元）,派出教师", ["300,100", "250,120"]),
        ("投资额（万元）,备注", ["300-400,100"]),
        ("投资额（万元）,备注", ["300,100", "250,120"]),
        ("投资额（万元）,Xyzzy", ["350,100"]),
    ],
)
def test_a_row_that_fits_the_headings_is_not_taken_for_torn(tmp_path: Path, headings: str, rows: list[str]) -> None:
    head = f"项目名称,甲方,乙方,签约日期,{headings}\n"
    lines = [f"项目{number},嘉善县,上海市,2017-07-28,{row}\n" for number, row in enumerate(rows)]
    done = import_sheet(written(tmp_path, head + "".join(lines)), tmp_path / "made")
    assert [one for one in done.account.questions if one.path[1:2] == ("cells",)] == []
    assert [row.outcome for row in done.account.rows] == ["made"] * len(rows)


def test_a_thousand_torn_before_a_note_is_still_asked(tmp_path: Path) -> None:
    head = "项目名称,甲方,乙方,签约日期,投资额,备注\n"
    rows = "医疗合作,嘉善县,上海市,2017-07-28,2000元,首批\n科技园,海盐县,闵行区,2016-05-01,RMB 1,500\n"
    done = import_sheet(written(tmp_path, head + rows), tmp_path / "made")
    assert [one.options[0].answer for one in done.account.questions if one.path[1] == "cells"] == ["RMB 1,500"]
