"""A large table on its way into the graph: rows a second, step by step.

    python tests/bench/mapping.py [ROWS]

Generated observations and participations, the widest and the narrowest of the large tables.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.graph.store import TripleStore
from kg.intake import schema
from kg.intake.mapping import Trace, map_package
from kg.intake.package import read_package
from kg.intake.references import check_references

PARTIES = 2_000


def write_package(folder: Path, rows: int) -> None:
    """A package with ``rows`` rows: half participations, half observations, and what they refer to."""
    half = rows // 2
    cited = {"source": "article", "start": 0, "end": 10}
    tables: dict[str, list[dict[str, Any]]] = {
        "sources": [
            {"id": "article", "title_en": "An article", "title_zh": "报道", "issued": "2017-07-28", "language": "zh"}
        ],
        "regions": [
            {"id": f"r{i}", "name_en": f"Region {i}", "name_zh": f"地区{i}", "kind": "AdministrativeRegion"}
            | {"level": "county"}
            for i in range(PARTIES)
        ],
        "partnerships": [
            {"id": f"p{i}", "name_en": f"Partnership {i}", "name_zh": f"合作{i}", "class": "Agreement"}
            | {"sectors": "logistics;health", **cited}
            for i in range(half // 2 + 1)
        ],
        "participations": [
            {"partnership": f"p{i // 2}", "party": f"region/r{(i * 7 + i % 2) % PARTIES}", "role": "signatory"} | cited
            for i in range(half)
        ],
        "observations": [
            {"id": f"o{i}", "class": "Achievement", "about": f"partnership/p{i // 2}", "measure": "totalInvestment"}
            | {"value": f"{i * 1_000}.50", "bound": "exact", "unit": "CNY", "period_start": "2017-01-01"}
            | {"period_end": "2017-12-31", "as_of": "2017-07-28", "precision": "day", "time_basis": "stated"}
            | {"origin": f"region/r{i % PARTIES}", "original_text": f"{i}亿元", "sectors": "logistics", **cited}
            for i in range(half)
        ],
    }
    for name, records in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(records)
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"name": "bench", "resources": resources}), encoding="utf-8")


def main() -> None:
    """Read, check and map, and print the time of each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name), rows)
        start = time.perf_counter()
        package, findings = read_package(Path(name))
        read = time.perf_counter()
        dangling = check_references([package])
        checked = time.perf_counter()
        store = TripleStore()
        map_package(package, store, Trace())
        mapped = time.perf_counter()
    number = sum(len(table.rows) for table in package.tables)
    wrong = {finding.code for finding in [*findings, *dangling]}
    print(f"{number} rows, {len(store)} triples; findings: {', '.join(sorted(wrong)) or 'none'}")
    for step, seconds in (("read", read - start), ("references", checked - read), ("map", mapped - checked)):
        print(f"{step}: {seconds:.1f} s, {number / seconds:.0f} rows/s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
