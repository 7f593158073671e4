"""The texts of a whole graph whose triples are there as numbers of terms, byte for byte those of ``canonical``.

Terms are put in order and spelt once, however many triples have them, and triples are sorted as numbers: that takes
less than half the time of sorting a line for each, and no line is held. A build has the numbers from checking.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from kg import vocabulary
from kg.graph.store.protocol import Numbered
from kg.graph.terms import Triple
from kg.graph.writing.canonical import TYPE, Names

#: Triples that are written at once.
_AT_ONCE = 20_000
#: Numbers below this fit 64 bits, with their sign.
_MOST = 1 << 63

Array = Any


class Texts:
    """The texts of a graph that has neither blank nodes nor triples about triples; see ``of``.

    Args:
        terms: subjects and objects as N-Triples spells them, sorted: the order of lines is that of their terms.
        predicates: likewise.
        triples: subject, predicate and object of each triple by their places there, sorted.
        base: the IRI under which the graph's things live, for the prefixes.
    """

    def __init__(
        self, terms: Sequence[bytes], predicates: Sequence[bytes], triples: tuple[Array, Array, Array], base: str
    ) -> None:
        self._terms, self._predicates, self._triples, self._base = terms, predicates, triples, base

    @classmethod
    def of(
        cls, graph: Numbered, leave_out: Collection[Triple] = (), base: str = vocabulary.DEFAULT_BASE
    ) -> Texts | None:
        """The texts of a graph.

        Args:
            graph: the graph.
            leave_out: triples that are not to be written.
            base: the IRI under which the graph's things live.

        Returns:
            them; ``None`` where ``canonical`` sees to it: for blank nodes, triples about triples, too many terms.
        """
        import numpy as np

        order = sorted(range(len(graph.spelt)), key=graph.spelt.__getitem__)
        terms = [graph.spelt[number] for number in order]
        runs = sorted(graph.runs(), key=lambda run: run[0])
        predicates = [name for name, _, _ in runs]
        if _has_others(terms) or len(terms) ** 2 * len(predicates) >= _MOST:
            return None
        places = np.empty(len(terms), dtype=np.int64)
        places[order] = np.arange(len(terms))
        keys = [
            _keys(places[subjects], place, places[objects], (len(predicates), len(terms)))
            for place, (_, subjects, objects) in enumerate(runs)
        ]
        key = np.concatenate([np.zeros(0, dtype=np.int64), *keys])
        key.sort()
        key = np.delete(key, _left_out(key, leave_out, terms, predicates))
        return cls(terms, predicates, _parted(key, (len(predicates), len(terms))), base)

    def __len__(self) -> int:
        return len(self._triples[0])

    def quads(self) -> Iterator[bytes]:
        """The graph as ``canonical.nquads`` has it, some lines at a time."""
        import numpy as np

        subjects, predicates, objects = self._triples
        between, end = len(self._terms), len(self._terms) + len(self._predicates)
        table = [*self._terms, *(b" %b " % name for name in self._predicates), b" .\n"]
        for start in range(0, len(subjects), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            parts = np.full((len(subjects[some]), 4), end, dtype=np.int64)
            parts[:, 0], parts[:, 1], parts[:, 2] = subjects[some], predicates[some] + between, objects[some]
            yield b"".join(map(table.__getitem__, parts.ravel().tolist()))

    def turtle(self) -> Iterator[str]:
        """The graph as ``canonical.turtle`` has it, some triples at a time."""
        import numpy as np

        names = Names(vocabulary.prefixes(self._base))
        subjects, predicates, objects = self._triples
        told = _told(self._terms, (subjects, objects), names.told)
        verbs = _told(self._predicates, (predicates,), lambda name: "a" if name == TYPE else names.spelt(name))
        yield names.header()
        subjects, predicates, objects = self._by_blocks()
        table = [*told, *(f"\n    {verb} " for verb in verbs), *(f" ;\n    {verb} " for verb in verbs)]
        first, further, comma = len(told), len(told) + len(verbs), len(table)
        table += [", ", " .\n\n", "\n"]
        begins = np.diff(subjects, prepend=-1) != 0
        turns = np.diff(predicates, prepend=-1) != 0
        before = np.where(begins, predicates + first, np.where(turns, predicates + further, comma))
        for start in range(0, len(subjects), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            # A subject that begins: the end of the one before it, itself, its predicate and its object; else these two.
            ends = np.cumsum(np.where(begins[some], 4, 2))
            parts = np.full(ends[-1], comma + 1, dtype=np.int64)
            parts[ends - 1], parts[ends - 2] = objects[some], before[some]
            parts[ends[begins[some]] - 3] = subjects[some][begins[some]]
            if not start:
                parts[0] = comma + 2
            yield "".join(map(table.__getitem__, parts.tolist()))
        if len(subjects):
            yield " .\n"

    def _by_blocks(self) -> tuple[Array, Array, Array]:
        """The triples in the order of Turtle: the class first, and names without the sign that ends them in lines."""
        import numpy as np

        subjects, predicates, objects = self._triples
        different = subjects[np.flatnonzero(np.diff(subjects, prepend=-1))].tolist()
        different.sort(key=lambda place: self._terms[place][:-1])
        verbs = sorted(
            range(len(self._predicates)),
            key=lambda place: (self._predicates[place] != TYPE, self._predicates[place][:-1]),
        )
        subject_at, verb_at = np.empty(len(self._terms), dtype=np.int64), np.empty(len(verbs), dtype=np.int64)
        subject_at[different], verb_at[verbs] = np.arange(len(different)), np.arange(len(verbs))
        sizes = (len(verbs), len(self._terms))
        key = _keys(subject_at[subjects], verb_at[predicates], objects, sizes)
        key.sort()
        subjects, predicates, objects = _parted(key, sizes)
        return np.array(different, dtype=np.int64)[subjects], np.array(verbs, dtype=np.int64)[predicates], objects


def _has_others(terms: Sequence[bytes]) -> bool:
    """Whether there are blank nodes, which come last of all terms, or triples about triples, which come before IRIs."""
    place = bisect_left(terms, b"<<")
    return bool(terms) and (terms[-1][:1] == b"_" or terms[min(place, len(terms) - 1)][:2] == b"<<")


def _keys(subjects: Array, predicates: Array, objects: Array, sizes: tuple[int, int]) -> Array:
    """One number a triple, in the order of subject, predicate and object.

    Args:
        subjects: numbers, or one for all.
        predicates: likewise.
        objects: likewise.
        sizes: what predicates, and what objects are less than.
    """
    return (subjects * sizes[0] + predicates) * sizes[1] + objects


def _parted(keys: Array, sizes: tuple[int, int]) -> tuple[Array, Array, Array]:
    """What ``_keys`` was made of."""
    before, objects = keys // sizes[1], keys % sizes[1]
    return before // sizes[0], before % sizes[0], objects


def _left_out(
    keys: Array, leave_out: Collection[Triple], terms: Sequence[bytes], predicates: Sequence[bytes]
) -> list[int]:
    """The places of some triples.

    Args:
        keys: the number of each triple, sorted.
        leave_out: the triples; not each of them need be there.
        terms: as in ``Texts``.
        predicates: likewise.
    """
    found = []
    for triple in leave_out:
        subject, object_ = (_place(terms, str(term).encode()) for term in (triple.subject, triple.object))
        predicate = _place(predicates, str(triple.predicate).encode())
        if subject is None or predicate is None or object_ is None:
            continue
        key = _keys(subject, predicate, object_, (len(predicates), len(terms)))
        place = bisect_left(keys, key)
        if place < len(keys) and keys[place] == key:
            found.append(place)
    return found


def _place(names: Sequence[bytes], name: bytes) -> int | None:
    place = bisect_left(names, name)
    return place if place < len(names) and names[place] == name else None


def _told(names: Sequence[bytes], used: Sequence[Array], tell: Callable[[bytes], str]) -> list[str]:
    """How each of some names is written, where it is used: what is not must take no prefix."""
    import numpy as np

    is_used = np.zeros(len(names), dtype=bool)
    for places in used:
        is_used[places] = True
    return [tell(name) if told else "" for name, told in zip(names, is_used.tolist(), strict=True)]
