"""What the other cells of a sheet show of lists by commas: whether places stand behind names, or are parties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lists:
    """What a column of parties shows of its lists.

    Attributes:
        addressed: cells, or parts of them, that have one name and the place behind it: Sample University, Bangkok; two
            at most.
        alone: the ids of the regions that are parties by themselves somewhere in the sheet.
    """

    addressed: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
