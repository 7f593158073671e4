"""Rows to RDF: plain triples of a table's rows, turned into the model by a CONSTRUCT query.

Each row becomes one node with one triple a filled cell, as CSVW's minimal mode does, and the
mapping of the table (``ontology/mappings/<table>.rq``) turns them into the model. A mapping sees
one row at a time, so rows go through in batches and memory stays flat. It says from which row a
thing comes with ``prov:wasDerivedFrom``; those triples do not reach the graph, they are the way back
from a finding to a cell.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from kg import assets, vocabulary
from kg.errors import DataError, SourceError
from kg.graph.queryfile import QueryFile
from kg.graph.store import Function, Store, Triples, TripleStore
from kg.graph.terms import Literal, NamedNode, Triple
from kg.intake import naming
from kg.intake.columnar.expressions import literal
from kg.intake.columnar.frames import Cells, Column
from kg.intake.columnar.plan import Batch, Plan
from kg.intake.columnar.syntax import NotColumnar
from kg.intake.package import Package
from kg.intake.tables.model import Cell, ColumnCells, ColumnRows, Row, Table
from kg.nearest import folded
from kg.numbers import distinct
from kg.progress import ROWS, Progress, counted, silent
from kg.text import Text, log

_LOG = logging.getLogger(__name__)

#: Rows in one batch.
BATCH = 20_000
#: Bytes of triples that are added at once.
_AT_ONCE = 32_000_000

_DERIVED_FROM = NamedNode(vocabulary.PROV + "wasDerivedFrom")
#: What the node of a row is called, before its number.
ROW_NODE = "urn:kg:row:"


class Place(NamedTuple):
    """The row that a thing comes from."""

    file: str
    table: str
    row: int


@dataclass(slots=True)
class Trace:
    """From a thing's IRI to the first row that speaks of it; one passage may be cited by any number of rows.

    The first by the order of the tables, then by the row's number: a query's answers come in no order
    of their own.
    """

    places: dict[str, Place] = field(default_factory=dict)

    def add(self, iri: str, place: Place) -> None:
        """Note that a row speaks of a thing; rows of later tables, and later rows of a table, are passed over."""
        first = self.places.setdefault(iri, place)
        if (first.file, first.table) == (place.file, place.table) and place.row < first.row:
            self.places[iri] = place

    def find(self, iri: str) -> Place | None:
        """The first row that speaks of a thing."""
        return self.places.get(iri)


def as_stored(made: bytes) -> bytes:
    """Lines that rows make, with whole numbers in the type that the store has them in.

    A text in quotes may be another one then. So whoever looks for a line of the store finds it, or finds nothing.
    """
    return made.replace(f"^^<{vocabulary.XSD}nonNegativeInteger> .".encode(), f"^^<{vocabulary.XSD}integer> .".encode())


class Repeated:
    """Which triples several rows make, by the checksum of their lines: some that are made once may be among them.

    Args:
        before: those that are known already.
        lines: more of them.

    Attributes:
        lines: as given, and what was noted.
    """

    def __init__(self, before: Any = (), lines: Iterable[bytes] = ()) -> None:
        self._before = np.asarray(before, dtype=np.uint32)
        self._seen: list[Any] = []
        self.lines = list(lines)

    def note(self, made: bytes, repeated: bytes) -> None:
        """Note what some rows make.

        Args:
            made: all lines, those of one pattern each once.
            repeated: those that several of these rows make.
        """
        lines = as_stored(made).split(b"\n")
        # What two patterns make stands twice here, and is no row's own either.
        self._seen.append(np.fromiter(map(crc32, lines), dtype=np.uint32, count=len(lines)))
        self.lines += as_stored(repeated).split(b"\n")

    def hashes(self) -> Any:
        """The checksums, each once, sorted."""
        seen = np.sort(np.concatenate(self._seen)) if self._seen else np.zeros(0, dtype=np.uint32)
        own = np.fromiter(map(crc32, self.lines), dtype=np.uint32, count=len(self.lines))
        return distinct(np.concatenate([self._before, seen[1:][seen[1:] == seen[:-1]], own]))


class Functions:
    """What a mapping may call, besides SPARQL's own functions.

    Args:
        base: the IRI under which things live.
        others: more functions, by IRI.

    Attributes:
        base: as it was given.
        blank: texts of which no id could be made.
        clashes: an id, or part of one, to the different texts that make it.
        alike: the same of texts that differ in case, width or spaces only, and are held for one name.
    """

    def __init__(self, base: str, others: Mapping[str, Function] | None = None) -> None:
        self.base = base
        self._others = others or {}
        self._slugs: dict[str, str] = {}
        self._encoded: dict[str, tuple[str, ...]] = {}
        self.blank: dict[str, None] = {}
        self.clashes: defaultdict[str, set[str]] = defaultdict(set)
        self.alike: defaultdict[str, set[str]] = defaultdict(set)

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {
            vocabulary.FUNCTION + "id": self.id,
            vocabulary.FUNCTION + "reference": self.reference,
            vocabulary.FUNCTION + "code": self.code,
            vocabulary.FUNCTION + "term": self.term,
            vocabulary.FUNCTION + "slug": self.slug,
            **self._others,
        }

    def id(self, kind: Literal, *slugs: Literal) -> NamedNode | None:
        """The IRI of a thing from its kind and the parts of its id; none where a part is blank."""
        texts = tuple(slug.value for slug in slugs)
        parts = [naming.segment(text) for text in texts]
        if not all(parts):
            self.blank.update(dict.fromkeys(text for text in texts if not text.strip()))
            return None
        made = "/".join([kind.value, *parts])
        if "%" in made:  # a cell may hold what the encoding of another makes
            first = self._encoded.setdefault(made, texts)
            if first != texts:
                self.clashes[made].update(*({one, two} for one, two in zip(first, texts, strict=True) if one != two))
        return NamedNode(self.base + made)

    def reference(self, path: Literal) -> NamedNode | None:
        """The IRI of a thing from a typed reference such as ``region/cn-shanghai``."""
        return NamedNode(self.base + naming.path(path.value))

    def code(self, code_list: Literal, code: Literal) -> NamedNode | None:
        """The IRI of a code of a code list; none where it is blank."""
        name = naming.segment(code.value)
        return NamedNode(f"{vocabulary.CODE}{code_list.value}/{name}") if name else None

    def slug(self, text: Literal) -> Literal | None:
        """A text as a readable part of an id (``naming.slug``); none where it is blank."""
        name = naming.slug(text.value)
        if not name:
            self.blank[text.value] = None
            return None
        first = self._slugs.setdefault(name, text.value)
        if first != text.value:
            same = folded(first) == folded(text.value)
            (self.alike if same else self.clashes)[name].update((first, text.value))
        return Literal(name)

    def term(self, name: Literal) -> NamedNode | None:
        """The IRI of a term of the ontology from its local name."""
        return NamedNode(vocabulary.PK + naming.segment(name.value))


def load_mapping(table: str) -> QueryFile:
    """The mapping of a table.

    Raises:
        SourceError: if the ontology has none of that name.
    """
    path = assets.ontology_folder() / "mappings" / f"{table}.rq"
    if not path.is_file():
        raise SourceError(
            Text(
                f"{path.name}: no mapping turns the table {table} into the model.",
                f"{path.name}：没有将表 {table} 转为模型的映射。",
            )
        )
    return QueryFile.load(path)


def map_package(
    package: Package,
    store: Store,
    trace: Trace,
    base: str = vocabulary.DEFAULT_BASE,
    progress: Progress = silent,
    repeated: Repeated | None = None,
) -> None:
    """Turn all checked rows of a package into triples of the model.

    Args:
        package: the package, already read and checked.
        store: the graph; it is added to.
        trace: filled with the way back from things to rows.
        base: the IRI under which things live.
        progress: told how many rows are done.
        repeated: is told which triples several rows make.
    """
    functions = Functions(base)
    rows = sum(len(table.rows) for table in package.tables)
    done = 0
    # A store takes much at once in less time than the same in parts.
    waiting, size = list[bytes](), 0
    for table in package.tables:
        mapping = load_mapping(table.name)
        plan = _plan(mapping, functions, told=bool(table.rows))
        for batch in counted(progress, _batches(table.rows), rows, ROWS, len, done):
            if plan is None:
                _map_batch(table, batch, mapping, functions, store, trace)
                continue
            waiting.append(_mapped(table, batch, plan, trace, repeated))
            size += len(waiting[-1])
            if size > _AT_ONCE:
                store.load_ntriples(b"".join(waiting))
                waiting, size = [], 0
        done += len(table.rows)
    store.load_ntriples(b"".join(waiting))


def lines_of_rows(
    table: Table, rows: Sequence[Row], base: str, trace: Trace, repeated: Repeated | None = None
) -> bytes | None:
    """What some rows of a table become, as N-Triples; ``None`` where the engine must be asked.

    Args:
        table: the table.
        rows: the rows.
        base: as in ``map_package``.
        trace: likewise.
        repeated: likewise.
    """
    plan = _plan(load_mapping(table.name), Functions(base), told=False)
    if plan is None:
        return None
    return _mapped(table, rows, plan, trace, repeated) if rows else b""


def _mapped(table: Table, rows: Sequence[Row], plan: Plan, trace: Trace, repeated: Repeated | None) -> bytes:
    frames = plan.solve(_columns(rows, plan))
    numbers = _numbers(rows)
    for term, place in plan.sources(frames):
        trace.add(term[1:-1], Place(table.file, table.name, numbers[place]))
    made = plan.ntriples(frames)
    if repeated is not None:
        repeated.note(made, plan.repeated(frames))
    return made


def _plan(mapping: QueryFile, functions: Functions, *, told: bool) -> Plan | None:
    """A mapping as a plan over columns; ``None`` where the engine must be asked, which the log says if it is told."""
    try:
        return Plan(mapping.sparql, functions.table(), functions.base)
    except NotColumnar as reason:
        if told:
            log(_LOG, reason.of(f"mappings/{mapping.name}.rq"))
        return None


def _columns(rows: Sequence[Row], plan: Plan) -> Batch:
    """Checked rows as columns."""
    if isinstance(rows, ColumnRows):
        held = {name: _of_held(column, plan) for name, column in rows.columns.items()}
        return Batch(len(rows), held, ROW_NODE, rows.numbers)
    names = dict.fromkeys(chain.from_iterable(row.cells for row in rows))
    cells = {name: _of_column([row.cells.get(name) for row in rows], plan) for name in names}
    return Batch(len(rows), cells, ROW_NODE, _numbers(rows))


def _numbers(rows: Sequence[Row]) -> Sequence[int]:
    return rows.numbers if isinstance(rows, ColumnRows) else [row.number for row in rows]


def _of_held(column: ColumnCells, plan: Plan) -> Cells:
    """One column's cells, where rows are held as columns."""
    different = column.values[1:]
    if any(len(values) != 1 for values in different):
        return _of_column(list(map(column.cells().__getitem__, column.places.tolist())), plan)
    number: dict[str, int] = {}
    # Two spellings of one value are one term.
    places = np.array([0, *(number.setdefault(values[0], len(number) + 1) for values in different)], dtype=np.int64)
    terms = _terms([(value, column.datatype) for value in number], plan)
    return Cells(Column(["", *terms], places[column.places]))


