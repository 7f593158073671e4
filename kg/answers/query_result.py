"""What rdflib gives for a query, with the forms that every answer has: a table, a frame, and a notebook's HTML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rdflib import Literal, URIRef
from rdflib.query import Result

from kg.answers.blanks import remarks
from kg.extras import require
from kg.results.tables import Table
from kg.text import Text


class QueryResult(Result):
    """An ``rdflib.query.Result`` that shows itself.

    Args:
        result: what rdflib gave.
        prefixes: prefix to IRI, by which ``table`` shortens IRIs.
        sparql: the query.

    Attributes:
        remarks: why a column is blank that an expression should have filled; empty mostly.
    """

    def __init__(self, result: Result, prefixes: Mapping[str, str], sparql: str) -> None:
        super().__init__(result.type)
        self.askAnswer, self.graph = result.askAnswer, result.graph
        if result.type == "SELECT":
            self.vars, self.bindings = result.vars, result.bindings
        self._prefixes = dict(prefixes)
        names = [str(name) for name in result.vars or ()] if result.type == "SELECT" else []
        self.remarks: tuple[Text, ...] = tuple(remarks(sparql, names, self._rows())) if names else ()

    def __repr__(self) -> str:
        if self.type == "ASK":
            return f"<QueryResult: {str(bool(self)).lower()}>"
        return f"<QueryResult: {len(self)} {'rows' if self.type == 'SELECT' else 'triples'}; .table(), .frame()>"

    def table(self) -> Table:
        """The rows, or the triples in the order of their texts, for people: IRIs by their prefixes."""
        if self.type == "ASK":
            return Table(["answer"], [[str(bool(self)).lower()]])
        rows = [[self._shown(term) for term in row] for row in self._rows()]
        return Table(self._headers(), rows if self.type == "SELECT" else sorted(rows))

    def frame(self) -> Any:
        """The same as a ``pandas.DataFrame``: IRIs whole, numbers as numbers, what is unbound missing."""
        require("frames")
        import pandas as pd

        if self.type == "ASK":
            return pd.DataFrame({"answer": [bool(self)]})
        rows = [[_python(term) for term in row] for row in self._rows()]
        return pd.DataFrame(rows if self.type == "SELECT" else sorted(rows, key=str), columns=self._headers())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def _rows(self) -> list[tuple[Any, ...]]:
        if self.type == "SELECT":
            # Read one by one, rdflib's result would leave out a row whose cells are all unbound.
            return [tuple(map(row.get, self.vars or ())) for row in self.bindings]
        return [tuple(row) for row in self if not isinstance(row, bool)]

    def _headers(self) -> list[str]:
        return [str(name) for name in self.vars or ()] if self.type == "SELECT" else ["subject", "predicate", "object"]

    def _shown(self, term: Any) -> str:
        if isinstance(term, URIRef):
            fitting = [(iri, prefix) for prefix, iri in self._prefixes.items() if term.startswith(iri)]
            if fitting:
                iri, prefix = max(fitting, key=lambda found: len(found[0]))
                return f"{prefix}:{term[len(iri) :]}"
        return "" if term is None else str(term)


def _python(term: Any) -> Any:
    """A term as pandas takes it: a number as a number (a decimal as a float), everything else as text."""
    if isinstance(term, Literal):
        value = term.value
        if isinstance(value, bool | int | float):
            return value
        return float(value) if isinstance(value, Decimal) else str(term)
    return None if term is None else str(term)
