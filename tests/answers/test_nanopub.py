"""A nanopublication a claim: the rules of the nanopublication guidelines, and what the tables say of the claim."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS

import kg
from kg import vocabulary
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, ROOT, EditablePackage, Outcome

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
    name = f"{ID}{claim}/nanopub#"
    return tuple(published.graph(rdflib.URIRef(name + part)) for part in ("Head", "assertion", "provenance", "pubinfo"))


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
    nanopub = THING[f"{claim}/nanopub#"]
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
        {"title": "B", "role": "author", "path": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "no title"},
        "no contributor",
    ]
    bundled_copy.describe(lambda it: it.update(contributors=contributors, created="2018-02-03T04:05:06Z"))
    knowledge = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder)
    made = dataset(knowledge)
    assert check_integrity(made) == 147
    *_, pubinfo = graphs(made, "stage/jiaxing-bus-card-shanghai-metro-operating")
    nanopub = THING["stage/jiaxing-bus-card-shanghai-metro-operating/nanopub#"]
    assert pubinfo.value(nanopub, DCTERMS.created) == rdflib.Literal("2018-02-03", datatype=rdflib.XSD.date)
    creators = set(pubinfo.objects(nanopub, DCTERMS.creator))
    assert {str(pubinfo.value(creator, FOAF.name)) for creator in creators} == {"李 <b>", "B"}
    assert rdflib.URIRef("https://orcid.org/0000-0002-1825-0097") in creators
    described = rdflib.Graph().parse(data=knowledge.export("dcat"), format="turtle")
    (publisher,) = set(described.objects(THING["dataset/jiaxing-shanghai-2017"], DCTERMS.publisher))
    assert str(described.value(publisher, FOAF.name)) == "An Institute"


@pytest.mark.parametrize("created", ["yesterday", "2018-02-31", "20180203", ["2018"], ""])
def test_a_day_that_is_none_is_passed_over(created: object, package: EditablePackage) -> None:
    package.describe(lambda it: it.update(created=created, contributors={"title": "no list"}))
    graph = kg.build(package.folder)
    assert check_integrity(dataset(graph)) > 0
    assert not list(
        graph.query("SELECT ?d WHERE { ?d dcterms:created ?day . FILTER NOT EXISTS { ?d a owl:Ontology } }")
    )


def test_a_base_with_a_hash_gives_names_that_are_iris(package: EditablePackage) -> None:
    graph = kg.build(package.folder, base="https://example.org/data#")
    assert check_integrity(dataset(graph)) > 0


CLAIM = "observation/port-area-domestic-capital-2017-q1"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key that is made for the test, so that none is stored."""
    rsa = pytest.importorskip("Crypto.PublicKey.RSA")
    path = tmp_path_factory.mktemp("key") / "key.pem"
    path.write_bytes(rsa.generate(2048).export_key("PEM", pkcs=8))
    return path


@pytest.fixture(scope="module")
def signed(knowledge: KnowledgeGraph, key: Path) -> dict[str, str]:
    pytest.importorskip("nanopub")
    return knowledge.nanopublications(sign=key)


def test_each_graph_is_a_fragment_of_its_nanopublication(published: rdflib.Dataset) -> None:
    for nanopub, _, _, head in published.quads((None, RDF.type, NP.Nanopublication, None)):
        assert str(nanopub).endswith("/nanopub#")
        assert str(head) == f"{nanopub}Head"


def test_one_file_each_is_the_whole(knowledge: KnowledgeGraph, published: rdflib.Dataset) -> None:
    each = knowledge.nanopublications("nquads")
    assert len(each) == 147
    assert next(iter(each)) == "observation-area-code-021-coverage.nq"
    together = sorted({line for text in each.values() for line in text.splitlines()})
    assert together == knowledge.export("nanopub", "nquads").splitlines()
    for text in each.values():
        assert check_integrity(rdflib.Dataset().parse(data=text, format="nquads")) == 1


