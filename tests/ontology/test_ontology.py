"""The ontology's own promises: what every term, code and shape carries, and that the parts agree with each other."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from kg import vocabulary
from kg.graph.queryfile import QueryFile
from kg.graph.store import TripleStore
from tests.ontology.shape_cases import part

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
FILES = sorted(path for part in ("modules", "codelists", "shapes") for path in (ONTOLOGY / part).glob("*.ttl"))
LISTS = sorted((ONTOLOGY / "codelists").glob("*.ttl"))
QUERIES = sorted(
    path
    for part in ("mappings", "rules", "records", "questions", "projections", "parts", "views", "coverage", "exports")
    for path in (ONTOLOGY / part).rglob("*.rq")
)
TABLES = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ONTOLOGY / "tables").glob("*.json"))]

PK = Namespace(vocabulary.PK)
SH = Namespace(vocabulary.SH)
SKOS = Namespace(vocabulary.SKOS)
SHAPE = Namespace("https://w3id.org/partnership-kg/shapes#")
HEADER = URIRef(vocabulary.ONTOLOGY)
DCTERMS = Namespace(vocabulary.DCTERMS)
VANN = Namespace(vocabulary.VANN)

PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: The datatypes of OWL 2 RL and DL that the ontology needs; xsd:date is not among those of OWL 2.
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.anyURI}
HAN = re.compile("[\u4e00-\u9fff]")

#: The table that things of a class are kept in.
TABLE_OF_CLASS = {
    "Region": {"regions"},
    "AdministrativeRegion": {"regions"},
    "Zone": {"regions"},
    "Institution": {"institutions"},
    "Party": {"regions", "institutions"},
    "Official": {"officials"},
    "Programme": {"programmes"},
    "Partnership": {"partnerships"},
    "Agreement": {"partnerships"},
    "Participation": {"participations"},
    "StageClaim": {"stages"},
    "Observation": {"observations"},
    "Target": {"observations"},
    "Achievement": {"observations"},
    "Statement": {"statements"},
    "Claim": {"stages", "observations", "statements"},
    "Source": {"sources"},
    "Evidence": {"evidence"},
    "TextPositionSelector": {"evidence"},
}

#: What of SHACL the shapes may use: what the engine compiles, and what describes a shape.
FEATURES = """
    targetClass targetSubjectsOf targetObjectsOf property path inversePath minCount maxCount class datatype nodeKind in
    hasValue pattern flags minInclusive maxInclusive minExclusive maxExclusive minLength maxLength lessThan
    lessThanOrEquals equals disjoint uniqueLang languageIn not or and xone node closed severity deactivated sparql
    select prefixes declare prefix namespace message
"""


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@cache
def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def terms() -> list[URIRef]:
    """Every term that the modules declare in the ontology's own namespace."""
    return sorted(
        subject
        for subject in set(part("modules").subjects(RDF.type, None))
        if isinstance(subject, URIRef) and subject in PK
    )


def codes(path: Path) -> list[Node]:
    return sorted(read(path).subjects(SKOS.inScheme, None))


def all_codes() -> dict[str, set[str]]:
    """List -> codes, by what the code lists say of themselves."""
    return {path.stem: {str(code) for code in read(path).objects(None, SKOS.notation)} for path in LISTS}


def only(values: Any) -> Any:
    found = list(values)
    assert len(found) == 1, f"one value expected, not {found}"
    return found[0]


