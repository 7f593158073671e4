"""Centrality: how much a node matters by its ties. A network in, one number a node out.

Every function takes an undirected networkx graph, as ``kg.network.forms.graphs.measurable`` does, or a
``SparseNetwork``: ties of a node with itself are not counted, edges without ``strength`` count as 1.
The answer is a dictionary in the order of the sorted nodes; an empty graph gives an empty one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.sparse import kept, network_of
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network, SparseNetwork
    from kg.network.forms.variants import Stack

    Vector = NDArray[np.float64]

#: How often a random walk goes on along a tie, and does not jump.
DAMPING = 0.85

# Up to here the dense solver is as fast as the sparse one, and cannot fail to converge.
_DENSE = 400
# From so many nodes on two eigenvalues of a matrix are found faster than all.
_FEW = 40
# Components whose leading eigenvalues differ by less than this, relatively, share the lead.
_SAME_EIGENVALUE = 1e-10
# An iteration ends where no entry moves by more than this, or, where rounding keeps some moving, after so many rounds.
_STILL, _ROUNDS = 1e-15, 100


def degree(network: Network) -> dict[Any, int]:
    """How many partners a node has, however many partnerships it shares with each.

    Complexity: O(n).

    Source: Freeman (1978), Centrality in social networks: conceptual clarification, Social
    Networks 1(3), 215-239; the count, not divided by n - 1. An isolate has 0.

    >>> import networkx as nx
    >>> degree(nx.star_graph(3))
    {0: 3, 1: 1, 2: 1, 3: 1}
    """
    arrays = network_of(network)
    return arrays.by_node(arrays.degrees)


def strength(network: Network) -> dict[Any, float]:
    """The sum of the strengths of a node's ties.

    Complexity: O(n + m).

    Source: Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), The architecture of complex
    weighted networks, PNAS 101(11), 3747-3752. With weights of 1/(n-1) it is the number of the
    node's partnerships that tie it to all their other nodes: Newman (2001), Phys. Rev. E 64,
    016132. An isolate has 0.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", strength=1.5)
    >>> graph.add_edge("a", "c", strength=0.5)
    >>> strength(graph)
    {'a': 2.0, 'b': 1.5, 'c': 0.5}
    """
    arrays = network_of(network)
    values, ends = arrays.strength.data.tolist(), arrays.strength.indptr.tolist()
    # fsum, since three thirds must make one in whatever order they come.
    sums = (math.fsum(values[start:end]) for start, end in pairwise(ends))
    return dict(zip(arrays.nodes, sums, strict=True))


def pagerank(network: Network) -> dict[Any, float]:
    """The share of time that a random walk spends at a node, following ties by their strength.

    With probability 0.15 the walk jumps to any node, and always does from an isolate. The values
    sum to 1; isolates get their share of the jumps.

    Complexity: O(n + m) a round, at most 100 rounds.

    Source: Brin & Page (1998), The anatomy of a large-scale hypertextual Web search engine,
    Computer Networks 30, 107-117. Solved as a linear system, to the last digit; networkx stops at 1e-6.

    >>> import networkx as nx
    >>> pagerank(nx.path_graph(2))
    {0: 0.5, 1: 0.5}
    """
    arrays = network_of(network)
    sums = row_sums(arrays)
    shares = 1 / np.where(sums, sums, 1.0)
    # Jumps, from isolates too, reach all nodes alike: with 1 for what they bring, only the scale is wrong.
    visits = _walks(lambda ranks: DAMPING * (arrays.strength @ (ranks * shares)), len(arrays))
    return arrays.by_node(visits / visits.sum())


def eigenvector(network: Network) -> dict[Any, float]:
    """How well a node is tied to nodes that are well tied themselves, by ``strength``.

    The leading eigenvector of the whole adjacency matrix, scaled to length 1. On a disconnected
    graph only the component with the largest eigenvalue has values above 0; where several share
    that eigenvalue exactly, the result is the one that the power method reaches from equal starts:
    each component's own vector, in proportion to the sum of its entries. Isolates have 0, and so
    has every node of a graph without ties.

    Complexity: O(m) a round of the solver; O(n³) up to 400 nodes.

    Source: Bonacich (1972), Factoring and weighting approaches to status scores and clique
    identification, J. Math. Sociology 2(1), 113-120.

    >>> import networkx as nx
    >>> {node: round(value, 6) for node, value in eigenvector(nx.path_graph(3)).items()}
    {0: 0.5, 1: 0.707107, 2: 0.5}
    """
    arrays = network_of(network)
    values = np.zeros(len(arrays))
    for places, _, vector in leading(arrays):
        values[places] = vector.sum() * vector
    length = float(np.linalg.norm(values))
    return arrays.by_node(values / length if length else values)


def katz(network: Network) -> dict[Any, float]:
    """How many walks of whatever length lead to a node, by ``strength``, long ones counting less.

    The solution of x = alpha A x + 1, scaled to length 1, with alpha = 0.85 / the largest eigenvalue of the
    strengths A: below 1 / that eigenvalue, so that the walks can be summed in every network, and by the share that
    PageRank's walk goes on. At that alpha networkx's ``katz_centrality_numpy`` gives the same. Without ties
    all nodes have the same.

    Complexity: O(n + m) a round, at most 100 rounds, and the largest eigenvalue.

    Source: Katz (1953), A new status index derived from sociometric analysis, Psychometrika 18, 39-43.

    >>> import networkx as nx
    >>> {node: round(value, 6) for node, value in katz(nx.path_graph(3)).items()}
    {0: 0.506907, 1: 0.697203, 2: 0.506907}
    """
    arrays = network_of(network)
    alpha = katz_alpha(arrays)
    walks = _walks(lambda found: alpha * (arrays.strength @ found), len(arrays))
    return arrays.by_node(walks / (float(np.linalg.norm(walks)) or 1.0))


def katz_alpha(network: Network) -> float:
    """The alpha of ``katz``: how much of a walk's weight is left after each tie; 0 without ties."""
    largest = [value for _, value, _ in leading(network_of(network))]
    return DAMPING / max(largest) if largest else 0.0


