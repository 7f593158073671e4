"""A partnership in the making: what its rows share, what is known of it so far, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kg.assets import Ontology
from kg.intake import schema
from kg.intake.sheets import cells, one_cell, order_of_days
from kg.intake.sheets.account import RowAccount
from kg.intake.sheets.asking import (
    OF_ENDS,
    OF_NUMBERS,
    OF_STARTS,
    OF_UNITS,
    Cell,
    Option,
    Question,
    called,
    is_of_column,
    none_of,
    refusing,
)
from kg.intake.sheets.by_year import OfYear
from kg.intake.sheets.commas import Commas
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import alike, close_ones, further_codes, near_codes
from kg.intake.sheets.listed import Lists
from kg.intake.sheets.one_cell import SaidOfCells
from kg.intake.sheets.one_word import with_all_ways
from kg.intake.sheets.order_of_days import Order
from kg.intake.sheets.parties import Directory
from kg.intake.sheets.plain_words import NOT_KNOWN
from kg.intake.sheets.readings import Reading
from kg.intake.sheets.remarks import MayBeWrong, OnlySaid
from kg.intake.sheets.settings import Settings
from kg.intake.sheets.shares import Shared
from kg.intake.sheets.units_above import Stated
from kg.intake.sheets.words import CODE_LISTS, Words, with_kinds
from kg.nearest import folded, in_both_scripts
from kg.notations import Hints, Quantity, Read, currency_sign, heading_hints
from kg.notations.headings import says_unless_noted
from kg.text import HAN, Text

Row = dict[str, str]

#: Kinds of cells that hold nothing to be read.
BROKEN = {
    "error": Text("an error of the spreadsheet", "电子表格中的错误值"),
    "formula": Text(
        "a formula without a result: open and save it in a spreadsheet", "公式没有结果：请在电子表格软件中打开并保存"
    ),
}

#: Signs that say that a cell is empty.
NOTHING = re.compile(
    in_both_scripts(
        r"[\s\-–—―/\\.·…_*#]*|n/?a|n\.[ad]\.?|[?？]+|nil|none|null|undated|no date|无|没有|暂无|待定|tbd|tbc"
    )
    + rf"|n[ée]ant|{NOT_KNOWN.pattern}",
    re.I,
)
#: What is told of a cell that says that something is not known.
SAID_UNKNOWN = OnlySaid("said not to be known: kept in the note", "原文表示未知：保留在备注中")
#: Words that say that nothing is decided yet, which is more than an empty cell says.
UNDECIDED = re.compile(
    in_both_scripts(r"(?:[尚仍暂还]?[未待]|尚待|有待)(?:定|决|议|确定|决定|确认|核实|明确|商定|商议|落实|公布)")
    + r"|t\.?b\.?[acd]\.?|pending|undecided"
    r"|to be (?:confirmed|determined|decided|announced|agreed|advised|defined)"
    r"|not (?:yet )?(?:decided|determined|confirmed)(?: yet)?",
    re.I,
)
#: The letters that the layout puts behind a heading that is empty or there twice; of H, no hours.
_LETTERS = re.compile(r"\s*\([A-Z]{1,3}\)$")


@dataclass(slots=True)
class Tables:
    """Rows of a package, by table and key, in the order in which they were made."""

    rows: dict[str, dict[tuple[str, ...], Row]] = field(default_factory=dict)

    def add(self, table: str, row: Mapping[str, str]) -> None:
        """Add a row; of two with one key, the first stays."""
        filled = {name: value for name, value in row.items() if value}
        key = tuple(filled.get(name, "") for name in schema.key_columns(table))
        self.rows.setdefault(table, {}).setdefault(key, filled)


@dataclass(slots=True)
class Sheet:
    """What all rows of a sheet share.

    Attributes:
        name: the sheet's name, as settings have it.
        source: the id of the source that the sheet is.
        headings: the columns' headings, by place.
        readings: what they are read as, by place.
        settings: what is said and answered.
        words: what cells may say.
        directory: who there is.
        ontology: where codes are found.
        as_of: the day by which the sheet holds.
        is_day_said: whether somebody says that day, or a line around the table, and it is not the latest in its rows.
        epoch_1904: how it counts days.
        order: what its days show of whether the day or the month is first.
        languages: those in which its days name months.
        long_scale: whether its texts are in a language in which a billion is a million millions.
        short_scale: whether they are in English, in which it is a thousand millions.
        commas: how its amounts are written, where a comma may be a decimal one.
        overlong: what is asked of rows that do not fit the headings, by their numbers.
        amounts: what each cell with an amount was read as, by row and place; ``None`` while it is open.
        each_time: the cells whose amounts come back each year or the like, by row and place: no total adds them.
        meant: of which rows the cells' formats say which currency a sign is, by place, sign and currency.
        unit_above: the one unit that is stated around the table for its amounts: 单位：万元; ``None`` for none or two.
        units_above: all units that are, as they are written.
        signs_above: signs of several currencies of which it is stated there whose they are, to these: $ to AUD.
        units_over: the units that headings over several columns name for those below: 投资情况（万元）, by column.
        title_years: the years that stand above the table or in the sheet's name, where no row has one.
        years: the first and the last year that its days say whole; ``None`` where none does.
        years_of: the columns of amounts that are of one year each.
        told: what was told once of a column, by its place and the word.
        in_both: the columns of names of which most cells have a name in Chinese and one in English.
        lists: what each column of parties shows of its lists by commas, by place.
        seen: the figures of each column of amounts that say their unit, as answers have them, the commonest first.
        usual: the median of what the cells of each column of amounts say, by its heading.
        of_cells: what was answered for single cells.
        figures_before: the figures that the last import wrote, by the id of their partnership.
        shares: the shares that stand beside the names of parties in cells, by row and place.
        over_rows: the cells of amounts over rows of several partnerships, by row and place, each with these rows.
        ways: for kinds of words, folded ones to what they are asked as, where a column has them in several ways.
        as_before: what is told of cells that say "as above" and stay what they were, by row and place.
    in_force: words of stages, folded, that say of some rows that they are in force, by what these are.
    """

    name: str
    source: str
    headings: Mapping[int, str]
    readings: Mapping[int, Reading]
    settings: Settings
    words: Words
    directory: Directory
    ontology: Ontology
    as_of: date | None = None
    is_day_said: bool = False
    epoch_1904: bool = False
    order: Order = Order()  # noqa: RUF009 -- a frozen value
    languages: frozenset[str] = frozenset()
    long_scale: bool = False
    short_scale: bool = False
    commas: Commas = Commas()  # noqa: RUF009 -- a frozen value
    overlong: Mapping[int, Question] = field(default_factory=dict)
    amounts: dict[tuple[int, int], Quantity | None] = field(default_factory=dict)
    each_time: set[tuple[int, int]] = field(default_factory=set)
    meant: dict[tuple[int, str, str], set[int]] = field(default_factory=dict)
    unit_above: Stated | None = None
    units_above: tuple[str, ...] = ()
    signs_above: dict[str, str] = field(default_factory=dict)
    units_over: Mapping[int, Hints] = field(default_factory=dict)
    title_years: tuple[int, ...] = ()
    years: tuple[int, int] | None = None
    lists: Mapping[int, Lists] = field(default_factory=dict)
    seen: dict[int, tuple[str, ...]] = field(default_factory=dict)
    usual: Mapping[str, Decimal] = field(default_factory=dict)
    years_of: Mapping[int, OfYear] = field(default_factory=dict)
    told: set[tuple[int, str]] = field(default_factory=set)
    in_both: frozenset[int] = frozenset()
    of_cells: SaidOfCells = SaidOfCells()  # noqa: RUF009 -- a frozen value
    figures_before: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    shares: Mapping[tuple[int, int], Shared] = field(default_factory=dict)
    over_rows: Mapping[tuple[int, int], Sequence[Line]] = field(default_factory=dict)
    as_before: dict[tuple[int, int], Text] = field(default_factory=dict)
    ways: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    in_force: set[str] = field(default_factory=set)
    _of_kinds: tuple[Mapping[str, str], Mapping[str, str]] | None = None
    _joined: dict[str, tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def is_chinese(self) -> bool:
        """Whether any heading is in Chinese."""
        return any(re.search(f"[{HAN}]", heading) for heading in self.headings.values())

    def hints(self, place: int) -> Hints:
        """What is known of a column beside its cells."""
        heading = self.headings[place]
        measure = self.readings[place].detail if self.readings[place].role == "amount" else ""
        kinds = schema.unit_kinds(self.ontology)
        money = kinds.get(f"measure/{measure}") == "money" if measure else None
        of_heading, of_answer = self.heading_says(place, money=money), self.unit_said(heading)
        if not of_answer.unit:
            of_answer = self.unit_said(self.headings[self.asked_with(place)])
        names = ("day_first", "two_digits", "short_year", "decimal_comma", "year")
        said = {name: self.settings.get("sheets", self.name, name) for name in names}
        own = ("decimal_comma", "cell_scale", "mil_thousand", "long_billion")
        of_column = {name: self.settings.get("sheets", self.name, name, heading) for name in own}
        above = self.units_over.get(place, Hints())
        if not cells.fitting(above.unit, measure, kinds):
            above = self.unit_above.hints if money and self.unit_above else Hints()
        above = above if not of_heading.unit and not of_answer.unit else Hints()
        named = next((one for one in (of_heading, of_answer, above) if one.unit), Hints())
        return Hints(
            unit=named.unit,
            in_base=named.in_base,
            of_unit=named.of_unit,
            scale=of_heading.scale or of_answer.scale or above.scale,
            day_first=self.order.settled if (first := _truth(said["day_first"])) is None else first,
            two_digits=_truth(said["two_digits"]),
            short_year=said["short_year"].lower() or self.order.short_year,
            decimal_comma=_truth(said["decimal_comma"] or of_column["decimal_comma"]),
            year=int(said["year"]) if said["year"].isdecimal() else None,
            epoch_1904=self.epoch_1904,
            money=bool(money),
            cell_scale=_truth(of_column["cell_scale"]),
            mil_thousand=_truth(of_column["mil_thousand"]),
            long_billion=_truth(of_column["long_billion"]),
            long_scale=self.long_scale,
            short_scale=self.short_scale,
            languages=self.languages,
            unless_noted=says_unless_noted(heading) or above.unless_noted,
        )

    def heading_says(self, place: int, *, money: bool | None = None) -> Hints:
        """The unit and the scale that the heading of a column names; the letters of one without its own name none.

        Args:
            place: the column's place.
            money: whether it is one of money; ``None`` where that is not known.
        """
        heading = self.headings[place]
        bare = _LETTERS.sub("", heading)
        is_given = bare != heading and (not bare or bare in self.headings.values())
        return heading_hints(bare if is_given else heading, money=money)

    def unit_said(self, heading: str) -> Hints:
        """The unit that somebody has said of a column, with its scale: CNY, 万元, USD m, square metres, 人.

        Nothing where nobody has, or what was said is no unit.
        """
        said = self.settings.get("sheets", self.name, "units", heading)
        if f"unit/{said}" in schema.unit_kinds(self.ontology):
            return Hints(unit=said)
        found = heading_hints(f"({said})") if said else Hints()
        return found if found.unit else Hints()

    def asked_with(self, place: int) -> int:
        """The column with which the unit of one is asked: of columns by year whose headings name none, the first."""
        if place not in self.years_of or self.heading_says(place).unit:
            return place
        measure = self.readings[place].detail
        alike = (one for one in self.years_of if not self.heading_says(one).unit)
        return min(one for one in alike if self.readings[one].detail == measure)

    def name_of(self, line: Line) -> str:
        """What a row is called where an answer is for one of its cells: its number, its name, else its parties."""
        parties = " / ".join(filter(None, map(line.text, self.columns("party", "parties"))))
        name = next(filter(None, map(line.text, self.columns("id", "name", "name_zh", "name_en"))), "")
        return f"{name} / {parties}" if name in self.of_cells.twice else name or parties

    def columns(self, *roles: str) -> list[int]:
        """The places of the columns that are read as one of some roles."""
        return [place for place, one in self.readings.items() if one.role in roles]

    def filled(self, line: Line, *roles: str) -> int | None:
        """The first column of some roles, by their order, in which a row has more than a dash; else ``None``."""
        places = (place for role in roles for place in self.columns(role))
        return next((place for place in places if not NOTHING.fullmatch(line.text(place))), None)

    def answers(self, kind: str) -> Mapping[str, str]:
        """What was answered for one kind of cell."""
        said = self.settings.all("answers", kind)
        if kind == "stage" and said:
            if self._of_kinds is None or self._of_kinds[0] is not said:
                self._of_kinds = (said, with_kinds(said, self.words.stage_kinds))
            said = self._of_kinds[1]
        ways = self.ways.get(kind, {})
        if not (ways and said):
            return said
        # Every cell asks, and there may be hundreds of answers and thousands of ways: both are kept while they are so.
        known = self._joined.get(kind)
        if known is None or known[0] is not said or known[1] is not ways:
            known = self._joined[kind] = (said, ways, with_all_ways(said, ways))
        return known[2]

    def asked_as(self, kind: str, text: str) -> str:
        """How a word is asked: of one that a column has in several ways, the first of them."""
        return self.ways.get(kind, {}).get(folded(text.strip()), text)

    def answer(self, kind: str, text: str) -> str:
        """What was answered for a text; empty where nothing was."""
        return self.answers(kind).get(called(text), "")


def _truth(text: str) -> bool | None:
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower())


@dataclass(slots=True)
class Draft:
    """A partnership in the making: one row of the sheet, or several that are joined.

    Attributes:
        sheet: what its rows share.
        lines: its rows, the first one first.
        id: its id.
        row: its row in the table partnerships.
        questions: what is open in it.
        accounts: what becomes of each row.
        notes: what is kept in its note: heading and text.
        shares: what is said of the shares of its parties, by their references.
        parties: what takes part in it, as references, once that is known.
        unplaced: cells of places by which a party is not placed, as that is asked: column and text.
        revises: what it does to the earlier row of which it has the id, ``replaces`` or ``adds to``; else empty.
    """

    sheet: Sheet
    lines: Sequence[Line]
    id: str
    row: Row = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    accounts: list[RowAccount] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    shares: dict[str, str] = field(default_factory=dict)
    parties: set[str] = field(default_factory=set)
    unplaced: set[tuple[int, str]] = field(default_factory=set)
    revises: str = ""

    def cells(self, *roles: str) -> Iterator[tuple[Line, int, str]]:
        """The cells of some columns: row, place and text; what a joined row only repeats is passed over."""
        seen: set[tuple[int, str]] = set()
        for line in self.lines:
            for place in self.sheet.columns(*roles):
                text = line.text(place)
                if text and self._is_broken(line, place):
                    continue
                if text and (place, text) not in seen:
                    seen.add((place, text))
                    yield line, place, text

    def _is_broken(self, line: Line, place: int) -> bool:
        """Whether a cell has no value of its own; it is said once."""
        kind = line.cells[place].kind
        if kind not in BROKEN:
            return False
        if self.sheet.headings[place] not in self.account(line).open:
            self.account(line).open.append(self.sheet.headings[place])
            self.say(line, place, BROKEN[kind])
            self.keep(place, line.text(place))
        return True

    def first(self, *roles: str) -> tuple[Line, int, str] | None:
        """The first of them."""
        return next(self.cells(*roles), None)

    def account(self, line: Line) -> RowAccount:
        """What becomes of a row."""
        return self.accounts[self.lines.index(line)]

    def cell_key(self, line: Line, place: int) -> str:
        """Where the answer for one of its cells stands."""
        return one_cell.key_of(self.sheet.headings[place], self.sheet.name_of(self.lines[0]), line.text(place))

    def answer_of(self, line: Line, place: int, text: str) -> str:
        """What was answered of an amount: of its own cell, else of all cells that say so; empty where nothing was.

        Args:
            line: the row.
            place: the column.
            text: what the cell says.
        """
        return self.answer_of_cell(line, place) or self.sheet.answer("amount", text)

    def answer_of_cell(self, line: Line, place: int) -> str:
        """What was answered of the amount of one cell alone; empty where nothing was.

        Args:
            line: the row.
            place: the column.
        """
        path = ("answers", "amount")
        # Every amount asks, and few sheets have any answer.
        is_some = self.sheet.settings.has(*path)
        return self.sheet.settings.get(*path, self.cell_key(line, place)) if is_some else ""

    def asked_again(self, line: Line, place: int, question: Question, *, is_own: bool = False) -> Question:
        """A question about an amount, asked of its cell alone where the answer for that one cannot be used.

        Args:
            line: the row.
            place: the column.
            question: what is asked.
            is_own: whether it is asked of the cell alone in any case.
        """
        refused = self.answer_of_cell(line, place)
        if not refused and not is_own:
            return question
        return refusing(replace(question, path=("answers", "amount", self.cell_key(line, place))), refused)

    def say(self, line: Line, place: int | None, text: Text) -> None:
        """Say something of a row.

        Args:
            line: the row.
            place: the column that it is about; ``None`` for the row.
            text: what is said; the same is said once.
        """
        said = ("" if place is None else self.sheet.headings[place], text)
        if said not in self.account(line).remarks:
            self.account(line).remarks.append(said)

    def say_once(self, line: Line, place: int, about: str, text: Text) -> None:
        """Tell something that holds wherever a column has it, with the first of its cells alone.

        Args:
            line: the row.
            place: the column.
            about: what it is about.
            text: what is told.
        """
        if (place, about) not in self.sheet.told:
            self.sheet.told.add((place, about))
            self.say(line, place, text)

    def said_of_column(self, line: Line, place: int, question: Question) -> str:
        """What somebody has answered for a column; where nobody has, or nothing that may be, it is asked, and empty.

        Args:
            line: the row.
            place: the column.
            question: what is asked, with all that may be answered.
        """
        said = self.sheet.settings.get(*question.path)
        possible = [option.answer for option in question.options]
        if said in possible:
            return said
        text = none_of(said, possible, question.text) if said else question.text
        self.leave_open(line, place, replace(question, text=text))
        return ""

    def unsay(self, line: Line, place: int, text: Text) -> None:
        """Take back what was said of a row, as more is known now.

        Args:
            line: the row.
            place: the column that it is about.
            text: what was said; nothing, where it was not.
        """
        said, remarks = (self.sheet.headings[place], text), self.account(line).remarks
        if said in remarks:
            remarks.remove(said)

    def keep(self, place: int, text: str) -> None:
        """Keep a cell in the note; a blank one says nothing."""
        if text and (self.sheet.headings[place], text) not in self.notes:
            self.notes.append((self.sheet.headings[place], text))

    def pass_over(self, line: Line, place: int, text: str) -> bool:
        """Whether a cell has nothing to be read; one that says so in words is kept in the note, and told.

        Such words are that nothing is decided, or that nothing is known.

        Args:
            line: the row.
            place: the column.
            text: what the cell says, or a part of it.
        """
        if NOT_KNOWN.fullmatch(text.strip()):
            self.keep(place, text)
            self.say(line, place, SAID_UNKNOWN)
            return True
        if UNDECIDED.fullmatch(text.strip()):
            self.keep(place, text)
            self.say(line, place, OnlySaid("said not to be decided: kept in the note", "原文表示待定：保留在备注中"))
            return True
        return NOTHING.fullmatch(text) is not None

    def say_as_above(self) -> None:
        """Say of cells that only say "as above" what they are read as; one below nothing is kept in the note."""
        for line in self.lines:
            for place, text in line.as_above.items():
                if place not in self.sheet.headings:
                    continue
                if (stays := self.sheet.as_before.get((line.number, place))) is not None:
                    self.say(line, place, stays)
                    continue
                meant = line.text(place)[:60]
                said: Text = MayBeWrong(
                    f"{text!r} is read as in the row before it: {meant}", f"“{text}”按上一行计：{meant}"
                )
                if not meant:
                    self.keep(place, text)
                    said = OnlySaid(
                        f"{text!r}, but the row before it has nothing there: kept in the note",
                        f"写作“{text}”而上一行该栏为空：保留在备注中",
                    )
                self.say(line, place, said)

    def say_marks(self) -> None:
        """Say of the marks of footnotes behind cells that they are none of what these say; they stay in the note."""
        for line in self.lines:
            for place, text in line.marked.items():
                self.keep(place, text)
                mark = text.removeprefix(line.text(place)).strip()
                told = f"{mark} is the mark of a footnote: kept in the note", f"“{mark}”为脚注标记：保留在备注中"
                self.say(line, place, OnlySaid(*told))

    def leave_open(self, line: Line, place: int, question: Question) -> None:
        """Ask about a cell; what it says is kept in the note, and stays out of the rest.

        Args:
            line: the row.
            place: the column.
            question: what is asked; of one that need not be answered the cell is not kept out.
        """
        heading = self.sheet.headings[place]
        if not question.optional:
            self.account(line).open.append(heading)
            self.keep(place, line.text(place))
        self.say(line, place, question.text)
        cells: tuple[Cell, ...] = ()
        if is_of_column(question, *OF_UNITS):
            of_column = question.path[-1] in self.sheet.headings.values()
            key = self.cell_key(line, place) if of_column and question.path[2] == "units" else ""
            cells = (Cell(line.number, line.text(place), heading, key),)
        elif is_of_column(question, *OF_STARTS, *OF_ENDS, *OF_NUMBERS):
            # One answer holds for all of them: they are shown.
            cells = (Cell(line.number, line.text(place), heading),)
        elif question.path[:2] == ("answers", "amount"):
            # Two cells of one text may mean two amounts.
            cells = (Cell(line.number, line.text(place), heading, self.cell_key(line, place)),)
        self.questions.append(replace(question, rows=(line.place,), column=heading, cells=cells))


def which_code(sheet: Sheet, kind: str, text: str) -> Question:
    """What is asked of a text that names no code of a list for sure.

    Args:
        sheet: the sheet, which has its answers and words.
        kind: the kind of code: ``sector``, ``stage`` …, a key of ``CODE_LISTS``.
        text: what the cell says.
    """
    text = sheet.asked_as(kind, text)
    near, is_sure = near_codes(text, kind, sheet.words, sheet.ontology)
    # All of them stand once above their answers, and above each what is like it.
    every = (*further_codes(kind, sheet.ontology), _LEFT_OUT)
    shares = {} if kind == "stage" else alike(text, kind, sheet.words)
    asked = Text(f"Which {kind} is {text!r}?", f"“{text}”对应哪个{sheet.words.text_of(kind).zh}代码？")
    answers = {folded(written): answer for written, answer in sheet.answers(kind).items()}
    if answer := answers.get(folded(called(text)), ""):
        # It was answered, with no code of the list.
        asked = Text(
            f"The answer {answer!r} for {text[:80]!r} is no code (`kg codes {CODE_LISTS[kind]}`). Which {kind} is it?",
            f"对“{text[:80]}”的回答“{answer}”不是{sheet.words.text_of(kind).zh}代码"
            f"（见`kg codes {CODE_LISTS[kind]}`）。应为哪一个？",
        )
        options = (*near, *further_codes(kind, sheet.ontology, near, (text, sheet.words)), _LEFT_OUT)
        close = close_ones(options, near, shares)
        return Question(("answers", kind, text), asked, options, every=every, near=close, unsure=True)
    # Where nothing comes near, what has a part of it; of many codes no others, which stand in their list.
    rest = () if near else further_codes(kind, sheet.ontology, near, (text, sheet.words))
    if kind == "sector":
        rest = tuple(one for one in rest if one.answer in shares)
        if not near and not rest:
            asked = Text(f"{asked.en} (all: `kg codes sector`)", f"{asked.zh}（全部见`kg codes sector`）")
    options = (*near, *rest, _LEFT_OUT)
    close = close_ones(options, near, shares)
    return Question(("answers", kind, text), asked, options, every=every, near=close, unsure=not is_sure)


def sign_path(sheet: Sheet, text: str) -> tuple[str, ...]:
    """Where is said what the sign of a currency stands for in a sheet: that $ is the dollar of which country."""
    return ("sheets", sheet.name, "units", currency_sign(text) or text)


def asked_of(sheet: Sheet, kind: str, heading: str, text: str, read: Read[Any], proposals: Sequence[str]) -> Question:
    """What is asked of a figure or a day: once a sheet or a column where one answer settles all, else of the text.

    Args:
        sheet: the sheet, which has what was answered.
        kind: what the cell holds: ``date`` or ``amount``.
        heading: the column's heading.
        text: what the cell says.
        read: what was understood of it, and the question that it leaves.
        proposals: its possible values, for people, the likeliest first.
    """
    if read.about == "day-first":
        return order_of_days.asked_of(sheet.name, sheet.order, text, read.question)
    # What an answer for the sheet does not settle is asked of the text: 31.12.45 where the year is said to come first.
    is_answered = _is_possible(read.about, sheet.settings.get("sheets", sheet.name, read.about.replace("-", "_")))
    if read.about == "two-digits" and not is_answered:
        # A hundred years away is nobody's partnership; still it is said and not guessed.
        asked = Text(
            f"{read.question.en} Is {text!r} {proposals[0]}?", f"{read.question.zh}“{text}”是否指{proposals[0]}？"
        )
        yes = Option("true", Text(f"yes, {proposals[0]}", f"是，{proposals[0]}"))
        return Question(("sheets", sheet.name, "two_digits"), asked, (yes,))
    if read.about == "short-year" and not is_answered:
        return _short_year(sheet, text, read)
    if read.about in ("decimal-comma", "cell-scale", "mil-thousand", "long-billion"):
        return _of_column(sheet, heading, text, read, proposals)
    if read.about == "year":
        years = [str(sheet.as_of.year - back) for back in (0, 1)] if sheet.as_of else []
        shown = tuple(Option(year, Text(year, year)) for year in years)
        return Question(("sheets", sheet.name, "year"), read.question, shown, unsure=True)
    if read.about == "currency" and f"unit/{sheet.settings.get(*sign_path(sheet, text))}" not in _units(sheet):
        return _of_sign(sheet, text, read, proposals)
    options: tuple[Option, ...] = (*(Option(one, _told(one)) for one in dict.fromkeys(proposals)), _LEFT_OUT)
    asked = read.question or Text(f"What does {text!r} mean?", f"“{text}”是何意？")
    if answer := sheet.answer(kind, text):
        example = {"date": "2020-07-01..2021-06-30", "amount": "350000000 CNY"}.get(kind, "")
        asked = Text(
            f"The answer {answer[:80]!r} for {text[:80]!r} is not understood; write it as {example}. {asked.en}",
            f"对“{text[:80]}”的回答“{answer[:80]}”无法识别，请写作{example}。{asked.zh}",
        )
    return Question(("answers", kind, text), asked, options, unsure=not (proposals and read.whole))


def _of_column(sheet: Sheet, heading: str, text: str, read: Read[Any], proposals: Sequence[str]) -> Question:
    """What is asked once of a column's figures: what 1.500, 5 mil, 1 billion are, whether a cell's scale is meant."""
    one, other = (*proposals, "", "")[:2]
    which = Text(
        f"{read.question.en} Which is it below {heading!r}, in {text!r}?",
        f"{read.question.zh}“{heading}”一栏的“{text}”是哪一种？",
    )
    if read.about == "decimal-comma":
        name = "decimal_comma"
        asked = Text(
            f"{read.question.en} Is 1.500 one thousand five hundred below {heading!r}, which has {text[:60]!r}?",
            f"{read.question.zh}“{heading}”一栏有“{text[:60]}”，其中1.500是否为一千五百？",
        )
        yes, no = Text("yes, 1500", "是，1500"), Text("no, 1.5", "否，1.5")
    elif read.about == "mil-thousand":
        name, asked = "mil_thousand", which
        yes, no = Text(f"thousand, {one}", f"千，{one}"), Text(f"million, {other}", f"百万，{other}")
    elif read.about == "long-billion":
        name, asked = "long_billion", which
        yes = Text(f"as in German and French, {one}", f"按德语、法语，{one}")
        no = Text(f"as in English, {other}", f"按英语，{other}")
    else:
        name = "cell_scale"
        asked = Text(
            f"Cells of {heading!r} say a unit or 万, million … of their own, such as {text!r}. Is it as they say?",
            f"“{heading}”一栏有的单元格自带单位或万、亿等，如“{text}”。是否以单元格为准？",
        )
        yes = Text(f"as the cell says, {one}", f"以单元格为准，{one}")
        no = Text(f"times what the heading says, {other}", f"再乘以表头的倍数，{other}")
    # Of the first two one reading is a thousandth of the other.
    options = (Option("true", yes), Option("false", no))
    unsure = name != "cell_scale"
    if not unsure and (far := [_farness(sheet, heading, text, one) for one in ("true", "false")]) != [0, 0]:
        # 1.2万 below 亿元, beside amounts of hundreds of millions, is none of a factory either way.
        options = options if far[0] <= far[1] else options[::-1]
        unsure = min(far) > _FAR_OFF
    return Question(("sheets", sheet.name, name, heading), asked, options, unsure=unsure)


def _farness(sheet: Sheet, heading: str, text: str, cell_scale: str) -> float:
    """How many powers of ten an amount is away from what is usual in its column; 0 where nothing is.

    Args:
        sheet: the sheet.
        heading: the column's heading.
        text: the cell.
        cell_scale: whether the cell's own scale is all, ``true`` or ``false``.
    """
    usual = sheet.usual.get(heading)
    place = next(at for at, one in sheet.headings.items() if one == heading)
    value = cells.amount_in(text, replace(sheet.hints(place), cell_scale=cell_scale == "true"), "").value
    return abs(float(value.value.log10() - usual.log10())) if usual and value and value.value > 0 else 0.0


#: How many powers of ten from what is usual an amount is that is not taken unasked.
_FAR_OFF = 2.5


def _of_sign(sheet: Sheet, text: str, read: Read[Any], proposals: Sequence[str]) -> Question:
    """What is asked once a sheet of a sign that several currencies have."""
    # Yuan and yen have one sign; where nothing is in Chinese, neither is likelier.
    of_both = {"CNY", "JPY"} <= {one.rpartition(" ")[2] for one in proposals}
    sign = currency_sign(text)
    # R and Rs are those of other countries as often as not.
    unsure = (of_both and not sheet.is_chinese) or sign.isalpha()
    not_known = Option("ignore", Text("not known; the cells stay in the note", "不详，单元格保留在备注中"))
    options = (*currencies(proposals)[: len(dict.fromkeys(proposals))], not_known)
    asked = Text(f"{read.question.en} Which is {sign!r}?", f"{read.question.zh}“{sign}”是哪种？")
    return Question(sign_path(sheet, text), asked, options, unsure=unsure)


def _told(proposal: str) -> Text:
    """What a proposal means, where it is a span that is open on one side."""
    first, dots, last = proposal.partition("..")
    if not dots or (first and last):
        return Text(proposal, proposal)
    return Text(f"by {last}", f"最迟{last}") if last else Text(f"from {first} on", f"自{first}起")


def _is_possible(about: str, answer: str) -> bool:
    """Whether an answer for a sheet is one that its question has."""
    return answer.lower() in _ORDERS if about == "short-year" else _truth(answer) is not None


def _units(sheet: Sheet) -> Mapping[str, str]:
    return schema.unit_kinds(sheet.ontology)


_ORDERS = {"ymd": "year, month, day", "dmy": "day, month, year", "mdy": "month, day, year"}
_ORDERS_ZH = {"ymd": "年月日", "dmy": "日月年", "mdy": "月日年"}


def _short_year(sheet: Sheet, text: str, read: Read[Any]) -> Question:
    """In which order the parts of days stand whose year has two digits: asked once a sheet, the likeliest first.

    That is the order in which most of the sheet's cells can be read, and in years that it names elsewhere.
    """
    days = tuple(dict.fromkeys((text, *sheet.order.short)))
    found = {order: {day: begun for day in days if (begun := _begun_in(day, order))} for order in _ORDERS}
    first, last = sheet.years or (0, 9999)
    usual = ["mdy", "dmy", "ymd"] if sheet.order.likelier is False else ["dmy", "mdy", "ymd"]
    usual = ["ymd", "dmy", "mdy"] if sheet.is_chinese else usual
    unread = {order: len(days) - len(begun) for order, begun in found.items()}
    far = {
        order: sum(not first - 1 <= day.year <= last + 1 for day in begun.values()) for order, begun in found.items()
    }
    near = sorted(filter(found.get, found), key=lambda order: (unread[order] + far[order], usual.index(order)))
    options = tuple(Option(order, _told_of_order(order, found[order], unread[order], len(days))) for order in near)
    asked = Text(
        f"{read.question.en} In which order are days such as {text!r} written?",
        f"{read.question.zh}“{text}”一类的日期按什么顺序书写？",
    )
    fitting = [order for order in near if not unread[order] and not far[order]]
    return Question(("sheets", sheet.name, "short_year"), asked, options, unsure=len(fitting) != 1)


def _begun_in(text: str, order: str) -> date | None:
    value = cells.day_in(text, Hints(short_year=order), "").value
    return value.start if value is not None else None


def _told_of_order(order: str, found: Mapping[str, date], unread: int, number: int) -> Text:
    """What an order means for the first day that can be read in it, and how many cannot."""
    text, day = next(iter(found.items()))
    en, zh = f"{_ORDERS[order]}: {text} is {day}", f"{_ORDERS_ZH[order]}：{text}为{day}"
    if not unread:
        return Text(en, zh)
    return Text(f"{en}; {unread} of {number} cannot be read so", f"{zh}；{number}个中有{unread}个不能这样读")


#: What closes a question about a cell that says nothing that can be kept: TBD, less than nothing.
_LEFT_OUT = Option("ignore", Text("leave it out; it stays in the note", "略去，保留在备注中"))


def currencies(proposals: Sequence[str]) -> tuple[Option, ...]:
    """The currencies of proposed figures, else the commonest ones."""
    codes = [text.rpartition(" ")[2] for text in proposals]
    named = [code for code in codes if re.fullmatch("[A-Z]{3}", code)]
    return tuple(Option(code, Text(code, code)) for code in dict.fromkeys((*named, "CNY", "USD", "EUR")))
