"""How a mapping of one's own calls its functions: a call that can give nothing is an error before a row is read.

SPARQL leaves a variable without a value where a function is called with too few arguments, or for a table or a column
that there is not, and says nothing; every row would then lack what the mapping says with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import vocabulary
from kg.assets import Ontology
from kg.errors import QueryError
from kg.graph.library import code_files
from kg.graph.store import Function
from kg.intake import schema
from kg.intake.templates import prefixes_of, tokens
from kg.nearest import did_you_mean, nearest
from kg.text import Text

if TYPE_CHECKING:
    from kg.intake.noted import Lookups

_ORDERS = ("day-first", "month-first")


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function.

    Attributes:
        name: the function's name, without the namespace of functions.
        arguments: each as it is written, its tokens with blanks between.
    """

    name: str
    arguments: tuple[str, ...]

    def text(self, place: int) -> str | None:
        """An argument, where it is a plain text in quotes; else ``None``."""
        said = self.arguments[place] if place < len(self.arguments) else ""
        if len(said) > 5 and said[:3] == said[-3:] in ('"""', "'''"):
            return said[3:-3] if "\\" not in said else None
        return said[1:-1] if len(said) > 1 and said[0] in "\"'" and said[-1] == said[0] and "\\" not in said else None


def calls(query: str) -> Iterator[Call]:
    """The calls of functions in the namespace ``fn:`` in a query, those within others too.

    Args:
        query: the query without its header.
    """
    prefixes, found = prefixes_of(query), tokens(query)
    spelt = [token[0] for token in found]
    for place, token in enumerate(found[:-1]):
        if token.lastgroup != "term" or spelt[place + 1] != "(":
            continue
        prefix, _, name = token[0].partition(":")
        iri = token[0][1:-1] if token[0][0] == "<" else prefixes.get(prefix, "") + name
        if iri.startswith(vocabulary.FUNCTION):
            yield Call(iri.removeprefix(vocabulary.FUNCTION), _arguments(spelt, place + 2))


def _arguments(spelt: Sequence[str], begin: int) -> tuple[str, ...]:
    """The arguments of a call whose bracket is open."""
    depth, parts = 1, [list[str]()]
    for written in spelt[begin:]:
        depth += {"(": 1, ")": -1}.get(written, 0)
        if not depth:
            break
        if written == "," and depth == 1:
            parts.append([])
        else:
            parts[-1].append(written)
    return tuple(" ".join(part) for part in parts) if any(parts) else ()


def check_calls(
    mapping: Path, query: str, functions: Mapping[str, Function], lookups: Lookups, ontology: Ontology
) -> None:
    """See that each call can give something.

    Args:
        mapping: the mapping's file, for errors.
        query: the mapping without its header.
        functions: what it may call, by IRI; of others the query's guard knows.
        lookups: the tables beside it.
        ontology: the model, for the names of code lists.

    Raises:
        QueryError: if a function is called with more or fewer arguments than it takes, or with a text where only
            certain ones mean something.
        SourceError, DataError: if a table beside the mapping cannot be read.
    """
    words = _Words(lookups, ontology)
    for call in calls(query):
        function = functions.get(vocabulary.FUNCTION + call.name)
        if function is None:
            continue
        _check_number(mapping, call, function)
        for place, known, what in words.of(call):
            said = call.text(place)
            if said is not None and said not in known:
                raise _no_such(mapping, call, said, known, what)


def _check_number(mapping: Path, call: Call, function: Callable[..., object]) -> None:
    taken = list(inspect.signature(function).parameters.values())
    named = [one for one in taken if one.kind is not one.VAR_POSITIONAL]
    least = sum(one.default is one.empty for one in named)
    if call.name == "row":
        least = 0  # the row itself is put in
    if len(call.arguments) >= least and (len(named) < len(taken) or len(call.arguments) <= len(named)):
        return
    form = ", ".join(f"[{one.name}]" if one.default is not one.empty else one.name for one in named)
    form += ", …" if len(named) < len(taken) else ""
    given = len(call.arguments)
    raise QueryError(
        Text(
            f"{mapping}: calls fn:{call.name} with {given} {'argument' if given == 1 else 'arguments'}. "
            f"It is fn:{call.name}({form}).",
            f"{mapping}：以{given}个参数调用 fn:{call.name}。其写法为 fn:{call.name}({form})。",
        )
    )


class _Words:
    """The texts that may stand where only certain ones mean something."""

    def __init__(self, lookups: Lookups, ontology: Ontology) -> None:
        self._lookups = lookups
        self._ontology = ontology

    def of(self, call: Call) -> Iterator[tuple[int, Sequence[str], Text]]:
        """Of a call, the place of an argument, the texts that it may be, and what they are."""
        match call.name:
            case "date" | "end" | "precision":
                yield 1, _ORDERS, Text("order of day and month", "日月顺序")
            case "code":
                yield 0, list(code_files(self._ontology)), Text("code list", "代码表")
            case "city" | "registered":
                columns = [field["name"] for field in schema.table_schema("regions")["fields"]]
                yield 1, columns, Text("column of the table regions", "表 regions 的列")
                # What stands third of a town is what it lies in.
                if call.name == "registered":
                    yield 2, schema.codes("level", self._ontology), Text("level", "层级")
            case "spelled":
                yield 1, ["country"], Text("word for what the name is of", "表示名称所指的词")
            case "lookup":
                yield 0, self._lookups.names, Text("table in the line `#: tables:`", "`#: tables:` 一行中的表")
                if table := call.text(0):
                    yield 2, self._lookups.columns(table), Text(f"column of the table {table}", f"表 {table} 的列")


def _no_such(mapping: Path, call: Call, said: str, known: Sequence[str], what: Text) -> QueryError:
    near = did_you_mean(nearest(said, known))
    some = ", ".join(known)[:500] or "–"
    return QueryError(
        Text(
            f"{mapping}: calls fn:{call.name} with {said[:80]!r}, which is no {what.en}. {near.en}There are: {some}.",
            f"{mapping}：以“{said[:80]}”调用 fn:{call.name}，它不是{what.zh}。{near.zh}现有：{some}。",
        )
    )
