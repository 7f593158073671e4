"""Write ``data/registries/matches.csv`` anew: which regions of ISO 3166-2 are which of NUTS. Run by hand.

    python -m tests.registries.write_matches FOLDER    # with the packages that public_packages.py names

A subdivision is a region of NUTS where both are in one country and a name of the one, in English by Unicode CLDR or as
it is called there by npm's iso-3166, is that of the other and of nothing else of the country; of regions of one name
within one another, the widest.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.intake.registries import RegisteredRegion, registries
from kg.nearest import folded
from tests.registries.public_packages import Packages, js_objects
from tests.registries.registry_files import REGISTRIES, table
from tests.registries.write_iso import ISO

COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")


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
    rows = [dict(zip(COLUMNS, (m, "skos:exactMatch", o, "semapv:LexicalMatching"), strict=True)) for m, o in sure]
    (REGISTRIES / "matches.csv").write_text(table(COLUMNS, rows), encoding="utf-8", newline="")
    print(f"{len(rows)} regions of ISO 3166-2 are regions of NUTS")


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
