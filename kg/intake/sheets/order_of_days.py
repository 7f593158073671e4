"""Whether the day or the month stands first in the days of a sheet: asked once a sheet, with what other cells show.

28/7/2017 can be read in one way only and is a witness for 7/8/2017 beside it; nothing is read by it unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.intake.sheets.asking import Option, Question
from kg.text import Text

#: The two numbers of a day before its year. Of two digits this may be a day, and the first number the year: 21-03-15.
_TWO_NUMBERS = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.-]) ?([0-9]{1,2})\2 ?(?:[0-9]{4})(?![0-9])")
#: The same where somebody has said that the year comes last.
_YEAR_LAST = re.compile(_TWO_NUMBERS.pattern.replace("[0-9]{4}", "[0-9]{4}|[0-9]{2}"))
#: How many cells are named that show an order.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """A day of a sheet that can be read in one way only.

    Attributes:
        row: the number of its row.
        text: the day as it is written.
        day_first: whether the day is first in it.
    """

    row: int
    text: str
    day_first: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What the days of a sheet show of their order.

    Attributes:
        witnesses: the days that can be read in one way only.
        dotted: whether all days whose order is open have points: 7.8.2017, which nobody writes month first.
    """

    witnesses: tuple[Witness, ...] = ()
    dotted: bool = False

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, as far as the days show it; ``None`` where they show nothing or both."""
        found = {one.day_first for one in self.witnesses}
        if len(found) == 1:
            return found.pop()
        return True if not found and self.dotted else None

    @property
    def likelier(self) -> bool | None:
        """The same as most days have it, also where some are written otherwise; what is proposed first."""
        first = sum(one.day_first for one in self.witnesses)
        second = len(self.witnesses) - first
        return self.day_first if first == second else first > second


def order_of(cells: Iterable[tuple[int, str]], short_year: str = "") -> Order:
    """What the days of a sheet show.

    Args:
        cells: the cells of its columns of days, with the numbers of their rows.
        short_year: how days with a year of two digits are said to be written; they show nothing until then.
    """
    pattern = _YEAR_LAST if short_year in ("dmy", "mdy") else _TWO_NUMBERS
    witnesses: list[Witness] = []
    signs: set[str] = set()
    for row, text in cells:
        for match in pattern.finditer(text):
            first, second = int(match[1]), int(match[3])
            if max(first, second) > 12 >= min(first, second) > 0:
                witnesses.append(Witness(row, match[0], first > 12))
            elif 0 < first <= 12 and 0 < second <= 12 and first != second:
                signs.add(match[2])
    return Order(tuple(witnesses), signs == {"."})


def asked_of(name: str, order: Order, text: str, doubt: Text) -> Question:
    """What is asked once a sheet: whether the day is first.

    Args:
        name: the sheet's name.
        order: what its days show.
        text: a day that may be read in two ways.
        doubt: why it is not sure.
    """
    shown = _shown(order)
    asked = Text(
        f"{doubt.en} {shown.en}Is the day or the month first, in days such as {text[:40]!r}?",
        f"{doubt.zh}{shown.zh}“{text[:40]}”一类的日期是日在前还是月在前？",
    )
    options = (
        Option("true", Text("the day is first: 7/8 is 7 August", "日在前：7/8为8月7日")),
        Option("false", Text("the month is first: 7/8 is 8 July", "月在前：7/8为7月8日")),
    )
    options = options[::-1] if order.likelier is False else options
    return Question(("sheets", name, "day_first"), asked, options, unsure=order.day_first is None)


def _shown(order: Order) -> Text:
    """Which cells show an order, for people; that they contradict one another too."""
    sides = [[one for one in order.witnesses if one.day_first is first] for first in (True, False)]
    if all(sides):
        day, month = (_listed(side) for side in sides)
        return Text(
            f"The sheet has both orders: {day.en} can only be day first, {month.en} only month first. ",
            f"表中两种顺序都有：{day.zh}只能日在前，{month.zh}只能月在前。",
        )
    if order.witnesses:
        which = Text("day first", "日在前") if order.day_first else Text("month first", "月在前")
        listed = _listed(order.witnesses)
        return Text(f"Elsewhere {listed.en} can only be {which.en}. ", f"表中{listed.zh}只能{which.zh}。")
    if order.dotted:
        return Text("With points between, the day is first as a rule. ", "以点分隔的日期通常日在前。")
    return Text()


def _listed(witnesses: Sequence[Witness]) -> Text:
    named = witnesses[:_MOST]
    more = len(witnesses) - len(named)
    en = ", ".join(f"{one.text} (row {one.row})" for one in named) + (f" and {more} more" if more else "")
    zh = "、".join(f"{one.text}（第{one.row}行）" for one in named) + (f"等{len(witnesses)}处" if more else "")
    return Text(en, zh)
