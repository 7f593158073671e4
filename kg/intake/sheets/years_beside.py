"""The year of a day that names none, or two digits of it: that of the row's other days, the title or the other rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.intake.sheets import cells
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.layout import Line
from kg.intake.sheets.readings import BRACKETS, DAYS, OF_ONE_DAY, Reading
from kg.intake.sheets.remarks import MayBeWrong
from kg.nearest import folded
from kg.notations import Hints, Period, Read
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
    sheet = draft.sheet
    answered = sheet.hints(place).year
    hints = replace(sheet.hints(place), year=None)
    if (words := _OF_THE_SAME_YEAR.match(text)) and read.value is None:
        text = text[words.end() :]
        read = cells.day_in(text, hints, "")
    own = year_column(sheet, line)
    if (answered is not None or own is not None) and not sheet.answer("date", text):
        # What was answered for days without a year is none of a row that names its year itself.
        read = bare if (bare := cells.day_in(text, hints, "")).about == "year" else read
    if read.about != "year":
        return read
    if own is not None:
        draft.say(line, place, _of_column(sheet.headings[own[0]]))
        return cells.day_in(text, replace(hints, year=own[1]), "")
    rows, titles = {year for year in years_of(draft.sheet, line, place) if year}, set(sheet.title_years)
    of_row = rows.pop() if len(rows) == 1 else None
    titles = {answered} if answered is not None else titles
    of_title = titles.pop() if len(titles) == 1 and (answered is not None or not rows) else None
    ways = {year: cells.day_in(text, replace(hints, year=year), "") for year in (of_row, of_title) if year}
    if len(ways) > 1 and _is_after(draft, place, ways[of_row or 0]):
        if answered is not None:
            return ways[answered]
        # What the sheet can know lies before its day: the row's other day may be one that is planned.
        made = [way.value for way in reversed(ways.values()) if way.value is not None]
        return Read(question=_WHICH_YEAR, proposals=tuple(made), whole=False)
    if of_row:
        draft.say(line, place, MayBeWrong("the year is that of the row's other days", "年份取自该行其他日期"))
        return ways[of_row]
    if of_title and answered is None:
        said = MayBeWrong(f"the year is {of_title}, as the title has it", f"年份按标题计为{of_title}年")
        draft.say(line, place, said)
    return ways[of_title] if of_title else read


def _of_column(heading: str) -> Text:
    return MayBeWrong(f"the year is that of its column {heading!r}", f"年份取自该行“{heading}”一栏")


def hints_of_row(sheet: Sheet, line: Line, place: int) -> Hints:
    """What is known of a cell of days, with the year that its row's own column has.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        place: the column.
    """
    own = year_column(sheet, line)
    return sheet.hints(place) if own is None else replace(sheet.hints(place), year=own[1])


def year_column(sheet: Sheet, line: Line) -> tuple[int, int] | None:
    """The column that says of which year the days of a row are, 年度 beside 日期, and that year; else ``None``.

    Args:
        sheet: what the sheet is read as.
        line: the row.
    """
    for place, heading in sheet.headings.items():
        is_of_days = sheet.readings[place].role in ("note", *DAYS) and is_of_years(heading)
        if is_of_days and (said := _A_YEAR.fullmatch(line.text(place))):
            return place, int(said[1])
    return None


#: Headings of columns that say of which year the days of a row are; one of what was founded then is none.
_OF_YEARS = re.compile(
    r"(?:所属|项目|统计|签约|签订|签署|协议)?(?:年度|年份|年)"
    r"|(?:calendar |signing )?year(?: (?:of (?:signing|signature)|signed))?"
    r"|jahr|annee|ano|anno|год|rok|연도"
)
_A_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0)? ?(?:年度?)?")


def columns_of_years(
    readings: Mapping[str, Reading], said: Mapping[str, str], texts: Mapping[str, Sequence[str]]
) -> dict[str, Reading]:
    """The columns that would be asked and say of which year days are that another column has: kept in the note.

    Args:
        readings: what each column is read as, by its heading.
        said: what somebody has said of columns.
        texts: the cells of each.
    """
    days = {heading for heading, one in readings.items() if one.role in DAYS and one.sure}
    return {
        heading: Reading("note", why=_YEAR_OF_DAYS)
        for heading, one in readings.items()
        if not one.sure and heading not in said and days - {heading} and is_of_years(heading)
        if texts[heading] and all(map(_A_YEAR.fullmatch, texts[heading]))
    }


_YEAR_OF_DAYS = Text("the year of days that name none; kept in the note", "补全未写年份的日期，并保留在备注中")


def is_of_years(heading: str) -> bool:
    """Whether a heading says of which year something is: 年度, 签约年份, year.

    Args:
        heading: the heading.
    """
    return _OF_YEARS.fullmatch(folded(BRACKETS.sub("", heading)).strip()) is not None


def day_of_row(sheet: Sheet, line: Line, place: int, text: str, answer: str) -> Period | None:
    """The day that a cell says, with the year that its row, an answer or the title has where it names none.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        place: the column.
        text: what the cell says.
        answer: what was answered for it; empty for nothing.

    Returns:
        the day; ``None`` where it is open. The year of an end, which may be planned, says nothing of it.
    """
    hints = sheet.hints(place)
    read = cells.day_in(text, replace(hints, year=None), answer)
    if read.about != "year":
        return read.value
    own = year_column(sheet, line)
    rows = {own[1]} if own else set(years_of(sheet, line, place, *OF_ONE_DAY, "start"))
    titles = {hints.year} if hints.year is not None else set(sheet.title_years)
    years = rows or titles
    return cells.day_in(text, replace(hints, year=years.pop()), "").value if len(years) == 1 else None


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


def years_of(sheet: Sheet, line: Line, but: int, *roles: str) -> Iterator[int]:
    """The years of a row's other days that name theirs.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        but: the column whose own day is not looked at.
        *roles: as what the columns are read that are looked at; all of days if none is named.
    """
    for place in sheet.columns(*(roles or DAYS)):
        if place != but and (text := line.text(place)):
            value = cells.day_in(text, replace(sheet.hints(place), year=None), "").value
            for day in (value.start, value.end) if value else ():
                if day is not None:
                    yield day.year
