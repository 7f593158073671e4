"""Messy sheets: all that is asked comes in the first run, and every amount, day and party is as by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import by_name, of, remarks, table, write_csv

IN_CHINESE = [
    ["嘉沪合作台账（示例）"],
    ["填报单位：示例招商办  单位：万元  截至2018年6月30日"],
    ["序号", "项目名称", "合作双方", "所属领域", "协议总投资", "签约时间", "现状", "备注"],
    [1, "装备园", "海盐县、徐汇区", "核电", 35000, "17.3.5", "在建", "其中一期1.2亿元"],
    [2, "电商中心", "平湖市、上海自贸区", "电子商务", "1.2亿元", "'17年3月", "已签约", None],
    [3, "康复医院", "南湖区；瑞金医院", "医疗", "免费", "2017年4月中旬", "运营", None],
    [4, "物流港", "嘉善县/青浦区/示例物流集团有限公司", "物流", "约3.5", "2017年上半年", "筹建", "单位亿元"],
    [5, "友好交流", "嘉兴市、样泽市", "文化", "-", "平成29年5月", "已签约", None],
    [6, "大学城公寓", "海宁市、松江大学城", "教育", "8000-12000", "2018年3月底", "规划", None],
    [7, "前期", "嘉善县、松江区", "交通", "500元", "2018年1月", "终止", "退回300万元"],
    ["合计 Total（7项）", None, None, None, 90000.05, None, None, None],
]
IN_ENGLISH = """Partnership register
Sample agency - prepared 14 Feb 2022
Ref\tTitle\tLead partner\tOther partners\tSector\tValue\tCurrency\tAgreed on\tStatus\tComments
P1\tCorridor\tTel Aviv\tRotterdam; Hull\tenergy\t1,200\tUSD k\t28.7.2021\tsigned\t
P2\tTrials\tUniversity of Leeds\tHamburg\thealth\t3.5\tGBP m\tJul 2021\toperating\t
P3\tAid\tKing's College London\tFukuoka City\thealth\t£1,250,000.50\t\tOct-21\tsigned\t
P4\tTwin\tBelfast City Council\tKobe, Lille\tICT\t4.5\t\tJan 2022\tsigned\tunit: million GBP
Total\t\t\t\t\t10\tGBP m\t\t\t
"""
ANSWERS = {
    "样泽市": "region jp",
    "short_year": "ymd",
    "Hull": "region/gb-khl",
    "Lille": "region fr",
}


def answered(sheet: Path) -> tuple[Imported, Imported, Path]:
    """A sheet imported, all that holds anything up answered, and imported again."""
    folder = sheet.with_name("made")
    first = import_sheet(sheet, folder)
    settings = Settings.read(file_beside(sheet))
    for question in first.account.questions:
        if not question.optional:
            settings.set(question.path, ANSWERS[question.path[-1]])
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    second = import_sheet(sheet, folder)
    assert {question.path for question in second.account.questions} <= {one.path for one in first.account.questions}
    assert not [question for question in second.account.questions if not question.optional]
    return first, second, folder


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Imported, Path]:
    book = Workbook()
    for row in IN_CHINESE:
        book.active.append(row)
    path = tmp_path_factory.mktemp("chinese") / "sheet.xlsx"
    book.save(path)
    return answered(path)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Imported, Path]:
    path = tmp_path_factory.mktemp("english") / "register.tsv"
    path.write_text(IN_ENGLISH, encoding="utf-8")
    return answered(path)


def amounts(folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Value, unit and bound of the amounts of each partnership, by its name."""
    seen = table(folder, "observations")
    named = {name: of(seen, "about", f"partnership/{row['id']}") for name, row in by_name(folder).items()}
    return {
        name: [(one["value"], one["unit"], one.get("bound", "")) for one in rows]
        for name, rows in named.items()
        if rows
    }


