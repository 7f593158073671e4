"""What a registry is, and a region in it, as it stands over a span of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.text import Text


@dataclass(frozen=True, slots=True)
class RegisteredRegion:
    """A region as a registry has it: one name, code and parent, over one span of time.

    Attributes:
        id: its identifier in the table ``regions``.
        name: its official name; a language may be missing.
        other_names: short forms and other spellings.
        level: a code of the code list ``level``; empty if the registry's levels are others.
        parents: the ids of its direct parents.
        code: its official code, and ``code_scheme`` what code that is.
        valid_from: the first day on which it is known to stand so; ``None`` if the registry does not say.
        valid_to: the last such day; ``None`` if it still does, as far as the registry goes.
        possible: the first and the last day on which it may stand so: a registry that was made from lists knows of a
            change only that it lies between two of them.
        successors: the ids of what it was renamed, renumbered, merged or split into.
        latitude: of one point in it, in degrees; ``None`` if the source has none.
        registry: the name of the registry.
        row: its row in the table ``regions``, column by column.
        is_romanised: whether its name in English is no more than how its Chinese name is read, and is not looked up.
    """

    id: str
    name: Text
    other_names: tuple[str, ...] = ()
    level: str = ""
    parents: tuple[str, ...] = ()
    code: str = ""
    code_scheme: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    possible: tuple[date | None, date | None] = (None, None)
    successors: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    registry: str = ""
    row: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False, hash=False)
    is_romanised: bool = False

    @property
    def parent(self) -> str:
        """The id of its first direct parent; empty for one that has none."""
        return self.parents[0] if self.parents else ""

    @property
    def is_current(self) -> bool:
        """Whether it still stands, as far as the registry goes."""
        return self.valid_to is None and not self.successors

    def stands(self, on: date | None) -> bool:
        """Whether it may stand on a day, as far as is known; always if no day is named."""
        first, last = self.possible
        return on is None or not ((first is not None and on < first) or (last is not None and on > last))

    @property
    def names(self) -> tuple[str, ...]:
        """All names by which it is looked up, the official ones first."""
        english = "" if self.is_romanised else self.name.en
        return tuple(dict.fromkeys(name for name in (self.name.zh, english, *self.other_names) if name))


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry: where its regions are from, and for which days it knows them.

    Attributes:
        name: the name of its data package.
        title: what it holds.
        version: the version of the package.
        licence: the licence of the data.
        origin: where the data are from.
        since: the first day of which it knows; ``None`` if it knows one state only.
        until: the last day of which it knows.
        regions: the regions by their ids.
        dated: the day of what it was made of: when that was issued, or looked up where it says none.
    """

    name: str
    title: Text
    version: str
    licence: str
    origin: Text
    since: date | None
    until: date | None
    regions: Mapping[str, RegisteredRegion] = field(repr=False)
    dated: date | None = None
