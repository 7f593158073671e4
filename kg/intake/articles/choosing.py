"""What a field may hold: codes of lists and classes, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import assets, vocabulary
from kg.assets import BUNDLED, Ontology
from kg.graph import formats
from kg.graph.library import code_files
from kg.graph.terms import Literal, NamedNode
from kg.intake import schema
from kg.intake.articles.states import PARTICIPATIONS
from kg.text import Text

_LABELS = (NamedNode(vocabulary.SKOS + "prefLabel"), NamedNode(vocabulary.RDFS + "label"))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a field may hold.

    Attributes:
        value: as the cell holds it: a code, or a typed reference.
        label: what it is called.
    """

    value: str
    label: Text


def column_of(kind: str, name: str, group: int = 0, ontology: Ontology = BUNDLED) -> dict[str, object] | None:
    """The entry of a field in the Table Schema of its table; ``None`` for no column of it.

    Args:
        kind: the suggestion's table.
        name: the field.
        group: 0 for the record itself, else a participation's.
        ontology: where codes are found.
    """
    table = PARTICIPATIONS if group else kind
    return next((one for one in schema.table_schema(table, ontology)["fields"] if one["name"] == name), None)


def codes_of(kind: str, name: str, group: int = 0, ontology: Ontology = BUNDLED) -> tuple[Choice, ...]:
    """The codes or classes that a field may hold, in the order of their list; none for a free field.

    Args:
        kind: as in ``column_of``.
        name: as in ``column_of``.
        group: as in ``column_of``.
        ontology: as in ``column_of``.
    """
    column = column_of(kind, name, group, ontology)
    if column is None:
        return ()
    code_list = column.get(schema.CODE_LIST)
    if isinstance(code_list, str):
        labels = code_labels(code_list, ontology)
        return tuple(Choice(code, labels.get(code, Text.of(code))) for code in schema.codes(code_list, ontology))
    constraints = column.get("constraints")
    listed = constraints.get("enum", ()) if isinstance(constraints, dict) else ()
    if column["type"] == "boolean":
        return (Choice("true", Text("yes", "是")), Choice("false", Text("no", "否")))
    labels = _class_labels()
    return tuple(Choice(name, labels.get(name, Text.of(name))) for name in listed)


@cache
def code_labels(code_list: str, ontology: Ontology = BUNDLED) -> dict[str, Text]:
    """What the codes of a list are called, by code."""
    files = [*code_files(ontology).get(code_list, ()), *assets.ontology_files("further-codes", f"{code_list}.ttl")]
    return _labels(files, f"{vocabulary.CODE}{code_list}/")


@cache
def _class_labels() -> dict[str, Text]:
    return _labels(assets.ontology_files("modules", ".ttl"), vocabulary.PK)


def _labels(files: list[Path], prefix: str) -> dict[str, Text]:
    """The labels of what begins with a prefix; the first one of each language."""
    found: dict[str, dict[str, str]] = {}
    for triple in (triple for path in files for triple in formats.parse(path)):
        iri = getattr(triple.subject, "value", "")
        if triple.predicate in _LABELS and isinstance(triple.object, Literal) and iri.startswith(prefix):
            language = triple.object.language or ""
            found.setdefault(iri.removeprefix(prefix), {}).setdefault(language, triple.object.value)
    return {name: Text.of(texts.get("en", ""), texts.get("zh", "")) for name, texts in found.items()}
