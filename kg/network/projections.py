"""From the RDF graph to a network: what counts as a node and as a tie is declared in a query file.

A projection is a SELECT in ``ontology/projections/`` that returns ``?source ?target ?partnership
?weight``. With ``?sourceType`` and ``?targetType`` as well it has two modes: sources are the nodes
of mode 0, targets those of mode 1. Everything else about nodes and ties is looked up here, the same
way for every projection, so a new projection is one new file.
"""

from __future__ import annotations

import difflib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from kg import assets
from kg.errors import QueryError, UsageError
from kg.graph.queryfile import QueryFile
from kg.graph.store import Row, TripleStore
from kg.network.ties import simple

if TYPE_CHECKING:
    from kg.network.ties import MultiGraph

__all__ = ["list_projections", "load_projection", "project", "simple"]

_COLUMNS = ("source", "target", "partnership", "weight")
_MODES = ("sourceType", "targetType")


def list_projections() -> list[QueryFile]:
    """The bundled projections, sorted by name."""
    return [QueryFile.load(path) for path in assets.ontology_files("projections", ".rq")]


def load_projection(name: str | Path) -> QueryFile:
    """A projection by its name, or by the path of a file of one's own.

    Raises:
        UsageError: if no bundled projection has the name.
        SourceError: if the file cannot be read, or its header is not as it should be.
    """
    if isinstance(name, Path) or name.endswith(".rq"):
        return QueryFile.load(Path(name))
    paths = {path.stem: path for path in assets.ontology_files("projections", ".rq")}
    if name not in paths:
        near = difflib.get_close_matches(name, paths, n=1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise UsageError(
            f"There is no projection {name!r}. {hint}Use one of: {', '.join(paths)}; or a file ending in .rq."
        )
    return QueryFile.load(paths[name])


def project(store: TripleStore, name: str | Path, **params: Any) -> MultiGraph:
    """The network that a projection makes of the graph.

    Args:
        store: the graph, with its code lists and its derived triples.
        name: a bundled projection's name, or the path of a projection of one's own.
        params: the projection's parameters, e.g. ``level="city"``, ``coarser=True``.

    Returns:
        nodes are IRIs as text, with ``label_en``, ``label_zh``, ``kind``, where known ``latitude``
        and ``longitude``, and in a network of two modes ``bipartite`` (0 or 1) and ``mode``. There
        is one edge for each pair and partnership; its key is the partnership's IRI, and it has
        ``partnership``, ``kind``, ``sector`` (codes joined by ``;``), ``stage``, ``date`` (of the
        current stage), ``label_en``, ``label_zh`` and ``weight``. Of the graph itself:
        ``projection``, ``title_en``, ``title_zh``, ``params``, ``bipartite``, ``partnerships`` (how
        many the data has), ``left_out`` (how many of them tie nothing here) and ``parties_left_out``:
        how often, in the partnerships that do tie something, a party is left out, as neither itself
        nor a region that it is in is a node there; a party of two such partnerships counts twice.
        Nodes and edges are sorted.

    Raises:
        UsageError: if the projection or a parameter is unknown, or a parameter's value is wrong.
        QueryError: if a projection of one's own does not return what a projection must.
    """
    query = load_projection(name)
    values = {key: _text(value) for key, value in params.items() if value is not None}
    ties = sorted({_tie(query, row) for row in query.run(store, values)})
    lookup = _Lookup.read(store)
    graph: MultiGraph = nx.MultiGraph(**_about(query, values, ties, lookup))
    graph.add_nodes_from((iri, lookup.node(iri) | mode) for iri, mode in _nodes(query, ties))
    for tie in ties:
        graph.add_edge(tie.source, tie.target, tie.partnership, **lookup.edge(tie.partnership), weight=tie.weight)
    return graph


class _Tie(NamedTuple):
    source: str
    target: str
    partnership: str
    weight: float
    source_mode: str = ""
    target_mode: str = ""


def _tie(query: QueryFile, row: Row) -> _Tie:
    missing = [name for name in _COLUMNS if row.get(name) is None]
    if missing:
        raise QueryError(
            f"The projection {query.name} returns a row without ?{missing[0]}. Each row needs "
            f"{', '.join('?' + name for name in _COLUMNS)}."
        )
    source, target, partnership, weight = (_value(row[name]) for name in _COLUMNS)
    modes = (_value(row.get(name)) for name in _MODES)
    return _Tie(source, target, partnership, _weight(query, weight), *modes)


def _weight(query: QueryFile, text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise QueryError(
            f"The projection {query.name} returns the weight {text!r}. Weights must be numbers above zero."
        )
    return weight


def _nodes(query: QueryFile, ties: Iterable[_Tie]) -> list[tuple[str, dict[str, Any]]]:
    """Nodes with their modes, sorted; a node of both modes is refused."""
    modes: dict[str, dict[str, Any]] = {}
    for tie in ties:
        for iri, index, mode in ((tie.source, 0, tie.source_mode), (tie.target, 1, tie.target_mode)):
            told = {"bipartite": index, "mode": mode} if mode else {}
            if modes.setdefault(iri, told) != told:
                raise QueryError(f"The projection {query.name} returns {iri} both as a source and as a target mode.")
    return sorted(modes.items(), key=lambda item: item[0])


def _about(query: QueryFile, values: Mapping[str, str], ties: list[_Tie], lookup: _Lookup) -> dict[str, Any]:
    """The attributes of the graph itself."""
    defaults = {name: parameter.default for name, parameter in query.parameters.items() if parameter.default}
    tied = {tie.partnership for tie in ties}
    return {
        "projection": query.name,
        "title_en": query.title.en,
        "title_zh": query.title.zh,
        "params": dict(sorted({**defaults, **values}.items())),
        "bipartite": set(_MODES) <= query.columns.keys() or any(tie.source_mode for tie in ties),
        "partnerships": len(lookup.stages),
        "left_out": len(lookup.stages.keys() - tied),
        "parties_left_out": _parties_left_out(ties, lookup),
    }


def _parties_left_out(ties: Iterable[_Tie], lookup: _Lookup) -> int:
    """How many pairs of a partnership and a party of it have no node that could stand for the party."""
    nodes: defaultdict[str, set[str]] = defaultdict(set)
    for tie in ties:
        nodes[tie.partnership].update((tie.source, tie.target))
    return sum(
        nodes[partnership].isdisjoint(places)
        for (partnership, _), places in lookup.parties.items()
        if partnership in nodes
    )


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What is known of nodes and partnerships, by IRI; read with one SELECT a topic."""

    names: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    places: Mapping[str, dict[str, float]]
    stages: Mapping[str, tuple[str, str]]
    sectors: Mapping[str, str]
    parties: Mapping[tuple[str, str], set[str]]

    @classmethod
    def read(cls, store: TripleStore) -> _Lookup:
        return cls(_names(store), _kinds(store), _places(store), _stages(store), _sectors(store), _parties(store))

    def node(self, iri: str) -> dict[str, Any]:
        return {**self._labels(iri), "kind": self.kinds.get(iri, ""), **self.places.get(iri, {})}

    def edge(self, partnership: str) -> dict[str, Any]:
        stage, date = self.stages.get(partnership, ("", ""))
        return {
            "partnership": partnership,
            "kind": self.kinds.get(partnership, ""),
            "sector": self.sectors.get(partnership, ""),
            "stage": stage,
            "date": date,
            **self._labels(partnership),
        }

    def _labels(self, iri: str) -> dict[str, str]:
        # A name in the other language is better than none, and the end of the IRI better than nothing.
        names = self.names.get(iri, {})
        spare = names.get("en") or names.get("zh") or names.get("") or _local_name(iri)
        return {"label_en": names.get("en", spare), "label_zh": names.get("zh", spare)}


def _names(store: TripleStore) -> dict[str, dict[str, str]]:
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in _records(store, "names"):
        language = getattr(row["name"], "language", None) or ""
        name = _value(row["name"])
        thing = names[_value(row["thing"])]
        # Of two names in one language, which SHACL reports, the same one is taken every time.
        thing[language] = min(thing.get(language, name), name)
    return names


def _kinds(store: TripleStore) -> dict[str, str]:
    """Thing to the local name of its narrowest class: one that is above none of its others."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for row in _records(store, "superclasses"):
        above[_value(row["class"])].add(_value(row["above"]))
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for row in _records(store, "classes"):
        classes[_value(row["thing"])].add(_value(row["class"]))
    members = Counter(name for names in classes.values() for name in names)

    def breadth(names: set[str], name: str) -> tuple[bool, int, str]:
        # Where the ontology is not loaded, the class with the fewest members is the best guess.
        return any(name in above[other] for other in names - {name}), members[name], name

    return {thing: _local_name(min(names, key=lambda name: breadth(names, name))) for thing, names in classes.items()}


def _places(store: TripleStore) -> dict[str, dict[str, float]]:
    rows = sorted(
        (_value(row["thing"]), _value(row["latitude"]), _value(row["longitude"])) for row in _records(store, "places")
    )
    return {thing: {"latitude": float(north), "longitude": float(east)} for thing, north, east in rows}


def _stages(store: TripleStore) -> dict[str, tuple[str, str]]:
    """Every partnership to its current stage and that stage's date; the later one where two are current."""
    names = ("partnership", "date", "stage")
    rows = sorted(tuple(_value(row[name]) for name in names) for row in _records(store, "partnerships"))
    return {partnership: (stage, date) for partnership, date, stage in rows}


def _sectors(store: TripleStore) -> dict[str, str]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for row in _records(store, "sectors"):
        codes[_value(row["partnership"])].add(_value(row["sector"]))
    return {partnership: ";".join(sorted(found)) for partnership, found in codes.items()}


def _parties(store: TripleStore) -> dict[tuple[str, str], set[str]]:
    """Partnership and party to what could stand for the party: itself, and every region that it is in."""
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _records(store, "parties"):
        partnership, party = _value(row["partnership"]), _value(row["party"])
        places[partnership, party].update((party, _value(row.get("region"))))
    return dict(places)


def _records(store: TripleStore, topic: str) -> list[Row]:
    return QueryFile.load(assets.ontology_folder() / "records" / f"network-{topic}.rq").run(store)


def _value(term: Any) -> str:
    """The text of a term, without its datatype or language; empty where a variable is unbound."""
    return "" if term is None else str(term.value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
