"""Towns and the regions around them that have their names: which of the two a name means, or that it is asked.

Venice is a town and a province, Zürich a town and a canton, and Suez a firm besides. Berlin is its own region: of such
there is one thing, whatever registry has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

from kg.intake.identities.words import rows
from kg.intake.registries import (
    RegisteredRegion,
    ancestors,
    cities_beside,
    find,
    is_foremost,
    is_large,
    matches,
    region,
    without_han_kind,
)
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.placing import led_by_country, told
from kg.intake.sheets.plain_addresses import is_elsewhere, regions_at
from kg.nearest import folded
from kg.text import Text

#: What may be said of the names of a column.
TOWN, AROUND = "city", "region"
#: How the Chinese names of regions end that are around a town, and not the town itself.
_ENDS_AROUND = re.compile(".+(?:[省州县区府郡道邦]|地区|酋长国)")
#: How statistical offices call towns.
_TOWN_KIND = re.compile(r".+, (?:Kreisfreie Stadt|Stadtkreis)")
_SAYS_TOWN = re.compile(
    r"(?:the )?(?:city|town|municipality) of .+|(?:landeshauptstadt|hansestadt|stadt|ville de) .+|.+ (?:city|town)|.+市"
)
_KINDS_AROUND = "province|state|region|prefecture|canton|county|oblast|voivodeship|governorate|emirate|district"
_SAYS_AROUND = re.compile(rf"(?:.* )?(?:{_KINDS_AROUND}) of .+|.+ (?:{_KINDS_AROUND})")
#: What headings say of the names below them; 城市更新 says nothing of them.
_TOWNS_BELOW = re.compile(
    r"\b(?:city|cities|towns?|municipalit(?:y|ies))\b|城市(?!更新|规划|建设|群)|友城|^(?:所在|对方|外方|合作|结对)?市$"
)
_AROUND_BELOW = re.compile(
    rf"\b(?:{_KINDS_AROUND}|counties|countr(?:y|ies)|nations?)s?\b|省|府县|州(?:市|县|区)?$|大区|地区|国家|国别"
)


def says_town(name: str) -> bool:
    """Whether a name says that it is a town's.

    >>> says_town("City of Málaga"), says_town("大阪市"), says_town("Málaga")
    (True, True, False)
    """
    return _SAYS_TOWN.fullmatch(folded(name)) is not None


def says_around(name: str) -> bool:
    """Whether a name says, in one of its languages, that it is a province's or another region's around a town.

    >>> says_around("谅山省 Lạng Sơn（越南）"), says_around("Province of Turin"), says_around("都灵")
    (True, True, False)
    """
    head = re.split(r"[（(]", name, maxsplit=1)[0].strip()
    ways = (head, *(half for pair in halves(head) for half in pair))
    # 济州 is a name, and no district of 济.
    return any(
        (_ENDS_AROUND.fullmatch(way) and without_han_kind(way) != way) or _SAYS_AROUND.fullmatch(folded(way))
        for way in ways
    )


def of_heading(heading: str) -> str:
    """Whether a heading says that towns stand below it, or regions around them; empty where it says neither.

    >>> of_heading("Partner city"), of_heading("友好城市"), of_heading("Province"), of_heading("Partner")
    ('city', 'city', 'region', '')
    """
    if find(heading):
        return ""  # 常州市 above a column is whose it is, and not of what
    text = folded(heading)
    town, around = _TOWNS_BELOW.search(text), _AROUND_BELOW.search(text)
    return TOWN if town and not around else AROUND if around and not town else ""


def is_town_itself(one: RegisteredRegion) -> bool:
    """Whether a region is a town, and none around it: Berlin, Seoul; as its kind or the list of such regions has it.

    Args:
        one: a region of another country than China.
    """
    if any(map(_TOWN_KIND.fullmatch, one.names)):
        return True
    return not _own_regions().isdisjoint((one.id, *matches(one.id)))


@cache
def _own_regions() -> frozenset[str]:
    """The regions of the first level that are a town each, by their ids: that a name lacks 省 or 州 says nothing."""
    return frozenset(row["id"] for row in rows("own-regions"))


@cache
def _little_more() -> frozenset[str]:
    """The regions of the first level that are little more than their town, by their ids: Bangkok, Cairo, Dubai."""
    return frozenset(row["id"] for row in rows("city-regions"))


def _is_of_first_level(one: RegisteredRegion) -> bool:
    return bool(one.parents) and region(one.parents[0]).level == "country"


def towns_of(spellings: Iterable[str], one: RegisteredRegion) -> list[RegisteredRegion]:
    """The towns that a name may mean beside a region of that name around them; nothing where the region is the town.

    Args:
        spellings: all that the name may be written as.
        one: the region.
    """
    if one.level == "country" or one.id.startswith(("cn", "gn-")) or is_town_itself(one):
        return []
    found: dict[bool, list[RegisteredRegion]] = {}
    has_region: dict[bool, bool] = {}
    for spelling in spellings:
        head = spelling.split(",")[0]
        if is_chinese(head) and re.search("[A-Za-z]", head):
            continue  # both languages at once
        language = is_chinese(head)
        country, rest = led_by_country(spelling)
        if country and find(rest, within=country):
            spelling = rest  # 波兰罗兹 is what Łódź, Poland is
        found[language] = found.get(language) or cities_beside(spelling, one)
        has_region[language] = has_region.get(language, False) or any(each.id == one.id for each in find(spelling))
    if not all(found.values()) and all(has_region.values()):
        return []  # 茨城 Ibaraki: both languages have the region, and one alone a town
    return next(filter(None, found.values()), [])


def towns_of_any(spellings: Collection[str], regions: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
    """The towns that a name may mean beside any of some regions of that name, each once; see ``towns_of``.

    Args:
        spellings: all that the name may be written as.
        regions: the regions.
    """
    return list({town.id: town for one in regions for town in towns_of(spellings, one)}.values())


def town_of_address(address: str) -> RegisteredRegion | None:
    """The one town that an address behind a name means, where the registries have a region around it of its name.

    A region of the first level alone, as in Sample Ltd, Québec, says no town; nor does one that is called as a small
    town in it is: Okinawa.

    Args:
        address: a place, with what it lies in or without.

    >>> [one and one.id for one in map(town_of_address, ("Parma, Emilia-Romagna, Italy", "Córdoba, Argentina"))]
    ['gn-3171457', 'gn-3860259']
    >>> [town_of_address(one) for one in ("Washington, USA", "Iowa, USA", "Province of Parma, Italy", "Québec")]
    [None, None, None, None]
    >>> [one and one.id for one in map(town_of_address, ("Guanajuato, Mexico", "Okinawa, Japan", "Sucre, Colombia"))]
    ['gn-4005270', None, None]
    """
    around, head = _region_at(address), address.split(",")[0]
    if around is None or says_around(head) or (_is_of_first_level(around) and "," not in address):
        return None
    found = [one for one in towns_of([address], around) if folded(head) in map(folded, one.names)]
    found = [one for one in found if not is_elsewhere(one, around)]
    return found[0] if len(found) == 1 and is_foremost(found[0], around) else None


def region_around(address: str) -> RegisteredRegion | None:
    """The region of the first level that an address may mean as well as the town; ``None`` for others.

    Args:
        address: a place, with what it lies in.
    """
    around = _region_at(address)
    return around if around is not None and _is_of_first_level(around) else None


def _region_at(address: str) -> RegisteredRegion | None:
    """The one region of another country than China that an address means by the registries, and no town."""
    found = regions_at(address)
    is_region = len(found) == 1 and found[0].level != "country" and not found[0].id.startswith(("cn", "gn-"))
    return found[0] if is_region else None


def country_first(regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """The country of a name alone, where what else is called so lies in it or is no state of another: Luxembourg.

    Georgia is a country and one of the United States: of these both are meant.

    Args:
        regions: what a name may mean by the registries.
    """
    countries = [one for one in regions if one.level == "country"]
    others = [one for one in regions if one.level != "country"]
    if len(countries) != 1 or any(_is_of_first_level(one) and countries[0].id not in one.parents for one in others):
        return regions
    return countries


def is_plainly_a_town(towns: list[RegisteredRegion], around: RegisteredRegion) -> bool:
    """Whether a name is sooner that of a large town than of the district around it: Barcelona, London.

    Args:
        towns: the towns that it may mean.
        around: the region around; one of the first level is as well known as its town, unless it is little more.
    """
    if len(towns) != 1 or not is_large(towns[0]):
        return False
    return not _is_of_first_level(around) or around.id in _little_more()


def region_of(town: RegisteredRegion) -> RegisteredRegion | None:
    """The region of another registry that a town of GeoNames is itself: 汉堡市 is Hamburg of ISO 3166-2."""
    outer = ancestors(town)
    for name in town.names:
        for one in find(name):
            if one.is_current and outer & {one.id, *ancestors(one)} and one.level != "country" and is_town_itself(one):
                return one
    return None


def town_first(regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """Of a town that is a region itself and the districts around it of its name, the town alone: Stuttgart.

    Args:
        regions: what a name may mean by the registries.
    """
    towns = [one for one in regions if is_town_itself(one) and not one.id.startswith("cn")]
    others = [one for one in regions if one not in towns]
    if len(towns) != 1 or not others or any(map(_is_of_first_level, others)):
        return regions
    outer = ancestors(towns[0])
    return towns if all(one.id in outer for one in others) else regions


def town_or_around(name: str, options: Iterable[RegisteredRegion]) -> Question:
    """Which of a town and the region around it a name means.

    Args:
        name: the name.
        options: what it may mean, the likeliest first.
    """
    text = Text(
        f"Which {name} is meant, the town or the region around it?", f"“{name}”指哪一个：城市，还是同名的上级地区？"
    )
    listed = tuple(Option(f"region/{one.id}", told_apart(one)) for one in options)
    return Question(("answers", "party", name), text, listed, holds=True, unsure=True)


def region_taken(name: str, around: RegisteredRegion, towns: Iterable[RegisteredRegion]) -> Question:
    """Which of a town and the region around it a place means, of which the region is taken until somebody says so.

    Where something lies or is done, the region holds of the town as well.

    Args:
        name: the name.
        around: the region.
        towns: the towns that it may mean.
    """
    asked = town_or_around(name, [*towns, around])
    until = told(around)
    text = Text(
        f"{asked.text.en} Until you say so, it is {until.en}.",
        f"{asked.text.zh}未作回答前按{until.zh}计。",
    )
    return replace(asked, text=text, holds=False, optional=True)


def told_apart(one: RegisteredRegion) -> Text:
    """A region for people, and whether it is a town of GeoNames or around one."""
    text = told(one)
    return Text(f"the town, {text.en}", f"城市：{text.zh}") if one.id.startswith("gn-") else text


def asks_town(question: Question | None) -> bool:
    """Whether a question is which of a town and the region around it is meant."""
    if question is None or question.path[:2] != ("answers", "party"):
        return False
    is_town = [one.answer.startswith("region/gn-") for one in question.options]
    return is_town == [True, False]
