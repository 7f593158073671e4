"""The rules, sentence by sentence: who with whom, what, how far, and where it was read. All was judged by hand."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from kg.intake.articles.amounts import amounts
from kg.intake.articles.documents import language_of
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.listing import Readings
from kg.intake.articles.model import Article, Reading, Span, Suggestion
from kg.intake.articles.reading import read_article
from kg.intake.articles.segments import paragraphs
from kg.intake.package import read_package
from kg.source_text import read_text, sha256
from tests.articles.gold.compiling import FOLDER

DAY = datetime.date(2023, 7, 12)


@cache
def gazetteer(language: str) -> Gazetteer:
    package, _ = read_package(FOLDER / "places")
    return Gazetteer.of(package, registered=language == "zh")


def read(text: str) -> Reading:
    language = language_of(text)
    article = Article(Path("a.txt"), "text/plain", text, sha256(text), language, paragraphs=paragraphs(text))
    return read_article(article, "a", DAY, gazetteer(language))


def value(suggestion: Suggestion, name: str) -> str:
    return next((field.value for field in suggestion.fields if field.name == name), "")


def parties(reading: Reading, suggestion: Suggestion) -> set[str]:
    """The parties of a suggestion by their references, new ones by their names."""
    new = {f"new/{one.id}": value(one, "name_zh") or value(one, "name_en") for one in reading.suggestions}
    found = {field.value for field in suggestion.fields if field.name == "party"}
    return {new.get(party, party) for party in found}


def read_in(text: str) -> list[tuple[str, set[str], str]]:
    """Each partnership: its class with the kind of agreement, its parties, its stage."""
    reading = read(text)
    stages = {one.about: value(one, "stage") for one in reading.suggestions if one.kind == "stages"}
    return [
        (
            f"{value(one, 'class')} {value(one, 'agreement_kind')}".strip(),
            parties(reading, one),
            stages.get(one.id, ""),
        )
        for one in reading.suggestions
        if one.kind == "partnerships"
    ]


YUNZE, LIUPU, LINSHUO = "region/yunze", "region/liupu", "region/linshuo"
OLDERMOOR, LINDHAVEN, TORVARSUND = "region/oldermoor", "region/lindhaven", "region/torvarsund"


@pytest.mark.parametrize(
    ("text", "what", "whom", "stage"),
    [
        ("云泽市与柳浦市签署战略合作协议。", "Agreement strategicCooperation", {YUNZE, LIUPU}, "signed"),
        (
            "云泽市和汐海理工大学签订科技合作协议。",
            "Agreement technologyCooperation",
            {YUNZE, "institution/xihai-polytechnic"},
            "signed",
        ),
        (
            "禾渡县同鹭渚区签订结对协议。",
            "Agreement pairing",
            {"region/hedu", "region/luzhou"},
            "signed",
        ),
        (
            "云泽市、柳浦市、临朔市签署三方合作备忘录。",
            "Agreement memorandum",
            {YUNZE, LIUPU, LINSHUO},
            "signed",
        ),
        ("星海科技有限公司与云泽市签约。", "Agreement cooperation", {"星海科技有限公司", YUNZE}, "signed"),
        ("云泽市将与柳浦市签署合作协议。", "Agreement cooperation", {YUNZE, LIUPU}, "planned"),
        (
            "由云泽市和柳浦市共同建设的产业园上月开工。",
            "Project",
            {YUNZE, LIUPU},
            "underConstruction",
        ),
        ("石浔县对口帮扶苍塬县。", "Partnership", {"region/shixun", "region/cangyuan"}, "operating"),
        (
            "Oldermoor and Lindhaven signed a cooperation agreement.",
            "Agreement cooperation",
            {OLDERMOOR, LINDHAVEN},
            "signed",
        ),
        (
            "Oldermoor signed an MoU with the University of Lindhaven.",
            "Agreement memorandum",
            {OLDERMOOR, "institution/university-of-lindhaven"},
            "signed",
        ),
        (
            "An agreement was signed by Oldermoor, Lindhaven and Torvarsund.",
            "Agreement cooperation",
            {OLDERMOOR, LINDHAVEN, TORVARSUND},
            "signed",
        ),
        (
            "Oldermoor will sign an agreement with Lindhaven next year.",
            "Agreement cooperation",
            {OLDERMOOR, LINDHAVEN},
            "planned",
        ),
        (
            "Marrowby County and Torvarsund are sister communities.",
            "Partnership",
            {"region/marrowby", TORVARSUND},
            "operating",
        ),
        (
            "Eastmere is in talks with Hesselund about a shared theatre.",
            "Partnership",
            {"region/eastmere", "region/hesselby"},
            "negotiating",
        ),
    ],
)
def test_who_does_what_with_whom_and_how_far(text: str, what: str, whom: set[str], stage: str) -> None:
    assert read_in(text) == [(what, whom, stage)]


def test_pairs_in_a_list_are_records_of_their_own() -> None:
    found = read_in("青沅区与澄湾区、望汀区与鹭渚区分别签订合作协议。")
    assert [whom for _, whom, _ in found] == [
        {"region/qingyuan-district", "region/chengwan"},
        {"region/wangting", "region/luzhou"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "云泽市经济稳中向好。",
        "让我们携手共进，再创辉煌！",
        "云泽市委书记会见柳浦市代表团。",
        "云泽市未与柳浦市签署任何协议。",
        "The weather in Eastmere was fine.",
        "Oldermoor has not signed any agreement with Lindhaven.",
        "Together we build bridges.",
    ],
)
def test_slogans_visits_and_denials_are_no_records(text: str) -> None:
    assert read_in(text) == []


@pytest.mark.parametrize(
    "text", ["云泽市未与柳浦市签署任何协议。", "Oldermoor has not signed any agreement with Lindhaven."]
)
def test_a_cue_without_a_safe_record_is_left_to_read(text: str) -> None:
    ((span, cue),) = read(text).to_read
    assert (span.start, span.end) == (0, len(text))
    assert cue == "agreement"


@pytest.mark.parametrize(
    ("text", "number", "bound", "unit"),
    [
        ("星海科技有限公司与云泽市签约，总投资5亿元。", "500000000", "exact", "CNY"),
        ("星海科技有限公司与云泽市签约，总投资约1.2万亿元。", "1200000000000", "about", "CNY"),
        ("星海科技有限公司与云泽市签约，总投资不超过3200万美元。", "32000000", "upTo", "USD"),
        ("Merrin Foods Ltd invested £5 million in Brackwater.", "5000000", "exact", "GBP"),
        ("Merrin Foods Ltd invested more than €12.5m in Brackwater.", "12500000", "moreThan", "EUR"),
    ],
)
def test_figures_with_bound_and_unit_belong_to_their_record(text: str, number: str, bound: str, unit: str) -> None:
    reading = read(text)
    (figure,) = [one for one in reading.suggestions if one.kind == "observations"]
    assert (value(figure, "value"), value(figure, "bound"), value(figure, "unit")) == (number, bound, unit)
    (partnership,) = [one for one in reading.suggestions if one.kind == "partnerships"]
    assert figure.about == partnership.id


def test_every_place_is_in_the_text_and_every_name_is_what_stands_there() -> None:
    for path in sorted(FOLDER.glob("dev/texts/*.txt")):
        text = read_text(path)
        ids = set()
        for one in read(text).suggestions:
            assert one.id not in ids
            ids.add(one.id)
            assert 0 <= one.score <= 1
            for span in (one.span, *(field.span for field in one.fields if field.span)):
                assert 0 <= span.start < span.end <= len(text)
            for field in one.fields:
                if field.name in ("name_zh", "name_en", "original_text") and field.span:
                    assert text[field.span.start : field.span.end] == field.value


def test_no_sentence_is_in_a_suggestion() -> None:
    for path in sorted(FOLDER.glob("dev/texts/*.txt")):
        text = read_text(path)
        for one in read(text).suggestions:
            longest = max((len(field.value) for field in one.fields if not field.name.startswith("name_")), default=0)
            assert longest <= 80, one


def test_the_same_text_gives_the_same_suggestions() -> None:
    text = read_text(FOLDER / "dev" / "texts" / "zh-d06.txt")
    assert read(text).suggestions == read(text).suggestions


def test_what_stands_before_a_sentence_moves_its_places_and_nothing_else() -> None:
    text = "云泽市与柳浦市签署战略合作协议。"
    before = "天气很好。\n"
    first, moved = read(text).suggestions, read(before + text).suggestions
    by = len(before)
    assert [(one.kind, Span(one.span.start + by, one.span.end + by)) for one in first] == [
        (one.kind, one.span) for one in moved
    ]
    assert [[(f.name, f.value) for f in one.fields if not f.value.startswith("new/")] for one in first] == [
        [(f.name, f.value) for f in one.fields if not f.value.startswith("new/")] for one in moved
    ]


@pytest.mark.parametrize(
    ("text", "what", "stage"),
    [
        ("Oldermoor and Lindhaven dissolved their joint venture last year.", "Partnership", "terminated"),
        ("Oldermoor ended its ferry partnership with Lindhaven in March 2023.", "Partnership", "terminated"),
        ("The alliance between Oldermoor and Lindhaven was wound up in May.", "Partnership", "terminated"),
        ("Oldermoor has run a freight service with Lindhaven since May 2021.", "Service", "operating"),
        ("Lindhaven operates an exchange programme with Oldermoor.", "Service", "operating"),
        ("Talks between Oldermoor and Lindhaven are continuing.", "Partnership", "negotiating"),
        ("Oldermoor and Lindhaven completed a shared grain terminal.", "Project", "completed"),
    ],
)
def test_english_verbs_of_ending_running_talking_and_completing(text: str, what: str, stage: str) -> None:
    assert read_in(text) == [(what, {OLDERMOOR, LINDHAVEN}, stage)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry between Oldermoor and Lindhaven was not mentioned.",
        "A tunnel between Oldermoor and Lindhaven has not been built.",
        "The bus service between Oldermoor and Lindhaven wasn't discussed.",
        "Talks between Oldermoor and Lindhaven broke up after an hour.",
    ],
)
def test_what_was_not_done_is_no_record(text: str) -> None:
    assert read_in(text) == []


def test_a_denial_of_what_is_beside_the_agreement_denies_no_agreement() -> None:
    text = "Oldermoor and Lindhaven signed an agreement whose value was not disclosed."
    assert read_in(text) == [("Agreement cooperation", {OLDERMOOR, LINDHAVEN}, "signed")]


def test_a_sentence_of_two_parties_doing_something_together_is_left_to_read_and_its_place_is_told() -> None:
    text = "Oldermoor and Lindhaven met over a shared library."
    reading = read(text)
    assert not [one for one in reading.suggestions if one.kind == "partnerships"]
    assert reading.to_read == ((Span(0, len(text)), "together"),)
    said = [remark.en for remark in Readings((reading,)).remarks]
    assert f"a, to read: 0-{len(text)} (together)." in said
    (told,) = [remark.en for remark in Readings((read(f"{text} " * 40),)).remarks if "to read: " in remark.en]
    assert told.count("(together)") == 30
    assert told.endswith(", and 10 more, which kg review shows.")
    assert len(told) < 2000


@pytest.mark.parametrize(
    "text",
    [
        "The two sides signed agreements in Oldermoor with Lindhaven.",
        "Oldermoor and Lindhaven met. The two partners sealed a deal.",
        "Oldermoor and Lindhaven signed an agreement on one of the contracts.",
    ],
)
def test_a_number_of_sides_is_no_figure(text: str) -> None:
    assert [one for one in read(text).suggestions if one.kind == "observations"] == []


def test_two_counties_with_seven_agreements_have_seven() -> None:
    found = [read for _, read in amounts("Two counties signed seven agreements.")]
    assert [one.value.value for one in found if one.value and one.value.unit == "agreement"] == [7]


def test_headline_body_and_what_follows_tell_one_agreement_with_the_day_of_the_body() -> None:
    text = (
        "Oldermoor and Lindhaven sign harbour deal\n\n"
        "Oldermoor and Lindhaven signed a memorandum of understanding on 3 July 2023.\n\n"
        "Under the deal, Oldermoor and Lindhaven will share a depot."
    )
    assert read_in(text) == [("Agreement memorandum", {OLDERMOOR, LINDHAVEN}, "signed")]
    (stage,) = [one for one in read(text).suggestions if one.kind == "stages"]
    assert value(stage, "as_of") == "2023-07-03"


@pytest.mark.parametrize(
    "text",
    [
        "云泽市与柳浦市于2021年3月签署合作协议。云泽市与柳浦市于2023年5月签署合作协议。",
        "云泽市与柳浦市签署投资协议。云泽市与柳浦市签署合作备忘录。",
        "Oldermoor and Lindhaven signed an agreement. Oldermoor and Lindhaven also signed an agreement on ferries.",
    ],
)
def test_another_day_another_kind_and_another_one_are_records_of_their_own(text: str) -> None:
    assert len(read_in(text)) == 2


@pytest.mark.parametrize("between", ["，", "。"])
def test_the_day_of_the_building_belongs_to_it_whatever_is_expected_behind_it(between: str) -> None:
    text = f"云泽市与柳浦市共建产业园{between}项目于3月6日动工建设，预计2027年投产。"
    (stage,) = [one for one in read(text).suggestions if one.kind == "stages"]
    assert (value(stage, "stage"), value(stage, "as_of")) == ("underConstruction", "2023-03-06")
    assert value(stage, "time_basis") == "resolved"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("云泽市今年力争引进项目不少于12个。", [("projectsIntroduced", "12", "Target", YUNZE, "")]),
        (
            "云泽市加快承接转移。今年以来，已引进柳浦企业9家，实到资金4300万元。",
            [
                ("companies", "9", "Achievement", YUNZE, LIUPU),
                ("capitalArrived", "43000000", "Achievement", YUNZE, LIUPU),
            ],
        ),
        ("云泽市人民医院接诊患者1.5万人次。", []),
    ],
)
def test_what_was_brought_in_is_a_figure_about_the_region_and_patients_are_no_visitors(
    text: str, figures: list[tuple[str, str, str, str, str]]
) -> None:
    found = [one for one in read(text).suggestions if one.kind == "observations"]
    names = ("measure", "value", "class")
    assert [(*(value(one, name) for name in names), one.about, value(one, "origin")) for one in found] == figures


UNIVERSITY, PORT = "institution/university-of-lindhaven", "institution/oldermoor-port-authority"


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Ovenden Machinery of Brackwater entered into a contract with the University of Lindhaven.", UNIVERSITY),
        ("A contract for the crane was awarded to Ovenden Machinery by the Oldermoor Port Authority.", PORT),
        ("An agreement on cranes was reached between Ovenden Machinery and the Oldermoor Port Authority.", PORT),
        ("The Oldermoor Port Authority has picked Ovenden Machinery. The contract was signed on Monday.", PORT),
        ("Ovenden Machinery, a Brackwater-based firm, signed a lease with the University of Lindhaven.", UNIVERSITY),
    ],
)
def test_seat_and_passive_and_the_sentence_before_tell_who_signed(text: str, whom: str) -> None:
    assert [found[1] for found in read_in(text)] == [{"Ovenden Machinery", whom}]


@pytest.mark.parametrize(
    "text",
    [
        "The Vice-Chancellor of Fenmoor University signed the accord alongside the Mayor of Eastmere.",
        "Fenmoor University and Eastmere signed the Memorandum of Understanding at the Harbour Forum.",
        "Eastmere joins the Open Rivers Protocol, to which Fenmoor University has belonged since 2011.",
        "The parties to the pact are Fenmoor University and Eastmere.",
    ],
)
def test_posts_and_the_names_of_papers_are_no_party(text: str) -> None:
    assert [found[1] for found in read_in(text)] == [{"Fenmoor University", "region/eastmere"}]


def test_pairs_apart_and_respective_ones_are_records_of_their_own() -> None:
    apart = "Pacts were signed between Oldermoor and Torvarsund on trade, and between Lindhaven and Eastmere."
    assert [found[1] for found in read_in(apart)] == [{OLDERMOOR, TORVARSUND}, {LINDHAVEN, "region/eastmere"}]
    respective = "Oldermoor signed agreements with Lindhaven and Torvarsund respectively."
    assert [found[1] for found in read_in(respective)] == [{OLDERMOOR, LINDHAVEN}, {OLDERMOOR, TORVARSUND}]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("云泽市与柳浦市在临朔举行会谈，并签署合作备忘录。", {YUNZE, LIUPU}),
        ("云泽市与柳浦市的供水协议日前落定。", {YUNZE, LIUPU}),
        ("云泽市与柳浦市教育合作签约仪式在云泽市第一人民医院举行。", {YUNZE, LIUPU}),
        ("卡松德的海纹公司与云泽市签约。", {"海纹公司", YUNZE}),
        ("云泽市与汐海理工大学等签订协议6份。", {YUNZE, "institution/xihai-polytechnic"}),
    ],
)
def test_who_signed_in_chinese_is_told_by_the_clause_before_and_not_by_hall_or_seat(text: str, whom: set[str]) -> None:
    assert [found[1] for found in read_in(text)] == [whom]


@pytest.mark.parametrize(
    "text",
    [
        "Oldermoor and Lindhaven each signed contracts with local suppliers.",
        "The council of Oldermoor rejected an agreement with Lindhaven.",
        "云泽市与柳浦市的代表出席签约仪式。",
        "云泽市、柳浦市分别与当地三家企业签订协议。",
        "网传云泽市与柳浦市签约，消息不属实。",
    ],
)
def test_unnamed_sides_witnesses_and_what_was_rejected_are_no_agreement(text: str) -> None:
    assert [found for found in read_in(text) if found[0].startswith("Agreement")] == []


def test_a_list_with_one_more_that_was_not_found_is_less_sure() -> None:
    whole, short = (
        max(one.score for one in read(text).suggestions if one.kind == "partnerships")
        for text in ("云泽市、柳浦市签署协议。", "云泽市、柳浦市、青岚渔业合作社签署协议。")
    )
    assert short <= whole - 0.1


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Quellmark and Dresnau signed a memorandum of understanding on waste on Tuesday.", {"Quellmark", "Dresnau"}),
        (
            "The three municipalities of Hollin, Streeve and Upper Cawl signed a joint charter on flood defence.",
            {"Hollin", "Streeve", "Upper Cawl"},
        ),
        (
            "The agreement was signed for Oldermoor by Mayor Ellen Crabbe and for Torvarsund by Mayor Nils Brekke.",
            {OLDERMOOR, TORVARSUND},
        ),
        (
            "The barracks have been leased to Corvane by the City of Brackwater under an agreement signed on Monday.",
            {"Corvane", "region/brackwater"},
        ),
        (
            "The signing of a twinning agreement between Askerley and Vintervik took place on 4 May.",
            {"Askerley", "Vintervik"},
        ),
        ("Delegations from Sallow and Ingmere met on Monday. The two signed a protocol.", {"Sallow", "Ingmere"}),
        (
            "Vellacott makes lifts in Brackwater. The company has signed a contract with the city of Quennor.",
            {"Vellacott", "Quennor"},
        ),
        (
            "Torvarsund's port company Sundport has teamed up with Lindhaven under an agreement signed in spring.",
            {"Sundport", LINDHAVEN},
        ),
        (
            "Rector Ivo Hald of Sundhavn University and President Mei Tan of Lanjiang University signed the agreement.",
            {"Sundhavn University", "institution/lanjiang-university"},
        ),
        (
            "Xihai Polytechnic University and Ardent Optics will build a hall under an agreement signed on Tuesday.",
            {"institution/xihai-polytechnic", "Ardent Optics"},
        ),
        ("一份协议把临朔市和泊禾市的公交系统连在了一起。", {LINSHUO, "region/bohe"}),
        ("签约单位为：岚江大学、长风航空工业有限公司。", {"institution/lanjiang-university", "长风航空工业有限公司"}),
    ],
)
def test_parties_of_a_signed_paper_are_known_by_where_they_stand(text: str, whom: set[str]) -> None:
    ((what, parties_found, stage),) = read_in(text)
    assert (what.split()[0], parties_found, stage) == ("Agreement", whom, "signed")


def test_a_name_that_only_capitals_tell_is_surer_where_somebody_signs_than_where_a_paper_is_spoken_of() -> None:
    signed, spoken_of = (
        max(one.score for one in read(text).suggestions if one.kind == "partnerships")
        for text in (
            "Quellmark and Dresnau signed a treaty on Monday.",
            "A book on the treaty between Quellmark and Dresnau won the prize.",
        )
    )
    assert spoken_of < 0.6 <= signed


@pytest.mark.parametrize(
    "text",
    [
        "An agreement between Oldermoor and Lindhaven on the bridge was still far off on Friday, officials said.",
        "Lindhaven Rovers signed the midfielder Per Holt from Torvarsund on a two-year contract.",
        "Members signed the charter of Lindhaven.",
        "An agreement in principle between Trellis and Elmsworth has still to be put to shareholders.",
    ],
)
def test_what_is_far_off_and_who_only_begins_a_sentence_make_no_agreement(text: str) -> None:
    assert read_in(text) == []


def figures_in(text: str) -> list[tuple[str, str, str, str, str, bool]]:
    """Each figure: its measure, value, class, first and last day, and whether it is sure."""
    names = ("measure", "value", "class", "period_start", "period_end")
    return [
        (*(value(one, name) for name in names), one.score >= 0.6)  # type: ignore[misc]
        for one in read(text).suggestions
        if one.kind == "observations"
    ]


def test_money_behind_an_investment_is_no_output() -> None:
    text = "云泽市与柳浦市签署战略合作协议，将投资21.5亿元建设年产40万套汽车零部件项目。"
    assert [one[:3] for one in figures_in(text)] == [("totalInvestment", "2150000000", "Target")]


@pytest.mark.parametrize(
    "text",
    [
        "在推介会上，云泽市与柳浦市签署战略合作协议，还有3个产业项目落户。",
        "云泽市与柳浦市共建协同创新中心，目前入驻科研团队11个。",
        "云泽市与柳浦市共建创新中心，组织专家136人次开展服务。",
        "双方还约定，每年互派医生20名。",
    ],
)
def test_a_figure_without_owner_or_measure_is_to_be_read(text: str) -> None:
    assert figures_in(text) == []
    assert [(span.start, cue) for span, cue in read(text).to_read] == [(0, "figure")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云泽市与柳浦市签署职业教育合作协议，从2026年起每年向柳浦市输送技能人才约300名。",
            ("talentIntroduced", "300", "Target", "2026-01-01", "", False),
        ),
        (
            "Oldermoor and Lindhaven signed a cooperation agreement worth about 6.5 million euros annually until 2029.",
            ("totalInvestment", "6500000", "Target", "", "2029-12-31", False),
        ),
    ],
)
def test_a_rate_keeps_its_years(text: str, expected: tuple[str, str, str, str, str, bool]) -> None:
    assert figures_in(text) == [expected]
    (original,) = [value(one, "original_text") for one in read(text).suggestions if one.kind == "observations"]
    assert "每年" in original or original.endswith("annually until 2029")


def test_a_time_of_another_clause_is_not_of_what_a_thing_has() -> None:
    text = "云泽市与柳浦市共建产业园，去年实现产值154亿元，两地通行时间缩短至35分钟。"
    found = {one[0]: one[3] for one in figures_in(text)}
    assert found == {"output": "2022-01-01", "travelTime": ""}


def test_a_figure_of_somebody_else_is_not_given_to_the_record() -> None:
    found = figures_in("云泽市与柳浦市签署合作协议，临朔市投资3亿元建设园区。")
    assert not any(is_sure for *_, is_sure in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("云泽市与柳浦市2020年签署的供水合作协议，已于今年7月解除。", "已于今年7月解除"),
        ("云泽市去年与柳浦市签署了供水合作协议，该协议已于今年6月解除。", "已于今年6月解除"),
    ],
)
def test_the_passage_of_an_end_has_the_words_that_say_it(text: str, said: str) -> None:
    (stage,) = [one for one in read(text).suggestions if one.kind == "stages"]
    assert value(stage, "stage") == "terminated"
    assert said in text[stage.span.start : stage.span.end]


def figures_of(text: str) -> list[tuple[str, str, str, str, str]]:
    """Each figure: its measure, class, value, the last day of its period, and what kind of thing it is about."""
    reading = read(text)
    own = {one.id for one in reading.suggestions if one.kind == "partnerships"}
    return [
        (
            *(value(one, name) for name in ("measure", "class", "value", "period_end")),
            "partnership" if one.about in own else one.about,
        )
        for one in reading.suggestions
        if one.kind == "observations"
    ]


def stage_days(text: str) -> list[tuple[str, str, str]]:
    names = ("stage", "as_of", "precision")
    return [
        (value(one, names[0]), value(one, names[1]), value(one, names[2]))
        for one in read(text).suggestions
        if one.kind == "stages"
    ]


@pytest.mark.parametrize(
    "later",
    [
        "去年，芦汀区引进苇洲市企业37家，到位资金12.4亿元。",
        "去年，芦汀区引进企业37家，到位资金12.4亿元。",
        "芦汀区提出，将从云泽市引进投资总额100亿元。",
    ],
)
def test_a_figure_of_two_others_is_not_of_the_partnership_before(later: str) -> None:
    assert "partnership" not in [one[-1] for one in figures_of(f"云泽市与柳浦市签署合作协议。{later}")]
    # The project of the sentence before has its own.
    assert figures_of("云泽市与柳浦市签署合作协议。该项目总投资12.4亿元。")[0][-1] == "partnership"


def test_money_that_an_unknown_place_attracts_from_one_side_is_not_of_the_agreement_of_both() -> None:
    signed = "Oldermoor and Lindhaven signed a cooperation agreement."
    assert [one[-1] for one in figures_of(f"{signed} Last year Dunmere attracted $40 million from Oldermoor.")] in (
        [],
        ["region/oldermoor"],
    )
    assert figures_of(f"{signed} Last year the project attracted $40 million in investment.")[0][-1] == "partnership"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "到2026年，云泽市将从柳浦市引进不少于50个项目，投资总额力争达到100亿元。",
            [
                ("projectsIntroduced", "Target", "50", "2026-12-31", YUNZE),
                ("totalInvestment", "Target", "10000000000", "2026-12-31", YUNZE),
            ],
        ),
        (
            "Oldermoor and Lindhaven signed a memorandum worth $25 million.",
            [("totalInvestment", "Target", "25000000", "", "partnership")],
        ),
        (
            "云泽市与柳浦市签署了总投资25亿元的合作备忘录。",
            [("totalInvestment", "Target", "2500000000", "", "partnership")],
        ),
        (
            "Oldermoor and Lindhaven signed an agreement worth $25 million, all of it paid.",
            [("totalInvestment", "Achievement", "25000000", "", "partnership")],
        ),
        (
            "Oldermoor and Lindhaven signed a supply contract worth $25 million.",
            [("totalInvestment", "Achievement", "25000000", "", "partnership")],
        ),
    ],
)
def test_a_deadline_ends_the_period_and_what_a_signed_paper_is_worth_is_a_target(
    text: str, figures: list[tuple[str, str, str, str, str]]
) -> None:
    assert figures_of(text) == figures


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("云泽市与柳浦市于2021年3月共建的产业园已投入运营。", ("operating", "2023-07-12", "day")),
        ("云泽市与柳浦市共建的产业园于2021年3月投入运营。", ("operating", "2021-03-31", "month")),
        ("云泽市至柳浦市的原定今年开通的城际公交已暂停。", ("suspended", "2023-07-12", "day")),
        ("今年，云泽市与柳浦市签署合作协议。", ("signed", "2023-07-12", "day")),
        ("去年，云泽市与柳浦市签署合作协议。", ("signed", "2022-12-31", "year")),
    ],
)
def test_the_day_of_a_stage_is_its_own_and_a_year_counts_from_its_last_day(
    text: str, stage: tuple[str, str, str]
) -> None:
    assert stage_days(text) == [stage]
