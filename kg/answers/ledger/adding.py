"""Which figures of a graph may be added to others, for whoever draws or sums them: one reason a figure, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.answers.ledger.matching import nature_of, natures
from kg.answers.records import Figure
from kg.graph.adding import not_added
from kg.graph.store import Store

#: Its measure is never added: a share, a rank, a size.
MEASURE = "measure"
#: It is what there was on a day: adding it to what there was on another would count things twice.
STOCK = "stock"


def why_not_added(store: Store, figures: Iterable[Figure]) -> Mapping[str, str]:
    """Why figures are not added to others.

    Args:
        store: the whole graph.
        figures: those that are asked for.

    Returns:
        by IRI of each figure that may not be added the reason: ``measure``, ``stock``, or one of
        ``kg.graph.adding.Reason``. Any other may be added to those of its kind.
    """
    known, reasons = natures(store), not_added(store.columns)
    found = {}
    for figure in figures:
        nature = nature_of(figure, known)
        if not nature.additive:
            found[figure.iri] = MEASURE
        elif figure.iri in reasons:
            found[figure.iri] = reasons[figure.iri].value
        elif not nature.adds_up:
            found[figure.iri] = STOCK
    return found
