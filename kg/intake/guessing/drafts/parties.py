"""The lines of a draft that say who takes part: the names of parties, their ids, and what they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.intake.guessing.codes import chosen
from kg.intake.guessing.drafts.places import (
    POINT,
    country_of,
    is_in_town,
    is_region,
    is_town,
    may_lack_town,
    of_country,
    of_place,
    of_seat,
)
from kg.intake.guessing.drafts.terms import IN_ITS_LANGUAGE, in_both
from kg.intake.guessing.model import Party

#: What an institution is of which no kind is said.
_ORGANISATION = "Institution ; pk:institutionKind institution-kind:organisation"


def who(number: int, party: Party) -> Iterator[str]:
    """A party of the template, and where it is."""
    kind = f"AdministrativeRegion ; pk:level level:{party.level}" if party.is_region else _ORGANISATION
    is_told = party.statistical or may_lack_town(party)
    seat = f"?seat{number}" if is_told else f"?place{number}" if party.place else ""
    inside = f" ; pk:parentRegion ?country{number}" if party.country else f" ; pk:locatedIn {seat}" if seat else ""
    if party.is_mixed:
        # What a row's name is decides what is said of it, and how it is in a place.
        inside = f" ; ?in{number} ?seat{number}" if country_of(number, party) or seat else ""
    short = f" ; skos:altLabel ?alias{number}" if party.short else ""
    for place, is_main, is_further in party.also_called:
        short += f" ; skos:prefLabel ?named{place}Of{number}" if is_main else ""
        short += f" ; skos:altLabel ?called{place}Of{number}" if is_further else ""
    inside += POINT.format("", number) if is_town(party) else ""
    name = f"?name{number}"
    if party.is_land:
        name = f"{name if party.is_mixed else f'?partyName{number}'}, ?partyChinese{number}"
    name += f", ?inChinese{number}" if party.in_both else ""
    yield (
        f"  ?party{number} a {f'?class{number} ; ?of{number} ?kind{number}' if party.is_mixed else f'pk:{kind}'} ;"
        f" skos:prefLabel {name}{short}{inside} . ?partnership pk:participation"
        f" ?part{number} . ?part{number} a pk:Participation ; pk:party ?party{number} ; pk:partnership"
        f" ?partnership ; pk:role {f'?role{number}' if party.does else f'role:{party.role}'} ; pk:evidence ?evidence ."
    )
    chinese = f", ?placeChinese{number}" if party.coded else ""
    if party.place:
        is_land = party.level == "country"
        above = f" ; pk:parentRegion ?country{number}" if party.land else ""
        above += POINT.format("place", number) if is_in_town(party) else ""
        yield (
            f"  ?place{number} a pk:AdministrativeRegion ; pk:level level:{party.level} ; skos:prefLabel"
            f" ?placeName{number}{chinese if is_land else ''}{above} ."
        )
    if party.country or party.land:
        yield (
            f"  ?country{number} a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel"
            f" ?countryName{number}{chinese.replace('place', 'country')} ."
        )
    if party.statistical:
        above = f" ; pk:parentRegion {country_of(number, party)}" if party.coded else ""
        above += POINT.format("nuts", number)
        yield (
            f"  ?nuts{number} a pk:AdministrativeRegion ; pk:level ?nutsLevel{number} ; skos:prefLabel"
            f" ?nutsName{number}{above} ."
        )


def names_beside(party: Party) -> Iterator[tuple[str, bool]]:
    """The variables of what tells parties of one name apart and is a name itself, and whether it is a country's."""
    if party.country and not party.in_cell:
        yield "?key", True
    if party.place:
        yield "?placeText", party.level == "country" and not party.is_region
    if party.land:
        yield "?land", True
    if party.area:
        yield "?area", False


def spelt(party: Party, text: str, is_land: bool) -> str:
    """A name as it is spelt first; of a country that of the registries.

    Args:
        party: the party.
        text: the variable with its name.
        is_land: whether a country is named.
    """
    return as_country(party, text) if is_land else f"fn:spelled({text})"


