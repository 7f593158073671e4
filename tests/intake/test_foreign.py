"""Any table by a mapping of one's own, through the API and the command line."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, QueryError, SourceError
from kg.intake.mapped_rows import Mapped
from tests.support import ROOT, Outcome

MAPPING = ROOT / "tests" / "data" / "h2020.rq"
# Three projects: two of BE and ES, one of them with a third; one of an organisation alone.
ROWS = [
    ("1", "coordinator", "11", "HES", "BE", "2019-05-01"),
    ("1", "participant", "22", "PRC", "ES", "2019-05-01"),
    ("2", "coordinator", "22", "PRC", "ES", "2020-01-01"),
    ("2", "participant", "11", "HES", "BE", "2020-01-01"),
    ("2", "participant", "33", "OTH", "UK", "2020-01-01"),
    ("3", "coordinator", "33", "OTH", "UK", "2021-01-01"),
]
HEADER = ("rcn", "role", "pic", "type", "country", "start_date", "remark")


def write(path: Path, rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([*row, 'a "quoted"\ncell, \\ and =1+1'][: max(len(header), len(row))] for row in rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["deals.csv", "deals.csv.gz"])
def test_a_table_becomes_a_network(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.intake.row_batches.BATCH", 2)
    graph = kg.map_table(write(tmp_path / name, ROWS), MAPPING)
    network = graph.project("region-region", level="country")
    weights = {tuple(sorted((a[-2:], b[-2:]))): 0.0 for a, b in network.edges()}
    for a, b, data in network.edges(data=True):
        weights[tuple(sorted((a[-2:], b[-2:])))] += data["weight"]
    assert weights == {("be", "es"): 1.5, ("be", "uk"): 0.5, ("es", "uk"): 0.5}
    assert network.graph["left_out"] == 1
    assert list(graph.slices("institution-institution")) == ["2019", "2020"]
    # No row of the table is left in the graph, and only what the mapping names was ever there.
    assert "urn:kg:row" not in graph.turtle()
    assert "quoted" not in graph.turtle()


def test_cells_come_through_as_they_are(tmp_path: Path) -> None:
    mapping = tmp_path / "m.rq"
    mapping.write_text(
        "#: title: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "CONSTRUCT { ?thing skos:note ?text ; prov:wasDerivedFrom ?row } "
        'WHERE { ?row row:Full_name ?text . BIND(fn:id("region", fn:slug(?text)) AS ?thing) }\n',
        encoding="utf-8",
    )
    hostile = 'Ünïted "K"\n\\t </script> 嘉兴\t\r\n\u202e'
    table = tmp_path / "t.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["Full name", "x"], [hostile, "1"], ["", "2"], ["嘉兴", "3"]])
    graph = kg.map_table(table, mapping)
    rows = graph.store.select("SELECT ?thing ?note WHERE { ?thing skos:note ?note . FILTER(ISIRI(?thing)) }")
    found = {row["thing"].value: row["note"].value for row in rows if row["thing"].value.startswith(graph.store.base)}
    made = {iri.removeprefix(f"{graph.store.base}region/"): note for iri, note in found.items()}
    assert made.pop("嘉兴") == "嘉兴"
    # What is no letter may tell names apart, so the other id ends in a hash.
    ((name, note),) = made.items()
    assert re.fullmatch("united-k-t-script-嘉兴-[0-9a-f]{8}", name)
    assert note == hostile
    # The empty cell is in the one column that is mapped: said, and no error.
    assert [(finding.code, finding.row) for finding in graph.findings] == [("row-empty", 3)]


@pytest.mark.parametrize(
    ("header", "row", "error", "message"),
    [
        (HEADER[:4], ("1", "x", "2", "y"), DataError, "no column 'country'"),
        ((*HEADER, "rcn"), ("1",) * 8, DataError, "several columns 'rcn'"),
        (HEADER, ("1",) * 9, DataError, "row 2: has 9 cells, the header 7"),
        ((), (), SourceError, "is empty"),
    ],
)
def test_a_table_that_does_not_fit(
    tmp_path: Path, header: tuple[str, ...], row: tuple[str, ...], error: type[Exception], message: str
) -> None:
    table = tmp_path / "t.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, row])
    with pytest.raises(error, match=message):
        kg.map_table(table, MAPPING)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        kg.map_table(tmp_path / "none.csv", MAPPING)
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(b"no gzip")
    with pytest.raises(SourceError, match="cannot be read"):
        kg.map_table(broken, MAPPING)
    with pytest.raises(
        SourceError, match="nowhere: there is no such file, and no folder given by --ontology has a mapping"
    ):
        kg.map_table(broken, "nowhere")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"rcn,pic\n\xe9,1\n")
    with pytest.raises(DataError, match="no column 'role'"):  # it is read, as Windows-1252
        kg.map_table(latin, MAPPING)
    select = tmp_path / "select.rq"
    select.write_text("#: title: {en: S, zh: S}\nSELECT ?s WHERE { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(QueryError, match="not a CONSTRUCT"):
        kg.map_table(write(tmp_path / "t.csv", ROWS), select)


def test_the_command(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write(tmp_path / "deals.csv", ROWS)
    assert run("map", "deals.csv", MAPPING, "--out", "made.nq").code == 0
    first = (tmp_path / "made.nq").read_bytes()
    assert run("map", "deals.csv", MAPPING, "--out", "made.nq").code == 0
    assert (tmp_path / "made.nq").read_bytes() == first
    rows = run(
        "measure", "region-region", "--level", "country", "--graph", "made.nq", "-m", "degree", "-f", "json"
    ).json()
    assert {row["label_en"]: row["degree"] for row in rows} == {"BE": 2, "ES": 2, "UK": 2}
    # Projects without a name in both languages break a rule of the shapes.
    assert run("map", "deals.csv", MAPPING, "--check", "--out", "checked.nq").code == 1
    assert not (tmp_path / "checked.nq").exists()


PREFIXES = (
    "#: title: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
    "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
)
BY_SLUG = (
    "CONSTRUCT { ?id a pk:Institution ; skos:prefLabel ?l } "
    'WHERE { ?row row:name ?name . BIND(fn:id("institution", fn:slug(?name)) AS ?id) '
    'BIND(STRLANG(?name, "en") AS ?l) }\n'
)
BY_ID = BY_SLUG.replace("fn:slug(?name)", "?name")
AMOUNT = (
    "CONSTRUCT { ?id a pk:Project ; skos:note ?name ; pk:value ?v } WHERE { ?row row:name ?name . "
    "OPTIONAL { ?row row:usd ?u } "
    'BIND(fn:id("partnership", ?name) AS ?id) BIND(xsd:decimal(?u) AS ?v) }\n'
)


def mapped(tmp_path: Path, cells: list[list[str]], query: str, **options: bool) -> dict[str, set[str]]:
    """The things that a table becomes, by the end of their IRI, each with its texts."""
    found: dict[str, set[str]] = {}
    for row in made_of(tmp_path, cells, query, **options).query(
        "SELECT ?id ?l WHERE { ?id skos:prefLabel|skos:note ?l ; a ?class VALUES ?class { pk:Institution pk:Project } }"
    ):
        found.setdefault(str(row[0]).rpartition("/")[2], set()).add(str(row[1]))
    return found


def made_of(tmp_path: Path, cells: list[list[str]], query: str, **options: bool) -> kg.KnowledgeGraph:
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    (tmp_path / "m.rq").write_text(PREFIXES + query, encoding="utf-8")
    return kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq", **options)


NAMES = [
    "海盐港",
    "北京集团",
    "Ελλάδα",
    "A & B",
    "A+B",
    "A B",
    "AFG| BGD",
    "a[b]",
    "50% club",
    "a/b",
    "c#d",
    "e?f",
    "naïve",
    "Łódź",
    "&",
]


@pytest.mark.parametrize("query", [BY_SLUG, BY_ID])
def test_each_name_has_an_id_of_its_own_that_is_safe(tmp_path: Path, query: str) -> None:
    found = mapped(tmp_path, [["name"], *([name] for name in NAMES)], query)
    assert sorted(label for labels in found.values() for label in labels) == sorted(NAMES)
    assert len(found) == len(NAMES)
    # Nothing in them ends an IRI, a path or a segment (RFC 3987).
    assert not [name for name in found if re.search(r"[\s<>\"{}|^`\\\[\]#?/]|%(?![0-9A-F]{2})", name)]


def test_an_id_is_the_same_whatever_stands_beside_it(tmp_path: Path) -> None:
    both = mapped(tmp_path, [["name"], ["A+B"], ["A & B"]], BY_SLUG)
    (alone,) = mapped(tmp_path, [["name"], ["A & B"]], BY_SLUG)
    assert both[alone] == {"A & B"}


@pytest.mark.parametrize(
    ("query", "names"), [(BY_SLUG, ["A.B", "A B"]), (BY_SLUG, ["x-1", "x 1"]), (BY_ID, ["a b", "a%20b"])]
)
def test_two_names_that_make_one_id_are_an_error_by_row(tmp_path: Path, query: str, names: list[str]) -> None:
    with pytest.raises(DataError) as caught:
        made_of(tmp_path, [["name"], ["other"], *([name] for name in names)], query)
    (finding,) = caught.value.findings
    assert (finding.code, finding.row, finding.value) == ("two-names-one-id", 4, names[1])
    assert names[0] in finding.message_en
    assert "row 3" in finding.message_en
    assert "第3行" in finding.message_zh


def test_names_that_differ_in_case_only_are_one_and_it_is_said(tmp_path: Path) -> None:
    graph = made_of(tmp_path, [["name"], ["ACME"], ["Acme"], ["Ａｃｍｅ"]], BY_SLUG)
    twice, finding = graph.findings
    assert (twice.code, finding.code) == ("two-names-of-one-thing", "names-alike")
    assert finding.message_en.startswith("2 names")


def test_columns_named_in_chinese_or_by_a_number(tmp_path: Path) -> None:
    query = (
        "CONSTRUCT { ?id a pk:Project ; skos:note ?b } WHERE { ?row row:项目 ?a ; row:2016 ?b . "
        'BIND(fn:id("partnership", ?a) AS ?id) } # row:nothing, in a comment\n'
    )
    assert mapped(tmp_path, [["项目", "2016"], ["港口协议", "100"]], query) == {"港口协议": {"100"}}


def test_a_row_that_gives_nothing_is_an_error_by_row(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    cells = [["name", "usd"], ["A", "1"], ["", "2"], ["B", "x"], [" ", "3"], ["C", ""]]
    with pytest.raises(DataError, match="2 of 5 rows give nothing") as caught:
        made_of(tmp_path, cells, AMOUNT)
    told = {(finding.code, finding.row) for finding in caught.value.findings}
    # Row 3 lacks what the pattern asks for; row 5 is blank, which makes no id.
    assert told == {("row-without-result", 3), ("row-without-result", 5), ("no-id", 5)}
    outcome = run("map", tmp_path / "t.csv", tmp_path / "m.rq", "--out", "made.nq")
    assert outcome.code == 1
    assert b"Wrote" not in outcome.stderr
    assert not (tmp_path / "made.nq").exists()
    graph = made_of(tmp_path, cells, AMOUNT, partial=True)
    assert {(finding.code, finding.severity.value) for finding in graph.findings} == {
        ("row-without-result", "warning"),
        ("no-id", "warning"),
        ("variable-without-value", "info"),
    }
    # "x" is no number, and C has none.
    (note,) = [finding for finding in graph.findings if finding.severity.value == "info"]
    assert note.message_en.startswith("?v has no value in 2 of 5 rows (rows 4, 6)")


def test_a_value_that_is_none_of_its_type_is_said(tmp_path: Path) -> None:
    cells = [["name", "usd"], ["A", "1"], ["B", "1,000"], ["C", "n/a"]]
    graph = made_of(tmp_path, cells, AMOUNT.replace("xsd:decimal(?u)", "STRDT(?u, xsd:decimal)"))
    (finding,) = graph.findings
    assert (finding.code, finding.row, finding.value) == ("wrong-value", 3, "1,000")
    assert "2 of 3 rows (rows 3, 4)" in finding.message_en


def test_a_mapping_that_hides_its_rows_says_so(tmp_path: Path) -> None:
    query = (
        "CONSTRUCT { ?id a pk:Project ; skos:note ?name } WHERE { { SELECT DISTINCT ?name { ?row row:name ?name } } "
        'BIND(fn:id("partnership", ?name) AS ?id) }\n'
    )
    (finding,) = made_of(tmp_path, [["name"], ["A"]], query).findings
    assert finding.code == "rows-not-told"


STATED = (
    "CONSTRUCT {{ ?id a pk:Project ; skos:prefLabel ?l ; {more} pk:evidence ?e . ?e a pk:Evidence ; oa:hasSource ?s . "
    "?s a pk:Source }} WHERE {{ ?row row:kind ?kind . OPTIONAL {{ ?row row:name ?name }} "
    'BIND(STRLANG(?name, "en") AS ?l) '
    'BIND(fn:id("partnership", ?name) AS ?id) BIND(fn:id("source", "t") AS ?s) '
    'BIND(fn:id("evidence", "t", STR(fn:row())) AS ?e) {where} }}\n'
)


@pytest.mark.parametrize("where", ["", "{ SELECT (COUNT(*) AS ?n) WHERE {} }"])  # over columns, and by the engine
def test_a_row_that_gives_its_evidence_alone_gives_nothing(tmp_path: Path, where: str) -> None:
    cells = [["kind", "name"], ["x", "A"], ["x", ""], ["x", "C"], ["x", ""]]
    account = Mapped()
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    (tmp_path / "m.rq").write_text(PREFIXES + STATED.format(more="", where=where), encoding="utf-8")
    graph = kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq", account=account)
    assert (account.rows, account.gave) == (4, 2)
    (finding,) = graph.findings
    assert (finding.code, finding.severity.value, finding.row) == ("row-with-evidence-only", "warning", 3)
    # Both variables are missing in the same rows: that is said once.
    assert finding.message_en.startswith("2 of 4 rows (rows 3, 5)")
    assert "?id, ?l" in finding.message_en


def test_what_the_model_does_not_have_is_said(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    more = "pk:sectr sector:helth ; <http://schema.org/url> ?l ; skos:note ?l ; "
    made_of(tmp_path, [["kind", "name"], ["x", "A"]], STATED.format(more="", where=""))
    assert "not-" not in run("map", "t.csv", "m.rq", "--format", "json", "--out", "g.nq").stdout.decode()
    (tmp_path / "m.rq").write_text(PREFIXES + STATED.format(more=more, where=""), encoding="utf-8")
    told = run("map", "t.csv", "m.rq", "--format", "json", "--out", "g.nq").json()["findings"]
    assert {(one["code"], one["severity"], one["value"].rpartition("/")[2]) for one in told} == {
        ("not-in-the-model", "warning", "ont#sectr"),
        ("not-in-the-model", "warning", "helth"),
        ("not-of-the-model", "info", "url"),
    }
    near = {one["value"].rpartition("/")[2]: one["message_en"] for one in told}
    assert "or sector?" in near["ont#sectr"]
    assert "Did you mean health" in near["helth"]
    assert b"schema.org/url" in (tmp_path / "g.nq").read_bytes()  # it is kept
    # A question of one's own that reads it makes it known.
    (tmp_path / "own" / "questions").mkdir(parents=True)
    (tmp_path / "own" / "questions" / "urls.rq").write_text(
        "#: title: {en: U, zh: U}\n#: question: {en: U, zh: U}\nSELECT ?u WHERE { ?p <http://schema.org/url> ?u }\n",
        encoding="utf-8",
    )
    told = run("map", "t.csv", "m.rq", "--format", "json", "--out", "g.nq", "--ontology", "own").json()["findings"]
    assert {one["value"].rpartition("/")[2] for one in told} == {"ont#sectr", "helth"}


def test_a_check_writes_where_it_is_told_to(tmp_path: Path, run: Callable[..., Outcome]) -> None:
    query = (
        'CONSTRUCT { ?s a pk:Source ; dcterms:title ?l , ?z ; dcterms:issued ?d ; dcterms:language "en" } '
        "WHERE { ?row row:name ?name . "
        'BIND(fn:id("source", ?name) AS ?s) BIND(STRLANG(?name, "en") AS ?l) BIND(STRLANG(?name, "zh") AS ?z) '
        'BIND(STRDT("2024-01-01", xsd:date) AS ?d) }\n'
    )
    made_of(tmp_path, [["name"], ["A"]], query)
    outcome = run("map", "t.csv", "m.rq", "--check")
    assert (outcome.code, (tmp_path / "graph.nq").exists()) == (0, False), outcome.err
    assert "nothing was written" in outcome.err
    assert run("map", "t.csv", "m.rq", "--check", "--out", "g.nq").code == 0
    assert (tmp_path / "g.nq").exists()
    assert run("map", "t.csv", "m.rq").code == 0
    assert (tmp_path / "graph.nq").read_bytes() == (tmp_path / "g.nq").read_bytes()


TOGETHER = (
    "#: title: {{en: M, zh: M}}\n#: split: {{parties: ';', ids: ';'}}\n#: together: [parties, ids]\n"
    "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
    "CONSTRUCT {{ ?p a pk:Project ; skos:note ?at . ?o a pk:Institution ; skos:prefLabel ?l }} "
    "WHERE {{ ?row row:key ?key . OPTIONAL {{ ?row row:parties ?name }} OPTIONAL {{ ?row row:ids ?id }} "
    'BIND(fn:id("partnership", ?key) AS ?p) '
    'BIND(COALESCE(fn:id("institution", ?id), fn:id("institution", ?name)) AS ?o) '
    'BIND(STRLANG(?name, "en") AS ?l) BIND(STR(fn:row()) AS ?at) {where} }}\n'
)
PARTIES = (
    "key,parties,ids\nA|1,Alba; Brenn; Corva,t|1; ; t|3\n\nA|2,Dorn; Alba,t|4;t|1\nA|3,Esk;Fell,t|5\nA|4,Gorm,\nA|5,,\n"
)


@pytest.mark.parametrize("where", ["", "{ SELECT (COUNT(*) AS ?n) WHERE {} }"])  # over columns, and by the engine
def test_values_of_two_columns_that_belong_together(tmp_path: Path, where: str) -> None:
    (tmp_path / "t.csv").write_text(PARTIES, encoding="utf-8")
    (tmp_path / "m.rq").write_text(TOGETHER.format(where=where), encoding="utf-8")
    account = Mapped()
    graph = kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq", account=account)
    asked = graph.query("SELECT ?o ?l { ?o a pk:Institution ; skos:prefLabel ?l }")
    assert {str(name): str(thing).rpartition("/")[2] for thing, name in asked} == {
        "Alba": "t%7C1",
        "Brenn": "Brenn",
        "Corva": "t%7C3",
        "Dorn": "t%7C4",
        # One id of two parties: it is not told whose it is.
        "Esk": "Esk",
        "Fell": "Fell",
        "Gorm": "Gorm",
    }
    # Each row is one row, whatever it has several of.
    assert (account.rows, account.gave) == (5, 5)
    rows = graph.query("SELECT ?p ?at { ?p skos:note ?at }")
    assert sorted((str(thing)[-1], str(at)) for thing, at in rows) == [*zip("12345", "24567", strict=True)]
    found = {(finding.code, finding.severity.value, finding.row) for finding in graph.findings}
    assert found == {("not-told-apart", "warning", 5), ("variable-without-value", "info", 7)}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("#: together: [parties, ids]\n#: split: {parties: ';'}\n", "'ids' is not split"),
        ("#: together: [partys]\n", "'partys' is no column that the mapping names"),
        ("#: first: parties\n", "'parties' is no column"),
    ],
)
def test_a_header_that_says_it_wrongly(tmp_path: Path, header: str, message: str) -> None:
    (tmp_path / "t.csv").write_text(PARTIES, encoding="utf-8")
    query = TOGETHER.format(where="")
    (tmp_path / "m.rq").write_text(
        "#: title: {en: M, zh: M}\n" + header + query[query.index("PREFIX") :], encoding="utf-8"
    )
    with pytest.raises(SourceError, match=re.escape(message)):
        kg.map_table(tmp_path / "t.csv", tmp_path / "m.rq")
