"""The graph as triples that can be asked: what a store is, and the one that comes with the project."""

from __future__ import annotations

from kg.graph.formats import FORMATS
from kg.graph.functions import Function, Given
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore
from kg.graph.store.protocol import Answer, Row, Solutions, Store, Triples
from kg.graph.terms import Term

__all__ = [
    "FORMATS",
    "Answer",
    "Function",
    "Given",
    "ReadOnlyStore",
    "Row",
    "Solutions",
    "Store",
    "Term",
    "TripleStore",
    "Triples",
]
