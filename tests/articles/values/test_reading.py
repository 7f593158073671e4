"""Single values against single sentences, each worked out by hand; own sentences, invented places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kg.intake.articles.values.context import Document, Passage, plain
from kg.intake.articles.values.figures import check_figure
from kg.intake.articles.values.model import Verdict
from kg.intake.articles.values.stages import check_stage
from kg.intake.articles.values.subjects import check_agreement_kind, check_aim, check_sectors
from kg.intake.articles.values.times import check_day, check_period

ISSUED = date(2022, 7, 15)
STATED, OTHERWISE, MISSING, CARRIED, UNREAD = (
    *(Verdict.STATED, Verdict.OTHERWISE, Verdict.MISSING, Verdict.CARRIED, Verdict.UNREAD),
)


def passage(text: str, words: str = "") -> Passage:
    start = text.index(words) if words else 0
    return Passage(Document(text, ISSUED), start, start + len(words or text))


STATED_FIGURES = [
    ("总投资18.39亿元", "1839000000", "CNY", "exact"),
    ("总投资１８．３９亿元", "1839000000", "CNY", "exact"),
    ("总投资三亿二千万元", "320000000", "CNY", "exact"),
    ("生产总值1.2万亿元", "1200000000000", "CNY", "exact"),
    ("到位资金2.37亿美元", "237000000", "USD", "exact"),
    ("投资5000万欧元", "50000000", "EUR", "exact"),
    ("引进金融资本45亿元以上", "4500000000", "CNY", "atLeast"),
    ("全年推介会不少于6场", "6", "event", "atLeast"),
    ("与30余家企业对接", "30", "company", "moreThan"),
    ("逾300名学生互访", "300", "person", "moreThan"),
    ("接待游客100多万人次", "1000000", "visit", "moreThan"),
    ("规划面积约7.3平方公里", "7.3", "km2", "about"),
    ("近40家企业入驻", "40", "company", "about"),
    ("投资亿元以上的项目", "100000000", "CNY", "atLeast"),
    ("首个万吨级码头", "10000", "tonne", "exact"),
    ("签约项目17个", "17", "project", "exact"),
    ("二十二位专家", "22", "expert", "exact"),
    ("占比达35％", "0.35", "ratio", "exact"),
    ("百分之三十五的订单", "0.35", "ratio", "exact"),
    ("三成以上的订单", "0.3", "ratio", "atLeast"),
    ("约一半资金", "0.5", "ratio", "about"),
    ("固定电话实现全覆盖", "1", "ratio", "exact"),
    ("三分之二的村", "0.6667", "ratio", "exact"),
    ("单期不超过5亿元", "500000000", "CNY", "upTo"),
    ("不足20分钟", "20", "minute", "lessThan"),
    ("投资10-12亿元", "1000000000", "CNY", "exact"),
    ("投资10-12亿元", "1200000000", "CNY", "exact"),
    ("11家医院30名专家", "11", "hospital", "exact"),
    ("11家医院30名专家", "30", "expert", "exact"),
    ("三份合作协议", "3", "agreement", "exact"),
    ("一个100兆瓦的电站", "100", "MW", "exact"),
    ("investment of more than £240 million", "240000000", "GBP", "moreThan"),
    ("some 900 jobs", "900", "person", "about"),
    ("at least 30 firms", "30", "company", "atLeast"),
    ("up to 12 researchers a year", "12", "expert", "upTo"),
    ("nearly two dozen companies", "24", "company", "about"),
    ("twenty-two schools", "22", "school", "exact"),
    ("a US$1.2bn plant", "1200000000", "USD", "exact"),
    ("RMB 350 million", "350000000", "CNY", "exact"),
    ("between 5 and 7 million euros", "7000000", "EUR", "exact"),
    ("half of the funds", "0.5", "ratio", "exact"),
    ("40 per cent of the work", "0.4", "ratio", "exact"),
    ("500 visitors or more", "500", "visit", "atLeast"),
    ("2,500 hectares", "2500", "ha", "exact"),
]


@pytest.mark.parametrize(("text", "value", "unit", "bound"), STATED_FIGURES)
def test_a_figure_that_stands_there_is_stated(text: str, value: str, unit: str, bound: str) -> None:
    found = check_figure(passage(text), Decimal(value), unit, bound)
    assert (found.value, found.unit, found.bound) == (STATED, STATED, STATED), found


@pytest.mark.parametrize(("text", "value", "unit", "bound"), STATED_FIGURES)
def test_another_number_another_scale_and_another_bound_are_not(text: str, value: str, unit: str, bound: str) -> None:
    number = Decimal(value)
    for wrong in (number * 10000, number / 10, number + 1):
        assert check_figure(passage(text), wrong, unit, bound).value.is_doubt, wrong
    for other in {"exact", "about", "atLeast", "moreThan", "upTo", "lessThan"} - {bound}:
        if (text, other) not in EITHER:
            assert check_figure(passage(text), number, unit, other).bound is OTHERWISE, other


#: Words of a share with no bound of their own are told by what stands around them.
EITHER = {("half of the funds", "about")}


@pytest.mark.parametrize(
    ("text", "value", "unit", "wrong"),
    [
        ("总投资5亿元", "500000000", "CNY", "USD"),
        ("合同外资2.37亿美元", "237000000", "USD", "CNY"),
        ("£240 million", "240000000", "GBP", "EUR"),
        ("22位专家", "22", "expert", "company"),
        ("签约17场", "17", "event", "hospital"),
        ("面积30公顷", "30", "ha", "mu"),
        ("占35%", "0.35", "ratio", "project"),
    ],
)
def test_a_unit_that_is_another_is_told(text: str, value: str, unit: str, wrong: str) -> None:
    assert check_figure(passage(text), Decimal(value), unit, "exact").unit is STATED
    found = check_figure(passage(text), Decimal(value), wrong, "exact")
    assert found.unit is OTHERWISE
    assert found.seen[0].start == text.index(next(sign for sign in text if sign.isdigit()))


def test_what_the_passage_has_instead_is_told_with_its_place_the_nearest_first() -> None:
    found = check_figure(passage("引进项目22个，总投资59.8亿元，其中外资3亿元"), Decimal(5890000000), "CNY", "exact")
    assert found.value is OTHERWISE
    assert [(one.words, one.start, one.end) for one in found.seen] == [("59.8亿", 11, 16), ("3亿", 22, 24)]


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "verdict"),
    [
        ("去年引进项目17个。", "", "2021-01-01", "2021-12-31", STATED),
        ("去年引进项目17个。", "", "2022-01-01", "2022-12-31", OTHERWISE),
        ("今年计划引进8个。", "", "2022-01-01", "2022-12-31", STATED),
        ("今年以来引进8个。", "", "2022-01-01", "2022-07-15", STATED),
        ("2021年一季度引进8个。", "", "2021-01-01", "2021-03-31", STATED),
        ("2021年一季度引进8个。", "", "2021-04-01", "2021-06-30", OTHERWISE),
        ("1-6月引进8个。", "", "2022-01-01", "2022-06-30", STATED),
        ("1-6月引进8个。", "", "2021-01-01", "2021-06-30", OTHERWISE),
        ("二〇二〇年引进8个。", "", "2020-01-01", "2020-12-31", STATED),
        ("“十四五”期间引进8个。", "", "2021-01-01", "2025-12-31", STATED),
        ("2019—2021年引进8个。", "", "2019-01-01", "2021-12-31", STATED),
        ("上半年签约9个，总投资3亿元。", "总投资3亿元", "2022-01-01", "2022-06-30", CARRIED),
        ("去年到位3亿元；今年力争5亿元。", "到位3亿元", "2021-01-01", "2021-12-31", CARRIED),
        ("去年到位3亿元；今年力争5亿元。", "到位3亿元", "2022-01-01", "2022-12-31", OTHERWISE),
        ("签约9个。", "", "2022-01-01", "2022-12-31", MISSING),
        ("In the first half of 2021 it drew 8 firms.", "", "2021-01-01", "2021-06-30", STATED),
        ("Between January and March it drew 8 firms.", "", "2022-01-01", "2022-03-31", STATED),
        ("It drew 8 firms last year.", "", "2021-01-01", "2021-12-31", STATED),
        ("It drew 8 firms last year.", "", "2020-01-01", "2020-12-31", OTHERWISE),
        ("From 2019 to 2021 it drew 8 firms.", "", "2019-01-01", "2021-12-31", STATED),
    ],
)
def test_a_period_is_read_against_the_day_of_publication(
    text: str, words: str, start: str, end: str, verdict: Verdict
) -> None:
    assert check_period(passage(text, words), date.fromisoformat(start), date.fromisoformat(end))[0] is verdict


@pytest.mark.parametrize(
    ("text", "day", "basis", "verdict"),
    [
        ("截至3月底已有33家。", "2022-03-31", "resolved", STATED),
        ("截至3月底已有33家。", "2021-03-31", "resolved", OTHERWISE),
        ("截至3月底已有33家。", "2022-07-15", "resolved", OTHERWISE),
        ("12月5日签约。", "2021-12-05", "resolved", STATED),
        ("12月5日签约。", "2020-12-05", "resolved", OTHERWISE),
        ("本月8日签约。", "2022-07-08", "resolved", STATED),
        ("双方签约。", "2022-07-15", "assumed", STATED),
        ("双方签约。", "2021-07-15", "assumed", OTHERWISE),
        ("双方签约。", "2021-07-15", "resolved", MISSING),
        ("They signed on 12 May.", "2022-05-12", "resolved", STATED),
        ("They signed on Tuesday.", "2022-07-12", "resolved", STATED),
        ("They signed last month.", "2022-06-30", "resolved", STATED),
        ("They signed last month.", "2022-05-31", "resolved", OTHERWISE),
        # By the last day of the year or the month that something runs since it surely ran, and later is not said.
        ("They have run the line since 2019.", "2019-12-31", "stated", STATED),
        ("They have run the line since 2019.", "2018-12-31", "stated", OTHERWISE),
        ("They have run the line since 2019.", "2020-12-31", "stated", OTHERWISE),
        ("They have run the line since March 2020.", "2020-03-31", "stated", STATED),
        ("They have run the line since March 2020.", "2020-12-31", "stated", OTHERWISE),
        ("自2019年以来，两市共同运营专线。", "2019-12-31", "stated", STATED),
        ("自2019年以来，两市共同运营专线。", "2020-12-31", "stated", OTHERWISE),
        ("2020年3月起，两市共同运营专线。", "2020-03-31", "stated", STATED),
    ],
)
def test_a_day_is_that_of_publication_or_one_that_is_named(text: str, day: str, basis: str, verdict: Verdict) -> None:
    assert check_day(passage(text), date.fromisoformat(day), basis)[0] is verdict


@pytest.mark.parametrize(
    ("text", "stage", "verdict"),
    [
        ("双方拟签订合作协议", "planned", STATED),
        ("双方拟签订合作协议", "signed", OTHERWISE),
        ("双方将共建实验室", "operating", OTHERWISE),
        ("双方签订合作协议，将共建实验室", "signed", STATED),
        ("双方签订合作协议，将共建实验室", "underConstruction", OTHERWISE),
        ("项目已开工", "underConstruction", STATED),
        ("项目已开工", "operating", OTHERWISE),
        ("码头投入试运行", "trialOperation", STATED),
        ("码头投入试运行", "operating", OTHERWISE),
        ("码头投入使用", "operating", STATED),
        ("码头投入使用", "completed", OTHERWISE),
        ("推介会圆满举行", "completed", STATED),
        ("双方正在洽谈", "negotiating", STATED),
        ("双方正在洽谈", "signed", OTHERWISE),
        ("力争年底前开通专线", "operating", OTHERWISE),
        ("加快推进园区建设，已完成系统联调", "underConstruction", STATED),
        ("两地的老朋友", "signed", UNREAD),
        ("甲县与乙市交换了合作备忘录", "signed", STATED),
        ("首趟班列从该站驶出", "operating", STATED),
        ("大桥合龙在即", "underConstruction", STATED),
        ("Greywick has awarded the contract", "signed", STATED),
        ("Foundation stones were laid", "underConstruction", STATED),
        ("The two sides will sign an agreement", "signed", OTHERWISE),
        ("The two sides signed an agreement that will bring jobs", "signed", STATED),
        ("The plant is under construction", "underConstruction", STATED),
        ("The plant is under construction", "operating", OTHERWISE),
        ("The line opened in May", "operating", STATED),
        ("The line opened in May", "completed", OTHERWISE),
        ("They plan to open a line", "operating", OTHERWISE),
        ("The two are in talks", "negotiating", STATED),
        ("Work was suspended", "suspended", STATED),
    ],
)
def test_a_stage_goes_no_further_than_the_words(text: str, stage: str, verdict: Verdict) -> None:
    assert check_stage(passage(text), stage)[0] is verdict


def test_a_text_keeps_its_length_in_one_width() -> None:
    text = "ＡＢ，臺灣１２％é𠮷ﬁ\u200f"
    assert len(plain(text)) == len(text)
    assert plain(text).startswith("ab,台湾12%e")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The planning office of Oldermoor and a training centre in Lindhaven signed a plan for teaching.", ""),
        ("Under the harbour plan the two towns put their names to a vocational training pact.", ""),
        ("Oldermoor and Lindhaven signed; the plans for joint training follow.", "the plans for joint training"),
        ("云泽市与柳浦市按照五年行动计划签订职业培训协议。", ""),
    ],
)
def test_a_plan_or_a_training_as_a_noun_says_nothing_against_a_signing(text: str, words: str) -> None:
    verdict, seen = check_stage(passage(text, words), "signed")
    assert verdict in (STATED, CARRIED)
    assert seen == ()


@pytest.mark.parametrize("text", ["They plan to sign an agreement.", "A visit is planned.", "两市计划签署协议。"])
def test_a_plan_to_sign_is_no_signing(text: str) -> None:
    assert check_stage(passage(text), "signed")[0] == OTHERWISE


@pytest.mark.parametrize(
    ("text", "words", "day", "basis", "verdict"),
    [
        # 2022-07-15 is the day of publication.
        ("The 2020 broadband deal was terminated in April.", "", "2022-04-30", "resolved", STATED),
        ("The 2020 broadband deal was terminated in April.", "", "2022-05-31", "resolved", OTHERWISE),
        ("2020年签署的供水协议已于4月解除。", "", "2022-04-30", "resolved", STATED),
        ("两市签约，项目将于2027年6月投产。", "", "2022-07-08", "resolved", MISSING),
        ("7月8日，推介会在云泽市举行。会上，两市签约。", "会上，两市签约", "2022-07-08", "resolved", CARRIED),
        ("7月8日，推介会在云泽市举行。会上，两市签约。", "会上，两市签约", "2022-07-08", "assumed", CARRIED),
        ("It began on 8 July. At the fair both signed.", "At the fair", "2022-07-08", "resolved", CARRIED),
        ("5月3日开工。两市签约。", "两市签约", "2022-07-08", "resolved", MISSING),
        ("两市于5月3日签约。", "", "2022-07-08", "resolved", OTHERWISE),
    ],
)  # fmt: skip
def test_only_a_time_of_the_claim_itself_contradicts_a_day(
    text: str, words: str, day: str, basis: str, verdict: Verdict
) -> None:
    assert check_day(passage(text, words), date.fromisoformat(day), basis)[0] is verdict


@pytest.mark.parametrize(
    ("text", "words", "kind", "verdict"),
    [
        # A strategic framework is called strategic and a framework, and is neither of the two.
        ("两市签署战略合作框架协议。", "", "strategicFramework", STATED),
        ("两市签署战略合作框架协议。", "", "strategicCooperation", OTHERWISE),
        ("两市签署战略合作框架协议。", "", "framework", OTHERWISE),
        ("两市签署战略合作协议，另签框架协议。", "", "framework", STATED),
        # What a passage itself calls its paper goes before what the paragraph calls another.
        ("两市签平台合作协议，两校签战略合作协议。", "两市签平台合作协议", "strategicCooperation", OTHERWISE),
        ("两市签平台合作协议，两校签战略合作协议。", "两市签平台合作协议", "cooperation", OTHERWISE),
        ("两校签产学研合作协议。", "", "cooperation", UNREAD),
        ("Both signed an investment agreement.", "", "cooperation", OTHERWISE),
        ("Both signed an agreement on investment.", "", "cooperation", UNREAD),
    ],
)
def test_a_paper_is_of_the_kind_that_its_passage_calls_it(text: str, words: str, kind: str, verdict: Verdict) -> None:
    assert check_agreement_kind(passage(text, words), kind)[0] is verdict


@pytest.mark.parametrize(
    ("text", "words", "cls", "verdict"),
    [
        # 2022-07-15 is the day of publication: what is told of a year before was reached.
        ("2021年，两区引进项目17个。", "", "Target", OTHERWISE),
        ("2021年，两区引进项目17个。", "", "Achievement", STATED),
        ("到2021年，两区引进项目17个。", "", "Achievement", OTHERWISE),
        ("全年推介会不少于6场。", "", "Target", STATED),
        ("全年推介会不少于6场。", "", "Achievement", OTHERWISE),
        # A plan in the clause before it governs a figure; a semicolon ends it.
        ("Halm will build a mill, with an investment of £3m.", "an investment of £3m", "Achievement", MISSING),
        ("Halm will build a mill; the first cost £3m.", "the first cost £3m", "Achievement", UNREAD),
        ("In 2019 it sold 40 cars.", "", "Target", OTHERWISE),
        ("It sells 40 cars.", "", "Achievement", UNREAD),
    ],
)
def test_an_aim_is_told_by_words_and_by_times_that_are_over(text: str, words: str, cls: str, verdict: Verdict) -> None:
    assert check_aim(passage(text, words), cls)[0] is verdict


@pytest.mark.parametrize(
    ("text", "sector", "verdict"),
    [
        ("The two towns share a hospital.", "health", STATED),
        # Words tell another sector, and none the one on record.
        ("The two towns share a hospital.", "roads", MISSING),
        ("两地共建医联体。", "photovoltaics", MISSING),
        # Of a sector of which a passage says nothing, nothing can be said.
        ("The two towns signed an agreement.", "roads", UNREAD),
        ("The two towns share a hospital.", "crossSector", UNREAD),
    ],
)
def test_a_sector_is_doubted_only_where_a_passage_tells_another(text: str, sector: str, verdict: Verdict) -> None:
    assert check_sectors(passage(text), [sector])[0] is verdict
