"""What the page has to know of a package besides its suggestions: columns, codes, and what has a name already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg import vocabulary
from kg.answers.codes import code_labels
from kg.assets import Ontology
from kg.graph.ontology import ontology_triples
from kg.graph.terms import Literal, NamedNode
from kg.intake import schema
from kg.intake.articles.decisions import Decision
from kg.intake.articles.queue import Queue
from kg.intake.identities.knowing import things_of
from kg.intake.package import Package
from kg.intake.registries import RegisteredRegion, find, named_from, region, registries
from kg.text import Text

_LABEL = NamedNode(vocabulary.RDFS + "label")
#: The tables that suggestions are for, and that of a partnership's parties.
TABLES = ("partnerships", "stages", "observations", "statements", "regions", "institutions", "officials")
PARTICIPATIONS = "participations"
#: Other tables that a column may refer to.
_NAMED = ("partnerships", "programmes", "observations", "officials", "sources")
#: Code lists that dialogs offer whether or not a column of the tables has them.
_OFFERED = ("institution-kind", "level", "role", "stage", "measure", "unit", "statement-kind")
_REGION = schema.KIND_OF_TABLE["regions"]
#: The id of a region wherever a value has one: typed, or alone, of several.
_IDS = re.compile(r"[^;/]+(?=;|$)")
_MOST_OFFERED = 20


def describe(
    packages: Sequence[Package], ontology: Ontology, queues: Iterable[Queue] = (), log: Iterable[Decision] = ()
) -> dict[str, Any]:
    """Tables, code lists, classes and known things, as JSON.

    Args:
        packages: the package and those that it uses, the package last.
        ontology: where codes are found.
        queues: the readings whose values may name regions that a registry alone has.
        log: decisions whose values may.

    Returns:
        ``tables`` (name to title and columns), ``codes`` (list to rows of code, English, Chinese), ``classes``
        (name to both languages), ``kinds`` (table to the kind in a typed reference) and ``known`` (rows of reference,
        English, Chinese, other names, what else tells it from others).
    """
    tables = {name: _table(name, ontology) for name in (*TABLES, PARTICIPATIONS)}
    columns = [column for table in tables.values() for column in table["fields"]]
    lists = sorted({column["codelist"] for column in columns if "codelist" in column} | set(_OFFERED))
    classes = sorted({value for column in columns for value in column.get("enum", ())})
    return {
        "tables": tables,
        "codes": {name: _codes(name, ontology) for name in lists},
        "classes": _classes(classes),
        "kinds": {name: schema.KIND_OF_TABLE[name] for name in TABLES},
        "known": known_things(packages, queues, log),
    }


def _table(name: str, ontology: Ontology) -> dict[str, Any]:
    described = schema.table_schema(name, ontology)
    return {
        "title": [described["title"], described["title_zh"]],
        "fields": [_column(column) for column in described["fields"]],
    }


def _column(column: dict[str, Any]) -> dict[str, Any]:
    """A column as the page wants it: codes stand in their list, once."""
    constraints = column.get("constraints", {})
    found: dict[str, Any] = {
        "name": column["name"],
        "title": [column.get("title", column["name"]), column.get("title_zh", "")],
        "type": column.get("type", "string"),
        "required": bool(constraints.get("required")),
    }
    if schema.SEPARATOR in column:
        found["separator"] = column[schema.SEPARATOR]
    if schema.CODE_LIST in column:
        found["codelist"] = column[schema.CODE_LIST]
    elif "enum" in constraints:
        found["enum"] = constraints["enum"]
    elif schema.REFERENCES in column:
        found["references"] = [schema.KIND_OF_TABLE[table] for table in column[schema.REFERENCES]]
    elif "pattern" in constraints:
        found["pattern"] = constraints["pattern"]
    return found


def _codes(name: str, ontology: Ontology) -> list[list[str]]:
    labels = code_labels(name, ontology)
    return [
        [code, *_pair(labels.get(code, Text()), code)]
        for code in dict.fromkeys((*schema.codes(name, ontology), *labels))
    ]


def _classes(names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, dict[str, str]] = {}
    for triple in ontology_triples():
        if triple.predicate == _LABEL and isinstance(triple.object, Literal) and isinstance(triple.subject, NamedNode):
            found.setdefault(triple.subject.value, {})[triple.object.language or "en"] = triple.object.value
    labels = (found.get(vocabulary.PK + name, {}) for name in names)
    return {
        name: list(_pair(Text(said.get("en", ""), said.get("zh", "")), name))
        for name, said in zip(names, labels, strict=True)
    }


def _pair(text: Text, otherwise: str) -> tuple[str, str]:
    whole = Text.of(text.en, text.zh, otherwise)
    return whole.en, whole.zh


def known_things(
    packages: Sequence[Package], queues: Iterable[Queue] = (), log: Iterable[Decision] = ()
) -> list[list[Any]]:
    """What has a name in packages: regions and institutions first, with all their names, then other records.

    Last come the regions of the registries that suggestions and decisions name: a registry's region gets its row when
    a record with it is accepted.

    Args:
        packages: the packages.
        queues: suggestions, whose regions may be of a registry.
        log: decisions, the same.

    Returns:
        for each its typed reference, its name in English and in Chinese, its other names, and its id.
    """
    found: dict[str, list[Any]] = {}
    for reference, thing in things_of(packages).items():
        label = Text.of(thing.names.label.en, thing.names.label.zh, reference)
        others = [name for name in thing.names.names if name not in (label.en, label.zh)]
        found[reference] = [reference, label.en, label.zh, others, _told(reference)]
    for package in packages:
        for name in _NAMED:
            table = package.table(name)
            for row in table.rows if table else ():
                reference = f"{schema.KIND_OF_TABLE[name]}/{row.value('id')}"
                en = row.value("name_en") or row.value("title_en")
                zh = row.value("name_zh") or row.value("title_zh")
                label = Text.of(en, zh, row.value("id"))
                found.setdefault(reference, [reference, label.en, label.zh, [], _told(reference)])
    known = [registry.regions for registry in registries().values()]
    for name in dict.fromkeys(_ids_in(queues, log)):
        if any(name in regions for regions in known):
            found.setdefault(f"{_REGION}/{name}", _registered(region(name)))
    return list(found.values())


def registered_like(typed: str, on: str = "") -> list[list[Any]]:
    """The regions of the registries that a name or the beginning of one may mean, as ``known_things`` has them.

    Args:
        typed: what somebody types: a name in either language, an id or an official code.
        on: the day of the article's publication: what stood then comes first, and what did not is marked by its years.
    """
    day = date.fromisoformat(on) if on else None
    found = list({one.id: one for one in (*find(typed), *named_from(typed, _MOST_OFFERED))}.values())
    return [_registered(one) for one in sorted(found, key=lambda one: not one.stands(day))[:_MOST_OFFERED]]


def _ids_in(queues: Iterable[Queue], log: Iterable[Decision]) -> Iterable[str]:
    for queue in queues:
        for suggestion in queue.suggestions:
            yield from _IDS.findall(suggestion.about)
            for value in suggestion.fields:
                yield from _IDS.findall(value.value)
    for one in log:
        yield from _IDS.findall(one.value)


def _registered(one: RegisteredRegion) -> list[Any]:
    """A region of a registry; several have one name, so that its years and what it lies in are told."""
    label = Text.of(one.name.en, one.name.zh, one.id)
    others = [name for name in one.names if name not in (label.en, label.zh)]
    parent = region(one.parent).name if one.parent else Text()
    years = f"{one.valid_from.year if one.valid_from else ''}–{one.valid_to.year if one.valid_to else ''}"
    told = [one.id, parent.zh or parent.en, "" if one.is_current else years]
    return [f"{_REGION}/{one.id}", label.en, label.zh, others, " · ".join(filter(None, told))]


def _told(reference: str) -> str:
    """What tells a thing from others of its name: its id."""
    return reference


def defaults(published: str) -> dict[str, dict[str, str]]:
    """What the fields of a record that a person adds begin with, by table: the usual values, to be changed."""
    day = {"as_of": published, "precision": "day", "time_basis": "assumed"}
    return {
        "partnerships": {"class": "Agreement"},
        "stages": {"stage": "signed", **day},
        "observations": {"class": "Achievement", "bound": "exact", **day},
        "statements": {"kind": "aim", **day},
    }
