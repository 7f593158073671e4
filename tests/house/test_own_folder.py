"""A folder of one's own adds to the ontology, with no change to the program; seen through the command line."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.assets import LARGEST, Ontology
from kg.errors import SourceError
from tests.support import ID, EditablePackage, Outcome, run_in_process

Run = Callable[..., Outcome]

QUESTION = """#: title: {en: Agreements of a party, zh: 某方的协议}
#: question: {en: "Which agreements has this party?", zh: 该方有哪些协议？}
#: parameters:
#:   x: {type: party, required: true, en: the party, zh: 该方}
#: columns:
#:   agreement: {en: Agreement, zh: 协议}
SELECT ?agreement WHERE { BIND(fn:parameter("x") AS ?x) ?agreement a pk:Agreement ; pk:hasParty ?x }
"""
HEADER = '#: title: {en: Mine, zh: 我的}\n#: question: {en: "Mine?", zh: 我的？}\n'
RULE = HEADER + 'CONSTRUCT { ?a skos:note "reached by a rule"@en } WHERE { ?a a pk:Agreement ; pk:hasParty ?party }\n'
CODE = """@prefix sector: <https://w3id.org/partnership-kg/code/sector/> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
sector:kites a skos:Concept , pk:Sector ;
    skos:notation "kites" ;
    skos:prefLabel "kite making"@en , "风筝制作"@zh ; rdfs:label "kite making"@en , "风筝制作"@zh ;
    skos:definition "Making kites."@en , "制作风筝。"@zh ;
    skos:topConceptOf <https://w3id.org/partnership-kg/code/sector> ;
    skos:inScheme <https://w3id.org/partnership-kg/code/sector> .
