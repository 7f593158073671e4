"""A graph that lasts: beside a large build's ``graph.nq`` the same triples in a store, so that no command parses them.

The store is made of the file, and stands for it only as long as the file, the ontology's files and Oxigraph are those
that it was made of; else it is made anew. Any number of readers open it at once, for reading alone. It is no part of
what a build is compared by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import SourceError
from kg.files.derived import FOLDER, STAMP
from kg.files.staging import locked, staging
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore

#: Bytes of a file from which on it is worth a store: smaller ones are parsed in a third of a second.
LEAST = 10_000_000
_FORMAT = 1


def opened(graph: Path, further: Sequence[Path]) -> ReadOnlyStore | None:
    """The store of a build's graph, made if need be; ``None`` for a small graph, or where none can be made.

    Args:
        graph: a build's ``graph.nq``, in its place.
        further: files of RDF that whoever opens the graph adds to it.
    """
    try:
        if graph.stat().st_size < LEAST:
            return None
        stamp = _stamp(graph, further)
        if not _is_of(graph.parent / FOLDER, stamp):
            keep(graph, further)
        if _is_of(graph.parent / FOLDER, stamp):
            return ReadOnlyStore(graph.parent / FOLDER)
    except (OSError, SourceError):
        pass  # the file says all that the store does
    return None


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
    folder = graph.parent
    place = folder / FOLDER
    if graph.stat().st_size < LEAST or (place.exists() and not (place / STAMP).is_file()):
        return
    with staging(folder) as staged:
        stamp = _stamp(graph, further)
        _fill(staged / FOLDER, graph, further)
        (staged / FOLDER / STAMP).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
        if place.exists():
            with locked(folder.resolve()):
                place.rename(staged / "before")
        # Where another reader was faster, its store is as good.
        (staged / FOLDER).rename(place)


def _fill(folder: Path, graph: Path, further: Sequence[Path]) -> None:
    # Oxigraph closes a store when nothing holds it any more: when this returns.
    store = TripleStore(folder)
    for path in (graph, *further):
        store.load(path)
    store.flush()


def _is_of(folder: Path, stamp: dict[str, object]) -> bool:
    with suppress(OSError, ValueError):
        return bool(json.loads((folder / STAMP).read_text(encoding="utf-8")) == stamp)
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
