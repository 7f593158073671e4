"""Networks whose ties have a direction, from who gives to who receives: how ties are turned, and the arrays.

Everything else of this package is of ties without a direction, and refuses these (``refuse_directed``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.graphs import in_order, keyed_edges, positive
from kg.network.forms.joining import Members
from kg.network.forms.table import TieTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph

    Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """A part of a partnership's weight that goes from some parties to others, and no other way.

    Attributes:
        partnership: its place among the partnerships.
        amount: what it weighs, for all those ties together.
        pairs: the number of a party that it comes from, and of one that it goes to.
    """

    partnership: int
    amount: float
    pairs: tuple[tuple[int, int], ...]


def turned(
    ties: TieTable,
    members: Members,
    flows: Iterable[tuple[int, int, int]],
    *,
    crossed: bool,
    parts: Iterable[Part] = (),
) -> TieTable:
    """The ties that have a direction, each from a node that gives to one that receives.

    A tie weighs what it weighs without its direction: it is the same tie. One that goes both ways, since each node has
    parties of both kinds, is two, of that weight each.

    Args:
        ties: as ``join`` makes them of the members.
        members: who takes part in what.
        flows: a place in ``partnerships``, the number of a party that gives there, and of one that receives.
        crossed: whether a tie weighs the pairs of participants that have this direction, as with ``join``.
        parts: what is added to the ties of some pairs, in its own direction.
    """
    standing = _Standing.of(ties, members)
    found: defaultdict[tuple[int, int, int], float] = defaultdict(float)
    for flow in sorted(set(flows)):
        for key, pairs in standing.between(*flow):
            found[key] = found[key] + pairs if crossed else standing.weights[key]
    for part in parts:
        keys = sorted({key for pair in part.pairs for key, _ in standing.between(part.partnership, *pair)})
        for key in keys:
            found[key] += part.amount / len(keys)
    found = defaultdict(float, {key: own for key, own in found.items() if own > 0})
    rows = np.array([*found], dtype=np.int64).reshape(-1, 3)
    return replace(
        ties,
        tails=rows[:, 1].astype(np.int32),
        heads=rows[:, 2].astype(np.int32),
        partnership=rows[:, 0].astype(np.int32),
        weights=np.array([*found.values()], dtype=np.float64),
        directed=True,
    )


@dataclass(frozen=True)
class _Standing:
    """What stands for the parties of partnerships, and the ties there, either way.

    Attributes:
        nodes: partnership and party to the places of nodes, each with how often the party takes part.
        weights: partnership and the two ends of a tie, in both orders, to what it weighs.
    """

    nodes: Mapping[tuple[int, int], list[tuple[int, float]]]
    weights: Mapping[tuple[int, int, int], float]

    @classmethod
    def of(cls, ties: TieTable, members: Members) -> _Standing:
        nodes: defaultdict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        times = np.ones(len(members.node)) if members.times is None else members.times
        columns = (members.partnership, members.party, members.node, times)
        for partnership, party, node, often in zip(*(column.tolist() for column in columns), strict=True):
            nodes[partnership, party].append((node, often))
        weights: dict[tuple[int, int, int], float] = {}
        columns = (ties.partnership, ties.tails, ties.heads, ties.weights)
        for partnership, tail, head, own in zip(*(column.tolist() for column in columns), strict=True):
            weights[partnership, tail, head] = weights[partnership, head, tail] = own
        return cls(nodes, weights)

    def between(self, partnership: int, giver: int, receiver: int) -> Iterator[tuple[tuple[int, int, int], float]]:
        """The ties of what stands for two parties, each with how many pairs of participants those are."""
        for tail, given in self.nodes.get((partnership, giver), ()):
            for head, taken in self.nodes.get((partnership, receiver), ()):
                if (partnership, tail, head) in self.weights:
                    yield (partnership, tail, head), given * taken


@dataclass(frozen=True, eq=False)
class DirectedNetwork:
    """A network of directed ties as arrays, without ties of a node with itself.

    Attributes:
        nodes: the nodes, sorted; node ``i`` is row and column ``i`` of the matrix.
        strength: a ``scipy.sparse.csr_array`` of n x n 64-bit floats: entry (i, j) is the summed weight of the ties
            from ``nodes[i]`` to ``nodes[j]``.
        about: attributes of the network itself.
        attributes: node to its attributes.
    """

    nodes: tuple[Any, ...]
    strength: Any
    about: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.nodes)

    @classmethod
    def of(cls, graph: Graph) -> DirectedNetwork:
        """The arrays of a directed networkx graph, one edge a tie, with ``weight`` (1 where missing).

        Raises:
            UsageError: if a weight is not a finite number above zero.

        >>> import networkx as nx
        >>> DirectedNetwork.of(nx.DiGraph([(0, 1)])).strength.toarray().tolist()
        [[0.0, 1.0], [0.0, 0.0]]
        """
        from scipy.sparse import csr_array

        nodes = in_order(graph)
        place = {node: index for index, node in enumerate(nodes)}
        sums: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
        for tail, head, _, data in keyed_edges(graph):
            if tail != head:
                sums[place[tail], place[head]].append(positive(data.get("weight", 1.0)))
        rows = sorted(sums)
        values = np.array([math.fsum(sums[row]) for row in rows])
        ends = np.array(rows, dtype=np.int32).reshape(-1, 2)
        matrix = csr_array((values, (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))
        return cls(tuple(nodes), matrix, dict(graph.graph), dict(graph.nodes(data=True)))

    @cached_property
    def lengths(self) -> Any:
        """The lengths of the ties, 1 / strength, as a matrix of the same form."""
        lengths = self.strength.copy()
        lengths.data = 1 / lengths.data
        return lengths

    @cached_property
    def reversed(self) -> DirectedNetwork:
        """The network with every tie the other way round."""
        return replace(self, strength=self.strength.T.tocsr())

    def by_node(self, values: NDArray[Any]) -> dict[Any, Any]:
        """Values, one a node in the order of the nodes, as plain numbers by their nodes."""
        return dict(zip(self.nodes, values.tolist(), strict=True))


def has_direction(network: object) -> bool:
    """Whether a network is a projection whose ties were given a direction."""
    about = getattr(network, "graph", None)
    return isinstance(about, dict) and bool(about.get("direction"))
