"""Whole packages of any size, and what each step of a build of one takes; exponents between sizes.

    python -m tests.bench.scale [PARTNERSHIPS ...]        # builds each size with --profile
    python -m tests.bench.scale --write FOLDER PARTNERSHIPS

By default 300, 1,000 and 3,000 partnerships. Each partnership has two to four parties, drawn with chances that fall as
1/rank^0.6, a stage, and mostly a figure and a statement, all with evidence: about 95 triples. Regions lie in each
other (a province of ten cities of ten counties each), institutions in counties; there is a region for five
partnerships and an institution for two.
"""

from __future__ import annotations

import csv
import json
import math
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from kg.intake import schema

SECTORS = ("logistics", "health", "finance", "education", "nuclearPower", "publicTransport")
ROLES = ("partner", "signatory", "investor", "host")
CLASSES = ("Agreement", "Project", "Service")
STAGES = ("planned", "signed", "operating", "completed")


def write_package(folder: Path, partnerships: int, seed: int = 1) -> None:
    """A package with so many partnerships, and the regions, institutions, figures and statements that go with them."""
    chance = random.Random(seed)
    sources = [f"s{number}" for number in range(max(3, partnerships // 100))]

    def cited() -> dict[str, Any]:
        start = chance.randrange(9_000)
        return {"source": chance.choice(sources), "start": start, "end": start + chance.randrange(5, 80)}

    regions = _regions(max(111, partnerships // 5))
    counties = [row["id"] for row in regions if row["level"] == "county"]
    institutions = [f"i{number}" for number in range(max(20, partnerships // 2))]
    parties = [f"region/{name}" for name in counties] + [f"institution/{name}" for name in institutions]
    chance.shuffle(parties)
    weights = [1 / (rank + 1) ** 0.6 for rank in range(len(parties))]
    drawn = iter(chance.choices(parties, weights, k=5 * partnerships))
    members = [
        list(dict.fromkeys(next(drawn) for _ in range(chance.choice((2, 2, 2, 3, 4))))) for _ in range(partnerships)
    ]
    members = [
        some if len(some) > 1 else [*some, parties[-1] if some[0] != parties[-1] else parties[0]] for some in members
    ]

    def dated() -> dict[str, Any]:
        day = f"{chance.randrange(2012, 2019)}-{chance.randrange(1, 13):02}-15"
        return {"as_of": day, "precision": "day", "time_basis": "stated"}

    tables: dict[str, list[dict[str, Any]]] = {
        "sources": [
            {
                "id": name,
                "title_en": f"Report {name}",
                "title_zh": f"报道{name}",
                "issued": "2019-01-31",
                "language": "zh",
            }
            for name in sources
        ],
        "regions": regions,
        "institutions": [
            {"id": name, "name_en": f"Company {name}", "name_zh": f"{name}公司", "kind": "company"}
            | {"located_in": chance.choice(counties), **cited()}
            for name in institutions
        ],
        "partnerships": [
            {"id": f"p{i}", "name_en": f"Partnership {i}", "name_zh": f"合作{i}", "class": chance.choice(CLASSES)}
            | {"sectors": ";".join(chance.sample(SECTORS, chance.choice((1, 1, 2)))), **cited()}
            for i in range(partnerships)
        ],
        "participations": [
            {"partnership": f"p{i}", "party": party, "role": chance.choice(ROLES), **cited()}
            for i, some in enumerate(members)
            for party in some
        ],
        "stages": [
            {"id": f"c{i}", "partnership": f"p{i}", "stage": chance.choice(STAGES), **dated(), **cited()}
            for i in range(partnerships)
        ],
        "observations": [
            {"id": f"o{i}", "class": "Achievement", "about": f"partnership/p{i}", "measure": "totalInvestment"}
            | {"value": str(chance.randrange(1, 900) * 1_000_000), "bound": "exact", "unit": "CNY"}
            | {"original_text": "若干亿元", **dated(), **cited()}
            for i in range(partnerships)
            if chance.random() < 0.7
        ],
        "statements": [
            {"id": f"t{i}", "about": some[0], "kind": "aim", "gist_en": f"Aim {i}", "gist_zh": f"目标{i}"}
            | {"sectors": chance.choice(SECTORS), **dated(), **cited()}
            for i, some in enumerate(members)
            if chance.random() < 0.4
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(records)
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(
        json.dumps({"name": "scale", "title": "Scale", "resources": resources}), encoding="utf-8"
    )


def _regions(count: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(count):
        province, rest = divmod(number, 111)
        city = (rest - 1) // 11 if rest else 0
        if rest == 0:
            level, parent = "province", ""
        elif (rest - 1) % 11 == 0:
            level, parent = "city", f"r{province * 111}"
        else:
            level, parent = "county", f"r{province * 111 + 1 + city * 11}"
        rows.append(
            {
                "id": f"r{number}",
                "name_en": f"Region {number}",
                "name_zh": f"地区{number}",
                "kind": "AdministrativeRegion",
            }
            | {"level": level, "parent": parent}
        )
    return rows


_STEP = re.compile(r"^([A-Za-z][A-Za-z ]+?)\s{2,}([\d.]+)\s+([\d.]+)\s+(\d*)\s+(\d*)\s*$")


def profile(partnerships: int) -> dict[str, float]:
    """CPU seconds of each step of a build; a step ``peak, MiB`` has the memory."""
    with tempfile.TemporaryDirectory() as name:
        package = Path(name) / "package"
        write_package(package, partnerships)
        command = [
            sys.executable,
            "-m",
            "kg",
            "build",
            str(package),
            "--out",
            f"{name}/out",
            "--profile",
            "--lang",
            "en",
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = {}
    for line in done.stderr.splitlines():
        if row := _STEP.match(line):
            found[row[1]] = float(row[3])
            if row[1] == "all":
                found["peak, MiB"] = float(row[5] or 0)
    return found


def main() -> None:
    """Print a line for each step with its CPU seconds at each size, and the exponent from one size to the next."""
    if sys.argv[1:2] == ["--write"]:
        write_package(Path(sys.argv[2]), int(sys.argv[3]))
        return
    sizes = [int(text) for text in sys.argv[1:]] or [300, 1_000, 3_000]
    tables = [profile(size) for size in sizes]
    print("step", *(f"{size:,}" for size in sizes), "exponents", sep=" | ")
    for step in tables[0]:
        values = [table.get(step, math.nan) for table in tables]
        growth = [
            f"{math.log(after / before) / math.log(more / less):.2f}" if before and after else "-"
            for before, after, less, more in zip(values, values[1:], sizes, sizes[1:], strict=False)
        ]
        print(step, *(f"{value:.2f}" for value in values), " ".join(growth), sep=" | ", flush=True)


if __name__ == "__main__":
    main()
