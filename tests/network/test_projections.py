"""What becomes a node and a tie at each level, against values worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import QueryError, UsageError
from kg.graph.store import TripleStore
from kg.network.forms.graphs import simple
from kg.network.projection.finding import list_projections, load_projection
from kg.vocabulary import RDFS
from tests.network.projecting import project

from .conftest import GRAPH, INSTITUTION, PARTNERSHIP, REGION, store_of


def short(iri: str) -> str:
    return iri.rpartition("/")[2]


def ties(graph: nx.MultiGraph[Any]) -> dict[tuple[str, str, str], float]:
    return {
        (*sorted((short(a), short(b))), short(key)): round(data["weight"], 12)
        for a, b, key, data in graph.edges(keys=True, data=True)
    }


def test_county_level_is_strict(store: TripleStore) -> None:
    graph = project(store, "region-region", level="county")
    assert ties(graph) == {
        # Four parties in three counties: Haiyan signed, and so did its school.
        ("haiyan", "pinghu", "three"): 0.5,
        ("haiyan", "jinshan", "three"): 0.5,
        ("jinshan", "pinghu", "three"): 0.5,
        # A zone with two parents gives both, and does not tie them to each other.
        ("haiyan", "jinshan", "twins"): 0.5,
        ("jinshan", "pinghu", "twins"): 0.5,
        # A zone at county level is a node of its own, inside its district or not.
        ("pudong", "zhangjiang", "inside"): 1.0,
        ("haiyan", "pudong", "clinic"): 1.0,
    }
    # A bureau of the municipality has no county, and one party alone ties nothing.
    assert graph.graph["left_out"] == 2
    assert graph.graph["partnerships"] == 6
    # The clinic's party that is nowhere; those of the two partnerships that are left out are not counted again.
    assert graph.graph["parties_left_out"] == 1


def test_coarser_adds_the_nearest_region_above(store: TripleStore) -> None:
    strict, coarser = project(store, "region-region", level="county"), project(store, "region-region", coarser=True)
    assert ties(coarser) == {**ties(strict), ("jxez", "shanghai", "city"): 1.0}
    assert coarser.graph["left_out"] == 1


@pytest.mark.parametrize("level", ["city", "province"])
def test_a_municipality_is_a_city_and_a_province(store: TripleStore, level: str) -> None:
    graph = project(store, "region-region", level=level)
    home = {"city": "jiaxing", "province": "zhejiang"}[level]
    assert ties(graph) == {(*sorted((home, "shanghai")), name): 1.0 for name in ("three", "twins", "city", "clinic")}
    assert graph.graph["left_out"] == 2


def test_other_levels(store: TripleStore) -> None:
    assert ties(project(store, "region-region", level="town")) == {}
    assert ties(project(store, "region-region", level="country")) == {}
    town = project(store, "region-region", level="town", coarser=True)
    county = project(store, "region-region", coarser=True)
    assert ties(town) == ties(county)


def test_a_region_is_not_tied_to_its_container(tmp_path: Path) -> None:
    """It still counts for the weight; a zone in a district of its own level stays tied to the district."""
    text = """
