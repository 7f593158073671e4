"""One id for a town that two registries have, where a sheet or its package has both: Cardiff of GeoNames and ISO 3166.

Somebody who looks a town up may answer by either id, and a name is read as one of them; as two they would be two nodes
at one point, and what is counted of the one would not count for the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.intake import schema
from kg.intake.registries import ancestors, matches, region, source_rows
from kg.intake.sheets.drafts import Row, Tables
from kg.intake.sheets.meant import rows_of
from kg.intake.sheets.placing import told
from kg.text import Text

#: How ids of GeoNames begin; regions of other registries that are one place are asked about where they are met.
_TOWN = "gn-"
#: What the registry of a town may have, and another one has not.
_FILLED = ("name_zh", "name_en", "latitude", "longitude")
#: How many partnerships are named.
_MOST_NAMED = 3
_REGIONS, _KIND = "regions", "region/"


@dataclass(frozen=True, slots=True)
class Before:
    """What regions there were before a run.

    Attributes:
        here: the ids of those that somebody, or the import of another sheet, has put into the package.
        made: the ids of those that the last import of the sheet wrote.
    """

    here: Collection[str]
    made: Collection[str]


def settle(tables: Tables, before: Before) -> list[Text]:
    """Give each town that two registries have one id in the rows that a sheet makes.

    The id is that of the package, else that of the last import, else that of the registry of divisions: ids stay.

    Args:
        tables: the rows; they are changed.
        before: what regions there were.

    Returns:
        what is told of each town whose id is another one than its rows said.
    """
    regions = tables.rows.get(_REGIONS, {})
    instead = {
        thing: kept for (thing,) in sorted(regions) if (kept := _kept(thing, before, {key[0] for key in regions}))
    }
    remarks = [_told(thing, kept, _partnerships(tables, thing)) for thing, kept in instead.items()]
    for thing, kept in instead.items():
        gone = regions.pop((thing,))
        for row in _rows_with_what_is_there(kept, {key[0] for key in regions}):
            if row["id"] == kept and kept not in before.here:
                row |= {name: gone[name] for name in _FILLED if gone.get(name) and not row.get(name)}
            tables.add(_REGIONS, row)
        for row in source_rows([kept]):
            tables.add("sources", row)
    for table in tables.rows if instead else ():
        _refer(tables, table, instead)
    return remarks


def _rows_with_what_is_there(kept: str, there: Collection[str]) -> Iterator[Row]:
    """The rows of a region and of what is around it, of which none says of a place what another registry's row does.

    Args:
        kept: the region.
        there: the ids of the regions that have rows.
    """
    if kept in there:
        return
    rows = rows_of(kept)
    instead = {
        row["id"]: same for row in rows if (same := next((one for one in matches(row["id"]) if one in there), ""))
    }
    instead.pop(kept, None)
    for row in rows:
        if row["id"] not in instead:
            yield row | ({"parent": _changed(row["parent"], instead)} if row.get("parent") else {})


def _kept(thing: str, before: Before, made: Collection[str]) -> str:
    """The id that stands for a region, where another one does; empty where it keeps its own."""
    there = {*made, *before.here, *before.made}
    same = [one for one in matches(thing) if one in there and _TOWN in (one[: len(_TOWN)], thing[: len(_TOWN)])]
    if not same:
        return ""

    def rank(one: str) -> tuple[bool, bool, bool, bool, str]:
        inside = not ancestors(region(one)).isdisjoint({thing, *same} - {one})
        return inside, one not in before.here, one not in before.made, one.startswith(_TOWN), one

    kept = min((thing, *same), key=rank)
    return kept if kept != thing else ""


def _partnerships(tables: Tables, thing: str) -> list[str]:
    """The partnerships whose rows name a region, in order."""
    found: dict[str, None] = {}
    for table in ("participations", "partnerships"):
        for row in tables.rows.get(table, {}).values():
            if thing in _named(table, row):
                found.setdefault(row.get("partnership") or row["id"])
    return list(found)


def _named(table: str, row: Mapping[str, str]) -> Iterator[str]:
    for column in schema.columns_to(table, _REGIONS):
        yield from (one.removeprefix(_KIND) for one in row.get(column, "").split(";"))


def _refer(tables: Tables, table: str, instead: Mapping[str, str]) -> None:
    """Let the rows of a table refer to the ids that are kept; of rows that are one then, the first stays."""
    columns, rows = schema.columns_to(table, _REGIONS), tables.rows[table]
    if not any(one in instead for row in rows.values() for one in _named(table, row)):
        return
    tables.rows[table] = {}
    for row in rows.values():
        tables.add(table, {**row, **{column: _changed(row[column], instead) for column in columns if column in row}})


def _changed(cell: str, instead: Mapping[str, str]) -> str:
    new = []
    for one in cell.split(";"):
        kind = _KIND if one.startswith(_KIND) else ""
        new.append(kind + instead.get(one.removeprefix(kind), one.removeprefix(kind)))
    return ";".join(dict.fromkeys(new))


def _told(thing: str, kept: str, partnerships: list[str]) -> Text:
    some, number = partnerships[:_MOST_NAMED], len(partnerships)
    more = number > len(some)
    en = f" in {number} {'partnership' if number == 1 else 'partnerships'} ({', '.join(some)}{' …' if more else ''})"
    zh = f"（{number}项合作：{'、'.join(some)}{'等' if more else ''}）"
    name = told(region(kept))
    return Text(
        f"{thing} and {kept} are one place, {name.en}, by two registries: {kept} is taken for both{en if some else ''}",
        f"{thing} 与 {kept} 为同一地区（{name.zh}），分见两种名录：一律采用 {kept}{zh if some else ''}",
    )
