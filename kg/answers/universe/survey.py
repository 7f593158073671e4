"""What is known of each cell of a universe; a cell that nobody looked at is never read as none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from kg.answers.ledger.bounds import percent
from kg.answers.records import Records
from kg.answers.universe.declared import ACROSS, Cell, Universe, years_of
from kg.nearest import folded
from kg.results.result import Tabular
from kg.results.tables import Table
from kg.text import Text

#: What a cell can be: something is known, it is known that there is nothing, or nobody looked.
KNOWN, NOTHING, SILENT = "known", "nothing", "silent"
STATES: Mapping[str, Text] = {
    KNOWN: Text("known", "已知"),
    NOTHING: Text("known to be nothing", "已知没有"),
    SILENT: Text("nobody looked", "无人查过"),
}
#: How a cell of one state is shown; what is known shows its number.
_SIGNS = {NOTHING: "0", SILENT: "?"}
#: How many regions are named.
_MOST_SHOWN = 5
_COLUMNS = ("region", "region_en", "region_zh", "sector", "sector_en", "sector_zh", "year", "state", "partnerships")


@dataclass(frozen=True, slots=True)
class Looked:
    """A cell of a universe, and what is known of it.

    Attributes:
        cell: region, sector and year.
        state: a key of ``STATES``.
        partnerships: how many are known.
    """

    cell: Cell
    state: str
    partnerships: int


@dataclass(frozen=True, repr=False)
class Survey(Tabular):
    """A universe, and what is known of each of its cells.

    Attributes:
        universe: the universe.
        looked: its cells, in their order.
        doubtful: rows that declare to be nothing what the graph has something of.
        undated: partnerships that no year is known of, where the universe has years.
        idle: where it is declared that there is nothing, of no cell of the universe.
        unmet: where it is declared that there is something of which the graph has nothing.
        near: what the first names that nothing knows may be by a slip, by these names.
    """

    universe: Universe
    looked: tuple[Looked, ...]
    doubtful: tuple[Cell, ...] = ()
    undated: int = 0
    idle: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    near: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many cells there are of each state."""
        found = Counter(one.state for one in self.looked)
        return {state: found[state] for state in STATES}

    @property
    def remark(self) -> Text:
        """How much silence there is, in a sentence: for whatever rests on the same data."""
        counts, total = self.counts, len(self.looked)
        shares = [percent(Fraction(counts[state]), Fraction(total)) if total else "0" for state in STATES]
        return Text(
            f"Of {total:,} cells ({self._made_of('en')}) {counts[KNOWN]:,} {_are(counts[KNOWN])} known "
            f"({shares[0]} %), {counts[NOTHING]:,} {_are(counts[NOTHING])} known to be nothing ({shares[1]} %), and at "
            f"{counts[SILENT]:,} nobody looked ({shares[2]} %): none there is no zero.",
            f"{total:,}格（{self._made_of('zh')}）中，已知{counts[KNOWN]:,}格（{shares[0]} %），"
            f"已知没有{counts[NOTHING]:,}格（{shares[1]} %），"
            f"无人查过{counts[SILENT]:,}格（{shares[2]} %）：空白不等于零。",
        )

    @property
    def remarks(self) -> tuple[Text, ...]:
        """How much silence there is, and what is doubtful."""
        said = [self.remark, *filter(None, [self.universe.told])]
        if self.doubtful:
            number = len(self.doubtful)
            where = self.universe.nothing[self.doubtful[0]]
            said.append(
                Text(
                    f"{number} row{' declares' if number == 1 else 's declare'} to be nothing what the graph has "
                    f"partnerships of; the first: {where}.",
                    f"{number}行声明为没有，而图谱中有合作；第一处：{where}。",
                )
            )
        said += filter(None, self._regions_told())
        if self.idle:
            said.append(self._idle_told())
        if self.unmet:
            number, where = len(self.unmet), self.unmet[0]
            said.append(
                Text(
                    f"{number} row{' says' if number == 1 else 's say'} that there is something of which the graph has "
                    f"nothing, and is counted as not looked at; the first: {where}. Record what was found.",
                    f"{number}行称有合作，而图谱中没有，仍按无人查过计；第一处：{where}。请把查得的合作录入。",
                )
            )
        if len(self.universe.across) > 1:
            said.append(
                Text(
                    "2+1×0/6 in a cell: of 6 years, something is known in 2, and nothing is known to be in 1.",
                    "格中的2+1×0/6：6年中2年有已知合作，1年已知没有。",
                )
            )
        if self.undated:
            said.append(
                Text(
                    f"{self.undated} partnerships have no dated claim and count for no year.",
                    f"{self.undated}项合作没有带日期的陈述，不计入任何年份。",
                )
            )
        return tuple(said)

    def _regions_told(self) -> Iterator[Text]:
        """What is told of regions that the graph does not have, of the universe and of where somebody looked."""
        mine, looked = Text("of the universe", "该范围"), Text("of those looked at", "查过的列表")
        silent = Text("counted as not looked at", "按无人查过计")
        nowhere = Text("counted for no cell of the universe", "不属于该范围，未予计入")
        yield self._unknown_told(self.universe.unknown, mine, silent)
        yield self._elsewhere_told(self.universe.elsewhere, mine, Text())
        yield self._unknown_told(self.universe.looked_unknown, looked, nowhere)
        yield self._elsewhere_told(self.universe.looked_elsewhere, looked, nowhere)

    def _unknown_told(self, unknown: Mapping[str, str], whose: Text, counted: Text) -> Text:
        """That a list names what is no region of the graph nor of a registry, of which nobody knows.

        Args:
            unknown: the names, with where they stand.
            whose: of which list they are.
            counted: what becomes of them.
        """
        if not unknown:
            return Text()
        number, (first, where) = len(unknown), next(iter(unknown.items()))
        hint = self._hint(unknown)
        of, are = ("1 region", "is") if number == 1 else (f"{number} regions", "are")
        return Text(
            f"{of} {whose.en} {are} known to nobody, and {counted.en}; the first: {first[:80]!r} "
            f"({where}).{hint.en} Correct it, or take it out; `kg regions find NAME` knows the names.",
            f"{whose.zh}有{number}个地区无处收录，{counted.zh}；第一个：“{first[:80]}”（{where}）。{hint.zh}"
            "请改正或删去；名称可用 `kg regions find 名称` 查。",
        )

    def _hint(self, unknown: Mapping[str, str]) -> Text:
        """What the names that nothing knows may be by a slip; of others than the first, for which."""
        names = list(unknown)[:_MOST_SHOWN]
        near = [(name, self.near[name]) for name in names if name in self.near]
        if not near:
            return Text()
        en = [one if name == names[0] else f"{one} for {name[:80]!r}" for name, one in near]
        zh = [f"是否为{one}" if name == names[0] else f"“{name[:80]}”是否为{one}" for name, one in near]
        return Text(f" Did you mean {', '.join(en)}?", f"{'，'.join(zh)}？")

    def _elsewhere_told(self, elsewhere: Mapping[str, Text], whose: Text, counted: Text) -> Text:
        """Which regions of a list only a registry has, and what they are there: Atlantis is a town of South Africa.

        Args:
            elsewhere: the names, with what they are in a registry.
            whose: of which list they are.
            counted: what becomes of them.
        """
        if not elsewhere:
            return Text()
        number, shown = len(elsewhere), list(elsewhere.items())[:_MOST_SHOWN]
        more = " …" if number > _MOST_SHOWN else ""
        en = ", ".join(f"{name[:60]} ({what.en})" for name, what in shown) + more
        zh = "，".join(f"{name[:60]}（{what.zh}）" for name, what in shown) + more
        of = f"1 region {whose.en} is" if number == 1 else f"{number} regions {whose.en} are"
        so = Text(f", and {counted.en}", f"，{counted.zh}") if counted else Text()
        return Text(
            f"{of} not in the graph, and in a registry alone{so.en}: {en}.",
            f"{whose.zh}有{number}个地区不在图谱中，只见于名录{so.zh}：{zh}。",
        )

    def _idle_told(self) -> Text:
        """That rows declare to be nothing what the universe has no cell for, and why."""
        number, where = len(self.idle), self.idle[0]
        missing = [
            name
            for place, name in enumerate(ACROSS, 1)
            if name not in self.universe.across
            and any(cell[place] for cell, said in self.universe.nothing.items() if said in self.idle)
        ]
        across = " ".join(f"--across {name}" for name in dict.fromkeys((*self.universe.across, *missing)))
        fix = Text(f" Say {across}.", f"请加 {across}。")
        if not missing:
            fix = Text(
                " Name a region, sector and year of the universe, or choose one that has them.",
                "请写属于此范围的地区、领域和年份，或另选包含它们的范围。",
            )
        return Text(
            f"{number} row{' declares' if number == 1 else 's declare'} nothing of any cell of this universe, and "
            f"{'counts' if number == 1 else 'count'} for none; the first: {where}.{fix.en}",
            f"{number}行所称的没有不属于此范围的任何一格，未予计入；第一处：{where}。{fix.zh}",
        )

    def axes(self) -> tuple[list[str], list[str]]:
        """The rows and the columns of the map: regions, and sectors or else years; one column if there is neither."""
        place = 1 if "sector" in self.universe.across else 2
        rows = dict.fromkeys(one.cell[0] for one in self.looked)
        columns = dict.fromkeys(one.cell[place] for one in self.looked)
        return list(rows), sorted(columns, key=lambda name: (not name, self.label(name).en))

    def cells(self) -> dict[tuple[str, str], list[Looked]]:
        """The cells of the map by row and column: one each, or one a year."""
        place = 1 if "sector" in self.universe.across else 2
        found: dict[tuple[str, str], list[Looked]] = {}
        for one in self.looked:
            found.setdefault((one.cell[0], one.cell[place]), []).append(one)
        return found

    def label(self, name: str) -> Text:
        """What a region, a sector or a year is called."""
        label = self.universe.labels.get(name, Text())
        return Text.of(label.en, label.zh, name)

    def table(self, language: str = "both") -> Table:
        """The map: a row a region. A number is of partnerships, 0 is known to be nothing, ? is that nobody looked.

        Where a cell stands for several years, it says in how many of them something is known (``2/6``), and in how many
        it is known that there is nothing (``2+1×0/6``).
        """
        rows, columns = self.axes()
        cells = self.cells()
        heading = [Text("Region", "地区"), *(self.label(name) or Text("Known", "已知") for name in columns)]
        return Table(
            [text.in_language(language) for text in heading],
            [
                [self.label(row).in_language(language), *(sign(cells.get((row, column), [])) for column in columns)]
                for row in rows
            ],
        )

    def records(self) -> list[dict[str, Any]]:
        """One record a cell."""
        return [
            {
                "region": one.cell[0],
                "region_en": self.label(one.cell[0]).en,
                "region_zh": self.label(one.cell[0]).zh,
                "sector": one.cell[1] or None,
                "sector_en": self.label(one.cell[1]).en or None,
                "sector_zh": self.label(one.cell[1]).zh or None,
                "year": one.cell[2] or None,
                "state": one.state,
                "partnerships": one.partnerships,
            }
            for one in self.looked
        ]

    def as_dict(self) -> dict[str, Any]:
        """The counts and all cells, for programs."""
        return {
            "across": list(self.universe.across),
            "cells": len(self.looked),
            "counts": dict(self.counts),
            "looked": self.records(),
        }

    def _columns(self) -> Sequence[str]:
        return _COLUMNS

    def _made_of(self, language: str) -> str:
        numbers = [len({one.cell[place] for one in self.looked} - {""}) for place in range(3)]
        parts = [Text(f"{numbers[0]:,} regions", f"{numbers[0]:,}个地区")]
        for place, name in enumerate(ACROSS, 1):
            if name in self.universe.across:
                plural = Text(f"{numbers[place]:,} {name}s", f"{numbers[place]:,}个{ACROSS[name].zh}")
                parts.append(plural)
        return " x ".join(part.in_language(language) for part in parts)


