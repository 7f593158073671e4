"""Decisions that were typed into a sheet of pairs, taken as judgements."""

from __future__ import annotations

from pathlib import Path

from kg.errors import SourceError
from kg.grids import Grid, read_book
from kg.intake.identities.judging import MOST, Judgement
from kg.intake.identities.reviewing import COMMENT, DECISION, OBJECT, SUBJECT
from kg.nearest import folded
from kg.text import Text

#: What may be typed as a decision, folded.
DECISIONS = {
    **dict.fromkeys(("same", "s", "yes", "y", "one", "=", "相同", "同", "是", "同一", "合并"), True),
    **dict.fromkeys(("different", "d", "no", "n", "two", "≠", "!=", "不同", "否", "不是", "非同一"), False),
}
_OPEN = ("", "skip", "?", "跳过", "待定", "？")


def decisions(path: Path, by: str = "", on: str = "") -> list[Judgement]:
    """The judgements that a sheet holds, as ``kg names --out`` writes it and a person fills it.

    Args:
        path: a workbook, or a delimited file.
        by: who judged.
        on: on which day.

    Raises:
        SourceError: if the file cannot be read, or a decision is none.
    """
    return decisions_of(next(iter(read_book(path).grids), None), path, by, on)


def decisions_of(grid: Grid | None, path: Path, by: str = "", on: str = "") -> list[Judgement]:
    """The judgements that a sheet of a workbook holds.

    Args:
        grid: the sheet, read; ``None`` for an empty file.
        path: the file, for what is told of it.
        by: who judged.
        on: on which day.

    Raises:
        SourceError: if a decision is none.
    """
    rows = iter(grid.rows if grid else ())
    header = [cell.text for cell in next(rows).cells] if grid and grid.rows else []
    places = {folded(name): place for place, name in reversed(list(enumerate(header)))}
    for name in (DECISION, SUBJECT, OBJECT):
        if name not in places:
            raise SourceError(
                Text(
                    f"{path}, row 1: the column {name} is missing. Write the sheet with `kg names PACKAGE --out FILE`.",
                    f"{path}，第1行：缺少{name}栏。请用 `kg names PACKAGE --out FILE` 生成该表。",
                )
            )
    found = []
    for row in rows:
        number, texts = row.number, [cell.text.strip() for cell in row.cells]
        cells = {COMMENT: ""} | {name: texts[place] if place < len(texts) else "" for name, place in places.items()}
        if folded(cells[DECISION]) in _OPEN:
            continue
        same = DECISIONS.get(folded(cells[DECISION]))
        if same is None:
            raise SourceError(
                Text(
                    f"{path}, row {number}, field {DECISION}: {cells[DECISION][:MOST]!r} is no decision. Write same or "
                    "different, or leave it empty.",
                    f"{path}，第{number}行，{DECISION}栏：“{cells[DECISION][:MOST]}”不是判定。请写“相同”或“不同”，或留空。",
                )
            )
        if not cells[SUBJECT] or not cells[OBJECT]:
            raise SourceError(
                Text(
                    f"{path}, row {number}: has a decision and not two things. Fill {SUBJECT} and {OBJECT}.",
                    f"{path}，第{number}行：有判定而缺事物。请填{SUBJECT}与{OBJECT}。",
                )
            )
        found.append(Judgement(cells[SUBJECT], cells[OBJECT], same=same, by=by, on=on, comment=cells[COMMENT]))
    return found
