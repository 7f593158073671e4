"""The named questions: each runs, and what they answer of the article was worked out from the article by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import kg
from kg.answers.questions import list_questions
from kg.errors import LookupFailed, UsageError
from kg.graph.queryfile import PARAMETER_TYPES
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.answers.reporting import PLACES, figure, graph
from tests.support import ID, EditablePackage, needs
from tests.tables import bundled_rows

QUESTIONS = {question.name: question for question in list_questions()}
NAMES = list(QUESTIONS)
#: A value for each type of a required parameter.
SOME = {"party": "嘉兴", "string": "海盐", "region": "嘉兴", "thing": "嘉兴", "institution": "ecust"}
#: What a question is asked with where those do not fit: one that needs codes, or that they give no answer to.
GIVEN = {
    "services-lacking": {"region": "海盐"},  # Jiaxing has no neighbour in the data
}
#: Where money goes from and to, for a figure of ``reporting``.
FROM_B = "pk:origin id-region:b ; pk:destination id-region:a"

Rows = list[dict[str, Any]]


def asked(graph: KnowledgeGraph, question: str, **parameters: Any) -> Rows:
    """The answer with ids in place of IRIs, and numbers as numbers."""
    answer = graph.ask(question, **parameters)
    return [{name: plain(term) for name, term in row.items()} for row in answer.rows]


def plain(term: object) -> Any:
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(ID).removeprefix("https://w3id.org/partnership-kg/").replace("ont#", "")
    if isinstance(term, ox.Literal):
        if term.datatype.value.rpartition("#")[2] in ("integer", "decimal"):
            return Decimal(term.value)
        return term.value
    return None


def given(name: str) -> dict[str, str]:
    """Values for the parameters that a question needs."""
    question = QUESTIONS[name]
    needed = {p.name: p.type for p in question.parameters.values() if p.required}
    lacking = [parameter for parameter, kind in needed.items() if kind not in SOME and name not in GIVEN]
    assert not lacking, f"{name} needs {lacking}: add a line with values to GIVEN"
    return GIVEN.get(name) or {parameter: SOME[kind] for parameter, kind in needed.items()}


def columns(rows: Rows, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def region(names: Iterable[str], prefix: str = "region/cn-jiaxing-") -> set[str]:
    return {prefix + name for name in names}


#: Questions whose answer on the bundled data is that there is nothing: one source, and all of it is cited.
#: Nor does the article say where something is carried out, or for how long it is agreed.
NOTHING = {"figure-disagreements", "stage-disagreements", "without-evidence", "carried-out", "terms"}


#: What issue 3 asks for one by one, in its words, and the question that answers it.
ASKED_FOR = {
    "institutions that bridge otherwise unconnected counties": "bridging-institutions",
    "ties lost if one partner withdraws": "if-withdrawn",
    "counties with agreements but nothing operating": "nothing-operating",
    "sectors with money targets and no named partner": "money-without-partner",
    "planned values without an achievement for the period": "targets-not-reported",
    "targets below last year's result": "below-last-year",
    "targets met, missed, not reported": "target-status",
    "reported inflow without subsets and stocks": "inflow",
    "average project size by county and currency": "project-size",
    "paid-in against subscribed capital": "paid-in",
    "dependence on one counterpart": "dependence",
    "services a neighbour has and this county lacks": "services-lacking",
    "services promised but not operating": "services-promised",
    "zones branded from the other side": "zones-branded",
    "zones over several provinces": "zones-across-provinces",
    "agreements that name a ministry": "ministry-agreements",
    "towns not yet paired": "not-yet-covered",
    "claims from one source": "single-source",
    "claims from an official's mouth": "said-by-officials",
    "claims with an assumed date": "assumed-dates",
    "disagreements between sources on stage": "stage-disagreements",
    "disagreements between sources on amount": "figure-disagreements",
    "open-ended lists": "open-lists",
    "third-country projects": "third-country",
}


def test_each_question_that_was_asked_for_is_there() -> None:
    assert set(ASKED_FOR.values()) <= set(NAMES)


def test_there_are_enough_questions() -> None:
    assert len(NAMES) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_every_question_runs(name: str, knowledge: KnowledgeGraph) -> None:
    question = QUESTIONS[name]
    answer = knowledge.ask(name, **given(name))
    assert (len(answer) == 0) == (name in NOTHING)
    assert set(question.columns) == set(answer.rows[0] if answer.rows else question.columns)
    for language in ("en", "zh", "both"):
        table = answer.table(language)
        assert table.headers == [c.heading(language) for c in question.columns.values() if c.is_for(language)]
        assert len(table.rows) == len(answer)
        assert not any(cell.startswith("http") for row in table.rows for cell in row)
    assert [list(record) for record in answer.records()] == [list(question.columns)] * len(answer)


def test_an_answer_in_chinese_has_no_english_word(knowledge: KnowledgeGraph) -> None:
    """Units in headings, and yes or no, are words too."""
    services = knowledge.ask("services").table("zh")
    assert services.headers[-1] == "已运行"
    assert {row[-1] for row in services.rows} == {"是", "否"}
    assert {row[-1] for row in knowledge.ask("services").table("en").rows} == {"true", "false"}
    for question in list_questions():
        for column in question.columns.values():
            heading = column.heading("zh").replace("IRI", "").replace("HHI", "")
            assert not re.search("[A-Za-z]{3}", heading), (question.name, heading)


@pytest.mark.parametrize("name", ["target-status", "zones-across-provinces", "said-by-officials"])
def test_what_is_told_in_two_languages_is_shown_in_the_reader_s(name: str, knowledge: KnowledgeGraph) -> None:
    answer = knowledge.ask(name)
    english, chinese, both = (answer.table(language) for language in ("en", "zh", "both"))
    pairs = 2 if name == "target-status" else 1
    assert len(english.headers) == len(chinese.headers) == len(both.headers) - pairs
    assert not any("Chinese" in heading for heading in english.headers)
    assert not any("英文" in heading for heading in chinese.headers)
    told = {
        "target-status": "未见报告",
        "zones-across-provinces": "上海市；浙江省",
        "said-by-officials": "南湖区发改局副局长",
    }
    assert any(told[name] in row for row in chinese.rows)
    assert not any(told[name] in row for row in english.rows)
    assert len(answer.records()[0]) == len(both.headers)  # programs get both


@pytest.mark.parametrize("name", NAMES)
def test_every_question_runs_on_an_empty_graph(name: str, empty: KnowledgeGraph) -> None:
    question = QUESTIONS[name]
    # The ids that questions have as defaults are those of the bundled data.
    asked_for = [
        p for p in question.parameters.values() if p.required or (PARAMETER_TYPES[p.type] is None and p.default)
    ]
    things = {p.name for p in asked_for if PARAMETER_TYPES[p.type] is None and p.type != "code"}
    values = {p.name: given(name)[p.name] for p in asked_for if p.required and p.name not in things}
    assert len(empty.ask(name, **values, **dict.fromkeys(things, f"{ID}region/none"))) == 0


@pytest.fixture(scope="module")
def shuffled(knowledge: KnowledgeGraph) -> KnowledgeGraph:
    """The same triples, put in in another order."""
    other = TripleStore()
    other.add(sorted(knowledge.store.triples(), key=lambda triple: hash(str(triple)[::-1])))
    return KnowledgeGraph(other)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_answered_the_same_from_shuffled_triples(
    name: str, knowledge: KnowledgeGraph, shuffled: KnowledgeGraph
) -> None:
    assert shuffled.ask(name, **given(name)).records() == knowledge.ask(name, **given(name)).records()


# What the article says, read by hand. Numbers are written out: 亿 is 100,000,000.


def test_whom_haiyan_partners_with(knowledge: KnowledgeGraph) -> None:
    """The activity week, nuclear power and the shared zone; three firms and institutes, one each, all of Shanghai."""
    assert columns(asked(knowledge, "partners", party="海盐"), "partner", "partnerships", "asNamed") == [
        ("region/cn-shanghai", 6, 3),
        ("region/cn-zhejiang", 1, 1),
    ]
    assert columns(asked(knowledge, "partners", party="海盐", named=True), "partner", "asNamed") == [
        ("region/cn-shanghai", 3),
        ("institution/cni-fifth-construction", 1),
        ("institution/shanghai-electric", 1),
        ("institution/snerdi", 1),
        ("region/cn-zhejiang", 1),
    ]


def test_whom_a_school_partners_with(knowledge: KnowledgeGraph) -> None:
    assert columns(asked(knowledge, "partners", party="华师大二附中"), "partner", "partnerships") == [
        ("institution/jiashan-senior-high-school", 1),
        ("institution/pinghu-middle-school", 1),
    ]


def test_tongxiang_signed_eight_agreements_and_set_up_a_park(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "partnerships", party="桐乡市")
    stages = {row["partnership"]: row["currentStage"].rpartition("/")[2] for row in rows}
    assert len(rows) == len(stages) == 9
    assert sorted(stages.values()) == ["operating", *["signed"] * 8]
    assert stages["partnership/tongxiang-shanghai-international-park"] == "operating"
    assert len(asked(knowledge, "partnerships", party="桐乡市", stage="signed")) == 8
    assert {row["kind"] for row in rows} == {"Agreement", "Project"}


def test_partnerships_of_a_narrower_sector_belong_to_the_broader(knowledge: KnowledgeGraph) -> None:
    rail = {row["partnership"] for row in asked(knowledge, "partnerships", sector="rail")}
    assert rail == {"partnership/shanghai-hangzhou-railway", "partnership/pinghu-shanghai-intercity-rail"}
    transport = {row["partnership"] for row in asked(knowledge, "partnerships", sector="transport")}
    assert rail < transport
    assert "partnership/bus-to-fengjing" in transport


def test_each_partnership_is_listed_once(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "partnerships")
    assert len(rows) == 57
    assert len({row["partnership"] for row in rows}) == 57


def test_services_and_whether_they_run(knowledge: KnowledgeGraph) -> None:
    """The second paragraph's four run; all that Pinghu speaks of is still to come."""
    rows = asked(knowledge, "services")
    running = {row["service"] for row in rows if row["runs"] == "true"}
    assert {
        "partnership/jiaxing-bus-card-shanghai-metro",
        "partnership/jiaxing-citizen-card-shanghai-hospitals",
        "partnership/area-code-021-telephones",
        "partnership/bus-to-fengjing",
    } <= running
    assert "partnership/haining-transfer-intermediary-service" not in running
    pinghu = asked(knowledge, "services", region="平湖")
    assert {row["service"] for row in pinghu} == {
        "partnership/pinghu-shanghai-express-bus",
        "partnership/shanghai-hangzhou-railway",
        "partnership/pinghu-shanghai-intercity-rail",
        "partnership/pinghu-medical-card-shanghai-hospitals",
    }
    assert [(row["runs"], row["stage"].rpartition("/")[2]) for row in pinghu] == [("false", "planned")] * 4


