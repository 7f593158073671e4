"""Terms of an answer as the cells of a sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kg import vocabulary
from kg.graph.store import Term
from kg.graph.terms import Literal, Triple, spelled
from kg.results.sheets import Scalar


def typed(term: Term | None) -> Scalar:
    """A literal as the value that it spells; what is no number, truth value or day as its text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return spelled(term) if isinstance(term, Triple) else term.value
    kind = term.datatype.value.removeprefix(vocabulary.XSD)
    try:
        if kind == "boolean":
            return term.value in ("true", "1")
        if kind == "integer":
            return int(term.value)
        if kind == "decimal":
            return Decimal(term.value)
        if kind in ("double", "float"):
            return float(term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except (ValueError, ArithmeticError):  # a literal that is not of its datatype
        return term.value
    return term.value
