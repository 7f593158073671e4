"""The delivery ledger: the article's traps on the bundled data, and each trap by itself on small graphs."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from kg import assets
from kg.answers.ledger.ledger import Ledger
from kg.errors import LookupFailed, UsageError
from kg.knowledge_graph import KnowledgeGraph
from tests.answers.reporting import PLACES, figure, graph
from tests.support import ID


def rows(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Rows for programs, by the id of their first claim."""
    found = {}
    for row in ledger.as_dict()["rows"]:
        claims = [*row["targets"], *(row["result"]["claims"] if row["result"] else ())]
        found[claims[0]["iri"].removeprefix(ID + "observation/")] = row
    return found


def status(body: str, name: str = "t") -> str:
    row = rows(graph(PLACES + body).ledger())[name]
    return f"{row['status']} {' '.join(reason['reason'] for reason in row['reasons'])}".strip()


def total(body: str, region: str = "region/city", **filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = graph(PLACES + body).ledger(region, **filters).as_dict()["totals"]
    return found


def left_out(entry: dict[str, Any]) -> dict[str, int]:
    return {item["reason"]: item["count"] for item in entry["left_out"]}


def target(value: str, bound: str = "atLeast", **more: str) -> str:
    return figure("t", value, bound, cls="Target", **more)


# --- The bundled data. Figures counted in data/jiaxing-shanghai-2017/observations.csv, and read in the article. ---


@pytest.fixture(scope="module")
def bundled(knowledge: KnowledgeGraph) -> Ledger:
    return knowledge.ledger()


def test_every_figure_of_the_table_is_in_one_row(bundled: Ledger) -> None:
    path = assets.data_folder() / "jiaxing-shanghai-2017" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        ids = sorted(row["id"] for row in csv.DictReader(file))
    told = sorted(claim.id for row in bundled.rows for claim in row.figures)
    assert told == ids


def test_how_the_plans_of_the_article_stand(bundled: Ledger) -> None:
    # Ten rows of the table are targets: one that a result is linked to (8 of 11 towns), and nine without any.
    planned = [row for row in bundled.rows if row.targets]
    assert sorted(row.status for row in planned) == ["inProgress"] + ["notReported"] * 9


def test_eight_of_eleven_towns_is_progress_and_no_more(bundled: Ledger) -> None:
    row = rows(bundled)["nanhu-localities-with-agreement-2017"]
    assert row["status"] == "inProgress"
    # 8 / 11 = 0.7272…, cut; at 28 July, of a year that ends on 31 December.
    assert row["share"] == {"result": "8", "target": "11", "percent": "72.7", "bound": "exact"}
    assert row["period"]["end"] == "2017-12-31"
    assert row["result"]["period"]["end"] == "2017-07-28"


def test_the_first_quarter_is_not_added_to_the_half_year_that_it_is_in(
    bundled: Ledger, knowledge: KnowledgeGraph
) -> None:
    found = rows(bundled)
    quarter = found["port-area-domestic-capital-2017-q1"]
    assert quarter["result"]["value"] == "245000000"
    assert [item["reason"] for item in quarter["related"]] == ["insideAnother"]
    assert found["port-area-domestic-capital-2017-h1"]["result"]["value"] == "660000000"
    sums = knowledge.ledger("嘉兴", "capitalIntroduced").as_dict()["totals"]
    values = {entry["sum"]["value"] for entry in sums if entry["kind"] == "achievement"}
    assert values == {"245000000", "660000000"}  # and never 905000000


def test_sixty_seven_projects_are_inside_the_hundred_and_sixteen(bundled: Ledger, knowledge: KnowledgeGraph) -> None:
    inside = rows(bundled)["fund-town-projects-jiaxing"]
    assert inside["result"]["value"] == "67"
    assert inside["related"][0]["claim"].endswith("fund-town-projects-zhejiang")
    (entry,) = knowledge.ledger("嘉兴", "projectsFunded").as_dict()["totals"]
    # Both are without a period; nobody can say what may be added.
    assert entry["sum"] is None
    assert left_out(entry) == {"noPeriod": 2}


def test_dollars_and_yuan_stay_apart(knowledge: KnowledgeGraph) -> None:
    found = knowledge.ledger("平湖", period="2017").as_dict()
    money = {(row["unit"]["code"], row["result"]["value"]) for row in found["rows"] if row["result"]}
    assert {("CNY", "5980000000"), ("USD", "237000000")} <= money
    assert {(entry["unit"]["code"], entry["sum"]["value"]) for entry in found["totals"] if entry["sum"]} >= {
        ("CNY", "5980000000"),
        ("USD", "237000000"),
    }


def test_a_stock_is_in_no_total(knowledge: KnowledgeGraph) -> None:
    ledger = knowledge.ledger("region/cn-jiaxing-nanhu-fund-town")
    measures = {entry["measure"]["code"] for entry in ledger.as_dict()["totals"]}
    assert measures == {"projectsFunded", "capitalProvided"}
    # 3,070 companies, 504.2 bn subscribed, 154.9 bn paid in: stocks; about half: a share.
    assert ledger.never_added == 4


def test_evidence_is_what_the_table_says(bundled: Ledger) -> None:
    claim = rows(bundled)["port-area-domestic-capital-2017-h1"]["result"]["claims"][0]
    (place,) = claim["evidence"]
    assert (place["source"], place["start"], place["end"]) == (f"{ID}source/zjol-2017-07-28", 3304, 3358)
    assert claim["original_text"] == "6.6亿元人民币"


def test_the_evidence_of_a_row_is_in_the_article(bundled: Ledger, article: str) -> None:
    for row in bundled.as_dict()["rows"]:
        for claim in [*row["targets"], *(row["result"]["claims"] if row["result"] else ())]:
            (place,) = claim["evidence"]
            assert (claim["original_text"] or "") in article[place["start"] : place["end"]]


def test_filters(knowledge: KnowledgeGraph) -> None:
    # Of the table: figures about Xiuzhou itself of 2016 are two, of 2017 as a whole six with its partnerships.
    names = set(rows(knowledge.ledger("秀洲区", period="2016")))
    assert names == {"xiuzhou-projects-from-shanghai-2016", "xiuzhou-investment-from-shanghai-2016"}
    assert set(rows(knowledge.ledger(measure="融资额"))) == {"financing-circle-financing"}
    assert "port-area-domestic-capital-2017-h1" not in rows(knowledge.ledger(period="2017-Q1"))


def test_what_is_not_to_be_found(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"no measure 'capitalIntroducd'\. Did you mean capitalIntroduced"):
        knowledge.ledger(measure="capitalIntroducd")
    with pytest.raises(LookupFailed, match="Atlantis"):
        knowledge.ledger("Atlantis")
    with pytest.raises(UsageError, match="period"):
        knowledge.ledger(period="soon")


def test_not_reported_is_said_aloud(knowledge: KnowledgeGraph, empty: KnowledgeGraph) -> None:
    for ledger in (knowledge.ledger("桐乡", "visitors"), empty.ledger()):
        assert ledger.rows == ()
        assert ledger.totals == ()
        assert ledger.remarks[0].en.startswith("Not reported")
        assert ledger.remarks[0].zh.startswith("未见报告")


# --- Small graphs: one trap each ---


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (target("100") + figure("r", "120"), "met"),
        (target("100") + figure("r", "99"), "missed"),
        (target("100", "about") + figure("r", "99"), "undecided aboutTarget"),
        (target("100", "about") + figure("r", "120"), "undecided aboutTarget"),
        (target("100", "about") + figure("r", "120", period="2017-01-01/2017-06-30"), "inProgress partial"),
        (target("50") + figure("r", "50", "moreThan"), "met"),
        (target("50") + figure("r", "40", "moreThan"), "undecided openResult"),
        (target("50") + figure("r", "60", "about"), "undecided aboutResult"),
        (target("100", "upTo") + figure("r", "101"), "missed"),
        (target("100"), "notReported"),
        # A part of the year: reached already, and not yet reached.
        (target("100") + figure("r", "120", period="2017-01-01/2017-06-30"), "met partial"),
        (target("100") + figure("r", "60", period="2017-01-01/2017-06-30"), "inProgress partial"),
        (target("100", "upTo") + figure("r", "60", period="2017-01-01/2017-06-30"), "inProgress partial"),
        (target("100", "upTo") + figure("r", "160", period="2017-01-01/2017-06-30"), "missed partial"),
        # Four quarters are a year; three are not.
        (
            target("100")
            + "".join(
                figure(f"q{number}", "20", period=f"2017-{start}/2017-{end}")
                for number, (start, end) in enumerate(
                    [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]
                )
            ),
            "missed",
        ),
        (
            target("100")
            + figure("q1", "20", period="2017-01-01/2017-03-31")
            + figure("q3", "20", period="2017-07-01/2017-12-31"),
            "inProgress partial",
        ),
        # What is not the same thing is no result.
        (target("100") + figure("r", "120", period="2016-01-01/2016-12-31"), "notReported"),
        (target("100") + figure("r", "120", period=""), "notReported"),
        (target("100") + figure("r", "120", about="region:b"), "notReported"),
        (target("100") + figure("r", "120", more="pk:origin id-region:b"), "notReported"),
        (
            target("100", measure="capitalIntroduced", unit="CNY")
            + figure("r", "120", measure="capitalIntroduced", unit="USD"),
            "notReported",
        ),
        (
            target("100", measure="capitalIntroduced", unit="CNY", more="pk:capitalKind capital-kind:paidIn")
            + figure("r", "120", measure="capitalIntroduced", unit="CNY", more="pk:capitalKind capital-kind:arrived"),
            "notReported",
        ),
        # Two sources differ: both say enough, one does, both can be true.
        (target("100") + figure("r", "120") + figure("s", "110"), "met disagree"),
        (target("100") + figure("r", "120") + figure("s", "110", "atLeast"), "met"),
        (target("115") + figure("r", "120") + figure("s", "110"), "undecided disagree"),
        # A stock counts at its day, and a measure where less is better has a ceiling.
        (
            target("100", measure="companies", unit="company")
            + figure("r", "120", measure="companies", unit="company", period="", as_of="2017-06-30"),
            "inProgress partial",
        ),
        (
            target("100", measure="companies", unit="company")
            + figure("r", "120", measure="companies", unit="company", period="", as_of="2017-12-31"),
            "met",
        ),
        (
            target("30", "exact", measure="travelTime", unit="minute")
            + figure("r", "25", measure="travelTime", unit="minute"),
            "met",
        ),
        # What is linked is the result, whatever its period and scope, and nothing else is.
        (
            target("100", more="pk:targetFor id-observation:r")
            + figure("r", "90", more="pk:origin id-region:b")
            + figure("s", "120"),
            "missed",
        ),
        (
            target("100", more="pk:targetFor id-observation:r") + figure("r", "120", unit="company"),
            "undecided otherUnit",
        ),
        # A result that is linked to one target is not the result of another.
        (
            target("100")
            + figure("u", "200", cls="Target", about="region:b", more="pk:targetFor id-observation:r")
            + figure("r", "120"),
            "notReported",
        ),
    ],
)
def test_how_a_target_stands(body: str, expected: str) -> None:
    assert status(body) == expected