def test_inflow_counts_nothing_twice(knowledge: KnowledgeGraph) -> None:
    """The first quarter is inside the half year, and what the Fund Town gives away does not come in."""
    rows = asked(knowledge, "inflow")
    found = {(row["receiver"], row["unit"].rpartition("/")[2], row["total"], row["periodEnd"]) for row in rows}
    assert found == {
        ("region/cn-jiaxing-xiuzhou", "CNY", 1_839_000_000, "2016-12-31"),
        ("region/cn-jiaxing-pinghu", "CNY", 5_980_000_000, "2017-07-28"),
        ("region/cn-jiaxing-pinghu", "USD", 237_000_000, "2017-07-28"),
        ("region/cn-jiaxing-port-area", "CNY", 660_000_000, "2017-06-30"),
    }
    assert [row["figures"] for row in rows] == [1] * 4


@pytest.mark.parametrize("names", ["a", "ab", "abc"])
def test_of_figures_in_a_circle_one_is_counted(names: str) -> None:
    """A graph that no check has passed may say so; the money is neither lost nor counted several times."""
    ring = zip(names, names[1:] + names[0], strict=True)
    body = PLACES + "".join(
        figure(
            name, "5", measure="capitalIntroduced", unit="CNY", more=f"{FROM_B} ; pk:subsetOf id-observation:{whole}"
        )
        for name, whole in ring
    )
    (row,) = asked(graph(body), "inflow")
    assert (row["total"], row["figures"]) == (5, 1)


