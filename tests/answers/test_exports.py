"""Exports: each parses with both libraries, says what the tables say, and is the same bytes for the same graph."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

import kg
from kg import vocabulary
from kg.answers.exports import export_names
from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from tests.intake.test_hostile_labels import HOSTILE
from tests.second_source import FUND
from tests.support import ID, ROOT, EditablePackage, Outcome, run_in_process

# rdflib's own readers call what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

Run = Callable[..., Outcome]

PK = rdflib.Namespace(vocabulary.PK)
OA = rdflib.Namespace(vocabulary.OA)
THING = rdflib.Namespace(ID)
FORMS = {
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "json-ld": (ox.RdfFormat.JSON_LD, "json-ld"),
}
#: The forms that each export can be written in; the first is the default.
WRITTEN = {
    "data-cube": ("turtle", "trig", "nquads", "json-ld"),
    "dcat": ("turtle", "trig", "nquads", "json-ld"),
    "json-ld": ("json-ld",),
    "nanopub": ("trig", "nquads", "json-ld"),
    "prov-o": ("turtle", "trig", "nquads", "json-ld"),
}
#: The hostile texts that stand in what an export holds; it holds them all if it is not named here.
HELD = {"dcat": {"markup"}}
PAIRS = [(name, form) for name, forms in WRITTEN.items() for form in forms]


def quads(text: str, form: str) -> set[ox.Quad]:
    return set(ox.parse(text.encode(), format=FORMS[form][0]))


def table(name: str) -> list[dict[str, str]]:
    """A table of the bundled data, as the file has it."""
    with (ROOT / "data" / "jiaxing-shanghai-2017" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims() -> Iterator[tuple[rdflib.URIRef, dict[str, str]]]:
    for name, kind in (("observations", "observation"), ("stages", "stage"), ("statements", "statement")):
        yield from ((THING[f"{kind}/{row['id']}"], row) for row in table(name))


# --- Every export -----------------------------------------------------------------------------------------------------


def test_every_format_is_tested() -> None:
    assert export_names() == sorted(WRITTEN)


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_both_libraries_read_the_same_from_it(name: str, form: str, knowledge: KnowledgeGraph) -> None:
    text = knowledge.export(name, form)
    read = quads(text, form)
    assert len(read) > 400
    lines = "".join(f"{quad} .\n" for quad in read)
    ours = rdflib.Dataset().parse(data=text, format=FORMS[form][1])
    theirs = rdflib.Dataset().parse(data=lines, format="nquads")
    assert {graph.identifier for graph in ours.graphs()} == {graph.identifier for graph in theirs.graphs()}
    for graph in theirs.graphs():
        assert isomorphic(ours.graph(graph.identifier), graph)


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_each_form_says_the_same(name: str, form: str, knowledge: KnowledgeGraph) -> None:
    first = WRITTEN[name][0]
    assert quads(knowledge.export(name, form), form) == quads(knowledge.export(name), first)


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_an_empty_graph_gives_a_valid_export(name: str, form: str, empty: KnowledgeGraph) -> None:
    text = empty.export(name, form)
    quads(text, form)
    rdflib.Dataset().parse(data=text, format=FORMS[form][1])


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_the_order_of_the_store_does_not_matter(name: str, form: str, knowledge: KnowledgeGraph) -> None:
    from kg.graph.store import TripleStore

    store = TripleStore()
    store.add(sorted(knowledge.store.triples(), key=str, reverse=True))
    assert KnowledgeGraph(store).export(name, form) == knowledge.export(name, form)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_bytes_whatever_the_seed_the_zone_and_the_locale(
    name: str, built: Path, knowledge: KnowledgeGraph, tmp_path: Path
) -> None:
    environment = {"PYTHONHASHSEED": "random", "TZ": "America/New_York", "LC_ALL": "C"}
    done = run_in_process("export", name, "-g", built, cwd=tmp_path, **environment)
    assert (done.code, done.err) == (0, "")
    assert done.out == knowledge.export(name)


# json-ld is the graph itself: its labels are the data's.
@pytest.mark.parametrize("name", sorted(set(WRITTEN) - {"json-ld"}))
def test_what_a_person_reads_is_in_both_languages(name: str, knowledge: KnowledgeGraph) -> None:
    graph = rdflib.Dataset(default_union=True).parse(data=knowledge.export(name, "nquads"), format="nquads")
    labelled = set(graph.subjects(RDFS.label, None))
    assert len(labelled) > 10
    for thing in labelled:
        languages = [label.language for label in graph.objects(thing, RDFS.label) if isinstance(label, rdflib.Literal)]
        assert {"en", "zh"} <= set(languages), thing


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A graph in which a statement, a source and a partnership with figures are called what would do harm."""
    from kg.intake.template import make_package

    folder = tmp_path_factory.mktemp("hostile") / "mine"
    make_package(folder)
    package = EditablePackage(folder)
    for i, text in enumerate(HOSTILE.values()):
        package.append("statements", 2, id=f"hostile-{i}", gist_en=text, gist_zh=f"表述{i}{text[:50]}")
        package.append("partnerships", 2, id=f"hostile-{i}", name_en=text, name_zh=f"合作{i}")
        package.append("participations", 2, partnership=f"hostile-{i}")
        package.append("participations", 3, partnership=f"hostile-{i}")
        package.append("observations", 2, id=f"hostile-{i}", about=f"partnership/hostile-{i}", ambiguity_en=text)
    package.set("sources", 2, "title_en", HOSTILE["markup"])
    package.set("sources", 2, "publisher_en", HOSTILE["end of script"])
    return kg.build(folder)


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_hostile_texts_survive(name: str, form: str, hostile: KnowledgeGraph) -> None:
    text = hostile.export(name, form)
    read = {quad.object.value for quad in quads(text, form) if isinstance(quad.object, ox.Literal)}
    labels = (triple.object for triple in hostile.store.triples())
    kept = {label.value for label in labels if isinstance(label, ox.Literal)}
    wanted = [value for key, value in HOSTILE.items() if value in kept and key in HELD.get(name, HOSTILE)]
    assert len(wanted) > (0 if name in HELD else 12)
    for value in wanted:
        assert any(value in found for found in read), value[:60]
    again = rdflib.Dataset(default_union=True).parse(data=text, format=FORMS[form][1])
    assert {str(term) for term in again.objects() if isinstance(term, rdflib.Literal)} >= {
        value for value in read if "\r" not in value
    }


