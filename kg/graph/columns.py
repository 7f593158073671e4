r"""Columns of an answer as numbers: what lies between a SPARQL answer and arrays.

A term comes as SPARQL 1.1 TSV spells it: ``<iri>``, ``"text"@en``, ``"2017-07-28"^^<…#date>``, or a
number or truth value as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, count
from typing import Any

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+))?', re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def split(content: bytes) -> dict[str, list[str]]:
    r"""An answer as SPARQL 1.1 TSV has it, by variable: its terms, one a solution; empty where unbound.

    >>> split(b'?a\t?b\n<x>\t1\n\t"y"\n')
    {'a': ['<x>', ''], 'b': ['1', '"y"']}
    """
    # Tabs and line ends inside a term are escaped there: those that are left part cells and rows.
    head, _, body = content.decode("utf-8").partition("\n")
    names = [name.removeprefix("?") for name in head.split("\t")] if head else []
    if not names or not body:
        return {name: [] for name in names}
    cells = body.removesuffix("\n").replace("\t", "\n").split("\n")
    return {name: cells[index :: len(names)] for index, name in enumerate(names)}


def value(token: str) -> str:
    r"""The text of a term, without its datatype or language.

    >>> value("<https://e/a>"), value(r'"a \"b\""@en'), value('"2017-07-28"^^<x#date>'), value("0.5"), value("")
    ('https://e/a', 'a "b"', '2017-07-28', '0.5', '')
    """
    if token.startswith("<"):
        return token[1:-1]
    return text(token)[0]


def text(token: str) -> tuple[str, str]:
    r"""The text of a literal, and its language, which is empty where it has none.

    >>> text('"嘉兴"@zh'), text("12"), text(r'"a\u0001\n"')
    (('嘉兴', 'zh'), ('12', ''), ('a\x01\n', ''))
    """
    if not token.startswith('"'):
        return token, ""
    if "\\" not in token:  # most labels, and ten times as fast
        content, at, language = token.rpartition('"@')
        if at:
            return content[1:], language
        if token[-1] == '"':
            return token[1:-1], ""
        if token[-1] == ">":
            return token[1 : token.rindex('"^^<')], ""
    found = _LITERAL.match(token)
    if found is None:
        return token, ""
    content, language = found.groups()
    if "\\" in content:
        content = _ESCAPE.sub(_unescaped, content)
    return content, language or ""


def _unescaped(match: re.Match[str]) -> str:
    """The sign that an escape stands for; one by its number, as control characters are written, too."""
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPED.get(sign, sign)


def encode(*columns: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The different values of some columns, and the columns as places in them.

    Args:
        columns: terms as TSV spells them.

    Returns:
        the values as ``value`` gives them, sorted, each once; and an ``int64`` array a column.

    >>> names, (first, second) = encode(["<b>", "<a>"], ["<b>", "<c>"])
    >>> names, first.tolist(), second.tolist()
    (['a', 'b', 'c'], [1, 0], [1, 2])
    """
    if len(columns) == 1 and isinstance(columns[0], Column):
        names, codes = columns[0].encoded
        return [*names], [codes]
    return _encoded(columns)


def _encoded(columns: Sequence[Sequence[str]]) -> tuple[list[str], list[Any]]:
    different = dict.fromkeys(chain.from_iterable(columns))
    values = [value(token) for token in different]
    names = sorted(set(values))
    place = dict(zip(names, count()))
    codes = dict(zip(different, map(place.__getitem__, values), strict=True))
    return names, [numbered(column, codes) for column in columns]


def numbered(column: Collection[str], codes: Mapping[str, int]) -> Any:
    """A column as an ``int64`` array of the numbers of its terms.

    Args:
        column: terms.
        codes: a number for each of them.
    """
    import numpy as np

    return np.fromiter(map(codes.__getitem__, column), dtype=np.int64, count=len(column))


class Column(list[str]):
    """A column that is kept, with its numbers once they were asked for; nobody changes it."""

    @cached_property
    def encoded(self) -> tuple[list[str], Any]:
        """As ``encode`` gives them."""
        names, (codes,) = _encoded([self])
        codes.flags.writeable = False
        return names, codes


def places(column: Iterable[str], names: Sequence[str]) -> Any:
    """Where in a list of names each term is, as an ``int64`` array; -1 where it is not.

    >>> places(["<b>", "<d>"], ["a", "b", "c"]).tolist()
    [1, -1]
    """
    import numpy as np

    place = {f"<{name}>": index for index, name in enumerate(names)}
    place |= {name: index for index, name in enumerate(names)}
    return np.array([place.get(token, -1) for token in column], dtype=np.int64)