def hits(network: Network) -> dict[Any, float]:
    """How good a hub a node is, which on an undirected network is how good an authority: one number.

    A hub leads to good authorities, and an authority is led to by good hubs, by ``strength``; the values
    sum to 1. Without directions both are the leading eigenvector of A², where A has the strengths. So this
    ranks the nodes of a connected network as ``eigenvector`` does; in a network of two modes each mode
    by itself has the share that equal starts give it. 0 outside the leading component.

    Complexity: O(m) a round of the solver; O(n³) up to 400 nodes.

    Source: Kleinberg (1999), Authoritative sources in a hyperlinked environment, Journal of the ACM 46(5),
    604-632.

    >>> import networkx as nx
    >>> {node: round(value, 6) for node, value in hits(nx.star_graph(2)).items()}
    {0: 0.333333, 1: 0.333333, 2: 0.333333}
    """
    arrays = network_of(network)
    values = np.zeros(len(arrays))
    for places, _, vector in leading(arrays):
        for side in _sides(arrays.strength[places][:, places]):
            part = vector[side]
            values[places[side]] = part * (part.sum() / float(part @ part))
    total = float(values.sum())
    return arrays.by_node(values / total if total else values)


def _sides(matrix: Any) -> list[NDArray[np.int64]]:
    """The places of both sides of a connected part whose ties all run between two sides; else of all of it."""
    from scipy.sparse.csgraph import breadth_first_order

    order, before = breadth_first_order(matrix, 0, directed=False)
    side = np.zeros(matrix.shape[0], dtype=np.int64)
    for place in order[1:].tolist():
        side[place] = 1 - side[before[place]]
    rows = np.repeat(np.arange(len(side)), np.diff(matrix.indptr))
    if (side[rows] == side[matrix.indices]).any():
        return [np.arange(len(side))]
    return [np.flatnonzero(side == 0), np.flatnonzero(side == 1)]


def row_sums(arrays: SparseNetwork) -> Vector:
    """The strength of each node, as an array."""
    return np.asarray(arrays.strength.sum(axis=1), dtype=np.float64).ravel()


