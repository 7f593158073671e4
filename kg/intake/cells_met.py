"""Where texts of cells stand, and what is asked of those that were not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from kg.findings import Finding, Severity
from kg.intake.joined_cells import amount_columns, find_joined
from kg.intake.mapped_rows import Mapped
from kg.intake.not_understood import in_rows, not_understood
from kg.intake.noted import Lookups, Notations
from kg.intake.row_batches import MappedTable
from kg.intake.spelt import Places


def questions(tables: Sequence[MappedTable], notations: Notations, lookups: Lookups, account: Mapped) -> list[Finding]:
    """Cells that were not understood, and keys that another table does not have, each with its first row.

    Args:
        tables: the tables that were mapped.
        notations: what was asked of amounts and days.
        lookups: what other tables were asked for.
        account: is told in how many rows an amount was refused.
    """
    asked = notations.questions
    missed = {key for keys in lookups.missed.values() for key in keys}
    days = asked.keys() - notations.amounts
    texts = {*asked, *missed, *notations.odd}
    met = met_in(tables, texts, notations.amounts, days) if texts else _Met()
    _add_joined(tables, met, {*notations.amounts, *notations.odd} - met.places.keys(), notations.amounts)
    places, account.refused, account.undated = met.places, met.refused, met.undated
    many = met.rows
    nowhere = (tables[0].path.name, 0, "")
    rows = {text: place[1] for text, place in places.items()}
    found = [one if one.file else replace(one, file=nowhere[0]) for one in not_understood(asked, places, many)]
    found += [
        Finding(
            Severity.WARNING,
            "unusual-amount",
            f"{why.en}{in_rows(many.get(text, 1)).en}.",
            f"{why.zh}{in_rows(many.get(text, 1)).zh}。",
            "Correct the cell, or leave it out of the mapping.",
            places.get(text, nowhere)[0],
            row=rows.get(text, 0),
            field=places.get(text, nowhere)[2],
            value=text[:200],
            fix_zh="请更正单元格，或在映射中将其排除。",
        )
        for text, why in sorted(notations.odd.items(), key=lambda one: (rows.get(one[0], 0), one[0]))
    ]
    for name, keys in lookups.missed.items():
        first = min(keys, key=lambda key: (rows.get(key, 0), key))
        found.append(
            Finding(
                Severity.WARNING,
                "key-not-found",
                f"The table {name} has no row for {len(keys):,} {'key' if len(keys) == 1 else 'keys'}, {first[:80]!r} "
                "among them.",
                f"表 {name} 中有 {len(keys)} 个键没有对应的行，如“{first[:80]}”。",
                "",
                places.get(first, nowhere)[0],
                row=rows.get(first, 0),
                field=places.get(first, nowhere)[2],
                value=first[:200],
            )
        )
    return found


def _add_joined(tables: Sequence[MappedTable], met: _Met, texts: Collection[str], refused: Collection[str]) -> None:
    """Add where amounts stand that are joined of a cell and its currency.

    Args:
        tables: the tables that were mapped.
        met: where texts stand as they are; is added to.
        texts: amounts that stand nowhere so.
        refused: those of which none was made.
    """
    for one in tables if texts else ():
        columns = amount_columns(one.query)
        places = [place for place, name in enumerate(one.columns) if name in columns]
        found = find_joined(enumerate(one.table.rows(), one.table.first), places, texts, one.query, refused)
        for text, (row, place) in found.places.items():
            met.places.setdefault(text, (one.path.name, row, one.table.names[place]))
        met.rows.update(found.rows)
        met.refused += found.number


@dataclass(slots=True)
class _Met:
    """Where texts stand in the columns that a mapping names.

    Attributes:
        places: the first cell of each: its table, row and heading.
        rows: in how many rows each stands.
        refused, undated: how many rows have an amount that was refused, and a day.
    """

    places: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    undated: int = 0


def met_in(
    tables: Sequence[MappedTable], texts: Collection[str], refused: Collection[str] = (), undated: Collection[str] = ()
) -> _Met:
    """Where texts stand.

    Args:
        tables: the tables.
        texts: what is looked for.
        refused: those of them that should be amounts, and of which none was made.
        undated: those that should be days.
    """
    found = _Met()
    for one in tables if texts else ():
        named = [place for place, name in enumerate(one.columns) if name]
        for number, cells in enumerate(one.table.rows(), one.table.first):
            here = {
                text: place
                for place in named
                if cells
                for text in one.several.texts(place, cells[place])
                if text in texts
            }
            for text, place in here.items():
                found.places.setdefault(text, (one.path.name, number, one.table.names[place]))
            found.rows.update(here.keys())
            found.refused += any(text in refused for text in here)
            found.undated += any(text in undated for text in here)
    return found


def those_of(places: Places, texts: Collection[str]) -> Places:
    """Where some of the texts stand, in the order of the tables."""
    return {text: place for text, place in places.items() if text in texts}
