"""What a projection answers, read as ties: of which nodes, in which modes, and which nodes stand for whom."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import numpy as np

from kg.errors import QueryError, UsageError
from kg.graph.columns import encode, numbered, places, value
from kg.graph.queryfile import QueryFile
from kg.network.forms.directed import Part, turned
from kg.network.forms.graphs import LEAST, MOST
from kg.network.forms.joining import Members, join
from kg.network.forms.table import TieTable
from kg.network.projection.asking import Asked
from kg.network.projection.flowing import flows
from kg.network.projection.lookup import Topics
from kg.network.projection.weighing import Weighed, with_directed
from kg.numbers import distinct
from kg.text import Text

_COLUMNS = ("source", "target", "partnership", "weight")
_MODES = ("sourceType", "targetType")
_MEMBERS = ("partnership", "party", "node")


@dataclass(frozen=True)
class Found:
    """What a projection's answer says, before boundaries and least weights.

    Attributes:
        ties: those of the partnerships that the filters let through and that have a weight.
        modes: the names of the two modes; empty in a network of one.
        mode: of each of the ties' nodes 0 or 1, in a network of two modes.
        without_weight: how many partnerships that the filters let through have no weight.
        standing: partnership and node of each entry that stands for a party, and the party; of the first form only.
        parties: the IRIs of those parties.
        without_direction: how many partnerships tie something, and do not say which way.
    """

    ties: TieTable
    modes: tuple[str, ...]
    mode: Any
    without_weight: int
    standing: tuple[Any, Any, Any] | None
    parties: tuple[str, ...] = ()
    without_direction: int = 0


def read_answer(asked: Asked, answer: Mapping[str, list[str]]) -> Found:
    """The ties that a projection's answer gives, of either form.

    Args:
        asked: the projection, and what it was asked with.
        answer: its answer, as columns of terms.

    Raises:
        QueryError: if the answer is of neither form, or a mode or a weight is not as it should be.
    """
    return _read_members(asked, answer) if set(_MEMBERS) <= answer.keys() else _read_ties(asked, answer)


def _read_members(asked: Asked, answer: Mapping[str, list[str]]) -> Found:
    query = asked.query
    _require(query, answer, ("partnership", "node"))
    partnerships, (partnership,) = encode(answer["partnership"])
    nodes, (node,) = encode(answer["node"])
    numbers = {"": -1} | dict(zip((token for token in dict.fromkeys(answer["party"]) if token), count()))
    party = numbered(answer["party"], numbers)
    modes, mode = _modes(query, answer.get("mode"))
    node_mode = _node_modes(query, nodes, node, mode)
    chosen = asked.chosen(partnerships)
    weights = asked.weighed(partnerships)
    factor = weights.factor
    keep = (chosen & (factor > 0))[partnership] if len(partnership) else np.zeros(0, dtype=bool)
    times = asked.times(answer["partnership"], answer["party"])[keep] if asked.crossed else None
    members = Members(
        nodes, partnerships, node[keep], partnership[keep], party[keep], None if mode is None else mode[keep], times
    )
    nested = _nested(asked.topics, nodes) if mode is None else None
    if asked.crossed:
        ties = _within_limits(asked, join(members, factor, shared=asked.shared, nested=nested, crossed=True))
    elif weights.directed and mode is None:  # in a network of two modes no tie is one of two parties
        each = join(members, np.ones(len(factor)), shared=asked.shared, nested=nested)
        ties = with_directed(each, weights, members, {number: token[1:-1] for token, number in numbers.items()})
    else:
        ties = join(members, factor, shared=asked.shared, nested=nested)
    without = int(np.count_nonzero(chosen & (factor == 0)))
    undirected = len(distinct(ties.partnership))
    named = tuple(value(token) for token in numbers if token)
    if asked.direction:
        if (party < 0).any():
            raise _no_direction(query)
        tokens = {name: number for name, number in numbers.items() if name}
        found = flows(asked.topics, partnerships, tokens)
        if weights.directed and mode is None:
            general = replace(each, weights=each.weights * weights.general[each.partnership])
            ties = turned(general, members, found, crossed=False, parts=_parts(weights, tokens))
        else:
            ties = turned(ties, members, found, crossed=asked.crossed)
    lost = undirected - len(distinct(ties.partnership))
    return Found(ties, modes, node_mode, without, (partnership, node, party), named, lost)


def _parts(weights: Weighed, parties: Mapping[str, int]) -> list[Part]:
    """What belongs to some pairs, with the numbers of the parties from which and to which it goes."""
    return [
        Part(
            item.partnership,
            item.amount,
            tuple(
                (parties[f"<{tail}>"], parties[f"<{head}>"])
                for tail, head in item.pairs
                if {f"<{tail}>", f"<{head}>"} <= parties.keys()
            ),
        )
        for item in weights.directed
    ]


def _no_direction(query: QueryFile) -> UsageError:
    return UsageError(
        Text(
            f"The projection {query.name} has nodes that are no parties, which neither give nor receive: its ties "
            "have no "
            "direction. Leave direction out, or use a projection of parties such as region-region.",
            f"投影 {query.name} 有不是参与方的节点，它们既不给予也不接受，因而联系没有方向。请不写 direction，"
            "或用参与方的投影，如 region-region。",
        )
    )


def _within_limits(asked: Asked, ties: TieTable) -> TieTable:
    """Ties without those that weigh nothing; one that weighs too much is refused."""
    if (largest := ties.weights.max(initial=0)) > MOST:
        raise QueryError(
            Text(
                f"The weight {asked.weight.name} makes a tie of {largest:g}. Weights must not exceed {MOST:g}.",
                f"权重 {asked.weight.name} 使一条联系达{largest:g}。权重不得超过{MOST:g}。",
            )
        )
    return ties.take(ties.weights >= LEAST)


def _read_ties(asked: Asked, answer: Mapping[str, list[str]]) -> Found:
    query = asked.query
    if asked.direction:
        raise _no_direction(query)
    if asked.crossed:
        raise UsageError(
            Text(
                f"The projection {query.name} does not say which party each node stands for, so "
                f"weight={asked.weight.name} "
                "does not fit it. Use another weight, or a projection that returns ?partnership ?party ?node.",
                f"投影 {query.name} 未说明各节点代表哪一方，因而 weight={asked.weight.name} 不适用。请用其他权重，"
                "或用返回 ?partnership ?party ?node 的投影。",
            )
        )
    _require(query, answer, _COLUMNS)
    nodes, (source, target) = encode(answer["source"], answer["target"])
    partnerships, (partnership,) = encode(answer["partnership"])
    weight = np.array([_weight(query, value(token)) for token in answer["weight"]], dtype=np.float64)
    names, mode = _modes_of_ends(query, answer)
    node_mode = _node_modes(query, nodes, np.concatenate([source, target]), mode)
    rows = np.unique(np.column_stack([source, target, partnership, weight.view(np.int64)]), axis=0)
    source, target, partnership = (rows[:, index].astype(np.int32) for index in range(3))
    chosen = asked.chosen(partnerships)
    factor = asked.weighed(partnerships).factor
    own = rows[:, 3].copy().view(np.float64) if asked.shared else np.ones(len(rows))
    ties = TieTable(nodes, partnerships, source, target, partnership, own * factor[partnership])
    keep = (chosen & (factor > 0))[partnership] if len(rows) else np.zeros(0, dtype=bool)
    return Found(ties.take(keep), names, node_mode, int(np.count_nonzero(chosen & (factor == 0))), None)


def _require(query: QueryFile, answer: Mapping[str, list[str]], names: Sequence[str]) -> None:
    missing = [name for name in names if name not in answer or "" in answer[name]]
    if missing:
        raise QueryError(
            Text(
                f"The projection {query.name} returns a row without ?{missing[0]}. Each row needs "
                f"{', '.join('?' + name for name in _COLUMNS)}, or else {', '.join('?' + name for name in _MEMBERS)}.",
                f"投影 {query.name} 返回的一行缺少 ?{missing[0]}。每行须有 "
                f"{', '.join('?' + name for name in _COLUMNS)}，或 {', '.join('?' + name for name in _MEMBERS)}。",
            )
        )


def _weight(query: QueryFile, text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not LEAST <= weight <= MOST:
        raise QueryError(
            Text(
                f"The projection {query.name} returns the weight {text!r}. "
                f"Weights must be numbers above zero, from {LEAST:g} to {MOST:g}.",
                f"投影 {query.name} 返回的权重为“{text}”。权重须为大于零的数，由{LEAST:g}至{MOST:g}。",
            )
        )
    return weight


def _modes(query: QueryFile, column: Sequence[str] | None) -> tuple[tuple[str, ...], Any]:
    """The names of the modes, and the mode of each entry."""
    if column is None:
        return (), None
    names = tuple(map(str, query.header.get("modes") or sorted({value(token) for token in column})))
    found = np.array([names.index(value(token)) if value(token) in names else 2 for token in column], dtype=np.int64)
    if len(names) > 2 or (found > 1).any():
        told = ", ".join(sorted({value(token) or "none" for token in column} - set(names))) or ", ".join(names)
        raise QueryError(
            Text(
                f"The projection {query.name} returns the mode {told}. "
                "Name its two modes in the header: `#: modes: [a, b]`.",
                f"投影 {query.name} 返回的模为 {told}。请在其头部写明两个模：`#: modes: [a, b]`。",
            )
        )
    return names, found


def _modes_of_ends(query: QueryFile, answer: Mapping[str, list[str]]) -> tuple[tuple[str, ...], Any]:
    """The same for ties: modes of all sources, then of all targets."""
    rows = len(answer["source"])
    ends = [[value(token) for token in answer.get(name, [""] * rows)] for name in _MODES]
    names = tuple(min(end, default="") for end in ends)
    if any(set(end) - {name} for end, name in zip(ends, names, strict=True)):
        raise QueryError(
            Text(
                f"The projection {query.name} returns several modes of one end. Return one for each end.",
                f"投影 {query.name} 为同一端返回多个模。每端请返回一个。",
            )
        )
    if not any(names):
        return names if set(_MODES) <= query.columns.keys() else (), None
    return names, np.repeat([0, 1], rows)


def _node_modes(query: QueryFile, nodes: Sequence[str], node: Any, mode: Any) -> Any:
    """The mode of each node; one that has both is refused."""
    if mode is None:
        return None
    found = np.full(len(nodes), 2, dtype=np.int8)
    found[node] = mode
    wrong = np.flatnonzero(found[node] != mode)
    if len(wrong):
        iri = nodes[min(node[wrong])]
        raise QueryError(
            Text(
                f"The projection {query.name} returns {iri} both as a source and as a target mode.",
                f"投影 {query.name} 将 {iri} 同时作为源模与目标模返回。",
            )
        )
    return found


def _nested(topics: Topics, nodes: Sequence[str]) -> Any:
    """Pairs of regions of which one lies in the other, at another level: they are no two places."""
    found = topics.columns("nested")
    pairs = np.column_stack([places(found["inner"], nodes), places(found["outer"], nodes)])
    return pairs[(pairs >= 0).all(axis=1)]
