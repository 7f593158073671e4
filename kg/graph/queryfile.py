"""A query that is a file: a header in YAML, then SPARQL. Questions, projections, records, rules.

    #: title: {en: Partners of a region, zh: 某地区的合作方}
    #: question: {en: Whom does a region partner with?, zh: 某地区与谁合作？}
    #: parameters:
    #:   region: {type: region, en: the region, zh: 地区}
    #: columns:
    #:   partner: {en: Partner, zh: 合作方}
    SELECT ?partner WHERE { BIND(fn:parameter("region") AS ?region) … }

A query reads its parameters with ``fn:parameter("name")``, so that a value is a term and never part
of the query's text; one that was not given is unbound. Bind it first in the group that needs it: a
filter sees the variables of its own group, and those of no other. A parameter with ``several: true``
takes several values with commas between, and ``fn:among("name", ?term)`` says whether a term is one.

What several queries need stands once in ``ontology/parts/``, a query file of its own. A line
``#include name`` stands for its SELECT, as a group, and brings its parameters.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kg import assets, vocabulary
from kg.errors import LookupFailed, SourceError, UsageError
from kg.graph.store import Given, Row, Store, Term
from kg.text import Text

#: Parameter types, and the datatype of the literal that a value becomes; ``None`` for an IRI.
PARAMETER_TYPES: dict[str, str | None] = {
    "region": None,
    "institution": None,
    "party": None,
    "partnership": None,
    "programme": None,
    "source": None,
    "thing": None,
    "code": None,
    "class": None,
    "string": vocabulary.XSD + "string",
    "integer": vocabulary.XSD + "integer",
    "decimal": vocabulary.XSD + "decimal",
    "date": vocabulary.XSD + "date",
    "boolean": vocabulary.XSD + "boolean",
}
_IN_SCHEME = ox.NamedNode(vocabulary.SKOS + "inScheme")
_LABEL = ox.NamedNode(vocabulary.SKOS + "prefLabel")
_CLASS = ox.NamedNode(vocabulary.OWL + "Class")
_RDF_TYPE = ox.NamedNode(vocabulary.RDF + "type")
_CLASS_LABEL = ox.NamedNode(vocabulary.RDFS + "label")
_INCLUDE = re.compile(r"^[ \t]*#include[ \t]+([a-z0-9-]+)[ \t]*$", re.MULTILINE)
_COMMA = re.compile("[,，]")
#: What to write for a value of each type that has a form of its own.
_FIXES = {
    "date": "Write a day that exists, as 2017-07-28.",
    "integer": "Write a whole number in digits, as 12.",
    "decimal": "Write a number in digits, as 0.5 or 12.",
    "boolean": "Write true or false.",
}
_LEXICAL = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"),
    "boolean": re.compile(r"true|false"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question can be asked with."""

    name: str
    type: str
    text: Text
    default: str | None = None
    list: str = ""
    required: bool = False
    several: bool = False

    @property
    def kind(self) -> str:
        """The parameter's type as users read it, with its code list if it has one."""
        kind = f"{self.type} ({self.list})" if self.list else self.type
        return f"{kind}, …" if self.several else kind

    def as_header(self) -> dict[str, Any]:
        """The parameter as a header has it."""
        given = {"list": self.list, "default": self.default, "required": self.required, "several": self.several}
        told = {name: value for name, value in given.items() if value}
        return {"type": self.type, **told, "en": self.text.en, "zh": self.text.zh}

    def values(self, text: str) -> tuple[str, ...]:
        """The single values that a text gives."""
        return tuple(part.strip() for part in _COMMA.split(text) if part.strip()) if self.several else (text,)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; ``unit`` is empty where the value has none.

    ``language`` is that of its values where another column has the same in the other one; else empty.
    """

    name: str
    text: Text
    unit: str = ""
    language: str = ""

    def heading(self, language: str) -> str:
        """The column's heading in ``en``, ``zh`` or ``both``, with its unit."""
        heading = self.text.in_language(language)
        return f"{heading} ({self.unit_in_language(language)})" if self.unit else heading

    def is_for(self, language: str) -> bool:
        """Whether readers of ``en``, ``zh`` or ``both`` are shown it."""
        return "both" in (language, self.language or "both") or language == self.language

    def unit_in_language(self, language: str) -> str:
        """The unit in a language; as the header has it where it is none of ``UNITS``."""
        return UNITS[self.unit].in_language(language) if self.unit in UNITS else self.unit


#: The units that headers name columns' numbers by, in both languages.
UNITS = {
    "base units": Text("base units", "基本单位"),
    "base units of currency": Text("base units of currency", "货币基本单位"),
    "code points": Text("code points", "码点"),
    "count": Text("count", "个数"),
    "date": Text("date", "日期"),
    "share": Text("share", "比例"),
    "share, 0 to 1": Text("share, 0 to 1", "比例，0至1"),
    "year": Text("year", "年"),
}


