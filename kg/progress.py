"""What long work says of itself while it is under way: each step as it begins, and how much of the step is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from kg.text import Text
from kg.usage import Used

_Thing = TypeVar("_Thing")

Progress = Callable[[Text], None]
"""Called with what each step is called, as it begins.

One that has a method ``count(done, total, what)`` is told besides how many of a step's things are done, and what they
are; one that has ``expect(seconds)`` is told at the beginning how long each step, by its English name, took before; one
that has ``beside(step, used)``, what a step took that another process worked on meanwhile (``kg.usage.Used``).
"""

ROWS, CHECKS, RULES = Text("rows", "行"), Text("checks", "项检查"), Text("rules", "条规则")
NETWORKS, LINES = Text("networks", "个网络"), Text("lines", "行")


def silent(_: Text) -> None:
    """Says nothing."""
    return


def counted(
    progress: Progress,
    items: Iterable[_Thing],
    total: int,
    what: Text,
    size: Callable[[_Thing], int] | None = None,
    done: int = 0,
) -> Iterator[_Thing]:
    """Go through things, and say how many are done.

    Args:
        progress: who is told.
        items: the things.
        total: how many there are; where one stands for several, of those.
        what: what is counted.
        size: how many a thing stands for; one if ``None``.
        done: how many were done before.

    Returns:
        the things, one by one, as they came.
    """
    tell = getattr(progress, "count", None)
    for item in items:
        yield item
        done += size(item) if size else 1
        if tell is not None:
            tell(done, total, what)


class Course:
    """The steps of a work as they begin, with what each took; what it is told it tells on.

    Args:
        told: who is told.
        before: how long each step took the last time, in seconds, by its English name.
        clock: gives the time in seconds.
    """

    def __init__(
        self, told: Progress, before: Mapping[str, Any] | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self._told, self._clock = told, clock
        self._begun: list[tuple[str, float]] = []
        expect = getattr(told, "expect", None)
        if before and expect is not None:
            expect({name: float(seconds) for name, seconds in before.items() if isinstance(seconds, int | float)})

    def __call__(self, step: Text) -> None:
        """Note that a step begins."""
        self._begun.append((step.en, self._clock()))
        self._told(step)

    def count(self, done: int, total: int, what: Text) -> None:
        """Tell on how much of the step is done.

        Args:
            done: how many of its things are done.
            total: how many there are.
            what: what they are, in the plural.
        """
        tell = getattr(self._told, "count", None)
        if tell is not None:
            tell(done, total, what)

    def beside(self, step: Text, used: Used) -> None:
        """Tell on what a step took that another process worked on meanwhile.

        Args:
            step: what it is called.
            used: what it took.
        """
        tell = getattr(self._told, "beside", None)
        if tell is not None:
            tell(step, used)

    @property
    def seconds(self) -> dict[str, float]:
        """How long each step took, the last one until now."""
        ends = [*(begun for _, begun in self._begun[1:]), self._clock()]
        found: dict[str, float] = {}
        for (name, begun), end in zip(self._begun, ends, strict=True):
            found[name] = round(found.get(name, 0.0) + end - begun, 2)
        return found
