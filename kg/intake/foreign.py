"""Any table at all, by a mapping of one's own: rows of a CSV file to triples of the model.

The table need not be one of ours: the mapping is a CONSTRUCT over plain rows (``?row row:country ?text``),
with the same functions as the mappings of a package. Only the columns that it names are read, rows go
through in batches, and neither the rows' triples nor what is made of them become Python objects, so that
hundreds of thousands of rows take seconds and little memory.

No row goes in silence: what the mapping makes nothing of, a text that makes no id, two texts that make one, and a
value that is none of its type are errors by row (``kg.intake.lost``).
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, count, groupby, islice
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np

from kg import vocabulary
from kg.assets import Ontology
from kg.errors import DataError, QueryError, SourceError
from kg.findings import Finding, Severity
from kg.graph.library import own_query
from kg.graph.queryfile import QueryFile
from kg.graph.store import Function, Triples, TripleStore
from kg.grids.encodings import checked_encoding, encoding_said
from kg.intake.alone import Alone
from kg.intake.anytable import DOUBTFUL, ONE_SIGN, AnyTable, Cell, Number, open_table
from kg.intake.calls import check_calls
from kg.intake.codes_behind import CodesBehind, codes_of_two
from kg.intake.columnar.expressions import literal
from kg.intake.columnar.frames import Cells, Column
from kg.intake.columnar.plan import Batch, Plan
from kg.intake.columnar.syntax import NotColumnar
from kg.intake.day_orders import orders_of, remarks
from kg.intake.guessing.ends import left_by
from kg.intake.joined_cells import amount_columns, find_joined
from kg.intake.lost import Watch
from kg.intake.mapping import ROW_NODE, Functions
from kg.intake.not_understood import in_rows, not_understood
from kg.intake.noted import Lookups, Notations
from kg.intake.outside import outside
from kg.intake.own_units import own_currencies
from kg.intake.region_cells import Regions
from kg.intake.several import Several, check_lists, column_name, named_columns, odd_row, values
from kg.intake.sheets.commas import commas_of
from kg.intake.spelt import Places, Spellings, by_greenwich, joined, no_country, only_about, texts_of
from kg.intake.templates import also_making, is_term, lines, read_template, spelt_out, with_row
from kg.intake.templates import columns as columns_of
from kg.intake.town_cells import Towns
from kg.intake.twice import LOOKED_AT, NamesOfTwo, SaidTwice
from kg.intake.twice import Batch as MappedBatch
from kg.intake.unlisted import Unlisted
from kg.intake.unread_columns import telling
from kg.nearest import did_you_mean, nearest
from kg.text import Text, log, shortened, typed

#: Rows in one batch.
BATCH = 4_000

_DERIVED_FROM = f" <{vocabulary.PROV}wasDerivedFrom> <{ROW_NODE}".encode()
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_PARTY, _LOCATED, _AT_PLACE = (f"{vocabulary.PK}{name}" for name in ("party", "locatedIn", "atPlace"))
_LOG = logging.getLogger(__name__)
_SIGN_WITHIN = re.compile("[0-9][.,][0-9]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Mapped:
    """What became of tables.

    Attributes:
        rows: how many rows were read.
        gave: how many of them gave a triple; ``None`` where that cannot be told.
        left: how many the mapping leaves out on purpose.
        unread: the columns that the mapping does not name, by table.
        refused: in how many rows an amount was not understood, and none was made.
        undated: in how many rows a day was not understood.
        shown: of the first rows, as many as asked for: the number, the cells, and the triples made of it.
    """

    rows: int = 0
    gave: int | None = 0
    left: int = 0
    unread: dict[str, list[str]] = field(default_factory=dict)
    refused: int = 0
    undated: int = 0
    shown: list[tuple[int, dict[str, str], list[str]]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The account as a JSON object."""
        shown = [{"row": row, "cells": cells, "triples": triples} for row, cells, triples in self.shown]
        counts = {
            "rows": self.rows,
            "gave": self.gave,
            "left_out": self.left,
            "nothing": self.nothing,
            "refused": self.refused,
            "undated": self.undated,
        }
        return {**counts, "unread": self.unread, "tried": shown}

    @property
    def nothing(self) -> int | None:
        """How many rows gave nothing, and were to; ``None`` where that cannot be told."""
        return None if self.gave is None else self.rows - self.gave - self.left

    @property
    def summary(self) -> Text:
        """The account as a sentence."""
        said = Text(f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} read", f"读取{self.rows}行")
        if self.gave is not None:
            said = Text(
                f"{said.en}: {self.gave:,} gave something, {self.nothing:,} nothing",
                f"{said.zh}：{self.gave}行有结果，{self.nothing}行没有",
            )
        if self.left:
            said = Text(f"{said.en}; {self.left:,} left out by the mapping", f"{said.zh}；映射排除{self.left}行")
        if self.refused:
            many = f"{self.refused:,} {'row' if self.refused == 1 else 'rows'}"
            said = Text(f"{said.en}; in {many} an amount was refused", f"{said.zh}；{self.refused}行的数额未被采用")
        if self.undated:
            many = f"{self.undated:,} {'row' if self.undated == 1 else 'rows'}"
            said = Text(f"{said.en}; in {many} a date was refused", f"{said.zh}；{self.undated}行的日期未被采用")
        unread = [name for names in self.unread.values() for name in names]
        if not unread:
            return Text(f"{said.en}.", f"{said.zh}。")
        shown = dict.fromkeys(shortened(name, 40) for name in unread[:20])
        named = ", ".join(shown) + (" …" if len(unread) > 20 else "")
        return Text(f"{said.en}. Columns that nobody reads: {named}.", f"{said.zh}。未被使用的列：{named}。")


