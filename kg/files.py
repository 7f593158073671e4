"""Writing files so that they appear whole or not at all, and text so that no reader of it obeys it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import SourceError
from kg.text import Text

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")

Content = bytes | Iterable[str]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay as they are.

    >>> guarded("=1+1"), guarded("-3.5"), guarded("嘉兴")
    ("'=1+1", '-3.5', '嘉兴')
    """
    # Spreadsheets pass over leading space before they look for a formula, and in Chinese take wide signs too.
    begins = cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) or cell.startswith(
        ("\t", "\r", "\n")
    )
    if begins and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def harmless(text: str) -> str:
    r"""A text without characters that would steer a terminal or turn the order of what follows.

    >>> harmless("a\x1b[31mb")
    'a␛[31mb'
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        # The control pictures block shows C0 controls; the rest becomes the replacement character.
        return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"
    return "\ufffd" if category in ("Cs",) or unicodedata.bidirectional(character) in _TURNING else character


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


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
            _write(path, content, sync=False)
        except OSError as error:
            raise _not_written(path, error) from error
        return
    write_files(path.parent, {path.name: content}, make_folder=False)


def write_files(folder: Path, contents: Mapping[str, Content], *, make_folder: bool = True) -> None:
    """Write several files into a folder: all of them, or none.

    Every file is written in full beside the folder's own before the first is renamed into place, so
    that a full disk or an interruption leaves the earlier files as they were.

    Args:
        folder: where the files are to be; other files there are left alone.
        contents: file name to content.
        make_folder: whether to make the folder, with its parents, if it does not exist.

    Raises:
        SourceError: if they cannot be written.
    """
    existed = folder.is_dir()
    try:
        if make_folder:
            folder.mkdir(parents=True, exist_ok=True)
        for name in contents:
            if (folder / name).is_dir():
                raise SourceError(
                    Text(
                        f"{folder / name}: is a folder. Name a file, or move the folder away.",
                        f"{folder / name}：是文件夹。请写文件名，或移走该文件夹。",
                    )
                )
        with _staging(folder) as staged:
            for name, content in contents.items():
                _write(staged / name, content)
            _move_all(staged, folder, list(contents))
    except OSError as error:
        if not existed:
            _remove_if_empty(folder)
        raise _not_written(folder, error) from error


def _not_written(path: Path, error: OSError) -> SourceError:
    return SourceError(
        Text(
            f"{path}: cannot be written ({error.strerror or error}). Nothing was changed there. "
            "Check the permissions and the free space, or name another place.",
            f"{path}：无法写入（{error.strerror or error}）。原处内容未改动。请检查权限与剩余空间，或另写一处。",
        )
    )


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    # In the folder itself, so that a rename never crosses a file system.
    staged = Path(tempfile.mkdtemp(prefix=".kg-", dir=folder))
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write(path: Path, content: Content, *, sync: bool = True) -> None:
    with path.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            for text in content:
                file.write(text.encode("utf-8"))
        file.flush()
        if sync:
            os.fsync(file.fileno())


def _move_all(staged: Path, folder: Path, names: list[str]) -> None:
    """Rename all files into place; if one cannot be, put the earlier ones back."""
    kept = staged / "before"
    kept.mkdir()
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).rename(kept / name)
            (staged / name).rename(folder / name)
    except BaseException:  # an interruption too: what was there before is in a folder that goes away
        for name in names:
            if (kept / name).exists():
                (kept / name).replace(folder / name)
            elif not (staged / name).exists():
                (folder / name).unlink(missing_ok=True)
        raise


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
