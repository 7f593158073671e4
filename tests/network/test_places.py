"""With which place a party takes part: values worked out by hand.

Ada Labs has a branch in the county Haiyan and one in Pudong; Bert Works is in Jinshan. In ``first`` the branch in
Haiyan takes part, in ``second`` the one in Pudong, in ``open`` nobody says which. ``i:jx`` has two branches too, in
Haiyan and Pinghu, both in the city Jiaxing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg
from kg import nearest
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.measures.register import left_out_remarks
from kg.pipeline import load_ontology
from tests.network.projecting import project

from .conftest import GRAPH, store_of

PLACES = """
i:ada a pk:Institution ; pk:locatedIn r:haiyan , r:pudong ; skos:prefLabel "Ada Labs"@en .
i:bert a pk:Institution ; pk:locatedIn r:jinshan ; skos:prefLabel "Bert Works"@en .
i:jx a pk:Institution ; pk:locatedIn r:haiyan , r:pinghu ; skos:prefLabel "Two branches"@en .
"""


#: Partnership to its parties, each with the place with which it takes part.
DEALS_OF_TWO = {
    "first": (("ada", "haiyan"), ("bert", "")),
    "second": (("ada", "pudong"), ("bert", "")),
    "open": (("ada", ""), ("bert", "")),
    "near": (("jx", ""), ("bert", "")),
}


def parts() -> str:
    """Participations in Turtle."""
    lines = []
    for deal, parties in DEALS_OF_TWO.items():
        for party, place in parties:
            part = f"<https://w3id.org/partnership-kg/id/participation/{deal}/{party}>"
            lines.append(f"p:{deal} a pk:Project ; pk:participation {part} .")
            at = f" ; pk:atPlace r:{place}" if place else ""
            lines.append(f"{part} a pk:Participation ; pk:partnership p:{deal} ; pk:party i:{party}{at} .")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    store = store_of(GRAPH.partition("p:three a")[0] + PLACES + parts(), tmp_path_factory.mktemp("places"))
    load_ontology(store)
    return store


def ties(network: Any) -> set[tuple[str, str, str]]:
    """Pairs with their partnership, by the ends of their IRIs."""
    rows = [tuple(map(nearest.local_name, edge)) for edge in network.edges]
    return {(min(a, b), max(a, b), partnership) for a, b, partnership in rows}


def test_the_place_that_takes_part_stands_for_the_party(store: TripleStore) -> None:
    network = project(store, "region-region", level="county")
    assert ties(network) == {("haiyan", "jinshan", "first"), ("jinshan", "pudong", "second")}
    assert network.graph["place_unsaid"] == 2
    assert network.graph["left_out"] == 2


def test_where_all_places_lie_in_one_region_that_one_counts(store: TripleStore) -> None:
    network = project(store, "region-region", level="city")
    # Pudong and Jinshan are in Shanghai, so that p:second ties nothing at this level; Ada's open one has no city.
    assert ties(network) == {("jiaxing", "shanghai", "first"), ("jiaxing", "shanghai", "near")}
    assert network.graph["place_unsaid"] == 1
    told = [remark for remark in left_out_remarks(network.graph) if "several places" in remark.en]
    assert len(told) == 1
    assert "1 partnership has a party with several places" in told[0].en
    assert "有 1 项合作" in told[0].zh
    assert network.graph["partnerships"] == 4


def test_coarser_keeps_what_holds_all_places(store: TripleStore) -> None:
    network = project(store, "region-region", level="county", coarser="true")
    assert ("jiaxing", "jinshan", "near") in ties(network)
    assert ("china", "jinshan", "open") not in ties(network)  # the country holds Jinshan too: no two places


@pytest.mark.parametrize(
    ("parameters", "left"),
    [
        ({"side": "jiaxing"}, {"first", "near"}),
        ({"side": "jiaxing", "otherSide": "shanghai"}, {"first", "near"}),
        ({"across": "city"}, {"first", "near"}),
        ({"across": "county"}, {"first", "second"}),
    ],
)
def test_boundaries_go_by_the_place_that_takes_part(store: TripleStore, parameters: Any, left: set[str]) -> None:
    known = {name: f"https://w3id.org/partnership-kg/id/region/{name}" for name in ("jiaxing", "shanghai")}
    given = {name: known.get(value, value) for name, value in parameters.items()}
    network = project(store, "institution-institution", **given)
    assert {partnership for _, _, partnership in ties(network)} == left
    # Which of the two places is meant is asked for p:open always, and of the two in Jiaxing only between counties.
    assert network.graph["place_unsaid"] == (2 if parameters.get("across") == "county" else 1)


def test_without_a_boundary_institutions_need_no_place(store: TripleStore) -> None:
    network = project(store, "institution-institution")
    assert {partnership for _, _, partnership in ties(network)} == {"first", "second", "open", "near"}
    assert network.graph["place_unsaid"] == 0


@pytest.mark.parametrize("name", ["region-institution", "region-sector"])
def test_networks_of_two_modes_go_by_it_too(store: TripleStore, name: str) -> None:
    network = project(store, name, level="county")
    assert network.graph["place_unsaid"] == 2
    tied = {(a, b) for a, b, _ in ties(network)}
    assert ("bert", "haiyan") in tied or name == "region-sector"
    assert ("bert", "pinghu") not in tied


def test_questions_and_explanations_go_by_it(store: TripleStore) -> None:
    graph = KnowledgeGraph(store)

    def of(question: str, column: str, **parameters: str) -> set[str]:
        return {nearest.local_name(row[column]["iri"]) for row in graph.ask(question, **parameters).records()}

    assert of("partnerships", "partnership", party="haiyan") == {"first"}
    assert of("partnerships", "partnership", party="pudong") == {"second"}
    assert of("partnerships", "partnership", party="jiaxing") == {"first", "near"}
    assert of("partners", "partner", party="jiaxing", named="true") == {"bert"}
    assert of("partners", "partner", party="jiaxing") == {"jinshan"}
    counts = {nearest.local_name(row["region"]["iri"]): row["partnerships"] for row in graph.ask("regions").records()}
    assert counts == {"haiyan": "1", "pudong": "1", "jinshan": "4"}
    explained = graph.explain("haiyan", "jinshan")
    assert [nearest.local_name(item.iri) for item in explained.partnerships] == ["first"]
    assert [nearest.local_name(item.iri) for item in graph.explain("pudong").partnerships] == ["second"]


DEALS = """deal,org,place
P1,Delta Labs,Northshire
P1,Echo Works,Westmark
P2,Delta Labs,Southshire
P2,Foxtrot,Westmark
"""
MAPPING = """#: title: {en: Deals, zh: 协议}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
# CONSTRUCT { this is no template }
CONSTRUCT {
  ?deal a pk:Project ; pk:participation ?part .
  ?part a pk:Participation ; pk:partnership ?deal ; pk:party ?org ; pk:role role:partner .
  ?org a pk:Institution ; pk:locatedIn ?region . ?region a pk:AdministrativeRegion ; pk:level level:city
}
WHERE {
  ?row row:deal ?d ; row:org ?o ; row:place ?p .
  BIND(fn:id("partnership", fn:slug(?d)) AS ?deal) BIND(fn:id("institution", fn:slug(?o)) AS ?org)
  BIND(fn:id("region", fn:slug(?p)) AS ?region) BIND(fn:id("participation", fn:slug(?d), fn:slug(?o)) AS ?part)
}
"""


def test_a_row_that_says_who_and_where_says_with_which_place(tmp_path: Path) -> None:
    table, mapping = tmp_path / "deals.csv", tmp_path / "deals.rq"
    table.write_text(DEALS, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    network = kg.map_table(table, mapping).project("region-region", level="city")
    assert ties(network) == {("northshire", "westmark", "p1"), ("southshire", "westmark", "p2")}
    assert network.graph["place_unsaid"] == 0


def test_a_graph_from_elsewhere_is_given_no_place(tmp_path: Path) -> None:
    table, mapping, other = tmp_path / "deals.csv", tmp_path / "deals.rq", tmp_path / "other.rq"
    table.write_text(DEALS, encoding="utf-8")
    # The place in a row of its own: two mappings of one table, as somebody else may have made the graph.
    mapping.write_text(MAPPING.replace(" ; pk:locatedIn ?region", ""), encoding="utf-8")
    whole = " ; pk:participation ?part .\n  ?part a pk:Participation ; pk:partnership ?deal ; pk:party ?org ; "
    assert whole in MAPPING
    other.write_text(
        MAPPING.replace(whole, " . ?deal ").replace("pk:role role:partner .", "pk:sector sector:finance ."),
        encoding="utf-8",
    )
    one, two = kg.map_table(table, mapping), kg.map_table(table, other)
    merged = TripleStore()
    merged.add(one.store.triples())
    merged.add(t for t in two.store.triples() if "inRegion" not in t.predicate.value)
    derive(merged)
    network = project(merged, "region-region", level="city")
    assert ties(network) == set()
    assert network.graph["place_unsaid"] == 2
