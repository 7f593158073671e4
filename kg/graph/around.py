"""The part of a graph that is about some things: what is said of them, and of what they take part in.

A question about one party of a large graph need not read the rest. What is kept is found by patterns alone, a few
for each thing, so that its time goes by what there is about the things and not by the size of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from kg import vocabulary
from kg.graph.ontology import ontology_triples
from kg.graph.store import Store, TripleStore
from kg.graph.terms import NamedNode, Triple

#: Triples up to which all of a graph is read as fast.
LEAST = 30_000
#: So many things about which something is said: above, reading the whole graph at once takes no longer.
MOST = 20_000
_TYPE = NamedNode(vocabulary.RDF + "type")
_IN_SCHEME = NamedNode(vocabulary.SKOS + "inScheme")
#: What stands for a thing that is in it or was it before: what is said of that is said of the thing.
_INSIDE = tuple(NamedNode(vocabulary.PK + name) for name in ("inRegion", "currentParty", "owner"))
#: From what somebody takes part with, and from what is claimed, to what it is about.
_WHOLE = tuple(NamedNode(vocabulary.PK + name) for name in ("partnership", "about"))
_PARTNERSHIP = NamedNode(vocabulary.PK + "Partnership")
#: Kinds of which a graph may be full: what rests on a source or has a code is not near it.
_EVERYWHERE = tuple(NamedNode(vocabulary.PK + name) for name in ("Source", "Evidence"))


def around(store: Store, things: Iterable[str]) -> TripleStore | None:
    """What a graph says of some things: their partnerships, whole, and all that is claimed of either.

    A region stands for everything in it. Of what else is named there, other parties, codes or sources, it has what
    they are called, what they are in and where they are stated, and not what they take part in.

    Args:
        store: the checked graph with its derived triples.
        things: IRIs of parties, partnerships, programmes, officials or claims.

    Returns:
        that part, in memory, with what the graph has of the ontology; ``None`` for a source, a passage or a code, of a
        thing that the graph says nothing of, where it would be a large part of the graph, or the graph is small.
    """
    if next(islice(store.triples(), LEAST, None), None) is None:
        return None
    named = [NamedNode(iri) for iri in things]
    if any(_is_everywhere(store, thing) for thing in named):
        return None
    near = _near(store, named)
    if near is None:
        return None
    return described(store, near)


def described(store: Store, things: Iterable[NamedNode]) -> TripleStore:
    """What a graph says of some things and, step by step, of whatever is named there; its codes too.

    Args:
        store: the checked graph with its derived triples.
        things: the things.

    Returns:
        that part, in memory.
    """
    part = TripleStore(base=store.base, ontology=store.ontology)
    part.add(_described(store, {*things, *_terms(store)}))
    return part


def _is_everywhere(store: Store, thing: NamedNode) -> bool:
    kinds = {triple.object for triple in store.triples(thing, _TYPE)}
    coded = next(iter(store.triples(thing, _IN_SCHEME)), None)
    return not kinds or coded is not None or not kinds.isdisjoint(_EVERYWHERE)


def _near(store: Store, things: list[NamedNode]) -> set[NamedNode] | None:
    """The things, what is in them, the partnerships of both, and whatever names any of these; ``None`` if too many."""
    waiting = [*things, *(whole for thing in things for whole in _wholes(store, thing))]
    near, asked = set(waiting), set(waiting)
    while waiting:
        thing = waiting.pop()
        is_partnership = _is_partnership(store, thing)
        for triple in store.triples(None, None, thing):
            if isinstance(triple.subject, NamedNode):
                near.add(triple.subject)
                further = _further(store, triple.subject, triple.predicate, is_partnership)
                waiting += further - asked
                asked |= further
        if len(near) > MOST:
            return None
    return near | asked


def _further(store: Store, subject: NamedNode, predicate: NamedNode, of_partnership: bool) -> set[NamedNode]:
    """Of what names a thing, that of which everything belongs to the thing too."""
    if predicate in _INSIDE:
        return {subject}
    if of_partnership:
        return set()
    return {whole for whole in (subject, *_wholes(store, subject)) if _is_partnership(store, whole)}


def _is_partnership(store: Store, thing: NamedNode) -> bool:
    return next(iter(store.triples(thing, _TYPE, _PARTNERSHIP)), None) is not None


def _wholes(store: Store, thing: NamedNode) -> list[NamedNode]:
    """The partnership that a participation is of, and what a claim is about."""
    found = (triple.object for predicate in _WHOLE for triple in store.triples(thing, predicate))
    return [each for each in found if isinstance(each, NamedNode)]


def _terms(store: Store) -> set[NamedNode]:
    """The classes and properties of the ontology, and the codes of the graph."""
    found = (triple.subject for triple in chain(ontology_triples(), store.triples(None, _IN_SCHEME)))
    return {subject for subject in found if isinstance(subject, NamedNode)}


def _described(store: Store, near: set[NamedNode]) -> list[Triple]:
    """All that is said of some things, and of what is named there, step by step; the ontology's own terms apart."""
    found: list[Triple] = []
    seen, waiting = set(near), list(near)
    while waiting:
        for triple in store.triples(waiting.pop()):
            found.append(triple)
            term = triple.object
            if isinstance(term, NamedNode) and term not in seen and not term.value.startswith(vocabulary.PK):
                seen.add(term)
                waiting.append(term)
    return found