def test_a_part_of_a_part_is_not_counted() -> None:
    """The one between is of another measure."""
    whole = figure("w", "9", measure="capitalIntroduced", unit="CNY", more=FROM_B)
    between = figure("x", "3", more=f"{FROM_B} ; pk:subsetOf id-observation:w")
    part = figure("p", "2", measure="capitalIntroduced", unit="CNY", more=f"{FROM_B} ; pk:subsetOf id-observation:x")
    (row,) = asked(graph(PLACES + whole + between + part), "inflow")
    assert (row["total"], row["figures"]) == (9, 1)


def test_a_figure_from_two_origins_is_added_once(package: EditablePackage) -> None:
    package.append(
        "observations",
        2,
        **{"id": "capital", "class": "Achievement", "about": "region/xx-exampleton", "measure": "capitalIntroduced"},
        value="100",
        unit="CNY",
        origin="region/xx-sampleford;institution/port-of-sampleford",
        destination="region/xx-exampleton",
        sectors="logistics;health",
    )
    (row,) = asked(kg.build(package.folder), "inflow")
    assert (row["receiver"], row["total"], row["figures"]) == ("region/xx-exampleton", 100, 1)


def test_targets_without_a_result(knowledge: KnowledgeGraph) -> None:
    """Nine: full coverage in Nanhu is the tenth, and is reported on by the eight of eleven."""
    rows = asked(knowledge, "targets-not-reported")
    assert sorted(row["value"] for row in rows) == [
        Decimal(6),
        Decimal("7.3"),
        Decimal(8),
        Decimal(10),
        Decimal(12),
        Decimal(100_000_000),
        Decimal(150_000_000),
        Decimal(1_000_000_000),
        Decimal(4_500_000_000),
    ]
    bounds = {row["value"]: row["bound"].rpartition("/")[2] for row in rows}
    assert bounds[Decimal(4_500_000_000)] == "atLeast"
    assert bounds[Decimal("7.3")] == "about"
    assert bounds[Decimal(8)] == "exact"


