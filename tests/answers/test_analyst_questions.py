"""What an analyst asks: each answer was worked out from the article, paragraph by paragraph, not from the output."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click import unstyle

from kg.answers.questions import list_questions
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import load_ontology
from kg.vocabulary import PREFIXES
from tests.answers.test_questions import Rows, asked, columns
from tests.support import ID, Outcome


def short(rows: Rows, *names: str) -> set[tuple[Any, ...]]:
    """Rows as tuples of the last parts of ids."""
    return {tuple(c.rpartition("/")[2] if isinstance(c, str) else c for c in row) for row in columns(rows, *names)}


# --- On the article ---------------------------------------------------------------------------------------------------


def test_who_bridges_counties(knowledge: KnowledgeGraph) -> None:
    """Paragraphs 11 and 14: one high school and one hospital of Shanghai, each in Jiashan and in Pinghu."""
    assert short(asked(knowledge, "bridging-institutions"), "institution", "region", "other") == {
        ("ecnu-no2-high-school", "cn-jiaxing-jiashan", "cn-jiaxing-pinghu"),
        ("shanghai-general-hospital", "cn-jiaxing-jiashan", "cn-jiaxing-pinghu"),
    }


def test_what_falls_with_the_high_school(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "if-withdrawn", party="华师大二附中")
    assert short(rows, "partnership", "left", "lost") == {
        ("jiashan-senior-high-ecnu-no2", 1, "true"),
        ("pinghu-middle-school-ecnu-no2", 1, "true"),
    }


def test_what_outlives_the_ministrys_transfer_centre(knowledge: KnowledgeGraph) -> None:
    """Paragraph 16: its agreement with the hi-tech zone falls; of the service's three parties two are left."""
    rows = asked(knowledge, "if-withdrawn", party="institution/mofcom-shanghai-transfer-centre")
    assert short(rows, "partnership", "left", "lost") == {
        ("haining-hi-tech-mofcom-transfer", 1, "true"),
        ("haining-transfer-intermediary-service", 2, "false"),
    }


def test_agreements_and_nothing_operating(knowledge: KnowledgeGraph) -> None:
    """Paragraph 17: Tongxiang's partners in Shanghai - Pudong three towns, Minhang two, Putuo and Qingpu one each -
    have only what was signed. Paragraph 24: so has the port area, whose chemical park is being built and whose
    aerospace park is planned. Tongxiang itself has a park that stands, and Nanhu the fund.
    """
    assert short(asked(knowledge, "nothing-operating"), "region", "agreements", "partnerships") == {
        ("cn-shanghai-pudong", 3, 3),
        ("cn-shanghai-minhang", 2, 2),
        ("cn-jiaxing-port-area", 1, 3),
        ("cn-shanghai-putuo", 1, 1),
        ("cn-shanghai-qingpu", 1, 1),
    }


def test_money_for_nuclear_power_without_a_named_partner(knowledge: KnowledgeGraph) -> None:
    """Paragraph 15: 1 billion and 150 million for the shared zone, whose parties are two regions. Nanhu's 4.5 billion
    (paragraph 5) is in finance, where Rongyi Investment is named.
    """
    assert short(asked(knowledge, "money-without-partner"), "sector", "about", "value") == {
        ("nuclearPower", "zhejiang-shanghai-nuclear-sharing-zone", 1_000_000_000),
        ("nuclearPower", "zhejiang-shanghai-nuclear-sharing-zone", 150_000_000),
    }


def test_less_than_last_year(knowledge: KnowledgeGraph) -> None:
    """Paragraph 6: Xiuzhou wants at least 10 projects in 2017, and had 17 in 2016."""
    assert short(asked(knowledge, "below-last-year"), "about", "planned", "bound", "achieved", "year") == {
        ("cn-jiaxing-xiuzhou", 10, "atLeast", 17, 2017)
    }


def test_ten_targets_of_which_one_is_reported_on(knowledge: KnowledgeGraph) -> None:
    """Paragraph 4: eight of eleven by July, the year being the whole of 2017. Of the other nine nothing is reported."""
    rows = asked(knowledge, "target-status")
    assert len(rows) == 10
    assert [(row["target"], row["status"]) for row in rows if row["status"] != "not reported"] == [
        ("observation/nanhu-localities-with-agreement-2017", "in progress")
    ]


