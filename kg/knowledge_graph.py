"""What a user holds: a graph with everything that can be done with it. Delegates, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kg.graph.store import Store
from kg.graph_networks import GraphNetworks
from kg.text import Text

if TYPE_CHECKING:
    from datetime import date

    from rdflib import Graph

    from kg.answers.citing.citation import Citation
    from kg.answers.coverage import Coverage
    from kg.answers.diff.diff import Diff
    from kg.answers.explaining.explanation import Explanation
    from kg.answers.history import History
    from kg.answers.ledger.ledger import Ledger
    from kg.answers.query_result import QueryResult
    from kg.answers.questions import Answer
    from kg.answers.records import Records
    from kg.display.card import Card
    from kg.display.view import PageView
    from kg.files.steps import Steps
    from kg.findings import Finding
    from kg.graph.views import View
    from kg.graph_networks import Projection
    from kg.network.measures.register import MeasuredNetwork
    from kg.network.plots.canvas import Plot
    from kg.network.projection.requests import CommonParameters, Parameters
    from kg.page.page import Page
    from kg.page.ranked import Ranked
    from kg.results.report import Report

#: How many pages a graph keeps, for cells that are run again.
_KEPT_PAGES = 4


class KnowledgeGraph(GraphNetworks):
    """A checked graph of partnerships.

    Make one with ``kg.build`` from tables, or with ``kg.open`` from what a build wrote.

    Args:
        store: the triples, derived ones included.
        findings: what the checks found that did not stop the build.
        scope: what of a larger graph this one is, in words for its title; empty for a whole graph.
        left_out: what of the larger graph it lacks: kind to IRIs.
        budget: CPU seconds that exact shortest paths of one network may take when all its measures are asked for, as
            ``kg.network.measures.register.measure`` takes them.
        steps: what an earlier build measured, of which all that is the same is taken; nothing if ``None``.
    """

    def __init__(
        self,
        store: Store,
        findings: Sequence[Finding] = (),
        scope: Sequence[Text] = (),
        left_out: Mapping[str, tuple[str, ...]] | None = None,
        budget: float | None = None,
        steps: Steps | None = None,
    ) -> None:
        super().__init__(store, scope, budget, steps)
        self.findings: Sequence[Finding] = tuple(findings)
        self.left_out = dict(left_out or {})
        #: The folders of the packages that it was built of; ``None`` where it was opened.
        self.packages: tuple[Path, ...] | None = None
        #: Whether it may have more than one package: several were joined, or it was opened.
        self.is_joined = True
        self._pages: dict[str, Page] = {}

    def with_steps(self, steps: Steps) -> KnowledgeGraph:
        """The same graph, which takes and keeps what is measured among other results.

        Args:
            steps: as for the class.
        """
        other = KnowledgeGraph(self.store, self.findings, self.scope, self.left_out, self.budget, steps)
        other.packages, other.is_joined = self.packages, self.is_joined
        return other

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {self._size} triples, {len(self.records.partnerships)} partnerships>"

    @cached_property
    def _size(self) -> int:
        """How many triples are data, code lists left out."""
        from kg.graph.ontology import data_size

        return data_size(self.store)

    @cached_property
    def _card(self) -> Card:
        from kg.display.card import MOST_PARTNERSHIPS, Card

        shares = self.coverage().by("summary").shares
        page = self.page() if len(self.records.partnerships) <= MOST_PARTNERSHIPS else None
        return Card(self.data_set(), self._size, self.records, shares, self.findings, self.scope, page)

    def _repr_html_(self) -> str:
        """For a notebook's cell: what the graph holds, how complete it is, what was found, and a still picture."""
        return self._card.html()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {**self._card.bundle(), "text/plain": repr(self)}

    @property
    def graph(self) -> Graph:
        """The triples as an rdflib graph: a view on the same store, queried by Oxigraph."""
        return self.store.rdflib

    @cached_property
    def records(self) -> Records:
        """The graph as typed records: partnerships with parties, claims, figures and evidence."""
        from kg.answers.records import read_records

        return read_records(self.store)

    def query(self, sparql: str) -> QueryResult:
        """Answer a SPARQL query; it reads this graph only.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the ontology are known.

        Raises:
            QueryError: if the query is wrong or asks for more than the graph.
        """
        from kg import vocabulary
        from kg.answers.query_result import QueryResult

        return QueryResult(self.graph.query(sparql), vocabulary.prefixes(self.store.base), sparql)

    def ask(self, question: str, **parameters: Any) -> Answer:
        """Ask a named question.

        Args:
            question: its name (``kg ask --list`` shows them), or the path of a file of one's own, ``./mine.rq``.
            parameters: its parameters; regions and institutions by id or by name in either language.

        Raises:
            UsageError: if the question or a parameter is unknown, or a value is of the wrong type.
            LookupFailed: if a value names nothing in the graph.
        """
        from kg.answers.questions import ask

        return ask(self.store, question, parameters, self.names)

    def agreements(self, **parameters: Any) -> Answer:
        """The agreements, one a row: parties, regions, sectors, stage, date with its basis, amounts, sources, passages.

        Args:
            parameters: those of the question ``agreements``: ``party``, ``sector``, ``stage``.
        """
        return self.ask("agreements", **parameters)

    def ties(self, **parameters: Any) -> Answer:
        """Who takes part in what together: one row for each two parties of a partnership, with what is said of it.

        Args:
            parameters: those of the question ``ties``: ``party``, ``sector``, ``stage``.
        """
        return self.ask("ties", **parameters)

    def compare(
        self,
        projection: Projection,
        first: Mapping[str, Any],
        second: Mapping[str, Any],
        measures: Iterable[str] | None = None,
        **parameters: Unpack[Parameters],
    ) -> Report:
        """Two networks of one projection side by side: two periods, two sectors, two sides.

        Args:
            projection: as in ``project``.
            first: what makes the first one: parameters of the projection, and ``as-of`` or ``known-by`` as in ``at``.
            second: what makes the second one.
            measures: names of measures; a few if ``None``.
            parameters: parameters of both.

        Raises:
            UsageError: if a parameter or a measure is unknown, or a parameter is given for both and for one.
        """
        from kg.answers.codes import parameter_label
        from kg.network.analyses.comparison import compare, comparison_report
        from kg.network.measures.register import left_out_remarks
        from kg.network.projection.requests import ComparisonRequest, ProjectionRequest

        common = ProjectionRequest.of(projection, parameters)
        words = partial(parameter_label, ontology=self.store.ontology)
        sides = ComparisonRequest.of(common, first, second, words).sides
        one, other = (
            (self if side.whole else self.at(side.as_of, side.known_by)).project(side.request) for side in sides
        )
        called, labels = (sides[0].name, sides[1].name), (sides[0].label, sides[1].label)
        return comparison_report(compare(one, other, measures, called, labels)).with_remarks(
            remark.about(label)
            for label, graph in zip(labels, (one, other), strict=True)
            for remark in left_out_remarks(graph.graph)
        )

    def plot(
        self,
        kind: str,
        projection: Projection,
        *,
        measure: str = "strength",
        by: str = "province",
        top: int | None = None,
        language: str = "both",
        title: Text | str | tuple[str, str] | None = None,
        **parameters: Unpack[CommonParameters],
    ) -> Plot:
        """A plot of a projection, to be saved as SVG or PNG; a notebook shows it.

        Args:
            kind: ``ranks`` with their intervals, ``heatmap`` of who is tied to whom, ``chord`` as a chord diagram, or
                ``timeline`` of the partnerships.
            projection: as in ``project``.
            measure: what ``ranks`` ranks by.
            by: the groups that ``heatmap`` and ``chord`` keep together: a level of region, ``sector`` or ``kind``.
            top: how many nodes, or partnerships of a time line; all if ``None``.
            language: of what is written in it: ``en``, ``zh`` or ``both``.
            title: its title in English and in Chinese, or one for both.
            parameters: as in ``project``; ``kind`` and ``measure`` of the projection only in a ``ProjectionRequest``.

        Raises:
            UsageError: if there is nothing to plot, or more than can be read.
        """
        from kg.answers.citing.sources import cited_sources, source_line
        from kg.answers.codes import code_labels
        from kg.answers.datasets import data_set, scoped
        from kg.network.measures.register import left_out_remarks
        from kg.network.plots import PlotRequest
        from kg.network.projection.groups import grouping
        from kg.network.projection.requests import ProjectionRequest
        from kg.results.titles import titled

        asked = ProjectionRequest.of(projection, parameters)
        if kind == "timeline" and "ended" not in asked.parameters:
            asked = asked.with_ended()  # what has ended is a line that ends
        called = titled(title)
        whole = scoped(called, self.scope) if called else None
        drawn = PlotRequest(kind, measure, by, top, language, whole).plot(
            ranking=lambda name: self.rank(asked, [name]).result,
            network=lambda: self.project(asked),
            groups=lambda graph, level: grouping(self.store, graph, level),
            stages=lambda: code_labels("stage", self.store.ontology),
        )
        line = source_line(cited_sources(self.records), data_set(self.store, self.scope))
        return drawn.with_notes(left_out_remarks(self._read(asked, {}).about), line)

    def explain(self, first: str, second: str | None = None, *, texts: Iterable[str | Path] = ()) -> Explanation:
        """Everything behind a thing, or behind the tie of two, with its evidence.

        Args:
            first: an id, an IRI, a CURIE or a name in either language, of anything: a party, a partnership, a claim,
                a source, an official, a code ...
            second: another; both must then be parties.
            texts: the user's own copies of sources, to show passages from: each a file, or ``SOURCE=FILE``.

        Raises:
            LookupFailed: if a name is that of nothing, or of several things.
            SourceError: if a text cannot be read, or is that of no source.
            UsageError: if both ends are the same, or two texts are given for one source.
        """
        from kg.answers.explaining.copies import find_copies
        from kg.answers.explaining.explanation import explain

        kind = "anything" if second is None else "party"
        ends = [self.names.resolve(name, kind) for name in (first, second) if name is not None]
        # A copy is proved against all that is cited of it.
        records = self._records_around(ends) if texts == () else self.records
        return explain(records, *ends, copies=find_copies(records, texts, self.names.resolve))

    def _records_around(self, things: Sequence[str]) -> Records:
        """The records of what a large graph says of some things; all records of a small one, or where they are read."""
        from kg.answers.records import read_records
        from kg.graph.around import around

        part = None if "records" in self.__dict__ else around(self.store, things)
        return self.records if part is None else read_records(part)

    def cite(self, first: str, second: str | None = None) -> Citation:
        """A sentence to cite, of a thing or of the tie of two: count, stages, dates and sources, in both languages.

        Args:
            first: a party, a partnership, a programme or a code; as in ``explain``.
            second: another party.

        Returns:
            a citation: ``.text("en")`` is the sentence, ``.text("en", style="my-style.csl")`` that in a style of CSL.

        Raises:
            LookupFailed: if a name is that of nothing, or of several things.
            UsageError: if both ends are the same, or the one is nothing that has partnerships.
        """
        from kg.answers.citing.citation import cite
        from kg.answers.datasets import data_set

        kind = "anything" if second is None else "party"
        ends = [self.names.resolve(name, kind) for name in (first, second) if name is not None]
        return cite(self.records, data_set(self.store, self.scope), *ends)

    def ledger(self, region: str | None = None, measure: str | None = None, period: str | None = None) -> Ledger:
        """Targets beside achievements, with what their bounds prove, and totals by region where adding is legal.

        Args:
            region: only what concerns this region; by id or name.
            measure: only this measure; its code or name.
            period: only figures within this period: ``2017``, ``2017-H1``, ``2017-Q1`` or ``from..to``.

        Raises:
            UsageError: if the measure or the period is none.
            LookupFailed: if no region has that name.
        """
        from kg.answers.ledger.ledger import ledger

        return ledger(self.store, self.records, self.names, region=region, measure=measure, period=period)

    def coverage(self) -> Coverage:
        """How complete the data are: shares of records that have a date, an amount, evidence and the like."""
        from kg.answers.coverage import coverage

        return coverage(self.store, self.records, self.names)

    def diff(self, other: KnowledgeGraph) -> Diff:
        """What another graph has, or says otherwise, than this one.

        Args:
            other: the newer graph.

        Raises:
            DataError: if blank nodes of either are too alike to be told apart.
        """
        from kg.answers.diff.diff import diff

        return diff(self.store, other.store, self.records, other.records)

    def at(self, day: str | date | None = None, known_by: str | date | None = None) -> KnowledgeGraph:
        """The graph as it was claimed by a day: a new graph, with the rules applied anew.

        Claims dated later go, and with them what nothing else speaks of; places stay. A claim dated to
        a month, quarter, half-year or year counts from the last day of that span.

        Args:
            day: the last day that counts, by the claims' as-of dates; as ``2017-07-28``, or ``2017-07``
                or ``2017`` for the last day of that month or year. Every day if ``None``.
            known_by: the last day on which a source that counts was issued. Every source if ``None``.

        Raises:
            UsageError: if a day is none, or neither is given.
        """
        from kg.answers.scopes import view_at

        return self._viewed(*view_at(self.store, day, known_by))

    def without(self, source: str) -> KnowledgeGraph:
        """The graph without a source: a new graph, with the rules applied anew.

        What rests on the source alone goes; what another source supports stays, with the other's evidence.

        Args:
            source: its id, or its title in either language.

        Raises:
            LookupFailed: if no source has that name, or several have.
        """
        from kg.answers.scopes import view_without

        iri = self.names.resolve(source, "source")
        return self._viewed(*view_without(self.store, iri, self.records.label(iri)))

    def about(self, party: str) -> KnowledgeGraph:
        """The graph about one party: a new graph, with the rules applied anew.

        It has the partnerships that the party takes part in, with everyone in them, what is claimed of these
        partnerships, and what is claimed of the party itself.

        Args:
            party: a region, with every party in it, or an institution: its id, or its name in either language.

        Raises:
            LookupFailed: if no party has that name, or several have.
        """
        from kg.answers.scopes import view_about

        iri = self.names.resolve(party, "party")
        return self._viewed(*view_about(self.store, iri, self.records.label(iri)))

    def _viewed(self, view: View, scope: Sequence[Text]) -> KnowledgeGraph:
        return KnowledgeGraph(view.store, (), (*self.scope, *scope), view.dropped)

    def history(self, partnership: str) -> History:
        """What was claimed of a partnership's stage and figures, in order of date.

        Args:
            partnership: its id, or its name in either language.

        Raises:
            LookupFailed: if no partnership has that name, or several have.
        """
        from kg.answers.history import history

        iri = self.names.resolve(partnership, "partnership")
        return history(self._records_around([iri]), iri)

    def page(
        self,
        out: str | Path | None = None,
        *,
        title: Text | str | tuple[str, str] | None = None,
        language: str = "both",
        projection: Projection | None = None,
        passages: Iterable[str | Path] = (),
        story: str | Path | None = None,
        **parameters: Unpack[Parameters],
    ) -> Page:
        """The interactive page: one file of HTML that needs nothing from the network.

        Args:
            out: where to write it; not written if ``None``.
            title: its title in English and in Chinese, or one for both.
            language: the language it opens in: ``en``, ``zh`` or ``both``.
            projection: draw its nodes and ties, with the partnerships behind each; the parties with all their
                partnerships if ``None``. As in ``project``.
            passages: files with one's own copies of sources. Their passages stand in the page then, which is marked as
                for one's own use; without any, the page holds no sentence of a source.
            story: a YAML file with views and a sentence for each, through which the page leads (``kg.page.story`` says
                its form). Those that its packages bring as ``story.yaml`` if ``None``, where the page is of the whole.
            parameters: the projection's, as in ``project``.

        Returns:
            the page; a notebook shows it.

        Raises:
            UsageError: if the projection, a parameter or the language is unknown, or a parameter has no projection.
            SourceError: if a copy is of no source of the graph, or cannot be read; or the story is wrong.
        """
        from kg.answers.datasets import scoped
        from kg.answers.ledger.adding import why_not_added
        from kg.answers.ledger.ledger import all_rows
        from kg.page.make import PageRequest, make_page
        from kg.page.projected import projected
        from kg.page.ranked import Ranked
        from kg.page.story import joined, read_story

        request = PageRequest.of(title, language, projection, parameters).titled(lambda text: scoped(text, self.scope))
        copies = [Path(path) for path in passages]
        # A cell that is run again shows the page that is there; one's own files may have changed since.
        kept = not copies and not story
        own = [Path(story)] if story else [] if self.scope or request.projection else self.story_files()
        told = joined(map(read_story, own))
        if told and not story and self.is_joined:
            told = replace(told, of_a_part=True)
        key = repr((request, told))
        page = self._pages.get(key) if kept else None
        if page is None:
            drawn = projected(self.records, self.project(request.projection)) if request.projection else None
            shown = request.projection
            networks = self._with_intervals([Ranked(shown)]) if shown else self.ranked_networks
            apart = why_not_added(self.store, self.records.figures.values())
            rows = all_rows(self.store, self.records)
            page = make_page(self.records, self.data_set(), request, networks, rows, drawn, copies, apart, told)
        if kept:
            self._pages = {**dict(list(self._pages.items())[1 - _KEPT_PAGES :]), key: page}
        if out is not None:
            page.save(Path(out))
        return page

    @cached_property
    def ranked_networks(self) -> list[tuple[Ranked, MeasuredNetwork]]:
        """The networks that the page of the whole graph ranks, with how far their rankings hold."""
        from kg.page.ranked import ranked_networks

        return self._with_intervals(ranked_networks(self.records, self._measured.kept))

    def _with_intervals(self, ranked: Iterable[Ranked]) -> list[tuple[Ranked, MeasuredNetwork]]:
        return [(one, self._measured.with_intervals(one.request)) for one in ranked]

    def story_files(self) -> list[Path]:
        """The stories of the packages that the graph was built of, or of the bundled ones that it holds."""
        import json

        from kg import assets
        from kg.answers.datasets import editions

        if self.packages is not None:
            folders = list(self.packages)
        else:
            # One's own data may have the name of bundled ones: what is told of these is not told of those.
            held = editions(self.store)
            described = {
                folder: json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
                for folder in assets.bundled_packages()
            }
            folders = [
                folder
                for folder, own in described.items()
                if (folder.name, str(own.get("version", "")), str(own.get("title", ""))) in held
            ]
        return [path for folder in folders if (path := folder / "story.yaml").is_file()]

    def view(
        self,
        *,
        title: Text | str | tuple[str, str] | None = None,
        language: str = "both",
        projection: Projection | None = None,
        height: int = 640,
        **parameters: Unpack[Parameters],
    ) -> PageView:
        """The page in a notebook, both ways: what is selected in it is a value here, and what is set here it shows.

        Args:
            title: as in ``page``.
            language: as in ``page``.
            projection: as in ``page``.
            height: of its frame, in pixels.
            parameters: as in ``page``.

        Returns:
            a view, to be a cell's last line. ``.selection``, ``.selected_iris`` and ``.frame()`` are what is selected;
            ``.filters``, ``.highlight``, ``.colours``, ``.sizes`` and ``.selection`` can be set; ``.observe(…)`` tells
            of changes. Without anywidget (extra ``notebook``) it is the page in a frame.

        Raises:
            UsageError: as ``page`` does.
        """
        from kg.display.view import PageView

        page = self.page(title=title, language=language, projection=projection, **parameters)
        return PageView(page, self.records, self._resolve, lambda: self.ask("partnerships").records(), height)

    def data_set_titles(self) -> list[Text]:
        """What each data set of the graph is called; of those that others build on nothing is said."""
        from kg.answers.datasets import titles

        return titles(self.store)

    def data_set(self) -> dict[str, str]:
        """What the data set is called, its version and licence; empty texts where the graph does not say.

        Several data sets are named together; a version or licence is that of all of them, or none. Where
        the graph is part of a larger one, the title says which.
        """
        from kg.answers.datasets import data_set

        return data_set(self.store, self.scope).as_dict()

    def export(
        self,
        name: str,
        form: str | None = None,
        files: str | Path | None = None,
        *,
        sign: str | Path | None = None,
    ) -> str:
        """The graph in another field's format: PROV-O, RDF Data Cube, nanopublications, DCAT, JSON-LD.

        Args:
            name: the format; ``kg export --list`` shows them.
            form: how it is written: ``turtle``, ``trig``, ``nquads`` or ``json-ld``; the first that fits if ``None``.
            files: a build's folder, whose files ``dcat`` is to name with their sizes and hashes.
            sign: the file of an RSA private key that ``nanopub`` is to be signed with (extra ``nanopub``).

        Raises:
            UsageError: if the format is unknown, or cannot be written so, or the extra is not installed.
            DataError: if the graph has a blank node.
            SourceError: if a file cannot be read.
        """
        from kg.answers.exports import export

        folder, key = (None if path is None else Path(path) for path in (files, sign))
        return "".join(export(self.store, name, form, self.data_set(), folder, key))

    def nanopublications(self, form: str | None = None, *, sign: str | Path | None = None) -> dict[str, str]:
        """The nanopublications one by one: file name to text.

        Args:
            form: ``trig`` if ``None``, ``nquads`` or ``json-ld``.
            sign: as in ``export``.

        Raises:
            UsageError: as ``export`` does.
            SourceError: if the key cannot be read.
        """
        from kg.answers.exports import export_each

        return export_each(self.store, form, self.data_set(), None if sign is None else Path(sign))

    def turtle(self) -> str:
        """The graph as canonical Turtle: the same graph gives the same text."""
        from kg.graph.writing.canonical import turtle

        return "".join(turtle(self.store))
