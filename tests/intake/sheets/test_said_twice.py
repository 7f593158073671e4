"""What cells say in two languages at once, columns by their cells, headings in two rows, and the day above a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.intake.sheets.written import by_name, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Partnership", "Party A", "Party B", "Field", "Amount", "When", "Status")


def imported(folder: Path, run: Run, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Outcome:
    write_csv(
        folder / "deals.csv", [(f"Deal {at}", "嘉善县", "青浦区", *row) for at, row in enumerate(rows, 1)], headings
    )
    return run("import", "deals.csv", "--as-of", "2022-12-31", "--format", "json", "--lang", "en")


def open_ones(done: Outcome) -> list[list[str]]:
    return [one["place"] for one in done.json()["questions"] if not one["optional"]]


def test_codes_days_and_amounts_in_two_languages_are_one(run: Run, tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        run,
        ("文化 culture", "3.5亿元 (RMB 350 million)", "2018年上半年 / H1 2018", "已签约 signed"),
        ("教育（education）", "约2亿元 approx. RMB 200m", "8 July 2017（2017年7月8日）", "运营中 operating"),
        ("health - 医疗", "免费 free", "2014年前 before 2014", "洽谈；in talks"),
    )
    assert open_ones(done) == []
    made = by_name(tmp_path / "deals")
    assert [made[f"Deal {at}"]["sectors"] for at in (1, 2, 3)] == ["culture", "education", "health"]
    figures = {(row["bound"], row["value"], row["unit"]) for row in table(tmp_path / "deals", "observations")}
    assert figures == {("exact", "350000000", "CNY"), ("about", "200000000", "CNY")}
    days = {(row["stage"], row["as_of"], row["precision"]) for row in table(tmp_path / "deals", "stages")}
    assert days == {
        ("signed", "2018-06-30", "half"),
        ("operating", "2017-07-08", "day"),
        # 年前 alone leaves open whether 2014 belongs to it; "before" does not.
        ("negotiating", "2013-12-31", "year"),
    }


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (("文化 culture", "3.5亿元 (RMB 300 million)", "2018", "signed"), ["answers", "amount"]),
        (("文化 culture", "", "July 2017 2018年7月", "signed"), ["answers", "date"]),
        (("文化 education", "", "2018", "signed"), ["answers", "sector"]),
        (("文化 culture", "", "2018", "已签约 operating"), ["answers", "stage"]),
    ],
)
def test_two_languages_that_do_not_say_the_same_are_asked(
    cells: tuple[str, ...], asked: list[str], run: Run, tmp_path: Path
) -> None:
    assert asked in [place[:2] for place in open_ones(imported(tmp_path, run, cells))]


def test_a_column_whose_cells_are_stages_is_asked_and_not_only_noted(run: Run, tmp_path: Path) -> None:
    rows = [("culture", "", "2018", text) for text in ("signed", "operating", "completed", "in talks")]
    done = imported(tmp_path, run, *rows, headings=(*HEADINGS[:-1], "Where we stand"))
    (question,) = [one for one in done.json()["questions"] if one["place"][-1] == "Where we stand"]
    assert [one["answer"] for one in question["proposals"]] == ["stage", "note"]


def test_headings_in_two_rows_are_known_by_their_shape(run: Run, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["项目名称", "我方单位", "外方合作伙伴", "投资情况", None, "签约日期", "进展"])
    sheet.append([None, None, None, "总投资（万元）", "其中：外方出资（万美元）", None, None])
    sheet.append(["电池", "嘉善县", "青浦区", 3500, 1200, "2017-07-28", "已签约"])
    for letter in "ABCFG":
        sheet.merge_cells(f"{letter}1:{letter}2")
    sheet.merge_cells("D1:E1")
    workbook.save(tmp_path / "deals.xlsx")
    (tmp_path / "deals.xlsx.kg.yaml").write_text(
        "sheets:\n  Sheet:\n    columns:\n      其中：外方出资（万美元）: amount capitalIntroduced\n", encoding="utf-8"
    )
    read = run("import", "deals.xlsx", "--format", "json").json()
    assert (read["rows_read"], read["made"]) == (1, 1)
    found = {(row["measure"], row["value"], row["unit"]) for row in table(tmp_path / "deals", "observations")}
    assert found == {("totalInvestment", "35000000", "CNY"), ("capitalIntroduced", "12000000", "USD")}
    roles = {one["heading"]: one["read_as"] for one in read["columns"]}
    assert (roles["我方单位"], roles["外方合作伙伴"]) == ("party 1", "party 2")


def test_the_letters_of_a_column_without_a_heading_are_no_unit(run: Run, tmp_path: Path) -> None:
    headings = ("项目", "甲方", "乙方", "签约日期", "类型", "进展", "投资额", "投资额")
    write_csv(tmp_path / "deals.csv", [("电池", "嘉善县", "青浦区", "2017-07-28", "", "", "", "1200")], headings)
    read_as = "    columns:\n      投资额 (H): amount contractedInvestment\n    units:\n      投资额 (H): 万美元\n"
    said = f"sheets:\n  deals:\n{read_as}"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    assert open_ones(run("import", "deals.csv", "--format", "json")) == []
    (row,) = table(tmp_path / "deals", "observations")
    assert (row["value"], row["unit"]) == ("12000000", "USD")


@pytest.mark.parametrize("above", ["Last update: 15.3.2024", "数据截至2024年3月15日", "Status: 15 March 2024"])
def test_the_day_above_a_table_is_its_day_whatever_is_planned_for_later(above: str, run: Run, tmp_path: Path) -> None:
    rows = (f"{above},,,,", "Project,Party A,Party B,Date,Status", "A,嘉善县,青浦区,Q3/2024,planned")
    (tmp_path / "deals.csv").write_text("\n".join([*rows, "B,嘉善县,金山区,,operating", ""]), encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    days = {row["stage"]: (row["as_of"], row["time_basis"]) for row in table(tmp_path / "deals", "stages")}
    assert days["operating"] == ("2024-03-15", "assumed")


def test_what_is_planned_for_a_day_does_not_date_the_sheet(run: Run, tmp_path: Path) -> None:
    rows = [("A", "嘉善县", "青浦区", "2024-09-30", "planned"), ("B", "嘉善县", "金山区", "2023-05-04", "operating")]
    write_csv(tmp_path / "deals.csv", rows, ("Project", "Party A", "Party B", "Date", "Status"))
    run("import", "deals.csv")
    assert max(row["as_of"] for row in table(tmp_path / "deals", "stages")) == "2023-05-04"


def test_a_sheet_with_headings_alone_has_no_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("项目名称,甲方,乙方,签约日期\n", encoding="utf-8")
    answer = run("import", "deals.csv", "--lang", "en")
    assert answer.code == 1
    assert "has headings in row 1 and no row below them" in answer.err
    assert "In which row are the headings" not in answer.err


def test_of_what_no_code_comes_near_to_is_said_where_all_of_them_stand(run: Run, tmp_path: Path) -> None:
    headings = (*HEADINGS, "Type")
    done = imported(tmp_path, run, ("quux", "", "2018", "flux", "zzyx pact of friends"), headings=headings)
    options = {one["place"][1]: [each["answer"] for each in one["proposals"]] for one in done.json()["questions"]}
    # Of three dozen sectors the first of their list would be proposed for no reason.
    assert options["sector"] == ["ignore"]
    (asked,) = (one["en"] for one in done.json()["questions"] if one["place"][1] == "sector")
    assert "`kg codes sector`" in asked
    assert {"planned", "signed", "operating", "completed"} <= set(options["stage"])
    beside = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "agriculture | " in beside
    assert "`kg codes sector`" in beside


def test_a_type_that_is_none_lists_the_types(run: Run, tmp_path: Path) -> None:
    done = imported(tmp_path, run, ("culture", "", "2018", "signed", "Kumpelei"), headings=(*HEADINGS, "Type"))
    (question,) = [one for one in done.json()["questions"] if one["place"][:2] == ["answers", "class"]]
    answers = [one["answer"] for one in question["proposals"]]
    assert {"Project", "Event", "Agreement/cooperation"} <= set(answers)
    assert len(answers) <= 8
    assert "Agreement/memorandum" in (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert all(one["en"] and one["zh"] for one in question["proposals"])


def test_what_a_type_or_a_stage_says_more_than_its_code_stays_in_the_note(run: Run, tmp_path: Path) -> None:
    headings = (*HEADINGS, "Type")
    rows = [
        ("culture", "", "2018", "ended 2019", "four-party agreement"),
        ("culture", "", "2018", "signed", "Kumpelei"),
    ]
    (tmp_path / "deals.csv.kg.yaml").write_text("answers:\n  stage:\n    ended 2019: terminated\n", encoding="utf-8")
    imported(tmp_path, run, *rows, headings=headings)
    made = by_name(tmp_path / "deals")
    assert made["Deal 1"]["note_en"] == "Type: four-party agreement; Status: ended 2019; When: 2018"
    assert made["Deal 2"]["note_en"] == "Type: Kumpelei"


def test_one_month_in_a_column_of_spans_is_a_beginning_without_an_end(run: Run, tmp_path: Path) -> None:
    headings = ("Partnership", "Party A", "Party B", "Field", "Total investment (EUR)", "Duration", "Signed")
    rows = [("culture", "2000", "2021-03", "2021-01-05"), ("culture", "2000", "2021-03 to 2022-06", "2021-01-06")]
    imported(tmp_path, run, *rows, headings=headings)
    spans = [(row.get("period_start"), row.get("period_end")) for row in table(tmp_path / "deals", "partnerships")]
    assert spans == [("2021-03-01", None), ("2021-03-01", "2022-06-30")]