def test_a_quarter_within_a_half_is_added_to_nothing_even_if_nobody_said_that_it_is_inside() -> None:
    body = (
        PLACES
        + target("1000")
        + figure("q1", "245", period="2017-01-01/2017-03-31")
        + figure("h1", "660", period="2017-01-01/2017-06-30")
    )
    row = rows(graph(body).ledger())["t"]
    assert row["result"]["value"] == "660"
    assert [(item["claim"].rpartition("/")[2], item["reason"]) for item in row["related"]] == [("q1", "insideAnother")]
    assert row["share"]["percent"] == "66.0"


def test_two_targets_that_come_out_differently() -> None:
    body = target("100") + figure("u", "130", "atLeast", cls="Target") + figure("r", "120")
    assert status(body) == "undecided targetsDiffer"


def test_a_value_that_is_no_number_is_counted() -> None:
    ledger = graph(
        PLACES + target("100") + '<urn:x> a pk:Achievement ; pk:about id-region:a ; pk:value "much" .'
    ).ledger()
    assert ledger.without_number == 1
    assert len(ledger.rows) == 1


# --- Totals ---


def test_counties_add_up_to_their_city_and_it_is_said_who_is_silent() -> None:
    (entry,) = total(figure("x", "3") + figure("y", "4", "atLeast", about="region:b"))
    assert (entry["sum"]["value"], entry["sum"]["bound"]) == ("7", "atLeast")
    assert (entry["figures_in"], entry["figures_left_out"]) == (2, 0)
    assert [place["en"] for place in entry["not_reported"]] == ["C"]


