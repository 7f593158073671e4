"""Many variants of one small network, measured at once: what resampling and null models ask for.

A thousand small networks take seconds if each is an object of its own, and a fraction of that as one
stack of matrices. Measures that have no form for stacks, and networks too large for dense matrices, are
measured one by one; the values are the same to 1e-9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from kg.network.forms.compiled import one_thread_of_algebra
from kg.network.forms.variants import Stack, Variants
from kg.network.measures.register import MEASURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Nodes up to which variants are stacked as dense matrices.
_DENSE = 300
#: Directed ties times nodes up to which shortest paths are searched for in a stack: above, one by one is faster.
_PATHS = 2_500
#: Entries of the largest array that a stack may make: 32 MB of floats.
_ENTRIES = 4_000_000


def measure_variants(variants: Variants, names: Iterable[str]) -> dict[str, Floats]:
    """Measure every node of every variant.

    Args:
        variants: R variants of a network of n nodes.
        names: names in ``kg.network.measures.register.MEASURES``.

    Returns:
        name to R x n values, as the measure itself gives them to 1e-9; NaN where it is not defined.
    """
    wanted = list(names)
    found = {name: np.full((len(variants), len(variants.nodes)), np.nan) for name in wanted}
    if not len(variants.nodes):
        return found
    with one_thread_of_algebra():
        for start, stop in _chunks(variants):
            for name, values in _measured(variants.rows(start, stop), wanted):
                found[name][start:stop] = values
    return found


def _measured(variants: Variants, names: list[str]) -> Iterator[tuple[str, Floats]]:
    stack = Stack.of(variants)
    size, ends = len(stack.nodes), 2 * len(stack.tails)
    for name in names:
        measure = MEASURES[name]
        few = size <= _DENSE and (not measure.by_paths or size * ends <= _PATHS)
        yield name, measure.stacked(stack) if few and measure.stacked else _one_by_one(stack, name)


def _chunks(variants: Variants) -> Iterator[tuple[int, int]]:
    """Rows that are measured together, so that what they take in memory is bounded."""
    size, many, ties = len(variants.nodes), len(variants), variants.tails.shape[1]
    # A stack has no more pairs than nodes allow; and as dense matrices or as paths it is the larger.
    pairs = min(ties * len(variants.tails), size * size)
    largest = max(size * size, pairs, min(2 * size * pairs, _PATHS)) if size <= _DENSE else pairs
    step = max(1, _ENTRIES // max(largest, 1))
    for start in range(0, many, step):
        yield start, min(start + step, many)


def _one_by_one(stack: Stack, name: str) -> Floats:
    function = MEASURES[name].function
    values = np.empty((len(stack.strength), len(stack.nodes)))
    for row in range(len(values)):
        found = function(stack.network(row))
        values[row] = [np.nan if found[node] is None else found[node] for node in stack.nodes]
    return values
