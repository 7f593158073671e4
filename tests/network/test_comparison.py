"""Two networks compared: small ones of which every value is worked out by hand, and the bundled data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.network.analyses.comparison import compare, comparison_report
from tests.support import Outcome, needs

Run = Callable[..., Outcome]

# The machine may be busy with other things.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def network(text: str, **attributes: object) -> nx.MultiGraph:
    """Ties such as "ab ac ac": each of weight 1 and a partnership of its own."""
    graph: nx.MultiGraph = nx.MultiGraph(**attributes)
    for number, (tail, head) in enumerate(text.split()):
        graph.add_edge(tail, head, f"p{number}", partnership=f"p{number}", weight=1.0)
    return graph


# Strengths: a 4, b 3, c 2, d 1 and then b 3, a 2, c 1, e 2.
FIRST = network("ab ab ac ad bc")
SECOND = network("ab ab be ce")


def test_values_ranks_and_changes() -> None:
    found = compare(FIRST, SECOND, ["strength"])
    told = {row.node: (*row.values, *row.ranks) for row in found.standings["strength"]}
    assert told == {
        "b": (3, 3, 2, 1),
        "a": (4, 2, 1, 2),
        "e": (None, 2, None, 2),
        "c": (2, 1, 3, 4),
        "d": (1, None, 4, None),
    }
    assert [row.node for row in found.standings["strength"]] == ["b", "a", "e", "c", "d"]
    rows = comparison_report(found).records()
    assert [(row["change"], row["places_gained"], row["presence_en"]) for row in rows] == [
        (0, 1, "both"),
        (-2, -1, "both"),
        (None, None, "only second"),
        (-1, -1, "both"),
        (None, None, "only first"),
    ]


def test_ties_that_stay_come_and_go() -> None:
    found = compare(FIRST, SECOND, ["degree"])
    assert found.kept == (("a", "b"),)
    assert found.new == (("b", "e"), ("c", "e"))
    assert found.lost == (("a", "c"), ("a", "d"), ("b", "c"))
    assert found.jaccard == pytest.approx(1 / 6)
    first, second = found.sides
    assert (first.nodes, first.ties, first.partnerships, first.density, first.strength) == (4, 4, 5, 4 / 6, 5)
    assert (second.nodes, second.ties, second.partnerships, second.density, second.strength) == (4, 3, 4, 3 / 6, 4)


def test_rank_correlations_by_hand() -> None:
    """Ranks of a, b, c: 1, 2, 3 and 2, 1, 4: as 1, 2, 3 and 2, 1, 3. d2 = 1 + 1: 1 - 6 * 2 / 24; 2 of 3 pairs agree."""
    agreement = compare(FIRST, SECOND, ["strength"]).agreements["strength"]
    assert agreement.nodes == 3
    assert agreement.spearman == pytest.approx(0.5)
    assert agreement.kendall == pytest.approx(1 / 3)


def test_ranks_that_cannot_be_correlated() -> None:
    """A cycle has all alike; two networks without a common node have none to compare."""
    for first, second, nodes in ((network("ab bc ca"), FIRST, 3), (network("xy"), FIRST, 0), (network(""), FIRST, 0)):
        found = compare(first, second, ["degree"])
        assert (found.agreements["degree"].nodes, found.agreements["degree"].spearman) == (nodes, None)
        assert "cannot be correlated" in comparison_report(found).remarks[-1].en


def test_nothing_against_nothing() -> None:
    found = compare(network(""), network(""))
    assert found.jaccard is None
    report = comparison_report(found)
    assert report.rows == ()
    assert report.remarks[0].en == "first: nothing is tied."


def test_density_of_two_modes_counts_pairs_across() -> None:
    graph = network("ax ay bx", bipartite=True)
    nx.set_node_attributes(graph, {"a": 0, "b": 0, "x": 1, "y": 1}, "bipartite")
    assert compare(graph, graph).sides[0].density == 3 / 4


@settings(UNHURRIED, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_a_network_is_like_itself(ties: list[tuple[str, str]]) -> None:
    graph = network(" ".join(map("".join, ties)))
    found = compare(graph, graph)
    assert found.new == found.lost == ()
    assert found.jaccard in (1, None)
    for agreement in found.agreements.values():
        assert agreement.spearman is None or agreement.spearman == pytest.approx(1)
    for rows in found.standings.values():
        assert all(row.values[0] == row.values[1] and row.ranks[0] == row.ranks[1] for row in rows)


def test_wrong_measures() -> None:
    with pytest.raises(UsageError, match="no-such"):
        compare(FIRST, SECOND, ["no-such"])
    with pytest.raises(UsageError, match="community"):
        compare(FIRST, SECOND, ["community"])


@needs("frames")
def test_two_periods_of_the_bundled_data(knowledge: KnowledgeGraph) -> None:
    """By the end of 2016 nothing is claimed of a pair of counties; by the end of 2017 eight partnerships are."""
    report = knowledge.compare(
        "region-region", {"as-of": "2016-12-31"}, {"as_of": "2017-12-31"}, ["degree"], level="county"
    )
    assert report.about["first_network"]["nodes"] == 0
    assert report.about["second_network"]["partnerships"] == 8
    assert len(report.frame()) == 7
    assert set(report.frame()["presence_en"]) == {"only as_of=2017-12-31"}


@needs("frames")
def test_a_graph_without_data(empty: KnowledgeGraph) -> None:
    report = empty.compare("region-region", {"sector": "health"}, {"sector": "education"})
    assert report.rows == ()
    assert len(report.frame()) == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_ranks_stand_on_a_screen_of_100_columns(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    sides = ("--first", "as-of=2016-12-31", "--second", "as-of=2017-12-31")
    done = run("compare", "region-region", *sides, "--graph", built, "--lang", language)
    heading = " ".join(done.out.split("──")[0].split())
    assert heading.count({"en": "Rank", "zh": "名次"}[language]) == {"en": 2, "zh": 3}[language]
    if language == "zh":
        assert "as-of" not in done.out + done.err
        assert "“截至2016-12-31”：2 个节点" in done.err


def test_codes_are_words_in_chinese(run: Run, built: Path) -> None:
    done = run(
        "compare",
        "region-region",
        "--first",
        "sector=health",
        "--second",
        "sector=education",
        "--lang",
        "zh",
        "-g",
        built,
    )
    assert "“医疗卫生”" in done.err
    assert "按区县归并" in done.err
    assert "health" not in done.out + done.err
    assert "county" not in done.out + done.err
