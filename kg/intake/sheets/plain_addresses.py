"""Places as addresses have them: with a state in brackets or in short, a postcode, or a county that no town lies in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.intake.registries import (
    RegisteredRegion,
    ancestors,
    cities_in_short,
    cities_spelt,
    find,
    find_cities,
    is_beside_it,
    is_large,
    matches,
    region,
)
from kg.intake.sheets.countries_in_names import countries_named
from kg.intake.sheets.placing import countries_of, places_called, standing

#: What parts an address; brackets hold a side as well.
_PARTS = re.compile(r"\s*[,，()（）]\s*|\s+[-–]\s+(?=[A-Z]{2}\b)")
#: A code of a town, and what may stand before it: 43121 Parma, D-80331 München, SW1A 2AA is none.
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s+(?=\D)|\s+\d{5}(?:-\d{4})?$")
#: How states are written in short.
_CODE = re.compile("[A-Z]{2,3}")
#: What parts several addresses for sure, and what may: Toledo, Ohio; Dayton, Ohio. Of Tyne and Wear it parts nothing.
_SURELY_PARTS = re.compile(r"[;；、|｜\n+＋]")
_PERHAPS_PARTS = re.compile(r"\s*(?:[/／&＆]|\b(?:and|et|und|y|e)\b|[和与及])\s*", re.I)
#: The longest address that is looked through, and how many sides it has at most.
_LONGEST, _MOST_SIDES = 120, 4


def regions_at(address: str) -> list[RegisteredRegion]:
    """The regions and towns that an address may mean, whatever stands between its town and its country.

    Args:
        address: a place, with what it lies in.

    >>> [one.id for one in regions_at("Parma (Emilia-Romagna), Italy")], regions_at("Nowhere, Italy")
    (['it-pr'], [])
    >>> [one.id for one in regions_at("Campinas - SP, Brasil")], [one.id for one in regions_at("43121 Parma, Italy")]
    (['gn-3467865'], ['it-pr'])
    """
    return places_called(plain_address(address))


def plain_address(address: str) -> str:
    """An address as the registries understand it: a town and what it surely lies in; itself where they do not.

    >>> plain_address("Parma (Emilia-Romagna), Italy"), plain_address("Zürich (ZH), Schweiz")
    ('Parma, Emilia-Romagna, Italy', 'Zürich, Schweiz')
    >>> plain_address("Cambridge, East Anglia, United Kingdom"), plain_address("Kyoto, Japan")
    ('Cambridge, United Kingdom', 'Kyoto, Japan')
    >>> plain_address("Kairo, Ägypten"), plain_address("Nowhere, Ägypten")
    ('Cairo, Ägypten', 'Nowhere, Ägypten')
    >>> plain_address("Halle, Sachsen-Anhalt, Deutschland"), plain_address("León, Guanajuato, Mexico")
    ('Halle (Saale), Deutschland', 'León de los Aldama, Mexico')

    Several addresses are none:

    >>> plain_address("Toledo, Ohio; Dayton, Ohio"), plain_address("Toledo, Dayton, Ohio")
    ('Toledo, Ohio; Dayton, Ohio', 'Toledo, Dayton, Ohio')
    """
    if len(address) > _LONGEST or places_called(address):
        return address
    sides = [side for side in _PARTS.split(_POSTCODE.sub("", address).strip()) if side]
    if not 1 < len(sides) <= _MOST_SIDES or not find(sides[-1]):
        return address
    inner, *between, last = sides
    whole = ", ".join(sides)
    if places_called(whole):
        return whole
    if _are_several(inner, between, last):
        return address
    said = [one for side in between for one in _within(side, last)]
    found = [*standing(find(inner, within=last)), *find_cities(inner, last)]
    if said and all(any(is_elsewhere(one, outer) for outer in said) for one in found):
        # Halle, Sachsen-Anhalt is Halle (Saale), and León, Guanajuato is León de los Aldama.
        return next((way for way in _longer(inner, last, said) if places_called(way)), address)
    if not found:
        # Kairo, Ägypten: in its country, what another language calls a large town is that.
        spelt = [one for one in cities_spelt(inner) if _are_in(one, last)]
        return _in(spelt[0].name.en, last) if len(spelt) == 1 and not said else address
    near = [one for one in found if any(_lies_in(one, outer) for outer in said)]
    if near:
        # What a code says is written out where another town of the country is called so.
        finest = next(one for one in said if _lies_in(near[0], one))
        ways = [_in(inner, last), _told(inner, finest)][:: -1 if len(near) < len(found) else 1]
        return next((way for way in ways if places_called(way)), address)
    # What no registry has the town in, or knows at all, rules nothing out where one town alone is meant.
    return _in(inner, last) if not said or _are_one(found) else address


def _are_several(inner: str, between: list[str], last: str) -> bool:
    """Whether several addresses stand in one text, of which the first alone would be read: Toledo, Ohio; Dayton, Ohio.

    Args:
        inner: what stands first.
        between: what stands behind it, but for the last.
        last: what stands last.
    """
    ends = {one.id for one in find(last)}
    if any(ends & {one.id for one in find(side)} for side in between[:-1]):
        return True  # Toledo, Ohio, Dayton, Ohio
    if any(_is_other_region(side, inner, last) for side in between):
        return True
    return any(_joins(side, last) or _is_other_town(side, inner, last) for side in between)


def _is_other_region(side: str, inner: str, last: str) -> bool:
    """Whether a middle side is a region beside the first one, and has no town of its name: Victoria, Tasmania.

    Args:
        side: the side.
        inner: what stands first in the text.
        last: what stands last.
    """
    around = _within(side, last)
    towns = [*standing(find(inner, within=last)), *find_cities(inner, last)]
    if any(_lies_in(one, outer) for one in towns for outer in around):
        return False
    return any(is_beside_it(one, outer) for one in towns for outer in around)


def _joins(side: str, last: str) -> bool:
    """Whether a middle side has the end of one address and the beginning of another: Ohio and Dayton.

    Args:
        side: the side.
        last: what stands last in the text.
    """
    if _SURELY_PARTS.search(side):
        return True
    parts = [part for part in _PERHAPS_PARTS.split(side) if part]
    if len(parts) < 2 or _within(side, last):
        return False
    first, other = parts[0], parts[-1]
    mine, others = ({one.id for one in (*_within(part, last), *find_cities(part, last))} for part in (first, other))
    is_end = bool({one.id for one in find(first)} & {one.id for one in find(last)})
    return is_end or (bool(mine and others) and mine.isdisjoint(others))


def _is_other_town(side: str, inner: str, last: str) -> bool:
    """Whether a middle side is a town beside the first one, and no region around it: Toledo, Dayton, Ohio.

    Args:
        side: the side.
        inner: what stands first in the text.
        last: what stands last.
    """
    return not _within(side, last) and bool(find_cities(side, last)) and bool(find_cities(inner, last))


def _longer(inner: str, last: str, said: list[RegisteredRegion]) -> Iterator[str]:
    """The one town of a region whose name says more than its address does, in its country.

    Args:
        inner: the town, as the address has it.
        last: what stands last in the address.
        said: what its middle sides may mean.
    """
    found = [one for one in cities_in_short(inner) if any(_lies_in(one, outer) for outer in said)]
    # What brackets tell apart is called so without them; of other names the first words alone are those of a large one.
    if len(found) == 1 and (found[0].name.en.endswith(")") or is_large(found[0])):
        yield _in(found[0].name.en, last)


def known_part(address: str) -> str:
    """The outer part of an address that registries know, and is no country; itself if none is.

    >>> known_part("Naka-ku, Yokohama, Japan"), known_part("Nowhere, Japan"), known_part("Nowhere, Hesse, Germany")
    ('Yokohama, Japan', 'Nowhere, Japan', 'Hesse, Germany')
    """
    sides = [side for side in _PARTS.split(address.strip()) if side] if len(address) <= _LONGEST else []
    for at in range(1, len(sides)):
        outer = ", ".join(sides[at:])
        if any(one.level != "country" for one in regions_at(outer)):
            return outer
    return address


def _within(side: str, last: str) -> list[RegisteredRegion]:
    """The regions that a middle side of an address may mean, in what stands last; by its code where it is one: SP."""
    found = standing(find(side, within=last))
    if found or not _CODE.fullmatch(side):
        return found
    return [one for country in countries_named(last) for one in find(f"{country}-{side.lower()}")]


def _are_in(one: RegisteredRegion, last: str) -> bool:
    return any(_lies_in(one, outer) for outer in find(last))


def _lies_in(one: RegisteredRegion, outer: RegisteredRegion) -> bool:
    return not {outer.id, *matches(outer.id)}.isdisjoint({one.id, *ancestors(one)})


def is_elsewhere(one: RegisteredRegion, outer: RegisteredRegion) -> bool:
    """Whether a place is or lies in a region beside another one, or what that lies in: in Westfalen, not in Sachsen.

    What no registry has the place in may have it all the same: Cambridgeshire, of which England has both.

    Args:
        one: the place.
        outer: the region.
    """
    mine, around = ancestors(one), _around(outer)
    beside = {parent for each in around for parent in region(each).parents}
    apart = {each for each in mine - around if beside & set(region(each).parents)}
    return not _lies_in(one, outer) and (bool(apart) or is_beside_it(one, outer))


def _around(one: RegisteredRegion) -> set[str]:
    """A region and what it lies in, in all registries, but for its country."""
    found = {one.id, *ancestors(one)}
    found |= {other for each in found for other in matches(each)}
    return {each for each in found if region(each).level != "country"}


def _are_one(found: list[RegisteredRegion]) -> bool:
    """Whether some places are of one country and one name, of which the first is a region and the others its towns."""
    towns = [one for one in found if one.id.startswith("gn-")]
    return len(towns) < 2 and len({country for one in found for country in countries_of(one)}) == 1


def _in(inner: str, last: str) -> str:
    return f"{inner}, {last}"


def _told(inner: str, outer: RegisteredRegion) -> str:
    """A place in a region by that one's name, or by its id where its name alone is another one's as well."""
    name = outer.name.en or outer.name.zh
    country = next((one.removeprefix("region/") for one in countries_of(outer)), "")
    around = region(country).name if country else outer.name
    return f"{inner}, {name}, {around.en or around.zh}"
