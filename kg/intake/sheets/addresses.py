"""A place behind other names in one cell is where these are, and no party: Sample University, Bangkok."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from kg.intake.identities import guess, kinds_within, places_in, registered
from kg.intake.registries import RegisteredRegion, find, find_cities
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.clean_names import clean
from kg.intake.sheets.countries_in_names import countries_named, country_behind
from kg.intake.sheets.drafts import Sheet
from kg.intake.sheets.layout import Layout
from kg.intake.sheets.listed import Lists
from kg.intake.sheets.meant import is_a_place
from kg.intake.sheets.naming import behind_first, parties_by_commas, sides_by_commas
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.placing import countries_of, places_called, standing
from kg.intake.sheets.plain_addresses import is_elsewhere, known_part, plain_address, regions_at
from kg.intake.sheets.public_words import areas_beside, governed, governs_town, is_governed
from kg.intake.sheets.quarters import says_quarter
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.short_forms import is_only_a_code
from kg.intake.sheets.signs_between import A_SIGN_BETWEEN, split_outside
from kg.intake.sheets.who import IN, split
from kg.nearest import folded
from kg.text import Text

#: What parts the parties of a cell for sure.
_PARTS_OF_ALL = re.compile(A_SIGN_BETWEEN)
#: How many sides a town and what stands beside it have.
_TWO = 2
#: How many sides of commas an address may have: a town, what it lies in, the country.
_MOST_SIDES = 3


@dataclass
class Addressed:
    """The parties of a cell, and where some of them are by it.

    Attributes:
        names: the parties.
        places: by each name the place behind it.
        asked: what is asked of lists that may be read either way.
        spelt: the places that say more than they are read as: a postcode, a county.
        unknown: by each place as it is read what the cell has, of which no registry knows the nearest part.
    """

    names: list[str]
    places: dict[str, str] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    spelt: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)


def seen(layout: Layout, sheet: Sheet) -> dict[int, Lists]:
    """What each column of parties shows of its lists.

    Args:
        layout: the sheet's rows.
        sheet: what its columns are read as.
    """
    columns = sheet.columns("party", "parties")
    parts = {
        place: {
            clean(part)
            for text in {unmarked(line.text(place)) for line in layout.lines}
            for part in split_outside(_PARTS_OF_ALL, text)
        }
        for place in columns
    }
    if not any(map(_COMMAS.search, chain(*parts.values()))):
        return {}
    alone = {part for some in parts.values() for part in some if part and not _COMMAS.search(part)}
    regions = frozenset(one.id for part in alone for one in places_called(part))
    found = {}
    for place in columns:
        lists = (part for part in parts[place] if "," in part and "，" not in part)
        addressed = (part for part in lists if len(_parted(part, lambda _: "")[0]) == 1)
        # Of two, one is another than the list that is looked at; more say no more.
        found[place] = Lists(frozenset(islice(addressed, 2)), regions)
    return found


def with_addresses(
    text: str,
    names: Sequence[str],
    answer_of: Callable[[str], str],
    lists: Lists,
    seats: Iterable[str] = (),
    apart: Callable[[str], Sequence[str]] = lambda name: (name,),
) -> Addressed:
    """The parties of a cell without the places behind commas in which they are, and those places by party.

    Of ``Ministry of Water, Kenya; Acme Ltd`` the ministry is in Kenya, and Kenya is no party; nor is Dubai of ``DP
    World, Dubai``, once somebody has said that DP World is a company. A list of several names that ends with a place
    stays one of parties, unless its column or its row shows that the place is where they are; it is asked of. Of
    ``Liuzhou & Sample Institute, Ghent`` the institute is in Ghent, and Liuzhou is not.

    Args:
        text: the cell.
        names: its parties, as signs part them.
        answer_of: what somebody has answered of a name.
        lists: what the column shows of its lists.
        seats: what the row's own columns of places say of the cell's parties.
        apart: the parties that weaker signs part in one of its names.
    """
    found = Addressed(list(names))
    for part in split_outside(_PARTS_OF_ALL, text):
        whole = _last_of(clean(part), found.names, apart)
        answer = answer_of(whole)
        heads, place = _answered(whole, answer) if answer else _parted(whole, answer_of)
        if not answer and not place and _asks_of_form(found, whole, answer_of):
            continue
        if not place or not all(head in found.names for head in heads):
            # What is one name as yet is parted where its first sides say what they are.
            is_one = len(heads) == 1 and not answer and guess(whole, registered()).kind == "institution"
            is_one = is_one and not _is_whole_address(heads[0], place)
            if not place or whole not in found.names or is_one:
                continue
        parts_all = "，" in whole and not _is_parted_else(text, place)
        verdict = _PLACE if answer else _verdict(whole, heads, place, lists, seats, parts_all=parts_all)
        is_whole = whole in found.names
        if verdict != _PLACE:
            if verdict == _ASKED or is_whole:
                found.asked.append(_which(whole, heads, place, holds=True))
                left_out = {whole, *heads, place, *sides_by_commas(whole)}
                found.names = [name for name in found.names if name not in left_out]
            elif verdict == _EITHER:
                found.asked.append(_which(whole, heads, place, holds=False))
            continue
        if is_whole:
            at = found.names.index(whole)
            found.names[at : at + 1] = heads
        gone = {place, *sides_by_commas(place), *parties_by_commas(place)} - {*heads}
        found.names = [name for name in found.names if name not in gone]
        _place(found, heads, place)
    return found


def _asks_of_form(found: Addressed, whole: str, answer_of: Callable[[str], str]) -> bool:
    """Whether a list that ends with no place of its first name is asked about by its form; what it asks is added."""
    if beside := _beside_governed(whole, found.names):
        found.asked.append(_which(whole, beside[:1], beside[1], holds=True))
        left_out = {whole, *sides_by_commas(whole), *parties_by_commas(whole)}
        found.names = [name for name in found.names if name not in left_out]
        return True
    if address := _elsewhere(whole, answer_of):
        _ask_of_land(found, whole, address)
        return True
    return False


def _beside_governed(whole: str, names: Sequence[str]) -> list[str]:
    """A town, or its government, by a word for it, and what stands behind it that no registry has around it.

    Of ``Commune de Metz, Moselle`` the second may hold the first, which no registry says; of ``Mairie de Lyon,
    Villeurbanne`` it is a town, and may be a party that one name would swallow.

    Args:
        whole: the list.
        names: the parties of the cell, as signs part them.

    Returns:
        the two sides; nothing where they are several, or the registries tell, or the second is nothing that they have.
    """
    sides = [side for side in sides_by_commas(whole) if side]
    if len(sides) != _TWO or not governs_town(sides[0]) or governed(whole):
        return []
    towns = governed(sides[0])
    is_area = any(areas_beside(sides[1], one) for one in towns)
    is_place = whole in names and bool(towns) and guess(whole, registered()).kind == "institution"
    return sides if is_area or (is_place and _regions(sides[1]) and not countries_named(sides[1])) else []


def _elsewhere(whole: str, answer_of: Callable[[str], str]) -> str:
    """A town behind an institution, with a land in which no registry has it, though it has it elsewhere.

    Of Sample Ltd, Turin, Lombardy, Italy nobody can tell whether the town is wrong or the land, which is no party.

    Args:
        whole: the list.
        answer_of: what somebody has answered of a name.

    Returns:
        the town and the land, with its country where that is said; empty where all agree, or it is a list of parties.
    """
    sides = [side for side in sides_by_commas(whole) if side]
    has_country = len(sides) > 1 and bool(countries_named(sides[-1]))
    number = 3 if has_country else 2
    if len(sides) != number + 1 or not _is_before(sides[0], ", ".join(sides[1:]), answer_of, alone=True):
        return ""
    town, land, around = sides[1], sides[2], sides[-1] if has_country else ""
    lands = [one for one in standing(find(land, within=around)) if one.level in ("province", "municipality")]
    towns = [*find(town), *find_cities(town)]
    # Of Berlin, Hamburg each is a town: without a country behind them, they may be parties.
    is_land = bool(lands) and not countries_named(land) and (has_country or not find_cities(land))
    if not is_land or not towns or countries_named(town):
        return ""
    countries = set[str]().union(*map(countries_of, lands))
    near = [one for one in towns if countries & countries_of(one)]
    is_apart = all(is_elsewhere(one, outer) for one in near for outer in lands)
    return ", ".join(sides[1:]) if is_apart else ""


def _ask_of_land(found: Addressed, whole: str, address: str) -> None:
    """Ask where an institution is behind whose name a town stands, and a land in which that is not.

    Args:
        found: what is known of the cell, which is filled: the parties that the signs of the list make wait.
        whole: the list.
        address: the town and the land.
    """
    head, town, *outer = sides_by_commas(whole)
    land = ", ".join(outer)
    text = Text(
        f"In {whole!r}, no registry has {town} in {land}. Where is {head}?",
        f"“{whole}”中，名录在{land}未收录“{town}”。{head}在何处？",
    )
    inside = Option(
        f"{IN}{address}",
        Text(f"one party, in {land}; nearer: answers > place", f"一方，位于{land}；更具体的所在地写在answers > place"),
    )
    found.asked.append(
        Question(("answers", "party", whole), text, (inside, split([head, town, land])), holds=True, unsure=True)
    )
    left_out = {whole, *sides_by_commas(whole), *parties_by_commas(whole), address, land}
    found.names = [name for name in found.names if name not in left_out]


def _place(found: Addressed, heads: Sequence[str], place: str) -> None:
    """Say where some names of a cell are: in a place as the registries have it, or in what is known around it.

    Args:
        found: what is known of the cell, which is filled.
        heads: the names.
        place: the place behind them.
    """
    typed = country_behind(place)
    plain = plain_address(typed)
    if not regions_at(plain) and (known := known_part(plain)) != plain:
        found.unknown[known], plain = place, known
    found.places |= dict.fromkeys(heads, plain if plain != typed else place)
    if {*_WORDS.findall(folded(place))} - {*_WORDS.findall(folded(plain))}:
        found.spelt.append(place)


def _is_whole_address(head: str, place: str) -> bool:
    """Whether a name that says what it is stands before a town, what it lies in, and its country."""
    sides = sides_by_commas(place)
    is_long = len(sides) == _MOST_SIDES and bool(countries_named(sides[-1]))
    return is_long and guess(head, registered()).kind == "institution"


def _last_of(whole: str, names: Sequence[str], apart: Callable[[str], Sequence[str]]) -> str:
    """A list without what a weak sign parts before the last of the names in its first part: A & B, Ghent is B, Ghent.

    Args:
        whole: the list.
        names: the parties of the cell.
        apart: the parties that weaker signs part in one name.
    """
    sides = sides_by_commas(whole)
    inner = list(apart(sides[0])) if len(sides) > 1 else []
    if len(inner) < 2 or not all(name in names for name in inner[:-1]):
        return whole
    return inner[-1] + behind_first(whole, sides)


#: What a list that ends with a place is: names with where they are, parties, either of both, or nobody can tell.
_PLACE, _PARTIES, _EITHER, _ASKED = "place", "parties", "either", "asked"
_COMMAS, _WORDS = re.compile("[,，]"), re.compile(r"\w+")


def _is_parted_else(text: str, place: str) -> bool:
    """Whether other signs than commas part the parties of a cell: 样本大学、University of York，英国.

    Behind 、 a town may be one more of them all the same, and a country is none.
    """
    signs = {sign for sign in _PARTS_OF_ALL.findall(text) if sign.strip()}
    return bool(signs) and ("、" not in signs or bool(countries_named(place)))


def _verdict(
    whole: str, heads: Sequence[str], place: str, lists: Lists, seats: Iterable[str], *, parts_all: bool
) -> str:
    """How a list that ends with a place is read: by its own form, its column, its row, and the sheet's other parties.

    Args:
        whole: the list.
        heads: the names before the place.
        place: the place.
        lists: what the column shows.
        seats: what the row's own columns of places say.
        parts_all: whether a comma of Chinese is what parts the names of the cell.
    """
    regions = _ids(place)
    is_said = any(regions & _ids(seat) for seat in seats)
    is_form = bool(lists.addressed - {whole})
    is_party = bool(regions & lists.alone)
    if len(heads) == 1:
        # A comma of Chinese parts names; behind one of English, an address follows a name.
        is_place = is_said or ((is_form or not parts_all) and not is_party)
        return _PLACE if is_place else _ASKED
    if is_said or is_form:
        return _ASKED if is_party else _PLACE
    return _PARTIES if is_party else _EITHER


def _ids(place: str) -> set[str]:
    return {one.id for one in _regions(place)}


def _regions(place: str) -> list[RegisteredRegion]:
    """What a place means, with the country that it has behind a comma or in brackets: Sohar (Oman)."""
    return regions_at(country_behind(place))


def _answered(whole: str, answer: str) -> tuple[list[str], str]:
    """The names before a place that an answer for a list says, and the place; nothing where it says something else.

    The list must end with that place, by this or another name of it: what it ends with else would be lost.
    """
    if not answer.startswith(IN):
        return [], ""
    place, sides = answer.removeprefix(IN).strip(), sides_by_commas(whole)
    for count in range(min(_MOST_SIDES, len(sides) - 1), 0, -1):
        last = ", ".join(sides[-count:])
        if folded(last) == folded(place) or _ids(last) & _ids(place):
            return sides[:-count], place
    return [], ""


def _which(whole: str, heads: Sequence[str], place: str, *, holds: bool) -> Question:
    """What is asked of a list that ends with a place: whether that is a party too.

    Args:
        whole: the list.
        heads: the names before the place.
        place: the place.
        holds: whether its parties wait for the answer; else they are all parties until somebody says otherwise.
    """
    en, zh = " and ".join(heads), "、".join(heads)
    are, until = (
        ("is" if len(heads) == 1 else "are"),
        Text(" Until you say so, it is a party.", "未作回答前按参与方计。"),
    )
    until = Text() if holds else until
    text = Text(
        f"In {whole!r}, is {place} a party of its own, or where {en} {are}?{until.en}",
        f"“{whole}”中，{place}是参与方之一，还是{zh}的所在地？{until.zh}",
    )
    number = Text("one party" if len(heads) == 1 else f"{len(heads)} parties", f"{len(heads)}方")
    inside = Option(f"{IN}{place}", Text(f"{number.en}, in {place}", f"{number.zh}，位于{place}"))
    each = split([*heads, *([place] if "," in place else sides_by_commas(place))])
    return Question(("answers", "party", whole), text, (each, inside), holds=holds, optional=not holds, unsure=True)


def _parted(whole: str, answer_of: Callable[[str], str]) -> tuple[list[str], str]:
    """The names before the place that a text ends with, and that place; nothing where it ends with none."""
    sides = [side for side in sides_by_commas(whole) if side]
    for count in range(min(_MOST_SIDES, len(sides) - 1), 0, -1):
        heads, place = sides[:-count], ", ".join(sides[-count:])
        regions = _regions(place)
        if regions and all(_is_before(head, place, answer_of, alone=len(heads) == 1) for head in heads):
            return (heads, place) if not _are_elsewhere(heads, regions) else ([], "")
    return _before_unknown(sides, answer_of)


def _before_unknown(sides: Sequence[str], answer_of: Callable[[str], str]) -> tuple[list[str], str]:
    """A name that says what it is before a quarter or a town that no registry has, and what is known around it.

    Args:
        sides: what the commas of a text part: Sample Ltd, Naka-ku, Yokohama, Japan.
        answer_of: what somebody has answered of a name.

    Returns:
        the name, and all that stands behind it; nothing where the last side is no country, or an unknown one says that
        it is no place.
    """
    if len(sides) <= _MOST_SIDES or not countries_named(sides[-1]):
        return [], ""
    head, place = sides[0], ", ".join(sides[1:])
    unknown = sides_by_commas(place.removesuffix(known_part(place)))
    are_known = any(
        find(one) or find_cities(one) or governed(one) for one in unknown
    )  # elsewhere: Lyon, Saxony, Germany
    # Other words may be a party as well: Sample Ltd, Beta, Lyon, France is asked.
    are_places = all(map(says_quarter, unknown))
    if not unknown or are_known or not are_places or not _is_before(head, place, answer_of, alone=True):
        return [], ""
    said = answer_of(head).startswith(("institution ", "zone")) or guess(head, registered()).is_somewhere
    return ([head], place) if said else ([], "")


def before_comma(text: str) -> str:
    """The one name before the place that a text ends with, behind a comma; empty where there is none, or several.

    >>> before_comma("Muster University (MU), Qingdao, Shandong"), before_comma("Muster University")
    ('Muster University (MU)', '')
    """
    heads, _ = _parted(text, lambda _: "")
    return heads[0] if len(heads) == 1 else ""


def _is_before(name: str, place: str, answer_of: Callable[[str], str], *, alone: bool) -> bool:
    """Whether a name before a place is one of an institution or a zone, by its words or by an answer."""
    if find(name) or (alone and (is_a_place(name) or governed(name) or is_governed(name))):
        return False
    if answer_of(name).startswith(("institution ", "zone")):
        return True
    said = guess(name, registered())
    if said.is_somewhere:
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


def told(addresses: Mapping[str, str], places: Iterable[str], unknown: Mapping[str, str]) -> list[Text]:
    """What is told of the places of a cell that are no parties.

    Args:
        addresses: by each name the place behind it.
        places: the places that would be parties without a name before them.
        unknown: by each place what the cell has, of which no registry knows the nearest part.
    """
    found = list[Text]()
    for place in dict.fromkeys(places):
        names = [name for name, where in addresses.items() if where == place]
        en, zh = " and ".join(names), "、".join(names)
        are = "is" if len(names) == 1 else "are"
        # Of a code it is said whose it is: who wrote it may have meant a short form, or a legal form.
        of = next((Text(f" ({one.name.en})", f"（{one.name.zh}）") for one in _regions(place)), Text())
        of = of if is_only_a_code(place) else Text()
        told = f"{place}{of.en} is read as where {en} {are}, and as no party"
        also = (
            Text(f" (no registry has {unknown[place]})", f"（名录未收录“{unknown[place]}”）")
            if place in unknown
            else Text()
        )
        found.append(MayBeWrong(f"{told}{also.en}", f"“{place}”{of.zh}读作{zh}的所在地，不作参与方{also.zh}"))
    return found