class Taking(Protocol):
    """Where triples go, such as a ``Store``."""

    ontology: Ontology

    @property
    def base(self) -> str:
        """The IRI under which things live."""

    def load_ntriples(self, content: bytes) -> None:
        """Add triples."""


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
            ``together`` and ``tables``.
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
    work = _Work(mapping, query, functions, store)
    opened |= _opened(tables, mapping, query, (rows, sheet, encoding))
    looks = (*map(SaidTwice, LOOKED_AT), NamesOfTwo())
    tour = _Tour(
        mapping, query, functions, opened, work, looks, Mapped() if told is None else told, most, spellings.no_country
    )
    notes = [*outside(query, store.ontology), *tour.through_all(partial=partial)]
    notes += [] if most else _nothing_made(tour.account, next(iter(opened)))
    notes += lookups.remarks
    notes += _questions(tour.mapped, notations, lookups, tour.account)
    said = {
        *spellings.joined,
        *spellings.no_country,
        *notations.about,
        *notations.ordered,
        *notations.counted,
        *codes.open,
    }
    places = _met(tour.mapped, {*said, *towns.names, *regions.names}).places
    notes += joined(_of(places, spellings.joined), spellings.joined)
    notes += only_about(_of(places, notations.about))
    notes += by_greenwich(_of(places, notations.counted))
    notes += codes_of_two(_of(places, codes.open), codes.open)
    notes += towns.findings(places)
    notes += remarks(notations.ordered, places)
    notes += [*no_country(_of(places, spellings.no_country), spellings.no_country), *regions.findings(places)]
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
    return {path: open_table(path, way, sheet, encoding) for path in ([tables] if isinstance(tables, Path) else tables)}


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
    work: _Work
    called: Sequence[SaidTwice]
    account: Mapped
    most: int | None
    told: Collection[str] = ()
    mapped: list[_Mapped] = field(default_factory=list)
    alone: Alone = field(default_factory=Alone)

    def through_all(self, *, partial: bool) -> list[Finding]:
        """Map the rows of all tables, and give what is worth a look of them and of the names of what is made."""
        notes = [note for path in self.opened for note in self.through(path, partial=partial)]
        notes += self.alone.findings(next(iter(self.opened)).name)
        for called in self.called:
            notes += called.findings(lambda wanted: _again(self.work, self.mapped, self.most, wanted))
        return notes

    def through(self, path: Path, *, partial: bool) -> list[Finding]:
        """Map the rows of one table, and give what is worth a look of them.

        Args:
            path: the table.
            partial: whether rows may give nothing.
        """
        table, account = self.opened[path], self.account
        others = {column_name(name) for other, one in self.opened.items() if other != path for name in one.names}
        columns = _columns(path, table, self.query, others)
        lacking = [name for name in columns_of(self.query.sparql) if name not in columns]
        last = path == list(self.opened)[-1]
        watch = Watch(path, self.query, self.functions, self.rows_of, clashes=last, lacking=lacking, told=self.told)
        account.unread[path.name] = [name for name, kept in zip(table.names, columns, strict=True) if name and not kept]
        several = Several(self.mapping, self.query, columns, are_objects=table.first == 1)
        self.mapped.append(_Mapped(path, table, columns, several, self.query.sparql))
        shown = account if self.most else None
        unlisted = Unlisted(self.query.sparql, columns, table.names, several)
        unread = list[Finding]()
        for first, batch in _batches(path, table, columns, self.most):
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
        told = [*_not_here(path, lacking), *several.findings(path), *unlisted.findings(path.name)]
        # What an object of a list ends with is no end of a partnership: history until.
        of_rows = [name for name in account.unread[path.name] if name not in table.lists]
        told += left_by(self.query.sparql, of_rows, path.name)
        told += unread
        told += [] if watch.total else [_no_rows(path)]
        return [*table.remarks, *told, *found]

    def rows_of(self, texts: Collection[str]) -> dict[str, int]:
        """The first row that has a cell with each of some texts, or with a value of it."""
        return {text: row for text, (_, row, _) in _met(self.mapped, texts).places.items()}


