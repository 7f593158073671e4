"""What every class of store must do, run over each: Oxigraph's in memory, on disk and read-only, and one on rdflib.

What is expected is written by hand. A package that brings a store of its own may run these with it in ``MAKERS``.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import rdflib

import kg
from kg.errors import PluginError, QueryError, SourceError, UsageError
from kg.graph.rules import derive
from kg.graph.store import ReadOnlyStore, Solutions, Store, Triples, TripleStore, engine, oxigraph
from kg.graph.store.passing import pass_lines
from kg.graph.store.register import STORES, named_store
from kg.graph.terms import BlankNode, Literal, NamedNode, Triple
from kg.graph.views import without
from kg.graph.writing.canonical import nquads
from kg.graph.writing.patch import difference
from kg.intake.foreign import map_table
from kg.vocabulary import DEFAULT_BASE, PK, SKOS, XSD
from tests.graph.stores import RdflibStore
from tests.support import Outcome

# rdflib calls parts of its own that are outdated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

Run = Callable[..., Outcome]

A, B, C = (NamedNode(f"http://x/{name}") for name in "abc")
NODE = BlankNode("node")
PLAIN, CHINESE = Literal("plain"), Literal("嘉兴", language="zh")
NUMBER = Literal("7", datatype=NamedNode(f"{XSD}integer"))
HOSTILE = Literal('tab\t "quote" \\ line\nend')
HELD = {Triple(A, B, PLAIN), Triple(A, B, CHINESE), Triple(A, C, NUMBER), Triple(B, C, A), Triple(NODE, B, HOSTILE)}


def in_memory(folder: Path, triples: Iterable[Triple]) -> Store:
    store = TripleStore()
    store.add(triples)
    return store


def on_disk(folder: Path, triples: Iterable[Triple]) -> Store:
    store = TripleStore(folder / "kept")
    store.add(triples)
    return store


def read_only(folder: Path, triples: Iterable[Triple]) -> Store:
    on_disk(folder, triples)
    return ReadOnlyStore(folder / "kept")


def on_rdflib(folder: Path, triples: Iterable[Triple]) -> Store:
    store = RdflibStore()
    store.add(triples)
    return store


WRITABLE = [in_memory, on_disk, on_rdflib]
MAKERS = [*WRITABLE, read_only]
Maker = Callable[[Path, Iterable[Triple]], Store]


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Store = request.param(tmp_path, HELD)
    return made


@pytest.fixture(params=WRITABLE, ids=lambda maker: maker.__name__)
def writable(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Store = request.param(tmp_path, HELD)
    return made


@pytest.fixture(params=WRITABLE, ids=lambda maker: maker.__name__)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Store = request.param(tmp_path, [])
    return made


# Reading


def test_how_many_there_are(store: Store) -> None:
    assert len(store) == 5
    assert store.base == DEFAULT_BASE


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ((), 5),
        ((A,), 3),
        ((A, B), 2),
        ((A, B, PLAIN), 1),
        ((None, C), 2),
        ((None, None, A), 1),
        ((None, B, Literal("plain", language="en")), 0),
        ((C,), 0),
    ],
)
def test_triples_of_a_pattern(pattern: tuple[NamedNode, ...], found: int, store: Store) -> None:
    triples = list(store.triples(*pattern))
    assert len(triples) == found
    assert set(triples) == {
        triple
        for triple in HELD
        if all(
            term is None or term == has
            for term, has in zip(pattern, (triple.subject, triple.predicate, triple.object), strict=False)
        )
    }


def test_the_lines_are_passed_on_each_whole_and_once(store: Store) -> None:
    found: list[bytes] = []
    pass_lines(store, found.extend)
    assert sorted(found) == sorted(f"{triple} .".encode() for triple in HELD)


def test_parts_of_a_text_end_where_lines_end() -> None:
    # Two parts and more: each line has about 1,000 bytes.
    store = TripleStore()
    store.add(Triple(NamedNode(f"http://x/{number}"), B, Literal("x" * 1_000)) for number in range(9_000))
    parts: list[bytes] = []
    store.pass_ntriples(parts.append)
    assert len(parts) > 1
    assert all(part.endswith(b" .\n") for part in parts)
    assert sorted(b"".join(parts).splitlines()) == sorted(store.ntriples().splitlines())


def test_triples_of_a_blank_node(store: Store) -> None:
    (node,) = {triple.subject for triple in store.triples(None, B, HOSTILE)}
    assert isinstance(node, BlankNode)
    assert [triple.object for triple in store.triples(node)] == [HOSTILE]


def test_select(store: Store) -> None:
    rows = store.select("SELECT ?o ?none WHERE { <http://x/a> <http://x/b> ?o } ORDER BY LANG(?o)")
    assert rows == [{"o": PLAIN, "none": None}, {"o": CHINESE, "none": None}]
    assert [list(row) for row in rows] == [["o", "none"]] * 2
    assert store.select("SELECT ?s WHERE { ?s <http://x/none> ?o }") == []
    assert store.select("SELECT (SUM(?n) AS ?sum) WHERE { <http://x/a> <http://x/c> ?n }") == [{"sum": NUMBER}]


def test_parameters_are_terms(store: Store) -> None:
    text = 'SELECT ?s WHERE { BIND(fn:parameter("name") AS ?name) ?s ?p ?o FILTER(!BOUND(?name) || ?o = ?name) }'
    assert len(store.select(text)) == 5
    assert store.select(text, {"name": PLAIN}) == [{"s": A}]
    assert store.select(text, {"name": Literal('plain") || true || ("')}) == []
    among = 'SELECT ?o WHERE { ?s ?p ?o FILTER(fn:among("names", ?o)) }'
    assert {row["o"] for row in store.select(among, {"names": (PLAIN, NUMBER)})} == {PLAIN, NUMBER}
    assert store.select(among) == []
    assert store.ask('ASK { ?s ?p ?o FILTER(?o = fn:parameter("name")) }', {"name": CHINESE}) is True


def test_columns(store: Store) -> None:
    columns = store.columns("SELECT ?o ?s ?none WHERE { ?s ?p ?o FILTER(!isBlank(?s)) } ORDER BY ?p ?o")
    assert list(columns) == ["o", "s", "none"]
    assert dict(zip(columns["o"], columns["s"], strict=True)) == {
        '"plain"': "<http://x/a>",
        '"嘉兴"@zh': "<http://x/a>",
        "7": "<http://x/a>",
        "<http://x/a>": "<http://x/b>",
    }
    assert columns["none"] == [""] * 4
    (hostile,) = store.columns("SELECT ?o { ?s ?p ?o FILTER(isBlank(?s)) }")["o"]
    assert hostile == r'"tab\t \"quote\" \\ line\nend"'
    assert store.columns("SELECT ?s ?o { ?s <http://x/none> ?o }") == {"s": [], "o": []}


def test_ask_and_construct(store: Store) -> None:
    assert store.ask("ASK { <http://x/a> <http://x/b> 'plain' }") is True
    assert store.ask("ASK { <http://x/a> <http://x/b> 'other' }") is False
    made = store.construct("CONSTRUCT { ?o <http://x/of> ?s } WHERE { ?s <http://x/c> ?o FILTER(isIRI(?o)) }")
    assert set(made) == {Triple(A, NamedNode("http://x/of"), B)}
    text = store.construct("CONSTRUCT WHERE { <http://x/a> <http://x/b> ?o }").ntriples().decode()
    assert sorted(set(text.splitlines())) == [
        '<http://x/a> <http://x/b> "plain" .',
        '<http://x/a> <http://x/b> "嘉兴"@zh .',
    ]


def test_a_query_of_any_form(store: Store) -> None:
    assert store.query("ASK { ?s ?p ?o }") is True
    found = store.query("SELECT ?o ?none WHERE { <http://x/a> <http://x/c> ?o }")
    assert isinstance(found, Solutions)
    assert (found.names, list(found)) == (("o", "none"), [(NUMBER, None)])
    made = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o = <http://x/a>) }")
    assert isinstance(made, Triples)
    assert list(made) == [Triple(B, C, A)]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_an_answer_in_the_formats_of_the_w3c(form: str, store: Store) -> None:
    found = store.query("SELECT ?o ?none WHERE { <http://x/a> <http://x/b> ?o } ORDER BY LANG(?o)")
    assert isinstance(found, Solutions)
    content = found.serialize(form).decode()
    if form == "json":
        told = json.loads(content)
        assert told["head"]["vars"] == ["o", "none"]
        assert [row["o"]["value"] for row in told["results"]["bindings"]] == ["plain", "嘉兴"]
    elif form == "tsv":
        assert content.splitlines() == ["?o\t?none", '"plain"\t', '"嘉兴"@zh\t']
    else:
        parsed = rdflib.query.Result.parse(source=io.BytesIO(content.encode()), format="xml")
        assert [str(row.o) for row in parsed] == ["plain", "嘉兴"]  # type: ignore[union-attr]


def test_a_function_of_ones_own(store: Store) -> None:
    text = "SELECT ?s WHERE { ?s ?p ?o FILTER(<http://x/is-plain>(?o)) }"
    found = store.query(text, functions={"http://x/is-plain": lambda term: Literal(term == PLAIN)})
    assert isinstance(found, Solutions)
    assert list(found) == [(A,)]
    with suppress(QueryError):  # it is that query's alone; whether an unknown one is an error, an engine may say
        assert store.select(text) == []


@pytest.mark.parametrize(
    ("way", "query", "words"),
    [
        ("select", "ASK {}", "A SELECT query is needed"),
        ("columns", "ASK {}", "A SELECT query is needed"),
        ("ask", "SELECT * {}", "An ASK query is needed"),
        ("construct", "ASK {}", "A CONSTRUCT query is needed"),
        ("select", "SELECT ?s WHERE { ?s ?p }", "not valid SPARQL"),
        ("ask", "ASK { ?s nope:p ?o }", "not valid SPARQL"),
        ("query", "INSERT DATA { <a:a> <b:b> 1 }", "not valid SPARQL"),
        ("query", "", "not valid SPARQL"),
        ("select", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "reach beyond the graph"),
        ("construct", "CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }", "reach beyond the graph"),
    ],
)
def test_a_wrong_query(way: str, query: str, words: str, store: Store) -> None:
    with pytest.raises(QueryError, match=words):
        getattr(store, way)(query)
    assert len(store) == 5


def test_the_same_triples_in_rdflib(store: Store) -> None:
    graph = store.rdflib
    assert len(graph) == 5
    a, b = rdflib.URIRef("http://x/a"), rdflib.URIRef("http://x/b")
    assert set(graph.objects(a, b)) == {rdflib.Literal("plain"), rdflib.Literal("嘉兴", lang="zh")}
    (row,) = graph.query("SELECT ?o { ?s ?p ?o FILTER(?o = 'plain') }")
    assert row.o == rdflib.Literal("plain")  # type: ignore[union-attr]
    with pytest.raises(QueryError, match="reach beyond the graph"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_snapshot_stays_as_it_is(writable: Store) -> None:
    copy = writable.snapshot()
    writable.add([Triple(C, B, PLAIN)])
    writable.remove([Triple(B, C, A)])
    copy.remove([Triple(A, B, PLAIN)])
    assert set(writable.triples()) == HELD - {Triple(B, C, A)} | {Triple(C, B, PLAIN)}
    assert set(copy.triples()) == HELD - {Triple(A, B, PLAIN)}
    assert copy.base == writable.base


# Writing


def test_adding_and_removing(empty: Store) -> None:
    assert len(empty) == 0
    assert list(empty.triples()) == []
    empty.add([Triple(A, B, PLAIN), Triple(A, B, PLAIN), Triple(A, B, CHINESE)])
    empty.add(iter([Triple(A, B, PLAIN)]))
    assert len(empty) == 2
    empty.remove([Triple(A, B, PLAIN), Triple(C, C, C)])
    assert list(empty.triples()) == [Triple(A, B, CHINESE)]
    empty.load_ntriples('<http://x/b> <http://x/c> "嘉" .\n<http://x/a> <http://x/b> "嘉兴"@zh .\n'.encode())
    assert set(empty.triples()) == {Triple(A, B, CHINESE), Triple(B, C, Literal("嘉"))}


def test_loading_files(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text('<http://x/a> <http://x/b> "plain" , <http://x/c> .')
    (tmp_path / "g.nq").write_text(
        '<http://x/a> <http://x/b> "plain" <http://x/g> .\n<http://x/a> <http://x/b> "plain" <http://x/h> .\n'
        '<http://x/b> <http://x/b> "plain" <http://x/h> .\n'
    )
    empty.load(tmp_path / "g.ttl")
    empty.load(tmp_path / "g.nq")
    assert set(empty.triples()) == {Triple(A, B, PLAIN), Triple(A, B, C), Triple(B, B, PLAIN)}
    assert len(empty) == 3
    (tmp_path / "bad.ttl").write_text("<http://x/a> oops .")
    for name, words in (
        ("bad.ttl", "is not valid RDF"),
        ("none.ttl", "cannot be read"),
        ("a.csv", "is not a file of RDF"),
    ):
        with pytest.raises(SourceError, match=words):
            empty.load(tmp_path / name)
    assert len(empty) == 3


def test_a_named_graph_stands_apart(empty: Store) -> None:
    empty.add([Triple(A, B, PLAIN)])
    empty.add([Triple(A, B, CHINESE)], NamedNode("http://x/graph"))
    assert list(empty.triples()) == [Triple(A, B, PLAIN)]
    assert empty.select("SELECT ?o { ?s ?p ?o }") == [{"o": PLAIN}]
    assert empty.select("SELECT ?o { GRAPH <http://x/graph> { ?s ?p ?o } }") == [{"o": CHINESE}]


def test_prefixes_of_the_base(empty: Store) -> None:
    empty.base = "https://example.org/"
    empty.add([Triple(NamedNode("https://example.org/region/x"), NamedNode(f"{PK}level"), A)])
    assert empty.ask("ASK { id-region:x pk:level ?o }")


def test_a_read_only_store_is_not_written_to(tmp_path: Path) -> None:
    store = read_only(tmp_path, HELD)
    (tmp_path / "g.ttl").write_text("")
    for write in (
        lambda: store.add([]),
        lambda: store.remove([]),
        lambda: store.load_ntriples(b""),
        lambda: store.load(tmp_path / "g.ttl"),
    ):
        with pytest.raises(UsageError, match="is open for reading only"):
            write()
    beside = ReadOnlyStore(tmp_path / "kept")
    assert set(beside.triples(A)) == set(store.triples(A))
    with pytest.raises(SourceError, match="kept a store in"):
        ReadOnlyStore(tmp_path / "none")


# What is built on a store


REGIONS = """
INSERT DATA {
    id-region:sh a pk:Party, pk:Region, pk:AdministrativeRegion ; skos:prefLabel "Shanghai"@en , "上海市"@zh .
    id-region:mh a pk:AdministrativeRegion ; skos:prefLabel "Minhang"@en ; pk:parentRegion id-region:sh .
}
"""


@pytest.fixture(params=WRITABLE, ids=lambda maker: maker.__name__)
def regions(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: Store = request.param(tmp_path, [])
    source = TripleStore()
    source.rdflib.update(REGIONS)
    made.add(source.triples())
    return made


def test_names_rules_and_bytes_over_any_store(regions: Store) -> None:
    from kg.answers.names import Names

    assert Names(regions).resolve("上海市") == f"{DEFAULT_BASE}region/sh"
    derive(regions)
    within = {(t.subject.value[-2:], t.object.value[-2:]) for t in regions.triples(None, NamedNode(f"{PK}within"))}  # type: ignore[union-attr]
    assert within == {("mh", "sh")}
    lines = "".join(nquads(regions)).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(regions)
    assert f'<{DEFAULT_BASE}region/sh> <{SKOS}prefLabel> "上海市"@zh .' in lines
    assert not difference(regions, regions.snapshot())
    assert len(without(regions, "https://example.org/none").store) == len(regions)


def test_a_table_is_mapped_into_any_store(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name\nMinhang\n", encoding="utf-8")
    (tmp_path / "m.rq").write_text(
        "#: title: {en: T, zh: 表}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "CONSTRUCT { ?r skos:prefLabel ?n ; prov:wasDerivedFrom ?row }"
        ' WHERE { ?row row:name ?n BIND(fn:id("region", ?n) AS ?r) }'
    )
    assert map_table(tmp_path / "t.csv", tmp_path / "m.rq", empty) == 1
    assert set(empty.triples()) == {
        Triple(NamedNode(f"{DEFAULT_BASE}region/Minhang"), NamedNode(f"{SKOS}prefLabel"), Literal("Minhang"))
    }


# Stores by name

SHARED = """
from kg.graph.store import TripleStore
from kg.graph.store.register import StoreKind
from kg.text import Text

