"""What every query may call, besides SPARQL's own functions.

* ``fn:parameter("name")``: the value of a parameter, the first where several were given; unbound
  where none was.
* ``fn:among("name", ?term)``: whether the term is one of the parameter's values.
* ``fn:decay(?day, ?today, ?years)``: what is left at one day of something of an earlier day that
  halves every so many years, 0.5^(years between / ?years); 1 for a day that is still to come.
* ``fn:folded(?text)``: a name for comparing, as ``kg.nearest.folded`` has it.
* ``fn:notAdded(?figure)``: why a figure is not added to others, one of ``kg.graph.adding.Reason``; unbound where it
  may be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pyoxigraph as ox

from kg import vocabulary
from kg.graph.terms import Term
from kg.nearest import folded

#: A function that a query may call: terms in, a term out, or ``None`` for an error.
Function = Callable[..., Term | None]
#: The value of a parameter: a term, or several.
Given = Term | tuple[Term, ...]

#: The function that a store answers from the whole graph.
NOT_ADDED = "notAdded"

_DAYS_PER_YEAR = 365.2425


def query_functions(parameters: Mapping[str, Given]) -> dict[str, Function]:
    """The functions by their IRI.

    Args:
        parameters: what ``fn:parameter`` and ``fn:among`` read.
    """
    given = {name: value if isinstance(value, tuple) else (value,) for name, value in parameters.items()}

    def parameter(name: ox.Literal) -> Term | None:
        return next(iter(given.get(name.value, ())), None)

    def among(name: ox.Literal, term: Term) -> Term:
        return ox.Literal(term in given.get(name.value, ()))

    return {
        vocabulary.FUNCTION + "parameter": parameter,
        vocabulary.FUNCTION + "among": among,
        vocabulary.FUNCTION + "decay": decay,
        vocabulary.FUNCTION + "folded": _folded,
        vocabulary.FUNCTION + NOT_ADDED: reason_of({}),
    }


def reason_of(reasons: Mapping[str, str]) -> Function:
    """The function that looks a figure's reason up.

    Args:
        reasons: why figures are not added, by IRI, as ``kg.graph.adding.not_added`` finds them.
    """
    literals = {iri: ox.Literal(str(reason)) for iri, reason in reasons.items()}
    return lambda figure: literals.get(figure.value) if isinstance(figure, ox.NamedNode) else None


def _folded(text: Term) -> Term | None:
    return ox.Literal(folded(text.value)) if isinstance(text, ox.Literal) else None


def decay(day: ox.Literal, today: ox.Literal, half_life: ox.Literal) -> Term | None:
    """What is left of something that halves every ``half_life`` years, ``0.5 ** (age / half_life)``.

    Args:
        day: when it began, a date; what is ahead has not aged.
        today: the day by which it is looked at, a date.
        half_life: after how many years, of 365.2425 days, half is left; above zero.

    Returns:
        a share from 0 to 1; ``None`` where a value is of another type, or the half-life is nought.

    >>> float(decay(ox.Literal("2013-01-01"), ox.Literal("2017-01-01"), ox.Literal("2")).value)
    0.2499...
    """
    try:
        age = (date.fromisoformat(today.value[:10]) - date.fromisoformat(day.value[:10])).days / _DAYS_PER_YEAR
        left = 0.5 ** (max(age, 0.0) / float(half_life.value))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return ox.Literal(left)
