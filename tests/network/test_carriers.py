"""What carries a ranking: sets worked out by hand, by brute force, and step by step where there are too many."""

from __future__ import annotations

import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kg.knowledge_graph import KnowledgeGraph
from kg.network.analyses.ranking.carriers import Place, Stated, find_carriers
from kg.network.analyses.ranking.rankings import Checks, Ranking, rank
from kg.network.analyses.ranking.report import ranking_report
from kg.network.forms.table import TieTable
from kg.network.projection.reliance import stated
from kg.text import Text
from tests.network.conftest import PARTNERSHIP, store_of

ALONE = Checks(resamples=0, nulls=0)


def network(*ties: tuple[str, str, str]) -> nx.MultiGraph:
    """Ties as tail, head, partnership; each of weight 1."""
    graph: nx.MultiGraph = nx.MultiGraph()
    for tail, head, name in ties:
        graph.add_edge(tail, head, name, partnership=name, weight=1.0)
    return graph


def at(name: str, *places: Place) -> Stated:
    return Stated(Text(name.upper(), f"合作{name}"), places)


# h has four partners, d two: with two of p1, p2, p3 gone, or p4 and another one, h has two at most.
HUB = network(("h", "a", "p1"), ("h", "b", "p2"), ("h", "c", "p3"), ("h", "d", "p4"), ("d", "e", "p5"))


def carried(ranking: Ranking) -> Text:
    (found,) = (each for each in ranking_report(ranking).remarks if each.en.startswith("What carries"))
    return found


def test_the_fewest_partnerships() -> None:
    """Degrees h 4, d 2: one loss leaves h 3 and d 2 at most. Two level them if both are of p1, p2, p3: three such sets.
    (With p4 and one more h has 2 and d 1; with p5 and one more h has 3 or 2 and d 1.)"""
    found = rank(HUB, ["degree"], checks=ALONE)
    carrier = found.measures[0].carrier
    assert carrier is not None
    assert [found.stated[number][0] for number in carrier.falls] == ["p1", "p2"]
    assert [found.nodes[place] for place in carrier.firsts] == ["d", "h"]
    assert (carrier.exact, carrier.tried, carrier.alike) == (True, 2, 3)
    told = carried(found)
    assert "h leads by 2 passages (p1; p2); without them d and h share the first place" in told.en
    assert "No smaller set does; 2 more of this size do." in told.en
    assert "h的领先系于 2 处原文（p1；p2）；除去之后，d、h并列第一。" in told.zh


def test_a_passage_takes_with_it_all_that_it_alone_states() -> None:
    """One passage states p1, p2 and p3; p1 stands elsewhere too, and so outlives it: h keeps p1 and p4, d p4 and p5."""
    shared, other = Place("https://e/source/gazette", 10, 20), Place("https://e/source/herald", 5, 9)
    where = {"p1": at("p1", shared, other), "p2": at("p2", shared), "p3": at("p3", shared)}
    found = rank(HUB, ["degree"], checks=ALONE, stated=where)
    carrier = found.measures[0].carrier
    assert carrier is not None
    assert carrier.places == (shared,)
    assert [found.stated[number][0] for number in carrier.falls] == ["p2", "p3"]
    assert carrier.alike == 1
    assert (
        "h leads by 1 passage (P2 [gazette 10-20]; P3 [gazette 10-20]); without it d and h share" in carried(found).en
    )
    assert "合作p2 [gazette 10-20]" in carried(found).zh
    record = ranking_report(found).about["carriers"]["degree"]
    assert record["passages"] == [
        {"source": "https://e/source/gazette", "start": 10, "end": 20, "place": None, "partnership": None}
    ]
    assert [each["partnership"] for each in record["partnerships"]] == ["p2", "p3"]
    assert (record["first"], record["exact"], record["alike"]) == (["d", "h"], True, 1)


def test_what_is_stated_twice_takes_two_losses() -> None:
    """h leads d by one tie, p3 or p2, each of which stands in two places; p1 makes up the tie of both."""
    graph = network(("h", "d", "p1"), ("h", "a", "p2"), ("h", "b", "p3"), ("d", "c", "p4"))
    where = {
        name: at(name, Place("s", first, first + 5), Place("s", first + 50, first + 55))
        for name, first in (("p1", 0), ("p2", 10), ("p3", 20), ("p4", 30))
    }
    carrier = rank(graph, ["degree"], checks=ALONE, stated=where).measures[0].carrier
    assert carrier is not None
    assert carrier.places == (Place("s", 10, 15), Place("s", 60, 65))
    assert (carrier.exact, carrier.alike) == (True, 2)  # p2's two places, or p3's


