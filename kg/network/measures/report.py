"""The measures of a network as a table of results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.network.forms.sparse import network_of
from kg.network.measures.register import MEASURES, measure, remarks
from kg.results.report import Column, Named, Report

if TYPE_CHECKING:
    from kg.network.forms.sparse import Network


def measure_report(network: Network, names: Iterable[str] | None = None) -> Report:
    """Every node with its measures, the strongest first, and what must be known of the network.

    Args:
        network: a projection, the simple graph made from one, or its arrays.
        names: the measures' names; all of them if ``None``. Of all, some have no room on a terminal.

    Raises:
        UsageError: if a name is not that of a measure, or the graph is directed.

    >>> import networkx as nx
    >>> measure_report(nx.path_graph(2), ["degree"]).records()[0]
    {'node': 0, 'label_en': '0', 'label_zh': '0', 'degree': 1}
    """
    arrays = network_of(network)  # once: it keeps what is estimated
    chosen = list(MEASURES) if names is None else list(dict.fromkeys(names))
    rows = measure(arrays, chosen)
    columns = [
        Column(name, MEASURES[name].title_en, MEASURES[name].title_zh, names is not None or MEASURES[name].brief)
        for name in chosen
    ]
    return Report(
        (Column("node", "Node", "节点"), *columns),
        tuple((Named(row.node, row.label_en, row.label_zh), *row.values.values()) for row in rows),
        tuple(remarks(arrays, chosen)),
    )
