"""Where parties are, and which columns are regions that take part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.intake.guessing.cells import Seen, first_rows, one_of_many, tongue_of
from kg.intake.guessing.identity import project_of
from kg.intake.guessing.lands import without_unions
from kg.intake.guessing.model import Party
from kg.intake.guessing.towns import is_known, without_country
from kg.intake.guessing.words import (
    ADDRESS,
    AUTHORITIES,
    CODES,
    IN_CHINESE,
    NAMED_LANGUAGES,
    NAMES,
    OF_A_LAND,
    OF_A_PLACE,
    OTHER_ONE,
    PARTY,
    PLACES,
)
from kg.intake.identities import guess, registered
from kg.intake.registries import find, find_cities, meant, parted
from kg.nearest import folded

#: Of how many names of a column it is looked what they are.
_MOST_NAMES = 60
_TWIN_PLACES = OF_A_PLACE - {"country", "国家", "nuts"}
_NUTS = re.compile("[A-Z]{2}[0-9A-Z]{1,3}")
_LEVELS = {
    **dict.fromkeys(("country", "国家"), "country"),
    **dict.fromkeys(("province", "state", "省份", "省"), "province"),
    **dict.fromkeys(("county", "district", "区县", "县", "县区", "区"), "county"),
    **dict.fromkeys(("city", "town", "municipality", "commune", "location", "place", "site", "城市", "市"), "city"),
}


#: Levels of regions, the finest last.
_RANKS = ("country", "province", "city", "county", "town")


def regions_of(seen: Seen, beside: Sequence[str]) -> list[str]:
    """The columns of regions of the finest level that there is; none that says where a party is."""
    of_party = {seen.owner(name) for name in beside} - {""}
    marks = [mark for name in beside if (mark := _mark(seen, name)) & OTHER_ONE]
    free = [
        name
        for name in seen.headings
        if name not in beside
        and seen.owner(name) not in of_party
        and seen.are_names(name)
        # Région partenaire is where the collectivité partenaire is.
        and not (marks and _mark(seen, name) in marks)
    ]
    counties = [name for name in free if set(seen.words[name]) & IN_CHINESE["county"]]
    if counties and _city_above(seen):
        return counties  # 县区 lie within 市, which towns of other countries do not
    for place in PLACES:
        named = {place} | IN_CHINESE.get(place, set())
        fine = [name for name in free if set(seen.words[name]) & named and not set(seen.words[name]) & CODES]
        # Of a location's name and a location's country, the country is what the name is in.
        coarser = set(PLACES[PLACES.index(place) + 1 :])
        finest = [name for name in fine if not set(seen.words[name]) & coarser]
        # The code of a place beside its name is the same place once more.
        called = [name for name in fine if "nuts" not in seen.words[name] and not _are_statistical(seen, name)]
        fine, finest = called or fine, [name for name in finest if name in called] or finest
        if fine:
            return _both(seen, finest or fine, free)
    return [name for name in free if seen.roles[name] == "region"]


def _mark(seen: Seen, name: str) -> set[str]:
    """The words of a heading that say whose place or name a column has: partner of Région partenaire."""
    return {*seen.words[name]} - {*OF_A_PLACE, *NAMES, *AUTHORITIES, "of"}


def _city_above(seen: Seen) -> str:
    """The column of the cities that counties lie in, headed in Chinese; empty if there is none."""
    return next((name for name, said in seen.words.items() if set(said) & IN_CHINESE["city"]), "")


def _both(seen: Seen, found: Sequence[str], free: Sequence[str]) -> list[str]:
    """Of twins, both: the town that the table is of beside the one column that says which other one it is with."""
    if len(found) != 1:
        return list(found)
    if not set(seen.words[found[0]]) & OTHER_ONE:
        # Town, and coarser by its word: sister city; no country, which its town may lie in.
        named = [name for name in free if _is_of_the_other(seen, name, found[0])]
        named = [name for name in named if name not in found and not set(seen.words[name]) & (CODES | ADDRESS)]
        return sorted([*found, *named], key=seen.places.__getitem__) if len(named) == 1 else list(found)
    others = [name for name in free if not set(seen.words[name]) & (OTHER_ONE | CODES | ADDRESS)]
    for word in (*PLACES[: PLACES.index("county")], *AUTHORITIES, *PLACES):
        if fitting := [name for name in others if word in seen.words[name]]:
            return [fitting[0], *found]
    return list(found)


def _is_of_the_other(seen: Seen, name: str, found: str) -> bool:
    """Whether a column has the other one of twins, or is of another side by its heading: US State, Chinese Province."""
    said = set(seen.words[name])
    if not said & _TWIN_PLACES:
        return False
    sides = [set(seen.words[one]) - {*OF_A_PLACE, *NAMES, "of"} for one in (name, found)]
    are_told = sides[0] != sides[1] and all(side and all(map(_is_of_a_side, side)) for side in sides)
    return bool(said & OTHER_ONE) or are_told


def _is_of_a_side(word: str) -> bool:
    return word in OF_A_LAND or meant(word, "country") is not None


def are_twins(seen: Seen) -> bool:
    """Whether a heading says that it has the other one of two towns."""
    places = OF_A_PLACE.union(AUTHORITIES)
    return any(set(said) & OTHER_ONE and set(said) & places for said in seen.words.values())


def placed(seen: Seen, party: Party, parties: Sequence[Party]) -> Party:
    """An organisation with the columns of where it is: those beside its name, or all where it is the one party.

    Args:
        seen: the table's columns.
        party: the organisation.
        parties: all parties, this one among them; their own columns are no places.
    """
    before = seen.owner(party.name)
    taken = {name for one in parties for name in (one.name, one.key, one.country)}
    free = [name for name in seen.headings if name not in taken]
    beside = [name for name in free if name.startswith(f"{party.name}_")]  # lead, lead_region
    beside = beside or [name for name in free if before and seen.bare(name).startswith(f"{before}_")]
    if len(parties) == 1 and not any(_says_place(seen, name) for name in beside):
        beside = free
    elif not any(_says_place(seen, name) for name in beside):
        # partner a, country a; else those of whoever changes with them
        beside = _by_mark(seen, party, parties, free) or _by_rows(seen, party, parties, free)
    if party.separator:
        lands = seen.list_beside(party.name, party.separator, frozenset(("country", "countries")))
        if lands:
            return replace(party, place=lands, level="country", signs=_signs(seen, party, lands))
        return _in_lists(seen, party) if len(parties) == 1 else replace(party, signs=_signs(seen, party))
    if len({seen.owner(one) for one in beside if "country" in seen.words[one]}) > 1:
        return party
    found = [name for name in beside if _says_place(seen, name)]
    land = next((name for name in found if "country" in seen.words[name]), "")
    for place in PLACES[: PLACES.index("country")]:
        fine = [name for name in found if name != land and place in seen.words[name]]
        if len(fine) == 1:
            return replace(party, place=fine[0], land=land, level=level_said(seen.words[fine[0]]) or "city")
    return replace(party, place=land, level="country") if land else party


def _by_mark(seen: Seen, party: Party, parties: Sequence[Party], free: Sequence[str]) -> list[str]:
    """The columns of places that are headed as one of several parties: country a beside partner a.

    Args:
        seen: the table's columns.
        party: the one.
        parties: all of them.
        free: the columns that are none of theirs.
    """
    about = {one.name: {*seen.words[one.name]} - {*NAMES, "of"} for one in parties}
    others = set[str]().union(*(said for name, said in about.items() if name != party.name))
    own = about[party.name]
    marks = own - others
    left = {name: {*seen.words[name]} - {*OF_A_PLACE, *NAMES, "of"} for name in free}
    return [name for name, said in left.items() if said and said in (own, marks)]


def _by_rows(seen: Seen, party: Party, parties: Sequence[Party], free: Sequence[str]) -> list[str]:
    """The columns of places that are one party's by its rows: within a project it changes as they do, and alone.

    A lead stands in all rows of a project, and each partner in one, with the town that it has in every project.

    Args:
        seen: the table's columns.
        party: the one.
        parties: all of them.
        free: the columns that are none of theirs.
    """
    if len(parties) < 2 or party.separator:
        return []
    project = project_of(seen, [name for name in free if not _says_place(seen, name)])
    changing = [one for one in parties if (within := seen.within(one.name, project)) and within.differ]
    if changing != [party]:
        return []
    plain = [name for name in free if _says_place(seen, name) and not {*seen.words[name]} - OF_A_PLACE]
    changes = [name for name in plain if (within := seen.within(name, project)) and within.differ]
    of_it = [(name, seen.within(name, party.name)) for name in plain]
    is_told = bool(changes) and all(within and within.same > 1 and not within.differ for _, within in of_it)
    return plain if is_told else []


def _in_lists(seen: Seen, party: Party) -> Party:
    """An organisation with the columns of as many towns and countries in each cell as there are names."""
    free = [name for name in seen.as_many(party.name, party.separator) if name not in party.columns]
    places = {name: [one_of_many(word) for word in seen.words[name]] for name in free if seen.are_names(name)}
    land = next((name for name, said in places.items() if "country" in said), "")
    for place in PLACES[: PLACES.index("country")]:
        for name in [one for one, said in places.items() if place in said and one != land]:
            party = replace(party, place=name, land=land, level=level_said([place]) or "city")
            return replace(party, signs=_signs(seen, party))
    party = replace(party, place=land, level="country") if land else party
    return replace(party, signs=_signs(seen, party))


def _signs(seen: Seen, party: Party, *others: str) -> dict[str, str]:
    """What parts the values of the columns beside the names of parties, where it is not what parts the names."""
    signs = {name: seen.sign(name, party.separator) for name in (*sorted(party.columns), *others)}
    return {name: sign for name, sign in signs.items() if sign != party.separator}


def with_registry(seen: Seen, party: Party, parties: Sequence[Party]) -> Party:
    """A party with whether a registry knows its countries, and the column of NUTS codes that is beside it.

    Args:
        seen: the table's columns.
        party: the party.
        parties: all parties, this one among them.
    """
    land = party.country or party.land or (party.place if party.level == "country" and not party.is_region else "")
    sign = party.sign(land) if party.separator else ""
    texts = [parted(text)[1] if party.in_cell else text for text in seen.parts(land, sign)]
    # Also of a few that a registry knows: fn:registered tells of the others.
    coded = any(texts)
    tongue = tongue_of(texts)
    before = seen.owner(party.name)
    codes = [
        name
        for name in seen.headings
        if (len(parties) == 1 or (before and seen.owner(name) == before) or name.startswith(f"{party.name}_"))
        and name not in party.columns
        and _are_statistical(seen, name)
    ]
    tells = not party.separator and (party.is_mixed or not party.is_region) and (not party.place or party.place == land)
    party = replace(party, coded=coded, tongue=tongue, statistical=codes[0] if len(codes) == 1 and tells else "")
    return replace(party, abroad=party.abroad or _abroad(seen, party))


def _abroad(seen: Seen, party: Party) -> tuple[str, ...]:
    """The names of organisations that stand with several countries in a table without their ids."""
    if not party.apart or party.separator or party.apart in seen.table.lists:
        return ()
    lands: dict[str, dict[object, str]] = {}
    for row in first_rows(seen.table, seen.filled):
        name, land = row[seen.places[party.name]], row[seen.places[party.apart]]
        if isinstance(name, str) and isinstance(land, str) and name and land:
            known = meant(land, "country") if party.coded else None
            lands.setdefault(folded(name), {})[known.id if known else folded(land)] = name
    return tuple(next(iter(names.values())) for names in lands.values() if len(names) > 1)


def _are_statistical(seen: Seen, name: str) -> bool:
    """Whether a column has NUTS codes, one a cell."""
    some = list(dict.fromkeys(seen.texts(name)))[:_MOST_NAMES]
    if name in seen.table.lists or not all(_NUTS.fullmatch(text) for text in some):
        return False
    return 2 * sum((one := meant(text)) is not None and one.id.startswith("nuts-") for text in some) > len(some)


def _says_place(seen: Seen, name: str) -> bool:
    """Whether a column names a place, one a cell; a code of a country does, any other code and address does not."""
    said = seen.words[name]
    # The city of an address is a place, whatever else its address says.
    of_address = {"address"} if said[-1] in PLACES or said[-2:] == ["country", "code"] else set[str]()
    if name in seen.table.lists or set(said) & ((ADDRESS - of_address) | CODES - {"code"}) or ("nuts" in said):
        return False
    if "code" in said and "country" not in said:
        return False
    return bool(set(said) & set(PLACES)) and seen.are_names(name)


def in_areas(seen: Seen, parties: Sequence[Party]) -> list[Party]:
    """Regions with the part of a country that each is in, where it is said of all, or of one of two twins."""
    areas = {one.name: _area(seen, one) for one in parties if one.is_region and not one.separator}
    if not all(areas.values()) and not are_twins(seen):
        return list(parties)
    return [replace(one, area=areas.get(one.name, "")) for one in parties]


def _area(seen: Seen, party: Party) -> str:
    """The column of the part of a country that a town is in: state beside city, county beside local authority."""
    if set(seen.words[party.name]) & IN_CHINESE["county"] and not set(seen.words[party.name]) & OTHER_ONE:
        return _city_above(seen)
    plain = {"local", "home", *NAMES, *OF_A_PLACE, *AUTHORITIES, *NAMED_LANGUAGES}
    own = [word for word in seen.words[party.name] if word not in plain]
    mine = [PLACES.index(word) for word in seen.words[party.name] if word in PLACES]
    finest = max(mine, default=PLACES.index("commune"))
    for place in ("county", "district", "region", "province", "state"):
        for name, said in seen.words.items():
            left = [word for word in said if word not in {*NAMES, *OF_A_PLACE}]
            head = _last([word for word in said if word not in own])  # région of région partenaire
            if head == place and left == own and PLACES.index(place) > finest and seen.are_names(name):
                return name
    return container_of(seen, party.name)


def container_of(seen: Seen, name: str) -> str:
    """The column beside one of regions that has what each is in, where neither heading says what it has.

    Args:
        seen: the table's columns.
        name: the column of regions.

    Returns:
        the column; empty if there is none.
    """
    for other, place in seen.places.items():
        if abs(place - seen.places[name]) != 1 or other not in seen.headings:
            continue
        if any({*seen.words[one]} & (OF_A_PLACE | PARTY) or seen.roles[one] for one in (name, other)):
            continue
        ranks = [_rank(seen.texts(one)) for one in (other, name)]
        if not all(ranks) or ranks[0] >= ranks[1]:
            continue
        within = seen.within(other, name)
        if len({*seen.texts(other)}) < len({*seen.texts(name)}) and within is not None and not within.differ:
            return other
    return ""


def is_same_level(seen: Seen, name: str, other: str) -> bool:
    """Whether the names of two columns are regions of one level, so that neither is where the other one is.

    Args:
        seen: the table.
        name: a column.
        other: another one.
    """
    ranks = [_rank(seen.texts(one)) for one in (name, other)]
    return all(ranks) and ranks[0] == ranks[1]


def _rank(names: Sequence[str]) -> int:
    """How fine the regions are that most names of a column are, the finest last; 0 if most are no known regions."""
    some = list(dict.fromkeys(names))[:_MOST_NAMES]
    levels = [guess(name, registered()).code or _level_known(name) for name in some]
    ranks = [_RANKS.index(level) + 1 for level in levels if level in _RANKS]
    return Counter(ranks).most_common(1)[0][0] if 2 * len(ranks) > len(some) else 0


def _last(said: Sequence[str]) -> str:
    """The last word of a heading that says more than that a column has names: province of 都道府県名."""
    return next((word for word in reversed(said) if word not in NAMES), "")


def levelled(seen: Seen, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Parties, of regions with their level: as the heading of one says, else of most that are known.

    One town stands in several columns, and is of one level.
    """
    regions = [one for one in parties if one.is_region]
    said = {one.name: level for one in regions if (level := level_said(seen.words[one.name]))}
    names = [part for one in regions for part in seen.parts(one.name, one.parts)]
    usual = next(iter(said.values()), "") or _level_of(names)
    return tuple(replace(one, level=said.get(one.name, usual)) if one.is_region else one for one in parties)


def are_regions(names: Sequence[str]) -> bool:
    """Whether most names are of regions: by a registry, or by how they end."""
    some = [without_country(name) for name in without_unions(names)[:_MOST_NAMES]]
    kinds = [guess(name, registered()).kind or ("region" if is_known(name) else "") for name in some]
    return 2 * kinds.count("region") > len(kinds)


def level_said(words_of_heading: Sequence[str]) -> str:
    """The level of regions that a heading says; empty if it says none."""
    return next((_LEVELS[word] for word in words_of_heading if word in _LEVELS), "")


def _level_known(name: str) -> str:
    """The level of what registries call so; of a city and the region around it, the city's."""
    return "city" if find_cities(name) else next((one.level for one in find(name)), "")


def _level_of(names: Sequence[str]) -> str:
    """The level that most names of regions have, by how they end or by a registry; else that of cities."""
    counted = Counter(
        level
        for name in list(dict.fromkeys(names))[:_MOST_NAMES]
        if (level := guess(name, registered()).code or _level_known(without_country(name)))
    )
    level = next(iter(counted.most_common(1)), ("city", 0))[0]
    return level if level in ("country", "province", "city", "county", "town") else "city"
