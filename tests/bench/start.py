"""Cold ``kg --help`` against ``python -c "import click"``: at most twice as long.

python tests/bench/start.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15


def seconds(command: list[str]) -> float:
    """The wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Time both in turn, and print the medians and their ratio."""
    ours = [sys.executable, "-m", "kg", "--help"]
    base = [sys.executable, "-c", "import click"]
    for command in (ours, base):
        seconds(command)
    pairs = [(seconds(ours), seconds(base)) for _ in range(RUNS)]
    helps, imports = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"kg --help {helps * 1000:.0f} ms, import click {imports * 1000:.0f} ms")
    print(f"ratio {helps / imports:.2f} (at most 2)")


if __name__ == "__main__":
    main()
