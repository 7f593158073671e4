"""The triples of a graph as columns of numbers: what is looked at for all nodes together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.graph.store import Store
from kg.graph.store.passing import pass_lines
from kg.graph.terms import Term

#: Truth values, or numbers of terms, as arrays.
Array = Any


class Columns:
    """The triples of a graph as numbers of terms.

    Attributes:
        terms: the number of each term, as N-Triples spells it.
        spelt: the terms by their numbers.
    """

    def __init__(self, data: Store) -> None:
        import numpy as np

        self.terms: dict[bytes, int] = {}
        predicates: dict[bytes, int] = {}
        parts: list[tuple[Array, Array, Array]] = []
        number = self.terms.setdefault

        def take(lines: list[bytes]) -> None:
            rows = []
            for line in lines:
                subject, predicate, end = line.split(b" ", 2)
                rows += [
                    number(subject, len(self.terms)),
                    number(end[:-2], len(self.terms)),
                    predicates.setdefault(predicate, len(predicates)),
                ]
            some = np.array(rows, dtype=np.int32).reshape(-1, 3)
            parts.append((some[:, 0].copy(), some[:, 1].copy(), some[:, 2].astype(_number(len(predicates)))))

        pass_lines(data, take)
        subjects, objects, properties = (
            (np.concatenate([part[place] for part in parts]) if parts else np.zeros(0, dtype=np.int32))
            for place in range(3)
        )
        parts.clear()
        order = np.argsort(properties, kind="stable")
        ends = np.cumsum(np.bincount(properties, minlength=len(predicates)))
        self._subjects, self._objects = subjects[order], objects[order]
        self._runs = {
            name: slice(int(end) - int(size), int(end))
            for (name, end), size in zip(zip(predicates, ends, strict=True), np.diff(ends, prepend=0), strict=True)
        }
        self.spelt = list(self.terms)

    def __len__(self) -> int:
        return len(self.spelt)

    def pairs(self, predicate: Term, *, inverse: bool = False) -> tuple[Array, Array]:
        """Subjects and objects of a predicate, or the other way round."""
        run = self._runs.get(str(predicate).encode(), slice(0, 0))
        found = self._subjects[run], self._objects[run]
        return (found[1], found[0]) if inverse else found

    def runs(self) -> Iterator[tuple[bytes, Array, Array]]:
        """Each predicate, as N-Triples spells it, with its subjects and its objects."""
        for name, run in self._runs.items():
            yield name, self._subjects[run], self._objects[run]

    def number(self, term: Term) -> int:
        """The number of a term; -1 if the graph does not have it."""
        return self.terms.get(str(term).encode(), -1)


def _number(size: int) -> Any:
    """The type of numbers below a size: arrays of small ones are sorted in a fraction of the time."""
    import numpy as np

    return np.int16 if size < np.iinfo(np.int16).max else np.int32
