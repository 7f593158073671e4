"""Arrays of whole numbers."""

from __future__ import annotations

from typing import Any

#: A table of places may have so many of them, and so many more for each number that is looked up.
_LEAST, _TIMES = 1_000, 8


def distinct(numbers: Any) -> Any:
    """The numbers of an array, each once, in order.

    The same as ``numpy.unique``, which looks numbers up in a table of hashes: of a million that are all different
    that takes 1 s, and to sort them 0.05.

    Args:
        numbers: an array of whole numbers.

    >>> import numpy as np
    >>> distinct(np.array([3, 1, 3])).tolist(), distinct(np.array([], dtype=np.int64)).tolist()
    ([1, 3], [])
    """
    import numpy as np

    found = np.sort(numbers, axis=None)
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def runs(first: Any, before: Any, count: Any) -> Any:
    """Numbers that run on: from each of the first, so many.

    Args:
        first: where each run begins.
        before: how many numbers come before it: ``cumsum(count) - count``.
        count: how many it has.

    >>> import numpy as np
    >>> runs(np.array([7, 2]), np.array([0, 3]), np.array([3, 2])).tolist()
    [7, 8, 9, 2, 3]
    """
    import numpy as np

    return np.repeat(first - before, count) + np.arange(before[-1] + count[-1] if len(count) else 0)


def are_places(*arrays: Any) -> bool:
    """Whether numbers are small enough for a table with a place for each; numbers of things are, mostly.

    Args:
        arrays: arrays of whole numbers.

    >>> import numpy as np
    >>> are_places(np.array([0, 5])), are_places(np.array([-1])), are_places(np.array([1 << 40]))
    (True, False, False)
    """
    most = _LEAST + _TIMES * sum(map(len, arrays))
    return all(array.min() >= 0 and array.max() < most for array in arrays if len(array))


def among(numbers: Any, some: Any) -> Any:
    """Which numbers of an array are among some: as ``numpy.isin``, which looks them up in a table of hashes too.

    Args:
        numbers: an array of whole numbers.
        some: another one.

    >>> import numpy as np
    >>> among(np.array([3, 1, 4]), np.array([4, 3])).tolist(), among(np.array([3]), np.array([], dtype=int)).tolist()
    ([True, False, True], [False])
    """
    import numpy as np

    if not len(some):
        return np.zeros(len(numbers), dtype=bool)
    if len(numbers) and are_places(numbers, some):
        there = np.zeros(int(max(numbers.max(), some.max())) + 1, dtype=bool)
        there[some] = True
        return there[numbers]
    known = np.sort(some)
    places = np.searchsorted(known, numbers)
    return known[np.minimum(places, len(known) - 1)] == numbers
