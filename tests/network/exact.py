"""Betweenness without rounding: networkx on lengths that are fractions, so that equal paths are equal."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import networkx as nx


def fraction(strength: float) -> Fraction:
    """The fraction of small numbers that a strength stands for, such as 1/3 for 0.333…; else the number itself."""
    near = Fraction(strength).limit_denominator(1000)
    return near if abs(float(near) - strength) <= 1e-15 * strength else Fraction(strength)


def exact_betweenness(graph: nx.Graph[Any]) -> dict[Any, float]:
    """What betweenness over 1/strength is where lengths are added exactly."""
    lengths: nx.Graph[Any] = nx.Graph()
    lengths.add_nodes_from(graph)
    for tail, head, data in graph.edges(data=True):
        lengths.add_edge(tail, head, length=1 / fraction(data.get("strength", 1.0)))
    return dict(nx.betweenness_centrality(lengths, weight="length"))