def both_languages(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    """The one English and the one Chinese text; fails unless each is there once and in its language."""
    texts = list(graph.objects(subject, predicate))
    assert Counter(text.language for text in texts if isinstance(text, Literal)) == {"en": 1, "zh": 1}, (
        f"{subject} {predicate}: {texts}"
    )
    found = {str(text.language): str(text) for text in texts if isinstance(text, Literal)}
    for text in found.values():
        assert text, f"{subject}: empty"
        assert text == text.strip()
    return found


# --- Files ------------------------------------------------------------------------------------------------------------


def test_there_are_four_modules_and_every_code_list() -> None:
    assert {path.stem for path in FILES if path.parent.name == "modules"} == {
        "party",
        "partnership",
        "claim",
        "source",
    }
    assert {path.stem for path in LISTS} == set(vocabulary.CODE_LISTS)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_rdflib_and_oxigraph_read_the_same_graph(path: Path) -> None:
    """Oxigraph's store and not its parser alone: the store writes literals its own way, "1.50" as "1.5"."""
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert dumped is not None
    assert isomorphic(read(path), Graph().parse(data=dumped, format="nt"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_is_imported_and_languages_are_two(path: Path) -> None:
    assert not list(read(path).triples((None, OWL.imports, None)))
    languages = {
        text.language for text in read(path).objects() if isinstance(text, Literal) and text.language is not None
    }
    assert languages <= {"en", "zh"}


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != "shapes"], ids=name)
def test_modules_and_code_lists_have_no_blank_nodes(path: Path) -> None:
    assert not [node for triple in read(path) for node in triple if isinstance(node, BNode)]


# --- Header -----------------------------------------------------------------------------------------------------------


def test_the_header_agrees_with_the_version_file_and_the_package() -> None:
    modules = part("modules")
    assert list(modules.subjects(RDF.type, OWL.Ontology)) == [HEADER]
    version = (ONTOLOGY / "VERSION").read_text(encoding="utf-8").strip()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert str(only(modules.objects(HEADER, OWL.versionInfo))) == version
    assert only(modules.objects(HEADER, OWL.versionIRI)) == URIRef(f"{HEADER}/{version}")
    assert str(only(modules.objects(HEADER, VANN.preferredNamespaceUri))) == vocabulary.PK
    prefix = str(only(modules.objects(HEADER, VANN.preferredNamespacePrefix)))
    assert vocabulary.PREFIXES[prefix] == vocabulary.PK
    assert only(modules.objects(HEADER, DCTERMS.license)) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert HAN.search(both_languages(modules, HEADER, DCTERMS.title)["zh"])


# --- Terms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.removeprefix(vocabulary.PK))
def test_a_term_is_named_and_defined_in_both_languages(term: URIRef) -> None:
    modules = part("modules")
    label, definition = (both_languages(modules, term, predicate) for predicate in (RDFS.label, SKOS.definition))
    for text in (label, definition):
        assert HAN.search(text["zh"]) or text["zh"].startswith("SHA-256"), text["zh"]
        assert not HAN.search(text["en"]), text["en"]
    assert definition["en"].endswith("."), definition["en"]
    assert definition["zh"].endswith("。"), definition["zh"]
    assert definition["en"].casefold().strip(". ") != label["en"].casefold()
    assert only(modules.objects(term, RDFS.isDefinedBy)) == HEADER


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.removeprefix(vocabulary.PK))
def test_a_term_is_one_kind_of_thing(term: URIRef) -> None:
    """A class or a property, and a property of one kind, or reasoners see two things under one name."""
    types = set(part("modules").objects(term, RDF.type))
    kinds = types & (PROPERTY_TYPES | {OWL.Class})
    assert len(kinds) == 1
    local = term.removeprefix(vocabulary.PK)
    assert local[0].isupper() == (OWL.Class in kinds), f"{local}: classes begin with a capital, properties do not"
    assert types - kinds <= {OWL.TransitiveProperty, OWL.SymmetricProperty}


def test_terms_refer_to_declared_terms_only() -> None:
    """External terms are declared as stubs, so that a reasoner needs no other file."""
    modules = part("modules")
    classes = set(modules.subjects(RDF.type, OWL.Class))
    properties = {kind: set(modules.subjects(RDF.type, kind)) for kind in PROPERTY_TYPES}
    object_properties = properties[OWL.ObjectProperty]
    for predicate in (RDFS.subClassOf, OWL.disjointWith, RDFS.domain):
        assert set(modules.objects(None, predicate)) <= classes, predicate
    for subject, value in modules.subject_objects(RDFS.range):
        assert value in (classes if subject in object_properties else DATATYPES), f"{subject} ranges over {value}"
    for subject, value in modules.subject_objects(RDFS.subPropertyOf):
        assert {subject, value} <= object_properties, f"{subject} is below {value}"
    assert {pair for both in modules.subject_objects(OWL.inverseOf) for pair in both} <= object_properties
    stubs = {
        subject
        for kind in (*PROPERTY_TYPES, OWL.Class)
        for subject in modules.subjects(RDF.type, kind)
        if subject not in PK
    }
    assert all(list(modules.objects(stub, RDFS.isDefinedBy)) for stub in stubs)


