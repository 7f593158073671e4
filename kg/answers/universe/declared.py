"""What could be known: regions, crossed with sectors and with years, or a list of one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Protocol

from kg.answers.records import PartyRecord, Records
from kg.errors import SourceError, UsageError
from kg.grids import read_book
from kg.nearest import folded
from kg.text import Text

#: What a universe can be crossed with, beside its regions.
ACROSS: Mapping[str, Text] = {"sector": Text("Sector", "领域"), "year": Text("Year", "年份")}
#: The columns of a list of one's own, folded.
_REGION, _SECTOR, _YEAR, _FOUND = (
    ("region", "地区"),
    ("sector", "领域"),
    ("year", "years", "年份", "年"),
    ("found", "结果", "查得"),
)
#: What says in the column ``found`` that somebody looked and there is nothing.
_NOTHING = (
    *("nothing", "none", "no", "0", "not found", "nothing found", "none found", "no partnership", "no partnerships"),
    *("无", "没有", "未见", "未发现", "没有找到", "查无", "查过没有", "查过无", "无合作", "没有合作"),
)
#: What says there that there is something.
_SOMETHING = ("yes", "some", "known", "found", "有", "已知")
_YEARS = re.compile(r"\s*(\d{4})(?:\s*[-–—~至到]\s*(\d{4}))?\s*年?\s*")
#: More cells than anybody reads, or than a mistyped span of years would make.
MOST_CELLS = 500_000

#: A cell: a region, a sector and a year; empty for what the universe is not crossed with.
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Universe:
    """What could be known.

    Attributes:
        cells: the cells, in their order.
        labels: what their regions and sectors are called, by what a cell has for them.
        across: which of ``ACROSS`` the regions are crossed with.
        nothing: cells of which it is declared that somebody looked and there is nothing, with where that is said.
        something: cells of which it is declared that there is something, likewise.
        unknown: regions of a list that nothing knows, with where they stand first.
        elsewhere: regions of a list that the graph does not have, with what they are in a registry.
        looked_unknown: what nothing knows, and no cell of this universe has, of a list of where somebody looked.
        looked_elsewhere: what only a registry has, and no cell of this universe, of such a list.
        same: regions that are one place with one of the cells, by another registry, each with that one.
        told: what is to be said of how the universe was made.
    """

    cells: tuple[Cell, ...]
    labels: Mapping[str, Text]
    across: tuple[str, ...]
    nothing: Mapping[Cell, str] = field(default_factory=dict)
    something: Mapping[Cell, str] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, Text] = field(default_factory=dict)
    looked_unknown: Mapping[str, str] = field(default_factory=dict)
    looked_elsewhere: Mapping[str, Text] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    told: Text = field(default_factory=Text)


def crossed(
    regions: Mapping[str, Text], records: Records, across: Sequence[str] = ("sector",), years: str = ""
) -> Universe:
    """Regions crossed with all sectors that the graph has, with years, or both.

    Args:
        regions: IRI to name; one that the graph does not have is silent.
        records: the graph's records.
        across: which of ``ACROSS``.
        years: a year or a span, ``2015-2020``; from the first to the last that the graph speaks of if empty.

    Raises:
        UsageError: if there are no regions, a span is none, or there are more cells than ``MOST_CELLS``.
    """
    if not regions:
        raise UsageError(
            Text(
                "The universe has no regions. Name a level that there are regions of, such as county.",
                "该范围没有地区。请写一个有地区的层级，如 county。",
            )
        )
    sectors = {code.iri: code.label for item in records.partnerships.values() for code in item.sectors}
    spoken = sorted({year for item in records.partnerships.values() for year in years_of(item)})
    named = [str(year) for year in _span(years, "--years")] if years else spoken_span(spoken)
    codes = sorted(sectors) if "sector" in across else [""]
    spanned = named if "year" in across else [""]
    _check_size(map(len, (regions, codes, spanned)))
    cells = tuple(product(regions, codes, spanned))
    return Universe(cells, {**regions, **sectors}, tuple(name for name in ACROSS if name in across))


def also_looked(universe: Universe, other: Universe) -> Universe:
    """A universe with what another one declares to be nothing; of a row that leaves its sector or year open, all.

    Regions that the graph does not have are told by their names.
    """
    named: dict[str, set[str]] = {}
    regions = dict.fromkeys(cell[0] for cell in universe.cells)
    for region in regions:
        for text in {folded(name) for name in (universe.labels[region].en, universe.labels[region].zh) if name}:
            named.setdefault(text, set()).add(region)

    def in_both(declared: Mapping[Cell, str]) -> dict[Cell, str]:
        more: dict[Cell, str] = {}
        for (region, sector, year), where in declared.items():
            for one in {region, *own(region)}:
                more[one, sector, year] = where
        return more

    def own(region: str) -> set[str]:
        found = named.get(folded(region), set())
        return found if len(found) == 1 else set()

    def is_outside(region: str) -> bool:
        return region not in regions and not own(region)

    return replace(
        universe,
        nothing={**universe.nothing, **in_both(other.nothing)},
        something={**universe.something, **in_both(other.something)},
        looked_unknown={name: where for name, where in other.unknown.items() if is_outside(name)},
        looked_elsewhere={name: what for name, what in other.elsewhere.items() if is_outside(name)},
    )


def years_of(item: object) -> set[str]:
    """The years that the claims about a partnership speak of."""
    found: set[str] = set()
    for claim in (*getattr(item, "stages", ()), *getattr(item, "figures", ())):
        start, end = (getattr(claim, name, "") or claim.as_of for name in ("period_start", "period_end"))
        if start[:4].isdigit() and end[:4].isdigit() and 0 <= int(end[:4]) - int(start[:4]) <= _LONGEST_SPAN:
            found.update(f"{year:04}" for year in range(int(start[:4]), int(end[:4]) + 1))
    return found


#: A claim about a longer span says nothing of each of its years.
_LONGEST_SPAN = 50


def spoken_span(years: Sequence[str]) -> list[str]:
    """All years from the first to the last of some."""
    return [f"{year:04}" for year in range(int(years[0]), int(years[-1]) + 1)] if years else []


def read_universe(
    path: Path,
    records: Records,
    knows: Callable[[str], Text] | None = None,
    named: Callable[[str], Iterable[Named]] | None = None,
) -> Universe:
    """A list of one's own: a sheet with the column ``region``, and if wanted ``sector``, ``year`` and ``found``.

    Args:
        path: any sheet that kg reads.
        records: the graph's records; a region that it does not have is silent.
        knows: what a name that the graph does not have is elsewhere, in words; empty for one that nothing knows.
            Without it nothing is said of such names, as nobody was asked.
        named: what places a name may be, as registries have them: by their ids and by their other names a region of
            the graph is known too.

    Raises:
        SourceError: if the file cannot be read, or a row is no cell of a universe.
    """
    grids = read_book(path).grids
    rows = grids[0].rows if grids else ()
    header = [folded(cell.text) for cell in rows[0].cells] if rows else []
    columns = [
        next((header.index(name) for name in group if name in header), -1)
        for group in (_REGION, _SECTOR, _YEAR, _FOUND)
    ]
    if columns[0] < 0:
        raise SourceError(
            Text(
                f"{path}, row 1: the column region is missing. A universe has region; if wanted sector, year, found.",
                f"{path}，第1行：缺少“地区”栏。范围表须有地区栏，另可有领域、年份、结果各栏。",
            )
        )
    cells: dict[Cell, None] = {}
    labels: dict[str, Text] = {}
    nothing: dict[Cell, str] = {}
    something: dict[Cell, str] = {}
    reader = _Reader(path, records, labels, knows, named)
    for row in rows[1:]:
        texts = [row.cells[place].text.strip() if 0 <= place < len(row.cells) else "" for place in columns]
        if not any(texts):
            continue
        for cell in reader.cells(row.number, texts):
            cells[cell] = None
            if texts[3]:
                (nothing if folded(texts[3]) in _NOTHING else something)[cell] = f"{path.name}, row {row.number}"
        _check_size([len(cells)])
    across = tuple(name for name, place in zip(ACROSS, columns[1:], strict=False) if place >= 0)
    return Universe(tuple(cells), labels, across, nothing, something, reader.unknown, reader.elsewhere)


#: The level of what is in nothing else.
_COUNTRY = "country"


class Named(Protocol):
    """A place as registries have it, such as a ``RegisteredRegion``."""

    @property
    def id(self) -> str:
        """Its id there."""

    @property
    def level(self) -> str:
        """A code of the code list ``level``."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""


