"""Which sheets of a file hold a table, and what their columns are read as."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from kg.assets import Ontology
from kg.errors import SourceError
from kg.grids import Book, Grid, GridRow
from kg.intake import schema
from kg.intake.identities import Judgements
from kg.intake.sheets import (
    bare_days,
    cells,
    dated_stages,
    left_sheets,
    source_days,
    titles,
    twin_columns,
    unheaded_parties,
    units_above,
)
from kg.intake.sheets.arranging import WHOSE_UNKNOWN, numbered
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.begun_by import begun_by
from kg.intake.sheets.belonging import borne_out
from kg.intake.sheets.by_year import years_of
from kg.intake.sheets.clean_names import clean
from kg.intake.sheets.columns import read_columns, recognised
from kg.intake.sheets.commas import commas_of
from kg.intake.sheets.days_in_parts import Parts, days_in_parts, with_whole_days
from kg.intake.sheets.done_then import NOT_DONE
from kg.intake.sheets.drafts import NOTHING, Sheet
from kg.intake.sheets.footmarks import without_marks
from kg.intake.sheets.in_two_languages import joined
from kg.intake.sheets.layout import A_DAY, Heading, Layout, Line, lay_out, stated_days
from kg.intake.sheets.links import without_links
from kg.intake.sheets.merged_amounts import amounts_over_rows
from kg.intake.sheets.one_word import one_word
from kg.intake.sheets.order_of_days import order_of, said_in, settled_by
from kg.intake.sheets.overlong import fitted
from kg.intake.sheets.parties import Directory
from kg.intake.sheets.readings import DAYS, Reading
from kg.intake.sheets.renewing import each_of
from kg.intake.sheets.settings import Settings, file_beside
from kg.intake.sheets.shares import apart
from kg.intake.sheets.sheet_ids import sheet_ids
from kg.intake.sheets.unheaded_parties import is_party
from kg.intake.sheets.untold import perhaps
from kg.intake.sheets.updating import Rows
from kg.intake.sheets.words import Words
from kg.intake.sheets.years_beside import columns_of_years, day_of_row
from kg.nearest import folded, nearest
from kg.notations import (
    Hints,
    Period,
    currency_sign,
    heading_hints,
    languages_of,
    speaks_long_scale,
    speaks_short_scale,
)
from kg.notations.nearly import says_planned
from kg.notations.points import start_of
from kg.text import Text

_LONGEST_ABOVE = 300


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """What a column is read as, for people."""

    sheet: str
    letters: str
    heading: str
    reading: Reading
    example: str


@dataclass(slots=True)
class Opening:
    """A file's sheets, opened.

    Attributes:
        book: the file, as it was read.
        file: the name that it has had in the package from its first import on.
        settings, words, ontology: what is said of it, and what headings and cells may say.
        before: what the last import of each file wrote, by the file: sheets are the sources that they were.
        sheets: those with a table.
        columns: what every column is read as.
        questions: what is asked of columns, and of the day of the sheet.
        notices: which sheets were left out.
        title: what stands above the first table.
        empty: the sheets that have headings alone.
        held_by: the day by which each sheet holds, as far as that is known.
        stated_by: the days that stand around the table of each sheet as the one by which it holds.
    """

    book: Book
    file: str
    settings: Settings
    words: Words
    ontology: Ontology
    before: Mapping[str, Mapping[str, Rows]] = field(default_factory=dict)
    sheets: list[tuple[Layout, Sheet]] = field(default_factory=list)
    columns: list[ColumnRead] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    title: str = ""
    empty: list[str] = field(default_factory=list)
    held_by: list[date | None] = field(default_factory=list)
    stated_by: Mapping[str, Collection[date]] = field(default_factory=dict)
    _with_it: dict[tuple[str, ...], tuple[Text, list[str]]] = field(default_factory=dict)

    def open(self) -> None:
        """Find the tables, and read their headings."""
        self.sheets = list(self._sheets())
        several = len(self.book.grids) > 1
        sources = sheet_ids(self.file, [sheet.name for _, sheet in self.sheets], self.before, several=several)
        for _, sheet in self.sheets:
            sheet.source = sources[sheet.name]
        if not self.sheets:
            self._no_table()

    @property
    def path(self) -> Path:
        """The file."""
        return self.book.path

    @property
    def _is_one_of_several(self) -> bool:
        """Whether a sheet of the book may be left out for another one."""
        return len(self.book.grids) > 1

    def _sheets(self) -> Iterator[tuple[Layout, Sheet]]:
        """The sheets with a table, each with what its columns are read as."""
        # Only of a book of several sheets one may be left out for another, and each is laid out once more for it.
        several = self.book.grids if self._is_one_of_several else ()
        laid_out = {grid.sheet: lay_out(grid, self.words) for grid in several}
        shown = [grid.sheet for grid in several if not grid.hidden]
        self.stated_by = {name: _days_stated(laid_out[name], Hints()) for name in shown}
        roles = {name: self._roles(one) for name, one in laid_out.items()}
        contacts = {name for name, one in laid_out.items() if self._lists_contacts(one)}
        names_parties = {name for name, one in roles.items() if one & {"party", "parties", "region"}} - contacts
        are_tables = {name for name, one in roles.items() if _is_table(one)}
        for grid in self.book.grids:
            name = grid.sheet or self.path.stem
            layout = self._layout(name, grid)
            if layout is None:
                continue
            is_other = grid.sheet not in names_parties and grid.sheet not in are_tables
            if names_parties and is_other and not self.settings.has("sheets", name):
                # A list of choices, a cover, notes, contacts: another sheet of the book has the partnerships.
                untold = Text(
                    f"Sheet {name}: no column of it names parties; left out",
                    f"工作表“{name}”：没有写明参与方的栏，略去",
                )
                self.notices.append(left_sheets.contacts_told(name) if grid.sheet in contacts else untold)
                continue
            said = self.settings.all("sheets", name, "columns")
            if names_parties - {grid.sheet} and left_sheets.parties_denied(layout, said, self._recognised):
                self.notices.append(left_sheets.denied_told(name))
                continue
            self.questions += _which_headings(name, layout)
            self.title = self.title or layout.title
            fitting = fitted(grid, layout, self.words, self.settings.all("answers", "cells"))
            if fitting.grid is not grid:
                layout = lay_out(replace(fitting.grid, sheet=name), self.words, layout.first)
            layout = without_marks(layout, said, self.words)
            parts = days_in_parts(layout, self.settings.all("sheets", name, "columns"), self.words)
            layout = with_whole_days(layout, parts)
            sheet = self._sheet(name, layout, parts)
            sheet.overlong = fitting.asked
            layout, told = joined(layout, sheet.readings, sheet.answers("party"), NOTHING)
            self.notices += told
            layout, sheet.shares = apart(layout, sheet.columns("party", "parties"), sheet.answers("party"))
            yield layout, sheet

    def _layout(self, name: str, grid: Grid) -> Layout | None:
        """The rows of a sheet below its headings; ``None`` where it is not read, which is told."""
        if left_sheets.is_said(self.settings, name):
            self.notices.append(Text(f"Sheet {name}: not read, as you say", f"工作表“{name}”：按您的设定不读取"))
            return None
        if grid.hidden and self.settings.get("sheets", name, "read") not in ("true", "yes"):
            # Mostly a list to choose from, as in the sheet of `kg new --sheet`.
            self.notices.append(
                Text(
                    f"Sheet {name}: hidden, and left out; `read: true` has it read",
                    f"工作表“{name}”：隐藏，略去；写明 `read: true` 即读取",
                )
            )
            return None
        first = self.settings.get("sheets", name, "headings")
        layout = lay_out(replace(grid, sheet=name), self.words, int(first) if first.isdecimal() else 0)
        filled = [row for row in grid.rows if any(cell.text.strip() for cell in row.cells)]
        if why := _why_empty(name, layout, filled):
            self.empty.append(name)
            self.notices.append(why)
            return None
        if not layout.first:
            if filled:
                self.notices.append(
                    Text(
                        f"Sheet {name}: has no table with headings; left out",
                        f"工作表“{name}”：没有带表头的表格，略去",
                    )
                )
            return None
        return layout

    def _recognised(self, heading: str) -> str:
        """What a heading says for sure, as ``role detail``."""
        return recognised(heading, self.words)

    def _roles(self, layout: Layout) -> set[str]:
        """What the headings of a sheet are read as."""
        return {self._recognised(one.text).partition(" ")[0] for one in layout.headings}

    def _lists_contacts(self, layout: Layout) -> bool:
        """Whether a sheet says how one party a row is reached, and nothing of partnerships."""
        headings = {one.text: self._recognised(one.text) for one in layout.headings}
        texts = {
            one.text: [text for line in layout.lines[:_MOST_TEXTS] if (text := line.text(one.place))]
            for one in layout.headings
        }
        return bool(headings) and left_sheets.lists_contacts(headings, texts, is_party)

    def _sheet(self, name: str, layout: Layout, parts: Sequence[Parts]) -> Sheet:
        readings = self._readings(name, layout, parts)
        sheet = Sheet(
            name,
            "",  # which others there are tells whether its name is one alone
            {heading.place: heading.text for heading in layout.headings},
            {heading.place: readings[heading.text] for heading in layout.headings},
            *(self.settings, self.words, Directory({}, Judgements(), {}, {}), self.ontology),
            epoch_1904=layout.epoch_1904,
        )
        _learn(sheet, layout)
        if (told := settled_by(name, sheet.order)) and not self.settings.get("sheets", name, "day_first"):
            self.notices.append(told)
        if (unit := sheet.unit_above) is not None and (below := list(_without_unit(sheet, layout))):
            self.notices.append(units_above.told(name, unit, below))
        for sign, (code, line) in units_above.stated_signs((*layout.above, *layout.notes)).items():
            sheet.signs_above[sign] = code
            if any(currency_sign(one.text(place)) == sign for one in layout.lines for place in sheet.columns("amount")):
                self.notices.append(units_above.told_of_sign(name, sign, code, line))
        sheet.as_of = self._as_of(sheet, layout)
        self.held_by.append(sheet.as_of)
        if not sheet.columns("sector"):
            self.notices.append(
                Text(
                    f"Sheet {name}: no column of sectors; all are cross-sector",
                    f"工作表“{name}”：没有领域栏，均记为综合合作",
                )
            )
        return sheet

    def _readings(self, name: str, layout: Layout, parts: Sequence[Parts]) -> dict[str, Reading]:
        """What each column of a sheet is read as; told, and asked where it is not sure.

        Args:
            name: the sheet's name.
            layout: its rows.
            parts: the columns that have the parts of one day.
        """
        said = self.settings.all("sheets", name, "columns")
        headings = [heading.text for heading in layout.headings]
        texts = {
            heading.text: [text for line in layout.lines if not line.left_out and (text := line.text(heading.place))]
            for heading in layout.headings
        }
        rows = [{heading.text: line.text(heading.place) for heading in layout.headings} for line in layout.lines]
        stated = [{head: text for head, text in row.items() if text and not NOTHING.fullmatch(text)} for row in rows]
        readings = read_columns(headings, said, self.words, texts, stated)
        if as_before := self._as_answered_before(name, said, readings):
            said = {**said, **as_before}
            readings = read_columns(headings, said, self.words, texts, stated)
        self.notices += twin_columns.told(name, readings)
        known = {heading for heading in headings if self._recognised(heading).partition(" ")[0] not in ("", "note")}
        if found := unheaded_parties.by_their_cells(readings, said, texts, known):
            # Whose place a column is hangs on all parties, those that are asked now among them.
            places = {one for one in readings if one not in said and self._recognised(one) in ("place", "region")}
            found |= {heading: Reading.of(self._recognised(heading)) for heading in places}
            readings = numbered({**readings, **found})
        readings |= borne_out(readings, rows)
        earlier = {one.heading: (one.sheet, one.reading) for one in reversed(self.columns) if one.sheet != name}
        readings |= perhaps(readings, said, texts, earlier)
        readings |= columns_of_years(readings, said, texts)
        for one in parts:
            readings |= one.readings()
        readings |= bare_days.answered(self.settings.all("sheets", name, "bare_days"), readings)
        for heading in layout.headings:
            is_unknown = readings[heading.text].role == "note" and not recognised(heading.text, self.words)
            if heading.hidden and is_unknown and heading.text not in said:
                # What nobody sees and no heading explains may not be meant for others.
                readings[heading.text] = _HIDDEN
                self.notices.append(_hidden_column(name, heading))
            self._tell_column(name, heading, readings[heading.text], texts[heading.text])
        if not any(one.role in ("party", "parties") for one in readings.values()):
            is_one = self._is_one_of_several
            self.questions.append(unheaded_parties.none_named(name, headings, readings, is_one_of_several=is_one))
        self.notices += unheaded_parties.told_beside(name, readings, texts, known)
        return readings

    def _as_answered_before(
        self, name: str, said: Mapping[str, str], readings: Mapping[str, Reading]
    ) -> dict[str, str]:
        """What somebody has answered for columns of sheets before this one, whose headings are asked here once more.

        Args:
            name: the sheet's name.
            said: what is said of its own columns.
            readings: what its columns are read as.
        """
        answered = {
            one.heading: self.settings.get("sheets", one.sheet, "columns", one.heading)
            for one in reversed(self.columns)
            if one.sheet != name and one.reading.sure
        }
        return {
            heading: answered[heading]
            for heading, one in readings.items()
            if not one.sure and heading not in said and answered.get(heading) in {*one.proposals, "note"}
        }

    def _is_asked_before(self, name: str, heading: str, reading: Reading) -> bool:
        """Whether the same is asked of a column of a sheet before, so that one answer does; that question says so."""
        for one in self.columns:
            is_same = one.heading == heading and one.sheet != name and one.reading.proposals == reading.proposals
            path = ("sheets", one.sheet, "columns", heading)
            at = next((at for at, asked in enumerate(self.questions) if asked.path == path), None)
            if not is_same or one.reading.sure or at is None:
                continue
            named = self._with_it.setdefault(path, (self.questions[at].text, []))
            named[1].append(name)
            en, zh = ", ".join(map(repr, named[1])), "、".join(f"“{sheet}”" for sheet in named[1])
            text = Text(
                f"{named[0].en} The answer holds for that heading of {en} too.",
                f"{named[0].zh}回答也用于工作表{zh}的同名栏。",
            )
            self.questions[at] = replace(self.questions[at], text=text)
            return True
        return False

    def _tell_column(self, name: str, heading: Heading, reading: Reading, texts: Sequence[str]) -> None:
        """What a column is read as, into the account and the settings, or as a question.

        Args:
            name: the sheet's name.
            heading: the column's heading.
            reading: what it is read as.
            texts: its cells; where there is none, nothing hangs on what it is, and it is not asked.
        """
        example = next(iter(texts), "")
        self.columns.append(ColumnRead(name, heading.letters, heading.text, reading, _example(example)))
        path = ("sheets", name, "columns", heading.text)
        if not self._is_reading(reading):
            self.questions.append(self._no_reading(path, heading.text, reading))
        elif not reading.sure:
            if texts and not self._is_asked_before(name, heading.text, reading):
                self.questions.append(self._which_column(path, heading.text, reading, texts))
        elif not self.settings.get(*path) and reading.why != WHOSE_UNKNOWN:
            # Once the parties are said, a place is asked with them; as a note it would stay one.
            self.settings.set(path, reading.written, Text(_example(example), ""))

    def _is_reading(self, reading: Reading) -> bool:
        """Whether a column can be read so."""
        if reading.role == "amount":
            return reading.detail in schema.codes("measure", self.ontology)
        if reading.role == "reached":
            return reading.detail in schema.codes("stage", self.ontology) and reading.detail not in NOT_DONE
        return reading.role in self.words.roles

    def _no_reading(self, path: tuple[str, ...], heading: str, reading: Reading) -> Question:
        known = [*(role for role in self.words.roles if role != "amount"), "amount totalInvestment"]
        near = nearest(reading.written, known) or ["note"]
        if reading.role == "amount":
            # Which measures there are, the ones that sheets mostly have first.
            fitting = nearest(reading.detail, list(schema.codes("measure", self.ontology)))
            near = [f"amount {code}" for code in dict.fromkeys((*fitting, *_USUAL_MEASURES))]
        if reading.role == "reached":
            near = [f"reached {code}" for code in schema.codes("stage", self.ontology) if code not in NOT_DONE]
        text = Text(
            f"The column {heading!r} cannot be read as {reading.written!r}. What is it?",
            f"“{heading}”一栏不能读作“{reading.written}”。它是什么？",
        )
        return Question(path, text, tuple(Option(one, self.words.text_of(one)) for one in near), stops=True)

    def _which_column(self, path: tuple[str, ...], heading: str, reading: Reading, texts: Sequence[str]) -> Question:
        """What is asked of a column that is perhaps read so.

        Args:
            path: where the answer goes.
            heading: its heading.
            reading: what it is perhaps read as.
            texts: its cells: of one of parties of which nothing is known, no proposal is taken unasked, nor whose
                place a column is that may be several parties', or where it is carried out.
        """
        options = [Option(one, self.words.text_of(one)) for one in reading.proposals]
        options.append(Option("note", self.words.text_of("note")))
        text = Text(f"What is the column {heading!r}?", f"“{heading}”一栏是什么？")
        unsure = reading.role in ("party", "parties") and not unheaded_parties.are_parties(texts)
        unsure = unsure or (reading.role in ("place", "site") and len(set(reading.proposals) - {"note"}) > 1)
        proposed = tuple({option.answer: option for option in options}.values())
        return Question(path, text, proposed, stops=True, unsure=unsure)

    def _as_of(self, sheet: Sheet, layout: Layout) -> date | None:
        """The day by which the sheet holds: as somebody says, else the latest day in it."""
        said = self.settings.get("as_of")
        if said:
            sheet.is_day_said = True
            value = cells.day_in(said, sheet.hints(layout.headings[0].place), "").value
            if value is None or value.end is None:
                raise SourceError(
                    Text(
                        f"{file_beside(self.path)}: as_of {said!r} is no day. Write 2026-11-28, or leave it empty.",
                        f"{file_beside(self.path)}：as_of 的“{said}”不是日期。请写作2026-11-28，或留空。",
                    )
                )
            return value.end
        if not self.settings.has("as_of"):
            self.settings.set(("as_of",), None)
        stated = _days_stated(layout, sheet.hints(layout.headings[0].place))
        lines = [line for line in layout.lines if not line.left_out]
        # What is planned for a day is not known by it.
        known = [line for line in lines if not _is_open(sheet, line, "planned")]
        firm = [line for line in known if not _is_open(sheet, line, "negotiating")]
        spans = list(_spans_of(sheet, known or lines, hoped=not firm))
        days = [day for day, _ in spans]
        told = [*_published(sheet, layout), *_reached(sheet, layout)]
        begun = [found for line in lines for found in begun_by(sheet, line)]
        if len(stated) == 1:
            sheet.is_day_said = True
            by = stated.pop()
            # What is talked of may have the day for which it is hoped: behind a stated day, it says no other.
            # Of a month or a year it counts when it begins: one in which the stated day lies is not after it.
            rows = ((value.start, found) for value in _said_of(sheet, firm) if (found := _known_by(value)))
            later = [day for first, (day, _) in rows if first and first > by]
            return self._as_stated(by, [*later, *(last for first, last in told if first > by)])
        latest = max((*days, *self._title_days(sheet, layout), *(last for _, last in (*told, *begun))), default=None)
        if days and not stated and latest and (elsewhere := self._stated_elsewhere(sheet, latest)):
            return elsewhere
        if not days and (said_above := self._title_days(sheet, layout)):
            return max(said_above)
        if not days:
            asked = Text(
                "By which day does the sheet hold? No row names one.", "表格内容截至哪一天？各行均未写明日期。"
            )
            if self._is_one_of_several:
                asked = Text(f"Sheet {sheet.name}: {asked.en}", f"工作表“{sheet.name}”：{asked.zh}")
                asked = left_sheets.or_left(asked, sheet.name)
            self.questions.append(Question(("as_of",), asked, self._perhaps_as_of(sheet, layout), stops=True))
            return None
        return self._with_sources(self._latest(sheet, layout, spans), [*told, *begun])

    def _stated_elsewhere(self, sheet: Sheet, latest: date) -> date | None:
        """The one day that other sheets of the book state for themselves, where this one states none, which is told.

        It counts where it is not before what this sheet says, and not years after that: a sheet may be an old one.

        Args:
            sheet: the sheet.
            latest: the latest day in it.
        """
        found = {day: name for name, days in self.stated_by.items() if name != sheet.name for day in days}
        if len(found) != 1:
            return None
        ((day, name),) = found.items()
        if not 0 <= (day - latest).days <= _FAR_APART:
            return None
        if day > latest:
            self.notices.append(
                Text(
                    f"Sheet {sheet.name}: holds by {day}, as the sheet {name} states; its own latest day is {latest}. "
                    "Otherwise: as_of",
                    f"工作表“{sheet.name}”：按工作表“{name}”所写截至{day}；该表最晚日期为{latest}。若不然，请填as_of",
                )
            )
        return day

    def _with_sources(self, by: date | None, told: Sequence[tuple[date, date]]) -> date | None:
        """The day by which a sheet holds: not before what it cites was published, and its stages were; this is asked.

        Args:
            by: the day by its rows; ``None`` where that is asked.
            told: from when to when each of its sources may have been published, and each of its stages, beginnings and
                ends have come.
        """
        later = [last for first, last in told if by is not None and first > by]
        if by is None or not later:
            return by
        latest = max(later)
        is_far = (latest - by).days > _FAR_FROM_ROWS
        asked = Text(
            f"By which day does the sheet hold? The days of its rows go to {by}, and a source, a stage, or a "
            f"beginning or an end of what has come about is of {latest}.",
            f"表格内容截至哪一天？各行日期至{by}，而所引来源、进展或已发生的开始与结束中有{latest}的。",
        )
        if not is_far:
            asked = Text(f"{asked.en} Until you say so, it holds by {latest}.", f"{asked.zh}未作回答前按{latest}计。")
        # What is as far may be still to come, and nothing is known by a day that is; what is nearer has come by then.
        near = max((day for day in later if (day - by).days <= _FAR_FROM_ROWS), default=by)
        ways = (near, *((by,) if near != by else ()), latest) if is_far else (latest, by)
        options = tuple(Option(day.isoformat(), Text(day.isoformat(), day.isoformat())) for day in ways)
        self.questions.append(Question(("as_of",), asked, options, stops=is_far, optional=not is_far, unsure=True))
        return None if is_far else latest

    def _latest(self, sheet: Sheet, layout: Layout, spans: Sequence[tuple[date, date]]) -> date | None:
        """The latest day, or the one to which the title says that the sheet goes; asked where one day stands alone.

        Args:
            sheet: the sheet.
            layout: its rows, and what stands above them.
            spans: by which day each date of a row is known, and the day to which it goes.
        """
        days = [day for day, _ in spans]
        *_, latest = ordered = sorted({*days, *self._title_days(sheet, layout)})
        if len(ordered) == 1:
            return latest
        # Beside a day of 2019, what goes from 2015 to 2020 is near it, and so is what begins in 2019.
        begun = [day for role in ("start", "reached", "span") for day in self._days_in(sheet, layout, role)]
        before = max((day for day in begun if day < latest), default=date.min)
        reached = max((to for day, to in spans if day < latest), default=date.min)
        if (latest - max(ordered[-2], reached, before)).days > _FAR_APART:
            # A year that is mistyped would date all rows that name none.
            asked = Text(
                f"By which day does the sheet hold? One day in it, {latest}, is long after all others.",
                f"表格内容截至哪一天？表中{latest}远晚于其他日期。",
            )
            # What has begun by a day is known then, and not before.
            ways = (max(ordered[-2], before), latest)
            options = tuple(Option(day.isoformat(), Text(day.isoformat(), day.isoformat())) for day in ways)
            self.questions.append(Question(("as_of",), asked, options, stops=True))
            return None
        return latest

    def _as_stated(self, stated: date, days: Sequence[date]) -> date | None:
        """The day that is stated for the whole table; asked where rows tell of days after it, which it would cut off.

        Args:
            stated: the day that stands above the table or below it.
            days: those of its rows that are not planned.
        """
        latest = max(days, default=stated)
        if latest <= stated:
            return stated
        asked = Text(
            f"By which day does the sheet hold? {stated} is stated for it, and a row has {latest}.",
            f"表格内容截至哪一天？表外写明{stated}，而有一行为{latest}。",
        )
        options = tuple(Option(day.isoformat(), Text(day.isoformat(), day.isoformat())) for day in (latest, stated))
        self.questions.append(Question(("as_of",), asked, options, stops=True))
        return None

    def _title_days(self, sheet: Sheet, layout: Layout) -> list[date]:
        """The days that the title says whole: 截至2023年12月31日."""
        hints = sheet.hints(layout.headings[0].place)
        return [value.end for value in self._said_above(layout, hints) if value.end and value.precision == "day"]

    def _said_above(self, layout: Layout, hints: Hints) -> list[Period]:
        """The days, months and years that stand above the table."""
        texts = (match[0] for text in layout.above for match in A_DAY.finditer(text[:_LONGEST_ABOVE]))
        return [value for text in texts if (value := cells.day_in(text, hints, "").value)]

    def _perhaps_as_of(self, sheet: Sheet, layout: Layout) -> tuple[Option, ...]:
        """The last day of what the title says, and the latest day of other columns of days."""
        hints = sheet.hints(layout.headings[0].place)
        days = [value.end for value in self._said_above(layout, hints) if value.end]
        # The other sheets of a file hold by one day as a rule; what ends one day is planned, what has begun is known.
        earlier = list(dict.fromkeys(filter(None, self.held_by)))
        others = [
            max(found)
            for role in ("start", "reached", "span", "end")
            if (found := list(self._days_in(sheet, layout, role)))
        ]
        cited = sorted(last for _, last in _published(sheet, layout))
        found = [*days[:1], *cited[-1:], *earlier[:1], *others[:2]]
        return tuple(Option(day.isoformat(), Text(day.isoformat(), day.isoformat())) for day in dict.fromkeys(found))

    def _days_in(self, sheet: Sheet, layout: Layout, role: str) -> Iterator[date]:
        """The days by which what begins has begun, and what ends has ended."""
        for line in layout.lines:
            for place in sheet.columns(role):
                value = day_of_row(sheet, line, place, line.text(place), "")
                day = (value.start if role == "span" else value.end) if value and not line.left_out else None
                if day is not None:
                    yield day

    def _no_table(self) -> None:
        name = self.book.grids[0].sheet or self.path.stem if self.book.grids else self.path.stem
        text = Text(
            "No table with headings was found. In which row are the headings?",
            "未找到带表头的表格。表头在第几行？",
        )
        if self.empty:
            name = self.empty[0]
            text = Text(
                "The sheet has headings and no rows below them: fill some in and import it again. "
                "If its headings are in another row, write its number here.",
                "表格只有表头，其下没有数据行：请填写后重新导入。若表头在其他行，请在此写明行号。",
            )
        self.questions.append(Question(("sheets", name, "headings"), text, stops=True))
        self.notices.append(text)


#: Measures that are proposed where an answer names none that there is.
_USUAL_MEASURES = ("totalInvestment", "contractedInvestment", "capitalArrived", "capitalIntroduced", "capitalProvided")
_HIDDEN = Reading("ignore", why=Text("hidden, and no known heading: left out", "隐藏的列，表头未识别：略去"))


def _is_table(roles: set[str]) -> bool:
    """Whether a sheet has so much of what partnerships have that its parties are asked, and no row goes lost."""
    named = bool(roles & {"name", "name_zh", "name_en"})
    return named and len(roles & {"amount", "signed", "date", "start", "stage", "type", "sector", "place", "site"}) >= 2


def _hidden_column(sheet: str, heading: Heading) -> Text:
    column = f"{heading.letters} ({heading.text})"
    return Text(
        f"Sheet {sheet}: column {column} is hidden, and left out; write `note` at it to keep it",
        f"工作表“{sheet}”：{column} 列为隐藏列，略去；如需保留，请在该列写 `note`",
    )


def _why_empty(name: str, layout: Layout, filled: Sequence[GridRow]) -> Text:
    """What is said of a sheet whose headings have no row of their own below them; without words for others."""
    is_alone = len(filled) == 1 and sum(bool(cell.text.strip()) for cell in filled[0].cells) > 1
    if (layout.first and not layout.lines) or is_alone:
        return Text(
            f"Sheet {name}: has headings in row {filled[-1].number} and no row below them",
            f"工作表“{name}”：第{filled[-1].number}行为表头，其下没有数据行",
        )
    if layout.first and all(line.left_out and not line.is_total for line in layout.lines):
        return Text(
            f"Sheet {name}: below its headings are examples and notes alone; fill in rows of your own",
            f"工作表“{name}”：表头以下只有示例与注释，请填入数据行",
        )
    return Text()


def _days_stated(layout: Layout, hints: Hints) -> set[date]:
    """The last days of what stands above or below as the day by which the table holds: Last update: 15.3.2024."""
    said = (cells.day_in(day, hints, "").value for text in layout.stated for day in stated_days(text[:_LONGEST_ABOVE]))
    return {value.end for value in said if value is not None and value.end is not None}


def _published(sheet: Sheet, layout: Layout) -> Iterator[tuple[date, date]]:
    """From when to when each source of a sheet may have been published, of those that name a day or a month."""
    for line in layout.lines:
        for place in sheet.columns("source") if not line.left_out else ():
            issued = source_days.day_of(without_links(line.text(place)), sheet.hints(place).day_first)
            if issued.day is not None and issued.first is not None and issued.precision != "year":
                yield issued.first, issued.day


def _reached(sheet: Sheet, layout: Layout) -> Iterator[tuple[date, date]]:
    """From when to when each stage may have been reached beside which its cell has a day; of what is planned none."""
    for line in layout.lines:
        for place in sheet.columns("stage") if not line.left_out else ():
            text = line.text(place)
            # Most cells of stages have no year.
            days = dated_stages.stages_in(sheet, place, text).days if any(map(str.isdecimal, text)) else {}
            for code, day in days.items():
                if code not in NOT_DONE:
                    yield start_of(day.as_of, day.precision), day.as_of
        yield from () if line.left_out else _reached_below(sheet, line)


def _reached_below(sheet: Sheet, line: Line) -> Iterator[tuple[date, date]]:
    """The same of the days below headings of stages, 投产时间: of those alone that the row's own stage bears out."""
    for place in sheet.columns("reached"):
        value = cells.day_in(line.text(place), sheet.hints(place), "").value if line.text(place) else None
        if value is None or value.start is None or value.end is None or says_planned(sheet.headings[place]):
            continue
        said = [
            code
            for at in sheet.columns("stage")
            for code in dated_stages.stages_in(sheet, at, line.text(at)).read.codes
        ]
        if sheet.readings[place].detail in said:
            yield value.start, value.end