class _Work:
    """Maps batches of rows, over columns or by the engine."""

    def __init__(self, mapping: Path, query: QueryFile, functions: Functions, store: Taking) -> None:
        self._mapping = mapping
        self._functions = functions
        self._store = store
        self._text = _with_places(with_row(query.sparql))
        self._plan = _plan(mapping, self._text, functions)
        self._made = spelt_out(self._text)

    def map(
        self,
        several: Several,
        batch: list[Sequence[Cell]],
        columns: Sequence[str],
        first: int,
        watch: Watch,
        shown: Mapped | None,
    ) -> bytes:
        """Map rows, of which the first has a number, and give what was made of them."""
        if shown is not None:
            for number, cells in enumerate(batch, first):
                made = self._triples(several, [cells], columns, number, None)
                named = {name: _told(cell) for name, cell in zip(columns, cells, strict=False) if name and cell}
                shown.shown.append((number, named, sorted(set(made.decode("utf-8").splitlines()))))
        made = _without_rows(self._triples(several, batch, columns, first, watch))
        self._store.load_ntriples(made)
        return made

    def again(
        self,
        several: Several,
        batch: Sequence[Sequence[Cell]],
        columns: Sequence[str],
        first: int,
        begin: int,
        end: int,
    ) -> bytes:
        """What is made of some rows of a batch, once more."""
        return self._triples(several, batch[begin:end], columns, first + begin, None)

    def _triples(
        self, several: Several, batch: Sequence[Sequence[Cell]], columns: Sequence[str], first: int, watch: Watch | None
    ) -> bytes:
        apart, numbers = several.apart(batch, first)
        if self._plan is not None:
            rows = _cells(apart, columns, numbers)
            frames = self._plan.solve(rows)
            if watch is not None:
                account = self._plan.account(frames, rows.count, watch.listed(batch, columns))
                left = {numbers[place] for place in self._plan.left_out(rows, account).tolist()}
                # Of the parts of a row one may be left out, and the row is not.
                left -= {numbers[place] for place in account.solved.nonzero()[0].tolist()} if left else left
                watch.look(account, batch, columns, first, numbers, left)
            return self._plan.ntriples(frames)

        def some(places: Sequence[int]) -> TripleStore:
            made = TripleStore()
            made.load_ntriples(_triples([apart[one] for one in places], columns, [numbers[one] for one in places]))
            return made

        scratch = some(range(len(apart)))
        answer = watch.solutions(scratch) if watch is not None else None
        if watch is not None:
            left = set[int]() if answer is None else watch.left_out(answer, numbers, some)
            watch.look(answer, batch, columns, first, numbers, left)
        if self._made is not None and answer is not None:
            return "".join(lines(self._made, answer)).encode("utf-8")
        constructed = scratch.query(self._text, functions=self._functions.table())
        if not isinstance(constructed, Triples):
            raise _not_construct(self._mapping)
        return constructed.ntriples()


