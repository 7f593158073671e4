"""Registries read from their tables, once a process and when first asked for.

A registry is read as plain CSV: that its rows keep the rules of the table ``regions`` is checked where it is made.
"""

from __future__ import annotations

import csv
import json
import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

from kg import assets
from kg.errors import SourceError, UsageError
from kg.intake.registries.model import RegisteredRegion, Registry
from kg.nearest import did_you_mean, folded, nearest
from kg.text import Text, typed

#: The folder of registries below the bundled data; no part of the bundled build.
FOLDER = "registries"
#: The bundled package of regions that the data sets share; what it alone has is a registry too.
SHARED = "regions-china"
#: The registry of countries and their subdivisions.
ELSEWHERE = "iso-3166"
#: Cities of the world, of which no name is looked up before all other registries are, and which are read only then:
#: there are too many for prose, and for names within names.
CITIES = "geonames"
#: Names of large ones in letters of whatever language, folded; beside their table.
SPELLINGS = "spellings.csv"
#: Further names of subdivisions of countries with what GeoNames calls them, beside their table.
EXONYMS = "exonyms.csv"
COUNTRIES = "countries.csv"
#: What subdivisions are called in further languages, to be proposed alone; beside their table.
NAMES = "subdivisions.csv"
#: How the ids of cities begin.
_CITY = "gn-"
#: Further codes of regions, beside the tables of a registry.
CODES = "codes.csv"
#: Names in letters by how their signs are read: shown, and no way to look a region up, as many sound alike.
ROMANISED = "romanised.csv"
#: The schemes of codes whose form says it.
_FORMS = (
    ("GB/T 2260", re.compile(r"\d{6}")),
    ("ISO 3166-2", re.compile(r"[A-Z]{2}-[0-9A-Z]{1,3}")),
    ("NUTS", re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")),
)


def registries() -> Mapping[str, Registry]:
    """All registries by name, those that know more states first; read once a process."""
    return catalogue().registries


def region(name: str) -> RegisteredRegion:
    """The region of an id.

    Raises:
        UsageError: if no registry has it; the nearest ids are named.
    """
    known = catalogue().regions
    if name in known:
        return known[name]
    ids = catalogue().named.get(folded(name)) or nearest(name, known)
    hint = did_you_mean(ids[:4]) or Text("See `kg regions find NAME`.", "请见 `kg regions find 名称`。")
    raise UsageError(
        Text(
            f"No registry has a region with the id {typed(name)!r}. {hint.en}".rstrip(),
            f"没有名录收录标识为“{typed(name)}”的地区。{hint.zh}",
        )
    )


def is_only_shown(thing: str, name: str) -> bool:
    """Whether a name in English of a region is no more than how its Chinese name is read, and so no way to look it up.

    A package that has taken the region over has that name in its own row, and is looked up by it as little: what a name
    means must not depend on what was imported before.

    Args:
        thing: the region's id.
        name: what a package calls it in English; another name than the registry's own is somebody's, and is looked up.

    >>> is_only_shown("cn-341023", "Yi County"), is_only_shown("cn-341023", "Yixian"), is_only_shown("x", "Yi County")
    (True, False, False)
    """
    one = catalogue().regions.get(thing) if name else None
    return one is not None and one.is_romanised and folded(one.name.en) == folded(name)


class _Regions(Mapping[str, RegisteredRegion]):
    """The regions of a table by their ids; each is made when it is first asked for, as few of them are."""

    def __init__(
        self,
        registry: str,
        columns: Sequence[str],
        rows: Iterable[list[str]],
        states: Sequence[date],
        romanised: Mapping[str, str],
    ) -> None:
        self._registry = registry
        self.columns = {name: place for place, name in enumerate(columns)}
        self.rows = {row[0]: row for row in rows}
        self._states, self._romanised = states, romanised
        self._made: dict[str, RegisteredRegion] = {}

    def __getitem__(self, name: str) -> RegisteredRegion:
        if name not in self._made:
            row = dict(zip(self.columns, self.rows[name], strict=True))
            if in_letters := self._romanised.get(name, ""):
                row["name_en"] = in_letters
            self._made[name] = _region(row, self._registry, self._states, is_romanised=bool(in_letters))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: object) -> bool:
        return name in self.rows

    def cells(self, *columns: str) -> Iterator[tuple[str, list[str]]]:
        """Each id with the cells of some columns; of those that the table has."""
        places = [self.columns[column] for column in columns if column in self.columns]
        for name, row in self.rows.items():
            yield name, [row[place] for place in places if row[place]]


