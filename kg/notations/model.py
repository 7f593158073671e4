"""What a text means: a quantity or a period that is sure, or a question with what it may mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from kg.text import Text

T = TypeVar("T")
_NOTHING = Text()


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number as it was meant, or a range of two.

    Attributes:
        value: in base units, so that 3.5亿 is 350000000 and 50% is 0.5.
        unit: a code of ISO 4217 or of the code list ``unit``; empty where none is said.
        bound: a code of the code list ``bound``: ``exact about atLeast moreThan upTo lessThan``.
        upper: the other end of a range, above ``value``; both ends belong to it.
        per: how often it comes, where it comes back: ``year``, ``month`` and so on; empty where it comes once.
        converted: the unit that was said, folded, where ``unit`` is another one that counts the same: miles. It is no
            part of what is compared.
    """

    value: Decimal
    unit: str = ""
    bound: str = "exact"
    upper: Decimal | None = None
    per: str = field(default="", repr=False)
    converted: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a span of days, closed on both sides.

    Attributes:
        start: the first day; ``None`` where it is open, as in "before 2010".
        end: the last day; ``None`` where it is open, as in "since 2015".
        precision: a code of the code list ``date-precision``: how fine the ends were said; of two the coarser.
        bound: ``exact``, or ``about`` where the text says no more than a part of the span, as in 2017年底.
        ends: how fine each end was said, where a text names both: of Q3 2017 – 2030 a quarter and a year.
        part: which side of the span a text says that says no more than a part of it: ``start`` of early 2017, ``end``
            of 2017年底; empty elsewhere.
    """

    start: date | None
    end: date | None
    precision: str
    bound: str = "exact"
    ends: tuple[str, str] | None = field(default=None, repr=False, compare=False)
    part: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a text means. An empty text has neither a value nor a question.

    Attributes:
        value: what it means, where that is sure.
        none_said: the text says that there is none: free, n.a., 无. That nobody knows yet (tbd, 待定) is not none.
        question: why it is not sure; there is no value then.
        proposals: what it may mean, the nearest first.
        about: groups questions that one answer settles for a sheet, and names the field of ``Hints`` that holds it:
            ``day-first``, ``year``, ``two-digits``, ``short-year``, ``decimal-comma``, ``cell-scale``,
            ``mil-thousand``, ``long-billion``, ``currency`` (the field ``unit``); ``unknown``
            where the text says that nobody knows yet; else empty.
        whole: whether each proposal says all that the text says: of ``€12m a year`` and ``2018-02-30``, none does.
    """

    value: T | None = None
    none_said: bool = False
    question: Text = _NOTHING
    proposals: tuple[T, ...] = ()
    about: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of the sheet, row or column that a text stands in.

    Attributes:
        unit: a code, from the heading of the column or as the answer to a question about a currency.
        scale: the power of ten in the heading: 4 for 金额（万元）, -2 for 占比（%）.
        in_base: what numbers below a heading with another unit are multiplied by to be in ``unit``: 1.609344 for miles.
        of_unit: that other unit, folded.
        day_first: whether 7/8/2017 is 7 August; ``None`` if nobody said.
        decimal_comma: whether 1.500 is one thousand five hundred; ``None`` if nobody said. A cell that a spreadsheet
            keeps as a number has a decimal point: give ``False`` for it.
        year: the year of dates that say none, such as 1-6月.
        two_digits: whether years of two digits are said to be those of our time, as in 17年3月 and Jul-17.
        short_year: how days are written whose year has two digits: ``ymd``, so that 17.3.05 is 5 March 2017, ``dmy``,
            so that it is 17 March 2005, or ``mdy``; empty if nobody said.
        epoch_1904: whether the days of the sheet count from 1904.
        money: whether the column is one of money, so that 1.2m is 1.2 million.
        cell_scale: whether a cell that names a scale of its own below a heading with one, 50万 below 万元, means just
            what it says; else the heading's scale counts too; ``None`` if nobody said.
        mil_thousand: whether the mil of 5 mil is thousand, as in Spanish and Portuguese, and not million; ``None`` if
            nobody said.
        long_billion: whether a billion is a million millions, as in German, French and most of Europe, and not a
            thousand millions, as in English; ``None`` if nobody said.
        long_scale: whether the texts beside it are in such a language, so that billion is asked.
        short_scale: whether they are in English, so that a month of another language beside it says nothing of that.
        languages: those in which the sheet's days name months (``languages_of``), where a name may be a word too: set
            2020 is September beside fev 2020.
        unless_noted: whether the heading says that what is otherwise is noted in the cell: 万元，另注明者除外.
    """

    unit: str = ""
    scale: int = 0
    in_base: Decimal = Decimal(1)
    of_unit: str = ""
    day_first: bool | None = None
    decimal_comma: bool | None = None
    year: int | None = None
    two_digits: bool | None = None
    short_year: str = ""
    epoch_1904: bool = False
    money: bool = False
    cell_scale: bool | None = None
    mil_thousand: bool | None = None
    long_billion: bool | None = None
    long_scale: bool = False
    short_scale: bool = False
    languages: frozenset[str] = frozenset()
    unless_noted: bool = False
