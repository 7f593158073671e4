"""The days of signing of a row: by which it was signed, and renewed, and whether nothing is signed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import UNDECIDED, Draft
from kg.intake.sheets.later import later_told, say_later
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import MayBeWrong
from kg.nearest import in_both_scripts
from kg.notations.nearly import says_planned
from kg.notations.points import start_of


def is_signed_all_the_same(draft: Draft, days: Dated, stage: str, line: Line) -> bool:
    """Whether a row of what is planned or prepared has a day of signing that is past: it is signed then, and told.

    Args:
        draft: the partnership.
        days: its days.
        stage: its stage.
        line: the row that names the stage.
    """
    if stage != "planned" or "signed" not in days.days:
        return False
    at, day = days.days["signed"]
    if day.as_of > days.sheet.as_of or (day.limit and day.as_of == days.sheet.as_of):
        # Some time until the day of the sheet, as of not before 2024, says no day on which it was signed.
        return False
    place = draft.sheet.filled(at, "signed")
    said = [text for _, _, text in draft.cells("stage")]
    # Another column may say it in words, signed June 2017, which are none of what is planned.
    beside = () if place is None else (at.text(place), draft.sheet.headings[place])
    if any(map(_UNSIGNED.search, said)) or any(map(says_planned, beside)):
        return False
    for _, other, text in draft.cells("stage"):
        draft.keep(other, text)
    draft.say(line, draft.sheet.columns("stage")[0], _SIGNED_ALL_THE_SAME)
    return True


#: Stages of what is planned that say that the deal itself is: to be signed, 拟签约, a draft, an intention.
_UNSIGNED = re.compile(
    in_both_scripts(
        r"签|簽|意向|拟合作|草案|\bsign|\bdraft|\bpropos|\binten|\bidea|\bconcept|unterz|entwurf|signer|firmar|assinar|подпис|podpi"
        r"|체결|締結|ký"
    ),
    re.I,
)
_SIGNED_ALL_THE_SAME = MayBeWrong(
    "signed by the day of its column, and planned by its stage: taken as signed, the stage is in the note",
    "签约日期已过，而进展栏为计划中：按已签约计，进展保留在备注中",
)


def role_of_signing(draft: Draft, days: Dated, stage: str) -> str:
    """Under which role the day of signing stands; empty where there is none.

    Args:
        draft: the partnership.
        days: the days of its row.
        stage: its stage; empty where none is said.

    Returns:
        ``signed``, or ``date`` of an agreement; else nothing.
    """
    if "signed" in days.days:
        return "signed"
    if stage in ("", "signed") and draft.row.get("class") == "Agreement" and "date" in days.days:
        if not stage:
            said = MayBeWrong("its date is taken as the day of signing", "日期按签约日期计")
            draft.say(days.days["date"][0], None, said)
        return "date"
    return ""


def signed(draft: Draft, days: Dated, stage: str, signing: str) -> Iterator[tuple[str, Day, str, Line]]:
    """That it was signed, by the day of signing; the day of a row without a stage is kept in the note.

    Args:
        draft: the partnership.
        days: the days of its row.
        stage: its stage; empty where none is said.
        signing: the role under which the day of signing stands; empty where there is none.

    Returns:
        the stage, by which day, how that is known, and the row.
    """
    if signing:
        at, day = days.days[signing]
        if day.as_of > days.sheet.as_of:
            say_later(draft, days, signing)
            # In a month or a year that has begun it may have been signed by then; by an earlier day it was not.
            if not is_later(days, signing):
                yield "signed", days.sheet, "assumed", at
        else:
            yield "signed", day, day.basis, at
        yield from _renewed(draft, days)
        return
    role = next((one for one in ("signed", "date") if one in days.days), "")
    if not stage and role:
        place = draft.sheet.columns(role)[0]
        draft.keep(place, days.days[role][0].text(place))


def is_later(days: Dated, signing: str) -> bool:
    """Whether a row was signed after the day of the sheet by its own day: by the former it had come to nothing yet.

    Args:
        days: the days of its row.
        signing: the role under which the day of signing stands; empty where there is none.
    """
    if not signing:
        return False
    day = days.days[signing][1]
    return (day.since or start_of(day.as_of, day.precision)) > days.sheet.as_of


def _renewed(draft: Draft, days: Dated) -> Iterator[tuple[str, Day, str, Line]]:
    """That it was signed again, by each day on which it was renewed."""
    for at, day in days.again:
        if day.as_of > days.sheet.as_of:
            draft.say(at, None, later_told(day))
        else:
            yield "signed", day, day.basis, at


def is_before_signing(draft: Draft, stage: str, order: tuple[str, ...]) -> bool:
    """Whether a row says that nothing is signed yet, also in words that are asked: 尚未签约, 待定 beside a day.

    Args:
        draft: the partnership.
        stage: its stage; empty where none is said.
        order: all stages, from the first on.
    """
    if stage:
        return order.index(stage) < order.index("signed")
    if any(UNDECIDED.fullmatch(text.strip()) for _, _, text in draft.cells("stage")):
        return True
    # Of a word that is like none that is known, all stages stand in their order, and the first is no likelier.
    asked = [one for one in draft.questions if one.path[:2] == ("answers", "stage") and one.options and one.near]
    return any(one.options[0].answer in order[: order.index("signed")] for one in asked)
