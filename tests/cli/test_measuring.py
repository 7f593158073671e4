"""The commands that look at networks; what they compute is tested in tests/network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.network.measures.register import MEASURES
from kg.network.projection.finding import list_projections
from tests.support import ID, Outcome, needs

Run = Callable[..., Outcome]
NAMES = [projection.name for projection in list_projections()]


def test_the_list(run: Run) -> None:
    assert set(NAMES) >= {"region-region", "institution-institution", "party-partnership", "region-sector"}
    printed = run("network", "--list")
    assert printed.code == 0
    assert all(name in printed.out for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_network_in_every_format_is_the_same_network(name: str, built: Path, run: Run, tmp_path: Path) -> None:
    read = {}
    for form in ("graphml", "gexf"):
        outcome = run("network", name, "--graph", built, "-f", form, "-o", f"ties.{form}")
        assert outcome.code == 0
        read[form] = getattr(nx, f"read_{form}")(tmp_path / f"ties.{form}")
    as_json = run("network", name, "--graph", built, "-f", "json").json()
    rows = list(
        csv.DictReader(io.StringIO(run("network", name, "--graph", built, "-f", "csv").out.removeprefix("\ufeff")))
    )
    edges = {form: graph.number_of_edges() for form, graph in read.items()}
    assert edges["graphml"] == edges["gexf"] == len(rows) == len(as_json.get("links", as_json.get("edges")))
    assert len(rows) > 0
    assert set(read["graphml"]) == set(read["gexf"]) == {node["id"] for node in as_json["nodes"]}


def test_a_tie_between_two_districts(built: Path, run: Run) -> None:
    content = json.dumps(run("network", "region-region", "--graph", built, "-f", "json").json())
    assert f"{ID}partnership/puyuan-putuo-e-commerce" in content


def test_measures_of_some_kinds(built: Path, run: Run) -> None:
    arguments = ["measure", "region-region", "--graph", built, "--level", "city", "-m", "degree", "-m", "strength"]
    records = run(*arguments, "-f", "json").json()
    assert {record["node"] for record in records} >= {f"{ID}region/cn-shanghai", f"{ID}region/cn-jiaxing"}
    assert list(records[0]) == ["node", "label_en", "label_zh", "degree", "strength"]
    header, *rows = csv.reader(io.StringIO(run(*arguments, "-f", "csv", "--lang", "en").out.removeprefix("\ufeff")))
    assert header == ["node_id", "node_en", "node_zh", "degree", "strength"]
    assert [row[:3] for row in rows] == [[rec["node"], rec["label_en"], rec["label_zh"]] for rec in records]


def test_tables_are_brief_and_files_are_not(built: Path, run: Run) -> None:
    arguments = ["measure", "region-region", "--graph", built, "--level", "county", "--lang", "en", "-f"]
    table, whole, named = (
        run(*arguments, *more).out for more in (["table"], ["csv"], ["table", "-m", "hierarchy", "-m", "katz"])
    )
    assert "Strength" in table
    assert "Hierarchy" in run(*arguments, "table", "--wide").out
    assert "Hierarchy" not in table
    assert len(next(csv.reader(io.StringIO(whole.removeprefix("\ufeff"))))) == 3 + len(MEASURES)
    assert "Hierarchy" in named
    assert "Constraint" not in named
    unknown = run(*arguments, "table", "-m", "fame")
    assert (unknown.code, "no measure 'fame'" in unknown.err) == (2, True)


@needs("frames")
def test_measures_as_a_frame(built: Path) -> None:
    graph = kg.open(built)
    report = graph.measure_report("region-region", ["degree", "hierarchy"], level="county")
    frame = report.frame()
    assert list(frame.columns) == ["label_en", "label_zh", "node", "degree", "hierarchy"]
    rows = graph.measure("region-region", ["degree"], level="county")
    assert frame["degree"].tolist() == [row.values["degree"] for row in rows]
    assert frame["node"].tolist() == [row.node for row in rows]
    assert frame["hierarchy"].isna().any()  # of a node with one partner
    assert report.remarks


def test_a_remark_does_not_get_into_the_output(built: Path, run: Run) -> None:
    outcome = run("network", "region-region", "--graph", built, "-f", "json")
    json.loads(outcome.out)


def test_layers_and_slices(built: Path, run: Run, tmp_path: Path) -> None:
    plain = run("network", "region-region", "--graph", built, "-f", "json").json()
    marked = run("network", "region-region", "--graph", built, "--layers", "kind", "-f", "json").json()
    assert len(marked["edges"]) == len(plain["edges"])  # a partnership has one kind
    assert all(edge["layer"] == edge["kind"] for edge in marked["edges"])
    assert run("network", "region-region", "--graph", built, "--slices", "year", "-o", "ties.net").code == 0
    assert [path.name for path in sorted(tmp_path.glob("ties-*.net"))]
    refused = run("network", "region-region", "--graph", built, "--slices", "year")
    assert refused.code == 2
    assert "--out" in refused.err


def test_tables_for_gephi_are_two_files_or_none(built: Path, run: Run, tmp_path: Path) -> None:
    arguments = ["network", "region-region", "--graph", built, "-f", "gephi-csv"]
    assert run(*arguments, "-o", "ties.csv").code == 0
    assert (tmp_path / "ties.csv").read_text(encoding="utf-8").startswith("Source,Target,Weight,Type,")
    assert (tmp_path / "ties-nodes.csv").read_text(encoding="utf-8").startswith("Id,Label,")
    assert run(*arguments).out.encode() == (tmp_path / "ties.csv").read_bytes()
    assert run(*arguments, "--slices", "year", "-o", "y.csv").code == 0
    assert len(list(tmp_path.glob("y-*-nodes.csv"))) == len(list(tmp_path.glob("y-????.csv"))) > 0
    (tmp_path / "no-nodes.csv").mkdir()
    assert run(*arguments, "-o", "no.csv").code == 1
    assert not (tmp_path / "no.csv").exists()
    told = run(*arguments, "-o", "zh.csv", "--lang", "zh").err
    assert "已写入2个文件，zh.csv 至 zh-nodes.csv。" in told
    assert "Wrote" not in told


def test_a_filter_and_a_weight(built: Path, run: Run) -> None:
    arguments = ["network", "party-partnership", "--graph", built, "-f", "json"]
    whole = run(*arguments).json()
    chosen = run(*arguments, "-p", "kind=Agreement", "-p", "weight=count").json()
    assert 0 < len(chosen["edges"]) < len(whole["edges"])
    assert {edge["kind"] for edge in chosen["edges"]} == {"Agreement"}
    listed = run("network", "--list", "-f", "json").json()
    assert {"any: sector", "any: weight=amount"} <= {item["name"] for item in listed}


def test_how_long_exact_paths_may_take(built: Path, run: Run) -> None:
    asked = ("measure", "party-partnership", "-m", "betweenness", "--graph", built, "-f", "csv", "--lang", "en")
    usual, exact = run(*asked), run(*asked, "--exact")
    assert (usual.code, usual.out) == (0, exact.out)  # a small network is exact anyway
    short = run(*asked, "--budget", "0.000001")
    assert short.code == 0
    assert "betweenness" in short.err
    assert "estimated from" in short.err
    assert "--exact computes them" in short.err
    assert "estimated" not in usual.err
    for wrong, said in ((("--budget", "0"), "budget"), (("--budget", "5", "--exact"), "not both")):
        refused = run(*asked, *wrong)
        assert (refused.code, said in refused.err) == (2, True), refused.err
