"""Rows of any table to triples by a mapping, in batches: over columns where it can be compiled, else by the engine."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, groupby, islice
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from kg import vocabulary
from kg.assets import Ontology
from kg.errors import QueryError
from kg.graph.queryfile import QueryFile
from kg.graph.store import Triples, TripleStore
from kg.intake.anytable import AnyTable, Cell
from kg.intake.columnar.expressions import literal
from kg.intake.columnar.frames import Cells, Column
from kg.intake.columnar.plan import Batch, Plan
from kg.intake.columnar.syntax import NotColumnar
from kg.intake.lost import Watch
from kg.intake.mapped_rows import Mapped
from kg.intake.mapping import ROW_NODE, Functions
from kg.intake.several import Several, odd_row, values
from kg.intake.templates import also_making, is_term, lines, read_template, spelt_out, with_row
from kg.intake.twice import Batch as MappedBatch
from kg.text import Text, log

#: Rows in one batch.
BATCH = 4_000

_DERIVED_FROM = f" <{vocabulary.PROV}wasDerivedFrom> <{ROW_NODE}".encode()
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_PARTY, _LOCATED, _AT_PLACE = (f"{vocabulary.PK}{name}" for name in ("party", "locatedIn", "atPlace"))
_LOG = logging.getLogger(__name__)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Taking(Protocol):
    """Where triples go, such as a ``Store``."""

    ontology: Ontology

    @property
    def base(self) -> str:
        """The IRI under which things live."""

    def load_ntriples(self, content: bytes) -> None:
        """Add triples."""


class Work:
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
        """Map rows into the store.

        Args:
            several: parts cells of several values.
            batch: the rows.
            columns: the columns' names in the mapping; empty for those that it does not name.
            first: the number of the first row.
            watch: looks at what became of them.
            shown: gets each row with its triples; none of them if ``None``.

        Returns:
            what was made of them, as N-Triples, without what leads a thing back to its row.
        """
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
        """What is made of some rows of a batch, once more.

        Args:
            several: parts cells of several values.
            batch: the rows of the batch.
            columns: as in ``map``.
            first: the number of the batch's first row.
            begin: the place in it of the first of the rows.
            end: the place behind the last of them.
        """
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
class MappedTable:
    """A table that was mapped."""

    path: Path
    table: AnyTable
    columns: Sequence[str]
    several: Several
    query: str


def again(
    work: Work, tables: Sequence[MappedTable], most: int | None, wanted: Collection[int]
) -> Iterator[tuple[int, MappedBatch]]:
    """Batches of some numbers, to be mapped once more.

    Args:
        work: maps rows.
        tables: the tables that were mapped.
        most: so many rows of each were read; all if ``None``.
        wanted: the numbers of the batches, counted through all tables.
    """
    number = count()
    for one in tables:
        for first, batch in batches(one.path, one.table, one.columns, most):
            if (place := next(number)) in wanted:
                rows = one.several.parted(batch)
                mapped = partial(work.again, one.several, rows, one.columns, first)
                yield place, MappedBatch(one.path, first, rows, mapped)
            if place >= max(wanted):
                return


def _told(cell: Cell) -> str:
    return cell if isinstance(cell, str) else " | ".join(cell)


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


def batches(
    path: Path, table: AnyTable, columns: Sequence[str], most: int | None
) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """Batches of rows, each with the number of its first.

    Args:
        path: the table's file, for errors.
        table: the table.
        columns: the columns' names in the mapping.
        most: read so many rows; all if ``None``.

    Raises:
        DataError: if a row has more or fewer cells than there are columns.
    """
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
