"""Whose place a column of places tells: where no heading says it, the cells of its rows may.

Of 武进区, 莱茵储能公司 and Germany in one row, Germany is where the second one is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.intake.sheets.naming import parties_in
from kg.intake.sheets.placing import countries_said
from kg.intake.sheets.readings import Reading
from kg.text import Text

_BORNE_OUT = Text("where that party is, by the rows", "该方所在地，依各行内容")
_PERHAPS = Text("no row speaks against that party", "没有哪一行与该方所在地不符")
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
        if one.sure or one.role != "place" or len(slots) < 2 or not all(parties.values()):
            continue
        with_it, against, told = _tallied(heading, parties, rows)
        may_be = [slot for slot in slots if against[slot] * _FEW <= with_it[slot] + against[slot]]
        others = [slot for slot in slots if slot not in may_be]
        is_against = all(against[slot] >= max(_LEAST_AGAINST, told / 2) for slot in others)
        if len(may_be) != 1 or not others or not is_against:
            continue
        likeliest = f"place {may_be[0]}"
        if with_it[may_be[0]] >= _LEAST_WITH:
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