"""
LIST = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix colour: <https://w3id.org/partnership-kg/code/colour/> .
<https://w3id.org/partnership-kg/code/colour> a skos:ConceptScheme ;
    skos:prefLabel "colours"@en , "颜色"@zh ; rdfs:label "colours"@en , "颜色"@zh ;
    skos:definition "Colours of kites."@en , "风筝的颜色。"@zh .
colour:red a skos:Concept ;
    skos:notation "red" ; skos:prefLabel "red"@en , "红"@zh ; rdfs:label "red"@en , "红"@zh ;
    skos:definition "As cinnabar is."@en , "如朱砂。"@zh ;
    skos:topConceptOf <https://w3id.org/partnership-kg/code/colour> ;
    skos:inScheme <https://w3id.org/partnership-kg/code/colour> .
"""
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/shape#> .
ex:of-agreement a sh:NodeShape ; sh:targetClass pk:Agreement ; sh:property ex:short-name .
ex:short-name a sh:PropertyShape ; sh:path skos:altLabel ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Give the agreement a short name."@en .
"""
PROJECTION = HEADER + "SELECT ?partnership ?party (?party AS ?node) WHERE { ?partnership pk:hasParty ?party }\n"
FILTER = """#: title: {en: Named so, zh: 名称含}
#: parameters:
#:   named: {type: string, en: only those whose name holds this, zh: 只计名称含此文字者}
SELECT DISTINCT ?partnership
WHERE { ?partnership skos:prefLabel ?name FILTER(CONTAINS(STR(?name), fn:parameter("named"))) }
"""
WEIGHT = HEADER + "SELECT ?partnership (7 AS ?factor) WHERE { ?partnership a pk:Partnership }\n"
MAPPING = HEADER + (
    "PREFIX row: <https://w3id.org/partnership-kg/row#> PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
    'CONSTRUCT { ?region a pk:Region ; skos:prefLabel ?label } WHERE { ?row row:town ?town . BIND(fn:id("region", '
    'fn:slug(?town)) AS ?region) BIND(STRLANG(?town, "en") AS ?label) }\n'
)
EXPORT = (
    HEADER + "CONSTRUCT { ?a <https://schema.org/name> ?name } WHERE { ?a a pk:Agreement ; skos:prefLabel ?name }\n"
)
INDICATOR = (
    HEADER
    + "#: of: partnership\n"
    + "SELECT ?thing WHERE { ?thing pk:hasParty ?party } GROUP BY ?thing HAVING (COUNT(?party) > 1)\n"
)
FILES = {
    "questions/agreements-of.rq": QUESTION,
    "rules/90-note.rq": RULE,
    "codelists/kites.ttl": CODE,
    "codelists/colour.ttl": LIST,
    "shapes/short-names.ttl": SHAPE,
    "projections/everybody.rq": PROJECTION,
    "projections/filters/named.rq": FILTER,
    "projections/weights/seven.rq": WEIGHT,
    "mappings/towns.rq": MAPPING,
    "exports/schema-org/10-names.rq": EXPORT,
    "coverage/90-paired.rq": INDICATOR,
}
AGREEMENT = f"{ID}partnership/exampleton-sampleford-logistics"


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own(package: EditablePackage) -> EditablePackage:
    """The worked example with a file of every part, and a row that has the new code."""
    put(package.folder, FILES)
    package.set("partnerships", 2, "sectors", "logistics;kites")
    return package


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """The same files in a folder that is no package."""
    return put(tmp_path / "apart", FILES)


def test_a_question_of_a_package_is_listed_and_asked(own: EditablePackage, run: Run) -> None:
    assert "agreements-of" in run("ask", "--list", "-g", own.folder).out
    assert "fn:parameter" in run("ask", "agreements-of", "--explain", "-g", own.folder).out
    asked = run("ask", "agreements-of", "-p", "x=Exampleton", "-g", own.folder, "-f", "json")
    assert [row["agreement"]["iri"] for row in asked.json()] == [AGREEMENT]
    assert "agreements-of" not in run("ask", "--list").out


def test_a_question_may_be_a_file(package: EditablePackage, run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"mine.rq": QUESTION})
    asked = run("ask", "./mine.rq", "-p", "x=样本港", "-g", package.folder, "-f", "json")
    assert [row["agreement"]["iri"] for row in asked.json()] == [AGREEMENT]
    assert "Which agreements" in run("ask", "./mine.rq", "--explain").out
    missing = run("ask", "./none.rq", "-g", package.folder)
    assert (missing.code, "none.rq: cannot be read" in missing.err) == (1, True)


def test_a_code_is_accepted_by_tables_and_questions(own: EditablePackage, run: Run) -> None:
    assert run("check", own.folder).code == 0
    assert run("build", own.folder, "--out", "b").code == 0
    assert "<https://w3id.org/partnership-kg/code/sector/kites>" in Path("b/graph.nq").read_text(encoding="utf-8")
    # The codes are in the graph: its readers need no folder.
    network = run("network", "institution-sector", "-p", "sector=风筝制作", "-g", "b", "-f", "json")
    assert (network.code, "code/sector/kites" in network.out) == (0, True)
    (own.folder / "codelists" / "kites.ttl").unlink()
    refused = run("check", own.folder)
    assert (refused.code, "kites" in refused.out, "partnerships" in refused.out) == (1, True, True)


def test_codes_shows_lists_and_codes_of_ones_own(own: EditablePackage, run: Run) -> None:
    bundled = run("codes", "sector", "-f", "json").json()
    listed = run("codes", "sector", "-g", own.folder, "-f", "json").json()
    assert [code for code in listed if code not in bundled] == [
        {
            "code": "kites",
            "label_en": "kite making",
            "label_zh": "风筝制作",
            "definition_en": "Making kites.",
            "definition_zh": "制作风筝。",
            "broader": None,
            "elsewhere": None,
        }
    ]
    lists = run("codes", "--ontology", own.folder, "-f", "json").json()
    assert [(item["title_en"], item["codes"]) for item in lists if item["name"] == "colour"] == [("colours", 1)]


def test_the_schemas_of_a_package_are_written_with_its_codes(own: EditablePackage, run: Run) -> None:
    assert run("new", own.folder, "--update").code == 0
    descriptor = json.loads((own.folder / "datapackage.json").read_text(encoding="utf-8"))
    (partnerships,) = [each for each in descriptor["resources"] if each["name"] == "partnerships"]
    (sectors,) = [field for field in partnerships["schema"]["fields"] if field["name"] == "sectors"]
    assert "|kites)" in sectors["constraints"]["pattern"]


def test_a_rule_derives_and_a_view_derives_anew(own: EditablePackage, run: Run) -> None:
    note = f"SELECT ?note {{ <{AGREEMENT}> skos:note ?note }}"
    for view in ((), ("--as-of", "2030")):
        assert "reached by a rule" in run("query", note, "-g", own.folder, *view).out


def test_a_shape_is_checked_and_falls_back_where_it_lacks_a_message(own: EditablePackage, run: Run) -> None:
    findings = run("check", own.folder, "-f", "json").json()["findings"]
    (found,) = [finding for finding in findings if finding["code"] == "short-name"]
    assert found["severity"] == "warning"
    assert found["message_en"] == "Give the agreement a short name."
    assert found["message_zh"] == "此处不符合形状short-name的约束sh:minCount。"
    assert (found["table"], found["row"]) == ("partnerships", 2)


COMPONENT = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix pk: <https://w3id.org/partnership-kg/ont#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/shape#> .
ex:Language a sh:ConstraintComponent ; sh:parameter [ sh:path ex:language ] ; sh:validator [
    sh:ask "ASK { FILTER(LANG($value) = $language) }" ;
    sh:message "{$value} is not in {$language}."@en , "{$value}不是{$language}。"@zh ] .
ex:of-agreement a sh:NodeShape ; sh:targetClass pk:Agreement ; sh:property ex:name .
ex:name a sh:PropertyShape ; sh:path skos:prefLabel ; sh:severity sh:Info ; ex:language "zh" ; sh:qualifiedMinCount 1 .
"""