@pytest.mark.parametrize("name", sorted(WRITTEN.keys() - {"dcat"}))
def test_an_export_of_a_part_speaks_of_the_part_alone(name: str, knowledge: KnowledgeGraph) -> None:
    part = knowledge.at("2016-12-31")
    text = part.export(name, WRITTEN[name][-1])
    assert "xiuzhou-projects-from-shanghai-2016" in text
    assert "port-area-domestic-capital-2017-q1" not in text


# --- The command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "form"), PAIRS)
def test_the_command_writes_it(name: str, form: str, built: Path, knowledge: KnowledgeGraph, run: Run) -> None:
    done = run("export", name, "-f", form, "-g", built)
    assert (done.code, done.out) == (0, knowledge.export(name, form))


def test_the_form_follows_from_the_file(built: Path, knowledge: KnowledgeGraph, run: Run, tmp_path: Path) -> None:
    for ending, form in (("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")):
        assert run("export", "prov-o", "-g", built, "-o", f"out.{ending}").code == 0
        assert (tmp_path / f"out.{ending}").read_text(encoding="utf-8") == knowledge.export("prov-o", form)


def test_the_command_lists_the_formats(run: Run) -> None:
    for arguments in (["export"], ["export", "--list"]):
        told = run(*arguments, "--lang", "en").out
        assert all(name in told for name in WRITTEN)
    told = run("export", "--list", "--lang", "zh").out
    assert "陈述" in told
    assert "format" not in told


def test_the_command_exports_the_graph_as_of_a_day(built: Path, knowledge: KnowledgeGraph, run: Run) -> None:
    done = run("export", "data-cube", "-g", built, "--as-of", "2016-12-31")
    assert (done.code, done.out) == (0, knowledge.at("2016-12-31").export("data-cube"))
    assert "xiuzhou-investment-from-shanghai-2016" in done.out
    assert "port-area-domestic-capital-2017-q1" not in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["prov"], "Did you mean prov-o?"),
        (["rdf-xml"], "Use one of: data-cube,"),
        (["prov-o", "--files", "."], "prov-o names no files. Leave the folder out, or export dcat."),
        (["json-ld", "--files", "."], "json-ld names no files."),
        (["json-ld", "-f", "turtle"], "json-ld cannot be written as 'turtle'. Use one of: json-ld."),
    ],
)
def test_a_wrong_call_says_what_would_be_right(arguments: list[str], said: str, built: Path, run: Run) -> None:
    done = run("export", *arguments, "-g", built)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_blank_nodes_are_refused_in_words(tmp_path: Path, run: Run) -> None:
    (tmp_path / "blank.ttl").write_text('<http://x/a> <http://x/b> [ <http://x/c> "d" ] .', encoding="utf-8")
    done = run("export", "json-ld", "-g", tmp_path / "blank.ttl")
    assert done.code == 1
    assert "Give the thing an IRI" in done.err
    with pytest.raises(UsageError, match="no export format"):
        kg.open(tmp_path / "blank.ttl").export("")


# --- PROV-O -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def provenance(knowledge: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=knowledge.export("prov-o"), format="turtle")


