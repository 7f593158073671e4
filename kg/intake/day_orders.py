"""Which of day and month is first in the days of a table, as its other days show: 01/05/2022 beside 31/12/2022.

``kg import`` asks it of a sheet (``kg.intake.sheets.order_of_days``). A mapping says it with a text behind the day; of
one that says nothing, the columns of its tables show it, and what follows from other days is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.findings import Finding, Severity
from kg.intake.anytable import AnyTable
from kg.intake.several import values
from kg.text import Text, typed

#: Two numbers, either of which may be the day, before a year.
_YEAR_LAST = re.compile(r"(?<![0-9./-])([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?[0-9]{4}(?![0-9])")
_MONTHS = 12
#: So many days that can be read in one way only, and none otherwise, show how the others are meant.
ENOUGH = 3


@dataclass(slots=True)
class Shown:
    """What days show of their order, each kind with the first of them.

    Attributes:
        first: whether the day is first, with how many show it.
        witness: the first day that shows it, by whether the day is first.
        open: texts whose order is open, with whether all days in them have points.
        dotted: which of the two days with points show.
    """

    first: dict[bool, int] = field(default_factory=dict)
    witness: dict[bool, str] = field(default_factory=dict)
    open: dict[str, bool] = field(default_factory=dict)
    dotted: set[bool] = field(default_factory=set)

    def see(self, text: str) -> None:
        """Look at a text."""
        for one, sign, other in _YEAR_LAST.findall(text):
            is_day = int(one) > _MONTHS
            if is_day is (int(other) > _MONTHS):
                if one != other and not is_day:
                    self.open[text] = sign == "." and self.open.get(text, True)
                continue
            self.first[is_day] = self.first.get(is_day, 0) + 1
            self.witness.setdefault(is_day, text)
            if sign == ".":
                self.dotted.add(is_day)


@dataclass(frozen=True, slots=True)
class Order:
    """How a text is read whose order is open.

    Attributes:
        day_first: whether the day is first in it.
        column: the heading of the column that shows it; empty where the points between the numbers do.
        witness: a day of that column that can be read so alone.
    """

    day_first: bool
    column: str = ""
    witness: str = ""


def shown_by(texts: Iterable[str]) -> Shown:
    """What the days of a column show.

    Args:
        texts: its cells.

    >>> shown = shown_by(["31/12/2022", "01/05/2022"])
    >>> shown.first, list(shown.open)
    ({True: 1}, ['01/05/2022'])
    """
    shown = Shown()
    for text in texts:
        shown.see(text)
    return shown


def order_among(name: str, columns: Mapping[str, Shown]) -> Order | None:
    """The order of the days of a column, by itself or else by the others of its table; ``None`` where none shows it.

    Args:
        name: the column.
        columns: what each column of the table shows.
    """
    own = columns[name]
    if len(own.first) == 1 and sum(own.first.values()) >= ENOUGH:
        return _as_in(name, own)
    if len(own.first) > 1:
        return None
    showing = {heading: shown for heading, shown in columns.items() if shown.first}
    kinds = {is_day for shown in showing.values() for is_day in shown.first}
    if len(kinds) != 1 or sum(sum(shown.first.values()) for shown in showing.values()) < ENOUGH:
        return None
    heading = max(showing, key=lambda heading: (heading == name, sum(showing[heading].first.values())))
    return _as_in(heading, showing[heading])


def _as_in(name: str, shown: Shown) -> Order:
    is_day = next(iter(shown.first))
    return Order(is_day, name, shown.witness[is_day])


def orders_of(tables: Iterable[AnyTable]) -> dict[str, Order]:
    """The texts whose order is open, each with how it is read; not those of which columns show nothing, or differ.

    Args:
        tables: the tables.
    """
    found: dict[str, list[Order | None]] = {}
    for table in tables:
        names = [name or str(place) for place, name in enumerate(table.names)]
        cells: list[dict[str, None]] = [{} for _ in names]
        for row in table.rows():
            for column, cell in zip(cells, row, strict=False):
                column.update(dict.fromkeys(text for text in values(cell) if _YEAR_LAST.search(text)))
        columns = dict(zip(names, map(shown_by, cells), strict=True))
        # 12.25.2021 is written so by nobody else than who writes all days so.
        is_pointed = not any(False in shown.dotted for shown in columns.values())
        for name, shown in columns.items():
            order = order_among(name, columns) if shown.open else None
            for text, has_points in shown.open.items():
                found.setdefault(text, []).append(Order(True) if has_points and is_pointed else order)
    return {
        text: orders[0]
        for text, orders in found.items()
        if orders[0] is not None and len({one.day_first if one else None for one in orders}) == 1
    }


def remarks(read: Mapping[str, Order], places: Mapping[str, tuple[str, int, str]]) -> Iterator[Finding]:
    """How days were read whose order others show; of points nothing is said.

    Args:
        read: the texts, each with how it was read.
        places: the first cell of each: its table, row and heading.
    """
    groups: dict[tuple[str, str, str], list[str]] = {}
    for text, order in read.items():
        if order.column and text in places:
            file, _, heading = places[text]
            groups.setdefault((file, heading, order.column), []).append(text)
    for (file, heading, column), texts in sorted(groups.items()):
        text = min(texts, key=lambda one: (places[one][1], one))
        order = read[text]
        which = Text("the day", "日在前") if order.day_first else Text("the month", "月在前")
        other = "month-first" if order.day_first else "day-first"
        where = Text("", "") if column == heading else Text(f" in {typed(column)}", f"（{typed(column)}列）")
        yield Finding(
            Severity.INFO,
            "order-of-days",
            f"Days such as {text[:60]} are read with {which.en} first, as {order.witness[:60]}{where.en} shows.",
            f"“{text[:60]}”一类的日期按{which.zh}读取，如{order.witness[:60]}{where.zh}所示。",
            f'If that is wrong, say it in the mapping: fn:date(?text, "{other}").',
            file,
            row=places[text][1],
            field=heading,
            value=text[:200],
            fix_zh=f'若不然，请在映射中写明：fn:date(?text, "{other}")。',
        )
