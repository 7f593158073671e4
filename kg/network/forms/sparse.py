"""A network as arrays: what compiled measures work on, and what large projections are read into.

A networkx graph of a million ties takes gigabytes, since each tie is a dictionary; the same ties are
a few tens of megabytes here. Small networks are made from networkx graphs, large ones straight from
the store.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from kg.network.forms.graphs import DISTANCE, STRENGTH, entries, in_order, numbers, refuse_directed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph

    Network: TypeAlias = "Graph | SparseNetwork"

Form = TypeVar("Form")
Made = TypeVar("Made")

#: CPU seconds that exact measures of shortest paths of one network may cost if nothing is said.
BUDGET = 10.0


# Compared by identity: two are never equal by their arrays, and none is put together twice.
@dataclass(frozen=True, eq=False)
class SparseNetwork:
    """An undirected network without ties of a node with itself.

    Attributes:
        nodes: the nodes, sorted; node ``i`` is row and column ``i`` of the matrix.
        strength: a symmetric ``scipy.sparse.csr_array`` of n x n 64-bit floats with sorted indices,
            nothing on the diagonal and no stored zeros: entry (i, j) is the summed weight of the
            partnerships of ``nodes[i]`` with ``nodes[j]``.
        about: attributes of the network itself, as a projected networkx graph has them in ``.graph``.
        attributes: node to its attributes (``label_en``, ``label_zh``, ``kind`` …), where known.
        distance: the lengths of the ties, as a matrix of the same form; ``None`` if they are, as in
            every projection, 1 / strength. Read ``lengths``, which has them in either case.
        budget: what exact measures of shortest paths may cost, in CPU seconds as
            ``kg.network.measures.work`` reckons them; above it they are estimated.
    """

    nodes: tuple[Any, ...]
    strength: Any
    about: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[Any, Mapping[str, Any]] = field(default_factory=dict)
    distance: Any = None
    budget: float = BUDGET

    def __len__(self) -> int:
        return len(self.nodes)

    @classmethod
    def of(cls, graph: Graph) -> SparseNetwork:
        """The arrays of a networkx graph.

        Args:
            graph: as measures take it; see ``kg.network.forms.graphs.measurable``.

        Raises:
            UsageError: if the graph is directed, or a weight is not a finite number above zero.

        >>> import networkx as nx
        >>> SparseNetwork.of(nx.path_graph(3)).strength.toarray().tolist()
        [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
        """
        refuse_directed(graph)
        nodes = in_order(graph)
        tails, heads, data = entries(graph, nodes)
        own = None
        if graph.is_multigraph():
            pairs, strengths = summed(len(nodes), tails, heads, numbers(data, "weight", 1.0))
        else:
            pairs, strengths = np.column_stack([tails, heads]), numbers(data, STRENGTH, 1.0)
            given = numbers(data, DISTANCE, math.nan)
            distances = np.where(np.isnan(given), 1 / strengths, given)
            own = None if np.array_equal(distances, 1 / strengths) else symmetric(len(nodes), pairs, distances)
        attributes = dict(graph.nodes(data=True))
        return cls(tuple(nodes), symmetric(len(nodes), pairs, strengths), graph.graph, attributes, own)

    @cached_property
    def lengths(self) -> Any:
        """The lengths of the ties, as a matrix of the same form as ``strength``."""
        if self.distance is not None:
            return self.distance
        lengths = self.strength.copy()
        lengths.data = 1 / lengths.data
        return lengths

    @cached_property
    def one_length(self) -> float | None:
        """The length of every tie, if all are equally long."""
        lengths = self.lengths.data
        return float(lengths[0]) if len(lengths) and (lengths == lengths[0]).all() else None

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """How many partners each node has."""
        found: NDArray[np.int64] = np.diff(self.strength.indptr).astype(np.int64)
        return found

    @cached_property
    def parts(self) -> NDArray[np.int64]:
        """The number of the connected component that each node is in, from 0."""
        from scipy.sparse.csgraph import connected_components

        if not self.nodes:
            return np.zeros(0, dtype=np.int64)
        found: NDArray[np.int64] = connected_components(self.strength, directed=False)[1].astype(np.int64)
        return found

    def ties(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Each tied pair once: its tail, the place of the smaller node, its head, and its strength."""
        from scipy.sparse import triu

        upper = triu(self.strength, k=1, format="coo")
        return upper.row.astype(np.int64), upper.col.astype(np.int64), upper.data.astype(np.float64)

    def by_node(self, values: NDArray[Any]) -> dict[Any, Any]:
        """Values, one a node in the order of the nodes, as plain numbers by their nodes."""
        return dict(zip(self.nodes, values.tolist(), strict=True))


class Kept(Generic[Form, Made]):
    """A function of a network or a stack whose results are kept as long as that is; see ``kept``."""

    def __init__(self, compute: Callable[[Form], Made]) -> None:
        self._compute = compute
        self._made: WeakKeyDictionary[Form, Made] = WeakKeyDictionary()
        update_wrapper(self, compute)

    def __call__(self, network: Form) -> Made:
        """The result, made once."""
        if network not in self._made:
            self._made[network] = self._compute(network)
        return self._made[network]

    def has(self, network: Form) -> bool:
        """Whether it was made already."""
        return network in self._made


def kept(compute: Callable[[Form], Made]) -> Kept[Form, Made]:
    """A function of a network or a stack whose results are kept as long as that is: for what several measures need.

    Whoever gets a result must not change it. What is kept must not hold the network itself, or neither ever goes.
    """
    return Kept(compute)


def network_of(network: Network) -> SparseNetwork:
    """A network as arrays, whichever of the two forms it is given in.

    Args:
        network: a networkx graph, as ``kg.network.forms.graphs.measurable`` takes it, or the arrays, which are
            handed back as they are.

    Raises:
        UsageError: if a graph is directed, or a weight is not a finite number above zero.
    """
    return network if isinstance(network, SparseNetwork) else SparseNetwork.of(network)


def summed(
    size: int, tails: NDArray[np.int64], heads: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each pair of nodes that several ties join, once, with the sum of their weights.

    Sums are correctly rounded, as those of ``ties.simple`` are: six sixths make one, so that paths that
    are equally long are found to be.

    Args:
        size: how many nodes there are.
        tails: one end of each tie, as the place of a node.
        heads: the other end, never the same.
        weights: their weights.

    Returns:
        the pairs, sorted, as p x 2 places with the smaller first, and p sums.

    >>> summed(2, np.array([0, 1]), np.array([1, 0]), np.array([1.0, 0.5]))[1].tolist()
    [1.5]
    """
    keys = np.minimum(tails, heads).astype(np.int64) * size + np.maximum(tails, heads)
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(weights, starts) if len(starts) else np.zeros(0)
    ends = np.append(starts[1:], len(keys))
    # Of two weights every sum is correctly rounded.
    for place in np.flatnonzero(ends - starts > 2).tolist():
        sums[place] = math.fsum(weights[starts[place] : ends[place]].tolist())
    return np.column_stack(np.divmod(keys[starts], max(size, 1))), sums


def symmetric(size: int, pairs: NDArray[np.int64], values: NDArray[np.float64]) -> Any:
    """A symmetric ``csr_array`` of n x n with sorted indices.

    Args:
        size: n.
        pairs: p x 2 places, each pair once.
        values: p values.
    """
    from scipy.sparse import csr_array

    # Places of half the size are multiplied and searched faster.
    both = np.concatenate([pairs, pairs[:, ::-1]]).astype(np.int32)
    matrix = csr_array((np.concatenate([values, values]), (both[:, 0], both[:, 1])), shape=(size, size))
    matrix.sort_indices()
    return matrix


def ones(matrix: Any) -> Any:
    """A sparse matrix with a 1 for each entry of another."""
    found = matrix.copy()
    found.data = np.ones(found.nnz)
    return found
