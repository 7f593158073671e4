"""Questions whose answer holds for the rows that they name, and for no other.

Which rows a question has named stands beside its place in ``SHEET.kg.yaml``, as the rows are called. Rows that become
the same kind only by later answers are asked for by themselves, under the column's heading with a number behind it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from kg.intake.sheets.asking import BETWEEN_ROWS, Question, called, rows_path
from kg.intake.sheets.drafts import Draft


def of_its_rows(draft: Draft, question: Question) -> Question:
    """A question of a column as it is asked of one row: where the answer stands that may hold for it.

    An answer beside which no rows are named was typed by hand, and holds for all.

    Args:
        draft: the partnership.
        question: what is asked; the last part of its place is the column's heading.
    """
    sheet, name = draft.sheet, called(_plain(draft))
    *way, heading = question.path
    for number in count(1):
        path = (*way, heading if number == 1 else f"{heading} ({number})")
        said, named = sheet.settings.get(*path), sheet.settings.get(*rows_path(path))
        if not said or not named or name in named.split(BETWEEN_ROWS):
            return replace(question, path=path, named=(name,))
    raise AssertionError("numbers do not end")


def _plain(draft: Draft) -> str:
    """What a row is called, on one line and without what parts rows from one another."""
    name = draft.sheet.name_of(draft.lines[0]) or f"row {draft.lines[0].number}"
    return " ".join(name.split()).replace(BETWEEN_ROWS.strip(), "/")