class _CitiesById(Mapping[str, RegisteredRegion]):
    """The cities by their ids, for who has one: read when an id is a city's, and in no list."""

    def __getitem__(self, name: str) -> RegisteredRegion:
        if not name.startswith(_CITY):
            raise KeyError(name)
        return cities().regions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.startswith(_CITY) and name in cities().regions


@cache
def cities() -> Registry:
    """The cities of the world but China's, the largest first; they are in no other list of regions.

    Raises:
        SourceError: if they cannot be read.
    """
    return _city_registry()[0]


#: No longer is what has no shorter name: 津市.
_SHORT = 2


@cache
def city_names() -> Mapping[str, Sequence[str]]:
    """By each folded name of a city the ids of those that have it, the largest first."""
    table = _city_registry()[1]
    texts = [(cell, name) for name, cells in table.cells("name_zh", "name_en") for cell in cells]
    others = table.cells("alt_zh", "alt_en")
    texts += [(text, name) for name, cells in others for cell in cells for text in cell.split(";")]
    # 横滨 is 横滨市, whether the registry has the shorter name or not.
    texts += [(text[:-1], name) for text, name in texts if text.endswith("市") and len(text) > _SHORT]
    texts += [(row["zh"], row["id"]) for row in rows_beside("cities-zh")]
    texts += [(text, name) for text, name in _in_korean() if name.startswith("gn-")]
    order = {name: at for at, name in enumerate(table)}
    return {text: sorted(names, key=order.__getitem__) for text, names in _by_name(texts).items()}


def beside_cities(file_name: str) -> list[tuple[str, str]]:
    """The rows of a file beside the table of the cities: an id, and what is said of it.

    Raises:
        SourceError: if it cannot be read.
    """
    return [(row[0], row[1]) for row in _csv(assets.data_folder() / FOLDER / CITIES / file_name)[1:]]


@cache
def spelt_cities() -> Mapping[str, list[str]]:
    """By each spelling the ids of the cities that have it, the largest first."""
    found: dict[str, list[str]] = {}
    for name, names in beside_cities(SPELLINGS):
        for text in names.split(";"):
            found.setdefault(text, []).append(name)
    return found


@cache
def exonyms() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """By the ids of subdivisions what GeoNames calls them, and their further names, folded.

    Raises:
        SourceError: if they cannot be read.
    """
    rows = _csv(assets.data_folder() / FOLDER / ELSEWHERE / EXONYMS)[1:]
    return {name: (kind, tuple(names.split(";")) if names else ()) for name, kind, names in rows}


@cache
def named_elsewhere() -> Mapping[str, list[str]]:
    """By what other languages call subdivisions, folded, the ids of those that are called so: Toskana.

    Raises:
        SourceError: if they cannot be read.
    """
    found: dict[str, list[str]] = {}
    for row in _csv(assets.data_folder() / FOLDER / ELSEWHERE / NAMES)[1:]:
        for name in row[1].split(";"):
            found.setdefault(name, []).append(row[0])
    return found


