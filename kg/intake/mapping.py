"""Rows to RDF: plain triples of a table's rows, turned into the model by a CONSTRUCT query.

Each row becomes one node with one triple a filled cell, as CSVW's minimal mode does, and the
mapping of the table (``ontology/mappings/<table>.rq``) turns them into the model. A mapping sees
one row at a time, so rows go through in batches and memory stays flat. It says from which row a
thing comes with ``prov:wasDerivedFrom``; those triples do not reach the graph, they are the way back
from a finding to a cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from kg import assets, vocabulary
from kg.errors import DataError, SourceError
from kg.graph.queryfile import QueryFile
from kg.graph.store import Function, Store, Triples, TripleStore
from kg.graph.terms import Literal, NamedNode, Triple
from kg.intake.package import Package
from kg.intake.tables.model import Row, Table

#: Rows in one batch. Larger ones were no faster in ``tests/bench/mapping.py``.
BATCH = 5_000

_DERIVED_FROM = NamedNode(vocabulary.PROV + "wasDerivedFrom")
_ROW_NODE = "urn:kg:row:"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
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


class Functions:
    """What a mapping may call, besides SPARQL's own functions.

    Args:
        base: the IRI under which things live.
    """

    def __init__(self, base: str) -> None:
        self._base = base

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {
            vocabulary.FUNCTION + "id": self.id,
            vocabulary.FUNCTION + "reference": self.reference,
            vocabulary.FUNCTION + "code": self.code,
            vocabulary.FUNCTION + "term": self.term,
            vocabulary.FUNCTION + "slug": self.slug,
        }

    def id(self, kind: Literal, *slugs: Literal) -> NamedNode | None:
        """The IRI of a thing from its kind and the parts of its id."""
        return NamedNode(self._base + "/".join([kind.value, *(slug.value for slug in slugs)]))

    def reference(self, path: Literal) -> NamedNode | None:
        """The IRI of a thing from a typed reference such as ``region/cn-shanghai``."""
        return NamedNode(self._base + path.value)

    def code(self, code_list: Literal, code: Literal) -> NamedNode | None:
        """The IRI of a code of a code list."""
        return NamedNode(f"{vocabulary.CODE}{code_list.value}/{code.value}")

    def slug(self, text: Literal) -> Literal | None:
        """A text as part of an id: small Latin letters, digits and hyphens; none where no letter or digit is left."""
        plain = unicodedata.normalize("NFKD", text.value).encode("ascii", "ignore").decode().lower()
        slug = _NOT_IN_SLUG.sub("-", plain).strip("-")
        return Literal(slug) if slug else None

    def term(self, name: Literal) -> NamedNode | None:
        """The IRI of a term of the ontology from its local name."""
        return NamedNode(vocabulary.PK + name.value)


def load_mapping(table: str) -> QueryFile:
    """The mapping of a table.

    Raises:
        SourceError: if the ontology has none of that name.
    """
    path = assets.ontology_folder() / "mappings" / f"{table}.rq"
    if not path.is_file():
        raise SourceError(f"{path.name}: no mapping turns the table {table} into the model.")
    return QueryFile.load(path)


def map_package(package: Package, store: Store, trace: Trace, base: str = vocabulary.DEFAULT_BASE) -> None:
    """Turn all checked rows of a package into triples of the model.

    Args:
        package: the package, already read and checked.
        store: the graph; it is added to.
        trace: filled with the way back from things to rows.
        base: the IRI under which things live.
    """
    functions = Functions(base)
    for table in package.tables:
        mapping = load_mapping(table.name)
        for batch in _batches(table.rows):
            _map_batch(table, batch, mapping, functions, store, trace)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _map_batch(
    table: Table, rows: list[Row], mapping: QueryFile, functions: Functions, store: Store, trace: Trace
) -> None:
    scratch = TripleStore()
    scratch.add(_plain_triples(rows))
    answer = scratch.query(mapping.text, functions=functions.table())
    if not isinstance(answer, Triples):
        raise DataError(f"The mapping {mapping.name} is not a CONSTRUCT query.")
    made = []
    for triple in answer:
        if triple.predicate == _DERIVED_FROM and isinstance(triple.object, NamedNode):
            number = int(triple.object.value.removeprefix(_ROW_NODE))
            assert isinstance(triple.subject, NamedNode)
            trace.add(triple.subject.value, Place(table.file, table.name, number))
        else:
            made.append(triple)
    store.add(made)


def _plain_triples(rows: Iterable[Row]) -> Iterator[Triple]:
    columns: dict[str, NamedNode] = {}
    datatypes: dict[str, NamedNode] = {}
    for row in rows:
        node = NamedNode(f"{_ROW_NODE}{row.number}")
        for name, cell in row.cells.items():
            column = columns.get(name) or columns.setdefault(name, NamedNode(vocabulary.ROW + name))
            datatype = datatypes.get(cell.datatype) or datatypes.setdefault(
                cell.datatype, NamedNode(vocabulary.XSD + cell.datatype)
            )
            for value in cell.values:
                yield Triple(node, column, Literal(value, datatype=datatype))