def test_average_sizes(knowledge: KnowledgeGraph) -> None:
    """Sums told with their number: paragraph 5 (116 and 67), 6 (17), 13 (22; 18 in dollars), 15 (17; 8, planned)."""
    found = {
        (row["region"].rpartition("-")[2], row["unit"].rpartition("/")[2], row["kind"], row["total"], row["projects"])
        for row in asked(knowledge, "project-size")
    }
    assert found == {
        ("nanhu", "CNY", "Achievement", 11_500_000_000, 116),
        ("nanhu", "CNY", "Achievement", 6_500_000_000, 67),
        ("xiuzhou", "CNY", "Achievement", 1_839_000_000, 17),
        ("pinghu", "CNY", "Achievement", 5_980_000_000, 22),
        ("pinghu", "USD", "Achievement", 237_000_000, 18),
        ("haiyan", "CNY", "Achievement", 2_070_000_000, 17),
        ("haiyan", "CNY", "Target", 1_000_000_000, 8),
        ("haiyan", "CNY", "Target", 150_000_000, 8),
    }
    for row in asked(knowledge, "project-size"):
        assert row["average"] == pytest.approx(row["total"] / row["projects"])


def test_paid_in_of_subscribed(knowledge: KnowledgeGraph) -> None:
    """Paragraph 5: 154.9 of 504.2 billion, 30.7 per cent."""
    (row,) = asked(knowledge, "paid-in")
    assert (row["subscribed"], row["paidIn"]) == (504_200_000_000, 154_900_000_000)
    assert round(row["share"], 3) == Decimal("0.307")


def test_dependence(knowledge: KnowledgeGraph) -> None:
    """Paragraph 22: the development zone has two ties with the United States, one with Germany, one with Taiwan: shares
    of 1/2, 1/4 and 1/4, squared 1/4 + 1/16 + 1/16. Every county has Shanghai alone; Tongxiang eight times.
    """
    rows = {row["region"].rpartition("/")[2]: row for row in asked(knowledge, "dependence")}
    zone = rows["cn-jiaxing-edz"]
    assert (zone["counterpart"], zone["partnerships"], zone["all"]) == ("region/us", 2, 4)
    assert (zone["share"], zone["hhi"]) == (Decimal("0.5"), Decimal("0.375"))
    tongxiang = rows["cn-jiaxing-tongxiang"]
    assert (tongxiang["counterpart"], tongxiang["partnerships"], tongxiang["hhi"]) == ("region/cn-shanghai", 8, 1)


def test_services_that_haiyan_lacks(knowledge: KnowledgeGraph) -> None:
    """Haiyan has none of its own; Jiaxing's four (paragraph 2) serve it: buses, cards, hospitals, telephones. Left are
    medical insurance in Jiashan and Pinghu (11, 14), rail in Pinghu (14), brokerage of projects in Haining (16).
    """
    assert short(asked(knowledge, "services-lacking", region="海盐"), "sector", "neighbour", "service") == {
        ("socialSecurity", "cn-jiaxing-jiashan", "jiashan-medical-card-shanghai-general"),
        ("socialSecurity", "cn-jiaxing-pinghu", "pinghu-medical-card-shanghai-hospitals"),
        ("rail", "cn-jiaxing-pinghu", "shanghai-hangzhou-railway"),
        ("rail", "cn-jiaxing-pinghu", "pinghu-shanghai-intercity-rail"),
        ("investmentPromotion", "cn-jiaxing-haining", "haining-transfer-intermediary-service"),
    }


def test_services_that_are_promised(knowledge: KnowledgeGraph) -> None:
    """Two of Jiashan (11), four of Pinghu (14), one of Haining (16)."""
    rows = asked(knowledge, "services-promised")
    assert len(rows) == 7
    assert {row["stage"] for row in rows} == {"code/stage/planned"}
    assert len(asked(knowledge, "services-promised", region="平湖")) == 4


def test_zones_that_carry_anothers_name(knowledge: KnowledgeGraph) -> None:
    """Jiao Tong University's park in Xiuzhou (6), and Caohejing's branch in Haining (16)."""
    assert short(asked(knowledge, "zones-branded"), "zone", "brand", "from") == {
        ("cn-jiaxing-xiuzhou-sjtu-park", "sjtu", "cn-shanghai"),
        ("cn-jiaxing-haining-caohejing-branch", "cn-shanghai-caohejing", "cn-shanghai"),
    }


