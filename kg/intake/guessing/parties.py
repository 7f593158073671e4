"""Who takes part: the columns of parties, with those that say more of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.guessing.belonging import in_one_country
from kg.intake.guessing.cells import Seen, one_of_many, separator_of, words_of
from kg.intake.guessing.identity import project_of
from kg.intake.guessing.kinds import alike, told_apart
from kg.intake.guessing.lands import as_lands, beside_lands, with_the_other
from kg.intake.guessing.languages import is_name_alone, one_in_languages, scripts
from kg.intake.guessing.listed import Listed, listed_in, told_of
from kg.intake.guessing.model import Party
from kg.intake.guessing.namesakes import apart_by_ids, apart_by_rows
from kg.intake.guessing.places import (
    are_regions,
    are_twins,
    container_of,
    in_areas,
    is_same_level,
    level_said,
    levelled,
    placed,
    regions_of,
    with_registry,
)
from kg.intake.guessing.roles import with_role
from kg.intake.guessing.towns import in_cell
from kg.intake.guessing.words import (
    ADDRESS,
    AUTHORITIES,
    CODED,
    CODES,
    GO_ELSEWHERE,
    IDENTIFIES,
    IDS,
    MONEY,
    NAMES,
    OF_A_PLACE,
    OF_ONE_SIDE,
    OTHER_ONE,
    PARTY,
    PLACES,
    PROJECT,
    SHORT,
    SIDES,
    TWINS,
)
from kg.intake.identities import by_words
from kg.intake.several import named_columns
from kg.text import Text, typed

_MOST_PARTIES = 4
#: A code of few capitals: GHA, DE, UN-1.
_CODE = re.compile("[A-Z][A-Z0-9.-]{1,5}")


#: What headings are read as that say something of others.
_OF_OTHERS = ("sector", "type", "stage", "class", "role")
#: Of how many names it is looked what they are.
_MOST_NAMES = 200


def parties_of(seen: Seen) -> tuple[Party, ...]:
    """The columns of who takes part, each with those that say more of it."""
    if things := _things(seen):
        return _finished(seen, [_party(seen, name) for name in things[:_MOST_PARTIES]])
    found = _with_both_sides(seen, [name for name in seen.headings if _is_party(seen, name)])
    # Beside the name of an object within a row, its other fields say more of it, and are nobody.
    named = {seen.owner(name) for name in found if seen.words[name][-1] in NAMES} - {""}
    found = [name for name in found if seen.words[name][-1] in NAMES or seen.owner(name) not in named]
    # Ids beside names are who the names are once more.
    found = [name for name in found if not seen.are_codes(name)] or found
    found = [name for name in found if not _is_code_of(seen, name, found)]
    found = found or _ids_of_parties(seen) or _named_institutions(seen)
    shorts = {name: short for name in found if (short := _short_of(seen, name, found))}
    found = with_the_other(seen, [name for name in found if name not in shorts.values()])
    sites = _sites(seen, found)
    sparse = all(_is_mostly_empty(seen, name) for name in found)
    if sparse or (len(found) == 1 and not _is_whole(seen, found[0])) or _is_of_places(seen, found):
        others = [name for name in regions_of(seen, found) if not _is_seat(seen, found, name)]
        found = sorted([*found, *others], key=list(seen.headings).index)
    guessed = () if found else tuple(_unsaid(seen))
    found = found or list(guessed)
    also = one_in_languages(seen, found)
    found = [name for name in found if name not in set[str]().union(*also.values())]
    parties = [
        _also_named(seen, replace(_party(seen, name), short=shorts.get(name, "")), also.get(name, ()))
        for name in found[:_MOST_PARTIES]
    ]
    parties = [
        replace(one, doubts=(*one.doubts, _doubt_of_sites(one.name))) if one.name in sites else one for one in parties
    ]
    if parties and guessed:
        parties[0] = replace(parties[0], doubts=(*parties[0].doubts, *_doubt_of_headings(seen, guessed)))
    return _finished(seen, beside_lands(seen, parties))


def _finished(seen: Seen, parties: list[Party]) -> tuple[Party, ...]:
    """Parties with where they are, what they are and do.

    Args:
        seen: the table's columns.
        parties: who takes part.
    """
    lands = [name for name in seen.headings if "country" in seen.words[name]]
    are_others = not {one.name for one in parties} & {*lands}
    if len(parties) == len(lands) > 1 and are_others and all(one.is_region and not one.separator for one in parties):
        # town, country, twinned with, of country: each beside its own.
        parties = [replace(one, key=land, country=land) for one, land in zip(parties, lands, strict=True)]
    parties = in_one_country(seen, _beside_the_other_town(seen, parties, lands))
    parties = [one if one.is_region else placed(seen, one, parties) for one in parties]
    parties = alike([told_apart(seen, one) for one in parties])
    parties = [with_registry(seen, one, parties) for one in parties]
    parties = apart_by_ids(seen, apart_by_rows(seen, in_areas(seen, parties)))
    made = levelled(seen, [with_role(seen, one, parties) for one in parties])
    return as_lands(seen, made, [level_said(seen.words[one.name]) for one in made])


def _with_both_sides(seen: Seen, found: Sequence[str]) -> list[str]:
    """The columns of parties, with the names of objects that are headed as sides: home.name beside partner.name.

    Args:
        seen: the table's columns.
        found: the columns that are headed as parties.
    """
    sides: dict[str, str] = {}
    for name in seen.headings:
        owner = seen.owner(name)
        last = words_of(seen.bare(name)[len(owner) + 1 :])
        if owner and set(words_of(owner)) <= OF_ONE_SIDE and last[0] in NAMES - SHORT and seen.are_names(name):
            sides.setdefault(owner, name)
    if len(sides) != 2:
        return list(found)
    left = [name for name in sides.values() if not any(seen.owner(one) == seen.owner(name) for one in found)]
    return sorted([*found, *left], key=seen.places.__getitem__)


def _is_mostly_empty(seen: Seen, name: str) -> bool:
    """Whether a column is empty in nine of ten rows, so that it hardly has the one party of each."""
    return len(seen.cells.get(name, ())) * 10 <= seen.filled


def _things(seen: Seen) -> list[str]:
    """The columns of the things that an answer of an endpoint ties: none that says what others are, or where."""
    things = [name for name in seen.answers.things if name in seen.headings and seen.texts(name)]
    apart = [name for name in things if not (set(seen.words[name]) & set(PLACES) or seen.roles[name] in _OF_OTHERS)]
    if apart and all(set(seen.words[name]) & OTHER_ONE for name in apart):
        # The other one of two is with a town, which is no place that it is in.
        own = [name for name in things if name not in apart and set(seen.words[name]) & set(PLACES[:-1])]
        return [name for name in things if name in (*own[:1], *apart)]
    return apart or things


def _beside_the_other_town(seen: Seen, parties: list[Party], lands: Sequence[str]) -> list[Party]:
    """Of two towns the country is that of the other one which it stands right behind: town, twin town, country.

    Args:
        seen: the table's columns.
        parties: who takes part.
        lands: the columns of countries.
    """
    if len(parties) != 2 or len(lands) != 1 or seen.words[lands[0]] != ["country"]:
        return parties
    land, other = lands[0], next((one for one in parties if set(seen.words[one.name]) & OTHER_ONE), None)
    if other is None or seen.places[land] != seen.places[other.name] + 1:
        return parties
    if any(not one.is_region or one.separator or one.key not in ("", land) for one in parties):
        return parties
    return [
        replace(one, key=land, country=land) if one is other else replace(one, key="", country="") for one in parties
    ]


def _also_named(seen: Seen, party: Party, also: Sequence[str]) -> Party:
    """A party with its names in other languages: of several in a cell, where there are as many."""
    fitting = seen.as_many(party.name, party.separator) if party.separator else also
    also = [name for name in also if name in fitting]
    return replace(party, also=tuple(also), scripts=frozenset(scripts(seen, party.name, also[0]) if also else ()))


def _is_of_places(seen: Seen, parties: Sequence[str]) -> bool:
    """Whether several rows are of one partnership because it is in several places."""
    project = project_of(seen, [name for name in seen.headings if name not in parties])
    places = regions_of(seen, parties)
    return bool(project and places) and (
        any(seen.differs(name, project) for name in places)
        and not any(seen.differs(name, project) or seen.is_list(name) for name in parties)
    )


def _sites(seen: Seen, parties: Sequence[str]) -> list[str]:
    """The columns of places of projects that two other parties and more take part in, each row a place of one.

    Args:
        seen: the table's columns.
        parties: the columns that are headed as parties.
    """
    return regions_of(seen, parties) if len(parties) > 1 and _is_of_places(seen, parties) else []


def _doubt_of_sites(name: str) -> Text:
    """What is said of places that may be where a project is carried out, and no parties."""
    shown = typed(name)
    return Text(
        f"{shown}: made a party, as the rows of one project name several. If these are only places where it is carried "
        "out, write ?partnership pk:carriedOutIn for them in the draft, and take their participation out.",
        f"{shown}：因同一项目的各行所载不同，草稿作为参与方。若仅为实施地点，请在草稿中改写为 ?partnership "
        "pk:carriedOutIn，并去掉其参与。",
    )


def _is_seat(seen: Seen, parties: Sequence[str], region: str) -> bool:
    """Whether a column of regions says where the one party of each row is, so that the region is none itself.

    So it is where it is headed as the party's, Beneficiary country; or plainly, beside one that has a seat and goes
    nowhere: the county beside an investor is where the money goes.
    """
    if len(parties) != 1 or are_twins(seen) or set(seen.words[parties[0]]) & TWINS:
        return False
    party, said = seen.words[parties[0]], seen.words[region]
    if "country" not in said and is_same_level(seen, parties[0], region):
        return False  # Land and Partner, of which either is a part of a country
    own, left = ([word for word in words if word not in NAMES | OF_A_PLACE | CODES] for words in (party, said))
    if left:
        return left == own
    project = project_of(seen, [name for name in seen.headings if name not in parties])
    many = bool(project) and seen.differs(region, project) and not seen.differs(parties[0], project)
    is_one = bool(set(party) & PARTY) or is_name_alone(seen, parties[0])
    return not many and is_one and not set(party) & GO_ELSEWHERE


def _ids_of_parties(seen: Seen) -> list[str]:
    """The column of the ids of who takes part, where none has their names: several rows are of one partnership."""
    ids = [name for name in seen.headings if set(seen.words[name]) & (PARTY | {"pic"}) and seen.is_full(name)]
    ids = [name for name in ids if set(seen.words[name]) & (IDENTIFIES | {"pic"})]
    project = project_of(seen, [name for name in seen.headings if name not in ids])
    found = [name for name in ids if project and seen.differs(name, project)][:1]
    named = [name for name in seen.headings if seen.words[name][-1] in NAMES and len(seen.words[name]) == 1]
    # The name that goes with the id of the party, and not with the project.
    named = [name for name in named if found and seen.are_names(name) and not seen.differs(name, found[0])]
    return [name for name in named if seen.differs(name, project)][:1] or found


def _named_institutions(seen: Seen) -> list[str]:
    """The columns that are headed as names alone, where these are institutions by their words: name_en, name_zh."""
    named = [name for name in seen.headings if is_name_alone(seen, name) and seen.are_names(name)]
    are_so = [name for name in named if _are_institutions(seen.parts(name, separator_of(seen.texts(name))))]
    return named if are_so else []


def _are_institutions(names: Sequence[str]) -> bool:
    """Whether nearly all names are of institutions by their words."""
    some = list(dict.fromkeys(filter(None, names)))[:_MOST_NAMES]
    return bool(some) and 10 * sum(by_words(name).kind == "institution" for name in some) >= 8 * len(some)


def _ids_in_cell(seen: Seen, name: str, separator: str) -> str:
    """The column of as many ids in each cell as another one has names, by its heading or by its cells."""
    by_heading = seen.list_beside(name, separator, IDS)
    codes = [one for one in seen.as_many(name, separator) if seen.are_codes(one) and seen.tell(one, name, separator)]
    return by_heading or next(iter(codes), "")


def _short_of(seen: Seen, name: str, parties: Sequence[str]) -> str:
    """The column of what is short for the names of another one: shortName, or an acronym, beside name."""
    own = [word for word in seen.words[name] if word not in NAMES]
    if SHORT & set(seen.words[name]):
        return ""
    for other, said in seen.words.items():
        left = [word for word in said if word not in NAMES | SHORT]
        is_of_it = left == own and (bool(own) or other in parties or _goes_with_name(seen, other, name))
        if other != name and set(said) & SHORT and (is_of_it or _is_plainly_of(seen, other, name, parties)):
            return other
    return ""


def _goes_with_name(seen: Seen, other: str, name: str) -> bool:
    """Whether a column that is headed as short names alone has those of the names beside it, one of each."""
    return bool(set(seen.words[other]) & NAMES) and not _differ_within(seen, other, name)


def _is_plainly_of(seen: Seen, other: str, name: str, parties: Sequence[str]) -> bool:
    """Whether short names that no word says the owner of stand right behind the one party's, each with one of them."""
    said = set(seen.words[other])
    if len(parties) != 1 or not said <= SHORT | NAMES or seen.places[other] != seen.places[name] + 1:
        return False
    project = project_of(seen, [one for one in seen.headings if one not in (name, other)])
    return bool(project) and seen.differs(other, project) and not _differ_within(seen, other, name)


