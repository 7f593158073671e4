"""Requests: parsed once, with values of their own types; and calls that are not as they should be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.errors import UsageError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.projection.projected import read_projection
from kg.network.projection.requests import CommonParameters, ComparisonRequest, Parameters, ProjectionRequest
from kg.page.make import PageRequest
from kg.text import Text
from tests.network.conftest import REGION
from tests.network.projecting import project
from tests.support import ROOT, Outcome, needs

Run = Callable[..., Outcome]


def header(path: Path) -> dict[str, Any]:
    lines = [line[3:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#:")]
    return dict(yaml.safe_load("\n".join(lines)))


def test_keywords_are_what_the_query_files_declare() -> None:
    """Against the headers themselves; ``weight``, ``minWeight`` and ``direction`` stand in no file."""
    folder = ROOT / "ontology"
    files = [
        *(folder / "projections").rglob("*.rq"),
        *(folder / "parts" / f"{n}.rq" for n in ("ended", "roll-up", "wanted-levels")),
    ]
    declared = {name for path in files for name in header(path).get("parameters", {})} | {
        "weight",
        "minWeight",
        "direction",
    }
    assert declared == Parameters.__optional_keys__
    told = f"{CommonParameters.__doc__}{Parameters.__doc__}"
    assert not [name for name in declared if f"        {name}: " not in told]


OWN = """#: title: {en: Own, zh: 自定}
#: parameters:
#:   called: {type: string, several: true, en: names, zh: 名称}
SELECT ?partnership ?party (?party AS ?node)
WHERE { ?partnership pk:hasParty ?party FILTER(fn:among("called", "Health, sport")) }
"""


def test_the_items_of_a_list_may_hold_commas(store: TripleStore, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text(OWN, encoding="utf-8")
    graph = project(store, path, called=["Health, sport", "ports"])
    assert graph.number_of_edges() > 0
    assert graph.graph["params"] == {"called": "Health, sport,ports"}
    # A text is two names, as the command line has no lists.
    assert project(store, path, called="Health, sport").number_of_edges() == 0
    # A parameter of one's own may have any name in a request.
    assert KnowledgeGraph(store).project(ProjectionRequest(path, {"called": ("Health, sport",)})).number_of_edges() > 0


def test_values_keep_their_types(store: TripleStore) -> None:
    typed = project(store, "region-region", coarser=True, since=date(2015, 1, 1), minWeight=Decimal("0.5"), sector=None)
    told = project(store, "region-region", coarser="true", since="2015-01-01", minWeight="0.5")
    assert sorted(typed.edges(keys=True)) == sorted(told.edges(keys=True))
    assert typed.number_of_edges() > 0
    expected = {"coarser": "true", "level": "county", "minWeight": "0.5", "since": "2015-01-01"}
    assert typed.graph["params"] == told.graph["params"] == expected


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"side": [f"{REGION}jiaxing", f"{REGION}pudong"]}, "side takes one value, not 2"),
        ({"sector": []}, "sector is empty"),
        ({"sector": ["health", " "]}, "sector is empty"),
        ({"name": "x"}, "region-region has no parameter 'name'"),
        ({"store": "x"}, "region-region has no parameter 'store'"),
        ({"title": "x"}, "region-region has no parameter 'title'"),
    ],
)
def test_values_that_cannot_be(store: TripleStore, parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        KnowledgeGraph(store).project("region-region", **parameters)


def test_a_text_where_a_list_is_meant(knowledge: KnowledgeGraph) -> None:
    said = r"A list of measures is needed, not 'degree'. Write \['degree'\]"
    for call in (knowledge.measure, knowledge.measure_report, knowledge.rank):
        with pytest.raises(UsageError, match=said):
            call("region-region", "degree")
    with pytest.raises(UsageError, match=said):
        knowledge.compare("region-region", {"sector": "health"}, {"sector": "education"}, "degree")
    with pytest.raises(UsageError, match=r"A list of measures is needed, not '3'"):
        knowledge.measure("region-region", 3)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"A list of texts is needed, not 'article.txt'"):
        knowledge.explain("Haiyan", texts=Path("article.txt"))  # type: ignore[arg-type]


def test_sides_are_given_by_name(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"The first of the two networks is \['sector=health'\]. Give its parameters"):
        knowledge.compare("region-region", ["sector=health"], {"sector": "education"})  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="The second of the two networks is 'sector'"):
        knowledge.compare("region-region", {"sector": "health"}, "sector")  # type: ignore[arg-type]


def test_a_comparison_tells_its_sides_apart() -> None:
    common = ProjectionRequest("region-region", {"level": "city", "kind": None})
    first, second = ComparisonRequest.of(
        common, {"sector": ["health", "sport"], "as_of": date(2016, 12, 31)}, {"known-by": "2017", "coarser": True}
    ).sides
    assert (first.name, second.name) == ("sector=health,sport, as_of=2016-12-31", "known-by=2017, coarser=true")
    assert first.request == ProjectionRequest("region-region", {"level": "city", "sector": ["health", "sport"]})
    assert (first.as_of, first.known_by, first.whole) == (date(2016, 12, 31), None, False)
    assert (second.as_of, second.known_by) == (None, "2017")
    assert second.request.texts() == {"coarser": "true", "level": "city"}
    with pytest.raises(UsageError, match="level is given for both networks and for one"):
        ComparisonRequest.of(common, {"level": "county"}, {})


def test_parameters_in_a_request_and_beside_it(store: TripleStore) -> None:
    request = ProjectionRequest("region-region", {"level": "city"})
    graph = KnowledgeGraph(store).project(request, coarser=True)
    assert graph.graph["params"] == {"coarser": "true", "level": "city"}
    with pytest.raises(UsageError, match="level is given twice"):
        KnowledgeGraph(store).project(request, level="county")


class Counting:
    """A store that notes what it is asked."""

    def __init__(self, store: TripleStore) -> None:
        self.store = store
        self.asked: list[str] = []

    def columns(self, text: str, parameters: Any = None) -> Any:
        self.asked.append(text)
        return self.store.columns(text, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@pytest.mark.parametrize("name", ["region-region", "region-sector", "region-institution"])
def test_every_query_is_asked_once(store: TripleStore, name: str) -> None:
    counting: Any = Counting(store)
    parameters = {"sector": "health", "minStage": "planned", "side": f"{REGION}jiaxing", "weight": "recency"}
    projected = read_projection(counting, ProjectionRequest(name, parameters))
    projected.multigraph()
    assert len(counting.asked) >= 8
    assert len(counting.asked) == len(set(counting.asked))


@needs("plots")
def test_commands_take_a_projections_parameters_by_any_name(built: Path, run: Run) -> None:
    for command in (["network"], ["measure"], ["rank"], ["mixing"], ["plot", "chord"]):
        for name in ("name", "measures", "language", "projection"):
            told = run(*command, "region-region", "-p", f"{name}=x", "-g", built)
            assert told.code == 2
            assert f"region-region has no parameter '{name}'. It has: across, coarser" in told.err
    money = ["-p", "weight=amount", "-p", "currency=CNY", "-p", "measure=no-such"]
    for command in (["plot", "ranks"], ["rank"]):
        told = run(*command, "region-region", *money, "-g", built)
        assert told.code == 2
        assert "'no-such' is not a code of the list measure" in told.err


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda graph: graph.page(title=("a", "b", "c")), "The title is .* Give one text"),
        (lambda graph: graph.project(None), "A projection is named by a text"),
        (lambda graph: graph.project(5), "A projection is named by a text"),
        (lambda graph: graph.measure("region-region", [1]), "Among the measures is 1"),
        (lambda graph: graph.rank("region-region", [1]), "Among the measures is 1"),
        (lambda graph: graph.measure("region-region", 1), "A list of measures is needed"),
        (lambda graph: graph.plot("ranks", "region-region", measure=["degree"]), "one measure"),
        (lambda graph: graph.rank("region-region", seed="a"), "seed is 'a'. Give a number"),
        (lambda graph: graph.rank("region-region", resamples="10"), "resamples is '10'. Give a number"),
        (lambda graph: graph.project("region-region", level=[["county"]]), "parameter level is .'county'."),
        (lambda graph: graph.project("region-region", sector={"a": 1}), "parameter sector is"),
        (lambda graph: graph.project("region-region", sector=[None]), "parameter sector is None"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(knowledge: KnowledgeGraph, call: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        call(knowledge)


def test_one_title_is_that_of_both_languages() -> None:
    assert PageRequest.of("XY", "both", None, {}).title == Text("XY", "XY")
