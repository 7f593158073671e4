"""Cells of spans and ends that say how long something is, and not when: 3 years, 10年."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.intake.sheets import headed_spans, vague
from kg.intake.sheets.drafts import Draft, asked_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.years_beside import years_of
from kg.notations import Period, Read
from kg.notations.lengths import Length, length, says_how_long
from kg.text import Text


def length_of(draft: Draft, place: int, text: str) -> Length | None:
    """How long a cell of spans or ends says that something is, or an answer for it; ``None`` of others.

    Args:
        draft: the partnership.
        place: the column.
        text: what the cell says.

    Returns:
        the length.
    """
    if answer := draft.sheet.answer("date", text):
        return length(answer)
    return length(text) if _may_be_length(draft, place, text) else None


def _may_be_length(draft: Draft, place: int, text: str) -> bool:
    """Whether a cell may say how long something is: one of spans or ends, and no 17年 that may be a year cut short."""
    sheet = draft.sheet
    if sheet.readings[place].role not in ("span", "end"):
        return False
    if not _A_POINT.fullmatch(text.strip()):
        return True
    # Below 期限, 10年 is how long; elsewhere where somebody has said that such a number is no year.
    is_length = headed_spans.of_lengths(sheet.headings[place]) or sheet.hints(place).two_digits is False
    return is_length and _SO_MANY_YEARS.fullmatch(text.strip()) is not None


def may_be_either(draft: Draft, place: int, text: str) -> bool:
    """Whether a cell of spans may be a year or a month cut short, or so many of them: 10年 below 起止时间, 6月.

    Args:
        draft: the partnership.
        place: the column.
        text: what the cell says.
    """
    sheet = draft.sheet
    if sheet.readings[place].role != "span" or _may_be_length(draft, place, text):
        return False
    if _SO_MANY_YEARS.fullmatch(text.strip()):
        return sheet.hints(place).two_digits is None
    return _A_MONTH.fullmatch(text.strip()) is not None and headed_spans.of_lengths(sheet.headings[place])


def ask_whether_length(draft: Draft, line: Line, place: int, text: str) -> None:
    """Ask of 10年 or 6月 in a cell of spans whether it says when, or how long.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
    """
    number = int(re.sub("[^0-9]", "", text))
    if _A_MONTH.fullmatch(text.strip()):
        ways = [
            f"{number} months",
            *(f"{year}-{number:02}" for year in sorted(set(years_of(draft.sheet, line, place)))),
        ]
    else:
        ways = [f"{number} years", str(2000 + number)]
    asked = Text(f"{text!r} may be when it is, or how long.", f"“{text}”可能指时间，也可能指期限长短。")
    read: Read[Period] = Read(question=asked)
    draft.leave_open(
        line, place, replace(asked_of(draft.sheet, "date", draft.sheet.headings[place], text, read, ways), unsure=True)
    )


def tells_length(draft: Draft, line: Line, place: int, text: str) -> bool:
    """Whether a cell of spans or ends says how long something is, or that it has no end: it is kept, and told.

    What was answered for it may say how long, too.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
    """
    if draft.sheet.readings[place].role not in ("span", "end"):
        return False
    answer = draft.sheet.answer("date", text)
    is_length = says_how_long(answer) if answer else _may_be_length(draft, place, text) and says_how_long(text)
    if not is_length and (answer or not vague.says_no_end(text)):
        return False
    draft.keep(place, text)
    draft.say(line, place, vague.LENGTH if is_length else vague.ENDLESS)
    return True


#: A year of two digits, which is rather a year than so many of them: 17年; one of Minguo, which is asked: 110年.
_A_POINT = re.compile(r"(?:[0-9]{2}|1[0-3][0-9]) ?年|[0-9]{1,2} ?月")
_SO_MANY_YEARS, _A_MONTH = re.compile(r"[1-9][0-9] ?年"), re.compile(r"(?:[1-9]|1[0-2]) ?月")
