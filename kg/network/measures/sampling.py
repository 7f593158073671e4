"""Measures of shortest paths for networks too large to search from every node: estimates, with their bound.

Paths are searched from nodes drawn at random, with a fixed seed, so many that with a probability of
1 - delta no node's estimate is further off than epsilon. Components in which that would take more
draws than they have nodes are searched from every node, and are exact.

Whether the first nodes are told apart from the rest is another matter: the bound holds for the worst of networks, and
gaps between the first may be smaller than any error. So the sample is doubled until they are told apart or the budget
is spent, by bounds that go by how much the draws differ, and what is not told apart is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import UsageError
from kg.network.forms.sparse import SparseNetwork, kept, network_of
from kg.network.measures import paths, stacked_paths, work
from kg.network.measures.communities import SEED
from kg.network.measures.measure import Measure
from kg.network.measures.searches import Searches, empirical_bound
from kg.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    from kg.network.forms.sparse import Network

    Vector = NDArray[np.float64]

#: How far off estimates may be, and with what probability one may be further off all the same.
EPSILON, DELTA = 0.1, 0.05
#: How many of the first nodes are to be told apart from the rest.
TOP = 20


@dataclass(frozen=True, slots=True)
class Separation:
    """How far the first nodes by a measure are told apart.

    Attributes:
        name: the measure.
        top: how many nodes are looked at.
        told: whether they are the first ones for certain, in whatever order: the lowest that each of them may have is
            above the highest that any other may have.
        certain: how many of their places are certain, the nodes before and after being told apart.
        delta: with which probability, at most, any of this is wrong.
    """

    name: str
    top: int
    told: bool
    certain: int
    delta: float


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
        harmonic_error: by how much the harmonic closeness of any node is off at most; 0 if every component is exact.
        separations: how far the first nodes are told apart, by each of the three measures.
    """

    betweenness: dict[Any, float]
    closeness: dict[Any, float]
    harmonic: dict[Any, float]
    epsilon: float
    delta: float
    sources: int
    standard_error: float
    harmonic_error: float = 0.0
    separations: tuple[Separation, ...] = ()


