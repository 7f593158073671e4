"""Checking a generated graph against the bundled shapes: ours, and pySHACL.

    python tests/bench/shacl.py [TRIPLES] [TRIPLES FOR PYSHACL]

pySHACL needs minutes where ours needs seconds, so it is given a smaller graph; ours is timed on both,
and the ratio is that of the smaller one. CPU seconds: the machine may be shared.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable

import pyoxigraph as ox
import pyshacl
import rdflib

from kg import assets
from kg.graph import formats, shacl
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.graph.validation import load_shapes

#: Triples of one partnership as ``MODEL`` writes it, after the rules.
TRIPLES_EACH = 58
MODEL = """
@prefix : <https://w3id.org/partnership-kg/id/> .
@prefix date-precision: <https://w3id.org/partnership-kg/code/date-precision/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/partnership-kg/code/> .
"""
SOURCE = """
:source a pk:Source ; dcterms:title "News"@en , "新闻"@zh ; dcterms:issued "2017-07-28"^^xsd:date ;
    dcterms:language "zh" ; pk:characters 999999999 ; pk:sha256 "00" .
"""
REGION = """
:region-{i} a pk:AdministrativeRegion ; skos:prefLabel "Region {i}"@en , "地区{i}"@zh ; pk:level <level/county> ;
    pk:parentRegion :region-{parent} .
"""
PARTNERSHIP = """
:deal-{i} a pk:Agreement ; skos:prefLabel "Deal {i}"@en , "协议{i}"@zh ; pk:agreementKind <agreement-kind/cooperation> ;
    pk:sector <sector/finance> ; pk:participation :deal-{i}-a , :deal-{i}-b ; pk:evidence :place-{i} .
:deal-{i}-a a pk:Participation ; pk:partnership :deal-{i} ; pk:party :region-{one} ; pk:role <role/signatory> ;
    pk:evidence :place-{i} .
:deal-{i}-b a pk:Participation ; pk:partnership :deal-{i} ; pk:party :region-{two} ; pk:role <role/signatory> ;
    pk:evidence :place-{i} .
:stage-{i} a pk:StageClaim ; pk:about :deal-{i} ; pk:stage <stage/{stage}> ; pk:asOf "2017-07-{day}"^^xsd:date ;
    pk:asOfPrecision date-precision:day ; pk:timeBasis <time-basis/stated> ; pk:assertedBy :source ;
    pk:evidence :place-{i} .
:sum-{i} a pk:Achievement ; pk:about :deal-{i} ; pk:measure <measure/investment> ; pk:value {value} ;
    pk:unit <unit/CNY> ; pk:bound <bound/exact> ; pk:periodStart "2017-01-01"^^xsd:date ;
    pk:periodEnd "2017-06-{day}"^^xsd:date ; pk:asOf "2017-07-{day}"^^xsd:date ;
    pk:asOfPrecision date-precision:day ; pk:timeBasis <time-basis/stated> ; pk:assertedBy :source ;
    pk:evidence :place-{i} .
:place-{i} a pk:Evidence ; oa:hasSource :source ; oa:hasSelector :selector-{i} ; pk:sha256 "00" .
:selector-{i} a oa:TextPositionSelector ; oa:start {i} ; oa:end {end} .
"""


def graph(triples: int) -> TripleStore:
    """The bundled ontology and generated partnerships, with what the rules derive. Every hundredth value is wrong."""
    store = TripleStore()
    for part in ("modules", "codelists"):
        for path in assets.ontology_files(part, ".ttl"):
            store.load(path)
    number = max(1, triples // TRIPLES_EACH)
    regions = max(10, number // 20)
    parts = [MODEL, SOURCE, *(REGION.format(i=i, parent=i // 10) for i in range(1, regions))]
    for i in range(number):
        stage, value = ("signed", f"{i}.5") if i % 100 else ("nowhere", '"much"')
        places = {"one": i % regions, "two": (i * 7 + 1) % regions, "day": 10 + i % 19, "end": i + 9}
        parts.append(PARTNERSHIP.format(i=i, stage=stage, value=value, **places))
    store.add(quad.triple for quad in ox.parse("".join(parts), format=ox.RdfFormat.TURTLE))
    derive(store)
    return store


def seconds(run: Callable[[], int]) -> tuple[float, int]:
    """CPU seconds of a run, and what it returned."""
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def by_pyshacl(data: TripleStore, shapes: TripleStore) -> Callable[[], int]:
    """A run of pySHACL over plain rdflib graphs, which are made beforehand."""
    graphs = [rdflib.Graph().parse(data=_dumped(store), format="nt") for store in (data, shapes)]
    result = rdflib.URIRef("http://www.w3.org/ns/shacl#result")

    def run() -> int:
        _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], advanced=False, inference="none")
        return sum(1 for _ in report.subject_objects(result))

    return run


def _dumped(store: TripleStore) -> bytes:
    return formats.serialize(store.triples(), "n-triples", {})


def main() -> None:
    """Time both, and print the ratio."""
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    small = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    shapes = load_shapes(assets.ontology_files("shapes", ".ttl"))
    data = graph(large)
    ours, found = seconds(lambda: len(shacl.validate(data, shapes)))
    print(f"kg, {len(data):,} triples: {ours:.2f} s, {found} results")
    data = graph(small)
    ours, found = min(seconds(lambda: len(shacl.validate(data, shapes))) for _ in range(3))
    print(f"kg, {len(data):,} triples: {ours:.2f} s, {found} results")
    theirs, found = seconds(by_pyshacl(data, shapes))
    print(f"pySHACL, {len(data):,} triples: {theirs:.2f} s, {found} results")
    print(f"pySHACL / kg: {theirs / ours:.0f} times as long")


if __name__ == "__main__":
    main()
