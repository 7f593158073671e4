"""Steps of a large build beside a peer on the same work, each pair in one run: ratios that a busy machine leaves alone.

    python -m tests.bench.lines [--note WORDS] [PARTNERSHIPS]

With ``--note`` a row a line is added to ``history.csv``, so that the next reader sees what got slower. It fails
nothing.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkit as nk
import pyoxigraph as ox

from kg.answers.explaining.explanation import explain
from kg.answers.questions import load_question
from kg.answers.records import read_records
from kg.graph import shacl
from kg.graph.around import around
from kg.graph.library import graph_files, turtle_files
from kg.graph.ontology import ontology_triples
from kg.graph.store import lasting
from kg.graph.store.oxigraph import TripleStore
from kg.graph.validation import load_shapes
from kg.graph.writing import canonical
from kg.intake.mapping import Trace, map_package
from kg.intake.package import read_package
from kg.intake.references import check_references
from kg.network.forms.compiled import networkit_graph, one_thread
from kg.network.measures import paths
from kg.pipeline import open_graph
from tests.bench import cells
from tests.bench.scale import write_package

HISTORY = Path(__file__).with_name("history.csv")
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


def _checks(store: TripleStore) -> tuple[float, float]:
    shapes = load_shapes(turtle_files(store.ontology, "shapes"))

    def by_query() -> None:
        for check in shacl.compile_shapes(shapes):
            list(check.run(store))

    return _seconds(lambda: shacl.validate(store, shapes), 1), _seconds(by_query, 1)


def _texts(store: TripleStore) -> tuple[float, float, float]:
    left = ontology_triples()

    def ours() -> None:
        lines = canonical.lines_of(store, left)
        "".join(canonical.turtle_of(lines, store.base))
        b"\n".join(lines)

    def dumped() -> None:
        b"\n".join(sorted(store.ntriples().split(b"\n")))

    def by_terms() -> None:
        "".join(canonical.trig(canonical.triples_of(store, left), store.base))
        "".join(canonical.sorted_lines(canonical.triples_of(store, left)))

    return _seconds(ours), _seconds(dumped), _seconds(by_terms, 1)


def main() -> None:
    """Print and, if asked for, note each line."""
    note = sys.argv[2] if sys.argv[1:2] == ["--note"] else ""
    sizes = sys.argv[3:] if note else sys.argv[1:]
    size = int(sizes[0]) if sizes else 3_000
    rows = []

    def line(name: str, peer: str, ours: float, theirs: float) -> None:
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
        line("closeness and harmonic closeness, parties and partnerships", "NetworKit, a search each", *_paths(graph))
        line("three path measures of institutions", "NetworKit, a search each", *_searched(graph))
        line("SHACL", "a query for every check", *_checks(store))
        ours, dumped, by_terms = _texts(store)
        line("graph.ttl and graph.nq", "Oxigraph's dump, sorted", ours, dumped)
        line("graph.ttl and graph.nq", "from terms, as before", ours, by_terms)
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
        assert lasting.opened(file, files) is not None
        reopened = _seconds(lambda: lasting.opened(file, files))
        parsed = _seconds(lambda: ox.Store().load(path=str(file), format=ox.RdfFormat.N_QUADS), 1)
        line("open the graph", "Oxigraph parses graph.nq", reopened, parsed)
    if note:
        with HISTORY.open("a", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows if HISTORY.stat().st_size else [HEADER, *rows])


if __name__ == "__main__":
    main()
