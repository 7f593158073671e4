"""From when to when rows run: an end is used or asked, and what no table has is said; no end is invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import by_name, how_far, stages_of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
ENGLISH = ("Partnership", "Party A", "Party B", "Start", "End", "Status")
CHINESE = ("项目名称", "甲方", "乙方", "起止时间", "进展", "协议投资（万元）")


def imported(folder: Path, run: Run, headings: tuple[str, ...], *rows: tuple[str, ...], said: str = "") -> Any:
    """What an import of such rows answers, as JSON."""
    written = [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)]
    write_csv(folder / "deals.csv", written, headings)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2023-06-30\n{said}", encoding="utf-8")
    return run("import", "deals.csv", "--format", "json").json()


def stages(folder: Path, name: str) -> list[tuple[str, str, str, str]]:
    return how_far(folder / "deals", name)


@pytest.mark.parametrize(
    ("span", "status", "stage"),
    [
        ("2019-2022", "已完成", ("completed", "2022-12-31", "year", "stated")),
        ("2018.5-2020.12", "已完成", ("completed", "2020-12-31", "month", "stated")),
        ("2020年9月至今", "在建", ("underConstruction", "2020-09-30", "month", "stated")),
        ("2021年3月", "在建", ("underConstruction", "2021-03-31", "month", "stated")),
        # What is said to be over by 2026 is so by the day of the sheet at the latest.
        ("2019-2026", "已完成", ("completed", "2023-06-30", "day", "assumed")),
    ],
)
def test_the_ends_of_a_span_date_what_has_begun_and_what_is_over(
    span: str, status: str, stage: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    imported(tmp_path, run, CHINESE, (span, status, ""))
    assert stages(tmp_path, "Deal 1") == [stage]


@pytest.mark.parametrize(
    ("answer", "last"),
    [
        ("", ()),
        ("ignore", ()),
        ("completed", ("completed", "2022-12-31", "year", "stated")),
        ("terminated", ("terminated", "2022-12-31", "year", "stated")),
    ],
)
def test_a_row_that_goes_on_and_whose_end_is_past_is_asked_once_a_column(
    answer: str, last: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    said = f"sheets:\n  deals:\n    ended:\n      End: {answer}\n" if answer else ""
    rows = [("2019", "2022", "operating"), ("2018", "2022", "operating"), ("2019", "2025", "operating")]
    done = imported(tmp_path, run, ENGLISH, *rows, said=said)
    asked = [one for one in done["questions"] if one["place"][2:3] == ["ended"]]
    assert [one["place"] for one in asked] == ([] if answer else [["sheets", "deals", "ended", "End"]])
    begun = ("operating", "2019-12-31", "year", "stated")
    assert stages(tmp_path, "Deal 1") == ([begun, last] if last else [begun])
    # An end that is to come ends nothing.
    assert stages(tmp_path, "Deal 3") == [begun]
    assert by_name(tmp_path / "deals")["Deal 1"]["note_en"] == "Start: 2019; End: 2022"


def test_what_no_table_has_is_said_and_what_one_has_is_not(run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ENGLISH, ("c. 2019", "c. 2025", "planned"), ("2019", "2025", "completed"))
    first, second = (json.dumps(row, ensure_ascii=False) for row in done["rows"])
    assert "when it begins is in the note alone" in first
    assert "when it ends is in the note alone" in first
    assert "What were they from their start on?" in second
    assert "in the note alone" not in second
    assert "period_start" not in by_name(tmp_path / "deals")["Deal 1"]
    assert by_name(tmp_path / "deals")["Deal 2"]["period_end"] == "2025-12-31"


def test_a_plan_of_five_years_is_proposed(run: Run, tmp_path: Path) -> None:
    rows = [("十四五期间", "计划中", ""), ("十三五期间", "在建", "20")]
    asked = {one["place"][-1]: one for one in imported(tmp_path, run, CHINESE, *rows)["questions"]}
    assert asked["十四五期间"]["proposals"][0]["answer"] == "2021-01-01..2025-12-31"
    assert asked["十三五期间"]["proposals"][0]["answer"] == "2016-01-01..2020-12-31"
    # An answer is the term of either.
    assert (asked["十四五期间"]["optional"], asked["十三五期间"]["optional"]) == (False, False)
    assert by_name(tmp_path / "deals")["Deal 1"]["note_zh"] == "起止时间：十四五期间"


@pytest.mark.parametrize(("status", "is_said"), [("under negotiation", True), ("signed", False), ("completed", False)])
def test_a_day_of_signing_that_dates_what_is_not_signed_is_said(
    status: str, is_said: bool, run: Run, tmp_path: Path
) -> None:
    headings = ("Partnership", "Party A", "Party B", "Signed", "Status")
    done = imported(tmp_path, run, headings, ("Feb 2023", status))
    assert ("the day of its column of signing dates the stage" in json.dumps(done["rows"])) is is_said
    assert ("signed" in {row[0] for row in stages(tmp_path, "Deal 1")}) is not is_said


@pytest.mark.parametrize(
    ("answer", "first"),
    [
        ("", ()),
        ("ignore", ()),
        ("operating", ("operating", "2019-12-31", "year", "stated")),
        ("underConstruction", ("underConstruction", "2019-12-31", "year", "stated")),
    ],
)
def test_what_is_over_is_asked_once_a_column_what_it_was_from_its_start(
    answer: str, first: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    said = f"sheets:\n  deals:\n    begun:\n      Start: {answer}\n" if answer else ""
    rows = [("2019", "2022", "completed"), ("2018", "2022", "completed"), ("2019", "2025", "operating")]
    done = imported(tmp_path, run, ENGLISH, *rows, said=said)
    asked = [one for one in done["questions"] if one["place"][2:3] == ["begun"]]
    assert [one["place"] for one in asked] == ([] if answer else [["sheets", "deals", "begun", "Start"]])
    over = ("completed", "2022-12-31", "year", "stated")
    assert stages(tmp_path, "Deal 1") == ([over, first] if first else [over])
    assert stages(tmp_path, "Deal 3") == [("operating", "2019-12-31", "year", "stated")]


def test_a_row_that_is_over_before_its_end_is_told(run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ENGLISH, ("2019", "2026", "completed"))
    assert "its end is after the day of the sheet" in json.dumps(done["rows"])


def test_a_note_is_in_the_language_of_its_words_and_other_cells_in_that_of_their_heading(
    run: Run, tmp_path: Path
) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "规模", "备注")
    rows = [
        ("合作一", "嘉善县", "青浦区", "2019-10-08", "to be confirmed", "renewed every two years"),
        ("合作二", "嘉善县", "金山区", "2019-10-09", "", "2020"),
    ]
    write_csv(tmp_path / "deals.csv", rows, headings)
    assert run("import", "deals.csv").code == 0
    first, second = by_name(tmp_path / "deals").values()
    assert (first["note_zh"], first["note_en"]) == ("规模：to be confirmed", "Note: renewed every two years")
    assert second["note_zh"] == "备注：2020"


def test_a_single_day_after_that_of_the_sheet_is_not_said_to_end(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期", "进展")
    rows = [("合作一", "嘉善县", "青浦区", "2024-01-02", "洽谈中"), ("合作二", "嘉善县", "上海市", "2024-01-02", "")]
    write_csv(tmp_path / "deals.csv", rows, headings)
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-06-30\n", encoding="utf-8")
    said = json.dumps(run("import", "deals.csv", "--format", "json").json()["rows"])
    assert said.count("it is after the day of the sheet: kept in the note") == 2
    assert "it ends after" not in said


def test_a_date_after_the_day_of_the_sheet_is_kept_and_told(run: Run, tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "日期", "进展")
    write_csv(tmp_path / "deals.csv", [("合作一", "嘉善县", "青浦区", "2024年初", "洽谈")], headings)
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2023-06-30\n", encoding="utf-8")
    done = run("import", "deals.csv", "--format", "json").json()
    assert "it ends after the day of the sheet: kept in the note" in json.dumps(done["rows"])
    assert by_name(tmp_path / "deals")["合作一"]["note_zh"] == "日期：2024年初"
    assert stages(tmp_path, "合作一") == [("negotiating", "2023-06-30", "day", "assumed")]


def test_a_day_whose_year_is_that_of_another_cell_stays_in_the_note_where_nothing_has_it(tmp_path: Path) -> None:
    rows = [
        ("甲项目", "嘉善县", "上海市", "2017-12-31", "已签约", ""),
        ("乙项目", "嘉善县", "上海市", "1-6月", "规划中", "2018上半年"),
    ]
    headings = ("项目名称", "甲方", "乙方", "签订时间", "进展", "期限")
    import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    (planned,) = [row for row in table(tmp_path / "made", "partnerships") if row["name_zh"] == "乙项目"]
    assert "签订时间：1-6月" in planned["note_zh"]


def test_a_year_from_which_something_goes_on_is_read_and_stays_a_year(tmp_path: Path) -> None:
    rows = [("甲项目", "嘉善县", "上海市", "在建", "2016年—"), ("乙项目", "嘉善县", "上海市", "在建", "2017.3—")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "进展", "起止时间"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2018-12-31\n", encoding="utf-8")
    assert not import_sheet(sheet, tmp_path / "made").account.questions
    stages = [(row["stage"], row["precision"]) for row in table(tmp_path / "made", "stages")]
    assert stages == [("underConstruction", "year"), ("underConstruction", "month")]


@pytest.mark.parametrize(
    ("place", "answer", "status", "en", "zh"),
    [
        (
            "begun",
            "operating",
            "completed",
            "operating from its start, by the answer",
            "自开始之日起为“运行中”（operating）",
        ),
        (
            "ended",
            "terminated",
            "operating",
            "terminated by its end, by the answer",
            "至结束时为“已终止”（terminated）",
        ),
    ],
)
def test_an_answer_for_a_column_is_told_on_each_row_for_which_it_holds(
    place: str, answer: str, status: str, en: str, zh: str, run: Run, tmp_path: Path
) -> None:
    said = f"sheets:\n  deals:\n    {place}:\n      End: {answer}\n      Start: {answer}\n"
    rows = [("2019", "2021", status), ("2018", "2022", status), ("2019", "2025", "planned")]
    done = imported(tmp_path, run, ENGLISH, *rows, said=said)
    told = [json.dumps(row, ensure_ascii=False) for row in done["rows"]]
    assert [en in row for row in told] == [True, True, False]
    assert [zh in row for row in told] == [True, True, False]


def test_an_answer_for_what_was_completed_is_none_for_what_was_broken_off(tmp_path: Path) -> None:
    rows = [
        ("Deal A", "嘉善县", "青浦区", "2017年7月–2020年底", "2017-06-12", "已建成"),
        ("Deal B", "嘉善县", "平湖市", "2023-2033", "2022-06-12", "终止（2024年3月）"),
        ("Deal C", "嘉善县", "海盐县", "2019-2022", "2018-06-12", "已失效"),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", "Party B", "Period", "Signed", "Status"))
    beside = tmp_path / "deals.csv.kg.yaml"
    answers = "as_of: 2024-12-31\nsheets:\n  deals:\n    begun: {Period: operating}\n"
    beside.write_text(answers, encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    assert ("sheets", "deals", "begun_broken_off", "Period") in [one.path for one in done.account.questions]
    found = {name: [row["stage"] for row in stages_of(tmp_path / "made", name)] for name in ("Deal A", "Deal B")}
    assert "operating" in found["Deal A"]
    assert "operating" not in found["Deal B"]
    beside.write_text(f"{answers}    begun_broken_off: {{Period: ignore}}\n", encoding="utf-8")
    again = import_sheet(sheet, tmp_path / "made")
    assert [one.path for one in again.account.questions] == []
    assert "operating" not in [row["stage"] for row in stages_of(tmp_path / "made", "Deal B")]


def test_an_end_that_a_stage_says_is_asked_as_one_of_a_column_and_ends_before_signing_are_told(
    run: Run, tmp_path: Path
) -> None:
    headings = ("Partnership", "Party A", "Party B", "Signed", "End", "Status")
    rows = [
        ("2015-01-01", "2018", "in force"),
        ("2015-01-01", "", "in force until 2018"),
        ("2015-01-01", "", "in force until 2033"),
        # Ends before the signing, by either column.
        ("2020-05-05", "2019", "operating"),
        ("2020-05-05", "", "operating, until 2019"),
        ("2019-01-01", "", "signed until 2018"),
        # It ends in the year in which it was signed.
        ("2018-05-05", "2018", "in force"),
    ]
    answer = imported(tmp_path, run, headings, *rows)
    asked = {one["column"]: [row["row"] for row in one["rows"]] for one in answer["questions"]}
    assert asked == {"End": [2, 8], "Status": [3]}
    assert all(one["place"][2] == "ended" for one in answer["questions"])
    remark = "ends before this day of signing"
    assert [row["row"] for row in answer["rows"] if remark in "".join(row["remarks_en"])] == [5, 6, 7]
    said = "sheets:\n  deals:\n    ended:\n      Status: completed\n"
    imported(tmp_path, run, headings, *rows, said=said)
    completed = ("completed", "2018-12-31", "year", "stated")
    assert [completed in stages(tmp_path, f"Deal {at}") for at in range(1, 8)] == [False, True] + 5 * [False]
