"""Projections with all their measures, each measured once: a build needs the same ones for a table and for the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.graph.queryfile import spellings
from kg.graph.store import Store
from kg.network.analyses.ranking.report import MOST_NODES, brief_ranking, first_places, texts_of
from kg.network.measures.register import MeasuredNetwork, MeasureRow, measure, measured_network
from kg.network.projection.asking import Resolve
from kg.network.projection.projected import read_projection
from kg.network.projection.reliance import scenarios, stated
from kg.network.projection.requests import ProjectionRequest


class MeasuredProjections:
    """The measured projections of one graph.

    Args:
        store: the graph, which does not change.
        resolve: as in ``read_projection``.
    """

    def __init__(self, store: Store, resolve: Resolve) -> None:
        self._store = store
        self._resolve = resolve
        self._networks: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], MeasuredNetwork] = {}

    def rows(self, request: ProjectionRequest, measures: Iterable[str] | None = None) -> list[MeasureRow]:
        """The nodes with their measures, the strongest first.

        Args:
            request: the projection.
            measures: names of measures; all if ``None``.

        Raises:
            UsageError: if a name is not that of a measure, or as ``read_projection`` does.
        """
        if measures is not None:
            return measure(read_projection(self._store, request, self._resolve).measurable(), measures)
        # Copies, so that whoever changes a row does not change what the page shows.
        return [replace(row, values=dict(row.values)) for row in self.measured(request).rows]

    def measured(self, request: ProjectionRequest) -> MeasuredNetwork:
        """A projection with all its measures."""
        key = (
            str(request.projection),
            tuple((name, spellings(value)) for name, value in sorted(request.parameters.items())),
        )
        if key in self._networks:
            return self._networks[key]
        network = measured_network(read_projection(self._store, request, self._resolve).measurable())
        if not key[0].endswith(".rq"):  # a file of one's own may change
            self._networks[key] = network
        return network

    def with_intervals(self, request: ProjectionRequest) -> MeasuredNetwork:
        """The same, with how far its rankings hold and what carries them, if it is small."""
        network = self.measured(request)
        if not 0 < len(network.rows) <= MOST_NODES:
            return network
        ties = read_projection(self._store, request, self._resolve).table()
        behind = ties.partnerships
        ranking = brief_ranking(
            ties,
            network.rows[0].values,
            scenarios(self._store, behind),
            stated=stated(self._store, behind),
        )
        if ranking is None:
            return network
        return replace(network, intervals=texts_of(ranking), carriers=first_places(ranking))
