"""What the rules make of a graph in which a few lines have changed, worked out near these alone.

A rule says something of one thing, and finds it by what the thing leads to, by what is said about it or about what it
is about, and by what it came from: ``streaming.parts`` rests on the same, and a test holds the bundled rules to it. So
of what is derived only that of things may change from which a changed thing is found so. What these need is made a
small graph of, in which the rules are run before and after the change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from kg import vocabulary
from kg.graph.library import graph_files
from kg.graph.rules import derived, load_rules
from kg.graph.store import TripleStore
from kg.graph.terms import NamedNode, Term, Triple

#: So many things are looked at; where there are more, the rules run over the whole graph as quickly.
MOST = 4_000
_ABOUT, _LATER, _SUPERSEDED = (NamedNode(vocabulary.PK + name) for name in ("about", "laterReplacedBy", "supersededBy"))


class TooFar(Exception):
    """A change reaches too many things."""


def derived_anew(
    before: TripleStore, removed: Iterable[bytes], added: Iterable[bytes]
) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """What is no longer derived, and what is derived since, where some lines have gone and others come.

    Args:
        before: the graph before, with what was derived and with the ontology; it is only read.
        removed: lines of N-Triples that nothing says any more.
        added: those that are said since.

    Returns:
        lines of N-Triples, as the store spells them: what the rules made and no longer make, and the other way round.

    Raises:
        TooFar: where the change reaches more than ``MOST`` things, blank nodes, or triples that the rules should have
            made and the graph has not.
    """
    gone, come = parsed(removed), parsed(added)
    near = _Near(before, come)
    changed = {_named(triple.subject) for triple in (*gone, *come)}
    affected = near.affected(changed)
    needed = near.needed(affected)
    small = TripleStore(base=before.base, ontology=before.ontology)
    for path in graph_files(before.ontology):
        small.load(path)
    small.add(triple for thing in needed for triple in before.triples(thing))
    made = {triple for triple in derived(small) if triple.subject in affected}
    if any(next(before.triples(*triple), None) is None for triple in made):
        raise TooFar
    small.remove([*made, *gone])
    small.add(come)
    after = set[Triple]()
    for rule in load_rules(before.ontology):
        found = [triple for triple in small.construct(rule.text) if triple.subject in affected]
        small.add(found)
        after.update(found)
    return _spelt(made - after), _spelt(after - made)


class _Near:
    """What leads where in a graph, with some triples that it has not yet."""

    def __init__(self, before: TripleStore, come: Sequence[Triple]) -> None:
        self._before = before
        self._come = TripleStore()
        self._come.add(come)

    def affected(self, changed: Iterable[NamedNode]) -> set[NamedNode]:
        """The things of which something else may be derived."""
        leading = _reached(changed, self._leading_to)
        subjects = {other for thing in leading for other in self._objects(thing, _ABOUT)}
        spoken = (other for thing in subjects for other in self._subjects(_ABOUT, thing))
        later = (other for thing in leading for other in self._objects(thing, _SUPERSEDED))
        return _few({*leading, *subjects, *spoken, *later})

    def needed(self, affected: Iterable[NamedNode]) -> set[NamedNode]:
        """The things that the rules look at where they derive something of others."""
        seeds = set(affected)
        subjects = seeds | {other for thing in seeds for other in self._objects(thing, _ABOUT)}
        spoken = (other for thing in subjects for other in self._subjects(_ABOUT, thing))
        earlier = (other for thing in seeds for other in self._subjects(_SUPERSEDED, thing))
        return _reached(_few({*subjects, *spoken, *earlier}), self._led_to)

    def _leading_to(self, thing: NamedNode) -> Iterator[NamedNode]:
        yield from self._subjects(None, thing)
        yield from self._objects(thing, _LATER)

    def _led_to(self, thing: NamedNode) -> Iterator[NamedNode]:
        yield from self._objects(thing, None)
        yield from self._subjects(_LATER, thing)

    def _objects(self, thing: NamedNode, relation: NamedNode | None) -> Iterator[NamedNode]:
        for triple in chain(self._before.triples(thing, relation), self._come.triples(thing, relation)):
            if isinstance(triple.object, NamedNode):
                yield triple.object

    def _subjects(self, relation: NamedNode | None, thing: NamedNode) -> Iterator[NamedNode]:
        for store in (self._before, self._come):
            for triple in store.triples(None, relation, thing):
                yield _named(triple.subject)


def _reached(begin: Iterable[NamedNode], further: Callable[[NamedNode], Iterator[NamedNode]]) -> set[NamedNode]:
    """All things that are reached from some, by one step after another."""
    found = set(begin)
    waiting = list(found)
    while waiting:
        for thing in further(waiting.pop()):
            if thing not in found:
                found.add(thing)
                waiting.append(thing)
                _few(found)
    return found


def _few(things: set[NamedNode]) -> set[NamedNode]:
    if len(things) > MOST:
        raise TooFar
    return things


def _named(term: Term) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise TooFar
    return term


def parsed(lines: Iterable[bytes]) -> list[Triple]:
    """The triples of lines of N-Triples."""
    store = TripleStore()
    store.load_ntriples(b"\n".join(lines))
    return list(store.triples())


def _spelt(triples: Iterable[Triple]) -> frozenset[bytes]:
    store = TripleStore()
    store.add(triples)
    return frozenset(line for line in store.ntriples().split(b"\n") if line)
