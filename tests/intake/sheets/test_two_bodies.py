"""A Chinese name and a foreign one in one cell are one party only where something ties them."""

from __future__ import annotations

from pathlib import Path

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目", "合作单位", "落户地", "签约日期")


def imported(folder: Path, *cells: str, answers: str = "") -> Imported:
    rows = [(f"第{at}合作", cell, "", f"2018-03-{at:02}") for at, cell in enumerate(cells, 1)]
    sheet = write_csv(folder / "deals.csv", rows, HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2021-03-04\n{answers}", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def names(folder: Path) -> set[tuple[str, str]]:
    return {(row.get("name_zh", ""), row.get("name_en", "")) for row in table(folder / "made", "institutions")}


def asked(done: Imported) -> dict[str, str]:
    """The names that wait, each with its first proposal."""
    return {
        one.path[-1]: one.options[0].answer for one in done.account.questions if one.path[:2] == ("answers", "party")
    }


def test_bodies_of_other_kinds_or_places_are_two_whatever_parts_them(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        "安吉县人民政府/Muster Werke AG",
        "青溪经济开发区管委会、Nordhaus Möbel GmbH",
        "青溪经济开发区管委会|Ostsee Möbel GmbH",
        "安吉县人民政府\nLagune Foods Ltd",
        "安吉县人民政府 Weser Stahl AG",
        "安吉县人民政府·Elbe Chemie GmbH",
        "青岛星河有限公司/Sample Compute AB",
        "浙江大学/ETH Zürich",
    )
    # What a part is of which only its name is known is asked ahead.
    assert {name: first for name, first in asked(done).items() if name != "ETH Zürich"} == {
        "安吉县人民政府 Weser Stahl AG": "安吉县人民政府; Weser Stahl AG",
        "安吉县人民政府·Elbe Chemie GmbH": "安吉县人民政府; Elbe Chemie GmbH",
        "青岛星河有限公司/Sample Compute AB": "青岛星河有限公司; Sample Compute AB",
        "浙江大学/ETH Zürich": "浙江大学; ETH Zürich",
    }
    assert names(tmp_path) == {
        ("安吉县人民政府", ""),
        ("青溪经济开发区管委会", ""),
        ("", "Muster Werke AG"),
        ("", "Nordhaus Möbel GmbH"),
        ("", "Ostsee Möbel GmbH"),
        ("", "Lagune Foods Ltd"),
    }


def test_names_that_something_ties_are_one_and_nobody_is_asked(tmp_path: Path) -> None:
    done = imported(
        tmp_path,
        "上海交通大学 / Shanghai Jiao Tong University;安吉县人民政府",
        "浙江省商务厅/Department of Commerce of Zhejiang;安吉县人民政府",
        "杭州云途有限公司 Hangzhou Yuntu Co., Ltd.;安吉县人民政府",
        "青岛星河有限公司（Sample Compute AB）;安吉县人民政府",
    )
    assert asked(done) == {}
    assert {one for one in names(tmp_path) if one[1]} == {
        ("上海交通大学", "Shanghai Jiao Tong University"),
        ("浙江省商务厅", "Department of Commerce of Zhejiang"),
        ("杭州云途有限公司", "Hangzhou Yuntu Co., Ltd."),
        ("青岛星河有限公司", "Sample Compute AB"),
    }


def test_names_that_stand_alone_elsewhere_are_two_and_an_answer_makes_them_one(tmp_path: Path) -> None:
    cells = (
        "青岛星河有限公司 / Sample Compute AB",
        "青岛星河有限公司;安吉县人民政府",
        "Sample Compute AB;安吉县人民政府",
    )
    assert asked(imported(tmp_path, *cells)) == {}
    assert names(tmp_path) == {("青岛星河有限公司", ""), ("", "Sample Compute AB"), ("安吉县人民政府", "")}
    answers = f'answers:\n  party:\n    "{cells[0]}": institution company\n'
    (tmp_path / "one").mkdir()
    imported(tmp_path / "one", *cells, answers=answers)
    assert names(tmp_path / "one") == {("青岛星河有限公司", "Sample Compute AB"), ("安吉县人民政府", "")}


def test_where_something_settles_is_its_site_beside_lists_of_parties(tmp_path: Path) -> None:
    headings = ("落户地", "落地", "选址", "项目选址", "落户园区")
    rows = [("甲项目", "安吉县人民政府、青岛星河有限公司", *["安吉县"] * len(headings), "青岛市", "2018-03-05")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目", "合作单位", *headings, "注册地", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made")
    read = {one.heading: one.reading for one in done.columns}
    assert {(read[heading].role, read[heading].sure) for heading in headings} == {("site", True)}
    assert read["注册地"].role == "place"


def test_a_name_beside_its_translation_is_asked_as_one_and_then_found_by_either(tmp_path: Path) -> None:
    translated = {
        "TU Wien / Vienna University of Technology": "institution university",
        "FH Aachen – University of Applied Sciences": "institution university",
        "Université de Liège/Universität Lüttich": "institution university",
    }
    cells = (*translated, "TU Wien;Muster GmbH", "Vienna University of Technology;Muster GmbH", "TU Graz / TU Dresden")
    assert asked(imported(tmp_path, *cells)) == translated
    assert {en for _, en in names(tmp_path)} >= {"TU Graz", "TU Dresden"}
    lines = "".join(f'    "{name}": {answer}\n' for name, answer in translated.items())
    imported(tmp_path, *cells, answers=f"answers:\n  party:\n{lines}")
    takes_part = [row["party"] for row in table(tmp_path / "made", "participations")]
    vienna = "institution/tu-wien-vienna-university-of-technology"
    rows = [cell for cell in cells if "Wien" in cell or "Vienna" in cell]
    assert takes_part.count(vienna) == len(rows)
