"""Columns of towns with their country behind them, as one cell has both: Turku, FI."""

from __future__ import annotations

from collections.abc import Sequence

from kg.intake.registries import behind, find, find_cities, meant, parted


def in_cell(names: Sequence[str]) -> bool:
    """Whether nearly all names have a country's name or code behind them, of which some country has the town."""
    lands = sum(bool(parted(name)[1]) for name in names)
    many = sum(bool(behind(name)[1]) for name in names)
    known = all(meant(land, "country") is not None for name in names if (land := behind(name)[1]))
    return known and bool(lands) and many * 10 >= len(names) * 8


def is_known(name: str) -> bool:
    """Whether a registry has a region or a city of a name."""
    return bool(find(name) or find_cities(name))


def without_country(name: str) -> str:
    """A known town as it is called before its country, behind a comma or in brackets; any other name as it is.

    A code of a country may be a legal form too: Visby, SE is a town, and Exampleworks, SE none.
    """
    town, land = parted(name)
    return town if land and is_known(town) else name
