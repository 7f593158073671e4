"""What the rules derive, on a graph small enough to work it out by hand."""

from __future__ import annotations

import pytest

from kg.graph.queryfile import QueryFile
from kg.graph.rules import derive, load_rules
from kg.graph.store import TripleStore
from kg.pipeline import load_ontology
from kg.text import Text
from kg.vocabulary import DEFAULT_BASE

DATA = """
id-region:cn a pk:AdministrativeRegion ; pk:level level:country .
id-region:zj a pk:AdministrativeRegion ; pk:parentRegion id-region:cn .
id-region:jx a pk:AdministrativeRegion ; pk:parentRegion id-region:zj .
id-region:hy a pk:AdministrativeRegion ; pk:parentRegion id-region:jx .
id-region:sh a pk:AdministrativeRegion ; pk:parentRegion id-region:cn .
id-region:twin a pk:Zone ; pk:parentRegion id-region:hy , id-region:sh .
id-institution:firm a pk:Fund ; pk:locatedIn id-region:twin .
id-institution:nowhere a pk:Institution .

id-partnership:p a pk:TransportLink ; pk:participation id-participation:p1 , id-participation:p2 .
id-participation:p1 a pk:Participation ; pk:party id-region:hy .
id-participation:p2 a pk:Participation ; pk:party id-institution:firm .
id-stage:1 a pk:StageClaim ; pk:about id-partnership:p ; pk:stage stage:signed ; pk:asOf "2016-07-31"^^xsd:date .
id-stage:2 a pk:StageClaim ; pk:about id-partnership:p ; pk:stage stage:planned ; pk:asOf "2017-07-28"^^xsd:date .
id-stage:3 a pk:StageClaim ; pk:about id-partnership:p ; pk:stage stage:underConstruction ;
    pk:asOf "2017-07-28"^^xsd:date .

id-partnership:back a pk:Project .
id-stage:4 a pk:StageClaim ; pk:about id-partnership:back ; pk:stage stage:operating ; pk:asOf "2016-12-31"^^xsd:date .
id-stage:5 a pk:StageClaim ; pk:about id-partnership:back ; pk:stage stage:suspended ; pk:asOf "2017-01-01"^^xsd:date .
id-partnership:silent a pk:Agreement .
"""


@pytest.fixture(scope="module")
def derived() -> TripleStore:
    store = TripleStore()
    load_ontology(store)
    store.rdflib.update("INSERT DATA {" + DATA + "}")
    derive(store)
    return store


def pairs(store: TripleStore, pattern: str) -> set[tuple[str, str]]:
    rows = store.select(f"SELECT ?a ?b WHERE {{ {pattern} }}")
    return {(short(row["a"]), short(row["b"])) for row in rows}


def short(term: object) -> str:
    return str(getattr(term, "value", term)).removeprefix(DEFAULT_BASE).rpartition("/")[2].rpartition("#")[2]


def test_a_region_is_within_all_above_it(derived: TripleStore) -> None:
    assert pairs(derived, "?a pk:within ?b") == {
        ("zj", "cn"),
        ("jx", "zj"),
        ("jx", "cn"),
        ("hy", "jx"),
        ("hy", "zj"),
        ("hy", "cn"),
        ("sh", "cn"),
        *(("twin", above) for above in ("hy", "jx", "zj", "cn", "sh")),
    }


def test_a_party_is_in_its_region_and_in_every_container(derived: TripleStore) -> None:
    assert pairs(derived, "id-institution:firm pk:inRegion ?b BIND('firm' AS ?a)") == {
        ("firm", region) for region in ("twin", "hy", "jx", "zj", "cn", "sh")
    }
    assert pairs(derived, "id-region:jx pk:inRegion ?b BIND('jx' AS ?a)") == {("jx", "jx"), ("jx", "zj"), ("jx", "cn")}
    assert pairs(derived, "id-institution:nowhere pk:inRegion ?b BIND('' AS ?a)") == set()


def test_a_partnership_has_its_parties(derived: TripleStore) -> None:
    assert pairs(derived, "?a pk:hasParty ?b") == {("p", "hy"), ("p", "firm")}


def test_the_current_stage_is_the_latest_and_then_the_furthest(derived: TripleStore) -> None:
    assert pairs(derived, "?a pk:currentStage ?b") == {("p", "underConstruction"), ("back", "suspended")}


def test_things_have_the_classes_above_theirs(derived: TripleStore) -> None:
    assert {b for a, b in pairs(derived, "id-institution:firm a ?b BIND('firm' AS ?a)")} == {
        "Fund",
        "Institution",
        "Party",
    }
    assert {b for a, b in pairs(derived, "id-partnership:p a ?b BIND('p' AS ?a)")} == {
        "TransportLink",
        "Service",
        "Partnership",
    }
    assert {b for a, b in pairs(derived, "id-stage:1 a ?b BIND('1' AS ?a)")} == {"StageClaim", "Claim"}
    assert {b for a, b in pairs(derived, "id-region:twin a ?b BIND('' AS ?a)")} == {"Zone", "Region", "Party"}


def test_deriving_twice_derives_nothing_new(derived: TripleStore) -> None:
    before = len(derived)
    assert derive(derived) == 0
    assert len(derived) == before


def test_rules_run_in_the_order_of_their_names() -> None:
    names = [rule.name for rule in load_rules()]
    assert names == sorted(names)
    assert names.index("20-within") < names.index("30-in-region")


def test_a_rule_of_ones_own() -> None:
    store = TripleStore()
    store.rdflib.update("INSERT DATA { <a:a> <b:b> <c:c> . <c:c> <b:b> <d:d> }")
    rule = QueryFile("own", Text("a", "b"), Text("a", "b"), "CONSTRUCT { ?x <b:far> ?y } WHERE { ?x <b:b>+ ?y }")
    assert derive(store, [rule]) == 3


def test_a_circle_of_regions_ends() -> None:
    store = TripleStore()
    load_ontology(store)
    store.rdflib.update(
        "INSERT DATA { id-region:a pk:parentRegion id-region:b . id-region:b pk:parentRegion id-region:a }"
    )
    derive(store)
    assert pairs(store, "?a pk:within ?b") == {("a", "b"), ("a", "a"), ("b", "a"), ("b", "b")}
