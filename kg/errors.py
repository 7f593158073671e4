"""Everything that can go wrong, as one tree.

    KGError                     exit code 1: the data is at fault
    ├── DataError               carries the findings: file, row, field, value, fix
    ├── SourceError             a file that cannot be read, parsed or written
    ├── QueryError              a SPARQL text that is wrong or not allowed
    ├── LookupFailed            a name or id that is not in the graph
    │   └── AmbiguousName       a name that several things have
    ├── PluginError             a package that adds to kg and cannot be used
    └── UsageError              exit code 2: the call is at fault, not the data

A message is one or more whole sentences: what is wrong, where, and what to do. The command line
catches ``KGError`` in one place and prints the message; nothing else is caught there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING, TypeVar

from kg.text import Text, shortened

if TYPE_CHECKING:
    from kg.findings import Finding

_Item = TypeVar("_Item")
#: How many characters a message has at most in one language, whatever was wrong: both are printed.
_MOST_SAID = 900


#: How parsers say where they lost their way: "error at 1:8:", "Parser error at line 1 column 8:".
_PLACE = re.compile(r"(?:\bat |\bbetween )(?:line )?(?P<line>[0-9]+)(?::| column )(?P<column>[0-9]+)")


def said_by_engine(error: BaseException | str) -> str:
    """What an engine says in English, for a sentence in Chinese: where it is, and its words marked as its own.

    Args:
        error: the engine's error, or its words.

    >>> said_by_engine("error at 1:8: expected SELECT")
    '第1行第8列附近有误（引擎原文：“error at 1:8: expected SELECT”）'
    >>> said_by_engine("no such variable.")
    '引擎原文为“no such variable”'
    """
    words = str(error).strip().rstrip(".")
    place = _PLACE.search(words)
    if place is None:
        return f"引擎原文为“{words}”"
    return f"第{place['line']}行第{place['column']}列附近有误（引擎原文：“{words}”）"


class KGError(Exception):
    """Base of all errors that ``kg`` raises on purpose.

    Args:
        message: whole sentences; in one language only, it stands for both.

    Attributes:
        text: the message in both languages; ``str(error)`` is the English one.
    """

    exit_code = 1

    def __init__(self, message: Text | str) -> None:
        text = message if isinstance(message, Text) else Text.of(message)
        self.text = Text(shortened(text.en, _MOST_SAID), shortened(text.zh, _MOST_SAID))
        super().__init__(self.text.en)


class DataError(KGError):
    """Tables or a graph that break a rule; ``findings`` says which, and where."""

    def __init__(self, message: Text | str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class SourceError(KGError):
    """A file that cannot be read, parsed or written."""


class QueryError(KGError):
    """A SPARQL text with a syntax error, or one that asks for more than the graph."""


class LookupFailed(KGError):
    """A name or id that nothing in the graph has; ``nearest`` holds the closest ones."""

    def __init__(self, message: Text | str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class AmbiguousName(LookupFailed):
    """A name that several things have; ``nearest`` holds their ids."""


class PluginError(KGError):
    """An entry point that cannot be loaded, gives what it should not, or takes a name that is taken."""


class UsageError(KGError):
    """A call that cannot be carried out as it was made."""

    exit_code = 2


def listed(values: Iterable[_Item], what: str) -> list[_Item]:
    """The values of a list that a caller gives; one value where the list is meant is no list.

    Args:
        values: the list.
        what: what it is a list of, for the message.

    Raises:
        UsageError: if it is a text, of which the letters would be taken one by one, or nothing to go through, or if
            an item is no text.

    >>> listed("degree", "measures")
    Traceback (most recent call last):
    kg.errors.UsageError: A list of measures is needed, not 'degree'. Write ['degree'].
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        shown = str(values)
        raise UsageError(
            Text(
                f"A list of {what} is needed, not {shown!r}. Write [{shown!r}].",
                f"需要 {what} 的列表，而不是“{shown}”。请写作 [{shown!r}]。",
            )
        )
    found = list(values)
    for value in found:
        if not isinstance(value, (str, PathLike)):
            raise UsageError(
                Text(
                    f"Among the {what} is {value!r}. Write each as a text.",
                    f"{what} 之中有 {value!r}。请逐项写作文本。",
                )
            )
    return found
