"""The columns of a sheet beside one another: which party a column of places is of, and of what there is one alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.sheets import works
from kg.intake.sheets.by_year import parted
from kg.intake.sheets.readings import BRACKETS, DAYS, LEADS, Reading, narrowness
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded
from kg.text import Text

_NOWHERE_ELSE = Text("a region, and a second party is nowhere", "地区；别无另一参与方")
_BESIDE_IT = Text("where the party beside it is", "旁边一方的所在地")
#: A town that a heading calls the other side: beside the first party alone it is who that is.
_COUNTERPART_TOWN = re.compile(
    r"^(?:partner|sister|twin|counterpart) (?:city|town|municipality)$|^(?:友好|结好|姐妹|结对|对口)城市$"
)
#: Of these there is one a sheet; a second column of one is kept in the note.
_ONCE = (
    *("name", "name_zh", "name_en", "id", "stage", "type", "link", "archived", "source", "capital"),
    *(role for role in DAYS if role != "span"),
)


def settled(readings: Mapping[str, Reading], words: Words, several: Mapping[str, float]) -> dict[str, Reading]:
    """Parties numbered in their order, a region made a party where too little else is one, doubles kept in the note.

    Args:
        readings: what each column is read as by its heading, in the order of the columns.
        words: what headings may say.
        several: in which part of its cells each column names several things.
    """
    found = _hosts(_counterpart(readings))
    parties = [heading for heading, one in found.items() if one.role in ("party", "parties") and one.sure]
    lists = [several.get(heading, 1.0) for heading in parties if found[heading].role == "parties"]
    places = [
        heading
        for heading, one in found.items()
        if one.sure and (one.role == "region" or (lists and (one.role, one.detail) == ("place", "")))
    ]
    if len(parties) == len(lists) == 1 and lists[0] < 1 and places:
        # One party a cell, in some rows at least: the region is the other one.
        why = _NOWHERE_ELSE
        if lists[0] > 0:
            why = Text("a region, and in some rows one party alone beside it", "地区；部分行另有一方")
        is_sure = not lists[0] and found[places[0]].role == "region"
        found[places[0]] = Reading("party", "", sure=is_sure, why=why, proposals=("party 1", "note"))
    alone = [heading for heading, one in found.items() if one.sure and (one.role, one.detail) == ("place", "")]
    if len(parties) == 1 and not lists and not places and len(alone) == 1:
        # Where the one party is, or who the other one is; behind another column, where that one's party is.
        slot = found[parties[0]].detail or "1"
        if found[parties[0]].detail == "1" and _COUNTERPART_TOWN.search(folded(alone[0])):
            found[alone[0]] = Reading("party", "2", why=_NOWHERE_ELSE)
            return once(numbered(found), words)
        here, there = f"place {slot}", f"place {2 if slot == '1' else 1}"
        # What numbers the rows, and notes, stand between no party and its place.
        headings = [heading for heading, one in found.items() if one.role not in ("number", "id")]
        at, of = headings.index(alone[0]), headings.index(parties[0])
        is_beside = abs(at - of) == 1
        may_be = (here, "party 2", "site") if is_beside else (there, here, "party 2", "site")
        found[alone[0]] = Reading.of(may_be[0], False, _NOWHERE_ELSE).proposing(*may_be)
    # Where cells name several parties, the other one of a partnership stands beside it there.
    is_listed = any(several.get(heading, 1.0) >= _OFTEN for heading in parties)
    found |= _site_or_host(found, parties if not (lists or places or alone or is_listed) else ())
    if not lists and len(parties) < 2 and len(parties) + len(places) >= 2:
        for heading in places[: 2 - len(parties)]:
            found[heading] = Reading("party", "", why=_NOWHERE_ELSE)
    sides = [heading for heading in parties if not found[heading].detail or found[heading].detail.isdigit()]
    for heading in places if parties and not sides else ():
        # Beside funders and who carries out, who leads is the one side that is named.
        if found[heading].role == "region" and bare(heading).startswith(LEADS):
            found[heading] = Reading("party", "", why=Text("a region that leads", "牵头的地区"))
    return once(numbered(found), words)


#: In which part of its cells a column at least names several parties, so that each partnership has its parties there.
_OFTEN = 0.25


def _site_or_host(found: Mapping[str, Reading], parties: Sequence[str]) -> dict[str, Reading]:
    """The one column of where it is carried out beside one party alone: with whom that is may be told by it as well.

    Args:
        found: what the columns are read as.
        parties: the headings of the parties; none where another column may name one.
    """
    sites = [heading for heading, one in found.items() if one.sure and one.role == "site"]
    if len(parties) != 1 or len(sites) != 1:
        return {}
    may_be = ("site", "party host", f"place {found[parties[0]].detail or '1'}")
    return {sites[0]: Reading.of("site", False, _NOWHERE_ELSE).proposing(*may_be)}


def _counterpart(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The one party that no heading numbers takes the number whose place is told: 对方所在地 is where 合作方 is."""
    found = dict(readings)
    named = {one.detail for one in found.values() if one.role == "party"}
    told = {one.detail for one in found.values() if one.role == "place" and one.detail.isdigit()} - named
    without = [heading for heading, one in found.items() if one.role in ("party", "parties") and not one.detail]
    if len(told) != 1 or len(without) != 1:
        return found
    (slot,), (heading,) = told, without
    if found[heading].role == "party":
        found[heading] = Reading("party", slot, found[heading].sure, found[heading].why, found[heading].proposals)
        return found
    of_list = {other for other, one in found.items() if (one.role, one.detail) == ("place", slot)}
    return {other: _place_of(found[heading], one) if other in of_list else one for other, one in found.items()}