def _units_seen(sheet: Sheet, layout: Layout, place: int) -> tuple[str, ...]:
    """The units that cells of a column say themselves, the commonest first; of a sign of several currencies none."""
    hints = replace(sheet.hints(place), unit="")
    found = Counter(
        read.value.unit
        for line in layout.lines
        if (text := line.text(place)) and not text.isdecimal()
        if (read := cells.amount_in(text, hints, "")).value is not None and read.value.unit
    )
    return tuple(unit for unit, _ in found.most_common())


def _without_unit(sheet: Sheet, layout: Layout) -> Iterator[str]:
    """The headings of columns of money that name no unit, with an amount below them that names none either."""
    kinds = schema.unit_kinds(sheet.ontology)
    for place in sheet.columns("amount"):
        heading, measure = sheet.headings[place], sheet.readings[place].detail
        is_money = kinds.get(f"measure/{measure}") == "money" and not sheet.readings[place].of_sizes
        if not is_money or sheet.heading_says(place).unit or sheet.unit_said(heading).unit or place in sheet.units_over:
            continue
        read = (cells.amount_in(line.text(place), Hints(money=True), "") for line in layout.lines)
        if any(not one.unit for each in read for one in ((each.value,) if each.value else each.proposals)):
            yield heading


#: How many rows tell in which language a sheet is.
_MOST_LINES = 200
#: How many days the latest day of a sheet may be after the one before it.
_FAR_APART = 3 * 366
#: How many days a source may be after all days of rows: registers cite what is told years after a signing.
_FAR_FROM_ROWS = 10 * 366


