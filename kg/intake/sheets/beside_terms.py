"""Days of works beside a term in the same row: 开工时间 beside 合作期限 says when works began, and not the agreement.

By themselves they bound the time of a row; beside the term they are days of their stages, and bound nothing.
"""

from __future__ import annotations

from kg.intake.sheets import headed_spans, works
from kg.intake.sheets.drafts import NOTHING, Draft
from kg.intake.sheets.layout import Line


def stages_of(draft: Draft, line: Line, place: int) -> tuple[str, ...]:
    """The stages of which a cell of beginnings, ends or spans has the days, as another one of its row says the term.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.

    Returns:
        the codes, of a span that of its beginning and that of its end; none where the cell bounds the row's own time.
    """
    role, heading = draft.sheet.readings[place].role, draft.sheet.headings[place]
    headed = works.stage_headed(role, heading)
    codes: tuple[str, ...] = (headed,) if headed else ()
    if role == "span" and headed_spans.of_works(heading) is True:
        codes = _OF_WORKS
    others = (other for other in draft.sheet.columns("span") if other != place)
    return codes if codes and any(_says_term(draft, line, other) for other in others) else ()


#: The stages of which a span of works has the first and the last day.
_OF_WORKS = ("underConstruction", "completed")


def _says_term(draft: Draft, line: Line, place: int) -> bool:
    """Whether a cell of spans has something, and neither it nor its heading speaks of works."""
    text = line.text(place)
    is_of_works = headed_spans.of_works(draft.sheet.headings[place]) is not False or works.are_headed(text)
    return bool(text) and not NOTHING.fullmatch(text) and not is_of_works


def place_of(draft: Draft, line: Line, *roles: str) -> int | None:
    """The first column of some roles, by their order, whose cell bounds a row's own time; ``None`` where none does.

    Args:
        draft: the partnership.
        line: the row.
        *roles: ``start``, ``end`` and ``span``.
    """
    places = (place for role in roles for place in draft.sheet.columns(role))
    return next((one for one in places if _bounds(draft, line, one)), None)


def _bounds(draft: Draft, line: Line, place: int) -> bool:
    return not NOTHING.fullmatch(line.text(place)) and not stages_of(draft, line, place)
