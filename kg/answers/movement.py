"""How a partnership goes from one stage to another: one reading for the history of one graph and the diff of two."""

from __future__ import annotations

from enum import StrEnum

from kg.answers.records import Code


class Movement(StrEnum):
    """A step from one stage to another one."""

    ADVANCES = "advances"
    FALLS_BACK = "fallsBack"
    HALTS = "halts"
    RESUMES = "resumes"


def movement(before: Code, after: Code) -> Movement:
    """The step between two different stages.

    The place of a halted stage in the order says only that it comes last: to go there is no advance, and to leave it
    no fall. Between two halted stages the order decides.

    Args:
        before: the earlier stage.
        after: the later one.
    """
    if before.halted != after.halted:
        return Movement.HALTS if after.halted else Movement.RESUMES
    return Movement.ADVANCES if (after.order or 0) > (before.order or 0) else Movement.FALLS_BACK
