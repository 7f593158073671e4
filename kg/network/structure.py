"""Position: how deep in the network a node lies, and how free its partners leave it.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.centrality`` do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.centrality import row_sums
from kg.network.partition import ties_of
from kg.network.sparse import network_of

if TYPE_CHECKING:
    from kg.network.sparse import Network, SparseNetwork

# How many products of two entries are formed at once: it bounds the memory, not the result.
_AT_ONCE = 20_000_000


def core_number(network: Network) -> dict[Any, int]:
    """The largest k for which a node is in a part of the graph where all have k partners or more.

    Strength is not read. An isolate has 0.

    Source: Seidman (1983), Network structure and minimum degree, Social Networks 5(3), 269-287;
    computed after Batagelj & Zaveršnik (2003), arXiv:cs/0310049.

    >>> import networkx as nx
    >>> core_number(nx.Graph([(1, 2), (2, 3), (3, 1), (3, 4)]))
    {1: 2, 2: 2, 3: 2, 4: 1}
    """
    import rustworkx as rx

    arrays = network_of(network)
    cores: Any = rx.core_number(compiled(arrays))
    return {node: cores[place] for place, node in enumerate(arrays.nodes)}


def constraint(network: Network) -> dict[Any, float | None]:
    """Burt's constraint: how far a node's ties lead back to the same partners, by ``strength``.

    For node i the sum over partners j of (p_ij + sum over q of p_iq p_qj) squared, where p_ij is the
    share of i's strength that j has, and q is any third node. Low values mean many unconnected
    partners, that is, room to broker. A node with one partner who has no other has 1; values above 1
    are possible in small dense groups. It is not defined for an isolate, which gets ``None``.

    Source: Burt (1992), Structural Holes, ch. 2; Burt (2004), Structural holes and good ideas,
    American Journal of Sociology 110(2), 349-399.

    >>> import networkx as nx
    >>> constraint(nx.star_graph(2))
    {0: 0.5, 1: 1.0, 2: 1.0}
    """
    arrays = network_of(network)
    sums = np.asarray(dyadic_constraint(arrays).sum(axis=1)).ravel()
    found = arrays.by_node(sums)
    return {node: value if ties else None for (node, value), ties in zip(found.items(), arrays.degrees, strict=True)}


def compiled(arrays: SparseNetwork) -> Any:
    """The same nodes and ties, without strength, as a ``rustworkx.PyGraph``."""
    import rustworkx as rx

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(arrays)))
    tails, heads, _ = ties_of(arrays)
    graph.extend_from_edge_list(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    return graph


def dyadic_constraint(arrays: SparseNetwork) -> Any:
    """What each partner contributes to each node's constraint: a sparse matrix, with an entry for each tie."""
    shares = arrays.strength.copy()
    shares.data = shares.data / np.repeat(row_sums(arrays), arrays.degrees)
    found = shares + masked_product(shares, shares, arrays.strength)
    found.data = found.data**2
    return found


def masked_product(left: Any, right: Any, mask: Any) -> Any:
    """The product of two sparse matrices, where a third has an entry.

    Of a network with large hubs the whole product has no room in memory; it is formed a few rows at a time.
    """
    from scipy.sparse import csr_array, vstack

    ones = csr_array((np.ones(mask.nnz), mask.indices, mask.indptr), shape=mask.shape)
    found = [(left[rows] @ right).multiply(ones[rows]) for rows in _portions(left, right)]
    return csr_array(vstack(found, format="csr")) if found else csr_array(mask.shape)


def _portions(left: Any, right: Any) -> Iterator[slice]:
    """Rows, so many at a time that their product stays small."""
    work = np.concatenate([[0], np.cumsum(np.diff(right.indptr)[left.indices], dtype=np.int64)])[left.indptr]
    start = 0
    while start < left.shape[0]:
        end = int(np.searchsorted(work, work[start] + _AT_ONCE, side="right")) - 1
        end = min(max(end, start + 1), left.shape[0])
        yield slice(start, end)
        start = end
