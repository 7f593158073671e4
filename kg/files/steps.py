"""What the steps of a build came to, kept beside its files: the next build takes what has not changed from there.

Each result is a file of bytes under the hash of all that the step was made of, and who asks for another gets none. The
folder counts only where it was made (``kg.files.derived``), by this very version of the program, and as long as each
file has the hash that it was written with; else it is as if there were none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.files.derived import STAMP, STEPS, is_derived, marks
from kg.files.lines import SortedLines
from kg.files.staging import is_staging, staging, write
from kg.text import Text

_FORMAT = 1
#: Bytes from which on a result waits on disk until it is written.
_LARGE = 1_000_000
#: Folders of Python and of Git.
_THEIRS = ("__pycache__", ".git")


def digest(*parts: bytes | str) -> str:
    """The hash of some parts together, in hexadecimal; where one ends and another begins counts too."""
    made = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big"))
        made.update(content)
    return made.hexdigest()


def file_digest(path: Path) -> str:
    """The hash of what a file holds.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_mark(told: os.stat_result) -> tuple[int, ...]:
    """What tells a file from every other one and from itself before it was changed: size, number, moment."""
    return told.st_size, told.st_ino, told.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Patch:
    """What makes the graph of the build under way of that of the earlier one.

    Attributes:
        lines: all of its lines of N-Triples now; none when they are written.
        removed: those that the earlier graph had.
        added: those that it had not.
        mark: what tells the file of the earlier graph from every other one, as ``file_mark`` gives it.
    """

    lines: SortedLines
    removed: frozenset[bytes]
    added: frozenset[bytes]
    mark: tuple[int, ...] = ()


def _held(content: bytes) -> bytes | IO[bytes]:
    """A result until it is written: a large one on disk, since those of a large build are a tenth of its memory."""
    if len(content) < _LARGE:
        return content
    file = None
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - it lasts as long as the results, and has no name
        file.write(content)
        file.flush()
    except OSError:  # without space there it stays in memory
        if file is not None:
            with suppress(OSError):
                file.close()
        return content
    return file


def _content(held: bytes | IO[bytes]) -> bytes:
    if isinstance(held, bytes):
        return held
    held.seek(0)
    return held.read()


