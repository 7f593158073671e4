"""Days below headings that name a stage, 投产时间: those of that stage."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.intake.sheets import done_then
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.ends_of_spans import ends_of_span
from kg.intake.sheets.layout import Line
from kg.intake.sheets.one_day import day_of_cell
from kg.intake.sheets.reading_days import keep_unsaid, read_day
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.taken import Taken, take_first
from kg.nearest import in_both_scripts
from kg.notations.nearly import says_planned


def take_reached(draft: Draft, taken: Taken, reached: Iterable[tuple[Line, int, tuple[str, ...]]]) -> None:
    """Take the days below headings that name a stage, 投产时间, as those of that stage; what is planned dates none.

    Args:
        draft: the partnership.
        taken: what its cells have given so far.
        reached: the cells: row, place and stage; of a span of works that of its beginning and that of its end.
    """
    for line, place, codes in reached:
        sheet, text = draft.sheet, line.text(place)
        if says_planned(sheet.headings[place]) or says_planned(text) or _NOT_YET.match(text.strip()):
            draft.keep(place, text)
            draft.say(line, place, _NOT_REACHED)
            continue
        done = done_then.done_in(draft, line, place, text)
        if done is not None:
            # A word in the cell says of which stage its day is.
            fresh = {one: (line, day) for one, day in done.stages.items() if one not in taken.done}
            taken.done |= fresh
            # What the word says once more is no more than the heading says.
            taken.headed |= {one: place for one in fresh if one in codes}
            continue
        read = read_day(draft, line, place, text)
        if sheet.answer("date", text):
            draft.keep(place, text)
        if read.value is None:
            keep_unsaid(draft, place, text, read)
            continue
        if len(codes) > 1:
            for code, day in zip(codes, map(ends_of_span(read.value).get, ("start", "end")), strict=True):
                _take_headed(draft, taken, (line, place, code), day)
            continue
        day, _ = day_of_cell(draft, (line, place, text), read.value, dates_one_day=True)
        _take_headed(draft, taken, (line, place, codes[0]), day)


def _take_headed(draft: Draft, taken: Taken, cell: tuple[Line, int, str], day: Day | None) -> None:
    """Take a day below a heading of a stage, which another cell may date too."""
    line, place, code = cell
    if day is not None and take_first(draft, taken.done, code, (line, place, day), _OTHER_STAGE):
        taken.headed[code] = place


_OTHER_STAGE = MayBeWrong(
    "says another day of this stage than another cell: in the note", "与另一栏所写的该阶段日期不同：见备注"
)
#: What says below a heading of a stage that it has not come to that.
_NOT_YET = re.compile(
    in_both_scripts(
        r"尚未|还未|仍未|暂未|未(?![知详定])|待(?!定)"
        r"|(?:not yet|not|noch nicht|pas encore|aún no|todavía no|ainda não|non ancora|еще не|ещё не)\b"
        r"(?! known| said| given)"
    ),
    re.I,
)
_NOT_REACHED = OnlySaid(
    "planned, or not reached yet by its words: in the note alone, and dates no stage",
    "计划中或尚未到达该阶段：仅保留在备注中，不作为阶段的日期",
)