def days(folder: Path, stage: str) -> dict[str, str]:
    """The day of a stage of each partnership, by its name."""
    names = {row["id"]: name for name, row in by_name(folder).items()}
    return {names[row["partnership"]]: row["as_of"] for row in of(table(folder, "stages"), "stage", stage)}


def test_the_unit_above_the_table_counts_where_a_cell_names_none(chinese: tuple[Imported, Imported, Path]) -> None:
    found = amounts(chinese[2])
    assert found == {
        "装备园": [("350000000", "CNY", "exact")],
        "电商中心": [("120000000", "CNY", "exact")],
        "物流港": [("350000000", "CNY", "about")],
        "大学城公寓": [("80000000", "CNY", "atLeast"), ("120000000", "CNY", "upTo")],
        "前期": [("500", "CNY", "exact")],
    }
    assert "in the unit that its note says: 单位亿元" in remarks(chinese[0], 7).en


def test_years_of_two_digits_are_asked_once_or_known_from_other_rows(
    chinese: tuple[Imported, Imported, Path],
) -> None:
    first, _, folder = chinese
    (asked,) = [one for one in first.account.questions if one.path[-1] == "short_year"]
    assert [option.answer for option in asked.options] == ["ymd"]
    assert "2017-03-05" in asked.options[0].text.en
    assert days(folder, "signed") == {
        "装备园": "2017-03-05",
        "电商中心": "2017-03-31",
        "康复医院": "2017-04-30",
        "友好交流": "2017-05-31",
        "前期": "2018-01-31",
    }
    assert remarks(first, 5).en == "the year is taken as 2017, as in other rows"
    # The day above the table is the sheet's; the end of a month that is only about said counts too.
    assert days(folder, "terminated") == {"前期": "2018-06-30"}
    assert days(folder, "planned") == {"物流港": "2017-06-30", "大学城公寓": "2018-03-31"}


def test_a_total_is_a_line_of_its_own_and_is_held_against_the_rows(chinese: tuple[Imported, Imported, Path]) -> None:
    account = chinese[1].account
    assert account.counts == {"made": 7, "joined": 0, "asked": 0, "refused": 0, "total": 1, "left out": 0}
    # 35,000 + 12,000 + 35,000 + 8,000 to 12,000 + 0.05, in ten thousands: 90,000.05 to 94,000.05.
    assert remarks(chinese[1], 11).en == "a total of other rows; agrees with the rows: about 900000500..940000500 CNY"


def test_a_total_that_is_not_the_sum_is_told(english: tuple[Imported, Imported, Path]) -> None:
    # 3.5 + 1.2500005 + 4.5 million pounds; the dollars are in no sum of pounds.
    said = "says 10000000 GBP; the rows come to 9250000.5 GBP without row 4 (1,200), open or in another unit"
    assert remarks(english[1], 8).en.endswith(said)


def test_an_amount_that_nobody_knows_is_told_beside_a_total(tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        "项目名称,甲方,乙方,投资额（万元）\n通道,嘉善县,上海市,100\n桥,海盐县,宁波市,待定\n合计,,,300\n",
        encoding="utf-8",
    )
    done = import_sheet(sheet, tmp_path / "made", as_of=date(2020, 1, 1))
    said = "says 3000000 CNY; the rows come to 1000000 CNY without row 3 (待定), open or in another unit"
    assert remarks(done, 4).en.endswith(said)


def test_a_region_that_no_registry_has_lies_where_it_is_answered_to_lie(
    chinese: tuple[Imported, Imported, Path], english: tuple[Imported, Imported, Path]
) -> None:
    assert {row["name_zh"]: row["parent"] for row in table(chinese[2], "regions") if row.get("parent") == "jp"} == {
        "样泽市": "jp"
    }
    made = {
        row["id"]: row["parent"]
        for row in table(english[2], "regions")
        if row["id"] in ("lille", "gn-2998324", "gn-1859171")
    }
    # The Lille of Belgium is not small enough to be out of the question: that it is one in France says which.
    assert made == {"gn-2998324": "fr-hdf", "gn-1859171": "jp-28"}
    assert "松江大学城" in [row.get("name_zh") for row in of(table(chinese[2], "regions"), "kind", "Zone")]