def test_no_class_is_below_two_that_exclude_each_other() -> None:
    modules = part("modules")
    apart = set(modules.subject_objects(OWL.disjointWith))
    assert (PK.Target, PK.Achievement) in apart or (PK.Achievement, PK.Target) in apart
    for term in modules.subjects(RDF.type, OWL.Class):
        above = set(modules.transitive_objects(term, RDFS.subClassOf))
        assert not [pair for pair in apart if set(pair) <= above], term


def test_the_hierarchy_of_the_design_is_there() -> None:
    modules = part("modules")
    for below, above in {
        PK.Party: vocabulary.PROV + "Agent",
        PK.Region: vocabulary.GEO + "Feature",
        PK.Institution: vocabulary.ORG + "Organization",
        PK.Partnership: vocabulary.PROV + "Entity",
        PK.Programme: vocabulary.PROV + "Plan",
        PK.Claim: vocabulary.PROV + "Entity",
        PK.Evidence: vocabulary.OA + "SpecificResource",
        PK.Official: vocabulary.FOAF + "Person",
        PK.Sector: vocabulary.SKOS + "Concept",
        PK.Measure: vocabulary.SKOS + "Concept",
        PK.Fund: PK.Party,
        PK.Zone: PK.Party,
        PK.TransportLink: PK.Partnership,
        PK.Target: PK.Claim,
        PK.StageClaim: PK.Claim,
    }.items():
        assert URIRef(above) in set(modules.transitive_objects(below, RDFS.subClassOf)), f"{below} below {above}"
    assert (PK.parentRegion, RDFS.subPropertyOf, PK.within) in modules
    assert (PK.within, RDF.type, OWL.TransitiveProperty) in modules


# --- Code lists -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_a_code_list_is_one_scheme_under_its_own_name(path: Path) -> None:
    graph = read(path)
    scheme = URIRef(vocabulary.CODE + path.stem)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    for predicate in (SKOS.prefLabel, RDFS.label, SKOS.definition):
        both_languages(graph, scheme, predicate)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    assert concepts == set(codes(path))
    assert set(graph.objects(None, SKOS.inScheme)) == {scheme}
    assert set(graph.subjects()) == concepts | {scheme}


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_every_code_is_named_defined_and_placed(path: Path) -> None:
    graph = read(path)
    scheme = URIRef(vocabulary.CODE + path.stem)
    for code in codes(path):
        notation = only(graph.objects(code, SKOS.notation))
        assert str(code) == f"{scheme}/{notation}"
        assert notation.datatype is None
        assert re.fullmatch("[A-Za-z][A-Za-z0-9]*", notation)
        names = both_languages(graph, code, SKOS.prefLabel)
        assert names == both_languages(graph, code, RDFS.label)
        assert HAN.search(names["zh"]), code
        definition = both_languages(graph, code, SKOS.definition)
        assert definition["en"].endswith("."), code
        assert definition["zh"].endswith("。"), code
        broader = set(graph.objects(code, SKOS.broader))
        assert broader <= set(codes(path))
        assert code not in {top for above in broader for top in graph.transitive_objects(above, SKOS.broader)}
        assert bool(broader) != ((code, SKOS.topConceptOf, scheme) in graph), f"{code}: at the top, or below another"


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_no_two_codes_of_a_list_share_a_name_or_a_definition(path: Path) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        texts = Counter(read(path).objects(None, predicate))
        assert {str(text): times for text, times in texts.items() if times > 1} == {}


def test_codes_belong_to_the_class_of_their_list() -> None:
    for stem, kind in {"sector": PK.Sector, "measure": PK.Measure, "stage": PK.Stage}.items():
        path = ONTOLOGY / "codelists" / f"{stem}.ttl"
        assert set(read(path).subjects(RDF.type, kind)) == set(codes(path))


def test_stages_and_levels_are_in_order() -> None:
    def order(stem: str) -> dict[str, int]:
        graph = read(ONTOLOGY / "codelists" / f"{stem}.ttl")
        return {
            str(graph.value(code, SKOS.notation)): only(graph.objects(code, PK.order)).toPython()
            for code in graph.subjects(SKOS.inScheme, None)
        }

    stages = order("stage")
    assert sorted(stages, key=lambda code: stages[code]) == [
        "planned",
        "negotiating",
        "signed",
        "underConstruction",
        "trialOperation",
        "operating",
        "completed",
        "suspended",
        "terminated",
    ]
    assert len(set(stages.values())) == len(stages)
    levels = order("level")
    assert levels["country"] < levels["province"] == levels["municipality"] < levels["city"] < levels["county"]
    assert levels["county"] < levels["town"]