def test_who_is_quoted(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "said-by-officials")
    names = [knowledge.names.label(ID + row["official"], "zh") for row in rows]
    assert names[1:] == ["周传根", "陈兴荣", "张善根"]
    assert columns(rows, "body") == [
        ("region/cn-jiaxing",),
        ("institution/nanhu-drb",),
        ("institution/xiuzhou-drb",),
        ("institution/jiaxing-edz-committee",),
    ]


def test_partnerships_with_parties_from_elsewhere(knowledge: KnowledgeGraph) -> None:
    """A German, a Taiwanese and two American projects, all in the development zone: no ties with Shanghai."""
    rows = asked(knowledge, "outside-parties", side="浙江", other="上海")
    assert sorted(columns(rows, "partnership", "region")) == [
        ("partnership/edz-borgward-delta-base", "region/de"),
        ("partnership/edz-taiwan-food", "region/cn-taiwan"),
        ("partnership/edz-us-automotive-leather", "region/us"),
        ("partnership/edz-us-international-hospital", "region/us"),
    ]


def test_the_zone_that_spans_two_provinces(knowledge: KnowledgeGraph) -> None:
    assert columns(asked(knowledge, "zones-across"), "zone", "region", "province") == [
        ("region/jiashan-jinshan-demonstration-area", "region/cn-jiaxing-jiashan", "region/cn-zhejiang"),
        ("region/jiashan-jinshan-demonstration-area", "region/cn-shanghai-jinshan", "region/cn-shanghai"),
    ]


