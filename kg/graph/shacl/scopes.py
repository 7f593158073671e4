"""Reads which triples a check looks at, and by which of them each hangs together with the focus node.

A query is a tree of groups. Where a triple pattern of a group matters at all, all patterns of that group and of those
around it hold too, in one and the same graph: a filter is looked at only for what its group has found. So from a triple
that changed, the focus nodes to which it may matter are found along such patterns; ``kg.graph.shacl.reach`` does that.

Only what is surely understood is read: of anything else the answer is that it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.vocabulary import RDF, XSD

_TOKEN = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
    | <[^<>"{}|^`\\\s]*> | [?$]\w+ | \w+(?:\.\d+)? | != | <= | >= | && | \|\| | \^\^ | \S""",
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = "{([", "})]"
#: With these a group is more, or otherwise, than its patterns.
_UNKNOWN = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "GROUP", "HAVING", "ORDER"}) | {
    "MINUS",
    "GRAPH",
    "SERVICE",
    "CONSTRUCT",
    "DESCRIBE",
    "FROM",
    "#",
}
_BESIDE = ("OPTIONAL", "LATERAL", "UNION")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Unknown(Exception):
    """That a query is not of the form that is read here."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple pattern, or a path that is taken as one.

    Attributes:
        subject: a variable or a constant, as the query has it.
        value: likewise.
        predicates: the IRIs of the properties that it follows; ``None`` if it may be any.
        walk: whether it is one property from subject to value, or any number of steps along these in any direction.
        same: whether both ends are one thing, and there is no property.
    """

    subject: str
    value: str
    predicates: frozenset[str] | None
    walk: bool = False
    same: bool = False


@dataclass(slots=True)
class Scope:
    """A group of a query.

    Attributes:
        edges: its own patterns.
        inner: the groups in it.
        loose: variables that only an OPTIONAL may give a value.
        given: what holds wherever the group has a solution, and is no pattern of its own: of a UNION, between which two
            ends each branch has a pattern.
    """

    edges: list[Edge] = field(default_factory=list)
    inner: list[Scope] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    given: list[Edge] = field(default_factory=list)

    def add(self, edge: Edge) -> None:
        """Take a pattern in.

        Raises:
            Unknown: if it asks for what an OPTIONAL before it may have left open: then a triple that comes may take a
                solution away, and what the pattern holds for is not what it held for.
        """
        if not self.loose.isdisjoint((edge.subject, edge.value)):
            raise Unknown
        self.edges.append(edge)

    def is_given(self) -> set[str]:
        """What its own patterns give a value wherever the group has a solution."""
        return {end for edge in self.edges for end in (edge.subject, edge.value)}

    def with_outer(self, outer: Sequence[Edge] = ()) -> Iterator[tuple[Edge, Sequence[Edge]]]:
        """Each pattern with all those that hold where it matters."""
        holding = [*outer, *self.edges, *self.given]
        for edge in self.edges:
            yield edge, holding
        for scope in self.inner:
            yield from scope.with_outer(holding)


@cache
def scopes_of(text: str) -> Scope | None:
    """The groups of a SELECT query without prefixes; ``None`` if it is not surely understood.

    Args:
        text: the query.

    >>> [(edge.subject, *edge.predicates) for edge in scopes_of("SELECT ?a WHERE { ?a <http://e/p> 1 }").edges]
    [('?a', 'http://e/p')]
    >>> scopes_of("SELECT ?a WHERE { ?a !<http://e/p> 1 }") is None
    True
    """
    tokens = ["?" + token[1:] if token[0] == "$" else token for token in _TOKEN.findall(text)]
    reader = _Reader(tokens)
    try:
        if not _UNKNOWN.isdisjoint(token.upper() for token in tokens) or any(map(_is_odd, tokens)):
            return None
        scope = Scope()
        end = reader.select(0, scope, None)
    except (Unknown, IndexError):
        return None
    return scope if end == len(tokens) else None


def _is_odd(token: str) -> bool:
    """Whether what looks like an IRI may be a part of an expression without blanks, as in ``?a<(?b+1&&?c>2)``."""
    return token[:1] == "<" and token[-1:] == ">" and (not token[1:2].isalpha() or not {"(", ")"}.isdisjoint(token))


def _is_iri(token: str) -> bool:
    return token[:1] == "<" and token[-1:] == ">" and len(token) > 2


