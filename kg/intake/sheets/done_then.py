"""What was done on a day, as a word beside it in a cell of days says: 2018年底开工, signed 2017 and opened in 2019.

The word and not the column's heading tells of which stage the day is: what began to be built did not run then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.intake.sheets import dated_stages, works
from kg.intake.sheets.asking import Question
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft, which_code
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.vague import says_no_end
from kg.intake.sheets.wording import is_nearest
from kg.nearest import folded
from kg.notations.nearly import says_planned
from kg.notations.points import start_of
from kg.text import Text

#: Of what begins and of what is over, from when to when it is.
_BEGINS = ("underConstruction", "trialOperation", "operating")
ENDS = ("completed", "terminated")
#: What runs once its works are finished.
RUNS = ("trialOperation", "operating")
#: Stages that no day in a column of days is of: what is planned or talked of has not come to it.
NOT_DONE = ("planned", "negotiating")


@dataclass(frozen=True, slots=True)
class Done:
    """What a cell says was done, and when.

    Attributes:
        stages: the day of each stage beside which one stands.
        of_works: whether the beginning or the end that it tells of is that of works; ``None`` where it tells of none.
    """

    stages: Mapping[str, Day] = field(default_factory=dict)
    of_works: bool | None = None

    def parted(self, role: str) -> tuple[Done, Done]:
        """What of it is of a column's own role, and what is of the roles of others; a span has all as its own."""
        codes = {"signed": ("signed",), "start": _BEGINS, "end": ENDS, "span": tuple(self.stages)}.get(role, ())
        own = {code: day for code, day in self.stages.items() if code in codes}
        others = {code: day for code, day in self.stages.items() if code not in codes}
        return Done(own, self.of_works), Done(others, self.of_works)

    def ends(self) -> dict[str, Day]:
        """The days that it adds to those of a row, by role: its beginning, its end, its day of signing."""
        begun = [self.stages[code] for code in _BEGINS if code in self.stages]
        over = [self.stages[code] for code in ENDS if code in self.stages]
        found = {"signed": self.stages["signed"]} if "signed" in self.stages else {}
        found |= {"start": begun[0]} if begun else {}
        return found | ({"end": over[-1]} if over else {})


def done_in(draft: Draft, line: Line, place: int, text: str) -> Done | None:
    """What a cell of days says was done on them; ``None`` where no word, or none that is sure, tells.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: the cell.
    """
    sheet, role = draft.sheet, draft.sheet.readings[place].role
    if sheet.answer("date", text):
        return None
    said = dated_stages.stages_in(sheet, place, text)
    read = said.read
    if read.left_out and not read.open and not read.codes:
        # Somebody has said that what was done then is none of the stages.
        draft.keep(place, text)
        return Done()
    if (
        not all(map(says_planned, read.open))
        or read.left_out
        or said.unsure
        or not said.days
        or set(read.codes) != set(said.days)
    ):
        return None
    if set(read.codes) & set(NOT_DONE):
        return None
    if any(is_nearest(draft, "stage", part) or says_no_end(part) for part, _ in read.named):
        # 2018年5月起，长期 says from when on, and of no stage.
        return None
    if role == "signed" and "signed" not in read.codes:
        names = [code_name("stage", code, sheet.ontology) for code in said.days]
        en, zh = ", ".join(one.en for one in names), "、".join(one.zh for one in names)
        told = Text(f"says when it was: {en}, and not when it was signed", f"写的是“{zh}”的时间，而非签约时间")
        draft.say(line, place, told)
    if read.open:
        draft.say(line, place, OnlySaid("what is planned is in the note alone", "计划中的事项仅保留在备注中"))
    draft.keep(place, text)
    return Done(said.days, _of_works(read.named))


def asked_of(draft: Draft, place: int, text: str) -> Question | None:
    """What is asked of a word beside a day that may be of several stages: 2018年5月挂牌; ``None`` of others.

    Args:
        draft: the partnership.
        place: the column.
        text: the cell.
    """
    word = dated_stages.word_beside(draft.sheet, place, text)
    known = draft.sheet.words.asked.get("stage", {})
    return which_code(draft.sheet, "stage", word) if word and folded(word) in known else None


def _of_works(named: tuple[tuple[str, str], ...]) -> bool | None:
    """Whether what began or ended was works: of what began to be built and then ran, it was."""
    codes = {code for _, code in named}
    if "underConstruction" in codes:
        return True
    if codes & set(_BEGINS):
        return False
    ended = [part for part, code in named if code in ENDS]
    return any(map(works.are_told_of, ended)) if ended else None


def is_known(stage: str, code: str, order: tuple[str, ...]) -> bool:
    """Whether a stage that a cell of days tells of agrees with the one that its row has: it lies on the way to that.

    What is no further than signed by its own column may have come further since.

    Args:
        stage: the stage of the row; empty where none is said.
        code: the stage of which the day is told.
        order: all stages, from the first on.
    """
    if stage in ("", "signed", code):
        return True
    if stage in NOT_DONE or code in ENDS:
        # Built or broken off, by the one word, and otherwise by the other: neither is the other's day.
        return False
    return order.index(code) <= order.index(stage)


def first_of(day: Day) -> date | None:
    """The first day of the part of the calendar that a day is the last of; ``None`` of one that is only a limit."""
    return None if day.limit else start_of(day.as_of, day.precision)
