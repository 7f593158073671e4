"""The queries of ``sh:sparql`` (§5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.guard import check_query
from kg.graph.shacl.shapes import Shape, ShapesGraph
from kg.graph.shacl.terms import OWN_VARIABLE, bad_query, is_true, sh, unsupported, wrong
from kg.graph.terms import Term
from kg.vocabulary import OWL


class Select(NamedTuple):
    """The query of a ``sh:sparql`` constraint, ready to stand inside another one.

    Attributes:
        text: the query without prefixes: every name is written out.
        columns: the variables that it returns, ``?this`` among them.
    """

    text: str
    columns: tuple[str, ...]


_PROLOGUE = re.compile(r"\s*(?:#[^\n]*\n\s*)*PREFIX\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE)
# As in SPARQL's grammar, what may contain anything comes first: strings, IRIs, comments.
_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<comment> \#[^\n]* )
    | (?P<variable> [?$]\w+ )
    | (?P<name> (?:[^\W\d_][\w.-]*)? : (?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<blank> _:\w[\w.-]* )
    | (?P<word> [A-Za-z]\w* )
    | (?P<mark> [(){}*] )
    """,
    re.VERBOSE | re.DOTALL,
)
#: The SHACL properties that a constraint may have.
_KNOWN = frozenset({"select", "message", "prefixes", "deactivated"})
_FORBIDDEN_WORDS = frozenset({"MINUS", "VALUES"})
_FORBIDDEN_VARIABLES = frozenset({"shapesGraph", "currentShape", "failure"})


def read_select(graph: ShapesGraph, shape: Shape, node: Term) -> Select | None:
    """The query of a ``sh:sparql`` constraint; ``None`` if it is deactivated.

    Names are written out and ``$PATH`` is put in, so that the query can stand in another one whatever
    prefixes that one has. It is then parsed alone: only a whole SELECT can stand in a group.

    Raises:
        SourceError: if it uses what SHACL forbids, or lacks what it needs.
        QueryError: if it is not SPARQL, or reaches beyond the graph.
    """
    if unknown := sorted(set(graph.shacl_properties(node)) - _KNOWN):
        raise unsupported(node, unknown[0])
    if is_true(graph.one(node, "deactivated")):
        return None
    literal = graph.one(node, "select")
    if not isinstance(literal, ox.Literal):
        raise wrong(node, "has no sh:select with the text of a query")
    text = _written_out(literal.value, _prefixes(graph, node), shape, node)
    try:
        check_query(text)
    except QueryError as error:
        raise QueryError(f"The shape {node} is not allowed: {error}") from error
    return Select(text, _columns(text, node))


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
                raise wrong(declaration, "declares no prefix with its namespace")
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise wrong(node, f"knows two namespaces for the prefix {prefix.value}")
    return found


def _written_out(text: str, prefixes: dict[str, str], shape: Shape, node: Term) -> str:
    start = 0
    while declared := _PROLOGUE.match(text, start):
        prefixes[declared[1]] = declared[2]
        start = declared.end()
    matches = list(_TOKEN.finditer(text, start))
    _check_nesting([match for match in matches if match.lastgroup != "comment"], node)
    written: list[str] = []
    for match in matches:
        written += [text[start : match.start()], _written(match, prefixes, shape, node)]
        start = match.end()
    return "".join([*written, text[start:]])


def _written(token: re.Match[str], prefixes: Mapping[str, str], shape: Shape, node: Term) -> str:
    match token.lastgroup:
        case "comment":
            return " "
        case "name":
            return _iri(token[0], prefixes, node)
        case "variable" if token[0][1:] == "PATH":
            if shape.path is None:
                raise wrong(node, "has $PATH in its query and stands at a node shape, which has no path")
            return f" {shape.path.text()} "
        case "variable":
            _check_variable(token[0][1:], node)
    return token[0]


def _iri(name: str, prefixes: Mapping[str, str], node: Term) -> str:
    prefix, local = name.split(":", 1)
    dots = re.search(r"(?<!\\)\.*$", local)  # A full stop at the end is the triple's, not the name's.
    assert dots is not None
    if prefix not in prefixes:
        raise wrong(node, f"uses the prefix {prefix}: in its query and does not declare it with sh:prefixes")
    unescaped = re.sub(r"\\(.)", r"\1", local[: dots.start()])
    try:
        # The namespace is any string of the shapes graph: nothing but an IRI may come into the query.
        return f"{ox.NamedNode(prefixes[prefix] + unescaped)}{dots[0]}"
    except ValueError as error:
        raise wrong(node, f"declares a namespace for the prefix {prefix}: that is no IRI ({error})") from error


def _check_variable(name: str, node: Term) -> None:
    if name in _FORBIDDEN_VARIABLES or name.startswith(OWN_VARIABLE):
        raise wrong(node, f"uses the variable ?{name} in its query, which is not supported")


def _check_nesting(tokens: list[re.Match[str]], node: Term) -> None:
    """Refuse what would break pre-binding (appendix A of SHACL)."""
    words = [token[0].upper() if token.lastgroup == "word" else token[0].replace("$", "?") for token in tokens]
    for word in words:
        if word in _FORBIDDEN_WORDS:
            raise wrong(node, f"uses {word} in its query, which SHACL forbids")
    if ("AS", "?this") in pairwise(words):
        raise wrong(node, "gives $this another value in its query, which SHACL forbids")
    selects = [index for index, word in enumerate(words) if word == "SELECT"]
    for index in selects[1:]:
        if "?this" not in _plain_columns(words[index + 1 :]):
            raise wrong(node, "has a nested SELECT that does not return $this, which SHACL forbids")


def _plain_columns(words: list[str]) -> set[str]:
    """The columns of a SELECT clause that are no expressions."""
    columns: set[str] = set()
    depth = 0
    for word in words:
        if word == "{":
            break
        depth += (word == "(") - (word == ")")
        if depth == 0:
            columns.add(word)
    return columns


def _columns(text: str, node: Term) -> tuple[str, ...]:
    try:
        solutions = ox.Store().query(text)
    except (SyntaxError, RuntimeError) as error:
        raise bad_query(node, error) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise wrong(node, "has a query that is no SELECT")
    columns = tuple(str(variable) for variable in solutions.variables)
    if "?this" not in columns:
        raise wrong(node, "has a query that does not return $this")
    return columns
