"""What measures of shortest paths cost: by nodes and ties alone, never by a clock.

So whether a network is measured exactly or estimated is the same on every machine, however busy it is. The rates were
measured (``tests/bench/paths.py``) on one core of 2026, and are rough: what they must be is the same every time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.text import Text

if TYPE_CHECKING:
    from kg.network.forms.sparse import SparseNetwork

#: Seconds a node and tie: betweenness where all ties are equally long, and where they are not; distances likewise; and
#: of an estimate, a search and tie.
EQUAL, UNEQUAL, LEVELS, DISTANCES, SEARCH = 8e-8, 8e-8, 5e-9, 6e-8, 2e-7


def with_budget(arrays: SparseNetwork, budget: float | None) -> SparseNetwork:
    """A network of which exact searches may cost so much; the same one if nothing is said.

    Args:
        arrays: the network.
        budget: CPU seconds, about; infinite for exact values whatever they cost.

    Raises:
        UsageError: if it is not above 0.
    """
    if budget is None:
        return arrays
    if not budget > 0:
        raise UsageError(
            Text(
                f"The budget is {budget:g} seconds. Give one above 0, such as 60, or ask for exact values.",
                f"计算预算为 {budget:g} 秒。请给出大于0的秒数，如60，或要求精确值。",
            )
        )
    return replace(arrays, budget=float(budget))


def distances_seconds(arrays: SparseNetwork) -> float:
    """What it costs to find how far all nodes are from all others."""
    return (LEVELS if arrays.one_length is not None else DISTANCES) * _size(arrays)


def betweenness_seconds(arrays: SparseNetwork) -> float:
    """What it costs to find the shortest paths that run through each node."""
    return (EQUAL if arrays.one_length is not None else UNEQUAL) * _size(arrays)


def betweenness_is_estimated(arrays: SparseNetwork) -> bool:
    """Whether betweenness and both kinds of closeness, exact, would cost more than the budget."""
    return betweenness_seconds(arrays) + distances_seconds(arrays) > arrays.budget


def closeness_is_estimated(arrays: SparseNetwork) -> bool:
    """Whether both kinds of closeness, exact, would leave less than half the budget for an estimate of betweenness."""
    return betweenness_is_estimated(arrays) and 2 * distances_seconds(arrays) > arrays.budget


def searches(arrays: SparseNetwork) -> float:
    """Searches times ties that an estimate may take: half of what the budget has left."""
    exact = 0.0 if closeness_is_estimated(arrays) else distances_seconds(arrays)
    return (arrays.budget - exact) / 2 / SEARCH


def _size(arrays: SparseNetwork) -> int:
    return len(arrays) * int(arrays.strength.nnz // 2)
