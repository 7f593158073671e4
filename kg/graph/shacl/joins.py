"""Tells, by joins of columns of the whole graph, which SPARQL constraints can find nothing.

Of a query only what makes its answer smaller and is of a known form is read: triple patterns with a property in them,
comparisons of two variables, and NOT EXISTS of one triple. All else is passed over, so that what is joined here has
every solution that the query has, and mostly some more. If it has none, the query has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.numbers import among
from kg.vocabulary import RDF

if TYPE_CHECKING:
    from kg.graph.shacl.columns import Array, Columns

_TOKEN = re.compile(
    r"""(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | <[^<>"{}|^`\\\s]*> | [?$]\w+ | \w+(?:\.\d+)? | != | <= | >= | && | \|\| | \^\^ | \S""",
    re.VERBOSE | re.DOTALL,
)
_SELECT = re.compile(r"\s*BIND\(\?\w+ AS \?this\)\s*LATERAL\s*\{\s*(SELECT\b.*)\}\s*", re.DOTALL | re.IGNORECASE)
#: With these a query has an answer even of nothing, or its pattern is not all there is to it.
_TOGETHER = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "GROUP", "HAVING", "VALUES"})
_OPENING, _CLOSING = "{([", "})]"
#: Rows of a join above which the query is asked instead.
_MOST_ROWS = 2_000_000
#: Truth values that a table of who has which value may have.
_MOST_CELLS = 32_000_000

Tokens = Sequence[str]


class _Triple(NamedTuple):
    subject: str
    predicate: str
    value: str


class _Pattern(NamedTuple):
    """What is known of a group: triples, comparisons, and triples that must not be there.

    Attributes:
        triples: the triple patterns.
        compared: two terms and how they are compared: ``=`` or ``!=``.
        lacking: the triples, each with its variables that are nowhere else and so may be anything.
    """

    triples: list[_Triple]
    compared: list[tuple[str, str, str]]
    lacking: list[tuple[_Triple, frozenset[str]]]


def surely_empty(pattern: str, columns: Columns, focus: Array) -> bool:
    """Whether the query of a SPARQL constraint surely has no solution.

    Args:
        pattern: the constraint's, as ``kg.graph.shacl.constraint.Violation`` has it.
        columns: the graph.
        focus: which terms are focus nodes, by their numbers.

    Returns:
        ``True`` if it surely has none; ``False`` if it has one, or that is not known.
    """
    import numpy as np

    found = _SELECT.fullmatch(pattern)
    tokens = [match[0] for match in _TOKEN.finditer(found[1])] if found else []
    tokens = ["?" + token[1:] if token[:1] == "$" else token for token in tokens]
    if "{" not in tokens or not _TOGETHER.isdisjoint(token.upper() for token in tokens) or any(map(_is_odd, tokens)):
        return False
    begin = tokens.index("{")
    if "EXISTS" in (token.upper() for token in tokens[:begin]):
        return False
    body = tokens[begin + 1 : _closed(tokens, begin) - 1]
    return _Join(columns, _read(body, Counter(tokens))).empty(np.flatnonzero(focus))


def _is_odd(token: str) -> bool:
    """Whether what looks like an IRI may be a part of an expression without blanks, as in ``?a<(?b+1&&?c>2)``."""
    return token[:1] == "<" and token[-1:] == ">" and (not token[1].isalpha() or not {"(", ")"}.isdisjoint(token))


