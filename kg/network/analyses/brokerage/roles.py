"""Who mediates between whom: the five brokerage roles of Gould and Fernandez.

A node j brokers between i and k if i is tied to j and j to k, but i not to k (i -> j -> k, i != k).
Which role that is depends only on the groups of the three. Tools disagree on the names, so a role is
defined here by its pattern, broker in the middle:

=============== ============== ========= =====================================================
role            pattern        R sna 2.7 what it is
=============== ============== ========= =====================================================
coordinator     A -> A -> A    ``w_I``   all three of one group
itinerant       A -> B -> A    ``w_O``   an outsider between two of one group; also: consultant
representative  A -> A -> B    ``b_IO``  passes on from its own group to another
gatekeeper      A -> B -> B    ``b_OI``  takes in from another group to its own
liaison         A -> B -> C    ``b_O``   between two groups, a member of neither
total           any            ``t``     the sum of the five
=============== ============== ========= =====================================================

An undirected tie is read as one tie in each direction, as sna does: every open pair counts twice,
once each way, so that representative and gatekeeper are equal.

Source: Gould & Fernandez (1989), Structures of mediation: a formal approach to brokerage in
transaction networks, Sociological Methodology 19, 89-126. Counts and moments are those of
``brokerage`` in the R package sna 2.7.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.analyses.brokerage.moments import Moments
from kg.network.forms.graphs import node_order
from kg.network.forms.partition import Partition
from kg.network.forms.sparse import SparseNetwork, network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.graphs import Graph
    from kg.network.forms.partition import Groups
    from kg.network.forms.sparse import Network

    Counts = NDArray[np.int64]
    Floats = NDArray[np.float64]

#: The roles, in the order of sna's columns.
ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison", "total")
#: What R sna 2.7 calls them.
SNA_NAMES = dict(zip(ROLES, ("w_I", "w_O", "b_IO", "b_OI", "b_O", "t"), strict=True))
#: How many products of a pair of ties are held at once; bounds the memory, and not the size of a network.
_AT_ONCE = 20_000_000


@dataclass(frozen=True, slots=True)
class Roles:
    """How often each role is played, against what chance would give; each by the names in ``ROLES``.

    Attributes:
        count: ordered pairs that are brokered.
        expected: their expected number, in a random network of the same size, density and groups.
        sd: the standard deviation of that number.
        z: (count - expected) / sd; ``None`` where sd is 0 or not known.
    """

    count: Mapping[str, int]
    expected: Mapping[str, float | None]
    sd: Mapping[str, float | None]
    z: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Broker:
    """A node with its group and its roles."""

    node: Any
    group: Any
    roles: Roles


@dataclass(frozen=True, slots=True)
class BrokerGroup:
    """A group: how many nodes it has, and how often those play each role, all together.

    ``expected`` and ``sd`` are those of one member, as ``exp.grp`` and ``sd.grp`` in sna.
    """

    group: Any
    size: int
    count: Mapping[str, int]
    expected: Mapping[str, float | None]
    sd: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Brokerage:
    """Brokerage of a network.

    Attributes:
        brokers: one a node that has a group, in the order of the nodes.
        groups: one a group, sorted.
        network: the network as a whole.
        without_group: how many nodes have no group; they are no part of the network measured.
        density: share of ordered pairs that are tied; ``None`` for fewer than two nodes.
        directed: whether the ties had a direction.
    """

    brokers: tuple[Broker, ...]
    groups: tuple[BrokerGroup, ...]
    network: Roles
    without_group: int
    density: float | None
    directed: bool


def brokerage(network: Network, groups: Groups, *, symmetric_null: bool = False) -> Brokerage:
    """Gould-Fernandez brokerage of every node, every group and the whole network.

    Nodes without a group are left out with their ties, as the network's size and density enter the
    expectations. Strength is not read, parallel ties count once, ties of a node with itself not at all.

    With density d, p = d²(1-d) is the chance that an ordered pair is brokered by a given node. The
    expected count of a role is p times the number M of ordered pairs whose groups fit it; its variance
    is M p (1-p) + O d³(1-d)³, where O is how many ordered pairs of those share one end on the same
    side. So it is for nodes; these moments are exact where every ordered pair is tied independently.
    The variances of the whole network are those that sna gives. They are exact for itinerant and
    liaison, and a little too large for the others: for coordinator and total they leave out pairs of
    two-paths each of which has a tie that closes the other; for representative and gatekeeper also
    those where one has.

    Args:
        network: a networkx graph, directed or not, or a ``SparseNetwork``.
        groups: node to group.
        symmetric_null: only for undirected networks: take the expectations from random *undirected*
            networks. There i-j-k and k-j-i are open together, so that the variance of coordinator,
            itinerant, liaison and total is twice as large; that of the whole network is not known.
            Off, as sna knows directed ones only.

    Raises:
        UsageError: if a weight is not a finite number above zero.

    >>> import networkx as nx
    >>> found = brokerage(nx.DiGraph([("a", "b"), ("b", "c")]), {"a": 1, "b": 1, "c": 2})
    >>> found.brokers[1].node, dict(found.brokers[1].roles.count)["representative"]
    ('b', 1)
    """
    nodes, matrix, directed = _adjacency(network)
    partition = Partition.of(nodes, groups)
    matrix = matrix[partition.places][:, partition.places]
    counts = _counts(matrix, partition, directed)
    null = Moments(len(partition.codes), matrix.nnz, partition.sizes.astype(float), symmetric_null and not directed)
    expected, deviation = null.of_members()
    every = _roles(counts, expected[partition.codes], deviation[partition.codes])
    brokers = tuple(
        Broker(nodes[place], partition.groups[code], roles)
        for place, code, roles in zip(partition.places.tolist(), partition.codes.tolist(), every, strict=True)
    )
    return Brokerage(
        brokers,
        _groups(partition, counts, expected, deviation),
        _roles(counts.sum(axis=0, keepdims=True), *null.of_network())[0],
        partition.without,
        None if math.isnan(null.density) else null.density,
        directed,
    )


def _adjacency(network: Network) -> tuple[tuple[Any, ...], Any, bool]:
    """Nodes in order, who is tied to whom as a matrix of ones without a diagonal, and whether that has directions."""
    if isinstance(network, SparseNetwork) or not network.is_directed():
        arrays = network_of(network)
        matrix = arrays.strength.copy()
        matrix.data = np.ones(len(matrix.data), dtype=np.int64)
        return arrays.nodes, matrix, False
    return (*_directed(network), True)


def _directed(graph: Graph) -> tuple[tuple[Any, ...], Any]:
    from scipy.sparse import csr_array

    nodes = tuple(sorted(graph, key=node_order))
    place = {node: index for index, node in enumerate(nodes)}
    ties = sorted({(place[a], place[b]) for a, b in graph.edges() if a != b})
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(ties), dtype=np.int64)
    return nodes, csr_array((ones, (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))


def _counts(matrix: Any, partition: Partition, directed: bool) -> Counts:
    """Open two-paths through each node by role, n x 6: all two-paths, less those back to the start and the closed."""
    from scipy.sparse import csr_array

    size = len(partition.codes)
    member = csr_array(
        (np.ones(size, dtype=np.int64), (np.arange(size), partition.codes)), shape=(size, len(partition.groups))
    )
    same, other = _by_group(matrix, partition.codes)
    own_in, own_out = _sums(same, 0), _sums(same, 1)
    other_in, other_out = _sums(other, 0), _sums(other, 1)
    # Pairs of an outside source and an outside target that are of one group.
    within_others = _sums((other.T @ member).multiply(other @ member), 1)
    back_own, back_other = _sums(same.multiply(same.T), 1), _sums(other.multiply(other.T), 1)
    outward = own_in * other_out - _closed(same, other, other)
    # Without directions each way out is a way in.
    inward = other_in * own_out - _closed(other, same, other) if directed else outward
    roles = [
        own_in * own_out - back_own - _closed(same, same, same),
        within_others - back_other - _closed(other, other, same),
        outward,
        inward,
        other_in * other_out - within_others - _closed(other, other, other),
    ]
    found: Counts = np.column_stack([*roles, sum(roles)]).astype(np.int64).reshape(size, len(ROLES))
    return found


def _by_group(matrix: Any, codes: Counts) -> tuple[Any, Any]:
    """Ties within a group, and ties between groups."""
    from scipy.sparse import csr_array

    ends = matrix.tocoo()
    within = codes[ends.row] == codes[ends.col]
    parts = (
        csr_array((ends.data[chosen], (ends.row[chosen], ends.col[chosen])), shape=matrix.shape)
        for chosen in (within, ~within)
    )
    same, other = parts
    return same, other


def _sums(matrix: Any, axis: int) -> Counts:
    sums: Counts = np.asarray(matrix.sum(axis=axis), dtype=np.int64).ravel()
    return sums


def _closed(first: Any, second: Any, direct: Any) -> Counts:
    """For each j, how many pairs have i -> j in ``first``, j -> k in ``second`` and i -> k in ``direct``."""
    total: Counts = np.zeros(first.shape[0], dtype=np.int64)
    back = second.T.tocsr()
    for rows in _blocks(direct, back):
        total += _sums((direct[rows] @ back).multiply(first[rows]), 0)
    return total


def _blocks(left: Any, right: Any) -> Iterator[slice]:
    """Runs of rows of ``left`` whose product with ``right`` takes about ``_AT_ONCE`` multiplications, or one row."""
    work = np.concatenate([[0], np.cumsum(left @ np.diff(right.indptr))])
    begin, size = 0, left.shape[0]
    while begin < size:
        end = int(np.searchsorted(work, work[begin] + _AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), size)
        yield slice(begin, end)
        begin = end


def _groups(partition: Partition, counts: Counts, expected: Floats, deviation: Floats) -> tuple[BrokerGroup, ...]:
    sums = np.zeros((len(partition.groups), len(ROLES)), dtype=np.int64)
    np.add.at(sums, partition.codes, counts)
    return tuple(
        BrokerGroup(group, size, _whole(sums[code]), _real(expected[code]), _real(deviation[code]))
        for code, (group, size) in enumerate(zip(partition.groups, partition.sizes.tolist(), strict=True))
    )


def _roles(count: Counts, expected: Floats, deviation: Floats) -> list[Roles]:
    """One a row."""
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(deviation > 0, (count - expected) / deviation, math.nan)
    return [
        Roles(_whole(one), _real(mean), _real(sd), _real(z))
        for one, mean, sd, z in zip(count, expected, deviation, score, strict=True)
    ]


def _whole(values: Counts) -> dict[str, int]:
    return dict(zip(ROLES, values.tolist(), strict=True))


def _real(values: Floats) -> dict[str, float | None]:
    return {role: None if math.isnan(value) else value for role, value in zip(ROLES, values.tolist(), strict=True)}
