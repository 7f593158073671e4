"""Namespaces and terms. Nothing else in the package spells an IRI.

Terms are plain strings, so that this module costs nothing to import and serves rdflib and
Oxigraph alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: The ontology's own terms.
PK = "https://w3id.org/partnership-kg/ont#"
#: The ontology itself.
ONTOLOGY = "https://w3id.org/partnership-kg/ont"
#: Code lists: one scheme a list, ``code/<list>``, and one concept a code, ``code/<list>/<code>``.
CODE = "https://w3id.org/partnership-kg/code/"
#: Rows of tables, while they wait for their mapping: one predicate a column.
ROW = "https://w3id.org/partnership-kg/row#"
#: Functions that mappings and questions may call.
FUNCTION = "https://w3id.org/partnership-kg/function#"
#: Dimensions, attributes and codes of the figures as an RDF Data Cube.
CUBE = "https://w3id.org/partnership-kg/cube#"
#: Where the things of a data set live, unless ``--base`` says otherwise.
DEFAULT_BASE = "https://w3id.org/partnership-kg/id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
OA = "http://www.w3.org/ns/oa#"
GEO = "http://www.opengis.net/ont/geosparql#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
VANN = "http://purl.org/vocab/vann/"
# What the graph is exported in, and not kept in.
QB = "http://purl.org/linked-data/cube#"
SDMX_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"
SDMX_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
NANOPUB = "http://www.nanopub.org/nschema#"

#: Code lists, each with the prefix under which its codes are written.
CODE_LISTS = (
    "agreement-kind",
    "bound",
    "capital-kind",
    "date-precision",
    "institution-kind",
    "level",
    "measure",
    "role",
    "sector",
    "stage",
    "statement-kind",
    "time-basis",
    "unit",
)

#: What each kind of thing's IRIs begin with, after the base.
KINDS = (
    "dataset",
    "evidence",
    "institution",
    "observation",
    "official",
    "participation",
    "partnership",
    "programme",
    "region",
    "source",
    "stage",
    "statement",
)

#: Prefixes for everything that is written or asked, in the order they are written.
PREFIXES: dict[str, str] = {
    "cube": CUBE,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "fn": FUNCTION,
    "foaf": FOAF,
    "geo": GEO,
    "np": NANOPUB,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "pk": PK,
    "prov": PROV,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "sdmx-attribute": SDMX_ATTRIBUTE,
    "sdmx-measure": SDMX_MEASURE,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "vann": VANN,
    "vcard": VCARD,
    "void": VOID,
    "wgs84": WGS84,
    "xsd": XSD,
    **{name: f"{CODE}{name}/" for name in CODE_LISTS},
}


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """All prefixes, those of the things under ``base`` included.

    Args:
        base: the IRI under which things live, ending in ``/`` or ``#``.

    Returns:
        prefix to namespace, sorted by prefix.
    """
    things = {f"id-{kind}": f"{base}{kind}/" for kind in KINDS}
    return dict(sorted({**PREFIXES, **things}.items()))


def namespace_of(iri: str) -> str:
    """An IRI without the end that names the thing."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def bases_of(data_sets: Iterable[str]) -> list[str]:
    """The IRIs under which things may live, by those of their data sets; one of another vocabulary may look like ours.

    >>> bases_of(["https://example.org/dataset/mine", "https://example.org/dataset/ours", "urn:x"])
    ['https://example.org/']
    """
    found = (iri.partition("dataset/")[0] for iri in sorted(data_sets) if re.search("[/#]dataset/.", iri))
    return list(dict.fromkeys(found))


def base_of(data_sets: Iterable[str], namespaces: Mapping[str, int] | None = None) -> str:
    """The IRI under which things live, by those of their data sets; empty where none of them tells.

    Args:
        data_sets: the IRIs of the data sets.
        namespaces: the beginnings of things' IRIs, with how many things each has, to choose among several.
    """
    return min(bases_of(data_sets), key=lambda base: -_living(base, namespaces or {}), default="")


def _living(base: str, namespaces: Mapping[str, int]) -> int:
    return sum(number for namespace, number in namespaces.items() if namespace.startswith(base))
