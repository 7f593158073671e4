"""Places beside the words of their own languages for what governs them: Ayuntamiento de Málaga, Lunds kommun.

Such a word tells more than that: whether a town or what is around it is meant, and in which countries it lies. What is
called by the word for an office (Mairie de, Câmara Municipal de) is a public body there, and no region; that the
table says as well, and ``kg.intake.identities`` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.intake.identities.words import rows
from kg.intake.registries import RegisteredRegion, ancestors, cities_spelt, find, find_cities, matches, region
from kg.intake.sheets.countries_in_names import country_behind
from kg.intake.sheets.name_spellings import town_in_full
from kg.intake.sheets.placing import countries_of, standing
from kg.intake.sheets.towns import is_town_itself
from kg.nearest import folded

#: What a word may govern: a town, what is around towns, a state of its country, or a county that no registry has.
_TOWN, _STATE, _BELOW = "town", "state", "below"
#: Where a word stands that stands behind the name; all others stand before it.
_END = "end"
#: Who is called by a word that is no place's.
_OFFICE = "office"
#: The longest name that is looked through.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Led:
    """A name with such a word before it or behind it.

    Attributes:
        rests: the name without it; behind some words also without the s of a genitive: Lund of Lunds kommun.
        countries: the countries in whose languages it is, as references.
        what: what it governs.
        word: the word, folded.
        is_behind: whether it stands behind the name.
    """

    rests: tuple[str, ...]
    countries: frozenset[str]
    what: str
    word: str
    is_behind: bool


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
                return _Led(tuple(f"{one}{comma}{outer}" for one in rests), countries, what, word, True)
            continue
        behind = text.removeprefix(word)
        if behind != text and (word.endswith("'") or behind.startswith(" ")) and behind.strip():
            return _Led((behind.strip(),), countries, what, word, False)
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
    >>> governed("powiat krakowski"), governed("Kabupaten Gorontalo")
    ([], [])
    >>> [one.name.en for word in ("Município de Lisboa", "Lunds kommun", "Grad Maribor") for one in governed(word)]
    ['Lisbon', 'Lund', 'Maribor']
    """
    led = _led(town_in_full(country_behind(name)))
    if led is None or led.what == _BELOW:
        return []
    return next((found for rest in led.rests if (found := _governed(rest, led, within))), [])


def counties_around(name: str) -> list[RegisteredRegion]:
    """The regions in which a county may lie that no registry has, by its word: a powiat, a kabupaten; else nothing.

    What a registry calls by its name is a region of several of them, or the town that it is called after.

    >>> [one.id for one in counties_around("powiat krakowski")], [one.id for one in counties_around("Powiat Nowy Sącz")]
    (['nuts-pl214'], ['pl-12'])
    >>> [one.id for one in counties_around("powiat sampelski")], counties_around("Landkreis Hof")
    (['pl'], [])
    """
    led = _led(name)
    if led is None or led.what != _BELOW:
        return []
    rest = led.rests[0].partition(",")[0]
    named = [one for one in _around(rest, led.what) if led.countries & countries_of(one)]
    towns = [region(one.parent) for one in _towns(rest, led.countries) if one.parent]
    found = named or towns or [region(one.removeprefix("region/")) for one in sorted(led.countries)]
    return list({one.id: one for one in found}.values())


def countries_of_word(name: str) -> list[str]:
    """The countries, by their ids, in whose languages such a word of a name is, in their order; else nothing.

    >>> countries_of_word("Gmina Samplów"), countries_of_word("Stadt Musterau")[:2], countries_of_word("Samplów")
    (['pl'], ['de', 'at'], [])
    """
    led = _led(name)
    every = (row for row in rows("public-words") if led and led.word in map(folded, row["words"].split("|")))
    return list(dict.fromkeys(one for row in every for one in row["countries"].split("|")))


def is_governed(name: str) -> bool:
    """Whether a name has such a word, whatever the registries know of the rest of it.

    >>> is_governed("Powiat Sampelski"), is_governed("Sample Institute")
    (True, False)
    """
    return _led(name) is not None


