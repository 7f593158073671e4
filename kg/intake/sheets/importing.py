"""A sheet to a package, in order: read, laid out, columns read, rows known again, made, joined with what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.files import write_file
from kg.grids import Book, Grid, read_book
from kg.intake import schema
from kg.intake.identities import Judgements, Names, key
from kg.intake.load import package_ontology
from kg.intake.sheets import cells, identifying, packaging
from kg.intake.sheets.account import Account, RowAccount
from kg.intake.sheets.asking import Option, Question, gathered
from kg.intake.sheets.columns import Reading, read_columns, recognised
from kg.intake.sheets.drafts import Draft, Sheet, Tables
from kg.intake.sheets.identifying import Former, Identified, RowKey
from kg.intake.sheets.layout import Layout, Line, lay_out
from kg.intake.sheets.naming import is_chinese, parties_in, slug
from kg.intake.sheets.packaging import Folder
from kg.intake.sheets.parties import Directory
from kg.intake.sheets.records import make
from kg.intake.sheets.settings import Settings, file_beside
from kg.intake.sheets.updating import Rows, update
from kg.intake.sheets.words import Words, words
from kg.nearest import folded, nearest
from kg.text import Text

#: How often what was answered may lead to further questions.
_MOST_ROUNDS = 12
#: How many cells a row has at least that another one repeats.
_REPEATED = 3

Asker = Callable[[Question], str | None]


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """What a column is read as, for people."""

    sheet: str
    letters: str
    heading: str
    reading: Reading
    example: str


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        account: what became of every row.
        columns: what every column is read as.
        folder: the package.
        settings: the file that keeps how the sheet is read.
        written: whether the package was written: not before what stops it is answered.
        taken: the answers that were taken for accepted.
        gone: the partnerships whose rows are no more.
    """

    account: Account
    columns: list[ColumnRead]
    folder: Path
    settings: Path
    written: bool
    taken: list[tuple[Question, str]] = field(default_factory=list)
    gone: list[Former] = field(default_factory=list)


def import_sheet(
    path: Path,
    into: Path | None = None,
    *,
    ask: Asker | None = None,
    accept: bool = False,
    ontology: Ontology = BUNDLED,
) -> Imported:
    """Read a sheet into a package.

    Args:
        path: the sheet's file.
        into: the package's folder; one beside the sheet, of its name, if ``None``.
        ask: answers a question, or leaves it open with ``None``; nobody is asked if ``None``.
        accept: whether the likeliest answer is taken for every question that has one.
        ontology: where headings, words and codes are found.

    Raises:
        SourceError: if the sheet, its settings or the package cannot be read or written.
        UsageError: if the folder holds something else.
    """
    book = read_book(path)
    into = into or path.with_name(slug(path.stem) or path.stem)
    folder = packaging.read_folder(into)
    if folder.descriptor:
        ontology = package_ontology([into], ontology)
    settings = Settings.read(file_beside(path))
    run = _Run(book, path, folder, settings, words(ontology), ontology)
    taken: list[tuple[Question, str]] = []
    plan = run.plan()
    asked: set[tuple[str, ...]] = set()
    for _ in range(_MOST_ROUNDS):
        answered = list(_answered(plan.questions, asked, ask, accept))
        if not answered:
            break
        for question, answer in answered:
            settings.set(question.path, answer)
            taken += [(question, answer)] if accept else []
        plan = run.plan()
    for question in plan.questions:
        if not question.optional or question.path[1] == "place":
            settings.ask(question)
    stops = any(question.stops for question in plan.questions)
    if not stops:
        run.write(plan)
    write_file(file_beside(path), settings.written(path.name))
    account = replace(plan.account, questions=plan.questions, notices=tuple(plan.notices))
    return Imported(account, plan.columns, into, file_beside(path), not stops, taken, plan.gone)


def _answered(
    questions: Sequence[Question], asked: set[tuple[str, ...]], ask: Asker | None, accept: bool
) -> Iterator[tuple[Question, str]]:
    """The answers that are got, to questions that were not asked yet."""
    for question in questions:
        if question.path in asked:
            continue
        asked.add(question.path)
        answer: str | None = None
        if accept:
            answer = question.options[0].answer if question.options and not question.optional else None
        elif ask is not None:
            answer = ask(question)
        if answer:
            yield question, answer
        # A column that is read otherwise changes what is asked next.
        if answer and question.stops and not accept:
            return