@dataclass(frozen=True, slots=True)
class _Mapped:
    """A table that was mapped."""

    path: Path
    table: AnyTable
    columns: Sequence[str]
    several: Several
    query: str


def _again(
    work: _Work, tables: Sequence[_Mapped], most: int | None, wanted: Collection[int]
) -> Iterator[tuple[int, MappedBatch]]:
    """Batches of some numbers, to be mapped once more."""
    number = count()
    for one in tables:
        for first, batch in _batches(one.path, one.table, one.columns, most):
            if (place := next(number)) in wanted:
                rows = one.several.parted(batch)
                mapped = partial(work.again, one.several, rows, one.columns, first)
                yield place, MappedBatch(one.path, first, rows, mapped)
            if place >= max(wanted):
                return


def _told(cell: Cell) -> str:
    return cell if isinstance(cell, str) else " | ".join(cell)


def _questions(tables: Sequence[_Mapped], notations: Notations, lookups: Lookups, account: Mapped) -> list[Finding]:
    """Cells that were not understood, and keys that another table does not have, each with its first row.

    Args:
        tables: the tables that were mapped.
        notations: what was asked of amounts and days.
        lookups: what other tables were asked for.
        account: is told in how many rows an amount was refused.
    """
    asked = notations.questions
    missed = {key for keys in lookups.missed.values() for key in keys}
    days = asked.keys() - notations.amounts
    texts = {*asked, *missed, *notations.odd}
    met = _met(tables, texts, notations.amounts, days) if texts else _Met()
    _add_joined(tables, met, {*notations.amounts, *notations.odd} - met.places.keys(), notations.amounts)
    places, account.refused, account.undated = met.places, met.refused, met.undated
    many = met.rows
    nowhere = (tables[0].path.name, 0, "")
    rows = {text: place[1] for text, place in places.items()}
    found = [one if one.file else replace(one, file=nowhere[0]) for one in not_understood(asked, places, many)]
    found += [
        Finding(
            Severity.WARNING,
            "unusual-amount",
            f"{why.en}{in_rows(many.get(text, 1)).en}.",
            f"{why.zh}{in_rows(many.get(text, 1)).zh}。",
            "Correct the cell, or leave it out of the mapping.",
            places.get(text, nowhere)[0],
            row=rows.get(text, 0),
            field=places.get(text, nowhere)[2],
            value=text[:200],
            fix_zh="请更正单元格，或在映射中将其排除。",
        )
        for text, why in sorted(notations.odd.items(), key=lambda one: (rows.get(one[0], 0), one[0]))
    ]
    for name, keys in lookups.missed.items():
        first = min(keys, key=lambda key: (rows.get(key, 0), key))
        found.append(
            Finding(
                Severity.WARNING,
                "key-not-found",
                f"The table {name} has no row for {len(keys):,} {'key' if len(keys) == 1 else 'keys'}, {first[:80]!r} "
                "among them.",
                f"表 {name} 中有 {len(keys)} 个键没有对应的行，如“{first[:80]}”。",
                "",
                places.get(first, nowhere)[0],
                row=rows.get(first, 0),
                field=places.get(first, nowhere)[2],
                value=first[:200],
            )
        )
    return found


def _add_joined(tables: Sequence[_Mapped], met: _Met, texts: Collection[str], refused: Collection[str]) -> None:
    """Add where amounts stand that are joined of a cell and its currency.

    Args:
        tables: the tables that were mapped.
        met: where texts stand as they are; is added to.
        texts: amounts that stand nowhere so.
        refused: those of which none was made.
    """
    for one in tables if texts else ():
        columns = amount_columns(one.query)
        places = [place for place, name in enumerate(one.columns) if name in columns]
        found = find_joined(enumerate(one.table.rows(), one.table.first), places, texts, one.query, refused)
        for text, (row, place) in found.places.items():
            met.places.setdefault(text, (one.path.name, row, one.table.names[place]))
        met.rows.update(found.rows)
        met.refused += found.number


