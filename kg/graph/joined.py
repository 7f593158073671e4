"""Answers of queries that only join others, put together of theirs.

Most of such a query may have nothing to do with a changed triple: which regions stand for places goes by no party of a
partnership. So each of the queries in it is answered, and remembered, by itself, and the rows that have the same things
are put beside one another, as the engine does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.graph.following import IRI, STRING_OR_COMMENT

_TOKEN = re.compile(rf"{IRI.pattern}|{STRING_OR_COMMENT.pattern}|[?$]\w+|\w+|\s+|\S", re.DOTALL)
_VARIABLE = re.compile(r"[?$](\w+)")

Rows = list[list[bytes]]


@dataclass(frozen=True, slots=True)
class Joined:
    """A query that joins others.

    Attributes:
        parts: these, each a text or one that joins others itself.
        shown: each of its variables, with what it is called in the parts.
        is_distinct: whether it has each row once.
    """

    parts: tuple[Joined | str, ...]
    shown: tuple[tuple[str, str], ...]
    is_distinct: bool

    def leaves(self) -> Iterator[str]:
        """The queries that are to be asked."""
        for part in self.parts:
            yield from (part,) if isinstance(part, str) else part.leaves()


@cache
def joined(text: str) -> Joined | None:
    """What a query joins; ``None`` where it does more, or has but one query in it.

    Args:
        text: the query, without a declaration of prefixes.

    >>> found = joined("SELECT ?a (?c AS ?d) { { SELECT ?a ?b { ?a ?p ?b } } { SELECT ?b ?c { ?b ?q ?c } } }")
    >>> found.parts, found.shown
    (('SELECT ?a ?b { ?a ?p ?b }', 'SELECT ?b ?c { ?b ?q ?c }'), (('a', 'a'), ('d', 'c')))
    >>> joined("SELECT ?a { { SELECT ?a ?b { ?a ?p ?b } } ?b ?q ?c }") is None
    True
    """
    found = _read(text)
    return found if found is not None and len(list(found.leaves())) > 1 else None


def _read(text: str) -> Joined | None:
    tokens = [each for each in _TOKEN.finditer(text) if not each[0].isspace() and each[0][0] != "#"]
    words = [each[0].upper() for each in tokens]
    if words[:1] != ["SELECT"] or "{" not in words:
        return None
    begin = words.index("{")
    shown = _shown(tokens[1:begin])
    place, parts = begin + 1, list[Joined | str]()
    while words[place : place + 2] == ["{", "SELECT"]:
        end = _closed(words, place)
        if end is None:
            return None
        own = text[tokens[place + 1].start() : tokens[end].start()].rstrip()
        parts.append(_read(own) or own)
        place = end + 1
    if not parts or shown is None or words[place:] != ["}"]:
        return None
    return Joined(tuple(parts), shown, words[1] == "DISTINCT")


def _shown(tokens: Sequence[re.Match[str]]) -> tuple[tuple[str, str], ...] | None:
    """The variables of a SELECT, as ``Joined.shown`` has them; ``None`` where it has others or works something out."""
    words = [each[0] for each in tokens]
    if words and words[0].upper() == "DISTINCT":
        del words[0]
    if words and words[-1].upper() == "WHERE":
        words.pop()
    found = re.sub(r"\( ([?$]\w+) [aA][sS] ([?$]\w+) \)", r"\2=\1", " ".join(words)).split(" ")
    pairs = [
        tuple(map(_VARIABLE.fullmatch, (each.partition("=")[0], each.partition("=")[2] or each))) for each in found
    ]
    named = tuple((name[1], inside[1]) for name, inside in pairs if name and inside)
    return named if len(named) == len(pairs) else None


def _closed(words: Sequence[str], start: int) -> int | None:
    """The place of the brace that closes one."""
    depth = 0
    for place in range(start, len(words)):
        depth += (words[place] == "{") - (words[place] == "}")
        if not depth:
            return place
    return None


def put_together(query: Joined, answers: Iterator[bytes]) -> bytes | None:
    """The answer of a query.

    Args:
        query: what it joins.
        answers: those of its leaves, as TSV, in their order.

    Returns:
        the answer as TSV, its rows in another order perhaps; ``None`` where not every row tells by IRIs which others it
        is put beside.
    """
    table = _put(query, answers)
    if table is None:
        return None
    names, rows = table
    title = b"\t".join(b"?" + name.encode() for name in names)
    return b"\n".join([title, *map(b"\t".join, rows), b""])


def _put(query: Joined | str, answers: Iterator[bytes]) -> tuple[list[str], Rows] | None:
    if isinstance(query, str):
        title, *lines = next(answers).removesuffix(b"\n").split(b"\n")
        return [name[1:].decode() for name in title.split(b"\t")], [line.split(b"\t") for line in lines]
    first, *others = query.parts
    table = _put(first, answers)
    for part in others:
        more = _put(part, answers)
        table = _beside(*table, *more) if table is not None and more is not None else None
    if table is None:
        return None
    names, rows = table
    if not {inside for _, inside in query.shown} <= {*names}:
        return None
    at = [names.index(inside) for _, inside in query.shown]
    shown: Iterable[tuple[bytes, ...]] = (tuple([row[place] for place in at]) for row in rows)
    if query.is_distinct:
        shown = dict.fromkeys(shown)
    return [name for name, _ in query.shown], [list(row) for row in shown]


def _beside(names: list[str], rows: Rows, others: list[str], more: Rows) -> tuple[list[str], Rows] | None:
    """The rows of two answers that have the same things."""
    shared = [name for name in names if name in others]
    here, there = ([own.index(name) for name in shared] for own in (names, others))
    rest = [place for place, name in enumerate(others) if name not in shared]
    found: defaultdict[tuple[bytes, ...], Rows] = defaultdict(list)
    for row in more:
        found[tuple([row[place] for place in there])].append([row[place] for place in rest])
    keys = [tuple([row[place] for place in here]) for row in rows]
    # What is unbound fits anything, and numbers that are spelt otherwise may be one.
    if not shared or not all(cell[:1] == b"<" for key in {*keys, *found} for cell in key):
        return None
    joined_ = [row + other for key, row in zip(keys, rows, strict=True) for other in found.get(key, ())]
    return [*names, *(others[place] for place in rest)], joined_
