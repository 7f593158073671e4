"""The graph in the formats of other fields: PROV-O, RDF Data Cube, nanopublications, DCAT and VoID, JSON-LD.

What a format says of the graph is SPARQL, in a folder of ``ontology/exports/`` that has its name: each file is a
CONSTRUCT, whose triples go together, or a SELECT of ``?graph ?subject ?predicate ?object`` where a format needs named
graphs. A further format is a further folder, and no Python. ``json-ld`` alone has none: it is the graph as it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import vocabulary
from kg.assets import BUNDLED, Ontology
from kg.errors import QueryError, SourceError, UsageError
from kg.graph import library
from kg.graph.ontology import ontology_triples
from kg.graph.queryfile import QueryFile
from kg.graph.store import Solutions, Store, Triples, TripleStore
from kg.graph.terms import DefaultGraph, Literal, NamedNode, Quad, Triple
from kg.graph.writing import canonical
from kg.graph.writing.jsonld import jsonld
from kg.graph.writing.nanopub import Nanopublication, Signer, split
from kg.nearest import no_such
from kg.results.report import Column, Report
from kg.text import Text, typed

#: The export that is the graph itself.
WHOLE = "json-ld"
#: The export of which each piece stands for itself, can be signed, and can be a file.
NANOPUB = "nanopub"
#: How an export can be written; the first that can carry it is the default.
FORMS = ("turtle", "trig", "nquads", "json-ld")

_FILES = NamedNode("urn:kg:files")
_INTEGER = vocabulary.XSD + "integer"


def export_names(ontology: Ontology = BUNDLED) -> list[str]:
    """The formats that a graph can be exported in.

    Raises:
        SourceError: if a name stands twice.
    """
    folders = ontology.folders("exports")
    if WHOLE in folders:
        raise SourceError(
            Text(
                f"exports/{WHOLE}: that is the graph itself. Give the folder another name.",
                f"exports/{WHOLE}：那是图谱本身。请为文件夹另起名称。",
            )
        )
    return sorted([*folders, WHOLE])


def export_report(ontology: Ontology = BUNDLED) -> Report:
    """The formats with what each says of the graph.

    Args:
        ontology: where the formats are found.
    """
    columns = (Column("format", Text("Format", "格式")), Column("holds", Text("What it holds", "内容")))
    return Report(columns, tuple((name, _says(name, ontology)) for name in export_names(ontology)), is_list=True)


def _says(name: str, ontology: Ontology) -> Text:
    if name == WHOLE:
        return Text(
            "The whole graph as JSON-LD, with its context written out.", "整个图谱的JSON-LD形式，上下文随文写出。"
        )
    first = _queries(name, ontology)[0]
    said = first.header.get("format", {})
    return Text(str(said.get("en", first.title.en)), str(said.get("zh", first.title.zh)))


def export(
    store: Store,
    name: str,
    form: str | None = None,
    data_set: Mapping[str, str] | None = None,
    files: Path | None = None,
    sign: Path | None = None,
) -> Iterator[str]:
    """A graph in another format.

    Args:
        store: the graph.
        name: the format, one of ``export_names()``.
        form: how it is written: ``turtle``, ``trig``, ``nquads`` or ``json-ld``; the first that fits if ``None``.
        data_set: what the data set is called, its version and licence, as ``KnowledgeGraph.data_set`` has it.
        files: a build's folder, whose files a description of the data set is to name.
        sign: the file of an RSA private key, which nanopublications are to be signed with.

    Returns:
        the text in pieces; the same graph and key give the same text.

    Raises:
        UsageError: if the format is unknown, or cannot be written so, or signing needs what is not installed.
        DataError: if the graph has a blank node.
        SourceError: if a file cannot be read.
    """
    if name not in (known := export_names(store.ontology)):
        raise no_such(Text("export format", "导出格式"), name, known)
    queries = [] if name == WHOLE else _queries(name, store.ontology)
    of_data = any(query.header.get("of") == "data" for query in queries)
    if files is not None and not of_data:
        raise UsageError(
            Text(
                f"{name} names no files. Leave the folder out, or export dcat.",
                f"{name}不涉及文件名。请不写文件夹，或导出 dcat。",
            )
        )
    if sign is not None and name != NANOPUB:
        raise UsageError(
            Text(
                f"{name} is not signed. Leave the key out, or export {NANOPUB}.",
                f"{name}不签名。请不写密钥，或导出 {NANOPUB}。",
            )
        )
    if name == WHOLE:
        _check_form(name, form or "json-ld", ("json-ld",))
        return jsonld(canonical.triples_of(store, ontology_triples()), store.base)
    if of_data:
        store = _data_alone(store, files)
    if name == NANOPUB:
        quads = {quad for each in _nanopublications(store, data_set, sign) for quad in each.quads}
    else:
        quads = set(_quads(store, queries, data_set or {}))
    return _written(name, quads, form, store.base)


def export_each(
    store: Store, form: str | None = None, data_set: Mapping[str, str] | None = None, sign: Path | None = None
) -> dict[str, str]:
    """The nanopublications of a graph, each as a text of its own.

    Args:
        store: the graph.
        form: how they are written: ``trig``, ``nquads`` or ``json-ld``.
        data_set: as in ``export``.
        sign: as in ``export``.

    Returns:
        file name to text, sorted. The name is that of the claim: its kind and id.

    Raises:
        UsageError: as ``export`` does.
        SourceError: if the key cannot be read.
    """
    _check_form(NANOPUB, form or FORMS[1], FORMS[1:])
    texts: dict[str, str] = {}
    base = store.base.replace("#", "/")
    claims = _nanopublications(store, data_set, None)
    for claim, each in zip(claims, _signed(claims, sign), strict=True):
        local = claim.iri.removeprefix(base).removesuffix("/nanopub#")
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", local).strip("-.")[:200]
        file = f"{name}.{_ENDINGS[form or FORMS[1]]}"
        if file.lower() in {known.lower() for known in texts}:  # ids that differ in what is no letter, or in length
            file = f"{name}-{hashlib.sha256(local.encode()).hexdigest()[:12]}.{_ENDINGS[form or FORMS[1]]}"
        texts[file] = "".join(_written(NANOPUB, set(each.quads), form, store.base))
    return texts


_ENDINGS = {"trig": "trig", "nquads": "nq", "json-ld": "jsonld"}


def _nanopublications(store: Store, data_set: Mapping[str, str] | None, sign: Path | None) -> list[Nanopublication]:
    return _signed(split(set(_quads(store, _queries(NANOPUB, store.ontology), data_set or {}))), sign)


def _signed(nanopublications: list[Nanopublication], key: Path | None) -> list[Nanopublication]:
    if key is None:
        return nanopublications
    signer = Signer(key)
    return [signer.sign(each) for each in nanopublications]


def _queries(name: str, ontology: Ontology) -> list[QueryFile]:
    return library.queries(ontology, f"exports/{name}")


def _data_alone(store: Store, files: Path | None) -> Store:
    """The graph as its files hold it, without the ontology's own triples, and the facts of the files as rows."""
    data = TripleStore(base=store.base, ontology=store.ontology)
    data.add(canonical.triples_of(store, ontology_triples()))
    if files is not None:
        data.add(_file_rows(files), _FILES)
    return data