@cache
def _city_registry() -> tuple[Registry, _Regions]:
    return _registry(assets.data_folder() / FOLDER / CITIES)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registries, and the ways in which their regions are looked up.

    Attributes:
        regions: by id; the first registry that has an id gives the region.
        named: by each folded name, id and code: the ids that are called so.
        in_short: by folded names without the kind that some have behind a comma: ``Duisburg, Kreisfreie Stadt``; and
            by those that countries have in further languages.
        predecessors: by the id of a region, the ids of those that it comes after.
    """

    registries: Mapping[str, Registry]
    regions: Mapping[str, RegisteredRegion]
    named: Mapping[str, Sequence[str]]
    in_short: Mapping[str, Sequence[str]]
    predecessors: Mapping[str, Sequence[str]]


@cache
def catalogue() -> Catalogue:
    """All registries, indexed."""
    root = assets.data_folder()
    folders = sorted(path.parent for path in (root / FOLDER).glob("*/datapackage.json") if path.parent.name != CITIES)
    tables: list[_Regions] = []
    read: dict[str, Registry] = {}
    for folder in (*folders, root / SHARED):
        registry, table = _registry(folder)
        read[registry.name] = registry
        tables.append(table)
    before: dict[str, list[str]] = {}
    for table in tables:
        for name, cells in table.cells("successor"):
            for successor in cells[0].split(";") if cells else ():
                before.setdefault(successor, []).append(name)
    texts = list(_texts(tables, folders))
    in_short = [(behind[1], name) for text, name in texts if (behind := _KIND_BEHIND.fullmatch(text))]
    in_short += [*_in_short_in_chinese(read), *_autonomous(read)]
    in_short += [(text, name) for text, name in _in_korean() if not name.startswith("gn-")]
    in_short += [(text, row["id"]) for row in rows_beside("regions-zh") for text in row["names"].split("|")]
    in_short += [(text, name) for name, names in _countries_elsewhere() for text in names.split(";")]
    regions: Mapping[str, RegisteredRegion] = ChainMap(*tables, _CitiesById())  # type: ignore[arg-type]
    return Catalogue(read, regions, _by_name(texts), _by_name(in_short), before)


#: A kind behind a comma, as statistical offices list regions; of several places in one name, none is left out.
_KIND_BEHIND = re.compile(r"([^,]+), (?:Kreisfreie Stadt|Stadtkreis|Landkreis|[^,]+ of(?: the)?)")


#: What ends the Chinese names of regions elsewhere, where a name may be written with it or without: 巴伐利亚州.
_HAN_KIND = re.compile(
    r"(.{2,}?)(?:(?:特别)?自治[区市道省州]|广域市|特别市|自由邦|自由州|酋长国|大区|首都特区|地区|[省州郡县府都道市区])"
)


def without_han_kind(name: str) -> str:
    """A Chinese name of a region elsewhere without what tells its kind; itself if it has none.

    >>> without_han_kind("釜山广域市"), without_han_kind("加利福尼亚州"), without_han_kind("首尔")
    ('釜山', '加利福尼亚', '首尔')
    """
    kind = _HAN_KIND.fullmatch(name)
    return kind[1] if kind else name


def _in_short_in_chinese(read: Mapping[str, Registry]) -> Iterator[tuple[str, str]]:
    """The Chinese names of subdivisions elsewhere without their kinds; China's have what short forms they have.

    莫斯科 is the very name of the city, and none of 莫斯科州 around it.
    """
    regions = read[ELSEWHERE].regions if ELSEWHERE in read else {}
    whole = {(region.parent, region.name.zh) for region in regions.values()}
    for region in regions.values():
        # 安特卫普 is the city, before it is 安特卫普省; of the first level, the name alone is as often the region.
        bare = without_han_kind(region.name.zh)
        if region.level == "province" and bare != region.name.zh and (region.parent, bare) not in whole:
            yield bare, region.id


@cache
def peoples() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The peoples that the names of China's autonomous regions have: in Chinese without 族, and in English."""
    return tuple((row["zh"], tuple(row["en"].split("|"))) for row in rows_beside("peoples"))


@cache
def sovereigns() -> dict[str, str]:
    """Territories with a code of ISO 3166-1, each with the country that tables and sheets say they are of, by ids."""
    return {row["territory"]: row["country"] for row in rows_beside("territories")}


def _countries_elsewhere() -> list[tuple[str, str]]:
    """The ids of countries, each with what other languages than English and Chinese call it: Spanien, Allemagne."""
    return [(row[0], row[1]) for row in _csv(assets.data_folder() / FOLDER / ELSEWHERE / COUNTRIES)[1:]]


def _in_korean() -> Iterator[tuple[str, str]]:
    """The names of Korea's regions and cities as Korean partners write them."""
    for row in rows_beside("korean"):
        yield from ((text, row["id"]) for text in row["names"].split("|"))


def rows_beside(table: str) -> Iterable[dict[str, str]]:
    """The rows of a table beside this file, by its name."""
    text = resources.files(__package__ or "").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


