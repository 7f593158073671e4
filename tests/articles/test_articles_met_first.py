"""What was met in articles that no rule was made on: venues, terms, clocks, firms' forms, signs of printed pages."""

from __future__ import annotations

import pytest

from kg.intake.articles.model import Suggestion
from kg.intake.articles.normal import normal, without_clock
from tests.articles.test_rules_by_sentence import YUNZE, parties, read, read_in, value


def partnerships(text: str) -> list[Suggestion]:
    return [one for one in read(text).suggestions if one.kind == "partnerships"]


def sectors(text: str) -> list[set[str]]:
    return [{field.value for field in one.fields if field.name == "sectors"} for one in partnerships(text)]


def figures(text: str) -> dict[str, str]:
    """Each figure with its measure, by the words that say it."""
    found = (one for one in read(text).suggestions if one.kind == "observations")
    return {value(one, "original_text"): value(one, "measure") for one in found}


def dates(text: str) -> list[tuple[str, str]]:
    """The day of each stage, and what it rests on."""
    return [(value(one, "as_of"), value(one, "time_basis")) for one in read(text).suggestions if one.kind == "stages"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("云泽市与柳浦市在柳浦国际会展中心签署战略合作协议。", {"crossSector"}),
        ("云泽市与柳浦市在第三届云泽旅游博览会上签署物流合作协议。", {"logistics"}),
        ("云泽市与柳浦市在云泽大酒店签订医疗合作协议。", {"health"}),
        ("Oldermoor and Lindhaven signed an agreement at the Lindhaven Expo Centre on Friday.", {"crossSector"}),
        ("Oldermoor and Lindhaven signed a logistics agreement during a ceremony at the City Museum.", {"logistics"}),
    ],
)
def test_where_something_was_signed_is_not_what_it_is_about(text: str, about: set[str]) -> None:
    assert sectors(text) == [about]


@pytest.mark.parametrize(
    "text",
    [
        "云泽市与柳浦市签署协议，在柳浦市建设会展中心。",
        "云泽市与柳浦市签署协议，在柳浦市改造会展中心，与企业合作。",
        "云泽市与柳浦市签署协议，在柳浦市扩建会展中心，与企业合作。",
        "云泽市与柳浦市签署协议，在柳浦市的会展中心，与企业合作。",
    ],
)
def test_what_is_built_or_used_is_what_it_is_about(text: str) -> None:
    assert sectors(text) == [{"exhibitions"}]


def test_each_pair_is_about_what_its_own_names_say() -> None:
    told = sectors("云泽市第二中学与柳浦外国语学校、云泽市中心医院与柳浦市人民医院分别签订合作协议。")
    assert told == [{"education"}, {"health"}]


def test_what_both_will_do_is_what_their_agreement_is_about() -> None:
    text = "云泽市与柳浦市签署合作协议。根据协议，双方将在装备制造、文化旅游等领域开展合作。"
    (one,) = partnerships(text)
    told = {field.value: field.span for field in one.fields if field.name == "sectors"}
    assert set(told) == {"equipment", "culture", "tourism"}
    assert {text[span.start : span.end] for span in told.values() if span is not None} == {"装备制造", "文化", "旅游"}


@pytest.mark.parametrize(
    "text",
    [
        "云泽市与柳浦市签订为期三年的合作协议。",
        "云泽市与柳浦市签订2023年度合作协议。",
        "云泽市与柳浦市签订《2023年度协作协议》。",
        "云泽市与柳浦市签订合作协议，合作期限为2023年至2026年。",
        "Oldermoor and Lindhaven signed a five-year cooperation agreement.",
        "Oldermoor and Lindhaven signed a cooperation agreement for 2023-2028.",
    ],
)
def test_how_long_a_paper_holds_is_no_day_of_signing_and_no_figure(text: str) -> None:
    assert dates(text) == [("2023-07-12", "assumed")]
    assert figures(text) == {}


