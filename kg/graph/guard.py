"""What a SPARQL text may not do: leave the graph.

Oxigraph has no switch that turns ``SERVICE`` and ``LOAD`` off, and no parser that says which clauses a
text has, so the text is looked at before Oxigraph sees it. Its grammar has no word boundaries
(``SERVICESILENT<…>`` and ``SERVICEex:name`` are clauses), and whether ``<`` begins an IRI or compares is
known to a parser only. Hence two steps, each of which errs to the safe side: find every place where a
clause could stand by what follows it, then see whether each reading of the text before it hides that
place in a string, a comment or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import QueryError
from kg.text import Text

_BLANK = r"[ \t\r\n]|\#[^\n\r]*[\n\r]"
_SPACE = rf"(?:{_BLANK})*"
_SPACED = rf"(?:{_BLANK})+"
_REFERENCE = "<[^<>]*>"
_PREFIXED = r"""(?:[^\s<>{}"'\#\\]|\\.)*:(?:[^\s<>{}"'\#\\]|\\.)*"""
_IRI = rf"(?:{_REFERENCE}|{_PREFIXED})"
_NOT_IN_NAME = r"(?<![\w:?$-])"


def _word_of(word: str, option: str) -> str:
    """A clause that is no prefixed name: something parts the word from the name, or an IRI in angles follows."""
    spaced = rf"{_SPACED}(?:{option}{_SPACE})?{_IRI}|{option}{_SPACED}{_PREFIXED}"
    return rf"{word}(?:{spaced}|(?:{option})?{_SPACE}{_REFERENCE})"


# Each is looked ahead for, so that one match never swallows the next. Only ``SERVICE`` can follow a
# value without a space, as in ``?x ?y true SERVICE``.
_CLAUSES = {
    "FROM": rf"{_NOT_IN_NAME}(?={_word_of('FROM', 'NAMED')})",
    "LOAD": rf"{_NOT_IN_NAME}(?={_word_of('LOAD', 'SILENT')})",
    "SERVICE": (
        rf"(?:{_NOT_IN_NAME}|(?<=true)|(?<=false)|(?<=[0-9]))"
        rf"(?=SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:[?$][^\s{{}}\#]+|{_IRI}){_SPACE}\{{)"
    ),
}
# Only what a name may hold, and never given back, so that a long text is read in time.
_NAME = r"""[^\s<>{}"'\#\\:;,()|&=!^*/+?$@]*+:(?:[^\s<>{}"'\#\\;,()|&=!^*/+?$@]|\\.)*+"""
# ``FROM:a`` is a clause or the name ``from:a``, by what follows: the last clause of a query stands before its pattern
# (that of a DESCRIBE may stand before what may follow a pattern), and LOAD before the end of its operation.
_CLAUSES_LIKE_NAMES = {
    "FROM": rf"{_NOT_IN_NAME}(?=FROM{_NAME}{_SPACE}(?:\{{|WHERE))",
    "FROM of DESCRIBE": (
        rf"{_NOT_IN_NAME}(?=FROM{_NAME}{_SPACE}(?:\#[^\n\r]*)?(?:\Z|ORDER|LIMIT|OFFSET|GROUP|HAVING|VALUES))"
    ),
    "LOAD": rf"{_NOT_IN_NAME}(?=LOAD{_NAME}{_SPACE}(?:\#[^\n\r]*)?(?:;|INTO|\Z))",
}
_FLAGS = re.IGNORECASE | re.ASCII | re.DOTALL
_CLAUSE = {word: re.compile(clause, _FLAGS) for word, clause in _CLAUSES.items()}
_CLAUSE_LIKE_NAME = {word: re.compile(clause, _FLAGS) for word, clause in _CLAUSES_LIKE_NAMES.items()}
_DESCRIBE = re.compile("DESCRIBE", re.IGNORECASE)
# What can only have a name after it, on the same line: a comment or a string before the name would hide it too.
_NAME_FOLLOWS = re.compile(r"(?:^|[\s{}])(?:GRAPH|DESCRIBE)[ \t]+\Z", re.IGNORECASE)
# No operation of an update begins after a term on its line.
_TERM_BEFORE = re.compile(r"\w[ \t]+\Z")
# As far back as one of the two may begin.
_BEFORE = 40

# What begins something that hides the words in it.
_OPENING = re.compile(r"""["'<\#\\]""")
_COMMENT = re.compile(r"\#[^\n\r]*")
_IRI_REFERENCE = re.compile(r"""<[^<>"{}|^`\x00-\x20]*>""")
_STRING = {
    '"': re.compile(r'"(?:[^"\\\n\r]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\.)*'", re.DOTALL),
}
_LONG_STRING = {
    '"': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    "'": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
}
_ESCAPED_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_query(text: str, *, update: bool = False) -> None:
    """Refuse a SPARQL text that asks for more than the graph.

    Args:
        text: a SPARQL query, or an update with ``update=True``.
        update: whether the text is an update; ``FROM`` has no meaning there.

    Raises:
        QueryError: if the text uses ``SERVICE``, ``LOAD`` or ``FROM``, or is not Unicode.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise QueryError(
            Text(
                f"The query is not Unicode at character {error.start}. Write it in UTF-8.",
                f"查询在第{error.start}个字符处不是 Unicode。请以 UTF-8 书写。",
            )
        ) from error
    words = ("LOAD", "SERVICE") if update else ("FROM", "LOAD", "SERVICE")
    # A parser may resolve code point escapes before it reads the text (SPARQL 1.1, §19.2), or after.
    found = [word for word in words if any(_has(word, reading, update) for reading in {text, _unescaped(text)})]
    if found:
        raise QueryError(
            Text(
                f"The query uses {' and '.join(found)}, which would reach beyond the graph. "
                "Queries read the loaded graph only: take that clause out, and load other data with `kg build`.",
                f"查询用到 {' 与 '.join(found)}，会超出图谱。查询只读取已载入的图谱：请去掉该子句，其他数据用 `kg "
                "build` 载入。",
            )
        )


@contextmanager
def prefixes_named(text: str, known: Mapping[str, str]) -> Iterator[None]:
    """Say of a prefix that is not known which it is, where Oxigraph lists what characters it would have taken.

    Args:
        text: the query.
        known: the prefixes that need no declaration, with their namespaces.

    Raises:
        QueryError: in place of the one that the query raised.
    """
    try:
        yield
    except QueryError as error:
        prefix = _unknown_prefix(text, known) if isinstance(error.__cause__, SyntaxError) else None
        if prefix is None:
            raise
        names = ", ".join(f"{name}:" for name in sorted(known))
        raise QueryError(
            Text(
                f"Prefix {prefix}: is not known; known are {names}. Use one of them, or declare it with PREFIX.",
                f"前缀 {prefix}: 未知；已知的有 {names}。请用其中之一，或以 PREFIX 声明。",
            )
        ) from error


_PREFIX = re.compile(r"(?<![\w.:-])((?:[^\W\d_][\w.-]*)?):")


def _unknown_prefix(text: str, known: Mapping[str, str]) -> str | None:
    """The first prefix without which a query is wrong, and with all of which it is right."""
    used: list[str] = [name for name in dict.fromkeys(_PREFIX.findall(text)) if name not in known]
    given = {**known, **dict.fromkeys(used, "urn:x-unknown:")}
    if not used or not _parses(text, given):
        return None
    for name in used:
        if not _parses(text, {prefix: iri for prefix, iri in given.items() if prefix != name}):
            return name
    return None


def _parses(text: str, prefixes: Mapping[str, str]) -> bool:
    # Oxigraph parses only what it is asked; an empty store has the answer at once.
    try:
        ox.Store().query(text, prefixes=dict(prefixes))
    except (SyntaxError, ValueError):
        return False
    except RuntimeError:
        return True
    return True


def _has(word: str, text: str, update: bool) -> bool:
    if word not in text.upper():
        return False
    places = {match.start() for match in _CLAUSE[word].finditer(text)}
    # A query has no LOAD, so that ``load:a`` is a name there.
    if word == "FROM" or (word == "LOAD" and update):
        places |= {match.start() for match in _CLAUSE_LIKE_NAME[word].finditer(text)}
    if word == "FROM" and _DESCRIBE.search(text):
        places |= {match.start() for match in _CLAUSE_LIKE_NAME["FROM of DESCRIBE"].finditer(text)}
    places = {place for place in places if not _is_name(word, text, place)}
    return bool(places) and _is_visible(text, places)


def _is_name(word: str, text: str, place: int) -> bool:
    """Whether what looks like a clause is a name, by what stands before it."""
    before = text[max(place - _BEFORE, 0) : place]
    if word == "LOAD":
        return bool(_TERM_BEFORE.search(before)) and bool(_CLAUSE_LIKE_NAME[word].match(text, place))
    return bool(_NAME_FOLLOWS.search(before))


def _is_visible(text: str, places: set[int]) -> bool:
    """Whether any reading of the text reaches one of the places outside of what hides it."""
    done: set[int] = set()
    todo = [0]
    while todo:
        start = todo.pop()
        if start in done:
            continue
        done.add(start)
        opening = _OPENING.search(text, start)
        stop = opening.start() if opening else len(text)
        if any(start <= place <= stop for place in places):
            return True
        if opening:
            todo.extend(_ends(text, stop))
    return False


def _ends(text: str, start: int) -> list[int]:
    """Where what begins at ``start`` may end: one place for each way to read it."""
    character = text[start]
    if character == "\\":
        return [start + 2]
    if character == "#":
        match = _COMMENT.match(text, start)
        assert match is not None
        return [match.end()]
    if character == "<":
        match = _IRI_REFERENCE.match(text, start)
        return [start + 1, match.end()] if match else [start + 1]
    return _ends_of_string(text, start)


def _ends_of_string(text: str, start: int) -> list[int]:
    long, short = (strings[text[start]].match(text, start) for strings in (_LONG_STRING, _STRING))
    ends = [match.end() for match in (long, short) if match]
    if long and "\\" not in long.group():
        # An escape that is wrong would make a parser fall back on the empty string; without one, it cannot.
        return ends[:1]
    return ends or [start + 1]


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        return chr(number) if number < 0x110000 else match.group(0)

    return _ESCAPED_CODE_POINT.sub(character, text)
