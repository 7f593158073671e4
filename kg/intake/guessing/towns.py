"""Towns with their country behind them, as one cell has both: Turku, FI."""

from __future__ import annotations

import re

from kg.intake.registries import find, find_cities, meant

#: No two parts of it fit the same signs: a name of ten thousand blanks is read as fast as any.
_WITH_COUNTRY = re.compile(r"(\S[^,，(（]*)(?:[,，]([^,()]+)|[(（]([^()（）]+)[)）])")


def is_known(name: str) -> bool:
    """Whether a registry has a region or a city of a name."""
    return bool(find(name) or find_cities(name))


def without_country(name: str) -> str:
    """A known town as it is called before its country, behind a comma or in brackets; any other name as it is.

    A code of a country may be a legal form too: Visby, SE is a town, and Exampleworks, SE none.
    """
    town = _WITH_COUNTRY.fullmatch(name)
    if town is None or meant((town[2] or town[3]).strip(), "country") is None or not is_known(town[1].rstrip()):
        return name
    return town[1].rstrip()
