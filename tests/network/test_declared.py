"""Filters, weights, levels and sides, the same for every projection, against values worked out by hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.forms.joining import Members, join
from kg.network.forms.sparse import SparseNetwork
from kg.network.projection.finding import list_projections
from tests.network.projecting import project, project_measurable, project_sparse
from tests.support import ROOT

from .conftest import GRAPH, REGION, store_of
from .test_projections import short, ties

# p:three is signed, 2016-07-31 to 2017-07-28; p:pay has figures; p:old is claimed once, in 2015; clinics are health.
MORE = """
sector:clinics a pk:Sector ; skos:broader sector:health ; skos:notation "clinics" .
unit:CNY pk:currency true . unit:EUR pk:currency true . unit:project pk:currency false .
measure:totalInvestment pk:additive true ; pk:stockFlow "flow" .
measure:fundSize pk:additive true ; pk:stockFlow "stock" .
measure:growthRate pk:additive false ; pk:stockFlow "none" .
pk:Target rdfs:subClassOf pk:Observation . pk:Achievement rdfs:subClassOf pk:Observation .

p:pay a pk:Project ; pk:sector sector:clinics ;
    pk:participation [ pk:party r:haiyan ] , [ pk:party r:pinghu ] , [ pk:party r:jinshan ] .
p:old a pk:Project ; pk:participation [ pk:party r:haiyan ] , [ pk:party r:pudong ] .
c:9 a pk:StageClaim ; pk:about p:old ; pk:stage stage:planned ; pk:asOf "2015-07-29"^^xsd:date .

# 100 in 2015 and 20 in 2016 add up, 100 is said twice, 60 lies inside it, 999 is planned, 50 is another measure.
c:f1 a pk:Achievement ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value 100 ;
    pk:periodStart "2015-01-01"^^xsd:date ; pk:periodEnd "2015-12-31"^^xsd:date .
c:f2 a pk:Achievement ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value 100 ;
    pk:periodStart "2015-01-01"^^xsd:date ; pk:periodEnd "2015-12-31"^^xsd:date .
c:f3 a pk:Achievement ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value 20 ;
    pk:periodStart "2016-01-01"^^xsd:date ; pk:periodEnd "2016-12-31"^^xsd:date .
c:f4 a pk:Achievement ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value 60 ;
    pk:periodStart "2015-01-01"^^xsd:date ; pk:periodEnd "2015-06-30"^^xsd:date ; pk:subsetOf c:f1 .
