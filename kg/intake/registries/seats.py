"""Towns with their country behind them, as one cell has both: Turku, FI."""

from __future__ import annotations

import re

from kg.intake.registries.cities import find_cities
from kg.intake.registries.finding import meant

#: Codes of countries that are codes of states of the USA too, so that the town tells which is meant: Boston, MA.
_STATES = frozenset(re.findall("..", "ALARAZCACODEGAIDILINKYLAMAMDMEMNMOMSMTNCNEPASCSDTNVA"))
#: Those that are no country's.
_STATES_ALONE = frozenset(re.findall("..", "AKCTFLHIIAKSMINVNHNJNYNDOHOKORRITXUTVTWAWVWIWY"))
#: No two parts of it fit the same signs: a name of ten thousand blanks is read as fast as any.
_WITH_COUNTRY = re.compile(r"(\S[^,，(（]*)(?:[,，]([^,()]+)|[(（]([^()（）]+)[)）])")


def behind(name: str) -> tuple[str, str]:
    """What stands before a comma or brackets in a name, and what stands behind or within; nothing if there is neither.

    >>> behind("Turku, FI"), behind("Tours (France)"), behind("Ulm")
    (('Turku', 'FI'), ('Tours', 'France'), ('', ''))
    """
    town = _WITH_COUNTRY.fullmatch(name)
    return (town[1].rstrip(), (town[2] or town[3]).strip()) if town else ("", "")


def is_state_too(code: str, *, alone: bool = False) -> bool:
    """Whether a code is one of a state of the USA, and of a country too.

    Args:
        code: two capital letters.
        alone: ask for the codes of states that are no country's.

    >>> is_state_too("DE"), is_state_too("FR"), is_state_too("TX"), is_state_too("TX", alone=True)
    (True, False, False, True)
    """
    return code in (_STATES_ALONE if alone else _STATES)


def parted(name: str) -> tuple[str, str]:
    """A town and the country behind it; any other name, and nothing.

    A code that is a state's too is a country's where that has a town of the name.

    >>> parted("Turku, FI"), parted("Turku, on the river")
    (('Turku', 'FI'), ('Turku, on the river', ''))
    >>> parted("Munich, DE"), parted("Dover, DE")
    (('Munich', 'DE'), ('Dover, DE', ''))
    """
    town, land = behind(name)
    is_country = town and meant(land, "country") is not None and (land not in _STATES or find_cities(town, land))
    return (town, land) if is_country else (name, "")
