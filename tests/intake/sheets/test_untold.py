"""What columns are by what stands over them, beside them in the book, or in their other cells: told or proposed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import by_name, table, write_book, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]


def imported(run: Run, file: str = "deals.xlsx") -> dict[tuple[str, ...], list[str]]:
    """What is proposed for each question, by the place of its answer."""
    answer = run("import", file, "--format", "json").json()
    return {tuple(one["place"]): [each["answer"] for each in one["proposals"]] for one in answer["questions"]}


def test_the_unit_of_a_heading_over_several_columns_is_theirs_and_that_of_a_cell_goes_before_it(
    run: Run, tmp_path: Path
) -> None:
    rows = [
        ["项目名称", "甲方", "乙方", "签约日期", "投资情况（万元）", "投资情况（万元）", "成效"],
        ["", "", "", "", "协议投资", "实际到位", "就业人数"],
        ["甲项目", "嘉善县", "青浦区", "2021-03-04", "12,000", "3500", 40],
        ["乙项目", "嘉善县", "青浦区", "2021-03-05", "5.6亿元", "3万美元", ""],
    ]
    write_book(tmp_path / "deals.xlsx", ["E1:F1"], Sheet=rows)
    # Of the column beside them, over which it does not stand, the unit is that of people.
    assert [place for place in imported(run) if "units" in place] == []
    found = {row["original_text"]: (row["value"], row["unit"]) for row in table(tmp_path / "deals", "observations")}
    assert found["12,000"] == ("120000000", "CNY")
    assert found["3500"] == ("35000000", "CNY")
    # Not ten thousand times what a cell says itself, nor yuan of what is in dollars.
    assert found["5.6亿元"] == ("560000000", "CNY")
    assert found["3万美元"] == ("30000", "USD")
    assert found["40"] == ("40", "person")


def test_a_heading_over_one_column_alone_is_not_its_neighbours(run: Run, tmp_path: Path) -> None:
    rows = [
        ["项目名称", "合作各方", "合作各方", "签约日期", "规模（万元）", "其他"],
        ["", "甲方", "乙方", "", "协议投资", "总投资"],
        ["甲项目", "嘉善县", "青浦区", "2021-03-04", "12", "7"],
    ]
    write_book(tmp_path / "deals.xlsx", ["B1:C1"], Sheet=rows)
    asked = imported(run)
    assert ("sheets", "Sheet", "units", "总投资") in asked
    assert ("sheets", "Sheet", "units", "协议投资") not in asked


@pytest.mark.parametrize(
    ("others", "proposed", "day", "told"),
    [
        (("31/12/2023",), ["true", "false"], "2021-06-05", "31/12/2023 (row 3) can only be day first"),
        (("12/31/2023",), ["false", "true"], "2021-05-06", "12/31/2023 (row 3) can only be month first"),
        # Two ways in one sheet settle nothing and are told, and what is in order by year shows nothing.
        (("31/12/2023", "12/31/2023"), ["true", "false"], "", "both orders: 31/12/2023 (row 3)"),
        (("2023-12-31",), ["true", "false"], "", "Is the day or the month first, in days such as '05/06/2021'?"),
        # A witness of another column.
        (("2023-12-31", "31/12/2023"), ["true", "false"], "2021-06-05", "31/12/2023 (row 4)"),
    ],
)
def test_the_order_of_days_is_asked_once_with_what_other_days_show_and_never_taken_unasked(
    others: tuple[str, ...], proposed: list[str], day: str, told: str, run: Run, tmp_path: Path
) -> None:
    days = ("05/06/2021", *others)
    rows = [(f"Deal {at}", "嘉善县", "青浦区", one, "signed") for at, one in enumerate(days, 1)]
    write_csv(tmp_path / "deals.csv", rows, ("Partnership", "Party A", "Party B", "Signed", "Status"))
    questions = run("import", "deals.csv", "--format", "json").json()["questions"]
    (asked,) = [one for one in questions if one["place"] == ["sheets", "deals", "day_first"]]
    assert told in asked["en"]
    assert asked["zh"].count("row") == 0
    assert [each["answer"] for each in asked["proposals"]] == proposed
    assert [row["row"] for row in asked["rows"]] == [2]
    run("import", "deals.csv", "--accept", "--as-of", "2024-01-01")
    made = by_name(tmp_path / "deals").get("Deal 1", {}).get("id", "") if (tmp_path / "deals").exists() else ""
    stages = table(tmp_path / "deals", "stages") if made else []
    found = [row["as_of"] for row in stages if row["partnership"] == made and row["time_basis"] == "stated"]
    assert found == ([day] if day else [])


def test_days_with_points_are_proposed_day_first(run: Run, tmp_path: Path) -> None:
    rows = [
        ("Deal 1", "嘉善县", "青浦区", "5.6.2021", "signed"),
        ("Deal 2", "嘉善县", "青浦区", "2023-12-31", "signed"),
    ]
    write_csv(tmp_path / "deals.csv", rows, ("Partnership", "Party A", "Party B", "Signed", "Status"))
    run("import", "deals.csv", "--accept")
    assert {row["as_of"] for row in table(tmp_path / "deals", "stages")} == {"2021-06-05", "2023-12-31"}


@pytest.mark.parametrize(("heading", "cells"), [("到位率", ("35%", "0")), ("协议资金到位比例", ("60", "0"))])
def test_a_rate_is_proposed_to_be_kept_and_never_taken_for_a_sum(
    heading: str, cells: tuple[str, str], run: Run, tmp_path: Path
) -> None:
    rows = [(f"项目{at}", "嘉善县", "青浦区", "2021-03-04", one) for at, one in enumerate(cells, 1)]
    write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期", heading))
    asked = imported(run, "deals.csv")
    assert asked.get(("sheets", "deals", "columns", heading), ["note"])[0] == "note"
    run("import", "deals.csv", "--accept")
    made = table(tmp_path / "deals", "observations")
    assert {(row["measure"], row["unit"]) for row in made} <= {("shareArrived", "ratio")}
    assert {row["value"] for row in made} <= {"0.35", "0.6", "0"}


def test_what_a_heading_is_in_the_first_sheet_is_proposed_in_the_second(run: Run, tmp_path: Path) -> None:
    first = [["项目名称", "甲方", "样区", "签约日期"], ["甲项目", "嘉善县", "青浦区", "2021-03-04"]]
    second = [["项目名称", "甲方", "样区", "签约日期", "杂项"], ["乙项目", "嘉善县", "松江区", "2021-05-04", "略"]]
    write_book(tmp_path / "deals.xlsx", One=first, Two=second)
    said = "sheets:\n  One:\n    columns:\n      样区: party 2\n"
    (tmp_path / "deals.xlsx.kg.yaml").write_text(said, encoding="utf-8")
    asked = imported(run)
    assert asked["sheets", "Two", "columns", "样区"] == ["party 2", "note"]
    # What no sheet tells is kept as before, and not asked.
    assert ("sheets", "Two", "columns", "杂项") not in asked


def test_a_column_of_codes_of_regions_is_proposed_as_the_place_of_its_party(run: Run, tmp_path: Path) -> None:
    rows = [
        ("Deal 1", "嘉善县", "Kreis Steinfurt", "DEA37", "Q12", "2021-03-04"),
        ("Deal 2", "嘉善县", "City of Frankfurt", "DE712", "Q13", "2021-03-05"),
    ]
    headings = ("Partnership", "Member", "Counterpart", "NUTS (counterpart)", "Shelf", "Signed")
    write_csv(tmp_path / "deals.csv", rows, headings)
    asked = imported(run, "deals.csv")
    assert asked["sheets", "deals", "columns", "NUTS (counterpart)"] == ["place 2", "place 1", "note"]
    # Signs that no registry has are no codes.
    assert ("sheets", "deals", "columns", "Shelf") not in asked
    said = "sheets:\n  deals:\n    columns:\n      NUTS (counterpart): place 2\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    asked = imported(run, "deals.csv")
    # Its own word tells the one, and is one of its language.
    assert "region/nuts-dea37" in {row["party"] for row in table(tmp_path / "deals", "participations")}
    assert "region/nuts-de712" in asked["answers", "party", "City of Frankfurt"]


def test_the_place_in_brackets_behind_a_firm_that_is_asked_is_proposed_and_not_taken(run: Run, tmp_path: Path) -> None:
    rows = [
        ("甲项目", "嘉善县", "青禾样业（阿联酋迪拜）", "2021-03-04"),
        ("乙项目", "嘉善县", "青禾样业（贵宾）", "2021-03-05"),
    ]
    write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期"))
    asked = imported(run, "deals.csv")
    # Who it is, and where, is asked in one.
    assert not [path for path in asked if path[1] == "place"]
    lines = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8").replace("\n    # ", " ")
    assert "institution office ae-du; ae-du alone" in lines
    # What is in brackets and is no place is not proposed; and nothing sits anywhere before somebody has said so.
    assert lines.count("alone is that region itself") == 1
    assert not [row for row in table(tmp_path / "deals", "institutions") if row.get("located_in")]