def _closed(tokens: Tokens, start: int) -> int:
    """The place after the bracket that closes one."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += (tokens[place] in _OPENING) - (tokens[place] in _CLOSING)
        if not depth:
            return place + 1
    return len(tokens)


def _read(body: Tokens, everywhere: Mapping[str, int]) -> _Pattern:
    """What is known of the tokens of a group.

    Args:
        body: the tokens.
        everywhere: how often each comes in the whole query.
    """
    found, place = _Pattern([], [], []), 0
    while place < len(body):
        word = body[place].upper()
        if word == "FILTER":
            end = place + 1
            while end < len(body) and body[end] not in ("(", "{"):
                end += 1
            end = _closed(body, end)
            _read_filter(body[place + 1 : end], everywhere, found)
        elif word in ("OPTIONAL", "GRAPH", "SERVICE", "MINUS", "BIND", "UNION", "LATERAL", "{"):
            end = place
            while end < len(body) and body[end] not in ("(", "{"):
                end += 1
            end = _closed(body, end)
        elif word == ".":
            end = place + 1
        else:
            end = _statement_end(body, place)
            found.triples.extend(_triples(body[place:end]))
        place = end
    return found


def _statement_end(body: Tokens, place: int) -> int:
    """Where the triples of one subject end."""
    keywords = ("FILTER", "OPTIONAL", "GRAPH", "SERVICE", "MINUS", "BIND", "UNION", "LATERAL", "{", ".")
    while place < len(body) and body[place].upper() not in keywords:
        place = _closed(body, place) if body[place] in _OPENING else place + 1
    return place


def _triples(statement: Tokens) -> Iterator[_Triple]:
    """The triples of one subject that have a property of a known name, and a variable or an IRI at both ends."""
    subject, predicate = statement[0], ""
    if not _is_term(subject):
        return
    for part, new in _parts(statement[1:]):
        if new:
            predicate = f"<{RDF}type>" if part[:1] == ["a"] else part[0] if part and part[0][0] == "<" else ""
            plain = len(part) == 2
            part = part[1:]
            predicate = predicate if plain else ""
        if predicate and len(part) == 1 and _is_term(part[0]) and part[0] != subject:
            yield _Triple(subject, predicate, part[0])


def _parts(tokens: Tokens) -> Iterator[tuple[list[str], bool]]:
    """Property and value, or a further value of the same property; whether it is the former."""
    part: list[str] = []
    new, place = True, 0
    while place < len(tokens):
        if tokens[place] in (";", ","):
            if part:
                yield part, new
            part, new = [], tokens[place] == ";"
            place += 1
            continue
        end = _closed(tokens, place) if tokens[place] in _OPENING else place + 1
        part.extend(tokens[place:end])
        place = end
    if part:
        yield part, new


def _is_term(token: str) -> bool:
    """Whether it is a variable or an IRI."""
    return token[:1] == "?" or (token[:1] == "<" and token[-1:] == ">" and len(token) > 2)


def _read_filter(tokens: Tokens, everywhere: Mapping[str, int], found: _Pattern) -> None:
    if [token.upper() for token in tokens[:3]] == ["NOT", "EXISTS", "{"]:
        inner = tokens[3:-1]
        triples = list(_triples(inner)) if _statement_end(inner, 0) >= len(inner) - 1 else []
        own = Counter(tokens)
        # One triple and nothing besides: three tokens, and the point at its end if there is one.
        if len(triples) == 1 and len(inner) - inner.count(".") == 3:
            ends = (triples[0].subject, triples[0].value)
            # What is not bound here is bound nowhere else, or it would have to be the same there.
            free = frozenset(end for end in ends if end[0] == "?" and own[end] == everywhere[end])
            found.lacking.append((triples[0], free))
        return
    if tokens[:1] != ["("] or "||" in tokens:
        return
    for part in _conjuncts(tokens[1:-1]):
        if len(part) == 3 and part[1] in ("=", "!=") and _is_term(part[0]) and _is_term(part[2]):
            found.compared.append((part[0], part[1], part[2]))
        elif [token.upper() for token in (*part[:2], *part[3:7], *part[8:])] == ["STR", "(", ")", "<", "STR", "(", ")"]:
            found.compared.append((part[2], "!=", part[7]))  # texts of one term are the same


def _conjuncts(tokens: Tokens) -> Iterator[list[str]]:
    part: list[str] = []
    place = 0
    while place < len(tokens):
        if tokens[place] == "&&":
            yield part
            part, place = [], place + 1
            continue
        end = _closed(tokens, place) if tokens[place] in _OPENING else place + 1
        part.extend(tokens[place:end])
        place = end
    yield part


class _Join:
    """The solutions of a pattern, as a column of numbers a variable."""

    def __init__(self, columns: Columns, pattern: _Pattern) -> None:
        self._columns, self._pattern = columns, pattern
        self._rows: dict[str, Any] = {}

    def empty(self, focus: Array) -> bool:
        """Whether there are none for some focus nodes."""
        self._rows = {"?this": focus}
        waiting = list(self._pattern.triples)
        self._sift()
        while self._size:
            connected = [each for each in waiting if {each.subject, each.value} & self._rows.keys()]
            if not connected:
                return False
            # What only sifts comes first, and then what is least.
            chosen = min(connected, key=lambda each: (self._adds(each), len(self._pairs(each)[0])))
            waiting.remove(chosen)
            if self._adds(chosen):
                if not self._widen(chosen):
                    return False
            else:
                self._keep(self._has(chosen))
            self._sift()
        return True

    @property
    def _size(self) -> int:
        return len(self._rows["?this"])

    def _pairs(self, triple: _Triple) -> tuple[Array, Array]:
        import pyoxigraph as ox

        return self._columns.pairs(ox.NamedNode(triple.predicate[1:-1]))

    def _adds(self, triple: _Triple) -> bool:
        """Whether a triple has a variable that is not there yet."""
        return any(end[0] == "?" and end not in self._rows for end in (triple.subject, triple.value))

    def _numbers(self, end: str) -> Any:
        """The numbers of one end of a triple: a column, or one for all."""
        return self._rows[end] if end[0] == "?" else self._columns.terms.get(end.encode(), -1)

    def _keep(self, mask: Array) -> None:
        self._rows = {name: column[mask] for name, column in self._rows.items()}

    def _widen(self, triple: _Triple) -> bool:
        """Add the variable of a triple; not if that gives too many rows."""
        import numpy as np

        things, values = self._pairs(triple)
        known, new = triple.subject, triple.value
        if known not in self._rows:
            known, new, things, values = new, known, values, things
        order = np.argsort(things, kind="stable")
        count = np.bincount(things, minlength=len(self._columns))
        first = np.cumsum(count) - count
        column = self._rows[known]
        many = count[column]
        total = int(many.sum())
        if total > _MOST_ROWS:
            return False
        begin = np.cumsum(many) - many
        places = np.repeat(first[column] - begin, many) + np.arange(total)
        rows = np.repeat(np.arange(len(column)), many)
        self._rows = {name: each[rows] for name, each in self._rows.items()} | {new: values[order][places]}
        return True

    def _has(self, triple: _Triple) -> Array:
        """Which rows have a triple; a variable that is in no column may be anything."""
        import numpy as np

        things, values = self._pairs(triple)
        size = len(self._columns)
        one, other = (end[0] == "?" and end not in self._rows for end in (triple.subject, triple.value))
        if one or other:
            some = np.zeros(size, dtype=bool)
            some[values if one else things] = True
            return self._at(some, triple.value if one else triple.subject)
        if triple.value[0] != "?" or triple.subject[0] != "?":
            fixed, ends, asked = (
                (triple.value, (values, things), triple.subject)
                if triple.value[0] != "?"
                else (triple.subject, (things, values), triple.value)
            )
            some = np.zeros(size, dtype=bool)
            some[ends[1][ends[0] == self._columns.terms.get(fixed.encode(), -1)]] = True
            return self._at(some, asked)
        different, place = np.unique(values, return_inverse=True)
        left, right = self._rows[triple.subject], self._rows[triple.value]
        if size * (len(different) + 1) <= _MOST_CELLS:
            number = np.full(size, len(different))
            number[different] = np.arange(len(different))
            table = np.zeros((size, len(different) + 1), dtype=bool)
            table[things, place] = True
            found: Array = table[left, number[right]]
            return found
        return among(left.astype(np.int64) * size + right, things.astype(np.int64) * size + values)

    def _at(self, some: Array, end: str) -> Array:
        """Of some terms, which rows have one there."""
        import numpy as np

        number = self._numbers(end)
        return some[number] if end[0] == "?" else np.full(self._size, number >= 0 and bool(some[number]))

    def _sift(self) -> None:
        """Leave out rows that surely fail a comparison, or that have what they must lack."""
        import numpy as np

        for one, sign, other in self._pattern.compared:
            if any(end[0] == "?" and end not in self._rows for end in (one, other)):
                continue
            left, right = np.broadcast_arrays(self._numbers(one), self._numbers(other), self._rows["?this"])[:2]
            plain = self._plain
            # Two spellings of a literal may have one value, and what is no number is not even like itself.
            if sign == "!=":
                self._keep((left != right) | ~plain[left])
            else:
                self._keep((left == right) | ~(plain[left] | plain[right]))
        for triple, free in self._pattern.lacking:
            unbound = {end for end in (triple.subject, triple.value) if end[0] == "?" and end not in self._rows}
            # One that is bound in a part which is passed over must have that very value.
            if unbound <= free and len(unbound) < 2:
                self._keep(~self._has(triple))

    @cached_property
    def _plain(self) -> Array:
        """Which terms are equal to themselves and nothing else, by number; not the last, for what is no term."""
        import numpy as np

        spelt = self._columns.spelt
        plain = (each[:1] in (b"<", b"_") and each[:2] != b"<<" for each in spelt)
        return np.append(np.fromiter(plain, dtype=bool, count=len(spelt)), False)