def _differ_within(seen: Seen, other: str, name: str) -> bool:
    return not seen.are_names(other) or seen.differs(other, name)


def _is_code_of(seen: Seen, name: str, parties: Sequence[str]) -> bool:
    """Whether a column has codes of the parties that another one names, whose heading it begins with: Recipient ISO-3.

    Args:
        seen: the table's columns.
        name: the column.
        parties: the columns that are headed as parties.
    """
    said = seen.words[name]
    for other in parties:
        own = seen.words[other]
        behind = {word for word in said[len(own) :] if not word.isdigit()}
        if other == name or said[: len(own)] != own or not behind or _differ_within(seen, name, other):
            continue
        # Beside names in capitals there are others: MIT, and with it ETH.
        are_codes = [all(map(_CODE.fullmatch, seen.texts(one))) for one in (name, other)] == [True, False]
        if behind & CODED or are_codes:
            return not behind & (PARTY | SIDES | OTHER_ONE | {"abroad"})
    return False


def _id_in_object(seen: Seen, name: str) -> str:
    """The column of ids of the object that a name is of, of which each has one name: partners_name, partners_orgId."""
    before = seen.owner(name)
    of_party = IDENTIFIES | PARTY | {"pic"}
    for other, said in seen.words.items():
        last = set(words_of(other.rpartition("_")[2]))
        is_id = seen.owner(other) == before and last <= of_party and set(said) & (IDENTIFIES | {"pic"})
        if before and other != name and is_id and seen.is_full(other) and not seen.differs(name, other):
            return other
    return ""


