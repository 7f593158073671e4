"""Who gives and who receives in a partnership: by the roles of its parties, and by its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg import assets
from kg.graph.columns import places, value
from kg.graph.store import TripleStore
from kg.network.projection.lookup import Topics, columns


def flows(topics: Topics, partnerships: Sequence[str], parties: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Each pair of parties of which one gives what the other receives.

    In a partnership every party of a role that gives stands to every other one of a role that receives; besides, of
    each figure about it every origin to every destination.

    Args:
        topics: the graph.
        partnerships: IRIs.
        parties: a party, as a term, to its number; others are passed over.

    Yields:
        the place of the partnership, the number of the party that gives, and of the one that receives.
    """
    side = {**_bundled(), **_said(topics.columns("role-flows"))}
    found = topics.columns("roles")
    sides: defaultdict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    rows = zip(places(found["partnership"], partnerships).tolist(), found["party"], found["role"], strict=True)
    for place, party, role in rows:
        which = side.get(role)
        if place >= 0 and party in parties and which in _SIDES:
            sides[place][_SIDES.index(which)].add(parties[party])
    for place, (givers, receivers) in sides.items():
        yield from ((place, giver, receiver) for giver in givers for receiver in receivers if giver != receiver)
    found = topics.columns("origins")
    rows = zip(places(found["partnership"], partnerships).tolist(), found["giver"], found["receiver"], strict=True)
    for place, giver, receiver in rows:
        if place >= 0 and giver != receiver and giver in parties and receiver in parties:
            yield place, parties[giver], parties[receiver]


#: What ``pk:flow`` may say.
_SIDES = ("giver", "receiver")


def _said(found: Mapping[str, list[str]]) -> dict[str, str]:
    """Role, as a term, to its side."""
    return {role: value(flow) for role, flow in sorted(zip(found["role"], found["flow"], strict=True))}


@cache
def _bundled() -> Mapping[str, str]:
    """What the ontology's own modules say, which a built graph does not hold."""
    ontology = TripleStore()
    for path in assets.ontology_files("modules", ".ttl"):
        ontology.load(path)
    return _said(columns(ontology, "role-flows"))