#: How everyday speech calls what is autonomous, by how its whole name ends.
_PLAIN = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def _autonomous(read: Mapping[str, Registry]) -> Iterator[tuple[str, str]]:
    """The names of China's autonomous prefectures, counties and banners without their peoples: 文山州, 长阳县."""
    named = "|".join(zh for zh, _ in peoples())
    pattern = re.compile(rf"(.{{2,}}?)(?:(?:{named})(?:族各族|族)?)+(自治[州县旗])")
    for registry in read.values():
        for region in registry.regions.values() if registry.name != ELSEWHERE else ():
            if match := pattern.fullmatch(region.name.zh):
                yield match[1] + _PLAIN[match[2]], region.id


def _by_name(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """By everything that a region can be called, folded: the ids of those that are."""
    found: dict[str, list[str]] = {}
    for text, name in texts:
        ids = found.setdefault(folded(text), [])
        if name not in ids:
            ids.append(name)
    return found


def _texts(tables: Iterable[_Regions], folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for table in tables:
        for name, cells in table.cells("id", "name_zh", "name_en", "code"):
            yield from ((cell, name) for cell in cells)
        for name, cells in table.cells("alt_zh", "alt_en"):
            yield from ((text, name) for cell in cells for text in cell.split(";"))
    for folder in folders:
        for code, name in ((row[1], row[0]) for row in _csv(folder / CODES)[1:]):
            yield code, name


def _csv(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error


def _registry(folder: Path) -> tuple[Registry, _Regions]:
    path = folder / "datapackage.json"
    try:
        described = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error
    name = str(described["name"])
    temporal = described.get("temporal", {})
    states = tuple(date.fromisoformat(text) for text in described.get("states", ()))
    columns, *rows = _csv(folder / "regions.csv")
    letters = folder / ROMANISED
    romanised = {row[0]: row[1] for row in _csv(letters)[1:]} if letters.is_file() else {}
    table = _Regions(name, columns, rows, states, romanised)
    registry = Registry(
        name,
        Text(described.get("title", name), described.get("title_zh", "")),
        str(described.get("version", "")),
        ", ".join(str(licence["name"]) for licence in described.get("licenses", ())),
        Text(described.get("origin", ""), described.get("origin_zh", "")),
        _day(temporal.get("start", "")),
        _day(temporal.get("end", "")),
        table,
        _dated(folder / "sources.csv"),
    )
    return registry, table


def _dated(path: Path) -> date | None:
    """The latest day of the sources of a registry."""
    columns, *rows = _csv(path)
    issued = [row[columns.index("issued")] for row in rows]
    return _day(max(issued, default=""))


def _broken(path: Path, error: Exception) -> SourceError:
    return SourceError(
        Text(
            f"{path}: this part of a registry cannot be read ({error}). Install the package again.",
            f"{path}：名录的这一部分无法读取（{error}）。请重新安装。",
        )
    )


def _region(row: Mapping[str, str], registry: str, states: Sequence[date], *, is_romanised: bool) -> RegisteredRegion:
    code = row["code"]
    first, last = _day(row.get("valid_from", "")), _day(row.get("valid_to", ""))
    return RegisteredRegion(
        row["id"],
        Text(row["name_en"], row["name_zh"]),
        tuple(_values(f"{row['alt_zh']};{row['alt_en']}")),
        row["level"],
        tuple(_values(row["parent"])),
        code,
        row.get("code_scheme") or next((scheme for scheme, form in _FORMS if form.fullmatch(code)), ""),
        first,
        last,
        _possible(first, last, states),
        tuple(_values(row.get("successor", ""))),
        _degrees(row["latitude"]),
        _degrees(row["longitude"]),
        registry,
        row,
        is_romanised,
    )


def _possible(first: date | None, last: date | None, states: Sequence[date]) -> tuple[date | None, date | None]:
    """From the day after the list before the first that has it, to the day before the list after the last.

    What stands in the very first list may have stood on any day before.
    """
    if first in states:
        place = states.index(first)
        first = states[place - 1] + _ONE_DAY if place else None
    if last in states:
        last = states[states.index(last) + 1] - _ONE_DAY
    return first, last


_ONE_DAY = timedelta(days=1)


def _values(text: str) -> Iterable[str]:
    return (value for value in text.split(";") if value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _degrees(text: str) -> float | None:
    return float(text) if text else None
