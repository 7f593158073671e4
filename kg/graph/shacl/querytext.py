"""Makes the text of a constraint's query one that can stand inside another query.

Names are written out, so that it means the same whatever prefixes that other query has, and what SHACL pre-binds
(§5.3.1, appendix A) is put in. ``$this`` and ``$value`` stay variables, which ``LATERAL`` binds from outside. What is
the same for every focus node, a parameter or ``$currentShape``, is put in as a term: from outside Oxigraph would
bind it only where a nested SELECT returns it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import pyoxigraph as ox

from kg.graph.shacl.paths import Path
from kg.graph.shacl.terms import OWN_VARIABLE, wrong
from kg.graph.terms import Term
from kg.text import Text

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
_FORBIDDEN_WORDS = frozenset({"MINUS", "VALUES"})
#: What a nested SELECT need not return (appendix A).
_OF_SHAPES = frozenset({"shapesGraph", "currentShape"})


@dataclass(frozen=True, slots=True)
class Prebound:
    """What has its value before a query is run.

    Attributes:
        variables: the names that are bound from outside.
        terms: the names that have the same value for every focus node, with the value as query text.
        unbound: the optional parameters that the shape does not give, which would be pre-bound too.
        path: what ``$PATH`` stands for; ``None`` where there is no path.
    """

    variables: frozenset[str]
    terms: Mapping[str, str] = field(default_factory=dict)
    unbound: frozenset[str] = frozenset()
    path: Path | None = None

    @property
    def names(self) -> frozenset[str]:
        """What SHACL calls the potentially pre-bound variables."""
        return self.variables | self.terms.keys() | self.unbound


def written_out(text: str, prefixes: Mapping[str, str], prebound: Prebound, node: Term) -> str:
    """A query without prefixes, with what is the same for every focus node put in.

    Args:
        text: the query.
        prefixes: those that are declared outside of it.
        prebound: what has a value.
        node: the constraint or validator, to name it in an error.

    Raises:
        SourceError: if it uses what SHACL forbids.
    """
    start = 0
    known = dict(prefixes)
    while declared := _PROLOGUE.match(text, start):
        known[declared[1]] = declared[2]
        start = declared.end()
    matches = list(_TOKEN.finditer(text, start))
    seen = [match for match in matches if match.lastgroup != "comment"]
    words = [match[0].upper() if match.lastgroup == "word" else match[0].replace("$", "?") for match in seen]
    _check_prebinding(words, prebound, node)
    places = {match.start(): place for match, place in zip(seen, _places(words), strict=True)}
    written: list[str] = []
    for match in matches:
        written += [text[start : match.start()], _written(match, places.get(match.start(), ""), known, prebound, node)]
        start = match.end()
    return "".join([*written, text[start:]])


def as_select(text: str, columns: str, node: Term) -> str:
    """An ASK that was written out, as the SELECT of columns whose every solution means yes.

    Args:
        text: the query.
        columns: the variables that are selected, as query text.
        node: what in the shapes graph has the query, for the error.

    Raises:
        SourceError: if it is no ASK.
    """
    first = _TOKEN.search(text)
    if first is None or first[0].upper() != "ASK":
        raise wrong(node, Text("has a query that is no ASK", "的查询不是 ASK"))
    return f"{text[: first.start()]}SELECT {columns} {text[first.end() :]}"


def _written(token: re.Match[str], place: str, prefixes: Mapping[str, str], prebound: Prebound, node: Term) -> str:
    match token.lastgroup:
        case "comment":
            return " "
        case "name":
            return _iri(token[0], prefixes, node)
        case "variable":
            return _variable(token[0], place, prebound, node)
    return token[0]


def _variable(spelled: str, place: str, prebound: Prebound, node: Term) -> str:
    name = spelled[1:]
    if name == "PATH":
        if prebound.path is None:
            raise wrong(
                node,
                Text(
                    "has $PATH in its query and stands at a node shape, which has no path",
                    "的查询中有 $PATH，而节点形状没有路径",
                ),
            )
        return f" {prebound.path.text()} "
    if name == "failure" or name.startswith(OWN_VARIABLE):
        raise wrong(
            node,
            Text(
                f"uses the variable ?{name} in its query, which is not supported", f"的查询用到变量 ?{name}，不受支持"
            ),
        )
    if name not in prebound.terms:
        return spelled
    if place == "columns":
        return " "
    # Where only a variable may stand, $this says the same: it is bound as well, and one for all solutions as well.
    return "?this" if place == "variable" else f" {prebound.terms[name]} "


def _places(words: list[str]) -> Iterator[str]:
    """For each token: ``columns`` in a SELECT clause, ``variable`` where no term may stand, else nothing."""
    clause, depth = "", 0
    for index, word in enumerate(words):
        depth = depth + (word == "(") - (word == ")") if clause else 0
        if word == "SELECT":
            clause = "columns"
        elif word == "BY":
            clause = "variable"
        elif depth == 0 and word in ("{", "}", "WHERE", "HAVING", "LIMIT", "OFFSET", "GROUP", "ORDER"):
            clause = ""
        if words[max(index - 2, 0) : index] == ["BOUND", "("]:
            yield "variable"
        else:
            yield clause if depth == 0 else ""


def _iri(name: str, prefixes: Mapping[str, str], node: Term) -> str:
    prefix, local = name.split(":", 1)
    dots = re.search(r"(?<!\\)\.*$", local)  # A full stop at the end is the triple's, not the name's.
    assert dots is not None
    if prefix not in prefixes:
        raise wrong(
            node,
            Text(
                f"uses the prefix {prefix}: in its query and does not declare it with sh:prefixes",
                f"的查询用到前缀 {prefix}: 而未以 sh:prefixes 声明",
            ),
        )
    unescaped = re.sub(r"\\(.)", r"\1", local[: dots.start()])
    try:
        # The namespace is any string of the shapes graph: nothing but an IRI may come into the query.
        return f"{ox.NamedNode(prefixes[prefix] + unescaped)}{dots[0]}"
    except ValueError as error:
        raise wrong(
            node,
            Text(
                f"declares a namespace for the prefix {prefix}: that is no IRI ({error})",
                f"为前缀 {prefix}: 声明的命名空间不是 IRI（{error}）",
            ),
        ) from error


def _check_prebinding(words: list[str], prebound: Prebound, node: Term) -> None:
    """Refuse what would break pre-binding (appendix A of SHACL)."""
    for word in words:
        if word in _FORBIDDEN_WORDS:
            raise wrong(
                node, Text(f"uses {word} in its query, which SHACL forbids", f"的查询用到 {word}，为 SHACL 所禁")
            )
    for before, word in pairwise(words):
        if before == "AS" and word.removeprefix("?") in prebound.names:
            raise wrong(
                node,
                Text(
                    f"gives ${word[1:]} another value in its query, which SHACL forbids",
                    f"的查询为 ${word[1:]} 另赋取值，为 SHACL 所禁",
                ),
            )
    selects = [index for index, word in enumerate(words) if word == "SELECT"]
    for index in selects if words[:1] == ["ASK"] else selects[1:]:
        returned = _plain_columns(words[index + 1 :])
        for name in sorted(prebound.names - _OF_SHAPES):
            if f"?{name}" not in returned:
                raise wrong(
                    node,
                    Text(
                        f"has a nested SELECT that does not return ${name}, which SHACL forbids",
                        f"的嵌套 SELECT 未返回 ${name}，为 SHACL 所禁",
                    ),
                )


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
