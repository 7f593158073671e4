"""Views: the graph as of a day and without a source, on graphs small enough to work out by hand, and as laws."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph import views
from kg.graph.rules import derive, derived
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import load_ontology
from kg.vocabulary import DEFAULT_BASE

#: Two sources. The old one of 2015 names the bridge and its owner; the new one of 2018 says all else.
DATA = """
id-source:old a pk:Source ; dcterms:issued "2015-05-01"^^xsd:date .
id-source:new a pk:Source ; dcterms:issued "2018-03-01"^^xsd:date .
id-evidence:old a pk:Evidence ; oa:hasSource id-source:old ; oa:hasSelector <urn:old> .
<urn:old> a oa:TextPositionSelector .
id-evidence:new a pk:Evidence ; oa:hasSource id-source:new ; oa:hasSelector <urn:new> .
<urn:new> a oa:TextPositionSelector .
id-evidence:uncited a pk:Evidence ; oa:hasSource id-source:new .

id-region:cn a pk:AdministrativeRegion .
id-region:jx a pk:AdministrativeRegion ; pk:parentRegion id-region:cn .
id-region:park a pk:Zone ; pk:parentRegion id-region:jx ; pk:evidence id-evidence:new .
id-institution:firm a pk:Institution ; pk:locatedIn id-region:park ; pk:evidence id-evidence:new .
id-institution:twin a pk:Institution ; pk:affiliatedWith id-institution:firm ; pk:evidence id-evidence:new .
id-institution:listed a pk:Institution .
id-official:speaker a pk:Official ; pk:body id-institution:firm ; pk:evidence id-evidence:new .
id-programme:plan a pk:Programme ; pk:owner id-region:jx ; pk:evidence id-evidence:new .

id-partnership:bridge a pk:Project ; pk:evidence id-evidence:old , id-evidence:new ;
    pk:participation id-participation:owner , id-participation:builder .
id-participation:owner a pk:Participation ; pk:partnership id-partnership:bridge ; pk:party id-region:jx ;
    pk:evidence id-evidence:old .
id-participation:builder a pk:Participation ; pk:partnership id-partnership:bridge ; pk:party id-institution:firm ;
    pk:evidence id-evidence:new .
id-stage:signed a pk:StageClaim ; pk:about id-partnership:bridge ; pk:stage stage:signed ;
    pk:asOf "2014-12-31"^^xsd:date ; pk:asOfPrecision date-precision:year ; pk:evidence id-evidence:old .
id-stage:works a pk:StageClaim ; pk:about id-partnership:bridge ; pk:stage stage:underConstruction ;
    pk:asOf "2016-03-31"^^xsd:date ; pk:asOfPrecision date-precision:quarter ; pk:evidence id-evidence:new .
id-stage:open a pk:StageClaim ; pk:about id-partnership:bridge ; pk:stage stage:operating ;
    pk:asOf "2018-02-28"^^xsd:date ; pk:asOfPrecision date-precision:day ; pk:assertedBy id-official:speaker ;
    pk:evidence id-evidence:new .
id-partnership:school a pk:Service ; pk:programme id-programme:plan ; pk:evidence id-evidence:new .
id-stage:school a pk:StageClaim ; pk:about id-partnership:school ; pk:stage stage:planned ;
    pk:asOf "2017-06-15"^^xsd:date ; pk:asOfPrecision date-precision:month ; pk:evidence id-evidence:new .
id-observation:part a pk:Achievement ; pk:about id-region:jx ; pk:asOf "2016-01-31"^^xsd:date ;
    pk:subsetOf id-observation:whole ; pk:pairedWith id-observation:whole ; pk:evidence id-evidence:new .
id-observation:whole a pk:Achievement ; pk:about id-region:jx ; pk:asOf "2017-01-31"^^xsd:date ;
    pk:evidence id-evidence:new .
