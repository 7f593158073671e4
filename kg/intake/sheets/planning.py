"""What an import would write, as things are answered now: rows known again, made, and joined with what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg.assets import Ontology
from kg.findings import Finding, Severity
from kg.grids import Book
from kg.intake import schema
from kg.intake.identities import Judgements, Names, key
from kg.intake.registries import is_only_shown, matches, source_rows
from kg.intake.sheets import (
    as_before,
    bare_days,
    changed_since,
    figures_before,
    former_names,
    identifying,
    one_cell,
    one_town,
    packaging,
    revised_rows,
    revising,
)
from kg.intake.sheets.account import Account, RowAccount
from kg.intake.sheets.addresses import seen
from kg.intake.sheets.asking import Question, called, gathered, refusing
from kg.intake.sheets.drafts import Draft, Row, Sheet, Tables
from kg.intake.sheets.identifying import Former, Identified, RowKey
from kg.intake.sheets.kinds_of_columns import of_columns
from kg.intake.sheets.lands import homes_said, lands_said
from kg.intake.sheets.layout import Layout, Line
from kg.intake.sheets.opening import ColumnRead, Opening
from kg.intake.sheets.packaging import Folder
from kg.intake.sheets.parties import Directory
from kg.intake.sheets.plain_names import without_places
from kg.intake.sheets.records import make
from kg.intake.sheets.rows import (
    cells_in,
    chinese_of,
    codes_among_bodies,
    doubled,
    grouped,
    in_order,
    mirrored_asked,
    names_in,
    newer_edition,
    row_key,
)
from kg.intake.sheets.settings import Settings, file_beside
from kg.intake.sheets.sourcing import say_around, source_row
from kg.intake.sheets.stage_kinds import in_one_go
from kg.intake.sheets.unheaded_parties import told_of_one_each
from kg.intake.sheets.updating import Rows, placed_otherwise, update
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.text import Text


@dataclass(slots=True)
class Plan:
    """What would be written."""

    columns: list[ColumnRead] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    account: Account = field(default_factory=lambda: Account(""))
    tables: Tables = field(default_factory=Tables)
    merged: dict[str, Rows] = field(default_factory=dict)
    formers: list[Former] = field(default_factory=list)
    gone: list[Former] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    revised: set[str] = field(default_factory=set)
    title: str = ""


def _taking_part(rows: Mapping[str, Mapping[tuple[str, ...], Mapping[str, str]]], directory: Directory) -> set[str]:
    """The parties of a plan's partnerships, as references, and the zones in which these are carried out.

    A zone that is a site alone must lie somewhere as well.

    Args:
        rows: the rows of the plan's tables, by table and key.
        directory: the things of the sheet.
    """
    sites = (one for row in rows.get("partnerships", {}).values() for one in row.get("carried_out_in", "").split(";"))
    parties = {row["party"] for row in rows.get("participations", {}).values()}
    return parties | {f"region/{one}" for one in sites if one in directory.own}


def _notice(remark: Finding, *, several: bool) -> Text:
    """What is said of how the file was read; of an encoding that its bytes do not tell, also how one says it.

    Args:
        remark: what a reader must know.
        several: whether the file has several sheets: which of them it is about is said then.
    """
    said = Text.of(remark.message_en, remark.message_zh)
    if several and remark.table and remark.table not in said.en:
        said = Text(f"Sheet {remark.table}: {said.en}", f"工作表“{remark.table}”：{said.zh}")
    if remark.code != "encoding" or remark.severity is not Severity.WARNING:
        return said
    return Text(f"{said.en} {remark.fix}", f"{said.zh}{remark.fix_zh}")


@dataclass
class Run:
    """One import: what is read once."""

    book: Book
    path: Path
    folder: Folder
    settings: Settings
    words: Words
    ontology: Ontology

    @property
    def file(self) -> str:
        """The name that the sheet's file has had in the package from its first import on."""
        was = self.settings.get("was")
        return self.path.name if was in ("", "new") else was

    def plan(self) -> Plan:
        """What would be written, as things are answered now."""
        several = len(self.book.grids) > 1
        plan = Plan(notices=[_notice(one, several=several) for one in self.book.remarks])
        opening = Opening(self.book, self.file, self.settings, self.words, self.ontology, self.folder.base)
        opening.open()
        plan.columns, plan.title = opening.columns, opening.title
        plan.notices += opening.notices
        sheets, questions = opening.sheets, opening.questions
        former = identifying.read_ids(self.folder.path)
        directory = self._directory(former)
        directory.lands.update(lands_said(sheets))
        directory.homes.extend(homes_said(sheets))
        directory.note_cells(cells_in(sheets))
        directory.prepare(names_in(sheets))
        directory.codes.update(codes_among_bodies(sheets))
        for layout, sheet in sheets:
            sheet.lists = seen(layout, sheet)
        accounts = self._make(sheets, plan, questions, former, directory)
        plan.notices += [told for _, sheet in sheets if (told := _one_party_each(sheet, plan.tables)).en]
        figures_before.keep_ids(plan.tables, self.folder.base.get(self.file, {}).get("observations", {}))
        used = _taking_part(plan.tables.rows, directory)
        texts, every = chinese_of(sheets), (*questions, *directory.without_seat(used))
        found = gathered([directory.likelier(one, used, texts) for one in _columns_first(every)])
        found = tuple(in_one_go(found, self.words, [word for _, sheet in sheets for word in sheet.in_force]))
        # What was answered and is open all the same has an answer that cannot be: it is said, and not only asked again.
        plan.questions = tuple(refusing(one, self.settings.get(*one.path)) for one in found)
        self._settle(plan, former, directory, sheets)
        counts = {table: len(rows) for table, rows in plan.tables.rows.items()}
        plan.account = Account(self.path.name, accounts, tables=counts)
        return plan

    def write(self, plan: Plan) -> None:
        """Write the package."""
        state = {**self.folder.base, self.file: plan.tables.rows}
        ids = identifying.ids_csv(plan.formers).encode("utf-8", "backslashreplace")
        further = {identifying.FILE: ids}
        self.folder.made_by[self.file] = figures_before.stamp(self.settings)
        packaging.write_folder(self.folder, plan.merged, state, further, self.ontology, plan.title or self.path.stem)

    def _directory(self, former: Sequence[Former]) -> Directory:
        known: dict[str, Names] = {}
        for table, kind in (("regions", "region"), ("institutions", "institution")):
            for (thing,), row in self.folder.tables.get(table, {}).items():
                listed = [row.get(name, "") for name in ("name_zh", "name_en")]
                if kind == "region" and is_only_shown(thing, listed[1]):
                    listed.pop()
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
            for table, rows in self.folder.base.get(self.file, {}).items()
            if table in ("regions", "institutions")
        }
        judgements = Judgements.read(self.folder.path)
        answers = self.settings.all("answers", "party")
        ids = dict(identifying.party_ids(former))
        places, kinds = self.settings.all("answers", "place"), schema.codes("institution-kind", self.ontology)
        shared = {
            f"{kind}/{thing}"
            for file, tables in self.folder.base.items()
            for table, kind in (("regions", "region"), ("institutions", "institution"))
            for (thing,) in (tables.get(table, {}) if file != self.file else ())
        }
        return Directory(known, judgements, answers, ids, places, base=base, shared=shared, kinds=kinds)

    def _make(
        self,
        sheets: list[tuple[Layout, Sheet]],
        plan: Plan,
        questions: list[Question],
        former: Sequence[Former],
        directory: Directory,
    ) -> list[RowAccount]:
        accounts: list[RowAccount] = []
        partnerships = [one for one in former if one.kind == "partnership"]
        mine = [one for one in partnerships if one.file == self.file]
        used = {one.id for one in partnerships} | {row[0] for row in self.folder.tables.get("partnerships", {})}
        self._keep_as_above(sheets, mine, used, directory)
        groups_of = [(layout, sheet, grouped(layout, sheet)) for layout, sheet in sheets]
        questions += [one for layout, sheet in sheets for one in mirrored_asked(layout, sheet)]
        questions += [one for layout, sheet in sheets for one in bare_days.asked(layout, sheet)]
        keys = [row_key(sheet, group[0], directory) for _, sheet, groups in groups_of for group in groups]
        former_names.carry_rows(self.settings, keys, revised_rows.names_of)
        found = identifying.identify(keys, mine, used, self.settings.all("answers", "row"))
        questions += found.questions
        if not mine and not self.settings.get("was"):
            questions += newer_edition(keys, partnerships)
        plan.gone = found.gone
        firsts = [(sheet, group[0]) for _, sheet, groups in groups_of for group in groups]
        revised = revised_rows.revisions(
            [(*first, key) for first, key in zip(firsts, keys, strict=True)], self.settings
        )
        plan.revised |= {found.ids.get(revised.root(place), "") for place in revised.said}
        by_place = {line.place: (sheet, line) for sheet, line in firsts}
        by_key = {key.place: key for key in keys}
        for layout, sheet, groups in groups_of:
            sheet.directory = directory
            sheet.figures_before = self._figures_before
            # An answer for a cell that a row has from one that it replaces stands under the name of the later row.
            _say_of_cells(
                sheet, [revising.drafted(Draft(sheet, group, ""), revised, by_place).lines for group in groups]
            )
            plan.notices += [_in_sheet(sheet, one.told) for one in sheet.of_cells.lost]
            made, asked = [], list[Question]()
            twice = doubled(sheet, [row for row in keys if row.place[0] == layout.sheet])
            for group in revising.with_added_last(groups, revised):
                identity = found.ids.get(revised.root(group[0].place), "")
                draft = Draft(sheet, group, identity)
                if not revising.is_held(draft, revised):
                    draft = revising.drafted(draft, revised, by_place)
                    make(draft, plan.tables)
                    revising.say_revised(draft, revised, by_place)
                if draft.accounts[0].outcome == "made":
                    figures_before.stay(draft, plan.tables)
                if group[0].place in twice:
                    draft.say(group[0], None, twice[group[0].place])
                if draft.accounts[0].outcome == "asked" and self._kept(identity, plan.tables):
                    draft.say(group[0], None, Text("stays as it was until then", "在此之前保持原状"))
                asked += draft.questions
                made += revising.accounts_of(draft, revised)
            own = [(group[0], by_key[group[0].place]) for group in groups]
            accounts_of = {one.row: one for one in made}
            speak = {row for of, row in (*revised.asked, *revised.said, *revised.another) if of == layout.sheet}
            changed_since.say_changed(layout, sheet, own, accounts_of, revised_rows.numbers_of, speak)
            questions += [*of_columns(sheet, asked), *asked]
            accounts += in_order(layout, sheet, made)
        self._remember(plan, partnerships, keys, found)
        return accounts

    def _keep_as_above(
        self,
        sheets: list[tuple[Layout, Sheet]],
        mine: Sequence[Former],
        used: Collection[str],
        directory: Directory,
    ) -> None:
        """Keep what cells that say "as above" were at the last import, where another row is above them now."""
        if not mine or not any(line.as_above for layout, _ in sheets for line in layout.lines):
            return
        keys = [row_key(sheet, group[0], directory) for one, sheet in sheets for group in grouped(one, sheet)]
        ids = identifying.identify(keys, mine, used, self.settings.all("answers", "row")).ids
        for at, (layout, sheet) in enumerate(sheets):
            found = as_before.kept(layout, sheet.headings, ids, mine)
            sheet.as_before = found.told
            sheets[at] = (found.layout, sheet)

    def _kept(self, identity: str, tables: Tables) -> bool:
        """Whether a partnership that waits for an answer is in the package; it stays as the last import wrote it."""
        base = self.folder.base.get(self.file, {})
        if not identity or (identity,) not in base.get("partnerships", {}):
            return False
        for table, row in self._base_rows.get(identity, ()):
            tables.add(table, row)
        return True

    @cached_property
    def _base_rows(self) -> Mapping[str, list[tuple[str, Mapping[str, str]]]]:
        """What the last import wrote of each partnership: table and row."""
        found: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
        base = self.folder.base.get(self.file, {})
        for table in ("partnerships", "participations", "stages", "observations"):
            for row in base.get(table, {}).values():
                about = row.get("about", "").removeprefix("partnership/")
                identity = row["id"] if table == "partnerships" else row.get("partnership", about)
                found.setdefault(identity, []).append((table, row))
        return found

    @cached_property
    def _figures_before(self) -> Mapping[str, Sequence[Row]]:
        """The figures that the last import wrote, by the id of their partnership."""
        return {
            identity: [dict(row) for table, row in rows if table == "observations"]
            for identity, rows in self._base_rows.items()
        }

    def _remember(
        self,
        plan: Plan,
        former: Sequence[Former],
        keys: Sequence[RowKey],
        found: Identified,
    ) -> None:
        """The table of ids: rows of other sheets as they were, those that are here, and those that went."""
        here = set(found.ids.values())
        plan.formers = [one for one in former if one.file != self.file]
        plan.formers += [
            Former("partnership", found.ids[row.place], self.file, row) for row in keys if row.place in found.ids
        ]
        plan.formers += [
            replace(one, key=replace(one.key, place=(one.key.place[0], 0)))
            for one in former
            if one.file == self.file and one.id not in here
        ]

    def _settle(
        self, plan: Plan, former: Sequence[Former], directory: Directory, sheets: Sequence[tuple[Layout, Sheet]]
    ) -> None:
        """Parties and sources that are used, and all of it joined with what stands in the package."""
        used = {row["party"] for row in plan.tables.rows.get("participations", {}).values()}
        before = self.folder.base.get(self.file, {})
        _add_parties(plan.tables, directory, used, before)
        made = {thing for (thing,) in before.get("regions", {})}
        typed = {thing for (thing,) in self.folder.tables.get("regions", {})} - made
        plan.notices += one_town.settle(plan.tables, one_town.Before(typed, made))
        for layout, sheet in sheets:
            if sheet.as_of is not None:
                plan.tables.add("sources", source_row(self.path, self.book, sheet, layout))
                plan.notices += [*self._moved_day(sheet, before), *say_around(sheet.name or self.path.name, layout)]
            plan.notices += self._meant_signs(sheet)
        plan.notices += self._other_codes(former, plan, before.get("partnerships", {}))
        plan.notices += self._other_figures(former, plan, before.get("observations", {}))
        done = update(before, self.folder.tables, plan.tables.rows)
        plan.merged = done.tables
        plan.notices += done.notices
        said = {*self.settings.all("answers", "place"), *self.settings.all("answers", "party")}
        plan.notices += placed_otherwise(before, self.folder.tables, done.tables, {folded(called(one)) for one in said})
        parties = {(one.kind, one.id): one for one in former if one.kind != "partnership"}
        # A region that is only where an institution is has its id from here on too.
        used |= {f"region/{thing}" for (thing,) in plan.tables.rows.get("regions", {})}
        for reference, name in sorted(directory.first_seen.items()):
            kind, _, thing = reference.partition("/")
            if (kind, thing) not in parties and reference in used and (kind == "institution" or thing in directory.own):
                parties[kind, thing] = Former(kind, thing, "", RowKey(("", 0), key(name), name, "", {}))
        plan.formers += parties.values()

    def _other_codes(self, former: Sequence[Former], plan: Plan, before: Rows) -> list[Text]:
        """That words of rows which nobody touched have other codes than at the last import: a later version's.

        Args:
            former: the rows as they were.
            plan: what is made of the rows now.
            before: the partnerships as the last import wrote them.
        """
        answered = {folded(word) for kind in ("sector", "type") for word in self.settings.all("answers", kind)}
        changes: dict[str, list[str]] = {}
        rows_then = {one.id: one.key.place[1] for one in former if one.file == self.file and one.kind == "partnership"}
        for one in self._untouched(former, plan):
            if not answered.isdisjoint(one.key.whole):
                continue
            was, now = before.get((one.id,), {}), plan.tables.rows.get("partnerships", {}).get((one.id,), {})
            if one.id in plan.revised or _is_of_another_row(was, rows_then.get(one.id, 0)):
                continue  # somebody has answered which row it is
            for column in ("class", "agreement_kind", "sectors"):
                codes = was.get(column, ""), now.get(column, "")
                if was and now and codes[0] != codes[1]:
                    changes.setdefault(f"{column}: {codes[0] or '-'} > {codes[1] or '-'}", []).append(one.id)
        return [
            Text(
                f"{change} in {_counted(len(ids))} ({', '.join(ids[:_MOST_NAMED])}): the words are read otherwise "
                "than at the last import",
                f"{change}：{len(ids)}项合作的行未变（{'、'.join(ids[:_MOST_NAMED])}），但其用词的读法与上次导入不同",
            )
            for change, ids in sorted(changes.items())
        ]

    def _untouched(self, former: Sequence[Former], plan: Plan) -> list[Former]:
        """The partnerships of the sheet whose rows say what they said at the last import."""
        then = {one.id: one.key.whole for one in former if one.file == self.file and one.kind == "partnership"}
        # Rows that are no more keep their ids there too, and are told by themselves.
        gone = {one.id for one in plan.gone}
        kept = (one for one in plan.formers if one.file == self.file and one.id not in gone)
        return [one for one in kept if then.get(one.id) == one.key.whole]

    def _other_figures(self, former: Sequence[Former], plan: Plan, before: Rows) -> list[Text]:
        """That figures of rows which nobody touched are others than at the last import, though nobody answered more.

        Args:
            former: the rows as they were.
            plan: what is made of the rows now.
            before: the observations as the last import wrote them.
        """
        then = self.folder.made_by.get(self.file, "")
        if self.file not in self.folder.base:
            return []
        if not figures_before.is_by_itself(figures_before.stamp(self.settings), then):
            return []
        partnerships = self.folder.base[self.file].get("partnerships", {}), plan.tables.rows.get("partnerships", {})
        untouched: dict[str, tuple[str, str]] = {}
        for one in self._untouched(former, plan):
            then_at, now_at = (rows.get((one.id,), {}).get("place", "-") for rows in partnerships)
            untouched[one.id] = then_at, now_at
        made = plan.tables.rows.get("observations", {})
        return list(figures_before.told_changes(untouched, before, made))

    def _meant_signs(self, sheet: Sheet) -> list[Text]:
        """Which currencies were taken from the formats of cells, for nobody wrote them."""
        where = file_beside(self.path).name
        said = []
        for (place, sign, code), rows in sorted(sheet.meant.items()):
            name, number = " > ".join(filter(None, (sheet.name, sheet.headings[place]))), len(rows)
            of = "1 cell" if number == 1 else f"{number} cells"
            said.append(
                Text(
                    f"{name}: {sign} is {code}; the format of {of} says so. To change it, write {sign} and another "
                    f"code under sheets > {sheet.name} > units in {where}",
                    f"{name}：{sign}为{code}，依{number}个单元格的格式。如需更改，请在 {where} 的 sheets > "
                    f"{sheet.name} > units 下写 {sign} 及另一代码",
                )
            )
        return said

    def _moved_day(self, sheet: Sheet, before: Mapping[str, Rows]) -> list[Text]:
        """That the latest day of a sheet is another than at the last import: it dates rows that nobody touched."""
        then, now = before.get("sources", {}).get((sheet.source,), {}).get("issued", ""), str(sheet.as_of)
        if then in ("", now) or self.settings.get("as_of"):
            return []
        name, where = sheet.name or self.path.name, file_beside(self.path).name
        return [
            Text(
                f"{name}: its latest day was {then} and is {now} now, and what names no day of its own moves with "
                f"it. Write as_of: {then} in {where} to keep it",
                f"{name}：最晚日期由{then}变为{now}，未写明日期的内容随之变动。如需保持，请在 {where} "
                f"中写 as_of: {then}",
            )
        ]


