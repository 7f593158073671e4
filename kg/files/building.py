"""A whole folder, switched by one step: who looks into it sees the files of one build, whenever a writer is killed.

The new folder is written in full beside the old one, and the two change names, which Linux and macOS do in one step
(``renameat2`` with ``RENAME_EXCHANGE``, ``renamex_np`` with ``RENAME_SWAP``). Files of the reader's own in the old
folder get a second name in the new one before. Where that cannot be, the files are put into place one by one, as
``kg.files.writing`` does it: on other systems, where a folder is a mount or lies where nothing may be written, holds
folders of the reader's own, or is where a process works now, which would be left in a folder that is gone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.files import writing
from kg.files.derived import is_derived
from kg.files.staging import (
    MARK,
    Content,
    is_folder,
    is_staging,
    left_behind,
    locked,
    staging,
    sync_folder,
    write,
)

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def write_build(
    folder: Path,
    contents: Mapping[str, Content],
    derive: Callable[[Path], None] | None = None,
    beside: Callable[[Path], None] | None = None,
) -> None:
    """Write the files of a build into its folder: all of them, or none, by one step where a system can.

    Args:
        folder: where the files are to be; made if it does not exist. Other files there are kept.
        contents: file name to content, in the order in which they are written; a text may be made as it is written.
        derive: makes the folders of ``kg.files.derived`` in a folder in which the files are; what goes wrong with it
            does not matter, as they can be made later.
        beside: called with each file when it is written, and not yet in its place.

    Raises:
        SourceError: if they cannot be written; what was there before is as it was.
    """
    target = folder.resolve()
    with writing.made(folder, contents, make_folder=True):
        clear(target, contents)
        writing.clear(target)
        if not _can_switch(target, contents):
            with staging(target) as staged:
                _write(staged, contents, beside)
                writing.put_in_place(staged, target, list(contents))
            _derived(target, derive)
            return
        with staging(target.parent, f".{target.name}{MARK}") as staged:
            _write(staged, contents, beside)
            _derived(staged, derive)
            if not _switched(staged, target, contents):
                # It is on the same file system, so that it can go on as one that was written there.
                inside = target / staged.name.removeprefix(f".{target.name}")
                staged.rename(inside)
                try:
                    writing.put_in_place(inside, target, list(contents))
                finally:
                    shutil.rmtree(inside, ignore_errors=True)
                _derived(target, derive)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder that gets its name when all is in it, and goes away if something fails before.

    Args:
        folder: where it is to be; nothing, or an empty folder, is there.

    Yields:
        the folder to fill; nothing in it may be open at the end.

    Raises:
        SourceError: if it cannot be made or written to.
    """
    target = folder.resolve()
    with writing.made(folder, {}, make_folder=True):
        for old in left_behind(target.parent, f".{target.name}{MARK}"):
            shutil.rmtree(old, ignore_errors=True)
        with staging(target.parent, f".{target.name}{MARK}") as staged:
            yield staged
            shutil.copymode(target, staged)
            sync_folder(staged)
            target.rmdir()
            staged.rename(target)
            sync_folder(target.parent)


def _write(staged: Path, contents: Mapping[str, Content], beside: Callable[[Path], None] | None) -> None:
    for name, content in contents.items():
        write(staged / name, content)
        if beside is not None:
            beside(staged / name)


def _derived(folder: Path, derive: Callable[[Path], None] | None) -> None:
    if derive is not None:
        with suppress(OSError, SourceError):
            derive(folder)


def _can_switch(target: Path, contents: Collection[str]) -> bool:
    if _exchange() is None or os.path.ismount(target) or not os.access(target.parent, os.W_OK):
        return False
    if not os.access(target, os.W_OK) or target.stat().st_dev != target.parent.stat().st_dev:
        return False
    return _own_files(target, contents) is not None and not _is_worked_in(target)


def _is_worked_in(target: Path) -> bool:
    """Whether any process works in a folder or below it, as far as that can be seen."""
    places = [Path("/proc/self/cwd"), *Path("/proc").glob("[0-9]*/cwd")] if sys.platform == "linux" else []
    with suppress(OSError):
        if Path.cwd().is_relative_to(target):
            return True
    for place in places:
        with suppress(OSError):
            if place.readlink().is_relative_to(target):
                return True
    return False


def _switched(staged: Path, target: Path, names: Collection[str]) -> bool:
    """Exchange the two folders; false where a system or a file system cannot."""
    exchange = _exchange()
    assert exchange is not None
    with locked(target):
        writing.settle(target)
        kept = _own_files(target, names)
        if kept is None:
            return False
        for path in kept:
            try:
                os.link(path, staged / path.name, follow_symlinks=False)
            except OSError:
                return False
        if not _is_alike(staged, target) or not exchange(staged, target):
            for path in kept:
                (staged / path.name).unlink(missing_ok=True)
            return False
        sync_folder(target.parent)
        # What is in its place now is the old folder, and still locked.
        _bring_over(staged, target, names)
        if not list(_left_in(staged, target, names)):
            shutil.rmtree(staged, ignore_errors=True)
    return True


def _is_alike(staged: Path, target: Path) -> bool:
    """Give a folder the owner and the mode of another one; false if that cannot be."""
    try:
        old, new = target.stat(), staged.stat()
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.chown(staged, old.st_uid, old.st_gid)
        shutil.copymode(target, staged)
    except OSError:
        return False
    sync_folder(staged)
    return True


def _own_files(target: Path, names: Collection[str]) -> list[Path] | None:
    """The files of a folder that the build does not replace; ``None`` if there are folders too."""
    # Nobody misses what is staged or derived.
    ours = (path for path in target.iterdir() if is_staging(path, MARK) or is_derived(path))
    own = sorted({path for path in target.iterdir() if path.name not in names}.difference(ours))
    return None if any(map(is_folder, own)) else own


def _bring_over(old: Path, target: Path, names: Collection[str]) -> None:
    """Bring over what came into the old folder in the last moment; what is in the new one as well can go."""
    for path in _left_in(old, target, names):
        if not os.path.lexists(target / path.name):
            with suppress(OSError):
                path.rename(target / path.name)


def _left_in(old: Path, target: Path, names: Collection[str]) -> Iterator[Path]:
    """What lies in an old folder and is nobody's but its reader's."""
    for path in sorted(old.iterdir()):
        if path.name in names or is_derived(path):
            continue
        with suppress(OSError):
            if os.path.samestat(path.lstat(), (target / path.name).lstat()):
                continue
        yield path


def clear(target: Path, names: Collection[str]) -> None:
    """Take away what killed builds left beside a folder; what is their reader's is brought into it.

    Args:
        target: the folder.
        names: the files of a build.
    """
    for old in left_behind(target.parent, f".{target.name}{MARK}"):
        _bring_over(old, target, names)
        if not list(_left_in(old, target, names)):
            shutil.rmtree(old, ignore_errors=True)


@cache
def _exchange() -> Any:
    """A function that lets two paths change names in one step, and says whether it could; ``None`` without one."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        call = library.renameat2 if sys.platform == "linux" else library.renamex_np
    except (AttributeError, OSError, TypeError):
        return None

    def exchange(one: Path, other: Path) -> bool:
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "linux":
            failed = call(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        else:
            failed = call(names[0], names[1], _RENAME_SWAP)
        if not failed:
            return True
        number = ctypes.get_errno()
        if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES):
            return False
        raise OSError(number, os.strerror(number), str(other))

    return exchange
