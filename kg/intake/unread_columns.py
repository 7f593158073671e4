"""Columns that a mapping does not read, though they have amounts or days, or their heading says who takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.findings import Finding, Severity
from kg.intake.anytable import Cell
from kg.intake.guessing.cells import all_days, words_of
from kg.intake.guessing.words import CODES, OF_A_PLACE, PARTY
from kg.intake.several import column_name, values
from kg.notations import quantity
from kg.text import Text, shortened, typed

#: So many rows are looked at, and so few cells show nothing.
_LOOKED_AT, _FEW = 100, 3
_CURRENCY = re.compile("[A-Z]{3}")
_LONGEST = 60
_AMOUNTS = Text("amounts with their currency", "带币种的数额")
_DAYS = Text("days", "日期")
_PARTIES = Text("by its heading who takes part", "表头所示的参与方")


def telling(
    table: str, names: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> Iterator[Finding]:
    """What is said of columns that a mapping does not read.

    Args:
        table: the table's file.
        names: the headings.
        columns: the columns' names in the mapping; empty for those that it does not name.
        rows: the first rows.
    """
    for place, name in enumerate(names):
        if not name or columns[place]:
            continue
        texts = [text for row in rows[:_LOOKED_AT] if row for text in values(row[place])]
        if (what := _what(name, texts)) is not None:
            shown = typed(shortened(name, _LONGEST))
            yield Finding(
                Severity.INFO,
                "column-unread",
                f"{shown} has {what.en}, and the mapping does not read it.",
                f"{shown} 为{what.zh}，而映射未读取。",
                "Read it in the mapping, or leave it so where it is not needed.",
                table,
                field=shown,
                value=texts[0][:200],
                fix_zh="请在映射中读取；若不需要，可保持不变。",
            )


def _what(name: str, texts: Sequence[str]) -> Text | None:
    """What a column has that most mappings read; nothing where it is not told."""
    if len(texts) < _FEW:
        return None
    said = set(words_of(column_name(name)))
    if said & PARTY and not said & (CODES | OF_A_PLACE) and not any(any(map(str.isdigit, text)) for text in texts):
        return _PARTIES
    if all_days(texts) and not all(text.isdigit() for text in texts):
        return _DAYS
    units = [
        one.unit for text in texts for read in (quantity(text),) for one in (read.value, *read.proposals[:1]) if one
    ]
    return _AMOUNTS if 10 * sum(map(bool, map(_CURRENCY.fullmatch, units))) >= 8 * len(texts) else None
