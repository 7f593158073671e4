"""How many nodes must go before a group falls apart: k-components."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.compiled import rustworkx_graph
from kg.network.forms.sparse import SparseNetwork, network_of, ones
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network

    Places = NDArray[np.int64]

#: With more nodes than this in one biconnected core nothing is computed: of 500 the search takes a second or two, and
#: with the square of the nodes more.
LIMIT = 500


def k_component_number(network: Network, limit: int = LIMIT) -> dict[Any, int | None]:
    """The largest k for which a node is in a k-component: a part that holds unless k nodes withdraw from it.

    An isolate has 0, a node in a component of two or more at least 1, one on a circle at least 2. Only
    nodes of the 3-core can have 3 or more. If the largest biconnected part of that has more nodes than
    ``limit``, 3 or more is not computed, and every node in it has ``None``: at least 2, but how much is
    not known. Strength is not read.

    Args:
        network: an undirected graph or its arrays.
        limit: how large a part is still searched.

    Complexity: O(n + m), and O(p + d²) largest flows in a part of p nodes, at most 500, with least degree d.

    Source: White & Harary (2001), The cohesiveness of blocks in social networks: node connectivity and
    conditional density, Sociological Methodology 31, 305-359; computed after Moody & White (2003),
    American Sociological Review 68(1), 103-127, with one smallest cut at a time: a part that holds
    better than the cut cannot lie on both sides of it.

    >>> import networkx as nx
    >>> k_component_number(nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]))
    {1: 2, 2: 2, 3: 2, 4: 1}
    """
    arrays = network_of(network)
    ties = ones(arrays.strength)
    numbers = np.minimum(arrays.degrees, 1)
    for block in _blocks(ties, np.arange(len(arrays))):
        numbers[block] = 2
    unknown = np.zeros(len(arrays), dtype=bool)
    for block in _blocks(ties, _core(ties, np.arange(len(arrays)), 3)):
        if len(block) > limit:
            unknown[block] = True
        elif len(block) > 3:
            _deepen(ties, block, numbers)
    found = zip(arrays.nodes, numbers.tolist(), unknown.tolist(), strict=True)
    return {node: None if open_ended else number for node, number, open_ended in found}


def _blocks(ties: Any, places: Places) -> list[Places]:
    """The biconnected parts of three nodes or more among some nodes."""
    import rustworkx as rx

    within = ties[places][:, places]
    if not within.nnz:
        return []
    part = SparseNetwork(tuple(places.tolist()), _certificate(within))
    components: Any = rx.biconnected_components(rustworkx_graph(part))
    ends = np.array([end for pair in components for end in pair])
    labels = np.repeat(np.fromiter(components.values(), dtype=np.int64, count=len(components)), 2)
    members = np.unique(np.column_stack([labels, ends]), axis=0)
    starts = np.flatnonzero(np.diff(members[:, 0], prepend=-1))
    return [places[block] for block in np.split(members[:, 1], starts[1:]) if len(block) > 2]


def _certificate(ties: Any) -> Any:
    """At most two ties a node that fall into the same biconnected parts as all of them.

    A forest of searches in breadth, and one more of the ties that it leaves: two nodes that two separate ways join in
    the whole are joined by two in these.

    Source: Cheriyan, Kao & Thurimella (1993), Scan-first search and sparse certificates, SIAM J. Computing 22(1),
    157-174, theorem 2.4.
    """
    if ties.nnz // 2 <= 2 * ties.shape[0]:
        return ties
    first = _forest(ties)
    rest = (ties - first).tocsr()
    rest.eliminate_zeros()
    found = (first + _forest(rest)).tocsr()
    found.sort_indices()
    return found


def _forest(ties: Any) -> Any:
    """A forest that spans a network, made by searches in breadth, as a symmetric matrix of ones."""
    from scipy.sparse import csr_array, hstack, vstack
    from scipy.sparse.csgraph import breadth_first_order, connected_components

    size = ties.shape[0]
    parts = connected_components(ties, directed=False)[1]
    roots = np.zeros(size)
    roots[np.unique(parts, return_index=True)[1]] = 1.0
    # One search from a node that is tied to one of each part.
    above = csr_array(roots.reshape(1, -1))
    whole = vstack([hstack([ties, above.T]), hstack([above, csr_array((1, 1))])]).tocsr()
    before = breadth_first_order(whole, size, directed=False)[1][:size]
    child = np.flatnonzero(before != size)
    parent = before[child]
    ends = (np.concatenate([child, parent]), np.concatenate([parent, child]))
    return csr_array((np.ones(2 * len(child)), ends), shape=ties.shape)


def _core(ties: Any, places: Places, k: int) -> Places:
    """Those of some nodes that are left if, again and again, who has fewer than k partners among them goes."""
    while True:
        partners = np.diff(ties[places][:, places].indptr)
        if (partners >= k).all():
            return places
        places = places[partners >= k]


def _deepen(ties: Any, block: Places, numbers: Places) -> None:
    """Raise the numbers of a biconnected block's nodes to what holds them together."""
    waiting = [block]
    while waiting:
        places = waiting.pop()
        part = ties[places][:, places]
        connectivity, cut = _smallest_cut(part)
        numbers[places] = np.maximum(numbers[places], connectivity)
        for side in _sides(part, cut):
            core = _core(ties, places[side], connectivity + 1)
            waiting.extend(core[piece] for piece in _pieces(ties[core][:, core]) if len(piece) > connectivity + 1)


