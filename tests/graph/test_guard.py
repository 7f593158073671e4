"""No query leaves the graph: checked against a server on this machine that would notice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.errors import QueryError, SourceError
from kg.graph.guard import check_query
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, Outcome

Run = Callable[..., Outcome]


class Server:
    """Answers everything on 127.0.0.1, and counts."""

    def __init__(self) -> None:
        server = self
        self.requests: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.requests.append(self.path)
                body = b'{"head": {"vars": []}, "results": {"bindings": [{}]}}'
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                """Nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """A server that must not be reached in the test."""
    running.requests.clear()
    yield running
    assert running.requests == []


@pytest.fixture
def graph() -> KnowledgeGraph:
    store = TripleStore()
    store.add([ox.Triple(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal("service from load"))])
    return KnowledgeGraph(store)


PREFIXES = "PREFIX ex: <%U> PREFIX : <%U> "
# %U is the server. Each of them reaches it if Oxigraph is asked without a guard, or is a syntax error there.
FORBIDDEN = [
    "SELECT * { SERVICE <%U> { ?s ?p ?o } }",
    "SELECT * { service <%U> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SiLeNt <%U> {} }",
    "SELECT * { SERVICE\n\t<%U>\r\n{} }",
    "SELECT * { SERVICE # a remark\n <%U> # { \n {} }",
    "SELECT * { SERVICE#\n SILENT#\n<%U>#\n{} }",
    "SELECT * { SERVICE<%U>{} }",
    "SELECT * { SERVICESILENT<%U>{} }",
    PREFIXES + "SELECT * { SERVICE ex:x {} }",
    PREFIXES + "SELECT * { SERVICEex:x{} }",
    PREFIXES + "SELECT * { SERVICE:x{} }",
    PREFIXES + "SELECT * { SERVICE:{} }",
    "SELECT * { VALUES ?x { <%U> } SERVICE ?x {} }",
    "SELECT * { VALUES ?x { <%U> } SERVICE$x{} }",
    "SELECT * { VALUES ?x { true }SERVICE<%U>{} }",
    "SELECT * { ?a ?b ?c.SERVICE<%U>{} }",
    "SELECT * { OPTIONAL { ?a ?b true}SERVICE<%U>{} }",
    "SELECT * { FILTER(1<2)SERVICE#>\n<%U>{} }",
    "SELECT * { FILTER(1<'>') SERVICE <%U> {} #'\n}",
    "SELECT * { BIND(<it's> AS ?x) SERVICE <%U> {} #'\n}",
    PREFIXES + "SELECT * { OPTIONAL { ?q ex:a\\#b ?r } SERVICE ex:s {} }",
    PREFIXES + "SELECT * { OPTIONAL { ?q ex:a\\'b ?r } SERVICE ex:s {} OPTIONAL { ?q ex:a\\'b ?r } }",
    "SELECT * { VALUES ?x {'''ok' } SERVICE <%U> {} #\\q '''\n}",
    "SELECT * { BIND('\\'' AS ?x) SERVICE <%U> {} BIND('' AS ?y) }",
    'SELECT * { BIND("""a"b""" AS ?x) SERVICE <%U> {} }',
    "SELECT * { #\rSERVICE <%U> {} }",
    "SELECT * { { SELECT * { SERVICE <%U> {} } } }",
    "SELECT * { FILTER EXISTS { SERVICE <%U> {} } }",
    "SELECT * { GRAPH ?g { SERVICE <%U> {} } }",
    "ASK { SERVICE <%U> {} }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%U> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <%U> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <%U> {} }",
    "SELECT * { \\U00000053ervice <%U> {} }",
    "SELECT * { SERVI\\u0043E <%U> {} }",
    "SELECT * { BIND('x\\u0027 AS ?x) SERVICE <%U> {} #' AS ?x) \n}",
    "SELECT * FROM <%U> { ?s ?p ?o }",
    "SELECT * FROM NAMED <%U> { ?s ?p ?o }",
    "SELECT*FROM<%U>{ ?s ?p ?o }",
    "SELECT * from <%U> WHERE { ?s ?p ?o }",
    "SELECT * #\nFROM#\n<%U> { ?s ?p ?o }",
    PREFIXES + "ASK FROM ex:g { ?s ?p ?o }",
    PREFIXES + "DESCRIBE ?s FROM : { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <%U> WHERE { ?s ?p ?o }",
    "SELECT * FROM:g { ?s ?p ?o }".replace("SELECT", PREFIXES + "SELECT"),
    PREFIXES + "SELECT * FROMex:g WHERE { ?s ?p ?o }",
    PREFIXES + "SELECT * FROM:g FROM:h#\n{ ?s ?p ?o }",
    PREFIXES + "SELECT * FROMNAMED:g { ?s ?p ?o }",
    PREFIXES + "SELECT * FROM NAMED:g { ?s ?p ?o }",
    PREFIXES + "SELECT * # GRAPH \nFROM:g { ?s ?p ?o }",
    PREFIXES + "SELECT ?GRAPH FROM:g { ?GRAPH ?p ?o }",
    PREFIXES + "DESCRIBE ?s FROM:g",
    PREFIXES + "DESCRIBE ex:a FROM:g#",
    PREFIXES + "DESCRIBE ?s FROM:g LIMIT 1",
    "LOAD <%U>",
    "load silent <%U> into graph <http://g/>",
]

