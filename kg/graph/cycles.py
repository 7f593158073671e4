"""A hierarchy that leads back to where it began: which things lie on the way."""

from __future__ import annotations

from kg.graph.store import Store
from kg.graph.terms import BlankNode, NamedNode, Term

#: How many things of a long way round are named.
_MOST_NAMED = 12


class Cycles:
    """Finds the ways that lead from a thing along one property back to it, and tells them.

    A way is looked for once for all things on it: a cycle of n things costs n steps, not n squared.

    Args:
        data: the graph.
    """

    def __init__(self, data: Store) -> None:
        self._data = data
        #: Each step of a way, by property, from one thing to the next: the whole way, and where in it the step is.
        self._steps: dict[tuple[Term, Term, Term], tuple[list[Term], int]] = {}

    def told(self, prop: Term, first: Term, second: Term) -> str:
        """The shortest way from a thing over a given next one back to it, as the ids of the things on it.

        Args:
            prop: the property that is followed.
            first: where the way begins and ends.
            second: where it goes first.

        Returns:
            ``a → b → c → a``; of a long way its beginning and how many there are; empty if no way leads back.
        """
        if (prop, first, second) not in self._steps:
            ring = self._ring(prop, first, second)
            for index, thing in enumerate(ring):
                self._steps.setdefault((prop, thing, ring[(index + 1) % len(ring)]), (ring, index))
        ring, start = self._steps.get((prop, first, second), ([], 0))
        shown = [_id(ring[(start + index) % len(ring)]) for index in range(min(len(ring), _MOST_NAMED))]
        more = [f"… ({len(ring)})"] if len(ring) > _MOST_NAMED else []
        return " → ".join([*shown, *more, *shown[:1]])

    def _ring(self, prop: Term, first: Term, second: Term) -> list[Term]:
        """The things on the shortest way, each once, found breadth first."""
        before: dict[Term, Term] = {second: first}
        waiting = [second]
        while waiting and first not in before:
            steps = [(thing, after) for thing in waiting for after in self._after(thing, prop)]
            waiting = []
            for thing, after in steps:
                if after not in before:
                    before[after] = thing
                    waiting.append(after)
        if first == second:
            return [first]
        ring = [first]
        while first in before and (thing := before[ring[-1]]) != first:
            ring.append(thing)
        return [first, *reversed(ring[1:])] if first in before else []

    def _after(self, thing: Term, prop: Term) -> list[Term]:
        if not isinstance(thing, NamedNode | BlankNode) or not isinstance(prop, NamedNode):
            return []
        return sorted((triple.object for triple in self._data.triples(thing, prop)), key=str)


def _id(term: Term) -> str:
    """A thing's id as its table has it: the last part of its IRI."""
    return term.value.rpartition("/")[2] if isinstance(term, NamedNode) else str(term)