c:f5 a pk:Target ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value 999 .
c:f6 a pk:Achievement ; pk:about p:pay ; pk:measure measure:fundSize ; pk:unit unit:CNY ; pk:value 50 .
c:f7 a pk:Achievement ; pk:about p:pay ; pk:measure measure:totalInvestment ; pk:unit unit:EUR ; pk:value 7 .
"""


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    return store_of(GRAPH + MORE, tmp_path_factory.mktemp("more"))


def names(graph: Any) -> set[str]:
    return {short(key) for _, _, key in graph.edges(keys=True)}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "Agreement"}, {"three"}),
        ({"kind": "Service"}, {"clinic"}),  # a transport link is a service
        ({"kind": "Service,Agreement"}, {"three", "clinic"}),
        ({"kind": ["Service", "Agreement"]}, {"three", "clinic"}),
        ({"sector": "health"}, {"three", "clinic", "pay"}),  # clinics are below it
        ({"sector": "clinics"}, {"pay"}),
        ({"sector": "port,clinics"}, {"three", "pay"}),
        ({"sector": "health", "kind": "Project"}, {"pay"}),
        ({"stage": "signed"}, {"three"}),
        ({"stage": "planned"}, {"old"}),  # that three was planned once does not count
        ({"minStage": "planned"}, {"three", "old"}),
        ({"minStage": "signed"}, {"three"}),
        ({"maxStage": "planned"}, {"old"}),
        ({"since": "2016-01-01"}, {"three"}),
        ({"until": "2016-01-01"}, {"old"}),
        ({"since": "2015-07-29", "until": "2016-07-31"}, {"three", "old"}),
    ],
)
def test_filters(more: TripleStore, filters: dict[str, Any], expected: set[str]) -> None:
    graph = project(more, "region-region", **filters, level="county")
    assert names(graph) == expected
    everything = project(more, "region-region", level="county")
    assert set(graph.edges(keys=True)) <= set(everything.edges(keys=True))
    about = graph.graph
    assert about["partnerships"] == about["filtered_out"] + about["left_out"] + len(expected) == 8
    # The same partnerships in another projection, of two modes.
    assert names(project(more, "party-partnership", **filters)) >= expected


def test_across_a_boundary(more: TripleStore) -> None:
    crossing = {
        ("haiyan", "jinshan", "three"): 0.5,
        ("jinshan", "pinghu", "three"): 0.5,
        ("haiyan", "jinshan", "twins"): 0.5,
        ("jinshan", "pinghu", "twins"): 0.5,
        ("haiyan", "pudong", "clinic"): 1.0,
        ("haiyan", "jinshan", "pay"): 0.5,
        ("jinshan", "pinghu", "pay"): 0.5,
        ("haiyan", "pudong", "old"): 1.0,
    }
    for level in ("province", "city"):
        assert ties(project(more, "region-region", across=level, level="county")) == crossing
    assert ties(project(more, "region-region", side=f"{REGION}jiaxing", level="county")) == crossing
    assert (
        ties(project(more, "region-region", side=f"{REGION}shanghai", otherSide=f"{REGION}zhejiang", level="county"))
        == crossing
    )
    only = project(more, "region-region", side=f"{REGION}jiaxing", otherSide=f"{REGION}pudong", level="county")
    assert ties(only) == {("haiyan", "pudong", "clinic"): 1.0, ("haiyan", "pudong", "old"): 1.0}
    # Sectors are on no side: there the partnership must cross. Its parties that are on neither are left out.
    sectors = project(more, "region-sector", side=f"{REGION}jiaxing", otherSide=f"{REGION}pudong")
    assert ties(sectors) == {("haiyan", "health", "clinic"): 1.0, ("health", "pudong", "clinic"): 1.0}
    with pytest.raises(UsageError, match="needs the parameter side"):
        project(more, "region-region", otherSide=f"{REGION}pudong", level="county")


def test_a_level_for_each_side(store: TripleStore) -> None:
    graph = project(store, "region-region", side=f"{REGION}jiaxing", level="county", otherLevel="city")
    assert ties(graph) == {
        # Haiyan, Pinghu and Shanghai are three regions.
        ("haiyan", "shanghai", "three"): 0.5,
        ("pinghu", "shanghai", "three"): 0.5,
        ("haiyan", "shanghai", "twins"): 0.5,
        ("pinghu", "shanghai", "twins"): 0.5,
        ("haiyan", "shanghai", "clinic"): 1.0,
        ("jxez", "shanghai", "city"): 1.0,
    }


def test_several_levels(store: TripleStore) -> None:
    """The innermost of them: the bureau of Shanghai, which is in no county, is in the city."""
    strict = ties(project(store, "region-region", level="county"))
    assert ties(project(store, "region-region", level="county,city")) == {**strict, ("jxez", "shanghai", "city"): 1.0}
    assert ties(project(store, "region-region", level=["city", "county"])) == {
        **strict,
        ("jxez", "shanghai", "city"): 1.0,
    }


def test_weights(more: TripleStore) -> None:
    shared = ties(project(more, "region-region", level="county"))
    assert ties(project(more, "region-region", weight="shared", level="county")) == shared
    assert ties(project(more, "region-region", weight="count", level="county")) == dict.fromkeys(shared, 1.0)
    money = project(more, "region-region", weight="amount", currency="CNY", level="county")
    pairs = (("haiyan", "jinshan"), ("haiyan", "pinghu"), ("jinshan", "pinghu"))
    assert ties(money) == {(*pair, "pay"): 60.0 for pair in pairs}  # (100 + 20) / 2
    # Five others would be tied and have no sum of yuan; of the eight, two more have too few regions.
    assert money.graph["without_weight"] + money.graph["left_out"] == 7
    assert money.graph["without_weight"] >= 5
    fund = project(more, "region-region", weight="amount", currency="CNY", measure="fundSize", level="county")
    assert ties(fund)["haiyan", "pinghu", "pay"] == 25
    assert (
        ties(project(more, "region-region", weight="amount", currency="EUR", level="county"))["haiyan", "pinghu", "pay"]
        == 3.5
    )


def test_recency(more: TripleStore) -> None:
    recent = ties(project(more, "region-region", weight="recency", halfLife="1", level="county"))
    # The latest day in the data is that of three's last claim, 2017-07-28; old's is 730 days before.
    assert recent == {
        ("haiyan", "pinghu", "three"): 0.5,
        ("haiyan", "jinshan", "three"): 0.5,
        ("jinshan", "pinghu", "three"): 0.5,
        ("haiyan", "pudong", "old"): pytest.approx(0.5 ** (730 / 365.2425)),
    }
    then = ties(project(more, "region-region", weight="recency", halfLife="3", relativeTo="2016-07-31", level="county"))
    assert then["haiyan", "pinghu", "three"] == 0.5  # what is claimed later does not count yet
    assert then["haiyan", "pudong", "old"] == pytest.approx(0.5 ** (368 / 365.2425 / 3))
    early = project(more, "region-region", weight="recency", relativeTo="2015-12-31", level="county")
    assert names(early) == {"old"}


def test_least_weight_is_of_the_pair(store: TripleStore) -> None:
    graph = project(store, "region-region", minWeight=0.75, level="county")
    # Haiyan and Pinghu have one half only; the other halves come in twos.
    everything = ties(project(store, "region-region", level="county"))
    assert ties(graph) == {key: weight for key, weight in everything.items() if key != ("haiyan", "pinghu", "three")}
    assert ties(project(store, "region-region", minWeight="1", level="county"))
    assert not ties(project(store, "region-region", minWeight="1.01", level="county"))


def test_regions_and_institutions(store: TripleStore) -> None:
    graph = project(store, "region-institution")
    third = round(1 / 3, 12)
    assert ties(graph) == {
        # Haiyan signed beside its own school; a school alone would not tie its county to itself.
        ("haiyan", "school", "three"): 1.0,
        ("pinghu", "school", "three"): 1.0,
        ("jinshan", "school", "three"): 1.0,
        ("firm", "jinshan", "twins"): 1.0,
        ("hospital", "zhangjiang", "inside"): 1.0,
        ("bureau", "jxez", "city"): 1.0,
        ("haiyan", "hospital", "clinic"): third,
        ("haiyan", "nowhere", "clinic"): third,
        ("pudong", "school", "clinic"): third,
        ("nowhere", "pudong", "clinic"): third,
        ("haiyan", "nowhere", "zone"): 1.0,
        ("nowhere", "pinghu", "zone"): 1.0,
    }


def test_a_filter_and_a_weight_for_a_file_of_ones_own(more: TripleStore, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(
        "#: title: {en: Own, zh: 自定}\n"
        "SELECT ?source ?target ?partnership (0.25 AS ?weight) "
        "WHERE { ?partnership pk:hasParty ?source , ?target FILTER(STR(?source) < STR(?target)) }\n",
        encoding="utf-8",
    )
    everything, chosen = ties(project(more, path)), ties(project(more, path, sector="clinics"))
    assert chosen == {key: weight for key, weight in everything.items() if key[2] == "pay"}
    assert ties(project(more, path, weight="count")) == dict.fromkeys(everything, 1.0)
    assert set(ties(project(more, path, weight="amount", currency="CNY")).values()) == {30.0}
    assert {key[2] for key in ties(project(more, path, side=f"{REGION}pudong", otherSide=f"{REGION}haiyan"))} == {
        "clinic",
        "old",
    }


def test_wrong_parameters(more: TripleStore) -> None:
    for params, message in (
        ({"weight": "heavy"}, "no weight 'heavy'"),
        ({"currency": "CNY"}, "belongs to weight=amount"),
        ({"weight": "amount"}, "needs the parameter currency"),
        ({"minWeight": "-1"}, "from 0 up"),
        ({"minWeight": "much"}, "from 0 up"),
        ({"sectors": "health"}, "no parameter 'sectors'"),
        ({"since": "2017"}, "2017-07-28"),
    ):
        with pytest.raises(UsageError, match=message):
            project(more, "region-region", **params, level="county")


@pytest.mark.parametrize("name", [query.name for query in list_projections()])
def test_arrays_are_the_same_network(more: TripleStore, name: str) -> None:
    for params in ({}, {"weight": "count"}, {"sector": "health"}, {"across": "province"}, {"minWeight": "0.6"}):
        graph, arrays = project(more, name, **params), project_sparse(more, name, **params)
        same(SparseNetwork.of(graph), arrays)
        assert dict(arrays.attributes) == dict(graph.nodes(data=True))
        assert {**arrays.about, "self_ties": 0} == {**graph.graph, "self_ties": 0}


def same(expected: SparseNetwork, found: SparseNetwork) -> None:
    assert found.nodes == expected.nodes
    assert found.strength.has_sorted_indices
    assert np.array_equal(found.strength.indptr, expected.strength.indptr)
    assert np.array_equal(found.strength.indices, expected.strength.indices)
    assert found.strength.data == pytest.approx(expected.strength.data, rel=1e-12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6), st.integers(0, 8)), max_size=40))
def test_pairs_are_those_of_two_different_parties(rows: list[tuple[int, int, int]]) -> None:
    """Against pairs made one by one, with 1/(n-1) for n nodes of a partnership."""
    columns = np.array(sorted(set(rows)), dtype=np.int64).reshape(-1, 3).T
    found = join(Members("abcdefg", "pqrst", columns[1], columns[0], columns[2]), np.ones(5), shared=True)
    expected = {}
    for partnership in range(5):
        standing: dict[int, set[int]] = {}
        for owner, node, party in rows:
            if owner == partnership:
                standing.setdefault(node, set()).add(party)
        for a in sorted(standing):
            for b in sorted(standing):
                if a < b and any(x != y for x in standing[a] for y in standing[b]):
                    expected[a, b, partnership] = 1 / (len(standing) - 1)
    made = found.sorted()
    assert len(made) == len(expected)
    keys = zip(made.tails.tolist(), made.heads.tolist(), made.partnership.tolist(), strict=True)
    assert dict(zip(keys, made.weights.tolist(), strict=True)) == expected


def test_large_networks_are_measured_by_pair(store: TripleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = KnowledgeGraph(store).measure("region-region", level="county")
    monkeypatch.setattr("kg.network.projection.projected.LARGE", 0)
    assert isinstance(project_measurable(store, "region-region", level="county"), SparseNetwork)
    for row, again in zip(whole, KnowledgeGraph(store).measure("region-region", level="county"), strict=True):
        assert (row.node, row.label) == (again.node, again.label)
        assert row.values == pytest.approx(again.values)


def test_bundled_data_by_an_independent_count() -> None:
    """Parties and partnerships from the CSV tables themselves."""
    with (ROOT / "data/jiaxing-shanghai-2017/participations.csv").open(encoding="utf-8") as file:
        parties = {(row["partnership"], row["party"]) for row in csv.DictReader(file)}
    with (ROOT / "data/jiaxing-shanghai-2017/partnerships.csv").open(encoding="utf-8") as file:
        kinds = {row["id"]: row["class"] for row in csv.DictReader(file)}
    size = Counter(partnership for partnership, _ in parties)
    graph = kg.build()
    network = graph.project("party-partnership", kind="Agreement")
    agreements = {name for name, kind in kinds.items() if kind == "Agreement"}
    assert network.number_of_edges() == sum(number for name, number in size.items() if name in agreements)
    institutions = Counter(name for name, party in parties if party.startswith("institution/"))
    pairs = sum(number * (number - 1) // 2 for number in institutions.values())
    assert graph.project("institution-institution").number_of_edges() == pairs
    # A region by its name, a code by its label, in either language.
    near = graph.project("region-region", side="嘉兴市", otherSide="Shanghai", otherLevel="地级", level="county")
    ends = {short(node) for node in near}
    assert "cn-shanghai" in ends
    assert all(sum(short(end) == "cn-shanghai" for end in edge) == 1 for edge in near.edges())
    assert all(name.startswith("cn-jiaxing") for name in ends - {"cn-shanghai"})
    with pytest.raises(UsageError, match="code of the list sector"):
        graph.project("region-region", sector="helth", level="county")
    with pytest.raises(UsageError, match="class of the ontology"):
        graph.project("region-region", kind="Agreemint", level="county")
