"""Every step of a large build and every answer of it beside its peer in one run, script after script.

    python -m tests.bench.all [PARTNERSHIPS]

By default 3,000 partnerships. What a script prints is shown as it stands; one that ends with an error, or whose file is
not here (Horizon 2020), is told of and the next one runs: nothing fails.
"""

from __future__ import annotations

import subprocess
import sys
import time

#: Script to whether it is given the number of partnerships.
SCRIPTS = {
    "scale": True,  # the whole build, step by step
    "lines": True,  # tables, mapping, rules, records, measures, SHACL, files, whole, explain, ask
    "columns": True,  # two hops, institution ties, county pairs, sectors
    "again": True,  # after one changed row
    "map": False,  # a public table to triples
    "h2020": False,  # the same table to measures
}


def main() -> None:
    """Run each, and say which did not come to its end."""
    size = sys.argv[1] if len(sys.argv) > 1 else "3000"
    if not size.isdecimal() or not int(size):
        raise SystemExit(f"{size}: is no number of partnerships, such as 3000.")
    for name, is_sized in SCRIPTS.items():
        print(f"== {name}", flush=True)
        start = time.perf_counter()
        command = [sys.executable, "-m", f"tests.bench.{name}", *([size] if is_sized else [])]
        if code := subprocess.run(command, check=False).returncode:
            print(f"{name} ended with code {code}.", flush=True)
        print(f"== {name}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
