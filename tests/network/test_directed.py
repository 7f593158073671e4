"""Ties from who gives to who receives: which there are, by hand; what is measured of them, against networkx."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.network.export import export
from kg.network.measures.directed import DIRECTED
from kg.network.measures.register import MEASURES, measure, remarks
from kg.network.measures.report import measure_list
from kg.pipeline import load_ontology
from tests.network.projecting import project, project_sparse, project_ties
from tests.support import Outcome

from .conftest import GRAPH, INSTITUTION, REGION, store_of

Run = Callable[..., Outcome]

#: gift: the school (Haiyan) gives to Pinghu and to Jinshan, the bureau has no side; 1/(4-1) of it each without levels.
#: mutual: Haiyan and Jinshan each give and receive. equal: signatories only. told: signatories, and a figure from
#: Pinghu to Jinshan. own: a role of one's own that receives.
PROJECTS = """
role:grantee pk:flow "receiver" .
i:club a pk:Institution ; pk:locatedIn r:jinshan .
p:gift a pk:Project ; pk:participation [ pk:party i:school ; pk:role role:provider ] ,
    [ pk:party r:pinghu ; pk:role role:beneficiary ] , [ pk:party r:jinshan ; pk:role role:partner ] .
p:mutual a pk:Project ; pk:participation [ pk:party r:haiyan ; pk:role role:investor , role:host ] ,
    [ pk:party r:jinshan ; pk:role role:investor , role:host ] .
p:equal a pk:Agreement ; pk:participation [ pk:party r:haiyan ; pk:role role:signatory ] ,
    [ pk:party r:pudong ; pk:role role:signatory ] .
p:told a pk:Agreement ; pk:participation [ pk:party r:pinghu ; pk:role role:signatory ] ,
    [ pk:party r:jinshan ; pk:role role:signatory ] , [ pk:party r:pudong ; pk:role role:signatory ] .
c:sum a pk:Achievement ; pk:about p:told ; pk:origin r:pinghu ; pk:destination r:jinshan .
p:own a pk:Project ; pk:participation [ pk:party r:pudong ; pk:role role:investor ] ,
    [ pk:party i:club ; pk:role role:grantee ] .
"""


@pytest.fixture(scope="module")
def flowing(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    return store_of(GRAPH.partition("p:three a")[0] + PROJECTS, tmp_path_factory.mktemp("flows"))


def arcs(graph: Any, prefix: str = REGION) -> dict[tuple[str, str, str], float]:
    return {
        (a.removeprefix(prefix), b.removeprefix(prefix), key.rpartition("/")[2]): data["weight"]
        for a, b, key, data in graph.edges(keys=True, data=True)
    }


#: By hand, from PROJECTS.
EXPECTED = {
    ("haiyan", "pinghu", "gift"): 1 / 2,
    ("haiyan", "jinshan", "gift"): 1 / 2,
    ("haiyan", "jinshan", "mutual"): 1.0,
    ("jinshan", "haiyan", "mutual"): 1.0,
    ("pinghu", "jinshan", "told"): 1 / 2,
    ("pudong", "jinshan", "own"): 1.0,
}


def test_ties_go_from_who_gives_to_who_receives(flowing: TripleStore) -> None:
    graph = project(flowing, "region-region", direction="flow")
    assert isinstance(graph, nx.DiGraph)
    assert arcs(graph) == EXPECTED
    assert graph.graph["direction"] == "flow"
    # Of six, "equal" does not say; nothing else is left out. Pudong has no part in what "told" says.
    assert (graph.graph["without_direction"], graph.graph["left_out"], graph.graph["parties_left_out"]) == (1, 0, 1)
    told = [(remark.en, remark.zh) for remark in remarks(graph, ())]
    assert told[0][0].startswith("1 partnership does not say who gives and who receives")
    assert told[0][1].startswith("有 1 项合作未说明谁给出、谁接收")


def test_without_it_nothing_is_said_of_directions(flowing: TripleStore) -> None:
    graph = project(flowing, "region-region")
    assert not graph.is_directed()
    assert not {"direction", "without_direction"} & graph.graph.keys()


def test_it_goes_with_weights_and_filters(flowing: TripleStore) -> None:
    counted = arcs(project(flowing, "region-region", direction="flow", weight="count"))
    assert counted == dict.fromkeys(EXPECTED, 1.0)
    assert arcs(project(flowing, "region-region", direction="flow", weight="pairs")) == counted
    # Haiyan gives Jinshan 1.5, and Jinshan Haiyan 1: the least weight is of one way.
    heavy = arcs(project(flowing, "region-region", direction="flow", minWeight="1.2"))
    assert set(heavy) == {("haiyan", "jinshan", "gift"), ("haiyan", "jinshan", "mutual")}
    agreed = project(
        flowing, "region-region", direction="flow", kind=f"{'https://w3id.org/partnership-kg/ont#'}Agreement"
    )
    assert set(arcs(agreed)) == {("pinghu", "jinshan", "told")}
    # Of two modes: the county gives, and the club in it receives.
    clubs = arcs(project(flowing, "region-institution", direction="flow", weight="count"), "")
    assert clubs[f"{REGION}pudong", f"{INSTITUTION}club", "own"] == 1.0


MONEY = """
unit:CNY pk:currency true . measure:capitalArrived pk:additive true ; pk:stockFlow "flow" .
p:both a pk:Project ; pk:participation [ pk:party r:haiyan ; pk:role role:signatory ] ,
    [ pk:party r:jinshan ; pk:role role:signatory ] .
