"""What a network says of itself: how many partnerships the data has, and how many it leaves out, and parties."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from kg.network.forms.table import TieTable
from kg.network.projection.asking import Asked
from kg.network.projection.lookup import Topics
from kg.network.projection.reading import Found


def accounted(asked: Asked, found: Found, ties: TieTable) -> dict[str, Any]:
    """The attributes of the network itself, as ``Projected.about`` has them.

    Args:
        asked: the projection, and what it was asked with.
        found: what it answered.
        ties: those of the ties that are in the network.
    """
    query = asked.query
    defaults = {name: parameter.default for name, parameter in query.parameters.items() if parameter.default}
    counts = asked.topics.columns("counts")
    everything = [token[1:-1] for token in counts["partnership"]]
    parties = dict(zip(everything, map(int, counts["parties"]), strict=True))
    filtered = int(np.count_nonzero(~asked.chosen(everything))) if asked.filters else 0
    tied = [ties.partnerships[index] for index in np.unique(ties.partnership)]
    # A query of one's own may tie by what the graph does not call a partnership.
    known = sum(partnership in parties for partnership in tied)
    about = {
        "projection": query.name,
        "title_en": query.title.en,
        "title_zh": query.title.zh,
        "params": dict(sorted({**defaults, **asked.request.texts()}.items())),
        "bipartite": bool(found.modes),
        "partnerships": len(everything),
        "filtered_out": filtered,
        "without_weight": found.without_weight,
        "left_out": len(everything) - filtered - found.without_weight - found.without_direction - known,
        "parties_left_out": _parties_left_out(asked.topics, ties, found, sum(parties.get(item, 0) for item in tied)),
    }
    if asked.direction:
        about |= {"direction": asked.direction, "without_direction": found.without_direction}
    return about


def _parties_left_out(topics: Topics, ties: TieTable, found: Found, parties: int) -> int:
    """How many pairs of a tied partnership and a party of it have no node that could stand for the party."""
    if found.standing is None:
        return _parties_without_node(topics, ties)
    partnership, node, party = found.standing
    size = np.int64(max(len(ties.nodes), 1))
    ends = np.unique(np.concatenate([ties.partnership * size + ties.tails, ties.partnership * size + ties.heads]))
    standing = np.isin(partnership * size + node, ends) & (party >= 0)
    many = int(party.max(initial=0)) + 1
    return parties - len(np.unique(partnership[standing] * many + party[standing]))


def _parties_without_node(topics: Topics, ties: TieTable) -> int:
    """The same where the query says no more than the ties: a node stands for what it is or what lies in it."""
    nodes: defaultdict[str, set[str]] = defaultdict(set)
    for source, target, number in zip(ties.tails, ties.heads, ties.partnership, strict=True):
        nodes[f"<{ties.partnerships[number]}>"].update((f"<{ties.nodes[source]}>", f"<{ties.nodes[target]}>"))
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for partnership, party, region in zip(*topics.columns("parties").values(), strict=True):
        if partnership in nodes:
            found[partnership, party].update((party, region))
    return sum(nodes[partnership].isdisjoint(places) for (partnership, _), places in found.items())
