"""RDF as JSON-LD with the published context of ``ontology/context.jsonld``, written out in the file itself.

A parser needs nothing from the network. Keys are sorted, one node stands on one line, and the same graph gives the
same text. Nothing is lost: a value that its term in the context does not fit, such as a number where the context
expects an IRI, stands under the property's prefixed name, which means no more than it says, and carries its datatype.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import assets, vocabulary
from kg.errors import DataError
from kg.graph.terms import is_rdf12, spelled
from kg.graph.writing.canonical import RDF_TYPE, Description, Names, Statement, Value, by_graph, by_predicate
from kg.text import Text

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what any JSON reader keeps exactly
_XSD_STRING = vocabulary.XSD + "string"

Json = Any


def jsonld(quads: Iterable[Statement], base: str = vocabulary.DEFAULT_BASE) -> Iterator[str]:
    """Quads without blank nodes as JSON-LD.

    Args:
        quads: in any order.
        base: the IRI under which things live, for the prefixes.

    Yields:
        the text, node by node; valid also where there is none.

    Raises:
        DataError: if there is a term that JSON-LD with this context cannot carry: a blank node, a term of RDF 1.2, or
            an IRI whose scheme is a prefix, such as ``pk:x``.
    """
    context = dict(published_context()) | {f"id-{kind}": f"{base}{kind}/" for kind in vocabulary.KINDS}
    writer = _Writer(context)
    nodes = [line for name, described in by_graph(quads) for line in writer.graph(name, described)]
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False, indent=1, sort_keys=True)},\n"@graph": ['
    for index, node in enumerate(nodes):
        yield (",\n" if index else "\n") + json.dumps(node, ensure_ascii=False, sort_keys=True)
    yield "\n]}\n"


@cache
def published_context() -> Mapping[str, Json]:
    """The context of ``ontology/context.jsonld``."""
    path = assets.ontology_folder() / "context.jsonld"
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict)
    return context


class _Writer:
    """Turns the descriptions of subjects into JSON, by what a context says of their properties."""

    def __init__(self, context: Mapping[str, Json]) -> None:
        strings = {name: value for name, value in context.items() if isinstance(value, str)}
        self._prefixes = {name: value for name, value in strings.items() if value.endswith(("/", "#"))}
        self._names = Names(self._prefixes)
        defined = {
            name: value if isinstance(value, dict) else {"@id": value}
            for name, value in context.items()
            if name not in self._prefixes and not name.startswith("@") and not str(value).startswith("@")
        }
        #: IRI to its term, and to how the term reads its values: ``@id``, a datatype, ``@language`` or nothing.
        self._terms = {
            self._expanded(value["@id"]): (name, self._reading(value)) for name, value in sorted(defined.items())
        }

    def graph(self, name: str, described: Iterable[tuple[ox.NamedNode, Description]]) -> Iterator[dict[str, Json]]:
        """The nodes of the default graph, or one node that holds those of a named graph."""
        nodes = (self._node(subject, description) for subject, description in described)
        if name:
            yield {"id": self._iri(name), "@graph": list(nodes)}
        else:
            yield from nodes

    def _node(self, subject: ox.NamedNode, description: Description) -> dict[str, Json]:
        node: dict[str, Json] = {"id": self._iri(subject.value)}
        for predicate, values in by_predicate(description):
            classes = [value.value for value in values if isinstance(value, ox.NamedNode)]
            if predicate == RDF_TYPE and len(classes) == len(values):
                node["type"] = _one_or_all([self._class(iri) for iri in classes])
            else:
                self._put(node, predicate.value, values)
        return node

    def _put(self, node: dict[str, Json], predicate: str, values: list[Value]) -> None:
        name, reading = self._terms.get(predicate, (self._iri(predicate), ""))
        fitting = [value for value in values if _fits(value, reading)]
        if reading == "@language" and fitting:
            node[name] = _by_language(fitting)
        elif fitting:
            node[name] = _one_or_all([self._value(value, reading) for value in fitting])
        if rest := [value for value in values if not _fits(value, reading)]:
            node[self._iri(predicate)] = _one_or_all([self._value(value, "") for value in rest])

    def _value(self, value: Value, reading: str) -> Json:
        if isinstance(value, ox.NamedNode):
            iri = self._iri(value.value)
            return iri if reading == "@id" else {"@id": iri}
        if not isinstance(value, ox.Literal) or is_rdf12(value):
            raise DataError(
                Text(
                    f"{spelled(value)}: is a term of RDF 1.2, which JSON-LD cannot carry. Export Turtle.",
                    f"{spelled(value)}：是 RDF 1.2 的项，JSON-LD 无法承载。请导出 Turtle。",
                )
            )
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if reading:
            return _native(value.value, datatype)
        return value.value if datatype == _XSD_STRING else {"@value": value.value, "@type": self._iri(datatype)}

    def _class(self, iri: str) -> str:
        return self._terms[iri][0] if iri in self._terms else self._iri(iri)

    def _iri(self, iri: str) -> str:
        if prefixed := self._names.prefixed(iri):
            return prefixed
        if iri.partition(":")[0] in self._prefixes:
            raise DataError(
                Text(
                    f"<{iri}>: reads like a name with a prefix in JSON-LD. Export Turtle, or rename the thing.",
                    f"<{iri}>：在 JSON-LD 中读作带前缀的名称。请导出 Turtle，或为该事物改名。",
                )
            )
        return iri

    def _reading(self, definition: Mapping[str, str]) -> str:
        told = definition.get("@type", definition.get("@container", ""))
        return told if told.startswith("@") else self._expanded(told)

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name


def _fits(value: Value, reading: str) -> bool:
    """Whether a term of a context that reads its values so can hold the value."""
    if reading == "@id":
        return isinstance(value, ox.NamedNode)
    if reading == "@language":
        return isinstance(value, ox.Literal) and value.language is not None and not is_rdf12(value)
    return not reading or (isinstance(value, ox.Literal) and value.datatype.value == reading)


def _by_language(values: list[Value]) -> dict[str, Json]:
    found: dict[str, list[Json]] = {}
    for value in values:
        assert isinstance(value, ox.Literal)
        assert value.language is not None
        found.setdefault(value.language, []).append(value.value)
    return {language: _one_or_all(texts) for language, texts in found.items()}


def _native(text: str, datatype: str) -> Json:
    """A boolean or whole number as JSON has it, if JSON keeps its spelling; else the text. Decimals stay exact so."""
    if datatype == vocabulary.XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    if datatype == vocabulary.XSD + "integer" and _INTEGER.fullmatch(text):
        return int(text)
    return text


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values
