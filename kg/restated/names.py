"""The page of an earlier build with the names of now, where nothing but names of parties and partnerships has changed.

A name stands once in the page's data, in the record of its thing; no place, number or order goes by it. So the page is
the earlier one with the one name in place of the other, and with the tables of what records share made anew: that of
the texts that recur, and that of the characters which have variants. Where a name is told of elsewhere, as in the
sentences of a ranking, the page is drawn.
"""

from __future__ import annotations

import json
from typing import Any

from kg.files.steps import Steps
from kg.graph.store.remembering import RememberingStore
from kg.knowledge_graph import KnowledgeGraph
from kg.nearest import folded, variants
from kg.page.repacking import Packed
from kg.restated.earlier_page import Otherwise, changed
from kg.restated.rows import PREF_LABEL, Rows, changes_of

#: What things are called whose names stand in the page once, below the base; and the groups of records with names that
#: the page's search finds.
_KINDS, _FOUND = ("partnership/", "region/", "institution/"), ("parties", "partnerships", "programmes", "people")
#: What of the page's data may have a name as well, besides the sentences of rankings.
_SHARED = ("meta", "codes", "classes", "islands", "sources", "views")


def only_names(steps: Steps, base: str) -> bool:
    """Whether nothing but names of parties and partnerships has changed since the earlier build.

    Args:
        steps: with what has changed in the graph.
        base: the IRI under which things live.
    """
    begins = tuple(base + kind for kind in _KINDS)
    try:
        changes = changes_of(steps)
    except Otherwise:
        return False
    return all(change.relation == PREF_LABEL and change.subject.value.startswith(begins) for change in changes)


def page(knowledge: KnowledgeGraph, steps: Steps) -> bytes | None:
    """The page of now; ``None`` where it is to be drawn.

    Args:
        knowledge: the graph.
        steps: the results of the earlier build.
    """
    store = knowledge.store
    if not only_names(steps, store.base) or not isinstance(store, RememberingStore):
        return None
    return changed(knowledge, store, steps, lambda data: _rename(data, Rows(store, data, changes_of(steps))))


def _rename(data: dict[str, Any], rows: Rows) -> None:
    """Put the names of now into a page's data.

    Args:
        data: the data.
        rows: finds the records in them, and what has changed.

    Raises:
        Otherwise: if more than the names may be another then.
    """
    shared = [_json(data[part]) for part in _SHARED]
    rankings = _json(data["rankings"])
    if _folds(data, rows.packed) != data["folds"]:
        raise Otherwise
    for change in rows.changes:
        _, row = rows.keyed(change.subject)
        before, now = rows.names(change)
        if rows.packed.value(row, "label") != before:
            raise Otherwise
        for name in (before, now):
            is_shared = any(_json(name) in part for part in shared)
            if is_shared or any(_json(text)[1:-1] in rankings for text in _both(name)):
                raise Otherwise
        rows.packed.put(row, "label", now)
    rows.packed.settle()
    data["folds"] = _folds(data, rows.packed)


def _folds(data: dict[str, Any], packed: Packed) -> str:
    """What the search needs to take traditional Chinese for simplified, as ``kg.page.payload`` has it."""
    texts: set[str] = set()
    for group in _FOUND:
        for row in data[group]:
            texts.update(_both(packed.value(row, "label")), packed.value(row, "alt") or ())
    return variants({character for text in texts for character in folded(text)})


def _json(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def _both(name: Any) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else tuple(name)
