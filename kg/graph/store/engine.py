"""The one place where a text of SPARQL reaches Oxigraph, and where what it says of a wrong one is put in words."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.functions import Function
from kg.graph.terms import Term


def answer(
    store: ox.Store,
    text: str,
    bindings: Mapping[str, Term],
    functions: Mapping[str, Function],
    prefixes: Mapping[str, str],
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Answer a query that ``kg.graph.guard.check_query`` has let pass.

    Args:
        store: Oxigraph's store.
        text: the query.
        bindings: terms that take the place of variables, as ``initBindings`` of rdflib do.
        functions: functions that the query may call, by IRI.
        prefixes: the prefixes that need no declaration.

    Raises:
        QueryError: if the query is wrong.
    """
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
