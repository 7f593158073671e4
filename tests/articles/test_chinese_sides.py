"""Whom Chinese reports mean: pairs in turn, lists and tables, people who sign, visits, numbers of firms."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.articles.documents import open_article
from tests.articles.test_rules_by_sentence import LINSHUO, LIUPU, YUNZE, read, read_in, value

HEDU, LUZHU = "region/hedu", "region/luzhou"
XIHAI = "institution/xihai-polytechnic"
LUMING, QUARTZ = "鹿鸣集团", "石英控股集团"


def signed(text: str) -> list[set[str]]:
    """The parties of each agreement that a text says is signed."""
    return [whom for what, whom, stage in read_in(text) if what.startswith("Agreement") and stage == "signed"]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市分别与柳浦市、临朔市、禾渡县签约。", [{YUNZE, LIUPU}, {YUNZE, LINSHUO}, {YUNZE, HEDU}]),
        ("鹿鸣集团、石英控股集团分别与云泽市签订投资协议。", [{LUMING, YUNZE}, {QUARTZ, YUNZE}]),
        (
            "云泽市文化和旅游局与柳浦市文化和广电旅游局、禾渡县人力资源和社会保障局与鹭渚区人力资源和社会保障局分别签订协议。",
            [
                {"云泽市文化和旅游局", "柳浦市文化和广电旅游局"},
                {"禾渡县人力资源和社会保障局", "鹭渚区人力资源和社会保障局"},
            ],
        ),
        (
            "汐海理工大学分别与云泽新材料联合研究院、海浪网、柳浦岚光联合创新中心签署合作协议。",
            [{XIHAI, "云泽新材料联合研究院"}, {XIHAI, "海浪网"}, {XIHAI, "柳浦岚光联合创新中心"}],
        ),
        (
            "鹿鸣集团分别与青禾果蔬专业合作社、溪谷茶叶合作社、南坡养蜂专业合作社签订订单。",
            [{LUMING, "青禾果蔬专业合作社"}, {LUMING, "溪谷茶叶合作社"}, {LUMING, "南坡养蜂专业合作社"}],
        ),
        (
            "现场签约的有：云泽市与鹿鸣集团的物流园项目、柳浦市与石英控股集团的新材料项目。",
            [{YUNZE, LUMING}, {LIUPU, QUARTZ}],
        ),
    ],
)
def test_agreements_signed_in_turn_are_one_of_each_pair(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "签约仪式上签署的协议如下：\n（一）云泽市—汐海理工大学战略合作协议\n（二）禾渡县—鹭渚区结对帮扶协议\n",
            [{YUNZE, XIHAI}, {HEDU, LUZHU}],
        ),
        (
            "| 甲方 | 乙方 | 协议 |\n| --- | --- | --- |\n| 云泽市 | 鹿鸣集团 | 投资协议 |\n"
            "| 柳浦市 | 石英控股集团 | 战略合作协议 |\n",
            [{YUNZE, LUMING}, {LIUPU, QUARTZ}],
        ),
        # Columns that are no sides tell of no agreement.
        ("| 名称 | 地址 | 面积 |\n| --- | --- | --- |\n| 云泽市 | 鹿鸣集团 | 30亩 |\n", []),
    ],
)
def test_lines_of_lists_and_tables_tell_pairs(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "汐海理工大学新闻网\n\n鹿鸣集团、石英控股集团负责人昨日来访。我校与两家企业签订合作协议。",
            [{XIHAI, LUMING, QUARTZ}],
        ),
        (
            "鹿鸣集团、石英控股集团负责人昨日来到云泽市。会上，云泽市与两家企业分别签署协议。",
            [{YUNZE, LUMING}, {YUNZE, QUARTZ}],
        ),
        ("云泽市、柳浦市、临朔市党政负责人座谈。三方签署了合作备忘录。", [{YUNZE, LIUPU, LINSHUO}]),
        # Nobody tells who the three are.
        ("云泽市与三家企业签署了合作备忘录。", []),
    ],
)
def test_numbers_of_sides_stand_for_those_named_before(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市与汐海理工大学举行合作签约仪式。沈涛与林知远签署合作协议。", {YUNZE, XIHAI}),
        ("云泽市与汐海理工大学举行合作签约仪式。沈听涛副市长、林知远副校长共同签署合作协议。", {YUNZE, XIHAI}),
        ("云泽市教育局局长沈听涛与柳浦市教育局局长林知远代表两地签订教育合作协议。", {YUNZE, LIUPU}),
        ("鹿鸣集团代表与云泽市代表在柳浦市签署协议。", {LUMING, YUNZE}),
        ("沈听涛、林知远会签《云泽市—柳浦市关于加强协作的意见》。", {YUNZE, LIUPU}),
        ("沈听涛、林知远共同签订《汐海理工大学 禾渡县校地合作协议》。", {XIHAI, HEDU}),
    ],
)
def test_people_sign_for_whom_they_stand(text: str, whom: set[str]) -> None:
    assert signed(text) == [whom]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市“青禾”环境启动会暨汐海理工大学与鹭渚区战略合作协议签约仪式举行。", [{XIHAI, LUZHU}]),
        ("禾渡县与鹭渚区签约云泽市首个飞地项目。", [{HEDU, LUZHU}]),
        ("2023云泽先进制造业招商推介会暨重点项目签约仪式在柳浦市举行。", []),
        ("汐海理工大学与云泽“星野谷”签署合作协议。", [{XIHAI, "云泽“星野谷”"}]),
    ],
)
def test_what_bears_the_name_of_a_place_is_not_the_place(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("柳浦市代表团昨日抵达云泽市访问。会谈后签署了友好合作备忘录。", [{YUNZE, LIUPU}]),
        ("云泽市党政代表团赴柳浦市考察。其间，签署了战略合作协议。", [{YUNZE, LIUPU}]),
        # Whom both sides were before is no more once two others have met.
        (
            "云泽市与柳浦市签署协议。昨日，云泽市与临朔市举行会谈，双方签署备忘录。",
            [{YUNZE, LIUPU}, {YUNZE, LINSHUO}],
        ),
        (
            "云泽市市长沈听涛，柳浦市市长林知远，临朔市市长何远山分别代表各自政府在协议上签字。",
            [{YUNZE, LIUPU, LINSHUO}],
        ),
        ("青岚合作社、白石合作社与鹿鸣集团签订收购协议。", [{"青岚合作社", "白石合作社", LUMING}]),
        ("云泽市与韩国忠山道白原市签署协议。", [{YUNZE, "韩国忠山道白原市"}]),
        # A place abroad that bears the name of one that is known here.
        ("云泽市与老挝青山省禾渡县签署协议。", [{YUNZE, "老挝青山省禾渡县"}]),
        ("云泽市与韩国禾渡县签署协议。", [{YUNZE, "韩国禾渡县"}]),
        ("云泽市与日本本山县签署协议。", [{YUNZE, "日本本山县"}]),
        ("云泽市与柳浦市签署协议。此次签约标志着柳浦市、临朔市进入新阶段。", [{YUNZE, LIUPU}]),
    ],
)
def test_who_met_before_and_who_is_named_beside_them(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


def test_the_kind_of_an_agreement_is_the_most_specific_that_heading_or_body_tells() -> None:
    body = "7月10日，鹿鸣集团与云泽市签署战略合作框架协议，计划投资3亿元。"
    for heading in ("鹿鸣集团与云泽市签署战略合作协议", "鹿鸣集团与云泽市签署合作协议"):
        assert read_in(f"{heading}\n\n{body}") == [("Agreement strategicFramework", {LUMING, YUNZE}, "signed")]
    # Of two papers in a sentence each has its own.
    assert read_in("云泽市与柳浦市签订合作协议，禾渡县与鹭渚区签订结对协议。") == [
        ("Agreement cooperation", {YUNZE, LIUPU}, "signed"),
        ("Agreement pairing", {HEDU, LUZHU}, "signed"),
    ]


def test_what_a_bank_will_give_under_an_agreement_is_a_figure_of_it() -> None:
    text = "云泽市政府与云泽银行签订战略合作协议。根据协议，未来五年云泽银行将为云泽市提供350亿元融资支持。"
    found = read(text).suggestions
    (agreement,) = [one for one in found if one.kind == "partnerships"]
    (figure,) = [one for one in found if one.kind == "observations"]
    assert (value(figure, "measure"), value(figure, "value"), figure.about) == (
        "financing",
        "35000000000",
        agreement.id,
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("云泽市与柳浦市签约\n\n7月8日，云泽市与柳浦市签署协议。", "云泽市与柳浦市签约"),
        ("# Two towns sign a pact\n\nOldermoor and Lindhaven signed a pact.", "Two towns sign a pact"),
        ("7月8日，云泽市与柳浦市签署协议。\n双方将共建产业园。", ""),
        ("云泽市与柳浦市签约", ""),
        ("来源：云泽日报\n\n云泽市与柳浦市签署协议。", ""),
    ],
)
def test_a_heading_at_the_top_of_a_text_is_its_title(text: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.md" if text.startswith("#") else "a.txt")
    path.write_text(text, encoding="utf-8")
    assert open_article(path).title == title


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市市长沈听涛出席鹿鸣集团与柳浦市的签约仪式。", [{LUMING, LIUPU}]),
        ("中国铁塔云泽分公司与云泽市教育局签署战略合作协议。", [{"中国铁塔云泽分公司", "云泽市教育局"}]),
        ("云泽市（甲方）与鹿鸣集团（乙方）签订投资协议。", [{YUNZE, LUMING}]),
        ("云泽市与柳浦市协同发展框架协议正式签订。", [{YUNZE, LIUPU}]),
        (
            "云泽市农委、芦笛琵琶学校、青岚药业集团分别与禾渡食品集团、柳浦市教育局、白石股份有限公司签订框架协议。",
            [
                {"云泽市农委", "禾渡食品集团"},
                {"芦笛琵琶学校", "柳浦市教育局"},
                {"青岚药业集团", "白石股份有限公司"},
            ],
        ),
        # Narrow commas part clauses beside Chinese, too.
        (
            "会上,县住建局与鹿鸣集团签订项目协议;县工业园区管委会与石英控股集团签订协议。",
            [{"县住建局", LUMING}, {"县工业园区管委会", QUARTZ}],
        ),
        (
            "会上，沈听涛、林知远代表双方政府签署《岚江省云泽市与汐海市澄湾区深化对口合作协议》。",
            [{YUNZE, "region/chengwan"}],
        ),
        (
            "云泽市与北岭市政、石英控股集团、恩柳浦动力、白石信安等9家企业进行了签约。",
            [{YUNZE, "北岭市政", QUARTZ, "恩柳浦动力", "白石信安"}],
        ),
        # Of two lists of which one is longer nobody knows who signs with whom.
        ("云泽市、禾渡县、柳浦市分别与鹿鸣集团、石英控股集团签订协议。", []),
    ],
)
def test_who_signs_among_those_who_are_named(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


def test_a_paragraph_that_goes_on_with_what_was_told_gives_it_its_figures() -> None:
    text = (
        "云泽市与鹿鸣集团签署合作协议。\n\n"
        "据了解，青岚新材料产业园项目规划用地约1300亩，计划总投资17亿元，建成后年产值可达45亿元。\n\n"
        "柳浦市人口300万人。"
    )
    found = read(text).suggestions
    (agreement,) = [one for one in found if one.kind == "partnerships"]
    figures = [one for one in found if one.kind == "observations"]
    assert [(value(one, "measure"), value(one, "value")) for one in figures] == [
        ("area", "1300"),
        ("totalInvestment", "1700000000"),
        ("output", "4500000000"),
    ]
    assert {one.about for one in figures} == {agreement.id}


def test_what_is_built_as_aid_is_whom_it_is_for() -> None:
    assert read_in("由鹭渚区援建的禾渡县第二中学昨日竣工。") == [
        ("Partnership", {LUZHU, "禾渡县第二中学"}, "completed")
    ]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # What somebody was shown on a visit has no part in it, and what those below promise is no agreement.
        ("云泽市党政代表团赴柳浦市考察，参观了鹿鸣集团、石英控股集团。其间，签署了战略合作协议。", [{YUNZE, LIUPU}]),
        ("云泽市教育局副局长沈听涛一行到云泽市第一人民医院调研。会上签订了责任书。", []),
        (
            "汐海理工大学新闻网\n\n禾渡县委书记沈听涛一行来校访问，学校与禾渡县签署校地合作协议。",
            [{XIHAI, HEDU}],
        ),
        ("汐海理工大学新闻网\n\n校党委书记何远山一行赴禾渡县调研，并与禾渡县签订协议。", [{XIHAI, HEDU}]),
        (
            "禾渡县茶叶协会与柳浦市茶叶协会，云泽市教育局与柳浦市教育局签订合作协议。",
            [{"云泽市教育局", "柳浦市教育局"}, {"禾渡县茶叶协会", "柳浦市茶叶协会"}],
        ),
    ],
)
def test_who_was_visited_and_whose_site_it_is(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize("word", ["联合", "独立", "首都", "和平"])
def test_a_word_is_no_province_abroad(word: str) -> None:
    """联合省, 独立省, 首都省 and 和平省 lie abroad; two signs of them are a word, where nobody names the province."""
    found = read_in(f"双方{word}柳浦市共建联合研究院，云泽市与鹿鸣集团签订协议。")
    whose = {one for _, whom, _ in found for one in whom}
    assert {YUNZE, LUMING} <= whose
    assert not {one for one in whose if one.startswith("region/") and one not in {YUNZE, LIUPU}}


def test_a_province_abroad_is_found_by_its_name() -> None:
    assert signed("云泽市与越南和平省签署友好合作协议。") == [{YUNZE, "region/vn-14"}]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # A known place behind somebody from abroad stays itself, whatever they do there.
        ("德国代表团来访云泽市和柳浦市签署合作协议。", [{YUNZE, LIUPU}]),
        ("美国客人走遍柳浦市，云泽市与鹿鸣集团签署协议。", [{YUNZE, LUMING}]),
    ],
)
def test_what_guests_from_abroad_do_at_a_place_is_no_name_of_one(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom


@pytest.mark.parametrize(
    "text",
    [
        "法国企业落户云泽市，与柳浦市签署合作协议。",
        "云泽市与英国驻沪代表考察柳浦市，并签署协议。",
        "云泽市与韩国企业落户柳浦市，共同签署协议。",
        "云泽市与美国代表团参观柳浦市政府并签署合作协议。",
        # Neither where nobody knows the place.
        "云泽市与韩国企业落户青苇市签署协议。",
        "云泽市与德国专家走进青苇市，并签署协议。",
        # Nor where only the known place tells that the name has ended.
        "云泽市与德国雷尼客队路过柳浦市，并签署协议。",
    ],
)
def test_no_new_place_is_made_of_guests_from_abroad(text: str) -> None:
    names = [value(one, "name_zh") for one in read(text).suggestions if one.kind == "regions"]
    assert not [name for name in names if name[:2] in ("法国", "英国", "韩国", "美国", "德国")]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市与三省堂书店有限公司签署合作协议。", [{YUNZE, "三省堂书店有限公司"}]),
        ("云泽市与三州工业有限公司签署合作协议。", [{YUNZE, "三州工业有限公司"}]),
        ("云泽市与五州有限公司签署合作协议。", [{YUNZE, "五州有限公司"}]),
        ("云泽市与四州电力集团签署合作协议。", [{YUNZE, "四州电力集团"}]),
        # Those of several places, whom nobody names.
        ("云泽市与三市公司签署合作协议。", []),
        ("云泽市与三市国有集团签署合作协议。", []),
        ("云泽市与两市科技有限公司签署合作协议。", []),
        ("云泽市与三地公安局签署合作协议。", []),
    ],
)
def test_a_firm_may_begin_with_a_number_of_places(text: str, whom: list[set[str]]) -> None:
    assert signed(text) == whom