def test_the_fund_towns_figures(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "figures", about="南湖基金小镇")
    assert sorted(columns(rows, "value", "unit")) == sorted(
        [
            (Decimal(3070), "code/unit/company"),
            (Decimal(504_200_000_000), "code/unit/CNY"),
            (Decimal(154_900_000_000), "code/unit/CNY"),
            (Decimal("0.5"), "code/unit/ratio"),
            (Decimal(116), "code/unit/project"),
            (Decimal(67), "code/unit/project"),
            (Decimal(11_500_000_000), "code/unit/CNY"),
            (Decimal(6_500_000_000), "code/unit/CNY"),
        ]
    )
    assert {row["kind"] for row in rows} == {"Achievement"}


def test_figures_of_a_region_are_those_of_all_in_it(knowledge: KnowledgeGraph) -> None:
    port_area = asked(knowledge, "figures", about="嘉兴港区")
    assert sorted(row["value"] for row in port_area) == [Decimal("7.3"), 245_000_000, 660_000_000]
    haiyan = asked(knowledge, "figures", about="海盐")
    assert sorted(row["value"] for row in haiyan) == [8, 17, 150_000_000, 1_000_000_000, 2_070_000_000]
    assert {row["value"] for row in haiyan if row["kind"] == "Target"} == {8, 150_000_000, 1_000_000_000}
    investments = asked(knowledge, "figures", about="海盐", measure="totalInvestment")
    assert {row["value"] for row in investments} == {1_000_000_000, 2_070_000_000}
    (nanhu,) = [row for row in asked(knowledge, "figures", about="南湖区") if row["outOf"] and row["value"] == 8]
    assert (nanhu["outOf"], nanhu["kind"]) == (11, "Achievement")
    assert len(asked(knowledge, "figures")) == 39


def test_what_the_plan_of_xiuzhou_sets(knowledge: KnowledgeGraph) -> None:
    rows = {row["programme"]: row for row in asked(knowledge, "programmes")}
    plan = rows["programme/xiuzhou-2017-shanghai-plan"]
    assert (plan["owner"], plan["targets"], plan["partnerships"]) == ("region/cn-jiaxing-xiuzhou", 4, 3)
    figures = asked(knowledge, "figures", about="2017年秀洲区深化接轨上海工作实施方案")
    assert sorted(row["value"] for row in figures) == [6, 10, 12, 100_000_000]
    assert {row["bound"] for row in figures} == {"code/bound/atLeast"}


def test_the_sectors_of_haiyan(knowledge: KnowledgeGraph) -> None:
    rows = {row["sector"].rpartition("/")[2]: row for row in asked(knowledge, "sectors", region="海盐")}
    assert (rows["nuclearPower"]["partnerships"], rows["nuclearPower"]["delivered"]) == (5, 1)
    assert (rows["investmentPromotion"]["partnerships"], rows["investmentPromotion"]["delivered"]) == (1, 1)


def test_how_many_partnerships_each_county_has(knowledge: KnowledgeGraph) -> None:
    counts = {row["region"]: row["partnerships"] for row in asked(knowledge, "regions")}
    expected = {
        "tongxiang": 9,
        "jiashan": 8,
        "haining": 7,
        "haiyan": 6,
        "pinghu": 6,
        "xiuzhou": 5,
        "edz": 5,
        "nanhu": 3,
    }
    expected |= {"port-area": 3}
    assert {name: number for name, number in counts.items() if "jiaxing" in name} == {
        f"region/cn-jiaxing-{name}": number for name, number in expected.items()
    }
    shanghai = {"pudong": 3, "jinshan": 2, "minhang": 2, "putuo": 1, "qingpu": 1}
    assert {name: number for name, number in counts.items() if "shanghai" in name} == {
        f"region/cn-shanghai-{name}": number for name, number in shanghai.items()
    }