def test_parties_and_amounts_of_an_agency_that_writes_english(english: tuple[Imported, Imported, Path]) -> None:
    first, _, folder = english
    assert amounts(folder) == {
        "Corridor": [("1200000", "USD", "exact")],
        "Trials": [("3500000", "GBP", "exact")],
        "Aid": [("1250000.5", "GBP", "exact")],
        "Twin": [("4500000", "GBP", "exact")],
    }
    assert days(folder, "signed") == {
        "Corridor": "2021-07-28",
        "Trials": "2021-07-31",
        "Aid": "2021-10-31",
        "Twin": "2022-01-31",
    }
    ids = {name: row["id"] for name, row in by_name(folder).items()}
    parties = {
        name: sorted(row["party"] for row in of(table(folder, "participations"), "partnership", one))
        for name, one in ids.items()
    }
    # All that is Hamburg of ISO 3166-2 and of three levels of NUTS is one place; a city is no prefecture.
    assert parties == {
        "Corridor": ["region/gb-khl", "region/gn-2747891", "region/gn-293397"],
        "Trials": ["institution/university-of-leeds", "region/de-hh"],
        "Aid": ["institution/king-s-college-london", "region/gn-1863967"],
        "Twin": ["institution/belfast-city-council", "region/gn-1859171", "region/gn-2998324"],
    }
    kinds = {row["id"]: row["kind"] for row in table(folder, "institutions")}
    assert kinds["king-s-college-london"] == "university"
    (hull,) = [one for one in first.account.questions if one.path[-1] == "Hull"]
    # The larger one first, though it is only called so, and the Hull of Quebec is.
    assert "region/gb-khl" in [option.answer for option in hull.options]
    assert [option.answer for option in hull.options][-1] == "region/gn-6942644"


def test_two_institutions_in_one_cell_of_two_languages_stay_two(tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        "Name,Party A,Party B,Sector\nCampus,佛山市,Example University; 示例大学,education\n", encoding="utf-8"
    )
    import_sheet(sheet, tmp_path / "made", as_of=None, accept=True)
    settings = Settings.read(file_beside(sheet))
    settings.set(("as_of",), "2020-01-01")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    import_sheet(sheet, tmp_path / "made")
    names = [(row.get("name_zh"), row.get("name_en")) for row in table(tmp_path / "made", "institutions")]
    assert sorted(names, key=str) == [("示例大学", None), (None, "Example University")]


def test_a_sheet_whose_headings_name_no_parties_is_asked_about_and_not_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Name 名称", "Partner A 合作方A", "Partner B 合作方B", "Signed 签署"])
    book.active.append(["Rail", "Shenzhen", "Huizhou", "2020-05-06"])
    more = book.create_sheet("more")
    more.append(["项目名称", "签约日期", "金额（万元）", "丑"])
    more.append(["水库", "2020-01-02", 30, "河源市、深圳市"])
    choices = book.create_sheet("choices")
    choices.append(["类型", "领域"])
    choices.append(["项目", "教育"])
    book.save(tmp_path / "deals.xlsx")
    done = import_sheet(tmp_path / "deals.xlsx", tmp_path / "made")
    assert [(row.sheet, row.row) for row in done.account.rows] == [("Sheet", 2), ("more", 2)]
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path[:3] == ("sheets", "more", "columns")


def test_an_amount_that_no_table_can_hold_is_asked(tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        "Name,Party A,Party B,Amount (CNY),Signed\nPark,嘉善县,青浦区,449478325749275000000,2020-01-02\n",
        encoding="utf-8",
    )
    done = import_sheet(sheet, tmp_path / "made")
    assert not table(tmp_path / "made", "observations")
    assert [one.path for one in done.account.questions if not one.optional] == [
        ("answers", "amount", "449478325749275000000")
    ]


