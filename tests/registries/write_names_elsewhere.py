"""Write ``subdivisions.csv`` of ``data/registries/iso-3166`` anew: subdivisions in other languages. Run by hand.

    python -m tests.registries.write_names_elsewhere FOLDER    # with unicode-cldr-core of public_packages.py

The names are Unicode CLDR's of subdivisions (Unicode-DFS-2016), of the first level below a country alone and in the
languages of Latin script in which most sheets name them: Toskana, Pays de Galles, Andalousie. People contributed them,
and nobody checked them here: they are proposed, and never taken. What is nearly as the registries have it is left out,
and so is what has such a name in it, as both are found without this; and names that say only a direction (Norte,
Prowincja Wschodnia), a number (XII) or too little (Sol), as those of many regions and no regions are called so too.
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
#: Words of the languages that say where something lies and not what it is, each as a pattern, without accents.
_WHERE = (
    r"(?:nor|nord|noord|su|sud|zuid)?-?(?:norte|nord|noord|sud|sul|sur|zuid|est|este|leste|ost|oost|ouest|oeste|ovest|west)",
    r"(?:nord?|sud?)?-?(?:oc?cidental|oriental|meridional|septentrional|settentrional|setentrional|central|zentral)e?",
    r"(?:north|south|east|west)ern|centr[eo]|centrum|capitale?|hoofdstad|hauptstadt|(?:mittel|unter|ober)land",
    r"(?:polnocn|poludniow|centraln|srodkow|stoleczn)[aeoy]|(?:wschodni|zachodni)[aeo]?",
    r"(?:nord|sud|ost|west|zentral|haupt)(?:ost|west)?(?:provinz|bezirk|region|distrikt|departement)",
)
#: What may stand beside such a word, and tells no more: a word for the kind of region, and the small words.
_BESIDE = (
    r"regi(?:on|one|ao)|provin[cz]i[ae]|prowincja|province|provinz|distri(?:c?to|kt|ct)|distretto|dystrykt|bezirk|depart[ae]mento?"
    r"|gou?vern(?:or|ator)?ato?|gobernacion|gubernatorstwo|estado|etat|stato|stan"
    r"|de|du|del|della?|dell|do|da|di|des|der|die|das|la|le|l|el|il|lo|o|a|d|et|y|e"
)
_SAYS_WHERE = re.compile("|".join(_WHERE))
_SAYS_NO_MORE = re.compile("|".join((*_WHERE, _BESIDE)))
#: A number in Roman letters, with a letter behind it or without: XII, IV-A.
_A_NUMBER = re.compile("[ivxlc]+(?:-[a-z])?")
#: Names as short are words of many languages.
_TOO_SHORT = 3
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
                if _NAME.fullmatch(one) and not tells_too_little(one) and not _adds_nothing(one, own[thing]):
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


def tells_too_little(name: str) -> bool:
    """Whether a name says only a direction or a number, or is too short to be sought for.

    Args:
        name: the name, folded.

    >>> [tells_too_little(one) for one in ("norte", "prowincja wschodnia", "district du nord-est", "iv-a", "sol")]
    [True, True, True, True, True]
    >>> [tells_too_little(one) for one in ("nordirland", "westpommern", "cabo occidental", "toskana")]
    [False, False, False, False]
    """
    if len(name) <= _TOO_SHORT or _A_NUMBER.fullmatch(name):
        return True
    words = re.findall(r"\w+", _plain(name))
    return any(map(_SAYS_WHERE.fullmatch, words)) and all(map(_SAYS_NO_MORE.fullmatch, words))


def _adds_nothing(name: str, own: set[str]) -> bool:
    plain = _plain(name)
    within = (re.search(rf"\b{re.escape(one)}\b", plain) for one in own)
    return any(within) or any(fuzz.ratio(plain, one) >= _LIKE for one in own)


def _plain(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
