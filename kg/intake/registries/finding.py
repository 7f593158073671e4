"""What a name, an id or a code may mean in the registries, on a day, at a level, within a region."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache

from kg.intake.registries.levels import (
    in_direction,
    named_with_levels,
    of_level,
    of_level_in_chinese,
    of_same_place,
    without_level,
)
from kg.intake.registries.matches import matches
from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.published import readings
from kg.intake.registries.reading import ELSEWHERE, catalogue, named_elsewhere, sovereigns, without_han_kind
from kg.nearest import folded, no_such
from kg.text import HAN, Text

#: Levels from the widest to the narrowest, as results are ordered.
_LEVELS = ("country", "province", "municipality", "city", "county", "town")
#: Levels that count among others too, as the code list ``level`` says by ``pk:standsFor``.
STANDS_FOR = {"municipality": ("province", "city")}
#: Commas of both languages, between a place and what it lies in.
_COMMAS = re.compile(r"\s*[,，、]\s*")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")
#: A name in two languages: one of Han and one without, in either order, or one behind the other in brackets or a slash.
_IN_TWO = re.compile(
    rf"([{HAN}]+) ?([^{HAN}()/]+)|([^{HAN}()/]+?) ?([{HAN}]+)|([^()/]+?) ?\(([^()/]+)\)|([^()/]+?) ?/ ?([^()/]+)"
)
#: What kind of division a name is of, in English, behind it or before it; a registry may have the name without.
_KIND = (
    r"(?:special |uygur |uyghur |zhuang |hui )?(?:autonomous |administrative |capital )?"
    r"(?:region|prefecture|county|banner)|"
    r"(?:prefecture-level |county-level )?city|municipality|province|prov\.?|district|dist\.?|cty\.?|"
    r"(?:free |federal )?state|new area|canton|kanton|land|(?:autonomous )?community|comunidad(?: autónoma)?|région|"
    r"voivodeship|oblast|krai|governorate|republic|principality|free and hanseatic city|free hanseatic city|"
    r"metropolitan city"
)
#: The same right before a name: Land Hessen, Région Bretagne.
_LEADS = r"land|bundesland|freistaat|kanton|canton|région|region|comunidad de|provincia (?:de|di)"
_WITH_KIND = re.compile(
    rf"(?:the )?(?:(?:{_KIND}) of (?P<behind>.+)|(?:{_LEADS}) (?P<led>.+)|(?P<before>.+?) (?:{_KIND}))"
)
#: How countries are called as states: 波兰共和国, the Kingdom of Denmark.
_STATE = re.compile(
    r"(?P<han>.{2,}?)(?:民主|联邦|伊斯兰|人民|合作|社会主义|东岸|阿拉伯|玻利瓦尔|多民族)*(?:共和国|王国|大公国|公国|苏丹国|联邦)|"
    r"(?:the )?(?:federal |islamic |democratic |people's |socialist |united |arab |bolivarian |plurinational |"
    r"hashemite |co-?operative |independent |oriental |former yugoslav )*"
    r"(?:republic|kingdom|federation|commonwealth|states?|sultanate|grand duchy|principality|union) of (?:the )?"
    r"(?P<en>.+)"
)
#: What is called as a state is, and is not the country of that name: which one is meant is asked.
_OF_ANOTHER_NAME = frozenset({"republic of china", "the republic of china"})
#: Codes of ISO 3166-1 of what is a province in the registries.
_LISTED_TOO = ("hk", "mo", "tw")
#: An id of China's as most are made, of a code; a few regions have an id of their own.
_CODED = re.compile(r"cn-([0-9]{6})")
#: How the ids of statistical regions begin.
_NUTS = "nuts-"
#: How like a name must be to be near, out of 100.
_LIKE = 60
#: The longest text that is taken apart; no region is called as long.
_LONGEST = 80
#: The shortest word that is looked for in names.
_SHORTEST = 4


def find(text: str, on: date | None = None, level: str = "", within: str = "") -> list[RegisteredRegion]:
    """The regions that a name, an id or an official code may mean.

    Names are compared as ``kg.nearest.folded`` has them. A name may be followed by what it lies in (``Jiaxing,
    Zhejiang``), in Chinese preceded by it (``浙江省嘉兴市``).

    Args:
        text: the name, id or code.
        on: only regions that stand on that day, as far as the registries know; those of any day if ``None``.
        level: only regions of that code of the code list ``level``, or that count there: a municipality is a province
            and a city.
        within: only regions that lie, at any depth, in one of this name, id or code.

    Returns:
        all that are meant: those that still stand first, then from the widest level to the narrowest, then by id. Empty
        if there are none; ``near`` has names that come near.
    """
    outer = set(_with_successors(one.id for one in _meant(within))) if within else set()

    def fitting(regions: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
        stands = {one.id: one for one in regions if one.stands(on) and is_of(one, level)}
        return [one for one in stands.values() if not within or outer & ancestors(one)]

    found = fitting(_meant(text))
    if not found and outer:
        # West Department within Haiti is its Ouest.
        found = fitting(catalogue().regions[one] for one in in_direction(folded(text)))
    return sorted(found, key=_order)


@lru_cache(10_000)
def meant(text: str, level: str = "") -> RegisteredRegion | None:
    """The one region that a name or a code means, rather one that stands; ``None`` where none or several are meant.

    Args:
        text: the name, id or official code.
        level: only a region of that code of the code list ``level``, or one that counts there.
    """
    every = find(text, level=level)
    found = distinct([one for one in every if one.is_current] or every)
    return found[0] if len(found) == 1 else None


def listed(registry: str = "", on: date | None = None, level: str = "", within: str = "") -> list[RegisteredRegion]:
    """The regions of a registry: what a count over all of them is out of.

    Args:
        registry: its name; regions of all registries if empty.
        on: only regions that stand on that day, as far as the registries know; those of any day if ``None``.
        level: only regions of that code of the code list ``level``, or that count there: a municipality is a province
            and a city.
        within: only regions that lie, at any depth, in one of this name, id or code.

    Returns:
        the regions, those that still stand first, then from the widest level to the narrowest, then by id.

    Raises:
        UsageError: if there is no such registry.
    """
    known = catalogue()
    if registry and registry not in known.registries:
        raise no_such(Text("registry", "名录"), registry, list(known.registries))
    table = known.registries[registry].regions if registry else known.regions
    found: Iterable[RegisteredRegion] = table.values()
    if within:
        inside = _below(set(_with_successors(one.id for one in _meant(within))))
        found = (table[name] for name in inside if name in table)
    return sorted((one for one in found if one.stands(on) and is_of(one, level)), key=_order)


def distinct(regions: Sequence[RegisteredRegion]) -> list[RegisteredRegion]:
    """Regions without those that are the same place as another one of them.

    A statistical region may be all of the one that it lies in: Hamburg is DE6, DE60 and DE600 of NUTS, and DE-HH of ISO
    3166-2, which stands for all of them.
    """
    found: list[RegisteredRegion] = []
    left_out: set[str] = set()
    for one in sorted(regions, key=lambda one: (*_order(one)[:2], one.id.startswith(_NUTS), one.id)):
        if one.id in left_out:
            continue
        found.append(one)
        same = [one.id, *matches(one.id)]
        while same:
            inside = _children().get(same.pop(), [])
            # What is alone in a region and has its name is the whole of it.
            if len(inside) == 1 and inside[0] not in left_out:
                same += inside
                left_out |= {inside[0], *matches(inside[0])}
        left_out |= set(matches(one.id))
    return found


def called_by_direction(text: str) -> list[RegisteredRegion]:
    """The regions that a name in English is a direction of, in their own languages: to be proposed only.

    Args:
        text: the name with a word for its level: West Department, of Haiti.
    """
    known = catalogue().regions
    return sorted((known[one] for one in in_direction(folded(text), of_level=True)), key=_order)


def called_elsewhere(text: str) -> list[RegisteredRegion]:
    """The subdivisions of countries that another language calls so: to be proposed only.

    Args:
        text: the name: Toskana, Pays de Galles.

    Raises:
        SourceError: if the names cannot be read.

    >>> [one.id for name in ("Toskana", "Pays de Galles", "Nowhere") for one in called_elsewhere(name)]
    ['it-52', 'gb-wls']
    """
    known = catalogue().regions
    return sorted((known[one] for one in named_elsewhere().get(folded(text), ()) if one in known), key=_order)


def holding(text: str, most: int = 3) -> list[RegisteredRegion]:
    """The regions that stand whose names in Latin script have a text in them as a word: Kingston upon Hull for Hull.

    Args:
        text: the text; none is looked for if it is shorter than four letters.
        most: how many at most; if there are more, the text tells too little, and none is given.
    """
    plain = folded(text)
    if len(plain) < _SHORTEST or not plain.isascii() or len(plain) > _LONGEST:
        return []
    word = re.compile(rf"(?<![a-z]){re.escape(plain)}(?![a-z])")
    names = [name for name in _names() if plain in name and word.search(name)]
    known = catalogue()
    ids = dict.fromkeys(one for name in names for one in known.named[name])
    found = distinct([known.regions[one] for one in ids if known.regions[one].is_current])
    return found if len(found) <= most else []


def named_from(text: str, most: int = 20) -> list[RegisteredRegion]:
    """The regions with a name or an id that begins as a text does, for somebody who is typing one.

    Args:
        text: at least two signs; of Latin script, three letters.
        most: how many at most.

    Returns:
        those that still stand first, then those of the shortest names.
    """
    plain = folded(text)
    if not 2 + plain.isascii() <= len(plain) <= _LONGEST:
        return []
    known, names = catalogue(), _names()
    found: dict[str, int] = {}
    for name in names[bisect_left(names, plain) :]:
        if not name.startswith(plain):
            break
        for one in known.named[name]:
            found[one] = min(len(name), found.get(one, len(name)))
    ranked = sorted(found, key=lambda one: (not known.regions[one].is_current, found[one], one))
    return [known.regions[one] for one in ranked[:most]]


def near(text: str, most: int = 3) -> list[str]:
    """Names in the registries that come near to a text, the nearest first; for one that ``find`` does not know."""
    from rapidfuzz import fuzz, process  # not where nothing is misspelt

    plain = folded(text)
    if not plain or len(plain) > _LONGEST:
        return []

    # As kg.nearest compares, by the part of both that is in one order; compiled, as there are tens of thousands.
    def nearest_of(misspelt: str, names: Iterable[str]) -> list[str]:
        found = process.extract(misspelt, names, scorer=fuzz.ratio, processor=None, score_cutoff=_LIKE, limit=most)
        return [name for name, _, _ in found]

    outer, inner = _begun(plain)
    if within := nearest_of(inner, sorted(_names_in(outer))) if outer else []:
        return [_as_written(name) for name in within]
    with_levels = named_with_levels() if plain.isascii() else {}
    stem = without_level(plain)[0] or plain
    found = [*nearest_of(plain, _names()), *nearest_of(stem, tuple(with_levels))]
    ranked = sorted(dict.fromkeys(found), key=lambda name: -fuzz.ratio(stem if name in with_levels else plain, name))
    return [with_levels.get(name) or _as_written(name) for name in ranked[:most]]


def _begun(plain: str) -> tuple[tuple[str, ...], str]:
    """What a Chinese name begins with that is known, and the rest, which may be misspelt."""
    for cut in range(len(plain) - 2 if not plain.isascii() else 0, 1, -1):
        if outer := _meant_folded(plain[:cut]):
            return outer, plain[cut:]
    return (), plain


def _names_in(outer: Iterable[str]) -> Iterator[str]:
    """The folded names of all that lies in regions."""
    known, wanted = catalogue(), set(_with_successors(outer))
    for name in _below(wanted):
        yield from map(folded, known.regions[name].names)


def _below(wanted: set[str]) -> set[str]:
    found: set[str] = set()
    left = list(wanted)
    while left:
        inside = [name for name in _children().get(left.pop(), ()) if name not in found]
        found.update(inside)
        left += inside
    return found


@cache
def _children() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in catalogue().regions.values():
        for parent in one.parents:
            found.setdefault(parent, []).append(one.id)
    return found


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(catalogue().named))


def _as_written(plain: str) -> str:
    """A folded name as the region writes it that has it."""
    one = catalogue().regions[catalogue().named[plain][0]]
    return next((name for name in (*one.names, one.code, one.id) if folded(name) == plain), one.id)


def successors(one: RegisteredRegion, on: date | None = None) -> list[RegisteredRegion]:
    """What became of a region: what stands in its place on a day, or today; itself if it still stands.

    Args:
        one: the region.
        on: the day; the last that the registries know if ``None``.
    """
    known, found, seen = catalogue().regions, {}, set()
    left = [one]
    while left:
        region = left.pop()
        if region.id in seen:
            continue
        seen.add(region.id)
        gone = not region.is_current if on is None else not region.stands(on)
        following = [known[name] for name in region.successors] if gone else []
        if following:
            left += following
        elif not gone or region is not one:
            found[region.id] = region
    return sorted(found.values(), key=_order)


def history(one: RegisteredRegion) -> list[RegisteredRegion]:
    """A region with all that it came from, and all that became of it, at any remove; the oldest first."""
    known = catalogue()
    found: dict[str, RegisteredRegion] = {}
    for steps in (lambda region: known.predecessors.get(region.id, ()), lambda region: region.successors):
        left = [one]
        while left:
            region = left.pop()
            if region is one or region.id not in found:
                found[region.id] = region
                left += [known.regions[name] for name in steps(region) if name not in found]
    return sorted(found.values(), key=lambda region: (region.valid_from or date.min, region.valid_to or date.max))


def is_of(one: RegisteredRegion, level: str) -> bool:
    """Whether a region is of a level, or counts there; of none, every one is."""
    return level in ("", one.level, *STANDS_FOR.get(one.level, ()))


def ancestors(one: RegisteredRegion) -> set[str]:
    """The ids of all that a region lies in, at any depth."""
    known, found = catalogue().regions, set()
    left = list(one.parents)
    while left:
        name = left.pop()
        if name not in found and name in known:
            found.add(name)
            left += known[name].parents
    return found


def _meant(text: str) -> Sequence[RegisteredRegion]:
    """What a text means as it is, else with what it says that it lies in."""
    plain = folded(text)
    if not plain or len(plain) > _LONGEST:
        return ()
    known = catalogue().regions
    # 云南 昆明 is 云南昆明, and 海 盐 县 is 海盐县.
    names = _meant_folded(plain) or _meant_folded(_BETWEEN_HAN.sub("", plain)) or _published(plain)
    return [known[name] for name in names]


@lru_cache(maxsize=4096)
def _published(plain: str) -> tuple[str, ...]:
    """The country that a name means as publishers of tables write it: Korea, Rep.; Kosovo*; Taiwan, Province of China.

    A territory with its country in brackets is that territory: Puerto Rico (US); Lebanon (US) is a town there. What is
    in two languages, 日本 Japan or Germany (Deutschland), is the country that both name.
    """
    for text in readings(plain):
        if countries := _countries(text) or tuple(one for one in _called(text) if _is_country(one)):
            return countries
    if countries := _named_twice(plain):
        return countries
    name, _, land = plain.removesuffix(")").partition(" (")
    own, around = _countries(name), _countries(land) if plain.endswith(")") else ()
    return own if own and around and sovereigns().get(own[0]) == around[0] else ()


def _named_twice(plain: str) -> tuple[str, ...]:
    """The one country that a text names in two languages, in Han beside another, in brackets or behind a slash."""
    parts = _IN_TWO.fullmatch(plain)
    if parts is None:
        return ()
    some = [one.strip() for one in parts.groups() if one is not None]
    # Deutschland and other names of a country's own are in short ones.
    named = [_countries(one) or tuple(state for state in _called(one) if _is_country(state)) for one in some]
    return named[0] if len(named[0]) == 1 and named[0] == named[1] else ()


def _is_country(name: str) -> bool:
    """Whether a region is a country, or has a code of ISO 3166-1 as countries have: Hong Kong, Macao, Taiwan."""
    one = catalogue().regions[name]
    return one.level == "country" or any(name in catalogue().named.get(code, ()) for code in _LISTED_TOO)


#: Perth & Kinross is Perth and Kinross; St. Kitts&Nevis too.
_AMPERSAND = re.compile(r"\s*&\s*")


@lru_cache(maxsize=4096)
def _meant_folded(plain: str) -> tuple[str, ...]:
    if called := _called(plain) or (_called(_AMPERSAND.sub(" and ", plain)) if "&" in plain else ()):
        return called
    parts = [part for part in _COMMAS.split(plain) if part]
    for cut in range(len(parts) - 1, 0, -1):  # a name may have a comma itself
        name, outer = ", ".join(parts[:cut]), parts[cut:]
        if found := _lying_in(name, outer) or _lying_in(name, [", ".join(outer)]):
            return found
    if len(parts) > 1:
        return ()
    # Chinese goes from the widest to the narrowest, without anything between.
    for cut in range(1, len(plain) - 1 if not plain.isascii() else 0):
        found = _lying_in(plain[cut:], [plain[:cut]])
        if found:
            return found
    return ()


def _called(plain: str) -> tuple[str, ...]:
    """What is called so, also with its kind behind a comma; else what is with its kind in English.

    A city is no province: Fukuoka City is not Fukuoka, and New York City not New York.
    """
    known = catalogue()
    if _countries(plain):
        # 澳大利亚首都特区 is not called 澳大利亚, whatever it is in short.
        return tuple(known.named[plain])
    if exact := tuple(dict.fromkeys((*known.named.get(plain, ()), *known.in_short.get(plain, ())))):
        return of_same_place(plain, exact) if any(one.startswith(_NUTS) for one in exact) else exact
    if (coded := _CODED.fullmatch(plain)) and (by_code := tuple(known.named.get(coded[1], ()))):
        return by_code
    if plain in _OF_ANOTHER_NAME:
        return ()
    # Before the words of a state: the Democratic Republic of Congo is not Congo.
    if plain.startswith("the ") and (named := tuple(known.named.get(plain.removeprefix("the "), ()))):
        return named
    if (state := _STATE.fullmatch(plain)) and (countries := _countries(state["han"] or state["en"])):
        # The State of Georgia is one of the United States, or a country; that of Mexico is called Mexico State too.
        en = state["en"] or ""
        others = (*known.named.get(en, ()), *known.named.get(f"{en} state", ())) if "state of " in plain else ()
        return tuple(dict.fromkeys((*countries, *others)))
    if not plain.isascii() and (short := without_han_kind(plain)) != plain:
        return _called_elsewhere(plain, short)
    kind = _WITH_KIND.fullmatch(plain)
    bare = next(filter(None, kind.groups())) if kind else plain
    found = dict.fromkeys((*known.named.get(bare, ()), *known.in_short.get(bare, ())))
    is_city = (kind is not None and plain.removeprefix("the ").startswith("city of ")) or plain.endswith(" city")
    # Those of Korea are: Busan Metropolitan City.
    is_city = is_city and not plain.endswith(" metropolitan city")
    # The Capital Region of Denmark is a part of it.
    wider = ("province", "country") if is_city else ("country",) if kind else ()
    named = tuple(one for one in found if known.regions[one].level not in wider)
    return named if is_city else of_level(plain, named)


def _countries(bare: str) -> tuple[str, ...]:
    """The countries of a folded name."""
    known = catalogue()
    return tuple(one for one in known.named.get(bare, ()) if known.regions[one].level == "country")


def _called_elsewhere(plain: str, bare: str) -> tuple[str, ...]:
    """The subdivisions of other countries that a Chinese name means with another kind behind it, or with one more.

    巴伐利亚州 is 巴伐利亚; a plain city is none of a name that is a province's as well: 大阪市, 魁北克市.
    """
    known = catalogue()
    table = known.registries[ELSEWHERE].regions if ELSEWHERE in known.registries else {}
    found = dict.fromkeys((*known.named.get(bare, ()), *known.in_short.get(bare, ())))
    is_city = plain == f"{bare}市"
    named = tuple(
        one for one in found if one in table and table[one].parents and not (is_city and table[one].level == "province")
    )
    return named if is_city else of_level_in_chinese(bare, named)


def _lying_in(name: str, outer: Iterable[str]) -> tuple[str, ...]:
    """The regions of a name that lie in regions of all other names, these folded too."""
    known, found = catalogue(), _called(name)
    around = [set(_with_successors(_meant_folded(text))) for text in outer] if found or in_direction(name) else []

    def inside(ids: Iterable[str]) -> tuple[str, ...]:
        above = ((one, ancestors(known.regions[one])) for one in ids)
        return tuple(one for one, outers in above if all(not every.isdisjoint(outers) for every in around))

    # North Region of Haiti is its North Department, and of no other country's.
    return inside(found) or inside(in_direction(name))


def _with_successors(ids: Iterable[str]) -> Iterator[str]:
    """Regions and all that came after them: a region lies in the newest of its parents."""
    known, seen = catalogue().regions, set()
    left = list(ids)
    while left:
        name = left.pop()
        if name not in seen and name in known:
            seen.add(name)
            yield name
            left += known[name].successors


def _order(one: RegisteredRegion) -> tuple[bool, int, str]:
    depth = _LEVELS.index(one.level) if one.level in _LEVELS else len(_LEVELS)
    return not one.is_current, depth, one.id
