"""When what a row agrees on, builds or runs began: works beside a term, seasons, lengths, and the day of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, how_far, options, remarks, table, write_csv

HEADINGS = ("Project", "Party A", "Party B", "Type", "Signed")
LATEST = ("Zulu", "Jinan", "Berlin", "agreement", "2023-06-30")


def imported(
    folder: Path, headings: Sequence[str], *rows: Sequence[str], answers: str = "", signed: str = "2019-05-14"
) -> Imported:
    """A sheet of rows called P0, P1 …, and one that holds by 30 June 2023."""
    filled = [(f"P{at}", "Tangshan", "Harbin", "agreement", signed, *cells) for at, cells in enumerate(rows)]
    sheet = write_csv(folder / "deals.csv", [*filled, LATEST + ("",) * len(headings)], (*HEADINGS, *headings))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-06-30\n{answers}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def stages(folder: Path, name: str = "P0") -> dict[str, tuple[str, str]]:
    """The stages of a partnership beside that it was signed, each with its day and how that is known."""
    found = how_far(folder / "made", name)
    return {code: (day, basis) for code, day, _, basis in found if code != "signed"}


def term(folder: Path, name: str = "P0") -> tuple[str, str]:
    row = by_name(folder / "made")[name]
    return row.get("period_start", ""), row.get("period_end", "")


_BUILT, _RUNS = ("2020-03-31", "stated"), ("2023-06-30", "assumed")


@pytest.mark.parametrize("heading", ["开工时间", "Baubeginn", "Baubeginn 开工", "Construction start"])
@pytest.mark.parametrize(
    ("said", "runs_from_to"),
    [
        ("2019-2029", ("2019-01-01", "2029-12-31")),
        ("until 2029", ("", "2029-12-31")),
        ("from 2019", ("2019-01-01", "")),
        ("10 years", ("", "")),
        ("long-term", ("", "")),
        ("–", ("", "")),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_the_beginning_of_works_beside_a_term_is_neither_its_beginning_nor_when_it_ran(
    heading: str, said: str, runs_from_to: tuple[str, str], swapped: bool, tmp_path: Path
) -> None:
    columns, cells = ["Term", heading, "Status"], [said, "2020-03", "operating"]
    if swapped:
        columns[:2], cells[:2] = columns[1::-1], cells[1::-1]
    imported(tmp_path, columns, cells)
    assert stages(tmp_path) == {"underConstruction": _BUILT, "operating": _RUNS}
    assert term(tmp_path) == runs_from_to


def test_the_end_of_works_beside_a_term_is_no_end_of_it(tmp_path: Path) -> None:
    imported(
        tmp_path, ("Term", "竣工时间", "Status"), ("2019-2029", "2021-12", "completed"), ("2019-2029", "2021-12", "")
    )
    assert stages(tmp_path) == {"completed": ("2021-12-31", "stated")}
    assert term(tmp_path) == term(tmp_path, "P1") == ("2019-01-01", "2029-12-31")


@pytest.mark.parametrize("works", ["建设周期", "开工/竣工时间"])
@pytest.mark.parametrize("first", [True, False])
def test_a_span_of_works_beside_a_term_is_none_of_it(works: str, first: bool, tmp_path: Path) -> None:
    cells = {"合作期限": "2019-2029", works: "2020.3-2021.12"}
    columns = tuple(cells) if first else tuple(cells)[::-1]
    rows = [(*map(cells.get, columns), said) for said in ("operating", "completed", "")]
    imported(tmp_path, (*columns, "Status"), *([cell or "" for cell in row] for row in rows))
    assert stages(tmp_path) == {"underConstruction": _BUILT, "operating": _RUNS}
    assert stages(tmp_path, "P1") == {"underConstruction": _BUILT, "completed": ("2021-12-31", "stated")}
    assert {term(tmp_path, name) for name in ("P0", "P1", "P2")} == {("2019-01-01", "2029-12-31")}
    assert works in by_name(tmp_path / "made")["P0"]["note_zh"]


@pytest.mark.parametrize("cell", ["拟2024年开工", "预计2024年3月"])
def test_planned_works_begin_no_term(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, ("Term", "开工时间", "Status"), ("2019-2029", cell, "signed"))
    assert (stages(tmp_path), term(tmp_path)) == ({}, ("2019-01-01", "2029-12-31"))
    assert "planned" in remarks(done).en
    assert cell in by_name(tmp_path / "made")["P0"]["note_zh"]


def test_beginnings_of_works_and_of_what_is_agreed_stand_side_by_side(tmp_path: Path) -> None:
    headings = ("开工时间", "Start", "End", "竣工日期", "Status")
    imported(tmp_path, headings, ("2020-03", "2019-06", "2029", "2022-01", "under construction"))
    assert stages(tmp_path) == {"underConstruction": _BUILT}
    assert term(tmp_path) == ("2019-06-01", "2029-12-31")


@pytest.mark.parametrize(
    ("cell", "season"),
    [
        ("spring 2020", "2020-03..2020-05"),
        ("2020年夏季开工", "2020-06..2020-08"),
        # Half a year is no term either.
        ("SS 2020", "2020-04..2020-09"),
        # What goes over a new year is in no part of the calendar: its first month stands.
        ("WS 2020/21", "2020-10..2021-03"),
    ],
)
@pytest.mark.parametrize("heading", ["Start", "开工时间"])
def test_a_season_in_which_something_began_is_no_end(cell: str, season: str, heading: str, tmp_path: Path) -> None:
    done = imported(tmp_path, (heading, "Status"), (cell, "operating"))
    assert options(done, "answers", "date", cell)[0] == season
    answers = f"answers:\n  date:\n    {cell}: {season}\n"
    done = imported(tmp_path, (heading, "Status"), (cell, "operating"), answers=answers)
    begins = "2020-10-01" if cell.startswith("WS") and heading == "Start" else ""
    assert term(tmp_path) == (begins, "")
    assert not done.account.questions
    assert "a span and no day" in remarks(done).en


def test_what_is_over_and_began_in_a_semester_was_over_on_no_day_of_it(tmp_path: Path) -> None:
    answers = "answers:\n  date:\n    SS 2019: 2019-04..2019-09\n"
    rows = (("SS 2019", "", "completed"), ("2018-03-01", "SS 2019", "completed"))
    imported(tmp_path, ("Start", "End", "Status"), *rows, answers=answers)
    assert term(tmp_path) == ("", "")
    # Below ends it is when it ended, at some time of the year.
    assert term(tmp_path, "P1") == ("2018-03-01", "2019-12-31")
    days = [row["as_of"] for row in table(tmp_path / "made", "stages") if row["stage"] == "completed"]
    assert days == ["2023-06-30", "2019-12-31"]


def test_months_below_beginnings_are_asked_and_two_days_are_a_span(tmp_path: Path) -> None:
    rows = (("2020年3-5月", "operating"), ("2020-03-01 – 2020-05-10", "completed"))
    done = imported(tmp_path, ("Start", "Status"), *rows)
    path = ("sheets", "deals", "spans", "Start")
    assert options(done, *path) == ["first", "within", "ignore"]
    assert (term(tmp_path), term(tmp_path, "P1")) == (("", ""), ("2020-03-01", "2020-05-10"))
    for said, found in (("first", ("2020-03-01", "2020-05-31")), ("within", ("", "")), ("ignore", ("", ""))):
        imported(tmp_path, ("Start", "Status"), *rows, answers=f"sheets:\n  deals:\n    spans:\n      Start: {said}\n")
        assert term(tmp_path) == found, said


@pytest.mark.parametrize("heading", ["Term", "合作期限", "期限（年）", "Laufzeit", "Duration"])
@pytest.mark.parametrize(("cell", "last"), [("10年", "2029"), ("15年", "2034"), ("30 年", "2049"), ("99年", "2118")])
def test_so_many_years_below_a_heading_of_lengths_are_no_year(
    heading: str, cell: str, last: str, tmp_path: Path
) -> None:
    answers = f"sheets:\n  deals:\n    lengths:\n      {heading}: same\n"
    done = imported(tmp_path, (heading,), (cell,), ("2016-2024",), answers=answers)
    assert not done.account.questions
    assert term(tmp_path) == ("2019-05-14", f"{last}-05-14")


def test_elsewhere_so_many_years_are_asked_with_both(tmp_path: Path) -> None:
    done = imported(tmp_path, ("起止时间",), ("20年",), ("2016-2024",))
    assert options(done, "answers", "date", "20年") == ["20 years", "2020", "ignore"]
    assert term(tmp_path) == ("", "")
    said = "sheets:\n  deals:\n    lengths:\n      起止时间: same\nanswers:\n  date:\n    20年: "
    for answer, found in (("20 years", ("2019-05-14", "2039-05-14")), ("2020", ("2020-01-01", "2020-12-31"))):
        done = imported(tmp_path, ("起止时间",), ("20年",), ("2016-2024",), answers=said + answer + "\n")
        assert (done.account.questions, term(tmp_path)) == ((), found)


def test_that_such_numbers_are_no_years_makes_them_lengths(tmp_path: Path) -> None:
    answers = "sheets:\n  deals:\n    two_digits: false\n    lengths:\n      起止时间: same\n"
    imported(tmp_path, ("起止时间",), ("20年",), answers=answers)
    assert term(tmp_path) == ("2019-05-14", "2039-05-14")


def test_six_months_are_asked_beside_june(tmp_path: Path) -> None:
    done = imported(tmp_path, ("合作期限",), ("6月",))
    assert options(done, "answers", "date", "6月") == ["6 months", "2019-06", "ignore"]


def test_what_runs_has_begun_by_the_day_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "Tangshan", "Harbin", "agreement", "2019-05-14", "2020-03", "", "operating"),
        ("Beta", "Tangshan", "Harbin", "agreement", "2019-06-30", "2021-05", "", "operating"),
        ("Gamma", "Tangshan", "Harbin", "agreement", "2019-06-30", "2020-01", "2022-11", "completed"),
        ("Delta", "Tangshan", "Harbin", "agreement", "2019-06-30", "拟2026-01", "", "operating"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Start", "End", "Status"))
    done = import_sheet(sheet, tmp_path / "made")
    assert [one["issued"] for one in table(tmp_path / "made", "sources") if one["id"] == "sheet-deals"] == [
        "2022-11-30"
    ]
    found = {name: stages(tmp_path, name) for name in ("Alpha", "Beta", "Gamma")}
    assert found["Alpha"] == {"operating": ("2020-03-31", "stated")}
    assert found["Beta"] == {"operating": ("2021-05-31", "stated")}
    assert found["Gamma"]["completed"] == ("2022-11-30", "stated")
    assert options(done, "as_of") == ["2022-11-30", "2019-06-30"]


def test_no_stage_is_dated_before_its_own_beginning(tmp_path: Path) -> None:
    rows = (("2024-03", "operating"), ("2022-03", "operating"), ("2024", "completed"))
    done = imported(tmp_path, ("Start", "Status"), *rows)
    assert (stages(tmp_path), stages(tmp_path, "P2")) == ({}, {})
    assert "its beginning is after the day of the sheet" in remarks(done, 2).en
    assert "operating" in by_name(tmp_path / "made")["P0"]["note_en"]
    assert stages(tmp_path, "P1") == {"operating": ("2022-03-31", "stated")}


def test_an_answer_of_what_they_were_holds_for_rows_with_such_a_cell_alone(tmp_path: Path) -> None:
    headings, rows = ("Term", "Start", "Status"), (("2019-2021", "–", "completed"), ("", "2019-05", "completed"))
    answers = "sheets:\n  deals:\n    begun:\n      Start: operating\n"
    done = imported(tmp_path, headings, *rows, answers=answers)
    assert set(stages(tmp_path)) == {"completed"}
    assert set(stages(tmp_path, "P1")) == {"completed", "operating"}
    (question,) = done.account.questions
    assert question.path == ("sheets", "deals", "begun", "Term")
    assert "2019-2021" in question.text.en
    assert "–" not in question.text.en


@pytest.mark.parametrize("word", ["正常推进中", "foo bar"])
def test_a_word_that_nobody_knows_takes_no_day_of_signing_away(word: str, tmp_path: Path) -> None:
    imported(tmp_path, ("Status",), (word,))
    assert how_far(tmp_path / "made", "P0") == [("signed", "2019-05-14", "day", "stated")]


@pytest.mark.parametrize(
    ("signed", "start", "said"),
    [
        ("July 2022", "2022-07-15", "in the month of signing"),
        ("2022", "2022-07", "in the year of signing"),
        ("2022", "2021-07", "before the day of signing"),
        ("2022-08-01", "2022-07", "before the day of signing"),
    ],
)
def test_a_day_in_the_month_of_signing_is_not_before_it(signed: str, start: str, said: str, tmp_path: Path) -> None:
    done = imported(tmp_path, ("Start", "Status"), (start, "operating"), signed=signed)
    assert said in remarks(done, 2).en
    days = {day for code, day, *_ in how_far(tmp_path / "made", "P0") if code == "operating"}
    assert "2023-06-30" in days


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("5+5年", ["10 years", "5 years"]),
        ("50年土地租约", ["50 years"]),
        ("三年（可续签两年）", ["3 years", "2 years"]),
        ("每五年续签", []),
    ],
)
def test_lengths_amid_other_words_are_proposed(cell: str, found: list[str], tmp_path: Path) -> None:
    done = imported(tmp_path, ("Term",), (cell,))
    assert options(done, "answers", "date", cell) == [*found, "ignore"]


@pytest.mark.parametrize("cell", ["2021年初", "circa 2021"])
def test_a_year_that_is_only_near_is_a_beginning_and_no_end(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, ("Start", "Status"), (cell, "operating"))
    assert not done.account.questions
    assert term(tmp_path)[1] == ""


def test_nothing_is_after_a_day_of_the_sheet_that_is_asked(tmp_path: Path) -> None:
    rows = [
        ("Alpha", "Tangshan", "Harbin", "agreement", "2015-05-14", "2029", "operating"),
        ("Beta", "Tangshan", "Harbin", "agreement", "2023-06-30", "", ""),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "End", "Status")), tmp_path / "made")
    assert [one.path for one in done.account.questions] == [("as_of",)]
    assert "after the day of the sheet" not in remarks(done).en
