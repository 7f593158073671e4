"""The options that declare a universe: what could be known, against which what is known is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.cli.commands import option
from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.answers.universe.survey import Survey
    from kg.intake.registries import RegisteredRegion
    from kg.knowledge_graph import KnowledgeGraph
    from kg.results.report import Report

#: What a universe is declared by.
universe_option = option(
    "--universe",
    metavar="LEVEL|LEVEL:REGION|FILE",
    help=Text(
        "What could be known: the regions of a level in the graph (county), those that the registries know in a region "
        "(county:浙江省), or a sheet of your own with region, sector, year, found.",
        "可知的范围：图谱中某一层级的地区（county），名录中某地所辖的该级地区（county:浙江省），或自备的表格，含地区、领域、年份、结果各栏。",
    ),
)


def universe_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a universe, and of what it is crossed with."""
    across = option(
        "--across",
        type=click.Choice(["sector", "year"]),
        multiple=True,
        help=Text("What its regions are crossed with. [default: sector]", "地区与何者交叉。[默认：sector]"),
    )
    years = option("--years", default="", metavar="YEARS", help=Text("The years, as 2015-2020.", "年份，如2015-2020。"))
    looked = option(
        "--looked",
        type=options.PATH,
        help=Text(
            "A sheet of where somebody looked and found nothing: region, sector, year, found.",
            "一份表格，列出查过而没有的：地区、领域、年份、结果。",
        ),
    )
    return universe_option(across(years(looked(command))))


def surveyed(
    graph: KnowledgeGraph, universe: str, across: Sequence[str] = (), years: str = "", looked: Path | None = None
) -> Survey:
    """What is known of each cell of a universe.

    Args:
        graph: the graph.
        universe: as the option has it.
        across: ``sector``, ``year`` or both.
        years: a year or a span.
        looked: a sheet of where somebody looked.

    Raises:
        UsageError: if the universe is none.
        SourceError: if a sheet cannot be read.
    """
    from kg.answers.universe.declared import also_looked, crossed, read_universe
    from kg.answers.universe.survey import survey

    path = Path(universe)
    if (path.suffix and path.suffix.lower() in _SHEETS) or path.is_file():
        declared = read_universe(path, graph.records, _registered_as, _places)
    else:
        chosen = tuple(across) or (("year",) if years else ("sector",))
        found = _regions(graph, universe)
        declared = replace(crossed(found.regions, graph.records, chosen, years), same=found.same, told=found.told)
    if looked is not None:
        declared = also_looked(declared, read_universe(looked, graph.records, _registered_as, _places))
    return survey(declared, graph.records)


def _places(name: str) -> Iterator[RegisteredRegion]:
    """The places that a name may be in the registries."""
    from kg.intake.registries import find, find_cities

    yield from find(name)
    yield from find_cities(name)


def _registered_as(name: str) -> Text:
    """What a name is in the registries, with what that lies in, or how many it may be; empty where none has it."""
    from kg.intake.registries import find, find_cities
    from kg.intake.registries.finding import ancestors
    from kg.intake.sheets.placing import standing, told

    regions = standing(find(name))
    own = {one.id for one in regions}
    # The city that a region is called after, and that it has within it or beside it, is no second place: Paris.
    found = [*regions, *(one for one in find_cities(name) if not own & {one.id, *ancestors(one)})]
    places = list({one.en: one for one in map(told, found)}.values())
    if len(places) < 2:
        return places[0] if places else Text()
    en, zh = "; ".join(one.en for one in places[:2]), "、".join(one.zh for one in places[:2])
    more = Text(", …", "等") if len(places) > 2 else Text()
    return Text(f"any of {len(places)}: {en}{more.en}", f"{len(places)}处同名：{zh}{more.zh}")


def remarked(report: Report, graph: KnowledgeGraph, universe: str | None) -> Report:
    """A report with how much silence there is behind it.

    Args:
        report: what was worked out from the graph.
        graph: the graph.
        universe: what there could be, as ``--universe`` says it; ``None`` leaves the report as it is.
    """
    return report if universe is None else report.with_remarks([surveyed(graph, universe).remark])


