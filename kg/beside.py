"""Work that a process of its own does while this one goes on: a machine has two cores at least.

The process is a copy of this one (``fork``), so that it has what was read already, and nothing is read twice. It gives
back bytes. Where there is none, as on systems without ``fork``, or where it comes to nothing, the work is to be done
here: the outcome is the same, and so are the errors, which are raised here alone.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import IO, NoReturn

from kg.progress import Progress
from kg.text import Text, log
from kg.usage import Look, Used, left, memory, processors

Work = Callable[[Progress], Iterable[bytes]]
"""Is given who is told of its steps, and gives its results, one after the other."""

#: Libraries whose threads are missing in a copy of the process, which would wait for them for ever.
_THREADED = ("networkit", "rustworkx")
_PR_SET_PDEATHSIG = 1
#: So many processors there must be: with less the two would only wait for each other.
_LEAST = 1.5
#: Bytes that say how long a result is.
_SIZE = 8
#: Bytes of the reason why it came to nothing.
_REASON = 500
#: Signals that ask a process to stop.
_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Beside:
    """Some work in a process of its own; used as a context, at whose end the process is gone.

    Args:
        work: what it does.

    Raises:
        OSError: if there can be no such process.
    """

    def __init__(self, work: Work) -> None:
        self._results: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lasts as long as the process
        self._room = tempfile.mkdtemp(prefix="kg-")  # it ends without a look at what it made; this one clears up
        self._process: int | None = None
        told, tell = os.pipe()
        me = os.getpid()
        # A signal between the fork and what the copy does first would run on in it as if it were this process.
        signals = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        try:
            self._process = os.fork()
            if not self._process:
                _run(work, tell, self._results, self._room, me, signals)
        except OSError:
            os.close(told)
            self._cleared()
            raise
        finally:
            os.close(tell)
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        self._told = os.fdopen(told, "rb")

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._ended()
        self._cleared()

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
        steps: set[Text] = set()
        for line in self._told:
            en, zh, *numbers = json.loads(line)
            if not numbers:
                steps.add(Text(en, zh))
                progress(Text(en, zh))
            elif count is not None:
                count(*numbers, Text(en, zh))
        status, parts = self._ended(), list(_parts(self._results))
        if status:
            _tell_why(status, parts)
            return None
        *found, took = parts
        for (en, zh), used in json.loads(took):
            if Text(en, zh) not in steps:  # nobody listened then, and the pipe was full
                progress(Text(en, zh))
            if beside is not None:
                beside(Text(en, zh), Used(*used))
        return found

    def _cleared(self) -> None:
        """Remove what it has left."""
        self._results.close()
        shutil.rmtree(self._room, ignore_errors=True)

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
    if sys.platform != "linux" or processors() < _LEAST or any(name in sys.modules for name in _THREADED):
        return None
    if left() <= memory():  # the copy shares only what neither of the two changes
        return None
    with suppress(OSError):
        return Beside(work)
    return None


def _run(
    work: Work, tell: int, results: IO[bytes], room: str, parent: int, signals: Iterable[int | signal.Signals]
) -> NoReturn:
    """Do the work, write what it gives, and end this process without a look at what it has of the other's.

    Args:
        work: the work.
        tell: where to tell of its steps.
        results: what it gives is written there; where it fails, the reason alone.
        room: the folder for its temporary files.
        parent: the number of the process that waits for it.
        signals: what is blocked in it.
    """
    status = 1
    try:
        tempfile.tempdir = room
        _end_with(parent)
        for stopping in _STOPPING:  # it has nothing to clear up
            signal.signal(stopping, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        os.set_blocking(tell, False)
        course = _Told(tell)
        for part in work(course):
            _write(results, part)
        _write(results, json.dumps(course.took()).encode())
        results.flush()
        status = 0
    except BaseException as error:
        # Whatever it is, the other process does the work and meets it; --verbose says what it was.
        with suppress(BaseException):
            results.seek(0)
            results.truncate()
            _write(results, f"{type(error).__name__}: {error}".encode()[:_REASON])
            results.flush()
    finally:
        os._exit(status)


def _end_with(parent: int) -> None:
    """See to it that this process ends with the other, and that it is the one to go where memory runs out."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
    if os.getppid() != parent:  # it had gone before that was asked for
        os._exit(1)


def _tell_why(status: int, parts: Sequence[bytes]) -> None:
    """Log why the work came to nothing."""
    signalled = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    why = f"signal {signalled}" if signalled else b"".join(parts).decode(errors="replace") or f"exit {status}"
    text = Text(
        f"A second process for measures and page came to nothing ({why}); the first one makes them.",
        f"计算指标与页面的第二个进程未能完成（{why}），改由第一个进程完成。",
    )
    log(logging.getLogger(__name__), text)


def _write(results: IO[bytes], part: bytes) -> None:
    results.write(len(part).to_bytes(_SIZE, "big"))
    results.write(part)


def _parts(results: IO[bytes]) -> Iterator[bytes]:
    results.seek(0)
    while len(size := results.read(_SIZE)) == _SIZE:
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
        self._begun.append((step, Look.now(with_ended=True)))
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
        looks = [*(look for _, look in self._begun), Look.now(with_ended=True)]
        return [
            ((step.en, step.zh), astuple(Used.between(look, end)))
            for (step, _), (look, end) in zip(self._begun, pairwise(looks), strict=True)
        ]