#: How many cells of a column are looked at.
_MOST_TEXTS = 30


def _is_open(sheet: Sheet, line: Line, stage: str) -> bool:
    """Whether a row says that it is at a stage of what is not signed yet, and at no other one.

    Args:
        sheet: what the sheet is read as.
        line: the row.
        stage: that stage.
    """
    texts = (line.text(place) for place in sheet.columns("stage"))
    read = [code for text in texts for code in cells.codes_in(text, "stage", sheet.words, sheet.answers("stage")).codes]
    return stage in read and set(read) <= set(NOT_DONE)


def _spans_of(sheet: Sheet, lines: Iterable[Line], *, hoped: bool = False) -> Iterator[tuple[date, date]]:
    """By which day each date of some rows is known, and the day to which it goes.

    Args:
        sheet: what the sheet is read as.
        lines: the rows.
        hoped: whether the day of signing counts of what is talked of, too: mostly it is when that is to be signed.
    """
    return filter(None, map(_known_by, _said_of(sheet, lines, hoped=hoped)))


def _said_of(sheet: Sheet, lines: Iterable[Line], *, hoped: bool = False) -> Iterator[Period]:
    """What the dates of some rows say; the arguments are those of :func:`_spans_of`."""
    for line in lines:
        is_hoped = not hoped and _is_open(sheet, line, "negotiating")
        for place in sheet.columns("date") if is_hoped else sheet.columns("date", "signed"):
            for answer in each_of(sheet.answer("date", text)) if (text := line.text(place)) else ():
                value = day_of_row(sheet, line, place, text, answer)
                if value:
                    yield value


