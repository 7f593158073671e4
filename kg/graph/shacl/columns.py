"""The triples of a graph as columns of numbers: what is looked at for all nodes together."""

from __future__ import annotations

import io
from itertools import islice
from typing import Any

from kg.graph.store import Store
from kg.graph.terms import Term

_LINES_AT_ONCE = 50_000

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
        number = self.terms.setdefault
        parts: list[Array] = []
        lines = io.BytesIO(data.ntriples())  # line by line, as a list of them is as large as the graph again
        while some := list(islice(lines, _LINES_AT_ONCE)):
            rows = []
            for line in some:
                if len(line) > 1:
                    subject, predicate, end = line.rstrip(b"\n").split(b" ", 2)
                    rows += [
                        number(subject, len(self.terms)),
                        predicates.setdefault(predicate, len(predicates)),
                        number(end[:-2], len(self.terms)),
                    ]
            parts.append(np.array(rows, dtype=np.int32).reshape(-1, 3))
        table = np.concatenate(parts) if parts else np.zeros((0, 3), dtype=np.int32)
        order = np.argsort(table[:, 1], kind="stable")
        ends = np.cumsum(np.bincount(table[:, 1], minlength=len(predicates)))
        self._subjects, self._objects = table[order, 0], table[order, 2]
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

    def number(self, term: Term) -> int:
        """The number of a term; -1 if the graph does not have it."""
        return self.terms.get(str(term).encode(), -1)
