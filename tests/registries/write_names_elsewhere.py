"""Write ``subdivisions.csv`` of ``data/registries/iso-3166`` anew: subdivisions in other languages. Run by hand.

    python -m tests.registries.write_names_elsewhere FOLDER    # with unicode-cldr-core of public_packages.py

The names are Unicode CLDR's of subdivisions (Unicode-DFS-2016), of the first level below a country alone and in the
languages of Latin script in which most sheets name them: Toskana, Pays de Galles, Andalousie. People contributed them,
and nobody checked them here: they are proposed, and never taken. What is nearly as the registries have it is left out,
and so is what has such a name in it, as both are found without this.
"""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from rapidfuzz import fuzz

from kg.intake.registries import matches
from kg.intake.registries.reading import catalogue, exonyms
from kg.nearest import folded
from tests.registries.public_packages import Packages
from tests.registries.registry_files import REGISTRIES, Row, read, table
from tests.registries.write_china import CLDR_XML

LANGUAGES = ("de", "es", "fr", "it", "nl", "pl", "pt")
_FILE = "usr/share/unicode/cldr/common/subdivisions/{}.xml"
_ONE = re.compile(r'<subdivision type="(\w+)"[^>]*>([^<]+)<')
#: A name of a few words, without what tells it from others: brackets, a country behind a comma, a number.
_NAME = re.compile(r"[^\d(),;/]{3,60}")
#: What says before a name what kind of region it is, folded.
_KIND = re.compile(
    r"(?:autonome gemeinschaft|comunidad autonoma(?: de)?|provin[cz]i?[ae]?(?: de| di| da| du| do)?|prowincja"
    r"|wojewodztwo|woiwodschaft|voivodato (?:della?|di)|voivodi[ae] d[aeo](?: la)?|etat de|estado de|stato di"
    r"|departement(?: de| du)?|departamento de|gouvernement|gobernacion de|regione?(?: de| del| du| di| da)?"
    r"|regiao d[aeo]|oblast|obwod) (?P<name>.+)"
)
#: A name in letters, with a sign before them or without: ʻeua.
_LETTERS = re.compile(r"ʻ?[a-zħ]")
#: How like a name of the registries one is that adds nothing, out of 100; the shortest that tells.
_LIKE, _SHORTEST = 86, 3


def main(folder: Path) -> None:
    packages = Packages(folder)
    regions = {row["id"]: row for row in read(REGISTRIES / "iso-3166" / "regions.csv")}
    first = {
        row["code"].replace("-", "").lower(): row["id"]
        for row in regions.values()
        if row["parent"] and not regions.get(row["parent"], {}).get("parent")
    }
    own = _own()
    found: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for code, written in _ONE.findall(packages.text(CLDR_XML, _FILE.format(language))):
            name, thing = folded(html.unescape(written)), first.get(code, "")
            bare = kind["name"] if (kind := _KIND.fullmatch(name)) else name
            for one in (name, bare) if thing else ():
                if _NAME.fullmatch(one) and not _adds_nothing(one, own[thing]):
                    found[thing].add(one)
    made: list[Row] = [{"id": thing, "names": ";".join(sorted(found[thing]))} for thing in sorted(found)]
    path = REGISTRIES / "iso-3166" / "subdivisions.csv"
    path.write_text(table(["id", "names"], made), encoding="utf-8", newline="")
    print(f"subdivisions.csv: {len(made)} regions, {sum(map(len, found.values()))} names")


def _own() -> dict[str, set[str]]:
    """By the ids of regions what they are called already, without accents; in other registries too."""
    named: dict[str, set[str]] = defaultdict(set)
    for name, ids in catalogue().named.items():
        for one in ids:
            named[one].add(_plain(name))
    for one, (_, names) in exonyms().items():
        named[one].update(map(_plain, names))
    found: dict[str, set[str]] = defaultdict(set)
    for one in list(named):
        each = set.union(named[one], *(named[other] for other in matches(one)))
        found[one] = {name for name in each if len(name) >= _SHORTEST and _LETTERS.match(name)}
    return found


def _adds_nothing(name: str, own: set[str]) -> bool:
    plain = _plain(name)
    within = (re.search(rf"\b{re.escape(one)}\b", plain) for one in own)
    return any(within) or any(fuzz.ratio(plain, one) >= _LIKE for one in own)


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
