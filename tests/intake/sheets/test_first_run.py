"""All that can be asked of a messy sheet is asked in the first run, alike questions as one; the second run finishes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.sheets.asking import sorted_by_sort
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.settings import Settings, file_beside
from tests.intake.sheets.written import of, table
from tests.support import Outcome

IN_CHINESE = """某市对外合作台账（内部整理稿）,,,,,,,,
序号,项目名称,我方单位,合作方,类别,所属行业,协议金额(万元),签约时间,进展
1,量子通信联合实验室,复旦大学,海盐县政府,共建平台,科技,3.5亿元,2017年7月,已签约
2,Fudan Innovation Park,Fudan University,Haiyan County,agreement,science & technology,US$1.2m,Jul 2017,signed
3,核技术走廊,中国核工业集团有限公司,海盐县,战略合作框架协议,核能,近２０亿元,20170728,签订框架协议
4,Nuclear training centre,CNNC,Haiyan,training,nuclear,EUR 1.500.000,7/8/2017,operational
5,人才飞地,嘉善县,普陀区,飞地,人才,不少于３０００万元,2016-2017,运营
6,智能制造产业园,漕河泾开发区,海宁市,合作园区,制造业,120 亩,2017/9/30,已开园
7,文旅年卡,金山区文旅局,平湖市文旅局,互惠协议,旅游,超过1百万人次,2017-05,已实施
8,跨界治水,青浦区,嘉善县、吴江区,三方协议,环保,一百二十万,2017.3.,已完成
9,轨道交通延伸,上海申通地铁集团,嘉兴市,备忘录,交通,RMB 300 million,2017-13-01,前期
10,绿色食品展,上海市农委,嘉兴市农业局,展会,农业,50万,去年,已举办
11,教师互派,示例师范大学,桐乡市教育局,交流,教育,50人,2017年9月,进行中
12,保密项目,示例控股有限公司,桐乡市,投资,电子,未披露,待定,洽谈中
"""
IN_ENGLISH = """Title\tParty A\tParty B\tType\tSector\tInvestment\tSigned on\tStatus
Riverside Hub\tJiashan County\tQingpu District (青浦区)\tagreement\tlogistics\tCNY 1.2 billion\t3 Feb 2019\tsigned
Hydrogen Pilot\tHaiyan\tUniversity of Sampleford\tJoint lab\thydrogen\tabout $2.5m\tQ3 2019\toperating
Joint Fund\tExample Capital Co., Ltd.\tNanhu District\tfund\tfinance\tup to RMB 5bn\t6/7/2020\testablished
Steel Supply\tSample Steel\tPinghu City\tcontract\tmanufacturing\t30,000 tonnes\t7/6/2020\tcompleted
Eco Park\tJinshan\tPinghu\tpark\tenvironment\t2.5 sq km\t31/12/2020\tunder construction
Pass\tSongjiang, Jiashan, Wujiang\tXiuzhou\tpass\tculture & tourism\t1.500\t1/2/2021\tlaunched
Cold Chain\tEvergreen Foods GmbH\tHaining\tinvestment\tagriculture\t€ 12,5 Mio\t02/03/2021\tsigned
Rice Seeds\tSample Academy\tPinghu\tR&D\tagriculture\t1.2m\t2022-02-30\tsigned
Rail Link\tSample Metro\tJiashan & Haiyan\trail service\ttransport\tabout 20 km\tby 2025\tplanned
Museums\tSample Museum\tTongxiang Museum\tloan\tculture\t0\tSpring 2023\tcompleted
"""
#: Answers in a person's own words, by the end of their place.
ANSWERS = {
    "day_first": "true",
    "cell_scale": "true",
    "CNNC": "中国核工业集团有限公司",
    "Fudan University": "复旦大学",
    "普陀区": "region/cn-shanghai-putuo",
    "Wujiang": "region/cn-320509",
    "EUR 1.500.000": "1500000 EUR",
    "2017-13-01": "2017",
    "去年": "2016",
    "mu": "area",
    "visit": "visitors",
    "person": "note",
    "tonne": "cargoThroughput",
    "km2": "area",
    "km": "length",
    "$": "USD",
    "Investment": "万元",
    "decimal_comma": "false",
    "2022-02-30": "2022-02",
    "Spring 2023": "2023",
}


def asked(done: Imported) -> dict[tuple[str, ...], list[str]]:
    """What is asked and may not stay open, with what is proposed."""
    return {one.path: [option.answer for option in one.options] for one in done.account.questions if not one.optional}


@pytest.fixture(scope="module", params=["台账.csv", "deals.tsv"])
def runs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Imported, Path]:
    """A sheet imported, answered and imported again."""
    sheet = tmp_path_factory.mktemp("messy") / request.param
    sheet.write_text(IN_CHINESE if sheet.suffix == ".csv" else IN_ENGLISH, encoding="utf-8")
    folder = sheet.with_name("made")
    first = import_sheet(sheet, folder)
    settings = Settings.read(file_beside(sheet))
    for path, options in asked(first).items():
        name = path[2] if path[2] in ("decimal_comma", "cell_scale") else path[-1]
        settings.set(path, ANSWERS.get(name) or options[0])
    file_beside(sheet).write_bytes(settings.written(sheet.name))
    return first, import_sheet(sheet, folder), folder


def test_every_question_is_asked_in_the_first_run(runs: tuple[Imported, Imported, Path]) -> None:
    first, second, _ = runs
    assert asked(second) == {}
    assert {one.outcome for one in second.account.rows} == {"made"}
    needed = [one for one in sorted_by_sort(first.account.questions) if not one.optional]
    # That of the stage among them: 进行中 says of an exchange no more than that it is not over.
    assert len(needed) <= 7
    # One question about the order of day and month, and one about the scale or the comma of a column.
    whole = [one.place[2] for one in needed if one.place[0] == "sheets"]
    assert len(whole) == len(set(whole))
    # Each has something to accept, or to choose from.
    assert all(question.options for one in needed for question in one.questions)


def test_answers_in_peoples_own_words_are_taken(runs: tuple[Imported, Imported, Path]) -> None:
    *_, folder = runs
    names = {row["id"]: row.get("name_en") or row["name_zh"] for row in table(folder, "partnerships")}
    figures = {
        (names[row["about"].removeprefix("partnership/")], row["measure"]): (row["value"], row["unit"], row["bound"])
        for row in table(folder, "observations")
    }
    expected = BY_HAND_ZH if "跨界治水" in names.values() else BY_HAND_EN
    assert figures == expected


BY_HAND_ZH = {
    ("量子通信联合实验室", "contractedInvestment"): ("350000000", "CNY", "exact"),
    ("Fudan Innovation Park", "contractedInvestment"): ("1200000", "USD", "exact"),
    ("核技术走廊", "contractedInvestment"): ("2000000000", "CNY", "about"),
    ("Nuclear training centre", "contractedInvestment"): ("1500000", "EUR", "exact"),
    ("人才飞地", "contractedInvestment"): ("30000000", "CNY", "atLeast"),
    ("智能制造产业园", "area"): ("120", "mu", "exact"),
    ("文旅年卡", "visitors"): ("1000000", "visit", "moreThan"),
    ("跨界治水", "contractedInvestment"): ("1200000", "CNY", "exact"),
    ("轨道交通延伸", "contractedInvestment"): ("300000000", "CNY", "exact"),
    ("绿色食品展", "contractedInvestment"): ("500000", "CNY", "exact"),
}
BY_HAND_EN = {
    ("Riverside Hub", "totalInvestment"): ("1200000000", "CNY", "exact"),
    ("Hydrogen Pilot", "totalInvestment"): ("2500000", "USD", "about"),
    ("Joint Fund", "totalInvestment"): ("5000000000", "CNY", "upTo"),
    ("Steel Supply", "cargoThroughput"): ("30000", "tonne", "exact"),
    ("Eco Park", "area"): ("2.5", "km2", "exact"),
    # Below a column answered as one of 万元: 1.5 of them, and none; 1.2m is more than any 万 that it could be one of.
    ("Pass", "totalInvestment"): ("15000", "CNY", "exact"),
    ("Cold Chain", "totalInvestment"): ("12500000", "EUR", "exact"),
    ("Rice Seeds", "totalInvestment"): ("1200000", "CNY", "exact"),
    ("Rail Link", "length"): ("20", "km", "about"),
}


def test_names_in_two_languages_are_one_as_it_was_answered(runs: tuple[Imported, Imported, Path]) -> None:
    *_, folder = runs
    institutions = table(folder, "institutions")
    if any(row.get("name_zh") == "复旦大学" for row in institutions):
        (fudan,) = of(institutions, "name_zh", "复旦大学")
        (cnnc,) = of(institutions, "name_zh", "中国核工业集团有限公司")
        assert (fudan["name_en"], cnnc["name_en"]) == ("Fudan University", "CNNC")
    regions = {row["id"] for row in table(folder, "regions")}
    assert "cn-320509" in regions or "cn-shanghai-putuo" in regions


def test_the_day_of_a_sheet_without_days_is_given_with_the_command(run: Callable[..., Outcome], tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text("项目,甲方,乙方,状态\n湖区合作,嘉善县,青浦区,运营\n", encoding="utf-8")
    assert run("import", "deals.csv").code == 1
    assert run("import", "deals.csv", "--as-of", "2021-05").code == 0
    # Kept with the answers: the next run needs it no more.
    assert run("import", "deals.csv").code == 0
    assert [row["as_of"] for row in table(tmp_path / "deals", "stages")] == ["2021-05-31"]
    assert run("import", "deals.csv", "--as-of", "soon").code == 2


def test_one_place_of_two_registries_is_proposed_as_one(run: Callable[..., Outcome], tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text(
        "Project,Party A,Party B,Date\nOne,Bavaria,Jiaxing,2020-01-02\nTwo,Bayern,Jiaxing,2021-01-02\n",
        encoding="utf-8",
    )
    first = run("import", "deals.csv", "--lang", "en")
    assert "Is Bayern the same place as Bavaria?" in " ".join(first.err.split())
    # Until somebody says so they are two; `kg names` proposes them too.
    regions = {row["id"] for row in table(tmp_path / "deals", "regions")}
    assert {"de-by", "nuts-de2"} <= regions
    assert "two registries have this place" in run("names", "deals", "--lang", "en", "--wide").out
    assert run("import", "deals.csv", "--accept").code == 0
    assert {row["id"] for row in table(tmp_path / "deals", "regions")} == regions - {"nuts-de2"}
    assert {row["party"] for row in table(tmp_path / "deals", "participations")} == {
        "region/de-by",
        "region/cn-jiaxing",
    }