class _Reader:
    """Reads tokens; ``names`` says what the variables of a group that nobody outside sees are called."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._made = 0

    def select(self, place: int, scope: Scope, names: _Names | None) -> int:
        """Read ``SELECT … WHERE { … }`` with what comes behind into a scope; returns the place after it."""
        tokens = self._tokens
        if tokens[place].upper() != "SELECT":
            raise Unknown
        shown: set[str] = set()
        place += 1
        while tokens[place] != "{":
            if tokens[place] == "(":
                end = self._closed(place)
                if {"{", "*"} & {*tokens[place:end]} or tokens[end - 3].upper() != "AS" or self._calls(place, end):
                    raise Unknown
                shown.add(tokens[end - 2])
                place = end
                continue
            if tokens[place][0] == "?":
                shown.add(tokens[place])
            elif tokens[place].upper() not in ("DISTINCT", "REDUCED", "WHERE"):
                raise Unknown
            place += 1
        self._made += 1
        own = _Names(names, shown, f"_{self._made}")
        place = self.group(place, scope, own)
        while place < len(tokens) and tokens[place].upper() in ("OFFSET", "LIMIT"):
            if not _NUMBER.fullmatch(tokens[place + 1]):
                raise Unknown
            place += 2
        return place

    def group(self, place: int, scope: Scope, names: _Names) -> int:
        """Read ``{ … }`` into a scope; returns the place after it."""
        tokens = self._tokens
        place += 1
        if tokens[place].upper() == "SELECT":
            place = self.select(place, scope, names)
            if tokens[place] != "}":
                raise Unknown
            return place + 1
        while tokens[place] != "}":
            place = self._part(place, scope, names)
        return place + 1

    def _part(self, place: int, scope: Scope, names: _Names) -> int:
        """Read one part of a group; returns the place after it."""
        word = self._tokens[place].upper()
        if word == ".":
            return place + 1
        if word == "OPTIONAL":
            end = self._inside(place + 1, scope, names)
            named = {names.of(token) for token in self._tokens[place:end] if token[0] == "?" and len(token) > 1}
            scope.loose |= named - scope.is_given()
            return end
        if word == "{":
            return self._branches(place, scope, names)
        if word in _BESIDE:
            return self._inside(place + 1, scope, names)
        if word == "FILTER":
            return self._filter(place + 1, scope, names)
        if word == "BIND":
            return self._bind(place + 1, scope, names)
        if word == "VALUES":
            if self._tokens[place + 1][0] != "?" or self._tokens[place + 2] != "{":
                raise Unknown
            return self._closed(place + 2)
        return self._triples(place, scope, names)

    def _branches(self, place: int, scope: Scope, names: _Names) -> int:
        """Read a group, with those that UNION puts beside it; returns the place after the last."""
        first = len(scope.inner)
        place = self._inside(place, scope, names)
        while self._tokens[place].upper() == "UNION":
            place = self._inside(place + 1, scope, names)
        if len(scope.inner) > first + 1:
            scope.given += _common(scope.inner[first:])
        return place

    def _inside(self, place: int, scope: Scope, names: _Names) -> int:
        if self._tokens[place] != "{":
            raise Unknown
        inner = Scope()
        scope.inner.append(inner)
        end = self.group(place, inner, names)
        scope.loose |= inner.loose - scope.is_given()
        return end

    def _filter(self, place: int, scope: Scope, names: _Names) -> int:
        tokens = self._tokens
        words = [token.upper() for token in tokens[place : place + 2]]
        if words == ["NOT", "EXISTS"] or words[0] == "EXISTS":
            return self._inside(place + (2 if words[0] == "NOT" else 1), scope, names)
        if words[0] != "(":
            if self._is_call(place):
                raise Unknown  # a function, which may look at the graph
            place += 1  # one of SPARQL's own
        if tokens[place] != "(":
            raise Unknown
        return self._expression(place, scope, names)

    def _expression(self, place: int, scope: Scope, names: _Names) -> int:
        """Read an expression in brackets, for the groups in it."""
        tokens, end = self._tokens, self._closed(place)
        while place < end:
            if tokens[place] == "{":
                if tokens[place - 1].upper() != "EXISTS":
                    raise Unknown
                place = self._inside(place, scope, names)
                continue
            if self._is_call(place):
                raise Unknown
            place += 1
        return end

    def _bind(self, place: int, scope: Scope, names: _Names) -> int:
        tokens, end = self._tokens, self._closed(place)
        if tokens[place] != "(" or tokens[end - 3].upper() != "AS":
            raise Unknown
        if end - place == 5 and tokens[place + 1][0] == "?":
            one, other = names.of(tokens[place + 1]), names.of(tokens[end - 2])
            scope.add(Edge(one, other, frozenset(), same=True))
            return end
        named = {names.of(token) for token in tokens[place : end - 2] if token[0] == "?" and len(token) > 1}
        if not scope.loose.isdisjoint(named):
            scope.loose.add(names.of(tokens[end - 2]))
        return self._expression(place, scope, names)

    def _calls(self, place: int, end: int) -> bool:
        """Whether a function that may look at the graph is called."""
        return any(self._is_call(one) for one in range(place, end))

    def _is_call(self, place: int) -> bool:
        token = self._tokens[place]
        return _is_iri(token) and self._tokens[place + 1] == "(" and not token.startswith(f"<{XSD}")

    def _triples(self, place: int, scope: Scope, names: _Names) -> int:
        """Read all that is said of one subject."""
        tokens = self._tokens
        subject, place = self._term(place, names)
        while True:
            start = place
            if tokens[place][0] == "?" and len(tokens[place]) > 1:
                place += 1
                path: _Path | None = None
            else:
                path, place = self._alternatives(place)
            while True:
                value, place = self._term(place, names)
                for edge in self._edges(subject, path, value):
                    scope.add(edge)
                if tokens[place] != ",":
                    break
                place += 1
            while tokens[place] == ";":
                place += 1
            if tokens[place - 1] != ";" or tokens[place] in (".", "}"):
                return place
            if place == start:
                raise Unknown

    def _term(self, place: int, names: _Names) -> tuple[str, int]:
        """A variable, an IRI, a literal or a number, and the place after it."""
        tokens = self._tokens
        token = tokens[place]
        if token[0] == "?" and len(token) > 1:
            return names.of(token), place + 1
        if _is_iri(token) or _NUMBER.fullmatch(token) or token in ("true", "false"):
            return token, place + 1
        if token[0] not in "\"'":
            raise Unknown
        place += 1
        if tokens[place] == "^^" and _is_iri(tokens[place + 1]):
            return token, place + 2
        if tokens[place] == "@":
            place += 2
            while tokens[place] == "-":
                place += 2
        return token, place

    def _alternatives(self, place: int) -> tuple[_Path, int]:
        path, place = self._sequence(place)
        others = [path]
        while self._tokens[place] == "|":
            path, place = self._sequence(place + 1)
            others.append(path)
        return (_Walk(frozenset().union(*map(_properties, others))) if len(others) > 1 else path), place

    def _sequence(self, place: int) -> tuple[_Path, int]:
        path, place = self._element(place)
        parts = [path]
        while self._tokens[place] == "/":
            path, place = self._element(place + 1)
            parts.append(path)
        return (tuple(parts) if len(parts) > 1 else path), place

    def _element(self, place: int) -> tuple[_Path, int]:
        tokens = self._tokens
        inverse = tokens[place] == "^"
        place += inverse
        if tokens[place] == "(":
            path, place = self._alternatives(place + 1)
            if tokens[place] != ")":
                raise Unknown
            place += 1
        elif tokens[place] == "a" or _is_iri(tokens[place]):
            path = _Step(f"{RDF}type" if tokens[place] == "a" else tokens[place][1:-1])
            place += 1
        else:
            raise Unknown
        if tokens[place] in ("*", "+", "?"):
            return _Walk(_properties(path)), place + 1
        return (_inverted(path) if inverse else path), place

    def _edges(self, subject: str, path: _Path | None, value: str) -> Iterator[Edge]:
        if path is None:
            yield Edge(subject, value, None)
        elif isinstance(path, _Step):
            ends = (value, subject) if path.inverse else (subject, value)
            yield Edge(*ends, frozenset({path.property}))
        elif isinstance(path, _Walk):
            yield Edge(subject, value, path.properties, walk=True)
        else:
            for part in path[:-1]:
                self._made += 1
                middle = f"?path_{self._made}"  # no variable of a query has this name: it would be refused as odd
                yield from self._edges(subject, part, middle)
                subject = middle
            yield from self._edges(subject, path[-1], value)

    def _closed(self, start: int) -> int:
        """The place after the bracket that closes one."""
        depth = 0
        for place in range(start, len(self._tokens)):
            depth += (self._tokens[place] in _OPENING) - (self._tokens[place] in _CLOSING)
            if not depth:
                return place + 1
        raise Unknown


def _common(branches: Sequence[Scope]) -> Iterator[Edge]:
    """What holds whichever branch of a UNION does: one property of several from one end to the other."""
    for first in branches[0].edges:
        ends = (first.subject, first.value)
        found = [
            next((edge for edge in scope.edges if (edge.subject, edge.value) == ends and _is_step(edge)), None)
            for scope in branches
        ]
        names = [edge.predicates for edge in found if edge is not None and edge.predicates is not None]
        if len(names) == len(branches):
            yield Edge(*ends, frozenset().union(*names))


def _is_step(edge: Edge) -> bool:
    return not edge.walk and not edge.same and edge.predicates is not None


class _Names:
    """What the variables of a query inside another one are called: those that it does not return are its own."""

    def __init__(self, outer: _Names | None, shown: set[str], mark: str) -> None:
        self._known = {name: outer.of(name) if outer else name for name in shown}
        self._mark = mark

    def of(self, name: str) -> str:
        """The name of a variable."""
        return self._known.get(name, f"{name}{self._mark}")


@dataclass(frozen=True, slots=True)
class _Step:
    property: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class _Walk:
    properties: frozenset[str]


_Path = _Step | _Walk | tuple["_Path", ...]


def _properties(path: _Path) -> frozenset[str]:
    if isinstance(path, _Step):
        return frozenset({path.property})
    return path.properties if isinstance(path, _Walk) else frozenset().union(*map(_properties, path))


def _inverted(path: _Path) -> _Path:
    if isinstance(path, _Step):
        return _Step(path.property, not path.inverse)
    return path if isinstance(path, _Walk) else tuple(_inverted(part) for part in reversed(path))