@dataclass(slots=True)
class _Plan:
    """What would be written."""

    columns: list[ColumnRead] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    account: Account = field(default_factory=lambda: Account(""))
    tables: Tables = field(default_factory=Tables)
    merged: dict[str, Rows] = field(default_factory=dict)
    formers: list[Former] = field(default_factory=list)
    gone: list[Former] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    title: str = ""


@dataclass(slots=True)
class _Run:
    """One import: what is read once."""

    book: Book
    path: Path
    folder: Folder
    settings: Settings
    words: Words
    ontology: Ontology

    def plan(self) -> _Plan:
        """What would be written, as things are answered now."""
        plan = _Plan(notices=[Text.of(one.message_en, one.message_zh) for one in self.book.remarks])
        questions: list[Question] = []
        sheets = list(self._sheets(plan, questions))
        if not sheets:
            self._no_table(plan, questions)
        former = identifying.read_ids(self.folder.path)
        directory = self._directory(former)
        directory.prepare(_names(sheets))
        accounts = self._make(sheets, plan, questions, former, directory)
        used = {row["party"] for row in plan.tables.rows.get("participations", {}).values()}
        plan.questions = gathered([*questions, *directory.without_seat(used)])
        self._settle(plan, former, directory, sheets)
        counts = {table: len(rows) for table, rows in plan.tables.rows.items()}
        plan.account = Account(self.path.name, accounts, tables=counts)
        return plan

    def write(self, plan: _Plan) -> None:
        """Write the package."""
        state = {**self.folder.base, self.path.name: plan.tables.rows}
        ids = identifying.ids_csv(plan.formers).encode("utf-8", "backslashreplace")
        further = {identifying.FILE: ids}
        packaging.write_folder(self.folder, plan.merged, state, further, self.ontology, plan.title or self.path.stem)

    def _sheets(self, plan: _Plan, questions: list[Question]) -> Iterator[tuple[Layout, Sheet]]:
        """The sheets with a table, each with what its columns are read as."""
        names_parties = {grid.sheet for grid in self.book.grids if self._names_parties(grid)}
        for grid in self.book.grids:
            name = grid.sheet or self.path.stem
            if self.settings.get("sheets", name, "read") in ("false", "no"):
                plan.notices.append(Text(f"Sheet {name}: not read, as you say", f"工作表“{name}”：按您的设定不读取"))
                continue
            if grid.hidden and self.settings.get("sheets", name, "read") not in ("true", "yes"):
                # Mostly a list to choose from, as in the sheet of `kg new --sheet`.
                plan.notices.append(
                    Text(
                        f"Sheet {name}: hidden, and left out; `read: true` has it read",
                        f"工作表“{name}”：隐藏，略去；写明 `read: true` 即读取",
                    )
                )
                continue
            first = self.settings.get("sheets", name, "headings")
            layout = lay_out(replace(grid, sheet=name), self.words, int(first) if first.isdecimal() else 0)
            if not layout.first or not layout.lines:
                if any(cell.text.strip() for row in grid.rows for cell in row.cells):
                    plan.notices.append(
                        Text(
                            f"Sheet {name}: has no table with headings; left out",
                            f"工作表“{name}”：没有带表头的表格，略去",
                        )
                    )
                continue
            if names_parties and grid.sheet not in names_parties and not self.settings.has("sheets", name):
                # A list of choices, a cover, notes: another sheet of the book has the partnerships.
                plan.notices.append(
                    Text(
                        f"Sheet {name}: no column of it names parties; left out",
                        f"工作表“{name}”：没有写明参与方的栏，略去",
                    )
                )
                continue
            plan.title = plan.title or layout.title
            yield layout, self._sheet(name, layout, plan, questions)

    def _names_parties(self, grid: Grid) -> bool:
        """Whether a heading of a sheet says that a party stands below it."""
        layout = lay_out(grid, self.words)
        roles = {recognised(heading.text, self.words).partition(" ")[0] for heading in layout.headings}
        return bool(roles & {"party", "parties", "region"})

    def _sheet(self, name: str, layout: Layout, plan: _Plan, questions: list[Question]) -> Sheet:
        said = self.settings.all("sheets", name, "columns")
        headings = [heading.text for heading in layout.headings]
        texts = {
            heading.text: [text for line in layout.lines if (text := line.text(heading.place))]
            for heading in layout.headings
        }
        readings = read_columns(headings, said, self.words, texts)
        for heading in layout.headings:
            reading = readings[heading.text]
            example = next(iter(texts[heading.text]), "")
            plan.columns.append(ColumnRead(name, heading.letters, heading.text, reading, example))
            path = ("sheets", name, "columns", heading.text)
            if not self._is_reading(reading):
                questions.append(self._no_reading(path, heading.text, reading))
            elif reading.sure:
                if not self.settings.get(*path):
                    self.settings.set(path, reading.written, Text(_example(example), ""))
            else:
                questions.append(self._which_column(path, heading.text, reading))
        if not any(one.role in ("party", "parties") for one in readings.values()):
            questions.append(_which_parties(name, headings, readings))
        by_place = {heading.place: readings[heading.text] for heading in layout.headings}
        sheet = Sheet(
            name,
            _source_id(self.path, name, self.book),
            {heading.place: heading.text for heading in layout.headings},
            by_place,
            *(self.settings, self.words, Directory({}, Judgements(), {}, {}), self.ontology),
            epoch_1904=layout.epoch_1904,
        )
        sheet.as_of = self._as_of(sheet, layout, questions)
        return sheet

    def _is_reading(self, reading: Reading) -> bool:
        """Whether a column can be read so."""
        if reading.role == "amount":
            return reading.detail in schema.codes("measure", self.ontology)
        return reading.role in self.words.roles

    def _no_reading(self, path: tuple[str, ...], heading: str, reading: Reading) -> Question:
        known = [*(role for role in self.words.roles if role != "amount"), "amount totalInvestment"]
        near = nearest(reading.written, known) or ["note"]
        text = Text(
            f"The column {heading!r} cannot be read as {reading.written!r}. What is it?",
            f"“{heading}”一栏不能读作“{reading.written}”。它是什么？",
        )
        return Question(path, text, tuple(Option(one, self.words.text_of(one)) for one in near), stops=True)

    def _which_column(self, path: tuple[str, ...], heading: str, reading: Reading) -> Question:
        options = [Option(one, self.words.text_of(one)) for one in reading.proposals]
        options.append(Option("note", self.words.text_of("note")))
        text = Text(f"What is the column {heading!r}?", f"“{heading}”一栏是什么？")
        return Question(path, text, tuple({option.answer: option for option in options}.values()), stops=True)

    def _as_of(self, sheet: Sheet, layout: Layout, questions: list[Question]) -> date | None:
        """The day by which the sheet holds: as somebody says, else the latest day in it."""
        said = self.settings.get("as_of")
        if said:
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
        days = [
            value.end
            for line in layout.lines
            if not line.left_out
            for place in sheet.columns("date", "signed")
            if (text := line.text(place))
            and (value := cells.day_in(text, sheet.hints(place), sheet.answers("date").get(text, "")).value)
            and value.end
            and cells.day_of(value).plain
        ]
        if not days:
            asked = Text(
                "By which day does the sheet hold? No row names one.", "表格内容截至哪一天？各行均未写明日期。"
            )
            questions.append(Question(("as_of",), asked, stops=True))
            return None
        return max(days)

    def _no_table(self, plan: _Plan, questions: list[Question]) -> None:
        name = self.book.grids[0].sheet or self.path.stem if self.book.grids else self.path.stem
        text = Text(
            "No table with headings was found. In which row are the headings?",
            "未找到带表头的表格。表头在第几行？",
        )
        questions.append(Question(("sheets", name, "headings"), text, stops=True))
        plan.notices.append(text)

    def _directory(self, former: Sequence[Former]) -> Directory:
        known: dict[str, Names] = {}
        for table, kind in (("regions", "region"), ("institutions", "institution")):
            for (thing,), row in self.folder.tables.get(table, {}).items():
                listed = [row.get(name, "") for name in ("name_zh", "name_en")]
                listed += [name for column in ("alt_zh", "alt_en") for name in row.get(column, "").split(";")]
                within = row.get("parent" if kind == "region" else "located_in", "").split(";")
                known[f"{kind}/{thing}"] = Names(
                    tuple(filter(None, listed)),
                    Text.of(row.get("name_en", ""), row.get("name_zh", "")),
                    row.get("level" if kind == "region" else "kind", ""),
                    tuple(f"region/{one}" for one in within if one),
                )
        base: dict[str, dict[str, Mapping[str, str]]] = {
            table: {row_key[0]: row for row_key, row in rows.items()}
            for table, rows in self.folder.base.get(self.path.name, {}).items()
            if table in ("regions", "institutions")
        }
        judgements = Judgements.read(self.folder.path)
        answers = self.settings.all("answers", "party")
        ids = dict(identifying.party_ids(former))
        return Directory(known, judgements, answers, ids, self.settings.all("answers", "place"), base=base)

    def _make(
        self,
        sheets: Sequence[tuple[Layout, Sheet]],
        plan: _Plan,
        questions: list[Question],
        former: Sequence[Former],
        directory: Directory,
    ) -> list[RowAccount]:
        accounts: list[RowAccount] = []
        partnerships = [one for one in former if one.kind == "partnership"]
        mine = [one for one in partnerships if one.file == self.path.name]
        used = {one.id for one in partnerships} | {row[0] for row in self.folder.tables.get("partnerships", {})}
        grouped = [(layout, sheet, _groups(layout)) for layout, sheet in sheets]
        keys = [_row_key(sheet, group[0], directory) for _, sheet, groups in grouped for group in groups]
        found = identifying.identify(keys, mine, used, self.settings.all("answers", "row"))
        questions += found.questions
        plan.gone = found.gone
        for layout, sheet, groups in grouped:
            sheet.directory = directory
            made = []
            for group in groups:
                identity = found.ids.get(group[0].place, "")
                draft = Draft(sheet, group, identity)
                make(draft, plan.tables)
                questions += draft.questions
                made += draft.accounts
            accounts += _in_order(layout, made)
        self._remember(plan, partnerships, keys, found, accounts)
        return accounts

    def _remember(
        self,
        plan: _Plan,
        former: Sequence[Former],
        keys: Sequence[RowKey],
        found: Identified,
        accounts: Sequence[RowAccount],
    ) -> None:
        """The table of ids: rows of other sheets as they were, those that are here, and those that went."""
        del accounts
        here = set(found.ids.values())
        plan.formers = [one for one in former if one.file != self.path.name]
        plan.formers += [
            Former("partnership", found.ids[row.place], self.path.name, row) for row in keys if row.place in found.ids
        ]
        plan.formers += [
            replace(one, key=replace(one.key, place=(one.key.place[0], 0)))
            for one in former
            if one.file == self.path.name and one.id not in here
        ]

    def _settle(
        self, plan: _Plan, former: Sequence[Former], directory: Directory, sheets: Sequence[tuple[Layout, Sheet]]
    ) -> None:
        """Parties and sources that are used, and all of it joined with what stands in the package."""
        used = {row["party"] for row in plan.tables.rows.get("participations", {}).values()}
        _add_parties(plan.tables, directory, used)
        for layout, sheet in sheets:
            if sheet.as_of is not None:
                plan.tables.add("sources", _source_row(self.path, self.book, sheet, layout))
        before = self.folder.base.get(self.path.name, {})
        done = update(before, self.folder.tables, plan.tables.rows)
        plan.merged = done.tables
        plan.notices += done.notices
        parties = {(one.kind, one.id): one for one in former if one.kind != "partnership"}
        for reference, name in sorted(directory.first_seen.items()):
            kind, _, thing = reference.partition("/")
            if (kind, thing) not in parties and reference in used and (kind == "institution" or thing[:2] == "z-"):
                parties[kind, thing] = Former(kind, thing, "", RowKey(("", 0), key(name), name, "", {}))
        plan.formers += parties.values()


