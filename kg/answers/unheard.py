"""What a query of one's own names and the graph never has: a slip, which SPARQL answers with nothing, and no word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import vocabulary
from kg.answers.blanks import TOKEN
from kg.graph.store import Store
from kg.graph.terms import NamedNode
from kg.nearest import did_you_mean, local_name, nearest
from kg.text import Text

#: So many are told.
_MOST = 5
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.IGNORECASE)


def unheard(store: Store, sparql: str) -> Iterator[Text]:
    """What is to be said of a query's terms.

    Args:
        store: the graph that was asked.
        sparql: the query, which the engine has taken.

    Returns:
        a remark for each term of the model, code or thing of the graph that no triple has, with those spelt alike.

    >>> from kg.graph.store import TripleStore
    >>> [told.en for told in unheard(TripleStore(), 'SELECT ?p { ?p a pk:Agreemnt ; skos:note "pk:x" }')]
    ['Nothing in the graph has pk:Agreemnt, so what asks for it finds nothing.']
    """
    prefixes = vocabulary.prefixes(store.base) | dict(_DECLARED.findall(sparql))
    own = (vocabulary.PK, vocabulary.CODE, store.base)
    named = {iri: shown for shown, iri in _named(sparql, prefixes) if iri.startswith(own) and local_name(iri)}
    missing = [iri for iri in named if not _is_there(store, NamedNode(iri))]
    for iri in missing[:_MOST]:
        start = iri[: -len(local_name(iri))]
        near = [named[iri].replace(local_name(iri), one) for one in nearest(local_name(iri), _there(store, start))]
        hint = did_you_mean(near)
        yield Text(
            f"Nothing in the graph has {named[iri][:200]}, so what asks for it finds nothing. {hint.en}".rstrip(),
            f"图谱中没有 {named[iri][:200]}，查询它不会有结果。{hint.zh}",
        )


def _named(sparql: str, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The IRIs that a query names: as they are written there, and whole."""
    for token in TOKEN.finditer(sparql):
        if token["iri"]:
            yield token["iri"], token["iri"][1:-1]
        elif token["local"] and token["name"] in prefixes:
            name = token["local"].removeprefix(":").rstrip(".")
            yield f"{token['name']}:{name}", f"{prefixes[token['name']]}{name}"


def _is_there(store: Store, term: NamedNode) -> bool:
    places = ((term, None, None), (None, term, None), (None, None, term))
    return any(next(store.triples(*place), None) is not None for place in places)


def _there(store: Store, start: str) -> list[str]:
    """The last parts of what the graph describes below an IRI."""
    found = store.select(f'SELECT DISTINCT ?one WHERE {{ ?one a ?kind FILTER(STRSTARTS(STR(?one), "{start}")) }}')
    rest = (str(getattr(row["one"], "value", "")).removeprefix(start) for row in found)
    return sorted(name for name in rest if name and not set(name) & set("/#"))