def survey(universe: Universe, records: Records) -> Survey:
    """What is known of each cell of a universe.

    A partnership is known of every region that a party is in, of its sectors and what they are parts of, and of the
    years that its dated claims speak of. That there is nothing is known where the universe declares it, and nowhere
    else: that a figure is zero says nothing of partnerships.

    Args:
        universe: the universe.
        records: the graph's records.
    """
    places = [name in universe.across for name in ACROSS]
    of_items = (_cells_of(item, records, places, universe.same) for item in records.partnerships.values())
    known = Counter(cell for cells in of_items for cell in set(cells))
    looked = []
    doubtful = []
    for cell in universe.cells:
        number, declared = known[cell], _declared(cell, universe)
        looked.append(Looked(cell, KNOWN if number else NOTHING if declared else SILENT, number))
        if number and declared:
            doubtful.append(declared)
    fits = {cell for one in universe.cells for cell in _open(one)}
    met = {where for cell, where in universe.nothing.items() if cell in fits}
    idle = [where for where in dict.fromkeys(universe.nothing.values()) if where not in met]
    something = {where for cell, where in universe.something.items() if known[cell]}
    unmet = [where for where in dict.fromkeys(universe.something.values()) if where not in something]
    undated = sum(not years_of(item) for item in records.partnerships.values()) if places[1] else 0
    near = _near((universe.unknown, universe.looked_unknown), records)
    doubted = tuple(dict.fromkeys(doubtful))
    return Survey(universe, tuple(looked), doubted, undated, tuple(idle), tuple(unmet), near)