def test_a_municipality_is_a_city_and_a_province(knowledge: KnowledgeGraph) -> None:
    for level in ("city", "province"):
        counts = {row["region"]: row["partnerships"] for row in asked(knowledge, "regions", level=level)}
        assert "region/cn-shanghai" in counts, level


def test_the_level_of_municipalities_has_municipalities(knowledge: KnowledgeGraph) -> None:
    (row,) = asked(knowledge, "regions", level="municipality")
    assert row["region"] == "region/cn-shanghai"


def test_where_universities_partner(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "institution-ties", kind="university")
    pairs = {(row["institution"].rpartition("/")[2], row["counterpart"].rpartition("/")[2]) for row in rows}
    assert {
        ("sjtu", "cn-jiaxing-xiuzhou"),
        ("sjtu", "cn-jiaxing-xiuzhou-sjtu-park"),
        ("ecust", "cn-jiaxing-xiuzhou-hi-tech-zone"),
        ("shanghai-normal-university", "cn-jiaxing-jiashan"),
        ("shanghai-normal-university", "shnu-jiashan-experimental-school"),
        ("sues", "cn-jiaxing-haining-warp-knitting-park"),
    } <= pairs
    assert {institution for institution, _ in pairs} == {"sjtu", "ecust", "shanghai-normal-university", "sues"}
    assert {row["location"] for row in rows} == {"region/cn-shanghai"}


def test_the_stages_of_the_fund(knowledge: KnowledgeGraph) -> None:
    """Set up in July of the year before the article, and said to have brought projects in by now."""
    rows = asked(knowledge, "stages", partnership="science-city-fund-founding")
    assert [row["asOf"] for row in rows] == ["2016-07-31", "2017-07-28"]
    assert rows[-1]["stage"] == "code/stage/operating"
    assert {row["basis"] for row in rows} == {"code/time-basis/resolved"}
    (berth,) = asked(knowledge, "stages", partnership="jiaxing-shanghai-ports-berth")
    assert berth["stage"] == "code/stage/trialOperation"


def test_what_is_named_after_nuclear_power(knowledge: KnowledgeGraph) -> None:
    found = {row["thing"] for row in asked(knowledge, "find", text="核电")}
    assert {item for item in found if item.startswith("partnership/")} == {
        "partnership/haiyan-shanghai-nuclear-cooperation",
        "partnership/haiyan-nuclear-firms-snerdi",
        "partnership/haiyan-nuclear-firms-shanghai-electric",
        "partnership/haiyan-nuclear-firms-cni-fifth",
        "partnership/zhejiang-shanghai-nuclear-sharing-zone",
    }
    assert "region/cn-jiaxing-haiyan-nuclear-sharing-zone" in found
    assert asked(knowledge, "find", text="SJTU") == asked(knowledge, "find", text="sjtu")


def test_lists_left_open(knowledge: KnowledgeGraph) -> None:
    records = {row["record"] for row in asked(knowledge, "open-lists")}
    platforms = {
        f"partnership/platform-{name}" for name in ("tongxiang-edz-chonggu", "puyuan-gaodong", "heshan-minhang")
    }
    assert platforms <= records
    assert "partnership/haiyan-nuclear-firms-snerdi" in records
    assert "partnership/pinghu-shanghai-express-bus" not in records


def test_readings_that_are_not_the_only_ones(knowledge: KnowledgeGraph) -> None:
    rows = {row["record"]: row for row in asked(knowledge, "ambiguities")}
    assert "工业区" in rows["partnership/platform-heshan-xinzhuang"]["remarkZh"]
    assert all(row["remarkEn"] and row["remarkZh"] for row in rows.values())
    assert "observation/fund-town-projects-jiaxing" in rows