def test_a_municipality_stands_for_a_province_and_a_city_and_others_for_themselves() -> None:
    graph = read(ONTOLOGY / "codelists" / "level.ttl")
    level = Namespace(vocabulary.CODE + "level/")
    for code in graph.subjects(SKOS.inScheme, None):
        expected = {level.province, level.city} if code == level.municipality else {code}
        assert set(graph.objects(code, PK.standsFor)) == expected


def test_measures_and_units_name_kinds_of_unit_that_the_other_has() -> None:
    measures, units = (read(ONTOLOGY / "codelists" / f"{stem}.ttl") for stem in ("measure", "unit"))
    kinds = {kind for _, kind in units.subject_objects(PK.unitKind)}
    for measure in measures.subjects(RDF.type, PK.Measure):
        assert only(measures.objects(measure, PK.unitKind)) in kinds, measure
        additive = only(measures.objects(measure, PK.additive)).toPython()
        stock_flow = str(only(measures.objects(measure, PK.stockFlow)))
        assert stock_flow in {"stock", "flow", "none"}
        assert additive == (stock_flow != "none"), f"{measure}: what is neither stock nor flow is never added"
    for unit in units.subjects(SKOS.inScheme, None):
        currency = only(units.objects(unit, PK.currency)).toPython()
        assert currency == (str(only(units.objects(unit, PK.unitKind))) == "money"), unit
        assert only(units.objects(unit, PK.wholeNumber)).datatype == XSD.boolean


def test_industrial_notations_are_of_the_classifications() -> None:
    graph = read(ONTOLOGY / "codelists" / "sector.ttl")
    # Section -> the divisions it holds: ISIC rev. 4, and GB/T 4754-2017.
    isic = "A1-3 B5-9 C10-33 D35-35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 L68-68 M69-75 N77-82 O84-84 P85-85"
    isic += " Q86-88 R90-93 S94-96 T97-98 U99-99"
    gbt = "A1-5 B6-12 C13-43 D44-46 E47-50 F51-52 G53-60 H61-62 I63-65 J66-69 K70-70 L71-72 M73-75 N76-79 O80-82 P83-83"
    gbt += " Q84-85 R86-90 S91-96 T97-97"
    for predicate, sections in ((PK.isic4, isic), (PK.gbt4754, gbt)):
        bounds = {entry[0]: [int(number) for number in entry[1:].split("-")] for entry in sections.split()}
        notations = list(graph.objects(None, predicate))
        assert len(notations) > 20
        for notation in notations:
            assert notation[0] in bounds, notation
            if notation[1:]:
                low, high = bounds[notation[0]]
                assert low <= int(notation[1:3]) <= high, f"{predicate} {notation}"


# --- The ontology and the tables --------------------------------------------------------------------------------------


def test_the_tables_name_code_lists_that_exist() -> None:
    named = {field["codelist"] for table in TABLES for field in table["fields"] if "codelist" in field}
    assert named, "no table names a code list"
    assert named <= set(all_codes())
    assert set(all_codes()) - named == set(), "a code list that no table uses"


def test_the_tables_name_classes_that_exist() -> None:
    enums = [
        value
        for table in TABLES
        for field in table["fields"]
        if field["name"] in {"class", "kind"}
        for value in field.get("constraints", {}).get("enum", [])
    ]
    assert enums
    assert {PK[value] for value in enums} <= set(terms())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["name"])
