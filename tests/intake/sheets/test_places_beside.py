"""Columns of places beside parties, second amounts, and units behind a heading, as real sheets have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from kg.notations import heading_hints
from tests.intake.sheets.written import table, write_csv


def imported(tmp_path: Path, headings: tuple[str, ...], *rows: tuple[str, ...]) -> Imported:
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, headings), tmp_path / "made")


def read(done: Imported) -> dict[str, str]:
    return {one.heading: one.reading.written for one in done.columns}


def seats(tmp_path: Path) -> dict[str, str]:
    rows = table(tmp_path / "made", "institutions")
    return {row.get("name_zh") or row["name_en"]: row.get("located_in", "") for row in rows}


def parties(tmp_path: Path) -> list[str]:
    return sorted(row["party"] for row in table(tmp_path / "made", "participations"))


def test_a_city_and_its_county_are_where_the_party_beside_them_is(tmp_path: Path) -> None:
    headings = ("项目名称", "我方单位", "所在市", "所在县", "合作方", "对方所在地", "签约日期")
    done = imported(
        tmp_path,
        headings,
        ("酒庄", "样本酒业有限公司", "银川市", "永宁县", "样本大学", "福建省福州市", "2021-03-01"),
        ("站", "样本劳务有限公司", "吴忠市", "", "莆田市", "福建省", "2021-03-02"),
    )
    assert {one: read(done)[one] for one in headings[1:6]} == {
        "我方单位": "party 1",
        "所在市": "place 1",
        "所在县": "place 1",
        "合作方": "party 2",
        "对方所在地": "place 2",
    }
    # GB/T 2260: 640121 is 永宁县 of 银川市, 640300 吴忠市, 350100 福州市.
    assert seats(tmp_path) == {
        "样本酒业有限公司": "cn-640121",
        "样本劳务有限公司": "cn-640300",
        "样本大学": "cn-350100",
    }
    # 福建省 is where 莆田市 lies, and no party.
    assert [one for one in parties(tmp_path) if one.startswith("region/")] == ["region/cn-350300"]


def test_a_county_is_looked_for_in_the_city_beside_it(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "所在市", "所在区", "乙方", "乙方所在地", "签约日期")
    imported(tmp_path, headings, ("站", "样本有限公司", "福州市", "鼓楼区", "样本大学", "北京市", "2021-03-01"))
    # There is a 鼓楼区 in 南京, 徐州, 开封 and 福州: 350102.
    assert seats(tmp_path)["样本有限公司"] == "cn-350102"


def test_a_region_and_a_country_each_behind_its_party_are_no_parties(tmp_path: Path) -> None:
    headings = ("Partnership", "Our member", "Region", "Partner institution(s)", "Country", "Signed")
    done = imported(
        tmp_path,
        headings,
        ("A", "Sample Works AG", "Hamburg", "Sample Power Ltd", "Kenya", "2020-01-02"),
        ("B", "Sample Works AG", "Hamburg", "Alpha Ltd; Beta Ltd", "Ghana", "2020-01-03"),
        ("C", "Sample Works AG", "Hamburg", "Gamma Ltd; Delta Ltd", "Ghana; Kenya", "2020-01-04"),
    )
    assert (read(done)["Region"], read(done)["Country"]) == ("place 1", "place parties")
    assert not [one for one in parties(tmp_path) if one.startswith("region/")]
    found = seats(tmp_path)
    assert found["Sample Power Ltd"] == "ke"
    # Which of two is in Ghana is not said: it is asked, and may stay open. Two places of two parties are in order.
    assert (found["Alpha Ltd"], found["Beta Ltd"], found["Gamma Ltd"], found["Delta Ltd"]) == ("", "", "gh", "ke")
    asked = {one.path[2]: one for one in done.account.questions if one.path[:2] == ("answers", "place")}
    assert {name: [option.answer for option in one.options] for name, one in asked.items()} == {
        "Alpha Ltd": ["gh"],
        "Beta Ltd": ["gh"],
    }
    assert all(one.optional for one in asked.values())


def test_a_place_that_no_heading_gives_to_a_party_is_asked(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "所在地", "乙方", "签约日期")
    done = imported(tmp_path, headings, ("站", "样本有限公司", "福州市", "样本大学", "2021-03-01"))
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path[-1] == "所在地"
    assert [one.answer for one in asked.options] == ["site", "place 1", "place 2", "note"]


def test_a_region_behind_a_comma_is_where_the_party_is(tmp_path: Path) -> None:
    headings = ("Partnership", "Party A", "Partners", "Signed", "Valid until")
    imported(tmp_path, headings, ("A", "嘉善县", "Ministry of Water, Kenya", "2020-01-02", "no end date"))
    (row,) = table(tmp_path / "made", "partnerships")
    assert row["note_en"] == "Valid until: no end date"
    assert [one for one in parties(tmp_path) if one.startswith("region/")] == ["region/cn-jiaxing-jiashan"]
    assert seats(tmp_path)["Ministry of Water"] == "ke"


def test_a_region_that_no_registry_has_is_proposed_where_the_sheet_says(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "合作方", "对方所在地", "签约日期")
    done = imported(tmp_path, headings, ("友城", "嘉善县", "样泽市", "日本岛根县", "2021-03-01"))
    (asked,) = [one for one in done.account.questions if one.path == ("answers", "party", "样泽市")]
    # Shimane is known, and what the sheet says of the place says more than its country.
    assert asked.likeliest == "region jp-32"


@pytest.mark.parametrize(
    ("heading", "unit", "scale"),
    [
        ("Contract value EUR m", "EUR", 6),
        ("金额万欧元", "EUR", 4),
        ("Amount €", "EUR", 0),
        ("Paid so far, USD k", "USD", 3),
        ("Paid (CNY 10k)", "CNY", 4),
        ("Paid (EUR 1,000)", "EUR", 3),
        ("Paid, USD 100", "", 0),
        ("Top 10", "", 0),
        ("Investment at the top", "", 0),
        ("All that we do", "", 0),
        ("Overall", "", 0),
    ],
)
def test_a_heading_may_end_in_its_unit(heading: str, unit: str, scale: int) -> None:
    assert (heading_hints(heading).unit, heading_hints(heading).scale) == (unit, scale)


def test_what_is_planned_and_what_has_come_are_figures_of_their_own(tmp_path: Path) -> None:
    headings = ("Partnership", "Party A", "Party B", "Planned amount EUR m", "Actual amount EUR m", "Signed", "Date")
    done = imported(
        tmp_path,
        headings[:-1],
        ("A", "嘉善县", "Hamburg", "12.5", "3", "2019-03-12"),
        ("B", "嘉善县", "Hamburg", "1", "2", "2021-05-06"),
    )
    assert read(done)["Planned amount EUR m"] == read(done)["Actual amount EUR m"] == "amount totalInvestment"
    kept = ("class", "value", "unit", "as_of", "time_basis")
    figures = sorted(tuple(row[name] for name in kept) for row in table(tmp_path / "made", "observations"))
    # What has come holds by the day of the sheet, its latest, and not by the day of signing.
    assert figures == [
        ("Achievement", "2000000", "EUR", "2021-05-06", "assumed"),
        ("Achievement", "3000000", "EUR", "2021-05-06", "assumed"),
        ("Target", "1000000", "EUR", "2021-05-06", "stated"),
        ("Target", "12500000", "EUR", "2019-03-12", "stated"),
    ]


def test_an_unknown_heading_with_a_currency_is_asked_and_not_lost_to_the_note(tmp_path: Path) -> None:
    headings = ("项目名称", "甲方", "乙方", "预算（万欧元）", "实际投入（万欧元）", "签约日期")
    done = imported(tmp_path, headings, ("A", "嘉善县", "上海市", "120", "80", "2021-03-01"))
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path[-1] == "实际投入（万欧元）"
    assert asked.likeliest == "amount capitalArrived"
