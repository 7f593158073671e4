"""Which numbers came before, in eight bytes each."""

from __future__ import annotations

from typing import Any

import numpy as np


class Seen:
    """A growing set of numbers, kept as a few sorted arrays, each less than half as long as the one before."""

    def __init__(self) -> None:
        self._arrays: list[Any] = []

    def add(self, numbers: Any) -> Any:
        """Add numbers.

        Args:
            numbers: an array of ``int64``, each once.

        Returns:
            whether each is new, as an array of truth values.
        """
        is_new = np.ones(len(numbers), dtype=bool)
        for array in self._arrays:
            places = np.minimum(np.searchsorted(array, numbers), len(array) - 1)
            is_new &= array[places] != numbers
        added = np.sort(numbers[is_new])
        while self._arrays and len(self._arrays[-1]) <= 2 * len(added):
            added = np.sort(np.concatenate([self._arrays.pop(), added]))
        if len(added):
            self._arrays.append(added)
        return is_new
