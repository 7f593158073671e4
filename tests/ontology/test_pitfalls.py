"""Pitfalls of ontologies, in the manner of OOPS! (Poveda-Villalón and others 2014), as SPARQL of our own.

Each query selects what is wrong: nothing in the ontology, and the seeded error in a copy of it.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from kg.vocabulary import PK
from tests.ontology.shape_cases import ONTOLOGY, PREFIXES

_OURS = 'FILTER(STRSTARTS(STR(?term), "https://w3id.org/partnership-kg/ont#"))'
_PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty }"

#: pitfall -> (what selects it, an update that makes it).
PITFALLS = {
    "a term without a label in both languages": (
        f"""?term a ?kind {_OURS} FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))
        FILTER(!EXISTS {{ ?term rdfs:label ?en FILTER(LANG(?en) = "en") }}
            || !EXISTS {{ ?term rdfs:label ?zh FILTER(LANG(?zh) = "zh") }})""",
        'DELETE DATA { pk:Party rdfs:label "party"@en }',
    ),
    "a term without a definition in both languages": (
        f"""?term a ?kind {_OURS} FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))
        FILTER(!EXISTS {{ ?term skos:definition ?en FILTER(LANG(?en) = "en") }}
            || !EXISTS {{ ?term skos:definition ?zh FILTER(LANG(?zh) = "zh") }})""",
        "DELETE WHERE { pk:Party skos:definition ?any }",
    ),
    "a cycle in the hierarchy": (
        "?term (rdfs:subClassOf|rdfs:subPropertyOf)+ ?term",
        "INSERT DATA { pk:Party rdfs:subClassOf pk:Region }",
    ),
    "a term that is a class and a property": (
        f"?term a owl:Class, ?kind {_PROPERTY}",
        "INSERT DATA { pk:Party a owl:ObjectProperty }",
    ),
    "several domains, which are all meant at once": (
        "?term rdfs:domain ?one, ?other FILTER(STR(?one) < STR(?other))",
        "INSERT DATA { pk:role rdfs:domain pk:Region , pk:Claim }",
    ),
    "several ranges, which are all meant at once": (
        "?term rdfs:range ?one, ?other FILTER(STR(?one) < STR(?other))",
        "INSERT DATA { pk:party rdfs:range pk:Region , pk:Claim }",
    ),
    "an object property with a datatype as its range": (
        "?term a owl:ObjectProperty ; rdfs:range ?range FILTER(STRSTARTS(STR(?range), STR(xsd:)))",
        "INSERT DATA { pk:about rdfs:range xsd:string }",
    ),
    "a datatype property with a class as its range": (
        "?term a owl:DatatypeProperty ; rdfs:range ?range . ?range a owl:Class",
        "INSERT DATA { pk:post rdfs:range pk:Party }",
    ),
    "an inverse of itself": (
        "?term owl:inverseOf ?term",
        "INSERT DATA { pk:about owl:inverseOf pk:about }",
    ),
    "an inverse that leads from or to something else": (
        "?term owl:inverseOf ?other ; rdfs:domain ?from . ?other rdfs:range ?to FILTER(?from != ?to)",
        "INSERT DATA { pk:participation owl:inverseOf pk:party }",
    ),
    "a symmetric or transitive property whose ends are of two classes": (
        """?term a ?kind ; rdfs:domain ?from ; rdfs:range ?to
        FILTER(?kind IN (owl:SymmetricProperty, owl:TransitiveProperty) && ?from != ?to)""",
        "INSERT DATA { pk:party a owl:TransitiveProperty }",
    ),
    "a property below another one that has a narrower domain": (
        """?term rdfs:subPropertyOf ?other ; rdfs:domain ?of . ?other rdfs:domain ?wanted
        FILTER NOT EXISTS { ?of rdfs:subClassOf* ?wanted }""",
        "INSERT DATA { pk:party rdfs:subPropertyOf pk:about }",
    ),
    "a class of two things, or of what is left over": (
        f'?term a owl:Class {_OURS} FILTER(REGEX(STR(?term), "[a-z](And|Or)[A-Z]|#(Other|Miscellaneous)"))',
        "INSERT DATA { pk:RegionOrFund a owl:Class }",
    ),
    "a name that is not written as the others": (
        f"""?term a ?kind {_OURS} FILTER((?kind = owl:Class && !REGEX(STR(?term), "#[A-Z][A-Za-z0-9]*$"))
        || (?kind IN (owl:ObjectProperty, owl:DatatypeProperty) && !REGEX(STR(?term), "#[a-z][A-Za-z0-9]*$")))""",
        "INSERT DATA { pk:has_role a owl:ObjectProperty }",
    ),
    "an axiom about a term of somebody else": (
        """?term ?axiom ?value FILTER(?axiom IN (rdfs:domain, rdfs:range, rdfs:subClassOf, rdfs:subPropertyOf,
          owl:equivalentClass, owl:equivalentProperty, owl:disjointWith) && !STRSTARTS(STR(?term), STR(pk:)))""",
        "INSERT DATA { skos:Concept rdfs:subClassOf pk:Party }",
    ),
    "two names for one class": (
        f"?term owl:equivalentClass ?other {_OURS} FILTER(STRSTARTS(STR(?other), STR(pk:)))",
        "INSERT DATA { pk:Party owl:equivalentClass pk:Institution }",
    ),
    "a class that nothing leads to or from": (
        f"""?term a owl:Class {_OURS}
        FILTER NOT EXISTS {{ {{ ?term ?out ?end }} UNION {{ ?end ?out ?term }}
            FILTER(?out IN (rdfs:subClassOf, rdfs:domain, rdfs:range, owl:disjointWith, owl:unionOf, rdf:first)) }}""",
        "INSERT DATA { pk:Alone a owl:Class }",
    ),
    "two terms with one label": (
        f"""?term a ?kind ; rdfs:label ?label . ?other a ?kind ; rdfs:label ?label {_OURS}
        FILTER(STR(?term) < STR(?other) && STRSTARTS(STR(?other), STR(pk:)))""",
        'INSERT DATA { pk:Region rdfs:label "party"@en }',
    ),
    "a header without licence, creator or date": (
        """?term a owl:Ontology
        FILTER(!EXISTS { ?term dcterms:license ?l } || !EXISTS { ?term dcterms:creator ?c }
            || !EXISTS { ?term dcterms:created ?d })""",
        "DELETE WHERE { ?o dcterms:creator ?c }",
    ),
}


DECLARED = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())


@cache
def modules() -> ox.Store:
    store = ox.Store()
    for path in sorted((ONTOLOGY / "modules").glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def found(store: ox.Store, pattern: str) -> list[str]:
    answer = store.query(f"{DECLARED} SELECT DISTINCT ?term WHERE {{ {pattern} }} ORDER BY ?term")
    assert isinstance(answer, ox.QuerySolutions)
    return [str(row["term"]) for row in answer]


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_ontology_has_no_pitfall(pitfall: str) -> None:
    assert found(modules(), PITFALLS[pitfall][0]) == []


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_a_seeded_pitfall_is_found(pitfall: str) -> None:
    pattern, update = PITFALLS[pitfall]
    copy = ox.Store()
    copy.extend(modules())
    copy.update(DECLARED + update)
    assert found(copy, pattern) != []


#: Where a property may be used.
USES = [
    "mappings",
    "rules",
    "codelists",
    "further-codes",
    "shapes",
    "questions",
    "records",
    "exports",
    "views",
    "parts",
]


def test_every_property_is_used() -> None:
    """By a table's mapping, a rule, a code list, a shape, or a query; a property that none names is dead."""
    texts = "".join(
        path.read_text(encoding="utf-8")
        for part in USES
        for path in sorted((ONTOLOGY / part).rglob("*"))
        if path.is_file()
    )
    names = [
        term.removeprefix(f"<{PK}").removesuffix(">") for term in found(modules(), f"?term a ?kind {_PROPERTY} {_OURS}")
    ]
    assert len(names) > 60
    assert [name for name in names if f"pk:{name}" not in texts] == []
