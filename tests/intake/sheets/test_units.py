"""Units that a heading or a cell has of another country, units that nobody knows, and answers that contradict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed")


def imported(
    run: Run, folder: Path, heading: str, cells: tuple[str, ...], answers: str = "", names: tuple[str, ...] = ()
) -> tuple[dict[tuple[str, ...], dict[str, Any]], dict[str, list[tuple[str, str, str]]]]:
    """A sheet with one column of figures: what is asked by the place of its answer, and the figures of each row."""
    names = names or tuple(f"Deal {at}" for at in range(2, len(cells) + 2))
    rows = [
        (name, "嘉善县", "青浦区", "agreement", "2020-05-01", cell) for name, cell in zip(names, cells, strict=True)
    ]
    write_csv(folder / "deals.csv", rows, (*HEADINGS, heading))
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    asked = {tuple(one["place"]): one for one in done["questions"]}
    asked |= {("rows",): {"rows": done["rows"]}, ("notices",): {"notices": str(done)}}
    made: dict[str, list[tuple[str, str, str]]] = {}
    for name, row in by_name(folder / "made").items():
        found = of(table(folder / "made", "observations"), "about", f"partnership/{row['id']}")
        made[name.removeprefix("Deal ")] = [(one["value"], one["unit"], one.get("note_en", "")) for one in found]
    return asked, made


@pytest.mark.parametrize(
    ("heading", "cell", "value", "unit", "said"),
    [
        ("Route length (miles)", "12", "19.312128", "km", "miles"),
        ("Route length (km)", "14 miles", "22.530816", "km", "miles"),
        ("里程（海里）", "100", "185.2", "km", "海里"),
        ("Site area (acres)", "100", "40.468564224", "ha", "acres"),
        ("Area (acres)", "100", "40.468564224", "ha", "acres"),
        ("占地面积（万平方英尺）", "3", "2787.0912", "m2", "平方英尺"),
        ("Cargo throughput (short tons)", "50", "45.359237", "tonne", "short tons"),
    ],
)
def test_another_unit_is_converted_with_what_was_typed_beside_it(
    run: Run, tmp_path: Path, heading: str, cell: str, value: str, unit: str, said: str
) -> None:
    asked, made = imported(run, tmp_path, heading, (cell,))
    assert made["2"] == [(value, unit, f"The sheet gives it in {said}; here it is in {unit}.")]
    assert f"{said} are counted in {unit}" in str(asked["rows",])
    assert cell in str(by_name(tmp_path / "made")["Deal 2"])


def test_a_unit_of_the_measure_itself_below_a_heading_with_another_is_not_converted(run: Run, tmp_path: Path) -> None:
    _, made = imported(run, tmp_path, "Route length (miles)", ("14 km", "5-6"))
    assert made["2"] == [("14", "km", "")]
    assert [one[:2] for one in made["3"]] == [("8.04672", "km"), ("9.656064", "km")]


@pytest.mark.parametrize(
    ("heading", "cell", "proposed"),
    [
        ("Route length (m)", "500", ["metres", "km", "ignore"]),
        ("Route length (mi)", "500", ["miles", "km", "ignore"]),
        ("Cargo throughput (tons)", "50", ["tonne", "short tons", "long tons", "ignore"]),
        ("Floor area (坪)", "50", ["m2", "ha", "mu", "km2", "ignore"]),
        ("Jobs (households)", "50", ["person", "ignore"]),
        ("就业人数", "50户", ["person", "ignore"]),
    ],
)
def test_a_unit_that_nobody_knows_is_asked_and_never_the_measures_own(
    run: Run, tmp_path: Path, heading: str, cell: str, proposed: list[str]
) -> None:
    asked, made = imported(run, tmp_path, heading, (cell,))
    question = asked["sheets", "deals", "units", heading]
    assert [one["answer"] for one in question["proposals"]] == proposed
    assert made["2"] == []
    _, made = imported(run, tmp_path, heading, (cell,), f"sheets:\n  deals:\n    units:\n      {heading}: ignore\n")
    assert made["2"] == []
    assert cell in str(by_name(tmp_path / "made")["Deal 2"])


def test_a_word_that_is_no_household_is_none_and_one_that_is_is_told_with_its_cell(run: Run, tmp_path: Path) -> None:
    for cell in ("客户500", "用户500"):
        asked, _ = imported(run, tmp_path, "就业人数", (cell,))
        assert "no unit" not in str(asked)
    asked, _ = imported(run, tmp_path, "就业人数", ("50户",))
    assert "'户' in the cell '50户' is no unit of '就业人数'" in asked["sheets", "deals", "units", "就业人数"]["en"]


def test_a_question_for_columns_by_year_says_which_cell_is_meant(run: Run, tmp_path: Path) -> None:
    rows = [("Deal 2", "嘉善县", "青浦区", "agreement", "2020-05-01", "5", "6")]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "2020年投资额", "2021年投资额"))
    answers = ""
    for expected in (0, 1):
        (tmp_path / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
        done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
        asked = {tuple(one["place"]): one["en"] for one in done["questions"]}
        answers = of_units("2020年投资额: CNY", '"2021年投资额, Deal 2 (6)": USD m')
        if not expected:
            said = asked["sheets", "deals", "units", "2020年投资额"]
            assert "Cells: 5 (row 2, 2020年投资额); 6 (row 2, 2021年投资额)." in said
            assert "One row alone: '2020年投资额, Deal 2 (5): …'" in said
    made = {(one["value"], one["unit"]) for one in table(tmp_path / "made", "observations")}
    assert made == {("5", "CNY"), ("6000000", "USD")}


def test_parties_with_german_names_do_not_make_a_sheet_german(run: Run, tmp_path: Path) -> None:
    rows = [
        ("项目一", "Hochschule für Technik und Wirtschaft", "青浦区", "协议", "2020-05-01", "USD 1 billion"),
        ("项目二", "Institut für Wirtschaft und Handel", "青浦区", "协议", "2020-05-01", "1 billion plus USD"),
    ]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "投资额"))
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert not [one["place"] for one in done["questions"] if "long_billion" in one["place"]]
    rows = [(f"Vertrag mit der Stadt für Wasser {at}", *row[1:5], "1 billion euro") for at, row in enumerate(rows)]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Betrag"))
    # What the column is is asked before what is in it.
    told = "sheets:\n  deals:\n    columns:\n      Betrag: amount totalInvestment\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(told, encoding="utf-8")
    done = run("import", "deals.csv", "--into", "other", "--format", "json").json()
    assert ["sheets", "deals", "long_billion", "Betrag"] in [one["place"] for one in done["questions"]]


def test_what_a_heading_has_in_brackets_beside_a_unit_is_none(run: Run, tmp_path: Path) -> None:
    for heading in ("里程（长度）", "Route length (planned)", "Route length (2020)"):
        asked, _ = imported(run, tmp_path, heading, ("12",))
        assert ("sheets", "deals", "units", heading) not in asked


def test_tons_are_asked_of_which_country(run: Run, tmp_path: Path) -> None:
    asked, _ = imported(run, tmp_path, "Cargo throughput", ("14 tons", "3万吨"))
    proposed = [one["answer"] for one in asked["answers", "amount", "14 tons"]["proposals"]]
    assert proposed[:3] == ["14 tonne", "12.70058636 tonne", "14.2246567232 tonne"]


def test_the_question_for_a_unit_shows_its_cells_and_takes_an_answer_for_one_row(run: Run, tmp_path: Path) -> None:
    cells = ("450", "$1.2m", "¥30万", "320", "$7m")
    asked, _ = imported(run, tmp_path, "实际到位", cells)
    units = asked["sheets", "deals", "units", "实际到位"]
    assert "Cells: 450 (row 2), 320 (row 5). One row alone: '实际到位, Deal 2 (450): …'" in units["en"]
    assert "单元格：450（第2行）、320（第5行）" in units["zh"]
    assert "Cells: $1.2m (row 3), $7m (row 6)." in asked["sheets", "deals", "units", "$"]["en"]
    assert asked["sheets", "deals", "units", "$"]["proposals"][-1]["answer"] == "ignore"
    said = "\n      ".join(("实际到位: CNY", '"实际到位, Deal 5 (320)": USD m', "$: USD", "¥: ignore"))
    asked, made = imported(run, tmp_path, "实际到位", cells, f"sheets:\n  deals:\n    units:\n      {said}\n")
    assert [one for one in asked if "units" in one] == []
    assert [[one[:2] for one in made[at]] for at in "23456"] == [
        [("450", "CNY")],
        [("1200000", "USD")],
        [],
        [("320000000", "USD")],
        [("7000000", "USD")],
    ]
    assert "¥30万" in by_name(tmp_path / "made")["Deal 4"]["note_zh"]


def of_units(*lines: str) -> str:
    return "sheets:\n  deals:\n    units:\n" + "".join(f"      {line}\n" for line in lines)


def test_an_answer_for_one_cell_follows_its_row_and_never_the_rows_number(run: Run, tmp_path: Path) -> None:
    said = of_units("实际到位: CNY", '"实际到位, D1 (5)": USD m')
    _, made = imported(run, tmp_path, "实际到位", ("5", "600000"), said, ("D1", "D2"))
    assert (made["D1"][0][:2], made["D2"][0][:2]) == (("5000000", "USD"), ("600000", "CNY"))
    asked, made = imported(run, tmp_path, "实际到位", ("5", "5", "600000"), said, ("D0", "D1", "D2"))
    assert [one for one in asked if "units" in one] == []
    assert [made[name][0][:2] for name in ("D0", "D1", "D2")] == [("5", "CNY"), ("5000000", "USD"), ("600000", "CNY")]


@pytest.mark.parametrize(
    ("key", "names", "cells", "again"),
    [
        ("实际到位, D1 (5)", ("D1", "D2"), ("7", "600000"), "D1 (7)"),  # the cell says something else now
        ("实际到位, D1 (5)", ("D3", "D2"), ("5", "600000"), "D3 (5)"),  # the row is called otherwise now
        ("实际到位, row 2", ("D1", "D2"), ("5", "600000"), "D1 (5)"),  # by the number of a row, which moves
        ("实际到位，第2行", ("D1", "D2"), ("5", "600000"), "D1 (5)"),
    ],
)
def test_an_answer_that_leads_to_no_cell_is_told_and_asked_again(
    run: Run, tmp_path: Path, key: str, names: tuple[str, ...], cells: tuple[str, ...], again: str
) -> None:
    asked, made = imported(run, tmp_path, "实际到位", cells, of_units("实际到位: CNY", f'"{key}": USD m'), names)
    place = ("sheets", "deals", "units", f"实际到位, {again}")
    assert [one for one in asked if "units" in one] == [place]
    assert f"the answer '{key}: USD m' leads to no cell and is not used" in asked[place]["en"]
    assert made[names[0]] == []
    assert made["D2"][0][:2] == ("600000", "CNY")
    said = of_units("实际到位: CNY", f'"{key}": USD m', f'"实际到位, {again}": USD m')
    asked, made = imported(run, tmp_path, "实际到位", cells, said, names)
    assert [one for one in asked if "units" in one] == []
    assert made[names[0]][0][1] == "USD"
    assert "leads to no cell" in asked["notices",]["notices"]


def test_an_answer_that_leads_to_no_row_or_is_no_unit_is_told(run: Run, tmp_path: Path) -> None:
    said = of_units("实际到位: CNY", '"实际到位, D9 (8)": USD m', '"实际到位, D1 (5)": florins')
    asked, made = imported(run, tmp_path, "实际到位", ("5", "600000"), said, ("D1", "D2"))
    assert "'实际到位, D9 (8): USD m' leads to no cell" in asked["notices",]["notices"]
    assert "'florins' is no unit for '实际到位'" in asked["sheets", "deals", "units", "实际到位, D1 (5)"]["en"]
    assert (made["D1"], made["D2"][0][:2]) == ([], ("600000", "CNY"))


def test_rows_of_one_name_are_told_apart_by_their_parties(run: Run, tmp_path: Path) -> None:
    said = of_units("实际到位: CNY", '"实际到位, D1 (5)": USD m')
    asked, made = imported(run, tmp_path, "实际到位", ("5", "7", "6"), said, ("D1", "D1", "D2"))
    assert [one[3] for one in asked if "units" in one] == ["实际到位, D1 / 嘉善县 / 青浦区 (5)"]
    assert made["D2"][0][:2] == ("6", "CNY")


def test_an_answer_that_fits_several_partnerships_is_told_and_used_for_none(run: Run, tmp_path: Path) -> None:
    rows = [("D1", "嘉善县", "青浦区", "agreement", f"202{at}-05-01", "5") for at in (0, 1)]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "实际到位"))
    said = of_units("实际到位: CNY", '"实际到位, D1 / 嘉善县 / 青浦区 (5)": USD m')
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    (asked,) = [one["en"] for one in done["questions"] if one["place"][2:3] == ["units"]]
    assert "fits several partnerships and is not used. Write the unit in their cells" in asked
    assert table(tmp_path / "made", "observations") == []


def test_answers_that_contradict_are_told(run: Run, tmp_path: Path) -> None:
    said = of_units("实际到位: HKD", "$: USD")
    asked, made = imported(run, tmp_path, "实际到位", ("450", "$1.2m"), said)
    assert "two answers: $ is USD, numbers without a sign are HKD" in str(asked["rows",])
    assert [[one[:2] for one in made[at]] for at in "23"] == [[("450", "HKD")], [("1200000", "USD")]]
    said = "sheets:\n  deals:\n    units:\n      投资额（万元）: USD\n"
    asked, made = imported(run, tmp_path, "投资额（万元）", ("450",), said)
    assert "the answer USD is not used, as the heading says CNY" in str(asked["rows",])
    assert made["2"][0][:2] == ("4500000", "CNY")
