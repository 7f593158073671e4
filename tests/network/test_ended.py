"""Partnerships that have ended are in no network of a later day, and that is said with their number.

Four counties a, b, c, d. Worked out by hand from the days of the claims:

    ab  signed 2015-01-01, operating 2016-01-01
    bc  signed 2015-03-01, terminated 2017-05-01, said again 2018-01-01
    cd  operating 2014-06-01, terminated 2015-06-01, operating again 2016-06-01
    ad  signed 2016-01-01, suspended 2017-01-01
    ac  completed 2016-03-01
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.network.export import export
from kg.pipeline import load_ontology
from kg.vocabulary import DEFAULT_BASE, PREFIXES
from tests.support import Outcome

Run = Callable[..., Outcome]

STEPS = {
    "ab": [("signed", "2015-01-01"), ("operating", "2016-01-01")],
    "bc": [("signed", "2015-03-01"), ("terminated", "2017-05-01"), ("terminated", "2018-01-01")],
    "cd": [("operating", "2014-06-01"), ("terminated", "2015-06-01"), ("operating", "2016-06-01")],
    "ad": [("signed", "2016-01-01"), ("suspended", "2017-01-01")],
    "ac": [("completed", "2016-03-01")],
}
LIVING = {"ab", "cd", "ad", "ac"}
#: A stage that is over and comes no further than "operating", and so decides nothing beside it.
LAPSED = """
stage:lapsed a pk:Stage ; skos:notation "lapsed" ; pk:order 60 ; pk:ended true ;
    skos:inScheme <https://w3id.org/partnership-kg/code/stage> .
