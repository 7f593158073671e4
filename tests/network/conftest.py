"""A small graph that has everything a roll-up can trip over, written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.vocabulary import DEFAULT_BASE, PREFIXES

REGION = f"{DEFAULT_BASE}region/"
INSTITUTION = f"{DEFAULT_BASE}institution/"
PARTNERSHIP = f"{DEFAULT_BASE}partnership/"

# China ⊃ Zhejiang ⊃ Jiaxing ⊃ Haiyan, Pinghu, and jxez, a zone at county level
#       ⊃ Shanghai (municipality) ⊃ Pudong, Jinshan; Pudong ⊃ Zhangjiang, a zone at county level
# twin is a zone without a level with two parents: Haiyan and Pinghu.
# hospital is in Pudong, school in Haiyan, firm in twin, bureau in Shanghai itself, nowhere is unplaced.
GRAPH = """
pk:Zone rdfs:subClassOf pk:Region . pk:AdministrativeRegion rdfs:subClassOf pk:Region .
pk:Region rdfs:subClassOf pk:Party . pk:Institution rdfs:subClassOf pk:Party .
pk:TransportLink rdfs:subClassOf pk:Service . pk:Service rdfs:subClassOf pk:Partnership .
pk:Agreement rdfs:subClassOf pk:Partnership . pk:Project rdfs:subClassOf pk:Partnership .

level:country skos:notation "country" ; pk:order 10 ; pk:standsFor level:country .
level:province skos:notation "province" ; pk:order 20 ; pk:standsFor level:province .
level:municipality skos:notation "municipality" ; pk:order 20 ; pk:standsFor level:province , level:city .
level:city skos:notation "city" ; pk:order 30 ; pk:standsFor level:city .
level:county skos:notation "county" ; pk:order 40 ; pk:standsFor level:county .
level:town skos:notation "town" ; pk:order 50 ; pk:standsFor level:town .
stage:planned skos:notation "planned" ; pk:order 10 .
stage:signed skos:notation "signed" ; pk:order 30 .
sector:health a pk:Sector ; skos:notation "health" ; skos:prefLabel "Health"@en , "卫生"@zh .
sector:port a pk:Sector ; skos:notation "port" ; skos:prefLabel "Ports"@en , "港口"@zh .

r:china a pk:AdministrativeRegion ; pk:level level:country .
r:zhejiang a pk:AdministrativeRegion ; pk:level level:province ; pk:parentRegion r:china .
r:jiaxing a pk:AdministrativeRegion ; pk:level level:city ; pk:parentRegion r:zhejiang .
r:haiyan a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:jiaxing ;
    skos:prefLabel "Haiyan"@en , "海盐县"@zh ; wgs84:lat 30.5 ; wgs84:long 120.9 .
r:pinghu a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:jiaxing ; skos:prefLabel "平湖市"@zh .
r:jxez a pk:Zone ; pk:level level:county ; pk:parentRegion r:jiaxing .
r:twin a pk:Zone ; pk:parentRegion r:haiyan , r:pinghu .
r:shanghai a pk:AdministrativeRegion ; pk:level level:municipality ; pk:parentRegion r:china .
r:pudong a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:shanghai .
r:jinshan a pk:AdministrativeRegion ; pk:level level:county ; pk:parentRegion r:shanghai .
r:zhangjiang a pk:Zone ; pk:level level:county ; pk:parentRegion r:pudong .

i:hospital a pk:Institution ; pk:locatedIn r:pudong .
i:school a pk:Institution ; pk:locatedIn r:haiyan .
i:firm a pk:Institution ; pk:locatedIn r:twin .
i:bureau a pk:Institution ; pk:locatedIn r:shanghai .
i:nowhere a pk:Institution .

p:three a pk:Agreement ; pk:sector sector:health , sector:port ; skos:prefLabel "Three counties"@en , "三地协议"@zh ;
    pk:participation [ pk:party r:haiyan ] , [ pk:party r:pinghu ] , [ pk:party r:jinshan ] , [ pk:party i:school ] .
p:twins a pk:Project ; pk:participation [ pk:party i:firm ] , [ pk:party r:jinshan ] .
p:inside a pk:Project ; pk:participation [ pk:party r:zhangjiang ] , [ pk:party i:hospital ] .
p:city a pk:Agreement ; pk:participation [ pk:party r:jxez ] , [ pk:party i:bureau ] .
p:clinic a pk:TransportLink ; pk:sector sector:health ;
    pk:participation [ pk:party i:school ] , [ pk:party i:hospital ] , [ pk:party i:nowhere ] .
p:zone a pk:Project ; pk:participation [ pk:party r:twin ] , [ pk:party i:nowhere ] .

c:1 a pk:StageClaim ; pk:about p:three ; pk:stage stage:planned ; pk:asOf "2016-07-31"^^xsd:date .
c:2 a pk:StageClaim ; pk:about p:three ; pk:stage stage:signed ; pk:asOf "2017-01-01"^^xsd:date .
c:3 a pk:StageClaim ; pk:about p:three ; pk:stage stage:signed ; pk:asOf "2017-07-28"^^xsd:date .
"""


def store_of(text: str, folder: Path) -> TripleStore:
    """A store with the triples of a Turtle text and what the rules derive from them."""
    own = {"r": REGION, "i": INSTITUTION, "p": PARTNERSHIP, "c": f"{DEFAULT_BASE}stage/"}
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**PREFIXES, **own}.items())
    path = folder / "graph.ttl"
    path.write_text(head + text, encoding="utf-8")
    store = TripleStore()
    store.load(path)
    derive(store)
    return store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> TripleStore:
    """The hand-written graph."""
    return store_of(GRAPH, tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="session")
def empty_store() -> TripleStore:
    """A store without a triple."""
    return TripleStore()