def test_a_shape_may_bring_its_component_and_what_checks_nothing_is_told(package: EditablePackage, run: Run) -> None:
    put(package.folder, {"shapes/languages.ttl": COMPONENT})
    checked = run("check", package.folder, "--format", "json")
    assert checked.code == 0
    found = {finding["code"]: finding for finding in checked.json()["findings"]}
    english = "Framework agreement on logistics of Exampleton and the Port of Sampleford"
    assert found["name"]["severity"] == "info"
    assert found["name"]["message_en"] == f"{english} is not in zh."
    assert found["name"]["message_zh"] == f"{english}不是zh。"
    idle = found["idle-parameter"]
    assert (idle["severity"], idle["node"]) == ("warning", "https://example.org/shape#name")
    assert idle["message_en"].startswith("A shape has sh:qualifiedMinCount without sh:qualifiedValueShape")


def test_a_projection_a_filter_and_a_weight(own: EditablePackage, run: Run) -> None:
    listed = run("network", "--list", "-g", own.folder).out
    assert all(name in listed for name in ("everybody", "any: named", "any: weight=seven"))
    rows = csv.DictReader(
        run("network", "everybody", "-p", "weight=seven", "-g", own.folder, "-f", "csv").out.splitlines()
    )
    (tie,) = rows
    assert float(tie["strength"]) == 7
    for named, ties in (("物流", 1), ("航空", 0)):
        answer = run("network", "everybody", "-p", f"named={named}", "-g", own.folder, "-f", "csv")
        assert len(answer.out.splitlines()) == 1 + ties


