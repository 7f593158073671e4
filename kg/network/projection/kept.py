"""Projections with all their measures, each made once: a build needs the same ones for a table and for the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from kg.files.steps import Steps
from kg.graph.queryfile import spellings
from kg.graph.store import Store
from kg.network.analyses.ranking.brief import brief_ranking, plan, texts_of
from kg.network.analyses.ranking.report import first_places
from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.register import (
    MEASURES,
    MeasuredNetwork,
    MeasureRow,
    measure,
    measured_network,
    read_of_nodes,
    renamed,
)
from kg.network.measures.work import with_budget
from kg.network.projection import remembered
from kg.network.projection.asking import Resolve
from kg.network.projection.lookup import Topics
from kg.network.projection.projected import Projected, read_projection
from kg.network.projection.reliance import scenarios, stated
from kg.network.projection.requests import ProjectionRequest

_Key = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]


class MeasuredProjections:
    """The measured projections of one graph.

    Args:
        store: the graph, which does not change.
        resolve: as in ``read_projection``.
        budget: as in ``kg.network.measures.register.measure``.
        steps: what an earlier build measured, of which all that is the same is taken; nothing if ``None``.
    """

    def __init__(self, store: Store, resolve: Resolve, budget: float | None = None, steps: Steps | None = None) -> None:
        self._store = store
        self._resolve = resolve
        self._budget = budget
        self._steps = steps
        self._networks: dict[_Key, MeasuredNetwork] = {}
        self._read: dict[_Key, Projected] = {}
        self._topics = Topics(store)
        self._alike: list[tuple[SparseNetwork, MeasuredNetwork]] = []

    def rows(self, request: ProjectionRequest, measures: Iterable[str] | None = None) -> list[MeasureRow]:
        """The nodes with their measures, the strongest first.

        Args:
            request: the projection.
            measures: names of measures; all if ``None``.

        Raises:
            UsageError: if a name is not that of a measure, or as ``read_projection`` does.
        """
        if measures is not None:
            return measure(self._projected(request).measurable(), measures, budget=self._budget)
        # Copies, so that whoever changes a row does not change what the page shows.
        return [replace(row, values=dict(row.values)) for row in self.measured(request).rows]

    def measured(self, request: ProjectionRequest) -> MeasuredNetwork:
        """A projection with all its measures."""
        key = _key(request)
        if key not in self._networks:
            network = self._measured(self._projected(request))
            if not _may_change(key):
                self._networks[key] = network
            return network
        return self._networks[key]

    def kept(self, request: ProjectionRequest) -> int:
        """How many partnerships tie something in a projection."""
        return len(set(self._projected(request).table().partnerships))

    def with_intervals(self, request: ProjectionRequest) -> MeasuredNetwork:
        """The same, with how far its rankings hold and what carries them, as far as there is time for it."""
        network = self.measured(request)
        if not network.rows:
            return network
        ties = self._projected(request).table()
        behind = ties.partnerships
        names = network.rows[0].values
        first = plan(len(ties.nodes), len(ties), names)  # what a large network has no time for is not looked up
        by_paths = any(MEASURES[name].by_paths for name in first.names)
        parts = scenarios(self._store, behind, self._topics) if by_paths else None
        places = stated(self._store, behind, self._topics) if first.checks.carriers else None

        def checked() -> remembered.Checked | None:
            found = brief_ranking(ties, names, parts, stated=places)
            return found and remembered.Checked(texts_of(found[0]), first_places(found[0]), found[1])

        told = remembered.checks(self._steps, ties, names, parts, places, checked)
        if told is None:
            return network
        remarks = (*network.remarks, told.remark) if told.remark.en else network.remarks
        return replace(network, remarks=remarks, intervals=told.intervals, carriers=told.carriers)

    def _projected(self, request: ProjectionRequest) -> Projected:
        key = _key(request)
        found = self._read.get(key) or read_projection(self._store, request, self._resolve, self._topics)
        if not _may_change(key):
            self._read[key] = found
        return found

    def _measured(self, projected: Projected) -> MeasuredNetwork:
        """Its measures, those of another projection that comes to the same network among them."""
        if projected.ties.directed:
            return measured_network(projected.measurable(), self._budget)
        arrays = projected.sparse()  # no measure reads single ties
        for before, found in self._alike:
            if _same(before, arrays):
                return renamed(found, before, arrays)
        arrays = with_budget(arrays, self._budget)
        measured = remembered.measured(self._steps, arrays, lambda: measured_network(arrays, self._budget))
        self._alike.append((arrays, measured))
        return measured


def _key(request: ProjectionRequest) -> _Key:
    return (
        str(request.projection),
        tuple((name, spellings(value)) for name, value in sorted(request.parameters.items())),
    )


def _may_change(key: _Key) -> bool:
    """Whether a projection is a file of one's own."""
    return key[0].endswith(".rq")


def _same(one: SparseNetwork, other: SparseNetwork) -> bool:
    """Whether two networks have the same nodes and ties; what is said of the network as a whole may differ."""
    return (
        one.nodes == other.nodes
        and one.strength.nnz == other.strength.nnz
        and all(
            np.array_equal(getattr(one.strength, part), getattr(other.strength, part))
            for part in ("indptr", "indices", "data")
        )
        and read_of_nodes(one.nodes, one.attributes) == read_of_nodes(other.nodes, other.attributes)
    )
