"""The rows of the table ``regions`` that a region needs: what it lies in, and what came after it, with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from kg import assets
from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.reading import FOLDER, catalogue, region


def row_for(name: str) -> list[dict[str, str]]:
    """The rows of the table ``regions`` that a region needs: all its parents, what came after it, and itself, last.

    Args:
        name: the region's id.

    Returns:
        one dictionary a row, by the names of columns; each parent before what lies in it. Cells are as they are
        written in a table, empty ones too.

    Raises:
        UsageError: if no registry has the id.
    """
    return [dict(one.row) for one in needed([name])]


def needed(names: Iterable[str]) -> list[RegisteredRegion]:
    """Regions with all that their rows refer to, each parent before what lies in it.

    Raises:
        UsageError: if no registry has one of the ids.
    """
    found: dict[str, RegisteredRegion] = {}
    for name in names:
        _gather(region(name), found, set())
    return list(found.values())


def _gather(one: RegisteredRegion, found: dict[str, RegisteredRegion], underway: set[str]) -> None:
    if one.id in found or one.id in underway:
        return
    underway.add(one.id)
    for name in (*one.parents, *one.successors):
        _gather(catalogue().regions[name], found, underway)
    found[one.id] = one


def source_rows(names: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of the table ``sources`` for the registries that regions are of, each with its licence.

    Args:
        names: ids of regions; those that no registry has are passed over.
    """
    known = catalogue().regions
    for registry in sorted({known[name].registry for name in names if name in known}):
        path = assets.data_folder() / FOLDER / registry / "sources.csv"
        if path.is_file():  # the shared regions have none of their own
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
