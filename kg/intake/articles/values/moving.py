"""Where the passages of a source stand in a corrected edition of it, by their lengths and hashes alone.

No text is stored, so a passage is found by hashing every window of its length. In a short text that is done for all. In
a long one, those that stand where their neighbours went, or near it, are taken first; what is left is looked for in the
whole text, each length once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice

#: Up to so many windows are hashed outright; it takes some ten seconds.
_OUTRIGHT = 20_000_000
#: In a longer text, how far from where it is expected a passage is looked for first, code points.
_NEAR = 2_000
#: What is shorter may stand near that by chance, and is looked for in the whole text.
_LONG = 12


@dataclass(frozen=True, slots=True, order=True)
class Hashed:
    """A passage as it is on record: where it was, and the SHA-256 of its words in UTF-8, in hexadecimal."""

    start: int
    end: int
    sha256: str

    @property
    def length(self) -> int:
        """Its length, code points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of looking for a passage.

    Attributes:
        passage: the passage as it is on record.
        places: where its words begin in the new text, code points: one if it was found, several if which of them it is
            cannot be told, none if it is not there any more.
        is_contested: whether its one place may be that of another passage with the same words, of which one is gone.
        expected: between which places of the new text it should stand by its neighbours, code points.
    """

    passage: Hashed
    places: tuple[int, ...]
    is_contested: bool = False
    expected: tuple[int, int] = (0, 0)

    @property
    def is_found(self) -> bool:
        """Whether there is one place for it, which is sure."""
        return len(self.places) == 1 and not self.is_contested

    @property
    def start(self) -> int:
        """Where it begins now."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Where it ends now."""
        return self.places[0] + self.passage.length


def find_moved(text: str, passages: Iterable[Hashed]) -> list[Placed]:
    """Look for passages in a text.

    Words that stand at several places are told apart by order: of a passage inside another, or between two that moved
    alike, it is the place that moved as they did; else the only one between its neighbours.

    Args:
        text: the new text.
        passages: the passages on record.

    Returns:
        one for each passage, by their old places.
    """
    ordered = sorted(set(passages))
    windows = _Windows(text)
    lengths = {passage.length for passage in ordered}
    known: dict[Hashed, int] = {}
    if len(text) * len(lengths) > _OUTRIGHT:
        known = _near(windows, ordered)
    rest = [passage for passage in ordered if passage not in known]
    places = windows.places(rest)
    found = {passage: (known[passage],) if passage in known else tuple(places[passage]) for passage in ordered}
    claims = Counter((*starts, one.length) for one, starts in found.items())
    anchors = _anchors({one: starts for one, starts in found.items() if claims[*starts, one.length] == 1})
    told = {passage: _told_apart(passage, starts, anchors) for passage, starts in found.items()}
    return [
        replace(one, expected=_expected_between(one.passage, anchors, len(text)))
        for one in _without_contested(told, anchors)
    ]


def _without_contested(told: Mapping[Hashed, tuple[int, ...]], anchors: Sequence[tuple[Hashed, int]]) -> list[Placed]:
    """Of passages that have one place, the one that moved as its neighbours did has it."""
    claims: dict[tuple[int, int], list[Hashed]] = {}
    for passage, starts in told.items():
        if len(starts) == 1:
            claims.setdefault((starts[0], passage.length), []).append(passage)
    found = []
    for passage, starts in told.items():
        among = claims.get((starts[0], passage.length), []) if len(starts) == 1 else []
        if len(among) < 2:
            found.append(Placed(passage, starts))
            continue
        fitting = [one for one in among if starts[0] - one.start in _shifts_around(one, anchors)]
        if len(fitting) == 1:
            found.append(Placed(passage, starts if passage == fitting[0] else ()))
        else:
            found.append(Placed(passage, starts, is_contested=True))
    return found


