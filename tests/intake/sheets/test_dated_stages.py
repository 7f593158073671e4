"""A day beside a stage dates it; of several stages in a cell none goes unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import how_far, remarks, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "进展")


def imported(folder: Path, stage: str, signed: str = "2015-03-01", answers: str = "") -> Imported:
    """A sheet of a row with a stage, beside others that were signed until 2023."""
    rows = [("北岸学院合作", "嘉善县", "上海市", signed, stage)]
    rows += [("南岸协议", "海盐县", "闵行区", day, "已签约") for day in ("2017-01-05", "2020-05-05", "2023-02-05")]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    if answers:
        (folder / "deals.csv.kg.yaml").write_text(answers, encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def stages(folder: Path) -> list[tuple[str, str, str, str]]:
    return how_far(folder / "made", "北岸学院合作")


@pytest.mark.parametrize(
    ("cell", "stage", "day", "precision"),
    [
        *(
            ("终止（2019年11月）", "terminated", "2019-11-30", "month"),
            ("终止（2019/11）", "terminated", "2019-11-30", "month"),
        ),
        *(
            ("suspended since March 2022", "suspended", "2022-03-31", "month"),
            ("operating since 2016", "operating", "2016-12-31", "year"),
        ),
        *(
            ("2018年6月1日投产", "operating", "2018-06-01", "day"),
            ("cancelled, May 2018", "terminated", "2018-05-31", "month"),
        ),
        *(
            ("suspended 2018", "suspended", "2018-12-31", "year"),
            ("在建（自2018年5月起）", "underConstruction", "2018-05-31", "month"),
        ),
        ("terminated on 3 May 2019", "terminated", "2019-05-03", "day"),
    ],
)
def test_a_day_beside_a_stage_dates_it(cell: str, stage: str, day: str, precision: str, tmp_path: Path) -> None:
    done = imported(tmp_path, cell)
    assert [one.path for one in done.account.questions if one.path[:2] == ("answers", "stage")] == []
    assert (stage, day, precision, "stated") in stages(tmp_path)
    assert (stage, "2023-02-05", "day", "assumed") not in stages(tmp_path)
    (note,) = [row for row in table(tmp_path / "made", "partnerships") if row.get("name_zh") == "北岸学院合作"]
    assert cell in note.get("note_zh", "") + note.get("note_en", "")


def test_a_day_beside_signed_is_that_of_signing(tmp_path: Path) -> None:
    imported(tmp_path, "signed (3 May 2019)", signed="")
    assert stages(tmp_path) == [("signed", "2019-05-03", "day", "stated")]


def test_a_day_beside_an_answered_stage_dates_it(tmp_path: Path) -> None:
    imported(tmp_path, "收尾（2019年11月）", answers="answers: {stage: {收尾（2019年11月）: completed}}\n")
    assert ("completed", "2019-11-30", "month", "stated") in stages(tmp_path)


def test_a_day_that_can_be_read_in_one_way_only_is_read_so_whatever_the_sheet_says(tmp_path: Path) -> None:
    imported(tmp_path, "terminated 28.7.2017", answers="sheets: {deals: {day_first: false}}\n")
    assert ("terminated", "2017-07-28", "day", "stated") in stages(tmp_path)


def test_such_a_day_in_a_title_is_that_of_the_sheet(tmp_path: Path) -> None:
    rows = [HEADINGS, ("北岸学院合作", "嘉善县", "上海市", "2015-03-01", "在建")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Partnerships, as of 28.7.2017", "", "", "", ""))
    (tmp_path / "deals.csv.kg.yaml").write_text("sheets: {deals: {day_first: false}}\n", encoding="utf-8")
    import_sheet(sheet, tmp_path / "made")
    assert ("underConstruction", "2017-07-28", "day", "assumed") in [
        (one["stage"], one["as_of"], one["precision"], one["time_basis"]) for one in table(tmp_path / "made", "stages")
    ]


@pytest.mark.parametrize(
    "cell", ["operating until 2027", "预计2030年投产", "suspended since March 2030", "在建（2016–2018）"]
)
def test_a_plan_a_limit_and_a_span_date_no_stage(cell: str, tmp_path: Path) -> None:
    imported(tmp_path, cell, answers="as_of: 2023-12-31\n")
    assert all(basis == "assumed" or stage == "signed" for stage, _, _, basis in stages(tmp_path))


def test_a_day_after_that_of_the_sheet_is_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "suspended since March 2030", answers="as_of: 2023-12-31\n")
    assert "after the day of the sheet" in remarks(done).en


def test_each_stage_of_a_cell_with_its_day_is_one(tmp_path: Path) -> None:
    imported(tmp_path, "在建（2016年）；投产（2019年5月）")
    assert {
        ("underConstruction", "2016-12-31", "year", "stated"),
        ("operating", "2019-05-31", "month", "stated"),
    } <= set(stages(tmp_path))


def test_a_stage_that_is_dropped_for_another_is_told(tmp_path: Path) -> None:
    answers = "answers: {stage: {已投产(一期): operating, 建设中(二期): underConstruction}}\n"
    done = imported(tmp_path, "已投产(一期)/建设中(二期)", answers=answers)
    assert "'建设中(二期)' is in the note alone" in remarks(done).en


def test_a_day_that_is_not_sure_is_told(tmp_path: Path) -> None:
    done = imported(tmp_path, "suspended (3/5/2019)")
    assert "'3/5/2019' beside the stage is not sure" in remarks(done).en


def test_a_stage_reached_after_all_other_days_is_asked_for_the_day_of_the_sheet(tmp_path: Path) -> None:
    done = imported(tmp_path, "terminated (May 2024)")
    assert [(one.path, one.options[0].answer) for one in done.account.questions] == [(("as_of",), "2024-05-31")]
    assert ("terminated", "2024-05-31", "month", "stated") in stages(tmp_path)
