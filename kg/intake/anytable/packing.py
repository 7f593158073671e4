"""Files as streams of bytes, unpacked on the way, and no more of them than a sane file packs."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO
from xml.parsers import expat

from kg.errors import SourceError
from kg.extras import require
from kg.grids.packed import MOST_RATIO, MOST_UNSUSPECTED
from kg.text import Text

#: Endings of packed files.
PACKED = (".gz", ".zip", ".zst")
_CHUNK = 1 << 20


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """What goes wrong inside, as one sentence about a file.

    Raises:
        SourceError: if the file cannot be read, or is damaged.
    """
    try:
        yield
    except SourceError:
        raise
    except RecursionError as error:
        raise _refused(path, "is nested too deeply", "嵌套过深") from error
    except MemoryError as error:
        raise _refused(path, "does not fit into memory", "内存容不下该文件") from error
    except UnicodeDecodeError as error:
        # What Python calls charmap is whichever encoding of one byte was tried last.
        en, zh = (
            ("any encoding that is known here", "任何已知编码的")
            if error.encoding == "charmap"
            else (error.encoding.upper(),) * 2
        )
        raise SourceError(
            Text(
                f"{path}: a byte of it is no character of {en}. If it is a table, save it as CSV UTF-8, "
                "or say which one it is in: --encoding cp932.",
                f"{path}：有字节不是{zh}字符。若为表格，请另存为CSV UTF-8，或用 --encoding cp932 等说明其编码。",
            )
        ) from error
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, expat.ExpatError, ValueError, RuntimeError) as error:
        reason = str(getattr(error, "strerror", None) or error)[:200]
        raise SourceError(
            Text(
                f"{path}: cannot be read ({reason}). Check the path and the file.",
                f"{path}：无法读取（{reason}）。请检查路径与文件。",
            )
        ) from error


def _refused(path: Path, en: str, zh: str) -> SourceError:
    return SourceError(Text(f"{path}: {en}. Make it smaller, or save it as CSV.", f"{path}：{zh}。请缩小或另存为CSV。"))


def inner_name(path: Path) -> str:
    """The name of what is in a packed file; of any other, its own.

    Raises:
        SourceError: if an archive has not exactly one file.
    """
    if path.suffix.lower() != ".zip":
        return path.stem if path.suffix.lower() in PACKED else path.name
    with readable(path), zipfile.ZipFile(path) as packed:
        return _member(path, packed).filename


def _member(path: Path, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [one for one in packed.infolist() if not one.is_dir() and not one.filename.startswith(("__MACOSX/", "."))]
    if len(members) != 1:
        names = ", ".join(PurePath(one.filename).name for one in members[:5])
        raise SourceError(
            Text(
                f"{path}: holds {len(members)} files ({names}). Pack one alone, or unpack it and name the file.",
                f"{path}：内有 {len(members)} 个文件（{names}）。请只打包一个文件，或解压后指明文件。",
            )
        )
    return members[0]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked; an error where they become too many."""
    ending = path.suffix.lower()
    with path.open("rb") as file:
        if ending == ".gz":
            with gzip.open(file) as unpacked:
                yield _guarded(path, unpacked)
        elif ending == ".zip":
            with zipfile.ZipFile(file) as packed, packed.open(_member(path, packed)) as unpacked:
                yield _guarded(path, unpacked)
        elif ending == ".zst":
            require("zstd")
            import zstandard

            with zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True) as unpacked:
                yield _guarded(path, unpacked)
        else:
            yield file


def content(path: Path, most: int) -> bytes:
    """All bytes of a file, unpacked.

    Raises:
        SourceError: if there are more than ``most``.
    """
    with readable(path), opened(path) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise SourceError(
            Text(
                f"{path}: has more than {most:,} bytes, too many to be read at once. Save it as CSV or JSON Lines.",
                f"{path}：超过 {most:,} 字节，无法一次读取。请另存为 CSV 或 JSON Lines。",
            )
        )
    return found


def _guarded(path: Path, unpacked: Any) -> BinaryIO:
    return io.BufferedReader(_Guarded(path, unpacked), _CHUNK)


class _Guarded(io.RawIOBase):
    """A stream that is not read further than a sane file unpacks to."""

    def __init__(self, path: Path, unpacked: Any) -> None:
        self._path = path
        self._unpacked = unpacked
        self._most = max(MOST_UNSUSPECTED, MOST_RATIO * path.stat().st_size)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._unpacked.read(len(buffer))
        self._read += len(part)
        if self._read > self._most:
            raise SourceError(
                Text(
                    f"{self._path}: unpacks to more than {self._most:,} bytes, which no table of its size does. It was "
                    "not unpacked. Unpack it yourself if you trust it.",
                    f"{self._path}：解压后超过 {self._most:,} 字节，不像正常的表格，未予解压。若可信，请自行解压。",
                )
            )
        buffer[: len(part)] = part
        return len(part)
