"""What a partnership weighs in money: figures added where that is legal, against sums worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.graph.store import TripleStore
from kg.network.measures.register import left_out_remarks
from kg.pipeline import load_ontology
from tests.network.projecting import project

from .conftest import GRAPH, store_of

#: One project of two counties of two cities; its figures follow.
PROJECT = """
p:pay a pk:Project ; pk:participation [ pk:party r:haiyan ] , [ pk:party r:pudong ] .
p:part a pk:Project ; pk:partOf p:pay ; pk:participation [ pk:party r:haiyan ] , [ pk:party r:pudong ] .
"""
FROM = "pk:origin"
MONEY = "measure:capitalArrived"
YEAR, HALF, FIRST, NINE, SECOND = (
    ("2017-01-01", "2017-12-31"),
    ("2017-01-01", "2017-06-30"),
    ("2017-01-01", "2017-03-31"),
    ("2017-01-01", "2017-09-30"),
    ("2017-07-01", "2017-12-31"),
)
MIDDLE = ("2017-04-01", "2017-09-30")


def figure(name: str, value: float, period: tuple[str, str] | None = YEAR, *said: str, about: str = "p:pay") -> str:
    days = f' ; pk:periodStart "{period[0]}"^^xsd:date ; pk:periodEnd "{period[1]}"^^xsd:date' if period else ""
    bound = "" if any("pk:bound" in item for item in said) else " ; pk:bound bound:exact"
    more = "".join(f" ; {item}" for item in said)
    head = f"c:{name} a pk:Achievement ; pk:about {about} ; pk:measure {MONEY} ; pk:unit unit:CNY ; pk:value {value}"
    return f"{head}{days}{bound}{more} .\n"


def graph_of(figures: str, folder: Path) -> TripleStore:
    store = store_of(GRAPH.partition("p:three a")[0] + PROJECT + figures, folder)
    load_ontology(store)
    return store


def weighed(figures: str, folder: Path) -> Any:
    return project(graph_of(figures, folder), "region-region", weight="amount", currency="CNY", level="county")


def sum_of(network: Any) -> float:
    return sum(weight for _, _, weight in network.edges(data="weight"))


CASES = {
    "quarter, half, nine months, year": (
        figure("a", 10, FIRST) + figure("b", 30, HALF) + figure("c", 50, NINE) + figure("d", 80, YEAR),
        80,
    ),
    "two halves": (figure("a", 30, HALF) + figure("b", 50, SECOND), 80),
    "two sectors": (
        figure("a", 80, YEAR, "pk:sector sector:health") + figure("b", 20, YEAR, "pk:sector sector:port"),
        100,
    ),
    "two origins": (figure("a", 80, YEAR, "pk:origin r:haiyan") + figure("b", 20, YEAR, "pk:origin r:pudong"), 100),
    "two kinds of capital": (
        figure("a", 80, YEAR, "pk:capitalKind capital-kind:foreign")
        + figure("b", 20, YEAR, "pk:capitalKind capital-kind:domestic"),
        100,
    ),
    "a whole beside its parts": (
        figure("a", 90, YEAR)
        + figure("b", 20, YEAR, "pk:sector sector:port")
        + figure("c", 70, YEAR, "pk:sector sector:health"),
        90,
    ),
    "a part of a quarter beside the whole year": (
        figure("a", 90, YEAR) + figure("b", 20, FIRST, "pk:sector sector:port"),
        90,
    ),
    "said twice": (figure("a", 100) + figure("b", 100), 100),
    "thrice": (figure("a", 100) + figure("b", 100) + figure("c", 100), 100),
    "a limit beside a figure": (figure("a", 100) + figure("b", 900, YEAR, "pk:bound bound:upTo"), 100),
    "superseded": (figure("a", 100, YEAR, "pk:supersededBy c:b") + figure("b", 60), 60),
    "said to be inside": (figure("a", 100, None) + figure("b", 40, None, "pk:subsetOf c:a"), 100),
    "a part of the project": (figure("a", 100) + figure("b", 40, HALF, about="p:part"), 100),
    "an origin within another": (
        figure("a", 100, YEAR, "pk:origin r:shanghai") + figure("b", 30, YEAR, "pk:origin r:pudong"),
        100,
    ),
    "a sector within another, for a part of the year": (
        figure("a", 100, YEAR, "pk:sector sector:infrastructure")
        + figure("b", 30, HALF, "pk:sector sector:waterSupply"),
        100,
    ),
    "one of two sectors": (
        figure("a", 100, YEAR, "pk:sector sector:health , sector:port")
        + figure("b", 30, YEAR, "pk:sector sector:port"),
        100,
    ),
    "parts that overlap, of a whole that holds both": (
        figure("a", 90, YEAR)
        + figure("b", 20, NINE, "pk:sector sector:port")
        + figure("c", 30, MIDDLE, "pk:capitalKind capital-kind:foreign"),
        90,
    ),
    "a part of the project in another sector": (
        figure("a", 100, YEAR, "pk:sector sector:health")
        + figure("b", 40, YEAR, "pk:sector sector:port", about="p:part"),
        140,
    ),
    "inside what is only a limit": (
        figure("a", 900, YEAR, "pk:bound bound:upTo") + figure("b", 40, YEAR, "pk:subsetOf c:a"),
        40,
    ),
    "two years without a first day": (
        figure("a", 100, None, 'pk:periodEnd "2015-12-31"^^xsd:date')
        + figure("b", 20, None, 'pk:periodEnd "2016-12-31"^^xsd:date'),
        120,
    ),
}


@pytest.mark.parametrize(("figures", "total"), CASES.values(), ids=CASES)
def test_only_what_may_be_added_is_added(figures: str, total: float, tmp_path: Path) -> None:
    assert sum_of(weighed(figures, tmp_path)) == total


@pytest.mark.parametrize(
    "figures",
    [
        figure("a", 30, HALF) + figure("b", 40, MIDDLE),
        figure("a", 30, YEAR) + figure("b", 40, YEAR),
        figure("a", 900, YEAR, "pk:bound bound:upTo"),
        figure("a", 20, NINE, "pk:sector sector:port") + figure("b", 30, MIDDLE, "pk:capitalKind capital-kind:foreign"),
        figure("a", 20, YEAR, "pk:sector sector:port , sector:health")
        + figure("b", 30, YEAR, "pk:sector sector:port , sector:finance"),
    ],
    ids=[
        "periods that overlap",
        "two values for one thing",
        "only a limit",
        "split in two ways",
        "one sector of two in common",
    ],
)
def test_what_cannot_be_decided_is_left_out_and_counted(figures: str, tmp_path: Path) -> None:
    network = weighed(figures, tmp_path)
    assert network.number_of_edges() == 0
    assert network.graph["without_weight"] == 2  # the project, and the part of it without a figure
    # What has no amount but a limit is weighed by nothing; of the others somebody has to say how they add up.
    said = " ".join(text.en for text in left_out_remarks(network.graph))
    assert ("nothing says whether they add up: pay. " in said) == ("upTo" not in figures)


# One project of three counties.
THREE = (
    "p:pay a pk:Project ; pk:participation [ pk:party r:haiyan ] , [ pk:party r:pudong ] , [ pk:party r:jinshan ] .\n"
)


def between(network: Any) -> dict[tuple[str, ...], float]:
    """What each pair weighs, by the ends of its nodes' IRIs."""
    found: dict[tuple[str, ...], float] = {}
    for one, other, weight in network.edges(data="weight"):
        pair = tuple(sorted(node.rpartition("/")[2] for node in (one, other)))
        found[pair] = found.get(pair, 0) + weight
    return found


