"""The store: what can be loaded, what is asked, and rdflib's view of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.plugins.sparql import prepareQuery

import kg
from kg.errors import QueryError, SourceError
from kg.graph.store import FORMATS, TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.vocabulary import PK
from tests.support import ID

SHANGHAI = rdflib.URIRef(f"{ID}region/cn-shanghai")
A, B, C = (ox.NamedNode(f"http://x/{name}") for name in "abc")


@pytest.fixture
def store() -> TripleStore:
    store = TripleStore()
    store.add([ox.Triple(A, B, ox.Literal("plain")), ox.Triple(A, B, ox.Literal("嘉兴", language="zh"))])
    store.add(
        [ox.Triple(A, C, ox.Literal("10.10", datatype=ox.NamedNode(str(rdflib.XSD.decimal)))), ox.Triple(A, C, B)]
    )
    return store


# Loading

SAME = {
    ".ttl": '<http://x/a> <http://x/b> "嘉", <http://x/c> .',
    ".nt": '<http://x/a> <http://x/b> "嘉" .\n<http://x/a> <http://x/b> <http://x/c> .\n',
    ".nq": '<http://x/a> <http://x/b> "嘉" <http://x/g> .\n<http://x/a> <http://x/b> <http://x/c> .\n'
    '<http://x/a> <http://x/b> "嘉" <http://x/h> .\n',
    ".trig": '<http://x/g> { <http://x/a> <http://x/b> "嘉" } { <http://x/a> <http://x/b> <http://x/c> }',
    ".rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<r:Description r:about="http://x/a"><x:b>嘉</x:b><x:b r:resource="http://x/c"/></r:Description></r:RDF>',
    ".jsonld": '{"@id": "http://x/a", "http://x/b": ["嘉", {"@id": "http://x/c"}]}',
}
SAME |= {".xml": SAME[".rdf"], ".owl": SAME[".rdf"], ".TTL": SAME[".ttl"]}


@pytest.mark.parametrize("ending", SAME)
def test_every_format_and_graph_becomes_one_graph(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"g{ending}"
    path.write_text(SAME[ending], encoding="utf-8")
    store = TripleStore()
    store.load(path)
    assert set(store.triples()) == {ox.Triple(A, B, ox.Literal("嘉")), ox.Triple(A, B, C)}
    assert len(store) == 2  # none of them stays in a graph of its own besides


def test_every_ending_is_tried() -> None:
    assert set(FORMATS) <= set(SAME)


@pytest.mark.parametrize("ending", [ending for ending in SAME if ending != ".TTL"])
def test_a_syntax_error_is_placed(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"g{ending}"
    path.write_text(SAME[ending][:-3] + "<<<", encoding="utf-8")
    with pytest.raises(SourceError, match=rf"g{ending}: is not valid RDF: .*Correct the file"):
        TripleStore().load(path)


def test_a_syntax_error_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<http://x/a> <http://x/b> 1 .\n<http://x/a> oops .\n")
    with pytest.raises(SourceError, match="line 2"):
        TripleStore().load(tmp_path / "bad.ttl")


@pytest.mark.parametrize("content", [b"\xff\xfe", "<http://x/嘉> <http://x/b> 1 .".encode("gbk")])
def test_rdf_that_is_not_utf_8(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_bytes(content)
    with pytest.raises(SourceError, match="is not valid RDF"):
        TripleStore().load(tmp_path / "bad.ttl")


def test_a_file_that_is_not_there_or_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none.ttl: cannot be read"):
        TripleStore().load(tmp_path / "none.ttl")
    (tmp_path / "a.csv").write_text("a")
    with pytest.raises(SourceError, match=r"a.csv: is not a file of RDF by its name. Use one that ends in .ttl"):
        TripleStore().load(tmp_path / "a.csv")


def test_a_store_on_disk(tmp_path: Path, store: TripleStore) -> None:
    kept = TripleStore(tmp_path / "kept")
    kept.add(store.triples())
    del kept
    assert len(TripleStore(tmp_path / "kept")) == 4
    (tmp_path / "file").write_text("no store")
    with pytest.raises(SourceError, match="cannot be opened as a store"):
        TripleStore(tmp_path / "file")


# Asking


def test_select_gives_terms_and_none(store: TripleStore) -> None:
    rows = store.select("SELECT ?o ?none WHERE { <http://x/a> <http://x/b> ?o } ORDER BY ?o")
    assert rows == [
        {"o": ox.Literal("plain"), "none": None},
        {"o": ox.Literal("嘉兴", language="zh"), "none": None},
    ]


def test_a_parameter_is_a_term_and_not_text(store: TripleStore) -> None:
    text = 'SELECT ?s WHERE { BIND(fn:parameter("name") AS ?name) ?s ?p ?o FILTER(!BOUND(?name) || ?o = ?name) }'
    assert len(store.select(text)) == 4
    assert len(store.select(text, {"name": ox.Literal("plain")})) == 1
    assert store.select(text, {"name": ox.Literal('plain") || true || ("')}) == []
    assert len(store.select(text, {"name": ox.Literal("嘉兴", language="zh")})) == 1


@pytest.mark.parametrize(
    ("way", "query", "words"),
    [
        ("select", "ASK {}", "A SELECT query is needed"),
        ("construct", "ASK {}", "A CONSTRUCT query is needed"),
        ("select", "SELECT ?s WHERE { ?s ?p }", "not valid SPARQL: error at 1:"),
        ("select", "SELECT ?s WHERE { ?s nope:p ?o }", "not valid SPARQL"),
        ("query", "INSERT DATA { <a:a> <b:b> 1 }", "not valid SPARQL"),
        ("query", "", "not valid SPARQL"),
    ],
)
def test_a_wrong_query(way: str, query: str, words: str, store: TripleStore) -> None:
    with pytest.raises(QueryError, match=words):
        getattr(store, way)(query)
    assert len(store) == 4


def test_prefixes_of_the_ontology_and_of_the_base_are_known() -> None:
    store = TripleStore(base="https://example.org/")
    store.add([ox.Triple(ox.NamedNode("https://example.org/region/x"), ox.NamedNode(PK + "level"), A)])
    assert len(store.select("SELECT * { id-region:x pk:level ?o }")) == 1
    assert len(store.rdflib.query("SELECT * { id-region:x pk:level ?o }")) == 1


# rdflib


def test_plain_strings_are_plain(store: TripleStore) -> None:
    """rdflib#2123: a string typed xsd:string is unequal to a plain one, and comparisons fail silently."""
    graph = store.rdflib
    subject, predicate = rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/b")
    assert set(graph.objects(subject, predicate)) == {rdflib.Literal("plain"), rdflib.Literal("嘉兴", lang="zh")}
    assert (subject, predicate, rdflib.Literal("plain")) in graph
    assert (subject, predicate, rdflib.Literal("plain", datatype=rdflib.XSD.string)) in graph
    assert [found.datatype for found in graph.objects(subject, predicate)] == [None, None]
    for query in (
        "SELECT ?o { ?s ?p ?o FILTER(?o = 'plain') }",
        "SELECT ?o { ?s ?p 'plain', ?o FILTER(?o IN ('plain', 'other')) }",
        "SELECT ?o { ?s ?p ?o FILTER(STRSTARTS(?o, 'pl')) }",
        "SELECT ?o { ?s ?p ?o FILTER(DATATYPE(?o) = xsd:string) }",
    ):
        assert [row.o for row in graph.query(query)] == [rdflib.Literal("plain")], query  # type: ignore[union-attr]


