"""Words of cells that have no code of their own: they stay in the note beside the code for which they are taken."""

from __future__ import annotations

from kg.intake import schema
from kg.intake.sheets.asking import called
from kg.intake.sheets.bilingual import halves, said_twice
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import code_name
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.words import CODE_LISTS
from kg.nearest import folded


def keep_word(draft: Draft, kind: str, place: int, part: str) -> None:
    """Keep a cell in the note where somebody has said which code a word in it is, and no code is called so.

    Args:
        draft: the partnership.
        kind: the kind of code: ``sector``, ``stage`` or ``class``.
        place: the column.
        part: the cell, or the part of it that was answered.
    """
    if folded(called(part)) not in set(map(folded, draft.sheet.answers(kind))):
        return
    code_list = "agreement-kind" if kind == "class" else CODE_LISTS[kind]
    if folded(part) in schema.code_names(code_list, draft.sheet.ontology):
        return
    for line in draft.lines:
        if part in (text := line.text(place)):
            draft.keep(place, text)


def is_nearest(draft: Draft, kind: str, text: str) -> bool:
    """Whether a known word has no code of its own, and nobody has said which it is.

    Args:
        draft: the partnership.
        kind: the kind of code: ``sector``, ``stage`` or ``class``.
        text: the word.
    """
    if draft.sheet.answer(kind, text):
        return False
    nearest = draft.sheet.words.nearest.get(kind, frozenset())
    parts = (half for pair in (said_twice(text), *halves(text)) for half in pair)
    return folded(text) in nearest or any(folded(half) in nearest for half in parts)


def say_nearest(draft: Draft, line: Line, place: int, taken: tuple[str, str, str]) -> None:
    """Keep a word that has no code of its own, and say once a column what it is taken for.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
        taken: the kind of code, the word, and the code for which it is taken.
    """
    kind, text, code = taken
    draft.keep(place, line.text(place))
    name = code_name(kind, code, draft.sheet.ontology)
    shown = text[:60]
    if (place, kind) in draft.sheet.told:
        # What that is stands with the first word of the column.
        en, zh = f"{shown!r} is taken as {name.en} ({code}) too", f"“{shown}”亦按最接近的{name.zh}（{code}）计"
        draft.say_once(line, place, folded(text), MayBeWrong(en, zh))
        return
    draft.sheet.told.add((place, kind))
    said = MayBeWrong(
        f"{shown!r} is taken as {name.en} ({code}), the nearest code, wherever the column has it; the word is in the "
        f"note. Another one: answers > {kind}",
        f"“{shown}”按最接近的代码{name.zh}（{code}）计，该栏各处同此；原词保留在备注中。另选见answers > {kind}",
    )
    draft.say_once(line, place, folded(text), said)