def test_a_mapping_has_a_name(apart: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("town\nUpper Kiteham\n", encoding="utf-8")
    assert run("map", "towns.csv", "towns", "--ontology", apart, "--out", "g.nq").code == 0
    assert f"<{ID}region/upper-kiteham>" in Path("g.nq").read_text(encoding="utf-8")


def test_an_export(own: EditablePackage, run: Run) -> None:
    assert "schema-org" in run("export", "--list", "-g", own.folder).out
    exported = run("export", "schema-org", "-f", "nquads", "-g", own.folder).out.splitlines()
    assert len(exported) == 2
    assert all(line.startswith(f"<{AGREEMENT}> <https://schema.org/name>") for line in exported)


def test_an_indicator_of_coverage(own: EditablePackage, run: Run) -> None:
    shares = run("coverage", "-g", own.folder, "-f", "json").json()["summary"]
    assert [(s["numerator"], s["denominator"]) for s in shares if s["indicator"] == "paired"] == [(1, 1)]


def test_a_build_is_asked_with_the_folder_by_option_variable_or_python(own: EditablePackage, run: Run) -> None:
    run("build", own.folder, "--out", "b")
    ask = ("ask", "agreements-of", "-p", "x=Exampleton", "-g", "b")
    alone = run(*ask)
    assert (alone.code, "no question 'agreements-of'" in alone.err) == (2, True)
    assert run(*ask, "--ontology", own.folder).code == 0
    assert run_in_process(*ask, cwd=Path.cwd(), KG_ONTOLOGY=os.pathsep.join([str(own.folder)])).code == 0
    assert len(kg.open("b", ontology=own.folder).ask("agreements-of", x="Exampleton")) == 1
    assert len(kg.build(own.folder).ask("agreements-of", x="Exampleton")) == 1
    assert [finding.code for finding in kg.check(own.folder)] == ["short-name"]


def test_a_package_that_is_used_brings_its_folders(own: EditablePackage, run: Run, tmp_path: Path) -> None:
    second = EditablePackage(tmp_path / "second")
    second.folder.mkdir()
    header = own.rows("regions")[0]
    region = {"id": "xx-kiteham", "name_en": "Kiteham", "name_zh": "风筝镇", "kind": "AdministrativeRegion"}
    second.write("regions", [header, [(region | {"level": "city", "parent": "xx"}).get(name, "") for name in header]])
    description = {"name": "second", "uses": ["mine"], "resources": [{"name": "regions", "path": "regions.csv"}]}
    (second.folder / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    assert run("check", second.folder).code == 0
    assert run("ask", "agreements-of", "-p", "x=Exampleton", "-g", second.folder).code == 0


DUPLICATES = {
    "questions/partners.rq": QUESTION,
    "projections/region-region.rq": PROJECTION,
    "projections/filters/sector.rq": FILTER,
    "projections/weights/amount.rq": WEIGHT,
    "rules/10-types.rq": RULE,
    "shapes/party.ttl": SHAPE,
    "codelists/sector.ttl": CODE,
    "mappings/regions.rq": MAPPING,
    "exports/dcat/99-more.rq": EXPORT,
    "coverage/10-dated.rq": INDICATOR,
}
#: What reads each part.
READS = {
    "questions": ("ask", "--list"),
    "projections": ("network", "--list"),
    "rules": ("check",),
    "shapes": ("check",),
    "codelists": ("codes",),
    "mappings": ("map", "t.csv", "regions"),
    "exports": ("export", "--list"),
    "coverage": ("coverage",),
}


@pytest.mark.parametrize("name", DUPLICATES)
def test_a_name_that_stands_twice_is_an_error_that_names_both(name: str, run: Run, tmp_path: Path) -> None:
    folder = put(tmp_path / "own", {name: DUPLICATES[name]})
    failed = run(*READS[name.partition("/")[0]], "--ontology", folder)
    shared = name if not name.startswith("exports") else "exports/dcat"
    assert failed.code == 1
    assert str(folder / shared) in failed.err
    assert failed.err.count(shared) == 4  # once in each language, with the other


def test_two_folders_may_not_have_one_name_and_one_folder_may_come_twice(apart: Path, run: Run, tmp_path: Path) -> None:
    other = put(tmp_path / "other", {"questions/agreements-of.rq": QUESTION})
    failed = run("ask", "--list", "--ontology", apart, "--ontology", other)
    assert failed.code == 1
    assert str(apart / "questions/agreements-of.rq") in failed.err
    assert str(other / "questions/agreements-of.rq") in failed.err
    assert run("ask", "--list", "--ontology", apart, "--ontology", apart / ".." / "apart").code == 0


#: What must be refused: the file, its text, and what the error says.
HOSTILE = {
    "leaves-the-graph": (
        "questions/bad.rq",
        HEADER + "SELECT ?s WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "uses SERVICE",
    ),
    "rule-loads": (
        "rules/95-bad.rq",
        HEADER + "CONSTRUCT { ?s ?p ?o } FROM <file:///etc/hosts> WHERE { ?s ?p ?o }",
        "uses FROM",
    ),
    "no-query": ("questions/bad.rq", HEADER + "SELECT WHERE {", "not valid SPARQL"),
    "rule-that-asks": ("rules/95-bad.rq", HEADER + "SELECT ?s WHERE { ?s ?p ?o }", "not a CONSTRUCT"),
    "rule-that-asks-with-a-function": (
        "rules/95-bad.rq",
        HEADER + 'SELECT ?s WHERE { ?s ?p ?o FILTER(fn:among("x", ?o)) }',
        "not a CONSTRUCT",
    ),
    "function-that-is-not": (
        "rules/95-bad.rq",
        HEADER + 'CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(fn:amogn("x", ?o)) }',
        "fn:parameter, fn:among, fn:decay",
    ),
    "question-that-makes": ("questions/bad.rq", HEADER + "CONSTRUCT WHERE { ?s ?p ?o }", "not a SELECT"),
    "no-header": ("questions/bad.rq", "SELECT ?s WHERE { ?s ?p ?o }", "has no header"),
    "too-large": ("questions/bad.rq", "#" * (LARGEST + 1), "larger than"),
    "no-turtle": ("codelists/bad.ttl", "@prefix ex: <https://example.org/> .\nex:a ex:b <c", "line 2"),
    "no-turtle-shape": ("shapes/bad.ttl", "@prefix ex: <https://example.org/> .\nex:a ex:b <c", "line 2"),
    "unsupported-shape": (
        "shapes/bad.ttl",
        SHAPE.replace("sh:minCount 1", "sh:minCount 1 ; sh:rule [ a sh:TripleRule ]"),
        "sh:rule",
    ),
    "shape-that-leaves": (
        "shapes/bad.ttl",
        SHAPE
        + 'ex:of-agreement sh:sparql [ sh:select "SELECT $this { SERVICE <http://localhost:1/> { $this ?p ?o } }" ] .',
        "SERVICE",
    ),
    "shape-that-loosens": (
        "shapes/bad.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<https://w3id.org/partnership-kg/shapes#code-unit-kind> sh:deactivated true .",
        "codes.ttl",
    ),
    "no-turtle-but-a-mark": ("codelists/bad.ttl", "\ufeff" + CODE, "byte-order mark"),
    "rule-without-end": (
        "rules/95-bad.rq",
        HEADER + "CONSTRUCT { ?a ?q ?b } WHERE { ?a ?p ?o . ?b ?q ?r }",
        "Give its patterns the variables that join them",
    ),
    "header-in-another-form": (
        "questions/bad.rq",
        "#: title: Mine\nSELECT ?s WHERE { ?s ?p ?o }",
        "are written {en: …, zh: …}",
    ),
    "code-that-is-there": ("codelists/bad.ttl", CODE.replace("sector:kites", "sector:logistics"), "sector.ttl"),
    "code-of-no-list": ("codelists/bad.ttl", CODE.replace("code/sector>", "code/sektor>"), "no such list"),
    "code-list-with-data": (
        "codelists/bad.ttl",
        f"<{ID}region/x> a <https://w3id.org/partnership-kg/ont#Region> .",
        "no code",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_wrong_is_refused_and_its_file_named(case: str, package: EditablePackage, run: Run) -> None:
    name, text, told = HOSTILE[case]
    put(package.folder, {name: text})
    reads = READS[name.partition("/")[0]] if name.startswith("questions") else ("check", package.folder)
    failed = run(*reads, *(["-g", package.folder] if reads[0] == "ask" else []))
    assert failed.code == 1
    assert str(package.folder / name) in failed.err
    assert told in failed.err


#: What each part must select, a query that does not, and what asks it.
OTHER_COLUMNS = {
    "coverage/90-bad.rq": (
        "?thing",
        HEADER + "#: of: partnership\nSELECT ?x WHERE { ?x a pk:Agreement }",
        ("coverage",),
    ),
    "projections/filters/bad.rq": (
        "?partnership or ?node ?side",
        "#: title: {en: Mine, zh: 我的}\n#: parameters:\n#:   x: {type: string, en: x, zh: 某}\n"
        'SELECT ?node WHERE { ?node a pk:Region BIND(fn:parameter("x") AS ?x) }',
        ("network", "region-region", "-p", "x=1"),
    ),
    "projections/weights/bad.rq": (
        "?partnership ?factor",
        HEADER + "SELECT ?partnership WHERE { ?partnership a pk:Agreement }",
        ("network", "region-region", "-p", "weight=bad"),
    ),
    "exports/mine/10-bad.rq": (
        "?graph ?subject ?predicate ?object",
        HEADER + "SELECT ?subject WHERE { ?subject a pk:Agreement }",
        ("export", "mine"),
    ),
}


@pytest.mark.parametrize("name", OTHER_COLUMNS)
def test_a_query_that_selects_other_columns_than_its_part_needs_is_refused(
    name: str, package: EditablePackage, run: Run
) -> None:
    told, text, asks = OTHER_COLUMNS[name]
    put(package.folder, {name: text})
    failed = run(*asks, "-g", package.folder)
    assert failed.code == 1
    assert f"{package.folder / name}: does not select {told}." in failed.err


def test_an_export_that_only_asks_is_refused(package: EditablePackage, run: Run) -> None:
    put(package.folder, {"exports/mine/10-bad.rq": HEADER + "ASK { ?x a pk:Agreement }"})
    failed = run("export", "mine", "-g", package.folder)
    assert failed.code == 1
    assert f"{package.folder / 'exports/mine/10-bad.rq'}: is not a SELECT" in failed.err


def test_a_weight_is_a_number_and_an_export_makes_statements(package: EditablePackage, run: Run) -> None:
    put(
        package.folder,
        {
            "projections/weights/bad.rq": HEADER
            + 'SELECT ?partnership ("x" AS ?factor) { ?partnership pk:hasParty ?y }',
            "exports/mine/10-bad.rq": HEADER
            + 'SELECT ("a" AS ?subject) (rdf:type AS ?predicate) (1 AS ?object) (pk:Party AS ?graph) {}',
        },
    )
    weight = run("network", "region-region", "-p", "weight=bad", "-g", package.folder)
    assert (weight.code, "The weight bad returns 'x'" in weight.err) == (1, True)
    made = run("export", "mine", "-g", package.folder)
    assert (made.code, "which is no statement" in made.err) == (1, True)


@pytest.mark.parametrize(
    ("line", "told"), [("format: x", "has the format 'x'"), ("datatypes: {x: y}", "has 'x' among its datatypes")]
)
def test_a_header_of_an_export_is_read_with_care(line: str, told: str, package: EditablePackage, run: Run) -> None:
    put(package.folder, {"exports/mine/10-bad.rq": HEADER + f"#: {line}\n" + EXPORT.removeprefix(HEADER)})
    failed = run("export", "--list", "-g", package.folder)
    assert failed.code == 1
    assert f"{package.folder / 'exports/mine/10-bad.rq'}: its header {told}" in failed.err


def test_a_filter_that_nobody_could_ask_is_refused(package: EditablePackage, run: Run) -> None:
    name = "projections/filters/bad.rq"
    put(package.folder, {name: HEADER + "SELECT ?partnership WHERE { ?partnership a pk:Agreement }"})
    failed = run("network", "region-region", "-g", package.folder)
    assert failed.code == 1
    assert f"{package.folder / name}: has no parameter" in failed.err


def test_a_query_file_may_begin_with_a_byte_order_mark(package: EditablePackage, run: Run, tmp_path: Path) -> None:
    plain = put(tmp_path, {"plain.rq": QUESTION, "marked.rq": "\ufeff" + QUESTION})
    asked = [
        run("ask", plain / name, "-p", "x=Exampleton", "-g", package.folder, "--format", "csv")
        for name in ("plain.rq", "marked.rq")
    ]
    assert [outcome.code for outcome in asked] == [0, 0]
    assert asked[0].stdout == asked[1].stdout
    assert b"Framework agreement on logistics" in asked[1].stdout


@pytest.mark.parametrize("link", ["questions/bad.rq", "questions"])
def test_a_link_that_leads_out_is_refused(link: str, package: EditablePackage, run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"away/bad.rq": QUESTION})
    (package.folder / link).parent.mkdir(exist_ok=True)
    (package.folder / link).symlink_to(tmp_path / "away" / ("bad.rq" if link.endswith(".rq") else ""))
    failed = run("ask", "--list", "-g", package.folder)
    assert failed.code == 1
    assert f"{package.folder / link}: is a link that leads out" in failed.err


def test_python_and_hidden_files_are_left_alone(package: EditablePackage, run: Run) -> None:
    files = {f"{part}/evil.py": "raise SystemExit(99)" for part in ("questions", "rules", "mappings", "exports/x")}
    put(package.folder, {**files, "questions/__init__.py": "raise SystemExit(99)", "questions/._a.rq": "\x00\x05"})
    assert run("check", package.folder).code == 0
    assert run("ask", "--list", "-g", package.folder).stdout == run("ask", "--list").stdout
    assert run("export", "--list", "-g", package.folder).stdout == run("export", "--list").stdout


@pytest.mark.parametrize("folder", ["none", "."])
def test_a_folder_that_adds_nothing_is_an_error(folder: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no such folder|adds nothing"):
        Ontology.of(tmp_path / folder)