def test_dates_that_are_assumed(knowledge: KnowledgeGraph) -> None:
    rows = asked(knowledge, "assumed-dates")
    assert {row["asOf"] for row in rows} == {"2017-07-28"}
    claims = {row["claim"] for row in rows}
    assert "observation/port-area-domestic-capital-2017-q1" not in claims
    assert "stage/bus-to-fengjing-operating" in claims


def test_what_a_passage_says(knowledge: KnowledgeGraph, article: str) -> None:
    start = article.index("18.39")
    assert article.count("18.39") == 1
    rows = asked(knowledge, "passage", start=start, end=start + 1)
    assert {row["record"] for row in rows} == {
        "observation/xiuzhou-investment-from-shanghai-2016",
        "observation/xiuzhou-projects-from-shanghai-2016",
    }
    assert all(row["from"] <= start < row["to"] for row in rows)
    assert asked(knowledge, "passage", start=len(article), end=len(article) + 10) == []


# Parameters


def test_parties_are_found_by_any_of_their_names(knowledge: KnowledgeGraph) -> None:
    answers = [
        asked(knowledge, "partners", party=name)
        for name in (
            "海盐县",
            "海盐",
            "Haiyan County",
            "haiyan",
            "HAIYAN",
            "cn-jiaxing-haiyan",
            "region/cn-jiaxing-haiyan",
        )
    ]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
    assert asked(knowledge, "partners", party=f"{ID}region/cn-jiaxing-haiyan") == answers[0]


@pytest.mark.parametrize(
    ("question", "parameters", "error", "words"),
    [
        ("partnerz", {}, UsageError, "no question 'partnerz'. Did you mean partners"),
        ("zzzzzz", {}, UsageError, "kg ask --list"),
        ("partners", {}, UsageError, "needs the parameter party"),
        ("partners", {"region": "海盐"}, UsageError, "has no parameter 'region'. It has: party"),
        ("partners", {"party": "海监"}, LookupFailed, "Nothing is called '海监' among the parties. Did you mean"),
        ("partners", {"party": "周传根"}, LookupFailed, "Nothing is called '周传根'"),
        ("sectors", {"region": "上海电气"}, LookupFailed, "among the regions"),
        ("partnerships", {"stage": "finished"}, UsageError, "Use one of: completed, negotiating"),
        ("partnerships", {"sector": "核聚变"}, UsageError, "'核聚变' is not a code of the list sector"),
        ("passage", {"start": "ten"}, UsageError, "must be of type integer, not 'ten'"),
        ("stages", {"partnership": "海盐"}, LookupFailed, "among the partnerships"),
    ],
)
def test_wrong_calls(
    question: str, parameters: dict[str, str], error: type[Exception], words: str, knowledge: KnowledgeGraph
) -> None:
    with pytest.raises(error) as caught:
        knowledge.ask(question, **parameters)
    assert words in str(caught.value)


def test_an_answer_as_a_table_and_as_records(knowledge: KnowledgeGraph) -> None:
    answer = knowledge.ask("partners", party="海盐")
    assert answer.table("en").headers == [
        *("Partner", "Partnerships, with everybody in it (count)", "Of these, as named (count)")
    ]
    assert answer.table("zh").headers == ["合作对象", "合作项数（含其内各方） (个数)", "其中以其本名参与 (个数)"]
    assert answer.table("en").rows[0] == ["Shanghai", "6", "3"]
    assert answer.table("zh").rows[0] == ["上海市", "6", "3"]
    assert answer.table().rows[0] == ["Shanghai 上海市", "6", "3"]
    assert answer.records()[0] == {
        "partner": {"iri": f"{ID}region/cn-shanghai", "en": "Shanghai", "zh": "上海市"},
        "partnerships": "6",
        "asNamed": "3",
    }
    assert [remark.en[:23] for remark in answer.remarks] == ["A partner counts with e"]
    assert '<td style="text-align:left">Shanghai 上海市</td>' in answer._repr_html_()