def test_what_was_signed_at_a_meeting_was_signed_on_its_day() -> None:
    assert dates("7月3日上午，联席会议在云泽市召开。会上，云泽市与柳浦市签订合作协议。") == [("2023-07-03", "resolved")]
    assert dates("7月3日，柳浦市发生地震。云泽市与柳浦市同日签订合作协议。") == [("2023-07-03", "resolved")]
    assert dates("The road opened on 3 July. Oldermoor and Lindhaven signed an agreement the same day.") == [
        ("2023-07-03", "resolved")
    ]
    assert dates("On 3 July a forum was held. At the forum, Oldermoor and Lindhaven signed an agreement.") == [
        ("2023-07-03", "resolved")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2023-07-03 09:30 来源：云泽日报\n会上，云泽市与柳浦市签订合作协议。",
        "7月1日至3日，代表团赴柳浦市考察。会上，云泽市与柳浦市签订合作协议。",
        # Later is another day, and what is told between has one of its own.
        "2016年4月8日，云泽市举行成立五十周年大会。随后，云泽市与柳浦市签署合作协议。",
        "2016年4月8日，论坛在云泽市举行。会后，云泽市与柳浦市签署合作协议。",
        "On 8 April 2016, Oldermoor held a forum. Afterwards, Oldermoor and Lindhaven signed an agreement.",
        "On 8 April 2016 a forum was held. After the forum, Oldermoor and Lindhaven signed an agreement.",
        "2015年3月1日，柳浦市发生地震。2018年，云泽市举办论坛。会上，云泽市与柳浦市签署合作协议。",
        "An earthquake struck Lindhaven on 1 March 2015. In 2018, Lindhaven held a forum. "
        "At the forum, Oldermoor and Lindhaven signed an agreement.",
        "2015年3月1日，柳浦市举行论坛。云泽市派人学习。会上，云泽市与柳浦市签署合作协议。",
        # Nothing was held that day at which somebody signs.
        "2015年3月1日，柳浦市发生地震。会上，云泽市与柳浦市签署合作协议。",
        "2015年3月1日发生地震后，柳浦市举办论坛。会上，云泽市与柳浦市签署合作协议。",
        "An earthquake struck Lindhaven on 1 March 2015. At the forum, Oldermoor and Lindhaven signed an agreement.",
        "2015年3月1日成立的云泽商会举行年会。会上，云泽市与柳浦市签署合作协议。",
        "7月1日论坛开幕，7月3日闭幕。会上，云泽市与柳浦市签署合作协议。",
        "2015年3月1日，柳浦市举行论坛。去年以来往来不断。同日，云泽市与柳浦市签署合作协议。",
        "July 3, 2023 | 4:15 p.m.\nAt the forum, Oldermoor and Lindhaven signed an agreement.",
    ],
)
def test_a_day_that_is_not_plainly_that_of_the_meeting_is_none(text: str) -> None:
    assert dates(text) == [("2023-07-12", "assumed")]


def test_when_a_plant_opens_is_not_when_money_was_spent() -> None:
    text = "Corrow Motors Ltd invested €45 million in a plant in Lindhaven, which was completed in November 2022."
    (one,) = [one for one in read(text).suggestions if one.kind == "observations"]
    assert (value(one, "period_end"), value(one, "time_basis")) == ("", "assumed")
    text = "Corrow Motors Ltd invested €45 million in a plant in Lindhaven in November 2022."
    (one,) = [one for one in read(text).suggestions if one.kind == "observations"]
    assert value(one, "period_end") == "2022-11-30"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # A noun, and what says of which kind a thing is, tell of nothing that happened then.
        ("Oldermoor's deal with Lindhaven created 500 jobs in the operation in 2015.", ("2015-12-31", "stated")),
        ("Oldermoor's deal with Lindhaven created 500 jobs in the completed park in 2015.", ("2015-12-31", "stated")),
        (
            "Oldermoor's deal with Lindhaven created 90 jobs in a plant that went live in 2015.",
            ("", "assumed"),
        ),
        ("Oldermoor's deal with Lindhaven created 500 jobs in a plant set to open in 2015.", ("", "assumed")),
    ],
)
def test_only_what_happens_has_a_time_of_its_own_behind_a_figure(text: str, day: tuple[str, str]) -> None:
    (one,) = [one for one in read(text).suggestions if one.kind == "observations"]
    assert (value(one, "period_end"), value(one, "time_basis")) == day


def times(text: str) -> list[tuple[str, str, str, str]]:
    """Each figure: its class, its period and what its day rests on."""
    found = [one for one in read(text).suggestions if one.kind == "observations"]
    names = ("class", "period_start", "period_end", "time_basis")
    return [(value(one, "class"), *(value(one, name) for name in names[1:])) for one in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    [
        "云泽市与柳浦市签署合作协议。云泽市尚未与临朔市签订任何协议。去年，两地互派挂职干部24名。",
        "云泽市与柳浦市终止了合作协议。去年，两地互派挂职干部24名。",
        "Oldermoor and Lindhaven signed an agreement. Oldermoor has not signed any agreement with Torvarsund. "
        "The two cities opened a shared trade office.",
        "Oldermoor University and TU Lindhaven signed an agreement. The two cities opened a shared trade office.",
    ],
)
def test_a_word_for_both_is_nobody_behind_those_who_did_nothing_together_or_are_of_another_kind(text: str) -> None:
    assert len(partnerships(text)) == 1