#: How the ids of regions for statistics begin.
_STATISTICAL = "nuts-"
#: What statistics count of a country and of no part of it (Extra-Regio).
_NOWHERE = re.compile(_STATISTICAL + "[a-z]{2}z{1,3}")
_SHEETS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True)
class _Found:
    """The regions of a universe by IRI, those that are one of them by another registry, and what is said of both."""

    regions: Mapping[str, Text]
    same: Mapping[str, str] = field(default_factory=dict)
    told: Text = field(default_factory=Text)


def _regions(graph: KnowledgeGraph, universe: str) -> _Found:
    level, _, around = universe.partition(":")
    regions = [party for party in graph.records.parties.values() if party.is_region and party.level is not None]
    levels = sorted({party.level.code for party in regions if party.level is not None})
    if around:
        return _registered(graph, level, around)
    found = {party.iri: party.label for party in regions if party.level is not None and party.level.code == level}
    if not found:
        raise UsageError(
            Text(
                f"--universe {universe!r}: the graph has no regions of that level, and there is no such file. It has: "
                f"{', '.join(levels)}.",
                f"--universe “{universe}”：图谱中没有该层级的地区，也没有这个文件。现有层级：{'、'.join(levels)}。",
            )
        )
    return _Found(found)


def _registered(graph: KnowledgeGraph, level: str, around: str) -> _Found:
    from kg.intake.registries import find, matches, near, registries
    from kg.intake.registries.finding import ancestors

    outer = {one.id for one in find(around) if one.is_current}
    # The counties of Bavaria lie in Bayern, as NUTS has it.
    outer |= {other for one in outer for other in matches(one)}
    if not outer:
        hint = Text(*(f" {word} {', '.join(near(around))}." if near(around) else "" for word in ("Near:", "相近：")))
        raise UsageError(
            Text(
                f"--universe: no registry has a region called {around!r}.{hint.en}",
                f"--universe：名录中没有名为“{around}”的地区。{hint.zh}",
            )
        )
    base = f"{graph.store.base}region/"
    inside = {
        one.id: one
        for registry in registries().values()
        for one in registry.regions.values()
        if one.is_current and one.level == level and outer & ancestors(one)
    }
    found = _of_one_registry(inside)
    if not found:
        raise UsageError(
            Text(
                f"--universe: {around!r} has no regions of the level {level!r} in the registries.",
                f"--universe：名录中“{around}”没有层级为“{level}”的地区。",
            )
        )
    left = [one for one in inside if one not in found]
    same = {base + one: base + other for one in left for other in matches(one) if other in found}
    return _Found({base + one: found[one].name for one in sorted(found)}, same, _left_told(len(left), len(same)))


def _left_told(number: int, same: int) -> Text:
    """What is said of regions for statistics that make no rows of their own; nothing where there are none."""
    if not number:
        return Text()
    one, as_one = number == 1, same == 1
    return Text(
        f"{number} statistical {'region' if one else 'regions'} (NUTS) of that level {'makes' if one else 'make'} no "
        f"row: {same} {'is' if as_one else 'are'} one of the others and counted as it, the rest left out.",
        f"该层级另有{number}个NUTS统计区，不另计：其中{same}个即所列地区之一，按该地区计，其余不计。",
    )


def _of_one_registry(inside: Mapping[str, RegisteredRegion]) -> dict[str, RegisteredRegion]:
    """Regions without those that statistics have beside the parts of a country: its Länder stand in ISO 3166-2."""
    lands = {_country(one) for one in inside.values() if not one.id.startswith(_STATISTICAL)}
    return {
        name: one
        for name, one in inside.items()
        if not name.startswith(_STATISTICAL) or (_country(one) not in lands and not _NOWHERE.fullmatch(name))
    }


def _country(one: RegisteredRegion) -> str:
    """The id of the country that a region lies in; empty for a country."""
    from kg.intake.registries import region
    from kg.intake.registries.finding import ancestors

    return min((name for name in ancestors(one) if region(name).level == "country"), default="")
