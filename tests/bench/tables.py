"""Reading tables: a package of 3,000 partnerships as CSV and as XLSX, by kg and by Frictionless.

    python tests/bench/tables.py [PARTNERSHIPS]

When kg still read through Frictionless, the CSV took 1.17 s and the workbooks 7.2 s where this took 0.25 s and 2.3 s.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import frictionless
import openpyxl

from kg.intake import schema
from kg.intake.package import read_package
from tests.bench.mapping import write_package

RUNS = 3


def as_workbooks(folder: Path) -> None:
    """Write each table of a package as a workbook beside it, and name those in ``datapackage.json``."""
    resources = []
    for path in sorted(folder.glob("*.csv")):
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet(path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
        workbook.save(path.with_suffix(".xlsx"))
        resources.append({"name": path.stem, "path": f"{path.stem}.xlsx"})
    (folder / "datapackage.json").write_text(json.dumps({"name": "bench", "resources": resources}), encoding="utf-8")


def by_frictionless(folder: Path) -> int:
    """Read every table with our schema by Frictionless alone; returns the number of rows."""
    number = 0
    for path in sorted(folder.glob("*.csv")):
        table = schema.table_schema(path.stem)
        descriptor = {"name": path.stem, "path": path.name, "format": "csv", "schema": table}
        with frictionless.Resource.from_descriptor(descriptor, basepath=str(folder)) as opened:
            number += sum(bool(row.to_dict()) and row.valid for row in opened.row_stream)
    return number


def by_kg(folder: Path) -> int:
    """Read every table by kg; returns the number of rows."""
    package, findings = read_package(folder)
    assert findings == []
    return sum(len(table.rows) for table in package.tables[1:])


def timed(read: Callable[[Path], int], folder: Path) -> tuple[float, int]:
    """The best time of several, and the number of rows."""
    best, number = float("inf"), 0
    for _ in range(RUNS):
        start = time.perf_counter()
        number = read(folder)
        best = min(best, time.perf_counter() - start)
    return best, number


def main() -> None:
    """Print the time of each way."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_package(folder, 4 * partnerships)
        ours, rows = timed(by_kg, folder)
        theirs, same = timed(by_frictionless, folder)
        assert rows == same
        print(
            f"{rows} rows of CSV: kg {ours:.2f} s, {rows / ours:.0f} rows/s; Frictionless {theirs:.2f} s, "
            f"{theirs / ours:.1f} times as long"
        )
        as_workbooks(folder)
        ours, same = timed(by_kg, folder)
        assert rows == same
        print(f"{rows} rows of XLSX: kg {ours:.2f} s, {rows / ours:.0f} rows/s")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