#: How like a name must be to one of the graph's to be it by a slip, of 100.
_A_SLIP = 80


def _near(unknown: Iterable[Mapping[str, str]], records: Records) -> dict[str, str]:
    """Names of the graph's regions to which those are near that are shown of the names that nothing knows."""
    wanted = dict.fromkeys(name for names in unknown for name in list(names)[:_MOST_SHOWN])
    if not wanted:
        return {}
    from rapidfuzz import fuzz, process  # not where nothing is misspelt

    labels = (party.label for party in records.parties.values() if party.is_region)
    names = {folded(name): name for label in labels for name in (label.zh, label.en) if name}
    # As kg.nearest compares, by the part of both that is in one order; compiled, as a graph may have thousands.
    found = {
        name: process.extractOne(folded(name), names.keys(), scorer=fuzz.ratio, processor=None, score_cutoff=_A_SLIP)
        for name in wanted
    }
    return {name: names[one[0]] for name, one in found.items() if one}


def _open(cell: Cell) -> Iterator[Cell]:
    """A cell, and the rows that leave its sector or its year open."""
    region, sector, year = cell
    yield from dict.fromkeys((region, one, other) for one in (sector, "") for other in (year, ""))


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _cells_of(item: Any, records: Records, places: Sequence[bool], same: Mapping[str, str]) -> Iterator[Cell]:
    parties = (records.parties.get(iri) for iri in item.stands_at)
    regions = {same.get(region, region) for party in parties if party is not None for region in party.within}
    sectors = {sector for code in item.sectors for sector in _with_broader(code.iri, records)} if places[0] else set()
    years = years_of(item) if places[1] else set()
    for region in regions:
        # Of a row that leaves its sector or its year open, any counts.
        for sector in ("", *sectors):
            for year in ("", *years):
                yield region, sector, year


def _with_broader(iri: str, records: Records) -> Iterator[str]:
    waiting, seen = [iri], set[str]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting.extend(records.codes[one].broader if one in records.codes else ())


def _declared(cell: Cell, universe: Universe) -> Cell | None:
    """The row that declares a cell to be nothing, itself or one that leaves its sector or its year open."""
    return next((row for row in _open(cell) if row in universe.nothing), None)


def sign(looked: Sequence[Looked]) -> str:
    """What stands in a cell of the map; see ``Survey.table``."""
    if not looked:
        return ""
    if len(looked) == 1:
        return _SIGNS.get(looked[0].state) or str(looked[0].partnerships)
    states = Counter(one.state for one in looked)
    for state, shown in _SIGNS.items():
        if states[state] == len(looked):
            return shown
    zeros = f"+{states[NOTHING]}×0" if states[NOTHING] else ""
    return f"{states[KNOWN]}{zeros}/{len(looked)}"