def test_every_claim_is_derived_from_its_passage_and_its_source(provenance: rdflib.Graph) -> None:
    found = dict(claims())
    assert len(found) == 39 + 58 + 50
    assert set(provenance.subjects(RDF.type, PK.Claim)) == set(found)
    for claim, row in found.items():
        assert (claim, RDF.type, PROV.Entity) in provenance
        assert set(provenance.objects(claim, PROV.hadPrimarySource)) == {THING[f"source/{row['source']}"]}
        (passage,) = provenance.objects(claim, PROV.wasDerivedFrom)
        assert set(provenance.objects(passage, PROV.wasQuotedFrom)) == {THING[f"source/{row['source']}"]}
        selector = provenance.value(passage, OA.hasSelector)
        assert [str(provenance.value(selector, end)) for end in (OA.start, OA.end)] == [row["start"], row["end"]]
        # One day, as the source's date line has it: never the day that the claim speaks of.
        made = provenance.value(claim, PROV.generatedAtTime)
        assert made == rdflib.Literal("2017-07-28T00:00:00", datatype=rdflib.XSD.dateTime)
        assert {label.language for label in provenance.objects(claim, RDFS.label)} == {"en", "zh"}  # type: ignore[attr-defined]


def test_a_claim_is_attributed_to_who_says_it_or_to_the_publisher(provenance: rdflib.Graph) -> None:
    publisher = THING["source/zjol-2017-07-28/publisher"]
    assert (publisher, RDF.type, PROV.Organization) in provenance
    assert set(map(str, provenance.objects(publisher, RDFS.label))) == {"浙江在线", "Zhejiang Online"}
    spoken = 0
    for claim, row in claims():
        speaker = THING[row["asserted_by"]] if row.get("asserted_by") else publisher
        spoken += speaker != publisher
        assert set(provenance.objects(claim, PROV.wasAttributedTo)) == {speaker}, claim
        assert (speaker, RDF.type, PROV.Agent) in provenance
    assert spoken == 4, "what the article puts in officials' mouths"
    official = THING["official/xiuzhou-drb-director"]
    assert (official, RDF.type, PROV.Person) in provenance
    assert (official, PROV.actedOnBehalfOf, THING["institution/xiuzhou-drb"]) in provenance
    assert (THING["institution/xiuzhou-drb"], RDF.type, PROV.Organization) in provenance


def test_no_source_is_an_agent_and_no_agent_is_an_entity(provenance: rdflib.Graph) -> None:
    entities = set(provenance.subjects(RDF.type, PROV.Entity))
    agents = set(provenance.subjects(RDF.type, PROV.Agent))
    assert entities
    assert agents
    assert not entities & agents
    assert set(provenance.objects(None, PROV.wasAttributedTo)) <= agents
    for link in (PROV.wasDerivedFrom, PROV.hadPrimarySource, PROV.wasQuotedFrom, PROV.wasInfluencedBy):
        assert set(provenance.objects(None, link)) <= entities, link


def test_programmes_are_plans_of_their_owners(provenance: rdflib.Graph) -> None:
    plans = {THING[f"programme/{row['id']}"]: row["owner"] for row in table("programmes")}
    assert set(provenance.subjects(RDF.type, PROV.Plan)) == set(plans)
    for plan, owner in plans.items():
        assert set(provenance.objects(plan, PROV.wasAttributedTo)) == ({THING[owner]} if owner else set())
    for row in table("observations"):
        planned = {THING[f"programme/{row['programme']}"]} if row["programme"] else set()
        assert set(provenance.objects(THING[f"observation/{row['id']}"], PROV.wasInfluencedBy)) == planned


def test_a_source_keeps_its_day_as_a_day(provenance: rdflib.Graph) -> None:
    source = THING["source/zjol-2017-07-28"]
    assert provenance.value(source, DCTERMS.issued) == rdflib.Literal("2017-07-28", datatype=rdflib.XSD.date)
    assert provenance.value(source, PK.sha256) is not None
    quarter = THING["observation/port-area-domestic-capital-2017-q1"]
    assert str(provenance.value(quarter, PK.asOf)) == "2017-03-31"
    assert str(provenance.value(quarter, PK.asOfPrecision)).endswith("/quarter")
    labels = {str(label) for label in provenance.objects(quarter, RDFS.label)}
    assert labels == {"Jiaxing Port Area: capital brought in 245000000 (yuan)", "嘉兴港区：引进资金 245000000（元）"}


def test_claims_of_two_sources_stand_side_by_side(tmp_path: Path, bundled_copy: EditablePackage) -> None:
    from tests.second_source import tables, write_package

    write_package(tmp_path / "bulletin-2018", tables())
    both = kg.build(bundled_copy.folder.parent / "regions-china", bundled_copy.folder, tmp_path / "bulletin-2018")
    graph = rdflib.Graph().parse(data=both.export("prov-o"), format="turtle")
    older, newer = (THING[f"observation/{name}"] for name in ("pinghu-domestic-investment-2017", "bulletin-pinghu"))
    assert set(graph.objects(older, PROV.hadPrimarySource)) != set(graph.objects(newer, PROV.hadPrimarySource))
    revised = set(graph.subject_objects(PROV.alternateOf))
    expected = both.query("SELECT ?a ?b WHERE { ?a pk:supersededBy ?b }")
    assert revised == {(row["a"], row["b"]) for row in expected}  # type: ignore[index,call-overload]
    assert FUND in both.export("prov-o")
