"""Columns whose headings name a stage: their days are those of that stage, and of what is planned none is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.words import words
from kg.nearest import folded
from tests.intake.sheets.written import by_name, how_far, remarks, write_csv

_BUILT = ("underConstruction", "2017-03-31", "month", "stated")
_RAN = ("operating", "2019-05-31", "month", "stated")


def imported(folder: Path, cells: dict[str, str], as_of: str = "2023-12-31", answers: str = "") -> Imported:
    whole = {"项目名称": "项目1", "甲方": "嘉善县", "乙方": "青浦区", "领域": "科技"} | cells
    sheet = write_csv(folder / "deals.csv", [tuple(whole.values())], tuple(whole))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: {as_of}\n{answers}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def stages(folder: Path) -> list[tuple[str, str, str, str]]:
    return sorted(how_far(folder / "made", "项目1"), key=lambda one: one[1])


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("投产时间", "operating"),
        ("投用日期", "operating"),
        ("开业日期", "operating"),
        ("启用时间", "operating"),
        ("通车时间", "operating"),
        ("Inbetriebnahme", "operating"),
        ("Commissioning date", "operating"),
        ("Date of commissioning", "operating"),
        ("Mise en service", "operating"),
        ("Ввод в эксплуатацию", "operating"),
        ("动工时间", "underConstruction"),
        ("Baubeginn", "underConstruction"),
        ("Construction start", "underConstruction"),
        ("Inicio de obras", "underConstruction"),
        ("试运行时间", "trialOperation"),
        ("建成时间", "completed"),
        ("Fertigstellung", "completed"),
    ],
)
@pytest.mark.parametrize("cell", ["2019-05", "2019年5月"])
def test_a_day_below_the_name_of_a_stage_is_that_of_the_stage(
    heading: str, code: str, cell: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, {heading: cell})
    assert not done.account.questions
    assert stages(tmp_path) == [(code, "2019-05-31", "month", "stated")]
    assert cell not in by_name(tmp_path / "made")["项目1"].get("note_zh", "")
    assert f"reached {code}" in (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")


def test_works_and_what_runs_after_them_are_each_dated(tmp_path: Path) -> None:
    cells = {"签约日期": "2016-05-01", "开工时间": "2017-03", "竣工时间": "2018-12", "投产时间": "2019-05", "进展": ""}
    imported(tmp_path, cells)
    signed = ("signed", "2016-05-01", "day", "stated")
    # What was finished and then ran has not ended.
    assert stages(tmp_path) == [signed, _BUILT, _RAN]


@pytest.mark.parametrize(("said", "found"), [("", [_BUILT]), ("已签约", []), ("洽谈中", [])])
def test_the_beginning_of_works_is_a_stage_where_no_other_is_said(
    said: str, found: list[tuple[str, ...]], tmp_path: Path
) -> None:
    imported(tmp_path, {"开工时间": "2017-03", "进展": said})
    assert [one for one in stages(tmp_path) if one[0] == "underConstruction"] == found


@pytest.mark.parametrize(
    "cells",
    [
        {"预计投产时间": "2019-05"},
        {"投产时间": "预计2019年5月"},
        {"投产时间": "尚未投产"},
        {"投产时间": "not yet commissioned"},
        {"投产时间": "2026-05"},
        {"开工时间": "2026-05"},
        {"计划开工时间": "2017-03"},
        {"预计竣工时间": "2018-12"},
    ],
)
def test_what_is_planned_or_to_come_dates_no_stage(cells: dict[str, str], tmp_path: Path) -> None:
    assert not imported(tmp_path, cells).account.questions
    assert not [one for one in stages(tmp_path) if one[3] == "stated"]
    row = by_name(tmp_path / "made")["项目1"]
    assert next(iter(cells.values())) in row.get("note_zh", "")


def test_what_ran_before_it_was_signed_is_no_further_back_by_that(tmp_path: Path) -> None:
    done = imported(tmp_path, {"签约日期": "2020-05-01", "投产时间": "2019-05"})
    assert stages(tmp_path)[-1] == ("operating", "2023-12-31", "day", "assumed")
    assert "began before the day of signing" in remarks(done).en


def test_a_word_in_the_cell_counts_before_the_heading(tmp_path: Path) -> None:
    imported(tmp_path, {"投产时间": "2017年3月开工"})
    assert stages(tmp_path) == [_BUILT]


def test_a_stage_that_is_not_so_far_is_told_and_the_day_kept(tmp_path: Path) -> None:
    done = imported(tmp_path, {"投产时间": "2019-05", "进展": "在建"})
    assert [one[0] for one in stages(tmp_path)] == ["underConstruction"]
    assert "says that it has been operating, which its stage (under construction) does not" in remarks(done).en
    assert "2019-05" in by_name(tmp_path / "made")["项目1"]["note_zh"]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Inbetriebnahme", "2019-05-01"), ("投产时间", "2018年9月投产"), ("建成时间", "2018-12"), ("试运行时间", "2019")],
)
@pytest.mark.parametrize("said", ["signed", "planned", "已签约", "签署后无下文"])
def test_a_day_below_a_heading_makes_no_stage_against_signed_and_planned(
    heading: str, cell: str, said: str, tmp_path: Path
) -> None:
    answers = "answers: {stage: {签署后无下文: signed}}\n"
    done = imported(tmp_path, {"签约日期": "2018-01-02", heading: cell, "进展": said}, answers=answers)
    assert stages(tmp_path) == [("signed", "2018-01-02", "day", "stated")]
    assert "which its stage" in remarks(done).en
    assert cell in str(by_name(tmp_path / "made")["项目1"])


@pytest.mark.parametrize("said", ["signed", "planned"])
def test_a_commissioning_to_come_is_no_more_than_told_of_what_is_signed(said: str, tmp_path: Path) -> None:
    done = imported(tmp_path, {"签约日期": "2018-01-02", "Commissioning date": "2026-05-01", "进展": said})
    assert [one[0] for one in stages(tmp_path)] == ["signed"]
    assert "after the day of the sheet" in remarks(done).en


def test_a_column_that_reaches_no_stage_is_asked_again(tmp_path: Path) -> None:
    answers = "sheets:\n  deals:\n    columns:\n      投产时间: reached planned\n"
    done = imported(tmp_path, {"投产时间": "2019-05"}, answers=answers)
    (question,) = done.account.questions
    assert question.stops
    assert "reached operating" in [one.answer for one in question.options]


def test_headings_of_stages_agree_with_the_words_in_cells() -> None:
    known = words()
    days = (
        "时间",
        "日期",
        "年份",
        "年月",
        "日",
        " date",
        "date of ",
        "datum der ",
        "fecha de ",
        "data de ",
        "date de ",
    )
    for heading, reading in known.headings.items():
        role, _, code = reading.partition(" ")
        if role != "reached":
            continue
        for day in days:
            word = heading.removesuffix(day).removeprefix(day)
            said = known.values["stage"].get(folded(word), code)
            assert said == _SAID_OTHERWISE.get(word, code), (heading, said)


#: Commissioning is a test in a cell that says how far it is; its date is that on which it was commissioned.
_SAID_OTHERWISE = {"commissioning": "trialOperation"}
