"""What a user holds: a graph with everything that can be done with it. Delegates, decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.text import Text

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    from rdflib import Graph
    from rdflib.query import Result

    from kg.answers.coverage import Coverage
    from kg.answers.diff.diff import Diff
    from kg.answers.explaining.explanation import Explanation
    from kg.answers.history import History
    from kg.answers.ledger.ledger import Ledger
    from kg.answers.names import Names
    from kg.answers.questions import Answer
    from kg.answers.records import Records
    from kg.findings import Finding
    from kg.graph.views import View
    from kg.network.analyses.ranking.rankings import Scenario
    from kg.network.forms.partition import Grouping
    from kg.network.forms.sparse import Network, SparseNetwork
    from kg.network.forms.table import TieTable
    from kg.network.measures.register import MeasuredNetwork, MeasureRow
    from kg.network.plots.canvas import Plot
    from kg.page.page import Page
    from kg.results.report import Report


class KnowledgeGraph:
    """A checked graph of partnerships.

    Make one with ``kg.build`` from tables, or with ``kg.open`` from what a build wrote.

    Args:
        store: the triples, derived ones included.
        findings: what the checks found that did not stop the build.
        scope: what of a larger graph this one is, in words for its title; empty for a whole graph.
        left_out: what of the larger graph it lacks: kind to IRIs.
    """

    def __init__(
        self,
        store: TripleStore,
        findings: Sequence[Finding] = (),
        scope: Sequence[Text] = (),
        left_out: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.store = store
        self.findings = tuple(findings)
        self.scope = tuple(scope)
        self.left_out = dict(left_out or {})
        self._networks: dict[tuple[str, tuple[tuple[str, str], ...]], MeasuredNetwork] = {}

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self)} triples, {len(self.records.partnerships)} partnerships>"

    @property
    def graph(self) -> Graph:
        """The triples as an rdflib graph: a view on the same store, queried by Oxigraph."""
        return self.store.rdflib

    @cached_property
    def names(self) -> Names:
        """All names in the graph, to resolve what a person types."""
        from kg.answers.names import Names

        return Names(self.store, self.scope)

    @cached_property
    def records(self) -> Records:
        """The graph as typed records: partnerships with parties, claims, figures and evidence."""
        from kg.answers.records import read_records

        return read_records(self.store)

    def query(self, sparql: str) -> Result:
        """Answer a SPARQL query; it reads this graph only.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the ontology are known.

        Raises:
            QueryError: if the query is wrong or asks for more than the graph.
        """
        return self.graph.query(sparql)

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

        values = {name: _text(value) for name, value in parameters.items() if value is not None}
        return ask(self.store, question, values, self.names)

    def project(self, projection: str, **parameters: Any) -> nx.MultiGraph[Any]:
        """The network that a projection makes of the graph; one edge a pair and partnership.

        Args:
            projection: its name, e.g. ``region-region``, or the path of a file of one's own.
            parameters: its parameters, e.g. ``level="county"``, and those that every projection has: filters
                such as ``sector``, ``kind``, ``minStage`` or ``side``, ``weight`` and ``minWeight``; regions by
                id or by name in either language.

        Raises:
            UsageError: if the projection or a parameter is unknown.
            LookupFailed: if a value names nothing in the graph.
        """
        from kg.network.projection.projections import project

        return project(self.store, projection, resolve=self._resolve, **parameters)

    def project_sparse(self, projection: str, **parameters: Any) -> SparseNetwork:
        """The same network as arrays, one entry a pair, for graphs whose ties are too many for Python objects.

        Args:
            projection: as in ``project``.
            parameters: as in ``project``.

        Raises:
            UsageError: as ``project`` does.
        """
        from kg.network.projection.projections import project_sparse

        return project_sparse(self.store, projection, resolve=self._resolve, **parameters)

    def layers(self, projection: str, by: str = "sector", **parameters: Any) -> dict[str, nx.MultiGraph[Any]]:
        """One network a sector, kind or stage of partnership: a multiplex network.

        Args:
            projection: as in ``project``.
            by: ``sector``, ``kind`` or ``stage``.
            parameters: as in ``project``.

        Returns:
            layer to network; a partnership in s sectors is in s layers, with 1/s of its weight in each.
        """
        from kg.network.forms.layers import layers

        return layers(self.project(projection, **parameters), by)

    def slices(self, projection: str, *, cumulative: bool = True, **parameters: Any) -> dict[str, nx.MultiGraph[Any]]:
        """One network a year, by the first claim about each partnership.

        Args:
            projection: as in ``project``.
            cumulative: whether a year has what was there before too.
            parameters: as in ``project``.
        """
        from kg.network.forms.layers import slices

        return slices(self.project(projection, **parameters), cumulative=cumulative)

    def _measurable(self, projection: str, **parameters: Any) -> Network:
        from kg.network.projection.projections import project_measurable

        return project_measurable(self.store, projection, resolve=self._resolve, **parameters)

    def _reported(
        self, projection: str, parameters: Mapping[str, Any], report: Callable[[nx.MultiGraph[Any]], Report]
    ) -> Report:
        """A report on a projection, and at its end what of the data the projection leaves out."""
        from kg.network.measures.register import left_out_remarks

        graph = self.project(projection, **parameters)
        return report(graph).with_remarks(left_out_remarks(graph.graph))

    def _resolve(self, name: str, kind: str) -> str:
        return self.names.resolve(name, kind)

    def measure(self, projection: str, measures: Iterable[str] | None = None, **parameters: Any) -> list[MeasureRow]:
        """Measure every node of a projection.

        Args:
            projection: as in ``project``.
            measures: names of measures; all if ``None``.
            parameters: as in ``project``.

        Returns:
            one row a node, the strongest first.
        """
        from kg.network.measures.register import measure

        if measures is not None:
            return measure(self._measurable(projection, **parameters), measures)
        rows = self._measured(projection, **parameters).rows
        # Copies, so that whoever changes a row does not change what the page shows.
        return [replace(row, values=dict(row.values)) for row in rows]

    def measure_report(self, projection: str, measures: Iterable[str] | None = None, **parameters: Any) -> Report:
        """The same as a report: ``.frame()`` is a pandas DataFrame, and ``.remarks`` say what to know of it.

        Args:
            projection: as in ``project``.
            measures: as in ``measure``.
            parameters: as in ``project``.
        """
        from kg.network.measures.report import measure_report

        return measure_report(self._measurable(projection, **parameters), measures)

    def brokerage(self, projection: str, by: str = "province", **parameters: Any) -> Report:
        """Gould-Fernandez brokerage roles of every node of a projection.

        Args:
            projection: as in ``project``.
            by: the groups: a level of region, ``sector``, ``kind``, or a CSV file with the columns node and group.
            parameters: as in ``project``.

        Raises:
            UsageError: if the projection, a parameter or the groups are unknown.
        """
        from kg.network.analyses.brokerage.report import brokerage_report

        return self._reported(projection, parameters, lambda graph: brokerage_report(graph, self._grouping(graph, by)))

    def mixing(self, projection: str, by: str = "province", **parameters: Any) -> Report:
        """Ties within and between groups: mixing matrix, E-I index, assortativity; arguments as in ``brokerage``."""
        from kg.network.analyses.mixing import mixing_report

        return self._reported(projection, parameters, lambda graph: mixing_report(graph, self._grouping(graph, by)))

    def dependence(self, projection: str, **parameters: Any) -> Report:
        """How far each node of a projection hangs on a single counterpart; arguments as in ``project``."""
        from kg.network.analyses.dependence import dependence_report

        return self._reported(projection, parameters, dependence_report)

    def multiplex(self, projection: str, by: str = "sector", **parameters: Any) -> Report:
        """How each node spreads over the layers of a projection.

        Args:
            projection: as in ``project``.
            by: what a layer is: ``sector``, ``kind`` or ``stage`` of the partnerships.
            parameters: as in ``project``.
        """
        from kg.network.analyses.multiplex import multiplex_report
        from kg.network.projection.groups import code_names

        names = code_names(self.store)
        return self._reported(projection, parameters, lambda graph: multiplex_report(graph, by, names))

    def weakpoints(self, projection: str, node: str | None = None, **parameters: Any) -> Report:
        """What is lost when a node withdraws: for every node, or for one with the names of those it hits.

        Args:
            projection: as in ``project``.
            node: an id or a name in either language.
            parameters: as in ``project``.

        Raises:
            LookupFailed: if the name is that of nothing, or of several things.
        """
        from kg.network.analyses.weakpoints import withdrawal_report, withdrawals_report

        if node is None:
            return self._reported(projection, parameters, withdrawals_report)
        iri = self.names.resolve(node, "thing")
        return self._reported(projection, parameters, lambda graph: withdrawal_report(graph, iri))

    def communities(self, projection: str, runs: int = 20, resolution: float = 1.0, **parameters: Any) -> Report:
        """Leiden communities of a projection, and how far they hold over seeds.

        Args:
            projection: as in ``project``.
            runs: how many runs are compared, 2 or more.
            resolution: above 1 for smaller communities, below 1 for larger ones.
            parameters: as in ``project``.
        """
        from kg.network.analyses.communities import communities_report

        return self._reported(projection, parameters, lambda graph: communities_report(graph, runs, resolution))

    def suggest(
        self,
        projection: str,
        node: str,
        score: str = "resource_allocation",
        limit: int | None = 10,
        **parameters: Any,
    ) -> Report:
        """Partners that a node of a projection might consider, each with its reasons.

        Args:
            projection: as in ``project``.
            node: an id or a name in either language.
            score: what candidates are ranked by; see ``kg.network.analyses.suggestions``.
            limit: how many at most; all if ``None``.
            parameters: as in ``project``.
        """
        from kg.network.analyses.suggestions import suggestions_report
        from kg.network.projection.groups import code_names

        iri, names = self.names.resolve(node, "thing"), code_names(self.store)
        return self._reported(projection, parameters, lambda graph: suggestions_report(graph, iri, score, limit, names))

    def rank(
        self,
        projection: str,
        measures: Iterable[str] | None = None,
        *,
        resamples: int = 1000,
        share: float = 0.1,
        nulls: int = 200,
        seed: int | None = None,
        **parameters: Any,
    ) -> Report:
        """Nodes of a projection ranked, with how far each rank holds when part of the data is left out.

        Args:
            projection: as in ``project``.
            measures: names of measures; the usual centralities if ``None``.
            resamples: how often a random share of the partnerships is left out.
            share: which share, between 0 and 1.
            nulls: how many networks are drawn that keep every node's number of ties.
            seed: of all that is drawn; a fixed one if ``None``.
            parameters: as in ``project``.

        Raises:
            UsageError: if a measure is unknown or has no order, or a number is out of its range.
        """
        from kg.network.analyses.ranking.rankings import Checks, rank
        from kg.network.analyses.ranking.report import ranking_report
        from kg.network.measures.communities import SEED
        from kg.network.measures.register import left_out_remarks

        checks = Checks(resamples, share, nulls, SEED if seed is None else seed)
        ties = self._ties(projection, **parameters)
        ranking = rank(ties, measures, self._scenarios(ties), checks)
        return ranking_report(ranking).with_remarks(left_out_remarks(ties.about))

    def compare(
        self,
        projection: str,
        first: Mapping[str, Any],
        second: Mapping[str, Any],
        measures: Iterable[str] | None = None,
        **parameters: Any,
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
        from kg.network.analyses.comparison import compare, comparison_report
        from kg.network.measures.register import left_out_remarks

        graphs = [self._side(projection, side, parameters) for side in (first, second)]
        called = [", ".join(f"{name}={_text(value)}" for name, value in side.items()) for side in (first, second)]
        report = comparison_report(compare(graphs[0], graphs[1], measures, (called[0], called[1])))
        return report.with_remarks(
            remark.about(name)
            for name, graph in zip(called, graphs, strict=True)
            for remark in left_out_remarks(graph.graph)
        )

    def plot(
        self,
        kind: str,
        projection: str,
        *,
        measure: str = "strength",
        by: str = "province",
        top: int | None = None,
        language: str = "both",
        **parameters: Any,
    ) -> Plot:
        """A plot of a projection, to be saved as SVG or PNG; a notebook shows it.

        Args:
            kind: ``ranks`` with their intervals, ``heatmap`` of who is tied to whom, ``flows`` as a chord diagram, or
                ``timeline`` of the partnerships.
            projection: as in ``project``.
            measure: what ``ranks`` ranks by.
            by: the groups that ``heatmap`` and ``flows`` keep together: a level of region, ``sector`` or ``kind``.
            top: how many nodes, or partnerships of a time line; all if ``None``.
            language: of what is written in it: ``en``, ``zh`` or ``both``.
            parameters: as in ``project``.

        Raises:
            UsageError: if there is nothing to plot, or more than can be read.
        """
        from kg.network.plots import plot

        if kind == "ranks":
            drawn: Any = self.rank(projection, [measure], **parameters).result
            return plot(kind, drawn, language, top)
        graph = self.project(projection, **parameters)
        if kind == "timeline":
            return plot(kind, graph, language, top, stages=self._stages())
        grouped = self._grouping(graph, by)
        return plot(kind, graph, language, top, groups=grouped.named())

    def _stages(self) -> dict[str, Text]:
        """Stages by code, in their order, with their names."""
        from kg.answers.codes import load_code_list

        return {item.code: item.label for item in load_code_list("stage", self.store.ontology).codes}

    def _side(self, projection: str, side: Mapping[str, Any], common: Mapping[str, Any]) -> nx.MultiGraph[Any]:
        """One of two networks that are compared."""
        values = {name.replace("_", "-") if name in _VIEWS else name: value for name, value in side.items()}
        twice = sorted(values.keys() & common.keys())
        if twice:
            raise UsageError(f"{twice[0]} is given for both networks and for one. Keep one of the two.")
        day, known_by = values.pop("as-of", None), values.pop("known-by", None)
        part = self if day is None and known_by is None else self.at(day, known_by)
        return part.project(projection, **common, **values)

    def _ties(self, projection: str, **parameters: Any) -> TieTable:
        from kg.network.projection.projections import project_ties

        return project_ties(self.store, projection, resolve=self._resolve, **parameters)

    def _scenarios(self, ties: TieTable) -> tuple[Scenario, ...]:
        from kg.network.projection.reliance import scenarios

        return scenarios(self.store, ties.partnerships)

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
        return explain(self.records, *ends, copies=find_copies(self.records, texts, self.names.resolve))

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

        return history(self.records, self.names.resolve(partnership, "partnership"))

    def page(
        self,
        out: str | Path | None = None,
        *,
        title: tuple[str, str] | None = None,
        language: str = "both",
        projection: str | None = None,
        **parameters: Any,
    ) -> Page:
        """The interactive page: one file of HTML that needs nothing from the network.

        Args:
            out: where to write it; not written if ``None``.
            title: its title in English and in Chinese.
            language: the language it opens in: ``en``, ``zh`` or ``both``.
            projection: draw its nodes and ties, with the partnerships behind each; the parties with all their
                partnerships if ``None``. As in ``project``.
            parameters: the projection's, as in ``project``.

        Returns:
            the page; a notebook shows it.

        Raises:
            UsageError: if the projection, a parameter or the language is unknown, or a parameter has no projection.
        """
        from kg.page.make import RANKED, Ranked, make_page
        from kg.page.projected import projected

        if projection is None and parameters:
            raise UsageError(f"{', '.join(sorted(parameters))}: such parameters are a projection's. Name a projection.")
        ranked = (Ranked(projection, parameters),) if projection else RANKED
        drawn = projected(self.records, self.project(projection, **parameters)) if projection else None
        networks = [(one, self._with_intervals(one.projection, **one.parameters)) for one in ranked]
        heading = title and self._scoped(*title)
        page = make_page(self.records, self.data_set(), heading, language, networks, self.ledger().rows, drawn)
        if out is not None:
            page.save(Path(out))
        return page

    def _grouping(self, graph: nx.MultiGraph[Any], by: str) -> Grouping:
        from kg.network.projection.groups import grouping

        return grouping(self.store, graph, by)

    def _with_intervals(self, projection: str, **parameters: Any) -> MeasuredNetwork:
        """A projection with all its measures, and how far its rankings hold, if it is small."""
        from kg.network.analyses.ranking.report import MOST_NODES, interval_texts

        network = self._measured(projection, **parameters)
        if not 0 < len(network.rows) <= MOST_NODES:
            return network
        ties = self._ties(projection, **parameters)
        return replace(network, intervals=interval_texts(ties, network.rows[0].values, self._scenarios(ties)))

    def _measured(self, projection: str, **parameters: Any) -> MeasuredNetwork:
        """A projection with all its measures; kept, as a build needs the same ones for a table and for the page."""
        from kg.network.measures.register import measured_network

        values = {name: _text(value) for name, value in parameters.items() if value is not None}
        key = (str(projection), tuple(sorted(values.items())))
        if key not in self._networks:
            network = measured_network(self._measurable(projection, **parameters))
            if key[0].endswith(".rq"):  # a file of one's own, which may change
                return network
            self._networks[key] = network
        return self._networks[key]

    def data_set(self) -> dict[str, str]:
        """What the data set is called, its version and licence; empty texts where the graph does not say.

        Several data sets are named together; a version or licence is that of all of them, or none. Where
        the graph is part of a larger one, the title says which.
        """
        rows = self.store.select(_DATA_SET)
        said = {
            name: list(dict.fromkeys(str(getattr(row.get(name), "value", "")) for row in rows))
            for name in ("title_en", "title_zh", "version", "license")
        }
        title_en, title_zh = self._scoped("; ".join(said["title_en"]), "；".join(said["title_zh"]))
        of_all = {name: said[name][0] if len(said[name]) == 1 else "" for name in ("version", "license")}
        return {"title_en": title_en, "title_zh": title_zh} | of_all

    def _scoped(self, en: str, zh: str) -> tuple[str, str]:
        """A title in both languages, with what of a larger graph this one is."""
        if not self.scope:
            return en, zh
        en, zh = en or zh or "Partnerships", zh or en or "合作"
        return (
            f"{en} ({'; '.join(scope.en for scope in self.scope)})",
            f"{zh}（{'；'.join(scope.zh for scope in self.scope)}）",
        )

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


#: Names of what ``at`` takes, as keywords have them.
_VIEWS = ("as_of", "known_by")

_DATA_SET = """
SELECT ?title_en ?title_zh ?version ?license
WHERE {
  ?dataset a pk:DataSet .
  OPTIONAL { ?dataset dcterms:title ?title_en FILTER(LANG(?title_en) = "en") }
  OPTIONAL { ?dataset dcterms:title ?title_zh FILTER(LANG(?title_zh) = "zh") }
  OPTIONAL { ?dataset owl:versionInfo ?version }
  OPTIONAL { ?dataset dcterms:license ?license }
  # A package that another one builds on is not what the graph is about.
  FILTER NOT EXISTS { ?other dcterms:requires ?dataset }
}
ORDER BY ?dataset
"""


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
