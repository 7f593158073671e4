"""Where the parties of a sheet are: what their names, the sheet's own regions and its column of places bear out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from tests.intake.sheets.written import table, write_csv


def seats(folder: Path) -> dict[str, str]:
    """Where institutions sit by a package, by their names."""
    rows = table(folder, "institutions")
    return {row.get("name_zh") or row["name_en"]: row.get("located_in", "") for row in rows}


def of_names(tmp_path: Path, *names: str, beside: str = "嘉善县") -> tuple[dict[str, str], tuple[Question, ...]]:
    """Where institutions sit that a sheet names, each beside a region, and what is asked."""
    rows = [(f"合作{number}", beside, name, "2017-07-28") for number, name in enumerate(names)]
    sheet = write_csv(tmp_path / "deals.csv", rows, ("项目名称", "甲方", "乙方", "签约日期"))
    done = import_sheet(sheet, tmp_path / "made", accept=True)
    return seats(tmp_path / "made"), done.account.questions


#: Firms and banks whose names begin as a county, a prefecture or a city is called, which is elsewhere.
NAMESAKES = {
    "阿里云计算有限公司": "cn-542500",
    "平安银行": "cn-630203",
    "兴业银行": "cn-450924",
    "东风汽车集团": "cn-230805",
    "中国平安保险集团": "cn-630203",
    "York University": "gb-yor",
}


def test_a_name_that_begins_as_a_place_is_called_is_asked_and_not_put_there(tmp_path: Path) -> None:
    found, asked = of_names(tmp_path, *NAMESAKES)
    assert found == dict.fromkeys(NAMESAKES, "")
    open_places = {one.path[2]: one for one in asked if one.path[:2] == ("answers", "place")}
    assert open_places.keys() == NAMESAKES.keys()
    assert all(one.optional for one in open_places.values())
    for name in ("阿里云计算有限公司", "York University"):
        assert NAMESAKES[name] in [option.answer for option in open_places[name].options]


def test_a_name_that_says_its_place_with_its_level_is_there(tmp_path: Path) -> None:
    names = {
        "江阴市城投集团": "cn-320281",
        "宜兴市陶瓷集团": "cn-320282",
        "海东市平安区医院": "cn-630203",
        "平安区人民医院": "cn-630203",
        "上海交通大学": "cn-shanghai",
        "中国农业银行兴业县支行": "cn-450924",
        "中国工商银行江阴支行": "cn-320281",
        "York City Council": "gb-yor",
        "University of York": "gb-yor",
    }
    assert of_names(tmp_path, *names)[0] == names


@pytest.mark.parametrize(("beside", "seat"), [("平安区", "cn-630203"), ("青海省", ""), ("中国", "")])
def test_a_region_of_the_sheet_bears_out_its_own_name_and_no_other(tmp_path: Path, beside: str, seat: str) -> None:
    assert of_names(tmp_path, "平安旅游集团", beside=beside)[0] == {"平安旅游集团": seat}
