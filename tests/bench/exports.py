"""Each export of a synthetic graph, as a ratio to loading that graph, at one size and at twice that.

python -m tests.bench.exports [TRIPLES]

rdflib's writer of JSON-LD gets the graph in its own memory already: reading it there is not counted. Ratios that stay
the same from one size to the next say that an export grows with the graph and no faster.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rdflib import Graph

from kg.answers.exports import export_names
from kg.graph.writing.jsonld import published_context
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import nquads, open_graph
from tests.bench.reports import timed, write_graph

#: Each partnership brings about this many triples.
_EACH = 45


def rdflib_reading(knowledge: KnowledgeGraph) -> Graph:
    """The same triples in rdflib's own memory, for its writer of JSON-LD: what ours stands in for."""
    return Graph().parse(data=nquads(knowledge), format="nt")


def main() -> None:
    """Print how long each export takes, in loads of the graph."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    for size in (triples // 2, triples):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "graph.ttl"
            write_graph(path, size // _EACH)
            graphs: list[KnowledgeGraph] = []
            load = timed(lambda path=path, graphs=graphs: graphs.append(open_graph(path)))  # type: ignore[misc]
            (graph,) = graphs
            steps = {
                name: timed(lambda name=name, graph=graph: graph.export(name))  # type: ignore[misc]
                for name in export_names()
            }
            plain = rdflib_reading(graph)
            steps["json-ld by rdflib's writer"] = timed(
                lambda plain=plain: plain.serialize(format="json-ld", context=dict(published_context()))  # type: ignore[misc]
            )
            told = ", ".join(f"{name} {seconds / load:.1f}" for name, seconds in steps.items())
            print(f"{len(graph)} triples, loaded in {load:.2f} s; in loads: {told}")


if __name__ == "__main__":
    main()
