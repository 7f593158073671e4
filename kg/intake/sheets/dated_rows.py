"""The days of a row, and what is noted of a claim that holds by one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Row
from kg.intake.sheets.layout import Line


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of a row.

    Attributes:
        days: by role: the row of the sheet, and the day.
        sheet: the day by which the sheet holds.
        period: first and last day of the row's time, as columns of the table observations.
        is_of_amounts: whether a heading says that this is the time of its amounts: 资金使用期限, disbursement period.
        term: from when to when the partnership is agreed or planned to run, as columns of the table partnerships.
        start: the first day of the row's span, also of one without an end; ``None`` where it names none.
        is_of_building: whether start and end are those of works: 建设周期, 开工日期; what runs has not run since then.
        may_be_of_building: whether they may be: 起止/工期. What is said to go on, since 2013, does not tell of works.
        is_of_term: whether the start is that of what is agreed, 合作期限 2021-2025: nobody says that it is built since.
        is_before_signing: whether the row's date, 年度 2019, is before it was signed, and so dates nothing.
        done: the day of each stage that a word beside it in a cell of days tells of: 2018年底开工.
        planned: which ends, of ``start`` and ``end``, are planned by their cells: 拟2018年开工.
        again: the days on which it was signed again, as a cell says beside the first: renewed 2016.
        headed: the stages of ``done`` of which a heading tells, and no word in a cell, with its column: 投产时间.
        until: the column of stages that says when the row ends, in force until 2033; ``None`` where none does.
    """

    days: Mapping[str, tuple[Line, Day]]
    sheet: Day
    period: dict[str, str] = field(default_factory=dict)
    is_of_amounts: bool = False
    term: Row = field(default_factory=dict)
    start: date | None = None
    is_of_building: bool = False
    may_be_of_building: bool = False
    is_of_term: bool = False
    is_before_signing: bool = False
    done: Mapping[str, tuple[Line, Day]] = field(default_factory=dict)
    planned: frozenset[str] = frozenset()
    again: tuple[tuple[Line, Day], ...] = ()
    headed: Mapping[str, int] = field(default_factory=dict)
    until: int | None = None

    def at(self, *roles: str) -> Day | None:
        """The day of the first of some roles that the row has."""
        return next((self.days[role][1] for role in roles if role in self.days), None)

    def come(self, *roles: str) -> Day | None:
        """The same without the beginnings and ends of which their cells say that they are planned."""
        return self.at(*(role for role in roles if role not in self.planned))

    @property
    def of_figures(self) -> tuple[Day, str]:
        """The day by which the row's figures hold, and how it is known: of the row, else of the sheet."""
        has_date = "date" in self.days and not self.is_before_signing
        if self.again and not has_date and (by := self.again[-1][1]).as_of <= self.sheet.as_of:
            return by, by.basis  # what was agreed stands as it was renewed
        return self._of("date", "signed")

    @property
    def of_what_has_come(self) -> tuple[Day, str]:
        """The same of what has been paid or done, which the day of signing does not date."""
        return self._of("date")

    def _of(self, *roles: str) -> tuple[Day, str]:
        day = self.at(*(role for role in roles if role != "date" or not self.is_before_signing))
        if day is not None and day.limit and day.since is None and self.start is not None and self.start > day.as_of:
            # Signed before 2010, for the time since 2016: by the limit nobody spoke of that yet.
            day = None
        return (day, day.basis) if day is not None and day.as_of <= self.sheet.as_of else (self.sheet, "assumed")


def noted(day: Day) -> dict[str, str]:
    """What is noted of a claim whose day is only a limit, or about when, by column; nothing of others.

    Args:
        day: the day by which the claim holds.
    """
    if day.about:
        return {"note_zh": "原文只说约在此时。", "note_en": "The sheet says about this time."}
    if not day.limit:
        return {}
    if day.since is not None:
        return {
            "note_zh": f"原文给出的是时段：{day.since}至{day.until or '此日'}之间。",
            "note_en": f"The sheet gives a span: between {day.since} and {day.until or 'this day'}.",
        }
    return {
        "note_zh": "原文只给出时限：最迟此日，或更早。",
        "note_en": "The sheet gives a limit: at the latest by this day, perhaps earlier.",
    }
