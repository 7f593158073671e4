"""Several parties in a cell, whatever stands between them: in drafts, and by the header of a mapping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.support import Outcome, counted

HEAD = "id,title,parties,signed on\n"
#: Cells of one column, and how many take part and are named in all.
LISTS = {
    "commas": (["Alpha University, Beta Institute, Gamma Ltd", "Alpha University, Delta Office", "Gamma Ltd"], 6, 4),
    "legal forms": (["Acme Co., Ltd., Beta Institute", "Beta Institute, Gamma GmbH", "Acme Co., Ltd."], 5, 3),
    "line breaks": (["Alpha University\nBeta Institute\nGamma Ltd", "Alpha University\nDelta Office"], 5, 4),
    "slashes": (["Alpha University / Beta Institute / Gamma Ltd", "Alpha University / Delta Office"], 5, 4),
    "two signs": (["Alpha University; Beta Institute", "Alpha University | Delta Lab", "Beta Institute; Gamma"], 6, 4),
    "brackets": (["Alpha University (Lyon, Paris); Beta Institute", "Beta Institute; Gamma Ltd"], 4, 3),
    "towns": (["Lyon, Bremen, Turku", "Bremen, Turku", "Lyon, Cebu City"], 7, 4),
    "one each": (["Institute of Physics, Berlin", "Acme Co., Ltd.", "Gamma Institute"], 3, 3),
    "towns of states": (["Portland, Oregon", "Boston, MA", "Columbus, Ohio"], 3, 3),
}  # fmt: skip


def written(folder: Path, cells: list[str]) -> Path:
    rows = [f'{number},P{number},"{cell}",2020-01-0{number}\n' for number, cell in enumerate(cells, 1)]
    (folder / "deals.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return folder / "deals.csv"


@pytest.mark.parametrize("kind", LISTS)
def test_a_draft_parts_lists_by_what_stands_between_parties(
    run: Callable[..., Outcome], tmp_path: Path, kind: str
) -> None:
    cells, participations, parties = LISTS[kind]
    path = written(tmp_path, cells)
    assert run("map", "--guess", path, "--issued", "2024-01-01", "-o", "m.rq").code == 0
    graph = kg.map_table(path, tmp_path / "m.rq")
    assert counted(graph, "?x a pk:Participation") == participations
    assert counted(graph, "?x ^pk:party ?y") == parties


def test_what_is_parted_at_a_sign_of_names_and_what_is_left_whole_is_said(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    path = written(tmp_path, LISTS["commas"][0])
    assert "parties: parted at ','" in run("map", "--guess", path, "-o", "m.rq").err
    path = written(tmp_path, ["Alpha University; Brightwater, Stone & Sons Ltd", "Beta Institute; Gamma Ltd"])
    said = run("map", "--guess", path, "-o", "m.rq").err
    # At ; the cell is parted; what is left whole is the firm, whose name has a comma.
    assert "parties: left whole, each as one party: 'Brightwater, Stone & Sons Ltd'" in said
    assert 'split`: {parties: [";", ","]}' in said.replace("\n", " ").replace("  ", " ")


def test_cells_with_another_sign_than_the_headers_are_told(run: Callable[..., Outcome], tmp_path: Path) -> None:
    path = written(tmp_path, LISTS["two signs"][0])
    assert run("map", "--guess", path, "-o", "m.rq").code == 0
    draft = (tmp_path / "m.rq").read_text(encoding="utf-8")
    assert '#: split: {"parties": [";", "|"]}' in draft
    assert run("map", path, "m.rq", "-o", "g.nq", "--strict").code == 0
    (tmp_path / "m.rq").write_text(draft.replace('[";", "|"]', '";"'), encoding="utf-8")
    done = run("map", path, "m.rq", "-o", "g.nq", "--strict")
    assert done.code == 1
    assert "1 cell has another sign between names than the header's split" in done.err
    assert 'split: {parties: [";", "|"]}' in done.err
    (tmp_path / "m.rq").write_text(draft.replace('[";", "|"]', "[]"), encoding="utf-8")
    assert "Write it as {column: ';'}, or of several signs {column: [';', ',']}" in run("map", path, "m.rq").err


def test_days_that_were_refused_are_counted(run: Callable[..., Outcome], tmp_path: Path) -> None:
    rows = [f"{n},P{n},Alpha University,Beta Institute,{'indefinite' if n % 2 else '2020-01-02'}" for n in range(1, 8)]
    text = "\n".join(["id,title,lead,partner,signed on", *rows])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "m.rq").write_text(
        "#: title: {en: M, zh: M}\n#: question: {en: M, zh: M}\nPREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?p a pk:Project ; skos:prefLabel ?t ; dcterms:date ?d } WHERE { ?row row:id ?id ; row:title ?t ; "
        'row:signed_on ?s . BIND(fn:id("partnership", ?id) AS ?p) BIND(fn:date(?s) AS ?d) }\n',
        encoding="utf-8",
    )
    done = run("map", "t.csv", "m.rq", "-o", "g.nq")
    assert "no value was made of it in 4 rows" in " ".join(done.err.split())
    assert "in 4 rows a date was refused" in " ".join(done.err.split())
    assert run("map", "t.csv", "m.rq", "-o", "g.nq", "-f", "json").json()["undated"] == 4


@pytest.mark.parametrize("split", ['{Party names: ";"}', '{Party_names: ";"}', '{Party names: [";", "|"]}'])
def test_names_that_a_header_splits_are_one_however_it_spells_the_heading(
    run: Callable[..., Outcome], tmp_path: Path, split: str
) -> None:
    rows = ["Title,Party names", "Quays,Esk University;Alba Lab", "Locks,Alba  lab;ESK UNIVERSITY"]
    (tmp_path / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "m.rq").write_text(
        f"#: title: {{en: M, zh: M}}\n#: question: {{en: M, zh: M}}\n#: split: {split}\n"
        "PREFIX row: <https://w3id.org/partnership-kg/row#>\n"
        "PREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?p a pk:Institution ; skos:prefLabel ?name } WHERE { ?row row:Title ?t ; row:Party_names ?cell . "
        'BIND(fn:spelled(?cell) AS ?name) BIND(fn:id("institution", ?name) AS ?p) }\n',
        encoding="utf-8",
    )
    done = run("map", "t.csv", "m.rq", "-o", "g.nq")
    assert done.code == 0, done.err
    names = kg.open(tmp_path / "g.nq").query("SELECT ?n { ?x a pk:Institution ; skos:prefLabel ?n }")
    assert sorted(str(row[0]) for row in names) == ["Alba Lab", "Esk University"]
