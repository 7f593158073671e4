"""Rankings with their checks, on small graphs of which every rank is worked out by hand."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.network.analyses.ranking.brief import interval_texts, plan
from kg.network.analyses.ranking.league import last_places, places
from kg.network.analyses.ranking.nulls import null_networks, two_sided
from kg.network.analyses.ranking.rankings import (
    Checks,
    MeasureRanking,
    Ranking,
    Scenario,
    rank,
    ranked_by_default,
)
from kg.network.analyses.ranking.report import ranking_report
from kg.network.analyses.ranking.verdicts import verdict
from kg.network.forms.table import TieTable
from kg.network.forms.variants import Stack, Variants
from kg.network.measures.batches import measure_variants
from kg.network.measures.register import MEASURES
from kg.network.projection.reliance import scenarios
from kg.text import Text
from tests.network.conftest import PARTNERSHIP, store_of
from tests.network.projecting import project_ties
from tests.support import ROOT, needs

DRAWN = Checks(resamples=400, share=0.5, nulls=0)
# The machine may be busy with other things.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = Checks(resamples=40, nulls=20)


def network(*ties: tuple[str, str, str], nodes: str = "") -> nx.MultiGraph:
    """Ties as tail, head, partnership; each of weight 1."""
    graph: nx.MultiGraph = nx.MultiGraph()
    graph.add_nodes_from(nodes)
    for tail, head, name in ties:
        graph.add_edge(tail, head, name, partnership=name, weight=1.0)
    return graph


def without(kind: str, name: str, *falls: str) -> Scenario:
    return Scenario(kind, name, Text(name, name), frozenset(falls))


def said(ranking: Ranking, beginning: str) -> Text:
    """The one remark that begins so."""
    (found,) = (remark for remark in ranking_report(ranking).remarks if remark.en.startswith(beginning))
    return found


def only(ranking: Ranking) -> MeasureRanking:
    (measure,) = ranking.measures
    return measure


# hub h has four partners; three of the ties are known from source s alone, one pair of others stands by itself.
STAR = network(("h", "a", "p1"), ("h", "b", "p2"), ("h", "c", "p3"), ("h", "d", "p4"), ("d", "e", "p5"))


def test_a_hub_that_depends_on_one_source() -> None:
    """Without s the degrees are h 1, d 2, e 1, a = b = c 0: h shares places 2 to 3."""
    source = without("source", "s", "p1", "p2", "p3")
    found = rank(STAR, ["degree"], [source], Checks(resamples=0, nulls=0))
    measure = only(found)
    assert found.nodes == ("a", "b", "c", "d", "e", "h")
    assert measure.ranks.tolist() == [3, 3, 3, 2, 3, 1]
    assert measure.intervals["source"].tolist() == [[4, 6], [4, 6], [4, 6], [1, 1], [2, 3], [2, 3]]
    assert measure.winners == ((source, (3,)),)
    assert measure.leads is None
    assert "Without the source “s”, d leads." not in said(found, "Degree: ").en
    assert "Without the source s, d leads." in said(found, "Degree: ").en
    assert "除去来源“s”，d居首。" in said(found, "Degree: ").zh


def test_a_leader_that_loses() -> None:
    """a and b have 2 and 1 ties; of the 3 partnerships one is dropped: a leads unless it is one of its two."""
    graph = network(("a", "x", "p1"), ("a", "y", "p2"), ("b", "z", "p3"))
    found = rank(graph, ["degree"], checks=Checks(resamples=3000, share=1 / 3, nulls=0))
    measure = only(found)
    assert found.dropped == 1
    assert measure.leads is not None
    assert measure.leads[0] == pytest.approx(1 / 3, abs=0.03)  # standard error 0.009
    assert measure.leads[1] == 0  # alone in the first place b never is
    # With p1 or p2 gone, a, b and two others have one tie each, and share the places 1 to 4.
    assert measure.intervals["random"].tolist()[:2] == [[1, 4], [1, 5]]
    verdict = said(found, "Degree: ")
    assert "a leads in 3" in verdict.en
    assert "does not hold" in verdict.en
    assert "第一名不成立" in verdict.zh


def test_a_leader_that_holds() -> None:
    measure = only(rank(STAR, ["degree"], checks=Checks(resamples=300, share=0.1, nulls=0)))
    # One of five is dropped: h keeps 3 of 4 ties at least, the next has 2 at most.
    assert measure.leads is not None
    assert measure.leads[5] == 1
    assert measure.intervals["random"][5].tolist() == [1, 1]


def test_interval_of_scenarios_is_the_worst_and_the_best() -> None:
    stages = [without("stage", "signed", "p1", "p2"), without("stage", "planned", "p3"), without("record", "r")]
    measure = only(rank(STAR, ["degree"], stages, Checks(resamples=0, nulls=0)))
    # Without signed: h and d have 2 each; without planned h has 3.
    assert measure.intervals["stage"][5].tolist() == [1, 2]
    assert measure.intervals["record"][5].tolist() == [1, 1]  # nothing falls
    assert set(measure.intervals) == {"stage", "record"}


def test_a_single_source() -> None:
    source = without("source", "s", "p1", "p2", "p3", "p4", "p5")
    found = rank(STAR, ["degree", "closeness"], [source], FEW)
    assert found.empty == (source,)
    assert all("source" not in measure.intervals for measure in found.measures)
    report = ranking_report(found)
    assert report.remarks[0].en.startswith("Without the source s no tie is left")
    assert "source" not in [column.name for column in report.columns]


def test_a_partnership_with_two_sources_does_not_fall_with_one(tmp_path: Path) -> None:
    store = store_of(
        """
        r:s-one a pk:Source ; skos:prefLabel "One"@en , "甲"@zh . r:s-two a pk:Source .
        r:e-1 oa:hasSource r:s-one . r:e-2 oa:hasSource r:s-two .
        p:both a pk:Partnership ; pk:evidence r:e-1 . c:1 pk:about p:both ; pk:evidence r:e-2 .
        p:one a pk:Partnership ; pk:evidence r:e-1 ; pk:participation c:part .
        c:part pk:party r:x ; pk:evidence r:e-1 ; pk:ambiguity "which?"@en .
        p:said a pk:Partnership . c:2 pk:about p:said ; pk:assertedBy r:s-two .
        p:vague a pk:Partnership ; pk:openEnded true ; pk:currentStage stage:signed ; pk:evidence r:e-2 .
        r:x skos:prefLabel "X"@en .
        """,
        tmp_path,
    )
    names = ("both", "one", "said", "vague")
    found = {
        (each.kind, each.key.rpartition("/")[2]): {name.rpartition("/")[2] for name in each.falls}
        for each in scenarios(store, [PARTNERSHIP + name for name in names])
    }
    assert found == {
        ("source", "s-one"): {"one"},
        ("source", "s-two"): {"said", "vague"},
        ("stage", "signed"): {"vague"},
        ("record", "part"): {"one"},
        ("record", "vague"): {"vague"},
    }
    assert scenarios(store, []) == ()


def test_ranks_of_equal_values() -> None:
    values = np.array([[5.0, 5.0, 1.0, np.nan], [0.3, 0.1 + 0.2, 0.2, 0.1]])
    assert places(values).tolist() == [[1, 1, 3, 4], [1, 1, 3, 4]]
    assert last_places(values).tolist() == [[2, 2, 3, 4], [2, 2, 3, 4]]
    assert places(values[1:], low_first=True).tolist() == [[3, 3, 2, 1]]


@settings(UNHURRIED)
@given(st.lists(st.integers(0, 3), max_size=8))
def test_places_against_their_definition(values: list[int]) -> None:
    array = np.array([values], dtype=float)
    assert places(array)[0].tolist() == [1 + sum(other > value for other in values) for value in values]
    assert last_places(array)[0].tolist() == [sum(other >= value for other in values) for value in values]


ties = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([1.0, 0.5, 1 / 3, 1 / 7])), max_size=14)


@settings(UNHURRIED, max_examples=60)
@given(ties, st.integers(0, 2**32))
def test_measured_together_as_one_by_one(ties: list[tuple[int, int, float]], seed: int) -> None:
    """Against the measures themselves, which are tested against networkx; with isolates and parts."""
    tails, heads, weights = (np.array([[tie[place] for tie in ties]]) for place in range(3))
    keep = np.random.default_rng(seed).random((5, len(ties))) < 0.7
    columns = (tails.astype(int), heads.astype(int), weights.astype(float), keep, np.arange(len(ties)))
    variants = Variants(tuple("abcdefgh"), *columns)
    names = [*ranked_by_default(), "core", "constraint"]
    found = measure_variants(variants, names)
    for row in range(5):
        graph: nx.MultiGraph = nx.MultiGraph()
        graph.add_nodes_from("abcdefgh")
        for kept, (tail, head, weight) in zip(keep[row], ties, strict=True):
            if kept:
                graph.add_edge("abcdefgh"[tail], "abcdefgh"[head], weight=weight)
        for name in names:
            values = MEASURES[name].function(graph)
            single = [np.nan if values[node] is None else values[node] for node in "abcdefgh"]
            assert found[name][row] == pytest.approx(single, abs=1e-9, nan_ok=True), name


def test_a_stack_sums_three_thirds_to_one() -> None:
    one = np.zeros((1, 30), dtype=int)
    variants = Variants(("a", "b"), one, one + 1, np.full((1, 30), 1 / 30), np.ones((2, 30), dtype=bool), np.arange(30))
    assert Stack.of(variants).strength.tolist() == [[1.0], [1.0]]


def test_z_where_chance_can_and_cannot_do_otherwise() -> None:
    """A star's hub has all ties in every draw: no z. In a path a-b-c-d it is worked out.

    Of the 15 matchings of its 6 halves 5 have a tie of a node with itself, 8 are paths, and in 2 two ties join b and
    c, which then have one partner: mean 2 - p with p = 1/5, and z = p / sqrt(p (1 - p)) = 1/2.
    """
    star = only(rank(nx.star_graph(5), ["degree"], checks=Checks(resamples=0, nulls=50)))
    assert np.isnan(star.z).all()
    path = only(rank(nx.path_graph(4), ["degree"], checks=Checks(resamples=0, nulls=3000)))
    assert np.isnan(path.z[[0, 3]]).all()
    assert path.z[[1, 2]] == pytest.approx(0.5, abs=0.05)  # standard error 0.011


def test_p_is_twice_the_smaller_tail() -> None:
    """Of 4 draws 1 is as low as 3 and 3 are as high, thus 2 x 2/5; none is as high as 9, thus 2 x 1/5; all are as low
    as 9. What every draw gives has p 1. A draw without a value counts as extreme: 2 x (1 + 1)/5."""
    draws = np.array([[4.0, 4, 7, 4], [3.0, 3, 7, 3], [5.0, 5, 7, 5], [6.0, 6, 7, np.nan]])
    found = two_sided(np.array([3.0, 9, 7, 9]), draws)
    assert found == pytest.approx([0.8, 0.4, 1, 0.8])
    assert np.isnan(two_sided(np.array([np.nan]), draws[:, :1])).all()
    assert np.isnan(two_sided(np.array([1.0]), np.empty((0, 0)))).all()


def test_p_is_that_of_the_skewed_null_and_not_of_z() -> None:
    """Two ties of b and c and one of a and d: the draws are those of the path above, and b has one partner in a fifth
    of them: z = (1 - 1.8) / 0.4 = -2, which looks rare, but p is 2/5. The first place has 1 in that fifth, too."""
    graph = network(("b", "c", "p1"), ("b", "c", "p2"), ("a", "d", "p3"))
    ranking = rank(graph, ["degree"], checks=Checks(resamples=0, nulls=3000))
    found = only(ranking)
    assert found.z[[1, 2]] == pytest.approx(-2, abs=0.15)
    assert found.p == pytest.approx([1, 0.4, 0.4, 1], abs=0.05)  # standard error 0.015
    assert ranking.first_p(found) == pytest.approx(0.4, abs=0.05)


def verdict_of(value: float, firsts: list[float]) -> tuple[str, str]:
    """The verdict on a first place, where null networks have these."""
    ranking = rank(nx.MultiGraph(nx.star_graph(3)), ["degree"], checks=Checks(resamples=0, nulls=50))
    measure = replace(only(ranking), values=np.array([value, 0, 0, 0]), null_firsts=np.array(firsts))
    told = verdict(ranking, measure)
    return told.en, told.zh


def test_the_leader_is_compared_with_the_leader_of_each_null_network() -> None:
    hundred = [float(each) for each in range(1, 100)]  # 99 draws
    assert "is above what the first place has by chance (p = 0.02)" in verdict_of(200, hundred)[0]
    assert "is below what the first place has by chance (p = 0.02)" in verdict_of(0.5, hundred)[0]
    # 98 and 99 are as high: 2 x 3/100.
    assert "value cannot be told from what the first place has by chance (p = 0.06)" in verdict_of(98, hundred)[0]
    assert "第一名的数值无法区分（p = 0.06）" in verdict_of(98, hundred)[1]
    assert "38 null networks are too few" in verdict_of(200, hundred[:38])[0]
    assert "随机网络仅 38 个" in verdict_of(200, hundred[:38])[1]
    assert "in every null network" in verdict_of(3, [3.0] * 99)[0]


def test_pure_chance_is_seldom_called_other_than_chance() -> None:
    """Of 40 networks drawn from the null 5 % are expected, and more than 6 with a chance of 0.003."""
    numbers = tuple(map(str, range(18)))
    halves = np.repeat(np.arange(12), 3)
    regular = TieTable(tuple(range(12)), numbers, halves[:18], halves[18:], np.arange(18), np.ones(18))
    tails, heads = null_networks(regular, 40, seed=11)
    called = own = 0
    for row, (ends, others) in enumerate(zip(tails.tolist(), heads.tolist(), strict=True)):
        graph = network(
            *((f"{a:02}", f"{b:02}", f"p{tie}") for tie, (a, b) in enumerate(zip(ends, others, strict=True)))
        )
        ranking = rank(graph, ["betweenness"], checks=Checks(resamples=0, nulls=99, seed=row))
        measure = only(ranking)
        p = ranking.first_p(measure)
        assert p is not None
        called += p <= 0.05
        own += measure.p[measure.leaders()[0]] <= 0.05
    assert called <= 6
    assert own > called  # a node that was chosen for its value is extreme among its own


def test_what_chance_is_and_that_nodes_are_not_corrected_for_is_said() -> None:
    remarks = ranking_report(rank(STAR, ["degree"], checks=FEW)).remarks
    assert any("without correction" in remark.en and "20 null networks" in remark.en for remark in remarks)
    assert any("takes part in as many partnerships" in remark.en for remark in remarks)
    assert any("各节点参与的合作数" in remark.zh for remark in remarks)


def test_a_half_stands_for_partnerships_drawn_anew_and_another_share_for_missing_ones() -> None:
    """Of 5 a half is 3, the larger half; of a tenth one. Each remark names its assumption in both languages."""
    anew = rank(STAR, ["degree"], checks=Checks(resamples=50, nulls=0))
    assert (anew.checks.share, anew.dropped) == (0.5, 3)
    told = said(anew, "Random resamples: 3 of 5")
    assert "drawing all partnerships anew. Assumption: those known are a random sample" in told.en
    assert "重新抽取一次。前提：" in told.zh
    assert "if the partnerships were drawn anew" in said(anew, "Degree: ").en
    tenth = rank(STAR, ["degree"], checks=Checks(resamples=50, share=0.1, nulls=0))
    told = said(tenth, "Random resamples: 1 of 5")
    assert "Assumption: 10 % of all partnerships are missing at random" in told.en
    assert "前提：全部合作中随机缺失 10 %" in told.zh
    assert "when ties are missing at random" in said(tenth, "Degree: ").en
    about = [ranking_report(each).about["assumption"] for each in (anew, tenth)]
    assert about == ["drawn anew", "missing at random"]


def test_half_samples_cover_the_truth_that_leaving_out_a_tenth_misses() -> None:
    """Partnerships of 10 nodes drawn anew, node i with a chance that falls with i, so that 0 is the true first.

    In 30 networks the true ranks are in 95 % of intervals; those of a missing tenth hold far fewer
    (tests/bench/coverage.py has more).
    """
    draw = np.random.default_rng(4)
    chance = 0.75 ** np.arange(10)
    first, second = np.triu_indices(10, 1)
    pairs = chance[first] * chance[second]
    held = {0.5: 0, 0.1: 0}
    for seed in range(30):
        drawn = draw.choice(len(pairs), size=60, p=pairs / pairs.sum())
        names = tuple(f"p{number:02}" for number in range(60))
        table = TieTable(tuple(range(10)), names, first[drawn], second[drawn], np.arange(60), np.ones(60)).ordered()
        for share in held:
            low, high = (
                only(rank(table, ["strength"], checks=Checks(200, share, 0, seed, carriers=False)))
                .intervals["random"]
                .T
            )
            held[share] += int(((low <= np.arange(1, 11)) & (np.arange(1, 11) <= high)).sum())
    assert held[0.5] / 300 >= 0.93
    assert held[0.1] / 300 < 0.85


def test_seeds() -> None:
    def run(seed: int) -> list[list[float]]:
        return [only(rank(STAR, ["closeness"], checks=Checks(200, 0.4, 20, seed))).leads.tolist()]  # type: ignore[union-attr]

    assert run(1) == run(1)
    assert run(1) != run(2)


@pytest.mark.parametrize("hash_seed", ["0", "77"])
def test_the_same_for_any_hash_seed_and_order(hash_seed: str) -> None:
    code = (
        "import networkx as nx\n"
        "from kg.network.analyses.ranking.rankings import Checks, rank\n"
        "from kg.network.analyses.ranking.report import ranking_report\n"
        "g = nx.MultiGraph()\n"
        "ties = {('h','a','p1'), ('h','b','p2'), ('b','c','p3'), ('c','d','p4'), ('d','h','p5')}\n"
        "for tie in sorted(ties, key=hash):\n"
        "    g.add_edge(*tie, partnership=tie[2], weight=1.0)\n"
        "print(ranking_report(rank(g, checks=Checks(100, 0.3, 30))).records())\n"
    )
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT), "PATH": ""}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    graph = network(("h", "a", "p1"), ("h", "b", "p2"), ("b", "c", "p3"), ("c", "d", "p4"), ("d", "h", "p5"))
    assert told.stdout.strip() == str(ranking_report(rank(graph, checks=Checks(100, 0.3, 30))).records())


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        (nx.MultiGraph(), "No node has a tie"),
        (network(nodes="a"), "No node has a tie"),
        (network(nodes="abc"), "No node has a tie"),
        (network(("a", "b", "p")), "all 2 nodes have the same value"),
        (network(("a", "b", "p"), ("b", "c", "q"), ("c", "a", "r")), "all 3 nodes have the same value"),
        (network(("a", "b", "p"), ("c", "d", "q"), nodes="x"), "a, b, c and 1 more share the first place"),
    ],
)
def test_networks_that_have_no_first_place(graph: nx.MultiGraph, said: str) -> None:
    report = ranking_report(rank(graph, ["degree"], checks=FEW))
    assert said in report.remarks[-1].en
    assert len(report.rows) == len(graph)


def test_one_partnership_cannot_be_left_out_at_random() -> None:
    found = rank(network(("a", "b", "p"), nodes="c"), ["degree"], checks=FEW)
    assert found.dropped == 0
    assert "random" not in only(found).intervals
    assert any("one partnership only" in remark.en for remark in ranking_report(found).remarks)


def test_partnerships_fall_whole() -> None:
    """A partnership of three ties three pairs: dropped, it takes all of them."""
    graph = network(("a", "b", "p"), ("b", "c", "p"), ("a", "c", "p"), ("d", "e", "q"))
    found = rank(graph, ["degree"], checks=Checks(resamples=100, share=0.5, nulls=0))
    assert (found.partnerships, found.dropped) == (2, 1)
    # Either a, b, c have two ties and d, e none, or d, e have one and the others none.
    assert only(found).intervals["random"].tolist() == [[1, 5]] * 5


def test_low_constraint_comes_first_and_what_is_not_defined_has_no_rank() -> None:
    measure = only(rank(network(("h", "a", "p"), ("h", "b", "q"), nodes="x"), ["constraint"], checks=FEW))
    assert measure.ranks.tolist() == [2, 2, 1, 0]


def test_ties_with_oneself_count_nothing() -> None:
    graph = network(("a", "a", "p"), ("a", "b", "q"), ("b", "c", "r"))
    assert rank(graph, ["degree"], checks=FEW).partnerships == 2


def test_wrong_calls() -> None:
    for names in (["no-such"], ["community"]):
        with pytest.raises(UsageError, match=names[0]):
            rank(STAR, names)
    for wrong in ({"share": 0.0}, {"share": 1.0}, {"resamples": -1}, {"nulls": -1}, {"seed": -1}):
        with pytest.raises(UsageError):
            Checks(**wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="direction"):
        rank(nx.DiGraph([(1, 2)]), ["degree"])


def test_what_would_take_hours_is_refused_before_it_begins() -> None:
    big = nx.cycle_graph(10_000)
    with pytest.raises(UsageError, match=r"betweenness 1,200 times on 10,000 nodes"):
        rank(big, ["degree", "betweenness"])
    assert only(rank(big, ["degree"], checks=Checks(3, 0.1, 2))).leads is not None


def test_short_texts_for_the_page() -> None:
    source = without("source", "s", "p1", "p2", "p3")
    found = interval_texts(STAR, ["degree", "community", "constraint"], [source], Checks(resamples=0, nulls=0))
    assert found["h"] == {"degree": "2-3"}  # alone, without s, it shares places 2 and 3 with e
    assert found["d"] == {"degree": "1"}
    assert interval_texts(STAR, ["degree"], checks=Checks(resamples=0, nulls=0))["h"] == {}
    assert interval_texts(nx.MultiGraph(), ["degree"]) == {}


def test_intervals_at_every_size() -> None:
    star = interval_texts(nx.star_graph(4_000), ["degree", "betweenness"])
    # All leaves are alike, and the middle is first by paths from whichever nodes.
    assert star[0] == {"degree": "1", "betweenness": "1"}
    assert star[1] == {"degree": "2-4001", "betweenness": "2-4001"}


def test_an_interval_by_a_few_pivots_holds_the_rank_and_tells_the_first_from_the_last() -> None:
    """Two stars of stars whose middles are tied: by exact paths, the two middles lead, then the eight centres."""
    graph = nx.MultiGraph()
    for side, middle in enumerate("ab"):
        for centre in range(4):
            graph.add_edge(middle, f"{middle}{centre}")
            for leaf in range(300):
                graph.add_edge(f"{middle}{centre}", f"{middle}{centre}-{leaf}")
        graph.add_edge(middle, "ab"[1 - side])
    texts = interval_texts(graph, ["degree", "betweenness", "closeness"])
    assert texts.keys() == set(graph)
    assert all(each.keys() == {"degree", "betweenness", "closeness"} for each in texts.values())
    ends = {node: [int(end) for end in each["betweenness"].split("-")] for node, each in texts.items()}
    assert max(ends[f"{middle}{centre}"][-1] for middle in "ab" for centre in range(4)) <= 11
    assert min(ends[node][0] for node in ends if "-" in node) >= 9
    assert texts == interval_texts(graph, ["degree", "betweenness", "closeness"])


@pytest.mark.parametrize(
    ("nodes", "ties", "scenarios", "resamples", "names", "parts"),
    [
        (20, 100, 10, 200, ("degree", "betweenness"), 10),
        (100, 1_000, 0, 69, ("degree", "betweenness"), 0),  # 1 s / (1,100 x 4e-7 s + 100,000 x 1.4e-7 s)
        (100, 1_000, 10, 59, ("degree", "betweenness"), 10),
        (100, 1_000, 60, 69, ("degree", "betweenness"), 0),
        (4_000, 12_000, 0, 156, ("degree",), 0),  # 1 s / (16,000 x 4e-7 s)
        (1_000, 3_000, 0, 200, ("degree",), 0),
        (90_000, 900_000, 5, 20, ("degree",), 0),
    ],
)
def test_a_page_checks_as_much_as_its_time_allows_and_says_what_not(
    nodes: int, ties: int, scenarios: int, resamples: int, names: tuple[str, ...], parts: int
) -> None:
    given = [without("source", str(number), "p1") for number in range(scenarios)]
    made = plan(nodes, ties, ["degree", "betweenness", "community"], given)
    assert (made.checks.resamples, made.names, len(made.scenarios)) == (resamples, names, parts)
    fewer = resamples < 200
    assert made.checks.carriers == (not made.remark)
    assert ("The network is large" in made.remark.en) == (fewer or "betweenness" not in names)
    assert (f"tried on {resamples} random halves" in made.remark.en) == fewer
    assert (f"仅据 {resamples} 次" in made.remark.zh) == fewer
    assert ("No source, stage or doubtful record" in made.remark.en) == (scenarios > parts)
    by_pivots = "betweenness" not in names
    assert made.estimated == (("betweenness",) if by_pivots else ())
    assert (
        f"Betweenness: ranks were tried on 20 random halves, by shortest paths from {made.pivots}" in made.remark.en
    ) == by_pivots
    assert (f"每次仅从随机抽取的 {made.pivots} 个节点搜索最短路径" in made.remark.zh) == by_pivots
    assert not by_pivots or 10 <= made.pivots <= 50
    assert "No source, stage" in plan(4_000, 12_000, ["degree"], None).remark.en


@needs("frames")
def test_bundled_data(knowledge: KnowledgeGraph) -> None:
    """Tongxiang has 4 partners of 7 districts in 7 of 8 partnerships, all signed but one."""
    report = knowledge.rank("region-region", ["strength"], resamples=100, nulls=10, level="county")
    frame = report.frame()
    assert frame.iloc[0][["label_en", "rank", "value"]].tolist() == ["Tongxiang", 1, 7]
    assert frame.attrs["partnerships"] == 8
    assert report.result.dropped == 4
    assert report.result.empty[0].name.en.startswith("[Zhejiang Online")


@pytest.mark.parametrize("projection", ["region-region", "institution-institution", "party-partnership"])
def test_arrays_and_networkx_graphs_are_ranked_alike(projection: str, knowledge: KnowledgeGraph) -> None:
    arrays = project_ties(knowledge.store, projection)
    graph = TieTable.of(knowledge.project(projection))
    for name in ("nodes", "partnerships"):
        assert getattr(arrays, name) == getattr(graph, name)
    assert np.array_equal(arrays.mode, graph.mode)
    for name in ("tails", "heads", "partnership", "weights"):
        assert getattr(arrays, name).tolist() == getattr(graph, name).tolist()
    if arrays.mode is not None:
        assert {arrays.attributes[arrays.nodes[place]]["bipartite"] for place in arrays.tails} == {0}


@pytest.mark.parametrize("shared", [True, False])
def test_what_ties_a_pair_is_summed_without_a_rounding_error(shared: bool) -> None:
    """Against sums that are rounded once (fsum), tie by tie; where all variants have the same ties, and where not."""
    draw = np.random.default_rng(2)
    tails, heads = draw.integers(0, 9, (2, 1 if shared else 4, 90))
    keep = draw.random((4, 90)) < 0.8
    weights = draw.choice([1.0, 1 / 2, 1 / 3, 1 / 7, 1e6], (1, 90))
    stack = Stack.of(Variants(tuple(range(9)), tails, heads, weights, keep, np.arange(90)))
    for row in range(4):
        ends = np.sort([tails[row % len(tails)], heads[row % len(heads)]], axis=0)
        for place, pair in enumerate(zip(stack.tails.tolist(), stack.heads.tolist(), strict=True)):
            ours = (ends[0] == pair[0]) & (ends[1] == pair[1]) & keep[row]
            assert stack.strength[row, place] == pytest.approx(math.fsum(weights[0, ours].tolist()), rel=1e-16)


def test_two_modes_and_low_values_are_said(knowledge: KnowledgeGraph) -> None:
    report = knowledge.rank("region-sector", ["constraint"], resamples=5, nulls=0)
    told = " ".join(remark.en for remark in report.remarks)
    assert "two modes" in told
    assert "Constraint: low values come first." in told


@needs("frames")
def test_a_graph_without_data(empty: KnowledgeGraph) -> None:
    report = empty.rank("region-region")
    assert report.rows == ()
    assert len(report.frame()) == 0
