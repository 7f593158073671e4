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
from kg.graph.store.oxigraph import ReadOnlyStore, TripleStore
from kg.graph.store.protocol import Store
from kg.text import Text


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A kind of store.

    Attributes:
        name: its scheme: what stands before the colon. At least two letters, since one is a drive in Windows.
        opens: makes a store of what stands behind the colon: one that is there, or a new one. What it cannot open
            is a ``kg.errors.SourceError``.
        title: what it is.
    """

    name: str
    opens: Callable[[str], Store]
    title: Text


def _own() -> list[tuple[str, StoreKind]]:
    titles = {
        "oxigraph": Text("a folder that one process opens", "供单一进程打开的文件夹"),
        "read-only": Text("the same, that many processes only read", "同上，多个进程只读"),
    }
    opens: dict[str, Callable[[str], Store]] = {
        "oxigraph": lambda location: TripleStore(Path(location)),
        "read-only": lambda location: ReadOnlyStore(Path(location)),
    }
    return [(__name__, StoreKind(name, opens[name], title)) for name, title in titles.items()]


#: Every kind of store by its name.
STORES: Register[StoreKind] = Register("kind of store", "kg.stores", StoreKind, _own)


def named_store(name: str | Path) -> Store | None:
    """The store that ``scheme:location`` names; ``None`` if the name is that of a file or folder.

    Args:
        name: what a person wrote.

    Raises:
        SourceError: if the store cannot be opened.
        PluginError: if a package that adds stores cannot be used.
    """
    scheme, colon, location = str(name).partition(":")
    if not colon or len(scheme) < 2 or Path(name).exists() or scheme not in STORES:
        return None
    return STORES[scheme].opens(location)