def _of_column(column: Sequence[Cell | None], plan: Plan) -> Cells:
    """One column's cells, of which the reading of tables makes one object for all that are alike."""
    keys = list(map(id, column))
    different = {key: cell for key, cell in dict(zip(keys, column, strict=True)).items() if cell is not None}
    rows = None
    if any(len(cell.values) != 1 for cell in different.values()):
        # A value that stands twice in a cell counts once.
        several = [
            (place, value, cell.datatype)
            for place, cell in enumerate(column)
            if cell is not None
            for value in dict.fromkeys(cell.values)
        ]
        rows = np.array([place for place, _, _ in several], dtype=np.int64)
        spelt = [(value, datatype) for _, value, datatype in several]
    else:
        told = {key: (cell.values[0], cell.datatype) for key, cell in different.items()}
    values = list(dict.fromkeys(spelt if rows is not None else told.values()))
    number = {value: index for index, value in enumerate(values, 1)}
    if rows is not None:
        places = np.fromiter(map(number.__getitem__, spelt), dtype=np.int64, count=len(spelt))
    else:
        of_key = {id(None): 0, **{key: number[value] for key, value in told.items()}}
        places = np.fromiter(map(of_key.__getitem__, keys), dtype=np.int64, count=len(keys))
    return Cells(Column(["", *_terms(values, plan)], places), rows)


