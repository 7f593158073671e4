"""One file, or several at once, in a folder that holds others too.

One file is renamed into place, which is one step. Several are first written in full below ``.kg-…``; that folder is
then renamed to ``.kg-new``, and from this step on they are what the folder holds: who finds ``.kg-new`` there, since
its writer was killed, moves the rest into place, and who may not write reads them where they are. A writer that meets
an error on the way takes all back: ``.kg-new`` becomes ``.kg-old``, of which the earlier files are moved back likewise.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import SourceError
from kg.files.staging import (
    MARK,
    Content,
    is_folder,
    left_behind,
    locked,
    not_written,
    staging,
    sync_folder,
    write,
)
from kg.text import Text

_NEW, _OLD = f"{MARK}new", f"{MARK}old"
#: In such a folder: the files that were there before, and the names of those that were not.
_BEFORE, _ADDED = "before", "added"
_OURS = (_NEW, _OLD)


def write_file(path: Path, content: Content) -> None:
    """Write one file beside its place, then rename it there.

    Args:
        path: where the file is to be; its folder must exist. A device or a pipe, such as
            ``/dev/stdout``, is written to as it is.
        content: bytes, or texts to be written one after the other as UTF-8.

    Raises:
        SourceError: if it cannot be written; what was there before is as it was.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            write(path, content, sync=False)
        except OSError as error:
            raise not_written(path, error) from error
        return
    write_files(path.parent, {path.name: content}, make_folder=False)


def write_files(folder: Path, contents: Mapping[str, Content], *, make_folder: bool = True) -> None:
    """Write several files into a folder: all of them, or none.

    Args:
        folder: where the files are to be; other files there are left alone.
        contents: file name to content.
        make_folder: whether to make the folder, with its parents, if it does not exist.

    Raises:
        SourceError: if they cannot be written; what was there before is as it was.
    """
    with made(folder, contents, make_folder=make_folder):
        clear(folder)
        with staging(folder) as staged:
            for name, content in contents.items():
                write(staged / name, content)
            put_in_place(staged, folder, list(contents))


@contextmanager
def made(folder: Path, names: Mapping[str, Content], *, make_folder: bool) -> Iterator[None]:
    """Make a folder for files, and take it away again if they cannot be written; what goes wrong is told of it.

    Args:
        folder: the folder.
        names: the files that will be written to it; their contents are not looked at here.
        make_folder: whether it is made where it is not there.

    Returns:
        a context, in which the files are written.

    Raises:
        SourceError: if it cannot be made or written to, or one of the names is that of a folder in it.
    """
    existed = folder.is_dir()
    try:
        if make_folder:
            folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (folder / name).is_dir():
                raise SourceError(
                    Text(
                        f"{folder / name}: is a folder. Name a file, or move the folder away.",
                        f"{folder / name}：是文件夹。请写文件名，或移走该文件夹。",
                    )
                )
        yield
    except BaseException as error:
        if not existed:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise not_written(folder, error) from error
        raise


def put_in_place(staged: Path, folder: Path, names: list[str]) -> None:
    """Move files that are written in full to their places in a folder, all or none.

    Args:
        staged: where they are, in the folder.
        folder: the folder.
        names: their names.

    Raises:
        OSError: if one cannot be moved; what was there before is as it was.
    """
    with locked(folder.resolve()):
        settle(folder)
        if len(names) == 1:
            (staged / names[0]).replace(folder / names[0])
            sync_folder(folder)
            return
        _keep(staged, folder, names)
        decided = folder / _NEW
        staged.rename(decided)
        try:
            _move(decided, folder)
        except BaseException:  # an interruption too
            _take_back(decided, folder)
            raise


def _keep(staged: Path, folder: Path, names: list[str]) -> None:
    """Keep what the new files replace, so that they can be taken back."""
    before = staged / _BEFORE
    before.mkdir()
    for name in names:
        if os.path.lexists(folder / name):
            _link(folder / name, before / name)
    added = [name for name in names if not os.path.lexists(folder / name)]
    write(staged / _ADDED, "\n".join(added).encode())
    sync_folder(staged)


def _link(path: Path, other: Path) -> None:
    """A second name for a file, or a copy of it where a file system has no such names."""
    try:
        os.link(path, other, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, other, follow_symlinks=False)


def _move(decided: Path, folder: Path) -> None:
    for path in sorted(decided.iterdir()):
        if path.name not in (_BEFORE, _ADDED):
            path.replace(folder / path.name)
    sync_folder(folder)
    shutil.rmtree(decided, ignore_errors=True)


def _take_back(decided: Path, folder: Path) -> None:
    undone = folder / _OLD
    decided.rename(undone)
    _restore(undone, folder)


def _restore(undone: Path, folder: Path) -> None:
    for path in sorted((undone / _BEFORE).iterdir()):
        path.replace(folder / path.name)
    for name in (undone / _ADDED).read_text(encoding="utf-8").splitlines():
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    shutil.rmtree(undone, ignore_errors=True)


def settle(folder: Path) -> None:
    """Bring to an end what a writer that was killed had decided; the folder is locked, or nobody else writes there.

    Raises:
        OSError: if it cannot be done.
    """
    if is_folder(folder / _OLD):
        # Without the list of what was added, the files are back, and only the folder was not cleared away.
        if (folder / _OLD / _ADDED).is_file() and is_folder(folder / _OLD / _BEFORE):
            _restore(folder / _OLD, folder)
        shutil.rmtree(folder / _OLD, ignore_errors=True)
    if is_folder(folder / _NEW):
        _move(folder / _NEW, folder)


def settled(folder: Path, name: str) -> Path:
    """Where a file of a folder is, once what a killed writer had decided is brought to an end.

    Args:
        folder: the folder.
        name: the file's name.

    Returns:
        the file in its place; where that may not be written to, the place where the file waits.
    """
    if is_folder(folder / _NEW) or is_folder(folder / _OLD):
        with suppress(OSError, SourceError), locked(folder.resolve()):
            settle(folder)
        for waiting in (folder / _OLD / _BEFORE / name, folder / _NEW / name):
            if waiting.is_file():
                return waiting
    return folder / name


def clear(folder: Path) -> None:
    """Take away what killed writers left in a folder; what one had decided is brought to an end, not taken away."""
    for path in left_behind(folder):
        if path.name not in _OURS:
            shutil.rmtree(path, ignore_errors=True)
