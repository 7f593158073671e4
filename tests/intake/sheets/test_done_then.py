"""A word beside a day tells of which stage it is; ends of spans stay as fine as they were said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.remarks import OnlySaid
from tests.intake.sheets.written import by_name, how_far, remarks, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期", "起止时间 Duration", "进展")
_SIGNED = ("signed", "2017-06-12", "day", "stated")
_RUNS = ("operating", "2023-12-31", "day", "assumed")


def imported(
    folder: Path,
    *rows: tuple[str, str],
    headings: tuple[str, ...] = HEADINGS,
    answers: str = "",
    signed: str = "2017-06-12",
) -> Imported:
    """A sheet of rows of which each has a term and a stage."""
    written = [(f"项目{at}", "嘉善县", "青浦区", signed, *row) for at, row in enumerate(rows, 1)]
    sheet = write_csv(folder / "deals.csv", written, headings)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-12-31\n{answers}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def stages(folder: Path, name: str = "项目1") -> list[tuple[str, str, str, str]]:
    return how_far(folder / "made", name)


def asked(done: Imported) -> list[tuple[str, ...]]:
    return [one.path for one in done.account.questions]


@pytest.mark.parametrize(
    ("cell", "begun"),
    [
        ("2018年底开工", ("2018-12-31", "year")),
        ("2018年10月开工", ("2018-10-31", "month")),
        ("2018年10月正式开工建设", ("2018-10-31", "month")),
        ("construction began end of 2018", ("2018-12-31", "year")),
        ("ground broken in October 2018", ("2018-10-31", "month")),
        ("Baubeginn Oktober 2018", ("2018-10-31", "month")),
        ("début des travaux en octobre 2018", ("2018-10-31", "month")),
        ("начало строительства в 2018 г.", ("2018-12-31", "year")),
        ("zahájení stavby v roce 2018", ("2018-12-31", "year")),
        ("khởi công tháng 10/2018", ("2018-10-31", "month")),
        ("2018년 10월 착공", ("2018-10-31", "month")),
        ("民國107年10月開工", ("2018-10-31", "month")),
    ],
)
def test_what_began_to_be_built_did_not_run_then(cell: str, begun: tuple[str, str], tmp_path: Path) -> None:
    done = imported(tmp_path, (cell, "运营中"))
    assert asked(done) == []
    assert stages(tmp_path) == [_SIGNED, _RUNS, ("underConstruction", *begun, "stated")]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2018年第三季度投产", ("operating", "2018-09-30", "quarter", "stated")),
        ("已于2019年底建成投用", ("operating", "2019-12-31", "year", "stated")),
        ("2019年5月开业", ("operating", "2019-05-31", "month", "stated")),
        ("opened May 2019", ("operating", "2019-05-31", "month", "stated")),
        ("Inbetriebnahme im Mai 2019", ("operating", "2019-05-31", "month", "stated")),
        ("введено в эксплуатацию в 2019", ("operating", "2019-12-31", "year", "stated")),
        ("oddano do użytku w 2020 r.", ("operating", "2020-12-31", "year", "stated")),
        ("2018. szeptember 30. megnyílt", ("operating", "2018-09-30", "day", "stated")),
        ("inaugurado en 2019", ("operating", "2019-12-31", "year", "stated")),
    ],
)
def test_what_ran_from_a_day_on_ran_then(cell: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    done = imported(tmp_path, (cell, "运营中"))
    assert asked(done) == []
    assert stages(tmp_path) == [_SIGNED, expected]


@pytest.mark.parametrize(
    "cell", ["建设期2018-2020", "construction: 2018–2020", "Bauzeit 2018-2020", "budowa 2018–2020"]
)
def test_a_span_of_works_dates_their_beginning_alone(cell: str, tmp_path: Path) -> None:
    assert asked(imported(tmp_path, (cell, "运营中"))) == []
    assert stages(tmp_path) == [_SIGNED, _RUNS, ("underConstruction", "2018-12-31", "year", "stated")]


@pytest.mark.parametrize("cell", ["terminated 2019-11", "suspended 2019-11"])
def test_a_word_beside_a_month_in_digits_has_the_whole_month(cell: str, tmp_path: Path) -> None:
    imported(tmp_path, ("", cell))
    assert (cell.partition(" ")[0], "2019-11-30", "month", "stated") in stages(tmp_path)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("在建（2021年3月开工）", [("underConstruction", "2021-03-31", "month", "stated")]),
        (
            "运营中（2019年9月开工）",
            [_RUNS, ("underConstruction", "2019-09-30", "month", "stated")],
        ),
        ("v provozu (od roku 2019)", [("operating", "2019-12-31", "year", "stated")]),
        ("운영 중 (2019년 3월~)", [("operating", "2019-03-31", "month", "stated")]),
    ],
)
def test_a_stage_and_another_with_its_day_in_brackets(
    cell: str, expected: list[tuple[str, ...]], tmp_path: Path
) -> None:
    assert asked(imported(tmp_path, ("", cell))) == []
    assert stages(tmp_path) == [_SIGNED, *expected]


def test_two_words_beside_two_days_are_two_stages(tmp_path: Path) -> None:
    rows = ("运营中", "在建", "已竣工", "计划")
    done = imported(tmp_path, *(("2018年10月开工，2020年5月投产", stage) for stage in rows))
    begun = ("underConstruction", "2018-10-31", "month", "stated")
    runs = ("operating", "2020-05-31", "month", "stated")
    assert asked(done) == []
    assert stages(tmp_path, "项目1") == [_SIGNED, runs, begun]
    # What its own column of stages does not say it has come to is told, and in the note.
    assert stages(tmp_path, "项目2") == [_SIGNED, begun]
    assert "says that it has been operating, which its stage (under construction) does not" in remarks(done).en
    assert stages(tmp_path, "项目3") == [_SIGNED, ("completed", "2023-12-31", "day", "assumed"), begun, runs]
    # What is signed by its day though its stage is planned has come to what its days say.
    assert stages(tmp_path, "项目4") == [_SIGNED, begun, runs]
    assert "2018年10月开工，2020年5月投产" in by_name(tmp_path / "made")["项目2"]["note_zh"]


@pytest.mark.parametrize("cell", ["2017年6月签约", "signed June 2017", "2017年6月签约，计划2018年开工"])
def test_what_a_span_says_was_signed_is_so_though_its_stage_is_planned(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, (cell, "规划中"), signed="")
    assert stages(tmp_path) == [("signed", "2017-06-30", "month", "stated")]
    assert "taken as signed, the stage is in the note" in remarks(done).en


@pytest.mark.parametrize("cell", ["2018/10开工；2019/12竣工", "2018年10月开工、2019年12月建成"])
def test_what_was_built_goes_on_and_is_not_asked_whether_it_ended(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, (cell, "运营中"))
    assert asked(done) == []
    assert stages(tmp_path) == [_SIGNED, _RUNS, ("underConstruction", "2018-10-31", "month", "stated")]
    assert "when it ends is in the note alone" in remarks(done).en


def test_a_column_of_the_days_on_which_works_were_finished_ends_nothing_that_runs(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "竣工时间", "进展")
    assert asked(imported(tmp_path, ("2018-10", "运营中"), headings=headings)) == []
    assert stages(tmp_path) == [_SIGNED, _RUNS]


@pytest.mark.parametrize("cell", ["拟2018年开工", "2018年计划开工", "2025年投产"])
def test_what_is_planned_or_to_come_dates_no_stage(cell: str, tmp_path: Path) -> None:
    assert asked(imported(tmp_path, (cell, "运营中"))) == []
    assert stages(tmp_path) == [_SIGNED, _RUNS]
    assert cell in by_name(tmp_path / "made")["项目1"]["note_zh"]


def test_a_word_that_may_be_of_two_stages_is_asked_and_its_answer_dates_that_stage(tmp_path: Path) -> None:
    rows = (("2018年5月挂牌", "运营中"), ("2019年6月挂牌", "运营中"))
    assert asked(imported(tmp_path, *rows)) == [("answers", "stage", "挂牌")]
    imported(tmp_path, *rows, answers="answers:\n  stage:\n    挂牌: operating\n")
    assert stages(tmp_path, "项目1")[-1] == ("operating", "2018-05-31", "month", "stated")
    assert stages(tmp_path, "项目2")[-1] == ("operating", "2019-06-30", "month", "stated")


@pytest.mark.parametrize(
    ("cell", "expected", "said"),
    [
        ("2018年10月开工", ("underConstruction", "2018-10-31", "month", "stated"), "not when it was signed"),
        ("signed 3 May 2018", ("signed", "2018-05-03", "day", "stated"), ""),
        ("签约：2018年5月3日", ("signed", "2018-05-03", "day", "stated"), ""),
    ],
)
def test_a_word_in_a_column_of_signing_tells_what_was_done(
    cell: str, expected: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, ("", "在建"), signed=cell)
    assert asked(done) == []
    assert expected in stages(tmp_path)
    assert said in remarks(done).en
    assert ("signed" in {stage for stage, *_ in stages(tmp_path)}) is (expected[0] == "signed")


def test_a_signing_that_is_planned_for_a_day_to_come_is_kept_and_not_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, ("", "洽谈中"), signed="拟2024年上半年")
    assert asked(done) == []
    assert "planned for a day after that of the sheet" in remarks(done).en
    assert [stage for stage, *_ in stages(tmp_path)] == ["negotiating"]


@pytest.mark.parametrize("stage", ["已投入使用", "已正式投产", "now operational", "正式运营了"])
def test_a_word_for_already_changes_no_stage(stage: str, tmp_path: Path) -> None:
    assert asked(imported(tmp_path, ("", stage))) == []
    assert stages(tmp_path)[-1] == _RUNS


@pytest.mark.parametrize(
    ("span", "begun"),
    [
        ("Q3 2017 – end of 2030", ("2017-09-30", "quarter")),
        ("2017Q3–2030", ("2017-09-30", "quarter")),
        ("H2 2017 – 2030", ("2017-12-31", "half")),
        ("2017年下半年至2030年", ("2017-12-31", "half")),
        ("2017年第三季度至2030年6月", ("2017-09-30", "quarter")),
        ("Sept 2017 – 2030", ("2017-09-30", "month")),
        ("2017 – Q3 2030", ("2017-12-31", "year")),
        ("15 July 2017 – 2030", ("2017-07-15", "day")),
    ],
)
def test_each_end_of_a_span_is_as_fine_as_it_is_said(span: str, begun: tuple[str, str], tmp_path: Path) -> None:
    assert asked(imported(tmp_path, (span, "运营中"))) == []
    assert stages(tmp_path)[-1] == ("operating", *begun, "stated")


@pytest.mark.parametrize(
    ("span", "over"),
    [
        ("2016 – Q3 2020", ("2020-09-30", "quarter")),
        ("July 2016 – 2020", ("2020-12-31", "year")),
        ("2016年至2020年下半年", ("2020-12-31", "half")),
    ],
)
def test_the_end_of_a_span_has_its_own_precision(span: str, over: tuple[str, str], tmp_path: Path) -> None:
    imported(tmp_path, (span, "已完成"))
    assert ("completed", *over, "stated") in stages(tmp_path)


def test_a_stage_that_its_own_cell_dates_is_told_of_by_no_other_day(tmp_path: Path) -> None:
    answers = "sheets:\n  deals:\n    broken_off:\n      起止时间 Duration: planned\n"
    done = imported(tmp_path, ("Q3 2017 – end of 2020", "terminated (2019)"), answers=answers)
    assert ("terminated", "2019-12-31", "year", "stated") in stages(tmp_path)
    assert "the day of the sheet dates the stage" not in remarks(done).en
    assert [path[2] for path in asked(done)] == ["begun_broken_off"]


@pytest.mark.parametrize("begun", ["2018年底开工", "2018"])
def test_the_column_of_beginnings_counts_before_a_word_in_that_of_signing(begun: str, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "开工时间", "进展")
    done = imported(tmp_path, (begun, "在建"), headings=headings, signed="2018年5月签约、2019年底开工")
    assert [row for row in stages(tmp_path) if row[0] == "underConstruction"] == [
        ("underConstruction", "2018-12-31", "year", "stated")
    ]
    (other,) = [
        column
        for row in done.account.rows
        for column, text in row.remarks
        if "another day than the column of" in text.en
    ]
    assert other == "签约日期"


def test_what_a_stage_that_was_taken_back_does_not_say_is_taken_all_the_same(tmp_path: Path) -> None:
    done = imported(tmp_path, ("2018年底开工", "筹备中"))
    assert "taken as signed" in remarks(done).en
    assert "which its stage" not in remarks(done).en
    assert stages(tmp_path) == [_SIGNED, ("underConstruction", "2018-12-31", "year", "stated")]


def test_what_contradicts_is_told_first_and_the_words_of_a_cell_do_not_count(tmp_path: Path) -> None:
    done = imported(tmp_path, ("2018年10月开工，2020年5月投产", "在建"), ("2018年10月开工", "在建"))
    one, other = sorted(done.account.rows, key=lambda row: row.row)
    assert any("which its stage (under construction) does not" in text.en for _, text in one.remarks)
    assert done.account.told_rows[0] is one
    assert other.rank > one.rank
    kept = RowAccount("deals", 3, "made", remarks=[("", OnlySaid("'which? taken as x': kept in the note", "…"))])
    assert kept.rank == RowAccount("deals", 3, "joined").rank


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("signed 3 May 2017, from 1 July 2017", [("signed", "2017-05-03"), ("operating", "2017-07-01")]),
        ("firmado 3 mayo 2017, desde 1 julio 2017", [("signed", "2017-05-03"), ("operating", "2017-07-01")]),
        ("2017年5月签约，7月开工", [("signed", "2017-05-31"), ("underConstruction", "2017-07-31")]),
        ("2017年5月3日签署，7月1日生效", [("signed", "2017-05-03"), ("operating", "2017-07-01")]),
        # In which year it was is open, or it is no day.
        ("2017年5月签约，3月开工", []),
        ("2017年5月签约，10月开工，7月投产", []),
        ("signed 3 May 2017, from Hamburg", []),
    ],
)
def test_a_signing_and_a_beginning_in_one_cell(cell: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    done = imported(tmp_path, ("", ""), signed=cell)
    assert [(stage, by) for stage, by, *_ in stages(tmp_path)] == expected
    assert (asked(done) == []) is bool(expected)
    assert ("without a year" in remarks(done).en) is (bool(expected) and "月" in cell)
