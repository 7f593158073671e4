"""What a network says of itself: how many partnerships the data has, and how many it leaves out, and parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kg import vocabulary
from kg.network.forms.table import TieTable
from kg.network.projection.asking import Asked
from kg.network.projection.lookup import Topics, named_now
from kg.network.projection.reading import Found
from kg.numbers import among, distinct
from kg.text import Text


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
    passing = asked.passing(everything)
    filtered = int(np.count_nonzero(~passing))
    ended = int(np.count_nonzero(passing & ~asked.chosen(everything)))
    tied = [ties.partnerships[index] for index in distinct(ties.partnership)]
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
        "ended_left_out": ended,
        "without_weight": found.without_weight,
        "left_out": len(everything) - filtered - ended - found.without_weight - found.without_direction - known,
        "place_unsaid": _place_unsaid(asked, found),
        "place_split": _place_split(asked, found),
        "merged": _merged(asked, parties),
        "not_there_yet": len({partnership for partnership, _ in _pairs(asked, "early")}),
        "parties_left_out": _parties_left_out(asked.topics, ties, found, sum(parties.get(item, 0) for item in tied)),
    }
    if found.without_weight and (undecided := _undecided(asked, everything)):
        names = "; ".join(one.en for one in undecided), "；".join(one.zh for one in undecided)
        about |= dict(zip(("undecided_en", "undecided_zh"), names, strict=True))
    if asked.direction:
        about |= {"direction": asked.direction, "without_direction": found.without_direction}
    return about


def _undecided(asked: Asked, partnerships: Sequence[str]) -> list[Text]:
    """The names of partnerships without a weight in money, as nothing says whether their amounts add up."""
    if "currency" not in asked.weight_terms:
        return []
    counts = asked.chosen(partnerships) & (asked.weighed(partnerships).factor <= 0)
    unweighed = {name for name, does in zip(partnerships, counts.tolist(), strict=True) if does}
    found = asked.store.columns(_UNDECIDED, asked.weight_terms)["partnership"] if unweighed else []
    things = sorted({token[1:-1] for token in found} & unweighed)
    further = len(things) - _MOST_NAMED
    more = [Text(f"{further} more", f"另有{further}项")] if further > 0 else []
    return [*(named_now(asked.store, name) for name in things[:_MOST_NAMED]), *more]


#: How many partnerships are named in one sentence.
_MOST_NAMED = 10


_UNDECIDED = f"""PREFIX pk: <{vocabulary.PK}>
PREFIX fn: <{vocabulary.FUNCTION}>
SELECT DISTINCT ?partnership
WHERE {{
  BIND(fn:parameter("currency") AS ?unit)
  BIND(fn:parameter("measure") AS ?wanted)
  ?figure a pk:Achievement ; pk:unit ?unit ; pk:measure ?measure ; pk:about ?partnership .
  FILTER(!BOUND(?wanted) || ?measure = ?wanted)
  FILTER(fn:notAdded(?figure) = "undecided")
}}"""


def _place_unsaid(asked: Asked, found: Found) -> int:
    """How many partnerships have a party with several places that stands for nothing, as it is not said which."""
    pairs = _pairs(asked, "unplaced")
    if found.standing is None or not pairs:
        return 0
    partnerships = sorted({partnership for partnership, _ in pairs})
    counts = asked.chosen(partnerships) & (asked.weighed(partnerships).factor > 0)
    counting = {name for name, does in zip(partnerships, counts.tolist(), strict=True) if does}
    # With two modes of parties, as regions beside institutions, a party must stand in each.
    standing = [_standing(found, mode).keys() for mode in range(max(len(found.modes), 1))]
    missing = {pair for each in standing if each for pair in pairs if pair not in each} | asked.beyond()
    return len({partnership for partnership, _ in missing} & counting)


def _place_split(asked: Asked, found: Found) -> int:
    """How many partnerships have a party that was split, and stands for itself, as it is not said for which part."""
    parts: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for tokens in zip(*asked.topics.columns("split").values(), strict=True):
        partnership, party, part, region = (token[1:-1] for token in tokens)
        parts[partnership, party][part].add(region)
    if not parts:
        return 0
    # Where all parts lie in the region that stands for the whole, it does not matter which was meant.
    return len(
        {
            pair[0]
            for pair, nodes in _standing(found).items()
            if pair in parts and not nodes <= set.intersection(*parts[pair].values())
        }
    )


def _merged(asked: Asked, parties: Mapping[str, int]) -> int:
    """How many partnerships have parties that are one by now, so that no two are left to tie."""
    before = asked.topics.columns("merged")["partnership"]
    return len({token[1:-1] for token in before if parties.get(token[1:-1], 0) < 2})


def _pairs(asked: Asked, topic: str) -> set[tuple[str, str]]:
    """Partnership and party of each row of a topic."""
    found = asked.topics.columns(topic)
    return {(one[1:-1], other[1:-1]) for one, other in zip(found["partnership"], found["party"], strict=True)}


def _standing(found: Found, mode: int | None = None) -> dict[tuple[str, str], set[str]]:
    """Partnership and party of each entry that stands for a party, and the nodes that do; of one mode, or of all."""
    standing: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    if found.standing is not None:
        for one, node, other in zip(*(part.tolist() for part in found.standing), strict=True):
            if other >= 0 and (mode is None or found.mode is None or found.mode[node] == mode):
                standing[found.ties.partnerships[one], found.parties[other]].add(found.ties.nodes[node])
    return standing


def _parties_left_out(topics: Topics, ties: TieTable, found: Found, parties: int) -> int:
    """How many pairs of a tied partnership and a party of it have no node that could stand for the party."""
    if found.standing is None:
        return _parties_without_node(topics, ties)
    partnership, node, party = found.standing
    size = np.int64(max(len(ties.nodes), 1))
    ends = distinct(np.concatenate([ties.partnership * size + ties.tails, ties.partnership * size + ties.heads]))
    standing = among(partnership * size + node, ends) & (party >= 0)
    many = int(party.max(initial=0)) + 1
    return parties - len(distinct(partnership[standing] * many + party[standing]))


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
