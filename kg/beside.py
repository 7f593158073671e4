"""Work that a process of its own does while this one goes on: a machine has two cores at least.

The process is a copy of this one (``fork``), so that it has what was read already, and nothing is read twice. It gives
back bytes. Where there is none, as on systems without ``fork``, or where it comes to nothing, the work is to be done
here: the outcome is the same, and so are the errors, which are raised here alone.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from typing import IO, NoReturn

from kg.progress import Progress
from kg.text import Text
from kg.usage import Look, Used, left, memory

Work = Callable[[Progress], Iterable[bytes]]
"""Is given who is told of its steps, and gives its results, one after the other."""

#: Libraries whose threads are missing in a copy of the process, which would wait for them for ever.
_THREADED = ("networkit", "rustworkx")
_PR_SET_PDEATHSIG = 1
#: Bytes that say how long a result is.
_SIZE = 8


class Beside:
    """Some work in a process of its own; used as a context, at whose end the process is gone.

    Args:
        work: what it does.

    Raises:
        OSError: if there can be no such process.
    """

    def __init__(self, work: Work) -> None:
        self._results: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lasts as long as the process
        told, tell = os.pipe()
        try:
            self._process: int | None = os.fork()
        except OSError:
            os.close(told)
            os.close(tell)
            self._results.close()
            raise
        if not self._process:
            os.close(told)
            _run(work, tell, self._results)
        os.close(tell)
        self._told = os.fdopen(told, "rb")

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._ended()
        self._results.close()

    @property
    def number(self) -> int:
        """By which the system knows the process; 0 when it is gone."""
        return self._process or 0

    def results(self, progress: Progress) -> list[bytes] | None:
        """Wait until it is done.

        Args:
            progress: is told of its steps, also of those that are over, and in the end what each of them took, if it
                has a method ``beside(step, used)``.

        Returns:
            what it gave; ``None`` where it came to nothing, and the work is to be done here.
        """
        if self._process is None:
            return None
        count, beside = getattr(progress, "count", None), getattr(progress, "beside", None)
        for line in self._told:
            en, zh, *numbers = json.loads(line)
            if not numbers:
                progress(Text(en, zh))
            elif count is not None:
                count(*numbers, Text(en, zh))
        if self._ended():
            return None
        *found, took = _parts(self._results)
        if beside is not None:
            for (en, zh), used in json.loads(took):
                beside(Text(en, zh), Used(*used))
        return found

    def _ended(self) -> int:
        """What it ended with; 0 if all went well."""
        assert self._process is not None  # it is waited for once
        status = os.waitpid(self._process, 0)[1]
        self._process = None
        self._told.close()
        return status


def begun(work: Work) -> Beside | None:
    """Begin some work in a process of its own; ``None`` where that cannot be, or should not.

    Args:
        work: the work.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2 or any(name in sys.modules for name in _THREADED):
        return None
    if left() <= memory():  # the copy shares only what neither of the two changes
        return None
    with suppress(OSError):
        return Beside(work)
    return None


def _run(work: Work, tell: int, results: IO[bytes]) -> NoReturn:
    """Do the work, write what it gives, and end this process without a look at what it has of the other's."""
    status = 1
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # then nobody waits for it any more
        os.set_blocking(tell, False)
        course = _Told(tell)
        for part in work(course):
            _write(results, part)
        _write(results, json.dumps(course.took()).encode())
        results.flush()
        status = 0
    except BaseException:  # noqa: S110 - whatever it is, the other process does the work and meets it
        pass
    finally:
        os._exit(status)


def _write(results: IO[bytes], part: bytes) -> None:
    results.write(len(part).to_bytes(_SIZE, "big"))
    results.write(part)


def _parts(results: IO[bytes]) -> Iterator[bytes]:
    results.seek(0)
    while size := results.read(_SIZE):
        yield results.read(int.from_bytes(size, "big"))


class _Told:
    """Tells the other process of steps, and takes note of what they take.

    Args:
        tell: where to; it does not wait for who does not listen.
    """

    def __init__(self, tell: int) -> None:
        self._tell = tell
        self._begun: list[tuple[Text, Look]] = []

    def __call__(self, step: Text) -> None:
        """Tell of a step that begins."""
        self._begun.append((step, Look.now()))
        self._write(step.en, step.zh)

    def count(self, done: int, total: int, what: Text) -> None:
        """Tell how much of a step is done.

        Args:
            done: how many of its things are done.
            total: how many there are.
            what: what they are, in the plural.
        """
        self._write(what.en, what.zh, done, total)

    def _write(self, *told: object) -> None:
        with suppress(OSError):
            os.write(self._tell, json.dumps(told).encode() + b"\n")

    def took(self) -> list[tuple[tuple[str, str], tuple[float | int, ...]]]:
        """What each step took, the last one until now."""
        ends = [*(look for _, look in self._begun[1:]), Look.now()]
        return [
            ((step.en, step.zh), astuple(Used.between(look, end)))
            for (step, look), end in zip(self._begun, ends, strict=True)
        ]
