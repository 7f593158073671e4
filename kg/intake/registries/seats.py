"""Towns with their country behind them, as one cell has both: Turku, FI."""

from __future__ import annotations

import re

from kg.intake.registries.finding import meant

#: No two parts of it fit the same signs: a name of ten thousand blanks is read as fast as any.
_WITH_COUNTRY = re.compile(r"(\S[^,，(（]*)(?:[,，]([^,()]+)|[(（]([^()（）]+)[)）])")


def behind(name: str) -> tuple[str, str]:
    """What stands before a comma or brackets in a name, and what stands behind or within; nothing if there is neither.

    >>> behind("Turku, FI"), behind("Tours (France)"), behind("Ulm")
    (('Turku', 'FI'), ('Tours', 'France'), ('', ''))
    """
    town = _WITH_COUNTRY.fullmatch(name)
    return (town[1].rstrip(), (town[2] or town[3]).strip()) if town else ("", "")


def parted(name: str) -> tuple[str, str]:
    """A town and the country behind it; any other name, and nothing.

    >>> parted("Turku, FI"), parted("Turku, on the river")
    (('Turku', 'FI'), ('Turku, on the river', ''))
    """
    town, land = behind(name)
    return (town, land) if town and meant(land, "country") is not None else (name, "")