def _known_by(value: Period) -> tuple[date, date] | None:
    """The last day of what a date says, also of a part of a year, of many years that of the first; none of "by 2025".

    With it the day to which the date goes: of many years the last.
    """
    if value.start is None or value.end is None:
        return None
    if (value.end - value.start).days <= _A_YEAR:
        return value.end, value.end
    return cells.day_of(replace(value, end=None)).as_of, value.end


#: Columns of words, with the kind of code that these are.
_OF_WORDS = {"type": "class", "sector": "sector", "stage": "stage"}


def _learn(sheet: Sheet, layout: Layout) -> None:
    """What the cells of a sheet, and what stands above them, show of how its days and amounts are written."""
    days = sheet.columns(*DAYS)
    short_year = sheet.settings.get("sheets", sheet.name, "short_year").lower()
    said = said_in([*(sheet.headings[place] for place in days), *layout.stated, *layout.above])
    of_days = ((line.number, line.text(place)) for line in layout.lines for place in days)
    sheet.order = order_of(of_days, short_year, said)
    # Names of parties say where these are from, and not who wrote the sheet: Institut für Wirtschaft in a Chinese one.
    named = set(sheet.columns("party", "parties", "place", "site"))
    told = [place for place in sheet.headings if place not in named]
    cells = (line.text(place) for line in layout.lines[:_MOST_LINES] for place in told)
    sheet.long_scale = speaks_long_scale([*sheet.headings.values(), *cells])
    sheet.short_scale = speaks_short_scale([*sheet.headings.values(), *cells])
    sheet.languages = languages_of(folded(line.text(place)) for line in layout.lines for place in days)
    sheet.years = _years(sheet, layout)
    sheet.title_years = _title_years(sheet, layout)
    sheet.years_of = years_of(sheet.headings, sheet.readings)
    sheet.in_both = frozenset(place for place in sheet.columns("name") if _is_in_both(layout, place))
    stated = units_above.stated_units(layout.above, layout.notes, sheet.words.money)
    sheet.unit_above = stated[0] if len(stated) == 1 else None
    sheet.units_above = tuple(one.words for one in stated)
    sheet.units_over = {one.place: unit for one in layout.headings if (unit := heading_hints(one.over)).unit}
    sheet.ways = {
        kind: ways
        for role, kind in _OF_WORDS.items()
        for place in sheet.columns(role)[:1]
        if (ways := one_word((line.text(place) for line in layout.lines), sheet.words.values.get(kind, {})))
    }
    amounts = sheet.columns("amount")
    sheet.commas = commas_of(
        [sheet.headings[place] for place in amounts],
        [line.text(place) for line in layout.lines for place in amounts],
    )
    sheet.over_rows = amounts_over_rows(layout, sheet)
    sheet.usual = {
        sheet.headings[place]: one for place in amounts if (one := _median(sheet, layout, place)) is not None
    }
    sheet.seen = {place: _units_seen(sheet, layout, place) for place in amounts}


