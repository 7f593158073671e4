"""Betweenness and closeness by paths from a few nodes: rough, for what is looked at many times over.

``kg.network.measures.sampling`` says how far its estimates may be off, and searches as often as that takes. Here as
many searches are made as are asked for, and what they come to is only compared with itself: each half of a large
network's partnerships is searched so, to see between which ranks a node moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.network.forms.sparse import SparseNetwork
from kg.network.measures.paths import closeness_of_totals
from kg.network.measures.searches import Searches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

#: Components that are searched, the largest first; each takes a search of its own.
_COMPONENTS = 50


def by_pivots(arrays: SparseNetwork, pivots: int, chance: np.random.Generator) -> dict[str, Vector]:
    """Betweenness and closeness, estimated by paths from some nodes of each component.

    Args:
        arrays: the network.
        pivots: how many nodes of a component are drawn; all of a smaller one. In components after the first
            fifty, which are the smallest, nothing is between others, and all distances are as those to partners.
        chance: what they are drawn by.

    Returns:
        the name of each measure to a value a node.

    Source: Brandes & Pich (2007), Centrality estimation in large networks, Int. J. Bifurcation and Chaos
    17(7), 2303-2318.

    >>> from scipy.sparse import csr_array
    >>> path = csr_array(np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    >>> found = by_pivots(SparseNetwork((0, 1, 2), path), 3, np.random.default_rng(0))
    >>> {name: values.round(3).tolist() for name, values in found.items()}
    {'betweenness': [0.0, 1.0, 0.0], 'closeness': [0.667, 1.0, 0.667]}
    """
    size = len(arrays)
    sizes = np.bincount(arrays.parts, minlength=1)
    reached = sizes[arrays.parts].astype(np.float64)
    passed, total = np.zeros(size), _by_partners(arrays) * (reached - 1)
    members = np.split(np.argsort(arrays.parts, kind="stable"), np.cumsum(sizes)[:-1])
    for part in np.argsort(-sizes, kind="stable")[:_COMPONENTS]:
        if sizes[part] > 2:
            searches = Searches(arrays, np.sort(members[part]), chance)
            searches.search(pivots)
            passed[searches.places] = searches.passed.mean * searches.size
            total[searches.places] = searches.total.mean * searches.size
    closeness: Vector = closeness_of_totals(total, reached, max(size, 2))
    return {"betweenness": passed / max((size - 1) * (size - 2), 1), "closeness": closeness}


def _by_partners(arrays: SparseNetwork) -> Vector:
    """How far a node's partners are in the mean; 0 without any."""
    lengths = arrays.lengths
    partners = np.diff(lengths.indptr)
    sums = np.bincount(np.repeat(np.arange(len(partners)), partners), lengths.data, len(partners))
    found: Vector = sums / np.maximum(partners, 1)
    return found