def _counted(number: int) -> str:
    return (
        "1 partnership whose row is as it was" if number == 1 else f"{number} partnerships whose rows are as they were"
    )


def _is_of_another_row(made: Mapping[str, str], row: int) -> bool:
    """Whether a partnership was made of another row than that by which it is known: of one that replaced it."""
    return bool(row) and made.get("place", "") not in ("", f"row={row}")


def _columns_first(questions: Sequence[Question]) -> list[Question]:
    """Questions without those about cells of columns that are asked themselves: they hang on what such a column is.

    Nothing is written before it is said what these are; then their cells are asked as what they are.
    """
    open_columns = {one.path[1::2] for one in questions if one.stops and one.path[2:3] == ("columns",)}
    return [
        one
        for one in questions
        if one.path[2:3] == ("columns",)
        or not one.rows
        or (called(one.rows[0][0]), called(one.column)) not in open_columns
    ]


def _say_of_cells(sheet: Sheet, groups: Sequence[Sequence[Line]]) -> None:
    """Sort out what is answered for single cells of a sheet, by what its rows are called."""
    sheet.of_cells = one_cell.SaidOfCells()
    twice = one_cell.called_twice(sheet.name_of(group[0]) for group in groups)
    sheet.of_cells = one_cell.SaidOfCells(twice=twice)
    former_names.carry_named_rows(sheet, groups)
    former_names.carry_cells(sheet, groups)
    columns = sheet.columns("amount")
    answers, headings = sheet.settings.all("sheets", sheet.name, "units"), [sheet.headings[one] for one in columns]
    if not one_cell.are_some(answers, headings):
        return
    places: dict[str, set[int]] = {}
    for group in groups:
        name = sheet.name_of(group[0])
        for line, place in ((line, place) for line in group for place in columns):
            if text := line.text(place):
                places.setdefault(one_cell.key_of(sheet.headings[place], name, text), set()).add(group[0].number)
    sheet.of_cells = one_cell.sorted_out(answers, headings, places, twice)


