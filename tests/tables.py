"""What the tables of packages say, read without the program: what the tests of its answers count from."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg import assets


def read_rows(packages: Iterable[Path], table: str) -> list[dict[str, str]]:
    """The rows of a table in packages, one after the other."""
    found = []
    for package in packages:
        if (path := package / f"{table}.csv").is_file():
            with path.open(encoding="utf-8-sig", newline="") as file:
                found += list(csv.DictReader(file))
    return found


def _paths(cell: str) -> list[str]:
    return [f"region/{part.strip()}" for part in cell.split(";") if part.strip()]


def bundled_rows(table: str) -> list[dict[str, str]]:
    """The rows of a table in the bundled packages."""
    return read_rows(sorted(path.parent for path in assets.data_folder().glob("*/datapackage.json")), table)


@dataclass(frozen=True)
class Tables:
    """Who is where and takes part in what."""

    within: dict[str, frozenset[str]]
    parties: dict[str, frozenset[str]]
    level: dict[str, str]

    @classmethod
    def read(cls, *packages: Path) -> Tables:
        regions = {f"region/{row['id']}": row for row in read_rows(packages, "regions")}
        around: dict[str, frozenset[str]] = {}

        def outward(start: Iterable[str]) -> frozenset[str]:
            found: set[str] = set()
            left = list(start)
            while left:
                if (region := left.pop()) not in found:
                    found.add(region)
                    left += _paths(regions[region]["parent"])
            return frozenset(found)

        for key in regions:
            around[key] = outward([key])
        for row in read_rows(packages, "institutions"):
            around[f"institution/{row['id']}"] = outward(_paths(row["located_in"]))
        parties: dict[str, set[str]] = {}
        for row in read_rows(packages, "participations"):
            parties.setdefault(row["partnership"], set()).add(row["party"])
        return cls(
            around,
            {name: frozenset(found) for name, found in parties.items()},
            {key: row["level"] for key, row in regions.items() if row["level"]},
        )

    def members(self, party: str) -> frozenset[str]:
        return frozenset({party} | {key for key, around in self.within.items() if party in around})

    def partnerships(self, party: str) -> set[str]:
        return {name for name, parties in self.parties.items() if parties & self.members(party)}

    def between(self, first: str, second: str) -> set[str]:
        """Partnerships with one party in each, where nobody stands for both."""
        one, other = self.members(first), self.members(second)
        if one < other:
            other -= one
        elif other < one:
            one -= other
        return {
            name
            for name, parties in self.parties.items()
            if any(a != b for a in parties & one for b in parties & other)
        }
