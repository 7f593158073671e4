"""Alignments of terms: each term of ours and of the other vocabulary exists, and nothing is said twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.namespace import GEO, ORG, PROV, SDO, SKOS

from kg.vocabulary import PK

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "ontology" / "alignments").glob("term-*.ttl"))
#: Namespaces whose terms rdflib lists (BSD-3-Clause), and for the others the list beside this file.
LISTED = {"org": ORG, "prov-o": PROV, "geosparql": GEO, "schema-org": SDO}
SAID = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch}
IATI = "https://iatistandard.org/en/iati-standard/203/activity-standard/iati-activities/"


def names(stem: str) -> set[str]:
    lines = (Path(__file__).parent / "vocabularies" / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def exists(stem: str, term: str) -> bool:
    if stem in LISTED:
        return URIRef(term) in {URIRef(known) for known in dir_of(stem)}
    if stem == "iati":
        assert term.startswith(IATI)
        return set(term.removeprefix(IATI).strip("/").split("/")) <= names("iati")
    return term in names(stem)


def dir_of(stem: str) -> set[str]:
    return {str(term) for term in dir(LISTED[stem])} | {
        str(LISTED[stem][name]) for name in LISTED[stem].__annotations__
    }


def stem_of(path: Path) -> str:
    return path.stem.removeprefix("term-")


def test_the_seven_vocabularies_are_there() -> None:
    wanted = {"org", "prov-o", "geosparql", "schema-org", "eurio", "followthemoney", "iati"}
    assert {stem_of(path) for path in FILES} == wanted


@pytest.mark.parametrize("path", FILES, ids=stem_of)
def test_every_term_exists_on_both_sides(path: Path) -> None:
    ours = Graph()
    for module in sorted((ROOT / "ontology" / "modules").glob("*.ttl")):
        ours.parse(module)
    aligned = Graph().parse(path)
    assert len(aligned) >= 3
    for subject, said, term in aligned:
        assert str(subject).startswith(PK)
        kinds = set(ours.objects(subject, RDF.type))
        assert kinds, f"{subject} is no term of ours"
        assert said in SAID
        assert exists(stem_of(path), str(term)), term
        if said == RDFS.subClassOf:
            assert OWL.Class in kinds
        if said == RDFS.subPropertyOf:
            assert OWL.ObjectProperty in kinds


@pytest.mark.parametrize(
    ("stem", "term"),
    [("org", "http://www.w3.org/ns/org#Partnership"), ("schema-org", "https://schema.org/Partnership"),
     ("geosparql", "http://www.opengis.net/ont/geosparql#within"), ("eurio", "http://data.europa.eu/s66#Region"),
     ("prov-o", "http://www.w3.org/ns/prov#Source"), ("iati", IATI + "iati-activity/partner/"),
     ("followthemoney", "https://schema.followthemoney.tech/#Region")],
)  # fmt: skip
def test_a_term_that_is_not_in_a_vocabulary_is_found_out(stem: str, term: str) -> None:
    assert not exists(stem, term)
