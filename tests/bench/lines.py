"""Steps of a large build beside a peer on the same work, each pair in one run: ratios that a busy machine leaves alone.

    python -m tests.bench.lines [--note WORDS] [PARTNERSHIPS]

With ``--note`` a row a line is added to ``history.csv``, so that the next reader sees what got slower. It fails
nothing.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkit as nk
import pyoxigraph as ox

from kg import assets, vocabulary
from kg.answers.explaining.explanation import explain
from kg.answers.questions import load_question
from kg.answers.records import read_records
from kg.graph import shacl
from kg.graph.around import around
from kg.graph.library import add_further_codes, graph_files, load_ontology, turtle_files
from kg.graph.ontology import ontology_triples
from kg.graph.queryfile import QueryFile
from kg.graph.rules import derive, load_rules
from kg.graph.store import lasting
from kg.graph.store.oxigraph import TripleStore
from kg.graph.validation import load_shapes
from kg.graph.writing import canonical
from kg.graph.writing.numbered import Texts
from kg.intake.mapping import Trace, map_package
from kg.intake.package import read_package
from kg.intake.references import check_references
from kg.knowledge_graph import KnowledgeGraph
from kg.network.forms.compiled import networkit_graph, one_thread
from kg.network.measures import paths
from kg.outputs import MEASURED, measures_csv
from kg.pipeline import open_graph
from tests.bench import cells
from tests.bench.scale import write_package

HISTORY = Path(__file__).with_name("history.csv")
FILES = "graph.ttl and graph.nq"
HEADER = ("note", "partnerships", "line", "peer", "ours, CPU seconds", "peer, CPU seconds", "ours / peer")


def _seconds(run: Callable[[], Any], times: int = 3) -> float:
    """CPU seconds, the least of some runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return min(taken)


def _paths(graph: Any) -> tuple[float, float]:
    fresh = [graph.project_sparse("party-partnership") for _ in range(4)]  # arrays keep what was found
    arrays = fresh.pop()

    def by_networkit() -> None:
        one = networkit_graph(len(arrays), arrays.lengths, weighted=False)
        nk.centrality.Closeness(one, False, nk.centrality.ClosenessVariant.GENERALIZED).run().scores()
        nk.centrality.HarmonicCloseness(one, False).run().scores()

    return _seconds(lambda: paths.nearness(fresh.pop())), _seconds(by_networkit, 1)


def _searched(graph: Any) -> tuple[float, float]:
    fresh = [graph.project_sparse("institution-institution") for _ in range(2)]

    def by_networkit() -> None:
        arrays = fresh[0]
        one = networkit_graph(len(arrays), arrays.lengths)
        nk.centrality.Betweenness(one, normalized=True).run().scores()
        nk.centrality.Closeness(one, False, nk.centrality.ClosenessVariant.GENERALIZED).run().scores()
        nk.centrality.HarmonicCloseness(one, False).run().scores()

    with one_thread():
        theirs = _seconds(by_networkit, 1)
    return _seconds(lambda: paths.searched(fresh.pop()), 1), theirs


def _rows(folder: Path) -> tuple[float, float, float, float]:
    read = _seconds(lambda: check_references([read_package(folder)[0]]))
    package, store = read_package(folder)[0], TripleStore()
    map_package(package, store, Trace())
    text = store.ntriples()
    mapped = _seconds(lambda: map_package(package, TripleStore(), Trace()))
    return read, _seconds(lambda: cells.bare(folder)), mapped, _seconds(lambda: _loaded(text))


def _loaded(text: bytes) -> None:
    ox.Store().bulk_load(text, format=ox.RdfFormat.N_TRIPLES)


def _with_prefixes(query: str, base: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in vocabulary.prefixes(base).items()) + query


