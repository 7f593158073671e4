"""The description of the data set: what it counts is counted here anew, over the files that a build wrote."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, VOID

from kg import vocabulary
from kg.errors import SourceError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, OUTPUTS, Outcome

THING = rdflib.Namespace(ID)
SPDX = rdflib.Namespace(vocabulary.SPDX)
GRAPH = THING.graph


def described(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def catalogue(knowledge: KnowledgeGraph, built: Path) -> rdflib.Graph:
    return described(knowledge.export("dcat", files=built))


@pytest.fixture(scope="module")
def lines(built: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(built / "graph.nq"), format=ox.RdfFormat.N_QUADS))


def number(graph: rdflib.Graph, thing: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    return int(str(graph.value(thing, predicate)))


def test_the_data_set_is_named_in_both_languages_with_licence_and_version(catalogue: rdflib.Graph) -> None:
    assert {DCAT.Dataset, VOID.Dataset} <= set(catalogue.objects(GRAPH, RDF.type))
    titles = {title.language: str(title) for title in catalogue.objects(GRAPH, DCTERMS.title)}  # type: ignore[attr-defined]
    assert titles["en"] == "Jiaxing and Shanghai: partnerships in a news report of 28 July 2017"
    assert titles["zh"] == "嘉兴接轨上海：2017年7月28日一篇报道中的合作"
    assert str(catalogue.value(GRAPH, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(catalogue.value(GRAPH, DCAT.version)) == "0.1.0"
    assert THING["source/zjol-2017-07-28"] in set(catalogue.objects(GRAPH, DCTERMS.source))
    assert (GRAPH, DCTERMS.publisher, None) not in catalogue


def test_sizes_are_those_of_the_file(catalogue: rdflib.Graph, lines: list[ox.Quad]) -> None:
    typed = [quad for quad in lines if quad.predicate.value == str(RDF.type)]
    assert number(catalogue, GRAPH, VOID.triples) == len(lines)
    assert number(catalogue, GRAPH, VOID.distinctSubjects) == len({quad.subject for quad in lines})
    assert number(catalogue, GRAPH, VOID.distinctObjects) == len({quad.object for quad in lines})
    assert number(catalogue, GRAPH, VOID.properties) == len({quad.predicate for quad in lines})
    assert number(catalogue, GRAPH, VOID.classes) == len({quad.object for quad in typed})
    assert number(catalogue, GRAPH, VOID.entities) == len({quad.subject for quad in typed})


def test_partitions_add_up(catalogue: rdflib.Graph, lines: list[ox.Quad]) -> None:
    classes = Counter(quad.object.value for quad in lines if quad.predicate.value == str(RDF.type))  # type: ignore[union-attr]
    found = {
        str(catalogue.value(part, VOID["class"])): number(catalogue, part, VOID.entities)
        for part in catalogue.objects(GRAPH, VOID.classPartition)
    }
    assert found == classes
    assert found[vocabulary.PK + "Partnership"] == 57
    properties = Counter(quad.predicate.value for quad in lines)
    assert properties == {
        str(catalogue.value(part, VOID.property)): number(catalogue, part, VOID.triples)
        for part in catalogue.objects(GRAPH, VOID.propertyPartition)
    }


def test_the_time_covered_is_that_of_the_claims(catalogue: rdflib.Graph) -> None:
    period = catalogue.value(GRAPH, DCTERMS.temporal)
    # The projects of 2016 are counted from its first day, the targets of 2017 to its last.
    assert str(catalogue.value(period, DCAT.startDate)) == "2016-01-01"
    assert str(catalogue.value(period, DCAT.endDate)) == "2017-12-31"


def test_the_places_covered_are_the_provinces_of_the_parties(catalogue: rdflib.Graph) -> None:
    places = set(catalogue.objects(GRAPH, DCTERMS.spatial))
    assert {THING["region/cn-shanghai"], THING["region/cn-zhejiang"]} <= places
    assert THING["region/cn"] not in places
    assert {str(name) for name in catalogue.objects(THING["region/cn-zhejiang"], RDFS.label)} == {
        "Zhejiang",
        "浙江省",
    }


def test_vocabularies_are_those_that_are_used(catalogue: rdflib.Graph, lines: list[ox.Quad]) -> None:
    used = {str(name) for name in catalogue.objects(GRAPH, VOID.vocabulary)}
    assert {"https://w3id.org/partnership-kg/ont", "http://www.w3.org/2004/02/skos/core"} <= used
    assert "http://xmlns.com/foaf/0.1/" not in used
    assert not any("foaf" in quad.predicate.value for quad in lines)


def test_distributions_are_the_files_with_their_sizes_and_hashes(catalogue: rdflib.Graph, built: Path) -> None:
    found = {
        str(catalogue.value(file, DCTERMS.identifier)): file for file in catalogue.objects(GRAPH, DCAT.distribution)
    }
    assert set(found) == OUTPUTS
    for name, file in found.items():
        content = (built / name).read_bytes()
        checksum = catalogue.value(file, SPDX.checksum)
        assert number(catalogue, file, DCAT.byteSize) == len(content)
        assert str(catalogue.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert "media-types" in str(catalogue.value(file, DCAT.mediaType))
        assert len(set(catalogue.objects(file, RDFS.label))) == 2


def test_without_a_folder_no_file_is_named(knowledge: KnowledgeGraph) -> None:
    text = knowledge.export("dcat")
    assert (GRAPH, DCAT.distribution, None) not in described(text)
    assert "urn:kg" not in text


def test_neither_the_folder_nor_other_files_are_named(knowledge: KnowledgeGraph, built: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes((built / "graph.nq").read_bytes())
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    text = knowledge.export("dcat", files=tmp_path)
    assert len(set(described(text).objects(GRAPH, DCAT.distribution))) == 1
    assert "secret" not in text
    assert str(tmp_path) not in text


def test_a_folder_that_is_none_is_told(
    knowledge: KnowledgeGraph, tmp_path: Path, built: Path, run: Callable[..., Outcome]
) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        knowledge.export("dcat", files=tmp_path / "none")
    done = run("export", "dcat", "-g", built, "--files", tmp_path / "none")
    assert done.code == 1
    assert "Name a folder that `kg build` wrote" in done.err
    done = run("export", "dcat", "-g", built, "--files", built)
    assert done.out == knowledge.export("dcat", files=built)


def test_a_part_of_the_graph_says_which_part_it_is(knowledge: KnowledgeGraph) -> None:
    part = described(knowledge.at("2016-12-31").export("dcat"))
    assert all("2016-12-31" in str(title) for title in part.objects(GRAPH, DCTERMS.title))
    assert number(part, GRAPH, VOID.triples) < len(knowledge)


def test_links_to_other_data_sets_are_counted() -> None:
    store = TripleStore()
    match = ox.NamedNode(vocabulary.SKOS + "exactMatch")
    pairs = [
        ("a", "https://sws.geonames.org/1/"),
        ("b", "https://sws.geonames.org/2/"),
        ("a", "http://www.wikidata.org/entity/Q1"),
    ]
    store.add(ox.Triple(ox.NamedNode(f"{ID}region/{name}"), match, ox.NamedNode(other)) for name, other in pairs)
    store.add([ox.Triple(ox.NamedNode(f"{ID}region/a"), match, ox.NamedNode(f"{ID}region/b"))])
    graph = described(KnowledgeGraph(store).export("dcat"))
    counted = {
        str(graph.value(graph.value(links, VOID.objectsTarget), VOID.uriSpace)): number(graph, links, VOID.triples)
        for links in graph.subjects(RDF.type, VOID.Linkset)
    }
    assert counted == {"https://sws.geonames.org/": 2, "http://www.wikidata.org/": 1}
    assert set(graph.objects(GRAPH, VOID.subset)) == set(graph.subjects(RDF.type, VOID.Linkset))


def test_an_empty_graph_is_described_as_one(empty: KnowledgeGraph) -> None:
    graph = described(empty.export("dcat"))
    assert (GRAPH, RDF.type, DCAT.Dataset) in graph
    assert (GRAPH, DCTERMS.temporal, None) not in graph
    assert number(described(KnowledgeGraph(TripleStore()).export("dcat")), GRAPH, VOID.triples) == 0