HELD = {}


def shared(location):
    return HELD.setdefault(location, TripleStore())


SHARED = StoreKind("shared", shared, Text("shared by name", "按名称共享"))
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterable[Callable[[str, str, str], None]]:
    """Installs a package of one module with one entry point."""

    def install(name: str, source: str, point: str) -> None:
        about = tmp_path / name / f"{name}-1.0.dist-info"
        about.mkdir(parents=True)
        (tmp_path / name / f"{name}.py").write_text(source, encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(f"[kg.stores]\n{point}\n", encoding="utf-8")
        sys.modules.pop(name, None)
        monkeypatch.syspath_prepend(str(tmp_path / name))
        STORES.refresh()

    yield install
    monkeypatch.undo()
    STORES.refresh()


@pytest.mark.usefixtures("installed")
def test_a_store_that_a_package_adds(
    installed: Callable[[str, str, str], None], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed("shared_stores", SHARED, "shared = shared_stores:SHARED")
    assert list(STORES) == ["oxigraph", "read-only", "shared"]
    assert run("build", "--out", tmp_path / "out", "--store", "shared:one//of//them").code == 0
    opened = kg.open("shared:one//of//them")
    lines = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert set(lines) <= {f"{triple} ." for triple in opened.store.triples()}
    assert opened.store.base == DEFAULT_BASE
    assert not (tmp_path / "shared:one").exists()
    assert (
        opened.ask("partners", party="海盐").records()
        == kg.open(tmp_path / "out").ask("partners", party="海盐").records()
    )
    # Nothing is written into one that is in use.
    again = run("build", "--out", tmp_path / "out", "--store", "shared:one//of//them")
    assert (again.code, "not empty" in again.err) == (1, True)


def test_stores_of_the_project_by_name(run: Run, tmp_path: Path) -> None:
    assert run("build", "--out", tmp_path / "out", "--store", f"oxigraph:{tmp_path / 'kept'}").code == 0
    readers = [kg.open(f"read-only:{tmp_path / 'kept'}") for _ in range(2)]
    whole = kg.open(tmp_path / "kept")
    assert len(readers[0]) == len(readers[1]) == len(whole) > 1000
    codes = run(
        "query", "-f", "csv", "--graph", f"read-only:{tmp_path / 'kept'}", "SELECT (COUNT(?r) AS ?n) { ?r a pk:Region }"
    )
    assert codes.code == 0
    assert int(codes.out.splitlines()[1]) == sum(party.is_region for party in whole.records.parties.values())
    missing = run("measure", "region-region", "--graph", "read-only:nowhere")
    assert (missing.code, "kept a store in" in missing.err) == (1, True)


def test_a_file_is_no_named_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert named_store("build") is None
    assert named_store("https://example.org/graph") is None  # no such kind: a file that is not there, as ever
    assert named_store("C:/graph.nq") is None
    monkeypatch.chdir(tmp_path)
    Path("oxigraph:here.ttl").write_text("<http://x/a> <http://x/b> 1 .")
    assert named_store("oxigraph:here.ttl") is None
    assert Triple(A, B, Literal(1)) in set(kg.open("oxigraph:here.ttl").store.triples())


def test_a_package_that_is_no_store(installed: Callable[[str, str, str], None]) -> None:
    installed("broken_stores", "BROKEN = dict", "broken = broken_stores:BROKEN")
    with pytest.raises(PluginError, match="of the package broken_stores"):
        kg.open("broken:here")


def test_a_store_that_is_not_there_is_not_made_by_reading(run: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    for scheme in ("oxigraph", "read-only"):
        missing = run("query", "--graph", f"{scheme}:{tmp_path / 'mistyped'}", "ASK { ?s ?p ?o }")
        assert (missing.code, missing.out) == (1, "")
        assert "Name a folder that `kg build --store` kept a store in" in missing.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_store_without_a_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for name in ("oxigraph:", "read-only:"):
        opened = run("query", "--graph", name, "ASK { ?s ?p ?o }")
        built = run("build", "--out", tmp_path / "out", "--store", name)
        assert (opened.code, built.code) == (2, 2)
        assert "names no folder" in opened.err
        assert "names no folder" in built.err
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_build_fills_no_folder_that_has_something_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("mine")
    named = run("build", "--out", tmp_path / "out", "--store", f"oxigraph:{tmp_path / 'letters'}")
    assert (named.code, "is there already and not empty" in named.err) == (1, True)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["one.txt"]


def test_a_build_that_fails_leaves_no_store_and_an_empty_one_is_filled(tmp_path: Path) -> None:
    kept = f"oxigraph:{tmp_path / 'kept'}"
    (tmp_path / "package").mkdir()
    for store in (kept, tmp_path / "kept"):
        with pytest.raises(SourceError):
            kg.build(tmp_path / "package", store=store)
        assert not (tmp_path / "kept").exists()
    TripleStore(tmp_path / "kept").add([])
    assert (tmp_path / "kept" / "CURRENT").is_file()
    assert len(kg.build(store=kept)) == len(kg.build())


def test_columns_of_a_store_for_reading_are_read_once_and_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = TripleStore(tmp_path / "store")
    writable.load_ntriples(b"".join(b"<urn:s%d> <urn:p> <urn:o> .\n" % number for number in range(5)))
    writable.flush()
    del writable
    reading = ReadOnlyStore(tmp_path / "store")
    asked: list[str] = []
    answer = engine.answer

    def counted(store: Any, text: str, *rest: Any) -> Any:
        asked.append(text)
        return answer(store, text, *rest)

    monkeypatch.setattr(engine, "answer", counted)
    first, second = "SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s", "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s"
    subjects = [f"<urn:s{number}>" for number in range(5)]
    reading.columns(first)["s"] = []  # a dictionary of one's own
    assert reading.columns(first) == {"s": subjects}
    assert len(asked) == 1
    given = "SELECT ?s { ?s <urn:p> ?o FILTER(?o = fn:parameter('o')) }"
    assert reading.columns(given, {"o": NamedNode("urn:x")}) == {"s": []}
    assert reading.columns(given, {"o": NamedNode("urn:o")}).keys() == {"s"}
    assert len(reading.columns(given, {"o": NamedNode("urn:o")})["s"]) == 5
    # Room for twelve cells: the second answer has ten, and the first goes.
    monkeypatch.setattr(oxigraph, "CELLS", 12)
    assert reading.columns(second) == {"s": subjects, "o": ["<urn:o>"] * 5}
    assert reading.columns(second)["s"] == subjects
    assert len(asked) == 4
    assert reading.columns(first) == {"s": subjects}
    assert len(asked) == 5
