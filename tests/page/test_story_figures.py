"""The six steps of the bundled story: what each sentence says, what the graph says, and what is drawn are the same.

The graph is asked here in queries of its own, which know nothing of the page's records; the page is asked for marks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import assets
from kg.knowledge_graph import KnowledgeGraph
from kg.page.story import Story, read_story
from tests.page.conftest import Open, Opened

PREFIX = "PREFIX pk: <https://w3id.org/partnership-kg/ont#> "
REGION = "https://w3id.org/partnership-kg/id/region/"
#: Where a party is: itself, where it sits, and whatever holds that.
IN = "(pk:locatedIn|pk:within)*"
SIZES = [(1440, 900), (1366, 650), (1024, 768), (768, 1024), (844, 390), (420, 900)]
LANGUAGES = ("en", "zh", "both")
COUNTIES = {"jiashan": "Jiashan", "pinghu": "Pinghu", "haiyan": "Haiyan", "haining": "Haining"}


class Graph:
    """Counts in the graph's own file."""

    def __init__(self, path: Path) -> None:
        self._store = ox.Store()
        self._store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)

    def count(self, pattern: str) -> int:
        """How many different ``?p`` a pattern has."""
        query = f"{PREFIX} SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {pattern} }}"
        (row,) = self._store.query(query, use_default_graph_as_union=True)  # type: ignore[union-attr,misc]
        return int(row["n"].value)

    def at(self, *stages: str) -> int:
        """How many partnerships are at some stages now."""
        return self.count(
            "?p pk:hasParty ?x; pk:currentStage ?s . FILTER(REPLACE(STR(?s), '^.*/', '') IN "
            f"({', '.join(repr(stage) for stage in stages)}))"
        )

    def between(self, one: str, other: str, more: str = "") -> int:
        """How many partnerships have a party in each of two regions."""
        return self.count(f"?p pk:hasParty ?a, ?b . ?a {IN} <{REGION}{one}> . ?b {IN} <{REGION}{other}> . {more}")

    def within(self, region: str) -> int:
        """How many have a party in a region."""
        return self.count(f"?p pk:hasParty ?a . ?a {IN} <{REGION}{region}>")


@pytest.fixture(scope="module")
def graph(built: Path) -> Graph:
    """The graph that the build wrote."""
    return Graph(built / "graph.nq")


@pytest.fixture(scope="module")
def story() -> Story:
    """What is told of the bundled data."""
    return read_story(next(one for one in assets.bundled_packages() if (one / "story.yaml").is_file()) / "story.yaml")


@pytest.fixture(scope="module")
def expected(graph: Graph) -> list[list[int]]:
    """The numbers of each step, counted in the graph."""
    whole = f"FILTER NOT EXISTS {{ ?b {IN} ?d . ?d pk:parentRegion <{REGION}cn-shanghai> }}"
    (six,) = {graph.between(f"cn-jiaxing-{name}", "cn-shanghai", whole) for name in COUNTIES}
    own, with_shanghai = graph.within("cn-jiaxing-tongxiang"), graph.between("cn-jiaxing-tongxiang", "cn-shanghai")
    assert graph.between("cn-jiaxing-tongxiang", "cn-shanghai", whole) == 0
    sector = "?p pk:hasParty ?a; pk:sector ?s . FILTER(STRENDS(STR(?s), '/{}')) "
    parks, health = sector.format("industrialParks"), sector.format("health")
    target = "?p a pk:Target . "
    placed = target + "FILTER EXISTS { ?p pk:origin|pk:destination|pk:via ?o } "
    return [
        [graph.count("?p pk:hasParty ?x"), graph.between("cn-jiaxing", "cn-shanghai")],
        [
            graph.at("planned"),
            graph.at("signed"),
            graph.at("underConstruction", "trialOperation"),
            graph.at("operating", "completed"),
        ],
        [six],
        [with_shanghai, own, graph.between("cn-jiaxing-tongxiang", "cn-shanghai-pudong")],
        [
            graph.count(parks),
            graph.count(f"{parks} ?a {IN} <{REGION}cn-jiaxing-tongxiang> ."),
            graph.count(health),
            graph.count(f"{health} ?a {IN} <{REGION}cn-shanghai> ."),
        ],
        [
            graph.count(target),
            graph.count(placed),
            graph.count(
                placed + "?p pk:bound ?b . FILTER(STRENDS(STR(?b), 'atLeast') || STRENDS(STR(?b), 'moreThan'))"
            ),
        ],
    ]


def test_the_numbers_of_every_sentence_are_those_of_the_graph(story: Story, expected: list[list[int]]) -> None:
    said = [
        [sorted(map(int, re.findall(r"\d+", text))) for text in (step.text.en, step.text.zh)] for step in story.steps
    ]
    assert said == [[sorted(numbers)] * 2 for numbers in expected]
    # The rest of what is told: one source, and no target that is met.
    assert "One report" in story.steps[0].text.en


