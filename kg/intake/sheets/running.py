"""From when to when a partnership runs: what it was in between, whether it has ended, and what no table says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kg.intake.sheets.asking import NOT_SAID, OF_ENDS, OF_STARTS, Option, Question
from kg.intake.sheets.beside_terms import stages_of
from kg.intake.sheets.breaking import ran_out
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.done_then import ENDS
from kg.intake.sheets.drafts import NOTHING, Draft, Row
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.named_rows import of_its_rows
from kg.intake.sheets.remarks import OnlySaid
from kg.text import Text

_Stage: TypeAlias = tuple[str, Day, str, Line]
#: What may be answered of rows that go on by their stage and whose end is past.
#: What may be answered of rows that are over, for the time from their start to their end.
_BEGUN = ("operating", "underConstruction", "trialOperation")
_NOT_SAID = NOT_SAID.answer
_NOBODY_SAYS = Text("nobody says; the start is in the note", "未说明，开始时间保留在备注中")
_NEVER_BEGUN = Text("never begun, or nobody says; the start is in the note", "从未开始或未说明，开始时间保留在备注中")
#: Under what is asked of a start and of an end.
_ASKED = {"start": OF_STARTS, "end": OF_ENDS}
#: Below which headings a day may stand too: until 2027 below beginnings, since 2015 below ends.
_OTHER = {"start": ("end",), "end": ("start",)}
#: Stages of what is not agreed, of which an end says nothing.
_NOT_BEGUN = ("planned", "negotiating")


def with_end(draft: Draft, days: Dated, stages: Sequence[_Stage]) -> list[_Stage]:
    """The stages of a row, with its end where somebody has said that it had ended by then.

    Args:
        draft: the partnership, in which is asked whether a row had ended that goes on by its stage.
        days: its days.
        stages: what its cells say of how far it has come.
    """
    if (
        "end" not in days.days
        or draft.sheet.as_of is None
        or days.is_of_building
        or not stages
        or any(code in (*_NOT_BEGUN, *ENDS) for code, *_ in stages)
        # While its stage is asked, nobody knows whether it goes on.
        or any(one.path[:2] == ("answers", "stage") for one in draft.questions)
    ):
        return list(stages)
    line, day = days.days["end"]
    place = _place_of(draft, line, "end", "span", "start") if days.until is None else days.until
    # What is so by the day of the sheet for want of another day may have ended before that.
    latest = max((each.as_of for _, each, basis, _ in stages if basis != "assumed"), default=day.as_of)
    if place is None or day.as_of >= days.sheet.as_of or day.as_of < latest:
        return list(stages)
    text, heading = line.text(place)[:60], draft.sheet.headings[place]
    asked = Text(
        f"Rows such as the one with {text!r} in {heading!r} go on by their stage, and their end is past. Had they "
        "ended? Until you say so, they go on, and the end is in the note.",
        f"“{heading}”一栏写有“{text}”一类已过的结束时间，而进展栏所写仍在进行。是否已结束？"
        "未作回答前按仍在进行计，结束时间保留在备注中。",
    )
    options = (
        Option("completed", Text("completed by their ends", "届时已完成")),
        Option("terminated", Text("terminated by their ends", "届时已终止")),
        Option(_NOT_SAID, Text("they go on; the end is in the note", "仍在进行，结束时间保留在备注中")),
    )
    question = Question(_path(draft, "ended", place), asked, options, optional=True, unsure=True)
    said = _said(draft, line, place, question)
    if said not in ENDS:
        return list(stages)
    before = [(code, day if each.as_of > day.as_of else each, basis, at) for code, each, basis, at in stages]
    return [*before, (said, day, day.basis, line)]


def with_start(draft: Draft, days: Dated, stages: Sequence[_Stage]) -> list[_Stage]:
    """The stages of a row that is over, with what it was from its start where somebody has said so.

    Without that, whoever looks at a day between the two finds no stage.

    Args:
        draft: the partnership, in which is asked what such rows were.
        days: its days.
        stages: what its cells say of how far it has come.
    """
    begun = days.days.get("start")
    over = next((day for code, day, *_ in stages if code in ENDS), None)
    # What was broken off may never have begun, though it names a start: an answer for what was completed is none of it.
    is_broken_off = any(code == "terminated" for code, *_ in stages) and not ran_out(draft)
    if begun is None or over is None or any(code in _BEGUN for code, *_ in stages):
        return list(stages)
    line, day = begun
    place = _place_of(draft, line, "start", "span", "end")
    if place is None or not day.as_of < over.as_of:
        return list(stages)
    text, heading = line.text(place)[:60], draft.sheet.headings[place]
    over_how = Text("were broken off", "已中止") if is_broken_off else Text("are over", "已结束")
    asked = Text(
        f"Rows such as the one with {text!r} in {heading!r} {over_how.en} by their stage. What were they from their "
        "start on? Until you say so, no stage is known of the time between, and the start is in the note.",
        f"“{heading}”一栏写有“{text}”一类的合作据进展栏{over_how.zh}。自开始之日起处于什么阶段？"
        "未作回答前其间的阶段不详，开始时间保留在备注中。",
    )
    options = (
        Option("operating", Text("they ran", "运行")),
        Option("underConstruction", Text("they were being built", "在建")),
        Option("trialOperation", Text("they were on trial", "试运行")),
        Option(_NOT_SAID, _NEVER_BEGUN if is_broken_off else _NOBODY_SAYS),
    )
    # Of what names no end, since 2014, an answer that was given for 2016-2018 says nothing.
    is_open = draft.sheet.readings[place].role == "span" and "end" not in days.days
    path = _path(draft, "begun_broken_off" if is_broken_off else "begun_open" if is_open else "begun", place)
    said = _said(draft, line, place, Question(path, asked, options, optional=True, unsure=True))
    return [*stages, (said, day, day.basis, line)] if said in _BEGUN else list(stages)


def _path(draft: Draft, name: str, place: int) -> tuple[str, ...]:
    """Where an answer stands that holds for the rows of a column that its question names."""
    return "sheets", draft.sheet.name, name, draft.sheet.headings[place]


def _said(draft: Draft, line: Line, place: int, question: Question) -> str:
    """What somebody has answered for such rows; where nobody has, or not so, it is asked of the draft, and empty."""
    question = of_its_rows(draft, question)
    said = draft.said_of_column(line, place, question)
    if said not in ("", _NOT_SAID):
        _say_answered(draft, line, place, question.path[2], said)
    return said


def _say_answered(draft: Draft, line: Line, place: int, name: str, said: str) -> None:
    """Tell of each row that the answer for its column holds for it: typed by hand, it holds for rows never asked of.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        name: under which the answer stands: ``begun``, ``begun_open``, ``begun_broken_off`` or ``ended``.
        said: the stage that was answered.
    """
    when = Text("from its start", "自开始之日起") if name != "ended" else Text("by its end", "至结束时")
    stage = code_name("stage", said, draft.sheet.ontology).zh
    en = f"{said} {when.en}, by the answer for its column ({name})"
    zh = f"{when.zh}为“{stage}”（{said}），依该栏的回答（{name}）"
    draft.say(line, place, OnlySaid(en, zh))


def say_unrecorded(draft: Draft, days: Dated, stages: Sequence[_Stage], figures: Sequence[tuple[Row, Line]]) -> None:
    """Say of a row's days that they stand in the note alone, where no stage and no figure has them: none goes lost.

    Args:
        draft: the partnership.
        days: its days.
        stages: its stages.
        figures: the rows of its observations.
    """
    recorded = {day.as_of.isoformat() for _, day, *_ in stages}
    for row, _ in figures:
        recorded |= {row.get("period_start", ""), row.get("period_end", ""), row.get("as_of", "")}
    recorded.discard("")
    names = {"start": Text("when it begins", "起始时间"), "end": Text("when it ends", "结束时间")}
    names |= {"date": Text("its day", "日期"), "signed": Text("the day of signing", "签约日期")}
    for role, name in names.items():
        if (
            f"period_{role}" in days.term
            or role not in days.days
            or any(one.path[2] in _ASKED.get(role, ()) for one in draft.questions)
        ):
            continue
        line, day = days.days[role]
        by_stage = days.until if role == "end" else None
        place = _place_of(draft, line, role, "span", *_OTHER.get(role, ())) if by_stage is None else by_stage
        if role in ("date", "signed") and place is not None:
            if day.as_of.isoformat() in recorded:
                continue
            # Whatever else is said of the cell, as that its year is that of another one, it is nowhere else.
            draft.keep(place, line.text(place))
            if any(heading == draft.sheet.headings[place] for heading, _ in draft.account(line).remarks):
                continue
        first = days.start.isoformat() if role == "start" and days.start else ""
        has = recorded
        if role in _ASKED and not days.period:
            # That it was signed by the day on which it begins does not say that it began.
            has = {each.as_of.isoformat() for code, each, *_ in stages if code != "signed"}
        if place is not None and not {day.as_of.isoformat(), first} & has:
            said = OnlySaid(f"{name.en} is in the note alone: no stage or figure has it", f"{name.zh}仅保留在备注中")
            draft.say(line, place, said)


def _place_of(draft: Draft, line: Line, *roles: str) -> int | None:
    """The column of a row that has a cell of one of some roles, one that is not open first; ``None`` where none has."""
    places = (place for role in roles for place in draft.sheet.columns(role))
    found = [one for one in places if not NOTHING.fullmatch(line.text(one)) and not stages_of(draft, line, one)]
    open_ones = draft.account(line).open
    return next((place for place in found if draft.sheet.headings[place] not in open_ones), next(iter(found), None))