def test_the_zone_over_two_provinces(knowledge: KnowledgeGraph) -> None:
    (row,) = asked(knowledge, "zones-across-provinces")
    assert (row["zone"], row["regions"]) == ("region/jiashan-jinshan-demonstration-area", 2)
    assert row["names"] == "Shanghai; Zhejiang"


def test_agreements_with_the_ministry(knowledge: KnowledgeGraph) -> None:
    """Paragraph 16: the Ministry of Commerce's base, and its transfer centre."""
    assert short(asked(knowledge, "ministry-agreements"), "agreement", "party", "ministry") == {
        ("caohejing-haining-mofcom-platform", "mofcom-shanghai-base", "mofcom"),
        ("haining-hi-tech-mofcom-transfer", "mofcom-shanghai-transfer-centre", "mofcom"),
    }


def test_three_towns_are_left(knowledge: KnowledgeGraph) -> None:
    """Paragraph 4: eight of Nanhu's eleven."""
    assert short(asked(knowledge, "not-yet-covered"), "about", "reached", "whole", "left") == {
        ("nanhu-shanghai-park-agreements", 8, 11, 3)
    }


def test_everything_rests_on_one_article(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "single-source")
    assert len(rows) == 57
    assert {row["source"] for row in rows} == {"source/zjol-2017-07-28"}
    claims = {row["partnership"].rpartition("/")[2]: row["claims"] for row in rows}
    # Paragraph 5: the fund being set up a year before, and at work now.
    assert claims["science-city-fund-founding"] == 2


def test_german_and_american_projects(knowledge: KnowledgeGraph) -> None:
    """Paragraph 22; Taiwan's is none of a third country in the data."""
    assert short(asked(knowledge, "third-country"), "partnership", "country") == {
        ("edz-borgward-delta-base", "de"),
        ("edz-us-automotive-leather", "us"),
        ("edz-us-international-hospital", "us"),
    }
    home = asked(knowledge, "third-country", home="美国")
    assert {row["country"] for row in home} == {"region/cn", "region/de"}


def test_the_timeline_begins_with_the_fund(knowledge: KnowledgeGraph) -> None:
    """58 stages and 39 figures; before 2017 the fund (July 2016) and Xiuzhou's two results of that year."""
    assert len(asked(knowledge, "timeline")) == 97
    before = asked(knowledge, "timeline", until="2016-12-31")
    assert [row["asOf"] for row in before] == ["2016-07-31", "2016-12-31", "2016-12-31"]
    assert len(asked(knowledge, "timeline", since="2017-01-01")) == 94


def test_districts_that_nothing_reaches(knowledge: KnowledgeGraph) -> None:
    """All counties of Jiaxing are reached; of Shanghai's sixteen districts Pudong, Putuo, Minhang, Qingpu, Jinshan."""
    rows = asked(knowledge, "regions-without-ties")
    assert len(rows) == 11
    assert {row["parent"] for row in rows} == {"region/cn-shanghai"}


def test_sums_of_money_for_two_partnerships(knowledge: KnowledgeGraph) -> None:
    """Haiyan's week and the nuclear zone; all other money is a region's or an institution's."""
    rows = asked(knowledge, "without-amount")
    assert len({row["partnership"] for row in rows}) == 55
    assert not short(rows, "partnership") & {
        ("haiyan-shanghai-week-2017",),
        ("zhejiang-shanghai-nuclear-sharing-zone",),
    }


def test_three_or_more_parties(knowledge: KnowledgeGraph) -> None:
    assert ("jiashan-jinshan-integration", 3) in short(asked(knowledge, "multi-party"), "partnership", "parties")
    assert asked(knowledge, "multi-party", least=4) == []
    # Fields with one party only: the factory buildings, car sharing, the chemical park.
    assert len(asked(knowledge, "multi-party", least=1)) - len(asked(knowledge, "multi-party", least=2)) == 3


# --- On a graph with what the article has not ----------------------------------------------------------------------

SOURCES = """
s:one a pk:Source . s:two a pk:Source .
e:one oa:hasSource s:one . e:two oa:hasSource s:two .
"""


def claim(name: str, kind: str, about: str, evidence: str, **facts: str) -> str:
    """A claim in Turtle; dates and numbers as they are, codes with their prefix."""
    told = "".join(f" ; pk:{key} {value}" for key, value in facts.items())
    return f"o:{name} a pk:{kind} ; pk:about {about} ; pk:evidence e:{evidence}{told} .\n"