def _names(sheets: Iterable[tuple[Layout, Sheet]]) -> Iterator[str]:
    """Names that will be looked up: whole cells, and what strong signs part in them."""
    for layout, sheet in sheets:
        for line in layout.lines:
            for place in sheet.columns("party", "parties"):
                if text := line.text(place):
                    yield text
                    yield from parties_in(text, lambda _: 0)


def _groups(layout: Layout) -> list[list[Line]]:
    """The rows that may be partnerships, each with those that go on with it or say wholly the same."""
    groups: dict[int, list[Line]] = {}
    whole: dict[tuple[tuple[int, str], ...], int] = {}
    for line in layout.lines:
        if line.left_out:
            continue
        said = tuple((place, folded(cell.text)) for place, cell in sorted(line.cells.items()))
        first = line.continues if line.continues in groups else 0
        if not first and len(said) >= _REPEATED:
            first = whole.get(said, 0)
        if first:
            groups[first].append(line)
            continue
        groups[line.number] = [line]
        whole.setdefault(said, line.number)
    return list(groups.values())


def _in_order(layout: Layout, made: Iterable[RowAccount]) -> list[RowAccount]:
    """The account of every row of a sheet, in the order of the rows."""
    found = {account.row: account for account in made}
    for line in layout.lines:
        if line.left_out:
            found[line.number] = RowAccount(line.sheet, line.number, "left out", remarks=[("", line.left_out)])
        if line.hidden:
            found[line.number].remarks.append(
                ("", Text("hidden in the sheet, read all the same", "表中隐藏的行，照常读取"))
            )
    return [found[line.number] for line in layout.lines]


