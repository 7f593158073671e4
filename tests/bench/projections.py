"""From a large graph to a network, beside what it competes with.

    python -m tests.bench.projections [TRIPLES [TRIPLES ...]]

For each size: institutions and regions projected to networkx and to arrays, beside Oxigraph's own SELECT of
the same ties with every row read into Python, beside rdflib's bridge to networkx over the same triples, and
beside kglab's way: a SPARQL SELECT in rdflib's engine, then one ``add_edge`` a row (kglab 0.6,
``SubgraphMatrix.build_nx_graph``). The last two are too slow for a million triples and are run up to 100,000.

Those graphs hold little but ties, three a partnership, and so are the hardest for a projection. The last lines are
of an invented graph with all that the model has (claims, figures, evidence), where a tie is a hundred triples' worth.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from kg.graph.store import TripleStore
from kg.pipeline import load_ontology
from kg.vocabulary import CODE, DEFAULT_BASE, PK, RDF, SKOS, XSD
from tests.network.projecting import project, project_sparse
from tests.page.synthetic import invented

#: Triples that one partnership brings, with its share of those of institutions and regions.
PER_PARTNERSHIP = 15.2

TIES = """
SELECT ?source ?target ?partnership WHERE {
  ?partnership pk:hasParty ?source , ?target . ?source a pk:Institution . ?target a pk:Institution .
  FILTER(STR(?source) < STR(?target))
}
"""


def triples(number: int) -> Iterator[str]:
    """About so many lines of N-Triples: partnerships of two to four institutions in counties of three levels."""
    partnerships = int(number / PER_PARTNERSHIP)
    institutions, counties = partnerships // 4 + 2, partnerships // 40 + 2
    for i in range(counties):
        yield from _regions(_chain(i, counties))
    for i in range(institutions):
        yield _triple(f"institution/i{i}", RDF + "type", PK + "Institution")
        yield _triple(f"institution/i{i}", RDF + "type", PK + "Party")
        yield _name(f"institution/i{i}", f"Institution {i}", "en")
        for above in _chain(i % counties, counties):
            yield _triple(f"institution/i{i}", PK + "inRegion", f"{DEFAULT_BASE}region/{above}")
    chance = random.Random(1)
    for i in range(partnerships):
        yield from _partnership(i, {chance.randrange(institutions) for _ in range(chance.randint(2, 4))})


def _chain(county: int, counties: int) -> list[str]:
    return [f"county-{county}", f"city-{county % (counties // 10 + 1)}", f"province-{county % (counties // 100 + 1)}"]


def _regions(chain: list[str]) -> Iterator[str]:
    for depth, name in enumerate(chain):
        yield _triple(f"region/{name}", RDF + "type", PK + "Region")
        yield _triple(f"region/{name}", PK + "level", f"{CODE}level/{name.partition('-')[0]}")
        for above in chain[depth:]:
            yield _triple(f"region/{name}", PK + "inRegion", f"{DEFAULT_BASE}region/{above}")
        for above in chain[depth + 1 :]:
            yield _triple(f"region/{name}", PK + "within", f"{DEFAULT_BASE}region/{above}")


def _partnership(i: int, parties: set[int]) -> Iterator[str]:
    name = f"partnership/p{i}"
    yield _triple(name, RDF + "type", PK + "Agreement")
    yield _triple(name, RDF + "type", PK + "Partnership")
    yield _name(name, f"Partnership {i}", "en")
    yield _name(name, f"合作{i}", "zh")
    yield _triple(name, PK + "sector", f"{CODE}sector/logistics")
    yield _triple(name, PK + "currentStage", f"{CODE}stage/signed")
    for party in sorted(parties):
        yield _triple(name, PK + "hasParty", f"{DEFAULT_BASE}institution/i{party}")
    yield _triple(f"stage/s{i}", RDF + "type", PK + "StageClaim")
    yield _triple(f"stage/s{i}", PK + "about", DEFAULT_BASE + name)
    yield _triple(f"stage/s{i}", PK + "stage", f"{CODE}stage/signed")
    yield f'<{DEFAULT_BASE}stage/s{i}> <{PK}asOf> "20{10 + i % 15}-01-01"^^<{XSD}date> .\n'


def _triple(subject: str, predicate: str, value: str) -> str:
    return f"<{DEFAULT_BASE}{subject}> <{predicate}> <{value}> .\n"


def _name(subject: str, name: str, language: str) -> str:
    return f'<{DEFAULT_BASE}{subject}> <{SKOS}prefLabel> "{name}"@{language} .\n'


def timed(step: Callable[[], Any], times: int) -> float:
    """The least CPU seconds of some runs; wall time on a shared machine says more of the others."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return min(taken)


