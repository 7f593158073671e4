"""The ontology is in OWL 2 DL and in its profile RL: the restrictions of both, as SPARQL of our own.

Each query selects what breaks a restriction, named by its section: of the OWL 2 Structural Specification (*Syntax*),
the Mapping to RDF Graphs (*Mapping*) or the Profiles (*Profiles*), all of 11 December 2012. It selects nothing in
modules and code lists, and the seeded breach in a copy of them.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from tests.ontology.shape_cases import ONTOLOGY
from tests.ontology.test_pitfalls import DECLARED

#: The datatypes of OWL 2 that RL has too (Profiles 4.2.1): all but owl:real and owl:rational. xsd:date is not among
#: them; rdf:langString is how RDF 1.1 writes rdf:PlainLiteral with a language.
_DATATYPES = """xsd:decimal xsd:integer xsd:nonNegativeInteger xsd:nonPositiveInteger xsd:positiveInteger
  xsd:negativeInteger xsd:long xsd:int xsd:short xsd:byte xsd:unsignedLong xsd:unsignedInt xsd:unsignedShort
  xsd:unsignedByte xsd:float xsd:double xsd:string xsd:normalizedString xsd:token xsd:language xsd:Name xsd:NCName
  xsd:NMTOKEN xsd:boolean xsd:hexBinary xsd:base64Binary xsd:anyURI xsd:dateTime xsd:dateTimeStamp rdf:XMLLiteral
  rdf:PlainLiteral rdf:langString rdfs:Literal"""
_ANNOTATIONS = """rdfs:label rdfs:comment rdfs:seeAlso rdfs:isDefinedBy owl:versionInfo owl:deprecated
  owl:priorVersion owl:backwardCompatibleWith owl:incompatibleWith"""
#: What a graph of OWL says beside assertions; class expressions have no place in modules without blank nodes.
_AXIOMS = """rdf:type rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range owl:inverseOf owl:disjointWith
  owl:equivalentClass owl:equivalentProperty owl:propertyDisjointWith owl:sameAs owl:differentFrom owl:versionIRI
  owl:imports"""
_KINDS = """owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:NamedIndividual owl:Ontology
  rdfs:Datatype owl:FunctionalProperty owl:InverseFunctionalProperty owl:SymmetricProperty owl:AsymmetricProperty
  owl:IrreflexiveProperty owl:TransitiveProperty owl:ReflexiveProperty"""

_PROPERTY = "VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }"

#: restriction -> (what selects a breach, an update that makes one).
RESTRICTIONS = {
    "Syntax 2.4: no term of our own, and no declared one, is in a reserved vocabulary": (
        """?term a ?kind VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
        FILTER(REGEX(STR(?term), "^http://www.w3.org/(1999/02/22-rdf-syntax-ns|2000/01/rdf-schema|2002/07/owl|2001/XMLSchema)#"))""",
        "INSERT DATA { rdfs:Container a owl:Class }",
    ),
    "Syntax 3.1: one ontology, with a version of its own": (
        """?term a owl:Ontology
        FILTER(EXISTS { ?other a owl:Ontology FILTER(?other != ?term) }
            || !EXISTS { ?term owl:versionIRI ?version })""",
        "INSERT DATA { <https://example.org/second> a owl:Ontology }",
    ),
    "Syntax 4 and Profiles 4.2.1: literals and ranges are of datatypes that OWL 2 has, and RL": (
        f"""{{ ?term ?any ?value FILTER(ISLITERAL(?value)) BIND(DATATYPE(?value) AS ?type) }}
        UNION {{ ?term a owl:DatatypeProperty ; rdfs:range ?type }}
        FILTER(?type NOT IN ({", ".join(_DATATYPES.split())}))""",
        'INSERT DATA { pk:Party skos:note "2026-11-29"^^xsd:date }',
    ),
    "Syntax 5.8.1: no property is of two kinds": (
        """?term a ?one, ?other FILTER(STR(?one) < STR(?other))
        VALUES ?one { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
        VALUES ?other { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }""",
        "INSERT DATA { pk:party a owl:DatatypeProperty }",
    ),
    "Syntax 5.8.1: no class is a datatype": (
        "?term a owl:Class, rdfs:Datatype",
        "INSERT DATA { pk:Party a rdfs:Datatype }",
    ),
    "Syntax 5.8.2: every class that is used is declared": (
        f"""{{ ?any rdfs:subClassOf ?term }} UNION {{ ?term rdfs:subClassOf ?any }} UNION {{ ?any rdfs:domain ?term }}
        UNION {{ ?any owl:disjointWith ?term }} UNION {{ ?any a owl:ObjectProperty ; rdfs:range ?term }}
        UNION {{ ?any a ?term FILTER(?term NOT IN ({", ".join(_KINDS.split())})) }}
        FILTER NOT EXISTS {{ ?term a owl:Class }}""",
        "INSERT DATA { pk:party rdfs:domain pk:Unheard }",
    ),
    "Syntax 5.8.2 and Mapping 3: every property that is used is declared, or OWL's own": (
        f"""?any ?term ?value
        FILTER(?term NOT IN ({", ".join((_ANNOTATIONS + " " + _AXIOMS).split())}))
        FILTER NOT EXISTS {{ ?term a ?kind {_PROPERTY} }}""",
        "INSERT DATA { pk:Party skos:editorialNote 'x' }",
    ),
    "Syntax 9.6: an object property leads to a thing, a datatype property to a literal": (
        """?any ?term ?value . ?term a ?kind
        VALUES (?kind ?literal) { (owl:ObjectProperty true) (owl:DatatypeProperty false) }
        FILTER(ISLITERAL(?value) = ?literal)""",
        'INSERT DATA { <https://example.org/x> pk:party "a name" }',
    ),
    "Syntax 9.2 and 9.3: a property is below, inverse of and like its own kind only": (
        """{ ?term rdfs:subPropertyOf|owl:inverseOf|owl:equivalentProperty ?other }
        ?term a ?kind VALUES ?kind { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
        FILTER NOT EXISTS { ?other a ?kind }""",
        "INSERT DATA { pk:party rdfs:subPropertyOf pk:value }",
    ),
    "Syntax 9.2: characteristics are of object properties; a datatype property may be functional": (
        """?term a ?kind FILTER NOT EXISTS { ?term a owl:ObjectProperty }
        VALUES ?kind { owl:InverseFunctionalProperty owl:SymmetricProperty owl:AsymmetricProperty
          owl:IrreflexiveProperty owl:TransitiveProperty owl:ReflexiveProperty }""",
        "INSERT DATA { pk:value a owl:TransitiveProperty }",
    ),
    "Syntax 11.2: what is transitive, or above what is, is no simple property, and may not be limited": (
        """?inner a owl:TransitiveProperty . { ?inner rdfs:subPropertyOf* ?term }
        UNION { ?inner owl:inverseOf|^owl:inverseOf ?other . ?other rdfs:subPropertyOf* ?term }
        { ?term a ?kind VALUES ?kind
          { owl:FunctionalProperty owl:InverseFunctionalProperty owl:AsymmetricProperty owl:IrreflexiveProperty } }
        UNION { ?term owl:propertyDisjointWith ?any } UNION { ?any owl:propertyDisjointWith ?term }
        UNION { ?limit owl:onProperty ?term ; ?card ?n FILTER(CONTAINS(STR(?card), "ardinality")) }""",
        "INSERT DATA { pk:within a owl:TransitiveProperty, owl:IrreflexiveProperty }",
    ),
    "Syntax 11.2: there is no chain of properties, so that their hierarchy is regular": (
        "?term owl:propertyChainAxiom ?chain",
        "INSERT DATA { pk:within owl:propertyChainAxiom () }",
    ),
    "Mapping 3.2: there are no blank nodes, so no class expression, list or anonymous individual to be malformed": (
        "?term ?any ?value FILTER(ISBLANK(?term) || ISBLANK(?value))",
        "INSERT DATA { pk:Party rdfs:subClassOf [ a owl:Restriction ; owl:onProperty pk:role ; owl:hasValue pk:x ] }",
    ),
    "Profiles 4.2.3: owl:Thing is no class of an axiom in RL": (
        """VALUES ?thing { owl:Thing }
        { ?term rdfs:subClassOf|owl:equivalentClass|owl:disjointWith|rdfs:domain|rdfs:range ?thing }
        UNION { ?thing rdfs:subClassOf|owl:equivalentClass|owl:disjointWith ?term }""",
        "INSERT DATA { pk:Party rdfs:subClassOf owl:Thing }",
    ),
    "Profiles 4.2.5: RL has no reflexive property and no union of disjoint classes": (
        "{ ?term a owl:ReflexiveProperty } UNION { ?term owl:disjointUnionOf ?list }",
        "INSERT DATA { pk:within a owl:ReflexiveProperty }",
    ),
}


@cache
def whole() -> ox.Store:
    store = ox.Store()
    for part in ("modules", "codelists", "further-codes"):
        for path in sorted((ONTOLOGY / part).glob("*.ttl")):
            store.load(path=path, format=ox.RdfFormat.TURTLE)
    return store


def breaches(store: ox.Store, restriction: str) -> list[str]:
    query = f"{DECLARED} SELECT DISTINCT ?term WHERE {{ {RESTRICTIONS[restriction][0]} }} ORDER BY ?term"
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    return [str(row["term"]) for row in answer]


@pytest.mark.parametrize("restriction", RESTRICTIONS)
def test_the_ontology_keeps_the_restriction(restriction: str) -> None:
    assert len(whole()) > 1000
    assert breaches(whole(), restriction) == []


@pytest.mark.parametrize("restriction", RESTRICTIONS)
def test_a_seeded_breach_is_found(restriction: str) -> None:
    copy = ox.Store()
    copy.extend(whole())
    copy.update(DECLARED + RESTRICTIONS[restriction][1])
    assert breaches(copy, restriction) != []
