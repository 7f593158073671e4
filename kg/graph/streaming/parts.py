"""Which part of a graph each part needs beside it, so that the rules find of its things what they find in the whole.

A rule says something of one thing, and finds it by what the thing leads to: its participations, their parties, where
those are, within what. So a part needs all that its things lead to, whatever the property. A rule also looks at what is
said *about* a thing, about what a claim is about, and at what a thing came from; those properties are followed back.
The bundled rules follow no other one back, which a test holds them to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kg.graph.streaming.notes import ABOUT, LATER, SUPERSEDED, Notes, places
from kg.numbers import distinct

#: An array of numbers.
_Array = Any


class Edges:
    """Edges between places, by the place that each begins at."""

    def __init__(self, tails: _Array, heads: _Array, number: int) -> None:
        self._begins = np.zeros(number + 1, dtype=np.int32)
        np.cumsum(np.bincount(tails, minlength=number), out=self._begins[1:])
        self._heads = heads[np.argsort(tails, kind="stable")]

    def of(self, places: _Array) -> _Array:
        """The ends of the edges that begin at some places."""
        begins = self._begins[places]
        many = self._begins[places + 1] - begins
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        found: _Array = self._heads[np.repeat(begins, many) + within]
        return found


class Parts:
    """The things of a graph in parts: each is of the part with which it is first spoken of.

    A thing that only its part speaks of, and that nothing else leads to, is looked up with the part; the others are
    held at once.

    Args:
        notes: the parts.
        everywhere: hashes of things that each part needs, such as what the ontology speaks of.
    """

    def __init__(self, notes: Notes, everywhere: _Array) -> None:
        self._notes = notes
        self._common = notes.common(everywhere)
        number = len(self._common)
        self._part = np.full(number, -1, dtype=np.int32)
        segments, edges = self._of_common()
        self._begins, self._ends = segments["begin"], segments["end"]
        self._segments = Edges(segments["thing"], np.arange(len(segments), dtype=np.int32), number)
        tails, heads, kinds = edges["tail"], edges["head"], edges["kind"]
        about, later, superseded = (kinds == kind for kind in (ABOUT, LATER, SUPERSEDED))
        self._is_about = Edges(tails[about], heads[about], number)
        self._is_spoken_of = Edges(heads[about], tails[about], number)
        self._came_from = Edges(heads[superseded], tails[superseded], number)
        if later.any():
            tails, heads = np.append(tails, heads[later]), np.append(heads, tails[later])
        self._forward = Edges(tails, heads, number)
        found = places(self._common, everywhere)
        self._everywhere = found[found >= 0]
        self._by_part = np.argsort(self._part, kind="stable").astype(np.int32)
        self._firsts = np.searchsorted(self._part[self._by_part], np.arange(len(notes) + 1))
        self._is_needed = np.zeros(number, dtype=bool)  # between two parts, of none

    def own(self, hashes: Sequence[int], part: int) -> _Array:
        """Which of some subjects, of a part or of what it leads to, are of the part or of none: truth values."""
        found = places(self._common, np.array(hashes, dtype=np.int64))
        of = self._part[found] if len(self._part) else found
        is_own: _Array = (found < 0) | (of < 0) | (of == part)
        return is_own

    def spans(self, part: int) -> Iterator[tuple[int, int]]:
        """From where to where the lines stand that a part needs; what touches is put together."""
        note = self._notes[part]
        place = places(self._common, note.things)
        alone = place[note.owners] < 0
        leads_out = place[note.tails] < 0
        leads_out &= (note.ends < 0) | (place[note.ends] >= 0)
        reached = places(self._common, note.heads[leads_out])
        segments = self._segments.of(self._needed(part, distinct(reached[reached >= 0])))
        begins = np.concatenate([note.begins[alone], self._begins[segments]])
        ends = np.concatenate([note.begins[alone] + note.lengths[alone], self._ends[segments]])
        order = np.argsort(begins)
        begins, ends = begins[order], ends[order]
        apart = np.flatnonzero(begins[1:] != ends[:-1]) + 1
        yield from zip(
            begins[np.concatenate([[0], apart])].tolist() if len(begins) else [],
            ends[np.concatenate([apart - 1, [len(ends) - 1]])].tolist() if len(ends) else [],
            strict=True,
        )

    def _needed(self, part: int, reached: _Array) -> _Array:
        """The common things that a part needs, of which its others reach some."""
        own = self._by_part[self._firsts[part] : self._firsts[part + 1]]
        seeds = np.concatenate([own, self._everywhere])
        subjects = np.concatenate([seeds, self._is_about.of(seeds)])
        new = np.concatenate([subjects, self._is_spoken_of.of(subjects), self._came_from.of(seeds), reached])
        new = distinct(new)
        found = list[_Array]()
        while len(new):
            found.append(new)
            self._is_needed[new] = True
            further = distinct(self._forward.of(new))
            new = further[~self._is_needed[further]]
        needed = np.concatenate([np.zeros(0, dtype=np.int32), *found])
        self._is_needed[needed] = False
        return needed

    def _of_common(self) -> tuple[_Array, _Array]:
        """The segments and edges of common things, each once; says of which part each thing is."""
        segments, edges = [np.zeros(0, dtype=_SEGMENT)], [np.zeros(0, dtype=_EDGE)]
        for part, note in enumerate(self._notes):
            place = places(self._common, note.things)
            here = place[place >= 0]
            self._part[here[self._part[here] < 0]] = part
            kept = np.flatnonzero(place[note.owners] >= 0)
            some = np.empty(len(kept), dtype=_SEGMENT)
            some["thing"], some["mark"] = place[note.owners[kept]], note.marks[kept]
            some["begin"], some["end"] = note.begins[kept], note.begins[kept] + note.lengths[kept]
            segments.append(some)
            kept = np.flatnonzero(place[note.tails] >= 0)
            heads = places(self._common, note.heads[kept])
            kept, heads = kept[heads >= 0], heads[heads >= 0]
            more = np.empty(len(kept), dtype=_EDGE)
            more["tail"], more["head"], more["kind"] = place[note.tails[kept]], heads, note.kinds[kept]
            edges.append(more)
        # Lines that came twice with another thing's between are of several parts; they are read once.
        return _once(np.concatenate(segments), ("thing", "mark")), _once(
            np.concatenate(edges), ("tail", "head", "kind")
        )


_SEGMENT = np.dtype([("thing", np.int32), ("mark", np.int64), ("begin", np.int64), ("end", np.int64)])
_EDGE = np.dtype([("tail", np.int32), ("head", np.int32), ("kind", np.int8)])


def _once(table: _Array, columns: Sequence[str]) -> _Array:
    """The rows of a table, of those that are alike in some columns the first."""
    if not len(table):
        return table
    ordered = table[np.lexsort([table[name] for name in reversed(columns)])]
    is_first = np.zeros(len(ordered), dtype=bool)
    is_first[0] = True
    for name in columns:
        is_first[1:] |= ordered[name][1:] != ordered[name][:-1]
    return ordered[is_first]
