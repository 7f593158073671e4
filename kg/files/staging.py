"""Where files are written before they are in place: a hidden folder that its writer holds locked while it lives.

A process may be killed at any point, and then nobody clears its folder away. The next writer does: a lock goes with the
process that holds it, so that what nobody holds was left behind. Where a system has no such locks (``flock``), nothing
is cleared away, and two writers are not kept apart.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import SourceError
from kg.text import Text

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

Content = bytes | Iterable[str | bytes]

#: What the names of all such folders begin with.
MARK = ".kg-"
#: How long a writer waits for another one, in seconds, and how long between two looks.
_LONGEST_WAIT, _BETWEEN = 60.0, 0.01
_BUSY = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


def not_written(path: Path, error: OSError) -> SourceError:
    """The error for a place that cannot be written to, when all is as it was."""
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return SourceError(
            Text(
                f"{path}: cannot be written (a file stands where a folder is wanted). Nothing was changed there. "
                "Move that file, or name another place.",
                f"{path}：无法写入（此处需要文件夹，却已有同名文件）。该处内容未变。请移走该文件，或换一处。",
            )
        )
    return SourceError(
        Text(
            f"{path}: cannot be written ({error.strerror or error}). Nothing was changed there. "
            "Check the permissions and the free space, or name another place.",
            f"{path}：无法写入（{error.strerror or error}）。该处内容未变。请检查权限与剩余空间，或换一处。",
        )
    )


@contextmanager
def staging(parent: Path, begins: str = MARK) -> Iterator[Path]:
    """A new hidden folder, locked while it is used, and gone afterwards unless it was moved into place.

    Args:
        parent: where it is made, on the file system of what it is to replace.
        begins: what its name begins with.

    Raises:
        OSError: if it cannot be made.
    """
    staged, held = _made(parent, begins)
    try:
        yield staged
    finally:
        if held is None or _is(staged, held):
            shutil.rmtree(staged, ignore_errors=True)
        if held is not None:
            os.close(held)


def _made(parent: Path, begins: str) -> tuple[Path, int | None]:
    while True:
        staged = Path(tempfile.mkdtemp(prefix=begins, dir=parent))
        held = _open(staged)
        if fcntl is None or (held is None and is_folder(staged)):
            return staged, None
        if held is None:
            continue  # another writer took it for one that was left behind
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _BUSY:  # a file system without locks
                os.close(held)
                return staged, None
        else:
            if _is(staged, held):
                return staged, held
        os.close(held)  # here too


def is_staging(path: Path, begins: str | None = None) -> bool:
    """Whether a path has the name of such a folder.

    Args:
        path: the path.
        begins: what the name begins with: ``MARK`` in the folder that it is for; ``None`` for those beside it too.
    """
    if begins is not None:
        return path.name.startswith(begins)
    return path.name.startswith(".") and MARK in path.name


def left_behind(parent: Path, begins: str = MARK) -> Iterator[Path]:
    """The folders that no living writer holds, each locked while it is looked at.

    Args:
        parent: where to look.
        begins: what their names begin with.
    """
    try:
        names = sorted(path for path in parent.iterdir() if is_staging(path, begins) and not path.is_symlink())
    except OSError:
        return
    for path in names:
        held = _open(path)
        if held is None or fcntl is None:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is(path, held):
                yield path
        except OSError:
            continue
        finally:
            os.close(held)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder for the moment in which files are moved into place.

    The lock is that of the folder which has the name when it is got: it may have been switched meanwhile.

    Args:
        folder: the folder; it exists.

    Raises:
        SourceError: if another writer holds it for too long.
    """
    held = _locked(folder)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _locked(folder: Path) -> int | None:
    until = time.monotonic() + _LONGEST_WAIT
    while fcntl is not None:
        held = _open(folder)
        if held is None:
            return None
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            if error.errno not in _BUSY:
                return None
            if time.monotonic() > until:
                raise SourceError(
                    Text(
                        f"{folder}: another process has been writing there for more than {_LONGEST_WAIT:.0f} seconds. "
                        "Wait until it has ended, or end it.",
                        f"{folder}：另一进程在此写入已超过 {_LONGEST_WAIT:.0f} 秒。请等待其结束，或将其终止。",
                    )
                ) from error
            time.sleep(_BETWEEN)
            continue
        if _is(folder, held):
            return held
        os.close(held)
    return None


def _open(folder: Path) -> int | None:
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0))
    return None


def _is(folder: Path, held: int) -> bool:
    """Whether a name still leads to the folder that is held open."""
    with suppress(OSError):
        return os.path.samestat(folder.lstat(), os.fstat(held))
    return False


def write(path: Path, content: Content, *, sync: bool = True) -> None:
    """Write a file as it is, and wait until it is on the disk.

    Args:
        path: the file.
        content: its bytes, or parts one after another, of which texts are written as UTF-8.
        sync: whether to wait; a file that can be made anew need not be.

    Raises:
        OSError: if it cannot be written.
    """
    with path.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            for text in content:
                file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
        file.flush()
        if sync:
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where a system knows that."""
    held = _open(folder)
    if held is not None:
        with suppress(OSError):
            os.fsync(held)
        os.close(held)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, and no link to one."""
    with suppress(OSError):
        return stat.S_ISDIR(path.lstat().st_mode)
    return False
