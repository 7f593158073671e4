"""The end to which a length leads, 3 years from its day of signing: worked out, and asked once a column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kg.intake.sheets.asking import NOT_SAID, Option, Question
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.vague import LENGTH
from kg.notations import Period
from kg.notations.lengths import Length, ends_of
from kg.notations.points import start_of
from kg.text import Text

#: What may be answered: the whole of its time is over the day before, or it ends on the same day; or it has no end.
_WHOLE, _SAME = "whole", "same"
#: What says that a length counts from the day of signing, whatever else begins: 5 years after signing.
_FROM_SIGNING = re.compile(r"\bsign|签[订署约]", re.I)
#: How much of a day as it is written the parts of the calendar show.
_SHOWN = {"month": 7, "year": 4}


def end_counted(
    draft: Draft, found: Mapping[str, tuple[Line, Day]], said: Sequence[tuple[Line, int, Length]]
) -> tuple[dict[str, tuple[Line, Day]], dict[str, date | None]]:
    """The end of a row that says how long it runs and when it begins, where somebody has said how that is counted.

    Args:
        draft: the partnership, in which it is asked.
        found: the days of the row, by role.
        said: the cells that say how long it runs: row, place and length.

    Returns:
        the end, by its role; and the first and the last day of the time, where nothing else bounds it and neither is
        only about so.
    """
    is_from_signing = bool(said) and _FROM_SIGNING.search(said[0][0].text(said[0][1])) is not None
    roles = ("signed",) if is_from_signing else ("start", "signed")
    begins = next((found[role][1] for role in roles if role in found), None)
    if not said or begins is None or begins.limit or "end" in found:
        return {}, {}
    line, place, how_long = said[0]
    first = start_of(begins.as_of, begins.precision)
    ways = ends_of(first, begins.precision, how_long)
    if not ways:
        return {}, {}
    question = _asked(draft, (line, place), first, (begins.precision, ways))
    taken = {_WHOLE: ways[0], _SAME: ways[-1]}.get(draft.said_of_column(line, place, question))
    if taken is None:
        return {}, {}
    assert taken.end is not None, "a length leads to an end"
    is_about = how_long.about or begins.about or not begins.plain
    draft.unsay(line, place, LENGTH)
    draft.say(line, place, _told(taken, is_about=is_about))
    day = Day(taken.end, taken.precision, plain=True, about=is_about, worked_out=True)
    # A figure has no room for an about beside its time.
    return {"end": (line, day)}, {} if is_about else {"start": first, "end": taken.end}


def _told(taken: Period, *, is_about: bool) -> Text:
    """What is told of an end that is counted."""
    about, about_zh = ("about ", "约") if is_about else ("", "")
    ends = OnlySaid(
        f"ends {about}by {_shown(taken)}, counted by the answer for its column",
        f"按该栏的回答推算，{about_zh}至{_shown(taken)}止",
    )
    no_time = Text("; no figure is said to be of that time", "；数据不记该时段")
    return ends + no_time if is_about else ends


def _shown(one: Period) -> str:
    return str(one.end)[: _SHOWN.get(one.precision)]


def _asked(draft: Draft, cell: tuple[Line, int], first: date, way: tuple[str, Sequence[Period]]) -> Question:
    """What is asked once a column of lengths.

    Args:
        draft: the partnership.
        cell: the row and the place of the cell that says how long.
        first: the first day of its time.
        way: how fine that day is said, and the ends to which it leads.
    """
    line, place = cell
    precision, ends = way
    text, heading, begins = line.text(place)[:60], draft.sheet.headings[place], str(first)[: _SHOWN.get(precision)]
    path = ("sheets", draft.sheet.name, "lengths", heading)
    asked = Text(
        f"Lengths such as {text!r} below {heading!r} name no end; this row begins {begins}. When do they end? "
        "Until you say so, none is known, and the length is in the note.",
        f"“{heading}”一栏的“{text}”一类只写期限，该行始于{begins}。何时结束？未作回答前结束时间不详，期限保留在备注中。",
    )
    whole, same = _shown(ends[0]), _shown(ends[-1])
    options = (
        Option(_WHOLE, Text(f"once all of that time is over: {whole}", f"期满之日：{whole}")),
        Option(_SAME, Text(f"on the same day or in the same month or year: {same}", f"同日、同月或同年：{same}")),
        NOT_SAID,
    )
    return Question(path, asked, options, optional=True, unsure=True)