def test_a_word_for_both_is_those_who_signed() -> None:
    assert [whom for _, whom, _ in read_in("云泽市与柳浦市签署合作协议。两地互派挂职干部24名。")] == [
        {YUNZE, "region/liupu"}
    ] * 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，其中一期投资6.2亿元。", {"6.2亿元": "约18.6亿元"}),
        (
            "Oldermoor and Lindhaven signed an agreement on 3 July 2023. Under the deal, the partners will invest "
            "€42 million, of which €15 million from Ruhrhall AG.",
            {"€15 million": "€42 million"},
        ),
        # Not said to be a part, or more than the whole, or of another kind.
        ("云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，一期投资6.2亿元。", {}),
        ("云泽市与柳浦市签署合作协议，共建产业园，总投资约1.6亿元，其中一期投资6.2亿元。", {}),
        ("云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，其中占地600亩。", {}),
        ("Oldermoor and Lindhaven signed a deal worth €42 million and will invest another €15 million.", {}),
    ],
)
def test_what_is_said_to_be_a_part_of_a_sum_is_a_part_of_it(text: str, parts: dict[str, str]) -> None:
    found = {f"new/{one.id}": one for one in read(text).suggestions if one.kind == "observations"}
    told = {value(one, "original_text"): value(one, "subset_of") for one in found.values() if value(one, "subset_of")}
    assert {part: value(found[whole], "original_text") for part, whole in told.items()} == parts
    for one in found.values():
        if whole := value(one, "subset_of"):
            assert value(one, "class") == value(found[whole], "class")
            assert one.about == found[whole].about


def test_who_only_gives_a_part_of_a_sum_makes_no_agreement_of_its_own() -> None:
    text = (
        "Oldermoor and Lindhaven signed an agreement on 3 July 2023. Under the deal, the partners will invest "
        "€42 million, of which €15 million from Ruhrhall AG."
    )
    assert [whom for _, whom, _ in read_in(text)] == [{"region/oldermoor", "region/lindhaven"}]


def test_doing_something_hand_in_hand_is_no_name() -> None:
    text = "云柳携手再落三子 云泽市柳浦市共建产业园\n7月3日，云泽市与柳浦市签署合作协议。"
    assert not [one for one in read(text).suggestions if one.kind == "institutions"]


def test_who_rides_a_bus_is_no_tourist() -> None:
    assert figures("云泽市与柳浦市合作开通公交专线，已运送乘客130万人次。") == {}
    assert figures("The bus line of Oldermoor and Lindhaven has carried 3,700 passengers.") == {}
    assert figures("云泽市与柳浦市合作的文化馆已接待游客130万人次。") == {"130万人次": "visitors"}


def test_when_something_opened_is_not_when_all_came_to_it_that_has_come_since() -> None:
    now = [("Achievement", "", "", "assumed")]
    assert times("云泽市与柳浦市合作的2021年启用的文化馆已累计接待游客130万人次。") == now
    assert times("2021年，云泽市与柳浦市合作建设的景区开园，至今接待游客130万人次。") == now
    (one,) = times(
        "In March 2022 Oldermoor and Lindhaven launched a joint museum, which has since welcomed 3700 visitors."
    )
    assert one == now[0]
    assert times("云泽市与柳浦市2021年签署合作协议，已引进企业40家。") == now
    assert times("2020年起，云泽市与柳浦市合作共建产业园，目前已引进企业40家。") == now
    assert times("Since 2020 the park of Oldermoor and Lindhaven has attracted 40 companies.") == now
    (one,) = times("截至2022年底，云泽市与柳浦市共建的产业园已累计引进企业40家。")
    assert one[-1] == "stated"
    year = [("Achievement", "2021-01-01", "2021-12-31", "stated")]
    assert times("2021年，云泽市与柳浦市合作建设的景区开园，当年接待游客130万人次。") == year
    assert times("2021年云泽市与柳浦市合作的文化馆累计接待游客130万人次。") == year


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (
            "Oldermoor is in talks with Lindhaven over a quay worth about $120m, to be completed by the end of 2027.",
            ("Target", "", "2027-12-31", "assumed"),
        ),
        (
            "云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，计划2026年底前建成。",
            ("Target", "", "2026-12-31", "assumed"),
        ),
        # The day is that of another's thing, of nothing that is to be there, or there are two.
        (
            "云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，临朔市的大桥计划2026年底前建成。",
            ("Target", "", "", "assumed"),
        ),
        (
            "云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，2026年再行商议。",
            ("Target", "", "", "assumed"),
        ),
        (
            "云泽市与柳浦市签署合作协议，共建产业园，总投资约18.6亿元，计划2025年建成一期、2027年建成二期。",
            ("Target", "", "", "assumed"),
        ),
    ],
)
def test_a_sum_that_is_talked_about_is_a_target_up_to_the_day_when_it_is_to_be_there(
    text: str, target: tuple[str, str, str, str]
) -> None:
    assert times(text) == [target]


