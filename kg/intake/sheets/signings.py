"""The days of signing of a row: by which it was signed, and renewed, and whether nothing is signed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import UNDECIDED, Draft
from kg.intake.sheets.later import later_told, say_later
from kg.intake.sheets.layout import Line
from kg.intake.sheets.named_rows import of_its_rows, said_before
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.nearest import in_both_scripts
from kg.notations.nearly import says_planned
from kg.notations.points import start_of
from kg.text import Text

#: What may be answered of a day of signing beside a stage before it.
SIGNED, PLANNED_FOR, OF_STAGE = "signed", "planned", "stage"


def said_of_day(draft: Draft, days: Dated, stage: str, line: Line) -> str:
    """What the day of signing of a row says that is planned or negotiated by its stage, asked once a column.

    Args:
        draft: the partnership, in which it is asked.
        days: its days.
        stage: its stage.
        line: the row that names the stage.

    Returns:
        ``SIGNED`` where it was signed then all the same, ``PLANNED_FOR`` where that is when it is to be, ``OF_STAGE``
        where it was as far as its stage says by then. Until somebody has answered, what is planned was signed, of
        which works or a project may be; what is negotiated was not.
    """
    if "signed" not in days.days:
        return OF_STAGE
    at, day = days.days["signed"]
    if day.as_of > days.sheet.as_of or (day.limit and day.as_of == days.sheet.as_of):
        # Some time until the day of the sheet, as of not before 2024, says no day on which it was signed.
        return OF_STAGE
    place = draft.sheet.filled(at, "signed")
    said = [text for _, _, text in draft.cells("stage")]
    # Another column may say it in words, signed June 2017, which are none of what is planned.
    beside = () if place is None else (at.text(place), draft.sheet.headings[place])
    if any(map(_UNSIGNED.search, said)) or any(map(says_planned, beside)):
        return OF_STAGE
    usual = SIGNED if stage == "planned" else OF_STAGE
    answer = before = ""
    # What words of another column say, or works that have begun, is sure.
    if place is not None and not (stage == "planned" and days.done):
        answer, before = _answered(draft, place, at, usual)
        # What was said of the others is nearer than what is taken of all unasked.
        usual = before or usual
    how = answer or usual
    if how == OF_STAGE:
        return how
    if how == SIGNED:
        for _, other, text in draft.cells("stage"):
            draft.keep(other, text)
        told = _SIGNED_BY_ANSWER if answer or before else _SIGNED_ALL_THE_SAME
        draft.say(line, draft.sheet.columns("stage")[0], told)
    elif place is not None:
        draft.keep(place, at.text(place))
        draft.say(at, place, _PLANNED_FOR)
    return how


def _answered(draft: Draft, place: int, at: Line, usual: str) -> tuple[str, str]:
    """What was answered of a row, and what of the others of its column where it came later; else it is asked."""
    question = of_its_rows(draft, _asked(draft, place, at, usual))
    before = said_before(draft, question, draft.sheet.headings[place])
    if before:
        before = before if before in (SIGNED, OF_STAGE, PLANNED_FOR) else OF_STAGE
        again = _asked(draft, place, at, before, again=True)
        question = replace(question, text=again.text, options=again.options)
    answer = draft.said_of_column(at, place, question)
    if before and not answer:
        draft.say(at, place, _AS_OTHERS)
    return answer, before


def _asked(draft: Draft, place: int, at: Line, usual: str, *, again: bool = False) -> Question:
    """What is asked once a column of days of signing, with what is taken until it is answered."""
    heading, text = draft.sheet.headings[place], at.text(place)
    until = _UNTIL_AGAIN if again else _UNTIL
    asked = Text(
        f"Rows such as the one with {text[:60]!r} in {heading!r} are planned or negotiated by their stage. Were they "
        f"signed on that day all the same? {until.en}",
        f"“{heading}”一栏写有“{text[:60]}”一类的合作据进展栏尚在计划或洽谈中。该日是否已签约？{until.zh}",
    )
    options: tuple[Option, ...] = (
        Option(SIGNED, Text("signed on that day; the stage is in the note", "该日已签约，进展保留在备注中")),
        Option(OF_STAGE, Text("not signed; that is the day of the stage", "未签约，为该阶段的日期")),
        Option(PLANNED_FOR, Text("to be signed then; the day is in the note", "为计划签约的日期，保留在备注中")),
    )
    options = tuple(sorted(options, key=lambda one: one.answer != usual))
    return Question(("sheets", draft.sheet.name, "unsigned", heading), asked, options, optional=True, unsure=True)


_UNTIL = Text(
    "Until somebody says so, planned ones count as signed, negotiated ones do not.",
    "未作回答前，计划中的按已签约计，洽谈中的按未签约计。",
)
_UNTIL_AGAIN = Text(
    "Until somebody says so, it counts as was answered of the other rows of the column.",
    "未作回答前，按该栏其他行的回答计。",
)
_AS_OTHERS = MayBeWrong(
    "planned or negotiated by its stage: taken as answered of the other rows of the column, until it is answered",
    "据进展栏尚在计划或洽谈中：未作回答前，按该栏其他行的回答计",
)
#: Stages of what is planned that say that the deal itself is: to be signed, 拟签约, a draft, an intention.
_UNSIGNED = re.compile(
    in_both_scripts(
        r"签|意向|拟合作|草案|\bsign|\bdraft|\bpropos|\binten|\bidea|\bconcept|unterz|entwurf|signer|firmar|assinar|подпис|podpi"
        r"|체결|締結|ký"
    ),
    re.I,
)
_SIGNED_ALL_THE_SAME = MayBeWrong(
    "signed by the day of its column, and planned by its stage: taken as signed, the stage is in the note",
    "签约日期已过，而进展栏为计划中：按已签约计，进展保留在备注中",
)
_SIGNED_BY_ANSWER = OnlySaid(
    "signed on the day of its column, by the answer for that: the stage is in the note",
    "依该栏的回答，该日已签约：进展保留在备注中",
)
_PLANNED_FOR = OnlySaid(
    "to be signed then, by the answer for its column: the day is in the note alone",
    "依该栏的回答，为计划签约的日期：仅保留在备注中",
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
        if is_later(days, signing):
            say_later(draft, days, signing)
        else:
            day = _by_the_sheet(draft, days, at, day)
            yield "signed", day, day.basis, at
        yield from _renewed(draft, days)
        return
    role = next((one for one in ("signed", "date") if one in days.days), "")
    if not stage and role:
        place = draft.sheet.columns(role)[0]
        draft.keep(place, days.days[role][0].text(place))


def _by_the_sheet(draft: Draft, days: Dated, at: Line, day: Day) -> Day:
    """A day of signing: of a month or a year that goes on behind the day of the sheet, the part until then, as told."""
    by = days.sheet.as_of
    if day.as_of <= by:
        return day
    since = day.since or start_of(day.as_of, day.precision)
    place = next((place for one, place, _ in draft.cells("signed", "date") if one is at), None)
    if place is not None:
        draft.keep(place, at.text(place))
    told = OnlySaid(
        f"signed between {since} and the day of the sheet, {by}: its words are in the note",
        f"签于{since}至表格的截至日期{by}之间：原文保留在备注中",
    )
    draft.say(at, place, told)
    return replace(day, as_of=by, precision="day", limit=True, since=since, until=None)


def is_later(days: Dated, signing: str) -> bool:
    """Whether a row was signed after the day of the sheet by its own day: by the former it had come to nothing yet.

    Args:
        days: the days of its row.
        signing: the role under which the day of signing stands; empty where there is none.
    """
    return bool(signing) and _is_after(days, days.days[signing][1])


def _is_after(days: Dated, day: Day) -> bool:
    return (day.since or start_of(day.as_of, day.precision)) > days.sheet.as_of


def _renewed(draft: Draft, days: Dated) -> Iterator[tuple[str, Day, str, Line]]:
    """That it was signed again, by each day on which it was renewed."""
    for at, day in days.again:
        if _is_after(days, day):
            draft.say(at, None, later_told(day))
        else:
            day = _by_the_sheet(draft, days, at, day)
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
