"""The records say what the graph says, each thing once, in the same order every time."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import assets
from kg.answers.records import Records, read_records
from kg.text import Text
from kg.vocabulary import DEFAULT_BASE
from tests.page.synthetic import GraphMaker, invented


def _region(name: str) -> str:
    return f"{DEFAULT_BASE}region/{name}"


def _partnership(name: str) -> str:
    return f"{DEFAULT_BASE}partnership/{name}"


@pytest.fixture
def records() -> Records:
    make = GraphMaker()
    source = make.source("article", "An article", "一篇报道", "https://example.org/a", ("Paper", "报社"))
    place = (source, 3, 9)
    province = make.region("zj", "Zhejiang", "浙江", "province")
    jiaxing = make.region("jx", "Jiaxing", "嘉兴", "city", [province])
    haiyan = make.region("hy", "Haiyan", "海盐", "county", [jiaxing])
    shanghai = make.region("sh", "", "上海", "municipality")
    college = make.institution("college", "", "", "university", [shanghai])
    fund = make.institution("fund", "Fund", "基金", "fund", [haiyan])
    deal = make.partnership("deal", [haiyan, college], "Deal", "协议", evidence=place)
    make.stage(deal, "operating", "2017-06-01", place)
    make.stage(deal, "signed", "2016-07-31", place, current=False)
    done = make.figure("done", deal, "500000000", "Achievement", place, origin=shanghai, destination=haiyan)
    make.figure("plan", deal, "600000000", "Target", place, targetFor=done)
    make.statement("aim", haiyan, "An aim", "目标")
    make.partnership("inside", [haiyan, fund], "Inside", "内部", cls="TransportLink")
    return read_records(make.done())


def test_a_name_falls_back_to_the_other_language_and_then_to_the_id(records: Records) -> None:
    assert records.label(_region("sh")) == Text("上海", "上海")
    assert records.label(f"{DEFAULT_BASE}institution/college") == Text("college", "college")
    assert records.label("https://example.org/unknown") == Text("unknown", "unknown")


def test_a_label_is_said_once_where_both_languages_are_the_same() -> None:
    assert Text("A", "A").name("both") == "A"
    assert Text("A", "甲").name("both") == "A 甲"


def test_the_class_is_the_narrowest(records: Records) -> None:
    assert records.parties[f"{DEFAULT_BASE}institution/fund"].cls == "Fund"
    assert records.parties[_region("hy")].cls == "AdministrativeRegion"
    assert records.partnerships[_partnership("inside")].cls == "TransportLink"
    assert records.figures[f"{DEFAULT_BASE}observation/plan"].is_target


def test_stages_are_in_order_of_date_and_the_current_one_is_the_derived_one(records: Records) -> None:
    deal = records.partnerships[_partnership("deal")]
    assert [stage.stage.code for stage in deal.stages] == ["signed", "operating"]
    assert deal.current_stage is not None
    assert deal.current_stage.label == Text("Operating", "运行中")
    assert deal.stages[0].asserted_by_label == Text("An article", "一篇报道")


def test_evidence_says_where(records: Records) -> None:
    (passage,) = records.partnerships[_partnership("deal")].evidence
    assert (passage.start, passage.end, passage.issued, passage.url) == (3, 9, "2017-07-28", "https://example.org/a")
    assert passage.publisher == Text("Paper", "报社")
    assert len(passage.sha256) == 64
    assert records.partnerships[_partnership("inside")].evidence == ()


def test_participations_carry_role_and_evidence(records: Records) -> None:
    parts = records.partnerships[_partnership("deal")].participations
    assert [part.role.code for part in parts if part.role] == ["party", "host"]
    assert all(part.evidence for part in parts)


def test_figures_keep_their_links(records: Records) -> None:
    deal = records.partnerships[_partnership("deal")]
    plan = records.figures[f"{DEFAULT_BASE}observation/plan"]
    assert {figure.id for figure in deal.figures} == {"done", "plan"}
    assert plan.target_for == (f"{DEFAULT_BASE}observation/done",)
    assert plan.value == "600000000"


def test_a_tie_is_found_at_every_level(records: Records) -> None:
    for region in ("hy", "jx", "zj"):
        assert [p.id for p in records.ties(_region(region), _region("sh"))] == ["deal"]
        assert [p.id for p in records.ties(_region("sh"), _region(region))] == ["deal"]


def test_a_tie_needs_two_different_parties(records: Records) -> None:
    assert [p.id for p in records.ties(_region("hy"), _region("hy"))] == ["inside"]
    assert records.ties(_region("sh"), _region("sh")) == ()


def test_flows_are_figures_from_one_end_to_the_other(records: Records) -> None:
    assert [figure.id for figure in records.flows(_region("jx"), _region("sh"))] == ["done"]


def test_statements_belong_to_what_they_are_about(records: Records) -> None:
    figures, statements = records.about(_region("hy"))
    assert figures == ()
    assert [statement.label.zh for statement in statements] == ["目标"]


def test_a_stage_has_the_phase_of_the_list_and_one_without_that_of_the_stage_before_it() -> None:
    lists = GraphMaker().done()
    for path in (*assets.ontology_files("modules", ".ttl"), *assets.ontology_files("codelists", ".ttl")):
        lists.load(path)
    more = """
        @prefix stage: <https://w3id.org/partnership-kg/code/stage/> .
        @prefix pk: <https://w3id.org/partnership-kg/ont#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        stage:ratified a pk:Stage ; skos:inScheme <https://w3id.org/partnership-kg/code/stage> ; pk:order 35 .
        stage:annulled a pk:Stage ; skos:inScheme <https://w3id.org/partnership-kg/code/stage> ; pk:order 36 ;
            pk:halted true .
    """
    lists.add(quad.triple for quad in ox.parse(more.encode(), format=ox.RdfFormat.TURTLE))
    codes = read_records(lists).codes
    stages = {code.code: code.phase for iri, code in codes.items() if "/stage/" in iri}
    assert stages == {
        **dict.fromkeys(("planned", "negotiating"), "planned"),
        **dict.fromkeys(("signed", "ratified"), "signed"),
        **dict.fromkeys(("underConstruction", "trialOperation"), "building"),
        **dict.fromkeys(("operating", "completed"), "operating"),
        **dict.fromkeys(("suspended", "terminated", "annulled"), "ended"),
    }
    assert {code.code for code in codes.values() if code.halted} == {"suspended", "terminated", "annulled"}


def test_a_figure_of_a_class_below_target_is_a_target() -> None:
    store = GraphMaker().done()
    more = """
        @prefix pk: <https://w3id.org/partnership-kg/ont#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix x: <https://w3id.org/partnership-kg/id/observation/> .
        pk:Pledge rdfs:subClassOf pk:Target .
        x:pledged a pk:Pledge , pk:Target , pk:Observation , pk:Claim ; pk:about x:thing ; pk:value 5 .
        x:done a pk:Achievement , pk:Observation , pk:Claim ; pk:about x:thing ; pk:value 5 .
    """
    store.add(quad.triple for quad in ox.parse(more.encode(), format=ox.RdfFormat.TURTLE))
    figures = read_records(store).figures
    assert {figure.id: (figure.cls, figure.is_target) for figure in figures.values()} == {
        "pledged": ("Pledge", True),
        "done": ("Achievement", False),
    }


def test_an_empty_graph_has_no_records() -> None:
    records = read_records(GraphMaker().done())
    assert not records.parties
    assert not records.partnerships


def test_the_same_graph_gives_the_same_records() -> None:
    assert read_records(invented()) == read_records(invented())
