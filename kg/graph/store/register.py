"""Kinds of store by name, so that a store is named as ``scheme:location``: ``kg build --store``, ``kg.open``.

A Python package adds one by an entry point; in its ``pyproject.toml``::

    [project.entry-points."kg.stores"]
    remote = "my_package.remote:REMOTE"

where ``REMOTE`` is a ``StoreKind`` whose ``opens`` is a class, or a function, that makes a store of a location. It
satisfies ``kg.graph.store.Store`` by having its members; nothing need be inherited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.entry_points import Register
from kg.errors import SourceError, UsageError
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore, holds_store
from kg.graph.store.protocol import Store
from kg.text import Text


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store.

    Attributes:
        name: its scheme: what stands before the colon. At least two letters, since one is a drive in Windows.
        opens: makes a store of what stands behind the colon, to be read. What it cannot open is a
            ``kg.errors.SourceError``: a name that is mistyped must not become a store with nothing in it.
        title: what it is.
        makes: makes a store there for a build to fill; one that is there already must be empty, which the build
            looks at. ``opens`` does it if ``None``.
    """

    name: str
    opens: Callable[[str], Store]
    title: Text
    makes: Callable[[str], Store] | None = None


def _own() -> list[tuple[str, StoreKind]]:
    kinds = (
        StoreKind("oxigraph", _kept, Text("a folder that one process opens", "供单一进程打开的文件夹"), _made),
        StoreKind(
            "read-only",
            lambda location: ReadOnlyStore(_folder("read-only", location)),
            Text("the same, that many processes only read", "同上，多个进程只读"),
        ),
    )
    return [(__name__, kind) for kind in kinds]


def _kept(location: str) -> Store:
    folder = _folder("oxigraph", location)
    if not holds_store(folder):  # Oxigraph would make one
        raise SourceError(
            Text(
                f"{folder}: holds no store. Name a folder that `kg build --store` kept a store in.",
                f"{folder}：没有存储。请写明 `kg build --store` 保存存储的文件夹。",
            )
        )
    return TripleStore(folder)


def _made(location: str) -> Store:
    folder = _folder("oxigraph", location)
    if not holds_store(folder):  # one that a failed build left empty may be filled
        make_empty(folder)
    return TripleStore(folder)


def _folder(scheme: str, location: str) -> Path:
    if not location:  # for pathlib that is the folder one is in
        raise UsageError(
            Text(
                f"{scheme}: names no folder. Write it behind the colon, as in {scheme}:FOLDER.",
                f"{scheme}: 未写文件夹。请写在冒号之后，如 {scheme}:FOLDER。",
            )
        )
    return Path(location)


def make_empty(folder: Path) -> None:
    """Make a folder for a new store, or leave one that is empty as it is.

    Raises:
        SourceError: if it cannot be made, or something is in it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        occupied = any(folder.iterdir())
    except OSError as error:
        raise SourceError(
            Text(
                f"{folder}: cannot be made ({error.strerror}). Name another folder for --store.",
                f"{folder}：无法新建（{error.strerror}）。请为 --store 另写文件夹。",
            )
        ) from error
    if occupied:
        raise SourceError(
            Text(
                f"{folder}: is there already and not empty. Name an empty or a new folder for --store.",
                f"{folder}：已存在且不为空。请为 --store 写明空的或新的文件夹。",
            )
        )


#: Every kind of store by its name.
STORES: Register[StoreKind] = Register("kind of store", "kg.stores", StoreKind, _own)


def named_store(name: str | Path, *, new: bool = False) -> Store | None:
    """The store that ``scheme:location`` names; ``None`` if the name is that of a file or folder.

    Args:
        name: what a person wrote.
        new: whether it is to be made, for a build to fill; otherwise it is there already.

    Raises:
        SourceError: if the store cannot be opened or made.
        UsageError: if a kind that needs a location has none.
        PluginError: if a package that adds stores cannot be used.
    """
    scheme, colon, location = str(name).partition(":")
    if not colon or len(scheme) < 2 or Path(name).exists() or scheme not in STORES:
        return None
    kind = STORES[scheme]
    return (kind.makes if new and kind.makes is not None else kind.opens)(location)