def spelt_land(party: Party, number: int) -> str:
    """The name of a country that takes part; of a column of both, that of an institution as it is."""
    cell = f"?cell{number}"
    if not party.is_mixed:
        return as_country(party, cell)
    other = f'IF(BOUND({cell}) && STR(COALESCE(fn:institutionKind({cell}), "")) != "", fn:spelled({cell}), ?none)'
    return f"COALESCE({other}, {as_country(party, cell)})"


def as_country(party: Party, text: str) -> str:
    """The name of a country: that of the registries, so that Great Britain is the United Kingdom; else as it is."""
    spelt = f'fn:spelled({text}, "country")'
    return f'COALESCE(fn:registered({text}, "name_{party.tongue}", "country"), {spelt})' if party.coded else spelt


def cells_beside(parties: Sequence[tuple[int, Party]]) -> Iterator[str]:
    """The patterns of the cells that say more of parties: their ids, places, short names and roles."""
    for number, party in parties:
        if party.key and not party.in_cell:
            yield f"row:{party.key} ?key{'Said' if party.country else ''}{number}"
        if party.place:
            yield f"row:{party.place} ?placeTextSaid{number}"
        if party.land:
            yield f"row:{party.land} ?landSaid{number}"
        if party.short:
            yield f"row:{party.short} ?short{number}"
        yield from (f"row:{name} ?also{place}Of{number}" for place, name in enumerate(party.also, 1))
        if party.area:
            yield f"row:{party.area} ?areaSaid{number}"
        if party.does:
            yield f"row:{party.does} ?does{number}"
        if party.statistical:
            yield f"row:{party.statistical} ?code{number}"


def of_party(number: int, party: Party, parts: str, before: Sequence[int]) -> Iterator[str]:
    """The lines that make a party, and how it takes part.

    Args:
        number: its own.
        party: the party.
        parts: what tells partnerships apart.
        before: the parties before it that may be the same one.
    """
    text, key = f"?text{number}", f"?key{number}"
    if party.is_land and not party.is_mixed:
        yield of_country(text, "party", number)
        named = ""
    elif party.is_mixed:
        yield from _of_kind(number, party)
        named = f"IF({is_region(number)}, {_named(number, party, 'region')}, {_named(number, party, 'institution')})"
    else:
        named = _named(number, party, "region" if party.is_region else "institution")
    within = bool(party.area or party.country)
    # What tells parties of one name apart does so here too, and so does what each does.
    who = text if within or not party.key else f"COALESCE({key}, {text})" if party.separator else key
    told = ", ".join([who, *told_apart(number, party, party.country)])
    part = f'fn:id("participation", {parts}, {told})'
    if before:
        # Who leads may stand among all who take part, and takes part once.
        is_led = " || ".join(f"BOUND(?party{one}) && ?party{one} = ?party{number}" for one in before)
        part = f"IF({is_led}, ?none, {part})"
    name = f"BIND({IN_ITS_LANGUAGE.format(text)} AS ?name{number})"
    if party.in_both:
        name = in_both(text, number)
    if party.is_mixed and party.is_land:
        chinese = f'fn:registered({text}, "name_zh", "country")'
        name += f' BIND(IF({is_region(number)}, STRLANG({chinese}, "zh"), ?none) AS ?partyChinese{number})'
    yield (
        f"  BIND({part} AS ?part{number})"
        if not named
        else (f"  BIND({named} AS ?party{number}) BIND({part} AS ?part{number}) {name}")
    )
    if party.short:
        yield f"  BIND({IN_ITS_LANGUAGE.format(f'?short{number}')} AS ?alias{number})"
    yield from (_of_names(number, *one) for one in party.also_called)
    if party.does:
        yield f"  BIND({chosen(f'?does{number}', 'role', party.roles, f'role:{party.role}')} AS ?role{number})"
    yield from of_place(number, party)
    yield from of_seat(number, party)


