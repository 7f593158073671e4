"""The term of a partnership: from when to when it is agreed or planned to run, as columns of the table partnerships.

A planned end is an end of the term, and never a stage that was reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kg.intake.sheets import beside_terms, headed_spans, works
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft, Row
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.notations.points import start_of
from kg.text import Text

_OF_WORKS = Text(
    "the time of works is taken as that of the partnership: the row says no other",
    "以建设期限作为合作的起止期限：该行未写其他期限",
)
_BACKWARDS = OnlySaid(
    "it would end before it begins: its term is in the note alone", "结束早于开始：起止期限仅保留在备注中"
)
_ENDS_BEFORE_SIGNING = MayBeWrong(
    "the term ends before this day of signing: one of the two may be wrong, both are kept",
    "合作期限的结束早于此签约日期：其中之一可能有误，两者均保留",
)


def term_of(
    draft: Draft, found: Mapping[str, tuple[Line, Day]], ends: Mapping[str, date | None], exact: Mapping[str, str]
) -> Row:
    """The term of a partnership by the days of its row: of a span of works too, and of no day of works by itself.

    Args:
        draft: the partnership, of whose row it is told where its term cannot be.
        found: the days of the row, by role.
        ends: the first and the last day of its time.
        exact: how exactly each of them is said, as a code of ``date-precision``; what is only a limit, or only about
            when, is not among them.

    Returns:
        the cells of the partnership's row.
    """
    days = {name: day for name in ("start", "end") if name in exact and (day := ends.get(name)) is not None}
    days = {name: day for name, day in days.items() if not _is_of_works(draft, found, name)}
    if len(days) > 1 and days["start"] > days["end"]:
        line = found["end"][0] if "end" in found else draft.lines[0]
        draft.say(line, None, _BACKWARDS)
        return {}
    if "end" in days:
        _say_before_signing(draft, found, days["end"])
    row: Row = {}
    if days and (place := _span_of_works(draft, found)) is not None:
        draft.say(found.get("start", found.get("end", (draft.lines[0],)))[0], place, _OF_WORKS)
    for name, day in days.items():
        row |= {f"period_{name}": day.isoformat(), f"period_{name}_precision": exact[name]}
    return row


def _say_before_signing(draft: Draft, found: Mapping[str, tuple[Line, Day]], end: date) -> None:
    """Say of a term that it ends before it was signed: both days stay, and one of them may be wrong."""
    if "signed" not in found or found["signed"][1].limit:
        return
    line, signed = found["signed"]
    if end < start_of(signed.as_of, signed.precision):
        draft.say(found["end"][0] if "end" in found else line, draft.sheet.filled(line, "signed"), _ENDS_BEFORE_SIGNING)


def _is_of_works(draft: Draft, found: Mapping[str, tuple[Line, Day]], name: str) -> bool:
    """Whether a day stands below a heading of one day of works, 开工日期, 竣工日期, or of what is paid and when.

    From when to when something is built, 建设期限, is the time of a partnership that is about nothing else.
    """
    place = _place_of(draft, found, name)
    if place is None:
        return False
    heading = draft.sheet.headings[place]
    if draft.sheet.readings[place].role == "span":
        return headed_spans.of_amounts(heading)
    return headed_spans.of_works(heading) is True or works.are_ended(heading)


def _place_of(draft: Draft, found: Mapping[str, tuple[Line, Day]], name: str) -> int | None:
    """The column that bounds a row on one side; of a span with no day of its own on that side, that of the other."""
    at = found.get(name) or found.get("end" if name == "start" else "start")
    return None if at is None else beside_terms.place_of(draft, at[0], name, "span")


def is_of_amounts(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> bool:
    """Whether the days of a row stand below a heading that says that they are those of its amounts.

    Args:
        draft: the partnership.
        found: the days of the row, by role.
    """
    places = (_place_of(draft, found, name) for name in ("start", "end"))
    return any(place is not None and headed_spans.of_amounts(draft.sheet.headings[place]) for place in places)


def _span_of_works(draft: Draft, found: Mapping[str, tuple[Line, Day]]) -> int | None:
    """The column of spans of works in which the days of a row stand; ``None`` where it has none."""
    for name in ("start", "end"):
        place = _place_of(draft, found, name)
        if place is not None and draft.sheet.readings[place].role == "span":
            return place if headed_spans.of_works(draft.sheet.headings[place]) is True else None
    return None
