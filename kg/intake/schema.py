"""What each table must look like: Frictionless Table Schemas from ``ontology/tables/`` and the code lists.

The schemas are the source; a package's ``datapackage.json`` holds a copy of them, with the codes
written out as enums, so that other Frictionless tools can check the package too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg import assets, vocabulary
from kg.assets import BUNDLED, Ontology
from kg.errors import SourceError
from kg.graph import formats
from kg.graph.library import code_files, further_codes
from kg.graph.terms import Literal, NamedNode
from kg.nearest import folded
from kg.text import Text

#: The kind in a typed reference ``kind/id``, for each table that can be referred to so.
KIND_OF_TABLE = {
    "regions": "region",
    "institutions": "institution",
    "officials": "official",
    "programmes": "programme",
    "partnerships": "partnership",
    "observations": "observation",
    "stages": "stage",
    "statements": "statement",
    "sources": "source",
}

#: The columns that say where a row is stated: a source, and a place in it by code points or by a fragment.
EVIDENCE = (SOURCE, START, END, PLACE) = ("source", "start", "end", "place")

#: Keys that are ours and not Frictionless': what a column refers to, and what separates its values.
REFERENCES, SEPARATOR, CODE_LIST = "references", "separator", "codelist"
_NAMES = (NamedNode(vocabulary.SKOS + "prefLabel"), NamedNode(vocabulary.SKOS + "altLabel"))
_UNIT_KIND = NamedNode(vocabulary.PK + "unitKind")
_ADDITIVE = NamedNode(vocabulary.PK + "additive")
#: A column that came later: a package made before it need not have it.
MAY_BE_MISSING = "mayBeMissing"


@cache
def table_names() -> tuple[str, ...]:
    """The names of the bundled tables, sorted."""
    return tuple(path.stem for path in assets.ontology_files("tables", ".json"))


def codes(code_list: str, ontology: Ontology = BUNDLED) -> tuple[str, ...]:
    """The codes of a code list, in the order in which the list declares them, those of one's own last.

    Args:
        code_list: the list's name, e.g. ``stage``.
        ontology: where codes are found.

    Raises:
        SourceError: if the ontology has no such list, or a file of one's own is wrong.
    """
    own = ontology.own_files("codelists", ".ttl")
    files = code_files(ontology).get(code_list, ()) if own else ()
    found = [code for path in files if path in own for code in _codes_in(path, code_list)]
    return tuple(dict.fromkeys((*_bundled_codes(code_list), *found)))


@cache
def _bundled_codes(code_list: str) -> tuple[str, ...]:
    path = assets.ontology_folder() / "codelists" / f"{code_list}.ttl"
    if not path.is_file():
        raise SourceError(
            Text(
                f"ontology/codelists/{code_list}.ttl is missing. Install the package again.",
                f"缺少 ontology/codelists/{code_list}.ttl。请重新安装。",
            )
        )
    prefix = f"{vocabulary.CODE}{code_list}/"
    further = (iri.removeprefix(prefix) for iri in further_codes(code_list))
    return tuple(dict.fromkeys((*_codes_in(path, code_list), *further)))


@cache
def code_names(code_list: str, ontology: Ontology = BUNDLED) -> dict[str, str]:
    """What a code of a list may be called, folded, to the code: itself and its names in both languages."""
    files = _files_with_names(code_list, ontology)
    prefix = f"{vocabulary.CODE}{code_list}/"
    names: dict[str, str] = {folded(code): code for code in codes(code_list, ontology)}
    for triple in (triple for path in files for triple in formats.parse(path)):
        iri = getattr(triple.subject, "value", "")
        if iri.startswith(prefix) and isinstance(triple.object, Literal) and triple.predicate in _NAMES:
            names.setdefault(folded(triple.object.value), iri.removeprefix(prefix))
    return names


def broader_codes(code_list: str, ontology: Ontology = BUNDLED) -> dict[str, tuple[str, ...]]:
    """The next broader codes of each code of a list that has any."""
    prefix = f"{vocabulary.CODE}{code_list}/"
    found: dict[str, list[str]] = {}
    for triple in (triple for path in code_files(ontology).get(code_list, ()) for triple in formats.parse(path)):
        narrow, broad = (getattr(one, "value", "") for one in (triple.subject, triple.object))
        is_one = narrow.startswith(prefix) and broad.startswith(prefix)
        if is_one and triple.predicate.value == f"{vocabulary.SKOS}broader":
            found.setdefault(narrow.removeprefix(prefix), []).append(broad.removeprefix(prefix))
    return {code: tuple(broad) for code, broad in found.items()}


def _files_with_names(code_list: str, ontology: Ontology) -> list[Path]:
    """The files that say what the codes of a list are called, here and in other classifications."""
    beside = (assets.ontology_files(part, f"{code_list}.ttl") for part in ("further-codes", "alignments"))
    return [*code_files(ontology).get(code_list, ()), *(path for paths in beside for path in paths)]


def sure_names(code_list: str, ontology: Ontology = BUNDLED) -> dict[str, str]:
    """The names of a list's codes in either language, folded, to the code; a name that several have is left out."""
    files = _files_with_names(code_list, ontology)
    prefix = f"{vocabulary.CODE}{code_list}/"
    found: dict[str, set[str]] = {}
    for triple in (triple for path in files for triple in formats.parse(path)):
        iri = getattr(triple.subject, "value", "")
        if iri.startswith(prefix) and isinstance(triple.object, Literal) and triple.predicate in _NAMES:
            found.setdefault(folded(triple.object.value), set()).add(iri.removeprefix(prefix))
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


