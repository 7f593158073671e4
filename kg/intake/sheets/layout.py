"""A grid to a table: where its headings are, which rows are rows, and what stands in merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from kg.grids import Grid, GridCell, GridRow
from kg.intake.identities import guess, registered
from kg.intake.registries import find
from kg.intake.sheets.asking import called
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.lines_alone import is_footnote, is_marked, is_section, section_names
from kg.intake.sheets.plain_words import more_than_above, says_as_above, without_phase
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.said_totals import LONGEST_TOTAL, is_total, says_total
from kg.intake.sheets.words import Words, bare
from kg.nearest import folded, in_both_scripts
from kg.text import Text

#: Where headings are looked for: below titles, dates and notes to the reader.
_FIRST_ROWS = 40
#: How many recognised headings make a row one of headings.
_ENOUGH = 2
#: How a line begins that only says something of others, where it is all that its row has.
_COMMENT = re.compile(
    in_both_scripts(
        r"^\s*(?:#+\s*[^\s\d#]|//\s*\S|(?:please note|notes?|nota bene|n\.?b\.?|remarks?)[\s,]+(?:\S+\s+){2}"
        r"|注意|请注意|附注|[※＊*]\s*注|[(（\[【]\s*注)"
    ),
    re.I,
)
#: What stands right before the day by which a table holds, be it a day, a month or a year.
_HOLDS_BY = re.compile(
    r"(?:截[至止]到?(?:时间|日期|时点)?|(?:统计|数据|制表|填报|填表)截[至止]到?(?:时间|日期|时点)?"
    r"|(?:(?:数据|信息|资料|内容|统计)?(?:已)?更新(?:至|到|截[至止])|(?:数据|统计|信息)(?:至|到))"
    r"|\bas (?:of|at)\b|\bcut-?off(?: date| day)?"
    r"|\b(?:last )?(?:updated|revised)(?: (?:on|in|to|until|till|through|up to|as of))?"
    r"|(?:^\s*|[（(,，;；–-]\s*)(?:stand(?: vom| am)?|datenstand|mise à jour(?: le| en)?|mis à jour(?: le| en)?"
    r"|actualizad[oa](?: (?:a|el|en))?|atualizad[oa](?: (?:a|em|até))?|aggiornat[oa](?: (?:a|al))?|stato al|stav k"
    r"|stan na|по состоянию на))\s*[:：]?\s*$",
    re.I,
)
#: What may state that day and ends other words too, as Washington State, 城市更新: with a sign, or before a whole day.
_MAY_STATE = re.compile(
    r"(?:更新(?:于|时间|日期)?|(?:统计|数据|制表|填报|填表)(?:时间|日期|时点)?"
    r"|\b(?:last )?(?:update|updated|revised|status|stand|state)(?: on)?)\s*(?P<sign>[:：]?)\s*$",
    re.I,
)
#: What states it with a sign behind it alone.
_WITH_SIGN = re.compile(r"(?:^|[\s（(，,;；])(?:日期|date)\s*[:：]\s*$", re.I)
#: A day, a month or a year above a table or below it, in either language.
_MONTH_NAMES = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|fév|févr|avr|juin|juil|août|déc|ene|abr|ago|set|dic"
    "|fev|out|gen|mag|giu|lug|ott"
)
A_DAY = re.compile(
    r"(?<![0-9.])[0-9]{1,2}([./-])[0-9]{1,2}\1(?:19|20)\d\d(?![0-9])"
    r"|(?<![0-9./-])(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d(?![0-9])"
    rf"|\b[0-9]{{1,2}}\.? (?:de )?(?:{_MONTH_NAMES})[^\W\d_]*\.? (?:de )?(?:19|20)\d\d"
    rf"|\b(?:{_MONTH_NAMES})[^\W\d_]*\.?,? (?:de )?(?:[0-9]{{1,2}}, )?(?:19|20)\d\d"
    r"|(?<![0-9])(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?|([-/.])\d\d?(?:\2\d\d?)?)?(?![0-9])",
    re.I,
)
#: A day whole, with its month and its year.
_WHOLE_DAY = re.compile(rf"\d日|\d([./-])\d{{1,2}}\1\d|[0-9] (?:{_MONTH_NAMES})|[0-9], ", re.I)
#: How few cells a row has that states the day of the table, beside who made it.
_FEW_CELLS = 4
_KEPT = Text()
_NO_CELL = GridCell("", "empty")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a table.

    Attributes:
        place: its number, from 0.
        text: its heading, as it was written; of two columns with one heading, the later has its letters behind it.
        hidden: whether the sheet hides the column.
        over: the heading over it and its neighbours, where it has one of its own below that: 投资情况（万元）.
    """

    place: int
    text: str
    hidden: bool = False
    over: str = ""

    @property
    def letters(self) -> str:
        """The letters that a spreadsheet gives it.

        >>> Heading(27, "").letters
        'AB'
        """
        place, found = self.place + 1, ""
        while place:
            place, letter = divmod(place - 1, 26)
            found = chr(ord("A") + letter) + found
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table below its headings that has anything in it.

    Attributes:
        sheet: the sheet's name.
        number: the row's number in the sheet, from 1.
        cells: the column's place to its cell; blank cells are left out.
        hidden: whether the sheet hides it.
        continues: the number of the row that it goes on with, as a cell over both rows says; 0 for one of its own.
        left_out: why it is no partnership; without words for one that may be.
        is_total: whether it sums other rows.
        as_above: what stands in cells that only say "as above", by column; ``cells`` has what is meant, if anything.
        over_rows: the columns whose cell stands over several rows, with the numbers of the first and the last of them.
        marked: the cells behind which the mark of a footnote stands, by column, with it; ``cells`` has them without.
    """

    sheet: str
    number: int
    cells: Mapping[int, GridCell]
    hidden: bool = False
    continues: int = 0
    left_out: Text = _KEPT
    is_total: bool = False
    as_above: Mapping[int, str] = field(default_factory=dict)
    over_rows: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    marked: Mapping[int, str] = field(default_factory=dict)

    def text(self, place: int) -> str:
        """What stands in a column; empty for a blank cell."""
        cell = self.cells.get(place)
        return cell.seen.strip() if cell else ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it is."""
        return (self.sheet, self.number)


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of a sheet.

    Attributes:
        sheet: the sheet's name.
        first: the number of the row with the headings, the last of them; 0 if none was found.
        headings: the columns that have a heading or anything below it.
        lines: the rows below that have anything in them.
        title: what stands above the headings, the first of it.
        above: all that stands there.
        stated: the rows above and the notes below, each as one text: what they say of the whole table; of a sheet
            without one its first rows.
        epoch_1904: how the sheet counts days.
        perhaps: the number of the row below the headings that may be a second one of them; 0 if none may.
        notes: the notes below, each as one text.
    """

    sheet: str
    first: int
    headings: tuple[Heading, ...] = ()
    lines: tuple[Line, ...] = ()
    title: str = ""
    above: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    epoch_1904: bool = False
    perhaps: int = 0
    notes: tuple[str, ...] = ()


def lay_out(grid: Grid, words: Words, first: int = 0) -> Layout:
    """The table of a grid.

    Args:
        grid: the grid.
        words: what headings may say.
        first: the number of the row with the headings, where a person says so; looked for if 0.
    """
    spread = _spread(grid)
    rows = {row.number: row for row in grid.rows}
    top, last = (_led_by(grid, words, first), first) if first else _heading_rows(grid, words)
    perhaps = 0 if first else _perhaps_headings(grid, words, top, last)
    if not last or last not in rows:
        said = tuple(_joined(row) for row in grid.rows[:_FIRST_ROWS])
        return Layout(grid.sheet, 0, title=_title(grid.rows, 10**9), stated=said)
    below = [row for row in grid.rows if row.number > last]
    headings = tuple(
        replace(heading, hidden=heading.place in grid.hidden_columns)
        for heading in _headings(rows.get(top), rows[last], spread, below)
    )
    readings = {heading.place: recognised(heading.text, words) for heading in headings}
    titles = {heading.place: bare(heading.text) for heading in headings}
    lines = tuple(_lines(grid, below, titles, spread, readings, words))
    above = tuple(cell.text.strip() for row in grid.rows if row.number < top for _, cell in _filled(row))
    notes = {line.number for line in lines if line.left_out == _NOTE}
    stated = tuple(_joined(row) for row in grid.rows if row.number < top or row.number in notes)
    below_it = tuple(_joined(row) for row in grid.rows if row.number in notes)
    title = _title(grid.rows, top)
    return Layout(grid.sheet, last, headings, lines, title, above, stated, grid.epoch_1904, perhaps, below_it)


def _joined(row: GridRow) -> str:
    return " ".join(cell.text.strip() for _, cell in _filled(row))


def stated_days(text: str) -> list[str]:
    """What a text says as the day by which a table holds: 15.3.2024 of Last update: 15.3.2024.

    Args:
        text: what stands above a table, or below it.

    Returns:
        the days, months and years as they are written; none of Partners of Washington State 2016.
    """
    return [
        match[0]
        for match in A_DAY.finditer(text)
        if _is_stated(text[: match.start()], match[0]) or _STATED_BEHIND.match(text[match.end() :])
    ]


#: What states it behind the day, and ends there: 2021年9月更新.
_STATED_BEHIND = re.compile(r"\s*底?(?:更新|为止|止)(?=\s*(?:$|[)）,，;；。]))")


def _is_stated(before: str, day: str) -> bool:
    if _HOLDS_BY.search(before) or _WITH_SIGN.search(before):
        return True
    found = _MAY_STATE.search(before)
    return found is not None and bool(found["sign"] or _WHOLE_DAY.search(day))


def _states_its_day(full: Mapping[int, GridCell], columns: int) -> bool:
    """Whether a row below a table says by which day it holds, and little else: 填表日期： | 2023-08-09."""
    text = " ".join(cell.text.strip() for _, cell in sorted(full.items()))
    if len(full) > min(_FEW_CELLS, columns // 2 + 1) or len(text) > LONGEST_TOTAL:
        return False
    return bool(stated_days(text))


def _spread(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell of a merged area but its first to the row and column of the first; empty areas and huge ones not."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    numbers = [row.number for row in grid.rows]
    last = max(numbers, default=0)
    widest = max((len(row.cells) for row in grid.rows), default=0)
    for top, left, bottom, right in grid.merged:
        for row in range(top, min(bottom, last) + 1):
            for place in range(left, min(right, widest) + 1):
                if (row, place) != (top, left):
                    found[row, place] = (top, left)
    return found


def _filled(row: GridRow) -> list[tuple[int, GridCell]]:
    return [(place, cell) for place, cell in enumerate(row.cells) if cell.text.strip()]


def _title(rows: Sequence[GridRow], before: int) -> str:
    texts = [cell.text.strip() for row in rows if row.number < before for _, cell in _filled(row)]
    return next((text for text in texts if any(letter.isalpha() for letter in text)), "")


def _score(row: GridRow, readings: Mapping[str, str]) -> int:
    """How many things the cells of a row are read as, where they are read as headings."""
    return len({readings[cell.text] for _, cell in _filled(row)} - {""})


def _readings(rows: Iterable[GridRow], words: Words) -> dict[str, str]:
    """What each text of some rows is read as, as a heading: what stands in many rows is read once."""
    return {text: recognised(text, words) for text in {cell.text for row in rows for _, cell in _filled(row)}}


def _heading_rows(grid: Grid, words: Words) -> tuple[int, int]:
    """The first and the last row of headings; 0 and 0 where there are none."""
    early = [row for row in grid.rows if _filled(row)][:_FIRST_ROWS]
    readings = _readings(early, words)
    scores = {row.number: _score(row, readings) for row in early}
    best = max(scores.values(), default=0)
    if best < _ENOUGH:
        return _unknown_headings(early)
    number = next(row for row, score in scores.items() if score == best)
    merged = {(top, bottom) for top, left, bottom, right in grid.merged if right > left and top == bottom}
    following = next((row for row in early if row.number == number + 1), None)
    spans = _spans_of(grid, number)
    if following is not None and spans:
        if _is_all_headings(following, words):
            return number, number + 1
        if _is_below(following, spans) and _parts_them(following, grid, words):
            return number, number + 1
    if any(top == number - 1 for top, _ in merged) and scores.get(number - 1, 0):
        return number - 1, number
    return number, number


def _spans_of(grid: Grid, number: int) -> list[tuple[int, int]]:
    """The columns from and to which each cell of a row stands that stands over several, and in this row alone."""
    return [(left, right) for top, left, bottom, right in grid.merged if right > left and top == bottom == number]


def _led_by(grid: Grid, words: Words, last: int) -> int:
    """The first row of headings of which somebody has said the last: the row above, where that one parts its cells."""
    rows = {row.number: row for row in grid.rows}
    upper, lower = rows.get(last - 1), rows.get(last)
    if upper is None or lower is None or _score(upper, _readings([upper], words)) < _ENOUGH:
        return last
    return last - 1 if _is_below(lower, _spans_of(grid, last - 1)) else last


def _perhaps_headings(grid: Grid, words: Words, top: int, last: int) -> int:
    """The row that may be a second one of headings or the first one of data; 0 where there is none."""
    following = next((row for row in grid.rows if row.number == last + 1), None)
    if not last or top != last or following is None or not _is_below(following, _spans_of(grid, last)):
        return 0
    return last + 1 if _parts_them(following, grid, words) is None else 0


def _parts_them(row: GridRow, grid: Grid, words: Words) -> bool | None:
    """Whether the texts of a row part the headings above them, and are no parties of a first row; ``None`` if unknown.

    A first row that has no day and no stage yet has its parties alone: 常州市 | 无锡市 below 合作方.
    """
    texts = {place: cell.text.strip() for place, cell in _filled(row)}
    if any(find(text) for text in texts.values()):
        return False
    if any(recognised(text, words) for text in texts.values()):
        return True
    if any(guess(text, registered()).kind for text in texts.values()):
        return False
    below = [each for each in grid.rows if each.number > row.number][:_FIRST_ROWS]
    found = [cell for each in below for place, cell in _filled(each) if place in texts]
    # Texts over numbers and days are headings of them.
    counted = sum(cell.kind != "text" or any(map(str.isdigit, cell.text)) for cell in found)
    return True if 2 * counted > len(found) else None


def _is_below(row: GridRow, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a row has texts alone, and below headings over several columns alone, which it parts: 其中：外方出资."""
    cells = _filled(row)
    return bool(cells) and all(
        cell.kind == "text" and any(left <= place <= right for left, right in spans) for place, cell in cells
    )


