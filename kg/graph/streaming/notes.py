"""What is known of each part of a graph: its things, where their lines stand and what they lead to, on disk.

Most things lead only to things of their part, and nothing else leads to them. Those of which that is not so are
``common``; of them alone all is known at once, so that memory grows with them and not with the graph.

Things are known by a hash of 64 bits. Two of one hash are taken for one: a part is then larger than it need be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from kg import vocabulary
from kg.graph.streaming.scratch import Scratch
from kg.graph.streaming.seen import Seen
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

#: Lines of one subject that stand together: its hash, that of the lines, where they begin, how long they are in bytes.
SEGMENT = np.dtype([("thing", np.int64), ("mark", np.int64), ("begin", np.int64), ("length", np.int32)])
#: An edge: the number of the segment in which it is stated, within the part; the hash of its object; and its kind.
EDGE = np.dtype([("segment", np.int32), ("head", np.int64), ("kind", np.int8)])

#: So many things are looked at at once for those that several parts speak of.
_AT_ONCE = 1 << 18
#: Hashes are parted into so many ranges.
_RANGES = 256
_LONG, _SHORT, _BYTE = np.dtype(np.int64), np.dtype(np.int32), np.dtype(np.int8)


@dataclass(frozen=True, slots=True)
class Note:
    """A part.

    Attributes:
        things: hashes of what it speaks of, each once, in order.
        begins: of each segment, where it begins.
        marks: the hash of its lines.
        heads: of each edge, the hash of what it leads to.
        owners: of each segment, the place of its thing among the things.
        lengths: how many bytes it has.
        tails: of each edge, the place of what it leads from.
        ends: the place of what it leads to, or -1 if the part does not speak of that.
        kinds: its kind.
    """

    things: _Array
    begins: _Array
    marks: _Array
    heads: _Array
    owners: _Array
    lengths: _Array
    tails: _Array
    ends: _Array
    kinds: _Array

    @classmethod
    def of(cls, segments: _Array, edges: _Array) -> Self:
        """What segments and edges say."""
        things = distinct(segments["thing"])
        owners = np.searchsorted(things, segments["thing"])
        return cls(
            things,
            segments["begin"],
            segments["mark"],
            edges["head"],
            owners,
            segments["length"],
            owners[edges["segment"]],
            places(things, edges["head"]),
            edges["kind"],
        )

    def reached(self, known: _Array) -> _Array:
        """Of which things all must be known, where all must be known of some: by truth values, which are changed.

        These are what the known ones lead to, what is said about them, and what is of a kind that is followed back.
        """
        back = self.kinds != FORWARD
        known[self.tails[back & (self.ends < 0)]] = True
        within = self.ends >= 0
        tails, ends, back = self.tails[within], self.ends[within], back[within]
        number = -1
        while number != (number := int(np.count_nonzero(known))):
            known[ends[known[tails]]] = True
            known[tails[back & known[ends]]] = True
        return known


def places(numbers: _Array, wanted: _Array) -> _Array:
    """The place of each of some numbers among others that are in order, or -1."""
    if not len(numbers):
        return np.full(len(wanted), -1, dtype=np.int32)
    found: _Array = np.searchsorted(numbers, wanted).astype(np.int32)
    found[found == len(numbers)] -= 1
    return np.where(numbers[found] == wanted, found, np.int32(-1))


class Notes(Sequence[Note]):
    """Parts in their order, on disk."""

    def __init__(self) -> None:
        self._scratch = Scratch()
        self._where: list[tuple[int, int, int, int]] = []  # where it is, how many things, segments and edges
        self._ranges: list[_Array] = []  # of each, where the things of each range begin
        self._foreign = Seen()  # what parts lead to that do not speak of it

    def __len__(self) -> int:
        return len(self._where)

    def close(self) -> None:
        """Let go of the space on disk."""
        self._scratch.close()

    def add(self, note: Note) -> None:
        """Add a part.

        Raises:
            SourceError: if there is no space on disk.
        """
        columns = (note.things, note.begins, note.marks, note.heads)
        content = b"".join(
            column.astype(kind).tobytes()
            for some, kind in (
                (columns, _LONG),
                ((note.owners, note.lengths, note.tails, note.ends), _SHORT),
                ((note.kinds,), _BYTE),
            )
            for column in some
        )
        place = self._scratch.add(content)
        self._where.append((place, len(note.things), len(note.begins), len(note.heads)))
        self._ranges.append(np.searchsorted(note.things, _bounds()).astype(np.int32))
        self._foreign.add(distinct(note.heads[note.ends < 0]))

    def __getitem__(self, part: Any) -> Any:
        place, things, segments, edges = self._where[part]
        sizes: list[tuple[int, Any]] = [(one, _LONG) for one in (things, segments, segments, edges)]
        sizes += [(one, _SHORT) for one in (segments, segments, edges, edges)] + [(edges, _BYTE)]
        content = self._scratch.read(place, place + sum(number * kind.itemsize for number, kind in sizes))
        columns, begin = list[_Array](), 0
        for number, kind in sizes:
            columns.append(np.frombuffer(content, dtype=kind, count=number, offset=begin))
            begin += number * kind.itemsize
        return Note(*columns)

    def common(self, everywhere: _Array) -> _Array:
        """The things that more than one part may need, by their hashes, each once, in order.

        They are what several parts speak of, what a part leads to without speaking of it, what every part needs,
        and what is reached of these.

        Args:
            everywhere: hashes of what every part needs.
        """
        found = self._foreign
        found.add(distinct(everywhere))
        for several in self._spoken_of_twice():
            found.add(several)
        more = True
        while more:
            known, more = found.all(), False
            for note in self:
                before = places(known, note.things) >= 0
                reached = note.reached(before.copy())
                more |= bool(len(found.add(note.things[reached & ~before])))
        return known

    def _spoken_of_twice(self) -> Iterator[_Array]:
        """The things of which several parts speak; of some ranges of hashes at a time."""
        if not self._where:
            return
        number = sum(things for _, things, _, _ in self._where)
        step = max(1, _RANGES * _AT_ONCE // max(number, 1))
        for first in range(0, _RANGES, step):
            last = min(first + step, _RANGES)
            pieces = []
            for (place, *_), ranges in zip(self._where, self._ranges, strict=True):
                begin, end = (place + int(ranges[one]) * _LONG.itemsize for one in (first, last))
                pieces.append(np.frombuffer(self._scratch.read(begin, end), dtype=_LONG))
            things = np.sort(np.concatenate(pieces))
            yield distinct(things[1:][things[1:] == things[:-1]])


def _bounds() -> _Array:
    """Where each range of hashes begins; the last ends behind all, but for the greatest number, which is none."""
    width = 2**64 // _RANGES
    return np.array([*(-(2**63) + number * width for number in range(_RANGES)), 2**63 - 1], dtype=np.int64)