def test_the_bundled_graph_through_rdflib(knowledge: KnowledgeGraph) -> None:
    graph = knowledge.graph
    pk = rdflib.Namespace(PK)
    assert len(graph) == len(knowledge.store) == len(knowledge) == sum(1 for _ in graph)
    assert graph.value(SHANGHAI, pk.code) == rdflib.Literal("310000")
    assert rdflib.Literal("上海市", lang="zh") in set(graph.objects(SHANGHAI, SKOS.prefLabel))
    assert graph.value(predicate=pk.code, object=rdflib.Literal("330424")) == rdflib.URIRef(
        f"{ID}region/cn-jiaxing-haiyan"
    )
    figure = rdflib.URIRef(f"{ID}observation/xiuzhou-investment-from-shanghai-2016")
    value = graph.value(figure, pk.value)
    assert isinstance(value, rdflib.Literal)
    assert value.datatype == rdflib.XSD.decimal
    assert value.value == Decimal("1839000000")
    assert graph.value(figure, pk.originalText) == rdflib.Literal("18.39亿元")
    source = rdflib.URIRef(f"{ID}source/zjol-2017-07-28")
    issued = graph.value(source, DCTERMS.issued)
    assert isinstance(issued, rdflib.Literal)
    assert issued.value.isoformat() == "2017-07-28"
    assert str(graph.qname(SHANGHAI)) == "id-region:cn-shanghai"