class _Windows:
    """The windows of a text, hashed."""

    def __init__(self, text: str) -> None:
        self._bytes = text.encode("utf-8", "surrogatepass")
        at, ends = 0, [0]
        for sign in text:
            at += 1 if sign < "\x80" else 2 if sign < "\u0800" else 3 if sign < "\U00010000" else 4
            ends.append(at)
        #: Where each code point begins, and the end, in bytes.
        self._at = ends

    def has(self, passage: Hashed, start: int) -> bool:
        """Whether a passage stands at a place."""
        if start < 0 or start + passage.length >= len(self._at):
            return False
        return sha256(self._bytes[self._at[start] : self._at[start + passage.length]]).hexdigest() == passage.sha256

    def places(self, passages: Sequence[Hashed]) -> Mapping[Hashed, list[int]]:
        """Every place of each passage in the whole text."""
        by_length: dict[int, dict[bytes, list[Hashed]]] = {}
        for passage in passages:
            by_length.setdefault(passage.length, {}).setdefault(bytes.fromhex(passage.sha256), []).append(passage)
        found: dict[Hashed, list[int]] = {passage: [] for passage in passages}
        whole, at = self._bytes, self._at
        for length, wanted in by_length.items():
            for start, (first, last) in enumerate(zip(at, islice(at, length, None), strict=False)):
                # This line runs for every window: nothing more than it needs.
                if (digest := sha256(whole[first:last]).digest()) in wanted:
                    for passage in wanted[digest]:
                        found[passage].append(start)
        return found


def _near(windows: _Windows, ordered: Sequence[Hashed]) -> dict[Hashed, int]:
    """The longer passages that stand where their neighbours went, or near it."""
    found: dict[Hashed, int] = {}
    shifts = [0]
    for passage in ordered:
        if passage.length < _LONG:
            continue
        start = next((start for start in _expected(passage, shifts) if windows.has(passage, start)), None)
        if start is None:
            continue
        found[passage] = start
        shift = start - passage.start
        if shift in shifts:
            shifts.remove(shift)
        shifts.insert(0, shift)
    return found


def _expected(passage: Hashed, shifts: Sequence[int]) -> Iterator[int]:
    """Where a passage may stand: moved as one before it, the last first; then further and further from there."""
    for shift in shifts[:8]:
        yield passage.start + shift
    for off in range(1, _NEAR + 1):
        yield passage.start + shifts[0] + off
        yield passage.start + shifts[0] - off


def _anchors(found: Mapping[Hashed, tuple[int, ...]]) -> list[tuple[Hashed, int]]:
    """The passages with one place that are in one order before and after: the most of them."""
    sure = [(passage, starts[0]) for passage, starts in found.items() if len(starts) == 1]
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, start) in enumerate(sure):
        # What is equal may stand side by side: passages within one another begin at one place.
        at = bisect_left(tails, start + 1)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [start]
        last[at : at + 1] = [number]
    kept, number = [], last[-1] if last else -1
    while number >= 0:
        kept.append(sure[number])
        number = before[number]
    return kept[::-1]


def _told_apart(passage: Hashed, starts: tuple[int, ...], anchors: Sequence[tuple[Hashed, int]]) -> tuple[int, ...]:
    """The place of a passage among several, by its neighbours; all of them where these do not tell."""
    if len(starts) < 2:
        return starts
    moved_alike = {passage.start + shift for shift in _shifts_around(passage, anchors)} & set(starts)
    if len(moved_alike) == 1:
        return tuple(moved_alike)
    before, behind = _neighbours(passage, anchors)
    first = before[1] + before[0].length if before else 0
    last = behind[1] if behind else None
    between = [start for start in starts if first <= start and (last is None or start + passage.length <= last)]
    return (between[0],) if len(between) == 1 else starts


def _neighbours(
    passage: Hashed, anchors: Sequence[tuple[Hashed, int]]
) -> tuple[tuple[Hashed, int] | None, tuple[Hashed, int] | None]:
    """The nearest anchors before a passage and behind it."""
    earlier = [(one, start) for one, start in anchors if one.end <= passage.start]
    later = [(one, start) for one, start in anchors if one.start >= passage.end]
    return (
        max(earlier, key=lambda pair: pair[0].end, default=None),
        min(later, key=lambda pair: pair[0].start, default=None),
    )


def _expected_between(passage: Hashed, anchors: Sequence[tuple[Hashed, int]], length: int) -> tuple[int, int]:
    """Where a passage should stand in the new text: behind what stood before it, before what stood behind it."""
    before, behind = _neighbours(passage, anchors)
    first = before[1] + before[0].length if before else 0
    return first, max(first, behind[1] if behind else length)


def _shifts_around(passage: Hashed, anchors: Sequence[tuple[Hashed, int]]) -> set[int]:
    """How far the anchors went that overlap a passage; and those on both its sides, if they went equally far."""
    shifts = {start - one.start for one, start in anchors if one.start < passage.end and passage.start < one.end}
    before, behind = _neighbours(passage, anchors)
    if before and behind and before[1] - before[0].start == behind[1] - behind[0].start:
        shifts.add(before[1] - before[0].start)
    return shifts