def _is_all_headings(row: GridRow, words: Words) -> bool:
    cells = _filled(row)
    return bool(cells) and all(recognised(cell.text, words) for _, cell in cells)


def _unknown_headings(early: Sequence[GridRow]) -> tuple[int, int]:
    """The first row that is as wide as the widest, all of text, with rows of as many cells below it."""
    widest = max((len(_filled(row)) for row in early), default=0)
    if widest < _ENOUGH:
        return 0, 0
    for row, below in pairwise(early):
        cells = _filled(row)
        if len(cells) == widest and len(_filled(below)) > 1 and all(cell.kind == "text" for _, cell in cells):
            return row.number, row.number
    return 0, 0


def _headings(
    upper: GridRow | None, lower: GridRow, spread: Mapping[tuple[int, int], tuple[int, int]], below: Sequence[GridRow]
) -> tuple[Heading, ...]:
    """The columns by their headings; one without a heading that has cells below it is called by its letters."""
    used = {place for row in below for place, _ in _filled(row)}
    found: list[Heading] = []
    seen: set[str] = set()
    above = {} if upper is None or upper.number == lower.number else dict(enumerate(upper.cells))
    width = max([len(lower.cells), len(above), *(place + 1 for place in used)])
    for place in range(width):
        text, over = _text_at(lower, place), ""
        if text and above and upper is not None:
            row, left = spread.get((upper.number, place), (upper.number, place))
            over = above.get(left, _NO_CELL).text.strip() if row == upper.number else ""
        if not text and above:
            # A heading over both rows, or over several columns without one of their own.
            first = spread.get((lower.number, place), spread.get((upper.number if upper else 0, place)))
            text = above.get(first[1] if first else place, _NO_CELL).text.strip()
        if not text and place not in used:
            continue
        text = called(re.sub(r"\s+", " ", text))
        heading = Heading(place, text, over=over)
        if not text or bare(text) in seen:
            heading = Heading(place, f"{text} ({heading.letters})".strip(), over=over)
        seen.add(bare(text))
        found.append(heading)
    return tuple(found)


