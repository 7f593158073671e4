"""The stage that is furthest along of those that the cells of a row name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.intake.sheets import dated_stages
from kg.intake.sheets.asking import Option, Question, called
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import UNDECIDED, Draft, which_code
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.stage_kinds import IN_FORCE, in_force, told_in_force
from kg.intake.sheets.wording import is_nearest, keep_word, say_nearest
from kg.nearest import folded
from kg.text import Text


def _undecided(asked: Question) -> Question:
    """What is asked of a stage of which a row says that it is not decided: before that no day is one of signing."""
    codes = ("planned", "negotiating", "signed")
    names = (Text("planned", "计划中"), Text("negotiating", "洽谈中"), Text("signed", "已签约"))
    further = [one for one in asked.options if one.answer not in codes]
    return replace(asked, options=(*map(Option, codes, names), *further), unsure=True)


def furthest_stage(draft: Draft, order: tuple[str, ...]) -> tuple[str, Line, dict[str, Day]]:
    """The stage that is furthest along of those that a row names, and the days of those that have one beside them."""
    sheet = draft.sheet
    for line, place, text in draft.cells("stage"):
        said = dated_stages.stages_in(sheet, place, text)
        read = said.read
        is_undecided = UNDECIDED.fullmatch(text.strip()) is not None
        if _is_in_force(draft, line, place, text):
            return IN_FORCE, line, {}
        if not is_undecided and draft.pass_over(line, place, text):
            continue
        for part in (text.strip(),) if is_undecided and read.open else read.open:
            asked = which_code(sheet, "stage", part)
            draft.leave_open(line, place, _undecided(asked) if is_undecided else asked)
        if is_undecided and not read.open:
            draft.keep(place, text)
        has_day = re.search("[0-9]", text) is not None
        if len(read.codes) > 1 or has_day or read.left_out:
            # 2019 of "ended 2019" says more than the stage that somebody answered.
            draft.keep(place, text)
        _keep_words(draft, line, place, read.named)
        if read.codes:
            furthest = max(read.codes, key=order.index)
            _say_further(draft, line, place, said, furthest)
            return furthest, line, dict(said.days)
    return "", draft.lines[0], {}


def _keep_words(draft: Draft, line: Line, place: int, named: Iterable[tuple[str, str]]) -> None:
    """Keep the words of stages that have no code of their own, and tell what they are taken for."""
    for part, code in named:
        keep_word(draft, "stage", place, part)
        if is_nearest(draft, "stage", part):
            say_nearest(draft, line, place, ("stage", part, code))


def _is_in_force(draft: Draft, line: Line, place: int, text: str) -> bool:
    """Whether a stage is in force by what its row is, of which nobody has said another; it is told then."""
    if draft.sheet.settings.get("answers", "stage", called(text.strip())) or not in_force(draft, text):
        return False
    draft.keep(place, text)
    draft.say_once(line, place, folded(text), told_in_force(text))
    return True


def _say_further(draft: Draft, line: Line, place: int, said: dated_stages.Stages, furthest: str) -> None:
    """Tell of the stages that a cell names beside the furthest one, which no day dates, and of a day that is not sure.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        said: what the cell says.
        furthest: the stage that counts; that it was signed before goes without saying.
    """
    left = [part for part, code in said.read.named if code not in (furthest, "signed") and code not in said.days]
    if left:
        shown = left[0][:60]
        name = code_name("stage", furthest, draft.sheet.ontology)
        told = OnlySaid(
            f"names several stages, of which {furthest} is the furthest: {shown!r} is in the note alone",
            f"写有多个阶段，以进展最靠后的“{name.zh}”（{furthest}）为准：“{shown}”仅保留在备注中",
        )
        draft.say(line, place, told)
    if said.unsure:
        shown = said.unsure[:60]
        unsure = MayBeWrong(
            f"the day {shown!r} beside the stage is not sure, and dates nothing: write it in the cell as 2017-10-08",
            f"阶段旁的日期“{shown}”不能确定，未予采用：请在单元格中写作2017-10-08的形式",
        )
        draft.say(line, place, unsure)
