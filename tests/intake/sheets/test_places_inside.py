"""A place in brackets, behind a dash or a comma is where an institution or a zone is, within what columns say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.naming import parties_in
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "乙方国家", "签约日期")


def imported(tmp_path: Path, *rows: tuple[str, str], first: str = "嘉善县") -> Imported:
    """A sheet with a party and its country in each row."""
    made = [(f"合作{number}", first, name, country, "2017-07-28") for number, (name, country) in enumerate(rows)]
    return import_sheet(write_csv(tmp_path / "deals.csv", made, HEADINGS), tmp_path / "made")


def seats(tmp_path: Path) -> list[str]:
    """Where the institutions are, and then the zones that are made of their names."""
    zones = [row for row in table(tmp_path / "made", "regions") if row.get("kind") == "Zone"]
    found = [row.get("located_in", "") for row in table(tmp_path / "made", "institutions")]
    return found + [row.get("parent", "") for row in zones]


def asked(done: Imported, *path: str) -> list[str]:
    (found,) = [one for one in done.account.questions if one.path == path]
    return [option.answer for option in found.options]


@pytest.mark.parametrize(
    ("name", "country", "seat"),
    [
        ("Veldkamp Optics Institute (Eindhoven)", "Netherlands", "gn-2756253"),
        ("Veldkamp Optics Institute, Eindhoven", "Netherlands", "gn-2756253"),
        ("Veldkamp Optics Institute – Eindhoven", "Netherlands", "gn-2756253"),
        ("菲尔德光学研究院（埃因霍温）", "荷兰", "gn-2756253"),
        ("Veldkamp Optics Institute (Eindhoven)", "", "gn-2756253"),
        # Of several of a name, the one in the country.
        ("Marlowe Institute (Cambridge)", "United States", "gn-4931972"),
        ("Marlowe Institute (Cambridge)", "United Kingdom", "gn-2653941"),
        # A town elsewhere that is called as the country rules nothing out.
        ("Rosales S.A. (San José)", "Costa Rica", "cr-sj"),
        ("Rosales Logistics W.L.L. (Manama)", "Bahrain", "gn-290340"),
        ("Hallivuori Oy (Oulu, Finland)", "Finland", "gn-643492"),
        ("Universidad Rosales (São Paulo)", "巴西", "br-sp"),
        ("Politeknik Melati, Denpasar", "Indonesia", "gn-1645528"),
        # What other words of the name say is wider.
        ("江苏锦岚投资集团（张家港）", "", "cn-320582"),
        ("Anders Industrial Park (Lyon)", "France", "gn-2996944"),
        # What is no place, and a country alone, change nothing.
        ("Veldkamp Institute (VOI)", "Netherlands", "nl"),
        ("Lanholm GmbH (Malaysia)", "Malaysia", "my"),
        ("Veldkamp Optics Institute (Nowhereton)", "Netherlands", "nl"),
    ],
)
def test_the_finer_place_within_the_country_wins(tmp_path: Path, name: str, country: str, seat: str) -> None:
    done = imported(tmp_path, (name, country))
    assert seats(tmp_path) == [seat]
    assert not [one for one in done.account.questions if not one.optional]


@pytest.mark.parametrize("name", ["Veldkamp Optics Institute (Eindhoven)", "菲尔德光学研究院（埃因霍温）"])
def test_one_that_is_not_in_that_country_is_asked_and_not_taken(tmp_path: Path, name: str) -> None:
    done = imported(tmp_path, (name, "Germany"))
    assert seats(tmp_path) == [""]
    assert asked(done, "answers", "place", name) == ["gn-2756253", "de"]
    assert "Eindhoven" not in {row.get("name_en") for row in table(tmp_path / "made", "regions")}


def test_a_place_behind_a_comma_in_another_country_is_asked_too(tmp_path: Path) -> None:
    done = imported(tmp_path, ("Leitner Chamber of Commerce, Eindhoven", "Germany"))
    assert seats(tmp_path) == [""]
    (found,) = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert [option.answer for option in found.options] == ["gn-2756253", "de"], found.path


def test_its_answer_goes_before_the_brackets(tmp_path: Path) -> None:
    name = "Veldkamp Optics Institute (Eindhoven)"
    imported(tmp_path, (name, "Germany"))
    beside = tmp_path / "deals.csv.kg.yaml"
    beside.write_text(beside.read_text(encoding="utf-8").replace(f"{name}:", f"{name}: de-by", 1), encoding="utf-8")
    done = imported(tmp_path, (name, "Germany"))
    assert seats(tmp_path) == ["de-by"]
    assert not done.account.questions


def test_a_finer_cell_of_a_column_goes_before_wider_brackets(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "乙方国家", "乙方所在城市", "签约日期")
    row = ("合作", "嘉善县", "Veldkamp Institute (North Brabant)", "Netherlands", "Eindhoven", "2017-07-28")
    import_sheet(write_csv(tmp_path / "deals.csv", [row], headings), tmp_path / "made")
    assert seats(tmp_path) == ["gn-2756253"]


def test_signs_in_brackets_part_no_names() -> None:
    said = "Harnett Silk Co., Ltd. (Suzhou, Jiangsu); 锦岚公司（上海、北京） / (Lyon; Paris)"
    assert parties_in(said, lambda _: 0)[:1] == ["Harnett Silk Co., Ltd. (Suzhou, Jiangsu)"]
    assert parties_in("锦岚公司（上海、北京）、嘉善县", lambda _: 0) == ["锦岚公司（上海、北京）", "嘉善县"]
    assert parties_in("(Lyon; Paris)", lambda _: 0) == ["(Lyon", "Paris)"]


def test_many_signs_in_many_brackets_are_read_in_time_that_grows_with_them() -> None:
    assert parties_in("Acme" + "(a, b" * 50_000, lambda _: 0)


@pytest.mark.parametrize(
    ("name", "first", "seat"),
    [
        # Nothing in the sheet is of Sichuan: the word may be another place's.
        ("Meishan Bonded Port Area", "Ningbo", ""),
        ("Meishan Bonded Port Area", "Chengdu", "cn-511400"),
        ("Qinzhou Bonded Port Area", "Nanning", "cn-450700"),
        ("Qinzhou Bonded Port Area", "Ningbo", ""),
        ("钦州样本保税港区", "嘉善县", "cn-450700"),
    ],
)
def test_a_word_of_a_zone_is_its_place_where_the_sheet_has_that_province(
    tmp_path: Path, name: str, first: str, seat: str
) -> None:
    done = imported(tmp_path, (name, ""), first=first)
    assert seats(tmp_path) == [seat]
    if not seat:
        assert asked(done, "answers", "place", name)[0].startswith("cn-")
    # It is no other for being imported once more.
    imported(tmp_path, (name, ""), first=first)
    assert seats(tmp_path) == [seat]


@pytest.mark.parametrize(("name", "seat"), [("锦岚样本港口", ""), ("宁波锦岚港口", "cn-330200")])
def test_a_word_that_says_what_something_is_is_no_place(tmp_path: Path, name: str, seat: str) -> None:
    imported(tmp_path, (name, ""), first="宁波市")
    assert seats(tmp_path) == [seat]


def test_a_region_that_says_what_it_is_is_proposed_first_in_a_row_of_another_country(tmp_path: Path) -> None:
    done = imported(tmp_path, ("深圳市", "喀麦隆"), ("Jiangning (Nanjing)", "尼日利亚"))
    assert asked(done, "answers", "party", "深圳市")[:2] == ["region/cn-440300", "region cm"]
    assert asked(done, "answers", "party", "Jiangning (Nanjing)")[:2] == ["region/cn-320115", "region ng"]