def test_both_toolkits_check_what_is_signed(signed: dict[str, str]) -> None:
    """The toolkit in Rust, and the Python one for each seventh, each on its own: trusty URI and signature."""
    nanopub = pytest.importorskip("nanopub")
    rust = pytest.importorskip("nanopub_sign")
    assert len(signed) == 147
    for text in signed.values():
        rust.Nanopub(text).check()
    for text in list(signed.values())[::7]:
        read = nanopub.Nanopub(rdf=rdflib.ConjunctiveGraph().parse(data=text, format="trig"))
        assert read.is_valid
        assert read.has_valid_trusty
        assert read.has_valid_signature


def test_both_toolkits_sign_what_is_not(knowledge: KnowledgeGraph, key: Path) -> None:
    nanopub = pytest.importorskip("nanopub")
    rust = pytest.importorskip("nanopub_sign")
    bare = "".join(line for line in key.read_text(encoding="ascii").splitlines() if "-" not in line)
    profile = nanopub.Profile(orcid_id="https://orcid.org/0000-0000-0000-0000", name="A. Reader", private_key=bare)
    unsigned = list(knowledge.nanopublications().values())
    for text in unsigned:
        rust.Nanopub(text).check()
    for text in unsigned[::21]:
        rust.Nanopub(rust.Nanopub(text).sign(rust.NpProfile(private_key=bare)).rdf()).check()
        read = nanopub.Nanopub(
            rdf=rdflib.ConjunctiveGraph().parse(data=text, format="trig"), conf=nanopub.NanopubConf(profile=profile)
        )
        read.sign()
        assert read.has_valid_trusty
        assert read.has_valid_signature


def test_the_hash_and_the_signature_are_those_of_the_definition(signed: dict[str, str], key: Path) -> None:
    """Trusty URIs, module RA, over the quads as Oxigraph reads them, and PKCS #1 v1.5 without the toolkits."""
    from base64 import b64decode, urlsafe_b64encode

    npx = "http://purl.org/nanopub/x/"
    text = signed[f"{CLAIM.replace('/', '-')}.trig"]
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TRIG))
    (nanopub,) = {quad.subject.value for quad in quads if quad.object == ox.NamedNode(NP.Nanopublication)}
    artefact = nanopub.rpartition("/")[2]
    assert nanopub == f"{ID}{CLAIM}/{artefact}"

    def lines(kept: list[ox.Quad]) -> bytes:
        def iri(term: ox.NamedNode) -> str:
            return term.value.replace(artefact, " ")

        def order(quad: ox.Quad) -> tuple[object, ...]:
            names = tuple(iri(term) for term in (quad.graph_name, quad.subject, quad.predicate))
            if isinstance(quad.object, ox.NamedNode):
                return (*names, 0, iri(quad.object))
            return (*names, 1, quad.object.value, quad.object.language or "")

        def told(quad: ox.Quad) -> str:
            names = [iri(term) for term in (quad.graph_name, quad.subject, quad.predicate)]
            value = quad.object
            if isinstance(value, ox.NamedNode):
                return "\n".join([*names, iri(value), ""])
            mark = f"@{value.language}" if value.language else f"^{value.datatype.value}"
            escaped = value.value.replace("\\", "\\\\").replace("\n", "\\n")
            return "\n".join([*names, f"{mark} {escaped}", ""])

        return "".join(told(quad) for quad in sorted(kept, key=order)).encode()

    hashed = urlsafe_b64encode(hashlib.sha256(lines(quads)).digest()).decode().rstrip("=")
    assert artefact == f"RA{hashed}"
    (signature,) = [quad for quad in quads if quad.predicate.value == npx + "hasSignature"]
    (public,) = [quad.object.value for quad in quads if quad.predicate.value == npx + "hasPublicKey"]
    rsa, digest, scheme = (
        pytest.importorskip(f"Crypto.{name}") for name in ("PublicKey.RSA", "Hash.SHA256", "Signature.pkcs1_15")
    )
    assert rsa.import_key(b64decode(public)) == rsa.import_key(key.read_bytes()).public_key()
    rest = lines([quad for quad in quads if quad is not signature])
    scheme.new(rsa.import_key(b64decode(public))).verify(digest.new(rest), b64decode(signature.object.value))


