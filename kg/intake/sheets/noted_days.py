"""Days that a note names for a stage which another column dates: Terminated below "to Dec 2023", "ended June 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.intake.sheets import dated_stages
from kg.intake.sheets.cells import Day
from kg.intake.sheets.done_then import ENDS
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.notations import Period
from kg.text import Text

#: So much of a note is looked through.
_LONGEST = 600
#: What parts a note in clauses; a point before a small letter or a digit parts none.
_CLAUSES = re.compile(r"[;；。，\n！!]|\.\s+(?=[A-Z])")
#: What is over is called so too, of which a column of stages would be asked which it is.
_OVER = re.compile(r"\b(?:ended|closed|finished|stopped)\b|结束|停止|中止", re.I)
#: What was not done, is yet to be, or was done once more.
_NOT = re.compile(
    r"\b(?:not|until|by|plan\w*|expected|due|will|to be|renew\w*|amend\w*|supplement\w*|again)\b"
    r"|补充|续|再|未|不|预计|计划|拟|将于|(?<![提目])前|原定",
    re.I,
)
_SHORTEST = 2


def say_noted_days(draft: Draft, stages: Iterable[tuple[str, Day, str, Line]]) -> None:
    """Say of a note that names another day for a stage than that by which the row's other columns date it.

    Args:
        draft: the partnership.
        stages: its stages, each with its day.
    """
    made = {code: day for code, day, _, _ in stages}
    for line, place, text in draft.cells("note") if made else ():
        for code, when, span in _named(draft, place, text[:_LONGEST]):
            day = made.get(code)
            if day is None or span.start is None or span.end is None or span.start <= day.as_of <= span.end:
                continue
            name = code_name("stage", code, draft.sheet.ontology)
            told = Text(
                f"names {when!r} beside its stage, {name.en}, which is dated {day.as_of} by other cells: if that of "
                "the note is meant, write it beside the stage",
                f"注明该进展（{name.zh}）的时间为“{when}”，而据其他单元格作{day.as_of}：如以备注为准，请将日期写入进展栏",
            )
            draft.say(line, place, MayBeWrong(told.en, told.zh))


def _named(draft: Draft, place: int, text: str) -> Iterator[tuple[str, str, Period]]:
    """The stages that clauses of a note name beside the one day in each, with the day as it is written."""
    for clause in _CLAUSES.split(text):
        days = dated_stages.days_in(clause, draft.sheet.hints(place))
        if len(days) != 1 or days[0][2] is None:
            continue
        at, end, span = days[0]
        words = clause[:at] + " " + clause[end:]
        if span is not None and not _NOT.search(words):
            yield from ((code, clause[at:end].strip(), span) for code in _codes(folded(words), draft.sheet.words))


def _codes(words: str, known: Words) -> list[str]:
    """The stages that words name: that of the longest word for one among them, and what is over by any word for it."""
    if _OVER.search(words):
        return list(ENDS)
    held = [word for word in known.values["stage"] if len(word) >= _SHORTEST and _holds(words, word)]
    return [known.values["stage"][max(held, key=len)]] if held else []


def _holds(text: str, word: str) -> bool:
    if word not in text:
        return False
    return not word.isascii() or re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
