"""The user's own SPARQL: every format is read back by a parser that is not ours."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import Result

from kg.errors import QueryError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, OUTPUTS, Outcome

Run = Callable[..., Outcome]

SELECT = """SELECT ?region ?code ?label ?none WHERE {
  ?region pk:code ?code ; skos:prefLabel ?label FILTER(LANG(?label) = "zh" && STRSTARTS(?code, "3304"))
} ORDER BY ?code"""
# GB/T 2260, as of 2017.
CODES = {
    "330400": "嘉兴市",
    "330402": "南湖区",
    "330411": "秀洲区",
    "330421": "嘉善县",
    "330424": "海盐县",
    "330481": "海宁市",
    "330482": "平湖市",
    "330483": "桐乡市",
}
CONSTRUCT = "CONSTRUCT { ?r pk:code ?c } WHERE { ?r pk:code ?c }"
DESCRIBE = "DESCRIBE id-region:cn-shanghai"
SR = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture
def query(run: Run, built: Path) -> Callable[..., Outcome]:
    return lambda *arguments, **options: run("query", "--graph", built, *arguments, **options)


Query = Callable[..., Outcome]


def test_select_as_json(query: Query) -> None:
    content = query(SELECT, "-f", "json").json()
    assert content["head"]["vars"] == ["region", "code", "label", "none"]
    bindings = content["results"]["bindings"]
    assert {row["code"]["value"]: row["label"]["value"] for row in bindings} == CODES
    assert bindings[0]["region"] == {"type": "uri", "value": f"{ID}region/cn-jiaxing"}
    assert bindings[0]["label"]["xml:lang"] == "zh"
    assert all("none" not in row for row in bindings)


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_select_is_read_by_rdflib(form: str, query: Query) -> None:
    result = Result.parse(io.BytesIO(query(SELECT, "-f", form).stdout), format=form)
    assert {str(row.code): str(row.label) for row in result} == CODES  # type: ignore[union-attr]
    if form != "csv":
        assert {type(row.region) for row in result} == {rdflib.URIRef}  # type: ignore[union-attr]


def test_select_as_xml(query: Query) -> None:
    root = ET.fromstring(query(SELECT, "-f", "xml").stdout)
    found = [[b.findtext(f"{SR}literal") for b in row.iter(f"{SR}binding")] for row in root.iter(f"{SR}result")]
    assert {row[1]: row[2] for row in found} == CODES


def test_select_as_csv(query: Query) -> None:
    header, *rows = csv.reader(io.StringIO(query(SELECT, "-f", "csv").out, newline=""))
    assert header == ["region", "code", "label", "none"]
    assert {row[1]: row[2] for row in rows} == CODES
    assert rows[0][0] == f"{ID}region/cn-jiaxing"
    assert {row[3] for row in rows} == {""}


def test_select_as_markdown_and_as_a_table(query: Query) -> None:
    lines = query(SELECT, "-f", "md").out.splitlines()
    assert lines[:2] == ["| region | code | label | none |", "| --- | --- | --- | --- |"]
    assert lines[2] == "| id-region:cn-jiaxing | 330400 | 嘉兴市 |  |"
    table = query(SELECT).out
    assert table == query(SELECT, "-f", "table").out
    assert all(code in table and name in table for code, name in CODES.items())
    assert "id-region:cn-jiaxing-haiyan" in table


@pytest.mark.parametrize(
    ("text", "expected"), [("ASK { ?s pk:code '310000' }", True), ("ASK { ?s pk:code '0' }", False)]
)
def test_ask(text: str, expected: bool, query: Query) -> None:
    assert query(text, "-f", "json").json()["boolean"] is expected
    boolean = ET.fromstring(query(text, "-f", "xml").stdout).findtext(f"{SR}boolean")
    assert boolean == str(expected).lower()
    for form in ("table", "csv", "tsv", "md"):
        assert query(text, "-f", form).out == f"{str(expected).lower()}\n"


@pytest.mark.parametrize("text", [CONSTRUCT, DESCRIBE])
def test_graphs_are_the_same_in_every_format(text: str, query: Query) -> None:
    by_rdflib = {
        form: set(rdflib.Graph().parse(data=query(text, "-f", form).stdout, format=name))
        for form, name in (("turtle", "turtle"), ("n-triples", "nt"), ("json-ld", "json-ld"))
    }
    assert by_rdflib["turtle"] == by_rdflib["n-triples"] == by_rdflib["json-ld"]
    shanghai = (rdflib.URIRef(f"{ID}region/cn-shanghai"), rdflib.URIRef("https://w3id.org/partnership-kg/ont#code"))
    assert (*shanghai, rdflib.Literal("310000")) in by_rdflib["turtle"]
    assert query(text).stdout == query(text, "-f", "turtle").stdout
    sizes = {
        len(list(ox.parse(query(text, "-f", form).stdout, format=kind)))
        for form, kind in (
            ("turtle", ox.RdfFormat.TURTLE),
            ("n-triples", ox.RdfFormat.N_TRIPLES),
            ("json-ld", ox.RdfFormat.JSON_LD),
        )
    }
    assert sizes == {len(by_rdflib["turtle"])}


def test_an_empty_answer_is_an_answer(query: Query) -> None:
    nothing = "SELECT ?s WHERE { ?s pk:code 'no such' }"
    assert query(nothing, "-f", "json").json()["results"]["bindings"] == []
    assert query(nothing, "-f", "csv").out == "s\n"
    assert query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p 'no such' ; ?p ?o }").code == 0


def test_blank_nodes_of_a_construct_are_written(query: Query) -> None:
    text = "CONSTRUCT { [] pk:code ?c } WHERE { ?r pk:code ?c }"
    codes = {o for _, _, o in rdflib.Graph().parse(data=query(text).stdout, format="turtle")}
    assert rdflib.Literal("330424") in codes


def test_the_same_question_is_the_same_bytes(query: Query) -> None:
    for form in ("turtle", "n-triples", "json-ld"):
        assert query(CONSTRUCT, "-f", form).stdout == query(CONSTRUCT, "-f", form).stdout


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (SELECT, ["turtle", "json-ld", "n-triples"]),
        ("ASK { ?s ?p ?o }", ["turtle", "json-ld", "n-triples"]),
        (CONSTRUCT, ["table", "csv", "tsv", "json", "xml", "md"]),
        (DESCRIBE, ["table", "csv", "tsv", "json", "xml", "md"]),
    ],
)
def test_a_format_that_does_not_fit(text: str, forms: list[str], query: Query) -> None:
    for form in forms:
        outcome = query(text, "-f", form)
        assert outcome.code == 2
        assert outcome.out == ""
        assert outcome.err.startswith(f"Error: --format {form} does not fit ")
        assert "Use one of: " in outcome.err


def test_where_the_text_comes_from(query: Query, tmp_path: Path) -> None:
    expected = query(SELECT, "-f", "csv").out
    (tmp_path / "q.rq").write_text(SELECT, encoding="utf-8")
    assert query("--file", "q.rq", "-f", "csv").out == expected
    assert query("--file", "-", "-f", "csv", stdin=SELECT).out == expected
    assert query("-", "-f", "csv", stdin=SELECT).out == expected


def test_writing_to_a_file(query: Query, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("earlier")
    assert query("SELECT", "-f", "csv", "-o", "out.csv").code == 1
    assert (tmp_path / "out.csv").read_text() == "earlier"
    outcome = query(SELECT, "-f", "csv", "-o", "out.csv")
    assert (outcome.out, outcome.err) == ("", "Wrote out.csv. 已写入out.csv。\n")
    assert (tmp_path / "out.csv").read_bytes() == query(SELECT, "-f", "csv").stdout
    assert query(SELECT, "-o", "out.md").code == 0
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("| region |")
    assert query(SELECT, "-f", "csv", "-o", "none/out.csv").code == 1
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv", "out.md"}


@pytest.mark.parametrize("text", ["", "SELEC", "SELECT ?s WHERE { ?s ?p }", "DROP ALL"])
def test_a_wrong_query(text: str, query: Query) -> None:
    outcome = query(text)
    assert outcome.code == 1
    assert outcome.err.startswith("Error: The query is not valid SPARQL: ")
    # In a sentence in Chinese the engine's English is marked as its own.
    place = r"第1行第[0-9]+列附近有误（引擎原文：“[^”]+”）"
    assert re.search(f"查询不是有效的 SPARQL：(?:它以“(?:SELEC|DROP)”开头|{place}。请在该处改正)", outcome.err)
    assert outcome.err.count("Error") == 1


def test_a_prefix_that_is_not_known_is_named(query: Query) -> None:
    outcome = query("SELECT ?s { ?s nope:x ?o }")
    assert outcome.code == 1
    assert "nope" in outcome.err


def test_every_way_of_asking_reads_only(query: Query, built: Path) -> None:
    before = {name: (built / name).read_bytes() for name in OUTPUTS}
    query(SELECT)
    query(CONSTRUCT)
    query("DELETE WHERE { ?s ?p ?o }")
    assert {name: (built / name).read_bytes() for name in OUTPUTS} == before


def test_json_lines_up_with_the_python_api(query: Query, knowledge: object) -> None:
    from kg.knowledge_graph import KnowledgeGraph

    assert isinstance(knowledge, KnowledgeGraph)
    content = json.loads(query(SELECT, "-f", "json").out)
    rows = [str(row.code) for row in knowledge.query(SELECT)]  # type: ignore[union-attr]
    assert [row["code"]["value"] for row in content["results"]["bindings"]] == rows == sorted(CODES)


# Terms of RDF 1.2: values by hand, read back by Oxigraph's own parsers.

TRIPLE_TERM = '<<( <x:a> <x:b> "say \\"5\\""@en )>>'
RDF12 = f'<x:a> <x:says> {TRIPLE_TERM} ; <x:name> "y"@ar--rtl .'


def test_a_triple_term_and_a_direction_come_out_as_valid_turtle(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(RDF12, encoding="utf-8")
    wanted = {str(quad) for quad in ox.parse(RDF12, format=ox.RdfFormat.TURTLE)}
    construct = "CONSTRUCT WHERE { <x:a> ?p ?o }"
    for form, rdf in (("turtle", ox.RdfFormat.TURTLE), ("n-triples", ox.RdfFormat.N_TRIPLES)):
        outcome = run("query", "-g", "g.ttl", construct, "-f", form)
        assert {str(quad) for quad in ox.parse(outcome.out, format=rdf)} == wanted, form
    outcome = run("query", "-g", "g.ttl", construct, "-f", "json-ld")
    assert outcome.code == 1
    assert "is a term of RDF 1.2, which JSON-LD cannot carry. Use --format turtle." in outcome.err
    outcome = run("export", "json-ld", "-g", "g.ttl")
    assert outcome.code == 1
    assert "is a term of RDF 1.2" in outcome.err


def test_a_blank_node_in_a_triple_term_is_a_blank_node(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("<x:a> <x:says> <<( <x:a> <x:b> _:c )>> .")
    outcome = run("query", "-g", "g.ttl", "CONSTRUCT WHERE { <x:a> ?p ?o }")
    assert outcome.code == 0
    (quad,) = ox.parse(outcome.out, format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Triple)
    assert isinstance(quad.object.object, ox.BlankNode)


def test_terms_of_rdf_1_2_in_every_format_of_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(RDF12, encoding="utf-8")
    select = "SELECT ?o WHERE { <x:a> <x:says>|<x:name> ?o } ORDER BY isTRIPLE(?o)"
    out = {form: run("query", "-g", "g.ttl", select, "-f", form).out for form in ("csv", "json", "xml", "md", "tsv")}
    assert list(csv.reader(io.StringIO(out["csv"].lstrip("\ufeff")))) == [["o"], ["y"], [TRIPLE_TERM]]
    assert out["tsv"].splitlines()[1:] == ['"y"@ar--rtl', TRIPLE_TERM]
    assert TRIPLE_TERM in out["md"].replace("\\<", "<").replace("&lt;", "<").replace("&gt;", ">").replace("\\\\", "\\")
    name, says = (row["o"] for row in json.loads(out["json"])["results"]["bindings"])
    assert name == {"type": "literal", "value": "y", "xml:lang": "ar", "its:dir": "rtl"}
    assert says["type"] == "triple"
    assert says["value"]["object"] == {"type": "literal", "value": 'say "5"', "xml:lang": "en"}
    assert ET.fromstring(out["xml"]).find(f".//{SR}triple/{SR}object/{SR}literal").text == 'say "5"'  # type: ignore[union-attr]


def test_rdflib_is_not_given_terms_of_rdf_1_2(tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text(RDF12, encoding="utf-8")
    store = TripleStore()
    store.load(tmp_path / "g.ttl")
    graph = KnowledgeGraph(store)
    for ask in (lambda: graph.query("SELECT * { ?s ?p ?o }"), lambda: list(graph.graph)):
        with pytest.raises(QueryError, match=r"is a term of RDF 1\.2, and rdflib knows those of RDF 1\.1 only"):
            ask()
    # Its parts are terms of RDF 1.1.
    rows = list(graph.query("SELECT (OBJECT(?o) AS ?said) { ?s <x:says> ?o }"))
    assert rows == [(rdflib.Literal('say "5"', lang="en"),)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?n { ?p a pk:Agreemnt ; skos:prefLabel ?n }", "pk:Agreemnt, so what asks for it finds nothing. Did"),
        ("SELECT ?p { ?p pk:sector sector:helth }", "sector:health"),
        (f"ASK {{ <{ID}region/cn-jiaxin> pk:code ?c }}", "cn-jiaxing"),
        ("PREFIX m: <https://w3id.org/partnership-kg/ont#> ASK { ?p m:parti ?c }", "m:party"),
        # What stands in a text or a remark is no term, and what is there is not told.
        ('SELECT ?p { ?p a pk:Agreement FILTER(?x != "pk:Nope") # pk:Nope\n}', ""),
        ("SELECT ?p { ?p a pk:Agreement ; skos:nothing ?x }", ""),
    ],
)
def test_a_term_that_the_graph_never_has_is_told(run: Run, query: str, told: str) -> None:
    result = run("query", query, "--lang", "en")
    assert result.code == 0
    assert told in result.err
    assert ("Nothing in the graph has" in result.err) == bool(told)
