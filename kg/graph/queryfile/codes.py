"""Codes and classes by their names: which there are in a graph, and which one a person may have meant."""

from __future__ import annotations

from collections.abc import Mapping

from kg import vocabulary
from kg.errors import UsageError
from kg.graph.queryfile.model import Parameter, Value, spellings
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode, Term
from kg.nearest import MOST, did_you_mean, folded, nearest
from kg.text import Text, typed

_IN_SCHEME = NamedNode(vocabulary.SKOS + "inScheme")
_LABEL = NamedNode(vocabulary.SKOS + "prefLabel")
_CLASS = NamedNode(vocabulary.OWL + "Class")
_RDF_TYPE = NamedNode(vocabulary.RDF + "type")
_CLASS_LABEL = NamedNode(vocabulary.RDFS + "label")


def coded(store: Store, query: str, parameter: Parameter | None, given: Value) -> Value:
    """A parameter's value; of a code or a class, the one whose label in either language it is.

    Args:
        store: whose codes they are.
        query: the query's name, for messages.
        parameter: as the query declares it; ``None`` if it does not.
        given: what was typed.

    Returns:
        what was typed, or the code for its label.

    Raises:
        UsageError: if a label is of no code, with the nearest ones.
    """
    if parameter is None or parameter.type not in ("code", "class") or not all(spellings(given)):
        return given
    return tuple(_code(store, query, parameter, value) for value in parameter.values(given))


def _code(store: Store, query: str, parameter: Parameter, value: str) -> str:
    if value.startswith((vocabulary.CODE, vocabulary.PK)):
        return value
    codes = _known(store, parameter)
    # A graph without the code list cannot tell; it has no answer either.
    if not codes or value in codes:
        return value
    found = [code for code, labels in codes.items() if folded(value) in map(folded, (code, *labels))]
    if len(found) != 1:
        raise _no_code(query, parameter, value, codes, found)
    return found[0]


def check_term(store: Store, query: str, parameter: Parameter, term: Term) -> None:
    """Refuse a code or a class that the graph does not have.

    Args:
        store: the graph, which has the codes.
        query: the query's name, for the error.
        parameter: the parameter; one of another type than ``code`` or ``class`` is not looked at.
        term: the value that it was given.

    Raises:
        UsageError: with the nearest ones.
    """
    if parameter.type not in ("code", "class"):
        return
    iri = str(getattr(term, "value", ""))
    codes = _known(store, parameter)
    value = iri.removeprefix(vocabulary.PK if parameter.type == "class" else f"{vocabulary.CODE}{parameter.list}/")
    if codes and value not in codes:
        raise _no_code(query, parameter, value, codes, [])


def _known(store: Store, parameter: Parameter) -> dict[str, list[str]]:
    return _classes(store) if parameter.type == "class" else _codes(store, parameter.list)


def _classes(store: Store) -> dict[str, list[str]]:
    """The ontology's own classes that the graph has, by local name, each with its labels."""
    triples = store.triples(None, _RDF_TYPE, _CLASS)
    names = sorted(triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode))
    return {
        iri.removeprefix(vocabulary.PK): _labels(store, iri, _CLASS_LABEL)
        for iri in names
        if iri.startswith(vocabulary.PK)
    }


def _labels(store: Store, iri: str, predicate: NamedNode) -> list[str]:
    return sorted(
        label.object.value for label in store.triples(NamedNode(iri), predicate) if isinstance(label.object, Literal)
    )


def _codes(store: Store, name: str) -> dict[str, list[str]]:
    """The codes of a list that the graph has, each with its labels."""
    triples = store.triples(None, _IN_SCHEME, NamedNode(vocabulary.CODE + name))
    members = sorted(triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode))
    return {iri.rpartition("/")[2]: _labels(store, iri, _LABEL) for iri in members}


def _no_code(
    query: str, parameter: Parameter, value: str, codes: Mapping[str, list[str]], several: list[str]
) -> UsageError:
    near = several or _near_codes(value, codes)
    hint = did_you_mean(near)
    if parameter.type == "class":
        return UsageError(
            Text(
                f"{query}: {typed(value)!r} is not a class of the ontology. {hint.en}See ontology/README.md.",
                f"{query}：“{typed(value)}”不是本体中的类。{hint.zh}见 ontology/README.md。",
            )
        )
    known = (
        Text(f"`kg codes {parameter.list}` lists them all.", f"`kg codes {parameter.list}` 列出全部。")
        if near
        else Text(f"Use one of: {', '.join(codes)}.", f"请用其中之一：{', '.join(codes)}。")
    )
    return UsageError(
        Text(
            f"{query}: {typed(value)!r} is not a code of the list {parameter.list}. {hint.en}{known.en}",
            f"{query}：“{typed(value)}”不是代码表 {parameter.list} 中的代码。{hint.zh}{known.zh}",
        )
    )


def _near_codes(value: str, codes: Mapping[str, list[str]]) -> list[str]:
    """The codes that the value comes near to, or whose label holds it; at most ``MOST``."""
    names = {folded(name): code for code, labels in codes.items() for name in (code, *labels)}
    plain = folded(value)
    held = [name for name in names if plain in name]
    close = nearest(plain, names, 2 * MOST, 0.5)
    return list(dict.fromkeys(names[name] for name in (*close, *held)))[:MOST]
