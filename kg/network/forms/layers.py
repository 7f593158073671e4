"""A network in layers by sector, kind or stage, and in slices by year; knows no RDF.

A layer or slice is a network like the one it is taken from: the same attributes, and as nodes those
that it ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph

#: By what a network can be layered: attributes of its ties.
LAYERS = ("sector", "kind", "stage")

#: The layer of ties whose partnership has none.
NO_LAYER = "none"

Edge = tuple[Any, Any, Any, dict[str, Any]]


def layers(graph: MultiGraph, by: str = "sector") -> dict[str, MultiGraph]:
    """One network a sector, kind or stage of partnership: a multiplex network.

    Args:
        graph: a projection.
        by: one of ``LAYERS``.

    Returns:
        layer to network, sorted. Every tie is in one layer; that of a partnership in s sectors is in s
        layers with 1/s of its weight in each, so that the layers' weights add up to the network's. What has
        no sector, kind or stage is in the layer ``none``.

    Raises:
        UsageError: if ``by`` is none of them.
    """
    found = layered(graph, by)
    names = sorted({data["layer"] for _, _, data in found.edges(data=True)})
    edges = list(found.edges(keys=True, data=True))
    return {
        name: _part(graph, (edge for edge in edges if edge[3]["layer"] == name), layer=name, layered_by=by)
        for name in names
    }


def layered(graph: MultiGraph, by: str = "sector") -> MultiGraph:
    """The layers as one network, whose ties have ``layer``; a tie's key is the partnership's IRI and the layer.

    Args:
        graph: as in ``layers``.
        by: as in ``layers``.

    Raises:
        UsageError: as ``layers`` does.

    >>> several = nx.MultiGraph()
    >>> _ = several.add_edge("a", "b", "p", partnership="p", sector="health;port", weight=1.0)
    >>> [(key, data["layer"], data["weight"]) for _, _, key, data in layered(several).edges(keys=True, data=True)]
    [('p health', 'health', 0.5), ('p port', 'port', 0.5)]
    """
    if by not in LAYERS:
        raise UsageError(
            Text(
                f"A network has no layers by {by!r}. Use one of: {', '.join(LAYERS)}.",
                f"网络没有按“{by}”的层。请用其中之一：{', '.join(LAYERS)}。",
            )
        )
    made: MultiGraph = _kind(graph)(**graph.graph, layered_by=by)
    made.add_nodes_from(graph.nodes(data=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        names = [name for name in str(data.get(by, "")).split(";") if name] or [NO_LAYER]
        weight = float(data.get("weight", 1.0)) / len(names)
        for name in names:
            made.add_edge(source, target, f"{key} {name}", **{**data, "layer": name, "weight": weight})
    return made


def slices(graph: MultiGraph, *, cumulative: bool = True, ended: bool = False) -> dict[str, MultiGraph]:
    """One network a year, by the day of the first claim about each partnership (``since``).

    Args:
        graph: a projection, with the partnerships that have ended, since in earlier years they had not.
        cumulative: whether a year has what was there before too, or only what is first spoken of in it.
        ended: whether a year keeps what had ended by its last day.

    Returns:
        year to network, one for each year from the first to the last; ``undated`` among a network's attributes
        says how many partnerships are in none, as no claim about them has a day, and ``ended_left_out`` how many
        had ended by the last day of its year.

    >>> several = nx.MultiGraph()
    >>> _ = several.add_edge("a", "b", "p", partnership="p", since="2015-03-01")
    >>> _ = several.add_edge("b", "c", "q", partnership="q", since="2017-01-01")
    >>> {year: part.number_of_edges() for year, part in slices(several).items()}
    {'2015': 1, '2016': 1, '2017': 2}
    """
    edges = list(graph.edges(keys=True, data=True))
    undated = len({data.get("partnership", key) for _, _, key, data in edges if not data.get("since")})
    dated = {int(data["since"][:4]) for *_, data in edges if data.get("since")}
    ends = {int(data["ended"][:4]) for *_, data in edges if data.get("ended")} if cumulative and not ended else set()
    years = range(min(dated), max(dated | ends) + 1) if dated else range(0)
    return {f"{year:04d}": _slice(graph, edges, year, cumulative, ended, undated) for year in years}


def _slice(
    graph: MultiGraph, edges: Iterable[Edge], year: int, cumulative: bool, ended: bool, undated: int
) -> MultiGraph:
    """What the edges of a network are in a year."""
    inside = list(filter(_in_year(year, cumulative), edges))
    living = inside if ended else [edge for edge in inside if not _over(edge[3], f"{year:04d}-12-31")]
    left_out = {edge[3].get("partnership", edge[2]) for edge in inside}
    left_out -= {edge[3].get("partnership", edge[2]) for edge in living}
    about: dict[str, Any] = {"slice": f"{year:04d}", "undated": undated, "ended_left_out": len(left_out)}
    if not ended and "params" in graph.graph:  # it was asked for here, and not by who asks for slices
        about["params"] = {name: told for name, told in graph.graph["params"].items() if name != "ended"}
    return _part(graph, living, **about)


def _over(data: Mapping[str, Any], day: str) -> bool:
    """Whether the partnership of a tie had ended by a day and had not gone on."""
    if data.get("ended") and str(data["ended"]) <= day:
        return True
    gaps = (gap.split("/") for gap in str(data.get("interrupted") or "").split(";") if gap)
    return any(start <= day < stop for start, stop in gaps)


def _in_year(year: int, cumulative: bool) -> Callable[[Edge], bool]:
    def inside(edge: Edge) -> bool:
        since = str(edge[3].get("since") or "")
        return bool(since) and (int(since[:4]) <= year if cumulative else int(since[:4]) == year)

    return inside


def _kind(graph: MultiGraph) -> Any:
    """The class of a multigraph with or without directions, as the graph's are."""
    return nx.MultiDiGraph if graph.is_directed() else nx.MultiGraph


def _part(graph: MultiGraph, edges: Iterable[Edge], **about: Any) -> MultiGraph:
    """Some edges of a network, with the nodes that they tie, in the network's order."""
    kept = list(edges)
    ends: Mapping[Any, None] = dict.fromkeys(end for edge in kept for end in edge[:2])
    made: MultiGraph = _kind(graph)(**{**graph.graph, **about})
    made.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
    for source, target, key, data in kept:
        made.add_edge(source, target, key, **data)
    return made
