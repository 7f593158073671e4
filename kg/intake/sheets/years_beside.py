"""The year of a day that names none, or two digits of it: that of the row's other days, the title or the other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.intake.sheets import cells
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.readings import DAYS, OF_ONE_DAY
from kg.intake.sheets.remarks import MayBeWrong
from kg.notations import Period, Read
from kg.text import Text


def with_years(draft: Draft, line: Line, asked: Question) -> Question:
    """What is asked of a day without a year, with the years first that the texts of its row name.

    Args:
        draft: the partnership.
        line: the row.
        asked: what is asked.

    Returns:
        the question, with at most a few years before its other answers.
    """
    texts = [line.text(place) for place in draft.sheet.columns("note", "name", "name_zh", "name_en", "source")]
    named = dict.fromkeys(year for text in texts for year in cells.YEAR_NAMED.findall(text[:_MOST_READ]))
    options = (*(Option(year, Text(year, year)) for year in named), *asked.options)
    return replace(asked, options=tuple({one.answer: one for one in options}.values())[:_MOST_YEARS])


#: How much of a text is read for a year, and how many are proposed.
_MOST_READ, _MOST_YEARS = 2_000, 4


def of_this_row(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """The same, where it names no year: that of the other days of its row, else that of the title; else it is asked.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what is read of it so far.
    """
    hints = draft.sheet.hints(place)
    if (words := _OF_THE_SAME_YEAR.match(text)) and read.value is None:
        text = text[words.end() :]
        read = cells.day_in(text, hints, "")
    if read.about != "year" or hints.year is not None:
        return read
    rows, titles = {year for year in years_of(draft, line, place) if year}, set(draft.sheet.title_years)
    of_row = rows.pop() if len(rows) == 1 else None
    of_title = titles.pop() if len(titles) == 1 and not rows else None
    ways = {year: cells.day_in(text, replace(hints, year=year), "") for year in (of_row, of_title) if year}
    if len(ways) > 1 and _is_after(draft, place, ways[of_row or 0]):
        # What the sheet can know lies before its day: the row's other day may be one that is planned.
        made = [way.value for way in reversed(ways.values()) if way.value is not None]
        return Read(question=_WHICH_YEAR, proposals=tuple(made), whole=False)
    if of_row:
        draft.say(line, place, MayBeWrong("the year is that of the row's other days", "年份取自该行其他日期"))
        return ways[of_row]
    if of_title:
        said = MayBeWrong(f"the year is {of_title}, as the title has it", f"年份按标题计为{of_title}年")
        draft.say(line, place, said)
        return ways[of_title]
    return read


#: Words for the year of which a row speaks already.
_OF_THE_SAME_YEAR = re.compile(r"\s*(?:同年|当年|该年|same year[,: ]*)(?=\S)", re.I)
_WHICH_YEAR = Text(
    "The date has no year: that of the row's other days is after the day of the sheet, its title has another.",
    "日期没有年份：按该行其他日期则晚于表格的截至日期，标题另有年份。",
)


def _is_after(draft: Draft, place: int, read: Read[Period]) -> bool:
    """Whether a day that dates what has been lies after that of the sheet."""
    by, one = draft.sheet.as_of, read.value
    is_of_past = draft.sheet.readings[place].role in OF_ONE_DAY
    return bool(is_of_past and by and one and one.end and one.end > by)


def of_our_time(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """The same, where its year has two digits and the days of other rows show which it is.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what is read of it so far.
    """
    sheet = draft.sheet
    if read.about != "two-digits" or sheet.years is None or sheet.hints(place).two_digits is not None:
        return read
    made = cells.day_in(text, replace(sheet.hints(place), two_digits=True), "").value
    day = (made.start or made.end) if made else None
    if made is None or day is None or not sheet.years[0] - 1 <= day.year <= sheet.years[1] + 1:
        return read
    said = MayBeWrong(f"the year is taken as {day.year}, as in other rows", f"年份按{day.year}年计，与其他行一致")
    draft.say(line, place, said)
    return Read(made)


def years_of(draft: Draft, line: Line, but: int) -> Iterator[int]:
    """The years of a row's other days.

    Args:
        draft: the partnership.
        line: the row.
        but: the column whose own day is not looked at.
    """
    for place in draft.sheet.columns(*DAYS):
        if place != but and (text := line.text(place)):
            value = cells.day_in(text, draft.sheet.hints(place), "").value
            for day in (value.start, value.end) if value else ():
                if day is not None:
                    yield day.year