@cache
def unit_kinds(ontology: Ontology = BUNDLED) -> dict[str, str]:
    """Units and measures to what they count, such as ``money``: ``unit/CNY``, ``measure/totalInvestment``."""
    found: dict[str, str] = {}
    for code_list in ("unit", "measure"):
        files = [*code_files(ontology).get(code_list, ()), *assets.ontology_files("further-codes", f"{code_list}.ttl")]
        for triple in (triple for path in files for triple in formats.parse(path)):
            iri = getattr(triple.subject, "value", "")
            is_kind = triple.predicate == _UNIT_KIND and isinstance(triple.object, Literal)
            if is_kind and iri.startswith(vocabulary.CODE):
                assert isinstance(triple.object, Literal)
                found.setdefault(iri.removeprefix(vocabulary.CODE), triple.object.value)
    return found


@cache
def additive_measures(ontology: Ontology = BUNDLED) -> frozenset[str]:
    """The codes of measures of which figures may be added: ``totalInvestment``, and no growth rate."""
    files = [*code_files(ontology).get("measure", ()), *assets.ontology_files("further-codes", "measure.ttl")]
    prefix = f"{vocabulary.CODE}measure/"
    return frozenset(
        triple.subject.value.removeprefix(prefix)
        for path in files
        for triple in formats.parse(path)
        if triple.predicate == _ADDITIVE and isinstance(triple.subject, NamedNode)
        if isinstance(triple.object, Literal) and triple.object.value in ("true", "1")
    )


def _codes_in(path: Path, code_list: str) -> tuple[str, ...]:
    in_scheme = NamedNode(vocabulary.SKOS + "inScheme")
    prefix = f"{vocabulary.CODE}{code_list}/"
    triples = formats.parse(path)
    found = [t.subject.value for t in triples if t.predicate == in_scheme and isinstance(t.subject, NamedNode)]
    return tuple(dict.fromkeys(iri.removeprefix(prefix) for iri in found if iri.startswith(prefix)))


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """The columns that tell the rows of a bundled table apart."""
    key = table_schema(table)["primaryKey"]
    return (key,) if isinstance(key, str) else tuple(key)


@cache
def _table_schema(name: str) -> str:
    path = assets.ontology_folder() / "tables" / f"{name}.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    for field in schema["fields"]:
        if CODE_LIST in field:
            _write_codes(field, BUNDLED)
    return json.dumps(schema)


def _write_codes(field: dict[str, Any], ontology: Ontology) -> None:
    constraints = field.setdefault("constraints", {})
    values = codes(field[CODE_LIST], ontology)
    if SEPARATOR in field:
        # An enum would be compared with the whole cell; each value of a list needs a pattern.
        one = "(" + "|".join(values) + ")"
        constraints["pattern"] = f"{one}({field[SEPARATOR]}{one})*"
    else:
        constraints["enum"] = list(values)


def table_schema(name: str, ontology: Ontology = BUNDLED) -> dict[str, Any]:
    """The Table Schema of a bundled table, codes written out; a copy that the caller may change.

    Args:
        name: one of ``table_names()``.
        ontology: where codes are found.
    """
    schema = dict(json.loads(_table_schema(name)))
    if ontology.own_files("codelists", ".ttl"):
        for field in schema["fields"]:
            if CODE_LIST in field:
                _write_codes(field, ontology)
    return schema


@cache
def references(table: str) -> Mapping[str, Sequence[str]]:
    """The columns of a bundled table that refer to rows of others, each with the tables that these may be of."""
    fields = json.loads(_table_schema(table))["fields"]
    return {field["name"]: tuple(field[REFERENCES]) for field in fields if REFERENCES in field}


def columns_to(table: str, other: str) -> list[str]:
    """The columns of a bundled table that may refer to rows of another one.

    >>> columns_to("participations", "regions")
    ['party', 'at_place']
    """
    return [column for column, targets in references(table).items() if other in targets]


def package_descriptor(metadata: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    """A ``datapackage.json`` with the schemas written out.

    Args:
        metadata: what stands before the resources: name, title, licences, version, uses.
        files: table name to the path of its file in the package.
    """
    resources = [resource_descriptor(table, path) for table, path in files.items()]
    return {**{k: v for k, v in metadata.items() if k != "resources"}, "resources": resources}


def resource_descriptor(
    table: str,
    path: str,
    encoding: str | None = None,
    ontology: Ontology = BUNDLED,
    columns: Collection[str] | None = None,
) -> dict[str, Any]:
    """A table's entry in ``datapackage.json``, with its schema written out.

    Args:
        table: one of ``table_names()``.
        path: its file in the package.
        encoding: the file's, if it is not UTF-8.
        ontology: where codes are found.
        columns: those that the file has: of columns that may be missing, others are left out, since other tools match
            columns by their order; all of them if ``None``.
    """
    described = table_schema(table, ontology)
    if columns is not None:
        described["fields"] = [
            field for field in described["fields"] if field["name"] in columns or not field.get(MAY_BE_MISSING)
        ]
    ending = path.rpartition(".")[2].lower()
    return {
        "name": table,
        "path": path,
        # Whatever else a file is called, we read it as CSV.
        "format": ending if ending in ("tsv", "xlsx", "xls", "ods") else "csv",
        "encoding": encoding or "utf-8",
        "schema": described,
    }
