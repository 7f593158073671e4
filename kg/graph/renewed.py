"""Answers of an earlier build with the rows of now, where a few triples have changed since.

A row of an answer can be another one only for a thing that is led to from a changed triple along the patterns of the
query (``shacl.reach``). So the rows of these things are asked for anew, and all others stay. Where it cannot be told
which things these are, or a row names none, the whole is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg import vocabulary
from kg.files.steps import Steps
from kg.graph.following import with_strings, written_out
from kg.graph.shacl.reach import Reach
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode, Subject, Term, Triple

_HEAD = re.compile(
    r"\s*SELECT\s+(?:DISTINCT\s+)?[?$](\w+)(?:\s+[?$]\w+|\s*\(\s*[?$]\w+\s+AS\s+[?$]\w+\s*\))*\s*(?:WHERE\s*)?\{",
    re.IGNORECASE,
)
#: With these the rows of one thing are not those that a query for it alone has.
_WHOLE = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_TOKEN = re.compile(r"<[^<>\s]*>|[{}]|[^\s{}<]+")
#: A cell that has a blank node, or the first one where it has nothing.
_NAMELESS = re.compile(rb"(?:^|[\t\n])_:|\n\t")
#: So many things may have other rows; with more the whole is asked as quickly.
_MOST = 1_000


class _Plain:
    """A graph that is looked into without a note of it."""

    def __init__(self, store: RememberingStore) -> None:
        self._store = store

    def triples(
        self, subject: Subject | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Triple]:
        return self._store.found(subject, predicate, value)


def renewed(store: RememberingStore, steps: Steps, text: str, before: bytes) -> bytes | None:
    """The answer of now.

    Args:
        store: the graph.
        steps: with what has changed in it.
        text: a SELECT query without parameters.
        before: the answer of the earlier build, as TSV.

    Returns:
        the answer, its rows in another order perhaps; ``None`` where it must be asked for.
    """
    written = written_out(text, vocabulary.prefixes(store.base))
    head = _HEAD.match(written)
    if steps.patch is None or head is None or _WHOLE.search(written) or _NAMELESS.search(before):
        return None
    root = head[1]
    if re.search(rf"\bAS\s+[?$]{root}\b", written, re.IGNORECASE):
        return None
    reach = Reach(_Plain(store), steps.patch.removed, steps.patch.added)
    nodes = reach.rooted(written, f"?{root}")
    if nodes is None or len(nodes) > _MOST or not all(isinstance(node, NamedNode) for node in nodes):
        return None
    title, _, body = before.partition(b"\n")
    if not nodes:
        return before
    tokens = {str(node).encode() for node in nodes}
    rows = [row for row in body.removesuffix(b"\n").split(b"\n") if row and row.partition(b"\t")[0] not in tokens]
    query = _of_some(written, head.end(), root, sorted(str(node) for node in nodes))
    if query is None:
        return None
    told = store.asked(with_strings(query, text))
    title_now, _, come = told.partition(b"\n")
    if title_now != title or _NAMELESS.search(told):
        return None
    rows += [row for row in come.removesuffix(b"\n").split(b"\n") if row]
    return b"\n".join([title, *rows, b""])


def _of_some(written: str, begin: int, root: str, nodes: Iterable[str]) -> str | None:
    """A query for some things: of a union each branch, since the engine would work all of it out first.

    ``None`` where a group that it has for each of them is a query of its own.
    """
    values = f" VALUES ?{root} {{ {' '.join(nodes)} }} "
    places = _branches(written, begin) or [begin]
    if any(written[place:].lstrip().upper().startswith("SELECT") for place in places):
        return None
    for place in reversed(places):
        written = written[:place] + values + written[place:]
    return written


def _branches(written: str, begin: int) -> list[int]:
    """Where the branches of a group begin that is a union and nothing else; none of any other group."""
    found, depth = [], 0
    for token in _TOKEN.finditer(written, begin):
        if token[0] == "{":
            depth += 1
            if depth == 1:
                found.append(token.end())
        elif token[0] == "}":
            depth -= 1
            if depth < 0:
                return found
        elif not depth and token[0].upper() != "UNION":
            return []
    return []
