"""What has ended, what was not signed, and whom 我市, 我校, 双方 and the council stand for; judged by hand."""

from __future__ import annotations

import pytest

from tests.articles.test_rules_by_sentence import (
    LINDHAVEN,
    LINSHUO,
    LIUPU,
    OLDERMOOR,
    TORVARSUND,
    YUNZE,
    read,
    read_in,
    value,
)

UNIVERSITY = "institution/lanjiang-university"


@pytest.mark.parametrize(
    ("text", "whom", "day"),
    [
        ("云泽市与柳浦市于2019年签订的供水协议，经双方协商，已于2022年11月终止。", {YUNZE, LIUPU}, "2022-11-30"),
        ("云泽市曾与柳浦市开展干部培训合作，该合作已于去年12月到期。", {YUNZE, LIUPU}, "2022-12-31"),
        ("云泽市曾与柳浦市签署合作协议。该协议已于今年3月到期，双方不再续签。", {YUNZE, LIUPU}, "2023-03-31"),
        ("柳浦市于5月6日终止与临朔市的结对合作。", {LIUPU, LINSHUO}, "2023-05-06"),
        (
            "Oldermoor terminated its contract with Torvarsund on 3 May 2023.",
            {OLDERMOOR, TORVARSUND},
            "2023-05-03",
        ),
        (
            "Oldermoor's partnership with Lindhaven on waste expired in March and will not be renewed.",
            {OLDERMOOR, LINDHAVEN},
            "2023-03-31",
        ),
        (
            "Oldermoor and Lindhaven signed a lease in 2019. The lease lapsed in May 2022.",
            {OLDERMOOR, LINDHAVEN},
            "2022-05-31",
        ),
    ],
)
def test_what_has_ended_is_terminated_on_the_day_of_its_end(text: str, whom: set[str], day: str) -> None:
    found = read_in(text)
    assert [(parties, stage) for _, parties, stage in found] == [(whom, "terminated")]
    (stage,) = [one for one in read(text).suggestions if one.kind == "stages"]
    assert value(stage, "as_of") == day


@pytest.mark.parametrize(
    "text",
    [
        "云泽市与柳浦市签署合作协议，协议将于2028年到期。",
        "云泽市与柳浦市签署合作协议，有效期至2028年，期满后可续签。",
        "Oldermoor and Lindhaven signed a pact to replace the lease that was terminated in 2020.",
        "Oldermoor and Lindhaven signed an agreement, which will expire in 2030.",
    ],
)
def test_what_is_to_end_one_day_or_was_another_one_has_not_ended(text: str) -> None:
    assert [stage for _, _, stage in read_in(text)] == ["signed"]


@pytest.mark.parametrize(
    "text",
    [
        "云泽市未与柳浦市签订任何协议。",
        "截至公告披露日，云泽市尚未与柳浦市签署合作协议。",
        "Oldermoor did not sign an agreement with Lindhaven.",
        "There is no formal agreement with Lindhaven, the council of Oldermoor said.",
        "Oldermoor has no partnership with Lindhaven.",
    ],
)
def test_what_was_not_signed_has_no_parties(text: str) -> None:
    assert read_in(text) == []


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # Whose report it is, is in the heading; a subject that is left out is that one, whoever was named last.
        (
            "2023年云泽市人民政府工作报告\n\n石浔县与赤柳区结为友好区县。与临朔市签署合作协议。",
            [{"region/shixun", "region/chiliu"}, {YUNZE, LINSHUO}],
        ),
        ("云泽市人民政府工作报告\n\n去年，柳浦港区扩建。我市与柳浦市签署合作协议。", [{YUNZE, LIUPU}]),
        ("岚江大学要闻\n\n我校与柳浦市签署合作协议。", [{UNIVERSITY, LIUPU}]),
        ("云泽市与柳浦市座谈。双方签署合作协议。", [{YUNZE, LIUPU}]),
        ("云泽市与柳浦市签署合作协议，双方将共建岚江大学柳浦学院。", [{YUNZE, LIUPU}]),
        (
            "Oldermoor and Lindhaven signed an agreement. "
            "Under the agreement, the two cities will jointly fund a centre at the University of Lindhaven.",
            [{OLDERMOOR, LINDHAVEN}],
        ),
        (
            "Oldermoor City Council\n\nTorvarsund grew. The council signed an agreement with Lindhaven.",
            [{OLDERMOOR, LINDHAVEN}],
        ),
    ],
)
def test_words_for_whom_was_named_stand_for_them(text: str, whom: list[set[str]]) -> None:
    found = read_in(text)
    assert [parties for _, parties, _ in found if parties] == whom


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市人民医院与岚江大学附属儿童医院签订协议。", {"云泽市人民医院", "岚江大学附属儿童医院"}),
        ("云泽市人民医院与汐海理工大学附属第二中学签订协议。", {"云泽市人民医院", "汐海理工大学附属第二中学"}),
        ("岚江大学要闻\n\n我校化工学院与柳浦砚石材料有限公司签订协议。", {"化工学院", "柳浦砚石材料有限公司"}),
        (
            "柳浦砚石材料有限公司与云泽市国有资产运营集团有限公司签订协议。",
            {"柳浦砚石材料有限公司", "云泽市国有资产运营集团有限公司"},
        ),
        (
            "Quarrow Hospital, a hospital of the University of Lindhaven, signed a pact with Pellworth County.",
            {"Quarrow Hospital", "region/pellworth"},
        ),
        ("云泽市与柳浦砚石材料有限公司签署《云泽科技园项目投资协议》。", {YUNZE, "柳浦砚石材料有限公司"}),
        ("柳浦市副市长郑砚秋与云泽市副县长贺兰生出席，柳浦市与云泽市签署协议。", {LIUPU, YUNZE}),
        ("云泽市有意与柳浦市签署协议。", {YUNZE, LIUPU}),
    ],
)
def test_a_party_is_the_whole_name_and_nothing_beside_it(text: str, whom: set[str]) -> None:
    assert [parties for _, parties, _ in read_in(text)] == [whom]


