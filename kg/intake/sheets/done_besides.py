"""Stages that other cells than those of stages date: words beside days, headings, beginnings and ends of works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.intake.sheets import beside_terms, done_then, works
from kg.intake.sheets.cells import Day
from kg.intake.sheets.dated_rows import Dated
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.later import LATER, later_told
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.notations.nearly import says_planned
from kg.text import Text


def known_by(draft: Draft, days: Dated, own: Mapping[str, Day], line: Line) -> dict[str, tuple[Line, Day]]:
    """The days of stages that the sheet can know; one after its day is told.

    Args:
        draft: the partnership.
        days: the days of its row.
        own: the days of stages that a cell of stages names.
        line: the row of that cell.

    Returns:
        the row and the day of each.
    """
    known = {code: (line, day) for code, day in own.items() if day.as_of <= days.sheet.as_of}
    if later := [day for day in own.values() if day.as_of > days.sheet.as_of]:
        draft.say(line, draft.sheet.columns("stage")[0], later_told(later[0]))
    return known


def without_what_only_headings_say(draft: Draft, days: Dated, own: Mapping[str, Day], stage: str) -> Dated:
    """The days of a row without those on which it ran or ended by a heading alone, and not by its stage: it is told.

    A day below Commissioning may be the one that is planned: of a row that is signed or planned it is no fact.

    Args:
        draft: the partnership.
        days: its days.
        own: the days of stages that its cells of stages name.
        stage: its stage, as it is said; empty where none is.
    """
    doubtful = [one for one in days.headed if one in (*done_then.RUNS, *done_then.ENDS) and one not in own]
    if stage not in ("signed", "planned") or not doubtful:
        return days
    for code in doubtful:
        line, day = days.done[code]
        place = days.headed[code]
        draft.keep(place, line.text(place))
        if day.as_of > days.sheet.as_of:
            draft.say(line, place, later_told(day))
        else:
            _say_not_so_far(draft, line, place, (code, stage))
    return replace(
        days,
        done={code: cell for code, cell in days.done.items() if code not in doubtful},
        headed={code: place for code, place in days.headed.items() if code not in doubtful},
    )


def _say_not_so_far(draft: Draft, line: Line, place: int | None, codes: tuple[str, str]) -> None:
    """Tell that a day says a stage to which the row has not come by its own stage.

    Args:
        draft: the partnership.
        line: the row.
        place: the column of the day, where it is one alone.
        codes: the stage of the day, and that of the row.
    """
    name, other = (code_name("stage", one, draft.sheet.ontology) for one in codes)
    told = MayBeWrong(
        f"says that it has been {name.en}, which its stage ({other.en}) does not: kept in the note",
        f"写有“{name.zh}”，与其阶段（{other.zh}）不符：保留在备注中",
    )
    draft.say(line, place, told)


def done_by(
    draft: Draft, days: Dated, own: Mapping[str, Day], stage: str, order: tuple[str, ...]
) -> dict[str, tuple[Line, Day]]:
    """The stages that words beside the row's days tell of and the sheet can know; what it cannot is told.

    Args:
        draft: the partnership.
        days: its days.
        own: the days of stages that its cells of stages name, which count before these.
        stage: its stage; empty where none is said.
        order: all stages, from the first on.
    """
    known = {}
    is_open = not stage and any(one.path[:2] == ("answers", "stage") for one in draft.questions)
    for code, (line, day) in days.done.items():
        if code in own or code == "signed":
            continue
        if day.as_of > days.sheet.as_of:
            name = code_name("stage", code, draft.sheet.ontology)
            said = OnlySaid(f"says {name.en} after the day of the sheet: kept in the note", f"{name.zh}：{LATER.zh}")
            draft.say(line, None, said)
        elif is_open and code in done_then.ENDS:
            # What is asked may say that it runs: what was built by then is no end of it.
            continue
        elif done_then.is_known(stage, code, order):
            known[code] = (line, day)
        elif code not in done_then.ENDS:
            _say_not_so_far(draft, line, None, (code, stage))
    if not stage and not is_open:
        known = {code: cell for code, cell in _of_works(draft, days).items() if code not in own} | known
    built = known.get("completed")
    if built and any(known[code][1].as_of >= built[1].as_of for code in done_then.RUNS if code in known):
        # What was finished and then ran has not ended: 竣工 before 投产.
        del known["completed"]
    return known


def _of_works(draft: Draft, days: Dated) -> dict[str, tuple[Line, Day]]:
    """The stages that 开工时间 and 竣工时间 date, which head beginnings and ends too, as far as the sheet can know."""
    found = {}
    for role, code, tells in (("start", "underConstruction", works.are_headed), ("end", "completed", works.are_ended)):
        line, day = days.days.get(role, (draft.lines[0], None))
        place = beside_terms.place_of(draft, line, role)
        if day is None or place is None or day.limit or role in days.planned or day.as_of > days.sheet.as_of:
            continue
        heading = draft.sheet.headings[place]
        if tells(heading) and not says_planned(heading):
            found[code] = (line, day)
    return found


def keep_headed(draft: Draft, days: Dated, own: Mapping[str, tuple[Line, Day]]) -> None:
    """Keep the days below headings of stages that date no stage, and tell those that agree with the row's stage.

    Args:
        draft: the partnership.
        days: the days of its row.
        own: the days of stages that count.
    """
    for code in sorted(days.headed):
        line, day = days.done[code]
        if own.get(code) == (line, day):
            continue
        place = days.headed[code]
        draft.keep(place, line.text(place))
        if day.as_of <= days.sheet.as_of and code in done_then.ENDS:
            said = Text("its day is in the note alone: no stage has it", "其日期仅保留在备注中：没有阶段采用")
            draft.say(line, place, said)
