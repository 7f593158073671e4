"""A nanopublication a claim: the rules of the nanopublication guidelines, and what the tables say of the claim."""

from __future__ import annotations

import csv
import hashlib

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF

import kg
from kg import vocabulary
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, ROOT, EditablePackage

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

NP = rdflib.Namespace(vocabulary.NANOPUB)
PK = rdflib.Namespace(vocabulary.PK)
OA = rdflib.Namespace(vocabulary.OA)
THING = rdflib.Namespace(ID)
PARTS = (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)


def dataset(knowledge: KnowledgeGraph) -> rdflib.Dataset:
    return rdflib.Dataset().parse(data=knowledge.export("nanopub", "trig"), format="trig")


@pytest.fixture(scope="module")
def published(knowledge: KnowledgeGraph) -> rdflib.Dataset:
    return dataset(knowledge)


def graphs(published: rdflib.Dataset, claim: str) -> tuple[rdflib.Graph, ...]:
    """Head, assertion, provenance and publication information."""
    name = f"{ID}{claim}/nanopub/"
    return tuple(published.graph(rdflib.URIRef(name + part)) for part in ("head", "assertion", "provenance", "pubinfo"))


def check_integrity(published: rdflib.Dataset) -> int:
    """The rules of the guidelines, section "Technical definition"; returns how many nanopublications there are."""
    named = {graph.identifier for graph in published.graphs() if len(graph)}
    heads = {
        (nanopub, graph.identifier)
        for nanopub, _, _, graph in published.quads((None, RDF.type, NP.Nanopublication, None))
        for graph in [published.graph(graph)]
    }
    assert len({nanopub for nanopub, _ in heads}) == len(heads), "one head each"
    seen: set[rdflib.term.Node] = set()
    for nanopub, head in heads:
        graph = published.graph(head)
        parts = []
        for link in PARTS:
            (part,) = graph.objects(nanopub, link)  # exactly one
            parts.append(part)
        assert len(graph) == 4
        assert len({nanopub, head, *parts}) == 5, "five names"
        assert set(parts) <= named, "no graph is empty"
        assertion, provenance, pubinfo = parts
        assert (assertion, None, None) in published.graph(provenance), "provenance speaks of the assertion"
        assert (nanopub, None, None) in published.graph(pubinfo), "publication information of the nanopublication"
        assert not seen & {head, *parts}, "no graph belongs to two"
        seen |= {head, *parts}
    assert seen == named, "nothing but nanopublications"
    for graph in published.graphs():
        for term in {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}:
            ox.NamedNode(str(term))  # raises for what is no absolute IRI
    return len(heads)


def test_every_claim_is_a_nanopublication_by_the_rules(published: rdflib.Dataset) -> None:
    assert check_integrity(published) == 39 + 58 + 50


def test_no_claim_gives_no_nanopublication(empty: KnowledgeGraph) -> None:
    assert check_integrity(dataset(empty)) == 0


def test_the_assertion_is_the_claim_alone(published: rdflib.Dataset) -> None:
    _, assertion, _, _ = graphs(published, "observation/port-area-domestic-capital-2017-q1")
    claim = THING["observation/port-area-domestic-capital-2017-q1"]
    assert set(assertion.subjects()) == {claim}
    assert str(assertion.value(claim, PK.value)) == "245000000"
    assert assertion.value(claim, PK.subsetOf) == THING["observation/port-area-domestic-capital-2017-h1"]
    assert not set(assertion.predicates()) & {PK.evidence, PK.assertedBy, PK.supersededBy, PK.ambiguity}


