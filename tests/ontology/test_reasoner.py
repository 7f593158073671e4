"""HermiT, a complete reasoner of OWL 2 DL: the ontology is consistent with the worked example and
the bundled data, and errors are caught.

It runs in Java, through owlready2 (LGPL, in tests only). Dates are left out: xsd:date is no datatype of OWL 2.
"""

from __future__ import annotations

import io
import shutil
from functools import cache
from pathlib import Path

import pytest
from rdflib import XSD, Graph, Literal

from tests.ontology.shape_cases import GOOD, ONTOLOGY, PREFIXES

owlready2 = pytest.importorskip("owlready2")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")

EXAMPLE = PREFIXES[""]


def ontology() -> Graph:
    """Modules and code lists."""
    graph = Graph()
    for part in ("modules", "codelists", "further-codes"):
        for path in sorted((ONTOLOGY / part).glob("*.ttl")):
            graph.parse(path)
    return graph


@cache
def whole() -> Graph:
    """The ontology with the right graph of the shapes' tests."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return ontology().parse(data=head + GOOD, format="turtle")


def unsound(update: str = "") -> list[str]:
    """What is wrong with the right graph after an update."""
    graph = Graph()
    graph += whole()
    if update:
        graph.update(update, initNs=PREFIXES)
    return reasoned(graph)


def reasoned(graph: Graph) -> list[str]:
    """What is wrong with a graph: ``inconsistent``, or the classes that nothing can be in."""
    for triple in list(graph):
        if isinstance(triple[2], Literal) and triple[2].datatype == XSD.date:
            graph.remove(triple)
    world = owlready2.World()
    world.get_ontology("https://example.org/all").load(
        fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    )
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return ["inconsistent"]
    return sorted({found.name for found in world.inconsistent_classes()} - {"Nothing"})


def test_the_ontology_and_a_right_graph_are_consistent() -> None:
    assert unsound() == []


def test_the_ontology_and_the_bundled_data_are_consistent(built: Path) -> None:
    assert reasoned(ontology().parse(built / "graph.ttl")) == []


@pytest.mark.parametrize(
    "update",
    [
        # A county that is an institution too: the two classes are disjoint.
        "INSERT DATA { :jx a pk:Institution }",
        # A target that is its own achievement.
        "INSERT DATA { :goal a pk:Achievement }",
        # A county that has participations, as only a partnership has: by the property's domain.
        "INSERT DATA { :jx pk:participation :some }",
        # A target that takes part in something, as only a party does: by the property's range.
        "INSERT DATA { :some pk:party :goal }",
    ],
)
def test_a_seeded_contradiction_is_caught(update: str) -> None:
    assert unsound(update) == ["inconsistent"]


def test_a_class_that_nothing_can_be_in_is_caught() -> None:
    assert unsound("INSERT DATA { :Both a owl:Class ; rdfs:subClassOf pk:Region , pk:Institution }") == ["Both"]
