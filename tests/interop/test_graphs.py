"""Graphs as other programs read them: JSON-LD by pyld and jsonld.js, RDF Patch by rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.writing.jsonld import jsonld
from kg.knowledge_graph import KnowledgeGraph
from tests.interop.test_networks import node


def quads(text: str | bytes) -> set[ox.Quad]:
    return set(ox.parse(text if isinstance(text, bytes) else text.encode(), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def written(knowledge: KnowledgeGraph, built: Path) -> tuple[str, set[ox.Quad]]:
    """The bundled graph as JSON-LD, and what is in it: there are no blank nodes whose names could differ."""
    held = quads((built / "graph.nq").read_bytes())
    return "".join(jsonld(sorted(held, key=str))), held


def told_apart(read: Iterable[ox.Quad], held: set[ox.Quad]) -> tuple[set[ox.Quad], set[ox.Quad]]:
    found = set(read)
    return found - held, held - found


def test_jsonld_by_pyld(written: tuple[str, set[ox.Quad]]) -> None:
    import json

    pyld = pytest.importorskip("pyld", reason="pyld is not installed: the extra test")

    def refuse(address: str, _: object) -> None:
        raise AssertionError(f"{address}: nothing may be fetched")

    text, held = written
    read = pyld.jsonld.to_rdf(json.loads(text), {"format": "application/n-quads", "documentLoader": refuse})
    assert told_apart(quads(read), held) == (set(), set())


def test_jsonld_by_jsonld_js(written: tuple[str, set[ox.Quad]], tmp_path: Path) -> None:
    text, held = written
    path = tmp_path / "graph.jsonld"
    path.write_text(text, encoding="utf-8")
    assert told_apart(quads(node("jsonld", path)), held) == (set(), set())


# rdflib's reader of patches calls what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_patch_by_rdflib(knowledge: KnowledgeGraph) -> None:
    """The patch from one graph to another, applied by rdflib to the one, gives the other."""
    older = knowledge.at("2016-12-31")
    patch = older.diff(knowledge).rdf_patch()
    dataset = rdflib.Dataset()
    dataset.parse(data=older.turtle(), format="turtle")
    before = len(list(dataset.quads()))
    dataset.parse(data=patch, format="patch")
    wanted = rdflib.Graph().parse(data=knowledge.turtle(), format="turtle")
    assert before < len(wanted)
    assert {quad[:3] for quad in dataset.quads()} == set(wanted)