def test_headings_that_are_made_of_two_known_words(tmp_path: Path) -> None:
    rows = (
        "Deal no.,Deal,Investor,Investor country,Host county,Host province,Deal value,Project manager,Press link\n"
        "7,Mill,Sample Textiles Plc,Germany,Kunshan,Jiangsu,EUR 12m,A. Person,https://example.org/1\n"
        "8,Farm,Nordic Sample A/S,Denmark,Rudong County,Jiangsu,EUR 3m,B. Person,\n"
    )
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made", as_of=date(2020, 1, 1))
    assert {one.heading: one.reading.written for one in done.columns} == {
        "Deal no.": "id",
        "Deal": "name",
        "Investor": "party investor",
        "Investor country": "place investor",
        "Host county": "party host",
        "Host province": "place host",
        "Deal value": "amount totalInvestment",
        "Project manager": "note",
        "Press link": "link",
    }
    assert not [one for one in done.account.questions if not one.optional]
    # Kunshan is spelt by one county of Jiangsu alone.
    parties = {row["party"] for row in table(tmp_path / "made", "participations")}
    assert {"region/cn-320583", "region/cn-320623"} <= parties
    seats = {row["name_en"]: row.get("located_in") for row in table(tmp_path / "made", "institutions")}
    assert seats == {"Sample Textiles Plc": "de", "Nordic Sample A/S": "dk"}


def test_a_table_in_traditional_characters(tmp_path: Path) -> None:
    rows = (
        "合作項目彙總表（金額單位：億元人民幣）,,,,\n編號,專案名稱,甲方（牽頭）,乙方及其他,協議金額\n"
        'H1,通道,香港特別行政區,上海市、寧波市,35\nH2,碼頭,嘉興市,佛山市,"8,000萬"\n總計（2項）,,,,35.8\n'
    )
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made", as_of=date(2020, 1, 1))
    assert not [one for one in done.account.questions if not one.optional]
    assert amounts(tmp_path / "made") == {
        "通道": [("3500000000", "CNY", "exact")],
        "碼頭": [("80000000", "CNY", "exact")],
    }
    assert len(table(tmp_path / "made", "participations")) == 5
    assert remarks(done, 5).en == "a total of other rows; agrees with the rows: 3580000000 CNY"


def test_a_column_that_may_name_who_else_takes_part_is_asked(tmp_path: Path) -> None:
    rows = "项目名称,甲方,与会者,签约日期\n通道,嘉善县,上海市、宁波市,2020-01-02\n碼頭,海盐县,示例大学,2020-01-03\n"
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    (asked,) = [one for one in done.account.questions if one.stops]
    assert asked.path[-1] == "与会者"
    assert [option.answer for option in asked.options] == ["parties", "note"]


@pytest.mark.parametrize(
    ("days", "said", "settled", "left"),
    [
        # 31.12.45 has no day 45, so that the year cannot come first there.
        (("17.3.05", "31.12.45"), {"short_year": "ymd"}, "2017-03-05", "31.12.45"),
    ],
)
def test_a_day_that_an_answer_for_the_sheet_does_not_settle_is_asked_by_itself(
    tmp_path: Path, days: tuple[str, str], said: dict[str, str], settled: str, left: str
) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        f"项目名称,甲方,乙方,签约日期\n通道,嘉善县,上海市,{days[0]}\n码头,海盐县,宁波市,{days[1]}\n", encoding="utf-8"
    )
    import_sheet(sheet, tmp_path / "made")
    settings = Settings.read(file_beside(sheet))
    for name, answer in said.items():
        settings.set(("sheets", "deals", name), answer)
    settings.set(("as_of",), "2020-01-01")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    done = import_sheet(sheet, tmp_path / "made")
    assert [one.path for one in done.account.questions if not one.optional] == [("answers", "date", left)]
    settings = Settings.read(file_beside(sheet))
    settings.set(("answers", "date", left), "2017-07-31")
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    done = import_sheet(sheet, tmp_path / "made")
    assert not [one for one in done.account.questions if not one.optional]
    assert {row["as_of"] for row in of(table(tmp_path / "made", "stages"), "stage", "signed")} == {
        settled,
        "2017-07-31",
    }