def test_what_a_report_lists_as_to_be_done_is_planned() -> None:
    text = "云泽市人民政府工作报告\n\n今年，我市将抓好以下工作：与临朔市签署合作协议；加快改造老城区。"
    assert read_in(text) == [("Agreement cooperation", {YUNZE, LINSHUO}, "planned")]


def test_a_figure_before_the_words_of_what_is_built_is_not_lost() -> None:
    text = "云泽市与柳浦砚石材料有限公司签署协议。该公司将投资6.8亿元，在云泽市建设生产基地，达产后年产值可达12亿元。"
    found = [one for one in read(text).suggestions if one.kind == "observations"]
    assert [(value(one, "value"), value(one, "class")) for one in found] == [
        ("680000000", "Target"),
        ("1200000000", "Target"),
    ]


def test_a_range_is_its_two_ends_each_with_its_bound() -> None:
    text = "Oldermoor and Lindhaven will jointly build a depot and invest between £60 million and £75 million in it."
    found = [one for one in read(text).suggestions if one.kind == "observations"]
    assert [(value(one, "value"), value(one, "bound")) for one in found] == [
        ("60000000", "atLeast"),
        ("75000000", "upTo"),
    ]
    assert len({one.id for one in found}) == 2


def test_a_dash_between_two_amounts_is_a_range() -> None:
    text = "云泽市与柳浦市共建产业园，计划总投资10亿—12亿元。"
    found = [one for one in read(text).suggestions if one.kind == "observations"]
    assert [(value(one, "value"), value(one, "bound"), value(one, "unit")) for one in found] == [
        ("1000000000", "atLeast", "CNY"),
        ("1200000000", "upTo", "CNY"),
    ]


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        # For how long a paper holds is not when it was signed, also where that is over.
        ("云泽市与柳浦市签署2016-2020年合作协议。", "2023-07-12", "assumed"),
        ("Oldermoor and Lindhaven signed the 2016-2020 cooperation agreement.", "2023-07-12", "assumed"),
        # When it was signed stays so.
        ("2016年5月6日，云泽市与柳浦市签署2016-2020年合作协议。", "2016-05-06", "stated"),
        ("云泽市与柳浦市于2016年5月签署合作协议。", "2016-05-31", "stated"),
        ("Oldermoor and Lindhaven signed an agreement in May 2016.", "2016-05-31", "stated"),
    ],
)
def test_the_years_of_a_paper_are_not_the_day_of_its_signing(text: str, day: str, basis: str) -> None:
    (stage,) = [one for one in read(text).suggestions if one.kind == "stages"]
    assert (value(stage, "stage"), value(stage, "as_of"), value(stage, "time_basis")) == ("signed", day, basis)
