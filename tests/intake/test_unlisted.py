"""Values of a later file that a mapping does not list: told with the value and the rows, through the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from tests.support import Outcome

Run = Callable[..., Outcome]

MAPPING = """#: title: {en: Deals, zh: 交易}
#: question: {en: Who, zh: 谁}
PREFIX row: <https://w3id.org/partnership-kg/row#>
PREFIX fn: <https://w3id.org/partnership-kg/function#>
CONSTRUCT {
  ?deal a pk:Project ; skos:prefLabel ?title ; pk:participation ?part .
  ?part a pk:Participation ; pk:party ?party ; pk:partnership ?deal ; pk:role ?role .
  ?party a pk:Institution ; skos:prefLabel ?name .
}
WHERE {
  ?row row:id ?id ; row:partner ?name ; row:role ?does .
  BIND(CONCAT("Deal ", ?id) AS ?title)
  BIND(fn:id("partnership", ?id) AS ?deal) BIND(fn:id("institution", ?name) AS ?party)
  BIND(fn:id("participation", ?id, ?name) AS ?part)
  BIND(CHOICE AS ?role)
}
"""
LIST = (
    'COALESCE(IF(?does = "coordinator", role:organiser, IF(?does = "participant", role:partner, ?none)), role:partner)'
)


def rows(*roles: str) -> str:
    return "id,partner,role\n" + "".join(f"{n},Acme {n},{role}\n" for n, role in enumerate(roles, 1))


def mapped(run: Run, folder: Path, choice: str, table: str, *options: str) -> tuple[Outcome, list[dict[str, Any]]]:
    """A table mapped under --strict, and what was found of values that are not listed."""
    (folder / "m.rq").write_text(MAPPING.replace("CHOICE", choice), encoding="utf-8")
    (folder / "deals.csv").write_text(table, encoding="utf-8")
    done = run("map", folder / "deals.csv", folder / "m.rq", "-o", folder / "g.nq", "--strict", "-f", "json", *options)
    return done, [one for one in done.json()["findings"] if one["code"] == "value-not-listed"]


def test_a_value_that_is_not_listed_is_told_with_its_rows(run: Run, tmp_path: Path) -> None:
    done, (told,) = mapped(run, tmp_path, LIST, rows("coordinator", "third party", "participant", "third party"))
    assert done.code == 1
    assert (told["field"], told["row"], told["value"]) == ("role", 3, "third party")
    assert '"third party" (rows 3, 5)' in told["message_en"]
    assert "taken for role:partner" in told["message_en"]
    assert 'Listed: "coordinator", "participant"' in told["fix"]
    assert "“third party”（第3, 5行）" in told["message_zh"]


@pytest.mark.parametrize(
    "choice",
    [
        LIST,
        'IF("participant" = ?does, role:partner, IF(?does = "coordinator", role:organiser, role:partner))',
        'IF(LCASE(STR(?does)) = "coordinator", role:organiser, IF(LCASE(STR(?does)) IN ("participant", "member"),'
        " role:partner, ?none))",
        'IF(BOUND(?does) && fn:folded(?does) = "participant", role:partner,'
        ' IF(fn:folded(?does) = "coordinator", role:organiser, role:partner))',
    ],
)
def test_however_it_is_compared(run: Run, tmp_path: Path, choice: str) -> None:
    assert mapped(run, tmp_path, choice, rows("coordinator", "participant"))[1] == []
    done, told = mapped(run, tmp_path, choice, rows("coordinator", "guest", "participant"))
    assert done.code == 1
    assert [one["value"] for one in told] == ["guest"]


def test_another_case_is_told_where_the_mapping_minds_it(run: Run, tmp_path: Path) -> None:
    one = 'IF(?does = "coordinator", role:organiser, role:partner)'
    assert [told["value"] for told in mapped(run, tmp_path, one, rows("coordinator", "Coordinator"))[1]] == [
        "Coordinator"
    ]
    # A question that has an answer for all others is no list.
    assert mapped(run, tmp_path, one, rows("coordinator", "guest"))[1] == []


@pytest.mark.parametrize(
    "choice",
    [
        'IF(CONTAINS(?does, "coord"), role:organiser, IF(?does = "member", role:partner, ?none))',
        'IF(?does != "coordinator", role:partner, role:organiser)',
    ],
)
def test_what_is_looked_at_otherwise_too_is_no_list(run: Run, tmp_path: Path, choice: str) -> None:
    assert mapped(run, tmp_path, choice, rows("coordinator", "guest", "member"))[1] == []


def test_parts_of_cells_are_compared_each(run: Run, tmp_path: Path) -> None:
    table = "id,partner,role\n1,Acme; Beta,coordinator; guest\n2,Acme,participant\n"
    (tmp_path / "deals.csv").write_text(table)
    header = '#: split: {partner: ";", role: ";"}\n#: together: [partner, role]\n'
    mapping = MAPPING.replace("CHOICE", LIST).replace("PREFIX", header + "PREFIX", 1)
    (tmp_path / "m.rq").write_text(mapping)
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"guest" (row 2)' in done.err


def test_a_table_of_values_is_a_list(run: Run, tmp_path: Path) -> None:
    mapping = MAPPING.replace("?name ; row:role ?does .", "?name . OPTIONAL { ?row row:role ?does . TABLE }").replace(
        "  BIND(CHOICE AS ?role)\n", ""
    )
    table = 'VALUES (?does ?role) { ("coordinator" role:organiser) ("participant" role:partner) }'
    (tmp_path / "m.rq").write_text(mapping.replace("TABLE", table))
    (tmp_path / "deals.csv").write_text(rows("coordinator", "guest"))
    done = run("map", tmp_path / "deals.csv", tmp_path / "m.rq", "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"guest" (row 3)' in done.err


def test_many_values_are_counted_and_some_named(run: Run, tmp_path: Path) -> None:
    _, (told,) = mapped(run, tmp_path, LIST, rows("coordinator", *(f"kind {n}" for n in range(30))))
    assert told["message_en"].startswith("30 values in 30 rows are none of those")
    assert told["message_en"].count("(row ") == 6


def drafted(run: Run, folder: Path, table: str) -> Path:
    (folder / "deals.csv").write_text(table)
    assert run("map", "--guess", folder / "deals.csv", "-o", folder / "draft.rq").code == 0
    return folder / "draft.rq"


def table_of(*rows: tuple[str, str, str]) -> str:
    head = "project_id,title,partner,country,role,status\n"
    return head + "".join(
        f"{n // 2},Project {n // 2},{name} University,Ghana,{role},{status}\n"
        for n, (name, role, status) in enumerate(rows)
    )


def test_a_draft_minds_no_case_and_lists_what_there_may_be(run: Run, tmp_path: Path) -> None:
    draft = drafted(
        run,
        tmp_path,
        table_of(
            *[("Rost", "coordinator", "SIGNED"), ("Marl", "participant", "SIGNED")] * 2,
            ("Dorn", "coordinator", "TERMINATED"),
            ("Elm", "participant", "TERMINATED"),
        ),
    )
    later = tmp_path / "later.csv"
    later.write_text(table_of(("Rost", "Coordinator", "signed"), ("Marl", "PARTICIPANT", "Signed")))
    graph = kg.map_table(later, draft)
    assert "value-not-listed" not in {one.code for one in graph.findings}
    roles = {str(role).rpartition("/")[2] for (role,) in graph.query("SELECT ?role { ?part pk:role ?role }")}
    assert roles == {"organiser", "partner"}
    later.write_text(table_of(("Rost", "host", "ON HOLD"), ("Marl", "participant", "SIGNED")))
    done = run("map", later, draft, "-o", tmp_path / "g.nq", "--strict")
    assert done.code == 1
    assert '"host" (row 2)' in done.err
    assert '"ON HOLD" (row 2)' in done.err
