"""A region beside one column of parties is the other party, or is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.columns import recognised
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.words import words
from tests.intake.sheets.written import table, write_csv


def imported(tmp_path: Path, headings: tuple[str, str], *pairs: tuple[str, str], accept: bool = False) -> Imported:
    rows = [(f"合作{number}", *pair, "2017-07-28") for number, pair in enumerate(pairs)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", *headings, "签约日期"))
    return import_sheet(sheet, tmp_path / "made", accept=accept)


def parties(tmp_path: Path) -> list[str]:
    return sorted(row["party"] for row in table(tmp_path / "made", "participations"))


@pytest.mark.parametrize(
    "headings", [("合作方 Partners", "牵头地区"), ("Partners", "lead region"), ("合作方", "牵头地区"), ("各方", "地区")]
)
def test_a_lead_region_beside_one_party_a_row_is_the_other_one(tmp_path: Path, headings: tuple[str, str]) -> None:
    assert imported(tmp_path, headings, ("上海市", "嘉善县")).written
    assert parties(tmp_path) == ["region/cn-jiaxing-jiashan", "region/cn-shanghai"]


def test_a_region_beside_some_rows_of_one_party_is_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, ("各方", "牵头地区"), ("上海市", "嘉善县"), ("上海市、平湖市", "嘉善县"))
    assert not done.written
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path[-1] == "牵头地区"
    assert [option.answer for option in asked.options] == ["party 1", "note"]


def test_a_region_beside_rows_of_several_parties_stays_in_the_note(tmp_path: Path) -> None:
    assert imported(tmp_path, ("各方", "地区"), ("上海市、平湖市", "嘉善县")).written
    assert parties(tmp_path) == ["region/cn-jiaxing-pinghu", "region/cn-shanghai"]


@pytest.mark.parametrize("heading", ["合作方", "各方"])
def test_where_the_one_party_is_may_be_the_other_one(tmp_path: Path, heading: str) -> None:
    done = imported(tmp_path, (heading, "所在地区"), ("上海市", "嘉善县"))
    assert [one.path[-1] for one in done.account.questions if one.stops] == ["所在地区"]


UNITS = ("项目名称", "甲方", "乙方", "金额", "单位", "签约日期")


def test_a_column_of_units_beside_amounts_is_no_party(tmp_path: Path) -> None:
    rows = [("5", "亿元"), ("300", "万元"), ("2", "万美元")]
    sheet = write_csv(
        tmp_path / "deals.csv",
        [(f"项目{at}", "嘉善县", "上海市", *pair, "2019-03-04") for at, pair in enumerate(rows)],
        UNITS,
    )
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.reading.written for one in done.columns][4] == "unit"
    values = [(one["value"], one["unit"]) for one in table(tmp_path / "made", "observations")]
    assert values == [("500000000", "CNY"), ("3000000", "CNY"), ("20000", "USD")]
    assert len(table(tmp_path / "made", "participations")) == 6


@pytest.mark.parametrize("heading", ["单位", "Unit"])
def test_a_column_headed_unit_that_names_organisations_is_a_party(tmp_path: Path, heading: str) -> None:
    rows = [("项目一", "嘉善县", "复旦大学", "5亿元"), ("项目二", "平湖市", "嘉兴市第一医院", "3亿元")]
    sheet = write_csv(
        tmp_path / "deals.csv",
        [(*row, "2019-03-04") for row in rows],
        ("项目名称", "甲方", heading, "金额", "签约日期"),
    )
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.reading.written for one in done.columns][2] == "party 2"
    assert len(table(tmp_path / "made", "participations")) == 4


@pytest.mark.parametrize(
    ("heading", "reading"),
    [
        *(("对方所在地 Where", "place 2"), ("项目名称 Project", "name"), ("领域 Sector", "sector")),
        *(("Deal Nickname 项目名称", "name"), ("签约日期/Inked", "signed"), ("乙方 Partner", "party 2")),
        *(("Partner A 合作方A", "party 1"), ("进展Milestone", "stage"), ("合作方 Partners", "parties")),
        # Of a longer English half no cut within it counts.
        *(("乙方所在地 Location of B", "place 2"), ("领域 Area of work", "sector"), ("备注 Any other remarks", "note")),
        *(("甲方 Email", ""), ("Whose 某某", ""), ("签约日期 Sector", ""), ("Party share", "")),
    ],
)
def test_a_heading_in_two_languages_is_read_by_each_half(heading: str, reading: str) -> None:
    assert recognised(heading, words()) == reading


@pytest.mark.parametrize(
    ("heading", "read"),
    [
        *(("国内合作方", "party 1"), ("国外合作方", "party 2"), ("中方", "party 1"), ("德方合作伙伴", "party 2")),
        *(("我市企业", "party 1"), ("美方", "party 2"), ("Our partner", "party 2"), ("Domestic partner", "party 1")),
        # Whose party it is, is not said by these.
        *(("国内外合作方", ""), ("地方", ""), ("方法", "")),
    ],
)
def test_a_heading_says_on_whose_side_a_party_is(heading: str, read: str) -> None:
    assert recognised(heading, words()) == read
