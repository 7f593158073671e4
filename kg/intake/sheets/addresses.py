"""A place behind other names in one cell is where these are, and no party: Sample University, Bangkok."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.intake.identities import guess, kinds_within, places_in, registered
from kg.intake.registries import RegisteredRegion, find, find_cities
from kg.intake.sheets.meant import is_a_place
from kg.intake.sheets.naming import clean, countries_named, sides_by_commas
from kg.intake.sheets.placing import standing
from kg.text import Text

#: What parts the parties of a cell for sure.
_PARTS_OF_ALL = re.compile(r"[、;；|｜\n]")
#: How many sides of commas an address may have: a town, what it lies in, the country.
_MOST_SIDES = 3


def with_addresses(
    text: str, names: Sequence[str], answer_of: Callable[[str], str]
) -> tuple[list[str], dict[str, str]]:
    """The parties of a cell without the places behind commas in which they are, and those places by party.

    Of ``Ministry of Water, Kenya; Acme Ltd`` the ministry is in Kenya, and Kenya is no party; nor is Dubai of ``DP
    World, Dubai``, once somebody has said that DP World is a company.

    Args:
        text: the cell.
        names: its parties, as signs part them.
        answer_of: what somebody has answered of a name.
    """
    found: dict[str, str] = {}
    left = list(names)
    for part in _PARTS_OF_ALL.split(text):
        whole = clean(part)
        # What somebody has answered of the whole, as of a file of before, holds.
        heads, place = ([], "") if answer_of(whole) else _parted(whole, answer_of)
        if not place or not all(head in left for head in heads):
            # What is one name as yet is parted where its first sides say what they are.
            if not place or whole not in left or (len(heads) == 1 and guess(whole, registered()).kind == "institution"):
                continue
            left[left.index(whole) : left.index(whole) + 1] = heads
        for name in (place, *sides_by_commas(place)):
            if name in left:
                left.remove(name)
        found |= dict.fromkeys(heads, place)
    return left, found


def _parted(whole: str, answer_of: Callable[[str], str]) -> tuple[list[str], str]:
    """The names before the place that a text ends with, and that place; nothing where it ends with none."""
    sides = [side for side in sides_by_commas(whole) if side]
    for count in range(min(_MOST_SIDES, len(sides) - 1), 0, -1):
        heads, place = sides[:-count], ", ".join(sides[-count:])
        regions = standing(find(place)) or find_cities(place)
        if regions and all(_is_before(head, place, answer_of, alone=len(heads) == 1) for head in heads):
            return (heads, place) if not _are_elsewhere(heads, regions) else ([], "")
    return [], ""


def _is_before(name: str, place: str, answer_of: Callable[[str], str], *, alone: bool) -> bool:
    """Whether a name before a place is one of an institution or a zone, by its words or by an answer."""
    if find(name) or (alone and is_a_place(name)):
        return False
    if answer_of(name).startswith(("institution ", "zone")):
        return True
    said = guess(name, registered())
    if said.kind == "institution" or said.region_class == "Zone":
        return True
    if not alone or said.kind or find_cities(name):
        return alone and bool(kinds_within(name)) and bool(countries_named(place))
    # Of several words that say nothing, the place is theirs whatever they are; of one, it may be a town there.
    # So is it before a country alone: Bad Muster, Germany.
    return bool(kinds_within(name)) or "," in place or (len(name.split()) > 1 and not countries_named(place))


def _are_elsewhere(heads: Iterable[str], regions: Sequence[RegisteredRegion]) -> bool:
    """Whether a name says by itself that it is elsewhere: Fudan University of Shanghai, Tongji University, Jiaxing."""
    mine = {f"region/{one.id}" for one in regions}
    mine |= {outer for one in mine for outer in registered().outer(one)}
    heads = list(heads)
    if len(heads) == 1:
        return False  # what contradicts its own place is asked where it is placed
    named = [{one for part in places_in(head, registered()) for one in registered().of(part)} for head in heads]
    return any(some and not any(one in mine or mine & registered().outer(one) for one in some) for some in named)


def told(addresses: Mapping[str, str], places: Iterable[str]) -> list[Text]:
    """What is told of the places of a cell that are no parties.

    Args:
        addresses: by each name the place behind it.
        places: the places that would be parties without a name before them.
    """
    found = []
    for place in dict.fromkeys(places):
        names = [name for name, where in addresses.items() if where == place]
        en, zh = " and ".join(names), "、".join(names)
        are = "is" if len(names) == 1 else "are"
        found.append(
            Text(f"{place} is read as where {en} {are}, and as no party", f"“{place}”读作{zh}的所在地，不作参与方")
        )
    return found