def test_the_provenance_leads_to_the_passage(published: rdflib.Dataset) -> None:
    with (ROOT / "data" / "jiaxing-shanghai-2017" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        hashes = {(row["start"], row["end"]): row["sha256"] for row in csv.DictReader(file)}
    with (ROOT / "data" / "jiaxing-shanghai-2017" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        _, assertion, provenance, _ = graphs(published, f"statement/{row['id']}")
        (passage,) = provenance.objects(assertion.identifier, PROV.wasDerivedFrom)
        selector = provenance.value(passage, OA.hasSelector)
        place = tuple(str(provenance.value(selector, end)) for end in (OA.start, OA.end))
        assert place == (row["start"], row["end"])
        assert str(provenance.value(passage, PK.sha256)) == hashes[place]  # type: ignore[index]
        source = THING[f"source/{row['source']}"]
        assert provenance.value(assertion.identifier, PROV.hadPrimarySource) == source
        assert provenance.value(passage, OA.hasSource) == source
        speaker = THING[row["asserted_by"]] if row["asserted_by"] else THING[f"source/{row['source']}/publisher"]
        assert provenance.value(assertion.identifier, PROV.wasAttributedTo) == speaker


def test_the_passage_of_a_nanopublication_is_proved_with_the_text(published: rdflib.Dataset, article: str) -> None:
    for claim in ("observation/port-area-domestic-capital-2017-q1", "statement/jiaxing-aim-full-integration"):
        _, assertion, provenance, _ = graphs(published, claim)
        passage = provenance.value(assertion.identifier, PROV.wasDerivedFrom)
        selector = provenance.value(passage, OA.hasSelector)
        start, end = (int(str(provenance.value(selector, place))) for place in (OA.start, OA.end))
        digest = hashlib.sha256(article[start:end].encode()).hexdigest()
        assert str(provenance.value(passage, PK.sha256)) == digest


def test_publication_information_is_that_of_the_data_set(published: rdflib.Dataset) -> None:
    claim = "stage/jiaxing-bus-card-shanghai-metro-operating"
    *_, pubinfo = graphs(published, claim)
    nanopub = THING[f"{claim}/nanopub"]
    licence = rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert pubinfo.value(nanopub, DCTERMS.license) == licence
    # Not the gazetteer that the data set builds on.
    assert set(pubinfo.objects(nanopub, DCTERMS.isPartOf)) == {THING["dataset/jiaxing-shanghai-2017"]}
    assert (nanopub, DCTERMS.created, None) not in pubinfo
    assert (nanopub, DCTERMS.creator, None) not in pubinfo


def test_who_made_the_data_set_and_when_is_told_if_it_says_so(bundled_copy: EditablePackage) -> None:
    contributors = [
        {"title": "李 <b>", "role": "author"},
        {"title": "An Institute", "role": "publisher"},
        {"title": "B", "role": "author"},
        {"name": "no title"},
        "no contributor",
    ]
    bundled_copy.describe(lambda it: it.update(contributors=contributors, created="2018-02-03T04:05:06Z"))
    knowledge = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder)
    made = dataset(knowledge)
    assert check_integrity(made) == 147
    *_, pubinfo = graphs(made, "stage/jiaxing-bus-card-shanghai-metro-operating")
    nanopub = THING["stage/jiaxing-bus-card-shanghai-metro-operating/nanopub"]
    assert pubinfo.value(nanopub, DCTERMS.created) == rdflib.Literal("2018-02-03", datatype=rdflib.XSD.date)
    creators = set(pubinfo.objects(nanopub, DCTERMS.creator))
    assert {str(pubinfo.value(creator, FOAF.name)) for creator in creators} == {"李 <b>", "B"}
    described = rdflib.Graph().parse(data=knowledge.export("dcat"), format="turtle")
    (publisher,) = set(described.objects(THING["dataset/jiaxing-shanghai-2017"], DCTERMS.publisher))
    assert str(described.value(publisher, FOAF.name)) == "An Institute"


@pytest.mark.parametrize("created", ["yesterday", "2018-02-31", "20180203", ["2018"], ""])
def test_a_day_that_is_none_is_passed_over(created: object, package: EditablePackage) -> None:
    package.describe(lambda it: it.update(created=created, contributors={"title": "no list"}))
    graph = kg.build(package.folder)
    assert check_integrity(dataset(graph)) > 0
    assert not list(graph.query("SELECT ?d WHERE { ?d dcterms:created ?day }"))


def test_a_base_with_a_hash_gives_names_that_are_iris(package: EditablePackage) -> None:
    graph = kg.build(package.folder, base="https://example.org/data#")
    assert check_integrity(dataset(graph)) > 0
