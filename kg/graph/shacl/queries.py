"""The queries of ``sh:sparql`` (§5) and of the validators of a constraint component (§6)."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.guard import check_query
from kg.graph.shacl.components import Use, Validator
from kg.graph.shacl.querytext import Prebound, as_select, written_out
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import SHAPES_GRAPH, bad_query, is_true, named, sh, unsupported, wrong
from kg.graph.terms import Term
from kg.text import Text
from kg.vocabulary import OWL


class Query(NamedTuple):
    """The query of a constraint, ready to stand inside another one.

    Attributes:
        text: a SELECT without prefixes: every name is written out.
        columns: the variables that it returns, ``?this`` among them.
    """

    text: str
    columns: tuple[str, ...]


#: The SHACL properties that a constraint may have, and a validator.
_OF_CONSTRAINT = frozenset({"select", "message", "prefixes", "deactivated"})
_OF_VALIDATOR = frozenset({"select", "ask", "message", "prefixes"})


def read_constraint(graph: ShapesGraph, shape: Shape, node: Term) -> Query | None:
    """The query of a ``sh:sparql`` constraint; ``None`` if it is deactivated.

    A shape may be its own constraint; then what it has as a shape is no matter of the constraint.

    Args:
        graph: the shapes graph.
        shape: the shape that the constraint is of.
        node: the constraint's node.

    Raises:
        SourceError: if it uses what SHACL forbids, or lacks what it needs.
        QueryError: if it is not SPARQL, or reaches beyond the graph.
    """
    if not graph.is_declared(node):
        _refuse_unknown(graph, node, _OF_CONSTRAINT)
    if is_true(graph.one(node, "deactivated")):
        return None
    terms = _terms_of(shape)
    text = _text(graph, node, "select", Prebound(frozenset({"this"}), terms, path=shape.path))
    return Query(text, _columns(text, node))


def read_validator(graph: ShapesGraph, shape: Shape, validator: Validator, use: Use) -> Query:
    """The query of a component's validator with the parameters that a shape gives; see ``read_constraint``.

    The SELECT of an ASK has a solution where the value is right.

    Args:
        graph: the shapes graph.
        shape: the shape that uses the component.
        validator: the component's validator, in the form of SELECT or ASK.
        use: what the shape gives as its parameters.

    Raises:
        SourceError: as ``read_constraint``.
        QueryError: as ``read_constraint``.
    """
    _refuse_unknown(graph, validator.node, _OF_VALIDATOR)
    given = {name: str(named(term)) for name, term in use.given.items()}
    unbound = frozenset(use.component.parameters.keys() - given.keys())
    asks = validator.form == "ask"
    variables = frozenset({"this", "value"} if asks else {"this"})
    prebound = Prebound(variables, {**_terms_of(shape), **given}, unbound, None if asks else shape.path)
    text = _text(graph, validator.node, validator.form, prebound)
    if asks:
        text = as_select(text, "?this ?value", validator.node)
    return Query(text, _columns(text, validator.node))


def _terms_of(shape: Shape) -> dict[str, str]:
    return {"shapesGraph": str(SHAPES_GRAPH), "currentShape": str(named(shape.node))}


def _refuse_unknown(graph: ShapesGraph, node: Term, known: frozenset[str]) -> None:
    if unknown := sorted(set(graph.shacl_properties(node)) - known):
        raise unsupported(node, unknown[0])


def _text(graph: ShapesGraph, node: Term, form: str, prebound: Prebound) -> str:
    """The text of a query. It is parsed alone: only a whole SELECT can stand in a group."""
    literal = graph.one(node, form)
    if not isinstance(literal, ox.Literal):
        raise wrong(node, Text(f"has no sh:{form} with the text of a query", f"没有含查询文本的 sh:{form}"))
    text = written_out(literal.value, _prefixes(graph, node), prebound, node)
    try:
        check_query(text)
    except QueryError as error:
        raise QueryError(
            Text(f"The shape {node} is not allowed: {error}", f"形状 {node} 不被允许：{error.text.zh}")
        ) from error
    return text


def _prefixes(graph: ShapesGraph, node: Term) -> dict[str, str]:
    """The prefixes that a constraint names (§5.2.1), with those of imported ontologies."""
    pending = graph.objects(node, sh("prefixes"))
    seen: list[Term] = []
    found: dict[str, str] = {}
    while pending:
        holder = pending.pop()
        if holder in seen:
            continue
        seen.append(holder)
        pending += graph.objects(holder, ox.NamedNode(f"{OWL}imports"))
        for declaration in graph.objects(holder, sh("declare")):
            prefix, namespace = graph.one(declaration, "prefix"), graph.one(declaration, "namespace")
            if not isinstance(prefix, ox.Literal) or not isinstance(namespace, ox.Literal):
                raise wrong(declaration, Text("declares no prefix with its namespace", "未声明前缀及其命名空间"))
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise wrong(
                    node,
                    Text(
                        f"knows two namespaces for the prefix {prefix.value}", f"为前缀 {prefix.value} 写有两个命名空间"
                    ),
                )
    return found


def _columns(text: str, node: Term) -> tuple[str, ...]:
    try:
        solutions = ox.Store().query(text)
    except (SyntaxError, RuntimeError) as error:
        raise bad_query(node, error) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise wrong(node, Text("has a query that is no SELECT", "的查询不是 SELECT"))
    columns = tuple(str(variable) for variable in solutions.variables)
    if "?this" not in columns:
        raise wrong(node, Text("has a query that does not return $this", "的查询未返回 $this"))
    return columns