def _text_at(row: GridRow, place: int) -> str:
    return row.cells[place].text.strip() if place < len(row.cells) else ""


def _lines(
    grid: Grid,
    below: Sequence[GridRow],
    titles: Mapping[int, str],
    spread: Mapping[tuple[int, int], tuple[int, int]],
    readings: Mapping[int, str],
    words: Words,
) -> Iterator[Line]:
    cells = {(row.number, place): cell for row in below for place, cell in _filled(row)}
    named = cache(lambda: _named(below))
    names = [
        place for place, reading in readings.items() if reading.partition(" ")[0] in ("name", "name_zh", "name_en")
    ]
    alone = _Alone.of(grid, below, titles, readings)
    before: Mapping[int, GridCell] = {}
    last_of = {(top, left): bottom for top, left, bottom, _ in grid.merged if bottom > top}
    for row in below:
        own = {place: cell for place, cell in _filled(row) if place in titles}
        taken = {place: spread[row.number, place] for place in titles if (row.number, place) in spread}
        # A cell over several rows holds for each of them; one over several columns only for the first.
        down = {place: first for place, first in taken.items() if first[0] < row.number and first[1] == place}
        full = {**{place: cells[first] for place, first in down.items() if first in cells}, **own}
        if not full:
            continue
        as_above = {place: cell.text.strip() for place, cell in own.items() if _says_as_above(cell)}
        as_above |= {place: own[place].text.strip() for place in _with_more(own, before)}
        full = {
            place: meant(cell, before[place]) if place in as_above else cell
            for place, cell in full.items()
            if place not in as_above or place in before
        }
        continues = next((down[place][0] for place in names if place in down and down[place] in cells), 0)
        is_total = _is_total(full, readings, words, named)
        reason = _TOTAL if is_total else _left_out(full, own, words, alone, row.number)
        if not reason and _states_its_day(full, len(titles)):
            reason = _NOTE
        if not reason and _repeats_headings(full, titles):
            reason = Text("the headings once more", "重复的表头")
        before = before if reason else full
        firsts = {place: down.get(place, (row.number, place)) for place in full}
        over = {place: (first[0], last_of[first]) for place, first in firsts.items() if first in last_of}
        yield Line(grid.sheet, row.number, full, row.hidden, continues, reason, is_total, as_above, over)