def _row_key(sheet: Sheet, line: Line, directory: Directory) -> RowKey:
    def texts(*roles: str) -> list[str]:
        return [text for place in sheet.columns(*roles) if (text := line.text(place))]

    parties = sorted({name for text in texts("party", "parties") for name in parties_in(text, directory.looks)})
    content = {sheet.headings[place]: cell.text.strip() for place, cell in sorted(line.cells.items())}
    numbers = {sheet.headings[place] for place in sheet.columns("number")}
    content = {heading: text for heading, text in content.items() if heading not in numbers}
    return RowKey(
        line.place, " ".join(texts("id")), " / ".join(texts("name", "name_zh", "name_en")), "; ".join(parties), content
    )


def _which_parties(name: str, headings: Sequence[str], readings: Mapping[str, Reading]) -> Question:
    free = [heading for heading in headings if readings[heading].role == "note"]
    heading = (free or list(headings))[0]
    text = Text(
        f"No column names the parties. Write `party 1`, `party 2` or `parties` at those columns of {name} that do.",
        f"没有任何一栏是参与方。请在工作表“{name}”的相应栏写明party 1、party 2或parties。",
    )
    options = (Option("party 1", Text(heading, heading)),)
    return Question(("sheets", name, "columns", heading), text, options, column=heading, stops=True)