def _rules(folder: Path) -> tuple[float, float]:
    """The rules, and the same queries as updates of Oxigraph's, which gives nothing back."""

    def mapped() -> TripleStore:
        store = TripleStore()
        load_ontology(store)
        map_package(read_package(folder)[0], store, Trace())
        add_further_codes(store)
        return store

    mine, theirs = mapped(), mapped()
    inner = theirs.snapshot()._inner
    taken = _seconds(lambda: derive(mine), 1)

    def updated() -> None:
        for rule in load_rules():
            inner.update(_with_prefixes(rule.text.replace("CONSTRUCT", "INSERT", 1), mine.base))

    peer = _seconds(updated, 1)
    assert len(inner) == len(mine)
    return taken, peer


def _records(store: TripleStore) -> tuple[float, float]:
    """The records, and the answers that they are made of as text, not looked into."""
    names = ("texts", "links", "types", "codes", "sources", "evidence", "figures", "statements", "parties", "stages")
    files = [assets.ontology_folder() / "records" / f"{name}.rq" for name in (*names, "partnerships", "participations")]
    queries = [_with_prefixes(QueryFile.load(file).sparql, store.base) for file in files]

    def answered() -> None:
        for query in queries:
            inner = store._inner.query(query)
            assert isinstance(inner, ox.QuerySolutions)
            inner.serialize(format=ox.QueryResultsFormat.TSV)

    return _seconds(lambda: read_records(store), 1), _seconds(answered, 1)


def _five_networks(graph: Any) -> Iterator[tuple[str, float, float]]:
    """All measures of the five networks of a build, and what others have of them: path measures and four more."""
    ours = _seconds(lambda: measures_csv(KnowledgeGraph(graph.store)), 1)
    networks = [graph.project_sparse(name, **parameters) for name, parameters in MEASURED]

    def by_networkit() -> None:
        for arrays in networks:
            one = networkit_graph(len(arrays), arrays.lengths)
            nk.centrality.Betweenness(one, normalized=True).run()
            nk.centrality.Closeness(one, False, nk.centrality.ClosenessVariant.GENERALIZED).run()
            nk.centrality.HarmonicCloseness(one, False).run()
            nk.centrality.EigenvectorCentrality(one).run()
            nk.centrality.PageRank(one).run()
            nk.centrality.CoreDecomposition(networkit_graph(len(arrays), arrays.lengths, weighted=False)).run()
            nk.centrality.LocalClusteringCoefficient(one).run()

    with one_thread():
        yield "NetworKit, seven measures", ours, _seconds(by_networkit, 1)
    if find_spec("igraph") is None:
        return
    igraph: Any = import_module("igraph")  # under the GPL: timed where somebody has it, used for nothing

    def by_igraph() -> None:
        for arrays in networks:
            ends = arrays.lengths.tocoo()
            kept = ends.row < ends.col
            pairs = list(zip(ends.row[kept].tolist(), ends.col[kept].tolist(), strict=True))
            one, lengths = igraph.Graph(len(arrays), pairs), ends.data[kept].tolist()
            one.betweenness(weights=lengths)
            one.closeness(weights=lengths)
            one.harmonic_centrality(weights=lengths)
            one.pagerank(), one.coreness(), one.eigenvector_centrality(), one.transitivity_local_undirected()

    yield "igraph, seven measures", ours, _seconds(by_igraph, 1)


