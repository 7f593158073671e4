"""The participations of Horizon 2020, from the CSV file to measured networks: seconds and memory of the whole way.

    python tests/bench/h2020.py [FILE]

Needs ``h2020-participations.csv.gz`` (144,726 rows), which KG_H2020 may name. At most 35 s and
3 GB for all of it: mapped, derived, projected to organisations and to countries, and measured, each measure.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

import kg
from kg.network.measures.report import measure_report

ROOT = Path(__file__).parents[2]
FILE = Path(os.environ.get("KG_H2020", ROOT.parent / "shared" / "data" / "h2020-participations.csv.gz"))
MAPPING = ROOT / "tests" / "data" / "h2020.rq"


def main() -> None:
    """Time each step."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    if not path.is_file():
        print(f"{path}: is not here; nothing is measured.")
        return
    start = last = time.perf_counter()
    spent = time.process_time()

    def step(name: str) -> None:
        nonlocal last, spent
        now, used = time.perf_counter(), time.process_time()
        print(f"{name}: {now - last:.1f} s ({used - spent:.1f} of CPU)", flush=True)
        last, spent = now, used

    graph = kg.map_table(path, MAPPING)
    step(f"mapped and derived, {len(graph)} triples")
    for projection, parameters in (("region-region", {"level": "country"}), ("institution-institution", {})):
        sparse = graph.project_sparse(projection, **parameters)
        step(f"{projection}: {len(sparse)} nodes, {sparse.strength.nnz // 2} pairs")
        report = measure_report(sparse)
        step(f"{projection}: all {len(report.columns) - 1} measures, {report.rows[0][0].label.en} first")
        for remark in report.remarks:
            print(f"  {remark.en}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = time.perf_counter() - start
    print(f"all: {whole:.1f} s (at most 35; {time.process_time():.1f} of CPU), {peak:.0f} MB (at most 3072)")


if __name__ == "__main__":
    main()
