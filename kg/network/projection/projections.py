"""From the RDF graph to a network: what counts as a node and as a tie is declared in a query file.

A projection in ``ontology/projections/`` is a SELECT of one of two forms:

* ``?partnership ?party ?node``: which node stands for which party of a partnership. Nodes that take
  part in the same one are tied. With ``?mode`` as well, and its two values in the header's ``modes``, it has
  two modes, and a node without a party belongs to the partnership itself, as a sector does.
* ``?source ?target ?partnership ?weight``: the ties themselves, for what the first form cannot say. With
  ``?sourceType`` and ``?targetType`` it has two modes: sources are the nodes of mode 0, targets of mode 1.

Everything else is the same for every projection: which partnerships count and what they weigh
(``declared``), and what is known of nodes and ties (``lookup``). So a new projection is
one new file.
"""

from __future__ import annotations

import difflib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, UsageError
from kg.graph import library
from kg.graph.columns import encode, places, value
from kg.graph.queryfile import QueryFile
from kg.graph.store import TripleStore
from kg.network.forms.graphs import LEAST, MOST, simple
from kg.network.forms.joining import Members, join
from kg.network.forms.sparse import SparseNetwork, summed, symmetric
from kg.network.forms.table import TieTable
from kg.network.projection.declared import Choice
from kg.network.projection.lookup import Lookup, columns

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph
    from kg.network.forms.sparse import Network

__all__ = ["list_projections", "load_projection", "project", "project_measurable", "project_sparse", "simple"]

#: TieTable above which a network is measured without an edge for each: a tie is half a kilobyte in networkx.
LARGE = 200_000

_COLUMNS = ("source", "target", "partnership", "weight")
_MODES = ("sourceType", "targetType")
_MEMBERS = ("partnership", "party", "node")


