"""How a message names rows and variables: the first of many, and how many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.text import Text

#: How many rows a message names; the number of all is always said.
MOST_ROWS = 10
#: How many variables without a value.
_MOST_VARIABLES = 6


@dataclass(slots=True)
class Rows:
    """How many rows, and the first of them."""

    number: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Count one more row."""
        self.number += 1
        if len(self.first) < MOST_ROWS:
            self.first.append(row)

    def told(self, language: str = "en") -> str:
        """The first of them, as a message names them."""
        more = self.number > len(self.first)
        if language == "zh":
            return "第" + "、".join(map(str, self.first)) + ("行等" if more else "行")
        return ("rows " if self.number > 1 else "row ") + ", ".join(map(str, self.first)) + (" …" if more else "")


def together(groups: Sequence[Rows]) -> Rows:
    """The rows of several groups of which none has a row of another."""
    return Rows(sum(one.number for one in groups), sorted(row for one in groups for row in one.first)[:MOST_ROWS])


def variables_told(names: Collection[str]) -> Text:
    """Variables, of many some and how many more."""
    told = sorted(names)
    some = [f"?{name}" for name in told[:_MOST_VARIABLES]]
    more = len(told) - len(some)
    if more <= 1:
        some = [f"?{name}" for name in told]
        return Text(", ".join(some), "、".join(some))
    return Text(f"{', '.join(some)} and {more} more", f"{'、'.join(some)}等{len(told)}个变量")