def test_the_same_key_gives_the_same_bytes(knowledge: KnowledgeGraph, signed: dict[str, str], key: Path) -> None:
    # Signed again, and all in one.
    whole = knowledge.export("nanopub", sign=key)
    lines = {line for text in signed.values() for line in text.splitlines() if not line.startswith("@prefix")}
    assert {line for line in whole.splitlines() if not line.startswith("@prefix")} == lines
    assert "PRIVATE" not in whole


def test_no_value_is_lost_where_the_orders_of_the_toolkits_differ(
    published: rdflib.Dataset, signed: dict[str, str]
) -> None:
    """``"021…"@zh`` is before ``"Fixed…"@en`` by its text, and behind it by its language."""
    claim = THING["observation/area-code-021-coverage"]
    english, chinese = "Fixed telephones with area code 021: coverage 1 (ratio)", "021固定电话安装：覆盖率 1（比例）"
    read = rdflib.Dataset(default_union=True).parse(
        data=signed["observation-area-code-021-coverage.trig"], format="trig"
    )
    assert [str(label) for label in read.objects(claim, RDFS.label)] == [english]
    assert [str(label) for label in read.objects(claim, SKOS.altLabel)] == [chinese]
    _, assertion, *_ = graphs(published, "observation/area-code-021-coverage")
    assert {str(label) for label in assertion.objects(claim, RDFS.label)} == {english, chinese}
    read = rdflib.Dataset(default_union=True).parse(data=signed[f"{CLAIM.replace('/', '-')}.trig"], format="trig")
    assert {label.language for label in read.objects(THING[CLAIM], RDFS.label)} == {"en", "zh"}  # type: ignore[union-attr]


def test_places_are_whole_numbers_from_nought_as_web_annotation_has_them(published: rdflib.Dataset) -> None:
    *_, provenance, _ = graphs(published, CLAIM)
    ends = [*provenance.objects(None, OA.start), *provenance.objects(None, OA.end)]
    assert {end.datatype for end in ends} == {rdflib.XSD.nonNegativeInteger}  # type: ignore[attr-defined]


def test_keys_that_are_none_are_told(key: Path, tmp_path: Path, run: Callable[..., Outcome], built: Path) -> None:
    rsa = pytest.importorskip("Crypto.PublicKey.RSA")
    pytest.importorskip("nanopub")
    own = rsa.import_key(key.read_bytes())
    wrong = {
        "text": (b"no key", "no RSA private key"),
        "public": (own.public_key().export_key("PEM"), "public key"),
        "locked": (own.export_key("PEM", passphrase="x", pkcs=8), "without a passphrase"),
        "binary": (b"\xff\xfe", "cannot be read"),
    }
    for name, (content, said) in wrong.items():
        (tmp_path / name).write_bytes(content)
        done = run("export", "nanopub", "-g", built, "--sign", name, "-o", "out.trig")
        assert done.code == 1
        assert said in done.err
        assert "openssl" in done.err
    assert run("export", "nanopub", "-g", built, "--sign", "nowhere").code == 1
    assert not (tmp_path / "out.trig").exists()
    assert run("export", "dcat", "-g", built, "--sign", key).code == 2


def test_one_file_each_all_or_none(run: Callable[..., Outcome], built: Path, tmp_path: Path) -> None:
    done = run("export", "nanopub", "-g", built, "--each", "claims")
    assert (done.code, done.out) == (0, "")
    assert len(list((tmp_path / "claims").iterdir())) == 147
    (tmp_path / "other" / "statement-jiaxing-aim-full-integration.trig").mkdir(parents=True)
    assert run("export", "nanopub", "-g", built, "--each", "other").code == 1
    assert len(list((tmp_path / "other").iterdir())) == 1
    assert run("export", "prov-o", "-g", built, "--each", "third").code == 2
    assert run("export", "nanopub", "-g", built, "--each", "third", "-o", "x.trig").code == 2
    assert not (tmp_path / "third").exists()