@pytest.mark.parametrize(
    "text",
    [
        "Calder Wind Ltd signed an agreement to supply 40 turbines to Lindhaven.",
        "Oldermoor and Lindhaven signed an agreement under which the two ports will cooperate.",
        "云泽市与柳浦市签订协议，约定建设码头2座。",
    ],
)
def test_what_a_paper_speaks_of_is_no_count_of_papers(text: str) -> None:
    assert "agreementsSigned" not in figures(text).values()


def test_papers_are_counted_where_they_are() -> None:
    assert figures("Oldermoor signed 12 agreements with Lindhaven in 2022.") == {"12 agreements": "agreementsSigned"}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市与银岬市携手推进跨省合作", {YUNZE, "银岬市"}),
        ("总部位于柳浦市的海岳食品有限公司投资2亿元，在云泽市建设加工厂。", {"海岳食品有限公司", YUNZE}),
        ("来自柳浦市的企业海岳食品有限公司在云泽市投资建厂。", {"海岳食品有限公司", YUNZE}),
        ("法国企业赛诺维落户云泽市。", {"赛诺维", YUNZE}),
        ("云泽市—银岬区东西部协作联席会议召开。会上，两地签订了协议。", {YUNZE, "银岬区"}),
        (
            "9:52 AM City of Marlow Bay and Tessin County signed a charter.",
            {"City of Marlow Bay", "Tessin County"},
        ),
        (
            "Tessin-based Calder Wind Ltd. agreed a contract with Marlow Bay University.",
            {"Calder Wind Ltd.", "Marlow Bay University"},
        ),
    ],
)
def test_names_end_where_they_end(text: str, whom: set[str]) -> None:
    assert [found for _, found, _ in read_in(text)] == [whom]


@pytest.mark.parametrize(
    "text",
    [
        "云泽市企业最近宣布与柳浦市合作建设物流园。",
        "云泽市企业重组后与柳浦市签署合作协议。",
        "云泽市企业连续三年在柳浦市投资建厂。",
    ],
)
def test_how_and_when_a_firm_does_something_is_not_its_name(text: str) -> None:
    assert not [one for one in read(text).suggestions if one.kind == "institutions"]


def test_a_firm_is_told_by_marks_or_by_its_ending_elsewhere() -> None:
    assert read_in("法国企业“鹿鸣”落户云泽市。")[0][1] == {"鹿鸣", YUNZE}
    assert read_in("法国企业鹿鸣落户云泽市。鹿鸣集团从事物流。")[0][1] == {"鹿鸣", YUNZE}
    assert read_in("云泽市的企业银行与柳浦市签署合作协议。")[0][1] == {"企业银行", "region/liupu"}


def test_firms_of_a_country_are_not_the_country_and_a_new_town_has_its_figures() -> None:
    found = read("银岬市引进法国企业3家。").suggestions
    (figure,) = [one for one in found if one.kind == "observations"]
    (town,) = [one for one in found if one.kind == "regions"]
    assert (value(town, "name_zh"), figure.about, value(figure, "origin")) == ("银岬市", town.id, "region/fr")
    assert (value(figure, "measure"), value(figure, "value")) == ("companies", "3")


def test_firms_that_invested_elsewhere_are_a_figure_of_that_place() -> None:
    found = read("截至5月底，柳浦市在云泽市投资企业已达41家，累计完成投资112亿元。").suggestions
    told = [(one.about, value(one, "origin"), value(one, "value")) for one in found if one.kind == "observations"]
    assert told == [("region/yunze", "region/liupu", "41"), ("region/yunze", "region/liupu", "11200000000")]