def _plan(mapping: Path, text: str, functions: Functions) -> Plan | None:
    """The mapping as a plan over columns; ``None`` where the engine must be asked, which the log says.

    Raises:
        QueryError: if the mapping is not a CONSTRUCT query.
    """
    if not isinstance(TripleStore(base=functions.base).query(text, functions=functions.table()), Triples):
        raise _not_construct(mapping)
    try:
        return Plan(text, functions.table(), functions.base)
    except NotColumnar as reason:
        log(_LOG, reason.of(mapping.name))
        return None


def _cells(rows: Sequence[Sequence[Cell]], columns: Sequence[str], numbers: Sequence[int]) -> Batch:
    """Rows as columns."""
    cells = {}
    blank = [""] * len(columns)
    for name, texts in zip(columns, zip(*(row or blank for row in rows), strict=True), strict=True):
        if name:
            cells[name] = _of_column(texts)
    return Batch(len(rows), cells, ROW_NODE, _nodes(numbers))


def _nodes(numbers: Sequence[int]) -> Sequence[int | str]:
    """What the nodes of rows are called: their numbers, and 17.1 for a further part of row 17."""
    if isinstance(numbers, range):
        return numbers
    parts = ((number, part) for number, several in groupby(numbers) for part, _ in enumerate(several))
    return [f"{number}.{part}" if part else number for number, part in parts]


def _of_column(cells: Sequence[Cell]) -> Cells:
    rows = None
    if any(issubclass(one, tuple) for one in set(map(type, cells))):
        pairs = [
            (row, text)
            for row, cell in enumerate(cells)
            for text in ((cell,) if isinstance(cell, str) else dict.fromkeys(cell))
            if text
        ]
        rows = np.array([row for row, _ in pairs], dtype=np.int64)
        cells = [text for _, text in pairs]
    column = Column.of(cast("Sequence[str]", cells))
    terms = ["", *(literal(_SURROGATE.sub("\ufffd", text)) for text in column.terms[1:])]
    return Cells(Column(terms, column.places), rows)


def _with_places(query: str) -> str:
    """A mapping that says with which place a party takes part, where it says of one row who does and where that is.

    Otherwise an organisation that is in one place in some rows and in another one in others would have both in all.
    """
    template = read_template(query)
    made = (template.triples if template else None) or ()
    said = {subject for subject, predicate, _ in made if is_term(query, predicate, _AT_PLACE)}
    located = [(party, place) for party, predicate, place in made if is_term(query, predicate, _LOCATED)]
    added = [
        (part, f"<{_AT_PLACE}>", place)
        for part, predicate, party in made
        if is_term(query, predicate, _PARTY) and part not in said
        for one, place in located
        if one == party
    ]
    return also_making(query, added)


def _columns(path: Path, table: AnyTable, query: QueryFile, others: Collection[str]) -> list[str]:
    """The columns' names as the mapping has them; empty for those that it does not name.

    Args:
        path: the table's file.
        table: the table.
        query: the mapping.
        others: the names of columns that tables beside it have: one that only they have is empty here.

    Raises:
        SourceError: if it has no header.
        DataError: if it has none of a name that the mapping has, and no other table has it, or several.
    """
    header = [column_name(name) for name in table.names]
    if not any(header):
        raise SourceError(
            Text(
                f"{path}: has no header. Put the columns' names into the first row.",
                f"{path}：没有标题行。请在首行写明各列名称。",
            )
        )
    named = columns_of(query.sparql)
    for name in named:
        if header.count(name) != 1 and not (name not in header and name in others):
            told = Text("no column", "没有") if name not in header else Text("several columns", "有多个")
            near = did_you_mean(nearest(name, filter(None, header)))
            known = ", ".join(filter(None, header))[:600]
            why = _cause(path, table, named) or Text("Correct the mapping or the header.", "请更正映射或标题行。")
            raise DataError(
                Text(
                    f"{path}: has {told.en} {name!r}, which the mapping {query.name} names. {near.en}It has: {known}. "
                    f"{why.en}",
                    f"{path}：{told.zh}“{name}”列，而映射 {query.name} 使用了它。{near.zh}现有：{known}。{why.zh}",
                )
            )
    together = query.header.get("together")
    apart = set(map(column_name, map(str, together))) if isinstance(together, list) else set[str]()
    _check_lists(path, table, [name for name, one in zip(table.names, header, strict=True) if one in named], apart)
    # A mapping that names none asks for each by a variable, as ?row ?column ?cell.
    return [name if name in named or not named else "" for name in header]