def _step(open_page: Open, built: Path, number: int, lang: str, size: tuple[int, int]) -> Opened:
    return open_page((built / "network.html").read_bytes(), f"#lang={lang}&step={number}", size, first=True)


def _marks(page: Opened) -> dict[str, int]:
    """What each mark of a view says in English, and its number."""
    found = [mark["text"][0] for mark in page.run("() => kgPage.marks()")]
    return {text.rpartition(": ")[0]: int(text.rpartition(": ")[2].split()[0]) for text in found if ": " in text}


def _joined(one: str, other: str, marks: dict[str, int], sign: str) -> int:
    (found,) = {n for name, n in marks.items() if sorted(name.split(sign)) == sorted((one, other))}
    return found


def _side(page: Opened, graph: Graph, side: str) -> set[str]:
    ends = {end for arc in page.run("() => kgPage.arcs()") for end in (arc["a"], arc["b"])}
    iri = "https://w3id.org/partnership-kg/id/"
    return {
        end
        for end in ends
        if end.startswith("region/") and graph.count(f"BIND(1 AS ?p) <{iri}{end}> pk:within* <{REGION}{side}>")
    }


@pytest.mark.parametrize("size", SIZES)
def test_what_is_drawn_at_the_first_three_steps_is_what_they_say(
    open_page: Open, built: Path, graph: Graph, expected: list[list[int]], size: tuple[int, int]
) -> None:
    page = _step(open_page, built, 1, "en", size)
    assert page.run("() => kgPage.shown().deals") == expected[0][0]
    jiaxing, shanghai = _side(page, graph, "cn-jiaxing"), _side(page, graph, "cn-shanghai")
    arcs: list[dict[str, Any]] = page.run("() => kgPage.arcs()")
    ties = [arc["count"] for arc in arcs if {arc["a"] in jiaxing, arc["b"] in jiaxing} == {True, False}
            and {arc["a"] in shanghai, arc["b"] in shanghai} == {True, False}]  # fmt: skip
    assert sum(ties) == expected[0][1]

    page = _step(open_page, built, 2, "en", size)
    drawn = [key for key in page.run("() => kgPage.drawn()") if key.startswith("partnership/")]
    assert len(drawn) == expected[1][0]

    for lang in LANGUAGES:
        # Each of the four has its number on the map, in whatever window.
        page = _step(open_page, built, 3, lang, size)
        ends = page.run(
            "() => kgPage.marks().filter((mark) => mark.lights.length === 2).map((mark) => [mark.lights, mark.text[0]])"
        )
        numbers = {
            (set(keys) - {"region/cn-shanghai"}).pop(): int(text.rpartition(": ")[2].split()[0])
            for keys, text in ends
            if "region/cn-shanghai" in keys
        }
        assert numbers == {f"region/cn-jiaxing-{name}": expected[2][0] for name in COUNTIES}, (lang, size)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_drawn_at_the_last_three_steps_is_what_they_say(
    open_page: Open, built: Path, expected: list[list[int]], size: tuple[int, int]
) -> None:
    page = _step(open_page, built, 4, "en", size)
    marks = _marks(page)
    to = {name.split(" × ")[1]: n for name, n in marks.items() if name.startswith("Tongxiang × ")}
    eight, nine, pudong = expected[3]
    assert (sum(to.values()), to["Pudong New Area"], "Shanghai" in to) == (eight, pudong, False)
    # The number beside a name is all that it has, the one inside it too.
    assert marks["Tongxiang"] == nine - eight
    texts = re.findall(r">([^<]+)</text>", page.run("() => kgPage.svg()"))
    assert texts[texts.index("Tongxiang") + 1] == str(nine)

    page = _step(open_page, built, 5, "en", size)
    marks = _marks(page)
    parks, of_tongxiang, health, with_shanghai = expected[4]
    name = "Industrial parks and development zones"
    assert (marks[f"Tongxiang × {name}"], marks["Shanghai × Health care"]) == (of_tongxiang, with_shanghai)
    texts = re.findall(r">([^<]+)</text>", page.run("() => kgPage.svg()"))
    assert texts[texts.index("Health care") + 1] == str(health)
    assert texts[texts.index("Health care") - 1] == str(parks)  # the column before

    page = _step(open_page, built, 6, "en", size)
    targets = [mark["text"][0] for mark in page.run("() => kgPage.marks()") if ", Target, " in mark["text"][0]]
    ten, placed, bounds = expected[5]
    assert len(targets) == placed
    assert sum("at least" in text or "more than" in text for text in targets) == bounds
    # Those that are not drawn are counted below the drawing.
    assert f"{ten - placed} targets among them" in " ".join(page.text(".plane-note").split())


def test_no_target_is_told_as_met(knowledge: KnowledgeGraph, expected: list[list[int]]) -> None:
    states = [row["status"] for row in knowledge.ask("target-status").as_dict()["rows"]]
    assert len(states) == expected[5][0]
    assert "met" not in states