p:up a pk:Project ; pk:participation [ pk:party r:haiyan ] , [ pk:party r:zhejiang ] , [ pk:party r:jinshan ] .
p:own a pk:Project ; pk:participation [ pk:party r:pinghu ] , [ pk:party r:jiaxing ] .
"""
    store = store_of(GRAPH + text, tmp_path)
    graph = project(store, "region-region", coarser=True)
    assert {pair: weight for pair, weight in ties(graph).items() if pair[2] in ("up", "own")} == {
        ("haiyan", "jinshan", "up"): 0.5,
        ("jinshan", "zhejiang", "up"): 0.5,
    }
    assert ties(graph)["pudong", "zhangjiang", "inside"] == 1
    assert graph.graph["left_out"] == 2
    assert project(store, "region-region", level="county").graph["parties_left_out"] == 2


def test_hierarchies_that_are_not_in_order_of_level(tmp_path: Path) -> None:
    """A city in a county, a prefecture in a prefecture, a town outside any county: each stands where it is."""
    graph = (
        GRAPH.partition("i:hospital a")[0]
        + """
        r:oak a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:zhejiang .
        r:spring a pk:AdministrativeRegion ; pk:level level:city ; pk:parentRegion r:oak .
        r:inner a pk:AdministrativeRegion ; pk:level level:city ; pk:parentRegion r:jiaxing .
        r:ward a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:inner .
        r:ferry a pk:AdministrativeRegion ; pk:level level:town ; pk:parentRegion r:jiaxing .
        p:sister a pk:Agreement ; pk:participation [ pk:party r:spring ] , [ pk:party r:pudong ] .
        p:ward a pk:Agreement ; pk:participation [ pk:party r:ward ] , [ pk:party r:pudong ] .
        p:ferry a pk:Agreement ; pk:participation [ pk:party r:ferry ] , [ pk:party r:pudong ] .
    """
    )
    store = store_of(graph, tmp_path)
    assert set(ties(project(store, "region-region", level="county"))) == {
        ("oak", "pudong", "sister"),
        ("pudong", "ward", "ward"),
    }
    assert set(ties(project(store, "region-region", level="city"))) == {
        ("shanghai", "spring", "sister"),
        ("inner", "shanghai", "ward"),
        ("jiaxing", "shanghai", "ferry"),
    }


def test_institutions(store: TripleStore) -> None:
    assert ties(project(store, "institution-institution")) == {
        ("hospital", "school", "clinic"): 0.5,
        ("nowhere", "school", "clinic"): 0.5,
        ("hospital", "nowhere", "clinic"): 0.5,
    }


def test_parties_and_partnerships(store: TripleStore) -> None:
    graph = project(store, "party-partnership")
    assert graph.number_of_edges() == 15
    assert graph.graph["bipartite"] is True
    assert nx.is_bipartite(graph)
    assert graph.nodes[f"{INSTITUTION}firm"] == {
        "label_en": "firm",
        "label_zh": "firm",
        "kind": "Institution",
        "bipartite": 0,
        "mode": "party",
    }
    assert graph.nodes[f"{PARTNERSHIP}clinic"]["bipartite"] == 1
    assert graph.nodes[f"{PARTNERSHIP}clinic"]["kind"] == "TransportLink"
    assert graph.graph["left_out"] == 0
    assert {data["weight"] for _, _, data in graph.edges(data=True)} == {1.0}


def test_regions_and_sectors(store: TripleStore) -> None:
    graph = project(store, "region-sector")
    assert ties(graph) == {
        **{
            (*sorted((county, sector)), "three"): 0.5
            for county in ("haiyan", "pinghu", "jinshan")
            for sector in ("health", "port")
        },
        ("haiyan", "health", "clinic"): 1.0,
        ("health", "pudong", "clinic"): 1.0,
    }
    assert {data["mode"] for _, data in graph.nodes(data=True)} == {"region", "sector"}
    assert graph.graph["left_out"] == 4


def test_attributes_of_nodes_and_ties(store: TripleStore) -> None:
    graph = project(store, "region-region", level="county")
    assert graph.nodes[f"{REGION}haiyan"] == {
        "label_en": "Haiyan",
        "label_zh": "海盐县",
        "kind": "AdministrativeRegion",
        "latitude": 30.5,
        "longitude": 120.9,
    }
    # The other language stands in for a name that is missing.
    assert graph.nodes[f"{REGION}pinghu"]["label_en"] == "平湖市"
    assert graph.nodes[f"{REGION}zhangjiang"]["kind"] == "Zone"
    assert graph.edges[f"{REGION}haiyan", f"{REGION}pinghu", f"{PARTNERSHIP}three"] == {
        "partnership": f"{PARTNERSHIP}three",
        "kind": "Agreement",
        "sector": "health;port",
        "stage": "signed",
        "since": "2016-07-31",
        "date": "2017-07-28",
        "label_en": "Three counties",
        "label_zh": "三地协议",
        "weight": 0.5,
    }
    assert graph.graph["projection"] == "region-region"
    assert graph.graph["params"] == {"coarser": "false", "level": "county"}
    assert graph.graph["title_zh"]


def test_kinds_without_the_ontology(tmp_path: Path) -> None:
    """Without the classes of classes, the class with the fewest members is taken."""
    store = store_of(GRAPH, tmp_path)
    store.rdflib.update(f"DELETE WHERE {{ ?a <{RDFS}subClassOf> ?b }}")
    graph = project(store, "party-partnership")
    kinds = {short(node): data["kind"] for node, data in graph.nodes(data=True)}
    assert [kinds[name] for name in ("three", "twin", "firm")] == ["Agreement", "Zone", "Institution"]


def test_order_is_sorted(store: TripleStore) -> None:
    for query in list_projections():
        graph = project(store, query.name)
        assert list(graph) == sorted(graph)
        assert list(graph.edges(keys=True)) == sorted(graph.edges(keys=True))
        reduced = simple(graph)
        assert list(reduced) == sorted(graph)
        assert list(reduced.edges) == sorted(reduced.edges)


def test_every_projection_on_an_empty_store(empty_store: TripleStore) -> None:
    for query in list_projections():
        graph = project(empty_store, query.name)
        assert len(graph) == 0
        assert graph.graph["left_out"] == 0


def test_what_is_bundled() -> None:
    names = {query.name: query for query in list_projections()}
    assert set(names) == {
        "institution-institution",
        "institution-sector",
        "party-partnership",
        "programme-party",
        "region-institution",
        "region-region",
        "region-sector",
    }
    for query in names.values():
        assert query.title.en
        assert query.title.zh
        assert query.question.zh
        assert {"source", "target", "partnership", "weight"} <= query.columns.keys()


def test_unknown_names_and_values(store: TripleStore) -> None:
    with pytest.raises(UsageError, match="Did you mean 'region-region'"):
        project(store, "region-regions")
    with pytest.raises(UsageError, match="no parameter 'depth'"):
        project(store, "region-region", depth="3", level="county")
    with pytest.raises(UsageError, match="boolean"):
        project(store, "region-region", coarser="perhaps")


def own(folder: Path, select: str) -> Path:
    path = folder / "own.rq"
    path.write_text(f"#: title: {{en: Own, zh: 自定}}\n{select}\n", encoding="utf-8")
    return path


def test_a_projection_of_ones_own(store: TripleStore, tmp_path: Path) -> None:
    path = own(
        tmp_path,
        "SELECT ?source ?target ?partnership (2 AS ?weight) "
        "WHERE { ?partnership pk:hasParty ?source , ?target FILTER(STR(?source) < STR(?target)) }",
    )
    graph = project(store, path)
    assert load_projection(str(path)).name == "own"
    assert ties(graph)["jinshan", "pinghu", "three"] == 2
    assert graph.graph["bipartite"] is False


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("?source ?target ?partnership", "without .weight"),
        ("?source ?target ?partnership (0 AS ?weight)", "weight '0'"),
        ('?source ?target ?partnership ("much" AS ?weight)', "weight 'much'"),
        (
            '?source ?target ?partnership (1 AS ?weight) ("party" AS ?sourceType) ("party" AS ?targetType)',
            "both as a source and as a target",
        ),
    ],
)
def test_a_projection_that_is_wrong(store: TripleStore, tmp_path: Path, columns: str, message: str) -> None:
    where = "WHERE { ?partnership pk:hasParty ?source , ?target FILTER(?source != ?target) }"
    with pytest.raises(QueryError, match=message):
        project(store, own(tmp_path, f"SELECT {columns} {where}"))
