"""Days whose year, month and day stand in columns of their own, 年 | 月 | 日: their cells are read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from kg.grids import GridCell
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.layout import Heading, Layout, Line
from kg.intake.sheets.readings import DAYS, Reading
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.text import Text

#: How headings of years, months and days end, folded, behind what the day is of: 签约年, signing year, year.
_YEAR = re.compile(r"(?P<of>.{0,20}?)[\s_-]*(?:年份?|year|jahr|annee|ano|anno|год|rok|연도|년)")
_MONTH = re.compile(r"(?P<of>.{0,20}?)[\s_-]*(?:月份?|month|monat|mois|mes|mese|месяц|miesiac|월)")
_DAY = re.compile(r"(?P<of>.{0,20}?)[\s_-]*(?:日|号|day|tag|jour|dia|giorno|день|dzien|일)")
#: What such cells have.
_A_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:\.0)? ?年?")
_A_MONTH = re.compile(r"(1[0-2]|0?[1-9])(?:\.0)? ?月?|[^\W\d_]{3,12}\.?")
_A_DAY = re.compile(r"([12][0-9]|3[01]|0?[1-9])(?:\.0)? ?[日号]?")
_CELLS = (_A_YEAR, _A_MONTH, _A_DAY)


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns of one day.

    Attributes:
        columns: those of the year, the month and, if there is one, the day.
        role: as what the day is read.
    """

    columns: tuple[Heading, ...]
    role: str

    def readings(self) -> dict[str, Reading]:
        """What each of the columns is read as, by its heading."""
        year, *others = self.columns
        names = Text(" and ".join(one.text for one in others), "、".join(one.text for one in others))
        beside = Text(f"with {names.en} beside it", f"连同旁边的{names.zh}")
        of_year = Text(f"read with {year.text}", f"与{year.text}一并读取")
        return {year.text: Reading(self.role, why=beside)} | {
            one.text: Reading("ignore", why=of_year) for one in others
        }


def days_in_parts(layout: Layout, said: Mapping[str, str], words: Words) -> list[Parts]:
    """The days of a table that stand in columns of their parts, side by side; none that somebody has said otherwise.

    Args:
        layout: the table.
        said: what somebody has said of columns.
        words: what headings may say.
    """
    found = list[Parts]()
    for columns in _side_by_side(layout.headings):
        role = _role(columns[0], words)
        is_other = any(said.get(one.text, "ignore") != "ignore" for one in columns[1:])
        others = (one for one in layout.headings if one not in columns)
        taken = {recognised(one.text, words) for one in others} | {one.role for one in found}
        if is_other or said.get(columns[0].text, role) != role or role in taken:
            continue
        if all(_are(layout.lines, one, cell) for one, cell in zip(columns, _CELLS, strict=False)):
            found.append(Parts(columns, role))
    return found


def with_whole_days(layout: Layout, parts: Sequence[Parts]) -> Layout:
    """A table in whose column of years the whole days stand.

    Args:
        layout: the table.
        parts: the columns of its days.
    """
    if not parts:
        return layout
    return replace(layout, lines=tuple(_whole(line, parts) for line in layout.lines))


def _side_by_side(headings: Sequence[Heading]) -> Iterator[tuple[Heading, ...]]:
    """The columns of a year, a month and a day side by side, in any order; also those of a year and a month alone."""
    at, used = {one.place: one for one in headings}, set[int]()
    for count in (3, 2):
        for first in sorted(at):
            places = range(first, first + count)
            beside = [at[place] for place in places if place in at and place not in used]
            if len(beside) != count:
                continue
            for columns in permutations(beside):
                ofs = {_of(form, one) for form, one in zip((_YEAR, _MONTH, _DAY), columns, strict=False)}
                if len(ofs) == 1 and None not in ofs and len({one.over for one in columns}) == 1:
                    used |= set(places)
                    yield columns
                    break


def _of(form: re.Pattern[str], heading: Heading) -> str | None:
    """Of what a heading is the year, the month or the day; empty where it does not say; ``None`` of other headings."""
    match = form.fullmatch(folded(heading.text))
    return match["of"] if match else None


def _role(year: Heading, words: Words) -> str:
    """As what a day is read: by what its columns, or the heading over them, say that it is of."""
    of = _of(_YEAR, year) or ""
    ways = (year.over, f"{of}日期", f"{of}时间", f"{of} date", f"date of {of}") if of else (year.over,)
    return next((role for one in ways if one and (role := recognised(one, words)) in DAYS), "date")


def _are(lines: Sequence[Line], heading: Heading, cell: re.Pattern[str]) -> bool:
    """Whether all cells of a column, of which there are any, are of such a form."""
    texts = [text for line in lines if not line.left_out and (text := line.text(heading.place))]
    return bool(texts) and all(map(cell.fullmatch, texts))


def _whole(line: Line, parts: Sequence[Parts]) -> Line:
    """A row with its whole days in place of their parts."""
    cells = dict(line.cells)
    for one in parts:
        texts = [line.text(column.place) for column in one.columns]
        for column in one.columns:
            cells.pop(column.place, None)
        if any(texts):
            cells[one.columns[0].place] = GridCell(_spelt(*texts), "text")
    return replace(line, cells=cells)


def _spelt(year: str, month: str = "", day: str = "") -> str:
    """A day by its parts as people write it; of one without its year or its month, what there is.

    >>> _spelt("2019", "3", "5"), _spelt("2019年", "03"), _spelt("2019", "March", "5"), _spelt("", "3", "5")
    ('2019-3-5', '2019-03', '5 March 2019', '3月5日')
    """
    texts = [
        match[1] or text
        for text, form in ((year, _A_YEAR), (month, _A_MONTH), (day, _A_DAY))
        if (match := form.fullmatch(text))
    ]
    if len(texts) < sum(map(bool, (year, month, day))):
        return " ".join(filter(None, (year, month, day)))
    if month and not month[0].isdigit():
        return " ".join(filter(None, (day and texts[-1], month, year and texts[0])))
    if year and (month or not day):
        return "-".join(texts)
    marks = [sign for text, sign in ((year, "年"), (month, "月"), (day, "日")) if text]
    return "".join(text + sign for text, sign in zip(texts, marks, strict=True))
