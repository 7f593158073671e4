"""rdflib's API over Oxigraph's triples: the converter at that boundary.

Two things differ from ``oxrdflib`` as it is. Oxigraph types every plain string ``xsd:string``, and
rdflib holds that unequal to a plain literal (rdflib#2123), so that comparisons silently fail:
such literals leave here without a datatype. And where ``oxrdflib`` declines a query, rdflib would
answer it with its own engine, which follows ``FROM`` and ``SERVICE`` to the network: here every
query is checked, and answered by Oxigraph or not at all.

That holds for the graph that ``view`` gives. Whoever puts the store under an ``rdflib.Graph`` of their
own and asks with ``use_store_provided=False`` has chosen rdflib's engine, which reads the store triple by
triple and never shows it the query: the store cannot refuse, and ``FROM`` and ``SERVICE`` then reach the
network. Ask text of others through the graph itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import Graph, Literal, URIRef, Variable
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import BNode, Identifier, Node

from kg import vocabulary
from kg.errors import QueryError, said_by_engine
from kg.graph.functions import query_functions
from kg.graph.guard import check_query, prefixes_named
from kg.graph.store import engine
from kg.graph.terms import is_rdf12, spelled
from kg.text import Text

_XSD_STRING = vocabulary.XSD + "string"
# How many arguments of rdflib's ``query`` and ``update`` come before ``use_store_provided``.
_BEFORE_SWITCH = 5
_BEFORE_SWITCH_OF_UPDATE = 4


def to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    """An Oxigraph term as the rdflib term that rdflib's own parsers would have made.

    Raises:
        QueryError: for a term of RDF 1.2, which rdflib cannot hold.
    """
    if isinstance(term, ox.Triple) or is_rdf12(term):
        raise QueryError(
            Text(
                f"{spelled(term)}: is a term of RDF 1.2, and rdflib knows those of RDF 1.1 only. "
                "Ask for its parts (SUBJECT, PREDICATE, OBJECT, or STR), or use `kg query`.",
                f"{spelled(term)}：是 RDF 1.2 的项，而 rdflib 只认 RDF 1.1。请询问其各部分（SUBJECT、PREDICATE、"
                "OBJECT 或 STR），或用 `kg query`。",
            )
        )
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == _XSD_STRING:
        return Literal(term.value)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def to_oxigraph(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """An rdflib term as an Oxigraph term."""
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    raise QueryError(Text(f"{term!r} is not a term that a graph can hold.", f"{term!r} 不是图谱可承载的项。"))


class GuardedStore(OxigraphStore):
    """``oxrdflib``'s store with plain strings kept plain and every query checked."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """The triples that fit a pattern, with literals as rdflib's parsers make them."""
        try:
            wanted = [None if term is None else to_oxigraph(term) for term in triple_pattern]
            found = self._inner.quads_for_pattern(*wanted, _graph_name(context))  # type: ignore[call-arg, arg-type]
        except (QueryError, TypeError, ValueError):
            return  # nothing has a literal as its subject, or a path as its predicate
        for quad in found:
            triple = tuple(map(to_rdflib, (quad.subject, quad.predicate, quad.object)))
            yield triple, iter((context if context is not None else _context(self, quad.graph_name),))

    def query(
        self,
        query: Query | str | bytes,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's name
        initBindings: Mapping[str, Identifier],  # noqa: N803 - rdflib's name
        queryGraph: str,  # noqa: N803, ARG002 - rdflib's signature
        **kwargs: object,  # noqa: ARG002 - rdflib's signature
    ) -> Result:
        """Answer a query with Oxigraph; a prepared query is answered from its text.

        Args:
            query: its text, or what ``prepareQuery`` made.
            initNs: further prefixes; these go before the graph's own.
            initBindings: variables that are bound before it runs.
            queryGraph: rdflib's name for the graph; the one that there is, is asked.
            **kwargs: what else rdflib hands on; not used.

        Returns:
            what rdflib gives for a query of this form.

        Raises:
            QueryError: if the query is wrong or asks for more than the graph.
        """
        names = {**vocabulary.prefixes(), **self._namespace_for_prefix, **initNs}
        if isinstance(query, Query):
            if not hasattr(query, "_original_args"):
                raise QueryError(
                    Text(
                        "A query that is prepared must come from rdflib's prepareQuery; or give it as text.",
                        "预备的查询须来自 rdflib 的 prepareQuery；否则请以文本给出。",
                    )
                )
            text, prepared_names, _ = query._original_args
            names.update(prepared_names)
        else:
            text = _as_text(query)
        check_query(text)
        parameters = {str(name): to_oxigraph(term) for name, term in initBindings.items()}
        prefixes = {prefix: str(iri) for prefix, iri in names.items()}
        with prefixes_named(text, prefixes):
            return _result(engine.answer(self._inner, text, parameters, query_functions({}), prefixes))

    def update(
        self,
        update: Any,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's name
        initBindings: Mapping[str, Identifier],  # noqa: N803 - rdflib's name
        queryGraph: str,  # noqa: N803, ARG002 - rdflib's signature
        **kwargs: object,  # noqa: ARG002 - rdflib's signature
    ) -> None:
        """Carry out an update given as text.

        Args:
            update: its text.
            initNs: further prefixes; these go before the graph's own.
            initBindings: must be empty.
            queryGraph: rdflib's name for the graph; the one that there is, is changed.
            **kwargs: what else rdflib hands on; not used.

        Raises:
            QueryError: if the update is prepared, is wrong, or asks for more than the graph.
        """
        if not isinstance(update, (str, bytes)) or initBindings:
            raise QueryError(Text("An update must be one text without bindings.", "更新须为一段文本，不带绑定。"))
        update = _as_text(update)
        check_query(update, update=True)
        try:
            self._inner.update(update, prefixes={**vocabulary.prefixes(), **self._namespace_for_prefix, **initNs})
        except SyntaxError as error:
            raise QueryError(
                Text(
                    f"The update is not valid SPARQL: {error}. Correct it at that place.",
                    f"更新不是有效的 SPARQL：{said_by_engine(error)}。请在该处改正。",
                )
            ) from error
        except RuntimeError as error:
            raise QueryError(
                Text(f"The update cannot be carried out: {error}.", f"更新无法执行：{said_by_engine(error)}。")
            ) from error


def _as_text(query: str | bytes) -> str:
    """A query as text; rdflib's own engine takes bytes of UTF-8 too."""
    if isinstance(query, str):
        return query
    try:
        return bytes(query).decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(
            Text(
                f"The query is not Unicode at byte {error.start}. Write it in UTF-8.",
                f"查询在第{error.start}字节处不是 Unicode。请以 UTF-8 书写。",
            )
        ) from error
    except TypeError as error:
        raise QueryError(
            Text(f"A query must be text, not {type(query).__name__}.", f"查询须为文本，而不是 {type(query).__name__}。")
        ) from error