def test_what_was_only_planned_and_not_signed_is_no_record() -> None:
    assert read_in("A planned joint venture between Oldermoor and Lindhaven has not been signed.") == []
    assert len(read_in("A planned joint venture between Oldermoor and Lindhaven was signed in May.")) == 1


def test_neither_side_of_a_cooperation_helps_the_other() -> None:
    (one,) = partnerships("云泽市与柳浦市深化山海协作")
    assert {field.value for field in one.fields if field.name == "role"} == {"partner"}
    (one,) = partnerships("云泽市对口帮扶柳浦市")
    assert {field.value for field in one.fields if field.name == "role"} == {"sponsor", "beneficiary"}


def test_a_firm_is_one_with_its_legal_form_and_without_and_a_city_with_its_kind() -> None:
    text = (
        "Corrow Motors Ltd signed a contract with Kessock Steel plc.\n"
        "The City of Marlow Bay signed a charter with Tessin County.\n"
        "Corrow Motors signed a lease with Marlow Bay.\n"
    )
    reading = read(text)
    names = sorted(value(one, "name_en") for one in reading.suggestions if one.kind in ("institutions", "regions"))
    assert names == ["City of Marlow Bay", "Corrow Motors Ltd", "Kessock Steel plc", "Tessin County"]
    made = [one for one in reading.suggestions if one.kind == "partnerships"]
    assert parties(reading, made[-1]) == {"Corrow Motors Ltd", "City of Marlow Bay"}


def test_a_zone_is_named_by_its_place_and_what_it_is_for_and_by_its_short_form() -> None:
    text = "银岬市沿海。\n银岬高新技术产业开发区与柳浦市签署协议。\n汐海理工大学与银岬高新区共建实验室。\n"
    reading = read(text)
    names = {value(one, "name_zh"): value(one, "kind") for one in reading.suggestions if one.kind == "regions"}
    assert names == {"银岬市": "AdministrativeRegion", "银岬高新技术产业开发区": "Zone"}
    assert [found & {"银岬高新技术产业开发区"} for _, found, _ in read_in(text)] == [{"银岬高新技术产业开发区"}] * 2


@pytest.mark.parametrize(
    ("text", "house", "place"),
    [
        ("银岬市第一中学与柳浦市签署协议。", "银岬市第一中学", "银岬市"),
        ("银岬高新技术产业开发区与柳浦市签署协议。银岬市沿海。", "银岬高新技术产业开发区", "银岬市"),
        (
            "The City of Marlow Bay signed a pact with Lindhaven. Marlow Bay University signed a lease with Lindhaven.",
            "Marlow Bay University",
            "City of Marlow Bay",
        ),
    ],
)
def test_a_new_house_is_in_the_new_place_of_its_name(text: str, house: str, place: str) -> None:
    found = {value(one, "name_zh") or value(one, "name_en"): one for one in read(text).suggestions}
    where = value(found[house], "located_in") or value(found[house], "parent")
    assert where == f"new/{found[place].id}"


def test_what_runs_since_a_year_is_dated_by_its_last_day() -> None:
    assert dates("Oldermoor has been a sister city of Lindhaven since 1987.") == [("1987-12-31", "stated")]


def test_both_places_are_places() -> None:
    text = "云泽市与柳浦市签署协议。鹿鸣集团落户云泽市。两地将互派干部60名。"
    assert read_in(text)[-1][1] == {YUNZE, "region/liupu"}


def test_radicals_of_printed_pages_are_the_characters_that_they_look_like() -> None:
    text = "云泽市⼈⺠政府与银岬市⼈⺠政府签署协议，总投资3亿元，2023年6⽉5⽇。"
    assert len(normal(text)) == len(text)
    reading = read(text)
    (one,) = [one for one in reading.suggestions if one.kind == "partnerships"]
    assert parties(reading, one) == {YUNZE, "银岬市"}
    for field in one.fields:
        if field.span is not None and field.name == "party":
            assert text[field.span.start : field.span.end].endswith("⼈⺠政府")
    hospital = read("云泽市与银岬第⼀⼈⺠医院签署协议。")
    assert "银岬第一人民医院" in {value(one, "name_zh") for one in hospital.suggestions}


def test_the_time_of_day_is_no_part_of_a_name() -> None:
    assert without_clock("3:05 pm, 9:52 AM City") == "3:05 pm,         City"