def _id_of(seen: Seen, name: str) -> str:
    """The column of ids that goes with a column that is headed "name" alone."""
    if seen.words[name] not in (["name"], ["title"]):
        return ""
    ids = [other for other, said in seen.words.items() if set(said) & PARTY and set(said) & (IDENTIFIES | {"pic"})]
    return next((other for other in ids if seen.is_full(other) and not seen.differs(name, other)), "")


def _is_whole(seen: Seen, party: str) -> bool:
    """Whether one column has all who take part: several in a cell, or one a row of several; or has an address."""
    if seen.is_list(party) or any(set(every) & ADDRESS for every in seen.words.values()):
        return True
    project = project_of(seen, [name for name in seen.headings if name != party])
    return bool(project) and seen.differs(party, project)


def _is_party(seen: Seen, name: str) -> bool:
    said = seen.words[name]
    about = set(said)
    role = seen.roles[name].partition(" ")[0]
    if (
        not seen.are_names(name)
        or (about & (MONEY - {"grant"}) and not (about & PARTY and said[-1] in NAMES | PARTY))
        or about & ADDRESS
        or said[-1] in CODES - {"title"}
    ):
        return False
    if about & OF_A_PLACE and (about & PARTY or said[-1] not in OF_A_PLACE):
        return False
    if about & PARTY and said[-1] not in PARTY and one_of_many(said[-1]) in OF_A_PLACE:
        return False  # partner countries
    if said[0] in PROJECT and said[-1] in NAMES and not about & PARTY:
        return False
    return bool(about & PARTY) or role in ("party", "parties")