@kept
def leading(arrays: SparseNetwork) -> list[tuple[NDArray[np.int64], float, Vector]]:
    """The components with the largest eigenvalue: places of their nodes, that value, and eigenvectors of length 1."""
    # No eigenvalue is above the largest row sum, so that most components need not be solved.
    bounds = np.zeros(int(arrays.parts.max(initial=-1)) + 1)
    np.maximum.at(bounds, arrays.parts, row_sums(arrays))
    solved: list[tuple[NDArray[np.int64], float, Vector]] = []
    largest = 0.0
    for part in np.argsort(-bounds, kind="stable"):
        if bounds[part] <= 0 or bounds[part] < largest * (1 - _SAME_EIGENVALUE):
            break
        places = np.flatnonzero(arrays.parts == part)
        value, vector = _perron(arrays.strength[places][:, places])
        largest = max(largest, value)
        solved.append((places, value, vector))
    return [found for found in solved if found[1] >= largest * (1 - _SAME_EIGENVALUE)]


def _perron(matrix: Any) -> tuple[float, Vector]:
    """Largest eigenvalue and eigenvector of a connected part; no entry is below 0 (Perron, Frobenius)."""
    from scipy.sparse.linalg import eigsh

    size = matrix.shape[0]
    if size <= _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
    else:
        # A fixed start, since the default one is random; zero tolerance is machine precision.
        values, vectors = eigsh(matrix, k=1, which="LA", v0=np.ones(size), tol=0, maxiter=100 * size)
    vector: Vector = np.abs(vectors[:, -1])
    return float(values[-1]), vector / float(np.linalg.norm(vector))


def _walks(step: Callable[[Vector], Vector], size: int) -> Vector:
    """The solution of x = step(x) + 1, where a linear step makes no vector longer than ``DAMPING`` times as long.

    Its eigenvalues are real, as that of every step along ties without directions, so that Chebyshev's
    semi-iteration reaches in 60 rounds what repeating the step reaches in 200: Golub & Varga (1961), Chebyshev
    semi-iterative methods, Numerische Mathematik 3, 147-156.
    """
    before, values, factor = np.zeros(size), np.ones(size), 2.0
    for _ in range(_ROUNDS):
        factor = 1 / (1 - DAMPING**2 * factor / 4)
        before, values = values, factor * (step(values) + 1 - before) + before
        if float(np.abs(values - before).max(initial=0.0)) <= _STILL * float(values.max(initial=0.0)):
            break
    return values


def stacked_degree(stack: Stack) -> Vector:
    """R x n: ``degree`` in every variant."""
    partners: Vector = (stack.dense() > 0).sum(axis=2).astype(np.float64)
    return partners


def stacked_strength(stack: Stack) -> Vector:
    """R x n: ``strength`` in every variant."""
    total: Vector = stack.dense().sum(axis=2)
    return total


def stacked_eigenvector(stack: Stack) -> Vector:
    """R x n: ``eigenvector`` in every variant, as the vector of ones, projected on the space of the largest eigenvalue.

    Where several components share it, each has its part by the sum of its own vector: what the power
    method, started evenly, comes to.
    """
    matrices = stack.dense()
    unit = np.zeros(matrices.shape[:2])
    whole = np.arange(len(matrices))
    if matrices.shape[1] >= _FEW:
        whole = whole[[not _leads_alone(matrix, row) for matrix, row in zip(matrices, unit, strict=True)]]
    if len(whole):
        values, vectors = np.linalg.eigh(matrices[whole])
        largest = values[:, -1:]
        leading = (values >= largest * (1 - _SAME_EIGENVALUE)) & (largest > 0)
        shares = vectors.sum(axis=1) * leading
        projected = np.abs(np.einsum("rij,rj->ri", vectors, shares))
        length = np.linalg.norm(projected, axis=1, keepdims=True)
        unit[whole] = np.divide(projected, length, out=np.zeros_like(projected), where=length > 0)
    return unit


def _leads_alone(matrix: Vector, unit: Vector) -> bool:
    """Whether one eigenvector alone has the largest eigenvalue; if so it is put into the row ``unit``."""
    from scipy.linalg import eigh

    size = len(matrix)
    values, vectors = eigh(matrix, subset_by_index=[size - 2, size - 1], check_finite=False)
    # Of separate pairs, whose eigenvalues are the same many times over, scipy 1.17 sometimes returns none.
    if len(values) < 2:
        return False
    second, first = values
    if first <= 0 or second >= first * (1 - _SAME_EIGENVALUE):
        return False
    unit[:] = np.abs(vectors[:, 1])
    return True