def test_a_zone_is_in_its_county() -> None:
    # The zone's 3 are in the county's 5, and the county's in the city's, if it says one.
    (entry,) = total(figure("x", "3", about="region:zone") + figure("y", "5"))
    assert (entry["sum"]["value"], left_out(entry)) == ("5", {"insideAnother": 1})
    (entry,) = total(figure("x", "3", about="region:zone") + figure("y", "4", about="region:b"))
    assert (entry["sum"]["value"], left_out(entry)) == ("7", {})
    (entry,) = total(figure("x", "3") + figure("y", "4", about="region:b") + figure("z", "20", about="region:city"))
    assert (entry["sum"]["value"], left_out(entry)) == ("20", {"insideAnother": 2})


def test_a_zone_over_two_counties_is_in_neither_total_and_in_the_citys() -> None:
    zone = figure("x", "3", about="region:both")
    (entry,) = total(zone + figure("y", "4", about="region:zone"), "region/a")
    assert (entry["sum"]["value"], left_out(entry)) == ("4", {"partlyInside": 1})
    (entry,) = total(zone)
    assert entry["sum"]["value"] == "3"


def test_what_is_said_to_be_inside_is_not_added_over_any_number_of_steps() -> None:
    chain = (
        figure("x", "3", more="pk:subsetOf id-observation:m")
        + figure("m", "4", about="region:c", period="2016-01-01/2016-12-31", more="pk:subsetOf id-observation:y")
        + figure("y", "5", about="region:b")
    )
    (entry,) = total(chain, period="2017")
    assert (entry["sum"]["value"], left_out(entry)) == ("5", {"insideAnother": 1})


