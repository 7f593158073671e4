"""What an import tells of a row, and how soon: a remark says by what it is whether something in it may be wrong.

A remark that is no more than a text is of what is open, left out, or worth a look; of the two others it is said where
they are made, and no word of theirs tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.text import Text

#: How soon a remark is told.
MAY_BE_WRONG, OPEN, SAID = range(3)


@dataclass(frozen=True, slots=True, order=True)
class MayBeWrong(Text):
    """A remark on something that was taken and may be otherwise, or on cells that say different things."""


@dataclass(frozen=True, slots=True, order=True)
class OnlySaid(Text):
    """A remark that nobody has to look at: on what is so by an answer, or is kept in the note."""


def rank_of(remark: Text) -> int:
    """How soon a remark is told: what may be wrong, what is open, what is only said.

    >>> rank_of(MayBeWrong("its date is taken as the day of signing")), rank_of(OnlySaid("kept in the note"))
    (0, 2)
    """
    return MAY_BE_WRONG if isinstance(remark, MayBeWrong) else SAID if isinstance(remark, OnlySaid) else OPEN