def test_a_column_called_after_units_and_organisations_is_read_by_its_cells(tmp_path: Path) -> None:
    rows = "项目名称,合作城市A,合作城市B,总投资,单位\n通道,嘉兴市,上海市,3,亿元\n桥,海盐县,宁波市,200,万美元\n"
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made", as_of=date(2020, 1, 1))
    assert not [one for one in done.account.questions if not one.optional]
    assert amounts(tmp_path / "made") == {"通道": [("300000000", "CNY", "exact")], "桥": [("2000000", "USD", "exact")]}


def test_a_column_of_currencies_and_a_note_say_nothing_of_areas_nor_of_a_heading_with_its_own(tmp_path: Path) -> None:
    rows = (
        "Name,Party A,Party B,Value,Currency,Land area (ha),Grant (EUR),Notes\n"
        "Rail,Leeds,Hamburg,3,GBP m,20,30,\nRoad,Leeds,Hamburg,4,,5,,unit: million USD\n"
    )
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    done = import_sheet(tmp_path / "deals.csv", tmp_path / "made", as_of=date(2020, 1, 1))
    assert not [one for one in done.account.questions if not one.optional]
    found = {name: [one[:2] for one in some] for name, some in amounts(tmp_path / "made").items()}
    assert found == {
        "Rail": [("3000000", "GBP"), ("20", "ha"), ("30", "EUR")],
        "Road": [("4000000", "USD"), ("5", "ha")],
    }


@pytest.mark.parametrize(
    ("note", "unit", "value"),
    [
        *(("金额为人民币", "CNY", "350000000"), ("人民币", "CNY", "350000000"), ("以港元计", "HKD", "350000000")),
        *(("amounts are in GBP", "GBP", "350000000"), ("（美元）", "USD", "350000000")),
        # What is a place, a plan or a sum of its own is no unit of the amount beside it.
        *(("以色列一方出资", "USD", "350000000"), ("金额为3亿日元", "USD", "350000000"), ("美国", "USD", "350000000")),
    ],
)
def test_the_unit_of_one_row_in_its_note_goes_before_the_answer_for_its_column(
    note: str, unit: str, value: str, tmp_path: Path
) -> None:
    write_csv(
        tmp_path / "deals.csv",
        [("甲项目", "海盐县", "浦东新区", "教育", "2017-06-01", "3.5亿", note)],
        ("项目名称", "甲方", "乙方", "领域", "签约日期", "投资额", "备注"),
    )
    said = "sheets:\n  deals:\n    units:\n      投资额: USD\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    import_sheet(tmp_path / "deals.csv", tmp_path / "made")
    assert [(row["unit"], row["value"]) for row in table(tmp_path / "made", "observations")] == [(unit, value)]


@pytest.mark.parametrize("count", ["25项", "25", "共25个"])
def test_how_many_rows_there_are_is_no_party_of_their_total(tmp_path: Path, count: str) -> None:
    path = tmp_path / "sheet.csv"
    rows = [("项目", "甲方", "乙方", "金额", "签约时间"), ("港口", "海盐县", "徐汇区", "3亿元", "2020-05-06")]
    rows.append(("合计 Total", count, "", "约150亿元", ""))
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    account = import_sheet(path, tmp_path / "made").account
    assert (account.counts["made"], account.counts["total"]) == (1, 1)
    assert count not in {question.path[-1] for question in account.questions}
    assert [row["name_zh"] for row in table(tmp_path / "made", "partnerships")] == ["港口"]
