"""Places that a registry knows, in the spellings of sheets: what they are, and what is proposed of them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.completing import add_regions
from kg.intake.package import read_package
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.template import make_package
from tests.intake.sheets.written import of, table, write_csv

HEADINGS = ("Name", "Party A", "Party B", "Status", "Date")


def imported(tmp_path: Path, name: str, *, accept: bool = False) -> Imported:
    sheet = write_csv(tmp_path / "deals.csv", [("Deal", name, "嘉善县", "signed", "2019-05-06")], HEADINGS)
    return import_sheet(sheet, tmp_path / "made", accept=accept)


def others(tmp_path: Path) -> list[str]:
    """The parties beside the one that is always there."""
    found = {row["party"] for row in table(tmp_path / "made", "participations")}
    return sorted(found - {"region/cn-jiaxing-jiashan"})


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("Suzhou (Jiangsu)", "region/cn-320500"),
        ("Suzhou (Anhui)", "region/cn-341300"),
        ("苏州（江苏）", "region/cn-320500"),
        ("宿州市（安徽省）", "region/cn-341300"),
        ("Rockford (Illinois)", "region/gn-4907959"),
        ("日本高槻市", "region/gn-1850910"),
        ("美国伊利诺伊州罗克福德市", "region/gn-4907959"),
        ("谅山省 Lạng Sơn（越南）", "region/vn-09"),
        ("新北 Xinbei (Changzhou)", "region/cn-320411"),
        ("珲春市 Hunchun", "region/cn-222404"),
        ("Free State of Saxony", "region/de-sn"),
        ("阿联酋", "region/ae"),
    ],
)
def test_a_known_place_is_itself_in_every_spelling(tmp_path: Path, name: str, reference: str) -> None:
    imported(tmp_path, name, accept=True)
    assert others(tmp_path) == [reference]


@pytest.mark.parametrize(("name", "reference"), [("Xinbei (Changzhou)", "region/cn-320411")])
def test_a_place_that_is_not_sure_is_proposed_first_and_never_taken_for_a_company(
    tmp_path: Path, name: str, reference: str
) -> None:
    done = imported(tmp_path, name, accept=True)
    (asked,) = [one for one in done.account.questions if one.path == ("answers", "party", name)]
    assert asked.likeliest == reference
    assert not asked.is_safe
    assert others(tmp_path) == []


def test_places_in_two_languages_each_are_parted(tmp_path: Path) -> None:
    imported(tmp_path, "宿州 Suzhou & 淮北 Huaibei")
    assert others(tmp_path) == ["region/cn-340600", "region/cn-341300"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Blue Cove Harbour Co Ltd", "company"),
        ("Puerto Sereno S.A. de C.V.", "company"),
        ("Fjordlys Vann AS", "company"),
        ("Lindenhof Werkstatt gGmbH", "company"),
        ("Blue Cove Harbour", "port"),
        ("远滩管理局 Far Shoal Board（荷兰）", "office"),
    ],
)
def test_a_legal_form_and_either_language_tell_the_kind(tmp_path: Path, name: str, kind: str) -> None:
    done = imported(tmp_path, name)
    assert [one.path for one in done.account.questions if not one.optional] == []
    assert [row["kind"] for row in table(tmp_path / "made", "institutions")] == [kind]


WHOSE = ("项目", "我方单位", "外方合作伙伴", "国别", "进展", "签约时间")


def test_a_column_of_countries_is_of_the_party_that_the_rows_tell(tmp_path: Path) -> None:
    rows = [
        ("甲", "武进区", "莱川储能公司（德国埃森）", "德国", "已签约", "2019-05-06"),
        ("乙", "新北区", "日本高槻市", "日本", "已签约", "2019-05-07"),
        ("丙", "常州龙塘职业技术学院", "样本动漫公司", "新加坡", "已签约", "2019-05-08"),
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, WHOSE), tmp_path / "made")
    assert {one.heading: one.reading.written for one in done.columns}["国别"] == "place 2"
    assert [one.path for one in done.account.questions if not one.optional] == []
    seats = {row["name_zh"]: row.get("located_in", "") for row in table(tmp_path / "made", "institutions")}
    assert seats == {
        "莱川储能公司": "nuts-dea13",
        "样本动漫公司": "sg",
        "常州龙塘职业技术学院": "cn-320400",
    }
    assert "region/gn-1850910" in others(tmp_path)


def test_a_school_of_changzhou_is_in_no_other_country_by_a_column(tmp_path: Path) -> None:
    headings = ("项目", "甲方", "国别", "乙方", "进展", "签约时间")
    rows = [("丙", "常州龙塘职业技术学院", "德国", "嘉善县", "已签约", "2019-05-08")]
    sheet = write_csv(tmp_path / "deals.csv", rows, headings)
    sheet.with_name("deals.csv.kg.yaml").write_text("sheets: {deals: {columns: {国别: place 1}}}\n", encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    assert [row.get("located_in", "") for row in table(tmp_path / "made", "institutions")] == [""]
    (asked,) = [one for one in done.account.questions if one.path[:2] == ("answers", "place")]
    assert {"de", "cn-320400"} <= {one.answer for one in asked.options}


def test_two_places_of_which_one_has_its_country_in_brackets_stay_two(tmp_path: Path) -> None:
    headings = ("Name", "Parties", "Status", "Date")
    rows = [("Deal", "无锡市 Wuxi，符拉迪沃斯托克 Vladivostok（俄罗斯）", "signed", "2019-05-06")]
    import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")
    assert others(tmp_path) == ["region/cn-320200", "region/gn-2013348"]


STATED = (
    (("数据截至2023年6月30日", "", "", "", ""), "2023-06-30"),
    (("填表人：某某", "", "", "填表日期：", "2023-08-09"), "2023-08-09"),
    (("Last updated: 15 March 2024", "", "", "", ""), "2024-03-15"),
)


@pytest.mark.parametrize(("below", "day"), STATED)
def test_the_day_that_a_line_below_the_table_states_is_that_of_the_sheet(
    tmp_path: Path, below: tuple[str, ...], day: str
) -> None:
    rows = [
        ("Old", "Lyon", "嘉善县", "active", "2018-02-01"),
        ("Coming", "Leeds", "嘉善县", "planned", "Q3/2024"),
        below,
    ]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert [row["issued"] for row in table(tmp_path / "made", "sources") if row["id"].startswith("sheet")] == [day]
    assert [row.outcome for row in done.account.rows] == ["made", "made", "left out"]


def test_a_row_of_a_deal_that_speaks_of_an_update_is_no_note(tmp_path: Path) -> None:
    rows = [("更新改造2019", "Lyon", "嘉善县", "signed", "2019-02-01"), ("城市更新合作", "Leeds", "嘉善县", "", "")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")
    assert [row.outcome for row in done.account.rows] == ["made", "made"]


ANSWERED = """
sheets:
  deals:
    day_first: maybe
    units: {$: florins}
