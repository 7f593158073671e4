"""Lines sorted on disk: sorted runs are written one after the other, and merged piece by piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import SEEK_END
from tempfile import TemporaryFile, gettempdir
from typing import Any

import numpy as np

from kg.errors import SourceError
from kg.text import Text

#: Lines of a run that are read at once; of each run so many are held while all are merged.
BLOCK = 250
#: Blocks that are merged at once.
TOGETHER = 200
_LINE_END = ord("\n")


@dataclass(frozen=True, slots=True)
class _Run:
    """Where the blocks of a run begin, the end of the last among them, and the first line of each."""

    places: Sequence[int]
    firsts: Sequence[str]


class Runs:
    """Sorted runs of lines in a file without a name, which is gone with the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed by close()
        self._end = 0
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return len(self._runs)

    def close(self) -> None:
        """Let go of the space on disk."""
        self._file.close()

    def add(self, lines: Sequence[str]) -> Any:
        """Write a run.

        Args:
            lines: sorted, without their ends.

        Returns:
            the place in the file at which each line begins, in bytes, and that at which the last one ends.

        Raises:
            SourceError: if there is no space.
        """
        blocks = [("\n".join(lines[start : start + BLOCK]) + "\n").encode() for start in range(0, len(lines), BLOCK)]
        try:
            self._file.seek(0, SEEK_END)
            for block in blocks:
                left = memoryview(block)
                while left:
                    left = left[self._file.write(left) or 0 :]
        except OSError as error:
            raise SourceError(
                Text(
                    f"{gettempdir()}: cannot be written ({error.strerror or error}). Check the free space, or name "
                    "another folder for temporary files in TMPDIR.",
                    f"{gettempdir()}：无法写入（{error.strerror or error}）。请检查剩余空间，"
                    "或在 TMPDIR 中写明其他临时文件夹。",
                )
            ) from error
        text = np.frombuffer(b"".join(blocks), dtype=np.uint8)
        places = np.concatenate([[0], np.flatnonzero(text == _LINE_END) + 1]) + self._end
        self._end += len(text)
        self._runs.append(_Run([*places[:-1:BLOCK].tolist(), self._end], lines[::BLOCK]))
        return places

    def read(self, begin: int, end: int) -> bytes:
        """What stands between two places of the file."""
        self._file.seek(begin)
        return self._file.read(end - begin)

    def merged(self) -> Iterator[list[str]]:
        """All lines in order, each once, a piece at a time."""
        readers = [_Reader(self, run) for run in self._runs]
        bounds = sorted({first for run in self._runs for first in run.firsts})[TOGETHER::TOGETHER]
        for bound in (*bounds, None):
            lines = [line for reader in readers for line in reader.until(bound)]
            lines.sort()  # which merges what is in order already
            yield list(dict.fromkeys(lines))


class _Reader:
    """Reads one run from its begin."""

    def __init__(self, runs: Runs, run: _Run) -> None:
        self._runs = runs
        self._run = run
        self._next = 0
        self._lines: list[str] = []

    def until(self, bound: str | None) -> list[str]:
        """The lines that come before another one, or all that are left."""
        taken: list[str] = []
        while True:
            cut = len(self._lines) if bound is None else bisect_left(self._lines, bound)
            taken += self._lines[:cut]
            self._lines = self._lines[cut:]
            if self._lines or self._next == len(self._run.firsts):
                return taken
            places = self._run.places[self._next : self._next + 2]
            self._lines = self._runs.read(*places).decode().split("\n")[:-1]
            self._next += 1
