"""Any table at all, by a mapping of one's own: rows of a CSV file to triples of the model.

The table need not be one of ours: the mapping is a CONSTRUCT over plain rows (``?row row:country ?text``),
with the same functions as the mappings of a package. Only the columns that it names are read, rows go
through in batches, and neither the rows' triples nor what is made of them become Python objects, so that
hundreds of thousands of rows take seconds and little memory.

No row goes in silence: what the mapping makes nothing of, a text that makes no id, two texts that make one, and a
value that is none of its type are errors by row (``kg.intake.lost``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg.findings import Finding, Severity
from kg.graph.library import own_query
from kg.graph.queryfile import QueryFile
from kg.graph.store import Function
from kg.grids.encodings import checked_encoding, encoding_said
from kg.intake import as_above
from kg.intake.alone import Alone
from kg.intake.anytable import DOUBTFUL, ONE_SIGN, AnyTable, Number, open_table
from kg.intake.calls import check_calls
from kg.intake.cells_met import met_in, questions, those_of
from kg.intake.codes_behind import CodesBehind, codes_of_two
from kg.intake.columns_found import columns_found, no_rows, not_here
from kg.intake.day_orders import orders_of, remarks
from kg.intake.guessing.ends import left_by
from kg.intake.lost import Watch
from kg.intake.mapped_rows import Mapped
from kg.intake.mapping import Functions
from kg.intake.noted import Lookups, Notations
from kg.intake.outside import outside
from kg.intake.own_units import own_currencies
from kg.intake.region_cells import Regions
from kg.intake.row_batches import MappedTable, Taking, Work, again, batches
from kg.intake.several import Several, check_lists, column_name, values
from kg.intake.sheets.commas import commas_of
from kg.intake.spelt import Spellings, by_greenwich, joined, no_country, only_about, texts_of
from kg.intake.templates import columns as columns_of
from kg.intake.town_cells import Towns
from kg.intake.twice import LOOKED_AT, NamesOfTwo, SaidTwice
from kg.intake.unlisted import Unlisted
from kg.intake.unread_columns import telling

_SIGN_WITHIN = re.compile("[0-9][.,][0-9]")


def map_table(
    tables: Path | Sequence[Path],
    mapping: Path,
    store: Taking,
    *,
    partial: bool = False,
    found: list[Finding] | None = None,
    rows: str = "",
    sheet: str = "",
    encoding: str = "",
    most: int | None = None,
    told: Mapped | None = None,
) -> int:
    """Turn the rows of a table, or of several of one form, into triples of the model.

    Args:
        tables: files of any format that ``kg.intake.anytable`` reads. A column's name in the mapping is the heading,
            with an underscore for whatever is no letter or digit. Cells are texts; an empty one has no triple, and one
            with several values has several.
        mapping: a query file with a CONSTRUCT. ``?row prov:wasDerivedFrom`` is dropped. Where it makes a participation
            of a party and says where the party is located, the participation is at that place: what one row says
            together belongs together. Its header may say ``rows``, ``sheet``, ``encoding``, ``split``, ``first``,
            ``together``, ``as_above`` and ``tables``.
        store: the graph; it is added to, and its base is where things live.
        partial: make a graph of the rows that give something, and report the others.
        found: what is worth a look is added to it: rows that give nothing, if ``partial``; rows that are empty where
            the mapping looks; values that are none of their type; variables that have no value in some rows.
        rows: of JSON and XML, the path to the rows; what the header says if empty.
        sheet: of a workbook, the sheet; what the header says if empty.
        encoding: of delimited texts, what they are in; what the header says if empty, else what their bytes tell.
        most: read so many rows only, and tell what becomes of each.
        told: is filled with the account.

    Returns:
        how many rows there were.

    Raises:
        SourceError: if a file cannot be read, or a table's header is wrong.
        DataError: if a row has more or fewer cells than the header, or the mapping names a column that the
            table does not have; if a row gives nothing, unless ``partial``; if two different texts make one id.
        QueryError: if the mapping is not a CONSTRUCT query.
        UsageError: if there is no such encoding.
    """
    query = own_query(mapping, "mappings")
    check_lists(mapping, query)
    opened: dict[Path, AnyTable] = {}

    def texts() -> Iterator[tuple[str, str]]:
        return texts_of(opened.values(), columns_of(query.sparql), query.header.get("split"))

    spellings, codes = Spellings(texts), CodesBehind(texts)
    towns, regions = Towns(), Regions()
    further = {**spellings.table(), **codes.table(), **towns.table(), **regions.table()}
    notations, lookups, functions = _called_by(mapping, query, store, opened, further)
    work = Work(mapping, query, functions, store)
    opened |= _opened(tables, mapping, query, (rows, sheet, encoding))
    looks = (*map(SaidTwice, LOOKED_AT), NamesOfTwo())
    tour = _Tour(
        mapping, query, functions, opened, work, looks, Mapped() if told is None else told, most, spellings.no_country
    )
    notes = [*outside(query, store.ontology), *tour.through_all(partial=partial)]
    notes += [] if most else _nothing_made(tour.account, next(iter(opened)))
    notes += lookups.remarks
    notes += questions(tour.mapped, notations, lookups, tour.account)
    said = {
        *spellings.joined,
        *spellings.no_country,
        *notations.about,
        *notations.ordered,
        *notations.counted,
        *codes.open,
    }
    places = met_in(tour.mapped, {*said, *towns.names, *regions.names}).places
    notes += joined(those_of(places, spellings.joined), spellings.joined)
    notes += only_about(those_of(places, notations.about))
    notes += by_greenwich(those_of(places, notations.counted))
    notes += codes_of_two(those_of(places, codes.open), codes.open)
    notes += towns.findings(places)
    notes += remarks(notations.ordered, places)
    notes += [*no_country(those_of(places, spellings.no_country), spellings.no_country), *regions.findings(places)]
    if found is not None:
        found += notes
    return tour.account.rows


def _called_by(
    mapping: Path, query: QueryFile, store: Taking, opened: Mapping[Path, AnyTable], further: Mapping[str, Function]
) -> tuple[Notations, Lookups, Functions]:
    """What a mapping may call, after a look at its calls.

    Args:
        mapping: the mapping's file.
        query: the mapping.
        store: the graph, whose base is where things live.
        opened: is filled with the tables before their cells are read.
        further: functions of the tables together, by IRI.
    """
    lookups = Lookups(mapping, query.header.get("tables"))

    def every() -> list[AnyTable]:
        return [*opened.values(), *lookups.opened]

    notations = Notations(
        lambda: _numbers(every()),
        lambda: _commas(every()),
        lambda: orders_of(every()),
        own_currencies(store.ontology),
    )
    functions = Functions(store.base, {**notations.table(), **lookups.table(), **further})
    check_calls(mapping, query.sparql, functions.table(), lookups, store.ontology)
    return notations, lookups, functions


def _opened(
    tables: Path | Sequence[Path], mapping: Path, query: QueryFile, said: tuple[str, str, str]
) -> dict[Path, AnyTable]:
    """The tables, opened.

    Args:
        tables: their files.
        mapping: the mapping's file, for errors.
        query: the mapping, whose header says what is empty in ``said``.
        said: which rows, which sheet, and in which encoding.
    """
    way, sheet = (own or str(query.header.get(name, "")) for own, name in zip(said, ("rows", "sheet"), strict=False))
    declared = query.header.get("encoding")
    encoding = checked_encoding(said[2]) if said[2] else encoding_said(declared, f"{mapping}, encoding")
    columns = as_above.named(mapping, query)
    paths = [tables] if isinstance(tables, Path) else tables
    return {path: as_above.as_meant(open_table(path, way, sheet, encoding), columns) for path in paths}


@dataclass(slots=True)
class _Tour:
    """The way through several tables of one mapping.

    Attributes:
        mapping, query, functions: the mapping.
        opened: the tables, in their order.
        work: maps their rows.
        called: look at the names, the values and the days of what is made.
        account: is filled with what became of the rows.
        most: how many rows of each table are read; all if ``None``.
        told: is filled with texts of which it is said elsewhere that nothing is made of them.
        mapped: the tables that were gone through.
        alone: looks whether partnerships have a second party.
    """

    mapping: Path
    query: QueryFile
    functions: Functions
    opened: Mapping[Path, AnyTable]
    work: Work
    called: Sequence[SaidTwice]
    account: Mapped
    most: int | None
    told: Collection[str] = ()
    mapped: list[MappedTable] = field(default_factory=list)
    alone: Alone = field(default_factory=Alone)

    def through_all(self, *, partial: bool) -> list[Finding]:
        """Map the rows of all tables, and give what is worth a look of them and of the names of what is made."""
        notes = [note for path in self.opened for note in self.through(path, partial=partial)]
        notes += self.alone.findings(next(iter(self.opened)).name)
        for called in self.called:
            notes += called.findings(lambda wanted: again(self.work, self.mapped, self.most, wanted))
        return notes

    def through(self, path: Path, *, partial: bool) -> list[Finding]:
        """Map the rows of one table, and give what is worth a look of them.

        Args:
            path: the table.
            partial: whether rows may give nothing.
        """
        table, account = self.opened[path], self.account
        others = {column_name(name) for other, one in self.opened.items() if other != path for name in one.names}
        columns = columns_found(path, table, self.query, others)
        lacking = [name for name in columns_of(self.query.sparql) if name not in columns]
        last = path == list(self.opened)[-1]
        watch = Watch(path, self.query, self.functions, self.rows_of, clashes=last, lacking=lacking, told=self.told)
        account.unread[path.name] = [name for name, kept in zip(table.names, columns, strict=True) if name and not kept]
        several = Several(self.mapping, self.query, columns, are_objects=table.first == 1)
        self.mapped.append(MappedTable(path, table, columns, several, self.query.sparql))
        shown = account if self.most else None
        unlisted = Unlisted(self.query.sparql, columns, table.names, several)
        unread = list[Finding]()
        for first, batch in batches(path, table, columns, self.most):
            unread = unread or list(telling(path.name, table.names, columns, batch)) if first == table.first else unread
            made = self.work.map(several, several.parted(batch), columns, first, watch, shown)
            self.alone.look(made)
            for called in self.called:
                called.look(made)
            unlisted.look(batch, first)
        account.rows += watch.total
        account.gave = None if watch.gave is None or account.gave is None else account.gave + watch.gave
        account.left += watch.left
        found = watch.findings(partial=partial or self.most is not None)
        told = [*not_here(path, lacking), *several.findings(path), *unlisted.findings(path.name)]
        # What an object of a list ends with is no end of a partnership: history until.
        of_rows = [name for name in account.unread[path.name] if name not in table.lists]
        told += left_by(self.query.sparql, of_rows, path.name)
        told += unread
        told += [] if watch.total else [no_rows(path)]
        return [*table.remarks, *told, *found]

    def rows_of(self, texts: Collection[str]) -> dict[str, int]:
        """The first row that has a cell with each of some texts, or with a value of it."""
        return {text: row for text, (_, row, _) in met_in(self.mapped, texts).places.items()}


def _nothing_made(account: Mapped, path: Path) -> list[Finding]:
    """A violation where rows were read and none gave anything but its evidence.

    Args:
        account: what became of the rows.
        path: the first table.
    """
    if account.gave != 0 or not account.rows:
        return []
    many = f"None of the {account.rows:,} rows gives" if account.rows > 1 else "The one row does not give"
    return [
        Finding(
            Severity.VIOLATION,
            "nothing-made",
            f"{many} anything beside its evidence.",
            f"所读{account.rows}行除证据外均未产生任何内容。",
            "See whether the columns that the mapping reads are the right ones, and the headings in the right row.",
            path.name,
            fix_zh="请核对映射所读取的列是否正确、标题行是否在正确的行。",
        )
    ]


def _numbers(tables: Iterable[AnyTable]) -> set[str]:
    """The texts of cells that are numbers in their files, but for those that stand in a text too."""
    numbers, written = set[str](), set[str]()
    for table in tables:
        for cell in chain.from_iterable(table.rows()):
            for text in values(cell):
                if isinstance(text, Number):
                    numbers.add(str(text))
                elif "." in text:
                    written.update(DOUBTFUL.findall(text))
    return numbers - written


def _commas(tables: Iterable[AnyTable]) -> set[str]:
    """The numbers with one sign that stand only in columns where some comma is a decimal one, and no point is."""
    told: dict[str, set[bool | None]] = {}
    for table in tables:
        columns = [dict[str, None]() for _ in table.names]
        for row in table.rows():
            for column, cell in zip(columns, row, strict=False):
                written = (text for text in values(cell) if not isinstance(text, Number))
                column.update(dict.fromkeys(text for text in written if _SIGN_WITHIN.search(text)))
        for column in columns:
            shown = commas_of((), list(column)).shown
            for number in chain.from_iterable(map(ONE_SIGN.findall, column)):
                told.setdefault(number, set()).add(shown)
    # Decimal points elsewhere tell nothing of 4.527 as a text: it is asked.
    return {number for number, said in told.items() if said == {True}}
