"""Names and the regions of the registries: which one is meant, and where an institution is by its name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kg.intake.identities import guess, perhaps_in, places_in, plain, registered
from kg.intake.identities.words import rows
from kg.intake.registries import (
    NUTS_AS_ISO,
    RegisteredRegion,
    distinct,
    exonym,
    find,
    find_cities,
    is_small,
    namesake_cities,
    region,
    sovereigns,
    successors,
)
from kg.intake.sheets.clean_names import is_chinese
from kg.intake.sheets.countries_in_names import country_after_comma, country_behind, firm_in_country
from kg.intake.sheets.short_forms import has_code_for_name
from kg.nearest import folded
from kg.text import Text

#: How a name of a region in Chinese may be shorter than its longest prefix.
_LONGEST_PREFIX = 8


def standing(regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """Those that still stand; else the latest of those that stood."""
    current = _towns(distinct(_countries_for_nuts([one for one in regions if one.is_current])))
    if current or len(regions) < 2:
        return current or regions
    if len({one.successors for one in regions}) == 1 or len({(one.level, one.names[0]) for one in regions}) == 1:
        return [max(regions, key=lambda one: (str(one.valid_to or ""), one.id))]
    return regions


def places_called(name: str, within: str = "") -> list[RegisteredRegion]:
    """The regions that are called so and stand; else the cities.

    Args:
        name: the name.
        within: only what lies in a region of this name, id or code.

    >>> [one.id for one in places_called("Jiaxing")], places_called("Nowhere at all")
    (['cn-jiaxing'], [])
    """
    return standing(find(name, within=within)) or find_cities(name, within)


#: A region of NUTS that is the whole of its country, with that: Danmark, Eesti; and NUTS's own codes of countries.
_WHOLE = re.compile(r"nuts-([a-z]{2})0{1,3}")


def _countries_for_nuts(regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """The country where all that a name finds is what NUTS has as the only region in it, at one level or another."""
    whole = [_WHOLE.fullmatch(one.id) for one in regions]
    countries = {NUTS_AS_ISO.get(one[1], one[1]) for one in whole if one}
    return [region(one) for one in sorted(countries)] if whole and all(whole) else regions


def _towns(regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """Regions without the districts around towns of their names: Augsburg is the town, and not its Landkreis."""
    towns = {name for one in regions for name, kind in (_kind_behind(one),) if kind in _TOWNS}
    return [one for one in regions if not (_kind_behind(one)[1] == _AROUND and _kind_behind(one)[0] in towns)]


def _kind_behind(one: RegisteredRegion) -> tuple[str, str]:
    name, _, kind = (one.name.en or one.name.zh).rpartition(", ")
    return name, kind


#: How NUTS calls towns and the districts around them behind their names.
_TOWNS, _AROUND = ("Kreisfreie Stadt", "Stadtkreis"), "Landkreis"


def namesakes(name: str, thing: str) -> list[RegisteredRegion]:
    """The regions that a name in English may be as well: Putuo of Shanghai, of which Zhoushan has another; Brest.

    Registries have few of China's counties in English; one that has its Chinese name is another one of its name. A
    region elsewhere that has its city's name may be a city of another country, unless that is small beside its own.
    """
    if not thing.startswith("region/"):
        return []
    if is_chinese(name) or not thing.startswith("region/cn-"):
        own = next((one for one in find(thing.removeprefix("region/")) if f"region/{one.id}" == thing), None)
        elsewhere = namesake_cities(name, own) if own else []
        if own is None or not elsewhere:
            return []
        # 曼彻斯特 is sooner the city than the parish of Jamaica; what is China's stands first.
        return [*elsewhere, own] if own.level == "province" and not own.id.startswith("cn-") else [own, *elsewhere]
    called = region(thing.removeprefix("region/")).name.zh
    found = standing(find(called)) if called else []
    return found if len(found) > 1 else []


def level_of(zh: str, en: str = "") -> str:
    """The level of a region that no registry has, by a word of its name; of a city, where it does not say.

    Args:
        zh: its name in Chinese; may be empty.
        en: its name in letters; may be empty.

    >>> level_of("样本右翼前旗"), level_of("样本自治州"), level_of("", "Sample County"), level_of("", "Gemeinde Sampel")
    ('county', 'city', 'county', 'city')
    """
    words = folded(en).split()
    said = {_LEVEL_WORDS.get(word) for word in (*words[:1], *words[-1:]) if len(words) > 1}
    return next((level for ending, level in _LEVELS.items() if zh.endswith(ending)), next(filter(None, said), "city"))


_LEVELS = dict.fromkeys(("省", "自治区"), "province") | dict.fromkeys(("自治州", "盟"), "city") | {"州": "province"}
_LEVELS |= dict.fromkeys(("县", "区", "旗"), "county") | dict.fromkeys(("镇", "乡", "街道", "苏木"), "town")
#: Words of other languages before or behind a name, folded, for what lies between a town and a region.
_LEVEL_WORDS = dict.fromkeys(
    ("county", "district", "borough", "banner", "landkreis", "kreis", "powiat", "okres", "kabupaten"), "county"
)


def zone_seat_of(name: str) -> str:
    """The region whose name a zone's begins with, by its id; empty if none, or if another has ever been called so.

    江北新区 may be in Nanjing, beside a district of Ningbo and a former one of Chongqing that are called 江北. Of
    雄安新区 a list has it.
    """
    if around := new_area_in(name):
        return around
    found = begun_with(name)
    regions = _standing_places(found)
    is_sure = len(regions) == 1 and all(is_same_place(regions[0], had) for had in found)
    return regions[0].id if is_sure else ""


def new_area_in(name: str) -> str:
    """The region in which a well-known new area of China is that a name begins with, by its id; empty for others.

    Such an area is called after no place that a registry has: 雄安 is none of 安新县. What it lies in may stand before.

    Args:
        name: the name of a zone or an institution.

    >>> new_area_in("雄安新区管委会"), new_area_in("河北雄安新区容东片区"), new_area_in("安新县")
    ('cn-hebei', 'cn-hebei', '')
    """
    for row in rows("new-areas"):
        before, area, _ = name[:_LONGEST_READ].partition(row["name"])
        if area and (not before or row["region"] in {one.id for one in find(before)}):
            return row["region"]
    return ""


def zone_seats(name: str) -> list[RegisteredRegion]:
    """The regions in which a zone may be by what its name begins with: to be proposed, or borne out."""
    return list({one.id: one for one in (*_standing_places(begun_with(name)), *perhaps_seats(name))}.values())


def begun_with(name: str) -> list[RegisteredRegion]:
    """What is or was called as a name begins, by the longest beginning that something standing has."""
    found = (with_namesakes_around(start, find(start)) for start in _starts(name))
    return next((some for some in found if any(one.is_current and one.level != "town" for one in some)), [])


def with_namesakes_around(start: str, found: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
    """What a short Chinese name begins, with what is called so with another word for its level: 红河县 and 红河州.

    Args:
        start: the name, without such a word.
        found: what the registries have of it.

    >>> [one.id for one in with_namesakes_around("红河", find("红河"))]
    ['cn-532500', 'cn-532529']
    >>> [one.id for one in with_namesakes_around("嘉善", find("嘉善"))] == [one.id for one in find("嘉善")]
    True
    """
    regions = list(found)
    if not is_chinese(start) or not any(one.is_current and one.level in _BELOW_PROVINCES for one in regions):
        return regions
    wider = (one for kind in _WIDER_KINDS for one in find(f"{start}{kind}"))
    named = (one for one in wider if one.is_current and one.name.zh.startswith(start) and one.id.startswith("cn-"))
    return list({one.id: one for one in (*regions, *named)}.values())


#: Levels of which one may lie in another one of its short name, and how those of the second level are called.
_BELOW_PROVINCES, _WIDER_KINDS = ("city", "county"), ("州", "市", "地区", "盟")


def _standing_places(regions: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
    return [one for one in regions if one.is_current and one.level not in ("town", "country")]


def is_same_place(one: RegisteredRegion, other: RegisteredRegion) -> bool:
    """Whether a region is another one, or is what became of it, or lies in its province, or has it within."""
    return (
        one.id == other.id
        or other.level == "town"
        or one in successors(other)
        or bool(_provinces(one) & _provinces(other))
    )


def _provinces(one: RegisteredRegion) -> set[str]:
    outer = {f"region/{one.id}", *registered().outer(f"region/{one.id}")}
    return {thing for thing in outer if is_well_known(thing)}


def said_before(name: str, text: str) -> str:
    """The region that a text has right before a name, by its id: 南京 in a project of 南京江北新区; empty if none."""
    at = text.find(name) if name else -1
    before = text[:at].rstrip() if at > 0 else ""
    if is_chinese(name):
        ends = [before[-length:] for length in range(min(_LONGEST_PREFIX, len(before)), 1, -1)]
    else:
        words = before.split()
        ends = [" ".join(words[-length:]) for length in range(min(3, len(words)), 0, -1)]
    for end in ends:
        regions = standing([one for one in find(end) if one.level not in ("town", "country")])
        if regions:
            return regions[0].id if len(regions) == 1 and regions[0].is_current else ""
    return ""


def _starts(name: str) -> list[str]:
    """What a name begins with that may be a place, the longest first."""
    if is_chinese(name):
        return [name[:length] for length in range(min(_LONGEST_PREFIX, len(name) - 1), 1, -1)]
    words = name.split()
    return [" ".join(words[:length]) for length in range(min(3, len(words) - 1), 0, -1)]


def cities_begun(name: str) -> list[RegisteredRegion]:
    """The cities elsewhere whose name a name begins with; no small one, and none that is a word or a firm's name too.

    >>> [one.name.en for one in cities_begun("Leiden Institute of Samples")], cities_begun("Mobile Institute")
    (['Leiden'], [])
    """
    for start in _starts(name):
        found = [one for one in find_cities(start) if not is_small(one) and not is_firm_too(start, one)]
        if found:
            return found
    return []


def seat_of(name: str) -> str:
    """The region whose name a name begins with, by its id; empty if none, or several."""
    for start in _starts(name):
        found = [one for one in with_namesakes_around(start, find(start)) if one.level != "town"]
        regions = [one for one in found if one.is_current]
        if regions:
            return regions[0].id if len(regions) == 1 and regions[0].level != "country" else ""
        if ended := _ended_within(start, found):
            return ended
    return ""


def begins_with_level(name: str, seat: str) -> bool:
    """Whether a Chinese name begins with a region and the word for its level: 红河州 of 红河州样本医院.

    Args:
        name: the name.
        seat: the region, by its id.

    >>> begins_with_level("红河州样本医院", "cn-532500"), begins_with_level("杭州样本医院", "cn-330100")
    (True, False)
    """
    for start in _starts(name) if is_chinese(name) else ():
        found = [one.id for one in find(start) if one.is_current]
        if found:
            return found == [seat] and start[-1] in _LEVEL_SIGNS and any(one.id == seat for one in find(start[:-1]))
    return False


#: Signs of levels at the end of a name of a region.
_LEVEL_SIGNS = "省市县区州盟旗"


def _ended_within(start: str, found: list[RegisteredRegion]) -> str:
    """The one region that has ended of a name that says what it lies in, by its id: 重庆市江北区; empty for others."""
    said = [one for cut in range(2, len(start) - 1) for one in find(start[:cut])] if found and is_chinese(start) else []
    outer = {f"region/{one.id}" for one in said if one.level != "country"}
    inside = standing([one for one in found if outer & registered().outer(f"region/{one.id}")])
    return inside[0].id if len(inside) == 1 else ""


def is_country(thing: str) -> bool:
    """Whether a region is a country of a registry.

    >>> is_country("region/cn"), is_country("gb"), is_country("cn-shanghai"), is_country("")
    (True, True, False, False)
    """
    own = thing.removeprefix("region/")
    return any(one.id == own and one.level == "country" for one in find(own)) if own else False


def may_mean_its_country(thing: str, name: str) -> bool:
    """Whether a name speaks of a region by what is a country's name too: of the states of Mexico, Panama, Luxembourg.

    Args:
        thing: the region, by its id or as a reference.
        name: the name.

    >>> may_mean_its_country("mx-mex", "Blue Reed Port (Mexico)"), may_mean_its_country("mx-mex", "Mexico State Museum")
    (True, False)
    >>> may_mean_its_country("region/de-by", "Bavaria Museum"), may_mean_its_country("", "Museum")
    (False, False)
    """
    own = thing.removeprefix("region/")
    one = next((one for one in find(own) if one.id == own), None) if own else None
    if one is None or one.level == "country":
        return False
    whole = [said for said in (one.name.en, one.name.zh) if said]
    if any(folded(said) in folded(name) and not _is_of_country(said) for said in whole):
        return False
    # Without the word for what it is: Mexico State, 墨西哥州.
    shorter = (one.name.en.rpartition(" ")[0], one.name.zh[:-1])
    return any(_is_of_country(said) for said in (*whole, *shorter, *one.other_names))


def _is_of_country(name: str) -> bool:
    return bool(name) and any(one.level == "country" for one in find(name))


def led_by_country(name: str) -> tuple[str, str]:
    """The country other than China that a Chinese name begins with, by its id, and the rest; empty if it has none.

    >>> led_by_country("韩国利川"), led_by_country("浙江嘉善")
    (('kr', '利川'), ('', '浙江嘉善'))
    """
    for length in range(min(_LONGEST_PREFIX, len(name) - 2) if is_chinese(name[:1]) else 0, 1, -1):
        found = find(name[:length])
        for one in found:
            if one.level == "country" and one.id != "cn":
                return one.id, name[length:].strip()
        if any(each.startswith(name[:length]) for one in found for each in one.names):
            return "", name  # what is called so is a place itself: 东加里曼丹省 is not in 东加
    return "", name


def in_its_country(name: str, regions: Iterable[RegisteredRegion]) -> list[RegisteredRegion]:
    """Those of some regions that lie in the country that a name begins with; all of them if it begins with none."""
    country, _ = led_by_country(name)
    if not country:
        return list(regions)
    return [one for one in regions if f"region/{country}" in registered().outer(f"region/{one.id}")]


def in_country_of(places: Iterable[str], regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """Those of some regions that lie in the countries that a sheet says: 泗水 in Indonesia is no county of Shandong.

    Args:
        places: the names of what the sheet says that they lie in; where none is of a known country, all may be.
        regions: the regions.
    """
    said = countries_at(places)
    return [one for one in regions if not said or said & _with_sovereigns(countries_of(one))]


def countries_at(places: Iterable[str]) -> set[str]:
    """The countries in which places lie that a sheet names, as references; empty where none is known."""
    return {country for place in places for one in standing(find(place)) for country in countries_of(one)}


def countries_of(one: RegisteredRegion) -> set[str]:
    """The country that a region lies in, or is, as a reference."""
    near = {f"region/{name}" for name in (one.id, *one.parents)}
    return {thing for name in near for thing in (name, *registered().outer(name)) if len(thing) == len("region/cn")}


def countries_said(name: str) -> set[str]:
    """The countries in which a name says that something is: its own, one before it or in brackets, China by its city.

    >>> countries_said("莱茵储能公司（德国埃森）"), countries_said("常州龙川学院"), countries_said("样本公司")
    ({'region/de'}, {'region/cn'}, set())
    >>> countries_said("Institute of Rural Logistics (IRL)"), countries_said("Sample Institute (Ireland)")
    (set(), {'region/ie'})
    """
    regions = places_called(name)
    if regions:
        return {country for one in regions for country in countries_of(one)}
    for text in (name, _bracketed(name)):
        if country := led_by_country(text)[0]:
            return {f"region/{country}"}
    outer = _at_end_of(name)
    if outer and (regions := places_called(outer)):
        return {country for one in regions for country in countries_of(one)}
    return {"region/cn"} if is_chinese(name) and seat_of(name).startswith("cn-") else set()


_IN_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]\s*$")
#: Between a name and what it lies in, in either language.
_BEHIND_COMMA = re.compile("[,，]")


def _bracketed(name: str) -> str:
    """What a name has in brackets at its end; empty where that is its short form: Rural Institute (IRL)."""
    match = _IN_BRACKETS.search(name)
    return match[1] if match and not has_code_for_name(name) else ""


def _at_end_of(name: str) -> str:
    """What a name has in brackets at its end, no short form, else behind its last comma; empty where it has neither."""
    if _IN_BRACKETS.search(name):
        return _bracketed(name)
    return _BEHIND_COMMA.split(name)[-1].strip() if _BEHIND_COMMA.search(name) else ""


def _with_sovereigns(things: set[str]) -> set[str]:
    """Countries with those that sheets say of territories, which ISO 3166-1 has beside them: France of Réunion."""
    return things | {f"region/{land}" for territory, land in sovereigns().items() if f"region/{territory}" in things}


def is_well_known(thing: str) -> bool:
    """Whether a region, as a reference, is a province or a municipality of China, which no brand is called by chance.

    >>> is_well_known("region/cn-shanghai"), is_well_known("region/cn-542500")
    (True, False)
    """
    known = registered().everything().get(thing)
    return thing.startswith("region/cn-") and known is not None and known.code in ("province", "municipality")


def is_firm_too(name: str, city: RegisteredRegion, firms_alone: bool = False) -> bool:
    """Whether a city is called as a firm, or as many people are, or as a word is, so that its name alone says little.

    A Chinese name is no word of English; it is a firm's where the city is called as a firm in any language, and the
    name has neither 市 nor a country.

    Args:
        name: the name, in one language.
        city: the city that has it.
        firms_alone: whether a word is none: where the sheet says in which country it lies, Nice is the town.
    """
    listed = {row["name"]: row["firm"] for row in rows("cities-too")}
    if not is_chinese(name):
        return bool(listed.get(folded(name))) if firms_alone else folded(name) in listed
    return not says_city(name) and any(listed.get(folded(one)) for one in city.names)


def says_city(name: str) -> bool:
    """Whether a name says by itself that it is a place: that it is a city, or what it lies in.

    >>> says_city("川崎市"), says_city("日本川崎"), says_city("Kobe, Japan"), says_city("川崎")
    (True, True, True, False)
    """
    is_city = name.endswith(("市", "城")) or folded(name).endswith(" city") or folded(name).startswith("city of ")
    return is_city or bool(led_by_country(name)[0]) or any(comma in name for comma in ",，")


#: Words of names that are also names of regions somewhere.
_NO_PLACES = frozenset(
    (
        *("capital", "combined", "central", "east", "eastern", "north", "northern", "south", "southern", "west"),
        *("首都", "阿里", "绿洲"),
    )
)


def perhaps_seats(name: str) -> tuple[RegisteredRegion, ...]:
    """The regions whose names a name that does not say for sure where it is begins with, or has in brackets.

    A place that is all that there is before the kind is none: 瑞金医院 is in Shanghai.
    """
    found = (*in_brackets(name), *in_its_country(name, of_places(perhaps_in(name, registered()))))
    return tuple({one.id: one for one in found}.values())


def proposed_seats(name: str) -> tuple[RegisteredRegion, ...]:
    """The regions to propose where an institution is: also the country that its name begins with, and a town in it.

    Port of Rotterdam and Université de Lyon need not be there, and mostly are.

    >>> [one.id for one in proposed_seats("瑞士样本有限公司")], proposed_seats("Sample Ltd")
    (['ch'], ())
    """
    country, _ = led_by_country(name)
    found = [*perhaps_seats(name), *([region(country)] if country else [])]
    found += behind_of(name)
    if is_chinese(name) and guess(name, registered()).code in _WHERE_CALLED:
        found += of_places(places_in(name, registered()))[:_MOST_TOWNS]
    if not found and is_chinese(name):
        # What has ended is proposed where nothing else is called so: 渝北区人民政府.
        ended = next((some for start in _starts(name) if start not in _ANY_ZONE and (some := find(start))), [])
        if not any(one.is_current for one in ended):
            found += standing([one for one in ended if one.level not in ("town", "country")])[:_MOST_TOWNS]
    return tuple({one.id: one for one in found}.values())


def is_of_longer_name(name: str, one: RegisteredRegion) -> bool:
    """Whether a name has a region's only as a part of a longer one: West Midlands is none of Zimbabwe's Midlands.

    Args:
        name: the name.
        one: the region.

    >>> is_of_longer_name("West Midlands Combined Authority", region("zw-mi"))
    True
    >>> is_of_longer_name("North Rhine-Westphalia Office", region("de-nw"))
    False
    """
    text = plain(name[:_LONGEST_READ])
    own = {plain(called) for called in one.names}
    short = {called for called in own if called in text}
    whole = {f"{word} {called}" for word in _NO_PLACES for called in short}
    return any(longer in text for longer in whole) and not any(longer in own for longer in whole if longer in text)


def is_acronym(name: str) -> bool:
    """Whether a name is of capitals, or of capitals and figures as a code is, so that no place is spelt by it.

    >>> is_acronym("KEMRI"), is_acronym("KG-D6"), is_acronym("LEIPZIG"), is_acronym("Leeds")
    (True, True, False, False)
    """
    return _ACRONYM.fullmatch(name.strip()) is not None


#: Capitals, or capitals with figures behind a hyphen.
_ACRONYM = re.compile(r"[A-Z]{2,6}|[A-Z]{1,6}[-–/ .]?[A-Z]{0,3}[0-9]{1,4}[A-Z]?")


def behind_of(name: str) -> list[RegisteredRegion]:
    """The towns that a name has behind "of", in whatever language: Sevilla of Universidad de Sevilla.

    >>> [one.name.en for one in behind_of("Port of Rotterdam")], behind_of("Rotterdam Port")
    (['Rotterdam'], [])
    """
    called = _BEHIND_OF.findall(name[:_LONGEST_READ])
    return [one for behind in called for one in (find_cities(behind) or standing(find(behind)))[:_MOST_TOWNS]]


def behind_kind(name: str) -> list[RegisteredRegion]:
    """The town that stands right behind the word of a university or a port in letters: TU Kaiserslautern.

    >>> [one.name.en for one in behind_kind("Univ. Straßburg")], behind_kind("Sample University")
    (['Strasbourg'], [])
    """
    words = name[:_LONGEST_READ].split()
    if is_chinese(name) or len(words) < 2 or guess(name, registered()).code not in _WHERE_CALLED:
        return []
    last = words[-1]
    named = [] if guess(last, registered()).kind == "institution" else find_cities(last)[:1]
    spelt = exonym(last)
    return named or ([spelt] if spelt else [])


#: What new areas and zones are called in short wherever they are, of which one or another was a district's name too.
_ANY_ZONE = frozenset(("新区", "高新区", "开发区", "经开区", "城区", "郊区", "矿区"))
#: A town behind "of" in a name, and how many of one name are proposed; what is read of a name.
_BEHIND_OF = re.compile(r" (?:of|de|di|da|do|van|von|zu) ([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)")
_MOST_TOWNS = 2
_LONGEST_READ = 300
#: Kinds that are called after the place where they are: 嘉兴学院; of hospitals many are called after others.
_WHERE_CALLED = ("university", "vocationalSchool", "port")


def in_brackets(name: str) -> list[RegisteredRegion]:
    """The regions that a name has in brackets at its end, the narrowest first: Essen and Germany of （德国埃森）."""
    inside = _bracketed(name)
    if not inside:
        return []
    country, rest = led_by_country(inside)
    found = places_called(rest, country)
    return [*found[:2], *(find(country)[:1] if country else [])]


def country_at_end(name: str) -> str:
    """The one country that a name has in brackets at its end, or behind its last comma, by its id; empty if none.

    >>> country_at_end("Suez Canal Economic Zone (Egypt)"), country_at_end("Acme, Lyon, France"), country_at_end("Acme")
    ('eg', 'fr', '')
    """
    found = _countries_at_end(name)
    return found[0] if len(found) == 1 else ""


def names_country(name: str) -> bool:
    """Whether a name has a country in brackets at its end, or behind its last comma, be it one of two of that name.

    >>> names_country("Sample Zone (Korea)"), names_country("Sample Zone")
    (True, False)
    """
    return bool(_countries_at_end(name))


def _countries_at_end(name: str) -> list[str]:
    """The countries that a name may have at its end: of Korea, both."""
    outer = _at_end_of(name)
    found = [one.id for one in find(outer) if one.level == "country"] if outer else []
    led = led_by_country(outer)[0] if outer and not found else ""
    return found or ([led] if led else [])


def country_of(name: str, code: str, *, has_seat: bool) -> str:
    """The country that a name says it is of, by its id: in brackets behind it, or of a ministry before it.

    Of firms too, whose branch may be meant: it lies there then. Of what says its town besides, that is narrower.

    Args:
        name: the name of an institution.
        code: of which kind it is.
        has_seat: whether it says a town or a region as well.

    >>> country_of("Regierung von Ägypten", "office", has_seat=False)
    'eg'
    >>> country_of("Sample Port (Chile)", "port", has_seat=False), country_of("Acme (Chile)", "company", has_seat=False)
    ('cl', 'cl')
    >>> country_of("Acme Ltd, Chile", "company", has_seat=False), country_of("Acme（中国）", "company", has_seat=False)
    ('', '')
    """
    behind = country_behind(name)
    inside = country_after_comma(behind) if behind != name else firm_in_country(name)[1]
    if has_seat and code != "office":
        return ""
    if inside or code != "office" or has_seat:
        return inside
    return led_by_country(name)[0] or _governed_country(name)


def _governed_country(name: str) -> str:
    """The country whose government a name in letters says that it is, by its id; empty for others.

    >>> _governed_country("Regierung von Ägypten"), _governed_country("Govt. of Kenya")
    ('eg', 'ke')
    >>> _governed_country("Embassy of Peru"), _governed_country("Gobierno de Aragón")
    ('', '')
    """
    match = _GOVERNMENT.fullmatch(name.strip()[:_LONGEST_READ])
    found = standing(find(match["of"].strip())) if match else []
    return found[0].id if len(found) == 1 and found[0].level == "country" else ""


#: How a country's government is called by its languages, and those of others.
_GOVERNMENT = re.compile(
    r"(?:the )?(?:federal |royal |national )?(?:government|govt\.?|gov\.?|regierung|bundesregierung|gouvernement"
    r"|gobierno|governo|regeringen|regering|rząd|vláda)"
    r"\s+(?:(?:of|von|der|des|de|du|del|della|do|da|di|van)\s+)?(?:(?:the|la|las|los|les)\s+|l')?"
    r"(?P<of>.+)",
    re.I,
)


def is_outside(seat: str, name: str) -> bool:
    """Whether a region that a word of a name is called as lies in another country than the name says.

    Args:
        seat: the region, by its id or as a reference.
        name: the name.

    >>> is_outside("gb-yor", "York Institute (Canada)"), is_outside("eg-suz", "Suez Zone (Egypt)")
    (True, False)
    """
    said = {f"region/{one}" for one in _countries_at_end(name)}
    return bool(said and seat) and not said & _with_around(seat)


def is_beside(seat: str, places: Iterable[str]) -> bool:
    """Whether a region lies in, is or has within it one that places name; so it does where these name none.

    Args:
        seat: the region, by its id or as a reference.
        places: the names of what a cell says that something lies in.

    >>> is_beside("gh-sv", ["Georgia"]), is_beside("gh-sv", ["Ghana"]), is_beside("gh", ["Accra"]), is_beside("gh", [])
    (False, True, True, True)
    """
    around = _with_around(seat)
    for place in places:
        said = (*standing(find(place)), *find_cities(place))
        if said:
            # A city of the world is in no list of what surrounds it but by its parent.
            return any(
                f"region/{one.id}" in around or (one.parent and reference(seat) in _with_around(one.parent))
                for one in said
            )
    return True


def reference(region: str) -> str:
    """A region as a reference, which may be one already.

    >>> reference("gb-yor"), reference("region/gb-yor")
    ('region/gb-yor', 'region/gb-yor')
    """
    return region if "/" in region else f"region/{region}"


def _with_around(region: str) -> set[str]:
    """A region and all that it lies in, as references."""
    thing = reference(region)
    return {thing, *registered().outer(thing)}


def says_plainly(name: str, region: RegisteredRegion) -> bool:
    """Whether a name says its place in so many words that nobody doubts it: with its level, or at its end.

    Of a province of China, and of its own country, no more is needed. Suez of Suez Canal Zone is a word of a name.

    Args:
        name: the name.
        region: where it is by its name.
    """
    if is_well_known(f"region/{region.id}") or region.level == "country":
        return True
    if any(is_chinese(one) and len(one) > 2 and one in name for one in (region.name.zh, *region.other_names)):
        return True
    outer = _at_end_of(name)
    return bool(outer) and region.id in {one.id for one in (*find(outer), *find_cities(outer))}


def may_sit(name: str, region: str, around: Collection[str], sure: str, beside: Collection[str]) -> bool:
    """Whether an institution may sit in the region that a column says of all that one of its cells names.

    It may where a place within its own name is, has or is in that region. It may not where its name says for sure that
    it is elsewhere; nor, of several in a cell, where it perhaps does, or where the region is the home of the others:
    of `Staffordshire University、宜兴陶都集团` in Stoke-on-Trent, the first one is meant. Nor may it where the names of
    several say nothing of where they are.

    Args:
        name: the institution's name.
        region: the region, as a reference.
        around: all that it is in, as references.
        sure: where its name says for sure that it is, as a reference; empty if it does not.
        beside: all names of the cell.
    """
    places = registered()
    named = _named(name) | ({sure} if sure else set())
    if any(one in (region, *around) or region in places.outer(one) for one in named):
        return True
    if sure or (is_chinese(name) and "region/cn" not in (region, *around) and _begins_in_china(name)):
        return False
    if named and len(beside) > 1:
        # Who is perhaps in Staffordshire is no stranger in Stoke-on-Trent, which only lies in the same country.
        return "region/cn" not in around and any(places.outer(one) & {region, *around} for one in named)
    mixed = len({is_chinese(one) for one in beside}) > 1
    if mixed and is_chinese(name) != ("region/cn" in (region, *around)):
        return False
    # Of two of which neither name says where it is, either may be elsewhere.
    nowhere = (one for one in beside if not (_named(one) or _is_a_region(one)))
    return sum(is_chinese(one) == is_chinese(name) for one in nowhere) < 2


def _is_a_region(name: str) -> bool:
    """Whether a name is a region's with its country before it, which is where it is itself: 韩国忠清北道."""
    country, rest = led_by_country(name)
    return bool(country and places_called(rest, country))


