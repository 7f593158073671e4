"""Expressions over columns: each is worked out once a distinct value of what it is made of.

A function of ``NATIVE`` knows texts only, and says so of whatever else it is given: then the engine is asked, with the
same distinct values. So no rule of SPARQL about numbers, days, languages or letters is written a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from kg import vocabulary
from kg.errors import QueryError
from kg.graph.columns import split
from kg.graph.columns import text as text_of
from kg.graph.store import Function, Solutions, TripleStore
from kg.graph.terms import Literal, NamedNode
from kg.intake import naming
from kg.intake.columnar.frames import Column, Frame, different
from kg.intake.columnar.syntax import Call, Constant, Expression, Node, Variable
from kg.intake.templates import spelt_as_ntriples
from kg.text import Text

_TRUE = f'"true"^^<{vocabulary.XSD}boolean>'
_FALSE = f'"false"^^<{vocabulary.XSD}boolean>'
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CANONICAL = {
    "integer": re.compile("0|-?[1-9][0-9]{0,17}"),
    "nonNegativeInteger": re.compile("0|[1-9][0-9]{0,17}"),
    "decimal": re.compile(r"0|-?(?:0\.[0-9]{0,15}[1-9]|[1-9][0-9]{0,15}(?:\.[0-9]{0,15}[1-9])?)"),
    "boolean": re.compile("true|false"),
    "anyURI": re.compile(".*", re.DOTALL),
}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile("[a-z]{2,3}")
_SAFE = re.compile("[A-Za-z0-9_-]+")
_PLAIN_PATTERN = re.compile(r"[^\\^$.|?*+()\[\]{}]+")


class Elsewhere(Exception):
    """A value that only the engine knows how to treat."""


def literal(text: str) -> str:
    """A text as N-Triples spells it."""
    return f'"{text.translate(_ESCAPES)}"'


def plain(term: str) -> str:
    """The text of a literal without a language or a datatype.

    Raises:
        Elsewhere: if it is another term.
    """
    if term[-1] != '"':
        raise Elsewhere
    return text_of(term)[0] if "\\" in term else term[1:-1]


class Values:
    """Works out the expressions of one mapping.

    Args:
        functions: what a mapping may call, by IRI; they take and give terms.
        base: the IRI under which things live.
        prologue: what the mapping has before its CONSTRUCT.
    """

    def __init__(self, functions: Mapping[str, Function], base: str, prologue: str) -> None:
        self._functions = functions
        self._base = base
        self._prologue = prologue

    def column(self, expression: Expression, frame: Frame) -> Column:
        """The values of an expression, one a solution; unbound where it is an error."""
        if expression.node is not None:
            try:
                return self._column(expression.node, frame)
            except Elsewhere:
                pass
        return self._asked(expression, frame)

    def stored(self, texts: Sequence[str], datatype: str) -> list[str]:
        """Texts with a datatype as terms, spelt as the engine does: it keeps numbers, not how they were written.

        Args:
            texts: the texts.
            datatype: an IRI.
        """
        try:
            return [_with_datatype(literal(text), f"<{datatype}>") for text in texts]
        except Elsewhere:
            terms = [f"{literal(text)}^^<{datatype}>" for text in texts]
            return self._engine.answer(self._prologue, "?term", ["term"], [terms], len(terms))

    def holds(self, expression: Expression, frame: Frame) -> Any:
        """The solutions for which an expression holds, as places."""
        return self._where(expression, frame, {_TRUE})

    def may_hold(self, expression: Expression, frame: Frame) -> Any:
        """The solutions for which an expression holds or is an error, as places."""
        return self._where(expression, frame, {_TRUE, ""})

    def _where(self, expression: Expression, frame: Frame, wanted: Collection[str]) -> Any:
        asked = Expression(f"IF({expression.text}, true, false)", expression.variables, None)
        if expression.node is not None:
            asked = Expression(asked.text, asked.variables, Call("IF", (expression.node, _yes, _no)))
        column = self.column(asked, frame)
        true = np.array([term in wanted for term in column.terms], dtype=bool)
        return np.flatnonzero(true[column.places])

    def _column(self, node: Node, frame: Frame) -> Column:
        number = len(frame.rows)
        if not number:
            return Column([""], np.zeros(0, dtype=np.int64))  # nothing is called, as the engine calls nothing
        match node:
            case Variable(name):
                return frame.columns.get(name) or Column([""], np.zeros(number, dtype=np.int64))
            case Constant(spelt):
                return Column(["", spelt], np.ones(number, dtype=np.int64))
        if node.name == _ID and len(node.arguments) > 1 and isinstance(node.arguments[0], Constant):
            return self._ids(node.arguments[0].spelt, [self._column(one, frame) for one in node.arguments[1:]])
        names = [name for name in _variables(node) if name in frame.columns]
        if len(names) < 2 or node.name in _LAZY:
            return self._each(node, names, frame)
        arguments = [self._column(one, frame) for one in node.arguments]
        call = self._native(node.name)
        first, kind = different(arguments)
        rows = zip(*(_terms(column, first) for column in arguments), strict=True)
        return _spread(["" if "" in row else call(*row) for row in rows], kind)

    def _each(self, node: Call, names: Sequence[str], frame: Frame) -> Column:
        work = self._compiled(node, {name: place for place, name in enumerate(names)})
        if not names:
            return _spread([work(())], np.zeros(len(frame.rows), dtype=np.int64))
        columns = [frame.columns[name] for name in names]
        first, kind = different(columns)
        rows = zip(*(_terms(column, first) for column in columns), strict=True)
        return _spread([work(row) for row in rows], kind)

    def _compiled(self, node: Node, places: Mapping[str, int]) -> Callable[[Sequence[str]], str]:
        match node:
            case Variable(name):
                if name not in places:
                    return lambda _: ""
                place = places[name]
                return lambda row: row[place]
            case Constant(spelt):
                return lambda _: spelt
        parts = [self._compiled(one, places) for one in node.arguments]
        if node.name in _LAZY:
            lazy = _LAZY[node.name]
            return lambda row: lazy(parts, row)
        call = self._native(node.name)

        def work(row: Sequence[str]) -> str:
            given = [part(row) for part in parts]
            return "" if "" in given else call(*given)

        return work

    def _native(self, name: str) -> Callable[..., str]:
        if name in NATIVE:
            return NATIVE[name]
        if name in self._functions:
            function = self._functions[name]

            def call(*terms: str) -> str:
                try:
                    made = function(*map(_term, terms))
                except (ValueError, TypeError, AttributeError) as error:
                    raise Elsewhere from error
                return "" if made is None else str(made)

            return call
        raise Elsewhere

    def _ids(self, kind: str, parts: Sequence[Column]) -> Column:
        """``fn:id`` of several parts, each of which is encoded once."""
        name = plain(kind)
        encoded = [[term and naming.segment(plain(term)) for term in column.terms] for column in parts]
        first, kinds = different(parts)
        rows = zip(*(_terms(column, first, terms) for column, terms in zip(parts, encoded, strict=True)), strict=True)
        begin = f"<{self._base}{name}/"
        if not _SAFE.fullmatch(name):
            raise Elsewhere
        made = [f"{begin}{'/'.join(row)}>" if "" not in row else "" for row in rows]
        # Blank texts, and texts of which a part is encoded, are noted by the function itself.
        told = self._functions[_ID]
        for place, iri in enumerate(made):
            if not iri or "%" in iri:
                terms = [column.terms[column.places[first[place]]] for column in parts]
                if "" not in terms:
                    told(Literal(name), *(Literal(plain(term)) for term in terms))
        # Each is another one: nothing is gained by looking for those that are the same.
        places = np.fromiter(map(bool, made), dtype=np.int64, count=len(made)) * np.arange(1, len(made) + 1)
        return Column(["", *made], places[kinds])

    def _asked(self, expression: Expression, frame: Frame) -> Column:
        """The values of an expression as the engine finds them."""
        names = [name for name in expression.variables if name in frame.columns]
        if names:
            first, kind = different([frame.columns[name] for name in names])
        else:
            first, kind = np.zeros(1, dtype=np.int64), np.zeros(len(frame.rows), dtype=np.int64)
        if not len(frame.rows):
            return Column([""], kind)
        inputs = [_terms(frame.columns[name], first) for name in names]
        answer = self._engine.answer(self._prologue, expression.text, names, inputs, len(first))
        return _spread(answer, kind)

    @cached_property
    def _engine(self) -> _Engine:
        return _Engine(self._functions, self._base)


class _Engine:
    """Asks the engine for the values of an expression, which are the same as in the mapping as a whole."""

    def __init__(self, functions: Mapping[str, Function], base: str) -> None:
        self._functions = functions
        self._base = base

    def answer(
        self, prologue: str, text: str, names: Sequence[str], inputs: Sequence[Sequence[str]], number: int
    ) -> list[str]:
        scratch = TripleStore(base=self._base)
        lines = [f"<{_INPUT}{place}> <{_INPUT}> <{_INPUT}> .\n" for place in range(number)]
        lines += [
            f"<{_INPUT}{place}> <{_INPUT}{index}> {term} .\n"
            for index, terms in enumerate(inputs)
            for place, term in enumerate(terms)
            if term
        ]
        scratch.load_ntriples("".join(lines).encode("utf-8"))
        own = "kgInput_"
        while own in names or f"{own}made" in names:
            own += "_"
        patterns = " ".join(f"OPTIONAL {{ ?{own} <{_INPUT}{index}> ?{name} }}" for index, name in enumerate(names))
        query = (
            f"{prologue} SELECT ?{own} ?{own}made WHERE {{ ?{own} <{_INPUT}> <{_INPUT}> . {patterns} "
            f"BIND({text} AS ?{own}made) }}"
        )
        found = scratch.query(query, functions=self._functions)
        if not isinstance(found, Solutions):
            raise QueryError(Text("A SELECT query is needed here.", "此处需要 SELECT 查询。"))
        answer = split(found.serialize("tsv"))
        made = [""] * number
        for node, term in zip(answer[own], answer[f"{own}made"], strict=True):
            made[int(node[len(_INPUT) + 1 : -1])] = spelt_as_ntriples(term)
        return made


_INPUT = "urn:kg:input:"
_ID = vocabulary.FUNCTION + "id"


def _term(spelt: str) -> Literal | NamedNode:
    return NamedNode(spelt[1:-1]) if spelt[0] == "<" else Literal(plain(spelt))


def _terms(column: Column, places: Any, terms: Sequence[str] | None = None) -> list[str]:
    found = column.terms if terms is None else terms
    return [found[place] for place in column.places[places].tolist()]


def _spread(made: Sequence[str], kind: Any) -> Column:
    column = Column.of(made)
    return Column(column.terms, column.places[kind])


def _variables(node: Node) -> list[str]:
    match node:
        case Variable(name):
            return [name]
        case Call():
            return list(dict.fromkeys(name for one in node.arguments for name in _variables(one)))
    return []


# What follows works on terms as N-Triples spells them; an unbound one, or an error, is empty.


def _truth(term: str) -> bool | None:
    """The effective truth value (SPARQL 1.1, §17.2.2); ``None`` for an error."""
    if term in (_TRUE, _FALSE):
        return term == _TRUE
    if not term:
        return None
    return bool(plain(term))


_Parts = Sequence[Callable[[Sequence[str]], str]]


def _if(parts: _Parts, row: Sequence[str]) -> str:
    if len(parts) != 3:
        raise Elsewhere
    truth = _truth(parts[0](row))
    return "" if truth is None else parts[1 if truth else 2](row)


def _coalesce(parts: _Parts, row: Sequence[str]) -> str:
    return next(filter(None, (part(row) for part in parts)), "")


def _bound(parts: _Parts, row: Sequence[str]) -> str:
    return _TRUE if parts[0](row) else _FALSE


def _not(parts: _Parts, row: Sequence[str]) -> str:
    truth = _truth(parts[0](row))
    return "" if truth is None else _FALSE if truth else _TRUE


def _or(parts: _Parts, row: Sequence[str]) -> str:
    return _one_of(parts, row, True)


def _and(parts: _Parts, row: Sequence[str]) -> str:
    return _one_of(parts, row, False)


def _one_of(parts: _Parts, row: Sequence[str], decides: bool) -> str:
    unknown = False
    for part in parts:
        truth = _truth(part(row))
        if truth is decides:
            return _TRUE if decides else _FALSE
        unknown = unknown or truth is None
    return "" if unknown else _FALSE if decides else _TRUE


_LAZY: dict[str, Callable[[_Parts, Sequence[str]], str]] = {
    "IF": _if,
    "COALESCE": _coalesce,
    "BOUND": _bound,
    "!": _not,
    "||": _or,
    "&&": _and,
}


def _equal(one: str, other: str) -> str:
    if one[0] == other[0] == "<":
        return _TRUE if one == other else _FALSE
    return _TRUE if plain(one) == plain(other) else _FALSE


def _unequal(one: str, other: str) -> str:
    return _FALSE if _equal(one, other) == _TRUE else _TRUE


def _lower(term: str) -> str:
    return _ascii(term).lower()


def _upper(term: str) -> str:
    # "\n" and the like would become another escape.
    return literal(plain(_ascii(term)).upper())


def _ascii(term: str) -> str:
    plain(term)
    if not term.isascii() or "\\" in term:
        raise Elsewhere
    return term


def _str(term: str) -> str:
    if term[0] == "<":
        return literal(term[1:-1])
    if term[0] != '"':
        raise Elsewhere
    return literal(text_of(term)[0]) if term[-1] != '"' else term


def _concat(*terms: str) -> str:
    return literal("".join(map(plain, terms)))


def _replace(term: str, pattern: str, other: str) -> str:
    form = plain(pattern)
    if not _PLAIN_PATTERN.fullmatch(form) or "$" in other or "\\" in other:
        raise Elsewhere
    return literal(plain(term).replace(form, plain(other)))


def _with_language(term: str, language: str) -> str:
    tag = plain(language)
    if not _LANGUAGE.fullmatch(tag):
        raise Elsewhere
    plain(term)
    return f"{term}@{tag}"


def _with_datatype(term: str, datatype: str) -> str:
    text = plain(term)
    if datatype[0] != "<":
        raise Elsewhere
    name = datatype[1:-1].removeprefix(vocabulary.XSD)
    if name == "date":
        if not _DAY.fullmatch(text) or not _is_day(text):
            raise Elsewhere
    elif name not in _CANONICAL or not _CANONICAL[name].fullmatch(text):
        raise Elsewhere
    return f"{term}^^{datatype}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_yes, _no = Constant(_TRUE), Constant(_FALSE)

#: Functions and operators of SPARQL on texts and IRIs.
NATIVE: dict[str, Callable[..., str]] = {
    "=": _equal,
    "!=": _unequal,
    "LCASE": _lower,
    "UCASE": _upper,
    "STR": _str,
    "CONCAT": _concat,
    "REPLACE": _replace,
    "STRLANG": _with_language,
    "STRDT": _with_datatype,
}
