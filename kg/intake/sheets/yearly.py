"""Amounts of each year or month: a figure of one of them alone, so that it never reads as the sum of a span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kg.intake.sheets.by_year import A_YEAR
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.layout import Line
from kg.notations import Hints, Quantity, end_of, recurrence, recurring
from kg.notations.points import last_of_months, months_after
from kg.notations.rates import DAYS, MONTHS, NAMES
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Once:
    """The one year, or the like, that a figure is of.

    Attributes:
        first, last: its days.
        step: what it is, as ``kg.notations.recurrence`` has it.
    """

    first: date
    last: date
    step: str

    @property
    def columns(self) -> dict[str, str]:
        """The days as columns of the table observations."""
        return {"period_start": self.first.isoformat(), "period_end": self.last.isoformat()}

    @property
    def remark(self) -> Text:
        """What is said of the row."""
        name = NAMES[self.step]
        return Text(
            f"an amount a {name.en}: it counts for {self.first} to {self.last} alone, and is no sum",
            f"每{name.zh}的数额：只计{self.first}至{self.last}，不是合计",
        )

    def note(self, text: str) -> dict[str, str]:
        """The note of the figure, with the words that say so.

        Args:
            text: the cell or the heading.
        """
        name = NAMES[self.step]
        return {
            "note_zh": f"原文为每{name.zh}的数额：{text}",
            "note_en": f"The sheet gives an amount a {name.en}: {text}",
        }


def step_of(draft: Draft, line: Line, place: int, one: Quantity, hints: Hints) -> str:
    """How often an amount comes that a cell was read or answered as; empty where it comes once.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        one: what it was read as: another amount than the one of each year is their sum.
        hints: what is known of the cell.
    """
    text = line.text(place)
    answer = draft.answer_of(line, place, text)
    if answer and (step := recurrence_of(answer)):
        return step
    found = recurring(text, hints)
    if not found:
        return recurrence(draft.sheet.headings[place])
    return next((step for meant, step in found if _is_same(meant, one)), "")


def recurrence_of(answer: str) -> str:
    """How often an answer says that its amount comes."""
    return next((step for _, step in recurring(answer)), "")


def _is_same(meant: Quantity, one: Quantity) -> bool:
    return (meant.value, meant.upper) == (one.value, one.upper) and meant.unit in ("", one.unit)


def once(sheet: Sheet, place: int, step: str, days: Dated, day: Day) -> Once:
    """The one year, or the like, that a figure counts for: the first of the row's span, else that of its day.

    Args:
        sheet: what the sheet is read as.
        place: the column of the figure: a year in its heading goes before the row's days.
        step: how often the amount comes.
        days: the days of the row.
        day: the day by which the figure holds.
    """
    year = A_YEAR.search(sheet.headings[place])
    if year and step == "year":
        return Once(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), step)
    first = days.start or _beginning(day.as_of, step)
    if step in DAYS:
        return Once(first, first + timedelta(DAYS[step] - 1), step)
    return Once(first, last_of_months(first, MONTHS[step]), step)


def names_year(sheet: Sheet, place: int, step: str) -> bool:
    """Whether the heading of a column says which year its amounts a year are of.

    Args:
        sheet: what the sheet is read as.
        place: the column.
        step: how often its amounts come.
    """
    return step == "year" and A_YEAR.search(sheet.headings[place]) is not None


def up_to(last: date, step: str) -> Once:
    """The year, or the like, that ends with a day: of what has come no longer one is known."""
    if step in DAYS:
        return Once(last - timedelta(DAYS[step] - 1), last, step)
    # What ends with a month began behind the end of one, however long the two are.
    ends = last == end_of(last, "month")
    before = months_after(last, -MONTHS[step])
    return Once((end_of(before, "month") if ends else before) + timedelta(1), last, step)


def _beginning(day: date, step: str) -> date:
    """The first day of the calendar's year, quarter or month that a day is in."""
    if step in DAYS:
        return day - timedelta(DAYS[step] - 1)
    return date(day.year, (day.month - 1) // MONTHS[step] * MONTHS[step] + 1, 1)