def test_figures_of_a_party_inside_two_regions_are_listed_once() -> None:
    store = TripleStore()
    store.rdflib.update(
        """INSERT DATA { id-observation:o a pk:Target ; pk:about id-region:z ; pk:measure measure:area ; pk:value 1.0 ;
             pk:bound bound:exact ; pk:unit unit:km2 .
           id-region:z a pk:Region, pk:Party ; pk:inRegion id-region:z, id-region:a, id-region:b }"""
    )
    assert len(KnowledgeGraph(store).ask("figures", about="z")) == 1


@needs("frames")
def test_an_answer_is_a_data_frame_to_calculate_with(knowledge: KnowledgeGraph) -> None:
    """Jiashan's partners: Shanghai in three partnerships, one each with three of its institutions and with Jinshan."""
    frame = knowledge.ask("partners", party="嘉善").frame()
    assert frame["partnerships"].tolist() == [7, 1]
    assert knowledge.ask("partners", party="嘉善", named="true").frame()["asNamed"].tolist() == [3, 1, 1, 1, 1]
    assert frame.loc[frame["partner_label_en"] == "Shanghai", "partner_label_zh"].tolist() == ["上海市"]
    assert frame["partner"].iloc[0] == f"{ID}region/cn-shanghai"
    figures = knowledge.ask("figures").frame()
    assert figures.loc[figures["spelling"] == "42.4亿元", "value"].tolist() == [4.24e9]
    assert figures["periodStart"].isna().any()


def test_what_is_promised_and_does_not_run(knowledge: KnowledgeGraph) -> None:
    """By the tables: the latest stage of each partnership, and the sectors that it is filed under."""
    rows = sorted(bundled_rows("stages"), key=lambda row: row["as_of"])
    stages = {row["partnership"]: row["stage"] for row in rows}
    sectors = {row["id"]: row["sectors"].split(";") for row in bundled_rows("partnerships")}
    waiting = {"planned", "negotiating", "signed", "underConstruction"}
    expected = {(sector, name) for name, stage in stages.items() if stage in waiting for sector in sectors[name]}
    found = columns(asked(knowledge, "not-operating"), "sector", "partnership")
    assert {(sector.rpartition("/")[2], name.partition("/")[2]) for sector, name in found} == expected
    signed = columns(asked(knowledge, "not-operating", stage="signed"), "partnership")
    assert {name.partition("/")[2] for (name,) in signed} == {
        name for name, stage in stages.items() if stage == "signed"
    }


def test_things_of_one_name_are_told_apart_by_what_they_lie_in(tmp_path: Path) -> None:
    """Two districts called North lie in two places, and those called South in one: of these the ids tell."""
    lying = (("n1", "North", "city"), ("n2", "North", "zj"), ("s1", "South", "zj"), ("s2", "South", "zj"))
    places = "".join(
        f'id-region:{name} a pk:Region ; pk:parentRegion id-region:{outer} ; skos:prefLabel "{called}"@en .\n'
        for name, called, outer in lying
    )
    own = tmp_path / "places.rq"
    own.write_text(
        "#: title: {en: Places, zh: 各地}\n#: question: {en: All places, zh: 所有地方}\n"
        "#: columns:\n#:   place: {en: Place, zh: 地方}\n"
        "SELECT ?place WHERE { ?place a pk:Region }\n",
        encoding="utf-8",
    )
    answer = graph(PLACES + places).ask(str(own))
    shown = {row[0] for row in answer.table("en").rows}
    assert {one for one in shown if one.startswith(("North", "South"))} == {
        "North (City)",
        "North (Zhejiang)",
        "South (Zhejiang) (region/s1)",
        "South (Zhejiang) (region/s2)",
    }
    assert {"City", "A", "B", "C"} < shown
    assert "North" in {row["place"]["en"] for row in answer.records()}
