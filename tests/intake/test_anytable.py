"""Tables of every format by a mapping: what is read, what is refused, what became of the rows."""

from __future__ import annotations

import csv
import gzip
import json
import os
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import kg
from kg import vocabulary
from kg.errors import DataError, SourceError
from kg.graph.terms import NamedNode
from kg.intake.anytable import opening
from kg.intake.mapped_rows import Mapped
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ROOT, Outcome, needs

MAPS = ROOT / "tests" / "data" / "maps"
SHARED = ROOT.parent / "shared" / "data"
TWINS = Path(os.environ.get("KG_TWIN_CITIES", SHARED / "twin-cities.csv"))
HEAD = (
    "#: title: {en: M, zh: M}\n{options}PREFIX row: <https://w3id.org/partnership-kg/row#>\n"
    "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)
#: Two deals of two towns; the second has a comma, an umlaut and Chinese.
ROWS = [{"id": "001", "名称": "青河港口合作协议书", "town": "Alba"}, {"id": "002", "名称": "Süd, Ost", "town": "Brenn"}]
PLAIN = (
    "CONSTRUCT { ?i a pk:Project ; skos:note ?n, ?t } WHERE { ?row row:id ?id ; row:名称 ?n ; row:town ?t . "
    'BIND(fn:id("partnership", ?id) AS ?i) }\n'
)


def mapping(folder: Path, query: str, options: str = "") -> Path:
    path = folder / "m.rq"
    path.write_text(HEAD.replace("{options}", options) + query, encoding="utf-8")
    return path


def notes(graph: kg.KnowledgeGraph) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for triple in graph.store.triples(None, NamedNode(vocabulary.SKOS + "note")):
        if triple.subject.value.startswith(graph.store.base):
            found.setdefault(triple.subject.value.rpartition("/")[2], set()).add(triple.object.value)
    return found


def as_csv(path: Path, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)
    return path


def as_xlsx(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["A register of deals"])
    sheet.append([])
    sheet.append(list(ROWS[0]))
    for row in ROWS:
        sheet.append(list(row.values()))
    book.save(path)
    return path


def as_text(text: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    return write


def as_zip(path: Path) -> Path:
    inner = as_csv(path.parent / "inner.csv")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(inner, "inner.csv")
    return path


def as_gz(path: Path) -> Path:
    path.write_bytes(gzip.compress(json.dumps(ROWS).encode()))
    return path


XML = (
    '<?xml version="1.0"?><d:deals xmlns:d="urn:d">'
    + "".join(f'<d:deal id="{row["id"]}"><名称>{row["名称"]}</名称><town>{row["town"]}</town></d:deal>' for row in ROWS)
    + "</d:deals>"
)
FORMATS: dict[str, Callable[[Path], Path]] = {
    "t.csv": as_csv,
    "semicolon.csv": lambda path: as_csv(path, ";"),
    "chinese.csv": lambda path: as_csv(path, encoding="gb18030"),
    "wide.csv": lambda path: as_csv(path, encoding="utf-16"),
    "t.tsv": lambda path: as_csv(path, "\t"),
    "t.xlsx": as_xlsx,
    "t.json": as_text(json.dumps(ROWS)),
    "within.json": as_text(json.dumps({"count": 2, "results": ROWS})),
    "t.jsonl": as_text("\n".join(map(json.dumps, ROWS)) + "\n\n"),
    "t.xml": as_text(XML),
    "t.zip": as_zip,
    "t.json.gz": as_gz,
    "no-ending": as_text(json.dumps(ROWS)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_the_same(tmp_path: Path, name: str) -> None:
    account = Mapped()
    graph = kg.map_table(FORMATS[name](tmp_path / name), mapping(tmp_path, PLAIN), account=account)
    assert notes(graph) == {"001": {"青河港口合作协议书", "Alba"}, "002": {"Süd, Ost", "Brenn"}}
    assert (account.rows, account.gave) == (2, 2)


@needs("parquet")
def test_parquet(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "t.parquet")
    assert len(notes(kg.map_table(tmp_path / "t.parquet", mapping(tmp_path, PLAIN)))) == 2


@needs("zstd")
def test_zstandard(tmp_path: Path) -> None:
    import zstandard

    (tmp_path / "t.csv.zst").write_bytes(zstandard.compress(as_csv(tmp_path / "t.csv").read_bytes()))
    assert len(notes(kg.map_table(tmp_path / "t.csv.zst", mapping(tmp_path, PLAIN)))) == 2


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.json", b'[{"a": 1},', "is not JSON"),
        ("t.json", b"[" * 100_000, "too deeply|is not JSON"),
        ("t.json", b'{"a": [{"x": 1}], "b": [{"x": 1}]}', "which are the rows"),
        ("t.xml", b'<!DOCTYPE a [<!ENTITY e "x">]><a><id>&e;</id></a>', "document type"),
        ("t.xml", b"<a><b></a>", "cannot be read"),
        ("t.xlsx", b"PK\x03\x04 no workbook", "damaged|cannot be read"),
        ("t.csv.gz", gzip.compress(b"id,x\n" * 1000, mtime=0)[:40], "cannot be read"),
        ("t.zip", b"PK\x05\x06", "cannot be read"),
        ("t.csv", b"", "is empty"),
    ],
)
def test_damaged_files_are_one_error(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises((SourceError, DataError), match=message) as caught:
        kg.map_table(tmp_path / name, mapping(tmp_path, PLAIN))
    assert len(str(caught.value)) < 2_000


def test_a_file_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(120):
            file.write(b"0" * 1_000_000)
    with pytest.raises(SourceError, match="unpacks to more"):
        kg.map_table(path, mapping(tmp_path, PLAIN))


def test_two_columns_of_one_list_are_not_paired(tmp_path: Path) -> None:
    query = "CONSTRUCT { ?row pk:x ?a, ?b } WHERE { ?row row:partners_org ?a ; row:partners_place ?b }\n"
    path = mapping(tmp_path, query, '#: rows: "$.results[*]"\n')
    with pytest.raises(DataError, match=r"--rows .*partners"):
        kg.map_table(MAPS / "projects.json", path)


def test_one_column_of_a_list_has_each_of_its_values(tmp_path: Path) -> None:
    query = (
        "CONSTRUCT { ?i a pk:Project ; skos:note ?a } WHERE { ?row row:code ?c OPTIONAL { ?row row:partners_org ?a } "
        'BIND(fn:id("partnership", ?c) AS ?i) }\n'
    )
    graph = kg.map_table(MAPS / "projects.json", mapping(tmp_path, query))
    assert notes(graph) == {"GR-1": {"Port of Alba", "Rail Works", "Uni Corva"}, "GR-2": {"Port of Alba", "Uni Corva"}}


def test_projects_with_several_partners_a_row_pass_the_checks() -> None:
    account = Mapped()
    made = kg.map_table(MAPS / "projects.json", MAPS / "projects.rq", checked=True, partial=True, account=account)
    assert not [finding for finding in made.findings if finding.severity == "violation"]
    # Five participations; the sixth row is a project without partners, and is said.
    assert (account.rows, account.gave) == (6, 5)
    assert [f.row for f in made.findings if f.code == "row-without-result"] == [6]
    network = made.project("region-region", level="city")
    ends = Counter(tuple(sorted(iri.rpartition("/")[2] for iri in edge[:2])) for edge in network.edges())
    assert set(ends) == {("Alba", "Brenn"), ("Alba", "Corva"), ("Brenn", "Corva")}
    assert len((MAPS / "projects.rq").read_text(encoding="utf-8").splitlines()) < 40


def test_agreements_of_n_parties_with_bars_in_their_ids() -> None:
    graph = kg.map_table(MAPS / "agreements.csv", MAPS / "agreements.rq")
    asked = graph.query("SELECT ?a (COUNT(?p) AS ?n) WHERE { ?a a pk:Agreement ; pk:participation ?p } GROUP BY ?a")
    assert {(str(row[0]).rpartition("/")[2], int(row[1])) for row in asked} == {
        ("AG%7C1", 3),
        ("AG%7C2", 2),
        ("AG%203", 2),
    }
    days = {str(row[0]) for row in graph.query("SELECT ?d WHERE { ?c a pk:StageClaim ; pk:asOf ?d }")}
    # 7/8/2017 has two meanings: it is asked, and no day is made of it.
    assert days == {"2019-05-14", "2020-12-31"}
    (question,) = [finding for finding in graph.findings if finding.code == "value-not-understood"]
    assert (question.row, question.value) == (4, "7/8/2017")


FUNCTIONS = [
    ('fn:amount("3.5亿元")', "350000000"),
    ('fn:amount("1.2", "金额（万元）")', "12000"),
    ('fn:unit("3.5亿元")', vocabulary.CODE + "unit/CNY"),
    ('fn:bound("约5万元")', vocabulary.CODE + "bound/about"),
    ('fn:date("28.7.2017")', "2017-07-28"),
    ('fn:date("7/8/2017", "day-first")', "2017-08-07"),
    ('fn:date("7/8/2017")', None),
    ('fn:end("2017年")', "2017-12-31"),
    ('fn:precision("2017年7月")', vocabulary.CODE + "date-precision/month"),
    ('fn:part("a; b;c", ";", 2)', "b"),
    ('fn:part("a; b;c", ";", 4)', None),
    ('fn:pair("Ulm", "Bath")', "Bath - Ulm"),
    ('fn:pair("Bath", "Ulm")', "Bath - Ulm"),
    ('fn:pair("A - B", "C")', "“A - B” - “C”"),
    ('fn:pair("A", "B - C")', "“A” - “B - C”"),
    ('fn:town("Tours (France)")', "Tours"),
    ('fn:townCountry("Turku, FI")', "FI"),
    ('fn:town("Alba, on the hill")', "Alba, on the hill"),
    ('fn:townCountry("Alba, on the hill")', None),
    ('fn:spelled(" ALBA ")', "Alba"),
    ('fn:spelled("Corva  Ltd ")', "Corva Ltd"),
    ('fn:spelled(" ")', None),
    ("fn:row()", "2"),
    ('fn:lookup("towns", ?town, "country")', "Nordia"),
    ('fn:lookup("towns", "Nowhere", "country")', None),
    ('fn:institutionKind("Corva Port Authority")', vocabulary.CODE + "institution-kind/port"),
    ('fn:institutionKind("City of Alba")', None),
    ('fn:level("City of Alba")', vocabulary.CODE + "level/city"),
    ('fn:level("Alba")', None),
    ('fn:registered("NL", "id", "country")', "nl"),
    ('fn:registered("DE712", "id")', "nuts-de712"),
    ('fn:registered("Georgia", "id", "country")', "ge"),
    ('fn:registered("Nowhere", "id")', None),
]


@pytest.mark.parametrize(("call", "value"), FUNCTIONS)
def test_functions(tmp_path: Path, call: str, value: str | None) -> None:
    (tmp_path / "towns.csv").write_text("town,country\nAlba,Nordia\nBrenn,Sudland\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("id,town\n1,Alba\n", encoding="utf-8")
    pattern = f"?row row:id ?id ; row:town ?town . BIND({call} AS ?x)"
    query = f"CONSTRUCT {{ pk:it a pk:Project ; skos:note ?x }} WHERE {{ {pattern} }}\n"
    graph = kg.map_table(tmp_path / "t.csv", mapping(tmp_path, query, "#: tables: {towns: towns.csv}\n"))
    found = graph.store.triples(NamedNode(vocabulary.PK + "it"), NamedNode(vocabulary.SKOS + "note"))
    assert [triple.object.value for triple in found] == ([] if value is None else [value])


def test_several_tables_are_one_graph_and_share_their_ids(tmp_path: Path) -> None:
    as_csv(tmp_path / "a.csv")
    (tmp_path / "b.json").write_text(json.dumps([{"id": "003", "名称": "x", "town": "Corva"}]), encoding="utf-8")
    account = Mapped()
    graph = kg.map_table([tmp_path / "a.csv", tmp_path / "b.json"], mapping(tmp_path, PLAIN), account=account)
    assert sorted(notes(graph)) == ["001", "002", "003"]
    assert account.rows == 3


def test_try_shows_rows_and_writes_nothing(run: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = run("map", as_csv(tmp_path / "t.csv"), mapping(tmp_path, PLAIN), "--try", "1", "--lang", "en")
    assert outcome.code == 0
    assert 'id-partnership:001 skos:note "Alba" .' in outcome.stdout.decode()
    assert "002" not in outcome.stdout.decode()
    assert not (tmp_path / "graph.nq").exists()


def test_strict_and_the_account_as_json(run: Callable[..., Outcome], tmp_path: Path) -> None:
    query = PLAIN.replace("; row:town ?t", "").replace(", ?t", "").replace("?n }", "?n . ?i skos:altLabel ?n }")
    (tmp_path / "t.csv").write_text("id,名称,town\n1,x,A\n,,\n2,y,B\n,,C\n", encoding="utf-8")
    arguments = ("map", tmp_path / "t.csv", mapping(tmp_path, query), "--format", "json", "--out", "x.nq")
    outcome = run(*arguments)
    told: dict[str, Any] = outcome.json()
    assert (outcome.code, told["rows"], told["gave"], told["nothing"]) == (0, 3, 2, 1)
    assert told["unread"] == {"t.csv": ["town"]}
    assert [finding["code"] for finding in told["findings"]] == ["row-empty"]
    assert run(*arguments, "--strict").code == 1


def test_a_guessed_mapping_runs_as_it_is(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "project,partner_1,partner_2,signed\nP1,Alba Ltd,Uni Brenn,2020-01-31\nP2,Uni Brenn,,2021-05-01\n",
        encoding="utf-8",
    )
    assert run("map", "--guess", tmp_path / "t.csv", "--out", "m.rq").code == 0
    assert len((tmp_path / "m.rq").read_text(encoding="utf-8").splitlines()) < 40
    graph = kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq")
    asked = graph.query("SELECT (COUNT(?p) AS ?n) WHERE { ?p a pk:Participation }")
    assert [int(row[0]) for row in asked] == [3]
    # What it makes breaks no rule: names, evidence by row and the hash of the table are in the draft.
    assert run("map", tmp_path / "t.csv", tmp_path / "m.rq", "--check", "--out", "g.nq").code == 0
    stages = graph.query(
        "SELECT ?day ?at WHERE { ?c a pk:StageClaim ; pk:asOf ?day ; pk:evidence/oa:hasSelector/rdf:value ?at }"
    )
    assert sorted((str(day.value), at.value) for day, at in stages) == [
        ("2020-01-31", "row=2"),
        ("2021-05-01", "row=3"),
    ]


def test_a_guessed_mapping_of_many_parties_stays_short(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "协议编号,名称,甲方,乙方,丙方,合作单位,签约日期,备注\nA1,港口合作,甲一,乙一,丙一,丁一,2020-01-31,无\n",
        encoding="utf-8",
    )
    assert run("map", "--guess", tmp_path / "t.csv", "--out", "m.rq").code == 0
    assert len((tmp_path / "m.rq").read_text(encoding="utf-8").splitlines()) < 40
    assert run("map", tmp_path / "t.csv", "m.rq", "--check", "--out", "g.nq").code == 0
    (row,) = run("ask", "partnerships", "-g", "g.nq", "-f", "json").json()
    assert "港口合作" in str(row)


def parties_of(graph: KnowledgeGraph) -> dict[str, set[str]]:
    """The names of who takes part, by the name of the partnership; read by rdflib."""
    found: dict[str, set[str]] = {}
    for name, party in graph.query("""SELECT ?name ?party WHERE {
        ?p a pk:Partnership ; skos:prefLabel ?name ; pk:participation/pk:party/skos:prefLabel ?party }"""):
        found.setdefault(str(name), set()).add(str(party))
    return found


TWIN_XML = """<?xml version="1.0"?><twinnings>
<twinning id="1"><left>Aldorf</left><right>Bexley Sands</right><since>1999</since></twinning>
<twinning id="2"><left>Cedarfen</left><right>Aldorf</right><since>2004</since></twinning></twinnings>"""
LIST_XML = """<?xml version="1.0"?><twinnings>
<twinning year="1999"><town>Aldorf</town><town>Bexley Sands</town></twinning>
<twinning year="2004"><town>Cedarfen</town><town>Aldorf</town></twinning></twinnings>"""
BOTH = {frozenset({"Aldorf", "Bexley Sands"}), frozenset({"Cedarfen", "Aldorf"})}


@pytest.mark.parametrize(
    ("name", "text", "rows", "meant"),
    [
        ("twins.xml", TWIN_XML, "/twinnings/twinning", BOTH),
        ("lists.xml", LIST_XML, "/twinnings/twinning", BOTH),
        ("pairs.csv", "city1,city2,lat1\nAldorf,Bexley Sands,5\nCedarfen,Aldorf,6\n", "", BOTH),
        ("zh.csv", "甲方,乙方,领域\nAldorf,Bexley Sands,医疗\nCedarfen,Aldorf,教育\n", "", BOTH),
        ("cells.csv", "id,title,participants\n1,A,Aldorf; Bexley Sands\n2,B,Cedarfen; Aldorf\n", "", BOTH),
        # A project of several rows is one partnership.
        ("rows.csv", "projectID,organisationName\n1,Aldorf\n1,Bexley Sands\n2,Cedarfen\n2,Aldorf\n", "", BOTH),
    ],
)
def test_a_guess_finds_who_takes_part(
    run: Callable[..., Outcome], tmp_path: Path, name: str, text: str, rows: str, meant: set[frozenset[str]]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = ("--rows", rows) if rows else ()
    assert run("map", "--guess", name, *said, "--issued", "2020-05-06", "--out", "m.rq").code == 0
    assert len((tmp_path / "m.rq").read_text(encoding="utf-8").splitlines()) < 40
    assert run("map", name, "m.rq", "--check", "--out", "g.nq").code == 0
    assert set(map(frozenset, parties_of(kg.map_table(tmp_path / name, tmp_path / "m.rq")).values())) == meant


def test_a_guess_of_a_table_without_a_day_asks_for_it(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("partner 1,partner 2\nAlba,Brenn\n", encoding="utf-8")
    asked = run("map", "--guess", "t.csv", "--out", "m.rq", "--lang", "en")
    assert asked.code == 0
    assert "write in the mapping when it was issued, or say --issued" in asked.err
    checked = run("map", "t.csv", "m.rq", "--check", "--out", "g.nq", "--lang", "en")
    assert checked.code == 1
    assert "field issued" in checked.err
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    (tmp_path / "m.rq").write_text(draft.replace("YYYY-MM-DD", "2020-05-06"), encoding="utf-8")
    assert run("map", "t.csv", "m.rq", "--check", "--out", "g.nq").code == 0


def test_titles_alone_make_nobody_a_party(run: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("Title\nAlba and Brenn sign\nCedarfen port\n", encoding="utf-8")
    assert run("map", "--guess", "t.csv", "--out", "m.rq", "--issued", "2020-05-06").code == 0
    assert "No column tells who takes part" in (tmp_path / "m.rq").read_text(encoding="utf-8")
    graph = kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq")
    assert sorted(str(name) for (name,) in graph.query("SELECT ?n { ?p a pk:Project ; skos:prefLabel ?n }")) == [
        *("Alba and Brenn sign", "Cedarfen port"),
    ]
    assert not list(graph.query("SELECT ?p { ?p a pk:Participation }"))


def test_the_number_of_a_row_is_there_whoever_works_the_mapping_out(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("town\nAlba\nBrenn\n", encoding="utf-8")
    # A variable that is looked at before it has a value is nothing that is worked out over columns.
    early = 'BIND(IF(BOUND(?later), "x", "y") AS ?early) BIND(?town AS ?later) '
    for number, bind in enumerate(("", early)):
        query = f"""CONSTRUCT {{ ?p a pk:Project ; skos:prefLabel ?at }} WHERE {{ ?row row:town ?town . {bind}
            BIND(fn:id("partnership", ?town) AS ?p) BIND(CONCAT("row=", STR(fn:row())) AS ?at) }}"""
        text = f"#: title: {{en: t, zh: t}}\n#: question: {{en: q, zh: q}}\n{PREFIXES}{query}"
        (tmp_path / f"m{number}.rq").write_text(text, encoding="utf-8")
        account = Mapped()
        graph = kg.map_table(tmp_path / "t.csv", tmp_path / f"m{number}.rq", account=account)
        assert sorted(str(at) for (at,) in graph.query("SELECT ?at { ?p a pk:Project ; skos:prefLabel ?at }")) == [
            "row=2",
            "row=3",
        ]
        assert not [one for one in graph.findings if "has no value" in one.message_en]


PREFIXES = (
    "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)


@pytest.mark.skipif(not TWINS.is_file(), reason="the twin cities are not here; KG_TWIN_CITIES may name their file")
def test_twin_cities() -> None:
    with TWINS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = [
        tuple(tuple(row[f"{name}{end}"] for name in ("city", "country", "lat", "lng")) for end in "12") for row in rows
    ]
    places = {place for pair in ends for place in pair}
    account = Mapped()
    graph = kg.map_table(TWINS, MAPS / "twin-cities.rq", account=account)
    counted = {
        name: next(iter(graph.query(f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a pk:{name} }}")))[0]
        for name in ("Partnership", "Participation", "AdministrativeRegion")
    }
    assert account.rows == account.gave == len(rows) == 25_917
    assert int(counted["Partnership"]) == len({frozenset(pair) for pair in ends})
    assert int(counted["Participation"]) == sum(len(set(pair)) for pair in {frozenset(pair) for pair in ends})
    assert int(counted["AdministrativeRegion"]) == len(places)


NESTED: dict[str, tuple[str, list[str]]] = {
    "a.json": (
        json.dumps(
            {
                "meta": {"g": "x", "tags": ["a", "b"]},
                "projects": [
                    {"id": 1, "n": 1.50, "partners": [{"a": "x"}, {"a": "y", "b": [1, 2]}]},
                    {"id": 2, "partners": []},
                    {"id": 3},
                    {"id": 4, "partners": [{"a": None}], "t": True},
                ],
                "total": 9,  # what comes behind the rows is around them too
                "authors": [{"name": "q"}, {"name": "r"}],
            }
        ),
        ["$.projects[*].partners[*]", "$.projects[*]", "$.nix", "$.projects[*].nix[*]", "", "$.authors[*]"],
    ),
    "b.json": (json.dumps([{"a": 1, "l": [{"b": 2}, {"b": 3}]}, 5, None, [{"a": 7}]]), ["", "$[*].l[*]", "$[*].z"]),
    "c.json": (json.dumps({"x": {"y": {"rows": [{"a": 1}, {"a": 2}]}}, "k": [1, 2]}), ["", "$.x.y.rows[*]"]),
    "d.json": ("\ufeff" + json.dumps({"a": []}), ["", "$.a[*]"]),
    "e.json": ('[{"a": 1}, {"a": ', [""]),
    "a.xml": (
        "<r v='2'><m><k>1</k><k>2</k></m><p id='1'><t>a</t><o c='1'><n>x</n></o><o c='2'>y</o></p>"
        "<p id='2'><o><n>z</n></o></p><p id='3'/><p><o/></p><e>end</e>"
        "<au><n>1</n></au><au><n>2</n></au><au><n>3</n></au></r>",
        ["/r/p", "/r/p/o", "", "/r/nix", "/r/p/nix", "/r/au"],
    ),
    "b.xml": ("<r><p><o><n>1</n></o><o><n>2</n></o></p></r>", ["", "/r/p/o", "/r/p"]),
    "c.xml": ("<r><a><b><c>1</c></b></a></r>", ["", "/r/a/b"]),
}


@pytest.mark.parametrize(("name", "rows"), [(name, rows) for name, (_, paths) in NESTED.items() for rows in paths])
def test_a_large_document_gives_what_a_small_one_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, rows: str
) -> None:
    (tmp_path / name).write_text(NESTED[name][0], encoding="utf-8")

    def read() -> object:
        try:
            table = opening.open_table(tmp_path / name, rows)
            again = [list(map(tuple, table.rows())) for _ in range(2)]
        except SourceError as error:
            return "is not JSON" if "is not JSON" in str(error) else str(error)
        assert again[0] == again[1]
        return table.names, again[0], table.lists, list(table.steps), sorted(table.head)

    whole = read()
    monkeypatch.setattr(opening, "MOST_HELD", 0)
    assert read() == whole


def test_the_rows_of_a_large_document_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_HELD", 0)
    for name, rows in (("a.json", "$.projects[*].partners[*]"), ("a.xml", "/r/p/o")):
        (tmp_path / name).write_text(NESTED[name][0], encoding="utf-8")
        table = opening.open_table(tmp_path / name, rows)
        made = [dict(zip(table.names, row, strict=True)) for row in table.rows()]
        found = [(one["id"], one.get("partners_a", one.get("o_n"))) for one in made]
        # A project without partners is a row by itself; an element that is repeated nowhere is one all the same.
        json_rows = [("1", "x"), ("1", "y"), ("2", ""), ("3", ""), ("4", "")]
        assert found == (json_rows if name == "a.json" else [("1", "x"), ("1", ""), ("2", "z"), ("3", ""), ("", "")])
        assert {one.get("total", one.get("e")) for one in made} == {"9" if name == "a.json" else "end"}


def as_ods(rows: list[dict[str, object]]) -> Callable[[Path], Path]:
    """Numbers as numbers and texts as texts."""

    def cell(value: object) -> str:
        kind = f'float" office:value="{value}' if isinstance(value, float) else "string"
        return f'<table:table-cell office:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'

    def write(path: Path) -> Path:
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        body = "".join(f"<table:table-row>{''.join(map(cell, line))}</table:table-row>" for line in lines)
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
        )
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            file.writestr(
                "content.xml",
                f"<office:document-content {spaces}><office:body><office:spreadsheet>"
                f'<table:table table:name="t">{body}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>",
            )
        return path

    return write


def as_book(rows: list[dict[str, object]]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        book = Workbook()
        for line in (list(rows[0]), *(list(row.values()) for row in rows)):
            book.active.append(line)
        book.save(path)
        return path

    return write


def as_parquet(rows: list[dict[str, object]]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        import pyarrow as pa
        from pyarrow import parquet

        parquet.write_table(pa.Table.from_pylist(rows), path)
        return path

    return write


TYPED: list[dict[str, object]] = [{"id": "a", "m": 4.527}, {"id": "b", "m": -12.125}, {"id": "c", "m": 0.5}]
OF_AMOUNT = (
    "CONSTRUCT { ?i a pk:Project ; skos:note ?x } WHERE { ?row row:id ?id ; row:m ?m . "
    'BIND(fn:id("partnership", ?id) AS ?i) BIND(STR(fn:number(?m, "Committed (USD m)")) AS ?x) }\n'
)
AS_NUMBERS: dict[str, Callable[[list[dict[str, object]]], Callable[[Path], Path]]] = {
    "t.xlsx": as_book,
    "t.ods": as_ods,
    "t.json": lambda rows: as_text(json.dumps(rows)),
    "large.json": lambda rows: as_text(json.dumps(rows)),
    "t.jsonl": lambda rows: as_text("\n".join(map(json.dumps, rows))),
    "t.parquet": as_parquet,
}


@pytest.mark.parametrize("name", [pytest.param(n, marks=needs("parquet") if "parq" in n else ()) for n in AS_NUMBERS])
def test_a_cell_that_is_a_number_has_one_meaning(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name.startswith("large"):
        monkeypatch.setattr(opening, "MOST_HELD", 0)
    graph = kg.map_table(AS_NUMBERS[name](TYPED)(tmp_path / name), mapping(tmp_path, OF_AMOUNT))
    assert notes(graph) == {"a": {"4527000"}, "b": {"-12125000"}, "c": {"500000"}}
    assert not [one for one in graph.findings if one.code == "value-not-understood"]


@pytest.mark.parametrize("is_large", [False, True])
def test_a_number_with_an_exponent_has_one_meaning(
    tmp_path: Path, is_large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_large:
        monkeypatch.setattr(opening, "MOST_HELD", 0)
    written = '[{"id": "a", "m": 4.527e0}, {"id": "b", "m": 1.25E1}, {"id": "c", "m": "4.5270"}, {"id": "d", "m": 1e3}]'
    graph = kg.map_table(as_text(written)(tmp_path / "t.json"), mapping(tmp_path, OF_AMOUNT))
    assert notes(graph) == {"a": {"4527000"}, "b": {"12500000"}, "c": {"4527000"}, "d": {"1000000000"}}
    graph = kg.map_table(as_text("id,m\na,4.527e0\n")(tmp_path / "t.csv"), mapping(tmp_path, OF_AMOUNT))
    assert notes(graph) == {"a": {"4527000"}}


def test_a_number_that_is_looked_up_has_one_meaning_and_a_text_is_asked(tmp_path: Path) -> None:
    as_text('[{"k": "a", "m": 4.527}, {"k": "b", "m": "7.125"}]')(tmp_path / "looked.json")
    header = "#: tables: {looked: {file: looked.json, key: k}}\n"
    query = OF_AMOUNT.replace("row:m ?m . ", 'row:k ?k . BIND(fn:lookup("looked", ?k, "m") AS ?m) ')
    path = mapping(tmp_path, query)
    path.write_text(header + path.read_text(encoding="utf-8"), encoding="utf-8")
    graph = kg.map_table(as_text("id,k\na,a\nb,b\n")(tmp_path / "t.csv"), path, partial=True)
    assert notes(graph) == {"a": {"4527000"}}
    assert {one.value for one in graph.findings if one.code == "value-not-understood"} == {"7.125"}


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.json"])
def test_a_text_with_a_point_is_asked_as_before(tmp_path: Path, name: str) -> None:
    """Be it in a workbook, and beside a number of the same digits."""
    rows: list[dict[str, object]] = [{"id": "a", "m": "4.527"}, {"id": "b", "m": "USD 1.250"}, {"id": "c", "m": 4.527}]
    rows += [{"id": "d", "m": 1.25}, {"id": "e", "m": 7.125}]
    if name == "t.csv":
        as_text("\n".join(["id,m", *(f"{row['id']},{row['m']}" for row in rows)]))(tmp_path / name)
    else:
        AS_NUMBERS[name](rows)(tmp_path / name)
    graph = kg.map_table(tmp_path / name, mapping(tmp_path, OF_AMOUNT))
    assert notes(graph) == {"d": {"1250000"}, **({} if name == "t.csv" else {"e": {"7125000"}})}
    asked = {one.value for one in graph.findings if one.code == "value-not-understood"}
    assert asked == {"4.527", "USD 1.250", *(["7.125"] if name == "t.csv" else [])}
