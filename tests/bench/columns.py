"""Answers over all of a large graph from columns, beside DuckDB on the same tables and the same in SPARQL.

    python -m tests.bench.columns [PARTNERSHIPS | FOLDER]

A package of so many partnerships (10,000 by default) is built and its store opened for reading, or a build that is
there already. Four answers: which institutions share partnerships, which counties do, how many partnerships each sector
has and how many of them have come to something (the question gives both; DuckDB is asked for both, and for the first
alone), and who could meet through a common partner (two hops). Each as a projection of kg, the first time and again in
the same process, when its columns have been read; as DuckDB answers over tables of the same columns in memory; the last
also as one SPARQL query. CPU seconds, the least of three runs; the answers are held to be the same.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from scipy import sparse

import kg
from kg.knowledge_graph import KnowledgeGraph
from tests.bench.scale import write_package

#: The same as the projections, over tables: who takes part, who is an institution, where, and in which sector.
TABLES = {
    "party": "SELECT ?partnership ?party { ?partnership pk:hasParty ?party }",
    "institution": "SELECT ?party { ?party a pk:Institution }",
    "place": "SELECT ?party ?region { ?party pk:inRegion ?region . ?region pk:level level:county }",
    "sector": """SELECT ?partnership ?sector { ?partnership a pk:Partnership ; pk:sector ?sector
        MINUS { ?partnership pk:currentStage ?ending . ?ending pk:ended true } }""",
    "done": """SELECT DISTINCT ?partnership { ?partnership pk:currentStage ?stage . ?stage pk:order ?order .
        stage:operating pk:order ?least
        FILTER(?order >= ?least && NOT EXISTS { ?stage pk:halted true } && NOT EXISTS { ?stage pk:ended true }) }""",
}
TIES = """
    SELECT count(*) FROM (SELECT DISTINCT a.party, b.party FROM party a JOIN party b USING (partnership)
    SEMI JOIN institution i ON a.party = i.party SEMI JOIN institution j ON b.party = j.party WHERE a.party < b.party)
"""
COUNTIES = """
    WITH standing AS (SELECT DISTINCT partnership, party, region FROM party JOIN place USING (party))
    SELECT count(*) FROM (SELECT DISTINCT a.region, b.region FROM standing a JOIN standing b USING (partnership)
    WHERE a.region < b.region AND a.party <> b.party)
"""
SECTORS = """
    SELECT sector, count(DISTINCT partnership), count(DISTINCT done.partnership)
    FROM sector LEFT JOIN done USING (partnership) GROUP BY sector ORDER BY 2 DESC, 1
"""
#: The first of the two counts that the question gives.
SECTORS_ALONE = "SELECT sector, count(DISTINCT partnership) FROM sector GROUP BY sector ORDER BY 2 DESC, 1"
HOPS = """
    WITH tie AS (SELECT DISTINCT a.party x, b.party y FROM party a JOIN party b USING (partnership)
    SEMI JOIN institution i ON a.party = i.party SEMI JOIN institution j ON b.party = j.party WHERE a.party <> b.party)
    SELECT count(*) FROM (SELECT DISTINCT a.x, b.y FROM tie a JOIN tie b ON a.y = b.x WHERE a.x < b.y)
"""
HOPS_IN_SPARQL = """
    SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c {
      ?p pk:hasParty ?a , ?b . ?q pk:hasParty ?b , ?c .
      ?a a pk:Institution . ?b a pk:Institution . ?c a pk:Institution .
      FILTER(?a != ?b && ?b != ?c && STR(?a) < STR(?c)) } }
"""


def main() -> None:
    """Build what is asked for, and report."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "10000"
    if not asked.isdigit():
        report(Path(asked))
        return
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name) / "package", int(asked))
        command = [sys.executable, "-m", "kg", "build", "package", "--out", "out"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=name)
        report(Path(name) / "out")


def report(folder: Path) -> None:
    """Time each answer in each way on one build."""
    seconds, graph = timed(lambda: kg.open(folder, read_only=True), 1)
    print(f"{type(graph.store).__name__} opened in {seconds:.2f}; CPU seconds:")
    tables = duckdb.connect()
    tables.execute("SET threads = 1")
    for name, query in TABLES.items():
        tables.register("read", pa.table(graph.store.columns(query)))
        tables.execute(f"CREATE TABLE {name} AS SELECT * FROM read")
    # What the tables were made of must not be what the projections find read.
    graph = kg.open(folder, read_only=True)
    ways: list[tuple[str, Callable[[KnowledgeGraph], Any], str, str]] = [
        ("institution ties", lambda g: pairs(strength(g, "institution-institution")), TIES, ""),
        ("county pairs", lambda g: pairs(strength(g, "region-region", level="county")), COUNTIES, ""),
        ("sector counts", sectors, SECTORS, ""),
        ("the first of two", lambda g: [row[:2] for row in sectors(g)], SECTORS_ALONE, ""),
        ("two hops", lambda g: pairs(two_hops(strength(g, "institution-institution"))), HOPS, HOPS_IN_SPARQL),
    ]
    for name, way, query, sparql in ways:
        first, ours = timed(lambda way=way: way(kg.open(folder, read_only=True)), 1)  # type: ignore[misc]
        again, _ = timed(lambda way=way: way(graph), 3)  # type: ignore[misc]
        duck, rows = timed(lambda query=query: tables.execute(query).fetchall(), 3)  # type: ignore[misc]
        theirs = rows if "sector" in query.partition("FROM")[0] else rows[0][0]
        assert ours == theirs, (name, ours, theirs)
        said = f"  {name:18} first {first:.3f}, again {again:.3f}, DuckDB {duck:.3f}: {again / duck:.1f} times"
        if sparql:
            free, found = timed(lambda sparql=sparql: graph.store.select(sparql)[0]["n"].value, 1)  # type: ignore[misc]
            assert int(found) == ours, (name, ours, found)
            said += f"; SPARQL {free:.3f}"
        print(said)


def strength(graph: KnowledgeGraph, projection: str, **parameters: Any) -> Any:
    """A projection's summed weights, as a sparse symmetric matrix of its nodes."""
    return graph.project_sparse(projection, **parameters).strength


def two_hops(ties: Any) -> Any:
    """Of each pair of nodes how many partners they share; who is tied besides is among them."""
    there = sparse.csr_array((np.ones(ties.nnz, dtype=np.int32), ties.indices, ties.indptr), shape=ties.shape)
    return there @ there


def pairs(matrix: Any) -> int:
    """How many pairs of two different nodes a symmetric matrix has."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return int(np.count_nonzero(rows < matrix.indices))


def sectors(graph: KnowledgeGraph) -> list[tuple[Any, ...]]:
    """How many partnerships each sector has, and how many of them have come to something."""
    rows = graph.ask("sectors").rows
    return [
        (f"<{row['sector'].value}>", *(int(row[name].value) for name in ("partnerships", "delivered"))) for row in rows
    ]


def timed(step: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The least CPU seconds of some runs, and what the last gave."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        found = step()
        taken.append(time.process_time() - start)
    return min(taken), found


if __name__ == "__main__":
    main()
