"""Parts of a query to its answer, over columns of triples that are read when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kg.graph.wholes.syntax import Bind, Call, Group, Link, NotHere, Query, Within, read
from kg.graph.wholes.tables import Array, Rows, beside, fits, joined, keys, once, pairs, shared, together, unit
from kg.numbers import among, distinct

#: Gives the solutions of a triple pattern as SPARQL 1.1 TSV spells them, by variable.
Ask = Callable[[str], Mapping[str, Sequence[str]]]
_TRUE, _FALSE = "true", "false"


class Whole:
    """The triples of a graph that does not change, as columns of numbers.

    Args:
        ask: answers a SELECT of one triple pattern.
        prefixes: those that a query need not declare.
    """

    def __init__(self, ask: Ask, prefixes: Mapping[str, str]) -> None:
        self._ask, self._prefixes = ask, prefixes
        self._numbers: dict[str, int] = {}
        self._terms: list[str] = []
        self._read: dict[tuple[str, str, str], Rows] = {}
        self._queries: dict[str, Query | None] = {}

    def answer(self, text: str, given: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
        """Answer a query.

        Args:
            text: the query; a SELECT that counts.
            given: the values of its parameters, each as TSV spells it.

        Returns:
            the variables, without their sign, and for each a column of terms, as TSV spells them; empty where unbound.

        Raises:
            NotHere: if it is not answered here.
        """
        if text not in self._queries:
            self._queries[text] = None  # while it is read, and if it cannot be
            self._queries[text] = read(text, self._prefixes)
        query = self._queries[text]
        if query is None or not query.counts:
            raise NotHere("no query that counts")
        query = trimmed(query, given)
        rows = _Answering(self, given).ordered(query)
        terms = [*self._terms, ""]
        return [name[1:] for name in rows.columns], [
            [terms[number] for number in column.tolist()] for column in rows.columns.values()
        ]

    def number(self, term: str) -> int:
        """The number of a term, which it gets if it has none."""
        found = self._numbers.setdefault(term, len(self._terms))
        if found == len(self._terms):
            self._terms.append(term)
        return found

    def term(self, number: int) -> str:
        """The term of a number."""
        return self._terms[number]

    def linked(self, subject: str, predicate: str, value: str) -> Rows:
        """The solutions of a triple pattern; variables are named ``?s`` and ``?o``.

        Args:
            subject: a term, or ``?s``.
            predicate: an IRI.
            value: a term, or ``?o``.

        Raises:
            NotHere: if a solution has a node without a name.
        """
        import numpy as np

        key = subject, predicate, value
        if key not in self._read:
            names = [end for end in (subject, value) if end[0] == "?"]
            found = self._ask(f"SELECT {' '.join(names)} WHERE {{ {subject} {predicate} {value} }}")
            columns = {}
            for name in names:
                terms = found[name[1:]]
                if any(term[:1] == "_" or term[:2] == "<<" for term in terms):
                    raise NotHere("a node without a name")  # it has another in each answer
                number = self._numbers.setdefault
                columns[name] = np.array([number(term, len(self._numbers)) for term in terms], dtype=np.int64)
            self._terms += list(self._numbers)[len(self._terms) :]
            self._read[key] = Rows(len(columns[names[0]]), columns)
        return self._read[key]


class _Answering:
    """One query, with its parameters."""

    def __init__(self, whole: Whole, given: Mapping[str, str]) -> None:
        self._whole, self._given = whole, given

    # Queries

    def ordered(self, query: Query) -> Rows:
        """The answer, in the order that the query names."""
        import numpy as np

        rows = self.query(query)
        if rows.size < 2:
            return rows
        order = np.arange(rows.size)
        same = np.ones(rows.size - 1, dtype=bool)
        ranks = {name: self._ranks(rows.columns[name]) for name, _ in query.order if name in rows.columns}
        if len(ranks) < len(query.order):
            raise NotHere("an order by what is not returned")
        for name, falls in reversed(query.order):
            rank = -ranks[name] if falls else ranks[name]
            order = order[np.argsort(rank[order], kind="stable")]
        for rank in ranks.values():
            same &= rank[order][1:] == rank[order][:-1]
        if same.any():
            raise NotHere("the order is not said")
        return rows.take(order)

    def _ranks(self, column: Array) -> Array:
        """What a column is sorted by: what is unbound comes first."""
        import numpy as np

        different, place = np.unique(column, return_inverse=True)
        terms = [self._whole.term(number) for number in different.tolist() if number >= 0]
        values = [_value(term) for term in terms]
        if len({kind for kind, _ in values}) > 1:
            raise NotHere("values of several kinds are ordered")
        rank = {value: number for number, value in enumerate(sorted({value for _, value in values}))}
        told = [-1] * (len(different) - len(terms)) + [rank[value] for _, value in values]
        return np.array(told, dtype=np.int64)[place]

    def query(self, query: Query) -> Rows:
        """The rows of a query, in no order."""
        rows = self.group(query.body)
        made = {name for name, call in query.columns.items() if call != Call("variable", (name,))}
        asked = {name for call in query.columns.values() for name in variables(call)}
        if not made.isdisjoint(asked | {*_named(query.body)} | {*rows.columns}):
            raise NotHere("a name that is made of another one made here, or that there is already")
        if query.counts:
            return self._counted(query, rows)
        columns = {name: self._values(call, rows) for name, call in query.columns.items()}
        found = Rows(rows.size, columns)
        return once(found) if query.distinct else found

    def _counted(self, query: Query, rows: Rows) -> Rows:
        import numpy as np

        by = list(query.by or ())
        if by:
            named = rows.only(by)
            (key,) = keys([named], by)
            _, first, place = np.unique(key, return_index=True, return_inverse=True)
            groups, size = named.take(first), len(first)
        else:
            groups, size, place = unit(), 1, np.zeros(rows.size, dtype=np.int64)
        columns = {}
        for name, call in query.columns.items():
            if call.name == "count":
                assert isinstance(call.parts[0], Call)
                values = self._values(call.parts[0], rows)
                there = values >= 0
                found = Rows(int(there.sum()), {"?g": place[there], "?v": values[there]})
                if call.distinct:
                    found = once(found)
                told = np.bincount(found.columns["?g"], minlength=size)
                columns[name] = np.array([self._whole.number(str(number)) for number in told.tolist()], dtype=np.int64)
            elif call.name == "variable" and call.parts[0] in by:
                columns[name] = groups.columns[str(call.parts[0])]
            else:
                raise NotHere("neither counted nor grouped by")
        return Rows(size, columns)

    # Groups

    def group(self, group: Group, *, filtered: bool = True) -> Rows:
        """The rows of a group.

        Args:
            group: the group.
            filtered: whether its filters are applied.
        """
        rows = unit()
        waiting: list[Link] = []
        for part in (*group.parts, None):
            if isinstance(part, Link):
                waiting.append(part)
                continue
            rows, waiting = self._linked(rows, waiting), []
            if isinstance(part, Bind):
                if part.variable in rows.columns:
                    raise NotHere(part.variable)
                rows = rows.having(part.variable, self._values(part.value, rows))
            elif isinstance(part, Query):
                rows = joined(rows, self.query(part))
            elif isinstance(part, Within):
                rows = self._within(rows, part)
        return self._filtered(rows, group.filters) if filtered else rows

    def _filtered(self, rows: Rows, filters: Sequence[Call]) -> Rows:
        for call in filters:
            rows = rows.take(self._truth(call, rows)[0])
        return rows

    def _within(self, rows: Rows, part: Within) -> Rows:
        import numpy as np

        if part.kind == "UNION":
            return joined(rows, together([self.group(group) for group in part.groups]))
        (group,) = part.groups
        if part.kind == "MINUS":
            other = self.group(group)
            names = shared(rows, other)
            return rows.take(~fits(rows, other, names)) if names and other.size else rows
        # The filters of what is optional see both sides.
        other = self.group(group, filtered=False)
        left, right = pairs(rows, other)
        both = beside(rows, other, left, right)
        kept = np.ones(len(left), dtype=bool)
        for call in group.filters:
            kept &= self._truth(call, both)[0]
        both = both.take(kept)
        alone = np.ones(rows.size, dtype=bool)
        alone[left[kept]] = False
        return together([both, rows.take(alone)]) if alone.any() else both

    def _linked(self, rows: Rows, links: Sequence[Link]) -> Rows:
        """Rows joined with triples: what sifts or is small first, and what has nothing in common last."""
        waiting = list(links)
        found: Rows | None = None
        read = {id(link): self._solutions(link) for link in waiting if not link.optional}

        def connects(link: Link, there: Rows) -> bool:
            return any(
                end[0] == "?" and end in there.columns and there.bound(end) for end in (link.subject, link.value)
            )

        while waiting:
            there = rows if found is None else found
            near = [link for link in waiting if connects(link, there)]
            plain = [link for link in near or waiting if not link.optional]
            if not plain and not near:
                raise NotHere("a path with no beginning")
            chosen = min(plain, key=lambda link: read[id(link)].size) if plain else near[0]
            waiting.remove(chosen)
            found = joined(there, self._optional(there, chosen) if chosen.optional else read[id(chosen)])
        return rows if found is None else found

    def _solutions(self, link: Link) -> Rows:
        """The triples of a pattern, by its own variables."""
        ends = (link.subject if link.subject[0] != "?" else "?s", link.value if link.value[0] != "?" else "?o")
        if link.subject == link.value or not any(end[0] == "?" for end in ends):
            raise NotHere("a pattern that is not known")
        found = self._whole.linked(ends[0], link.predicate, ends[1])
        own = {"?s": link.subject, "?o": link.value}
        return Rows(found.size, {own[name]: column for name, column in found.columns.items()})

    def _optional(self, rows: Rows, link: Link) -> Rows:
        """What a property that may be left out leads to, from the end that the rows have."""
        if link.subject == link.value or link.subject[0] != "?" or link.value[0] != "?":
            raise NotHere("a pattern that is not known")
        known = link.subject if link.subject in rows.columns and rows.bound(link.subject) else link.value
        asked = distinct(rows.columns[known])
        steps = self._solutions(Link(link.subject, link.predicate, link.value))
        steps = steps.take(among(steps.columns[known], asked))
        return once(together([Rows(len(asked), {link.subject: asked, link.value: asked}), steps]))

    # Expressions

    def _values(self, call: Call, rows: Rows) -> Array:
        """The value of an expression in each row, by number; -1 for none."""
        import numpy as np

        nothing = np.full(rows.size, -1, dtype=np.int64)
        if call.name == "variable":
            return rows.columns.get(str(call.parts[0]), nothing)
        if call.name == "term":
            return np.full(rows.size, self._whole.number(str(call.parts[0])), dtype=np.int64)
        if call.name == "parameter":
            term = self._given.get(str(call.parts[0]))
            return nothing if term is None else np.full(rows.size, self._whole.number(term), dtype=np.int64)
        if call.name == "coalesce":
            for part in _calls(call):
                nothing = np.where(nothing < 0, self._values(part, rows), nothing)
            return nothing
        if call.name == "count":
            raise NotHere("a count within an expression")
        if call.name == "str":
            (part,) = _calls(call)
            return self._mapped(self._values(part, rows), lambda term: f'"{_text(term)}"')
        true, false = self._truth(call, rows)
        told = np.where(true, self._whole.number(_TRUE), self._whole.number(_FALSE))
        return np.where(true | false, told, -1)

    def _mapped(self, column: Array, change: Callable[[str], str]) -> Array:
        import numpy as np

        different, place = np.unique(column, return_inverse=True)
        made = [
            -1 if number < 0 else self._whole.number(change(self._whole.term(number))) for number in different.tolist()
        ]
        return np.array(made, dtype=np.int64)[place]

    def _truth(self, call: Call, rows: Rows) -> tuple[Array, Array]:
        """In which rows an expression is true, and in which it is false; in the others it is an error."""
        import numpy as np

        if call.name == "not":
            true, false = self._truth(_calls(call)[0], rows)
            return false, true
        if call.name in ("and", "or"):
            (true, false), (also, neither) = (self._truth(part, rows) for part in _calls(call))
            return (true & also, false | neither) if call.name == "and" else (true | also, false & neither)
        if call.name == "bound":
            there = rows.columns.get(str(call.parts[0]), np.full(rows.size, -1)) >= 0
            return there, ~there
        if call.name == "exists":
            assert isinstance(call.parts[0], Group)
            found = self._exists(call.parts[0], rows)
            return found, ~found
        if call.name in ("=", "!=", "<", ">", "<=", ">="):
            left, right = (self._values(part, rows) for part in _calls(call))
            return self._compared(call.name, left, right)
        values = self._values(call, rows)
        different = distinct(values)
        if not set(different.tolist()) <= {-1, self._whole.number(_TRUE), self._whole.number(_FALSE)}:
            raise NotHere("no truth value")
        return values == self._whole.number(_TRUE), values == self._whole.number(_FALSE)

    def _exists(self, group: Group, rows: Rows) -> Array:
        """In which rows a group has a solution that fits the row."""
        import numpy as np

        # With what is asked of the row itself put into it, a group may mean something else than by itself.
        if any(not isinstance(part, Link) or part.optional for part in group.parts):
            raise NotHere("EXISTS of more than triples")
        own = {end for part in group.parts if isinstance(part, Link) for end in (part.subject, part.value)}
        if any(name not in own and name in rows.columns for call in group.filters for name in variables(call)):
            raise NotHere("EXISTS that asks of variables outside")
        found = self.group(group)
        names = [name for name in sorted(own) if name[0] == "?" and name in rows.columns and rows.bound(name)]
        if not found.size or not names:
            return np.full(rows.size, bool(found.size))
        return fits(rows, found, names)

    def _compared(self, sign: str, left: Array, right: Array) -> tuple[Array, Array]:
        import numpy as np

        there = (left >= 0) & (right >= 0)
        used = distinct(np.concatenate([left[there], right[there]]))
        terms = [self._whole.term(number) for number in used.tolist()]
        values = [_value(term) for term in terms]
        kinds = {kind for kind, _ in values}
        if len(kinds) > 1 or (sign not in ("=", "!=") and not kinds <= {"number", "text"}):
            raise NotHere("values of several kinds are compared")
        rank = {value: number for number, value in enumerate(sorted({value for _, value in values}))}
        ranks = np.zeros(int(used.max(initial=0)) + 1, dtype=np.int64)
        ranks[used] = [rank[value] for _, value in values]
        one, other = (ranks[np.where(there, side, 0)] for side in (left, right))
        told = {"=": one == other, "!=": one != other, "<": one < other}
        told |= {">": one > other, "<=": one <= other, ">=": one >= other}
        return told[sign] & there, ~told[sign] & there


def _calls(call: Call) -> list[Call]:
    return [part for part in call.parts if isinstance(part, Call)]


#: So many signs has a whole number that surely fits 64 bits.
_LONGEST = 18


def _value(term: str) -> tuple[str, Any]:
    """What a term is compared by, and of which kind that is.

    Raises:
        NotHere: for what has several spellings of one value.
    """
    if term[:1] == "<":
        return "iri", term[1:-1]
    if term.isdigit() or (term[:1] == "-" and term[1:].isdigit()):
        if len(term) > _LONGEST:
            raise NotHere("a number that the engine has no room for")
        return "number", int(term)
    if term in (_TRUE, _FALSE):
        return "truth", term == _TRUE
    if term[:1] == '"' and term[-1:] == '"' and "\\" not in term:
        return "text", term[1:-1]
    raise NotHere("a value that may be spelt in several ways")


def _text(term: str) -> str:
    """What STR gives."""
    _, value = _value(term)
    if not isinstance(value, str) or '"' in value or "\\" in value:
        raise NotHere("a text with signs that are escaped")
    return value


def variables(call: Call) -> Iterator[str]:
    """The variables of an expression, those of groups in it among them."""
    for part in call.parts:
        if isinstance(part, Call):
            yield from variables(part)
        elif isinstance(part, Group):
            yield from _named(part)
        elif call.name in ("variable", "bound"):
            yield part


def _named(group: Group) -> Iterator[str]:
    """All variables in a group."""
    for call in group.filters:
        yield from variables(call)
    for part in group.parts:
        if isinstance(part, Link):
            yield from (end for end in (part.subject, part.value) if end[0] == "?")
        elif isinstance(part, Bind):
            yield part.variable
            yield from variables(part.value)
        elif isinstance(part, Within):
            for each in part.groups:
                yield from _named(each)
        else:
            yield from part.columns


def trimmed(query: Query, given: Mapping[str, str]) -> Query:
    """A query that counts different values, without what makes no difference to it where parameters are not given.

    A filter that is true whatever a row has goes, and then an OPTIONAL whose variables nothing else asks for: rows that
    it doubles count once as before.
    """
    if not all(call.distinct for call in query.columns.values() if call.name == "count"):
        return query
    body = query.body
    others = [part for part in body.parts if not isinstance(part, Bind)]
    elsewhere = {name for part in others for name in _named(Group((part,), ()))}
    unbound = {
        part.variable
        for part in body.parts
        if isinstance(part, Bind) and part.value.name == "parameter" and part.value.parts[0] not in given
    } - elsewhere
    filters = [call for call in body.filters if not _surely_true(call, unbound)]
    parts = list(body.parts)
    for part in body.parts:
        if isinstance(part, Within) and part.kind == "OPTIONAL":
            rest = Group(tuple(other for other in parts if other is not part), tuple(filters))
            asked = {
                *_named(rest),
                *(query.by or ()),
                *(name for call in query.columns.values() for name in variables(call)),
            }
            before = parts[: next(place for place, other in enumerate(parts) if other is part)]
            bound = {name for other in before if isinstance(other, Link) for name in _named(Group((other,), ()))}
            if not (set(_named(Group((part,), ()))) - bound) & asked:
                parts = [other for other in parts if other is not part]
    return Query(query.columns, Group(tuple(parts), tuple(filters)), query.distinct, query.by, query.order)


def _surely_true(call: Call, unbound: set[str]) -> bool:
    if call.name == "or":
        return any(_surely_true(part, unbound) for part in _calls(call))
    if call.name == "and":
        return all(_surely_true(part, unbound) for part in _calls(call))
    if call.name == "not":
        (part,) = _calls(call)
        return part.name == "bound" and part.parts[0] in unbound
    return False
