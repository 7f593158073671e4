"""The ontology's own triples, as opposed to the data that a graph holds beside them."""

from __future__ import annotations

from functools import cache

from kg import assets
from kg.graph import formats
from kg.graph.store import Store
from kg.graph.terms import Triple


def ontology_triples() -> frozenset[Triple]:
    """The triples of ``ontology/modules/``, which no file that is made of a graph repeats; code lists are data."""
    return frozenset(triple for path in assets.ontology_files("modules", ".ttl") for triple in formats.parse(path))


def data_size(store: Store) -> int:
    """How many triples of a graph are data: neither the ontology's own, nor of the code lists that it comes with."""
    own = bundled_triples()
    held = sum(
        next(store.triples(one.subject, one.predicate, one.object), None) is not None
        for one in own
        if not isinstance(one.subject, Triple)
    )
    return len(store) - held


@cache
def bundled_triples() -> frozenset[Triple]:
    """The triples that every graph, or those that use some codes, come with: none of them are data."""
    paths = (path for part in ("codelists", "further-codes") for path in assets.ontology_files(part, ".ttl"))
    return ontology_triples() | {triple for path in paths for triple in formats.parse(path)}
