"""``kg build`` on the bundled data: wall time and peak memory of the whole process.

python tests/bench/build.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def main() -> None:
    """Build several times, and print the median time and the peak memory."""
    walls = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "kg", "build", "--out", folder], check=True, capture_output=True)
            walls.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"kg build: median {statistics.median(walls):.2f} s of {RUNS}, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
