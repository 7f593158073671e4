"""When a table was issued: as it says, above its headings or around its rows, else by the latest day that is past."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kg.intake.anytable import AnyTable
from kg.intake.guessing.cells import places_of, words_of
from kg.intake.guessing.columns import latest_column
from kg.intake.guessing.model import Guessed
from kg.intake.guessing.words import ENDED, FOUNDED, ISSUED, PLANNED
from kg.intake.several import column_name, values
from kg.intake.sheets.layout import stated_days
from kg.notations import Hints, since_1970
from kg.notations.periods import period_in_its_order
from kg.text import Text, typed

#: So much of what stands above a table is looked at for the day by which it holds.
_LONGEST_ABOVE = 300
#: A year within a text.
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
#: What stands for the day of issue where nothing tells it.
BLANK = "YYYY-MM-DD"


def issued_at_head(table: AnyTable) -> str:
    """The column of the day that a document says once, around all rows, that it was issued on; empty if it does not."""
    first = next(filter(any, table.rows()), ())
    days = [
        name
        for name, cell in zip(table.names, first, strict=False)
        if name in table.head and set(words_of(name)) & ISSUED and isinstance(cell, str) and latest_day([(cell, "")])
    ]
    # Of several the plainest: issued, before meta_source_published.
    return column_name(min(days, key=lambda name: ("issued" not in words_of(name), len(name)), default=""))


def latest_of(table: AnyTable, columns: Guessed) -> date | None:
    """The latest day that a table says; of stages and past ends too, where no column says when it was issued."""
    latest = latest_column(columns)
    days = [(text, columns.orders.get(latest, "")) for text in _every(table, latest)]
    if not columns.issued:
        days += [(text, columns.stages.order) for text in _every(table, columns.stages.day)]
        days += past_ends(table, columns)
    return latest_day(days)


def past_ends(table: AnyTable, columns: Guessed) -> list[tuple[str, str]]:
    """The ends of what is over by its stage, each with its order.

    What was broken off may have its own yet to come, but not where nothing else has an end.
    """
    codes = columns.stages.codes
    over = {text for text, code in codes.items() if code == "completed" or (not code and set(words_of(text)) & ENDED)}
    broken = {text for text, code in codes.items() if code == "terminated"}
    places = [places_of(table, {name}) for name in (columns.stages.name, columns.ended)]
    if not over | broken or not all(places) or set(words_of(columns.ended)) & PLANNED:
        return []
    ((stage, *_), (end, *_)) = places
    if {row[stage] for row in table.rows() if row and row[end]} <= over | broken:
        over |= broken
    order = columns.orders.get(columns.ended, "")
    found = (row[end] for row in table.rows() if row and row[stage] in over)
    return [(text, order) for text in dict.fromkeys(found) if isinstance(text, str) and text]


def only_starts_date_stages(columns: Guessed) -> bool:
    """Whether stages hold on the day of issue, of which nothing is told but when partnerships began."""
    stages, latest = columns.stages, latest_column(columns)
    if stages.day or stages.is_open or not any(stages.codes.values()):
        return False
    # Of twins what was founded is what was signed.
    return bool(latest) and (
        latest in (columns.started, columns.twinned)
        or (latest == columns.signed and bool(set(words_of(latest)) & FOUNDED))
    )


def of_starts(columns: Guessed, past: date | None) -> Text:
    """A remark on stages that would be dated by the latest beginning: active as of 1989.

    Args:
        columns: what the table's columns are.
        past: the latest end of what is over, if any is.
    """
    stage, start = typed(columns.stages.name), typed(latest_column(columns))
    after = Text()
    if past:
        after = Text(
            f" It is no earlier than {past}, when the last of those ended that are over.",
            f"该日期不早于{past}，即已结束者中最晚的结束日期。",
        )
    return Text(
        f"{stage}: holds on the day on which the table was issued, and {start} tells only when partnerships began, so "
        f"that the day is left open: {BLANK} in the draft.{after.en}",
        f"{stage}：以表格发布之日为准，而{start}仅说明合作始于何时，故该日期在草稿中留空：{BLANK}。{after.zh}",
    )


def stated_above(table: AnyTable) -> date | None:
    """The one day by which a table holds as it is stated above its headings; ``None`` where none or several are."""
    days = {latest_day([(day, "")]) for text in table.above for day in stated_days(text[:_LONGEST_ABOVE])}
    return days.pop() if len(days) == 1 else None


def _every(table: AnyTable, column: str) -> Iterator[str]:
    """The different texts of a column, of all rows: the latest day may stand in the last one."""
    places = [place for place, name in enumerate(table.names) if column and column_name(name) == column]
    for place in places[:1]:
        yield from dict.fromkeys(text for row in table.rows() if row for text in values(row[place]) if text)


def latest_day(days: Iterable[tuple[str, str]]) -> date | None:
    """The latest of some days, as when a table was issued at the earliest; ``None`` where a later one is not read.

    Args:
        days: each as it is written, and its order, ``day-first`` or ``month-first``; empty if that is not known.
    """
    latest, unread = None, 0
    for text, order in days:
        if (counted := since_1970(text)) is not None:
            latest = max(latest or counted.day, counted.day)
            continue
        read = period_in_its_order(text, Hints(day_first=order == "day-first") if order else Hints())
        if read.value is not None and read.value.end is not None:
            latest = read.value.end if latest is None else max(latest, read.value.end)
        elif read.question:
            unread = max(unread, *map(int, _YEAR.findall(text)), 0)
    # What stands in a row that is not understood would else be said as of years before it.
    return None if latest is None or latest.year < unread else latest
