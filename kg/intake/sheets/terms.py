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
from kg.intake.sheets.remarks import OnlySaid

_BACKWARDS = OnlySaid(
    "it would end before it begins: its term is in the note alone", "结束早于开始：起止期限仅保留在备注中"
)


def term_of(
    draft: Draft, found: Mapping[str, tuple[Line, Day]], ends: Mapping[str, date | None], exact: Mapping[str, str]
) -> Row:
    """The term of a partnership by the days of its row; days of works alone are none of it.

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
    row: Row = {}
    for name, day in days.items():
        row |= {f"period_{name}": day.isoformat(), f"period_{name}_precision": exact[name]}
    return row


def _is_of_works(draft: Draft, found: Mapping[str, tuple[Line, Day]], name: str) -> bool:
    """Whether the column of a day is one of works: 建设周期, 开工日期, 竣工日期."""
    if name not in found:
        return False
    place = beside_terms.place_of(draft, found[name][0], name, "span")
    if place is None:
        return False
    heading = draft.sheet.headings[place]
    return headed_spans.of_works(heading) is True or works.are_ended(heading)
