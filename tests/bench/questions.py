"""How long each question takes on a large invented network, against counting its triples once.

Run: python -m tests.bench.questions [PARTNERSHIPS]
"""

from __future__ import annotations

import sys
import time

from kg.answers.names import Names
from kg.answers.questions import ask, list_questions
from kg.graph.store import TripleStore
from kg.pipeline import load_ontology
from tests.page.synthetic import invented


def _network(partnerships: int) -> TripleStore:
    store = invented(regions=120, institutions=partnerships // 2, partnerships=partnerships)
    load_ontology(store)
    return store


def main() -> None:
    store = _network(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000)
    names = Names(store)
    region = store.select("SELECT ?r WHERE { ?p pk:hasParty/pk:inRegion ?r } LIMIT 1")[0]["r"]
    start = time.perf_counter()
    count = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0]["n"]
    counting = time.perf_counter() - start
    print(f"{count.value} triples, counted in {counting:.2f} s; seconds and multiples of that:")
    for question in list_questions():
        given = {
            parameter.name: region.value if parameter.type != "string" else "a"
            for parameter in question.parameters.values()
            if parameter.required
        }
        start = time.perf_counter()
        rows = len(ask(store, question.name, given, names))
        taken = time.perf_counter() - start
        print(f"  {question.name:28}{taken:8.2f} {taken / counting:8.1f}  {rows} rows", flush=True)


if __name__ == "__main__":
    main()
