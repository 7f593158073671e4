"""Parties that have a name and no id, and rows that give nothing but evidence: told by the column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """#: title: {en: Deals, zh: 交易}
#: question: {en: Who, zh: 谁}
HEADER
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?title ; pk:participation ?part ; pk:evidence ?evidence .
  ?part a pk:Participation ; pk:party ?party ; pk:partnership ?deal ; pk:role role:partner .
  ?party a pk:Institution ; skos:prefLabel ?name .
  ?figure a pk:Target ; pk:about ?deal ; pk:measure measure:totalInvestment ; pk:value ?value ; pk:unit unit:EUR .
  ?evidence a pk:Evidence ; oa:hasSelector ?selector . ?selector a oa:FragmentSelector ; rdf:value ?at .
}
WHERE {
  ?row row:id ?id . OPTIONAL { ?row row:partner ?name } OPTIONAL { ?row row:pic ?pic }
  OPTIONAL { ?row row:grant ?grant }
  BIND(IF(BOUND(?name), CONCAT("Deal ", ?id), ?none) AS ?title)
  BIND(IF(BOUND(?name), fn:id("partnership", ?id), ?none) AS ?deal) BIND(fn:id("institution", ?pic) AS ?party)
  BIND(fn:id("participation", ?id, ?pic) AS ?part)
  BIND(fn:amount(?grant) AS ?value) BIND(IF(BOUND(?deal), fn:id("observation", ?id), ?none) AS ?figure)
  BIND(CONCAT("row=", STR(fn:row())) AS ?at)
  BIND(fn:id("evidence", ?at) AS ?evidence) BIND(fn:id("evidence", ?at, "selector") AS ?selector)
  MORE
}
"""


def mapped(run: Run, folder: Path, table: str, header: str = "", more: str = "") -> tuple[Outcome, list[Any]]:
    text = MAPPING.replace("HEADER\n", f"{header}\n" if header else "").replace("  MORE\n", more)
    (folder / "m.rq").write_text(text, encoding="utf-8")
    (folder / "deals.csv").write_text(table, encoding="utf-8")
    done = run("map", folder / "deals.csv", folder / "m.rq", "-o", folder / "g.nq", "--strict", "-f", "json")
    return done, done.json()["findings"]


#: The second asks the engine, which tells the same.
WAYS = ["", "  MINUS { ?row row:id 'none' }\n"]


@pytest.mark.parametrize("more", WAYS)
def test_a_party_without_a_key_is_told_with_its_column(run: Run, tmp_path: Path, more: str) -> None:
    table = "id,partner,pic,grant\n1,Acme,11,500 EUR\n2,Beta,,600 EUR\n3,Beta,,700 EUR\n"
    done, found = mapped(run, tmp_path, table, more=more)
    assert done.code == 1
    (told,) = (one for one in found if one["code"] == "name-without-id")
    assert (told["severity"], told["row"], told["field"], told["value"]) == ("warning", 3, "pic", "Beta")
    assert (
        "In 2 of 3 rows (rows 3, 4) what is called so has no id, and is not in the graph: Beta." in told["message_en"]
    )
    assert "?party, which is made of pic" in told["message_en"]
    assert "由pic生成" in told["message_zh"]


@pytest.mark.parametrize("more", WAYS)
def test_parts_of_a_cell_without_a_key_are_told(run: Run, tmp_path: Path, more: str) -> None:
    header = '#: split: {partner: "|", pic: "|"}\n#: together: [partner, pic]'
    table = "id,partner,pic,grant\n1,Acme | Beta,11 | 22,500 EUR\n2,Acme | Beta | Gamma,11 |  | ,600 EUR\n"
    done, found = mapped(run, tmp_path, table, header, more)
    assert done.code == 1
    (told,) = (one for one in found if one["code"] == "name-without-id")
    assert told["row"] == 3
    assert "Beta; Gamma." in told["message_en"]
    assert "Acme" not in told["message_en"]


@pytest.mark.parametrize("more", WAYS)
def test_nothing_is_told_where_each_has_a_key(run: Run, tmp_path: Path, more: str) -> None:
    done, found = mapped(run, tmp_path, "id,partner,pic,grant\n1,Acme,11,500 EUR\n2,Beta,22,\n", more=more)
    assert done.code == 0
    assert {one["code"] for one in found} <= {"variable-without-value", "one-party-each"}


def test_a_row_with_evidence_alone_names_the_empty_column(run: Run, tmp_path: Path) -> None:
    table = "id,partner,pic,grant\n1,Acme,11,500 EUR\n2,,,600 EUR\n3,,22,600 EUR\n"
    done, found = mapped(run, tmp_path, table)
    assert done.code == 1
    told = [one["message_en"] for one in found if one["code"] == "row-with-evidence-only"]
    assert told == [
        "1 of 3 rows (row 3) gives its evidence and nothing else, as partner is empty: there is no value for ?deal, "
        "?figure, ?name, ?part, ?party, ?title."
    ]
    assert any("（partner为空）" in one["message_zh"] for one in found)


def test_either_of_two_kinds_holds_a_name(run: Run, tmp_path: Path) -> None:
    mapping = MAPPING.replace("HEADER\n", "").replace("  MORE\n", "")
    mapping = mapping.replace(
        "?party a pk:Institution ; skos:prefLabel ?name .",
        "?party a pk:Institution ; skos:prefLabel ?name . ?town a pk:AdministrativeRegion ; skos:prefLabel ?name .",
    ).replace(
        'BIND(fn:id("institution", ?pic) AS ?party)',
        'BIND(IF(?pic = "town", ?none, fn:id("institution", ?pic)) AS ?party)'
        ' BIND(IF(?pic = "town", fn:id("region", ?name), ?none) AS ?town)',
    )
    (tmp_path / "m.rq").write_text(mapping)
    (tmp_path / "d.csv").write_text("id,partner,pic,grant\n1,Acme,11,5 EUR\n2,Ulm,town,6 EUR\n")
    done = run("map", tmp_path / "d.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict")
    assert "has no id" not in done.err


LISTED = (
    MAPPING.replace('fn:id("institution", ?pic) AS ?party', 'fn:id("institution", ?who) AS ?party')
    .replace('fn:id("participation", ?id, ?pic)', 'fn:id("participation", ?id, ?who)')
    .replace("skos:prefLabel ?name", "skos:prefLabel ?who")
    .replace(
        "BIND(IF(BOUND(?name), CONCAT",
        'BIND(IF(?name = "Elm" || ?name = "EU", ?none, ?name) AS ?who)  BIND(IF(BOUND(?name), CONCAT',
    )
)


@pytest.mark.parametrize("more", WAYS)
def test_what_a_list_names_and_becomes_no_party_is_told(run: Run, tmp_path: Path, more: str) -> None:
    text = LISTED.replace("HEADER", '#: split: {partner: ";"}').replace("  MORE\n", more)
    (tmp_path / "m.rq").write_text(text, encoding="utf-8")
    table = "id,partner,pic,grant\n1,Acme; Elm,,5 EUR\n2,Beta;Fir,,6 EUR\n3,EU,,7 EUR\n4,Elm;EU;Fir,,8 EUR\n"
    (tmp_path / "deals.csv").write_text(table, encoding="utf-8")
    done = run("map", "deals.csv", "m.rq", "-o", "g.nq", "--strict", "-f", "json")
    assert done.code == 1
    (told,) = (one for one in done.json()["findings"] if one["code"] == "listed-without-party")
    assert (told["severity"], told["row"], told["field"], told["value"]) == ("warning", 2, "partner", "Elm")
    assert told["message_en"].startswith("In 3 of 4 rows (rows 2, 4, 5) partner lists who takes part, ")
    assert "not in the graph: Elm; EU. There is no value for ?party." in told["message_en"]
    assert "未成为参与方，不在图谱中：Elm；EU。" in told["message_zh"]


@pytest.mark.parametrize("more", WAYS)
def test_one_that_a_filter_leaves_out_is_not_told(run: Run, tmp_path: Path, more: str) -> None:
    text = LISTED.replace("HEADER", '#: split: {partner: ";"}').replace("  MORE\n", f"{more}  FILTER(BOUND(?who))\n")
    (tmp_path / "m.rq").write_text(text, encoding="utf-8")
    (tmp_path / "deals.csv").write_text("id,partner,pic,grant\n1,Acme; Elm,,5 EUR\n2,Fir,,5 EUR\n", encoding="utf-8")
    done = run("map", "deals.csv", "m.rq", "-o", "g.nq", "--strict", "-f", "json")
    assert "listed-without-party" not in done.out, done.out