def _median(sheet: Sheet, layout: Layout, place: int) -> Decimal | None:
    """The middle one of the amounts of a column that are sure; ``None`` where there are few."""
    hints = sheet.hints(place)
    read = (cells.amount_in(text, hints, "").value for line in layout.lines if (text := line.text(place)))
    found = sorted(one.value for one in read if one is not None and one.value > 0)
    return found[len(found) // 2] if len(found) >= _FEW_AMOUNTS else None


_FEW_AMOUNTS = 3


def _title_years(sheet: Sheet, layout: Layout) -> tuple[int, ...]:
    """The years that the lines above a table name, else the name of the sheet; each once.

    The day by which a sheet holds, 截至2022年6月30日, is not that of its rows, which may be of years before it.
    """
    for texts in (layout.above, (sheet.name,)):
        names = (_without_stated(text[:_MOST_OF_TITLE]) for text in texts)
        found = dict.fromkeys(int(year) for name in names for year in cells.YEAR_NAMED.findall(name))
        if found:
            return tuple(found)
    return ()


def _without_stated(text: str) -> str:
    for day in stated_days(text):
        text = text.replace(day, " ")
    return text


_MOST_OF_TITLE = 300


def _years(sheet: Sheet, layout: Layout) -> tuple[int, int] | None:
    """The first and the last year of the days of a sheet that say theirs whole."""
    found = [
        day.year
        for line in layout.lines
        for place in sheet.columns(*DAYS)
        if _WHOLE_YEAR.search(text := line.text(place)) and (value := cells.day_in(text, sheet.hints(place), "").value)
        for day in (value.start, value.end)
        if day is not None
    ]
    return (min(found), max(found)) if found else None


_A_YEAR = 366
_WHOLE_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}|[一二][零一二三四五六七八九〇]{3}年")


def _which_headings(name: str, layout: Layout) -> list[Question]:
    """Whether the row below the headings is a second one of them, where nothing tells."""
    if not layout.perhaps:
        return []
    text = Text(
        f"Row {layout.perhaps} of {name} may part the headings above it, or be the first row of data. "
        "In which row are the last headings?",
        f"工作表“{name}”第{layout.perhaps}行可能是下层表头，也可能是首行数据。最末的表头在第几行？",
    )
    options = tuple(Option(str(row), Text(f"row {row}", f"第{row}行")) for row in (layout.first, layout.perhaps))
    return [Question(("sheets", name, "headings"), text, options, stops=True)]


def _example(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _is_in_both(layout: Layout, place: int) -> bool:
    """Whether most cells of a column have a name in each of two languages."""
    texts = [text for line in layout.lines if not line.left_out and (text := line.text(place))]
    return 2 * sum(all(titles.in_both(clean(text))) for text in texts) >= max(1, len(texts))
