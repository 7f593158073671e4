"""A cell with a day to what it says: a day or a span, that there is none, or a question."""

from __future__ import annotations

from kg.intake.sheets import cells, renewing, spans, sure_days
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import NOTHING, SAID_UNKNOWN, Draft, asked_of
from kg.intake.sheets.how_long import ask_whether_length, may_be_either, tells_length
from kg.intake.sheets.layout import Line
from kg.intake.sheets.odd_days import is_asked_otherwise, not_after
from kg.intake.sheets.years_beside import hints_of_row, of_our_time, of_this_row, with_years
from kg.notations import Period, Read


def read_day(draft: Draft, line: Line, place: int, text: str) -> Read[Period]:
    """What a cell with a day says; where it names no year, that of the row's other days counts.

    Args:
        draft: the partnership, which notes what is asked and said.
        line: the row.
        place: the column.
        text: what the cell says.

    Returns:
        the day or span; nothing, with a question in the draft, where it is open.
    """
    sheet = draft.sheet
    answer, hints = renewing.each_of(sheet.answer("date", text))[0], hints_of_row(sheet, line, place)
    if (said := _says_no_day(draft, line, place, text)) is not None:
        return said
    read = cells.day_in(text, hints, answer) if _are_of_signing(draft, place, text) else Read()
    if not answer:
        read = _as_written(draft, line, place, text, read)
    read = of_this_row(draft, line, place, text, read)
    read = of_our_time(draft, line, place, text, read)
    if not answer and sheet.readings[place].role != "span":
        read = not_after(text, read)
    if read.about == "unknown":
        draft.keep(place, text)
        draft.say(line, place, SAID_UNKNOWN)
        return Read(none_said=True)
    if is_asked_otherwise(draft, line, place, text, read):
        return read
    if read.value is None and not read.none_said:
        shown = [cells.shown_period(one) for one in read.proposals]
        asked = asked_of(sheet, "date", sheet.headings[place], text, read, shown)
        draft.leave_open(line, place, with_years(draft, line, asked) if read.about == "year" else asked)
    return read


def _as_written(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> Read[Period]:
    """What a cell says that nobody has answered: beside a word for what was done, by an open end, or by a number.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what is read of it as a date.
    """
    role, hints = draft.sheet.readings[place].role, hints_of_row(draft.sheet, line, place)

    def part(of_it: str) -> Read[Period]:
        return cells.day_in(of_it, hints, "")

    if role not in ("start", "end", "span"):
        # A dash behind a day leaves the end open, as words do: 2014.7- is asked with 2013年起.
        return sure_days.with_what_is_sure(draft, line, place, text, spans.open_ended(text, read, part))
    read = spans.open_ended(text, spans.with_what_was_done(text, role, read, part), part)
    often = spans.recurring(text, read, part)
    if often is not read:
        draft.keep(place, text)  # how often it comes back, no table has
    return sure_days.with_what_is_sure(draft, line, place, text, often)


def keep_unsaid(draft: Draft, place: int, text: str, read: Read[Period]) -> None:
    """Keep a cell whose words say that there is no day; of an empty one there is nothing to keep.

    Args:
        draft: the partnership.
        place: the column.
        text: what the cell says.
        read: what is read of it.
    """
    if read.none_said and not NOTHING.fullmatch(text):
        draft.keep(place, text)


def _says_no_day(draft: Draft, line: Line, place: int, text: str) -> Read[Period] | None:
    """What is read of a cell that says no day: nothing, how long something is, or perhaps that; ``None`` of others."""
    is_answered = bool(draft.sheet.answer("date", text))
    if (not is_answered and draft.pass_over(line, place, text)) or tells_length(draft, line, place, text):
        return Read(none_said=True)
    if is_answered or not may_be_either(draft, place, text):
        return None
    ask_whether_length(draft, line, place, text)
    return Read()


def _are_of_signing(draft: Draft, place: int, text: str) -> bool:
    """Whether an answer is one day, or several on each of which something was signed, below a heading of such days."""
    answers, hints = renewing.each_of(draft.sheet.answer("date", text))[1:], draft.sheet.hints(place)
    if answers and draft.sheet.readings[place].role not in ("date", "signed"):
        return False
    return all(cells.day_in(text, hints, one).value is not None for one in answers)


def signed_again(draft: Draft, line: Line, place: int, text: str) -> list[tuple[Line, Day]]:
    """The further days on which something was signed by the answer for a cell, each as a day that it names.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.

    Returns:
        each with its row.
    """
    hints = draft.sheet.hints(place)
    read = (cells.day_in(text, hints, one).value for one in renewing.each_of(draft.sheet.answer("date", text))[1:])
    return [(line, cells.day_of(value)) for value in read if value is not None]