def _file_rows(folder: Path) -> Iterator[Triple]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        for number, path in enumerate(paths):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            facts = {"name": path.name, "bytes": str(path.stat().st_size), "sha256": digest}
            for column, value in facts.items():
                row, predicate = (NamedNode(iri) for iri in (f"urn:kg:file:{number}", vocabulary.ROW + column))
                yield Triple(row, predicate, Literal(value))
    except OSError as error:
        raise SourceError(
            Text(
                f"{error.filename or folder}: cannot be read ({error.strerror}). Name a folder that `kg build` wrote.",
                f"{error.filename or folder}：无法读取（{error.strerror}）。请写明由 `kg build` 写出的文件夹。",
            )
        ) from error


def _quads(store: Store, queries: Iterable[QueryFile], data_set: Mapping[str, str]) -> Iterator[Quad]:
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
        made: Iterable[Quad] = ()
        if isinstance(answer, Triples):
            made = (Quad(triple.subject, triple.predicate, triple.object) for triple in answer)
        elif isinstance(answer, Solutions):
            places = [answer.names.index(name) for name in ("subject", "predicate", "object", "graph")]
            rows = (tuple(row[place] for place in places) for row in answer)
            # As in a CONSTRUCT, a row that lacks a term makes nothing.
            made = (_quad(query.name, row) for row in rows if None not in row)
        yield from _with_datatypes(made, query.header.get("datatypes", {}))


def _quad(name: str, row: tuple[Any, ...]) -> Quad:
    try:
        return Quad(*row)
    except TypeError:
        raise QueryError(
            Text(
                f"{name}.rq: returns {' '.join(map(str, row))}, which is no statement. A subject and a graph are IRIs, "
                "and so is a predicate.",
                f"{name}.rq：返回{' '.join(map(str, row))}，不成语句。主语、图与谓词均须为 IRI。",
            )
        ) from None


def _with_datatypes(quads: Iterable[Quad], declared: Mapping[str, str]) -> Iterator[Quad]:
    """Quads whose whole numbers have the datatypes that a header declares, since Oxigraph knows xsd:integer alone."""
    datatypes = {_expanded(name): NamedNode(_expanded(datatype)) for name, datatype in declared.items()}
    for quad in quads:
        datatype = datatypes.get(quad.predicate.value)
        if datatype and isinstance(quad.object, Literal) and quad.object.datatype.value == _INTEGER:
            value = Literal(quad.object.value, datatype=datatype)
            yield Quad(quad.subject, quad.predicate, value, quad.graph_name)
        else:
            yield quad


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return vocabulary.PREFIXES[prefix] + local


def _written(name: str, quads: set[Quad], form: str | None, base: str) -> Iterator[str]:
    named = any(not isinstance(quad.graph_name, DefaultGraph) for quad in quads)
    fitting = FORMS[1:] if named else FORMS
    form = form or fitting[0]
    _check_form(name, form, fitting)
    if form == "json-ld":
        return jsonld(quads, base)
    return canonical.sorted_lines(quads) if form == "nquads" else canonical.trig(quads, base)


def _check_form(name: str, form: str, fitting: Iterable[str]) -> None:
    if form not in fitting:
        raise UsageError(
            Text(
                f"{name} cannot be written as {typed(form)!r}. Use one of: {', '.join(fitting)}.",
                f"{name}不能写成“{typed(form)}”。请用其中之一：{', '.join(fitting)}。",
            )
        )
