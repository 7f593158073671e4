"""Questions whose answer holds for the rows that they name, and for no other.

Which rows a question has named stands beside its place in ``SHEET.kg.yaml``, as the rows are called. Rows that become
the same kind only by later answers are asked for by themselves, under the column's heading with a number behind it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from kg.intake.sheets.asking import BETWEEN_ROWS, Question, called, rows_path
from kg.intake.sheets.drafts import Draft, Sheet
from kg.intake.sheets.layout import Line


def of_its_rows(draft: Draft, question: Question) -> Question:
    """A question of a column as it is asked of one row: where the answer stands that may hold for it.

    An answer beside which no rows are named was typed by hand, and holds for all.

    Args:
        draft: the partnership.
        question: what is asked; the last part of its place is the column's heading.
    """
    sheet, name = draft.sheet, plain_name(draft.sheet, draft.lines[0])
    *way, heading = question.path
    for number in count(1):
        path = (*way, heading if number == 1 else f"{heading} ({number})")
        said, named = sheet.settings.get(*path), sheet.settings.get(*rows_path(path))
        if not said or not named or name in named.split(BETWEEN_ROWS):
            return replace(question, path=path, named=(name,))
    raise AssertionError("numbers do not end")


def said_before(draft: Draft, question: Question, heading: str) -> str:
    """What was answered of other rows of a column, where a question asks again of one that came later; else nothing.

    Args:
        draft: the partnership.
        question: what is asked of it.
        heading: the column's heading.
    """
    *way, asked = question.path
    return "" if asked == called(heading) else draft.sheet.settings.get(*way, heading)


def plain_name(sheet: Sheet, line: Line) -> str:
    """What a row is called, on one line and without what parts rows from one another.

    Args:
        sheet: its sheet.
        line: the row, the first of its partnership.
    """
    name = sheet.name_of(line) or f"row {line.number}"
    return called(" ".join(name.split()).replace(BETWEEN_ROWS.strip(), "/"))