def test_a_figure_with_origins_and_a_destination_is_on_those_pairs_only(tmp_path: Path) -> None:
    known = f"{FROM} r:pudong ; pk:destination r:haiyan"
    both = f"{FROM} r:pudong , r:jinshan ; pk:destination r:haiyan"
    for figures, expected in (
        (figure("a", 60, YEAR), {"haiyan-jinshan": 30, "haiyan-pudong": 30, "jinshan-pudong": 30}),
        (figure("a", 60, YEAR, known), {"haiyan-pudong": 60}),
        (figure("a", 60, YEAR, both), {"haiyan-jinshan": 30, "haiyan-pudong": 30}),
        # In another year nobody said from whom: shared by all three pairs, 1/(n-1) each.
        (
            figure("a", 60, YEAR, known) + figure("b", 20, ("2016-01-01", "2016-12-31")),
            {"haiyan-jinshan": 10, "haiyan-pudong": 70, "jinshan-pudong": 10},
        ),
    ):
        store = store_of(GRAPH.partition("p:three a")[0] + THREE + figures, tmp_path)
        load_ontology(store)
        network = project(store, "region-region", weight="amount", currency="CNY", level="county")
        assert {"-".join(pair): weight for pair, weight in between(network).items()} == expected


def test_money_of_others_than_the_parties_leaves_the_partnership_out(tmp_path: Path) -> None:
    network = weighed(figure("a", 60, YEAR, f"{FROM} r:jinshan ; pk:destination r:haiyan"), tmp_path)
    assert network.number_of_edges() == 0
    assert network.graph["without_weight"] == 2
