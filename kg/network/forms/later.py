"""A mapping that is made when it is first looked into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later(Mapping[str, dict[str, Any]]):
    """A mapping that is made when it is first looked into; afterwards what it was made of is let go.

    Args:
        make: makes it.

    >>> made = Later(lambda: {"a": {"kind": "Region"}})
    >>> made["a"], len(made), made == {"a": {"kind": "Region"}}
    ({'kind': 'Region'}, 1, True)
    """

    def __init__(self, make: Callable[[], Mapping[str, dict[str, Any]]]) -> None:
        self._make: Callable[[], Mapping[str, dict[str, Any]]] | None = make
        self._made: Mapping[str, dict[str, Any]] = {}

    def _whole(self) -> Mapping[str, dict[str, Any]]:
        if self._make is not None:
            self._made, self._make = self._make(), None
        return self._made

    def __getitem__(self, key: str) -> dict[str, Any]:
        return self._whole()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())
