"""Tables as pandas, Polars and DuckDB read them: every column of every CSV and Parquet file, with its type.

What they read is held against the cells that were written, as texts; numbers and days against those texts.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.export import export
from tests.network.conftest import GRAPH, store_of
from tests.network.projecting import project
from tests.support import needs

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: the extra test")
polars = pytest.importorskip("polars", reason="polars is not installed: the extra test")

CSV = ("csv", "nodes-csv", "gephi-csv", "gephi-nodes-csv")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made: TripleStore = store_of(GRAPH, tmp_path_factory.mktemp("graph"))
    return project(made, "region-region", level="county")


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def by_pandas(path: Path) -> list[list[str]]:
    import pandas as pd

    read = pd.read_csv(path, dtype=str, keep_default_na=False)
    return [list(read.columns), *read.to_numpy().tolist()]


def by_polars(path: Path) -> list[list[str]]:
    read = polars.read_csv(path, infer_schema_length=0)
    return [read.columns, *[["" if cell is None else cell for cell in row] for row in read.rows()]]


def by_duckdb(path: Path) -> list[list[str]]:
    read = duckdb.read_csv(str(path), all_varchar=True, header=True, delimiter=",", quotechar='"', escapechar='"')
    return [read.columns, *[["" if cell is None else cell for cell in row] for row in read.fetchall()]]


@needs("frames")
@pytest.mark.parametrize("reader", [by_pandas, by_polars, by_duckdb])
@pytest.mark.parametrize("form", CSV)
def test_every_cell_of_a_network(form: str, reader: Any, network: Any, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(export(network, form))
    assert reader(path) == cells(path.read_bytes())


@needs("frames")
@pytest.mark.parametrize("reader", [by_pandas, by_polars, by_duckdb])
def test_every_cell_of_an_answer(reader: Any, knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    """Chinese, semicolons and line breaks in cells, and columns without a value."""
    path = tmp_path / "a.csv"
    for name, answer in (("agreements", knowledge.agreements()), ("ties", knowledge.ties())):
        path.write_bytes(answer.sheet().written("csv"))
        assert reader(path) == cells(path.read_bytes()), name


def test_numbers_and_days_of_a_csv(network: Any, tmp_path: Path) -> None:
    """A strength is a number and a day a day, where a reader looks for types by itself."""
    path = tmp_path / "t.csv"
    path.write_bytes(export(network, "csv"))
    read = polars.read_csv(path, try_parse_dates=True)
    assert (read.schema["strength"], read.schema["since"]) == (polars.Float64, polars.Date)
    assert sorted(read["strength"].to_list()) == [0.5] * 5 + [1.0] * 2
    table = duckdb.read_csv(str(path), header=True)
    types = dict(zip(table.columns, map(str, table.types), strict=True))
    assert (types["strength"], types["since"]) == ("DOUBLE", "DATE")
    assert sorted(str(row[0]) for row in table.project("since").fetchall()) == ["2016-07-31"] * 3 + ["None"] * 4


@needs("parquet")
def test_types_of_a_parquet(network: Any, tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(export(network, "parquet"))
    written = cells(export(network, "csv"))
    read = polars.read_parquet(path)
    assert read.columns == written[0]
    assert (read.schema["strength"], read.schema["since"]) == (polars.Float64, polars.Date)
    assert read["partnership"].to_list() == [row[written[0].index("partnership")] for row in written[1:]]
    table = duckdb.read_parquet(str(path))
    types = dict(zip(table.columns, map(str, table.types), strict=True))
    assert (types["strength"], types["since"], types["partnership"]) == ("DOUBLE", "DATE", "VARCHAR")
    assert table.aggregate("sum(strength), count(since), min(since)").fetchall() == [(4.5, 3, date(2016, 7, 31))]
