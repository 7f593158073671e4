"""Registries of regions: where a name or a code leads, on a day, and the rows that a package takes from there.

A registry is a data package with the table ``regions`` under ``data/registries/``, beside the regions that the bundled
data share. ``kg regions`` looks up in all of them, and adds to a package only what it uses.
"""

from kg.intake.registries.cities import (
    cities_beside,
    cities_in_short,
    cities_spelt,
    exonym,
    find_cities,
    is_beside_it,
    is_foremost,
    is_large,
    is_small,
    namesake_cities,
    rivals,
)
from kg.intake.registries.finding import (
    ancestors,
    called_by_direction,
    called_elsewhere,
    distinct,
    find,
    history,
    holding,
    listed,
    meant,
    named_from,
    near,
    successors,
)
from kg.intake.registries.matches import NUTS_AS_ISO, matches
from kg.intake.registries.model import RegisteredRegion, Registry
from kg.intake.registries.pinyin import by_its_kind, by_pinyin, in_letters, letters_of
from kg.intake.registries.published import is_no_country
from kg.intake.registries.reading import cities, is_only_shown, region, registries, sovereigns, without_han_kind
from kg.intake.registries.rows import needed, row_for, source_rows
from kg.intake.registries.seats import behind, is_state_too, parted
from kg.intake.registries.unions import union_meant

__all__ = [
    "NUTS_AS_ISO",
    "RegisteredRegion",
    "Registry",
    "ancestors",
    "behind",
    "by_its_kind",
    "by_pinyin",
    "called_by_direction",
    "called_elsewhere",
    "cities",
    "cities_beside",
    "cities_in_short",
    "cities_spelt",
    "distinct",
    "exonym",
    "find",
    "find_cities",
    "history",
    "holding",
    "in_letters",
    "is_beside_it",
    "is_foremost",
    "is_large",
    "is_no_country",
    "is_only_shown",
    "is_small",
    "is_state_too",
    "letters_of",
    "listed",
    "matches",
    "meant",
    "named_from",
    "namesake_cities",
    "near",
    "needed",
    "parted",
    "region",
    "registries",
    "rivals",
    "row_for",
    "source_rows",
    "sovereigns",
    "successors",
    "union_meant",
    "without_han_kind",
]