def _begins_in_china(name: str) -> bool:
    """Whether a name begins with a province or a city of China, as none of a firm elsewhere does by chance."""
    seat = seat_of(name)
    return seat.startswith("cn-") and any(one.level in _LARGE for one in find(seat) if one.id == seat)


#: Levels of regions whose names are no words besides.
_LARGE = ("province", "municipality", "city")


def _named(name: str) -> set[str]:
    """The regions that places within a name may be, as references."""
    parts = [part for part in places_in(name, registered()) if not set(part.split()) <= _NO_PLACES]
    # 韩光化妆品株式会社 has nothing of a county of long ago, 光化, nor is any other firm of Japan or Korea in China.
    is_abroad = _ABROAD.search(name) is not None
    return {one for part in parts for one in registered().of(part) if not (is_abroad and one.startswith("region/cn-"))}


#: How firms of Japan and Korea are called in Chinese.
_ABROAD = re.compile("(?:株式|有限|合同)(?:会社|會社)|주식회사")


def of_places(parts: Iterable[str]) -> tuple[RegisteredRegion, ...]:
    """The regions that places within a name may be; words that are only a direction are none."""
    found = [
        one
        for part in parts
        if not set(part.split()) <= _NO_PLACES
        for one in standing(with_namesakes_around(part, find(part)))
        if one.is_current and one.level not in ("town", "country")
    ]
    return tuple({one.id: one for one in found}.values())