def test_every_code_in_the_bundled_data_exists(table: dict[str, Any]) -> None:
    coded = [field for field in table["fields"] if "codelist" in field]
    known = all_codes()
    for path in sorted((ROOT / "data").glob(f"*/{table['name']}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                for field in coded:
                    cell = (row.get(field["name"]) or "").strip()
                    values = cell.split(field["separator"]) if "separator" in field else [cell]
                    unknown = {value.strip() for value in values if value.strip()} - known[field["codelist"]]
                    assert not unknown, f"{path.name}, row {number}, {field['name']}: {unknown}"


# --- The ontology and the queries -------------------------------------------------------------------------------------


def body(path: Path) -> str:
    """A query without its header and comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_queries_use_declared_terms_and_existing_codes(path: Path) -> None:
    text = body(path)
    used = set(re.findall(r"(?<![\w-])pk:([A-Za-z]\w*)", text))
    assert used - {term.removeprefix(vocabulary.PK) for term in terms()} == set()
    for stem, known in all_codes().items():
        assert set(re.findall(rf"(?<![\w:/#-]){stem}:([A-Za-z]\w*)", text)) <= known, stem


def test_queries_were_looked_at() -> None:
    """The test above proves nothing about terms if its pattern finds none."""
    assert len(set(re.findall(r"(?<![\w-])pk:([A-Za-z]\w*)", "".join(map(body, QUERIES))))) > 40


def test_the_question_in_the_readme_can_be_asked(tmp_path: Path) -> None:
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    path = tmp_path / "partners.rq"
    path.write_text(only(re.findall(r"```sparql\n(.*?)```", readme, re.DOTALL)), encoding="utf-8")
    store = TripleStore()
    store.load(ONTOLOGY / "codelists" / "stage.ttl")
    party, other, partnership = (ox.NamedNode(f"https://example.org/{name}") for name in ("a", "b", "p"))
    signed = ox.NamedNode(vocabulary.CODE + "stage/signed")
    store.add(
        [
            ox.Triple(partnership, ox.NamedNode(PK.hasParty), party),
            ox.Triple(partnership, ox.NamedNode(PK.hasParty), other),
            ox.Triple(partnership, ox.NamedNode(PK.currentStage), signed),
        ]
    )
    row = only(QueryFile.load(path).run(store, {"party": party.value}))
    assert row["partner"] == other
    assert row["partnerships"] is not None
    assert row["partnerships"].value == "1"


# --- Shapes -----------------------------------------------------------------------------------------------------------


def reporting_shapes() -> list[URIRef]:
    """Property shapes, and node shapes with a constraint of their own: what a finding can name as its source."""
    shapes = part("shapes")
    constraints = {SH[name] for name in ("sparql", "class", "not", "or", "xone", "and", "node", "pattern", "datatype")}
    helpers = {
        nested
        for predicate in (SH["not"], SH.node)
        for nested in shapes.objects(None, predicate)
        if isinstance(nested, URIRef)
    }
    helpers |= {item for items in shapes.objects(None, RDF.first) for item in [items] if isinstance(item, URIRef)}
    found = set(shapes.subjects(RDF.type, SH.PropertyShape))
    found |= {shape for shape in shapes.subjects(RDF.type, SH.NodeShape) if constraints & set(shapes.predicates(shape))}
    return sorted(shape for shape in found - helpers if isinstance(shape, URIRef))


@pytest.mark.parametrize("shape", reporting_shapes(), ids=lambda shape: shape.removeprefix(str(SHAPE)))
def test_a_shape_says_what_is_wrong_and_how_to_mend_it(shape: URIRef) -> None:
    shapes = part("shapes")
    assert shape in SHAPE
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", shape.removeprefix(str(SHAPE))), "the name is a finding's code"
    message = both_languages(shapes, shape, SH.message)
    assert HAN.search(message["zh"])
    assert not HAN.search(message["en"])
    assert message["en"].endswith(".")
    assert message["zh"].endswith("。")
    assert len(re.findall(r"[.;:,] ?", message["en"])) >= 2, "one clause says what is wrong, another the fix"
    assert only(shapes.objects(shape, SH.severity)) in {SH.Violation, SH.Warning, SH.Info}


def test_all_three_severities_are_used() -> None:
    used = Counter(part("shapes").value(shape, SH.severity) for shape in reporting_shapes())
    assert set(used) == {SH.Violation, SH.Warning, SH.Info}
    assert used[SH.Violation] > used[SH.Warning] > used[SH.Info], "what stops a build is the rule, not the exception"


def targets(shape: Node) -> set[str]:
    """The tables whose rows a shape looks at, by its target classes or those of the node shapes that hold it."""
    shapes = part("shapes")
    holders = {shape, *shapes.subjects(SH.property, shape)}
    classes = {str(kind) for holder in holders for kind in shapes.objects(holder, SH.targetClass)}
    return {table for kind in classes for table in TABLE_OF_CLASS.get(re.split("[#/]", kind)[-1], set())}


@pytest.mark.parametrize("shape", reporting_shapes(), ids=lambda shape: shape.removeprefix(str(SHAPE)))
def test_a_finding_leads_back_to_a_column(shape: URIRef) -> None:
    columns = {str(column) for column in part("shapes").objects(shape, PK.column)}
    if (shape, None, None) in read(ONTOLOGY / "shapes" / "codes.ttl"):
        assert not columns, "codes are in no table"
        return
    assert columns, "no pk:column"
    fields = {table["name"]: {field["name"] for field in table["fields"]} for table in TABLES}
    assert columns <= set().union(*fields.values())
    for table in targets(shape):
        # Labels of partnerships are names, of statements gists: each table has at least one of the columns.
        assert columns & fields[table], f"{table} has none of {columns}"


def test_shapes_use_only_what_the_engine_compiles() -> None:
    used = {
        predicate.removeprefix(vocabulary.SH)
        for predicate in part("shapes").predicates()
        if str(predicate).startswith(vocabulary.SH)
    }
    assert used <= set(FEATURES.split())
    assert {"sparql", "class", "pattern", "lessThan"} <= used


def test_shapes_that_report_are_no_blank_nodes() -> None:
    shapes = part("shapes")
    named = {RDF.type: (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)}
    for predicate, kinds in named.items():
        for kind in kinds:
            assert not [shape for shape in shapes.subjects(predicate, kind) if isinstance(shape, BNode)]
    for predicate in (SH.property, SH.sparql, SH.node, SH["not"]):
        for subject, value in shapes.subject_objects(predicate):
            assert isinstance(subject, URIRef)
            assert isinstance(value, URIRef)
            assert list(shapes.objects(value, RDF.type)), f"{subject} names {value}, which is not there"


def test_shapes_speak_of_declared_terms() -> None:
    shapes, modules = part("shapes"), part("modules")
    classes = set(modules.subjects(RDF.type, OWL.Class))
    properties = {subject for kind in PROPERTY_TYPES for subject in modules.subjects(RDF.type, kind)}
    for predicate in (SH.targetClass, SH["class"]):
        assert set(shapes.objects(None, predicate)) <= classes
    paths = {path for path in shapes.objects(None, SH.path) if isinstance(path, URIRef)}
    paths |= set(shapes.objects(None, SH.inversePath))
    pairs = {value for name in ("lessThan", "lessThanOrEquals", "disjoint") for value in shapes.objects(None, SH[name])}
    subjects = {value for name in ("targetSubjectsOf", "targetObjectsOf") for value in shapes.objects(None, SH[name])}
    # What OWL, SKOS and RDF themselves say needs no declaration, and OWL 2 DL allows none of a name of RDF or OWL.
    assert paths | pairs | subjects <= properties | {OWL.sameAs, SKOS.exactMatch, RDF.value}
    schemes = {URIRef(vocabulary.CODE + stem) for stem in vocabulary.CODE_LISTS}
    assert set(shapes.objects(None, SH.hasValue)) == schemes


def sparql_constraints() -> list[tuple[str, str]]:
    shapes = part("shapes")
    return sorted(
        (str(constraint).removeprefix(str(SHAPE)), str(select))
        for constraint, select in shapes.subject_objects(SH.select)
    )


@pytest.mark.parametrize(("constraint", "select"), sparql_constraints(), ids=lambda value: value.split("\n")[0])
def test_a_constraint_in_sparql_parses_and_uses_declared_terms(constraint: str, select: str) -> None:
    shapes = part("shapes")
    declared = {
        str(shapes.value(prefix, SH.prefix)): str(shapes.value(prefix, SH.namespace))
        for prefix in shapes.objects(SHAPE.prefixes, SH.declare)
    }
    assert only(shapes.objects(SHAPE[constraint], SH.prefixes)) == SHAPE.prefixes
    text = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared.items()) + select
    prepareQuery(text)
    ox.Store().query(text)
    assert "$this" in select
    assert re.findall(r"SELECT (DISTINCT )?\$this", select)
    # SHACL 1.0 forbids them in a query into which nodes are bound beforehand.
    assert not re.search(r"\b(MINUS|VALUES|SERVICE)\b", select)
    assert {declared[prefix] for prefix in declared} <= set(vocabulary.PREFIXES.values())
    used = set(re.findall(r"(?<![\w-])pk:([A-Za-z]\w*)", select))
    assert used <= {term.removeprefix(vocabulary.PK) for term in terms()}
    for stem, known in all_codes().items():
        assert set(re.findall(rf"(?<![\w:/#-]){stem}:([A-Za-z]\w*)", select)) <= known