FORBIDDEN_UPDATES = [
    "LOAD <%U>",
    "load <%U> INTO GRAPH <http://g/>",
    "LOAD SILENT <%U>",
    "LOADSILENT<%U>",
    "LOAD#\n<%U>",
    PREFIXES + "LOAD ex:x",
    PREFIXES + "LOAD:x",
    PREFIXES + "LOADex:x",
    PREFIXES + "LOAD:x#",
    PREFIXES + "LOAD:x;",
    PREFIXES + "# a\nLOAD:x INTO GRAPH ex:g",
    "INSERT DATA { <a:a> <b:b> true };LOAD <%U>",
    "INSERT DATA { <a:a> <b:b> 'LOAD' };LOADSILENT<%U>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <%U> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } WHERE { SERVICESILENT<%U>{ ?s ?p ?o } }",
    "L\\u004FAD <%U>",
    "LOAD <file:///etc/hostname>",
]

ALLOWED = [
    "SELECT ?service ?from ?load WHERE { ?service ?from ?load }",
    "SELECT $SERVICE WHERE { $SERVICE ?p ?o }",
    'SELECT * { ?s ?p "SERVICE <http://x/> { FROM <x> LOAD <x>" }',
    "SELECT * { ?s ?p 'it\\'s SERVICE <http://x/> {' }",
    'SELECT * { ?s ?p """a "quoted SERVICE <http://x/> {" word""" }',
    "SELECT * { ?s ?p '''SERVICE <http://x/> {\n}''' }",
    "# SERVICE <http://x/> { ?s ?p ?o }\nSELECT * { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o # FROM <http://x/>\n}",
    "SELECT * { ?s <http://x/service/from/load#service> ?o }",
    "SELECT * { ?s ?p <http://x/SERVICE> { ?s ?q ?r } }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:service ?x { ?x ex:from ex:load } }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:hasService ?x . ?x ex:wasDerivedFrom <http://x/>, ex:y }",
    "PREFIX ex: <http://x/> SELECT * { ?s ex:my-service ?x { ?s ?p ?x } }",
    "PREFIX service: <http://x/> SELECT * { ?s service:x ?o }",
    "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT * { ?s prov:wasDerivedFrom <http://x/> }",
    "SELECT * { GRAPH ?service { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://x/service> { ?s ?p ?o } }",
    'SELECT (CONCAT("from ", STR(?s)) AS ?fromWhere) { ?s ?p "a"@en-service }',
    "SELECT * { ?s ?p 'service from load' FILTER(?s < <http://service/>) }",
    "ASK { FILTER('SERVICE <x:y> {' < '}') }",
    "PREFIX from: <http://x/> SELECT * { ?s from:a ?o }",
    "PREFIX from: <http://x/> SELECT * { ?s ?p from:a . ?o from:b/from:c from:d, from:e }",
    "PREFIX from: <http://x/> SELECT * { VALUES ?s { from:a from:b } ?s ?p from:a VALUES ?o { from:c } }",
    "PREFIX fromage: <http://x/> SELECT * { ?s fromage:a ?o }",
    "PREFIX from: <http://x/> SELECT * { GRAPH from:a { ?s ?p ?o } }",
    "PREFIX service: <http://x/> SELECT * { GRAPH service:a { ?s service:b ?o } }",
    "PREFIX from: <http://x/> DESCRIBE from:a",
    "PREFIX load: <http://x/> SELECT * { ?s load:a ?o ; load:b load:c ; load:d 1 }",
]