def _unsaid(seen: Seen) -> list[str]:
    """Texts that nothing else is known of."""
    never = MONEY | ADDRESS | CODES | OF_A_PLACE
    free = [name for name in seen.headings if not seen.roles[name] and seen.are_names(name)]
    free = [name for name in free if not set(seen.words[name]) & never]
    # What a region lies in is no party beside it.
    around = {container_of(seen, name) for name in free}
    free = [name for name in free if name not in around]
    # Ids and titles are of their rows; names of who takes part come again, in both columns at best.
    ranks = {name: (seen.are_of_rows(name), *_hardly_names(seen, name, free)) for name in free}
    return sorted(sorted(free, key=ranks.__getitem__)[:2], key=free.index)


def _hardly_names(seen: Seen, name: str, free: Sequence[str]) -> tuple[bool, bool]:
    """What speaks against a column of texts being one of parties: no other one has its names; it has ids or few texts.

    Args:
        seen: the table's columns.
        name: the column.
        free: all that nothing is known of.
    """
    names = {*seen.texts(name)}
    shared = any(2 * len(names & {*seen.texts(other)}) > len(names) for other in free if other != name)
    return not shared, seen.are_codes(name)


def _doubt_of_headings(seen: Seen, found: Sequence[str]) -> Iterator[Text]:
    """What is said of parties that no heading tells, and no registry knows.

    Args:
        seen: the table's columns.
        found: the columns that are taken for them.
    """
    unknown = [name for name in found if not are_regions(seen.parts(name, ""))]
    if unknown:
        named = named_columns(unknown)
        yield Text(
            f"no heading says who takes part, and {named.en} {'is' if len(unknown) == 1 else 'are'} only guessed by "
            "the cells. See which columns name the parties, and correct their names in the draft.",
            f"没有表头说明参与方，{named.zh}仅据单元格猜测。请核对参与方所在的列，并在草稿中更正。",
        )


