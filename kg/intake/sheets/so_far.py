"""How far a partnership had come, and by which day: its stages in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.intake import schema
from kg.intake.sheets import breaking, done_then
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.done_besides import done_by, keep_headed, known_by, without_what_only_headings_say
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.furthest import furthest_stage
from kg.intake.sheets.later import say_later
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.signings import (
    PLANNED_FOR,
    SIGNED,
    is_before_signing,
    is_later,
    role_of_signing,
    said_of_day,
    signed,
)
from kg.notations.points import start_of
from kg.text import Text

_RUNNING = ("underConstruction", "trialOperation", "operating")
#: Stages of works, which an agreement may begin before and outlast.
_OF_WORKS = {"underConstruction", "completed"}


def stages_of(draft: Draft, days: Dated) -> Iterator[tuple[str, Day, str, Line]]:
    """How far a partnership is said to be: the stage, by which day, how that is known, and the row that says so."""
    order = schema.codes("stage", draft.sheet.ontology)
    stage, line, said = furthest_stage(draft, order)
    known = known_by(draft, days, said, line)
    signing, stated = role_of_signing(draft, days, stage), stage
    is_before = is_before_signing(draft, stage, order)
    how = said_of_day(draft, days, stage, line) if is_before and stage else ""
    if how == SIGNED:
        # What is prepared has been signed; that it is prepared by the sheet's day would say that it is no further.
        known.pop(stage, None)
        is_before, stage = False, ""
    days = without_what_only_headings_say(draft, days, said, stated)
    own = known | done_by(draft, days, said, stage, order)
    keep_headed(draft, days, own)
    yield from signed(draft, days, stage, "" if is_before else signing)
    for role in ("signed", "date") if stage and (is_before or not signing) else ():
        if role in days.days and days.days[role][1].as_of > days.sheet.as_of:
            say_later(draft, days, role)
    if stage and not (stage == "signed" and signing):
        if (stands := own.get(stage)) is not None:
            # What other days may date is neither asked nor told where the cell says it.
            line, day = stands
            basis = day.basis
        else:
            day, basis = _day_of(draft, stage, days, is_before=is_before and how != PLANNED_FOR)
            is_unsigned = not is_before and basis == "assumed" and is_later(days, signing)
            if is_unsigned or _is_before_its_start(days, stage, day):
                _say_before_its_start(draft, line, _BEFORE_SIGNING if is_unsigned else _BEFORE_ITS_START)
                yield from _further(days, stage, own, signing)
                return
            _say_dated(draft, days, (stage, line), is_by_signing=is_before and day is days.at("signed"))
        yield stage, day, basis, line
        yield from _still(draft, days, (stage, day, basis, line), signing, has_own=stands is not None)
    yield from _further(days, stage, own, signing)
    if (
        not stage
        and signing
        and (begun := [code for code in own if code in _RUNNING and set(own).isdisjoint(done_then.ENDS)])
    ):
        line, day = own[code := max(begun, key=order.index)]
        yield from _still(draft, days, (code, day, day.basis, line), signing, has_own=True)


def _is_before_its_start(days: Dated, stage: str, day: Day) -> bool:
    """Whether a row runs or is over by its stage on a day on which it had not begun by the beginning that it names."""
    begun = days.come("start")
    # What is agreed from next year on may be under construction now.
    stages = (*_RUNNING[1:], *done_then.ENDS[:1], *(_RUNNING[:1] if days.is_of_building else ()))
    # What a word beside its own day says, 2025年投产, is told by itself.
    if (
        begun is None
        or stage not in stages
        or day is begun
        or any(begun.as_of == own.as_of for _, own in days.done.values())
    ):
        return False
    return (days.start or done_then.first_of(begun) or begun.as_of) > day.as_of


def _say_before_its_start(draft: Draft, line: Line, why: Text) -> None:
    """Keep and tell a stage of which the row's own days say that it had not come by the day of the sheet."""
    for _, place, text in draft.cells("stage"):
        draft.keep(place, text)
    draft.say(line, draft.sheet.columns("stage")[0], why)


_BEFORE_ITS_START = MayBeWrong(
    "its beginning is after the day of the sheet, by which it cannot have come so far: the stage is in the note "
    "(as_of says the day of the sheet)",
    "开始时间晚于表格的截至日期，届时不可能处于该进展：进展保留在备注中（截至日期见as_of）",
)


_BEFORE_SIGNING = MayBeWrong(
    "it was signed after the day of the sheet, by which it cannot have come so far: the stage is in the note "
    "(as_of says the day of the sheet)",
    "签约晚于表格的截至日期，届时不可能处于该进展：进展保留在备注中（截至日期见as_of）",
)