def test_a_circle_of_subsets_ends() -> None:
    circle = figure("x", "3", more="pk:subsetOf id-observation:y") + figure(
        "y", "4", about="region:b", more="pk:subsetOf id-observation:x"
    )
    (entry,) = total(circle)
    assert (entry["sum"]["value"], left_out(entry)) == ("3", {"insideAnother": 1})


def test_a_pair_is_one_thing() -> None:
    (entry,) = total(figure("x", "3", more="pk:pairedWith id-observation:y") + figure("y", "4", about="region:b"))
    assert (entry["sum"]["value"], left_out(entry)) == ("3", {"paired": 1})


def test_currencies_kinds_of_capital_periods_and_origins_have_totals_of_their_own() -> None:
    money = {"measure": "capitalIntroduced", "unit": "CNY"}
    body = (
        figure("base", "1", **money)
        + figure("usd", "2", about="region:b", measure="capitalIntroduced", unit="USD")
        + figure("paid", "4", about="region:b", more="pk:capitalKind capital-kind:paidIn", **money)
        + figure("from", "8", about="region:b", more="pk:origin id-region:zj", **money)
        + figure("half", "16", about="region:b", period="2017-01-01/2017-06-30", **money)
    )
    found = {entry["sum"]["claims"][0]["iri"].rpartition("/")[2]: entry for entry in total(body)}
    assert {name: entry["sum"]["value"] for name, entry in found.items()} == {
        "base": "1",
        "usd": "2",
        "paid": "4",
        "from": "8",
        "half": "16",
    }
    assert left_out(found["base"]) == {"otherUnit": 1, "otherCapital": 1, "otherScope": 1, "otherPeriod": 1}
    assert left_out(found["usd"]) == {"otherUnit": 4}


def test_two_claims_of_one_thing_are_added_once_or_not_at_all() -> None:
    (entry,) = total(figure("x", "3") + figure("y", "3") + figure("z", "4", about="region:b"))
    assert entry["sum"]["value"] == "7"
    (entry,) = total(figure("x", "3") + figure("y", "5") + figure("z", "4", about="region:b"))
    assert (entry["sum"]["value"], left_out(entry)) == ("4", {"disagree": 2})