def test_queries_through_rdflib(knowledge: KnowledgeGraph) -> None:
    graph = knowledge.graph
    (row,) = graph.query("SELECT ?r { ?r a pk:AdministrativeRegion ; pk:code '310112' }")
    assert str(row.r) == f"{ID}region/cn-shanghai-minhang"  # type: ignore[union-attr]
    assert graph.query("ASK { id-region:cn-shanghai pk:code '310000' }").askAnswer
    made = graph.query("CONSTRUCT { ?r pk:code ?c } WHERE { ?r pk:code ?c . FILTER(?c = '310000') }").graph
    assert made is not None
    assert set(made) == {(SHANGHAI, rdflib.URIRef(PK + "code"), rdflib.Literal("310000"))}
    described = graph.query("DESCRIBE id-region:cn-shanghai").graph
    assert described is not None
    assert (SHANGHAI, rdflib.URIRef(PK + "code"), rdflib.Literal("310000")) in described
    prepared = prepareQuery("SELECT ?c { ?r p:code ?c FILTER(?c = '310000') }", initNs={"p": rdflib.Namespace(PK)})
    assert len(graph.query(prepared)) == 1
    bound = graph.query("SELECT ?r ?c { ?r pk:code ?c }", initBindings={"r": SHANGHAI})
    assert [str(row.c) for row in bound] == ["310000"]  # type: ignore[union-attr]
    parsed = rdflib.query.Result.parse(source=_bytes(graph.query("SELECT ?c { ?r pk:code ?c }")), format="json")
    assert len(parsed) == len(graph.query("SELECT ?c { ?r pk:code ?c }"))


def _bytes(result: rdflib.query.Result) -> object:
    import io

    content = result.serialize(format="json")
    assert content is not None
    return io.BytesIO(content)


def test_triples_can_be_added_and_removed_through_rdflib() -> None:
    graph = kg.KnowledgeGraph(TripleStore())
    node, pk = rdflib.URIRef(f"{ID}region/new"), rdflib.Namespace(PK)
    triples = [
        (node, RDF.type, pk.Region),
        (node, RDF.type, pk.Party),
        (node, SKOS.prefLabel, rdflib.Literal("新区", lang="zh")),
        (node, pk.code, rdflib.Literal("007")),
        (node, pk.characters, rdflib.Literal(7)),
    ]
    for triple in triples:
        graph.graph.add(triple)
    assert len(graph) == 5
    assert set(graph.graph) == set(triples)
    (row,) = graph.store.select("SELECT ?code { ?r a pk:Region ; pk:code ?code ; pk:characters 7 }")
    assert row["code"] == ox.Literal("007")
    assert graph.names.resolve("新区") == str(node)
    graph.graph.remove((node, pk.code, None))
    assert len(graph) == 4
    graph.graph.update("INSERT DATA { id-region:new pk:level level:county }")
    assert graph.graph.value(node, pk.level) == rdflib.URIRef("https://w3id.org/partnership-kg/code/level/county")


def test_a_wrong_query_through_rdflib(store: TripleStore) -> None:
    for query in ("SELECT", "SELECT ?s { ?s nope:p ?o }"):
        with pytest.raises(QueryError, match=r"not valid SPARQL|Prefix nope: is not known"):
            store.rdflib.query(query)
    with pytest.raises(QueryError, match="not valid SPARQL"):
        store.rdflib.update("INSERT")
    with pytest.raises(QueryError, match="one text without bindings"):
        store.rdflib.update("INSERT DATA { <a:a> <b:b> 1 }", initBindings={"s": rdflib.URIRef("a:a")})
    with pytest.raises(QueryError, match="Return each bound variable"):
        store.rdflib.query("SELECT ?o { ?s ?p ?o }", initBindings={"s": rdflib.URIRef("http://x/a")})