def _one_party_each(sheet: Sheet, tables: Tables) -> Text:
    """What is told of a sheet all of whose partnerships name one party alone; without words for others."""
    rows = tables.rows.get("participations", {}).values()
    # What is no partnership yet, as it is asked which row it is, has no id.
    parties = Counter(row.get("partnership", "") for row in rows if row.get("source") == sheet.source)
    kept = [sheet.headings[place] for place, one in sheet.readings.items() if one.role == "note"]
    return told_of_one_each(sheet.name, list(parties.values()), kept)


def _in_sheet(sheet: Sheet, told: Text) -> Text:
    return Text(f"{sheet.name}: {told.en}", f"{sheet.name}：{told.zh}") if sheet.name else told


#: How many partnerships are named.
_MOST_NAMED = 3


def _add_parties(tables: Tables, directory: Directory, used: Iterable[str], base: Mapping[str, Rows]) -> None:
    """The rows of parties that take part, with the regions that they lie in; those of rows that wait as they were."""
    waiting: list[str] = []
    institutions = without_places(directory.institutions, directory.known)
    for reference in sorted(used):
        kind, _, thing = reference.partition("/")
        if kind == "region":
            waiting.append(thing)
        elif row := institutions.get(thing) or base.get("institutions", {}).get((thing,)):
            tables.add("institutions", row)
            waiting += [one for one in row.get("located_in", "").split(";") if one]
    seats = [row.get("at_place", "") for row in tables.rows.get("participations", {}).values()]
    sites = [row.get("carried_out_in", "") for row in tables.rows.get("partnerships", {}).values()]
    waiting += [one for site in sites for one in site.split(";") if one]
    used_directly = {*waiting, *seats}
    needed: dict[str, Mapping[str, str]] = {}
    while waiting:
        thing = waiting.pop()
        row = directory.regions.get(thing) or base.get("regions", {}).get((thing,))
        if row is not None and thing not in needed:
            needed[thing] = row
            waiting += [one for column in ("parent", "successor") for one in row.get(column, "").split(";") if one]
    own = {thing for thing in used_directly if thing in needed}
    needed = _each_once(needed, own)
    for thing in sorted(needed):
        tables.add("regions", needed[thing])
    for row in source_rows(needed):  # where they are from, and their licence
        tables.add("sources", row)


def _each_once(needed: Mapping[str, Mapping[str, str]], used: set[str]) -> dict[str, Mapping[str, str]]:
    """Regions with what is around them once, where two registries have it: Baden-Württemberg of ISO 3166-2 and of NUTS.

    Args:
        needed: the rows of all regions, by id.
        used: the ids of those that take part, or where something sits; of two such it is asked whether they are one.
    """
    instead: dict[str, str] = {}
    for thing in sorted(needed):
        for other in matches(thing):
            if other in needed and thing not in used and (other in used or thing.startswith("nuts-")):
                instead[thing] = other
    kept: dict[str, Mapping[str, str]] = {}
    for thing, row in needed.items():
        if thing not in instead:
            outer = dict.fromkeys(instead.get(one, one) for one in row.get("parent", "").split(";") if one)
            kept[thing] = {**row, "parent": ";".join(outer)} if instead else row
    return kept
