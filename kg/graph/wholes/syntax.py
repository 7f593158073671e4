"""The part of SPARQL that is answered from columns: the text of a query to its parts.

Known are SELECT with DISTINCT, COUNT, GROUP BY and ORDER BY; triples whose property is an IRI, a sequence of such, or
one that may be left out (``?``); FILTER, BIND, OPTIONAL, MINUS, UNION and queries within; comparisons, ``&&``, ``||``,
``!``, BOUND, STR, COALESCE, EXISTS and ``fn:parameter``. All else is ``NotHere``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kg import vocabulary


class NotHere(Exception):
    """That a query is not answered from columns, with the reason."""


@dataclass(frozen=True)
class Call:
    """An expression: what is done, with which expressions, variables or terms.

    Attributes:
        name: ``variable``, ``term``, ``parameter``, ``bound``, ``exists``, ``str``, ``coalesce``, ``count``, a sign of
            comparison, or ``and``, ``or``, ``not``.
        parts: expressions; of the first four their name, of ``exists`` a group.
        distinct: of ``count``, whether each value counts once.
    """

    name: str
    parts: tuple[Call | Group | str, ...] = ()
    distinct: bool = False


@dataclass(frozen=True)
class Link:
    """A triple pattern: ends are variables, which begin with ``?``, or terms; an optional one may be left out."""

    subject: str
    predicate: str
    value: str
    optional: bool = False


@dataclass(frozen=True)
class Bind:
    """A variable that gets the value of an expression."""

    value: Call
    variable: str


@dataclass(frozen=True)
class Within:
    """A group within a group.

    Attributes:
        kind: ``OPTIONAL``, ``MINUS``, or ``UNION`` of one group or several.
        groups: the groups.
    """

    kind: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Group:
    """What stands between two braces.

    Attributes:
        parts: in order, filters apart.
        filters: which hold for the group as a whole.
    """

    parts: tuple[Part, ...]
    filters: tuple[Call, ...]


@dataclass(frozen=True)
class Query:
    """A SELECT.

    Attributes:
        columns: variable to the expression that it stands for.
        body: where.
        distinct: whether each row comes once.
        by: the variables of GROUP BY; ``None`` without one.
        order: variables, each with whether it falls.
    """

    columns: Mapping[str, Call]
    body: Group
    distinct: bool = False
    by: tuple[str, ...] | None = None
    order: tuple[tuple[str, bool], ...] = field(default=())

    @property
    def counts(self) -> bool:
        """Whether rows are counted together."""
        return self.by is not None or any(call.name == "count" for call in self.columns.values())


Part: TypeAlias = Link | Bind | Within | Query

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\r\n]*)
    | (?P<iri><[A-Za-z][^<>"{}|^`\\\s?]*>)
    | (?P<string>"[^"\\\x00-\x1f]*"(?![\w"@^]))
    | (?P<variable>[?$]\w+)
    | (?P<name>[A-Za-z][\w-]*:[A-Za-z_](?:[\w-]*\w)?(?![\w.%\\:-]))
    | (?P<number>(?<![\w.])(?:0|[1-9][0-9]{0,17})(?![\w.]))
    | (?P<word>[A-Za-z]\w*(?![\w:-]))
    | (?P<sign>&&|\|\||!=|<=|>=|[{}();,.=<>!?/])""",
    re.VERBOSE | re.ASCII,
)
_ENDS = (
    "FILTER",
    "OPTIONAL",
    "MINUS",
    "BIND",
    "UNION",
    "SELECT",
    "VALUES",
    "GRAPH",
    "SERVICE",
    "LATERAL",
    "{",
    "}",
    ".",
)
_COMPARED = ("=", "!=", "<=", ">=", "<", ">")
_PARAMETER = f"<{vocabulary.FUNCTION}parameter>"


def read(text: str, prefixes: Mapping[str, str]) -> Query:
    """The parts of a query.

    Args:
        text: a SELECT without a prologue.
        prefixes: those that need no declaration.

    Raises:
        NotHere: if it has anything that is not known here, or is no query at all.
    """
    reader = _Reader(list(_tokens(text, prefixes)))
    query = reader.select()
    reader.end()
    return query


