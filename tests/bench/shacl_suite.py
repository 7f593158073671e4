"""W3C's test suite for SHACL, run over our engine; what fails is named with its reason.

    git clone https://github.com/w3c/data-shapes
    python tests/bench/shacl_suite.py data-shapes/data-shapes-test-suite/tests

The suite is W3C's and is not part of this project. A test gives data, shapes and the report that is right. Reports
are compared by each result's focus node, path, value, severity, shape, constraint and component, and not by messages.
The tests are those that the manifests include, which are 120. Exit code 1 if a test fails that ``EXCEPTIONS`` does not
name, or passes though it does.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox

from kg.errors import KGError
from kg.graph import shacl
from kg.graph.shacl.paths import read_path
from kg.graph.shacl.reader import Reader
from kg.graph.store import TripleStore
from kg.graph.terms import Term

SH = "http://www.w3.org/ns/shacl#"
SHT = "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

#: Tests that fail, and why: the path below the folder, without ``.ttl``.
EXCEPTIONS = {
    "core/property/datatype-ill-formed": (
        'Oxigraph stores "55"^^xsd:byte and "55"^^xsd:integer as one literal, so that sh:datatype xsd:byte takes both.'
    ),
    "core/property/uniqueLang-002": (
        'Oxigraph stores "1"^^xsd:boolean as true, so that sh:uniqueLang "1"^^xsd:boolean is set; SHACL means "true".'
    ),
}
#: What a result is compared by; the path is compared as it is walked, since a report repeats the nodes of a long one.
_COMPARED = ("focusNode", "value", "resultSeverity", "sourceShape", "sourceConstraintComponent", "sourceConstraint")


@cache
def loaded(path: Path) -> TripleStore:
    """A file's triples; the same file is the same graph, with the same blank nodes."""
    store = TripleStore()
    base = path.as_uri()
    store.add(quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base))
    return store


def cases(folder: Path) -> Iterator[tuple[str, Path, Term]]:
    """Name, file and node of each test that asks for a validation."""
    todo = [folder / "manifest.ttl"]
    while todo:
        path = todo.pop()
        for triple in loaded(path).triples(None, TYPE, ox.NamedNode(f"{SHT}Validate")):
            yield str(path.relative_to(folder).with_suffix("")), path, triple.subject
        included = loaded(path).triples(None, ox.NamedNode(f"{MF}include"))
        todo += [_path(triple.object) for triple in included]


def outcome(path: Path, node: Term) -> str:
    """What is wrong with our answer; empty where it is right."""
    said = Reader(loaded(path))
    (action,) = said.objects(node, ox.NamedNode(f"{MF}action"))
    (result,) = said.objects(node, ox.NamedNode(f"{MF}result"))
    data, shapes = (_graph(said, action, name) for name in ("dataGraph", "shapesGraph"))
    refused = result == ox.NamedNode(f"{SHT}Failure")
    try:
        ours = _ours(data, shapes)
    except KGError as error:
        return "" if refused else f"{type(error).__name__}: {error}"
    if refused:
        return f"should be refused, and has {ours.total()} results"
    theirs = _theirs(said, result)
    return "" if ours == theirs else f"too many {list(ours - theirs)}, missing {list(theirs - ours)}"


def _graph(said: Reader, action: Term, name: str) -> TripleStore:
    (graph,) = said.objects(action, ox.NamedNode(f"{SHT}{name}"))
    return loaded(_path(graph))


def _path(iri: Term) -> Path:
    assert isinstance(iri, ox.NamedNode)
    return Path(url2pathname(urlsplit(iri.value).path))


def _ours(data: TripleStore, shapes: TripleStore) -> Counter[tuple[str, ...]]:
    said = Reader(shapes)

    def row(result: shacl.ShaclResult) -> tuple[str, ...]:
        terms = (result.focus, result.value, result.severity, result.source_shape, result.component, result.constraint)
        return (*(str(term or "") for term in terms), _walked(said, result.path))

    return Counter(row(result) for result in shacl.validate(data, shapes))


def _theirs(said: Reader, report: Term) -> Counter[tuple[str, ...]]:
    rows: Counter[tuple[str, ...]] = Counter()
    for result in said.objects(report, ox.NamedNode(f"{SH}result")):
        terms = [said.one(result, name) for name in _COMPARED]
        rows[(*(str(term or "") for term in terms), _walked(said, said.one(result, "resultPath")))] += 1
    return rows


def _walked(said: Reader, path: Term | None) -> str:
    return "" if path is None else read_path(said, path, path).text()


def main() -> int:
    """Run the suite and print what fails."""
    folder = Path(sys.argv[1]).resolve()
    found = {name: outcome(path, node) for name, path, node in sorted(cases(folder), key=str)}
    failed = {name: fault for name, fault in found.items() if fault}
    for name, fault in failed.items():
        print(f"{name}: {EXCEPTIONS.get(name, fault)}")
    print(f"{len(found) - len(failed)} of {len(found)} as W3C's suite asks")
    return int(failed.keys() != EXCEPTIONS.keys())


if __name__ == "__main__":
    sys.exit(main())
