"""Where partnerships are carried out: columns of places that are of no party, but of what is built, run or done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.intake.identities import guess, registered
from kg.intake.registries import ancestors, find, region
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import lies_in
from kg.intake.sheets.drafts import NOTHING, Draft
from kg.intake.sheets.kinds_of_columns import towns_said
from kg.intake.sheets.layout import Line
from kg.intake.sheets.meant import ward_within
from kg.intake.sheets.numbered import unmarked
from kg.intake.sheets.placing import is_country, places_called, told, zone_seats
from kg.intake.sheets.plain_addresses import known_part, plain_address, regions_at
from kg.intake.sheets.quarters import before_street
from kg.intake.sheets.readings import narrowness
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.things import Party
from kg.intake.sheets.words import BLANKS
from kg.nearest import folded
from kg.text import Text

#: What stands between two places of a cell, and what may, where each side is a place: Lahti and Kemi; Sohar, Oman.
_SIGNS = re.compile(rf"{BLANKS}[、;；|｜/／\n+＋]\s*")
_PERHAPS = re.compile(
    rf"{BLANKS}(?:[,，&＆]|\b(?:and|et|und|y|e|en|och|og|i|oraz|és|ve|и|і|та|ja)\b(?!['’.-])|[和与及])\s*", re.I
)
#: The words of a name in letters.
_WORDS = re.compile(r"[^\W\d_]{2,}")
#: What stands between several places of an answer.
_ANSWERED = re.compile("[;；]")
_ANY_SIGN = re.compile(f"{_SIGNS.pattern}|{_PERHAPS.pattern}", re.I)
#: Of how many of these a cell is looked through; every side of each is looked up.
_MOST_SIGNS = 100
_TOO_MANY = OnlySaid(
    f"has more than {_MOST_SIGNS} places, which are not looked up: kept in the note",
    f"列有{_MOST_SIGNS}个以上地点，未逐一查找：保留在备注中",
)


def site(draft: Draft) -> None:
    """Say in which regions a partnership is carried out, by the columns of such places; what is not sure is asked.

    Args:
        draft: the partnership, whose row gets them. A cell that names no region stays in the note.
    """
    found: dict[str, None] = {}
    for line in draft.lines:
        found |= dict.fromkeys(_of_row(draft, line))
    outer = {around for one in found for around in draft.sheet.directory.around(one)}
    if inner := [one for one in found if one not in outer]:
        draft.row["carried_out_in"] = ";".join(inner)


def _of_row(draft: Draft, line: Line) -> Iterator[str]:
    """The regions that one row names, by their ids: a wider column beside a narrower one says in what that lies."""
    sheet = draft.sheet
    columns = sorted(sheet.columns("site"), key=lambda place: (-narrowness(sheet.headings[place]), place))
    cells = {place: text for at, place, text in draft.cells("site") if at is line}
    texts = {place: text for place in columns if (text := line.text(place)) and not NOTHING.fullmatch(text)}
    for place in columns:
        text = cells.get(place, "")
        if not text or draft.pass_over(line, place, text):
            continue
        if len(_ANY_SIGN.findall(text)) > _MOST_SIGNS and not sheet.directory.answer_of(text):
            draft.keep(place, text)
            draft.say(line, place, _TOO_MANY)
            continue
        mine = narrowness(sheet.headings[place])
        within = tuple(text for other, text in texts.items() if narrowness(sheet.headings[other]) < mine)
        names = _names(draft, text, within)
        country = _country_of_others(draft, names, within)
        typed = {folded(side.strip()) for side in _ANY_SIGN.split(text)}
        if len(names) > 1 and sheet.directory.answer_of(text) and typed != {*map(folded, names)}:
            draft.keep(place, text)  # the answer says more or less than was typed
        for name in names:
            zone = _zone_at(draft, line, place, name)
            if thing := zone or _region(draft, line, place, name, within, country):
                yield thing


def _names(draft: Draft, text: str, within: tuple[str, ...]) -> Sequence[str]:
    """The places of a cell: the whole where it names one, else what signs part; by a comma only where each is one."""
    if answer := draft.sheet.directory.answer_of(text):
        # Of several that somebody has said, each is looked up by itself.
        said = [side.strip() for side in _ANSWERED.split(answer) if side.strip()]
        return said if len(said) > 1 else [text]
    if _is_region(draft, text, within):
        return [text]
    parts = [part for part in _SIGNS.split(unmarked(text.strip())) if part]
    found: list[str] = []
    for part in parts:
        sides = [side for side in _PERHAPS.split(part) if side]
        is_one = bool(_zone_with_place(part)) or _is_region(draft, part, within)
        are_several = not is_one and len(sides) > 1 and all(_is_region(draft, one, within) for one in sides)
        found += sides if are_several else [part]
    return list(dict.fromkeys(found))


def _zone_with_place(text: str) -> tuple[str, ...]:
    """A zone and the place behind it in which it lies, which are one site: Sample Industrial Park, Sohar, Oman.

    Args:
        text: what a cell has, or a part of it.

    Returns:
        both; empty for others, and where the zone's own name says another place, or a comma of Chinese may part a list.
    """
    zone, *sides = (side.strip() for side in _COMMAS.split(text))
    if not sides or len(sides) > _MOST_SIDES or not all(map(places_called, sides)) or find(zone):
        return ()
    said = guess(zone, registered())
    if (said.kind, said.region_class) != ("region", "Zone"):
        return ()
    if "，" in text and not (len(sides) > 1 and lies_in(sides[0], sides[1])):
        return ()
    around = [place for side in sides for place in places_called(side)]
    own = zone_seats(zone)
    agrees = any(
        one.id == other.id or {one.id, other.id} & (ancestors(one) | ancestors(other))
        for one in own
        for other in around
    )
    return (zone, ", ".join(sides)) if agrees or not own else ()


def _zone_at(draft: Draft, line: Line, place: int, text: str) -> str:
    """The zone of a cell that has the place behind it in which it lies, by its id; empty for others.

    Of Sample Park, Turin, Lombardy, which nobody has there, it lies in the land.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell has, or a part of it.
    """
    directory = draft.sheet.directory
    if directory.answer_of(text) or not (both := _zone_with_place(text)):
        return ""
    zone, typed = both
    address = plain_address(typed)
    address = address if regions_at(address) else known_part(address)
    made, around = directory.party(zone), directory.party(address, (), "region")
    kind, _, thing = made.reference.partition("/")
    if kind != "region" or not around.reference:
        return ""
    directory.place_zone(made.reference, [address])
    directory.bear_out_zone(made.reference, [], [])
    if around.also is not None:
        draft.leave_open(line, place, around.also)
    where, is_known = told(region(around.reference.partition("/")[2])), len(regions_at(typed)) > 0
    lacks = Text() if is_known else Text(f" (no registry has {typed})", f"（名录未收录“{typed}”）")
    if not is_known:
        draft.keep(place, line.text(place))
    draft.say(
        line,
        place,
        MayBeWrong(
            f"{typed} is read as where {zone} is, in {where.en}{lacks.en}",
            f"“{typed}”读作{zone}的所在地，即{where.zh}{lacks.zh}",
        ),
    )
    return thing


#: What parts a zone from where it lies, and how many sides that has at most.
_COMMAS, _MOST_SIDES = re.compile("[,，]"), 3


def _looked_up(draft: Draft, name: str, within: tuple[str, ...], towns: str = "") -> Party:
    """What a name stands for that can be a region alone; a zone by its words is made as one among parties is.

    Args:
        draft: the partnership.
        name: the name.
        within: what the wider columns of the row say.
        towns: whether its column has towns, or what is around them.
    """
    found = draft.sheet.directory.party(name, within, "region", towns)
    said = guess(name, registered()) if found.asked is not None and not found.asked.holds else None
    is_zone = said is not None and (said.kind, said.region_class) == ("region", "Zone") and ward_within(name) is None
    return draft.sheet.directory.party(name, within) if is_zone else found


def _is_region(draft: Draft, name: str, within: tuple[str, ...]) -> bool:
    """Whether a name is surely a region; one of which it is asked which is meant is one too."""
    party = _looked_up(draft, name, within)
    asked = party.asked
    return bool(party.reference) or (asked is not None and asked.holds)


def _country_of_others(draft: Draft, names: Sequence[str], within: tuple[str, ...]) -> str:
    """The one country in which those places of a cell lie that are sure, by its id; empty if none, or several.

    Args:
        draft: the partnership.
        names: the places of the cell.
        within: what the wider columns of the row say.
    """
    sure = [_looked_up(draft, name, within).reference for name in names] if len(names) > 1 else []
    around = ({thing, *draft.sheet.directory.around(thing)} for one in sure if (thing := one.removeprefix("region/")))
    found = {thing for things in around for thing in things if is_country(thing)}
    return found.pop() if len(found) == 1 else ""


def _region(draft: Draft, line: Line, place: int, name: str, within: tuple[str, ...], country: str) -> str:
    """The region that a name stands for, by its id; empty where that is asked, or where it is none.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        name: the name.
        within: what the wider columns of the row say.
        country: in which country what stands beside it in the cell lies, by its id; empty where nothing says so.
    """
    towns = towns_said(draft.sheet, draft.sheet.headings[place])
    party = _looked_up(draft, name, within, towns)
    if party.asked is not None and country and (there := _looked_up(draft, name, (*within, country), towns)).reference:
        # Of Sevilla / Córdoba the second one is in Spain as well.
        party, where = replace(there, remark=Text()), told(region(there.reference.removeprefix("region/")))
        beside = MayBeWrong(
            f"{name} is read as {where.en}, as what stands beside it lies there",
            f"“{name}”按{where.zh}计，与同格地点同属一国",
        )
        draft.say(line, place, beside)
    party = _as_its_party(draft, name, party)
    if party.remark:
        draft.say(line, place, party.remark)
    if party.also is not None:
        draft.leave_open(line, place, party.also)
    if party.asked is not None:
        _ask(draft, line, place, _with_several(draft, name, within, party.asked))
        return ""
    kind, _, thing = party.reference.partition("/")
    if kind != "region":
        draft.keep(place, line.text(place))
        said = OnlySaid(f"{name} is no region: kept in the note", f"“{name}”不是地区：保留在备注中")
        draft.say(line, place, said)
        return ""
    if before_street(name):
        draft.keep(place, line.text(place))  # what it is read as is told already
    elif draft.sheet.directory.answer_of(name) and not draft.sheet.directory.is_called(thing, name):
        # What was typed says more or less than the region that somebody has answered.
        draft.keep(place, line.text(place))
    elif not draft.sheet.directory.answer_of(name) and (known := _other_name(draft, thing, name)) is not None:
        draft.say(line, place, known)
    return thing


def _with_several(draft: Draft, name: str, within: tuple[str, ...], asked: Question) -> Question:
    """A question of a place, with the proposal that it is several, where one of them is known: Lyon, Nowhere i Ulm."""
    sides = list(dict.fromkeys(side.strip() for side in _PERHAPS.split(name) if side.strip()))
    if not 1 < len(sides) <= _MOST_LISTED or not any(_is_region(draft, side, within) for side in sides):
        return asked
    several = Option("; ".join(sides), Text(f"{len(sides)} places", f"{len(sides)}个地点"))
    return replace(asked, options=(several, *asked.options))


#: How many places are proposed of one cell.
_MOST_LISTED = 12


def _as_its_party(draft: Draft, name: str, party: Party) -> Party:
    """What a name stands for; of several regions of that name the one that is a party of its row: Suzhou.

    Args:
        draft: the partnership.
        name: the name of a place.
        party: what it stands for by itself.
    """
    likely = [one.answer for one in party.asked.options] if party.asked else []
    own = [one for one in likely if one.startswith(_REGION) and one in draft.parties]
    if len(own) != 1:
        return party
    where = told(region(own[0].removeprefix(_REGION)))
    said = f"{name} is read as {where.en}, as that is a party"
    return Party(own[0], remark=MayBeWrong(said, f"“{name}”按{where.zh}计，因其为参与方"))


def _ask(draft: Draft, line: Line, place: int, asked: Question) -> None:
    """Ask which region a place is, unless a party of the row waits for the same choice, which then tells that too.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        asked: what is asked.
    """

    def regions(one: Question) -> set[str]:
        return {option.answer for option in one.options if option.answer.startswith(_REGION)}

    mine = regions(asked)
    held = (one for one in draft.questions if one.holds and one.path[:2] == ("answers", "party"))
    if not mine or not any(regions(one) == mine for one in held):
        # The row is made without it: it is no party that is asked.
        draft.leave_open(line, place, replace(asked, holds=False))


_REGION = "region/"


def _other_name(draft: Draft, thing: str, name: str) -> Text | None:
    """What is told of a name in letters that has no word of the region's own: Coast Region of Pwani."""
    row = draft.sheet.directory.regions.get(thing, {})
    english, chinese = row.get("name_en", ""), row.get("name_zh", "")
    typed = _WORDS.findall(folded(_PERHAPS.split(name)[0]))
    own = {
        word
        for one in (english, chinese, thing, *row.get("alt_en", "").split(";"))
        for word in _WORDS.findall(folded(one))
    }
    if not english or not typed or is_chinese(name) or any(word in own for word in typed):
        return None
    shown = name[:60]
    return MayBeWrong(f"{shown} is read as {english}", f"“{shown}”按{chinese or english}计")
