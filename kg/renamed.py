"""The page of an earlier build with the names of now, where nothing but names of parties and partnerships has changed.

A name stands once in the page's data, beside what else is told of its thing; no place, number or order goes by it. So
the page is the earlier one with the one text in place of the other, if it is certain that no table which records share
is another then: that of the texts that recur, and that of the characters which have variants. Where it is not, the page
is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.answers.records.terms import Said, name_of, said_in
from kg.earlier_page import EarlierPage, carry
from kg.files.steps import Steps
from kg.graph.nearby import parsed
from kg.graph.store.remembering import RememberingStore
from kg.graph.terms import NamedNode
from kg.knowledge_graph import KnowledgeGraph
from kg.nearest import folded, variants
from kg.text import Text
from kg.vocabulary import SKOS

_PREF_LABEL = f"{SKOS}prefLabel"
#: What things are called whose names stand in the page once, below the base.
_KINDS = ("partnership/", "region/", "institution/")
#: So many things may have another name; of more the page is drawn.
_MOST = 50


def only_names(steps: Steps, base: str) -> dict[str, tuple[list[bytes], list[bytes]]] | None:
    """The things of which nothing but the name has changed since the earlier build, each with its lines gone and come.

    Args:
        steps: with what has changed in the graph.
        base: the IRI under which things live.

    Returns:
        them; ``None`` where anything else has changed, or that is not known.
    """
    if steps.patch is None:
        return None
    found: dict[str, tuple[list[bytes], list[bytes]]] = {}
    for place, lines in enumerate((steps.patch.removed, steps.patch.added)):
        for line in lines:
            subject, relation, _ = line.decode().split(" ", 2)
            iri = subject[1:-1]
            if relation != f"<{_PREF_LABEL}>" or not iri.startswith(tuple(base + kind for kind in _KINDS)):
                return None
            found.setdefault(iri, ([], []))[place].append(line)
    return found if len(found) <= _MOST else None


def page(knowledge: KnowledgeGraph, steps: Steps) -> bytes | None:
    """The page of now; ``None`` where it is to be drawn.

    Args:
        knowledge: the graph.
        steps: the results of the earlier build.
    """
    from kg.page.payload import shown_name

    store = knowledge.store
    changed = only_names(steps, store.base)
    earlier = EarlierPage.of(knowledge, steps) if changed and isinstance(store, RememberingStore) else None
    if not changed or not isinstance(store, RememberingStore) or earlier is None:
        return None
    data = earlier.data
    for iri, (gone, come) in sorted(changed.items()):
        now = {said_in(triple.object) for triple in store.triples(NamedNode(iri), NamedNode(_PREF_LABEL))}
        left, new = ({said_in(triple.object) for triple in parsed(lines)} for lines in (gone, come))
        before = (now - new) | left
        renamed = _renamed(data, *(shown_name(_name(iri, said), iri) for said in (before, now)))
        if renamed is None:
            return None
        data = renamed
    carry(steps, store)
    return earlier.with_data(data)


def _renamed(data: str, before: Any, now: Any) -> str | None:
    """The page's data with another name; ``None`` where more than this name may be another then.

    Args:
        data: the data.
        before: the name as the data have it.
        now: the other one.
    """
    from kg.page.payload import to_script

    if before == now:
        return data
    old, new = to_script(before), to_script(now)
    if data.count(old) != 1 or new in data:
        return None
    whole: Mapping[str, Any] = json.loads(data)
    if not _is_own(whole, before) or not _is_own(whole, now) or _texts(whole["rankings"], before, now):
        return None
    one, other = ({character for text in _both(name) for character in folded(text)} for name in (before, now))
    known = set(whole["folds"].split(" "))
    # One that comes must be in another name already; whether one that goes is, nobody knows.
    if variants(one - other) or not known.issuperset(variants(other - one).split()):
        return None
    return data.replace(old, new, 1)


def _is_own(whole: Mapping[str, Any], name: Any) -> bool:
    """Whether a name is in no table of texts that recur, of codes or of classes."""
    from kg.page.payload import to_script

    shared = (whole["texts"], whole["codes"], whole["classes"], whole["islands"], whole["meta"], whole["sources"])
    return not any(to_script(name) in to_script({"": part}) for part in shared)


def _texts(part: Any, *names: Any) -> bool:
    """Whether a name is told of in a part, in whatever sentence."""
    told = json.dumps(part, ensure_ascii=False)
    return any(text in told for name in names for text in _both(name))


def _both(name: Any) -> tuple[str, ...]:
    return (name,) if isinstance(name, str) else tuple(name)


def _name(iri: str, said: Iterable[Said]) -> Text:
    return name_of({_PREF_LABEL: sorted(said)}, iri)
