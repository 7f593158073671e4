"""Things by name that other packages may add to: measures, formats of networks.

A package adds to a register by an entry point of its group, as it would a backend to networkx or a parser to rdflib;
in its ``pyproject.toml``::

    [project.entry-points."kg.measures"]
    fame = "my_package.fame:FAME"

What stands behind the colon is one thing of the register's class, or several in a tuple. Nothing of a package is
imported before something of the register is looked up. What cannot be loaded, and a name that stands twice, are
errors that say whose they are: leaving one out in silence would be an answer with a hole in it.

Source: the entry points specification, https://packaging.python.org/specifications/entry-points/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import PluginError
from kg.text import Text


class HasName(Protocol):
    """What a register holds: its name is what it is asked for by."""

    @property
    def name(self) -> str:
        """The name."""


Item = TypeVar("Item", bound=HasName)


class Register(Mapping[str, Item], Generic[Item]):
    """Things of one class by their names: the project's own, and those that packages add."""

    def __init__(
        self,
        kind: str,
        group: str,
        form: type[Item],
        own: Callable[[], Iterable[tuple[str, Item]]],
        order: Callable[[Item], Any] | None = None,
    ) -> None:
        """A register; it is filled when something is looked up.

        Args:
            kind: what it holds, as errors call it, e.g. ``measure``.
            group: the group of entry points that add to it, e.g. ``kg.measures``.
            form: the class of what it holds.
            own: gives the project's own things, each with the module that it stands in.
            order: a key that sorts them; without it the project's own come first, as they are given.
        """
        self._kind, self._group, self._form, self._own, self._order = kind, group, form, own, order

    def __getitem__(self, name: str) -> Item:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def refresh(self) -> None:
        """Forget what was found: the next look finds a package that has been installed since."""
        self.__dict__.pop("_items", None)

    @cached_property
    def _items(self) -> dict[str, Item]:
        found: dict[str, tuple[str, Item]] = {}
        for origin, item in (*self._own(), *self._added()):
            if item.name in found:
                raise PluginError(
                    Text(
                        f"There are two of the {self._kind} {item.name!r}: in {found[item.name][0]} and in {origin}. "
                        "Rename one of them, or uninstall the package that it is in.",
                        f"{self._kind} 中有两个“{item.name}”：{found[item.name][0]}与{origin}。请为其一改名，"
                        "或卸载其所在的包。",
                    )
                )
            found[item.name] = origin, item
        items = [item for _, item in found.values()]
        return {item.name: item for item in (sorted(items, key=self._order) if self._order else items)}

    def _added(self) -> Iterator[tuple[str, Item]]:
        """What packages add, in an order that does not depend on where they are installed."""
        points = entry_points(group=self._group)
        for point in sorted(points, key=lambda point: (_package(point), point.name, point.value)):
            origin = f"the entry point {point.name} = {point.value} ({self._group}) of the package {_package(point)}"
            try:
                loaded = point.load()
            except Exception as error:  # whatever a module that is imported may raise
                raise PluginError(
                    Text(
                        f"Cannot load {origin}: {type(error).__name__}: {error}. Repair or uninstall that package.",
                        f"无法载入{origin}：{type(error).__name__}：{error}。请修复或卸载该包。",
                    )
                ) from error
            for item in loaded if isinstance(loaded, (tuple, list)) else (loaded,):
                if not isinstance(item, self._form):
                    raise PluginError(
                        Text(
                            f"Cannot use {origin}: it gives {item!r}, which is no {self._form.__module__}."
                            f"{self._form.__name__}. Repair or uninstall that package.",
                            f"无法使用{origin}：其给出“{item!r}”，而不是 "
                            f"{self._form.__module__}.{self._form.__name__}。请修复或卸载该包。",
                        )
                    )
                yield origin, item


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else ""
