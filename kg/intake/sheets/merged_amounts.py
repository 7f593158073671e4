"""Amounts in cells over the rows of several partnerships: of each of them, or of all together, is asked.

What else stands in such a cell is so of each row: where it is, how far it is, when it was signed. Of an amount there
may be one alone; given to each row, it would be counted as often.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import NOTHING, Draft, Sheet
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.remarks import OnlySaid
from kg.text import Text

#: What may be answered.
_ALL, _EACH = "all", "each"
#: How many rows are named, and how much of each name.
_MOST_NAMED, _LONGEST_NAME = 5, 40


def amounts_over_rows(layout: Layout, sheet: Sheet) -> dict[tuple[int, int], tuple[Line, ...]]:
    """The cells of amounts that stand over rows of several partnerships, by row and place, each with these rows.

    Args:
        layout: the sheet's rows.
        sheet: what its columns are read as.
    """
    amounts = sheet.columns("amount")
    areas: dict[tuple[int, int, int], list[Line]] = {}
    for line in layout.lines:
        for place in amounts if line.over_rows and not line.left_out else ():
            if place in line.over_rows and not NOTHING.fullmatch(line.text(place)):
                areas.setdefault((place, *line.over_rows[place]), []).append(line)
    return {
        (line.number, place): tuple(lines)
        for (place, *_), lines in areas.items()
        if len({one.continues or one.number for one in lines}) > 1
        for line in lines
    }


def said_of(draft: Draft, line: Line, place: int) -> str:
    """Whether the amount of a cell over several rows is of each of them, or of all: as somebody says; else it is asked.

    Args:
        draft: the partnership, in which it is asked and told.
        line: the row.
        place: the column.

    Returns:
        ``each`` where the row has it for itself, also of any other cell; ``all`` where it has it with others; nothing
        while it is asked.
    """
    sheet = draft.sheet
    lines = sheet.over_rows.get((line.number, place), ())
    if not lines:
        return _EACH
    said = draft.said_of_column(line, place, _asked(sheet, place, line, lines))
    if not said:
        sheet.amounts[line.number, place] = None  # a total may have it
    elif said == _EACH:
        draft.say(line, place, _OF_EACH)
    else:
        others = [sheet.name_of(one)[:_LONGEST_NAME] for one in lines if one is not line]
        names = Text(", ".join(others[:_MOST_NAMED]), "、".join(others[:_MOST_NAMED]))
        more = Text(" …", "等") if len(others) > _MOST_NAMED else Text()
        beside = f"（与{names.zh}{more.zh}合计）" if sheet.is_chinese else f" (together with {names.en}{more.en})"
        draft.keep(place, line.text(place) + beside)
        draft.say(line, place, _OF_ALL)
    return said


def is_first(draft: Draft, line: Line, place: int) -> bool:
    """Whether a row is the first of those that an amount is of: a total has it once.

    Args:
        draft: the partnership.
        line: the row.
        place: the column.
    """
    return draft.sheet.over_rows[line.number, place][0] is line


_OF_EACH = OnlySaid(
    "one cell over several rows: the amount of each, by the answer (merged)",
    "合并单元格：依回答（merged）为每行各自的数额",
)
_OF_ALL = OnlySaid(
    "one cell over several rows: the amount of all together, by the answer (merged); kept in the note",
    "合并单元格：依回答（merged）为各行合计的数额，保留在备注中",
)


def _asked(sheet: Sheet, place: int, line: Line, lines: Sequence[Line]) -> Question:
    heading, text = sheet.headings[place], line.text(place)[:60]
    rows = ", ".join(str(one.number) for one in lines[:_MOST_NAMED]) + (" …" if len(lines) > _MOST_NAMED else "")
    asked = Text(
        f"One cell of {heading!r} stands over several rows ({text!r}, rows {rows}). Is the amount that of each row, or "
        "of all of them together?",
        f"“{heading}”一栏有单元格跨多行合并（“{text}”，第{rows.replace(', ', '、')}行）。"
        "该数额是每行各自的，还是各行合计的？",
    )
    options = (
        Option(
            _ALL,
            Text(
                "of all together; in the notes of the rows, and no figure of one",
                "各行合计，只写入各行备注，不作单项数据",
            ),
        ),
        Option(_EACH, Text("of each row", "每行各自的数额")),
    )
    return Question(("sheets", sheet.name, "merged", heading), asked, options, unsure=True)
