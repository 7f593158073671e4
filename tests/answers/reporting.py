"""Small graphs on the bundled ontology, for the reports: a few lines of Turtle, and what the rules derive."""

from __future__ import annotations

from kg import vocabulary
from kg.graph.rules import derive
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import load_ontology

PLACES = """
id-region:zj a pk:AdministrativeRegion ; skos:prefLabel "Zhejiang"@en .
id-region:city a pk:AdministrativeRegion ; skos:prefLabel "City"@en, "市"@zh ; pk:parentRegion id-region:zj .
id-region:a a pk:AdministrativeRegion ; skos:prefLabel "A"@en, "甲"@zh ; pk:parentRegion id-region:city .
id-region:b a pk:AdministrativeRegion ; skos:prefLabel "B"@en, "乙"@zh ; pk:parentRegion id-region:city .
id-region:c a pk:AdministrativeRegion ; skos:prefLabel "C"@en, "丙"@zh ; pk:parentRegion id-region:city .
id-region:zone a pk:Zone ; skos:prefLabel "Zone"@en ; pk:parentRegion id-region:a .
id-region:both a pk:Zone ; skos:prefLabel "Border zone"@en ; pk:parentRegion id-region:a, id-region:b .
id-source:s a pk:Source ; skos:prefLabel "S"@en ; pk:sha256 "00" .
"""


def turtle(body: str) -> str:
    """Turtle with all prefixes before it."""
    prefixes = vocabulary.prefixes().items()
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes) + body


def graph(body: str) -> KnowledgeGraph:
    """A graph of the ontology, some Turtle, and what the rules derive."""
    import pyoxigraph as ox

    store = TripleStore()
    load_ontology(store)
    store.add(quad.triple for quad in ox.parse(turtle(body).encode("utf-8"), format=ox.RdfFormat.TURTLE))
    derive(store)
    return KnowledgeGraph(store)


def figure(
    name: str,
    value: str,
    bound: str = "exact",
    *,
    cls: str = "Achievement",
    about: str = "region:a",
    measure: str = "projectsIntroduced",
    unit: str = "project",
    period: str = "2017-01-01/2017-12-31",
    as_of: str = "2017-12-31",
    more: str = "",
) -> str:
    """A figure as Turtle; a period is its two days with a slash between, or empty."""
    start, _, end = period.partition("/")
    days = [f'; pk:{name} "{day}"^^xsd:date' for name, day in (("periodStart", start), ("periodEnd", end)) if day]
    return f"""
id-observation:{name} a pk:{cls} ; pk:about id-{about} ; pk:measure measure:{measure} ; pk:value {_decimal(value)} ;
  pk:bound bound:{bound} ; pk:unit unit:{unit} ; pk:asOf "{as_of}"^^xsd:date ; pk:timeBasis time-basis:stated ;
  pk:evidence id-evidence:{name} {"".join(days)} {f"; {more}" if more else ""} .
id-evidence:{name} a pk:Evidence ; oa:hasSource id-source:s ; oa:hasSelector id-evidence:{name}-x .
id-evidence:{name}-x oa:start 3 ; oa:end 9 .
"""


def _decimal(value: str) -> str:
    return f'"{value}"^^xsd:decimal'
