"""A package read, checked and mapped, beside bare checks of its cells in columns and text that is loaded, in one run.

    python -m tests.bench.cells [ROWS | PACKAGE]

A package of so many rows is made (50,000 by default), or the folder of one is read, such as ``tests.bench.scale
--write`` makes.
Polars reads the same tables as text and holds each cell to what the schema says of it: required, pattern, code list,
another table's key. What `kg` does besides is to keep the row, column and text of each finding, and to fold names.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pyoxigraph as ox

from kg.graph.store import TripleStore
from kg.intake import schema
from kg.intake.mapping import Trace, map_package
from kg.intake.package import read_package
from kg.intake.references import check_references
from tests.bench.mapping import write_package

_FORMS = {"date": r"^\d{4}-\d{2}-\d{2}$", "integer": r"^[+-]?\d+$", "number": r"^[+-]?\d+(\.\d+)?$"}


def bare(folder: Path) -> int:
    """Every cell of every table held to its column, by Polars; how many are wrong."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {one["name"]: pl.read_csv(folder / one["path"], infer_schema=False) for one in described["resources"]}
    return sum(_wrong(name, table, tables) for name, table in tables.items())


def _wrong(name: str, table: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> int:
    wrong = 0
    for field in schema.table_schema(name)["fields"]:
        if field["name"] in table.columns:
            column = table[field["name"]]
            wrong += int(column.null_count()) if field.get("constraints", {}).get("required") else 0
            wrong += _wrong_cells(field, column.drop_nulls()) + _wrong_references(field, column.drop_nulls(), tables)
    return wrong


def _wrong_cells(field: Mapping[str, Any], filled: pl.Series) -> int:
    rules, wrong = field.get("constraints", {}), 0
    if pattern := rules.get("pattern") or _FORMS.get(field["type"]):
        wrong += int((~filled.str.contains(f"^(?:{pattern})$".replace(r"\Z", "$"))).sum())
    if codes := rules.get("enum"):
        wrong += int((~filled.is_in(codes)).sum())
    return wrong + (len(filled) - filled.n_unique() if field["name"] == "id" else 0)


def _wrong_references(field: Mapping[str, Any], filled: pl.Series, tables: Mapping[str, pl.DataFrame]) -> int:
    known = [tables[target]["id"] for target in field.get(schema.REFERENCES, ()) if target in tables]
    if not known or not len(filled):
        return 0
    ids = filled.str.split(";").explode().str.replace(r"^\w+/", "")
    return int((~ids.is_in(pl.concat(known).implode())).sum())


def timed(call: Callable[[], object]) -> float:
    """Seconds of CPU, the best of three."""
    found = []
    for _ in range(3):
        begin = time.process_time()
        call()
        found.append(time.process_time() - begin)
    return min(found)


def main() -> None:
    """Time all, and print how they compare."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "50000"
    if not asked.isdigit():
        report(Path(asked))
        return
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name), int(asked))
        report(Path(name))


def report(folder: Path) -> None:
    """Time each step on one package, beside the bare checks and the loading."""
    plain = timed(lambda: bare(folder))
    read = timed(lambda: read_package(folder))
    package, findings = read_package(folder)
    led = timed(lambda: check_references([package]))
    ours = timed(lambda: check_references([read_package(folder)[0]]))
    rows = sum(len(table.rows) for table in package.tables)
    print(f"{rows:,} rows, {len(findings)} findings; bare checks {plain:.3f} s")
    for name, seconds in (("cells", read), ("references", led), ("both", ours)):
        print(f"  kg reads and checks {name} {seconds:.3f} s: {seconds / plain:.1f} times")
    print("  (both at most 8)")
    store = TripleStore()
    map_package(package, store, Trace())
    mapped = timed(lambda: map_package(package, TripleStore(), Trace()))
    text = "".join(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in store.triples()).encode()
    loaded = timed(lambda: ox.Store().bulk_load(text, format=ox.RdfFormat.N_TRIPLES))
    print(f"loading the text {loaded:.2f} s, kg maps {mapped:.2f} s: {mapped / loaded:.1f} times (at most 2)")


if __name__ == "__main__":
    main()