@dataclass(frozen=True)
class QueryFile:
    """A query with what its header says of it."""

    name: str
    title: Text
    question: Text
    text: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> QueryFile:
        """Read a query file.

        Args:
            path: a file named after the query, ending in ``.rq``.

        Raises:
            SourceError: if the file cannot be read, or its header is not as it should be.
        """
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read ({error}).") from error
        header = _header(path, content)
        try:
            title = _text(header["title"])
            return cls(
                name=path.stem,
                title=title,
                question=_text(header["question"]) if "question" in header else title,
                text=_included(path, content),
                parameters=_parameters(path, content, header),
                columns={name: _column(name, value) for name, value in header.get("columns", {}).items()},
                header=header,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"{path}: its header lacks or misspells {error}. See ontology/README.md.") from error

    @cached_property
    def sparql(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines()
        return "\n".join(line for line in lines if not line.startswith("#:")).strip() + "\n"

    def bind(self, values: Mapping[str, str], resolve: Any = None) -> dict[str, Given]:
        """Turn what a user typed into terms, defaults filled in.

        Args:
            values: parameter name to text.
            resolve: function from a name or id and a parameter type to an IRI; without it, a value
                of an IRI type must be an IRI already.

        Returns:
            parameter name to term, or to several where the parameter takes several.

        Raises:
            UsageError: if a parameter is unknown, missing, or of the wrong type.
        """
        for name in values:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise UsageError(f"{self.name} has no parameter {name!r}. It has: {known}.")
        given = {name: values.get(name, parameter.default) for name, parameter in self.parameters.items()}
        for name, value in given.items():
            if self.parameters[name].required and not value:
                raise UsageError(f"{self.name} needs the parameter {name}: {self.parameters[name].text.en}.")
            # Empty is not left out: a script whose variable is unset would get an answer to another question.
            if value is not None and not value.strip():
                form = _FIXES.get(self.parameters[name].type, "Give a value.")
                raise UsageError(f"{self.name}: parameter {name} is empty. {form} Or leave the parameter out.")
        return {
            name: _given(self, self.parameters[name], value, resolve)
            for name, value in given.items()
            if value is not None
        }

    def terms(self, store: Store, values: Mapping[str, str] | None = None, resolve: Any = None) -> dict[str, Given]:
        """As ``bind`` does, with what only a graph can tell: codes by their labels, and whether they exist.

        Args:
            store: the graph.
            values: as in ``bind``.
            resolve: as in ``bind``.

        Raises:
            UsageError: as ``bind`` does, and if a code or a class is not in the graph.
        """
        terms = self.bind({name: _coded(store, self, name, value) for name, value in (values or {}).items()}, resolve)
        for name, given in terms.items():
            for term in given if isinstance(given, tuple) else (given,):
                _check_term(store, self, self.parameters[name], term)
        return terms

    def run(self, store: Store, values: Mapping[str, str] | None = None, resolve: Any = None) -> list[Row]:
        """Ask the query.

        Args:
            store: the graph.
            values: parameters as text.
            resolve: as in ``bind``.

        Returns:
            one dictionary a row.
        """
        return store.select(self.text, self.terms(store, values, resolve))


def _header(path: Path, content: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in content.splitlines() if line.startswith("#:")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise SourceError(f"{path}: its header is not valid YAML: {error}") from error
    if not isinstance(header, dict):
        raise SourceError(f"{path}: has no header. Begin it with lines `#: title: {{en: …, zh: …}}`.")
    return header


def _part(path: Path, name: str) -> Path:
    part = assets.ontology_folder() / "parts" / f"{name}.rq"
    if not part.is_file():
        known = ", ".join(item.stem for item in assets.ontology_files("parts", ".rq"))
        raise SourceError(f"{path}: includes {name!r}, but ontology/parts has only: {known}.")
    return part


def _included(path: Path, content: str) -> str:
    """A query's text with the groups that its ``#include`` lines stand for."""
    return _INCLUDE.sub(lambda match: "{\n" + QueryFile.load(_part(path, match[1])).sparql + "}", content)


def _parameters(path: Path, content: str, header: Mapping[str, Any]) -> dict[str, Parameter]:
    """A query's own parameters, then those of what it includes."""
    own = {name: _parameter(name, value) for name, value in header.get("parameters", {}).items()}
    for name in dict.fromkeys(_INCLUDE.findall(content)):
        for parameter in QueryFile.load(_part(path, name)).parameters.values():
            own.setdefault(parameter.name, parameter)
    return own


def _text(value: Mapping[str, str]) -> Text:
    return Text(en=str(value["en"]), zh=str(value["zh"]))


def _parameter(name: str, value: Mapping[str, Any]) -> Parameter:
    kind = str(value["type"])
    if kind not in PARAMETER_TYPES:
        raise KeyError(f"{name}.type: {kind}")
    default = value.get("default")
    # YAML reads true and 5 as values of its own; a parameter is text until it is bound.
    text = None if default is None else str(default).lower() if isinstance(default, bool) else str(default)
    return Parameter(
        name=name,
        type=kind,
        text=_text(value),
        default=text,
        list=str(value.get("list", "")),
        required=bool(value.get("required", False)),
        several=bool(value.get("several", False)),
    )


def _column(name: str, value: Mapping[str, Any]) -> Column:
    unit, language = str(value.get("unit", "")), str(value.get("language", ""))
    if language not in ("", "en", "zh"):
        raise KeyError(f"{name}.language: {language}")
    return Column(name, _text(value), unit, language)


def _given(query: QueryFile, parameter: Parameter, text: str, resolve: Any) -> Given:
    terms = tuple(_term(query, parameter, value, resolve) for value in parameter.values(text))
    return terms if parameter.several else terms[0]


def _term(query: QueryFile, parameter: Parameter, value: str, resolve: Any) -> Term:
    datatype = PARAMETER_TYPES[parameter.type]
    if datatype is None:
        return ox.NamedNode(_iri(query, parameter, value, resolve))
    if not _is_lexical(parameter.type, value):
        raise UsageError(
            f"{query.name}: parameter {parameter.name} must be of type {parameter.type}, not {value!r}. "
            f"{_FIXES[parameter.type]}"
        )
    return ox.Literal(value, datatype=ox.NamedNode(datatype))


def _iri(query: QueryFile, parameter: Parameter, value: str, resolve: Any) -> str:
    if re.match(r"https?://[^\s<>\"{}|^`\\]+$", value):
        return value
    if parameter.type == "code":
        # Without a graph a code's label cannot be told from a mistake.
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", value):
            raise UsageError(f"{query.name}: parameter {parameter.name} must be a code of the list {parameter.list}.")
        return f"{vocabulary.CODE}{parameter.list}/{value}"
    if parameter.type == "class":
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", value):
            raise UsageError(f"{query.name}: parameter {parameter.name} must be a class such as Agreement.")
        return vocabulary.PK + value
    if resolve is None:
        raise LookupFailed(f"{query.name}: parameter {parameter.name} needs an IRI, not {value!r}.")
    return str(resolve(value, parameter.type))


def _coded(store: Store, query: QueryFile, name: str, text: str) -> str:
    """A parameter's value; of a code or a class, the one whose label in either language it is."""
    parameter = query.parameters.get(name)
    if parameter is None or parameter.type not in ("code", "class") or not text:
        return text
    return ",".join(_code(store, query, parameter, value) for value in parameter.values(text))


def _code(store: Store, query: QueryFile, parameter: Parameter, value: str) -> str:
    if value.startswith((vocabulary.CODE, vocabulary.PK)):
        return value
    codes = _known(store, parameter)
    # A graph without the code list cannot tell; it has no answer either.
    if not codes or value in codes:
        return value
    found = [code for code, labels in codes.items() if _folded(value) in map(_folded, (code, *labels))]
    if len(found) != 1:
        raise _no_code(query, parameter, value, codes, found)
    return found[0]


def _check_term(store: Store, query: QueryFile, parameter: Parameter, term: Term) -> None:
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
    quads = store.triples(None, _RDF_TYPE, _CLASS)
    names = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return {
        iri.removeprefix(vocabulary.PK): _labels(store, iri, _CLASS_LABEL)
        for iri in names
        if iri.startswith(vocabulary.PK)
    }


def _labels(store: Store, iri: str, predicate: ox.NamedNode) -> list[str]:
    return sorted(
        label.object.value
        for label in store.triples(ox.NamedNode(iri), predicate)
        if isinstance(label.object, ox.Literal)
    )


def _codes(store: Store, name: str) -> dict[str, list[str]]:
    """The codes of a list that the graph has, each with its labels."""
    quads = store.triples(None, _IN_SCHEME, ox.NamedNode(vocabulary.CODE + name))
    members = sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))
    return {iri.rpartition("/")[2]: _labels(store, iri, _LABEL) for iri in members}


def _no_code(
    query: QueryFile, parameter: Parameter, value: str, codes: Mapping[str, list[str]], several: list[str]
) -> UsageError:
    near = several or _near_codes(value, codes)
    hint = f"Did you mean {', or '.join(near)}? " if near else ""
    if parameter.type == "class":
        return UsageError(f"{query.name}: {value!r} is not a class of the ontology. {hint}See ontology/README.md.")
    known = f"`kg codes {parameter.list}` lists them all." if near else f"Use one of: {', '.join(codes)}."
    return UsageError(f"{query.name}: {value!r} is not a code of the list {parameter.list}. {hint}{known}")


def _near_codes(value: str, codes: Mapping[str, list[str]]) -> list[str]:
    """The codes that the value comes near to, or whose label holds it; at most three."""
    names = {_folded(name): code for code, labels in codes.items() for name in (code, *labels)}
    folded = _folded(value)
    held = [name for name in names if folded in name]
    close = difflib.get_close_matches(folded, names, n=6, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in (*close, *held)))[:3]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_lexical(kind: str, value: str) -> bool:
    if kind == "date":
        from datetime import date

        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None
    pattern = _LEXICAL.get(kind)
    return pattern is None or pattern.fullmatch(value) is not None