class GuardedGraph(Graph):
    """A graph whose queries and updates always go to its store; rdflib's own engine would follow ``SERVICE``."""

    def query(self, *args: Any, **kwargs: Any) -> Result:
        """Answer a query, as ``rdflib.Graph.query`` does."""
        return super().query(*args[:_BEFORE_SWITCH], **{**kwargs, "use_store_provided": True})

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Carry out an update, as ``rdflib.Graph.update`` does."""
        super().update(*args[:_BEFORE_SWITCH_OF_UPDATE], **{**kwargs, "use_store_provided": True})


def _graph_name(context: Any) -> ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None:
    if context is None:
        return None
    name = getattr(context, "identifier", context)
    if name == DATASET_DEFAULT_GRAPH_ID:
        return ox.DefaultGraph()
    return ox.BlankNode(str(name)) if isinstance(name, BNode) else ox.NamedNode(str(name))


def _context(store: GuardedStore, name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Graph:
    identifier = DATASET_DEFAULT_GRAPH_ID if isinstance(name, ox.DefaultGraph) else to_rdflib(name)
    return Graph(store=store, identifier=identifier)


def _result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        result = Result("ASK")
        result.askAnswer = bool(answer)
    elif isinstance(answer, ox.QuerySolutions):
        result = Result("SELECT")
        result.vars = [Variable(variable.value) for variable in answer.variables]
        result.bindings = [
            {name: to_rdflib(term) for name, term in zip(result.vars, solution, strict=True) if term is not None}
            for solution in answer
        ]
    else:
        result = Result("CONSTRUCT")
        result.graph = Graph()
        for triple in answer:
            result.graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return result


def view(inner: ox.Store, base: str = vocabulary.DEFAULT_BASE) -> Graph:
    """An rdflib graph over the default graph of an Oxigraph store.

    Args:
        inner: the store; what is added through rdflib is added to it.
        base: the IRI under which the graph's things live, for their prefixes.
    """
    graph = GuardedGraph(store=GuardedStore(store=inner), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for prefix, iri in vocabulary.prefixes(base).items():
        graph.bind(prefix, iri)
    return graph
