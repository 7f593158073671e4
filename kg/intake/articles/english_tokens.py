"""Words and signs of a passage in English, and what small words say of the names beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.intake.articles.model import Span
from kg.intake.articles.words import words
from kg.intake.identities.keys import plain
from kg.intake.identities.kinds import kind_words
from kg.intake.registries import registries

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[\w²]+(?:['&./-][\w]+)*(?:(?<=s)'(?= \w))?|[^\w\s]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "‑": "-", "´": "'"})
#: Words that are in no name, and that end a phrase in small letters.
STOPS = frozenset(words("function", "en"))
#: What houses work in: of two of these with *and* between them one name may be made.
FIELDS = frozenset(words("field", "en"))
PLACE_KINDS = frozenset(words("weak region", "en")) | {
    *("region", "island", "commune", "port", "capital", "canton", "parish", "metropolis", "republic", "governorate"),
}
PLACES = frozenset((
    *("cities", "towns", "counties", "districts", "provinces", "municipalities", "states", "regions", "villages"),
    *("communes", "islands", "boroughs", "ports"),
))  # fmt: skip
#: Who rules or speaks for a place, in small letters.
RULERS = frozenset((
    *("government", "governments", "authorities", "authority", "administration", "council", "councils", "municipality"),
    *("leaders", "officials", "delegation", "delegations", "delegates", "representatives", "mayors", "governors"),
    *("leadership", "side", "executives", "management", "envoys", "city", "county", "people"),
))  # fmt: skip
LEGAL = frozenset((
    *("co", "ltd", "inc", "corp", "llc", "plc", "gmbh", "ag", "pte", "pty", "limited", "corporation", "company", "sa"),
    *("spa", "se", "asa", "as", "ab", "oy", "nv", "bv", "kk", "llp", "jsc", "p", "pvt", "sdn", "bhd", "srl", "doo"),
))  # fmt: skip
#: Behind these a point ends no sentence.
ABBREVIATED = frozenset(("co", "ltd", "inc", "corp", "st", "mt", "ft", "no", "bros", "pte", "pvt", "p"))
HONORIFICS = frozenset((
    *("mr", "mrs", "ms", "dr", "prof", "professor", "gov", "sir", "madam", "madame", "hon", "amb", "sen", "rep", "h.e"),
    *("alderman", "dame", "lord", "lady", "datuk", "dato", "sri", "tan", "shri", "engr", "haji", "comrade"),
))  # fmt: skip
#: Times and papers, which are in capitals and no names.
TIMES = frozenset((
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "jan", "feb", "mar"),
    *("apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mou", "mous", "moa"),
))  # fmt: skip
#: Houses that are named by whose they are.
GENERAL = frozenset((
    *("bureau", "ministry", "department", "chamber", "office", "board", "council", "federation", "association"),
    *("institute", "academy", "central", "national", "foreign", "first", "second", "third"),
))  # fmt: skip
#: Whose people somebody is, before what he is: the Dutch chipmaker.
DEMONYM = re.compile(
    r"(?:[a-z]{3,}(?:ese|ish|ian|ean)|french|dutch|german|greek|czech|swiss|thai|u\.s\.?|us|american|uk)\Z"
)
_OWN_S = frozenset((
    *("people's", "women's", "men's", "children's", "king's", "queen's", "teachers'", "workers'", "farmers'"),
    *("growers'", "traders'", "employers'", "producers'", "miners'", "nurses'", "doctors'", "builders'", "exporters'"),
    *("importers'", "merchants'", "citizens'", "journalists'", "engineers'", "fishermen's", "breeders'", "sailors'"),
    *("teacher's", "worker's", "farmer's", "veterans'", "lloyd's", "moody's", "mother's"),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign.

    Attributes:
        text: as it stands, with plain apostrophes.
        low: the same in small letters.
        start: where it begins in the text.
        end: the place behind it.
    """

    text: str
    low: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_stop(self) -> bool:
        """Whether it is in no name: one of the little words, but the US."""
        return self.low in STOPS and self.text != "US"

    @property
    def is_owner(self) -> bool:
        """Whether it says whose the next is."""
        return self.text.endswith(("'s", "'S", "s'")) and self.low not in _OWN_S


def tokens(text: str, span: Span) -> tuple[Token, ...]:
    """The words and signs of a passage."""
    said = text[span.start : span.end].translate(_APOSTROPHES)
    return tuple(
        Token(found[0], found[0].lower(), span.start + found.start(), span.start + found.end())
        for found in _TOKEN.finditer(said)
    )


@cache
def titles() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words of posts and forms of address by their first, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for word in (*words("title", "en"), *HONORIFICS, *words("role", "en")):
        parts = tuple(_TOKEN.findall(word))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(them, key=len, reverse=True)) for first, them in found.items()}


@cache
def _of_level(*levels: str) -> frozenset[str]:
    names = {
        name.lower()
        for registry in registries().values()
        for region in registry.regions.values()
        if region.level in levels
        for name in (region.name.en, *region.names)
        if name and len(name) > 1
    }
    return frozenset(names - STOPS - LEGAL)


@cache
def countries() -> frozenset[str]:
    """The names of countries, in small letters."""
    return _of_level("country") | set(words("outer place", "en"))


@cache
def outer_places() -> frozenset[str]:
    """The names of countries and of what they are made of, in small letters: where a town is said to lie."""
    return _of_level("province", "municipality") | countries()


@cache
def is_head(word: str) -> bool:
    """Whether a word in small letters tells of which kind a name is: university, company."""
    return bool(kind_words(plain(word))[1].kind) or word in LEGAL
