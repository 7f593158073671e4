"""Values of a list of which a mapping makes less than of others, and codes that a country and a state share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """#: title: {en: Deals, zh: 交易}
#: question: {en: Who, zh: 谁}
#: split: {who: ";", hosts: ";"}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?title ; pk:participation ?part ; pk:carriedOutIn ?host .
  ?part a pk:Participation ; pk:party ?party ; pk:partnership ?deal ; pk:role ?role .
  ?party a pk:Institution ; skos:prefLabel ?name ; pk:locatedIn ?land .
}
WHERE {
  ?row row:id ?id ; row:who ?who . OPTIONAL { ?row row:hosts ?hosts } OPTIONAL { ?row row:title ?said }
  BIND(fn:id("partnership", ?id) AS ?deal) BIND(STRLANG(?said, "en") AS ?title)
  BIND(fn:id("institution", ?who) AS ?party) BIND(fn:id("participation", ?id, ?who) AS ?part)
  BIND(STRLANG(fn:town(?who), "en") AS ?name)
  BIND(fn:id("region", fn:registered(fn:townCountry(?who), "id", "country")) AS ?land)
  BIND(fn:id("region", fn:registered(fn:townCountry(?hosts), "id", "country")) AS ?host)
  BIND(IF(STRSTARTS(?who, "Aske"), role:organiser, IF(STRSTARTS(?who, "Brun"), role:partner, ?none)) AS ?role)
  MORE
}
"""

# Row 2 is whole; row 3 has a party without land and role; row 4 one without a role, and no title at all; in row 5 the
# one party has no land, as a row of one value may; in row 6 neither has one; in row 7 one of two places has none.
DEALS = """id,title,who,hosts
1,One,Aske Port (Norway); Brunn Mill (France),
2,Two,Aske Port (Norway); Fellwick School,Ulm (Germany)
3,,Brunn Mill (France); Dunholm Trust (Peru),
4,Four,Aske Port,
5,Five,Aske Quay; Brunn Lock,
6,Six,Aske Port (Norway); Brunn Mill (France),Ulm (Germany); Nowhere (Atlantia)
"""


@pytest.mark.parametrize("more", ["", "MINUS { ?row row:id 'none' }"], ids=["columns", "engine"])
def test_a_value_of_a_list_is_told_that_lacks_what_others_of_it_have(run: Run, tmp_path: Path, more: str) -> None:
    (tmp_path / "m.rq").write_text(MAPPING.replace("MORE", more), encoding="utf-8")
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "-f", "json", "--strict")
    told = [one for one in done.json()["findings"] if one["code"] == "listed-without-value"]
    assert [(one["severity"], one["row"], one["field"], one["value"]) for one in told] == [
        ("warning", 3, "who", "Fellwick School"),
        ("warning", 4, "who", "Dunholm Trust (Peru)"),
        ("warning", 7, "hosts", "Nowhere (Atlantia)"),
    ]
    assert "?land, ?role" in told[0]["message_en"]
    assert "?role" in told[1]["message_en"]
    assert "?land" not in told[1]["message_en"]
    assert "?host" in told[2]["message_en"]
    assert done.code == 1
    assert "6行中有1行（第3行）的who所列各值中，有1个没有?land、?role的值" in told[0]["message_zh"]


def test_a_code_of_a_country_and_of_a_state_is_what_its_column_shows(run: Run, tmp_path: Path) -> None:
    mapping = MAPPING.replace('#: split: {who: ";", hosts: ";"}\n', "").replace("MORE", "")
    (tmp_path / "m.rq").write_text(mapping, encoding="utf-8")
    # Countries alone stand beside DE and CA in one table, states in another one, neither in the third.
    tables = {
        "lands": ["Aske Land (NL)", "Brunn Land (DE)", "Fell Land (CH)", "Dun Land (CA)", "Munich, DE", "Dover (DE)"],
        "states": ["Aske County (TX)", "Brunn County (DE)", "Fell County (CA)", "Boston, MA"],
        "neither": ["Brunn Mill (DE)", "Fell Mill (CA)", "Dover, DE", "Turku, FI1"],
    }
    found, told = {}, {}
    for name, parties in tables.items():
        rows = "".join(f'{number},,"{who}",\n' for number, who in enumerate(parties))
        (tmp_path / f"{name}.csv").write_text(f"id,title,who,hosts\n{rows}", encoding="utf-8")
        path = tmp_path / f"{name}.nq"
        done = run("map", tmp_path / f"{name}.csv", tmp_path / "m.rq", "-o", path, "-f", "json")
        findings = [one for one in done.json()["findings"] if one["code"] == "code-of-two"]
        told[name] = [one["message_en"] for one in findings]
        lines = path.read_text(encoding="utf-8").splitlines()
        found[name] = sorted(line.split("/region/")[1].split(">")[0] for line in lines if "ont#locatedIn>" in line)
    assert found == {"lands": ["ca", "ch", "de", "de", "nl"], "states": [], "neither": []}
    assert len(told["lands"]) == 1
    assert "'Dover (DE)' (row 7)" in told["lands"][0]
    assert told["states"] == []
    assert len(told["neither"]) == 1
    assert "2 names have codes behind them" in told["neither"][0]
    assert "(CA, DE)" in told["neither"][0]
