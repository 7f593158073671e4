"""What is left out stands beside the number: beside a table in CSV, and in the attributes of a data frame."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from kg.knowledge_graph import KnowledgeGraph
from tests.support import Outcome


def test_beside_a_csv_stands_what_it_leaves_out(built: Path, run: Callable[..., Outcome], tmp_path: Path) -> None:
    """By the W3C's metadata for tables: the columns of the first row, and the remarks in both languages."""
    made = run("measure", "region-region", "--level", "county", "-o", "t.csv", "--lang", "en", "--graph", built)
    assert made.err.endswith("Wrote t.csv-metadata.json.\n")
    told = json.loads((tmp_path / "t.csv-metadata.json").read_text("utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == "t.csv"
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [column["titles"] for column in told["tableSchema"]["columns"]] == next(csv.reader(file))
    left_out = [comment for comment in told["rdfs:comment"] if "49" in comment["@value"]]
    assert [comment["@language"] for comment in left_out] == ["en", "zh"]
    run("network", "region-region", "--level", "county", "-f", "gephi-csv", "-o", "g.csv", "--graph", built)
    ties = json.loads((tmp_path / "g.csv-metadata.json").read_text("utf-8"))
    assert ties["tableSchema"]["columns"][0] == {"titles": "Source"}
    run("ask", "partners", "-p", "party=海盐", "-f", "tsv", "-o", "p.tsv", "--graph", built)
    assert json.loads((tmp_path / "p.tsv-metadata.json").read_text("utf-8"))["dialect"] == {"delimiter": "\t"}


def test_no_companion_speaks_of_another_table(built: Path, run: Callable[..., Outcome], tmp_path: Path) -> None:
    run("ask", "partners", "-p", "party=海盐", "-o", "t.csv", "--graph", built)
    run("ask", "sectors", "-p", "region=海盐", "-o", "t.csv", "--graph", built)
    told = json.loads((tmp_path / "t.csv-metadata.json").read_text("utf-8"))
    assert told["rdfs:comment"] == []
    assert (
        run("ask", "sectors", "-p", "region=海盐", "-o", "u.csv", "--graph", built).err
        == "Wrote u.csv. 已写入u.csv。\n"
    )
    assert not (tmp_path / "u.csv-metadata.json").exists()


def test_frames_have_remarks_in_their_attributes(knowledge: KnowledgeGraph) -> None:
    report = knowledge.measure_report("region-region", ["degree"], level="county").frame()
    assert report.attrs["remarks"][0]["en"].startswith("49 of 57 partnerships tie nothing")
    assert "含其内各方" in knowledge.ask("partners", party="海盐").frame().attrs["remarks"][0]["zh"]
    assert knowledge.ask("sectors", region="海盐").frame().attrs["remarks"] == []
    assert knowledge.explain("海盐").frame().attrs["remarks"] == []


def test_each_slice_has_what_is_left_out_of_it(run: Callable[..., Outcome], built: Path, tmp_path: Path) -> None:
    arguments = ("network", "region-region", "--level", "county", "--slices", "year", "--graph", built)
    assert run(*arguments, "-f", "csv", "-o", tmp_path / "ties.csv").code == 0
    tables = sorted(path.name for path in tmp_path.glob("ties-*.csv"))
    assert tables
    for name in tables:
        told = json.loads((tmp_path / f"{name}-metadata.json").read_text("utf-8"))
        assert told["url"] == name
        said = [comment["@value"] for comment in told["rdfs:comment"] if comment["@language"] == "en"]
        assert any("of 57 partnerships tie nothing in this projection" in text for text in said)