def one_standing(places: Iterable[str], name: str = "") -> str:
    """The one region of some that still stands; empty if several do, as a name does not tell which is meant.

    Args:
        places: the regions, as references.
        name: the name that they are read from; what it begins with may be called so on another level as well.
    """
    standing = [place for place in places if all(one.is_current for one in find(place.removeprefix("region/")))]
    if len(standing) != 1:
        return ""
    start = next((one for one in _starts(name) if find(one)), "") if is_chinese(name) else ""
    around = with_namesakes_around(start, find(start))
    own = {f"region/{one.id}" for one in around if one.is_current and one.level != "town"}
    return standing[0] if standing[0] not in own or len(own) == 1 else ""


def told(one: RegisteredRegion) -> Text:
    """A region with what it lies in, for people."""
    inside = [region(name).name for name in one.parents]
    return Text(
        ", ".join(filter(None, (one.name.en or one.name.zh, *(parent.en or parent.zh for parent in inside)))),
        "".join((*(parent.zh or parent.en for parent in inside), one.name.zh or one.name.en)),
    )


def country_of_code(name: str) -> RegisteredRegion | None:
    """The country whose code a name is and no more; ``None`` where people call it so too, as USA, UK and UAE.

    >>> [one and one.id for one in map(country_of_code, ("UM", "ETH", "USA", "Oman"))]
    ['um', 'et', None, None]
    """
    if not _A_CODE.fullmatch(name):
        return None
    found = find(name)
    called = {folded(text).replace(".", "") for one in found for text in one.names}
    is_code = bool(found) and found[0].level == "country" and folded(name) not in called
    return found[0] if is_code else None


#: How codes of countries are written.
_A_CODE = re.compile("[A-Z]{2,3}")
