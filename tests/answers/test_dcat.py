"""The description of the data set: what it counts is counted here anew, over the files that a build wrote."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, SKOS, VOID, XSD

import kg
from kg import vocabulary
from kg.errors import SourceError
from kg.graph.store import TripleStore
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, OUTPUTS, EditablePackage, Outcome

THING = rdflib.Namespace(ID)
VCARD = rdflib.Namespace(vocabulary.VCARD)
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


#: What DCAT-AP 3 makes mandatory, in our own words: class to the properties that each of its things has.
MANDATORY = {
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Distribution: (DCAT.accessURL,),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
    VCARD.Kind: (VCARD.fn,),
}
#: What it allows once, and of which class or datatype it wants a value to be.
ONCE = (DCTERMS.publisher, DCAT.byteSize, DCAT.mediaType, FOAF.homepage, SPDX.checksum)
CLASSES = {
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.creator: FOAF.Agent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.source: DCAT.Dataset,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.dataset: DCAT.Dataset,
    DCAT.distribution: DCAT.Distribution,
    DCAT.landingPage: FOAF.Document,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    FOAF.homepage: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
}


def conforms(graph: rdflib.Graph) -> None:
    for kind, properties in MANDATORY.items():
        for thing in graph.subjects(RDF.type, kind):
            for name in properties:
                assert (thing, name, None) in graph, (thing, name)
    for name in ONCE:
        for thing in set(graph.subjects(name, None)):
            languages = [getattr(value, "language", None) for value in graph.objects(thing, name)]
            assert len(languages) == 1, (thing, name)
    for name, kind in CLASSES.items():
        for value in graph.objects(None, name):
            assert (value, RDF.type, kind) in graph, (value, kind)
    assert {size.datatype for size in graph.objects(None, DCAT.byteSize)} <= {XSD.nonNegativeInteger}  # type: ignore[attr-defined]
    for path in filter(None, os.environ.get("KG_DCAT_AP", "").split(os.pathsep)):
        done, _, told = pyshacl.validate(graph, shacl_graph=official(path), allow_warnings=True)
        assert done, told


def official(path: str) -> rdflib.Graph:
    """The official shapes, which are no part of the project: ``dcat-ap-SHACL.ttl``, ``ranges.ttl`` … of a release.

    ``ranges.ttl`` of 3.0.1 names 297 property shapes and holds 91 of them. pySHACL refuses a name with nothing behind
    it, which constrains nothing, and so it is taken out.
    """
    shapes = rdflib.Graph().parse(path)
    for node, name in list(shapes.subject_objects(SH.property)):
        if (name, SH.path, None) not in shapes:
            shapes.remove((node, SH.property, name))
    return shapes


def test_the_bundled_data_meet_the_application_profile(catalogue: rdflib.Graph) -> None:
    conforms(catalogue)
    (listed,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    assert GRAPH in set(catalogue.objects(listed, DCAT.dataset))
    # The sizes of the bundled tables, from their rows: 57 partnerships; 39 stages, 58 figures and 50 statements.
    (english,) = [text for text in catalogue.objects(GRAPH, DCTERMS.description) if text.language == "en"]  # type: ignore[attr-defined]
    assert "Partnerships: 57; claims: 147;" in english
    themes = {str(theme) for theme in catalogue.objects(GRAPH, DCAT.theme)}
    assert themes == {"http://publications.europa.eu/resource/authority/data-theme/REGI"}
    # No package says who publishes it, and nobody is made up.
    (publisher,) = catalogue.objects(listed, DCTERMS.publisher)
    assert {str(name) for name in catalogue.objects(publisher, FOAF.name)} == {
        "Publisher not named by the data package",
        "数据包未注明发布者",
    }


@pytest.mark.parametrize(
    "pattern",
    [(None, DCTERMS.title, None), (None, RDF.type, FOAF.Agent), (None, RDF.type, SKOS.Concept)],
    ids=["no title", "a publisher that is no agent", "a theme that is no concept"],
)
def test_the_official_shapes_find_what_is_wrong(
    pattern: tuple[None, rdflib.URIRef, rdflib.URIRef | None], catalogue: rdflib.Graph
) -> None:
    """So that a file without a shape in it proves nothing; CI has the shapes of 3.0.0, as ``.ci/run`` fetches them."""
    paths = list(filter(None, os.environ.get("KG_DCAT_AP", "").split(os.pathsep)))
    if not paths:
        said = "needs DCAT-AP's own shapes, named in KG_DCAT_AP"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    wrong = rdflib.Graph()
    wrong += catalogue
    wrong.remove(pattern)
    assert not all(pyshacl.validate(wrong, shacl_graph=official(path), allow_warnings=True)[0] for path in paths)


def test_what_the_package_says_of_itself_is_said(bundled_copy: EditablePackage) -> None:
    said = {
        "id": "https://doi.org/10.5555/12345",
        "homepage": "https://example.org/links",
        "description": "Links of two places (海盐).",
        "description_zh": "两地联系。",
        "keywords": ["links", "毗邻地区"],
        "contributors": [
            {"title": "Wei Example", "role": "author", "path": "https://orcid.org/0000-0002-1825-0097"},
            {"title": "B. Office", "role": "publisher", "path": "https://example.org/b", "email": "b@example.org"},
            {"title": "A. Office", "role": "publisher", "path": "javascript:alert(1)", "email": "a b@example.org"},
        ],
    }
    bundled_copy.describe(lambda it: it.update(said))
    knowledge = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder)
    graph = described(knowledge.export("dcat"))
    conforms(graph)
    package = THING["dataset/jiaxing-shanghai-2017"]
    for thing in (package, GRAPH):
        texts = {(str(text), text.language) for text in graph.objects(thing, DCTERMS.description)}  # type: ignore[attr-defined]
        assert texts == {("Links of two places (海盐).", "en"), ("两地联系。", "zh")}
        words = {(str(word), word.language) for word in graph.objects(thing, DCAT.keyword)}  # type: ignore[attr-defined]
        assert words == {("links", "en"), ("毗邻地区", "zh")}
        assert set(graph.objects(thing, DCAT.landingPage)) == {rdflib.URIRef("https://example.org/links")}
        (creator,) = graph.objects(thing, DCTERMS.creator)
        assert str(creator) == "https://orcid.org/0000-0002-1825-0097"
        (publisher,) = graph.objects(thing, DCTERMS.publisher)
        assert str(graph.value(publisher, FOAF.name)) == "A. Office"
        (other,) = graph.objects(thing, DCTERMS.contributor)
        assert str(graph.value(other, FOAF.name)) == "B. Office"
        assert str(graph.value(other, FOAF.page)) == "https://example.org/b"
        (contact,) = graph.objects(thing, DCAT.contactPoint)
        assert str(graph.value(contact, VCARD.hasEmail)) == "mailto:b@example.org"
    assert str(graph.value(package, DCTERMS.identifier)) == "https://doi.org/10.5555/12345"
    assert (THING["dataset/regions-china"], DCAT.keyword, None) not in graph
    (listed,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert graph.value(listed, DCTERMS.publisher) == graph.value(GRAPH, DCTERMS.publisher)
    assert str(graph.value(listed, FOAF.homepage)) == "https://example.org/links"
    assert "javascript" not in knowledge.export("dcat")


@pytest.mark.parametrize("value", [7, {"a": 1}, [None, 3], "", " ", None])
def test_what_is_no_text_is_passed_over(package: EditablePackage, value: object) -> None:
    package.describe(lambda it: it.update(description=value, keywords=value, homepage=value, contributors=[value]))
    conforms(described(kg.build(package.folder).export("dcat")))
