"""Layers and slices of a small network, worked out by hand."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.forms.layers import LAYERS, layered, layers, slices
from tests.network.projecting import project

from .test_projections import short, ties


def test_sectors_share_a_partnership(store: TripleStore) -> None:
    found = KnowledgeGraph(store).layers("region-region", level="county")
    # Three is in two sectors, so half of its halves is in each; twins and inside name no sector.
    assert {
        name: {short(data["partnership"]) for _, _, data in graph.edges(data=True)} for name, graph in found.items()
    } == {
        "health": {"three", "clinic"},
        "none": {"twins", "inside"},
        "port": {"three"},
    }
    assert {data["weight"] for _, _, data in found["port"].edges(data=True)} == {0.25}
    assert {short(node) for node in found["port"]} == {"haiyan", "pinghu", "jinshan"}


@pytest.mark.parametrize("by", LAYERS)
def test_layers_make_up_the_network(store: TripleStore, by: str) -> None:
    graph = project(store, "region-region", level="county")
    parts, whole = layers(graph, by), layered(graph, by)
    edges = Counter(edge for part in parts.values() for edge in list(part.edges(keys=True)))
    assert edges == Counter(list(whole.edges(keys=True)))
    assert set(edges.values()) == {1}

    def total(found: Any) -> float:
        return math.fsum(data["weight"] for _, _, data in found.edges(data=True))

    assert math.fsum(map(total, parts.values())) == pytest.approx(total(graph))
    assert {name: {data["layer"] for _, _, data in part.edges(data=True)} for name, part in parts.items()} == {
        name: {name} for name in parts
    }


def test_slices_grow(store: TripleStore) -> None:
    # Only three is dated: its first claim is of 2016. The other three partnerships with ties have no day.
    graph = project(store, "region-region", level="county")
    found = slices(graph)
    assert list(found) == ["2016"]
    assert {key[2] for key in ties(found["2016"])} == {"three"}
    assert found["2016"].graph["undated"] == 3
    later = graph.copy()
    for _, _, key, data in later.edges(keys=True, data=True):
        data["since"] = {"three": "2016-07-31", "twins": "2018-01-01", "clinic": "2018-12-31"}.get(short(key), "")
    assert {year: part.number_of_edges() for year, part in slices(later).items()} == {"2016": 3, "2017": 3, "2018": 6}
    alone = slices(later, cumulative=False)
    assert {year: part.number_of_edges() for year, part in alone.items()} == {"2016": 3, "2017": 0, "2018": 3}


def test_wrong_layers(store: TripleStore) -> None:
    with pytest.raises(UsageError, match="no layers by 'colour'"):
        layers(project(store, "region-region", level="county"), "colour")
