"""Which numbers came before: all that did, or those that did of late, in memory that does not grow."""

from __future__ import annotations

from typing import Any

import numpy as np

#: How many numbers ``Recent`` has room for: a power of two.
ROOM = 1 << 20


class Recent:
    """Numbers that came of late: each has one place, and another one that falls there takes it.

    So what is said to be new may have come before; what is said to have come has.
    """

    def __init__(self) -> None:
        self._room = np.zeros(ROOM, dtype=np.int64)

    def add(self, numbers: Any) -> Any:
        """Add numbers.

        Args:
            numbers: an array of ``int64``, each once.

        Returns:
            whether each is new, as an array of truth values.
        """
        places = numbers & (ROOM - 1)
        is_new = (self._room[places] != numbers) | (numbers == 0)  # an empty place has the number 0
        self._room[places] = numbers
        return is_new


class Seen:
    """A growing set of numbers, kept as a few sorted arrays, each less than half as long as the one before."""

    def __init__(self) -> None:
        self._arrays: list[Any] = []

    def add(self, numbers: Any) -> Any:
        """Add numbers.

        Args:
            numbers: an array of ``int64``, each once.

        Returns:
            those that are new, in order.
        """
        is_new = np.ones(len(numbers), dtype=bool)
        for array in self._arrays:
            places = np.minimum(np.searchsorted(array, numbers), len(array) - 1)
            is_new &= array[places] != numbers
        found = added = np.sort(numbers[is_new])
        while self._arrays and len(self._arrays[-1]) <= 2 * len(added):
            added = np.sort(np.concatenate([self._arrays.pop(), added]))
        if len(added):
            self._arrays.append(added)
        return found

    def all(self) -> Any:
        """All of them, in order."""
        return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *self._arrays]))