class _Reader:
    """The cells of the rows of a list."""

    def __init__(
        self,
        path: Path,
        records: Records,
        labels: dict[str, Text],
        knows: Callable[[str], Text] | None,
        named: Callable[[str], Iterable[Named]] | None,
    ) -> None:
        self._path, self._records, self._labels, self._knows = path, records, labels, knows
        self._named = named
        self.unknown: dict[str, str] = {}
        self.elsewhere: dict[str, Text] = {}
        self._regions: dict[str, list[str]] = {}
        for party in records.parties.values():
            for text in {folded(name) for name in _names_of(party)} if party.is_region else ():
                self._regions.setdefault(text, []).append(party.iri)
        self._sectors = {
            text: code.iri
            for code in records.codes.values()
            if "/code/sector/" in code.iri
            for text in (folded(code.label.en), folded(code.label.zh), folded(code.code))
        }

    def cells(self, number: int, texts: Sequence[str]) -> Iterator[Cell]:
        """The cells of a row: one, or one a year."""
        region, sector, year, found = texts
        if not region:
            raise self._wrong(number, "region", Text("the cell is empty. Name a region.", "单元格为空，请写地区。"))
        if found and folded(found) not in (*_NOTHING, *_SOMETHING):
            raise self._wrong(
                number,
                "found",
                Text(
                    f"{found[:100]!r} is not understood. Write nothing if somebody looked and there is nothing.",
                    f"无法理解“{found[:100]}”。查过而没有的，请写“无”。",
                ),
            )
        place, code = self._region(number, region), self._sector(number, sector)
        try:
            years = [f"{one:04}" for one in _span(year, "year")] if year else [""]
        except UsageError as error:
            raise self._wrong(number, "year", error.text) from error
        for one in years:
            yield place, code, one

    def _region(self, number: int, text: str) -> str:
        """The region's IRI; the text itself for one that the graph does not have, of which nobody said anything."""
        found = self._regions.get(folded(text), []) or self._by_registry(text)
        if len(found) > 1:
            ids = ", ".join(f"region/{self._records.parties[iri].id}" for iri in found)
            raise self._wrong(
                number,
                "region",
                Text(f"{text[:100]!r} may mean {ids}. Write which.", f"“{text[:100]}”可能指 {ids}，请写明。"),
            )
        if not found and text not in self._labels and self._knows is not None:
            if known := self._knows(text):
                self.elsewhere[text] = known
            else:
                self.unknown[text] = f"{self._path.name}, row {number}"
        iri = found[0] if found else text
        self._labels.setdefault(iri, self._records.label(iri) if found else Text.of(text))
        return iri

    def _by_registry(self, text: str) -> list[str]:
        """The regions of the graph that a name of the registries means: those of its id, else those of its names."""
        if text in self._labels or self._named is None:
            return []
        places = list(self._named(text))
        own = [iri for one in places for iri in self._regions.get(folded(f"region/{one.id}"), [])]
        called = (
            iri
            for one in places
            for name in one.names
            for iri in self._regions.get(folded(name), [])
            if self._is_of(iri, one)
        )
        return list(dict.fromkeys(own or called))

    def _is_of(self, iri: str, place: Named) -> bool:
        """Whether a region of the graph may be a place of its name: a state is no country."""
        party = self._records.parties[iri]
        # A region with an id of the registries is the one that this is of.
        own = {one.id for one in self._named(party.id) if one.id == party.id} if self._named else {place.id}
        level = party.level
        return own <= {place.id} and (level is None or (level.code == _COUNTRY) is (place.level == _COUNTRY))

    def _sector(self, number: int, text: str) -> str:
        if not text:
            return ""
        iri = self._sectors.get(folded(text))
        if iri is None:
            raise self._wrong(
                number,
                "sector",
                Text(
                    f"{text[:100]!r} is no sector. `kg codes sector` lists them.",
                    f"“{text[:100]}”不是领域。`kg codes sector` 列出全部领域。",
                ),
            )
        self._labels.setdefault(iri, self._records.codes[iri].label)
        return iri

    def _wrong(self, number: int, column: str, what: Text) -> SourceError:
        return SourceError(
            Text(
                f"{self._path}, row {number}, field {column}: {what.en}",
                f"{self._path}，第{number}行，{column}栏：{what.zh}",
            )
        )


def _names_of(party: PartyRecord) -> tuple[str, ...]:
    return (
        party.label.en,
        party.label.zh,
        *party.alt,
        party.id,
        f"region/{party.id}",
        party.iri,
        *filter(None, [party.code]),
    )


def _span(text: str, name: str) -> range:
    found = _YEARS.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise UsageError(
            Text(
                f"{name}: {text[:100]!r} is no year, nor a span such as 2015-2020.",
                f"{name}：“{text[:100]}”既非年份，也非2015-2020一类的区间。",
            )
        )
    return range(first, last + 1)


def _check_size(lengths: Iterable[int]) -> None:
    number = 1
    for length in lengths:
        number *= length
    if number > MOST_CELLS:
        raise UsageError(
            Text(
                f"The universe has more than {MOST_CELLS:,} cells. Choose fewer regions, sectors or years.",
                f"该范围超过{MOST_CELLS:,}格。请减少地区、领域或年份。",
            )
        )
