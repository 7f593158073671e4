"""Any table by a mapping of one's own, through the API and the command line."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import DataError, QueryError, SourceError
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
    monkeypatch.setattr("kg.intake.foreign.BATCH", 2)
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
    # 嘉兴 alone has no Latin letter to make an id of.
    assert found == {f"{graph.store.base}region/united-k-t-script": hostile}


@pytest.mark.parametrize(
    ("header", "row", "error", "message"),
    [
        (HEADER[:4], ("1", "x", "2", "y"), DataError, "no column 'country'"),
        ((*HEADER, "rcn"), ("1",) * 8, DataError, "several columns 'rcn'"),
        (HEADER, ("1",) * 9, DataError, "row 2: has 9 cells, the header 7"),
        ((), (), SourceError, "no header"),
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
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"rcn,pic\n\xe9,1\n")
    with pytest.raises(SourceError, match="not UTF-8"):
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