def sample(
    network: Network,
    epsilon: float = EPSILON,
    delta: float = DELTA,
    seed: int = SEED,
    top: int = TOP,
    budget: float = 0.0,
    names: Collection[str] = ("betweenness", "closeness", "harmonic"),
) -> Sampled:
    """Estimate betweenness, closeness and harmonic closeness, as ``kg.network.measures.paths`` defines them.

    Each component of c nodes is searched from k = (c/(c-1))² ln(2nr/delta) / (2 epsilon²) nodes drawn without
    replacement, n being the nodes of the network, or from every node if it has no more than k. The estimate
    is c/k times the sum over the draws. Then k is doubled, up to r - 1 times, until the first nodes by each of the
    measures are told apart from the rest.

    Args:
        network: an undirected graph or its arrays.
        epsilon: above 0 and below 1; if the sample is raised, ``Sampled.epsilon`` is what it comes to.
        delta: above 0 and below 1.
        seed: of the draws.
        top: how many nodes are to be told apart.
        budget: searches times ties that may be spent on raising the sample; 0 for never.
        names: the measures whose first nodes are to be told apart; all are estimated.

    Returns:
        one estimate a node and measure, with how far it may be off.

    Raises:
        UsageError: if ``epsilon`` or ``delta`` is not so.

    Source: Brandes & Pich (2007), Centrality estimation in large networks, Int. J. Bifurcation and Chaos
    17(7), 2303-2318; Eppstein & Wang (2004), Fast approximation of centrality, J. Graph Algorithms and
    Applications 8(1), 39-45, whose bound for distances holds for their reciprocals too, as these are at most the
    largest strength; the bound by Hoeffding (1963), J. American Statistical Association 58, 13-30, theorems 2 and 4,
    for n nodes at once. What is told apart goes by the empirical bound of Bardenet & Maillard (2015), Concentration
    inequalities for sampling without replacement, Bernoulli 21(3), 1361-1385, theorem 4.3.
    """
    for name, value in (("epsilon", epsilon), ("delta", delta)):
        if not 0 < value < 1:
            raise UsageError(
                Text(
                    f"{name} is {value!r}. It must be above 0 and below 1, such as 0.05.",
                    f"{name} 为 {value!r}。须大于0且小于1，如0.05。",
                )
            )
    arrays = network_of(network)
    size, ties = max(len(arrays), 1), max(arrays.strength.nnz // 2, 1)

    def wanted(rounds: int) -> float:
        return math.log(2 * size * rounds / delta) / (2 * epsilon**2)

    rounds = 1 + max(0, math.ceil(math.log2(max(budget / ties / wanted(1), 1))))
    chance = np.random.default_rng(seed)
    parts = [
        Searches(arrays, np.flatnonzero(arrays.parts == part), chance)
        for part in range(int(arrays.parts.max(initial=-1)) + 1)
    ]
    estimates = Estimates(arrays, parts, delta / rounds, top)
    bound = wanted(rounds)
    for doubled in range(rounds):
        # The last of the rounds takes what is left of the budget.
        draws = min(bound * 2**doubled, max(budget / ties, bound))
        for part in parts:
            part.search(draws)
        separations = tuple(each for each in estimates.separations() if each.name in names)
        if all(each.told for each in separations) or all(part.exact for part in parts):
            break
    # Of components that are searched in part only; the smallest sample has the widest bound.
    partly = [part for part in parts if not part.exact]
    reached = max((part.reached(2 * size * rounds / delta) for part in partly), default=epsilon)
    return Sampled(
        arrays.by_node(estimates.betweenness()),
        arrays.by_node(estimates.closeness()),
        arrays.by_node(estimates.harmonic()),
        min(reached, epsilon),
        delta,
        max((part.searched for part in parts if part.size > 1), default=0),
        estimates.standard_error(),
        max((part.reached(2 * size * rounds / delta) * part.size * part.strongest for part in partly), default=0.0),
        separations,
    )


def betweenness(network: Network) -> dict[Any, float]:
    """Betweenness, exact where that and closeness cost no more than the network's budget, else estimated."""
    arrays = network_of(network)
    return sampled(arrays).betweenness if work.betweenness_is_estimated(arrays) else paths.betweenness(arrays)


def closeness(network: Network) -> dict[Any, float]:
    """Closeness, exact where it costs no more than the budget, or half of it if betweenness is estimated."""
    arrays = network_of(network)
    return sampled(arrays).closeness if work.closeness_is_estimated(arrays) else paths.closeness(arrays)


def harmonic(network: Network) -> dict[Any, float]:
    """Harmonic closeness, exact or estimated as ``closeness`` is."""
    arrays = network_of(network)
    return sampled(arrays).harmonic if work.closeness_is_estimated(arrays) else paths.harmonic(arrays)


def estimated(arrays: SparseNetwork) -> tuple[str, ...]:
    """The measures that are estimated for a network, by name."""
    if not work.betweenness_is_estimated(arrays):
        return ()
    return ("betweenness", "closeness", "harmonic") if work.closeness_is_estimated(arrays) else ("betweenness",)


@kept
def sampled(arrays: SparseNetwork) -> Sampled:
    """What ``sample`` makes of a network within its budget, once for the three measures and the remark on them."""
    return sample(arrays, budget=work.searches(arrays), names=estimated(arrays))


class Estimates:
    """What the searches of all components come to: a value a node, and between which values it lies.

    Args:
        arrays: the network.
        parts: the searches of its components.
        delta: with which probability any node may lie outside.
        top: how many nodes are to be told apart.
    """

    def __init__(self, arrays: SparseNetwork, parts: list[Searches], delta: float, top: int) -> None:
        self.arrays, self.parts, self.delta, self.top = arrays, parts, delta, top

    def _spread(self, of_part: Callable[[Searches], Vector | float]) -> Vector:
        found = np.zeros(len(self.arrays))
        for part in self.parts:
            found[part.places] = of_part(part)
        return found

    @property
    def pairs(self) -> int:
        """Ordered pairs of other nodes that a node may lie between."""
        return max((len(self.arrays) - 1) * (len(self.arrays) - 2), 1)

    def betweenness(self) -> Vector:
        """Betweenness of each node."""
        return self._spread(lambda part: part.passed.mean * part.size) / self.pairs

    def closeness(self, further: float = 0.0) -> Vector:
        """Closeness of each node, if each mean distance is so many of its errors further off."""

        def total(part: Searches) -> Vector:
            error = self._error(part, "total", part.longest) if further else 0.0
            return np.maximum(part.total.mean + further * error, 0) * part.size

        sums, sizes = self._spread(total), self._spread(lambda part: part.size)
        with np.errstate(divide="ignore"):
            found: Vector = paths.closeness_of_totals(sums, sizes, max(len(self.arrays), 2))
        return found

    def harmonic(self) -> Vector:
        """Harmonic closeness of each node."""
        return self._spread(lambda part: part.inverse.mean * part.size)

    def standard_error(self) -> float:
        """Of the betweenness that is known least well."""
        return max((part.passed.standard_error(part.size) * part.size / self.pairs for part in self.parts), default=0.0)

    def separations(self) -> tuple[Separation, ...]:
        """How far the first nodes are told apart by each measure."""
        passed, inverse = self.betweenness(), self.harmonic()
        off = self._spread(lambda part: self._error(part, "passed", part.size) * part.size) / self.pairs
        away = self._spread(lambda part: self._error(part, "inverse", part.strongest) * part.size)
        return (
            self._apart("betweenness", passed, passed - off, passed + off),
            self._apart("closeness", self.closeness(), self.closeness(1.0), self.closeness(-1.0)),
            self._apart("harmonic", inverse, inverse - away, inverse + away),
        )

    def _error(self, part: Searches, name: str, span: float) -> Vector | float:
        # Both sides of every node.
        return empirical_bound(getattr(part, name), part.size, span, self.delta / (2 * len(self.arrays)))

    def _apart(self, name: str, values: Vector, low: Vector, high: Vector) -> Separation:
        order = np.argsort(-values, kind="stable")
        top = min(self.top, len(order) - 1)
        if top < 1:
            return Separation(name, len(order), True, len(order), self.delta)
        # What all up to a place have at least, and what any after it may have at most.
        least = np.minimum.accumulate(low[order])
        most = np.maximum.accumulate(high[order][::-1])[::-1]
        parted = np.concatenate([[True], least[:top] > most[1 : top + 1]])
        return Separation(name, top, bool(parted[-1]), int((parted[1:] & parted[:-1]).sum()), self.delta)


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
        gist=Text("stands between others", "居于他者之间"),
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
        gist=Text("near to all others", "与各方距离近"),
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
