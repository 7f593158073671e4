"""Registries read from their tables, once a process and when first asked for.

A registry is read as plain CSV: that its rows keep the rules of the table ``regions`` is checked where it is made.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kg import assets
from kg.errors import SourceError, UsageError
from kg.intake.registries.model import RegisteredRegion, Registry
from kg.nearest import did_you_mean, folded, nearest
from kg.text import Text

#: The folder of registries below the bundled data; no part of the bundled build.
FOLDER = "registries"
#: The bundled package of regions that the data sets share; what it alone has is a registry too.
SHARED = "regions-china"
#: Further codes of regions, beside the tables of a registry.
CODES = "codes.csv"
#: The schemes of codes whose form says it.
_FORMS = (
    ("GB/T 2260", re.compile(r"\d{6}")),
    ("ISO 3166-2", re.compile(r"[A-Z]{2}-[0-9A-Z]{1,3}")),
    ("NUTS", re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")),
)


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
    hint = did_you_mean(ids[:4]) or Text("See `kg regions find NAME`.", "请见 `kg regions find 名称`。")
    raise UsageError(
        Text(
            f"No registry has a region with the id {name!r}. {hint.en}".rstrip(),
            f"没有名录收录标识为“{name}”的地区。{hint.zh}",
        )
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registries, and the ways in which their regions are looked up.

    Attributes:
        regions: by id; the first registry that has an id gives the region.
        named: by each folded name, id and code.
        predecessors: by the id of a region, the ids of those that it comes after.
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
    before: dict[str, list[str]] = {}
    for one in read.values():
        for found in one.regions.values():
            if regions.setdefault(found.id, found) is found:
                for successor in found.successors:
                    before.setdefault(successor, []).append(found.id)
    named: dict[str, dict[str, RegisteredRegion]] = {}
    for text, name in _texts(regions, folders):
        named.setdefault(folded(text), {})[name] = regions[name]
    return Catalogue(read, regions, {name: tuple(found.values()) for name, found in named.items()}, before)


def _texts(regions: Mapping[str, RegisteredRegion], folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """All by which a region can be called, each with its id."""
    for one in regions.values():
        yield from ((text, one.id) for text in (*one.names, one.id, one.code) if text)
    for folder in folders:
        for row in _csv(folder / CODES):
            if row["id"] in regions:
                yield row["code"], row["id"]


def _csv(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error


def _registry(folder: Path) -> Registry:
    path = folder / "datapackage.json"
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error
    name = str(described["name"])
    temporal = described.get("temporal", {})
    states = tuple(date.fromisoformat(text) for text in described.get("states", ()))
    return Registry(
        name,
        Text(described.get("title", name), described.get("title_zh", "")),
        str(described.get("version", "")),
        ", ".join(str(licence["name"]) for licence in described.get("licenses", ())),
        Text(described.get("origin", ""), described.get("origin_zh", "")),
        _day(temporal.get("start", "")),
        _day(temporal.get("end", "")),
        {row["id"]: _region(row, name, states) for row in _csv(folder / "regions.csv")},
    )


def _broken(path: Path, error: Exception) -> SourceError:
    return SourceError(
        Text(
            f"{path}: this part of a registry cannot be read ({error}). Install the package again.",
            f"{path}：名录的这一部分无法读取（{error}）。请重新安装。",
        )
    )


def _region(row: Mapping[str, str], registry: str, states: Sequence[date]) -> RegisteredRegion:
    code = row["code"]
    first, last = _day(row.get("valid_from", "")), _day(row.get("valid_to", ""))
    return RegisteredRegion(
        row["id"],
        Text(row["name_en"], row["name_zh"]),
        tuple(_values(f"{row['alt_zh']};{row['alt_en']}")),
        row["level"],
        tuple(_values(row["parent"])),
        code,
        row.get("code_scheme") or next((scheme for scheme, form in _FORMS if form.fullmatch(code)), ""),
        first,
        last,
        _possible(first, last, states),
        tuple(_values(row.get("successor", ""))),
        _degrees(row["latitude"]),
        _degrees(row["longitude"]),
        registry,
        row,
    )


def _possible(first: date | None, last: date | None, states: Sequence[date]) -> tuple[date | None, date | None]:
    """From the day after the list before the first that has it, to the day before the list after the last."""
    if first in states:
        first = states[states.index(first) - 1] + _ONE_DAY
    if last in states:
        last = states[states.index(last) + 1] - _ONE_DAY
    return first, last


_ONE_DAY = timedelta(days=1)


def _values(text: str) -> Iterable[str]:
    return (value for value in text.split(";") if value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _degrees(text: str) -> float | None:
    return float(text) if text else None
