"""The user's own SPARQL: its answer in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg import vocabulary
from kg.answers import blanks
from kg.answers.cells import typed
from kg.answers.unheard import unheard
from kg.errors import DataError, UsageError
from kg.graph import formats
from kg.graph.guard import prefixes_named
from kg.graph.store import Solutions, Store, Term, Triples, TripleStore
from kg.graph.terms import NamedNode, Triple, has_blank_node, is_rdf12, spelled
from kg.graph.writing import canonical
from kg.results import sheets
from kg.results.sheets import Sheet
from kg.results.tables import Table
from kg.text import Text

#: The formats of an answer that is rows or a truth value.
_TABLES = ("table", "csv", "csv-bom", "tsv", "xlsx", "parquet", "html", "json", "xml", "md")


def _nothing(_: Text) -> None:
    """Tell nobody."""


def answer(
    store: Store, sparql: str, form: str | None = None, tell: Callable[[Text], None] = _nothing
) -> str | bytes | Table:
    """Answer a query in a format.

    Args:
        store: the graph.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        form: ``table``, ``html``, ``md``, ``json``, ``xml`` or one of ``kg.results.sheets.FORMS`` for SELECT and ASK;
            ``turtle``, ``json-ld`` or ``n-triples`` for the others. ``None`` is the first that fits.
        tell: takes what is to be said beside the answer: which terms the graph never has, why a column of a SELECT is
            blank.

    Returns:
        the answer as text or bytes, or a table that is still to be shown.

    Raises:
        QueryError: if the query is wrong or asks for more than the graph.
        UsageError: if the format does not fit the query.
    """
    with prefixes_named(sparql, vocabulary.prefixes(store.base)):
        result = store.query(sparql)
    for remark in unheard(store, sparql):
        tell(remark)
    if isinstance(result, Triples):
        return _triples(store, result, form or "turtle")
    if isinstance(result, bool):
        return _truth(result, form or "table")
    return _solutions(store, sparql, result, form or "table", tell)


def _solutions(
    store: Store, sparql: str, result: Solutions, form: str, tell: Callable[[Text], None]
) -> str | bytes | Table:
    if form in formats.RESULTS:
        content = result.serialize(form)
        if blanks.may_be_blank(sparql):
            _tell(sparql, result.names, formats.rows(content, form), tell)
        return _ended(content)
    if form not in sheets.FORMS:
        _check_form(form, "SELECT", *_TABLES)
    rows = list(result)
    _tell(sparql, result.names, rows, tell)
    if form in sheets.FORMS:
        return Sheet(tuple(result.names), tuple(tuple(typed(term) for term in row) for row in rows), {}).written(form)
    table = Table(list(result.names), [[_shown(store, term) for term in row] for row in rows])
    return table.markdown() if form == "md" else table


def _tell(
    sparql: str, names: Sequence[str], rows: Iterable[Sequence[Term | None]], tell: Callable[[Text], None]
) -> None:
    for remark in blanks.remarks(sparql, names, rows):
        tell(remark)


def _truth(result: bool, form: str) -> str | bytes:
    if form in ("json", "xml"):
        return _ended(formats.serialize_truth(result, form))
    _check_form(form, "ASK", *_TABLES)
    return f"{str(result).lower()}\n"


def _triples(store: Store, result: Triples, form: str) -> str | bytes:
    _check_form(form, "CONSTRUCT and DESCRIBE", *formats.TRIPLES)
    # Sorted, so that the same question has the same answer byte for byte.
    triples = sorted(set(result), key=str)
    if form == "json-ld" and (new := next((t.object for t in triples if is_rdf12(t.object)), None)):
        raise DataError(
            Text(
                f"{spelled(new)}: is a term of RDF 1.2, which JSON-LD cannot carry. Use --format turtle.",
                f"{spelled(new)}：是 RDF 1.2 的项，JSON-LD 无法承载。请用 --format turtle。",
            )
        )
    has_blank_nodes = any(has_blank_node(t.subject) or has_blank_node(t.object) for t in triples)
    if form == "turtle" and not has_blank_nodes:
        made = TripleStore(base=store.base)
        made.add(triples)
        return "".join(canonical.turtle(made))
    return _ended(formats.serialize(triples, form, vocabulary.prefixes(store.base)))


def _check_form(form: str, query: str, *fitting: str) -> None:
    if form not in fitting:
        raise UsageError(
            Text(
                f"--format {form} does not fit {query}. Use one of: {', '.join(fitting)}.",
                f"--format {form} 不适用于 {query}。请用其中之一：{', '.join(fitting)}。",
            )
        )


def _shown(store: Store, term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _short(store, term.value)
    if isinstance(term, Triple):
        return f"<<( {' '.join(_part(store, part) for part in term)} )>>"
    return term.value


def _part(store: Store, term: Term) -> str:
    """A term inside a triple term: a text in its quotes, an IRI in brackets where it has no prefix."""
    shown = _shown(store, term)
    return shown if isinstance(term, Triple) or (isinstance(term, NamedNode) and shown != term.value) else str(term)


def _short(store: Store, iri: str) -> str:
    for prefix, namespace in vocabulary.prefixes(store.base).items():
        if iri.startswith(namespace) and not set(iri[len(namespace) :]) & set("/#"):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _ended(content: bytes) -> bytes:
    return content if content.endswith(b"\n") else content + b"\n"
