"""Whose place a column of countries tells: by rows that speak for it, and asked where none does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import table, write_csv

HEADINGS = ("甲方", "乙方", "国家", "项目", "签约日期")
#: Who builds abroad, and says nowhere where it is at home.
ABROAD = (("样本路桥公司", "肯尼亚"), ("样品路桥公司", "埃塞俄比亚"), ("样例路桥公司", "肯尼亚"))


def imported(folder: Path, rows: Sequence[tuple[str, str]]) -> Imported:
    """A sheet with a row for each second party and its country, the first one being 常州市."""
    lines = [("常州市", party, country, f"项目{at}", "2017-07-28") for at, (party, country) in enumerate(rows)]
    return import_sheet(write_csv(folder / "deals.csv", lines, HEADINGS), folder / "made")


def asked(done: Imported) -> list[list[str]]:
    return [[one.answer for one in each.options] for each in done.account.questions if each.path[-1] == "国家"]


@pytest.mark.parametrize("rows", [ABROAD, ABROAD[:1], (*ABROAD, ("样张路桥公司（肯尼亚）", "肯尼亚"))])
def test_no_firm_is_seated_where_no_two_rows_speak_for_it(rows: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    done = imported(tmp_path, rows)
    (options,) = asked(done)
    assert {"place 1", "place 2", "note"} <= set(options)
    assert options[0] == "place 2" or len(rows) == 1
    seats = {row.get("located_in", "") for row in table(tmp_path / "made", "institutions")}
    assert seats <= {"", "ke"} if len(rows) == 4 else seats <= {""}


def test_a_firm_is_seated_where_two_rows_speak_for_it(tmp_path: Path) -> None:
    rows = [("样本储能公司（德国）", "德国"), ("样品储能公司，德国", "德国"), ("样例储能公司", "法国")]
    done = imported(tmp_path, rows)
    assert asked(done) == []
    seats = {row["name_zh"]: row.get("located_in", "") for row in table(tmp_path / "made", "institutions")}
    assert seats["样例储能公司"] == "fr"


@pytest.mark.parametrize(
    ("headings", "first"),
    [
        # Beside the party it is that one's, before it as behind it, and whatever numbers the rows.
        (("No.", "Country", "Partner", "Project", "Signed"), "place 1"),
        (("Country", "Partner", "No.", "Project", "Signed"), "place 1"),
        (("No.", "Partner", "Country", "Project", "Signed"), "place 1"),
        (("No.", "Partner", "Project", "Country", "Signed"), "place 2"),
    ],
)
def test_the_likeliest_party_of_a_country_is_the_one_beside_it(
    headings: tuple[str, ...], first: str, tmp_path: Path
) -> None:
    said = {"No.": "1", "Country": "Kenya", "Partner": "Sample Road Ltd", "Project": "Road", "Signed": "2017-07-08"}
    sheet = write_csv(tmp_path / "deals.csv", [tuple(said[one] for one in headings)], headings)
    done = import_sheet(sheet, tmp_path / "made")
    (options,) = [[one.answer for one in each.options] for each in done.account.questions if each.path[-1] == "Country"]
    assert options[0] == first


@pytest.mark.parametrize("name", ["A", "Z", "B", "&", "Republic of China"])
def test_what_names_no_country_is_asked_and_recorded_as_none(name: str, tmp_path: Path) -> None:
    sheet = write_csv(tmp_path / "deals.csv", [("常州市", name, "2017-07-08")], ("Party 1", "Party 2", "Signed"))
    done = import_sheet(sheet, tmp_path / "made")
    (options,) = [[one.answer for one in each.options] for each in done.account.questions if each.path[1] == "party"]
    assert not {one for one in options if one.startswith("region/")}
    parties = {row["party"] for row in table(tmp_path / "made", "participations")} if done.written else set()
    assert parties <= {"region/cn-320400"}


#: Rows of a party in China, one elsewhere and the town of each project, which is mostly another one than the party's.
PROJECTS = (
    ("四川省商务厅", "样本机场公社（韩国）", "成都市双流区"),
    ("常州市", "样品电机株式会社（日本）", "常州市"),
    ("常州市", "样例重工（韩国）", "贵州铜仁市"),
    ("苏州市", "样张制药（德国）", "苏州市吴中区"),
)


@pytest.mark.parametrize("heading", ["所在地", "Location", "Ort", "城市"])
def test_the_towns_of_projects_are_no_partys_for_being_in_its_country(heading: str, tmp_path: Path) -> None:
    headings = ("甲方", "乙方", heading, "项目", "签约日期")
    rows = [(*row, f"项目{at}", "2017-07-28") for at, row in enumerate(PROJECTS)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    (options,) = [[one.answer for one in each.options] for each in done.account.questions if each.path[-1] == heading]
    assert {"site", "place 1"} <= set(options[:2])
    if heading != "城市":
        assert options[0] == "site"


def test_towns_that_agree_with_the_names_of_a_party_each_time_are_its_own(tmp_path: Path) -> None:
    headings = ("甲方", "乙方", "所在地", "项目", "签约日期")
    rows = [
        ("常州样本学院", "样品电机株式会社（日本）", "常州市", "甲", "2017-07-28"),
        ("苏州样本学院", "样例重工（韩国）", "苏州市", "乙", "2017-07-28"),
        ("青石样本学院", "样张制药（德国）", "南通市", "丙", "2017-07-28"),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert [each for each in done.account.questions if each.path[-1] == "所在地"] == []
    assert {one.heading: one.reading.written for one in done.columns}["所在地"] == "place 1"