@pytest.mark.parametrize("measure", ["degree", "strength", "betweenness", "constraint"])
def test_against_brute_force(measure: str) -> None:
    """On random networks of 9 partnerships every subset is ranked by itself, and the smallest that changes it taken."""
    draw = np.random.default_rng(8)
    compared = 0
    for _ in range(6):
        ends = [draw.choice(6, size=2, replace=False) for _ in range(9)]
        graph = network(*(("abcdef"[a], "abcdef"[b], f"p{number}") for number, (a, b) in enumerate(ends)))
        table = TieTable.of(graph)
        (whole,) = rank(table, [measure], checks=Checks(0, 0.5, 0, carriers=False)).measures
        if len(whole.leaders()) != 1:
            continue
        compared += 1
        least = next(
            size
            for size in range(1, 10)
            if any(
                rank(table.take(~np.isin(table.partnership, lost)), [measure], checks=Checks(0, 0.5, 0, carriers=False))
                .measures[0]
                .leaders()
                != whole.leaders()
                for lost in itertools.combinations(range(9), size)
            )
        )
        carrier = find_carriers(table, {measure: whole.leaders()[0]})[measure]
        assert carrier is not None
        assert (len(carrier.places), carrier.exact) == (least, True)
        # Step by step it is found as well, and never said to be smaller than it can be.
        quick = find_carriers(table, {measure: whole.leaders()[0]}, work=600 if measure != "betweenness" else 5_000)
        stepwise = quick[measure]
        assert stepwise is None or len(stepwise.places) >= least
    assert compared >= 2


def test_of_many_partnerships_the_set_is_found_step_by_step_and_that_is_said() -> None:
    """h has 60 ties and d 40: 20 of h's make them level, and there are far too many sets of 20 to try."""
    ties = [("h", f"a{number:02}", f"p{number:03}") for number in range(60)]
    ties += [("d", f"b{number:02}", f"q{number:03}") for number in range(40)]
    found = rank(network(*ties), ["degree"], checks=ALONE)
    carrier = found.measures[0].carrier
    assert carrier is not None
    assert len(carrier.places) == 20
    assert all(found.stated[number][0].startswith("p") for number in carrier.falls)
    assert not carrier.exact
    told = carried(found)
    assert (
        f"Found step by step, as there are too many sets to try all: a smaller one may do, of {carrier.tried + 1}"
        in told.en
    )
    assert "系逐步寻得" in told.zh
    assert "and 14 more partnerships" in told.en


def test_where_nobody_leads_alone_nothing_carries() -> None:
    level = rank(network(("a", "b", "p"), ("c", "d", "q")), ["degree"], checks=ALONE)
    assert level.measures[0].carrier is None
    assert not any(each.en.startswith("What carries") for each in ranking_report(level).remarks)


def test_what_is_too_much_is_said() -> None:
    found = find_carriers(TieTable.of(HUB), {"degree": 5}, work=1)
    assert found == {"degree": None}


def test_places_that_overlap_are_one_and_those_without_offsets_stand_for_themselves(tmp_path: Path) -> None:
    store = store_of(
        """
        r:s pk:url "x" . r:t pk:url "x" .
        r:e-1 oa:hasSource r:s ; oa:hasSelector r:l-1 . r:l-1 oa:start 10 ; oa:end 20 .
        r:e-2 oa:hasSource r:s ; oa:hasSelector r:l-2 . r:l-2 oa:start 15 ; oa:end 30 .
        r:e-3 oa:hasSource r:s ; oa:hasSelector r:l-3 . r:l-3 oa:start 31 ; oa:end 40 .
        r:e-4 oa:hasSource r:t .
        p:one a pk:Partnership ; skos:prefLabel "One"@en , "一"@zh ; pk:evidence r:e-1 ; pk:participation c:part .
        c:part pk:evidence r:e-2 . c:said pk:about p:one ; pk:evidence r:e-3 .
        p:two a pk:Partnership ; pk:evidence r:e-4 . p:three a pk:Partnership .
        """,
        tmp_path,
    )
    found = stated(store, [PARTNERSHIP + name for name in ("one", "two", "three")])
    (source,) = {place.source for place in found[PARTNERSHIP + "one"].places}
    assert found[PARTNERSHIP + "one"] == Stated(Text("One", "一"), (Place(source, 10, 30), Place(source, 31, 40)))
    (place,) = found[PARTNERSHIP + "two"].places
    assert (place.start, place.whose) == (None, PARTNERSHIP + "two")
    assert found[PARTNERSHIP + "three"].places == ()


def test_bundled_data(knowledge: KnowledgeGraph) -> None:
    """Tongxiang has 7 partnerships, three of them with Pudong. Losing the other four, which stand in three passages,
    makes both 3; with two passages at most three of the four are lost."""
    report = knowledge.rank("region-region", ["strength"], resamples=0, nulls=0, level="county")
    record = report.about["carriers"]["strength"]
    assert [(each["start"], each["end"]) for each in record["passages"]] == [(2560, 2587), (2588, 2645), (2626, 2645)]
    assert len(record["partnerships"]) == 4
    assert [iri.rpartition("/")[2] for iri in record["first"]] == ["cn-jiaxing-tongxiang", "cn-shanghai-pudong"]
    assert (record["exact"], record["tried"]) == (True, 3)
