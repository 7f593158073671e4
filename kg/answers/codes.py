"""The code lists: what may stand where a table, a question or a projection wants a code."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import vocabulary
from kg.assets import BUNDLED, Ontology, ontology_files
from kg.graph.library import code_files, further_codes
from kg.graph.store import Store, TripleStore
from kg.graph.terms import Literal, NamedNode
from kg.nearest import local_name, no_such
from kg.results.report import Column, Report
from kg.text import Text

_LABEL = NamedNode(vocabulary.SKOS + "prefLabel")
_DEFINITION = NamedNode(vocabulary.SKOS + "definition")
_BROADER = NamedNode(vocabulary.SKOS + "broader")
_RDFS_LABEL, _SUB_CLASS = (NamedNode(vocabulary.RDFS + name) for name in ("label", "subClassOf"))
_ALSO = NamedNode(vocabulary.SKOS + "altLabel")
_DIGITS, _WITHDRAWN = (NamedNode(vocabulary.PK + name) for name in ("minorUnits", "withdrawn"))
#: What the list of classes is called, which is no code list.
_CLASS = "class"
_IN_SCHEME = NamedNode(vocabulary.SKOS + "inScheme")


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code with what it means.

    Attributes:
        code: the code.
        label, definition: in both languages.
        broader: the wider codes of the list; empty where there are none.
        elsewhere: what it is called in other classifications, and by people; each is read in its place.
        digits: of a currency, how many digits its amounts have behind the point.
        withdrawn: of a currency, the year in which its code was withdrawn.
        column: of a class, the column of a table that it may stand in.
    """

    code: str
    label: Text
    definition: Text
    broader: str = ""
    elsewhere: str = ""
    digits: int | None = None
    withdrawn: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list, its codes in the order of their names."""

    name: str
    title: Text
    codes: tuple[ListedCode, ...]

    def report(self) -> Report:
        """The codes as a table; what only some lists have stands in theirs."""
        columns = [
            Column("code", Text("Code", "代码")),
            Column("label", Text("Name", "名称")),
            Column("definition", Text("Meaning", "含义")),
            Column("broader", Text("Part of", "上级"), brief=any(code.broader for code in self.codes)),
        ]
        rows: list[list[Any]] = [[one.code, one.label, one.definition, one.broader or None] for one in self.codes]
        further = (
            (Column("elsewhere", Text("Elsewhere", "其他叫法"), brief=False), [code.elsewhere for code in self.codes]),
            (Column("digits", Text("Decimal places", "小数位数"), brief=False), [code.digits for code in self.codes]),
            (Column("withdrawn", Text("Withdrawn", "废止年份"), brief=False), [code.withdrawn for code in self.codes]),
            (Column("column", Text("Column", "所在列")), [code.column for code in self.codes]),
        )
        for column, cells in further:
            if any(cells):
                columns.append(column)
                rows = [[*row, None if cell == "" else cell] for row, cell in zip(rows, cells, strict=True)]
        return Report(tuple(columns), tuple(map(tuple, rows)), is_list=True)


def list_code_lists(ontology: Ontology = BUNDLED) -> list[CodeList]:
    """The code lists of the ontology, by name.

    Raises:
        SourceError: if a file of one's own is wrong.
    """
    return [_read(name, paths) for name, paths in code_files(ontology).items()]


def code_lists_report(ontology: Ontology = BUNDLED) -> Report:
    """The code lists as a table: their names, their titles, and how many codes each has; the list of classes too.

    Raises:
        SourceError: if a file of one's own is wrong.
    """
    columns = (
        Column("name", Text("List", "代码表")),
        Column("title", Text("Title", "名称")),
        Column("codes", Text("Codes", "代码数")),
    )
    lists = sorted([*list_code_lists(ontology), _classes()], key=lambda one: one.name)
    return Report(columns, tuple((item.name, item.title, len(item.codes)) for item in lists))


def load_code_list(name: str, ontology: Ontology = BUNDLED) -> CodeList:
    """A code list by its name; ``class`` has the classes that may stand in columns of tables.

    Raises:
        UsageError: if there is none; it names the nearest.
        SourceError: if a file of one's own is wrong.
    """
    files = code_files(ontology)
    if name == _CLASS:
        return _classes()
    if name not in files:
        raise no_such(Text("code list", "代码表"), name, [*files, _CLASS])
    return _read(name, files[name])


def code_labels(name: str, ontology: Ontology = BUNDLED) -> dict[str, Text]:
    """The labels of a code list's codes, in the order of the list.

    Raises:
        UsageError: if there is no such list.
    """
    return {item.code: item.label for item in load_code_list(name, ontology).codes}


#: Parameters of networks and the code lists that their values are of.
_LISTS = {
    **dict.fromkeys(("sector",), "sector"),
    **dict.fromkeys(("stage", "minStage", "maxStage"), "stage"),
    **dict.fromkeys(("level", "otherLevel"), "level"),
}


def parameter_label(name: str, value: str, ontology: Ontology = BUNDLED) -> Text:
    """What a value of a network's parameter is called: of a code its label, of anything else itself.

    Args:
        name: the parameter, as its query names it.
        value: its value, as it was given.
        ontology: where the code lists are found.
    """
    labels = code_labels(_LISTS[name], ontology) if name in _LISTS else {}
    return labels.get(value, Text(value, value))


def _read(name: str, paths: Iterable[Path]) -> CodeList:
    # From the ontology and not from a graph: the lists are the same for every graph, and small.
    store = TripleStore()
    for path in paths:
        store.load(path)
    for iri, triples in further_codes(name).items():
        if not next(store.triples(NamedNode(iri), _IN_SCHEME), None):
            store.add(triples)
    scheme = NamedNode(vocabulary.CODE + name)
    members = [triple.subject for triple in store.triples(None, _IN_SCHEME, scheme)]
    beside = TripleStore()
    for path in ontology_files("alignments", f"{name}.ttl"):
        beside.load(path)
    found = (_code(store, item, beside) for item in members if isinstance(item, NamedNode))
    codes = sorted(found, key=lambda code: code.code)
    return CodeList(name, _text(store, scheme, _LABEL), tuple(codes))


def _classes() -> CodeList:
    """The classes that may stand in a column of a package's table, as a list; they are in the ontology's modules."""
    store = TripleStore()
    for path in ontology_files("modules", ".ttl"):
        store.load(path)
    tables = {path.stem: json.loads(path.read_text("utf-8")) for path in ontology_files("tables", ".json")}
    codes = []
    for table, described in tables.items():
        for field in described["fields"]:
            for name in field.get("constraints", {}).get("enum", ()):
                iri = NamedNode(vocabulary.PK + name)
                above = [local_name(str(getattr(one, "value", ""))) for one in _objects(store, iri, _SUB_CLASS)]
                where = f"{table}.{field['name']}"
                if label := _text(store, iri, _RDFS_LABEL):
                    meaning = _text(store, iri, _DEFINITION)
                    codes.append(ListedCode(name, label, meaning, ", ".join(sorted(above)), column=where))
    return CodeList(_CLASS, Text("classes, and the columns that they stand in", "类别及其所在的列"), tuple(codes))


def _code(store: Store, iri: NamedNode, beside: Store) -> ListedCode:
    broader = sorted(local_name(str(getattr(term, "value", ""))) for term in _objects(store, iri, _BROADER))
    label = _text(store, iri, _LABEL)
    names = {str(getattr(term, "value", "")) for term in _objects(beside, iri, _ALSO)} - {label.en, label.zh}
    digits = next((int(str(getattr(term, "value", 0))) for term in _objects(beside, iri, _DIGITS)), None)
    withdrawn = next((str(getattr(term, "value", "")) for term in _objects(beside, iri, _WITHDRAWN)), "")
    return ListedCode(
        local_name(iri.value),
        label,
        _text(store, iri, _DEFINITION),
        ", ".join(broader),
        ", ".join(sorted(names)),
        digits,
        withdrawn,
    )


def _text(store: Store, iri: NamedNode, predicate: NamedNode) -> Text:
    texts = {term.language: term.value for term in _objects(store, iri, predicate) if isinstance(term, Literal)}
    return Text(texts.get("en", ""), texts.get("zh", ""))


def _objects(store: Store, iri: NamedNode, predicate: NamedNode) -> Iterator[object]:
    return (triple.object for triple in store.triples(iri, predicate))
