"""What a projection is asked with, told apart by the query file that reads it: its own, filters, a weight.

A filter in ``ontology/projections/filters/`` is asked when one of its parameters is given. One that
selects ``?partnership`` says which partnerships count. One that selects ``?node ?side`` says which side
of a boundary each party is on, and only ties that cross it count (``boundaries``). A weight in
``ontology/projections/weights/`` selects ``?partnership ?factor`` (``weighing``), or with ``?party`` what each
party counts for in ties that weigh the product of their ends. None knows which projection it is asked for, so
they work for every one, also for a file of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kg.errors import UsageError
from kg.graph.columns import places, value
from kg.graph.queryfile import QueryFile, Value, spellings
from kg.graph.queryfile.binding import bind
from kg.graph.store import Given, Store
from kg.nearest import no_such
from kg.network.forms.table import TieTable
from kg.network.projection.boundaries import crosses, is_boundary, sides_of, unsaid_sides
from kg.network.projection.finding import (
    COMMON,
    DEFAULT_WEIGHT,
    DIRECTIONS,
    ENDED,
    filters,
    load_projection,
    weights,
)
from kg.network.projection.lookup import Topics
from kg.network.projection.requests import ProjectionRequest
from kg.network.projection.weighing import Weighed, number, weighed
from kg.text import Text, typed

#: From a name or id and a parameter's type to an IRI.
Resolve = Callable[[str, str], str]


@dataclass(frozen=True)
class Asked:
    """A projection with everything that it is asked with as terms; each query is asked once.

    Attributes:
        store: the graph.
        request: what was asked for.
        query: the projection.
        terms: the projection's own parameters.
        filters: the filters that are asked, each with its terms.
        weight: the weight.
        weight_terms: the weight's parameters.
        least: the least weight of a pair.
        ended: whether partnerships that have ended count too.
        direction: which way ties go, such as ``flow``; empty if none.
        topics: what else is known of the graph's partnerships.
    """

    store: Store
    request: ProjectionRequest
    query: QueryFile
    topics: Topics
    terms: Mapping[str, Given]
    filters: Sequence[tuple[QueryFile, Mapping[str, Given]]]
    weight: QueryFile
    weight_terms: Mapping[str, Given]
    least: float
    ended: bool = False
    direction: str = ""

    @classmethod
    def of(
        cls, store: Store, request: ProjectionRequest, resolve: Resolve | None, topics: Topics | None = None
    ) -> Asked:
        """Tell apart the parameters of a projection, of filters and of a weight.

        Args:
            store: the graph.
            request: the projection and its parameters, as they were given.
            resolve: finds a thing by its name or id; ``None`` where ids alone are taken.
            topics: what is known of the graph's partnerships already; read anew where it is not given.

        Returns:
            the queries with their terms, ready to be asked.

        Raises:
            UsageError: if the projection or a parameter is unknown, or a value is wrong, or a parameter is of a
                weight that is not asked for.
        """
        query = load_projection(request.projection, store.ontology)
        request = request.keeping_most(query.parameters)
        values = request.parameters
        own = set(query.header.get("parameters") or {})
        offered = [item for item in filters(store.ontology) if own.isdisjoint(item.parameters)]
        weighing = {item.name: item for item in weights(store.ontology)}
        common = {parameter.name for parameter in COMMON} - own
        _check_known(query, values, offered, weighing, common)
        asked = [item for item in offered if not item.parameters.keys().isdisjoint(values)]
        weight = _weight(
            query, weighing, values.get("weight", DEFAULT_WEIGHT) if "weight" in common else DEFAULT_WEIGHT
        )
        weighed = {} if own & weight.parameters.keys() else _of(weight, values)
        filtered = [(item, item.terms(store, _of(item, values), resolve)) for item in asked]
        weight_terms = weight.terms(store, weighed, resolve)
        least = _least(query, values.get("minWeight", "") if "minWeight" in common else "")
        terms = query.terms(store, _of(query, values), resolve)
        ended = _ended(query, request) if "ended" in common else True
        direction = _direction(values.get("direction", "")) if "direction" in common else ""
        topics = topics or Topics(store)
        return cls(store, request, query, topics, terms, filtered, weight, weight_terms, least, ended, direction)

    @property
    def shared(self) -> bool:
        """Whether a partnership is shared among its pairs."""
        return bool(self.weight.header.get("shared"))

    @cached_property
    def _passing(self) -> list[list[str]]:
        """The partnerships that each filter lets through."""
        return [
            self.store.columns(query.text, terms)["partnership"]
            for query, terms in self.filters
            if not is_boundary(query)
        ]

    def chosen(self, partnerships: Sequence[str]) -> Any:
        """Which of the partnerships count, as a mask: the filters let them through, and none is left out as ended."""
        mask = self.passing(partnerships)
        if not self.ended and (ended := self.topics.columns("ended")["partnership"]):
            over = places(ended, partnerships)
            mask[over[over >= 0]] = False
        return mask

    def passing(self, partnerships: Sequence[str]) -> Any:
        """Which of the partnerships the filters let through, as a mask."""
        mask = np.ones(len(partnerships), dtype=bool)
        for passing in self._passing:
            found = places(passing, partnerships)
            passed = np.zeros(len(partnerships), dtype=bool)
            passed[found[found >= 0]] = True
            mask &= passed
        return mask

    def weighed(self, partnerships: Sequence[str]) -> Weighed:
        """What each of the partnerships weighs; 0 where it has no weight of that kind."""
        if self.weight.header.get("constant"):
            return Weighed(np.ones(len(partnerships)), np.ones(len(partnerships)))
        if self.crossed:
            known = set(self._weighed["partnership"])
            found = np.array([float(f"<{name}>" in known) for name in partnerships])
            return Weighed(found, found)
        return weighed(self.weight.name, self._weighed, partnerships)

    @property
    def crossed(self) -> bool:
        """Whether the weight says what each party counts for, and a tie weighs the product of its ends."""
        return not self.weight.header.get("constant") and "party" in self._weighed

    @cached_property
    def _weighed(self) -> Mapping[str, list[str]]:
        return self.store.columns(self.weight.text, self.weight_terms)

    def times(self, partnership: Sequence[str], party: Sequence[str]) -> Any:
        """What each of some entries of a partnership and a party counts for; 0 where the weight does not say.

        An entry without a party, such as a sector, counts for 1.
        """
        found = self._weighed
        rows = zip(found["partnership"], found["party"], found["factor"], strict=True)
        counts = {(thing, who): number(self.weight.name, value(factor)) for thing, who, factor in rows}
        entries = zip(partnership, party, strict=True)
        return np.array([counts.get((thing, who), 0.0) if who else 1.0 for thing, who in entries], dtype=np.float64)

    def kept(self, ties: TieTable) -> TieTable:
        """The ties that cross every boundary that is asked for, of pairs that weigh enough."""
        for query, terms in self.filters:
            if is_boundary(query):
                ties = ties.take(crosses(self.topics, ties, self._boundary(query, terms)))
        return ties.at_least(self.least) if self.least else ties

    def beyond(self) -> set[tuple[str, str]]:
        """Partnership and party with several places of which none is said, and which are not all on one side."""
        boundaries = [sides_of(self._boundary(query, terms)) for query, terms in self.filters if is_boundary(query)]
        found = [unsaid_sides(self.topics, sides) for sides in boundaries]
        return {pair for sides in found for pair, side in sides.items() if not side}

    def _boundary(self, query: QueryFile, terms: Mapping[str, Given]) -> Mapping[str, list[str]]:
        if query.name not in self._boundaries:
            self._boundaries[query.name] = self.store.columns(query.text, terms)
        return self._boundaries[query.name]

    @cached_property
    def _boundaries(self) -> dict[str, Mapping[str, list[str]]]:
        return {}


def _of(query: QueryFile, values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name in query.parameters}


def _check_known(
    query: QueryFile,
    values: Mapping[str, Value],
    offered: Sequence[QueryFile],
    weighing: Mapping[str, QueryFile],
    common: set[str],
) -> None:
    known = {*query.parameters, *common, *(name for item in offered for name in item.parameters)}
    for name in values:
        if name in known:
            continue
        reading = [item.name for item in weighing.values() if name in item.parameters]
        if not reading:
            raise UsageError(
                Text(
                    f"{query.name} has no parameter {typed(name)!r}. It has: {', '.join(sorted(known))}.",
                    f"{query.name} 没有参数“{typed(name)}”，其参数为：{', '.join(sorted(known))}。",
                )
            )
        if values.get("weight", DEFAULT_WEIGHT) not in reading:
            raise UsageError(
                Text(
                    f"The parameter {name} belongs to weight={reading[0]}: add that, or leave it out.",
                    f"参数 {name} 属于 weight={reading[0]}：请加上它，或不写该参数。",
                )
            )


def _weight(query: QueryFile, found: Mapping[str, QueryFile], given: Value) -> QueryFile:
    name = ",".join(spellings(given))
    if name not in found:
        raise UsageError(
            Text(
                f"{query.name}: there is no weight {typed(name)!r}. Use one of: {', '.join(found)}.",
                f"{query.name}：没有权重“{typed(name)}”。请用其中之一：{', '.join(found)}。",
            )
        )
    return found[name]


def _direction(given: Value) -> str:
    name = ",".join(spellings(given)).strip()
    if name and name not in DIRECTIONS:
        raise no_such(Text("direction", "方向"), name, DIRECTIONS)
    return name


def _ended(query: QueryFile, request: ProjectionRequest) -> bool:
    given = {name: value for name, value in request.parameters.items() if name == ENDED.name}
    bind(query.name, {ENDED.name: ENDED}, given)  # refuses what is neither true nor false
    return request.keeps_ended


def _least(query: QueryFile, given: Value) -> float:
    text = ",".join(spellings(given))
    try:
        least = float(text or 0)
    except ValueError:
        least = -1.0
    if not 0 <= least < float("inf"):
        raise UsageError(
            Text(
                f"{query.name}: minWeight must be a number from 0 up, not {typed(text)!r}.",
                f"{query.name}：minWeight 须为0或以上的数，而不是“{typed(text)}”。",
            )
        )
    return least