def _named(below: Sequence[GridRow]) -> frozenset[str]:
    """What the rows have in their cells, folded; of a row with one alone also without its number: 二、乙片."""
    found = {folded(cell.text) for row in below for _, cell in _filled(row) if cell.kind == "text"}
    alone = (cells[0][1].text for row in below if len(cells := _filled(row)) == 1)
    return frozenset(found.union(*map(section_names, alone)))


def _says_as_above(cell: GridCell) -> bool:
    """Whether a cell says no more than that it is as the one of the row before."""
    return cell.kind == "text" and says_as_above(cell.text)


def _with_more(own: Mapping[int, GridCell], before: Mapping[int, GridCell]) -> list[int]:
    """The columns in which a cell says that it is as the one of the row before, and something more: dto. – Bodensee."""
    texts = [place for place, cell in own.items() if cell.kind == "text" and more_than_above(cell.text)]
    return [place for place in texts if place in before and before[place].kind == "text"]


def meant(cell: GridCell, above: GridCell) -> GridCell:
    """What a cell means that says that it is as the one above it, perhaps with more behind.

    Args:
        cell: the cell.
        above: the one above it.
    """
    more = more_than_above(cell.text)
    if not more:
        return above
    text, shown = (without_phase(one, more) if one else "" for one in (above.text, above.shown))
    return replace(above, text=f"{text}{more}", shown=f"{shown}{more}" if shown else "")


