"""What a user asks of the networks of a graph: projections, measures, analyses, rankings. Each method delegates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from kg.graph.store import Store
from kg.text import Text

if TYPE_CHECKING:
    import networkx as nx

    from kg.answers.names import Names
    from kg.files.steps import Steps
    from kg.network.forms.sparse import SparseNetwork
    from kg.network.measures.register import MeasureRow
    from kg.network.projection.kept import MeasuredProjections
    from kg.network.projection.projected import Projected
    from kg.network.projection.requests import Parameters, ProjectionRequest
    from kg.results.report import Report

    #: A projection's name, the path of a file of one's own, or either with its parameters.
    Projection = str | Path | ProjectionRequest


class GraphNetworks:
    """The networks of a graph, each by its projection.

    Args:
        store: the triples, derived ones included.
        scope: as of ``kg.knowledge_graph.KnowledgeGraph``, as are all others.
        budget: CPU seconds for exact shortest paths.
        steps: what an earlier build measured.
    """

    def __init__(self, store: Store, scope: Sequence[Text], budget: float | None, steps: Steps | None) -> None:
        self.store = store
        self.scope = tuple(scope)
        self.budget = budget
        self._steps = steps

    @cached_property
    def names(self) -> Names:
        """All names in the graph, to resolve what a person types."""
        from kg.answers.names import Names

        return Names(self.store, self.scope)

    def project(self, projection: Projection, **parameters: Unpack[Parameters]) -> nx.MultiGraph[Any]:
        """The network that a projection makes of the graph; one edge a pair and partnership.

        Args:
            projection: its name, e.g. ``region-region``, the path of a file of one's own, or a ``ProjectionRequest``,
                which may hold parameters by any name.
            parameters: its parameters, e.g. ``level="county"``, and those that every projection has: filters
                such as ``sector``, ``kind``, ``minStage`` or ``side``, ``weight`` and ``minWeight``; regions by
                id or by name in either language. ``kg.network.projection.requests`` says what each is.

        Returns:
            nodes, edges and their attributes as ``kg.network.projection.projected.Projected.multigraph`` has them.

        Raises:
            UsageError: if the projection or a parameter is unknown.
            LookupFailed: if a value names nothing in the graph.
        """
        return self._read(projection, parameters).multigraph()

    def project_sparse(self, projection: Projection, **parameters: Unpack[Parameters]) -> SparseNetwork:
        """The same network as arrays, one entry a pair, for graphs whose ties are too many for Python objects.

        Args:
            projection: as in ``project``.
            parameters: as in ``project``.

        Raises:
            UsageError: as ``project`` does.
        """
        return self._read(projection, parameters).sparse()

    def _read(self, projection: Projection, parameters: Mapping[str, Any]) -> Projected:
        from kg.network.projection.projected import read_projection
        from kg.network.projection.requests import ProjectionRequest

        return read_projection(self.store, ProjectionRequest.of(projection, parameters), self._resolve)

    def _resolve(self, name: str, kind: str) -> str:
        # The names are read when the first one is looked up.
        return self.names.resolve(name, kind)

    @cached_property
    def _measured(self) -> MeasuredProjections:
        from kg.network.projection.kept import MeasuredProjections

        return MeasuredProjections(self.store, self._resolve, self.budget, self._steps)

    def layers(
        self, projection: Projection, by: str = "sector", **parameters: Unpack[Parameters]
    ) -> dict[str, nx.MultiGraph[Any]]:
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

    def slices(
        self, projection: Projection, *, cumulative: bool = True, **parameters: Unpack[Parameters]
    ) -> dict[str, nx.MultiGraph[Any]]:
        """One network a year, by the first claim about each partnership; without what had ended by its last day.

        Args:
            projection: as in ``project``.
            cumulative: whether a year has what was there before too.
            parameters: as in ``project``.
        """
        from kg.network.forms.layers import slices
        from kg.network.projection.requests import ProjectionRequest

        request = ProjectionRequest.of(projection, parameters)
        return slices(self.project(request.with_ended()), cumulative=cumulative, ended=request.keeps_ended)

    def _reported(
        self, projection: Projection, parameters: Mapping[str, Any], report: Callable[[nx.MultiGraph[Any]], Report]
    ) -> Report:
        """A report on a projection, and at its end what of the data the projection leaves out."""
        from kg.network.measures.register import left_out_remarks

        graph = self._read(projection, parameters).multigraph()
        return report(graph).with_remarks(left_out_remarks(graph.graph))

    def measure(
        self, projection: Projection, measures: Iterable[str] | None = None, **parameters: Unpack[Parameters]
    ) -> list[MeasureRow]:
        """Measure every node of a projection.

        Args:
            projection: as in ``project``.
            measures: names of measures; all if ``None``.
            parameters: as in ``project``.

        Returns:
            one row a node, the strongest first.
        """
        from kg.network.projection.requests import ProjectionRequest

        return self._measured.rows(ProjectionRequest.of(projection, parameters), measures)

    def measure_ahead(self, projection: str, parameters: Mapping[str, str], *, has_intervals: bool) -> None:
        """Measure a projection, so that what comes of it is among the steps of a build, and no more.

        Args:
            projection: its name.
            parameters: as in ``project``.
            has_intervals: whether the page shows how far its ranks hold.
        """
        from kg.network.projection.requests import ProjectionRequest

        request = ProjectionRequest(projection, parameters)
        if has_intervals:
            self._measured.with_intervals(request)
        else:
            self._measured.measured(request)

    def measure_report(
        self,
        projection: Projection,
        measures: Iterable[str] | None = None,
        budget: float | None = None,
        **parameters: Unpack[Parameters],
    ) -> Report:
        """The same as a report: ``.frame()`` is a pandas DataFrame, and ``.remarks`` say what to know of it.

        Args:
            projection: as in ``project``.
            measures: as in ``measure``.
            budget: CPU seconds, about, that exact shortest paths may take; above it their measures are estimated, which
                the remarks say. Infinite for exact ones, 10 if ``None``.
            parameters: as in ``project``.
        """
        from kg.network.measures.report import measure_report

        return measure_report(self._read(projection, parameters).measurable(), measures, budget=budget)

    def brokerage(self, projection: Projection, by: str = "province", **parameters: Unpack[Parameters]) -> Report:
        """Gould-Fernandez brokerage roles of every node of a projection.

        Args:
            projection: as in ``project``.
            by: the groups: a level of region, ``sector``, ``kind``, or a CSV file with the columns node and group.
            parameters: as in ``project``.

        Raises:
            UsageError: if the projection, a parameter or the groups are unknown.
        """
        from kg.network.analyses.brokerage.report import brokerage_report
        from kg.network.projection.groups import grouping

        return self._reported(
            projection, parameters, lambda graph: brokerage_report(graph, grouping(self.store, graph, by))
        )

    def mixing(self, projection: Projection, by: str = "province", **parameters: Unpack[Parameters]) -> Report:
        """Ties within and between groups: mixing matrix, E-I index, assortativity; arguments as in ``brokerage``."""
        from kg.network.analyses.mixing import mixing_report
        from kg.network.projection.groups import grouping

        return self._reported(
            projection, parameters, lambda graph: mixing_report(graph, grouping(self.store, graph, by))
        )

    def dependence(self, projection: Projection, **parameters: Unpack[Parameters]) -> Report:
        """How far each node of a projection hangs on a single counterpart; arguments as in ``project``."""
        from kg.network.analyses.dependence import dependence_report

        return self._reported(projection, parameters, dependence_report)

    def multiplex(self, projection: Projection, by: str = "sector", **parameters: Unpack[Parameters]) -> Report:
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

    def weakpoints(self, projection: Projection, node: str | None = None, **parameters: Unpack[Parameters]) -> Report:
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

    def communities(
        self, projection: Projection, runs: int = 20, resolution: float = 1.0, **parameters: Unpack[Parameters]
    ) -> Report:
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
        projection: Projection,
        node: str,
        score: str | None = None,
        limit: int | None = 10,
        **parameters: Unpack[Parameters],
    ) -> Report:
        """Partners that a node of a projection might consider, each with its reasons.

        Args:
            projection: as in ``project``.
            node: an id or a name in either language.
            score: what candidates are ranked by; see ``kg.network.analyses.suggestions``. If
                ``None``, resource_allocation, or three_paths in a network of two modes.
            limit: how many at most; all if ``None``.
            parameters: as in ``project``.
        """
        from kg.network.analyses.suggestions import suggestions_report
        from kg.network.projection.groups import code_names, kin

        iri, names = self.names.resolve(node, "thing"), code_names(self.store)
        own = kin(self.store, iri)
        return self._reported(
            projection, parameters, lambda graph: suggestions_report(graph, iri, score, limit, names, own)
        )

    def rank(
        self,
        projection: Projection,
        measures: Iterable[str] | None = None,
        *,
        resamples: int = 1000,
        share: float = 0.5,
        nulls: int = 200,
        seed: int | None = None,
        **parameters: Unpack[Parameters],
    ) -> Report:
        """Nodes of a projection ranked, with how far each rank holds when part of the data is left out.

        Args:
            projection: as in ``project``.
            measures: names of measures; the usual centralities if ``None``.
            resamples: how often a random share of the partnerships is left out.
            share: which share, between 0 and 1. With a half, intervals are those of partnerships drawn anew; with
                another share, such as 0.1, those of the whole of which this share is missing at random.
            nulls: how many networks are drawn in which only who takes part in what is by chance.
            seed: of all that is drawn; a fixed one if ``None``.
            parameters: as in ``project``.

        Raises:
            UsageError: if a measure is unknown or has no order, or a number is out of its range.
        """
        from kg.network.analyses.ranking.rankings import Checks, rank
        from kg.network.analyses.ranking.report import ranking_report
        from kg.network.measures.communities import SEED
        from kg.network.measures.register import left_out_remarks
        from kg.network.projection.reliance import scenarios, stated

        checks = Checks(resamples, share, nulls, SEED if seed is None else seed)
        ties = self._read(projection, parameters).table()
        behind = ties.partnerships
        ranking = rank(ties, measures, scenarios(self.store, behind), checks, stated(self.store, behind))
        return ranking_report(ranking).with_remarks(left_out_remarks(ties.about))