"""


@pytest.fixture(scope="module")
def whole() -> TripleStore:
    store = TripleStore()
    load_ontology(store)
    store.rdflib.update("INSERT DATA {" + DATA + "}")
    derive(store)
    return store


def things(store: TripleStore, kind: str) -> set[str]:
    rows = store.select(
        f"SELECT DISTINCT ?thing WHERE {{ ?thing a pk:{kind} FILTER(STRSTARTS(STR(?thing), '{DEFAULT_BASE}')) }}"
    )
    return {str(getattr(row["thing"], "value", "")).rpartition("/")[2] for row in rows}


def stage(store: TripleStore, partnership: str) -> str:
    rows = store.select(f"SELECT ?stage WHERE {{ id-partnership:{partnership} pk:currentStage ?stage }}")
    return ",".join(str(getattr(row["stage"], "value", "")).rpartition("/")[2] for row in rows)


def links_of_part(store: TripleStore) -> set[str]:
    rows = store.select("SELECT ?p WHERE { id-observation:part ?p ?x . VALUES ?p { pk:subsetOf pk:pairedWith } }")
    return {str(getattr(row["p"], "value", "")).rpartition("#")[2] for row in rows}


def triples(store: TripleStore) -> set[ox.Triple]:
    return set(store.triples())


def test_as_of_a_day_before_the_new_source_speaks(whole: TripleStore) -> None:
    # By 2016-03-30 the old source has spoken of the bridge, its owner and its signing in 2014. The quarter of the
    # works is not over; of what the new source says, only the figure of January is dated so early.
    view = views.at(whole, date(2016, 3, 30)).store
    assert things(view, "Partnership") == {"bridge"}
    assert things(view, "StageClaim") == {"signed"}
    assert things(view, "Participation") == {"owner"}
    assert things(view, "Observation") == {"part"}
    assert stage(view, "bridge") == "signed"
    # Places stay; so does an institution that no source speaks of at all. The others were not heard of yet.
    assert things(view, "Region") == {"cn", "jx", "park"}
    assert things(view, "Institution") == {"listed"}
    assert things(view, "Official") == things(view, "Programme") == set()


def test_what_no_source_speaks_of_is_left_as_it_is() -> None:
    """In graphs of others, partnerships without evidence and who takes part speak of each other, and of no day."""
    store = TripleStore()
    load_ontology(store)
    told = """
    id-partnership:untold a pk:Project ; pk:participation id-participation:one , id-participation:two .
    id-participation:one a pk:Participation ; pk:partnership id-partnership:untold ; pk:party id-region:jx .
    id-participation:two a pk:Participation ; pk:partnership id-partnership:untold ; pk:party id-institution:listed .
    id-participation:new a pk:Participation ; pk:partnership id-partnership:bridge ; pk:party id-institution:listed ;
        pk:evidence id-evidence:new .
    """
    store.rdflib.update("INSERT DATA {" + DATA + told + "}")
    derive(store)
    view = views.at(store, date(2016, 3, 30)).store
    assert things(view, "Partnership") == {"bridge", "untold"}
    assert things(view, "Participation") == {"owner", "one", "two"}
    assert things(view, "Institution") == {"listed"}
    # Nor does a source that is left out take it along.
    assert things(views.without(store, DEFAULT_BASE + "source/new").store, "Partnership") == {"bridge", "untold"}


def test_who_takes_part_is_as_old_as_what_the_same_source_says(whole: TripleStore) -> None:
    # On the last day of the quarter the new source's claim of the works counts, and with it the builder.
    view = views.at(whole, date(2016, 3, 31)).store
    assert things(view, "Participation") == {"owner", "builder"}
    assert things(view, "Institution") == {"listed", "firm"}
    assert stage(view, "bridge") == "underConstruction"
    assert view.select("SELECT ?p WHERE { id-partnership:bridge pk:hasParty ?p }") != []
    assert len(view.select("SELECT ?p WHERE { id-partnership:bridge pk:hasParty ?p }")) == 2


@pytest.mark.parametrize(("day", "known"), [("2014-12-30", False), ("2014-12-31", True)])
def test_a_year_counts_from_its_last_day(day: str, known: bool, whole: TripleStore) -> None:
    assert ("signed" in things(views.at(whole, date.fromisoformat(day)).store, "StageClaim")) is known


@pytest.mark.parametrize(("day", "known"), [("2017-06-15", False), ("2017-06-29", False), ("2017-06-30", True)])
def test_a_month_counts_from_its_last_day_whichever_day_is_written(day: str, known: bool, whole: TripleStore) -> None:
    view = views.at(whole, date.fromisoformat(day)).store
    assert ("school" in things(view, "Partnership")) is known
    # The programme is spoken of by the partnership.
    assert ("plan" in things(view, "Programme")) is known


def test_a_figure_that_was_linked_to_a_later_one_loses_the_link_only(whole: TripleStore) -> None:
    view = views.at(whole, date(2016, 12, 31)).store
    assert things(view, "Observation") == {"part"}
    assert links_of_part(view) == set()
    later = views.at(whole, date(2017, 1, 31)).store
    assert links_of_part(later) == {"subsetOf", "pairedWith"}


@pytest.mark.parametrize("day", [date(2018, 3, 1), date.max])
def test_the_far_future_is_the_graph(day: date, whole: TripleStore) -> None:
    view = views.at(whole, day)
    assert triples(view.store) == triples(whole)
    assert view.dropped == {}


def test_without_the_new_source_what_the_old_one_supports_stays(whole: TripleStore) -> None:
    view = views.without(whole, DEFAULT_BASE + "source/new")
    assert things(view.store, "Partnership") == {"bridge"}
    assert things(view.store, "Participation") == {"owner"}
    assert things(view.store, "Evidence") == {"old"}
    assert things(view.store, "Source") == {"old"}
    # Firm and twin name each other, and nothing else that is left names them. The park goes with its only evidence.
    assert things(view.store, "Institution") == {"listed"}
    assert things(view.store, "Region") == {"cn", "jx"}
    assert stage(view.store, "bridge") == "signed"
    assert {kind: len(iris) for kind, iris in view.dropped.items()} == {
        "Evidence": 2,
        "Institution": 2,
        "Observation": 2,
        "Official": 1,
        "Participation": 1,
        "Partnership": 1,
        "Programme": 1,
        "Region": 1,
        "Source": 1,
        "StageClaim": 3,
        "TextPositionSelector": 1,
    }


def test_without_the_old_source_the_bridge_rests_on_the_new_one(whole: TripleStore) -> None:
    view = views.without(whole, DEFAULT_BASE + "source/old").store
    assert things(view, "Partnership") == {"bridge", "school"}
    assert things(view, "Participation") == {"builder"}
    assert things(view, "Region") == {"cn", "jx", "park"}
    assert [row["e"] for row in view.select("SELECT ?e WHERE { id-partnership:bridge pk:evidence ?e }")] == [
        ox.NamedNode(DEFAULT_BASE + "evidence/new")
    ]


def test_nothing_is_left_that_names_what_went(whole: TripleStore) -> None:
    for view in (views.at(whole, date(2016, 3, 31)), views.without(whole, DEFAULT_BASE + "source/new")):
        gone = {iri for iris in view.dropped.values() for iri in iris}
        assert gone
        for triple in view.store.triples():
            assert not {getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")} & gone


def test_known_by_is_a_second_axis_of_time(whole: TripleStore) -> None:
    # What holds of 2016 was not known in 2016: the source that says so is of 2018.
    assert things(views.known_by(whole, date(2016, 12, 31)).store, "StageClaim") == {"signed"}
    assert triples(views.known_by(whole, date(2018, 3, 1)).store) == triples(whole)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2017-07-28", "2017-07-28"), ("2017-02", "2017-02-28"), ("2016-02", "2016-02-29"), ("2016", "2016-12-31")],
)
def test_days_that_people_write(text: str, day: str) -> None:
    assert views.parse_day(text).isoformat() == day


@pytest.mark.parametrize(
    "text", ["2017-02-30", "last year", "2017-7-1", "", "0000", "2017-13", "２０１７", "2017-07-28T00"]
)
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="is no date") as raised:
        views.parse_day(text, "--as-of")
    assert repr(text) in str(raised.value)


DAYS = st.dates(date(2014, 1, 1), date(2018, 12, 31))


def told(store: TripleStore) -> set[ox.Triple]:
    """The triples that no rule makes."""
    return triples(store) - derived(store)


@given(DAYS, DAYS)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_claimed_by_a_day_was_claimed_by_every_later_one(whole: TripleStore, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert told(views.at(whole, earlier).store) <= told(views.at(whole, later).store)


@given(DAYS, DAYS)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_view_of_a_view_is_the_view_of_the_earlier_day(whole: TripleStore, one: date, other: date) -> None:
    twice = views.at(views.at(whole, one).store, other).store
    assert triples(twice) == triples(views.at(whole, min(one, other)).store)


def test_the_bundled_fund_is_set_up_in_2016_and_runs_in_2017(knowledge: KnowledgeGraph) -> None:
    # The article, of 2017-07-28, says that the fund was being set up in July 2016; everything else that it says of a
    # partnership holds as of its own day.
    fund = DEFAULT_BASE + "partnership/science-city-fund-founding"
    in_2016 = knowledge.at("2016-12-31").records
    assert list(in_2016.partnerships) == [fund]
    assert in_2016.partnerships[fund].current_stage is not None
    assert in_2016.partnerships[fund].current_stage.code == "underConstruction"
    assert [party.rpartition("/")[2] for party in in_2016.partnerships[fund].parties] == [
        "science-city-fund",
        "science-city-fund-investor",
        "cn-jiaxing-nanhu-science-city",
    ]
    # Xiuzhou's 17 projects and their investment are figures of the year 2016.
    assert {figure.id for figure in in_2016.figures.values()} == {
        "xiuzhou-projects-from-shanghai-2016",
        "xiuzhou-investment-from-shanghai-2016",
    }
    in_2017 = knowledge.at(date(2017, 7, 28)).records
    assert len(in_2017.partnerships) == 57
    assert in_2017.partnerships[fund].current_stage.code == "operating"  # type: ignore[union-attr]


def test_the_title_says_which_part_of_the_graph_it_is(knowledge: KnowledgeGraph) -> None:
    part = knowledge.at("2016", known_by="2018-01")
    assert part.data_set()["title_en"].endswith(" (as of 2016-12-31; sources issued by 2018-01-31)")
    assert part.data_set()["title_zh"].endswith("（截至2016-12-31；限2018-01-31及以前发布的来源）")
    html = part.page(title=("Mine", "我的")).html.decode("utf-8")
    assert "Mine (as of 2016-12-31; sources issued by 2018-01-31)" in html
    with pytest.raises(UsageError, match="Name a day"):
        knowledge.at()


def test_a_part_of_nothing_is_nothing(empty: KnowledgeGraph) -> None:
    part = empty.at("2017", "2017")
    assert triples(part.store) == triples(empty.store)
    assert part.left_out == {}
