"""From records and measured networks to a page: what it is called, and how its rankings stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.answers.ledger.matching import LedgerRow
from kg.answers.records import Records
from kg.errors import SourceError, UsageError
from kg.network.measures.register import MEASURES, MeasuredNetwork, MeasureRow
from kg.network.projection.requests import ProjectionRequest
from kg.page.model import DataSet, Ranking
from kg.page.page import OWN_MEASURES, Page
from kg.page.projected import Projected
from kg.page.ranked import Ranked
from kg.page.render import draw_page
from kg.page.still import still
from kg.page.story import Story
from kg.results.numbers import shown
from kg.results.titles import titled
from kg.source_text import read_copies, sha256
from kg.text import Text


@dataclass(frozen=True)
class PageRequest:
    """What a page is to show.

    Attributes:
        title: its title; that of the data set or of the projection if ``None``.
        language: the language it opens in: ``en``, ``zh`` or ``both``.
        projection: what is shown instead of everything.
    """

    title: Text | None = None
    language: str = "both"
    projection: ProjectionRequest | None = None

    @classmethod
    def of(
        cls,
        title: Text | str | tuple[str, str] | None,
        language: str,
        projection: str | Path | ProjectionRequest | None,
        parameters: Mapping[str, Any],
    ) -> PageRequest:
        """The request that a call makes.

        Args:
            title: as a text in both languages, as English and Chinese, or one for both.
            language: as the attribute.
            projection: a name, a path, or a request that is made already.
            parameters: the projection's.

        Raises:
            UsageError: if there are parameters and no projection, or the title is none of these.
        """
        called = titled(title)
        if projection is not None:
            return cls(called, language, ProjectionRequest.of(projection, parameters))
        if parameters:
            named = ", ".join(sorted(parameters))
            raise UsageError(
                Text(
                    f"{named}: such parameters are a projection's. Name a projection.",
                    f"{named}：此类参数属于投影。请写明投影。",
                )
            )
        return cls(called, language)

    def titled(self, make: Callable[[Text], Text]) -> PageRequest:
        """The same with another title made of its own, if it has one."""
        return replace(self, title=make(self.title)) if self.title else self


def make_page(
    records: Records,
    data_set: Mapping[str, str],
    request: PageRequest,
    measured: Iterable[tuple[Ranked, MeasuredNetwork]] = (),
    ledger: tuple[LedgerRow, ...] = (),
    projection: Projected | None = None,
    copies: Iterable[Path] = (),
    not_added: Mapping[str, str] = MappingProxyType({}),
    story: Story | None = None,
) -> Page:
    """Draw the page of a graph's records, or of a projection of it.

    Args:
        records: the graph as records.
        data_set: ``title_en``, ``title_zh``, ``version`` and ``license`` of the data set.
        request: what the page is to show.
        measured: networks for the ranking view; without any there is no such view.
        ledger: how the targets stand.
        projection: the projection that is asked for, beside its records.
        copies: the reader's own copies of sources, whose passages are to stand in the page.
        not_added: why figures are in no sum, by IRI; those that are not there may be added.
        story: the views that the page leads through.

    Returns:
        the page as HTML, with its still picture and the names by which its nodes and ties are selected.

    Raises:
        SourceError: if a copy is of no source of the graph, or cannot be read.
    """
    if projection:
        records = projection.records
    name = Text.of(data_set["title_en"], data_set["title_zh"], fallback="Partnerships")
    label = Text.of(request.title.en, request.title.zh) if request.title else projection.title if projection else name
    # Several data sets of different versions or licences are told with those of each.
    described = Text(data_set.get("described_en", ""), data_set.get("described_zh", ""))
    shown_set = DataSet(name=described or name, version=data_set["version"], licence=data_set["license"])
    rankings = tuple(_ranking(*pair) for pair in measured)
    drawn = draw_page(
        records,
        label,
        request.language,
        shown_set,
        rankings,
        ledger,
        projection,
        _copies_of(records, copies),
        not_added,
        story,
    )
    picture = partial(still, drawn.model, drawn.layout, request.language)
    columns = [f"{place}.{at}" for place, ranking in enumerate(rankings) for at in range(len(ranking.columns))]
    name_shown = label.name("zh" if request.language == "zh" else "en")
    ties = {pair: bundle.partnerships for pair, bundle in projection.ties.items()} if projection else None
    return Page(drawn.html, name_shown, drawn.model.keys, picture, (*OWN_MEASURES, *columns), ties)


def _copies_of(records: Records, paths: Iterable[Path]) -> dict[str, str]:
    """The texts of files by the sources that they are copies of, as their hashes say."""
    sources = {source.sha256: iri for iri, source in records.sources.items() if source.sha256}
    copies = {}
    for path in paths:
        found = next((text for text in read_copies(path) if sha256(text) in sources), None)
        if found is None:
            raise SourceError(
                Text(
                    f"{path}: is the text of no source of this graph, by its SHA-256. Give the very text that was "
                    "cited; `kg explain SOURCE` shows its hash.",
                    f"{path}：按 SHA-256，不是本图任何来源的文本。请给出所引的原文；`kg explain 来源` 可查看其哈希。",
                )
            )
        copies[sources[sha256(found)]] = found
    return copies


def _ranking(ranked: Ranked, network: MeasuredNetwork) -> Ranking:
    measures = [measure for measure in MEASURES.values() if measure.brief and network.rows]
    # What a tie weighs is what readers ask first; who is tied to one other only has the same degree as all others.
    measures.sort(key=lambda measure: measure.name != FOREMOST)
    rows = sorted(network.rows, key=lambda row: -_number(row.values.get(FOREMOST)))
    return Ranking(
        title=_title(ranked.meaning, network),
        columns=tuple(measure.title for measure in measures),
        rows=tuple((row.node, tuple(shown(row.values[measure.name]) for measure in measures)) for row in rows),
        intervals=_intervals(network, rows, [measure.name for measure in measures]),
        carriers=network.carriers,
        note=Text(" ".join(remark.en for remark in network.remarks), "".join(remark.zh for remark in network.remarks)),
        kept=ranked.kept,
        meanings=tuple((measure.gist, measure.definition) for measure in measures),
    )


#: The measure that a ranking is ordered by, and that stands first.
FOREMOST = "strength"


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _intervals(network: MeasuredNetwork, ordered: list[MeasureRow], names: list[str]) -> tuple[tuple[str, ...], ...]:
    """One text a row and column; none at all if nothing was tried."""
    if not network.intervals:
        return ()
    rows = [network.intervals.get(row.node, {}) for row in ordered]
    return tuple(tuple(row.get(name, "") for name in names) for row in rows)


def _title(meaning: Text, network: MeasuredNetwork) -> Text:
    if not meaning.en:
        return Text.of(network.title.en, network.title.zh)
    return Text.of(f"{network.title.en} ({meaning.en})", f"{network.title.zh}（{meaning.zh}）")
