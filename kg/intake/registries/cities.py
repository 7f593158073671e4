"""Cities of the world by their names: looked up last, where no other registry has a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg.intake.registries.finding import ancestors, called_elsewhere, find, holding, listed
from kg.intake.registries.matches import matches
from kg.intake.registries.model import RegisteredRegion
from kg.intake.registries.pinyin import by_pinyin
from kg.intake.registries.reading import beside_cities, cities, city_names, spelt_cities
from kg.nearest import folded
from kg.text import HAN

#: How many people live in each, by id; beside the tables of the registry.
PEOPLE = "population.csv"
#: By how much the largest of several of one name must be the largest to be meant.
_DOMINANT = 20
#: How many people a city has of which a region's name may be.
_LARGE, _MILLION = 100_000, 1_000_000
#: By how much the city of a region must be larger than its namesakes elsewhere for the region to be meant.
_BESIDE = 3
#: The same of a county of China by its short name: 松山, of Chifeng or Japan; and the part of a region's townspeople.
_AS_A_COUNTY, _OF_ALL = 400_000, 5
#: Fewer people live in a small one: of such a name, a person or a firm is as likely.
_SMALL = 50_000
#: How names have a saint in short, and in full in one language or another.
_SAINT, _SAINTS = re.compile(r"st\.? "), ("saint ", "sankt ", "sint ")
#: No name is longer.
_LONGEST = 80
_KIND = re.compile(
    r"(?:the )?(?:city|town|municipality|(?:landeshaupt|hanse)?stadt|ville|comune|ciudad) "
    r"(?:of |de |di )?(?P<behind>.+)"
)
_KIND_BEHIND = re.compile(r"(?P<before>.+?)(?: city| town|-shi|-si|市|城)")
#: What tells a town from others of its name, behind it: Halle (Saale), León de los Aldama, Frankfurt am Main.
_AND_MORE = re.compile(
    r"(?P<before>[^\s()].*?) (?:\(.+\)|(?:an der|am|im|in|ob|bei|upon|on|under|de|del|di|da|do|sur|sous|nad|pod) .+)"
)
_ID = re.compile("gn-[0-9]{1,12}")
_COMMAS = re.compile(r"\s*[,，]\s*")
#: Countries whose places have names in Chinese characters themselves.
_WRITE_HAN = ("cn", "jp", "kr", "tw")


def find_cities(text: str, within: str = "", *further: str) -> list[RegisteredRegion]:
    """The cities of the world but China's that a name, or an id, may mean, the largest first.

    Of several of one name there the largest alone is given where it has twenty times as many people as the next.

    Args:
        text: the name, with or without ``City of``, ``市`` and the like, or with what it lies in behind a comma.
        within: only cities that lie, at any depth, in a region of this name, id or code.
        further: other regions in which they lie as well.

    Returns:
        the cities; empty if there are none.

    Raises:
        SourceError: if the registry cannot be read.
    """
    plain = folded(text)
    if _ID.fullmatch(plain) and not (within or further):
        return _regions([plain] if plain in cities().regions else [])
    # One sign is a name where the table of names in Chinese has it so: 堺.
    if not len(plain) <= _LONGEST or (len(plain) < 2 and plain not in city_names()):
        return []
    head, *outer = _COMMAS.split(plain)
    found = _called(head)
    for place in (*outer, *([within] if within else []), *further):
        around = find(place)
        # Linz lies in Oberösterreich of NUTS, as that is Upper Austria of ISO 3166-2.
        ids = {name for one in around for name in (one.id, *matches(one.id))}
        inside = [one for one in found if ids & {*ancestors(one), one.id}]
        found = inside or [one for one in found if any(_may_lie_in(one, head, outer) for outer in around)]
    return _meant(found)


def _may_lie_in(city: RegisteredRegion, called: str, outer: RegisteredRegion) -> bool:
    """Whether a city may lie in a region of which nobody says it: Lapu-Lapu City in Cebu, Cambridge in Cambridgeshire.

    Of cities no more than the region of the first level is known. One that shares its name with another region beside
    that one is meant as that sooner (Batangas, Laguna), and of two names of towns both are (Jena, Weimar), unless the
    first one says that it is one. The seat of another region lies in that.

    Args:
        city: the city.
        called: its name, folded.
        outer: the region.
    """
    around = ancestors(outer)
    if outer.level == "country" or not city.parents or city.parents[0] not in around:
        return False
    kind = _KIND.fullmatch(called) or _KIND_BEHIND.fullmatch(called)
    names = (called, *([kind[1]] if kind else []))
    if any(is_beside_it(one, outer) for name in names for one in find(name)):
        return False
    if any(_is_at(city, one) for one in _beside(outer.parents) if one.id != outer.id):
        return False
    towns = () if kind else (town for name in outer.names for town in _called(folded(name)))
    return not any(_country(town) in around for town in towns)


def is_beside_it(one: RegisteredRegion, other: RegisteredRegion) -> bool:
    """Whether a region stands beside another one, so that a list names both and the one is no place in the other.

    A town that is a region itself is none: Leicester is a place in Leicestershire to most who write so.

    Args:
        one: the region.
        other: the other one.

    >>> [is_beside_it(*(find(name)[0] for name in both)) for both in (("au-vic", "au-tas"), ("gb-lce", "gb-lec"))]
    [True, False]
    """
    is_town = any(name.startswith("gn-") for name in (one.id, *matches(one.id)))
    return one.id != other.id and not is_town and not set(one.parents).isdisjoint(other.parents)


@cache
def _beside(parents: tuple[str, ...]) -> tuple[RegisteredRegion, ...]:
    """The regions that lie right in some others, cities of the world aside."""
    inside = (one for parent in parents for one in listed(within=parent))
    return tuple(one for one in inside if not set(parents).isdisjoint(one.parents))


def namesake_cities(text: str, region: RegisteredRegion) -> list[RegisteredRegion]:
    """The cities that a name may mean and not the region that is named after its city: Brest, of Belarus or France.

    Args:
        text: the name.
        region: what another registry has of that name.

    Returns:
        the cities elsewhere that have at least a third of the people of the one in the region, the largest first; where
        no city of the name lies in it, those that are not small beside the region's towns: of Manchester a parish of
        Jamaica is not better known than the city, of Ontario the province is.
    """
    named, people = _called(folded(text)), _people()
    inside = {one.id: one for one in named if region.id in ancestors(one)}
    inside |= {one.id: one for one in named if _country(one) == _country(region)}
    elsewhere = [one for one in named if one.id not in inside and people[one.id] >= _LARGE]
    largest = max((people[name] for name in inside), default=0)
    least = largest / _BESIDE if largest else _least_known(folded(text), region)
    return [one for one in elsewhere if people[one.id] >= least]


def _least_known(plain: str, region: RegisteredRegion) -> float:
    """How many people a city elsewhere must have for a region's name to be as well the city's.

    Args:
        plain: the name, folded.
        region: the region, in whose country no city is called so.
    """
    is_short = plain not in (folded(region.name.zh), folded(region.name.en))
    if _country(region) == "cn":
        return _AS_A_COUNTY if is_short else _MILLION
    if inside := _people_in().get(region.id, 0):
        return inside / _OF_ALL
    return _LARGE if is_short else 2 * _LARGE


@cache
def _people_in() -> Mapping[str, int]:
    """How many people the towns of each region have, by its id."""
    found: dict[str, int] = {}
    for name, people in _people().items():
        for outer in cities().regions[name].parents:
            found[outer] = found.get(outer, 0) + people
    return found


def cities_beside(text: str, region: RegisteredRegion) -> list[RegisteredRegion]:
    """The cities of a region's country that a name may mean as well as the region, the largest first: Venice.

    Args:
        text: the name, or with what it lies in behind a comma.
        region: what another registry has of that name.

    Raises:
        SourceError: if the registry cannot be read.
    """
    head = _COMMAS.split(folded(text))[0]
    if not 1 < len(head) <= _LONGEST:
        return []
    # New York City is a name of its own, and called New York; Iowa City and Texas City are called nothing else.
    named = _called(head) or [one for one in _called(f"{head} city") if is_large(one)]
    return _meant([one for one in named if _country(one) == _country(region)])


def is_large(city: RegisteredRegion) -> bool:
    """Whether so many people live in a city of the world that its name means it sooner than a district around it.

    Args:
        city: the city.
    """
    return _people()[city.id] >= 2 * _LARGE


def is_foremost(city: RegisteredRegion, region: RegisteredRegion) -> bool:
    """Whether a city is the seat of the region around it, or has more people than that and any other in the region.

    Of a region of which nothing is known the city may be.

    Args:
        city: the city.
        region: the region around it, of another registry.
    """
    if _is_at(city, region):
        return True
    if region.id in _largest_in():
        return _largest_in()[region.id] == city.id
    # Towns are known to lie in regions of the first level alone: within one, the seat is what stands at its point.
    beside = (one for outer in city.parents for one in _inside().get(outer, ()))
    seats = [one for one in beside if _is_at(cities().regions[one], region)]
    return all(_people()[one] <= _people()[city.id] for one in seats)


#: How the note of a region begins whose point is that of its seat, and how near the town lies to it, in degrees.
_SEAT, _NEAR = "The point is its seat", 0.03


def _is_at(city: RegisteredRegion, region: RegisteredRegion) -> bool:
    """Whether a city stands where the seat of a region is, whose name may be of another language."""
    if not (region.row.get("note_en") or "").startswith(_SEAT):
        return False
    point, other = (region.latitude, region.longitude), (city.latitude, city.longitude)
    return all(a is not None and b is not None and abs(a - b) < _NEAR for a, b in zip(point, other, strict=True))


@cache
def _inside() -> Mapping[str, list[str]]:
    """The cities that lie in each region, by ids."""
    found: dict[str, list[str]] = {}
    for name in _people():
        for outer in cities().regions[name].parents:
            found.setdefault(outer, []).append(name)
    return found


@cache
def _largest_in() -> Mapping[str, str]:
    """The city with most people of each region that cities lie in, by its id."""
    people = _people()
    return {outer: max(inside, key=lambda one: people[one]) for outer, inside in _inside().items()}


def rivals(text: str, city: RegisteredRegion) -> list[RegisteredRegion]:
    """What a name may mean sooner than a city of that name: Kingston upon Hull, and not Hull of Quebec.

    Args:
        text: the name.
        city: the city that has it.

    Returns:
        larger cities that some language calls so, or that have its saint in full, and regions of other countries with
        the name in theirs.
    """
    people = _people()
    called = {one.id: one for one in (*cities_spelt(text), *_in_full(folded(text)))}
    larger = [one for name, one in called.items() if name != city.id and people[name] >= people[city.id]]
    larger += _larger_namesakes(city) if re.search(f"[{HAN}]", text) else []
    return [*larger, *(one for one in holding(text) if _country(one) != _country(city))]


def _larger_namesakes(city: RegisteredRegion) -> list[RegisteredRegion]:
    """The far larger cities of a country that are called as one is in letters, and otherwise in Chinese.

    布拉戈维申斯克 is a town of Bashkortostan to the registry, and to most people the city on the Amur. Where names are
    written in Chinese characters, 川内 is not 仙台.
    """
    people = _people()
    if _country(city) in _WRITE_HAN:
        return []
    alike = (one for one in _called(folded(city.name.en)) if one.id != city.id and _country(one) == _country(city))
    return [one for one in alike if people[one.id] >= _BESIDE * people[city.id]]


def _in_full(plain: str) -> Iterator[RegisteredRegion]:
    """The cities of a folded name with its saint in full: Saint Petersburg for St. Petersburg."""
    if short := _SAINT.match(plain):
        for saint in _SAINTS:
            yield from _called(saint + plain[short.end() :])


def is_small(city: RegisteredRegion) -> bool:
    """Whether so few people live in a city of the world that its name alone may well be something else's.

    Args:
        city: the city.
    """
    return _people()[city.id] < _SMALL


def _country(one: RegisteredRegion) -> str:
    return next((name for name in (*ancestors(one), one.id) if len(name) == len("fr")), "")


def cities_spelt(text: str) -> list[RegisteredRegion]:
    """The large cities that a name in letters may be in some language, the largest first: to be proposed only.

    Args:
        text: the name: Ghent, Wuerzburg.

    Raises:
        SourceError: if the registry cannot be read.
    """
    plain = folded(text)
    kind = _KIND.fullmatch(plain) or _KIND_BEHIND.fullmatch(plain)
    names = spelt_cities().get(plain) or (spelt_cities().get(kind[1]) if kind else None)
    return _meant(_regions(names or ()))


def exonym(text: str) -> RegisteredRegion | None:
    """The one large city that another language calls so, where no registry has anything else of that name; else none.

    Args:
        text: the name: Straßburg, Kairo, Bangalore.

    Raises:
        SourceError: if the registry cannot be read.

    >>> [one and one.name.en for one in map(exonym, ("Straßburg", "Mailand", "Kanton", "Colonia", "Lyon"))]
    ['Strasbourg', 'Milan', None, None, None]
    """
    if len(text) < _LEAST_EXONYM or find(text) or find_cities(text):
        return None
    found = cities_spelt(text)
    if len(found) != 1 or _people()[found[0].id] < _LARGE or found[0].name.en == text:
        return None
    elsewhere = {_country(one) for one in (*called_elsewhere(text), *by_pinyin(text))}
    return found[0] if elsewhere <= {_country(found[0])} else None


#: How many letters such a name has at least.
_LEAST_EXONYM = 4


def cities_in_short(text: str) -> list[RegisteredRegion]:
    """The cities whose names go on behind one, with what tells them apart; the largest first.

    Args:
        text: the name: Halle, León.

    Raises:
        SourceError: if the registry cannot be read.

    >>> [one.name.en for one in cities_in_short("Halle")], cities_in_short("Nowhere")
    (['Halle (Saale)'], [])
    """
    return _regions(_by_first_words().get(folded(text), ()))


@cache
def _by_first_words() -> Mapping[str, Sequence[str]]:
    """By the first words of each name of a city that has more behind them, the ids of those cities."""
    found: dict[str, dict[str, None]] = {}
    for name, ids in city_names().items():
        if match := _AND_MORE.fullmatch(name):
            found.setdefault(match["before"], {}).update(dict.fromkeys(ids))
    people = _people()
    return {name: sorted(ids, key=lambda one: (-people[one], one)) for name, ids in found.items()}


def _called(plain: str) -> list[RegisteredRegion]:
    if named := city_names().get(plain):
        return _regions(named)
    kind = _KIND.fullmatch(plain) or _KIND_BEHIND.fullmatch(plain)
    return _regions(city_names().get(kind[1], ())) if kind else []


def _regions(names: Iterable[str]) -> list[RegisteredRegion]:
    return [cities().regions[name] for name in names]


def _meant(found: list[RegisteredRegion]) -> list[RegisteredRegion]:
    if len(found) < 2:
        return found
    people = _people()
    return found[:1] if people[found[0].id] >= _DOMINANT * people[found[1].id] else found


@cache
def _people() -> Mapping[str, int]:
    return {name: int(number) for name, number in beside_cities(PEOPLE)}