def _further(
    days: Dated, stage: str, own: Mapping[str, tuple[Line, Day]], signing: str
) -> Iterator[tuple[str, Day, str, Line]]:
    """The stages beside the furthest one: those with a day of their own, and that what stands was being built."""
    for code, (line, day) in own.items():
        if code != stage and not (code == "signed" and signing):
            yield code, day, day.basis, line
    if "underConstruction" not in own:
        yield from _built(days, stage)


def _still(
    draft: Draft, days: Dated, begun: tuple[str, Day, str, Line], signing: str, *, has_own: bool
) -> Iterator[tuple[str, Day, str, Line]]:
    """That what began before it was signed goes on by the day of the sheet: else it would be no further than signed."""
    stage, day, _, line = begun
    if not signing or not _is_begun_before(days, stage, day, signing, has_own=has_own):
        return
    at = days.days[signing][1]
    if (first := start_of(at.as_of, at.precision)) <= day.as_of and not at.limit:
        said = Text(
            f"it began in the {at.precision} of signing ({first} to {at.as_of}): "
            "its stage is that of the sheet's day too",
            f"开始于签约所在的时段（{first}至{at.as_of}）：截至表格日期也处于该阶段",
        )
    else:
        said = Text(
            "it began before the day of signing, and its stage is that of the sheet's day too",
            "开始早于签约：截至表格日期也处于该阶段",
        )
    draft.say(line, next(iter(draft.sheet.columns("stage")), None), said)
    yield stage, days.sheet, "assumed", line


def _is_begun_before(days: Dated, stage: str, day: Day, signing: str, *, has_own: bool) -> bool:
    """Whether what runs has run since before the day of signing, after which it would be no further than signed."""
    signed = max(day.as_of for _, day in (days.days[signing], *days.again))
    return stage in _RUNNING and (has_own or day is days.at("start")) and day.as_of < signed <= days.sheet.as_of


def _built(days: Dated, stage: str) -> Iterator[tuple[str, Day, str, Line]]:
    """That what stands was being built from the first day of its works on, where a column says when that was."""
    if days.is_of_building and stage in _BUILT and days.come("start"):
        at, begun = days.days["start"]
        if begun.as_of <= days.sheet.as_of:
            yield "underConstruction", begun, begun.basis, at


#: Stages of what has been built, or was being built when it stopped.
_BUILT = ("trialOperation", "operating", "completed")


def _say_dated(draft: Draft, days: Dated, stage: tuple[str, Line], *, is_by_signing: bool) -> None:
    """Say by which other day a stage is dated than people may think."""
    code, line = stage
    if is_by_signing:
        said = MayBeWrong(
            "nothing is signed yet by its stage: the day of its column of signing dates the stage",
            "据进展栏尚未签约：签约栏的日期作为该阶段的日期",
        )
        draft.say(days.days["signed"][0], draft.sheet.columns("signed")[0], said)
    if code in done_then.ENDS and "end" in days.days and days.days["end"][1].as_of > days.sheet.as_of:
        said = MayBeWrong(
            "it is over by its stage, and its end is after the day of the sheet: that day dates the stage",
            "据进展栏已结束，而结束时间晚于表格的截至日期：以截至日期作为该阶段的日期",
        )
        draft.say(line, draft.sheet.columns("stage")[0], said)


def _day_of(draft: Draft, stage: str, days: Dated, *, is_before: bool) -> tuple[Day, str]:
    """The day of a stage, and how it is known.

    Args:
        draft: the partnership.
        stage: the stage.
        days: the days of its row.
        is_before: whether nothing is signed yet by that stage.
    """
    roles = [] if days.is_before_signing and not is_before else ["date"]
    if is_before:
        roles.append("signed")
    # Of what was built at its own time the row's term says nothing.
    is_of_works = days.is_of_building or days.may_be_of_building or bool(_OF_WORKS & days.done.keys())
    # What is agreed to run from a day on has not been built, or tried out, since then.
    is_only_agreed = days.is_of_term and stage in _RUNNING[:2]
    if not is_only_agreed and (stage == "underConstruction" or (stage in _RUNNING and not is_of_works)):
        roles.append("start")
    if stage == "completed" or (stage in done_then.ENDS and not days.is_of_building):
        roles.append("end")
    day = days.come(*roles)
    if day is None or day.as_of > days.sheet.as_of:
        return days.sheet, "assumed"
    if stage == "terminated" and day is days.at("end") and not breaking.ends_then(draft, days.days["end"][0]):
        return days.sheet, "assumed"
    return day, day.basis
