"""Whether the day or the month stands first in the days of a sheet: as it says itself, else asked once a sheet.

28/7/2017 can be read in one way only and is a witness for 7/8/2017 beside it; by one or two of them nothing is read
unasked, as one cell may have been typed by another hand. A heading or a title that says D/M/Y or 日/月/年 settles it.
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
#: A day with two digits of its year.
_SHORT = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.-]) ?([0-9]{1,2})\2 ?[0-9]{2}(?![0-9/.-])")
#: The same, also with one digit last, as 21/5/6 is with the year first.
_ANY_SHORT = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.-]) ?[0-9]{1,2}\2 ?[0-9]{1,2}(?![0-9/.-])")
_MOST_SHORT = 500
_LAST_DAY, _LAST_MONTH = 31, 12
#: A year and two digits, its last two and those; and how many must be months, so that all are.
_YEAR_AND_TWO, _MONTHS = re.compile(r"(?:19|20)([0-9]{2})\s?[-–/]\s?([0-9]{2})"), 2
#: How many cells are named that show an order.
_MOST = 3
#: So many cells that can be read in one way only, and none in the other, show how all are written.
_ENOUGH = 3
_DAY = r"(?:d{1,2}|t{2}|j{2}|д{1,2}|g{2}|day|tag|jour|día|dia|giorno|день|gün|日)"
_MONTH = r"(?:m{1,2}|м{1,2}|a{2}|month|monat|mois|mes|mês|mese|месяц|ay|月)"
_YEAR = r"(?:y{1,4}|j{1,4}|a{1,4}|r{2,4}|г{1,4}|year|jahr|année|annee|año|ano|anno|год|yıl|年)"
_SIGN = r"\s?[/／.\-–、,]\s?"
#: What says of days in which order they are written: D/M/Y, dd.mm.yyyy, TT.MM.JJJJ, 日/月/年, day first.
_SAID = {
    True: re.compile(
        rf"(?<![^\W\d_]){_DAY}{_SIGN}{_MONTH}{_SIGN}{_YEAR}(?![^\W\d_])|日{_SIGN}月{_SIGN}年|\bdmy\b"
        r"|\bday first\b|日在前",
        re.I,
    ),
    False: re.compile(
        rf"(?<![^\W\d_]){_MONTH}{_SIGN}{_DAY}{_SIGN}{_YEAR}(?![^\W\d_])|月{_SIGN}日{_SIGN}年|\bmdy\b"
        r"|\bmonth first\b|月在前",
        re.I,
    ),
}


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
        said: whether the day is first by a heading or by what stands around the table; ``None`` where none says so.
        open: a day whose order is open; empty where none is.
        are_short: whether there are days with two digits of their year, all of which may be day, month and year and
            have points: 01.10.16.
        short: the days with two digits of their year, each once.
        are_months: whether a year and two digits are its month, 2004-07, as some of these can be no second year, and
            none is one, as 2010-15 is.
    """

    witnesses: tuple[Witness, ...] = ()
    dotted: bool = False
    said: bool | None = None
    open: str = ""
    are_short: bool = False
    short: tuple[str, ...] = ()
    are_months: bool = False

    @property
    def settled(self) -> bool | None:
        """Whether the day is first where nothing need be asked: said, or shown by many days, and by none otherwise.

        Of days with points between one is enough that has points, too: nobody writes the month first so.
        """
        shown = {one.day_first for one in self.witnesses}
        if self.said is not None:
            return None if shown - {self.said} else self.said
        if self.dotted and shown == {True} and any("." in one.text for one in self.witnesses):
            return True
        return self.day_first if len(shown) == 1 and len(self.witnesses) >= _ENOUGH else None

    @property
    def short_year(self) -> str:
        """In which order days are written whose year has two digits: ``dmy`` where points in whole ones show it.

        Empty where nothing shows it.
        """
        shown = [one.day_first and "." in one.text for one in self.witnesses]
        return "dmy" if self.are_short and shown and all(shown) else ""

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first, as far as the days show it; ``None`` where they show nothing or both."""
        found = {one.day_first for one in self.witnesses}
        if len(found) == 1:
            return found.pop()
        if not found and self.said is not None:
            return self.said
        return True if not found and self.dotted else None

    @property
    def likelier(self) -> bool | None:
        """The same as most days have it, also where some are written otherwise; what is proposed first."""
        first = sum(one.day_first for one in self.witnesses)
        second = len(self.witnesses) - first
        return self.day_first if first == second else first > second


def said_in(texts: Iterable[str]) -> bool | None:
    """Whether the day is first by what some texts say of how days are written; ``None`` for nothing, and for both.

    >>> said_in(["Signed (D/M/Y)"]), said_in(["日期一律日/月/年"]), said_in(["mm/dd/yyyy"]), said_in(["Signed"])
    (True, True, False, None)
    """
    found = {first for text in texts for first, pattern in _SAID.items() if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


def settled_by(name: str, order: Order) -> Text:
    """What is told of an order that nobody was asked for; nothing where none is open, or it is asked.

    Args:
        name: the sheet's name.
        order: what its days show.
    """
    if order.settled is None or not order.open:
        return Text()
    which = Text("the day is first", "日在前") if order.settled else Text("the month is first", "月在前")
    listed = _listed(order.witnesses)
    by = (
        Text("as the sheet says", "依表中说明")
        if order.said is not None
        else Text(f"as in {listed.en}", f"如{listed.zh}")
    )
    return Text(
        f"Sheet {name}: in days such as {order.open!r} {which.en}, {by.en}. Otherwise: sheets > {name} > day_first",
        f"工作表“{name}”：“{order.open}”一类的日期{which.zh}，{by.zh}。若不然，请填sheets > {name} > day_first",
    )


def order_of(cells: Iterable[tuple[int, str]], short_year: str = "", said: bool | None = None) -> Order:
    """What the days of a sheet show.

    Args:
        cells: the cells of its columns of days, with the numbers of their rows.
        short_year: how days with a year of two digits are said to be written; they show nothing until then.
        said: what the sheet says itself.
    """
    pattern = _YEAR_LAST if short_year in ("dmy", "mdy") else _TWO_NUMBERS
    witnesses: list[Witness] = []
    signs: set[str] = set()
    undecided, short = "", list[re.Match[str]]()
    every: dict[str, None] = {}
    tails = list[tuple[int, int]]()
    for row, text in cells:
        if (pair := _YEAR_AND_TWO.fullmatch(text.strip())) is not None:
            tails.append((int(pair[1]), int(pair[2])))
        if len(every) < _MOST_SHORT:
            every |= dict.fromkeys(match[0] for match in _ANY_SHORT.finditer(text))
        short += _SHORT.finditer(text)
        for match in pattern.finditer(text):
            first, second = int(match[1]), int(match[3])
            if max(first, second) > 12 >= min(first, second) > 0:
                witnesses.append(Witness(row, match[0], first > 12))
            elif 0 < first <= 12 and 0 < second <= 12 and first != second:
                signs.add(match[2])
                undecided = undecided or match[0]
    are_short = bool(short) and all(
        one[2] == "." and 0 < int(one[1]) <= _LAST_DAY and 0 < int(one[3]) <= _LAST_MONTH for one in short
    )
    undecided = undecided or (short[0][0] if are_short else "")
    only_months = sum(0 < two <= min(year, _LAST_MONTH) for year, two in tails)
    are_months = only_months >= _MONTHS and all(0 < two <= _LAST_MONTH for _, two in tails)
    is_dotted = signs <= {"."} and bool(undecided)
    return Order(tuple(witnesses), is_dotted, said, undecided, are_short, tuple(every), are_months)


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
