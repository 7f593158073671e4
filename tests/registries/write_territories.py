"""Write ``countries.csv`` of ``data/registries/iso-3166`` anew: what countries are called in other languages. By hand.

    python -m tests.registries.write_territories FOLDER    # with cldr-localenames-full of public_packages.py

The names are Unicode CLDR's of territories (Unicode-3.0), in the languages in which sheets from around the world name
countries: Spanien, Allemagne, Włochy, ドイツ. A name is left out that a region or a larger town has, or a word of
every day or a firm (Island, which is Iceland in German), and one that is of two countries in two languages.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from kg.intake.identities.words import rows as words
from kg.intake.registries import cities, is_small
from kg.intake.registries.reading import catalogue, city_names
from kg.nearest import folded
from tests.registries.public_packages import Packages
from tests.registries.registry_files import REGISTRIES, Row, read, table
from tests.registries.write_iso import CLDR, OF_CHINA

#: The languages whose names are taken, beside English and Chinese, which the table of regions has.
LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "pt-PT", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk"),
    "vi",
)
#: What people write that CLDR has in no form.
EVERYDAY = {
    "gb": ("Großbritannien", "Grande-Bretagne", "Gran Bretagna", "Gran Bretaña", "Grã-Bretanha", "Storbritannien"),
    "us": ("Vereinigte Staaten von Amerika", "Stati Uniti d'America", "Estados Unidos de América", "EEUU", "EUA"),
    "cz": ("Tschechische Republik", "République tchèque", "República Checa", "Repubblica Ceca"),
    "kr": ("Südkorea", "Corée du Sud", "Corea del Sur", "Corea del Sud", "Coreia do Sul", "Korea Południowa"),
    "nl": ("Holanda", "Hollande", "Olanda", "Holandia"),
    "ae": ("VAE", "Émirats Arabes Unis"),
    "by": ("Weißrussland",),
    "ci": ("Elfenbeinküste",),
}
#: Names of people, firms and words of other languages, which are as likely meant.
ELSE = frozenset(("hellas", "maurice", "mauricio", "maurici", "britannia", "indie", "cada", "viro", "sili"))
#: A name in letters is one of three signs at least, as shorter ones are short forms of much else.
_LEAST, _LETTERS = 3, re.compile("[a-z .'&()-]+")


def main(folder: Path) -> None:
    known = {row["code"]: row["id"] for row in read(REGISTRIES / "iso-3166" / "regions.csv") if not row["parent"]}
    known |= OF_CHINA
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in _names(Packages(folder)):
        if code in known:
            found[folded(name)].add(known[code])
    for thing, everyday in EVERYDAY.items():
        for name in everyday:
            found[folded(name)].add(thing)
    too = ELSE | {row["name"] for row in words("cities-too")}
    names: dict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        if len(found[name]) == 1 and name not in too and _is_free(name):
            names[min(found[name])].append(name)
    made: list[Row] = [{"id": thing, "names": ";".join(names[thing])} for thing in sorted(names)]
    path = REGISTRIES / "iso-3166" / "countries.csv"
    path.write_text(table(["id", "names"], made), encoding="utf-8", newline="")
    print(f"countries.csv: {len(made)} countries, {sum(map(len, names.values()))} names")


def _names(packages: Packages) -> list[tuple[str, str]]:
    """The codes of territories, each with one of its names."""
    found = []
    for language in LANGUAGES:
        path = f"main/{language}/territories.json"
        text = packages.json(f"cldr-localenames-full-{CLDR}.tgz", path)["main"][language]
        named = text["localeDisplayNames"]["territories"]
        found += [(code[:2], name) for code, name in named.items() if re.fullmatch("[A-Z]{2}(?:-alt-.+)?", code)]
    return found


def _is_free(name: str) -> bool:
    """Whether a folded name is that of nothing else in the registries but a small town, and long enough to be one."""
    is_long = len(name) >= _LEAST if not _LETTERS.fullmatch(name) else len(name) > _LEAST
    is_small_alone = all(is_small(cities().regions[one]) for one in city_names().get(name, ()))
    return is_long and ";" not in name and name not in catalogue().named and is_small_alone


if __name__ == "__main__":
    main(Path(sys.argv[1]))
