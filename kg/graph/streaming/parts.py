"""Which part of a graph each part needs beside it, so that the rules find of its things what they find in the whole.

A rule says something of one thing, and finds it by what the thing leads to: its participations, their parties, where
those are, within what. So a part needs all that its things lead to, whatever the property. A rule also looks at what is
said *about* a thing, about what a claim is about, and at what a thing came from; those properties are followed back.
The bundled rules follow no other one back, which a test holds them to.

Things are known by a hash of 64 bits. Two of one hash are taken for one: a part is then larger than it need be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kg import vocabulary
from kg.numbers import distinct

#: An array of numbers.
_Array = Any

#: What kind of edge a property makes; any other one is only followed from a thing to what it leads to.
FORWARD, ABOUT, LATER, SUPERSEDED = range(4)
KINDS = {
    f"<{vocabulary.PK}about>": ABOUT,
    f"<{vocabulary.PK}laterReplacedBy>": LATER,
    f"<{vocabulary.PK}supersededBy>": SUPERSEDED,
}

#: Lines of one subject that stand together: its hash, where they begin, how long they are in bytes, and the part that
#: they came with.
SEGMENT = np.dtype([("thing", np.int64), ("begin", np.int64), ("length", np.int32), ("part", np.int32)])
#: An edge: the number of the segment in which it is stated, the hash of its object, and its kind.
EDGE = np.dtype([("segment", np.int32), ("head", np.int64), ("kind", np.int8)])


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

    Args:
        segments: arrays of ``SEGMENT``, ascending by their place; the list is emptied.
        edges: arrays of ``EDGE``; likewise.
        everywhere: hashes of things that each part needs, such as what the ontology speaks of.
    """

    def __init__(self, segments: list[_Array], edges: list[_Array], everywhere: _Array) -> None:
        # Of each table a column is taken at a time, and what is done with is let go: memory is longest here.
        hashes = _column(segments, "thing")
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        hashes = hashes[order]
        is_first = np.ones(len(hashes), dtype=bool)
        is_first[1:] = hashes[1:] != hashes[:-1]
        self._things = hashes[is_first]
        del hashes
        number = len(self._things)
        things = np.empty(len(order), dtype=np.int32)
        things[order] = np.cumsum(is_first, dtype=np.int32) - 1
        self._part = _column(segments, "part")[order[is_first]]
        del order, is_first
        self._begins, self._lengths = _column(segments, "begin"), _column(segments, "length")
        segments.clear()
        self._segments = Edges(things, np.arange(len(things), dtype=np.int32), number)
        heads, there = self._places(_column(edges, "head"))
        heads, kinds = heads[there], _column(edges, "kind")[there]
        tails = things[_column(edges, "segment")[there]]
        del things, there
        edges.clear()
        about, later, superseded = (kinds == kind for kind in (ABOUT, LATER, SUPERSEDED))
        self._is_about = Edges(tails[about], heads[about], number)
        self._is_spoken_of = Edges(heads[about], tails[about], number)
        self._came_from = Edges(heads[superseded], tails[superseded], number)
        if later.any():
            tails, heads = np.append(tails, heads[later]), np.append(heads, tails[later])
        del about, later, superseded, kinds
        self._forward = Edges(tails, heads, number)
        places, there = self._places(everywhere)
        self._everywhere = places[there]

    def own(self, hashes: Sequence[int], part: int) -> _Array:
        """Which of some subjects are of a part, or of none: an array of truth values."""
        places, there = self._places(np.array(hashes, dtype=np.int64))
        found: _Array = ~there
        found[there] = self._part[places[there]] == part
        return found

    def spans(self, part: int) -> Iterator[tuple[int, int]]:
        """From where to where the lines stand that a part needs; what touches is put together."""
        needed = np.zeros(len(self._things), dtype=bool)
        seeds = np.concatenate([np.flatnonzero(self._part == part), self._everywhere])
        subjects = np.concatenate([seeds, self._is_about.of(seeds)])
        new = np.concatenate([subjects, self._is_spoken_of.of(subjects), self._came_from.of(seeds)])
        while len(new):
            needed[new] = True
            further = distinct(self._forward.of(new))
            new = further[~needed[further]]
        segments = np.sort(self._segments.of(np.flatnonzero(needed)))
        begins = self._begins[segments]
        ends = begins + self._lengths[segments]
        apart = np.flatnonzero(begins[1:] != ends[:-1]) + 1
        yield from zip(
            begins[np.concatenate([[0], apart])].tolist() if len(begins) else [],
            ends[np.concatenate([apart - 1, [len(ends) - 1]])].tolist() if len(ends) else [],
            strict=True,
        )

    def _places(self, hashes: _Array) -> tuple[_Array, _Array]:
        """The place of each thing, and whether it is there."""
        if not len(self._things):
            return np.zeros(len(hashes), dtype=np.int32), np.zeros(len(hashes), dtype=bool)
        places: _Array = np.searchsorted(self._things, hashes).astype(np.int32)
        places[places == len(self._things)] -= 1
        return places, self._things[places] == hashes


def _column(arrays: Sequence[_Array], name: str) -> _Array:
    """A column of arrays that follow one another."""
    return np.concatenate([array[name] for array in arrays])
