"""What money weighs on ties, and what came in, as packages grow: time should grow as the number of figures does.

    python -m tests.bench.amounts [PARTNERSHIPS TIMES]

By default packages of 1,000 partnerships and of four times as many, each partnership with three figures: two halves,
and the year that holds them.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.answers.names import Names
from kg.answers.questions import ask
from kg.graph.adding import not_added
from kg.graph.store import TripleStore
from kg.intake import schema
from kg.network.projection.projected import read_projection
from kg.network.projection.requests import ProjectionRequest
from kg.pipeline import open_graph

PERIODS = (("h1", "01-01", "06-30", 30), ("h2", "07-01", "12-31", 50), ("year", "01-01", "12-31", 80))


def write_package(folder: Path, partnerships: int, regions: int = 60) -> None:
    """A package in which each partnership is of two cities, and got 80 in a year, told in three figures."""
    cited = {"source": "notice", "start": 0, "end": 10}
    dated = {"as_of": "2018-01-31", "precision": "day", "time_basis": "stated"}
    tables: dict[str, list[dict[str, Any]]] = {
        "sources": [
            {"id": "notice", "title_en": "A notice", "title_zh": "通知", "issued": "2018-01-31", "language": "zh"}
        ],
        "regions": [
            {"id": f"r{i}", "name_en": f"City {i}", "name_zh": f"城市{i}", "kind": "AdministrativeRegion"}
            | {"level": "city"}
            for i in range(regions)
        ],
        "partnerships": [
            {"id": f"p{i}", "name_en": f"Project {i}", "name_zh": f"项目{i}", "class": "Project"}
            | {"sectors": "logistics", **cited}
            for i in range(partnerships)
        ],
        "participations": [
            {"partnership": f"p{i}", "party": f"region/{party}", "role": "partner"} | cited
            for i in range(partnerships)
            for party in _pair(i, regions)
        ],
        "observations": [
            {"id": f"p{i}-{name}", "class": "Achievement", "about": f"partnership/p{i}", "measure": "capitalArrived"}
            | {"value": str(value), "bound": "exact", "unit": "CNY"}
            | {"period_start": f"2017-{first}", "period_end": f"2017-{last}", **dated, **cited}
            | dict(zip(("origin", "destination"), (f"region/{party}" for party in _pair(i, regions)), strict=True))
            for i in range(partnerships)
            for name, first, last, value in PERIODS
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


def _pair(number: int, regions: int) -> tuple[str, str]:
    step = 1 + number // regions % (regions - 1)
    return f"r{number % regions}", f"r{(number + step) % regions}"


def _times(partnerships: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        write_package(Path(name), partnerships)
        store = open_graph(name).store
    assert isinstance(store, TripleStore)
    amount = ProjectionRequest("region-region", {"weight": "amount", "currency": "CNY", "level": "city"})
    names = Names(store)
    steps = {
        "the rule alone": lambda: not_added(store.columns),
        "region-region by amount": lambda: read_projection(store, amount).sparse(),
        "ask inflow": lambda: ask(store, "inflow", {}, names).table("en"),
    }
    taken = {}
    for name, step in steps.items():
        start = time.process_time()
        step()
        taken[name] = time.process_time() - start
        print(f"{partnerships:,} partnerships, {name}: {taken[name]:.2f} s of processors", flush=True)
    return taken


def main() -> None:
    """Time both sizes, and print the ratios."""
    size, times = (int(text) for text in sys.argv[1:3]) if len(sys.argv) > 2 else (1_000, 4)
    small, large = _times(size), _times(size * times)
    for name, taken in small.items():
        print(f"{name}: {large[name] / taken:.1f} times as long for {times} times as much")


if __name__ == "__main__":
    main()