@pytest.mark.parametrize("query", FORBIDDEN)
def test_a_forbidden_query(query: str, server: Server, graph: KnowledgeGraph) -> None:
    text = query.replace("%U", server.url)
    ways: list[Callable[[], object]] = [
        lambda: check_query(text),
        lambda: graph.query(text),
        lambda: graph.graph.query(text),
        lambda: graph.graph.query(text, use_store_provided=False),
        lambda: graph.graph.query(text, "sparql", "sparql", None, None, False),
        lambda: graph.store.query(text),
        lambda: graph.store.select(text),
        lambda: list(graph.store.construct(text)),
    ]
    for way in ways:
        with pytest.raises(QueryError, match=r"uses .* reach beyond the graph|not valid SPARQL") as caught:
            way()
        assert "SERVICE" in str(caught.value) or "FROM" in str(caught.value) or "LOAD" in str(caught.value)


@pytest.mark.parametrize("update", FORBIDDEN_UPDATES)
def test_a_forbidden_update(update: str, server: Server, graph: KnowledgeGraph) -> None:
    text = update.replace("%U", server.url)
    for use_store in (True, False):
        with pytest.raises(QueryError, match="reach beyond the graph"):
            graph.graph.update(text, use_store_provided=use_store)
    with pytest.raises(QueryError, match="reach beyond the graph"):
        check_query(text, update=True)
    assert len(graph) == 1


@pytest.mark.parametrize("query", ALLOWED)
def test_the_words_without_their_meaning(query: str, server: Server, graph: KnowledgeGraph) -> None:
    check_query(query)
    list(graph.store.query(query)) if not query.startswith("ASK") else graph.store.query(query)
    graph.graph.query(query)


def test_the_server_would_notice(running: Server) -> None:
    """Asked without a guard, Oxigraph goes there: the tests above can fail."""
    reached = 0
    for query in FORBIDDEN:
        running.requests.clear()
        with suppress(SyntaxError, RuntimeError, ValueError, OSError, TypeError):
            list(ox.Store().query(query.replace("%U", running.url)))
        reached += bool(running.requests)
    assert reached >= 20
    running.requests.clear()
    with pytest.raises(RuntimeError, match="not supported"):
        ox.Store().update(f"LOAD <{running.url}>")
    assert running.requests
    running.requests.clear()


@pytest.mark.parametrize("query", [FORBIDDEN[0], FORBIDDEN[2], FORBIDDEN[36]])
def test_a_prepared_query(query: str, server: Server, graph: KnowledgeGraph) -> None:
    prepared = prepareQuery(query.replace("%U", server.url))
    for use_store in (True, False):
        with pytest.raises(QueryError, match="reach beyond"):
            graph.graph.query(prepared, use_store_provided=use_store)


def test_a_query_prepared_in_another_way_is_not_run(server: Server, graph: KnowledgeGraph) -> None:
    translated = translateQuery(parseQuery(f"SELECT * {{ SERVICE <{server.url}> {{ ?s ?p ?o }} }}"))
    with pytest.raises(QueryError, match="prepareQuery"):
        graph.graph.query(translated)


ALLOWED_UPDATES = [
    "PREFIX load: <http://x/> INSERT DATA { <a:a> load:b load:c ; load:d load:e }",
    "PREFIX load: <http://x/> INSERT DATA { <a:a> a load:T ; load:d 1 ; load:e load:f }",
]


@pytest.mark.parametrize("update", ALLOWED_UPDATES)
def test_a_prefix_named_load_in_an_update(update: str, graph: KnowledgeGraph) -> None:
    graph.graph.update(update)
    assert len(graph) in (3, 4)