c:there a pk:Achievement ; pk:about p:both ; pk:measure measure:capitalArrived ; pk:unit unit:CNY ; pk:value 100 ;
    pk:periodStart "2017-01-01"^^xsd:date ; pk:periodEnd "2017-12-31"^^xsd:date ; pk:bound bound:exact ;
    pk:origin r:haiyan ; pk:destination r:jinshan .
c:back a pk:Achievement ; pk:about p:both ; pk:measure measure:capitalArrived ; pk:unit unit:CNY ; pk:value 20 ;
    pk:periodStart "2017-01-01"^^xsd:date ; pk:periodEnd "2017-12-31"^^xsd:date ; pk:bound bound:exact ;
    pk:origin r:jinshan ; pk:destination r:haiyan .
"""


def test_money_goes_its_own_way(tmp_path: Path) -> None:
    """100 goes one way and 20 back: 120 between the two, and neither way more than what goes it."""
    store = store_of(GRAPH.partition("p:three a")[0] + MONEY, tmp_path)
    load_ontology(store)
    asked = {"weight": "amount", "currency": "CNY"}
    ((*_, together),) = project(store, "region-region", **asked).edges(data="weight")
    assert together == 120.0
    assert arcs(project(store, "region-region", direction="flow", **asked)) == {
        ("haiyan", "jinshan", "both"): 100.0,
        ("jinshan", "haiyan", "both"): 20.0,
    }


def test_what_has_no_direction_refuses_it(flowing: TripleStore, store: TripleStore) -> None:
    for refused in (project_sparse, project_ties):
        with pytest.raises(UsageError, match="have no direction"):
            refused(flowing, "region-region", direction="flow")
    with pytest.raises(UsageError, match="neither give nor receive"):
        project(store, "region-sector", direction="flow")
    with pytest.raises(UsageError, match="Did you mean flow"):
        project(flowing, "region-region", direction="flows")


def simple(graph: Any) -> Any:
    """One arc a pair, with the sum of the weights and its reciprocal."""
    made: Any = nx.DiGraph()
    made.add_nodes_from(graph)
    for a, b, data in graph.edges(data=True):
        if a != b:
            made.add_edge(a, b, weight=made.get_edge_data(a, b, {"weight": 0.0})["weight"] + data["weight"])
    for _, _, data in made.edges(data=True):
        data["distance"] = 1 / data["weight"]
    return made


def test_measures_by_hand(flowing: TripleStore) -> None:
    graph = project(flowing, "region-region", direction="flow")
    found = {str(row.node).removeprefix(REGION): row.values for row in measure(graph)}
    assert list(found["haiyan"]) == list(DIRECTED)
    assert {name: (v["in_degree"], v["out_degree"]) for name, v in found.items()} == {
        "haiyan": (1, 2),
        "jinshan": (3, 1),
        "pinghu": (1, 1),
        "pudong": (0, 1),
    }
    assert {name: (v["in_strength"], v["out_strength"]) for name, v in found.items()} == {
        "haiyan": (1.0, 2.0),
        "jinshan": (3.0, 1.0),
        "pinghu": (0.5, 0.5),
        "pudong": (0.0, 1.0),
    }
    # Haiyan is on the way from Jinshan and Pudong to Pinghu; Jinshan on that from Pinghu and Pudong to Haiyan, and from
    # Pudong to Pinghu: two and three of 3 x 2 ordered pairs.
    assert (found["haiyan"]["betweenness"], found["jinshan"]["betweenness"]) == (2 / 6, 3 / 6)


@st.composite
def directed_graphs(draw: st.DrawFn) -> Any:
    size = draw(st.integers(1, 9))
    graph: Any = nx.MultiDiGraph(direction="flow")
    graph.add_nodes_from(range(size))
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1), st.sampled_from([0.5, 1.0, 2.0, 4.0]))
    for a, b, weight in draw(st.lists(ends, max_size=3 * size)):
        graph.add_edge(a, b, weight=weight)
    return graph


@given(directed_graphs())
@settings(max_examples=80, deadline=None)
def test_measures_are_those_of_networkx(graph: Any) -> None:
    plain = simple(graph)
    rows = measure(graph)
    found = {name: {row.node: row.values[name] for row in rows} for name in DIRECTED}
    expected = {
        "in_degree": dict(plain.in_degree()),
        "out_degree": dict(plain.out_degree()),
        "in_strength": dict(plain.in_degree(weight="weight")),
        "out_strength": dict(plain.out_degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(plain, weight="distance"),
        "closeness_in": nx.closeness_centrality(plain, distance="distance"),
        "closeness_out": nx.closeness_centrality(plain.reverse(), distance="distance"),
        "pagerank": nx.pagerank(plain, tol=1e-14, max_iter=1000),
    }
    for name, values in expected.items():
        assert found[name] == pytest.approx(values, abs=1e-9), name


def test_hubs_and_authorities_are_those_of_networkx() -> None:
    """A graph whose largest singular value is one: 1 gives to 3 twice as much as 2 does."""
    graph: Any = nx.MultiDiGraph([(1, 3), (2, 3), (1, 4), (4, 2)], direction="flow")
    graph.edges[1, 3, 0]["weight"] = 2.0
    for _, _, data in graph.edges(data=True):
        data.setdefault("weight", 1.0)
    hubs, authorities = nx.hits(simple(graph), tol=1e-14, max_iter=10000)
    found = {row.node: row.values for row in measure(graph, ["hub", "authority"])}
    assert {node: values["hub"] for node, values in found.items()} == pytest.approx(hubs, abs=1e-9)
    assert {node: values["authority"] for node, values in found.items()} == pytest.approx(authorities, abs=1e-9)


def test_names_of_the_other_kind_are_told(flowing: TripleStore) -> None:
    with pytest.raises(UsageError, match="leave direction out"):
        measure(project(flowing, "region-region", direction="flow"), ["degree"])
    with pytest.raises(UsageError, match="add the parameter direction=flow"):
        measure(project(flowing, "region-region"), ["in_degree"])
    assert [row["name"] for row in measure_list().records()] == list(MEASURES)
    assert [row["name"] for row in measure_list(directed=True).records()] == list(DIRECTED)


def test_formats_say_the_direction(flowing: TripleStore) -> None:
    graph = project(flowing, "region-region", direction="flow")
    pairs = {(a, b) for a, b, _ in graph.edges(keys=True)}
    read = nx.read_graphml(io.BytesIO(export(graph, "graphml")), force_multigraph=True)
    assert read.is_directed()
    assert {(a, b) for a, b, _ in read.edges(keys=True)} == pairs
    gexf = nx.read_gexf(io.BytesIO(export(graph, "gexf")))
    assert gexf.is_directed()
    assert {edge[:2] for edge in gexf.edges} == pairs
    for form in ("pajek", "pajek-plain"):
        lines = export(graph, form).decode().splitlines()
        assert "*Arcs" in lines
        assert "*Edges" not in lines
    pajek = nx.parse_pajek(export(graph, "pajek-plain").decode().splitlines())
    assert pajek.is_directed()
    assert {edge[:2] for edge in pajek.edges} == pairs
    assert ",Directed," in export(graph, "gephi-csv").decode()
    dot = export(graph, "dot").decode()
    assert dot.startswith("digraph {\n")
    assert dot.count(" -> ") == len(EXPECTED)
    plain = export(project(flowing, "region-region"), "dot").decode()
    assert plain.startswith("graph {\n")
    assert " -- " in plain
    assert " -> " not in plain


def test_the_command_line(run: Run) -> None:
    listed = run("measure", "--list", "-p", "direction=flow", "-f", "json")
    assert [row["name"] for row in json.loads(listed.out)] == list(DIRECTED)
    told = run("measure", "region-region", "--level", "city", "-p", "direction=flow", "-m", "out_degree", "-f", "csv")
    assert told.code == 0, told.err
    assert "Shanghai,上海市,1" in told.out
    assert "not say who gives and who receives" in told.err
    for command in ("rank", "mixing", "dependence", "communities", "page"):
        refused = run(command, "region-region", "-p", "direction=flow")
        assert refused.code == 2, (command, refused.err)
        assert "have no direction" in refused.err