class Steps:
    """The results of steps: those of the build that a folder holds, and those of the build under way.

    Args:
        folder: the folder of the earlier build; nothing is taken from before if ``None``.
        version: the hash of all that makes results besides what the steps are given: the program and what it uses.

    Attributes:
        taken: step to how many of its results were taken from before.
        made: step to how many were made now.
        about: what the earlier build said of itself as a whole; empty without one.
        patch: what changed in the graph since then, where that is known.
        whole: why all rows were mapped again, where they were.
        marks: the files of the earlier build that were read, each with its ``file_mark`` then.
        properties: of the graph of the build under way, property to the hash of its triples; empty before it is known.
        properties_before: likewise of the earlier build's, where ``patch`` says what changed; else empty.
    """

    def __init__(self, folder: Path | None, version: str) -> None:
        self.taken: Counter[str] = Counter()
        self.made: Counter[str] = Counter()
        self.version = version
        self.about: Mapping[str, Any] = {}
        self.patch: Patch | None = None
        self.whole: Text | None = None
        self.marks: dict[str, tuple[int, ...]] = {}
        self.properties: Mapping[str, str] = {}
        self.properties_before: Mapping[str, str] = {}
        self._folder = folder / STEPS if folder is not None else None
        self._hashes: Mapping[str, str] = {}
        self._kept: dict[str, bytes | IO[bytes]] = {}
        #: Results that are taken from the last build's folder as they are there.
        self._carried: set[str] = set()
        with suppress(OSError, ValueError, KeyError, TypeError):
            self._open()

    def _open(self) -> None:
        if self._folder is None or self._folder.is_symlink():
            return
        stamp = json.loads((self._folder / STAMP).read_text(encoding="utf-8"))
        if (stamp["format"], stamp["version"]) == (_FORMAT, self.version) and stamp["files"] == marks(self._folder):
            self._hashes, self.about = dict(stamp["hashes"]), dict(stamp["about"])

    @property
    def folder(self) -> Path | None:
        """The folder of the earlier build, if anything is taken from there."""
        return self._folder.parent if self._folder is not None and self.about else None

    def get(self, step: str, key: str) -> bytes | None:
        """The result of a step, if the last build or this one has it.

        Args:
            step: what it is a result of; letters.
            key: the hash of all that it was made of.
        """
        name = f"{step}-{key}"
        if (held := self._kept.get(name)) is not None:
            return _content(held)
        content = self.look(step, key)
        if content is not None:
            self.carry(step, key)
        return content

    def look(self, step: str, key: str) -> bytes | None:
        """The result of a step, if the last build has it, without keeping it for the next; arguments as in ``get``.

        Args:
            step: as in ``get``.
            key: likewise.
        """
        name = f"{step}-{key}"
        if self._folder is None or name not in self._hashes:
            return None
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == self._hashes[name] else None

    def carry(self, step: str, key: str) -> bool:
        """Keep a result of the last build for the next one, unread; arguments as in ``get``.

        Args:
            step: as in ``get``.
            key: likewise.

        Returns:
            whether the last build has it.
        """
        name = f"{step}-{key}"
        if self._folder is None or name not in self._hashes:
            return False
        if name not in self._kept and name not in self._carried:
            self.taken[step] += 1
        self._carried.add(name)
        return True

    def before(self, step: str) -> list[str]:
        """The keys under which a step has results of the last build."""
        begin = f"{step}-"
        return sorted(name.removeprefix(begin) for name in self._hashes if name.startswith(begin))

    def names(self, step: str) -> list[str]:
        """The keys under which a step has results that this build made or took."""
        begin = f"{step}-"
        return sorted(name.removeprefix(begin) for name in {*self._kept, *self._carried} if name.startswith(begin))

    def file(self, name: str) -> bytes | None:
        """A file of the earlier build, if it is as that build wrote it.

        Args:
            name: its name.
        """
        if self._folder is None or not self.about:
            return None
        with suppress(OSError, KeyError, TypeError):
            with (self._folder.parent / name).open("rb") as file:
                self.marks[name] = file_mark(os.fstat(file.fileno()))
                content = file.read()
            if hashlib.sha256(content).hexdigest() == self.about["files"][name]:
                return content
        return None

    def put(self, step: str, key: str, content: bytes) -> None:
        """Keep a result for the next build; arguments as in ``get``.

        Args:
            step: as in ``get``.
            key: as in ``get``.
            content: the result, as JSON or plain bytes; never pickled.
        """
        self._kept[f"{step}-{key}"] = _held(content)
        self._carried.discard(f"{step}-{key}")
        self.made[step] += 1

    def apart(self) -> Steps:
        """The same for a copy of this process: what it makes or takes is handed over by ``sent`` and ``receive``."""
        other = copy(self)
        other.taken, other.made = Counter(), Counter()
        other._kept, other._carried = {}, set()
        return other

    def sent(self) -> Iterator[bytes]:
        """What was made and taken, for ``receive``."""
        named = {"carried": sorted(self._carried), "kept": list(self._kept)}
        yield json.dumps({**named, "taken": self.taken, "made": self.made}).encode()
        yield from map(_content, self._kept.values())

    def receive(self, parts: Sequence[bytes]) -> None:
        """Keep for the next build what another process made and took.

        Args:
            parts: what its ``sent`` gave.
        """
        told = json.loads(parts[0])
        for name, content in zip(told["kept"], parts[1:], strict=True):
            self._kept[name] = _held(content)
            self._carried.discard(name)
        self._carried.update(name for name in told["carried"] if name not in self._kept)
        self.taken.update(told["taken"])
        self.made.update(told["made"])

    def write(self, folder: Path, about: Mapping[str, Any]) -> None:
        """Write what this build made or took into its folder; what was there goes, and what is no such folder stays.

        Args:
            folder: the build's folder.
            about: what the build says of itself as a whole, as JSON has it.

        Raises:
            OSError: if it cannot be written.
        """
        place = folder / STEPS
        if os.path.lexists(place) and not is_derived(place):
            return
        with staging(folder) as staged:
            made = staged / STEPS
            made.mkdir()
            hashes = {}
            for name, held in self._kept.items():
                content = _content(held)
                write(made / name, content, sync=False)
                hashes[name] = hashlib.sha256(content).hexdigest()
            before = self._folder
            for name in sorted(self._carried) if before is not None else ():
                assert before is not None  # what is carried is there
                with suppress(OSError):  # another build was switched in meanwhile, which has others
                    shutil.copyfile(before / name, made / name)
                    hashes[name] = self._hashes[name]
            stamp = {
                "format": _FORMAT,
                "version": self.version,
                "files": marks(made),
                "hashes": hashes,
                "about": dict(about),
            }
            write(made / STAMP, json.dumps(stamp, ensure_ascii=False).encode(), sync=False)
            if place.exists():
                place.rename(staged / "before")
            made.rename(place)


def tree_digest(folders: Iterable[Path], most: int, leave_out: Iterable[Path] = ()) -> str | None:
    """The hash of all files in some folders, at any depth: their names and what they hold.

    Args:
        folders: the folders. Those in which Python and Git keep what is theirs are left out.
        most: how many files are looked at.
        leave_out: folders in them that are left out.

    Returns:
        the hash; ``None`` where there are more files, or one cannot be read.
    """
    apart = {path.resolve() for path in leave_out}
    parts: list[str] = []
    try:
        for number, folder in enumerate(folders):
            waiting = [folder]
            while waiting:
                for path in sorted(waiting.pop().iterdir()):
                    if path.name in _THEIRS or is_staging(path) or path.resolve() in apart:
                        continue
                    if path.is_dir():
                        if not path.is_symlink():
                            waiting.append(path)
                        continue
                    parts += [str(number), str(path.relative_to(folder)), file_digest(path)]
                    if len(parts) > 3 * most:
                        return None
    except (OSError, RuntimeError):
        return None
    return digest(*parts)
