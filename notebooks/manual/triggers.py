"""What makes each finding: a change of the worked example of ``kg new``, or of the right graph of the shapes' tests.

Each change is really made, and what the check then says is what the manual shows.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SH

import kg
from kg.errors import DataError
from kg.findings import Finding
from kg.intake.template import make_package
from kg.text import Text
from tests.ontology.shape_cases import CASES, GOOD, ONTOLOGY, PREFIXES, SHAPE


class Change(NamedTuple):
    """A change of a table of the worked example: what stands there, and what is put in its place.

    ``table`` is a file's name; of the file the first place with ``old`` is changed.
    """

    table: str
    old: str
    new: str


#: code -> what makes it.
CHANGES = {
    "unknown-code": Change("stages.csv", ",signed,", ",singed,"),
    "code-by-name": Change("stages.csv", ",signed,", ",已签约,"),
    "dangling-reference": Change("participations.csv", "region/xx-exampleton", "region/xx-exampletown"),
    "duplicate-id": Change("regions.csv", "xx-sampleford,", "xx-exampleton,"),
    "required": Change("stages.csv", ",2024-03-12,", ",,"),
    "not-date": Change("stages.csv", ",2024-03-12,", ",12 March,"),
    "not-number": Change("observations.csv", ",20000,", ",twenty thousand,"),
    "not-integer": Change("sources.csv", ",253,", ",many,"),
    "not-boolean": Change("institutions.csv", "port,xx-sampleford,,,,,,", "port,xx-sampleford,,,,,perhaps,"),
    "too-small": Change("sources.csv", ",253,", ",-253,"),
    "number-out-of-range": Change("observations.csv", ",20000,", ",2e30,"),
    "unlikely-year": Change("stages.csv", ",2024-03-12,", ",0024-03-12,"),
    "wrong-pattern": Change("institutions.csv", "\nport-of-sampleford,", "\nPort of Sampleford,"),
    "unknown-column": Change("partnerships.csv", "note_en", "remark"),
    "duplicate-key": Change("participations.csv", "institution/port-of-sampleford,", "region/xx-exampleton,"),
    "empty-table": Change(
        "stages.csv",
        "\nexampleton-sampleford-logistics-signed,exampleton-sampleford-logistics,signed,2024-03-12,day,stated,,,,example,0,97,",
        "",
    ),
    "missing-column": Change("stages.csv", "precision", "exactness"),
    "repeated-column": Change("partnerships.csv", "alt_zh,alt_en", "alt_en,alt_en"),
    "extra-cell": Change("stages.csv", ",0,97,\n", ",0,97,,more\n"),
    "missing-cell": Change("stages.csv", ",0,97,\n", ",0\n"),
    "incomplete-evidence": Change("stages.csv", ",0,97,", ",,97,"),
    "evidence-twice": Change("stages.csv", ",0,97,", ",0,97,page=1"),
    "unknown-table": Change("datapackage.json", '"name": "stages"', '"name": "phases"'),
    "missing-file": Change("datapackage.json", '"path": "stages.csv"', '"path": "phases.csv"'),
    "unsafe-path": Change("datapackage.json", '"path": "stages.csv"', '"path": "../stages.csv"'),
    "no-tables": Change("datapackage.json", '"resources": [', '"tables": ['),
    "resource-without-path": Change("datapackage.json", '"path": "stages.csv",', ""),
    "wrong-encoding": Change("datapackage.json", '"encoding": "utf-8"', '"encoding": "ascii"'),
    "doubtful-encoding": Change("datapackage.json", '"encoding": "utf-8"', '"encoding": "latin-1"'),
    "wrong-dialect": Change(
        "datapackage.json", '"path": "stages.csv"', '"dialect": {"delimiter": "::"}, "path": "stages.csv"'
    ),
}


@cache
def of_tables() -> dict[str, Finding]:
    """Each code of ``CHANGES`` with what a check of the changed example says.

    Raises:
        AssertionError: if a change does not make the finding that it stands for.
    """
    return {code: _found(code, change) for code, change in CHANGES.items()}


def _found(code: str, change: Change) -> Finding:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "mine"
        make_package(folder)
        path = folder / change.table
        text = path.read_text(encoding="utf-8-sig")
        assert change.old in text, f"{code}: {change.table} has no {change.old!r}"
        path.write_text(text.replace(change.old, change.new, 1), encoding="utf-8")
        try:
            found = list(kg.check(folder))
        except DataError as error:
            found = list(error.findings)
    said = [finding for finding in found if finding.code == code]
    assert said, f"{code}: not found, but {[(finding.code, finding.message_en) for finding in found]}"
    return said[0]


class Shape(NamedTuple):
    """A shape, what it says, and an example: statements that are taken away from the right graph, and put in."""

    code: str
    severity: str
    message: Text
    columns: tuple[str, ...]
    less: tuple[str, ...]
    more: tuple[str, ...]


@cache
def of_shapes() -> tuple[Shape, ...]:
    """Each shape that reports, by its code."""
    shapes = Graph()
    for path in sorted((ONTOLOGY / "shapes").glob("*.ttl")):
        shapes.parse(path)
    examples: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for case in sorted(CASES, key=lambda case: len(case.reports)):
        for code in case.reports:
            examples.setdefault(code, _difference(case.update))
    found = []
    for code, (less, more) in sorted(examples.items()):
        shape = URIRef(SHAPE[code])
        messages = [value for value in shapes.objects(shape, SH.message) if isinstance(value, Literal)]
        texts = {value.language: " ".join(value.split()) for value in messages}
        severity = str(shapes.value(shape, SH.severity)).rpartition("#")[2].lower()
        columns = tuple(sorted(map(str, shapes.objects(shape, URIRef(PREFIXES["pk"] + "column")))))
        found.append(Shape(code, severity, Text(texts["en"], texts["zh"]), columns, less, more))
    return tuple(found)


@cache
def _right() -> Graph:
    return _parsed(GOOD)


def _parsed(turtle: str) -> Graph:
    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph.parse(
        data="".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + turtle, format="turtle"
    )


@cache
def _difference(update: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # Of values that are wrong on purpose rdflib writes a traceback to the log.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    changed = Graph()
    changed += _right()
    changed.update(update, initNs=PREFIXES)
    return tuple(_told(_right(), changed)), tuple(_told(changed, _right()))


def _told(graph: Graph, without: Graph) -> Iterator[str]:
    manager = _right().namespace_manager
    for triple in sorted(graph - without):
        words = ("a" if term == RDF.type else term.n3(manager) for term in triple)
        told = " ".join(words)
        yield told if len(told) < 200 else told[:150] + "…"
