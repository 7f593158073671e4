"""The terms of RDF, for everything that reads or makes triples: the one door through which their classes come.

They are Oxigraph's own, written in Rust: a term is made once, where a triple is parsed or a query answered, and never
translated on its way. A store on another engine gives and takes the same classes.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "Subject",
    "Term",
    "Triple",
    "has_blank_node",
    "is_rdf12",
    "spelled",
]

#: What may stand as an object, or in a cell of an answer.
Term = NamedNode | BlankNode | Literal | Triple
#: What may stand as a subject.
Subject = NamedNode | BlankNode


def has_blank_node(term: object) -> bool:
    """Whether a term is a blank node, or a triple term with one in it."""
    if isinstance(term, Triple):
        return has_blank_node(term.subject) or has_blank_node(term.object)
    return isinstance(term, BlankNode)


def is_rdf12(term: object) -> bool:
    """Whether only RDF 1.2 has the term: a triple term, or a text with a base direction (W3C, "RDF 1.2 Concepts")."""
    return isinstance(term, Triple) or (isinstance(term, Literal) and term.direction is not None)


def spelled(term: object) -> str:
    """A term as N-Triples 1.2 spells it; ``str`` of a triple is without the brackets of a triple term."""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)
