"""A graph that lasts: beside a large build's ``graph.nq`` the same triples in a store, so that no command parses them.

The store is made of the file, and stands for it only as long as the file, the ontology's files and Oxigraph are those
that it was made of, and its own files are those that were written then and there (``kg.files.derived``); else it is
made anew. Any number of readers open it at once, for reading alone. It is no part of what a build is compared by.

A process of its own fills it, whose memory goes with it, and which can run while the build goes on. Where the build is
the earlier one with some lines gone and others come, the earlier store is copied and has those taken out and put in,
which takes no longer than to copy it. The store gets its name when all of it is there, so that whoever is killed leaves
none that is torn.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError
from kg.files.derived import FOLDER, STAMP, marks
from kg.files.staging import locked, staging
from kg.files.steps import Patch, file_mark
from kg.graph.store import name_index
from kg.graph.store.name_index import NameIndex
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore

#: Bytes of a file from which on it is worth a store: smaller ones are parsed in a third of a second.
LEAST = 10_000_000
#: Bytes of a graph that are loaded at once: more take more memory, and fewer more time.
_AT_ONCE = 40_000_000
_FORMAT = 3
#: Files of a store that say who has it open, and what happened to it.
_NOT_COPIED = ("LOCK", "LOG")


def opened(graph: Path, further: Sequence[Path]) -> ReadOnlyStore | None:
    """The store of a build's graph, made if need be; ``None`` for a small graph, or where none can be made.

    Args:
        graph: a build's ``graph.nq``, in its place.
        further: files of RDF that whoever opens the graph adds to it.
    """
    with suppress(OSError, SourceError):  # the file says all that the store does
        if graph.stat().st_size < LEAST:
            return None
        try:
            return _of_file(graph, further)
        except (OSError, SourceError):
            return _of_file(graph, further)  # a build may have put another in its place while it was opened
    return None


def _of_file(graph: Path, further: Sequence[Path]) -> ReadOnlyStore | None:
    stamp = _stamp(graph, further)
    if not _is_of(graph.parent / FOLDER, stamp):
        keep(graph, further)
    if not _is_of(folder := graph.parent / FOLDER, stamp):
        return None
    store = ReadOnlyStore(folder)
    store.names = NameIndex(folder)
    # Both are of one build, and not the names of one that was put in its place meanwhile.
    return store if _is_of(folder, stamp) else None


def at_rest(before: Path, mark: tuple[int, ...], further: Sequence[Path]) -> ReadOnlyStore | None:
    """The store of an earlier build, if it is that of its graph; none is made.

    Args:
        before: the folder of the build.
        mark: what tells the file of its graph, as ``file_mark`` gives it.
        further: as in ``opened``.
    """
    with suppress(OSError, SourceError):
        if _is_at_rest(before, mark, further):
            return ReadOnlyStore(before / FOLDER)
    return None


def _is_at_rest(before: Path, mark: tuple[int, ...], further: Sequence[Path]) -> bool:
    graph = before / "graph.nq"
    return file_mark(graph.stat()) == mark and _is_of(before / FOLDER, _stamp(graph, further))


def keep(graph: Path, further: Sequence[Path]) -> None:
    """Make the store of a large graph in the folder of the file; the one that was there goes.

    What is called like it and was not made so stays, and then there is no store.

    Args:
        graph: as in ``opened``.
        further: likewise.

    Raises:
        OSError: if it cannot be written; the file serves without it.
        SourceError: likewise.
    """
    with Filling(graph, further) as filling:
        filling.put_in_place(graph.parent)


class Filling:
    """A store that is being filled by a process of its own, for one file.

    Used as a context, at whose end nothing is left of what did not come into its place.

    Args:
        graph: as in ``opened``.
        further: likewise.
        before: the folder of the earlier build, and what has changed in its graph since; ``None`` where that is not
            known. Its store is taken up only if it is that of its file.

    Raises:
        OSError: if it cannot be begun; the file serves without it.
    """

    def __init__(self, graph: Path, further: Sequence[Path], before: tuple[Path, Patch] | None = None) -> None:
        self._graph, self._further = graph, further
        self._held = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_full = False
        place = graph.parent / FOLDER
        if graph.stat().st_size < LEAST or (place.exists() and not (place / STAMP).is_file()):
            return
        self._staged = self._held.enter_context(staging(graph.parent))
        try:
            self._is_full = before is not None and carried_on(self._staged / FOLDER, *before, further)
            if not self._is_full:
                self._process = _started(self._staged / FOLDER, graph, further)
        except BaseException:
            self._held.close()
            raise

    def __enter__(self) -> Filling:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._held.close()

    def put_in_place(self, folder: Path) -> bool:
        """Wait until it is full, and give it its name; the one that was there goes.

        Args:
            folder: where the file is by now.

        Returns:
            false where the file was moved meanwhile: then another one is to be made.

        Raises:
            OSError: if it could not be filled.
        """
        if self._process is None and not self._is_full:
            return True
        if folder != self._graph.parent:
            return False
        try:
            if self._process is not None and self._process.wait():
                raise OSError(f"the store of {self._graph.name} was not filled")
            filled, place = self._staged / FOLDER, folder / FOLDER
            stamp = {**_stamp(self._graph, self._further), "files": marks(filled)}
            (filled / STAMP).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
            if place.exists():
                with locked(folder.resolve()):
                    place.rename(self._staged / "before")
            # Where another reader was faster, its store is as good.
            filled.rename(place)
        finally:
            self._held.close()  # before the folder gets another name
        return True


def carried_on(folder: Path, before: Path, patch: Patch, further: Sequence[Path]) -> bool:
    """Make a store of a copy of that of an earlier build.

    A second name for its files would change the moment of their last change, and so take that store from whoever opens
    it meanwhile.

    Args:
        folder: where it is made.
        before: the folder of the earlier build.
        patch: what has changed in its graph since.
        further: as in ``opened``.

    Returns:
        whether it was made: false where the earlier one is not there, not as it was made, or cannot be copied; then
        nothing is left in the folder's place.
    """
    with suppress(OSError, SourceError, ValueError):
        if not _is_at_rest(before, patch.mark, further):
            return False
        folder.mkdir()
        for path in (before / FOLDER).iterdir():
            if path.name not in (STAMP, *_NOT_COPIED):
                shutil.copyfile(path, folder / path.name)
        if not _is_at_rest(before, patch.mark, further):  # another build was switched in meanwhile
            raise OSError("the earlier store is another")
        # Oxigraph closes a store when nothing holds it any more: when this returns.
        store = TripleStore(folder)
        store.change(patch.removed, patch.added)
        name_index.change(folder, store, chain(patch.removed, patch.added))
        return True
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _started(folder: Path, graph: Path, further: Sequence[Path]) -> subprocess.Popen[bytes]:
    """The process that fills a store."""
    command = [sys.executable, "-P", "-m", __name__, *map(str, (folder, graph, *further))]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603 - no shell, our module


def _fill(folder: Path, files: Sequence[Path]) -> None:
    # Oxigraph closes a store when nothing holds it any more: when this returns.
    store = TripleStore(folder)
    graph, *further = files
    store.load_by_parts(graph, _AT_ONCE)
    for path in further:
        store.load(path)
    store.optimize()
    store.flush()
    name_index.write(folder, store)


def _is_of(folder: Path, stamp: dict[str, object]) -> bool:
    with suppress(OSError, ValueError):
        return bool(json.loads((folder / STAMP).read_text(encoding="utf-8")) == {**stamp, "files": marks(folder)})
    return False


def _stamp(graph: Path, further: Sequence[Path]) -> dict[str, object]:
    """What a store was made of: the file as it is told from an earlier one, and what was added to it."""
    told = graph.stat()
    digest = hashlib.sha256()
    for path in further:
        digest.update(path.read_bytes())
    return {
        "format": _FORMAT,
        "oxigraph": ox.__version__,
        "size": told.st_size,
        "modified": told.st_mtime_ns,
        "ontology": digest.hexdigest(),
    }


if __name__ == "__main__":
    _fill(Path(sys.argv[1]), [Path(path) for path in sys.argv[2:]])