@pytest.mark.parametrize("query", [FORBIDDEN[0], FORBIDDEN[7], FORBIDDEN[32], FORBIDDEN[36], FORBIDDEN[-1]])
def test_a_forbidden_query_on_the_command_line(query: str, server: Server, run: Run, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("<http://a/> <http://b/> <http://c/> .")
    (tmp_path / "q.rq").write_text(query.replace("%U", server.url))
    for arguments, stdin in (
        ([query.replace("%U", server.url)], ""),
        (["--file", "q.rq"], ""),
        (["-"], query.replace("%U", server.url)),
        (["--file", "-"], query.replace("%U", server.url)),
    ):
        outcome = run("query", "--graph", "g.ttl", *arguments, stdin=stdin)
        assert outcome.code == 1
        assert outcome.out == ""
        assert outcome.err.startswith("Error: The query uses ")
        assert "take that clause out" in outcome.err


def test_a_projection_of_ones_own(server: Server, run: Run, tmp_path: Path, built: Path) -> None:
    (tmp_path / "own.rq").write_text(
        "#: title: {en: a, zh: b}\n"
        f"SELECT ?source ?target ?partnership ?weight {{ SERVICE <{server.url}> {{ ?source ?target ?partnership }} }}"
    )
    outcome = run("network", "own.rq", "--graph", built, "-f", "csv")
    assert outcome.code == 1
    assert "SERVICE" in outcome.err


def test_no_file_of_rdf_reaches_the_network(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text(f'{{"@context": "{server.url}", "@id": "{ID}x", "http://b/": "c"}}')
    (tmp_path / "b.rdf").write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{server.url}">]>'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&e;</r:RDF>'
    )
    for name in ("a.jsonld", "b.rdf"):
        with pytest.raises(
            SourceError, match=r"is not valid RDF|nothing is read over the network|Entities from elsewhere"
        ):
            TripleStore().load(tmp_path / name)


def test_a_text_that_is_no_unicode(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="is not Unicode at character 4"):
        graph.query("ASK \ud800{}")


def test_long_texts_are_checked_in_time() -> None:
    for text in (
        "SERVICE " * 20_000 + "<x>{",
        "<" * 50_000 + "#SERVICE <x>{",
        "'" * 30_000 + '"SERVICE <x>{',
        "(" * 50_000,
        "(FROM:a" * 20_000,
        "(FROM:a " * 20_000,
        "DESCRIBE " + ".FROM:a" * 2_000,
    ):
        try:
            check_query(text)
        except QueryError:
            continue


def test_an_unknown_function_is_told_as_one(graph: KnowledgeGraph) -> None:
    for query, words in {
        "SELECT (foo(1) AS ?x) {}": "The query calls foo, which is no function of SPARQL",
        "SELECT (STRLENN('a') AS ?x) {}": "Did you mean STRLEN",
        "SELECT (MEDIAN(?o) AS ?x) { ?s ?p ?o }": "The query calls MEDIAN, ",
        "SELECT * { ?s ?p ?o FILTER(nosuch(?o) && lcasee(?o) = 'a') } # a( b(": "The query calls nosuch, ",
        "SELECT (<http://f/x>(1) AS ?x) {}": "The query calls <http://f/x>, ",
        "SELECT (fn:foldedd('A') AS ?x) {}": "Did you mean fn:folded",
        "SELECT (xsd:strin('A') AS ?x) {}": "Did you mean xsd:string",
    }.items():
        for ask in (graph.query, graph.store.select, graph.graph.query):
            with pytest.raises(QueryError) as caught:
                ask(query)
            assert words in str(caught.value)
            assert "Return each" not in str(caught.value)


@pytest.mark.parametrize("query", ["SELECT (COUNT(?x, 2) AS ?y) {}", "SELECT (1 AS ?y) { ", "SELECT 'foo(1)' {}"])
def test_what_is_wrong_in_another_way_is_no_unknown_function(query: str, graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="is not valid SPARQL"):
        graph.query(query)


# Words that are hidden pass, and a clause that is not hidden never does.

words = st.sampled_from(
    ["SERVICE", "service", "LOAD", "FROM", "SERVICE <http://127.0.0.1:9/> {", "FROM <x:y>", "LOAD <x:y>"]
)
filler = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\\\"'<>{}|^`"), max_size=12)
hidden = st.tuples(filler, words, filler).map("".join)
comment = hidden.map(lambda text: f"# {text}\n")
string = st.one_of(
    hidden.map(lambda text: f'"{text}"'),
    hidden.map(lambda text: f"'{text}'"),
    hidden.map(lambda text: f'"""{text}\n{text}"""'),
    hidden.map(lambda text: f"'''{text}\n{text}'''"),
    hidden.map(lambda text: f'"\\"{text}\\\\"'),
)
iri = hidden.map(lambda text: "<http://x/" + re.sub(r"[^A-Za-z0-9/#]", "", text) + ">")
ordinary = st.sampled_from(
    [
        "?s from:a ?o .",
        "?s ?p load:x, from:y .",
        "?s ?p ?o .",
        "FILTER(?o < 5 && 6 > ?o)",
        "OPTIONAL { ?s ?p ?x }",
        "BIND(1 < 2 AS ?y)",
    ]
)
harmless = st.one_of(
    comment,
    string.map(lambda text: f"?s ?p {text} ."),
    iri.map(lambda text: f"?s {text} {text} ."),
    ordinary,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(harmless, max_size=6))
