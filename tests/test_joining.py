"""Graphs are joined: to packages, to one another, and to what is said in other vocabularies."""

from __future__ import annotations

import gzip
import random
from datetime import date
from pathlib import Path

import pytest

import kg
from kg import assets, vocabulary
from kg.errors import AmbiguousName, DataError, SourceError
from kg.findings import Finding
from kg.intake.guessing import guess
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import nquads
from tests import second_source
from tests.ontology.test_shapes import GOOD, PREFIXES
from tests.page.unpacking import keys, payload
from tests.support import ID, EditablePackage

# Round trips


def test_a_graph_alone_is_the_graph_that_it_is(built: Path) -> None:
    whole = (built / "graph.nq").read_bytes()
    for path in (built, built / "graph.nq", built / "graph.ttl"):
        assert nquads(kg.build(path)) == whole


def test_halves_joined_are_the_whole(built: Path, tmp_path: Path) -> None:
    """Cut anywhere, so that a thing, its evidence and what is derived of it lie in different files."""
    whole = (built / "graph.nq").read_bytes()
    lines = whole.splitlines(keepends=True)
    random.Random(13).shuffle(lines)
    one, two, three = tmp_path / "one.nq", tmp_path / "two.nt", tmp_path / "three.ttl.gz"
    one.write_bytes(b"".join(lines[::3]))
    two.write_bytes(b"\xef\xbb\xbf" + b"".join(lines[1::3]))
    three.write_bytes(gzip.compress(b"".join(lines[2::3])))
    assert nquads(kg.build(three, one, two)) == nquads(kg.build(one, two, three)) == whole


def second(folder: Path, uses: tuple[str, ...] = ()) -> EditablePackage:
    """The second source without the two rows that name things of the bundled data anew."""
    rows = second_source.tables()
    rows["institutions"] = [row for row in rows["institutions"] if row["id"] != "science-city-fund"]
    rows["partnerships"] = [row for row in rows["partnerships"] if row["id"] != second_source.FUND]
    return second_source.write_package(folder, rows, uses)


def test_a_graph_and_a_package_joined_are_the_packages_built_together(built: Path, tmp_path: Path) -> None:
    """The package refers to things that are in the graph alone, and changes what is derived of them."""
    package = second(tmp_path / "second")
    together = kg.build(*assets.bundled_packages(), package.folder)
    assert nquads(together) != (built / "graph.nq").read_bytes()
    joined = kg.build(built / "graph.nq", package.folder)
    assert nquads(joined) == nquads(together)
    # The article has the telephones operating on the day on which the bulletin has them on trial: both are kept.
    told = [finding for finding in joined.findings if finding.code == "derived-anew"]
    assert told == []
    with pytest.raises(DataError) as caught:
        kg.build(package.folder)
    assert {finding.code for finding in caught.value.findings} == {"dangling-reference"}
    # Two graphs, each of a build of its own.
    kg.build(second(tmp_path / "again" / "second", ("jiaxing-shanghai-2017",)).folder, out=tmp_path / "kept")
    assert {line for line in nquads(kg.build(built, tmp_path / "kept")).splitlines() if b"requires" not in line} == {
        line for line in nquads(together).splitlines() if b"requires" not in line
    }


# What may not be