def list_projections(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The projections, sorted by name."""
    return library.queries(ontology, "projections")


def load_projection(name: str | Path, ontology: Ontology = BUNDLED) -> QueryFile:
    """A projection by its name, or by the path of a file of one's own.

    Raises:
        UsageError: if no projection has the name.
        SourceError: if the file cannot be read, or its header is not as it should be.
        QueryError: if it is no SELECT query, or reaches beyond the graph.
    """
    if isinstance(name, Path) or name.endswith(".rq"):
        return library.own_query(Path(name), "projections")
    paths = {path.stem: path for path in ontology.files("projections", ".rq")}
    if name not in paths:
        near = difflib.get_close_matches(name, paths, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise UsageError(
            f"There is no projection {name!r}. {hint}Use one of: {', '.join(paths)}; or a file ending in .rq."
        )
    return library.named_query(ontology, "projections", name, "projection")


def project(store: TripleStore, name: str | Path, *, resolve: Any = None, **params: Any) -> MultiGraph:
    """The network that a projection makes of the graph.

    Args:
        store: the graph, with its code lists and its derived triples.
        name: a bundled projection's name, or the path of a projection of one's own.
        resolve: function from a name or id and a parameter type to an IRI; without it a region must be
            given by its IRI.
        params: the projection's parameters, e.g. ``level="city"``, ``coarser=True``, and those that every
            projection has: filters (``sector``, ``kind``, ``stage``, ``side`` …), ``weight`` with its own
            parameters, and ``minWeight``. Several values are a list, or a text with commas.

    Returns:
        nodes are IRIs as text, with ``label_en``, ``label_zh``, ``kind``, where known ``latitude``
        and ``longitude``, and in a network of two modes ``bipartite`` (0 or 1) and ``mode``. There
        is one edge for each pair and partnership; its key is the partnership's IRI, and it has
        ``partnership``, ``kind``, ``sector`` (codes joined by ``;``), ``stage``, ``since`` (day of the first
        claim about it), ``date`` (of the current stage), ``label_en``, ``label_zh`` and ``weight``. Of the
        graph itself: ``projection``, ``title_en``, ``title_zh``, ``params``, ``bipartite``, ``partnerships``
        (how many the data has), ``filtered_out`` (how many of them the filters leave out),
        ``without_weight`` (how many more have none of the kind that is asked for), ``left_out`` (how
        many of the rest tie nothing here) and ``parties_left_out``: how often, in the partnerships that do tie
        something, a party is left out, as neither itself nor a region that it is in is a node there; a
        party of two such partnerships counts twice. Nodes and edges are sorted.

    Raises:
        UsageError: if the projection or a parameter is unknown, or a parameter's value is wrong.
        QueryError: if a projection of one's own does not return what a projection must.
    """
    return _multigraph(store, read_projection(store, name, resolve=resolve, **params))


def project_sparse(store: TripleStore, name: str | Path, *, resolve: Any = None, **params: Any) -> SparseNetwork:
    """The same network as arrays, one entry a pair, without a Python object a tie: for large graphs.

    Args:
        store: as in ``project``.
        name: as in ``project``.
        resolve: as in ``project``.
        params: as in ``project``.

    Returns:
        what ``SparseNetwork.of`` makes of ``project``: nodes, summed weights, and the attributes of nodes
        and network, those of single ties left out.

    Raises:
        UsageError: as ``project`` does.
        QueryError: as ``project`` does.
    """
    return sparse(store, read_projection(store, name, resolve=resolve, **params))


def project_ties(store: TripleStore, name: str | Path, *, resolve: Any = None, **params: Any) -> TieTable:
    """The same network as arrays, one entry a tie: what leaves out partnerships one by one.

    Args:
        store: as in ``project``.
        name: as in ``project``.
        resolve: as in ``project``.
        params: as in ``project``.

    Raises:
        UsageError: as ``project`` does.
        QueryError: as ``project`` does.
    """
    projected = read_projection(store, name, resolve=resolve, **params)
    ties, used, place = _compact(projected)
    nodes = tuple(ties.nodes[index] for index in used)
    lookup = Lookup.read(store, nodes)
    other = ties.take(ties.tails != ties.heads)
    tied, partnership = np.unique(other.partnership, return_inverse=True)
    return TieTable(
        nodes,
        tuple(other.partnerships[number] for number in tied),
        place[other.tails],
        place[other.heads],
        partnership.astype(np.int64),
        other.weights,
        np.asarray(projected.mode)[used].astype(np.int64) if projected.modes else None,
        dict(projected.about),
        {node: projected.node(int(index), lookup) for node, index in zip(nodes, used, strict=True)},
    ).ordered()


def project_measurable(store: TripleStore, name: str | Path, *, resolve: Any = None, **params: Any) -> Network:
    """The network in the form that is best measured: of many ties the arrays, without the partnerships.

    Args:
        store: as in ``project``.
        name: as in ``project``.
        resolve: as in ``project``.
        params: as in ``project``.

    Returns:
        what ``project`` returns, or of more than ``LARGE`` ties what ``project_sparse`` does: every measure
        gives the same for both.

    Raises:
        UsageError: as ``project`` does.
        QueryError: as ``project`` does.
    """
    projected = read_projection(store, name, resolve=resolve, **params)
    return _multigraph(store, projected) if len(projected.ties) <= LARGE else sparse(store, projected)


@dataclass(frozen=True)
class Projected:
    """A projection as it is read from the graph, before it is made a network of either form.

    Attributes:
        ties: sorted by tail, head and partnership.
        modes: the names of the two modes; empty in a network of one.
        mode: of each of the ties' nodes 0 or 1, in a network of two modes.
        about: the attributes of the network itself.
    """

    ties: TieTable
    modes: tuple[str, ...]
    mode: Any
    about: Mapping[str, Any]

    def node(self, place: int, lookup: Lookup) -> dict[str, Any]:
        """The attributes of a node."""
        found = lookup.node(self.ties.nodes[place])
        if not self.modes:
            return found
        index = int(self.mode[place])
        return found | {"bipartite": index, "mode": self.modes[index]}


def read_projection(store: TripleStore, name: str | Path, *, resolve: Any = None, **params: Any) -> Projected:
    """Read a projection from the graph; ``project`` and ``project_sparse`` make a network of it.

    Args:
        store: as in ``project``.
        name: as in ``project``.
        resolve: as in ``project``.
        params: as in ``project``.

    Raises:
        UsageError: as ``project`` does.
        QueryError: as ``project`` does.
    """
    query = load_projection(name, store.ontology)
    values = {key: _text(value) for key, value in params.items() if value is not None}
    choice = Choice.of(store, query, values, resolve)
    answer = store.columns(query.text, query.terms(store, choice.values, resolve))
    read = _read_members if set(_MEMBERS) <= answer.keys() else _read_ties
    found = read(store, query, choice, answer)
    ties = choice.crossing(store, found.ties)
    if choice.least:
        ties = ties.at_least(choice.least)
    about = _about(store, query, values, choice, ties, found)
    return Projected(ties.sorted(), found.modes, found.mode, about)


def sparse(store: TripleStore, projected: Projected) -> SparseNetwork:
    """The arrays of a projection that has been read; see ``project_sparse``."""
    ties, used, place = _compact(projected)
    nodes = tuple(ties.nodes[index] for index in used)
    lookup = Lookup.read(store, nodes)
    other = ties.tails != ties.heads
    tails, heads, weights = place[ties.tails[other]], place[ties.heads[other]], ties.weights[other]
    strength = symmetric(len(nodes), *summed(len(nodes), tails, heads, weights))
    attributes = {node: projected.node(int(index), lookup) for node, index in zip(nodes, used, strict=True)}
    return SparseNetwork(nodes, strength, dict(projected.about), attributes)


def _multigraph(store: TripleStore, projected: Projected) -> MultiGraph:
    ties, used, _ = _compact(projected)
    tied = np.unique(ties.partnership).tolist()
    lookup = Lookup.read(store, [ties.nodes[index] for index in used], [ties.partnerships[index] for index in tied])
    graph: MultiGraph = nx.MultiGraph(**projected.about)
    graph.add_nodes_from((ties.nodes[index], projected.node(int(index), lookup)) for index in used)
    _add_edges(graph, ties, {number: {**lookup.edge(ties.partnerships[number]), "weight": 0.0} for number in tied})
    return graph


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


def _compact(projected: Projected) -> tuple[TieTable, Any, Any]:
    """The ties, the places of the nodes that are tied, and where among those each node is."""
    ties = projected.ties
    used = np.unique(np.concatenate([ties.tails, ties.heads]))
    place = np.zeros(len(ties.nodes), dtype=np.int64)
    place[used] = np.arange(len(used))
    return ties, used, place


@dataclass(frozen=True)
class _Found:
    """What a projection's answer says, before boundaries and least weights."""

    ties: TieTable
    modes: tuple[str, ...]
    mode: Any
    without_weight: int
    #: Partnership and node of each entry that stands for a party, and the party; of the first form only.
    standing: tuple[Any, Any, Any] | None


def _read_members(store: TripleStore, query: QueryFile, choice: Choice, answer: Mapping[str, list[str]]) -> _Found:
    _require(query, answer, ("partnership", "node"))
    partnerships, (partnership,) = encode(answer["partnership"])
    nodes, (node,) = encode(answer["node"])
    numbers: dict[str, int] = {"": -1}
    party = np.array([numbers.setdefault(token, len(numbers)) for token in answer["party"]], dtype=np.int64)
    modes, mode = _modes(query, answer.get("mode"))
    node_mode = _node_modes(query, nodes, node, mode)
    chosen = choice.chosen(store, partnerships)
    factor = choice.factor(store, partnerships)
    keep = (chosen & (factor > 0))[partnership] if len(partnership) else np.zeros(0, dtype=bool)
    members = Members(
        nodes, partnerships, node[keep], partnership[keep], party[keep], None if mode is None else mode[keep]
    )
    nested = _nested(store, nodes) if mode is None else None
    ties = join(members, factor, shared=bool(choice.weight.header.get("shared")), nested=nested)
    without = int(np.count_nonzero(chosen & (factor == 0)))
    return _Found(ties, modes, node_mode, without, (partnership, node, party))


def _read_ties(store: TripleStore, query: QueryFile, choice: Choice, answer: Mapping[str, list[str]]) -> _Found:
    _require(query, answer, _COLUMNS)
    nodes, (source, target) = encode(answer["source"], answer["target"])
    partnerships, (partnership,) = encode(answer["partnership"])
    weight = np.array([_weight(query, value(token)) for token in answer["weight"]], dtype=np.float64)
    names, mode = _modes_of_ends(query, answer)
    node_mode = _node_modes(query, nodes, np.concatenate([source, target]), mode)
    rows = np.unique(np.column_stack([source, target, partnership, weight.view(np.int64)]), axis=0)
    source, target, partnership = (rows[:, index].astype(np.int32) for index in range(3))
    chosen = choice.chosen(store, partnerships)
    factor = choice.factor(store, partnerships)
    own = rows[:, 3].copy().view(np.float64) if choice.weight.header.get("shared") else np.ones(len(rows))
    ties = TieTable(nodes, partnerships, source, target, partnership, own * factor[partnership])
    keep = (chosen & (factor > 0))[partnership] if len(rows) else np.zeros(0, dtype=bool)
    return _Found(ties.take(keep), names, node_mode, int(np.count_nonzero(chosen & (factor == 0))), None)


def _require(query: QueryFile, answer: Mapping[str, list[str]], names: Sequence[str]) -> None:
    missing = [name for name in names if name not in answer or "" in answer[name]]
    if missing:
        raise QueryError(
            f"The projection {query.name} returns a row without ?{missing[0]}. Each row needs "
            f"{', '.join('?' + name for name in _COLUMNS)}, or else {', '.join('?' + name for name in _MEMBERS)}."
        )


def _weight(query: QueryFile, text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not LEAST <= weight <= MOST:
        raise QueryError(
            f"The projection {query.name} returns the weight {text!r}. "
            f"Weights must be numbers above zero, from {LEAST:g} to {MOST:g}."
        )
    return weight


def _modes(query: QueryFile, column: Sequence[str] | None) -> tuple[tuple[str, ...], Any]:
    """The names of the modes, and the mode of each entry."""
    if column is None:
        return (), None
    names = tuple(map(str, query.header.get("modes") or sorted({value(token) for token in column})))
    found = np.array([names.index(value(token)) if value(token) in names else 2 for token in column], dtype=np.int64)
    if len(names) > 2 or (found > 1).any():
        told = ", ".join(sorted({value(token) or "none" for token in column} - set(names))) or ", ".join(names)
        raise QueryError(
            f"The projection {query.name} returns the mode {told}. "
            "Name its two modes in the header: `#: modes: [a, b]`."
        )
    return names, found


def _modes_of_ends(query: QueryFile, answer: Mapping[str, list[str]]) -> tuple[tuple[str, ...], Any]:
    """The same for ties: modes of all sources, then of all targets."""
    rows = len(answer["source"])
    ends = [[value(token) for token in answer.get(name, [""] * rows)] for name in _MODES]
    names = tuple(min(end, default="") for end in ends)
    if any(set(end) - {name} for end, name in zip(ends, names, strict=True)):
        raise QueryError(f"The projection {query.name} returns several modes of one end. Return one for each end.")
    if not any(names):
        return names if set(_MODES) <= query.columns.keys() else (), None
    return names, np.repeat([0, 1], rows)


def _node_modes(query: QueryFile, nodes: Sequence[str], node: Any, mode: Any) -> Any:
    """The mode of each node; one that has both is refused."""
    if mode is None:
        return None
    found = np.full(len(nodes), 2, dtype=np.int8)
    found[node] = mode
    wrong = np.flatnonzero(found[node] != mode)
    if len(wrong):
        iri = nodes[min(node[wrong])]
        raise QueryError(f"The projection {query.name} returns {iri} both as a source and as a target mode.")
    return found


def _nested(store: TripleStore, nodes: Sequence[str]) -> Any:
    """Pairs of regions of which one lies in the other, at another level: they are no two places."""
    found = columns(store, "nested")
    pairs = np.column_stack([places(found["inner"], nodes), places(found["outer"], nodes)])
    return pairs[(pairs >= 0).all(axis=1)]


def _about(
    store: TripleStore, query: QueryFile, values: Mapping[str, str], choice: Choice, ties: TieTable, found: _Found
) -> dict[str, Any]:
    """The attributes of the network itself."""
    defaults = {name: parameter.default for name, parameter in query.parameters.items() if parameter.default}
    counts = columns(store, "counts")
    everything = [token[1:-1] for token in counts["partnership"]]
    parties = dict(zip(everything, map(int, counts["parties"]), strict=True))
    filtered = int(np.count_nonzero(~choice.chosen(store, everything))) if choice.filters else 0
    tied = [ties.partnerships[index] for index in np.unique(ties.partnership)]
    # A query of one's own may tie by what the graph does not call a partnership.
    known = sum(partnership in parties for partnership in tied)
    return {
        "projection": query.name,
        "title_en": query.title.en,
        "title_zh": query.title.zh,
        "params": dict(sorted({**defaults, **values}.items())),
        "bipartite": bool(found.modes),
        "partnerships": len(everything),
        "filtered_out": filtered,
        "without_weight": found.without_weight,
        "left_out": len(everything) - filtered - found.without_weight - known,
        "parties_left_out": _parties_left_out(store, ties, found, sum(parties.get(item, 0) for item in tied)),
    }


def _parties_left_out(store: TripleStore, ties: TieTable, found: _Found, parties: int) -> int:
    """How many pairs of a tied partnership and a party of it have no node that could stand for the party."""
    if found.standing is None:
        return _parties_without_node(store, ties)
    partnership, node, party = found.standing
    size = np.int64(max(len(ties.nodes), 1))
    ends = np.unique(np.concatenate([ties.partnership * size + ties.tails, ties.partnership * size + ties.heads]))
    standing = np.isin(partnership * size + node, ends) & (party >= 0)
    many = int(party.max(initial=0)) + 1
    return parties - len(np.unique(partnership[standing] * many + party[standing]))


def _parties_without_node(store: TripleStore, ties: TieTable) -> int:
    """The same where the query says no more than the ties: a node stands for what it is or what lies in it."""
    nodes: defaultdict[str, set[str]] = defaultdict(set)
    for source, target, number in zip(ties.tails, ties.heads, ties.partnership, strict=True):
        nodes[f"<{ties.partnerships[number]}>"].update((f"<{ties.nodes[source]}>", f"<{ties.nodes[target]}>"))
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for partnership, party, region in zip(*columns(store, "parties").values(), strict=True):
        if partnership in nodes:
            found[partnership, party].update((party, region))
    return sum(nodes[partnership].isdisjoint(places) for (partnership, _), places in found.items())


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(map(_text, sorted(value, key=str) if isinstance(value, (set, frozenset)) else value))
    return str(value).lower() if isinstance(value, bool) else str(value)
