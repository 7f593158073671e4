"""The ontology's own triples, as opposed to the data that a graph holds beside them."""

from __future__ import annotations

from kg import assets
from kg.graph import formats
from kg.graph.terms import Triple


def ontology_triples() -> frozenset[Triple]:
    """The triples of ``ontology/modules/``, which no file that is made of a graph repeats; code lists are data."""
    return frozenset(triple for path in assets.ontology_files("modules", ".ttl") for triple in formats.parse(path))
