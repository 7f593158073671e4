"""What a name means in the registries, by itself and by what the sheet says that it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.errors import UsageError
from kg.intake.identities import guess, registered
from kg.intake.registries import RegisteredRegion, by_its_kind, by_pinyin, find, find_cities, row_for
from kg.intake.sheets.bilingual import halves
from kg.intake.sheets.clean_names import LONGEST_NAME, is_chinese
from kg.intake.sheets.countries_in_names import country_behind
from kg.intake.sheets.name_languages import both_languages, says_where_it_is
from kg.intake.sheets.name_spellings import leads_with_institution, spellings_of
from kg.intake.sheets.placing import in_country_of, led_by_country, namesakes, places_called, standing
from kg.intake.sheets.signs_between import names_several
from kg.text import HAN, Text


def _behind_country(name: str) -> list[RegisteredRegion]:
    """The regions of a country that stand behind its name: 德国Hamburg."""
    country, rest = led_by_country(name)
    return find(rest, within=country) if country else []


def registered_as(spellings: Iterable[str], within: Sequence[str]) -> Iterator[list[RegisteredRegion]]:
    """What each spelling of a name means in the registries, those within some others first.

    Args:
        spellings: all that the name may be written as by itself.
        within: the names of what the sheet says that it lies in, the narrowest first.
    """
    for spelling in spellings:
        inside = next((some for outer in within if (some := find(spelling, within=outer))), [])
        regions = standing(inside or find(spelling) or _behind_country(spelling) or by_its_kind(spelling))
        if regions := regions if inside else in_country_of(within, _with_namesakes(spelling, regions)):
            yield regions


def _with_namesakes(name: str, regions: list[RegisteredRegion]) -> list[RegisteredRegion]:
    """What a name means in the registries; where that is one region, with the cities elsewhere that it may be too."""
    several = namesakes(name, f"region/{regions[0].id}") if len(regions) == 1 else []
    return several or regions


def cities_meant(spellings: Iterable[str], within: Iterable[str]) -> list[RegisteredRegion]:
    """The cities of the world that a name may mean; where the sheet says what it lies in, those in there alone.

    A Chinese name may begin with what it lies in itself: 美国伊利诺伊州罗克福德市.
    """
    outer = [place for place in within if find(place)]
    for spelling in spellings:
        inside, rest = _led_by_regions(spelling)
        ways = [(spelling, place) for place in outer] if outer else [(spelling, "")]
        if inside and _agree(inside, outer):
            ways.append((rest, inside))
        if found := next((some for text, place in ways if (some := find_cities(text, place))), []):
            return found
    return []


def _led_by_regions(name: str) -> tuple[str, str]:
    """The narrowest region in another country that a Chinese name begins with, by its id, and the rest of the name."""
    inside, rest = led_by_country(name)
    if not inside:
        outer, rest = led_by_first(name)
        return (outer.id, rest) if outer else ("", name)
    for cut in range(len(rest) - 2, 1, -1):
        found = standing(find(rest[:cut], within=inside))
        if len(found) == 1:
            return found[0].id, rest[cut:]
    return inside, rest


def led_by_first(name: str) -> tuple[RegisteredRegion | None, str]:
    """The region of the first level elsewhere that a Chinese name begins with, with its level, and the rest of it.

    Args:
        name: the name.

    >>> [(one and one.id, rest) for one, rest in map(led_by_first, ("大阪府堺市", "首尔特别市江南区", "山东省青岛市"))]
    [('jp-27', '堺市'), ('kr-11', '江南区'), (None, '山东省青岛市')]
    """
    for cut in range(min(_LONGEST_TOWN, len(name) - 1) if is_chinese(name) else 0, 2, -1):
        found = standing(find(name[:cut])) if name[cut - 1] in _FIRST_SIGNS else []
        if len(found) == 1 and found[0].level == "province" and not found[0].id.startswith("cn"):
            # 谅山省 Lạng Sơn is the province, in both languages.
            return (found[0], name[cut:]) if is_chinese(name[cut]) else (None, name)
    return None, name


#: How Chinese names of regions of the first level end.
_FIRST_SIGNS = "府县道州省市邦都"


def ward_within(name: str) -> RegisteredRegion | None:
    """What a Chinese name of a ward elsewhere has before it, the narrowest; ``None`` for other names.

    港区 behind a town or a region of the first level elsewhere is a ward of many Japanese cities, and no port area.

    Args:
        name: the name.

    >>> [one and one.name.en for one in map(ward_within, ("东京都港区", "名古屋市港区", "首尔特别市江南区"))]
    ['Tokyo', 'Nagoya', 'Seoul']
    >>> [ward_within(one) for one in ("神户港区", "天津市港区", "大阪府工业园区", "东京都")]
    [None, None, None, None]
    """
    outer, rest = led_by_first(name)
    match = _IN_A_TOWN.fullmatch(rest)
    towns = find_cities(match["town"], outer.id if outer else "") if match and not find(match["town"]) else []
    if match and len(towns) == 1:
        outer, rest = towns[0], match["ward"]
    is_ward = _A_WARD.fullmatch(rest) is not None
    return outer if is_ward and (rest == _PORT_WARD or guess(rest, registered()).region_class != "Zone") else None


#: A ward behind the word for the level of its town: 神户市港区.
_IN_A_TOWN = re.compile(f"(?P<town>[{HAN}]{{1,10}}?市)(?P<ward>[{HAN}]{{1,4}}区)")
_A_WARD, _PORT_WARD = re.compile(f"[{HAN}]{{1,4}}区"), "港区"


def town_in_chain(name: str) -> str:
    """The town elsewhere that a Chinese name of an institution has behind what it lies in, by its id; empty if none.

    It ends with the word for its level, or stands right before the words that tell what the institution is.

    Args:
        name: the name.

    >>> town_in_chain("巴西圣保罗州坎皮纳斯市政府"), town_in_chain("印度尼西亚西爪哇省勿加泗县政府")
    ('gn-3467865', '')
    >>> town_in_chain("巴西样本公司"), town_in_chain("浙江省嘉兴市政府")
    ('', '')
    """
    inside, rest = _led_by_regions(name)
    for cut in range(min(_LONGEST_TOWN, len(rest)) if inside else 0, 1, -1):
        if rest[cut - 1] in _TOWN_SIGNS or _KIND_OF_OFFICE.fullmatch(rest, cut):
            found = find_cities(rest[:cut], inside)
            if found:
                return found[0].id if len(found) == 1 else ""
    return ""


def unknown_in_chain(name: str) -> str:
    """What a Chinese name has behind a region elsewhere that says that it is a town, and that nothing is called as.

    Args:
        name: the name of an institution.

    >>> unknown_in_chain("印度尼西亚西爪哇省样塔县政府"), unknown_in_chain("印度尼西亚西爪哇省政府")
    ('样塔县', '')
    """
    inside, rest = _led_by_regions(name)
    match = _A_TOWN.match(rest) if inside and not town_in_chain(name) else None
    return match[0] if match and not find(match[0], within=inside) else ""


#: The longest Chinese name of a town, how one ends, and what offices are called behind it.
_LONGEST_TOWN, _TOWN_SIGNS = 12, "市县郡镇町"
_A_TOWN = re.compile(f"[{HAN}]{{2,8}}?[{_TOWN_SIGNS}](?!场)")
_KIND_OF_OFFICE = re.compile("(?:人民)?(?:政府|委员会|议会|市政厅)")


def _agree(inside: str, outer: Sequence[str]) -> bool:
    """Whether what a name begins with is, is in or has in it one of the regions that its sheet says."""
    mine = {f"region/{inside}", *registered().outer(f"region/{inside}")}
    said = {f"region/{one.id}" for place in outer for one in find(place)}
    return not said or any(mine & {one, *registered().outer(one)} for one in said)


def inside_one(name: str, within: Iterable[str]) -> list[RegisteredRegion]:
    """The one region of a name that lies in one of some others, the first that tells; nothing where none does."""
    for outer in within:
        inside = standing(find(name, within=outer) or _spelt_within(name, outer))
        # The place may be itself, by a code that tells it from others of its name: Leipzig, DED51.
        itself = {one.id for one in find(outer)}
        inside = inside or [one for one in find(name) if one.id in itself]
        if len(inside) == 1:
            return inside
    return []


def is_a_place(name: str) -> bool:
    """Whether a name says by both its languages, or by what it has in brackets, which region or city it is.

    >>> is_a_place("苏州（江苏）"), is_a_place("宿州 Suzhou"), is_a_place("样本集团（江苏）")
    (True, True, False)
    """
    if all(both_languages(name)):
        return any(find(half) or find_cities(half) for half in both_languages(name))
    behind = country_behind(name)
    head = behind.rpartition(",")[0]
    if names_several(head) or leads_with_institution(head):
        return False
    return behind != name and any(find(way) or find_cities(way) for way in spellings_of(name)[1:])


def in_each_language(name: str) -> Iterator[str]:
    """The halves of a name in two languages, also before what it has in brackets; nothing of one in one language."""
    for text in dict.fromkeys((name, _BEHIND.sub("", name).strip())):
        for pair in halves(text) if not names_several(text) else ():
            yield from pair
    yield from _scripts(name)


def _scripts(name: str) -> tuple[str, ...]:
    """The halves of a name in letters of two scripts, neither of them Chinese: 수원시 and Suwon; nothing of others.

    >>> _scripts("수원시 Suwon"), _scripts("Казань (Kazan)"), _scripts("Saint-Malo")
    (('수원시', 'Suwon'), ('Казань', 'Kazan'), ())
    """
    match = _TWO_SCRIPTS.fullmatch(name.strip()) if len(name) <= LONGEST_NAME else None
    return tuple(part.strip() for part in match.groups() if part) if match else ()


_LATIN, _NO_LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .'’-]*", rf"[^\W\d_A-Za-zÀ-ɏ{HAN}][^A-Za-zÀ-ɏ{HAN}/()（）]*"
#: A name in letters of two scripts, in either order.
_TWO_SCRIPTS = re.compile(
    rf"({_NO_LATIN})[\s/(（]+({_LATIN})[)）]?|({_LATIN})[\s/(（]+({_NO_LATIN})[)）]?",
)
#: What a name has in brackets at its end.
_BEHIND = re.compile(r"[（(][^（()）]*[)）]\s*$")


def meant_by_half(name: str, within: Sequence[str]) -> list[RegisteredRegion]:
    """The one place that a name in two languages means by one of them, where the other one says nothing else.

    The sheet has to say in which country, or the Chinese half what kind of place: 大吉岭 Darjeeling, of India.

    Args:
        name: the name.
        within: the names of what the sheet says that it lies in.
    """
    parts = list(in_each_language(name))
    if any(guess(part, registered()).kind == "institution" for part in parts):
        return []
    if any(says_where_it_is(zh, en) for zh, en in halves(name)):
        return []  # 迪拜 behind the name of a firm, in a row of the Emirates
    found: dict[str, RegisteredRegion] = {}
    for part in parts:
        if within:
            some = inside_one(part, within) or cities_meant([part], within)
        else:
            some = standing(find(part)) if _SAYS_KIND.fullmatch(part) else []
        found |= {one.id: one for one in some}
    if len(found) != 1:
        return []
    # 成都市 Chongqing are two: the other half may be called otherwise, and may not be another place.
    anywhere = ([*find(part), *find_cities(part), *by_pinyin(part)] for part in parts)
    return list(found.values()) if all(not some or {*found} & {one.id for one in some} for some in anywhere) else []


#: How a Chinese name says that it is of a place.
_SAYS_KIND = re.compile(f"[{HAN}]{{2,}}[省市州县区郡]")


def places_meant(name: str) -> list[RegisteredRegion]:
    """The regions and cities that a name may be by one of its languages, in what it has in brackets if that is a place.

    They are to be proposed: 珲春市 Hunchun, Xinbei (Changzhou).
    """
    head, bracket, inside = name.partition("(") if "(" in name else name.partition("（")
    outer = inside.rstrip(" )）") if bracket else ""
    within = outer if outer and find(outer) else ""
    ways = dict.fromkeys((name, *in_each_language(name), *([head.strip(), *in_each_language(head)] if within else ())))
    found: dict[str, RegisteredRegion] = {}
    for way in ways:
        some = places_called(way, within)
        some = some or [one for one in by_pinyin(way) if not within or _is_inside(one, within)]
        found |= {one.id: one for one in some[:4]}
    return list(found.values())


def _is_inside(one: RegisteredRegion, within: str) -> bool:
    return bool({f"region/{outer.id}" for outer in find(within)} & registered().outer(f"region/{one.id}"))


def inside_in_words(outer: RegisteredRegion) -> Text:
    """That something is a region in another one, for people."""
    name = outer.name
    return Text(f"a region in {name.en or name.zh}", f"{name.zh or name.en}的地区")


def without_outer(name: str, around: str) -> str:
    """A name without what it lies in behind a comma, where that is a region or has it: Cambridge, UK in gb.

    A country in brackets is as one behind a comma.
    """
    country, rest = led_by_country(name)
    if country == around and country:
        return rest
    head, _, tail = country_behind(name).rpartition(",")
    outer = {f"region/{around}"} | registered().outer(f"region/{around}")
    is_outer = any(f"region/{one.id}" in outer for one in find(tail))
    return head.strip() if head and is_outer else name


def named_inside(name: str, outer: str) -> str:
    """The one region of a name that a registry has in another one, by its id; empty if none or several."""
    found = (standing(find(name, within=outer)) or cities_meant([name], [outer])) if outer else []
    return found[0].id if len(found) == 1 and found[0].is_current else ""


def _spelt_within(name: str, within: str) -> list[RegisteredRegion]:
    """The regions within another one that a name in letters spells: Kunshan in Jiangsu."""
    outer = {f"region/{one.id}" for one in find(within)}
    return [one for one in by_pinyin(name) if outer & registered().outer(f"region/{one.id}")]


def rows_of(thing: str) -> list[dict[str, str]]:
    """The rows of the table regions that a region needs, by its id; none where no registry has it."""
    try:
        return list(row_for(thing))
    except UsageError:  # a region of the package, which no registry has
        return []
