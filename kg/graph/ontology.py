"""The ontology's own triples, as opposed to the data that a graph holds beside them."""

from __future__ import annotations

import pyoxigraph as ox

from kg import assets


def ontology_triples() -> frozenset[ox.Triple]:
    """The triples of ``ontology/modules/``, which no file that is made of a graph repeats; code lists are data."""
    return frozenset(
        quad.triple
        for path in assets.ontology_files("modules", ".ttl")
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    )
