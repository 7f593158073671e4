"""Places beside the words of their own languages for what governs them: Ayuntamiento de Málaga, Lunds kommun.

Such a word tells more than that: whether a town or what is around it is meant, and in which countries it lies. What is
called by the word for an office (Mairie de, Câmara Municipal de) is a public body there, and no region; that the
table says as well, and ``kg.intake.identities`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.intake.identities.words import rows
from kg.intake.registries import RegisteredRegion, cities_spelt, find, find_cities, matches, region
from kg.intake.sheets.naming import country_behind
from kg.intake.sheets.placing import countries_of, standing
from kg.intake.sheets.towns import is_town_itself
from kg.nearest import folded

#: What a word may govern: a town, what is around towns, or a state of its country.
_TOWN, _STATE = "town", "state"
#: Where a word stands that stands behind the name; all others stand before it.
_END = "end"
#: The longest name that is looked through.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Led:
    """A name with such a word before it or behind it.

    Attributes:
        rests: the name without it; behind some words also without the s of a genitive: Lund of Lunds kommun.
        countries: the countries in whose languages it is, as references.
        what: what it governs.
    """

    rests: tuple[str, ...]
    countries: frozenset[str]
    what: str


@cache
def _words() -> tuple[tuple[str, frozenset[str], str, str], ...]:
    """The words, folded, the longest first, each with the countries, with what it governs and with where it stands.

    A word of two languages, as folded ones are, is of the countries of both: municipio, município.
    """
    found: dict[tuple[str, str, str], frozenset[str]] = {}
    for row in rows("public-words"):
        countries = frozenset(f"region/{one}" for one in row["countries"].split("|"))
        for word in row["words"].split("|"):
            at = folded(word), row["what"], row["where"]
            found[at] = found.get(at, frozenset()) | countries
    made = ((word, countries, what, where) for (word, what, where), countries in found.items())
    return tuple(sorted(made, key=lambda one: -len(one[0])))


def _led(name: str) -> _Led | None:
    text = folded(name) if len(name) <= _LONGEST else ""
    head, comma, outer = text.partition(",")
    for word, countries, what, where in _words():
        if where == _END:
            bare = head.removesuffix(f" {word}")
            if bare != head and bare.strip():
                rests = (bare, bare[:-1]) if bare.endswith("s") else (bare,)
                return _Led(tuple(f"{one}{comma}{outer}" for one in rests), countries, what)
            continue
        behind = text.removeprefix(word)
        if behind != text and (word.endswith("'") or behind.startswith(" ")) and behind.strip():
            return _Led((behind.strip(),), countries, what)
    return None


def governed(name: str, within: Iterable[str] = ()) -> list[RegisteredRegion]:
    """The regions or towns that such a name speaks of, in the countries of its word; nothing of other names.

    Args:
        name: the name of a region, or of what governs it.
        within: the countries that the sheet says, as references; all of the word's where it says none.

    >>> [one.id for one in governed("Landkreis Altötting")], [one.id for one in governed("Comune di Bari")]
    (['nuts-de214'], ['gn-3182351'])
    >>> [one.id for one in governed("Junta de Andalucía (Spanien)")], governed("Junta")
    (['es-an'], [])
    >>> [one.id for one in governed("Freie und Hansestadt Hamburg")], [one.id for one in governed("Mairie de Lyon")]
    (['de-hh'], ['gn-2996944'])
    >>> [one.name.en for word in ("Município de Lisboa", "Lunds kommun", "Grad Maribor") for one in governed(word)]
    ['Lisbon', 'Lund', 'Maribor']
    """
    led = _led(country_behind(name))
    if led is None:
        return []
    return next((found for rest in led.rests if (found := _governed(rest, led, within))), [])


def _governed(name: str, led: _Led, within: Iterable[str]) -> list[RegisteredRegion]:
    """The same of a name without its word."""
    rest, _, outer = (part.strip() for part in name.partition(","))
    said = {country for one in find(outer) for country in countries_of(one)} if outer else {*within}
    countries = led.countries & said if said else led.countries
    found = {one.id: one for one in (_towns(rest, countries) if led.what == _TOWN else _around(rest, led.what))}
    there = [one for one in found.values() if countries & countries_of(one)]
    # One of the whole world that dwarfs all others of its name is meant: Málaga of Spain, and not that of Colombia.
    largest = find_cities(rest) if len(there) > 1 else []
    foremost = [one for one in largest if one in there]
    if len(largest) == 1:
        return foremost or there
    return [*foremost, *(one for one in there if one not in foremost)]


def _towns(rest: str, countries: Iterable[str]) -> Iterator[RegisteredRegion]:
    """The towns of a name in some countries; one that is a region itself by that region."""
    own = [one for one in standing(find(rest)) if one.level != "country" and is_town_itself(one)]
    yield from own
    for country in sorted(countries):
        spelt = [one for one in cities_spelt(rest) if country in countries_of(one)]
        for one in find_cities(rest, country.removeprefix("region/")) or spelt:
            if not any(each.id in matches(one.id) or countries_of(each) & countries_of(one) for each in own):
                yield one


def _around(rest: str, what: str) -> Iterator[RegisteredRegion]:
    """The regions around towns that have a name, those of ISO 3166-2 before those of NUTS."""
    exact = standing(find(f"{rest}, Landkreis"))
    named = exact or standing([one for one in (*find(rest), *find(f"{rest} region")) if _is_around(one, what)])
    seen = set[str]()
    for one in named:
        same = next((region(each) for each in matches(one.id) if one.id.startswith("nuts-") and _is_iso(each)), one)
        if same.id not in seen and not seen & {*matches(same.id)}:
            seen.add(same.id)
            yield same


_ISO = re.compile("[a-z]{2}-[a-z0-9]{1,3}")


def _is_iso(thing: str) -> bool:
    return _ISO.fullmatch(thing) is not None and not thing.startswith("gn-")


def _is_around(one: RegisteredRegion, what: str) -> bool:
    if not one.is_current or one.level == "country" or one.id.startswith("gn-"):
        return False
    if what == _STATE:
        return one.level == "province"
    return not is_town_itself(one)
