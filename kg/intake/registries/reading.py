"""Registries read from their tables, once a process and when first asked for.

A registry is read as plain CSV: that its rows keep the rules of the table ``regions`` is checked where it is made.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg import assets
from kg.errors import SourceError, UsageError
from kg.intake.registries.model import RegisteredRegion, Registry
from kg.nearest import folded, nearest
from kg.text import Text

#: The folder of registries below the bundled data; no part of the bundled build.
FOLDER = "registries"
#: The bundled package of regions that the data sets share; what it alone has is a registry too.
SHARED = "regions-china"
#: The scheme of a code whose form says it: six digits are of GB/T 2260.
_GB2260 = "GB/T 2260"


def registries() -> Mapping[str, Registry]:
    """All registries by name, those that know more states first; read once a process."""
    return catalogue().registries


def region(name: str) -> RegisteredRegion:
    """The region of an id.

    Raises:
        UsageError: if no registry has it; the nearest ids are named.
    """
    known = catalogue().regions
    if name in known:
        return known[name]
    ids = [found.id for found in catalogue().named.get(folded(name), ())] or nearest(name, known)
    hint = f"Did you mean {', or '.join(ids[:4])}?" if ids else "See `kg regions find NAME`."
    raise UsageError(f"No registry has a region with the id {name!r}. {hint}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registries, and the ways in which their regions are looked up.

    Attributes:
        regions: by id; the first registry that has an id gives the region.
        named: by each folded name, id and code.
        predecessors: by the id of a region, the ids of those that it comes after.
        children: by the id of a region, the ids of those directly in it.
    """

    registries: Mapping[str, Registry]
    regions: Mapping[str, RegisteredRegion]
    named: Mapping[str, Sequence[RegisteredRegion]]
    predecessors: Mapping[str, Sequence[str]]


@cache
def catalogue() -> Catalogue:
    """All registries, indexed."""
    root = assets.data_folder()
    folders = sorted(path.parent for path in (root / FOLDER).glob("*/datapackage.json"))
    read = {found.name: found for found in map(_registry, [*folders, root / SHARED])}
    regions: dict[str, RegisteredRegion] = {}
    named: dict[str, dict[str, RegisteredRegion]] = {}
    before: dict[str, list[str]] = {}
    for one in read.values():
        for found in one.regions.values():
            if found.id in regions:
                continue
            regions[found.id] = found
            for text in (*found.names, found.id, found.code, *found.row.get("further_codes", "").split(";")):
                if text:
                    named.setdefault(folded(text), {})[found.id] = found
            for successor in found.successors:
                before.setdefault(successor, []).append(found.id)
    return Catalogue(read, regions, {name: tuple(found.values()) for name, found in named.items()}, before)


def _registry(folder: Path) -> Registry:
    try:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        with (folder / "regions.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise SourceError(f"{folder}: this registry cannot be read ({error}). Install kg again.") from error
    name = str(described["name"])
    temporal = described.get("temporal", {})
    return Registry(
        name,
        Text(described.get("title", name), described.get("title_zh", "")),
        str(described.get("version", "")),
        ", ".join(str(licence["name"]) for licence in described.get("licenses", ())),
        Text(described.get("origin", ""), described.get("origin_zh", "")),
        _day(temporal.get("start", "")),
        _day(temporal.get("end", "")),
        {row["id"]: _region(row, name) for row in rows},
    )


def _region(row: Mapping[str, Any], registry: str) -> RegisteredRegion:
    code = row["code"]
    return RegisteredRegion(
        row["id"],
        Text(row["name_en"], row["name_zh"]),
        tuple(_values(f"{row['alt_zh']};{row['alt_en']}")),
        row["level"],
        tuple(_values(row["parent"])),
        code,
        row.get("code_scheme") or (_GB2260 if len(code) == 6 and code.isdigit() else ""),
        _day(row.get("valid_from", "")),
        _day(row.get("valid_to", "")),
        tuple(_values(row.get("successor", ""))),
        _degrees(row["latitude"]),
        _degrees(row["longitude"]),
        registry,
        row,
    )


def _values(text: str) -> Iterable[str]:
    return (value for value in text.split(";") if value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _degrees(text: str) -> float | None:
    return float(text) if text else None
