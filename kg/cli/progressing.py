"""What is seen of long work at a terminal: the step, how much of it is done, how fast, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from kg.cli import language as languages
from kg.cli import output
from kg.progress import Progress, silent
from kg.text import Text

#: Seconds between two lines, and from which on a rest is worth telling: before, a rate is chance.
_BETWEEN, _LEAST = 0.2, 1.0


class Shown:
    """One line for the step under way.

    Args:
        show: is given the line.
        clock: gives the time in seconds.
    """

    def __init__(self, show: Callable[[Text], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._show, self._clock = show, clock
        self._before: dict[str, float] = {}
        self._step = Text()
        self._begun = self._last = 0.0
        self._seen: set[str] = set()

    def expect(self, seconds: Mapping[str, float]) -> None:
        """Take note of how long each step took the last time, by its English name, in the order of the steps."""
        self._before = dict(seconds)

    def __call__(self, step: Text) -> None:
        """A step begins."""
        self._step = step
        self._begun = self._last = self._clock()
        self._seen.add(step.en)
        rest = self._afterwards(self._before.get(step.en, 0.0))
        self._show(_joined(step, [_left_in_all(rest)] if rest >= _LEAST else []))

    def count(self, done: int, total: int, what: Text) -> None:
        """So many of a step's things are done.

        Args:
            done: how many.
            total: of how many.
            what: what they are.
        """
        now = self._clock()
        if now - self._last < _BETWEEN:
            return
        self._last = now
        taken = now - self._begun
        told = [Text(f"{done:,} of {total:,} {what.en}", f"{total:,}{what.zh}中的{done:,}{what.zh[:1]}")]
        rate = done / taken
        spelt = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
        if taken >= _LEAST and done:
            told.append(Text(f"{spelt} a second", f"每秒{spelt}{what.zh[:1]}"))
            rest = (total - done) / rate
            told.append(Text(f"about {_span(rest).en} left", f"本步约余{_span(rest).zh}"))
            whole = self._afterwards(rest)
            if whole - rest >= _LEAST:
                told.append(_left_in_all(whole))
        self._show(_joined(self._step, told))

    def _afterwards(self, rest: float) -> float:
        """The rest of this step, and the steps after it by what they took the last time; 0 where that is not known."""
        if self._step.en not in self._before:
            return 0.0
        return rest + sum(seconds for name, seconds in self._before.items() if name not in self._seen)


def _joined(step: Text, told: list[Text]) -> Text:
    if not told:
        return step
    return Text(
        f"{step.en}: {', '.join(each.en for each in told)}", f"{step.zh}：{'，'.join(each.zh for each in told)}"
    )


def _left_in_all(seconds: float) -> Text:
    span = _span(seconds)
    return Text(f"about {span.en} in all, by the last build", f"按上次构建，全部约余{span.zh}")


def _span(seconds: float) -> Text:
    """Seconds up to a minute and a half, then minutes."""
    if seconds < 90:
        return Text(f"{seconds:.0f} s", f"{seconds:.0f}秒")
    return Text(f"{seconds / 60:.0f} min", f"{seconds / 60:.0f}分钟")


@contextmanager
def shown() -> Iterator[Progress]:
    """Shows the step under way on a terminal; shows nothing on a pipe."""
    console = output.console(to_stderr=True)
    if not console.is_terminal:
        yield silent
        return
    language = languages.of_reader()
    with console.status(Text("Starting", "开始").in_language(language)) as status:
        yield Shown(lambda line: status.update(line.in_language(language)))
