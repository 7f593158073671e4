"""The registries of regions: how long the first look-up takes, which reads them, and those after it.

python -m tests.bench.regions
"""

from __future__ import annotations

import time

from kg.intake import registries
from kg.intake.registries.reading import catalogue


def main() -> None:
    start = time.perf_counter()
    registries.find("嘉兴")
    print(f"first look-up: {time.perf_counter() - start:.3f} s for {len(catalogue().regions):,} regions")
    known = list(catalogue().regions.values())
    for what, texts in (
        ("names", [one.names[0] for one in known]),
        (
            "names with their parents",
            [f"{one.names[0]}, {registries.region(one.parent).names[0]}" for one in known if one.parent],
        ),
        (
            "Chinese names run together",
            ["".join((registries.region(one.parent).name.zh, one.name.zh)) for one in known if one.parent],
        ),
        ("names that nothing has", [f"{one.names[0]}甲" for one in known]),
    ):
        start = time.perf_counter()
        found = sum(bool(registries.find(text)) for text in texts)
        taken = time.perf_counter() - start
        print(f"{what}: {len(texts) / taken:,.0f} a second, {found:,} of {len(texts):,} found")
    start = time.perf_counter()
    for one in known[:: len(known) // 50]:
        registries.near(f"{one.names[0]}x")
    print(f"near names: {(time.perf_counter() - start) / 50 * 1000:.0f} ms each")


if __name__ == "__main__":
    main()