def _party(seen: Seen, name: str) -> Party:
    separator = "" if name in seen.table.lists else separator_of(seen.texts(name))
    found = Listed() if name in seen.table.lists else listed_in(seen, name, separator)
    separator, further = (found.signs[0], found.signs[1:]) if found.signs else ("", ())
    governs = set(AUTHORITIES) if are_twins(seen) else set[str]()
    is_region = bool(set(seen.words[name]) & (OF_A_PLACE | TWINS | governs)) or seen.roles[name] == "region"
    party = _one_party(seen, name, separator, is_region or are_regions(seen.parts(name, found.signs or "")))
    # Where each name has one beside it, what parts the one parts the other.
    if len(party.together) > 1:
        return party
    return replace(party, further=further, listed=told_of(name, found))


def _one_party(seen: Seen, name: str, separator: str, is_region: bool) -> Party:
    if separator and is_region and in_cell(seen.parts(name, separator)):
        return Party(name, is_region, separator, key=name, country=name, in_cell=True)
    if separator or any(not isinstance(cell, str) for cell in seen.cells.get(name, ())):
        key = _ids_in_cell(seen, name, separator) if separator else ""
        return Party(name, is_region, separator, key=key)
    if is_region:
        country = seen.beside(name, ("country",)) if "country" not in seen.words[name] else ""
        if not country and in_cell(seen.texts(name)):
            return Party(name, is_region, key=name, country=name, in_cell=True)
        return Party(name, is_region, key=country, country=country)
    key = "" if "pic" in seen.words[name] else seen.beside(name, ("id", "pic", "code", "ref"))
    key = key or _id_of(seen, name) or _id_in_object(seen, name)
    is_id = "pic" in seen.words[name] or seen.are_codes(name)
    return Party(name, is_region, key=key if seen.goes_with(key, name) else "", is_id=is_id)
