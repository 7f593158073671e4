"""The rows of the table ``regions`` that a package takes from the registries."""

from __future__ import annotations

from collections.abc import Iterable

from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.reading import catalogue, region


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
    return [_row(one) for one in needed([name])]


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


def _row(one: RegisteredRegion) -> dict[str, str]:
    return dict(one.row)