@dataclass(frozen=True, slots=True)
class _Alone:
    """What tells of a row with one cell whether it is a footnote or the heading of a section.

    Attributes:
        wide: the rows in which one cell stands over most columns, as a heading of a section does.
        last: the number of the last row that has several cells.
        marked: the ends of all cells that have a sign of a footnote behind them, run together.
        columns: the cells of each column in rows that have several.
        readings: what the columns are read as.
    """

    wide: frozenset[int]
    last: int
    marked: str
    columns: Mapping[int, Sequence[str]]
    readings: Mapping[int, str]

    @classmethod
    def of(cls, grid: Grid, below: Sequence[GridRow], titles: Mapping[int, str], readings: Mapping[int, str]) -> _Alone:
        """What the rows below the headings of a table tell."""
        columns: dict[int, list[str]] = {place: [] for place in titles}
        last, ends = 0, list[str]()
        for row in below:
            cells = {place: cell.text.strip() for place, cell in _filled(row) if place in titles}
            if len(cells) < _ENOUGH:
                continue
            # A note of which the mark has a cell of its own, or a sum, is no row of data.
            last = row.number if len(cells) > _ENOUGH else last
            for place, text in cells.items():
                columns[place].append(text)
                ends.append(text[-_LONGEST_MARK:])
        wide = frozenset(top for top, left, _, right in grid.merged if right - left >= _ENOUGH)
        return cls(wide, last, "\n".join(ends), columns, readings)


