"""Measures of networks whose ties go from who gives to who receives.

They stand beside the register of measures and not in it: a ranking, a null model or a page is of ties without a
direction, and asks for none of these. ``kg.network.measures.register.measure`` takes them where a network has one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.measures.centrality import DAMPING
from kg.network.measures.measure import Measure
from kg.network.measures.paths import closeness_of_totals, dependencies, distances
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.directed import DirectedNetwork

    Vector = NDArray[np.float64]

#: Rounds after which what has not come to rest is taken as it is, and how still is at rest.
_ROUNDS, _STILL = 100_000, 1e-15
#: Up to so many nodes a matrix is solved as a whole.
_DENSE = 400
#: Eigenvalues that differ by no more than this share of the larger one are one.
_SAME_EIGENVALUE = 1e-9


def out_degree(network: DirectedNetwork) -> dict[Any, int]:
    """How many a node gives to."""
    return network.by_node(np.diff(network.strength.indptr).astype(np.int64))


def in_degree(network: DirectedNetwork) -> dict[Any, int]:
    """How many a node receives from."""
    return out_degree(network.reversed)


def out_strength(network: DirectedNetwork) -> dict[Any, float]:
    """The summed weight of the ties that go out from a node."""
    return network.by_node(np.asarray(network.strength.sum(axis=1), dtype=np.float64))


def in_strength(network: DirectedNetwork) -> dict[Any, float]:
    """The summed weight of the ties that come to a node."""
    return out_strength(network.reversed)


def betweenness(network: DirectedNetwork) -> dict[Any, float]:
    """The share of shortest directed paths between others that run through a node, over 1/strength.

    For n nodes, the sum over ordered pairs of the fraction of their shortest paths that pass the node, divided by
    (n-1)(n-2). Lengths count as equal as they do in ``kg.network.measures.paths.betweenness``.

    Raises:
        UsageError: if ties differ so much in strength that the lengths of paths cannot be told apart.

    Source: Freeman (1977); White & Borgatti (1994), Betweenness centrality measures for directed graphs, Social
    Networks 16, 335-346; computed after Brandes (2001).
    """
    size = len(network)
    passed = np.zeros(size)
    if size > 2 and network.strength.nnz:
        for through in dependencies(network, range(size)):
            passed += through
        passed /= (size - 1) * (size - 2)
    return network.by_node(passed)


def closeness_out(network: DirectedNetwork) -> dict[Any, float]:
    """How near a node is to all that it reaches along the ties: (r / d) times r / (n-1), as without directions.

    Source: Sabidussi (1966); the second factor after Wasserman & Faust (1994), Social Network Analysis, p. 201.
    """
    values = np.zeros(len(network))
    if network.strength.nnz:
        for place, far in distances(network, range(len(network))):
            near = far[np.isfinite(far)]
            values[place] = closeness_of_totals(near.sum(), len(near), len(far))
    return network.by_node(values)


def closeness_in(network: DirectedNetwork) -> dict[Any, float]:
    """How near all that reach a node along the ties are to it; what networkx calls closeness of a directed graph."""
    return closeness_out(network.reversed)


def pagerank(network: DirectedNetwork) -> dict[Any, float]:
    """The share of time that a walk along the ties spends at a node, with damping 0.85.

    Where nothing goes out the walk goes on anywhere. Values sum to 1.

    Source: Brin & Page (1998), The anatomy of a large-scale hypertextual web search engine, Computer Networks 30,
    107-117.
    """
    size = len(network)
    if not size:
        return {}
    out = np.asarray(network.strength.sum(axis=1), dtype=np.float64)
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    steps = network.strength.T.tocsr()
    walk: Vector = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        after = DAMPING * (steps @ (walk * share) + walk[out == 0].sum() / size) + (1 - DAMPING) / size
        moved = float(np.abs(after - walk).sum())
        walk = after / after.sum()
        if moved <= _STILL * size:
            break
    return network.by_node(walk)


def hits(network: DirectedNetwork, *, authority: bool) -> dict[Any, float]:
    """How good a hub a node is, that gives to good authorities; or an authority, that receives from good hubs.

    The leading left or right singular vector of the strengths, from an even start: where several parts share the
    largest singular value, each has its own. Values sum to 1; all are 0 in a network without ties.

    Args:
        network: the network.
        authority: whether the value is that of an authority.

    Source: Kleinberg (1999), Authoritative sources in a hyperlinked environment, J. ACM 46(5), 604-632.
    """
    matrix = network.strength.T.tocsr() if authority else network.strength
    size = len(network)
    if not matrix.nnz:
        return network.by_node(np.zeros(size))
    if size <= _DENSE:
        dense = matrix.toarray() / matrix.data.max()
        values, vectors = np.linalg.eigh(dense @ dense.T)
        leading = values >= values[-1] * (1 - _SAME_EIGENVALUE)
        found = vectors[:, leading] @ vectors[:, leading].sum(axis=0)
    else:
        scaled, back = matrix / matrix.data.max(), matrix.T.tocsr() / matrix.data.max()
        found = np.ones(size)
        for _ in range(_ROUNDS):
            after = scaled @ (back @ found)
            after /= np.linalg.norm(after)
            moved = float(np.abs(after - found).max())
            found = after
            if moved <= _STILL * 10:
                break
    score = np.where(np.abs(found) > _SAME_EIGENVALUE * np.abs(found).max(), np.abs(found), 0.0)
    return network.by_node(score / score.sum())


def _declared(
    name: str, function: Callable[[DirectedNetwork], dict[Any, Any]], title: Text, definition: Text, source: str
) -> Measure:
    return Measure(name, function, title, definition, source, brief=True)  # type: ignore[arg-type]


#: The measures of a network with directions, by name, in the order in which tables show them.
DIRECTED: dict[str, Measure] = {
    item.name: item
    for item in (
        _declared(
            "in_degree",
            in_degree,
            Text("In-degree", "入度"),
            Text("How many it receives from.", "有多少对象向其给出。"),
            "Freeman 1978",
        ),
        _declared(
            "out_degree",
            out_degree,
            Text("Out-degree", "出度"),
            Text("How many it gives to.", "其向多少对象给出。"),
            "Freeman 1978",
        ),
        _declared(
            "in_strength",
            in_strength,
            Text("In-strength", "入强度"),
            Text("Sum of the strengths of the ties that come to it.", "指向该节点的各项联系强度之和。"),
            "Barrat et al. 2004",
        ),
        _declared(
            "out_strength",
            out_strength,
            Text("Out-strength", "出强度"),
            Text("Sum of the strengths of the ties that go out from it.", "由该节点指出的各项联系强度之和。"),
            "Barrat et al. 2004",
        ),
        _declared(
            "betweenness",
            betweenness,
            Text("Betweenness (directed)", "中介中心度（有向）"),
            Text(
                "Share of the shortest paths from giver to receiver between others that run through it.",
                "其他节点之间由给出方至接收方的最短路径经过该节点的比例。",
            ),
            "White & Borgatti 1994",
        ),
        _declared(
            "closeness_in",
            closeness_in,
            Text("In-closeness", "入接近中心度"),
            Text("How near all that reach it along the ties are to it.", "沿联系方向可到达该节点者与其接近的程度。"),
            "Sabidussi 1966; Wasserman & Faust 1994",
        ),
        _declared(
            "closeness_out",
            closeness_out,
            Text("Out-closeness", "出接近中心度"),
            Text("How near it is to all that it reaches along the ties.", "该节点与沿联系方向可到达者接近的程度。"),
            "Sabidussi 1966; Wasserman & Faust 1994",
        ),
        _declared(
            "pagerank",
            pagerank,
            Text("PageRank (directed)", "网页排名值（有向 PageRank）"),
            Text(
                "Share of time that a random walk from giver to receiver spends there (damping 0.85).",
                "由给出方至接收方随机游走时停留在该节点的时间比例（阻尼系数 0.85）。",
            ),
            "Brin & Page 1998",
        ),
        _declared(
            "hub",
            partial(hits, authority=False),
            Text("Hub (HITS)", "枢纽值（HITS）"),
            Text(
                "How much it gives to those that receive much. The values sum to 1.",
                "向接收多者给出的程度，各节点之和为 1。",
            ),
            "Kleinberg 1999",
        ),
        _declared(
            "authority",
            partial(hits, authority=True),
            Text("Authority (HITS)", "权威值（HITS）"),
            Text(
                "How much it receives from those that give much. The values sum to 1.",
                "从给出多者接收的程度，各节点之和为 1。",
            ),
            "Kleinberg 1999",
        ),
    )
}
