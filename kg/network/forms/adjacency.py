"""The ties of a networkx graph as arrays, read in one pass over its dictionaries.

networkx's own ways to a matrix make a Python object or two a tie; on large graphs they take longer than most
measures do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.network.forms.ties import LEAST, MOST, node_order, positive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.ties import Graph

    Places = NDArray[np.int64]
    Floats = NDArray[np.float64]


def in_order(graph: Graph) -> list[Any]:
    """The nodes, sorted; those of one type by themselves."""
    nodes = list(graph)
    # A key for each node takes ten times as long as the comparison that it serves.
    return sorted(nodes) if len({type(node) for node in nodes}) == 1 else sorted(nodes, key=node_order)


def entries(graph: Graph, nodes: Sequence[Any]) -> tuple[Places, Places, list[Any]]:
    """Every tie of two different nodes, once: its ends as places in ``nodes``, the smaller first, and its attributes.

    Args:
        graph: an undirected graph; the parallel edges of a multigraph are ties of their own.
        nodes: its nodes.

    >>> tails, heads, data = entries(nx.path_graph(3), [0, 1, 2])
    >>> tails.tolist(), heads.tolist(), data
    ([0, 1], [1, 2], [{}, {}])
    """
    place = {node: index for index, node in enumerate(nodes)}
    tails = np.array([place[node] for node in graph], dtype=np.int64)
    partners = [found for _, found in graph.adjacency()]
    tails = np.repeat(tails, [len(found) for found in partners])
    heads = np.array([place[node] for found in partners for node in found], dtype=np.int64)
    chosen = tails < heads  # each tie stands at both of its ends
    found = [told for place, told in zip(chosen.tolist(), _told(partners), strict=True) if place]
    tails, heads = tails[chosen], heads[chosen]
    if not isinstance(graph, nx.MultiGraph):
        return tails, heads, found
    many = [len(keyed) for keyed in found]
    return np.repeat(tails, many), np.repeat(heads, many), [data for keyed in found for data in keyed.values()]


def numbers(data: Sequence[dict[str, Any]], name: str, otherwise: float) -> Floats:
    """An attribute of every tie, as numbers above zero.

    Args:
        data: the ties' attributes.
        name: the attribute.
        otherwise: what it is where it is missing; not a number, if that is to be seen.

    Raises:
        UsageError: as ``positive`` does.
    """
    values = [told.get(name, otherwise) for told in data]
    try:
        found = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        found = np.array([positive(value) for value in values])
    for place in np.flatnonzero(~((found >= LEAST) & (found <= MOST))).tolist():
        if name in data[place]:
            positive(values[place])
    return found


def _told(partners: Sequence[Any]) -> list[Any]:
    return [told for found in partners for told in found.values()]
