"""Tables of unusual shapes: titles above headings, objects under their keys, totals among the ids; slips in headers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake.anytable import open_table
from kg.intake.anytable import opening as opening_module
from tests.intake.sheets.written import write_csv
from tests.intake.test_guessing_totals import counted, drafted, guessed, mapped
from tests.support import Outcome

TWINS = [
    ("No", "Town", "Twin town", "Country", "Signed"),
    ("1", "Bath", "Aix-en-Provence", "France", "1977"),
    ("2", "Ulm", "Bath", "United Kingdom", "1990"),
]


def test_headings_below_a_padded_title_are_found_and_said(run: Callable[..., Outcome], tmp_path: Path) -> None:
    title = [("Table 3: Twin towns, 2024", "", "", "", ""), ("", "", "", "", "")]
    write_csv(tmp_path / "t.csv", [title[1], *TWINS], title[0])
    _, told = guessed(run, tmp_path, "t.csv")
    assert "The headings are in row 3; what is above was left out." in told
    graph, said = mapped(run, tmp_path, "t.csv")
    assert "The headings are in row 3" in said
    assert counted(graph, "Partnership") == 2
    rows = {str(place) for (place,) in graph.query("SELECT ?v { ?s a oa:FragmentSelector ; rdf:value ?v }")}
    assert rows == {"row=4", "row=5"}
    assert open_table(tmp_path / "t.csv").above == ["Table 3: Twin towns, 2024"]


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_title_without_cells_behind_it_is_an_error_with_the_cure(
    run: Callable[..., Outcome], tmp_path: Path, sign: str
) -> None:
    lines = ["Twin towns", *(sign.join(row) for row in TWINS), sign.join(("3", "Lyon", "Leeds", "UK", "1999"))]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = run("map", "--guess", "t.csv", "--issued", "2024-05-06")
    assert answer.code == 1
    assert "row 2: has 5 cells, and row 1 a single one. If row 1 is a title, take out what stands above" in answer.err
    assert "若第1行为标题，请删去列名行以上的内容" in answer.err


def test_one_column_stays_one(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name\nAlba; Brenn\nCorva; Danum\n", encoding="utf-8")
    assert list(open_table(tmp_path / "t.csv").rows()) == [["Alba; Brenn"], ["Corva; Danum"]]


def test_rows_that_give_nothing_at_all_fail_the_check(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", TWINS[1:], TWINS[0])
    draft, _ = guessed(run, tmp_path, "t.csv")
    empty = [(number, "", "", "", "") for number in ("1", "2")]
    write_csv(tmp_path / "t.csv", empty, TWINS[0])
    answer = run("map", "t.csv", "m.rq", "--check")
    assert draft
    assert answer.code == 1
    assert "None of the 2 rows gives anything beside its evidence." in answer.err
    assert "所读2行除证据外均未产生任何内容" in answer.err


PROJECTS = {
    f"P{n}": {"project_name": f"Roads {n}", "lead": f"University of {a}", "partner": f"University of {b}", "end": day}
    for n, (a, b, day) in enumerate(
        [("Ostbruck", "Velmar", "6/30/2020 12:00:00 AM"), ("Velmar", "Corva", "11/18/2021 12:00:00 AM")], 1
    )
}


@pytest.mark.parametrize("path", ["", "$.projects", "$.projects[*]", "$.projects.*"])
def test_objects_under_their_keys_are_rows(run: Callable[..., Outcome], tmp_path: Path, path: str) -> None:
    rows = ("--rows", path) if path else ()
    document = {"total": "2", "projects": PROJECTS}
    (tmp_path / "t.json").write_text(json.dumps(document), encoding="utf-8")
    answer = run("map", "--guess", "t.json", "--issued", "2024-05-06", "--out", "m.rq", *rows)
    assert answer.code == 0, answer.err
    assert "Each object of $.projects.* is a row, with the key that it stands under as column key." in answer.err
    assert "$.projects.* 的每个对象各为一行，其键为列 key。" in answer.err
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    assert draft.count("\n") < 40
    assert f"#: rows: {json.dumps(path or '$.projects.*')}" in draft
    graph, _ = mapped(run, tmp_path, "t.json")
    assert counted(graph, "Partnership") == 2
    assert counted(graph, "Participation") == 4
    ids = {str(one).rpartition("/")[2] for (one,) in graph.query("SELECT ?p { ?p a pk:Partnership }")}
    assert ids == {"P1", "P2"}
    assert sorted(str(day) for (day,) in graph.query("SELECT ?d { ?p pk:periodEnd ?d }")) == [
        "2020-06-30",
        "2021-11-18",
    ]


def test_lists_below_keys_are_reached_by_a_path(tmp_path: Path) -> None:
    document = {
        "R1": {"name": "Roads", "sector": [{"Name": "A"}, {"Name": "B"}]},
        "R2": {"name": "Power", "sector": [{"Name": "C"}]},
    }
    (tmp_path / "t.json").write_text(json.dumps(document), encoding="utf-8")
    every = open_table(tmp_path / "t.json")
    assert every.by_key == "$.*"
    assert (every.names, list(every.rows())) == (
        ["key", "name", "sector_Name"],
        [["R1", "Roads", ("A", "B")], ["R2", "Power", "C"]],
    )
    each = open_table(tmp_path / "t.json", "$.*.sector[*]")
    assert [(row[0], row[-1]) for row in each.rows()] == [("R1", "A"), ("R1", "B"), ("R2", "C")]


def test_the_key_stands_beside_a_field_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"A1": {"key": "x", "n": 1}, "A2": {"key": "y", "n": 2}}', encoding="utf-8")
    assert open_table(tmp_path / "t.json").names == ["object_key", "key", "n"]


def test_an_object_of_two_parts_is_one_row(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text('{"lead": {"name": "A"}, "partner": {"name": "B"}}', encoding="utf-8")
    assert list(open_table(tmp_path / "t.json").rows()) == [["A", "B"]]


def test_a_large_document_is_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.json").write_text(json.dumps({"total": 2, "projects": PROJECTS}), encoding="utf-8")
    small = open_table(tmp_path / "t.json")
    monkeypatch.setattr(opening_module, "MOST_HELD", 10)
    large = open_table(tmp_path / "t.json")
    assert (large.names, list(large.rows())) == (small.names, list(small.rows()))


@pytest.mark.parametrize(
    ("said", "column"),
    [("合计", "序号"), ("小计", "序号"), ("总计 Total", "编号"), ("Total", "No"), ("Summe", "Nr"), ("Totals", "id")],
)
def test_totals_among_the_ids_are_no_partnerships(
    run: Callable[..., Outcome], tmp_path: Path, said: str, column: str
) -> None:
    rows = [
        ("1", "杭州市", "埃森市", "德国"),
        ("2", "嘉兴市", "福井市", "日本"),
        (said, "浙江省", "2个", ""),
    ]
    write_csv(tmp_path / "t.csv", rows, (column, "中方城市", "外方城市", "国别"))
    graph, told = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "Partnership") == 2
    assert counted(graph, "Participation") == 4
    names = {str(name) for (name,) in graph.query("SELECT ?n { ?x a pk:AdministrativeRegion ; skos:prefLabel ?n }")}
    assert not {"浙江省", "2个", said} & names
    assert f"{column}: 1 row is a total by what stands there ({said}), and no partnership is made of it: 4." in told


def test_several_totals_are_left_out_and_counted(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [
        ("1", "Bath", "Lyon", "France"),
        ("Subtotal", "1", "1", ""),
        ("2", "Ulm", "Turku", "Finland"),
        ("Subtotal", "1", "1", ""),
        ("Total", "2", "2", ""),
    ]
    write_csv(tmp_path / "t.csv", rows, ("No", "Town", "Twin town", "Country"))
    graph, told = drafted(run, tmp_path, "t.csv")
    assert counted(graph, "Partnership") == 2
    assert "No: 3 rows are totals by what stands there (Subtotal, Total)" in told
    assert "3, 5, 6." in told
    assert "are none of those that the mapping compares with" not in told


HEADER = "#: title: {en: T, zh: 表}\n#: question: {en: Q, zh: 问}\n"
QUERY = """PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT { ?p a pk:Institution ; skos:prefLabel ?n . ?q a pk:Institution ; skos:prefLabel ?m }
WHERE { ?row row:A ?a ; row:B ?b BIND(fn:id("institution", ?a) AS ?p) BIND(STRLANG(?a, "en") AS ?n)
  BIND(fn:id("institution", ?b) AS ?q) BIND(STRLANG(?b, "en") AS ?m) }
