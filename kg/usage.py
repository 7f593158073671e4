"""What a process has used at a moment: seconds, CPU seconds and memory."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATM, _MEMINFO = Path("/proc/self/statm"), Path("/proc/meminfo")
#: What a group of processes, such as a container, may have and has.
_GROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Look:
    """How much time was used, in seconds, and how much memory is used, in bytes, at a moment."""

    clock: float
    cpu: float
    memory: int
    peak: int

    @classmethod
    def now(cls) -> Look:
        """At this moment."""
        return cls(time.perf_counter(), time.process_time(), memory(), _peak())


@dataclass(frozen=True, slots=True)
class Used:
    """What something took: seconds, CPU seconds, and the memory and its peak in bytes at its end."""

    seconds: float
    cpu: float
    memory: int
    peak: int

    @classmethod
    def between(cls, first: Look, last: Look) -> Used:
        """What was used from one moment to another.

        Args:
            first: the one.
            last: the other.
        """
        return cls(last.clock - first.clock, last.cpu - first.cpu, last.memory, last.peak)


def memory() -> int:
    """The memory that the process has now, in bytes; 0 where a system does not say."""
    try:
        pages = int(_STATM.read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() if resource is not None else 0


def left() -> int:
    """The memory that is left, of the machine and of a container on it, in bytes; 0 where a system does not say."""
    try:
        lines = _MEMINFO.read_text().splitlines()
        machine = next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return 0
    try:
        most, now = ((_GROUP / name).read_text().strip() for name in ("memory.max", "memory.current"))
        return machine if most == "max" else min(machine, int(most) - int(now))
    except (OSError, ValueError):  # no such group
        return machine


def _peak() -> int:
    """The most memory that the process has had, in bytes; 0 where a system does not say."""
    if resource is None:
        return 0
    # In kibibytes, and on macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
