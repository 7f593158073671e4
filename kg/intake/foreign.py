"""Any table at all, by a mapping of one's own: rows of a CSV file to triples of the model.

The table need not be one of ours: the mapping is a CONSTRUCT over plain rows (``?row row:country ?text``),
with the same functions as the mappings of a package. Only the columns that it names are read, rows go
through in batches, and neither the rows' triples nor what is made of them become Python objects, so that
hundreds of thousands of rows take seconds and little memory.

No row goes in silence: what the mapping makes nothing of, a text that makes no id, two texts that make one, and a
value that is none of its type are errors by row (``kg.intake.lost``).
"""

from __future__ import annotations

import csv
import gzip
import io
import logging
import re
import sys
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from kg import vocabulary
from kg.errors import DataError, QueryError, SourceError
from kg.findings import Finding
from kg.graph.library import own_query
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store, Triples, TripleStore
from kg.graph.terms import NamedNode
from kg.intake.columnar.expressions import literal
from kg.intake.columnar.frames import Cells, Column
from kg.intake.columnar.plan import Batch, Plan
from kg.intake.columnar.syntax import NotColumnar
from kg.intake.lost import Watch
from kg.intake.mapping import ROW_NODE, Functions
from kg.intake.templates import also_making, is_term, lines, read_template, spelt_out
from kg.intake.templates import columns as columns_of

#: Rows in one batch.
BATCH = 20_000

_NOT_IN_NAME = re.compile(r"\W+")
_DERIVED_FROM = NamedNode(vocabulary.PROV + "wasDerivedFrom")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_PARTY, _LOCATED, _AT_PLACE = (f"{vocabulary.PK}{name}" for name in ("party", "locatedIn", "atPlace"))
_LOG = logging.getLogger(__name__)
_SURROGATE = re.compile("[\ud800-\udfff]")


def map_table(
    table: Path, mapping: Path, store: Store, *, partial: bool = False, found: list[Finding] | None = None
) -> int:
    """Turn the rows of a CSV file into triples of the model.

    Args:
        table: a CSV file in UTF-8 with a header, packed if its name ends in ``.gz``. A column's name in the
            mapping is the header's, with an underscore for whatever is no letter or digit. Cells are
            texts; an empty one has no triple.
        mapping: a query file with a CONSTRUCT. ``?row prov:wasDerivedFrom`` is dropped. Where it makes a participation
            of a party and says where the party is located, the participation is at that place: what one row says
            together belongs together.
        store: the graph; it is added to, and its base is where things live.
        partial: make a graph of the rows that give something, and report the others.
        found: what is worth a look is added to it: rows that give nothing, if ``partial``; rows that are empty where
            the mapping looks; values that are none of their type; variables that have no value in some rows.

    Returns:
        how many rows there were.

    Raises:
        SourceError: if a file cannot be read, or the table's header is wrong.
        DataError: if a row has more or fewer cells than the header, or the mapping names a column that the
            table does not have; if a row gives nothing, unless ``partial``; if two different texts make one id.
        QueryError: if the mapping is not a CONSTRUCT query.
    """
    query = own_query(mapping, "mappings")
    functions = Functions(store.base)
    watch = Watch(table, query, functions, lambda texts: _rows_of(table, texts))
    text = _with_places(query.sparql)
    plan = _plan(mapping, text, functions)
    made = spelt_out(text)
    number = 0
    with _opened(table) as file:
        reader = csv.reader(file)
        columns = _columns(table, reader, query)
        for batch in _batches(table, reader, columns):
            if plan is not None:
                rows = _cells(batch, columns, number)
                frames = plan.solve(rows)
                store.load_ntriples(plan.ntriples(frames))
                watch.look(plan.account(frames, rows.count), batch, columns, number + 2)
                number += len(batch)
                continue
            scratch = TripleStore()
            scratch.load_ntriples(_triples(batch, columns, number))
            answer = watch.solutions(scratch)
            if made is None or answer is None:
                constructed = scratch.query(text, functions=functions.table())
                if not isinstance(constructed, Triples):
                    raise QueryError(f"{mapping}: is not a CONSTRUCT query. Begin it with CONSTRUCT.")
                store.load_ntriples(constructed.ntriples())
            else:
                store.load_ntriples("".join(lines(made, answer)).encode("utf-8"))
            watch.look(answer, batch, columns, number + 2)
            number += len(batch)
    _forget_rows(store)
    notes = watch.findings(partial=partial)
    if found is not None:
        found += notes
    return number


