"""The terms of RDF, for everything that reads or makes triples: the one door through which their classes come.

They are Oxigraph's own, written in Rust: a term is made once, where a triple is parsed or a query answered, and never
translated on its way. A store on another engine gives and takes the same classes.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

__all__ = ["BlankNode", "DefaultGraph", "Literal", "NamedNode", "Quad", "Subject", "Term", "Triple"]

#: What may stand as an object, or in a cell of an answer.
Term = NamedNode | BlankNode | Literal | Triple
#: What may stand as a subject.
Subject = NamedNode | BlankNode
