"""The graph in the formats of other fields: PROV-O, RDF Data Cube, nanopublications, DCAT and VoID, JSON-LD.

What a format says of the graph is SPARQL, in a folder of ``ontology/exports/`` that has its name: each file is a
CONSTRUCT, whose triples go together, or a SELECT of ``?graph ?subject ?predicate ?object`` where a format needs named
graphs. A further format is a further folder, and no Python. ``json-ld`` alone has none: it is the graph as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import assets, vocabulary
from kg.errors import SourceError, UsageError
from kg.graph.ontology import ontology_triples
from kg.graph.queryfile import QueryFile
from kg.graph.store import TripleStore
from kg.graph.writing import canonical
from kg.graph.writing.jsonld import jsonld
from kg.nearest import no_such
from kg.results.tables import Table
from kg.text import Text

#: The export that is the graph itself.
WHOLE = "json-ld"
#: How an export can be written; the first that can carry it is the default.
FORMS = ("turtle", "trig", "nquads", "json-ld")

_FILES = ox.NamedNode("urn:kg:files")


def export_names() -> list[str]:
    """The formats that a graph can be exported in."""
    folders = {path.parent.name for path in assets.ontology_files("exports", "/*.rq")}
    return sorted({*folders, WHOLE})


def export_table(language: str) -> Table:
    """The formats with what each says of the graph.

    Args:
        language: ``en``, ``zh`` or ``both``.
    """
    headers = [text.in_language(language) for text in (Text("format", "格式"), Text("what it holds", "内容"))]
    return Table(headers, [[name, _says(name).in_language(language)] for name in export_names()])


def _says(name: str) -> Text:
    if name == WHOLE:
        return Text(
            "The whole graph as JSON-LD, with its context written out.", "整个图谱的JSON-LD形式，上下文随文写出。"
        )
    first = _queries(name)[0]
    said = first.header.get("format", {})
    return Text(str(said.get("en", first.title.en)), str(said.get("zh", first.title.zh)))


def export(
    store: TripleStore,
    name: str,
    form: str | None = None,
    data_set: Mapping[str, str] | None = None,
    files: Path | None = None,
) -> Iterator[str]:
    """A graph in another format.

    Args:
        store: the graph.
        name: the format, one of ``export_names()``.
        form: how it is written: ``turtle``, ``trig``, ``nquads`` or ``json-ld``; the first that fits if ``None``.
        data_set: what the data set is called, its version and licence, as ``KnowledgeGraph.data_set`` has it.
        files: a build's folder, whose files a description of the data set is to name.

    Returns:
        the text in pieces; the same graph gives the same text.

    Raises:
        UsageError: if the format is unknown, or cannot be written so.
        DataError: if the graph has a blank node.
        SourceError: if a file cannot be read.
    """
    if name not in export_names():
        raise no_such("export format", name, export_names())
    queries = [] if name == WHOLE else _queries(name)
    of_data = any(query.header.get("of") == "data" for query in queries)
    if files is not None and not of_data:
        raise UsageError(f"{name} names no files. Leave the folder out, or export dcat.")
    if name == WHOLE:
        _check_form(name, form or "json-ld", ("json-ld",))
        return jsonld(canonical.quads_of(store, ontology_triples()), store.base)
    if of_data:
        store = _data_alone(store, files)
    return _written(name, set(_quads(store, queries, data_set or {})), form, store.base)


def _queries(name: str) -> list[QueryFile]:
    return [QueryFile.load(path) for path in assets.ontology_files(f"exports/{name}", ".rq")]


def _data_alone(store: TripleStore, files: Path | None) -> TripleStore:
    """The graph as its files hold it, without the ontology's own triples, and the facts of the files as rows."""
    data = TripleStore(base=store.base)
    data.inner.extend(canonical.quads_of(store, ontology_triples()))
    if files is not None:
        data.inner.extend(_file_rows(files))
    return data


def _file_rows(folder: Path) -> Iterator[ox.Quad]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        for number, path in enumerate(paths):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            facts = {"name": path.name, "bytes": str(path.stat().st_size), "sha256": digest}
            for column, value in facts.items():
                row, predicate = (ox.NamedNode(iri) for iri in (f"urn:kg:file:{number}", vocabulary.ROW + column))
                yield ox.Quad(row, predicate, ox.Literal(value), _FILES)
    except OSError as error:
        raise SourceError(
            f"{error.filename or folder}: cannot be read ({error.strerror}). Name a folder that `kg build` wrote."
        ) from error


def _quads(store: TripleStore, queries: Iterable[QueryFile], data_set: Mapping[str, str]) -> Iterator[ox.Quad]:
    facts = {
        "base": store.base,
        "titleEn": data_set.get("title_en", ""),
        "titleZh": data_set.get("title_zh", ""),
        "version": data_set.get("version", ""),
        "license": data_set.get("license", ""),
    }
    for query in queries:
        given = query.bind({name: facts[name] for name in query.parameters if facts.get(name)})
        answer = store.query(query.text, given)
        if isinstance(answer, ox.QueryTriples):
            yield from (ox.Quad(triple.subject, triple.predicate, triple.object) for triple in answer)
        elif isinstance(answer, ox.QuerySolutions):
            rows = (tuple(row[name] for name in ("subject", "predicate", "object", "graph")) for row in answer)
            # As in a CONSTRUCT, a row that lacks a term makes nothing.
            yield from (ox.Quad(*row) for row in rows if None not in row)


def _written(name: str, quads: set[ox.Quad], form: str | None, base: str) -> Iterator[str]:
    named = any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)
    fitting = FORMS[1:] if named else FORMS
    form = form or fitting[0]
    _check_form(name, form, fitting)
    if form == "json-ld":
        return jsonld(quads, base)
    return canonical.sorted_lines(quads) if form == "nquads" else canonical.trig(quads, base)


def _check_form(name: str, form: str, fitting: Iterable[str]) -> None:
    if form not in fitting:
        raise UsageError(f"{name} cannot be written as {form!r}. Use one of: {', '.join(fitting)}.")