def graph(path: Path, text: str) -> Path:
    """A file of RDF; Turtle has the prefixes that the tests need."""
    prefixes = {
        "": ID,
        "dcterms": "http://purl.org/dc/terms/",
        "level": "https://w3id.org/partnership-kg/code/level/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pk": "https://w3id.org/partnership-kg/ont#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    heading = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()) if path.suffix == ".ttl" else ""
    path.write_text(heading + text, encoding="utf-8")
    return path


def found(*paths: Path | str) -> dict[str, list[Finding]]:
    """The findings of a check by their code."""
    by_code: dict[str, list[Finding]] = {}
    for finding in kg.check(*paths):
        by_code.setdefault(finding.code, []).append(finding)
    return by_code


@pytest.mark.parametrize(
    ("said", "code", "node"),
    [
        ("<region/cn-jiaxing> pk:level level:county .", "region-level", "region/cn-jiaxing"),
        ('<region/cn-jiaxing> skos:prefLabel "Chiahsing"@en .', "label-twice", "region/cn-jiaxing"),
        (
            '<region/cn-jiaxing> pk:validFrom "1983-01-01"^^xsd:date , "1984-01-01"^^xsd:date .',
            "party-valid-from",
            "region/cn-jiaxing",
        ),
        ("<region/cn-jiaxing> pk:parentRegion <region/cn-shanghai> .", "region-two-parents", "region/cn-jiaxing"),
        ("<institution/mofcom> pk:locatedIn <region/nowhere> .", "institution-region", "institution/mofcom"),
        ("<region/cn-zhejiang> pk:parentRegion <region/cn-jiaxing> .", "region-cycle", "region/cn-zhejiang"),
    ],
)
def test_what_two_graphs_say_and_cannot_both_hold_is_found(
    said: str, code: str, node: str, built: Path, tmp_path: Path
) -> None:
    other = graph(tmp_path / "other.ttl", f"@base <{ID}> .\n{said}\n")
    findings = [each for each in found(built, other)[code] if each.node == ID + node]
    assert findings
    for finding in findings:
        # It is at home in both files, and both are named.
        assert "graph.nq" in finding.file + finding.message_en
        assert "other.ttl" in finding.file + finding.message_en
    assert code not in found(built)


def test_two_current_stages_are_one_when_graphs_are_joined(built: Path, tmp_path: Path) -> None:
    """What is derived is derived of both, and what does not follow any more is told of its file."""
    phones = f"<{ID}partnership/area-code-021-telephones>"
    old = next(
        line
        for line in (built / "graph.nq").read_text("utf-8").splitlines()
        if f"{phones} " in line and "currentStage" in line
    )
    stage = old.split()[2]
    assert stage.endswith("stage/operating>")
    claim = (built / "graph.nq").read_text("utf-8")
    evidence = next(
        line.split()[2] for line in claim.splitlines() if line.startswith(phones) and "ont#evidence>" in line
    )
    other = graph(
        tmp_path / "other.ttl",
        f"""@base <{ID}> .
        {phones} pk:currentStage <https://w3id.org/partnership-kg/code/stage/planned> .
        <stage/later> a pk:StageClaim ; pk:about {phones} ; pk:asOf "2019-01-01"^^xsd:date ; pk:evidence {evidence} ;
          pk:stage <https://w3id.org/partnership-kg/code/stage/terminated> ;
          pk:asOfPrecision <https://w3id.org/partnership-kg/code/date-precision/day> ;
          pk:timeBasis <https://w3id.org/partnership-kg/code/time-basis/stated> ;
          pk:assertedBy <region/cn-shanghai> .
        """,
    )
    joined = kg.build(built, other)
    lines = [
        line for line in nquads(joined).decode().splitlines() if line.startswith(phones) and "currentStage" in line
    ]
    assert [line.split()[2] for line in lines] == ["<https://w3id.org/partnership-kg/code/stage/terminated>"]
    told = {finding.file: finding.message_en for finding in joined.findings if finding.code == "derived-anew"}
    assert set(told) == {"graph.nq", "other.ttl"}
    assert told["graph.nq"].endswith("1 do not follow from all that is joined here, and were left out: 1 currentStage.")
    assert told["other.ttl"].startswith("Of 1 derived triples of the file, 1 do not follow")


def test_two_versions_of_one_data_set_are_told(built: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.nq"
    text = (built / "graph.nq").read_text("utf-8")
    (version,) = {
        line.split('"')[1] for line in text.splitlines() if "owl#versionInfo" in line and "jiaxing-shanghai" in line
    }
    older.write_text(text.replace(f'versionInfo> "{version}"', 'versionInfo> "0.0.1"'), "utf-8")
    told = found(built, older)["two-versions"]
    assert {finding.node for finding in told} >= {f"{ID}dataset/jiaxing-shanghai-2017"}
    assert told[0].value == f"0.0.1, {version}"


def test_what_is_said_to_be_the_same_stays_two_and_is_told(built: Path, tmp_path: Path) -> None:
    other = graph(
        tmp_path / "other.ttl",
        '<http://example.org/jx> a pk:AdministrativeRegion ; skos:prefLabel "Kashing"@en , "禾城"@zh ;'
        " pk:level level:city ;"
        f" pk:parentRegion <{ID}region/cn-zhejiang> ; owl:sameAs <{ID}region/cn-jiaxing> ;"
        " skos:exactMatch <http://example.org/unknown> .",
    )
    (told,) = found(built, other)["said-the-same"]
    assert (told.severity.value, told.node, told.value) == (
        "warning",
        "http://example.org/jx",
        f"{ID}region/cn-jiaxing",
    )
    assert told.file == "other.ttl"
    joined = kg.build(built, other)
    assert {f"{ID}region/cn-jiaxing", "http://example.org/jx"} <= set(joined.records.parties)


def test_blank_nodes_of_several_files_do_not_clash(tmp_path: Path) -> None:
    """One name in two files, and no name: four places, each with the name that its file gives it."""
    for number, name in enumerate(("East", "West")):
        graph(
            tmp_path / f"{name}.ttl",
            f'_:b0 a pk:Zone ; skos:prefLabel "{name}"@en , "{number}"@zh .\n'
            f'[] a pk:Zone ; skos:prefLabel "{name} Two"@en , "{number}{number}"@zh ; pk:parentRegion _:b0 .\n',
        )
    paths = sorted(tmp_path.iterdir())
    joined = kg.build(*paths)
    parties = joined.records.parties.values()
    assert sorted(party.label.en for party in parties) == ["East", "East Two", "West", "West Two"]
    inside = joined.store.select(
        "SELECT ?in ?out { ?a pk:within ?b . ?a skos:prefLabel ?in . ?b skos:prefLabel ?out "
        "FILTER(LANG(?in) = 'en' && LANG(?out) = 'en') }"
    )
    assert sorted((row["in"].value, row["out"].value) for row in inside) == [("East Two", "East"), ("West Two", "West")]  # type: ignore[union-attr]
    assert nquads(kg.build(*reversed(paths))) == nquads(joined)
    assert nquads(kg.build(paths[0], paths[0])) == nquads(kg.build(paths[0]))


# Other vocabularies


DATA = Path(__file__).parent / "data"


def test_a_tree_in_skos_is_regions(tmp_path: Path) -> None:
    joined = kg.build(DATA / "places.skos.ttl")
    place = "http://example.org/place/"
    parties = {iri.removeprefix(place): party for iri, party in joined.records.parties.items()}
    assert {name: (party.label.en, party.label.zh) for name, party in parties.items()} == {
        "north": ("Northland", "北国"),
        "coast": ("Coast", "海岸"),
        "haven": ("Haven", "Haven"),
        "oak": ("栎镇", "栎镇"),
    }
    rows = joined.store.select("SELECT ?a ?b { ?a pk:within ?b }")
    within = {tuple(str(row[name].value).removeprefix(place) for name in "ab") for row in rows}  # type: ignore[union-attr]
    assert within == {
        ("coast", "north"),
        ("haven", "coast"),
        ("haven", "north"),
        ("oak", "haven"),
        ("oak", "coast"),
        ("oak", "north"),
    }
    levels = joined.store.select("SELECT ?a ?level { ?a pk:level ?level }")
    assert {str(row["a"].value).removeprefix(place): str(row["level"].value).rpartition("/")[2] for row in levels} == {  # type: ignore[union-attr]
        "north": "country",
        "coast": "province",
        "haven": "city",
        "oak": "county",
    }
    (haven,) = joined.store.select(
        "SELECT ?lat ?long ?code ?scheme "
        "{ ?a wgs84:lat ?lat ; wgs84:long ?long ; pk:code ?code ; pk:codeScheme ?scheme }"
    )
    assert [haven[name].value for name in ("lat", "long", "code", "scheme")] == [
        "50.5",
        "7.25",
        "N-7",
        f"{place}scheme",
    ]  # type: ignore[union-attr]
    # The name in a language that is not ours is kept as another one, and finds the place.
    assert joined.names.resolve("hafen") == f"{place}haven"
    assert joined.data_set()["title_en"] == "Places"
    told = {finding.code: finding.message_en for finding in joined.findings if finding.severity.value == "info"}
    assert told["read-as"] == "Read as SKOS: 4 regions."
    assert told["not-used"] == ("2 of 28 triples of the file were not used: 1 dcterms:creator, 1 skos:changeNote.")
    assert not [finding for finding in joined.findings if finding.severity.value == "violation"]


@pytest.mark.parametrize(
    ("notations", "levels"),
    [
        (("AT", "AT1", "AT12", "AT127"), ("country", "province", "city", "county")),
        (("AT", "AT-9"), ("country", "province")),
        (("330000", "330400", "330424"), ("province", "city", "county")),
        (("310000", "310101"), ("municipality", "county")),
        # Three letters are no region of NUTS where nothing above them begins so.
        (("AUT", "WIE"), ("country", "province")),
        # Where notations say levels, what has none is above or below them and has no level.
        (("", "AT", "AT1"), ("", "country", "province")),
        (("", "", "", "", "", ""), ("country", "province", "city", "county", "town", "")),
    ],
)
def test_levels_are_those_of_notations_or_of_the_depth(
    notations: tuple[str, ...], levels: tuple[str, ...], tmp_path: Path
) -> None:
    lines = []
    for number, notation in enumerate(notations):
        lines.append(f'<http://x.example/{number}> a skos:Concept ; skos:prefLabel "P{number}"@en .')
        if notation:
            lines.append(f'<http://x.example/{number}> skos:notation "{notation}" .')
        if number:
            lines.append(f"<http://x.example/{number}> skos:broader <http://x.example/{number - 1}> .")
    joined = kg.build(graph(tmp_path / "tree.ttl", "\n".join(lines)))
    rows = joined.store.select("SELECT ?a ?level { ?a a pk:Region OPTIONAL { ?a pk:level ?level } }")
    made = {str(row["a"].value)[-1]: str(getattr(row["level"], "value", "")).rpartition("/")[2] for row in rows}  # type: ignore[union-attr]
    assert [made[str(number)] for number in range(len(levels))] == list(levels)


def test_a_circle_in_skos_ends_and_is_found(tmp_path: Path) -> None:
    circle = graph(
        tmp_path / "circle.ttl",
        "".join(
            f'<http://x.example/{one}> a skos:Concept ; skos:prefLabel "{one}"@en ;'
            f" skos:broader <http://x.example/{two}> ."
            for one, two in (("a", "b"), ("b", "c"), ("c", "a"))
        ),
    )
    assert len(found(circle)["region-cycle"]) == 3


def test_concepts_that_are_codes_are_no_regions(tmp_path: Path) -> None:
    """A list of sectors without a tree is not read; nor is a concept that something uses as its code."""
    flat = graph(tmp_path / "flat.ttl", '<http://x.example/a> a skos:Concept ; skos:prefLabel "A"@en .')
    assert "nothing-known" in found(flat)
    assert "read-as" not in found(flat)
    used = graph(
        tmp_path / "used.ttl",
        '<http://x.example/a> a skos:Concept ; skos:prefLabel "A"@en ; skos:broader <http://x.example/b> .\n'
        "<http://x.example/b> a skos:Concept .\n"
        "<http://x.example/p> pk:sector <http://x.example/a> , <http://x.example/b> .",
    )
    assert "read-as" not in found(used)


def test_organisations_are_institutions_where_their_addresses_say(tmp_path: Path) -> None:
    joined = kg.build(DATA / "organisations.org.ttl", DATA / "places.skos.ttl")
    rows = joined.store.select(
        "SELECT ?name ?kind ?place ?above { ?a a pk:Institution ; skos:prefLabel ?name ; pk:institutionKind ?kind"
        " OPTIONAL { ?a pk:locatedIn ?place } OPTIONAL { ?a pk:affiliatedWith ?above } FILTER(LANG(?name) = 'en') }"
    )
    made = {
        row["name"].value: tuple(
            getattr(row[name], "value", "").rpartition("/")[2] for name in ("kind", "place", "above")
        )  # type: ignore[union-attr]
        for row in rows
    }
    assert made == {
        "University of Haven": ("university", "haven", ""),
        "Laboratory of Tides": ("organisation", "", "university"),
        "Works": ("hospital", "farland-elsewhere", ""),
    }
    told = {finding.code: finding.message_en for finding in joined.findings if finding.file == "organisations.org.ttl"}
    assert told["read-as"] == "Read as ORG and FOAF: 3 institutions."
    assert told["placed-by-name"].endswith(": Northland → north (1), haven → haven (1).")
    assert told["region-of-address"].endswith(": Elsewhere (1), Farland (1).")
    # Of 23 triples: the street, the class of the address, and the person with a name.
    assert told["not-used"].startswith("4 of 23 triples of the file were not used: 2 rdf:type, ")
    # Everything of one file that another one speaks of is found whatever the order.
    assert nquads(kg.build(DATA / "places.skos.ttl", DATA / "organisations.org.ttl")) == nquads(joined)


def test_an_address_that_several_regions_have_is_not_decided(tmp_path: Path) -> None:
    twins = graph(
        tmp_path / "twins.ttl",
        "".join(
            f'<http://x.example/{number}> a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "Haven"@en .'
            for number in (1, 2)
        ),
    )
    told = found(twins, DATA / "organisations.org.ttl")["place-ambiguous"]
    assert [(finding.severity.value, finding.file) for finding in told] == [("warning", "organisations.org.ttl")]
    assert told[0].message_en.endswith(": haven (1).")


def test_schema_org_is_read_with_either_scheme(tmp_path: Path) -> None:
    for scheme in ("http", "https"):
        path = tmp_path / f"{scheme}.jsonld"
        path.write_text(
            f'{{"@context": {{"@vocab": "{scheme}://schema.org/"}},'
            ' "@id": "http://x.example/clinic", "@type": "Hospital",'
            ' "name": "Clinic", "telephone": "1", "address": {"@type": "PostalAddress", "addressLocality": "Haven",'
            ' "addressCountry": "NO"}}'
        )
        joined = kg.build(path)
        (row,) = joined.store.select(
            "SELECT ?kind ?place "
            "{ ?a a pk:Institution ; pk:institutionKind ?kind ; pk:locatedIn/skos:prefLabel ?place }"
        )
        assert row["kind"].value.endswith("/hospital")  # type: ignore[union-attr]
        assert row["place"].value == "Haven"  # type: ignore[union-attr]
        (told,) = [finding for finding in joined.findings if finding.code == "not-used"]
        assert "schema.org/telephone" in told.message_en


def test_places_of_schema_org_are_regions(tmp_path: Path) -> None:
    path = tmp_path / "places.jsonld"
    path.write_text(
        """{"@context": {"@vocab": "https://schema.org/", "in": {"@id": "containedInPlace", "@type": "@id"}},
        "@graph": [
          {"@id": "http://x.example/n", "@type": "Country", "name": "Northland"},
          {"@id": "http://x.example/h", "@type": "City", "name": {"@value": "Haven", "@language": "en"},
           "in": "http://x.example/n", "geo": {"latitude": "50.5", "longitude": 7.25}},
          {"@id": "http://x.example/d", "@type": "AdministrativeArea", "name": "Docks", "in": "http://x.example/h"},
          {"@id": "http://x.example/firm", "@type": "Corporation", "name": "Firm", "location": {"@id": "http://x.example/h"}}
        ]}"""
    )
    joined = kg.build(path)
    rows = joined.store.select("SELECT ?a ?level { ?a pk:level ?level }")
    levels = {str(row["a"].value)[-1]: str(row["level"].value).rpartition("/")[2] for row in rows}  # type: ignore[union-attr]
    assert levels == {"n": "country", "h": "city", "d": "county"}
    (haven,) = joined.store.select("SELECT ?lat ?long { ?a wgs84:lat ?lat ; wgs84:long ?long }")
    assert [haven[name].value for name in ("lat", "long")] == ["50.5", "7.25"]  # type: ignore[union-attr]
    (firm,) = joined.store.select(
        "SELECT ?in { <http://x.example/firm> pk:inRegion ?in FILTER(?in != <http://x.example/h>) }"
    )
    assert firm["in"].value == "http://x.example/n"  # type: ignore[union-attr]
    assert joined.store.ask("ASK { <http://x.example/firm> pk:locatedIn <http://x.example/h> }")
    told = {finding.code: finding.message_en for finding in joined.findings}
    assert told["read-as"] == "Read as schema.org: 3 regions, 1 institutions."


def test_a_level_that_a_concept_says_itself_counts(tmp_path: Path) -> None:
    tree = graph(
        tmp_path / "tree.ttl",
        '<http://x.example/0> a skos:Concept ; skos:prefLabel "0"@en ; pk:level level:province .\n'
        '<http://x.example/1> a skos:Concept ; skos:prefLabel "1"@en ; skos:broader <http://x.example/0> .\n'
        "<http://x.example/1> <http://www.w3.org/2008/05/skos-xl#altLabel> "
        '[ <http://www.w3.org/2008/05/skos-xl#literalForm> "Eins"@de ] .\n',
    )
    joined = kg.build(tree)
    rows = joined.store.select("SELECT ?a ?level { ?a pk:level ?level }")
    levels = {str(row["a"].value)[-1]: str(row["level"].value).rpartition("/")[2] for row in rows}  # type: ignore[union-attr]
    assert levels == {"0": "province", "1": "province"}
    assert joined.names.resolve("Eins") == "http://x.example/1"
    assert "region-parent-level" in found(tree)


def test_a_query_of_ones_own_reads_another_vocabulary(tmp_path: Path) -> None:
    foreign = tmp_path / "own" / "foreign"
    foreign.mkdir(parents=True)
    (foreign / "towns.rq").write_text(
        "#: title: {en: Towns, zh: 城镇}\n#: question: {en: Towns as zones., zh: 城镇。}\n"
        "#: recognises: [http://x.example/Town]\n#: made: {region: {en: zones, zh: 个区}}\n"
        "CONSTRUCT { ?t a pk:Zone ; skos:prefLabel ?n }\n"
        "WHERE { ?t a <http://x.example/Town> ; <http://x.example/n> ?n }\n",
        encoding="utf-8",
    )
    data = graph(
        tmp_path / "t.ttl",
        '<http://x.example/1> a <http://x.example/Town> ; <http://x.example/n> "Oak" ; <http://x.example/z> 1 .',
    )
    joined = kg.build(data, ontology=tmp_path / "own")
    told = {finding.code: finding.message_en for finding in joined.findings}
    assert told["read-as"] == "Read as Towns: 1 zones."
    assert told["not-used"] == "1 of 3 triples of the file were not used: 1 <http://x.example/z>."
    assert "nothing-known" in found(data)


def test_each_data_set_is_told_with_its_version_and_licence(built: Path, tmp_path: Path) -> None:
    joined = kg.build(built, DATA / "places.skos.ttl")
    told = joined.data_set()
    assert (told["version"], told["license"]) == ("", "")
    assert told["described_en"].startswith("Places; Jiaxing and Shanghai: ")
    version, licence = kg.open(built).data_set()["version"], kg.open(built).data_set()["license"]
    assert told["described_en"].endswith(f" ({version}, {licence})")
    assert payload(joined.page().html)["meta"]["dataSet"] == [told["described_en"], told["described_zh"]]
    assert "described_en" not in kg.open(built).data_set()


# Hostile files


#: An entity that holds another: 10,100 letters, which no parser minds, and more than ours allows.
HELD = (
    f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "{"a" * 100}"><!ENTITY b "{"&a;" * 101}">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x.example/">'
    '<rdf:Description rdf:about="http://x.example/a"><x:p>&b;</x:p></rdf:Description></rdf:RDF>'
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.ttl", "@prefix x: <http://x/> .\nx:a x:b .\n", "bad.ttl: is not valid RDF: .* line 2 column 9"),
        ("bad.nq", "<http://a> <http://b> .\n", "bad.nq: is not valid RDF: .*line 1"),
        ("bad.jsonld", '{"@id": "a"', "bad.jsonld: is not valid RDF: .*line 1"),
        ("far.jsonld", '{"@context": "https://schema.org/", "name": "a"}', "nothing is read over the network"),
        ("far.jsonld", '{"@context": ["file:///other.jsonld"], "name": "a"}', "nothing is read over the network"),
        ("far.jsonld", '{"@context": {"@import": "http://x/"}, "name": "a"}', "nothing is read over the network"),
        ("held.rdf", HELD, "held.rdf: the entity 'b' stands for more than 10,000 bytes"),
        (
            "file.rdf",
            '<!DOCTYPE r [<!ENTITY a SYSTEM "other.txt">]><r>&a;</r>',
            "Entities from elsewhere are not read",
        ),
        ("relative.ttl", "<a> <http://x/b> <http://x/c> .", "relative.ttl: names 'a', which is no whole IRI"),
        ("relative.jsonld", '{"@id": "a", "http://x/p": "b"}', "relative.jsonld: names 'a', which is no whole IRI"),
        ("bad.ttl.gz", "no gzip", r"bad.ttl.gz: (cannot be read|is damaged)"),
        ("bad.ttl", b'<http://a> <http://b> "\xff" .', "not valid RDF: .*line 1"),
        ("bad.ttl", b"<" * 600_000, "not valid RDF"),
        (
            "half.nq.gz",
            gzip.compress(b"<http://a> <http://b> <http://c> .\n" * 10_000, mtime=0)[:200],
            "half.nq.gz: is damaged",
        ),
        ("none.csv", "a,b\n", "is not a file of RDF by its name"),
    ],
)
def test_files_that_are_wrong_or_hostile(name: str, content: str | bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    for call in (kg.build, kg.check):
        with pytest.raises(SourceError, match=words) as caught:
            call(path)
        assert len(str(caught.value)) < 2_000
        assert caught.value.text.zh != caught.value.text.en


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.formats._SMALL", 1_000_000)
    for name in ("bomb.nt.gz", "bomb.rdf.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"# nothing\n" * 4_000_000))
        with pytest.raises(SourceError, match="unpack to more than 300 times as many"):
            kg.check(tmp_path / name)


def test_files_without_triples_are_told(tmp_path: Path) -> None:
    empty = graph(tmp_path / "empty.nt", "# nothing\n")
    assert set(found(empty)) == {"no-data"}
    lost = graph(tmp_path / "lost.jsonld", '{"@context": {}, "name": "no term of any context"}')
    assert set(found(lost, assets.data_folder() / "regions-china")) == {"no-triples"}
    with pytest.raises(SourceError, match="cannot be read"):
        kg.build(tmp_path / "none.ttl")


def test_another_base_is_told(built: Path, tmp_path: Path) -> None:
    kg.build(base="https://example.org/x/", out=tmp_path / "other")
    alone = kg.build(tmp_path / "other")
    assert alone.store.base == "https://example.org/x/"
    assert nquads(alone) == (tmp_path / "other" / "graph.nq").read_bytes()
    # A data set of another vocabulary, whose IRI looks like one of ours and sorts before it.
    scheme = graph(
        tmp_path / "scheme.ttl",
        "<http://a.example/dataset/places> a skos:ConceptScheme ; skos:prefLabel 'Places'@en .\n"
        "<http://a.example/1> skos:broader <http://a.example/2> ; skos:inScheme <http://a.example/dataset/places> .\n"
        "<http://a.example/1> a skos:Concept ; skos:prefLabel '1'@en .\n"
        "<http://a.example/2> a skos:Concept ; skos:prefLabel '2'@en .\n",
    )
    joined = kg.build(scheme, tmp_path / "other", out=tmp_path / "joined")
    assert joined.store.base == kg.open(tmp_path / "joined").store.base == "https://example.org/x/"
    assert "Places" in joined.data_set()["title_en"]
    (told,) = found(assets.data_folder() / "regions-china", tmp_path / "other")["another-base"]
    assert "https://example.org/x/" in told.message_en


def test_what_the_ontology_says_of_its_codes_stands(built: Path, tmp_path: Path) -> None:
    level = "<https://w3id.org/partnership-kg/code/level/city>"
    other = graph(
        tmp_path / "codes.ttl",
        f'{level} skos:prefLabel "Grossstadt"@en ; pk:order 99 .\n'
        f'<{ID}region/x> a pk:Zone ; skos:prefLabel "X"@en , "某"@zh .',
    )
    joined = kg.build(built, other)
    (told,) = [finding for finding in joined.findings if finding.code == "codes-as-here"]
    assert told.message_en.startswith("2 triples of the file say of codes")
    assert b"Grossstadt" not in nquads(joined)


# IRIs that are not below the base


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Two graphs of one shape whose IRIs end alike: below a slash in one, behind a hash in the other."""
    folder = tmp_path_factory.mktemp("elsewhere")
    heading = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items() if name)
    for name, base, city in (("one", SLASH, "Jiaxing"), ("two", HASH, "Hangzhou")):
        text = GOOD.replace('"Jiaxing"@en', f'"{city}"@en').replace('"嘉兴"@zh', f'"{city}市"@zh')
        (folder / f"{name}.ttl").write_text(f"{heading}@prefix : <{base}> .\n{text}", encoding="utf-8")
    return kg.build(folder / "one.ttl", folder / "two.ttl", out=folder / "build")


SLASH, HASH = "https://one.example/", "https://two.example/data#"


def test_things_elsewhere_are_in_records_and_explained(elsewhere: KnowledgeGraph) -> None:
    assert set(elsewhere.records.partnerships) == {
        f"{base}{name}" for base in (SLASH, HASH) for name in ("deal", "work")
    }
    assert {iri for iri in elsewhere.records.parties if iri.endswith("jx")} == {f"{SLASH}jx", f"{HASH}jx"}
    told = elsewhere.explain(f"{HASH}deal").text()
    assert "Hangzhou" in told
    assert "Jiaxing" not in told
    assert f"[cooperation agreement 合作协议]  {HASH}deal" in told
    # An end that two have is asked back, with what tells them apart; one that is alone is found.
    with pytest.raises(AmbiguousName, match=f"{SLASH}deal .*{HASH}deal"):
        elsewhere.explain("deal")
    assert elsewhere.names.resolve("Hangzhou") == f"{HASH}jx"
    assert elsewhere.names.label(f"{HASH}p1", "en") == "Agreement: Hangzhou"


def test_things_elsewhere_are_in_networks_and_on_the_page(elsewhere: KnowledgeGraph) -> None:
    network = elsewhere.project("region-region", level="city")
    assert set(network.nodes) == {f"{base}{name}" for base in (SLASH, HASH) for name in ("jx", "sh")}
    assert {tuple(sorted(edge)) for edge in network.edges()} == {(f"{base}jx", f"{base}sh") for base in (SLASH, HASH)}
    packed = payload(elsewhere.page().html)
    # A key is an IRI without https://.
    assert {f"https://{key}" for key in keys(packed, "partnerships")} == set(elsewhere.records.partnerships)
    assert {f"{SLASH}jx", f"{HASH}jx"} <= {f"https://{key}" for key in keys(packed, "parties")}
    assert {row["agreement"].value for row in elsewhere.agreements().rows} == {f"{SLASH}deal", f"{HASH}deal"}  # type: ignore[union-attr]


def test_things_elsewhere_are_checked_and_written_as_the_same_bytes(elsewhere: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "kept.ttl").write_text(elsewhere.turtle(), encoding="utf-8")
    again = kg.build(tmp_path / "kept.ttl")
    assert again.turtle() == elsewhere.turtle()
    assert nquads(again) == nquads(elsewhere)
    spoilt = elsewhere.turtle().replace("pk:level level:city", "pk:level role:host")
    (tmp_path / "spoilt.ttl").write_text(spoilt, encoding="utf-8")
    wrong = found(tmp_path / "spoilt.ttl")["region-level"]
    assert {(finding.node, finding.file) for finding in wrong} == {
        (f"{base}jx", "spoilt.ttl") for base in (SLASH, HASH)
    }
    for form in ("prov-o", "dcat", "data-cube", "nanopub"):
        assert f"{HASH}" in elsewhere.export(form) or "two.example" in elsewhere.export(form)


def test_what_a_mapped_graph_says_beyond_the_model_is_told(built: Path, tmp_path: Path) -> None:
    base = vocabulary.DEFAULT_BASE
    (tmp_path / "mapped.nt").write_text(
        f"<{base}region/alba> <{vocabulary.RDF}type> <{vocabulary.PK}AdministrativeRegion> .\n"
        f'<{base}region/alba> <{vocabulary.SKOS}prefLabel> "Alba"@en .\n'
        f"<{base}region/alba> <{vocabulary.PK}level> <{vocabulary.CODE}level/city> .\n"
        f"<{base}region/alba> <{vocabulary.PK}parentRegoin> <{base}region/brenn> .\n"
        f"<{base}region/alba> <https://example.org/mayor> <https://example.org/m> .\n",
        encoding="utf-8",
    )
    told = [finding for finding in kg.check(built, tmp_path / "mapped.nt") if "-the-model" in finding.code]
    assert [(one.code, one.severity.value, one.file, one.value) for one in told] == [
        ("not-in-the-model", "warning", "mapped.nt", f"{vocabulary.PK}parentRegoin"),
        ("not-of-the-model", "info", "mapped.nt", ""),
    ]
    assert "Did you mean parentRegion" in told[0].message_en
    assert "https://example.org/mayor" in told[1].message_en
    # What the model has, and what a build writes, is no such thing.
    assert not [finding for finding in kg.check(built) if "-the-model" in finding.code]


def test_things_of_one_name_that_stay_two_are_told_with_what_makes_them_one(tmp_path: Path) -> None:
    towns = graph(
        tmp_path / "a.ttl",
        f"""@base <{ID}> .
        <region/nordia> a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel "Nordia"@en .
        <region/alba> a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "Alba"@en ;
          pk:parentRegion <region/nordia> .
        <institution/havn> a pk:Institution ; skos:prefLabel "Havn Ltd"@en .
        """,
    )
    others = graph(
        tmp_path / "b.ttl",
        f"""@base <{ID}> .
        <region/sudland> a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel "Sudland"@en .
        <region/x1> a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "City of Alba"@en .
        <region/x2> a pk:AdministrativeRegion ; pk:level level:county ; skos:prefLabel "Alba"@en .
        <region/x3> a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "Alba"@en ;
          pk:parentRegion <region/sudland> .
        <institution/x4> a pk:Institution ; skos:prefLabel "HAVN Limited"@en .
        <institution/x5> a pk:Institution ; skos:prefLabel "Havn Holding"@en .
        """,
    )
    # One of another level, one of another country, and a firm of a longer name are others.
    (told,) = found(towns, others)["one-name-two-things"]
    assert told.file == "b.ttl"
    assert "2 things of the file" in told.message_en
    assert "City of Alba (region/x1, region/alba)" in told.message_en
    assert "HAVN Limited (institution/x4, institution/havn)" in told.message_en
    assert not any(name in told.message_en for name in ("x2", "x3", "x5"))
    assert 'fn:id("institution", "havn")' in told.fix
    # With one id they are one.
    text = others.read_text("utf-8").replace("region/x1", "region/alba").replace("City of Alba", "Alba")
    others.write_text(text.replace("institution/x4", "institution/havn"), "utf-8")
    assert "one-name-two-things" not in found(towns, others)


def test_a_regions_namesake_in_skos_and_a_municipality_are_told(tmp_path: Path) -> None:
    """What is made of another vocabulary has a home too, and a municipality is a city of the same name."""
    scheme = graph(
        tmp_path / "a.ttl",
        """@prefix ex: <http://example.org/r/> .
        ex:s a skos:ConceptScheme .
        ex:n a skos:Concept ; skos:prefLabel "Nordia"@en ; skos:notation "ND" ; skos:inScheme ex:s .
        ex:m a skos:Concept ; skos:prefLabel "Mork"@en ; skos:broader ex:n ; skos:inScheme ex:s .
        """,
    )
    towns = graph(
        tmp_path / "b.ttl",
        f"""@base <{ID}> .
        <region/nordia> a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel "Nordia"@en .
        <region/alba> a pk:AdministrativeRegion ; pk:level level:municipality ; skos:prefLabel "Alba"@en .
        """,
    )
    others = graph(
        tmp_path / "c.ttl",
        f"""@base <{ID}> .
        <region/x1> a pk:AdministrativeRegion ; pk:level level:city ; skos:prefLabel "Alba"@en .
        """,
    )
    told = {one.file: one.message_en for one in found(scheme, towns, others)["one-name-two-things"]}
    assert "Nordia (region/nordia, http://example.org/r/n)" in told["b.ttl"]
    assert "Alba (region/x1, region/alba)" in told["c.ttl"]


def twins(folder: Path, number: int) -> Path:
    """Pairs of towns of two countries, as a table that is mapped by its draft gives them."""
    rows = "".join(f"A{n}ton,Austria,B{n}ton,France,1950\n" for n in range(number))
    table, mapping, made = (folder / name for name in ("twins.csv", "twins.rq", "twins.nq"))
    table.write_text(f"Town,Country,Twin town,Twin country,Since\n{rows}", encoding="utf-8")
    mapping.write_text(guess(table, issued=date(2024, 1, 1)).text, encoding="utf-8")
    made.write_bytes(nquads(kg.map_table(table, mapping)))
    return made


def test_a_packages_story_does_not_stop_the_page_of_what_is_joined(tmp_path: Path) -> None:
    """So many further towns that counties of the package are not shown singly: what leads to them is left out."""
    package = assets.data_folder() / "jiaxing-shanghai-2017"
    joined = kg.build(package, twins(tmp_path, 20), out=tmp_path / "out")
    html = joined.page().html.decode("utf-8")
    assert "Of the story jiaxing-shanghai-2017/story.yaml, step 3 is left out" in html
    assert "故事jiaxing-shanghai-2017/story.yaml略去第3步" in html
    assert "Tongxiang goes another way" in html
    assert "Only they are drawn here" not in html
    # A story that somebody names is theirs to correct, and so is that of the only package.
    with pytest.raises(SourceError, match=r"story\.yaml, step 3, region: .* the page has no such thing"):
        joined.page(story=package / "story.yaml")
    assert "Only they are drawn here" in kg.build(package).page().html.decode("utf-8")
