"""Structural holes: how free a node's partners leave it, after Burt.

Functions take a networkx graph or a ``SparseNetwork``, as those of ``kg.network.measures.centrality`` do. None
of the four is defined for an isolate, which gets ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from kg.network.forms.sparse import kept, network_of, ones
from kg.network.forms.triangles import sums_over_shared
from kg.network.measures.centrality import row_sums
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network, SparseNetwork

    Vector = NDArray[np.float64]


def constraint(network: Network) -> dict[Any, float | None]:
    """Burt's constraint: how far a node's ties lead back to the same partners, by ``strength``.

    For node i the sum over partners j of (p_ij + sum over q of p_iq p_qj) squared, where p_ij is the
    share of i's strength that j has, and q is any third node. Low values mean many unconnected
    partners, that is, room to broker. A node with one partner who has no other has 1; values above 1
    are possible in small dense groups.

    Complexity: O(m √m).

    Source: Burt (1992), Structural Holes, ch. 2; Burt (2004), Structural holes and good ideas,
    American Journal of Sociology 110(2), 349-399.

    >>> import networkx as nx
    >>> constraint(nx.star_graph(2))
    {0: 0.5, 1: 1.0, 2: 1.0}
    """
    arrays = network_of(network)
    return _from_partners(arrays, _sums(dyadic_constraint(arrays)), 1)


def hierarchy(network: Network) -> dict[Any, float | None]:
    """How far a node's constraint comes from a single partner, by ``strength``: 0 if all give it equally.

    With c_ij what partner j contributes to the constraint C of node i with N partners, and
    r = c_ij / (C/N), the sum over partners of r ln r, divided by N ln N (Coleman and Theil's index of
    disorder). It comes near 1 where one partner gives all. It is not defined, and ``None``, for a
    node with fewer than two partners, where it is 0/0.

    Complexity: O(m √m).

    Source: Burt (1992), Structural Holes, ch. 2, equation 2.9 and p. 70-71.

    >>> import networkx as nx
    >>> hierarchy(nx.star_graph(2))
    {0: 0.0, 1: None, 2: None}
    """
    arrays = network_of(network)
    given, partners = dyadic_constraint(arrays).copy(), arrays.degrees
    mean = np.divide(_sums(given), partners, out=np.ones(len(arrays)), where=partners > 0)
    ratios = given.data / np.repeat(mean, partners)
    given.data = ratios * np.log(ratios)
    most = np.where(partners > 1, partners * np.log(np.maximum(partners, 2)), 1.0)
    # Equal shares leave what rounding does, on either side of zero.
    found = np.maximum(np.round(_sums(given) / most, 15), 0.0)
    return _from_partners(arrays, found, 2)


def effective_size(network: Network) -> dict[Any, float | None]:
    """How many partners a node has, less those that others of them stand for, by ``strength``.

    For node i the sum over partners j of 1 minus the sum over q of p_iq m_jq, where p_iq is the share
    of i's strength that q has, and m_jq the strength of j's tie with q divided by j's strongest. It is
    the number of partners if none is tied to another.

    Complexity: O(m √m).

    Source: Burt (1992), Structural Holes, ch. 2, equation 2.2.

    >>> import networkx as nx
    >>> effective_size(nx.Graph([(1, 2), (1, 3), (2, 3), (1, 4)]))
    {1: 2.3333333333333335, 2: 1.0, 3: 1.0, 4: 1.0}
    """
    arrays = network_of(network)
    return _from_partners(arrays, _effective(arrays), 1)


def efficiency(network: Network) -> dict[Any, float | None]:
    """Effective size as a share of the number of partners: 1 if no partner stands for another.

    Complexity: O(m √m).

    Source: Burt (1992), Structural Holes, ch. 2.

    >>> import networkx as nx
    >>> efficiency(nx.complete_graph(3))
    {0: 0.5, 1: 0.5, 2: 0.5}
    """
    arrays = network_of(network)
    return _from_partners(arrays, _effective(arrays) / np.maximum(arrays.degrees, 1), 1)


@kept
def dyadic_constraint(arrays: SparseNetwork) -> Any:
    """What each partner contributes to each node's constraint: a sparse matrix, with an entry for each tie."""
    shares = _shares(arrays)
    found = shares.copy()
    found.data = (shares.data + sums_over_shared(shares, shares).data) ** 2
    return found


def _shares(arrays: SparseNetwork) -> Any:
    """p: the share of each row's strength that each column has."""
    shares = arrays.strength.copy()
    shares.data = shares.data / np.repeat(row_sums(arrays), arrays.degrees)
    return shares


@kept
def _effective(arrays: SparseNetwork) -> Vector:
    partners = arrays.degrees
    beside_strongest = arrays.strength.copy()
    strongest = np.zeros(len(arrays))
    np.maximum.at(strongest, np.repeat(np.arange(len(arrays)), partners), arrays.strength.data)
    beside_strongest.data = beside_strongest.data / np.repeat(strongest, partners)
    redundant = sums_over_shared(ones(arrays.strength), beside_strongest)
    redundant.data = redundant.data * _shares(arrays).data
    return partners - _sums(redundant)


def _sums(matrix: Any) -> Vector:
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def _from_partners(arrays: SparseNetwork, values: Vector, least: int) -> dict[Any, float | None]:
    """Values by node; ``None`` for those with fewer partners."""
    found = zip(arrays.nodes, values.tolist(), arrays.degrees.tolist(), strict=True)
    return {node: value if partners >= least else None for node, value, partners in found}


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "constraint",
        constraint,
        Text("Constraint", "约束度"),
        Text(
            "How far its ties lead back to the same partners; low values mean room to broker. Empty without ties.",
            "其联系反复指向相同合作对象的程度；数值越低，居间协调的空间越大。没有联系时为空。",
        ),
        "Burt 1992",
        complexity="O(m √m)",
        see_also=("effective_size", "hierarchy", "betweenness"),
        order=130,
        brief=True,
        low_first=True,
        gist=Text("bound to the same few", "受限于同一圈子"),
    ),
    Measure(
        "effective_size",
        effective_size,
        Text("Effective size", "有效规模"),
        Text(
            "Number of its partners, less those that others of them stand for. Empty without ties.",
            "其合作对象的数量，扣除彼此可以代替的部分。没有联系时为空。",
        ),
        "Burt 1992",
        complexity="O(m √m)",
        see_also=("efficiency", "constraint"),
        order=140,
    ),
    Measure(
        "efficiency",
        efficiency,
        Text("Efficiency", "效率"),
        Text(
            "Effective size as a share of the number of partners. Empty without ties.",
            "有效规模占合作对象数量的比例。没有联系时为空。",
        ),
        "Burt 1992",
        complexity="O(m √m)",
        see_also=("effective_size",),
        order=150,
    ),
    Measure(
        "hierarchy",
        hierarchy,
        Text("Hierarchy", "等级度"),
        Text(
            "How far its constraint comes from a single partner; 0 if all give it equally. Empty below two partners.",
            "其约束来自单一合作对象的程度；各合作对象相同时为 0。合作对象少于两个时为空。",
        ),
        "Burt 1992",
        complexity="O(m √m)",
        see_also=("constraint",),
        order=160,
    ),
)