def stacked_pagerank(stack: Stack) -> Vector:
    """R x n: ``pagerank`` in every variant, solved, not iterated.

    What a walk does at a node without ties is the same for all, and falls out in the sum.
    """
    matrices = stack.dense()
    strength = matrices.sum(axis=1, keepdims=True)
    steps = np.divide(matrices, strength, out=np.zeros_like(matrices), where=strength > 0)
    size = len(stack.nodes)
    visits = np.linalg.solve(np.eye(size) - DAMPING * steps, np.ones((len(matrices), size, 1)))[..., 0]
    shares: Vector = visits / visits.sum(axis=1, keepdims=True)
    return shares


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "degree",
        degree,
        Text("Degree", "度"),
        Text(
            "Number of partners.",
            "合作对象的数量。",
        ),
        "Freeman 1978",
        complexity="O(n)",
        see_also=("strength", "effective_size"),
        order=10,
        brief=True,
        ranked=True,
        whole=True,
        stacked=stacked_degree,
        gist=Text("how many partners", "合作对象数"),
    ),
    Measure(
        "strength",
        strength,
        Text("Strength", "强度"),
        Text(
            "Sum of the strengths of its ties; a partnership of n gives each pair 1/(n-1).",
            "其各项联系强度之和；n 方参与的一项合作，每对之间计 1/(n-1)。",
        ),
        "Barrat et al. 2004; Newman 2001",
        complexity="O(n + m)",
        see_also=("degree", "eigenvector"),
        order=20,
        brief=True,
        ranked=True,
        stacked=stacked_strength,
        gist=Text("weight of all its ties", "全部联系之和"),
    ),
    Measure(
        "eigenvector",
        eigenvector,
        Text("Eigenvector centrality", "特征向量中心度"),
        Text(
            "How strongly it is tied to nodes that are strongly tied themselves; 0 outside the leading component.",
            "与自身联系紧密的节点相联系的程度；主导连通分量之外为 0。",
        ),
        "Bonacich 1972",
        complexity="O(m) a round of the solver; O(n³) up to 400 nodes",
        see_also=("katz", "pagerank", "hits"),
        order=60,
        brief=True,
        ranked=True,
        stacked=stacked_eigenvector,
        gist=Text("tied to the well tied", "与联系多者相联系"),
    ),
    Measure(
        "katz",
        katz,
        Text("Katz centrality", "卡茨中心度（Katz）"),
        Text(
            "Walks of every length that lead to it, long ones counting less (alpha = 0.85 / largest eigenvalue).",
            "通向该节点的各种长度的游走之多少，越长权重越低（alpha = 0.85 / 最大特征值）。",
        ),
        "Katz 1953",
        complexity="O(n + m) a round, at most 100 rounds, and the largest eigenvalue",
        see_also=("eigenvector", "pagerank"),
        order=70,
    ),
    Measure(
        "pagerank",
        pagerank,
        Text("PageRank", "网页排名值（PageRank）"),
        Text(
            "Share of time that a random walk along the ties spends there (damping 0.85).",
            "沿联系随机游走时停留在该节点的时间比例（阻尼系数 0.85）。",
        ),
        "Brin & Page 1998",
        complexity="O(n + m) a round, at most 100 rounds",
        see_also=("eigenvector", "katz", "strength"),
        order=80,
        brief=True,
        ranked=True,
        stacked=stacked_pagerank,
        gist=Text("where ties lead to", "沿联系常到之处"),
    ),
    Measure(
        "hits",
        hits,
        Text("HITS", "枢纽/权威值（HITS）"),
        Text(
            "How good a hub it is; as ties have no direction, also how good an authority. The values sum to 1.",
            "作为枢纽的程度；由于联系没有方向，也即作为权威的程度。各节点之和为 1。",
        ),
        "Kleinberg 1999",
        complexity="O(m) a round of the solver; O(n³) up to 400 nodes",
        see_also=("eigenvector",),
        order=90,
    ),
)
