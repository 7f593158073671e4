"""Each format read back by networkx, with hostile texts in it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
import rustworkx

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.network import export as exports
from kg.network.export import export, gexf, measures_csv
from kg.network.forms.graphs import simple
from kg.network.forms.layers import layered
from kg.network.measures.register import measure
from kg.network.projection.finding import list_projections
from tests.network.projecting import project
from tests.support import needs

from .conftest import REGION

#: The formats of whole networks; the others stand beside one of them.
FORMATS = [name for name, found in exports.FORMATS.items() if found.complete]
HOSTILE = """</data><script>alert("x")</script> & 'y' ]]> 嘉兴 \U0001f600"""


def hostile() -> Any:
    graph = nx.MultiGraph(projection="region-region", title_en=HOSTILE, params={"level": HOSTILE})
    graph.add_node("https://e/a", label_en=HOSTILE, label_zh="=HYPERLINK(1)", latitude=30.5)
    graph.add_node("https://e/b", label_en="bell\x07 and \x00", label_zh="@sum")
    for key in ("https://e/p?x=1&y=2", "https://e/q"):
        graph.add_edge("https://e/a", "https://e/b", key, partnership=key, label_en=HOSTILE, weight=0.5)
    graph.add_edge("https://e/b", "https://e/c", "https://e/q", partnership="https://e/q", label_en="-1+2", weight=0.5)
    return graph


def read(data: bytes, form: str) -> Any:
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    if form == "gexf":
        found = nx.read_gexf(io.BytesIO(data))
        # Where no two nodes have more than one tie, networkx makes a simple graph of it and drops the keys.
        return found if found.is_multigraph() else by_partnership(found)
    return nx.node_link_graph(json.loads(data), edges="edges")


def by_partnership(graph: Any) -> Any:
    several = nx.MultiGraph()
    several.add_nodes_from(graph.nodes(data=True))
    several.add_edges_from((a, b, data["partnership"], data) for a, b, data in graph.edges(data=True))
    return several


def keyed(graph: Any) -> set[tuple[Any, ...]]:
    return {(*sorted((a, b)), key) for a, b, key in graph.edges(keys=True)}


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_round_trip(store: TripleStore, form: str) -> None:
    for query in list_projections():
        graph = project(store, query.name)
        again = read(export(graph, form), form)
        assert set(again) == set(graph)
        assert keyed(again) == keyed(graph)
        for a, b, key, data in graph.edges(keys=True, data=True):
            found = again.edges[a, b, key]
            strength = data.pop("weight")
            assert {name: found[name] for name in data} == data
            assert (found["strength"], found["distance"]) == (strength, 1 / strength)
            # Gephi, igraph and NetworKit read a weight as a strength; networkx would read it as a distance.
            assert found.get("weight") == (None if form == "json" else strength)
        for node, data in graph.nodes(data=True):
            assert {name: again.nodes[node][name] for name in data} == data


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_hostile_texts(form: str) -> None:
    graph = hostile()
    again = read(export(graph, form), form)
    assert keyed(again) == keyed(graph)
    assert again.nodes["https://e/a"]["label_en"] == HOSTILE
    assert again.edges["https://e/a", "https://e/b", "https://e/q"]["label_en"] == HOSTILE
    bell = again.nodes["https://e/b"]["label_en"]
    assert bell == ("bell\x07 and \x00" if form == "json" else "bell\ufffd and \ufffd")
    assert again.nodes["https://e/a"]["latitude"] == 30.5
    # What was given is not changed by being written.
    assert graph.nodes["https://e/b"]["label_en"] == "bell\x07 and \x00"


def test_csv_has_a_row_a_tie_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(export(hostile(), "csv").decode())))
    assert len(rows) == 3
    assert rows[0]["node_label_en"] == HOSTILE
    assert rows[0]["node_label_zh"] == "'=HYPERLINK(1)"
    assert rows[0]["partner_label_zh"] == "'@sum"
    assert rows[2]["label_en"] == "'-1+2"
    assert [(row["strength"], row["distance"]) for row in rows] == [("0.5", "2.0")] * 3
    assert "weight" not in rows[0]
    assert {row["partnership"] for row in rows} == {"https://e/p?x=1&y=2", "https://e/q"}


def test_lone_surrogates_are_replaced() -> None:
    graph = nx.MultiGraph()
    graph.add_edge("a", "b", "p", label_en="\ud800", weight=1.0)
    for form in FORMATS:
        assert "\ufffd" in export(graph, form).decode()


@pytest.mark.parametrize("form", FORMATS)
def test_simple_and_empty_graphs_are_written_too(store: TripleStore, form: str) -> None:
    content = export(simple(project(store, "region-region", level="county")), form)
    assert b"partnership/three" in content
    assert b"partnership/twins" in content
    assert (b"weight=" in content) == (form == "gexf")
    assert export(nx.MultiGraph(), form)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_tells_the_time_or_the_version(form: str) -> None:
    content = export(hostile(), form)
    assert content == export(hostile(), form)
    assert b"lastmodified" not in content
    assert nx.__version__.encode() not in content
    assert content.endswith(b"\n")
    assert b"\r" not in content


@needs("parquet")
def test_bytes_do_not_depend_on_the_surroundings(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.network.conftest import GRAPH, store_of\n"
        "from tests.network.projecting import project; from kg.network.export import *\n"
        "from kg.network.measures.register import measure\n"
        "store = store_of(GRAPH, Path(sys.argv[1])); graph = project(store, 'region-region')\n"
        "[sys.stdout.buffer.write(export(graph, name)) for name in FORMATS]\n"
        "sys.stdout.buffer.write(measures_csv(measure(graph)))\n"
    )
    root = Path(__file__).parents[2]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        ).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("77", "America/New_York"))
    ]
    assert outputs[0]
    assert len(set(outputs)) == 1


def test_measures_as_csv() -> None:
    graph = nx.Graph([("=a", "b"), ("b", "c")])
    lines = measures_csv(measure(graph, ["closeness", "constraint"])).decode().splitlines()
    assert lines[0] == "node,label_en,label_zh,closeness,constraint"
    assert lines[1] == "b,b,b,1.0,0.5"
    assert lines[2] == "'=a,'=a,'=a,0.666667,1.0"
    assert measures_csv([]).decode().startswith("node,label_en,label_zh,degree,")


def test_graphml_is_read_by_other_libraries(store: TripleStore, tmp_path: Path) -> None:
    """rustworkx refuses a boolean that is not in lower case; NetworKit knows a weight by the name ``weight``."""
    graph = project(store, "region-region", level="county")
    graph.graph["bipartite"], graph.graph["coarser"] = False, True
    path = tmp_path / "ties.graphml"
    path.write_bytes(export(graph, "graphml"))
    (read_again,) = rustworkx.read_graphml(str(path))
    assert (read_again.attrs["bipartite"], read_again.attrs["coarser"]) == (False, True)
    assert (read_again.num_nodes(), read_again.num_edges()) == (5, 7)
    networkit = pytest.importorskip("networkit")
    weighted = networkit.readGraph(str(path), networkit.Format.GraphML)
    # Three: three pairs of a half. Twins: a firm in two counties with a third, two of a half. Inside, Clinic: one.
    assert weighted.isWeighted()
    assert sorted(weight for *_, weight in weighted.iterEdgesWeights()) == [0.5] * 5 + [1.0] * 2
    joined = networkit.readGraph(str(_written(tmp_path, simple(graph))), networkit.Format.GraphML)
    assert joined.totalEdgeWeight() == 4.5


def _written(folder: Path, graph: Any) -> Path:
    path = folder / "simple.graphml"
    path.write_bytes(export(graph, "graphml"))
    return path


def test_a_text_that_says_true_is_no_boolean() -> None:
    graph = nx.MultiGraph(told="False")
    graph.add_node("a", label_en="True", open=True)
    content = export(graph, "graphml").decode()
    assert ">False<" in content
    assert ">True<" in content
    assert content.count(">true<") == 1


def test_plain_pajek_has_numbers_names_and_strengths_alone(store: TripleStore) -> None:
    """What the readers of igraph in R and of Infomap take: no word but the two of the format."""
    graph = project(store, "region-region", level="county")
    text = export(graph, "pajek-plain").decode()
    grammar = r'\*Vertices 5\n(\d+ "[^"\n]+"\n){5}\*Edges\n(\d+ \d+ \d\.\d+\n){7}'
    assert re.fullmatch(grammar, text)
    again = nx.parse_pajek(text)
    assert set(again) == set(graph)
    ends = Counter(tuple(sorted((a, b))) for a, b in graph.edges())
    assert Counter(tuple(sorted((a, b))) for a, b in again.edges()) == ends
    assert [data["weight"] for _, _, data in again.edges(data=True)].count(0.5) == 5


def test_tables_for_gephi_have_its_headers(store: TripleStore) -> None:
    graph = project(store, "region-region", level="county")
    header, *rows = csv.reader(io.StringIO(export(graph, "gephi-csv").decode()))
    assert header[:5] == ["Source", "Target", "Weight", "Type", "Label"]
    assert len(header) == len(set(header))
    assert sorted((row[2], row[3]) for row in rows) == [("0.5", "Undirected")] * 5 + [("1.0", "Undirected")] * 2
    top, *nodes = csv.reader(io.StringIO(export(graph, "gephi-nodes-csv").decode()))
    assert top[:2] == ["Id", "Label"]
    assert {end for row in rows for end in row[:2]} <= {node[0] for node in nodes}
    assert dict(node[:2] for node in nodes)[f"{REGION}haiyan"] == "Haiyan"
    joined = list(csv.DictReader(io.StringIO(export(simple(graph), "gephi-csv").decode())))
    assert sum(float(row["Weight"]) for row in joined) == 4.5
    wrong = list(csv.reader(io.StringIO(export(hostile(), "gephi-nodes-csv").decode())))
    assert wrong[1][:3] == ["https://e/a", HOSTILE, "'=HYPERLINK(1)"]


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="no network format 'xlsx'"):
        export(nx.MultiGraph(), "xlsx")


def test_gexf_has_dates_as_gephi_reads_them(store: TripleStore) -> None:
    """The parts of the GEXF schema that Gephi minds: a dynamic graph, times as dates, one id an edge."""
    root = ElementTree.fromstring(gexf(project(store, "region-region", level="county")))
    space = {"g": "http://www.gexf.net/1.2draft"}
    graph = root.find("g:graph", space)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == (
        "dynamic",
        "date",
        "undirected",
    )
    edges = graph.findall("g:edges/g:edge", space)
    assert len({edge.get("id") for edge in edges}) == len(edges) == 7
    # Three's first claim; the others have no day, so they are always there.
    assert [edge.get("start") for edge in edges if edge.get("start")] == ["2016-07-31"] * 3
    nodes = {node.get("id") for node in graph.findall("g:nodes/g:node", space)}
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes
    declared = {item.get("id") for item in graph.findall("g:attributes/g:attribute", space)}
    assert {item.get("for") for item in graph.findall(".//g:attvalue", space)} <= declared


def test_pajek_comes_back(store: TripleStore) -> None:
    graph = project(store, "region-region", level="county")
    again = nx.parse_pajek(export(graph, "pajek").decode())
    assert set(again) == set(graph)
    partnerships = Counter(data["l"] for _, _, data in again.edges(data=True))
    assert partnerships == Counter(key for _, _, key in graph.edges(keys=True))
    assert again.nodes[f"{REGION}haiyan"]["label_zh"] == "海盐县"
    assert [data["weight"] for _, _, data in again.edges(data=True)].count(0.5) == 5
    kinds = export(graph, "clu").decode().split("\n")
    # Haiyan, Jinshan, Pinghu, Pudong, Zhangjiang: four administrative regions and a zone.
    assert kinds == ["*Vertices 5", "1", "1", "1", "1", "2", ""]
    bad = nx.MultiGraph()
    bad.add_node("https://e/a", label_en='a"b\\', label_zh="x\ny \u202e *Edges")
    bad.add_edge("https://e/a", "https://e/b", "p", label_en='" 1 2 "')
    read_back = nx.parse_pajek(export(bad, "pajek").decode())
    assert read_back.nodes["https://e/a"]["label_en"] == "a”b＼"
    assert read_back.number_of_edges() == 1


@needs("parquet")
def test_parquet_and_the_list_of_nodes(store: TripleStore, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet

    for graph in (
        project(store, "region-region", level="county"),
        layered(project(store, "region-region", level="county")),
        hostile(),
        nx.MultiGraph(),
    ):
        table = parquet.read_table(io.BytesIO(export(graph, "parquet")))
        rows = list(csv.DictReader(io.StringIO(export(graph, "csv").decode())))
        assert table.num_rows == graph.number_of_edges() == len(rows)
        assert table["partnership"].to_pylist() == [row["partnership"] for row in rows]
        assert table["strength"].to_pylist() == [float(row["strength"]) for row in rows]
        assert ("layer" in table.column_names) == ("layered_by" in graph.graph)
    table = parquet.read_table(io.BytesIO(export(hostile(), "parquet")))
    assert table["node_label_zh"][0].as_py() == "=HYPERLINK(1)"
    # Three's first claim is of 31 July 2016; the others have no day.
    days = parquet.read_table(io.BytesIO(export(project(store, "region-region", level="county"), "parquet")))
    assert [str(days.schema.field(name).type) for name in ("since", "date")] == ["date32[day]"] * 2
    assert Counter(days["since"].to_pylist()) == {date(2016, 7, 31): 3, None: 4}
    # What is no day is kept as it is.
    vague = nx.MultiGraph([("a", "b", "p")])
    vague.edges["a", "b", "p"].update(since="2016", date="2016-07-31")
    table = parquet.read_table(io.BytesIO(export(vague, "parquet")))
    assert (table["since"].to_pylist(), table["date"].to_pylist()) == (["2016"], [date(2016, 7, 31)])
    nodes = list(
        csv.DictReader(io.StringIO(export(project(store, "region-region", level="county"), "nodes-csv").decode()))
    )
    assert [node["latitude"] for node in nodes] == ["30.5", "", "", "", ""]
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"partnership-kg\[parquet\]"):
        export(hostile(), "parquet")
