"""Tells which focus nodes of a check some changed triples may matter to: all others find what they found before.

A result of a check can be another one only where a pattern of its query matches a triple that went or came. There the
patterns around it hold as well, so that each way along them from the triple leads to all focus nodes that it may matter
to, in the graph with both what went and what came. Ways that lead to many nodes are left for others; where all do, or
the query is not surely understood, nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from kg.graph.shacl.check import Check
from kg.graph.shacl.scopes import Edge, scopes_of
from kg.graph.shacl.terms import SUBCLASS, TYPE
from kg.graph.terms import Literal, NamedNode, Subject, Term, Triple

#: Nodes that a way may pass; with more the check is run for all.
MOST = 1_000
#: Ways from one triple that are tried, and patterns that a way follows at most.
_WAYS, _LONGEST = 12, 5


class _TooMany(Exception):
    """That a way leads to more nodes than are looked at."""


class _Move(NamedTuple):
    """One pattern of a way, from one end to the other."""

    edge: Edge
    forwards: bool


class Patterns(Protocol):
    """What is asked for the triples that fit a pattern."""

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, value: Term | None = None, /
    ) -> Iterator[Triple]:
        """The triples that fit a pattern.

        Args:
            subject: their subject; ``None`` fits anything.
            predicate: their predicate, likewise.
            value: their object, likewise.
        """


class Reach:
    """What changed in a graph, and whom it may matter to.

    Args:
        data: the graph as it is now.
        removed: the lines of N-Triples that it had before.
        added: those that it had not.
    """

    def __init__(self, data: Patterns, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
        self._data = data
        gone, come = (
            [quad.triple for quad in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES)]
            for lines in (removed, added)
        )
        self._gone = gone
        self._changed = [*gone, *come]

    def focus_nodes(self, check: Check) -> set[Term] | None:
        """The nodes for which a check may find something else than before; ``None`` where that may be any.

        Args:
            check: the check. Nodes that are none of its targets may be among what is returned.
        """
        if check.targets is None or check.reads_shapes:
            return None
        return self.rooted(check.text, check.focus)

    def rooted(self, text: str, focus: str) -> set[Term] | None:
        """What a variable may stand for where a query answers otherwise than before; ``None`` if that may be anything.

        Args:
            text: the query, a SELECT without prefixes.
            focus: the variable, with its question mark.
        """
        scope = scopes_of(text)
        if scope is None:
            return None
        found: set[Term] = set()
        for edge, holding in scope.with_outer():
            for triple in self._changed:
                if not _matches(edge, triple):
                    continue
                nodes = self._led_to(edge, triple, holding, focus)
                if nodes is None:
                    return None
                found |= nodes
        return found

    def targeted(self, check: Check, nodes: Collection[Term]) -> list[Term]:
        """Those of some nodes that a check is for now, sorted."""
        return sorted((node for node in nodes if self._is_target(check, node)), key=str)

    def _is_target(self, check: Check, node: Term) -> bool:
        asked = [(name, term) for name, terms in (check.targets or {}).items() for term in terms]
        if any(name == "targetNode" and term == node for name, term in asked):
            return True
        if any(name == "targetObjectsOf" and self._has(None, term, node) for name, term in asked):
            return True
        if isinstance(node, Literal | Triple):
            return False
        if any(name == "targetSubjectsOf" and self._has(node, term, None) for name, term in asked):
            return True
        kinds = {term for name, term in asked if name == "targetClass"}
        waiting = [triple.object for triple in self._data.triples(node, TYPE)] if kinds else []
        known = set(waiting)
        while waiting:
            kind = waiting.pop()
            if kind in kinds:
                return True
            if isinstance(kind, NamedNode):
                above = {triple.object for triple in self._data.triples(kind, SUBCLASS)} - known
                known |= above
                waiting += above
        return False

    def _has(self, subject: Term | None, predicate: Term, value: Term | None) -> bool:
        assert isinstance(predicate, NamedNode)
        return next(iter(self._data.triples(subject, predicate, value)), None) is not None  # type: ignore[arg-type]

    def _led_to(self, edge: Edge, triple: Triple, holding: Sequence[Edge], focus: str) -> set[Term] | None:
        starts: list[tuple[str, set[Term]]] = []
        try:
            if edge.walk:
                nodes = self._walked({triple.subject, triple.object}, edge)
                starts = [(edge.subject, nodes), (edge.value, nodes)]
            else:
                starts = [(edge.subject, {triple.subject}), (edge.value, {triple.object})]
        except _TooMany:
            return None
        ways = [
            (len(way), place, nodes, way)
            for place, (variable, nodes) in enumerate(starts)
            if variable[0] == "?"
            for way in _ways(variable, focus, holding)
        ]
        ways.sort(key=lambda way: (_leads_through_classes(way[3]), way[:2]))
        for _, _, nodes, way in ways[:_WAYS]:
            try:
                for move in way:
                    nodes = self._moved(nodes, move)
            except _TooMany:
                continue
            return set(nodes)
        return None

    def _moved(self, nodes: set[Term], move: _Move) -> set[Term]:
        edge = move.edge
        if edge.same:
            return nodes
        if edge.walk:
            return self._walked(nodes, edge)
        found: set[Term] = set()
        for node in nodes:
            for other in self._beside(node, edge, forwards=move.forwards):
                found.add(other)
                if len(found) > MOST:
                    raise _TooMany
        return found

    def _walked(self, nodes: set[Term], edge: Edge) -> set[Term]:
        found, waiting = set(nodes), list(nodes)
        while waiting:
            node = waiting.pop()
            for forwards in (True, False):
                for other in self._beside(node, edge, forwards=forwards):
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
                        if len(found) > MOST:
                            raise _TooMany
        return found

    def _beside(self, node: Term, edge: Edge, *, forwards: bool) -> Iterator[Term]:
        """What is at the other end of a property, now or before."""
        for name in [None] if edge.predicates is None else sorted(edge.predicates):
            predicate = None if name is None else NamedNode(name)
            if forwards:
                if not isinstance(node, Literal | Triple):
                    yield from (triple.object for triple in self._data.triples(node, predicate))
            else:
                yield from (triple.subject for triple in self._data.triples(None, predicate, node))
        for triple in self._gone:
            if edge.predicates is None or triple.predicate.value in edge.predicates:
                one, other = (triple.subject, triple.object) if forwards else (triple.object, triple.subject)
                if one == node:
                    yield other


def _matches(edge: Edge, triple: Triple) -> bool:
    """Whether a pattern may match a triple."""
    if edge.same or (edge.predicates is not None and triple.predicate.value not in edge.predicates):
        return False
    if edge.walk:
        return True
    ends = ((edge.subject, triple.subject), (edge.value, triple.object))
    return all(str(term) == end for end, term in ends if end[0] == "<")


def _ways(start: str, focus: str, edges: Sequence[Edge]) -> Iterator[tuple[_Move, ...]]:
    """The ways from one variable to another, each variable once, the shortest first."""
    reached: list[tuple[str, tuple[_Move, ...], frozenset[str]]] = [(start, (), frozenset({start}))]
    while reached:
        longer = []
        for variable, way, passed in reached:
            if variable == focus:
                yield way
                continue
            if len(way) == _LONGEST:
                continue
            for edge in edges:
                for forwards, one, other in ((True, edge.subject, edge.value), (False, edge.value, edge.subject)):
                    if one == variable and other[0] == "?" and other not in passed:
                        longer.append((other, (*way, _Move(edge, forwards)), passed | {other}))
        reached = longer


def _leads_through_classes(way: Sequence[_Move]) -> bool:
    """Whether a way goes from a class to all its things."""
    return any(move.edge.predicates == frozenset({TYPE.value}) and not move.forwards for move in way)