def _terms(values: Sequence[tuple[str, str]], plan: Plan) -> list[str]:
    """Values with their datatype as terms."""
    found: dict[tuple[str, str], str] = {}
    for datatype in dict.fromkeys(datatype for _, datatype in values):
        texts = [text for text, of in values if of == datatype]
        if datatype == "string":
            terms = [literal(text) for text in texts]
        else:
            terms = plan.values.stored(texts, vocabulary.XSD + datatype)
        found.update(((text, datatype), term) for text, term in zip(texts, terms, strict=True))
    return [found[value] for value in values]


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[begin : begin + BATCH] for begin in range(0, len(rows), BATCH))


def _map_batch(
    table: Table, rows: Sequence[Row], mapping: QueryFile, functions: Functions, store: Store, trace: Trace
) -> None:
    scratch = TripleStore()
    scratch.add(_plain_triples(rows))
    answer = scratch.query(mapping.text, functions=functions.table())
    if not isinstance(answer, Triples):
        raise DataError(
            Text(f"The mapping {mapping.name} is not a CONSTRUCT query.", f"映射 {mapping.name} 不是 CONSTRUCT 查询。")
        )
    made = []
    for triple in answer:
        if triple.predicate == _DERIVED_FROM and isinstance(triple.object, NamedNode):
            number = int(triple.object.value.removeprefix(ROW_NODE))
            assert isinstance(triple.subject, NamedNode)
            trace.add(triple.subject.value, Place(table.file, table.name, number))
        else:
            made.append(triple)
    store.add(made)


def _plain_triples(rows: Iterable[Row]) -> Iterator[Triple]:
    columns: dict[str, NamedNode] = {}
    datatypes: dict[str, NamedNode] = {}
    for row in rows:
        node = NamedNode(f"{ROW_NODE}{row.number}")
        for name, cell in row.cells.items():
            column = columns.get(name) or columns.setdefault(name, NamedNode(vocabulary.ROW + name))
            datatype = datatypes.get(cell.datatype) or datatypes.setdefault(
                cell.datatype, NamedNode(vocabulary.XSD + cell.datatype)
            )
            for value in cell.values:
                yield Triple(node, column, Literal(value, datatype=datatype))
