"""A network in layers, one a sector or kind of partnership: who is active in many, and which layers overlap.

A partnership of several sectors is a tie in each of their layers, with its weight spread evenly, so
that the layers' strengths add up to that of the network.

Source: Battiston, Nicosia & Latora (2014), Structural measures for multiplex networks, Phys. Rev. E
89, 032804.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.network.forms.graphs import measurable, node_order
from kg.network.forms.labels import NODE, named
from kg.network.forms.layers import NO_LAYER, layered
from kg.network.forms.partition import ratio
from kg.results.numbers import rounded
from kg.results.report import Column, Named, Report
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.graphs import MultiGraph

    Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Multiplex:
    """A network in layers.

    Attributes:
        nodes: all nodes, sorted.
        layers: layer to its ties, each a sorted pair of nodes to its summed weight; sorted by name.
        without_layer: how many ties (a partnership of a pair each) name no layer; they are in none.
    """

    nodes: tuple[Any, ...]
    layers: Mapping[str, Mapping[Pair, float]]
    without_layer: int


@dataclass(frozen=True, slots=True)
class Activity:
    """How a node spreads over the layers.

    Attributes:
        node: the node.
        degrees: layer to how many partners it has there; only layers where it has some.
        overlapping: the sum of those, its overlapping degree.
        participation: 0 if all its ties are in one layer, 1 if they are spread evenly over all;
            ``None`` without ties, or where the network has fewer than two layers.
        main: the layer where it has most partners; of several, the first by name.
    """

    node: Any
    degrees: Mapping[str, int]
    overlapping: int
    participation: float | None
    main: str | None


def multiplex(graph: MultiGraph, by: str = "sector") -> Multiplex:
    """The layers of a network.

    Args:
        graph: a projection: an undirected multigraph, one edge a tie, with ``weight`` (1 where missing).
        by: one of ``kg.network.forms.layers.LAYERS``.

    Raises:
        UsageError: if the graph is directed, a weight is not a finite number above zero, or there are no
            such layers.

    >>> import networkx as nx
    >>> both = nx.MultiGraph([("a", "b", {"sector": "health;port"}), ("b", "c", {"sector": "port"})])
    >>> {layer: len(ties) for layer, ties in multiplex(both).layers.items()}
    {'health': 1, 'port': 2}
    """
    measurable(graph)  # refuses what is no network of ties
    ties: defaultdict[str, defaultdict[Pair, list[float]]] = defaultdict(lambda: defaultdict(list))
    without = 0
    for a, b, data in layered(graph, by).edges(data=True):
        if a != b and data["layer"] == NO_LAYER:
            without += 1
        elif a != b:
            pair = (a, b) if node_order(a) <= node_order(b) else (b, a)
            ties[data["layer"]][pair].append(data["weight"])
    layers = {name: {pair: sum(sorted(ties[name][pair])) for pair in _sorted(ties[name])} for name in sorted(ties)}
    return Multiplex(tuple(sorted(graph, key=node_order)), layers, without)


def activity(network: Multiplex) -> list[Activity]:
    """Overlapping degree and participation coefficient of every node, in the order of the nodes.

    P = M/(M-1) (1 - sum over layers of (k_l / o)²), with M layers, k_l the node's partners in layer l
    and o their sum.

    >>> import networkx as nx
    >>> both = nx.MultiGraph([("a", "b", {"sector": "health"}), ("b", "c", {"sector": "port"})])
    >>> [(row.node, row.participation) for row in activity(multiplex(both))]
    [('a', 0.0), ('b', 1.0), ('c', 0.0)]
    """
    degrees: dict[Any, dict[str, int]] = {node: {} for node in network.nodes}
    for name, ties in network.layers.items():
        for pair in ties:
            for node in pair:
                degrees[node][name] = degrees[node].get(name, 0) + 1
    return [_activity(node, degrees[node], len(network.layers)) for node in network.nodes]


def _activity(node: Any, degrees: dict[str, int], layers: int) -> Activity:
    overlapping = sum(degrees.values())
    if not overlapping:
        return Activity(node, {}, 0, None, None)
    concentration = sum(degree**2 for degree in degrees.values()) / overlapping**2
    spread = layers / (layers - 1) * (1 - concentration) if layers > 1 else None
    return Activity(node, degrees, overlapping, spread, min(degrees, key=lambda name: (-degrees[name], name)))


def edge_overlap(network: Multiplex) -> dict[Pair, int]:
    """Tied pair to the number of layers in which it is tied; pairs sorted.

    >>> import networkx as nx
    >>> edge_overlap(multiplex(nx.MultiGraph([("a", "b", {"sector": "health;port"})])))
    {('a', 'b'): 2}
    """
    found: defaultdict[Pair, int] = defaultdict(int)
    for ties in network.layers.values():
        for pair in ties:
            found[pair] += 1
    return {pair: found[pair] for pair in _sorted(found)}


def layer_overlap(network: Multiplex) -> dict[tuple[str, str], float | None]:
    """For each ordered pair of layers, what share of the pairs tied in the first are tied in the second too.

    >>> import networkx as nx
    >>> both = nx.MultiGraph([("a", "b", {"sector": "health;port"}), ("b", "c", {"sector": "port"})])
    >>> layer_overlap(multiplex(both))[("port", "health")]
    0.5
    """
    return {
        (first, second): ratio(len(network.layers[first].keys() & network.layers[second].keys()), len(ties))
        for first, ties in network.layers.items()
        for second in network.layers
    }


def _sorted(pairs: Mapping[Pair, Any]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (node_order(pair[0]), node_order(pair[1])))


def multiplex_report(graph: MultiGraph, by: str, names: Mapping[str, Text]) -> Report:
    """How each node spreads over the layers of the network.

    Args:
        graph: a projection.
        by: one of ``kg.network.forms.layers.LAYERS``.
        names: layer to its names; one without is called by its code.
    """
    found = multiplex(graph, by)
    rows = sorted(activity(found), key=lambda row: -row.overlapping)
    columns = (
        NODE,
        Column("layers", Text("Layers", "涉及层数")),
        Column("overlapping_degree", Text("Overlapping degree", "重叠度")),
        Column("participation", Text("Participation coefficient", "参与系数")),
        Column("main", Text("Main layer", "主要层")),
    )
    overlap = edge_overlap(found)
    about = {
        "layers": {name: len(ties) for name, ties in found.layers.items()},
        "without_layer": found.without_layer,
        "mean_edge_overlap": rounded(sum(overlap.values()) / len(overlap)) if overlap else None,
        "layer_overlap": [
            {"layer": first, "other": second, "share": rounded(share)}
            for (first, second), share in layer_overlap(found).items()
            if first != second
        ],
    }
    return Report(
        columns,
        tuple(
            (
                named(graph.nodes, row.node),
                len(row.degrees),
                row.overlapping,
                row.participation,
                None if row.main is None else Named(row.main, names.get(row.main, Text(row.main, row.main))),
            )
            for row in rows
        ),
        tuple(_layer_remarks(found)),
        about,
        found,
    )


def _layer_remarks(found: Multiplex) -> Iterator[Text]:
    if found.without_layer:
        yield Text(
            f"{found.without_layer} ties name no layer and are in none.",
            f"有 {found.without_layer} 条联系未注明所属的层，未计入。",
        )
    if len(found.layers) < 2:
        yield Text(
            "There are fewer than two layers: a participation coefficient is not defined.",
            "不足两层：参与系数无定义。",
        )
