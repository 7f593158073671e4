"""The graph: triples in Oxigraph, seen through rdflib; the one place a query passes through.

Queries are answered by Oxigraph, never by rdflib's own engine, and never reach the network or a
file: Oxigraph would follow ``SERVICE`` and ``LOAD``, so ``kg.graph.guard`` refuses both before it sees
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, SourceError
from kg.graph.functions import Function, Given, Term, query_functions
from kg.graph.guard import check_query

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["FORMATS", "Function", "Given", "Row", "Term", "TripleStore", "rdf_format"]

Row = dict[str, Term | None]

#: File name endings that can be read, with Oxigraph's name of the format.
FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


class TripleStore:
    """Triples in one Oxigraph store, in its default graph.

    Args:
        folder: keep the store on disk in this folder; in memory if ``None``.
        base: the IRI under which the graph's things live.
        ontology: where the questions, rules and whatever else is asked of the graph are found.

    Raises:
        SourceError: if the folder cannot be opened as a store.
    """

    def __init__(
        self, folder: Path | None = None, base: str = vocabulary.DEFAULT_BASE, ontology: Ontology = BUNDLED
    ) -> None:
        self.base = base
        self.ontology = ontology
        try:
            self.inner = ox.Store(str(folder)) if folder is not None else ox.Store()
        except OSError as error:
            raise SourceError(
                f"{folder}: cannot be opened as a store ({error}). Name an empty or a new folder."
            ) from error
        self._on_disk = folder is not None
        self._rdflib: Graph | None = None

    def __len__(self) -> int:
        return len(self.inner)

    @property
    def rdflib(self) -> Graph:
        """The same triples as an rdflib graph: a view, not a copy."""
        if self._rdflib is None:
            from kg.graph.rdflib_view import view

            self._rdflib = view(self.inner, self.base)
        return self._rdflib

    def load(self, path: Path) -> None:
        """Load a file of RDF with Oxigraph's own parsers.

        Named graphs are merged into the one graph, since a union of graphs would count a triple
        once per graph.

        Args:
            path: a file in one of ``FORMATS``.

        Raises:
            SourceError: if the file is missing, of unknown format, or has a syntax error.
        """
        form = rdf_format(path)
        try:
            # In memory a transaction is as fast as the bulk loader and peaks at two thirds of its
            # memory (tests/bench/load.py); on disk only the bulk loader is fast.
            load = self.inner.bulk_load if self._on_disk else self.inner.load
            load(path=str(path), format=form)
        except (SyntaxError, ValueError) as error:
            raise SourceError(_syntax_message(path, error)) from error
        except OSError as error:
            raise SourceError(
                f"{path}: cannot be read ({error.strerror or error}). Check the path and its permissions."
            ) from error
        if form.supports_datasets:
            self._merge_named_graphs()

    def add(self, triples: Iterable[ox.Triple]) -> None:
        """Add triples to the graph."""
        self.inner.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)

    def select(self, text: str, parameters: Mapping[str, Given] | None = None) -> list[Row]:
        """Answer a SELECT query.

        Args:
            text: the query; ``vocabulary.PREFIXES`` are known in it.
            parameters: terms that the query reads with ``fn:parameter("name")``; what is not given
                is unbound there. Of several, given as a tuple, it reads the first, and
                ``fn:among("name", ?term)`` says whether a term is one of them.

        Returns:
            one dictionary a solution: variable name to term, or to ``None`` where unbound.

        Raises:
            QueryError: if the query is wrong, is not a SELECT, or asks for more than the graph.
        """
        solutions = self._solutions(text, parameters)
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, solution, strict=True)) for solution in solutions]

    def columns(self, text: str, parameters: Mapping[str, Given] | None = None) -> dict[str, list[str]]:
        """Answer a SELECT query as columns of text, without a Python object a term: for large answers.

        Args:
            text: as in ``select``.
            parameters: as in ``select``.

        Returns:
            variable name to its terms, one a solution, each as SPARQL 1.1 TSV spells it
            (``kg.graph.columns`` reads it); empty where unbound.

        Raises:
            QueryError: as ``select`` does.
        """
        solutions = self._solutions(text, parameters)
        names = [variable.value for variable in solutions.variables]
        content = solutions.serialize(format=ox.QueryResultsFormat.TSV)
        assert content is not None  # without an output file, Oxigraph returns what it writes
        # Tabs and line ends inside a term are escaped there: those that are left part cells and rows.
        head, _, body = content.decode("utf-8").partition("\n")
        if not names or not body:
            return {name: [] for name in names}
        cells = body.removesuffix("\n").replace("\t", "\n").split("\n")
        assert len(head.split("\t")) == len(names)
        return {name: cells[index :: len(names)] for index, name in enumerate(names)}

    def _solutions(self, text: str, parameters: Mapping[str, Given] | None) -> ox.QuerySolutions:
        solutions = self.query(text, parameters)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("A SELECT query is needed here.")
        return solutions

    def construct(self, text: str) -> Iterator[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; triples may come more than once.

        Raises:
            QueryError: as ``select`` does.
        """
        triples = self.query(text)
        if not isinstance(triples, ox.QueryTriples):
            raise QueryError("A CONSTRUCT query is needed here.")
        return triples

    def query(
        self,
        text: str,
        parameters: Mapping[str, Given] | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query of any form; every other method asks through this one.

        Args:
            text: the query; ``vocabulary.PREFIXES`` are known in it.
            parameters: terms that the query reads with ``fn:parameter("name")``. They reach it as
                terms and are never part of its text. Oxigraph's own substitutions were tried: they
                are joined to the answer of the pattern, so that a filter does not see them.
            functions: further functions that the query may call, by IRI.

        Raises:
            QueryError: if the query is wrong or asks for more than the graph.
        """
        check_query(text)
        callable_ = {**query_functions(parameters or {}), **(functions or {})}
        return _answer(self.inner, text, {}, callable_, vocabulary.prefixes(self.base))

    def _merge_named_graphs(self) -> None:
        if next(iter(self.inner.named_graphs()), None) is None:
            return
        self.inner.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        self.inner.update("DROP NAMED")


def rdf_format(path: Path) -> ox.RdfFormat:
    """The format of an RDF file, by its name.

    Raises:
        SourceError: if the name has none of the endings in ``FORMATS``.
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise SourceError(
            f"{path}: is not a file of RDF by its name. Use one that ends in {', '.join(FORMATS)}."
        ) from None


def _syntax_message(path: Path, error: Exception) -> str:
    text = str(error).strip().rstrip(".")
    return f"{path}: is not valid RDF: {text}. Correct the file at that place."


def _answer(
    store: ox.Store,
    text: str,
    bindings: Mapping[str, Term],
    functions: Mapping[str, Function],
    prefixes: Mapping[str, str],
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return store.query(
            text,
            prefixes=dict(prefixes),
            substitutions={ox.Variable(name): term for name, term in bindings.items()} or None,
            custom_functions={ox.NamedNode(iri): call for iri, call in functions.items()} or None,
        )
    except SyntaxError as error:
        raise QueryError(f"The query is not valid SPARQL: {error}. Correct it at that place.") from error
    except RuntimeError as error:
        # Oxigraph's word for a binding that the query does not return.
        raise QueryError(f"The query cannot be run: {error}. Return each bound variable.") from error
