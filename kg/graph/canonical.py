"""The same graph as the same bytes: sorted Turtle and N-Quads.

rdflib's and Oxigraph's Turtle writers keep the order of their store. Here subjects, predicates and
objects are sorted by their N-Triples form, so that two builds can be compared byte by byte and a
change of one fact is a change of one line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import DataError
from kg.graph.store import TripleStore

_RDF_TYPE = ox.NamedNode(vocabulary.RDF + "type")
# What may stand after a prefix without an escape: a safe part of Turtle's PN_LOCAL.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def turtle(store: TripleStore, leave_out: Collection[ox.Triple] = ()) -> Iterator[str]:
    """The graph as canonical Turtle.

    Args:
        store: a graph without blank nodes; its base makes the prefixes of its things.
        leave_out: triples that are not to be written.

    Yields:
        the prefixes, then one text a subject, sorted.

    Raises:
        DataError: if the graph has a blank node, which has no name to sort by.
    """
    names = _Names(vocabulary.prefixes(store.base))
    by_subject: dict[ox.NamedNode, list[ox.Quad]] = {}
    for quad in _quads(store, leave_out):
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise DataError(f"{quad}: has a blank node, and the graph may have none. Give the thing an IRI.")
        assert isinstance(quad.subject, ox.NamedNode)
        by_subject.setdefault(quad.subject, []).append(quad)
    subjects = sorted(by_subject, key=lambda term: term.value)
    blocks = [_block(subject, by_subject[subject], names) for subject in subjects]
    yield names.header()
    yield from blocks


def nquads(store: TripleStore, leave_out: Collection[ox.Triple] = ()) -> Iterator[str]:
    """The graph as sorted N-Quads, all in the default graph; one line a triple.

    Args:
        store: the graph.
        leave_out: triples that are not to be written.
    """
    for line in sorted(str(quad.triple) for quad in _quads(store, leave_out)):
        yield f"{line} .\n"


def _quads(store: TripleStore, leave_out: Collection[ox.Triple]) -> Iterator[ox.Quad]:
    quads = store.inner.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return (quad for quad in quads if quad.triple not in leave_out)


class _Names:
    """Shortens IRIs, and remembers which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefix_of = {iri: prefix for prefix, iri in prefixes.items()}
        self._used: dict[str, str] = {}

    def short(self, term: ox.NamedNode) -> str:
        iri = term.value
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefix_of.get(iri[:cut])
        if prefix is None or not _LOCAL_NAME.fullmatch(iri[cut:]):
            return str(term)
        self._used[prefix] = iri[:cut]
        return f"{prefix}:{iri[cut:]}"

    def term(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self.short(term)
        if isinstance(term, ox.Literal) and term.language is None and not _is_plain(term):
            return f"{ox.Literal(term.value)}^^{self.short(term.datatype)}"
        return str(term)

    def header(self) -> str:
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(self._used.items()))


def _is_plain(literal: ox.Literal) -> bool:
    return literal.datatype.value == vocabulary.XSD + "string"


def _block(subject: ox.NamedNode, quads: list[ox.Quad], names: _Names) -> str:
    by_predicate: dict[ox.NamedNode, list[object]] = {}
    for quad in quads:
        by_predicate.setdefault(quad.predicate, []).append(quad.object)
    # `a` comes first, as people write it.
    predicates = sorted(by_predicate, key=lambda term: (term != _RDF_TYPE, term.value))
    lines = [
        f"    {'a' if predicate == _RDF_TYPE else names.short(predicate)} "
        + ", ".join(names.term(value) for value in sorted(by_predicate[predicate], key=str))
        for predicate in predicates
    ]
    return f"\n{names.short(subject)}\n" + " ;\n".join(lines) + " .\n"
