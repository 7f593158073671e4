"""What a mapping may look up of a town, by its name and what it lies in: where it is, and its id in the registries.

Many towns share a name. One is taken only where a single one lies in the country that the row names, or where it is
twenty times as large as its namesakes there; of several none is, and that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg import vocabulary
from kg.findings import Finding, Severity
from kg.graph.store import Function
from kg.graph.terms import Literal, Term
from kg.intake.registries import RegisteredRegion, ancestors, distinct, find, find_cities
from kg.intake.spelt import Places
from kg.text import Text

#: Texts whose meaning is kept, since most stand in a table more than once.
_REMEMBERED = 50_000
#: How many towns a message names, and how many that share a name.
_MOST_NAMED, _MOST_ALIKE = 10, 4


class Towns:
    """The function for towns, and what is to be said of those that it did not tell.

    Attributes:
        several: by name and what it lies in, the towns that share it.
        unknown: the names that no registry has there.
    """

    def __init__(self) -> None:
        self.several: dict[tuple[str, ...], Sequence[RegisteredRegion]] = {}
        self.unknown: dict[tuple[str, ...], None] = {}
        self._found = lru_cache(_REMEMBERED)(towns_in)

    def table(self) -> dict[str, Function]:
        """The function by its IRI."""
        return {vocabulary.FUNCTION + "city": self.city}

    def city(self, text: Literal, column: Literal, country: Literal, *within: Literal) -> Term | None:
        """A cell of the one town of the registries that has a name in a country; none where none or several have it.

        Args:
            text: the name: Cambridge.
            column: a column of the table ``regions``: latitude, longitude, id.
            country: the country's name or code.
            within: what else it lies in: a state, a province.

        Returns:
            the cell as a text; ``None`` also where it is empty. What is told of the name is kept.
        """
        key = (text.value, country.value, *(one.value for one in within))
        found = self._found(key)
        if len(found) != 1:
            if found:
                self.several[key] = found
            else:
                self.unknown[key] = None
            return None
        cell = found[0].row.get(column.value, "")
        return Literal(cell) if cell else None

    @property
    def names(self) -> set[str]:
        """The names of which something is said."""
        return {key[0] for key in (*self.several, *self.unknown)}

    def findings(self, places: Places) -> list[Finding]:
        """What is said of the names that mean several towns or none, with the row of the first.

        Args:
            places: where they stand, among other texts.
        """
        told = []
        if self.several:
            named = sorted(self.several)
            some = "; ".join(f"{_shown(key)} ({_alike(self.several[key])})" for key in named[:_MOST_NAMED])
            told.append(
                (
                    Severity.WARNING,
                    "town-ambiguous",
                    named,
                    Text(
                        f"Several towns there have the name, and none is taken: {some}",
                        f"以下名称在当地对应多个城镇，均未采用：{some}",
                    ),
                    Text(
                        "Name what it lies in too, fn:city(?town, ?column, ?country, ?state), or its id in the cell.",
                        "请同时写明其所属地区：fn:city(?town, ?column, ?country, ?state)，或在单元格中写其标识。",
                    ),
                )
            )
        if self.unknown:
            named = sorted(self.unknown)
            some = "; ".join(map(_shown, named[:_MOST_NAMED]))
            told.append(
                (
                    Severity.INFO,
                    "town-unknown",
                    named,
                    Text(
                        f"No registry has a town of the name there, so that it is on no map: {some}",
                        f"名录中当地没有此名的城镇，故不在地图上：{some}",
                    ),
                    Text("See kg regions find.", "请见 kg regions find。"),
                )
            )
        return [_finding(*one, places) for one in told]


def towns_in(names: tuple[str, ...]) -> list[RegisteredRegion]:
    """The towns of a name in a country, and in whatever else is named; a region of the name where there is no town.

    Args:
        names: the name, then what it lies in.
    """
    text, country, *more = names
    # Small namesakes are left out of those alone that lie in all that is named.
    found = find_cities(text, country, *more) or [
        one for one in find(text, within=country) if one.is_current and one.latitude is not None and _lies_in(one, more)
    ]
    return distinct(found)


def _lies_in(town: RegisteredRegion, names: Sequence[str]) -> bool:
    around = {*ancestors(town), town.id}
    return all(around & {one.id for one in find(name)} for name in names)


def _shown(key: Sequence[str]) -> str:
    return ", ".join(key)[:80]


def _alike(towns: Sequence[RegisteredRegion]) -> str:
    shown = ", ".join(f"{one.id} {one.parent}".strip() for one in towns[:_MOST_ALIKE])
    return f"{shown} …" if len(towns) > _MOST_ALIKE else shown


def _finding(
    severity: Severity, code: str, named: Sequence[tuple[str, ...]], told: Text, fix: Text, places: Places
) -> Finding:
    more = Text(f" … ({len(named):,}).", f" …（{len(named)}）。") if len(named) > _MOST_NAMED else Text(".", "。")
    names = {key[0] for key in named}
    at = {text: place for text, place in places.items() if text in names}
    first = min(at.values(), key=lambda place: place[1], default=("", 0, ""))
    value = next((text for text, place in at.items() if place == first), named[0][0])
    return Finding(
        severity,
        code,
        told.en + more.en,
        told.zh + more.zh,
        fix.en,
        first[0],
        row=first[1],
        field=first[2],
        value=value[:200],
        fix_zh=fix.zh,
    )