def day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def figure(name: str, kind: str, value: str, evidence: str = "one", about: str = "r:a", **facts: str) -> str:
    usual = {"measure": "measure:capitalIntroduced", "unit": "unit:EUR", "bound": "bound:exact", "value": value}
    return claim(name, kind, about, evidence, **{**usual, "asOf": day("2020-12-31"), **facts})


def year(number: int) -> dict[str, str]:
    return {"periodStart": day(f"{number}-01-01"), "periodEnd": day(f"{number}-12-31")}


@pytest.fixture
def graph_of(tmp_path: Path) -> Callable[[str], KnowledgeGraph]:
    def make(text: str) -> KnowledgeGraph:
        own = {
            "r": "region",
            "p": "partnership",
            "s": "source",
            "e": "evidence",
            "o": "observation",
            "i": "institution",
        }
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        head += "".join(f"@prefix {name}: <{ID}{kind}/> .\n" for name, kind in own.items())
        (tmp_path / "own.ttl").write_text(head + SOURCES + text, encoding="utf-8")
        store = TripleStore()
        load_ontology(store)
        store.load(tmp_path / "own.ttl")
        derive(store)
        return KnowledgeGraph(store)

    return make


Make = Callable[[str], KnowledgeGraph]


@pytest.mark.parametrize(
    ("planned", "achieved", "status"),
    [
        (("100", "atLeast"), ("120", "exact"), "met"),
        (("100", "atLeast"), ("100", "exact"), "met"),
        (("100", "atLeast"), ("99", "exact"), "missed"),
        (("100", "moreThan"), ("100", "exact"), "missed"),
        (("100", "moreThan"), ("100", "moreThan"), "met"),
        (("100", "exact"), ("90", "atLeast"), "not decidable"),  # 90 or more may be 100
        (("100", "exact"), ("90", "upTo"), "missed"),
        (("100", "atLeast"), ("120", "about"), "not decidable"),  # nobody says how far about goes
        (("100", "about"), ("120", "exact"), "not decidable"),
        (("100", "upTo"), ("90", "exact"), "met"),
        (("100", "upTo"), ("110", "atLeast"), "missed"),
        (("100", "upTo"), ("90", "atLeast"), "not decidable"),
    ],
)
def test_bounds_decide(graph_of: Make, planned: tuple[str, str], achieved: tuple[str, str], status: str) -> None:
    graph = graph_of(
        figure("plan", "Target", planned[0], bound=f"bound:{planned[1]}", **year(2020))
        + figure("result", "Achievement", achieved[0], bound=f"bound:{achieved[1]}", **year(2020))
    )
    assert [row["status"] for row in asked(graph, "target-status")] == [status]


def test_half_a_year_is_under_way_and_another_currency_is_no_report(graph_of: Make) -> None:
    half = {"periodStart": day("2020-01-01"), "periodEnd": day("2020-06-30"), "asOf": day("2020-06-30")}
    graph = graph_of(
        figure("plan", "Target", "100", targetFor="o:half", **year(2020))
        + figure("half", "Achievement", "60", **half)
        + figure("other", "Target", "50", about="r:b", **year(2020))
        + figure("dollars", "Achievement", "50", about="r:b", unit="unit:USD", **year(2020))
        + figure("paid", "Target", "5", about="r:c", capitalKind="capital-kind:paidIn", **year(2020))
        + figure("subscribed", "Achievement", "9", about="r:c", capitalKind="capital-kind:subscribed", **year(2020))
    )
    found = {row["target"].rpartition("/")[2]: row["status"] for row in asked(graph, "target-status")}
    assert found == {"plan": "in progress", "other": "not reported", "paid": "not reported"}


def test_a_target_is_below_the_year_before_and_no_other(graph_of: Make) -> None:
    graph = graph_of(
        figure("plan", "Target", "90", **year(2021))
        + figure("before", "Achievement", "100", **year(2020))
        + figure("earlier", "Achievement", "200", **year(2019))
        + figure("limit", "Achievement", "500", bound="bound:upTo", **year(2020))
        + figure("dollars", "Achievement", "300", unit="unit:USD", **year(2020))
    )
    assert short(asked(graph, "below-last-year"), "result", "achieved") == {("before", 100)}


