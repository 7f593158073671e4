"""Regions of other countries by names that say their level: Moscow Oblast, Tashkent Region, Woiwodschaft Pommern.

Without that word such a name is often a town's as well, which is a region itself: Moscow, Tashkent. So a name with it
leads to what is called with one, under any name that GeoNames has; to the town only where nothing else is called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.intake.registries.directions import directed, is_direction, says_direction
from kg.intake.registries.matches import NUTS_AS_ISO, matches
from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.reading import (
    ELSEWHERE,
    catalogue,
    cities,
    city_names,
    exonyms,
    spelt_cities,
    without_han_kind,
)
from kg.nearest import folded

#: Words for what a region is, behind its name, in letters without accents.
_BEHIND = (
    r"(?:(?:special |self[ -]governing |autonomous |federal |administrative |metropolitan |capital |national )*"
    r"(?:region|province|prov\.?|territory|oblast|okrug|republic|prefecture|county|district|community|state))"
    r"|oblast['’]|oblisi|oblysy|oblys|obl\.?|krai|kray|kraj|voivod(?:e)?ship|governorate|governate|gov\.?|canton"
    r"|department|(?:regional )?division|emirate|viloyati|velayat[iy]?|welayaty|vilayati?|city county|megye|varmegye"
    r"|il[iı]|judet|mkhare|lan|fylke|maakunta|respublikasi|zhupanija|zupanija|apskritis|apygarda|suyu|wojewodztwo"
    r"|metropolis|ken|fu|do|to|land"
)
#: The same before it, with the little words that stand between.
_BEFORE = (
    r"(?:autonomous |federal |free )*(?:region|province|territory|oblast|republic|prefecture|county|district|department"
    r"|canton|state|emirate|governorate|community) of (?:the )?"
    r"|(?:comunidade?|principado|region|provincia|departamento|estado|regiao|distrito|regione|departement|province"
    r"|canton)(?: autonom[aeo]| foral)? "
    r"(?:(?:del|de|do|da|dos|das|des|du|di|della|dello)(?: la| los| las)? |d['’]|d[ei] l['’]|dell['’])?"
    r"|(?:freistaat|bundesland|land|kanton|woiwodschaft|wojewodztwo|kaunti ya|wilaya ya|wilayah|provinsi|tinh|changwat"
    r"|respublika|oblast|kray|judetul|muhafazat) "
)
_BY_WORD = re.compile(
    rf"(?:the )?(?:(?P<lead>{_BEFORE})(?P<led>\S.*)|(?P<before>.*?\S)[ -](?P<word>{_BEHIND}))",
)
#: What has a word for a town is none of these. Those of Korea are regions.
_TOWN = re.compile(r"(?:the )?(?:city|town) of .+|(?!.+ metropolitan city).+ (?:city|town|shahri|qalasy)")
#: What GeoNames calls regions that are towns.
_TOWN_KIND = re.compile(r"\b(?:city|capital|town)\b")
#: Words beside those that tell what a region is.
_NOT_TELLING = frozenset(
    {"autonomous", "autonoma", "autonome", "autonomo", "federal", "foral", "special", "self", "governing", "free"}
    | {"administrative", "metropolitan", "capital", "national", "regional", "the", "city"}
)
_WITHIN_WORDS, _BETWEEN = re.compile("['’‘`´ʻʼ]"), re.compile("[-–—\\s]+")
#: No name of a region is longer.
_LONGEST = 80
#: How many letters of a word for a level are compared: province, provincia, provinsi.
_STEM_OF_WORD = 5
#: How a word begins of which no level of its own can be told: the first level here, the second there.
_VAGUE = "distr"
#: What people call regions of whatever level, as the words begin.
_OF_ANY = frozenset(("regio", "provi", "distr", "terri", "commu", "land"))
#: How many of the cities of one name are looked at.
_MOST_CITIES = 3
#: So many regions of a country that have two words for their level show that both mean the same there.
_SEVERAL = 2
#: Words for levels that names in the registries seldom have, as those that they have.
_AS_ELSEWHERE = {"tinh": "provi", "chang": "provi"}


def without_level(plain: str) -> tuple[str, str]:
    """A folded name of a region without the word for its level, of whatever language, and how that word begins.

    Both are empty where it has none, or says that it is a town's.

    >>> without_level("moscow oblast"), without_level("provincia di torino"), without_level("moscow city")
    (('moscow', 'oblas'), ('torino', 'provi'), ('', ''))
    """
    if len(plain) > _LONGEST or _TOWN.fullmatch(plain):
        return "", ""
    match = _BY_WORD.fullmatch(plain)
    if not match:
        return "", ""
    return _stem(match["led"] or match["before"]), _word_of_kind(match["lead"] or match["word"])


def _word_of_kind(kind: str) -> str:
    """How the word begins that tells a level in what GeoNames calls a region: autonomous community."""
    words = re.findall("[a-z]+", kind)
    return next((one for one in words if one not in _NOT_TELLING), "")[:_STEM_OF_WORD]


def _stem(plain: str) -> str:
    return _BETWEEN.sub(" ", _WITHIN_WORDS.sub("", plain)).strip()


@dataclass(slots=True)
class _Index:
    """Regions by their names without the words for their levels.

    Attributes:
        exact: the ids of regions by their whole further names.
        said: those that are called with such a word, each with what these begin with: Moscow Oblast.
        bare: those that are called so without one.
        in_han: those of the first level by their Chinese names without what tells their kind.
        towns: those that are towns.
        directed: those that say a direction, by it and by the rest of their names, in whatever language.
        words: what the words for the level of each begin with, that of its kind among them.
        together: by country and such a word, how many of its regions have each other word beside it: a viloyat is a
            region, and no department.
    """

    exact: dict[str, dict[str, None]] = field(default_factory=dict)
    said: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    bare: dict[str, dict[str, None]] = field(default_factory=dict)
    in_han: dict[str, list[str]] = field(default_factory=dict)
    towns: set[str] = field(default_factory=set)
    directed: dict[frozenset[str], dict[str, None]] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    together: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def add(self, thing: str, kind: str, names: Iterable[str]) -> None:
        """Take up a region by its further names."""
        words = self.words.setdefault(thing, {_word_of_kind(kind)} - {""})
        for name in filter(None, names):
            stem, word = without_level(name)
            words |= {word} - {""}
            if says := directed(stem or _stem(name)):
                self.directed.setdefault(says, {})[thing] = None
            if stem:
                self.exact.setdefault(_stem(name), {})[thing] = None
                self.said.setdefault(stem, {}).setdefault(thing, set()).update((word, kind[:_STEM_OF_WORD]))
            else:
                self.bare.setdefault(_stem(name), {})[thing] = None
        if _TOWN_KIND.search(kind):
            self.towns.add(thing)
        for one in words:
            self.together.setdefault((_country(thing), one), Counter()).update(words)

    def fits(self, thing: str, word: str) -> bool:
        """Whether a region may be called with a word for a level: with its own, or with one that others there have too.

        Args:
            thing: the region.
            word: what that word begins with.
        """
        word, own = _AS_ELSEWHERE.get(word, word), self.words.get(thing, set())
        beside = self.together.get((_country(thing), word), Counter())
        return word in own or any(beside[one] >= _SEVERAL for one in own)

    def may_have(self, thing: str, word: str) -> bool:
        """Whether a region may be of a level by that word: one of any level, or of some region of its country."""
        is_elsewhere = thing in _elsewhere() or thing.startswith("nuts-")
        return not is_elsewhere or word in _OF_ANY or (_country(thing), word) in self.together


@cache
def _index() -> _Index:
    found, further = _Index(), exonyms()
    for one in _elsewhere().values():
        if one.parents:
            kind, names = further.get(one.id, ("", ()))
            found.add(one.id, kind, (folded(one.name.en), *names))
            if (bare := without_han_kind(one.name.zh)) != one.name.zh and one.level == "province":
                found.in_han.setdefault(folded(bare), []).append(one.id)
    return found


def _elsewhere() -> Mapping[str, RegisteredRegion]:
    known = catalogue().registries
    return known[ELSEWHERE].regions if ELSEWHERE in known else {}


def of_level(plain: str, found: Collection[str]) -> tuple[str, ...]:
    """The regions that a name with a word for a level means, by their ids.

    Args:
        plain: the name, folded.
        found: the ids of what is called as it is, or as the rest of it.

    Returns:
        what is found, without towns of the name beside which there is what has that level; where nothing is found, the
        regions that are called so by further names, or whose town is.
    """
    meant = _of_level(plain, found)
    if not says_direction(plain):
        return meant
    stem, _ = without_level(plain)
    # North Department is Nord of Haiti as well as what is called so in France; what no country has so is asked.
    further = in_direction(plain, of_level=True) if meant or not is_direction(stem) else ()
    return tuple(dict.fromkeys((*meant, *further)))


def in_direction(plain: str, *, of_level: bool = False) -> tuple[str, ...]:
    """The regions of which a name in English says the direction, in whatever language, by their ids.

    Args:
        plain: the name, folded, with a word for a level.
        of_level: only those that may be called with that word.
    """
    if not says_direction(plain):
        return ()
    stem, word = without_level(plain)
    found = _index().directed.get(directed(stem), ())
    return tuple(one for one in found if not of_level or _index().fits(one, word))


def _of_level(plain: str, found: Collection[str]) -> tuple[str, ...]:
    """The regions that a name with a word for a level means in its own language; see ``of_level``."""
    stem, word = without_level(plain)
    if not stem:
        return tuple(found)
    index = _index()
    called = [one for one in (*index.said.get(stem, ()), *index.bare.get(stem, ())) if index.fits(one, word)]
    named_so = called if any(one in index.said.get(stem, ()) for one in called) else ()
    said = _of_the_word(index.exact.get(_stem(plain), {}) or dict.fromkeys(named_so), stem, word)
    is_vague = word == _VAGUE
    if said:
        return (*said, *(one for one in found if one not in said and (is_vague or not _beside(one, said, stem))))
    every = (*index.said.get(stem, ()), *index.bare.get(stem, ()))
    if is_vague and found:
        here = {_country(one) for one in found}
        return tuple(dict.fromkeys((*(one for one in every if _country(one) in here), *found)))
    # What has the name alone, in a country that has no such level, is another place: North Department of Cameroon's.
    named = tuple(found or (one for one in (*index.bare.get(stem, ()), *_by_town(stem)) if index.fits(one, word)))
    meant = _without_towns((*_same_place(every, named), *named), every)
    # Est Voivodeship is no region of Burkina Faso, whatever is called Est there.
    return tuple(one for one in meant if one not in found or index.may_have(one, word))


def of_same_place(plain: str, found: Collection[str]) -> tuple[str, ...]:
    """The ids that are found, and before them those of the first level of which they are the same place in NUTS.

    Args:
        plain: the name, folded.
        found: the ids of what has exactly that name.

    Returns:
        them; of a name without a word for a level, what is found alone: Región de Murcia is es-mc, and Bayern of NUTS.
    """
    stem, _ = without_level(plain)
    index = _index()
    called = (*index.said.get(stem, ()), *index.bare.get(stem, ())) if stem else ()
    return (*_same_place(called, found), *found)


def _same_place(called: Collection[str], found: Collection[str]) -> tuple[str, ...]:
    """Those regions that are the same place as one of NUTS that is found, and are not found themselves."""
    return tuple(one for one in dict.fromkeys(called) if one not in found and any(two in found for two in matches(one)))


@cache
def named_with_levels() -> dict[str, str]:
    """By names without the words for their levels the further names that have one, of what has no such name itself.

    They are folded, with capitals; of several of a region the one in English is given, where there is one.
    """
    found: dict[str, str] = {}
    known = catalogue().named
    for _, names in exonyms().values():
        for name in sorted(names, key=lambda one: not one.endswith(_IN_ENGLISH)):
            stem, _ = without_level(name)
            if stem and stem not in known:
                found.setdefault(stem, name.title())
    return found


#: How names of regions end in English.
_IN_ENGLISH = (" region", " province", " oblast", " voivodeship", " county", " governorate", " state", " prefecture")


def of_level_in_chinese(name: str, found: Collection[str]) -> tuple[str, ...]:
    """The regions that a Chinese name with a word for a level means, by their ids: 卡拉干达省 as the town's, 塔什干省.

    Args:
        name: the name without that word, folded.
        found: the ids of what is called so.
    """
    if said := _index().in_han.get(name, ()):
        here = {_country(one) for one in said}
        return (*said, *(one for one in found if one not in said and not (_country(one) in here and _is_first(one))))
    return tuple(found) or _by_town(name)


def _of_the_word(ids: Collection[str], stem: str, word: str) -> list[str]:
    """Of several regions of one country those that are called with the very word, where some are."""
    said = _index().said.get(stem, {})
    having = {_country(one) for one in ids if word in said.get(one, ())}
    return [one for one in ids if _country(one) not in having or word in said.get(one, ())]


def _beside(one: str, said: Collection[str], stem: str) -> bool:
    """Whether a region is called without the word, or with another one, in the country of one that has it.

    Args:
        one: the region.
        said: those that have the word.
        stem: their name without it.
    """
    ways = [one, *matches(one)] if one.startswith("nuts-") else [one]
    here = {_country(each) for each in said}
    others = _index().said.get(stem, {})
    return any(way not in said and _country(way) in here and (way in others or _is_first(way)) for way in ways)


def _without_towns(ids: Collection[str], others: Collection[str]) -> tuple[str, ...]:
    """Regions without those that are towns, where the country has another one of the name."""
    towns = _index().towns
    every = dict.fromkeys((*ids, *(one for one in others if any(_country(one) == _country(each) for each in ids))))
    wide = {_country(one) for one in every if one in _elsewhere() and one not in towns}
    has_town = {_country(one) for one in ids if one in towns}
    return tuple(
        one
        for one in every
        if not (one in towns and _country(one) in wide) and (one in ids or _country(one) in has_town & wide)
    )


def _by_town(name: str) -> tuple[str, ...]:
    """The regions of the first level of whose names one is a spelling of a town's: Samarqand of Samarkand."""
    index, found = _index(), dict[str, None]()
    for thing in list(dict.fromkeys((*city_names().get(name, ()), *spelt_cities().get(name, ()))))[:_MOST_CITIES]:
        city = cities().regions[thing]
        ways = [_stem(folded(way)) for way in (city.name.en, *_spellings_of(thing))]
        country = next((outer for outer in _outers(thing) if len(outer) == len("fr")), "")
        own = [one for way in ways for one in (*index.said.get(way, ()), *index.bare.get(way, ()))]
        found |= dict.fromkeys(one for one in own if _country(one) == country and _is_first(one))
    said = [one for one in found if one not in index.towns]
    return tuple(said or found)


@cache
def _by_city() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text, names in spelt_cities().items():
        for name in names:
            found.setdefault(name, []).append(text)
    return found


def _spellings_of(city: str) -> list[str]:
    return _by_city().get(city, [])


def _outers(thing: str) -> Iterator[str]:
    known, left = catalogue().regions, [thing]
    while left:
        one = known[left.pop()]
        yield one.id
        left += one.parents


def _country(thing: str) -> str:
    """The country of a region of another country, by its id."""
    country, _, code = thing.partition("-")
    return country if country != "nuts" else NUTS_AS_ISO.get(code[:2], code[:2])


def _is_first(thing: str) -> bool:
    one = _elsewhere().get(thing)
    return one is not None and one.level == "province"
