"""Whom Chinese reports mean: pairs in turn, lists and tables, people who sign, visits, numbers of firms."""

from __future__ import annotations

import pytest

from tests.articles.test_rules_by_sentence import LINSHUO, LIUPU, YUNZE, read_in

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