def _plan(mapping: Path, text: str, functions: Functions) -> Plan | None:
    """The mapping as a plan over columns; ``None`` where the engine must be asked, which the log says.

    Raises:
        QueryError: if the mapping is not a CONSTRUCT query.
    """
    if not isinstance(TripleStore(base=functions.base).query(text, functions=functions.table()), Triples):
        raise QueryError(f"{mapping}: is not a CONSTRUCT query. Begin it with CONSTRUCT.")
    try:
        return Plan(text, functions.table(), functions.base)
    except NotColumnar as reason:
        _LOG.info("%s is asked of the query engine, which is slower: %s.", mapping.name, reason)
        return None


def _cells(rows: Sequence[Sequence[str]], columns: Sequence[str], before: int) -> Batch:
    """Rows as columns; the first row after the header is number 2."""
    cells = {}
    blank = [""] * len(columns)
    for name, texts in zip(columns, zip(*(row or blank for row in rows), strict=True), strict=True):
        if name:
            column = Column.of(texts)
            terms = ["", *(literal(_SURROGATE.sub("\ufffd", text)) for text in column.terms[1:])]
            cells[name] = Cells(Column(terms, column.places))
    return Batch(len(rows), cells, ROW_NODE, range(before + 2, before + 2 + len(rows)))


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


@contextmanager
def _opened(table: Path) -> Iterator[TextIO]:
    # A cell may be as long as it likes; the default of 131,072 characters is the module's, not CSV's.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        opened = gzip.open if table.suffix == ".gz" else open
        with opened(table, "rt", encoding="utf-8-sig", newline="") as file:
            assert isinstance(file, io.TextIOWrapper)
            yield file
    except UnicodeDecodeError as error:
        raise SourceError(f"{table}: is not UTF-8 ({error.reason}). Save it as UTF-8.") from error
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{table}: cannot be read ({reason}). Check the path and the file.") from error
    except csv.Error as error:
        raise SourceError(f"{table}: is not a CSV file ({error}). Save it as CSV.") from error


def _columns(table: Path, reader: Iterator[list[str]], query: QueryFile) -> list[str]:
    """The columns' names as the mapping has them; empty for those that it does not name."""
    header = [_column_name(name) for name in next(reader, [])]
    if not any(header):
        raise SourceError(f"{table}: has no header. Put the columns' names into the first row.")
    named = columns_of(query.sparql)
    wanted = {_column_name(name) for name in named}
    for name in map(_column_name, named):
        if header.count(name) != 1:
            told = "no column" if name not in header else "several columns"
            raise DataError(
                f"{table}: has {told} {name!r}, which the mapping {query.name} names. It has: "
                f"{', '.join(filter(None, header))}. Correct the mapping or the header."
            )
    # A mapping that names none asks for each by a variable, as ?row ?column ?cell.
    return [name if name in wanted or not wanted else "" for name in header]


def _column_name(name: str) -> str:
    return _NOT_IN_NAME.sub("_", unicodedata.normalize("NFC", name.strip())).strip("_")


def _batches(table: Path, reader: Iterator[list[str]], columns: Sequence[str]) -> Iterator[list[list[str]]]:
    number = 1
    while batch := list(islice(reader, BATCH)):
        if set(map(len, batch)) - {0, len(columns)}:
            wrong = next(place for place, row in enumerate(batch) if row and len(row) != len(columns))
            raise DataError(
                f"{table}, row {number + wrong + 1}: has {len(batch[wrong])} cells, the header {len(columns)}. "
                "Give it as many; put a cell with a comma in quotes."
            )
        number += len(batch)
        yield batch


def _triples(rows: Sequence[Sequence[str]], columns: Sequence[str], before: int) -> bytes:
    """Rows as N-Triples, a triple a filled cell; the first row after the header is number 2."""
    kept = [(index, f'> <{vocabulary.ROW}{name}> "') for index, name in enumerate(columns) if name]
    lines = [
        f'<{ROW_NODE}{number}{predicate}{row[index].translate(_ESCAPES)}" .\n'
        for number, row in enumerate(rows, before + 2)
        if row
        for index, predicate in kept
        if row[index]
    ]
    return _SURROGATE.sub("\ufffd", "".join(lines)).encode("utf-8")


def _rows_of(table: Path, texts: Collection[str]) -> dict[str, int]:
    """The first row that has a cell with each of some texts."""
    found: dict[str, int] = {}
    with _opened(table) as file:
        for number, cells in enumerate(csv.reader(file), 1):
            for cell in cells:
                if cell in texts and number > 1:
                    found.setdefault(cell, number)
    return found


def _forget_rows(store: Store) -> None:
    led = list(store.triples(None, _DERIVED_FROM))
    store.remove(t for t in led if isinstance(t.object, NamedNode) and t.object.value.startswith(ROW_NODE))
