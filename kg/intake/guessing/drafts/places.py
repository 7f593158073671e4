"""The lines of a draft that say where parties are: their country, their town and its point, their seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.intake.guessing.drafts.terms import IN_ITS_LANGUAGE
from kg.intake.guessing.model import Party

#: Towns are told apart by their name and country; the registries have ids of their own.
_REGISTERED = (
    "  # To join other data by the registries' ids, put {0} first into the COALESCE of {1}{2}. "
    "如需以名录标识与其他数据相连，请将其置于 {1} 的 COALESCE 之首{3}。"
)
#: Where a region is, by variables whose names begin so.
POINT = " ; wgs84:lat ?{0}Lat{1} ; wgs84:long ?{0}Long{1}"


def is_town(party: Party) -> bool:
    """Whether a party is a town of which the row names the country, as the registries know it."""
    return party.is_region and party.coded and party.level == "city" and bool(party.country) and not party.is_mixed


def is_in_town(party: Party) -> bool:
    """Whether a party is in such a town."""
    return party.coded and party.level == "city" and bool(party.place and party.land)


def country_of(number: int, party: Party) -> str:
    """The variable of the country that a party is in; empty if none is told."""
    if party.country or party.land:
        return f"?country{number}"
    return f"?place{number}" if party.place and party.level == "country" and not party.is_region else ""


def may_lack_town(party: Party) -> bool:
    """Whether an organisation has a town and a country: where a row leaves its town empty, it is in the country."""
    return bool(party.place and party.land) and not party.is_region


def is_region(number: int) -> str:
    """What tests whether a party of a column of both is a region."""
    return f"?class{number} = pk:AdministrativeRegion"


def of_registered(parties: Sequence[tuple[int, Party]]) -> Iterator[str]:
    """The line that says how towns have the ids that the registries give them, by which other data know them."""
    made = [
        (f"?party{number}", f'fn:id("region", fn:city(?text{number}, "id", ?key{number}))')
        for number, party in parties
        if is_town(party)
    ]
    made += [
        (f"?place{number}", f'fn:id("region", fn:city(?placeText{number}, "id", ?land{number}))')
        for number, party in parties
        if is_in_town(party)
    ]
    if made:
        name, found = made[0]
        more = "".join(f", {other}" for other, _ in made[1:])
        yield _REGISTERED.format(
            found, name, f" (and so for{more[1:]})" if more else "", f"（{more[2:]}同）" if more else ""
        )


def of_place(number: int, party: Party) -> Iterator[str]:
    """Where a party is: its town, its country, and the region of its NUTS code."""
    key = f"?key{number}"
    if party.place:
        place, land = f"?placeText{number}", f"?land{number}"
        if party.coded and party.level == "country":
            yield of_country(place, "place", number)
        else:
            found = f'fn:id("region", {place})'
            found = f'COALESCE(fn:id("region", {place}, {land}), {found})' if party.land else found
            yield f"  BIND({found} AS ?place{number}) BIND({IN_ITS_LANGUAGE.format(place)} AS ?placeName{number})"
    if party.country or party.land:
        key = key if party.country else f"?land{number}"
        if party.coded:
            yield of_country(key, "country", number) + _of_town(number, party)
        else:
            yield (
                f'  BIND(fn:id("region", {key}) AS ?country{number})'
                f" BIND({IN_ITS_LANGUAGE.format(key)} AS ?countryName{number})"
            )
    if party.statistical:
        code = f"?code{number}"
        found = f'fn:registered({code}, "{{0}}")'
        yield (
            f'  BIND(fn:id("region", fn:registered({code}, "id")) AS ?nuts{number})'
            f' BIND(fn:code("level", fn:registered({code}, "level")) AS ?nutsLevel{number})'
            f' BIND(STRLANG(fn:registered({code}, "name_en"), "en") AS ?nutsName{number})'
            f"{_of_point('nuts', number, found)}"
        )


def of_country(text: str, what: str, number: int) -> str:
    """A country as the registries have it; where they do not know it, as it is written.

    Args:
        text: the variable of the name.
        what: how the variables of the country begin.
        number: the party's number in the draft, with which they end.
    """
    cells = {name: f'fn:registered({text}, "{name}", "country")' for name in ("id", "name_en", "name_zh")}
    name = f'COALESCE(STRLANG({cells["name_en"]}, "en"), {IN_ITS_LANGUAGE.format(text)})'
    return (
        f'  BIND(COALESCE(fn:id("region", {cells["id"]}), fn:id("region", {text})) AS ?{what}{number})'
        f" BIND({name} AS ?{what}Name{number})"
        f' BIND(STRLANG({cells["name_zh"]}, "zh") AS ?{what}Chinese{number})'
    )


def of_seat(number: int, party: Party) -> Iterator[str]:
    """Where an institution is, or of a column of both, what a region lies in."""
    nuts = [f"?nuts{number}"] if party.statistical else []
    place = [f"?place{number}"] if party.place else []
    above = country_of(number, party)
    ways = list(dict.fromkeys([*nuts, *place, *([above] if above else [])]))
    if not ways or not (party.is_mixed or nuts or may_lack_town(party)):
        return
    seat = f"COALESCE({', '.join(ways)})" if len(ways) > 1 else ways[0]
    if party.is_mixed:
        seat = f"IF({is_region(number)}, {above or '?none'}, {seat})"
        yield (
            f"  BIND({seat} AS ?seat{number})"
            f" BIND(IF({is_region(number)}, pk:parentRegion, pk:locatedIn) AS ?in{number})"
        )
    else:
        yield f"  BIND({seat} AS ?seat{number})"


def _of_town(number: int, party: Party) -> str:
    """The point of a town that is a party, or that one is in; empty where there is none."""
    if is_town(party):
        found = f'fn:city(?text{number}, "{{0}}", ?key{number})'
        if party.area:
            found = f'COALESCE(fn:city(?text{number}, "{{0}}", ?key{number}, ?area{number}), {found})'
        return _of_point("", number, found)
    return (
        _of_point("place", number, f'fn:city(?placeText{number}, "{{0}}", ?land{number})') if is_in_town(party) else ""
    )


def _of_point(what: str, number: int, found: str) -> str:
    """The point of a region: of a town by its name and country, of a code by the code alone."""
    return "".join(
        f" BIND(STRDT({found.format(column)}, xsd:decimal) AS ?{what}{name}{number})"
        for name, column in (("Lat", "latitude"), ("Long", "longitude"))
    )
