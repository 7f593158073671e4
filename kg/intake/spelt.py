"""Names that rows spell in several ways: those that differ in case, width or blanks alone are one, as in ``kg import``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from kg import vocabulary
from kg.graph.store import Function
from kg.graph.terms import Literal, Term
from kg.nearest import folded


class Spellings:
    """How names are spelt where they first stand in the tables of a mapping.

    Args:
        texts: gives all texts of the tables, in their order; it is called when a name is first asked for.

    Attributes:
        joined: the names that are spelt otherwise, each with the spelling that is taken for it.
    """

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self.joined: dict[str, str] = {}
        self._texts = texts

    def table(self) -> dict[str, Function]:
        """The functions by their IRI."""
        return {f"{vocabulary.FUNCTION}spelled": self.spelled}

    def spelled(self, name: Literal) -> Term | None:
        """A name as it is spelt where it first stands, with single blanks; none of blanks alone."""
        plain = _plain(name.value)
        first = self._first.get(folded(plain), plain)
        if plain and first != name.value:
            self.joined.setdefault(name.value, first)
        return Literal(first) if plain else None

    @cached_property
    def _first(self) -> Mapping[str, str]:
        first: dict[str, str] = {}
        for text in self._texts():
            first.setdefault(folded(text), _plain(text))
        return first


def _plain(text: str) -> str:
    return " ".join(text.split())
