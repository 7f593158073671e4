"""What a text may mean: a quantity, a period, nothing, or a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from kg.text import Text

T = TypeVar("T")
_Other = TypeVar("_Other")

#: How long a text may be of which anything is read; a longer one is no value of a cell.
LONGEST = 200
_MOST_SHOWN = 80
_SPACES = re.compile(r"\s+")
#: Signs that are not seen, and marks of direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it was meant.

    Attributes:
        value: in base units: of 3.5亿 it is 350000000; of a range, its lower end.
        unit: a code of the list ``unit``; empty where none is said.
        bound: a code of the list ``bound``.
        upper: of a range, its upper end.
    """

    value: Decimal
    unit: str = ""
    bound: str = "exact"
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a span of days, both ends within it.

    Attributes:
        start: its first day; ``None`` where it is open.
        end: its last day; ``None`` where it is open.
        precision: how exactly it is said, a code of the list ``date-precision``.
        bound: ``about`` where it is said to be so; else ``exact``.
    """

    start: date | None
    end: date | None
    precision: str
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a text means.

    Attributes:
        value: the value, where it is sure.
        none_said: whether the text says that there is none.
        question: why it is not sure; there is no value then.
        proposals: what it may mean, the likeliest first.
        about: what one answer settles for all cells of a sheet that ask the same: ``day-first``, ``decimal-comma``,
            ``currency``, ``scale`` or ``year``; empty where each is a question of its own.
    """

    value: T | None = None
    none_said: bool = False
    question: Text = field(default_factory=Text)
    proposals: tuple[T, ...] = ()
    about: str = ""

    def then(self, make: Callable[[T], _Other]) -> Read[_Other]:
        """The same of something that is made of the value."""
        value = None if self.value is None else make(self.value)
        return Read(value, self.none_said, self.question, tuple(map(make, self.proposals)), self.about)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a sheet, a row or a column.

    Attributes:
        unit: the unit of numbers that have none.
        scale: the power of ten of numbers without one of their own.
        day_first: whether 7/8/2017 is in August; ``None`` where that is not known.
        decimal_comma: whether 1,5 is one and a half; ``None`` where that is not known.
        year: of periods such as 1-6月 that name none.
        epoch_1904: whether serial numbers of days count from 1904.
    """

    unit: str = ""
    scale: int = 0
    day_first: bool | None = None
    decimal_comma: bool | None = None
    year: int | None = None
    epoch_1904: bool = False


def plain(text: str) -> str:
    """A text for reading: compatibility forms as what they stand for, single spaces, nothing unseen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFKC", text))).strip()


def shown(text: str) -> str:
    """A text as questions show it."""
    flat = _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()
    return flat if len(flat) <= _MOST_SHOWN else flat[:_MOST_SHOWN] + "…"
