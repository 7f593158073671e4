"""Dependence on a single counterpart, by hand."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.network.analyses.dependence import Dependence, dependence
from kg.network.forms.sparse import SparseNetwork


def test_by_hand() -> None:
    """Hub h has ties of 2, 1 and 1: shares 1/2, 1/4, 1/4, so HHI 3/8, and (3/8 - 1/3) / (2/3) = 1/16."""
    graph = nx.Graph()
    for other, strength in (("a", 1.0), ("b", 2.0), ("c", 1.0)):
        graph.add_edge("h", other, strength=strength)
    graph.add_node("alone")
    rows = {row.node: row for row in dependence(graph)}
    hub = rows["h"]
    assert (hub.partners, hub.strength, hub.largest, hub.share, hub.equals) == (3, 4.0, "b", 0.5, 0)
    assert hub.hhi == pytest.approx(3 / 8)
    assert hub.normalised == pytest.approx(1 / 16)
    assert hub.effective == pytest.approx(8 / 3)
    assert rows["a"] == Dependence("a", 1, 1.0, 1.0, None, 1.0, "h", 1.0, 0)
    assert rows["alone"] == Dependence("alone", 0, 0.0)
    assert dependence(SparseNetwork.of(graph)) == dependence(graph)


def test_equal_counterparts() -> None:
    """Sums that differ in their last digit only are equal: 0.1 three times, and 0.3."""
    graph = nx.MultiGraph()
    for key in range(3):
        graph.add_edge("h", "b", key, weight=0.1)
    graph.add_edge("h", "a", weight=0.3)
    hub = dependence(graph)[2]
    assert (hub.node, hub.equals) == ("h", 1)
    assert hub.normalised == pytest.approx(0)


@pytest.mark.parametrize("size", [0, 1, 4])
def test_without_ties(size: int) -> None:
    assert dependence(nx.empty_graph(size)) == [Dependence(node, 0, 0.0) for node in range(size)]
