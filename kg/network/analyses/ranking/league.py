"""Places in a league table: nodes with the same value share a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: Values that differ by less than this share of the largest are the same.
SAME = 1e-9


def places(values: Floats, *, low_first: bool = False) -> Integers:
    """Places in a league table, row by row: those with the same value share the best of their places.

    Args:
        values: R x n; NaN for what has none.
        low_first: whether the lowest value is the first.

    Returns:
        R x n places from 1; what has no value comes after all that have one.

    >>> places(np.array([[3.0, 5.0, 3.0, 1.0]])).tolist()
    [[2, 1, 2, 4]]
    """
    keys = np.where(np.isnan(values), np.inf, values if low_first else -values)
    order = np.argsort(keys, axis=1, kind="stable")
    ordered = np.take_along_axis(keys, order, axis=1)
    finite = np.where(np.isfinite(keys), np.abs(keys), 0.0)
    scale = finite.max(axis=1, initial=0.0, keepdims=True)
    with np.errstate(invalid="ignore"):  # two that have no value are the same
        apart = np.nan_to_num(np.diff(ordered, axis=1), nan=0.0) > SAME * scale
    first = np.where(apart, np.arange(1, keys.shape[1]), 0)
    best = np.concatenate([np.zeros((len(keys), min(1, keys.shape[1])), dtype=np.int64), first], axis=1)
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.maximum.accumulate(best, axis=1) + 1, axis=1)
    return found.astype(np.int64)


def last_places(values: Floats, *, low_first: bool = False) -> Integers:
    """The same, those with the same value sharing the worst of their places; what has no value has the last.

    Args:
        values: as in ``places``.
        low_first: as in ``places``.

    >>> last_places(np.array([[3.0, 5.0, 3.0, 1.0]])).tolist()
    [[3, 1, 3, 4]]
    """
    undefined = np.isnan(values)
    valued = values.shape[1] - undefined.sum(axis=1, keepdims=True)
    found: Integers = np.where(undefined, values.shape[1], valued + 1 - places(values, low_first=not low_first))
    return found
