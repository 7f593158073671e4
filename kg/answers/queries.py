"""The user's own SPARQL: its answer in the format that was asked for."""

from __future__ import annotations

import pyoxigraph as ox

from kg import vocabulary
from kg.errors import UsageError
from kg.graph.guard import prefixes_named
from kg.graph.store import Term, TripleStore
from kg.graph.writing import canonical
from kg.results.tables import Table

_SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {"n-triples": ox.RdfFormat.N_TRIPLES, "json-ld": ox.RdfFormat.JSON_LD, "turtle": ox.RdfFormat.TURTLE}


def answer(store: TripleStore, sparql: str, form: str | None = None) -> str | bytes | Table:
    """Answer a query in a format.

    Args:
        store: the graph.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        form: ``table``, ``csv``, ``tsv``, ``json``, ``xml`` or ``md`` for SELECT and ASK; ``turtle``,
            ``json-ld`` or ``n-triples`` for the others. ``None`` is the first that fits.

    Returns:
        the answer as text or bytes, or a table that is still to be shown.

    Raises:
        QueryError: if the query is wrong or asks for more than the graph.
        UsageError: if the format does not fit the query.
    """
    with prefixes_named(sparql, vocabulary.prefixes(store.base)):
        result = store.query(sparql)
    if isinstance(result, ox.QueryTriples):
        return _triples(store, result, form or "turtle")
    if isinstance(result, ox.QueryBoolean):
        return _boolean(result, form or "table")
    return _solutions(store, result, form or "table")


def _solutions(store: TripleStore, result: ox.QuerySolutions, form: str) -> str | bytes | Table:
    if form in _SOLUTIONS:
        return _bytes(result.serialize(format=_SOLUTIONS[form]))
    _check_form(form, "SELECT", "table", "csv", "tsv", "json", "xml", "md")
    headers = [variable.value for variable in result.variables]
    shorten = form != "csv"
    table = Table(headers, [[_shown(store, term, shorten) for term in solution] for solution in result])
    return table if form == "table" else table.csv() if form == "csv" else table.markdown()


def _boolean(result: ox.QueryBoolean, form: str) -> str | bytes:
    if form in ("json", "xml"):
        return _bytes(result.serialize(format=_SOLUTIONS[form]))
    _check_form(form, "ASK", "table", "csv", "tsv", "json", "xml", "md")
    return f"{str(bool(result)).lower()}\n"


def _triples(store: TripleStore, result: ox.QueryTriples, form: str) -> str | bytes:
    _check_form(form, "CONSTRUCT and DESCRIBE", *_TRIPLES)
    # Sorted, so that the same question has the same answer byte for byte.
    triples = sorted(set(result), key=str)
    has_blank_nodes = any(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in triples)
    if form == "turtle" and not has_blank_nodes:
        made = TripleStore(base=store.base)
        made.add(triples)
        return "".join(canonical.turtle(made))
    return _bytes(ox.serialize(triples, format=_TRIPLES[form], prefixes=vocabulary.prefixes(store.base)))


def _check_form(form: str, query: str, *fitting: str) -> None:
    if form not in fitting:
        raise UsageError(f"--format {form} does not fit {query}. Use one of: {', '.join(fitting)}.")


def _shown(store: TripleStore, term: Term | None, shorten: bool) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _short(store, term.value) if shorten else term.value
    return str(getattr(term, "value", term))


def _short(store: TripleStore, iri: str) -> str:
    for prefix, namespace in vocabulary.prefixes(store.base).items():
        if iri.startswith(namespace) and not set(iri[len(namespace) :]) & set("/#"):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _bytes(content: bytes | None) -> bytes:
    assert content is not None  # without an output file, Oxigraph returns what it writes
    return content if content.endswith(b"\n") else content + b"\n"