def _of_names(number: int, place: int, is_main: bool, is_further: bool) -> str:
    """A party's name in another language: of Chinese and English its other name, else one more.

    Args:
        number: the party's.
        place: that of the column among those of its names.
        is_main: whether some of them are in other letters than the party's name.
        is_further: whether some are in the same letters.
    """
    also, han = f"?also{place}Of{number}", 'REGEX({0}, "[\\u4e00-\\u9fff]")'
    is_same = f"{han.format(also)} = {han.format(f'?text{number}')}"
    named = IN_ITS_LANGUAGE.format(also)
    main = f"IF({is_same}, ?none, {named})" if is_further else named
    further = f"IF({is_same}, {named}, ?none)" if is_main else named
    made = [f"BIND({main} AS ?named{place}Of{number})"] if is_main else []
    made += [f"BIND({further} AS ?called{place}Of{number})"] if is_further else []
    return f"  {' '.join(made)}"


def _named(number: int, party: Party, kind: str) -> str:
    """The id of a party of a kind."""
    text, key = f"?text{number}", f"?key{number}"
    named = f'fn:id("{kind}", {text})'
    if party.is_land and kind == "region":
        return f'COALESCE(fn:id("region", fn:registered({text}, "id", "country")), {named})'
    within = [one for one, there in ((f"?area{number}", party.area), (key, party.country)) if there]
    if within and kind == "region":
        # Of two towns of one name, what they are in tells which is meant.
        ways = [within, *([[one] for one in within] if len(within) > 1 else [])]
        made = [f'fn:id("{kind}", {", ".join([text, *way])})' for way in ways]
        return f"COALESCE({', '.join([*made, named])})"
    if party.key and not within:
        return f'COALESCE(fn:id("{kind}", {key}), {named})' if party.separator else f'fn:id("{kind}", {key})'
    if kind == "institution" and not (party.key or party.is_id) and (land := _land(number, party)):
        # Organisations of one name in two countries are two.
        return f'COALESCE(fn:id("{kind}", {text}, {land}), {named})'
    return named


def _land(number: int, party: Party) -> str:
    """The variable of the name of the country that a party without a key is in; empty if there is none."""
    if party.land:
        return f"?land{number}"
    return f"?placeText{number}" if party.place and party.level == "country" and not party.is_region else ""


def _of_kind(number: int, party: Party) -> Iterator[str]:
    """Of a column of both, what each name is: what its words say, else what the column is taken for."""
    kind, level = f"fn:institutionKind(?text{number})", f"fn:level(?text{number})"
    # What no word tells is what most of the column is.
    said, kinds, classes = (
        (kind, f"{kind}, {level}, level:{party.level}", "pk:Institution, pk:AdministrativeRegion")
        if party.is_region
        else (level, f"{level}, {kind}, institution-kind:organisation", "pk:AdministrativeRegion, pk:Institution")
    )
    yield (
        f"  BIND({said} AS ?said{number}) BIND(IF(BOUND(?said{number}), {classes}) AS ?class{number})"
        f" BIND(COALESCE({kinds}) AS ?kind{number})"
        f" BIND(IF({is_region(number)}, pk:level, pk:institutionKind) AS ?of{number})"
    )


def told_apart(number: int, party: Party, key: str) -> Iterator[str]:
    """What tells parties of one name apart, as further parts of an id.

    Args:
        number: the party's place among those of the draft.
        party: the party.
        key: the column with its own id; empty where it has none.
    """
    if party.area:
        yield f'COALESCE(?area{number}, "-")'
    if key:
        yield f'COALESCE(?key{number}, "-")'
    elif party.apart:
        yield f'COALESCE({_land(number, party)}, "-")'


def within(number: int, party: Party) -> str:
    """What stands in brackets behind the name of a region: what it is in."""
    if party.area and party.country:
        return f'?area{number}, COALESCE(CONCAT(", ", ?key{number}), "")'
    return f"?area{number}" if party.area else f"?key{number}" if party.country else ""
