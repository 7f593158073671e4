"""Days that a note names for a stage which another column dates: Terminated below "to Dec 2023", "ended June 2022"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeAlias

from kg.intake.sheets import cells, dated_stages
from kg.intake.sheets.cells import Day
from kg.intake.sheets.done_then import ENDS
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.notations import Period
from kg.text import Text

#: A stage with its day, how that is known, and the row of the sheet that says so.
_Stage: TypeAlias = tuple[str, Day, str, Line]
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


def with_noted_days(draft: Draft, stages: Iterable[_Stage], sheet: date) -> Iterator[_Stage]:
    """Date stages by a note that names a day for them where no other cell does; say where it names another one.

    Args:
        draft: the partnership.
        stages: its stages, each with its day, how that is known, and the row that says so.
        sheet: the day by which the sheet holds, which dates what nothing else does.

    Yields:
        The stages; of those that only the day of the sheet dated, the ones that a note dates by its day.
    """
    stages = list(stages)
    made = Counter(code for code, *_ in stages)
    named = _all_named(draft, made)
    for code, day, basis, line in stages:
        found = named.get(code, [])
        spans = {span for *_, span in found}
        if basis == "assumed" and made[code] == 1 and len(spans) == 1:
            at, place, when, span = found[0]
            if (own := cells.day_of(span)).as_of <= sheet:
                draft.say(at, place, _dates(draft, code, when))
                yield code, own, own.basis, at
                continue
        for at, place, when, span in found if day.as_of < date.max else ():
            if span.start is None or span.end is None or span.start <= day.as_of <= span.end:
                continue
            draft.say(at, place, _names_another(draft, code, when, day))
        yield code, day, basis, line


def _dates(draft: Draft, code: str, when: str) -> Text:
    name = code_name("stage", code, draft.sheet.ontology)
    return OnlySaid(f"dates its stage, {name.en}: {when!r}", f"据此注明该进展（{name.zh}）的时间：“{when}”")


def _names_another(draft: Draft, code: str, when: str, day: Day) -> Text:
    name = code_name("stage", code, draft.sheet.ontology)
    return MayBeWrong(
        f"names {when!r} beside its stage, {name.en}, which is dated {day.as_of} by other cells: if that of "
        "the note is meant, write it beside the stage",
        f"注明该进展（{name.zh}）的时间为“{when}”，而据其他单元格作{day.as_of}：如以备注为准，请将日期写入进展栏",
    )


def _all_named(draft: Draft, made: Collection[str]) -> dict[str, list[tuple[Line, int, str, Period]]]:
    """What notes name for stages that a row has: by stage, the row, the column, the day as it is written and read."""
    found: dict[str, list[tuple[Line, int, str, Period]]] = {}
    for line, place, text in draft.cells("note") if made else ():
        for code, when, span in _named(draft, place, text[:_LONGEST]):
            if code in made:
                found.setdefault(code, []).append((line, place, when, span))
    return found


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
    # 双方协商终止: that it was talked of is how it came to its end.
    ended = [word for word in held if known.values["stage"][word] in ENDS]
    return [known.values["stage"][max(ended or held, key=len)]] if held else []


def _holds(text: str, word: str) -> bool:
    if word not in text:
        return False
    return not word.isascii() or re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
