"""A cell says when something was signed first and when it was renewed: both are proposed; a limit dates little."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.text import Text
from tests.intake.sheets.written import options, stages_of, table, write_csv

CELL = "before 2010 首签，2016年5月续签"


def imported(folder: Path, signed: str, answer: str = "", period: str = "2016年起") -> Imported:
    rows = [("Deal 1", "嘉善县", "青浦区", signed, "8000", period, "operating")]
    headings = ("Project", "Party A", "Party B", "Signed", "Investment (10k CNY)", "Period", "Status")
    sheet = write_csv(folder / "deals.csv", rows, headings)
    said = f'answers:\n  date:\n    "{signed}": "{answer}"\n' if answer else ""
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-12-31\n{said}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


@pytest.mark.parametrize(
    ("signed", "days"),
    [
        (CELL, ["..2009; 2016-05", "..2009", "2016-05", "ignore"]),
        ("signed 2010, renewed in May 2016", ["2010; 2016-05", "2010", "2016-05", "ignore"]),
        ("2010年3月首次签署；2016年续签；2019年续签", ["2010-03; 2016; 2019", "2010-03", "2016", "2019", "ignore"]),
        ("2009年（2014年续签）", ["2009; 2014", "2009", "2014", "ignore"]),
        ("signed 2009 (renewed 2014)", ["2009; 2014", "2009", "2014", "ignore"]),
        ("2012-04-01 and renewal 2017-04-01", ["2012-04-01; 2017-04-01", "2012-04-01", "2017-04-01", "ignore"]),
    ],
)
def test_each_signing_is_proposed_and_no_time_between(signed: str, days: list[str], tmp_path: Path) -> None:
    done = imported(tmp_path, signed)
    assert options(done, "answers", "date", signed) == days
    (question,) = [one for one in done.account.questions if one.path[1] == "date"]
    assert [one.text.en for one in question.options[1:3]] == ["when it was signed first", "when it was renewed"]
    assert [one.text.zh for one in question.options[1:3]] == ["首次签署的时间", "续签的时间"]
    assert question.options[0].text == Text("all of them: signed first, and renewed", "全部：首次签署及续签")
    assert question.unsure


@pytest.mark.parametrize(("answer", "by"), [("..2009", "2009-12-31"), ("2016-05", "2016-05-31")])
def test_an_amount_is_not_dated_by_a_limit_before_the_time_that_it_is_for(answer: str, by: str, tmp_path: Path) -> None:
    imported(tmp_path, CELL, answer)
    assert [row["as_of"] for row in stages_of(tmp_path / "made", "Deal 1") if row["stage"] == "signed"] == [by]
    (amount,) = table(tmp_path / "made", "observations")
    expected = ("2023-12-31", "assumed") if answer == "..2009" else ("2016-05-31", "stated")
    assert (amount["as_of"], amount["time_basis"]) == expected
    (row,) = table(tmp_path / "made", "partnerships")
    assert CELL in row["note_zh"]


@pytest.mark.parametrize(
    ("signed", "answer", "days"),
    [
        (CELL, "..2009; 2016-05", [("2009-12-31", "resolved"), ("2016-05-31", "stated")]),
        ("before 2010, renewed 2016", "..2009; 2016", [("2009-12-31", "resolved"), ("2016-12-31", "stated")]),
        ("2010年3月首签/2016续签", "2010-03；2016", [("2010-03-31", "stated"), ("2016-12-31", "stated")]),
    ],
)
def test_all_signings_are_kept_by_one_answer(
    signed: str, answer: str, days: list[tuple[str, str]], tmp_path: Path
) -> None:
    done = imported(tmp_path, signed, answer)
    assert not [one for one in done.account.questions if one.path[1] == "date"]
    stages = stages_of(tmp_path / "made", "Deal 1")
    assert [(row["as_of"], row["time_basis"]) for row in stages if row["stage"] == "signed"] == days
    # What goes on since before it was renewed is no further back by that.
    assert max(stages, key=lambda row: (row["as_of"], row["stage"] == "operating"))["stage"] == "operating"
    (amount,) = table(tmp_path / "made", "observations")
    assert (amount["as_of"], amount["time_basis"]) == days[-1]
    (row,) = table(tmp_path / "made", "partnerships")
    assert signed in row.get("note_zh", "") + row.get("note_en", "")


def test_an_answer_of_which_one_day_cannot_be_read_is_refused_whole(tmp_path: Path) -> None:
    done = imported(tmp_path, CELL, "..2009; soon")
    (question,) = [one for one in done.account.questions if one.path[1] == "date"]
    assert "soon" in question.text.en
    assert [row["stage"] for row in stages_of(tmp_path / "made", "Deal 1")] == ["operating"]


@pytest.mark.parametrize(
    ("signed", "days"),
    [
        ("2016; 2021", ["2016; 2021", "2016..2021", "2016", "2021", "ignore"]),
        ("2016年、2021年", ["2016; 2021", "2016..2021", "2016", "2021", "ignore"]),
        ("2016 and 2021", ["2016; 2021", "2016..2021", "2016", "2021", "ignore"]),
        # With a stroke between, years are from when to when.
        ("2016/2021", ["2016..2021", "2016", "2021", "ignore"]),
    ],
)
def test_two_years_may_be_two_signings(signed: str, days: list[str], tmp_path: Path) -> None:
    assert options(imported(tmp_path, signed), "answers", "date", signed) == days
    done = imported(tmp_path, signed, answer=days[0])
    assert not options(done, "answers", "date", signed)
