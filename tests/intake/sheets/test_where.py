"""Where the parties of a sheet are: what their names, the sheet's own regions and its column of places bear out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.asking import Question
from kg.intake.sheets.importing import import_sheet
from kg.intake.sheets.settings import Settings, file_beside
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
    assert NAMESAKES["York University"] in [option.answer for option in open_places["York University"].options]
    # What is a firm's and a word's wherever it stands is not even proposed, nor a district that is not said to be one.
    assert not open_places["阿里云计算有限公司"].options
    assert not open_places["平安银行"].options


def test_two_signs_of_a_longer_word_are_no_place_unless_more_says_so(tmp_path: Path) -> None:
    names = ("中江港湾工程有限公司", "江南织造集团", "台湾永丰旅游集团", "武汉重工峡江装备集团", "四川中江样本集团")
    _, asked = of_names(tmp_path, *names, "平安样本集团", beside="青海省海东市平安区")
    proposed = {one.path[2]: [option.answer for option in one.options] for one in asked if one.path[1:2] == ("place",)}
    assert [proposed.get(name, []) for name in names[:2]] == [[], []]
    assert not {"cn-360825", "cn-360823"} & {answer for some in proposed.values() for answer in some}
    # With its province before it, or with the region in another cell, it is one.
    assert "cn-510623" in proposed.get(names[4], ["cn-510623"])


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


def placed(tmp_path: Path, *rows: tuple[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Where institutions sit by a sheet with a column of places, and the places that are proposed, by name."""
    headings = ("项目名称", "甲方", "对方", "对方所在地", "签约日期")
    made = [(f"合作{number}", "嘉善县", *row, "2017-07-28") for number, row in enumerate(rows)]
    done = import_sheet(write_csv(tmp_path / "deals.csv", made, headings), tmp_path / "made")
    asked = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    return seats(tmp_path / "made"), {one.path[2]: [option.answer for option in one.options] for one in asked}


def test_the_place_of_a_cell_is_that_of_the_party_from_abroad_alone(tmp_path: Path) -> None:
    abroad = "Stoke-on-Trent, UK"
    found, asked = placed(
        tmp_path,
        ("Staffordshire University、宜兴陶都集团", abroad),
        ("Sample GmbH、江阴市样本集团、样本研究院", abroad),
    )
    assert found == {
        "Staffordshire University": "gn-2636841",
        "宜兴陶都集团": "",
        "Sample GmbH": "gn-2636841",
        "江阴市样本集团": "cn-320281",
        "样本研究院": "",
    }
    assert asked == {
        "宜兴陶都集团": ["cn-320282", "gn-2636841"],
        "江阴市样本集团": ["cn-320281", "gn-2636841"],
        "样本研究院": ["gn-2636841"],
    }


def test_a_wider_place_takes_nothing_from_a_narrower_one(tmp_path: Path) -> None:
    found, asked = placed(
        tmp_path,
        ("上海杨浦区政府", "上海"),
        ("平安银行", "深圳市"),
        ("Siemens AG", "Bavaria"),
        ("Siemens AG", "Germany"),
    )
    assert found == {"上海杨浦区政府": "cn-shanghai-yangpu", "平安银行": "cn-440300", "Siemens AG": "de-by"}
    assert asked == {}


def test_a_narrower_place_goes_before_the_wider_one_of_a_name(tmp_path: Path) -> None:
    assert placed(tmp_path, ("上海样本集团", "上海市浦东新区"))[0] == {"上海样本集团": "cn-shanghai-pudong"}


def test_an_answer_goes_before_the_column_of_places(tmp_path: Path) -> None:
    rows = (("江阴市样本集团", "Stoke-on-Trent, UK"),)
    assert placed(tmp_path, *rows)[0] == {"江阴市样本集团": "cn-320281"}
    kept = Settings.read(file_beside(tmp_path / "deals.csv"))
    kept.set(("answers", "place", "江阴市样本集团"), "gn-2636841")
    file_beside(tmp_path / "deals.csv").write_bytes(kept.written("deals.csv"))
    assert placed(tmp_path, *rows) == ({"江阴市样本集团": "gn-2636841"}, {})


@pytest.mark.parametrize("place", ["利川", "利川市"])
def test_the_country_before_a_place_rules_out_places_of_other_countries(tmp_path: Path, place: str) -> None:
    names = {f"韩国{place}": "region kr", "日本样泽町": "region jp", "德国样登": "region de"}
    _, asked = of_names(tmp_path, *names)
    assert {one.path[2]: one.likeliest for one in asked if one.path[:2] == ("answers", "party")} == names
    # 利川市 is in Hubei.
    assert not [one for one in asked for option in one.options if "cn-" in option.answer]


def test_what_stands_behind_a_country_is_looked_for_in_it(tmp_path: Path) -> None:
    _, asked = of_names(tmp_path, "德国Hamburg", "日本Osaka", beside="嘉兴市")
    assert not asked
    found = {row["party"] for row in table(tmp_path / "made", "participations")}
    assert found >= {"region/cn-jiaxing"}
    assert {one.split("/")[1][:2] for one in found} == {"cn", "de", "jp"}


def test_a_column_of_places_proposes_none_of_another_country(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "对方", "对方所在地", "签约日期")
    sheet = write_csv(tmp_path / "deals.csv", [("合作", "嘉善县", "Sample GmbH", "韩国利川", "2017-07-28")], headings)
    asked = {one.path: one for one in import_sheet(sheet, tmp_path / "made").account.questions}
    assert [one.answer for one in asked["answers", "party", "韩国利川"].options] == ["region kr"]
