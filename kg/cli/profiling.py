"""What each step of a build takes: seconds, CPU seconds and memory, for ``kg build --profile``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.progress import Progress
from kg.results.tables import Table
from kg.text import Text
from kg.usage import Look, Used

_MEBIBYTE = 1 << 20
_WHOLE = Text("all", "合计")
#: What a step is called that another process worked on meanwhile.
_BESIDE = Text("{} (beside, a process of its own)", "{}（并行，另一进程）")


@dataclass
class Profile:
    """Looks at each step as it begins, and at the last one as it ends.

    Args:
        told: told of each step too.
    """

    told: Progress
    _steps: list[tuple[Text, Look]] = field(default_factory=list)
    _beside: list[tuple[Text, Used]] = field(default_factory=list)
    _end: Look | None = None

    def __call__(self, step: Text) -> None:
        """Note that a step begins."""
        self._steps.append((step, Look.now()))
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

    def beside(self, step: Text, used: Used) -> None:
        """Note what a step took that another process worked on meanwhile.

        Args:
            step: what it is called.
            used: what it took.
        """
        self._beside.append((step, used))

    def end(self) -> None:
        """Note that the last step has ended."""
        self._end = Look.now()

    def table(self, language: str) -> Table:
        """One row a step and one for all: wall clock and CPU in seconds; at its end, memory and its peak in MiB."""
        headings = (
            Text("step", "步骤"),
            Text("seconds", "秒"),
            Text("CPU seconds", "CPU秒"),
            Text("memory, MiB", "内存（MiB）"),
            Text("peak, MiB", "峰值（MiB）"),
        )
        end = self._end or Look.now()
        looks = [*(look for _, look in self._steps), end]
        rows = [
            [step.in_language(language), *_cells(Used.between(first, last))]
            for (step, first), last in zip(self._steps, looks[1:], strict=True)
        ]
        rows += [
            [_BESIDE.in_language(language).replace("{}", step.in_language(language)), *_cells(used)]
            for step, used in self._beside
        ]
        here = Used.between(looks[0], end)
        whole = replace(
            here,
            cpu=here.cpu + sum(used.cpu for _, used in self._beside),
            peak=max(here.peak, *(used.peak for _, used in self._beside)) if self._beside else here.peak,
        )
        return Table(
            [heading.in_language(language) for heading in headings],
            [*rows, [_WHOLE.in_language(language), *_cells(whole)]],
        )


def _cells(used: Used) -> list[str]:
    return [
        f"{used.seconds:.2f}",
        f"{used.cpu:.2f}",
        f"{used.memory / _MEBIBYTE:.0f}" if used.memory else "",
        f"{used.peak / _MEBIBYTE:.0f}" if used.peak else "",
    ]
