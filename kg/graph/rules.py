"""Derived triples: each rule is one CONSTRUCT in ``ontology/rules/``, run in the order of the files' names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError
from kg.graph import library
from kg.graph.queryfile import QueryFile
from kg.graph.store import Store
from kg.graph.terms import Triple
from kg.progress import RULES, Progress, counted, silent
from kg.text import Text

#: A rule may make so many triples, and so many more for each triple of the graph. The bundled ones make less than one
#: for each; a rule whose patterns have no variable in common makes their product, which fills the memory.
MOST, MOST_EACH = 100_000, 10


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

    Raises:
        QueryError: if a rule makes too many.
    """
    return {triple for rule in load_rules(store.ontology) for triple in _made(store, rule)}


def derive(store: Store, rules: Iterable[QueryFile] | None = None, progress: Progress = silent) -> int:
    """Add to the graph what the rules derive from it.

    Rules are run once each, in order: a rule may use what an earlier one derived, and walks a
    hierarchy with a property path rather than by running again.

    Args:
        store: the graph; it is added to.
        rules: the rules to run; those of the graph's ontology if ``None``.
        progress: told how many are done.

    Returns:
        how many triples are new.

    Raises:
        QueryError: if a rule makes too many.
    """
    before = len(store)
    run = load_rules(store.ontology) if rules is None else list(rules)
    for rule in counted(progress, run, len(run), RULES):
        # The answer is read before it is added: a store must not grow under its own query.
        store.add(_made(store, rule))
    return len(store) - before


def _made(store: Store, rule: QueryFile) -> list[Triple]:
    found = iter(store.construct(rule.text))
    made = list(islice(found, MOST + 1))
    if len(made) <= MOST:
        return made
    size = len(store)  # Oxigraph counts them one by one: only where it matters
    most = MOST + MOST_EACH * size
    made += islice(found, most + 1 - len(made))
    if len(made) > most:
        own = (path for path in store.ontology.own_files("rules", ".rq") if path.stem == rule.name)
        raise QueryError(
            Text(
                f"{next(own, rule.name)}: makes more than {most:,} triples of a graph of {size:,}. "
                "Give its patterns the variables that join them, or split the rule.",
                f"{next(own, rule.name)}：由{size:,}条三元组的图谱生成了{most:,}条以上。"
                "请为其模式补上连接变量，或拆分该规则。",
            )
        )
    return made