def test_hidden_words_pass(parts: list[str]) -> None:
    check_query("PREFIX from: <x:x> PREFIX load: <x:y> SELECT * {\n" + "\n".join(parts) + "\n}")


clause = st.tuples(
    st.sampled_from(["SERVICE", "service", "SeRvIcE"]),
    st.sampled_from(["", " ", "\n", "#x\n", " # ' \" <\n"]),
    st.sampled_from(["", "SILENT ", "silent#\n", "SILENT"]),
    st.sampled_from(["<http://127.0.0.1:9/>", "?s", "$s", "ex:a", ":a", "ex:a\\#b"]),
    st.sampled_from(["", " ", "#>\n"]),
    st.just("{ ?s ?p ?o }"),
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(harmless, max_size=4), clause, st.lists(harmless, max_size=4))
def test_a_clause_never_passes(before: list[str], clause: str, after: list[str]) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check_query("SELECT * {\n" + "\n".join([*before, clause, *after]) + "\n}")


pieces = st.sampled_from(
    [
        "<http://a/>",
        "?x",
        "'",
        '"',
        "''",
        '"""',
        "'''",
        "#",
        "\\#",
        "\\'",
        "ex:a",
        "ex:a\\#b",
        "ex:a\\'b",
        "<",
        "<<",
        ">",
        "(",
        ")",
        "{",
        "}",
        "OPTIONAL{",
        ".",
        "true",
        "1",
        "FILTER(1<2)",
        "FILTER('>'<'>')",
        "FILTER(1<'>')",
        "\n",
        " ",
        "BIND('x'AS?q)",
        "FILTER(ex:a\\'b<ex:a\\#b)",
        "<it's>",
        "<#>",
        "<<?s?p'>'>>",
        "\\u0027",
        "'\\q'",
        "'#'",
        '"#"',
        "VALUES?v{'''ok'}",
        "VALUES?z{",
        "BIND(<it's>AS?k)",
    ]
)
clauses = st.sampled_from(
    ["SERVICE <%U>{}", "SERVICEex:s{}", "SERVICE:s{}", "SERVICESILENT<%U>{}", "SERVICE#>\n:s#'\n{}"]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(pieces, max_size=6), clause=clauses, after=st.lists(pieces, max_size=4))
def test_whatever_reaches_the_server_unguarded_is_refused(
    before: list[str], clause: str, after: list[str], running: Server
) -> None:
    text = (PREFIXES + "SELECT * {").replace("%U", running.url)
    text += "".join(before) + clause.replace("%U", running.url) + "".join(after) + "}"
    running.requests.clear()
    with suppress(SyntaxError, RuntimeError, ValueError, OSError):
        list(ox.Store().query(text))
    if running.requests:
        with pytest.raises(QueryError):
            check_query(text)
    running.requests.clear()