#: How many signs the mark of a footnote has.
_LONGEST_MARK = 4


def _left_out(
    full: Mapping[int, GridCell],
    own: Mapping[int, GridCell],
    words: Words,
    alone: _Alone,
    number: int,
) -> Text:
    texts = [cell.text.strip() for _, cell in sorted(full.items())]
    is_last = number > alone.last
    if len(own) == 1 and len(full) == 1:
        # 合计：25项　说明：金额未含税
        said, colon, _ = texts[0][:LONGEST_TOTAL].replace("：", ":").partition(":")
        is_note = is_footnote(texts[0], is_last=is_last, marked=alone.marked)
        if is_note or (colon and says_total(said, words)):
            return _NOTE
        if _COMMENT.match(texts[0]):
            return _A_COMMENT
        place = next(iter(own))
        role = alone.readings.get(place, "").partition(" ")[0]
        is_first = place == min(alone.columns)
        if number in alone.wide or (
            not is_last and is_section(texts[0], role, alone.columns[place], is_first=is_first)
        ):
            return SECTION
    if len(own) == len(full) and is_marked(texts, is_last=is_last):
        return _NOTE
    if _EXAMPLE.match(texts[0]) or bare(texts[0][:60]) in words.examples:
        return Text("an example of the template", "模板示例")
    return Text()


def _is_total(
    full: Mapping[int, GridCell],
    readings: Mapping[int, str],
    words: Words,
    named: Callable[[], Collection[str]],
) -> bool:
    """Whether a row says that it sums others, and names no second party."""
    parties = [place for place in full if readings.get(place, "").partition(" ")[0] in ("party", "parties", "region")]
    return is_total({place: cell.text.strip() for place, cell in full.items()}, parties, words, named)


SECTION = OnlySaid("a heading of a section", "分节标题")
_TOTAL = OnlySaid("a total of other rows", "合计行")
_NOTE = OnlySaid("a note below the table", "表下注释")
_A_COMMENT = Text("a comment", "注释行")


def _repeats_headings(full: Mapping[int, GridCell], titles: Mapping[int, str]) -> bool:
    same = [bare(cell.text[:200]) == titles[place] for place, cell in full.items()]
    return len(same) >= _ENOUGH and sum(same) >= max(_ENOUGH, len(same) - 1)


_EXAMPLE = re.compile(
    in_both_scripts(r"^\s*[（(\[【]?\s*(示例 example|example|e\.g\.|sample|示例|样例|范例|例)\s*\d*\s*[)）\]】:：.．]"),
    re.IGNORECASE,
)