def _example(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _source_id(path: Path, sheet: str, book: Book) -> str:
    several = len(book.grids) > 1
    name = f"{path.stem} {sheet}" if several else path.stem
    return f"sheet-{slug(name) or hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _source_row(path: Path, book: Book, sheet: Sheet, layout: Layout) -> dict[str, str]:
    several = len(book.grids) > 1
    behind = f" ({sheet.name})" if several else ""
    chinese = any(map(is_chinese, sheet.headings.values()))
    row = {"id": sheet.source, "title_zh": f"表格 {path.name}{behind}", "title_en": f"Table {path.name}{behind}"}
    assert sheet.as_of is not None
    row |= {"issued": sheet.as_of.isoformat(), "language": "zh" if chinese else "en", "sha256": book.sha256}
    if layout.title:
        row["note_zh" if is_chinese(layout.title) else "note_en"] = " ".join(layout.title.split())[:300]
    return row


def _add_parties(tables: Tables, directory: Directory, used: Iterable[str]) -> None:
    """The rows of parties that take part, with the regions that they lie in."""
    regions: dict[str, None] = {}
    institutions = []
    for reference in used:
        kind, _, thing = reference.partition("/")
        if kind == "region":
            regions[thing] = None
        elif thing in directory.institutions:
            institutions.append(thing)
    for thing in sorted(institutions):
        row = directory.institutions[thing]
        tables.add("institutions", row)
        regions |= dict.fromkeys(one for one in row.get("located_in", "").split(";") if one)
    waiting = sorted(regions)
    needed: set[str] = set()
    while waiting:
        thing = waiting.pop()
        if thing in needed or thing not in directory.regions:
            continue
        needed.add(thing)
        row = directory.regions[thing]
        waiting += [one for column in ("parent", "successor") for one in row.get(column, "").split(";") if one]
    for thing in sorted(needed):
        tables.add("regions", directory.regions[thing])
