"""Derived triples: each rule is one CONSTRUCT in ``ontology/rules/``, run in the order of the files' names."""

from __future__ import annotations

from collections.abc import Iterable

from kg.assets import BUNDLED, Ontology
from kg.graph import library
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.graph.terms import Triple


def load_rules(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The rules, in the order in which they are to be run.

    Raises:
        SourceError, QueryError: if one of one's own is wrong.
    """
    return library.queries(ontology, "rules")


def derived(store: Store) -> set[Triple]:
    """Every triple that the rules make of a graph, whether or not it is in the graph already.

    Args:
        store: a graph that the rules were applied to; one rule may use what another one made.
    """
    return {triple for rule in load_rules(store.ontology) for triple in store.construct(rule.text)}


def derive(store: Store, rules: Iterable[QueryFile] | None = None) -> int:
    """Add to the graph what the rules derive from it.

    Rules are run once each, in order: a rule may use what an earlier one derived, and walks a
    hierarchy with a property path rather than by running again.

    Args:
        store: the graph; it is added to.
        rules: the rules to run; those of the graph's ontology if ``None``.

    Returns:
        how many triples are new.
    """
    before = len(store)
    for rule in load_rules(store.ontology) if rules is None else rules:
        # The answer is read before it is added: a store must not grow under its own query.
        store.add(list(store.construct(rule.text)))
    return len(store) - before
