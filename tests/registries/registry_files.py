"""The files of a registry: a data package with the tables regions and sources, codes beside, and the licences."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.intake import schema

ROOT = Path(__file__).parents[2]
REGISTRIES = ROOT / "data" / "registries"
#: Columns of the table regions that no registry fills.
_EMPTY = ("open_ended", "ambiguity_zh", "ambiguity_en")
COLUMNS = [field["name"] for field in schema.table_schema("regions")["fields"] if field["name"] != "place"]

Row = dict[str, str]
#: The licence of what GeoNames and Eurostat give, and of what is made of it.
CC_BY = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Files:
    """What is written of one registry; see ``Registry`` for the metadata that are read again."""

    name: str
    metadata: Mapping[str, Any]
    regions: Sequence[Row]
    codes: Sequence[tuple[str, str, str]]
    source: Row
    readme: str
    licences: Sequence[tuple[str, str]]

    def write(self) -> None:
        folder = REGISTRIES / self.name
        folder.mkdir(parents=True, exist_ok=True)
        sources = [field["name"] for field in schema.table_schema("sources")["fields"]]
        described = schema.package_descriptor(
            {"name": self.name, **self.metadata}, {"sources": "sources.csv", "regions": "regions.csv"}
        )
        for resource in described["resources"]:
            columns = COLUMNS if resource["name"] == "regions" else sources
            resource["schema"]["fields"] = [f for f in resource["schema"]["fields"] if f["name"] in columns]
        _write(folder / "datapackage.json", json.dumps(described, ensure_ascii=False, indent=2) + "\n")
        _write(folder / "regions.csv", table(COLUMNS, self.regions))
        _write(folder / "sources.csv", table(sources, [self.source]))
        codes = [{"id": name, "code": code, "code_scheme": scheme} for name, code, scheme in sorted(self.codes)]
        _write(folder / "codes.csv", table(["id", "code", "code_scheme"], codes))
        _write(folder / "README.md", self.readme)
        parts = (f"{of}\n{'=' * len(of)}\n\n{text.rstrip()}\n" for of, text in self.licences)
        _write(folder / "LICENCES.txt", "\n".join(parts))
        print(f"{self.name}: {len(self.regions)} regions, {len(self.codes)} further codes")


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(path: Path) -> list[Row]:
    """The rows of a table, such as ``table`` writes it."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def judged(name: str) -> list[Row]:
    """The rows of a table of this folder, which people wrote by hand."""
    return read(Path(__file__).parent / name)


def shared_rows() -> dict[str, Row]:
    """The rows of the bundled package regions-china, whose ids stand for the same places everywhere."""
    return {row["id"]: row for row in read(ROOT / "data" / "regions-china" / "regions.csv")}


def joined(names: Iterable[str], *but: str) -> str:
    """Names for a column of several, without those that another column has."""
    return ";".join(dict.fromkeys(name for name in names if name and name not in but and ";" not in name))


def _write(path: Path, text: str) -> None:
    path.write_text(text.strip("\n") + "\n" if path.suffix != ".csv" else text, encoding="utf-8", newline="")
