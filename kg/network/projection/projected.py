"""From the RDF graph to a network: what counts as a node and as a tie is declared in a query file.

A projection in ``ontology/projections/`` is a SELECT of one of two forms:

* ``?partnership ?party ?node``: which node stands for which party of a partnership. Nodes that take
  part in the same one are tied. With ``?mode`` as well, and its two values in the header's ``modes``, it has
  two modes, and a node without a party belongs to the partnership itself, as a sector does.
* ``?source ?target ?partnership ?weight``: the ties themselves, for what the first form cannot say. With
  ``?sourceType`` and ``?targetType`` it has two modes: sources are the nodes of mode 0, targets of mode 1.

Everything else is the same for every projection: which partnerships count and what they weigh
(``asking``), and what is known of nodes and ties (``lookup``). So a new projection is one new file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import UsageError
from kg.graph.store import Store
from kg.network.forms.later import Later
from kg.network.forms.sparse import SparseNetwork, summed, symmetric
from kg.network.forms.table import TieTable
from kg.network.projection.accounting import accounted
from kg.network.projection.asking import Asked, Resolve
from kg.network.projection.lookup import Lookup, Topics
from kg.network.projection.reading import read_answer
from kg.network.projection.requests import ProjectionRequest
from kg.numbers import distinct
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph
    from kg.network.forms.sparse import Network

#: Ties above which a network is measured without an edge for each: a tie is half a kilobyte in networkx.
LARGE = 200_000


def read_projection(
    store: Store, request: ProjectionRequest, resolve: Resolve | None = None, topics: Topics | None = None
) -> Projected:
    """Read a projection from the graph.

    Args:
        store: the graph, with its code lists and its derived triples.
        request: a bundled projection's name, or the path of a projection of one's own; with its parameters, e.g.
            ``level="city"``, ``coarser=True``, and those that every projection has: filters (``sector``, ``kind``,
            ``stage``, ``side`` …), ``weight`` with its own parameters, and ``minWeight``.
        resolve: function from a name or id and a parameter type to an IRI; without it a region must be
            given by its IRI.
        topics: those of the graph, for whoever reads several projections of it; read anew if ``None``.

    Returns:
        the ties, sorted, with the nodes' modes and what was left out.

    Raises:
        UsageError: if the projection or a parameter is unknown, or a parameter's value is wrong.
        QueryError: if a projection of one's own does not return what a projection must.
    """
    asked = Asked.of(store, request, resolve, topics)
    found = read_answer(asked, store.columns(asked.query.text, asked.terms))
    ties = asked.kept(found.ties)
    return Projected(asked.topics, ties.sorted(), found.modes, found.mode, accounted(asked, found, ties))


@dataclass(frozen=True)
class Projected:
    """A projection as it is read from the graph, to be made a network of the form that is wanted.

    Attributes:
        topics: what is known of nodes and partnerships.
        ties: sorted by tail, head and partnership; their nodes may be more than those that are tied.
        modes: the names of the two modes; empty in a network of one.
        mode: of each of the ties' nodes 0 or 1, in a network of two modes.
        about: the attributes of the network itself: ``projection``, ``title_en``, ``title_zh``, ``params``,
            ``bipartite``, ``partnerships`` (how many the data has), ``filtered_out`` (how many of them the filters
            leave out), ``ended_left_out`` (how many more have ended), ``without_weight`` (how many more have none of
            the kind that is asked for; with ``undecided_en`` and ``undecided_zh``, the names of those of which nothing
            says whether their amounts add up), ``left_out`` (how many of the rest tie nothing here),
            ``place_unsaid`` (how many have a party with several places of which none is said, and which stands for
            nothing here),
            ``place_split`` (how many have a party that was split, and stands for what it was), ``merged`` (how many
            had parties that are one by now), ``not_there_yet`` (how many have a party that was several ones on the
            day of the graph), with a ``direction`` that and ``without_direction`` (how many more tie something and
            do not say which way), and
            ``parties_left_out``: how often, in the partnerships that do tie something, a party is left out, as
            neither itself nor a region that it is in is a node there; a party of two such partnerships counts twice.
    """

    topics: Topics
    ties: TieTable
    modes: tuple[str, ...]
    mode: Any
    about: Mapping[str, Any]

    def multigraph(self) -> MultiGraph:
        """One edge for each pair and partnership.

        Returns:
            nodes are IRIs as text, with ``label_en``, ``label_zh``, ``kind``, where known ``latitude``
            and ``longitude``, and in a network of two modes ``bipartite`` (0 or 1) and ``mode``. An edge's key is
            the partnership's IRI, and it has ``partnership``, ``kind``, ``sector`` (codes joined by ``;``),
            ``stage``, ``since`` (day of the first claim about it), ``date`` (of the current stage), ``label_en``,
            ``label_zh`` and ``weight``; that of one which has ended besides ``ended`` (the day), and of one which had
            ended and went on ``interrupted`` (from which day to which, ``2016-03-01/2017-01-01``, several joined by
            ``;``). Where it is said, it has ``carried_out_in`` (IRIs of regions, joined by ``;``), ``term_start`` and
            ``term_end`` (days). The graph has ``about``. Nodes and edges are sorted. With a ``direction`` it is a
            ``MultiDiGraph``, whose edges lead from who gives to who receives.
        """
        ties = self.ties
        tied = distinct(ties.partnership).tolist()
        lookup = Lookup.read(self.topics, self._nodes, [ties.partnerships[index] for index in tied])
        graph: MultiGraph = (nx.MultiDiGraph if ties.directed else nx.MultiGraph)(**self.about)
        graph.add_nodes_from(self._attributes(lookup).items())
        told = {number: {**lookup.edge(ties.partnerships[number]), "weight": 0.0} for number in tied}
        if ties.directed:
            _add_arcs(graph, ties, told)
        else:
            _add_edges(graph, ties, told)
        return graph

    def sparse(self) -> SparseNetwork:
        """The same network as arrays, one entry a pair, without a Python object a tie: for large graphs.

        Returns:
            what ``SparseNetwork.of`` makes of ``multigraph``: nodes, summed weights, and the attributes of nodes
            and network, those of single ties left out.
        """
        self._refuse_direction()
        nodes, ties = self._nodes, self.ties
        other = ties.tails != ties.heads
        tails, heads, weights = self._place[ties.tails[other]], self._place[ties.heads[other]], ties.weights[other]
        strength = symmetric(len(nodes), *summed(len(nodes), tails, heads, weights))
        return SparseNetwork(nodes, strength, dict(self.about), self._attributes_when_asked())

    def table(self) -> TieTable:
        """The same network as arrays, one entry a tie: what leaves out partnerships one by one."""
        self._refuse_direction()
        nodes = self._nodes
        other = self.ties.take(self.ties.tails != self.ties.heads)
        tied, partnership = np.unique(other.partnership, return_inverse=True)
        return TieTable(
            nodes,
            tuple(other.partnerships[number] for number in tied),
            self._place[other.tails],
            self._place[other.heads],
            partnership.astype(np.int64),
            other.weights,
            np.asarray(self.mode)[self._used].astype(np.int64) if self.modes else None,
            dict(self.about),
            self._attributes_when_asked(),
        ).ordered()

    def measurable(self) -> Network:
        """The network in the form that is best measured: of many ties the arrays, without the partnerships.

        Returns:
            ``multigraph``, or of more than ``LARGE`` ties ``sparse``: every measure gives the same for both.
        """
        return self.multigraph() if len(self.ties) <= LARGE or self.ties.directed else self.sparse()

    def _refuse_direction(self) -> None:
        if self.ties.directed:
            raise UsageError(
                Text(
                    "This is computed on ties that have no direction. Leave direction out; `kg network`, `kg "
                    "measure` and "
                    "`kg brokerage` know ties with one.",
                    "此项按无方向的联系计算。请不写 direction；`kg network`、`kg measure` 与 `kg brokerage` "
                    "可用有方向的联系。",
                )
            )

    @cached_property
    def _used(self) -> Any:
        """The places of the nodes that are tied."""
        return distinct(np.concatenate([self.ties.tails, self.ties.heads]))

    @cached_property
    def _nodes(self) -> tuple[str, ...]:
        return tuple(self.ties.nodes[index] for index in self._used)

    @cached_property
    def _place(self) -> Any:
        """Where among the tied nodes each node is."""
        place = np.zeros(len(self.ties.nodes), dtype=np.int64)
        place[self._used] = np.arange(len(self._used))
        return place

    def _attributes_when_asked(self) -> Mapping[str, dict[str, Any]]:
        """The attributes of each tied node, put together when the first one is asked for: many networks need none."""
        Lookup.reads_nodes_of(self.topics)
        return Later(lambda: self._attributes(Lookup.read(self.topics, self._nodes)))

    def _attributes(self, lookup: Lookup) -> dict[str, dict[str, Any]]:
        """The attributes of each tied node."""
        found = {node: lookup.node(node) for node in self._nodes}
        if self.modes:
            for node, index in zip(self._nodes, np.asarray(self.mode)[self._used].tolist(), strict=True):
                found[node] |= {"bipartite": index, "mode": self.modes[index]}
        return found


def _add_arcs(graph: MultiGraph, ties: TieTable, told: Mapping[int, dict[str, Any]]) -> None:
    """One edge a tie, from its tail to its head."""
    columns = (ties.tails.tolist(), ties.heads.tolist(), ties.partnership.tolist(), ties.weights.tolist())
    for tail, head, number, weight in zip(*columns, strict=True):
        attributes = {**told[number], "weight": weight}
        graph.add_edge(ties.nodes[tail], ties.nodes[head], ties.partnerships[number], **attributes)


def _add_edges(graph: MultiGraph, ties: TieTable, told: Mapping[int, dict[str, Any]]) -> None:
    """One edge a tie, as ``add_edge`` makes it; written out, since a large network spends most of its time here.

    A copy of a whole dictionary is several times as fast as a new one of the same entries, so each partnership's
    has its place for the weight already.
    """
    adjacency, partnerships = graph._adj, ties.partnerships  # type: ignore[attr-defined]
    rows = [adjacency.get(name) for name in ties.nodes]
    columns = (ties.tails.tolist(), ties.heads.tolist(), ties.partnership.tolist(), ties.weights.tolist())
    for source, target, number, weight in zip(*columns, strict=True):
        row, end = rows[source], ties.nodes[target]
        keyed = row.get(end)
        if keyed is None:
            keyed = row[end] = rows[target][ties.nodes[source]] = {}
        edge = keyed[partnerships[number]] = told[number].copy()
        edge["weight"] = weight