def _tokens(text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise NotHere(text[place : place + 20])
        place, kind, token = found.end(), found.lastgroup, found[0]
        if kind == "name":
            prefix, _, local = token.partition(":")
            if prefix not in prefixes:
                raise NotHere(token)
            yield f"<{prefixes[prefix]}{local}>"
        elif kind == "variable":
            yield "?" + token[1:]
        elif kind == "word":
            # A word in capitals is told from a term, none of which begins with a letter but the truth values.
            yield token if token in ("a", "true", "false") else token.upper()
        elif kind != "space":
            yield token


class _Reader:
    """Reads tokens from the first to the last."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = [*tokens, ""]
        self._place = 0
        self._made = 0

    @property
    def _next(self) -> str:
        return self._tokens[self._place]

    def _take(self, *expected: str) -> str:
        token = self._next
        if not token or (expected and token not in expected):
            raise NotHere(f"{token} for {' '.join(expected)}")
        self._place += 1
        return token

    def _takes(self, token: str) -> bool:
        """Whether a token is next; then it is taken."""
        if self._next != token:
            return False
        self._place += 1
        return True

    def end(self) -> None:
        if self._next:
            raise NotHere(self._next)

    def select(self) -> Query:
        self._take("SELECT")
        distinct = self._takes("DISTINCT")
        columns: dict[str, Call] = {}
        while self._next in ("(",) or self._next[:1] == "?":
            if self._takes("("):
                value = self._expression()
                self._take("AS")
                variable = self._variable()
                self._take(")")
            else:
                variable = self._variable()
                value = Call("variable", (variable,))
            if variable in columns:
                raise NotHere(variable)
            columns[variable] = value
        self._takes("WHERE")
        body = self._group()
        by, order = self._by(), self._order()
        query = Query(columns, body, distinct, by, order)
        if not columns or (query.counts and distinct):
            raise NotHere("SELECT")
        return query

    def _by(self) -> tuple[str, ...] | None:
        if not self._takes("GROUP"):
            return None
        self._take("BY")
        found = [self._variable()]
        while self._next[:1] == "?":
            found.append(self._variable())
        return tuple(found)

    def _order(self) -> tuple[tuple[str, bool], ...]:
        if not self._takes("ORDER"):
            return ()
        self._take("BY")
        found: list[tuple[str, bool]] = []
        while self._next in ("ASC", "DESC") or self._next[:1] == "?":
            if self._next[:1] == "?":
                found.append((self._variable(), False))
                continue
            falls = self._take() == "DESC"
            self._take("(")
            found.append((self._variable(), falls))
            self._take(")")
        return tuple(found)

    def _variable(self) -> str:
        token = self._take()
        if token[:1] != "?" or len(token) < 2:
            raise NotHere(token)
        return token

    def _group(self) -> Group:
        self._take("{")
        if self._next == "SELECT":
            query = self.select()
            self._take("}")
            return Group((query,), ())
        parts: list[Part] = []
        filters: list[Call] = []
        while not self._takes("}"):
            if self._takes("."):
                continue
            if self._takes("FILTER"):
                filters.append(self._primary())
            elif self._takes("BIND"):
                self._take("(")
                value = self._expression()
                self._take("AS")
                parts.append(Bind(value, self._variable()))
                self._take(")")
            elif self._next in ("OPTIONAL", "MINUS"):
                parts.append(Within(self._take(), (self._group(),)))
            elif self._next == "{":
                groups = [self._group()]
                while self._takes("UNION"):
                    groups.append(self._group())
                parts.append(Within("UNION", tuple(groups)))
            else:
                parts.extend(self._statement())
        return Group(tuple(parts), tuple(filters))

    def _statement(self) -> Iterator[Link]:
        """The triples of one subject."""
        subject = self._term()
        while True:
            steps = self._path()
            while True:
                yield from self._linked(subject, steps, self._term())
                if not self._takes(","):
                    break
            if not self._takes(";"):
                break
            while self._takes(";"):
                pass
            if self._next in _ENDS:
                break
        if self._next not in _ENDS:
            raise NotHere(self._next)

    def _linked(self, subject: str, steps: list[tuple[str, bool]], value: str) -> Iterator[Link]:
        for step, (predicate, optional) in enumerate(steps, 1):
            end = value
            if step < len(steps):
                self._made += 1
                end = f"?.{self._made}"  # like no variable of a query
            yield Link(subject, predicate, end, optional)
            subject = end

    def _path(self) -> list[tuple[str, bool]]:
        steps = []
        while True:
            token = self._take()
            if token == "a":  # noqa: S105 - the word for a class
                token = f"<{vocabulary.RDF}type>"
            if token[:1] != "<" or len(token) < 3:
                raise NotHere(token)
            steps.append((token, self._takes("?")))
            if not self._takes("/"):
                return steps

    def _term(self) -> str:
        token = self._take()
        is_iri = token[:1] == "<" and len(token) > 2
        if is_iri or token[:1] == '"' or token in ("true", "false") or token.isdigit():
            return token
        if token[:1] == "?" and len(token) > 1:
            return token
        raise NotHere(token)

    # Expressions, by how closely they bind

    def _expression(self) -> Call:
        found = self._conjunction()
        while self._takes("||"):
            found = Call("or", (found, self._conjunction()))
        return found

    def _conjunction(self) -> Call:
        found = self._comparison()
        while self._takes("&&"):
            found = Call("and", (found, self._comparison()))
        return found

    def _comparison(self) -> Call:
        found = self._unary()
        if self._next in _COMPARED:
            found = Call(self._take(), (found, self._unary()))
        return found

    def _unary(self) -> Call:
        return Call("not", (self._unary(),)) if self._takes("!") else self._primary()

    def _primary(self) -> Call:
        token = self._next
        if self._takes("("):
            found = self._expression()
            self._take(")")
            return found
        if token == "NOT" or token == "EXISTS":  # noqa: S105 - words of SPARQL
            self._takes("NOT")
            self._take("EXISTS")
            found = Call("exists", (self._group(),))
            return Call("not", (found,)) if token == "NOT" else found  # noqa: S105 - likewise
        if token in ("BOUND", "STR", "COALESCE", "COUNT", _PARAMETER):
            return self._call()
        found_term = self._term()
        return Call("variable" if found_term[0] == "?" else "term", (found_term,))

    def _call(self) -> Call:
        name = self._take()
        self._take("(")
        if name == "BOUND":
            found = Call("bound", (self._variable(),))
        elif name == _PARAMETER:
            token = self._take()
            if token[:1] != '"':
                raise NotHere(token)
            found = Call("parameter", (token[1:-1],))
        elif name == "STR":
            found = Call("str", (self._expression(),))
        elif name == "COUNT":
            distinct = self._takes("DISTINCT")
            found = Call("count", (self._expression(),), distinct)
        else:
            parts = [self._expression()]
            while self._takes(","):
                parts.append(self._expression())
            found = Call("coalesce", tuple(parts))
        self._take(")")
        return found