def _hosts(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Places of a party that no column names: the narrowest is the party, as in host county beside host province."""
    found = dict(readings)
    taken = {one.detail for one in found.values() if one.role == "party"}
    numbers = _free(taken)
    named = taken | {next(numbers) for one in found.values() if one.role == "party" and not one.detail}
    for slot in sorted({one.detail for one in found.values() if one.role == "place" and one.detail} - named):
        places = [heading for heading, one in found.items() if (one.role, one.detail) == ("place", slot) and one.sure]
        if places:
            why = Text("a region, of a party that no other column names", "地区；该方别无其他栏")
            heading = max(places, key=narrowness)
            others = [one for one in found.values() if one.role in ("party", "parties")]
            if len(others) < _TWO:
                found[heading] = Reading("party", slot, why=why)
                continue
            # A host country beside two parties is where one of them is as likely as a third one.
            free = _free(taken)
            told = [one.detail or (next(free) if one.role == "party" else "parties") for one in others]
            may_be = list(dict.fromkeys(f"place {one}" for one in reversed(told)))
            found[heading] = Reading.of(may_be[0], False, why).proposing(*may_be, f"party {slot}", "note")
    return found


def _free(taken: set[str]) -> Iterator[str]:
    """The numbers that no party has."""
    return (str(number) for number in range(1, 100) if str(number) not in taken)


def numbered(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """Parties that no heading tells apart, by their order; places by their party; further regions kept in the note."""
    found = dict(readings)
    numbers = _free({one.detail for one in found.values() if one.role == "party"})
    for heading, one in found.items():
        if one.role == "party" and not one.detail:
            found[heading] = Reading("party", next(numbers), one.sure, one.why, one.proposals)
    return found | _of_their_parties(found)


def _of_their_parties(found: Mapping[str, Reading]) -> dict[str, Reading]:
    """The columns of places that name no party, each read as the place of its own; else kept in the note."""
    parties = {heading: one for heading, one in found.items() if one.role in ("party", "parties")}
    told: dict[str, Reading] = {}
    for run, left, right in _runs(found):
        del left, right
        for heading in run:
            owner = _named_in(heading, parties) if found[heading].role == "place" else ""
            if owner:
                told[heading] = _place_of(parties[owner], found[heading])
    runs = [(run, left, right) for run, left, right in _runs(found) if not set(run) <= told.keys()]
    beside = _beside([(left, right) for _, left, right in runs])
    settled_places = {one.written for one in (*found.values(), *told.values()) if one.role == "place"}
    without = [name for name, party in parties.items() if _place_of(party, party).written not in settled_places]
    if len(runs) == len(without) == 1 and len(parties) > 1:
        # The places of all other parties are told.
        beside = [
            next((side for side, name in zip(("left", "right"), runs[0][1:], strict=True) if name in without), "")
        ]
    for (run, left, right), side in zip(runs, beside, strict=True):
        owner = {"left": left, "right": right}.get(side, "")
        for heading in run:
            if heading not in told:
                told[heading] = _told(heading, found, parties, owner, (left, right))
    return told


#: How many parties a partnership has at least.
_TWO = 2


def _told(
    heading: str,
    found: Mapping[str, Reading],
    parties: Mapping[str, Reading],
    owner: str,
    neighbours: tuple[str, str],
) -> Reading:
    """What a column of places is read as that names no party.

    Args:
        heading: its heading.
        found: what the columns are read as.
        parties: the columns of parties.
        owner: the one whose place it is, by where it stands; empty if that does not tell.
        neighbours: the columns of parties on its left and on its right; empty where there is none.
    """
    one = found[heading]
    if len(parties) == 1 and one.role == "place":
        return _place_of(next(iter(parties.values())), one)
    if owner:
        return _place_of(parties[owner], Reading("place", "", one.sure, _BESIDE_IT))
    may_be = [_place_of(parties[name], one).written for name in neighbours if name]
    says_where = bare(BRACKETS.sub(" ", heading)) in _SAYS_WHERE
    if len(parties) > 1 and not may_be and (says_where or one.role == "region"):
        return Reading("site", why=_OF_NO_PARTY)
    others = [_place_of(other, one).written for other in parties.values()]
    site = [] if bare(BRACKETS.sub(" ", heading)) in _OF_A_BODY else ["site"]
    if len(parties) > 1 and (says_where or one.role == "region"):
        why = Text("where it is carried out, or where a party is", "实施地，或一方所在地")
        return Reading.of("site", False, why).proposing(*dict.fromkeys(("site", *may_be, *others)))
    if len(parties) > 1 and may_be:
        # Partner region beside Lead region, of which no other column tells who the partner is.
        slots = {other.detail for other in parties.values() if other.detail.isdigit()}
        party = [f"party {next(_free(slots))}"] if len(slots) < _TWO else []
        proposed = (*party, *may_be) if narrowness(heading) > narrowness("country") else (*may_be, *party)
        return Reading.of(proposed[0], False, _NOT_WHOSE).proposing(*dict.fromkeys((*proposed, *others, *site)))
    if others and one.role == "place":
        return Reading.of((*site, *others)[0], False, _NOT_WHOSE).proposing(*site, *others)
    return Reading("note", why=WHOSE_UNKNOWN)


_OF_NO_PARTY = Text("where it is carried out: beside no party of it", "实施地：不在任何一方旁边")
#: Why a column of places is kept in the note as long as no column is read as parties.
WHOSE_UNKNOWN = Text("of which party is not said: kept in the note", "未说明属于哪一方：保留在备注中")
_NOT_WHOSE = Text("of which party is not said", "未说明属于哪一方")
#: Headings, bare, that only ask where; and such that only speak of where somebody sits.
_SAYS_WHERE = frozenset(
    (
        *("where", "ou", "wo", "donde", "onde", "在哪", "在哪里", "在哪儿", "location", "place"),
        *(
            "ort",
            "standort",
            "lieu",
            "lugar",
            "luogo",
            "место",
            "miejsce",
            "localizacion",
            "localisation",
            "localidade",
        ),
        *(
            "localidad",
            "localite",
            "ubicacion",
            "所在地",
            "地点",
            "地點",
            "所在地点",
            "所在地區",
            "所在地区",
            "所在",
            "位置",
        ),
    )
)
_OF_A_BODY = frozenset(("seat", "headquarters", "basedin", "locatedin", "homecountry", "regionofparty"))


def _place_of(party: Reading, one: Reading) -> Reading:
    """That a column is where a party is, or all of a list of parties."""
    return Reading("place", party.detail if party.role == "party" else "parties", one.sure, one.why, one.proposals)


def _named_in(heading: str, parties: Mapping[str, Reading]) -> str:
    """The column of parties that the heading of a column of places names: 合作方 of 合作方所在地; empty if none."""
    text = bare(BRACKETS.sub(" ", heading))
    found = {other: name for other in parties if (name := bare(BRACKETS.sub(" ", other))) and name in text}
    return max(found, key=lambda other: len(found[other])) if found else ""


def _runs(found: Mapping[str, Reading]) -> list[tuple[list[str], str, str]]:
    """Columns of places that stand together and name no party, with the columns of parties right beside them."""
    headings = list(found)
    runs: list[tuple[list[str], str, str]] = []
    run: list[str] = []
    for place, heading in enumerate([*headings, ""]):
        one = found.get(heading)
        if one is not None and (one.role == "region" or (one.role, one.detail) == ("place", "")):
            run.append(heading)
        elif run:
            first = place - len(run)
            runs.append((run, _party_at(headings, first - 1, found), _party_at(headings, place, found)))
            run = []
    return runs


def _party_at(headings: Sequence[str], place: int, found: Mapping[str, Reading]) -> str:
    heading = headings[place] if 0 <= place < len(headings) else ""
    return heading if heading and found[heading].role in ("party", "parties") else ""


def _beside(sides: Sequence[tuple[str, str]]) -> list[str]:
    """On which side of each run of places its party stands, where all runs of a sheet show the same: else nothing.

    Of party, place, party, place each place follows its party; one run alone may be of either.
    """
    for side, behind in (("left", 0), ("right", 1)):
        if len(sides) > 1 and all(pair[behind] for pair in sides) and not all(pair[1 - behind] for pair in sides):
            return [side] * len(sides)
    return [""] * len(sides)


def once(found: Mapping[str, Reading], words: Words) -> dict[str, Reading]:
    """Of what there is one a sheet, the first column; further ones kept in the note.

    What is planned and what has come are two amounts, though both be of one measure; so are those of two years. Sizes
    beside money are of what their units measure.
    """
    apart = _works_apart(found)
    counts: Counter[str] = Counter()
    kept: dict[str, Reading] = {}
    # What is only perhaps one is none beside a column that is.
    for heading in sorted(apart, key=lambda heading: not apart[heading].sure):
        one = apart[heading]
        ways = (one, *(Reading.of(way, False, one.why) for way in one.proposals if way != one.written))
        free = [way for way in ways if not counts[_counted_as(heading, way, words)] or not _is_once(way)]
        if not free or (free[0].role == "note" and one.role != "note"):
            role = words.text_of(one.written if one.role == "reached" else one.role)
            text = Text(f"a second column of “{role.en}”: kept in the note", f"第二个“{role.zh}”栏：保留在备注中")
            kept[heading] = Reading("note", why=text)
            continue
        kept[heading] = one if free[0] is one else free[0].proposing(*(way.written for way in free))
        counts[_counted_as(heading, kept[heading], words)] += 1
    return {heading: kept[heading] for heading in apart}


def _is_once(one: Reading) -> bool:
    """Whether of what a column is read as there is one a sheet."""
    return one.role in _ONCE or one.role == "amount"


def _counted_as(heading: str, one: Reading, words: Words) -> str:
    """As what a column counts, so that two that count as one are doubles."""
    if one.role != "amount":
        return one.written if one.role in ("place", "party", "reached") else one.role
    of_year = parted(heading)
    return f"{one.written} {how_far(heading, words)} {of_year.year if of_year else ''} {one.of_sizes}"


def _works_apart(found: Mapping[str, Reading]) -> dict[str, Reading]:
    """Beginnings and ends of works beside those of what is agreed on: the works' are the days of stages, no doubles."""
    apart = dict(found)
    for role in ("start", "end"):
        of_role = [heading for heading, one in found.items() if one.role == role]
        if len(of_role) > 1 and not all(works.stage_headed(role, heading) for heading in of_role):
            for heading in of_role:
                code = works.stage_headed(role, heading)
                apart[heading] = replace(found[heading], role="reached", detail=code) if code else found[heading]
    return apart


#: Words before one for what has come that say that it has not yet; that it was contracted says nothing of it.
TO_COME = ("计划", "预计", "预期", "拟", "目标", "planned", "expected", "projected", "to be", "target", "targeted")


def how_far(heading: str, words: Words) -> str:
    """Whether a heading says that its amounts are ``achieved`` or ``planned``; empty where it says neither.

    What is planned to come has not: 计划到位, to be paid; what has come of what was contracted has: 合同实际到位.
    """
    text = folded(heading)
    come = [text.find(word) for word in words.achieved if word in text]
    if come and not any(text[:at].rstrip().endswith(TO_COME) for at in come):
        return "achieved"
    return "planned" if come or any(word in text for word in words.planned) else ""