def test_where_it_goes_lies_inside_where_another_goes() -> None:
    to_city = figure("x", "116", more="pk:destination id-region:city")
    to_county = figure("y", "67", more="pk:destination id-region:a")
    (entry,) = total(to_city + to_county)
    assert (entry["sum"]["value"], left_out(entry)) == ("116", {"insideAnother": 1})


def test_stocks_and_measures_that_do_not_add_have_no_total() -> None:
    body = figure("x", "3", measure="companies", unit="company") + figure(
        "y", "4", about="region:b", measure="companies", unit="company"
    )
    ledger = graph(PLACES + body).ledger("region/city")
    assert ledger.totals == ()
    assert ledger.never_added == 2


def test_a_total_that_says_no_more_than_a_row_is_not_said() -> None:
    assert graph(PLACES + figure("x", "3")).ledger().totals == ()
    # Two counties: the city's total, and not the province's of the very same figures.
    found = graph(PLACES + figure("x", "3") + figure("y", "4", about="region:b")).ledger().totals
    assert [entry.region for entry in found] == [f"{ID}region/city"]


def test_a_circle_of_regions_ends() -> None:
    circle = "id-region:zj pk:parentRegion id-region:city ."
    assert graph(PLACES + circle + figure("x", "3") + figure("y", "4", about="region:b")).ledger()


def test_tables_keep_hostile_names_apart() -> None:
    body = PLACES.replace('"A"@en', '"=cmd|x\\n<script>"@en') + target("100") + figure("r", "120")
    ledger = graph(body).ledger()
    assert "'=cmd|x" in ledger.table("en").csv()
    assert "<script>" not in ledger.table("en").markdown()
    assert list(ledger.table("zh").headers)[:3] == ["行别", "对象", "指标"]
    assert ledger.table("zh").rows[0][12] == "已达成"


def test_a_figure_that_is_superseded_is_in_no_reading_and_no_total() -> None:
    old = figure("old", "100", about="partnership:p", more="pk:supersededBy id-observation:new")
    said = PLACES + project("p") + old + figure("new", "60", about="partnership:p")
    found = graph(said).ledger("region/city")
    (row,) = found.as_dict()["rows"]
    assert (row["result"]["low"], row["result"]["high"], row["reasons"]) == ("60", "60", [])
    assert [(item["claim"].rpartition("/")[2], item["reason"]) for item in row["related"]] == [("old", "superseded")]
    (sum_,) = found.as_dict()["totals"]
    assert sum_["sum"]["value"] == "60"
    assert left_out(sum_) == {"superseded": 1}


def test_a_target_is_judged_by_what_supersedes_its_result_and_its_plan() -> None:
    plans = figure("then", "90", cls="Target", more="pk:supersededBy id-observation:now")
    plans += figure("now", "70", cls="Target", more="pk:targetFor id-observation:old")
    results = figure("old", "100", more="pk:supersededBy id-observation:new") + figure("new", "60")
    found = rows(graph(PLACES + plans + results).ledger())
    assert list(found) == ["now"]
    assert found["now"]["status"] == "missed"


def test_what_is_part_of_a_part_lies_in_the_whole() -> None:
    parts = (
        project("whole")
        + project("part", "pk:partOf id-partnership:whole ;")
        + project("piece", "pk:partOf id-partnership:part ;")
    )
    body = parts + figure("w", "100", about="partnership:whole") + figure("x", "40", about="partnership:piece")
    (entry,) = total(body)
    assert (entry["sum"]["value"], left_out(entry)) == ("100", {"insideAnother": 1})


def project(name: str, more: str = "") -> str:
    """A project of region A."""
    return f"""
id-partnership:{name} a pk:Project ; skos:prefLabel "{name}"@en ; {more} pk:participation id-participation:{name} .
id-participation:{name} a pk:Participation ; pk:partnership id-partnership:{name} ; pk:party id-region:a .
"""


def test_why_figures_are_in_no_total_is_said_where_the_table_is_narrow(knowledge: KnowledgeGraph) -> None:
    said = knowledge.ledger(region="秀洲区", period="2017").remarks
    assert "Left out of totals: about something that lies only partly in the region: 2." in [one.en for one in said]
    assert "未计入合计：所述对象仅部分位于该地区：2。" in [one.zh for one in said]