"""


@pytest.mark.parametrize(
    ("header", "where", "key"),
    [
        ('#: split: {A: "|"}\n#: split: {B: "|"}\n', "lines 3 and 4", "split"),
        ("#: together: [A]\n#: first: [B]\n#: together: [B]\n", "lines 3 and 5", "together"),
        ('#: split: {A: "|", A: ";"}\n', "line 3", "A"),
    ],
)
def test_what_a_header_says_twice_is_an_error(
    run: Callable[..., Outcome], tmp_path: Path, header: str, where: str, key: str
) -> None:
    write_csv(tmp_path / "t.csv", [("Uni A|Uni B", "Uni C|Uni D")], ("A", "B"))
    (tmp_path / "m.rq").write_text(HEADER + header + QUERY, encoding="utf-8")
    answer = run("map", "t.csv", "m.rq")
    assert answer.code in (1, 2)
    assert f"m.rq, {where}: its header has '{key}' twice, and only one would hold." in answer.err
    assert f"其头部两次写有“{key}”" in answer.err
    assert not (tmp_path / "graph.nq").exists()


@pytest.mark.parametrize("said", ["[[A], [B]]", "{a: [A, B]}", "[A, {b: B}]"])
def test_groups_of_together_are_refused(run: Callable[..., Outcome], tmp_path: Path, said: str) -> None:
    (tmp_path / "t.json").write_text('[{"x": [{"A": "1", "B": "2"}, {"A": "3", "B": "4"}]}]', encoding="utf-8")
    query = QUERY.replace("row:A", "row:x_A").replace("row:B", "row:x_B")
    (tmp_path / "m.rq").write_text(f"{HEADER}#: together: {said}\n{query}", encoding="utf-8")
    answer = run("map", "t.json", "m.rq")
    assert answer.code in (1, 2)
    assert "It takes one list of columns, together: [A, B], and no groups of them." in answer.err
    assert "此项只取一个列名的列表" in answer.err


def test_two_of_the_same_are_taken_from_one_line(run: Callable[..., Outcome], tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [("Uni A|Uni B", "Uni C|Uni D")], ("A", "B"))
    (tmp_path / "m.rq").write_text(f"{HEADER}#: split: {{A: '|', B: '|'}}\n{QUERY}", encoding="utf-8")
    graph, _ = mapped(run, tmp_path, "t.csv", "--partial")
    assert counted(graph, "Institution") == 4
