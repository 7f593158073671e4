"""Whole things that have come to the graph or gone from it, in the data of an earlier page.

A figure, a statement, a claim about a stage or a source stands in few places of a page: in its record, or that of its
partnership, and in numbers of others that come after it. What else a page goes by is looked at here: whether a region
is shown, what is added, and how targets stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.answers.records import read_source
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode
from kg.page.packing import Json
from kg.page.payload import source_json
from kg.restated.earlier_page import Otherwise
from kg.restated.figures import Figures
from kg.restated.rows import ABOUT, CITED, CLAIM, EVIDENCE, KINDS, PARTY, PASSAGES, STATEMENT, TYPE, Change, Rows
from kg.vocabulary import PK

SOURCE, ACHIEVEMENT = PK + "Source", PK + "Achievement"
ASSERTED_BY = NamedNode(PK + "assertedBy")
#: The kinds of which whole things may come and go, and what else these are.
_KINDS = {
    ACHIEVEMENT: {PK + "Observation", PK + "Claim"},
    STATEMENT: {PK + "Claim"},
    CLAIM: {PK + "Claim"},
    SOURCE: set[str](),
}
#: What the things of a kind are called where they are counted.
_COUNTED = {ACHIEVEMENT: "achievements", STATEMENT: "statements", SOURCE: "sources"}
#: What is shown since a claim names it.
_SHOWN = (ABOUT, *(NamedNode(PK + name) for name in ("origin", "destination", "via")))
_CURRENT = NamedNode(PK + "currentParty")


@dataclass(frozen=True, slots=True)
class Whole:
    """A thing that has come or gone.

    Attributes:
        thing: the thing.
        kind: its class: one of figures without a plan, statements, claims about stages and sources.
        has_come: whether it has come.
    """

    thing: NamedNode
    kind: str
    has_come: bool


def wholes_of(changes: Iterable[Change], base: str) -> dict[NamedNode, Whole]:
    """The things that have come or gone, passages apart.

    Args:
        changes: all that has changed.
        base: the IRI under which things live.

    Raises:
        Otherwise: if another thing has, or it has only another class.
    """
    found = {}
    for change in changes:
        if change.relation != TYPE or change.subject.value.startswith(base + PASSAGES):
            continue
        kinds = {str(term)[1:-1] for term in change.gone or change.come}
        kind = next((kind for kind, others in _KINDS.items() if kinds == {kind, *others}), None)
        if kind is None or bool(change.gone) == bool(change.come):
            raise Otherwise
        found[change.subject] = Whole(change.subject, kind, bool(change.come))
    return found


def must_be_whole(store: RememberingStore, wholes: Mapping[NamedNode, Whole], changes: Iterable[Change]) -> None:
    """See to it that things have come or gone with all that is said of them.

    Args:
        store: the graph of now.
        wholes: the things.
        changes: all that has changed.

    Raises:
        Otherwise: if something of them was there before or stays.
    """
    come = {
        (change.subject, change.relation, term)
        for change in changes
        if change.subject in wholes
        for term in change.come
    }
    for one in wholes.values():
        now = {(triple.subject, triple.predicate, triple.object) for triple in store.triples(one.thing)}
        if now != {triple for triple in come if triple[0] == one.thing} or bool(now) != one.has_come:
            raise Otherwise
        about = one.kind == SOURCE or any(relation == ABOUT for _, relation, _ in now)
        if one.has_come and not about:
            raise Otherwise
        if not one.has_come and next(iter(store.triples(None, None, one.thing)), None) is not None:
            raise Otherwise


def counts_after(counts: Mapping[str, int], wholes: Iterable[Whole]) -> dict[str, int]:
    """How many things of each kind there are.

    Args:
        counts: how many there were.
        wholes: what has come and gone.
    """
    now = dict(counts)
    for one in wholes:
        if one.kind in _COUNTED:
            now[_COUNTED[one.kind]] += 1 if one.has_come else -1
    return now


class Things:
    """Puts things that have come into the data of an earlier page, and takes out those that have gone.

    Args:
        store: the graph of now.
        data: the page's data.
        rows: finds the records in them.
        figures: the data's figures.
        wholes: the things.
    """

    def __init__(
        self,
        store: RememberingStore,
        data: dict[str, Any],
        rows: Rows,
        figures: Figures,
        wholes: Mapping[NamedNode, Whole],
    ) -> None:
        self._store, self._data, self._rows, self._figures = store, data, rows, figures
        self._come = {one.thing.value: one for one in wholes.values() if one.has_come}
        self._gone = {one.thing.value: one for one in wholes.values() if not one.has_come}

    def put_sources(self) -> None:
        """Put in the sources; what is cited of those that have gone must go too."""
        places = self._rows.sources
        come, gone = ({iri: one for iri, one in own.items() if one.kind == SOURCE} for own in (self._come, self._gone))
        if not come and not gone:
            return
        sources: list[Json] = self._data["sources"]
        before = sorted({*places, *gone} - come.keys())
        if len(before) != len(sources) or not self._rows.packed.has_plain_passages:
            raise Otherwise
        for one in come.values():
            self.must_be_cited(one.thing)
        kept = [source for iri, source in zip(before, sources, strict=True) if iri not in gone]
        for iri in sorted(come):
            place, source = read_source(self._store, iri)
            kept.insert(place, source_json(source))
        self._data["sources"] = kept
        self._number_sources({number: places.get(iri, -1) for number, iri in enumerate(before)})

    def _number_sources(self, numbers: Mapping[int, int]) -> None:
        """Give sources other numbers, -1 to those that have gone, where passages and rankings have them."""
        self._rows.packed.number_sources(numbers)
        lost = (
            lost
            for ranking in self._data["rankings"]
            for first in ranking.get("carriers", ())
            for lost in first["lost"]
        )
        for _, cited in lost:
            for place in cited:
                place[0] = numbers.get(place[0], -1)
                if place[0] < 0:
                    raise Otherwise

    def must_have_sources(self) -> None:
        """See to it that nothing is cited any more of sources that have gone.

        Raises:
            Otherwise: if something is.
        """
        if self._gone and -1 in self._data["passages"]["source"]:
            raise Otherwise

    def must_be_cited(self, source: NamedNode) -> None:
        """See to it that whatever is told to be a source's word is stated there, and so not told.

        Args:
            source: the source.

        Raises:
            Otherwise: if something is told.
        """
        for claim in self._rows.subjects(ASSERTED_BY, source):
            passages = self._rows.objects(claim, EVIDENCE)
            if not any(source in self._rows.objects(passage, CITED) for passage in passages):
                raise Otherwise

    def put(self, group: str, record: Callable[[str, str], Json]) -> None:
        """Put the figures or the statements into the data.

        Args:
            group: the group of records.
            record: makes the record of one that has come, of the group and its IRI.
        """
        come, gone = (
            {iri: one for iri, one in own.items() if one.kind in KINDS[group]} for own in (self._come, self._gone)
        )
        if not come and not gone:
            return
        now, packed = self._rows.things(group), self._rows.packed
        before = sorted({*now, *gone} - come.keys())
        if len(before) != len(packed.rows(group)) or not come.keys() <= {*now}:
            raise Otherwise
        for one in (*come.values(), *gone.values()):
            self._must_show_what_it_did(one)
        for iri in sorted(gone, reverse=True):
            packed.take_out(group, before.index(iri))
        if group == "figures":
            self._number_figures(before, now)
            self._figures.changed.update(one.thing for one in (*come.values(), *gone.values()))
        for iri in sorted(come):
            packed.insert(group, now.index(iri), record(group, iri))

    def _number_figures(self, before: Sequence[str], now: Sequence[str]) -> None:
        place = {iri: number for number, iri in enumerate(now)}
        self._figures.number({number: place[iri] for number, iri in enumerate(before) if iri in place})

    def _must_show_what_it_did(self, one: Whole) -> None:
        """See to it that the same regions are shown: of those that nothing else names, one is by what is claimed."""
        for relation in _SHOWN:
            for term in self._rows.then_or_now(one.thing, relation):
                if not isinstance(term, NamedNode):
                    raise Otherwise
                place, row = self._rows.keyed(term)
                if self._rows.packed.value(row, "region") is None:
                    continue
                is_shown = place in self._data["network"]["nodes"]["id"] if one.has_come else self._is_shown(term)
                if not is_shown:
                    raise Otherwise

    def _is_shown(self, region: NamedNode) -> bool:
        """Whether a region is shown for certain: it takes part in something, or something else is claimed of it."""
        claimed = {*KINDS["figures"], *KINDS["statements"]}
        if any(not claimed.isdisjoint(self._rows.kinds(claim)) for claim in self._rows.subjects(ABOUT, region)):
            return True
        return bool(self._rows.subjects(PARTY, region)) and not self._rows.objects(region, _CURRENT)