"""


def graph_of(steps: dict[str, list[tuple[str, str]]], folder: Path, more: str = "") -> KnowledgeGraph:
    own = {"r": f"{DEFAULT_BASE}region/", "p": f"{DEFAULT_BASE}partnership/", "c": f"{DEFAULT_BASE}stage/"}
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in {**PREFIXES, **own}.items()]
    lines += [
        f'r:{name} a pk:AdministrativeRegion ; pk:level level:county ; skos:prefLabel "{name}"@en .' for name in "abcd"
    ]
    for name, claims in steps.items():
        parts = " , ".join(f"p:{name}-{end}" for end in name[:2])
        lines += [f"p:{name}-{end} a pk:Participation ; pk:party r:{end} ." for end in name[:2]]
        lines.append(f"p:{name} a pk:Agreement , pk:Partnership ; pk:sector sector:health ; pk:participation {parts} .")
        for number, (stage, day) in enumerate(claims):
            day, _, precision = day.partition(" ")
            lines.append(
                f"c:{name}{number} a pk:StageClaim , pk:Claim ; pk:about p:{name} ; pk:stage stage:{stage} ; "
                f'pk:asOf "{day}"^^xsd:date ; pk:asOfPrecision date-precision:{precision or "day"} .'
            )
    path = folder / "graph.ttl"
    path.write_text("\n".join([*lines, more]), encoding="utf-8")
    store = TripleStore()
    store.load(path)
    load_ontology(store)
    derive(store)
    return KnowledgeGraph(store)


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    return graph_of(STEPS, tmp_path)


def tied(network: Any) -> set[str]:
    return {key.rpartition("/")[2] for *_, key in network.edges(keys=True)}


def told(report: Any) -> list[str]:
    return [remark.en for remark in report.remarks if "ended=true" in remark.en]


def test_a_network_leaves_them_out_and_says_how_many(graph: KnowledgeGraph) -> None:
    network = graph.project("region-region")
    assert tied(network) == LIVING
    assert network.graph["ended_left_out"] == 1
    assert network.graph["left_out"] == network.graph["filtered_out"] == 0
    everything = graph.project("region-region", ended=True)
    assert tied(everything) == {*LIVING, "bc"}
    assert everything.graph["ended_left_out"] == 0
    # With a filter that leaves it out anyhow, it is left out once.
    filtered = graph.project("region-region", since="2016-01-01").graph
    assert (filtered["filtered_out"], filtered["ended_left_out"]) == (3, 0)


@pytest.mark.parametrize(
    ("day", "there", "over"),
    [
        ("2014-12-31", {"cd"}, 0),
        ("2015-05-31", {"ab", "bc", "cd"}, 0),
        ("2015-12-31", {"ab", "bc"}, 1),
        ("2017-04-30", {"ab", "bc", "cd", "ad", "ac"}, 0),
        ("2017-05-01", LIVING, 1),
    ],
)
def test_a_day_has_what_had_not_ended_by_then(graph: KnowledgeGraph, day: str, there: set[str], over: int) -> None:
    network = graph.at(day).project("region-region")
    assert tied(network) == there
    assert network.graph["ended_left_out"] == over


def test_every_report_says_it(graph: KnowledgeGraph) -> None:
    said = ["1 partnership has ended and is left out; ended=true keeps it."]
    for report in (
        graph.measure_report("region-region", ["degree"]),
        graph.rank("region-region", ["degree"], resamples=10, nulls=10),
        graph.weakpoints("region-region"),
        graph.dependence("region-region"),
        graph.communities("region-region"),
        graph.suggest("region-region", "b"),
        graph.mixing("region-region", by="kind"),
        graph.brokerage("region-region", by="kind"),
        graph.multiplex("region-region"),
        graph.plot("heatmap", "region-region", by="kind"),
        graph.plot("ranks", "region-region", measure="degree"),
    ):
        assert told(report) == said
    compared = graph.compare("region-region", {"as-of": "2016-12-31"}, {"as-of": "2017-12-31"}, ["degree"])
    assert told(compared) == ["as-of=2017-12-31: 1 partnership has ended and is left out; ended=true keeps it."]
    assert compared.as_dict()["ties"]["lost"] == [[f"{DEFAULT_BASE}region/b", f"{DEFAULT_BASE}region/c"]]


def test_what_hangs_on_one_node_alone(graph: KnowledgeGraph) -> None:
    # Without bc, b hangs on a alone; with it, every node is on a ring.
    def points(**parameters: Any) -> list[str]:
        rows = graph.weakpoints("region-region", **parameters).records()
        return [row["node"].rpartition("/")[2] for row in rows if row["articulation"]]

    assert points() == ["a"]
    assert points(ended=True) == []


def test_naming_stages_decides(graph: KnowledgeGraph) -> None:
    assert tied(graph.project("region-region", stage="terminated")) == {"bc"}
    assert tied(graph.project("region-region", stage="terminated", ended=False)) == set()
    assert tied(graph.project("region-region", minStage="signed")) == LIVING
    with pytest.raises(UsageError, match="ended must be of type boolean, not 'perhaps'"):
        graph.project("region-region", ended="perhaps")


def test_gexf_spells(graph: KnowledgeGraph) -> None:
    read = nx.read_gexf(io.BytesIO(export(graph.project("region-region", ended=True), "gexf")))
    ends = {data["partnership"].rpartition("/")[2]: data for *_, data in read.edges(data=True)}
    assert (ends["bc"]["start"], ends["bc"]["end"]) == ("2015-03-01", "2017-05-01")
    # networkx writes None as a text when it reads a spell without an end.
    assert ends["cd"]["spells"] == [("2014-06-01", "2015-06-01"), ("2016-06-01", "None")]
    assert ends["ab"]["start"] == "2015-01-01"
    assert "end" not in ends["ab"]
    # The other formats say it too, where there is something to say.
    content = export(graph.project("region-region", ended=True), "csv").decode()
    header, *rows = (line.split(",") for line in content.splitlines())
    ended = {row[header.index("partnership")].rpartition("/")[2]: row[header.index("ended")] for row in rows}
    assert {name: day for name, day in ended.items() if day} == {"bc": "2017-05-01"}
    assert "ended" not in export(graph_without_ends(graph), "csv").decode()


def graph_without_ends(graph: KnowledgeGraph) -> Any:
    return graph.at("2014-12-31").project("region-region")


def test_slices_have_what_had_not_ended_by_the_last_day_of_the_year(graph: KnowledgeGraph) -> None:
    found = graph.slices("region-region")
    assert {year: tied(part) for year, part in found.items()} == {
        "2014": {"cd"},
        "2015": {"ab", "bc"},
        "2016": {"ab", "bc", "cd", "ad", "ac"},
        "2017": LIVING,
    }
    assert {year: part.graph["ended_left_out"] for year, part in found.items()} == {
        "2014": 0,
        "2015": 1,
        "2016": 0,
        "2017": 1,
    }
    kept = graph.slices("region-region", ended=True)
    assert {year: part.number_of_edges() for year, part in kept.items()} == {"2014": 1, "2015": 3, "2016": 5}


@pytest.mark.parametrize(
    ("steps", "is_over"),
    [
        # The year holds the day: which came first is not known, and the stage furthest on is taken.
        ([("operating", "2017-06-01"), ("terminated", "2017-12-31 year")], True),
        ([("terminated", "2017-06-01"), ("operating", "2018-12-31 year")], False),
        # Two stages are current, and only one of them ends it.
        ([("operating", "2017-06-01"), ("lapsed", "2017-06-01")], False),
        ([("lapsed", "2017-06-01")], True),
    ],
)
def test_what_is_not_known_to_be_over_stays(steps: list[tuple[str, str]], is_over: bool, tmp_path: Path) -> None:
    graph = graph_of({"ab": steps}, tmp_path, LAPSED)
    assert graph.project("region-region").graph["ended_left_out"] == is_over
    data = next(iter(graph.project("region-region", ended=True).edges(data=True)))[2]
    assert ("ended" in data) == is_over


def partners(graph: KnowledgeGraph, party: str, **parameters: Any) -> dict[str, str]:
    answer = graph.ask("partners", party=party, **parameters)
    return {row["partner"]["en"]: row["partnerships"] for row in answer.records()}


def test_questions_leave_them_out_too(graph: KnowledgeGraph) -> None:
    assert partners(graph, "b") == {"a": "1"}
    assert partners(graph, "b", ended=True) == {"a": "1", "c": "1"}
    assert partners(graph.at("2017-04-30"), "b") == {"a": "1", "c": "1"}
    assert told(graph.ask("partners", party="b")) == [
        "Partnerships left out because they have ended: 1. ended=true keeps them."
    ]
    assert told(graph.ask("partners", party="a")) == []  # none of its own has ended
    assert told(graph.ask("partners", party="b", ended=True)) == []
    regions = {row["region"]["en"]: row["partnerships"] for row in graph.ask("regions").records()}
    assert regions == {"a": "3", "b": "1", "c": "2", "d": "2"}
    (sector,) = graph.ask("sectors").records()
    assert (sector["partnerships"], sector["delivered"]) == ("4", "3")  # ab, cd and ac; ad is suspended
    lost = {row["partnership"]["iri"].rpartition("/")[2] for row in graph.ask("if-withdrawn", party="b").records()}
    assert lost == {"ab"}


def test_a_region_whose_partnerships_have_all_ended_has_none(tmp_path: Path) -> None:
    graph = graph_of({"ab": STEPS["bc"], "cd": STEPS["ab"]}, tmp_path)
    alone = [row["region"]["en"] for row in graph.ask("regions-without-ties").records()]
    assert alone == ["a", "b"]
    assert told(graph.ask("regions-without-ties")) != []


def test_the_command_says_it(run: Run, graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "made.ttl"
    path.write_text(graph.turtle(), encoding="utf-8")
    network = run("network", "region-region", "-g", path, "--lang", "en")
    assert "1 partnership has ended and is left out; ended=true keeps it." in network.err
    kept = run("network", "region-region", "-g", path, "-p", "ended=true", "--lang", "en")
    assert "ended" not in kept.err
    sliced = run("network", "region-region", "-g", path, "--slices", "year", "-f", "gexf", "-o", tmp_path / "t.gexf")
    assert "by year: 2015: 1, 2017: 1; ended=true keeps them." in sliced.err
    asked = run("ask", "partners", "-p", "party=b", "-g", path, "--lang", "zh")
    assert "因已终结而未计入的合作：1 项" in asked.err
