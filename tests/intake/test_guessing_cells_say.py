"""Drafts of columns whose cells say what their headings do not: stages, amounts, what was reached, and whose it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import kg
from tests.support import Outcome

Run = Callable[..., Outcome]

STATES = ("Actif", "En sommeil", "Rompu", "履行中", "已履行", "laufend", "beendet", "vigente", "ruhend", "Actif")


def test_what_cells_say_is_offered(run: Run, tmp_path: Path) -> None:
    rows = [
        f"P{n},Plan {n},Aske College,Brunn Mill,{state},note {n},$10{n},€2{n}0,2020-03-1{n % 9 + 1}"
        for n, state in enumerate(STATES)
    ]
    head = "Project no,Title,Partner A,Partner B,Situation,Remark,Alpha,Beta,Fecha"
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    done = run("map", "--guess", tmp_path / "t.csv", "--out", tmp_path / "t.rq")
    draft = (tmp_path / "t.rq").read_text(encoding="utf-8")
    assert len(draft.splitlines()) < 40
    assert "fn:folded(?stageText)" in draft
    for state, code in (("rompu", "terminated"), ("已履行", "completed"), ("en sommeil", "suspended")):
        assert f'= "{state}", stage:{code}' in draft
    # Nothing tells whether what is running was signed or is in operation.
    assert '"laufend"' in next(line for line in draft.splitlines() if "Which stage is meant" in line)
    assert "heading does not say what they are" in (done.stderr + done.stdout).decode()
    assert "# OPTIONAL { ?row row:Beta ?amountText" in draft
    assert "# OPTIONAL { ?row row:Alpha ?also_amountText" in draft
    assert "row:Fecha ?whenText" in draft
    assert "row:Remark ?" not in draft


def test_a_column_says_which_amounts_were_reached_and_each_is_of_its_day(run: Run, tmp_path: Path) -> None:
    bases = ("spent", "pledged", "paid", "committed", "in kind")
    rows = [
        f"P{n},Plan {n},Aske College,Brunn Mill,2020-03-1{n},2030-01-01,{n}000,EUR,{basis}"
        for n, basis in enumerate(bases, 1)
    ]
    head = "Project no,Title,Partner A,Partner B,Signed,End date,value_amount,value_currency,value_basis"
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    done = run("map", "--guess", tmp_path / "t.csv", "--out", tmp_path / "t.rq")
    assert "in kind" in (done.stderr + done.stdout).decode()
    checked = run(*("map", tmp_path / "t.csv", tmp_path / "t.rq", "--check", "--out", tmp_path / "t.nq", "-f", "json"))
    codes = {one["code"] for one in checked.json()["findings"]}
    # A reached amount is of no time after the day by which it holds, and the day of a row is not that of the table.
    assert not codes & {"achievement-period", "assumed-is-issued", "claim-assumed"}
    found = kg.open(tmp_path / "t.nq").query(
        "SELECT ?value ?kind ?end ?day ?basis { ?f pk:value ?value ; a ?kind ; pk:asOf ?day ; pk:timeBasis ?basis "
        "OPTIONAL { ?f pk:periodEnd ?end } FILTER(?kind IN (pk:Target, pk:Achievement)) } ORDER BY ?value"
    )
    said = [
        (int(float(row[0])), str(row[1]).rpartition("#")[2], bool(row[2]), str(row[3]), str(row[4]).rpartition("/")[2])
        for row in found
    ]
    assert said == [
        (1000, "Achievement", False, "2020-03-11", "stated"),
        (2000, "Target", True, "2020-03-12", "stated"),
        (3000, "Achievement", False, "2020-03-13", "stated"),
        (4000, "Target", True, "2020-03-14", "stated"),
        (5000, "Target", True, "2020-03-15", "stated"),
    ]


def test_the_grant_of_each_partner_is_its_own(run: Run, tmp_path: Path) -> None:
    projects = [
        {
            "projectCode": f"P{n}",
            "title": f"Plan {n}",
            "currency": "EUR",
            "partners": [{"orgId": f"A{k}", "name": f"Aske College {k}", "grant": 100 * n + k} for k in range(1, 4)],
        }
        for n in range(1, 6)
    ]
    (tmp_path / "t.json").write_text(json.dumps(projects), encoding="utf-8")
    run("map", "--guess", tmp_path / "t.json", "--issued", "2024-02-03", "--out", tmp_path / "t.rq")
    draft = (tmp_path / "t.rq").read_text(encoding="utf-8")
    # The rows of another list of the file have evidence of their own.
    assert 'fn:id("evidence", "t-json-partners"' in draft
    assert run("map", tmp_path / "t.json", tmp_path / "t.rq", "--out", tmp_path / "t.nq").code == 0
    found = kg.open(tmp_path / "t.nq").query(
        "SELECT ?name ?value { ?f pk:value ?value ; pk:destination/skos:prefLabel ?name }"
    )
    assert sorted((str(row[0]), int(float(row[1]))) for row in found) == sorted(
        (f"Aske College {k}", 100 * n + k) for n in range(1, 6) for k in range(1, 4)
    )


def test_columns_that_are_not_read_are_told_and_one_language_passes_strict(run: Run, tmp_path: Path) -> None:
    head = "id,name,who else,Importe,Partner org,Firmado,código"
    rows = [f'{n},Aske {n},x,"{n}.000,00 €",Brunn Mill,2020-03-1{n},7{n}' for n in range(1, 5)]
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    mapping = (
        "#: title: {en: Lands, zh: 国家}\n#: question: {en: Which, zh: 哪些}\n"
        "PREFIX row: <https://w3id.org/partnership-kg/row#>\nPREFIX fn: <https://w3id.org/partnership-kg/function#>\n"
        "CONSTRUCT { ?r a pk:AdministrativeRegion ; pk:level level:country ; skos:prefLabel ?l }\n"
        'WHERE { ?row row:name ?name . BIND(fn:id("region", ?name) AS ?r) BIND(STRLANG(?name, "TAG") AS ?l) }\n'
    )
    (tmp_path / "t.rq").write_text(mapping.replace("TAG", "en"), encoding="utf-8")
    done = run("map", tmp_path / "t.csv", tmp_path / "t.rq", "--check", "--strict", "-f", "json")
    told = {one["field"]: one for one in done.json()["findings"] if one["code"] == "column-unread"}
    assert told.keys() == {"Importe", "Partner org", "Firmado"}
    assert "amounts with their currency" in told["Importe"]["message_en"]
    assert {one["severity"] for one in told.values()} == {"info"}
    # All names are in English, and that alone fails nothing.
    assert "name-zh-missing" in {one["code"] for one in done.json()["findings"]}
    assert done.code == 0
    both = mapping.replace('"TAG"', 'IF(?name = "Aske 2", "zh", "en")')
    (tmp_path / "t.rq").write_text(both, encoding="utf-8")
    assert run("map", tmp_path / "t.csv", tmp_path / "t.rq", "--check", "--strict").code == 1
