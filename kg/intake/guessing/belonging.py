"""Which of several regions a column of countries is of, as the rows show: a region lies in one country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.intake.guessing.cells import Seen, first_rows
from kg.intake.guessing.model import Party
from kg.intake.guessing.words import NAMES, OF_A_PLACE
from kg.intake.registries import find, find_cities, meant
from kg.intake.several import named_columns
from kg.nearest import folded
from kg.text import Text, shortened, typed

#: Of so many countries a name is hardly that of as many towns.
_MANY = 3
#: How many names are shown, with how many countries each, and how long they are.
_MOST_NAMED, _LONGEST = 2, 40


@dataclass(frozen=True, slots=True)
class _Lands:
    """In which countries the rows have the names of a column.

    Attributes:
        repeated: how many names stand in several rows that differ.
        several: the names that stand with several countries, with these; none where a registry knows one in each.
    """

    repeated: int
    several: dict[str, tuple[str, ...]]

    @property
    def are_of_others(self) -> bool:
        """Whether the countries are hardly those of the names: most that come again stand with several."""
        many = any(len(lands) >= _MANY for lands in self.several.values())
        return 2 * len(self.several) > self.repeated and (len(self.several) > 1 or many)


def in_one_country(seen: Seen, parties: Sequence[Party]) -> list[Party]:
    """Regions, of which none has a column of countries that are another one's by the rows.

    Such a column is given to the one other region that has none and stands with one country each; else to nobody.

    Args:
        seen: the table's columns.
        parties: who takes part.
    """
    made = list(parties)
    for place, one in enumerate(parties):
        if not _is_placed(one):
            continue
        found = _lands(seen, one.name, one.country)
        if not found.are_of_others or _is_headed_as_its(seen, one):
            made[place] = replace(made[place], abroad=tuple(found.several))
            continue
        others = [n for n, other in enumerate(made) if n != place and _may_be_placed(seen, other, one.country)]
        taken = [n for n, other in enumerate(made) if n != place and other.country == one.country]
        given = taken or (others if len(others) == 1 else [])
        for n in given:
            made[n] = replace(made[n], key=one.country, country=one.country)
        doubt = _doubt(one, found, [made[n].name for n in given])
        made[place] = replace(one, key="", country="", doubts=(*one.doubts, doubt))
    return made


def _is_placed(party: Party) -> bool:
    return party.is_region and bool(party.country) and not (party.in_cell or party.separator)


def _is_headed_as_its(seen: Seen, party: Party) -> bool:
    """Whether the heading of the countries says whose they are: partner country beside partner city."""
    said = {*seen.words[party.name]} & {*seen.words[party.country]}
    return bool(said - OF_A_PLACE - NAMES)


def _may_be_placed(seen: Seen, party: Party, land: str) -> bool:
    """Whether a region without a country may be in those of a column."""
    if not party.is_region or party.country or party.separator or "country" in seen.words[party.name]:
        return False
    return not _lands(seen, party.name, land).several


def _lands(seen: Seen, name: str, land: str) -> _Lands:
    said: dict[str, dict[str, str]] = {}
    rows: dict[str, set[tuple[object, ...]]] = {}
    called: dict[str, str] = {}
    for row in first_rows(seen.table, seen.filled):
        one, country = row[seen.places[name]], row[seen.places[land]]
        if isinstance(one, str) and isinstance(country, str) and one and country:
            known = meant(country, "country")
            said.setdefault(folded(one), {})[known.id if known else folded(country)] = country
            rows.setdefault(folded(one), set()).add(tuple(row))
            called.setdefault(folded(one), one)
    several = {
        called[key]: tuple(lands.values())
        for key, lands in said.items()
        if len(lands) > 1 and not all(find_cities(key, land) or find(key, within=land) for land in lands)
    }
    return _Lands(sum(len(one) > 1 for one in rows.values()), several)


def _doubt(party: Party, found: _Lands, others: Sequence[str]) -> Text:
    """What is said of a region that is placed nowhere.

    Args:
        party: the region, with the column of countries.
        found: in which of them its names would be.
        others: whose countries they are taken for.
    """
    some = [(_short(name), [*map(_short, lands[:_MANY])]) for name, lands in list(found.several.items())[:_MOST_NAMED]]
    name, land = typed(party.name), typed(party.country)
    shown = "; ".join(f"{one}: {', '.join(lands)}" for one, lands in some)
    taken = named_columns(list(others)) if others else None
    whose = Text(
        f"the draft takes it for {taken.en}'s." if taken else "the draft takes it for nobody's.",
        f"草稿认作{taken.zh}的国家。" if taken else "草稿未将其认作任何一方的国家。",
    )
    return Text(
        f"{name}: not placed in {land}, as one region would lie in several countries ({shown}). See whose country "
        f"{land} is; {whose.en}",
        f"{name}：未据 {land} 定位，否则同一地区将位于多个国家（{shown}）。请核对 {land} 是哪一方的国家；{whose.zh}",
    )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
