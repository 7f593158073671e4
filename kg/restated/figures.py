"""Which figures in the data of an earlier page are in no sum, after some have come, gone or changed.

A figure goes by those that it could be compared with: of the same measure, about the same thing, a part of it or a
region that it goes to, or linked with it. Where a target is among them, it may stand otherwise, and the page is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.answers.ledger.adding import why_not_added
from kg.answers.records import read_records
from kg.graph.around import described
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode, Term
from kg.restated.earlier_page import Otherwise
from kg.restated.rows import ABOUT, KINDS, TYPE, Rows
from kg.vocabulary import PK

MEASURED, TARGET = NamedNode(PK + "measure"), PK + "Target"
#: What leads from a figure to another one.
_LINKS = tuple(
    NamedNode(PK + name) for name in ("subsetOf", "pairedWith", "targetFor", "supersededBy", "laterReplacedBy")
)
_DESTINATION, _PART_OF, _CURRENT = (NamedNode(PK + name) for name in ("destination", "partOf", "currentParty"))
#: So many figures are compared anew; with more the page is drawn as quickly.
_MOST = 200


class Figures:
    """The figures of a page's data.

    Args:
        store: the graph of now.
        data: the page's data.
        rows: finds the records in them.
    """

    def __init__(self, store: RememberingStore, data: dict[str, Any], rows: Rows) -> None:
        self._store, self._rows = store, rows
        self._views: dict[str, Any] = data["views"]
        #: Figures that have come, gone or changed in what they are compared by.
        self.changed: set[NamedNode] = set()

    def number(self, numbers: Mapping[int, int]) -> None:
        """Give figures other numbers, wherever the data have them.

        Args:
            numbers: the number that a figure had, to that which it gets; those that go have none.
        """
        self._rows.packed.number_figures(numbers)
        self._views["apart"] = {
            reason: [numbers[figure] for figure in figures if figure in numbers]
            for reason, figures in self._views["apart"].items()
        }

    def settle(self) -> None:
        """Put in which figures are in no sum now, and why.

        Raises:
            Otherwise: if a target may stand otherwise, or too many figures are compared.
        """
        if not self.changed:
            return
        near = self._near()
        if len(near) > 1 and any(TARGET in self._rows.kinds(figure) for figure in near):
            raise Otherwise
        now = {figure for figure in near if self._rows.objects(figure, TYPE)}
        part = described(self._store, now)
        reasons = why_not_added(part, read_records(part).figures.values())
        place = {iri: number for number, iri in enumerate(self._rows.things("figures"))}
        numbers = {place[figure.value] for figure in now}
        apart = {reason: {*figures} - numbers for reason, figures in self._views["apart"].items()}
        for figure in now:
            if reason := reasons.get(figure.value):
                apart.setdefault(reason, set()).add(place[figure.value])
        self._views["apart"] = {reason: sorted(figures) for reason, figures in sorted(apart.items()) if figures}

    def _near(self) -> set[NamedNode]:
        """The figures that have changed, and all with which these were or are compared, over any number of steps."""
        measures = {measure for figure in self.changed for measure in self._rows.then_or_now(figure, MEASURED)}
        found, waiting = set(self.changed), list(self.changed)
        while waiting:
            figure = waiting.pop()
            linked = set(self._linked(figure))
            if not measures.isdisjoint(self._measured_by(figure)):
                claims = {other for thing in self._things(figure) for other in self._claimed(thing)}
                linked |= {other for other in claims if not measures.isdisjoint(self._measured_by(other))}
            new = {other for other in linked - found if not self._rows.kinds(other).isdisjoint(KINDS["figures"])}
            found |= new
            waiting += new
            if len(found) > _MOST:
                raise Otherwise
        return found

    def _measured_by(self, figure: NamedNode) -> set[Term]:
        return self._rows.then_or_now(figure, MEASURED)

    def _linked(self, figure: NamedNode) -> Iterator[NamedNode]:
        """What links lead to from a figure, and from where they lead to it."""
        for triple in self._store.triples(None, None, figure):
            if triple.predicate not in _LINKS:
                raise Otherwise
        for link in _LINKS:
            yield from self._named(figure, link)
            yield from self._naming(link, figure)

    def _things(self, figure: NamedNode) -> set[NamedNode]:
        """What a figure is about or goes to, with all that this is a part of and all its parts."""
        found = {*self._named(figure, ABOUT), *self._named(figure, _DESTINATION)}
        waiting = list(found)
        while waiting:
            thing = waiting.pop()
            if self._rows.objects(thing, _CURRENT) or self._rows.subjects(_CURRENT, thing):
                raise Otherwise  # a figure that names either is compared with those of the other
            new = {*self._named(thing, _PART_OF), *self._naming(_PART_OF, thing)} - found
            found |= new
            waiting += new
        return found

    def _claimed(self, thing: NamedNode) -> Iterator[NamedNode]:
        for relation in (ABOUT, _DESTINATION):
            yield from self._naming(relation, thing)

    def _named(self, thing: NamedNode, relation: NamedNode) -> list[NamedNode]:
        return [term for term in self._rows.then_or_now(thing, relation) if isinstance(term, NamedNode)]

    def _naming(self, relation: NamedNode, thing: NamedNode) -> list[NamedNode]:
        found = (*self._rows.subjects(relation, thing), *self._rows.had(relation, thing))
        return [term for term in found if isinstance(term, NamedNode)]
