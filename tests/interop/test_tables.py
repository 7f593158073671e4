"""Tables as pandas, Polars and DuckDB read them: every column of every CSV and Parquet file, with its type.

What they read is held against the cells that were written, as texts; numbers and days against those texts.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.answers.questions import list_questions
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.export import export
from kg.results.result import Tabular
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


# --- Every table that kg writes, by the types that readers find for themselves ---------------------------------------

#: What the questions need that have a parameter which must be given.
NEEDED = {
    "find": {"text": "海盐"},
    "if-withdrawn": {"party": "海盐"},
    "outside-parties": {"side": "嘉兴市", "other": "Shanghai"},
    "partners": {"party": "海盐"},
    "services-lacking": {"region": "海盐"},
}
REPORTS: dict[str, Callable[[KnowledgeGraph], Tabular]] = {
    "measures": lambda graph: graph.measure_report("region-region", ["degree", "betweenness"], level="county"),
    "ranking": lambda graph: graph.rank("region-region", level="county"),
    "brokerage": lambda graph: graph.brokerage("region-region", level="county", by="province"),
    "mixing": lambda graph: graph.mixing("region-region", level="county", by="city"),
    "dependence": lambda graph: graph.dependence("region-region", level="county"),
    "communities": lambda graph: graph.communities("institution-institution"),
    "ledger": lambda graph: graph.ledger(),
    "coverage": lambda graph: graph.coverage(),
}
#: A kind of cells -> what each reader calls it.
POLARS = {"number": {"Int64", "Float64"}, "day": {"Date"}, "truth": {"Boolean"}, "text": {"String"}, "": {"String"}}
DUCKDB = {"number": {"BIGINT", "DOUBLE"}, "day": {"DATE"}, "truth": {"BOOLEAN"}, "text": {"VARCHAR"}, "": {"VARCHAR"}}


def kind(column: Sequence[str]) -> str:
    """What all the cells of a column are that are not empty; nothing where all are."""
    patterns = {"number": r"-?\d+(\.\d+)?([eE]-?\d+)?", "day": r"\d{4}-\d\d-\d\d", "truth": "true|false"}
    filled = [cell for cell in column if cell]
    for name, pattern in patterns.items():
        if filled and all(re.fullmatch(pattern, cell) for cell in filled):
            return name
    return "text" if filled else ""


def check_types(path: Path) -> Counter[str]:
    """Hold what three readers take the columns of a file to be against its cells; the kinds, counted."""
    import pandas as pd

    head, *rows = cells(path.read_bytes())
    by_polars = polars.read_csv(path, infer_schema_length=None, try_parse_dates=True)
    table = duckdb.read_csv(str(path), header=True, sample_size=-1)
    by_pandas = pd.read_csv(path)
    assert by_polars.columns == table.columns == list(by_pandas.columns) == head, path.name
    kinds = [kind(column) for column in zip(*rows, strict=True)] if rows else []
    for name, found, in_duckdb in zip(head, kinds, table.types, strict=False):
        where = f"{path.name}, {name}: {found}"
        assert str(by_polars.schema[name]) in POLARS[found], where
        assert str(in_duckdb) in DUCKDB[found], where
        # pandas reads no days of its own accord, and a column without a value as numbers that are none.
        assert pd.api.types.is_numeric_dtype(by_pandas[name]) == (found in ("number", "truth", "")), where
        if found == "day":
            assert pd.to_datetime(by_pandas[name], format="%Y-%m-%d").notna().sum() == by_pandas[name].notna().sum()
    return Counter(kinds)


@needs("frames")
def test_types_of_every_question(knowledge: KnowledgeGraph, tmp_path: Path) -> None:
    kinds: Counter[str] = Counter()
    for question in list_questions():
        path = tmp_path / f"{question.name}.csv"
        path.write_bytes(knowledge.ask(question.name, **NEEDED.get(question.name, {})).sheet().written("csv"))
        kinds += check_types(path)
    assert kinds["number"] >= 40
    assert kinds["day"] >= 15
    assert kinds["truth"] >= 3
    assert kinds["text"] >= 400


@needs("frames")
def test_types_of_reports_networks_and_measures(
    knowledge: KnowledgeGraph, network: Any, built: Path, tmp_path: Path
) -> None:
    for name, report in REPORTS.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(report(knowledge).sheet().written("csv"))
        assert check_types(path)["number"], name
    for form in CSV:
        path = tmp_path / f"{form}.csv"
        path.write_bytes(export(network, form))
        check_types(path)
    assert check_types(built / "measures.csv")["number"] > 10


@needs("frames")
@needs("parquet")
def test_pandas_reads_the_types_of_a_parquet(network: Any, tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "t.parquet"
    path.write_bytes(export(network, "parquet"))
    read = pd.read_parquet(path)
    assert list(read.columns) == cells(export(network, "csv"))[0]
    assert (str(read["strength"].dtype), sorted(read["strength"])) == ("float64", [0.5] * 5 + [1.0] * 2)
    assert sorted(read["since"].dropna()) == [date(2016, 7, 31)] * 3
    assert pd.api.types.is_string_dtype(read["partnership"])