def governs_town(name: str) -> bool:
    """Whether a name has such a word of a town, or of a town's government.

    >>> governs_town("Mairie de Lyon"), governs_town("Landkreis Altötting"), governs_town("Lyon")
    (True, False, False)
    """
    led = _led(name)
    return led is not None and led.what == _TOWN


def governed_list(sides: Sequence[str]) -> list[str]:
    """The towns that one such word stands before, or behind the first of, each with it; nothing where one may be none.

    Args:
        sides: what the commas of a text part, none of which holds another.

    >>> governed_list(["Gemeente Heerlen", "Kerkrade"]), governed_list(["Lunds kommun", "Malmö"])
    (['Gemeente Heerlen', 'Gemeente Kerkrade'], ['Lunds kommun', 'Malmö kommun'])
    >>> governed_list(["Commune de Metz", "Moselle"]), governed_list(["Mairie de Metz", "Nancy"])
    ([], [])
    """
    led = _led(sides[0]) if len(sides) > 1 else None
    if led is None or led.what != _TOWN or led.word.endswith("'") or _is_office(led.word):
        return []
    words, number = sides[0].split(), len(led.word.split())
    typed = " ".join(words[-number:] if led.is_behind else words[:number])
    names = [sides[0], *(f"{side} {typed}" if led.is_behind else f"{typed} {side}" for side in sides[1:])]
    found = [governed(name) for name in names]
    if any(len(some) != 1 for some in found):
        return []
    towns = [one for some in found for one in some]
    # Lecce is a town, and the province in which another one may lie.
    is_area = any(areas_beside(side, towns[0]) for side in sides[1:])
    lands = [countries_of(one) for one in towns]
    return names if not is_area and set.intersection(*lands) and len({one.id for one in towns}) == len(towns) else []


def areas_beside(name: str, town: RegisteredRegion) -> list[RegisteredRegion]:
    """The regions around towns that a name means in a town's country, below it: Moselle, the province of Lecce.

    Args:
        name: the name.
        town: the town.
    """
    lands = countries_of(town)
    found = (one for one in find(name) if one.is_current and not one.id.startswith("gn-") and one.level != "country")
    return [one for one in found if lands & countries_of(one) and not is_town_itself(one)]


@cache
def _office_words() -> frozenset[str]:
    offices = (row for row in rows("public-words") if row["who"] == _OFFICE)
    return frozenset(folded(word) for row in offices for word in row["words"].split("|"))


def _is_office(word: str) -> bool:
    return word in _office_words()


def _governed(name: str, led: _Led, within: Iterable[str]) -> list[RegisteredRegion]:
    """The same of a name without its word."""
    rest, _, outer = (part.strip() for part in name.partition(","))
    said = {country for one in find(outer) for country in countries_of(one)} if outer else {*within}
    countries = led.countries & said if said else led.countries
    found = {one.id: one for one in (_towns(rest, countries) if led.what == _TOWN else _around(rest, led.what))}
    there = [one for one in found.values() if countries & countries_of(one)]
    if outer:
        # What stands behind a comma and holds none of them is another one: Gemeente Heerlen, Kerkrade.
        there = [one for one in there if is_held_by(one, find(outer))]
    # One of the whole world that dwarfs all others of its name is meant: Málaga of Spain, and not that of Colombia.
    largest = find_cities(rest) if len(there) > 1 else []
    foremost = [one for one in largest if one in there]
    if len(largest) == 1:
        return foremost or there
    return [*foremost, *(one for one in there if one not in foremost)]


def is_held_by(one: RegisteredRegion, around: Iterable[RegisteredRegion]) -> bool:
    """Whether a region lies in one of some others, by whatever registry has these.

    Args:
        one: the region.
        around: the others.

    >>> heerlen, *_ = governed("Gemeente Heerlen")
    >>> is_held_by(heerlen, find("Limburg")), is_held_by(heerlen, find("Nederland")), is_held_by(heerlen, [heerlen])
    (True, True, False)
    """
    outer = ancestors(one)
    outer |= {same for each in outer for same in matches(each)}
    return any(each.id in outer or not outer.isdisjoint(matches(each.id)) for each in around)


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
