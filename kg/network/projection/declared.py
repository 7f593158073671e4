"""What every projection can be asked with: filters and weights, each a query file of its own.

A filter in ``ontology/projections/filters/`` is asked when one of its parameters is given. One that
selects ``?partnership`` says which partnerships count. One that selects ``?node ?side`` says which side
of a boundary each party is on, and only ties that cross it count. A weight in
``ontology/projections/weights/`` selects ``?partnership ?factor``. None knows which projection it is
asked for, so they work for every one, also for a file of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, UsageError
from kg.graph import library
from kg.graph.columns import places, value
from kg.graph.queryfile import Parameter, QueryFile
from kg.graph.store import Given, TripleStore
from kg.network.forms.graphs import LEAST, MOST
from kg.network.forms.table import TieTable
from kg.network.projection.lookup import columns
from kg.text import Text

DEFAULT_WEIGHT = "shared"

#: What is asked of ties once they are there, whatever the projection.
COMMON = (
    Parameter(
        "weight",
        "string",
        Text(
            "what a tie weighs: shared (1/(n-1) of a partnership), count, amount or recency",
            "联系的权重：shared（每项合作按 1/(n-1) 均分）、count（项数）、amount（金额）或 recency（时近程度）",
        ),
        DEFAULT_WEIGHT,
    ),
    Parameter(
        "minWeight",
        "decimal",
        Text(
            "only pairs whose ties add up to so much or more",
            "只计联系权重合计不低于该值的节点对",
        ),
    ),
)


def filters(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The filters, sorted by name."""
    return _queries("projections/filters", ontology)