def _whole(folder: Path, out: Path) -> float:
    """CPU seconds of ``kg build`` from nothing, with the processes that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "kg", "build", folder, "--out", out, "--fresh"], check=True, stdout=-3)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _checks(store: TripleStore) -> tuple[float, float]:
    shapes = load_shapes(turtle_files(store.ontology, "shapes"))

    def by_query() -> None:
        for check in shacl.compile_shapes(shapes):
            list(check.run(store))

    return _seconds(lambda: shacl.validate(store, shapes), 1), _seconds(by_query, 1)


def _texts(store: TripleStore) -> tuple[float, float, float, float]:
    """The two files of the graph: of the numbers that its checks have made; as a dump; of lines; of terms."""
    left = ontology_triples()
    columns = shacl.Columns(store)

    def ours() -> None:
        texts = Texts.of(columns, left, store.base)
        assert texts is not None
        "".join(texts.turtle())
        b"".join(texts.quads())

    def by_lines() -> None:
        lines = canonical.lines_of(store, left)
        "".join(canonical.turtle_of(lines, store.base))
        b"\n".join(lines)

    def dumped() -> None:
        b"\n".join(sorted(store.ntriples().split(b"\n")))

    def by_terms() -> None:
        "".join(canonical.trig(canonical.triples_of(store, left), store.base))
        "".join(canonical.sorted_lines(canonical.triples_of(store, left)))

    return _seconds(ours), _seconds(dumped), _seconds(by_lines), _seconds(by_terms, 1)


def main() -> None:
    """Print and, if asked for, note each line."""
    note = sys.argv[2] if sys.argv[1:2] == ["--note"] else ""
    sizes = sys.argv[3:] if note else sys.argv[1:]
    size = int(sizes[0]) if sizes else 3_000
    rows = []

    peers: dict[str, float] = {}

    def line(name: str, peer: str, ours: float, theirs: float) -> None:
        peers.setdefault(name, theirs)
        rows.append((note, size, name, peer, f"{ours:.3f}", f"{theirs:.3f}", f"{ours / theirs:.2f}"))
        print(*rows[-1][2:], sep=" | ", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        write_package(Path(folder) / "package", size)
        read, bare, mapped, loaded = _rows(Path(folder) / "package")
        line("read and check tables", "the same cells held to the schema by Polars", read, bare)
        line("map to triples", "Oxigraph loads the same as text", mapped, loaded)
        graph = open_graph(Path(folder) / "package")
        store = graph.store
        assert isinstance(store, TripleStore)
        line("rules", "the same queries as updates of Oxigraph's", *_rules(Path(folder) / "package"))
        line("records", "their queries answered as text", *_records(store))
        for peer, own, other in _five_networks(graph):
            line("measures of five networks", peer, own, other)
        line("closeness and harmonic closeness, parties and partnerships", "NetworKit, a search each", *_paths(graph))
        line("three path measures of institutions", "NetworKit, a search each", *_searched(graph))
        line("SHACL", "a query for every check", *_checks(store))
        ours, dumped, by_lines, by_terms = _texts(store)
        line(FILES, "Oxigraph's dump, sorted", ours, dumped)
        line(FILES, "from lines, without the numbers of the checks", ours, by_lines)
        line(FILES, "from terms, as before", ours, by_terms)
        taken = _whole(Path(folder) / "package", Path(folder) / "build")
        steps = ("read and check tables", "map to triples", "rules", "SHACL", "measures of five networks", "records")
        line("whole build", "the peers of its steps together", taken, sum(peers[step] for step in (*steps, FILES)))
        region = f"{store.base}region/r5"
        part = around(store, [region])
        assert part is not None
        near = _seconds(lambda: explain(read_records(around(store, [region]) or store), region))
        whole = _seconds(lambda: explain(read_records(store), region), 1)
        line("explain one region", "of all records, as before", near, whole)
        question = load_question("partners")
        terms = question.terms(store, {"party": region}, lambda name, _: name)
        nearby = _seconds(lambda: (around(store, [region]) or store).select(question.text, terms))
        whole = _seconds(lambda: store.select(question.text, terms), 1)
        line("ask partners of one region", "of the whole graph", nearby, whole)
        file = Path(folder) / "graph.nq"
        file.write_bytes(b"\n".join([*canonical.lines_of(store, ontology_triples()), b""]))
        files = graph_files(store.ontology)
        if lasting.opened(file, files) is not None:  # a smaller graph has no store
            reopened = _seconds(lambda: lasting.opened(file, files))
            parsed = _seconds(lambda: ox.Store().load(path=str(file), format=ox.RdfFormat.N_QUADS), 1)
            line("open the graph", "Oxigraph parses graph.nq", reopened, parsed)
    if note:
        with HISTORY.open("a", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows if HISTORY.stat().st_size else [HEADER, *rows])


if __name__ == "__main__":
    main()