answers:
  party:
    Wotan Quux: gn-4907959
    Rimba Alpha: no such thing
  stage: {whirling: spinning}
  date: {2019: someday}
  place: {Sample University: institution company}
"""


def test_an_id_is_an_answer_and_what_is_none_is_told_and_kept(tmp_path: Path) -> None:
    rows = [
        ("A", "Wotan Quux", "嘉善县", "signed", "7/8/2018", "$3m"),
        ("B", "Rimba Alpha", "嘉善县", "whirling", "2018-05-06", ""),
        ("C", "Sample University", "嘉善县", "signed", "2019", ""),
    ]
    sheet = write_csv(tmp_path / "deals.csv", rows, (*HEADINGS, "Amount"))
    sheet.with_name("deals.csv.kg.yaml").write_text(ANSWERED, encoding="utf-8")
    done = import_sheet(sheet, tmp_path / "made")
    refused = {one.path[1:]: one.refused for one in done.account.questions if one.refused}
    assert refused == {
        ("deals", "day_first"): "maybe",
        ("deals", "units", "$"): "florins",
        ("party", "Rimba Alpha"): "no such thing",
        ("stage", "whirling"): "spinning",
        ("date", "2019"): "someday",
        ("place", "Sample University"): "institution company",
    }
    assert all(
        one.refused in one.text.en and one.refused in one.text.zh for one in done.account.questions if one.refused
    )
    assert "region/gn-4907959" in others(tmp_path)
    assert "someday" in sheet.with_name("deals.csv.kg.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "country", "reference"),
    [
        ("大吉岭 Darjeeling", "印度", "region/gn-1273467"),
        ("谅山省 Lạng Sơn", "越南", "region/vn-09"),
        ("日本高槻市", "日本", "region/gn-1850910"),
    ],
)
def test_a_country_beside_a_name_that_agrees_helps(tmp_path: Path, name: str, country: str, reference: str) -> None:
    headings = ("Name", "Party A", "Party B", "Country of party B", "Status", "Date")
    rows = [("Deal", "嘉善县", name, country, "signed", "2019-05-06")]
    done = import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=True)
    assert others(tmp_path) == [reference]
    assert [one.path for one in done.account.questions] == []


def test_a_name_that_says_nothing_beside_a_country_is_no_company_unasked(tmp_path: Path) -> None:
    headings = ("Name", "Party A", "Party B", "Country of party B", "Status", "Date")
    rows = [("Deal", "嘉善县", "布鲁沃塔", "挪威", "signed", "2019-05-06")]
    import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made", accept=True)
    assert others(tmp_path) == []


def _asked_of(done: Imported) -> list[tuple[tuple[str, ...], list[str]]]:
    of_cells = (one for one in done.account.questions if one.path[0] == "answers")
    return [(one.path, [option.answer for option in one.options]) for one in of_cells]


@pytest.mark.parametrize("history", ["imported before", "another sheet", "added by hand"])
@pytest.mark.parametrize(
    ("row", "name"),
    [
        (("合作二", "嘉善县", "Yi County, Hamburg", "2017-07-28"), "Yi County"),
        (("合作二", "嘉善县", "Yi County", "2017-07-28"), "Yi County"),
        (("合作二", "嘉善县", "Yi County Sample Hospital", "2017-07-28"), ""),
    ],
)
def test_how_a_county_is_read_is_no_name_of_it_in_a_package_either(
    tmp_path: Path, history: str, row: tuple[str, ...], name: str
) -> None:
    headings = ("项目名称", "甲方", "乙方", "签约日期")
    first, into = ("合作一", "嘉善县", "黟县", "2017-07-28"), tmp_path / "made"
    if history == "added by hand":
        make_package(into)
        add_regions(into, ["cn-341023"])
    else:
        file = "deals.csv" if history == "imported before" else "others.csv"
        import_sheet(write_csv(tmp_path / file, [first], headings), into)
    assert {one["name_en"] for one in of(table(into, "regions"), "id", "cn-341023")} == {"Yi County"}
    done = import_sheet(write_csv(tmp_path / "deals.csv", [first, row], headings), into)
    fresh = import_sheet(write_csv(tmp_path / "fresh.csv", [first, row], headings), tmp_path / "fresh")
    # 易县 is Yi County too: what the name means does not depend on what was imported before.
    assert _asked_of(done) == _asked_of(fresh)
    assert [one.outcome for one in done.account.rows] == [one.outcome for one in fresh.account.rows]
    assert not name or ("answers", "party", name) in {one.path for one in done.account.questions}
    assert {one.get("located_in", "") for one in table(into, "institutions") if "Yi" in one.get("name_en", "")} <= {""}
    mentions = Gazetteer.of(read_package(into)[0]).mentions("Jiashan County signed an agreement with Yi County.")
    assert [one.reference for one in mentions if one.reference] == ["region/cn-jiaxing-jiashan"]