def kglab_way(path: Path) -> Callable[[], Any]:
    """kglab's: rdflib's engine answers, and each row is an edge."""
    import rdflib

    plain = rdflib.Graph()
    plain.parse(path, format="nt")

    def run() -> Any:
        graph = nx.MultiGraph()
        for row in plain.query(f"PREFIX pk: <{PK}>\n{TIES}"):
            graph.add_edge(str(row[0]), str(row[1]), str(row[2]))
        return graph

    return run


def rdflib_way(path: Path) -> Callable[[], Any]:
    """rdflib's bridge: every triple is an edge."""
    import rdflib
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    plain = rdflib.Graph()
    plain.parse(path, format="nt")
    return lambda: rdflib_to_networkx_multidigraph(plain)


def report(number: int, path: Path) -> None:
    """Time each way on one graph, and print the ratios."""
    store = TripleStore()
    load_ontology(store)
    store.load(path)
    ways: dict[str, Callable[[], Any]] = {
        "Oxigraph SELECT": lambda: list(store.query(TIES)),
        "project institutions": lambda: project(store, "institution-institution"),
        "project_sparse institutions": lambda: project_sparse(store, "institution-institution"),
        "project counties": lambda: project(store, "region-region"),
        "project_sparse counties": lambda: project_sparse(store, "region-region"),
    }
    if number <= 100_000:
        ways["rdflib's bridge"] = rdflib_way(path)
        ways["kglab's way"] = kglab_way(path)
    seconds = {way: timed(step, 1 if way == "kglab's way" else 3) for way, step in ways.items()}
    print(f"{len(store)} triples, {len(store.select(TIES))} ties of institutions")
    for way, taken in seconds.items():
        print(f"  {way}: {taken:.3f} s")
    ours = seconds["project institutions"]
    print(f"  project / Oxigraph SELECT: {ours / seconds['Oxigraph SELECT']:.2f} (at most 3, or 2 s)")
    for way, least in (("rdflib's bridge", 5), ("kglab's way", 50)):
        if way in seconds:
            print(f"  {way} / project: {seconds[way] / ours:.1f} times as long (at least {least})")


def report_whole(folder: Path) -> None:
    """The same against rdflib's bridge on a graph with everything that the model has, of some 90,000 triples."""
    store = invented(regions=120, institutions=700, partnerships=1400)
    path = folder / "whole.nt"
    path.write_text("".join(f"{triple} .\n" for triple in store.triples()), encoding="utf-8")
    load_ontology(store)
    bridge = timed(rdflib_way(path), 3)
    print(f"{len(store)} triples with claims, figures and evidence")
    for name in ("institution-institution", "party-partnership"):
        ours = timed(lambda name=name: project(store, name), 3)  # type: ignore[misc]
        print(f"  rdflib's bridge / project {name}: {bridge / ours:.1f} times as long (at least 5)")


def main() -> None:
    """Make a graph of each size, and report."""
    with tempfile.TemporaryDirectory() as folder:
        report_whole(Path(folder))
    for number in [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "triples.nt"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(triples(number))
            report(number, path)


if __name__ == "__main__":
    main()
