"""Why a column is blank: which queries have a blank is known from SPARQL's rules, and checked beside the remark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.answers.queries import answer
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text
from tests.support import Outcome

Run = Callable[..., Outcome]

DATA = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:a> <x:n> 4 ; <x:by> 0 ; <x:day> "2020-01-31"^^xsd:date ; <x:knows> <x:b> .
<x:b> <x:n> 6 ; <x:by> 2 ; <x:day> "2020-03-01"^^xsd:date ; <x:text> "six" ."""
DAYS = "SELECT ({0} AS ?x) {{ ?s <x:day> ?d }}"
# A query with a column ?x, how many of its cells are blank and of how many, and a word of the way out.
TOLD = {
    "SELECT (GROUP_CONCAT(?s) AS ?x) { ?s <x:n> ?n }": (1, 1, "COALESCE(STR(?v)"),
    "SELECT (GROUP_CONCAT(DISTINCT ?n; SEPARATOR=', ') AS ?x) { ?s <x:n> ?n }": (1, 1, "COALESCE(STR(?v)"),
    "SELECT (GROUP_CONCAT(?t) AS ?x) { ?s <x:n> ?n OPTIONAL { ?s <x:text> ?t } }": (1, 1, "COALESCE(STR(?v)"),
    "SELECT (sum(?m) AS ?x) { ?s <x:n> ?n OPTIONAL { ?s <x:none> ?m } }": (1, 1, "COALESCE(?v, 0)"),
    "SELECT (AVG(?t) AS ?x) { ?s <x:text> ?t }": (1, 1, "isNumeric"),
    "SELECT (MIN(?n) AS ?x) { ?s <x:none> ?n }": (1, 1, "FILTER(BOUND(?v))"),
    "SELECT ?s (CONCAT(?s, 'a') AS ?x) { ?s <x:n> ?n }": (2, 2, "STR()"),
    "SELECT * { ?s <x:n> ?n ; <x:by> ?by BIND(?n / ?by AS ?x) }": (1, 2, "zero"),
    "SELECT ?x { ?s <x:text> ?t BIND(xsd:integer(?t) AS ?x) }": (1, 1, "cast"),
    DAYS.format("?d + 1"): (2, 2, "subtract the negative duration"),
    "SELECT ?x { { SELECT (CONCAT(?s) AS ?x) { ?s <x:n> ?n } } }": (2, 2, "STR()"),
    "SELECT (ABS(?s) AS ?x) { ?s <x:n> ?n } # OPTIONAL {": (2, 2, "An argument"),
}
SILENT = [
    "SELECT ?s ?t { ?s <x:n> ?n OPTIONAL { ?s <x:text> ?t } }",
    "SELECT ?s ?x { ?s <x:n> ?n OPTIONAL { ?s <x:text> ?t BIND(UCASE(?t) AS ?x) } }",
    "SELECT ?s (UCASE(?t) AS ?x) { ?s <x:n> ?n OPTIONAL { ?s <x:text> ?t } }",
    "SELECT ?x { { ?s <x:n> ?n } UNION { ?s <x:text> ?t BIND(UCASE(?t) AS ?x) } }",
    "SELECT (COALESCE(?a, ?b) AS ?x) { ?s <x:n> ?n }",
    "SELECT (?t AS ?x) { ?s <x:n> ?n OPTIONAL { ?s <x:text> ?t } }",
    "SELECT (IF(?n > 4, ?n, ?none) AS ?x) { ?s <x:n> ?n }",
    "SELECT ?n (fn:parameter('none') AS ?x) { ?s <x:n> ?n }",
    "SELECT ('(CONCAT(?s) AS ?none)' AS ?x) ?none { ?s <x:n> ?n }",
    "SELECT (GROUP_CONCAT(STR(?s)) AS ?x) { ?s <x:n> ?n }",
    "SELECT (SUM(?n) AS ?x) (COUNT(*) AS ?y) { ?s <x:n> ?n }",
    "SELECT (SUM(?n) AS ?x) { ?s <x:none> ?n }",
    "ASK { BIND(1/0 AS ?x) }",
]


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    (tmp_path / "g.ttl").write_text(DATA)
    store = TripleStore()
    store.load(tmp_path / "g.ttl")
    return KnowledgeGraph(store)


def told(graph: KnowledgeGraph, query: str, form: str) -> list[Text]:
    found: list[Text] = []
    answer(graph.store, query, form, found.append)
    return found


@pytest.mark.parametrize("query", TOLD)
def test_a_blank_is_told_with_its_cause(query: str, graph: KnowledgeGraph) -> None:
    blank, total, fix = TOLD[query]
    assert [row["x"] for row in graph.store.select(query)].count(None) == blank
    for form in ("table", "csv", "md", "json", "xml", "tsv"):
        (remark,) = told(graph, query, form)
        assert remark.en.startswith(f"?x is blank in {blank} of {total} row")
        assert remark.zh.startswith(f"?x在{total}行中有{blank}行为空")
        assert fix in remark.en
    assert graph.query(query).remarks == (remark,)


@pytest.mark.parametrize("query", SILENT)
def test_a_blank_that_is_meant_is_not_told(query: str, graph: KnowledgeGraph) -> None:
    assert told(graph, query, "json") == []
    assert graph.query(query).remarks == ()


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("SELECT (GROUP_CONCAT(COALESCE(STR(?n), '')) AS ?x) { ?s <x:n> ?n } ", {"4 6", "6 4"}),
        ("SELECT (SUM(COALESCE(?t, 0)) AS ?x) { ?s <x:n> ?n OPTIONAL { ?s <x:none> ?t } }", {"0"}),
        (DAYS.format('?d - xsd:yearMonthDuration("-P1Y")'), {"2021-01-31", "2021-03-01"}),
        (DAYS.format('?d - xsd:dayTimeDuration("-P1D")'), {"2020-02-01", "2020-03-02"}),
    ],
)
def test_the_way_out_leads_out(query: str, values: set[str], graph: KnowledgeGraph) -> None:
    assert {str(row[0]) for row in graph.query(query)} <= values
    assert graph.query(query).remarks == ()


def test_on_the_command_line_the_remark_is_beside_the_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(DATA)
    outcome = run("query", "-g", "g.ttl", "SELECT (GROUP_CONCAT(?s) AS ?x) { ?s <x:n> ?n }", "-f", "csv")
    assert outcome.code == 0
    assert "blank" not in outcome.out
    assert "?x is blank in 1 of 1 row:" in outcome.err
    assert "?x在1行中有1行为空" in outcome.err
