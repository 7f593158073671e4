"""The code lists: what may stand where a table, a question or a projection wants a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.graph.library import code_files, further_codes
from kg.graph.store import Store, TripleStore
from kg.graph.terms import Literal, NamedNode
from kg.nearest import local_name, no_such
from kg.results.report import Column, Report
from kg.text import Text

_LABEL = NamedNode(vocabulary.SKOS + "prefLabel")
_DEFINITION = NamedNode(vocabulary.SKOS + "definition")
_BROADER = NamedNode(vocabulary.SKOS + "broader")
_IN_SCHEME = NamedNode(vocabulary.SKOS + "inScheme")


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code with what it means; ``broader`` is empty where no code of the list is wider."""

    code: str
    label: Text
    definition: Text
    broader: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list, its codes in the order of their names."""

    name: str
    title: Text
    codes: tuple[ListedCode, ...]

    def report(self) -> Report:
        """The codes as a table."""
        columns = (
            Column("code", Text("Code", "代码")),
            Column("label", Text("Name", "名称")),
            Column("definition", Text("Meaning", "含义")),
            Column("broader", Text("Part of", "上级"), brief=any(code.broader for code in self.codes)),
        )
        rows = ((code.code, code.label, code.definition, code.broader or None) for code in self.codes)
        return Report(columns, tuple(rows), is_list=True)


def list_code_lists(ontology: Ontology = BUNDLED) -> list[CodeList]:
    """The code lists of the ontology, by name.

    Raises:
        SourceError: if a file of one's own is wrong.
    """
    return [_read(name, paths) for name, paths in code_files(ontology).items()]


def code_lists_report(ontology: Ontology = BUNDLED) -> Report:
    """The code lists as a table: their names, their titles, and how many codes each has.

    Raises:
        SourceError: if a file of one's own is wrong.
    """
    columns = (
        Column("name", Text("List", "代码表")),
        Column("title", Text("Title", "名称")),
        Column("codes", Text("Codes", "代码数")),
    )
    return Report(columns, tuple((item.name, item.title, len(item.codes)) for item in list_code_lists(ontology)))


def load_code_list(name: str, ontology: Ontology = BUNDLED) -> CodeList:
    """A code list by its name.

    Raises:
        UsageError: if there is none; it names the nearest.
        SourceError: if a file of one's own is wrong.
    """
    files = code_files(ontology)
    if name not in files:
        raise no_such(Text("code list", "代码表"), name, list(files))
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
    codes = sorted((_code(store, item) for item in members if isinstance(item, NamedNode)), key=lambda c: c.code)
    return CodeList(name, _text(store, scheme, _LABEL), tuple(codes))


def _code(store: Store, iri: NamedNode) -> ListedCode:
    broader = sorted(local_name(str(getattr(term, "value", ""))) for term in _objects(store, iri, _BROADER))
    return ListedCode(
        local_name(iri.value), _text(store, iri, _LABEL), _text(store, iri, _DEFINITION), ", ".join(broader)
    )


def _text(store: Store, iri: NamedNode, predicate: NamedNode) -> Text:
    texts = {term.language: term.value for term in _objects(store, iri, predicate) if isinstance(term, Literal)}
    return Text(texts.get("en", ""), texts.get("zh", ""))


def _objects(store: Store, iri: NamedNode, predicate: NamedNode) -> Iterator[object]:
    return (triple.object for triple in store.triples(iri, predicate))