def _cause(path: Path, table: AnyTable, named: Sequence[str]) -> Text:
    """Why a table may lack a column: it was read in another encoding, or from another sheet; empty if neither is so.

    Args:
        path: the table's file.
        table: the table.
        named: the columns that the mapping names.
    """
    for one in table.remarks:
        is_doubted = one.code == "encoding" and one.severity is Severity.WARNING
        if is_doubted and _has_all(path, named, "utf-8"):
            return Text(
                f"{one.message_en} Take the encoding out of the mapping's header, or say --encoding utf-8.",
                f"{one.message_zh}请从映射头部去掉 encoding，或用 --encoding utf-8。",
            )
    if not table.beside:
        return Text()
    fitting = [sheet for sheet, names in table.beside.items() if {*map(column_name, names)}.issuperset(named)]
    others = ", ".join(table.beside)[:400]
    if fitting:
        has, option = fitting[0], typed(fitting[0])
        return Text(
            f"Sheet {table.sheet} was read, and {has} has all columns: say --sheet '{option}', or in the mapping "
            f'#: sheet: "{option}".',
            f"读取的是工作表“{table.sheet}”，而“{has}”含有所需各列：请用 --sheet '{option}'，或在映射中写 "
            f'#: sheet: "{option}"。',
        )
    return Text(
        f"Sheet {table.sheet} was read; its other sheets are: {others}. Say --sheet NAME, or correct the mapping or "
        "the header.",
        f"读取的是工作表“{table.sheet}”；其他工作表：{others}。请用 --sheet 指明，或更正映射或标题行。",
    )


def _has_all(path: Path, named: Sequence[str], encoding: str) -> bool:
    """Whether a delimited text has all columns of a mapping, read in another encoding.

    Args:
        path: the file.
        named: the columns that the mapping names.
        encoding: the encoding.
    """
    try:
        table = open_table(path, "", "", encoding)
    except SourceError:
        return False
    return {column_name(name) for name in table.names}.issuperset(named)


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


def _no_rows(path: Path) -> Finding:
    """What is said of a table with headings alone."""
    return Finding(
        Severity.WARNING,
        "no-rows",
        "The table has headings and no row below them, and nothing is made of it.",
        "表中只有标题行，没有数据行，未产生任何内容。",
        "See whether it is the right file or sheet, or was cut off.",
        path.name,
        fix_zh="请核对文件或工作表是否正确、是否被截断。",
    )


def _not_here(path: Path, lacking: Sequence[str]) -> list[Finding]:
    """The columns that a table beside this one has, and this one has not."""
    if not lacking:
        return []
    named = named_columns(lacking)
    return [
        Finding(
            Severity.INFO,
            "column-in-other-table",
            f"The table has no column {named.en}, which another table has: what is said with it is said of no row "
            "here.",
            f"该表没有“{named.zh}”列，而另一表有：以其所述内容不涉及本表各行。",
            file=path.name,
        )
    ]