def _sides(part: Any, cut: Places) -> Iterator[Places]:
    """What falls apart if the nodes of a cut go, each piece with the cut; nothing if nothing is cut."""
    if not len(cut):
        return
    rest = np.setdiff1d(np.arange(part.shape[0]), cut)
    for piece in _pieces(part[rest][:, rest]):
        yield np.sort(np.concatenate([rest[piece], cut]))


def _pieces(part: Any) -> list[Places]:
    from scipy.sparse.csgraph import connected_components

    if not part.shape[0]:
        return []
    count, labels = connected_components(part, directed=False)
    return [np.flatnonzero(labels == label) for label in range(count)]


def _smallest_cut(part: Any) -> tuple[int, Places]:
    """The connectivity of a connected part, and as many nodes that hold it together; none in a clique.

    After Esfahanian & Hakimi (1984), Networks 14, 355-366: a smallest cut either leaves out the node with
    the fewest partners, which is then parted from some node, or has it, and parts two of its partners.
    """
    size = part.shape[0]
    partners = np.diff(part.indptr)
    first = int(partners.argmin())
    around = part.indices[part.indptr[first] : part.indptr[first + 1]]
    others = np.setdiff1d(np.arange(size), np.append(around, first))
    tied = set(zip(np.repeat(np.arange(size), partners).tolist(), part.indices.tolist(), strict=True))
    pairs = [(first, other) for other in others.tolist()]
    pairs += [pair for pair in itertools.combinations(around.tolist(), 2) if pair not in tied]
    if not len(others) and not pairs:
        return size - 1, np.zeros(0, dtype=np.int64)
    # The partners of the node with the fewest part it from the rest, where there is a rest.
    best, cut = (int(partners[first]), around) if len(others) else (size, around)
    split, tie = _split(part), ones(part).toarray()
    shared = np.rint(tie @ tie).astype(np.int64)
    tie = tie.astype(bool)
    for one, other in pairs:
        if shared[one, other] >= best or _ways(tie, one, other, best) >= best:
            continue
        flow = _flow(split, one, other)
        if flow.flow_value < best:
            best, cut = int(flow.flow_value), _cut(split, flow.flow, one)
    return best, cut


def _ways(tie: Any, one: int, other: int, enough: int) -> int:
    """So many ways at least lead from one node to another without sharing a node: those of two and three steps.

    Args:
        tie: a truth value for each pair of nodes.
        one: a node.
        other: one that it has no tie with.
        enough: from so many on they need not be counted.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    shared = tie[one] & tie[other]
    near, far = np.flatnonzero(tie[one] & ~shared), np.flatnonzero(tie[other] & ~shared)
    found = int(shared.sum())
    if not len(near) or not len(far):
        return found
    both = tie[np.ix_(near, far)]
    # Nodes that touch all ties between both sides are a whole side, or all partners of one node on each.
    sure = min(len(near), len(far), int(both.sum(axis=1).min()) + int(both.sum(axis=0).min()))
    if found + sure >= enough:
        return found + sure
    between = csr_array(both)
    return found + int((maximum_bipartite_matching(between) >= 0).sum())


def _split(part: Any) -> Any:
    """Each node i as two, 2i to come in and 2i + 1 to go out, with room for one from the one to the other."""
    from scipy.sparse import csr_array

    size = part.shape[0]
    tails, heads = np.repeat(np.arange(size), np.diff(part.indptr)), part.indices
    ends = (
        np.concatenate([2 * np.arange(size), 2 * tails + 1]),
        np.concatenate([2 * np.arange(size) + 1, 2 * heads]),
    )
    room = np.concatenate([np.ones(size), np.full(len(tails), size)]).astype(np.int32)
    return csr_array((room, ends), shape=(2 * size, 2 * size))


def _flow(split: Any, one: int, other: int) -> Any:
    """The most ways from one node to another that share no node between."""
    from scipy.sparse.csgraph import maximum_flow

    return maximum_flow(split, 2 * one + 1, 2 * other)


def _cut(split: Any, flow: Any, one: int) -> Places:
    """The nodes that part one from another, by the largest flow between them: reached to come in, not to go out."""
    from scipy.sparse.csgraph import breadth_first_order

    left = split - flow
    left.data = np.maximum(left.data, 0)
    left.eliminate_zeros()
    reached = np.zeros(split.shape[0], dtype=bool)
    reached[breadth_first_order(left, 2 * one + 1, return_predecessors=False)] = True
    return np.flatnonzero(reached[::2] & ~reached[1::2])


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "k_component",
        k_component_number,
        Text("k-component number", "k-连通分量数"),
        Text(
            "Largest k such that it lies in a part that only k withdrawals can split. Empty where too large to search.",
            "该节点所处的、至少去掉 k 个节点才会断开的部分中 k 的最大值。部分过大无法计算时为空。",
        ),
        "White & Harary 2001; Moody & White 2003",
        complexity="O(n + m), and O(p + d²) largest flows in a part of p nodes, at most 500, with least degree d",
        see_also=("core",),
        order=110,
        whole=True,
    ),
)
