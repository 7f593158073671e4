"""Amounts, and in what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.intake.anytable import Number
from kg.intake.guessing.cells import Seen
from kg.intake.guessing.model import Money
from kg.intake.guessing.words import GIVEN, MONEY
from kg.notations import heading_hints, quantity

_ANY_AMOUNT = "totalInvestment"


def money_of(seen: Seen, free: Sequence[str], project: str) -> Money | None:
    """The column of amounts, rather one of which the unit is told; ``None`` if there is none.

    Args:
        seen: the table's columns.
        free: the columns that nothing else is read from.
        project: the column of what the partnership is told by; an amount that differs within one is said to.
    """
    perhaps: Money | None = None
    for name in sorted(free, key=lambda name: not seen.roles[name].startswith("amount")):
        said = set(seen.words[name])
        if not (said & MONEY or seen.roles[name].startswith("amount")) or said & {"currency", "max", "is"}:
            continue
        heading = _unit_said(seen, name)
        hints = heading_hints(heading)
        unit = hints.unit
        currencies = [one for one in free if "currency" in seen.words[one]]
        currencies.sort(key=lambda one: not one.startswith(name.rpartition("_")[0] or name))
        currency = next(iter(currencies), "")
        # A cell that is a number in its file is read as one.
        reads = [
            quantity(text, replace(hints, decimal_comma=False) if isinstance(text, Number) else hints)
            for text in seen.texts(name)
        ]
        has_units = sum(read.value is not None and bool(read.value.unit) for read in reads)
        # 4.527 is a number, whatever its point is.
        are_amounts = 2 * sum(read.value is not None or read.about == "decimal-comma" for read in reads) > len(reads)
        if not are_amounts:
            continue
        measure = seen.roles[name].removeprefix("amount").strip()
        given = "capitalProvided" if said & GIVEN else _ANY_AMOUNT
        measure = "" if measure == _ANY_AMOUNT else measure  # what a bare amount is read as
        one = Money(name, heading if unit else "", currency, measure or given, seen.differs(name, project))
        if unit or currency or 2 * has_units > len(reads):
            return one
        perhaps = perhaps or replace(one, is_open=True)
    return perhaps


def _unit_said(seen: Seen, name: str) -> str:
    """A heading as it is, or with the currency among its words in brackets: totalBudgetEur, total budget (EUR)."""
    heading, said = seen.headings[name], seen.words[name]
    spelt = [f"{' '.join(word for word in said if word != one)} ({one.upper()})" for one in said if len(one) == 3]
    return next((one for one in (heading, *spelt) if heading_hints(one).unit), heading)
