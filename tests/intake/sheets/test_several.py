"""Cells with several parties: what parts them for sure, and what is asked with the parts proposed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.naming import parties_in
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "签约日期")


def sheet_of(tmp_path: Path, *cells: str) -> Path:
    rows = [(f"合作{number}", "嘉善县", cell, "2017-07-28") for number, cell in enumerate(cells)]
    return write_csv(tmp_path / "deals.csv", rows, HEADINGS)


def told(sheet: Path, place: tuple[str, ...], answer: str) -> None:
    """Write an answer beside a sheet."""
    kept = Settings.read(file_beside(sheet))
    kept.set(place, answer)
    file_beside(sheet).write_bytes(kept.written(sheet.name))


def imported(sheet: Path) -> tuple[set[str], dict[str, Question]]:
    """The institutions of a package, and what must be answered of parties, by name."""
    done = import_sheet(sheet, sheet.with_name("made"))
    asked = {one.path[2]: one for one in done.account.questions if one.path[:2] == ("answers", "party")}
    names = {row.get("name_zh") or row["name_en"] for row in table(sheet.with_name("made"), "institutions")}
    return names, {name: one for name, one in asked.items() if not one.optional}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("BASF SE und Bayer AG", {"BASF SE", "Bayer AG"}),
        ("BASF SE and Bayer AG", {"BASF SE", "Bayer AG"}),
        ("University of York and York City Council", {"University of York", "York City Council"}),
        ("复旦大学和上海交通大学", {"复旦大学", "上海交通大学"}),
        ("Sample GmbH & Co. KG", {"Sample GmbH & Co. KG"}),
        ("Ministry of Science and Technology", {"Ministry of Science and Technology"}),
        ("国家发展和改革委员会", {"国家发展和改革委员会"}),
    ],
)
def test_whole_names_on_both_sides_are_two_parties(tmp_path: Path, cell: str, names: set[str]) -> None:
    assert imported(sheet_of(tmp_path, cell)) == (names, {})


def test_behind_a_legal_form_another_name_begins(tmp_path: Path) -> None:
    _, asked = imported(sheet_of(tmp_path, "Takasago Thermal Engineering Co., Ltd. 和 三菱样本"))
    assert asked.keys() == {"三菱样本"}
    told(tmp_path / "deals.csv", ("answers", "party", "三菱样本"), "institution company")
    assert imported(tmp_path / "deals.csv") == ({"Takasago Thermal Engineering Co., Ltd.", "三菱样本"}, {})


@pytest.mark.parametrize(
    ("cell", "sides"),
    [
        ("Technion and Tel Aviv University", "Technion; Tel Aviv University"),
        ("Tokyo, Nagoya", "Tokyo; Nagoya"),
        ("大疆和上海交通大学", "大疆; 上海交通大学"),
    ],
)
def test_what_may_be_two_is_asked_with_both_and_an_answer_of_both_is_taken(
    tmp_path: Path, cell: str, sides: str
) -> None:
    sheet = sheet_of(tmp_path, cell)
    _, asked = imported(sheet)
    assert asked[cell].likeliest == sides
    assert not asked[cell].is_safe
    told(sheet, ("answers", "party", cell), sides)
    _, asked = imported(sheet)
    assert cell not in asked
    told(sheet, ("answers", "party", sides.split("; ")[0]), "institution university")
    told(sheet, ("answers", "party", sides.split("; ")[1]), "institution university")
    assert imported(sheet) == (set(sides.split("; ")), {})


def test_an_answer_may_name_several_things_by_their_references(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "两市", "上海市")
    told(sheet, ("answers", "party", "两市"), "region/cn-jiaxing；上海市")
    assert imported(sheet) == (set(), {})
    first = {row["party"] for row in table(tmp_path / "made", "participations") if row["place"] == "row=2"}
    assert first == {"region/cn-jiaxing-jiashan", "region/cn-jiaxing", "region/cn-shanghai"}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Musterprom, JSC Beispielneft, UAB Pavyzdys", {"Musterprom", "JSC Beispielneft", "UAB Pavyzdys"}),
        ("Deloitta, Sia Partners", {"Deloitta", "Sia Partners"}),
        ("Musteruniversität, UAB, Sample Institute", {"Musteruniversität", "UAB", "Sample Institute"}),
        ("Acme AG, SAS Exemple, SARL Modèle", {"Acme AG", "SAS Exemple", "SARL Modèle"}),
        ("Acme, Oy Ab", {"Acme, Oy Ab"}),
        ("Acme Co., Ltd. (Shanghai), Beta GmbH", {"Acme Co., Ltd. (Shanghai)", "Beta GmbH"}),
        ("Acme, Inc. Northern Branch", {"Acme, Inc. Northern Branch"}),
        ("Pavyzdys, UAB", {"Pavyzdys, UAB"}),
    ],
)
def test_a_legal_form_behind_a_comma_is_of_the_name_before_only_where_no_name_begins_with_it(
    cell: str, names: set[str]
) -> None:
    assert set(parties_in(cell, lambda name: 1)) == names