def test_two_sources_disagree_on_a_figure(graph_of: Make) -> None:
    graph = graph_of(
        figure("one", "Achievement", "100", "one", **year(2020))
        + figure("two", "Achievement", "110", "two", **year(2020))
        + figure("same", "Achievement", "7", "one", about="r:b", **year(2020))
        + figure("again", "Achievement", "7", "two", about="r:b", **year(2020))
        + figure("later", "Achievement", "120", "two", **year(2021))
        + figure("from", "Achievement", "60", "two", origin="r:c", **year(2020))
        + figure("self", "Achievement", "101", "one", **year(2019))
    )
    assert short(asked(graph, "figure-disagreements"), "about", "value", "otherValue") == {("a", 100, 110)}


def test_two_sources_disagree_on_a_stage(graph_of: Make) -> None:
    def stage(name: str, about: str, code: str, evidence: str, on: str) -> str:
        return claim(name, "StageClaim", about, evidence, stage=f"stage:{code}", asOf=day(on))

    graph = graph_of(
        "p:x a pk:Project . p:y a pk:Project . p:z a pk:Project .\n"
        # The same day: signed, and operating.
        + stage("x1", "p:x", "signed", "one", "2020-05-01")
        + stage("x2", "p:x", "operating", "two", "2020-05-01")
        # Progress is no disagreement, and one source may change its mind.
        + stage("y1", "p:y", "signed", "one", "2020-05-01")
        + stage("y2", "p:y", "operating", "two", "2021-05-01")
        # A later day and an earlier stage.
        + stage("z1", "p:z", "operating", "one", "2020-05-01")
        + stage("z2", "p:z", "planned", "two", "2020-06-01")
    )
    assert short(asked(graph, "stage-disagreements"), "partnership", "stage", "otherStage") == {
        ("x", "operating", "signed"),
        ("z", "operating", "planned"),
    }


def test_a_second_source_ends_dependence_on_one(graph_of: Make) -> None:
    graph = graph_of(
        "p:x a pk:Project ; pk:evidence e:one . p:y a pk:Project ; pk:evidence e:one . p:z a pk:Project .\n"
        + claim("c", "StageClaim", "p:x", "two", stage="stage:signed", asOf=day("2020-05-01"))
    )
    assert short(asked(graph, "single-source"), "partnership", "claims") == {("y", 0)}
    assert short(asked(graph, "without-evidence"), "record") == {("z",)}


# --- Of the files, and of wrong questions --------------------------------------------------------------------------

NUMBERS = ("integer", "decimal")


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_column_with_numbers_says_its_unit(question: Any, knowledge: KnowledgeGraph) -> None:
    needed = {p.name: {"string": "海盐"}.get(p.type, "海盐") for p in question.parameters.values() if p.required}
    if question.name == "outside-parties":
        needed = {"side": "嘉兴", "other": "上海"}
    rows = knowledge.ask(question.name, **needed).rows
    for column in question.columns.values():
        values = [row[column.name] for row in rows if row.get(column.name) is not None]
        kinds = {value.datatype.value.rpartition("#")[2] for value in values if hasattr(value, "datatype")}
        assert not kinds & set(NUMBERS) or column.unit, f"{question.name}: {column.name} has numbers and no unit"
        assert column.text.en
        assert column.text.zh
    assert "ORDER BY" in question.sparql


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("partnrs",), 2, "partners"),
        (("timeline", "-p", "since=2017-02-30"), 2, "2017-02-30"),
        (("timeline", "-p", "since=yesterday"), 2, "yesterday"),
        (("multi-party", "-p", "least=three"), 2, "three"),
        (("multi-party", "-p", "most=3"), 2, "most"),
        (("partners",), 2, "party"),
        (("partners", "-p", "party=海塩县"), 1, "海盐"),
        (("partners", "-p", "party=Haiyann"), 1, "Haiyan"),
        (("regions", "-p", "level=countey"), 2, "county"),
    ],
)
def test_wrong_questions(
    arguments: tuple[str, ...], code: int, said: str, built: Path, run: Callable[..., Outcome]
) -> None:
    outcome = run("ask", *arguments, "--graph", built)
    assert outcome.code == code
    assert said in unstyle(outcome.err)
    assert outcome.out == ""


def test_a_question_explains_itself(run: Callable[..., Outcome]) -> None:
    told = run("ask", "dependence", "--explain")
    assert "How far do the partnerships of each region" in told.out
    assert "SELECT ?region ?counterpart" in told.out
    assert "level (code (level), default 默认 county)" in told.out
