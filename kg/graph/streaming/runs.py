"""Lines sorted on disk: sorted runs are written one after the other, and merged piece by piece.

What is held while all are merged does not grow with them: of each run so many bytes that all together come to
``HELD``, and of each a line in ``SAMPLE``, by which the pieces are parted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.graph.streaming.scratch import Scratch

#: Of so many lines of a run one is kept, to part all lines by.
SAMPLE = 1_000
#: So many of these come between two pieces.
TOGETHER = 50
#: Bytes that are read ahead of all runs together, and the fewest and most of one.
HELD = 4_000_000
LEAST, MOST = 4_000, 64_000
#: The golden section, whose multiples are spread evenly: runs of like lines are sampled at other lines each.
_SPREAD = 0.6180339887


class Runs:
    """Sorted runs of lines on disk."""

    def __init__(self) -> None:
        self._scratch = Scratch()
        self._runs: list[tuple[int, int]] = []
        # In one text a run: a line that is kept by itself holds a place among all that come and go with a batch, and
        # what is scattered over such places is walked a sixth more slowly.
        self._samples: list[bytes] = []

    def __len__(self) -> int:
        return len(self._runs)

    def close(self) -> None:
        """Let go of the space on disk."""
        self._scratch.close()

    def add(self, lines: Sequence[str]) -> None:
        """Write a run.

        Args:
            lines: sorted, without their ends.

        Raises:
            SourceError: if there is no space.
        """
        if not lines:
            return
        content = "\n".join([*lines, ""]).encode()
        begin = self._scratch.add(content)
        self._samples.append("\n".join(lines[int(len(self._runs) * _SPREAD % 1 * SAMPLE) :: SAMPLE]).encode())
        self._runs.append((begin, begin + len(content)))

    def merged(self) -> Iterator[list[str]]:
        """All lines in order, each once, a piece at a time."""
        size = min(MOST, max(LEAST, HELD // max(len(self._runs), 1)))
        readers = [_Reader(self._scratch, begin, end, size) for begin, end in self._runs]
        samples = {line for some in self._samples for line in some.decode().split("\n") if line}
        bounds = sorted(samples)[TOGETHER::TOGETHER]
        for bound in (*bounds, None):
            lines = list(dict.fromkeys(line for reader in readers for line in reader.until(bound)))
            lines.sort()  # which merges what is in order already
            yield lines


class _Reader:
    """Reads one run from its begin.

    Args:
        scratch: where it is.
        place: where it begins.
        end: where it ends.
        size: how many bytes are read at once.
    """

    def __init__(self, scratch: Scratch, place: int, end: int, size: int) -> None:
        self._scratch = scratch
        self._place = place
        self._end = end
        self._size = size
        self._lines: list[str] = []

    def until(self, bound: str | None) -> list[str]:
        """The lines that come before another one, or all that are left."""
        taken: list[str] = []
        while True:
            cut = len(self._lines) if bound is None else bisect_left(self._lines, bound)
            taken += self._lines[:cut]
            self._lines = self._lines[cut:]
            if self._lines or self._place == self._end:
                return taken
            self._lines = self._read()

    def _read(self) -> list[str]:
        """The next whole lines."""
        size = self._size
        while True:
            read = self._scratch.read(self._place, min(self._place + size, self._end))
            if whole := read.rfind(b"\n") + 1:
                self._place += whole
                return read[: whole - 1].decode().split("\n")
            size *= 2  # one line is longer than that
