"""What each step of a build takes: seconds, CPU seconds and memory, for ``kg build --profile``."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.progress import Progress
from kg.results.tables import Table
from kg.text import Text

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_MEBIBYTE = 1 << 20
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class _Look:
    """How much time was used, in seconds, and how much memory is used, in bytes, at a moment."""

    clock: float
    cpu: float
    memory: int
    peak: int

    @classmethod
    def now(cls) -> _Look:
        return cls(time.perf_counter(), time.process_time(), _memory(), _peak())


@dataclass
class Profile:
    """Looks at each step as it begins, and at the last one as it ends.

    Args:
        told: told of each step too.
    """

    told: Progress
    _steps: list[tuple[Text, _Look]] = field(default_factory=list)
    _end: _Look | None = None

    def __call__(self, step: Text) -> None:
        """Note that a step begins."""
        self._steps.append((step, _Look.now()))
        self.told(step)

    def expect(self, seconds: Mapping[str, float]) -> None:
        """Tell on how long each step took the last time."""
        if expect := getattr(self.told, "expect", None):
            expect(seconds)

    def count(self, done: int, total: int, what: Text) -> None:
        """Tell on how much of a step is done.

        Args:
            done: how many of its things are done.
            total: how many there are.
            what: what they are, in the plural.
        """
        if count := getattr(self.told, "count", None):
            count(done, total, what)

    def end(self) -> None:
        """Note that the last step has ended."""
        self._end = _Look.now()

    def table(self, language: str) -> Table:
        """One row a step and one for all: wall clock and CPU in seconds; at its end, memory and its peak in MiB."""
        headings = (
            Text("step", "步骤"),
            Text("seconds", "秒"),
            Text("CPU seconds", "CPU秒"),
            Text("memory, MiB", "内存（MiB）"),
            Text("peak, MiB", "峰值（MiB）"),
        )
        end = self._end or _Look.now()
        looks = [*(look for _, look in self._steps), end]
        rows = [
            [step.in_language(language), *_between(first, last)]
            for (step, first), last in zip(self._steps, looks[1:], strict=True)
        ]
        whole = [Text("all", "合计").in_language(language), *_between(looks[0], end)]
        return Table([heading.in_language(language) for heading in headings], [*rows, whole])


def _between(first: _Look, last: _Look) -> list[str]:
    return [
        f"{last.clock - first.clock:.2f}",
        f"{last.cpu - first.cpu:.2f}",
        f"{last.memory / _MEBIBYTE:.0f}" if last.memory else "",
        f"{last.peak / _MEBIBYTE:.0f}" if last.peak else "",
    ]


def _memory() -> int:
    """The memory that the process has now; 0 where a system does not say."""
    try:
        pages = int(_STATM.read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() if resource is not None else 0


def _peak() -> int:
    """The most memory that the process has had; 0 where a system does not say."""
    if resource is None:
        return 0
    # In kibibytes, and on macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
