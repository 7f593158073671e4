"""Columns of where partnerships are carried out: no party's place, and no note."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, remarks, table, write_csv

PARTIES = ("Rheinborg Maschinen GmbH", "Zarnova Holding AG")


def imported(folder: Path, heading: str, *cells: str, said: str = "", more: Sequence[str] = ()) -> Imported:
    """A sheet of two parties a row, with a column of places apart from theirs."""
    rows = [(f"Deal {at}", *PARTIES, "agreement", cell, "2021-03-04", *more) for at, cell in enumerate(cells, 1)]
    headings = ("Name", "Party A", "Party B", "Type", heading, "Signed", *(f"{heading} (wide)" for _ in more))
    (folder / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    return import_sheet(write_csv(folder / "deals.csv", rows, headings), folder / "deals")


def read_as(done: Imported) -> dict[str, str]:
    return {column.heading: column.reading.written for column in done.columns}


def sites(folder: Path) -> list[str]:
    rows: dict[str, dict[str, Any]] = by_name(folder / "deals")
    return [rows[name].get("carried_out_in", "") for name in sorted(rows)]


@pytest.mark.parametrize(
    "heading",
    ["地点", "项目地点", "建设地点", "实施地", "项目落地", "Project location", "Where", "Location", "地点 Where"],
)
def test_a_column_of_where_it_is_done_is_one(heading: str, tmp_path: Path) -> None:
    done = imported(tmp_path, heading, "青岛市", "Sohar, Oman", "南山区，深圳")
    assert read_as(done)[heading] == "site"
    assert sites(tmp_path) == ["cn-370200", "gn-286282", "cn-440305"]
    assert not any("note_zh" in row or "note_en" in row for row in by_name(tmp_path / "deals").values())
    # Where it is done says nothing of where its parties are.
    assert not any("at_place" in row for row in table(tmp_path / "deals", "participations"))
    assert {"cn-370200", "cn-shandong", "cn"} <= {row["id"] for row in table(tmp_path / "deals", "regions")}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("青岛、烟台", "cn-370200;cn-370600"),
        ("Genoa / Savona", "gn-3176219;it-sv"),
        ("Ningbo and Hangzhou", "cn-330200;cn-330100"),
        ("浙江省、杭州市", "cn-330100"),
        ("n.a.", ""),
        ("待定", ""),
    ],
)
def test_several_places_and_none(cell: str, found: str, tmp_path: Path) -> None:
    imported(tmp_path, "地点", "青岛市", cell)
    assert sites(tmp_path)[1] == found


def test_what_no_registry_has_is_asked_and_the_row_is_made_without_it(tmp_path: Path) -> None:
    done = imported(tmp_path, "地点", "青岛市", "Xunderpool Pier")
    (asked,) = [one for one in done.account.questions if one.column == "地点"]
    assert asked.path == ("answers", "party", "Xunderpool Pier")
    row = by_name(tmp_path / "deals")["Deal 2"]
    assert (row.get("carried_out_in"), row["note_zh"]) == (None, "地点：Xunderpool Pier")
    imported(tmp_path, "地点", "青岛市", "Xunderpool Pier", said="answers: {party: {Xunderpool Pier: cn-370600}}\n")
    row = by_name(tmp_path / "deals")["Deal 2"]
    # The words say more than the region that was answered: they stay.
    assert (row["carried_out_in"], row["note_zh"]) == ("cn-370600", "地点：Xunderpool Pier")


def test_a_zone_is_one_as_among_parties(tmp_path: Path) -> None:
    imported(tmp_path, "地点", "苏州工业园区")
    (row,) = [one for one in table(tmp_path / "deals", "regions") if one.get("name_zh") == "苏州工业园区"]
    assert (row["kind"], row["parent"]) == ("Zone", "cn-320500")
    assert sites(tmp_path) == [row["id"]]


def test_a_wider_column_says_in_what_a_narrower_one_lies(tmp_path: Path) -> None:
    rows = [("Deal 1", *PARTIES, "浙江省", "江北区"), ("Deal 2", *PARTIES, "浙江省", "")]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("Name", "Party A", "Party B", "项目所在省", "项目所在区县"))
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2021-03-04\n", encoding="utf-8")
    assert read_as(import_sheet(sheet, tmp_path / "deals"))["项目所在区县"] == "site"
    assert sites(tmp_path) == ["cn-330205", "cn-zhejiang"]


def test_a_place_right_beside_a_party_is_asked(tmp_path: Path) -> None:
    rows = [("Deal 1", *PARTIES, "Sohar", "2021-03-04")]
    headings = ("Name", "Party A", "Party B", "Location", "Signed")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "deals")
    (asked,) = [one for one in done.account.questions if one.stops]
    assert [one.answer for one in asked.options] == ["site", "place 2", "place 1", "note"]


def test_beside_one_party_alone_it_may_be_who_it_is_agreed_with(tmp_path: Path) -> None:
    rows = [("甲项目", "青岛海晟物流有限公司", "南京市", "2021-03-04")]
    headings = ("项目", "投资方", "地点", "签约日期")
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "deals")
    (asked,) = [one for one in done.account.questions if one.stops]
    assert [one.answer for one in asked.options] == ["site", "party host", "place investor", "note"]


def test_whether_it_has_come_about_is_no_place(tmp_path: Path) -> None:
    done = imported(tmp_path, "落地", "已落地", "未落地")
    (asked,) = [one for one in done.account.questions if one.stops]
    assert (asked.path[-1], [one.answer for one in asked.options]) == ("落地", ["site", "note"])


def test_the_place_of_an_edited_sheet_is_that_of_the_package(tmp_path: Path) -> None:
    imported(tmp_path, "地点", "青岛市")
    imported(tmp_path, "地点", "烟台市")
    assert sites(tmp_path) == ["cn-370600"]
    assert "cn-370200" not in {row["id"] for row in table(tmp_path / "deals", "regions")}


@pytest.mark.parametrize("cell", ["West Department", "Golden Province", "Bay County", "Nord Department"])
def test_a_word_for_a_level_finds_no_region_whose_country_has_none_such(cell: str, tmp_path: Path) -> None:
    done = imported(tmp_path, "Location", "Bolívar Department", cell)
    assert sites(tmp_path) == ["co-bol", ""]
    assert cell in [one.path[-1] for one in done.account.questions]


@pytest.mark.parametrize(
    ("cell", "said"),
    [("Coast Region, Tanzania", "Coast Region, Tanzania is read as Pwani"), ("Pwani Region", ""), ("Sohar, Oman", "")],
)
def test_a_region_by_a_name_that_is_none_of_its_own_is_told(cell: str, said: str, tmp_path: Path) -> None:
    done = imported(tmp_path, "Location", cell)
    assert all(sites(tmp_path))
    told = [text.en for row in done.account.rows for column, text in row.remarks if column == "Location"]
    assert [one for one in told if "is read as" in one] == ([said] if said else [])


def test_a_cell_of_very_many_places_is_kept_and_told(tmp_path: Path) -> None:
    cell = "、".join(["青岛", "烟台"] * 60)
    done = imported(tmp_path, "地点", "青岛市", cell)
    assert sites(tmp_path) == ["cn-370200", ""]
    told = remarks(done, 3)
    assert "has more than 100 places" in told.en
    assert "100个以上地点" in told.zh
    row = by_name(tmp_path / "deals")["Deal 2"]
    assert cell in (row.get("note_zh") or row.get("note_en", ""))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Toledo, Ohio; Dayton, Ohio", "gn-5174035;gn-4509884"),
        ("Toledo, Ohio; Dayton, Ohio; Akron, Ohio", "gn-5174035;gn-4509884;gn-5145476"),
        ("Toledo, Ohio / Dayton, Ohio", "gn-5174035;gn-4509884"),
        ("Toledo, Ohio and Dayton, Ohio", "gn-5174035;gn-4509884"),
        ("Toledo, Ohio, Dayton, Ohio", "gn-5174035;gn-4509884"),
        ("Toledo, Dayton, Ohio", "gn-5174035;gn-4509884"),
        # One place, whatever stands between the town and what it lies in.
        ("Newcastle upon Tyne, Tyne and Wear, United Kingdom", "gn-2641673"),
        ("Bozen, Südtirol/Alto Adige, Italy", "gn-3181913"),
    ],
)
def test_of_several_towns_with_what_they_lie_in_each_is_a_site(cell: str, found: str, tmp_path: Path) -> None:
    imported(tmp_path, "Project location", cell)
    assert sites(tmp_path) == [found]


@pytest.mark.parametrize("sign", ["; ", " / ", " and "])
def test_a_town_that_nobody_knows_beside_one_is_asked_and_kept(sign: str, tmp_path: Path) -> None:
    cell = f"Toledo, Ohio{sign}Nowhereville, Ohio"
    done = imported(tmp_path, "Project location", cell)
    assert "Nowhereville, Ohio. Which is meant?" in remarks(done).en
    (row,) = by_name(tmp_path / "deals").values()
    assert row["note_en"] == f"Project location: {cell}"


def test_a_word_for_and_of_any_language_parts_sites_and_an_answer_names_several(tmp_path: Path) -> None:
    cells = {
        "A": ("Krosno, Gliwice i Zabrze", 3),
        "B": ("Krosno oraz Zabrze", 2),
        "C": ("Lyon, Grenoble és Ulm", 3),
        "D": ("Trinidad and Tobago", 1),
        "E": ("Krosno, Nowherowice i Zabrze", 2),  # by the answer
    }
    headings = ("Project", "Party A", "Party B", "Site", "Signed")
    rows = [(one, "常州市", "Lyon", cell, f"2020-01-0{at}") for at, (one, (cell, _)) in enumerate(cells.items(), 1)]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    done = import_sheet(sheet, tmp_path / "made")
    (asked,) = [one for one in done.account.questions if one.path[-1] == cells["E"][0]]
    assert asked.options[0].answer == "Krosno; Nowherowice; Zabrze"
    settings = sheet.with_name("deals.csv.kg.yaml")
    settings.write_text(
        settings.read_text("utf-8").replace(f"{cells['E'][0]}:\n", f"{cells['E'][0]}: Krosno; Zabrze\n"), "utf-8"
    )
    done = import_sheet(sheet, tmp_path / "made")
    assert [one for one in done.account.questions if one.path[-1] == cells["E"][0]] == []
    found = [len(row["carried_out_in"].split(";")) for row in table(tmp_path / "made", "partnerships")]
    assert found == [many for _, many in cells.values()]
    (row,) = [row for row in table(tmp_path / "made", "partnerships") if cells["E"][0] in row.get("note_en", "")]
    assert row["name_en"] == "E"
