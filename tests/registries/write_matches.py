"""Write ``data/registries/matches.csv`` anew: which regions of ISO 3166-2 are which of NUTS, or a town. Run by hand.

    python -m tests.registries.write_matches FOLDER    # with the packages that public_packages.py names

A subdivision is a region of NUTS where both are in one country and a name of the one, in English by Unicode CLDR or as
it is called there by npm's iso-3166, is that of the other and of nothing else of the country; of regions of one name
within one another, the widest.

A town of GeoNames is a region of ISO 3166-2 or of NUTS where that is a town by its kind, and one town alone in it or
beside it has its name. Of kinds whose areas may reach beyond the town, that is said by ``skos:closeMatch``.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from kg.intake.registries import RegisteredRegion, ancestors, cities, registries
from kg.intake.registries.reading import spelt_cities
from kg.intake.sheets.towns import is_town_itself
from kg.nearest import folded
from tests.registries.public_packages import Packages, js_objects
from tests.registries.registry_files import REGISTRIES, read, table
from tests.registries.write_iso import ISO

COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
#: How the kinds of subdivisions are called that are a town each with what belongs to it, as ``exonyms.csv`` has them.
TOWN_KINDS = frozenset(
    (
        *("city", "city municipality", "council area", "london borough", "metropolitan district", "municipality"),
        *("metropolitan collectivity with special status", "unitary authority", "urban municipality"),
    )
)

Named = dict[tuple[str, str], set[str]]


def main(folder: Path) -> None:
    wanted, found = _of_iso(_names(Packages(folder))), _of_nuts()
    pairs: dict[str, set[str]] = defaultdict(set)
    for place, ids in wanted.items():
        others = found.get(place, set())
        if len(ids) == 1 and _in_one_line(others):
            pairs[next(iter(ids))].add(min(others, key=lambda one: (len(one), one)))
    back: dict[str, set[str]] = defaultdict(set)
    for mine, others in pairs.items():
        for other in others:
            back[other].add(mine)
    sure = [(m, next(iter(o))) for m, o in sorted(pairs.items()) if len(o) == 1 and len(back[next(iter(o))]) == 1]
    found_so = [(m, "skos:exactMatch", o) for m, o in sure]
    towns = list(_towns(dict(sure)))
    rows = [dict(zip(COLUMNS, (*one, "semapv:LexicalMatching"), strict=True)) for one in sorted([*found_so, *towns])]
    (REGISTRIES / "matches.csv").write_text(table(COLUMNS, rows), encoding="utf-8", newline="")
    print(f"{len(sure)} regions of ISO 3166-2 are regions of NUTS, and {len(towns)} of both are towns")


def _towns(as_nuts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The regions that are towns of GeoNames: those of ISO 3166-2, and those of NUTS that no other one stands for."""
    called: dict[str, list[RegisteredRegion]] = defaultdict(list)
    for town in cities().regions.values():
        for name in {*map(folded, town.names)}:
            called[name].append(town)
    as_iso = {nuts: iso for iso, nuts in as_nuts.items()}
    taken: set[str] = set()
    for one in (*registries()["iso-3166"].regions.values(), *registries()["nuts"].regions.values()):
        predicate = _as_a_town(one)
        around = {one.id, *(as_iso.get(name, name) for name in ancestors(one))}
        towns = _in(around, _own_names(one), called)
        if not towns and predicate == "skos:exactMatch" and one.registry == "nuts":
            # München is Munich in GeoNames, and Freiburg im Breisgau Freiburg.
            towns = _in(around, _own_names(one), _spelt_so()) or _in(around, _shorter_names(one), called)
        nearest = {name for name in around if len(name) > len("fr")}
        # Debrecen lies in no county by ISO 3166-2, and in that around it by GeoNames.
        towns = {name for name in towns if nearest & ancestors(cities().regions[name])} or towns
        if predicate and len(towns) == 1 and not towns & taken:
            taken |= towns
            yield one.id, predicate, towns.pop()


def _own_names(one: RegisteredRegion) -> set[str]:
    """The names of a region, folded; of one of NUTS without what kind it is."""
    return {folded(name.partition(", ")[0] if one.registry == "nuts" else name) for name in one.names}


def _shorter_names(one: RegisteredRegion) -> set[str]:
    """The same without what tells a town from its namesakes: in brackets, or by its river."""
    return {re.sub(r" (?:\(.+|(?:am|an der|im|in der|i\. ?d\.) .+)$", "", name) for name in _own_names(one)}


def _in(around: set[str], names: set[str], called: Mapping[str, Sequence[RegisteredRegion]]) -> set[str]:
    """The ids of the towns of some names that lie in one of some regions."""
    return {town.id for name in names for town in called.get(name, ()) if around & ancestors(town)}


@cache
def _spelt_so() -> dict[str, list[RegisteredRegion]]:
    """Large towns by their names in whatever language."""
    return {name: [cities().regions[one] for one in ids] for name, ids in spelt_cities().items()}


def _as_a_town(one: RegisteredRegion) -> str:
    """How a region is a town that has its name; empty where it is none, or a county around one."""
    if not one.is_current or one.level == "country":
        return ""
    kind, names = _kinds().get(one.id, ("", []))
    plain = folded(one.name.en)
    if any(name in names for name in (f"county {plain}", f"county of {plain}", f"{plain} county", f"{plain}, county")):
        return ""
    if is_town_itself(one):
        return "skos:exactMatch"
    return "skos:closeMatch" if one.level == "city" and kind in TOWN_KINDS else ""


@cache
def _kinds() -> dict[str, tuple[str, list[str]]]:
    """The kind of each subdivision of ISO 3166-2, and what else it is called."""
    rows = read(REGISTRIES / "iso-3166" / "exonyms.csv")
    return {row["id"]: (row["kind"], row["names"].split(";")) for row in rows}


def _of_iso(called: dict[str, set[str]]) -> Named:
    """By country and name, folded: the subdivisions that are called so."""
    wanted: Named = defaultdict(set)
    for one in registries()["iso-3166"].regions.values():
        if one.code_scheme == "ISO 3166-2" and one.is_current:
            for name in {*map(folded, one.names), *called.get(one.code, ())}:
                wanted[one.code[:2].lower(), name].add(one.id)
    return wanted


def _of_nuts() -> Named:
    """The same of regions of NUTS."""
    found: Named = defaultdict(set)
    for one in registries()["nuts"].regions.values():
        if one.is_current and one.code:
            for name in {folded(part) for called in one.names for part in _spelt(called)}:
                found[_country(one), name].add(one.id)
    return found


def _country(one: RegisteredRegion) -> str:
    return {"el": "gr"}.get(one.code[:2].lower(), one.code[:2].lower())


def _in_one_line(ids: set[str]) -> bool:
    """Whether regions lie in one another: NUTS repeats one that is its only part."""
    return bool(ids) and all(max(ids, key=len).startswith(one) for one in ids)


def _names(packages: Packages) -> dict[str, set[str]]:
    """What subdivisions are called where they are, folded, by their codes."""
    listed = js_objects(packages.text(ISO, "2.js"), "iso31662")
    return {str(one["code"]): {folded(name) for name in _spelt(str(one["name"]))} for one in listed}


def _spelt(name: str) -> Iterator[str]:
    """The names in one that has several, as ``Bruxelles/Brussel [Brussels]``, or what it is of behind a comma."""
    for part in re.split(r" ?[/\[\]] ?", name):
        head, comma, behind = part.partition(", ")
        yield from filter(None, (part, f"{behind} {head}" if comma else "", part.removeprefix("Prov. ")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
