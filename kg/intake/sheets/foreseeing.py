"""Questions that follow from others, asked with those: what a sheet would ask next, were its answers as proposed.

Whoever answers all that a file asks then has to import once more, and no more. A row that a further answer brings to a
question that others have already is named there with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.intake.sheets.asking import OF_NUMBERS, Question
from kg.intake.sheets.settings import Settings
from kg.text import Text

#: How many rows a file may have, so that it is worked out what it would ask next; and how often that is done.
_MOST_ROWS, _MOST_STEPS = 3000, 5
#: What hangs on other answers as much as it decides them: taken as answered after all else, with all of its rows.
_OF_ROWS = ("ended", "broken_off", "unsigned")
#: How days are read, taken with those: what a cell may be that is read otherwise is none to be answered ahead.
_ORDERS = ("day_first", "short_year", "two_digits")
#: Of which no further question follows.
_LAST = (
    *("begun", "begun_open", "begun_broken_off", "come", "merged", "kinds", "towns", "units", "other_units"),
    *OF_NUMBERS,
)
#: Kinds of answers below ``answers`` from which further questions follow.
_LEADING = ("stage", "date", "revises")

_AHEAD = Text(
    "(Asked ahead: it holds if what else is asked is answered as proposed.)", "（预先询问：其他各问按首项回答时适用。）"
)


def with_foreseen(
    questions: Sequence[Question], settings: Settings, asked_with: Callable[[Settings], Sequence[Question]], rows: int
) -> tuple[Question, ...]:
    """The questions of a sheet with those that follow from them, were each answered with its first proposal.

    Args:
        questions: what is asked.
        settings: what was answered.
        asked_with: what is asked with other answers.
        rows: how many rows the file has.

    Returns:
        What is asked, each with the rows that come to it; behind it what is asked ahead, which stops nothing by itself.
    """
    if not any(_leads(one) for one in questions) or rows > _MOST_ROWS:
        return tuple(questions)
    found = {one.path: one for one in questions}
    assumed, taken = settings.copy(), set[tuple[str, ...]]()
    for _ in range(_MOST_STEPS):
        pending = [one for one in found.values() if one.path not in taken and _leads(one)]
        if any(map(_guesses_parties, found.values())):
            pending = [one for one in pending if not _is_of_places(one)]
        early = [one for one in pending if not set(one.path[2:3]) & {*_OF_ROWS, *_ORDERS}]
        now = early or pending
        if not now:
            break
        for one in now:
            assumed.name_rows(one)
            assumed.set(one.path, one.options[0].answer)
            taken.add(one.path)
        for one in asked_with(assumed):
            if one.path not in found and (early or one.path[1:2] not in (("date",), ("amount",))):
                found[one.path] = _ahead(one)
            elif one.path in found and one.path not in taken and set(one.named) - set(found[one.path].named):
                found[one.path] = _with_more_rows(found[one.path], one)
    return tuple(_numbered_alone(found.values()))


def _leads(question: Question) -> bool:
    """Whether further questions may follow from the answer that is proposed first."""
    if not question.options or question.options[0].answer == "ignore" or question.refused:
        return False
    kind, first = question.path[1] if len(question.path) > 1 else "", question.options[0].answer
    if question.path[0] == "sheets":
        of = question.path[2] if len(question.path) > 2 else ""
        # A guess about a column of parties is taken for no others; whose place one is, its places are asked alike.
        return not _guesses_parties(question) if of == "columns" else of not in _LAST
    if kind == "party":
        return first.startswith("region/") or ";" in first
    if kind == "stage" and not question.near:
        return False  # all stages stand there, the first of their list first
    return question.path[0] == "answers" and kind in _LEADING


def _guesses_parties(question: Question) -> bool:
    """Whether a column is asked for that may be one of parties, and a guess or the lack of others alone says so."""
    return _is_of_column(question, "part") and (not question.is_safe or len(question.options) == 1)


def _is_of_places(question: Question) -> bool:
    """Whether a column is asked for that may say where parties are: of whose place it is, the parties tell."""
    return _is_of_column(question, "place")


def _is_of_column(question: Question, begins: str) -> bool:
    """Whether a column is asked for whose first proposal begins so."""
    is_column = question.path[0] == "sheets" and question.path[2:3] == ("columns",)
    return is_column and bool(question.options) and question.options[0].answer.startswith(begins)


def _ahead(question: Question) -> Question:
    """A question as it is asked before it arises."""
    is_of_sheet = question.path[0] == "sheets" and set(question.path[2:3]) <= {*_OF_ROWS, *_LAST}
    text = question.text
    if is_of_sheet or question.path[:2] == ("answers", "party"):
        text = Text(f"{text.en} {_AHEAD.en}", f"{text.zh}{_AHEAD.zh}")
    return replace(question, text=text, stops=False)


def _with_more_rows(question: Question, later: Question) -> Question:
    """A question with the rows that come to it by further answers; it is asked of them too, as it would be then."""
    rows = tuple(dict.fromkeys((*question.rows, *later.rows)))
    named = tuple(dict.fromkeys((*question.named, *later.named)))
    return replace(later, rows=rows, named=named, stops=question.stops, optional=question.optional)


def _numbered_alone(questions: Iterable[Question]) -> list[Question]:
    """Questions without those that only ask again, for rows that came later, what is asked here of a column."""
    listed = list(questions)
    paths = {one.path for one in listed}
    return [
        one for one in listed if not (one.path[-1].endswith(" (2)") and (*one.path[:-1], one.path[-1][:-4]) in paths)
    ]
