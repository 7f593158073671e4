"""What a process has used at a moment: seconds, CPU seconds and memory."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATM, _MEMINFO = Path("/proc/self/statm"), Path("/proc/meminfo")
#: What a group of processes, such as a container, may have and has, and in which groups this process is.
_GROUP, _GROUPS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


@dataclass(frozen=True, slots=True)
class Look:
    """How much time was used, in seconds, and how much memory is used, in bytes, at a moment."""

    clock: float
    cpu: float
    memory: int
    peak: int

    @classmethod
    def now(cls, *, with_ended: bool = False) -> Look:
        """At this moment.

        Args:
            with_ended: whether what processes took that this one began, and that have ended, counts too.
        """
        ended = sum(os.times()[2:4]) if with_ended else 0.0
        return cls(time.perf_counter(), time.process_time() + ended, memory(), _peak())


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
    return max(0, min([machine, *_left_of_groups()]))


def processors() -> float:
    """How many processors the process may use, by its place on the machine and by what its container may have."""
    here = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min([float(here), *_shares()])


def _left_of_groups() -> Iterator[int]:
    """Of each group that has a limit of memory, what is left; what is kept of files is given back when it is needed.

    The names are those of the kernel's documents, Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst.
    """
    for version, folder in _groups("memory"):
        names = ("memory.max", "memory.current") if version else ("memory.limit_in_bytes", "memory.usage_in_bytes")
        with suppress(OSError, ValueError):  # no such group, or no limit
            most, now = (int((folder / name).read_text()) for name in names)
            yield most - now + _kept_of_files(folder, "inactive_file" if version else "total_inactive_file")


def _kept_of_files(folder: Path, name: str) -> int:
    with suppress(OSError):
        for line in (folder / "memory.stat").read_text().splitlines():
            if line.startswith(f"{name} "):
                return int(line.split()[1])
    return 0


def _shares() -> Iterator[float]:
    """Of each group that has a limit of processors, how many."""
    for version, folder in _groups("cpu"):
        with suppress(OSError, ValueError, ZeroDivisionError):  # no such group, or no limit
            if version:
                quota, period = (folder / "cpu.max").read_text().split()
            else:
                quota, period = ((folder / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period"))
            if int(quota) > 0:
                yield int(quota) / int(period)


def _groups(kind: str) -> Iterator[tuple[int, Path]]:
    """The groups in which the process is, for memory or processors, each with 1 where it is of the second version.

    Args:
        kind: ``memory`` or ``cpu``.
    """
    try:
        lines = _GROUPS.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        number, kinds, place = line.split(":", 2)
        if number == "0" or kind in kinds.split(","):
            root = _GROUP if number == "0" else _GROUP / kind
            own = root / place.strip("/")
            # Within a container its own group is often the root of what is seen.
            for folder in dict.fromkeys((own, *own.parents)):
                if folder.is_relative_to(root):
                    yield int(number == "0"), folder


def _peak() -> int:
    """The most memory that the process has had, in bytes; 0 where a system does not say."""
    if resource is None:
        return 0
    # In kibibytes, and on macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
