"""Whose place a column of places tells: where no heading says it, the cells of its rows may.

Of 武进区, 莱茵储能公司 and Germany in one row, Germany is where the second one is. A town in the country of a party may
as well be where its project is: it is the party's for sure only where all rows agree with their parties' own names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.intake.identities import places_in, registered
from kg.intake.registries import RegisteredRegion, ancestors
from kg.intake.sheets.naming import parties_in
from kg.intake.sheets.placing import countries_said, of_places, places_called
from kg.intake.sheets.readings import Reading
from kg.text import Text

_BORNE_OUT = Text("where that party is, by the rows", "该方所在地，依各行内容")
_PERHAPS = Text("no row speaks against that party", "没有哪一行与该方所在地不符")
_SITE_TOO = Text("where that party is, or where it is carried out", "该方所在地，或实施地")
#: How many rows are looked at; how many must speak for the party's place, and against that of another one.
_MOST_ROWS, _LEAST_WITH, _LEAST_AGAINST = 200, 2, 2
#: Of so many rows, one may speak against the party whose place it is.
_FEW = 5


def borne_out(readings: Mapping[str, Reading], rows: Sequence[Mapping[str, str]]) -> dict[str, Reading]:
    """The columns of places of which it is not said whose they are, where the rows tell it of one party alone.

    Args:
        readings: what each column is read as, by its heading.
        rows: the texts of each row by the headings of their columns.

    Returns:
        those that are sure now, and those of which another party is likelier; the others are not among them.
    """
    found: dict[str, Reading] = {}
    for heading, one in readings.items():
        slots = [proposal.removeprefix("place ") for proposal in one.proposals if proposal.startswith("place ")]
        parties = {
            slot: [other for other, each in readings.items() if each.written == f"party {slot}"] for slot in slots
        }
        if one.sure or one.role not in ("place", "site") or len(slots) < 2 or not all(parties.values()):
            continue
        with_it, against, told = _tallied(heading, parties, rows)
        may_be = [slot for slot in slots if against[slot] * _FEW <= with_it[slot] + against[slot]]
        others = [slot for slot in slots if slot not in may_be]
        is_against = all(against[slot] >= max(_LEAST_AGAINST, told / 2) for slot in others)
        if len(may_be) != 1 or not others or not is_against:
            continue
        likeliest = f"place {may_be[0]}"
        if one.role == "site" and _are_countries(heading, rows):
            continue
        if "site" in one.proposals and not _is_proven(heading, parties[may_be[0]], rows):
            likely = ["site", likeliest] if one.written == "site" else [likeliest, "site"]
            found[heading] = Reading.of(likely[0], False, _SITE_TOO).proposing(
                *dict.fromkeys((*likely, *one.proposals))
            )
        elif with_it[may_be[0]] >= _LEAST_WITH:
            found[heading] = Reading.of(likeliest, True, _BORNE_OUT)
        else:
            # Of a party of which nothing is known, the country may as well be where its project is.
            proposals = dict.fromkeys((likeliest, *one.proposals))
            found[heading] = Reading.of(likeliest, False, _PERHAPS).proposing(*proposals)
    return found


def _tallied(
    heading: str, parties: Mapping[str, Sequence[str]], rows: Sequence[Mapping[str, str]]
) -> tuple[dict[str, int], dict[str, int], int]:
    """In how many rows each party is in the country of a cell, and in how many elsewhere; how many rows have one."""
    with_it, against, told = dict.fromkeys(parties, 0), dict.fromkeys(parties, 0), 0
    for row in rows[:_MOST_ROWS]:
        country = countries_said(row.get(heading, ""))
        told += bool(country)
        for slot, columns in parties.items() if country else ():
            names = [name for column in columns for name in parties_in(row.get(column, ""), lambda _: 0)]
            said = {one for name in names for one in countries_said(name)}
            with_it[slot] += bool(said & country)
            against[slot] += bool(said) and not said & country
    return with_it, against, told


def _are_countries(heading: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a column names countries alone."""
    texts = {text for row in rows[:_MOST_ROWS] if (text := row.get(heading, "").strip())}
    return all(any(one.level == "country" for one in places_called(text)) for text in texts)


def _is_proven(heading: str, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether places are a party's own and not a project's: countries alone, or such as its name says each time.

    Args:
        heading: the heading of the places.
        columns: those of that party.
        rows: the texts of each row by the headings of their columns.

    Returns:
        whether each party has one place alone, which is nowhere another one than its name says, and two names at least
        say theirs.
    """
    placed: dict[str, str] = {}
    agreed = 0
    for row in rows[:_MOST_ROWS]:
        text = row.get(heading, "").strip()
        here = places_called(text) if text else []
        if not text or (here and all(one.level == "country" for one in here)):
            continue
        for column in columns:
            party = row.get(column, "").strip()
            if not party:
                continue
            if placed.setdefault(party, text) != text:
                return False
            named = places_called(party) or list(of_places(places_in(party, registered())))
            if not here or (named and not _is_within(here, named)):
                return False
            agreed += bool(named)
    return not placed or agreed >= _LEAST_WITH


def _is_within(here: Sequence[RegisteredRegion], named: Sequence[RegisteredRegion]) -> bool:
    """Whether a place is one that a name says, or one around it; a finer one is where something of it is."""
    return any(one.id == other.id or one.id in ancestors(other) for one in here for other in named)
