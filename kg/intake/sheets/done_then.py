"""What was done on a day, as a word beside it in a cell of days says: 2018年底开工, signed 2017 and opened in 2019.

The word and not the column's heading tells of which stage the day is: what began to be built did not run then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.intake.sheets import dated_stages, works
from kg.intake.sheets.asking import Question
from kg.intake.sheets.cells import Day
from kg.intake.sheets.drafts import Draft, which_code
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
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
    if role in ("signed", "date") and not _is_understood(said):
        said = _with_a_beginning(draft, line, place, text) or said
    read = said.read
    if read.left_out and not read.open and not read.codes:
        # Somebody has said that what was done then is none of the stages.
        draft.keep(place, text)
        return Done()
    if not _is_understood(said):
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


def _is_understood(said: dated_stages.Stages) -> bool:
    """Whether each word of a cell of days is one of a stage that has its day, or of what is planned."""
    read = said.read
    is_open = not all(map(says_planned, read.open)) or bool(read.left_out)
    return not is_open and not said.unsure and bool(said.days) and set(read.codes) == set(said.days)


def _with_a_beginning(draft: Draft, line: Line, place: int, text: str) -> dated_stages.Stages | None:
    """What a cell says that has a signing and from when it holds, or a later month of the same year, which is told.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        text: the cell.

    Returns:
        its stages with their days; ``None`` where that is not what it says.
    """
    filled = _in_its_year(text)
    said = dated_stages.stages_in(draft.sheet, place, _FROM.sub(r"\g<before>effective ", filled))
    if not _is_understood(said) or "signed" not in said.days or len(said.days) < len(("signing", "beginning")):
        return None
    if filled != text:
        told = f"a month without a year is in the year before it: {filled}", f"未写年份的月份按前文年份计：{filled}"
        draft.say(line, place, MayBeWrong(*told))
    return said


def _in_its_year(text: str) -> str:
    """A text with the year of a day before months that have none, where they come no earlier: 2021年5月签约，7月开工.

    >>> _in_its_year("2021年5月签约，7月开工"), _in_its_year("2021年11月签约，3月开工")
    ('2021年5月签约，2021年7月开工', '2021年11月签约，3月开工')
    """
    first = _YEAR_AND_MONTH.search(text[:_LONGEST])
    if first is None or len(text) > _LONGEST:
        return text
    rest = text[first.end() :]
    months = [int(first[2]), *(int(match[2]) for match in _MONTH_ALONE.finditer(rest))]
    if months != sorted(months) or months[-1] > _LAST_MONTH or _ANY_YEAR.search(rest):
        return text
    return text[: first.end()] + _MONTH_ALONE.sub(rf"\g<1>{first[1]}年\g<2>月", rest)


_LONGEST, _LAST_MONTH = 120, 12
_YEAR_AND_MONTH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月")
_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}|[今明次翌]年")
_MONTH_ALONE = re.compile(r"([，,；;、。（(\s]\s*(?:并?于|自|从)?\s*)([0-9]{1,2})月(?!内|[度份]?前|底?前)")
#: From when something holds, in a clause of its own behind another one.
_FROM = re.compile(
    r"(?P<before>[,;，；(（]\s*)(?:(?:valid|in force|running|runs|effective|starting|applies) )?"
    r"(?:from|starting|starts?(?: on)?|as of|ab(?: dem)?|à partir d[ue]|a partir del?|desde(?: el)?|dal|od|vanaf|från)"
    r"\s+(?=[0-9A-Za-z])",
    re.I,
)


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
