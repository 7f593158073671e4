"""Days after that of the sheet, which date nothing that the sheet can know."""

from __future__ import annotations

from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.remarks import OnlySaid
from kg.text import Text

_AFTER_ITS_DAY = OnlySaid("it is after the day of the sheet: kept in the note", "晚于表格的截至日期：保留在备注中")
LATER = OnlySaid("it ends after the day of the sheet: kept in the note", "晚于表格的截至日期：保留在备注中")


def say_later(draft: Draft, days: Dated, role: str) -> None:
    """Keep and tell a day after that of the sheet, which dates nothing that the sheet can know.

    Args:
        draft: the partnership.
        days: the days of its row.
        role: the role of the day.
    """
    (at, day), place = days.days[role], draft.sheet.columns(role)[0]
    draft.keep(place, at.text(place))
    draft.say(at, place, later_told(day))


def later_told(day: Day) -> Text:
    """What is said of a day after that of the sheet: what is a month or a year may have begun before it."""
    return _AFTER_ITS_DAY if day.precision == "day" and not day.limit else LATER
