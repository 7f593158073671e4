"""Measures of shortest paths for networks too large to search from every node: estimates, with their bound.

Paths are searched from nodes drawn at random, with a fixed seed, so many that with a probability of
1 - delta no node's estimate is further off than epsilon. Components in which that would take more
draws than they have nodes are searched from every node, and are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.forms.sparse import SparseNetwork, kept, network_of
from kg.network.measures import paths, stacked_paths
from kg.network.measures.communities import SEED
from kg.network.measures.measure import Measure
from kg.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network

    Vector = NDArray[np.float64]

#: Nodes times ties above which the measures of the register are estimated: about a minute of one processor.
EXACT = 500_000_000
#: How far off estimates may be, and with what probability one may be further off all the same.
EPSILON, DELTA = 0.1, 0.05


@dataclass(frozen=True, slots=True)
class Sampled:
    """Estimates, one a node, and how far they can be trusted.

    Attributes:
        betweenness: of a node v, off by at most ``epsilon`` for all nodes at once.
        closeness: made of a mean distance that is off by at most ``epsilon`` times the largest distance in the
            node's component.
        harmonic: the sum of the reciprocals of distances, off by at most ``epsilon`` times the largest strength times
            the size of the node's component.
        epsilon: each bound holds for all nodes at once with a probability of 1 - ``delta``.
        delta: see ``epsilon``.
        sources: from how many nodes paths were searched in the largest component.
        standard_error: of the betweenness that is known least well, as the draws differ among themselves;
            what to expect, where ``epsilon`` is what to rely on. 0 if every component is exact.
    """

    betweenness: dict[Any, float]
    closeness: dict[Any, float]
    harmonic: dict[Any, float]
    epsilon: float
    delta: float
    sources: int
    standard_error: float


def sample(network: Network, epsilon: float = EPSILON, delta: float = DELTA, seed: int = SEED) -> Sampled:
    """Estimate betweenness, closeness and harmonic closeness, as ``kg.network.measures.paths`` defines them.

    Each component of c nodes is searched from k = (c/(c-1))² ln(2n/delta) / (2 epsilon²) nodes drawn with
    replacement, n being the nodes of the network, or from every node if it has no more than k. The estimate
    is c/k times the sum over the draws.

    Args:
        network: an undirected graph or its arrays.
        epsilon: above 0 and below 1.
        delta: above 0 and below 1.
        seed: of the draws.

    Raises:
        UsageError: if ``epsilon`` or ``delta`` is not so.

    Source: Brandes & Pich (2007), Centrality estimation in large networks, Int. J. Bifurcation and Chaos
    17(7), 2303-2318; Eppstein & Wang (2004), Fast approximation of centrality, J. Graph Algorithms and
    Applications 8(1), 39-45; the bound by Hoeffding (1963), J. American Statistical Association 58,
    13-30, theorem 2, for n nodes at once.
    """
    for name, value in (("epsilon", epsilon), ("delta", delta)):
        if not 0 < value < 1:
            raise UsageError(f"{name} is {value!r}. It must be above 0 and below 1, such as 0.05.")
    arrays = network_of(network)
    sums = _Sums(arrays, epsilon, delta)
    chance = np.random.default_rng(seed)
    for part in range(int(arrays.parts.max(initial=-1)) + 1):
        sums.add(np.flatnonzero(arrays.parts == part), chance)
    return sums.sampled()


def betweenness(network: Network) -> dict[Any, float]:
    """Betweenness, exact if nodes times ties are at most ``EXACT``, else estimated; see ``sample``."""
    return _exact_or_sampled(network, paths.betweenness, "betweenness")


def closeness(network: Network) -> dict[Any, float]:
    """Closeness, exact or estimated as ``betweenness`` is."""
    return _exact_or_sampled(network, paths.closeness, "closeness")


def harmonic(network: Network) -> dict[Any, float]:
    """Harmonic closeness, exact or estimated as ``betweenness`` is."""
    return _exact_or_sampled(network, paths.harmonic, "harmonic")


def is_sampled(arrays: SparseNetwork) -> bool:
    """Whether measures of shortest paths are estimated for a network."""
    return bool(len(arrays) * (arrays.strength.nnz // 2) > EXACT)


@kept
def sampled(arrays: SparseNetwork) -> Sampled:
    """What ``sample`` makes of a network, once for the three measures and the remark on them."""
    return sample(arrays)


def _exact_or_sampled(network: Network, exact: Callable[[Network], dict[Any, float]], name: str) -> dict[Any, float]:
    arrays = network_of(network)
    found: dict[Any, float] = getattr(sampled(arrays), name) if is_sampled(arrays) else exact(arrays)
    return found


class _Sums:
    """What the searches from the drawn nodes of one component after another sum up to."""

    def __init__(self, arrays: SparseNetwork, epsilon: float, delta: float) -> None:
        self.arrays, self.epsilon, self.delta = arrays, epsilon, delta
        size = len(arrays)
        self.passed, self.squared, self.total, self.inverse = (np.zeros(size) for _ in range(4))
        self.sizes = np.ones(size, dtype=np.int64)
        self.sources, self.standard_error = 0, 0.0

    def add(self, places: NDArray[np.int64], chance: np.random.Generator) -> None:
        """Search from nodes of a component."""
        size = len(places)
        self.sizes[places] = size
        if size == 1:
            return
        wanted = self.draws(size)
        exact = wanted >= size
        sources = np.arange(size) if exact else np.sort(chance.integers(size, size=wanted))
        part = _part(self.arrays, places)
        passed, squared, total, inverse = _searched(part, sources.tolist())
        scale = size / len(sources)
        self.passed[places], self.total[places], self.inverse[places] = passed * scale, total * scale, inverse * scale
        self.sources = max(self.sources, len(sources))
        if not exact:
            # Of a mean of k draws: the root of their variance over k.
            variance = np.maximum(squared / wanted - (passed / wanted) ** 2, 0) / wanted
            self.standard_error = max(self.standard_error, size * math.sqrt(float(variance.max())) / self.pairs)

    def draws(self, size: int) -> int:
        """From how many nodes of a component of so many paths must be searched."""
        bound = math.log(2 * len(self.arrays) / self.delta) / (2 * self.epsilon**2)
        return math.ceil((size / (size - 1)) ** 2 * bound)

    @property
    def pairs(self) -> int:
        """Ordered pairs of other nodes that a node may lie between."""
        return max((len(self.arrays) - 1) * (len(self.arrays) - 2), 1)

    def sampled(self) -> Sampled:
        """The estimates."""
        by_node = self.arrays.by_node
        return Sampled(
            by_node(self.passed / self.pairs),
            by_node(paths.closeness_of_totals(self.total, self.sizes, max(len(self.arrays), 2))),
            by_node(self.inverse),
            self.epsilon,
            self.delta,
            self.sources,
            self.standard_error,
        )


def _part(arrays: SparseNetwork, places: NDArray[np.int64]) -> SparseNetwork:
    if len(places) == len(arrays):
        return arrays
    distance = None if arrays.distance is None else arrays.distance[places][:, places]
    return SparseNetwork(tuple(places.tolist()), arrays.strength[places][:, places], distance=distance)


def _searched(part: SparseNetwork, sources: list[int]) -> tuple[Vector, Vector, Vector, Vector]:
    """Sums over searches: what runs through each node, its square, the distance to it, and 1/distance."""
    paths.check_lengths(part)
    ties = paths.directed_ties(part)
    passed, squared, total, inverse = (np.zeros(len(part)) for _ in range(4))
    for source, far in paths.distances(part, sources):
        through = paths.dependency(source, far, *ties)
        passed += through
        squared += through**2
        total += far
        inverse += np.divide(1, far, out=np.zeros(len(part)), where=far > 0)
    return passed, squared, total, inverse


#: What is declared to ``kg.network.measures.register``.
DECLARED = (
    Measure(
        "betweenness",
        betweenness,
        Text("Betweenness", "中介中心度"),
        Text(
            "Share of the shortest paths between others that run through it; strong ties are short "
            "(length 1/strength).",
            "其他节点之间的最短路径经过该节点的比例；联系越强距离越短（距离 = 1/强度）。",
        ),
        "Freeman 1977; Brandes 2001; Newman 2001",
        complexity="O(n m + n² log n)",
        see_also=("closeness", "constraint"),
        order=30,
        brief=True,
        ranked=True,
        by_paths=True,
        sampled=True,
        stacked=stacked_paths.betweenness,
    ),
    Measure(
        "closeness",
        closeness,
        Text("Closeness", "接近中心度"),
        Text(
            "How near it is to all that it can reach, scaled by how many those are (distance = 1/strength).",
            "与其可达的所有节点的接近程度，并按可达节点所占比例折算（距离 = 1/强度）。",
        ),
        "Sabidussi 1966; Wasserman & Faust 1994",
        complexity="O(n m + n² log n)",
        see_also=("harmonic", "betweenness"),
        order=40,
        brief=True,
        ranked=True,
        by_paths=True,
        sampled=True,
        stacked=stacked_paths.closeness,
    ),
    Measure(
        "harmonic",
        harmonic,
        Text("Harmonic closeness", "调和接近中心度"),
        Text(
            "Sum of 1/distance to all others, 0 for those that it cannot reach (distance = 1/strength).",
            "到其他所有节点的距离倒数之和，不可达者计 0（距离 = 1/强度）。",
        ),
        "Marchiori & Latora 2000; Boldi & Vigna 2014",
        complexity="O(n m + n² log n)",
        see_also=("closeness",),
        order=50,
        by_paths=True,
        sampled=True,
    ),
)