def _check_lists(path: Path, table: AnyTable, named: Sequence[str], together: Collection[str]) -> None:
    """Two columns of one list within a row would pair each value with each, unless the header tells them apart.

    Args:
        path: the table's file, for the error.
        table: the table.
        named: its columns that the mapping names.
        together: those of which the header says that their values belong together, as a mapping has them.
    """
    lists = {table.lists[name] for name in named if name in table.lists and column_name(name) in together}
    of: dict[str, str] = {}
    for name in named:
        one = table.lists.get(name)
        is_told = column_name(name) in together and len(lists) == 1
        if one is None or of.setdefault(one, name) == name or (is_told and column_name(of[one]) in together):
            continue
        way = table.ways[one]
        both = shortened(", ".join(column_name(every) for every in named if table.lists.get(every) == one), 400)
        first, other = typed(of[one]), typed(name)
        raise DataError(
            Text(
                f"{path}: {first} and {other} are of a list of objects within a row, and which belong together is "
                f"not told. Say in the header that they do, #: together: [{both}]; or make each of its objects a row: "
                f"--rows with the path to {one}, as {way}.",
                f"{path}：{first} 与 {other} 来自行内的对象列表，无法判断哪些值同属一个对象。"
                f"请在映射头部写明 #: together: [{both}]；或用 --rows 指明到 {one} 的路径，使每个对象成为一行，"
                f"如 {way}。",
            )
        )


def _batches(
    path: Path, table: AnyTable, columns: Sequence[str], most: int | None
) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """Batches of rows, each with the number of its first."""
    rows, number = islice(table.rows(), most), table.first
    while batch := list(islice(rows, BATCH)):
        if set(map(len, batch)) - {0, len(columns)}:
            wrong = next(place for place, row in enumerate(batch) if row and len(row) != len(columns))
            raise odd_row(path, number + wrong, len(batch[wrong]), len(columns))
        yield number, batch
        number += len(batch)


def _triples(rows: Sequence[Sequence[Cell]], columns: Sequence[str], numbers: Sequence[int]) -> bytes:
    """Rows as N-Triples, a triple a value."""
    kept = [(index, f'> <{vocabulary.ROW}{name}> "') for index, name in enumerate(columns) if name]
    lines = [
        f'<{ROW_NODE}{number}{predicate}{text.translate(_ESCAPES)}" .\n'
        for number, row in zip(_nodes(numbers), rows, strict=True)
        if row
        for index, predicate in kept
        for text in values(row[index])
    ]
    return _SURROGATE.sub("\ufffd", "".join(lines)).encode("utf-8")


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


@dataclass(slots=True)
class _Met:
    """Where texts stand in the columns that a mapping names.

    Attributes:
        places: the first cell of each: its table, row and heading.
        rows: in how many rows each stands.
        refused, undated: how many rows have an amount that was refused, and a day.
    """

    places: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    undated: int = 0


def _met(
    tables: Sequence[_Mapped], texts: Collection[str], refused: Collection[str] = (), undated: Collection[str] = ()
) -> _Met:
    """Where texts stand.

    Args:
        tables: the tables.
        texts: what is looked for.
        refused: those of them that should be amounts, and of which none was made.
        undated: those that should be days.
    """
    found = _Met()
    for one in tables if texts else ():
        named = [place for place, name in enumerate(one.columns) if name]
        for number, cells in enumerate(one.table.rows(), one.table.first):
            here = {
                text: place
                for place in named
                if cells
                for text in one.several.texts(place, cells[place])
                if text in texts
            }
            for text, place in here.items():
                found.places.setdefault(text, (one.path.name, number, one.table.names[place]))
            found.rows.update(here.keys())
            found.refused += any(text in refused for text in here)
            found.undated += any(text in undated for text in here)
    return found


def _of(places: Places, texts: Collection[str]) -> Places:
    """Where some of the texts stand, in the order of the tables."""
    return {text: place for text, place in places.items() if text in texts}


def _without_rows(content: bytes) -> bytes:
    """N-Triples without those that lead a thing back to its row."""
    if _DERIVED_FROM not in content:
        return content
    return b"\n".join(line for line in content.split(b"\n") if _DERIVED_FROM not in line[: line.find(b'"')])


def _not_construct(mapping: Path) -> QueryError:
    return QueryError(
        Text(
            f"{mapping}: is not a CONSTRUCT query. Begin it with CONSTRUCT.",
            f"{mapping}：不是 CONSTRUCT 查询。请以 CONSTRUCT 开头。",
        )
    )
