"""Columns of countries that take part: Donor and Recipient, Country A and Country B, Reporter and Partner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.intake.guessing.cells import Seen, first_rows, tongue_of
from kg.intake.guessing.model import Party
from kg.intake.registries import meant, union_meant

#: Of how many names of a column it is looked whether they are countries.
_MOST_NAMES = 60
#: A code of a country may be a short name of anything.
_CODE = 3
#: Levels of regions that a heading says where countries may be meant: states, and what is no place by its heading.
_MAY_BE_LANDS = ("", "country", "province")


def are_lands(names: Sequence[str]) -> bool:
    """Whether most names are of countries, by the registry.

    Args:
        names: the names, or codes of countries.

    >>> are_lands(["Türkiye", "Kenya", "Atlantis"]), are_lands(["Texas", "Georgia", "Ohio"])
    (True, False)
    >>> are_lands(["Japan", "ASEAN", "EU", "COMESA"]), are_lands(["ASEAN", "EU"])
    (True, False)
    """
    some = without_unions(names)[:_MOST_NAMES]
    return 2 * sum(meant(name, "country") is not None for name in some) > len(some)


def without_unions(names: Iterable[str]) -> list[str]:
    """The names, each once, without those of unions of states, which stand among countries and say nothing of others.

    Args:
        names: the names; what is empty is left out.
    """
    return [name for name in dict.fromkeys(filter(None, names)) if not union_meant(name)]


def lands_among(names: Sequence[str]) -> list[str]:
    """The names that are of countries, by the registry.

    Args:
        names: the names.
    """
    some = list(dict.fromkeys(filter(None, names)))[:_MOST_NAMES]
    return [name for name in some if len(name) > _CODE and meant(name, "country") is not None]


def beside_lands(seen: Seen, parties: Sequence[Party]) -> list[Party]:
    """Parties, of which what stands beside countries and is as many of them as not is a column of countries too.

    Args:
        seen: the table's columns.
        parties: who takes part.
    """
    names = [seen.parts(one.name, one.parts) for one in parties]
    if not any(one.is_region and are_lands(some) for one, some in zip(parties, names, strict=True)):
        return list(parties)
    return [
        replace(one, is_region=True) if _half_are_lands(some) else one for one, some in zip(parties, names, strict=True)
    ]


def _half_are_lands(names: Sequence[str]) -> bool:
    """Whether as many names are of countries as not, which among countries is enough."""
    some = without_unions(names)[:_MOST_NAMES]
    return 2 * len(lands_among(some)) >= len(some) > 0


def with_the_other(seen: Seen, found: Sequence[str]) -> list[str]:
    """Beside the one column of countries that take part the other ones: a country is no seat of another country.

    Args:
        seen: the table's columns.
        found: the columns of parties that are known by their headings.
    """
    if len(found) != 1 or not are_lands(seen.texts(found[0])):
        return list(found)
    others = [
        name
        for name in seen.headings
        if name != found[0]
        and seen.are_names(name)
        and are_lands(seen.texts(name))
        and not _are_same(seen, name, found[0])
    ]
    # Of the name and the code of one country the first is enough.
    kept = [one for place, one in enumerate(others) if not any(_are_same(seen, one, other) for other in others[:place])]
    return sorted([*found, *kept], key=list(seen.headings).index)


def _are_same(seen: Seen, name: str, other: str) -> bool:
    """Whether two columns name the same country in most rows: its name and its code, or where a town is."""
    both = [(row[seen.places[name]], row[seen.places[other]]) for row in first_rows(seen.table, seen.filled)]
    pairs = [(one, two) for one, two in both if isinstance(one, str) and isinstance(two, str) and one and two]
    same = sum(_as_country(one) == _as_country(two) for one, two in pairs)
    return 2 * same > len(pairs)


def _as_country(text: str) -> str:
    known = meant(text, "country")
    return known.id if known is not None else text


def as_lands(seen: Seen, parties: Sequence[Party], said: Sequence[str]) -> tuple[Party, ...]:
    """Parties, of which those that are countries are looked up in the registry, each once for its name and id.

    Args:
        seen: the table's columns.
        parties: who takes part.
        said: of each party the level that its heading says; empty if it says none.
    """
    among = any(one.is_region and are_lands(seen.parts(one.name, one.parts)) for one in parties)
    return tuple(_as_land(seen, one, level, among=among) for one, level in zip(parties, said, strict=True))


def _as_land(seen: Seen, party: Party, level: str, *, among: bool) -> Party:
    """A party that is a country as such; any other as it is.

    Args:
        seen: the table's columns.
        party: the party.
        level: the level that its heading says; empty if it says none.
        among: whether another one is a country.
    """
    names = seen.parts(party.name, party.parts)
    if not party.is_region or party.in_cell or level not in _MAY_BE_LANDS or not names:
        return party
    is_land = are_lands(names) or (among and _half_are_lands(names))
    if not is_land and not (level == "country" and any(meant(name, "country") for name in set(names))):
        return party
    tongue = tongue_of(names)
    # A country is in no other one.
    return replace(party, level="country", is_land=True, coded=True, tongue=tongue, key="", country="", area="")
