r"""What a CONSTRUCT makes of each solution: its template read, so that a row that gives nothing can be told.

A triple of a template is made where all of it has a value, its subject is no literal and its predicate is an IRI; else
it is left out in silence (SPARQL 1.1, §16.2). Only the template is read here, and no expression: the rest of the query
is asked as it stands, once, as a SELECT, from whose answer both the triples and the account of the rows are made.
A solution's terms are spelt as SPARQL 1.1 TSV has them; one that is unbound is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, repeat
from types import MappingProxyType

from kg import vocabulary

#: So many mappings are kept as they were read: each is asked about many times, and those of packages by every build.
KEPT = 64

_TOKEN = re.compile(
    r"""(?P<gap>[\s]+|\#[^\n\r]*)
      | (?P<term>
          <[^<>"{}|^`\x00-\x20]*>
        | (?:\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
            | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
          (?:@[A-Za-z0-9-]+ | \^\^<[^<>]*> | \^\^[^\s{}()\[\];,<>"']+)?
        | [?$]\w+
        | (?:\w[\w.-]*)?:(?:\\.|\.(?=[\w:%\\-])|[\w:%-])*
        )
      | (?P<mark>[{}()\[\];,.])
      | (?P<word>[\w+-]+(?:\.\d+)?|.)""",
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(rf"PREFIX\s+([^\s:]*):\s*<{re.escape(vocabulary.ROW)}>", re.IGNORECASE)
_ANY_PREFIX = re.compile(r"PREFIX\s+([^\s:]*):\s*<([^<>]*)>", re.IGNORECASE)
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*:")
_PLAIN = re.compile(r'"([^"\\\n\r]*)"(?:(@[A-Za-z0-9-]+)|\^\^([^\s"]+))?')
#: How a term begins, as TSV spells it: an IRI or a blank node; those, and a literal in quotes; a literal of any form.
_NODE = ("<", "_")
_SPELT = '<_"'
_LITERAL = '"+-.0123456789tf'
_ESCAPED = re.compile(r"\\(.)")
_DERIVED_FROM = ("prov:wasDerivedFrom", f"<{vocabulary.PROV}wasDerivedFrom>")
#: What says where something is stated, and nothing else.
_OF_EVIDENCE = (
    *(f"{vocabulary.PK}{name}" for name in ("Evidence", "Source")),
    *(f"{vocabulary.OA}{name}Selector" for name in ("Fragment", "TextPosition", "TextQuote")),
)


@dataclass(frozen=True, slots=True)
class Template:
    """What a CONSTRUCT makes.

    Attributes:
        triples: subject, predicate and object as they are written; ``None`` if the template is of a form that is not
            read here.
        select: the same query as a SELECT of all that it finds.
        begin: where in the query the template begins, behind its brace; 0 if it has none of its own.
        led: the variables of the things that the template leads back to their row.
        beside: the things, as they are written, that only say where something is stated: evidence, selectors, sources.
        named: the variables of names, each with those of the things that are called so.
        valued: the variables of the values of figures.
        parties: the variables of who takes part.
        measured: the variables of days and of the values of figures.
    """

    triples: tuple[tuple[str, str, str], ...] | None
    select: str
    begin: int = 0
    led: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valued: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()

    @property
    def names_beside(self) -> frozenset[str]:
        """The variables of names of what has several: one of them may have no value, as a name in another language."""
        things = [thing for those in self.named.values() for thing in those]
        several = {thing for thing in things if things.count(thing) > 1}
        return frozenset(name for name, those in self.named.items() if several.intersection(those))

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the template, without their mark, in its order."""
        parts = dict.fromkeys(part for triple in self.triples or () for part in triple if part[0] in "?$")
        return tuple(part[1:] for part in parts)

    def makes(self, solution: Mapping[str, str]) -> bool:
        """Whether a solution gives any triple.

        Args:
            solution: variable name to its term.
        """
        return self.triples is None or any(_is_made(triple, solution) for triple in self.triples)

    def states(self, solution: Mapping[str, str]) -> bool:
        """Whether a solution gives a triple of something else than where it is stated.

        Args:
            solution: variable name to its term.
        """
        return self.triples is None or any(
            triple[0] not in self.beside and _is_made(triple, solution) for triple in self.triples
        )


@lru_cache(KEPT)
def tokens(query: str) -> Sequence[re.Match[str]]:
    """The tokens of a query: terms, marks and words, as ``lastgroup`` says, without blanks and comments.

    Args:
        query: the query without its header.
    """
    return tuple(match for match in _TOKEN.finditer(query) if match.lastgroup != "gap")


@lru_cache(KEPT)
def prefixes_of(query: str) -> Mapping[str, str]:
    """The prefixes of a query, those that need no declaration among them.

    Args:
        query: the query without its header.
    """
    return MappingProxyType({**vocabulary.prefixes(), **dict(_ANY_PREFIX.findall(query))})


@lru_cache(KEPT)
def read_template(query: str) -> Template | None:
    """The template of a CONSTRUCT; ``None`` where the text has none that could be found.

    Args:
        query: the query without its header.
    """
    found = tokens(query)
    at = next((place for place, match in enumerate(found) if match[0].upper() == "CONSTRUCT"), None)
    if at is None or at + 1 == len(found):
        return None
    before = query[: found[at].start()]
    if found[at + 1][0] != "{":  # CONSTRUCT WHERE { … }
        return Template(None, f"{before}SELECT * {query[found[at].end() :]}")
    body = list[re.Match[str]]()
    for match in found[at + 2 :]:
        if match[0] == "}":
            triples = _triples(body)
            select = f"{before}SELECT * {query[match.end() :]}"
            rows = _rows(query, found)
            back = [triple for triple in triples or () if triple[1] in _DERIVED_FROM and triple[2] in rows]
            led = [subject[1:] for subject, _, _ in back]
            made = None if triples is None else tuple(triple for triple in triples if triple not in back)
            beside = frozenset(
                subject
                for subject, predicate, kind in made or ()
                if (predicate == "a" or is_term(query, predicate, f"{vocabulary.RDF}type"))
                and any(is_term(query, kind, one) for one in _OF_EVIDENCE)
            )
            if beside.issuperset(subject for subject, _, _ in made or ()):
                beside = frozenset()  # a table of sources states them
            named, (valued, parties) = _named(query, made or ()), (_objects(query, made or (), one) for one in _OBJECTS)
            days = (_objects(query, made or (), one) for one in _DAYS)
            measured = valued.union(*days)
            return Template(made, select, found[at + 1].end(), tuple(led), beside, named, valued, parties, measured)
        body.append(match)
    return None


def _named(query: str, triples: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """The variables of names, each with those of the things that are called so."""
    found: dict[str, tuple[str, ...]] = {}
    for subject, predicate, name in triples:
        if subject[0] in "?$" and name[0] in "?$" and is_term(query, predicate, f"{vocabulary.SKOS}prefLabel"):
            found[name[1:]] = (*found.get(name[1:], ()), subject[1:])
    return found


#: The terms of the values of figures, and of who takes part.
_OBJECTS = (f"{vocabulary.PK}value", f"{vocabulary.PK}party")
#: Those of days.
_DAYS = tuple(f"{vocabulary.PK}{name}" for name in ("periodStart", "periodEnd", "asOf"))


def _objects(query: str, triples: Iterable[tuple[str, str, str]], term: str) -> frozenset[str]:
    """The variables of what a term says of something."""
    return frozenset(
        value[1:] for _, predicate, value in triples if value[0] in "?$" and is_term(query, predicate, term)
    )


def also_making(query: str, triples: Iterable[Sequence[str]]) -> str:
    """The same CONSTRUCT with more triples in its template; as it is where it has no template to add to.

    Args:
        query: the query without its header.
        triples: subject, predicate and object of each as they are to be written.
    """
    template = read_template(query)
    added = " ".join(f"{' '.join(triple)} ." for triple in triples)
    if template is None or not template.begin or not added:
        return query
    return f"{query[: template.begin]} {added} {query[template.begin :]}"


def with_row(query: str) -> str:
    """The same query with the row's variable in ``fn:row()``, which SPARQL does not let a function see.

    Args:
        query: the query without its header.
    """
    found = tokens(query)
    rows = sorted(_rows(query, found))
    if len(rows) != 1:
        return query
    made = query
    for one, begin, end in reversed(list(zip(found, found[1:], found[2:], strict=False))):
        if (begin[0], end[0]) == ("(", ")") and is_term(query, one[0], vocabulary.FUNCTION + "row"):
            made = f"{made[: end.start()]}{rows[0]}{made[end.start() :]}"
    return made


def is_term(query: str, written: str, iri: str) -> bool:
    """Whether a term as a query writes it, by a prefix of its own or one that needs no declaration, is an IRI.

    Args:
        query: the query's text, which may declare prefixes.
        written: the term, ``model:party`` or ``<…>``.
        iri: the IRI.

    >>> is_term("PREFIX model: <https://w3id.org/partnership-kg/ont#>", "model:party", vocabulary.PK + "party")
    True
    """
    prefix, colon, name = written.partition(":")
    if written.startswith("<") or not colon:
        return written == f"<{iri}>"
    return prefixes_of(query).get(prefix, "") + name == iri


def spelt_out(query: str) -> list[tuple[str, str, str]] | None:
    """The triples of a CONSTRUCT's template with its constants as N-Triples spells them.

    Args:
        query: the query without its header.

    Returns:
        ``None`` where the template has something else than variables, IRIs and plain texts, such as a number or a
        blank node: then the engine must make the triples.
    """
    template = read_template(query)
    if template is None or template.triples is None:
        return None
    prefixes = prefixes_of(query)
    found = []
    for written in template.triples:
        subject, predicate, object_ = (_spelt(part, prefixes) for part in written)
        if subject is None or predicate is None or object_ is None:
            return None
        found.append((subject, predicate, object_))
    return found


def lines(triples: Iterable[Sequence[str]], answer: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What a template makes of all solutions, as lines of N-Triples in no order; a line may come more than once.

    Args:
        triples: as ``spelt_out`` gives them.
        answer: variable name to its terms, one a solution.
    """
    number = max(map(len, answer.values()), default=0)
    for triple in triples:
        columns = [answer.get(part[1:], [""] * number) if part[0] in "?$" else repeat(part, number) for part in triple]
        # Rows often say the same, so each is spelt once; what begins otherwise is a literal, or unbound.
        for subject, predicate, object_ in set(zip(*columns, strict=True)):
            if object_ and subject[:1] in _NODE and predicate[:1] == "<":
                yield f"{subject} {predicate} {object_ if object_[0] in _SPELT else _typed(object_)} .\n"


def columns(query: str) -> list[str]:
    """The columns that a mapping names, in its order: ``row:项目``, or the same as an IRI.

    Args:
        query: the query without its header.
    """
    prefixes = row_prefixes(query)
    names = (column_of(match, prefixes) for match in tokens(query))
    return list(dict.fromkeys(filter(None, names)))


def row_prefixes(query: str) -> Sequence[str]:
    """The prefixes under which a mapping names columns.

    Args:
        query: the query without its header.
    """
    return _PREFIX.findall(query) or ["row"]


def column_of(token: re.Match[str], prefixes: Sequence[str]) -> str:
    """The column that a token names; empty if it names none.

    Args:
        token: one of ``tokens``.
        prefixes: as ``row_prefixes`` gives them.
    """
    if token.lastgroup != "term":
        return ""
    term = token[0]
    prefix, colon, name = term.partition(":")
    if term.startswith(f"<{vocabulary.ROW}"):
        name = term[1:-1].removeprefix(vocabulary.ROW)
    elif not colon or prefix not in prefixes:
        return ""
    return _ESCAPED.sub(r"\1", name)


def _rows(query: str, found: Sequence[re.Match[str]]) -> set[str]:
    """The variables of rows: those that stand before the name of a column."""
    prefixes = row_prefixes(query)
    pairs = pairwise(found)
    return {one[0] for one, other in pairs if one[0][0] in "?$" and column_of(other, prefixes)}


def _is_made(triple: Sequence[str], solution: Mapping[str, str]) -> bool:
    subject, predicate, object_ = (solution.get(part[1:], "") if part[0] in "?$" else part for part in triple)
    return bool(subject and predicate and object_) and subject[0] not in _LITERAL and predicate[0] not in "_" + _LITERAL


def _spelt(part: str, prefixes: Mapping[str, str]) -> str | None:
    """A term of a template as N-Triples spells it; ``None`` where it is of a form that is not read here."""
    if part[0] in "?$":
        return part
    if part == "a":
        return f"<{vocabulary.RDF}type>"
    if part.startswith("<"):
        return part if _ABSOLUTE.match(part) and "\\" not in part else None
    if literal := _PLAIN.fullmatch(part):
        text, language, datatype = literal.groups()
        if datatype is None:
            return f'"{text}"{language or ""}'
        spelt = _spelt(datatype, prefixes)
        return f'"{text}"^^{spelt}' if spelt else None
    prefix, colon, name = part.partition(":")
    return f"<{prefixes[prefix]}{name}>" if colon and prefix in prefixes and "\\" not in name else None


def spelt_as_ntriples(token: str) -> str:
    """A term of an answer in TSV, as N-Triples spells it; empty where it is unbound."""
    return _typed(token) if token and token[0] not in _SPELT else token


def _typed(token: str) -> str:
    """A number or a truth value, which TSV may write as it is, as N-Triples spells it."""
    name = "boolean" if token in ("true", "false") else "integer"
    if "." in token:
        name = "decimal"
    if "e" in token.lower() and name != "boolean":
        name = "double"
    return f'"{token}"^^<{vocabulary.XSD}{name}>'


def _triples(tokens: Sequence[re.Match[str]]) -> tuple[tuple[str, str, str], ...] | None:
    """The triples of a template without blank nodes and lists."""
    found, parts = [], list[str]()
    for match in tokens:
        part = match[0]
        if part not in (".", ";", ","):
            if part in "[](){}" or len(parts) == 3:
                return None
            parts.append(part)
            continue
        if len(parts) == 3:
            found.append((parts[0], parts[1], parts[2]))
        elif part == "," or (len(parts) == 2 and part == "."):
            return None
        parts = parts[: {".": 0, ";": 1, ",": 2}[part]]
    if len(parts) == 3:
        found.append((parts[0], parts[1], parts[2]))
    return tuple(found)
