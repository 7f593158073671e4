"""What a graph is called: by its data sets together, and by what of a larger graph it is."""

from __future__ import annotations

import pyoxigraph as ox

from kg.answers.datasets import DataSetTitle, data_set, scoped
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.answers.reporting import turtle

FIRST = """
id-dataset:a a pk:DataSet ; dcterms:title "Rivers"@en , "河流"@zh ; owl:versionInfo "1.0.0" ;
  dcterms:license <https://example.org/by> .
"""
SECOND = """
id-dataset:b a pk:DataSet ; dcterms:title "Ports"@en , "港口"@zh ; owl:versionInfo "2.0.0" ;
  dcterms:license <https://example.org/by> .
"""


def named(body: str, *scope: Text) -> DataSetTitle:
    store = TripleStore()
    store.add(quad.triple for quad in ox.parse(turtle(body).encode(), format=ox.RdfFormat.TURTLE))
    return data_set(store, scope)


def test_one_data_set_gives_its_own_title_version_and_licence() -> None:
    assert named(FIRST) == DataSetTitle(Text("Rivers", "河流"), "1.0.0", "https://example.org/by")


def test_several_are_named_together_and_agree_or_say_nothing() -> None:
    assert named(FIRST + SECOND) == DataSetTitle(Text("Rivers; Ports", "河流；港口"), "", "https://example.org/by")


def test_what_another_builds_on_is_not_named() -> None:
    assert named(FIRST + SECOND + "id-dataset:a dcterms:requires id-dataset:b .").title == Text("Rivers", "河流")


def test_a_part_of_a_graph_says_which() -> None:
    day, source = Text("as of 2016", "截至2016"), Text("without s", "不含s")
    assert named(FIRST, day, source).title == Text("Rivers (as of 2016; without s)", "河流（截至2016；不含s）")
    assert named("", day).title == Text("Partnerships (as of 2016)", "合作（截至2016）")
    assert scoped(Text("", "河流"), [day]) == Text("河流 (as of 2016)", "河流（截至2016）")
    assert not named("").title


def test_the_graph_says_the_same(knowledge: KnowledgeGraph) -> None:
    part = knowledge.at("2016-12-31")
    for graph in (knowledge, part):
        assert graph.data_set() == data_set(graph.store, graph.scope).as_dict()
