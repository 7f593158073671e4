"""A store on disk that stays readable when its folder is taken away, as a build does that puts another in its place.

RocksDB opens some of a store's files at the beginning and the others by name when they are needed, which may be after
they have gone. So where there are more, each is opened here, and RocksDB is given a folder of links to what is open:
what is held open lasts until it is closed, whatever becomes of its name.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

_Store = TypeVar("_Store")

#: Files that RocksDB opens at the beginning: those of a small store are all open then.
_AT_ONCE = 16
#: Of the files that a process may have open, the part that may be held.
_SHARE = 4
#: Files of a store that its writer and RocksDB's own protocol need.
_LEFT_OUT = ("LOCK", "LOG")
_OPEN = Path("/proc/self/fd")


def opened(owner: object, folder: Path, read: Callable[[str], _Store]) -> _Store:
    """Open a store for reading.

    Args:
        owner: what is held open is held as long as this is there.
        folder: the store's.
        read: opens the store in a folder.

    Returns:
        what ``read`` gives: of the very files that are there now, whatever is there later.

    Raises:
        OSError: if there is none, or it goes away meanwhile.
        RuntimeError: if it is broken.
    """
    if sys.platform != "linux" or not _AT_ONCE < sum(path.suffix == ".sst" for path in folder.iterdir()) <= _most():
        return read(str(folder))
    numbers = _held(folder)
    links = ""
    try:
        with suppress(OSError):  # without a place for the links it is read where it is
            links = tempfile.mkdtemp(prefix="kg-")
            for name, number in numbers.items():
                (Path(links) / name).symlink_to(_OPEN / str(number))
        store = read(links or str(folder))
        weakref.finalize(owner, _let_go, list(numbers.values()), links)
    except BaseException:
        _let_go(list(numbers.values()), links)
        raise
    return store


def _held(folder: Path) -> dict[str, int]:
    """The files of a folder, each opened, by name."""
    numbers: dict[str, int] = {}
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in sorted(os.listdir(place)):  # noqa: PTH208 - of what is open, whatever has its name
            if not name.startswith(_LEFT_OUT):
                numbers[name] = os.open(name, os.O_RDONLY, dir_fd=place)
    except BaseException:
        _let_go(list(numbers.values()), "")
        raise
    finally:
        os.close(place)
    return numbers


def _let_go(numbers: Sequence[int], links: str) -> None:
    for number in numbers:
        os.close(number)
    if links:
        shutil.rmtree(links, ignore_errors=True)


def _most() -> int:
    """How many files may be held: others need some too."""
    import resource

    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 1 << 20 if limit == resource.RLIM_INFINITY else limit // _SHARE
