"""Texts that are no days, and may speak of one: what is asked of a season, a plan, last March, after 2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.intake.sheets import beside_terms, cells, done_then, renewing, spans
from kg.intake.sheets.drafts import Draft, Sheet, asked_of
from kg.intake.sheets.layout import Line
from kg.intake.sheets.readings import DAYS, OF_ONE_DAY
from kg.intake.sheets.remarks import OnlySaid
from kg.notations import Hints, Period, Read, lengths
from kg.notations.nearly import nearly, says_planned
from kg.notations.points import span
from kg.text import Text


def is_asked_otherwise(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> bool:
    """Whether it is asked of a text that is no date what it may mean all the same: a fiscal year, a season, a plan.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: what the cell says.
        read: what is read of it so far.
    """
    if read.value is not None or read.none_said:
        return False
    is_answered = bool(draft.sheet.answer("date", text))
    role = draft.sheet.readings[place].role
    if not is_answered and _is_planned_later(draft, line, place, text):
        return True
    if not is_answered and (of_word := done_then.asked_of(draft, place, text)) is not None:
        draft.leave_open(line, place, of_word)
        return True
    if role in ("date", "signed") and not is_answered:
        hints = draft.sheet.hints(place)
        if ways := renewing.perhaps(text, lambda part: cells.day_in(part, hints, "")):
            asked = asked_of(draft.sheet, "date", draft.sheet.headings[place], text, replace(read, about=""), [])
            draft.leave_open(line, place, replace(asked, options=(*ways, *asked.options), unsure=True))
            return True
    if said := [] if is_answered or read.about else spans.perhaps(text, role, draft.sheet.hints(place), read):
        asked = asked_of(draft.sheet, "date", draft.sheet.headings[place], text, replace(read, about=""), said)
        draft.leave_open(line, place, replace(asked, unsure=True))
        return True
    if read.proposals or read.about or read.question == _NOT_WHEN:
        return False
    _ask_of_odd(draft, line, place, text, read)
    return True


def _is_planned_later(draft: Draft, line: Line, place: int, text: str) -> bool:
    """Whether a cell says of what is done on one day that it is planned for one to come: kept and told, not asked.

    Whatever was answered, it dates nothing that the sheet can know.
    """
    sheet = draft.sheet
    dates_one_day = sheet.readings[place].role in OF_ONE_DAY or beside_terms.stages_of(draft, line, place)
    if not dates_one_day or not says_planned(text) or sheet.as_of is None:
        return False
    found = nearly(text, sheet.hints(place))
    if not found or not all(one.start is not None and one.start > sheet.as_of for one in found):
        return False
    draft.keep(place, text)
    draft.say(line, place, _PLANNED_LATER)
    return True


_PLANNED_LATER = OnlySaid(
    "planned for a day after that of the sheet: kept in the note", "计划时间晚于表格的截至日期：保留在备注中"
)


def not_after(text: str, read: Read[Period]) -> Read[Period]:
    """What is read of a text, without the days after which it only says something was: after 2018 is not by its end."""
    return _without_ends(read) if _AFTER.search(text) else read


def _without_ends(read: Read[Period]) -> Read[Period]:
    """What is read of a text that says after when something was: no day by which it was, so that it is asked."""
    kept = tuple(one for one in (read.value, *read.proposals) if one is not None and one.end is not None)
    if len(kept) == 1 + len(read.proposals) - (read.value is None):
        return read
    return Read(question=_NOT_WHEN, proposals=kept, whole=False)


_AFTER = re.compile(r"\b(?:after|later than|post|nach|apres|après)\b|[之以]?后\s*$", re.I)
_NOT_WHEN = Text("The text says after when it was, and not when.", "原文只说在何时之后，未说明时间。")


def _ask_of_odd(draft: Draft, line: Line, place: int, text: str, read: Read[Period]) -> None:
    """Ask of a text that is no date: what stands in it, else what it says by the day of the sheet; it says more."""
    sheet, heading = draft.sheet, draft.sheet.headings[place]
    by_sheet = [cells.shown_period(one) for one in beside_this_year(sheet, text, sheet.hints(sheet.columns(*DAYS)[0]))]
    perhaps = dict.fromkeys([*by_sheet, *(one[0] for one in _YEAR_AND_MONTH.finditer(text))])
    plans = [first for words, first in _FIVE_YEARS.items() if re.search(words, text, re.I)]
    if not perhaps and not plans and sheet.as_of is not None:
        back = next((years for words, years in _YEARS_BACK.items() if re.search(words, text, re.I)), None)
        # Of a text that speaks of no year, neither the row nor the sheet tells what it means.
        perhaps = dict.fromkeys([str(sheet.as_of.year - back)] if back is not None else [])
    shown = [cells.shown_period(value) for one in perhaps if (value := cells.day_in(one, sheet.hints(place), "").value)]
    shown += [f"{first}-01-01..{first + 4}-12-31" for first in plans if not perhaps]
    if not shown and sheet.readings[place].role in ("span", "end") and (shown := list(lengths.named(text))):
        read = replace(read, question=_NO_ONE_LENGTH)
    asked = asked_of(sheet, "date", heading, text, read, shown)
    draft.leave_open(line, place, replace(asked, unsure=True))


_NO_ONE_LENGTH = Text("The text says how long, and more. How long is it?", "文中写有期限，并有其他内容。期限多长？")
#: A year in a text that is no date, with its month where that is one.
_YEAR_AND_MONTH = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[-/.年](?:1[0-2]|0?[1-9])(?![0-9])月?)?(?![0-9])")
#: The five years of China's plans by their numbers, with the first of each.
_FIVE_YEARS = {
    "十一五|11th five[- ]year": 2006,
    "十二五|12th five[- ]year": 2011,
    "十三五|13th five[- ]year": 2016,
    "十四五|14th five[- ]year": 2021,
    "十五五|15th five[- ]year": 2026,
}


def beside_this_year(sheet: Sheet, text: str, hints: Hints) -> Iterator[Period]:
    """What a text says by the year of the sheet's day and no more: 去年, 今年3月 and March last year.

    Args:
        sheet: the sheet; nothing is said while nobody knows by which day it holds.
        text: the cell.
        hints: what is known of its column.
    """
    if sheet.as_of is None:
        return
    for words, back in _YEARS_BACK.items():
        rest = re.sub(rf"^(?:{words})|(?:{words})$", "", text.strip(), count=1, flags=re.I).strip(" 的,度")
        year = sheet.as_of.year - back
        if not rest:
            yield span("year", year, 1)
        elif rest != text.strip():
            part = f"{year}年{rest.removeprefix('年')}" if _PART_OF_YEAR.fullmatch(rest) else rest
            if (value := cells.day_in(part, replace(hints, year=year), "").value) is not None:
                yield value


#: What stands behind 去年 and says a part of it.
_PART_OF_YEAR = re.compile("年?(?:底|末|初)")
#: Words for a year beside that of the sheet: how many years back.
_YEARS_BACK = {
    "前年": 2,
    "去年|上年|last year|(?:the )?previous year|letztes jahr|im (?:letzten|vergangenen) jahr|im vorjahr|vorjahr"
    "|l['’]an(?:née)? (?:dernier|dernière|passée?)|(?:el )?año pasado|(?:o )?ano passado|l['’]anno scorso": 1,
    "今年|本年|this year|dieses jahr|in diesem jahr|cette année|este año|este ano|quest['’]anno": 0,
    "明年|next year|nächstes jahr|im nächsten jahr|l['’]année prochaine|(?:el )?próximo año": -1,
}