def weights(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The weights, sorted by name."""
    return _queries("projections/weights", ontology)


def _queries(part: str, ontology: Ontology) -> list[QueryFile]:
    return library.queries(ontology, part) if ontology.own_files(part, ".rq") else list(_bundled(part))


@cache
def _bundled(part: str) -> tuple[QueryFile, ...]:
    # Reading their headers would take longer than asking a small graph.
    return tuple(library.queries(BUNDLED, part))


def shared_parameters(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """Filters and weights as a list shows them beside the projections, named as what they are."""
    about = Text("What a tie weighs, in any projection", "任一投影中联系的权重")
    common = QueryFile("any: weight", about, about, "", {item.name: item for item in COMMON})
    return [
        *(replace(item, name=f"any: {item.name}") for item in filters(ontology)),
        common,
        *(replace(item, name=f"any: weight={item.name}") for item in weights(ontology)),
    ]


@dataclass(frozen=True)
class Choice:
    """What is asked of a projection, told apart by which query file reads it.

    Attributes:
        values: the projection's own parameters.
        filters: the filters that are asked, each with its terms.
        weight: the weight, with its terms.
        least: the least weight of a pair.
    """

    values: Mapping[str, str]
    filters: Sequence[tuple[QueryFile, Mapping[str, Given]]]
    weight: QueryFile
    weight_terms: Mapping[str, Given]
    least: float

    @classmethod
    def of(cls, store: TripleStore, query: QueryFile, values: Mapping[str, str], resolve: Any) -> Choice:
        """Tell apart the parameters of a projection, of filters and of a weight.

        Raises:
            UsageError: if one is unknown, or of a weight that is not asked for.
        """
        own = set(query.header.get("parameters") or {})
        offered = [item for item in filters(store.ontology) if own.isdisjoint(item.parameters)]
        weighing = {item.name: item for item in weights(store.ontology)}
        common = {parameter.name for parameter in COMMON} - own
        _check_known(query, values, offered, weighing, common)
        asked = [item for item in offered if not item.parameters.keys().isdisjoint(values)]
        weight = _weight(
            query, weighing, values.get("weight", DEFAULT_WEIGHT) if "weight" in common else DEFAULT_WEIGHT
        )
        return cls(
            _of(query, values),
            [(item, item.terms(store, _of(item, values), resolve)) for item in asked],
            weight,
            weight.terms(store, {} if own & weight.parameters.keys() else _of(weight, values), resolve),
            _least(query, values.get("minWeight", "") if "minWeight" in common else ""),
        )

    def chosen(self, store: TripleStore, partnerships: Sequence[str]) -> Any:
        """Which of the partnerships the filters let through, as a mask."""
        mask = np.ones(len(partnerships), dtype=bool)
        for query, terms in self.filters:
            if not _is_boundary(query):
                found = places(store.columns(query.text, terms)["partnership"], partnerships)
                passed = np.zeros(len(partnerships), dtype=bool)
                passed[found[found >= 0]] = True
                mask &= passed
        return mask

    def factor(self, store: TripleStore, partnerships: Sequence[str]) -> Any:
        """What each of the partnerships weighs; 0 where it has no weight of that kind."""
        if self.weight.header.get("constant"):
            return np.ones(len(partnerships))
        found = store.columns(self.weight.text, self.weight_terms)
        factor = np.zeros(len(partnerships))
        place = places(found["partnership"], partnerships)
        known = place >= 0
        numbers = np.array([float(value(token) or 0) for token in found["factor"]], dtype=np.float64)
        factor[place[known]] = numbers[known]
        if (largest := factor.max(initial=0)) > MOST:
            raise QueryError(f"The weight {self.weight.name} returns {largest:g}. Weights must not exceed {MOST:g}.")
        # What is less than can be summed counts as nothing, and those partnerships are said to have no weight.
        return np.where(factor >= LEAST, factor, 0)

    def crossing(self, store: TripleStore, ties: TieTable) -> TieTable:
        """The ties that cross every boundary that is asked for."""
        for query, terms in self.filters:
            if _is_boundary(query):
                ties = ties.take(_crosses(store, ties, store.columns(query.text, terms)))
        return ties


def _of(query: QueryFile, values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name in query.parameters}


def _is_boundary(query: QueryFile) -> bool:
    return "?side" in query.sparql.partition("WHERE")[0]


def _check_known(
    query: QueryFile,
    values: Mapping[str, str],
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
            raise UsageError(f"{query.name} has no parameter {name!r}. It has: {', '.join(sorted(known))}.")
        if values.get("weight", DEFAULT_WEIGHT) not in reading:
            raise UsageError(f"The parameter {name} belongs to weight={reading[0]}: add that, or leave it out.")


def _weight(query: QueryFile, found: Mapping[str, QueryFile], name: str) -> QueryFile:
    if name not in found:
        raise UsageError(f"{query.name}: there is no weight {name!r}. Use one of: {', '.join(found)}.")
    return found[name]


def _least(query: QueryFile, text: str) -> float:
    try:
        least = float(text or 0)
    except ValueError:
        least = -1.0
    if not 0 <= least < float("inf"):
        raise UsageError(f"{query.name}: minWeight must be a number from 0 up, not {text!r}.")
    return least


def _crosses(store: TripleStore, ties: TieTable, found: Mapping[str, list[str]]) -> Any:
    """Which ties run between sides. An end that is no party, such as a sector, leaves it to the partnership."""
    sides: dict[str, set[str]] = {}
    for node, side in zip(found["node"], found["side"], strict=True):
        sides.setdefault(node[1:-1], set()).update((side,) if side else ())
    here = [sides.get(node) for node in ties.nodes]
    party = np.array([found is not None for found in here], dtype=bool)
    placed = np.array([bool(found) or found is None for found in here], dtype=bool)
    crosses = placed[ties.tails] & placed[ties.heads] & ~_on_one_side(here, ties)
    if party.all():
        return crosses
    both = party[ties.tails] & party[ties.heads]
    return crosses & (both | _crossing_partnerships(store, ties, sides)[ties.partnership])


def _on_one_side(here: Sequence[set[str] | None], ties: TieTable) -> Any:
    """Which ties have ends that share a side."""
    from scipy.sparse import csr_array

    number: dict[str, int] = {}
    rows = [(row, number.setdefault(side, len(number))) for row, found in enumerate(here) for side in found or ()]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    on = csr_array((np.ones(table.shape[1]), (table[0], table[1])), shape=(len(here), max(len(number), 1)))
    if np.diff(on.indptr).max(initial=0) <= 1:
        side = np.full(len(here), -1)
        side[table[0]] = table[1]
        return (side[ties.tails] == side[ties.heads]) & (side[ties.tails] >= 0)
    return np.asarray(on[ties.tails].multiply(on[ties.heads]).sum(axis=1)).ravel() > 0


def _crossing_partnerships(store: TripleStore, ties: TieTable, sides: Mapping[str, set[str]]) -> Any:
    """Which partnerships have parties on two sides."""
    found = columns(store, "parties")
    kinds: dict[str, set[frozenset[str]]] = {}
    for partnership, party in zip(found["partnership"], found["party"], strict=True):
        kinds.setdefault(partnership[1:-1], set()).add(frozenset(sides.get(party[1:-1], ())))
    return np.array(
        [
            any(a and b and a.isdisjoint(b) for a, b in combinations(kinds.get(name, ()), 2))
            for name in ties.partnerships
        ],
        dtype=bool,
    )
