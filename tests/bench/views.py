"""Views of a large graph: time as a ratio of deriving its triples, and of loading it.

    python tests/bench/views.py [PARTNERSHIPS]

Generated partnerships of three parties each, with two stage claims, a figure, and evidence in one of ten sources.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pyoxigraph as ox

from kg.graph import views
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.pipeline import load_ontology
from kg.vocabulary import DEFAULT_BASE, prefixes

SOURCES, REGIONS = 10, 2_000


def lines(partnerships: int) -> Iterator[str]:
    """The graph as Turtle, without its prefixes."""
    for number in range(SOURCES):
        yield f'id-source:s{number} a pk:Source ; dcterms:issued "{2010 + number}-06-30"^^xsd:date .'
    for number in range(REGIONS):
        parent = f" ; pk:parentRegion id-region:r{number // 10}" if number else ""
        yield f"id-region:r{number} a pk:AdministrativeRegion{parent} ."
    for number in range(partnerships):
        source = number % SOURCES
        cited = f"pk:evidence id-evidence:e{number}"
        yield f"id-evidence:e{number} a pk:Evidence ; oa:hasSource id-source:s{source} ."
        parts = [f"id-participation:p{number}-{part}" for part in range(3)]
        yield f"id-partnership:p{number} a pk:Agreement ; {cited} ; pk:participation {', '.join(parts)} ."
        for part, name in enumerate(parts):
            party = f"id-region:r{(number * 7 + part * 311) % REGIONS}"
            yield f"{name} a pk:Participation ; pk:partnership id-partnership:p{number} ; pk:party {party} ; {cited} ."
        for stage, name in enumerate(("signed", "operating")):
            dated = f'pk:asOf "{2008 + source + stage}-12-31"^^xsd:date ; pk:asOfPrecision date-precision:year'
            claim = f"pk:about id-partnership:p{number} ; pk:stage stage:{name} ; {dated}"
            yield f"id-stage:c{number}-{stage} a pk:StageClaim ; {claim} ; {cited} ."
        counted = f"pk:measure measure:totalInvestment ; pk:unit unit:CNY ; pk:value {number}.5"
        figure = f'pk:about id-region:r{number % REGIONS} ; pk:asOf "{2009 + source}-01-01"^^xsd:date ; {counted}'
        yield f"id-observation:o{number} a pk:Achievement ; {figure} ; {cited} ."


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of some work, and what it gave."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def main() -> None:
    """Print the time of each view, and its ratio to loading and deriving."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500
    store = TripleStore()
    load_ontology(store)
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    text = (header + "\n".join(lines(partnerships))).encode()
    loading, _ = timed(lambda: store.add(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)))
    deriving, _ = timed(lambda: derive(store))
    print(f"{len(store):,} triples: loaded in {loading:.2f} s, derived in {deriving:.2f} s")
    for name, work in (
        ("as of a day in the middle", lambda: views.at(store, date(2014, 6, 30))),
        ("as of a day after all", lambda: views.at(store, date(2030, 1, 1))),
        ("without a source", lambda: views.without(store, f"{DEFAULT_BASE}source/s5")),
    ):
        spent, view = timed(work)
        ratio = spent / (loading + deriving)
        print(f"  {name}: {len(view.store):,} triples in {spent:.2f} s, {ratio:.1f} x loading and deriving")


if __name__ == "__main__":
    main()
